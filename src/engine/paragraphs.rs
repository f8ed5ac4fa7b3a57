//! The paragraphs that the sentences of a corpus stand in, ready to be compared.
//!
//! A sentence that says "this is what they are doing" shares nothing with its counterpart; its paragraph does.

use crate::engine::candidates::damp;
use crate::engine::corpus::{Corpus, UnitId, median};
use crate::engine::encoder::Vector;
use crate::engine::terms::TermId;
use crate::engine::topics::TopicSet;

/// Number of a paragraph in [`Paragraphs`].
pub type ParagraphId = u32;

/// The paragraphs of a corpus; those without a sentence of a speaker are not there.
#[derive(Debug)]
pub struct Paragraphs {
    /// By unit.
    of_unit: Vec<ParagraphId>,
    topics: Vec<TopicSet>,
    /// Terms of all paragraphs, one after the other; those of `p` from `bounds[p]` to `bounds[p + 1]`.
    terms: Vec<TermId>,
    bounds: Vec<u32>,
    /// By paragraph: what its score with any other is damped by.
    damping: Vec<f32>,
    /// Mean of the vectors of its sentences.
    meanings: Vec<Option<Vector>>,
}

impl Paragraphs {
    /// Finds the paragraphs of a corpus, of whose units the topics and the vectors are given.
    pub fn new(corpus: &Corpus, topics: &[TopicSet], meanings: &[Option<Vector>]) -> Self {
        let units: Vec<UnitId> = (0..corpus.len() as UnitId).collect();
        let place = |unit: UnitId| (corpus.unit(unit).transcript, corpus.unit(unit).paragraph);
        let mut of_unit = vec![0; corpus.len()];
        let mut out = Self {
            of_unit: Vec::new(),
            topics: Vec::new(),
            terms: Vec::new(),
            bounds: vec![0],
            damping: Vec::new(),
            meanings: Vec::new(),
        };
        let mut information = Vec::new();
        for (number, run) in units.chunk_by(|&a, &b| place(a) == place(b)).enumerate() {
            let mut terms: Vec<TermId> = Vec::new();
            for &unit in run {
                of_unit[unit as usize] = number as ParagraphId;
                terms.extend(corpus.terms(unit));
            }
            terms.sort_unstable();
            terms.dedup();
            information.push(terms.iter().map(|&term| corpus.idf(term)).sum::<f32>());
            out.terms.extend(terms);
            out.bounds.push(out.terms.len() as u32);
            let all = run.iter().map(|&unit| topics.get(unit as usize).copied().unwrap_or_default());
            out.topics.push(all.fold(TopicSet::default(), TopicSet::union));
            out.meanings
                .push(Vector::mean(run.iter().filter_map(|&unit| meanings.get(unit as usize)?.as_ref())));
        }
        let median = median(&information);
        out.damping = information.into_iter().map(|information| damp(information, median)).collect();
        Self { of_unit, ..out }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.topics.len()
    }

    /// Whether no speaker says anything.
    pub fn is_empty(&self) -> bool {
        self.topics.is_empty()
    }

    /// The paragraph of a unit.
    pub fn of(&self, unit: UnitId) -> ParagraphId {
        self.of_unit[unit as usize]
    }

    /// What two paragraphs have in common.
    pub fn likeness(&self, corpus: &Corpus, a: ParagraphId, b: ParagraphId) -> Likeness {
        let (x, y) = (a as usize, b as usize);
        let shared = corpus.weight_of_shared(self.terms(x), self.terms(y));
        let cosine = self.meanings[x].as_ref().zip(self.meanings[y].as_ref()).map(|(x, y)| x.cosine(y));
        Likeness {
            words: shared * self.damping[x] * self.damping[y],
            meaning: cosine.unwrap_or_default(),
            topic: !self.topics[x].intersection(self.topics[y]).is_empty(),
        }
    }

    fn terms(&self, paragraph: usize) -> &[TermId] {
        &self.terms[self.bounds[paragraph] as usize..self.bounds[paragraph + 1] as usize]
    }
}

/// What two paragraphs have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Likeness {
    /// Information of the shared terms, damped as for sentences.
    pub words: f32,

    /// Cosine of the mean vectors; 0 where either has none.
    pub meaning: f32,

    /// Whether both mention a topic.
    pub topic: bool,
}
