//! What a user does, by the names that a screen reader says: open, choose, compare, edit, undo.

use std::fs;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use stance::app::action::Action;
use stance::app::command::Command;
use stance::app::settings::{Layout, Page};
use stance::app::state::Selection;

use crate::common::{Start, Window, act, command, open, open_versions, press, press_with, topic, window};

fn samples() -> Window {
    window(1440.0, 900.0, Start::Samples)
}

fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    window.run();
}

#[test]
fn the_first_frame_compares_on_nato() {
    let window = samples();
    window.get_by_role_and_label(Role::Tab, "Compare");
    window.get_by_label_contains("10 June 2022 →");
    window.get_by_label_contains("5 transcripts ·");
    assert!(window.query_all_by_label_contains("Row 1 of ").next().is_some());
}

#[test]
fn a_topic_is_chosen_and_its_rows_are_shown() {
    let mut window = samples();
    window.get_by_label_contains("Ukraine, ").click();
    window.run();
    assert_eq!(window.state().state().topic, topic(&window, "Ukraine"));
    assert!(window.query_all_by_role_and_label(Role::Label, "Ukraine").next().is_some());
    assert!(!window.state().state().rows().is_empty());
}

#[test]
fn rows_are_walked_with_the_keyboard_alone() {
    let mut window = samples();
    press(&mut window, Key::J);
    let first = window.state().state().selected_row();
    assert!(first.is_some());
    press_with(&mut window, Modifiers::ALT, Key::ArrowDown);
    assert_ne!(window.state().state().selected_row(), first);
    press(&mut window, Key::K);
    assert_eq!(window.state().state().selected_row(), first);
    window.get_by_label("WHY THEY ARE PAIRED");
    window.get_by_label("Alike in words:");
    window.get_by_label("Alike in meaning:");
    press(&mut window, Key::Enter);
    assert_eq!(window.state().state().settings.page, Page::Read);
    press_with(&mut window, Modifiers::COMMAND, Key::Num1);
    assert_eq!(window.state().state().settings.page, Page::Compare);
    press(&mut window, Key::Escape);
    assert_eq!(window.state().state().selection, Selection::Topic);
}

#[test]
fn files_are_dropped_edited_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("remarks.txt");
    let text = "Remarks by Ann Bell\n\nThank you.\n\nQuestion: Will you stay in NATO?\n\nAnn Bell: We will stay in NATO. It has kept us safe.\n";
    fs::write(&path, text).unwrap();
    let mut window = samples();
    open(&mut window, &[path]);
    assert_eq!(window.state().state().items.len(), 6);
    let id = window.state().state().items[5].id;
    assert_eq!(window.state().state().selection, Selection::Transcript(id), "what was opened is shown");

    click(&mut window, "Edit details…");
    let date = window.get_by_role_and_label(Role::TextInput, "Date");
    date.focus();
    date.type_text("31 January 2019");
    window.run();
    click(&mut window, "Save");
    assert!(window.state().state().dialog.is_none());
    let read = |window: &Window| window.state().state().item(id).unwrap().transcript.meta.date;
    assert_eq!(read(&window).unwrap().value, jiff::civil::date(2019, 1, 31));
    window.get_by_label("2019");

    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(read(&window), None);
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert!(read(&window).is_some());
    press(&mut window, Key::Delete);
    assert_eq!(window.state().state().items.len(), 5);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert_eq!(window.state().state().items.len(), 6);
}

#[test]
fn what_was_opened_is_seen_in_the_list() {
    let mut window = window(1024.0, 640.0, Start::Samples);
    let text = "Question: Why now?\n\nAnn Bell: The ferry between the islands has been late for years.";
    command(&mut window, Command::PasteText(text.to_owned()));
    press_with(&mut window, Modifiers::COMMAND, Key::Enter);
    let row = window.get_by_label_contains("Pasted text 1, ").rect();
    let topics = window.get_by_label("TOPICS").rect();
    assert!(row.bottom() <= topics.top(), "{row:?} is above {topics:?}");
}

