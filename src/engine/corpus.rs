//! The sentences that can hold a position, with their terms and how much each term tells.
//!
//! Only what a speaker of the event says is here: questions and furniture never are. Transcripts keep
//! the order in which they were given, their sentences that of the text.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::engine::lexicon::Lexicon;
use crate::engine::terms::{TermId, Vocabulary};
use crate::engine::transcript::Transcript;

/// Number of a unit in a [`Corpus`].
pub type UnitId = u32;

/// Transcripts of about so many bytes are read for their terms in one go, on one core. Each go has to tell the others
/// which terms it met, so that more and smaller ones cost more.
const BYTES_AT_ONCE: usize = 1 << 18;

/// One sentence of a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its transcript in the order given to [`Corpus::new`].
    pub transcript: u32,

    /// Its turn in that transcript.
    pub turn: u32,

    /// Its paragraph in that transcript.
    pub paragraph: u32,

    /// Its number among the sentences of that transcript.
    pub sentence: u32,

    /// Whether it is protocol or a formula rather than substance.
    pub ritual: bool,
}

/// The sentences of a set of transcripts, ready to be compared.
#[derive(Clone, Debug)]
pub struct Corpus {
    units: Vec<Unit>,
    /// Per transcript.
    lexicons: Vec<&'static Lexicon>,
    /// Per transcript, the number of its first unit; one more at the end.
    first: Vec<usize>,
    /// Terms of all units, one after the other; those of unit `u` from `bounds[u]` to `bounds[u + 1]`.
    terms: Vec<TermId>,
    bounds: Vec<usize>,
    vocabulary: Vocabulary,
    idf: Vec<f32>,
    information: Vec<f32>,
    median_information: f32,
    /// Per transcript, the number of the first one of its event.
    events: Vec<u32>,
}

/// What some transcripts hold, with terms numbered among themselves.
struct Part {
    units: Vec<Unit>,
    /// Of all units, one after the other.
    terms: Vec<TermId>,
    /// By unit, where its terms end.
    ends: Vec<usize>,
    vocabulary: Vocabulary,
}

impl Part {
    fn of(numbers: Range<usize>, transcripts: &[Arc<Transcript>], lexicons: &[&'static Lexicon]) -> Self {
        let mut out = Self {
            units: Vec::new(),
            terms: Vec::new(),
            ends: Vec::new(),
            vocabulary: Vocabulary::default(),
        };
        for number in numbers {
            let (transcript, lexicon) = (&transcripts[number], lexicons[number]);
            for (s, sentence) in transcript.sentences.iter().enumerate() {
                let turn = transcript.paragraphs[sentence.paragraph].turn;
                if !transcript.turns[turn].kind.is_speech() {
                    continue;
                }
                let text = transcript.slice(sentence.span);
                out.units.push(Unit {
                    transcript: number as u32,
                    turn: turn as u32,
                    paragraph: sentence.paragraph as u32,
                    sentence: s as u32,
                    ritual: lexicon.is_ritual(text),
                });
                out.terms.extend(out.vocabulary.terms(text, lexicon));
                out.ends.push(out.terms.len());
            }
        }
        out.vocabulary.close();
        out
    }

    /// Gives each term the number that it has elsewhere, by its number here.
    fn renumber(&mut self, numbers: &[TermId]) {
        let mut first = 0;
        for &end in &self.ends {
            let terms = &mut self.terms[first..end];
            for term in terms.iter_mut() {
                *term = numbers[*term as usize];
            }
            terms.sort_unstable();
            first = end;
        }
    }
}

impl Corpus {
    /// Takes the sentences of every speaker of `transcripts` and weighs their terms.
    pub fn new(transcripts: &[Arc<Transcript>]) -> Self {
        let lexicons = lexicons(transcripts);
        let mut parts: Vec<Part> = some_at_once(transcripts)
            .into_par_iter()
            .map(|numbers| Part::of(numbers, transcripts, &lexicons))
            .collect();
        let mut vocabulary = Vocabulary::default();
        let numbers: Vec<Vec<TermId>> =
            parts.iter_mut().map(|part| vocabulary.absorb(std::mem::take(&mut part.vocabulary))).collect();
        parts.par_iter_mut().zip(&numbers).for_each(|(part, numbers)| part.renumber(numbers));
        let mut units: Vec<Unit> = Vec::new();
        let mut terms: Vec<TermId> = Vec::new();
        let mut bounds = vec![0];
        for part in parts {
            let before = terms.len();
            units.extend(part.units);
            terms.extend(part.terms);
            bounds.extend(part.ends.into_iter().map(|end| before + end));
        }
        let first =
            (0..=transcripts.len()).map(|t| units.partition_point(|unit| (unit.transcript as usize) < t));
        let first = first.collect();

        let mut frequency = vec![0_u32; vocabulary.len()];
        for &term in &terms {
            frequency[term as usize] += 1;
        }
        let idf: Vec<f32> = frequency.iter().map(|&df| inverse_document_frequency(df, units.len())).collect();
        let information: Vec<f32> =
            bounds.windows(2).map(|b| terms[b[0]..b[1]].iter().map(|&t| idf[t as usize]).sum()).collect();
        let median_information = median(&information);
        let events = (0..transcripts.len() as u32).collect();
        Self {
            units,
            lexicons,
            first,
            terms,
            bounds,
            vocabulary,
            idf,
            information,
            median_information,
            events,
        }
    }

