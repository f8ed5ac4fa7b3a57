//! A list of items that share some terms: who in it may be a partner of whom, and what they share.
//!
//! Whatever is asked of the items of a list stands in columns side by side, so that a pair costs a comparison of numbers
//! that lie in the nearest cache. Most pairs are told apart by two bounds: they cannot share more than the less of what
//! each holds beyond the terms of the list, nor more than the heaviest of these terms, as many as have the same *sign*: one
//! of 64 bits by which a term is known roughly.

use std::ops::Range;

use crate::engine::candidates::best::{Best, Need, Scored, is_better, lowered};
use crate::engine::candidates::index::{Holder, Index, damping_of};

/// What a search asks of an item most often; as large as half a line of the cache.
#[derive(Debug)]
#[repr(align(32))]
pub struct Item {
    /// What it needs.
    pub need: Need,
    root: f32,
    event: u32,
    end_of_terms: u32,
    signs: u64,
}

impl Item {
    /// All items of an index.
    pub fn all(index: &Index) -> Vec<Self> {
        let item = |item| Self {
            need: Need::default(),
            root: index.root[item as usize],
            event: index.event[item as usize],
            end_of_terms: index.end_of_terms(item),
            signs: index.terms(item).iter().fold(0, |signs, &term| signs | sign(index, term)),
        };
        (0..index.len() as u32).map(item).collect()
    }
}

/// The bit of a term. The commonest terms have one each, since all others are met together with these.
fn sign(index: &Index, term: u32) -> u64 {
    1 << ((index.weight.len() as u32 - term) % 64)
}

/// Items of a list whose partners are looked for among a range of it, by their places.
#[derive(Clone, Copy, Debug)]
pub struct Seeker {
    /// The item.
    pub place: usize,
    /// The first that may be a partner.
    pub from: usize,
    /// The first after that is too long to be one.
    pub end: usize,
}

/// The columns of one list, and working memory that is used again for the next.
#[derive(Debug)]
pub struct List<'i> {
    index: &'i Index,
    items: &'i [Item],
    best: &'i Best,
    wanted: usize,

    /// What all of the list share at least.
    pub shared: f32,
    holders: Vec<Holder>,
    /// What each item needs, lowered a little.
    needs: Vec<f32>,
    roots: Vec<f32>,
    events: Vec<u32>,
    signs: Vec<u64>,
    ends: Vec<u32>,
    /// The terms of each item beyond those of the list, one after the other; empty until they are asked for.
    terms: Vec<u32>,
    bounds: Vec<u32>,

    /// Partners met in the list, `wanted` places for each item, and how many are taken.
    noted: Vec<Scored>,
    taken: Vec<usize>,
    /// What the item at hand shares at most with one that has so many of its signs.
    most: Vec<f32>,
    /// The places of items that may be partners of the one at hand.
    near: Vec<u32>,
    /// By term: its weight where the item at hand holds it, else 0.
    marks: Vec<f32>,
    /// The signs of what is marked.
    marked_signs: u64,
}

impl<'i> List<'i> {
    /// An empty list.
    pub fn new(index: &'i Index, items: &'i [Item], best: &'i Best, wanted: usize) -> Self {
        Self {
            index,
            items,
            best,
            wanted,
            shared: 0.0,
            holders: Vec::new(),
            needs: Vec::new(),
            roots: Vec::new(),
            events: Vec::new(),
            signs: Vec::new(),
            ends: Vec::new(),
            terms: Vec::new(),
            bounds: Vec::new(),
            noted: Vec::new(),
            taken: Vec::new(),
            most: Vec::new(),
            near: Vec::new(),
            marks: vec![0.0; index.weight.len()],
            marked_signs: 0,
        }
    }

    /// Takes a list of items, in their order, that share at least so much.
    pub fn take(&mut self, holders: &[Holder], shared: f32) {
        self.shared = shared;
        self.holders.clear();
        self.holders.extend_from_slice(holders);
        self.needs.clear();
        self.roots.clear();
        self.events.clear();
        self.signs.clear();
        self.ends.clear();
        self.terms.clear();
        self.bounds.clear();
        for holder in holders {
            let item = &self.items[holder.item as usize];
            self.needs.push(item.need.get());
            self.roots.push(item.root);
            self.events.push(item.event);
            self.signs.push(item.signs);
            self.ends.push(item.end_of_terms);
        }
    }

