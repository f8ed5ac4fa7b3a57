//! Why a file could not be opened, in words for the person who named it.
//!
//! Each message says what failed, why, and then names the path; [`LoadError::hint`] says what to try.

use std::io;

use thiserror::Error;

use super::LIMIT_BYTES;
use super::kind::{FORMATS, FileKind};
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
    #[error("nothing to open, the folder holds no files of these kinds: {FORMATS}: {path}")]
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
    #[error("cannot open, the file has {} and the limit is {}: {path}", megabytes(*size_bytes), megabytes(LIMIT_BYTES))]
    TooLarge {
        /// As it was named.
        path: String,

        /// How large it is, or how much was read of it.
        size_bytes: u64,
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
                "Put the transcripts there as text (.txt) or Markdown (.md) files."
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
            Self::Undecodable { .. } => {
                "Open it in a text editor that shows it rightly and save it with the encoding UTF-8."
            }
            Self::Io { .. } => "Check the disk or network drive and try again.",
        }
    }
}

/// A size as people write it, rounded up so that it is never shown as equal to the limit it exceeds.
fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1024 * 1024))
}
