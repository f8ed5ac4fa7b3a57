//! Ranks, for every sentence of a speaker, the sentences of other transcripts that may say the same.
//!
//! The score of two sentences is the information that they share, damped by the information of each
//! and by a floor, plus the support of their neighbours:
//!
//! ```text
//! base(a, b)  = Σ idf(shared terms) / √((I(a) + M) · (I(b) + M))      I: Σ idf of all its terms, M: median of I
//! score(a, b) = (base(a, b) + W · best base of (a ± 1, b ± 1)) / (1 + W), times R where either is protocol
//! ```
//!
//! M keeps short sentences ("It did not work") from crowding the top. A neighbouring pair supports
//! only where both its sentences are others and stand in the same turns, since positions are made in
//! two or three sentences. What was measured stands in `ARCHITECTURE.md`. The weight is the inverse
//! document frequency of Spärck Jones (1972); the damping is a cosine with pseudo-counts.
//!
//! It is a ranking, not a decision: a threshold that keeps every true pair keeps ten false ones each.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::engine::corpus::{Corpus, UnitId};
use crate::engine::terms::TermId;

/// Weight of the best neighbouring pair. Tuned on the labelled pairs of the seeds; 0.3 to 0.5 score alike.
const NEIGHBOUR_WEIGHT: f32 = 0.5;

/// What is left of a score where either sentence is protocol. Tuned likewise; 0.7 to 0.9 score alike.
const RITUAL_FACTOR: f32 = 0.8;

/// From this score on a pair is called reworded rather than possible: about half of the labelled
/// pairs of the seeds above it are true.
pub const REWORDED_SCORE: f32 = 0.1;

/// Up to here every pair of sentences is scored; above, only those that share a term rare enough.
const EXHAUSTIVE_UNITS: usize = 3_000;

/// Above [`EXHAUSTIVE_UNITS`] a term of more than this share of the sentences proposes no candidates;
/// its weight still counts. On small corpora 2 % lost true pairs where 3 % lost none.
const CANDIDATE_FREQUENCY: f32 = 0.03;

/// How many pairs are kept in all, about; it bounds memory, not quality: five transcripts need 8,000.
const PAIR_BUDGET: usize = 2_000_000;

/// How many partners each sentence keeps in every other transcript.
pub const PARTNERS_PER_TRANSCRIPT: usize = 5;

/// How sure a pair is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// Ranked, but too weak to be shown as a counterpart unasked.
    Possible,

    /// Enough is shared to propose it as the same position in other words.
    Reworded,

    /// Nine words in ten are the same, in the same order.
    Verbatim,
}

impl Tier {
    /// As `stance-cli` and the interface write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Possible => "possible",
            Self::Reworded => "reworded",
            Self::Verbatim => "verbatim",
        }
    }
}

/// Two sentences of different transcripts proposed as the same position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The sentence of the transcript that comes first in the corpus.
    pub a: UnitId,

    /// The other.
    pub b: UnitId,

    /// From 0 (nothing shared) to just below 1 (all shared, by long sentences and their neighbours).
    pub score: f32,
}

/// The ranked pairs of a corpus.
#[derive(Clone, Debug, Default)]
pub struct Pairs {
    /// Best first; equal scores in the order of the texts.
    pub ranked: Vec<Pair>,

    by_unit: HashMap<UnitId, Vec<u32>>,
}

impl Pairs {
    /// Puts pairs into their order.
    pub fn new(mut ranked: Vec<Pair>) -> Self {
        ranked.sort_unstable_by(|x, y| y.score.total_cmp(&x.score).then((x.a, x.b).cmp(&(y.a, y.b))));
        let mut by_unit: HashMap<UnitId, Vec<u32>> = HashMap::new();
        for (i, pair) in ranked.iter().enumerate() {
            by_unit.entry(pair.a).or_default().push(i as u32);
            by_unit.entry(pair.b).or_default().push(i as u32);
        }
        Self { ranked, by_unit }
    }

