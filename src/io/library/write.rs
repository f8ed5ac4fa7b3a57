//! Changes on their way into the file.

use std::path::Path;
use std::sync::Arc;

use rusqlite::{OptionalExtension as _, Transaction, params};
use serde::Serialize;

use super::error::{LibraryError, database};
use crate::engine::document::{Document, TextHash};
use crate::engine::encoder::{Encoder, Vector};
use crate::engine::judgement::{Key, Record};
use crate::engine::transcript::Edits;
use crate::engine::vectors::SentenceHash;

/// A change of the library.
#[derive(Clone, Debug)]
pub enum Change {
    /// A transcript was added or its details were edited.
    Put {
        /// The text.
        document: Arc<Document>,

        /// The user's edits.
        edits: Edits,

        /// The bytes of its file, where they are at hand; they are kept if they are more than the text in UTF-8.
        /// Without them those that the library has stay.
        original: Option<Arc<[u8]>>,
    },

    /// A transcript was taken out. The bytes of its file stay until the library is next opened, so that it can be
    /// put back whole.
    Remove(TextHash),

    /// A judgement was made, or taken back where there is no record.
    Judge(Key, Option<Record>),

    /// Sentences were read for their meaning.
    Vectors(Vec<(SentenceHash, Vector)>),
}

/// Writes one change.
pub(super) fn write(transaction: &Transaction<'_>, change: &Change, path: &Path) -> Result<(), LibraryError> {
    let fail = |error| database(path, error);
    match change {
        Change::Put { document, edits, original } => {
            let source = json(&document.source, "a transcript", path)?;
            let facts = json(&document.facts, "a transcript", path)?;
            let edits = json(edits, "a transcript", path)?;
            let hash = document.hash().to_string();
            if let Some(bytes) = original {
                write_original(transaction, &hash, &document.text, bytes).map_err(fail)?;
            }
            transaction.execute(
                "INSERT INTO transcript (hash, place, source, text, facts, edits, lost_characters)
                 VALUES (?1, (SELECT COALESCE(MAX(place), 0) + 1 FROM transcript), ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (hash) DO UPDATE SET edits = excluded.edits",
                params![hash, source, &*document.text, facts, edits, document.has_lost_characters],
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
        Change::Vectors(vectors) => {
            let bytes = vectors.iter().map(|(hash, vector)| (hash.0, vector.to_bytes()));
            return bytes
                .into_iter()
                .try_for_each(|(hash, vector)| write_vector(transaction, &hash, Encoder::MODEL, &vector))
                .map_err(fail);
        }
    }
    .map(drop)
    .map_err(fail)
}

/// Keeps the bytes of a file, where the transcript is new or has none yet: they belong to the encoding and the
/// format that are stored with it.
fn write_original(
    transaction: &Transaction<'_>,
    hash: &str,
    text: &str,
    bytes: &[u8],
) -> rusqlite::Result<()> {
    let is_known = transaction
        .query_row("SELECT 1 FROM transcript WHERE hash = ?1", params![hash], |_| Ok(()))
        .optional()?
        .is_some();
    if !is_known {
        transaction.execute("DELETE FROM original WHERE hash = ?1", params![hash])?;
    }
    if bytes != text.as_bytes() {
        let sql = "INSERT OR IGNORE INTO original (hash, bytes) VALUES (?1, ?2)";
        transaction.execute(sql, params![hash, bytes])?;
    }
    Ok(())
}

/// Keeps the vector of a sentence.
pub(super) fn write_vector(
    transaction: &Transaction<'_>,
    sentence: &[u8],
    model: &str,
    vector: &[u8],
) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO vector (sentence, model, vector) VALUES (?1, ?2, ?3)";
    transaction.prepare_cached(sql)?.execute(params![sentence, model, vector]).map(drop)
}

fn json(value: &impl Serialize, what: &str, path: &Path) -> Result<String, LibraryError> {
    serde_json::to_string(value).map_err(|error| LibraryError::Damaged {
        path: path.to_owned(),
        what: what.to_owned(),
        reason: error.to_string(),
    })
}
