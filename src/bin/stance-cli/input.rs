//! The files that a command works on.

use std::path::{Path, PathBuf};

use clap::Args;
use stance::engine::numbers::count;
use stance::engine::transcript::{Edits, Transcript};
use stance::io::load::load;
use stance::io::seeds;

use crate::output::{Status, message};

/// How many files that were left out are named.
const NAMED: usize = 3;

/// The files named.
#[derive(Debug, Args)]
pub struct Input {
    /// Transcripts (text, Markdown, web pages, Word, OpenDocument, RTF, PDF, tables, zip archives), or
    /// folders of them; the five that come with the program where none is named
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// What was read of them.
#[derive(Debug)]
pub struct Read {
    /// The transcripts in the order of the files.
    pub transcripts: Vec<Transcript>,

    /// Whether all could be read.
    pub status: Status,
}

impl Input {
    /// Reads the files, and tells the user about each that could not be read.
    pub fn read(&self) -> Read {
        let edits = Edits::default();
        if self.files.is_empty() {
            let documents = seeds::documents();
            return Read {
                transcripts: documents.iter().map(|d| d.read(&edits)).collect(),
                status: Status::Complete,
            };
        }
        let loaded = load(&self.files);
        let mut read =
            Read { transcripts: Vec::with_capacity(loaded.documents.len()), status: Status::Complete };
        for document in loaded.documents {
            match document {
                Ok(document) => read.transcripts.push(document.read(&edits)),
                Err(error) => {
                    message(&format_args!("{error}\n  {}", error.hint()));
                    read.status = Status::Incomplete;
                }
            }
        }
        for problem in &loaded.problems {
            message(problem);
        }
        report_skipped(&loaded.skipped);
        read
    }
}

fn report_skipped(skipped: &[PathBuf]) {
    if skipped.is_empty() {
        return;
    }
    let first = skipped.iter().take(NAMED).map(PathBuf::as_path);
    let names: Vec<_> = first.map(Path::display).map(|name| name.to_string()).collect();
    let more = if skipped.len() > NAMED { ", …" } else { "" };
    let count = count(skipped.len(), "file");
    message(&format_args!("{count} of other kinds left out: {}{more}", names.join(", ")));
}
