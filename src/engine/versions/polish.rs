//! Makes an exact alignment one that people would have made.
//!
//! Each rule only gives up tokens that were kept, or shifts an edit along equal words, so that what is
//! kept stays equal on both sides:
//!
//! - an inserted or deleted sentence begins where a sentence begins;
//! - a few kept words between two much longer edits are swallowed by them;
//! - an edit takes whole compounds: "Euro-Atlantic", not "Euro-".

use std::ops::Range;

use super::align::{Alignment, Fate, Gap};
use super::chain::{Run, zone_of};
use super::side::{Token, Tokens};
use crate::engine::steps::Step;

/// Kept runs of as many words are a landmark, whatever stands around them.
const LANDMARK_WORDS: usize = 8;

/// A kept run is swallowed by edits that have this many times its words on either side.
const SWALLOWING: usize = 3;

/// How far an edit is shifted, in tokens.
const LONGEST_SHIFT: usize = 400;

/// Both texts and their alignment.
struct Polisher<'s> {
    a: &'s Tokens,
    b: &'s Tokens,
    out: &'s mut Alignment,
}

/// Cleans the alignment inside the gaps.
pub fn polish(a: &Tokens, b: &Tokens, gaps: &[Gap], alignment: &mut Alignment) {
    let mut polisher = Polisher { a, b, out: alignment };
    for gap in gaps {
        polisher.shift_edits(gap);
    }
    polisher.grow_moves(gaps);
    for gap in gaps {
        polisher.swallow(gap);
        polisher.take_whole_compounds(gap);
    }
}

/// The runs of kept and of other tokens of a gap, in turn.
pub fn steps_of(alignment: &Alignment, gap: &Gap) -> Vec<Step> {
    let mut out: Vec<Step> = Vec::new();
    let (mut i, mut j) = (gap.a.start, gap.b.start);
    while i < gap.a.end || j < gap.b.end {
        let (a_start, b_start) = (i, j);
        while i < gap.a.end && j < gap.b.end && alignment.a[i] == Fate::kept(j) {
            (i, j) = (i + 1, j + 1);
        }
        if i > a_start {
            out.push(Step { same: true, old: a_start..i, new: b_start..j });
            continue;
        }
        while i < gap.a.end && !matches!(alignment.a[i], Fate::Kept(_)) {
            i += 1;
        }
        while j < gap.b.end && !matches!(alignment.b[j], Fate::Kept(_)) {
            j += 1;
        }
        out.push(Step { same: false, old: a_start..i, new: b_start..j });
    }
    out
}