    /// The same with what repeated runs of words tell: the event of each transcript, by the number of
    /// its first one, and the units that are formulas, which count as protocol.
    pub fn with_repeats(mut self, events: Vec<u32>, formulas: &[bool]) -> Self {
        debug_assert_eq!(events.len(), self.transcript_count(), "each transcript is of one event");
        for (unit, is_formula) in self.units.iter_mut().zip(formulas) {
            unit.ritual |= is_formula;
        }
        self.events = events;
        self
    }

    /// The event of a transcript: the number of the first transcript that it is a copy of, or its own.
    pub fn event(&self, transcript: usize) -> u32 {
        self.events[transcript]
    }

    /// The event that a unit was said at.
    pub fn event_of(&self, unit: UnitId) -> u32 {
        self.event(self.unit(unit).transcript as usize)
    }

    /// How many units there are.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether no speaker says anything.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// How many distinct terms there are.
    pub fn term_count(&self) -> usize {
        self.idf.len()
    }

    /// How many transcripts were given.
    pub fn transcript_count(&self) -> usize {
        self.first.len() - 1
    }

    /// The lexicon that the terms of a transcript were made with.
    pub fn lexicon(&self, transcript: usize) -> &'static Lexicon {
        self.lexicons[transcript]
    }

    /// One unit.
    pub fn unit(&self, id: UnitId) -> Unit {
        self.units[id as usize]
    }

    /// The units of a transcript, in the order of its text.
    pub fn units_of(&self, transcript: usize) -> Range<UnitId> {
        self.first[transcript] as UnitId..self.first[transcript + 1] as UnitId
    }

    /// The unit of a sentence of a transcript, where a speaker says it.
    pub fn unit_of_sentence(&self, transcript: usize, sentence: usize) -> Option<UnitId> {
        let units = &self.units[self.first[transcript]..self.first[transcript + 1]];
        let at = units.binary_search_by_key(&(sentence as u32), |unit| unit.sentence).ok()?;
        Some((self.first[transcript] + at) as UnitId)
    }

    /// The distinct terms of a unit in ascending order.
    pub fn terms(&self, id: UnitId) -> &[TermId] {
        &self.terms[self.bounds[id as usize]..self.bounds[id as usize + 1]]
    }

    /// How much a term tells: the logarithm of how rare it is among the units.
    pub fn idf(&self, term: TermId) -> f32 {
        self.idf[term as usize]
    }

