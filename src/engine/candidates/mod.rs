//! Which sentences are worth comparing with a sentence: its best partners by the information that they share.
//!
//! ```text
//! base(a, b) = Σ idf(shared terms) / √((I(a) + M) · (I(b) + M))      I: Σ idf of all its terms, M: median of I
//! ```
//!
//! In a small library [`Rows`] scores every pair. In a large one [`Candidates`] finds the best few of a
//! sentence among hundreds of thousands: exactly those that scoring every pair would find, with most of
//! them never looked at; [`Cells`] finds those that share no words, where their meaning is known. What the
//! scores mean and what else counts is for `pairs.rs` to say.

mod index;
mod meaning;
mod rows;
mod search;
#[cfg(test)]
mod tests;

use rayon::prelude::*;

use crate::engine::candidates::index::Index;
pub use crate::engine::candidates::meaning::Cells;
pub use crate::engine::candidates::rows::Rows;
pub use crate::engine::candidates::search::Search;
use crate::engine::corpus::{Corpus, UnitId};

/// Between two questions whether to go on, so many units are searched for: a fraction of a second.
const UNITS_AT_ONCE: usize = 8192;

/// So many are searched for together.
const UNITS_TOGETHER: usize = 256;

/// What the information of a unit damps a base score by: 1 / √(I + M).
pub fn damping(corpus: &Corpus, unit: UnitId) -> f32 {
    damp(corpus.information(unit), corpus.median_information())
}

/// The same from the information of a text and the median of all.
pub fn damp(information: f32, median: f32) -> f32 {
    let whole = information + median;
    if whole > 0.0 { 1.0 / whole.sqrt() } else { 0.0 }
}

/// The base score of two units.
pub fn base(corpus: &Corpus, a: UnitId, b: UnitId) -> f32 {
    corpus.weight_of_shared(corpus.terms(a), corpus.terms(b)) * damping(corpus, a) * damping(corpus, b)
}

/// Finds the best partners of units in a corpus of any size.
#[derive(Debug)]
pub struct Candidates<'c> {
    corpus: &'c Corpus,
    index: Index,
}

impl<'c> Candidates<'c> {
    /// Prepares the search for partners.
    pub fn new(corpus: &'c Corpus) -> Self {
        Self { corpus, index: Index::new(corpus) }
    }

    /// Starts a series of searches; each thread has its own.
    pub fn search(&self) -> Search<'_> {
        Search::new(self.corpus, &self.index)
    }

    /// The `count` best partners of every unit as [`Search::of_each`] finds them, on all cores, and what `work` makes of
    /// them; in the order of the units. `go_on` is told the share done and answers whether to go on; `None` where it said
    /// no.
    pub fn for_all<T: Send>(
        &self,
        count: usize,
        go_on: &dyn Fn(f32) -> bool,
        work: impl Fn(UnitId, Vec<(UnitId, f32)>) -> T + Sync,
    ) -> Option<Vec<T>> {
        let units = self.corpus.len();
        let mut out = Vec::with_capacity(units);
        for first in (0..units).step_by(UNITS_AT_ONCE) {
            if !go_on(first as f32 / units as f32) {
                return None;
            }
            let end = (first + UNITS_AT_ONCE).min(units);
            let parts: Vec<usize> = (first..end).step_by(UNITS_TOGETHER).collect();
            let of_part = |search: &mut Search<'_>, from: usize| -> Vec<T> {
                let part = from as UnitId..(from + UNITS_TOGETHER).min(end) as UnitId;
                let found = search.of_each(part.clone(), count);
                part.zip(found).map(|(unit, found)| work(unit, found)).collect()
            };
            let done: Vec<Vec<T>> = parts.into_par_iter().map_init(|| self.search(), of_part).collect();
            out.extend(done.into_iter().flatten());
        }
        Some(out)
    }

    /// The `count` best partners of a unit in one other transcript, best first, equal ones in the order
    /// of the text. Those that share nothing come last, with score 0.
    pub fn of_in(&self, unit: UnitId, transcript: usize, count: usize) -> Vec<(UnitId, f32)> {
        let class = |unit: UnitId| self.index.class_of[unit as usize];
        let score = |other: UnitId| {
            let damping = |unit: UnitId| self.index.damping[class(unit) as usize];
            self.index.shared(class(unit), class(other)) * damping(other) * damping(unit)
        };
        let mut all: Vec<(UnitId, f32)> =
            self.corpus.units_of(transcript).map(|other| (other, score(other))).collect();
        all.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        all.truncate(count);
        all
    }
}
