//! The library: what is open, kept from one start to the next in one SQLite file.
//!
//! Each change is one committed transaction, so a crash or a pulled plug loses nothing that was
//! acknowledged. The file is touched only where it is one of ours and of a version that is known; any
//! other is left as it is.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use directories::ProjectDirs;
use rusqlite::{Connection, OptionalExtension as _, params};
use thiserror::Error;

use crate::engine::document::{Document, TextHash};
use crate::engine::transcript::{Edits, Source};

/// Version of the tables, kept as SQLite's `user_version`.
const VERSION: i64 = 1;

/// "Stnc": SQLite's `application_id`, by which a file is known as a library.
const APPLICATION_ID: i64 = 0x5374_6e63;

const TABLES: &str = "
    CREATE TABLE transcript (
        hash TEXT PRIMARY KEY,
        place INTEGER NOT NULL,
        source TEXT NOT NULL,
        text TEXT NOT NULL,
        facts TEXT NOT NULL,
        edits TEXT NOT NULL,
        lost_characters INTEGER NOT NULL
    ) STRICT;
";

/// How long a change waits for another program that writes to the file.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why a library cannot be opened or written. The file is as it was.
#[derive(Debug, Error)]
pub enum LibraryError {
    /// The folder cannot be made or read.
    #[error("cannot open the library, {error}: {path}")]
    Folder {
        /// The file.
        path: String,
        /// What the system says.
        error: std::io::Error,
    },

    /// SQLite cannot read or write it.
    #[error("cannot read or write the library, {error}: {path}")]
    Database {
        /// The file.
        path: String,
        /// What SQLite says.
        error: rusqlite::Error,
    },

    /// Another program's file.
    #[error("cannot open the library, the file is a database of another program: {path}")]
    NotALibrary {
        /// The file.
        path: String,
    },

    /// Made by a newer Stance.
    #[error("cannot open the library, it was made by a newer version of Stance: {path}")]
    Newer {
        /// The file.
        path: String,
    },

    /// Its content makes no sense.
    #[error("cannot read a transcript of the library, {reason}: {path}")]
    Damaged {
        /// The file.
        path: String,
        /// What is wrong.
        reason: String,
    },
}

impl LibraryError {
    /// What to try.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Folder { .. } => "Check that the folder exists and can be written to.",
            Self::Database { .. } => {
                "Check that the disk is not full and that no other program holds the file. Copy it before you try anything else."
            }
            Self::NotALibrary { .. } => "Move the file away; Stance then makes a new library.",
            Self::Newer { .. } => "Open it with the newer version.",
            Self::Damaged { .. } => {
                "The other transcripts were opened. Copy the file before you try anything else."
            }
        }
    }
}

/// A transcript as it is kept.
pub type Kept = (Document, Edits);

/// What a library held when it was opened.
#[derive(Debug, Default)]
pub struct Contents {
    /// Whether the file was made just now.
    pub is_new: bool,

    /// The transcripts, in the order in which they were opened.
    pub kept: Vec<Kept>,

    /// Transcripts that could not be read.
    pub damaged: Vec<LibraryError>,
}

/// A change of the library.
#[derive(Clone, Debug)]
pub enum Change {
    /// A transcript was added or its details were edited.
    Put {
        /// The text.
        document: std::sync::Arc<Document>,
        /// The user's edits.
        edits: Edits,
    },

    /// A transcript was taken out.
    Remove(TextHash),
}

/// An open library file.
#[derive(Debug)]
pub struct Library {
    connection: Connection,
    path: PathBuf,
}

/// Where the library of this user is; `None` where the system does not say.
pub fn default_path() -> Option<PathBuf> {
    ProjectDirs::from("", "", "Stance").map(|dirs| dirs.data_dir().join("library.stance"))
}

