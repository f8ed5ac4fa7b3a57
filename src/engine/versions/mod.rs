//! The whole-text redline of two versions of one text.
//!
//! Most transcripts are different events and have nothing to compare word by word. Some are versions
//! of one text: a central bank's statements, a transcript with its corrected form. There the question is
//! what exactly was changed, and the answer must be exact: with the changed spans taken out, both texts
//! hold the same words, typography apart (quotes, dashes, spaces, invisible characters, the normal form
//! of Unicode). Case is not typography.
//!
//! Everything that is given is compared. The furniture of a transcript is left out where the caller
//! says so ([`Source::left_out`]): the window leaves it out, `stance-cli diff` compares all that the files hold
//! unless it is told otherwise.
//!
//! From coarse to fine: equal `lines`, unique runs of words (`chain`), words ([`steps`](super::steps)),
//! and last what makes the result readable (`polish`). What crosses the order of the texts is moved.

mod align;
mod chain;
mod lines;
mod pieces;
mod polish;
pub mod report;
pub mod rows;
mod side;

#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::engine::structure::count_words;
use crate::engine::transcript::Span;

use align::Gap;
pub use pieces::{Piece, What};
pub use side::Source;

/// Share of the words of both texts that stand in both in longer runs, from which on the two are
/// versions of one text. Different speeches of one speaker share a few hundredths.
pub const VERSIONS_SHARE: f64 = 1.0 / 3.0;

/// Words of a run that counts as shared.
pub const RUN_WORDS: usize = 8;

/// Two texts of so many bytes together are read on two cores.
const LONG_BYTES: usize = 500_000;

/// What was done to a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// Only the old version has it.
    Deleted,

    /// Only the new version has it.
    Inserted,

    /// One wording stands in the place of another.
    Replaced,

    /// Both have it, at another place.
    Moved,
}

impl ChangeKind {
    /// As `stance-cli` and the interface write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Deleted => "deleted",
            Self::Inserted => "inserted",
            Self::Replaced => "replaced",
            Self::Moved => "moved",
        }
    }
}

/// One change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// What was done.
    pub kind: ChangeKind,

    /// Where it stands in the old version; `None` for an insertion.
    pub a: Option<Span>,

    /// Where it stands in the new version; `None` for a deletion.
    pub b: Option<Span>,
}

/// Words compared and changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordCounts {
    /// Words of the old version.
    pub a: usize,

    /// Words of the new version.
    pub b: usize,

    /// Words that only the old version has.
    pub deleted: usize,

    /// Words that only the new version has.
    pub inserted: usize,

    /// Words that stand at another place, counted once.
    pub moved: usize,

    /// Words of both versions that stand in both in runs of [`RUN_WORDS`] and more.
    pub shared: usize,
}

impl WordCounts {
    /// Share of the words of both that stand in both in longer runs, from 0 to 1.
    pub fn shared_share(&self) -> f64 {
        match self.a + self.b {
            0 => 1.0,
            all => (self.shared as f64 / all as f64).min(1.0),
        }
    }

    /// Share of the words of both that are deleted or inserted, from 0 to 1.
    pub fn changed_share(&self) -> f64 {
        match self.a + self.b {
            0 => 0.0,
            all => ((self.deleted + self.inserted) as f64 / all as f64).min(1.0),
        }
    }
}

/// Two texts compared as versions of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versions {
    /// Both texts from beginning to end, as one reads them together.
    pub pieces: Vec<Piece>,

    /// The changes, in the order in which the pieces come to them.
    pub changes: Vec<Change>,

    /// Words compared and changed.
    pub words: WordCounts,
}

