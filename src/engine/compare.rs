//! What was said on a topic at one meeting against what was said at others.
//!
//! A [`Comparison`] sets transcripts side by side, two or more. Where nothing corresponds, the cell says
//! why: the topic did not come up, a journalist raised it and the speaker passed, or it came up and the
//! point was not made. "Not repeated" is not "abandoned", and nothing here says so.

use rustc_hash::FxHashSet;
use serde::Serialize;

use crate::engine::analysis::Analysis;
use crate::engine::constraints::Review;
use crate::engine::corpus::UnitId;
use crate::engine::explain::shorten;
use crate::engine::flags::Flag;
use crate::engine::fold::{Case, Folded};
use crate::engine::judgement::{Importance, Relation};
use crate::engine::pairs::Tier;
use crate::engine::positions::Statement;
use crate::engine::redline::{Likeness, Redline};

/// Weakest score at which the nearest statement is named in an empty cell.
const RELATED_SCORE: f32 = 0.06;

/// Sentences in a statement without a counterpart, at most.
const STATEMENT_SENTENCES: usize = 4;

/// Longest label of a statement without a counterpart, in characters.
const LABEL_CHARS: usize = 76;

/// What became of a position in a transcript.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Status {
    /// Said again in nearly the same words.
    #[serde(rename = "held")]
    Held,

    /// Said again in other words.
    #[serde(rename = "reworded")]
    Reworded,

    /// Said for the first time among the transcripts compared.
    #[serde(rename = "new")]
    New,

    /// Said before; the topic came up again and the point was not made.
    #[serde(rename = "not repeated")]
    NotRepeated,

    /// A question raised the topic and the speaker said nothing on it.
    #[serde(rename = "asked, not answered")]
    AskedNotAnswered,

    /// Nobody raised the topic.
    #[serde(rename = "not raised")]
    NotRaised,

    /// The topic came up before the point was first made.
    #[serde(rename = "not yet said")]
    NotYetSaid,
}

impl Status {
    /// As the interface and `stance-cli` write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Reworded => "reworded",
            Self::New => "new",
            Self::NotRepeated => "not repeated",
            Self::AskedNotAnswered => "asked, not answered",
            Self::NotRaised => "not raised",
            Self::NotYetSaid => "not yet said",
        }
    }

    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 7] = [
        Self::Held,
        Self::Reworded,
        Self::New,
        Self::NotRepeated,
        Self::AskedNotAnswered,
        Self::NotRaised,
        Self::NotYetSaid,
    ];
}

/// Whether a topic came up in a transcript.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Raised {
    /// Nobody mentioned it.
    No,

    /// Only questions mentioned it.
    OnlyAsked,

    /// A speaker spoke of it.
    Spoken,
}

impl Raised {
    /// Whether any of `topics` came up in a transcript; with none named, something always did.
    pub fn of(analysis: &Analysis, transcript: usize, topics: &[usize]) -> Self {
        let counts = &analysis.counts[transcript];
        let mentions = |topic: usize| counts.topics[topic].mentions;
        let raised = |topic: usize| match mentions(topic).question {
            _ if analysis.is_spoken_of(transcript, topic) => Self::Spoken,
            0 => Self::No,
            _ => Self::OnlyAsked,
        };
        topics.iter().map(|&topic| raised(topic)).max().unwrap_or(Self::Spoken)
    }

    fn absence(self, was_said_before: bool) -> Status {
        match (self, was_said_before) {
            (Self::No, _) => Status::NotRaised,
            (Self::OnlyAsked, _) => Status::AskedNotAnswered,
            (Self::Spoken, true) => Status::NotRepeated,
            (Self::Spoken, false) => Status::NotYetSaid,
        }
    }
}

/// One transcript's part in a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// What became of the position there.
    pub status: Status,

    /// What was said, where something was.
    pub statement: Option<Statement>,

    /// In an empty cell, the statement there that comes nearest.
    pub related: Option<Statement>,

    /// The wording against the one before it.
    pub redline: Option<Redline>,

    /// How it stands to the one before it, where the reviewer said so.
    pub relation: Option<Relation>,

    /// The changes against the one before it that carry meaning.
    pub flags: Vec<Flag>,
}

