//! What was changed between a transcript of the library and another version of its text.

use crate::engine::explain::shorten;
use crate::engine::transcript::{Span, Transcript};
use crate::engine::versions::{ChangeKind, Source, Versions, WordCounts};

/// Changes that are shown; all are counted.
const MOST: usize = 12;

/// Longest part of a change that is shown, in characters.
const LONGEST: usize = 90;

/// What was changed, older text first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Words compared and changed.
    pub words: WordCounts,

    /// How many places were changed.
    pub places: usize,

    /// The first of them.
    pub first: Vec<Changed>,
}

/// One place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// What was done.
    pub kind: ChangeKind,

    /// The words before; empty for an insertion.
    pub old: String,

    /// The words now; empty for a deletion.
    pub new: String,
}

impl Difference {
    /// Compares two versions; what does not belong to the event is left out.
    pub fn between(old: &Transcript, new: &Transcript) -> Self {
        let out = |transcript: &Transcript| -> Vec<Span> {
            transcript.furniture.iter().map(|furniture| furniture.span).collect()
        };
        let (old_out, new_out) = (out(old), out(new));
        let versions = Versions::new(
            Source { text: &old.text, left_out: &old_out },
            Source { text: &new.text, left_out: &new_out },
        );
        let words = |span: Option<Span>, transcript: &Transcript| {
            span.map_or_else(String::new, |span| shorten(transcript.slice(span), LONGEST))
        };
        let first = versions.changes.iter().take(MOST).map(|change| Changed {
            kind: change.kind,
            old: words(change.a, old),
            new: words(change.b, new),
        });
        Self { words: versions.words, places: versions.changes.len(), first: first.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::transcript::{Edits, Facts};
    use crate::io::load::from_text;

    fn read(text: &str) -> Transcript {
        let mut document = from_text("a", text).unwrap_or_else(|_| unreachable!("a text"));
        document.facts = Facts::default();
        document.read(&Edits::default())
    }

    #[test]
    fn changes_are_counted_and_the_first_are_shown() {
        let old =
            read("Question: Why?\n\nJane Doe: The ferry is late, as it was in May, and nobody knows why.");
        let new =
            read("Question: Why?\n\nJane Doe: The ferry is late, as it was in June, and nobody knows why.");
        let difference = Difference::between(&old, &new);
        assert_eq!((difference.places, difference.words.deleted, difference.words.inserted), (1, 1, 1));
        assert_eq!((difference.first[0].old.as_str(), difference.first[0].new.as_str()), ("May", "June"));
        assert_eq!(Difference::between(&old, &old).places, 0);
    }
}
