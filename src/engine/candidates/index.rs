//! Sentences with the same terms joined to one class, and, block by block of them, the classes that hold each term.

use crate::engine::candidates::damp;
use crate::engine::corpus::{Corpus, UnitId, weight_of_shared};

/// Number of a class of units with the same terms. Classes are numbered by ascending information.
pub type ClassId = u32;

/// How many classes a block has: their sums stay in the nearest cache while a sentence is looked up, and a
/// class's number in its block needs two bytes.
const BLOCK: usize = 1 << 14;

/// A term of one class in so many or more has its holders as bits too: to ask whether a class holds
/// it costs the least then. Such terms are a few hundred in any language.
const COMMON_SHARE: usize = 200;

/// Stands for an event where a class has units of several.
pub const MANY: u32 = u32::MAX;

/// What a search reads: every list is made once and never changes.
#[derive(Debug)]
pub struct Index {
    /// Class of each unit.
    pub class_of: Vec<ClassId>,

    /// Units by class, ascending in each.
    members: Lists<UnitId>,

    /// Ranks of terms by class, ascending in each. A rank is a term's number in the order of how rare it is.
    terms: Lists<u32>,

    /// The classes in order, a block at a time.
    pub blocks: Vec<Block>,

    /// How much the term of a rank tells; it never rises with the rank.
    pub weight: Vec<f32>,

    /// How many classes hold the term of a rank.
    pub held: Vec<usize>,

    /// The rank of the first common term; all after it are common.
    first_common: usize,

    /// By class: √(information + median); never falls with the class.
    pub root: Vec<f32>,

    /// By class: what its score with any other is damped by, 1 / root.
    pub damping: Vec<f32>,

    /// By class: the most that it can score undamped by the other; never falls with the class.
    pub most: Vec<f32>,

    /// By class: the event of all its units, or [`MANY`].
    pub event: Vec<u32>,
}

/// Classes of about the same information.
#[derive(Debug)]
pub struct Block {
    /// Its first class.
    pub first: ClassId,

    /// How many classes it has.
    pub len: usize,

    /// Classes by the rank of a term, as places in the block, ascending in each.
    holders: Lists<u16>,

    /// By common term: a bit for each class that holds it; one after the other.
    bits: Vec<u64>,
}

impl Block {
    fn new(first: usize, terms: &Lists<u32>, ranks: usize, first_common: usize) -> Self {
        let len = BLOCK.min(terms.len() - first);
        let holders = terms.inverted(first..first + len, ranks);
        let words = len.div_ceil(64);
        let mut bits = vec![0; words * (ranks - first_common)];
        for (rank, bits) in (first_common..ranks).zip(bits.chunks_exact_mut(words)) {
            for &place in holders.of(rank) {
                bits[usize::from(place / 64)] |= 1 << (place % 64);
            }
        }
        Self { first: first as ClassId, len, holders, bits }
    }

    /// The places of the classes that hold the term of a rank, ascending.
    pub fn holders(&self, rank: u32) -> &[u16] {
        self.holders.of(rank as usize)
    }

    /// The places of the classes that hold a common term, a bit each. `common` is its rank beyond
    /// [`Index::first_common`].
    pub fn bits(&self, common: usize) -> &[u64] {
        let words = self.len.div_ceil(64);
        &self.bits[common * words..(common + 1) * words]
    }

    /// Its last class.
    pub fn last(&self) -> ClassId {
        self.first + self.len as ClassId - 1
    }
}

