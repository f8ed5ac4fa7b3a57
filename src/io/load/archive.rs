//! Archives of transcripts (zip), read as folders are: the same names, the same tables, nothing hidden.
//!
//! What an archive unpacks to is bounded as a whole and for each entry, whatever it says of itself, and an archive in
//! an archive is opened once. An entry that cannot be read costs that entry.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use thiserror::Error;
use zip::ZipArchive;
use zip::result::ZipError;

use super::error::LoadError;
use super::kind::{FileKind, kind_of_bytes, kind_of_name, supported_format};
use super::table::{TABLE_NAME, Table};
use super::walk::is_about_the_folder;
use super::{Opened, Readings, documents, limit_of, rows};
use crate::engine::transcript::Facts;

/// All that one archive may unpack to, archives in it included.
const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// Text becomes a tenth of its size, a table of numbers a fiftieth.
const MOST_RATIO: u64 = 200;

/// Smaller entries may be packed as well as they like.
const SMALL_BYTES: u64 = 1024 * 1024;

/// Entries of one archive, transcripts or not.
const MOST_ENTRIES: usize = 50_000;

/// Archives in archives.
const MOST_DEPTH: usize = 2;

/// Why an archive or an entry of it is not unpacked.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ArchiveProblem {
    /// Its bytes are not what the format asks for.
    #[error("is damaged or was not downloaded whole ({0})")]
    Damaged(String),

    /// A password is needed.
    #[error("is protected with a password")]
    Encrypted,

    /// A way of packing that is not known.
    #[error("is packed in a way that is not read ({0})")]
    Unsupported(String),

    /// More than any collection unpacks to.
    #[error("unpacks to more than {0}; that is how harmful files are made")]
    TooMuch(String),

    /// Archives within archives.
    #[error("lies in an archive that lies in an archive")]
    TooDeep,

    /// Nothing to read in it.
    #[error("holds no transcripts, only {others} other files")]
    NoTranscripts {
        /// How many files of other kinds it holds.
        others: usize,
    },
}

impl ArchiveProblem {
    /// What to try.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Damaged(_) => "Download or copy it again.",
            Self::Encrypted => "Unpack it with its password and open the folder.",
            Self::Unsupported(_) | Self::TooDeep => "Unpack it and open the folder.",
            Self::TooMuch(_) => "Open it only if you know who made it: unpack it and open the folder.",
            Self::NoTranscripts { .. } => "Check that it is the right file.",
        }
    }
}

/// What may still be unpacked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    bytes: u64,
    depth: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { bytes: MOST_BYTES, depth: 0 }
    }
}

/// An entry that is worth unpacking.
struct Member {
    index: usize,
    path: String,
}

/// Reads the transcripts of an archive: each, or why not.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    facts: &Facts,
    readings: &Readings,
    budget: &mut Budget,
) -> Vec<Result<Opened, LoadError>> {
    let problem = |path: &str, why| Err(LoadError::Archive { path: path.to_owned(), why });
    if budget.depth >= MOST_DEPTH {
        return vec![problem(name, ArchiveProblem::TooDeep)];
    }
    let mut archive = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(error) => return vec![problem(name, of_zip(error))],
    };
    if archive.len() > MOST_ENTRIES {
        return vec![problem(name, ArchiveProblem::TooMuch(format!("{MOST_ENTRIES} files")))];
    }
    let (members, tables, others) = list(&archive);
    let mut out = Vec::new();
    let mut by_folder = BTreeMap::new();
    for table in tables {
        let path = format!("{name}/{}", table.path);
        match unpack(&mut archive, &table, budget) {
            Ok(bytes) => {
                let (read, problems) = Table::read(&path, &bytes);
                out.extend(problems.into_iter().map(|problem| {
                    let line = problem.line.map(|line| format!(", line {line}")).unwrap_or_default();
                    Err(LoadError::BadTable { path: problem.path, reason: format!("{}{line}", problem.flaw) })
                }));
                by_folder.insert(folder_of(&table.path).to_owned(), read);
            }
            Err(why) => out.push(problem(&path, why)),
        }
    }
    if members.is_empty() {
        out.push(problem(name, ArchiveProblem::NoTranscripts { others }));
    }
    budget.depth += 1;
    for member in members {
        let path = format!("{name}/{}", member.path);
        match unpack(&mut archive, &member, budget) {
            Ok(bytes) if is_other_table(&path, &bytes) => {}
            Ok(bytes) => {
                let facts = facts_of(&by_folder, &member.path).unwrap_or_default().or(facts.clone());
                out.extend(documents(&path, &bytes, &facts, readings, budget));
            }
            Err(why) => out.push(problem(&path, why)),
        }
    }
    budget.depth -= 1;
    out
}

