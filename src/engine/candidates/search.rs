//! The exact best partners of a class, without looking at those that cannot be among them.
//!
//! Let `need` be the score that the worst of the best so far has, undamped by the class asked for. A class
//! `b` reaches it only where it shares at least `need · root(b)`. The terms of the class asked for are taken
//! from the rarest to the commonest; where those that are left sum up to `rest`, no class with
//! `need · root(b) > rest` need be met for the first time. Classes are numbered by `root`, so what is
//! left of a list of holders is a prefix of it, and a shorter one with every term. Classes too poor to
//! reach `need` with all that they hold are a prefix too, which is skipped.
//!
//! This is the pruning of MaxScore (Turtle and Flood, 1995) with the length of a document as its block.

use crate::engine::candidates::index::{ClassId, Index, MANY};
use crate::engine::corpus::{Corpus, UnitId};

/// Sums of the same numbers in another order differ by less than this share. Bounds are widened by it,
/// so that rounding never loses a partner.
const ROUNDING: f32 = 1e-5;

/// The working memory of searches that follow each other.
#[derive(Debug)]
pub struct Search<'i> {
    corpus: &'i Corpus,
    index: &'i Index,
    /// By class: what is known to be shared, beside the class's damping, which is read with it.
    slots: Vec<Slot>,
    /// The classes whose sum is not 0.
    touched: Vec<ClassId>,
    /// The classes that may be among the best.
    met: Vec<Met>,
    /// What the terms from here to the last sum up to.
    rest: Vec<f32>,
    /// Where each term's list ended.
    ends: Vec<ClassId>,
    found: Vec<(ClassId, f32)>,
    best: Best,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    sum: f32,
    damping: f32,
}

/// A class that may be among the best, with what it shares at least, as far as it is known.
#[derive(Debug)]
struct Met {
    class: ClassId,
    sum: f32,
    damping: f32,
}

/// The best classes so far with the least that each scores, as many as give `wanted` units.
#[derive(Debug, Default)]
struct Best {
    /// Class, least score, how many units it gives; best first.
    kept: Vec<(ClassId, f32, usize)>,
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

