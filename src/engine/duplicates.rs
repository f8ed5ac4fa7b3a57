//! Whether two transcripts are of one event: the same file twice, two publishers, an excerpt.
//!
//! The reader is told and both stay open: two versions of one text are a subject of study, but counted
//! as two events they make every repeated word look like a repeated position. Near-identical texts of
//! different days (a central bank's statements) are different events.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::engine::document::TextHash;
use crate::engine::fold::{Case, Folded};
use crate::engine::runs::{for_words, run_hash, word_hash};
use crate::engine::transcript::Transcript;

/// Words in a row that are compared; five part formulas from copies (runs of five are shared by
/// nearly all copies and by few unrelated speeches).
const RUN_WORDS: usize = 5;

/// Share of the shorter text's runs that the longer one has, from which on it is a copy.
const COPY_SHARE: f64 = 0.8;

/// The same where the two are dated more than [`DAYS_APART`] apart: only a copy with a wrong date
/// agrees so far, a repeated statement has at least a sentence changed.
const COPY_SHARE_OTHER_DATE: f64 = 0.98;

/// Days between an event and its publication elsewhere.
const DAYS_APART: i32 = 3;

/// Fewer runs than this are too few to tell a copy from a formula.
const FEWEST_RUNS: usize = 20;

/// Share of the words of two titles of one day that are the same, from which on they name one event.
/// Titles of one speaker's events of one day share about half.
const TITLE_SHARE: f64 = 0.7;

/// Why two transcripts are taken for the same event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SameEvent {
    /// The same text, white space apart.
    SameText,

    /// Most of the shorter one stands in the longer one.
    Copy {
        /// Share of the shorter one's runs of five words, 0 to 1.
        share: f64,
    },

    /// The same day, and the titles or events and speakers agree.
    SameOccasion,
}

/// What is compared of a transcript. It is made once and holds no text.
#[derive(Clone, Debug)]
struct Fingerprint {
    text: TextHash,
    date: Option<Date>,
    title: Vec<String>,
    event: Option<String>,
    speakers: Vec<String>,
    /// Hashes of its runs of words, ascending, without repeats.
    runs: Vec<u32>,
}

impl Fingerprint {
    /// Takes the fingerprint of a transcript.
    fn of(transcript: &Transcript) -> Self {
        let text = transcript
            .without_furniture()
            .into_iter()
            .flat_map(str::split_whitespace)
            .collect::<Vec<_>>()
            .join(" ");
        let folded = |text: &str| -> Vec<String> {
            let folded = Folded::new(text, Case::Fold);
            let mut words = Vec::new();
            for_words(folded.text(), |word| words.push(word.to_owned()));
            words.sort_unstable();
            words.dedup();
            words
        };
        let meta = &transcript.meta;
        let last_name = |name: &String| {
            let name = Folded::new(name.trim(), Case::Fold);
            name.text().rsplit(' ').next().map(str::to_owned)
        };
        Self {
            text: TextHash::of(&text),
            date: meta.date.map(|date| date.value),
            title: folded(&meta.title),
            event: meta.event.as_deref().map(|event| folded(event).join(" ")),
            speakers: meta.speakers.iter().filter_map(last_name).collect(),
            runs: runs(transcript),
        }
    }

    /// Whether the two are of one event.
    fn same_event(&self, other: &Self) -> Option<SameEvent> {
        if self.text == other.text {
            return Some(SameEvent::SameText);
        }
        let days_apart = self.date.zip(other.date).map(|(a, b)| days_between(a, b));
        let needed = match days_apart {
            Some(days) if days > DAYS_APART => COPY_SHARE_OTHER_DATE,
            Some(_) | None => COPY_SHARE,
        };
        let share = self.containment(other);
        if share >= needed {
            return Some(SameEvent::Copy { share });
        }
        (days_apart == Some(0) && self.is_same_occasion(other)).then_some(SameEvent::SameOccasion)
    }

    /// Share of the shorter one's runs that the longer one has; 0 where there are too few to tell.
    fn containment(&self, other: &Self) -> f64 {
        let shorter = self.runs.len().min(other.runs.len());
        if shorter < FEWEST_RUNS {
            return 0.0;
        }
        shared(&self.runs, &other.runs) as f64 / shorter as f64
    }

    fn is_same_occasion(&self, other: &Self) -> bool {
        let one_unnamed = self.speakers.is_empty() || other.speakers.is_empty();
        let speaker_shared = self.speakers.iter().any(|s| other.speakers.contains(s));
        if !one_unnamed && !speaker_shared {
            return false;
        }
        let event_shared = self.event.is_some() && self.event == other.event;
        let shared = shared(&self.title, &other.title);
        let all = self.title.len() + other.title.len() - shared;
        event_shared || (all > 0 && shared as f64 >= TITLE_SHARE * all as f64)
    }
}

