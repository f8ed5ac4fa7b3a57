//! What a library holds, row by row, so that a damaged row or page costs only itself.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use rusqlite::types::FromSql;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::error::{LibraryError, database, is_corrupt};
use super::{Contents, Kept};
use crate::engine::document::Document;
use crate::engine::encoder::{Encoder, Vector};
use crate::engine::judgement::{Judgement, Record};
use crate::engine::numbers::count;
use crate::engine::transcript::{Edits, Facts, Format, Source};
use crate::engine::vectors::{SentenceHash, Vectors};

/// Rows that are tried in a damaged table whose own list of rows cannot be read.
const MOST_TRIED: i64 = 1_000_000;

/// A transcript as it stands in the file.
#[derive(Debug)]
pub(super) struct Stored {
    /// The text with what was found beside it.
    pub document: Document,

    /// The user's edits.
    pub edits: Edits,

    /// The bytes of its file, where they are more than the text.
    pub original: Option<Vec<u8>>,

    /// What of it makes no sense; it was taken as if it were not there.
    pub problems: Vec<String>,
}

/// Reads a library of any known version.
#[derive(Debug)]
pub(super) struct Reader<'l> {
    connection: &'l Connection,
    path: &'l Path,
    version: i64,
}

/// Rows of a table, and whether some may be missing because the file is damaged.
pub(super) type Rows = (Vec<i64>, Option<rusqlite::Error>);

impl<'l> Reader<'l> {
    /// For a library whose tables are of this version.
    pub fn new(connection: &'l Connection, path: &'l Path, version: i64) -> Self {
        Self { connection, path, version }
    }

    /// Everything that can be read, and whether pages of the file are damaged.
    pub fn contents(&self) -> Result<(Contents, bool), LibraryError> {
        // All at one moment, whatever another window does; where not even this works, neither does the rest.
        let _moment = self.connection.unchecked_transaction().map_err(|error| database(self.path, error))?;
        let mut contents = Contents::default();
        let (rows, mut fault) = self.transcripts()?;
        let mut lost = 0;
        // The file is read by one thread; most of the time goes into hashing the texts.
        let raw: Vec<Result<Raw, LibraryError>> =
            rows.into_iter().filter_map(|row| self.raw(row).transpose()).collect();
        let kept: Vec<Result<Kept, LibraryError>> =
            raw.into_par_iter().map(|raw| read_kept(raw?, self.path)).collect();
        for kept in kept {
            match kept {
                Ok(kept) => contents.kept.push(kept),
                Err(error) => lost += set_aside(error, &mut contents.damaged)?,
            }
        }
        self.tell_lost(lost, "transcript", &mut contents.damaged);
        let (rows, second) = self.judgements()?;
        lost = 0;
        for row in rows {
            match self.judgement(row) {
                Ok(record) => record.into_iter().for_each(|(_, record)| contents.judgements.add(record)),
                Err(error) => lost += set_aside(error, &mut contents.damaged)?,
            }
        }
        self.tell_lost(lost, "judgement", &mut contents.damaged);
        fault = fault.or(second).or(self.vectors(&mut contents.vectors)?);
        let is_broken = fault.is_some() || contents.damaged.iter().any(LibraryError::is_torn);
        if fault.is_some() {
            let reason = "pages of the file are damaged, and there may be more in them than is named here";
            contents.damaged.push(self.damaged("part".to_owned(), reason.to_owned()));
        }
        Ok((contents, is_broken))
    }

    fn tell_lost(&self, lost: usize, what: &str, damaged: &mut Vec<LibraryError>) {
        if lost > 0 {
            let (path, what) = (self.path.to_owned(), count(lost, what));
            damaged.push(LibraryError::Torn { path, what });
        }
    }

    /// The rows of transcripts, in the order in which they were opened.
    pub fn transcripts(&self) -> Result<Rows, LibraryError> {
        self.rows("transcript", "place, hash")
    }

    /// The rows of judgements, the oldest first.
    pub fn judgements(&self) -> Result<Rows, LibraryError> {
        if self.version < 2 { Ok((Vec::new(), None)) } else { self.rows("judgement", "made, subject") }
    }

