//! A shadow of a text in which different spellings of the same thing are equal, with the way back.
//!
//! Lower case, composed letters, one kind of quotation mark, apostrophe and dash, single plain spaces,
//! no invisible characters, full-width letters as plain ones, ё as е. Whatever is found in the shadow
//! is a span of the original: only places where the two differ in length are noted, so that the way
//! back costs nothing for most of a text.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::canonical_combining_class;

use crate::engine::transcript::Span;
use crate::engine::words::fold_char;

/// Whether upper and lower case are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// They are.
    Fold,

    /// They are not.
    Keep,
}

/// A folded text.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    text: String,
    /// Where a stretch begins, in the order of the text.
    stretches: Vec<Stretch>,
}

/// A stretch of the shadow that stands for a stretch of the original.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    /// Offset in the shadow.
    here: usize,

    /// Offset in the original.
    there: usize,

    /// Whether the two run in step, byte by byte; otherwise they differ in length and one stands for
    /// the other as a whole.
    is_in_step: bool,
}

impl Folded {
    /// Folds a text.
    pub fn new(text: &str, case: Case) -> Self {
        let mut folded = Self::default();
        folded.refill(text, case);
        folded
    }

    /// Folds another text into the same memory.
    pub fn refill(&mut self, text: &str, case: Case) {
        self.text.clear();
        self.text.reserve(text.len());
        self.stretches.clear();
        self.stretch(0, 0, true);
        let mut at = 0;
        while at < text.len() {
            at = self.plain(text, at, case);
            let Some(c) = text[at..].chars().next() else {
                break;
            };
            at = if c.is_whitespace() {
                self.white_space(text, at)
            } else {
                let end = cluster_end(text, at);
                self.cluster(&text[at..end], at, case);
                end
            };
        }
    }

    /// The shadow itself.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The span of the original that a span of the shadow stands for.
    pub fn original(&self, span: Span) -> Span {
        // The last stretch at or before the start: what was dropped before it does not belong to it.
        let next = self.stretches.partition_point(|s| s.here <= span.start);
        let start = self.stretches[..next].last().map_or(0, |s| {
            let step = if s.is_in_step { span.start - s.here } else { 0 };
            s.there + step
        });
        // The first stretch at the end: what was dropped after it does not belong to it either.
        let next = self.stretches.partition_point(|s| s.here < span.end);
        let end = match (self.stretches[..next].last(), self.stretches.get(next)) {
            (_, Some(after)) if after.here == span.end => after.there,
            (Some(s), _) if s.is_in_step => s.there + (span.end - s.here),
            (_, Some(after)) => after.there,
            (_, None) => start,
        };
        Span::new(start, end.max(start))
    }

    /// The way back for spans of the shadow that come in order, which is faster than to look up each.
    pub fn originals(&self) -> Originals<'_> {
        Originals { folded: self, next: 0 }
    }

    fn stretch(&mut self, here: usize, there: usize, is_in_step: bool) {
        self.stretches.push(Stretch { here, there, is_in_step });
    }

    /// Folds up to the next character that needs thought, and returns its offset.
    fn plain(&mut self, text: &str, from: usize, case: Case) -> usize {
        let bytes = text.as_bytes();
        let mut at = from;
        let mut last = from;
        loop {
            let start = at;
            while let Some(&byte) = bytes.get(at)
                && (PLAIN_ASCII[usize::from(byte)] || (byte == b' ' && is_single_space(bytes, at)))
            {
                at += 1;
            }
            if at > start {
                last = at - 1;
                let out = self.text.len();
                self.text.push_str(&text[start..at]);
                if case == Case::Fold {
                    self.text[out..].make_ascii_lowercase();
                }
            }
            let c = text[at..].chars().next();
            let Some((c, folded)) = c.and_then(|c| Some((c, plain_letter(c, case)?))) else {
                break;
            };
            self.text.push(folded);
            last = at;
            at += c.len_utf8();
        }
        // A letter goes with its marks.
        if at > last && text[at..].chars().next().is_some_and(is_joined) {
            self.text.truncate(self.text.len() - (at - last));
            return last;
        }
        at
    }

    /// Puts one space for a run of white space and of invisible characters in it.
    fn white_space(&mut self, text: &str, from: usize) -> usize {
        let rest = &text[from..];
        let length = rest.find(|c: char| !c.is_whitespace() && !is_invisible(c)).unwrap_or(rest.len());
        self.put(from, length, |out| out.push(' '));
        from + length
    }

    /// Folds a letter with its marks, or any other character that is not plain.
    fn cluster(&mut self, cluster: &str, from: usize, case: Case) {
        self.put(from, cluster.len(), |out| {
            let mut push = |c: char| {
                if is_invisible(c) {
                    return;
                }
                match (fold_char(c), case) {
                    (c @ ('\'' | '"' | '-'), _) | (c, Case::Keep) => out.push(c),
                    ('ё' | 'Ё', Case::Fold) => out.push('е'),
                    ('ς', Case::Fold) => out.push('σ'),
                    (c, Case::Fold) => out.extend(c.to_lowercase()),
                }
            };
            let mut chars = cluster.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) if is_compatibility_form(c) => cluster.nfkc().for_each(push),
                (Some(c), None) if c < '\u{300}' => push(c),
                _ => cluster.nfc().for_each(push),
            }
        });
    }

    /// Appends what stands for `length` bytes of the original, and notes a difference in length.
    fn put(&mut self, from: usize, length: usize, write: impl FnOnce(&mut String)) {
        let start = self.text.len();
        write(&mut self.text);
        let end = self.text.len();
        // "…" is as long as "..." and has no boundaries inside.
        if end - start != length || self.text[start..].chars().nth(1).is_some() {
            self.stretch(start, from, false);
            self.stretch(end, from + length, true);
        }
    }
}

