//! Many documents, read on all cores and handed over in their order, a batch at a time.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::Progress;

/// What was read is handed over after at most this long, so that the first can be looked at while the rest is read.
const BATCH: Duration = Duration::from_millis(150);

/// Reads all of them with `read` and calls `tell` with the results, in their order: with those of about 150 ms, and at last,
/// where its second argument is true, with what is left, even where that is nothing. Where the job is stopped, what comes
/// before the first that was not read is handed over.
pub(super) fn read_in_batches<T: Send, R: Send>(
    all: Vec<T>,
    progress: &Progress,
    read: impl Fn(T) -> R + Sync,
    mut tell: impl FnMut(Vec<R>, bool),
) {
    let count = all.len().max(1);
    let started = AtomicUsize::new(0);
    let read = |one| {
        let before = started.fetch_add(1, Ordering::Relaxed);
        progress.go_on(before as f32 / count as f32).then(|| read(one))
    };
    let mut waiting = VecDeque::from(all);
    let mut batch = Vec::new();
    let mut since = Instant::now();
    // How many are read side by side before the next look at the clock: few while each takes long.
    let mut some = rayon::current_num_threads();
    while !waiting.is_empty() && !progress.is_stopped() {
        let begun = Instant::now();
        let next: Vec<T> = waiting.drain(..some.min(waiting.len())).collect();
        let found: Vec<Option<R>> = next.into_par_iter().map(read).collect();
        batch.extend(found.into_iter().map_while(|one| one));
        if begun.elapsed() < BATCH / 4 {
            some *= 2;
        } else if begun.elapsed() > BATCH / 2 {
            some = (some / 2).max(1);
        }
        if since.elapsed() > BATCH {
            tell(std::mem::take(&mut batch), false);
            since = Instant::now();
        }
    }
    tell(batch, true);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(
        count: usize,
        progress: &Progress,
        read: impl Fn(usize) -> usize + Sync,
    ) -> (Vec<usize>, usize) {
        let (mut all, mut ends) = (Vec::new(), 0);
        read_in_batches((0..count).collect(), progress, read, |batch, finished| {
            assert_eq!(ends, 0, "nothing comes after the end");
            all.extend(batch);
            ends += usize::from(finished);
        });
        (all, ends)
    }

    #[test]
    fn all_come_once_and_in_order() {
        for count in [0, 1, 2, 7, 1_000] {
            let (all, ends) = read_all(count, &Progress::default(), |n| n * 2);
            assert_eq!(all, (0..count).map(|n| n * 2).collect::<Vec<_>>());
            assert_eq!(ends, 1);
        }
    }

    #[test]
    fn a_stopped_job_hands_over_what_comes_first() {
        let progress = Progress::default();
        let (all, ends) = read_all(100_000, &progress, |n| {
            if n == 500 {
                progress.stop();
            }
            n
        });
        assert!(all.len() < 100_000, "{}", all.len());
        assert_eq!(all, (0..all.len()).collect::<Vec<_>>());
        assert_eq!(ends, 1);
        let stopped = Progress::default();
        stopped.stop();
        assert_eq!(read_all(3, &stopped, |n| n), (Vec::new(), 1));
    }
}
