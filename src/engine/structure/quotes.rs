//! Quotation marks that have no partner.
//!
//! Checked turn by turn, since a quotation may run over paragraphs. Apostrophes look like closing single
//! marks, so only an opening single mark that nothing at the end of a word closes is reported.

use memchr::memchr3_iter;

use super::chars::is_space;
use super::warnings::warning;
use crate::engine::transcript::{Paragraph, Span, Warning, WarningKind};

/// One kind of quotation marks in a turn.
struct Pair {
    /// Offsets of marks that are open, with the paragraph that they stand in.
    open: Vec<(usize, usize)>,
    /// Closing marks that nothing opened.
    closed: Vec<usize>,
}

/// Quotation marks that are opened and never closed in a turn, or the reverse.
///
/// A quotation of several paragraphs opens in each and closes in the last; that is custom and no damage.
pub(super) fn check(text: &str, paragraphs: &[Paragraph], warnings: &mut Vec<Warning>) {
    let mut double = Pair { open: Vec::new(), closed: Vec::new() };
    let mut guillemets = Pair { open: Vec::new(), closed: Vec::new() };
    let mut corner = Pair { open: Vec::new(), closed: Vec::new() };
    let mut straight: Vec<usize> = Vec::new();
    let mut low = false;
    let mut in_tag = false;
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let slice = paragraph.span.of(text);
        if !may_hold_marks(slice) {
            continue;
        }
        let mut has_single = false;
        for (i, c) in quote_marks(slice) {
            let at = paragraph.span.start + i;
            match c {
                '„' => {
                    low = true;
                    double.open(at, index);
                }
                // After a low mark this one closes, as in German.
                '“' if low => {
                    double.close(at);
                    low = false;
                }
                '“' => double.reopen(at, index, i == 0),
                '”' => {
                    double.close(at);
                    low = false;
                }
                '«' => guillemets.reopen(at, index, i == 0),
                '»' => guillemets.close(at),
                '「' | '『' => corner.open(at, index),
                '」' | '』' => corner.close(at),
                '‘' => has_single = true,
                '<' => in_tag = slice[i + 1..].starts_with(|c: char| c.is_ascii_alphabetic()),
                '>' => in_tag = false,
                '"' if !in_tag && !slice[..i].ends_with(|d: char| d.is_ascii_digit()) => straight.push(at),
                _ => {}
            }
        }
        if has_single {
            single_quotes(text, paragraph.span, warnings);
        }
    }
    // »So« is as good as «so»: where marks close before they open, both are the custom of the text.
    let reversed = guillemets.closed.len() == guillemets.open.len()
        && guillemets
            .closed
            .first()
            .zip(guillemets.open.first())
            .is_some_and(|(closed, (open, _))| closed < open);
    let mut lone: Vec<usize> = Vec::new();
    for pair in [double, corner] {
        lone.extend(pair.open.iter().map(|(at, _)| *at).chain(pair.closed));
    }
    if !reversed {
        lone.extend(guillemets.open.iter().map(|(at, _)| *at).chain(guillemets.closed));
    }
    if straight.len() % 2 == 1 {
        lone.extend(straight.last());
    }
    lone.sort_unstable();
    for at in lone {
        warnings.push(unbalanced(text, at));
    }
}

/// Whether a paragraph may hold one of the marks that count. Apostrophes and dashes begin with the same bytes and stand
/// in most paragraphs, so the last byte of a mark is asked for.
fn may_hold_marks(slice: &str) -> bool {
    // Straight marks and tags, corner brackets by their first byte, guillemets, curly marks. Without a branch or a table, so
    // that the compiler makes it a few instructions for many bytes.
    let is_mark = |byte: u8| {
        (byte == b'"')
            | (byte == b'<')
            | (byte == b'>')
            | (byte == 0xE3)
            | (byte == 0xAB)
            | (byte == 0xBB)
            | (byte == 0x98)
            | (byte.wrapping_sub(0x9C) < 3)
    };
    slice.bytes().fold(0, |found, byte| found | u8::from(is_mark(byte))) != 0
}

/// The characters of a paragraph that may be quotation marks or bound a tag, each with its offset.
fn quote_marks(slice: &str) -> impl Iterator<Item = (usize, char)> {
    // Only these bytes can begin one of them.
    let mut ascii = memchr3_iter(b'"', b'<', b'>', slice.as_bytes()).peekable();
    let mut others = memchr3_iter(0xC2, 0xE2, 0xE3, slice.as_bytes()).peekable();
    let candidates = std::iter::from_fn(move || match (ascii.peek(), others.peek()) {
        (Some(here), Some(there)) if there < here => others.next(),
        (Some(_), _) => ascii.next(),
        (None, _) => others.next(),
    });
    candidates.filter_map(move |i| slice.get(i..).and_then(|rest| rest.chars().next()).map(|c| (i, c)))
}

impl Pair {
    fn open(&mut self, at: usize, paragraph: usize) {
        self.open.push((at, paragraph));
    }

    /// Opens, or goes on with a quotation that was opened in an earlier paragraph.
    fn reopen(&mut self, at: usize, paragraph: usize, at_start: bool) {
        if at_start && self.open.last().is_some_and(|(_, opened)| *opened < paragraph) {
            self.open.pop();
        }
        self.open(at, paragraph);
    }

    fn close(&mut self, at: usize) {
        if self.open.pop().is_none() {
            self.closed.push(at);
        }
    }
}

fn unbalanced(text: &str, at: usize) -> Warning {
    let mark = text[at..].chars().next().unwrap_or('"');
    let message = format!(
        "The quotation mark {mark} has no partner, so it is not clear where the quotation begins or ends. Check the source before quoting."
    );
    warning(WarningKind::UnbalancedQuote, Span::new(at, at + mark.len_utf8()), &message)
}

/// A single quotation mark that opens and is never closed. Its partner looks like an apostrophe, so only
/// a mark at the end of a word can close it.
fn single_quotes(text: &str, paragraph: Span, warnings: &mut Vec<Warning>) {
    let slice = paragraph.of(text);
    let mut marks = slice.match_indices('‘').peekable();
    while let Some((at, mark)) = marks.next() {
        let end = marks.peek().map_or(slice.len(), |(next, _)| *next);
        let inner = &slice[at + mark.len()..end];
        let opens = slice[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric())
            && inner.starts_with(|c: char| c.is_alphabetic());
        let word: String = inner.chars().take_while(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
        let is_elision =
            ["em", "tis", "twas", "til", "till", "cause", "n", "bout", "round"].contains(&word.as_str());
        let closes = inner.match_indices(['’', '\'']).any(|(i, close)| {
            let after = inner[i + close.len()..].chars().next();
            let before = inner[..i].chars().next_back();
            after.is_none_or(|c| !c.is_alphanumeric()) && before.is_some_and(|c| !is_space(c))
        });
        if opens && !is_elision && !closes {
            warnings.push(unbalanced(text, paragraph.start + at));
        }
    }
}