    /// The pairs that a unit is part of, best first.
    pub fn of(&self, unit: UnitId) -> impl Iterator<Item = &Pair> {
        self.by_unit.get(&unit).into_iter().flatten().map(|&i| &self.ranked[i as usize])
    }

    /// The partner of a unit in a pair that it is part of.
    pub fn partner(pair: &Pair, unit: UnitId) -> UnitId {
        if pair.a == unit { pair.b } else { pair.a }
    }

    /// The best partner of a unit in one other transcript.
    pub fn best(&self, corpus: &Corpus, unit: UnitId, transcript: usize) -> Option<&Pair> {
        self.of(unit).find(|pair| corpus.unit(Self::partner(pair, unit)).transcript as usize == transcript)
    }

    /// Whether each is the other's best partner in its transcript.
    pub fn is_mutual_best(&self, corpus: &Corpus, pair: &Pair) -> bool {
        let (a, b) = (corpus.unit(pair.a), corpus.unit(pair.b));
        let is_best = |unit, transcript| {
            self.best(corpus, unit, transcript as usize)
                .is_some_and(|best| (best.a, best.b) == (pair.a, pair.b))
        };
        is_best(pair.a, b.transcript) && is_best(pair.b, a.transcript)
    }
}

/// Ranks the pairs of a corpus. `go_on` is told the share done from 0 to 1 and answers whether to go
/// on; `None` where it said no.
pub fn rank(corpus: &Corpus, go_on: &dyn Fn(f32) -> bool) -> Option<Pairs> {
    let index = Index::new(corpus);
    let mut rows = Rows::new(corpus, &index);
    let per_unit = (PAIR_BUDGET / corpus.len().max(1)).max(PARTNERS_PER_TRANSCRIPT);
    let mut found: Vec<Pair> = Vec::new();
    for unit in 0..corpus.len() as UnitId {
        if unit.is_multiple_of(256) && !go_on(unit as f32 / corpus.len() as f32) {
            return None;
        }
        rows.advance_to(unit);
        let best = best_partners(corpus, &rows, unit, per_unit);
        found.extend(best.into_iter().map(|(partner, score)| Pair {
            a: unit.min(partner),
            b: unit.max(partner),
            score,
        }));
    }
    found.sort_unstable_by_key(|pair| (pair.a, pair.b));
    found.dedup_by_key(|pair| (pair.a, pair.b));
    Some(Pairs::new(found))
}

/// What the information of a unit damps a base score by: 1 / √(I + M).
fn damping(corpus: &Corpus, unit: UnitId) -> f32 {
    let whole = corpus.information(unit) + corpus.median_information();
    if whole > 0.0 { 1.0 / whole.sqrt() } else { 0.0 }
}

fn combine(corpus: &Corpus, a: UnitId, b: UnitId, base: f32, support: f32) -> f32 {
    let protocol = corpus.unit(a).ritual || corpus.unit(b).ritual;
    let score = (base + NEIGHBOUR_WEIGHT * support) / (1.0 + NEIGHBOUR_WEIGHT);
    if protocol { score * RITUAL_FACTOR } else { score }
}

/// The four pairs diagonally next to (a, b) that stand in the same turns.
fn neighbours(corpus: &Corpus, a: UnitId, b: UnitId) -> impl Iterator<Item = (UnitId, UnitId)> {
    let step = move |unit: UnitId, by: i64| {
        let next = UnitId::try_from(i64::from(unit) + by).ok().filter(|&n| (n as usize) < corpus.len())?;
        corpus.same_turn(unit, next).then_some(next)
    };
    [(-1, -1), (-1, 1), (1, -1), (1, 1)]
        .into_iter()
        .filter_map(move |(da, db)| Some((step(a, da)?, step(b, db)?)))
}

