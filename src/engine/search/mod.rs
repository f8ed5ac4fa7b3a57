//! Finding words in transcripts, with the sentence around each place where they stand.
//!
//! A [`Query`] is looked for in a folded copy of the text ([`Prepared`], made once for each
//! transcript), so that case, typography and composition of letters do not matter and most queries run
//! as fast as memory is read. Every [`Hit`] is a span of the original. There is no index of words: a
//! scan of a thousand transcripts takes a few milliseconds, and phrases, endings and patterns across
//! words need a scan anyway.

mod query;

use crate::engine::fold::{Case, Folded, is_word_char};
use crate::engine::transcript::{Span, Transcript, TurnKind};
use query::Term;

pub use query::{Query, QueryError, Syntax};

/// Whose words are searched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// What the speakers of the event say: opening remarks and answers.
    Answers,

    /// What they are asked.
    Questions,

    /// Both.
    #[default]
    All,
}

impl Scope {
    /// Whether a kind of turn is searched.
    pub fn includes(self, kind: TurnKind) -> bool {
        match self {
            Self::Answers => kind.is_speech(),
            Self::Questions => kind == TurnKind::Question,
            Self::All => true,
        }
    }
}

/// A transcript made ready to be searched; about as large as its text.
#[derive(Clone, Debug)]
pub struct Prepared {
    folded: Folded,
}

impl Prepared {
    /// Folds the text.
    pub fn new(transcript: &Transcript) -> Self {
        Self { folded: Folded::new(&transcript.text, Case::Fold) }
    }
}

/// A place where a query is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The words, a span of the original text.
    pub span: Span,

    /// The sentence in which they begin.
    pub sentence: usize,

    /// The turn that they stand in.
    pub turn: usize,
}

/// One line of a concordance: the words, and the sentence before and after them. All three are slices
/// of the text; joined they are the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'t> {
    /// From the beginning of the sentence.
    pub left: &'t str,

    /// The words that were found.
    pub keyword: &'t str,

    /// To the end of the sentence.
    pub right: &'t str,
}

impl Hit {
    /// The hit with its sentence.
    pub fn line(self, transcript: &Transcript) -> Line<'_> {
        let sentences = &transcript.sentences[self.sentence..];
        let first = sentences.first().map_or(self.span, |s| s.span);
        // A phrase may run over the end of a sentence.
        let last = sentences.iter().take_while(|s| s.span.start < self.span.end).last();
        let end = last.map_or(first.end, |s| s.span.end).max(self.span.end);
        let start = first.start.min(self.span.start);
        Line {
            left: transcript.slice(Span::new(start, self.span.start)),
            keyword: transcript.slice(self.span),
            right: transcript.slice(Span::new(self.span.end, end)),
        }
    }
}

/// Finds a query in the turns of a transcript, in the order of the text. Where it has several terms, a
/// hit is each place of each of them in the sentences that hold all.
pub fn search(query: &Query, transcript: &Transcript, prepared: &Prepared, scope: Scope) -> Vec<Hit> {
    let place = |span: Span| locate(transcript, span, scope);
    match query {
        Query::Regex(regex) => regex_hits(regex, transcript, scope),
        Query::Terms(terms) => {
            let mut found: Vec<Vec<Hit>> = Vec::with_capacity(terms.len());
            for term in terms {
                let hits: Vec<Hit> = spans(term, &prepared.folded).filter_map(place).collect();
                if hits.is_empty() {
                    return Vec::new();
                }
                found.push(hits);
            }
            in_common_sentences(&found)
        }
    }
}

/// The spans that a term matches as whole words.
fn spans<'f>(term: &'f Term, folded: &'f Folded) -> impl Iterator<Item = Span> + 'f {
    let text = folded.text();
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(found) = term.regex.find_at(text, at) {
            let is_whole = is_boundary(text, found.start()) && is_boundary(text, found.end());
            if is_whole && !found.is_empty() {
                at = found.end();
                return Some(folded.original(Span::new(found.start(), found.end())));
            }
            // The next match can begin no earlier than the next word, which keeps this linear.
            let next = text[found.start()..].char_indices().skip(1);
            let mut next = next.map(|(step, _)| found.start() + step);
            at = next.find(|at| is_boundary(text, *at))?;
        }
        None
    })
}

/// Whether a word may begin or end at an offset.
fn is_boundary(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().next();
    !(before.is_some_and(is_word_char) && after.is_some_and(is_word_char))
}

/// The sentence and turn of a span, unless it is outside of what is searched: in a label, in furniture,
/// across paragraphs, or in a turn that is not asked for.
fn locate(transcript: &Transcript, span: Span, scope: Scope) -> Option<Hit> {
    let paragraph = &transcript.paragraphs[transcript.paragraph_at(span.start)?];
    let kind = transcript.turns[paragraph.turn].kind;
    if !paragraph.span.contains(span) || !scope.includes(kind) {
        return None;
    }
    let sentences = &transcript.sentences[paragraph.first_sentence..paragraph.end_sentence];
    let after = sentences.partition_point(|s| s.span.start <= span.start);
    Some(Hit { span, sentence: paragraph.first_sentence + after.checked_sub(1)?, turn: paragraph.turn })
}

/// Hits of a regular expression, each within one sentence.
fn regex_hits(regex: &regex::Regex, transcript: &Transcript, scope: Scope) -> Vec<Hit> {
    let mut out = Vec::new();
    let mut folded = Folded::default();
    for (sentence, found) in transcript.sentences.iter().enumerate() {
        let turn = transcript.turn_of_sentence(sentence);
        if !scope.includes(transcript.turns[turn].kind) {
            continue;
        }
        folded.refill(transcript.slice(found.span), Case::Keep);
        let matches = regex.find_iter(folded.text()).filter(|m| !m.is_empty());
        out.extend(matches.map(|m| {
            let span = folded.original(Span::new(m.start(), m.end()));
            let start = found.span.start;
            Hit { span: Span::new(start + span.start, start + span.end), sentence, turn }
        }));
    }
    out
}

/// The hits of all terms in the sentences that all of them hit, longest first where they overlap.
fn in_common_sentences(found: &[Vec<Hit>]) -> Vec<Hit> {
    let holds = |hits: &[Hit], sentence| hits.binary_search_by_key(&sentence, |hit| hit.sentence).is_ok();
    let mut out: Vec<Hit> = found
        .iter()
        .flatten()
        .filter(|hit| found.iter().all(|hits| holds(hits, hit.sentence)))
        .copied()
        .collect();
    out.sort_by_key(|hit| (hit.span.start, std::cmp::Reverse(hit.span.end)));
    let mut end = 0;
    out.retain(|hit| {
        let is_free = hit.span.start >= end;
        end = end.max(hit.span.end);
        is_free
    });
    out
}

#[cfg(test)]
mod tests;
