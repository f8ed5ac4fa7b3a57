//! Judgements, found again in the transcripts at hand: what stands together, what stands apart, what
//! was written about what, and what is lost.
//!
//! A quote resolves to the transcript of its text; else, where a corrected text came in under the same
//! path, to the one place there that holds the words. Anything less certain is lost and said to be so:
//! a judgement never moves to a look-alike. Where two judgements contradict each other the newer one
//! holds and the older is kept as overruled. A position has at most one statement in each transcript,
//! so a judgement that would put two into one is overruled likewise.

use std::collections::HashMap;
use std::sync::Arc;

use crate::engine::corpus::{Corpus, UnitId};
use crate::engine::document::TextHash;
use crate::engine::judgement::{
    Importance, Judgement, Judgements, Key, Origin, Quote, Relation, Remark, Ruling, Verdict,
};
use crate::engine::positions::Statement;
use crate::engine::transcript::{Span, Transcript};

/// Why a quote was not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loss {
    /// No transcript of that text or path is open.
    NotOpen,

    /// The text changed and no longer holds the words.
    Gone,

    /// The text changed and holds the words at several places, none of them the old one.
    Ambiguous,

    /// The words are there, but no longer as part of what a speaker says.
    NotSpoken,
}

/// A judgement that is kept but has no effect, since a quote of it was not found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The judgement.
    pub key: Key,

    /// The quote.
    pub quote: Quote,

    /// Why it was not found.
    pub loss: Loss,
}

/// A verdict whose statements were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruled {
    /// The judgement.
    pub key: Key,

    /// The statement that comes first in the corpus.
    pub a: Statement,

    /// The other.
    pub b: Statement,

    /// Whether they are the same position.
    pub ruling: Ruling,

    /// How the later stands to the earlier.
    pub relation: Option<Relation>,

    /// Who thought of the pair first.
    pub origin: Origin,

    /// Whether a newer judgement contradicts it, so that it has no effect.
    pub is_overruled: bool,
}

impl Ruled {
    /// Whether it joins the two statements.
    pub fn joins(&self) -> bool {
        self.ruling == Ruling::Together && !self.is_overruled
    }

    /// Whether it keeps the two statements apart.
    pub fn parts(&self) -> bool {
        self.ruling == Ruling::Apart && !self.is_overruled
    }

    /// Whether it is about these two, in any order.
    fn is_about(&self, x: Statement, y: Statement) -> bool {
        (self.a.overlaps(x) && self.b.overlaps(y)) || (self.a.overlaps(y) && self.b.overlaps(x))
    }
}

/// A remark whose statement was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The judgement.
    pub key: Key,

    /// The statement.
    pub at: Statement,

    /// What was written.
    pub remark: Remark,
}

/// How far a position or a row was reviewed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Review {
    /// The engine proposes it; nobody looked.
    #[default]
    Proposed,

    /// Some of its statements were confirmed to be one position, others are proposed.
    Partly,

    /// All of its statements were confirmed to be one position.
    Confirmed,

    /// The same, and the reviewer paired some of them by hand.
    ByHand,
}

impl Review {
    /// As the interface writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Partly => "partly reviewed",
            Self::Confirmed => "confirmed",
            Self::ByHand => "paired by hand",
        }
    }

    /// Whether nothing is left to decide.
    pub fn is_done(self) -> bool {
        matches!(self, Self::Confirmed | Self::ByHand)
    }
}

/// Everything that judgements say about a corpus.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraints {
    /// Verdicts, the newest first.
    pub verdicts: Vec<Ruled>,

    /// Remarks, the newest first.
    pub remarks: Vec<Noted>,

    /// Judgements without effect since something was not found, the newest first.
    pub lost: Vec<Lost>,

    /// Statements that stand together, one group a position, each in the order of the corpus and with
    /// at most one statement a transcript.
    pub linked: Vec<Vec<Statement>>,

    link_of: HashMap<UnitId, usize>,
    verdicts_of: HashMap<UnitId, Vec<usize>>,
    remarks_of: HashMap<UnitId, Vec<usize>>,
}

