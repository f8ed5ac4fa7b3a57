//! Words of a text, and the form in which two words count as the same.
//!
//! Word boundaries are those of Unicode (UAX #29, with ICU's dictionary for Chinese and Japanese),
//! apart from hyphenated compounds, which stay one word ("Euro-Atlantic"). The text itself is never
//! changed: a word is a span, its folded form is made for comparing only.

use std::borrow::Cow;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use unicode_normalization::{UnicodeNormalization as _, is_nfkc_quick};

use crate::engine::transcript::Span;

/// A piece of text between two word boundaries, white space left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the text that was given.
    pub span: Span,

    /// Whether it has letters or digits; otherwise it is punctuation or a symbol.
    pub is_word: bool,
}

/// Splits a text into words and punctuation, in order; white space is the gap between them.
pub fn tokens(text: &str) -> Vec<Token> {
    let segmenter = WordSegmenter::new_auto(WordBreakInvariantOptions::default());
    let mut out: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut start = 0;
    // A hyphen directly after a word, which joins a word directly after it.
    let mut hyphen_pending = false;
    let mut breaks = segmenter.segment_str(text).iter_with_word_type();
    for (end, kind) in breaks.by_ref() {
        let span = Span::new(start, end);
        start = end;
        let piece = span.of(text);
        if piece.chars().all(char::is_whitespace) {
            hyphen_pending = false;
            continue;
        }
        let is_word = kind.is_word_like();
        let follows_directly = out.last().is_some_and(|last| last.span.end == span.start);
        if is_word
            && hyphen_pending
            && follows_directly
            && let [.., compound, hyphen] = out.as_mut_slice()
            && compound.is_word
            && compound.span.end == hyphen.span.start
        {
            compound.span.end = span.end;
            out.pop();
            hyphen_pending = false;
            continue;
        }
        hyphen_pending = matches!(piece, "-" | "\u{2010}" | "\u{2011}") && follows_directly;
        out.push(Token { span, is_word });
    }
    out
}

/// The words of a text, in order.
pub fn words(text: &str) -> impl Iterator<Item = Span> {
    tokens(text).into_iter().filter(|token| token.is_word).map(|token| token.span)
}

/// The form in which two words are compared: lower case, composed, with plain apostrophes and
/// hyphens, and without a possessive ending.
pub fn fold_word(word: &str) -> String {
    let mut folded = if word.is_ascii() { word.to_ascii_lowercase() } else { fold_marks(word) };
    let stripped = folded.strip_suffix("'s").or_else(|| folded.strip_suffix('\'')).unwrap_or(&folded).len();
    folded.truncate(stripped);
    folded
}

fn fold_marks(word: &str) -> String {
    let composed: Cow<'_, str> = match is_nfkc_quick(word.chars()) {
        unicode_normalization::IsNormalized::Yes => Cow::Borrowed(word),
        _ => Cow::Owned(word.nfkc().collect()),
    };
    composed.chars().filter(|c| *c != '\u{ad}').flat_map(|c| fold_char(c).to_lowercase()).collect()
}

/// Maps a typographic variant to the plain character: quotes, apostrophes, dashes, hyphens, spaces.
pub fn fold_char(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' | '\u{02bc}' | '\u{2032}' | '`' | '\u{b4}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{ab}' | '\u{bb}' | '\u{2033}' | '\u{300c}'
        | '\u{300d}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn words_keep_apostrophes_and_compounds() {
        assert_eq!(
            split("CSTO’s Euro-Atlantic role, 3.5% – no."),
            ["CSTO’s", "Euro-Atlantic", "role", ",", "3.5", "%", "–", "no", "."]
        );
        assert_eq!(
            split("military-technical-and well- known -x"),
            ["military-technical-and", "well", "-", "known", "-", "x"]
        );
        assert_eq!(split(""), Vec::<&str>::new());
    }

    #[test]
    fn chinese_is_split_by_dictionary() {
        let words = split("北约是一个军事组织。");
        assert!(words.len() > 3, "{words:?}");
        assert_eq!(words.concat(), "北约是一个军事组织。");
    }

    #[test]
    fn folding_hides_typography_only() {
        assert_eq!(fold_word("Zelensky’s"), "zelensky");
        assert_eq!(fold_word("Сергей"), "сергей");
        assert_eq!(fold_word("e\u{301}tat"), fold_word("état"));
        assert_eq!(fold_word("co\u{ad}operate"), "cooperate");
        assert_ne!(fold_word("not"), fold_word("now"));
    }
}
