//! What a reader would quote of a pair of sentences: often the next sentence with it.

use std::collections::BTreeSet;

use crate::engine::corpus::{Corpus, UnitId};
use crate::engine::pairs::{Pair, Pairs, REWORDED_SCORE};
use crate::engine::positions::Statement;

/// A sentence beside a pair is quoted with it where it makes a pair of at least this score with the other
/// side. On the labelled pairs of the seeds 0.1 to 0.3 do alike.
const BESIDE_SCORE: f32 = 0.12;

/// And where that score's odds are at least this share of those of the pair itself.
const BESIDE_ODDS: f32 = 0.13;

/// The statements of every ranked pair, in their order. Two pairs side by side would be quoted alike:
/// the second is left as it is.
pub fn of_pairs(corpus: &Corpus, pairs: &Pairs) -> Vec<[Statement; 2]> {
    let mut quoted = BTreeSet::new();
    let statements = |pair: &Pair| {
        let grown = of_pair(corpus, pairs, pair);
        if quoted.insert(grown) {
            grown
        } else {
            [pair.a, pair.b].map(|unit| Statement::of_unit(corpus, unit))
        }
    };
    pairs.ranked.iter().map(statements).collect()
}

/// The statements of a pair: its sentences, each with the one beside it where that has its counterpart
/// there too. Only a pair that is proposed grows.
pub fn of_pair(corpus: &Corpus, pairs: &Pairs, pair: &Pair) -> [Statement; 2] {
    let [mut a, mut b] = [pair.a, pair.b].map(|unit| Statement::of_unit(corpus, unit));
    if pair.score < REWORDED_SCORE {
        return [a, b];
    }
    if let Some((x, y)) = beside(corpus, pairs, pair) {
        (a.first, a.last) = (a.first.min(x), a.last.max(x));
        (b.first, b.last) = (b.first.min(y), b.last.max(y));
    }
    [a, b]
}

/// The best pair next to a pair, in the same two paragraphs.
fn beside(corpus: &Corpus, pairs: &Pairs, pair: &Pair) -> Option<(UnitId, UnitId)> {
    let odds = |score: f32| score / (1.0 - score).max(f32::EPSILON);
    let is_beside = |unit: UnitId, other: UnitId| {
        let (u, o) = (corpus.unit(unit), corpus.unit(other));
        unit.abs_diff(other) <= 1
            && (u.transcript, u.paragraph) == (o.transcript, o.paragraph)
            && u.sentence.abs_diff(o.sentence) <= 1
    };
    let near = |unit: UnitId| (unit.saturating_sub(1)..=unit + 1).filter(|&u| (u as usize) < corpus.len());
    near(pair.a)
        .filter(|&x| is_beside(x, pair.a))
        .flat_map(|x| pairs.of(x))
        .filter(|other| (other.a, other.b) != (pair.a, pair.b))
        .filter(|other| is_beside(other.a, pair.a) && is_beside(other.b, pair.b))
        .filter(|other| other.score >= BESIDE_SCORE && odds(other.score) >= BESIDE_ODDS * odds(pair.score))
        .max_by(|x, y| x.score.total_cmp(&y.score).then((y.a, y.b).cmp(&(x.a, x.b))))
        .map(|other| (other.a, other.b))
}