/// One position, or one statement without a counterpart.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The reviewer's name for it, else a short quotation.
    pub label: String,

    /// Whether that is the reviewer's name.
    pub is_named: bool,

    /// Its number in [`Analysis::positions`], where it is one.
    pub position: Option<usize>,

    /// One cell for each transcript compared, older first.
    pub cells: Vec<Cell>,

    /// How sure the correspondence is; `None` for a statement without a counterpart.
    pub tier: Option<Tier>,

    /// Score of its best pair, 0 without a counterpart.
    pub score: f32,

    /// Whether it is protocol rather than substance.
    pub ritual: bool,

    /// How far the correspondence of what is shown was reviewed; `None` without a counterpart.
    pub review: Option<Review>,

    /// How much it matters to the reviewer.
    pub importance: Importance,

    /// Whether the reviewer wrote a note on it.
    pub has_note: bool,
}

impl Row {
    /// What was said, older first.
    pub fn statements(&self) -> impl Iterator<Item = Statement> + '_ {
        self.cells.iter().filter_map(|cell| cell.statement)
    }

    /// The changes that carry meaning, older first.
    pub fn flags(&self) -> impl Iterator<Item = &Flag> {
        self.cells.iter().flat_map(|cell| &cell.flags)
    }

    /// Whether at least two of the transcripts compared say it.
    pub fn is_paired(&self) -> bool {
        self.statements().nth(1).is_some()
    }

    /// The one word for a row of two transcripts: what the newer one does, or why it does not.
    pub fn status(&self) -> Status {
        self.cells.last().map_or(Status::NotRaised, |cell| cell.status)
    }
}

/// How many rows there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Rows by status of their last cell, in the order of [`Status::ALL`].
    pub by_status: [usize; Status::ALL.len()],

    /// Rows that at least two transcripts say.
    pub paired: usize,

    /// Those of them that were reviewed.
    pub reviewed: usize,

    /// Rows that only one says.
    pub alone: usize,
}

impl Summary {
    fn of(rows: &[Row]) -> Self {
        let mut summary = Self::default();
        for row in rows {
            summary.by_status[row.status() as usize] += 1;
            summary.paired += usize::from(row.is_paired());
            summary.reviewed += usize::from(row.review.is_some_and(Review::is_done));
            summary.alone += usize::from(!row.is_paired());
        }
        summary
    }

    /// Rows with this status in the newest transcript.
    pub fn count(&self, status: Status) -> usize {
        self.by_status[status as usize]
    }
}

/// Transcripts side by side on one topic, or on all.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The transcripts compared, older first.
    pub transcripts: Vec<usize>,

    /// The topic in [`Analysis::topics`]; `None` compares everything.
    pub topic: Option<usize>,

    /// Substance before protocol; inside each, positions before what stands alone, by status and the
    /// order of the texts.
    pub rows: Vec<Row>,

    /// Counts over the rows.
    pub summary: Summary,
}

impl Comparison {
    /// Compares transcripts, given in any order.
    pub fn new(analysis: &Analysis, transcripts: &[usize], topic: Option<usize>) -> Self {
        let mut transcripts: Vec<usize> =
            transcripts.iter().copied().filter(|&t| t < analysis.transcripts.len()).collect();
        transcripts.sort_unstable();
        transcripts.dedup();
        let scope = Scope { analysis, transcripts: &transcripts, topic };
        let mut rows = scope.positions();
        rows.extend(scope.alone());
        rows.sort_by_cached_key(|row| scope.order(row));
        let summary = Summary::of(&rows);
        Self { transcripts, topic, rows, summary }
    }
}

/// The row of one position over transcripts; `None` where none of them holds it.
pub fn position_row(
    analysis: &Analysis,
    transcripts: &[usize],
    position: usize,
    topic: Option<usize>,
) -> Option<Row> {
    Scope { analysis, transcripts, topic }.position(position)
}

struct Scope<'a> {
    analysis: &'a Analysis,
    transcripts: &'a [usize],
    topic: Option<usize>,
}