#[test]
fn an_unclear_date_is_not_saved() {
    let mut window = samples();
    let id = window.state().state().items[0].id;
    command(&mut window, Command::Select(Selection::Transcript(id)));
    press(&mut window, Key::F2);
    let date = window.get_by_role_and_label(Role::TextInput, "Date");
    date.focus();
    window.run();
    press_with(&mut window, Modifiers::COMMAND, Key::A);
    window.get_by_role_and_label(Role::TextInput, "Date").type_text("03/04/2020");
    window.run();
    window.get_by_label_contains("The date is not clear");
    press(&mut window, Key::Enter);
    assert!(window.state().state().dialog.is_some(), "the dialog stays");
    click(&mut window, "Cancel");
    assert!(window.state().state().dialog.is_none());
    assert_eq!(window.state().state().items[0].edits, Default::default());
}

#[test]
fn a_paste_makes_a_transcript() {
    let mut window = samples();
    window.event(Event::Paste(
        "Q: What about China?\nA: China is a partner of ours, and it stays one.".to_owned(),
    ));
    window.run();
    assert_eq!(window.state().state().items.len(), 5, "nothing joins the library before it was looked at");
    click(&mut window, "Add 1 transcript");
    assert_eq!(window.state().state().items.len(), 6);
}

#[test]
fn a_bad_file_says_why_and_stays_until_it_was_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scan.pdf");
    fs::write(&path, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n").unwrap();
    let mut window = samples();
    command(&mut window, Command::Open(vec![path]));
    window.get_by_label("1 document · 1 cannot be read");
    assert!(window.query_all_by_label_contains("scan.pdf").next().is_some());
    window.run_steps(40);
    click(&mut window, "Close");
    assert!(window.state().state().import.is_none());
    assert_eq!(window.state().state().items.len(), 5);
}

#[test]
fn the_palette_finds_and_does() {
    let mut window = samples();
    press_with(&mut window, Modifiers::COMMAND, Key::K);
    window.get_by_role_and_label(Role::TextInput, "Find or do anything").type_text("dark th");
    window.run();
    press(&mut window, Key::Enter);
    assert!(window.state().state().dialog.is_none());
    assert_eq!(window.state().state().settings.theme, stance::app::settings::ThemeChoice::Dark);

    press_with(&mut window, Modifiers::COMMAND, Key::K);
    window.get_by_role_and_label(Role::TextInput, "Find or do anything").type_text("afgh");
    window.run();
    press(&mut window, Key::Enter);
    assert_eq!(window.state().state().topic, topic(&window, "Afghanistan"));
    press_with(&mut window, Modifiers::COMMAND, Key::K);
    press(&mut window, Key::Escape);
    assert!(window.state().state().dialog.is_none());
}

#[test]
fn a_dialog_that_the_palette_opens_stays_open() {
    let mut window = samples();
    press_with(&mut window, Modifiers::COMMAND, Key::K);
    window.get_by_role_and_label(Role::TextInput, "Find or do anything").type_text("keyboard sh");
    window.run();
    press(&mut window, Key::Enter);
    assert_eq!(window.state().state().dialog, Some(stance::app::state::Dialog::Shortcuts));
}

#[test]
fn every_action_is_in_the_menu() {
    let mut window = samples();
    for menu in stance::app::action::Menu::ALL {
        click(&mut window, menu.title());
        for entry in stance::app::action::CATALOGUE.iter().filter(|entry| entry.menu == menu) {
            assert!(
                window.query_all_by_label_contains(entry.label).next().is_some(),
                "{} is missing",
                entry.label
            );
        }
        press(&mut window, Key::Escape);
    }
}

#[test]
fn a_matched_passage_stands_level_with_its_counterpart_in_read() {
    let mut window = samples();
    act(&mut window, Action::Next);
    act(&mut window, Action::ShowInText);
    window.get_by_label("THROUGH THE YEARS");
    let edges = |window: &Window, words: &str| {
        let rect = window.get_by_label_contains(words).rect();
        (rect.top(), rect.bottom())
    };
    // Paragraphs that hold the two statements overlap, though they stand 1,600 bytes apart in their texts.
    let old = edges(&window, "NATO members arrogantly turned down our proposals.");
    let new = edges(&window, "NATO arrogantly declined after receiving several proposals");
    assert!(old.0 < new.1 && new.0 < old.1, "{old:?} and {new:?} do not face each other");
}

