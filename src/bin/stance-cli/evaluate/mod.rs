//! `stance-cli evaluate`: how well the ranking agrees with labelled pairs, and what each signal contributes.

mod labels;
mod measures;

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use serde::Serialize;
use stance::engine::analysis::Analysis;
use stance::engine::corpus::UnitId;
use stance::engine::encoder::Vector;
use stance::engine::pairs::Pairs;
use stance::engine::positions::Statement;
use stance::engine::ranking::Ranking;
use stance::engine::signals::{Signal, Weighing};
use stance::engine::statements;
use stance::engine::topics::Topics;

use crate::input::Input;
use crate::output::{Failure, Output, Status, VERSION};
use crate::positions::analyse;
use labels::{Gold, Labels};
use measures::{Measures, Proposal, grade};

/// Measure the ranking against labelled pairs, with each signal switched off in turn
#[derive(Debug, Args)]
pub struct Evaluate {
    /// Labelled pairs as JSON
    #[arg(value_name = "LABELS")]
    labels: PathBuf,

    #[command(flatten)]
    input: Input,

    /// Write JSON
    #[arg(long)]
    json: bool,

    /// Also write the signals of every pair to this file as CSV, for learning weights
    #[arg(long, value_name = "CSV")]
    signals: Option<PathBuf>,

    #[command(flatten)]
    output: Output,
}

/// One line of the table.
#[derive(Serialize)]
struct Line {
    name: String,
    precision_at_20: f32,
    precision_at_50: f32,
    precision_at_100: f32,
    hard_negatives_in_100: usize,
    recall_at_5_grade_3: f32,
    recall_at_5_grade_2_and_3: f32,
}

#[derive(Serialize)]
struct Report {
    version: u32,
    pairs: usize,
    hard_negatives: usize,
    lines: Vec<Line>,
}

impl Evaluate {
    /// Runs the command.
    pub fn run(&self) -> Result<Status, Failure> {
        let wrong = |what: String| Failure::Usage(format!("{what}: {}", self.labels.display()));
        let text = fs::read_to_string(&self.labels)
            .map_err(|error| wrong(format!("cannot read labels, {error}")))?;
        let labels: Labels =
            serde_json::from_str(&text).map_err(|error| wrong(format!("these are no labels, {error}")))?;
        let read = self.input.read();
        let analysis = analyse(read.transcripts, Arc::new(Topics::builtin().clone()), true);
        let gold = labels.locate(&analysis.transcripts).map_err(wrong)?;
        if let Some(path) = &self.signals {
            let written = fs::File::create(path)
                .and_then(|file| write_signals(&mut io::BufWriter::new(file), &analysis, &gold));
            written.map_err(|error| Failure::Output { path: path.display().to_string(), error })?;
        }
        let report = Report {
            version: VERSION,
            pairs: gold.iter().filter(|g| g.grade > 0).count(),
            hard_negatives: gold.iter().filter(|g| g.grade < 0).count(),
            lines: lines(&analysis, &gold),
        };
        if self.json {
            self.output.json(&report)?;
        } else {
            self.output.write(|out| table(out, &report))?;
        }
        Ok(read.status)
    }
}

fn lines(analysis: &Analysis, gold: &[Gold]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (name, meanings) in [("words and meaning", analysis.meanings()), ("words alone", &[][..])] {
        let measure = |weighing| Measures::of(&proposals(analysis, meanings, weighing), gold);
        lines.push(Line::new(name.to_owned(), &measure(Weighing::default())));
        let counts = |signal: &Signal| !(meanings.is_empty() && signal.is_of_meaning());
        for signal in Signal::ALL.into_iter().filter(counts) {
            let name = format!("  without {}", signal.as_str());
            lines.push(Line::new(name, &measure(Weighing::default().without(signal))));
        }
    }
    lines
}

impl Line {
    fn new(name: String, measures: &Measures) -> Self {
        let [precision_at_20, precision_at_50, precision_at_100] = measures.precision;
        Self {
            name,
            precision_at_20,
            precision_at_50,
            precision_at_100,
            hard_negatives_in_100: measures.hard_negatives,
            recall_at_5_grade_3: measures.recall_plain,
            recall_at_5_grade_2_and_3: measures.recall,
        }
    }
}

/// Ranks with some weighing; the pairs as they are proposed, best first.
fn proposals(analysis: &Analysis, meanings: &[Option<Vector>], weighing: Weighing) -> Vec<Proposal> {
    let ranking = Ranking::new(&analysis.corpus, analysis.unit_topics(), meanings, weighing);
    let pairs: Pairs = ranking.rank(&|_| true).unwrap_or_default();
    let place = |statement: Statement| (statement.transcript, analysis.span(statement));
    statements::of_pairs(&analysis.corpus, &pairs).into_iter().map(|ends| ends.map(place)).collect()
}

fn table(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    writeln!(out, "{} labelled pairs, {} hard negatives", report.pairs, report.hard_negatives)?;
    writeln!(out, "{:28} precision@20   @50  @100  hard negatives  recall@5 grade 3  grade 2+3", "")?;
    for line in &report.lines {
        writeln!(
            out,
            "{:28} {:12.2} {:5.2} {:5.2} {:15} {:17.2} {:10.2}",
            line.name,
            line.precision_at_20,
            line.precision_at_50,
            line.precision_at_100,
            line.hard_negatives_in_100,
            line.recall_at_5_grade_3,
            line.recall_at_5_grade_2_and_3,
        )?;
    }
    Ok(())
}

/// Every two sentences of different transcripts with their signals and their grade.
fn write_signals(out: &mut dyn Write, analysis: &Analysis, gold: &[Gold]) -> io::Result<()> {
    let ranking =
        Ranking::new(&analysis.corpus, analysis.unit_topics(), analysis.meanings(), Weighing::default());
    let names = Signal::ALL.map(|signal| signal.as_str().replace(' ', "_"));
    writeln!(out, "transcript_a,transcript_b,{},grade", names.join(","))?;
    let units = analysis.corpus.len() as UnitId;
    let end = |unit: UnitId| (analysis.corpus.unit(unit).transcript as usize, analysis.unit_span(unit));
    for a in 0..units {
        for b in a + 1..units {
            let ends = [end(a), end(b)];
            if ends[0].0 == ends[1].0 {
                continue;
            }
            let values = ranking.signals(a, b).values().map(|value| format!("{value:.5}"));
            writeln!(out, "{},{},{},{}", ends[0].0, ends[1].0, values.join(","), grade(&ends, gold))?;
        }
    }
    out.flush()
}