impl Scope<'_> {
    /// Whether a transcript is compared; where all rows are made they are in ascending order.
    fn is_compared(&self, transcript: usize) -> bool {
        self.transcripts.binary_search(&transcript).is_ok()
    }

    /// Rows of the positions that at least two of the transcripts hold. What is on another topic is told before its row is
    /// made, which takes longer: a large library has tens of thousands of positions.
    fn positions(&self) -> Vec<Row> {
        let is_wanted = |number: &usize| {
            let statements = self.analysis.positions[*number].statements.iter().copied();
            let said: Vec<Statement> = statements.filter(|s| self.is_compared(s.transcript)).collect();
            said.len() > 1 && self.analysis.are_on(&said, self.topic)
        };
        let numbers = (0..self.analysis.positions.len()).filter(is_wanted);
        numbers.filter_map(|number| self.position(number)).collect()
    }

    /// The row of a position.
    fn position(&self, number: usize) -> Option<Row> {
        let position = self.analysis.positions.get(number)?;
        let statements: Vec<Option<Statement>> =
            self.transcripts.iter().map(|&t| position.in_transcript(t)).collect();
        let said: Vec<Statement> = statements.iter().copied().flatten().collect();
        let best = self.best_pair(&said);
        let constraints = &self.analysis.constraints;
        let remark = constraints.remark(&position.statements);
        (!said.is_empty()).then(|| Row {
            label: self.analysis.name(&position.statements, &said),
            is_named: remark.as_ref().is_some_and(|remark| !remark.name.is_empty()),
            position: Some(number),
            cells: self.cells(&statements),
            tier: best.map(|(tier, _)| tier),
            score: best.map_or(0.0, |(_, score)| score),
            ritual: position.ritual,
            review: (said.len() > 1).then(|| constraints.review(&said)),
            importance: remark.as_ref().map_or(Importance::Plain, |remark| remark.importance),
            has_note: remark.is_some_and(|remark| !remark.note.is_empty()),
        })
    }

    /// Rows of what only one of the transcripts says.
    fn alone(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        for (column, &transcript) in self.transcripts.iter().enumerate() {
            for statement in self.statements_alone(transcript) {
                let mut statements = vec![None; self.transcripts.len()];
                statements[column] = Some(statement);
                let position = self.analysis.position_of_unit(statement.first);
                let statements_of = |number: usize| self.analysis.positions[number].statements.as_slice();
                let remark = self.analysis.constraints.remark(position.map_or(&[statement], statements_of));
                let name = remark.as_ref().map(|remark| &remark.name).filter(|name| !name.is_empty());
                let quotation = || shorten(self.analysis.text(statement), LABEL_CHARS);
                rows.push(Row {
                    is_named: name.is_some(),
                    label: name.cloned().unwrap_or_else(quotation),
                    position,
                    cells: self.cells(&statements),
                    tier: None,
                    score: 0.0,
                    ritual: statement.units().all(|unit| self.analysis.corpus.unit(unit).ritual),
                    review: None,
                    importance: remark.as_ref().map_or(Importance::Plain, |remark| remark.importance),
                    has_note: remark.is_some_and(|remark| !remark.note.is_empty()),
                });
            }
        }
        rows
    }

    /// The sentences of a transcript on the topic that no row of a position holds, in runs of a few. What only says
    /// once more, word for word, what stands in such a row is neither new nor dropped.
    fn statements_alone(&self, transcript: usize) -> Vec<Statement> {
        let analysis = self.analysis;
        let is_said_elsewhere = |unit: &UnitId| {
            analysis.position_of_unit(*unit).is_some_and(|position| {
                let others = analysis.positions[position].statements.iter().map(|s| s.transcript);
                others.filter(|other| *other != transcript).any(|other| self.is_compared(other))
            })
        };
        let mut alone: Vec<UnitId> = analysis
            .corpus
            .units_of(transcript)
            .filter(|unit| analysis.is_on(Statement::of_unit(&analysis.corpus, *unit), self.topic))
            .filter(|unit| !is_said_elsewhere(unit))
            .collect();
        if alone.is_empty() {
            return Vec::new();
        }
        let wording = |unit: UnitId| Folded::new(analysis.unit_text(unit), Case::Fold).text().to_owned();
        let elsewhere: FxHashSet<String> =
            analysis.corpus.units_of(transcript).filter(is_said_elsewhere).map(wording).collect();
        alone.retain(|unit| elsewhere.is_empty() || !elsewhere.contains(&wording(*unit)));
        let paragraph = |unit: UnitId| {
            analysis.transcripts[transcript].sentences[analysis.corpus.unit(unit).sentence as usize].paragraph
        };
        let mut out: Vec<Statement> = Vec::new();
        for unit in alone {
            match out.last_mut() {
                Some(last)
                    if last.last + 1 == unit
                        && paragraph(last.last) == paragraph(unit)
                        && last.units().count() < STATEMENT_SENTENCES =>
                {
                    last.last = unit;
                }
                _ => out.push(Statement::of_unit(&analysis.corpus, unit)),
            }
        }
        out
    }

    fn cells(&self, statements: &[Option<Statement>]) -> Vec<Cell> {
        let said: Vec<Statement> = statements.iter().copied().flatten().collect();
        let own_topics;
        let topics = match &self.topic {
            Some(topic) => std::slice::from_ref(topic),
            None => {
                own_topics = self.analysis.topics_of(&said);
                &own_topics
            }
        };
        let mut before: Option<Statement> = None;
        let mut cells = Vec::with_capacity(statements.len());
        for (&transcript, &statement) in self.transcripts.iter().zip(statements) {
            let Some(statement) = statement else {
                let status = Raised::of(self.analysis, transcript, topics).absence(before.is_some());
                let related = said
                    .iter()
                    .filter_map(|&s| self.related(s, transcript))
                    .max_by(|x, y| x.0.total_cmp(&y.0));
                let related = related.map(|(_, s)| s);
                cells.push(Cell {
                    status,
                    statement: None,
                    related,
                    redline: None,
                    relation: None,
                    flags: Vec::new(),
                });
                continue;
            };
            let (line, flags) = before.map(|before| self.analysis.change(before, statement)).unzip();
            let status = match line.as_ref().map(|line: &Redline| line.likeness) {
                None => Status::New,
                Some(Likeness::Held) => Status::Held,
                Some(Likeness::Reworded | Likeness::Rewritten) => Status::Reworded,
            };
            let relation = before.and_then(|before| self.analysis.constraints.relation(before, statement));
            cells.push(Cell {
                status,
                statement: Some(statement),
                related: None,
                redline: line,
                relation,
                flags: flags.unwrap_or_default(),
            });
            before = Some(statement);
        }
        cells
    }

    /// The best partner of a statement in a transcript, where it is near enough to be worth naming.
    fn related(&self, statement: Statement, transcript: usize) -> Option<(f32, Statement)> {
        let analysis = self.analysis;
        let best = statement
            .units()
            .filter_map(|unit| {
                let pair = analysis.pairs.best(&analysis.corpus, unit, transcript)?;
                Some((pair.score, crate::engine::pairs::Pairs::partner(pair, unit)))
            })
            .max_by(|x, y| x.0.total_cmp(&y.0))?;
        (best.0 >= RELATED_SCORE).then_some((best.0, Statement::of_unit(&analysis.corpus, best.1)))
    }

    /// Tier and score of the best pair among statements.
    fn best_pair(&self, said: &[Statement]) -> Option<(Tier, f32)> {
        let in_said = |unit: UnitId| said.iter().any(|s| s.holds(unit));
        let best = said
            .iter()
            .flat_map(|s| s.units())
            .flat_map(|unit| self.analysis.pairs.of(unit))
            .filter(|pair| in_said(pair.a) && in_said(pair.b))
            .max_by(|x, y| x.score.total_cmp(&y.score).then((y.a, y.b).cmp(&(x.a, x.b))))?;
        Some((self.analysis.tier(best), best.score))
    }

    /// Substance first; what most transcripts say first; then by status and the order of the texts.
    fn order(&self, row: &Row) -> (bool, std::cmp::Reverse<usize>, Status, Option<usize>, usize) {
        let said = row.statements().count();
        let count = if said > 1 { said } else { 1 };
        let newest = row.cells.iter().rposition(|cell| cell.statement.is_some());
        let at = row.statements().last().map_or(0, |s| self.analysis.span(s).start);
        (row.ritual, std::cmp::Reverse(count), row.status(), newest, at)
    }
}

