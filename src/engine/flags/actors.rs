//! Who is named, and what they are called.
//!
//! Two phrases are taken to name the same actor where one stands in the place of the other, between
//! the same words, or where both join a label to the same name ("NATO colleagues", "NATO members").

use std::ops::Range;

use super::cues::Cues;
use super::sides::{Sides, View, Word, Wording};
use super::{Caveat, Flag, FlagKind};
use crate::engine::steps::Step;
use crate::engine::structure::month_number;
use crate::engine::transcript::Span;

/// Longest run of words in which one actor is taken to replace another.
const LONGEST_REPLACED: usize = 6;

/// Shortest common beginning by which a name and its adjective are known: "Ukraine", "Ukrainian".
const INFLECTED: usize = 4;

/// A phrase that names somebody.
#[derive(Clone, Debug, PartialEq)]
struct Actor {
    /// The words of it.
    run: Range<usize>,

    /// The word that is the name, where it has one.
    name: Option<usize>,

    /// The word that is a label and its family, where it has one.
    label: Option<(usize, usize)>,
}

/// The actors that changed, were added or were dropped.
pub(super) fn flags(sides: &Sides<'_>, cues: &Cues) -> Vec<Flag> {
    let (old, new) = (actors(&sides.old, cues), actors(&sides.new, cues));
    let mut flags = replaced(sides, &old, &new, cues);
    for flag in relabelled(sides, &old, &new, cues) {
        if !flags.iter().any(|known| known.old.overlaps(flag.old) || known.new.overlaps(flag.new)) {
            flags.push(flag);
        }
    }
    if !sides.is_rewritten {
        let [forth, back] = sides.views();
        let flag = |old, new| Flag { kind: FlagKind::Actor, old, new, caveat: None };
        let lone = |own: fn(&Step) -> &Range<usize>,
                    other: fn(&Step) -> &Range<usize>|
         -> Vec<Range<usize>> {
            let is_lone =
                |step: &&Step| !step.same && own(step).len() <= LONGEST_REPLACED && other(step).len() <= 1;
            sides.steps.iter().filter(is_lone).map(|step| own(step).clone()).collect()
        };
        let (left, right) =
            (lone(|step| &step.old, |step| &step.new), lone(|step| &step.new, |step| &step.old));
        let dropped = one_sided(forth, &old, &left).into_iter().map(|(here, there)| flag(here, there));
        let added = one_sided(back, &new, &right).into_iter().map(|(here, there)| flag(there, here));
        let others: Vec<Flag> = dropped.chain(added).collect();
        let is_known = |flag: &Flag| {
            flags.iter().any(|known| known.old.overlaps(flag.old) || known.new.overlaps(flag.new))
        };
        let others: Vec<Flag> = others.into_iter().filter(|flag| !is_known(flag)).collect();
        flags.extend(others);
    }
    flags
}

/// The actors of a wording: runs of names with the label that follows, and labels alone.
fn actors(wording: &Wording<'_>, cues: &Cues) -> Vec<Actor> {
    let mut found: Vec<Actor> = Vec::new();
    for (i, word) in wording.words.iter().enumerate() {
        let label = cues.label(&word.folded).map(|family| (i, family));
        let is_name = label.is_none() && is_name(wording, i, cues);
        if label.is_none() && !is_name {
            continue;
        }
        let adjoins =
            |actor: &&mut Actor| actor.run.end == i && actor.label.is_none() && is_close(wording, i);
        match found.last_mut().filter(adjoins) {
            Some(actor) => {
                actor.run.end = i + 1;
                actor.label = label;
                actor.name = if is_name { Some(i) } else { actor.name };
            }
            None => found.push(Actor { run: i..i + 1, name: is_name.then_some(i), label }),
        }
    }
    found
}

fn is_close(wording: &Wording<'_>, at: usize) -> bool {
    wording.text[wording.words[at - 1].span.end..wording.words[at].span.start].chars().count() == 1
}

/// Whether a word is a name: a capital inside a sentence, or several capitals.
fn is_name(wording: &Wording<'_>, at: usize, cues: &Cues) -> bool {
    let word = &wording.words[at];
    let piece = word.span.of(wording.text);
    let is_abbreviation =
        piece.chars().count() > 1 && piece.chars().filter(|c| c.is_uppercase()).nth(1).is_some();
    if is_abbreviation && word.is_word {
        return true;
    }
    let next_is_name = || {
        wording.words.get(at + 1).is_some_and(|next| next.is_capital && next.is_telling)
            && is_close(wording, at + 1)
    };
    cues.names
        && word.is_capital
        && word.is_telling
        && (!word.is_first || next_is_name())
        && month_number(&word.folded).is_none()
        && piece.chars().count() > 1
}

