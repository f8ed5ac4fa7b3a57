//! Ranks, for every sentence of a speaker, the sentences of other transcripts that may say the same.
//!
//! It is a ranking, not a decision: a threshold that keeps every true pair keeps ten false ones each. What
//! speaks for a pair and how it is weighed stands in [`signals`](crate::engine::signals).

use crate::engine::candidates::{Candidates, Cells, Rows, base};
use crate::engine::corpus::{Corpus, UnitId};
use crate::engine::encoder::Vector;
use crate::engine::pairs::{PARTNERS_PER_TRANSCRIPT, Pair, Pairs};
use crate::engine::paragraphs::{Likeness, ParagraphId, Paragraphs};
use crate::engine::signals::{Signals, Weighing};
use crate::engine::topics::TopicSet;

/// Up to here every pair of sentences is scored; above, only the best by their shared words and by their meaning.
const EXHAUSTIVE_UNITS: usize = 3_000;

/// How many pairs are kept in all, about; it bounds memory, not quality: five transcripts need 8,000.
const PAIR_BUDGET: usize = 2_000_000;

/// Of a library too large to score every pair, how many partners each sentence keeps at most; a reader
/// looks at fewer, and the time for each grows with them.
const MOST_PARTNERS: usize = 20;

/// A sentence with less than this share of the median information says too little for its meaning to
/// count in full: two of "Colleagues," mean the same and are no position. 0.1 to 0.5 score alike.
const FULL_SHARE: f32 = 0.25;

/// How far the meaning of a sentence counts, from 0 to 1: less where it says hardly anything.
pub fn fullness(corpus: &Corpus, unit: UnitId) -> f32 {
    let full = corpus.median_information() * FULL_SHARE;
    if full > 0.0 { (corpus.information(unit) / full).min(1.0) } else { 1.0 }
}

/// What is known about the sentences of a corpus beyond their words.
#[derive(Debug)]
pub struct Ranking<'c> {
    corpus: &'c Corpus,
    /// Vector of each unit, where it has one; empty where none has.
    meanings: &'c [Option<Vector>],
    paragraphs: Paragraphs,
    weighing: Weighing,
    /// Whether each unit and the next stand in the same turn.
    joins: Vec<bool>,
    /// How far the meaning of each unit counts, from 0 to 1.
    fullness: Vec<f32>,
}

impl<'c> Ranking<'c> {
    /// Takes, for each unit of a corpus, its topics and its vector where it has one; either may be empty.
    pub fn new(
        corpus: &'c Corpus,
        topics: &[TopicSet],
        meanings: &'c [Option<Vector>],
        weighing: Weighing,
    ) -> Self {
        let last = corpus.len().saturating_sub(1) as UnitId;
        let joins =
            (0..corpus.len() as UnitId).map(|unit| unit < last && corpus.same_turn(unit, unit + 1)).collect();
        let paragraphs = Paragraphs::new(corpus, topics, meanings);
        let fullness = (0..corpus.len() as UnitId).map(|unit| fullness(corpus, unit)).collect();
        Self { corpus, meanings, paragraphs, weighing, joins, fullness }
    }

    /// Ranks the pairs. `go_on` is told the share done from 0 to 1 and answers whether to go on; `None`
    /// where it said no.
    pub fn rank(&self, go_on: &dyn Fn(f32) -> bool) -> Option<Pairs> {
        let is_small = self.corpus.len() <= EXHAUSTIVE_UNITS;
        let mut found = if is_small { self.rank_all(go_on)? } else { self.rank_candidates(go_on)? };
        found.sort_unstable_by_key(|pair| (pair.a, pair.b));
        found.dedup_by_key(|pair| (pair.a, pair.b));
        Some(Pairs::new(found))
    }

    /// The evidence for one pair.
    pub fn signals(&self, a: UnitId, b: UnitId) -> Signals {
        let neighbours = self.neighbours(a, b).map(|(a, b)| base(self.corpus, a, b)).fold(0.0, f32::max);
        let paragraphs = self.paragraphs.likeness(self.corpus, self.paragraphs.of(a), self.paragraphs.of(b));
        self.with_likeness(a, b, base(self.corpus, a, b), neighbours, paragraphs)
    }

    fn with_likeness(&self, a: UnitId, b: UnitId, base: f32, neighbours: f32, of: Likeness) -> Signals {
        let meaning = |unit: UnitId| self.meanings.get(unit as usize)?.as_ref();
        let full = self.fullness[a as usize] * self.fullness[b as usize];
        Signals {
            shared_words: base,
            neighbours,
            paragraph_words: of.words,
            meaning: meaning(a).zip(meaning(b)).map(|(x, y)| [x.cosine(y) * full, of.meaning]),
            topic: of.topic,
            protocol: self.corpus.unit(a).ritual || self.corpus.unit(b).ritual,
        }
    }

