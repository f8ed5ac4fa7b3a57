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
    /// By class: what is known to be shared.
    sums: Vec<f32>,
    /// The classes whose sum is not 0.
    touched: Vec<ClassId>,
    /// What the terms from here to the last sum up to.
    rest: Vec<f32>,
    /// Where each term's list ended.
    ends: Vec<ClassId>,
    found: Vec<(ClassId, f32)>,
    best: Best,
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
            sums: vec![0.0; index.len()],
            touched: Vec::new(),
            rest: Vec::new(),
            ends: Vec::new(),
            found: Vec::new(),
            best: Best::default(),
        }
    }

    /// The `count` best partners of a unit in other transcripts, best first, equal ones in the order of
    /// the texts; fewer where fewer share a term with it.
    pub fn of(&mut self, unit: UnitId, count: usize) -> Vec<(UnitId, f32)> {
        let class = self.index.class_of[unit as usize];
        let transcript = self.corpus.unit(unit).transcript;
        if count == 0 || self.index.terms(class).is_empty() {
            return Vec::new();
        }
        // Nothing scores more than the same terms, so where enough units have them the search is over.
        self.found.clear();
        self.best.start(count);
        if self.units_elsewhere(class, transcript, count) >= count {
            self.found.push((class, self.index.shared(class, class) * self.index.damping[class as usize]));
        } else {
            self.meet(class, transcript);
            self.settle(class, transcript);
        }
        self.units(class, transcript, count)
    }

    /// How many units of a class stand in other transcripts; no more than `most` are counted.
    fn units_elsewhere(&self, class: ClassId, transcript: u32, most: usize) -> usize {
        match self.index.transcript[class as usize] {
            MANY => self.elsewhere(class, transcript).take(most).count(),
            one if one == transcript => 0,
            _ => self.index.members(class).len(),
        }
    }

    fn elsewhere(&self, class: ClassId, transcript: u32) -> impl Iterator<Item = UnitId> {
        let units = self.index.members(class).iter().copied();
        units.filter(move |&unit| self.corpus.unit(unit).transcript != transcript)
    }

    /// Sums up what the class shares with every class that may be among its best.
    fn meet(&mut self, class: ClassId, transcript: u32) {
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
                let sum = &mut self.sums[holder as usize];
                if *sum == 0.0 {
                    self.touched.push(holder);
                }
                *sum += weight;
                let least = *sum * index.damping[holder as usize];
                if least > self.best.need {
                    let units = self.units_elsewhere(holder, transcript, self.best.wanted);
                    if units > 0 {
                        self.best.raise(holder, least, units);
                    }
                }
            }
        }
    }

    /// Scores in full those that may be among the best, and clears the sums.
    fn settle(&mut self, class: ClassId, transcript: u32) {
        let index = self.index;
        let need = self.best.need * (1.0 - ROUNDING);
        for &other in &self.touched {
            let sum = std::mem::take(&mut self.sums[other as usize]);
            // The lists end ever earlier: this class was met by all terms before the first that ended before it.
            let known = self.ends.partition_point(|&end| other < end);
            let bound = (sum + self.rest[known]) * index.damping[other as usize];
            if bound >= need && index.transcript[other as usize] != transcript {
                self.found.push((other, bound));
            }
        }
        self.touched.clear();
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
                    let units = self.units_elsewhere(other, transcript, self.best.wanted);
                    self.best.raise(other, score, units);
                }
            }
        }
        self.found.truncate(kept);
    }

    /// The units of the classes that were found, best first.
    fn units(&self, class: ClassId, transcript: u32, count: usize) -> Vec<(UnitId, f32)> {
        let own = self.index.damping[class as usize];
        let mut out = Vec::with_capacity(count * 2);
        for &(other, score) in self.found.iter().filter(|(_, score)| *score >= self.best.need) {
            let units = self.elsewhere(other, transcript).take(count);
            out.extend(units.map(|unit| (unit, score * own)));
        }
        out.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        out.truncate(count);
        out
    }
}
