//! The words of a label: a word such as "question", or a name with its office and affiliation.
//!
//! Only shape and word lists count here. The bounds are tight on purpose: a sentence that passes for a name
//! would put words into a mouth.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::chars::{is_dash, is_ideographic, is_space};
use super::labels::{LONGEST, LONGEST_LINE};
use super::lexicon::labels::{
    ASKER_ENDINGS, LabelWord, MODERATOR_ENDINGS, WIDE_LABEL_TAILS, WIDE_NO_SPEAKER_ENDINGS,
    is_never_a_speaker, label_word, may_be_label_word,
};
use super::lexicon::names::{is_honorific, is_office, is_particle};
use super::people::{has_initials, lower_words, plain, words};

/// A label taken apart. A speaker has hundreds of turns, which share one reading of the label.
#[derive(Clone)]
pub(super) struct Reading {
    /// The name or word, without decoration, brackets or affiliation.
    pub name: Rc<str>,

    /// In small letters, to count how often it recurs.
    pub key: Rc<str>,

    /// What it says if it is a word and no name.
    pub word: Option<LabelWord>,

    /// Who asks or what is said about the name: `Question (Reuters):`, `Jane Doe, Reuters:`.
    pub aside: Option<Rc<str>>,
}

impl Reading {
    fn new(name: &str, word: Option<LabelWord>, aside: Option<&str>) -> Self {
        Self { name: name.into(), key: name.to_lowercase().into(), word, aside: aside.map(Into::into) }
    }
}

/// The labels of one transcript that were read before.
#[derive(Default)]
pub(super) struct Readings<'t> {
    known: FxHashMap<&'t str, Option<Reading>>,
}

impl<'t> Readings<'t> {
    /// Reads a label: a word such as "question", or a name of plausible shape; `None` for anything else.
    pub(super) fn read(&mut self, label: &'t str) -> Option<Reading> {
        // What is longer hardly recurs.
        if label.len() > LONGEST {
            return read(label);
        }
        self.known.entry(label).or_insert_with(|| read(label)).clone()
    }
}

fn read(label: &str) -> Option<Reading> {
    let label = label.trim_matches(|c| is_space(c) || matches!(c, '*' | '_'));
    if label.is_empty() || label.chars().count() > LONGEST_LINE {
        return None;
    }
    let (base, bracketed) = split_brackets(label);
    if let Some((word, from)) = word_of(base) {
        let aside = bracketed.or(from).filter(|aside| names_somebody(aside));
        return Some(Reading::new(base, Some(word), aside));
    }
    let (base, affiliation) = split_affiliation(base);
    let base = WIDE_LABEL_TAILS
        .iter()
        .find_map(|tail| base.strip_suffix(tail).filter(|name| !name.is_empty()))
        .unwrap_or(base);
    if base.chars().count() > LONGEST || !is_name(base) {
        return None;
    }
    let ends_in = |endings: &[&str]| !base.is_ascii() && endings.iter().any(|ending| base.ends_with(ending));
    let word = if ends_in(ASKER_ENDINGS) {
        Some(LabelWord::Question)
    } else {
        ends_in(MODERATOR_ENDINGS).then_some(LabelWord::Moderator)
    };
    Some(Reading::new(&words(base).join(" "), word, affiliation.or(bracketed)))
}

/// Takes `(Reuters)` off a label.
fn split_brackets(label: &str) -> (&str, Option<&str>) {
    for (open, close) in [('(', ')'), ('（', '）'), ('[', ']'), ('【', '】')] {
        if let Some(body) = label.strip_suffix(close)
            && let Some(at) = body.find(open)
            && at > 0
        {
            let base = label[..at].trim_end_matches(is_space);
            return (base, Some(body[at + open.len_utf8()..].trim_matches(is_space)));
        }
    }
    (label, None)
}

/// Takes `, Reuters` off a label.
fn split_affiliation(label: &str) -> (&str, Option<&str>) {
    match label.split_once([',', '，', '、']) {
        Some((name, rest)) if !name.is_empty() && names_somebody(rest.trim_matches(is_space)) => {
            (name.trim_end_matches(is_space), Some(rest.trim_matches(is_space)))
        }
        _ => (label, None),
    }
}

/// Whether what stands in brackets after "question" names who asks, and not how it was put.
fn names_somebody(aside: &str) -> bool {
    aside.chars().next().is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
}

