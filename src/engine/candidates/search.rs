//! The exact best partners of a class, without looking at those that cannot be among them.
//!
//! Let `need` be the score that the worst of the best so far has, undamped by the class asked for. A class
//! `b` reaches it only where it shares at least `need · root(b)`. The terms of the class asked for are taken
//! from the rarest to the commonest; where those that are left sum up to `rest`, no class with
//! `need · root(b) > rest` need be met for the first time. One that is met by a term holds one of the next
//! terms too, where this term and all but the next do not sum up to what it needs.
//!
//! This is the pruning of MaxScore (Turtle and Flood, 1995), by blocks of classes of about the same `root`.
//! What is needed is known before, or nearly: the best of those that share the rarest terms are scored first.

use std::ops::Range;

use crate::engine::candidates::index::{Block, ClassId, Index, MANY};
use crate::engine::corpus::{Corpus, UnitId};

/// Sums of the same numbers in another order differ by less than this share. Bounds are widened by it,
/// so that rounding never loses a partner.
const ROUNDING: f32 = 1e-5;

/// The rarest terms, at least one, are looked up everywhere first, as long as no more than so many classes hold
/// them: most of the best partners are among these.
const FIRST_LOOK: usize = 256;

/// Of the classes met there so many for each partner wanted are scored in full.
const FIRST_SCORED: usize = 2;

/// To mark the holders of a term in a block costs as much as to meet so many classes.
const MARKED: usize = 8;

/// Searches for many sentences at once: a block is fetched into the cache once for all of them.
#[derive(Debug)]
pub struct Search<'i> {
    corpus: &'i Corpus,
    index: &'i Index,
    room: Room,
    queries: Vec<Query>,
}

/// The working memory of a look into a block.
#[derive(Debug)]
struct Room {
    /// By place in a block: what is known to be shared.
    sums: Vec<f32>,
    /// The places in the block at hand whose sum is not 0; the rest of the list is room for more.
    touched: Vec<u16>,
    /// A bit for each place in the block; all 0 between two uses.
    marks: Vec<u64>,
    /// The classes of the block at hand that may be among the best.
    met: Vec<Met>,
}

/// The search for the partners of one sentence.
#[derive(Debug, Default)]
struct Query {
    class: ClassId,
    event: u32,
    /// How many of the rarest terms are looked up first.
    rare: usize,
    /// What the terms from here to the last sum up to.
    rest: Vec<f32>,
    /// Classes with what they score, among them all of the best.
    found: Vec<(ClassId, f32)>,
    best: Best,
    /// Nothing better can be found.
    is_done: bool,
}

/// A class that may be among the best, with what it shares as far as it is known.
#[derive(Clone, Copy, Debug, Default)]
struct Met {
    place: u16,
    sum: f32,
    /// The least that it must share to be among the best.
    least: f32,
}

/// The scores of the best classes so far, as many as give `wanted` units.
#[derive(Debug, Default)]
struct Best {
    /// Score and how many units it gives; best first.
    kept: Vec<(f32, usize)>,
    wanted: usize,
    /// The score from which on a class is of interest; 0 while too few are known.
    need: f32,
}

impl Best {
    fn start(&mut self, wanted: usize) {
        self.kept.clear();
        self.wanted = wanted;
        self.need = 0.0;
    }

    fn add(&mut self, score: f32, units: usize) {
        let place = self.kept.partition_point(|(other, _)| *other >= score);
        self.kept.insert(place, (score, units));
        let mut given = 0;
        for (i, (score, units)) in self.kept.iter().enumerate() {
            given += units;
            if given >= self.wanted {
                self.need = self.need.max(*score);
                self.kept.truncate(i + 1);
                break;
            }
        }
    }
}

impl<'i> Search<'i> {
    /// Prepares searches in an index.
    pub fn new(corpus: &'i Corpus, index: &'i Index) -> Self {
        let longest = index.blocks.iter().map(|block| block.len).max().unwrap_or_default();
        let room = Room {
            sums: vec![0.0; longest],
            touched: vec![0; longest + 1],
            marks: vec![0; longest.div_ceil(64)],
            met: vec![Met::default(); longest + 1],
        };
        Self { corpus, index, room, queries: Vec::new() }
    }

