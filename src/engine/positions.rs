//! Groups corresponding statements of several transcripts into positions.
//!
//! Pairs are taken best first; each joins two statements, extends a statement by the sentence next to
//! it, or is left out. A statement joins a position only where it is close to its statements on
//! average: linking by single pairs glues a third of the seeds into one group. A position has at most
//! one statement in each transcript.
//!
//! What the reviewer decided comes first: linked statements found a position and keep their sentences;
//! what was parted never stands in one position. To confirm what was proposed changes nothing else: a
//! confirmed position takes in what it would have taken in. One that was put together by hand takes in
//! what is close to one of its parts, since the parts may share no word.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::engine::constraints::{Constraints, Review};
use crate::engine::corpus::{Corpus, UnitId};
use crate::engine::pairs::{Pair, Pairs, REWORDED_SCORE};

/// A statement joins a position where its mean score with the statements there reaches this share of
/// [`REWORDED_SCORE`].
const MEAN_LINK: f32 = 0.6;

/// Sentences in a statement, at most.
const STATEMENT_SENTENCES: u32 = 4;

/// One to four consecutive sentences of a paragraph that make one point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Statement {
    /// Its transcript in the corpus.
    pub transcript: usize,

    /// Its first unit.
    pub first: UnitId,

    /// Its last unit.
    pub last: UnitId,
}

impl Statement {
    /// The statement of one unit.
    pub fn of_unit(corpus: &Corpus, unit: UnitId) -> Self {
        Self { transcript: corpus.unit(unit).transcript as usize, first: unit, last: unit }
    }

    /// Its units, in order.
    pub fn units(self) -> impl DoubleEndedIterator<Item = UnitId> + Clone {
        self.first..=self.last
    }

    /// Whether a unit belongs to it.
    pub fn holds(self, unit: UnitId) -> bool {
        (self.first..=self.last).contains(&unit)
    }

    /// Whether the two share a unit.
    pub fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// Corresponding statements of two transcripts or more.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// At most one a transcript, in the order of the corpus.
    pub statements: Vec<Statement>,

    /// Score of its best pair.
    pub score: f32,

    /// Whether most of it is protocol rather than substance.
    pub ritual: bool,

    /// At how many events it was said. Copies of one event are one; a position of a single event is no
    /// recurrence and stands behind all others.
    pub events: usize,

    /// How far it was reviewed.
    pub review: Review,
}

impl Position {
    /// Its statement in a transcript, where it has one.
    pub fn in_transcript(&self, transcript: usize) -> Option<Statement> {
        self.statements.iter().copied().find(|s| s.transcript == transcript)
    }
}

/// Groups the pairs of a corpus into positions, those in most transcripts first, then the best scored.
pub fn group(corpus: &Corpus, pairs: &Pairs, constraints: &Constraints) -> Vec<Position> {
    let mut groups = Groups {
        corpus,
        constraints,
        scores: FxHashMap::default(),
        groups: Vec::new(),
        of_unit: FxHashMap::default(),
    };
    for pair in &pairs.ranked {
        groups.scores.insert((pair.a, pair.b), pair.score);
    }
    for link in 0..constraints.linked.len() {
        groups.found_linked(link);
    }
    for pair in pairs.ranked.iter().filter(|pair| pair.score >= REWORDED_SCORE) {
        groups.take(pair, pairs.is_mutual_best(corpus, pair));
    }
    groups.finish()
}

#[derive(Clone, Debug)]
struct Group {
    /// Transcript → first and last unit.
    members: BTreeMap<u32, (UnitId, UnitId)>,
    score: f32,
    /// The transcripts whose statements the reviewer linked, with the part that each belongs to.
    linked: BTreeMap<u32, usize>,
    /// It takes in nothing by a pair that is better than this: the engine would have begun with this one.
    since: f32,
}

struct Groups<'c> {
    corpus: &'c Corpus,
    constraints: &'c Constraints,
    scores: FxHashMap<(UnitId, UnitId), f32>,
    /// A group that was merged into another is left empty.
    groups: Vec<Group>,
    of_unit: FxHashMap<UnitId, usize>,
}

