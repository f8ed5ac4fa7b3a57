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
}

/// Changes that can be undone and redone.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Change>,
    undone: Vec<Change>,
}

impl History {
    /// Notes a change. What was undone before can no longer be redone.
    pub fn push(&mut self, change: Change) {
        self.done.push(change);
        self.undone.clear();
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
        let change = self.done.pop()?;
        self.undone.push(change.clone());
        Some(change)
    }

    /// Takes the change that is to be redone; it can then be undone.
    pub fn redo(&mut self) -> Option<Change> {
        let change = self.undone.pop()?;
        self.done.push(change.clone());
        Some(change)
    }
}
