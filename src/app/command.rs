//! What can happen to the state, and what has to be done about it.

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::action::Action;
use crate::app::filter::Condition;
use crate::app::import::{Choice, EntryId};
use crate::app::jobs::{Answer, Job};
use crate::app::state::{Anchor, Id, Selection};
use crate::engine::document::Document;
use crate::engine::judgement::Key;
use crate::engine::transcript::Edits;
use crate::io::library::Change;
use crate::io::load::Reading;

/// Something that changes the state. Panels push them, [`update`](crate::app::update::update) applies them.
#[derive(Debug)]
pub enum Command {
    /// What a menu entry or a key names.
    Act(Action),

    /// Files or folders were named: by dialog, drop or command line.
    Open(Vec<PathBuf>),

    /// Something about what was opened and has not joined the library yet.
    Import(ImportCommand),

    /// A dialog of the system was asked for and none came up.
    NoSystemDialog,

    /// A text was pasted.
    PasteText(String),

    /// The same where the clipboard also holds it as the source of a web page.
    PastePage {
        /// The plain text.
        text: String,
        /// The source.
        page: String,
    },
    /// A library is opened instead of the one that is open.
    OpenLibrary(PathBuf),

    /// A library is made and opened.
    NewLibrary(PathBuf),

    /// A copy of the library is written.
    SaveCopy(PathBuf),

    /// What the library holds is opened, when the program starts.
    Restore(Vec<(Arc<Document>, Edits)>),

    /// Documents that are in memory are opened: the samples.
    Load(Vec<(Arc<Document>, Edits)>),

    /// A worker has something to say.
    Answered(Answer),

    /// A topic was chosen; `None` for all.
    ChooseTopic(Option<usize>),

    /// A transcript was clicked in the list: it is chosen for the view or given up, and selected.
    Toggle(Id),

    /// The transcripts of the view at hand were chosen.
    Pick(Vec<Id>),

    /// A condition on the rows that Compare lists is set, or given up where it is set.
    Filter(Condition),

    /// The details show something else.
    Select(Selection),

    /// The details show something else, and the view scrolls to it.
    SelectAndReveal(Selection),

    /// The row of a place is selected with the others, or given up where it is.
    Extend(Anchor),

    /// All rows from the selected one to that of a place are selected.
    ExtendTo(Anchor),

    /// The position at a place is given this name; an empty one takes the name away.
    Name(Anchor, String),

    /// A note is written on the position at a place; an empty one takes the note away.
    Note(Anchor, String),

    /// So far is a note written that is still being typed: it is kept, and one step of the history with what follows.
    NoteSoFar(Anchor, String),

    /// Judgements are taken back, or given up where they are lost.
    TakeBack(Vec<Key>),

    /// A place is shown in Read, beside what is open there.
    ShowInRead(Anchor),

    /// The details of a transcript were edited.
    Edit(Id, Edits),

    /// A dialog was closed.
    CloseDialog,

    /// The window is closed, whatever is lost.
    CloseAnyway,

    /// A notice was read.
    Dismiss(u64),

    /// The work at hand is given up.
    Cancel,

    /// A text goes to the clipboard.
    Copy(String),
}

/// Something about the import sheet.
#[derive(Clone, Debug)]
pub enum ImportCommand {
    /// These entries are selected, the last one is shown.
    Select(Vec<EntryId>),

    /// This is corrected in each of these.
    Edit(Vec<EntryId>, Box<Edits>),

    /// What marks a change of speaker in these is recognised again.
    RecogniseLabels(Vec<EntryId>),

    /// What is to become of these.
    Choose(Vec<EntryId>, Choice),

    /// The files of these are read in another way.
    ReadAs(Vec<EntryId>, Reading),

    /// The last change is taken back.
    Undo,

    /// What was taken back is done again.
    Redo,

    /// Reading is stopped; what was read stays.
    Stop,

    /// What was read joins the library.
    Accept,

    /// Nothing of it does.
    Discard,
}

impl Command {
    /// Whether another library may be shown after it.
    pub fn leaves_library(&self) -> bool {
        matches!(self, Self::OpenLibrary(_) | Self::NewLibrary(_) | Self::Open(_))
    }
}

/// What a file is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilePurpose {
    /// A library that is there.
    Open,

    /// A library that is to be made.
    New,

    /// A copy of the library that is open.
    Copy,
}

/// Something that `update` asks for and cannot do itself.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Work for a worker thread.
    Run(Job),

    /// Changes that the library must keep.
    Keep(Vec<Change>),

    /// A dialog to choose files.
    ChooseFiles,

    /// A dialog to choose a folder.
    ChooseFolder,

    /// A dialog to choose or name a library.
    ChooseLibrary(FilePurpose),

    /// The text on the clipboard is wanted.
    ReadClipboard,

    /// A text goes to the clipboard.
    WriteClipboard(String),

    /// The window is to be closed.
    Close,
}
