//! Which candidates are labels in this document.
//!
//! Shape is not enough: `Minsk Agreements:` may open a paragraph of an answer. So a name must also be
//! plausible here: it recurs, or the title names it, or it is one more in a document that is plainly a
//! dialogue and nothing speaks against it. In a text without labels nothing is accepted.

use memchr::memmem;
use rustc_hash::{FxHashMap, FxHashSet};

use super::chars::{ends_sentence, is_ideographic};
use super::furniture::is_divider;
use super::label_text::Readings;
use super::labels::{self, Candidate, Follows, Style};
use super::lexicon::labels::{LETTER_PAIRS, LabelWord};
use super::lexicon::names::{
    is_country, is_held_office, is_honorific, is_office, is_particle, is_title_noun,
};
use super::lines::Line;
use super::people::{is_all_caps, is_named_in, is_same, plain, words};

/// Labels of this many turns make a document a dialogue.
const DIALOGUE: usize = 2;

/// Everything at the head of the lines from `first` on that could be a label.
pub(super) fn collect(text: &str, lines: &[Line], first: usize) -> Vec<Candidate> {
    let mut readings = Readings::default();
    (first..lines.len())
        .filter(|&i| !lines[i].is_blank())
        .filter_map(|i| {
            let inside = lines[i].joins;
            if inside && !ends_sentence(lines[i - 1].content.of(text)) {
                return None;
            }
            // In the middle of a wrapped paragraph only the plainest labels count.
            labels::at(text, lines, i, &mut readings).filter(|c| {
                !inside
                    || c.style == Style::CapsColon
                    || (c.word.is_some() && !matches!(c.style, Style::Space | Style::OwnLine))
            })
        })
        .collect()
}

/// The candidates that are labels, in the order of the text.
///
/// `people` are those whom title, facts and the user name.
pub(super) fn accept(
    text: &str,
    lines: &[Line],
    candidates: Vec<Candidate>,
    people: &[String],
    title: &str,
) -> Vec<Candidate> {
    let document = Document::new(text, lines, &candidates, people, title);
    // One answer for all labels that are alike.
    let mut known: FxHashMap<(&str, Style, Option<LabelWord>, bool), bool> = FxHashMap::default();
    let sure = candidates.iter().enumerate().map(|(i, c)| {
        let like = (&*c.name, c.style, c.word, document.heads_block[i]);
        *known.entry(like).or_insert_with(|| document.is_sure(i, c))
    });
    let sure: Vec<bool> = sure.collect();
    let styles = Styles::of(&candidates, &sure);
    let maybe: Vec<bool> =
        candidates.iter().enumerate().map(|(i, c)| !sure[i] && document.is_one_more(i, c, &styles)).collect();
    let ordinary = ordinary_words(text, candidates.iter().zip(&maybe).filter(|(_, m)| **m).map(|(c, _)| c));
    let is_ordinary =
        |c: &Candidate| c.word.is_none() && c.key.split(' ').any(|word| ordinary.contains(word));
    let accepted = candidates.iter().enumerate().map(|(i, c)| sure[i] || (maybe[i] && !is_ordinary(c)));
    let accepted: Vec<bool> = accepted.collect();
    candidates.into_iter().zip(accepted).filter(|(_, accepted)| *accepted).map(|(c, _)| c).collect()
}

/// Whether a name that is a heading, or in capitals on its own line, recurs so often that it is no title, even where no
/// title stands above it.
pub(super) fn heads_many(candidates: &[Candidate], at: usize) -> bool {
    const TIMES: usize = 3;
    let c = &candidates[at];
    let is_name = match c.style {
        Style::BareHeading => true,
        Style::OwnLine => is_all_caps(&c.name) && words(&c.name).len() >= 2,
        _ => false,
    };
    let is_alike = |other: &&Candidate| other.style == c.style && other.key == c.key;
    is_name
        && c.word.is_none()
        && (!has_title_noun(&c.name) || has_office(&c.name))
        && candidates[at..].iter().take(2_000).filter(is_alike).nth(TIMES - 1).is_some()
}

