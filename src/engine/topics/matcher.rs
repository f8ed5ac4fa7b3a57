//! All aliases of all topics in one pass over a folded text.
//!
//! Wherever a word may begin, the automaton of all aliases is walked as far as it goes, which is two or
//! three bytes for most words; an unanchored search would stop at every "us" inside "discussed". What it
//! reports is checked for the end of the word and for case. Where matches overlap the longest takes its
//! characters first. The time is that of reading the text once.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use aho_corasick::Anchored;
use aho_corasick::automaton::Automaton as _;
use aho_corasick::nfa::contiguous::NFA;

use super::alias::Alias;
use super::set::TopicSet;
use super::{Topic, TopicError};
use crate::engine::fold::{Folded, is_word_char};
use crate::engine::transcript::Span;

/// What the automaton looks for, and whose it is.
#[derive(Clone, Debug)]
pub(super) struct Matcher {
    automaton: NFA,
    patterns: Vec<Pattern>,

    /// Which three bytes an alias may begin with: most words end here.
    beginnings: Beginnings,
}

#[derive(Clone, Debug)]
struct Pattern {
    alias: Alias,
    owners: Owners,
}

/// The topics that an alias counts for, and those that it is an exception of.
#[derive(Clone, Copy, Debug, Default)]
struct Owners {
    topics: TopicSet,
    except: TopicSet,
}

/// A match before overlaps are resolved; offsets are those of the folded text.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    span: Span,
    owners: Owners,
}

impl Candidate {
    /// The topics that it counts for.
    fn counted(self) -> (Span, TopicSet) {
        let mut topics = self.owners.topics;
        for excepted in self.owners.except.iter() {
            topics.remove(excepted);
        }
        (self.span, topics)
    }
}

impl Matcher {
    /// Compiles the aliases of a list of topics.
    pub(super) fn new(list: &[Topic]) -> Result<Self, TopicError> {
        let mut owners: BTreeMap<Alias, Owners> = BTreeMap::new();
        for (number, topic) in list.iter().enumerate() {
            let parse = |alias: &String| {
                Alias::parse(alias).map_err(|flaw| TopicError::Alias {
                    name: topic.name.clone(),
                    alias: alias.clone(),
                    flaw,
                })
            };
            for alias in &topic.aliases {
                owners.entry(parse(alias)?).or_default().topics.insert(number);
            }
            for phrase in &topic.except {
                owners.entry(parse(phrase)?).or_default().except.insert(number);
            }
        }
        let patterns: Vec<Pattern> =
            owners.into_iter().map(|(alias, owners)| Pattern { alias, owners }).collect();
        let automaton = NFA::new(patterns.iter().map(|pattern| pattern.alias.head()))
            .map_err(|_too_large| TopicError::TooMany)?;
        let heads = patterns.iter().map(|pattern| pattern.alias.head());
        let beginnings = Beginnings::of(heads);
        Ok(Self { automaton, patterns, beginnings })
    }

    /// Calls `found` with each mention in the order of the text.
    pub(super) fn find(&self, text: &str, folded: &Folded, mut found: impl FnMut(Span, TopicSet)) {
        let shadow = folded.text();
        let mut candidates = Vec::new();
        let mut is_after_word = false;
        let mut at = 0;
        while let Some(&byte) = shadow.as_bytes().get(at) {
            let start = at;
            let is_word = if byte.is_ascii() {
                at += 1;
                byte.is_ascii_alphanumeric()
            } else {
                let c = shadow[at..].chars().next();
                at += c.map_or(1, char::len_utf8);
                c.is_some_and(is_word_char)
            };
            let is_inside = is_word && is_after_word;
            is_after_word = is_word;
            if is_inside || !self.beginnings.has(&shadow.as_bytes()[start..]) {
                continue;
            }
            self.walk(shadow, start, |pattern, end| {
                let span = Span::new(start, end);
                if pattern.alias.fits_case(folded.original(span).of(text)) {
                    candidates.push(Candidate { span, owners: pattern.owners });
                }
            });
        }
        for (span, topics) in longest_first(candidates) {
            found(folded.original(span), topics);
        }
    }

