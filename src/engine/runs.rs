//! Exact runs of words that stand at more than one place, and the sentences that are made of them.
//!
//! Two texts that share a run of five to eight words share it word for word. To find all such runs
//! takes no comparison of texts: each run is a number, and equal numbers lie side by side once they are
//! sorted. Most runs stand once; a table of two bits each lets only the others come that far.
//!
//! A *formula* is a sentence that many people say in many places ("Thank you very much, Doctor"). It is
//! told by its count over events and speakers, never by a list of phrases: what one speaker repeats
//! word for word is a position, however often it is said.

use std::hash::Hasher as _;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHasher;

use crate::engine::corpus::{Corpus, UnitId};
use crate::engine::fold::{Case, Folded, is_word_char};
use crate::engine::transcript::Transcript;

/// Words of a run that tells formulas. Shorter sentences are taken whole.
const FORMULA_WORDS: usize = 5;

/// So many events must hold a run of a formula ...
const FORMULA_EVENTS: usize = 5;

/// ... said by so many speakers. Two may quote each other; three who say the same words say a formula.
const FORMULA_SPEAKERS: usize = 3;

/// This share of the words of a formula stands in such runs.
const FORMULA_SHARE: f32 = 0.8;

/// So many passages are read in one go, on one core.
const PASSAGES_AT_ONCE: usize = 4096;

/// The words of a series of passages as numbers: equal words have equal ones, whatever their case and typography.
#[derive(Clone, Debug)]
pub struct Words {
    words: Vec<u32>,
    /// Passage `i` is from `bounds[i]` to `bounds[i + 1]`.
    bounds: Vec<u32>,
    folded: Folded,
}

impl Default for Words {
    fn default() -> Self {
        Self { words: Vec::new(), bounds: vec![0], folded: Folded::default() }
    }
}

impl Words {
    /// Adds a passage; runs never reach beyond it.
    pub fn push(&mut self, passage: &str) {
        let Self { words, folded, bounds } = self;
        folded.refill(passage, Case::Fold);
        for_words(folded.text(), |word| words.push(word_hash(word)));
        bounds.push(words.len() as u32);
    }

    /// Adds the passages of another series.
    fn append(&mut self, other: &Self) {
        let before = self.words.len() as u32;
        self.words.extend_from_slice(&other.words);
        self.bounds.extend(other.bounds[1..].iter().map(|bound| before + bound));
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How many passages there are.
    pub fn passages(&self) -> usize {
        self.bounds.len() - 1
    }

    /// The passage that a word stands in, by the word's number among all.
    pub fn passage_of(&self, word: u32) -> usize {
        self.bounds.partition_point(|&bound| bound <= word) - 1
    }

    fn range(&self, passage: usize) -> Range<usize> {
        self.bounds[passage] as usize..self.bounds[passage + 1] as usize
    }

    /// Calls `found` with the number of every run of `length` words of some passages and of its first word.
    fn for_runs(&self, passages: Range<usize>, length: usize, short: Short, mut found: impl FnMut(u64, u32)) {
        for passage in passages {
            let range = self.range(passage);
            let words = &self.words[range.clone()];
            if words.len() < length {
                if short == Short::Whole && !words.is_empty() {
                    found(run_hash(words), range.start as u32);
                }
                continue;
            }
            for (i, run) in words.windows(length).enumerate() {
                found(run_hash(run), (range.start + i) as u32);
            }
        }
    }

    /// Calls `found` with the first words of each run of `length` words that stands at more than one
    /// place, in the order of the text. The order of the runs themselves is fixed but means nothing.
    pub fn for_recurring(&self, length: usize, short: Short, mut found: impl FnMut(&[u32])) {
        let mut places = Vec::new();
        for same in self.recurring(length, short).chunk_by(is_same_run).filter(|same| same.len() > 1) {
            places.clear();
            places.extend(same.iter().map(|(_, word)| *word));
            found(&places);
        }
    }

    /// The runs of `length` words that stand at more than one place, and some others: number and first word of each,
    /// ascending.
    fn recurring(&self, length: usize, short: Short) -> Vec<(u64, u32)> {
        let mut seen = Seen::new(self.words.len());
        self.for_runs(0..self.passages(), length, short, |run, _| seen.add(run));
        let repeated_in = |passages: Range<usize>| {
            let mut repeated: Vec<(u64, u32)> = Vec::new();
            self.for_runs(passages, length, short, |run, word| {
                if seen.is_repeated(run) {
                    repeated.push((run, word));
                }
            });
            repeated
        };
        let mut repeated: Vec<(u64, u32)> =
            some_at_once(self.passages()).flat_map_iter(repeated_in).collect();
        drop(seen);
        repeated.par_sort_unstable();
        repeated
    }
}

fn is_same_run(a: &(u64, u32), b: &(u64, u32)) -> bool {
    a.0 == b.0
}

/// What becomes of a passage shorter than a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Short {
    /// It has no run.
    None,

    /// It is a run itself.
    Whole,
}

