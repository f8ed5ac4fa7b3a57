//! One alias of a topic: how it is written in the list and what it matches.

use thiserror::Error;

use crate::engine::fold::{Case, Folded, is_unspaced, is_word_char};

/// Written before an alias of which upper and lower case matter.
const EXACT_MARK: char = '=';

/// What is wrong with an alias.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AliasFlaw {
    /// Nothing in it.
    #[error("is empty")]
    Empty,

    /// A `*` where a search cannot begin.
    #[error("has no two letters before its *")]
    ShortHead,
}

/// An alias, folded and ready to be matched. Equal ones match the same words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Alias {
    /// What stands between the wildcards, folded.
    parts: Vec<String>,

    /// The same with its upper and lower case, where they matter.
    cased_parts: Option<Vec<String>>,
}

impl Alias {
    /// Reads an alias as it is written in the list.
    pub(super) fn parse(text: &str) -> Result<Self, AliasFlaw> {
        let text = text.trim();
        let (text, is_marked) = match text.strip_prefix(EXACT_MARK) {
            Some(rest) => (rest.trim(), true),
            None => (text, false),
        };
        let parts = |case| -> Vec<String> {
            let folded = Folded::new(text, case);
            folded.text().split('*').map(str::to_owned).collect()
        };
        let alias = Self {
            parts: parts(Case::Fold),
            cased_parts: (is_marked || is_in_capitals(text)).then(|| parts(Case::Keep)),
        };
        if alias.parts.iter().all(|part| part.trim().is_empty()) {
            return Err(AliasFlaw::Empty);
        }
        let head = alias.head();
        let is_short = alias.parts.len() > 1 && head.chars().nth(1).is_none();
        if head.is_empty() || (is_short && !head.chars().all(is_unspaced)) {
            return Err(AliasFlaw::ShortHead);
        }
        Ok(alias)
    }

    /// What it begins with: the folded words before the first wildcard.
    pub(super) fn head(&self) -> &str {
        &self.parts[0]
    }

    /// Where a match ends in a folded text whose head ends at an offset, if it is one: with the rest
    /// after the head, and at the end of a word.
    pub(super) fn end(&self, text: &str, head_end: usize) -> Option<usize> {
        let end = end_of_rest(&self.parts[1..], text, head_end)?;
        let is_whole = !joins(text[..end].chars().next_back(), text[end..].chars().next());
        is_whole.then_some(end)
    }

    /// Whether the words that it matched are in the right case.
    pub(super) fn fits_case(&self, original: &str) -> bool {
        self.cased_parts.as_ref().is_none_or(|parts| {
            if let [only] = parts.as_slice()
                && only == original
            {
                return true;
            }
            let folded = Folded::new(original, Case::Keep);
            let rest = folded.text().strip_prefix(parts[0].as_str());
            rest.is_some_and(|rest| end_of_rest(&parts[1..], rest, 0) == Some(rest.len()))
        })
    }
}

/// Whether two neighbouring characters are of one word.
fn joins(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(is_word_char) && after.is_some_and(is_word_char)
}

/// Where the parts that follow the head end: before each of them stands the rest of a word, which may
/// be nothing. The longest is taken.
fn end_of_rest(parts: &[String], text: &str, from: usize) -> Option<usize> {
    let Some((part, rest)) = parts.split_first() else {
        return Some(from);
    };
    let tail = &text[from..];
    let word_end = tail.find(|c| !is_word_char(c)).unwrap_or(tail.len());
    if part.is_empty() && rest.is_empty() {
        return Some(from + word_end);
    }
    let ends = tail[..word_end].char_indices().map(|(at, _)| at);
    let mut ends: Vec<usize> = ends.chain([word_end]).collect();
    ends.reverse();
    ends.into_iter().find_map(|at| {
        let found = tail[at..].starts_with(part.as_str());
        found.then(|| end_of_rest(rest, text, from + at + part.len()))?
    })
}

/// Whether every letter that has a case is a capital, and at least one is.
fn is_in_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What an alias matches at the first place of its head that it fits.
    fn matched<'t>(alias: &str, text: &'t str) -> Option<&'t str> {
        let alias = Alias::parse(alias).unwrap();
        let lower = text.to_lowercase();
        lower.match_indices(alias.head()).find_map(|(start, head)| {
            let before = text[..start].chars().next_back();
            if joins(before, text[start..].chars().next()) {
                return None;
            }
            let end = alias.end(&lower, start + head.len())?;
            alias.fits_case(&text[start..end]).then_some(&text[start..end])
        })
    }

    #[test]
    fn aliases_match_whole_words() {
        let cases = [
            ("NATO", "the NATO-led", Some("NATO")),
            ("NATO", "NATO's", Some("NATO")),
            ("NATO", "_NATO_ 2", Some("NATO")),
            ("NATO", "sigNATOries NATO2030 nato Nato", None),
            ("US", "tell us US", Some("US")),
            ("U.S.", "the U.S. army", Some("U.S.")),
            ("U.S.", "the U. S.", None),
            ("Nato", "nato", Some("nato")),
            ("=Nato", "nato Nato", Some("Nato")),
            ("=West*", "the west of the Western West", Some("Western")),
            ("Afghan*", "in Afghanistan, afghans", Some("Afghanistan")),
            ("Afghan*", "tajik-afghan border", Some("afghan")),
            ("organi*ation", "an organization", Some("organization")),
            ("organi*ation", "an organisation", Some("organisation")),
            ("organi*ation", "organisational", None),
            ("organi*ation*", "organisational", Some("organisational")),
            (
                "dogovor* o kollektivn* mir*",
                "dogovora o kollektivnom mire",
                Some("dogovora o kollektivnom mire"),
            ),
            ("北约", "与北约的关系", Some("北约")),
            ("NATO", "与NATO的关系", Some("NATO")),
            ("НАТО", "страны НАТО, нато", Some("НАТО")),
        ];
        for (alias, text, expected) in cases {
            assert_eq!(matched(alias, text), expected, "{alias} in {text}");
        }
    }

    #[test]
    fn what_cannot_be_searched_for_is_refused() {
        for (alias, flaw) in [
            ("", AliasFlaw::Empty),
            (" = ", AliasFlaw::Empty),
            ("*", AliasFlaw::Empty),
            ("*stan", AliasFlaw::ShortHead),
            ("a*", AliasFlaw::ShortHead),
        ] {
            assert_eq!(Alias::parse(alias), Err(flaw), "{alias}");
        }
        assert!(Alias::parse("北*").is_ok());
    }
}
