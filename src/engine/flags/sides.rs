//! The two wordings word by word, and which word of one corresponds to which of the other.

use std::ops::Range;

use super::cues::Cues;
use crate::engine::lexicon::Lexicon;
use crate::engine::redline::{Likeness, redline, steps};
use crate::engine::steps::Step;
use crate::engine::transcript::Span;
use crate::engine::words::{fold_word, tokens};

/// One word, or one sign of punctuation.
#[derive(Debug)]
pub(super) struct Word {
    /// Where it stands.
    pub span: Span,

    /// Whether it is no punctuation.
    pub is_word: bool,

    /// The form in which it is compared.
    pub folded: String,

    /// Its stem.
    pub stem: String,

    /// Whether it says something in particular.
    pub is_telling: bool,

    /// Whether it begins with a capital.
    pub is_capital: bool,

    /// Number of its clause.
    pub clause: usize,

    /// Whether it is the first word of a sentence or of a quotation.
    pub is_first: bool,
}

/// One of two wordings.
#[derive(Debug)]
pub(super) struct Wording<'t> {
    /// The original.
    pub text: &'t str,

    /// Its words and punctuation.
    pub words: Vec<Word>,
}

impl<'t> Wording<'t> {
    fn new(text: &'t str, lexicon: &Lexicon, cues: &Cues) -> Self {
        let mut words: Vec<Word> = Vec::new();
        let (mut clause, mut is_first) = (0, true);
        for token in tokens(text) {
            let piece = token.span.of(text);
            // "Ё" is written or not, as the publisher likes.
            let folded = fold_word(piece).replace('ё', "е");
            let is_name_like = piece.chars().all(char::is_uppercase);
            let is_telling = token.is_word
                && (!lexicon.is_stop(&folded) || (is_name_like && piece.len() > 1))
                && !cues.is_determiner(&folded);
            words.push(Word {
                span: token.span,
                is_word: token.is_word,
                stem: lexicon.stem(&folded),
                folded,
                is_telling,
                is_capital: piece.chars().next().is_some_and(char::is_uppercase),
                clause,
                is_first: is_first && token.is_word,
            });
            if token.is_word {
                is_first = false;
            } else {
                clause += usize::from(ends_clause(piece));
                is_first |= begins_anew(piece);
            }
        }
        Self { text, words }
    }

    /// The span of a run of words.
    pub(super) fn span(&self, run: &Range<usize>) -> Span {
        self.words[run.start].span.join(self.words[run.end - 1].span)
    }

    /// The words of a clause with their numbers.
    pub(super) fn clause(&self, clause: usize) -> impl Iterator<Item = (usize, &Word)> {
        self.words.iter().enumerate().filter(move |(_, word)| word.clause == clause)
    }
}

fn ends_clause(mark: &str) -> bool {
    mark.chars().all(|c| matches!(c, ',' | ';' | ':' | '.' | '!' | '?' | '(' | ')' | '–' | '—' | '…' | '-'))
}

fn begins_anew(mark: &str) -> bool {
    mark.chars().all(|c| matches!(c, '.' | '!' | '?' | '…' | '“' | '"' | '«' | '„' | ':' | '‘'))
}

/// Both wordings with what corresponds.
#[derive(Debug)]
pub(super) struct Sides<'t> {
    /// The old wording.
    pub old: Wording<'t>,

    /// The new wording.
    pub new: Wording<'t>,

    /// Whether too little is kept to align the words.
    pub is_rewritten: bool,

    /// What both have and what is replaced, in turn.
    pub steps: Vec<Step>,

    to_new: Vec<Option<usize>>,
    to_old: Vec<Option<usize>>,
}

/// The two wordings as seen from one of them.
#[derive(Clone, Copy)]
pub(super) struct View<'a, 't> {
    /// The wording that is looked through.
    pub here: &'a Wording<'t>,

    /// The other one.
    pub there: &'a Wording<'t>,

    /// Whether too little is kept to align the words.
    pub is_rewritten: bool,

    map: &'a [Option<usize>],
}

impl<'t> Sides<'t> {
    /// Aligns two wordings.
    pub(super) fn new(old: &'t str, new: &'t str, lexicons: [&Lexicon; 2], cues: &Cues) -> Self {
        let steps = steps(old, new, lexicons[1]);
        let is_rewritten = redline(old, new, lexicons[1]).likeness == Likeness::Rewritten;
        let (old, new) = (Wording::new(old, lexicons[0], cues), Wording::new(new, lexicons[1], cues));
        let mut to_new = vec![None; old.words.len()];
        let mut to_old = vec![None; new.words.len()];
        for step in steps.iter().filter(|step| step.same) {
            for (i, j) in step.old.clone().zip(step.new.clone()) {
                to_new[i] = Some(j);
                to_old[j] = Some(i);
            }
        }
        Self { old, new, is_rewritten, steps, to_new, to_old }
    }

    /// From the old wording to the new one, and back.
    pub(super) fn views(&self) -> [View<'_, 't>; 2] {
        let is_rewritten = self.is_rewritten;
        [
            View { here: &self.old, there: &self.new, is_rewritten, map: &self.to_new },
            View { here: &self.new, there: &self.old, is_rewritten, map: &self.to_old },
        ]
    }
}

impl View<'_, '_> {
    /// The word of the other wording that the redline sets level with a word.
    pub(super) fn aligned(&self, word: usize) -> Option<usize> {
        self.map[word]
    }

    /// The place of the other wording that corresponds best to a place of this one.
    pub(super) fn place(&self, word: usize) -> Span {
        let before = self.map[..word].iter().rev().flatten().next();
        let after = self.map[word..].iter().flatten().next();
        let at = match (before, after) {
            (Some(&before), _) => self.there.words[before].span.end,
            (None, Some(&after)) => self.there.words[after].span.start,
            (None, None) => 0,
        };
        Span::new(at, at)
    }

    /// The words of the other wording that say the same as a telling word: the one level with it, else
    /// every one with its stem in words that it shares.
    pub(super) fn counterparts(&self, word: usize, cues: &Cues) -> Vec<usize> {
        let shares = |other: usize| self.shares_context(word, other);
        if let Some(other) = self.aligned(word).filter(|_| !self.is_rewritten) {
            return Some(other).filter(|&other| shares(other)).into_iter().collect();
        }
        let stem = &self.here.words[word].stem;
        let is_noun = |wording: &Wording<'_>, word: usize| {
            word > 0 && cues.is_determiner(&wording.words[word - 1].folded)
        };
        let same = |(_, w): &(usize, &Word)| w.is_telling && w.stem == *stem;
        let all: Vec<usize> = self.there.words.iter().enumerate().filter(same).map(|(i, _)| i).collect();
        let fits = |&other: &usize| shares(other) && is_noun(self.there, other) == is_noun(self.here, word);
        if all.iter().all(fits) { all } else { Vec::new() }
    }

    /// Whether the clauses of two words share another telling word; where the wording is rewritten, one
    /// that follows.
    fn shares_context(&self, word: usize, other: usize) -> bool {
        let telling = |wording: &'_ Wording<'_>, at: usize| -> Vec<String> {
            let clause = wording.words[at].clause;
            let fits = |i: usize, w: &Word| {
                w.is_telling && w.stem != wording.words[at].stem && (!self.is_rewritten || i > at)
            };
            wording.clause(clause).filter(|(i, w)| fits(*i, w)).map(|(_, w)| w.stem.clone()).collect()
        };
        let there = telling(self.there, other);
        telling(self.here, word).iter().any(|stem| there.contains(stem))
    }
}
