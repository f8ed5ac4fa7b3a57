//! Topics: named lists of words by which a subject is recognised, in several languages.
//!
//! A topic is not a classifier. It says which words were used, so that every count can be checked by
//! looking at the text, and a reader may edit the list. The rules are those of the table at the head
//! of `assets/topics.toml`: whole words, `*` for endings, names in capitals only in capitals, and one
//! overlap rule for all topics together (the longest wins its characters). All aliases of all topics
//! are found in one pass.

mod alias;
mod counts;
mod matcher;
mod set;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::engine::fold::{Case, Folded};
use crate::engine::transcript::{Span, Transcript};
use matcher::Matcher;

pub use alias::AliasFlaw;
pub use counts::{RoleCounts, TopicCount, TopicCounts};
pub use set::TopicSet;

/// One topic as it is written in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// The name that is shown.
    pub name: String,

    /// A shorter name for narrow columns; the name itself where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,

    /// The words that count as a mention.
    pub aliases: Vec<String>,

    /// Longer phrases that hold an alias and mean something else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
}

impl Topic {
    /// The name for narrow columns.
    pub fn short_name(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.name)
    }
}

/// What a file of topics looks like.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicFile {
    #[serde(default)]
    topic: Vec<Topic>,
}

/// Why a list of topics cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TopicError {
    /// The file is not of the form that is expected.
    #[error("the list of topics cannot be read: {0}")]
    Format(String),

    /// A topic has no name.
    #[error("topic number {number} has no name")]
    NoName {
        /// Its place in the list, from 1.
        number: usize,
    },

    /// Two topics have one name.
    #[error("two topics are named {name}")]
    SameName {
        /// The name.
        name: String,
    },

    /// A topic has no aliases.
    #[error("the topic {name} has no aliases")]
    NoAliases {
        /// The name.
        name: String,
    },

    /// An alias cannot be searched for.
    #[error("the topic {name} has the alias “{alias}”, which {flaw}")]
    Alias {
        /// The topic.
        name: String,

        /// The alias as it is written.
        alias: String,

        /// What is wrong with it.
        flaw: AliasFlaw,
    },

    /// More than a [`TopicSet`] can hold, or more words than can be searched for at once.
    #[error("there are more than {} topics or too many aliases", TopicSet::CAPACITY)]
    TooMany,
}

/// A place where a text names a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Mention {
    /// The words.
    pub span: Span,

    /// Number of the topic in the list.
    pub topic: usize,
}

/// A list of topics, ready to be found in texts.
#[derive(Clone, Debug)]
pub struct Topics {
    list: Vec<Topic>,
    matcher: Matcher,
}

impl Topics {
    /// The topics that come with the program.
    pub fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Topics> = LazyLock::new(|| {
            Topics::from_toml(include_str!("../../../assets/topics.toml"))
                .expect("a test reads the file that is part of the program")
        });
        &BUILTIN
    }

    /// Reads a list of topics.
    pub fn from_toml(text: &str) -> Result<Self, TopicError> {
        let file: TopicFile = toml::from_str(text).map_err(|error| TopicError::Format(error.to_string()))?;
        Self::new(file.topic)
    }

    /// Prepares a list of topics.
    pub fn new(list: Vec<Topic>) -> Result<Self, TopicError> {
        if list.len() > TopicSet::CAPACITY {
            return Err(TopicError::TooMany);
        }
        let mut names = BTreeSet::new();
        for (index, topic) in list.iter().enumerate() {
            let name = topic.name.trim().to_lowercase();
            if name.is_empty() {
                return Err(TopicError::NoName { number: index + 1 });
            }
            if topic.aliases.is_empty() {
                return Err(TopicError::NoAliases { name: topic.name.clone() });
            }
            if !names.insert(name) {
                return Err(TopicError::SameName { name: topic.name.clone() });
            }
        }
        let matcher = Matcher::new(&list)?;
        Ok(Self { list, matcher })
    }

    /// Writes the list as a file that [`Topics::from_toml`] reads.
    pub fn to_toml(&self) -> String {
        let file = TopicFile { topic: self.list.clone() };
        // Lists of strings can always be written.
        toml::to_string_pretty(&file).unwrap_or_default()
    }

    /// The topics in the order of the file; the place in it is the number of a topic.
    pub fn list(&self) -> &[Topic] {
        &self.list
    }

    /// The number of the topic of that name or short name, case ignored.
    pub fn find(&self, name: &str) -> Option<usize> {
        let wanted = name.trim().to_lowercase();
        let is_wanted = |name: &str| name.to_lowercase() == wanted;
        let by_name = self.list.iter().position(|topic| is_wanted(&topic.name));
        by_name.or_else(|| self.list.iter().position(|topic| is_wanted(topic.short_name())))
    }

    /// Where the turns of a transcript name a topic, in the order of the text. Titles, labels and
    /// furniture are left out.
    pub fn mentions(&self, transcript: &Transcript) -> Vec<Mention> {
        let mut out = Vec::new();
        let mut folded = Folded::default();
        for paragraph in &transcript.paragraphs {
            let text = transcript.slice(paragraph.span);
            self.mentions_from(text, paragraph.span.start, &mut folded, &mut out);
        }
        out
    }

    /// Where a text names a topic, in its order.
    pub fn mentions_in(&self, text: &str) -> Vec<Mention> {
        let mut out = Vec::new();
        self.mentions_from(text, 0, &mut Folded::default(), &mut out);
        out
    }

    fn mentions_from(&self, text: &str, offset: usize, folded: &mut Folded, out: &mut Vec<Mention>) {
        folded.refill(text, Case::Fold);
        self.matcher.find(text, folded, |span, topics| {
            let span = Span::new(span.start + offset, span.end + offset);
            out.extend(topics.iter().map(|topic| Mention { span, topic }));
        });
    }
}

/// The topics of each sentence of a transcript.
pub fn sentence_topics(transcript: &Transcript, mentions: &[Mention]) -> Vec<TopicSet> {
    let mut sets = vec![TopicSet::default(); transcript.sentences.len()];
    for mention in mentions {
        if let Some(sentence) = transcript.sentence_at(mention.span.start) {
            sets[sentence].insert(mention.topic);
        }
    }
    sets
}

#[cfg(test)]
pub(in crate::engine) mod tests;
