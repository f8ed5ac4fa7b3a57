//! Sentences of like meaning in a library too large to compare every two: those that share no words are found here and
//! nowhere else.
//!
//! An inverted file (Jégou, Douze and Schmid 2011, "Product quantization for nearest neighbor search", IEEE TPAMI 33,
//! the coarse part of it): the vectors are put into cells round as many centres as the root of their number, by a few
//! rounds of k-means, and a sentence is compared with those in the cells nearest to it: first by the signs of their
//! numbers, which tell the angle roughly (Charikar 2002), then exactly where few signs differ. Some of its nearest are
//! missed; they share words more often than not, and are found by those.

use rayon::prelude::*;

use crate::engine::corpus::UnitId;
use crate::engine::encoder::{Signs, Vector};

/// Above so many sentences with a vector nothing is looked for: the time grows with the power of 1.5.
const MOST_UNITS: usize = 100_000;

/// The centres are found from about so many sentences of each cell.
const SAMPLE_OF_EACH: usize = 64;

/// Rounds of k-means; more move nothing that matters.
const ROUNDS: usize = 4;

/// So many cells are looked at for each sentence.
const CELLS_VISITED: usize = 8;

/// For each sentence that is asked for so many are compared exactly.
const COMPARED_FOR_EACH: usize = 4;

/// The sentences of a corpus that have a vector, in cells of like meaning.
#[derive(Debug)]
pub struct Cells<'m> {
    meanings: &'m [Option<Vector>],
    centres: Vec<Vector>,
    cells: Vec<Vec<(UnitId, Signs)>>,
}

impl<'m> Cells<'m> {
    /// Puts those sentences into cells that have a vector and are `wanted`.
    pub fn new(meanings: &'m [Option<Vector>], wanted: impl Fn(UnitId) -> bool) -> Self {
        let vector = |unit: UnitId| meanings[unit as usize].as_ref();
        let known = (0..meanings.len() as UnitId).filter(|&unit| wanted(unit));
        let known: Vec<(UnitId, &Vector)> = known.filter_map(|unit| Some((unit, vector(unit)?))).collect();
        if known.len() > MOST_UNITS {
            return Self { meanings, centres: Vec::new(), cells: Vec::new() };
        }
        let count = known.len().isqrt();
        let mut centres: Vec<Vector> =
            (0..count).map(|cell| known[cell * known.len() / count].1.clone()).collect();
        let step = (known.len() / (count * SAMPLE_OF_EACH).max(1)).max(1);
        let sample: Vec<&Vector> = known.iter().step_by(step).map(|(_, vector)| *vector).collect();
        for _ in 0..ROUNDS {
            let nearest: Vec<usize> = sample.par_iter().map(|vector| nearest_of(&centres, vector)).collect();
            let mut members = vec![Vec::new(); count];
            for (&cell, vector) in nearest.iter().zip(&sample) {
                members[cell].push(*vector);
            }
            let moved = members.par_iter().zip(&centres).map(|(members, centre)| {
                Vector::mean(members.iter().copied()).unwrap_or_else(|| centre.clone())
            });
            centres = moved.collect();
        }
        let nearest: Vec<usize> = known.par_iter().map(|(_, vector)| nearest_of(&centres, vector)).collect();
        let mut cells = vec![Vec::new(); count];
        for (cell, (unit, vector)) in nearest.into_iter().zip(known) {
            cells[cell].push((unit, vector.signs()));
        }
        Self { meanings, centres, cells }
    }

    /// The `count` sentences nearest to one in meaning among the cells round it, nearest first, equal ones in the order
    /// of the texts; only those `of_interest`.
    pub fn nearest(&self, unit: UnitId, count: usize, of_interest: impl Fn(UnitId) -> bool) -> Vec<UnitId> {
        let vector = |unit: UnitId| self.meanings.get(unit as usize)?.as_ref();
        let Some(own) = vector(unit) else {
            return Vec::new();
        };
        let mut visited = Best::of(CELLS_VISITED);
        for (cell, centre) in self.centres.iter().enumerate() {
            visited.offer(own.cosine(centre), cell);
        }
        let signs = own.signs();
        let mut near = Best::of(count * COMPARED_FOR_EACH);
        for (other, others) in visited.into_iter().flat_map(|cell| &self.cells[cell]) {
            if of_interest(*other) {
                near.offer(-(signs.differing(others) as f32), *other);
            }
        }
        let mut best = Best::of(count);
        for other in near.into_iter() {
            if let Some(vector) = vector(other) {
                best.offer(own.cosine(vector), other);
            }
        }
        best.into_iter().collect()
    }
}

