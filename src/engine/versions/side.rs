//! One side of a comparison: its lines, and the words of those that need a closer look.
//!
//! A line is known by its bytes alone; most lines of two versions are equal and are never split into
//! words. The others become tokens of the folded text (see [`fold`](crate::engine::fold)), so that
//! quotes, dashes, spaces, invisible characters and the normal form of Unicode make no difference,
//! while case does. Hyphens are tokens of their own here, since a hyphen in one version is a dash in
//! the other.

use std::hash::Hasher as _;

use rustc_hash::FxHasher;

use crate::engine::fold::{Case, Folded, is_unspaced, is_word_char};
use crate::engine::transcript::Span;

/// A text, with what is not to be compared.
#[derive(Clone, Copy, Debug)]
pub struct Source<'t> {
    /// The whole text.
    pub text: &'t str,

    /// Spans that are left out, in order, such as the furniture of a transcript. They part what stands
    /// before them from what stands after.
    pub left_out: &'t [Span],
}

/// The tokens of a text. What takes much memory takes much of the time of a short text: the system hands out
/// each page of it when it is first written to.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// Hash of the folded form of each. Two different words of one comparison have the same hash about once in
    /// a thousand million comparisons of texts of 100,000 words.
    pub keys: Vec<u64>,

    /// What else is known of each.
    pub marks: Vec<Token>,
}

impl Tokens {
    /// Without tokens, with room for so many.
    pub fn with_capacity(tokens: usize) -> Self {
        Self { keys: Vec::with_capacity(tokens), marks: Vec::with_capacity(tokens) }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }
}

/// A word or a sign of punctuation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it begins in the text; no text that is read has more than 256 MiB.
    start: u32,

    /// Where it ends.
    end: u32,

    /// Whether it has letters or digits.
    pub is_word: bool,

    /// Whether a sentence may end with it.
    pub is_stop: bool,

    /// Whether it is a part of a compound where it touches another such part: a word of a script with
    /// spaces, or a hyphen.
    pub is_compound: bool,

    /// Whether it stands directly after the token before it.
    pub is_glued: bool,

    /// Whether a line begins with it.
    pub begins_line: bool,

    /// Whether something was left out before it.
    pub begins_part: bool,
}

impl Token {
    /// Where it stands in the text.
    pub fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

impl Source<'_> {
    /// Whether something was left out between two places.
    pub fn is_parted(self, from: usize, to: usize) -> bool {
        let next = self.left_out.partition_point(|span| span.end <= from);
        self.left_out.get(next).is_some_and(|span| span.start < to && !span.is_empty())
    }
}

/// The lines of a text that are compared, without the white space around them and without empty ones.
pub fn lines(source: Source<'_>) -> Vec<Span> {
    let mut out = Vec::with_capacity(source.text.len() / 200);
    let mut start = 0;
    let mut left_out = source.left_out.iter();
    loop {
        let gap = left_out.next();
        let end = gap.map_or(source.text.len(), |gap| gap.start.max(start));
        push_lines(source.text, Span::new(start, end), &mut out);
        let Some(gap) = gap else {
            return out;
        };
        start = gap.end.max(start);
    }
}

fn push_lines(text: &str, part: Span, out: &mut Vec<Span>) {
    let mut start = part.start;
    for line in part.of(text).split_inclusive('\n') {
        let kept = line.trim();
        if !kept.is_empty() {
            let from = start + (line.len() - line.trim_start().len());
            out.push(Span::new(from, from + kept.len()));
        }
        start += line.len();
    }
}

/// A fast hash of bytes.
pub fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.finish()
}

/// Spreads the bits of a number over all of it.
pub fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// Splits lines into tokens, one after the other.
#[derive(Debug, Default)]
pub struct Tokenizer {
    folded: Folded,
}

impl Tokenizer {
    /// Appends the tokens of a line.
    pub fn push_line(&mut self, text: &str, line: Span, out: &mut Tokens) {
        self.folded.refill(line.of(text), Case::Keep);
        let shadow = self.folded.text();
        let mut originals = self.folded.originals();
        let (mut at, mut end_before) = (0, None);
        while let Some(c) = shadow[at..].chars().next() {
            if c == ' ' {
                at += 1;
                continue;
            }
            let is_spaced = is_word_char(c);
            let is_word = is_spaced || (is_unspaced(c) && c.is_alphanumeric());
            let end = match c {
                _ if is_spaced => word_end(shadow, at),
                '-' | '.' => at + shadow.as_bytes()[at..].iter().take_while(|b| char::from(**b) == c).count(),
                _ => at + c.len_utf8(),
            };
            let original = originals.of(Span::new(at, end));
            let (start, end_in_text) =
                ((line.start + original.start) as u32, (line.start + original.end) as u32);
            // "--" is a dash; "..." and "…" are one sign.
            let key = hash(if c == '-' { b"-" } else { &shadow.as_bytes()[at..end] });
            // A sign with a mark on it is one character of the original.
            if let (Some(last), Some(last_key), Some(_)) =
                (out.marks.last_mut(), out.keys.last_mut(), end_before)
                && start < last.end
            {
                last.end = end_in_text.max(last.end);
                *last_key = mixed(*last_key ^ key.rotate_left(1));
                (end_before, at) = (Some(end), end);
                continue;
            }
            out.keys.push(key);
            out.marks.push(Token {
                start,
                end: end_in_text,
                is_word,
                is_compound: c == '-' || is_spaced,
                is_stop: !is_word && matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '؟' | '।'),
                is_glued: end_before == Some(at),
                begins_line: end_before.is_none(),
                begins_part: false,
            });
            end_before = Some(end);
            at = end;
        }
    }
}

