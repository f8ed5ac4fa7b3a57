//! `stance-cli positions`: the ranked pairs and the positions that they make.

use std::io::{self, Write};
use std::sync::Arc;

use clap::Args;
use serde::Serialize;
use stance::engine::analysis::Analysis;
use stance::engine::cite;
use stance::engine::compare::{Status as PositionStatus, position_row};
use stance::engine::explain::Explainer;
use stance::engine::numbers::count;
use stance::engine::pairs::Pair;
use stance::engine::positions::Statement;
use stance::engine::statements;
use stance::engine::topics::Topics;
use stance::engine::transcript::Transcript;
use stance::engine::vectors::Vectors;

use crate::input::Input;
use crate::meaning::{self, Meaning};
use crate::output::{Failure, Output, Status, VERSION};

/// Find positions that recur from one transcript to another
#[derive(Debug, Args)]
pub struct Positions {
    #[command(flatten)]
    input: Input,

    /// Write JSON
    #[arg(long)]
    json: bool,

    /// Only what touches this topic
    #[arg(long, value_name = "NAME")]
    topic: Option<String>,

    /// Only so many of the best pairs
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    #[command(flatten)]
    meaning: Meaning,

    #[command(flatten)]
    output: Output,
}

impl Positions {
    /// Runs the command.
    pub fn run(&self) -> Result<Status, Failure> {
        let topics = Arc::new(Topics::builtin().clone());
        let topic = find_topic(&topics, self.topic.as_deref())?;
        let read = self.input.read();
        let analysis = analyse(read.transcripts, topics, self.meaning.is_wanted());
        if self.json {
            self.output.json(&report(&analysis, topic, self.limit))?;
        } else {
            self.output.write(|out| describe(out, &analysis, topic))?;
        }
        Ok(read.status)
    }
}

/// The number of a topic by its name; wrong usage where there is none of that name.
pub fn find_topic(topics: &Topics, name: Option<&str>) -> Result<Option<usize>, Failure> {
    let Some(name) = name else { return Ok(None) };
    topics.find(name).map(Some).ok_or_else(|| {
        let names: Vec<&str> = topics.list().iter().map(|topic| topic.name.as_str()).collect();
        Failure::Usage(format!("there is no topic named {name}; the topics are {}", names.join(", ")))
    })
}

/// Analyses transcripts to the end, by meaning where that is wanted.
pub fn analyse(transcripts: Vec<Transcript>, topics: Arc<Topics>, by_meaning: bool) -> Analysis {
    let transcripts: Vec<Arc<Transcript>> = transcripts.into_iter().map(Arc::new).collect();
    let vectors = if by_meaning { meaning::vectors(&transcripts) } else { Vectors::default() };
    Analysis::new(&transcripts, topics, &vectors, &|_| true)
        .expect("an analysis that is never told to stop comes to its end")
}

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    transcripts: Vec<TranscriptJson<'a>>,
    pairs: Vec<PairJson<'a>>,
    positions: Vec<PositionJson<'a>>,
}

#[derive(Serialize)]
struct TranscriptJson<'a> {
    path: &'a str,
    title: &'a str,
    date: Option<String>,
}

#[derive(Serialize)]
struct PlaceJson {
    transcript: usize,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct PairJson<'a> {
    a: PlaceJson,
    b: PlaceJson,
    score: f32,
    tier: &'static str,
    /// Both stand in copies of one event; such pairs come after all others.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    same_event: bool,
    topics: Vec<&'a str>,
    shared: Vec<String>,
}

#[derive(Serialize)]
struct PositionJson<'a> {
    label: String,
    topics: Vec<&'a str>,
    score: f32,
    /// Protocol rather than substance.
    protocol: bool,
    statements: Vec<StatementJson>,
    /// Transcripts without a statement, and why.
    absent: Vec<AbsentJson>,
}

#[derive(Serialize)]
struct StatementJson {
    transcript: usize,
    start: usize,
    end: usize,
    status: PositionStatus,
}

#[derive(Serialize)]
struct AbsentJson {
    transcript: usize,
    status: PositionStatus,
}