fn nearest_of(centres: &[Vector], vector: &Vector) -> usize {
    let mut best = Best::of(1);
    for (cell, centre) in centres.iter().enumerate() {
        best.offer(vector.cosine(centre), cell);
    }
    best.into_iter().next().unwrap_or_default()
}

/// The few best of many, best first; of equal ones those of the lower number.
struct Best<T> {
    most: usize,
    kept: Vec<(f32, T)>,
}

impl<T: Ord + Copy> Best<T> {
    fn of(most: usize) -> Self {
        Self { most, kept: Vec::with_capacity(most + 1) }
    }

    fn offer(&mut self, score: f32, one: T) {
        let is_worse = |(kept, other): &(f32, T)| score < *kept || (score == *kept && one > *other);
        if self.kept.len() == self.most && self.kept.last().is_none_or(is_worse) {
            return;
        }
        let place = self.kept.partition_point(is_worse);
        self.kept.insert(place, (score, one));
        self.kept.truncate(self.most);
    }

    fn into_iter(self) -> impl Iterator<Item = T> {
        self.kept.into_iter().map(|(_, one)| one)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Vectors in clusters: sentence `n` belongs to number `n % clusters`, each a little beside its middle.
    fn clustered(count: u32, clusters: u32) -> Vec<Option<Vector>> {
        let wave = |cluster: u32, at: u32| ((cluster * 31 + 7) as f32 * (at + 1) as f32).sin();
        let noise = |unit: u32, at: u32| ((unit * 17 + 3) as f32 * (at + 1) as f32 * 0.37).sin() * 0.4;
        let vector =
            |unit: u32| (0..384).map(move |at| wave(unit % clusters, at) + noise(unit, at)).collect();
        (0..count).map(|unit| (unit % 50 != 49).then(|| vector(unit))).collect()
    }

    #[test]
    fn most_of_the_nearest_are_found() {
        let meanings = clustered(1_200, 90);
        let cells = Cells::new(&meanings, |_| true);
        let (mut found, mut all) = (0, 0);
        for unit in (0..1_200).step_by(13) {
            let Some(own) = &meanings[unit as usize] else { continue };
            let others = (0..1_200).filter(|&other| other != unit && meanings[other as usize].is_some());
            let mut exact: Vec<u32> = others.collect();
            let cosine = |other: u32| own.cosine(meanings[other as usize].as_ref().unwrap());
            exact.sort_by(|&x, &y| cosine(y).total_cmp(&cosine(x)).then(x.cmp(&y)));
            let nearest = cells.nearest(unit, 5, |other| other != unit);
            assert_eq!(nearest.len(), 5);
            found += exact[..5].iter().filter(|unit| nearest.contains(unit)).count();
            all += 5;
        }
        assert!(found * 10 >= all * 9, "{found} of {all}");
    }

    #[test]
    fn what_has_no_vector_or_is_not_wanted_is_not_found() {
        let meanings = clustered(300, 3);
        let cells = Cells::new(&meanings, |unit| unit < 200);
        let nearest = cells.nearest(0, 300, |unit| unit % 2 == 0);
        assert!(nearest.iter().all(|unit| *unit < 200 && unit % 2 == 0 && unit % 50 != 49), "{nearest:?}");
        assert!(cells.nearest(49, 5, |_| true).is_empty());
        // Where meaning is switched off there are no vectors at all.
        assert!(Cells::new(&[], |_| true).nearest(7, 5, |_| true).is_empty());
        let none = [None, None];
        assert!(Cells::new(&none, |_| true).nearest(1, 5, |_| true).is_empty());
    }

    #[test]
    fn the_best_are_kept_in_order() {
        let mut best = Best::of(3);
        for (score, one) in [(0.1, 1), (0.5, 9), (0.5, 2), (0.9, 4), (0.5, 3), (0.2, 5)] {
            best.offer(score, one);
        }
        assert_eq!(best.into_iter().collect::<Vec<u32>>(), [4, 2, 3]);
    }
}
