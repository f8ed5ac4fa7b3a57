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

mod best;
mod index;
mod join;
mod list;
mod meaning;
mod parts;
mod rows;
#[cfg(test)]
mod tests;

use rayon::prelude::*;

use crate::engine::candidates::best::Found;
use crate::engine::candidates::index::{Index, ItemId};
use crate::engine::candidates::join::Plan;
pub use crate::engine::candidates::meaning::Cells;
pub use crate::engine::candidates::rows::Rows;
use crate::engine::corpus::{Corpus, UnitId};

/// Between two questions whether to go on, something is made of the partners of so many units: a fraction of a second.
const UNITS_AT_ONCE: usize = 8192;

/// What the information of a unit damps a base score by: 1 / √(I + M).
pub fn damping(corpus: &Corpus, unit: UnitId) -> f32 {
    damp(corpus.information(unit), corpus.median_information())
}

/// The same from the information of a text and the median of all.
pub fn damp(information: f32, median: f32) -> f32 {
    index::damping_of((information + median).sqrt())
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

    /// The `count` best partners of every unit at other events, best first, on all cores, and what `work` makes of them; in
    /// the order of the units. There are fewer where fewer share a term with a unit; of equal ones those that say
    /// less come first, then those that come first in the texts. `go_on` is told the share done and answers whether to go on; `None` where it
    /// said no.
    pub fn for_all<T: Send>(
        &self,
        count: usize,
        go_on: &dyn Fn(f32) -> bool,
        work: impl Fn(UnitId, Vec<(UnitId, f32)>) -> T + Sync,
    ) -> Option<Vec<T>> {
        let index = &self.index;
        let found = join::best_partners(index, count, Plan::default(), &|share| go_on(share / 2.0))?;
        let of_unit = |unit: UnitId| work(unit, of_unit(index, &found, unit, count));
        let units = self.corpus.len();
        let mut out = Vec::with_capacity(units);
        for first in (0..units).step_by(UNITS_AT_ONCE) {
            if !go_on(0.5 + 0.5 * first as f32 / units as f32) {
                return None;
            }
            let some = first as UnitId..(first + UNITS_AT_ONCE).min(units) as UnitId;
            out.par_extend(some.into_par_iter().map(of_unit));
        }
        Some(out)
    }

    /// The `count` best partners of a unit in one other transcript, best first, equal ones in the order
    /// of the text. Those that share nothing come last, with score 0.
    pub fn of_in(&self, unit: UnitId, transcript: usize, count: usize) -> Vec<(UnitId, f32)> {
        let index = &self.index;
        let item = |unit: UnitId| index.item_of[unit as usize];
        let score = |other: UnitId| {
            let (own, other) = (item(unit), item(other));
            index.shared(own, other) * index.damping(other) * index.damping(own)
        };
        let mut all: Vec<(UnitId, f32)> =
            self.corpus.units_of(transcript).map(|other| (other, score(other))).collect();
        all.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        all.truncate(count);
        all
    }
}

/// The best partners of a unit among those of its item.
fn of_unit(index: &Index, found: &Found, unit: UnitId, count: usize) -> Vec<(UnitId, f32)> {
    let item = index.item_of[unit as usize];
    let damping = index.damping(item);
    let units =
        |(score, other): (f32, ItemId)| index.units(other).iter().map(move |&unit| (unit, score * damping));
    found.of(item).flat_map(units).take(count).collect()
}
