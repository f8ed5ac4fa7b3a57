//! The one place where the state changes: [`update`] applies a command and says what else must be done.
//!
//! It does no work that takes long and touches no file, clipboard or window.

mod closing;
mod copy;
mod import;
mod libraries;
mod library;
mod lost;
mod remarks;
mod review;
mod view;

use crate::app::action::Action;
use crate::app::command::{Command, Effect};
use crate::app::filter::Filter;
use crate::app::settings::{Layout, Page, ThemeChoice};
use crate::app::state::{Dialog, Selection, State};
use crate::engine::judgement::Relation;

pub use closing::lost as lost_by_closing;
pub use import::report as import_report;
pub use libraries::{not_opened_at_start, samples};
pub use lost::why_lost;
pub use view::can;

/// Applies a command. What cannot be done here is asked for by the effects.
pub fn update(state: &mut State, command: Command) -> Vec<Effect> {
    let mut effects = Vec::new();
    if libraries::refuse(state, &command) {
        return effects;
    }
    match command {
        Command::Act(action) => act(state, action, &mut effects),
        Command::Open(paths) => import::open(state, paths, &mut effects),
        Command::Import(command) => import::apply(state, command, &mut effects),
        Command::OpenLibrary(path) => libraries::open(state, path, &mut effects),
        Command::NewLibrary(path) => libraries::create(state, path, &mut effects),
        Command::SaveCopy(path) => libraries::save_copy(state, path, &mut effects),
        Command::NoSystemDialog => library::no_system_dialog(state),
        Command::Restore(documents) => library::restore(documents, &mut effects),
        Command::Load(documents) => library::load(documents, &mut effects),
        Command::PasteText(text) => import::paste(state, text, None, &mut effects),
        Command::PastePage { text, page } => import::paste(state, text, Some(page), &mut effects),
        Command::Answered(answer) => library::answered(state, answer, &mut effects),
        Command::ChooseTopic(topic) => view::choose_topic(state, topic),
        Command::Toggle(id) => view::toggle(state, id),
        Command::Pick(ids) => view::pick(state, &ids),
        Command::Filter(condition) => {
            state.filter.toggle(condition);
            state.deselect_hidden();
        }
        Command::Select(selection) => review::choose(state, selection, &mut effects),
        Command::SelectAndReveal(selection) => {
            review::choose(state, selection, &mut effects);
            state.reveal += 1;
        }
        Command::Extend(anchor) => view::extend(state, anchor),
        Command::ExtendTo(anchor) => view::extend_to(state, anchor),
        Command::Name(anchor, name) => remarks::name(state, anchor, &name, &mut effects),
        Command::Note(anchor, note) => {
            remarks::note(state, anchor, &note, &mut effects);
            state.history.end_step();
        }
        Command::NoteSoFar(anchor, note) => {
            remarks::note(state, anchor, &note, &mut effects);
            state.history.leave_open();
        }
        Command::TakeBack(keys) => review::take_back(state, &keys, &mut effects),
        Command::ShowInRead(anchor) => view::show_in_read(state, anchor),
        Command::Edit(id, edits) => library::edit(state, id, edits, &mut effects),
        Command::CloseDialog => state.dialog = None,
        Command::CloseAnyway => closing::close_anyway(state, &mut effects),
        Command::Dismiss(notice) => state.notices.retain(|n| n.id != notice),
        Command::Cancel => library::cancel(state),
        Command::Copy(text) => effects.push(Effect::WriteClipboard(text)),
    }
    libraries::keep_nothing_read_only(state, &mut effects);
    effects.extend(view::compare_if_changed(state));
    in_one_transaction(effects)
}

/// What one command changes in the library is written together: a crash leaves all of it or nothing.
fn in_one_transaction(effects: Vec<Effect>) -> Vec<Effect> {
    let mut joined: Vec<Effect> = Vec::with_capacity(effects.len());
    for effect in effects {
        let Effect::Keep(more) = effect else {
            joined.push(effect);
            continue;
        };
        let first = joined.iter_mut().find_map(|effect| match effect {
            Effect::Keep(changes) => Some(changes),
            _ => None,
        });
        match first {
            Some(changes) => changes.extend(more),
            None => joined.push(Effect::Keep(more)),
        }
    }
    joined
}

