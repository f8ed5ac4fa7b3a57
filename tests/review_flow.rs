//! A review session with the keyboard: confirm, reject, pair, merge, split, name, note; all undone, all
//! done again, closed and opened, all there.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use stance::app::action::Action;
use stance::app::command::Command;
use stance::app::state::Selection;
use stance::engine::analysis::Analysis;
use stance::engine::constraints::Review;

use crate::common::{Window, act, command, open, press, press_with, topic, window_on};

fn analysis(window: &Window) -> &Analysis {
    &window.state().state().analysed.as_ref().unwrap().analysis
}

/// Every position as its words, its name and how far it was reviewed.
fn positions(window: &Window) -> Vec<(Vec<String>, String, Review)> {
    let analysis = analysis(window);
    let one = |(number, position): (usize, &stance::engine::positions::Position)| {
        let words = position.statements.iter().map(|&s| analysis.text(s).to_owned()).collect();
        (words, analysis.label(number), position.review)
    };
    analysis.positions.iter().enumerate().map(one).collect()
}

/// The words of the selected row.
fn selected(window: &Window) -> Vec<String> {
    let state = window.state().state();
    let compared = state.compared.as_ref().unwrap();
    let row = &compared.comparison.rows[state.selected_row().expect("a row is selected")];
    row.statements().map(|s| compared.analysed.analysis.text(s).to_owned()).collect()
}

/// The review of the position that holds these words, if one does.
fn review_of(window: &Window, words: &str) -> Option<(usize, Review)> {
    let held = positions(window).into_iter().find(|(held, ..)| held.iter().any(|h| h == words))?;
    Some((held.0.len(), held.2))
}

/// Goes down with J to the first row that passes a test.
fn go_to(window: &mut Window, test: impl Fn(&stance::engine::compare::Row) -> bool) {
    command(window, Command::Select(Selection::Topic));
    loop {
        press(window, Key::J);
        let state = window.state().state();
        let row = state.selected_row().expect("there is such a row");
        if test(&state.compared.as_ref().unwrap().comparison.rows[row]) {
            return;
        }
        assert!(state.rows().last() != Some(&row), "there is such a row");
    }
}

#[test]
fn a_review_session_is_done_undone_and_found_again() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library.stance");
    let mut window = window_on(1440.0, 900.0, &library);
    act(&mut window, Action::ShowSynopsis);
    command(&mut window, Command::ChooseTopic(None));
    let untouched = positions(&window);
    window.get_by_label_contains("all proposed");

    // Confirm.
    go_to(&mut window, |row| row.statements().count() > 2);
    let confirmed = selected(&window);
    press(&mut window, Key::A);
    assert_eq!(review_of(&window, &confirmed[0]), Some((confirmed.len(), Review::Confirmed)));
    assert_ne!(selected(&window), confirmed, "the selection goes on");
    window.get_by_label_contains(&format!("1 of {} positions reviewed", untouched.len()));

    // Reject.
    go_to(&mut window, |row| row.statements().count() == 2 && row.review == Some(Review::Proposed));
    let rejected = selected(&window);
    press(&mut window, Key::X);
    let holds_both = |window: &Window| {
        positions(window).iter().any(|(held, ..)| rejected.iter().all(|words| held.contains(words)))
    };
    assert!(!holds_both(&window));

    // Merge, by going to the other row.
    go_to(&mut window, |row| row.review == Some(Review::Proposed) && row.cells[4].statement.is_none());
    let first = selected(&window);
    press(&mut window, Key::M);
    window.get_by_label_contains("with another row");
    go_to(&mut window, |row| !row.is_paired() && row.cells[4].statement.is_some());
    let second = selected(&window);
    press(&mut window, Key::M);
    assert_eq!(review_of(&window, &first[0]), Some((first.len() + 1, Review::ByHand)));
    assert_eq!(review_of(&window, &second[0]), review_of(&window, &first[0]));

    // Split the second statement of the row off.
    go_to(&mut window, |row| row.statements().count() > 2 && row.review == Some(Review::Proposed));
    let parted = selected(&window);
    press(&mut window, Key::ArrowRight);
    press(&mut window, Key::S);
    let stays = positions(&window).into_iter().find(|(held, ..)| held.contains(&parted[0]));
    assert!(stays.is_some_and(|(held, ..)| !held.contains(&parted[1])));

    // Name and note, typed where they stand.
    go_to(&mut window, |row| row.review == Some(Review::Confirmed));
    press(&mut window, Key::R);
    let field = window.get_by_role_and_label(Role::TextInput, "Name of the position");
    field.focus();
    window.run();
    press_with(&mut window, Modifiers::COMMAND, Key::A);
    window.get_by_role_and_label(Role::TextInput, "Name of the position").type_text("What was promised");
    window.run();
    press(&mut window, Key::Enter);
    assert!(positions(&window).iter().any(|(_, name, _)| name == "What was promised"));
    press(&mut window, Key::N);
    let field = window.get_by_role_and_label(Role::MultilineTextInput, "Escape keeps it");
    field.type_text("Ask for the Russian text");
    window.run();
    press(&mut window, Key::Escape);
    window.get_by_label("Ask for the Russian text");
    press(&mut window, Key::Num3);
    assert!(window.query_all_by_label_contains("strengthened · ").next().is_some());
    assert!(window.state().state().notices.is_empty(), "{:?}", window.state().state().notices);

    // All of it is undone and done again.
    let done = positions(&window);
    for _ in 0..7 {
        press_with(&mut window, Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(positions(&window), untouched);
    assert!(window.state().state().judgements.is_empty());
    for _ in 0..7 {
        press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    }
    assert_eq!(positions(&window), done);

    // Closed and opened again: all there.
    let judgements = window.state().state().judgements.clone();
    drop(window);
    let again = window_on(1440.0, 900.0, &library);
    assert_eq!(again.state().state().judgements.newest_first(), judgements.newest_first());
    assert_eq!(positions(&again), done);
    let state = again.state().state();
    assert_eq!(state.items.len(), 5);
    assert!(state.notices.is_empty() && state.history.next_undo().is_none());
}

#[test]
fn what_was_rejected_is_listed_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_on(1440.0, 900.0, &folder.path().join("library.stance"));
    let untouched = positions(&window);
    press(&mut window, Key::J);
    press(&mut window, Key::X);
    assert_ne!(positions(&window), untouched);
    command(&mut window, Command::Select(Selection::Topic));
    window.get_by_label("REJECTED PAIRS");
    window.get_by_label("Take back").click();
    window.run();
    assert_eq!(positions(&window), untouched);
    assert!(window.query_by_label("REJECTED PAIRS").is_none());
}

