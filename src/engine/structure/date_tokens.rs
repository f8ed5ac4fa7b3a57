//! The numbers, words and marks of a line that may hold a date.

use std::borrow::Cow;

use super::chars::{floor_boundary, is_ideographic, is_space};
use crate::engine::transcript::Span;

/// Only so much of a line is searched; a date further on is running text.
const LONGEST_SEARCHED: usize = 1500;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Decimal digits of any script, with their value.
    Number(u64),

    /// Letters, or one Chinese character.
    Word,

    /// Anything else but space.
    Mark(char),
}

#[derive(Clone, Debug)]
pub(super) struct Token<'t> {
    /// What it is.
    pub kind: Kind,

    /// Where it stands in the string.
    pub span: Span,

    /// In small letters; empty for marks.
    pub word: Cow<'t, str>,

    /// Number of digits.
    pub digits: usize,
}

fn digit(c: char) -> Option<u32> {
    let code = c as u32;
    c.to_digit(10).or(match code {
        0x0660..=0x0669 => Some(code - 0x0660),
        0x06F0..=0x06F9 => Some(code - 0x06F0),
        0x0966..=0x096F => Some(code - 0x0966),
        0xFF10..=0xFF19 => Some(code - 0xFF10),
        _ => None,
    })
}

/// Whether a line holds a number, as every date does.
pub(super) fn has_digit(line: &str) -> bool {
    line.bytes().any(|byte| byte.is_ascii_digit())
        || (!line.is_ascii() && line.chars().any(|c| digit(c).is_some()))
}

pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let text = &text[..floor_boundary(text, LONGEST_SEARCHED)];
    let mut tokens: Vec<Token<'_>> = Vec::with_capacity(text.len() / 4);
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if is_space(c) {
            continue;
        }
        let mut token = Token {
            kind: Kind::Mark(c),
            span: Span::new(start, start + c.len_utf8()),
            word: Cow::Borrowed(""),
            digits: 0,
        };
        if let Some(first) = digit(c) {
            let mut value = u64::from(first);
            token.digits = 1;
            while let Some((at, d)) = chars.peek().and_then(|&(at, c)| Some((at + c.len_utf8(), digit(c)?))) {
                value = value.saturating_mul(10).saturating_add(u64::from(d));
                token.digits += 1;
                token.span.end = at;
                chars.next();
            }
            token.kind = Kind::Number(value);
        } else if c.is_alphabetic() {
            token.kind = Kind::Word;
            if !is_ideographic(c) {
                while let Some(&(at, next)) = chars.peek() {
                    let inner_stop =
                        next == '.' && text[at + 1..].chars().next().is_some_and(char::is_alphabetic);
                    let goes_on =
                        next.is_alphabetic() && !is_ideographic(next) || inner_stop || is_combining(next);
                    if !goes_on {
                        break;
                    }
                    token.span.end = at + next.len_utf8();
                    chars.next();
                }
            }
            token.word = lower_case(token.span.of(text));
        }
        tokens.push(token);
    }
    tokens
}

/// A word in small letters. Most words are written so.
fn lower_case(word: &str) -> Cow<'_, str> {
    let is_lower = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(word) } else { word.chars().flat_map(char::to_lowercase).collect() }
}

fn is_combining(c: char) -> bool {
    matches!(c as u32, 0x0300..=0x036F | 0x064B..=0x065F | 0x0900..=0x0903 | 0x093A..=0x094F)
}

/// A number of at most so many digits.
pub(super) fn number(tokens: &[Token<'_>], at: usize, most_digits: usize) -> Option<i16> {
    match tokens.get(at)? {
        Token { kind: Kind::Number(value), digits, .. } if *digits <= most_digits => {
            i16::try_from(*value).ok()
        }
        _ => None,
    }
}

pub(super) fn is_mark(tokens: &[Token<'_>], at: usize, mark: char) -> bool {
    tokens.get(at).is_some_and(|t| t.kind == Kind::Mark(mark))
}

pub(super) fn is_word(tokens: &[Token<'_>], at: usize, words: &[&str]) -> bool {
    tokens.get(at).is_some_and(|t| t.kind == Kind::Word && words.contains(&&*t.word))
}
