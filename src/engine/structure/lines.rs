//! Lines of a text, and which of them are one paragraph.
//!
//! In some files every line is a paragraph; in others paragraphs are set apart by blank lines and their
//! lines are broken at some 70 columns. Both occur without a word about which it is, so the shape of the
//! line lengths decides: a line was *wrapped* if the first word of the next one would not have fitted.
//! Where most lines that have a neighbour are wrapped by that measure, wrapped lines are joined; else
//! only a line that stops in mid-sentence before a small letter is.

use std::ops::Range;

use memchr::{memchr2, memchr2_iter, memmem};

use super::chars::{ends_sentence, floor_boundary, is_dash, is_space, is_wide, trim};
use crate::engine::transcript::Span;

/// Lines longer than this many columns are never part of a wrapped text.
const WIDEST_WRAP: usize = 130;

/// Fewer neighbouring lines than this say nothing about the shape of a text.
const FEWEST_PAIRS: usize = 4;

/// One line, its end left out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// The whole line.
    pub span: Span,

    /// The line without the space around it; empty for a blank line.
    pub content: Span,

    /// Whether it goes on with the paragraph of the line before.
    pub joins: bool,

    /// Whether it stands for lines that were taken off here. It is blank.
    pub is_gap: bool,
}

impl Line {
    /// Whether nothing stands on it.
    pub(super) fn is_blank(&self) -> bool {
        self.content.is_empty()
    }
}

/// Cuts a text into lines at every kind of line end and judges which lines belong together.
pub(super) fn split(text: &str) -> Vec<Line> {
    let mut lines = cut(text);
    join(text, &mut lines);
    lines
}

/// The lines whose content a span touches.
pub(super) fn touched(lines: &[Line], span: Span) -> Range<usize> {
    let first = lines.partition_point(|line| line.content.end <= span.start);
    first..lines.partition_point(|line| line.content.start < span.end)
}

/// Cuts a text at every kind of line end: LF, CRLF, CR, form feed, and those of Unicode.
pub(super) fn cut(text: &str) -> Vec<Line> {
    let bytes = text.as_bytes();
    let mut lines = Vec::with_capacity(bytes.len() / 60 + 1);
    let mut start = 0;
    if !has_rare_ends(text) {
        for at in memchr2_iter(b'\n', b'\r', bytes) {
            // The second half of CRLF.
            if at < start {
                continue;
            }
            lines.push(line(text, start, at));
            start = at + if bytes[at..].starts_with(b"\r\n") { 2 } else { 1 };
        }
        if start < bytes.len() {
            lines.push(line(text, start, bytes.len()));
        }
        return lines;
    }
    let mut at = 0;
    while at < bytes.len() {
        let end_length = match bytes[at] {
            b'\n' | 0x0B | 0x0C => 1,
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => 2,
            b'\r' => 1,
            0xC2 if bytes[at + 1] == 0x85 => 2,
            0xE2 if bytes[at + 1] == 0x80 && matches!(bytes[at + 2], 0xA8 | 0xA9) => 3,
            _ => {
                at += 1;
                continue;
            }
        };
        lines.push(line(text, start, at));
        at += end_length;
        start = at;
    }
    if start < bytes.len() {
        lines.push(line(text, start, bytes.len()));
    }
    lines
}

/// Whether lines end otherwise than with LF, CRLF or CR anywhere in a text.
fn has_rare_ends(text: &str) -> bool {
    memchr2(0x0B, 0x0C, text.as_bytes()).is_some()
        || ["\u{85}", "\u{2028}", "\u{2029}"]
            .iter()
            .any(|end| memmem::find(text.as_bytes(), end.as_bytes()).is_some())
}

fn line(text: &str, start: usize, end: usize) -> Line {
    let span = Span::new(start, end);
    Line { span, content: trim(text, span), joins: false, is_gap: false }
}

/// What the shape of a line says.
#[derive(Clone, Copy, Default)]
struct Shape {
    /// Columns before the text.
    indent: usize,

    /// Columns up to the end of the text, counted up to just past [`WIDEST_WRAP`].
    width: usize,

    /// Columns of the first word.
    first_word: usize,
}

