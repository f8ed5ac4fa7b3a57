//! How binding or how sure it is: must, should, may, will.

use std::ops::Range;

use super::cues::Cues;
use super::negation::negations;
use super::sides::{Sides, View, Word, Wording};
use super::{Caveat, Flag, FlagKind};
use crate::engine::transcript::Span;

/// How far after a modal word the word that it governs may stand.
const REACH: usize = 5;

/// Longest run of words in which one modal word is taken to replace another.
const LONGEST_REPLACED: usize = 6;

/// A modal word or phrase.
#[derive(Clone, Debug)]
struct Modal {
    run: Range<usize>,
    family: usize,
    word: usize,
    governed: Option<usize>,
}

/// The modal words that changed, were added or were dropped.
pub(super) fn flags(sides: &Sides<'_>, cues: &Cues) -> Vec<Flag> {
    let (old, new) = (modals(&sides.old, cues), modals(&sides.new, cues));
    let [forth, back] = sides.views();
    let mut flags: Vec<Flag> = Vec::new();
    for modal in &old {
        let other = governing(forth, modal, &new, cues).or_else(|| replacing(sides, modal, &new));
        if let Some(other) = other.filter(|other| (other.family, other.word) != (modal.family, modal.word)) {
            flags.push(Flag {
                kind: FlagKind::Modality,
                old: sides.old.span(&modal.run),
                new: sides.new.span(&other.run),
                caveat: (modal.family == other.family).then_some(Caveat::NearSynonyms),
            });
        }
    }
    let alone = |view: View<'_, '_>, here: &[Modal], there: &[Modal]| -> Vec<(Span, Span)> {
        let one_sided =
            |modal: &Modal| Some((view.here.span(&modal.run), missing(view, modal, there, cues)?));
        here.iter().filter_map(one_sided).collect()
    };
    let dropped = alone(forth, &old, &new).into_iter();
    let added = alone(back, &new, &old).into_iter().map(|(here, there)| (there, here));
    flags.extend(dropped.chain(added).map(|(old, new)| Flag {
        kind: FlagKind::Modality,
        old,
        new,
        caveat: None,
    }));
    flags
}

fn modals(wording: &Wording<'_>, cues: &Cues) -> Vec<Modal> {
    let mut found: Vec<Modal> = Vec::new();
    let mut at = 0;
    while at < wording.words.len() {
        let void = cues.no_modality.len_at(wording, at);
        let hit = cues
            .modality
            .iter()
            .enumerate()
            .flat_map(|(family, modality)| {
                modality.words.iter().enumerate().map(move |(word, forms)| (family, word, forms))
            })
            .map(|(family, word, forms)| (forms.len_at(wording, at), family, word))
            .max_by_key(|&(taken, family, word)| (taken, std::cmp::Reverse((family, word))));
        let (taken, family, word) = hit.unwrap_or_default();
        if void >= taken || is_month(wording, at) {
            at += void.max(1);
            continue;
        }
        found.push(Modal { run: at..at + taken, family, word, governed: None });
        at += taken;
    }
    let negations = negations(wording, cues);
    let runs: Vec<Range<usize>> =
        found.iter().map(|m| m.run.clone()).chain(negations.into_iter().map(|n| n.run)).collect();
    for modal in &mut found {
        modal.governed = governed(wording, &modal.run, &runs, cues);
    }
    found
}

/// "May" the month: with a capital inside a sentence, or beside a number.
fn is_month(wording: &Wording<'_>, at: usize) -> bool {
    let word = &wording.words[at];
    let is_number =
        |word: Option<&Word>| word.is_some_and(|word| word.folded.starts_with(|c: char| c.is_ascii_digit()));
    let before = at.checked_sub(1).and_then(|i| wording.words.get(i));
    word.folded == "may"
        && word.is_capital
        && (!word.is_first || is_number(wording.words.get(at + 1)) || is_number(before))
}

/// The word that a modal word governs: the next telling one, or the last of its clause.
fn governed(wording: &Wording<'_>, run: &Range<usize>, taken: &[Range<usize>], cues: &Cues) -> Option<usize> {
    let clause = wording.words[run.start].clause;
    let is_free = |i: &usize| taken.iter().all(|run| !run.contains(i));
    let fits = |i: &usize| wording.words[*i].is_telling && is_free(i);
    let mut rest = (run.end..wording.words.len()).take_while(|&i| wording.words[i].clause == clause);
    if cues.verb_last { rest.filter(fits).last() } else { rest.by_ref().take(REACH).find(fits) }
}

/// The modal word of the other wording that governs the same word.
fn governing<'m>(view: View<'_, '_>, modal: &Modal, there: &'m [Modal], cues: &Cues) -> Option<&'m Modal> {
    let others = view.counterparts(modal.governed?, cues);
    let mut governing = there.iter().filter(|other| other.governed.is_some_and(|g| others.contains(&g)));
    let first = governing.next()?;
    governing.all(|other| (other.family, other.word) == (first.family, first.word)).then_some(first)
}

/// The modal word that stands alone in what replaced the words around another one.
fn replacing<'m>(sides: &Sides<'_>, modal: &Modal, new: &'m [Modal]) -> Option<&'m Modal> {
    let step = sides.steps.iter().find(|step| !step.same && step.old.contains(&modal.run.start))?;
    if sides.is_rewritten || step.old.len() > LONGEST_REPLACED || step.new.len() > LONGEST_REPLACED {
        return None;
    }
    // The same words stand before both.
    if step.old.start != modal.run.start {
        return None;
    }
    new.iter().find(|other| other.run.start == step.new.start && step.new.contains(&other.run.start))
}

/// Where a modal word is missing in the other wording: before the word that it governs, which no other
/// one governs there.
fn missing(view: View<'_, '_>, modal: &Modal, there: &[Modal], cues: &Cues) -> Option<Span> {
    if view.is_rewritten || !cues.modality[modal.family].alone {
        return None;
    }
    let other = *view.counterparts(modal.governed?, cues).first()?;
    view.aligned(modal.governed?)?;
    let clause = view.there.words[other].clause;
    let has_modal = there.iter().any(|modal| view.there.words[modal.run.start].clause == clause);
    let is_noun = other > 0 && cues.is_determiner(&view.there.words[other - 1].folded);
    let at = view.there.words[other].span.start;
    (!has_modal && !is_noun).then(|| Span::new(at, at))
}