impl Index {
    /// Joins and sorts the units of a corpus.
    pub fn new(corpus: &Corpus) -> Self {
        let mut order: Vec<UnitId> = (0..corpus.len() as UnitId).collect();
        order.sort_unstable_by(|&a, &b| {
            let by_information = corpus.information(a).total_cmp(&corpus.information(b));
            by_information.then_with(|| corpus.terms(a).cmp(corpus.terms(b))).then(a.cmp(&b))
        });
        let mut members = Lists::default();
        for class in order.chunk_by(|&a, &b| corpus.terms(a) == corpus.terms(b)) {
            members.push(class.iter().copied());
        }
        let first = |class: usize| members.of(class)[0];
        let classes = 0..members.len();
        let mut class_of = vec![0; corpus.len()];
        for class in classes.clone() {
            for &unit in members.of(class) {
                class_of[unit as usize] = class as ClassId;
            }
        }

        let (rank_of, weight) = ranks(corpus);
        let mut terms = Lists::default();
        let mut ranks = Vec::new();
        let mut held = vec![0_usize; weight.len()];
        for class in classes.clone() {
            ranks.clear();
            ranks.extend(corpus.terms(first(class)).iter().map(|&term| rank_of[term as usize]));
            ranks.sort_unstable();
            for &rank in &ranks {
                held[rank as usize] += 1;
            }
            terms.push(ranks.iter().copied());
        }
        let is_rare = |held: &usize| held * COMMON_SHARE < members.len();
        let first_common = held.iter().rposition(is_rare).map_or(0, |rank| rank + 1);
        let block = |first| Block::new(first, &terms, weight.len(), first_common);

        let median = corpus.median_information();
        let information = |class: usize| corpus.information(first(class));
        let event = |class: usize| {
            let mut all = members.of(class).iter().map(|&unit| corpus.event_of(unit));
            let one = all.next().unwrap_or(MANY);
            if all.all(|other| other == one) { one } else { MANY }
        };
        Self {
            blocks: classes.clone().step_by(BLOCK).map(block).collect(),
            first_common,
            held,
            root: classes.clone().map(|class| (information(class) + median).sqrt()).collect(),
            damping: classes.clone().map(|class| damp(information(class), median)).collect(),
            most: classes
                .clone()
                .map(|class| information(class) * damp(information(class), median))
                .collect(),
            event: classes.map(event).collect(),
            class_of,
            members,
            terms,
            weight,
        }
    }

    /// The units of a class, ascending.
    pub fn members(&self, class: ClassId) -> &[UnitId] {
        self.members.of(class as usize)
    }

    /// The ranks of a class's terms, the rarest first.
    pub fn terms(&self, class: ClassId) -> &[u32] {
        self.terms.of(class as usize)
    }

    /// The number of a term among the common ones, by its rank.
    pub fn common(&self, rank: u32) -> Option<usize> {
        (rank as usize).checked_sub(self.first_common)
    }

    /// What two classes share, summed from the rarest term to the commonest.
    pub fn shared(&self, a: ClassId, b: ClassId) -> f32 {
        weight_of_shared(self.terms(a), self.terms(b), &self.weight)
    }
}

/// The rank of each term, and the weight of each rank.
fn ranks(corpus: &Corpus) -> (Vec<u32>, Vec<f32>) {
    let mut order: Vec<u32> = (0..corpus.term_count() as u32).collect();
    order.sort_by(|&a, &b| corpus.idf(b).total_cmp(&corpus.idf(a)));
    let mut rank_of = vec![0; order.len()];
    for (rank, &term) in order.iter().enumerate() {
        rank_of[term as usize] = rank as u32;
    }
    (rank_of, order.into_iter().map(|term| corpus.idf(term)).collect())
}

/// Lists of numbers, one after the other in one allocation.
#[derive(Debug)]
struct Lists<T> {
    values: Vec<T>,
    /// List `i` is from `bounds[i]` to `bounds[i + 1]`.
    bounds: Vec<u32>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { values: Vec::new(), bounds: vec![0] }
    }
}

impl<T> Lists<T> {
    fn len(&self) -> usize {
        self.bounds.len() - 1
    }

    fn of(&self, list: usize) -> &[T] {
        &self.values[self.bounds[list] as usize..self.bounds[list + 1] as usize]
    }

    fn push(&mut self, list: impl Iterator<Item = T>) {
        self.values.extend(list);
        self.bounds.push(self.values.len() as u32);
    }
}

impl Lists<u32> {
    /// For each value below `count` which of some lists hold it, by their place among these, ascending.
    fn inverted(&self, lists: std::ops::Range<usize>, count: usize) -> Lists<u16> {
        let mut bounds = vec![0_u32; count + 1];
        for list in lists.clone() {
            for &value in self.of(list) {
                bounds[value as usize + 1] += 1;
            }
        }
        for i in 1..bounds.len() {
            bounds[i] += bounds[i - 1];
        }
        let mut next = bounds.clone();
        let mut values = vec![0; bounds[count] as usize];
        for (place, list) in lists.enumerate() {
            for &value in self.of(list) {
                let at = &mut next[value as usize];
                values[*at as usize] = place as u16;
                *at += 1;
            }
        }
        Lists { values, bounds }
    }
}