/// Marks the lines that go on with the paragraph before them.
pub(super) fn join(text: &str, lines: &mut [Line]) {
    // Only lines that stand next to another are judged by their shape.
    let has_words = |i: usize| lines.get(i).is_some_and(|line: &Line| !line.is_blank());
    let has_neighbour = |i: usize| (i > 0 && has_words(i - 1)) || has_words(i + 1);
    let shape_of = |i: usize| if has_neighbour(i) { shape(text, &lines[i]) } else { Shape::default() };
    let shapes: Vec<Shape> = (0..lines.len()).map(shape_of).collect();
    let wrap = wrap_width(lines, &shapes);
    for i in 1..lines.len() {
        let (before, here) = (lines[i - 1], lines[i]);
        if before.is_blank() || here.is_blank() {
            continue;
        }
        let next = here.content.of(text);
        let last = before.content.of(text);
        // A dash at the head of a line opens a list item only where the line before is complete.
        let is_dashed = next.starts_with(['–', '—']) && !ends_sentence(last) && !last.ends_with([':', ';']);
        if (opens_block(next) && !is_dashed) || opens_block_alone(last) {
            continue;
        }
        let full = wrap.is_some_and(|wrap| {
            is_full(&shapes[i - 1], &shapes[i], wrap) && shapes[i].indent <= shapes[i - 1].indent + 1
        });
        lines[i].joins = full || is_broken_off(last, next, wrap.is_some());
    }
}

/// The column at which a text is wrapped, where it is.
fn wrap_width(lines: &[Line], shapes: &[Shape]) -> Option<usize> {
    let mut counts = [0usize; WIDEST_WRAP + 1];
    let (mut pairs, mut too_wide) = (0usize, 0usize);
    let neighbours = || (1..lines.len()).filter(|&i| !lines[i - 1].is_blank() && !lines[i].is_blank());
    for i in neighbours() {
        pairs += 1;
        match counts.get_mut(shapes[i - 1].width) {
            Some(count) => *count += 1,
            None => too_wide += 1,
        }
    }
    if pairs < FEWEST_PAIRS || too_wide * 10 > pairs {
        return None;
    }
    // The widest but for a few: one long address must not hide the shape of all other lines.
    let mut beyond = (pairs - too_wide) / 50;
    let wrap = (0..=WIDEST_WRAP).rev().find(|&width| {
        let enough = counts[width] > beyond;
        beyond = beyond.saturating_sub(counts[width]);
        enough
    })?;
    let full = neighbours().filter(|&i| is_full(&shapes[i - 1], &shapes[i], wrap)).count();
    (wrap >= 24 && full * 10 >= pairs * 6).then_some(wrap)
}

/// Whether the first word of the next line would not have fitted on this one.
fn is_full(here: &Shape, next: &Shape, wrap: usize) -> bool {
    here.width + 1 + next.first_word > wrap
}

/// Whether a line stops in mid-sentence and the next goes on with it.
///
/// A small letter is the sign; in a text that is not wrapped the line must also be a long one, so that
/// lists of short lines stay lists.
fn is_broken_off(before: &str, next: &str, is_wrapped: bool) -> bool {
    let goes_on = next.trim_start_matches(|c| is_dash(c) || is_space(c)).starts_with(char::is_lowercase);
    let stops = goes_on
        && before
            .chars()
            .next_back()
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | '’' | '”' | ')') || is_dash(c));
    stops && !ends_sentence(before) && (is_wrapped || before.len() >= 40)
}

/// Whether a line opens a block of its own: a list item, a heading, a quotation, a ruled line.
fn opens_block(content: &str) -> bool {
    let mut chars = content.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    match first {
        '•' | '·' | '▪' | '◦' | '●' | '■' | '#' | '>' | '|' | '<' => true,
        '-' | '*' | '–' | '—' | '+' => chars.next().is_some_and(|c| c == ' ' || c == first),
        '0'..='9' => {
            let rest = content.trim_start_matches(|c: char| c.is_ascii_digit());
            content.len() - rest.len() <= 2 && (rest.starts_with(". ") || rest.starts_with(") "))
        }
        _ => false,
    }
}

