//! `stance-cli compare`: what was said at one meeting against what was said at another.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use serde::Serialize;
use stance::engine::analysis::Analysis;
use stance::engine::cite;
use stance::engine::compare::{Cell, Comparison, Row, Status as PositionStatus};
use stance::engine::document::Document;
use stance::engine::flags::{Caveat, Flag, FlagKind};
use stance::engine::redline::{Likeness, Mark};
use stance::engine::report::{self, Listed};
use stance::engine::topics::Topics;
use stance::engine::transcript::{Edits, Span};
use stance::io::load::load;
use stance::io::seeds;

use crate::meaning::Meaning;
use crate::output::{Failure, Output, Status, VERSION, message};
use crate::positions::{analyse, find_topic};

/// Compare two transcripts: what was kept, reworded, new, not repeated
#[derive(Debug, Args)]
pub struct Compare {
    /// A transcript: a file, or the beginning of the name of one that comes with the program
    #[arg(value_name = "A")]
    a: PathBuf,

    /// The other one; the older of the two stands left
    #[arg(value_name = "B")]
    b: PathBuf,

    /// Only what touches this topic
    #[arg(long, value_name = "NAME")]
    topic: Option<String>,

    /// How to write it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,

    #[command(flatten)]
    meaning: Meaning,

    #[command(flatten)]
    output: Output,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// Plain text; deletions [-…-], insertions {+…+}
    Text,
    /// Markdown
    Markdown,
    /// JSON
    Json,
}

impl Compare {
    /// Runs the command.
    pub fn run(&self) -> Result<Status, Failure> {
        let topics = Arc::new(Topics::builtin().clone());
        let topic = find_topic(&topics, self.topic.as_deref())?;
        let (Some(a), Some(b)) = (document(&self.a), document(&self.b)) else {
            return Ok(Status::Incomplete);
        };
        if a.hash() == b.hash() {
            return Err(Failure::Usage(format!(
                "{} and {} hold the same text",
                self.a.display(),
                self.b.display()
            )));
        }
        let edits = Edits::default();
        let analysis = analyse(vec![a.read(&edits), b.read(&edits)], topics, self.meaning.is_wanted());
        let comparison = Comparison::new(&analysis, &[0, 1], topic);
        let with_line_end = |text: String| text.trim_end().to_owned() + "\n";
        match self.format {
            Format::Text => {
                let text = with_line_end(report::text(&analysis, &comparison, &Listed::all(&comparison)));
                self.output.write(|out| out.write_all(text.as_bytes()))?;
            }
            Format::Markdown => {
                let text = with_line_end(report::markdown(&analysis, &comparison, &Listed::all(&comparison)));
                self.output.write(|out| out.write_all(text.as_bytes()))?;
            }
            Format::Json => self.output.json(&Report::of(&analysis, &comparison))?,
        }
        Ok(Status::Complete)
    }
}

/// A file, or one of the transcripts that come with the program.
pub fn document(path: &Path) -> Option<Document> {
    if !path.exists() {
        let name = path.to_string_lossy();
        let mut seeds =
            seeds::documents().into_iter().filter(|seed| seed.source.file_name().starts_with(&*name));
        if let (Some(seed), None) = (seeds.next(), seeds.next()) {
            return Some(seed);
        }
    }
    let loaded = load(&[path]);
    for problem in &loaded.problems {
        message(problem);
    }
    let mut documents = loaded.documents.into_iter();
    match (documents.next(), documents.next()) {
        (Some(Ok(document)), None) => Some(document),
        (Some(Err(error)), _) => {
            message(&format_args!("{error}\n  {}", error.hint()));
            None
        }
        (_, Some(_)) | (None, None) => {
            message(&format_args!("name one transcript, not a folder: {}", path.display()));
            None
        }
    }
}

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    topic: Option<&'a str>,
    transcripts: Vec<TranscriptJson<'a>>,
    summary: Vec<CountJson>,
    rows: Vec<RowJson<'a>>,
}

#[derive(Serialize)]
struct TranscriptJson<'a> {
    path: &'a str,
    title: &'a str,
    date: Option<String>,
    words: usize,
}

#[derive(Serialize)]
struct CountJson {
    status: PositionStatus,
    rows: usize,
}

#[derive(Serialize)]
struct RowJson<'a> {
    label: &'a str,
    status: PositionStatus,
    tier: Option<&'static str>,
    score: f32,
    /// Protocol rather than substance.
    protocol: bool,
    likeness: Option<&'static str>,
    /// Both wordings as one text with changes marked, where both are there.
    redline: Option<String>,
    /// Changes that carry meaning.
    flags: Vec<FlagJson>,
    a: CellJson<'a>,
    b: CellJson<'a>,
}