    /// How many items it has.
    pub fn len(&self) -> usize {
        self.holders.len()
    }

    /// The terms of all items beyond those of the list.
    pub fn fetch_terms(&mut self) {
        if self.bounds.is_empty() {
            self.bounds.push(0);
            for (holder, &end) in self.holders.iter().zip(&self.ends) {
                self.terms.extend_from_slice(self.index.terms_between(holder.from, end));
                self.bounds.push(self.terms.len() as u32);
            }
        }
    }

    /// How many they are. They must have been fetched, as for all that follows.
    pub fn term_count(&self) -> usize {
        self.terms.len()
    }

    /// Those of one item, by its place.
    pub fn terms(&self, place: usize) -> &[u32] {
        &self.terms[self.bounds[place] as usize..self.bounds[place + 1] as usize]
    }

    /// How much a term tells.
    pub fn weight(&self, term: u32) -> f32 {
        self.index.weight[term as usize]
    }

    /// An item, what it needs, and its root, by its place.
    pub fn at(&self, place: usize) -> (Holder, f32, f32) {
        (self.holders[place], self.needs[place], self.roots[place])
    }

    /// The root of the shortest item.
    pub fn shortest(&self) -> f32 {
        self.roots[0]
    }

    /// The terms that all of the list hold beyond those that it is known to share.
    pub fn held_by_all(&self) -> Vec<u32> {
        let mut out = self.terms(0).to_vec();
        for place in 1..self.len() {
            if out.is_empty() {
                break;
            }
            let terms = self.terms(place);
            out.retain(|term| terms.binary_search(term).is_ok());
        }
        out
    }

    /// Those that may find a partner in the list, and where.
    pub fn seekers(&self) -> Vec<Seeker> {
        let seeker = |place: usize| {
            let need = self.needs[place];
            let reach = self.shared + self.holders[place].rest;
            if need * self.shortest() > reach {
                return None;
            }
            // A partner holds at least what it shares: information / root ≥ need, and information = root² − median.
            let least = lowered(0.5 * (need + (need * need + 4.0 * self.index.median).sqrt()));
            let from = self.roots.partition_point(|&root| root < least);
            let end = self.roots.partition_point(|&root| need * root <= reach);
            (from < end).then_some(Seeker { place, from, end })
        };
        (0..self.len()).filter_map(seeker).collect()
    }

    /// Offers to each item the shortest others: of those that share no more than all of the list do, `shared`, these are
    /// the best.
    pub fn score_shortest(&mut self, shared: f32) {
        self.make_room(1);
        for place in 0..self.len() {
            if self.needs[place] * self.shortest() > shared {
                continue;
            }
            self.mark(place);
            for other in 0..self.len() {
                if self.taken[0] == self.wanted || self.needs[place] * self.roots[other] > shared {
                    break;
                }
                if self.events[other] != self.events[place] {
                    self.note(0, place, other, self.shared_with_marked(other));
                }
            }
            self.unmark(place);
            self.hand_on(0, place);
        }
    }

    /// Scores every two items of the list that may be partners.
    pub fn score_pairs(&mut self) {
        self.make_room(self.len());
        for place in 0..self.len() {
            self.find_near(place, place + 1..self.len(), true);
            self.score_near(place, place, true);
        }
        for place in 0..self.len() {
            self.hand_on(place, place);
        }
    }

    /// Scores the partners that one item may have.
    pub fn score_for(&mut self, seeker: Seeker) {
        self.make_room(1);
        self.find_near(seeker.place, seeker.from..seeker.end, false);
        self.score_near(seeker.place, 0, false);
        self.hand_on(0, seeker.place);
    }

    /// Finds the items of a range that may be partners of one, or it of them where `either_way`, by what each holds.
    fn find_near(&mut self, place: usize, among: Range<usize>, either_way: bool) {
        let (need, root, rest) = (self.needs[place], self.roots[place], self.holders[place].rest);
        self.near.clear();
        self.near.resize(among.len() + 1, 0);
        let mut count = 0;
        let columns = self.holders[among.clone()].iter().zip(&self.roots[among.clone()]);
        let columns = columns.zip(&self.needs[among.clone()]);
        for (other, ((holder, &other_root), &other_need)) in among.zip(columns) {
            let most = self.shared + rest.min(holder.rest);
            // Without a branch, since it could not be foreseen.
            self.near[count] = other as u32;
            count += usize::from((most >= need * other_root) | (either_way & (most >= other_need * root)));
        }
        self.near.truncate(count);
    }

