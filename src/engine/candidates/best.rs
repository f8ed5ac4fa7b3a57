//! The best partners of each item so far, and what a partner needs to be among them.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::engine::candidates::index::ItemId;

/// So many items share a lock.
const ITEMS_OF_LOCK: usize = 64;

/// Sums of the same numbers in another order differ by less than this share. What is needed is lowered by it,
/// so that rounding never loses a partner.
const ROUNDING: f32 = 1e-4;

/// Stands for a partner that was not found.
const NOBODY: ItemId = ItemId::MAX;

/// A partner with its score, undamped by the item that it is a partner of.
pub type Scored = (f32, ItemId);

/// The least score that is of interest to an item. It only rises, so whoever reads an older one does work in vain and
/// loses nothing.
#[derive(Debug, Default)]
pub struct Need(AtomicU32);

impl Need {
    /// What a partner must score at least, or hardly less; 0 where too few are known.
    pub fn get(&self) -> f32 {
        lowered(f32::from_bits(self.0.load(Ordering::Relaxed)))
    }
}

/// A score lowered by what rounding may add to it.
pub fn lowered(score: f32) -> f32 {
    score * (1.0 - ROUNDING)
}

/// Which of two partners is better; of equal ones the item of the lower number, so that the result does not depend
/// on the order in which they are met.
pub fn is_better(a: Scored, b: Scored) -> bool {
    a.0 > b.0 || (a.0 == b.0 && a.1 < b.1)
}

/// The best partners of all items, as many as are wanted of each.
#[derive(Debug)]
pub struct Best {
    wanted: usize,
    /// By item, best first.
    kept: Vec<Mutex<Vec<Scored>>>,
}

impl Best {
    /// Makes room for the partners of so many items.
    pub fn new(items: usize, wanted: usize) -> Self {
        let room = |first: usize| vec![(0.0, NOBODY); ITEMS_OF_LOCK.min(items - first) * wanted];
        Self {
            wanted,
            kept: (0..items).step_by(ITEMS_OF_LOCK).map(|first| Mutex::new(room(first))).collect(),
        }
    }

    /// Adds partners of an item, best first, that share at least what they score here: one may be met again with
    /// all that it shares. Raises what the item needs.
    pub fn add(&self, item: ItemId, partners: &[Scored], need: &Need) {
        let mut kept =
            self.kept[item as usize / ITEMS_OF_LOCK].lock().unwrap_or_else(PoisonError::into_inner);
        let first = item as usize % ITEMS_OF_LOCK * self.wanted;
        let kept = &mut kept[first..first + self.wanted];
        for &partner in partners {
            let place = kept.partition_point(|&other| is_better(other, partner));
            if place == self.wanted {
                break;
            }
            let is_same = |other: &Scored| other.1 == partner.1;
            if kept[..place].iter().any(is_same) || kept[place] == partner {
                continue;
            }
            let end = kept[place..].iter().position(is_same).map_or(self.wanted, |worse| place + worse + 1);
            kept[place..end].rotate_right(1);
            kept[place] = partner;
        }
        need.0.store(kept[self.wanted - 1].0.to_bits(), Ordering::Relaxed);
    }

    /// Ends the search.
    pub fn found(self) -> Found {
        let kept =
            self.kept.into_iter().map(|kept| kept.into_inner().unwrap_or_else(PoisonError::into_inner));
        Found { wanted: self.wanted, kept: kept.collect() }
    }
}

/// The best partners of all items.
#[derive(Debug)]
pub struct Found {
    wanted: usize,
    kept: Vec<Vec<Scored>>,
}

impl Found {
    /// The best partners of an item, best first.
    pub fn of(&self, item: ItemId) -> impl Iterator<Item = Scored> {
        let first = item as usize % ITEMS_OF_LOCK * self.wanted;
        let kept = &self.kept[item as usize / ITEMS_OF_LOCK][first..first + self.wanted];
        kept.iter().copied().take_while(|partner| partner.1 != NOBODY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_are_kept_once_each_with_all_that_they_share() {
        let (best, need) = (Best::new(2, 3), Need::default());
        best.add(1, &[(4.0, 7), (2.0, 8)], &need);
        assert_eq!(need.get(), 0.0, "two of three are known");
        best.add(1, &[(5.0, 8), (4.0, 7), (1.0, 6)], &need);
        assert_eq!(need.get(), lowered(1.0));
        best.add(1, &[(4.0, 5), (1.0, 4), (0.5, 3)], &need);
        assert_eq!(need.get(), lowered(4.0));
        best.add(1, &[(3.0, 8), (1.0, 5)], &need);
        let found = best.found();
        assert_eq!(found.of(1).collect::<Vec<_>>(), [(5.0, 8), (4.0, 5), (4.0, 7)]);
        assert_eq!(found.of(0).count(), 0);
    }
}
