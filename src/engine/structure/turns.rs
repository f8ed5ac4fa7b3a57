//! Lines into turns and their paragraphs.
//!
//! A label opens a turn, and everything up to the next label belongs to it: a blank line never ends one.
//! Furniture that stands inside a turn splits it; the second part goes on with the same speaker and kind
//! and has no label, so that no turn ever overlaps furniture. Stage directions ("Laughter.") stay text. A
//! label with no words below it opens no turn, and a Markdown heading that only leads to the next label
//! belongs to none. A question that is set in bold as a whole ends with the bold letters: what follows without a
//! label answers it.

use super::chars::{ends_sentence, is_space, trim};
use super::labels::Candidate;
use super::lexicon::labels::LabelWord;
use super::lines::Line;
use crate::engine::transcript::{FurnitureReason, Span};

/// What bold words stand between.
const BOLD: &str = "**";

/// The longest heading in bytes.
const LONGEST_HEADING: usize = 160;

/// What a line turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Speech.
    Text,

    /// The title, a dateline: neither speech nor furniture.
    Header,

    /// Furniture.
    Furniture(FurnitureReason),
}

/// A turn before it is known who speaks.
#[derive(Clone, Debug, Default)]
pub(super) struct RawTurn {
    /// The label that it stands under, in the list of labels; `None` above the first one.
    pub label: Option<usize>,

    /// Where the label stands, unless furniture splits the turn from it.
    pub label_span: Option<Span>,

    /// Its paragraphs, label left out; never empty.
    pub paragraphs: Vec<Span>,

    /// Whether it goes on with the turn before, which furniture split.
    pub is_continued: bool,

    /// Whether it has no label because the question above was told from it by its bold letters.
    pub is_answer: bool,
}

impl RawTurn {
    /// From the label to the end of the last paragraph.
    pub(super) fn span(&self) -> Span {
        let first = self.label_span.or(self.paragraphs.first().copied()).unwrap_or_default();
        self.paragraphs.last().map_or(first, |last| first.join(*last))
    }
}

/// Gathers lines into turns. `labels` stand in the order of their lines.
pub(super) fn build(
    text: &str,
    lines: &[Line],
    roles: &[Role],
    body: usize,
    labels: &[Candidate],
) -> Vec<RawTurn> {
    let mut builder = Builder { text, turns: Vec::with_capacity(labels.len() + 1), open: None };
    let mut next_label = labels.partition_point(|label| label.line < body);
    let mut has_paragraph = false;
    let mut is_bold_question = false;
    for i in body..lines.len() {
        let line = &lines[i];
        let label = labels.get(next_label).filter(|label| label.line == i);
        match roles[i] {
            Role::Furniture(_) | Role::Header if !line.is_blank() => {
                builder.split();
                has_paragraph = false;
                next_label += usize::from(label.is_some());
                continue;
            }
            _ => {}
        }
        if line.is_gap {
            builder.split();
        }
        if line.is_blank() {
            has_paragraph = false;
            continue;
        }
        let mut content = line.content;
        let is_alone = !line.joins && !lines.get(i + 1).is_some_and(|next| next.joins);
        let is_bold = is_alone && is_bold(content.of(text));
        if is_bold {
            content = trim(text, Span::new(content.start + BOLD.len(), content.end - BOLD.len()));
        }
        if let Some(label) = label {
            builder.start(next_label, label.span);
            next_label += 1;
            has_paragraph = false;
            content = trim(text, Span::new(label.span.end, content.end.max(label.span.end)));
            if content.is_empty() {
                is_bold_question = false;
                continue;
            }
            is_bold_question = is_bold && label.word.is_some_and(LabelWord::asks);
        } else if is_bold_question && !is_bold && !(has_paragraph && line.joins) {
            builder.answer();
            is_bold_question = false;
        }
        builder.add(content, has_paragraph && line.joins);
        has_paragraph = true;
    }
    builder.finish()
}

/// Whether a paragraph is set in bold from its first word to its last, and nothing else in it.
fn is_bold(paragraph: &str) -> bool {
    let inner = paragraph.strip_prefix(BOLD).and_then(|rest| rest.strip_suffix(BOLD));
    inner.is_some_and(|inner| !inner.contains('*') && !inner.trim_matches(is_space).is_empty())
}

/// A Markdown heading that is no more than one.
fn is_heading(paragraph: &str) -> bool {
    paragraph.starts_with('#') && paragraph.len() <= LONGEST_HEADING && !ends_sentence(paragraph)
}

struct Builder<'t> {
    text: &'t str,
    turns: Vec<RawTurn>,
    open: Option<RawTurn>,
}

impl Builder<'_> {
    fn start(&mut self, label: usize, span: Span) {
        if let Some(mut turn) = self.open.take() {
            while turn.paragraphs.last().is_some_and(|p| is_heading(p.of(self.text))) {
                turn.paragraphs.pop();
            }
            self.close(turn);
        }
        self.open = Some(RawTurn { label: Some(label), label_span: Some(span), ..RawTurn::default() });
    }

    /// What follows answers the question above, and no label says so.
    fn answer(&mut self) {
        if let Some(turn) = self.open.take() {
            self.close(turn);
        }
        self.open = Some(RawTurn { is_answer: true, ..RawTurn::default() });
    }

    fn add(&mut self, content: Span, joins: bool) {
        let turn = self.open.get_or_insert_default();
        match turn.paragraphs.last_mut() {
            Some(last) if joins => *last = last.join(content),
            _ => turn.paragraphs.push(content),
        }
    }

    /// Furniture stands here: what follows is a part of its own.
    fn split(&mut self) {
        if let Some(turn) = self.open.take() {
            let rest = RawTurn {
                label: turn.label,
                is_continued: !turn.paragraphs.is_empty() || turn.is_continued,
                is_answer: turn.is_answer,
                ..RawTurn::default()
            };
            self.close(turn);
            self.open = Some(rest);
        }
    }

    fn close(&mut self, turn: RawTurn) {
        if !turn.paragraphs.is_empty() {
            self.turns.push(turn);
        }
    }

    fn finish(mut self) -> Vec<RawTurn> {
        if let Some(turn) = self.open.take() {
            self.close(turn);
        }
        self.turns
    }
}
