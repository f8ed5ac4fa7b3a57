//! Who may write: one window at a time, and only where the file lets itself be written.
//!
//! The window that writes holds a lock on an empty file beside the library. The system gives the lock back
//! when the program ends, however it ends; the file itself stays and means nothing. Two programs that were
//! faster than the lock, or a file system without locks, still cannot harm the file: SQLite has locks of its own
//! for each change.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use super::copy::beside;

/// What may be done with a library that is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// It is read and written.
    #[default]
    Write,

    /// It is read only.
    Read(ReadOnly),
}

/// Why a library is open to read only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// Another window or program has it open to write.
    InUse,

    /// The file or its folder is write-protected.
    Protected,

    /// The file is damaged, and writing could cost what can still be read.
    Damaged,
}

impl ReadOnly {
    /// Why, to follow "it is open to read only:".
    pub fn describe(self) -> &'static str {
        match self {
            Self::InUse => "another window has it open",
            Self::Protected => "the file or its folder is write-protected",
            Self::Damaged => "the file is damaged",
        }
    }

    /// What to try.
    pub fn hint(self) -> &'static str {
        match self {
            Self::InUse => {
                "Close the other window and open the library again (Library, Recent libraries), or save a copy and change that."
            }
            Self::Protected => "Save a copy where you may write, and change that.",
            Self::Damaged => {
                "Copy the file first. “Save a copy” writes what was read to a new library; stance-cli library check says what is damaged."
            }
        }
    }
}

/// The lock of the window that writes, until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    /// `None` on a file system without locks.
    _file: Option<File>,
}

/// Takes the lock of a library, or says why it can be read only.
pub(super) fn take(path: &Path) -> Result<Lock, ReadOnly> {
    if is_protected(path) {
        return Err(ReadOnly::Protected);
    }
    let beside = beside(path, ".lock");
    let Ok(file) = OpenOptions::new().create(true).truncate(false).write(true).open(beside) else {
        // No file can be made in the folder, so SQLite could not make its journal either.
        return Err(ReadOnly::Protected);
    };
    match file.try_lock() {
        Ok(()) => Ok(Lock { _file: Some(file) }),
        Err(TryLockError::WouldBlock) => Err(ReadOnly::InUse),
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
            Ok(Lock { _file: None })
        }
        Err(TryLockError::Error(_)) => Err(ReadOnly::Protected),
    }
}

/// Whether nobody is meant to write the file. The superuser could, and is not meant to either.
fn is_protected(path: &Path) -> bool {
    let is_read_only = |path: &Path| fs::metadata(path).is_ok_and(|found| found.permissions().readonly());
    // On Windows the mark on a folder says something else.
    is_read_only(path) || (cfg!(unix) && path.parent().is_some_and(is_read_only))
}
