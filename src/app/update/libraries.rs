//! Which library is open: new, open, copy, what was opened last; and what is refused in one that is read only.

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::action::Action;
use crate::app::command::{Command, Effect, FilePurpose};
use crate::app::jobs::Job;
use crate::app::libraries::{How, LibraryAnswer, LibraryJob, MOST_RECENT, Opened, name};
use crate::app::notice::{Detail, Severity, sentence};
use crate::app::state::{Dialog, State};
use crate::engine::numbers::count;
use crate::engine::transcript::Edits;
use crate::io::library::{Change, LibraryError, ReadOnly, is_called_library};
use crate::io::seeds;

const READ_ONLY: &str = "This library is open to read only";
const NOT_KEPT: &str = "The last changes are not in the library";
const LOOKED_AT: &str = "Opened to look at, and not kept";

/// Whether an action on libraries can be done now.
pub fn can(state: &State, action: Action) -> bool {
    match action {
        Action::KeepAgain => state.library.has_unkept,
        _ => matches!(state.dialog, None | Some(Dialog::Palette | Dialog::Close)),
    }
}

/// Asks for the dialog in which a file is chosen, or tries again to keep what could not be kept.
pub fn act(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    let choice = match action {
        Action::NewLibrary => FilePurpose::New,
        Action::OpenLibrary => FilePurpose::Open,
        Action::SaveCopy => FilePurpose::Copy,
        _ => {
            let job = LibraryJob::KeepAgain(state.library.number);
            return effects.push(Effect::Run(Job::Library(job)));
        }
    };
    state.dialog = Some(Dialog::System);
    effects.push(Effect::ChooseLibrary(choice));
}

/// Opens the library among files that were named, and the other files in it; `false` where there is none.
pub fn open_named(state: &mut State, paths: &[PathBuf], effects: &mut Vec<Effect>) -> bool {
    let (libraries, others): (Vec<PathBuf>, Vec<PathBuf>) =
        paths.iter().cloned().partition(|path| is_called_library(path));
    let Some((first, more)) = libraries.split_first() else { return false };
    if state.import.is_some() {
        let what = format!("{} was not opened: what you opened before is not added yet.", first.display());
        let hint = "Add it or cancel, then open the library.".to_owned();
        state.notify(Severity::Warning, "The library was not opened", vec![Detail { what, hint }]);
        return true;
    }
    if !more.is_empty() {
        let what = format!("{} is opened, and {} not.", first.display(), count(more.len(), "other library"));
        let hint = "One library is open at a time.".to_owned();
        state.notify(Severity::Warning, "Several libraries were named", vec![Detail { what, hint }]);
    }
    state.library.then = others;
    open(state, first.clone(), effects);
    true
}

/// Opens a library instead of the one that is open.
pub fn open(state: &mut State, path: PathBuf, effects: &mut Vec<Effect>) {
    if state.library.path.is_none() && state.history.next_undo().is_some() {
        state.dialog = None;
        state.library.then.clear();
        let what = "No library is open, so what you opened and edited here is kept nowhere yet.".to_owned();
        let hint = "Make a new library first: it takes in what is shown here.".to_owned();
        let offers = vec![Action::NewLibrary];
        let details = vec![Detail { what, hint }];
        state.notify(Severity::Warning, "The library was not opened", details).offers = offers;
        return;
    }
    // The one that opens by itself begins with the samples.
    let is_default = state.library.default_path.as_ref() == Some(&path);
    let how = if is_default { How::OpenOrMake(samples()) } else { How::Open };
    go_to(state, path, how, effects);
}

fn go_to(state: &mut State, path: PathBuf, how: How, effects: &mut Vec<Effect>) {
    // Nothing can be changed until it is there.
    state.dialog = Some(Dialog::Library);
    let from = state.library.number;
    effects.push(Effect::Run(Job::Library(LibraryJob::Open { number: from + 1, from, path, how })));
}

/// What a library of a new user holds.
pub fn samples() -> Vec<Change> {
    let put =
        |document| Change::Put { document: Arc::new(document), edits: Edits::default(), original: None };
    seeds::documents().into_iter().map(put).collect()
}

