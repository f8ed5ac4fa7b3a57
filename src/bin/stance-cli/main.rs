//! The engine without a window, for scripts, tests and measurements.
//!
//! One file per subcommand; each has its arguments and one function that runs it. What they share is in
//! [`input`] and [`output`]. Exit status: 0 all well; 1 something could not be read or written, and the
//! rest was done; 2 wrong usage.

mod compare;
mod diff;
mod evaluate;
mod input;
mod inspect;
mod library;
mod meaning;
mod output;
mod positions;
mod search;
mod topics;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use output::{Failure, Status};

/// Reads transcripts of official remarks and compares what was said.
///
/// With no files named it works on the five transcripts that come with the program. FILE may be a
/// folder: every file below it of a kind that is read is read, with metadata.csv where there is one.
#[derive(Debug, Parser)]
#[command(name = "stance-cli", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Inspect(inspect::Inspect),
    Positions(positions::Positions),
    Compare(compare::Compare),
    Diff(diff::Diff),
    Topics(topics::Topics),
    Search(search::Search),
    Evaluate(evaluate::Evaluate),
    Library(library::Library),
}

fn main() -> ExitCode {
    // Wrong usage ends here, with status 2.
    let cli = Cli::parse();
    let result = match cli.command {
        Command::Inspect(command) => command.run(),
        Command::Positions(command) => command.run(),
        Command::Compare(command) => command.run(),
        Command::Diff(command) => command.run(),
        Command::Topics(command) => command.run(),
        Command::Search(command) => command.run(),
        Command::Evaluate(command) => command.run(),
        Command::Library(command) => command.run(),
    };
    match result {
        Ok(Status::Complete) => ExitCode::SUCCESS,
        Ok(Status::Incomplete) => ExitCode::from(1),
        Err(failure) => {
            output::message(&failure);
            match failure {
                Failure::Usage(_) => ExitCode::from(2),
                Failure::Output { .. } => ExitCode::from(1),
            }
        }
    }
}
