//! The vectors of sentences that are known so far, by what the sentences say.
//!
//! Keyed by content, so that a sentence that stands in many transcripts is encoded once and a vector
//! outlives the transcript that it was made for. Sentences without a vector are compared by their words alone.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization as _;

use crate::engine::encoder::{Encoder, Vector};
use crate::engine::transcript::Transcript;

/// Identity of what a sentence says: the same however it is composed and wrapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SentenceHash(pub [u8; 32]);

impl SentenceHash {
    /// The identity of a sentence.
    pub fn of(text: &str) -> Self {
        Self(Sha256::digest(folded(text).as_bytes()).into())
    }
}

/// A sentence with its letters composed and single plain spaces: what its hash is made of, and what the
/// encoder should be given.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.nfc());
    }
    folded
}

/// The sentences of a transcript that get a vector, each once, in the order of the text: what its speakers
/// say, where the encoder knows the language.
pub fn wanted(transcript: &Transcript) -> Vec<(SentenceHash, String)> {
    if !Encoder::is_supported(transcript.meta.language.as_deref()) {
        return Vec::new();
    }
    let mut seen = HashSet::new();
    let said = transcript.sentences.iter().filter(|sentence| {
        let turn = transcript.paragraphs[sentence.paragraph].turn;
        transcript.turns[turn].kind.is_speech()
    });
    said.map(|sentence| transcript.slice(sentence.span))
        .map(|text| (SentenceHash::of(text), folded(text)))
        .filter(|(hash, _)| seen.insert(*hash))
        .collect()
}

/// Vectors by sentence. A copy is cheap: the vectors are shared.
#[derive(Clone, Debug, Default)]
pub struct Vectors {
    vectors: HashMap<SentenceHash, Arc<Vector>>,
}

impl Vectors {
    /// The vector of a sentence, where it is known.
    pub fn get(&self, key: SentenceHash) -> Option<&Vector> {
        self.vectors.get(&key).map(AsRef::as_ref)
    }

    /// Adds the vector of a sentence.
    pub fn insert(&mut self, key: SentenceHash, vector: Vector) {
        self.vectors.insert(key, Arc::new(vector));
    }

    /// Adds the vectors of another set.
    pub fn extend(&mut self, other: Self) {
        self.vectors.extend(other.vectors);
    }

    /// How many are known.
    pub fn len(&self) -> usize {
        self.vectors.len()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.vectors.is_empty()
    }
}

impl FromIterator<(SentenceHash, Vector)> for Vectors {
    fn from_iter<I: IntoIterator<Item = (SentenceHash, Vector)>>(vectors: I) -> Self {
        Self { vectors: vectors.into_iter().map(|(key, vector)| (key, Arc::new(vector))).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::document::Document;
    use crate::engine::transcript::{Edits, Facts, Format, Source};

    #[test]
    fn the_same_sentence_has_one_hash() {
        let hash = SentenceHash::of("Our café is open.");
        assert_eq!(SentenceHash::of(" Our\u{a0}cafe\u{301}\n  is open. "), hash);
        assert_ne!(SentenceHash::of("Our cafe is open."), hash);
        assert_ne!(SentenceHash::of("Ourcafé is open."), hash);
    }

    #[test]
    fn only_what_speakers_say_in_english_is_wanted() {
        let text = "Minister's answers to media questions\n\nQuestion: Will you sign the treaty?\n\nMinister Jane Doe: We will sign the treaty in May. It is good for all of us. We will sign the treaty in May.\n";
        let document = Document::new(
            Source { path: "a.txt".to_owned(), format: Format::Text, encoding: "UTF-8".to_owned() },
            text,
            Facts::default(),
        );
        let mut transcript = document.read(&Edits::default());
        transcript.meta.language = Some("en".to_owned());
        let texts: Vec<String> = wanted(&transcript).into_iter().map(|(_, text)| text).collect();
        assert!(texts.contains(&"We will sign the treaty in May.".to_owned()), "{texts:?}");
        assert!(texts.iter().all(|text| !text.contains("Will you")), "{texts:?}");
        assert_eq!(texts.iter().filter(|text| text.contains("in May")).count(), 1);
        transcript.meta.language = Some("ru".to_owned());
        assert!(wanted(&transcript).is_empty());
    }

    #[test]
    fn vectors_are_found_by_their_sentence() {
        let vector: Vector = [3.0, 4.0].into_iter().collect();
        let mut vectors = Vectors::default();
        assert!(vectors.is_empty());
        vectors.insert(SentenceHash::of("It is known."), vector.clone());
        assert_eq!(vectors.get(SentenceHash::of("It  is known.")), Some(&vector));
        assert_eq!(vectors.get(SentenceHash::of("It is not.")), None);
        assert_eq!(vectors.len(), 1);
    }
}
