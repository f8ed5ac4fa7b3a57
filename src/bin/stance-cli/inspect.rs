//! `stance-cli inspect`: what was recognised in each transcript.

use std::collections::BTreeMap;
use std::io::{self, Write};

use clap::Args;
use serde::Serialize;
use stance::engine::cite;
use stance::engine::duplicates::{SameEvent, Twins, twins};
use stance::engine::numbers::count;
use stance::engine::transcript::{Format, Span, Transcript, TurnKind};

use crate::input::Input;
use crate::output::{Failure, Output, Status, VERSION};

/// Show what was recognised: title, date and where it was found, turns, furniture, warnings
#[derive(Debug, Args)]
pub struct Inspect {
    #[command(flatten)]
    input: Input,

    /// Write JSON
    #[arg(long)]
    json: bool,

    /// Add the decoded text, which all offsets are counted in
    #[arg(long, requires = "json")]
    text: bool,

    #[command(flatten)]
    output: Output,
}

impl Inspect {
    /// Runs the command.
    pub fn run(&self) -> Result<Status, Failure> {
        let read = self.input.read();
        let same_events = same_events(&read.transcripts);
        if self.json {
            let with_text = self.text;
            let transcripts = read.transcripts.iter();
            self.output.json(&Report {
                version: VERSION,
                transcripts: transcripts.map(|t| TranscriptJson::of(t, with_text)).collect(),
                same_events,
            })?;
        } else {
            self.output.write(|out| {
                for transcript in &read.transcripts {
                    describe(out, transcript)?;
                }
                describe_same_events(out, &read.transcripts, &same_events)
            })?;
        }
        Ok(read.status)
    }
}

#[derive(Serialize)]
struct Report<'t> {
    version: u32,
    transcripts: Vec<TranscriptJson<'t>>,
    same_events: Vec<SameEventJson>,
}

#[derive(Serialize)]
struct TranscriptJson<'t> {
    path: &'t str,
    format: Format,
    encoding: &'t str,
    language: Option<&'t str>,
    words: usize,
    title: &'t str,
    date: Option<DateJson>,
    place: Option<&'t str>,
    organisation: Option<&'t str>,
    event: Option<&'t str>,
    publisher: Option<&'t str>,
    speakers: &'t [String],
    turns: Vec<TurnJson<'t>>,
    paragraphs: Vec<Span>,
    sentences: Vec<Span>,
    furniture: Vec<FurnitureJson>,
    warnings: Vec<WarningJson<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'t str>,
}

#[derive(Serialize)]
struct DateJson {
    value: String,
    source: &'static str,
}

#[derive(Serialize)]
struct TurnJson<'t> {
    kind: &'static str,
    speaker: Option<&'t str>,
    #[serde(flatten)]
    span: Span,
}

#[derive(Serialize)]
struct FurnitureJson {
    #[serde(flatten)]
    span: Span,
    reason: &'static str,
}

#[derive(Serialize)]
struct WarningJson<'t> {
    kind: &'static str,
    #[serde(flatten)]
    span: Span,
    message: &'t str,
}

/// Two transcripts of one event, by their place in the list.
#[derive(Serialize)]
struct SameEventJson {
    a: usize,
    b: usize,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<f64>,
}

impl<'t> TranscriptJson<'t> {
    fn of(transcript: &'t Transcript, with_text: bool) -> Self {
        let meta = &transcript.meta;
        Self {
            path: &transcript.source.path,
            format: transcript.source.format,
            encoding: &transcript.source.encoding,
            language: meta.language.as_deref(),
            words: transcript.words,
            title: &meta.title,
            date: meta
                .date
                .map(|date| DateJson { value: date.value.to_string(), source: date.source.as_str() }),
            place: meta.place.as_deref(),
            organisation: meta.organisation.as_deref(),
            event: meta.event.as_deref(),
            publisher: meta.publisher.as_deref(),
            speakers: &meta.speakers,
            turns: transcript
                .turns
                .iter()
                .map(|turn| TurnJson {
                    kind: turn.kind.as_str(),
                    speaker: turn.speaker.as_deref(),
                    span: turn.span,
                })
                .collect(),
            paragraphs: transcript.paragraphs.iter().map(|p| p.span).collect(),
            sentences: transcript.sentences.iter().map(|s| s.span).collect(),
            furniture: transcript
                .furniture
                .iter()
                .map(|furniture| FurnitureJson { span: furniture.span, reason: furniture.reason.as_str() })
                .collect(),
            warnings: transcript
                .warnings
                .iter()
                .map(|warning| WarningJson {
                    kind: warning.kind.as_str(),
                    span: warning.span,
                    message: &warning.message,
                })
                .collect(),
            text: with_text.then_some(&*transcript.text),
        }
    }
}

