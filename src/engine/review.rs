//! What judgements teach the ranking, how much is reviewed, and what is worth reviewing next.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::engine::analysis::Analysis;
use crate::engine::constraints::Constraints;
use crate::engine::corpus::{Corpus, UnitId};
use crate::engine::pairs::{Pair, Pairs, REWORDED_SCORE};
use crate::engine::positions::{Position, Statement};

/// What is left of the score of a pair that is like a rejected one. It must sink and may come back
/// where much else speaks for it. Chosen, not tuned: nobody has labelled what a reader rejects.
const TWIN_FACTOR: f32 = 0.5;

/// Two sentences are near-identical where they share this part of the information that either holds.
const NEAR_IDENTICAL: f32 = 0.8;

/// Ranks the pairs with what was rejected in mind; `None` where nothing was. A rejected pair comes
/// last. Its near twins keep half of their score: pairs of the sentences next to both in
/// their paragraphs, and pairs of sentences that are near-identical to both.
pub fn teach(pairs: &Pairs, corpus: &Corpus, constraints: &Constraints) -> Option<Pairs> {
    let mut factors: HashMap<(UnitId, UnitId), f32> = HashMap::new();
    for ruled in constraints.verdicts.iter().filter(|ruled| ruled.parts()) {
        let like_a = like(ruled.a, pairs, corpus);
        let like_b = like(ruled.b, pairs, corpus);
        for &a in &like_a {
            for &b in &like_b {
                let is_rejected = ruled.a.holds(a) && ruled.b.holds(b);
                let factor = factors.entry((a.min(b), a.max(b))).or_insert(TWIN_FACTOR);
                if is_rejected {
                    *factor = 0.0;
                }
            }
        }
    }
    if factors.is_empty() {
        return None;
    }
    let taught = |pair: &Pair| {
        let factor = factors.get(&(pair.a, pair.b)).copied().unwrap_or(1.0);
        Pair { score: pair.score * factor, ..*pair }
    };
    Some(Pairs::new(pairs.ranked.iter().map(taught).collect()))
}

/// The sentences of a statement, those next to it in its paragraph, and those of other transcripts
/// that are near-identical to one of its own.
fn like(statement: Statement, pairs: &Pairs, corpus: &Corpus) -> Vec<UnitId> {
    let mut out: Vec<UnitId> = statement.units().collect();
    let is_beside = |unit: UnitId| {
        (unit as usize) < corpus.len()
            && corpus.unit(unit).transcript as usize == statement.transcript
            && corpus.unit(unit).paragraph == corpus.unit(statement.first).paragraph
    };
    let beside = [statement.first.checked_sub(1), statement.last.checked_add(1)];
    out.extend(beside.into_iter().flatten().filter(|&unit| is_beside(unit)));
    for unit in statement.units() {
        let partners = pairs.of(unit).map(|pair| Pairs::partner(pair, unit));
        out.extend(partners.filter(|&partner| is_near_identical(corpus, unit, partner)));
    }
    out.sort_unstable();
    out.dedup();
    out
}

fn is_near_identical(corpus: &Corpus, x: UnitId, y: UnitId) -> bool {
    let most = corpus.information(x).max(corpus.information(y));
    let shared: f32 = corpus.shared(x, y).map(|term| corpus.idf(term)).sum();
    most > 0.0 && shared >= NEAR_IDENTICAL * most
}

/// How much of something is reviewed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Positions of which nothing is left to decide.
    pub reviewed: usize,

    /// All positions.
    pub all: usize,

    /// Pairs of statements that were rejected.
    pub rejected: usize,
}

impl Tally {
    /// Counts what is on a topic, or everything.
    pub fn of(analysis: &Analysis, topic: Option<usize>) -> Self {
        let on_topic = |statements: &[Statement]| analysis.are_on(statements, topic);
        let positions = || analysis.positions.iter().filter(|p| on_topic(&p.statements));
        let parted = analysis.constraints.verdicts.iter().filter(|ruled| ruled.parts());
        Self {
            reviewed: positions().filter(|p| p.review.is_done()).count(),
            all: positions().count(),
            rejected: parted.filter(|ruled| on_topic(&[ruled.a, ruled.b])).count(),
        }
    }
}

/// The positions on a topic, or all, that are not reviewed, by what is worth a look first: substance
/// before protocol; what more transcripts hold; what a judgement next to it puts in doubt (a statement
/// of it was rejected elsewhere, or some of it is confirmed and some is not); then the most uncertain,
/// that is, the score nearest to the one from which pairs are proposed at all.
pub fn queue(analysis: &Analysis, topic: Option<usize>) -> Vec<usize> {
    let waits = |&number: &usize| {
        let position = &analysis.positions[number];
        !position.review.is_done() && analysis.are_on(&position.statements, topic)
    };
    let mut queue: Vec<usize> = (0..analysis.positions.len()).filter(waits).collect();
    let worth = |number: &usize| {
        let position = &analysis.positions[*number];
        (
            position.ritual,
            Reverse(position.statements.len()),
            !is_contested(&analysis.constraints, position),
            // Millionths: a key must be ordered.
            ((position.score - REWORDED_SCORE).abs() * 1e6) as u32,
            position.statements.first().copied(),
        )
    };
    queue.sort_by_cached_key(worth);
    queue
}

/// Whether judgements say both yes and no to statements of a position.
fn is_contested(constraints: &Constraints, position: &Position) -> bool {
    position.statements.iter().any(|&statement| constraints.verdicts_on(statement).next().is_some())
}
