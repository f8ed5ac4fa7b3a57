//! Whole files at one stroke: a new library or a copy is written beside its place, synced and renamed, so
//! that a crash leaves no half of one under its name.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};

use super::error::{LibraryError, file, words};

/// A path with this at its end.
pub(super) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(end);
    PathBuf::from(name)
}

/// Has a file made under another name and puts it in its place when it is whole.
pub(super) fn replace(
    path: &Path,
    make: impl FnOnce(&Path) -> Result<(), LibraryError>,
) -> Result<(), LibraryError> {
    let fresh = beside(path, ".new");
    // What a crash left of an earlier attempt, with its journal.
    for rest in [fresh.clone(), beside(&fresh, "-journal")] {
        match fs::remove_file(&rest) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(file(&rest, error)),
            Ok(()) | Err(_) => {}
        }
    }
    let made = make(&fresh).and_then(|()| put_in_place(&fresh, path).map_err(|error| file(path, error)));
    if made.is_err() {
        // It is of no use to anybody; where even this fails, the next attempt removes it.
        let _ = fs::remove_file(&fresh);
    }
    made
}

fn put_in_place(fresh: &Path, path: &Path) -> io::Result<()> {
    // Some systems sync only what is open for writing.
    fs::OpenOptions::new().write(true).open(fresh)?.sync_all()?;
    fs::rename(fresh, path)?;
    sync_folder(path)
}

/// Makes the new name of a file last.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Windows opens no folders and keeps names by itself.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Copies the open library and has the copy finished before it is put in its place. SQLite's own copy is whole
/// even while another program writes.
pub(super) fn to(
    connection: &Connection,
    path: &Path,
    finish: impl FnOnce(&Path) -> Result<(), LibraryError>,
) -> Result<(), LibraryError> {
    let failed = |reason: String| LibraryError::Copy { path: path.to_owned(), reason };
    let made = replace(path, |fresh| {
        // SQLite takes names in UTF-8 only.
        let name = fresh.to_str().ok_or_else(|| failed("its name is not valid text".to_owned()))?;
        let made = connection.execute("VACUUM INTO ?1", params![name]);
        made.map_err(|error| failed(words(&error)))?;
        finish(fresh)
    });
    made.map_err(|error| match error {
        LibraryError::File { error, .. } => failed(error.to_string()),
        LibraryError::Missing { .. } => failed("its folder does not exist".to_owned()),
        other => other,
    })
}
