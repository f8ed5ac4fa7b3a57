//! Whether sentences are compared by meaning too, which takes the sentence encoder.

use std::collections::BTreeMap;
use std::sync::Arc;

use clap::Args;
use stance::engine::encoder::Encoder;
use stance::engine::transcript::Transcript;
use stance::engine::vectors::{SentenceHash, Vectors, wanted};
use stance::io::seeds;

use crate::output::message;

/// The choice of the user.
#[derive(Debug, Args)]
pub struct Meaning {
    /// Compare by words alone, without the sentence encoder: faster
    #[arg(long)]
    no_meaning: bool,
}

impl Meaning {
    /// Whether meaning counts.
    pub fn is_wanted(&self) -> bool {
        !self.no_meaning
    }
}

/// The vectors of everything that speakers say in a language that the encoder knows. Those of the samples
/// are part of the program.
pub fn vectors(transcripts: &[Arc<Transcript>]) -> Vectors {
    let mut vectors = seeds::vectors();
    let missing: BTreeMap<SentenceHash, String> = transcripts
        .iter()
        .flat_map(|transcript| wanted(transcript))
        .filter(|(hash, _)| vectors.get(*hash).is_none())
        .collect();
    if missing.is_empty() {
        return vectors;
    }
    match Encoder::load() {
        Ok(encoder) => {
            let texts: Vec<&str> = missing.values().map(String::as_str).collect();
            for (hash, vector) in missing.keys().zip(encoder.encode(&texts)) {
                vectors.insert(*hash, vector);
            }
        }
        Err(error) => message(&format_args!("{error}; sentences are compared by words alone")),
    }
    vectors
}
