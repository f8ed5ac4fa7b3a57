//! Small transcripts for the tests of the engine, and what is found in them.

use std::sync::Arc;

use crate::engine::analysis::Analysis;
use crate::engine::structure;
use crate::engine::topics::Topics;
use crate::engine::transcript::{Edits, Facts, Source, Transcript};
use crate::engine::vectors::Vectors;

/// A transcript whose date and language are given from outside.
pub fn transcript(path: &str, date: Option<&str>, language: &str, text: &str) -> Arc<Transcript> {
    let source = Source { path: path.to_owned(), format: Default::default(), encoding: "UTF-8".to_owned() };
    let facts = Facts {
        date: date.map(|date| date.parse().unwrap()),
        language: Some(language.to_owned()),
        ..Facts::default()
    };
    Arc::new(structure::read(source, text.into(), &facts, &Edits::default()))
}

/// Some transcripts analysed on the built-in topics.
pub fn analysis(transcripts: &[Arc<Transcript>], vectors: &Vectors) -> Analysis {
    let topics = Arc::new(Topics::builtin().clone());
    Analysis::new(transcripts, topics, vectors, &|_| true).unwrap()
}
