//! Renders every view at three sizes, light and dark, empty and full, for looking at and for the README.
//!
//! `cargo run --release --example gallery -- OUT_DIR [PART_OF_A_VIEW_NAME]`

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example talks to the person who runs it")]

use std::path::PathBuf;
use std::process::ExitCode;

#[path = "../tests/common/mod.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod common;

use common::{Start, Window, act, can_render, command, name_files, open_versions, show_entry, window};
use stance::app::action::Action;
use stance::app::command::{Command, ImportCommand};
use stance::app::state::Selection;

/// Sizes in points.
const SIZES: [(u16, u16); 3] = [(1024, 640), (1440, 900), (1920, 1080)];

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: gallery OUT_DIR [PART_OF_A_VIEW_NAME]");
        return ExitCode::from(2);
    };
    if !can_render() {
        eprintln!(
            "no graphics adapter was found; on Linux a software one is in the package mesa-vulkan-drivers"
        );
        return ExitCode::FAILURE;
    }
    let wanted = std::env::args().nth(2).unwrap_or_default();
    match gallery(&folder, &wanted) {
        Ok(count) => {
            println!("{count} pictures in {}", folder.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("cannot write the pictures, {error}: {}", folder.display());
            ExitCode::FAILURE
        }
    }
}

fn gallery(folder: &std::path::Path, wanted: &str) -> Result<usize, String> {
    std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    let mut count = 0;
    for (width, height) in SIZES {
        for (theme, name) in [(Action::ThemeLight, "light"), (Action::ThemeDark, "dark")] {
            for (view, set_up) in VIEWS.iter().filter(|(view, _)| view.contains(wanted)) {
                let start = if view.starts_with("empty") { Start::Empty } else { Start::Samples };
                let mut window = window(f32::from(width), f32::from(height), start);
                act(&mut window, theme);
                set_up(&mut window);
                let picture = window.render()?;
                let path = folder.join(format!("{view}_{width}x{height}_{name}.png"));
                picture.save(&path).map_err(|error| error.to_string())?;
                count += 1;
            }
        }
    }
    Ok(count)
}

type SetUp = fn(&mut Window);

const VIEWS: &[(&str, SetUp)] = &[
    ("redline", |window| act(window, Action::Next)),
    ("synopsis", |window| {
        act(window, Action::ShowSynopsis);
        act(window, Action::Next);
    }),
    ("evolution", |window| {
        act(window, Action::ShowEvolution);
        act(window, Action::Next);
    }),
    ("evolution_choices", |window| act(window, Action::ShowEvolution)),
    ("whole", |window| {
        open_versions(window);
        act(window, Action::ShowWholeText);
        act(window, Action::Next);
        act(window, Action::Next);
    }),
    ("read", |window| {
        act(window, Action::Next);
        act(window, Action::ShowInText);
    }),
    ("read_four", |window| {
        act(window, Action::ShowRead);
        let ids: Vec<_> = window.state().state().in_order().iter().map(|item| item.id).take(4).collect();
        command(window, Command::Pick(ids));
        act(window, Action::Next);
    }),
    ("review_redline", |window| {
        review(window);
        act(window, Action::ShowRedline);
        act(window, Action::Next);
    }),
    ("review_synopsis", |window| {
        review(window);
        act(window, Action::Next);
        act(window, Action::NextStatement);
    }),
    ("review_overview", |window| {
        review(window);
        act(window, Action::Next);
        act(window, Action::Reject);
        command(window, Command::Select(Selection::Topic));
    }),
    ("review_read", |window| {
        review(window);
        act(window, Action::ShowRedline);
        act(window, Action::Next);
        act(window, Action::ShowInText);
    }),
    ("review_pair", |window| {
        act(window, Action::ShowSynopsis);
        act(window, Action::Previous);
        act(window, Action::Pair);
        act(window, Action::Previous);
    }),
    ("all_topics", |window| command(window, Command::ChooseTopic(None))),
    ("transcript", |window| {
        let id = window.state().state().items[1].id;
        command(window, Command::Select(Selection::Transcript(id)));
    }),
    ("edit", |window| {
        let id = window.state().state().items[0].id;
        command(window, Command::Select(Selection::Transcript(id)));
        act(window, Action::EditDetails);
    }),
    ("palette", |window| act(window, Action::Palette)),
    ("shortcuts", |window| act(window, Action::Shortcuts)),
    ("about", |window| act(window, Action::About)),
    ("import", name_files),
    ("import_refused", |window| {
        name_files(window);
        show_entry(window, |entry| entry.candidate().is_none());
    }),
    ("import_twin", |window| {
        name_files(window);
        show_entry(window, |entry| entry.candidate().is_some_and(|candidate| candidate.replaces().is_some()));
    }),
    ("import_good", |window| {
        name_files(window);
        show_entry(window, |entry| entry.path().contains("remarks.txt"));
    }),
    ("import_table", |window| {
        name_files(window);
        show_entry(window, |entry| entry.path().contains(".csv"));
    }),
    ("import_page", open_page),
    ("import_page_read", |window| {
        open_page(window);
        command(window, Command::Import(ImportCommand::Accept));
        act(window, Action::ShowRead);
    }),
    ("import_page_unfolded", |window| {
        open_page(window);
        command(window, Command::Import(ImportCommand::Accept));
        act(window, Action::ShowRead);
        act(window, Action::ToggleFurniture);
    }),
    ("import_many", |window| {
        name_files(window);
        let import = window.state().state().import.as_ref().expect("a sheet");
        let all = import.entries.iter().map(|entry| entry.id).collect();
        command(window, Command::Import(ImportCommand::Select(all)));
    }),
    ("empty", |_| ()),
    ("empty_read", |window| act(window, Action::ShowRead)),
];

/// Opens a web page with a menu of sixty entries, cards and a footer round its text.
fn open_page(window: &mut Window) {
    let entries: String = (1..=60).map(|n| format!("<li><a href=/{n}>Department {n}</a></li>")).collect();
    let cards =
        "<div class=teaser><a href=x>The minister met his colleagues</a><p>3 May 2021</p></div>".repeat(6);
    let speech = "We will stay, as we promised two years ago, and it has kept us safe. ".repeat(4);
    let page = format!(
        "<!doctype html><html><title>Ann Bell’s remarks, Bonn, May 4, 2021</title><body><header><a href=/>Ministry</a>\
         <nav><ul>{entries}</ul></nav></header><main><h1>Ann Bell’s remarks, Bonn, May 4, 2021</h1>\
         <div class=share>Share this page</div><p>{speech}</p><figure><figcaption>Ann Bell in Bonn</figcaption></figure>\
         <p><b>Question:</b> Will you stay?</p><p><b>Ann Bell:</b> {speech}</p></main>\
         <section><h2>Read more</h2>{cards}</section><footer>Ministry, Bonn. All rights reserved.</footer></body></html>"
    );
    let path = PathBuf::from("target/tmp/pictures/page.html");
    std::fs::create_dir_all("target/tmp/pictures").expect("a folder for small files");
    std::fs::write(&path, page).expect("a small file");
    command(window, Command::Open(vec![path]));
}

/// Some judgements of every kind.
fn review(window: &mut Window) {
    act(window, Action::ShowSynopsis);
    act(window, Action::Next);
    act(window, Action::Stress);
    act(window, Action::Strengthened);
    let Selection::Passage(at) = window.state().state().selection else { return };
    command(window, Command::Note(at, "Ask for the Russian text of both answers before quoting.".to_owned()));
    command(window, Command::Name(at, "What NATO was offered".to_owned()));
    act(window, Action::Accept);
    command(window, Command::Select(Selection::Topic));
}
