//! What the reviewer decided, in a form that outlives every analysis.
//!
//! Everything is one of two records: a [`Verdict`] on two statements, or a [`Remark`] on the position
//! that holds a statement. Statements are named by a [`Quote`], the words with the place where they
//! stood, never by a number of some analysis; [`constraints`](crate::engine::constraints) finds them
//! again. To undo is to put the former value back, so nothing here knows of undo.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::engine::document::TextHash;
use crate::engine::transcript::{Span, Transcript};

/// A statement as the reviewer saw it: the words, where they stood, and in which text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Quote {
    /// Identity of the text.
    pub text: TextHash,

    /// Where it stood there.
    pub span: Span,

    /// The words, verbatim.
    pub words: String,

    /// The path of the transcript; finds it again after its text was corrected.
    pub path: String,
}

impl Quote {
    /// Quotes a part of a transcript whose text has this hash.
    pub fn new(text: TextHash, transcript: &Transcript, span: Span) -> Self {
        Self { text, span, words: transcript.slice(span).to_owned(), path: transcript.source.path.clone() }
    }

    fn place(&self) -> (TextHash, Span) {
        (self.text, self.span)
    }
}

/// Whether two statements are the same position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ruling {
    /// They are: confirmed, or paired by hand.
    Together,

    /// They are not: rejected, or split off.
    Apart,
}

/// How the later of two statements stands to the earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// The same point, in the same or nearly the same words.
    Repeated,

    /// The same point in other words.
    Reworded,

    /// The same point, made more strongly.
    Strengthened,

    /// The same point, made less strongly.
    Weakened,

    /// The opposite.
    Reversed,
}

impl Relation {
    /// All of them, in the order of their keys.
    pub const ALL: [Self; 5] =
        [Self::Repeated, Self::Reworded, Self::Strengthened, Self::Weakened, Self::Reversed];

    /// As the interface writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Repeated => "repeated",
            Self::Reworded => "reworded",
            Self::Strengthened => "strengthened",
            Self::Weakened => "weakened",
            Self::Reversed => "reversed",
        }
    }
}

/// Who thought of a pair first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The engine proposed it.
    Proposed,

    /// The reviewer paired them.
    ByHand,
}

/// What the reviewer decided about two statements; their order says nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// One statement.
    pub a: Quote,

    /// The other.
    pub b: Quote,

    /// Whether they are the same position.
    pub ruling: Ruling,

    /// How the later stands to the earlier, where the reviewer said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<Relation>,

    /// Who thought of the pair first.
    pub origin: Origin,
}

/// How much a position matters to the reviewer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Importance {
    /// Nothing was said.
    #[default]
    Plain,

    /// It matters.
    High,

    /// It matters most.
    Highest,
}

impl Importance {
    /// The next one, after the last the first.
    pub fn next(self) -> Self {
        match self {
            Self::Plain => Self::High,
            Self::High => Self::Highest,
            Self::Highest => Self::Plain,
        }
    }

    /// In words; empty where nothing was said.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::High => "important",
            Self::Highest => "most important",
        }
    }
}

/// What the reviewer wrote about a position. It belongs to the position that holds its statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The statement.
    pub at: Quote,

    /// The name of the position; empty where it keeps its proposed one.
    #[serde(default)]
    pub name: String,

    /// A note.
    #[serde(default)]
    pub note: String,

    /// How much it matters.
    #[serde(default)]
    pub importance: Importance,
}

impl Remark {
    /// A remark that says nothing yet.
    pub fn empty(at: Quote) -> Self {
        Self { at, name: String::new(), note: String::new(), importance: Importance::Plain }
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.name.is_empty() && self.note.is_empty() && self.importance == Importance::Plain
    }
}

/// One decision of the reviewer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Judgement {
    /// About two statements.
    Verdict(Verdict),

    /// About a position.
    Remark(Remark),
}

