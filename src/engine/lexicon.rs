//! What the engine knows about each language: stop words, stems and the formulas of official meetings.
//!
//! General stop words come from the `stop-words` crate (the NLTK lists, else those of Stopwords ISO),
//! stems from `rust-stemmers` (Snowball). `assets/lexicon.toml` adds what these lack. A language that
//! neither knows is matched on whole words.

use std::collections::{BTreeMap, HashSet};
use std::sync::{LazyLock, OnceLock};

use regex::{Regex, RegexBuilder};
use rust_stemmers::{Algorithm, Stemmer};
use serde::Deserialize;

use crate::engine::words::{fold_char, fold_word};

/// One language as matching sees it.
pub struct Lexicon {
    language: &'static str,
    stop: HashSet<String>,
    stemmer: Option<Stemmer>,
    ritual: Option<Regex>,
}

#[derive(Deserialize)]
struct Entry {
    stop_extra: Vec<String>,
    ritual: String,
}

/// The languages that `assets/lexicon.toml` or the stemmers know.
const LANGUAGES: [&str; 22] = [
    "ar", "da", "de", "el", "en", "es", "fi", "fr", "hu", "it", "ja", "ko", "nl", "no", "pl", "pt", "ro",
    "ru", "sv", "tr", "uk", "zh",
];

/// The most words of a form of address.
const ADDRESS_WORDS: usize = 5;

/// Made when first asked for: a library rarely holds more than two languages.
static LEXICONS: [OnceLock<Lexicon>; LANGUAGES.len()] = [const { OnceLock::new() }; LANGUAGES.len()];

static ENTRIES: LazyLock<BTreeMap<String, Entry>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../assets/lexicon.toml"))
        .expect("assets/lexicon.toml is checked by a test")
});

static NONE: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon { language: "", stop: HashSet::new(), stemmer: None, ritual: None });

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Lexicon({:?})", self.language)
    }
}

impl Lexicon {
    /// The lexicon of a language by its BCP 47 code; an empty one where the language is not known.
    pub fn of(language: Option<&str>) -> &'static Self {
        let primary = language.and_then(|code| code.split('-').next()).unwrap_or_default();
        match LANGUAGES.iter().position(|&code| code == primary) {
            Some(i) => LEXICONS[i].get_or_init(|| Self::new(LANGUAGES[i], ENTRIES.get(LANGUAGES[i]))),
            None => &NONE,
        }
    }

    /// Its BCP 47 code; empty where the language is not known.
    pub fn language(&self) -> &'static str {
        self.language
    }

    fn new(code: &'static str, entry: Option<&Entry>) -> Self {
        let general = stop_words::lookup(code).unwrap_or_default().iter().map(|word| (*word).to_owned());
        let extra = entry.into_iter().flat_map(|entry| entry.stop_extra.iter().cloned());
        let ritual = entry.map(|entry| {
            RegexBuilder::new(&entry.ritual)
                .case_insensitive(true)
                .build()
                .expect("assets/lexicon.toml is checked by a test")
        });
        Self {
            language: code,
            stop: general.chain(extra).map(|word| fold_word(&word)).collect(),
            stemmer: stemmer_of(code),
            ritual,
        }
    }

    /// Whether a folded word says nothing in particular.
    pub fn is_stop(&self, folded: &str) -> bool {
        self.stop.contains(folded)
    }

    /// The stem of a folded word.
    pub fn stem(&self, folded: &str) -> String {
        match &self.stemmer {
            Some(stemmer) => stemmer.stem(folded).into_owned(),
            None => folded.to_owned(),
        }
    }

    /// Whether a sentence is protocol rather than substance.
    pub fn is_ritual(&self, sentence: &str) -> bool {
        if is_address(sentence) {
            return true;
        }
        // With typographic quotes and dashes out of the way most sentences are ASCII, on which the
        // word boundaries of the pattern cost the least.
        let is_match = |ritual: &Regex| ritual.is_match(&sentence.chars().map(fold_char).collect::<String>());
        self.ritual.as_ref().is_some_and(is_match)
    }
}

/// Whether a sentence only says who is spoken to, and breaks off: `Colleagues,`.
fn is_address(sentence: &str) -> bool {
    sentence.ends_with([',', '，', '،', '、']) && sentence.split_whitespace().nth(ADDRESS_WORDS).is_none()
}

fn stemmer_of(code: &str) -> Option<Stemmer> {
    let algorithm = match code {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nl" => Algorithm::Dutch,
        "no" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "tr" => Algorithm::Turkish,
        _ => return None,
    };
    Some(Stemmer::create(algorithm))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_loads() {
        for code in ENTRIES.keys() {
            assert!(LANGUAGES.contains(&code.as_str()), "{code} is in the file but not listed");
            assert!(!Lexicon::of(Some(code)).stop.is_empty() || code == "uk", "{code} has no stop words");
        }
        assert!(Lexicon::of(None).stop.is_empty());
        assert!(!Lexicon::of(Some("xx")).is_stop("the"));
    }

    #[test]
    fn protocol_is_told_from_substance() {
        let en = Lexicon::of(Some("en-GB"));
        assert!(en.is_ritual("I would like to thank once again our friends for their hospitality."));
        assert!(en.is_ritual("The Council’s meeting has come to an end."));
        assert!(en.is_ritual("Russia chairs the CIS this year."));
        assert!(en.is_ritual("Ladies and gentlemen,") && Lexicon::of(None).is_ritual("各位同事，"));
        assert!(!en.is_ritual("We met, as I said,  in the town that we chose,") && !en.is_ritual("Never!"));
        assert!(!en.is_ritual("NATO members arrogantly turned down our proposals."));
        assert!(Lexicon::of(Some("ru")).is_ritual("Следующее заседание пройдёт в Москве."));
        assert!(!Lexicon::of(Some("ru")).is_ritual("НАТО отвергла наши предложения."));
    }

    #[test]
    fn stop_words_keep_no_content() {
        let en = Lexicon::of(Some("en"));
        assert!(en.is_stop("the") && en.is_stop("would") && en.is_stop("we're"));
        assert!(!en.is_stop("proposals"));
        assert_eq!(en.stem("proposals"), en.stem("proposal"));
    }
}