/// ASCII letters and digits.
const ASCII_WORD: [bool; 256] = {
    let mut word = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        word[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    word
};

/// Where a word ends: apostrophes belong to it, full stops of "U.S" and "3.5" and commas of numbers.
fn word_end(shadow: &str, start: usize) -> usize {
    let bytes = shadow.as_bytes();
    // Nearly all words are plain letters with a space or a comma after them.
    let letters = bytes[start..].iter().take_while(|byte| ASCII_WORD[usize::from(**byte)]).count();
    let is_over = |end: &usize| match bytes.get(*end..) {
        Some([b',', b' ', ..] | []) | None => true,
        Some([next, ..]) => next.is_ascii() && !matches!(next, b'\'' | b'.' | b','),
    };
    if let Some(end) = Some(start + letters).filter(is_over) {
        return end;
    }
    let (mut part, mut at) = (start, start);
    loop {
        while let Some(&byte) = bytes.get(at) {
            let length = if byte.is_ascii() {
                usize::from(byte.is_ascii_alphanumeric())
            } else {
                let c = shadow[at..].chars().next().filter(|c| is_word_char(*c));
                c.map_or(0, char::len_utf8)
            };
            if length == 0 {
                break;
            }
            at += length;
        }
        let part = &shadow[std::mem::replace(&mut part, at + 1)..at];
        let next = || shadow.get(at + 1..).and_then(|rest| rest.chars().next());
        let is_number = || part.bytes().all(|byte| byte.is_ascii_digit());
        let is_initial = || part.chars().nth(1).is_none();
        let goes_on = match bytes.get(at) {
            Some(b'\'') => next().is_some_and(is_word_char),
            Some(b'.') => next()
                .is_some_and(|c| (c.is_ascii_digit() && is_number()) || (c.is_alphabetic() && is_initial())),
            Some(b',') => next().is_some_and(|c| c.is_ascii_digit() && is_number()),
            _ => false,
        };
        if !goes_on {
            return at;
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Tokens {
        let mut out = Tokens::default();
        let mut tokenizer = Tokenizer::default();
        for line in lines(Source { text, left_out: &[] }) {
            tokenizer.push_line(text, line, &mut out);
        }
        out
    }

    fn pieces(text: &str) -> Vec<&str> {
        tokens(text).marks.iter().map(|token| token.span().of(text)).collect()
    }

    #[test]
    fn words_and_punctuation() {
        assert_eq!(
            pieces("Don’t say 3.5 % of 1,000 – the U.S. well-known end.Next"),
            [
                "Don’t", "say", "3.5", "%", "of", "1,000", "–", "the", "U.S", ".", "well", "-", "known",
                "end", ".", "Next"
            ]
        );
        assert_eq!(pieces("北约 AI。"), ["北", "约", "AI", "。"]);
        assert_eq!(pieces(" \n\r\n"), Vec::<&str>::new());
    }

    #[test]
    fn typography_makes_no_other_key() {
        let keys = |text| tokens(text).keys;
        assert_eq!(
            keys("“We” don’t\u{a0}know – e\u{301}t\u{ad}é…"),
            keys("\"We\" don't know -- \u{e9}té...")
        );
        assert_eq!(keys("Moscow–Beijing"), keys("Moscow-Beijing"));
        assert_ne!(keys("President"), keys("president"));
        assert_ne!(keys("m²"), keys("m2"));
    }

    #[test]
    fn what_is_left_out_parts_the_lines() {
        let text = "one\nmenu\ntwo three\n\nfour";
        let left_out = [Span::new(4, 9), Span::new(13, 14)];
        let lines = lines(Source { text, left_out: &left_out });
        assert_eq!(lines.iter().map(|l| l.of(text)).collect::<Vec<_>>(), ["one", "two", "hree", "four"]);
    }
}
