//! Evolution: one position through the years, what changed from version to version, and the way to it.

use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use stance::app::action::Action;
use stance::app::command::Command;
use stance::app::settings::Layout;
use stance::app::state::Selection;
use stance::engine::transcript::{DateEdit, Edits};
use stance::gui::panels::compare;
use stance::gui::panels::evolution::rows::{EvolutionRow, VersionRow, choice, evolution_rows};
use stance::io::load;

use crate::common::{Start, Window, act, command, press_with, window};

/// Three versions of one position, one of them without a date, and a transcript that does not repeat it.
fn made_up() -> Window {
    let mut window = window(1280.0, 800.0, Start::Empty);
    let document = |name: &str, date: Option<jiff::civil::Date>, text: &str| {
        let date = date.map_or(DateEdit::Undated, DateEdit::On);
        let edits = Edits { date: Some(date), title: Some(name.to_owned()), ..Edits::default() };
        (Arc::new(load::from_text(name, text).unwrap()), edits)
    };
    let day = jiff::civil::date;
    let documents = vec![
        document(
            "One",
            Some(day(2020, 1, 1)),
            "The military infrastructure of NATO should not move closer to our borders.",
        ),
        document(
            "Two",
            Some(day(2020, 6, 1)),
            "We discussed the NATO summit in some detail with colleagues over lunch.",
        ),
        document(
            "Three",
            Some(day(2021, 1, 1)),
            "The military infrastructure of NATO must not move closer to our borders and cities.",
        ),
        document(
            "Four",
            None,
            "The military infrastructure of NATO must not move closer to our borders at all.",
        ),
    ];
    command(&mut window, Command::Load(documents));
    let nato = crate::common::topic(&window, "NATO");
    command(&mut window, Command::ChooseTopic(nato));
    act(&mut window, Action::ShowEvolution);
    window
}

fn parts(window: &Window) -> Vec<EvolutionRow> {
    let state = window.state().state();
    let compared = state.compared.as_ref().unwrap();
    let row = state.selected_row().expect("a position is selected");
    evolution_rows(compared, &compared.comparison.rows[row])
}

fn versions(parts: &[EvolutionRow]) -> Vec<&VersionRow> {
    let mut out = Vec::new();
    for part in parts {
        if let EvolutionRow::Version(version) = part {
            out.push(&**version);
        }
    }
    out
}

fn gaps(parts: &[EvolutionRow]) -> Vec<&str> {
    let mut out = Vec::new();
    for part in parts {
        if let EvolutionRow::Gap(text) = part {
            out.push(text.as_str());
        }
    }
    out
}

#[test]
fn each_version_stands_against_the_one_before() {
    let mut window = made_up();
    act(&mut window, Action::Next);
    let parts = parts(&window);
    let versions = versions(&parts);
    assert_eq!(
        versions.iter().map(|v| v.badge.as_str()).collect::<Vec<_>>(),
        ["first said", "reworded", "no date"]
    );
    assert_eq!(versions[1].left_out, ["should"]);
    assert_eq!(versions[1].flags, [("modality", "“should” → “must”".to_owned())]);
    let marked: Vec<&str> = versions[1].marks.iter().map(|(span, _)| span.of(&versions[1].text)).collect();
    assert_eq!(marked, ["must", "and cities"]);
    // Where the day is not known nothing says which version came before.
    assert!(versions[2].marks.is_empty() && versions[2].flags.is_empty());
    assert_eq!(
        gaps(&parts),
        [
            "366 days · 1 transcript in between raised NATO and did not repeat it",
            "Without a date, so not set against the others"
        ]
    );
    let EvolutionRow::Head(head) = &parts[0] else { panic!("the head comes first") };
    let fact = |name: &str| head.facts.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str());
    assert_eq!(fact("First said"), Some("1 January 2020"));
    assert_eq!(fact("Last said"), Some("1 January 2021"));
    assert_eq!(fact("Longest silence"), Some("366 days, 1 January 2020 to 1 January 2021"));
    assert_eq!(fact("Said in"), Some("3 of 4 transcripts"));
    assert!(head.core.contains(&"military infrastructure".to_owned()), "{:?}", head.core);
    window.get_by_label_contains("1 transcript in between raised NATO");
}

#[test]
fn flagged_rows_are_filtered() {
    let mut window = made_up();
    window.get_by_label("1 flagged").click();
    window.run();
    let rows = window.state().state().rows();
    assert_eq!(rows.len(), 1);
    act(&mut window, Action::Next);
    window.get_by_label("WHAT CHANGED");
}

#[test]
fn positions_are_chosen_and_walked() {
    let mut window = window(1280.0, 800.0, Start::Samples);
    press_with(&mut window, Modifiers::ALT, Key::Num3);
    assert_eq!(window.state().state().settings.layout, Layout::Evolution);
    let count = window.state().state().rows().len();
    assert!(count >= 2);
    window.get_by_label(&format!("{count} positions"));
    window.get_by_label_contains(&format!("Position 2 of {count}")).click();
    window.run();
    window.get_by_label(&format!("2 of {count}"));
    press_with(&mut window, Modifiers::NONE, Key::K);
    window.get_by_label(&format!("1 of {count}"));
    press_with(&mut window, Modifiers::NONE, Key::J);
    window.get_by_label(&format!("2 of {count}"));
    // Some versions share no word at all; a position whose versions do says which.
    let says_core = |window: &Window| window.query_all_by_label_contains("In every version").next().is_some();
    for _ in 0..count {
        if says_core(&window) {
            break;
        }
        press_with(&mut window, Modifiers::NONE, Key::J);
    }
    assert!(says_core(&window));
    window.get_by_label("All positions").click();
    window.run();
    assert_eq!(window.state().state().selection, Selection::Topic);
    window.get_by_label_contains(&format!("Position 1 of {count}"));
}

#[test]
fn evolution_of_the_samples() {
    let mut window = window(1280.0, 800.0, Start::Samples);
    act(&mut window, Action::ShowEvolution);
    let state = window.state().state();
    let compared = state.compared.as_ref().unwrap();
    insta::assert_debug_snapshot!("evolution_header", compare::header(state, compared));
    let rows = state.rows().into_iter().map(|row| &compared.comparison.rows[row]);
    insta::assert_debug_snapshot!(
        "evolution_choices",
        rows.map(|row| choice(compared, row)).collect::<Vec<_>>()
    );
    act(&mut window, Action::Next);
    insta::assert_debug_snapshot!("evolution_rows", parts(&window));
}
