//! The end: what would be lost is said before the window closes.

use crate::app::command::Effect;
use crate::app::jobs::Job;
use crate::app::libraries::LibraryJob;
use crate::app::state::{Dialog, State};
use crate::engine::numbers::count;

/// What would be lost if the window closed now, in sentences.
pub fn lost(state: &State) -> Vec<String> {
    let unkept = (state.library.has_unkept && !state.library.is_copied).then(|| {
        "The last changes could not be written to the library. A copy in another place has them.".to_owned()
    });
    let corrected = state.import.as_ref().filter(|import| import.can_undo());
    let corrected = corrected.map(|import| {
        let number = count(import.count_added(), "transcript");
        format!("What you corrected or chose in the sheet is not in the library yet: {number}.")
    });
    unkept.into_iter().chain(corrected).collect()
}

/// Closes the window, or asks where something would be lost. What could not be written is tried once more.
pub fn close(state: &mut State, effects: &mut Vec<Effect>) {
    if lost(state).is_empty() {
        return close_anyway(state, effects);
    }
    if state.library.has_unkept && state.dialog != Some(Dialog::Close) {
        effects.push(Effect::Run(Job::Library(LibraryJob::KeepAgain(state.library.number))));
    }
    state.dialog = Some(Dialog::Close);
}

/// Closes the window.
pub fn close_anyway(state: &mut State, effects: &mut Vec<Effect>) {
    state.dialog = None;
    state.is_closing = true;
    effects.push(Effect::Close);
}
