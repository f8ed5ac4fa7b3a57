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

use crate::engine::candidates::{Candidates, Rows, base};
use crate::engine::corpus::{Corpus, UnitId};

/// Weight of the best neighbouring pair. Tuned on the labelled pairs of the seeds; 0.3 to 0.5 score alike.
const NEIGHBOUR_WEIGHT: f32 = 0.5;

/// What is left of a score where either sentence is protocol. Tuned likewise; 0.7 to 0.9 score alike.
const RITUAL_FACTOR: f32 = 0.8;

/// From this score on a pair is called reworded rather than possible: about half of the labelled
/// pairs of the seeds above it are true.
pub const REWORDED_SCORE: f32 = 0.1;

/// Up to here every pair of sentences is scored; above, only the best by their base score.
const EXHAUSTIVE_UNITS: usize = 3_000;

/// How many pairs are kept in all, about; it bounds memory, not quality: five transcripts need 8,000.
const PAIR_BUDGET: usize = 2_000_000;

/// Of a library too large to score every pair, how many partners each sentence keeps at most; a reader
/// looks at fewer, and the time for each grows with them.
const MOST_PARTNERS: usize = 20;

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

    /// Whether both stand in copies of one event: nothing recurs there.
    pub same_event: bool,
}

/// The ranked pairs of a corpus.
#[derive(Clone, Debug, Default)]
pub struct Pairs {
    /// Best first, equal scores in the order of the texts; then those of one event likewise.
    pub ranked: Vec<Pair>,

    by_unit: HashMap<UnitId, Vec<u32>>,
}

impl Pairs {
    /// Puts pairs into their order.
    pub fn new(mut ranked: Vec<Pair>) -> Self {
        ranked.sort_unstable_by(|x, y| {
            let by_score = y.score.total_cmp(&x.score);
            x.same_event.cmp(&y.same_event).then(by_score).then((x.a, x.b).cmp(&(y.a, y.b)))
        });
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
    let mut found = if corpus.len() <= EXHAUSTIVE_UNITS {
        rank_all(corpus, go_on)?
    } else {
        rank_candidates(corpus, go_on)?
    };
    found.sort_unstable_by_key(|pair| (pair.a, pair.b));
    found.dedup_by_key(|pair| (pair.a, pair.b));
    Some(Pairs::new(found))
}

/// The pairs of a small library: every two sentences are scored.
fn rank_all(corpus: &Corpus, go_on: &dyn Fn(f32) -> bool) -> Option<Vec<Pair>> {
    let mut rows = Rows::new(corpus);
    let last = corpus.len().saturating_sub(1) as UnitId;
    let units = 0..corpus.len() as UnitId;
    let joins: Vec<bool> =
        units.clone().map(|unit| unit < last && corpus.same_turn(unit, unit + 1)).collect();
    let mut found = Vec::new();
    for unit in units {
        if unit.is_multiple_of(256) && !go_on(unit as f32 / corpus.len() as f32) {
            return None;
        }
        rows.advance_to(unit);
        keep(&mut found, corpus, unit, best_of_all(corpus, &rows, &joins, unit));
    }
    Some(found)
}

/// The pairs of a large library: the best by the base score are scored with their neighbours.
fn rank_candidates(corpus: &Corpus, go_on: &dyn Fn(f32) -> bool) -> Option<Vec<Pair>> {
    let candidates = Candidates::new(corpus);
    let per_unit = (PAIR_BUDGET / corpus.len()).clamp(PARTNERS_PER_TRANSCRIPT, MOST_PARTNERS);
    let best = candidates.for_all(go_on, |search, unit| {
        let mut best = search.of(unit, 2 * per_unit);
        for (other, score) in &mut best {
            let support = neighbours(corpus, unit, *other).map(|(a, b)| base(corpus, a, b));
            *score = combine(corpus, unit, *other, *score, support.fold(0.0, f32::max));
        }
        best.sort_unstable_by(better);
        best.truncate(per_unit);
        best
    })?;
    let mut found = Vec::with_capacity(best.iter().map(Vec::len).sum());
    for (unit, best) in best.into_iter().enumerate() {
        keep(&mut found, corpus, unit as UnitId, best);
    }
    Some(found)
}

fn keep(found: &mut Vec<Pair>, corpus: &Corpus, unit: UnitId, best: Vec<(UnitId, f32)>) {
    found.extend(best.into_iter().map(|(partner, score)| Pair {
        a: unit.min(partner),
        b: unit.max(partner),
        score,
        same_event: corpus.event_of(unit) == corpus.event_of(partner),
    }));
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

/// Best first; equal ones in the order of the texts.
fn better(x: &(UnitId, f32), y: &(UnitId, f32)) -> std::cmp::Ordering {
    y.1.total_cmp(&x.1).then(x.0.cmp(&y.0))
}

/// The best few of every other transcript, from the scores of all pairs.
fn best_of_all(corpus: &Corpus, rows: &Rows<'_>, joins: &[bool], unit: UnitId) -> Vec<(UnitId, f32)> {
    let own = corpus.unit(unit).transcript as usize;
    let at = unit as usize;
    let base = rows.of(unit);
    let before = (at > 0 && joins[at - 1]).then(|| rows.of(unit - 1));
    let after = joins[at].then(|| rows.of(unit + 1));
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