#[test]
fn the_queue_goes_through_what_waits() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_on(1440.0, 900.0, &folder.path().join("library.stance"));
    let ukraine = topic(&window, "Ukraine");
    command(&mut window, Command::ChooseTopic(ukraine));
    window.get_by_label_contains("positions on Ukraine reviewed");
    press(&mut window, Key::Q);
    let first = selected(&window);
    assert!(first.len() > 1, "what waits is shown face to face");
    press(&mut window, Key::Q);
    assert_ne!(selected(&window), first);
}

#[test]
fn what_is_being_typed_is_kept_when_the_selection_moves() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_on(1440.0, 900.0, &folder.path().join("library.stance"));
    press(&mut window, Key::J);
    press(&mut window, Key::N);
    window.get_by_role_and_label(Role::MultilineTextInput, "Escape keeps it").type_text("half a tho");
    window.run();
    act(&mut window, Action::Next);
    act(&mut window, Action::Previous);
    window.get_by_label("half a tho");
}

#[test]
fn several_rows_are_selected_and_confirmed_together() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_on(1440.0, 900.0, &folder.path().join("library.stance"));
    press(&mut window, Key::J);
    press_with(&mut window, Modifiers::SHIFT, Key::J);
    window.get_by_label_contains("2 rows are selected");
    press(&mut window, Key::A);
    let done = positions(&window).iter().filter(|(_, _, review)| *review != Review::Proposed).count();
    assert_eq!(done, 2);
    let paired = window.state().state().compared.as_ref().unwrap().comparison.summary.paired;
    let said = if paired == 2 {
        "2 paired, all confirmed".to_owned()
    } else {
        format!("{paired} paired, 2 confirmed")
    };
    window.get_by_label_contains(&said);
}

#[test]
fn a_judgement_that_lost_its_words_is_listed_forgotten_and_brought_back() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library.stance");
    let mut window = window_on(1440.0, 900.0, &library);
    let remarks = |year: u32, said: &str| {
        format!("Remarks by Ann Bell, Bonn, May 3, {year}\n\nQuestion: Why?\n\nAnn Bell: {said}\n")
    };
    let paths = [
        (2001, "Elephants need a corridor through the valley, and the ministry will pay for it."),
        (2009, "As I said, elephants need a corridor through the valley; the ministry pays."),
    ]
    .map(|(year, said)| {
        let path = folder.path().join(format!("{year}.txt"));
        std::fs::write(&path, remarks(year, said)).unwrap();
        path
    });
    open(&mut window, &paths);
    press(&mut window, Key::J);
    assert_eq!(selected(&window).len(), 2);
    press(&mut window, Key::A);
    let is_lost = |window: &Window| window.query_by_label("LOST JUDGEMENTS").is_some();

    // Without its transcript a judgement only waits.
    let opened = window.state().state().items[5].id;
    command(&mut window, Command::Select(Selection::Transcript(opened)));
    press(&mut window, Key::Delete);
    command(&mut window, Command::Select(Selection::Topic));
    window.get_by_label_contains("1 judgement waits for transcripts that are not open");
    assert!(!is_lost(&window));

    // A corrected text that no longer holds the words.
    std::fs::write(&paths[0], remarks(2001, "The ferry is late again, and nobody knows why it is.")).unwrap();
    open(&mut window, &paths[..1]);
    window.get_by_label("1 judgement lost its place");
    window.get_by_label("Dismiss").click();
    window.run();
    command(&mut window, Command::Select(Selection::Topic));
    assert!(is_lost(&window));
    window.get_by_label("“Elephants need a corridor through the valley, and the ministry will pay for it”");
    window.get_by_label_contains("the text changed and no longer holds these words");

    window.get_by_label("Forget").click();
    window.run();
    assert!(!is_lost(&window) && window.state().state().judgements.is_empty());
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    assert!(is_lost(&window));
    drop(window);

    // It is kept, and told of again when the library is opened.
    let mut again = window_on(1440.0, 900.0, &library);
    command(&mut again, Command::Select(Selection::Topic));
    assert!(is_lost(&again));
}

#[test]
fn several_rows_are_copied_with_one_key() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window_on(1440.0, 900.0, &folder.path().join("library.stance"));
    press(&mut window, Key::J);
    let first = selected(&window);
    press_with(&mut window, Modifiers::SHIFT, Key::J);
    let second = selected(&window);
    window.event(egui::Event::Copy);
    window.step();
    let commands = &window.output().platform_output.commands;
    let copied = commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text),
        _ => None,
    });
    let copied = copied.expect("something is copied");
    let mut from = 0;
    for words in first.iter().chain(&second) {
        let at = copied[from..].find(words.as_str()).expect("every statement is there, in order");
        from += at + words.len();
        assert!(copied[from..].contains('¶'), "with its source");
    }
}