    /// Scores those that were found near an item, and notes those that are of interest to it, in a slot, or where
    /// `either_way` to which it is, in the slot of each.
    fn score_near(&mut self, place: usize, slot: usize, either_way: bool) {
        if self.near.is_empty() {
            return;
        }
        self.fetch_terms();
        self.mark(place);
        let Self { near, most, signs, roots, needs, .. } = self;
        let (need, root) = (needs[place], roots[place]);
        let own = self.marked_signs;
        near.retain(|&other| {
            let other = other as usize;
            let most = most[(own & signs[other]).count_ones() as usize];
            (most >= need * roots[other]) | (either_way & (most >= needs[other] * root))
        });
        for near in 0..self.near.len() {
            let other = self.near[near] as usize;
            if self.events[place] == self.events[other] {
                continue;
            }
            let shared = self.shared_with_marked(other);
            if shared >= self.needs[place] * self.roots[other] {
                self.note(slot, place, other, shared);
            }
            if either_way && shared >= self.needs[other] * root {
                self.note(other, other, place, shared);
            }
        }
        self.unmark(place);
    }

    /// Marks the terms of an item, and sums up the heaviest of them.
    fn mark(&mut self, place: usize) {
        let Self { index, terms, bounds, marks, most, .. } = self;
        let terms = &terms[bounds[place] as usize..bounds[place + 1] as usize];
        self.marked_signs = 0;
        // Terms that have a sign in common may all be shared where it is.
        let mut more = 0;
        for &term in terms {
            marks[term as usize] = index.weight[term as usize];
            let sign = sign(index, term);
            more += usize::from(self.marked_signs & sign != 0);
            self.marked_signs |= sign;
        }
        let mut sum = self.shared;
        most.clear();
        for (count, &term) in terms.iter().enumerate() {
            if count >= more {
                most.push(sum);
            }
            sum += index.weight[term as usize];
        }
        most.push(sum);
    }

    fn unmark(&mut self, place: usize) {
        let Self { terms, bounds, marks, .. } = self;
        for &term in &terms[bounds[place] as usize..bounds[place + 1] as usize] {
            marks[term as usize] = 0.0;
        }
    }

    /// What the marked item and another one share, summed from the rarest term to the commonest: all of it, or less where
    /// they share terms that are rarer than those of the list. Then they are met in the list of these, too.
    fn shared_with_marked(&self, place: usize) -> f32 {
        self.terms(place).iter().fold(self.shared, |sum, &term| sum + self.marks[term as usize])
    }

    fn make_room(&mut self, slots: usize) {
        if self.taken.len() < slots {
            self.taken.resize(slots, 0);
            self.noted.resize(slots * self.wanted, (0.0, 0));
        }
    }

    /// Notes a partner of an item in a slot, if it is among the best there.
    fn note(&mut self, slot: usize, place: usize, other: usize, shared: f32) {
        let partner = (shared * damping_of(self.roots[other]), self.holders[other].item);
        let taken = &mut self.taken[slot];
        let noted = &mut self.noted[slot * self.wanted..(slot + 1) * self.wanted];
        let mut at = *taken;
        if at < self.wanted {
            *taken += 1;
        } else if is_better(partner, noted[at - 1]) {
            at -= 1;
        } else {
            return;
        }
        while at > 0 && is_better(partner, noted[at - 1]) {
            noted[at] = noted[at - 1];
            at -= 1;
        }
        noted[at] = partner;
        if *taken == self.wanted {
            let need = &mut self.needs[place];
            *need = need.max(lowered(noted[self.wanted - 1].0));
        }
    }

    /// Hands on what was noted in a slot for an item.
    fn hand_on(&mut self, slot: usize, place: usize) {
        let taken = std::mem::take(&mut self.taken[slot]);
        if taken > 0 {
            let item = self.holders[place].item;
            let need = &self.items[item as usize].need;
            self.best.add(item, &self.noted[slot * self.wanted..][..taken], need);
            self.needs[place] = need.get();
        }
    }
}