    /// The pairs of a small library: every two sentences are scored.
    fn rank_all(&self, go_on: &dyn Fn(f32) -> bool) -> Option<Vec<Pair>> {
        let mut rows = Rows::new(self.corpus);
        let mut of_paragraph: (Option<ParagraphId>, Vec<Likeness>) = (None, Vec::new());
        let mut found = Vec::new();
        for unit in 0..self.corpus.len() as UnitId {
            if unit.is_multiple_of(64) && !go_on(unit as f32 / self.corpus.len() as f32) {
                return None;
            }
            rows.advance_to(unit);
            let paragraph = self.paragraphs.of(unit);
            if of_paragraph.0 != Some(paragraph) {
                let others = 0..self.paragraphs.len() as ParagraphId;
                let likeness = |other| self.paragraphs.likeness(self.corpus, paragraph, other);
                of_paragraph = (Some(paragraph), others.map(likeness).collect());
            }
            self.keep(&mut found, unit, self.best_of_all(&rows, &of_paragraph.1, unit));
        }
        Some(found)
    }

    /// The best few of every other transcript, from the sums of all pairs.
    fn best_of_all(&self, rows: &Rows<'_>, paragraphs: &[Likeness], unit: UnitId) -> Vec<(UnitId, f32)> {
        let own = self.corpus.unit(unit).transcript as usize;
        let at = unit as usize;
        let joins = &self.joins;
        let base = rows.of(unit);
        let before = (at > 0 && joins[at - 1]).then(|| rows.of(unit - 1));
        let after = joins[at].then(|| rows.of(unit + 1));
        let mut out = Vec::with_capacity(self.corpus.transcript_count() * PARTNERS_PER_TRANSCRIPT);
        for transcript in (0..self.corpus.transcript_count()).filter(|&transcript| transcript != own) {
            let first = out.len();
            for other in self.corpus.units_of(transcript) {
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
                let likeness = paragraphs[self.paragraphs.of(other) as usize];
                let sum = self.weighing.sum(&self.with_likeness(unit, other, base[b], support, likeness));
                if out.len() - first == PARTNERS_PER_TRANSCRIPT {
                    match out.last() {
                        Some((_, worst)) if sum <= *worst => continue,
                        _ => out.pop(),
                    };
                }
                let place = first + out[first..].partition_point(|(_, kept)| *kept >= sum);
                out.insert(place, (other, sum));
            }
        }
        out
    }

    /// The pairs of a large library: the best by their shared words and by their meaning are weighed in full.
    fn rank_candidates(&self, go_on: &dyn Fn(f32) -> bool) -> Option<Vec<Pair>> {
        let candidates = Candidates::new(self.corpus);
        let per_unit = (PAIR_BUDGET / self.corpus.len()).clamp(PARTNERS_PER_TRANSCRIPT, MOST_PARTNERS);
        let alike = Cells::new(self.meanings, |unit| self.fullness[unit as usize] >= 1.0);
        let transcript_of = |unit: UnitId| self.corpus.unit(unit).transcript;
        let best = candidates.for_all(2 * per_unit, go_on, |unit, mut best| {
            let own = transcript_of(unit);
            let is_new = |other| transcript_of(other) != own && best.iter().all(|(found, _)| *found != other);
            let by_meaning = alike.nearest(unit, per_unit, is_new);
            best.extend(by_meaning.into_iter().map(|other| (other, 0.0)));
            for (other, sum) in &mut best {
                *sum = self.weighing.sum(&self.signals(unit, *other));
            }
            best.sort_unstable_by(better);
            best.truncate(per_unit);
            best
        })?;
        let mut found = Vec::with_capacity(best.iter().map(Vec::len).sum());
        for (unit, best) in best.into_iter().enumerate() {
            self.keep(&mut found, unit as UnitId, best);
        }
        Some(found)
    }

    fn keep(&self, found: &mut Vec<Pair>, unit: UnitId, best: Vec<(UnitId, f32)>) {
        found.extend(best.into_iter().map(|(partner, sum)| Pair {
            a: unit.min(partner),
            b: unit.max(partner),
            score: Weighing::score(sum),
            same_event: self.corpus.event_of(unit) == self.corpus.event_of(partner),
        }));
    }

    /// The four pairs diagonally next to (a, b) that stand in the same turns.
    fn neighbours(&self, a: UnitId, b: UnitId) -> impl Iterator<Item = (UnitId, UnitId)> {
        let corpus = self.corpus;
        let step = move |unit: UnitId, by: i64| {
            let next =
                UnitId::try_from(i64::from(unit) + by).ok().filter(|&n| (n as usize) < corpus.len())?;
            corpus.same_turn(unit, next).then_some(next)
        };
        [(-1, -1), (-1, 1), (1, -1), (1, 1)]
            .into_iter()
            .filter_map(move |(da, db)| Some((step(a, da)?, step(b, db)?)))
    }
}

/// Best first; equal ones in the order of the texts.
fn better(x: &(UnitId, f32), y: &(UnitId, f32)) -> std::cmp::Ordering {
    y.1.total_cmp(&x.1).then(x.0.cmp(&y.0))
}