/// The way back for ascending spans; see [`Folded::originals`].
#[derive(Debug)]
pub struct Originals<'f> {
    folded: &'f Folded,
    /// The first stretch that begins after the last span.
    next: usize,
}

impl Originals<'_> {
    /// The span of the original that a span of the shadow stands for. No span may begin before the one
    /// that was asked for last.
    pub fn of(&mut self, span: Span) -> Span {
        let stretches = &self.folded.stretches;
        while stretches.get(self.next).is_some_and(|stretch| stretch.here <= span.start) {
            self.next += 1;
        }
        let here = self.next.checked_sub(1).map(|last| stretches[last]);
        let is_inside = stretches.get(self.next).is_none_or(|next| span.end < next.here);
        match here {
            Some(here) if here.is_in_step && is_inside => {
                let shift = |at: usize| here.there + (at - here.here);
                Span::new(shift(span.start), shift(span.end))
            }
            _ => self.folded.original(span),
        }
    }
}

/// ASCII that needs no thought but for its case; spaces may be part of a run.
const PLAIN_ASCII: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0x21;
    while byte < 0x7F {
        plain[byte] = byte != b'`' as usize;
        byte += 1;
    }
    plain
};

/// Whether the space at an offset stands alone. Other white space and invisible characters are told by
/// the first byte that theirs share with some punctuation.
fn is_single_space(bytes: &[u8], at: usize) -> bool {
    !matches!(bytes.get(at + 1), Some(0..=0x20 | 0x7F | 0xC2 | 0xE1..=0xE3 | 0xEF))
}

/// The folded form of a letter of the scripts that fill whole texts, as long as the letter itself:
/// Latin, Cyrillic, Han. All others take the way through the tables of Unicode.
fn plain_letter(c: char, case: Case) -> Option<char> {
    match (c, case) {
        (
            '\u{3001}'
            | '\u{3002}'
            | '\u{3041}'..='\u{3096}'
            | '\u{30a1}'..='\u{30fa}'
            | '\u{4e00}'..='\u{9fff}'
            | 'а'..='я'
            | 'ђ'..='џ'
            | 'ß'..='ö'
            | 'ø'..='ÿ',
            _,
        ) => Some(c),
        ('ё' | 'Ё', Case::Fold) => Some('е'),
        ('А'..='Я' | 'Ё' | 'À'..='Ö' | 'Ø'..='Þ', Case::Keep) => Some(c),
        ('А'..='Я' | 'À'..='Ö' | 'Ø'..='Þ', Case::Fold) => char::from_u32(u32::from(c) + 0x20),
        _ => None,
    }
}

/// Where the letter at `from` ends with the marks that belong to it.
fn cluster_end(text: &str, from: usize) -> usize {
    let mut chars = text[from..].char_indices().skip(1);
    let next = chars.find(|(_, c)| !is_joined(*c));
    next.map_or(text.len(), |(length, _)| from + length)
}

