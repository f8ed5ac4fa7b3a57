//! The library: what is open, kept from one start to the next in one SQLite file.
//!
//! Each change is one committed transaction, so a crash or a pulled plug loses nothing that was
//! acknowledged. The file is touched only where it is one of ours and of a version that is known; any
//! other is left as it is.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use directories::ProjectDirs;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use serde::Serialize;
use thiserror::Error;

use crate::engine::document::{Document, TextHash};
use crate::engine::encoder::{Encoder, Vector};
use crate::engine::judgement::{Judgement, Judgements, Key, Record};
use crate::engine::transcript::{Edits, Source};
use crate::engine::vectors::{SentenceHash, Vectors};

/// Version of the tables, kept as SQLite's `user_version`.
const VERSION: i64 = 2;

/// "Stnc": SQLite's `application_id`, by which a file is known as a library.
const APPLICATION_ID: i64 = 0x5374_6e63;

/// Tables of version 1.
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

/// What version 2 adds: judgements, and the vectors of sentences as a cache that may be emptied.
const TABLES_2: &str = "
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

    /// A copy could not be made before the file was brought to the present version.
    #[error("cannot copy the library before it is brought to the present version, {error}: {path}")]
    Backup {
        /// Where the copy was to be.
        path: String,
        /// What SQLite says.
        error: rusqlite::Error,
    },

    /// Its content makes no sense.
    #[error("cannot read {what} of the library, {reason}: {path}")]
    Damaged {
        /// The file.
        path: String,
        /// What cannot be read: a transcript, a judgement.
        what: &'static str,
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
            Self::Backup { .. } => {
                "The library is as it was. Check that the disk is not full and that its folder can be written to."
            }
            Self::Damaged { .. } => "Everything else was opened. Copy the file before you try anything else.",
        }
    }
}

/// A transcript as it is kept.
pub type Kept = (Arc<Document>, Edits);

/// What a library held when it was opened.
#[derive(Debug, Default)]
pub struct Contents {
    /// Whether the file was made just now.
    pub is_new: bool,

    /// The transcripts, in the order in which they were opened.
    pub kept: Vec<Kept>,

    /// What the reviewer decided.
    pub judgements: Judgements,

    /// The vectors of sentences that were read for their meaning.
    pub vectors: Vectors,

    /// Transcripts and judgements that could not be read.
    pub damaged: Vec<LibraryError>,
}

/// A change of the library.
#[derive(Clone, Debug)]
pub enum Change {
    /// A transcript was added or its details were edited.
    Put {
        /// The text.
        document: Arc<Document>,
        /// The user's edits.
        edits: Edits,
    },

    /// A transcript was taken out.
    Remove(TextHash),

    /// A judgement was made, or taken back where there is no record.
    Judge(Key, Option<Record>),

