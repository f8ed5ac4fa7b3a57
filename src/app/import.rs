//! What was opened and has not joined the library yet: the import sheet without its window.
//!
//! A [`Import`] lives from the first file that is named until the user adds what was read or gives it up. Until
//! then the library knows nothing of it.

pub mod difference;
mod standing;
pub mod twins;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use crate::app::jobs::Progress;
use crate::app::notice::Detail;
use crate::app::state::Id;
use crate::engine::document::Document;
use crate::engine::duplicates::SameEvent;
use crate::engine::transcript::{Edits, Transcript};
use crate::io::load::columns::Column;
use crate::io::load::{self, Entry as NamedFile, LoadError, Reading, Readings};

pub use difference::Difference;
pub use standing::Standing;

/// Number of an entry in its sheet; never given twice.
pub type EntryId = u64;

/// A transcript of the library that is read again.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The transcript.
    pub id: Id,

    /// Its text as it was read before.
    pub document: Arc<Document>,

    /// What the user corrected in it.
    pub edits: Edits,

    /// The bytes of its file, where the library has them.
    pub original: Option<Arc<[u8]>>,
}

/// Where an entry was found.
#[derive(Clone, Debug)]
pub enum Origin {
    /// In a file.
    File(Arc<NamedFile>),

    /// In the library.
    Kept(Arc<Kept>),
}

impl Origin {
    /// What tells it from others.
    pub fn key(&self) -> (Option<Id>, &Path) {
        match self {
            Self::File(file) => (None, &file.path),
            Self::Kept(kept) => (Some(kept.id), Path::new("")),
        }
    }

    /// The transcript of the library, where it is one.
    pub fn kept(&self) -> Option<&Arc<Kept>> {
        match self {
            Self::File(_) => None,
            Self::Kept(kept) => Some(kept),
        }
    }

    /// Whether it can be read in another way.
    pub fn has_choice(&self) -> bool {
        match self {
            Self::File(_) => true,
            Self::Kept(kept) => load::can_reopen(&kept.document, kept.original.as_deref()),
        }
    }

    /// Reads it.
    pub fn open(&self, readings: &Readings) -> Vec<Result<load::Opened, LoadError>> {
        match self {
            Self::File(file) => load::open(Ok((**file).clone()), readings),
            Self::Kept(kept) => vec![load::reopen(&kept.document, kept.original.as_deref(), readings)],
        }
    }
}

/// What is to become of a document that was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// It joins the library.
    #[default]
    Add,

    /// It is left out.
    Skip,

    /// It takes the place of a transcript of the library, with its edits and judgements.
    Replace,
}

impl Choice {
    /// As the interface writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Add => "Add",
            Self::Skip => "Leave out",
            Self::Replace => "Replace",
        }
    }
}

/// What a document is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TwinOf {
    /// A transcript of the library.
    Item(Id),

    /// Another entry of the sheet.
    Entry(EntryId),
}

/// Why two documents are taken for the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Likeness {
    /// The same text to the letter.
    SameText,

    /// The same file with another text.
    SameFile,

    /// The same event.
    SameEvent(SameEvent),
}

/// A document that is like another.
#[derive(Clone, Debug, PartialEq)]
pub struct Twin {
    /// The other.
    pub of: TwinOf,

    /// Why.
    pub why: Likeness,

    /// What was changed, where it is another version of a text.
    pub difference: Option<Arc<Difference>>,
}

/// A document as it was read, and what the user says about it.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The text.
    pub document: Arc<Document>,

    /// The bytes of its file, where they are more than its text.
    pub original: Option<Arc<[u8]>>,

    /// The columns of the table that it is a row of.
    pub columns: Option<Arc<[Column]>>,

    /// What the user corrected.
    pub edits: Edits,

    /// What was recognised in it.
    pub transcript: Arc<Transcript>,

    /// Whether the transcript was read with these edits; else it is being read.
    pub is_current: bool,

    /// The transcript of the library that it is another reading of.
    pub again: Option<Arc<Kept>>,

    /// Documents that it is like, the likest first.
    pub twins: Vec<Twin>,

    /// What is to become of it.
    pub choice: Choice,
}

