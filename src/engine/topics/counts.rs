//! How often a transcript names each topic, and out of how much.
//!
//! A count means nothing without what it is out of: 9 of 10 answers is another matter than 9 of 90.

use serde::{Deserialize, Serialize};

use super::{Mention, TopicSet, sentence_topics};
use crate::engine::structure::count_words;
use crate::engine::transcript::{Transcript, TurnKind};

/// Something counted by what kind of turn it stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleCounts {
    /// In remarks before the first question.
    pub opening: usize,

    /// In answers.
    pub answer: usize,

    /// In questions.
    pub question: usize,

    /// In anything else that is spoken.
    pub other: usize,
}

impl RoleCounts {
    /// The count for a kind of turn.
    pub fn get(self, kind: TurnKind) -> usize {
        match kind {
            TurnKind::Opening => self.opening,
            TurnKind::Answer => self.answer,
            TurnKind::Question => self.question,
            TurnKind::Other => self.other,
        }
    }

    /// All turns.
    pub fn total(self) -> usize {
        self.speech() + self.question
    }

    /// What the speakers of the event say: everything but questions.
    pub fn speech(self) -> usize {
        self.opening + self.answer + self.other
    }

    fn add(&mut self, kind: TurnKind, count: usize) {
        *match kind {
            TurnKind::Opening => &mut self.opening,
            TurnKind::Answer => &mut self.answer,
            TurnKind::Question => &mut self.question,
            TurnKind::Other => &mut self.other,
        } += count;
    }
}

/// One topic in one transcript.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicCount {
    /// How often it is named.
    pub mentions: RoleCounts,

    /// How many turns name it.
    pub turns: RoleCounts,

    /// How many sentences of speakers name it; questions are left out.
    pub sentences: usize,
}

/// All topics in one transcript, with what the counts are out of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicCounts {
    /// Words, labels left out.
    pub words: RoleCounts,

    /// Turns.
    pub turns: RoleCounts,

    /// Sentences of speakers; questions are left out.
    pub sentences: usize,

    /// One for each topic of the list, in its order.
    pub topics: Vec<TopicCount>,
}

impl TopicCounts {
    /// Counts what [`Topics::mentions`](super::Topics::mentions) found, for a list of so many topics.
    pub fn of(transcript: &Transcript, mentions: &[Mention], topic_count: usize) -> Self {
        let mut counts = Self { topics: vec![TopicCount::default(); topic_count], ..Self::default() };
        for turn in &transcript.turns {
            counts.turns.add(turn.kind, 1);
            let paragraphs = &transcript.paragraphs[turn.first_paragraph..turn.end_paragraph];
            let said = paragraphs.iter().map(|p| count_words(transcript.slice(p.span)));
            counts.words.add(turn.kind, said.sum());
        }
        counts.count_mentions(transcript, mentions);
        for (index, set) in sentence_topics(transcript, mentions).into_iter().enumerate() {
            let turn = transcript.turn_of_sentence(index);
            if !transcript.turns[turn].kind.is_speech() {
                continue;
            }
            counts.sentences += 1;
            for topic in set.iter() {
                if let Some(count) = counts.topics.get_mut(topic) {
                    count.sentences += 1;
                }
            }
        }
        counts
    }

    fn count_mentions(&mut self, transcript: &Transcript, mentions: &[Mention]) {
        let mut turn = 0;
        let mut seen = TopicSet::default();
        for mention in mentions {
            let Some(paragraph) = transcript.paragraph_at(mention.span.start) else {
                continue;
            };
            let this_turn = transcript.paragraphs[paragraph].turn;
            if this_turn != turn {
                turn = this_turn;
                seen = TopicSet::default();
            }
            let kind = transcript.turns[turn].kind;
            let Some(count) = self.topics.get_mut(mention.topic) else {
                continue;
            };
            count.mentions.add(kind, 1);
            if !seen.contains(mention.topic) {
                seen.insert(mention.topic);
                count.turns.add(kind, 1);
            }
        }
    }
}
