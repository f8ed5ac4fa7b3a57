//! `stance-cli diff`: two versions of one text, word by word.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;
use stance::engine::document::Document;
use stance::engine::transcript::{Edits, Span};
use stance::engine::versions::{Change, Source, Versions, report};

use crate::compare::document;
use crate::output::{Failure, Output, Status, VERSION, message};

/// Compare two versions of one text word by word: deleted, inserted, replaced, moved
///
/// Quotation marks, dashes, spaces and the normal form of Unicode make no difference; case does.
/// Everything in the files is compared, share buttons too, unless --no-furniture is given; of web pages only the
/// text, without the menus and cards round it.
#[derive(Debug, Args)]
pub struct Diff {
    /// The old version: a file, or the beginning of the name of a transcript that comes with the program
    #[arg(value_name = "A")]
    a: PathBuf,

    /// The new version
    #[arg(value_name = "B")]
    b: PathBuf,

    /// How to write it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,

    /// Leave out all that does not belong to the event: menus, share buttons, unrelated tails
    #[arg(long)]
    no_furniture: bool,

    #[command(flatten)]
    output: Output,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// Plain text; deletions [-…-], insertions {+…+}, passages moved from here [<n …<], to here {>n …>}
    Text,
    /// Markdown
    Markdown,
    /// A page for the browser and the printer
    Html,
    /// JSON
    Json,
}

impl Diff {
    /// Runs the command.
    pub fn run(&self) -> Result<Status, Failure> {
        // Both are tried, so that a message names each that cannot be read.
        let (a, b) = (document(&self.a), document(&self.b));
        let (Some(a), Some(b)) = (a, b) else {
            return Ok(Status::Incomplete);
        };
        let (a_out, b_out) = (self.left_out(&a), self.left_out(&b));
        let (old, new) =
            (Source { text: &a.text, left_out: &a_out }, Source { text: &b.text, left_out: &b_out });
        let versions = Versions::new(old, new);
        if !versions.are_versions() {
            message(&format_args!(
                "only {:.0} % of the words of {} and {} stand in both in runs of eight and more: these are \
                 hardly two versions of one text, and `stance-cli compare` may tell more",
                versions.words.shared_share() * 100.0,
                self.a.display(),
                self.b.display()
            ));
        }
        let names = (a.source.file_name(), b.source.file_name());
        let text = match self.format {
            Format::Text => report::text(&versions, old, new),
            Format::Markdown => report::markdown(&versions, (names.0, old), (names.1, new)),
            Format::Html => report::html(&versions, (names.0, old), (names.1, new)),
            Format::Json => {
                self.output.json(&Report::of(&versions, &a, &b))?;
                return Ok(Status::Complete);
            }
        };
        self.output.write(|out| out.write_all(text.as_bytes()))?;
        Ok(Status::Complete)
    }

    fn left_out(&self, document: &Document) -> Vec<Span> {
        if !self.no_furniture {
            return document.facts.furniture.iter().map(|furniture| furniture.span).collect();
        }
        let transcript = document.read(&Edits::default());
        transcript.furniture.iter().map(|furniture| furniture.span).collect()
    }
}

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    a: &'a str,
    b: &'a str,
    words: WordsJson,
    /// Whether enough is shared for the two to be versions of one text, and how much.
    versions: bool,
    shared: f64,
    changes: Vec<ChangeJson>,
}

#[derive(Serialize)]
struct WordsJson {
    a: usize,
    b: usize,
    deleted: usize,
    inserted: usize,
    moved: usize,
}

#[derive(Serialize)]
struct ChangeJson {
    kind: &'static str,
    a: Option<Span>,
    b: Option<Span>,
}

impl<'a> Report<'a> {
    fn of(versions: &Versions, a: &'a Document, b: &'a Document) -> Self {
        let words = versions.words;
        let change = |change: &Change| ChangeJson { kind: change.kind.as_str(), a: change.a, b: change.b };
        Self {
            version: VERSION,
            a: &a.source.path,
            b: &b.source.path,
            words: WordsJson {
                a: words.a,
                b: words.b,
                deleted: words.deleted,
                inserted: words.inserted,
                moved: words.moved,
            },
            versions: versions.are_versions(),
            shared: (words.shared_share() * 10_000.0).round() / 10_000.0,
            changes: versions.changes.iter().map(change).collect(),
        }
    }
}