    fn rows(&self, table: &str, order: &str) -> Result<Rows, LibraryError> {
        let listed = || -> rusqlite::Result<Vec<i64>> {
            let sql = format!("SELECT rowid FROM {table} ORDER BY {order}");
            self.connection.prepare(&sql)?.query_map([], |row| row.get(0))?.collect()
        };
        match listed() {
            Ok(rows) => Ok((rows, None)),
            Err(error) if is_corrupt(&error) => Ok((self.possible_rows(table), Some(error))),
            Err(error) => Err(database(self.path, error)),
        }
    }

    /// Rows that a damaged table may have: all up to the last that its pages or its index tell of. Those that
    /// were removed are not there and cost nothing.
    fn possible_rows(&self, table: &str) -> Vec<i64> {
        let mut last = 0;
        for sql in [
            format!("SELECT rowid FROM {table} NOT INDEXED"),
            format!("SELECT rowid FROM {table} NOT INDEXED ORDER BY rowid DESC"),
            format!("SELECT rowid FROM {table}"),
        ] {
            let Ok(mut statement) = self.connection.prepare(&sql) else { continue };
            let Ok(rows) = statement.query_map([], |row| row.get::<_, i64>(0)) else { continue };
            // Each ends where the damage begins.
            last = rows.map_while(Result::ok).fold(last, i64::max);
        }
        (1..=last.min(MOST_TRIED)).collect()
    }

    /// A transcript with the bytes of its file; `None` where the row is not there.
    pub fn transcript(&self, row: i64) -> Result<Option<Stored>, LibraryError> {
        let Some(raw) = self.raw(row)? else { return Ok(None) };
        let original = self.original(&raw.hash);
        let mut stored = raw.read();
        match original {
            Ok(original) => stored.original = original,
            Err(error) => stored.problems.push(format!("the bytes of its file are lost: {error}")),
        }
        Ok(Some(stored))
    }

    fn raw(&self, row: i64) -> Result<Option<Raw>, LibraryError> {
        let sql = "SELECT hash, source, text, facts, edits, lost_characters FROM transcript WHERE rowid = ?1";
        let raw = self.one(sql, row, |row| {
            let json = |column: &str| {
                let text = row.get_ref(column).map_err(|error| error.to_string());
                text.and_then(|value| String::column_result(value).map_err(|error| error.to_string()))
            };
            Ok(Raw {
                hash: row.get("hash")?,
                text: row.get_ref("text")?.as_str()?.into(),
                source: json("source"),
                facts: json("facts"),
                edits: json("edits"),
                has_lost_characters: row.get("lost_characters")?,
            })
        });
        raw.map_err(|error| self.unreadable("a transcript", error))
    }

    /// The bytes of the file that a text came from, where they are more than the text.
    pub fn original(&self, hash: &str) -> Result<Option<Vec<u8>>, rusqlite::Error> {
        if self.version < 3 {
            return Ok(None);
        }
        let sql = "SELECT bytes FROM original WHERE hash = ?1";
        self.connection.prepare_cached(sql)?.query_row(params![hash], |row| row.get(0)).optional()
    }

    /// A judgement with the subject under which it was stored; `None` where the row is not there.
    pub fn judgement(&self, row: i64) -> Result<Option<(String, Record)>, LibraryError> {
        let sql = "SELECT subject, made, judgement FROM judgement WHERE rowid = ?1";
        let read = self.one(sql, row, |row| {
            let (subject, made, json): (String, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok((subject, made, json))
        });
        let Some((subject, made, json)) = read.map_err(|error| self.unreadable("a judgement", error))? else {
            return Ok(None);
        };
        let judgement: Judgement = serde_json::from_str(&json)
            .map_err(|error| self.damaged("a judgement".to_owned(), error.to_string()))?;
        Ok(Some((subject, Record { made: made.unsigned_abs(), judgement })))
    }

    /// The vectors that the present model made; answers what stopped it before the end.
    fn vectors(&self, vectors: &mut Vectors) -> Result<Option<rusqlite::Error>, LibraryError> {
        self.each_vector(|sentence, model, vector| {
            // One that makes no sense is made again.
            if model == Encoder::MODEL
                && let (Ok(hash), Some(vector)) = (<[u8; 32]>::try_from(sentence), Vector::from_bytes(vector))
            {
                vectors.insert(SentenceHash(hash), vector);
            }
            true
        })
    }

    /// Hands over sentence, model and bytes of each vector until there are no more, `false` is answered or the
    /// file is damaged, which is answered.
    pub fn each_vector(
        &self,
        mut take: impl FnMut(&[u8], &str, &[u8]) -> bool,
    ) -> Result<Option<rusqlite::Error>, LibraryError> {
        if self.version < 2 {
            return Ok(None);
        }
        let mut read = || -> rusqlite::Result<()> {
            let sql = "SELECT sentence, model, vector FROM vector ORDER BY model, sentence";
            let mut statement = self.connection.prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (sentence, model, vector) = (row.get_ref(0)?, row.get_ref(1)?, row.get_ref(2)?);
                if !take(sentence.as_blob()?, model.as_str()?, vector.as_blob()?) {
                    break;
                }
            }
            Ok(())
        };
        match read() {
            Ok(()) => Ok(None),
            Err(error) if is_corrupt(&error) => Ok(Some(error)),
            Err(error) => Err(database(self.path, error)),
        }
    }