impl Groups<'_> {
    fn take(&mut self, pair: &Pair, is_mutual_best: bool) {
        let (of_a, of_b) = (self.of_unit.get(&pair.a).copied(), self.of_unit.get(&pair.b).copied());
        if [of_a, of_b].into_iter().flatten().any(|group| pair.score > self.groups[group].since) {
            return;
        }
        match (of_a, of_b) {
            (Some(x), Some(y)) if x == y => {}
            (Some(x), Some(y)) => self.join(x, y),
            (Some(x), None) => self.add(x, pair.b),
            (None, Some(y)) => self.add(y, pair.a),
            // Only a pair that prefers each other may found a position; others may extend one.
            (None, None) => {
                if !self.extend_both(pair) && is_mutual_best && !self.bars(pair.a, pair.b) {
                    self.found(pair);
                }
            }
        }
    }

    /// Makes a group of statements that the reviewer linked.
    fn found_linked(&mut self, link: usize) {
        let statements = &self.constraints.linked[link];
        let parts = self.constraints.parts(link);
        let number = self.groups.len();
        let mut score = 0.0_f32;
        for (i, statement) in statements.iter().enumerate() {
            self.of_unit.extend(statement.units().map(|unit| (unit, number)));
            for other in &statements[..i] {
                let (range, before) = ((statement.first, statement.last), (other.first, other.last));
                score = score.max(self.best_score(before, range));
            }
        }
        let member = |s: &Statement| (s.transcript as u32, (s.first, s.last));
        let members = statements.iter().map(member).collect();
        let is_whole = parts.iter().all(|&part| part == parts[0]);
        let linked = statements.iter().map(|s| s.transcript as u32).zip(parts).collect();
        let since = if is_whole && score >= REWORDED_SCORE { score } else { f32::INFINITY };
        self.groups.push(Group { members, score, linked, since });
    }

    fn statement(&self, (first, last): (UnitId, UnitId)) -> Statement {
        Statement { transcript: self.corpus.unit(first).transcript as usize, first, last }
    }

    /// Whether the reviewer parted two units.
    fn bars(&self, a: UnitId, b: UnitId) -> bool {
        self.constraints.bars(self.statement((a, a)), self.statement((b, b)))
    }

    /// Whether the reviewer parted a range of units from any statement of a group.
    fn group_bars(&self, group: &Group, range: (UnitId, UnitId)) -> bool {
        let other = self.statement(range);
        group.members.values().any(|&member| self.constraints.bars(self.statement(member), other))
    }

    fn found(&mut self, pair: &Pair) {
        let member = |unit: UnitId| (self.corpus.unit(unit).transcript, (unit, unit));
        self.groups.push(Group {
            members: BTreeMap::from([member(pair.a), member(pair.b)]),
            score: pair.score,
            linked: BTreeMap::new(),
            since: f32::INFINITY,
        });
        let group = self.groups.len() - 1;
        self.of_unit.insert(pair.a, group);
        self.of_unit.insert(pair.b, group);
    }

    /// Grows two statements of one group by the sentences next to them, where both stand there.
    fn extend_both(&mut self, pair: &Pair) -> bool {
        let beside = |unit: UnitId| [unit.checked_sub(1), Some(unit + 1)].into_iter().flatten();
        let candidate = beside(pair.a)
            .filter_map(|unit| self.of_unit.get(&unit).copied())
            .find(|&group| self.extended(group, pair.a).is_some() && self.extended(group, pair.b).is_some());
        let Some(group) = candidate else { return false };
        self.extend(group, pair.a);
        self.extend(group, pair.b);
        true
    }

    /// Adds a unit to a group: as its statement in that transcript, or as the next sentence of it.
    fn add(&mut self, group: usize, unit: UnitId) {
        let transcript = self.corpus.unit(unit).transcript;
        if self.groups[group].members.contains_key(&transcript) {
            self.extend(group, unit);
        } else if self.mean_score(&self.groups[group], (unit, unit)) >= REWORDED_SCORE * MEAN_LINK
            && !self.group_bars(&self.groups[group], (unit, unit))
        {
            self.groups[group].members.insert(transcript, (unit, unit));
            self.of_unit.insert(unit, group);
        }
    }

    /// The range of a group's statement in the unit's transcript, grown by the unit, where it is next to it.
    fn extended(&self, group: usize, unit: UnitId) -> Option<(UnitId, UnitId)> {
        let group = &self.groups[group];
        let transcript = self.corpus.unit(unit).transcript;
        let &(first, last) = group.members.get(&transcript)?;
        if group.linked.contains_key(&transcript) || self.group_bars(group, (unit, unit)) {
            return None;
        }
        let (first, last) = if unit + 1 == first {
            (unit, last)
        } else if unit == last + 1 {
            (first, unit)
        } else {
            return None;
        };
        (last - first < STATEMENT_SENTENCES && self.is_run(first, last)).then_some((first, last))
    }

    /// Whether the units from `first` to `last` are consecutive sentences of one paragraph.
    fn is_run(&self, first: UnitId, last: UnitId) -> bool {
        let (a, b) = (self.corpus.unit(first), self.corpus.unit(last));
        a.transcript == b.transcript
            && b.sentence >= a.sentence
            && b.sentence - a.sentence == last - first
            && a.paragraph == b.paragraph
    }

    fn extend(&mut self, group: usize, unit: UnitId) {
        if let Some(range) = self.extended(group, unit) {
            self.groups[group].members.insert(self.corpus.unit(unit).transcript, range);
            self.of_unit.insert(unit, group);
        }
    }

    /// Makes one group of two: where they are of different transcripts and close on average, or where
    /// their statements stand next to each other in every transcript that both have.
    fn join(&mut self, x: usize, y: usize) {
        let (left, right) = (&self.groups[x], &self.groups[y]);
        // Two that the reviewer looked at are two.
        if !left.linked.is_empty() && !right.linked.is_empty() {
            return;
        }
        if right.members.values().any(|&member| self.group_bars(left, member)) {
            return;
        }
        let mut members = left.members.clone();
        for (&transcript, &(first, last)) in &right.members {
            let grown = match members.get(&transcript) {
                None => (first, last),
                Some(&(f, l)) => {
                    let (from, to) = (f.min(first), l.max(last));
                    let adjoin = l + 1 == first || last + 1 == f;
                    let is_set =
                        left.linked.contains_key(&transcript) || right.linked.contains_key(&transcript);
                    if is_set || !adjoin || to - from >= STATEMENT_SENTENCES || !self.is_run(from, to) {
                        return;
                    }
                    (from, to)
                }
            };
            members.insert(transcript, grown);
        }
        let overlap = left.members.len() + right.members.len() - members.len();
        let mean = right.members.values().map(|&m| self.mean_score(left, m)).sum::<f32>()
            / right.members.len() as f32;
        // Two shared neighbours are evidence enough; one or none needs likeness.
        if overlap < 2 && mean < REWORDED_SCORE * MEAN_LINK {
            return;
        }
        let score = left.score.max(right.score);
        // One of them at most is linked.
        let linked = if left.linked.is_empty() { right.linked.clone() } else { left.linked.clone() };
        let since = left.since.min(right.since);
        for &(first, last) in right.members.values() {
            for unit in first..=last {
                self.of_unit.insert(unit, x);
            }
        }
        self.groups[y].members.clear();
        self.groups[x] = Group { members, score, linked, since };
    }

    /// Mean over the statements of a group of the best score that any of their units has with any unit
    /// of a range. Where the group was put together by hand, that of the part which is closest.
    fn mean_score(&self, group: &Group, range: (UnitId, UnitId)) -> f32 {
        let mean_with = |part: Option<usize>| {
            let (mut sum, mut count) = (0.0, 0);
            for (transcript, &member) in &group.members {
                if group.linked.get(transcript).is_none_or(|own| Some(*own) == part) {
                    sum += self.best_score(member, range);
                    count += 1;
                }
            }
            sum / count.max(1) as f32
        };
        let parts = group.linked.values().map(|&part| mean_with(Some(part)));
        parts.reduce(f32::max).unwrap_or_else(|| mean_with(None))
    }

    /// The best score that any unit of a range has with any unit of another.
    fn best_score(&self, (f, l): (UnitId, UnitId), (first, last): (UnitId, UnitId)) -> f32 {
        (f..=l)
            .flat_map(|u| (first..=last).map(move |v| (u.min(v), u.max(v))))
            .map(|key| self.scores.get(&key).copied().unwrap_or_default())
            .fold(0.0, f32::max)
    }

    fn finish(self) -> Vec<Position> {
        let mut positions: Vec<Position> = self
            .groups
            .into_iter()
            .filter(|group| group.members.len() >= 2)
            .map(|group| {
                let statements: Vec<Statement> = group
                    .members
                    .iter()
                    .map(|(&transcript, &(first, last))| Statement {
                        transcript: transcript as usize,
                        first,
                        last,
                    })
                    .collect();
                let ritual =
                    statements.iter().filter(|s| s.units().all(|u| self.corpus.unit(u).ritual)).count();
                let mut events: Vec<u32> =
                    statements.iter().map(|s| self.corpus.event(s.transcript)).collect();
                events.sort_unstable();
                events.dedup();
                Position {
                    events: events.len(),
                    ritual: ritual * 2 > statements.len(),
                    score: group.score,
                    review: self.constraints.review(&statements),
                    statements,
                }
            })
            .collect();
        positions.sort_by(|x, y| {
            let rank = |p: &Position| (std::cmp::Reverse(p.events), p.ritual);
            rank(x).cmp(&rank(y)).then(y.score.total_cmp(&x.score)).then(x.statements.cmp(&y.statements))
        });
        positions
    }
}
