//! Several libraries in one window and several windows on one library.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, thread};

use egui_kittest::kittest::Queryable as _;
use stance::app::action::Action;
use stance::app::command::Command;
use stance::app::state::{Anchor, Id, Selection};
use stance::engine::document::Document;
use stance::engine::transcript::{Edits, Facts, Format, Source};
use stance::gui::{Home, StanceApp};
use stance::io::library::{Access, Change, Library, ReadOnly};
use stance::io::seeds;

use crate::common::{Window, act, close, command, open, window_on};

fn titles(window: &Window) -> Vec<String> {
    let state = window.state().state();
    state.in_order().iter().map(|item| item.transcript.meta.title.clone()).collect()
}

fn first(window: &Window) -> Id {
    window.state().state().in_order()[0].id
}

fn rename(window: &mut Window, title: &str) {
    let id = first(window);
    let edits = Edits { title: Some(title.to_owned()), ..Edits::default() };
    command(window, Command::Edit(id, edits));
}

fn said(window: &Window) -> String {
    let notices = &window.state().state().notices;
    let lines = notices.iter().flat_map(|notice| {
        let details = notice.details.iter().map(|detail| format!("{} {}", detail.what, detail.hint));
        std::iter::once(notice.title.clone()).chain(details)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Makes a library of five short transcripts: it opens faster than the samples.
fn small(path: &Path) {
    let put = |number: u32| {
        let text =
            format!("Remarks of {number} May 2020\n\nQuestion: Why?\n\nJane Doe: Because of {number}.\n");
        let source =
            Source { path: format!("{number}.txt"), format: Format::Text, encoding: "UTF-8".to_owned() };
        let document = Arc::new(Document::new(source, text, Facts::default()));
        Change::Put { document, edits: Edits::default(), original: None }
    };
    Library::create(path, &(1..=5).map(put).collect::<Vec<_>>()).unwrap();
}

fn transcript(folder: &Path) -> PathBuf {
    let path = folder.join("remarks.txt");
    fs::write(&path, "Remarks of 3 May 2021\n\nQuestion: Why?\n\nJane Doe: Because it is so.\n").unwrap();
    path
}

#[test]
fn another_library_replaces_everything_and_the_first_keeps_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one.stance"), folder.path().join("two.stance"));
    let mut window = window_on(1200.0, 800.0, &one);
    rename(&mut window, "Mine");
    act(&mut window, Action::Next);
    act(&mut window, Action::Accept);
    assert_eq!(window.state().state().judgements.len(), 1);

    command(&mut window, Command::NewLibrary(two.clone()));
    let state = window.state().state();
    assert_eq!((state.items.len(), state.judgements.len()), (0, 0), "{}", said(&window));
    assert!(state.history.next_undo().is_none() && state.compared.is_none() && state.dialog.is_none());
    assert_eq!(state.selection, Selection::Topic);
    assert_eq!(state.library.title(), "two – Stance");
    assert_eq!(state.settings.recent_libraries, [two.to_str().unwrap()]);
    open(&mut window, &[transcript(folder.path())]);
    assert_eq!(titles(&window).len(), 1);

    command(&mut window, Command::OpenLibrary(one.clone()));
    let state = window.state().state();
    assert_eq!((state.items.len(), state.judgements.len()), (5, 1));
    assert!(titles(&window).contains(&"Mine".to_owned()) && state.compared.is_some());
    assert_eq!(state.library.title(), "Stance", "it opens by itself and needs no name");
    assert_eq!(Library::open(&two).unwrap().1.kept.len(), 1, "the lock of the other was given back");
}

#[test]
fn a_second_window_reads_and_refuses_changes_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    small(&path);
    let window = window_on(1200.0, 800.0, &path);
    let mut second = window_on(1200.0, 800.0, &path);
    assert_eq!(second.state().state().library.access, Access::Read(ReadOnly::InUse));
    assert!(
        said(&second).contains("Another window has it") || said(&second).contains("another window has it")
    );
    assert_eq!(second.state().state().library.title(), "Stance (read only)");
    let before = titles(&second);
    let notice = second.state().state().notices[0].id;
    command(&mut second, Command::Dismiss(notice));
    assert_eq!(said(&second), "");

    let id = first(&second);
    rename(&mut second, "Mine");
    command(&mut second, Command::Select(Selection::Transcript(id)));
    act(&mut second, Action::Remove);
    command(&mut second, Command::Note(Anchor { id, start: 0 }, "mine".to_owned()));
    let state = second.state().state();
    assert_eq!((titles(&second), state.judgements.len()), (before, 0));
    assert_eq!(state.notices.len(), 1, "said once and not for each change");
    assert!(said(&second).contains("The change was not made"), "{}", said(&second));

    // A transcript can be looked at all the same, and it is said that it is not kept.
    open(&mut second, &[transcript(folder.path())]);
    assert_eq!(titles(&second).len(), 6);
    assert!(said(&second).contains("not kept"), "{}", said(&second));

    drop(window);
    drop(second);
    let (library, contents) = Library::open(&path).unwrap();
    assert_eq!((library.access(), contents.kept.len()), (Access::Write, 5));
}

#[test]
fn the_second_window_writes_when_it_opens_the_library_again_after_the_first_was_closed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    small(&path);
    let window = window_on(1200.0, 800.0, &path);
    let mut second = window_on(1200.0, 800.0, &path);
    drop(window);
    command(&mut second, Command::OpenLibrary(path.clone()));
    assert_eq!(second.state().state().library.access, Access::Write);
    rename(&mut second, "Mine");
    drop(second);
    let kept = Library::open(&path).unwrap().1.kept;
    assert!(kept.iter().any(|(_, edits)| edits.title.as_deref() == Some("Mine")));
}

