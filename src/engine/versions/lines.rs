//! Lines that both versions have, in order: the coarse part of the alignment.
//!
//! Most lines of two versions are equal byte for byte. They are found without splitting anything into
//! words: a line of some length that stands once in each text is a landmark, and equal lines before and
//! after a landmark belong to it.

use std::ops::Range;

use super::chain::{Run, grow, heaviest_chain};
use super::side::{Source, hash};
use crate::engine::transcript::Span;

/// Bytes of a line that is no formula ("Thank you.").
const LANDMARK_BYTES: usize = 40;

/// Runs of lines that both have, in order and apart from each other.
pub fn kept_lines((a, a_lines): (Source<'_>, &[Span]), (b, b_lines): (Source<'_>, &[Span])) -> Vec<Run> {
    let keys = |source: Source<'_>, lines: &[Span]| -> Vec<u64> {
        lines.iter().map(|line| hash(line.of(source.text).as_bytes())).collect()
    };
    let (a_keys, b_keys) = (keys(a, a_lines), keys(b, b_lines));
    let is_equal =
        |run: &Run| (0..run.len).all(|n| a_lines[run.a + n].of(a.text) == b_lines[run.b + n].of(b.text));
    let ends = |a_end: usize, b_end: usize| (0..a_end, 0..b_end);
    let (a_all, b_all) = ends(a_lines.len(), b_lines.len());
    // The ends of the texts are landmarks too.
    let head = grow(Run { a: 0, b: 0, len: 0 }, (&a_keys, a_all.clone()), (&b_keys, b_all.clone()));
    let a_rest = head.len..a_all.end;
    let b_rest = head.len..b_all.end;
    let tail = Run { a: a_rest.end, b: b_rest.end, len: 0 };
    let tail = grow(tail, (&a_keys, a_rest.clone()), (&b_keys, b_rest.clone()));
    let (a_rest, b_rest) = (a_rest.start..tail.a, b_rest.start..tail.b);

    let mut runs = landmarks((&a_keys, a_lines, &a_rest), (&b_keys, b_lines, &b_rest));
    let bytes = |run: Run| a_lines[run.old()].iter().map(|line| line.len()).sum::<usize>();
    let mut chosen = heaviest_chain(&runs, bytes);
    leave_open(&runs, &mut chosen, bytes, (a_lines, &a_rest), (b_lines, &b_rest));
    let mut chosen = chosen.into_iter();
    runs.retain(|_| chosen.next().unwrap_or(false));

    let mut out = vec![head];
    let (mut a_end, mut b_end) = (a_rest.start, b_rest.start);
    for run in runs {
        // What is before it may have gone to the run before.
        if run.a < a_end || run.b < b_end {
            continue;
        }
        let run = grow(run, (&a_keys, a_end..a_rest.end), (&b_keys, b_end..b_rest.end));
        (a_end, b_end) = (run.a + run.len, run.b + run.len);
        out.push(run);
    }
    out.push(tail);
    // Equal hashes of unequal lines do not happen by chance; by intent they are not believed.
    out.retain(|run| run.len > 0 && is_equal(run));
    out
}

