//! What each panel shows of the seeds, before it is drawn.

use stance::app::action::Action;
use stance::app::command::Command;
use stance::app::state::Selection;
use stance::gui::panels::read::blocks::{blocks, fold_text, who_text};
use stance::gui::panels::{compare, details, library, palette, redline, status, synopsis};

use crate::common::{Start, Window, act, command, open, window};

fn samples() -> Window {
    window(1440.0, 900.0, Start::Samples)
}

#[test]
fn lists_on_the_left() {
    let window = samples();
    let state = window.state().state();
    insta::assert_debug_snapshot!("transcripts", library::transcript_rows(state));
    let topics = library::topic_rows(state)
        .into_iter()
        .map(|row| format!("{} {:?} {}", row.name, row.strip, row.total));
    insta::assert_debug_snapshot!("topics", topics.collect::<Vec<_>>());
}

/// Two transcripts of one place and day looked the same in the list.
#[test]
fn transcripts_of_one_place_and_day_are_told_apart() {
    let mut window = window(1440.0, 900.0, Start::Empty);
    let folder = tempfile::tempdir().unwrap();
    let text = |who: &str, said: &str| format!("Remarks by {who}\n\nOslo, 3 March 2023\n\n{said}\n");
    let files = [
        ("a.txt", text("Jane Doe", "We met our partners today and spoke about trade in the north.")),
        ("b.txt", text("John Roe", "It was a good meeting of all ministers, and we will go on next year.")),
        ("c.txt", "Remarks\n\nRiga, 4 March 2023\n\nWe spoke about the harvest in the south.\n".to_owned()),
        ("d.txt", "Remarks\n\nRiga, 4 March 2023\n\nThe budget of the union is another matter.\n".to_owned()),
        ("e.txt", "Remarks\n\nRiga, 5 March 2023\n\nThank you all for coming to this town.\n".to_owned()),
    ];
    let paths = files.map(|(name, text)| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    });
    open(&mut window, &paths);
    let state = window.state().state();
    let second: Vec<String> = library::named(state).into_iter().map(|(_, _, second)| second).collect();
    assert_eq!(second, ["Jane Doe · Oslo", "John Roe · Oslo", "c.txt · Riga", "d.txt · Riga", "Riga"]);
}

#[test]
fn redline_header_and_rows() {
    let window = samples();
    let state = window.state().state();
    let compared = state.compared.as_ref().unwrap();
    insta::assert_debug_snapshot!("redline_header", compare::header(state, compared));
    let rows = compared.comparison.rows.iter().map(|row| redline::redline_row(compared, row));
    insta::assert_debug_snapshot!("redline_rows", rows.collect::<Vec<_>>());
}

#[test]
fn synopsis_header_and_rows() {
    let mut window = samples();
    act(&mut window, Action::ShowSynopsis);
    let state = window.state().state();
    let compared = state.compared.as_ref().unwrap();
    insta::assert_debug_snapshot!("synopsis_header", compare::header(state, compared));
    let rows = compared.comparison.rows.iter().take(6).map(|row| synopsis::synopsis_row(compared, row));
    insta::assert_debug_snapshot!("synopsis_rows", rows.collect::<Vec<_>>());
}

#[test]
fn read_folded_and_unfolded() {
    let window = samples();
    let item = window.state().state().in_order()[1].clone();
    let transcript = &item.transcript;
    for (name, unfold) in [("read_folded", false), ("read_unfolded", true)] {
        use stance::gui::panels::read::blocks::Block;
        let lines = blocks(transcript, unfold).into_iter().map(|block| match block {
            Block::Fold { from, to } => fold_text(transcript, from, to),
            Block::Who(turn) => who_text(transcript, turn),
            Block::Warning(warning) => format!("warning: {}", transcript.warnings[warning].message),
            Block::Paragraph { number, span, .. } => {
                format!("{} {}", number + 1, short(transcript.slice(span)))
            }
            Block::Outside(span) => format!("outside: {}", short(transcript.slice(span))),
            Block::Furniture(piece) => {
                format!("furniture: {}", short(transcript.slice(transcript.furniture[piece].span)))
            }
        });
        insta::assert_debug_snapshot!(name, lines.collect::<Vec<_>>());
    }
}

fn short(text: &str) -> String {
    stance::engine::explain::shorten(text, 40)
}

#[test]
fn details_status_and_palette() {
    let mut window = samples();
    let state = window.state().state();
    let topic = state.topic.unwrap();
    let lines = details::topic::topic_counts(state, state.analysed.as_ref().unwrap(), topic);
    insta::assert_debug_snapshot!("topic_counts", lines);
    insta::assert_debug_snapshot!("status", status::status_line(state));
    let labels =
        |query| palette::offers(state, query).into_iter().map(|offer| offer.label).collect::<Vec<_>>();
    assert_eq!(labels("nato"), ["NATO"]);
    assert_eq!(labels("THEME da"), ["Dark theme"]);
    assert!(labels("2022").iter().any(|label| label.contains("10 June 2022")));
    assert!(labels("qqq").is_empty());
    assert!(!labels("").contains(&"Undo".to_owned()), "what cannot be done is not offered");

    let id = window.state().state().items[0].id;
    command(&mut window, Command::Select(Selection::Transcript(id)));
    act(&mut window, Action::Remove);
    let state = window.state().state();
    assert_eq!(status::status_line(state).library.split(' ').next(), Some("4"));
    assert!(palette::offers(state, "undo").iter().any(|offer| offer.label == "Undo"));
}
