//! From the lines of all pages to paragraphs.

use std::collections::HashSet;

use super::super::Blocks;
use super::super::styles::{self, Look};
use super::lines::Line;

/// Writes the lines of all pages as paragraphs.
pub(super) fn write(pages: &[Vec<Line>]) -> String {
    let all: Vec<&Line> = pages.iter().flatten().collect();
    let shape = Shape::of(pages, &all);
    let mut blocks = Blocks::default();
    let mut paragraph: Vec<(String, bool)> = Vec::new();
    let mut last: Option<&Line> = None;
    for page in pages {
        for (i, line) in page.iter().enumerate() {
            if let Some(last) = last {
                let begins =
                    if i == 0 { shape.begins_after_page(last, line) } else { shape.begins(last, line) };
                if begins {
                    end(&mut blocks, &mut paragraph);
                } else {
                    shape.join(&mut paragraph, line);
                }
            }
            for (words, bold) in &line.pieces {
                paragraph.push((words.replace('\u{ad}', ""), *bold));
            }
            // A soft hyphen at the end of a line is seen by the join.
            if line.text().trim_end().ends_with('\u{ad}') {
                paragraph.push(("\u{ad}".to_owned(), false));
            }
            last = Some(line);
        }
    }
    end(&mut blocks, &mut paragraph);
    blocks.finish()
}

fn end(blocks: &mut Blocks, paragraph: &mut Vec<(String, bool)>) {
    let pieces = std::mem::take(paragraph);
    styles::write(blocks, &Look::default(), &pieces);
}

/// How the text is set, as far as it tells where paragraphs begin.
struct Shape {
    /// The usual distance of two lines.
    step: f64,
    /// The left edge of most lines.
    left: f64,
    /// The right edge that full lines reach.
    right: f64,
    /// Whether paragraphs begin with an indented line.
    is_indented: bool,
    words: HashSet<String>,
    is_hyphenated: bool,
}

impl Shape {
    fn of(pages: &[Vec<Line>], all: &[&Line]) -> Self {
        let steps = pages.iter().flat_map(|page| page.windows(2).map(|pair| pair[1].base - pair[0].base));
        let step = most_common(steps.filter(|&step| step > 1.0)).unwrap_or(12.0);
        let left = most_common(all.iter().map(|line| line.left)).unwrap_or_default();
        let mut rights: Vec<f64> = all.iter().map(|line| line.right).collect();
        rights.sort_by(f64::total_cmp);
        let right = rights.get(rights.len() * 9 / 10).copied().unwrap_or_default();
        let indented = all.iter().filter(|line| is_indent(line.left - left, line.size)).count();
        let words = all.iter().flat_map(|line| {
            let text = line.text().to_lowercase();
            // The last word of a line may be a part.
            let words: Vec<String> = text.split_whitespace().map(bare).collect();
            words.into_iter().rev().skip(1)
        });
        let words = words.collect();
        let hyphens = all.iter().filter(|line| hyphenated(&line.text())).count();
        Self {
            step,
            left,
            right,
            is_indented: indented * 40 > all.len(),
            words,
            is_hyphenated: hyphens * 33 > all.len(),
        }
    }

    /// Whether a line begins a paragraph after the one above it.
    fn begins(&self, last: &Line, line: &Line) -> bool {
        let step = line.base - last.base;
        let size = line.size.max(last.size);
        // A new column goes on as a new page does.
        if step < -size {
            return self.begins_after_page(last, line);
        }
        // Where most paragraphs are one line, the usual distance is that of paragraphs. No text is set wider than double.
        step > 1.25 * self.step.max(0.9 * size)
            || step > 2.75 * size
            || (line.size - last.size).abs() > 0.15 * size
            || is_indent(line.left - last.left, size)
            || self.is_short(last, line)
    }