#[derive(Serialize)]
struct FlagJson {
    kind: FlagKind,
    /// What changed, in the words of both.
    words: String,
    /// Where it stands in each text; empty where only the other one has it.
    a: PlaceJson,
    b: PlaceJson,
    caveat: Option<Caveat>,
}

#[derive(Serialize)]
struct PlaceJson {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct CellJson<'a> {
    status: PositionStatus,
    statement: Option<StatementJson<'a>>,
    /// Why nothing stands here.
    absence: Option<String>,
}

#[derive(Serialize)]
struct StatementJson<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    citation: String,
    marks: Vec<MarkJson>,
}

#[derive(Serialize)]
struct MarkJson {
    start: usize,
    end: usize,
    kind: &'static str,
}

impl<'a> Report<'a> {
    fn of(analysis: &'a Analysis, comparison: &'a Comparison) -> Self {
        let transcripts = comparison.transcripts.iter().map(|&t| &analysis.transcripts[t]);
        Self {
            version: VERSION,
            topic: comparison.topic.map(|topic| analysis.topics.list()[topic].name.as_str()),
            transcripts: transcripts
                .map(|t| TranscriptJson {
                    path: &t.source.path,
                    title: &t.meta.title,
                    date: t.meta.date.map(|date| date.value.to_string()),
                    words: t.words,
                })
                .collect(),
            summary: PositionStatus::ALL
                .into_iter()
                .map(|status| CountJson { status, rows: comparison.summary.count(status) })
                .collect(),
            rows: comparison.rows.iter().map(|row| row_json(analysis, comparison, row)).collect(),
        }
    }
}

fn row_json<'a>(analysis: &'a Analysis, comparison: &Comparison, row: &'a Row) -> RowJson<'a> {
    let [old, new] = row.cells.as_slice() else { unreachable!("two transcripts are compared") };
    let line = new.redline.as_ref();
    let texts = old.statement.zip(new.statement).map(|(a, b)| (analysis.text(a), analysis.text(b)));
    RowJson {
        label: &row.label,
        status: row.status(),
        tier: row.tier.map(stance::engine::pairs::Tier::as_str),
        score: row.score,
        protocol: row.ritual,
        likeness: line.map(|line| match line.likeness {
            Likeness::Held => "held",
            Likeness::Reworded => "reworded",
            Likeness::Rewritten => "rewritten",
        }),
        flags: flags_json(analysis, old, new),
        redline: line.zip(texts).map(|(line, (a, b))| line.to_plain_text(a, b)),
        a: cell_json(analysis, comparison, old, line.map(|line| line.old.as_slice())),
        b: cell_json(analysis, comparison, new, line.map(|line| line.new.as_slice())),
    }
}

fn flags_json(analysis: &Analysis, old: &Cell, new: &Cell) -> Vec<FlagJson> {
    let Some((a, b)) = old.statement.zip(new.statement) else {
        return Vec::new();
    };
    let place = |statement, inside: Span| {
        let start = analysis.span(statement).start;
        PlaceJson { start: start + inside.start, end: start + inside.end }
    };
    let flag = |flag: &Flag| FlagJson {
        kind: flag.kind,
        words: flag.words(analysis.text(a), analysis.text(b)),
        a: place(a, flag.old),
        b: place(b, flag.new),
        caveat: flag.caveat,
    };
    new.flags.iter().map(flag).collect()
}

fn cell_json<'a>(
    analysis: &'a Analysis,
    comparison: &Comparison,
    cell: &Cell,
    marks: Option<&[stance::engine::redline::Marked]>,
) -> CellJson<'a> {
    let topic = comparison.topic.map(|topic| analysis.topics.list()[topic].name.as_str());
    let statement = cell.statement.map(|statement| {
        let span = analysis.span(statement);
        let place = |m: &stance::engine::redline::Marked| MarkJson {
            start: span.start + m.span.start,
            end: span.start + m.span.end,
            kind: match m.mark {
                Mark::Deleted => "deleted",
                Mark::Inserted => "inserted",
                Mark::Moved => "moved",
                Mark::Shared => "shared",
            },
        };
        StatementJson {
            start: span.start,
            end: span.end,
            text: analysis.text(statement),
            citation: cite::citation(&analysis.transcripts[statement.transcript], span),
            marks: marks.unwrap_or_default().iter().map(place).collect(),
        }
    });
    CellJson {
        status: cell.status,
        absence: statement.is_none().then(|| report::absence(topic, cell.status)),
        statement,
    }
}
