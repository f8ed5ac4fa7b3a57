//! The words that carry a change of meaning, by language, from `assets/flags.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::sides::Wording;

/// Up to this length the beginning of a word that refuses must be the whole word.
const WHOLE_WORD: usize = 3;

/// The words of one language.
#[derive(Debug, Default)]
pub(super) struct Cues {
    /// What negates the next telling word.
    pub negations: Phrases,

    /// What holds a negation and negates nothing.
    pub no_negations: Phrases,

    /// What holds a modal word and says nothing about modality.
    pub no_modality: Phrases,

    /// Whether a negation may follow what it negates.
    pub after_verb: bool,

    /// Whether a modal verb governs the last word of its clause.
    pub verb_last: bool,

    /// Families of modal words.
    pub modality: Vec<Modality>,

    /// Families of labels.
    pub labels: Vec<Label>,

    /// Whether a capital inside a sentence shows a name.
    pub names: bool,

    /// What makes a number a share.
    pub percent: Phrases,

    /// Whether "1.5" is one and a half and "1,000" a thousand.
    pub decimal_point: bool,

    /// Whether months are written with a capital.
    pub months_are_large: bool,

    /// Words for numbers.
    pub numbers: BTreeMap<String, u32>,

    /// Words that multiply the number before them.
    pub scales: BTreeMap<String, u64>,

    refusals: Vec<String>,
    determiners: Vec<String>,
}

/// Modal words of about the same strength.
#[derive(Debug)]
pub(super) struct Modality {
    /// The words, each with its forms.
    pub words: Vec<Phrases>,

    /// Whether adding or dropping one is a change.
    pub alone: bool,
}

/// What an actor may be called.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Label {
    /// The words in all their forms.
    pub words: Vec<String>,

    /// Whether they take a side.
    #[serde(default)]
    pub judges: bool,
}

/// Phrases, the longest first.
#[derive(Debug, Default)]
pub(super) struct Phrases(Vec<Vec<Pattern>>);

#[derive(Debug)]
enum Pattern {
    Any,
    Exact(String),
    Begins(String),
    Ends(String),
}

#[derive(Deserialize)]
struct Entry {
    negations: Vec<String>,
    no_negations: Vec<String>,
    refusals: Vec<String>,
    #[serde(default)]
    after_verb: bool,
    no_modality: Vec<String>,
    #[serde(default)]
    verb_last: bool,
    determiners: Vec<String>,
    names: bool,
    percent: Vec<String>,
    #[serde(default)]
    decimal_point: bool,
    #[serde(default)]
    months_are_large: bool,
    modality: Vec<ModalityEntry>,
    labels: Vec<Label>,
    numbers: BTreeMap<String, u32>,
    scales: BTreeMap<String, u64>,
}

#[derive(Deserialize)]
struct ModalityEntry {
    words: Vec<Vec<String>>,
    #[serde(default)]
    alone: bool,
}

static CUES: LazyLock<BTreeMap<String, Cues>> = LazyLock::new(|| {
    let entries: BTreeMap<String, Entry> = toml::from_str(include_str!("../../../assets/flags.toml"))
        .expect("assets/flags.toml is checked by a test");
    entries.into_iter().map(|(language, entry)| (language, Cues::new(entry))).collect()
});

/// What is not known is read as in English.
static NONE: LazyLock<Cues> = LazyLock::new(|| Cues { decimal_point: true, ..Cues::default() });

impl Cues {
    /// The words of a language by its BCP 47 code; none where it is not known.
    pub(super) fn of(language: &str) -> &'static Self {
        CUES.get(language).unwrap_or(&NONE)
    }

    /// The languages that are known.
    #[cfg(test)]
    pub(super) fn languages() -> Vec<&'static str> {
        CUES.keys().map(String::as_str).collect()
    }

    fn new(entry: Entry) -> Self {
        let family = |entry: ModalityEntry| Modality {
            words: entry.words.iter().map(|forms| Phrases::new(forms)).collect(),
            alone: entry.alone,
        };
        Self {
            negations: Phrases::new(&entry.negations),
            no_negations: Phrases::new(&entry.no_negations),
            no_modality: Phrases::new(&entry.no_modality),
            after_verb: entry.after_verb,
            verb_last: entry.verb_last,
            modality: entry.modality.into_iter().map(family).collect(),
            labels: entry.labels,
            names: entry.names,
            percent: Phrases::new(&entry.percent),
            decimal_point: entry.decimal_point,
            months_are_large: entry.months_are_large,
            numbers: entry.numbers,
            scales: entry.scales,
            refusals: entry.refusals,
            determiners: entry.determiners,
        }
    }

    /// Whether a folded word negates by its meaning.
    pub(super) fn refuses(&self, folded: &str) -> bool {
        self.refusals.iter().any(|start| {
            folded == start || (start.chars().count() > WHOLE_WORD && folded.starts_with(start.as_str()))
        })
    }

    /// Whether a folded word shows that the next one is a noun.
    pub(super) fn is_determiner(&self, folded: &str) -> bool {
        self.determiners.iter().any(|word| word == folded)
    }

    /// The family of labels that a folded word belongs to.
    pub(super) fn label(&self, folded: &str) -> Option<usize> {
        self.labels.iter().position(|label| label.words.iter().any(|word| word == folded))
    }
}

impl Phrases {
    fn new(phrases: &[String]) -> Self {
        let mut phrases: Vec<Vec<Pattern>> =
            phrases.iter().map(|phrase| phrase.split(' ').map(Pattern::new).collect()).collect();
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        Self(phrases)
    }

    /// How many words the longest phrase takes that starts at a word; 0 where none does.
    pub(super) fn len_at(&self, wording: &Wording<'_>, at: usize) -> usize {
        let fits = |phrase: &&Vec<Pattern>| {
            let words = wording.words.get(at..at + phrase.len());
            words.is_some_and(|words| {
                words.iter().zip(phrase.iter()).all(|(word, p)| word.is_word && p.fits(&word.folded))
            })
        };
        self.0.iter().find(fits).map_or(0, Vec::len)
    }
}

impl Pattern {
    fn new(word: &str) -> Self {
        match (word.strip_prefix('*'), word.strip_suffix('*')) {
            (Some(""), _) => Self::Any,
            (Some(end), _) => Self::Ends(end.to_owned()),
            (None, Some(start)) => Self::Begins(start.to_owned()),
            (None, None) => Self::Exact(word.to_owned()),
        }
    }

    fn fits(&self, folded: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Exact(word) => folded == word,
            Self::Begins(start) => folded.starts_with(start.as_str()) && folded.len() > start.len(),
            Self::Ends(end) => folded.ends_with(end.as_str()),
        }
    }
}
