//! Sentences with the same terms joined to one class, and the classes that hold each term.

use crate::engine::candidates::damp;
use crate::engine::corpus::{Corpus, UnitId};

/// Number of a class of units with the same terms. Classes are numbered by ascending information.
pub type ClassId = u32;

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
    members: Lists,

    /// Ranks of terms by class, ascending in each. A rank is a term's number in the order of how rare it is.
    terms: Lists,

    /// Classes by the rank of a term, ascending in each.
    holders: Lists,

    /// How much the term of a rank tells; it never rises with the rank.
    pub weight: Vec<f32>,

    /// The rank of the first common term; all after it are common.
    first_common: usize,

    /// By common term: a bit for each class that holds it.
    bits: Vec<Vec<u64>>,

    /// By class: √(information + median); never falls with the class.
    pub root: Vec<f32>,

    /// By class: what its score with any other is damped by, 1 / root.
    pub damping: Vec<f32>,

    /// By class: the most that it can score undamped by the other; never falls with the class.
    pub most: Vec<f32>,

    /// By class: the event of all its units, or [`MANY`].
    pub event: Vec<u32>,
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
        for class in classes.clone() {
            ranks.clear();
            ranks.extend(corpus.terms(first(class)).iter().map(|&term| rank_of[term as usize]));
            ranks.sort_unstable();
            terms.push(ranks.iter().copied());
        }
        let holders = terms.inverted(weight.len());

        let is_rare = |rank: &usize| holders.of(*rank).len() * COMMON_SHARE < members.len();
        let first_common = (0..weight.len()).rev().find(is_rare).map_or(0, |rank| rank + 1);
        let bits = (first_common..weight.len()).map(|rank| bits(holders.of(rank), members.len())).collect();

        let median = corpus.median_information();
        let information = |class: usize| corpus.information(first(class));
        let event = |class: usize| {
            let mut all = members.of(class).iter().map(|&unit| corpus.event_of(unit));
            let one = all.next().unwrap_or(MANY);
            if all.all(|other| other == one) { one } else { MANY }
        };
        Self {
            first_common,
            bits,
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
            holders,
            weight,
        }
    }

    /// How many classes there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// The units of a class, ascending.
    pub fn members(&self, class: ClassId) -> &[UnitId] {
        self.members.of(class as usize)
    }

    /// The ranks of a class's terms, the rarest first.
    pub fn terms(&self, class: ClassId) -> &[u32] {
        self.terms.of(class as usize)
    }

    /// The classes that hold the term of a rank, ascending.
    pub fn holders(&self, rank: u32) -> &[ClassId] {
        self.holders.of(rank as usize)
    }

    /// The classes that hold the term of a rank, a bit each, where it is a common one.
    pub fn bits(&self, rank: u32) -> Option<&[u64]> {
        let common = (rank as usize).checked_sub(self.first_common)?;
        self.bits.get(common).map(Vec::as_slice)
    }

    /// What two classes share, summed in one fixed order.
    pub fn shared(&self, a: ClassId, b: ClassId) -> f32 {
        let (x, y) = (self.terms(a), self.terms(b));
        let (mut i, mut j, mut sum) = (0, 0, 0.0);
        while i < x.len() && j < y.len() {
            let (left, right) = (x[i], y[j]);
            if left == right {
                sum += self.weight[left as usize];
            }
            i += usize::from(left <= right);
            j += usize::from(right <= left);
        }
        sum
    }
}

fn bits(holders: &[ClassId], classes: usize) -> Vec<u64> {
    let mut bits = vec![0; classes.div_ceil(64)];
    for &holder in holders {
        bits[holder as usize / 64] |= 1 << (holder % 64);
    }
    bits
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
struct Lists {
    values: Vec<u32>,
    /// List `i` is from `bounds[i]` to `bounds[i + 1]`.
    bounds: Vec<u32>,
}

impl Default for Lists {
    fn default() -> Self {
        Self { values: Vec::new(), bounds: vec![0] }
    }
}

impl Lists {
    fn len(&self) -> usize {
        self.bounds.len() - 1
    }

    fn of(&self, list: usize) -> &[u32] {
        &self.values[self.bounds[list] as usize..self.bounds[list + 1] as usize]
    }

    fn push(&mut self, list: impl Iterator<Item = u32>) {
        self.values.extend(list);
        self.bounds.push(self.values.len() as u32);
    }

    /// For each value below `count` the lists that hold it, ascending.
    fn inverted(&self, count: usize) -> Self {
        let mut bounds = vec![0_u32; count + 1];
        for &value in &self.values {
            bounds[value as usize + 1] += 1;
        }
        for i in 1..bounds.len() {
            bounds[i] += bounds[i - 1];
        }
        let mut next = bounds.clone();
        let mut values = vec![0; self.values.len()];
        for list in 0..self.len() {
            for &value in self.of(list) {
                let place = &mut next[value as usize];
                values[*place as usize] = list as u32;
                *place += 1;
            }
        }
        Self { values, bounds }
    }
}
