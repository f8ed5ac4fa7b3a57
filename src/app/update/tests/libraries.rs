//! Another library is shown: nothing of the one before gets into it.

use super::*;
use crate::app::libraries::{FIRST, LibraryAnswer, MOST_RECENT, Opened};
use crate::engine::vectors::SentenceHash;
use crate::io::library::{Access, Contents, ReadOnly};

fn opened(number: u64, path: &str, access: Access) -> Command {
    let opened = Opened { number, path: path.into(), access, contents: Contents::default() };
    Command::Answered(Answer::Library(LibraryAnswer::Opened(Box::new(opened))))
}

#[test]
fn what_was_asked_for_before_another_library_opened_is_dropped() {
    let mut program = Program::with_samples();
    let stale = program.state.analysed.clone().unwrap();
    let compared = program.state.compared.clone().unwrap();
    let progress = Arc::new(Progress::default());
    program.state.work.encoding = Some(progress.clone());
    let (ids, generation) = (program.ids(), program.state.generation);
    program.run(opened(FIRST + 1, "other.stance", Access::Write));
    assert!(program.state.items.is_empty() && progress.is_stopped());
    let vectors = program.state.vectors.len();

    let vector = (SentenceHash::of("Late."), [1.0].into_iter().collect());
    let late = [
        Answer::Analysed(stale.clone()),
        Answer::Judged(stale),
        Answer::Compared {
            key: compared.key.clone(),
            analysed: compared.analysed.clone(),
            comparison: compared.comparison.clone(),
            whole: None,
        },
        Answer::Encoded { vectors: vec![vector], progress, finished: true },
    ];
    for answer in late {
        program.run(Command::Answered(answer));
    }
    let state = &program.state;
    assert!(state.analysed.is_none() && state.compared.is_none() && state.items.is_empty());
    assert_eq!((state.vectors.len(), program.vectors_kept), (vectors, 0));
    assert!(state.generation > generation);

    // Numbers are never given twice, not even from one library to the next.
    program.run(Command::Load(vec![(Arc::new(seeds::documents()[0].clone()), Edits::default())]));
    assert!(!ids.contains(&program.ids()[0]));
}

#[test]
fn libraries_that_were_opened_last_are_remembered_without_the_usual_one() {
    let mut program = Program::empty();
    program.state.library.default_path = Some("usual.stance".into());
    for number in 1..=MOST_RECENT as u64 + 2 {
        program.run(opened(number, &format!("{number}.stance"), Access::Write));
    }
    program.run(opened(20, "usual.stance", Access::Write));
    program.run(opened(21, "5.stance", Access::Write));
    let recent = &program.state.settings.recent_libraries;
    assert_eq!(recent.len(), MOST_RECENT);
    assert_eq!((recent[0].as_str(), recent[1].as_str()), ("5.stance", "10.stance"));
    assert_eq!(recent.iter().filter(|path| *path == "5.stance").count(), 1);
}

#[test]
fn a_damaged_library_is_read_and_its_problems_are_named() {
    let mut program = Program::empty();
    program.run(opened(FIRST, "x.stance", Access::Read(ReadOnly::Damaged)));
    let notice = &program.state.notices[0];
    assert_eq!(notice.offers, [Action::SaveCopy]);
    assert!(notice.details[0].hint.contains("Copy the file first"), "{notice:?}");
}

#[test]
fn the_dialogs_of_libraries_are_asked_for_one_at_a_time() {
    let mut program = Program::with_samples();
    for action in [Action::NewLibrary, Action::OpenLibrary, Action::SaveCopy] {
        program.act(action);
        assert!(!can(&program.state, Action::OpenLibrary) && program.state.dialog.is_some());
        program.run(Command::CloseDialog);
        assert!(can(&program.state, action));
    }
    assert!(!can(&program.state, Action::KeepAgain));
}
