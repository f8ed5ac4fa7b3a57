//! A document: a decoded text with where it came from and what its neighbours say about it.
//!
//! It is everything that is needed to read a transcript again after the user corrected a fact, so it
//! is kept for as long as its transcript is. It does no reading of its own; see
//! [`structure`] for that.

use std::fmt;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::engine::structure;
use crate::engine::transcript::{Edits, Facts, Source, Transcript};

/// SHA-256 of a decoded text: the same text is recognised under any name and in any encoding.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct TextHash(pub [u8; 32]);

/// Why a text is no [`TextHash`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a hash has 64 hexadecimal digits")]
pub struct NoHash;

impl From<TextHash> for String {
    fn from(hash: TextHash) -> Self {
        hash.to_string()
    }
}

impl TryFrom<String> for TextHash {
    type Error = NoHash;

    fn try_from(text: String) -> Result<Self, NoHash> {
        let digit = |byte: u8| (byte as char).to_digit(16).map(|digit| digit as u8);
        let bytes: Option<Vec<u8>> =
            text.as_bytes().chunks(2).map(|two| Some(digit(two[0])? * 16 + digit(*two.get(1)?)?)).collect();
        bytes.and_then(|bytes| bytes.try_into().ok()).map(Self).ok_or(NoHash)
    }
}

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
#[derive(Clone, Debug)]
pub struct Document {
    /// Where it came from.
    pub source: Source,

    /// The decoded text, exactly as in the file.
    pub text: Arc<str>,

    /// What a `metadata.csv` says about it.
    pub facts: Facts,

    /// Whether some bytes could not be decoded and stand as U+FFFD.
    pub has_lost_characters: bool,

    /// Identity of the text, once it was asked for.
    hash: OnceLock<TextHash>,
}

impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        (&self.source, &self.text, &self.facts, self.has_lost_characters)
            == (&other.source, &other.text, &other.facts, other.has_lost_characters)
    }
}

impl Eq for Document {}

impl Document {
    /// Puts a document together.
    pub fn new(source: Source, text: impl Into<Arc<str>>, facts: Facts) -> Self {
        Self { source, text: text.into(), facts, has_lost_characters: false, hash: OnceLock::new() }
    }

    /// Identity of the text. It is worked out when it is asked for first, a millisecond for a megabyte: many a document
    /// is read and never stored.
    pub fn hash(&self) -> TextHash {
        *self.hash.get_or_init(|| TextHash::of(&self.text))
    }

    /// Reads the transcript, with what the user changed by hand.
    pub fn read(&self, edits: &Edits) -> Transcript {
        structure::read(self.source.clone(), self.text.clone(), &self.facts, edits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::transcript::{Format, Span, Warning, WarningKind};

    fn document(text: &str) -> Document {
        let source =
            Source { path: "a.txt".to_owned(), format: Format::Text, encoding: "windows-1251".to_owned() };
        Document::new(source, text, Facts::default())
    }

    #[test]
    fn the_hash_is_that_of_the_text() {
        assert_eq!(
            document("abc").hash().to_string(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(document("abc").hash(), document("abc").hash());
        assert_eq!(TextHash::try_from(document("abc").hash().to_string()), Ok(document("abc").hash()));
        for text in ["", "ba", &"g".repeat(64), &"é".repeat(32)] {
            assert_eq!(TextHash::try_from(text.to_owned()), Err(NoHash));
        }
        assert_ne!(document("abc").hash(), document("abd").hash());
    }

    #[test]
    fn lost_characters_are_warned_of_once() {
        let transcript = document("One \u{fffd} two \u{fffd} three.").read(&Edits::default());
        let is_loss = |warning: &&Warning| warning.kind == WarningKind::LostCharacters;
        let losses: Vec<&Warning> = transcript.warnings.iter().filter(is_loss).collect();
        assert_eq!(losses.len(), 1, "{losses:?}");
        assert_eq!(losses[0].span, Span::new(4, 7));
    }
}
