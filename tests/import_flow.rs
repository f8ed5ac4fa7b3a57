//! The import sheet as a user meets it: mouse, keyboard, what is said.

use std::fs;
use std::path::PathBuf;

use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;
use stance::app::command::Command;

use crate::common::{Start, Window, close, command, press, press_with, window};

const DATED: &str = "Remarks by Ann Bell, Bonn, May 3, 2021\n\nThank you for coming to this place today.\n\n\
    Question: Will you stay in the council?\n\nAnn Bell: We will stay. It has kept us safe for many years.\n";

fn write(folder: &tempfile::TempDir, files: &[(&str, &str)]) -> Vec<PathBuf> {
    let write = |(name, text): &(&str, &str)| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    };
    files.iter().map(write).collect()
}

fn field(window: &mut Window, name: &str) {
    window.get_by_role_and_label(Role::TextInput, name).focus();
    window.run();
}

fn titles(window: &Window) -> Vec<(String, Option<String>)> {
    let items = window.state().state().items.iter();
    let about = |item: &stance::app::state::Item| {
        let meta = &item.transcript.meta;
        (meta.title.clone(), meta.date.map(|date| date.value.to_string()))
    };
    items.map(about).collect()
}

#[test]
fn a_file_is_looked_at_corrected_and_added_by_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    let paths =
        write(&folder, &[("undated.txt", "Question: Why?\n\nAnn Bell: Because of the wind in the north.")]);
    let mut window = window(1440.0, 900.0, Start::Empty);
    command(&mut window, Command::Open(paths));
    window.get_by_label("1 document · 1 to look at");
    window.get_by_label("nothing in the file says when it was");

    field(&mut window, "Date");
    window.get_by_role_and_label(Role::TextInput, "Date").type_text("03/04/2020");
    window.run();
    window.get_by_label_contains("The date is not clear");
    press_with(&mut window, Modifiers::COMMAND, Key::A);
    window.get_by_role_and_label(Role::TextInput, "Date").type_text("31 January 2019");
    window.run();
    // Nothing is lost where the sheet is accepted while a field still has the focus.
    press_with(&mut window, Modifiers::COMMAND, Key::Enter);
    assert!(window.state().state().import.is_none());
    assert_eq!(titles(&window), [("undated".to_owned(), Some("2019-01-31".to_owned()))]);
}

#[test]
fn what_is_typed_stays_with_the_file_that_it_was_typed_for() {
    let folder = tempfile::tempdir().unwrap();
    let other = DATED.replace("May 3, 2021", "June 4, 2022").replace("We will stay", "We shall see");
    let paths = write(&folder, &[("a.txt", DATED), ("b.txt", &other)]);
    let mut window = window(1440.0, 900.0, Start::Empty);
    command(&mut window, Command::Open(paths));
    field(&mut window, "Place");
    press_with(&mut window, Modifiers::COMMAND, Key::A);
    window.get_by_role_and_label(Role::TextInput, "Place").type_text("Oslo");
    window.run();
    window.get_by_label_contains("b.txt").click();
    window.run();
    window.get_by_label("Add 2 transcripts").click();
    window.run();
    let places: Vec<_> =
        window.state().state().items.iter().map(|item| item.transcript.meta.place.clone()).collect();
    assert_eq!(places, [Some("Oslo".to_owned()), Some("Bonn".to_owned())]);
}

#[test]
fn arrows_go_through_the_files_and_many_are_corrected_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let texts: Vec<(String, String)> =
        (1..=4).map(|n| (format!("{n}.txt"), DATED.replace("many years", &format!("{n} years")))).collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let paths = write(&folder, &files);
    let mut window = window(1440.0, 900.0, Start::Empty);
    command(&mut window, Command::Open(paths));
    let shown = |window: &Window| {
        let import = window.state().state().import.as_ref().unwrap();
        let place = |id| import.entries.iter().position(|entry| entry.id == id).unwrap();
        import.selected.iter().map(|&id| place(id)).collect::<Vec<_>>()
    };
    assert_eq!(shown(&window), [0]);
    press(&mut window, Key::ArrowDown);
    assert_eq!(shown(&window), [1]);
    press_with(&mut window, Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(shown(&window), [1, 2]);
    window.get_by_label("2 files");
    press_with(&mut window, Modifiers::COMMAND, Key::A);
    assert_eq!(shown(&window), [0, 1, 2, 3]);
    field(&mut window, "Organisation");
    window.get_by_role_and_label(Role::TextInput, "Organisation").type_text("OSCE");
    window.run();
    press(&mut window, Key::Enter);
    let organisations = |window: &Window| -> Vec<Option<String>> {
        let import = window.state().state().import.as_ref().unwrap();
        import
            .entries
            .iter()
            .map(|entry| entry.candidate().unwrap().transcript.meta.organisation.clone())
            .collect()
    };
    assert_eq!(organisations(&window), vec![Some("OSCE".to_owned()); 4]);
    window.get_by_label("Undo").click();
    window.run();
    assert_eq!(organisations(&window), vec![None; 4]);
}

#[test]
fn escape_closes_a_sheet_in_which_nothing_was_corrected() {
    let folder = tempfile::tempdir().unwrap();
    let paths = write(&folder, &[("a.txt", DATED)]);
    let mut window = window(1024.0, 640.0, Start::Samples);
    command(&mut window, Command::Open(paths.clone()));
    press(&mut window, Key::Escape);
    assert!(window.state().state().import.is_none());
    assert_eq!(window.state().state().items.len(), 5);

    command(&mut window, Command::Open(paths));
    window.get_by_label("nothing").click();
    window.run();
    press(&mut window, Key::Escape);
    assert!(window.state().state().import.is_some(), "what was corrected is not lost by one key");
    window.get_by_label("Cancel").click();
    window.run();
    assert!(window.state().state().import.is_none());
}

#[test]
fn parts_are_left_out_and_restored_in_the_sheet() {
    let folder = tempfile::tempdir().unwrap();
    let paths = write(&folder, &[("a.txt", DATED)]);
    let mut window = window(1440.0, 900.0, Start::Empty);
    command(&mut window, Command::Open(paths));
    let words = |window: &Window| {
        window.state().state().import.as_ref().unwrap().entries[0].candidate().unwrap().transcript.words
    };
    let before = words(&window);
    window.get_by_label_contains("Leave out: Thank you for coming").click();
    window.run();
    assert!(words(&window) < before);
    window.get_by_label_contains("Restore: Thank you for coming").click();
    window.run();
    assert_eq!(words(&window), before);
}

#[test]
fn a_sheet_with_corrections_is_not_closed_with_the_window() {
    let folder = tempfile::tempdir().unwrap();
    let paths = write(&folder, &[("a.txt", DATED)]);
    let mut window = window(1440.0, 900.0, Start::Empty);
    command(&mut window, Command::Open(paths));
    assert!(close(&mut window), "nothing was corrected yet");
    field(&mut window, "Place");
    window.get_by_role_and_label(Role::TextInput, "Place").type_text("!");
    window.run();
    assert!(!close(&mut window), "what is being typed counts");
    window.get_by_label_contains("not in the library yet: 1 transcript.");
    press(&mut window, Key::Escape);
    let state = window.state().state();
    assert!(state.dialog.is_none() && state.import.is_some());
}