/// Makes a library: an empty one or, where none is open, one of what is shown.
pub fn create(state: &mut State, path: PathBuf, effects: &mut Vec<Effect>) {
    let first = if state.library.path.is_none() { shown(state) } else { Vec::new() };
    go_to(state, path, How::Make(first), effects);
}

/// Writes a copy of the library.
pub fn save_copy(state: &mut State, path: PathBuf, effects: &mut Vec<Effect>) {
    state.dialog = None;
    // Where there is no sound file, what was read of it is written.
    let is_sound = state.library.path.is_some() && state.library.read_only() != Some(ReadOnly::Damaged);
    let shown = (!is_sound).then(|| shown(state));
    let number = state.library.number;
    effects.push(Effect::Run(Job::Library(LibraryJob::Copy { number, path, shown })));
}

/// Everything that is shown, as changes of an empty library. Vectors are made again.
fn shown(state: &State) -> Vec<Change> {
    let put = state.items.iter().map(|item| Change::Put {
        document: item.document.clone(),
        edits: item.edits.clone(),
        original: None,
    });
    let judgements = state.judgements.iter();
    put.chain(judgements.map(|(key, record)| Change::Judge(key.clone(), Some(record.clone())))).collect()
}

/// Takes in what the thread of the library files says.
pub fn answered(state: &mut State, answer: LibraryAnswer, effects: &mut Vec<Effect>) {
    match answer {
        LibraryAnswer::Opened(opened) => take_in(state, *opened, effects),
        LibraryAnswer::NotOpened(error) => {
            close_dialog(state);
            let mut details = vec![detail(&error)];
            let then = std::mem::take(&mut state.library.then);
            if !then.is_empty() {
                let what = format!(
                    "{} named with it {} not opened either.",
                    count(then.len(), "file"),
                    if then.len() == 1 { "was" } else { "were" }
                );
                details.push(Detail { what, hint: String::new() });
            }
            let offers = vec![Action::OpenLibrary, Action::NewLibrary];
            state.notify(Severity::Error, "The library could not be opened", details).offers = offers;
        }
        LibraryAnswer::IsOpen(path) => {
            close_dialog(state);
            state.notify(Severity::Done, format!("{} is the library that is open", name(&path)), Vec::new());
            open_then(state, effects);
        }
        LibraryAnswer::Copied(path) => {
            let title = format!("A copy was written: {}", path.display());
            state.notify(Severity::Done, title, Vec::new());
            state.library.is_copied = true;
            remember(state, &path);
        }
        LibraryAnswer::NotCopied(error) => {
            let details = vec![detail(&error)];
            state.notify(Severity::Error, "No copy was written", details).offers = vec![Action::SaveCopy];
        }
        LibraryAnswer::NotKept { number, error } => {
            if number == state.library.number {
                state.library.has_unkept = true;
                state.library.is_copied = false;
            }
            let mut detail = detail(&error);
            detail.hint.push_str(" They are still shown here, and tried again with the next change.");
            let offers = vec![Action::KeepAgain, Action::SaveCopy];
            withdraw(state, NOT_KEPT);
            state.notify(Severity::Error, NOT_KEPT, vec![detail]).offers = offers;
        }
        LibraryAnswer::KeptAgain(number) => {
            if number == state.library.number {
                state.library.has_unkept = false;
            }
            withdraw(state, NOT_KEPT);
            state.notify(Severity::Done, "Everything is in the library now", Vec::new());
            if state.dialog == Some(Dialog::Close) {
                super::closing::close(state, effects);
            }
        }
    }
}