impl Judgement {
    /// What it is about; a later judgement with the same key replaces it.
    pub fn key(&self) -> Key {
        let place = |quote: &Quote| format!("{} {}-{}", quote.text, quote.span.start, quote.span.end);
        Key(match self {
            Self::Verdict(Verdict { a, b, .. }) => {
                let (first, second) = if a.place() <= b.place() { (a, b) } else { (b, a) };
                format!("pair {} {}", place(first), place(second))
            }
            Self::Remark(remark) => format!("remark {}", place(&remark.at)),
        })
    }
}

/// What a judgement is about: two places, or one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key(String);

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A judgement and when it was made, as a number that grows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Later judgements have larger numbers; it decides where two contradict each other.
    pub made: u64,

    /// What was decided.
    pub judgement: Judgement,
}

/// All judgements of a library, at most one on each subject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgements {
    records: BTreeMap<Key, Record>,
    last: u64,
}

impl Judgements {
    /// The number for the next judgement.
    pub fn next_number(&self) -> u64 {
        self.last + 1
    }

    /// The judgement on a subject.
    pub fn get(&self, key: &Key) -> Option<&Record> {
        self.records.get(key)
    }

    /// Puts the judgement on a subject, or takes it away; answers the former one.
    pub fn put(&mut self, key: Key, record: Option<Record>) -> Option<Record> {
        match record {
            Some(record) => {
                self.last = self.last.max(record.made);
                self.records.insert(key, record)
            }
            None => self.records.remove(&key),
        }
    }

    /// Adds a judgement under its own key.
    pub fn add(&mut self, record: Record) {
        self.put(record.judgement.key(), Some(record));
    }

    /// All of them by key.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &Record)> {
        self.records.iter()
    }

    /// All of them, the newest first.
    pub fn newest_first(&self) -> Vec<(&Key, &Record)> {
        let mut all: Vec<_> = self.records.iter().collect();
        all.sort_by_key(|(_, record)| std::cmp::Reverse(record.made));
        all
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether nothing was decided.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(words: &str, start: usize) -> Quote {
        Quote {
            text: TextHash::of("text"),
            span: Span::new(start, start + words.len()),
            words: words.to_owned(),
            path: "a.txt".to_owned(),
        }
    }

    fn verdict(a: Quote, b: Quote, ruling: Ruling) -> Judgement {
        Judgement::Verdict(Verdict { a, b, ruling, relation: None, origin: Origin::Proposed })
    }

    #[test]
    fn a_pair_has_one_key_in_either_order() {
        let (a, b) = (quote("one", 0), quote("two", 9));
        let key = verdict(a.clone(), b.clone(), Ruling::Together).key();
        assert_eq!(verdict(b.clone(), a.clone(), Ruling::Apart).key(), key);
        assert_ne!(verdict(a.clone(), quote("two", 10), Ruling::Apart).key(), key);
        assert_ne!(Judgement::Remark(Remark::empty(a)).key(), Judgement::Remark(Remark::empty(b)).key());
    }

    #[test]
    fn putting_the_former_value_back_undoes() {
        let mut judgements = Judgements::default();
        let judgement = verdict(quote("one", 0), quote("two", 9), Ruling::Together);
        let key = judgement.key();
        judgements.add(Record { made: 7, judgement });
        let before = judgements.clone();
        let apart = verdict(quote("one", 0), quote("two", 9), Ruling::Apart);
        let former = judgements.put(key.clone(), Some(Record { made: 8, judgement: apart }));
        assert_ne!(judgements, before);
        judgements.put(key, former);
        assert_eq!(judgements.newest_first(), before.newest_first());
        assert_eq!(judgements.next_number(), 9, "numbers are never given twice");
    }

    #[test]
    fn judgements_are_read_as_they_were_written() {
        let mut remark = Remark::empty(quote("“Так”, he said", 3));
        remark.note = "check".to_owned();
        for judgement in [verdict(quote("one", 0), quote("two", 9), Ruling::Apart), Judgement::Remark(remark)]
        {
            let json = serde_json::to_string(&judgement).unwrap();
            assert_eq!(serde_json::from_str::<Judgement>(&json).unwrap(), judgement);
        }
    }
}