    /// Calls `found` with each alias that begins at an offset, and where it ends.
    fn walk(&self, shadow: &str, start: usize, mut found: impl FnMut(&Pattern, usize)) {
        let Ok(mut state) = self.automaton.start_state(Anchored::Yes) else {
            return;
        };
        for (length, &byte) in (1..).zip(&shadow.as_bytes()[start..]) {
            state = self.automaton.next_state(Anchored::Yes, state, byte);
            if self.automaton.is_dead(state) {
                return;
            }
            if !self.automaton.is_match(state) {
                continue;
            }
            for index in 0..self.automaton.match_len(state) {
                let pattern = self.automaton.match_pattern(state, index);
                let pattern = &self.patterns[pattern.as_usize()];
                // The state also knows the aliases that end here and begin later.
                if pattern.alias.head().len() == length
                    && let Some(end) = pattern.alias.end(shadow, start + length)
                {
                    found(pattern, end);
                }
            }
        }
    }
}

/// A filter over the first three bytes of words: it may pass too many and never too few.
#[derive(Clone, Debug)]
struct Beginnings(Box<[u64; 1024]>);

impl Beginnings {
    fn of<'h>(heads: impl Iterator<Item = &'h str>) -> Self {
        let mut bits = Box::new([0; 1024]);
        let mut add = |bytes: [u8; 3]| {
            let (block, bit) = Self::place(bytes);
            bits[block] |= 1 << bit;
        };
        for head in heads {
            match *head.as_bytes() {
                [a, b, c, ..] => add([a, b, c]),
                // Anything may follow a shorter one.
                [a, b] => (0..=u8::MAX).for_each(|c| add([a, b, c])),
                [a] => (0..=u16::MAX).for_each(|bc| {
                    let [b, c] = bc.to_be_bytes();
                    add([a, b, c]);
                }),
                [] => {}
            }
        }
        Self(bits)
    }

    fn has(&self, bytes: &[u8]) -> bool {
        let bytes = match *bytes {
            [a, b, c, ..] => [a, b, c],
            [a, b] => [a, b, 0],
            [a] => [a, 0, 0],
            [] => return false,
        };
        let (block, bit) = Self::place(bytes);
        self.0[block] >> bit & 1 == 1
    }

    /// Any spread over 65,536 bits serves; this is multiplication by the golden ratio.
    fn place([a, b, c]: [u8; 3]) -> (usize, u32) {
        let hash = u32::from_be_bytes([0, a, b, c]).wrapping_mul(0x9E37_79B1) >> 16;
        (hash as usize / 64, hash % 64)
    }
}

/// Resolves overlaps: the longest match takes its characters, then the longest of those that are
/// left. Matches of the same words count for all their topics.
fn longest_first(mut candidates: Vec<Candidate>) -> Vec<(Span, TopicSet)> {
    candidates.sort_by_key(|c| (c.span.start, Reverse(c.span.end)));
    candidates.dedup_by(|later, first| {
        let is_same = later.span == first.span;
        if is_same {
            first.owners.topics = first.owners.topics.union(later.owners.topics);
            first.owners.except = first.owners.except.union(later.owners.except);
        }
        is_same
    });
    let mut out = Vec::with_capacity(candidates.len());
    let mut rest = candidates.as_mut_slice();
    while !rest.is_empty() {
        // A cluster of matches, each of which overlaps one before it.
        let mut end = rest[0].span.end;
        let mut length = 1;
        while let Some(next) = rest.get(length).filter(|next| next.span.start < end) {
            end = end.max(next.span.end);
            length += 1;
        }
        let (cluster, others) = rest.split_at_mut(length);
        rest = others;
        if let [alone] = cluster {
            out.push(alone.counted());
            continue;
        }
        cluster.sort_by_key(|c| (Reverse(c.span.len()), c.span.start));
        let mut taken: BTreeMap<usize, Candidate> = BTreeMap::new();
        for candidate in cluster.iter() {
            let before = taken.range(..candidate.span.end).next_back();
            if before.is_none_or(|(_, before)| before.span.end <= candidate.span.start) {
                taken.insert(candidate.span.start, *candidate);
            }
        }
        out.extend(taken.into_values().map(Candidate::counted));
    }
    out.retain(|(_, topics)| !topics.is_empty());
    out
}
