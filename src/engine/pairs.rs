//! Pairs of sentences of different transcripts that may say the same, best first.

use serde::{Deserialize, Serialize};

use crate::engine::corpus::{Corpus, UnitId};

/// From this score on a pair is called reworded rather than possible: about half of the labelled
/// pairs of the seeds above it are true.
pub const REWORDED_SCORE: f32 = 0.25;

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

    /// The estimated chance, between 0 and 1, that a reader calls the two the same position.
    pub score: f32,

    /// Whether both stand in copies of one event: nothing recurs there.
    pub same_event: bool,
}

/// The ranked pairs of a corpus.
#[derive(Clone, Debug, Default)]
pub struct Pairs {
    /// Best first, equal scores in the order of the texts; then those of one event likewise.
    pub ranked: Vec<Pair>,

    /// Places in `ranked` by unit, one list after the other; those of unit `u` from `bounds[u]` to
    /// `bounds[u + 1]`.
    places: Vec<u32>,
    bounds: Vec<u32>,
}

impl Pairs {
    /// Puts pairs into their order.
    pub fn new(mut ranked: Vec<Pair>) -> Self {
        ranked.sort_unstable_by(|x, y| {
            let by_score = y.score.total_cmp(&x.score);
            x.same_event.cmp(&y.same_event).then(by_score).then((x.a, x.b).cmp(&(y.a, y.b)))
        });
        let last = ranked.iter().map(|pair| pair.a.max(pair.b)).max();
        let mut bounds = vec![0_u32; last.map_or(0, |last| last as usize + 1) + 1];
        let both = |pair: &Pair| [pair.a as usize, pair.b as usize];
        for unit in ranked.iter().flat_map(both) {
            bounds[unit + 1] += 1;
        }
        for i in 1..bounds.len() {
            bounds[i] += bounds[i - 1];
        }
        let mut next = bounds.clone();
        let mut places = vec![0; ranked.len() * 2];
        for (place, pair) in ranked.iter().enumerate() {
            for unit in both(pair) {
                places[next[unit] as usize] = place as u32;
                next[unit] += 1;
            }
        }
        Self { ranked, places, bounds }
    }

    /// The pairs that a unit is part of, best first.
    pub fn of(&self, unit: UnitId) -> impl Iterator<Item = &Pair> {
        let bounds = self.bounds.get(unit as usize).zip(self.bounds.get(unit as usize + 1));
        let places = bounds.map_or(&[][..], |(from, to)| &self.places[*from as usize..*to as usize]);
        places.iter().map(|&place| &self.ranked[place as usize])
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
