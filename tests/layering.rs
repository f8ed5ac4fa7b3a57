//! The layers name only those before them: engine ← io ← app ← gui.

use std::fs;
use std::path::{Path, PathBuf};

/// Each layer with what it must not name.
const FORBIDDEN: [(&str, &[&str]); 3] = [
    (
        "engine",
        &[
            "crate::io",
            "crate::app",
            "crate::gui",
            "egui",
            "eframe",
            "rfd",
            "std::fs",
            "std::env",
            "std::thread",
            "SystemTime",
            "Instant",
        ],
    ),
    ("io", &["crate::app", "crate::gui", "egui", "eframe", "rfd"]),
    ("app", &["crate::gui", "egui", "eframe", "rfd", "std::fs"]),
];

fn rust_files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            out.push(path);
        }
    }
}

/// What a file says outside comments and its own tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_layer_names_only_those_before_it() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (layer, forbidden) in FORBIDDEN {
        let mut files = Vec::new();
        rust_files(&source.join(layer), &mut files);
        assert!(!files.is_empty(), "there is no layer {layer}");
        for file in files.iter().filter(|file| file.file_name().is_some_and(|name| name != "tests.rs")) {
            let code = code(file);
            for word in forbidden {
                let named = regex::Regex::new(&format!(r"\b{word}\b")).unwrap();
                assert!(!named.is_match(&code), "{} names {word}", file.display());
            }
        }
    }
}

#[test]
fn widgets_know_no_state_and_panels_no_disk() {
    let gui = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/gui");
    for (folder, forbidden) in
        [("widgets", "crate::app"), ("panels", "crate::io::load::load"), ("panels", "std::fs")]
    {
        let mut files = Vec::new();
        rust_files(&gui.join(folder), &mut files);
        for file in files {
            assert!(!code(&file).contains(forbidden), "{} names {forbidden}", file.display());
        }
    }
}
