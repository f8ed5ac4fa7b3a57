//! What became of each token: kept in its place, moved, or changed.
//!
//! From the sure to the doubtful: equal ends; long runs that stand once in each text, those that keep
//! their order as kept and those that cross them as moved; shorter runs between them; and at last the
//! words in between, by [`edit_steps`]. Two stretches that share no run and are too long to have
//! anything to do with each other are not compared word by word: that takes long and shows confetti.

use std::ops::Range;

use super::chain::{Run, grow, heaviest_chain, unique_runs, zone_of};
use super::side::Tokens;
use crate::engine::steps::edit_steps;

/// Tokens of a run that cannot be chance.
const LONG_RUN: usize = 8;

/// Tokens of a run that is no chance between two places that correspond.
const SHORT_RUN: usize = 4;

/// Fewest words that are called moved rather than deleted and inserted.
const MOVED_WORDS: usize = 6;

/// Stretches with a larger product of their tokens are not compared word by word.
const WORD_LIMIT: usize = 500 * 500;

/// What became of a token. The numbers are small to keep it small; see [`Tokens`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Only this text has it at this place.
    Changed,

    /// It has this partner, in order.
    Kept(u32),

    /// It is part of this passage of [`Alignment::moves`].
    Moved(u32),
}

impl Fate {
    /// With this partner.
    pub fn kept(partner: usize) -> Self {
        Self::Kept(partner as u32)
    }

    /// Part of this passage.
    pub fn moved(passage: usize) -> Self {
        Self::Moved(passage as u32)
    }
}

/// Places of both texts that stand between the same kept lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Tokens of the old text.
    pub a: Range<usize>,

    /// Tokens of the new text.
    pub b: Range<usize>,
}

/// What became of every token of both texts.
#[derive(Clone, Debug, Default)]
pub struct Alignment {
    /// Fates of the old text's tokens.
    pub a: Vec<Fate>,

    /// Fates of the new text's tokens.
    pub b: Vec<Fate>,

    /// Passages that have moved.
    pub moves: Vec<Run>,
}

impl Alignment {
    /// Notes that a run is kept.
    pub fn keep(&mut self, run: Run) {
        for n in 0..run.len {
            self.a[run.a + n] = Fate::kept(run.b + n);
            self.b[run.b + n] = Fate::kept(run.a + n);
        }
    }

    fn move_run(&mut self, run: Run) {
        let fate = Fate::moved(self.moves.len());
        self.moves.push(run);
        self.a[run.a..run.a + run.len].fill(fate);
        self.b[run.b..run.b + run.len].fill(fate);
    }

    fn is_changed(&self, run: Run, n: usize) -> bool {
        self.a[run.a + n] == Fate::Changed && self.b[run.b + n] == Fate::Changed
    }
}

/// Aligns the tokens of both texts inside the gaps.
pub fn align(a: &Tokens, b: &Tokens, gaps: &[Gap]) -> Alignment {
    Aligner::new(a, b).run(gaps)
}

struct Aligner<'s> {
    a: &'s Tokens,
    b: &'s Tokens,
    out: Alignment,
}

impl<'s> Aligner<'s> {
    fn new(a: &'s Tokens, b: &'s Tokens) -> Self {
        let fates = |tokens: &Tokens| vec![Fate::Changed; tokens.len()];
        let out = Alignment { a: fates(a), b: fates(b), moves: Vec::new() };
        Self { a, b, out }
    }

    fn run(mut self, gaps: &[Gap]) -> Alignment {
        let (a_zones, b_zones): (Vec<_>, Vec<_>) = gaps.iter().map(|gap| self.trimmed(gap)).unzip();
        let runs = unique_runs((&self.a.keys, &a_zones), (&self.b.keys, &b_zones), LONG_RUN);
        let crossing = self.keep_in_order(runs, &a_zones, &b_zones);
        self.move_others(crossing, &a_zones, &b_zones);
        for (a_zone, b_zone) in a_zones.into_iter().zip(b_zones) {
            self.between_kept(a_zone, b_zone);
        }
        self.out
    }

    fn words(&self, range: Range<usize>) -> usize {
        self.a.marks[range].iter().filter(|token| token.is_word).count()
    }

    /// Keeps the equal ends of a gap and returns what is left.
    fn trimmed(&mut self, gap: &Gap) -> (Range<usize>, Range<usize>) {
        let (a, b) = (&self.a.keys[gap.a.clone()], &self.b.keys[gap.b.clone()]);
        let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
        let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
        self.out.keep(Run { a: gap.a.start, b: gap.b.start, len: head });
        self.out.keep(Run { a: gap.a.end - tail, b: gap.b.end - tail, len: tail });
        (gap.a.start + head..gap.a.end - tail, gap.b.start + head..gap.b.end - tail)
    }

