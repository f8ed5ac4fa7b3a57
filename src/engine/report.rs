//! A comparison as plain text and as Markdown: what is compared, the rows, and a citation for each
//! statement.

use std::fmt::Write as _;

use crate::engine::analysis::Analysis;
use crate::engine::cite;
use crate::engine::compare::{Cell, Comparison, Row, Status};
use crate::engine::numbers::count;
use crate::engine::positions::Statement;
use crate::engine::redline::Likeness;
use crate::engine::transcript::Transcript;

/// The rows of a comparison that a report holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Their numbers, in the order in which they are written.
    pub rows: Vec<usize>,

    /// What they were chosen by, in words; empty where nothing was left out.
    pub filter: String,
}

impl Listed {
    /// Every row.
    pub fn all(comparison: &Comparison) -> Self {
        Self { rows: (0..comparison.rows.len()).collect(), filter: String::new() }
    }

    fn rows<'a>(&self, comparison: &'a Comparison) -> impl Iterator<Item = &'a Row> {
        self.rows.iter().filter_map(|&row| comparison.rows.get(row))
    }

    /// What a reader must know before reading: that rows are left out, how many, and why.
    fn note(&self, comparison: &Comparison) -> Option<String> {
        let (listed, all) = (self.rows.len(), count(comparison.rows.len(), "row"));
        (!self.filter.is_empty()).then(|| format!("Only {listed} of {all}: {}", self.filter))
    }
}

/// The line above a comparison: which transcripts, and how many rows of each kind.
pub fn headline(analysis: &Analysis, comparison: &Comparison) -> String {
    let dates = comparison.transcripts.iter().map(|&t| cite::name(&analysis.transcripts[t]));
    let counts = Status::ALL
        .into_iter()
        .filter(|&status| comparison.summary.count(status) > 0)
        .map(|status| format!("{} {}", comparison.summary.count(status), status.as_str()));
    let mut out = dates.collect::<Vec<_>>().join(" → ");
    for count in counts {
        let _ = write!(out, " · {count}");
    }
    let (paired, reviewed) = (comparison.summary.paired, comparison.summary.reviewed);
    let _ = write!(out, " · {paired} of {} rows paired, ", comparison.rows.len());
    match reviewed {
        0 => out.push_str("all proposed"),
        all if all == paired => out.push_str("all confirmed"),
        some => {
            let _ = write!(out, "{some} confirmed, the others proposed");
        }
    }
    out
}

/// The name of what is compared.
pub fn topic_name<'a>(analysis: &'a Analysis, comparison: &Comparison) -> &'a str {
    comparison.topic.map_or("All topics", |topic| &analysis.topics.list()[topic].name)
}

/// Why a cell is empty, as a sentence about a topic.
pub fn absence(topic: Option<&str>, status: Status) -> String {
    let came_up = topic.map_or_else(|| "The subject came up".to_owned(), |topic| format!("{topic} came up"));
    match (status, topic) {
        (Status::NotRepeated, _) => format!("{came_up}; this was not repeated"),
        (Status::NotYetSaid, _) => format!("{came_up}; this was not said"),
        (Status::AskedNotAnswered, Some(topic)) => {
            format!("A question raised {topic}; the speaker did not speak of it")
        }
        (Status::AskedNotAnswered, None) => {
            "A question raised the subject; the speaker did not speak of it".to_owned()
        }
        (_, Some(topic)) => format!("{topic} did not come up, and nobody asked"),
        (_, None) => "The subject did not come up".to_owned(),
    }
}

/// A comparison as plain text: deletions `[-…-]`, insertions `{+…+}`.
pub fn text(analysis: &Analysis, comparison: &Comparison, listed: &Listed) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}", topic_name(analysis, comparison));
    let _ = writeln!(out, "{}", headline(analysis, comparison));
    if let Some(note) = listed.note(comparison) {
        let _ = writeln!(out, "{note}");
    }
    for &transcript in &comparison.transcripts {
        let _ = writeln!(out, "  {}", source_line(&analysis.transcripts[transcript]));
    }
    for row in listed.rows(comparison) {
        let _ = writeln!(out, "\n## {} [{}]", row.label, row_kind(row));
        for (cell, &transcript) in row.cells.iter().zip(&comparison.transcripts) {
            write_cell(&mut out, analysis, comparison, row, cell, transcript);
        }
    }
    out
}