impl Candidate {
    /// The transcript of the library whose place it can take.
    pub fn replaces(&self) -> Option<Id> {
        let like = || {
            self.twins.iter().find_map(|twin| match (twin.of, twin.why) {
                (_, Likeness::SameText) | (TwinOf::Entry(_), _) => None,
                (TwinOf::Item(id), _) => Some(id),
            })
        };
        self.again.as_ref().map(|kept| kept.id).or_else(like)
    }

    /// Whether it will join the library: it is not left out, and another reading changes something.
    pub fn is_added(&self) -> bool {
        let is_as_before = |kept: &Arc<Kept>| kept.edits == self.edits && (*kept.document == *self.document);
        self.choice != Choice::Skip && !self.again.as_ref().is_some_and(is_as_before)
    }

    /// Whether the very same text is there already, so that it cannot be added.
    pub fn is_known(&self) -> bool {
        self.twins.iter().any(|twin| twin.why == Likeness::SameText)
    }

    /// What can become of it.
    pub fn choices(&self) -> Vec<Choice> {
        if self.is_known() {
            return vec![Choice::Skip];
        }
        let add = self.again.is_none().then_some(Choice::Add);
        let replace = self.replaces().map(|_| Choice::Replace);
        [add, replace, Some(Choice::Skip)].into_iter().flatten().collect()
    }
}

/// A line of the sheet: a document, or why there is none.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its number.
    pub id: EntryId,

    /// Where it was found; `None` for a text from the clipboard, and where nothing is.
    pub origin: Option<Origin>,

    /// What was found.
    pub found: Result<Candidate, Arc<LoadError>>,
}

impl Entry {
    /// The document, where there is one.
    pub fn candidate(&self) -> Option<&Candidate> {
        self.found.as_ref().ok()
    }

    /// The path as messages give it.
    pub fn path(&self) -> &str {
        match &self.found {
            Ok(candidate) => &candidate.document.source.path,
            Err(error) => error.path(),
        }
    }
}

/// What the user decided about the entries, to go back to.
#[derive(Clone, Debug, Default)]
struct Step {
    readings: Readings,
    entries: Vec<(String, Edits, Choice)>,
}

/// Everything that was named since the sheet opened.
#[derive(Debug, Default)]
pub struct Import {
    /// Tells this sheet from those before it: answers to an earlier one are dropped.
    pub serial: u64,

    /// The lines, in the order in which the files were named.
    pub entries: Vec<Entry>,

    /// Rows of tables about files, and files of other kinds, that were left out.
    pub left_out: Vec<Detail>,

    /// The entries that are selected, the one that is shown last.
    pub selected: Vec<EntryId>,

    /// How files are read where the user said so.
    pub readings: Readings,

    /// Reading that is under way.
    pub running: Vec<Arc<Progress>>,

    /// Counts the changes, so that what is being typed can be told from what is known.
    pub changes: u64,

    done: Vec<Step>,
    undone: Vec<Step>,
    next: EntryId,
}

impl Import {
    /// An empty sheet.
    pub fn new(serial: u64) -> Self {
        Self { serial, ..Self::default() }
    }

    /// A number for a new entry.
    pub fn take_id(&mut self) -> EntryId {
        self.next += 1;
        self.next
    }

    /// One entry.
    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// The entry that is shown.
    pub fn shown(&self) -> Option<&Entry> {
        self.entry(*self.selected.last()?)
    }

    /// The documents among some entries.
    pub fn candidates(&self, ids: &[EntryId]) -> impl Iterator<Item = (EntryId, &Candidate)> {
        // All of ten thousand may be selected.
        let ids: HashSet<EntryId> = ids.iter().copied().collect();
        let chosen = self.entries.iter().filter(move |entry| ids.contains(&entry.id));
        chosen.filter_map(|entry| Some((entry.id, entry.candidate()?)))
    }