/// Two transcripts that are taken for one event, by their places in a list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Twins {
    /// The one that stands first.
    pub a: usize,

    /// The other.
    pub b: usize,

    /// Why.
    pub why: SameEvent,
}

/// The transcripts of one event among many, by the second one and then by the first.
pub fn twins<T: Borrow<Transcript> + Sync>(transcripts: &[T]) -> Vec<Twins> {
    let fingerprints: Vec<Fingerprint> =
        transcripts.par_iter().map(|transcript| Fingerprint::of(transcript.borrow())).collect();
    let index = EventIndex::new(&fingerprints);
    let found: Vec<Vec<Twins>> = (0..fingerprints.len()).into_par_iter().map(|b| index.before(b)).collect();
    found.into_iter().flatten().collect()
}

/// The event of each of so many transcripts: the number of the first one of those with the same words, or
/// its own. Only words decide here; two transcripts of one day and title may be two sessions.
pub fn events(count: usize, twins: &[Twins]) -> Vec<u32> {
    let mut events: Vec<u32> = (0..count as u32).collect();
    for twin in twins.iter().filter(|twin| twin.why != SameEvent::SameOccasion) {
        let (one, other) = (events[twin.a], events[twin.b]);
        let (first, second) = (one.min(other), one.max(other));
        // Only those up to the second can have joined one of the two.
        for event in events[..=twin.b].iter_mut().filter(|event| **event == second) {
            *event = first;
        }
    }
    events
}

/// Finds the transcripts of one event among many without comparing every two of them.
#[derive(Debug)]
struct EventIndex<'f> {
    all: &'f [Fingerprint],
    by_text: FxHashMap<TextHash, Vec<usize>>,
    by_date: BTreeMap<Date, Vec<usize>>,
    /// Runs with the transcripts that hold them, ascending: no table, since those of a transcript are looked up in order.
    by_run: Vec<(u32, u32)>,
    /// By the first bits of a run, where it would stand.
    starts: Vec<u32>,
    /// How far a run is shifted to have these.
    shift: u32,
}

impl<'f> EventIndex<'f> {
    /// One run in so many is enough to find a long text again; of short ones all are kept.
    const SAMPLE: u32 = 8;
    const SHORT_RUNS: usize = 400;

    /// A run in more transcripts than this is a formula of the collection and finds nothing.
    const FORMULA: usize = 64;

    /// So many of those that share most runs are compared.
    const COMPARED: usize = 16;

