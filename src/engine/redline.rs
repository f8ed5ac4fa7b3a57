//! What changed between two wordings.
//!
//! The unit is the word, compared without regard to typography (quotes, dashes, kinds of space) and,
//! except in abbreviations, to case; every span is into the original. The edit script is that of
//! [`steps`](crate::engine::steps).
//!
//! The raw edit script is cleaned for people: unchanged runs of one or two stop words between two
//! edits are swallowed, and words that were deleted here and inserted there are called moved. Where
//! more than [`REWRITTEN_SHARE`] of the words changed, a redline is confetti; the words that both
//! wordings share are marked instead.

use crate::engine::lexicon::Lexicon;
use crate::engine::steps::{Step, edit_steps};
use crate::engine::terms::located_terms;
use crate::engine::transcript::Span;
use crate::engine::words::{Token, fold_char, fold_word, tokens};

/// Above this share of changed words two wordings are shown as rewritten.
pub const REWRITTEN_SHARE: f32 = 0.6;

/// From this share of unchanged words on two wordings count as held.
pub const HELD_SHARE: f32 = 0.9;

/// Longest run of stop words that is swallowed between two edits.
const SWALLOWED_WORDS: usize = 2;

/// Moves are looked for while deleted times inserted words stay below this; beyond, they show as deleted and inserted.
const MOVE_SEARCH_LIMIT: usize = 4_000_000;

/// What happened to a run of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Only in the old wording.
    Deleted,

    /// Only in the new wording.
    Inserted,

    /// In both, at another place.
    Moved,

    /// In both, where the rest is rewritten.
    Shared,
}

/// A run of words with what happened to it; the text between marked runs is unchanged, or, in
/// rewritten wordings, unlike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Where it stands in its own text.
    pub span: Span,

    /// What happened to it.
    pub mark: Mark,
}

/// What two wordings are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likeness {
    /// The same words, or nine in ten.
    Held,

    /// Enough is kept to read the changes inside the sentence.
    Reworded,

    /// Too little is kept for that.
    Rewritten,
}

/// The comparison of two wordings.
#[derive(Clone, Debug, PartialEq)]
pub struct Redline {
    /// What they are to each other.
    pub likeness: Likeness,

    /// Share of the words of both that are deleted or inserted, from 0 to 1; moved words do not count.
    pub changed: f32,

    /// Marked runs of the old wording, in order.
    pub old: Vec<Marked>,

    /// Marked runs of the new wording, in order.
    pub new: Vec<Marked>,

    steps: Vec<Step>,
}

/// A run of tokens.
type Run = std::ops::Range<usize>;

struct Side<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    keys: Vec<String>,
    stop: Vec<bool>,
}

impl<'t> Side<'t> {
    fn new(text: &'t str, lexicon: &Lexicon) -> Self {
        let tokens = tokens(text);
        let keys: Vec<String> = tokens.iter().map(|token| key(token.span.of(text), token.is_word)).collect();
        let stop =
            tokens.iter().zip(&keys).map(|(token, key)| !token.is_word || lexicon.is_stop(key)).collect();
        Self { text, tokens, keys, stop }
    }

    fn span(&self, range: &Run) -> Option<Span> {
        let (first, last) = (self.tokens.get(range.start)?, self.tokens[..range.end].last()?);
        (range.start < range.end).then(|| first.span.join(last.span))
    }

    fn words_in(&self, range: &Run) -> usize {
        self.tokens[range.clone()].iter().filter(|token| token.is_word).count()
    }

    fn is_idle(&self, range: &Run) -> bool {
        self.stop[range.clone()].iter().all(|&stop| stop)
    }
}

/// The form in which two words, or two signs of punctuation, count as the same.
fn key(piece: &str, is_word: bool) -> String {
    let is_abbreviation = piece.chars().filter(|c| c.is_uppercase()).nth(1).is_some();
    match (is_word, is_abbreviation) {
        // "US" is not "us".
        (true, true) => piece.chars().map(fold_char).collect(),
        (true, false) => fold_word_keeping_possessive(piece),
        (false, _) => piece.chars().map(fold_char).collect(),
    }
}