    /// How many documents will join the library.
    pub fn count_added(&self) -> usize {
        self.entries.iter().filter_map(Entry::candidate).filter(|candidate| candidate.is_added()).count()
    }

    /// Whether all of it is in the library already and is read again.
    pub fn is_again(&self) -> bool {
        let is_kept = |entry: &Entry| entry.origin.as_ref().is_some_and(|origin| origin.kept().is_some());
        !self.entries.is_empty() && self.entries.iter().all(is_kept)
    }

    /// Whether it is one transcript that is read again.
    pub fn is_one_again(&self) -> bool {
        self.entries.len() == 1 && self.is_again()
    }

    /// How many entries stand how; those of which there are none are left out.
    pub fn counts(&self) -> BTreeMap<Standing, usize> {
        let mut counts = BTreeMap::new();
        for entry in &self.entries {
            *counts.entry(entry.standing()).or_default() += 1;
        }
        counts
    }

    /// How far the reading is, from 0 to 1; `None` where it is done.
    pub fn share(&self) -> Option<f32> {
        let shares = self.running.iter().map(|progress| progress.share());
        shares.min_by(f32::total_cmp)
    }

    /// Whether something can be undone.
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether something can be done again.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    fn step(&self) -> Step {
        let entry = |entry: &Entry| {
            let candidate = entry.candidate()?;
            let path = candidate.document.source.path.clone();
            Some((path, candidate.edits.clone(), candidate.choice))
        };
        Step { readings: self.readings.clone(), entries: self.entries.iter().filter_map(entry).collect() }
    }

    /// Notes how everything is before a change.
    pub fn remember(&mut self) {
        self.done.push(self.step());
        self.undone.clear();
        self.changes += 1;
    }

    /// Puts back how everything was before the last change, or after the last one that was undone. Answers the
    /// readings of before, and the entries whose edits changed.
    pub fn go_back(&mut self, undo: bool) -> Option<(Readings, Vec<EntryId>)> {
        let step = if undo { self.done.pop() } else { self.undone.pop() }?;
        let now = self.step();
        if undo { &mut self.undone } else { &mut self.done }.push(now);
        self.changes += 1;
        let before = std::mem::replace(&mut self.readings, step.readings);
        let mut changed = Vec::new();
        let known: HashMap<&str, (&Edits, Choice)> =
            step.entries.iter().map(|(path, edits, choice)| (path.as_str(), (edits, *choice))).collect();
        for entry in &mut self.entries {
            let id = entry.id;
            let Ok(candidate) = &mut entry.found else { continue };
            let Some((edits, choice)) = known.get(candidate.document.source.path.as_str()) else { continue };
            candidate.choice = *choice;
            if candidate.edits != **edits {
                candidate.edits = (*edits).clone();
                candidate.is_current = false;
                changed.push(id);
            }
        }
        Some((before, changed))
    }

    /// How the file of an entry is read.
    pub fn reading(&self, entry: &Entry) -> Reading {
        self.readings.get(table_path(entry.path())).cloned().unwrap_or_default()
    }
}

/// The path of a table without the mark of a row.
pub fn table_path(path: &str) -> &str {
    match path.rsplit_once('#') {
        Some((table, _)) if load::rows::is_table_name(table) => table,
        _ => path,
    }
}

/// Why two transcripts seem to be of one event, in words.
pub fn why_same(why: SameEvent) -> String {
    match why {
        SameEvent::SameText => "the words are the same".to_owned(),
        SameEvent::Copy { share } => {
            format!("{:.0} % of the shorter text stands in the other", share * 100.0)
        }
        SameEvent::SameOccasion => "day and occasion are the same".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_as_its_table_is() {
        let cases = [
            ("a/speeches.csv#12", "a/speeches.csv"),
            ("all.zip/x.jsonl#a-1", "all.zip/x.jsonl"),
            ("notes #3.txt", "notes #3.txt"),
            ("C#.csv", "C#.csv"),
        ];
        for (path, expected) in cases {
            assert_eq!(table_path(path), expected);
        }
    }
}