    /// Sentences were read for their meaning.
    Vectors(Vec<(SentenceHash, Vector)>),
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
        let mut library = Self { connection, path: path.to_owned() };
        library.prepare(is_new)?;
        let mut contents = library.contents()?;
        contents.is_new = is_new;
        contents.vectors = library.vectors()?;
        Ok((library, contents))
    }

    fn error(&self, error: rusqlite::Error) -> LibraryError {
        database(&self.path, error)
    }

    fn prepare(&mut self, is_new: bool) -> Result<(), LibraryError> {
        let file = self.path.clone();
        let fail = |error| database(&file, error);
        self.connection.busy_timeout(PATIENCE).map_err(fail)?;
        let number =
            |pragma: &str| self.connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
        if is_new {
            let set_up = format!(
                "BEGIN; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION}; {TABLES} {TABLES_2} COMMIT;"
            );
            return self.connection.execute_batch(&set_up).map_err(fail);
        }
        let path = || self.path.display().to_string();
        if number("application_id").map_err(fail)? != APPLICATION_ID {
            return Err(LibraryError::NotALibrary { path: path() });
        }
        match number("user_version").map_err(fail)? {
            VERSION => Ok(()),
            newer if newer > VERSION => Err(LibraryError::Newer { path: path() }),
            older => self.migrate(older),
        }
    }

    /// Brings an older file to the present version in one transaction, after a copy of it was made.
    fn migrate(&mut self, from: i64) -> Result<(), LibraryError> {
        self.back_up(from)?;
        let path = self.path.clone();
        let fail = |error| database(&path, error);
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
        // Another window may have been faster.
        let version: i64 =
            transaction.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(fail)?;
        if version < 2 {
            transaction.execute_batch(TABLES_2).map_err(fail)?;
        }
        transaction.pragma_update(None, "user_version", version.max(VERSION)).map_err(fail)?;
        transaction.commit().map_err(fail)
    }

    /// Copies the file beside itself, under a name that is free.
    fn back_up(&self, version: i64) -> Result<(), LibraryError> {
        let name = |number: usize| {
            let end = if number == 1 { String::new() } else { format!("-{number}") };
            PathBuf::from(format!("{}.version-{version}{end}.backup", self.path.display()))
        };
        let free = (1..).map(name).find(|copy| !copy.exists()).unwrap_or_else(|| name(1));
        let copy = free.display().to_string();
        // SQLite's own copy is whole even while another program writes.
        let made = self.connection.execute("VACUUM INTO ?1", params![copy]);
        made.map(drop).map_err(|error| LibraryError::Backup { path: copy, error })
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
        self.judgements(&mut contents)?;
        Ok(contents)
    }

    fn judgements(&self, contents: &mut Contents) -> Result<(), LibraryError> {
        let fail = |error| self.error(error);
        let mut statement = self
            .connection
            .prepare("SELECT made, judgement FROM judgement ORDER BY made, subject")
            .map_err(fail)?;
        let mut rows = statement.query([]).map_err(fail)?;
        while let Some(row) = rows.next().map_err(fail)? {
            let read = || -> Result<Record, String> {
                let json: String = row.get("judgement").map_err(|error| error.to_string())?;
                let judgement: Judgement = serde_json::from_str(&json).map_err(|error| error.to_string())?;
                let made: i64 = row.get("made").map_err(|error| error.to_string())?;
                Ok(Record { made: made.unsigned_abs(), judgement })
            };
            match read() {
                Ok(record) => contents.judgements.add(record),
                Err(reason) => contents.damaged.push(self.damaged("a judgement", reason)),
            }
        }
        Ok(())
    }

    fn damaged(&self, what: &'static str, reason: String) -> LibraryError {
        LibraryError::Damaged { path: self.path.display().to_string(), what, reason }
    }

    fn kept(&self, row: &rusqlite::Row<'_>) -> Result<Kept, LibraryError> {
        let text = |column: &str| row.get::<_, String>(column).map_err(|error| self.error(error));
        let damaged = |error: serde_json::Error| self.damaged("a transcript", error.to_string());
        let source: Source = serde_json::from_str(&text("source")?).map_err(damaged)?;
        let facts = serde_json::from_str(&text("facts")?).map_err(damaged)?;
        let edits = serde_json::from_str(&text("edits")?).map_err(damaged)?;
        let mut document = Document::new(source, text("text")?, facts);
        document.has_lost_characters = row.get("lost_characters").map_err(|error| self.error(error))?;
        Ok((Arc::new(document), edits))
    }

    /// Makes changes; all of them or none.
    pub fn apply(&mut self, changes: &[Change]) -> Result<(), LibraryError> {
        let path = self.path.clone();
        let transaction = self.connection.transaction().map_err(|error| database(&path, error))?;
        for change in changes {
            write(&transaction, change, &path)?;
        }
        transaction.commit().map_err(|error| database(&path, error))
    }

    /// The vectors that the present model made.
    fn vectors(&self) -> Result<Vectors, LibraryError> {
        let fail = |error| self.error(error);
        let mut statement =
            self.connection.prepare("SELECT sentence, vector FROM vector WHERE model = ?1").map_err(fail)?;
        let mut rows = statement.query(params![Encoder::MODEL]).map_err(fail)?;
        let mut vectors = Vectors::default();
        while let Some(row) = rows.next().map_err(fail)? {
            let blob = |column: usize| row.get_ref(column).ok().and_then(|value| value.as_blob().ok());
            let hash = blob(0).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
            // A vector that makes no sense is made again.
            if let (Some(hash), Some(vector)) = (hash, blob(1).and_then(Vector::from_bytes)) {
                vectors.insert(SentenceHash(hash), vector);
            }
        }
        Ok(vectors)
    }
}