#[test]
fn larger_text_leaves_the_reader_at_the_same_place() {
    let mut window = samples();
    act(&mut window, Action::Next);
    act(&mut window, Action::ShowInText);
    let words = "NATO arrogantly declined after receiving several proposals";
    for _ in 0..3 {
        act(&mut window, Action::LargerText);
        // Only what is in view is drawn.
        let rect = window.get_by_label_contains(words).rect();
        assert!(rect.top() < 800.0 && rect.bottom() > 0.0, "{rect:?}");
    }
}

#[test]
fn a_click_on_a_sentence_in_read_selects_it() {
    let mut window = samples();
    act(&mut window, Action::ShowRead);
    let ids = window.state().state().shown();
    let text = window.state().state().item(ids[0]).unwrap().transcript.text.clone();
    let first = "The CSTO Council of Foreign Ministers’ meeting has come to an end.";
    let paragraph = window.get_by_label_contains(first).rect();
    click_at(&mut window, paragraph.left_top() + egui::vec2(30.0, 10.0));
    let Selection::Passage(anchor) = window.state().state().selection else {
        panic!("a passage is selected")
    };
    let start = text.find(first).unwrap();
    assert_eq!(anchor.id, ids[0]);
    assert!((start..start + first.len()).contains(&anchor.start));
    assert!(window.query_all_by_label("Copy quotation").next().is_some(), "it can be cited");
}

fn click_at(window: &mut Window, pos: egui::Pos2) {
    window.event(Event::PointerMoved(pos));
    window.run();
    // In one frame: a button that is held for long is no click.
    for pressed in [true, false] {
        let button = egui::PointerButton::Primary;
        window.event(Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE });
    }
    window.run();
}

#[test]
fn an_empty_library_says_what_to_do() {
    let mut window = window(1024.0, 640.0, Start::Empty);
    window.get_by_label("No transcript is open");
    click(&mut window, "Open sample transcripts");
    assert_eq!(window.state().state().items.len(), 5);
    assert_eq!(window.state().state().settings.layout, Layout::Redline);
}

#[test]
fn every_view_draws_at_every_size_with_every_topic() {
    for (width, height) in [(720.0, 480.0), (1024.0, 640.0), (3840.0, 2160.0)] {
        let mut window = window(width, height, Start::Samples);
        for action in [Action::ShowSynopsis, Action::ShowRedline, Action::ShowEvolution, Action::ShowRead] {
            act(&mut window, action);
            for topic in [None, topic(&window, "China"), topic(&window, "Information security")] {
                command(&mut window, Command::ChooseTopic(topic));
                act(&mut window, Action::Next);
            }
        }
        for action in [
            Action::LargerText,
            Action::ToggleLibraryPanel,
            Action::ToggleDetailsPanel,
            Action::ToggleFurniture,
        ] {
            act(&mut window, action);
        }
        assert!(window.root().children().next().is_some());
    }
}

#[test]
fn versions_of_one_text_are_shown_whole() {
    let mut window = samples();
    assert!(window.query_by_label("Whole text").is_none(), "two events are no versions");
    open_versions(&mut window);
    click(&mut window, "Whole text");
    assert_eq!(window.state().state().settings.layout, Layout::Whole);
    window.get_by_label_contains("words deleted,");
    window.get_by_role_and_label(Role::Link, "moved to ¶ 4");
    window.get_by_role_and_label(Role::Link, "moved from ¶ 2");
    let changes = window.state().state().whole_text().unwrap().versions.changes.len();
    window.get_by_label(&format!("{changes} changes"));
    press(&mut window, Key::J);
    window.get_by_label(&format!("1 of {changes}"));
    press_with(&mut window, Modifiers::ALT, Key::ArrowDown);
    window.get_by_label(&format!("2 of {changes}"));
    press(&mut window, Key::K);
    window.get_by_label(&format!("1 of {changes}"));

    // At the last change, the end of the texts is in view.
    for _ in 0..changes {
        press(&mut window, Key::J);
    }
    let folded = window.query_all_by_label_contains("unchanged, show").count();
    window.get_all_by_label_contains("unchanged, show").next().unwrap().click();
    window.run();
    assert_eq!(window.query_all_by_label_contains("unchanged, show").count(), folded - 1);
}