/// The two transcripts that share most on a topic: the pair to open with. `may` says which come into
/// question; `None` where none of these share anything.
pub fn most_telling_pair(
    analysis: &Analysis,
    topic: Option<usize>,
    may: &dyn Fn(usize, usize) -> bool,
) -> Option<(usize, usize)> {
    let mut shared: std::collections::BTreeMap<(usize, usize), f32> = std::collections::BTreeMap::new();
    for position in analysis.positions.iter().filter(|position| !position.ritual) {
        for (i, &x) in position.statements.iter().enumerate() {
            for &y in &position.statements[i + 1..] {
                if may(x.transcript, y.transcript) && (analysis.is_on(x, topic) || analysis.is_on(y, topic)) {
                    *shared.entry((x.transcript, y.transcript)).or_default() += position.score;
                }
            }
        }
    }
    shared.into_iter().max_by(|x, y| x.1.total_cmp(&y.1).then(y.0.cmp(&x.0))).map(|(pair, _)| pair)
}

/// The two newest transcripts that come into question.
pub fn newest_pair(analysis: &Analysis, may: &dyn Fn(usize, usize) -> bool) -> Option<(usize, usize)> {
    let all = analysis.transcripts.len();
    let mut pairs = (1..all).rev().flat_map(|newer| (0..newer).rev().map(move |older| (older, newer)));
    pairs.find(|&(older, newer)| may(older, newer))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::examples;
    use crate::engine::flags::FlagKind;
    use crate::engine::vectors::Vectors;

    fn analysis_of<const N: usize>(texts: [(&str, &str); N]) -> Analysis {
        let transcript = |(date, text)| examples::transcript(date, Some(date), "en", text);
        examples::analysis(&texts.map(transcript), &Vectors::default())
    }

    /// An answer that repeated the opening remarks was "new", beside the very same words of the meeting before.
    #[test]
    fn what_is_said_once_more_is_not_new() {
        let claim = "The sanctions of our governments will remain until the forces are withdrawn.";
        let twice = format!("{claim} We met in the capital today.\n\nYes, I repeat what I said. {claim}");
        let analysis = analysis_of([("2022-03-01", claim), ("2024-03-05", &twice)]);
        let rows = Comparison::new(&analysis, &[0, 1], None).rows;
        assert_eq!(rows.iter().filter(|row| row.label.starts_with("The sanctions")).count(), 1);
        assert!(rows.iter().all(|row| row.is_paired() || !row.label.contains("sanctions")));
        assert!(rows.len() > 1, "what is new stays");
    }

    /// One word of twenty turns a position round: nine in ten words are kept, and nothing is held.
    #[test]
    fn what_is_said_the_other_way_round_is_not_held() {
        let analysis = analysis_of([
            (
                "2022-03-01",
                "Membership of Ukraine in the alliance is not on the agenda of our governments for this year or the next.",
            ),
            (
                "2024-03-05",
                "Membership of Ukraine in the alliance is on the agenda of our governments for this year or the next.",
            ),
            (
                "2025-03-05",
                "Membership of Ukraine in the alliance is on the agenda of our governments for this year or the next.",
            ),
        ]);
        let comparison = Comparison::new(&analysis, &[0, 1, 2], None);
        let cells: Vec<_> =
            comparison.rows[0].cells.iter().map(|cell| (cell.status, cell.flags.len())).collect();
        assert_eq!(cells, [(Status::New, 0), (Status::Reworded, 1), (Status::Held, 0)]);
        assert_eq!(comparison.rows[0].cells[1].flags[0].kind, FlagKind::Negation);
        let tiers: Vec<Tier> = analysis.pairs.ranked.iter().map(|pair| analysis.tier(pair)).collect();
        assert_eq!(tiers.iter().filter(|tier| **tier == Tier::Verbatim).count(), 1, "{tiers:?}");
    }
}
