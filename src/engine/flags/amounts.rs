//! Numbers and dates: what is counted in one wording and in the other.
//!
//! Values are compared, not words: "10 %" is "ten percent", "9 May 2020" is "9.5.2020". A value that
//! stands anywhere in the other wording did not change, and a date that says less than another
//! ("in 2020") does not contradict it.

use super::Flag;
use super::cues::Cues;
use super::scan::{Amount, Value, amounts};
use super::sides::{Sides, View, Wording};

/// Up to this value a number that is written as a word says little by being there or not ("the two sides").
const SMALL: f64 = 12.0;

/// How many words after a number what it counts may stand.
const REACH: usize = 3;

/// How many words beside a date must be shared, on either side, for it to be the date of the same thing.
const AROUND: usize = 4;

/// Longest run of words in which one value is taken to replace another.
const LONGEST_REPLACED: usize = 8;

/// The numbers and dates that changed, were added or were dropped.
pub(super) fn flags(sides: &Sides<'_>, cues: &Cues) -> Vec<Flag> {
    let (old, new) = (amounts(&sides.old, cues), amounts(&sides.new, cues));
    let without = |own: &[Amount], other: &[Amount]| -> Vec<Amount> {
        own.iter().filter(|x| !other.iter().any(|y| x.value.agrees(y.value))).copied().collect()
    };
    let (mut gone, mut come) = (without(&old, &new), without(&new, &old));
    let mut flags = Vec::new();
    gone.retain(|x| {
        let found = come.iter().position(|y| x.value.kind() == y.value.kind() && replaces(sides, x, y));
        if let Some(found) = found {
            let y = come.remove(found);
            flags.push(Flag { kind: x.value.kind(), old: x.span, new: y.span, caveat: None });
        }
        found.is_none()
    });
    let [forth, back] = sides.views();
    let dropped = gone.iter().filter(|x| is_telling(forth, x));
    flags.extend(dropped.map(|x| Flag {
        kind: x.value.kind(),
        old: x.span,
        new: forth.place(x.words.0),
        caveat: None,
    }));
    let added = come.iter().filter(|y| is_telling(back, y));
    flags.extend(added.map(|y| Flag {
        kind: y.value.kind(),
        old: back.place(y.words.0),
        new: y.span,
        caveat: None,
    }));
    flags
}

/// Whether a value stands where another one stood, or counts or dates the same thing.
fn replaces(sides: &Sides<'_>, old: &Amount, new: &Amount) -> bool {
    let in_one_step = sides.steps.iter().any(|step| {
        !step.same
            && step.old.contains(&old.words.0)
            && step.new.contains(&new.words.0)
            && step.old.len() <= LONGEST_REPLACED
            && step.new.len() <= LONGEST_REPLACED
    });
    if in_one_step && !sides.is_rewritten {
        return true;
    }
    match (old.value, new.value) {
        (Value::Number { is_share: a, .. }, Value::Number { is_share: b, .. }) => {
            let (x, y) = (counted(&sides.old, old), counted(&sides.new, new));
            a == b && x.is_some() && x == y
        }
        _ => {
            let (x, y) = (around(&sides.old, old), around(&sides.new, new));
            x.iter().any(|stem| y.contains(stem))
        }
    }
}

/// The stem of what a number counts.
fn counted<'a>(wording: &'a Wording<'_>, amount: &Amount) -> Option<&'a str> {
    let after = wording.words.get(amount.words.1..)?.iter().take(REACH);
    after.take_while(|word| word.is_word).find(|word| word.is_telling).map(|word| word.stem.as_str())
}

/// The stems of the telling words beside a date, in its clause.
fn around<'a>(wording: &'a Wording<'_>, amount: &Amount) -> Vec<&'a str> {
    let clause = wording.words[amount.words.0].clause;
    let near = amount.words.0.saturating_sub(AROUND)..wording.words.len().min(amount.words.1 + AROUND);
    near.filter(|i| !(amount.words.0..amount.words.1).contains(i))
        .map(|i| &wording.words[i])
        .filter(|word| word.clause == clause && word.is_telling)
        .map(|word| word.stem.as_str())
        .collect()
}

/// Whether it tells that a value is in one wording only: the words around it are in both, or what it
/// counts is.
fn is_telling(view: View<'_, '_>, amount: &Amount) -> bool {
    if let Value::Number { value, is_share: false } = amount.value {
        if amount.is_word && value <= SMALL {
            return false;
        }
        let there = |stem: &str| view.there.words.iter().any(|word| word.is_telling && word.stem == stem);
        return counted(view.here, amount).is_some_and(there);
    }
    !view.is_rewritten
}
