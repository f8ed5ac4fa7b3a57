//! Two versions side by side: paragraphs that correspond stand in one row.
//!
//! A row holds one paragraph of each version, as a rule; more where paragraphs were joined or split, and
//! one side only where a paragraph was deleted, inserted or moved.

use std::ops::Range;

use super::side::lines;
use super::{Change, ChangeKind, Source, Versions, What};
use crate::engine::transcript::{Span, Transcript};

/// Paragraphs that stand side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What stands in the old version, where something does.
    pub a: Option<Span>,

    /// What stands in the new version, where something does.
    pub b: Option<Span>,

    /// The changes that touch it, by their number in [`Versions::changes`], ascending.
    pub changes: Vec<usize>,
}

/// Two versions of one text, ready to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WholeText {
    /// The comparison.
    pub versions: Versions,

    /// Its rows, in the order of both texts.
    pub rows: Vec<Row>,
}

impl WholeText {
    /// Compares two transcripts, the older one first, without their furniture.
    pub fn new(a: &Transcript, b: &Transcript) -> Self {
        let furniture = |t: &Transcript| t.furniture.iter().map(|f| f.span).collect::<Vec<_>>();
        let (a_out, b_out) = (furniture(a), furniture(b));
        let (old, new) =
            (Source { text: &a.text, left_out: &a_out }, Source { text: &b.text, left_out: &b_out });
        let versions = Versions::new(old, new);
        let rows = rows(&versions, &blocks(a, old), &blocks(b, new));
        Self { versions, rows }
    }
}

/// The lines of a transcript, joined where they are of one paragraph.
fn blocks(transcript: &Transcript, source: Source<'_>) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for line in lines(source) {
        let paragraph = transcript.paragraph_at(line.start).map(|p| transcript.paragraphs[p].span);
        match out.last_mut() {
            Some(last) if paragraph.is_some_and(|p| p.start < last.end && p.end > line.start) => {
                last.end = line.end;
            }
            _ => out.push(line),
        }
    }
    out
}

/// Puts the paragraphs of both versions into rows.
pub fn rows(versions: &Versions, a: &[Span], b: &[Span]) -> Vec<Row> {
    let is_replaced = |change: &&Change| change.kind == ChangeKind::Replaced;
    let replaced = versions.changes.iter().filter(is_replaced);
    let replaced = replaced.filter_map(|change| change.a.zip(change.b)).collect();
    let mut out = Rows { versions, a, b, replaced, rows: Vec::with_capacity(a.len().max(b.len())) };
    // Paragraphs of the row that is being made.
    let mut open: (Range<usize>, Range<usize>) = (0..0, 0..0);
    let kept = versions.pieces.iter().filter(|piece| piece.what == What::Kept);
    for (old, new) in kept.filter_map(|piece| piece.a.zip(piece.b)) {
        let (i, j) = (block_at(a, old.start), block_at(b, new.start));
        if i < open.0.end || j < open.1.end {
            (open.0.end, open.1.end) = (open.0.end.max(i + 1), open.1.end.max(j + 1));
            continue;
        }
        out.push(open.0.clone(), open.1.clone());
        out.push_unlinked(open.0.end..i, open.1.end..j);
        open = (i..i + 1, j..j + 1);
    }
    out.push(open.0.clone(), open.1.clone());
    out.push_unlinked(open.0.end..a.len(), open.1.end..b.len());
    out.note_changes();
    out.rows
}

/// The paragraph that holds a place.
fn block_at(blocks: &[Span], place: usize) -> usize {
    blocks.partition_point(|block| block.end <= place).min(blocks.len().saturating_sub(1))
}

struct Rows<'v> {
    versions: &'v Versions,
    a: &'v [Span],
    b: &'v [Span],
    /// Places of what was replaced and what it was replaced by.
    replaced: Vec<(Span, Span)>,
    rows: Vec<Row>,
}

