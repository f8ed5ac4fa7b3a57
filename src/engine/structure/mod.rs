//! From text to transcript: title, date, turns, paragraphs, sentences, furniture, warnings.

use std::sync::Arc;

use crate::engine::transcript::{Edits, Facts, Source, Transcript};

/// Reads the structure of a text.
///
/// `facts` come from outside the text (a row of `metadata.csv`) and fill what the text does not say;
/// `edits` are the user's and outrank both.
pub fn read(source: Source, text: Arc<str>, facts: &Facts, edits: &Edits) -> Transcript {
    let _ = (facts, edits);
    Transcript {
        source,
        text,
        meta: Default::default(),
        turns: Vec::new(),
        paragraphs: Vec::new(),
        sentences: Vec::new(),
        furniture: Vec::new(),
        warnings: Vec::new(),
        words: 0,
    }
}
