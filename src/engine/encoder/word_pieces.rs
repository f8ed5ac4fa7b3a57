//! Cuts a sentence into the word pieces that the encoder knows: BERT's WordPiece, without case and accents.
//!
//! A word is cut into the longest pieces of the vocabulary from its beginning on. The library
//! `tokenizers` does the same for every kind of vocabulary with some fifty crates; this is the one kind
//! that is needed, and the tests hold it against that library's results.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization as _;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory as _};

/// The model was taught on texts of at most this many pieces, those around the sentence included.
const MOST_PIECES: usize = 128;

/// A longer word is not cut: no language that is known here has one.
const LONGEST_WORD: usize = 100;

/// How the vocabulary marks pieces that do not begin a word.
const CONTINUED: &str = "##";

/// The vocabulary.
pub(super) struct WordPieces {
    /// Pieces that begin a word.
    first: HashMap<&'static str, u32>,
    /// Pieces that go on with one.
    later: HashMap<&'static str, u32>,
    /// Bytes of the longest piece.
    longest: usize,
    begin: u32,
    end: u32,
    unknown: u32,
}

impl WordPieces {
    /// Reads a vocabulary of one piece a line; the number of a piece is that of its line, from nought.
    /// `None` where the marks around a sentence are missing.
    pub(super) fn new(vocabulary: &'static str) -> Option<Self> {
        let (mut first, mut later) = (HashMap::new(), HashMap::new());
        let mut longest = 0;
        for (number, line) in (0..).zip(vocabulary.lines()) {
            let continued = line.strip_prefix(CONTINUED).filter(|rest| !rest.is_empty());
            let piece = continued.unwrap_or(line);
            longest = longest.max(piece.len());
            if continued.is_some() {
                later.insert(piece, number)
            } else {
                first.insert(piece, number)
            };
        }
        let (begin, end, unknown) = (*first.get("[CLS]")?, *first.get("[SEP]")?, *first.get("[UNK]")?);
        Some(Self { first, later, longest, begin, end, unknown })
    }

    /// How many pieces there are.
    pub(super) fn len(&self) -> usize {
        self.first.len() + self.later.len()
    }

    /// The numbers of the pieces of a text, between the marks for its beginning and end.
    pub(super) fn of(&self, text: &str) -> Vec<u32> {
        let mut pieces = vec![self.begin];
        let mut word = Word::default();
        for c in plain(text) {
            if c == ' ' {
                self.cut(&mut word, &mut pieces);
            } else if is_punctuation(c) {
                self.cut(&mut word, &mut pieces);
                word.push(c);
                self.cut(&mut word, &mut pieces);
            } else {
                word.push(c);
            }
            if pieces.len() >= MOST_PIECES {
                break;
            }
        }
        self.cut(&mut word, &mut pieces);
        pieces.truncate(MOST_PIECES - 1);
        pieces.push(self.end);
        pieces
    }

    /// Cuts a word, adds its pieces and begins a new word. A word that cannot be cut to its end is
    /// unknown as a whole.
    fn cut(&self, word: &mut Word, pieces: &mut Vec<u32>) {
        let Word { text, chars } = std::mem::take(word);
        if text.is_empty() {
            return;
        }
        let before = pieces.len();
        let mut rest = if chars <= LONGEST_WORD { text.as_str() } else { "" };
        while !rest.is_empty() {
            let known = if rest.len() == text.len() { &self.first } else { &self.later };
            let most = rest.len().min(self.longest);
            let found = (1..=most).rev().find_map(|end| Some((end, *known.get(rest.get(..end)?)?)));
            let Some((end, piece)) = found else {
                pieces.truncate(before);
                break;
            };
            pieces.push(piece);
            rest = &rest[end..];
        }
        if pieces.len() == before {
            pieces.push(self.unknown);
        }
    }
}

/// A word that is being read.
#[derive(Default)]
struct Word {
    text: String,
    chars: usize,
}

impl Word {
    /// What is too long to be cut need not be kept.
    fn push(&mut self, c: char) {
        self.chars += 1;
        if self.chars <= LONGEST_WORD {
            self.text.push(c);
        }
    }
}

/// The characters of a text without case, accents and control characters, with plain spaces, and with
/// a space on both sides of each Chinese character.
fn plain(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .flat_map(|c| match c {
            _ if c.is_whitespace() => [Some(' '), None, None],
            '\u{FFFD}' => [None; 3],
            _ if is_control(c) => [None; 3],
            _ if is_chinese(c) => [Some(' '), Some(c), Some(' ')],
            _ => [Some(c), None, None],
        })
        .flatten()
        .nfd()
        .filter(|c| c.general_category() != GeneralCategory::NonspacingMark)
        .flat_map(char::to_lowercase)
}

fn is_control(c: char) -> bool {
    c.general_category_group() == GeneralCategoryGroup::Other
        && c.general_category() != GeneralCategory::Unassigned
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || c.general_category_group() == GeneralCategoryGroup::Punctuation
}

/// As the model was taught: Chinese characters, also as written in Japanese and Korean.
fn is_chinese(c: char) -> bool {
    matches!(
        c,
        '\u{4E00}'..='\u{9FFF}'
            | '\u{3400}'..='\u{4DBF}'
            | '\u{20000}'..='\u{2A6DF}'
            | '\u{2A700}'..='\u{2B73F}'
            | '\u{2B740}'..='\u{2B81F}'
            | '\u{2B920}'..='\u{2CEAF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{2F800}'..='\u{2FA1F}'
    )
}
