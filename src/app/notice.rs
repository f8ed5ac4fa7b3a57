//! What the program has to tell the user. Errors become words here, once.

use crate::io::load::{LoadError, TableProblem};

/// How serious a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something was done.
    Done,

    /// Something needs a look.
    Warning,

    /// Something did not work.
    Error,
}

/// A message that stays until it is dismissed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Number to dismiss it by.
    pub id: u64,

    /// How serious it is.
    pub severity: Severity,

    /// What happened, in one line.
    pub title: String,

    /// One entry for each file or problem: what it is, and what to try.
    pub details: Vec<Detail>,

    /// Everything in full, to copy; `None` where the details say it all.
    pub report: Option<String>,
}

/// One file or problem of a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// What happened, naming the file.
    pub what: String,

    /// What to try; empty where nothing can be done.
    pub hint: String,
}

impl From<&LoadError> for Detail {
    fn from(error: &LoadError) -> Self {
        Self { what: sentence(&error.to_string()), hint: error.hint().to_owned() }
    }
}

impl From<&TableProblem> for Detail {
    fn from(problem: &TableProblem) -> Self {
        Self { what: sentence(&problem.to_string()), hint: String::new() }
    }
}

/// With a capital letter, as the interface writes.
pub fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
