//! The exact best partners of a class, without looking at those that cannot be among them.
//!
//! Let `need` be the score that the worst of the best so far has, undamped by the class asked for. A class
//! `b` reaches it only where it shares at least `need · root(b)`. The terms of the class asked for are taken
//! from the rarest to the commonest; where those that are left sum up to `rest`, no class with
//! `need · root(b) > rest` need be met for the first time.
//!
//! This is the pruning of MaxScore (Turtle and Flood, 1995), by blocks of classes of about the same `root`.
//! What is needed is known before, or nearly: the best of those that share the rarest terms are scored first.

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

/// The working memory of searches that follow each other.
#[derive(Debug)]
pub struct Search<'i> {
    corpus: &'i Corpus,
    index: &'i Index,
    /// By place in a block: what is known to be shared.
    sums: Vec<f32>,
    /// The places in the block at hand whose sum is not 0; the rest of the list is room for more.
    touched: Vec<u16>,
    /// The classes of the block at hand that may be among the best.
    met: Vec<Met>,
    /// What the terms from here to the last sum up to.
    rest: Vec<f32>,
    /// Classes with what they score, among them all of the best.
    found: Vec<(ClassId, f32)>,
    best: Best,
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
        Self {
            corpus,
            index,
            sums: vec![0.0; longest],
            touched: vec![0; longest + 1],
            met: vec![Met::default(); longest + 1],
            rest: Vec::new(),
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
        self.found.clear();
        self.best.start(count);
        // Nothing scores more than the same terms, so where enough units have them the search is over.
        if self.units_elsewhere(class, event, count) >= count {
            self.found.push((class, self.index.shared(class, class) * self.index.damping[class as usize]));
        } else {
            self.sum_up_rest(class);
            self.look_first(class, event);
            for block in &self.index.blocks {
                self.look_through(class, event, block);
            }
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

    fn sum_up_rest(&mut self, class: ClassId) {
        let terms = self.index.terms(class);
        self.rest.clear();
        self.rest.resize(terms.len() + 1, 0.0);
        for (i, &term) in terms.iter().enumerate().rev() {
            self.rest[i] = self.rest[i + 1] + self.index.weight[term as usize];
        }
    }

    /// Finds out what is needed, or nearly: raises `need` to the score of the worst of some good partners.
    fn look_first(&mut self, class: ClassId, event: u32) {
        let index = self.index;
        let mut room = FIRST_LOOK;
        let is_rare = |term: &&u32| {
            let left = room.checked_sub(index.held[**term as usize]);
            room = left.unwrap_or_default();
            left.is_some()
        };
        let rare = index.terms(class).iter().take_while(is_rare).count().max(1);
        let rare = &index.terms(class)[..rare];
        for block in &index.blocks {
            let touched = rare.iter().fold(0, |touched, &term| self.add(term, block, touched));
            for &place in &self.touched[..touched] {
                let other = block.first + ClassId::from(place);
                let sum = std::mem::take(&mut self.sums[usize::from(place)]);
                if index.event[other as usize] != event {
                    self.found.push((other, sum * index.damping[other as usize]));
                }
            }
        }
        let scored = (FIRST_SCORED * self.best.wanted).min(self.found.len());
        if scored > 0 {
            self.found.select_nth_unstable_by(scored - 1, |x, y| y.1.total_cmp(&x.1));
        }
        for i in 0..scored {
            let other = self.found[i].0;
            let score = index.shared(class, other) * index.damping[other as usize];
            let units = self.units_elsewhere(other, event, self.best.wanted);
            if score > self.best.need && units > 0 {
                self.best.add(score, units);
            }
        }
        // They are met again.
        self.found.clear();
        self.best.kept.clear();
    }

    /// Adds the classes of a block that are among the best so far to `found`.
    fn look_through(&mut self, class: ClassId, event: u32, block: &Block) {
        if self.index.most[block.last() as usize] < self.need() {
            return;
        }
        let (known, touched) = self.meet(class, block);
        if touched == 0 {
            return;
        }
        let met = self.sift(class, block, known, touched);
        for i in 0..met {
            let Met { place, sum, .. } = self.met[i];
            let other = block.first + ClassId::from(place);
            let score = sum * self.index.damping[other as usize];
            if score >= self.best.need {
                let units = self.units_elsewhere(other, event, self.best.wanted);
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
    fn meet(&mut self, class: ClassId, block: &Block) -> (usize, usize) {
        let index = self.index;
        let root = index.root[block.first as usize];
        let mut touched = 0;
        let terms = index.terms(class);
        for (i, &term) in terms.iter().enumerate() {
            if self.rest[i] < self.need() * root {
                return (i, touched);
            }
            touched = self.add(term, block, touched);
        }
        (terms.len(), touched)
    }

    /// Adds the weight of a term to the sums of the classes that hold it, and those met for the first time to
    /// the `touched` ones. Answers how many there are then.
    fn add(&mut self, term: u32, block: &Block, mut touched: usize) -> usize {
        let weight = self.index.weight[term as usize];
        for &place in block.holders(term) {
            let sum = &mut self.sums[usize::from(place)];
            self.touched[touched] = place;
            touched += usize::from(*sum == 0.0);
            *sum += weight;
        }
        touched
    }

    /// Sums up the other terms of the classes that were met, as long as they may be among the best, and
    /// clears the sums. Answers how many are left; these are in full.
    fn sift(&mut self, class: ClassId, block: &Block, known: usize, touched: usize) -> usize {
        let Self { index, sums, touched: places, met, rest, best, .. } = self;
        let need = best.need * (1.0 - ROUNDING);
        let roots = &index.root[block.first as usize..];
        let mut left = 0;
        for &place in &places[..touched] {
            let sum = std::mem::take(&mut sums[usize::from(place)]);
            let least = need * roots[usize::from(place)];
            met[left] = Met { place, sum, least };
            left += usize::from(sum + rest[known] >= least);
        }
        // A common term is looked up for each class, a rare one is joined with the classes that hold it.
        for (i, &term) in index.terms(class).iter().enumerate().skip(known) {
            let weight = index.weight[term as usize];
            let rest = rest[i + 1];
            if let Some(common) = (term as usize).checked_sub(index.first_common) {
                let bits = block.bits(common);
                let mut kept = 0;
                for at in 0..left {
                    let Met { place, mut sum, least } = met[at];
                    let bit = bits[usize::from(place / 64)] >> (place % 64) & 1;
                    sum += weight * bit as f32;
                    met[kept] = Met { place, sum, least };
                    kept += usize::from(sum + rest >= least);
                }
                left = kept;
            } else {
                let holders = block.holders(term);
                let mut kept = 0;
                for at in 0..left {
                    let Met { place, mut sum, least } = met[at];
                    if holders.binary_search(&place).is_ok() {
                        sum += weight;
                    }
                    met[kept] = Met { place, sum, least };
                    kept += usize::from(sum + rest >= least);
                }
                left = kept;
            }
        }
        left
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
