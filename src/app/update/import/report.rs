//! What became of every file.

use crate::app::import::{Choice, Entry, Import, Likeness, why_same};
use crate::app::notice::{Detail, Severity, sentence};
use crate::app::state::State;
use crate::engine::numbers::count;

/// Files that a message names; the report names all.
const MOST_NAMED: usize = 40;

/// Says what did not join the library, where anything did not.
pub fn tell_rest(state: &mut State, import: &Import, added: usize) {
    let lines = import.entries.iter().filter(|entry| match entry.candidate() {
        Some(candidate) => candidate.choice == Choice::Skip,
        None => true,
    });
    let mut details: Vec<Detail> =
        lines.map(|entry| Detail { what: fate(entry), hint: hint(entry) }).collect();
    details.extend(import.left_out.iter().cloned());
    let left = details.len();
    if left == 0 {
        return;
    }
    let more = details.len().saturating_sub(MOST_NAMED);
    details.truncate(MOST_NAMED);
    if more > 0 {
        let hint = "The report lists all of them.".to_owned();
        details.push(Detail { what: format!("… and {} more", count(more, "file")), hint });
    }
    let has_failed = import.entries.iter().any(|entry| entry.found.is_err());
    let severity = if has_failed { Severity::Error } else { Severity::Warning };
    let title = format!("{} added, {left} left out", count(added, "transcript"));
    state.notify(severity, title, details).report = Some(report(import));
}

fn hint(entry: &Entry) -> String {
    entry.found.as_ref().err().map_or_else(String::new, |error| error.hint().to_owned())
}

/// What becomes of an entry, in one sentence.
fn fate(entry: &Entry) -> String {
    match &entry.found {
        Err(error) => sentence(&error.to_string()),
        Ok(candidate) => {
            let what = match candidate.choice {
                Choice::Add => "Added",
                Choice::Replace if candidate.again.is_some() => "Read again",
                Choice::Skip if candidate.again.is_some() => "Left as it was",
                Choice::Replace => "Added in the place of an earlier version",
                Choice::Skip if candidate.is_known() => "Left out, the same text is there already",
                Choice::Skip => "Left out",
            };
            let why = candidate.twins.iter().find_map(|twin| match twin.why {
                Likeness::SameEvent(why) => Some(format!(", {}", why_same(why))),
                Likeness::SameText | Likeness::SameFile => None,
            });
            format!("{what}{}: {}", why.unwrap_or_default(), candidate.document.source.path)
        }
    }
}

/// A line for every file, with what became of it.
pub fn report(import: &Import) -> String {
    let lines = import.entries.iter().map(fate);
    let left_out = import.left_out.iter().map(|detail| detail.what.clone());
    lines.chain(left_out).map(|line| line + "\n").collect()
}
