//! The sentence encoder: sentences to vectors that lie close where the meaning is close.
//!
//! The model is all-MiniLM-L6-v2, its weights rounded to 8 bits and part of the program; where they come
//! from stands in `assets/encoder/README.md`, why the arithmetic is done here in `ARCHITECTURE.md`. It knows
//! English only. It takes milliseconds for each sentence, so callers work on a worker, in batches, and
//! keep the vectors ([`Vectors`](crate::engine::vectors::Vectors)); nothing here remembers a sentence.
//!
//! The vector of a sentence does not depend, bit for bit, on the sentences that are encoded with it.

mod network;
#[cfg(test)]
mod tests;
mod vector;
mod weights;
mod word_pieces;

use rayon::prelude::*;

use network::Network;
pub use vector::{DIMENSIONS, Signs, Vector};
pub use weights::EncoderError;
use word_pieces::WordPieces;

/// Sentences that go through the network at once on one core: enough to keep it busy, few enough that
/// their intermediate values stay in its cache.
const BATCH: usize = 16;

/// Turns sentences into vectors.
pub struct Encoder {
    word_pieces: WordPieces,
    network: Network,
}

impl Encoder {
    /// Names the model and its rounding: vectors of another name cannot be compared with these.
    pub const MODEL: &str = "all-MiniLM-L6-v2/8-bit/1";

    /// Unpacks the weights that are part of the program: some tens of milliseconds and 45 MB.
    ///
    /// # Errors
    ///
    /// Where the weights do not fit the network, which only a faulty build can cause.
    pub fn load() -> Result<Self, EncoderError> {
        let (word_pieces, network) = weights::load()?;
        Ok(Self { word_pieces, network })
    }

    /// Whether the encoder knows a language, named by its ISO 639-1 code.
    pub fn is_supported(language: Option<&str>) -> bool {
        language == Some("en")
    }

    /// The vectors of texts, in their order. Of a text longer than about 90 words the beginning counts.
    pub fn encode(&self, texts: &[&str]) -> Vec<Vector> {
        let pieces: Vec<Vec<u32>> = texts.par_iter().map(|text| self.word_pieces.of(text)).collect();
        self.encode_pieces(&pieces)
    }

    /// Texts of one length go together, so that the two cores end at about the same time.
    fn encode_pieces(&self, pieces: &[Vec<u32>]) -> Vec<Vector> {
        let mut order: Vec<usize> = (0..pieces.len()).collect();
        order.sort_by_key(|&i| pieces[i].len());
        let mut encoded: Vec<(usize, Vector)> = order
            .par_chunks(BATCH)
            .flat_map_iter(|batch| {
                let texts: Vec<&[u32]> = batch.iter().map(|&i| pieces[i].as_slice()).collect();
                let vectors: Vec<Vector> =
                    self.network.run(&texts).outer_iter().map(|row| row.iter().copied().collect()).collect();
                batch.iter().copied().zip(vectors)
            })
            .collect();
        encoded.sort_by_key(|&(i, _)| i);
        encoded.into_iter().map(|(_, vector)| vector).collect()
    }
}
