//! What Evolution shows of a position, before it is drawn.

use crate::app::compared::Compared;
use crate::engine::analysis::Analysis;
use crate::engine::chronicle::{Chronicle, Saying, Silence};
use crate::engine::cite;
use crate::engine::compare::{Cell, Row, Status};
use crate::engine::flags::Flag;
use crate::engine::numbers::count;
use crate::engine::positions::Statement;
use crate::engine::redline::{Likeness, Mark};
use crate::engine::transcript::Span;
use crate::engine::wording::{Telling, Version, Wording, wording};
use crate::gui::panels::redline::source;

/// Words that are listed as new or not said again, at most.
const MOST_TERMS: usize = 6;

/// Words of the core that are listed, at most.
const MOST_CORE: usize = 10;

/// A part of the view, from top to bottom.
#[derive(Clone, Debug, PartialEq)]
pub enum EvolutionRow {
    /// What the position is and how long it has been said.
    Head(Head),

    /// One version.
    Version(Box<VersionRow>),

    /// What lies between two versions, or after the last one.
    Gap(String),
}

/// The head of a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// A short quotation.
    pub label: String,

    /// What is known about its life, each with its name.
    pub facts: Vec<(&'static str, String)>,

    /// Words that every version has, the most telling first.
    pub core: Vec<String>,
}

/// One version of a position as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct VersionRow {
    /// The statement.
    pub statement: Statement,

    /// Its day, or "n.d.".
    pub date: String,

    /// Where it was said, or the title.
    pub place: String,

    /// The word in the capsule.
    pub badge: String,

    /// What it does to the version before.
    pub status: Status,

    /// Whether a question prompted it, and what explains the drawing.
    pub note: String,

    /// Word for word.
    pub text: String,

    /// Words that differ from the version before, or, where it is rewritten, that both have.
    pub marks: Vec<(Span, Mark)>,

    /// Paragraph, kind of turn, question.
    pub source: String,

    /// Words of the version before that were left out here; empty where it is rewritten.
    pub left_out: Vec<String>,

    /// Of a rewritten version, telling words that were never said before and that are never said again.
    pub turnover: Option<String>,

    /// Changes that carry meaning, each with its kind.
    pub flags: Vec<(&'static str, String)>,
}

/// A position to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// A short quotation.
    pub label: String,

    /// Years, versions, flags.
    pub note: String,
}

/// The positions that can be chosen.
pub fn choice(compared: &Compared, row: &Row) -> Choice {
    let analysis = &compared.analysed.analysis;
    let said: Vec<Statement> = row.statements().collect();
    let name = |s: Option<&Statement>| s.map(|s| cite::name(&analysis.transcripts[s.transcript]));
    let mut note = vec![count(said.len(), "version")];
    if let (Some(first), Some(last)) = (name(said.first()), name(said.last())) {
        note.push(format!("{first} to {last}"));
    }
    let flags = row.flags().count();
    if flags > 0 {
        note.push(count(flags, "flag"));
    }
    Choice { label: row.label.clone(), note: note.join(" · ") }
}

/// Everything that is shown of a position.
pub fn evolution_rows(compared: &Compared, row: &Row) -> Vec<EvolutionRow> {
    let view = View::new(compared, row);
    let mut rows = vec![EvolutionRow::Head(view.head())];
    for (i, saying) in view.chronicle.dated.iter().enumerate() {
        if let Some(silence) = i.checked_sub(1).and_then(|before| view.chronicle.silences.get(before)) {
            rows.push(EvolutionRow::Gap(view.gap(silence)));
        }
        rows.push(EvolutionRow::Version(Box::new(view.version(saying, Some(i)))));
    }
    rows.extend(view.after().map(EvolutionRow::Gap));
    if !view.chronicle.undated.is_empty() && !view.chronicle.dated.is_empty() {
        rows.push(EvolutionRow::Gap("Without a date, so not set against the others".to_owned()));
    }
    let undated = view.chronicle.undated.iter();
    rows.extend(undated.map(|saying| EvolutionRow::Version(Box::new(view.version(saying, None)))));
    rows
}

struct View<'a> {
    compared: &'a Compared,
    row: &'a Row,
    chronicle: Chronicle,
    wording: Wording,
    subject: Option<String>,
}

impl<'a> View<'a> {
    fn new(compared: &'a Compared, row: &'a Row) -> Self {
        let analysis = &*compared.analysed.analysis;
        let comparison = &compared.comparison;
        let said: Vec<Statement> = row.statements().collect();
        let chronicle = Chronicle::new(analysis, &said, &comparison.transcripts, comparison.topic);
        let versions: Vec<Version<'_>> = chronicle
            .dated
            .iter()
            .map(|saying| Version {
                text: analysis.text(saying.statement),
                lexicon: analysis.lexicon(saying.statement.transcript),
            })
            .collect();
        let wording = wording(&versions, &|stem| analysis.corpus.idf_of_stem(stem));
        let topics = match comparison.topic {
            Some(topic) => vec![topic],
            None => analysis.topics_of(&said),
        };
        let names = topics.iter().map(|&topic| analysis.topics.list()[topic].name.as_str());
        let subject = names.collect::<Vec<_>>().join(" or ");
        Self { compared, row, chronicle, wording, subject: Some(subject).filter(|s| !s.is_empty()) }
    }

    fn analysis(&self) -> &Analysis {
        &self.compared.analysed.analysis
    }

    fn name(&self, saying: Saying) -> String {
        cite::name(&self.analysis().transcripts[saying.statement.transcript])
    }

