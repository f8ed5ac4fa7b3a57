//! A document: a decoded text with where it came from and what its neighbours say about it.
//!
//! It is everything that is needed to read a transcript again after the user corrected a fact, so it
//! is kept for as long as its transcript is. It does no reading of its own; see
//! [`structure`](crate::engine::structure) for that.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::engine::structure;
use crate::engine::transcript::{Edits, Facts, Source, Span, Transcript, Warning, WarningKind};

/// SHA-256 of a decoded text: the same text is recognised under any name and in any encoding.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TextHash(pub [u8; 32]);

impl TextHash {
    /// Hashes a text.
    pub fn of(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).into())
    }
}

impl fmt::Display for TextHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for TextHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TextHash({self})")
    }
}

/// A text as it was loaded, not yet read for its structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Where it came from.
    pub source: Source,

    /// The decoded text, exactly as in the file.
    pub text: Arc<str>,

    /// What a `metadata.csv` says about it.
    pub facts: Facts,

    /// Identity of the text.
    pub hash: TextHash,

    /// Whether some bytes could not be decoded and stand as U+FFFD.
    pub has_lost_characters: bool,
}

impl Document {
    /// Puts a document together and hashes its text.
    pub fn new(source: Source, text: impl Into<Arc<str>>, facts: Facts) -> Self {
        let text = text.into();
        Self { source, hash: TextHash::of(&text), text, facts, has_lost_characters: false }
    }

    /// Reads the transcript, with what the user changed by hand.
    pub fn read(&self, edits: &Edits) -> Transcript {
        let mut transcript = structure::read(self.source.clone(), self.text.clone(), &self.facts, edits);
        if self.has_lost_characters {
            transcript.warnings.extend(self.loss_warning());
            transcript.warnings.sort_by_key(|warning| (warning.span, warning.kind));
        }
        transcript
    }

    /// One warning for all of them, at the first.
    fn loss_warning(&self) -> Option<Warning> {
        let mut lost = self.text.match_indices(char::REPLACEMENT_CHARACTER);
        let (start, mark) = lost.next()?;
        let count = 1 + lost.count();
        let what = if count == 1 { "1 character".to_owned() } else { format!("{count} characters") };
        Some(Warning {
            kind: WarningKind::LostCharacters,
            span: Span::new(start, start + mark.len()),
            message: format!("{what} could not be decoded as {} and are shown as �", self.source.encoding),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::transcript::Format;

    fn document(text: &str) -> Document {
        let source =
            Source { path: "a.txt".to_owned(), format: Format::Text, encoding: "windows-1251".to_owned() };
        Document::new(source, text, Facts::default())
    }

    #[test]
    fn the_hash_is_that_of_the_text() {
        assert_eq!(
            document("abc").hash.to_string(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(document("abc").hash, document("abc").hash);
        assert_ne!(document("abc").hash, document("abd").hash);
    }

    #[test]
    fn lost_characters_are_warned_of_once() {
        let mut damaged = document("One � two � three.");
        let warned = |document: &Document| {
            let warnings = document.read(&Edits::default()).warnings;
            warnings
                .into_iter()
                .filter(|w| w.kind == WarningKind::LostCharacters)
                .map(|w| (w.span, w.message))
                .collect::<Vec<_>>()
        };
        assert_eq!(warned(&damaged), []);
        damaged.has_lost_characters = true;
        let warnings = warned(&damaged);
        assert_eq!(warnings.len(), 1);
        assert_eq!(warnings[0].0, Span::new(4, 7));
        assert!(warnings[0].1.starts_with("2 characters"), "{warnings:?}");
    }
}
