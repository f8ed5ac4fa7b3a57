//! Opening transcripts: from paths to decoded texts.
//!
//! [`collect`] turns the named files and folders into a list, [`open`] reads one of them; a caller
//! with progress to show does both itself, [`load`] does it for one without. Whatever goes wrong with
//! one file is an error of that file: it is returned in its place and the others go on.
//!
//! Memory is bounded: while a file is read, at most 20 times its size is allocated; of an archive or office document, whose
//! size unpacked is limited, 20 times that. Beyond it come 600 bytes for each tag of a web page with its words, 112 for
//! each value of JSON, 200 for each letter of a PDF and a kilobyte for each document of a table, and their numbers are
//! limited. A transcript takes at most 20 times its text and 256 bytes for each line that is not blank while it is read. Prose takes
//! 2 to 9 times its size. `tests/memory.rs` counts all this.
//!
//! What a text means is not decided here; see [`structure`](crate::engine::structure).

pub mod archive;
pub mod columns;
pub mod date;
pub mod decode;
mod error;
pub mod kind;
pub mod reading;
pub mod rows;
pub mod table;
mod walk;

use std::fs::{self, File};
use std::io::Read as _;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::engine::document::Document;
use crate::engine::structure::{count_words, is_blank};
use crate::engine::transcript::{Edits, Facts, Format, Source};
use crate::io::extract::{Unreadable, extract, html};

pub use error::LoadError;
pub use kind::FileKind;
pub use reading::{Opened, Reading, Readings};
pub use table::{Flaw, TableProblem};
pub use walk::{Collected, Entry, collect};

/// The largest file that is read: fifty times the longest news conference.
pub const LIMIT_BYTES: u64 = 32 * 1024 * 1024;

/// The largest table or archive, which may hold thousands of transcripts. A table takes up to four times its size
/// while it is read, and a kilobyte for each transcript in it.
pub const LIMIT_COLLECTION_BYTES: u64 = 256 * 1024 * 1024;

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
    let documents = |entry| open(entry, &Readings::new()).into_iter().map(|opened| Ok(opened?.document));
    // For one file it takes longer to start threads than to read it.
    let is_one = collected.entries.len() <= 1;
    Loaded {
        documents: if is_one {
            collected.entries.into_iter().flat_map(documents).collect()
        } else {
            collected.entries.into_par_iter().flat_map_iter(documents).collect()
        },
        skipped: collected.skipped,
        problems: collected.problems,
    }
}

/// Opens one of the files that [`collect`] found: one document, or as many as it holds. Each is there, or why not.
pub fn open(entry: Result<Entry, LoadError>, readings: &Readings) -> Vec<Result<Opened, LoadError>> {
    match entry.and_then(|entry| Ok((read_limited(&entry.path)?, entry))) {
        Ok((bytes, Entry { path, facts })) => {
            documents(&path.to_string_lossy(), &bytes, &facts, readings, &mut archive::Budget::default())
        }
        Err(error) => vec![Err(error)],
    }
}

/// Opens a file that lies in memory: one document, or as many as it holds. Each is there, or why not.
pub fn open_bytes(name: &str, bytes: &[u8]) -> Vec<Result<Document, LoadError>> {
    let mut budget = archive::Budget::default();
    let opened = documents(name, bytes, &Facts::default(), &Readings::new(), &mut budget);
    opened.into_iter().map(|opened| Ok(opened?.document)).collect()
}

/// Whether [`reopen`] has the bytes of a document that was read before. Of the row of a table it has none.
pub fn can_reopen(document: &Document, original: Option<&[u8]>) -> bool {
    original.is_some() || matches!(document.source.format, Format::Text | Format::Markdown)
}

/// Makes a document again of the bytes that it was made of before, or as it was where there are none. What was known of
/// it from elsewhere stays; what its file says of itself is read anew.
pub fn reopen(
    document: &Document,
    original: Option<&[u8]>,
    readings: &Readings,
) -> Result<Opened, LoadError> {
    if !can_reopen(document, original) {
        return Ok(Opened { document: document.clone(), original: None, columns: None });
    }
    let bytes = original.unwrap_or(document.text.as_bytes());
    let name = document.source.path.as_str();
    let kind = kind::kind_of_bytes(bytes);
    let read = |reading: &Reading| guarded(name, || of_kind(kind, name, bytes, Facts::default(), reading));
    let reading = readings.get(name).cloned().unwrap_or_default();
    let as_before = Reading::as_before(document);
    let mut again = read(&reading)?;
    let said_itself = if reading == as_before {
        again.facts.clone()
    } else {
        read(&as_before).map(|before| before.facts).unwrap_or_default()
    };
    again.facts = document.facts.clone().beside(&said_itself).or(again.facts);
    Ok(Opened::new(again, bytes))
}

