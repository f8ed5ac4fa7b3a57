//! A library as one JSON file, with everything in it: for keeping, for other programs, and to save what can be read
//! of a damaged one.
//!
//! The file is written row by row, so it may be larger than the memory. Read again it makes the same library:
//! exported anew it is the same, byte for byte.

use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::error::LibraryError;
use super::read::Rows;
use super::{Access, Change, Library, ReadOnly};
use crate::engine::document::{Document, TextHash};
use crate::engine::judgement::{Judgement, Record};
use crate::engine::transcript::{Edits, Facts, Source};

/// Version of the JSON. Fields may be added, never renamed.
const VERSION: u32 = 1;

/// A transcript in the JSON.
#[derive(Serialize, Deserialize)]
struct TranscriptJson {
    hash: String,
    source: Source,
    facts: Facts,
    edits: Edits,
    lost_characters: bool,
    text: Arc<str>,
    /// Bytes of the file in Base64, where they are more than the text in UTF-8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    original: Option<String>,
}

/// A judgement in the JSON.
#[derive(Serialize, Deserialize)]
struct JudgementJson {
    made: u64,
    judgement: Judgement,
}

/// The vector of a sentence in the JSON: its hash and the vector in Base64.
#[derive(Serialize, Deserialize)]
struct VectorJson {
    sentence: String,
    model: String,
    vector: String,
}

/// The whole JSON.
#[derive(Deserialize)]
struct LibraryJson {
    version: u32,
    transcripts: Vec<TranscriptJson>,
    #[serde(default)]
    judgements: Vec<JudgementJson>,
    #[serde(default)]
    vectors: Vec<VectorJson>,
}

/// Why a JSON file makes no library.
#[derive(Debug, Error)]
pub enum ImportError {
    /// It cannot be read, or is no such JSON.
    #[error("cannot read the export, {0}")]
    Json(serde_json::Error),

    /// A newer Stance wrote it.
    #[error("cannot read the export, it is of version {0} and this program knows {VERSION}")]
    Newer(u32),

    /// A part of it makes no sense.
    #[error("cannot read the export, {0}")]
    Senseless(String),

    /// The library cannot be made.
    #[error(transparent)]
    Library(#[from] LibraryError),
}

/// What is written of a library.
#[derive(Debug)]
pub struct Export {
    library: Library,
    with_vectors: bool,
    problems: Vec<String>,
}

impl Export {
    /// Opens a library to read it; a damaged one as far as it can be read.
    pub fn of(path: &Path, with_vectors: bool) -> Result<Self, LibraryError> {
        let library = Library::open_to_read(path)?;
        let mut problems = Vec::new();
        if library.access() == Access::Read(ReadOnly::Damaged) {
            problems.push("pages of the file are damaged; what can be read is written".to_owned());
        }
        Ok(Self { library, with_vectors, problems })
    }

    /// Writes it, and answers what could not be read, a line each.
    pub fn write(mut self, out: &mut dyn Write) -> io::Result<Vec<String>> {
        write!(out, "{{\"version\":{VERSION},\n\"transcripts\":[")?;
        let mut rows = List::new(out);
        self.transcripts(&mut rows)?;
        write!(out, "],\n\"judgements\":[")?;
        let mut rows = List::new(out);
        self.judgements(&mut rows)?;
        if self.with_vectors {
            write!(out, "],\n\"vectors\":[")?;
            let mut rows = List::new(out);
            self.vectors(&mut rows)?;
        }
        writeln!(out, "]}}")?;
        Ok(self.problems)
    }

    fn transcripts(&mut self, out: &mut List<'_>) -> io::Result<()> {
        let reader = self.library.reader();
        for row in listed(reader.transcripts(), &mut self.problems) {
            let stored = match reader.transcript(row) {
                Ok(Some(stored)) => stored,
                Ok(None) => continue,
                Err(error) => {
                    self.problems.push(format!("transcript in row {row} is left out: {error}"));
                    continue;
                }
            };
            let document = stored.document;
            let path = &document.source.path;
            self.problems
                .extend(stored.problems.iter().map(|problem| format!("transcript {path}: {problem}")));
            out.push(&TranscriptJson {
                hash: document.hash().to_string(),
                source: document.source,
                facts: document.facts,
                edits: stored.edits,
                lost_characters: document.has_lost_characters,
                text: document.text,
                original: stored.original.map(|bytes| BASE64_STANDARD.encode(bytes)),
            })?;
        }
        Ok(())
    }