/// Actors that stand in each other's place between words that both wordings have.
fn replaced(sides: &Sides<'_>, old: &[Actor], new: &[Actor], cues: &Cues) -> Vec<Flag> {
    if sides.is_rewritten {
        return Vec::new();
    }
    let mut flags = Vec::new();
    for (i, step) in sides.steps.iter().enumerate() {
        let is_short = step.old.len() <= LONGEST_REPLACED && step.new.len() <= LONGEST_REPLACED;
        if step.same || !is_short || !has_context(sides, i) {
            continue;
        }
        let (Some(x), Some(y)) = (only_one(old, &step.old), only_one(new, &step.new)) else {
            continue;
        };
        let [forth, back] = sides.views();
        if is_same(sides, x, y) || is_kept(forth, x) || is_kept(back, y) {
            continue;
        }
        let (kind, caveat) = match (x.label, y.label) {
            (Some((_, a)), Some((_, b))) => {
                let same_name = x.name.zip(y.name).is_none_or(|(x, y)| are_one(sides, x, y));
                let near = a == b && same_name && (x.name.is_some() == y.name.is_some());
                (FlagKind::Label, near.then_some(Caveat::NearSynonyms))
            }
            (Some((_, family)), None) | (None, Some((_, family))) if cues.labels[family].judges => {
                (FlagKind::Label, None)
            }
            _ => (FlagKind::Actor, None),
        };
        let (old, new) = (sides.old.span(&x.run), sides.new.span(&y.run));
        flags.push(Flag { kind, old, new, caveat });
    }
    flags
}

/// Whether a telling word that both wordings have stands right before or after a step.
fn has_context(sides: &Sides<'_>, step: usize) -> bool {
    let telling = |step: usize, from_end: bool| {
        let Some(step) = sides.steps.get(step) else { return false };
        let mut words = step.new.clone().map(|i| &sides.new.words[i]);
        let near = |word: &Word| word.is_telling;
        if from_end { words.rev().take(2).any(near) } else { words.by_ref().take(2).any(near) }
    };
    step.checked_sub(1).is_some_and(|before| telling(before, true)) || telling(step + 1, false)
}

/// The one actor of a run of words; `None` where there are others.
fn only_one<'a>(actors: &'a [Actor], run: &Range<usize>) -> Option<&'a Actor> {
    let mut inside = actors.iter().filter(|actor| actor.run.start < run.end && run.start < actor.run.end);
    let only = inside.next()?;
    inside.next().is_none().then_some(only)
}

/// Whether the other wording has the name, or the label of what has no name, as well.
fn is_kept(view: View<'_, '_>, actor: &Actor) -> bool {
    match (actor.name, actor.label) {
        (Some(name), _) => is_named(view, name),
        (None, Some((label, _))) => {
            view.there.words.iter().any(|word| word.stem == view.here.words[label].stem)
        }
        (None, None) => false,
    }
}

/// Whether the other wording has a name in any form.
fn is_named(view: View<'_, '_>, name: usize) -> bool {
    let word = &view.here.words[name];
    let letters = |wording: &Wording<'_>, at, piece: &str| {
        initials(wording, at).is_some_and(|initials| initials == piece.replace('.', ""))
    };
    view.there.words.iter().enumerate().any(|(i, other)| {
        other.stem == word.stem
            || is_like(&other.folded, &word.folded)
            || letters(view.there, i, word.span.of(view.here.text))
            || letters(view.here, name, other.span.of(view.there.text))
    })
}

/// Whether two phrases are the same words in other forms.
fn is_same(sides: &Sides<'_>, old: &Actor, new: &Actor) -> bool {
    let same_name = match (old.name, new.name) {
        (Some(x), Some(y)) => are_one(sides, x, y),
        (None, None) => true,
        _ => false,
    };
    let same_label = match (old.label, new.label) {
        (Some((x, _)), Some((y, _))) => sides.old.words[x].stem == sides.new.words[y].stem,
        (None, None) => true,
        // A name with and without a neutral label: "Ukraine", "the Ukrainian state".
        _ => false,
    };
    same_name && same_label
}

