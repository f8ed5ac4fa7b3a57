//! From the letters of a page to its lines, in reading order.

use super::page::{Letter, Page};

/// A gap of this many times the size of the font stands for a space.
const SPACE: f64 = 0.17;

/// A gap of this many times the size of the font parts two columns or cells.
const CELL: f64 = 2.5;

/// The fewest lines of a column beside another.
const COLUMN_LINES: usize = 8;

/// A line on a page; distances are in points, from the upper left.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    /// Its words, in pieces that are bold or not.
    pub(super) pieces: Vec<(String, bool)>,

    /// Where it begins.
    pub(super) left: f64,

    /// Where it ends.
    pub(super) right: f64,

    /// The line that its letters stand on.
    pub(super) base: f64,

    /// The size of its largest font.
    pub(super) size: f64,
}

impl Line {
    /// Its words.
    pub(super) fn text(&self) -> String {
        self.pieces.iter().map(|(words, _)| words.as_str()).collect()
    }
}

/// Puts the letters of a page together to lines.
pub(super) fn of_page(page: Page) -> Vec<Line> {
    let mut letters: Vec<Letter> = page.letters;
    letters.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut lines: Vec<Line> = Vec::new();
    let mut row: Vec<Letter> = Vec::new();
    for letter in letters {
        // Letters that are raised or lowered stand on the line of those beside them.
        let is_same =
            row.last().is_some_and(|last| letter.base - last.base < 0.35 * letter.size.min(last.size));
        if !is_same {
            lines.extend(segments(std::mem::take(&mut row)));
        }
        row.push(letter);
    }
    lines.extend(segments(row));
    in_reading_order(lines, page.width)
}

/// One row of letters: a line, or several that are far from each other.
fn segments(mut row: Vec<Letter>) -> Vec<Line> {
    row.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut lines = Vec::new();
    let mut line = Line::default();
    let mut last: Option<Letter> = None;
    for letter in row {
        if letter.text.trim().is_empty() {
            // Spaces that are drawn count by the gap that they leave, unless it is too narrow to be told.
            if let Some((words, _)) = line.pieces.last_mut()
                && !words.ends_with(' ')
            {
                words.push(' ');
            }
            continue;
        }
        if let Some(last) = &last {
            let (gap, size) = (letter.left - last.right, letter.size.max(last.size));
            // Some programs draw a letter twice to make it bold.
            if letter.text == last.text && (letter.left - last.left).abs() < 0.15 * size {
                continue;
            }
            let is_wide = is_wide(&letter.text) && is_wide(&last.text);
            if gap > CELL * size {
                lines.push(std::mem::take(&mut line));
            } else if gap > SPACE * size
                && !(is_wide && gap < size)
                && let Some((words, _)) = line.pieces.last_mut()
                && !words.ends_with(' ')
            {
                words.push(' ');
            }
        }
        if line.pieces.is_empty() {
            line.left = letter.left;
            line.base = letter.base;
        }
        line.right = letter.right;
        line.size = line.size.max(letter.size);
        match line.pieces.last_mut() {
            Some((words, bold)) if *bold == letter.is_bold => words.push_str(&letter.text),
            _ => line.pieces.push((letter.text.clone(), letter.is_bold)),
        }
        last = Some(letter);
    }
    lines.push(line);
    lines.retain(|line| !line.text().trim().is_empty());
    lines
}

/// Chinese and Japanese have no spaces between words, and wide gaps where lines are justified.
fn is_wide(text: &str) -> bool {
    text.chars().all(|c| ('\u{2e80}'..='\u{9fff}').contains(&c) || ('\u{f900}'..='\u{ffef}').contains(&c))
}

/// Columns one after the other where there are two; the cells of a row joined where there are none.
fn in_reading_order(lines: Vec<Line>, width: f64) -> Vec<Line> {
    if let Some(gutter) = gutter(&lines, width) {
        let first = lines.iter().filter(|line| is_beside(line, gutter)).map(|line| line.base);
        let top = first.fold(f64::MAX, f64::min);
        let rank = |line: &Line| match line {
            _ if line.base < top - 0.1 => 0,
            _ if line.right <= gutter => 1,
            _ if line.left >= gutter => 2,
            _ => 3,
        };
        let mut lines = lines;
        // Sorting is stable: the lines of a column stay from top to bottom.
        lines.sort_by_key(rank);
        return lines;
    }
    let mut out: Vec<Line> = Vec::new();
    for line in lines {
        match out.last_mut() {
            Some(last) if (line.base - last.base).abs() < 0.35 * line.size.min(last.size) => {
                if let Some((words, _)) = last.pieces.last_mut()
                    && !words.ends_with(' ')
                {
                    words.push(' ');
                }
                last.pieces.extend(line.pieces);
                last.right = line.right;
                last.size = last.size.max(line.size);
            }
            _ => out.push(line),
        }
    }
    out
}

fn is_beside(line: &Line, gutter: f64) -> bool {
    line.right <= gutter || line.left >= gutter
}

/// Where the middle of a page is empty from top to bottom, but for few lines such as a title.
fn gutter(lines: &[Line], width: f64) -> Option<f64> {
    let places = (40..=60).map(|percent| width * f64::from(percent) / 100.0);
    places
        .filter_map(|gutter| {
            let left = lines.iter().filter(|line| line.right <= gutter).count();
            let right = lines.iter().filter(|line| line.left >= gutter).count();
            let across = lines.len() - left - right;
            let is_column = left >= COLUMN_LINES && right >= COLUMN_LINES && across * 8 <= left + right;
            is_column.then_some((across, gutter))
        })
        .min_by_key(|&(across, _)| across)
        .map(|(_, gutter)| gutter)
}
