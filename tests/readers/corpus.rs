//! The committed corpus of the fuzzers, and what they found, through the same functions.

use std::fs;
use std::panic;
use std::path::PathBuf;

use crate::targets::TARGETS;

#[test]
fn what_the_fuzzers_begin_with_and_what_they_found_is_read() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    for (name, target) in TARGETS {
        for folder in ["corpus", "regressions"] {
            let files = fs::read_dir(root.join(folder).join(name)).into_iter().flatten();
            let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
            paths.sort();
            assert!(folder != "corpus" || !paths.is_empty(), "{name} has a corpus");
            for path in paths {
                let bytes = fs::read(&path).unwrap();
                assert!(bytes.len() < 16 * 1024, "{} is small", path.display());
                let read = panic::catch_unwind(|| target(&bytes));
                assert!(read.is_ok(), "{}: see the panic above", path.display());
            }
        }
    }
}

#[test]
fn each_target_is_built_and_no_other_folder_stands_there() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let known: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    let built: Vec<&str> =
        manifest.lines().filter_map(|line| line.strip_prefix("path = \"fuzz_targets/")).collect();
    let built: Vec<&str> = built.iter().map(|name| name.trim_end_matches(".rs\"")).collect();
    assert_eq!(built, known);
    for folder in ["corpus", "regressions"] {
        for entry in fs::read_dir(root.join(folder)).into_iter().flatten() {
            let name = entry.unwrap().file_name();
            assert!(known.iter().any(|known| name == *known), "{folder}/{}", name.display());
        }
    }
}