#[test]
fn whole_text_falls_back_to_redline_and_says_why() {
    let mut window = samples();
    press_with(&mut window, Modifiers::ALT, Key::Num4);
    assert_eq!(window.state().state().settings.layout, Layout::Whole);
    window.get_by_label_contains("These are not two versions of one text");
    assert!(window.query_all_by_label_contains("Row 1 of ").next().is_some());
    press(&mut window, Key::J);
    assert!(window.state().state().selected_row().is_some());
}

#[test]
fn rows_are_filtered_by_key_and_by_click() {
    let mut window = samples();
    command(&mut window, Command::ChooseTopic(None));
    let all = window.state().state().rows().len();
    press(&mut window, Key::J);
    press(&mut window, Key::F);
    // The first line has the focus: the match that is surest.
    window.get_by_role_and_label(Role::CheckBox, "verbatim, 0");
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Space);
    let reworded = window.state().state().rows().len();
    assert!(0 < reworded && reworded < all);
    // Keys of the rows rest while the menu is open; Escape closes it and leaves the selection.
    let selected = window.state().state().selected_row();
    press(&mut window, Key::J);
    assert_eq!(window.state().state().selected_row(), selected);
    press(&mut window, Key::Escape);
    assert!(window.query_by_label_contains("verbatim, 0").is_none());
    assert_eq!(window.state().state().selected_row(), selected);
    window.get_by_label(&format!("{reworded} of {all}"));
    command(&mut window, Command::Select(Selection::Topic));
    for place in 1..=reworded {
        press(&mut window, Key::J);
        window.get_by_label(&format!("{place} of {reworded}"));
    }

    // Two kinds that nothing meets leave an empty list with the way back.
    let filter = stance::app::filter::Condition::Status(stance::engine::compare::Status::New);
    command(&mut window, Command::Filter(filter));
    window.get_by_label("No row matches");
    window.get_by_label("The filter asks for: new; match reworded.");
    window.get_all_by_label("Clear filters").next().unwrap().click();
    window.run();
    assert_eq!(window.state().state().rows().len(), all);
    window.get_by_label("Filter").click();
    window.run();
    window.get_by_role_and_label(Role::CheckBox, "verbatim, 0");
    press_with(&mut window, Modifiers::NONE, Key::Escape);
    assert!(window.query_by_label_contains("verbatim, 0").is_none());
}

#[test]
fn by_words_alone_nothing_is_said_of_meaning() {
    let mut window = samples();
    window.get_by_label("by words and meaning");
    act(&mut window, Action::ToggleMeaning);
    window.get_by_label("by words alone");
    act(&mut window, Action::Next);
    window.get_by_label("Alike in words:");
    assert!(window.query_by_label("Alike in meaning:").is_none());
}

#[test]
fn the_heads_of_a_synopsis_count_what_is_listed() {
    let mut window = samples();
    act(&mut window, Action::ShowSynopsis);
    command(&mut window, Command::ChooseTopic(None));
    command(&mut window, Command::Filter(stance::app::filter::Condition::Recurring));
    let state = window.state().state();
    let compared = state.compared.as_ref().unwrap();
    let listed = state.rows();
    let said =
        listed.iter().filter(|&&row| compared.comparison.rows[row].cells[0].statement.is_some()).count();
    assert!(said < listed.len());
    let head = format!("26 May 2020, {said} statements");
    window.get_by_role_and_label(Role::ColumnHeader, &head);
}

#[test]
fn versions_stand_in_one_column_where_there_is_no_room_for_two() {
    let mut window = window(760.0, 600.0, Start::Samples);
    open_versions(&mut window);
    act(&mut window, Action::ShowWholeText);
    window.get_by_label_contains("Both versions in one text");
    // The words of both stand in one paragraph.
    window.get_by_label_contains("Activity grew at a slowed from its strong pace");
    act(&mut window, Action::Next);
    act(&mut window, Action::ToggleLibraryPanel);
    act(&mut window, Action::ToggleDetailsPanel);
    assert!(window.query_by_label_contains("Both versions in one text").is_none(), "now there is room");
    window.get_by_label_contains("Activity slowed from its strong pace");
}