/// What the candidates of a document have in common.
struct Document<'a> {
    counts: FxHashMap<&'a str, usize>,
    styled: FxHashMap<(&'a str, Style), usize>,
    known: FxHashMap<&'a str, bool>,

    /// Whether more than one voice could speak: two names, or a name and a label word.
    has_voices: bool,

    /// Single letters that stand where labels do, each with its style.
    letters: FxHashSet<(&'a str, Style)>,

    /// Whether each candidate is the first line of a block between rules.
    heads_block: Vec<bool>,

    /// Whether each candidate is a name and the first after a question.
    replies: Vec<bool>,

    /// Whether most blocks between rules open with something like a label.
    has_blocks: bool,

    /// Whether there are headings that end in a colon and recur or are label words.
    has_headings: bool,
}

impl<'a> Document<'a> {
    fn new(text: &str, lines: &[Line], candidates: &'a [Candidate], people: &[String], title: &str) -> Self {
        let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
        let mut styled: FxHashMap<(&str, Style), usize> = FxHashMap::default();
        let mut known: FxHashMap<&str, bool> = FxHashMap::default();
        for c in candidates {
            // A name alone on its line may be a menu or a heading; it does not support one with a colon.
            if !matches!(c.style, Style::OwnLine | Style::Space) {
                *counts.entry(&c.key).or_default() += 1;
            }
            *styled.entry((&c.key, c.style)).or_default() += 1;
            known.entry(&c.key).or_insert_with(|| {
                let is_full = words(&c.name).len() >= 2 && !has_title_noun(&c.name)
                    || c.name.chars().any(is_ideographic);
                c.word.is_none()
                    && (people.iter().any(|p| is_same(&c.name, p))
                        || (is_full && is_named_in(&c.name, title)))
            });
        }
        let rules = lines.iter().filter(|l| is_divider(l.content.of(text))).count();
        let heads_block: Vec<bool> = candidates.iter().map(|c| follows_rule(text, lines, c.line)).collect();
        let is_question = |c: &Candidate| c.word.is_some_and(LabelWord::asks);
        let replies = (0..candidates.len())
            .map(|i| i > 0 && candidates[i].word.is_none() && is_question(&candidates[i - 1]))
            .collect();
        let heads = heads_block.iter().filter(|&&h| h).count();
        let headings = candidates.iter().filter(|c| c.style == Style::Heading);
        let has_headings = headings
            .filter(|c| c.word.is_some() || known[&*c.key] || styled[&(&*c.key, Style::Heading)] > 1)
            .count()
            >= DIALOGUE;
        let letters =
            candidates.iter().filter(|c| c.word.is_some()).map(|c| (letter_of(&c.key), c.style)).collect();
        let names = candidates
            .iter()
            .filter(|c| c.word.is_none() && !matches!(c.style, Style::OwnLine | Style::Space));
        let mut names = names.map(|c| &*c.key);
        let first = names.next();
        let has_words =
            candidates.iter().any(|c| c.word.is_some() && !matches!(c.style, Style::OwnLine | Style::Space));
        let has_voices = has_words || first.is_some_and(|first| names.any(|name| name != first));
        Self {
            has_voices,
            counts,
            styled,
            known,
            letters,
            heads_block,
            replies,
            has_blocks: rules >= 3 && heads * 10 >= rules * 6,
            has_headings,
        }
    }

    fn count(&self, c: &Candidate) -> usize {
        self.counts.get(&*c.key).copied().unwrap_or(0)
    }

    fn count_styled(&self, c: &Candidate) -> usize {
        self.styled.get(&(&*c.key, c.style)).copied().unwrap_or(0)
    }

    fn is_known(&self, c: &Candidate) -> bool {
        self.known.get(&*c.key).copied().unwrap_or(false)
    }

    /// Whether a label needs no other one to be believed.
    fn is_sure(&self, index: usize, c: &Candidate) -> bool {
        let in_block = self.has_blocks && self.heads_block[index];
        match c.word {
            Some(LabelWord::Question) => match c.style {
                Style::BareHeading | Style::BareBold | Style::Dash | Style::OwnLine => {
                    in_block || self.count_styled(c) >= 2
                }
                Style::Space | Style::WideSpace => false,
                Style::Colon
                | Style::CapsColon
                | Style::Stop
                | Style::Heading
                | Style::Bold
                | Style::Bracket => true,
            },
            Some(LabelWord::QuestionLetter) => self.is_sure_letter(c),
            Some(
                LabelWord::WeakQuestion | LabelWord::Answer | LabelWord::AnswerLetter | LabelWord::Moderator,
            ) => false,
            None => self.is_sure_name(c, in_block),
        }
    }

    /// `Q` speaks for itself; other letters need the letter of the answer too.
    fn is_sure_letter(&self, c: &Candidate) -> bool {
        let letter = letter_of(&c.key);
        let is_paired = || {
            LETTER_PAIRS
                .iter()
                .any(|(question, answer)| *question == letter && self.letters.contains(&(answer, c.style)))
        };
        let is_q = letter == "q";
        match c.style {
            Style::Colon | Style::CapsColon | Style::Heading | Style::Bold | Style::Bracket => {
                is_q && *c.key == *letter || is_paired()
            }
            Style::WideSpace => is_q && self.count_styled(c) >= 2,
            Style::Stop | Style::Dash | Style::BareBold | Style::BareHeading => {
                (is_q && self.count_styled(c) >= 2) || is_paired()
            }
            Style::Space | Style::OwnLine => {
                is_q && (self.count_styled(c) >= 3 || (self.count_styled(c) == 2 && is_paired()))
            }
        }
    }

    fn is_sure_name(&self, c: &Candidate, in_block: bool) -> bool {
        let word_count = words(&c.name).len();
        let is_wide = c.name.chars().any(is_ideographic);
        let (count, known, honoured) = (self.count(c), self.is_known(c), has_honorific(&c.name));
        if is_country(&c.key) || (has_title_noun(&c.name) && !known && !has_office(&c.name)) {
            return false;
        }
        match c.style {
            Style::Colon => {
                let is_person = word_count >= 2 || is_wide || holds_office(&c.name);
                known || (self.has_voices && ((count >= 2 && is_person) || count >= 4))
            }
            Style::CapsColon => known || honoured || (count >= 2 && word_count >= 2) || count >= 3,
            Style::Bold => known || count >= 2,
            Style::Heading => known || self.has_headings,
            Style::Stop => {
                (known && word_count >= 2)
                    || (count >= 2 && (word_count >= 2 || has_office(&c.name)))
                    || honoured
            }
            Style::BareHeading => (known && self.count_styled(c) >= 2) || self.count_styled(c) >= 3,
            Style::BareBold => known || self.count_styled(c) >= 3,
            Style::OwnLine => {
                let is_full = word_count >= 2
                    && !words(&c.name)
                        .iter()
                        .all(|word| is_office(&plain(word)) || is_particle(word) || is_country(&plain(word)));
                in_block || (self.count_styled(c) >= 2 && is_full && (known || is_all_caps(&c.name)))
            }
            Style::Dash | Style::WideSpace | Style::Space | Style::Bracket => false,
        }
    }

    /// Whether a candidate that proves nothing alone fits into a dialogue that others prove.
    fn is_one_more(&self, index: usize, c: &Candidate, styles: &Styles) -> bool {
        if styles.total < DIALOGUE {
            // One question and its answer, or a moderator and one speaker.
            return styles.total == 1
                && styles.like(c.style) > 0
                && match c.word {
                    Some(word) => matches!(word, LabelWord::Answer | LabelWord::Moderator),
                    None => self.replies[index] && self.is_one_more_name(c, styles),
                };
        }
        let alike = styles.like(c.style) > 0;
        match c.word {
            Some(LabelWord::Question) => alike || self.count_styled(c) >= 2,
            Some(LabelWord::QuestionLetter) => {
                letter_of(&c.key) == "q"
                    && &*c.key == "q"
                    && c.style != Style::OwnLine
                    && (c.style != Style::Space || self.count_styled(c) >= 2)
            }
            Some(LabelWord::AnswerLetter) => alike && styles.letters > 0,
            Some(LabelWord::Answer) => alike && styles.questions > 0,
            Some(LabelWord::WeakQuestion | LabelWord::Moderator) => {
                (alike && c.style != Style::OwnLine) || (self.has_blocks && self.heads_block[index])
            }
            None => self.is_one_more_name(c, styles),
        }
    }

    fn is_one_more_name(&self, c: &Candidate, styles: &Styles) -> bool {
        let all = words(&c.name);
        if is_country(&c.key)
            || all.iter().any(|word| is_title_noun(&plain(word)) && !is_office(&plain(word)))
            || c.follows == Follows::SmallLetter
        {
            return false;
        }
        let is_wide = c.name.chars().any(is_ideographic);
        let is_name = all.len() >= 2 || self.count(c) >= 2 || has_honorific(&c.name) || has_initials(&c.name);
        match c.style {
            Style::Colon => {
                styles.like(Style::Colon) > 0
                    && (is_name || (is_wide && c.name.chars().count() <= 8 && styles.wide > 0))
            }
            Style::CapsColon => styles.like(Style::CapsColon) > 0 && is_name,
            Style::Stop => styles.like(Style::Stop) >= 3 && is_name,
            Style::Bold => styles.like(Style::Bold) > 0,
            Style::OwnLine => styles.like(Style::OwnLine) >= 3 && is_all_caps(&c.name) && all.len() >= 2,
            Style::BareBold => styles.like(Style::BareBold) >= 2 && is_name,
            Style::Bracket => styles.like(Style::Bracket) > 0,
            Style::BareHeading | Style::Heading | Style::Dash | Style::WideSpace | Style::Space => false,
        }
    }
}

/// How many labels are sure, by the way in which they are set off.
#[derive(Default)]
struct Styles {
    total: usize,
    questions: usize,
    letters: usize,

    /// Sure names in Chinese or Japanese.
    wide: usize,
    by_style: FxHashMap<Style, usize>,
}

impl Styles {
    fn of(candidates: &[Candidate], sure: &[bool]) -> Self {
        let mut styles = Self::default();
        for (c, _) in candidates.iter().zip(sure).filter(|(_, sure)| **sure) {
            styles.total += 1;
            styles.questions +=
                usize::from(matches!(c.word, Some(LabelWord::Question | LabelWord::QuestionLetter)));
            styles.letters += usize::from(c.word == Some(LabelWord::QuestionLetter));
            styles.wide += usize::from(c.name.chars().any(is_ideographic));
            *styles.by_style.entry(c.style).or_default() += 1;
        }
        styles
    }

    /// How many sure labels are set off in this way; capitals or not make no difference before a colon.
    fn like(&self, style: Style) -> usize {
        let count = |style| self.by_style.get(&style).copied().unwrap_or(0);
        match style {
            Style::Colon => count(Style::Colon) + count(Style::CapsColon),
            Style::CapsColon => {
                count(Style::CapsColon) + count(Style::Colon) + count(Style::WideSpace) + count(Style::Space)
            }
            other => count(other),
        }
    }
}

/// The letter of `Q1`.
fn letter_of(key: &str) -> &str {
    key.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' '))
}