    /// For each of some units the `count` best partners at other events, best first, equal ones in the order of
    /// the texts; fewer where fewer share a term with it.
    pub fn of_each(&mut self, units: Range<UnitId>, count: usize) -> Vec<Vec<(UnitId, f32)>> {
        let Self { corpus, index, room, queries } = self;
        let (corpus, index) = (*corpus, *index);
        queries.resize_with(units.len(), Query::default);
        for (query, unit) in queries.iter_mut().zip(units) {
            query.start(corpus, index, unit, count);
        }
        for block in &index.blocks {
            for query in queries.iter_mut().filter(|query| !query.is_done) {
                query.look_first(index, block, room);
            }
        }
        for query in queries.iter_mut().filter(|query| !query.is_done) {
            query.learn_need(corpus, index);
        }
        for block in &index.blocks {
            for query in queries.iter_mut().filter(|query| !query.is_done) {
                query.look_through(corpus, index, block, room);
            }
        }
        queries.iter().map(|query| query.units(corpus, index, count)).collect()
    }
}

/// How many units of a class stand at other events; no more than `most` are counted.
fn units_elsewhere(corpus: &Corpus, index: &Index, class: ClassId, event: u32, most: usize) -> usize {
    match index.event[class as usize] {
        MANY => elsewhere(corpus, index, class, event).take(most).count(),
        one if one == event => 0,
        _ => index.members(class).len(),
    }
}

fn elsewhere(corpus: &Corpus, index: &Index, class: ClassId, event: u32) -> impl Iterator<Item = UnitId> {
    let units = index.members(class).iter().copied();
    units.filter(move |&unit| corpus.event_of(unit) != event)
}

impl Room {
    /// Adds the weight of a term to the sums of the classes that hold it, and those met for the first time to
    /// the `touched` ones. Answers how many there are then.
    fn add(&mut self, index: &Index, term: u32, block: &Block, mut touched: usize) -> usize {
        let weight = index.weight[term as usize];
        for &place in block.holders(term) {
            let sum = &mut self.sums[usize::from(place)];
            self.touched[touched] = place;
            touched += usize::from(*sum == 0.0);
            *sum += weight;
        }
        touched
    }

    /// The same for those classes only that were met before or hold one of some `others` too.
    fn add_marked(
        &mut self,
        index: &Index,
        term: u32,
        others: &[u32],
        block: &Block,
        mut touched: usize,
    ) -> usize {
        for &other in others {
            match index.common(other) {
                Some(common) => {
                    for (marks, bits) in self.marks.iter_mut().zip(block.bits(common)) {
                        *marks |= bits;
                    }
                }
                None => set(&mut self.marks, block.holders(other)),
            }
        }
        set(&mut self.marks, &self.touched[..touched]);
        let weight = index.weight[term as usize];
        for &place in block.holders(term).iter().filter(|&&place| is_set(&self.marks, place)) {
            let sum = &mut self.sums[usize::from(place)];
            self.touched[touched] = place;
            touched += usize::from(*sum == 0.0);
            *sum += weight;
        }
        self.marks.fill(0);
        touched
    }
}

fn set(bits: &mut [u64], places: &[u16]) {
    for &place in places {
        bits[usize::from(place / 64)] |= 1 << (place % 64);
    }
}

fn is_set(bits: &[u64], place: u16) -> bool {
    bits[usize::from(place / 64)] >> (place % 64) & 1 != 0
}

impl Query {
    fn start(&mut self, corpus: &Corpus, index: &Index, unit: UnitId, count: usize) {
        self.class = index.class_of[unit as usize];
        self.event = corpus.event_of(unit);
        self.found.clear();
        self.best.start(count);
        let (class, terms) = (self.class, index.terms(self.class));
        self.is_done = count == 0 || terms.is_empty();
        // Nothing scores more than the same terms, so where enough units have them the search is over.
        if !self.is_done && units_elsewhere(corpus, index, class, self.event, count) >= count {
            self.found.push((class, index.shared(class, class) * index.damping[class as usize]));
            self.is_done = true;
        }
        self.rest.clear();
        self.rest.resize(terms.len() + 1, 0.0);
        for (i, &term) in terms.iter().enumerate().rev() {
            self.rest[i] = self.rest[i + 1] + index.weight[term as usize];
        }
        let mut room = FIRST_LOOK;
        let is_rare = |term: &&u32| {
            let left = room.checked_sub(index.held[**term as usize]);
            room = left.unwrap_or_default();
            left.is_some()
        };
        self.rare = terms.iter().take_while(is_rare).count().max(1).min(terms.len());
    }

    /// Notes what the classes of a block share of the rarest terms.
    fn look_first(&mut self, index: &Index, block: &Block, room: &mut Room) {
        let rare = &index.terms(self.class)[..self.rare];
        let touched = rare.iter().fold(0, |touched, &term| room.add(index, term, block, touched));
        for &place in &room.touched[..touched] {
            let other = block.first + ClassId::from(place);
            let sum = std::mem::take(&mut room.sums[usize::from(place)]);
            if index.event[other as usize] != self.event {
                self.found.push((other, sum * index.damping[other as usize]));
            }
        }
    }