    fn head(&self) -> Head {
        let mut facts = Vec::new();
        if let Some(first) = self.chronicle.first() {
            facts.push(("First said", self.name(first)));
        }
        if let Some(last) = self.chronicle.last().filter(|_| self.chronicle.dated.len() > 1) {
            facts.push(("Last said", self.name(last)));
        }
        if let Some((before, silence, after)) = self.chronicle.longest_silence() {
            let days = count(silence.days.unsigned_abs() as usize, "day");
            facts.push(("Longest silence", format!("{days}, {} to {}", self.name(before), self.name(after))));
        }
        let (said, of) = (self.row.statements().count(), self.compared.comparison.transcripts.len());
        facts.push(("Said in", format!("{said} of {}", count(of, "transcript"))));
        if let Some(review) = self.row.review {
            facts.push(("Review", review.as_str().to_owned()));
        }
        let core = self.wording.core.iter().take(MOST_CORE).map(|term| term.words.clone()).collect();
        Head { label: self.row.label.clone(), facts, core }
    }

    /// What lies between two versions.
    fn gap(&self, silence: &Silence) -> String {
        let days = count(silence.days.unsigned_abs() as usize, "day");
        if silence.transcripts() == 0 {
            return format!("{days} · no transcript in between");
        }
        format!("{days} · {}", self.silent(silence, " in between"))
    }

    /// What came after the last version.
    fn after(&self) -> Option<String> {
        let after = &self.chronicle.after;
        (after.transcripts() > 0).then(|| format!("Since then {}", self.silent(after, "")))
    }

    /// What the transcripts of a silence did with the topic.
    fn silent(&self, silence: &Silence, place: &str) -> String {
        let Some(subject) = &self.subject else {
            return format!("{}{place} did not say it", count(silence.transcripts(), "transcript"));
        };
        let mut place = place;
        let mut parts = Vec::new();
        let mut say = |transcripts: &[usize], what: String| {
            if !transcripts.is_empty() {
                parts.push(format!("{}{place} {what}", count(transcripts.len(), "transcript")));
                place = "";
            }
        };
        say(&silence.spoken, format!("raised {subject} and did not repeat it"));
        say(&silence.only_asked, format!("raised {subject} in questions only"));
        say(&silence.not_raised, format!("did not raise {subject}"));
        parts.join(" · ")
    }

    /// The cell of a statement.
    fn cell(&self, statement: Statement) -> Option<&Cell> {
        self.row.cells.iter().find(|cell| cell.statement == Some(statement))
    }

    fn version(&self, saying: &Saying, place: Option<usize>) -> VersionRow {
        let analysis = self.analysis();
        let statement = saying.statement;
        let meta = &analysis.transcripts[statement.transcript].meta;
        let cell = self.cell(statement);
        let before = place.and_then(|i| i.checked_sub(1)).map(|i| self.chronicle.dated[i].statement);
        let line = cell.and_then(|cell| cell.redline.as_ref()).filter(|_| before.is_some());
        let is_rewritten = line.is_some_and(|line| line.likeness == Likeness::Rewritten);
        let status =
            if before.is_some() { cell.map_or(Status::New, |cell| cell.status) } else { Status::New };
        let badge = match (status, place) {
            (_, None) => "no date",
            (Status::Reworded, _) if is_rewritten => "rewritten",
            (Status::New, _) => "first said",
            (status, _) => status.as_str(),
        };
        let mut note = vec![if saying.question.is_some() { "prompted by a question" } else { "volunteered" }];
        if is_rewritten {
            note.push("words of both underlined");
        }
        let left_out = match (line, before) {
            (Some(line), Some(before)) if !is_rewritten => {
                let deleted = line.old.iter().filter(|marked| marked.mark == Mark::Deleted);
                deleted.map(|marked| plain(marked.span.of(analysis.text(before)))).collect()
            }
            _ => Vec::new(),
        };
        let flags = match (cell, before) {
            (Some(cell), Some(before)) => {
                cell.flags.iter().map(|flag| flag_text(flag, analysis, before, statement)).collect()
            }
            _ => Vec::new(),
        };
        VersionRow {
            statement,
            date: cite::name(&analysis.transcripts[statement.transcript]),
            place: meta.place.clone().unwrap_or_else(|| meta.title.clone()),
            badge: badge.to_owned(),
            status,
            note: note.join(" · "),
            text: analysis.text(statement).to_owned(),
            marks: line.into_iter().flat_map(|line| &line.new).map(|m| (m.span, m.mark)).collect(),
            source: source(analysis, statement),
            left_out,
            turnover: place.filter(|_| is_rewritten).and_then(|i| self.turnover(i)),
            flags,
        }
    }

    /// The telling words that a version says for the first time, and those that it no longer says.
    fn turnover(&self, version: usize) -> Option<String> {
        let changes = self.wording.versions.get(version)?;
        let list = |terms: &[Telling]| {
            terms.iter().take(MOST_TERMS).map(|term| term.words.as_str()).collect::<Vec<_>>().join(", ")
        };
        let mut parts = Vec::new();
        if !changes.added.is_empty() {
            parts.push(format!("New words: {}", list(&changes.added)));
        }
        if !changes.dropped.is_empty() {
            parts.push(format!("Not said again: {}", list(&changes.dropped)));
        }
        (!parts.is_empty()).then(|| parts.join(" · "))
    }
}

/// The kind of a flag and what changed, with its caveat.
pub fn flag_text(flag: &Flag, analysis: &Analysis, old: Statement, new: Statement) -> (&'static str, String) {
    let mut words = flag.words(analysis.text(old), analysis.text(new));
    if let Some(caveat) = flag.caveat {
        words.push_str(&format!(" ({})", caveat.as_str()));
    }
    (flag.kind.as_str(), words)
}

fn plain(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
