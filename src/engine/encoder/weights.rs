//! Reads the weights of the encoder, which are part of the program.
//!
//! The file is what `assets/encoder/convert.py` writes: the parts of the network one after the other, matrices
//! as one scale per row and then whole numbers of 8 bits, the rest as they are. Matrices that are multiplied
//! are unpacked, since the processor multiplies 32-bit numbers faster; the tables that are only looked
//! up in stay packed.

use ndarray::{Array1, Array2, ShapeError};
use thiserror::Error;

use super::network::{Dense, Layer, Network, Norm, Table};
use super::vector::DIMENSIONS;
use super::word_pieces::WordPieces;

const WEIGHTS: &[u8] = include_bytes!("../../../assets/encoder/weights.bin");
const VOCABULARY: &str = include_str!("../../../assets/encoder/vocabulary.txt");

/// How `WEIGHTS` begins.
const MAGIC: &[u8] = b"STANCEQ8";

const POSITIONS: usize = 512;
const LAYERS: usize = 6;
const INNER: usize = 4 * DIMENSIONS;

/// Why the encoder cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum EncoderError {
    /// The weights in the program are not those of the network.
    #[error("the weights of the sentence encoder are damaged")]
    Weights,

    /// The vocabulary in the program has no place for the marks around a sentence.
    #[error("the vocabulary of the sentence encoder is damaged")]
    Vocabulary,
}

impl From<ShapeError> for EncoderError {
    fn from(_: ShapeError) -> Self {
        Self::Weights
    }
}

/// Unpacks vocabulary and network.
pub(super) fn load() -> Result<(WordPieces, Network), EncoderError> {
    let word_pieces = WordPieces::new(VOCABULARY).ok_or(EncoderError::Vocabulary)?;
    let mut reader = Reader { rest: WEIGHTS };
    if reader.bytes(MAGIC.len())? != MAGIC {
        return Err(EncoderError::Weights);
    }
    let network = reader.network(word_pieces.len())?;
    if reader.rest.is_empty() { Ok((word_pieces, network)) } else { Err(EncoderError::Weights) }
}

/// What is not read yet.
struct Reader {
    rest: &'static [u8],
}

impl Reader {
    fn bytes(&mut self, count: usize) -> Result<&'static [u8], EncoderError> {
        let (bytes, rest) = self.rest.split_at_checked(count).ok_or(EncoderError::Weights)?;
        self.rest = rest;
        Ok(bytes)
    }

    fn numbers(&mut self, count: usize) -> Result<Vec<f32>, EncoderError> {
        let (numbers, _) = self.bytes(4 * count)?.as_chunks::<4>();
        Ok(numbers.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
    }

    fn vector(&mut self, length: usize) -> Result<Array1<f32>, EncoderError> {
        self.numbers(length).map(Array1::from_vec)
    }

    fn table(&mut self, rows: usize) -> Result<Table, EncoderError> {
        Ok(Table { scales: self.numbers(rows)?, rows: self.bytes(rows * DIMENSIONS)? })
    }

    /// Rows of a matrix, put behind those in `values`.
    fn rows(&mut self, values: &mut Vec<f32>, rows: usize, columns: usize) -> Result<(), EncoderError> {
        let scales = self.numbers(rows)?;
        let bytes = self.bytes(rows * columns)?;
        for (row, scale) in bytes.chunks_exact(columns).zip(scales) {
            values.extend(row.iter().map(|&byte| f32::from(byte.cast_signed()) * scale));
        }
        Ok(())
    }

    /// `parts` matrices over the same input, joined into one: a wide product is faster than narrow ones.
    fn dense(&mut self, parts: usize, rows: usize, columns: usize) -> Result<Dense, EncoderError> {
        let mut weight = Vec::with_capacity(parts * rows * columns);
        let mut bias = Vec::with_capacity(parts * rows);
        for _ in 0..parts {
            self.rows(&mut weight, rows, columns)?;
            bias.extend(self.numbers(rows)?);
        }
        let weight = Array2::from_shape_vec((parts * rows, columns), weight)?;
        Ok(Dense { weight, bias: Array1::from_vec(bias) })
    }

    fn norm(&mut self) -> Result<Norm, EncoderError> {
        Ok(Norm { weight: self.vector(DIMENSIONS)?, bias: self.vector(DIMENSIONS)? })
    }

    fn network(&mut self, pieces: usize) -> Result<Network, EncoderError> {
        Ok(Network {
            pieces: self.table(pieces)?,
            positions: self.table(POSITIONS)?,
            kind: self.vector(DIMENSIONS)?,
            norm: self.norm()?,
            layers: (0..LAYERS).map(|_| self.layer()).collect::<Result<_, _>>()?,
        })
    }

    fn layer(&mut self) -> Result<Layer, EncoderError> {
        Ok(Layer {
            attended: self.dense(3, DIMENSIONS, DIMENSIONS)?,
            joined: self.dense(1, DIMENSIONS, DIMENSIONS)?,
            attention_norm: self.norm()?,
            inner: self.dense(1, INNER, DIMENSIONS)?,
            outer: self.dense(1, DIMENSIONS, INNER)?,
            norm: self.norm()?,
        })
    }
}
