//! Opening transcripts: from paths to decoded texts.
//!
//! [`collect`] turns the named files and folders into a list, [`open`] reads one of them; a caller
//! with progress to show does both itself, [`load`] does it for one without. Whatever goes wrong with
//! one file is an error of that file: it is returned in its place and the others go on.
//!
//! What a text means is not decided here; see [`structure`](crate::engine::structure).

pub mod date;
pub mod decode;
mod error;
pub mod kind;
pub mod table;
mod walk;

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::engine::document::Document;
use crate::engine::transcript::{Facts, Format, Source};
use crate::io::extract::{Unreadable, extract};

pub use error::LoadError;
pub use kind::FileKind;
pub use table::{Flaw, TableProblem};
pub use walk::{Collected, Entry, collect};

/// The largest file that is read: fifty times the longest news conference.
pub const LIMIT_BYTES: u64 = 32 * 1024 * 1024;

/// Everything that the named paths gave.
#[derive(Debug)]
pub struct Loaded {
    /// The documents, or why there is none, in the order in which the files were named.
    pub documents: Vec<Result<Document, LoadError>>,

    /// Files in the folders that are of other kinds and were left out.
    pub skipped: Vec<PathBuf>,

    /// What was left out of the tables.
    pub problems: Vec<TableProblem>,
}

/// Opens files and folders.
pub fn load<P: AsRef<Path>>(paths: &[P]) -> Loaded {
    let collected = collect(paths);
    let entries = collected.entries.into_par_iter();
    let opened = |entry: Result<Entry, LoadError>| match entry {
        Ok(entry) => open(&entry),
        Err(error) => vec![Err(error)],
    };
    Loaded {
        documents: entries.flat_map_iter(opened).collect(),
        skipped: collected.skipped,
        problems: collected.problems,
    }
}

/// Opens one file: one document, or as many as it holds. Each is there, or why not.
pub fn open(entry: &Entry) -> Vec<Result<Document, LoadError>> {
    let name = entry.path.to_string_lossy();
    vec![read_limited(&entry.path).and_then(|bytes| from_bytes(&name, &bytes, entry.facts.clone()))]
}

/// Makes a document of the bytes of a file, wherever they came from.
pub fn from_bytes(name: &str, bytes: &[u8], facts: Facts) -> Result<Document, LoadError> {
    let wrong_kind = |kind| LoadError::WrongKind { path: name.to_owned(), kind };
    if let Some(kind) = kind::kind_of_bytes(bytes) {
        return match extract(kind, bytes) {
            Some(Ok(extracted)) => Ok(extracted.into_document(name, kind.format(), facts)),
            Some(Err(why)) => Err(LoadError::Unreadable { path: name.to_owned(), kind, why }),
            None => Err(wrong_kind(kind)),
        };
    }
    let decoded = decode::decode(bytes);
    if decoded.text.trim().is_empty() {
        return Err(LoadError::Empty { path: name.to_owned() });
    }
    if decoded.is_binary() {
        let kind = kind::kind_of_name(name).unwrap_or(FileKind::Binary);
        if kind::supported_format(name).is_some() && kind != FileKind::Binary {
            let why = Unreadable::Damaged { reason: "it does not begin as one does".to_owned() };
            return Err(LoadError::Unreadable { path: name.to_owned(), kind, why });
        }
        return Err(wrong_kind(kind));
    }
    if decoded.is_rubbish() {
        return Err(LoadError::Undecodable { path: name.to_owned(), encoding: decoded.encoding });
    }
    if kind::is_html(&decoded.text) {
        return Err(wrong_kind(FileKind::Html));
    }
    let format = kind::supported_format(name);
    if let Some(kind) = kind::kind_of_name(name)
        && format.is_none()
    {
        return Err(wrong_kind(kind));
    }
    let source = Source {
        path: name.to_owned(),
        // A text stays one, even if it is called .docx.
        format: if format == Some(Format::Markdown) { Format::Markdown } else { Format::Text },
        encoding: decoded.encoding.to_owned(),
    };
    let mut document = Document::new(source, decoded.text, facts);
    document.has_lost_characters = decoded.has_lost_characters;
    Ok(document)
}

/// Makes a document of a text that is not a file: from the clipboard.
pub fn from_text(name: &str, text: &str) -> Result<Document, LoadError> {
    let path = name.to_owned();
    if text.trim().is_empty() {
        return Err(LoadError::Empty { path });
    }
    let size_bytes = text.len() as u64;
    if size_bytes > LIMIT_BYTES {
        return Err(LoadError::TooLarge { path, size_bytes });
    }
    let source = Source { path, format: Format::Text, encoding: encoding_rs::UTF_8.name().to_owned() };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    Ok(Document::new(source, text, Facts::default()))
}

/// Reads a whole file that is an ordinary one and not too large. The size is asked for first, and no
/// more than the limit is read where it turns out to be larger.
fn read_limited(path: &Path) -> Result<Vec<u8>, LoadError> {
    let name = path.to_string_lossy();
    let io_error = |error| LoadError::from_io(&name, error);
    let too_large = |size_bytes| LoadError::TooLarge { path: name.to_string(), size_bytes };
    let metadata = fs::metadata(path).map_err(io_error)?;
    if !metadata.is_file() {
        return Err(LoadError::NotAFile { path: name.into_owned() });
    }
    if metadata.len() > LIMIT_BYTES {
        return Err(too_large(metadata.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default() + 1);
    let file = File::open(path).map_err(io_error)?;
    let read = file.take(LIMIT_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(io_error)?;
    if bytes.len() as u64 > LIMIT_BYTES {
        return Err(too_large(bytes.len() as u64));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests;