/// The partners that `unit` keeps: the best few of every other transcript, within its share of the budget.
fn best_partners(corpus: &Corpus, rows: &Rows<'_>, unit: UnitId, per_unit: usize) -> Vec<(UnitId, f32)> {
    let mut best = if rows.index.exhaustive {
        best_of_all(corpus, rows, unit)
    } else {
        best_candidates(corpus, rows, unit, per_unit)
    };
    best.sort_unstable_by(better);
    best.truncate(per_unit);
    best
}

/// Best first; equal ones in the order of the texts.
fn better(x: &(UnitId, f32), y: &(UnitId, f32)) -> std::cmp::Ordering {
    y.1.total_cmp(&x.1).then(x.0.cmp(&y.0))
}

/// The best few of every other transcript, from the scores of all pairs.
fn best_of_all(corpus: &Corpus, rows: &Rows<'_>, unit: UnitId) -> Vec<(UnitId, f32)> {
    let joins = &rows.index.joins;
    let own = corpus.unit(unit).transcript as usize;
    let at = unit as usize;
    let base = rows.base_of(unit);
    let before = (at > 0 && joins[at - 1]).then(|| rows.base_of(unit - 1));
    let after = joins[at].then(|| rows.base_of(unit + 1));
    let mut out = Vec::with_capacity(corpus.transcript_count() * PARTNERS_PER_TRANSCRIPT);
    for transcript in (0..corpus.transcript_count()).filter(|&transcript| transcript != own) {
        let first = out.len();
        for other in corpus.units_of(transcript) {
            let b = other as usize;
            let mut support = 0.0_f32;
            for row in [before, after].into_iter().flatten() {
                if b > 0 && joins[b - 1] {
                    support = support.max(row[b - 1]);
                }
                if joins[b] {
                    support = support.max(row[b + 1]);
                }
            }
            let score = combine(corpus, unit, other, base[b], support);
            if out.len() - first == PARTNERS_PER_TRANSCRIPT {
                match out.last() {
                    Some((_, worst)) if score <= *worst => continue,
                    _ => out.pop(),
                };
            }
            let place = first + out[first..].partition_point(|(_, kept)| *kept >= score);
            out.insert(place, (other, score));
        }
    }
    out
}

/// The best few of every other transcript, from those that share a term rare enough.
fn best_candidates(corpus: &Corpus, rows: &Rows<'_>, unit: UnitId, per_unit: usize) -> Vec<(UnitId, f32)> {
    let mut candidates = rows.candidates(unit);
    // The rare terms alone put the candidates into a rough order; the best are scored in full.
    let rough = (per_unit * 3).max(64);
    if candidates.len() > rough {
        candidates.select_nth_unstable_by(rough, better);
        candidates.truncate(rough);
    }
    let base = |a: UnitId, b: UnitId| -> f32 {
        let shared: f32 = corpus.shared(a, b).map(|term| corpus.idf(term)).sum();
        shared * rows.index.damping[a as usize] * rows.index.damping[b as usize]
    };
    for (other, score) in &mut candidates {
        let support = neighbours(corpus, unit, *other).map(|(a, b)| base(a, b)).fold(0.0, f32::max);
        *score = combine(corpus, unit, *other, base(unit, *other), support);
    }
    candidates.sort_unstable_by(better);
    let mut kept_of = HashMap::new();
    candidates.retain(|(other, _)| {
        let kept = kept_of.entry(corpus.unit(*other).transcript).or_insert(0_usize);
        *kept += 1;
        *kept <= PARTNERS_PER_TRANSCRIPT
    });
    candidates
}

/// What is asked of all units again and again, prepared once.
struct Index {
    /// Units by term, one after the other; those of term `t` from `bounds[t]` to `bounds[t + 1]`.
    units: Vec<UnitId>,
    bounds: Vec<usize>,
    exhaustive: bool,
    most: usize,
    /// [`damping`] of each unit.
    damping: Vec<f32>,
    /// Whether each unit and the next stand in the same turn.
    joins: Vec<bool>,
}

