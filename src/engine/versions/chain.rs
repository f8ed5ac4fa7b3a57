//! Common runs of two sequences, and which of them keep their order.
//!
//! A run is found where a stretch of a few elements stands exactly once in each sequence: then there is
//! no doubt what became of it. Runs that keep their order form the chain, the heaviest one that there
//! is; those that cross it have moved.

use std::ops::Range;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use super::both;
use super::side::mixed;

/// Equal stretches of two sequences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where it begins in the old sequence.
    pub a: usize,

    /// Where it begins in the new one.
    pub b: usize,

    /// How many elements it has.
    pub len: usize,
}

impl Run {
    /// What it covers of the old sequence.
    pub fn old(self) -> Range<usize> {
        self.a..self.a + self.len
    }
}

/// So many elements are worth the start of a thread.
const LONG: usize = 100_000;

/// A window of elements: its hash, and its place.
type Window = (u64, u32);

/// Where a window of the old sequence stands in the new one.
#[derive(Clone, Copy, Debug)]
enum Met {
    Nowhere,
    Once(u32),
    Often,
}

impl Met {
    /// The same with one more place.
    fn and(self, place: u32) -> Self {
        if matches!(self, Self::Nowhere) { Self::Once(place) } else { Self::Often }
    }
}

/// Multiplier of the rolling hash of a window.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// The runs around windows of `width` elements that stand once in the zones of each sequence, in the
/// order of the old one. Zones are ascending; a run lies inside one zone of each.
pub fn unique_runs(
    (a, a_zones): (&[u64], &[Range<usize>]),
    (b, b_zones): (&[u64], &[Range<usize>]),
    width: usize,
) -> Vec<Run> {
    let is_long = a.len() + b.len() >= LONG;
    let (in_a, in_b) = both(is_long, || Seen::of(a, a_zones, width), || Seen::of(b, b_zones, width));
    let (old, new) =
        both(is_long, || in_b.windows_of(a, a_zones, width), || in_a.windows_of(b, b_zones, width));
    // The first of equal windows of the old sequence, and where each stands in the new one. A window that stands
    // often in the old sequence is as one that stands often in the new.
    let mut firsts: HashTable<u32> = HashTable::with_capacity(old.len());
    let mut met = vec![Met::Nowhere; old.len()];
    let hash_of = |&n: &u32| old[n as usize].0;
    for (n, &(hash, _)) in old.iter().enumerate() {
        match firsts.entry(hash, |first| hash_of(first) == hash, hash_of) {
            Entry::Occupied(first) => met[*first.get() as usize] = Met::Often,
            Entry::Vacant(vacant) => {
                vacant.insert(n as u32);
            }
        }
    }
    for &(hash, place) in &new {
        if let Some(&first) = firsts.find(hash, |first| hash_of(first) == hash) {
            let met = &mut met[first as usize];
            *met = met.and(place);
        }
    }
    let places = old.iter().zip(&met).filter_map(|(&(_, x), met)| match met {
        Met::Once(y) => Some((x as usize, *y as usize)),
        Met::Nowhere | Met::Often => None,
    });
    let places = places.filter(|&(x, y)| a[x..x + width] == b[y..y + width]);
    joined(places, (a, a_zones), (b, b_zones), width)
}

/// Which windows a side has, roughly: a bit for each, and one in sixteen of the others finds one by chance. Most windows that
/// only one side has need not be kept, nor looked up.
struct Seen {
    bits: Vec<u64>,
}

impl Seen {
    fn of(keys: &[u64], zones: &[Range<usize>], width: usize) -> Self {
        let bits = (16 * keys.len().max(64)).next_power_of_two();
        let mut seen = Self { bits: vec![0; bits / 64] };
        for_windows(keys, zones, width, |hash, _| {
            let (word, bit) = seen.place(hash);
            seen.bits[word] |= bit;
        });
        seen
    }

    fn place(&self, hash: u64) -> (usize, u64) {
        ((hash >> 6) as usize & (self.bits.len() - 1), 1 << (hash & 63))
    }

    /// The windows of the other side that this one seems to have, in its order.
    fn windows_of(&self, keys: &[u64], zones: &[Range<usize>], width: usize) -> Vec<Window> {
        let mut out = Vec::new();
        for_windows(keys, zones, width, |hash, place| {
            let (word, bit) = self.place(hash);
            if self.bits[word] & bit != 0 {
                out.push((hash, place));
            }
        });
        out
    }
}

/// Calls `found` with the hash and the place of each window of a sequence, in its order. To go through them twice is faster
/// than to keep them all: memory that is written to for the first time costs more.
fn for_windows(keys: &[u64], zones: &[Range<usize>], width: usize, mut found: impl FnMut(u64, u32)) {
    let oldest = (1..width).fold(1_u64, |power, _| power.wrapping_mul(BASE));
    for zone in zones.iter().filter(|zone| zone.len() >= width) {
        let mut hash = 0_u64;
        for at in zone.clone() {
            if at >= zone.start + width {
                hash = hash.wrapping_sub(keys[at - width].wrapping_mul(oldest));
            }
            hash = hash.wrapping_mul(BASE).wrapping_add(keys[at]);
            if at + 1 >= zone.start + width {
                found(mixed(hash), (at + 1 - width) as u32);
            }
        }
    }
}