fn has_honorific(name: &str) -> bool {
    let all = words(name);
    all.len() >= 2 && is_honorific(&plain(all[0]))
}

/// Whether a name is written in one piece with its initials: `С.В.Лавров`.
fn has_initials(name: &str) -> bool {
    let mut parts = name.rsplit('.');
    let is_initial = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_uppercase);
    parts.next().is_some_and(|surname| surname.chars().count() >= 3) && parts.next().is_some_and(is_initial)
}

fn has_office(name: &str) -> bool {
    words(name).iter().any(|word| is_office(&plain(word)))
}

fn holds_office(name: &str) -> bool {
    words(name).iter().any(|word| is_held_office(&plain(word)))
}

fn has_title_noun(name: &str) -> bool {
    words(name).iter().any(|word| is_title_noun(&plain(word)))
}

/// Whether the nearest line above that is not blank is a rule, or there is none.
fn follows_rule(text: &str, lines: &[Line], index: usize) -> bool {
    lines[..index]
        .iter()
        .rev()
        .find(|line| !line.is_blank())
        .is_none_or(|line| is_divider(line.content.of(text)))
}

/// So many words are looked for one by one, which is faster than to cut the text into its words.
const FEW_WORDS: usize = 12;

/// Those words of uncertain names that the text also writes with a small letter: a `Zweiter Punkt:` is
/// no person if the text speaks of a "zweiter".
fn ordinary_words<'a>(text: &str, names: impl Iterator<Item = &'a Candidate>) -> FxHashSet<&'a str> {
    let is_inner = |c: char| c.is_alphanumeric() || c == '-';
    let mut wanted: FxHashSet<&str> = names
        .filter(|c| c.word.is_none())
        .flat_map(|c| c.key.split(' '))
        .filter(|word| !is_particle(word) && !is_office(word) && !is_honorific(word))
        .filter(|word| word.starts_with(char::is_lowercase) && word.chars().all(is_inner))
        .collect();
    if wanted.len() <= FEW_WORDS {
        wanted.retain(|word| {
            memmem::find_iter(text.as_bytes(), word)
                .any(|at| !text[..at].ends_with(is_inner) && !text[at + word.len()..].starts_with(is_inner))
        });
        return wanted;
    }
    text.split(|c| !is_inner(c)).filter_map(|word| wanted.get(word).copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;

    fn accepted(text: &str, title: &str) -> Vec<String> {
        let lines = lines::split(text);
        let people = super::super::people::in_title(title);
        accept(text, &lines, collect(text, &lines, 0), &people, title)
            .into_iter()
            .map(|c| c.span.of(text).to_owned())
            .collect()
    }

    #[test]
    fn a_plain_press_conference() {
        let text = "We met today.\n\nQuestion: Why?\n\nSergey Lavrov: Because.\n\nMinsk Agreements: they matter.\n\nQuestion: How?\n\nSergey Lavrov: So.";
        assert_eq!(
            accepted(text, "Foreign Minister Sergey Lavrov’s remarks"),
            ["Question:", "Sergey Lavrov:", "Question:", "Sergey Lavrov:"]
        );
    }

    #[test]
    fn news_and_statements_have_no_labels() {
        for text in [
            "WASHINGTON: The ministry said on Monday that talks will go on.\n\nThree things matter: peace.\n\nRead more: https://example.org",
            "The Committee decided to keep the rate.\n\nVoting for the action were: A. B. Smith and others.\n\nFor media inquiries: call us.",
            "Key Points: none.\n\nParticipants: many.\n\nUnited States: yes.\n\nRussian Federation: no.",
            "Contact: Jane\nEmail: jane@example.org\nTel: 1",
            "Q Anon is a movement.\n\nA great day for all.",
            "",
        ] {
            assert_eq!(accepted(text, "Talks go on"), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn one_more_speaker_in_a_dialogue() {
        let text = "Question: Why?\nSergey Lavrov: Because.\nArarat Mirzoyan: We agree.\nZweiter Punkt: Das ist ein zweiter.\nUnited States: They do.\nQuestion: How?\nSergey Lavrov: So.";
        assert_eq!(
            accepted(text, ""),
            ["Question:", "Sergey Lavrov:", "Ararat Mirzoyan:", "Question:", "Sergey Lavrov:"]
        );
    }

    #[test]
    fn labels_of_many_kinds() {
        let cases: &[(&str, usize)] = &[
            (
                "MS. DOE:  Good day.\n\nQ    Thanks.\n\nMS. DOE:  Sure.\n\nQ   Why?\n\nINTERPRETER: Mic, please.\n\nMR. ROE: Yes.",
                6,
            ),
            (
                "CHAIR POE. Good day.\n\nMICHELLE ROE. Thank you.\n\nCHAIR POE. Well.\n\nJOHN DOE. How?\n\nCHAIR POE. So.\n\nNATO. An alliance.",
                5,
            ),
            (
                "### Question:\n\nWhy?\n\n### Jo Doe:\n\nSo.\n\n### Question:\n\nHow?\n\n### Jo Doe:\n\nThus.\n\n## Part two\n\nEnd.",
                4,
            ),
            (
                "---\nJO DOE, HEAD OF OFFICE\nGood day.\n---\nPREGUNTA\n¿Por qué?\n---\nJO DOE\nPues.\n---\nINTERLOCUTOR\n¿Y?\n---\nANA ROE\nHola.",
                5,
            ),
            ("问：为什么？\n答：因为。\n问：怎样？\n答：好。\n例如：这个。", 4),
            ("P: ¿Por qué?\nR: Pues.\nP: ¿Y?\nR: Sí.", 4),
            ("Q1. Why?\n\nA1. So.\n\nQ2. How?\n\nA2. Thus.", 4),
            ("Вопрос: Как?\n\nС.В.Лавров: Так.\n\nВопрос: Что?\n\nС.В.Лавров: То.", 4),
            (
                "**Question:** Why?\n\n**Jo Doe:** So.\n\n**Question:** How?\n\n**Jo Doe:** Thus.\n\n**Important:** note.",
                4,
            ),
            ("Frage: Wie?\nAntwort: So.", 2),
            ("Вопрос: Как?\n\nС.В.Лавров: Так.", 2),
            ("Question: Why?\n\nJane Doe: So.\n\nMinsk Agreements: they matter.", 2),
        ];
        for (text, count) in cases {
            let labels = accepted(text, "");
            assert_eq!(labels.len(), *count, "{labels:?}");
        }
    }
}