/// The label word that a label consists of, a number or "from …" after it left out.
fn word_of(label: &str) -> Option<(LabelWord, Option<&str>)> {
    let numbered = label.trim_end_matches(|c: char| {
        c.is_numeric() || matches!(c, '#' | '№' | 'º' | '°' | '.' | ' ' | '\u{A0}')
    });
    if let Some(word) = may_be_label_word(numbered).then(|| label_word(&lower_words(numbered))).flatten() {
        let is_letter = matches!(word, LabelWord::QuestionLetter | LabelWord::AnswerLetter);
        let is_capital = label.starts_with(char::is_uppercase) || !label.starts_with(char::is_lowercase);
        return (!is_letter || is_capital).then_some((word, None));
    }
    let is_link = |word| matches!(word, "from" | "by" | "от" | "de" | "von" | "di" | "від");
    if !label.split(' ').any(is_link) {
        return None;
    }
    for link in [" from ", " by ", " от ", " de ", " von ", " di ", " від "] {
        if let Some((head, from)) = label.split_once(link)
            && label_word(&head.to_lowercase()) == Some(LabelWord::Question)
            && names_somebody(from)
            && from.chars().count() <= LONGEST
        {
            return Some((LabelWord::Question, Some(from)));
        }
    }
    None
}

/// Whether words have the shape of a name, with or without an office.
fn is_name(base: &str) -> bool {
    if base.chars().any(is_ideographic) {
        return is_wide_name(base);
    }
    let all = words(base);
    if all.is_empty() || all.len() > 9 || !all.iter().all(|word| has_name_letters(word)) {
        return false;
    }
    let first = plain(all[0]);
    let after_article = all.get(1).is_some_and(|word| is_office(&plain(word)));
    let starts_with_office = after_article || is_office(&first) || is_honorific(&first);
    // Most of what is no name has a small letter where names have none.
    if !all.iter().enumerate().all(|(i, word)| is_name_word(word, i + 1 == all.len(), starts_with_office)) {
        return false;
    }
    let has_office = all.iter().any(|word| is_office(&plain(word)));
    if all.len() > 6 && !has_office {
        return false;
    }
    let is_office_holder = after_article || (has_office && all.len() > 2);
    if is_never_a_speaker(&first) && !is_office_holder && !has_initials(all[0]) {
        return false;
    }
    if is_never_a_speaker(&base.to_lowercase()) {
        return false;
    }
    all.last().is_some_and(|word| !is_particle(word))
        && all.iter().any(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 2)
}

/// Whether a word is written with what names are written with.
fn has_name_letters(word: &str) -> bool {
    word.chars().all(|c| {
        c.is_alphanumeric()
            || is_dash(c)
            || matches!(c, '\'' | '’' | '‘' | '`' | '.' | '·' | '‧' | '・' | '_' | '/')
            || is_mark(c)
    })
}

/// One word of a name: a capital first, or a particle, or part of an office.
fn is_name_word(word: &str, is_last: bool, has_office: bool) -> bool {
    let Some(first) = word.chars().next() else {
        return false;
    };
    let is_number = is_last && word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
    if is_number {
        return true;
    }
    let stops_fit =
        !word.contains('.') || has_initials(word) || is_honorific(&plain(word)) || is_short_form(word);
    let begins_fit = first.is_uppercase()
        || (first.is_alphabetic() && !first.is_lowercase())
        || is_particle(word)
        || word.starts_with("d’")
        || word.starts_with("d'")
        || word.starts_with("al-")
        || has_office;
    stops_fit && begins_fit && !first.is_numeric() && !word.contains("//")
}

/// Vowel signs and other marks of scripts that write them apart.
fn is_mark(c: char) -> bool {
    matches!(c as u32, 0x0300..=0x036F | 0x0591..=0x05C7 | 0x0610..=0x061A | 0x064B..=0x065F | 0x0670 | 0x0900..=0x0963 | 0x0981..=0x0DF3)
}

/// `Gen.`, `Lt.`, `U.S.`: at most four letters before each stop.
fn is_short_form(word: &str) -> bool {
    word.ends_with('.') && word.split('.').all(|part| part.chars().count() <= 4)
}

/// Whether characters can be a name in Chinese or Japanese.
fn is_wide_name(base: &str) -> bool {
    base.chars().count() <= 24
        && !base.chars().any(|c| matches!(c, '，' | '、' | '。' | ',' | ';' | '；' | '“' | '”' | '…'))
        && !WIDE_NO_SPEAKER_ENDINGS.iter().any(|ending| base.ends_with(ending))
        && !is_never_a_speaker(&base.to_lowercase())
        && !base.chars().next().is_some_and(char::is_numeric)
}
