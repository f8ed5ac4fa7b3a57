//! Everything that is computed over a set of transcripts: topics, counts, pairs, positions.
//!
//! What the text alone decides is computed once and shared; [`Analysis::judged`] groups anew from it
//! after each judgement.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::engine::carried;
use crate::engine::constraints::Constraints;
use crate::engine::corpus::{Corpus, UnitId};
use crate::engine::document::TextHash;
use crate::engine::duplicates::{self, Twins};
use crate::engine::encoder::Vector;
use crate::engine::explain;
use crate::engine::flags::{self, Flag};
use crate::engine::judgement::{Judgements, Quote};
use crate::engine::lexicon::Lexicon;
use crate::engine::pairs::{Pair, Pairs, REWORDED_SCORE, Tier};
use crate::engine::positions::{self, Position, Statement};
use crate::engine::ranking::Ranking;
use crate::engine::redline::{Likeness, Redline, redline};
use crate::engine::review;
use crate::engine::runs;
use crate::engine::signals::Weighing;
use crate::engine::topics::{Mention, TopicCounts, TopicSet, Topics, sentence_topics};
use crate::engine::transcript::{Paragraph, Span, Transcript};
use crate::engine::vectors::{SentenceHash, Vectors};

/// A pair can only be verbatim where this share of its terms is the same; it saves the redline of all others.
const VERBATIM_TERMS: f32 = 0.7;

/// Between two questions whether to go on, so many transcripts are searched for topics.
const TRANSCRIPTS_AT_ONCE: usize = 64;

/// What is known about a set of transcripts. Transcripts stand in the order of their dates, the
/// undated last, whatever the order in which they were opened.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The transcripts, older first.
    pub transcripts: Arc<[Arc<Transcript>]>,

    /// The topics that were looked for.
    pub topics: Arc<Topics>,

    /// Per transcript, where its turns mention a topic, in the order of the text.
    pub mentions: Arc<[Vec<Mention>]>,

    /// Per transcript and topic, how often and by whom it is mentioned.
    pub counts: Arc<[TopicCounts]>,

    /// Transcripts that seem to be of one event.
    pub twins: Arc<[Twins]>,

    /// The sentences of the speakers with their terms.
    pub corpus: Arc<Corpus>,

    /// Ranked pairs; those that are like a rejected one have sunk.
    pub pairs: Arc<Pairs>,

    /// Positions, proposed and reviewed, those in most transcripts first.
    pub positions: Vec<Position>,

    /// What the reviewer decided, found in these transcripts.
    pub constraints: Arc<Constraints>,

    /// The pairs as the text alone ranks them.
    ranked: Arc<Pairs>,
    unit_topics: Arc<[TopicSet]>,
    /// What each unit is on, see [`carried`].
    carried_topics: Arc<[TopicSet]>,
    meanings: Arc<[Option<Vector>]>,
    paragraph_topics: Arc<[Vec<TopicSet>]>,
    position_of: HashMap<UnitId, usize>,
    hashes: Arc<OnceLock<Vec<TextHash>>>,
}

impl Analysis {
    /// Analyses transcripts; sentences that have no vector are compared by their words alone. `go_on` is told the share done from 0 to 1 and answers whether to go on;
    /// `None` where it said no.
    pub fn new(
        transcripts: &[Arc<Transcript>],
        topics: Arc<Topics>,
        vectors: &Vectors,
        go_on: &dyn Fn(f32) -> bool,
    ) -> Option<Self> {
        let mut transcripts = transcripts.to_vec();
        transcripts.sort_by(|x, y| sort_key(x).cmp(&sort_key(y)));

        let mut mentions = Vec::with_capacity(transcripts.len());
        let mut counts = Vec::with_capacity(transcripts.len());
        let mut topics_of = Vec::with_capacity(transcripts.len());
        for some in transcripts.chunks(TRANSCRIPTS_AT_ONCE) {
            if !go_on(0.2 * mentions.len() as f32 / transcripts.len() as f32) {
                return None;
            }
            let found: Vec<Vec<Mention>> = some.par_iter().map(|t| topics.mentions(t)).collect();
            for (transcript, found) in some.iter().zip(found) {
                counts.push(TopicCounts::of(transcript, &found, topics.list().len()));
                topics_of.push(sentence_topics(transcript, &found));
                mentions.push(found);
            }
        }

        let corpus = Corpus::new(&transcripts);
        let twins = duplicates::twins(&transcripts);
        let events = duplicates::events(transcripts.len(), &twins);
        let formulas = runs::formulas(&corpus, &transcripts, &events);
        let corpus = corpus.with_repeats(events, &formulas);
        let unit_topics: Vec<TopicSet> = (0..corpus.len() as UnitId)
            .map(|unit| {
                let unit = corpus.unit(unit);
                topics_of[unit.transcript as usize][unit.sentence as usize]
            })
            .collect();
        let meanings = meanings(&corpus, &transcripts, vectors);
        let ranking = Ranking::new(&corpus, &unit_topics, &meanings, Weighing::default());
        let ranked = Arc::new(ranking.rank(&|share| go_on(0.3 + 0.6 * share))?);
        let paragraph_topics: Vec<Vec<TopicSet>> = transcripts
            .iter()
            .zip(&topics_of)
            .map(|(transcript, sentences)| {
                let topics = |p: &Paragraph| TopicSet::of_all(&sentences[p.first_sentence..p.end_sentence]);
                transcript.paragraphs.iter().map(topics).collect()
            })
            .collect();
        let carried_topics = carried::topics(&corpus, &transcripts, &topics_of, &paragraph_topics);
        let analysis = Self {
            transcripts: transcripts.into(),
            topics,
            mentions: mentions.into(),
            counts: counts.into(),
            twins: twins.into(),
            corpus: Arc::new(corpus),
            pairs: ranked.clone(),
            positions: Vec::new(),
            constraints: Arc::default(),
            ranked,
            unit_topics: unit_topics.into(),
            meanings: meanings.into(),
            carried_topics: carried_topics.into(),
            paragraph_topics: paragraph_topics.into(),
            position_of: HashMap::new(),
            hashes: Arc::default(),
        };
        Some(analysis.grouped())
    }