/// Whether a character is part of the letter before it: a mark, or a later part of a Korean syllable.
fn is_joined(c: char) -> bool {
    // Below are no marks.
    c >= '\u{300}' && (canonical_combining_class(c) != 0 || matches!(c, '\u{1160}'..='\u{11ff}'))
}

/// Characters that take no room and change no word: soft hyphens, joiners, marks of direction.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Full-width letters and ligatures, which are only another look of plain ones. Other compatibility
/// characters, such as the ² of a footnote, stay what they are.
fn is_compatibility_form(c: char) -> bool {
    matches!(c, '\u{fb00}'..='\u{fb06}' | '\u{ff01}'..='\u{ff5e}' | '\u{2026}')
}

/// Whether a character is part of a word that needs a boundary around it.
pub fn is_word_char(c: char) -> bool {
    if c < '\u{80}' {
        return c.is_ascii_alphanumeric();
    }
    (c.is_alphanumeric() || canonical_combining_class(c) != 0) && !is_unspaced(c)
}

/// Whether a character is of a script that puts no spaces between words, so that a word may begin and
/// end anywhere: Han, Kana, Thai, Lao, Khmer, Myanmar.
pub fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3040}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(text: &str) -> String {
        Folded::new(text, Case::Fold).text
    }

    #[test]
    fn spellings_become_equal() {
        let cases = [
            ("NATO’s “Euro‑Atlantic” – RÔLE", "nato's \"euro-atlantic\" - rôle"),
            ("United\u{a0}\r\n  States", "united states"),
            ("co\u{ad}operate\u{200b} \u{200e} so", "cooperate so"),
            ("e\u{301}te\u{301} é", "été é"),
            ("ＮＡＴＯ ﬁn…", "nato fin..."),
            ("ПЁТР Й и\u{306}", "петр й й"),
            ("ΛΌΓΟΣ λόγος", "λόγοσ λόγοσ"),
            ("\u{1100}\u{1161}\u{11a8}", "각"),
            ("NATO²", "nato²"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(folded(text), expected, "{text}");
        }
        assert_eq!(Folded::new("US’ ＥＵ", Case::Keep).text, "US' EU");
    }

    #[test]
    fn what_is_found_is_a_span_of_the_original() {
        let cases = [
            ("the United\u{a0} \nStates’ aim", "united states", "United\u{a0} \nStates"),
            ("a co\u{ad}operate\u{ad} b", "cooperate", "co\u{ad}operate"),
            ("l’e\u{301}te\u{301} fini", "été", "e\u{301}te\u{301}"),
            ("ends…", "ends...", "ends…"),
            ("与ＮＡＴＯ关系", "nato", "ＮＡＴＯ"),
            ("  x  ", "x", "x"),
            ("İzmir son", "son", "son"),
        ];
        for (text, needle, expected) in cases {
            let folded = Folded::new(text, Case::Fold);
            let start = folded.text().find(needle).unwrap_or_else(|| panic!("{needle} in {}", folded.text));
            let span = folded.original(Span::new(start, start + needle.len()));
            assert_eq!(span.of(text), expected, "{text}");
        }
    }

    proptest! {
        /// Every boundary of the shadow leads back to boundaries of the original, in order.
        #[test]
        fn the_way_back_stays_on_characters(text in "[a-cA-CÉé\u{301}\u{ad}\u{a0}  \n’…ﬁЁ中İ\u{1100}\u{1161}\u{200b}-]{0,40}") {
            let folded = Folded::new(&text, Case::Fold);
            let shadow = folded.text();
            let mut last = 0;
            let mut originals = folded.originals();
            for (start, c) in shadow.char_indices() {
                let span = folded.original(Span::new(start, start + c.len_utf8()));
                prop_assert_eq!(originals.of(Span::new(start, start + c.len_utf8())), span);
                prop_assert!(text.get(span.start..span.end).is_some(), "{:?}", span);
                prop_assert!(span.start >= last);
                last = span.start;
            }
            let whole = folded.original(Span::new(0, shadow.len()));
            prop_assert!(text.get(whole.start..whole.end).is_some());
            for word in shadow.split(' ').filter(|word| !word.is_empty()) {
                let start = word.as_ptr() as usize - shadow.as_ptr() as usize;
                let span = folded.original(Span::new(start, start + word.len()));
                let original = text.get(span.start..span.end);
                prop_assert!(original.is_some(), "{:?}", span);
                prop_assert_eq!(tests::folded(original.unwrap_or_default()), word);
            }
        }
    }
}
