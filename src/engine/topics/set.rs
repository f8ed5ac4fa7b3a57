//! A small set of topics, to be had by the million: one for every sentence.

use serde::{Deserialize, Serialize};

const BLOCKS: usize = 4;

/// A set of topic numbers below [`TopicSet::CAPACITY`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TopicSet([u64; BLOCKS]);

impl TopicSet {
    /// One more than the largest number that it can hold.
    pub const CAPACITY: usize = BLOCKS * 64;

    /// Adds a topic; a number that is too large is left out.
    pub fn insert(&mut self, topic: usize) {
        if let Some(block) = self.0.get_mut(topic / 64) {
            *block |= 1 << (topic % 64);
        }
    }

    /// Takes a topic out.
    pub fn remove(&mut self, topic: usize) {
        if let Some(block) = self.0.get_mut(topic / 64) {
            *block &= !(1 << (topic % 64));
        }
    }

    /// Whether a topic is in it.
    pub fn contains(self, topic: usize) -> bool {
        let block = self.0.get(topic / 64).copied().unwrap_or_default();
        block >> (topic % 64) & 1 == 1
    }

    /// The topics that are in any of some sets.
    pub fn of_all<'s>(sets: impl IntoIterator<Item = &'s Self>) -> Self {
        sets.into_iter().fold(Self::default(), |all, set| all.union(*set))
    }

    /// Whether it holds none.
    pub fn is_empty(self) -> bool {
        self.0 == [0; BLOCKS]
    }

    /// How many it holds.
    pub fn len(self) -> usize {
        self.0.iter().map(|block| block.count_ones() as usize).sum()
    }

    /// The topics that are in either.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(std::array::from_fn(|block| self.0[block] | other.0[block]))
    }

    /// The topics that are in both.
    #[must_use]
    pub fn intersection(self, other: Self) -> Self {
        Self(std::array::from_fn(|block| self.0[block] & other.0[block]))
    }

    /// The topics in ascending order.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(block, mut bits)| {
            std::iter::from_fn(move || {
                let lowest = bits.trailing_zeros() as usize;
                bits = bits.checked_sub(1)? & bits;
                Some(block * 64 + lowest)
            })
        })
    }
}

impl FromIterator<usize> for TopicSet {
    fn from_iter<I: IntoIterator<Item = usize>>(topics: I) -> Self {
        let mut set = Self::default();
        topics.into_iter().for_each(|topic| set.insert(topic));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_a_set() {
        let a: TopicSet = [3, 64, 255, 3].into_iter().collect();
        let b: TopicSet = [64, 100].into_iter().collect();
        assert_eq!(a.iter().collect::<Vec<_>>(), [3, 64, 255]);
        assert_eq!((a.len(), a.is_empty()), (3, false));
        assert_eq!(a.union(b).len(), 4);
        assert_eq!(a.intersection(b).iter().collect::<Vec<_>>(), [64]);
        let mut c = a;
        c.remove(64);
        c.insert(TopicSet::CAPACITY);
        assert!(!c.contains(64) && !c.contains(TopicSet::CAPACITY) && c.contains(255));
        assert!(TopicSet::default().is_empty());
    }
}