    fn one<T>(
        &self,
        sql: &str,
        row: i64,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Option<T>> {
        self.connection.prepare_cached(sql)?.query_row(params![row], read).optional()
    }

    /// Damage of a page is told as such; anything else as a row that makes no sense.
    fn unreadable(&self, what: &str, error: rusqlite::Error) -> LibraryError {
        if error.sqlite_error_code().is_some() {
            database(self.path, error)
        } else {
            self.damaged(what.to_owned(), error.to_string())
        }
    }

    fn damaged(&self, what: String, reason: String) -> LibraryError {
        damaged(self.path, what, reason)
    }
}

fn damaged(library: &Path, what: String, reason: String) -> LibraryError {
    LibraryError::Damaged { path: library.to_owned(), what, reason }
}

/// Puts a row that makes no sense aside, or counts one that stands in a damaged page; anything else stops the reading.
fn set_aside(error: LibraryError, damaged: &mut Vec<LibraryError>) -> Result<usize, LibraryError> {
    match error {
        error if error.is_corrupt() => Ok(1),
        LibraryError::Damaged { .. } => {
            damaged.push(error);
            Ok(0)
        }
        other => Err(other),
    }
}

/// A column of JSON; notes where it makes no sense.
/// A transcript as its row has it.
struct Raw {
    hash: String,
    text: Arc<str>,
    source: Result<String, String>,
    facts: Result<String, String>,
    edits: Result<String, String>,
    has_lost_characters: bool,
}

impl Raw {
    /// What it says.
    fn read(self) -> Stored {
        let mut problems = Vec::new();
        let source = parsed(self.source, "source", &mut problems).unwrap_or_else(|| Source {
            path: format!("transcript-{}.txt", self.hash.chars().take(8).collect::<String>()),
            format: Format::Text,
            encoding: "UTF-8".to_owned(),
        });
        let facts: Facts = parsed(self.facts, "facts", &mut problems).unwrap_or_default();
        let edits: Edits = parsed(self.edits, "edits", &mut problems).unwrap_or_default();
        let mut document = Document::new(source, self.text, facts);
        document.has_lost_characters = self.has_lost_characters;
        // Its quotes would not be verbatim.
        if self.hash != document.hash().to_string() {
            problems.push("its text is not the one that was stored".to_owned());
        }
        Stored { document, edits, original: None, problems }
    }
}

fn read_kept(raw: Raw, library: &Path) -> Result<Kept, LibraryError> {
    let stored = raw.read();
    match stored.problems.into_iter().next() {
        Some(problem) => {
            let transcript = format!("the transcript {}", stored.document.source.path);
            Err(damaged(library, transcript, problem))
        }
        None => Ok((Arc::new(stored.document), stored.edits)),
    }
}

fn parsed<T: serde::de::DeserializeOwned>(
    text: Result<String, String>,
    column: &str,
    problems: &mut Vec<String>,
) -> Option<T> {
    match text.and_then(|text| serde_json::from_str(&text).map_err(|error| error.to_string())) {
        Ok(value) => Some(value),
        Err(error) => {
            problems.push(format!("its {column} cannot be read: {error}"));
            None
        }
    }
}