/// Chooses none of the landmarks that cross each other where lines that no landmark knows of, changed ones, may turn the
/// scale: neither side weighs twice as much as the other, nor more than the other with all of these. The words decide there.
fn leave_open(
    runs: &[Run],
    chosen: &mut [bool],
    weight: impl Fn(Run) -> usize,
    (a_lines, a_part): (&[Span], &Range<usize>),
    (b_lines, b_part): (&[Span], &Range<usize>),
) {
    let mut places: Vec<usize> = runs.iter().map(|run| run.b).collect();
    places.sort_unstable();
    let (mut start, mut last) = (0, 0);
    for (n, run) in runs.iter().enumerate() {
        last = last.max(run.b);
        // So many runs have come, and none of them stands after the next of the new text: they are a knot.
        if last != places[n] {
            continue;
        }
        let side = |is_chosen: bool| -> usize {
            (start..=n).filter(|&n| chosen[n] == is_chosen).map(|n| weight(runs[n])).sum()
        };
        let (heavier, lighter) = (side(true), side(false));
        // From the knot before to the one after.
        let between = |lines: &[Span], part: &Range<usize>, place: &dyn Fn(usize) -> usize| -> usize {
            let from = start.checked_sub(1).map_or(part.start, |before| place(before) + 1);
            let to = if n + 1 < runs.len() { place(n + 1) } else { part.end };
            lines[from..to].iter().map(|line| line.len()).sum()
        };
        let a_all = between(a_lines, a_part, &|n| runs[n].a);
        let b_all = between(b_lines, b_part, &|n| places[n]);
        let unknown = a_all.max(b_all).saturating_sub(heavier + lighter);
        // An eighth is left to the words as well, since they are not weighed by their bytes.
        if lighter > 0 && heavier < 2 * lighter && heavier <= lighter + unknown + heavier / 8 {
            chosen[start..=n].fill(false);
        }
        start = n + 1;
    }
}

/// Lines that stand once in each part, and are long enough to mean something.
fn landmarks(
    (a_keys, a_lines, a_part): (&[u64], &[Span], &Range<usize>),
    (b_keys, b_lines, b_part): (&[u64], &[Span], &Range<usize>),
) -> Vec<Run> {
    let mut all: Vec<(u64, usize)> = Vec::with_capacity(a_part.len() + b_part.len());
    let long = |lines: &[Span], n: usize| lines[n].len() >= LANDMARK_BYTES;
    all.extend(a_part.clone().filter(|&n| long(a_lines, n)).map(|n| (a_keys[n], n << 1)));
    all.extend(b_part.clone().filter(|&n| long(b_lines, n)).map(|n| (b_keys[n], n << 1 | 1)));
    all.sort_unstable();
    let mut out = Vec::new();
    for same in all.chunk_by(|x, y| x.0 == y.0) {
        if let [(_, x), (_, y)] = same
            && x & 1 != y & 1
        {
            let (old, new) = if x & 1 == 0 { (x, y) } else { (y, x) };
            out.push(Run { a: old >> 1, b: new >> 1, len: 1 });
        }
    }
    out.sort_unstable_by_key(|run| run.a);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::versions::side::lines;

    /// Lines of 60 bytes and more, by their numbers; a changed one where a number is negative.
    fn text(numbers: &[i32]) -> String {
        let line = |n: &i32| format!("some words of a line that is long enough to be a landmark {n}");
        numbers.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// Which lines are kept, in order.
    fn kept(a: &[i32], b: &[i32]) -> Vec<(usize, usize, usize)> {
        let (a, b) = (text(a), text(b));
        let source = |text| Source { text, left_out: &[] };
        let (a, b) = (source(&a), source(&b));
        let runs = kept_lines((a, &lines(a)), (b, &lines(b)));
        runs.into_iter().map(|run| (run.a, run.b, run.len)).collect()
    }

    #[test]
    fn a_lighter_side_has_moved_where_every_line_is_known() {
        let old: Vec<i32> = (0..10).collect();
        let new = [0, 4, 5, 6, 7, 8, 1, 2, 3, 9];
        assert_eq!(kept(&old, &new), [(0, 0, 1), (4, 1, 5), (9, 9, 1)], "five stay, three have moved");
    }

    #[test]
    fn lines_are_left_to_the_words_where_changed_ones_may_turn_the_scale() {
        let old: Vec<i32> = (0..10).collect();
        let new = [0, 4, 5, 6, -7, -8, 1, 2, 3, 9];
        assert_eq!(kept(&old, &new), [(0, 0, 1), (9, 9, 1)]);
        let nearly_even = [0, 5, 6, 7, 8, 1, 2, 3, 4, 9];
        assert_eq!(kept(&old, &nearly_even), [(0, 0, 1), (9, 9, 1)]);
    }
}