    /// Whether the first line of a page begins a paragraph.
    fn begins_after_page(&self, last: &Line, line: &Line) -> bool {
        if is_indent(line.left - self.left, line.size) && !is_indent(last.left - self.left, last.size) {
            return true;
        }
        if (line.size - last.size).abs() > 0.15 * line.size.max(last.size) {
            return true;
        }
        let text = last.text();
        let ends = is_end(&text);
        let goes_on = line.text().trim_start().chars().next().is_some_and(char::is_lowercase);
        if goes_on || !ends {
            return self.is_short(last, line) && ends;
        }
        // A full line with a full stop: only an indentation that is missing tells that it goes on.
        !self.is_indented || last.right < self.right - 8.0 * last.size
    }

    /// Whether the line above ends so early that the first word of this one would have found room.
    fn is_short(&self, last: &Line, line: &Line) -> bool {
        let text = line.text();
        let word = text.split_whitespace().next().unwrap_or_default().chars().count();
        // Half a size is the width of a letter, and the right edge may be ragged.
        let room = self.right - last.right;
        let margin = if is_end(&last.text()) { 2.0 } else { 8.0 };
        #[expect(clippy::cast_precision_loss, reason = "a word has few letters")]
        let width = 0.5 * line.size * word as f64;
        room > width + margin * line.size
    }

    /// Prepares the end of a paragraph for the line that goes on with it.
    fn join(&self, paragraph: &mut Vec<(String, bool)>, line: &Line) {
        let text = line.text();
        if paragraph.last().is_some_and(|(words, _)| words == "\u{ad}") {
            paragraph.pop();
            trim_hyphen(paragraph);
            return;
        }
        let Some((words, _)) = paragraph.last_mut() else { return };
        let trimmed = words.trim_end().len();
        words.truncate(trimmed);
        if hyphenated(words) && text.trim_start().starts_with(char::is_alphabetic) {
            let first = words.rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
            let second = text.split_whitespace().next().unwrap_or_default().to_lowercase();
            let whole = bare(&format!("{}{second}", first.trim_end_matches(['-', '‐'])));
            let parted = bare(&format!("{first}{second}"));
            let is_lower = second.starts_with(char::is_lowercase);
            let is_one = is_lower
                && !self.words.contains(&parted)
                && (self.words.contains(&whole) || self.is_hyphenated);
            if is_one {
                trim_hyphen(paragraph);
            }
            return;
        }
        let last = words.chars().next_back();
        let next = text.trim_start().chars().next();
        let is_wide = |c: Option<char>| c.is_some_and(|c| c >= '\u{2e80}');
        // A dash that joins its words, as in `2010-` or `said—`.
        let mut ends = words.chars().rev();
        let is_joint =
            matches!(ends.next(), Some('-' | '–' | '—')) && ends.next().is_some_and(char::is_alphanumeric);
        let is_one_script = is_wide(last) && is_wide(next);
        if !is_one_script && !is_joint {
            words.push(' ');
        }
    }
}

fn trim_hyphen(paragraph: &mut [(String, bool)]) {
    if let Some((words, _)) = paragraph.last_mut() {
        let trimmed = words.trim_end().trim_end_matches(['-', '‐']).len();
        words.truncate(trimmed);
    }
}

/// Whether a text ends with a hyphen after a letter.
fn hyphenated(text: &str) -> bool {
    let mut ends = text.trim_end().chars().rev();
    matches!(ends.next(), Some('-' | '‐')) && ends.next().is_some_and(char::is_alphabetic)
}

/// A word without the marks around it.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// Whether a text ends as a sentence does.
fn is_end(text: &str) -> bool {
    let text = text.trim_end().trim_end_matches(['"', '”', '’', '»', ')', ']', '」', '』']);
    text.ends_with(['.', '!', '?', ':', '…', '。', '！', '？', '：'])
}

/// Whether a distance is that of an indentation: more than a space, less than a centred title.
fn is_indent(distance: f64, size: f64) -> bool {
    distance > 0.9 * size && distance < 8.0 * size
}

/// The value that most are near to, to half a point.
fn most_common(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.map(|value| (value * 2.0).round() / 2.0).collect();
    values.sort_by(f64::total_cmp);
    let runs = values.chunk_by(|a, b| a == b);
    // The last of equal runs would be the greatest; the first is the closest setting.
    runs.rev().max_by_key(|run| run.len()).and_then(|run| run.first().copied())
}