impl Index {
    fn new(corpus: &Corpus) -> Self {
        let mut bounds = vec![0; corpus.term_count() + 1];
        for unit in 0..corpus.len() as UnitId {
            for &term in corpus.terms(unit) {
                bounds[term as usize + 1] += 1;
            }
        }
        for i in 1..bounds.len() {
            bounds[i] += bounds[i - 1];
        }
        let mut next = bounds.clone();
        let mut units = vec![0; bounds.last().copied().unwrap_or_default()];
        for unit in 0..corpus.len() as UnitId {
            for &term in corpus.terms(unit) {
                units[next[term as usize]] = unit;
                next[term as usize] += 1;
            }
        }
        let exhaustive = corpus.len() <= EXHAUSTIVE_UNITS;
        let most = if exhaustive { usize::MAX } else { (corpus.len() as f32 * CANDIDATE_FREQUENCY) as usize };
        let all = 0..corpus.len() as UnitId;
        let damping = all.clone().map(|unit| damping(corpus, unit)).collect();
        let last = corpus.len().saturating_sub(1) as UnitId;
        let joins = all.map(|unit| unit < last && corpus.same_turn(unit, unit + 1)).collect();
        Self { units, bounds, exhaustive, most, damping, joins }
    }

    /// The units that hold a term; none where the term is too common to propose candidates.
    fn of(&self, term: TermId) -> &[UnitId] {
        let units = &self.units[self.bounds[term as usize]..self.bounds[term as usize + 1]];
        if units.len() > self.most { &[] } else { units }
    }
}

/// The information that a unit shares with every other, for the unit at hand and its two neighbours.
struct Rows<'c> {
    corpus: &'c Corpus,
    index: &'c Index,
    rows: [Row; 3],
}

struct Row {
    unit: Option<UnitId>,
    /// While it is made the information shared with each unit, then the base score.
    shared: Vec<f32>,
    touched: Vec<UnitId>,
}

impl<'c> Rows<'c> {
    fn new(corpus: &'c Corpus, index: &'c Index) -> Self {
        let row = || Row { unit: None, shared: vec![0.0; corpus.len()], touched: Vec::new() };
        Self { corpus, index, rows: [row(), row(), row()] }
    }

    /// Makes the rows of `unit` and, where every pair is scored, of the units before and after it.
    fn advance_to(&mut self, unit: UnitId) {
        let last = self.corpus.len() as UnitId - 1;
        let (from, to) =
            if self.index.exhaustive { (unit.saturating_sub(1), (unit + 1).min(last)) } else { (unit, unit) };
        for wanted in from..=to {
            let row = &mut self.rows[wanted as usize % 3];
            if row.unit == Some(wanted) {
                continue;
            }
            for &other in &row.touched {
                row.shared[other as usize] = 0.0;
            }
            row.touched.clear();
            row.unit = Some(wanted);
            for &term in self.corpus.terms(wanted) {
                let idf = self.corpus.idf(term);
                for &other in self.index.of(term) {
                    if row.shared[other as usize] == 0.0 {
                        row.touched.push(other);
                    }
                    row.shared[other as usize] += idf;
                }
            }
            let own = self.index.damping[wanted as usize];
            for &other in &row.touched {
                row.shared[other as usize] *= own * self.index.damping[other as usize];
            }
        }
    }

    /// The base scores of a unit, which is the one at hand or its neighbour, with all others.
    fn base_of(&self, unit: UnitId) -> &[f32] {
        let row = &self.rows[unit as usize % 3];
        debug_assert_eq!(row.unit, Some(unit), "rows are made before they are read");
        &row.shared
    }

    /// The units of other transcripts that share a term rare enough, with a rough score.
    fn candidates(&self, unit: UnitId) -> Vec<(UnitId, f32)> {
        let own = self.corpus.units_of(self.corpus.unit(unit).transcript as usize);
        let base = self.base_of(unit);
        let touched = &self.rows[unit as usize % 3].touched;
        touched.iter().filter(|o| !own.contains(o)).map(|&other| (other, base[other as usize])).collect()
    }
}