/// "Russia" and "Russia’s" are different words in a redline.
fn fold_word_keeping_possessive(word: &str) -> String {
    let folded = fold_word(word);
    let is_possessive = word.chars().map(fold_char).any(|c| c == '\'') && !folded.contains('\'');
    if is_possessive { folded + "'s" } else { folded }
}

/// Compares two wordings of the languages of `lexicon`.
pub fn redline(old: &str, new: &str, lexicon: &Lexicon) -> Redline {
    let (a, b) = (Side::new(old, lexicon), Side::new(new, lexicon));
    let steps = swallow_idle(edit_steps(&a.keys, &b.keys), &a);
    let (mut old_marks, mut new_marks) = marks(&steps, &a, &b);

    let words = a.words_in(&(0..a.tokens.len())) + b.words_in(&(0..b.tokens.len()));
    let flagged = |marks: &[TokenMark], side: &Side<'_>| -> usize {
        marks.iter().filter(|m| m.mark != Mark::Moved).map(|m| side.words_in(&m.range)).sum()
    };
    let changed = match words {
        0 => 0.0,
        _ => (flagged(&old_marks, &a) + flagged(&new_marks, &b)) as f32 / words as f32,
    };
    let has_moves = old_marks.iter().any(|m| m.mark == Mark::Moved);
    let likeness = if changed <= 1.0 - HELD_SHARE && !has_moves {
        Likeness::Held
    } else if changed <= REWRITTEN_SHARE {
        Likeness::Reworded
    } else {
        Likeness::Rewritten
    };
    if likeness == Likeness::Rewritten {
        let (old, new) = shared_marks(old, new, lexicon);
        return Redline {
            likeness,
            changed,
            old,
            new,
            steps: vec![Step { same: false, old: 0..a.tokens.len(), new: 0..b.tokens.len() }],
        };
    }
    old_marks.sort_by_key(|m| m.range.start);
    new_marks.sort_by_key(|m| m.range.start);
    Redline { likeness, changed, old: to_spans(&old_marks, &a), new: to_spans(&new_marks, &b), steps }
}

/// The alignment of two wordings of the languages of `lexicon`, as it is before it is cleaned for people:
/// what is the same and what is not, in turn.
pub fn steps(old: &str, new: &str, lexicon: &Lexicon) -> Vec<Step> {
    edit_steps(&Side::new(old, lexicon).keys, &Side::new(new, lexicon).keys)
}

/// What is done with a piece when two wordings are written as one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Both wordings have it.
    Kept,

    /// Only the old one, at this place.
    Deleted,

    /// Only the new one, at this place.
    Inserted,
}

impl Redline {
    /// Both wordings as one text. `write` is given each piece and says how it is written; moved words
    /// come at both places. `old` and `new` are the wordings that were compared.
    pub fn inline(&self, old: &str, new: &str, write: impl Fn(&str, Change) -> String) -> String {
        let (old_tokens, new_tokens) = (tokens(old), tokens(new));
        let piece = |text: &str, tokens: &[Token], run: &Run| -> Option<String> {
            let run = tokens.get(run.clone()).filter(|run| !run.is_empty())?;
            Some(Span::new(run[0].span.start, run[run.len() - 1].span.end).of(text).to_owned())
        };
        let mut out = String::new();
        let mut push = |piece: String, is_glued: bool| {
            if !out.is_empty() && !is_glued {
                out.push(' ');
            }
            out.push_str(&piece);
        };
        for step in &self.steps {
            let glued_new = is_glued(&new_tokens, step.new.start);
            if step.same {
                if let Some(kept) = piece(new, &new_tokens, &step.new) {
                    push(write(&kept, Change::Kept), glued_new);
                }
                continue;
            }
            let deleted = piece(old, &old_tokens, &step.old);
            let has_deleted = deleted.is_some();
            if let Some(deleted) = deleted {
                push(write(&deleted, Change::Deleted), is_glued(&old_tokens, step.old.start));
            }
            if let Some(inserted) = piece(new, &new_tokens, &step.new) {
                push(write(&inserted, Change::Inserted), glued_new && !has_deleted);
            }
        }
        out
    }