    /// How much the term of a stem tells; 0 where no unit has it.
    pub fn idf_of_stem(&self, stem: &str) -> f32 {
        self.vocabulary.lookup(stem).map_or(0.0, |term| self.idf(term))
    }

    /// How much a term of a single unit tells: the most that any term can.
    pub fn rarest_idf(&self) -> f32 {
        inverse_document_frequency(1, self.units.len())
    }

    /// How much a unit tells: the sum over its terms.
    pub fn information(&self, id: UnitId) -> f32 {
        self.information[id as usize]
    }

    /// The median of [`Self::information`]; the measure of what a short sentence is.
    pub fn median_information(&self) -> f32 {
        self.median_information
    }

    /// The terms that two units share, in ascending order.
    pub fn shared(&self, a: UnitId, b: UnitId) -> impl Iterator<Item = TermId> {
        in_both(self.terms(a), self.terms(b))
    }

    /// How much the terms tell, in sum, that are in both of two ascending lists.
    pub fn weight_of_shared(&self, a: &[TermId], b: &[TermId]) -> f32 {
        weight_of_shared(a, b, &self.idf)
    }

    /// Whether two units stand in the same turn of the same transcript.
    pub fn same_turn(&self, a: UnitId, b: UnitId) -> bool {
        let (a, b) = (self.unit(a), self.unit(b));
        a.transcript == b.transcript && a.turn == b.turn
    }
}

/// Transcripts by number, about [`BYTES_AT_ONCE`] together.
fn some_at_once(transcripts: &[Arc<Transcript>]) -> Vec<Range<usize>> {
    let (mut out, mut first, mut bytes) = (Vec::new(), 0, 0);
    for (number, transcript) in transcripts.iter().enumerate() {
        bytes += transcript.text.len();
        if bytes >= BYTES_AT_ONCE || number + 1 == transcripts.len() {
            out.push(first..number + 1);
            (first, bytes) = (number + 1, 0);
        }
    }
    out
}

/// Each transcript's lexicon. One too short to tell its language is taken to be in that of most others.
fn lexicons(transcripts: &[Arc<Transcript>]) -> Vec<&'static Lexicon> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for language in transcripts.iter().filter_map(|t| t.meta.language.as_deref()) {
        *counts.entry(language).or_default() += 1;
    }
    let usual = counts.into_iter().max_by_key(|(_, count)| *count).map(|(language, _)| language);
    transcripts.iter().map(|t| Lexicon::of(t.meta.language.as_deref().or(usual))).collect()
}

/// Smoothed so that a term of every sentence still has a small positive weight.
fn inverse_document_frequency(df: u32, units: usize) -> f32 {
    ((units as f32 + 1.0) / (df as f32 + 0.5)).ln().max(0.0)
}

/// The terms in both of two ascending lists, in ascending order.
pub fn in_both(a: &[TermId], b: &[TermId]) -> impl Iterator<Item = TermId> {
    let (mut left, mut right) = (a.iter().peekable(), b.iter().peekable());
    std::iter::from_fn(move || {
        loop {
            let (x, y) = (**left.peek()?, **right.peek()?);
            match x.cmp(&y) {
                std::cmp::Ordering::Less => left.next(),
                std::cmp::Ordering::Greater => right.next(),
                std::cmp::Ordering::Equal => {
                    left.next();
                    right.next();
                    return Some(x);
                }
            };
        }
    })
}

/// The weights, by number, of what is in both of two ascending lists, in sum.
pub fn weight_of_shared(a: &[u32], b: &[u32], weights: &[f32]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        if x == y {
            sum += weights[x as usize];
        }
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    sum
}

/// The middle one of some numbers; 0 where there is none.
pub fn median(values: &[f32]) -> f32 {
    let mut values = values.to_vec();
    let middle = values.len() / 2;
    if values.is_empty() { 0.0 } else { *values.select_nth_unstable_by(middle, f32::total_cmp).1 }
}
