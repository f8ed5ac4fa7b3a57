//! Why a file could not be opened, in words for the person who named it.
//!
//! Each message says what failed, why, and then names the path; [`LoadError::hint`] says what to try.

use std::io;

use thiserror::Error;

use super::archive::ArchiveProblem;
use super::kind::{FileKind, READ_WORDS};
use crate::io::extract::Unreadable;

/// Why one input gave no document. The others are loaded all the same.
#[derive(Debug, Error)]
pub enum LoadError {
    /// Nothing is there.
    #[error("cannot open, there is no such file or folder: {path}")]
    NotFound {
        /// As it was named.
        path: String,
    },

    /// A folder without anything that can be read.
    #[error("nothing to open, the folder holds no {READ_WORDS}: {path}")]
    NothingInFolder {
        /// As it was named.
        path: String,

        /// How many files of other kinds it holds.
        others: usize,
    },

    /// The system refuses.
    #[error("cannot open, access is not permitted: {path}")]
    PermissionDenied {
        /// As it was named.
        path: String,
    },

    /// A device, a pipe or a socket.
    #[error("cannot open, this is not an ordinary file: {path}")]
    NotAFile {
        /// As it was named.
        path: String,
    },

    /// No text at all.
    #[error("cannot open, the file is empty or holds only white space: {path}")]
    Empty {
        /// As it was named.
        path: String,
    },

    /// A known kind of file that this version does not read, or no text.
    #[error("cannot open, the file is {}: {path}", kind.describe())]
    WrongKind {
        /// As it was named.
        path: String,

        /// What it is.
        kind: FileKind,
    },

    /// A document of a kind that is read, but not this one.
    #[error("cannot open, the file is {} and {why}: {path}", kind.describe())]
    Unreadable {
        /// As it was named.
        path: String,

        /// What it is.
        kind: FileKind,

        /// What is wrong with it.
        why: Unreadable,
    },

    /// Larger than any transcript.
    #[error("cannot open, the file has {} and the limit is {}: {path}", megabytes(*size_bytes), megabytes(*limit_bytes))]
    TooLarge {
        /// As it was named.
        path: String,

        /// How large it is, or how much was read of it.
        size_bytes: u64,

        /// How large it may be.
        limit_bytes: u64,
    },

    /// A table that cannot be read.
    #[error("cannot open, the table is damaged or too large, {reason}: {path}")]
    BadTable {
        /// As it was named.
        path: String,

        /// What is wrong.
        reason: String,
    },

    /// A table about something else.
    #[error(
        "cannot open, the table has no column with the text of transcripts (its columns: {}): {path}",
        listed(columns)
    )]
    NoTextColumn {
        /// As it was named.
        path: String,

        /// The names of its columns.
        columns: Vec<String>,
    },

    /// Rows of a table whose other rows were read.
    #[error("not everything was opened, rows that {reason}: {rows}, the first is row {first}: {path}")]
    RowsLeftOut {
        /// As it was named.
        path: String,

        /// How many.
        rows: usize,

        /// The number of the first, counted from 1 without the header.
        first: usize,

        /// What is wrong with them.
        reason: &'static str,
    },

    /// Part of an archive, or all of it, that is not unpacked.
    #[error("cannot open, the archive {why}: {path}")]
    Archive {
        /// The archive, or the entry in it.
        path: String,

        /// What is wrong.
        why: ArchiveProblem,
    },

    /// Text in an encoding that could not be recognised.
    #[error("cannot open, the characters cannot be decoded (most likely {encoding}): {path}")]
    Undecodable {
        /// As it was named.
        path: String,

        /// The best guess.
        encoding: &'static str,
    },

    /// Anything else that the system says.
    #[error("cannot read, {error}: {path}")]
    Io {
        /// As it was named.
        path: String,

        /// What the system says.
        error: io::Error,
    },
}

impl LoadError {
    /// Puts an error of the system into words.
    pub(super) fn from_io(path: &str, error: io::Error) -> Self {
        let path = path.to_owned();
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound { path },
            io::ErrorKind::PermissionDenied => Self::PermissionDenied { path },
            _ => Self::Io { path, error },
        }
    }

    /// A file of too many bytes.
    pub(super) fn too_large(path: &str, size_bytes: u64, limit_bytes: u64) -> Self {
        Self::TooLarge { path: path.to_owned(), size_bytes, limit_bytes }
    }

    /// The path or name that could not be opened.
    pub fn path(&self) -> &str {
        match self {
            Self::NotFound { path }
            | Self::NothingInFolder { path, .. }
            | Self::PermissionDenied { path }
            | Self::NotAFile { path }
            | Self::Empty { path }
            | Self::WrongKind { path, .. }
            | Self::Unreadable { path, .. }
            | Self::TooLarge { path, .. }
            | Self::BadTable { path, .. }
            | Self::NoTextColumn { path, .. }
            | Self::RowsLeftOut { path, .. }
            | Self::Archive { path, .. }
            | Self::Undecodable { path, .. }
            | Self::Io { path, .. } => path,
        }
    }

    /// Why, without what failed and without the path.
    pub(super) fn reason(&self) -> String {
        let message = self.to_string();
        let message = message.strip_suffix(self.path()).unwrap_or(&message);
        let message = message.strip_suffix(": ").unwrap_or(message);
        let reason = message.split_once(", ").map_or(message, |(_, reason)| reason);
        reason.to_owned()
    }

    /// What to try.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "Check the spelling, or whether it was moved or renamed.",
            Self::NothingInFolder { others: 0, .. } => {
                "Put the transcripts there, as text (.txt) where in doubt."
            }
            Self::NothingInFolder { .. } => {
                "The files there are of other kinds. Save them as text (.txt) first."
            }
            Self::PermissionDenied { .. } => "Change its permissions, or copy it to a folder of your own.",
            Self::NotAFile { .. } => "Save its contents to a file and open that.",
            Self::Empty { .. } => "Check that the download or copy was completed.",
            Self::WrongKind { kind, .. } => kind.hint(),
            Self::Unreadable { why, .. } => why.hint(),
            Self::TooLarge { .. } => {
                "An hour of speech is about 60 kB of text. If it is a collection, split it into one file per event."
            }
            Self::BadTable { .. } => "Check that the download was completed; a large table can be split.",
            Self::NoTextColumn { .. } => {
                "Say which column holds the text, or name it `text`. A metadata.csv is used when the files beside it are opened."
            }
            Self::RowsLeftOut { .. } => {
                "The other rows were opened. Look at these in the program that made the table."
            }
            Self::Archive { why, .. } => why.hint(),
            Self::Undecodable { .. } => {
                "Open it in a text editor that shows it rightly and save it with the encoding UTF-8."
            }
            Self::Io { .. } => "Check the disk or network drive and try again.",
        }
    }
}

/// The first of some names.
fn listed(names: &[String]) -> String {
    const MOST: usize = 12;
    if names.is_empty() {
        return "none".to_owned();
    }
    let first = names.iter().take(MOST).map(|name| name.chars().take(40).collect::<String>());
    let mut out = first.collect::<Vec<_>>().join(", ");
    if names.len() > MOST {
        out.push_str(" …");
    }
    out
}

/// A size as people write it, rounded up so that it is never shown as equal to the limit it exceeds.
fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1024 * 1024))
}