/// Windows on one diagonal with nothing but equal elements between them are one run. What a run
/// covers beyond its first and last window is left to [`grow`].
fn joined(
    places: impl Iterator<Item = (usize, usize)>,
    (a, a_zones): (&[u64], &[Range<usize>]),
    (b, b_zones): (&[u64], &[Range<usize>]),
    width: usize,
) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (x, y) in places {
        if let Some(run) = runs.last_mut()
            && x - run.a == y.wrapping_sub(run.b)
        {
            let between = run.len..x - run.a;
            let is_equal = between.clone().all(|n| a[run.a + n] == b[run.b + n]);
            let one_zone = zone_of(a_zones, run.a) == zone_of(a_zones, x)
                && zone_of(b_zones, run.b) == zone_of(b_zones, y);
            if is_equal && one_zone {
                run.len = x - run.a + width;
                continue;
            }
        }
        runs.push(Run { a: x, b: y, len: width });
    }
    runs
}

/// The number of the zone that holds an element.
pub fn zone_of(zones: &[Range<usize>], at: usize) -> usize {
    zones.partition_point(|zone| zone.end <= at)
}

/// The run with all equal elements before and after it that lie inside the bounds.
pub fn grow(run: Run, (a, a_bounds): (&[u64], Range<usize>), (b, b_bounds): (&[u64], Range<usize>)) -> Run {
    let before = a[a_bounds.start..run.a].iter().rev().zip(b[b_bounds.start..run.b].iter().rev());
    let before = before.take_while(|(x, y)| x == y).count();
    let after = a[run.a + run.len..a_bounds.end].iter().zip(&b[run.b + run.len..b_bounds.end]);
    let after = after.take_while(|(x, y)| x == y).count();
    Run { a: run.a - before, b: run.b - before, len: before + run.len + after }
}

/// Which of the runs form the heaviest chain that keeps its order in both sequences. Runs come in the
/// order of the old sequence; of two that overlap the later one may be shortened by the caller.
/// `weight` says what a run counts.
pub fn heaviest_chain(runs: &[Run], weight: impl Fn(Run) -> usize) -> Vec<bool> {
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_by_key(|&n| runs[n].b);
    let mut rank = vec![0; runs.len()];
    for (place, &n) in order.iter().enumerate() {
        rank[n] = place;
    }
    // Best chain that ends with one of the first so many runs of the new sequence (a Fenwick tree).
    let mut best: Vec<(usize, Option<usize>)> = vec![(0, None); runs.len() + 1];
    let mut before: Vec<Option<usize>> = vec![None; runs.len()];
    for (n, run) in runs.iter().enumerate() {
        let (mut total, mut last) = (0, None);
        let mut at = rank[n];
        while at > 0 {
            if best[at].0 > total {
                (total, last) = best[at];
            }
            at &= at - 1;
        }
        before[n] = last;
        total += weight(*run);
        let mut at = rank[n] + 1;
        while at <= runs.len() {
            if total > best[at].0 {
                best[at] = (total, Some(n));
            }
            at += at & at.wrapping_neg();
        }
    }
    let mut chosen = vec![false; runs.len()];
    let mut heaviest = (0, None);
    let mut at = runs.len();
    while at > 0 {
        if best[at].0 > heaviest.0 {
            heaviest = best[at];
        }
        at &= at - 1;
    }
    let mut last = heaviest.1;
    while let Some(n) = last {
        chosen[n] = true;
        last = before[n];
    }
    chosen
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn whole(keys: &[u64]) -> [Range<usize>; 1] {
        std::array::from_fn(|_| 0..keys.len())
    }

    #[test]
    fn a_run_that_stands_once_in_each_is_found() {
        let a: Vec<u64> = (0..20).collect();
        let b: Vec<u64> = (10..20).chain(100..105).chain(0..10).collect();
        let runs = unique_runs((&a, &whole(&a)), (&b, &whole(&b)), 4);
        assert_eq!(runs, [Run { a: 0, b: 15, len: 10 }, Run { a: 10, b: 0, len: 10 }]);
        let twice = [&b[..], &b[..10]].concat();
        let runs = unique_runs((&a, &whole(&a)), (&twice, &whole(&twice)), 4);
        assert_eq!(runs, [Run { a: 0, b: 15, len: 13 }], "what stands twice is no sign");
    }

    #[test]
    fn zones_are_not_crossed() {
        let a: Vec<u64> = (0..10).collect();
        let runs = unique_runs((&a, &[0..5, 5..10]), (&a, &whole(&a)), 4);
        assert_eq!(runs, [Run { a: 0, b: 0, len: 5 }, Run { a: 5, b: 5, len: 5 }]);
    }

    #[test]
    fn the_heavier_part_keeps_its_place() {
        let runs = [Run { a: 0, b: 50, len: 9 }, Run { a: 10, b: 0, len: 5 }, Run { a: 20, b: 10, len: 5 }];
        assert_eq!(heaviest_chain(&runs, |run| run.len), [false, true, true]);
        assert_eq!(heaviest_chain(&runs, |run| run.len * run.len), [true, false, false]);
        assert_eq!(heaviest_chain(&[], |run| run.len), Vec::<bool>::new());
    }

    proptest! {
        #[test]
        fn no_chain_is_heavier(places in proptest::collection::vec((0..30_usize, 1..9_usize), 0..9)) {
            let runs: Vec<Run> =
                places.iter().enumerate().map(|(n, &(b, len))| Run { a: n * 10, b: b * 10 + n, len }).collect();
            let chosen = heaviest_chain(&runs, |run| run.len);
            let weight = |is_chosen: &dyn Fn(usize) -> bool| {
                let chain: Vec<&Run> = (0..runs.len()).filter(|n| is_chosen(*n)).map(|n| &runs[n]).collect();
                let in_order = chain.windows(2).all(|two| two[0].b < two[1].b);
                in_order.then(|| chain.iter().map(|run| run.len).sum::<usize>())
            };
            let found = weight(&|n| chosen[n]);
            let best = (0..1_usize << runs.len()).filter_map(|set| weight(&|n| set >> n & 1 == 1)).max();
            prop_assert_eq!(found, best);
        }
    }
}
