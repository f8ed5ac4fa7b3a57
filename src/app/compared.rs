//! What the workers found: the analysis of the library and the comparison that is shown.

use std::collections::HashMap;
use std::sync::Arc;

use crate::app::state::{Anchor, Id};
use crate::engine::analysis::Analysis;
use crate::engine::compare::Comparison;
use crate::engine::judgement::Judgements;
use crate::engine::transcript::Transcript;
use crate::engine::versions::rows::WholeText;

/// An analysis with the numbers of the transcripts that it is about.
#[derive(Clone, Debug)]
pub struct Analysed {
    /// The analysis.
    pub analysis: Arc<Analysis>,

    /// Number of each of its transcripts, in its order.
    pub ids: Vec<Id>,

    /// Generation of the library that it was made for.
    pub generation: u64,

    /// Revision of the judgements that it was grouped with.
    pub revision: u64,

    /// How many of its sentences were compared by their meaning too.
    pub by_meaning: usize,

    index: HashMap<Id, usize>,
}

impl Analysed {
    /// Names the transcripts of an analysis.
    pub fn new(generation: u64, revision: u64, analysis: Arc<Analysis>, ids: Vec<Id>) -> Self {
        let index = ids.iter().enumerate().map(|(i, &id)| (id, i)).collect();
        let by_meaning = analysis.meanings().iter().flatten().count();
        Self { analysis, ids, generation, revision, by_meaning, index }
    }

    /// The same transcripts, grouped with other judgements.
    pub fn judged(&self, judgements: &Judgements, revision: u64) -> Self {
        let analysis = Arc::new(self.analysis.judged(judgements));
        Self { analysis, revision, ..self.clone() }
    }

    /// Place of a transcript in the analysis; `None` while it was not analysed yet.
    pub fn index(&self, id: Id) -> Option<usize> {
        self.index.get(&id).copied()
    }
}

/// What a comparison is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompareKey {
    /// Generation of the analysis that it is drawn from.
    pub generation: u64,

    /// Revision of the judgements that it is drawn from.
    pub revision: u64,

    /// The transcripts.
    pub ids: Vec<Id>,

    /// The topic; `None` for everything.
    pub topic: Option<usize>,
}

/// A comparison and what it is about.
#[derive(Clone, Debug)]
pub struct Compared {
    /// What it is about.
    pub key: CompareKey,

    /// The analysis that it is drawn from.
    pub analysed: Arc<Analysed>,

    /// The rows.
    pub comparison: Arc<Comparison>,

    /// How much two transcripts share in longer runs of words, with the whole texts side by side where
    /// that makes them versions of one.
    pub whole: Option<Whole>,
}

/// What two transcripts share word for word.
#[derive(Clone, Debug)]
pub struct Whole {
    /// Share of the words of both that stand in both in longer runs, from 0 to 1.
    pub shared: f64,

    /// Both texts from beginning to end; only of two versions of one text.
    pub text: Option<Arc<WholeText>>,
}

impl Whole {
    /// Compares two transcripts word for word.
    pub fn new(old: &Transcript, new: &Transcript) -> Self {
        let text = WholeText::new(old, new);
        let shared = text.versions.words.shared_share();
        Self { shared, text: text.versions.are_versions().then(|| Arc::new(text)) }
    }
}

impl Compared {
    /// Where a change of the whole text stands: in the newer version, or in the older one where only that
    /// has it.
    pub fn anchor_of_change(&self, change: usize) -> Option<Anchor> {
        let change = self.whole.as_ref()?.text.as_ref()?.versions.changes.get(change)?;
        let [old, new] = *self.comparison.transcripts.as_slice() else {
            return None;
        };
        let place = change.b.map(|span| (new, span)).or(change.a.map(|span| (old, span)));
        place.map(|(transcript, span)| Anchor { id: self.analysed.ids[transcript], start: span.start })
    }
}