/// Whether two names are one: the same stem, a common beginning, or the first letters of the other.
fn are_one(sides: &Sides<'_>, old: usize, new: usize) -> bool {
    let is_initials = |wording: &Wording<'_>, at: usize, other: &Wording<'_>, whose: usize| {
        let letters = other.words[whose].span.of(other.text);
        initials(wording, at).is_some_and(|initials| initials == letters.replace('.', ""))
    };
    is_like(&sides.old.words[old].folded, &sides.new.words[new].folded)
        || sides.old.words[old].stem == sides.new.words[new].stem
        || is_initials(&sides.old, old, &sides.new, new)
        || is_initials(&sides.new, new, &sides.old, old)
}

/// Whether two names differ in their endings only.
fn is_like(x: &str, y: &str) -> bool {
    let common = x.chars().zip(y.chars()).take_while(|(a, b)| a == b).count();
    let shorter = x.chars().count().min(y.chars().count());
    common >= INFLECTED && common + 2 >= shorter
}

/// The first letters of the run of capitalised words around a word.
fn initials(wording: &Wording<'_>, at: usize) -> Option<String> {
    let is_part = |i: usize| wording.words[i].is_capital && wording.words[i].is_telling;
    let is_link = |i: usize| wording.words[i].is_word && wording.words[i].span.len() <= 3;
    let mut from = at;
    while from > 0
        && is_close(wording, from)
        && (is_part(from - 1) || (from > 1 && is_link(from - 1) && is_part(from - 2)))
    {
        from -= 1;
    }
    let mut to = at + 1;
    while to < wording.words.len() && is_close(wording, to) && is_part(to) {
        to += 1;
    }
    let letters: String = (from..to)
        .filter(|&i| is_part(i))
        .filter_map(|i| wording.words[i].span.of(wording.text).chars().next())
        .collect();
    (letters.chars().count() > 1).then_some(letters)
}

/// The same name with another label, one of which takes a side.
fn relabelled(sides: &Sides<'_>, old: &[Actor], new: &[Actor], cues: &Cues) -> Vec<Flag> {
    let mut flags = Vec::new();
    for (x, (name, (at, family))) in old.iter().filter_map(|x| Some((x, (x.name?, x.label?)))) {
        let with_name = || {
            let is_one = |y: &&Actor| y.name.is_some_and(|y| are_one(sides, name, y));
            new.iter().filter(is_one).filter_map(|y| Some((y, y.label?)))
        };
        // Whoever uses both labels in one wording changed none.
        let has_label =
            |actors: &[Actor], wording: &Wording<'_>, stem: &str, is_one: &dyn Fn(usize) -> bool| {
                actors.iter().any(|actor| {
                    let label = actor.label.map(|(label, _)| wording.words[label].stem.as_str());
                    label == Some(stem) && actor.name.is_some_and(is_one)
                })
            };
        let old_stem = &sides.old.words[at].stem;
        let is_kept = has_label(new, &sides.new, old_stem, &|y| are_one(sides, name, y));
        let Some((y, (label, other))) = with_name().next().filter(|_| !is_kept) else {
            continue;
        };
        let new_stem = &sides.new.words[label].stem;
        let y_name = y.name.unwrap_or(label);
        if has_label(old, &sides.old, new_stem, &|x| are_one(sides, x, y_name)) {
            continue;
        }
        if cues.labels[family].judges || cues.labels[other].judges {
            let caveat = (family == other).then_some(Caveat::NearSynonyms);
            let (old, new) = (sides.old.span(&x.run), sides.new.span(&y.run));
            flags.push(Flag { kind: FlagKind::Label, old, new, caveat });
        }
    }
    flags
}

/// Names of one wording that the other does not have in any form, with the place where they are missing.
fn one_sided(view: View<'_, '_>, here: &[Actor], runs: &[Range<usize>]) -> Vec<(Span, Span)> {
    let mut out: Vec<(Span, Span)> = Vec::new();
    for actor in here {
        // In a longer run more than the name is new.
        let is_alone = runs.iter().any(|run| run.start <= actor.run.start && actor.run.end <= run.end);
        if actor.name.is_some_and(|name| is_alone && !is_named(view, name)) {
            out.push((view.here.span(&actor.run), view.place(actor.run.start)));
        }
    }
    out
}
