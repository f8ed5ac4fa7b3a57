//! Why a library cannot be opened or written, in words, and what to try.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use thiserror::Error;

/// Why a library cannot be opened or written. The file is as it was.
#[derive(Debug, Error)]
pub enum LibraryError {
    /// There is no such file: it was moved or removed, or its drive was.
    #[error("cannot find the library: {}", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },

    /// A library was to be made where there is a file already.
    #[error("cannot make a library, there is a file of this name already: {}", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },

    /// The file holds nothing at all.
    #[error("cannot open the library, the file is empty (0 bytes): {}", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },

    /// The system does not let the file or its folder be read or made.
    #[error("cannot open or write the library, {error}: {}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },

    /// SQLite cannot read or write it.
    #[error("cannot read or write the library, {}: {}", words(error), path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        error: rusqlite::Error,
    },

    /// Another program's file.
    #[error("cannot open the library, the file is a database of another program: {}", path.display())]
    NotALibrary {
        /// The file.
        path: PathBuf,
    },

    /// Made by a newer Stance.
    #[error("cannot open the library, it was made by a newer version of Stance: {}", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
    },

    /// A copy could not be made.
    #[error("cannot copy the library, {reason}: {}", path.display())]
    Copy {
        /// Where the copy was to be.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },

    /// Part of its content makes no sense.
    #[error("cannot read {what} of the library, {reason}: {}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What cannot be read: a transcript, a judgement.
        what: String,
        /// What is wrong.
        reason: String,
    },

    /// Part of its content stands in pages of the file that are damaged or missing.
    #[error("cannot read {what} of the library, pages of the file are damaged: {}", path.display())]
    Torn {
        /// The file.
        path: PathBuf,
        /// What cannot be read: so many transcripts.
        what: String,
    },

    /// It was opened to be read only.
    #[error("cannot change the library, it is open to read only: {}", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
}

impl LibraryError {
    /// What to try.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Missing { .. } => {
                "If it is on another drive, connect the drive; if it was moved, open it where it is now."
            }
            Self::Exists { .. } => "Choose another name, or open the file that is there.",
            Self::Empty { .. } => {
                "A full disk or a crash of the system can leave such a file. Put a copy in its place, or move it away; Stance then makes a new library."
            }
            Self::File { error, .. } if error.kind() == io::ErrorKind::PermissionDenied => {
                "Ask for the right to read and write the file and its folder, or choose another folder."
            }
            Self::File { .. } => "Check that the folder exists and that its drive is connected.",
            Self::Database { error, .. } => hint(error),
            Self::NotALibrary { .. } => "Move the file away; Stance then makes a new library.",
            Self::Newer { .. } => "Open it with the newer version.",
            Self::Copy { .. } => {
                "The library is as it was. Check that the disk is not full and that the folder can be written to."
            }
            Self::Damaged { .. } | Self::Torn { .. } => {
                "Everything else was opened. Copy the file before you try anything else. To write what can be read to a new library: stance-cli library export, then import."
            }
            Self::ReadOnly { .. } => "Close the other window, or save a copy and change that.",
        }
    }

    /// Whether pages of the file are damaged and the rest was read.
    pub(super) fn is_torn(&self) -> bool {
        matches!(self, Self::Torn { .. })
    }

    /// Whether a change that a crash cut short must be taken back before the file can be read.
    pub(super) fn is_unfinished(&self) -> bool {
        let Self::Database { error, .. } = self else { return false };
        let code = error.sqlite_error().map(|error| error.extended_code);
        code == Some(rusqlite::ffi::SQLITE_READONLY_ROLLBACK)
    }

    /// Whether pages of the file are damaged, so that reading row by row can save something.
    pub(super) fn is_corrupt(&self) -> bool {
        matches!(self, Self::Database { error, .. } if is_corrupt(error))
    }
}

/// Whether SQLite says that pages of the file are damaged or missing.
pub(super) fn is_corrupt(error: &rusqlite::Error) -> bool {
    // A file that ends within a page is damaged too, and not its drive.
    let ends_early = error
        .sqlite_error()
        .is_some_and(|error| error.extended_code == rusqlite::ffi::SQLITE_IOERR_SHORT_READ);
    error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt) || ends_early
}

/// What SQLite says, as a user understands it.
pub(super) fn words(error: &rusqlite::Error) -> String {
    match error.sqlite_error_code() {
        _ if is_corrupt(error) => "the file is damaged".to_owned(),
        Some(ErrorCode::DiskFull) => "the disk is full".to_owned(),
        Some(ErrorCode::ReadOnly) => "the file or its folder is write-protected".to_owned(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "another program is using the file".to_owned()
        }
        Some(ErrorCode::NotADatabase) => "the file is no library, or its beginning is damaged".to_owned(),
        Some(ErrorCode::CannotOpen) => "the system does not open the file".to_owned(),
        Some(ErrorCode::PermissionDenied) => "the system does not allow it".to_owned(),
        Some(ErrorCode::SystemIoFailure) => format!("the drive reports a fault ({error})"),
        _ => error.to_string(),
    }
}

fn hint(error: &rusqlite::Error) -> &'static str {
    match error.sqlite_error_code() {
        _ if is_corrupt(error) => {
            "Copy the file before you try anything else. To write what can be read to a new library: stance-cli library export, then import."
        }
        Some(ErrorCode::DiskFull) => "Make room on the disk, or save a copy on another one.",
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
            "Check that the file and its folder can be read and written to."
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "Close the other program, or wait until it has finished; a backup or a cloud folder may hold the file for a while."
        }
        Some(ErrorCode::NotADatabase) => {
            "If it was a library, put a copy of it in its place. Else move it away; Stance then makes a new library."
        }
        Some(ErrorCode::SystemIoFailure) => "Check that the drive is connected and not full.",
        _ => "Copy the file before you try anything else.",
    }
}

/// What SQLite says about a file.
pub(super) fn database(path: &Path, error: rusqlite::Error) -> LibraryError {
    LibraryError::Database { path: path.to_owned(), error }
}

/// What the system says about a file.
pub(super) fn file(path: &Path, error: io::Error) -> LibraryError {
    match error.kind() {
        io::ErrorKind::NotFound => LibraryError::Missing { path: path.to_owned() },
        _ => LibraryError::File { path: path.to_owned(), error },
    }
}