    /// The redline as one plain text: `[-deleted-]`, `{+inserted+}`.
    pub fn to_plain_text(&self, old: &str, new: &str) -> String {
        self.inline(old, new, |piece, change| match change {
            Change::Kept => piece.to_owned(),
            Change::Deleted => format!("[-{piece}-]"),
            Change::Inserted => format!("{{+{piece}+}}"),
        })
    }
}

/// Whether a token stands directly after the one before it.
fn is_glued(tokens: &[Token], at: usize) -> bool {
    at > 0 && tokens.get(at).is_some_and(|token| token.span.start == tokens[at - 1].span.end)
}

/// Joins two edits that only one or two stop words part.
fn swallow_idle(steps: Vec<Step>, a: &Side<'_>) -> Vec<Step> {
    let last = steps.len().saturating_sub(1);
    let mut out: Vec<Step> = Vec::with_capacity(steps.len());
    for (i, step) in steps.into_iter().enumerate() {
        let between_edits = i > 0 && i < last;
        let idle =
            step.same && between_edits && a.words_in(&step.old) <= SWALLOWED_WORDS && a.is_idle(&step.old);
        // Punctuation alone ends a clause: it stays a landmark.
        let swallowed = idle && a.words_in(&step.old) > 0;
        let same = step.same && !swallowed;
        match out.last_mut() {
            Some(before) if before.same == same => {
                before.old.end = step.old.end;
                before.new.end = step.new.end;
            }
            _ => out.push(Step { same, ..step }),
        }
    }
    out
}

struct TokenMark {
    range: Run,
    mark: Mark,
}

/// The marks of both sides, moved runs found.
fn marks(steps: &[Step], a: &Side<'_>, b: &Side<'_>) -> (Vec<TokenMark>, Vec<TokenMark>) {
    let edits = || steps.iter().filter(|step| !step.same);
    let mut deleted: Vec<_> = edits().map(|step| step.old.clone()).filter(|r| !r.is_empty()).collect();
    let mut inserted: Vec<_> = edits().map(|step| step.new.clone()).filter(|r| !r.is_empty()).collect();
    let mut old_marks = Vec::new();
    let mut new_marks = Vec::new();
    while let Some((from, to)) = longest_move(&deleted, &inserted, a, b) {
        cut_out(&mut deleted, &from);
        cut_out(&mut inserted, &to);
        old_marks.push(TokenMark { range: from, mark: Mark::Moved });
        new_marks.push(TokenMark { range: to, mark: Mark::Moved });
    }
    old_marks.extend(deleted.into_iter().map(|range| TokenMark { range, mark: Mark::Deleted }));
    new_marks.extend(inserted.into_iter().map(|range| TokenMark { range, mark: Mark::Inserted }));
    (old_marks, new_marks)
}

/// The longest run of two words or more, one of them telling, that was deleted here and inserted there.
fn longest_move(deleted: &[Run], inserted: &[Run], a: &Side<'_>, b: &Side<'_>) -> Option<(Run, Run)> {
    let total = |runs: &[Run]| runs.iter().map(ExactSizeIterator::len).sum::<usize>();
    if total(deleted).saturating_mul(total(inserted)) > MOVE_SEARCH_LIMIT {
        return None;
    }
    let mut best: Option<(usize, Run, Run)> = None;
    for from in deleted {
        for to in inserted {
            // Lengths of the common runs that end at each pair of tokens.
            let mut before = vec![0_usize; to.len() + 1];
            for i in from.clone() {
                let mut row = vec![0_usize; to.len() + 1];
                for (k, j) in to.clone().enumerate() {
                    if a.keys[i] != b.keys[j] {
                        continue;
                    }
                    row[k + 1] = before[k] + 1;
                    let run = trimmed(i + 1 - row[k + 1]..i + 1, a);
                    let words = a.words_in(&run);
                    if words >= 2 && !a.is_idle(&run) && best.as_ref().is_none_or(|(most, ..)| words > *most)
                    {
                        let end = j + 1 - (i + 1 - run.end);
                        best = Some((words, run.clone(), end - run.len()..end));
                    }
                }
                before = row;
            }
        }
    }
    best.map(|(_, from, to)| (from, to))
}