/// The entries that a folder would give, in the order of a folder, the tables about them, and how many others.
fn list(archive: &ZipArchive<Cursor<&[u8]>>) -> (Vec<Member>, Vec<Member>, usize) {
    let (mut members, mut tables, mut others) = (Vec::new(), Vec::new(), 0);
    for index in 0..archive.len() {
        let Ok(entry) = archive.by_index_data(index) else {
            others += 1;
            continue;
        };
        // Many programs write UTF-8 without saying so.
        let path = match std::str::from_utf8(entry.name_raw()) {
            Ok(name) => name.to_owned(),
            Err(_) => entry.name().unwrap_or_default().into_owned(),
        };
        let path = path.replace('\\', "/");
        let path = path.trim_start_matches("./").trim_start_matches('/').to_owned();
        let file_name = path.rsplit('/').next().unwrap_or_default();
        let is_hidden = path.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
        if entry.is_dir()
            || entry.is_symlink()
            || is_hidden
            || file_name.is_empty()
            || is_about_the_folder(file_name)
        {
            continue;
        }
        if file_name.eq_ignore_ascii_case(TABLE_NAME) {
            tables.push(Member { index, path });
        } else if supported_format(file_name).is_some() || kind_of_name(file_name) == Some(FileKind::Archive)
        {
            members.push(Member { index, path });
        } else {
            others += 1;
        }
    }
    members.sort_by(|a, b| a.path.split('/').cmp(b.path.split('/')));
    (members, tables, others)
}

/// A table of something else than transcripts, which a folder would leave out, too.
fn is_other_table(path: &str, bytes: &[u8]) -> bool {
    rows::is_table_name(path) && kind_of_bytes(bytes).is_none() && !rows::names_text(bytes)
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// What the nearest table says that knows the file.
fn facts_of(tables: &BTreeMap<String, Table>, path: &str) -> Option<Facts> {
    let mut folder = path;
    while !folder.is_empty() {
        folder = folder_of(folder);
        let relative = path.strip_prefix(folder).unwrap_or(path).trim_start_matches('/');
        if let Some(facts) = tables.get(folder).and_then(|table| table.facts(relative)) {
            return Some(facts.clone());
        }
    }
    None
}

/// Unpacks an entry, as far as the budget goes.
fn unpack(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    member: &Member,
    budget: &mut Budget,
) -> Result<Vec<u8>, ArchiveProblem> {
    let limit = limit_of(&member.path).min(budget.bytes);
    let too_much = |limit: u64| ArchiveProblem::TooMuch(format!("{} MB", limit.div_ceil(1024 * 1024)));
    let entry = archive.by_index(member.index).map_err(of_zip)?;
    let most = entry.compressed_size().saturating_mul(MOST_RATIO).max(SMALL_BYTES);
    if entry.size() > limit {
        return Err(too_much(limit));
    }
    // The size that an entry names need not be that of its contents.
    let mut bytes = Vec::new();
    let read = entry.take(limit.min(most) + 1).read_to_end(&mut bytes);
    budget.bytes = budget.bytes.saturating_sub(bytes.len() as u64);
    if bytes.len() as u64 > limit.min(most) {
        return Err(too_much(limit.min(most)));
    }
    read.map_err(|error| ArchiveProblem::Damaged(error.to_string()))?;
    Ok(bytes)
}

fn of_zip(error: ZipError) -> ArchiveProblem {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            ArchiveProblem::Encrypted
        }
        ZipError::UnsupportedArchive(reason) => ArchiveProblem::Unsupported(reason.to_owned()),
        ZipError::CompressionMethodNotSupported(method) => {
            ArchiveProblem::Unsupported(format!("method {method}"))
        }
        error => ArchiveProblem::Damaged(error.to_string()),
    }
}

#[cfg(test)]
mod tests;