impl Rows<'_> {
    fn push(&mut self, a: Range<usize>, b: Range<usize>) {
        let whole = |blocks: &[Span], range: Range<usize>| {
            let blocks = &blocks[range];
            blocks.first().zip(blocks.last()).map(|(first, last)| first.join(*last))
        };
        let row = Row { a: whole(self.a, a), b: whole(self.b, b), changes: Vec::new() };
        if row.a.is_some() || row.b.is_some() {
            self.rows.push(row);
        }
    }

    /// Paragraphs that share no word with one of the other side: a replaced one stands beside what it
    /// was replaced by, the others stand alone.
    fn push_unlinked(&mut self, a: Range<usize>, b: Range<usize>) {
        let mut pairs: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        let mut j = b.start;
        for i in a {
            match self.replacement(i).map(|found| found.start.max(j)..found.end.min(b.end)) {
                Some(found) if !found.is_empty() => {
                    let found = found.start;
                    pairs.extend((j..found).map(|j| (i..i, j..j + 1)));
                    pairs.push((i..i + 1, found..found + 1));
                    j = found + 1;
                }
                _ => pairs.push((i..i + 1, j..j)),
            }
        }
        pairs.extend((j..b.end).map(|j| (0..0, j..j + 1)));
        for (a, b) in pairs {
            self.push(a, b);
        }
    }

    /// The paragraphs of the new version that one of the old was replaced by.
    fn replacement(&self, old: usize) -> Option<Range<usize>> {
        let old = self.a[old];
        // Replaced passages come in the same order on both sides.
        let next = self.replaced.partition_point(|(a, _)| a.end <= old.start);
        let (_, new) = self.replaced.get(next).filter(|(a, _)| a.overlaps(old))?;
        let first = self.b.partition_point(|block| block.end <= new.start);
        let end = self.b.partition_point(|block| block.start < new.end);
        Some(first..end)
    }

    /// Tells each row which changes touch it.
    fn note_changes(&mut self) {
        for side in [false, true] {
            let of_row = |row: &Row| if side { row.b } else { row.a };
            let with_side: Vec<(usize, Span)> =
                self.rows.iter().enumerate().filter_map(|(n, row)| Some((n, of_row(row)?))).collect();
            for (number, change) in self.versions.changes.iter().enumerate() {
                let Some(span) = (if side { change.b } else { change.a }) else {
                    continue;
                };
                let first = with_side.partition_point(|(_, row)| row.end <= span.start);
                let touched = with_side[first..].iter().take_while(|(_, row)| row.start < span.end);
                for (row, _) in touched {
                    self.rows[*row].changes.push(number);
                }
            }
        }
        for row in &mut self.rows {
            row.changes.sort_unstable();
            row.changes.dedup();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows_of(a: &str, b: &str) -> Vec<(String, String, usize)> {
        let (old, new) = (Source { text: a, left_out: &[] }, Source { text: b, left_out: &[] });
        let rows = rows(&Versions::new(old, new), &lines(old), &lines(new));
        let text = |text: &str, span: Option<Span>| span.map_or(String::new(), |s| s.of(text).to_owned());
        rows.iter().map(|row| (text(a, row.a), text(b, row.b), row.changes.len())).collect()
    }

    #[test]
    fn corresponding_paragraphs_stand_side_by_side() {
        let rows = rows_of(
            "First of all, welcome.\nThis one goes away now.\nThe third one is kept here.\nEnd of it.",
            "First of all, welcome.\nThe third one was kept here.\nA paragraph that nobody knew before.\nEnd of it.",
        );
        let short: Vec<(&str, &str, usize)> =
            rows.iter().map(|(a, b, n)| (a.get(..5).unwrap_or(""), b.get(..5).unwrap_or(""), *n)).collect();
        assert_eq!(
            short,
            [
                ("First", "First", 0),
                ("This ", "", 1),
                ("The t", "The t", 1),
                ("", "A par", 1),
                ("End o", "End o", 0)
            ]
        );
    }

    #[test]
    fn joined_paragraphs_are_one_row_and_replaced_ones_face_each_other() {
        let rows = rows_of("One two three.\nFour five six.\nSeven.", "One two three. Four five six.\nSeven.");
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].0, "One two three.\nFour five six.");
        let rows = rows_of(
            "Good day.\nOld words stand here\nGood bye.",
            "Good day.\nNew ideas came there\nGood bye.",
        );
        assert_eq!(rows[1], ("Old words stand here".to_owned(), "New ideas came there".to_owned(), 1));
    }

    #[test]
    fn every_paragraph_stands_in_one_row() {
        let old: Vec<String> = (0..40).map(|n| format!("Paragraph {n} with word{}.", n * 7 % 11)).collect();
        let mut new = old.clone();
        new.swap(3, 30);
        new.remove(10);
        new.insert(20, "Quite another one.".to_owned());
        let (old, new) = (old.join("\n"), new.join("\n"));
        let rows = rows_of(&old, &new);
        let side = |pick: fn(&(String, String, usize)) -> &String| {
            rows.iter().map(pick).filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join("\n")
        };
        assert_eq!(side(|row| &row.0), old);
        assert_eq!(side(|row| &row.1), new);
    }
}
