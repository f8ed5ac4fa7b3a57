//! The arithmetic of the encoder: a BERT network of six layers, then the mean over the word pieces.
//!
//! The word pieces of a batch stand one below the other in one matrix, without padding. The dense parts
//! treat every row alike and by itself; attention goes sentence by sentence. So a sentence gets the same
//! numbers, bit for bit, in any company.

use ndarray::linalg::general_mat_mul;
use ndarray::{Array1, Array2, ArrayView2, ArrayViewMut2, Axis, s};

use super::vector::DIMENSIONS;

const HEADS: usize = 12;
const HEAD: usize = DIMENSIONS / HEADS;

/// Keeps a norm from dividing by nought; part of the model.
const EPSILON: f32 = 1e-12;

/// Rows that are looked up one at a time.
pub(super) struct Table {
    /// One for each row.
    pub(super) scales: Vec<f32>,

    /// Whole numbers of 8 bits with their sign, row after row.
    pub(super) rows: &'static [u8],
}

impl Table {
    /// Adds a row to `sum`; nothing where there is no such row.
    fn add_to(&self, sum: &mut [f32], row: usize) {
        let bytes = self.rows.chunks_exact(DIMENSIONS).nth(row).unwrap_or_default();
        let scale = self.scales.get(row).copied().unwrap_or_default();
        for (sum, byte) in sum.iter_mut().zip(bytes) {
            *sum += f32::from(byte.cast_signed()) * scale;
        }
    }
}

/// A matrix and what is added after it.
pub(super) struct Dense {
    /// A row for each output.
    pub(super) weight: Array2<f32>,

    /// One for each output.
    pub(super) bias: Array1<f32>,
}

impl Dense {
    fn run(&self, input: &Array2<f32>) -> Array2<f32> {
        let mut output = Array2::zeros((input.nrows(), self.bias.len()));
        output.assign(&self.bias);
        general_mat_mul(1.0, input, &self.weight.t(), 1.0, &mut output);
        output
    }
}

/// Brings each row to mean nought and spread one, then stretches and shifts it.
pub(super) struct Norm {
    /// By which each column is stretched.
    pub(super) weight: Array1<f32>,

    /// By which each column is shifted.
    pub(super) bias: Array1<f32>,
}

impl Norm {
    fn run(&self, rows: &mut Array2<f32>) {
        for mut row in rows.outer_iter_mut() {
            let mean = row.sum() / DIMENSIONS as f32;
            row -= mean;
            let variance = row.dot(&row) / DIMENSIONS as f32;
            row /= (variance + EPSILON).sqrt();
            row *= &self.weight;
            row += &self.bias;
        }
    }
}

/// One layer: each word piece looks at the others of its sentence, then is worked on by itself.
pub(super) struct Layer {
    /// What each piece asks, what it answers to and what it says: three matrices in one.
    pub(super) attended: Dense,

    /// Joins what the heads found.
    pub(super) joined: Dense,

    /// After the attention.
    pub(super) attention_norm: Norm,

    /// Into the wider middle.
    pub(super) inner: Dense,

    /// And back.
    pub(super) outer: Dense,

    /// At the end.
    pub(super) norm: Norm,
}

impl Layer {
    fn run(&self, rows: &Array2<f32>, bounds: &[usize]) -> Array2<f32> {
        let attended = self.attended.run(rows);
        let mut found = Array2::zeros(rows.dim());
        for sentence in bounds.windows(2) {
            let sentence = s![sentence[0]..sentence[1], ..];
            attend(&attended.slice(sentence), found.slice_mut(sentence));
        }
        let mut middle = self.joined.run(&found);
        middle += rows;
        self.attention_norm.run(&mut middle);

        let mut inner = self.inner.run(&middle);
        inner.mapv_inplace(gelu);
        let mut output = self.outer.run(&inner);
        output += &middle;
        self.norm.run(&mut output);
        output
    }
}

/// The whole network.
pub(super) struct Network {
    /// A row for each word piece.
    pub(super) pieces: Table,

    /// A row for each place in a sentence.
    pub(super) positions: Table,

    /// Added to every piece: "of the first of two texts", the only kind used here.
    pub(super) kind: Array1<f32>,

    /// Before the first layer.
    pub(super) norm: Norm,

    /// In their order.
    pub(super) layers: Vec<Layer>,
}

impl Network {
    /// The mean over each sentence's word pieces, one row for each sentence.
    pub(super) fn run(&self, sentences: &[&[u32]]) -> Array2<f32> {
        let mut bounds = vec![0];
        bounds.extend(sentences.iter().scan(0, |end, pieces| {
            *end += pieces.len();
            Some(*end)
        }));
        let mut rows = self.look_up(sentences, bounds.last().copied().unwrap_or_default());
        for layer in &self.layers {
            rows = layer.run(&rows, &bounds);
        }
        let mut means = Array2::zeros((sentences.len(), DIMENSIONS));
        for (mut mean, sentence) in means.outer_iter_mut().zip(bounds.windows(2)) {
            if let Some(found) = rows.slice(s![sentence[0]..sentence[1], ..]).mean_axis(Axis(0)) {
                mean.assign(&found);
            }
        }
        means
    }

    fn look_up(&self, sentences: &[&[u32]], count: usize) -> Array2<f32> {
        let mut rows = Array2::zeros((count, DIMENSIONS));
        rows.assign(&self.kind);
        let places = sentences.iter().flat_map(|pieces| pieces.iter().enumerate());
        for (mut row, (position, &piece)) in rows.outer_iter_mut().zip(places) {
            if let Some(row) = row.as_slice_mut() {
                self.pieces.add_to(row, piece as usize);
                self.positions.add_to(row, position);
            }
        }
        self.norm.run(&mut rows);
        rows
    }
}

/// What the pieces of one sentence find in one another.
fn attend(attended: &ArrayView2<'_, f32>, mut found: ArrayViewMut2<'_, f32>) {
    let mut weights = Array2::zeros((attended.nrows(), attended.nrows()));
    for head in (0..DIMENSIONS).step_by(HEAD) {
        let columns = |part: usize| {
            let start = part * DIMENSIONS + head;
            attended.slice(s![.., start..start + HEAD])
        };
        let (asked, answers, said) = (columns(0), columns(1), columns(2));
        general_mat_mul(1.0 / (HEAD as f32).sqrt(), &asked, &answers.t(), 0.0, &mut weights);
        for mut row in weights.outer_iter_mut() {
            let most = row.fold(f32::NEG_INFINITY, |most, &value| most.max(value));
            row.mapv_inplace(|value| (value - most).exp());
            row /= row.sum();
        }
        general_mat_mul(1.0, &weights, &said, 0.0, &mut found.slice_mut(s![.., head..head + HEAD]));
    }
}

/// `x` times the share of a normal distribution that lies below `x`.
///
/// The error function by formula 7.1.26 of Abramowitz and Stegun, right to 1.5e-7.
fn gelu(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let terms = 1.421_413_8 + t * (-1.453_152 + t * 1.061_405_4);
    let beyond = t * (0.254_829_6 + t * (-0.284_496_74 + t * terms)) * (-z * z).exp();
    0.5 * x * if x < 0.0 { beyond } else { 2.0 - beyond }
}
