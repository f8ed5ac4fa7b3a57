//! `stance-cli search`: words with the sentence around them.

use clap::{Args, ValueEnum};
use serde::Serialize;
use stance::engine::search::{Hit, Prepared, Query, Scope, Syntax, search};
use stance::engine::transcript::Transcript;

use crate::input::Input;
use crate::output::{Failure, Output, Status, VERSION};

/// Find words, phrases and patterns, each with its sentence
///
/// Words stand apart and all must occur in a sentence; "quotation marks" hold a phrase together; * is
/// any letters, ? one letter, | parts alternatives. Case and typography do not matter. Offsets are
/// bytes of the decoded text, turns are counted from 0 as in the output of inspect.
#[derive(Debug, Args)]
pub struct Search {
    /// What to look for
    query: String,

    #[command(flatten)]
    input: Input,

    /// The query is a regular expression, to be found within a sentence
    #[arg(long)]
    regex: bool,

    /// Whose words to search
    #[arg(long = "in", value_name = "WHERE", value_enum, default_value_t)]
    scope: In,

    /// How to write the hits
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    #[command(flatten)]
    output: Output,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum In {
    /// What the speakers say: opening remarks and answers
    Answers,

    /// What they are asked
    Questions,

    /// Both
    #[default]
    All,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
    /// A table with a header
    #[default]
    Csv,

    /// JSON
    Json,
}

impl Search {
    /// Runs the command.
    pub fn run(&self) -> Result<Status, Failure> {
        let syntax = if self.regex { Syntax::Regex } else { Syntax::Words };
        let query = Query::parse(&self.query, syntax);
        let query = query.map_err(|error| Failure::Usage(error.to_string()))?;
        let scope = match self.scope {
            In::Answers => Scope::Answers,
            In::Questions => Scope::Questions,
            In::All => Scope::All,
        };
        let read = self.input.read();
        let hits = read.transcripts.iter().flat_map(|transcript| {
            let hits = search(&query, transcript, &Prepared::new(transcript), scope);
            hits.into_iter().map(move |hit| Row::of(transcript, hit))
        });
        let written = match self.format {
            Format::Json => {
                self.output.json(&Report { version: VERSION, query: &self.query, hits: hits.collect() })
            }
            Format::Csv => self.output.write(|out| {
                let mut table = csv::WriterBuilder::new().has_headers(false).from_writer(out);
                table.write_record(COLUMNS)?;
                for hit in hits {
                    table.serialize(hit)?;
                }
                table.flush()
            }),
        };
        written.map(|()| read.status)
    }
}

/// The fields of [`Row`] in their order.
const COLUMNS: [&str; 9] =
    ["transcript", "date", "speaker", "turn", "start", "end", "left", "keyword", "right"];

#[derive(Serialize)]
struct Report<'t> {
    version: u32,
    query: &'t str,
    hits: Vec<Row<'t>>,
}

#[derive(Serialize)]
struct Row<'t> {
    transcript: &'t str,
    date: Option<String>,
    speaker: Option<&'t str>,
    turn: usize,
    start: usize,
    end: usize,
    left: &'t str,
    keyword: &'t str,
    right: &'t str,
}

impl<'t> Row<'t> {
    fn of(transcript: &'t Transcript, hit: Hit) -> Self {
        let line = hit.line(transcript);
        Self {
            transcript: &transcript.source.path,
            date: transcript.meta.date.map(|date| date.value.to_string()),
            speaker: transcript.turns[hit.turn].speaker.as_deref(),
            turn: hit.turn,
            start: hit.span.start,
            end: hit.span.end,
            left: line.left,
            keyword: line.keyword,
            right: line.right,
        }
    }
}
