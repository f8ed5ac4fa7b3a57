//! From the fates of tokens to what is shown: both texts as one sequence of pieces, and the changes.

use std::ops::Range;

use super::align::{Alignment, Fate, Gap};
use super::polish::steps_of;
use super::side::{Source, Token};
use super::{Change, ChangeKind};
use crate::engine::transcript::Span;

/// What a piece is. The number is that of its change in [`Versions::changes`](super::Versions::changes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Both versions have it here.
    Kept,

    /// It was deleted, inserted or replaced.
    Changed(usize),

    /// From here a passage was taken.
    MovedFrom(usize),

    /// To here a passage was moved.
    MovedTo(usize),
}

/// A stretch of one or of both texts. The pieces of each text come in its order; between two of them
/// stands only white space, or what was left out. What is kept is one piece a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub what: What,

    /// Where it stands in the old version.
    pub a: Option<Span>,

    /// Where it stands in the new version.
    pub b: Option<Span>,
}

/// A run of tokens of one side that is of one kind.
struct Part {
    moved: Option<usize>,
    span: Span,
}

/// Writes the pieces from beginning to end.
pub struct Writer<'s> {
    a: (Source<'s>, &'s [Token]),
    b: (Source<'s>, &'s [Token]),
    alignment: &'s Alignment,
    /// The change that each moved passage became.
    moves: Vec<Option<usize>>,
    pieces: Vec<Piece>,
    changes: Vec<Change>,
}

impl<'s> Writer<'s> {
    /// Begins with nothing written.
    pub fn new(a: (Source<'s>, &'s [Token]), b: (Source<'s>, &'s [Token]), alignment: &'s Alignment) -> Self {
        let moves = vec![None; alignment.moves.len()];
        Self { a, b, alignment, moves, pieces: Vec::new(), changes: Vec::new() }
    }

    /// What was written.
    pub fn finish(self) -> (Vec<Piece>, Vec<Change>) {
        (self.pieces, self.changes)
    }

    /// Writes what both have on one line.
    pub fn kept(&mut self, a: Span, b: Span) {
        self.pieces.push(Piece { what: What::Kept, a: Some(a), b: Some(b) });
    }

    /// Writes what stands between two runs of kept lines.
    pub fn gap(&mut self, gap: &Gap) {
        for step in steps_of(self.alignment, gap) {
            if !step.same {
                self.edit(&step.old, &step.new);
                continue;
            }
            let (mut first, mut first_b) = (step.old.start, step.new.start);
            for (i, j) in step.old.clone().zip(step.new.clone()) {
                let breaks =
                    |tokens: &[Token], next: usize, end: usize| next == end || tokens[next].begins_line;
                if breaks(self.a.1, i + 1, step.old.end) || breaks(self.b.1, j + 1, step.new.end) {
                    let a = self.a.1[first].span().join(self.a.1[i].span());
                    let b = self.b.1[first_b].span().join(self.b.1[j].span());
                    self.kept(a, b);
                    (first, first_b) = (i + 1, j + 1);
                }
            }
        }
    }

    /// Writes an edit: what is unmoved on both sides is one replaced by the other, if each is one part.
    fn edit(&mut self, old: &Range<usize>, new: &Range<usize>) {
        let a_parts = parts(self.a, &self.alignment.a, old, new.is_empty());
        let b_parts = parts(self.b, &self.alignment.b, new, old.is_empty());
        let plain = |parts: &[Part]| -> Option<usize> {
            let mut plain = parts.iter().enumerate().filter(|(_, part)| part.moved.is_none()).map(|(n, _)| n);
            plain.next().filter(|_| plain.next().is_none())
        };
        if let (Some(i), Some(j)) = (plain(&a_parts), plain(&b_parts)) {
            self.old_parts(&a_parts[..i]);
            self.new_parts(&b_parts[..j]);
            self.change(ChangeKind::Replaced, Some(a_parts[i].span), Some(b_parts[j].span));
            self.old_parts(&a_parts[i + 1..]);
            self.new_parts(&b_parts[j + 1..]);
        } else {
            self.old_parts(&a_parts);
            self.new_parts(&b_parts);
        }
    }

    fn change(&mut self, kind: ChangeKind, a: Option<Span>, b: Option<Span>) {
        self.pieces.push(Piece { what: What::Changed(self.changes.len()), a, b });
        self.changes.push(Change { kind, a, b });
    }

    fn old_parts(&mut self, parts: &[Part]) {
        for part in parts {
            match part.moved {
                None => self.change(ChangeKind::Deleted, Some(part.span), None),
                Some(moved) => {
                    let change = self.moved(moved, |change| &mut change.a, part.span);
                    self.pieces.push(Piece { what: What::MovedFrom(change), a: Some(part.span), b: None });
                }
            }
        }
    }

    fn new_parts(&mut self, parts: &[Part]) {
        for part in parts {
            match part.moved {
                None => self.change(ChangeKind::Inserted, None, Some(part.span)),
                Some(moved) => {
                    let change = self.moved(moved, |change| &mut change.b, part.span);
                    self.pieces.push(Piece { what: What::MovedTo(change), a: None, b: Some(part.span) });
                }
            }
        }
    }

    /// The change of a moved passage, which is made where either of its places comes first.
    fn moved(&mut self, moved: usize, side: fn(&mut Change) -> &mut Option<Span>, span: Span) -> usize {
        let changes = &mut self.changes;
        let number = *self.moves[moved].get_or_insert_with(|| {
            changes.push(Change { kind: ChangeKind::Moved, a: None, b: None });
            changes.len() - 1
        });
        *side(&mut changes[number]) = Some(span);
        number
    }
}

/// The parts of one side of an edit. With nothing on the other side (`is_alone`), the white space before
/// it goes with it where it touches what follows: "rates[ again]." leaves "rates.".
fn parts(
    (source, tokens): (Source<'_>, &[Token]),
    fates: &[Fate],
    range: &Range<usize>,
    is_alone: bool,
) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for n in range.clone() {
        let moved = match fates[n] {
            Fate::Moved(moved) => Some(moved as usize),
            Fate::Changed | Fate::Kept(_) => None,
        };
        match out.last_mut() {
            Some(part) if part.moved == moved && !source.is_parted(part.span.end, tokens[n].span().start) => {
                part.span.end = tokens[n].span().end;
            }
            _ => out.push(Part { moved, span: tokens[n].span() }),
        }
    }
    let follows = tokens.get(range.end).is_some_and(|token| token.is_glued);
    let first = tokens.get(range.start).filter(|token| !token.is_glued && !token.begins_line);
    if let ([only], true, true, Some(first)) = (out.as_mut_slice(), is_alone, follows, first) {
        let before = source.text[..first.span().start].trim_end().len();
        only.span.start = before;
    }
    out
}
