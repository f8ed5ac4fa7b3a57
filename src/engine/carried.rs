//! What a sentence is on where it does not say so itself.
//!
//! "This is what it is doing" is on NATO where its paragraph is, or where it answers a question about NATO.

use std::sync::Arc;

use crate::engine::corpus::{Corpus, UnitId};
use crate::engine::topics::TopicSet;
use crate::engine::transcript::Transcript;

/// An answer that does not name what it was asked about must hold this share of the median information.
const ANSWER_SHARE: f32 = 0.5;

/// What ends a question, by script.
const QUESTION_MARKS: [char; 3] = ['?', '？', '؟'];

/// What each unit is on: the topics that it mentions; where it mentions none, those of its paragraph; where
/// that mentions none, those of the question that prompted it. An answer need not name what it was asked
/// about, but one that says next to nothing is none.
pub fn topics(
    corpus: &Corpus,
    transcripts: &[Arc<Transcript>],
    topics_of: &[Vec<TopicSet>],
    paragraph_topics: &[Vec<TopicSet>],
) -> Vec<TopicSet> {
    let least = corpus.median_information() * ANSWER_SHARE;
    let of_unit = |id: UnitId| {
        let unit = corpus.unit(id);
        let t = unit.transcript as usize;
        let own = topics_of[t][unit.sentence as usize];
        let paragraph = paragraph_topics[t][unit.paragraph as usize];
        if !own.is_empty() {
            own
        } else if !paragraph.is_empty() {
            paragraph
        } else if unit.ritual || corpus.information(id) < least {
            TopicSet::default()
        } else {
            let question = transcripts[t].prompt_of_turn(unit.turn as usize);
            question.map_or_else(TopicSet::default, |turn| asked(&transcripts[t], turn, &topics_of[t]))
        }
    };
    (0..corpus.len() as UnitId).map(of_unit).collect()
}

/// The topics of a question: those of the sentences that ask, or else of all that leads up to them.
fn asked(transcript: &Transcript, turn: usize, topics: &[TopicSet]) -> TopicSet {
    let paragraphs = transcript.paragraphs.iter().filter(|paragraph| paragraph.turn == turn);
    let sentences =
        || paragraphs.clone().flat_map(|paragraph| paragraph.first_sentence..paragraph.end_sentence);
    let asks = |sentence: &usize| {
        let text = transcript.slice(transcript.sentences[*sentence].span);
        text.trim_end_matches(|c: char| !c.is_alphanumeric() && !QUESTION_MARKS.contains(&c))
            .ends_with(QUESTION_MARKS)
    };
    let asking = TopicSet::of_all(sentences().filter(asks).map(|sentence| &topics[sentence]));
    if asking.is_empty() { TopicSet::of_all(sentences().map(|sentence| &topics[sentence])) } else { asking }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::analysis::Analysis;
    use crate::engine::examples;
    use crate::engine::positions::Statement;
    use crate::engine::vectors::Vectors;

    const TALK: &str = "Minister Petrov: We spoke about the harvest with the farmers of the region.

Question: You met the farmers today. What about the military infrastructure of NATO?

Minister Petrov: It keeps coming closer to our borders every single year, and we see it clearly. Thank you.

Ukraine is another matter, where talks on a ceasefire have been proposed. They were turned down by the other side without reading them.

Question: And the price of bread?

Minister Petrov: The bakers of the region promised to keep it as low as it was before the summer.";

    fn analysis() -> Analysis {
        examples::analysis(&[examples::transcript("a", None, "en", TALK)], &Vectors::default())
    }

    /// The units on a topic, by their first word.
    fn on(analysis: &Analysis, topic: &str) -> Vec<String> {
        let topic = analysis.topics.find(topic).unwrap();
        let is_on = |unit: &UnitId| analysis.is_on(Statement::of_unit(&analysis.corpus, *unit), Some(topic));
        let first = |unit: UnitId| analysis.unit_text(unit).split(' ').next().unwrap_or_default().to_owned();
        (0..analysis.corpus.len() as UnitId).filter(is_on).map(first).collect()
    }

    #[test]
    fn an_answer_is_on_what_it_was_asked_about() {
        let analysis = analysis();
        assert_eq!(on(&analysis, "NATO"), ["It"], "neither the thanks nor the paragraph on Ukraine");
        let nato = analysis.topics.find("NATO").unwrap();
        assert!(analysis.is_spoken_of(0, nato));
    }

    #[test]
    fn a_sentence_without_a_topic_is_on_that_of_its_paragraph() {
        assert_eq!(on(&analysis(), "Ukraine"), ["Ukraine", "They"]);
    }
}