fn act(state: &mut State, action: Action, effects: &mut Vec<Effect>) {
    if !can(state, action) {
        return;
    }
    let settings = &mut state.settings;
    match action {
        Action::OpenFiles | Action::OpenFolder => {
            state.dialog = Some(Dialog::System);
            effects.push(if action == Action::OpenFiles {
                Effect::ChooseFiles
            } else {
                Effect::ChooseFolder
            });
        }
        Action::NewLibrary | Action::OpenLibrary | Action::SaveCopy | Action::KeepAgain => {
            libraries::act(state, action, effects);
        }
        Action::Paste => effects.push(Effect::ReadClipboard),
        Action::OpenSamples => library::open_samples(state, effects),
        Action::EditDetails => state.dialog = view::selected_transcript(state).map(Dialog::Edit),
        Action::ReadAgain => import::read_again(state, effects),
        Action::Remove => library::remove(state, effects),
        Action::LeaveOut => library::leave_out(state, effects),
        Action::JoinSentences => library::join_sentences(state, effects),
        Action::Quit => closing::close(state, effects),
        Action::Undo => library::undo(state, effects),
        Action::Redo => library::redo(state, effects),
        Action::CopyQuotation => copy::selected(state, false, effects),
        Action::CopyCitation => copy::selected(state, true, effects),
        Action::CopyComparison => copy::comparison(state, effects),
        Action::ShowCompare => settings.page = Page::Compare,
        Action::ShowRead => view::show_read(state),
        Action::ShowRedline => view::show_layout(state, Layout::Redline),
        Action::ShowSynopsis => view::show_layout(state, Layout::Synopsis),
        Action::ShowEvolution => view::show_layout(state, Layout::Evolution),
        Action::ShowWholeText => view::show_layout(state, Layout::Whole),
        Action::Next => view::step(state, true),
        Action::Previous => view::step(state, false),
        Action::ShowInText if state.joining.is_some() => review::complete(state, effects),
        Action::ShowInText => {
            if let Selection::Passage(anchor) = state.selection {
                view::show_in_read(state, anchor);
            }
        }
        Action::Deselect if state.joining.is_some() => state.joining = None,
        Action::Deselect => state.select(Selection::Topic),
        Action::ExtendNext => view::extend_step(state, true),
        Action::ExtendPrevious => view::extend_step(state, false),
        Action::NextStatement => view::step_statement(state, true),
        Action::PreviousStatement => view::step_statement(state, false),
        Action::FilterRows => state.filter_wanted += 1,
        Action::ClearFilters => state.filter = Filter::default(),
        Action::Accept => review::accept(state, effects),
        Action::Reject => review::reject(state, effects),
        Action::Pair => review::pair(state, effects),
        Action::Split => review::split(state, effects),
        Action::Merge => review::merge(state, effects),
        Action::Rename => {
            settings.details_panel = true;
            state.name_wanted += 1;
        }
        Action::WriteNote => {
            settings.details_panel = true;
            state.note_wanted += 1;
        }
        Action::Stress => remarks::stress(state, effects),
        Action::Repeated => review::relate(state, Relation::Repeated, effects),
        Action::Reworded => review::relate(state, Relation::Reworded, effects),
        Action::Strengthened => review::relate(state, Relation::Strengthened, effects),
        Action::Weakened => review::relate(state, Relation::Weakened, effects),
        Action::Reversed => review::relate(state, Relation::Reversed, effects),
        Action::NextToReview => review::next_to_review(state),
        Action::LargerText => settings.text_percent = settings.text_step(true),
        Action::SmallerText => settings.text_percent = settings.text_step(false),
        Action::NormalText => settings.text_percent = 100,
        Action::ThemeLight => settings.theme = ThemeChoice::Light,
        Action::ThemeDark => settings.theme = ThemeChoice::Dark,
        Action::ThemeSystem => settings.theme = ThemeChoice::System,
        Action::ToggleLibraryPanel => settings.library_panel = !settings.library_panel,
        Action::ToggleDetailsPanel => settings.details_panel = !settings.details_panel,
        Action::ToggleFurniture => state.show_furniture = !state.show_furniture,
        Action::ToggleMeaning => library::toggle_meaning(state, effects),
        Action::Palette => state.dialog = Some(Dialog::Palette),
        Action::Shortcuts => state.dialog = Some(Dialog::Shortcuts),
        Action::About => state.dialog = Some(Dialog::About),
    }
}

#[cfg(test)]
mod tests;
