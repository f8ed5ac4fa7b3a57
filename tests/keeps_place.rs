//! The list stays where the reader is when it is made anew: the second analysis, which knows the meaning
//! of the sentences, may move rows, pair them and part them.

use egui::{Event, Modifiers, MouseWheelUnit, TouchPhase, vec2};
use egui_kittest::kittest::Queryable as _;
use stance::app::action::Action;
use stance::app::command::Command;
use stance::app::state::{Anchor, Selection};

use crate::common::{Start, Window, act, command, topic, window};

/// The list of a layout, on all topics and by words alone, scrolled by so many points.
fn scrolled(layout: Action, points: f32) -> Window {
    let mut window = window(1280.0, 640.0, Start::Samples);
    act(&mut window, Action::ToggleMeaning);
    command(&mut window, Command::ChooseTopic(None));
    act(&mut window, layout);
    scroll(&mut window, points);
    window
}

fn scroll(window: &mut Window, points: f32) {
    window.event(Event::PointerMoved(egui::pos2(640.0, 450.0)));
    window.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -points),
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    });
    window.run();
}

/// How the rows of a list are named, by their place in it.
fn names(window: &Window) -> Vec<String> {
    let state = window.state().state();
    let word =
        if state.settings.layout == stance::app::settings::Layout::Evolution { "Position" } else { "Row" };
    let count = state.rows().len();
    (1..=count).map(|place| format!("{word} {place} of {count}: ")).collect()
}

/// Upper edge of a row, where it is drawn.
fn top_of(window: &Window, place: usize) -> Option<f32> {
    let name = names(window).into_iter().nth(place)?;
    window.query_all_by_label_contains(&name).next().map(|row| row.rect().top())
}

/// The place of a row in the list, by a sentence that it holds.
fn place_of(window: &Window, anchor: Anchor) -> Option<usize> {
    let state = window.state().state();
    let row = state.row_at(anchor)?;
    state.rows().into_iter().position(|listed| listed == row)
}

/// The beginnings of the sentences of a row.
fn sentences(window: &Window, place: usize) -> Vec<Anchor> {
    let state = window.state().state();
    let compared = state.compared.as_ref().unwrap();
    let analysed = &compared.analysed;
    let row = &compared.comparison.rows[state.rows()[place]];
    let start = |s: stance::engine::positions::Statement, unit| Anchor {
        id: analysed.ids[s.transcript],
        start: analysed.analysis.unit_span(unit).start,
    };
    row.statements()
        .flat_map(|s| s.units().map(move |unit| (s, unit)))
        .map(|(s, unit)| start(s, unit))
        .collect()
}

#[test]
fn the_row_at_the_top_stays_there_when_meaning_arrives() {
    for (layout, points) in
        [(Action::ShowRedline, 3_000.0), (Action::ShowSynopsis, 2_000.0), (Action::ShowEvolution, 400.0)]
    {
        let mut window = scrolled(layout, points);
        let before = names(&window).len();
        let drawn: Vec<(f32, Vec<Anchor>)> = (0..before)
            .filter_map(|place| Some((top_of(&window, place)?, sentences(&window, place))))
            .collect();
        assert!(top_of(&window, 0).is_none(), "{layout:?} is scrolled");

        act(&mut window, Action::ToggleMeaning);
        assert_ne!(names(&window).len(), before, "{layout:?} lists other rows now");
        // A position that is none by meaning is no longer listed in Evolution; then the next one stays.
        let again = |kept: &Vec<Anchor>| kept.iter().find_map(|&anchor| place_of(&window, anchor));
        let (at, place) = drawn.iter().find_map(|(at, kept)| Some((at, again(kept)?))).unwrap();
        let now = top_of(&window, place).unwrap_or_else(|| panic!("{layout:?}: it is out of view"));
        assert!((now - at).abs() < 1.0, "{layout:?}: from {at} to {now}");
    }
}

#[test]
fn the_selected_row_stays_selected_when_meaning_arrives() {
    let mut window = scrolled(Action::ShowSynopsis, 0.0);
    for _ in 0..6 {
        act(&mut window, Action::Next);
    }
    scroll(&mut window, 500.0);
    let selection = window.state().state().selection;
    let Selection::Passage(anchor) = selection else { panic!("a row is selected") };
    act(&mut window, Action::ToggleMeaning);
    assert_eq!(window.state().state().selection, selection);
    assert!(place_of(&window, anchor).is_some());
    assert_eq!(window.state().state().selected_row(), window.state().state().row_at(anchor));
}

#[test]
fn a_position_that_is_being_read_stays_where_it_is() {
    let mut window = scrolled(Action::ShowEvolution, 0.0);
    // The first position that holds by meaning as it does by words.
    let texts = |window: &Window| {
        let state = window.state().state();
        let compared = state.compared.as_ref().unwrap();
        let row = state.selected_row().map(|row| &compared.comparison.rows[row]);
        row.map(|row| {
            row.statements().map(|s| compared.analysed.analysis.text(s).to_owned()).collect::<Vec<_>>()
        })
    };
    for _ in 0..names(&window).len() {
        act(&mut window, Action::Next);
        scroll(&mut window, 150.0);
        let by_words = texts(&window).unwrap();
        let last = by_words.last().unwrap().clone();
        let top = |window: &Window| window.query_by_label_contains(&last).map(|words| words.rect().top());
        let before = top(&window);
        act(&mut window, Action::ToggleMeaning);
        if let Some(before) = before
            && texts(&window) == Some(by_words)
        {
            let after = top(&window).unwrap();
            assert!((after - before).abs() < 1.0, "from {before} to {after}");
            return;
        }
        act(&mut window, Action::ToggleMeaning);
    }
    panic!("no position is the same by words and by meaning");
}

#[test]
fn another_topic_begins_at_its_top() {
    let mut window = scrolled(Action::ShowRedline, 3_000.0);
    assert!(top_of(&window, 0).is_none());
    let ukraine = topic(&window, "Ukraine");
    command(&mut window, Command::ChooseTopic(ukraine));
    assert!(top_of(&window, 0).is_some());
}