/// Whether nothing can go on from a line: a heading or a ruled line.
fn opens_block_alone(content: &str) -> bool {
    content.starts_with('#') || content.bytes().all(|b| matches!(b, b'-' | b'*' | b'_' | b'=' | b' '))
}

fn shape(text: &str, line: &Line) -> Shape {
    if line.is_blank() {
        return Shape::default();
    }
    let indent = text[line.span.start..line.content.start].chars().count();
    // Further on nothing counts, however long the line is.
    let content = line.content.of(text);
    let content = &content[..floor_boundary(content, 4 * (WIDEST_WRAP + 1))];
    let mut shape = Shape { indent, width: indent, first_word: 0 };
    // Below U+1100 and in its punctuation block no character is wide: counting bytes will do.
    if content.bytes().all(|byte| byte < 0xE1 || byte == 0xE2) {
        let columns = |part: &str| part.bytes().filter(|byte| byte & 0xC0 != 0x80).count();
        shape.width = (indent + columns(content)).min(WIDEST_WRAP + 1);
        shape.first_word = columns(&content[..content.find(is_space).unwrap_or(content.len())]);
        return shape;
    }
    let mut in_first_word = true;
    for c in content.chars() {
        let columns = if is_wide(c) { 2 } else { 1 };
        if in_first_word {
            if is_space(c) {
                in_first_word = false;
            } else {
                shape.first_word += columns;
                in_first_word = columns == 1;
            }
        }
        shape.width += columns;
        if shape.width > WIDEST_WRAP {
            break;
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str) -> usize {
        split(text).iter().filter(|line| !line.is_blank() && !line.joins).count()
    }

    #[test]
    fn every_line_end_counts_once() {
        let lines = split("a\r\nb\rc\n\nd\u{2028}e\u{85}f\u{C}g");
        let contents: Vec<_> =
            lines.iter().map(|l| l.content.of("a\r\nb\rc\n\nd\u{2028}e\u{85}f\u{C}g")).collect();
        assert_eq!(contents, ["a", "b", "c", "", "d", "e", "f", "g"]);
        assert!(split("").is_empty());
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "When the President asked me to serve in this role, we talked about the\n\
            importance of bringing truth and transparency back to the briefing room,\n\
            and he asked me to ensure we are communicating about the policies across\n\
            the administration and the work his team is doing every\n\
            single day on behalf of all people.\n\n\
            There will be times when we see things differently in this room — I\n\
            mean, among all of us.  That’s okay.  That’s part of our democracy.  And\n\
            Rebuilding trust with the people will be central to our focus.";
        assert_eq!(paragraphs(text), 2);
    }

    #[test]
    fn wrapped_chinese_lines_are_one_paragraph() {
        let line = "各位媒體朋友大家好我現在開始說明這次使用的設備情境跟整個歷程這次使用的設備\n";
        let text = format!("{}情境是台灣。\n\n{}說明。", line.repeat(4), line.repeat(3));
        assert_eq!(paragraphs(&text), 2);
    }

    #[test]
    fn lines_that_are_paragraphs_stay_apart() {
        let text = "Colleagues,\nGood afternoon,\n\
            We are through with the meeting of the Council, chaired by the Deputy Prime Minister of the Republic, who ran it well and briefly.\n\
            We focused on preparations for the Summit scheduled for November of this year. We are pleased with the projects to be submitted to it.\n\
            Following the coup, those who had gained power could not represent\n\
            There is another aspect related to this. Article 1 obliges all members to respect human rights. However, the\n\
            We could not overlook threats accumulating in the western and eastern sections of the continent.\n";
        assert_eq!(paragraphs(text), 7);
    }

    #[test]
    fn a_line_cut_before_a_small_letter_goes_on() {
        let text = "Yet, despite clear legal frameworks, compliance remains\ninconsistent.\nNext.";
        assert_eq!(paragraphs(text), 2);
        assert_eq!(paragraphs("peace,\nsecurity,\nand more"), 3);
    }

    #[test]
    fn list_items_and_rules_are_not_joined() {
        let text = "We stand for three things that matter to everyone who lives there,\n- peace\n- bread\n---\nand land";
        assert_eq!(paragraphs(text), 5);
    }
}