    /// The same transcripts with these judgements: the pairs that were ranked are grouped anew.
    pub fn judged(&self, judgements: &Judgements) -> Self {
        let mut out = Self { positions: Vec::new(), position_of: HashMap::new(), ..self.clone() };
        out.constraints = Arc::default();
        out.pairs = self.ranked.clone();
        if !judgements.is_empty() {
            let constraints =
                Constraints::resolve(judgements, &self.transcripts, self.hashes(), &self.corpus);
            if let Some(taught) = review::teach(&self.ranked, &self.corpus, &constraints) {
                out.pairs = Arc::new(taught);
            }
            out.constraints = Arc::new(constraints);
        }
        out.grouped()
    }

    fn grouped(mut self) -> Self {
        self.positions = positions::group(&self.corpus, &self.pairs, &self.constraints);
        let units = |(i, position): (usize, &Position)| {
            let units: Vec<UnitId> = position.statements.iter().flat_map(|s| s.units()).collect();
            units.into_iter().map(move |unit| (unit, i))
        };
        self.position_of = self.positions.iter().enumerate().flat_map(units).collect();
        self
    }

    /// Identities of the texts, computed when they are first asked for.
    fn hashes(&self) -> &[TextHash] {
        self.hashes.get_or_init(|| self.transcripts.iter().map(|t| TextHash::of(&t.text)).collect())
    }

    /// A statement in the form in which judgements name it.
    pub fn quote(&self, statement: Statement) -> Quote {
        let hash = self.hashes()[statement.transcript];
        Quote::new(hash, &self.transcripts[statement.transcript], self.span(statement))
    }

    /// The paragraph of a unit in its transcript.
    pub fn paragraph_of_unit(&self, unit: UnitId) -> usize {
        self.corpus.unit(unit).paragraph as usize
    }

    /// The text of a unit.
    pub fn unit_text(&self, unit: UnitId) -> &str {
        self.transcripts[self.corpus.unit(unit).transcript as usize].slice(self.unit_span(unit))
    }

    /// Where a unit stands in its transcript.
    pub fn unit_span(&self, unit: UnitId) -> Span {
        let unit = self.corpus.unit(unit);
        self.transcripts[unit.transcript as usize].sentences[unit.sentence as usize].span
    }

    /// Where a statement stands in its transcript.
    pub fn span(&self, statement: Statement) -> Span {
        self.unit_span(statement.first).join(self.unit_span(statement.last))
    }

    /// The words of a statement, verbatim.
    pub fn text(&self, statement: Statement) -> &str {
        self.transcripts[statement.transcript].slice(self.span(statement))
    }

    /// The topics that a unit mentions.
    pub fn topics_of_unit(&self, unit: UnitId) -> TopicSet {
        self.unit_topics[unit as usize]
    }

    /// The topics of all units, in their order.
    pub fn unit_topics(&self) -> &[TopicSet] {
        &self.unit_topics
    }

    /// The vectors of all units, in their order; empty where none has one.
    pub fn meanings(&self) -> &[Option<Vector>] {
        &self.meanings
    }

    /// Whether any sentence of a statement is on a topic: it mentions it, or, where it mentions none, its
    /// paragraph does or the question that prompted it. With no topic named, always.
    pub fn is_on(&self, statement: Statement, topic: Option<usize>) -> bool {
        topic.is_none_or(|topic| {
            statement.units().any(|unit| self.carried_topics[unit as usize].contains(topic))
        })
    }

    /// Whether anything that a speaker says in a transcript is on a topic.
    pub fn is_spoken_of(&self, transcript: usize, topic: usize) -> bool {
        let units = self.corpus.units_of(transcript);
        self.carried_topics[units.start as usize..units.end as usize].iter().any(|set| set.contains(topic))
    }

