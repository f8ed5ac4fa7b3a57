//! What was done to the library, so that it can be undone and redone, without bound within a session.

use crate::app::state::{Id, Item, Selection};
use crate::engine::judgement::{Key, Record};
use crate::engine::transcript::Edits;

/// One change of the library, in the form that undoes and redoes it.
#[derive(Clone, Debug)]
pub enum Change {
    /// Transcripts were added, some in the place of others, which are kept here with the place.
    Added {
        /// The new ones, in the order of the library.
        added: Vec<Item>,

        /// Those that they replace.
        replaced: Vec<(Id, Item)>,

        /// Judgements that follow a transcript under its new path: the former record and the new one.
        judged: Vec<(Key, Record, Record)>,
    },

    /// A transcript was removed from this place.
    Removed(usize, Box<Item>),

    /// The details of a transcript were edited.
    Edited {
        /// The transcript.
        id: Id,

        /// Before.
        before: Box<Edits>,

        /// After.
        after: Box<Edits>,
    },

    /// Judgements were made, changed or taken back at one stroke.
    Judged {
        /// What was done, as the menu says it after "Undo".
        name: &'static str,

        /// What each is about, the former record and the new one.
        changes: Vec<(Key, Option<Record>, Option<Record>)>,

        /// What was selected.
        selection: Selection,
    },
}

impl Change {
    /// What the menu calls it after "Undo".
    pub fn name(&self) -> &'static str {
        match self {
            Self::Added { replaced, .. } if replaced.is_empty() => "adding transcripts",
            Self::Added { .. } => "replacing transcripts",
            Self::Removed(..) => "removing a transcript",
            Self::Edited { .. } => "editing details",
            Self::Judged { name, .. } => name,
        }
    }

    /// Takes up a later change where it judges the same thing in the same way once more.
    fn goes_on_with(&mut self, later: &Self) -> bool {
        let (Self::Judged { name, changes, .. }, Self::Judged { name: later_name, changes: later, .. }) =
            (self, later)
        else {
            return false;
        };
        let ([(key, _, after)], [(later_key, _, later_after)]) = (changes.as_mut_slice(), later.as_slice())
        else {
            return false;
        };
        let is_same = name == later_name && key == later_key;
        if is_same {
            after.clone_from(later_after);
        }
        is_same
    }
}

/// Changes that can be undone and redone.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Change>,
    undone: Vec<Change>,
    /// The last change goes on with the next one, where both are of the same thing.
    is_open: bool,
}

impl History {
    /// Notes a change. What was undone before can no longer be redone.
    pub fn push(&mut self, change: Change) {
        self.undone.clear();
        let last = self.done.last_mut().filter(|_| self.is_open);
        self.is_open = false;
        if !last.is_some_and(|last| last.goes_on_with(&change)) {
            self.done.push(change);
        }
    }

    /// The last change is not over: what follows of the same thing is one step with it.
    pub fn leave_open(&mut self) {
        self.is_open = !self.done.is_empty();
    }

    /// The last change is over.
    pub fn end_step(&mut self) {
        self.is_open = false;
    }

    /// The change that Undo takes back.
    pub fn next_undo(&self) -> Option<&Change> {
        self.done.last()
    }

    /// The change that Redo does again.
    pub fn next_redo(&self) -> Option<&Change> {
        self.undone.last()
    }

    /// Takes the change that is to be undone; it can then be redone.
    pub fn undo(&mut self) -> Option<Change> {
        self.end_step();
        let change = self.done.pop()?;
        self.undone.push(change.clone());
        Some(change)
    }

    /// Takes the change that is to be redone; it can then be undone.
    pub fn redo(&mut self) -> Option<Change> {
        self.end_step();
        let change = self.undone.pop()?;
        self.done.push(change.clone());
        Some(change)
    }
}