/// A comparison as Markdown: deletions struck, insertions in bold.
pub fn markdown(analysis: &Analysis, comparison: &Comparison, listed: &Listed) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "# {}\n", escape(topic_name(analysis, comparison)));
    let _ = writeln!(out, "{}\n", headline(analysis, comparison));
    if let Some(note) = listed.note(comparison) {
        let _ = writeln!(out, "{}\n", escape(&note));
    }
    for &transcript in &comparison.transcripts {
        let _ = writeln!(out, "- {}", escape(&source_line(&analysis.transcripts[transcript])));
    }
    for row in listed.rows(comparison) {
        let _ = writeln!(out, "\n## {}\n\n*{}*\n", escape(&row.label), row_kind(row));
        for (cell, &transcript) in row.cells.iter().zip(&comparison.transcripts) {
            let date = cite::name(&analysis.transcripts[transcript]);
            match cell.statement {
                Some(statement) => {
                    let body = changed_text(analysis, row, cell, statement, &Marks::MARKDOWN);
                    let _ =
                        writeln!(out, "**{date}**: {body}  \n{}\n", escape(&citation(analysis, statement)));
                }
                None => {
                    let _ =
                        writeln!(out, "**{date}**: {}\n", escape(&empty_cell(analysis, comparison, cell)));
                }
            }
        }
    }
    out
}

fn write_cell(
    out: &mut String,
    analysis: &Analysis,
    comparison: &Comparison,
    row: &Row,
    cell: &Cell,
    transcript: usize,
) {
    let date = cite::name(&analysis.transcripts[transcript]);
    match cell.statement {
        Some(statement) => {
            let body = changed_text(analysis, row, cell, statement, &Marks::PLAIN);
            let _ = writeln!(out, "{date}: {body}\n    {}", citation(analysis, statement));
        }
        None => {
            let _ = writeln!(out, "{date}: {}", empty_cell(analysis, comparison, cell));
        }
    }
}

/// How changes are written.
struct Marks {
    deleted: (&'static str, &'static str),
    inserted: (&'static str, &'static str),
    escape: fn(&str) -> String,
}

impl Marks {
    const PLAIN: Self = Self { deleted: ("[-", "-]"), inserted: ("{+", "+}"), escape: plain };
    const MARKDOWN: Self = Self { deleted: ("~~", "~~"), inserted: ("**", "**"), escape };
}

/// The statement against the one before it, or as it stands where there is none or little is shared.
fn changed_text(analysis: &Analysis, row: &Row, cell: &Cell, statement: Statement, marks: &Marks) -> String {
    let new = analysis.text(statement);
    let before = row.statements().take_while(|s| *s != statement).last();
    match (&cell.redline, before) {
        (Some(line), Some(before)) if line.likeness != Likeness::Rewritten => {
            let old = analysis.text(before);
            line.inline(old, new, |piece, change| {
                use crate::engine::redline::Change;
                let text = (marks.escape)(piece);
                match change {
                    Change::Kept => text,
                    Change::Deleted => format!("{}{text}{}", marks.deleted.0, marks.deleted.1),
                    Change::Inserted => format!("{}{text}{}", marks.inserted.0, marks.inserted.1),
                }
            })
        }
        _ => (marks.escape)(new),
    }
}

fn row_kind(row: &Row) -> String {
    let rewritten = row
        .cells
        .iter()
        .filter_map(|cell| cell.redline.as_ref())
        .any(|line| line.likeness == Likeness::Rewritten);
    let mut out = row.status().as_str().to_owned();
    if let Some(review) = row.review {
        out.push_str(if rewritten { ", rewritten, " } else { ", " });
        out.push_str(review.as_str());
        if let Some(tier) = row.tier {
            let _ = write!(out, ", {} match", tier.as_str());
        }
    }
    if row.ritual {
        out.push_str(", protocol");
    }
    out
}

fn empty_cell(analysis: &Analysis, comparison: &Comparison, cell: &Cell) -> String {
    let topic = comparison.topic.map(|topic| analysis.topics.list()[topic].name.as_str());
    let why = absence(topic, cell.status);
    match cell.related {
        Some(related) => {
            format!("({why}. Nearest: “{}”, {})", plain(analysis.text(related)), paragraph(analysis, related))
        }
        None => format!("({why})"),
    }
}

fn citation(analysis: &Analysis, statement: Statement) -> String {
    cite::citation(&analysis.transcripts[statement.transcript], analysis.span(statement))
}

fn paragraph(analysis: &Analysis, statement: Statement) -> String {
    let transcript = &analysis.transcripts[statement.transcript];
    let number = transcript.paragraph_at(analysis.span(statement).start).map_or(0, |p| p + 1);
    format!("¶ {number}")
}

fn source_line(transcript: &Transcript) -> String {
    format!("{}: {} ({})", cite::date(transcript), transcript.meta.title, transcript.source.path)
}

/// On one line, as everything in a line-based report.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in plain(text).chars() {
        if matches!(c, '*' | '_' | '~' | '`' | '[' | ']' | '<' | '>' | '#' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