/// So many passages after the other, on all cores.
fn some_at_once(passages: usize) -> impl IndexedParallelIterator<Item = Range<usize>> {
    let some = move |part: usize| part * PASSAGES_AT_ONCE..passages.min((part + 1) * PASSAGES_AT_ONCE);
    (0..passages.div_ceil(PASSAGES_AT_ONCE)).into_par_iter().map(some)
}

/// Which runs were met, and which of them again: two bits each, in a table that may take one for another.
struct Seen {
    /// Bits of the runs that were met, and of those that were met again, side by side: both are looked at each time.
    bits: Vec<[u64; 2]>,
    shift: u32,
}

impl Seen {
    fn new(runs: usize) -> Self {
        // Eight times as many places as runs: one in eight that stand once is sorted in vain.
        let bits = (runs.max(8) * 8).next_power_of_two();
        Self { bits: vec![[0; 2]; bits / 64], shift: 64 - bits.trailing_zeros() }
    }

    fn place(&self, run: u64) -> (usize, u64) {
        let place = run >> self.shift;
        ((place / 64) as usize, 1 << (place % 64))
    }

    fn add(&mut self, run: u64) {
        let (word, bit) = self.place(run);
        let [once, again] = &mut self.bits[word];
        *again |= *once & bit;
        *once |= bit;
    }

    fn is_repeated(&self, run: u64) -> bool {
        let (word, bit) = self.place(run);
        self.bits[word][1] & bit != 0
    }
}

/// Which units of a corpus are formulas. `event_of` gives the event of each transcript: two
/// transcripts of one event are no two places.
pub fn formulas(corpus: &Corpus, transcripts: &[Arc<Transcript>], event_of: &[u32]) -> Vec<bool> {
    let read = |units: Range<usize>| {
        let mut words = Words::default();
        let mut speakers = Vec::with_capacity(units.len());
        for id in units {
            let unit = corpus.unit(id as UnitId);
            let transcript = &transcripts[unit.transcript as usize];
            words.push(transcript.slice(transcript.sentences[unit.sentence as usize].span));
            let named = transcript.turns[unit.turn as usize].speaker.as_ref();
            let speaker = named.or_else(|| transcript.meta.speakers.first());
            speakers.push(speaker.map_or(0, |name| word_hash(name.rsplit(' ').next().unwrap_or(name))));
        }
        (words, speakers)
    };
    let parts: Vec<(Words, Vec<u32>)> = some_at_once(corpus.len()).map(read).collect();
    let mut words = Words::default();
    let mut speakers = Vec::with_capacity(corpus.len());
    for (some, of_these) in parts {
        words.append(&some);
        speakers.extend(of_these);
    }
    let places_of_formula = |same: &[(u64, u32)]| {
        let places = || same.iter().map(|(_, place)| *place);
        if same.len() < FORMULA_EVENTS {
            return Vec::new();
        }
        let units: Vec<usize> = places().map(|place| words.passage_of(place)).collect();
        let event = |unit: &usize| event_of[corpus.unit(*unit as UnitId).transcript as usize];
        let is_formula = distinct(units.iter().map(event)) >= FORMULA_EVENTS
            && distinct(units.iter().map(|&unit| speakers[unit])) >= FORMULA_SPEAKERS;
        let end = |unit: usize| words.range(unit).end;
        let stretch = |(place, unit): (u32, usize)| {
            let place = place as usize;
            place..end(unit).min(place + FORMULA_WORDS)
        };
        if is_formula { places().zip(units).map(stretch).collect() } else { Vec::new() }
    };
    let recurring = words.recurring(FORMULA_WORDS, Short::Whole);
    let stretches: Vec<Range<usize>> =
        recurring.par_chunk_by(is_same_run).flat_map_iter(places_of_formula).collect();
    let mut covered = vec![false; words.words.len()];
    for stretch in stretches {
        covered[stretch].fill(true);
    }
    let is_formula = |unit: usize| {
        let covered = &covered[words.range(unit)];
        let share = covered.iter().filter(|covered| **covered).count() as f32;
        !covered.is_empty() && share >= FORMULA_SHARE * covered.len() as f32
    };
    (0..corpus.len()).map(is_formula).collect()
}

fn distinct(values: impl Iterator<Item = u32>) -> usize {
    let mut all: Vec<u32> = values.collect();
    all.sort_unstable();
    all.dedup();
    all.len()
}

/// Calls `found` with the words of a folded text. Where a script has no spaces each character is one:
/// a dictionary would tell the words, but not whether two texts are the same, and take longer.
pub fn for_words<'t>(folded: &'t str, mut found: impl FnMut(&'t str)) {
    let mut start = None;
    for (at, c) in folded.char_indices() {
        if is_word_char(c) {
            start.get_or_insert(at);
            continue;
        }
        if let Some(start) = start.take() {
            found(&folded[start..at]);
        }
        if c.is_alphanumeric() {
            found(&folded[at..at + c.len_utf8()]);
        }
    }
    if let Some(start) = start {
        found(&folded[start..]);
    }
}