    /// Keeps the heaviest chain of the runs, and returns the others.
    fn keep_in_order(
        &mut self,
        runs: Vec<Run>,
        a_zones: &[Range<usize>],
        b_zones: &[Range<usize>],
    ) -> Vec<Run> {
        let (inside, mut others): (Vec<Run>, Vec<Run>) =
            runs.into_iter().partition(|run| zone_of(a_zones, run.a) == zone_of(b_zones, run.b));
        let chosen = heaviest_chain(&inside, |run| self.words(run.old()) + 1);
        let (mut a_end, mut b_end) = (0, 0);
        for (run, is_chosen) in inside.into_iter().zip(chosen) {
            if !is_chosen {
                others.push(run);
                continue;
            }
            // The beginning may have gone to the run before.
            let cut = (a_end.max(run.a) - run.a).max(b_end.max(run.b) - run.b);
            if cut >= run.len {
                continue;
            }
            let run = Run { a: run.a + cut, b: run.b + cut, len: run.len - cut };
            let (a_zone, b_zone) = (&a_zones[zone_of(a_zones, run.a)], &b_zones[zone_of(b_zones, run.b)]);
            let a_bounds = a_zone.start.max(a_end)..a_zone.end;
            let b_bounds = b_zone.start.max(b_end)..b_zone.end;
            let run = grow(run, (&self.a.keys, a_bounds), (&self.b.keys, b_bounds));
            self.out.keep(run);
            (a_end, b_end) = (run.a + run.len, run.b + run.len);
        }
        others
    }

    /// Marks as moved what stands in both texts and crosses the chain; the longest first.
    fn move_others(&mut self, runs: Vec<Run>, a_zones: &[Range<usize>], b_zones: &[Range<usize>]) {
        let grown = runs.into_iter().map(|run| {
            let (a_zone, b_zone) =
                (a_zones[zone_of(a_zones, run.a)].clone(), b_zones[zone_of(b_zones, run.b)].clone());
            grow(run, (&self.a.keys, a_zone), (&self.b.keys, b_zone))
        });
        let mut grown: Vec<Run> = grown.collect();
        grown.sort_by_key(|run| (std::cmp::Reverse(run.len), run.a, run.b));
        grown.dedup();
        for run in grown {
            if let Some(run) = self.longest_free_part(run)
                && self.words(run.old()) >= MOVED_WORDS
            {
                self.out.move_run(run);
            }
        }
    }

    fn longest_free_part(&self, run: Run) -> Option<Run> {
        let (mut best, mut start) = (0..0, None);
        for n in 0..=run.len {
            let goes_on = n < run.len && self.out.is_changed(run, n);
            let is_parted =
                goes_on && (self.a.marks[run.a + n].begins_part || self.b.marks[run.b + n].begins_part);
            if (!goes_on || is_parted)
                && let Some(start) = start.take()
                && n - start > best.len()
            {
                best = start..n;
            }
            if goes_on {
                start.get_or_insert(n);
            }
        }
        (!best.is_empty()).then(|| Run { a: run.a + best.start, b: run.b + best.start, len: best.len() })
    }

    /// Compares what stands between two kept runs of a zone.
    fn between_kept(&mut self, a_zone: Range<usize>, b_zone: Range<usize>) {
        let (mut i, mut j) = (a_zone.start, b_zone.start);
        while i < a_zone.end || j < b_zone.end {
            let a_end =
                (i..a_zone.end).find(|&n| matches!(self.out.a[n], Fate::Kept(_))).unwrap_or(a_zone.end);
            let b_end = match self.out.a.get(a_end) {
                Some(&Fate::Kept(b)) if a_end < a_zone.end => b as usize,
                _ => b_zone.end,
            };
            let free = |fates: &[Fate], range: Range<usize>| -> Vec<usize> {
                range.filter(|&n| fates[n] == Fate::Changed).collect()
            };
            let (a_free, b_free) = (free(&self.out.a, i..a_end), free(&self.out.b, j..b_end));
            self.compare(&a_free, &b_free);
            (i, j) = (a_end, b_end);
            while i < a_zone.end && self.out.a[i] == Fate::kept(j) {
                (i, j) = (i + 1, j + 1);
            }
        }
    }

    /// Compares two lists of tokens: by short runs first, then word by word.
    fn compare(&mut self, a: &[usize], b: &[usize]) {
        if a.is_empty() || b.is_empty() {
            return;
        }
        let a_keys: Vec<u64> = a.iter().map(|&n| self.a.keys[n]).collect();
        let b_keys: Vec<u64> = b.iter().map(|&n| self.b.keys[n]).collect();
        let (a_zone, b_zone) = (0..a.len(), 0..b.len());
        let zones = (std::slice::from_ref(&a_zone), std::slice::from_ref(&b_zone));
        let mut runs = Vec::new();
        if a.len().min(b.len()) > LONG_RUN {
            runs = unique_runs((&a_keys, zones.0), (&b_keys, zones.1), SHORT_RUN);
            let chosen = heaviest_chain(&runs, |run| run.len);
            let mut chosen = chosen.into_iter();
            runs.retain(|_| chosen.next().unwrap_or(false));
        }
        let (mut i, mut j) = (0, 0);
        for run in runs.into_iter().chain([Run { a: a.len(), b: b.len(), len: 0 }]) {
            // The beginning may have gone to the run before.
            let cut = (i.max(run.a) - run.a).max(j.max(run.b) - run.b).min(run.len);
            let run = Run { a: run.a + cut, b: run.b + cut, len: run.len - cut };
            if run.a < i || run.b < j {
                continue;
            }
            if (run.a - i).saturating_mul(run.b - j) <= WORD_LIMIT {
                for step in edit_steps(&a_keys[i..run.a], &b_keys[j..run.b]).iter().filter(|step| step.same) {
                    for (x, y) in step.old.clone().zip(step.new.clone()) {
                        self.out.keep(Run { a: a[i + x], b: b[j + y], len: 1 });
                    }
                }
            }
            for n in 0..run.len {
                self.out.keep(Run { a: a[run.a + n], b: b[run.b + n], len: 1 });
            }
            (i, j) = (run.a + run.len, run.b + run.len);
        }
    }
}
