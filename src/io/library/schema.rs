//! The tables of each version, and the way from an older one to the present.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use super::copy;
use super::error::{LibraryError, database};

/// Version of the tables, kept as SQLite's `user_version`.
pub(super) const VERSION: i64 = 3;

/// "Stnc": SQLite's `application_id`, by which a file is known as a library.
const APPLICATION_ID: i64 = 0x5374_6e63;

/// What each version adds to the one before: the first entry makes version 1.
const STEPS: [&str; VERSION as usize] = [
    "
    CREATE TABLE transcript (
        hash TEXT PRIMARY KEY,
        place INTEGER NOT NULL,
        source TEXT NOT NULL,
        text TEXT NOT NULL,
        facts TEXT NOT NULL,
        edits TEXT NOT NULL,
        lost_characters INTEGER NOT NULL
    ) STRICT;
    ",
    // Judgements, and the vectors of sentences as a cache that may be emptied.
    "
    CREATE TABLE judgement (
        subject TEXT PRIMARY KEY,
        made INTEGER NOT NULL,
        judgement TEXT NOT NULL
    ) STRICT;
    CREATE TABLE vector (
        sentence BLOB NOT NULL,
        model TEXT NOT NULL,
        vector BLOB NOT NULL,
        PRIMARY KEY (model, sentence)
    ) STRICT, WITHOUT ROWID;
    ",
    // The bytes of files that are more than their text in UTF-8, by the hash of the text; and an index for the next place,
    // without which each new transcript would cost a look at all others.
    "
    CREATE TABLE original (
        hash TEXT PRIMARY KEY,
        bytes BLOB NOT NULL
    ) STRICT;
    CREATE INDEX transcript_place ON transcript (place);
    ",
];

/// Makes the tables in a new file.
pub(super) fn set_up(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(&format!(
        "BEGIN; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION}; {} COMMIT;",
        STEPS.concat()
    ))
}

/// The version of the tables of a library; an error where it is no library or a newer one.
pub(super) fn version(connection: &Connection, path: &Path) -> Result<i64, LibraryError> {
    let number = |pragma: &str| {
        connection
            .pragma_query_value(None, pragma, |row| row.get::<_, i64>(0))
            .map_err(|error| database(path, error))
    };
    let version = number("user_version")?;
    match (number("application_id")?, version) {
        (APPLICATION_ID, 1..=VERSION) => Ok(version),
        (APPLICATION_ID, newer) if newer > VERSION => Err(LibraryError::Newer { path: path.to_owned() }),
        _ => Err(LibraryError::NotALibrary { path: path.to_owned() }),
    }
}

/// Brings an older file to the present version, after a copy of it was made.
pub(super) fn migrate(connection: &mut Connection, from: i64, path: &Path) -> Result<(), LibraryError> {
    copy::to(connection, &backup_path(path, from), |_| Ok(()))?;
    bring_forward(connection, path)
}

/// Brings an older file to the present version in one transaction.
pub(super) fn bring_forward(connection: &mut Connection, path: &Path) -> Result<(), LibraryError> {
    let fail = |error| database(path, error);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
    // Another program may have been faster.
    let version = version(&transaction, path)?;
    for step in STEPS.iter().skip(version.unsigned_abs() as usize) {
        transaction.execute_batch(step).map_err(fail)?;
    }
    transaction.pragma_update(None, "user_version", VERSION).map_err(fail)?;
    transaction.commit().map_err(fail)
}

/// A name beside the file that is free.
fn backup_path(path: &Path, version: i64) -> PathBuf {
    let name = |number: usize| {
        let end = if number == 1 { String::new() } else { format!("-{number}") };
        copy::beside(path, &format!(".version-{version}{end}.backup"))
    };
    (1..).map(name).find(|copy| !copy.exists()).unwrap_or_else(|| name(1))
}
