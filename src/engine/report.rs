//! A comparison as plain text and as Markdown: what is compared, the rows, and a citation for each
//! statement.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::engine::analysis::Analysis;
use crate::engine::chronicle::{Chronicle, Saying};
use crate::engine::cite;
use crate::engine::compare::{Cell, Comparison, Row, Status};
use crate::engine::flags::Flag;
use crate::engine::numbers::count;
use crate::engine::positions::Statement;
use crate::engine::redline::Likeness;
use crate::engine::transcript::{Span, Transcript};

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

/// What to know before a comparison of transcripts in different languages is believed; `None` where all are in one.
pub fn language_note(analysis: &Analysis, comparison: &Comparison) -> Option<String> {
    let language = |&transcript: &usize| {
        let code = analysis.transcripts[transcript].meta.language.as_deref()?;
        code.split(['-', '_']).next().map(str::to_lowercase)
    };
    let languages: BTreeSet<String> = comparison.transcripts.iter().filter_map(language).collect();
    let all = languages.len();
    let codes: Vec<String> = languages.into_iter().collect();
    (all > 1).then(|| {
        format!(
            "These transcripts are in different languages ({}). What was said in another language is hardly ever found, so \
             “new”, “not repeated” and “not said” mean no more here than that nothing like it was found.",
            codes.join(", ")
        )
    })
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
    let notes = [listed.note(comparison), language_note(analysis, comparison)];
    for note in notes.into_iter().flatten() {
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
        for line in remarks(analysis, comparison, row) {
            let _ = writeln!(out, "  {line}");
        }
    }
    out
}

/// A comparison as Markdown: deletions struck, insertions in bold.
pub fn markdown(analysis: &Analysis, comparison: &Comparison, listed: &Listed) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "# {}\n", escape(topic_name(analysis, comparison)));
    let _ = writeln!(out, "{}\n", headline(analysis, comparison));
    let notes = [listed.note(comparison), language_note(analysis, comparison)];
    for note in notes.into_iter().flatten() {
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
        for line in remarks(analysis, comparison, row) {
            let _ = writeln!(out, "- {}", escape(&line));
        }
    }
    out
}

/// What is to be known of a row beyond its words: how long the position has been said, and the changes
/// that carry meaning.
fn remarks(analysis: &Analysis, comparison: &Comparison, row: &Row) -> Vec<String> {
    let mut out: Vec<String> = life(analysis, comparison, row).into_iter().collect();
    let said: Vec<(Statement, &Cell)> =
        row.cells.iter().filter_map(|cell| Some((cell.statement?, cell))).collect();
    for two in said.windows(2) {
        let ((old, _), (new, cell)) = (two[0], two[1]);
        out.extend(cell.flags.iter().map(|flag| flag_line(flag, analysis, old, new)));
    }
    out
}

/// First said, last said, longest silence: of a position among more than two transcripts, since the head of
/// a report on two says all of it.
fn life(analysis: &Analysis, comparison: &Comparison, row: &Row) -> Option<String> {
    if comparison.transcripts.len() < 3 || !row.is_paired() {
        return None;
    }
    let said: Vec<Statement> = row.statements().collect();
    let life = Chronicle::new(analysis, &said, &comparison.transcripts, comparison.topic);
    let name = |saying: Saying| cite::name(&analysis.transcripts[saying.statement.transcript]);
    let (first, last) = (life.first()?, life.last()?);
    let mut out = format!("First said {}, last said {}", name(first), name(last));
    if let Some((before, silence, after)) = life.longest_silence() {
        let days = count(silence.days.unsigned_abs() as usize, "day");
        let _ = write!(out, "; longest silence {days}, {} to {}", name(before), name(after));
    }
    if !life.undated.is_empty() {
        let _ = write!(out, "; {} without a date", count(life.undated.len(), "statement"));
    }
    Some(out)
}