    fn judgements(&mut self, out: &mut List<'_>) -> io::Result<()> {
        let reader = self.library.reader();
        for row in listed(reader.judgements(), &mut self.problems) {
            match reader.judgement(row) {
                Ok(Some((_, Record { made, judgement }))) => out.push(&JudgementJson { made, judgement })?,
                Ok(None) => {}
                Err(error) => self.problems.push(format!("judgement in row {row} is left out: {error}")),
            }
        }
        Ok(())
    }

    fn vectors(&mut self, out: &mut List<'_>) -> io::Result<()> {
        let mut failed = Ok(());
        let fault = self.library.reader().each_vector(|sentence, model, vector| {
            failed = out.push(&VectorJson {
                sentence: BASE64_STANDARD.encode(sentence),
                model: model.to_owned(),
                vector: BASE64_STANDARD.encode(vector),
            });
            failed.is_ok()
        });
        match fault {
            Ok(None) => {}
            Ok(Some(error)) => self.problems.push(format!("some vectors are left out: {error}")),
            Err(error) => self.problems.push(format!("vectors are left out: {error}")),
        }
        failed
    }
}

/// The rows that can be tried; where not even these can be told, that is a problem and there are none.
fn listed(rows: Result<Rows, LibraryError>, problems: &mut Vec<String>) -> Vec<i64> {
    match rows {
        Ok((rows, _)) => rows,
        Err(error) => {
            problems.push(error.to_string());
            Vec::new()
        }
    }
}

/// Rows of a JSON list, a line each.
struct List<'o> {
    out: &'o mut dyn Write,
    is_empty: bool,
}

impl<'o> List<'o> {
    fn new(out: &'o mut dyn Write) -> Self {
        Self { out, is_empty: true }
    }

    fn push(&mut self, row: &impl Serialize) -> io::Result<()> {
        self.out.write_all(if self.is_empty { b"\n" } else { b",\n" })?;
        self.is_empty = false;
        serde_json::to_writer(&mut *self.out, row).map_err(io::Error::from)
    }
}

/// Makes a library of an export. There must be no file of that name.
pub fn import(json: impl Read, path: &Path) -> Result<(), ImportError> {
    let read: LibraryJson = serde_json::from_reader(json).map_err(ImportError::Json)?;
    if read.version != VERSION {
        return Err(ImportError::Newer(read.version));
    }
    let mut changes = Vec::with_capacity(read.transcripts.len() + read.judgements.len());
    for transcript in read.transcripts {
        changes.push(put(transcript)?);
    }
    for JudgementJson { made, judgement } in read.judgements {
        changes.push(Change::Judge(judgement.key(), Some(Record { made, judgement })));
    }
    let mut vectors = Vec::with_capacity(read.vectors.len());
    for VectorJson { sentence, model, vector } in read.vectors {
        vectors.push((bytes(&sentence, "a vector")?, model, bytes(&vector, "a vector")?));
    }
    Library::create_with(path, |library| {
        library.apply(&changes)?;
        library.put_vectors(&vectors)
    })?;
    Ok(())
}

fn put(transcript: TranscriptJson) -> Result<Change, ImportError> {
    let TranscriptJson { hash, source, facts, edits, lost_characters, text, original } = transcript;
    let mut document = Document::new(source, text, facts);
    document.has_lost_characters = lost_characters;
    if TextHash::try_from(hash) != Ok(document.hash()) {
        let what = format!("the text of {} is not the one of its hash", document.source.path);
        return Err(ImportError::Senseless(what));
    }
    let original = original.map(|original| bytes(&original, &document.source.path)).transpose()?;
    Ok(Change::Put { document: Arc::new(document), edits, original: original.map(Into::into) })
}

fn bytes(base64: &str, what: &str) -> Result<Vec<u8>, ImportError> {
    BASE64_STANDARD
        .decode(base64)
        .map_err(|error| ImportError::Senseless(format!("the Base64 of {what} makes no sense: {error}")))
}
