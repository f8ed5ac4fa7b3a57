//! What the user types into the search field.
//!
//! Words stand apart and all must occur; "quotation marks" hold a phrase together; `*` is any letters
//! and `?` one letter; `|` parts alternatives. A regular expression is asked for explicitly.

use regex::{Regex, RegexBuilder};
use thiserror::Error;

use crate::engine::fold::{Case, Folded};
use crate::engine::words::fold_char;

/// Memory for a compiled expression. A larger one is refused: it would hold up the search.
const SIZE_LIMIT_BYTES: usize = 8 << 20;

/// Letters, digits and marks of scripts with spaces between words: what a wildcard stands for.
const LETTER: &str = r"[\p{L}\p{N}\p{M}--\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]";

/// How a query is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Syntax {
    /// Words, phrases, wildcards, alternatives.
    #[default]
    Words,

    /// A regular expression, within one sentence, ignoring case unless it says `(?-i)`.
    Regex,
}

/// Why a query cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum QueryError {
    /// Nothing to look for.
    #[error("the query is empty")]
    Empty,

    /// Nothing but wildcards, which every word is.
    #[error("the query has a term without a letter: {term}")]
    OnlyWildcards {
        /// The term.
        term: String,
    },

    /// Not a regular expression.
    #[error("the regular expression cannot be read: {reason}")]
    Syntax {
        /// Where and why.
        reason: String,
    },

    /// Larger than is allowed when compiled.
    #[error("the regular expression is too large")]
    TooLarge,
}

/// What is looked for.
#[derive(Clone, Debug)]
pub enum Query {
    /// All of these in one sentence.
    Terms(Vec<Term>),

    /// This.
    Regex(Regex),
}

/// A word or phrase, or alternatives of them.
#[derive(Clone, Debug)]
pub struct Term {
    /// Matches in a folded text; whether it does so as whole words has yet to be checked.
    pub(super) regex: Regex,
}

/// A piece of a query.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    /// A word or the inside of quotation marks, which may hold wildcards.
    Words(String),

    /// The next piece is an alternative to the last.
    Or,
}

impl Query {
    /// Reads a query.
    pub fn parse(text: &str, syntax: Syntax) -> Result<Self, QueryError> {
        if text.trim().is_empty() {
            return Err(QueryError::Empty);
        }
        match syntax {
            Syntax::Regex => compile(&plain_punctuation(text), true).map(Self::Regex),
            Syntax::Words => {
                let folded = Folded::new(text.trim(), Case::Fold);
                let groups = alternatives(pieces(folded.text()));
                if groups.is_empty() {
                    return Err(QueryError::Empty);
                }
                let terms = groups.iter().map(|group| term(group));
                terms.collect::<Result<_, _>>().map(Self::Terms)
            }
        }
    }
}

/// Splits a folded query.
fn pieces(text: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut word = String::new();
    let mut is_quoted = false;
    let end_word = |word: &mut String, out: &mut Vec<Piece>| {
        let finished = std::mem::take(word);
        if !finished.trim().is_empty() {
            out.push(Piece::Words(finished.trim().to_owned()));
        }
    };
    for c in text.chars() {
        match c {
            '"' => {
                end_word(&mut word, &mut out);
                is_quoted = !is_quoted;
            }
            '|' if !is_quoted => {
                end_word(&mut word, &mut out);
                out.push(Piece::Or);
            }
            ' ' if !is_quoted => end_word(&mut word, &mut out),
            c => word.push(c),
        }
    }
    end_word(&mut word, &mut out);
    out
}

/// Groups the pieces into terms, each a list of alternatives. A stray `|` changes nothing.
fn alternatives(pieces: Vec<Piece>) -> Vec<Vec<String>> {
    let mut groups: Vec<Vec<String>> = Vec::new();
    let mut is_alternative = false;
    for piece in pieces {
        match (piece, groups.last_mut()) {
            (Piece::Or, _) => is_alternative = true,
            (Piece::Words(words), Some(group)) if is_alternative => {
                group.push(words);
                is_alternative = false;
            }
            (Piece::Words(words), _) => {
                groups.push(vec![words]);
                is_alternative = false;
            }
        }
    }
    groups
}

fn term(group: &[String]) -> Result<Term, QueryError> {
    let mut group: Vec<&String> = group.iter().collect();
    // The first that fits is taken, which must not be the beginning of another.
    group.sort_by_key(|words| (std::cmp::Reverse(words.len()), words.as_str()));
    let mut pattern = String::new();
    for words in group {
        if words.chars().all(|c| matches!(c, '*' | '?' | ' ')) {
            let term = words.clone();
            return Err(QueryError::OnlyWildcards { term });
        }
        if !pattern.is_empty() {
            pattern.push('|');
        }
        for c in words.chars() {
            match c {
                '*' => pattern.extend([LETTER, "*"]),
                '?' => pattern.push_str(LETTER),
                c => pattern.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
            }
        }
    }
    // Both are folded: no difference of case is left.
    compile(&pattern, false).map(|regex| Term { regex })
}

fn compile(pattern: &str, ignore_case: bool) -> Result<Regex, QueryError> {
    let regex = RegexBuilder::new(pattern)
        .case_insensitive(ignore_case)
        .dot_matches_new_line(true)
        .size_limit(SIZE_LIMIT_BYTES)
        .nest_limit(64)
        .build();
    regex.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => QueryError::TooLarge,
        error => QueryError::Syntax { reason: error.to_string() },
    })
}

/// Writes typographic marks as the plain ones that the folded text has, escaped, as a dash would make
/// a range within brackets.
fn plain_punctuation(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    for c in pattern.chars() {
        match fold_char(c) {
            plain @ ('\'' | '"') => out.push(plain),
            '-' if c != '-' => out.push_str(r"\-"),
            ' ' if !c.is_ascii() => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(text: &str) -> Vec<Vec<String>> {
        alternatives(pieces(Folded::new(text, Case::Fold).text()))
    }

    #[test]
    fn queries_are_read() {
        let cases: [(&str, &[&[&str]]); 9] = [
            ("NATO", &[&["nato"]]),
            ("nato  Afghanistan", &[&["nato"], &["afghanistan"]]),
            ("“indivisible security” NATO", &[&["indivisible security"], &["nato"]]),
            ("«a b»c", &[&["a b"], &["c"]]),
            ("a|b c | d", &[&["a", "b"], &["c", "d"]]),
            ("\"a b\"|c", &[&["a b", "c"]]),
            ("\"a|b", &[&["a|b"]]),
            ("| a ||", &[&["a"]]),
            ("\"\" |", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(groups(text), expected, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_searched_for_is_refused() {
        let fails = |text, syntax| Query::parse(text, syntax).unwrap_err().to_string();
        assert_eq!(fails(" ", Syntax::Words), "the query is empty");
        assert_eq!(fails("\"\"", Syntax::Words), "the query is empty");
        assert_eq!(fails("a *?", Syntax::Words), "the query has a term without a letter: *?");
        let message = fails("(nato", Syntax::Regex);
        assert!(message.starts_with("the regular expression cannot be read: "), "{message}");
        assert!(message.contains("unclosed group"), "{message}");
        assert_eq!(fails(r"(\w{500}){500}", Syntax::Regex), "the regular expression is too large");
        assert!(Query::parse("(((( [x", Syntax::Words).is_ok(), "only letters, no expression");
    }
}
