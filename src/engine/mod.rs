//! The pure layer: transcripts in, structure, topics, pairs, positions and redlines out.
//!
//! Nothing here reads a file, a clock or the environment, starts a thread or knows a window, and the
//! same input gives the same output: no iteration order of a hash map ever reaches a result.
//!
//! The words used here are those of the interface and the documentation:
//!
//! | word | meaning |
//! | --- | --- |
//! | [transcript](transcript::Transcript) | one loaded document with its metadata |
//! | [turn](transcript::Turn) | opening remarks, question or answer, with its speaker |
//! | [paragraph](transcript::Paragraph), [sentence](transcript::Sentence) | units inside a turn; the sentence is the unit of matching, the paragraph of reading |
//! | [furniture](transcript::Furniture) | site navigation, share buttons, unrelated tails: kept, marked, left out of every count |
//! | topic | a named list of terms and aliases |
//! | statement | one to four consecutive sentences by a speaker that make one point |
//! | pair | two statements of two transcripts proposed as the same position, with score, tier and reason |
//! | position | a named group of corresponding statements over time |
//! | [judgement](judgement::Judgement) | what the reviewer decided: two statements stand together or apart; name, note, importance of a position |

pub mod analysis;
pub mod candidates;
pub mod carried;
pub mod chronicle;
pub mod cite;
pub mod compare;
pub mod constraints;
pub mod corpus;
pub mod document;
pub mod duplicates;
pub mod encoder;
#[cfg(test)]
pub(crate) mod examples;
pub mod explain;
pub mod flags;
pub mod fold;
pub mod judgement;
pub mod lexicon;
pub mod numbers;
pub mod pairs;
pub mod paragraphs;
pub mod positions;
pub mod ranking;
pub mod redline;
pub mod report;
pub mod review;
pub mod runs;
pub mod search;
pub mod signals;
pub mod statements;
pub mod steps;
pub mod structure;
pub mod terms;
pub mod topics;
pub mod transcript;
pub mod vectors;
pub mod versions;
pub mod wording;
pub mod words;