    fn raise(&mut self, class: ClassId, score: f32, units: usize) {
        if let Some(known) = self.kept.iter().position(|(other, ..)| *other == class) {
            self.kept.remove(known);
        }
        let place = self.kept.partition_point(|(_, other, _)| *other >= score);
        self.kept.insert(place, (class, score, units));
        let mut given = 0;
        for (i, (_, score, units)) in self.kept.iter().enumerate() {
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
        Self {
            corpus,
            index,
            slots: index.damping.iter().map(|&damping| Slot { sum: 0.0, damping }).collect(),
            touched: Vec::new(),
            met: Vec::new(),
            rest: Vec::new(),
            ends: Vec::new(),
            found: Vec::new(),
            best: Best::default(),
        }
    }

    /// The `count` best partners of a unit at other events, best first, equal ones in the order of
    /// the texts; fewer where fewer share a term with it.
    pub fn of(&mut self, unit: UnitId, count: usize) -> Vec<(UnitId, f32)> {
        let class = self.index.class_of[unit as usize];
        let event = self.corpus.event_of(unit);
        if count == 0 || self.index.terms(class).is_empty() {
            return Vec::new();
        }
        // Nothing scores more than the same terms, so where enough units have them the search is over.
        self.found.clear();
        self.best.start(count);
        if self.units_elsewhere(class, event, count) >= count {
            self.found.push((class, self.index.shared(class, class) * self.index.damping[class as usize]));
        } else {
            self.meet(class, event);
            self.settle(class, event);
        }
        self.units(class, event, count)
    }

    /// How many units of a class stand at other events; no more than `most` are counted.
    fn units_elsewhere(&self, class: ClassId, event: u32, most: usize) -> usize {
        match self.index.event[class as usize] {
            MANY => self.elsewhere(class, event).take(most).count(),
            one if one == event => 0,
            _ => self.index.members(class).len(),
        }
    }

    fn elsewhere(&self, class: ClassId, event: u32) -> impl Iterator<Item = UnitId> {
        let units = self.index.members(class).iter().copied();
        units.filter(move |&unit| self.corpus.event_of(unit) != event)
    }

    /// Sums up what the class shares with every class that may be among its best.
    fn meet(&mut self, class: ClassId, event: u32) {
        let index = self.index;
        let terms = index.terms(class);
        self.rest.clear();
        self.rest.resize(terms.len() + 1, 0.0);
        for (i, &term) in terms.iter().enumerate().rev() {
            self.rest[i] = self.rest[i + 1] + index.weight[term as usize];
        }
        self.ends.clear();
        let (mut start, mut end) = (0, index.len() as ClassId);
        for (i, &term) in terms.iter().enumerate() {
            if self.best.need > 0.0 {
                let need = self.best.need * (1.0 - ROUNDING);
                let reach = self.rest[i] / need;
                end = end.min(index.root.partition_point(|&root| root <= reach) as ClassId);
                start = index.most.partition_point(|&most| most < need) as ClassId;
            }
            self.ends.push(end);
            let holders = index.holders(term);
            let from = holders.partition_point(|&holder| holder < start);
            let to = from + holders[from..].partition_point(|&holder| holder < end);
            let weight = index.weight[term as usize];
            for &holder in &holders[from..to] {
                let slot = &mut self.slots[holder as usize];
                if slot.sum == 0.0 {
                    self.touched.push(holder);
                }
                slot.sum += weight;
                let least = slot.sum * slot.damping;
                if least > self.best.need {
                    let units = self.units_elsewhere(holder, event, self.best.wanted);
                    if units > 0 {
                        self.best.raise(holder, least, units);
                    }
                }
            }
        }
    }

    /// Scores in full those that may be among the best, and clears the sums.
    fn settle(&mut self, class: ClassId, event: u32) {
        let index = self.index;
        self.sift(class, event);
        self.found.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        self.best.start(self.best.wanted);
        let mut kept = 0;
        for i in 0..self.found.len() {
            let (other, bound) = self.found[i];
            if bound < self.best.need * (1.0 - ROUNDING) {
                break;
            }
            let score = index.shared(class, other) * index.damping[other as usize];
            if score >= self.best.need {
                self.found[kept] = (other, score);
                kept += 1;
                if score > self.best.need {
                    let units = self.units_elsewhere(other, event, self.best.wanted);
                    self.best.raise(other, score, units);
                }
            }
        }
        self.found.truncate(kept);
    }

    /// Clears the sums, and moves the classes that may be among the best to `found` with what they score at most.
    fn sift(&mut self, class: ClassId, event: u32) {
        let Self { index, slots, touched, rest, ends, met, .. } = self;
        let need = self.best.need * (1.0 - ROUNDING);
        met.clear();
        for other in touched.drain(..) {
            let Slot { sum, damping } = slots[other as usize];
            slots[other as usize].sum = 0.0;
            // The lists end ever earlier: this class was met by all terms before the first that ended before it.
            let known = ends.partition_point(|&end| other < end);
            if (sum + rest[known]) * damping >= need {
                met.push(Met { class: other, sum, damping });
            }
        }
        // The terms that did not meet all of them, one after the other: a common one is looked up, another
        // is taken to be there.
        for (i, &term) in index.terms(class).iter().enumerate() {
            let end = ends[i];
            if end as usize == index.len() {
                continue;
            }
            let (weight, bits) = (index.weight[term as usize], index.bits(term));
            met.retain_mut(|other| {
                if other.class < end {
                    return true;
                }
                let word = bits.map_or(u64::MAX, |bits| bits[other.class as usize / 64]);
                other.sum += weight * (word >> (other.class % 64) & 1) as f32;
                (other.sum + rest[i + 1]) * other.damping >= need
            });
        }
        let elsewhere = met.iter().filter(|other| index.event[other.class as usize] != event);
        self.found.extend(elsewhere.map(|other| (other.class, other.sum * other.damping)));
    }

    /// The units of the classes that were found, best first.
    fn units(&self, class: ClassId, event: u32, count: usize) -> Vec<(UnitId, f32)> {
        let own = self.index.damping[class as usize];
        let mut out = Vec::with_capacity(count * 2);
        for &(other, score) in self.found.iter().filter(|(_, score)| *score >= self.best.need) {
            let units = self.elsewhere(other, event).take(count);
            out.extend(units.map(|unit| (unit, score * own)));
        }
        out.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        out.truncate(count);
        out
    }
}