impl Constraints {
    /// Finds judgements in a corpus. `hashes` are those of the transcripts' texts, in their order.
    pub fn resolve(
        judgements: &Judgements,
        transcripts: &[Arc<Transcript>],
        hashes: &[TextHash],
        corpus: &Corpus,
    ) -> Self {
        let finder = Finder::new(transcripts, hashes, corpus);
        let mut out = Self::default();
        for (key, record) in judgements.newest_first() {
            match &record.judgement {
                Judgement::Verdict(verdict) => match finder.verdict(key, verdict) {
                    Ok(ruled) => out.rule(ruled),
                    Err((quote, loss)) => {
                        out.lost.push(Lost { key: key.clone(), quote: quote.clone(), loss });
                    }
                },
                Judgement::Remark(remark) => match finder.find(&remark.at) {
                    Ok(at) => out.remarks.push(Noted { key: key.clone(), at, remark: remark.clone() }),
                    Err(loss) => {
                        out.lost.push(Lost { key: key.clone(), quote: remark.at.clone(), loss });
                    }
                },
            }
        }
        out.linked.retain(|group| !group.is_empty());
        for (number, group) in out.linked.iter().enumerate() {
            let units = group.iter().flat_map(|s| s.units());
            out.link_of.extend(units.map(|unit| (unit, number)));
        }
        out.remarks_of = index(out.remarks.iter().map(|noted| std::iter::once(noted.at)));
        out
    }

    /// Takes in a verdict that is older than all before it.
    fn rule(&mut self, mut ruled: Ruled) {
        ruled.is_overruled = match ruled.ruling {
            Ruling::Together => !self.link(ruled.a, ruled.b),
            Ruling::Apart => {
                let others: Vec<usize> = self.links_of(ruled.b).collect();
                self.links_of(ruled.a).any(|link| others.contains(&link))
            }
        };
        let number = self.verdicts.len();
        for unit in ruled.a.units().chain(ruled.b.units()) {
            self.verdicts_of.entry(unit).or_default().push(number);
        }
        self.verdicts.push(ruled);
    }

    /// Makes one group of two statements and of all that they are linked with; false where that
    /// contradicts what was taken in before.
    fn link(&mut self, a: Statement, b: Statement) -> bool {
        let mut touched: Vec<usize> = self.links_of(a).chain(self.links_of(b)).collect();
        touched.sort_unstable();
        touched.dedup();
        // What was linked by a newer judgement keeps its sentences.
        let mut group: Vec<Statement> = touched.iter().flat_map(|&i| self.linked[i].clone()).collect();
        for end in [a, b] {
            if !group.iter().any(|s| s.overlaps(end)) {
                group.push(end);
            }
        }
        group.sort_unstable();
        let doubled = group.windows(2).any(|two| two[0].transcript == two[1].transcript);
        let barred = || {
            let pairs = group.iter().enumerate().flat_map(|(i, &x)| group[..i].iter().map(move |&y| (x, y)));
            pairs.into_iter().any(|(x, y)| self.bars(x, y))
        };
        if group.len() < 2 || doubled || barred() {
            return false;
        }
        for i in touched {
            self.linked[i].clear();
        }
        let number = self.linked.len();
        self.link_of.extend(group.iter().flat_map(|s| s.units()).map(|unit| (unit, number)));
        self.linked.push(group);
        true
    }

    /// Whether two statements must not stand in one position.
    pub fn bars(&self, x: Statement, y: Statement) -> bool {
        let numbers = x.units().filter_map(|unit| self.verdicts_of.get(&unit)).flatten();
        numbers.map(|&number| &self.verdicts[number]).any(|ruled| ruled.parts() && ruled.is_about(x, y))
    }

    /// The verdicts on a statement, the newest first.
    pub fn verdicts_on(&self, statement: Statement) -> impl Iterator<Item = &Ruled> {
        let mut numbers: Vec<usize> =
            statement.units().filter_map(|unit| self.verdicts_of.get(&unit)).flatten().copied().collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_iter().map(|number| &self.verdicts[number])
    }

    fn links_of(&self, statement: Statement) -> impl Iterator<Item = usize> {
        statement.units().filter_map(|unit| self.link_of.get(&unit).copied())
    }