/// Shows what a library holds instead of what was shown before.
fn take_in(state: &mut State, opened: Opened, effects: &mut Vec<Effect>) {
    close_dialog(state);
    let before = state.library.number;
    state.start_over();
    state.library.number = opened.number;
    state.library.path = Some(opened.path.clone());
    state.library.access = opened.access;
    state.library.has_unkept = false;
    state.library.is_copied = false;
    if before != opened.number {
        // Whatever was changed in it is on its way to it by now.
        effects.push(Effect::Run(Job::Library(LibraryJob::Leave(before))));
    }
    if Some(&opened.path) != state.library.default_path.as_ref() {
        remember(state, &opened.path);
    }
    let contents = opened.contents;
    if let Some(why) = state.library.read_only() {
        let what = format!("{}: {}.", opened.path.display(), why.describe());
        let details = vec![Detail { what: sentence(&what), hint: why.hint().to_owned() }];
        state.notify(Severity::Warning, READ_ONLY, details).offers = vec![Action::SaveCopy];
    }
    if !contents.damaged.is_empty() {
        let title = format!("{} of the library could not be read", count(contents.damaged.len(), "part"));
        state.notify(Severity::Error, title, contents.damaged.iter().map(detail).collect());
    }
    state.judgements = Arc::new(contents.judgements);
    Arc::make_mut(&mut state.vectors).extend(contents.vectors);
    super::library::restore(contents.kept, effects);
    open_then(state, effects);
}

/// Says why no library is open when the program starts, and what can be done.
pub fn not_opened_at_start(state: &mut State, error: &LibraryError) {
    let what = "Until then the sample transcripts are shown, and nothing that you open or edit is kept.";
    let details = vec![detail(error), Detail { what: what.to_owned(), hint: String::new() }];
    let offers = vec![Action::OpenLibrary, Action::NewLibrary];
    state.notify(Severity::Error, "Your library could not be opened", details).offers = offers;
}

/// Opens the files that were named with the library.
fn open_then(state: &mut State, effects: &mut Vec<Effect>) {
    let then = std::mem::take(&mut state.library.then);
    super::import::open(state, then, effects);
}

fn close_dialog(state: &mut State) {
    if state.dialog == Some(Dialog::Library) {
        state.dialog = None;
    }
}

/// Puts a library first among those that were opened last.
fn remember(state: &mut State, path: &std::path::Path) {
    // A path that is no text cannot be written to the settings.
    let Some(path) = path.to_str() else { return };
    let recent = &mut state.settings.recent_libraries;
    recent.retain(|known| known != path);
    recent.insert(0, path.to_owned());
    recent.truncate(MOST_RECENT);
}

/// Refuses a change of a library that is read only, in words; `false` where nothing speaks against it.
pub fn refuse(state: &mut State, command: &Command) -> bool {
    let Some(why) = state.library.read_only().filter(|_| changes_library(command)) else {
        return false;
    };
    withdraw(state, READ_ONLY);
    let what = format!("The change was not made: {}.", why.describe());
    let details = vec![Detail { what, hint: why.hint().to_owned() }];
    state.notify(Severity::Warning, READ_ONLY, details).offers = vec![Action::SaveCopy];
    true
}

fn changes_library(command: &Command) -> bool {
    match command {
        Command::Edit(..)
        | Command::Name(..)
        | Command::Note(..)
        | Command::NoteSoFar(..)
        | Command::TakeBack(_) => true,
        Command::Act(
            Action::EditDetails
            | Action::ReadAgain
            | Action::Remove
            | Action::LeaveOut
            | Action::JoinSentences,
        ) => true,
        Command::Act(action) => action.judges(),
        _ => false,
    }
}

/// In a library that is read only transcripts can be opened to look at; that they are not kept is said.
pub fn keep_nothing_read_only(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(why) = state.library.read_only() else { return };
    let is_change = |change: &Change| !matches!(change, Change::Vectors(_));
    let mut is_dropped = false;
    effects.retain(|effect| match effect {
        Effect::Keep(changes) => {
            is_dropped |= changes.iter().any(is_change);
            false
        }
        _ => true,
    });
    if is_dropped {
        withdraw(state, LOOKED_AT);
        let what = format!("The library is open to read only: {}.", why.describe());
        let hint = format!("It is shown until you close the window. {}", why.hint());
        state.notify(Severity::Warning, LOOKED_AT, vec![Detail { what, hint }]);
    }
}

/// Takes a notice back that a newer one of the same title replaces.
fn withdraw(state: &mut State, title: &str) {
    state.notices.retain(|notice| notice.title != title);
}

fn detail(error: &LibraryError) -> Detail {
    Detail { what: sentence(&error.to_string()), hint: error.hint().to_owned() }
}
