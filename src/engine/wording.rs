//! The wording of a position through the years: what every version says, what each adds, and what it
//! drops for good.
//!
//! The unit is the term, matched by its stem and shown as it is written; a name with its titles is one
//! term. Terms that stand side by side in every version are one phrase. The versions are of one
//! language; versions of two share next to no terms, and nothing is claimed then.

use std::collections::BTreeSet;

use crate::engine::lexicon::Lexicon;
use crate::engine::terms::located_terms;
use crate::engine::transcript::Span;

/// One version of a position.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// The words of the statement.
    pub text: &'a str,

    /// What is known about its language.
    pub lexicon: &'a Lexicon,
}

/// A term or phrase in one version.
#[derive(Clone, Debug, PartialEq)]
pub struct Telling {
    /// Where it stands in that version.
    pub span: Span,

    /// As it is written there, white space made plain.
    pub words: String,

    /// How telling it is.
    pub weight: f32,
}

/// What a version does to the wording.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VersionChanges {
    /// What it says and none before it, the most telling first.
    pub added: Vec<Telling>,

    /// What the version before it said, and neither it nor any later one; the spans are of that one.
    pub dropped: Vec<Telling>,
}

/// A term or phrase that every version has.
#[derive(Clone, Debug, PartialEq)]
pub struct CoreTerm {
    /// Where it first stands in each version.
    pub spans: Vec<Span>,

    /// As the newest version writes it.
    pub words: String,

    /// How telling it is.
    pub weight: f32,
}

/// The wording of a position through its versions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wording {
    /// What every version says, the most telling first; empty for a single version.
    pub core: Vec<CoreTerm>,

    /// One for each version; the first adds and drops nothing.
    pub versions: Vec<VersionChanges>,
}

/// Compares the versions of a position, oldest first. `idf` says how telling a stem is.
pub fn wording(versions: &[Version<'_>], idf: &dyn Fn(&str) -> f32) -> Wording {
    let terms: Vec<Terms<'_>> = versions.iter().map(Terms::new).collect();
    let changes = (0..versions.len()).map(|i| VersionChanges {
        added: if i == 0 { Vec::new() } else { added(&terms, i, idf) },
        dropped: if i == 0 { Vec::new() } else { dropped(&terms, i, idf) },
    });
    Wording { core: core(&terms, idf), versions: changes.collect() }
}

/// The terms of a version in the order of its text.
struct Terms<'a> {
    text: &'a str,
    located: Vec<(String, Span)>,
    stems: BTreeSet<String>,
}

impl<'a> Terms<'a> {
    fn new(version: &Version<'a>) -> Self {
        let located: Vec<(String, Span)> = located_terms(version.text, version.lexicon).collect();
        let stems = located.iter().map(|(stem, _)| stem.clone()).collect();
        Self { text: version.text, located, stems }
    }

    /// Where a run of stems stands side by side.
    fn find(&self, stems: &[&str]) -> Option<Span> {
        let fits = |run: &&[(String, Span)]| {
            run.iter().zip(stems).all(|((x, _), y)| x == y)
                && run.windows(2).all(|w| self.adjoin(&w[0], &w[1]))
        };
        let run = self.located.windows(stems.len()).find(fits)?;
        Some(run.first()?.1.join(run.last()?.1))
    }

    fn adjoin(&self, x: &(String, Span), y: &(String, Span)) -> bool {
        self.text.get(x.1.end..y.1.start).is_some_and(|gap| gap.chars().all(char::is_whitespace))
    }

    /// The terms that `is_wanted` takes, each once, with neighbours as one phrase.
    fn telling(&self, is_wanted: impl Fn(&str) -> bool, idf: &dyn Fn(&str) -> f32) -> Vec<Telling> {
        let mut seen = BTreeSet::new();
        let mut out: Vec<Telling> = Vec::new();
        let mut last: Option<&(String, Span)> = None;
        for term in self.located.iter().filter(|(stem, _)| is_wanted(stem)) {
            if !seen.insert(term.0.as_str()) {
                last = None;
                continue;
            }
            let weight = idf(&term.0);
            match out.last_mut().filter(|_| last.is_some_and(|last| self.adjoin(last, term))) {
                Some(phrase) => {
                    phrase.span.end = term.1.end;
                    phrase.weight += weight;
                }
                None => out.push(Telling { span: term.1, words: String::new(), weight }),
            }
            last = Some(term);
        }
        for phrase in &mut out {
            phrase.words = plain(phrase.span.of(self.text));
        }
        out.sort_by(|x, y| y.weight.total_cmp(&x.weight));
        out
    }
}

