//! What stands beside the remarks by the word of the file itself: the menus of a web page.
//!
//! It is taken off before anything is read and comes back as furniture, so that it changes nothing: the rest is read as
//! if it were the whole text. What the user restores is read with the rest, labels and all, but is neither above nor
//! below it: no title, no date line, no tail.

use std::ops::Range;

use super::lines::{self, Line};
use crate::engine::transcript::{
    Facts, Furniture, FurnitureEdit, FurnitureReason, SentenceEdit, Span, Transcript,
};

/// A text, and what stands round and in it.
pub(super) struct Surroundings {
    /// What is read: from the first line that is not taken off to the last.
    pub own: Span,

    /// The lines of it. Here and below, places are counted from its start.
    pub lines: Vec<Line>,

    /// Those from the first to the last that the file takes for the remarks. Before and after stand restored ones.
    pub main: Range<usize>,

    /// What the user says about lines.
    pub edits: Vec<FurnitureEdit>,

    /// What was taken off, by its place in the whole text.
    furniture: Vec<Furniture>,
}

impl Surroundings {
    /// Takes off what stands beside the remarks, but for what the user restored.
    pub(super) fn take_off(text: &str, facts: &Facts, edits: &[FurnitureEdit]) -> Self {
        if facts.furniture.is_empty() {
            let lines = lines::split(text);
            let (own, main) = (Span::new(0, text.len()), 0..lines.len());
            return Self { own, lines, main, edits: edits.to_vec(), furniture: Vec::new() };
        }
        let all = lines::cut(text);
        let beside = beside(&all, &facts.furniture);
        let mut out = beside.clone();
        for edit in edits {
            for i in lines::touched(&all, edit.span) {
                out[i] = if edit.is_furniture { beside[i] } else { None };
            }
        }
        let is_own = |&i: &usize| out[i].is_none() && !all[i].is_blank();
        let first = (0..all.len()).find(is_own).unwrap_or(0);
        let end = (first..all.len()).rev().find(is_own).map_or(first, |last| last + 1);
        let start_of = |i: usize| all.get(i).map_or(text.len(), |line| line.span.start);
        let own = Span::new(start_of(first), start_of(end));
        let mut lines = Vec::with_capacity(end - first);
        let mut main = 0..0;
        for i in first..end {
            let Line { span, content, .. } = all[i];
            let here = Line { span: moved(span, own.start), content: moved(content, own.start), ..all[i] };
            if out[i].is_some() {
                // One blank line stands for all of a gap and the blank lines round it.
                while lines.last().is_some_and(Line::is_blank) {
                    lines.pop();
                }
                let nothing = Span::new(here.span.start, here.span.start);
                lines.push(Line { span: nothing, content: nothing, joins: false, is_gap: true });
            } else if !(here.is_blank() && lines.last().is_some_and(|line: &Line| line.is_gap)) {
                lines.push(here);
                if beside[i].is_none() && !here.is_blank() {
                    main.start = if main.end == 0 { lines.len() - 1 } else { main.start };
                    main.end = lines.len();
                }
            }
        }
        if main.is_empty() {
            main = 0..lines.len();
        }
        lines::join(own.of(text), &mut lines);
        let edits = edits.iter().map(|edit| FurnitureEdit { span: moved(edit.span, own.start), ..*edit });
        Self { own, lines, main, edits: edits.collect(), furniture: pieces(&all, &out) }
    }

    /// What the user says about sentences, by the places of what is read.
    pub(super) fn in_own(&self, edits: &[SentenceEdit]) -> Vec<SentenceEdit> {
        let moved = |edit: &SentenceEdit| {
            Some(SentenceEdit { start: edit.start.checked_sub(self.own.start)?, ..*edit })
        };
        edits.iter().filter_map(moved).collect()
    }

    /// Puts what was taken off into a transcript whose places are counted from the start of [`Self::own`].
    pub(super) fn put_back(self, transcript: &mut Transcript) {
        let by = self.own.start;
        let shift = |span: &mut Span| *span = Span::new(span.start + by, span.end + by);
        for turn in &mut transcript.turns {
            shift(&mut turn.span);
            turn.label.as_mut().map(shift);
        }
        transcript.paragraphs.iter_mut().for_each(|paragraph| shift(&mut paragraph.span));
        transcript.sentences.iter_mut().for_each(|sentence| shift(&mut sentence.span));
        transcript.furniture.iter_mut().for_each(|piece| shift(&mut piece.span));
        // A warning about the whole transcript has no place.
        let placed = transcript.warnings.iter_mut().filter(|warning| !warning.span.is_empty());
        placed.for_each(|warning| shift(&mut warning.span));
        transcript.meta.title_span.as_mut().map(shift);
        transcript.furniture.extend(self.furniture);
        transcript.furniture.sort_by_key(|piece| piece.span);
    }
}

/// Which lines stand beside the remarks, and why. The facts may come from a library or an export that is damaged.
fn beside(all: &[Line], pieces: &[Furniture]) -> Vec<Option<FurnitureReason>> {
    let mut beside = vec![None; all.len()];
    for piece in pieces {
        for i in lines::touched(all, piece.span) {
            beside[i] = Some(piece.reason);
        }
    }
    beside
}

fn moved(span: Span, start: usize) -> Span {
    Span { start: span.start.saturating_sub(start), end: span.end.saturating_sub(start) }
}

/// The lines that were taken off, those of one reason that stand together as one piece.
fn pieces(all: &[Line], out: &[Option<FurnitureReason>]) -> Vec<Furniture> {
    let mut pieces: Vec<Furniture> = Vec::new();
    let mut is_open = false;
    for (line, reason) in all.iter().zip(out) {
        match (reason, pieces.last_mut().filter(|_| is_open)) {
            (Some(_), _) if line.is_blank() => {}
            (Some(reason), Some(piece)) if piece.reason == *reason => piece.span.end = line.span.end,
            (Some(reason), _) => pieces.push(Furniture { span: line.span, reason: *reason }),
            (None, _) => {}
        }
        is_open = reason.is_some() && (is_open || !line.is_blank());
    }
    pieces
}
