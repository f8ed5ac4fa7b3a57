//! The five transcripts that are part of the program: the first window, and the default of
//! `stance-cli`.
//!
//! They go the way of every other file (decoding, table, structure), so what works on them works on
//! a user's files.

use std::sync::LazyLock;

use super::load::from_bytes;
use super::load::table::Table;
use crate::engine::document::Document;
use crate::engine::encoder::{DIMENSIONS, Vector};
use crate::engine::vectors::{SentenceHash, Vectors};

/// Name and bytes of the file `$name` in the folder `seeds`.
macro_rules! seed {
    ($name:literal) => {
        (concat!("seeds/", $name), include_bytes!(concat!("../../seeds/", $name)).as_slice())
    };
}

/// The table beside them, then the files in the order of their names.
const TABLE: (&str, &[u8]) = seed!("metadata.csv");
const FILES: [(&str, &[u8]); 5] = [
    seed!("000_72ad92bfb7654994.txt"),
    seed!("001_e40277ff0b8ea5a4.txt"),
    seed!("002_5c9d7a97ec4f11db.txt"),
    seed!("003_50d26956223dd4d0.txt"),
    seed!("004_16cbea11877d3c4f.txt"),
];

/// Bytes of a [`SentenceHash`].
const HASH: usize = 32;

/// Hash and vector of each sentence; `examples/seed_vectors.rs` writes it.
const VECTORS: &[u8] = include_bytes!("../../assets/encoder/seeds.bin");

/// The five documents, as if the folder `seeds` had been opened.
pub fn documents() -> Vec<Document> {
    static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(|| {
        let (path, bytes) = TABLE;
        let (table, _) = Table::read(path, bytes);
        let documents = FILES.iter().map(|(path, bytes)| {
            let name = path.rsplit('/').next().unwrap_or(path);
            let facts = table.facts(name).cloned().unwrap_or_default();
            from_bytes(path, bytes, facts).expect("a file that is part of the program is text")
        });
        documents.collect()
    });
    DOCUMENTS.clone()
}

/// The vectors of what their speakers say, made beforehand: the first window has them at once.
pub fn vectors() -> Vectors {
    let (entries, _) = VECTORS.as_chunks::<{ HASH + DIMENSIONS }>();
    let entry = |entry: &[u8; HASH + DIMENSIONS]| {
        let (hash, vector) = entry.split_first_chunk::<HASH>()?;
        Some((SentenceHash(*hash), Vector::from_bytes(vector)?))
    };
    entries.iter().filter_map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::encoder::Encoder;
    use crate::engine::transcript::Edits;
    use crate::engine::vectors::wanted;
    use crate::io::load::load;
    use crate::io::load::table::TABLE_NAME;
    use sha2::{Digest as _, Sha256};

    #[test]
    fn the_files_are_those_that_were_given() {
        let expected = [
            "60bd431f0cab10d0b97c6b032d94882b9bb87a8377c50e1feceb7f45d94befac  seeds/metadata.csv",
            "d6d0660e493fb0c76659d2057a3a0b51bc6ee34d35c0eba172033cf23b2207de  seeds/000_72ad92bfb7654994.txt",
            "12ca2272eec99a0cc2589808090f6b59b6cb9c6821675c45684b2a2cb728b97a  seeds/001_e40277ff0b8ea5a4.txt",
            "50a2bda37f127266d4ccf6fc4ee16e783032fc67091ccb889b81d612a1c6ecfd  seeds/002_5c9d7a97ec4f11db.txt",
            "b67502f4f71459d5b014337c41a7c9fe4c84a66025774b35a7b7240f4b999967  seeds/003_50d26956223dd4d0.txt",
            "37d9760246e4ee77613a4470b9cd469e973c69f161f47abeb023606efd0ac9e6  seeds/004_16cbea11877d3c4f.txt",
        ];
        let sums = [TABLE].into_iter().chain(FILES).map(|(path, bytes)| {
            let digest = Sha256::digest(bytes);
            let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            format!("{hex}  {path}")
        });
        assert_eq!(sums.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_table_is_clean_and_complete() {
        assert_eq!(TABLE.0, format!("seeds/{TABLE_NAME}"));
        assert_eq!(Table::read(TABLE.0, TABLE.1).1, []);
        for document in documents() {
            assert!(document.facts.date.is_some(), "{}", document.source.path);
            assert_eq!(document.source.encoding, "UTF-8");
            assert!(!document.has_lost_characters);
        }
    }

    #[test]
    fn they_are_what_opening_their_folder_gives() {
        let loaded = load(&["seeds"]);
        assert_eq!(loaded.problems, []);
        let opened: Vec<Document> = loaded.documents.into_iter().flatten().collect();
        // A path is written as the system does.
        let plain = |mut document: Document| {
            document.source.path = document.source.path.replace('\\', "/");
            document
        };
        let opened: Vec<Document> = opened.into_iter().map(plain).collect();
        assert_eq!(opened, documents());
    }

    #[test]
    fn every_sentence_has_its_vector() {
        let read = |document: &Document| document.read(&Edits::default());
        let sentences: Vec<_> = documents().iter().flat_map(|document| wanted(&read(document))).collect();
        let vectors = vectors();
        assert!(sentences.iter().all(|(hash, _)| vectors.get(*hash).is_some()), "make seeds.bin anew");
        assert_eq!(VECTORS.len(), vectors.len() * (HASH + DIMENSIONS));

        let some: Vec<_> = sentences.iter().step_by(29).collect();
        let texts: Vec<&str> = some.iter().map(|(_, text)| text.as_str()).collect();
        let made = Encoder::load().unwrap().encode(&texts);
        for ((hash, text), made) in some.iter().zip(&made) {
            // Not the very same: another processor adds in another order.
            let likeness = vectors.get(*hash).unwrap().cosine(made);
            assert!(likeness > 0.999, "{likeness}, make seeds.bin anew: {text}");
        }
    }
}