#[test]
fn a_library_among_the_files_is_opened_and_the_others_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one.stance"), folder.path().join("two.STANCE"));
    drop(Library::create(&two, &[]).unwrap());
    small(&one);
    let mut window = window_on(1200.0, 800.0, &one);
    open(&mut window, &[transcript(folder.path()), two.clone()]);
    assert_eq!(window.state().state().library.path.as_deref(), Some(two.as_path()));
    assert_eq!(titles(&window).len(), 1);
    drop(window);
    assert_eq!(Library::open(&two).unwrap().1.kept.len(), 1);
    assert_eq!(Library::open(&one).unwrap().1.kept.len(), 5);
}

#[test]
fn a_library_that_is_gone_is_said_and_the_open_one_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    small(&path);
    let mut window = window_on(1200.0, 800.0, &path);
    command(&mut window, Command::OpenLibrary(folder.path().join("gone.stance")));
    assert!(said(&window).contains("Cannot find the library"), "{}", said(&window));
    assert_eq!(titles(&window).len(), 5);
    assert!(window.state().state().dialog.is_none());
    // To open the one that is open changes nothing, and is said.
    command(&mut window, Command::OpenLibrary(path.clone()));
    assert!(said(&window).contains("is the library that is open"));
    rename(&mut window, "Mine");
    drop(window);
    let kept = Library::open(&path).unwrap().1.kept;
    assert!(kept.iter().any(|(_, edits)| edits.title.as_deref() == Some("Mine")));
}

#[test]
fn a_copy_holds_everything_and_the_window_goes_on_in_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let (one, copy) = (folder.path().join("one.stance"), folder.path().join("copy.stance"));
    small(&one);
    let mut window = window_on(1200.0, 800.0, &one);
    rename(&mut window, "Mine");
    command(&mut window, Command::SaveCopy(copy.clone()));
    assert_eq!(window.state().state().library.path.as_deref(), Some(one.as_path()));
    rename(&mut window, "Later");
    let kept = Library::open(&copy).unwrap().1.kept;
    let titles: Vec<_> = kept.iter().filter_map(|(_, edits)| edits.title.as_deref()).collect();
    assert_eq!((kept.len(), titles), (5, vec!["Mine"]));
}

#[test]
fn what_a_removed_drive_could_not_take_is_kept_when_it_is_back() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, drive, gone) = window_on_a_removed_drive(folder.path());
    assert!(said(&window).contains("The last changes are not in the library"), "{}", said(&window));
    assert!(window.state().state().library.has_unkept);
    // It is not left behind silently.
    let other = folder.path().join("other.stance");
    command(&mut window, Command::NewLibrary(other.clone()));
    assert_eq!(titles(&window).len(), 5, "the library was not left");
    assert!(!other.exists());

    fs::rename(gone, &drive).unwrap();
    act(&mut window, Action::KeepAgain);
    assert!(said(&window).contains("Everything is in the library now"), "{}", said(&window));
    assert!(!window.state().state().library.has_unkept);
    drop(window);
    let kept = Library::open(&drive.join("library.stance")).unwrap().1.kept;
    assert!(kept.iter().any(|(_, edits)| edits.title.as_deref() == Some("Mine")));
}

#[test]
fn the_window_does_not_close_on_changes_that_are_kept_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, ..) = window_on_a_removed_drive(folder.path());
    assert!(!close(&mut window));
    window.get_by_label("Close Stance?");
    window.get_by_label_contains("could not be written to the library");
    window.get_by_label("Go back").click();
    window.run();
    assert_eq!(window.state().state().dialog, None);

    // A copy has them.
    command(&mut window, Command::SaveCopy(folder.path().join("copy.stance")));
    assert!(close(&mut window));
    rename(&mut window, "Mine too");
    assert!(!close(&mut window));
    window.get_by_label("Close all the same").click();
    window.run();
    assert!(window.state().state().is_closing && close(&mut window));
}