    /// The group in [`Self::linked`] that a statement reaches into.
    pub fn link_of(&self, statement: Statement) -> Option<usize> {
        self.links_of(statement).next()
    }

    /// How the later of two statements stands to the earlier, where the reviewer said so.
    pub fn relation(&self, earlier: Statement, later: Statement) -> Option<Relation> {
        let about = self.verdicts_on(earlier).filter(|ruled| ruled.joins() && ruled.is_about(earlier, later));
        about.filter_map(|ruled| ruled.relation).next()
    }

    /// How far statements that stand in one position or row were reviewed.
    pub fn review(&self, statements: &[Statement]) -> Review {
        let links: Vec<Option<usize>> = statements.iter().map(|&s| self.link_of(s)).collect();
        let joined = |link: &Option<usize>| link.is_some() && links.iter().filter(|l| *l == link).count() > 1;
        if !links.iter().any(joined) {
            Review::Proposed
        } else if links.iter().any(|link| *link != links[0]) {
            Review::Partly
        } else {
            let by_hand = |ruled: &Ruled| ruled.joins() && ruled.origin == Origin::ByHand;
            let is_by_hand = statements.iter().any(|&s| self.verdicts_on(s).any(by_hand));
            if is_by_hand { Review::ByHand } else { Review::Confirmed }
        }
    }

    /// The parts of a group in [`Self::linked`] that the engine had proposed: for each statement the
    /// number of its part. Parts were put together by hand.
    pub fn parts(&self, link: usize) -> Vec<usize> {
        let group = &self.linked[link];
        let mut parts: Vec<usize> = (0..group.len()).collect();
        for (i, &statement) in group.iter().enumerate() {
            let proposed =
                self.verdicts_on(statement).filter(|ruled| ruled.joins() && ruled.origin == Origin::Proposed);
            for ruled in proposed {
                let ends = |s: &Statement| s.overlaps(ruled.a) || s.overlaps(ruled.b);
                let Some(other) = (0..group.len()).find(|&j| j != i && ends(&group[j])) else {
                    continue;
                };
                let (from, to) = (parts[i].max(parts[other]), parts[i].min(parts[other]));
                parts.iter_mut().filter(|part| **part == from).for_each(|part| *part = to);
            }
        }
        parts
    }

    /// The remarks on statements that stand in one position, the newest first.
    pub fn remarks_on(&self, statements: &[Statement]) -> Vec<&Noted> {
        let mut numbers: Vec<usize> = statements
            .iter()
            .flat_map(|s| s.units())
            .filter_map(|unit| self.remarks_of.get(&unit))
            .flatten()
            .copied()
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_iter().map(|number| &self.remarks[number]).collect()
    }

    /// What the remarks on one position say together: after a merge there may be several. The newest
    /// name, all notes, the highest importance.
    pub fn remark(&self, statements: &[Statement]) -> Option<Remark> {
        let remarks = self.remarks_on(statements);
        let mut all = Remark::empty(remarks.first()?.remark.at.clone());
        let mut notes: Vec<&str> = Vec::new();
        for Noted { remark, .. } in remarks {
            if all.name.is_empty() {
                all.name.clone_from(&remark.name);
            }
            if !remark.note.is_empty() && !notes.contains(&remark.note.as_str()) {
                notes.push(&remark.note);
            }
            all.importance = all.importance.max(remark.importance);
        }
        all.note = notes.join("\n\n");
        Some(all)
    }

    /// How much a position of these statements matters to the reviewer.
    pub fn importance(&self, statements: &[Statement]) -> Importance {
        let remarks = self.remarks_on(statements);
        remarks.iter().map(|noted| noted.remark.importance).max().unwrap_or_default()
    }
}

/// The numbers of the items, by the units of their statements.
fn index<S: Iterator<Item = Statement>>(items: impl Iterator<Item = S>) -> HashMap<UnitId, Vec<usize>> {
    let mut out: HashMap<UnitId, Vec<usize>> = HashMap::new();
    for (number, statements) in items.enumerate() {
        for unit in statements.flat_map(Statement::units) {
            out.entry(unit).or_default().push(number);
        }
    }
    out
}

