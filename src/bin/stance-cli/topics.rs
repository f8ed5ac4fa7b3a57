//! `stance-cli topics`: how often each transcript names each topic, and out of how much.

use std::io::{self, Write};

use clap::Args;
use serde::Serialize;
use stance::engine::cite;
use stance::engine::numbers::{count, thousands};
use stance::engine::topics::{RoleCounts, Topic, TopicCount, TopicCounts, Topics as TopicList};
use stance::engine::transcript::Transcript;

use crate::input::Input;
use crate::output::{Failure, Output, Status, VERSION};

/// Count how often each topic is named, with what the counts are out of
#[derive(Debug, Args)]
pub struct Topics {
    #[command(flatten)]
    input: Input,

    /// Write JSON
    #[arg(long)]
    json: bool,

    #[command(flatten)]
    output: Output,
}

impl Topics {
    /// Runs the command.
    pub fn run(&self) -> Result<Status, Failure> {
        let read = self.input.read();
        let list = TopicList::builtin();
        let counts = read.transcripts.iter().map(|transcript| {
            let mentions = list.mentions(transcript);
            TopicCounts::of(transcript, &mentions, list.list().len())
        });
        let counted: Vec<(&Transcript, TopicCounts)> = read.transcripts.iter().zip(counts).collect();
        if self.json {
            let transcripts = counted.iter();
            self.output.json(&Report {
                version: VERSION,
                topics: list.list().iter().map(|topic| topic.name.as_str()).collect(),
                transcripts: transcripts.map(|(t, counts)| TranscriptJson::of(t, counts, list)).collect(),
            })?;
        } else {
            self.output
                .write(|out| counted.iter().try_for_each(|(t, counts)| describe(out, t, counts, list)))?;
        }
        Ok(read.status)
    }
}

#[derive(Serialize)]
struct Report<'t> {
    version: u32,
    topics: Vec<&'t str>,
    transcripts: Vec<TranscriptJson<'t>>,
}

/// One transcript. `words`, `answers`, `questions` and `sentences` are what the counts are out of.
#[derive(Serialize)]
struct TranscriptJson<'t> {
    path: &'t str,
    title: &'t str,
    date: Option<String>,
    words: usize,
    words_by_role: RoleCounts,
    openings: usize,
    answers: usize,
    questions: usize,
    sentences: usize,
    topics: Vec<TopicJson<'t>>,
}

/// One topic in it. `answers` and `questions` are those that name the topic, `sentences` those of
/// speakers.
#[derive(Serialize)]
struct TopicJson<'t> {
    topic: &'t str,
    mentions: usize,
    mentions_by_role: RoleCounts,
    openings: usize,
    answers: usize,
    questions: usize,
    sentences: usize,
}

impl<'t> TranscriptJson<'t> {
    fn of(transcript: &'t Transcript, counts: &TopicCounts, list: &'t TopicList) -> Self {
        let topics = list.list().iter().zip(&counts.topics);
        Self {
            path: &transcript.source.path,
            title: &transcript.meta.title,
            date: transcript.meta.date.map(|date| date.value.to_string()),
            words: counts.words.total(),
            words_by_role: counts.words,
            openings: counts.turns.opening,
            answers: counts.turns.answer,
            questions: counts.turns.question,
            sentences: counts.sentences,
            topics: topics.map(|(topic, count)| TopicJson::of(topic, count)).collect(),
        }
    }
}

impl<'t> TopicJson<'t> {
    fn of(topic: &'t Topic, count: &TopicCount) -> Self {
        Self {
            topic: &topic.name,
            mentions: count.mentions.total(),
            mentions_by_role: count.mentions,
            openings: count.turns.opening,
            answers: count.turns.answer,
            questions: count.turns.question,
            sentences: count.sentences,
        }
    }
}

fn describe(
    out: &mut dyn Write,
    transcript: &Transcript,
    counts: &TopicCounts,
    list: &TopicList,
) -> io::Result<()> {
    writeln!(out, "{}", transcript.source.path)?;
    writeln!(
        out,
        "  {}: {}, {}, {}, {} of speakers",
        cite::name(transcript),
        count(counts.words.total(), "word"),
        count(counts.turns.answer, "answer"),
        count(counts.turns.question, "question"),
        count(counts.sentences, "sentence"),
    )?;
    let mut rows: Vec<(&Topic, &TopicCount)> = list.list().iter().zip(&counts.topics).collect();
    rows.retain(|(_, count)| count.mentions.total() > 0);
    // Most mentions first; equal ones stay in the order of the list.
    rows.sort_by_key(|(_, count)| std::cmp::Reverse(count.mentions.total()));
    if rows.is_empty() {
        return writeln!(out, "  no topic of the list is named\n");
    }
    let width = rows.iter().map(|(topic, _)| topic.name.chars().count()).max();
    let width = width.unwrap_or_default().max("topic".len());
    writeln!(out, "  {:width$}  mentions  per 1,000 words  sentences  opening  answers  questions", "topic")?;
    for (topic, count) in rows {
        let words = counts.words.total().max(1) as f64;
        writeln!(
            out,
            "  {:width$}  {:>8}  {:>15.1}  {:>9}  {:>7}  {:>7}  {:>9}",
            topic.name,
            thousands(count.mentions.total()),
            count.mentions.total() as f64 * 1000.0 / words,
            out_of(count.sentences, counts.sentences),
            out_of(count.turns.opening, counts.turns.opening),
            out_of(count.turns.answer, counts.turns.answer),
            out_of(count.turns.question, counts.turns.question),
        )?;
    }
    writeln!(out)
}

fn out_of(part: usize, whole: usize) -> String {
    format!("{part}/{whole}")
}