impl Versions {
    /// Compares two texts, the old version first.
    pub fn new(a: Source<'_>, b: Source<'_>) -> Self {
        let (a_lines, b_lines) = (side::lines(a), side::lines(b));
        let kept = lines::kept_lines((a, &a_lines), (b, &b_lines));
        // The lines that were not kept, a gap at a time: up to each run of kept ones, and to the end.
        let end = chain::Run { a: a_lines.len(), b: b_lines.len(), len: 0 };
        let up_to = || kept.iter().chain([&end]);
        let is_long = a.text.len() + b.text.len() >= LONG_BYTES;
        let ((a_tokens, a_gaps), (b_tokens, b_gaps)) = both(
            is_long,
            || tokens(a, &a_lines, up_to().map(|run| (run.a, run.len))),
            || tokens(b, &b_lines, up_to().map(|run| (run.b, run.len))),
        );
        let gaps: Vec<Gap> = a_gaps.into_iter().zip(b_gaps).map(|(a, b)| Gap { a, b }).collect();
        let mut alignment = align::align(&a_tokens, &b_tokens, &gaps);
        polish::polish(&a_tokens, &b_tokens, &gaps, &mut alignment);

        let mut writer = pieces::Writer::new((a, &a_tokens.marks), (b, &b_tokens.marks), &alignment);
        for (n, gap) in gaps.iter().enumerate() {
            writer.gap(gap);
            for line in kept.get(n).into_iter().flat_map(|run| (0..run.len).map(|n| (run.a + n, run.b + n))) {
                writer.kept(a_lines[line.0], b_lines[line.1]);
            }
        }
        let (pieces, changes) = writer.finish();
        let words = count(&pieces, &changes, a.text, b.text);
        Self { pieces, changes, words }
    }

    /// Whether enough is shared in longer runs for the two to be versions of one text.
    pub fn are_versions(&self) -> bool {
        self.words.shared_share() >= VERSIONS_SHARE
    }
}

/// Does two things, at the same time where they take longer than it does to start threads.
fn both<A: Send, B: Send>(
    is_long: bool,
    a: impl FnOnce() -> A + Send,
    b: impl FnOnce() -> B + Send,
) -> (A, B) {
    if is_long { rayon::join(a, b) } else { (a(), b()) }
}

/// The tokens of the lines of a text but for the kept ones, and which stand between two runs of these. `kept` is where
/// each run begins and how many lines it has.
fn tokens(
    source: Source<'_>,
    lines: &[Span],
    kept: impl Iterator<Item = (usize, usize)>,
) -> (side::Tokens, Vec<Range<usize>>) {
    let bytes: usize = lines.iter().map(|line| line.len()).sum();
    let (mut out, mut gaps) = (side::Tokens::with_capacity(bytes / 6), Vec::new());
    let mut tokenizer = side::Tokenizer::default();
    let mut next = 0;
    for (first_kept, kept) in kept {
        let start = out.len();
        let mut end = 0;
        for &line in &lines[next..first_kept] {
            let first = out.len();
            tokenizer.push_line(source.text, line, &mut out);
            if let Some(token) = out.marks.get_mut(first) {
                token.begins_part = source.is_parted(end, line.start);
            }
            end = line.end;
        }
        gaps.push(start..out.len());
        next = first_kept + kept;
    }
    (out, gaps)
}

fn count(pieces: &[Piece], changes: &[Change], a: &str, b: &str) -> WordCounts {
    let words = |text: &str, span: Option<Span>| span.map_or(0, |span| count_words(span.of(text)));
    let mut counts = WordCounts::default();
    let longer = |run: usize| if run >= RUN_WORDS { 2 * run } else { 0 };
    let (mut kept, mut run) = (0, 0);
    for piece in pieces {
        if piece.what == What::Kept {
            let words = words(a, piece.a);
            kept += words;
            run += words;
        } else {
            counts.shared += longer(std::mem::take(&mut run));
        }
    }
    counts.shared += longer(run);
    for change in changes {
        let old = words(a, change.a);
        if change.kind == ChangeKind::Moved {
            counts.moved += old;
            counts.shared += longer(old);
        } else {
            counts.deleted += old;
            counts.inserted += words(b, change.b);
        }
    }
    counts.a = kept + counts.moved + counts.deleted;
    counts.b = kept + counts.moved + counts.inserted;
    counts
}