impl Polisher<'_> {
    fn give_up(&mut self, old: Range<usize>, new: Range<usize>) {
        self.out.a[old].fill(Fate::Changed);
        self.out.b[new].fill(Fate::Changed);
    }

    /// Words of an edit that are deleted or inserted, the more of the two.
    fn size(&self, step: &Step) -> usize {
        let count = |tokens: &[Token], fates: &[Fate], range: &Range<usize>| {
            range.clone().filter(|&n| tokens[n].is_word && fates[n] == Fate::Changed).count()
        };
        count(&self.a.marks, &self.out.a, &step.old).max(count(&self.b.marks, &self.out.b, &step.new))
    }

    fn swallow(&mut self, gap: &Gap) {
        // Edits with their sizes, and what is kept between them.
        let mut stack: Vec<(Step, usize)> = Vec::new();
        for step in steps_of(self.out, gap) {
            let words =
                |range: &Range<usize>| self.a.marks[range.clone()].iter().filter(|t| t.is_word).count();
            let size = if step.same { words(&step.old) } else { self.size(&step) };
            stack.push((step, size));
            while let [.., (before, first), (kept, words), (after, second)] = stack.as_slice()
                && kept.same
                && !before.same
                && (1..LANDMARK_WORDS).contains(words)
                && words * SWALLOWING <= *first.min(second)
            {
                let joined = Step {
                    same: false,
                    old: before.old.start..after.old.end,
                    new: before.new.start..after.new.end,
                };
                let size = first + words + second;
                let (old, new) = (kept.old.clone(), kept.new.clone());
                self.give_up(old, new);
                stack.truncate(stack.len() - 3);
                stack.push((joined, size));
            }
        }
    }

    /// Shifts what is only inserted, or only deleted, along equal words to where a line or a sentence
    /// begins.
    fn shift_edits(&mut self, gap: &Gap) {
        let steps = steps_of(self.out, gap);
        for (n, step) in steps.iter().enumerate().filter(|(_, step)| !step.same) {
            let kept_before = n.checked_sub(1).map_or(0, |n| steps[n].old.len());
            let kept_after = steps.get(n + 1).map_or(0, |step| step.old.len());
            let is_insertion = step.old.is_empty();
            if !is_insertion && !step.new.is_empty() {
                continue;
            }
            let (tokens, edit) = if is_insertion { (self.b, &step.new) } else { (self.a, &step.old) };
            let fates = if is_insertion { &self.out.b } else { &self.out.a };
            // A moved passage stays where it is: only what stands before or after it in the edit gives way.
            let is_changed = |n: &usize| fates[*n] == Fate::Changed;
            let head = edit.clone().take_while(is_changed).count();
            let tail = edit.clone().rev().take_while(is_changed).count();
            let (kept_before, kept_after) = match head == edit.len() {
                true => (kept_before, kept_after),
                false => (kept_before.min(tail), kept_after.min(head)),
            };
            let shift = best_shift(tokens, edit, kept_before, kept_after);
            self.shift(step, is_insertion, shift);
        }
    }

    fn shift(&mut self, step: &Step, is_insertion: bool, shift: isize) {
        let (old, new) = (step.old.clone(), step.new.clone());
        let by = shift.unsigned_abs();
        // The kept words that change their partner stand on one side of the edit before, on the other after.
        let run = match (shift < 0, is_insertion) {
            (true, true) => Run { a: old.start - by, b: new.end - by, len: by },
            (true, false) => Run { a: old.end - by, b: new.start - by, len: by },
            (false, true) => Run { a: old.end, b: new.start, len: by },
            (false, false) => Run { a: old.start, b: new.end, len: by },
        };
        let added = |edit: Range<usize>| match shift < 0 {
            true => edit.start - by..edit.start,
            false => edit.end..edit.end + by,
        };
        if is_insertion {
            self.out.b[added(new)].fill(Fate::Changed);
        } else {
            self.out.a[added(old)].fill(Fate::Changed);
        }
        self.out.keep(run);
    }

    /// Gives moved passages what both places have beside them and was called changed.
    fn grow_moves(&mut self, gaps: &[Gap]) {
        let (a_zones, b_zones): (Vec<_>, Vec<_>) =
            gaps.iter().map(|gap| (gap.a.clone(), gap.b.clone())).unzip();
        for number in 0..self.out.moves.len() {
            let run = self.out.moves[number];
            let a_bounds = &a_zones[zone_of(&a_zones, run.a)];
            let b_bounds = &b_zones[zone_of(&b_zones, run.b)];
            let fits = |i: usize, j: usize| {
                let are_changed = self.out.a[i] == Fate::Changed && self.out.b[j] == Fate::Changed;
                are_changed && self.a.keys[i] == self.b.keys[j]
            };
            let is_parted = |i: usize, j: usize| self.a.marks[i].begins_part || self.b.marks[j].begins_part;
            let (mut i, mut j) = (run.a + run.len, run.b + run.len);
            while i < a_bounds.end && j < b_bounds.end && fits(i, j) && !is_parted(i, j) {
                (i, j) = (i + 1, j + 1);
            }
            let (mut start, mut start_b) = (run.a, run.b);
            while start > a_bounds.start
                && start_b > b_bounds.start
                && fits(start - 1, start_b - 1)
                && !is_parted(start, start_b)
            {
                (start, start_b) = (start - 1, start_b - 1);
            }
            self.out.moves[number] = Run { a: start, b: start_b, len: i - start };
            self.out.a[start..i].fill(Fate::moved(number));
            self.out.b[start_b..j].fill(Fate::moved(number));
        }
    }

    /// Whether a kept sign of punctuation after an edit would touch what stands before the edit in one
    /// version and not in the other, once the edit is taken out.
    fn is_punctuation_loose(&self, old: &Range<usize>, new: &Range<usize>, gap: &Gap) -> bool {
        let is_kept = old.end < gap.a.end && self.out.a[old.end] == Fate::kept(new.end);
        if !is_kept || self.a.marks[old.end].is_word || (old.is_empty() && new.is_empty()) {
            return false;
        }
        let has_space = |tokens: &[Token], edit: &Range<usize>, is_alone: bool| {
            let first_is_glued = edit.is_empty() || is_alone || tokens[edit.start].is_glued;
            !(first_is_glued && tokens[edit.end].is_glued)
        };
        has_space(&self.a.marks, old, new.is_empty()) != has_space(&self.b.marks, new, old.is_empty())
    }

    /// Widens edits that begin or end inside a compound.
    fn take_whole_compounds(&mut self, gap: &Gap) {
        for step in steps_of(self.out, gap).iter().filter(|step| !step.same) {
            let is_joint = |tokens: &[Token], at: usize, range: &Range<usize>| {
                range.start < at
                    && at < range.end
                    && tokens[at].is_glued
                    && tokens[at].is_compound
                    && tokens[at - 1].is_compound
            };
            let is_joint =
                |i: usize, j: usize| is_joint(&self.a.marks, i, &gap.a) || is_joint(&self.b.marks, j, &gap.b);
            let (mut i, mut j) = (step.old.start, step.new.start);
            while i > gap.a.start
                && j > gap.b.start
                && is_joint(i, j)
                && self.out.a[i - 1] == Fate::kept(j - 1)
            {
                (i, j) = (i - 1, j - 1);
            }
            let (mut i_end, mut j_end) = (step.old.end, step.new.end);
            while i_end < gap.a.end && is_joint(i_end, j_end) && self.out.a[i_end] == Fate::kept(j_end) {
                (i_end, j_end) = (i_end + 1, j_end + 1);
            }
            // Punctuation goes with the words that it touches in one version and not in the other.
            while self.is_punctuation_loose(&(i..i_end), &(j..j_end), gap) {
                (i_end, j_end) = (i_end + 1, j_end + 1);
            }
            self.give_up(i..step.old.start, j..step.new.start);
            self.give_up(step.old.end..i_end, step.new.end..j_end);
        }
    }
}

/// By how many tokens an edit is shifted best, with so many kept tokens before and after it.
fn best_shift(tokens: &Tokens, edit: &Range<usize>, before: usize, after: usize) -> isize {
    let (keys, tokens) = (&tokens.keys, &tokens.marks);
    let worth = |start: usize| match start.checked_sub(1) {
        _ if tokens[start].begins_line => 3,
        Some(last) if tokens[last].is_stop => 2,
        _ => u8::from(!tokens[start].is_glued),
    };
    let mut best = (worth(edit.start), 0_isize);
    let (mut start, mut end) = (edit.start, edit.end);
    for n in 1..=before.min(LONGEST_SHIFT) {
        if keys[start - 1] != keys[end - 1] {
            break;
        }
        (start, end) = (start - 1, end - 1);
        if worth(start) > best.0 {
            best = (worth(start), -(n as isize));
        }
    }
    let (mut start, mut end) = (edit.start, edit.end);
    for n in 1..=after.min(LONGEST_SHIFT) {
        if keys[start] != keys[end] {
            break;
        }
        (start, end) = (start + 1, end + 1);
        if worth(start) > best.0 {
            best = (worth(start), n as isize);
        }
    }
    best.1
}