    /// Whether the paragraph of a statement mentions a topic: the statement may be on it all the same
    /// ("this is what it is doing"). With no topic named, always.
    pub fn is_near(&self, statement: Statement, topic: Option<usize>) -> bool {
        topic.is_none_or(|topic| {
            let paragraph = self.paragraph_of_unit(statement.first);
            self.paragraph_topics[statement.transcript][paragraph].contains(topic)
        })
    }

    /// Whether statements of one position are on a topic: a counterpart may do without the topic's
    /// words; where none of them has any, all must stand near them.
    pub fn are_on(&self, statements: &[Statement], topic: Option<usize>) -> bool {
        statements.iter().any(|&s| self.is_on(s, topic)) || statements.iter().all(|&s| self.is_near(s, topic))
    }

    /// The words by which speakers and questions mention a topic in some transcripts, the commonest first.
    pub fn forms(&self, topic: usize, transcripts: &[usize]) -> Vec<(String, usize)> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for &transcript in transcripts {
            for mention in self.mentions[transcript].iter().filter(|m| m.topic == topic) {
                let words = self.transcripts[transcript].slice(mention.span).split_whitespace();
                *counts.entry(words.collect::<Vec<_>>().join(" ")).or_default() += 1;
            }
        }
        let mut forms: Vec<(String, usize)> = counts.into_iter().collect();
        forms.sort_by(|x, y| y.1.cmp(&x.1).then_with(|| x.0.cmp(&y.0)));
        forms
    }

    /// The topics of a set of statements, in the order of the list of topics.
    pub fn topics_of(&self, statements: &[Statement]) -> Vec<usize> {
        let mut topics: Vec<usize> = statements
            .iter()
            .flat_map(|s| s.units())
            .flat_map(|unit| self.topics_of_unit(unit).iter())
            .collect();
        topics.sort_unstable();
        topics.dedup();
        topics
    }

    /// The position that a unit belongs to.
    pub fn position_of_unit(&self, unit: UnitId) -> Option<usize> {
        self.position_of.get(&unit).copied()
    }

    /// How sure a pair is.
    pub fn tier(&self, pair: &Pair) -> Tier {
        let shared = self.corpus.shared(pair.a, pair.b).count() as f32;
        let most = self.corpus.terms(pair.a).len().max(self.corpus.terms(pair.b).len()) as f32;
        let is_verbatim = || {
            let [old, new] = [pair.a, pair.b].map(|unit| Statement::of_unit(&self.corpus, unit));
            self.change(old, new).0.likeness == Likeness::Held
        };
        if shared > 0.0 && shared >= VERBATIM_TERMS * most && is_verbatim() {
            Tier::Verbatim
        } else if pair.score >= REWORDED_SCORE {
            Tier::Reworded
        } else {
            Tier::Possible
        }
    }

    /// What is known about the language of a transcript.
    pub fn lexicon(&self, transcript: usize) -> &'static Lexicon {
        self.corpus.lexicon(transcript)
    }

    /// What changed between two statements, and what of it carries meaning. One word can turn a position round, however
    /// many stay, so where there is any of that nothing is held.
    pub fn change(&self, old: Statement, new: Statement) -> (Redline, Vec<Flag>) {
        let (old_text, new_text) = (self.text(old), self.text(new));
        let lexicons = [old, new].map(|statement| self.lexicon(statement.transcript));
        let mut line = redline(old_text, new_text, lexicons[1]);
        let flags = flags::flags(old_text, new_text, lexicons[0], lexicons[1]);
        if !flags.is_empty() {
            line.likeness = line.likeness.max(Likeness::Reworded);
        }
        (line, flags)
    }

    /// The name of a position: the reviewer's, else a short quotation.
    pub fn label(&self, position: usize) -> String {
        self.name(&self.positions[position].statements, &self.positions[position].statements)
    }

    /// What statements of one position are called: the reviewer's name, else a short quotation from
    /// `shown`.
    pub fn name(&self, statements: &[Statement], shown: &[Statement]) -> String {
        let remarks = self.constraints.remarks_on(statements).into_iter();
        let name = remarks.map(|noted| noted.remark.name.as_str()).find(|name| !name.is_empty());
        name.map_or_else(|| explain::label(self, shown), str::to_owned)
    }
}

/// Older first, the undated last; then by path and text, so that the order of opening does not matter.
fn sort_key(transcript: &Transcript) -> (bool, Option<jiff::civil::Date>, &str, &str) {
    let date = transcript.meta.date.map(|date| date.value);
    (date.is_none(), date, &transcript.source.path, &transcript.text)
}

/// The vector of each unit; nothing where none is known.
fn meanings(corpus: &Corpus, transcripts: &[Arc<Transcript>], vectors: &Vectors) -> Vec<Option<Vector>> {
    if vectors.is_empty() {
        return Vec::new();
    }
    let vector = |unit: UnitId| {
        let unit = corpus.unit(unit);
        let transcript = &transcripts[unit.transcript as usize];
        let sentence = &transcript.sentences[unit.sentence as usize];
        vectors.get(SentenceHash::of(transcript.slice(sentence.span))).cloned()
    };
    (0..corpus.len() as UnitId).map(vector).collect()
}