    fn new(all: &'f [Fingerprint]) -> Self {
        let mut by_text: FxHashMap<TextHash, Vec<usize>> = FxHashMap::default();
        let mut by_date: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
        for (id, fingerprint) in all.iter().enumerate() {
            by_text.entry(fingerprint.text).or_default().push(id);
            if let Some(date) = fingerprint.date {
                by_date.entry(date).or_default().push(id);
            }
        }
        let sampled = |(id, fingerprint): (usize, &'f Fingerprint)| {
            let is_short = fingerprint.runs.len() < Self::SHORT_RUNS;
            let runs = fingerprint.runs.iter().filter(move |run| is_short || *run % Self::SAMPLE == 0);
            runs.map(move |&run| (run, id as u32))
        };
        let mut by_run: Vec<(u32, u32)> = all.iter().enumerate().flat_map(sampled).collect();
        by_run.par_sort_unstable();
        let bits = by_run.len().max(2).ilog2();
        let shift = u32::BITS - bits;
        let mut starts = vec![0_u32; (1 << bits) + 1];
        for (run, _) in &by_run {
            starts[(run >> shift) as usize + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        Self { all, by_text, by_date, by_run, starts, shift }
    }

    /// The transcripts before one that are of the same event, in order.
    fn before(&self, b: usize) -> Vec<Twins> {
        let own = &self.all[b];
        let is_before = |id: &usize| *id < b;
        let same_text = self.by_text.get(&own.text).into_iter().flatten().copied().filter(is_before);
        let same_day = own.date.and_then(|date| self.by_date.get(&date)).into_iter().flatten().copied();
        let same_occasion = same_day.take_while(is_before).filter(|&id| self.all[id].is_same_occasion(own));
        let mut candidates = self.with_shared_runs(b);
        candidates.extend(same_text.chain(same_occasion));
        candidates.sort_unstable();
        candidates.dedup();
        let twins = |a: usize| Some(Twins { a, b, why: self.all[a].same_event(own)? });
        candidates.into_iter().filter_map(twins).collect()
    }

    /// Those before a transcript that hold a run, in order.
    fn holders_before(&self, b: usize, run: u32) -> &[(u32, u32)] {
        let start = (run >> self.shift) as usize;
        let near = &self.by_run[self.starts[start] as usize..self.starts[start + 1] as usize];
        let place = |id: u32| near.partition_point(|&other| other < (run, id));
        &near[place(0)..place(b as u32)]
    }

    /// Those before a transcript that share most runs with it.
    fn with_shared_runs(&self, b: usize) -> Vec<usize> {
        let own = &self.all[b].runs;
        let holders = own.iter().map(|&run| self.holders_before(b, run));
        let mut holders: Vec<u32> =
            holders.filter(|holders| holders.len() <= Self::FORMULA).flatten().map(|&(_, id)| id).collect();
        holders.sort_unstable();
        let mut counts: Vec<(usize, usize)> =
            holders.chunk_by(|a, b| a == b).map(|same| (same.len(), same[0] as usize)).collect();
        // A copy shares most of the sampled runs; a few of them are quotations and common phrases.
        counts.retain(|&(count, id)| {
            let shorter = own.len().min(self.all[id].runs.len());
            count > 1 && count * Self::SAMPLE as usize * 8 >= shorter
        });
        counts.sort_unstable_by_key(|(count, id)| (std::cmp::Reverse(*count), *id));
        counts.truncate(Self::COMPARED);
        counts.into_iter().map(|(_, id)| id).collect()
    }
}

/// The runs of words that are spoken, or of the whole text where nobody is known to speak.
fn runs(transcript: &Transcript) -> Vec<u32> {
    let mut hashes = Vec::with_capacity(transcript.words);
    let mut folded = Folded::default();
    let mut add = |text: &str| {
        folded.refill(text, Case::Fold);
        for_words(folded.text(), |word| hashes.push(word_hash(word)));
    };
    if transcript.paragraphs.is_empty() {
        transcript.without_furniture().into_iter().for_each(add);
    } else {
        for paragraph in &transcript.paragraphs {
            add(transcript.slice(paragraph.span));
        }
    }
    let windows = hashes.windows(RUN_WORDS);
    let mut runs: Vec<u32> = windows.map(|run| (run_hash(run) >> 32) as u32).collect();
    runs.sort_unstable();
    runs.dedup();
    runs
}

/// How many elements two ascending lists share.
fn shared<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                count += 1;
                i += 1;
                j += 1;
            }
        }
    }
    count
}