fn same_events(transcripts: &[Transcript]) -> Vec<SameEventJson> {
    let json = |Twins { a, b, why }| {
        let (kind, share) = match why {
            SameEvent::SameText => ("same-text", None),
            SameEvent::Copy { share } => ("copy", Some(share)),
            SameEvent::SameOccasion => ("same-occasion", None),
        };
        SameEventJson { a, b, kind, share }
    };
    twins(transcripts).into_iter().map(json).collect()
}

fn describe(out: &mut dyn Write, transcript: &Transcript) -> io::Result<()> {
    let meta = &transcript.meta;
    let source = &transcript.source;
    let mut line = |name: &str, value: &str| {
        if value.is_empty() {
            return Ok(());
        }
        writeln!(out, "  {name:<13}{value}")
    };
    let date = meta.date.map_or_else(
        || "unknown".to_owned(),
        |date| format!("{} ({})", cite::date(transcript), date.source.as_str()),
    );
    let optional = |value: &Option<String>| value.clone().unwrap_or_default();
    line("file", &source.path)?;
    line("title", &one_line(&meta.title))?;
    line("date", &date)?;
    line("place", &optional(&meta.place))?;
    line("organisation", &optional(&meta.organisation))?;
    line("event", &optional(&meta.event))?;
    line("publisher", &optional(&meta.publisher))?;
    line("speakers", &meta.speakers.join("; "))?;
    let language = meta.language.as_deref().unwrap_or("unknown");
    let format = source.format.as_str();
    let words = count(transcript.words, "word");
    let text = format!("{words}, language {language}, {format}, {}", source.encoding);
    line("text", &text)?;
    line("turns", &turn_summary(transcript))?;
    line("furniture", &furniture_summary(transcript))?;
    for warning in &transcript.warnings {
        let place = if warning.span.is_empty() {
            String::new()
        } else {
            format!(" [{}–{}]", warning.span.start, warning.span.end)
        };
        line("warning", &format!("{}{place}", warning.message))?;
    }
    writeln!(out)
}

fn describe_same_events(
    out: &mut dyn Write,
    transcripts: &[Transcript],
    same_events: &[SameEventJson],
) -> io::Result<()> {
    for same in same_events {
        let (a, b) = (&transcripts[same.a].source.path, &transcripts[same.b].source.path);
        let why = match (same.kind, same.share) {
            ("copy", Some(share)) => {
                format!("{:.0} % of the shorter one is in the longer", share * 100.0)
            }
            ("same-text", _) => "the same text".to_owned(),
            _ => "the same day and occasion".to_owned(),
        };
        writeln!(out, "One event ({why}): {a} and {b}")?;
    }
    Ok(())
}

fn turn_summary(transcript: &Transcript) -> String {
    let of_kind = |kind| transcript.turns.iter().filter(|turn| turn.kind == kind).count();
    let counts = [
        (TurnKind::Opening, "opening"),
        (TurnKind::Question, "question"),
        (TurnKind::Answer, "answer"),
        (TurnKind::Other, "other turn"),
    ];
    let counts = counts.map(|(kind, noun)| (of_kind(kind), noun)).into_iter();
    let counts: Vec<String> =
        counts.filter(|(number, _)| *number > 0).map(|(number, noun)| count(number, noun)).collect();
    if counts.is_empty() { "none".to_owned() } else { counts.join(", ") }
}

fn furniture_summary(transcript: &Transcript) -> String {
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for furniture in &transcript.furniture {
        *counts.entry(furniture.reason).or_default() += 1;
    }
    let counts: Vec<String> =
        counts.iter().map(|(reason, count)| format!("{} ({count})", reason.as_str())).collect();
    counts.join(", ")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
