//! The base scores of a sentence with all others, for libraries small enough to score every pair.

use crate::engine::candidates::damping;
use crate::engine::corpus::{Corpus, UnitId};
use crate::engine::terms::TermId;

/// The base scores of the unit at hand and of its two neighbours with every other unit.
#[derive(Debug)]
pub struct Rows<'c> {
    corpus: &'c Corpus,
    /// Units by term, one after the other; those of term `t` from `bounds[t]` to `bounds[t + 1]`.
    units: Vec<UnitId>,
    bounds: Vec<usize>,
    /// [`damping`] of each unit.
    damping: Vec<f32>,
    rows: [Row; 3],
}

#[derive(Debug)]
struct Row {
    unit: Option<UnitId>,
    /// While it is made the information shared with each unit, then the base score.
    scores: Vec<f32>,
    touched: Vec<UnitId>,
}

impl<'c> Rows<'c> {
    /// Prepares the rows of a corpus.
    pub fn new(corpus: &'c Corpus) -> Self {
        let mut bounds = vec![0; corpus.term_count() + 1];
        for unit in 0..corpus.len() as UnitId {
            for &term in corpus.terms(unit) {
                bounds[term as usize + 1] += 1;
            }
        }
        for i in 1..bounds.len() {
            bounds[i] += bounds[i - 1];
        }
        let mut next = bounds.clone();
        let mut units = vec![0; bounds.last().copied().unwrap_or_default()];
        for unit in 0..corpus.len() as UnitId {
            for &term in corpus.terms(unit) {
                units[next[term as usize]] = unit;
                next[term as usize] += 1;
            }
        }
        let damping = (0..corpus.len() as UnitId).map(|unit| damping(corpus, unit)).collect();
        let row = || Row { unit: None, scores: vec![0.0; corpus.len()], touched: Vec::new() };
        Self { corpus, units, bounds, damping, rows: [row(), row(), row()] }
    }

    /// Makes the rows of `unit` and of the units before and after it.
    pub fn advance_to(&mut self, unit: UnitId) {
        let last = (self.corpus.len() as UnitId).saturating_sub(1);
        for wanted in unit.saturating_sub(1)..=(unit + 1).min(last) {
            self.make(wanted);
        }
    }

    /// The base scores of a unit, which is the one at hand or its neighbour, with all others.
    pub fn of(&self, unit: UnitId) -> &[f32] {
        let row = &self.rows[unit as usize % 3];
        debug_assert_eq!(row.unit, Some(unit), "rows are made before they are read");
        &row.scores
    }

    fn make(&mut self, unit: UnitId) {
        let row = &mut self.rows[unit as usize % 3];
        if row.unit == Some(unit) {
            return;
        }
        for &other in &row.touched {
            row.scores[other as usize] = 0.0;
        }
        row.touched.clear();
        row.unit = Some(unit);
        let holders = |term: TermId| &self.units[self.bounds[term as usize]..self.bounds[term as usize + 1]];
        for &term in self.corpus.terms(unit) {
            let idf = self.corpus.idf(term);
            for &other in holders(term) {
                if row.scores[other as usize] == 0.0 {
                    row.touched.push(other);
                }
                row.scores[other as usize] += idf;
            }
        }
        let own = self.damping[unit as usize];
        for &other in &row.touched {
            row.scores[other as usize] *= own * self.damping[other as usize];
        }
    }
}