/// The number of a word. Two words of a language with the same one are rare, and a run needs all of its words to match.
pub fn word_hash(word: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    (hasher.finish() >> 32) as u32
}

/// The number of a run of words. Its high bits depend on every bit of every word.
pub fn run_hash(words: &[u32]) -> u64 {
    let mut hash = words.len() as u64;
    for &word in words {
        hash = (hash ^ u64::from(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash ^= hash >> 29;
    }
    hash.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::structure;
    use crate::engine::transcript::{Edits, Facts, Format, Source};
    use proptest::prelude::*;

    fn recurring(passages: &[&str], length: usize, short: Short) -> Vec<Vec<u32>> {
        let mut words = Words::default();
        for passage in passages {
            words.push(passage);
        }
        let mut found = Vec::new();
        words.for_recurring(length, short, |places| found.push(places.to_vec()));
        found.sort_unstable();
        found
    }

    #[test]
    fn runs_are_found_whatever_the_typography() {
        let passages = ["We don’t want a war.", "a b", "they said: WE DON'T WANT a peace"];
        assert_eq!(recurring(&passages, 3, Short::None), [[0, 10], [1, 11], [2, 12]]);
        assert!(recurring(&["one two", "three one two"], 3, Short::None).is_empty());
    }

    #[test]
    fn short_passages_are_runs_of_their_own() {
        let passages = ["Thank you.", "thank you", "thank you very much", "Thank you"];
        assert_eq!(recurring(&passages, 4, Short::Whole), [[0, 2, 8]]);
        assert!(recurring(&passages, 4, Short::None).is_empty());
    }

    proptest! {
        #[test]
        fn every_repeated_run_is_found(words in prop::collection::vec(0_u32..4, 0..200), length in 1_usize..6) {
            let text: Vec<String> = words.iter().map(|word| format!("w{word}")).collect();
            let found = recurring(&[&text.join(" ")], length, Short::None);
            let mut expected = Vec::new();
            for i in 0..words.len().saturating_sub(length - 1) {
                let run = &words[i..i + length];
                let at = |j: &usize| words[*j..*j + length] == *run;
                let places: Vec<u32> =
                    (0..=words.len() - length).filter(at).map(|place| place as u32).collect();
                if places.len() > 1 && places[0] == i as u32 {
                    expected.push(places);
                }
            }
            expected.sort_unstable();
            prop_assert_eq!(found, expected);
        }
    }

    /// A transcript in which each speaker says the sentences given.
    fn transcript(name: &str, turns: &[(&str, &str)]) -> Arc<Transcript> {
        let turns: Vec<String> = turns.iter().map(|(who, what)| format!("{who}: {what}")).collect();
        let source = Source { path: name.to_owned(), format: Format::Text, encoding: "UTF-8".to_owned() };
        let text = turns.join("\n\n");
        Arc::new(structure::read(source, text.into(), &Facts::default(), &Edits::default()))
    }

    /// The formulas among what is said in transcripts, with the transcripts counted as events of their own.
    fn formulas_of(transcripts: &[Arc<Transcript>], events: &[u32]) -> Vec<String> {
        let corpus = Corpus::new(transcripts);
        let found = formulas(&corpus, transcripts, events);
        let text = |unit: usize| {
            let unit = corpus.unit(unit as UnitId);
            let transcript = &transcripts[unit.transcript as usize];
            transcript.slice(transcript.sentences[unit.sentence as usize].span).to_owned()
        };
        let mut found: Vec<String> = (0..corpus.len()).filter(|&unit| found[unit]).map(text).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    const COURTESY: &str = "Thank you all very much for the question.";
    const POSITION: &str = "We will never accept missiles at our borders, and have said so.";

    fn remarks(number: usize, who: &str) -> Arc<Transcript> {
        let own = format!("{COURTESY} Item {number} of our agenda concerns water supply {number} in detail.");
        let minister = format!("{POSITION} Today topic {number} was discussed with guest {number}.");
        transcript(&format!("{number}.txt"), &[("MR. LAVROV", &minister), (who, &own)])
    }

    #[test]
    fn what_many_say_is_a_formula_and_what_one_repeats_is_a_position() {
        let names = ["MR. GREY", "MS. PSAKI", "MR. CARNEY", "MS. SANDERS", "MR. BROWN", "MR. WHITE"];
        let all: Vec<_> = names.iter().enumerate().map(|(i, who)| remarks(i, who)).collect();
        let events: Vec<u32> = (0..6).collect();
        assert_eq!(formulas_of(&all, &events), [COURTESY]);
        assert!(formulas_of(&all[..4], &events).is_empty(), "four events are too few");
        assert!(formulas_of(&all, &[0, 0, 0, 1, 2, 3]).is_empty(), "copies of one event are one");
        let one: Vec<_> = (0..6).map(|i| remarks(i, "MR. GREY")).collect();
        assert!(formulas_of(&one, &events).is_empty(), "what one says is no formula");
    }
}
