//! Whether a library is whole: the pages of the file and the sense of each row. Nothing is written.

use std::path::Path;

use rusqlite::Connection;

use super::error::{LibraryError, database};
use super::{Access, Library, ReadOnly};
use crate::engine::encoder::{Encoder, Vector};

/// What SQLite names of damaged pages at most.
const MOST_NAMED: usize = 20;

/// What a library holds, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Version of its tables.
    pub version: i64,

    /// Transcripts that make sense.
    pub transcripts: usize,

    /// Transcripts whose file was more than the text, so that its bytes are kept too.
    pub originals: usize,

    /// Judgements that make sense.
    pub judgements: usize,

    /// Vectors of sentences.
    pub vectors: usize,

    /// What is wrong, a line each; empty where nothing is.
    pub problems: Vec<String>,
}

/// Checks a library.
pub fn check(path: &Path) -> Result<Report, LibraryError> {
    let library = Library::open_to_read(path)?;
    let mut report = Report { version: library.version, ..Report::default() };
    match pages(&library.connection) {
        Ok(problems) => report.problems = problems,
        Err(error) => report.problems.push(database(path, error).to_string()),
    }
    if library.access == Access::Read(ReadOnly::Damaged) && report.problems.is_empty() {
        report.problems.push("pages of the file are damaged or missing".to_owned());
    }
    transcripts(&library, &mut report)?;
    judgements(&library, &mut report)?;
    vectors(&library, &mut report)?;
    Ok(report)
}

/// What SQLite finds wrong with the pages.
fn pages(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let sql = format!("PRAGMA integrity_check({MOST_NAMED})");
    let mut statement = connection.prepare(&sql)?;
    let lines: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok").collect())
}

fn transcripts(library: &Library, report: &mut Report) -> Result<(), LibraryError> {
    let reader = library.reader();
    let (rows, _) = reader.transcripts()?;
    for row in rows {
        let stored = match reader.transcript(row) {
            Ok(Some(stored)) => stored,
            Ok(None) => continue,
            Err(error) => {
                report.problems.push(format!("transcript in row {row}: {error}"));
                continue;
            }
        };
        let problems = stored.problems;
        report.originals += usize::from(stored.original.is_some());
        if problems.is_empty() {
            report.transcripts += 1;
        }
        let path = &stored.document.source.path;
        report.problems.extend(problems.iter().map(|problem| format!("transcript {path}: {problem}")));
    }
    Ok(())
}

fn judgements(library: &Library, report: &mut Report) -> Result<(), LibraryError> {
    let reader = library.reader();
    let (rows, _) = reader.judgements()?;
    for row in rows {
        match reader.judgement(row) {
            Ok(Some((subject, record))) if subject != record.judgement.key().to_string() => {
                report.problems.push(format!("judgement in row {row}: it is stored under another subject"));
            }
            Ok(Some(_)) => report.judgements += 1,
            Ok(None) => {}
            Err(error) => report.problems.push(format!("judgement in row {row}: {error}")),
        }
    }
    Ok(())
}

fn vectors(library: &Library, report: &mut Report) -> Result<(), LibraryError> {
    let mut senseless = 0;
    let fault = library.reader().each_vector(|sentence, model, vector| {
        let is_known = model == Encoder::MODEL;
        if sentence.len() == 32 && (!is_known || Vector::from_bytes(vector).is_some()) {
            report.vectors += 1;
        } else {
            senseless += 1;
        }
        true
    })?;
    if senseless > 0 {
        let problem = format!("{senseless} vectors make no sense; Stance makes them again");
        report.problems.push(problem);
    }
    if let Some(error) = fault {
        report.problems.push(format!("vectors: {}", database(&library.path, error)));
    }
    Ok(())
}
