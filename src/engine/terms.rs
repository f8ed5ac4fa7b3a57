//! The terms of a sentence: what is left for matching when stop words, inflection and titles are gone.
//!
//! A run of capitalised words is a name with its titles ("President of Russia Vladimir Putin"); it
//! becomes one term, that of its last word. Left apart, its words inflate the overlap of every two
//! sentences that name the same person or body.

use rustc_hash::FxHashMap;

use crate::engine::lexicon::Lexicon;
use crate::engine::transcript::Span;
use crate::engine::words::{Token, fold_word, tokens};

/// Small words inside a name: "President of the Republic of Belarus". "And" is none: it parts two names.
const CONNECTORS: [&str; 19] = [
    "of", "the", "for", "de", "du", "des", "la", "le", "les", "del", "di", "da", "do", "dos", "von", "van",
    "der", "den", "al",
];

/// Number of a term in a [`Vocabulary`].
pub type TermId = u32;

/// All terms of a set of transcripts, numbered in the order in which they were first met.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    ids: FxHashMap<String, TermId>,

    /// The terms of folded words that were met before, by language: most words come again, and to stem
    /// one takes longer than to look it up.
    met: FxHashMap<&'static str, FxHashMap<String, TermId>>,
}

impl Vocabulary {
    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The number of a stem, where it is known.
    pub fn lookup(&self, stem: &str) -> Option<TermId> {
        self.ids.get(stem).copied()
    }

    fn id(&mut self, stem: String) -> TermId {
        if let Some(&id) = self.ids.get(&stem) {
            return id;
        }
        let id = self.ids.len() as TermId;
        self.ids.insert(stem, id);
        id
    }

    /// Forgets what makes the terms of further sentences faster to find.
    pub fn close(&mut self) {
        self.met = FxHashMap::default();
    }

    /// Takes in the terms of another vocabulary, in the order in which that met them. Answers, by their
    /// number there, their numbers here.
    pub fn absorb(&mut self, other: Self) -> Vec<TermId> {
        let mut stems: Vec<(TermId, String)> = other.ids.into_iter().map(|(stem, id)| (id, stem)).collect();
        stems.sort_unstable_by_key(|(id, _)| *id);
        stems.into_iter().map(|(_, stem)| self.id(stem)).collect()
    }

    /// The distinct terms of a sentence, in ascending order of number.
    pub fn terms(&mut self, sentence: &str, lexicon: &Lexicon) -> Vec<TermId> {
        let mut met = self.met.remove(lexicon.language()).unwrap_or_default();
        let term = |(word, _): (String, Span)| match met.get(&word) {
            Some(&id) => id,
            None => {
                let id = self.id(lexicon.stem(&word));
                met.insert(word, id);
                id
            }
        };
        let mut out: Vec<TermId> = telling_words(sentence, lexicon).into_iter().map(term).collect();
        self.met.insert(lexicon.language(), met);
        out.sort_unstable();
        out.dedup();
        out
    }
}

/// The terms of a sentence with the words that they come from, in the order of the text: stems that
/// are equal count as the same term.
pub fn located_terms(sentence: &str, lexicon: &Lexicon) -> impl Iterator<Item = (String, Span)> {
    telling_words(sentence, lexicon).into_iter().map(|(word, span)| (lexicon.stem(&word), span))
}

/// The folded words that are left when stop words are gone and names are one word each.
fn telling_words(sentence: &str, lexicon: &Lexicon) -> Vec<(String, Span)> {
    let words: Vec<Token> = tokens(sentence).into_iter().filter(|token| token.is_word).collect();
    let mut out = Vec::with_capacity(words.len());
    let mut i = 0;
    while i < words.len() {
        let end = name_run_end(sentence, &words, i, lexicon);
        let span = words[i].span.join(words[end - 1].span);
        let last = fold_word(words[end - 1].span.of(sentence));
        i = end;
        if lexicon.is_stop(&last) || (last.len() == 1 && last.is_ascii()) {
            continue;
        }
        out.push((last, span));
    }
    out
}

/// End of the run of capitalised words that starts at `start`; `start + 1` where there is none.
///
/// Words of a run stand one space apart, or are joined by [`CONNECTORS`] between two capitals.
fn name_run_end(sentence: &str, words: &[Token], start: usize, lexicon: &Lexicon) -> usize {
    let is_capital = |i: usize| words[i].span.of(sentence).chars().next().is_some_and(char::is_uppercase);
    let adjoins = |i: usize| {
        let gap = &sentence[words[i - 1].span.end..words[i].span.start];
        gap.chars().count() == 1 && gap.chars().all(char::is_whitespace)
    };
    let is_connector = |i: usize| CONNECTORS.contains(&words[i].span.of(sentence));
    let is_stop = |i: usize| lexicon.is_stop(&fold_word(words[i].span.of(sentence)));
    if !is_capital(start) || is_stop(start) {
        return start + 1;
    }
    let mut end = start + 1;
    loop {
        // At most two small words ("of the") may stand between two capitals.
        let next =
            (end..words.len().min(end + 3)).find(|&i| !adjoins(i) || is_capital(i) || !is_connector(i));
        match next {
            Some(i) if adjoins(i) && is_capital(i) && !is_stop(i) => end = i + 1,
            _ => return end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(sentence: &str) -> Vec<String> {
        located_terms(sentence, Lexicon::of(Some("en"))).map(|(stem, _)| stem).collect()
    }

    #[test]
    fn names_with_titles_are_one_term() {
        assert_eq!(stems("President of Russia Vladimir Putin focused on this"), ["putin", "focus"]);
        assert_eq!(
            stems("NATO members arrogantly turned down our proposals."),
            ["nato", "member", "arrog", "turn", "propos"]
        );
        assert_eq!(stems("The Taliban, Kabul said"), ["taliban", "kabul", "said"]);
    }

    #[test]
    fn vocabulary_numbers_are_stable_and_distinct() {
        let mut vocabulary = Vocabulary::default();
        let lexicon = Lexicon::of(Some("en"));
        let a = vocabulary.terms("Peace talks, peace agreements", lexicon);
        let b = vocabulary.terms("agreements on peace", lexicon);
        assert_eq!(a, [0, 1, 2]);
        assert_eq!(b, [0, 2]);
    }

    #[test]
    fn absorbed_terms_are_numbered_as_if_they_were_met_here() {
        let lexicon = Lexicon::of(Some("en"));
        let texts = ["Peace talks, peace agreements", "war or peace", "sanctions on agreements of war"];
        let mut one = Vocabulary::default();
        let numbers: Vec<Vec<TermId>> = texts.iter().map(|text| one.terms(text, lexicon)).collect();
        let mut all = Vocabulary::default();
        for (text, numbers) in texts.iter().zip(numbers) {
            let mut own = Vocabulary::default();
            let terms = own.terms(text, lexicon);
            let there = all.absorb(own);
            let mut terms: Vec<TermId> = terms.into_iter().map(|term| there[term as usize]).collect();
            terms.sort_unstable();
            assert_eq!(terms, numbers);
        }
        assert_eq!(all.len(), one.len());
        assert_eq!(all.lookup("peac"), one.lookup("peac"));
    }
}
