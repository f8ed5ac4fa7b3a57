//! The window: arguments, options, run.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::path::PathBuf;

use clap::Parser;
use stance::gui::run;

/// Compares what was said on a subject at one meeting with what was said at another, years apart.
#[derive(Debug, Parser)]
#[command(name = "stance", version)]
struct Arguments {
    /// Transcripts or folders to open, or a library (.stance).
    files: Vec<PathBuf>,
}

fn main() -> std::process::ExitCode {
    let arguments = Arguments::parse();
    run::run(arguments.files)
}
