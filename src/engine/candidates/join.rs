//! The exact best partners of all items at once, without looking at most pairs.
//!
//! What holds a term stands in one list, and what holds two terms, or three, in parts of it: each list is parted by the
//! terms that are commoner than those that it shares. So two items are met in the list of all the terms that they have in
//! common, if not before. Where they have little in common they are not met:
//!
//! - An item *needs* what the worst of its best partners so far scores, undamped by itself. A partner `b` reaches that only
//!   where it shares `need · root(b)`. A list is left as soon as no two in it can share what one of them needs.
//! - A short list is scored pair by pair, so that both sides learn from it (`list.rs`).
//! - A long one is parted. Those that share no more than its terms are met in no part, but of these an item needs the
//!   shortest few only, which stand first.
//!
//! Terms are taken from the rarest to the commonest, so that much is needed when the long lists of common terms come. Most
//! of these need not be parted then.
//!
//! The lists are those of frequent sets of items, mined depth first (Zaki 2000, "Scalable algorithms for association
//! mining", IEEE TKDE 12); the bounds those of similarity joins (Bayardo, Ma and Srikant 2007, "Scaling up all pairs
//! similarity search", WWW). Threads share what is needed; what they find does not depend on who was first.

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::engine::candidates::best::{Best, Found};
use crate::engine::candidates::index::{Holder, Index};
use crate::engine::candidates::list::{Item, List};
use crate::engine::candidates::parts::{NO_PART, Parts};

/// What is done with a list; what is found does not depend on it.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// A list of so many items or fewer is scored pair by pair; 64 to 256 take about the same time.
    pub short: usize,

    /// To hand an item on to a part costs about as much as to compare it with so many; 2 to 8 take about the same time.
    pub parting: usize,
}

impl Default for Plan {
    fn default() -> Self {
        Self { short: 128, parting: 4 }
    }
}

/// Beyond so many terms a list is not parted again.
const DEEPEST: usize = 12;

/// Terms are taken in runs of about so many holders by one thread.
const HOLDERS_OF_RUN: usize = 512;

/// So often it is asked whether to go on.
const STEPS: usize = 32;

/// Finds the best partners of all items, as many as are `wanted` of each. `go_on` is told the share done and answers whether
/// to go on; `None` where it said no.
pub fn best_partners(index: &Index, wanted: usize, plan: Plan, go_on: &dyn Fn(f32) -> bool) -> Option<Found> {
    let best = Best::new(index.len(), wanted);
    if wanted == 0 {
        return Some(best.found());
    }
    let items = Item::all(index);
    let rooms: Mutex<Vec<Room<'_>>> = Mutex::default();
    let new_room = || Room {
        plan,
        list: List::new(index, &items, &best, wanted),
        parts: Vec::new(),
        part_of: vec![NO_PART; index.weight.len()],
    };
    let terms = index.weight.len();
    let step = (index.holdings() / STEPS).max(HOLDERS_OF_RUN);
    let (mut term, mut done) = (0, 0);
    while term < terms {
        if !go_on(done as f32 / index.holdings() as f32) {
            return None;
        }
        let mut runs = Vec::new();
        let end_of_step = done + step;
        while term < terms && done < end_of_step {
            let (first, end_of_run) = (term, done + HOLDERS_OF_RUN);
            while term < terms && done < end_of_run {
                done += index.holders(term).len();
                term += 1;
            }
            runs.push(first..term);
        }
        // In their order, since what the rare terms teach makes short work of the common ones.
        runs.into_iter().par_bridge().for_each(|run| {
            let room = rooms.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut room = room.unwrap_or_else(new_room);
            for term in run {
                room.look_through(index.holders(term), index.weight[term], 1);
            }
            rooms.lock().unwrap_or_else(PoisonError::into_inner).push(room);
        });
    }
    drop(rooms);
    Some(best.found())
}

/// What one thread works with.
struct Room<'i> {
    plan: Plan,
    list: List<'i>,
    /// By how many terms the list shares that is parted.
    parts: Vec<Parts>,
    part_of: Vec<u32>,
}

impl Room<'_> {
    /// Looks for partners among items that share `depth` terms, which tell `shared`.
    fn look_through(&mut self, holders: &[Holder], shared: f32, depth: usize) {
        if holders.len() < 2 {
            return;
        }
        let list = &mut self.list;
        list.take(holders, shared);
        if holders.len() <= self.plan.short {
            list.score_pairs();
            return;
        }
        list.fetch_terms();
        let held_by_all = list.held_by_all();
        list.score_shortest(shared + held_by_all.iter().map(|&term| list.weight(term)).sum::<f32>());
        let seekers = list.seekers();
        let comparisons: usize = seekers.iter().map(|seeker| seeker.end - seeker.from).sum();
        if depth == DEEPEST || comparisons <= self.plan.parting * list.term_count() {
            for seeker in seekers {
                list.score_for(seeker);
            }
            return;
        }
        if self.parts.len() < depth {
            self.parts.resize_with(depth, Parts::default);
        }
        let mut parts = std::mem::take(&mut self.parts[depth - 1]);
        parts.part(list, &seekers, &held_by_all, &mut self.part_of);
        for (holders, shared) in parts.iter() {
            self.look_through(holders, shared, depth + 1);
        }
        self.parts[depth - 1] = parts;
    }
}