/// Finds quotes in the transcripts at hand.
struct Finder<'a> {
    transcripts: &'a [Arc<Transcript>],
    corpus: &'a Corpus,
    by_text: HashMap<TextHash, usize>,
    by_path: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Finder<'a> {
    fn new(transcripts: &'a [Arc<Transcript>], hashes: &[TextHash], corpus: &'a Corpus) -> Self {
        let by_text = hashes.iter().enumerate().map(|(i, &hash)| (hash, i)).collect();
        let mut by_path: HashMap<&str, Vec<usize>> = HashMap::new();
        for (i, transcript) in transcripts.iter().enumerate() {
            by_path.entry(&transcript.source.path).or_default().push(i);
        }
        Self { transcripts, corpus, by_text, by_path }
    }

    fn verdict<'v>(&self, key: &Key, verdict: &'v Verdict) -> Result<Ruled, (&'v Quote, Loss)> {
        let find = |quote: &'v Quote| self.find(quote).map_err(|loss| (quote, loss));
        let (x, y) = (find(&verdict.a)?, find(&verdict.b)?);
        Ok(Ruled {
            key: key.clone(),
            a: x.min(y),
            b: x.max(y),
            ruling: verdict.ruling,
            relation: verdict.relation,
            origin: verdict.origin,
            is_overruled: false,
        })
    }

    fn find(&self, quote: &Quote) -> Result<Statement, Loss> {
        let (transcript, span) = self.place(quote)?;
        self.statement(transcript, span).ok_or(Loss::NotSpoken)
    }

    /// Where the words stand now.
    fn place(&self, quote: &Quote) -> Result<(usize, Span), Loss> {
        let stands = |&transcript: &usize| {
            self.transcripts[transcript].text.get(quote.span.start..quote.span.end) == Some(&quote.words)
        };
        if let Some(&transcript) = self.by_text.get(&quote.text).filter(|t| stands(t)) {
            return Ok((transcript, quote.span));
        }
        let candidates = self.by_path.get(quote.path.as_str()).ok_or(Loss::NotOpen)?;
        if quote.words.is_empty() {
            return Err(Loss::Gone);
        }
        let mut unmoved = candidates.iter().copied().filter(stands);
        if let (Some(transcript), None) = (unmoved.next(), unmoved.next()) {
            return Ok((transcript, quote.span));
        }
        let places = candidates.iter().flat_map(|&transcript| {
            let found = self.transcripts[transcript].text.match_indices(&quote.words);
            found.map(move |(at, words)| (transcript, Span::new(at, at + words.len())))
        });
        // A page may quote beside its text what was said in it.
        let mut places = places.filter(|&(transcript, span)| {
            !self.transcripts[transcript].furniture.iter().any(|piece| piece.span.overlaps(span))
        });
        match (places.next(), places.next()) {
            (Some(place), None) => Ok(place),
            (None, _) => Err(Loss::Gone),
            (Some(_), Some(_)) => Err(Loss::Ambiguous),
        }
    }

    /// The sentences that a span covers by more than half; else the one that it stands in.
    fn statement(&self, transcript: usize, span: Span) -> Option<Statement> {
        let sentence = |unit: UnitId| {
            self.transcripts[transcript].sentences[self.corpus.unit(unit).sentence as usize].span
        };
        let units = self.corpus.units_of(transcript);
        let touched = || units.clone().filter(|&unit| sentence(unit).overlaps(span));
        let covered = |unit: &UnitId| {
            let own = sentence(*unit);
            let shared = own.end.min(span.end) - own.start.max(span.start);
            shared * 2 > own.len()
        };
        let holder = || touched().find(|&unit| sentence(unit).contains(span)).map(|unit| (unit, unit));
        let whole = touched().filter(covered).fold(None, |range: Option<(UnitId, UnitId)>, unit| {
            Some((range.map_or(unit, |(first, _)| first), unit))
        });
        let (first, last) = whole.or_else(holder)?;
        Some(Statement { transcript, first, last })
    }
}

#[cfg(test)]
mod tests;
