//! Writes the vectors of the seeds, which are part of the program; see `assets/encoder/README.md`.
//!
//! `cargo run --release --no-default-features --example seed_vectors`

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use stance::engine::encoder::Encoder;
use stance::engine::transcript::Edits;
use stance::engine::vectors::wanted;
use stance::io::seeds;

fn main() -> Result<(), Box<dyn Error>> {
    let documents = seeds::documents();
    let read = documents.iter().map(|document| document.read(&Edits::default()));
    let sentences: BTreeMap<_, _> = read.flat_map(|transcript| wanted(&transcript)).collect();
    let texts: Vec<&str> = sentences.values().map(String::as_str).collect();
    let vectors = Encoder::load()?.encode(&texts);
    let mut bytes = Vec::new();
    for (hash, vector) in sentences.keys().zip(&vectors) {
        bytes.extend(hash.0);
        bytes.extend(vector.to_bytes());
    }
    fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/encoder/seeds.bin"), bytes)?;
    Ok(())
}
