//! All integration tests in one binary, so that the library is linked once; but for those that Cargo.toml names beside it.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod cli;
#[cfg(feature = "gui")]
mod common;
mod crash;
mod diff;
#[cfg(feature = "gui")]
mod evolution;
#[cfg(feature = "gui")]
mod import_flow;
#[cfg(feature = "gui")]
mod keeps_place;
mod layering;
#[cfg(feature = "gui")]
mod library_flow;
mod packages;
#[cfg(feature = "gui")]
mod panel_rows;
#[cfg(all(feature = "gui", target_os = "linux"))]
mod real_window;
#[cfg(feature = "gui")]
mod review_flow;
mod seeds;
#[cfg(feature = "gui")]
mod ui_flow;
#[cfg(feature = "gui")]
mod ui_images;

/// A file that nobody lists would never run.
#[test]
fn every_file_is_listed() {
    let listed = include_str!("main.rs");
    let manifest = include_str!("../Cargo.toml");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_rust = path.extension().is_some_and(|extension| extension == "rs");
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if is_rust && name != "main" {
            let is_binary = manifest.contains(&format!("path = \"tests/{name}.rs\""));
            assert!(is_binary || listed.contains(&format!("mod {name};")), "{name}");
        }
    }
}
