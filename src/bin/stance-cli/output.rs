//! Where results and messages go: results to standard output or a file, messages to standard error.

use std::fmt::Display;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use thiserror::Error;

/// The version of the JSON that is written. Fields may be added, never renamed.
pub const VERSION: u32 = 1;

/// How a command ended that could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Everything was read.
    Complete,

    /// At least one input could not be read.
    Incomplete,
}

/// Why a command could not do its work.
#[derive(Debug, Error)]
pub enum Failure {
    /// An argument makes no sense.
    #[error("{0}")]
    Usage(String),

    /// The result cannot be written.
    #[error("cannot write the result, {error}: {path}")]
    Output {
        /// The file, or standard output.
        path: String,

        /// What the system says.
        error: io::Error,
    },
}

/// Where the result goes.
#[derive(Debug, Args)]
pub struct Output {
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Output {
    /// Opens the output, has it written and closes it. A reader that has seen enough (`| head`) is no
    /// error.
    pub fn write(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
        let Some(path) = &self.output else {
            let mut out = BufWriter::new(io::stdout().lock());
            return match write(&mut out).and_then(|()| out.flush()) {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                    Err(Failure::Output { path: "standard output".to_owned(), error })
                }
                Ok(()) | Err(_) => {
                    // What is left would be written again on drop.
                    let _ = out.into_parts();
                    Ok(())
                }
            };
        };
        let result = File::create(path).and_then(|file| {
            let mut out = BufWriter::new(file);
            write(&mut out)?;
            out.flush()
        });
        result.map_err(|error| Failure::Output { path: path.display().to_string(), error })
    }

    /// Writes a value as JSON on one line.
    pub fn json(&self, value: &impl Serialize) -> Result<(), Failure> {
        self.write(|out| {
            serde_json::to_writer(&mut *out, value)?;
            writeln!(out)
        })
    }
}

/// Tells the user something that is not part of the result. Where nobody listens, nothing is lost.
pub fn message(text: &(impl Display + ?Sized)) {
    let _ = writeln!(io::stderr().lock(), "stance-cli: {text}");
}