fn days_between(a: Date, b: Date) -> i32 {
    // A difference of two dates in days always exists.
    a.until(b).map_or(i32::MAX, |span| span.get_days().abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::structure;
    use crate::engine::transcript::{
        DateSource, Edits, Facts, Furniture, FurnitureReason, Metadata, Source, SourcedDate, Span,
    };
    use jiff::civil::date;

    fn same_event(a: &Transcript, b: &Transcript) -> Option<SameEvent> {
        Fingerprint::of(a).same_event(&Fingerprint::of(b))
    }

    fn source() -> Source {
        Source { path: "a.txt".to_owned(), format: Default::default(), encoding: "UTF-8".to_owned() }
    }

    fn transcript(text: &str, day: Option<Date>, title: &str, speaker: &str) -> Transcript {
        let mut transcript = structure::read(source(), text.into(), &Facts::default(), &Edits::default());
        transcript.meta = Metadata {
            title: title.to_owned(),
            date: day.map(|value| SourcedDate { value, source: DateSource::Title }),
            speakers: vec![speaker.to_owned()],
            ..Metadata::default()
        };
        transcript
    }

    /// So many words, different from one `salt` to the next.
    fn speech(count: usize, salt: &str) -> String {
        let words: Vec<String> = (0..count).map(|n| format!("{salt}{}", n * 7 % 101)).collect();
        words.join(" ") + "."
    }

    #[test]
    fn white_space_makes_no_other_text() {
        let a = transcript("One two\r\n\r\nthree.", None, "A", "X");
        let b = transcript("One  two\nthree.\n", Some(date(2020, 1, 1)), "B", "Y");
        assert_eq!(same_event(&a, &b), Some(SameEvent::SameText));
    }

    #[test]
    fn the_menu_of_a_site_is_not_compared() {
        let menu = speech(60, "menu");
        let page = |menu: &str, text: &str| {
            let whole = format!("{menu}\n\n{text}\n");
            let piece = Furniture { span: Span::new(0, menu.len()), reason: FurnitureReason::SiteNavigation };
            let facts = Facts { furniture: vec![piece], ..Facts::default() };
            structure::read(source(), whole.into(), &facts, &Edits::default())
        };
        let (a, b) = (page(&menu, &speech(80, "a")), page(&menu, &speech(80, "b")));
        assert_eq!(same_event(&a, &b), None);
        let other_menu = page(&speech(50, "other"), &speech(80, "a"));
        assert_eq!(same_event(&a, &other_menu), Some(SameEvent::SameText));
    }

    #[test]
    fn an_excerpt_or_a_republication_is_a_copy() {
        let whole = format!("{} {}", speech(80, "a"), speech(60, "b"));
        let a = transcript(&whole, Some(date(2022, 6, 10)), "A", "X");
        let excerpt = transcript(&speech(80, "a"), None, "Other title", "Y");
        let Some(SameEvent::Copy { share }) = same_event(&a, &excerpt) else {
            panic!("no copy");
        };
        assert!(share > 0.95, "{share}");
        let part = format!("{} {}", speech(40, "a"), speech(60, "c"));
        let other = transcript(&part, None, "C", "X");
        assert_eq!(same_event(&a, &other), None);
        let short = transcript("a0 a7 a14 a21 a28 a35", None, "D", "X");
        assert_eq!(same_event(&a, &short), None, "too short to tell");
    }

    #[test]
    fn copies_are_one_event_under_the_number_of_the_first() {
        let day = Some(date(2022, 6, 10));
        let (first, second) = (speech(80, "a"), speech(70, "b"));
        let both = format!("{first} {second}");
        let read = |text: &str, title: &str| transcript(text, day, title, "X");
        let other = "Remarks on something else entirely, at length, for the press";
        let all = [
            read(&first, "Remarks at the press conference on the talks in Geneva"),
            read(&second, other),
            read(&speech(60, "c"), "Remarks at the press conference on the talks in Geneva"),
            read(&both, "All of the day"),
            read(&second, "Again"),
        ];
        let events_of = |all: &[Transcript]| events(all.len(), &twins(all));
        assert_eq!(events_of(&all[..3]), [0, 1, 2], "the same title on one day may be two sessions");
        assert_eq!(events_of(&all), [0, 0, 2, 0, 0], "what holds both joins them");
    }

    #[test]
    fn nearly_the_same_words_on_another_day_are_another_event() {
        let statement = speech(100, "a");
        let november = transcript(&statement, Some(date(2023, 11, 1)), "A", "X");
        let changed = statement.replacen("a7 ", "eased ", 1);
        let december = transcript(&changed, Some(date(2023, 12, 13)), "A", "X");
        let republished = transcript(&changed, Some(date(2023, 11, 3)), "A", "X");
        assert_eq!(same_event(&november, &december), None);
        assert!(same_event(&november, &republished).is_some());
    }

    #[test]
    fn the_day_with_title_or_event_names_an_occasion() {
        let day = Some(date(2024, 6, 21));
        let title = "Foreign Minister Sergey Lavrov’s remarks following the CSTO Council, Almaty";
        let a = transcript(&speech(50, "a"), day, title, "Sergey Lavrov");
        let same = "Foreign Minister Sergei Lavrov's remarks following the CSTO Council in Almaty";
        let b = transcript(&speech(50, "b"), day, same, "S. Lavrov");
        assert_eq!(same_event(&a, &b), Some(SameEvent::SameOccasion));

        let other = "Foreign Minister Sergey Lavrov’s remarks at talks with the minister of Kenya";
        let mut c = transcript(&speech(50, "c"), day, other, "Sergey Lavrov");
        assert_eq!(same_event(&a, &c), None);
        let mut a = a;
        a.meta.event = Some("CSTO Council".to_owned());
        c.meta.event = Some("CSTO  council".to_owned());
        assert_eq!(same_event(&a, &c), Some(SameEvent::SameOccasion));
        c.meta.speakers = vec!["Stanislav Zas".to_owned()];
        assert_eq!(same_event(&a, &c), None);
    }

    #[test]
    fn the_index_finds_what_a_comparison_of_all_finds() {
        let long = format!("{} {}", speech(900, "a"), speech(70, "b"));
        let numbered: Vec<String> = (0..900).map(|n| format!("w{n}")).collect();
        let numbered = numbered.join(" ");
        let all = [
            transcript(&long, None, "A", "X"),
            transcript(&numbered, Some(date(2020, 1, 1)), "One title of some length", "X"),
            transcript(&speech(70, "b"), None, "B", "X"),
            transcript(&numbered.replace("w5 ", "x "), None, "C", "X"),
            transcript("x", Some(date(2020, 1, 1)), "One title of some length", "X"),
        ];
        for (b, added) in all.iter().enumerate() {
            let found: Vec<usize> =
                twins(&all).iter().filter(|twins| twins.b == b).map(|twins| twins.a).collect();
            let expected: Vec<usize> =
                (0..b).filter(|earlier| same_event(&all[*earlier], added).is_some()).collect();
            assert_eq!(found, expected, "{b}");
        }
    }
}