    /// Finds out what is needed, or nearly: raises `need` to the score of the worst of some good partners.
    fn learn_need(&mut self, corpus: &Corpus, index: &Index) {
        let scored = (FIRST_SCORED * self.best.wanted).min(self.found.len());
        if scored > 0 {
            self.found.select_nth_unstable_by(scored - 1, |x, y| y.1.total_cmp(&x.1));
        }
        for &(other, _) in &self.found[..scored] {
            let score = index.shared(self.class, other) * index.damping[other as usize];
            let units = units_elsewhere(corpus, index, other, self.event, self.best.wanted);
            if score > self.best.need && units > 0 {
                self.best.add(score, units);
            }
        }
        // They are met again.
        self.found.clear();
        self.best.kept.clear();
    }

    /// Adds the classes of a block that are among the best so far to `found`.
    fn look_through(&mut self, corpus: &Corpus, index: &Index, block: &Block, room: &mut Room) {
        if index.most[block.last() as usize] < self.need() {
            return;
        }
        let (known, touched) = self.meet(index, block, room);
        if touched == 0 {
            return;
        }
        let met = self.sift(index, block, room, known, touched);
        // Scores that differ here by the last bit may be equal once they are damped by the unit asked for, and then the
        // order of the texts decides.
        for &Met { place, sum, .. } in &room.met[..met] {
            let other = block.first + ClassId::from(place);
            let score = sum * index.damping[other as usize];
            if score >= self.need() {
                let units = units_elsewhere(corpus, index, other, self.event, self.best.wanted);
                if units > 0 {
                    self.found.push((other, score));
                    self.best.add(score, units);
                }
            }
        }
    }

    /// `need`, widened by what rounding may lose.
    fn need(&self) -> f32 {
        self.best.need * (1.0 - ROUNDING)
    }

    /// Sums up the rarest terms, as many as a class of the block must share one of to be among the best. Answers
    /// how many terms these are and how many classes hold one.
    fn meet(&self, index: &Index, block: &Block, room: &mut Room) -> (usize, usize) {
        let least = self.need() * index.root[block.first as usize];
        let mut touched = 0;
        let terms = index.terms(self.class);
        for (i, &term) in terms.iter().enumerate() {
            if self.rest[i] < least {
                return (i, touched);
            }
            let weight = index.weight[term as usize];
            let end = i + 1 + self.rest[i + 1..].partition_point(|rest| weight + rest >= least);
            touched = match terms.get(i + 1..end) {
                Some(others) if others.len() * MARKED < block.holders(term).len() => {
                    room.add_marked(index, term, others, block, touched)
                }
                _ => room.add(index, term, block, touched),
            };
        }
        (terms.len(), touched)
    }

    /// Sums up the other terms of the classes that were met, as long as they may be among the best, and
    /// clears the sums. Answers how many are left; these are in full.
    fn sift(&self, index: &Index, block: &Block, room: &mut Room, known: usize, touched: usize) -> usize {
        let Room { sums, touched: places, marks, met } = room;
        let rest = &self.rest;
        let need = self.need();
        let roots = &index.root[block.first as usize..];
        let mut left = 0;
        for &place in &places[..touched] {
            let sum = std::mem::take(&mut sums[usize::from(place)]);
            let least = need * roots[usize::from(place)];
            met[left] = Met { place, sum, least };
            left += usize::from(sum + rest[known] >= least);
        }
        for (i, &term) in index.terms(self.class).iter().enumerate().skip(known) {
            if left == 0 {
                break;
            }
            let weight = index.weight[term as usize];
            let rest = rest[i + 1];
            let common = index.common(term);
            let bits = match common {
                Some(common) => block.bits(common),
                None => {
                    set(marks, block.holders(term));
                    &marks[..]
                }
            };
            let mut kept = 0;
            for at in 0..left {
                let Met { place, mut sum, least } = met[at];
                sum += weight * f32::from(u8::from(is_set(bits, place)));
                met[kept] = Met { place, sum, least };
                kept += usize::from(sum + rest >= least);
            }
            left = kept;
            if common.is_none() {
                for &place in block.holders(term) {
                    marks[usize::from(place / 64)] = 0;
                }
            }
        }
        left
    }

    /// The units of the classes that were found, best first.
    fn units(&self, corpus: &Corpus, index: &Index, count: usize) -> Vec<(UnitId, f32)> {
        let own = index.damping[self.class as usize];
        let mut out = Vec::with_capacity(count * 2);
        for &(other, score) in self.found.iter().filter(|(_, score)| *score >= self.need()) {
            let units = elsewhere(corpus, index, other, self.event).take(count);
            out.extend(units.map(|unit| (unit, score * own)));
        }
        out.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        out.truncate(count);
        out
    }
}