fn write(transaction: &Transaction<'_>, change: &Change, path: &Path) -> Result<(), LibraryError> {
    let fail = |error| database(path, error);
    match change {
        Change::Put { document, edits } => {
            let source = json(&document.source, "a transcript", path)?;
            let facts = json(&document.facts, "a transcript", path)?;
            let edits = json(edits, "a transcript", path)?;
            transaction.execute(
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
        }
        Change::Remove(hash) => {
            transaction.execute("DELETE FROM transcript WHERE hash = ?1", params![hash.to_string()])
        }
        Change::Judge(key, Some(record)) => {
            let judgement = json(&record.judgement, "a judgement", path)?;
            transaction.execute(
                "INSERT OR REPLACE INTO judgement (subject, made, judgement) VALUES (?1, ?2, ?3)",
                params![key.to_string(), record.made.cast_signed(), judgement],
            )
        }
        Change::Judge(key, None) => {
            transaction.execute("DELETE FROM judgement WHERE subject = ?1", params![key.to_string()])
        }
        Change::Vectors(vectors) => write_vectors(transaction, vectors).map(|()| vectors.len()),
    }
    .map(drop)
    .map_err(fail)
}

fn write_vectors(transaction: &Transaction<'_>, vectors: &[(SentenceHash, Vector)]) -> rusqlite::Result<()> {
    let mut put =
        transaction.prepare("INSERT OR REPLACE INTO vector (sentence, model, vector) VALUES (?1, ?2, ?3)")?;
    for (hash, vector) in vectors {
        put.execute(params![hash.0.as_slice(), Encoder::MODEL, vector.to_bytes().as_slice()])?;
    }
    Ok(())
}

fn json(value: &impl Serialize, what: &'static str, path: &Path) -> Result<String, LibraryError> {
    serde_json::to_string(value).map_err(|error| LibraryError::Damaged {
        path: path.display().to_string(),
        what,
        reason: error.to_string(),
    })
}

fn database(path: &Path, error: rusqlite::Error) -> LibraryError {
    LibraryError::Database { path: path.display().to_string(), error }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::judgement::{Origin, Quote, Remark, Ruling, Verdict};
    use crate::engine::transcript::Span;
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
        let kept: Vec<&Document> = contents.kept.iter().map(|(document, _)| &**document).collect();
        assert_eq!(kept, documents[1..].iter().collect::<Vec<_>>());
        assert_eq!(contents.kept[0].1.title.as_deref(), Some("Other title"));
        assert!(is_sound(&library));
    }

    /// Whether SQLite finds nothing wrong with the file.
    fn is_sound(library: &Library) -> bool {
        let check = library.connection.query_row("PRAGMA quick_check", [], |row| row.get::<_, String>(0));
        check.unwrap() == "ok"
    }

    fn judgements() -> [Record; 2] {
        let quote = |words: &str, start: usize| Quote {
            text: TextHash::of(words),
            span: Span::new(start, start + words.len()),
            words: words.to_owned(),
            path: "a.txt".to_owned(),
        };
        let verdict = Verdict {
            a: quote("“One’s”", 4),
            b: quote("два", 9),
            ruling: Ruling::Apart,
            relation: None,
            origin: Origin::Proposed,
        };
        let mut remark = Remark::empty(quote("three", 0));
        remark.note = "see ¶ 3\n“so”".to_owned();
        [
            Record { made: 1, judgement: Judgement::Verdict(verdict) },
            Record { made: 2, judgement: Judgement::Remark(remark) },
        ]
    }

    fn judge(record: &Record) -> Change {
        Change::Judge(record.judgement.key(), Some(record.clone()))
    }

    #[test]
    fn judgements_come_back_and_are_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.stance");
        let [verdict, remark] = judgements();
        let (mut library, _) = Library::open(&path).unwrap();
        library.apply(&[judge(&verdict)]).unwrap();
        library.apply(&[judge(&remark)]).unwrap();
        drop(library);

        let (mut library, contents) = Library::open(&path).unwrap();
        let mut expected = Judgements::default();
        expected.add(verdict.clone());
        expected.add(remark.clone());
        assert_eq!(contents.judgements, expected);
        let changed = Record { made: 3, ..verdict.clone() };
        library.apply(&[judge(&changed), Change::Judge(remark.judgement.key(), None)]).unwrap();
        drop(library);
        let (_, contents) = Library::open(&path).unwrap();
        assert_eq!(contents.judgements.newest_first(), [(&verdict.judgement.key(), &changed)]);
    }

    #[test]
    fn one_damaged_judgement_costs_only_itself() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.stance");
        let [verdict, remark] = judgements();
        let (mut library, _) = Library::open(&path).unwrap();
        library.apply(&[judge(&verdict), judge(&remark), put(&seeds::documents()[0], None)]).unwrap();
        library.connection.execute("UPDATE judgement SET judgement = '{' WHERE made = 1", []).unwrap();
        drop(library);
        let (_, contents) = Library::open(&path).unwrap();
        assert_eq!((contents.kept.len(), contents.judgements.len(), contents.damaged.len()), (1, 1, 1));
    }

    #[test]
    fn a_library_of_version_1_is_brought_forward_with_a_copy_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.stance");
        let old = Connection::open(&path).unwrap();
        old.execute_batch(
            r#"
            PRAGMA application_id = 1400139363; PRAGMA user_version = 1;
            CREATE TABLE transcript (
                hash TEXT PRIMARY KEY, place INTEGER NOT NULL, source TEXT NOT NULL, text TEXT NOT NULL,
                facts TEXT NOT NULL, edits TEXT NOT NULL, lost_characters INTEGER NOT NULL
            ) STRICT;
            INSERT INTO transcript VALUES (
                'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', 1,
                '{"path":"a.txt","format":"text","encoding":"UTF-8"}', 'abc', '{}', '{"title":"Mine"}', 0
            );
            "#,
        )
        .unwrap();
        drop(old);
        let before = fs::read(&path).unwrap();

        let (library, contents) = Library::open(&path).unwrap();
        assert!(!contents.is_new && contents.damaged.is_empty() && contents.judgements.is_empty());
        assert_eq!((&*contents.kept[0].0.text, contents.kept[0].1.title.as_deref()), ("abc", Some("Mine")));
        assert!(is_sound(&library));
        drop(library);
        let copy = folder.path().join("library.stance.version-1.backup");
        let copied = Connection::open(&copy).unwrap();
        let row = |sql: &str| copied.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
        assert_eq!(row("SELECT text FROM transcript"), "abc");
        assert_eq!(row("SELECT group_concat(user_version) FROM pragma_user_version"), "1");
        assert_ne!(fs::read(&path).unwrap(), before);
        // The second time there is nothing to do.
        drop(Library::open(&path).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn vectors_are_kept_by_model_and_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.stance");
        let (mut library, _) = Library::open(&path).unwrap();
        let (one, two) = (SentenceHash::of("One."), SentenceHash::of("Two."));
        let vector = |values: [f32; 2]| values.into_iter().collect::<Vector>();
        library
            .apply(&[Change::Vectors(vec![(one, vector([1.0, 0.0])), (two, vector([0.0, 1.0]))])])
            .unwrap();
        library.apply(&[Change::Vectors(vec![(one, vector([1.0, 1.0]))])]).unwrap();
        // Those of another model and what makes no sense are made again.
        library
            .connection
            .execute_batch(
                "INSERT INTO vector SELECT sentence, 'other', vector FROM vector;
                 INSERT INTO vector VALUES (x'00', (SELECT min(model) FROM vector), x'00');",
            )
            .unwrap();
        drop(library);
        let (_, contents) = Library::open(&path).unwrap();
        assert_eq!(contents.vectors.len(), 2);
        assert_eq!(contents.vectors.get(one), Some(&vector([1.0, 1.0])));
        assert_eq!(contents.vectors.get(two), Some(&vector([0.0, 1.0])));
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