/// A flag with its two places and its caveat:
/// `Flag: modality, “should” → “must” (1 May 2020, ¶ 2 → 3 June 2021, ¶ 4; may be a matter of translation)`.
fn flag_line(flag: &Flag, analysis: &Analysis, old: Statement, new: Statement) -> String {
    let place = |statement: Statement, inside: Span| {
        let transcript = &analysis.transcripts[statement.transcript];
        let at = analysis.span(statement).start + inside.start;
        let number = transcript.paragraph_at(at).map_or(0, |p| p + 1);
        format!("{}, ¶ {number}", cite::name(transcript))
    };
    let words = flag.words(analysis.text(old), analysis.text(new));
    let places = format!("{} → {}", place(old, flag.old), place(new, flag.new));
    let caveat = flag.caveat.map(|caveat| format!("; {}", caveat.as_str())).unwrap_or_default();
    format!("Flag: {}, {words} ({places}{caveat})", flag.kind.as_str())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::examples;
    use crate::engine::vectors::Vectors;

    /// Some texts, each with its date, in languages of their own.
    fn analysis_of<const N: usize>(texts: [(&str, &str, &str); N]) -> Analysis {
        let transcript = |(date, language, text)| examples::transcript(date, Some(date), language, text);
        examples::analysis(&texts.map(transcript), &Vectors::default())
    }

    /// What one of two languages says was "not repeated" in the other, and nothing told why.
    #[test]
    fn different_languages_are_told() {
        let english = ("2020-01-01", "en-GB", "The door of NATO remains open, and nobody has a veto.");
        let french = ("2021-01-01", "fr", "La porte de l’OTAN reste ouverte, et personne n’a de veto.");
        let american = ("2022-01-01", "en-US", "The door of NATO is open, and nobody has a veto over it.");
        let analysis = analysis_of([english, french, american]);
        for (transcripts, is_told) in
            [(&[0, 1, 2][..], true), (&[0, 1], true), (&[0, 2], false), (&[1], false)]
        {
            let comparison = Comparison::new(&analysis, transcripts, None);
            let report = text(&analysis, &comparison, &Listed::all(&comparison));
            assert_eq!(report.contains("in different languages (en, fr)"), is_told, "{report}");
        }
    }

    /// One position at three meetings, and a meeting in between that is silent on it.
    fn analysis() -> Analysis {
        let texts = [
            (
                "2020-01-01",
                "Thank you.\n\nThe military infrastructure of NATO should not move closer to our borders.",
            ),
            ("2020-06-01", "We discussed the summit in some detail with colleagues over lunch."),
            (
                "2021-01-01",
                "The military infrastructure of NATO must not move closer to our borders and cities.",
            ),
            (
                "2021-03-01",
                "The military infrastructure of NATO must not move closer to our borders and cities.",
            ),
        ];
        analysis_of(texts.map(|(date, text)| (date, "en", text)))
    }

    const FLAG: &str = "Flag: modality, “should” → “must” (1 January 2020, ¶ 2 → 1 January 2021, ¶ 1)";
    const LIFE: &str = "First said 1 January 2020, last said 1 March 2021; longest silence 366 days, 1 January 2020 to 1 January 2021";

    #[test]
    fn flags_stand_with_their_places_and_positions_with_their_life() {
        let analysis = analysis();
        let comparison = Comparison::new(&analysis, &[0, 1, 2, 3], None);
        let listed = Listed::all(&comparison);
        for report in [text(&analysis, &comparison, &listed), markdown(&analysis, &comparison, &listed)] {
            assert_eq!(report.matches(FLAG).count(), 1, "{report}");
            assert_eq!(report.matches(LIFE).count(), 1, "{report}");
        }
        // The head of two says when; and what is said once has no silence.
        let two = Comparison::new(&analysis, &[0, 2], None);
        let report = text(&analysis, &two, &Listed::all(&two));
        assert!(report.contains(FLAG) && !report.contains("First said"), "{report}");
    }

    #[test]
    fn a_caveat_is_told() {
        let analysis = analysis();
        let statement = |unit| Statement::of_unit(&analysis.corpus, unit);
        let flag = Flag {
            kind: crate::engine::flags::FlagKind::Modality,
            old: Span::new(0, 3),
            new: Span::new(0, 3),
            caveat: Some(crate::engine::flags::Caveat::NearSynonyms),
        };
        let last = analysis.corpus.len() as u32 - 1;
        let line = flag_line(&flag, &analysis, statement(last - 1), statement(last));
        assert!(line.ends_with("; may be a matter of translation)"), "{line}");
    }

    #[test]
    fn rows_that_are_left_out_are_said() {
        let analysis = analysis();
        let comparison = Comparison::new(&analysis, &[0, 1, 2, 3], None);
        let listed = Listed { rows: vec![0], filter: "match reworded".to_owned() };
        let report = text(&analysis, &comparison, &listed);
        assert!(report.contains(&format!("Only 1 of {} rows: match reworded", comparison.rows.len())));
        assert_eq!(report.matches("\n## ").count(), 1);
    }
}