/// A panic in a reader or its library costs its file and no other; the hook for panics has told of it by then.
fn guarded<T>(name: &str, read: impl FnOnce() -> Result<T, LoadError>) -> Result<T, LoadError> {
    let fault = |_told| Err(LoadError::Fault { path: name.to_owned() });
    panic::catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(fault)
}

/// Makes the documents of the bytes of a file, which may hold several.
fn documents(
    name: &str,
    bytes: &[u8],
    facts: &Facts,
    readings: &Readings,
    budget: &mut archive::Budget,
) -> Vec<Result<Opened, LoadError>> {
    let read = guarded(name, || Ok(documents_unguarded(name, bytes, facts, readings, budget)));
    read.unwrap_or_else(|fault| vec![Err(fault)])
}

fn documents_unguarded(
    name: &str,
    bytes: &[u8],
    facts: &Facts,
    readings: &Readings,
    budget: &mut archive::Budget,
) -> Vec<Result<Opened, LoadError>> {
    let kind = kind::kind_of_bytes(bytes);
    if kind == Some(FileKind::Archive) && bytes.starts_with(b"PK") {
        return archive::read(name, bytes, facts, readings, budget);
    }
    let reading = readings.get(name).cloned().unwrap_or_default();
    if kind.is_some() || !rows::is_table_name(name) {
        if bytes.len() as u64 > LIMIT_BYTES {
            return vec![Err(LoadError::too_large(name, bytes.len() as u64, LIMIT_BYTES))];
        }
        let document = of_kind(kind, name, bytes, facts.clone(), &reading);
        return vec![document.map(|document| Opened::new(document, bytes))];
    }
    match decode_checked(name, bytes, &reading) {
        Ok(decoded) => rows::read(name, &decoded.text, decoded.encoding, facts, &reading.columns),
        Err(error) => vec![Err(error)],
    }
}

/// The most bytes of a file of this name.
fn limit_of(name: &str) -> u64 {
    let is_collection = rows::is_table_name(name) || name.to_ascii_lowercase().ends_with(".zip");
    if is_collection { LIMIT_COLLECTION_BYTES } else { LIMIT_BYTES }
}

/// Decodes a file that is text.
fn decode_checked<'b>(
    name: &str,
    bytes: &'b [u8],
    reading: &Reading,
) -> Result<decode::Decoded<'b>, LoadError> {
    let path = name.to_owned();
    let decoded = reading.decode(bytes);
    if decoded.text.trim().is_empty() {
        return Err(LoadError::Empty { path });
    }
    if decoded.is_binary() {
        let kind = kind::kind_of_name(name).filter(|_| !rows::is_table_name(name));
        if let Some(kind) = kind.filter(|kind| kind.is_document()) {
            let why = Unreadable::Damaged { reason: "it does not begin as one does".to_owned() };
            return Err(LoadError::Unreadable { path, kind, why });
        }
        return Err(LoadError::WrongKind { path, kind: kind.unwrap_or(FileKind::Binary) });
    }
    if decoded.is_rubbish() {
        return Err(LoadError::Undecodable { path, encoding: decoded.encoding });
    }
    if is_blank(&decoded.text) {
        return Err(LoadError::Empty { path });
    }
    Ok(decoded)
}

/// Makes a document of the bytes of a file, wherever they came from.
pub fn from_bytes(name: &str, bytes: &[u8], facts: Facts) -> Result<Document, LoadError> {
    of_kind(kind::kind_of_bytes(bytes), name, bytes, facts, &Reading::default())
}