fn plain(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn added(terms: &[Terms<'_>], version: usize, idf: &dyn Fn(&str) -> f32) -> Vec<Telling> {
    terms[version].telling(|stem| terms[..version].iter().all(|before| !before.stems.contains(stem)), idf)
}

fn dropped(terms: &[Terms<'_>], version: usize, idf: &dyn Fn(&str) -> f32) -> Vec<Telling> {
    terms[version - 1].telling(|stem| terms[version..].iter().all(|later| !later.stems.contains(stem)), idf)
}

fn core(terms: &[Terms<'_>], idf: &dyn Fn(&str) -> f32) -> Vec<CoreTerm> {
    let Some((newest, older)) = terms.split_last().filter(|(_, older)| !older.is_empty()) else {
        return Vec::new();
    };
    let is_core = |stem: &str| older.iter().all(|version| version.stems.contains(stem));
    let mut seen = BTreeSet::new();
    let mut runs: Vec<Vec<&str>> = Vec::new();
    for (stem, _) in newest.located.iter().filter(|(stem, _)| is_core(stem)) {
        if !seen.insert(stem.as_str()) {
            continue;
        }
        let longer = runs.last().map(|run| [run.as_slice(), &[stem.as_str()]].concat());
        match longer.filter(|run| terms.iter().all(|version| version.find(run).is_some())) {
            Some(run) => *runs.last_mut().expect("a longer run had a shorter one") = run,
            None => runs.push(vec![stem]),
        }
    }
    let term = |run: &Vec<&str>| {
        let spans: Vec<Span> = terms.iter().filter_map(|version| version.find(run)).collect();
        let words = plain(spans.last()?.of(newest.text));
        Some(CoreTerm { words, weight: run.iter().map(|stem| idf(stem)).sum(), spans })
    };
    let mut core: Vec<CoreTerm> = runs.iter().filter_map(term).collect();
    core.sort_by(|x, y| y.weight.total_cmp(&x.weight));
    core
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 3] = [
        "NATO’s military infrastructure keeps moving to our borders, we said in Vienna.",
        "The military infrastructure of NATO is moving closer to our borders every year.",
        "NATO moves its military infrastructure, and missiles, every year.",
    ];

    fn of(texts: &[&str]) -> Wording {
        let lexicon = Lexicon::of(Some("en"));
        let versions: Vec<Version<'_>> = texts.iter().map(|text| Version { text, lexicon }).collect();
        wording(&versions, &|stem| if stem == "nato" { 1.0 } else { 2.0 })
    }

    fn words(terms: &[Telling]) -> Vec<&str> {
        terms.iter().map(|term| term.words.as_str()).collect()
    }

    #[test]
    fn core_wording_is_in_every_version() {
        let wording = of(&TEXTS);
        let core: Vec<&str> = wording.core.iter().map(|term| term.words.as_str()).collect();
        assert_eq!(core, ["military infrastructure", "moves", "NATO"]);
        for term in &wording.core {
            assert_eq!(term.spans.len(), 3);
        }
        assert_eq!(wording.core[1].spans[0].of(TEXTS[0]), "moving");
    }

    #[test]
    fn each_version_adds_and_drops() {
        let wording = of(&TEXTS);
        assert_eq!(wording.versions[0], VersionChanges::default());
        assert_eq!(words(&wording.versions[1].added), ["every year", "closer"]);
        assert_eq!(words(&wording.versions[1].dropped), ["keeps", "said", "Vienna"]);
        assert_eq!(words(&wording.versions[2].added), ["missiles"]);
        assert_eq!(words(&wording.versions[2].dropped), ["closer", "borders"]);
        for (i, change) in wording.versions.iter().enumerate() {
            for term in &change.added {
                assert_eq!(plain(term.span.of(TEXTS[i])), term.words);
            }
            for term in &change.dropped {
                assert_eq!(plain(term.span.of(TEXTS[i - 1])), term.words);
            }
        }
    }

    #[test]
    fn what_comes_back_was_not_dropped() {
        let wording = of(&["Talks and peace.", "Talks alone.", "Talks and peace."]);
        assert_eq!(words(&wording.versions[1].dropped), Vec::<&str>::new());
        assert_eq!(words(&wording.versions[2].added), Vec::<&str>::new());
        assert_eq!(words(&wording.versions[2].dropped), ["alone"]);
    }

    #[test]
    fn one_version_or_none_has_no_core() {
        assert!(of(&[]).core.is_empty() && of(&[]).versions.is_empty());
        assert!(of(&TEXTS[..1]).core.is_empty());
        assert_eq!(of(&["", ""]).versions.len(), 2);
    }
}