impl Library {
    /// Opens a library, or makes one where there is no file.
    pub fn open(path: &Path) -> Result<(Self, Contents), LibraryError> {
        let folder = |error| LibraryError::Folder { path: path.display().to_string(), error };
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(folder)?;
        }
        let is_new = fs::metadata(path).map_or(0, |metadata| metadata.len()) == 0;
        let connection = Connection::open(path).map_err(|error| database(path, error))?;
        let library = Self { connection, path: path.to_owned() };
        library.prepare(is_new)?;
        let mut contents = library.contents()?;
        contents.is_new = is_new;
        Ok((library, contents))
    }

    fn error(&self, error: rusqlite::Error) -> LibraryError {
        database(&self.path, error)
    }

    fn prepare(&self, is_new: bool) -> Result<(), LibraryError> {
        let fail = |error| self.error(error);
        self.connection.busy_timeout(PATIENCE).map_err(fail)?;
        let number =
            |pragma: &str| self.connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
        if is_new {
            let set_up = format!(
                "BEGIN; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION}; {TABLES} COMMIT;"
            );
            return self.connection.execute_batch(&set_up).map_err(fail);
        }
        let path = || self.path.display().to_string();
        if number("application_id").map_err(fail)? != APPLICATION_ID {
            return Err(LibraryError::NotALibrary { path: path() });
        }
        if number("user_version").map_err(fail)? > VERSION {
            return Err(LibraryError::Newer { path: path() });
        }
        Ok(())
    }

    fn contents(&self) -> Result<Contents, LibraryError> {
        let fail = |error| self.error(error);
        let mut statement = self
            .connection
            .prepare(
                "SELECT source, text, facts, edits, lost_characters FROM transcript ORDER BY place, hash",
            )
            .map_err(fail)?;
        let mut rows = statement.query([]).map_err(fail)?;
        let mut contents = Contents::default();
        while let Some(row) = rows.next().map_err(fail)? {
            match self.kept(row) {
                Ok(kept) => contents.kept.push(kept),
                Err(error) => contents.damaged.push(error),
            }
        }
        Ok(contents)
    }

    fn kept(&self, row: &rusqlite::Row<'_>) -> Result<Kept, LibraryError> {
        let text = |column: &str| row.get::<_, String>(column).map_err(|error| self.error(error));
        let damaged = |error: serde_json::Error| LibraryError::Damaged {
            path: self.path.display().to_string(),
            reason: error.to_string(),
        };
        let source: Source = serde_json::from_str(&text("source")?).map_err(damaged)?;
        let facts = serde_json::from_str(&text("facts")?).map_err(damaged)?;
        let edits = serde_json::from_str(&text("edits")?).map_err(damaged)?;
        let mut document = Document::new(source, text("text")?, facts);
        document.has_lost_characters = row.get("lost_characters").map_err(|error| self.error(error))?;
        Ok((document, edits))
    }

    /// Makes changes; all of them or none.
    pub fn apply(&mut self, changes: &[Change]) -> Result<(), LibraryError> {
        let path = self.path.clone();
        let fail = |error| database(&path, error);
        let transaction = self.connection.transaction().map_err(fail)?;
        for change in changes {
            match change {
                Change::Put { document, edits } => {
                    let json = |value: Result<String, serde_json::Error>| {
                        value.map_err(|error| LibraryError::Damaged {
                            path: path.display().to_string(),
                            reason: error.to_string(),
                        })
                    };
                    let source = json(serde_json::to_string(&document.source))?;
                    let facts = json(serde_json::to_string(&document.facts))?;
                    let edits = json(serde_json::to_string(edits))?;
                    transaction
                        .execute(
                            "INSERT INTO transcript (hash, place, source, text, facts, edits, lost_characters)
                             VALUES (?1, (SELECT COALESCE(MAX(place), 0) + 1 FROM transcript), ?2, ?3, ?4, ?5, ?6)
                             ON CONFLICT (hash) DO UPDATE SET edits = excluded.edits",
                            params![
                                document.hash.to_string(),
                                source,
                                &*document.text,
                                facts,
                                edits,
                                document.has_lost_characters,
                            ],
                        )
                        .map_err(fail)?;
                }
                Change::Remove(hash) => {
                    transaction
                        .execute("DELETE FROM transcript WHERE hash = ?1", params![hash.to_string()])
                        .map_err(fail)?;
                }
            }
        }
        transaction.commit().map_err(fail)
    }

    /// Whether SQLite finds nothing wrong with the file.
    pub fn is_sound(&self) -> Result<bool, LibraryError> {
        let answer: Option<String> = self
            .connection
            .query_row("PRAGMA quick_check", [], |row| row.get(0))
            .optional()
            .map_err(|error| self.error(error))?;
        Ok(answer.as_deref() == Some("ok"))
    }
}

fn database(path: &Path, error: rusqlite::Error) -> LibraryError {
    LibraryError::Database { path: path.display().to_string(), error }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::io::seeds;

    fn put(document: &Document, title: Option<&str>) -> Change {
        let edits = Edits { title: title.map(str::to_owned), ..Edits::default() };
        Change::Put { document: Arc::new(document.clone()), edits }
    }

    #[test]
    fn what_was_kept_comes_back_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/library.stance");
        let documents = seeds::documents();
        let (mut library, contents) = Library::open(&path).unwrap();
        assert!(contents.is_new && contents.kept.is_empty());
        let changes: Vec<Change> = documents.iter().map(|d| put(d, None)).collect();
        library.apply(&changes).unwrap();
        library.apply(&[put(&documents[1], Some("Other title")), Change::Remove(documents[0].hash)]).unwrap();
        drop(library);

        let (library, contents) = Library::open(&path).unwrap();
        assert!(!contents.is_new && contents.damaged.is_empty());
        let kept: Vec<&Document> = contents.kept.iter().map(|(document, _)| document).collect();
        assert_eq!(kept, documents[1..].iter().collect::<Vec<_>>());
        assert_eq!(contents.kept[0].1.title.as_deref(), Some("Other title"));
        assert!(library.is_sound().unwrap());
    }

    #[test]
    fn a_file_of_another_program_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let text = folder.path().join("text.stance");
        fs::write(&text, "not a database, and longer than the header of one: ".repeat(20)).unwrap();
        assert!(matches!(Library::open(&text), Err(LibraryError::Database { .. })));

        let other = folder.path().join("other.stance");
        Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
        let before = fs::read(&other).unwrap();
        assert!(matches!(Library::open(&other), Err(LibraryError::NotALibrary { .. })));
        assert_eq!(fs::read(&other).unwrap(), before);
    }

    #[test]
    fn a_newer_library_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.stance");
        drop(Library::open(&path).unwrap());
        Connection::open(&path).unwrap().pragma_update(None, "user_version", VERSION + 1).unwrap();
        let error = Library::open(&path).unwrap_err();
        assert!(matches!(error, LibraryError::Newer { .. }) && !error.hint().is_empty());
    }

    #[test]
    fn one_damaged_transcript_costs_only_itself() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.stance");
        let documents = seeds::documents();
        let (mut library, _) = Library::open(&path).unwrap();
        library.apply(&[put(&documents[0], None), put(&documents[1], None)]).unwrap();
        library.connection.execute("UPDATE transcript SET edits = '{' WHERE place = 1", []).unwrap();
        drop(library);
        let (_, contents) = Library::open(&path).unwrap();
        assert_eq!((contents.kept.len(), contents.damaged.len()), (1, 1));
    }
}
