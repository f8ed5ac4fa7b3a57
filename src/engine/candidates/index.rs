//! Sentences with the same terms said at one event joined to one item, and the items that hold each term.

use rayon::prelude::*;

use crate::engine::corpus::{Corpus, UnitId, weight_of_shared};

/// Number of an item: units of one event with the same terms. Items are numbered by ascending information.
pub type ItemId = u32;

/// An item that holds some terms, and what it holds beyond these.
#[derive(Clone, Copy, Debug, Default)]
pub struct Holder {
    /// The item.
    pub item: ItemId,

    /// Where its terms begin, among those of all items, that are commoner than these.
    pub from: u32,

    /// What these commoner terms sum up to.
    pub rest: f32,
}

/// What a search reads: every list is made once and never changes.
#[derive(Debug)]
pub struct Index {
    /// Item of each unit.
    pub item_of: Vec<ItemId>,

    /// Units by item, ascending in each.
    units: Lists<UnitId>,

    /// Ranks of terms by item, ascending in each. A rank is a term's number in the order of how rare it is.
    terms: Lists<u32>,

    /// By the rank of a term who holds it, in the order of the items.
    holders: Lists<Holder>,

    /// How much the term of a rank tells; it never rises with the rank.
    pub weight: Vec<f32>,

    /// By item: √(information + median); never falls with the item.
    pub root: Vec<f32>,

    /// By item: the event of its units.
    pub event: Vec<u32>,

    /// The median information of all units.
    pub median: f32,
}

impl Index {
    /// Joins and sorts the units of a corpus.
    pub fn new(corpus: &Corpus) -> Self {
        let mut order: Vec<UnitId> = (0..corpus.len() as UnitId).collect();
        order.par_sort_unstable_by(|&a, &b| {
            let by_information = corpus.information(a).total_cmp(&corpus.information(b));
            let by_terms = || corpus.terms(a).cmp(corpus.terms(b));
            let by_event = || corpus.event_of(a).cmp(&corpus.event_of(b));
            by_information.then_with(by_terms).then_with(by_event).then(a.cmp(&b))
        });
        let is_same = |a: UnitId, b: UnitId| {
            corpus.event_of(a) == corpus.event_of(b) && corpus.terms(a) == corpus.terms(b)
        };
        let mut units = Lists::default();
        for item in order.chunk_by(|&a, &b| is_same(a, b)) {
            units.push(item.iter().copied());
        }
        let firsts: Vec<UnitId> = (0..units.len()).map(|item| units.of(item)[0]).collect();
        let mut item_of = vec![0; corpus.len()];
        for item in 0..units.len() {
            for &unit in units.of(item) {
                item_of[unit as usize] = item as ItemId;
            }
        }

        let (rank_of, weight) = ranks(corpus);
        let mut terms = Lists::default();
        let mut own = Vec::new();
        for &unit in &firsts {
            own.clear();
            own.extend(corpus.terms(unit).iter().map(|&term| rank_of[term as usize]));
            own.sort_unstable();
            terms.push(own.iter().copied());
        }
        let median = corpus.median_information();
        Self {
            item_of,
            units,
            holders: holders(&terms, &weight),
            terms,
            weight,
            root: firsts.iter().map(|&unit| (corpus.information(unit) + median).sqrt()).collect(),
            event: firsts.iter().map(|&unit| corpus.event_of(unit)).collect(),
            median,
        }
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// The units of an item, ascending.
    pub fn units(&self, item: ItemId) -> &[UnitId] {
        self.units.of(item as usize)
    }

    /// The ranks of an item's terms, the rarest first.
    pub fn terms(&self, item: ItemId) -> &[u32] {
        self.terms.of(item as usize)
    }

    /// Where the terms of an item end among those of all items.
    pub fn end_of_terms(&self, item: ItemId) -> u32 {
        self.terms.bounds[item as usize + 1]
    }

    /// The terms between two places among those of all items.
    pub fn terms_between(&self, from: u32, end: u32) -> &[u32] {
        &self.terms.values[from as usize..end as usize]
    }

    /// Who holds the term of a rank, in the order of the items.
    pub fn holders(&self, rank: usize) -> &[Holder] {
        self.holders.of(rank)
    }

    /// How often an item holds a term, in sum.
    pub fn holdings(&self) -> usize {
        self.terms.values.len()
    }

    /// What the information of an item damps a base score by.
    pub fn damping(&self, item: ItemId) -> f32 {
        damping_of(self.root[item as usize])
    }

    /// What two items share, summed from the rarest term to the commonest.
    pub fn shared(&self, a: ItemId, b: ItemId) -> f32 {
        weight_of_shared(self.terms(a), self.terms(b), &self.weight)
    }
}

/// What an item of some root damps a base score by, see [`damp`](crate::engine::candidates::damp).
pub fn damping_of(root: f32) -> f32 {
    if root > 0.0 { 1.0 / root } else { 0.0 }
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

/// By the rank of a term the items that hold it.
fn holders(terms: &Lists<u32>, weight: &[f32]) -> Lists<Holder> {
    let mut bounds = vec![0_u32; weight.len() + 1];
    for &rank in &terms.values {
        bounds[rank as usize + 1] += 1;
    }
    for i in 1..bounds.len() {
        bounds[i] += bounds[i - 1];
    }
    let mut next = bounds.clone();
    let mut values = vec![Holder::default(); terms.values.len()];
    for item in 0..terms.len() {
        let (mut from, mut rest) = (terms.bounds[item + 1], 0.0);
        for &rank in terms.of(item).iter().rev() {
            let at = &mut next[rank as usize];
            values[*at as usize] = Holder { item: item as ItemId, from, rest };
            *at += 1;
            from -= 1;
            rest += weight[rank as usize];
        }
    }
    Lists { values, bounds }
}

/// Lists of values, one after the other in one allocation.
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
