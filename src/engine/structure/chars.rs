//! What single characters mean to the reading: space, end of a sentence, closing mark, script.
//!
//! Kept apart so that every module trims and ends sentences alike. No Unicode tables beyond what the
//! standard library has: the scripts are told apart by their main blocks, which is enough to vote.

use crate::engine::transcript::Span;

/// White space, and the invisible characters that web pages leave between words.
#[inline]
pub(super) fn is_space(c: char) -> bool {
    if c.is_ascii() { c <= ' ' || c == '\u{7F}' } else { is_other_space(c) }
}

/// Whether nothing in a text can be seen.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(is_space)
}

fn is_other_space(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// The part of `span` without the space around it; empty at its start where it is all space.
pub(super) fn trim(text: &str, span: Span) -> Span {
    let slice = span.of(text);
    let inner = slice.trim_start_matches(is_space);
    let start = span.end - inner.len();
    let inner = inner.trim_end_matches(is_space);
    if inner.is_empty() {
        return Span::new(span.start, span.start);
    }
    Span::new(start, start + inner.len())
}

/// Ends a sentence in one of the scripts that we read.
pub(super) fn is_terminal(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, '.' | '!' | '?');
    }
    matches!(c, '…' | '‼' | '⁇' | '⁈' | '⁉' | '؟' | '۔' | '।' | '॥' | '‥' | '։' | '።' | '᙮' | '។')
        || is_wide_terminal(c)
}

/// Ends a sentence with no space needed after it, as in Chinese and Japanese.
pub(super) fn is_wide_terminal(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡' | '．' | '︒')
}

/// Closes what a sentence stands in: a quotation mark, a bracket, an emphasis mark of Markdown.
pub(super) fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '”'
            | '’'
            | '»'
            | '›'
            | '“'
            | ')'
            | ']'
            | '}'
            | '）'
            | '］'
            | '】'
            | '」'
            | '』'
            | '》'
            | '〉'
            | '〕'
            | '＂'
            | '*'
            | '_'
    )
}

/// Opens what a sentence stands in.
pub(super) fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '‘'
            | '„'
            | '‚'
            | '«'
            | '‹'
            | '('
            | '['
            | '{'
            | '¿'
            | '¡'
            | '（'
            | '［'
            | '【'
            | '「'
            | '『'
            | '《'
            | '〈'
            | '〔'
            | '*'
            | '_'
    )
}

/// A long or short dash.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '−' | '－')
}

/// Written without spaces between words, one character a word or a syllable.
pub(super) fn is_ideographic(c: char) -> bool {
    matches!(c as u32,
        0x3005..=0x3007 | 0x3040..=0x30FF | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF
        | 0xF900..=0xFAFF | 0xFF66..=0xFF9D | 0x20000..=0x3FFFF)
}

/// Takes two columns where a text is laid out in columns.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c as u32,
        0x1100..=0x115F | 0x2E80..=0x303E | 0x3041..=0x33FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF
        | 0xA000..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFF60
        | 0xFFE0..=0xFFE6 | 0x20000..=0x3FFFD)
}

/// Letter of a script that runs from right to left.
pub(super) fn is_right_to_left(c: char) -> bool {
    matches!(c as u32, 0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}

/// The scripts that a transcript may be written in, as far as they must be told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Script {
    /// Latin letters.
    Latin,
    /// Cyrillic letters.
    Cyrillic,
    /// Greek letters.
    Greek,
    /// Hebrew letters.
    Hebrew,
    /// Arabic letters.
    Arabic,
    /// Chinese characters, Kana.
    Ideographic,
    /// Hangul.
    Hangul,
    /// Any other script.
    Other,
}

/// Number of scripts.
const SCRIPTS: usize = Script::Other as usize + 1;

/// The script of a letter; `None` for anything else.
pub(super) fn script_of(c: char) -> Option<Script> {
    if c.is_ascii() {
        return c.is_ascii_alphabetic().then_some(Script::Latin);
    }
    if is_ideographic(c) {
        return Some(Script::Ideographic);
    }
    if !c.is_alphabetic() {
        return None;
    }
    Some(match c as u32 {
        0x00AA..=0x024F | 0x1E00..=0x1EFF => Script::Latin,
        0x0370..=0x03FF | 0x1F00..=0x1FFF => Script::Greek,
        0x0400..=0x052F | 0x1C80..=0x1C8F => Script::Cyrillic,
        0x0590..=0x05FF | 0xFB1D..=0xFB4F => Script::Hebrew,
        0x0600..=0x06FF | 0x0750..=0x077F | 0x08A0..=0x08FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFF => {
            Script::Arabic
        }
        0x1100..=0x11FF | 0xAC00..=0xD7AF => Script::Hangul,
        _ => Script::Other,
    })
}

/// The script that most letters are in, and how many letters there are.
pub(super) fn main_script(text: &str) -> (Option<Script>, usize) {
    const ALL: [Script; SCRIPTS] = [
        Script::Latin,
        Script::Cyrillic,
        Script::Greek,
        Script::Hebrew,
        Script::Arabic,
        Script::Ideographic,
        Script::Hangul,
        Script::Other,
    ];
    let mut votes = [0usize; SCRIPTS];
    votes[Script::Latin as usize] = text.bytes().filter(u8::is_ascii_alphabetic).count();
    if !text.is_ascii() {
        let firsts = text.bytes().enumerate().filter(|(_, byte)| *byte >= 0xC0);
        for script in firsts.filter_map(|(at, _)| script_of(text[at..].chars().next()?)) {
            votes[script as usize] += 1;
        }
    }
    let letters = votes.iter().sum();
    let best = ALL.into_iter().rev().max_by_key(|&s| votes[s as usize]);
    (best.filter(|_| letters > 0), letters)
}

/// The largest offset up to `at` that is a character boundary.
pub(super) fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether a paragraph or line stops where a sentence stops: at its end, marks that close it left out.
pub(super) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(|c| is_space(c) || is_closer(c));
    bare.chars().next_back().is_some_and(is_terminal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trimming_takes_no_break_and_zero_width_space() {
        let text = "\u{A0}\u{200B} a b \u{FEFF}\0";
        let span = trim(text, Span::new(0, text.len()));
        assert_eq!(span.of(text), "a b");
        assert!(trim("\u{A0} ", Span::new(0, 3)).is_empty());
    }

    #[test]
    fn a_closing_mark_does_not_hide_the_full_stop() {
        assert!(ends_sentence("He said: “Go.”"));
        assert!(ends_sentence("**Really?** "));
        assert!(ends_sentence("谢谢。」"));
        assert!(!ends_sentence("could not represent"));
        assert!(!ends_sentence(""));
    }

    #[test]
    fn scripts_are_counted_by_letters() {
        assert_eq!(main_script("Фото 123 abc").0, Some(Script::Cyrillic));
        assert_eq!(main_script("12:30").0, None);
        assert_eq!(main_script("外交部 x").0, Some(Script::Ideographic));
    }
}
