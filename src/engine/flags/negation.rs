//! What is negated in one wording and said in the other.

use std::ops::Range;

use super::cues::Cues;
use super::sides::{Sides, View, Word, Wording};
use super::{Flag, FlagKind};
use crate::engine::transcript::Span;

/// How far from a negation the word that it negates may stand.
const REACH: usize = 5;

/// A word or phrase that negates.
#[derive(Debug)]
pub(super) struct Negation {
    /// The words of it.
    pub run: Range<usize>,

    /// Its clause.
    pub clause: usize,

    /// The word that is negated.
    pub negated: Option<usize>,
}

/// The negations of a wording.
pub(super) fn negations(wording: &Wording<'_>, cues: &Cues) -> Vec<Negation> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < wording.words.len() {
        let void = cues.no_negations.len_at(wording, at);
        let taken = cues.negations.len_at(wording, at);
        // "No. 5" counts and negates nothing.
        let is_number = wording.words.get(at + taken).is_some_and(|word| {
            wording.words[at].folded == "no"
                && word.folded.starts_with(|c: char| c == '.' || c.is_ascii_digit())
        });
        if void >= taken.max(1) || is_number {
            at += void.max(1);
            continue;
        }
        if taken == 0 {
            at += 1;
            continue;
        }
        let run = at..at + taken;
        found.push(Negation { clause: wording.words[at].clause, negated: negated(wording, &run, cues), run });
        at += taken;
    }
    found
}

/// The nearest telling word after a negation, or, where the language may put it so, before it.
fn negated(wording: &Wording<'_>, run: &Range<usize>, cues: &Cues) -> Option<usize> {
    let clause = wording.words[run.start].clause;
    let fits = |&i: &usize| wording.words[i].is_telling && wording.words[i].clause == clause;
    let after = (run.end..wording.words.len().min(run.end + REACH))
        .take_while(|&i| wording.words[i].clause == clause)
        .find(fits);
    let before = || (run.start.saturating_sub(REACH)..run.start).rev().find(fits);
    after.or_else(|| if cues.after_verb { before() } else { None })
}

/// The negations that one wording has where the other has none.
pub(super) fn flags(sides: &Sides<'_>, cues: &Cues) -> Vec<Flag> {
    let [forth, back] = sides.views();
    let (old, new) = (negations(&sides.old, cues), negations(&sides.new, cues));
    let dropped = one_sided(forth, &old, &new, cues).into_iter();
    let added = one_sided(back, &new, &old, cues).into_iter().map(|(here, there)| (there, here));
    let flag = |(old, new)| Flag { kind: FlagKind::Negation, old, new, caveat: None };
    dropped.chain(added).map(flag).collect()
}

/// The negations of one wording whose word stands in the other without any, with that place.
fn one_sided(view: View<'_, '_>, here: &[Negation], there: &[Negation], cues: &Cues) -> Vec<(Span, Span)> {
    let mut out: Vec<(Span, Span)> = Vec::new();
    for negation in here {
        let is_double = here.iter().filter(|other| other.clause == negation.clause).nth(1).is_some();
        let Some(word) = negation.negated.filter(|_| !is_double) else {
            continue;
        };
        let others = view.counterparts(word, cues);
        let is_said = |&other: &usize| {
            let clause = view.there.words[other].clause;
            let refuses = |(i, w): (usize, &Word)| i != other && cues.refuses(&w.folded);
            there.iter().all(|negation| negation.clause != clause) && !view.there.clause(clause).any(refuses)
        };
        if let Some(&first) = others.first()
            && others.iter().all(is_said)
        {
            let at = view.there.words[first].span.start;
            out.push((view.here.span(&negation.run), Span::new(at, at)));
        }
    }
    out
}