fn report(analysis: &Analysis, topic: Option<usize>, limit: Option<usize>) -> Report<'_> {
    let on_topic = |(_, ends): &(&Pair, [Statement; 2])| ends.iter().any(|&end| analysis.is_on(end, topic));
    let statements = statements::of_pairs(&analysis.corpus, &analysis.pairs);
    let pairs = analysis.pairs.ranked.iter().zip(statements);
    let pairs = pairs.filter(on_topic).take(limit.unwrap_or(usize::MAX));
    let transcripts = analysis.transcripts.iter().map(|t| TranscriptJson {
        path: &t.source.path,
        title: &t.meta.title,
        date: t.meta.date.map(|date| date.value.to_string()),
    });
    let mut explainer = Explainer::new(analysis);
    Report {
        version: VERSION,
        transcripts: transcripts.collect(),
        pairs: pairs.map(|(pair, ends)| pair_json(analysis, &mut explainer, pair, ends)).collect(),
        positions: positions(analysis, topic).map(|number| position_json(analysis, number)).collect(),
    }
}

fn pair_json<'a>(
    analysis: &'a Analysis,
    explainer: &mut Explainer<'a>,
    pair: &Pair,
    [a, b]: [Statement; 2],
) -> PairJson<'a> {
    let place = |statement: Statement| {
        let span = analysis.span(statement);
        PlaceJson { transcript: statement.transcript, start: span.start, end: span.end }
    };
    PairJson {
        a: place(a),
        b: place(b),
        score: pair.score,
        tier: analysis.tier(pair).as_str(),
        same_event: pair.same_event,
        topics: topic_names(analysis, &[a, b]),
        shared: explainer.shared_terms(a, b).into_iter().map(|term| term.old).collect(),
    }
}

fn topic_names<'a>(analysis: &'a Analysis, statements: &[Statement]) -> Vec<&'a str> {
    let list = analysis.topics.list();
    analysis.topics_of(statements).into_iter().map(|topic| list[topic].name.as_str()).collect()
}

/// The numbers of the positions that touch a topic.
fn positions(analysis: &Analysis, topic: Option<usize>) -> impl Iterator<Item = usize> {
    let touches = move |&number: &usize| {
        analysis.positions[number].statements.iter().any(|&statement| analysis.is_on(statement, topic))
    };
    (0..analysis.positions.len()).filter(touches)
}

fn position_json(analysis: &Analysis, number: usize) -> PositionJson<'_> {
    let position = &analysis.positions[number];
    let all: Vec<usize> = (0..analysis.transcripts.len()).collect();
    let row = position_row(analysis, &all, number, None);
    let cells = || row.iter().flat_map(|row| row.cells.iter().enumerate());
    PositionJson {
        label: analysis.label(number),
        topics: topic_names(analysis, &position.statements),
        score: position.score,
        protocol: position.ritual,
        statements: cells()
            .filter_map(|(transcript, cell)| {
                let span = analysis.span(cell.statement?);
                Some(StatementJson { transcript, start: span.start, end: span.end, status: cell.status })
            })
            .collect(),
        absent: cells()
            .filter(|(_, cell)| cell.statement.is_none())
            .map(|(transcript, cell)| AbsentJson { transcript, status: cell.status })
            .collect(),
    }
}

fn describe(out: &mut dyn Write, analysis: &Analysis, topic: Option<usize>) -> io::Result<()> {
    let numbers: Vec<usize> = positions(analysis, topic).collect();
    let transcripts = count(analysis.transcripts.len(), "transcript");
    writeln!(out, "{} proposed in {transcripts}", count(numbers.len(), "position"))?;
    let all: Vec<usize> = (0..analysis.transcripts.len()).collect();
    for number in numbers {
        let Some(row) = position_row(analysis, &all, number, None) else { continue };
        let topics = topic_names(analysis, &analysis.positions[number].statements);
        writeln!(out, "\n{} [{}]", row.label, topics.join(", "))?;
        for cell in &row.cells {
            let Some(statement) = cell.statement else { continue };
            let transcript = &analysis.transcripts[statement.transcript];
            let text: Vec<&str> = analysis.text(statement).split_whitespace().collect();
            writeln!(out, "  {}, {}: {}", cite::name(transcript), cell.status.as_str(), text.join(" "))?;
        }
    }
    Ok(())
}
