//! `stance-cli library`: the library file without the window: check it, write it as JSON, make one of JSON.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use stance::engine::numbers::count;
use stance::io::library::check::check;
use stance::io::library::exchange::{Export, ImportError, import};
use stance::io::library::{LibraryError, default_path};

use crate::output::{Failure, Output, Status, message};

/// Check a library file, write it as JSON, or make one of JSON
#[derive(Debug, Args)]
pub struct Library {
    #[command(subcommand)]
    command: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Say what a library holds and what is wrong with it; nothing is changed
    Check {
        #[command(flatten)]
        file: Named,

        #[command(flatten)]
        output: Output,
    },

    /// Write everything that a library holds as one JSON file; of a damaged one what can be read
    Export {
        #[command(flatten)]
        file: Named,

        /// Leave out the vectors of sentences: Stance makes them again, about a hundred a second
        #[arg(long)]
        no_vectors: bool,

        #[command(flatten)]
        output: Output,
    },

    /// Make a library of what export wrote
    Import {
        /// The JSON file
        json: PathBuf,

        /// The library to make; there must be no file of that name
        library: PathBuf,
    },
}

#[derive(Debug, Args)]
struct Named {
    /// The library; the one that opens by itself where none is named
    library: Option<PathBuf>,
}

impl Named {
    fn path(&self) -> Result<PathBuf, Failure> {
        let none = || Failure::Usage("the system has no folder for a library; name the file".to_owned());
        self.library.clone().or_else(default_path).ok_or_else(none)
    }
}

impl Library {
    /// Runs the command.
    pub fn run(&self) -> Result<Status, Failure> {
        match &self.command {
            What::Check { file, output } => checked(&file.path()?, output),
            What::Export { file, no_vectors, output } => exported(&file.path()?, !no_vectors, output),
            What::Import { json, library } => Ok(imported(json, library)),
        }
    }
}

fn checked(path: &Path, output: &Output) -> Result<Status, Failure> {
    let report = match check(path) {
        Ok(report) => report,
        Err(error) => return Ok(failed(&error)),
    };
    output.write(|out| {
        writeln!(out, "{}: version {}", path.display(), report.version)?;
        writeln!(
            out,
            "  {} (of {} the bytes of the file too), {}, {}",
            count(report.transcripts, "transcript"),
            report.originals,
            count(report.judgements, "judgement"),
            count(report.vectors, "vector"),
        )?;
        match report.problems.len() {
            0 => writeln!(out, "  nothing is wrong"),
            problems => {
                writeln!(out, "  {}:", count(problems, "problem"))?;
                report.problems.iter().try_for_each(|problem| writeln!(out, "  - {problem}"))
            }
        }
    })?;
    Ok(if report.problems.is_empty() { Status::Complete } else { Status::Incomplete })
}

fn exported(path: &Path, with_vectors: bool, output: &Output) -> Result<Status, Failure> {
    let export = match Export::of(path, with_vectors) {
        Ok(export) => export,
        Err(error) => return Ok(failed(&error)),
    };
    let mut problems = Vec::new();
    output.write(|out| {
        problems = export.write(out)?;
        Ok(())
    })?;
    problems.iter().for_each(message);
    Ok(if problems.is_empty() { Status::Complete } else { Status::Incomplete })
}

fn imported(json: &Path, library: &Path) -> Status {
    let file = match File::open(json) {
        Ok(file) => file,
        Err(error) => {
            message(&format_args!("cannot read the export, {error}: {}", json.display()));
            return Status::Incomplete;
        }
    };
    match import(BufReader::new(file), library) {
        Ok(()) => Status::Complete,
        Err(ImportError::Library(error)) => failed(&error),
        Err(error) => {
            message(&format_args!("{error}: {}", json.display()));
            Status::Incomplete
        }
    }
}

fn failed(error: &LibraryError) -> Status {
    message(&format_args!("{error}\n  {}", error.hint()));
    Status::Incomplete
}