/// The same where it is known what the first bytes say.
fn of_kind(
    kind: Option<FileKind>,
    name: &str,
    bytes: &[u8],
    facts: Facts,
    reading: &Reading,
) -> Result<Document, LoadError> {
    let wrong_kind = |kind| LoadError::WrongKind { path: name.to_owned(), kind };
    let extracted = |kind: FileKind, facts| match extract(kind, bytes) {
        Some(Ok(extracted)) => Ok(extracted.into_document(name, kind.format(), facts)),
        Some(Err(why)) => Err(LoadError::Unreadable { path: name.to_owned(), kind, why }),
        None => Err(wrong_kind(kind)),
    };
    if let Some(kind) = kind {
        return extracted(kind, facts);
    }
    let decoded = decode_checked(name, bytes, reading)?;
    if kind::is_html(&decoded.text) {
        // A page may say itself how it is encoded.
        return match reading.encoding {
            None => extracted(FileKind::Html, facts),
            Some(_) => page(name, &decoded.text, decoded.encoding, facts),
        };
    }
    // Bytes decide: what is text is read as text, whatever document its name promises.
    if let Some(kind) = kind::kind_of_name(name)
        && !kind.is_document()
    {
        return extracted(kind, facts);
    }
    let source = Source {
        path: name.to_owned(),
        format: kind::supported_format(name).filter(|f| *f == Format::Markdown).unwrap_or_default(),
        encoding: decoded.encoding.to_owned(),
    };
    let mut document = Document::new(source, decoded.text, facts);
    document.has_lost_characters = decoded.has_lost_characters;
    Ok(document)
}

/// Makes a document of the source of a web page.
fn page(name: &str, source: &str, encoding: &'static str, facts: Facts) -> Result<Document, LoadError> {
    match html::read_text(source, encoding) {
        Ok(extracted) => Ok(extracted.into_document(name, Format::Html, facts)),
        Err(why) => Err(LoadError::Unreadable { path: name.to_owned(), kind: FileKind::Html, why }),
    }
}

/// Makes a document of a text that is not a file: from the clipboard.
pub fn from_text(name: &str, text: &str) -> Result<Document, LoadError> {
    let path = name.to_owned();
    if is_blank(text) {
        return Err(LoadError::Empty { path });
    }
    let size_bytes = text.len() as u64;
    if size_bytes > LIMIT_BYTES {
        return Err(LoadError::TooLarge { path, size_bytes, limit_bytes: LIMIT_BYTES });
    }
    let encoding = encoding_rs::UTF_8.name();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if kind::is_html(text) {
        return page(name, text, encoding, Facts::default());
    }
    let source = Source { path, format: Format::Text, encoding: encoding.to_owned() };
    Ok(Document::new(source, text, Facts::default()))
}

/// Makes a document of the clipboard: of the page where it is the whole text and says more about who speaks, else of
/// the plain text.
pub fn from_clipboard(name: &str, text: &str, page: Option<&str>) -> Result<Document, LoadError> {
    let plain = from_text(name, text);
    let Some(Ok(rich)) =
        page.map(|source| self::page(name, source, encoding_rs::UTF_8.name(), Facts::default()))
    else {
        return plain;
    };
    let Ok(plain) = plain else { return Ok(rich) };
    let none = Edits::default();
    let (from_plain, from_page) = (plain.read(&none), rich.read(&none));
    let is_whole = count_words(&rich.facts.own_text(&rich.text)) * 10 >= count_words(&plain.text) * 9;
    Ok(if is_whole && from_page.turns.len() > from_plain.turns.len() { rich } else { plain })
}

/// Reads a whole file that is an ordinary one and not too large. The size is asked for first, and no
/// more than the limit is read where it turns out to be larger.
fn read_limited(path: &Path) -> Result<Vec<u8>, LoadError> {
    let name = path.to_string_lossy();
    let io_error = |error| LoadError::from_io(&name, error);
    let limit = limit_of(&name);
    let too_large = |size_bytes| LoadError::too_large(&name, size_bytes, limit);
    let metadata = fs::metadata(path).map_err(io_error)?;
    if !metadata.is_file() {
        return Err(LoadError::NotAFile { path: name.to_string() });
    }
    if metadata.len() > limit {
        return Err(too_large(metadata.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default() + 1);
    let file = File::open(path).map_err(io_error)?;
    let read = file.take(limit + 1).read_to_end(&mut bytes);
    read.map_err(io_error)?;
    if bytes.len() as u64 > limit {
        return Err(too_large(bytes.len() as u64));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests;