/// The run without punctuation at its ends.
fn trimmed(mut run: Run, side: &Side<'_>) -> Run {
    while !run.is_empty() && !side.tokens[run.start].is_word {
        run.start += 1;
    }
    while !run.is_empty() && !side.tokens[run.end - 1].is_word {
        run.end -= 1;
    }
    run
}

fn cut_out(runs: &mut Vec<Run>, cut: &Run) {
    let at = runs
        .iter()
        .position(|run| run.start <= cut.start && cut.end <= run.end)
        .expect("a move is cut from a run that holds it");
    let run = runs.remove(at);
    let rest = [run.start..cut.start, cut.end..run.end];
    runs.splice(at..at, rest.into_iter().filter(|r| !r.is_empty()));
}

fn to_spans(marks: &[TokenMark], side: &Side<'_>) -> Vec<Marked> {
    let spans = marks.iter().filter_map(|m| Some(Marked { span: side.span(&m.range)?, mark: m.mark }));
    debug_assert!(marks.iter().all(|m| m.range.end <= side.tokens.len()), "marks lie inside {:?}", side.text);
    spans.collect()
}

/// The telling words that both wordings have, whatever their order and inflection; neighbours as one run.
fn shared_marks(old: &str, new: &str, lexicon: &Lexicon) -> (Vec<Marked>, Vec<Marked>) {
    let (a, b): (Vec<_>, Vec<_>) =
        (located_terms(old, lexicon).collect(), located_terms(new, lexicon).collect());
    let marked = |text: &str, own: &[(String, Span)], other: &[(String, Span)]| {
        let mut runs: Vec<Marked> = Vec::new();
        for &(_, span) in own.iter().filter(|(stem, _)| other.iter().any(|(s, _)| s == stem)) {
            match runs.last_mut() {
                Some(run) if text[run.span.end..span.start].trim().is_empty() => run.span.end = span.end,
                _ => runs.push(Marked { span, mark: Mark::Shared }),
            }
        }
        runs
    };
    (marked(old, &a, &b), marked(new, &b, &a))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn english(old: &str, new: &str) -> Redline {
        redline(old, new, Lexicon::of(Some("en")))
    }

    fn plain(old: &str, new: &str) -> String {
        english(old, new).to_plain_text(old, new)
    }

    fn marked<'t>(text: &'t str, marks: &[Marked], mark: Mark) -> Vec<&'t str> {
        marks.iter().filter(|m| m.mark == mark).map(|m| m.span.of(text)).collect()
    }

    #[test]
    fn known_changes_of_two_statements() {
        let old = "Recent indicators suggest that economic activity expanded at a strong pace in the third quarter.";
        let new = "Recent indicators suggest that growth of economic activity has slowed from its strong pace in the third quarter.";
        assert_eq!(
            plain(old, new),
            "Recent indicators suggest that {+growth of+} economic activity [-expanded at a-] {+has slowed from its+} strong pace in the third quarter."
        );
        assert_eq!(english(old, new).likeness, Likeness::Reworded);
    }

    #[test]
    fn typography_and_case_are_no_change() {
        let line = english("“We” don’t know – yet", "\"we\" don't\u{a0}know - yet");
        assert_eq!((line.likeness, line.changed), (Likeness::Held, 0.0));
        assert!(line.old.is_empty() && line.new.is_empty());
    }

    #[test]
    fn an_abbreviation_is_not_the_word() {
        assert_eq!(
            plain("They told US officials now here", "They told us officials now here"),
            "They told [-US-] {+us+} officials now here"
        );
    }

    #[test]
    fn moved_words_are_shown_as_moved() {
        let old = "In the Asian region our allies agreed to start a dialogue about arms control.";
        let new = "Our allies agreed to start a dialogue about arms control in the Asian region.";
        let line = english(old, new);
        assert_eq!(marked(old, &line.old, Mark::Moved), ["In the Asian region"]);
        assert_eq!(marked(new, &line.new, Mark::Moved), ["in the Asian region"]);
        assert!(marked(old, &line.old, Mark::Deleted).is_empty());
        assert_eq!(line.likeness, Likeness::Reworded);
    }

    #[test]
    fn stop_words_between_edits_are_swallowed() {
        let old = "The ministers discussed the trade of the region and agreed on further steps together with partners.";
        let new = "The ministers discussed the defence of the continent and agreed on further steps together with partners.";
        assert_eq!(
            plain(old, new),
            "The ministers discussed the [-trade of the region-] {+defence of the continent+} and agreed on further steps together with partners."
        );
    }

    #[test]
    fn little_in_common_is_rewritten() {
        let old = "We have repeatedly suggested to our NATO colleagues that we needed to start a dialogue.";
        let new = "NATO arrogantly declined after receiving several proposals on dialogue.";
        let line = english(old, new);
        assert_eq!(line.likeness, Likeness::Rewritten);
        assert_eq!(marked(old, &line.old, Mark::Shared), ["NATO", "dialogue"]);
        assert_eq!(marked(new, &line.new, Mark::Shared), ["NATO", "dialogue"]);
        assert_eq!(line.to_plain_text(old, new), format!("[-{old}-] {{+{new}+}}"));
    }

    #[test]
    fn a_moved_quarter_is_not_a_wall_of_colour() {
        let words: Vec<String> = (0..2_000).map(|i| format!("word{}", i * 7_919 % 1_777)).collect();
        let old = words.join(" ");
        let new = [&words[500..], &words[..500]].concat().join(" ");
        let keys = |text: &str| Side::new(text, Lexicon::of(None)).keys;
        let raw = edit_steps(&keys(&old), &keys(&new));
        let flagged: usize = raw.iter().filter(|s| !s.same).map(|s| s.old.len()).sum();
        assert!(flagged <= 510, "{flagged} of 2000 words flagged, 500 moved");
    }

    #[test]
    fn empty_sides() {
        assert_eq!(english("", "").likeness, Likeness::Held);
        assert_eq!(plain("", "New words."), "{+New words.+}");
        assert_eq!(plain("Old words.", ""), "[-Old words.-]");
    }

    fn without(text: &str, marks: &[Marked], lexicon: &Lexicon) -> Vec<String> {
        let side = Side::new(text, lexicon);
        let is_marked = |token: &Token| marks.iter().any(|m| m.span.contains(token.span));
        side.tokens
            .iter()
            .zip(&side.keys)
            .filter(|(token, _)| !is_marked(token))
            .map(|(_, key)| key.clone())
            .collect()
    }

    proptest! {
        #[test]
        fn taken_out_both_sides_hold_the_same(old in "[a-e ,.’é中]{0,60}", new in "[a-e ,.’é中]{0,60}") {
            let lexicon = Lexicon::of(Some("en"));
            let line = redline(&old, &new, lexicon);
            if line.likeness != Likeness::Rewritten {
                prop_assert_eq!(without(&old, &line.old, lexicon), without(&new, &line.new, lexicon));
            }
            for m in &line.old { prop_assert!(old.get(m.span.start..m.span.end).is_some()); }
            for m in &line.new { prop_assert!(new.get(m.span.start..m.span.end).is_some()); }
            prop_assert!((0.0..=1.0).contains(&line.changed));
        }
    }
}