#[test]
fn the_window_closes_by_itself_where_the_last_try_succeeds() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, drive, gone) = window_on_a_removed_drive(folder.path());
    fs::rename(&gone, &drive).unwrap();
    close(&mut window);
    assert!(window.state().state().is_closing, "{}", said(&window));
}

/// A window on a small library whose drive is gone, with a change that could not be written; and the drive, and where it
/// went.
fn window_on_a_removed_drive(folder: &Path) -> (Window, PathBuf, PathBuf) {
    let (drive, gone) = (folder.join("drive"), folder.join("gone"));
    let path = drive.join("library.stance");
    small(&path);
    let mut window = window_on(1200.0, 800.0, &path);
    fs::rename(&drive, &gone).unwrap();
    rename(&mut window, "Mine");
    (window, drive, gone)
}

/// Starts as the program does, with threads.
fn start(home: &Path, files: Vec<PathBuf>) -> StanceApp {
    let home = Home { settings: home.join("settings.json"), library: home.join("library.stance") };
    let mut app = StanceApp::new(&egui::Context::default(), files, Some(home)).unwrap();
    while app.state().items.is_empty() {
        thread::yield_now();
        app.take_answers(&egui::Context::default());
    }
    app
}

#[test]
fn without_its_library_the_program_shows_the_samples_and_offers_a_way_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    for content in ["", "not a library at all, and long enough to be looked at as one of them"] {
        fs::write(&path, content).unwrap();
        let app = start(folder.path(), Vec::new());
        let state = app.state();
        assert_eq!((state.items.len(), state.library.path.as_ref()), (5, None));
        let notice = state.notices.first().unwrap();
        assert_eq!(notice.title, "Your library could not be opened");
        assert_eq!(notice.offers, [Action::OpenLibrary, Action::NewLibrary]);
        drop(app);
        assert_eq!(fs::read_to_string(&path).unwrap(), content);
    }
}

#[test]
fn a_damaged_library_is_shown_as_far_as_it_can_be_read_and_its_copy_is_sound() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    let put =
        |document| Change::Put { document: Arc::new(document), edits: Edits::default(), original: None };
    let samples: Vec<Change> = seeds::documents().into_iter().map(put).collect();
    drop(Library::create(&path, &samples).unwrap());
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() * 3 / 4]).unwrap();
    let mut window = window_on(1200.0, 800.0, &path);
    let read = titles(&window).len();
    assert!((1..5).contains(&read), "{read}");
    assert_eq!(window.state().state().library.access, Access::Read(ReadOnly::Damaged));
    let copy = folder.path().join("copy.stance");
    command(&mut window, Command::SaveCopy(copy.clone()));
    let (library, contents) = Library::open(&copy).unwrap();
    assert_eq!((library.access(), contents.kept.len(), contents.damaged.len()), (Access::Write, read, 0));
}

#[test]
fn where_no_library_is_open_a_new_one_takes_in_what_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = crate::common::window(1200.0, 800.0, crate::common::Start::Samples);
    open(&mut window, &[transcript(folder.path())]);
    let other = folder.path().join("other.stance");
    drop(Library::create(&other, &[] as &[Change]).unwrap());
    // It would be lost.
    command(&mut window, Command::OpenLibrary(other.clone()));
    assert_eq!(titles(&window).len(), 6, "{}", said(&window));
    let new = folder.path().join("new.stance");
    command(&mut window, Command::NewLibrary(new.clone()));
    assert_eq!(titles(&window).len(), 6);
    command(&mut window, Command::OpenLibrary(other));
    assert_eq!(titles(&window).len(), 0);
    assert_eq!(Library::open(&new).unwrap().1.kept.len(), 6);
}

#[test]
fn the_usual_library_is_made_where_another_was_opened_first() {
    let folder = tempfile::tempdir().unwrap();
    let (named, usual) = (folder.path().join("named.stance"), folder.path().join("library.stance"));
    small(&named);
    let app = start(folder.path(), vec![named]);
    assert!(!usual.exists(), "it was not asked for");
    assert_eq!(app.state().library.title(), "named – Stance");
    drop(app);
    let mut window = window_on(1200.0, 800.0, &usual);
    let kept = titles(&window);
    command(&mut window, Command::NewLibrary(folder.path().join("new.stance")));
    fs::remove_file(&usual).unwrap();
    command(&mut window, Command::OpenLibrary(usual.clone()));
    assert_eq!((titles(&window), usual.is_file()), (kept, true), "{}", said(&window));
}
