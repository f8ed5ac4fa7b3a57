//! The import sheet: what is found, corrected, chosen, added, and taken back.

use super::*;
use crate::app::import::{Candidate, Choice, EntryId, Import, Likeness, Standing, TwinOf};
use crate::engine::transcript::{Facts, FurnitureEdit, LabelShape, Span};
use crate::io::library::{Change as Kept, Library};
use crate::io::load::columns::Meaning;
use crate::io::load::{self, Reading, Readings};

const REMARKS: &str = "Remarks by Ann Bell, Bonn, May 3, 2021\n\nQuestion: Why is the ferry between the islands late again?\n\n\
    Ann Bell: It is late because of the wind, and we have asked the company to buy a larger one before the winter.\n";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }
}

fn sheet(program: &Program) -> &Import {
    program.state.import.as_ref().unwrap()
}

fn candidate(program: &Program, place: usize) -> &Candidate {
    sheet(program).entries[place].candidate().unwrap()
}

fn ids(program: &Program) -> Vec<EntryId> {
    sheet(program).entries.iter().map(|entry| entry.id).collect()
}

fn import(program: &mut Program, command: ImportCommand) {
    program.run(Command::Import(command));
}

fn edit(program: &mut Program, ids: Vec<EntryId>, edits: Edits) {
    import(program, ImportCommand::Edit(ids, Box::new(edits)));
}

fn title(text: &str) -> Edits {
    Edits { title: Some(text.to_owned()), ..Edits::default() }
}

#[test]
fn nothing_joins_the_library_before_it_is_accepted() {
    let folder = Folder::new();
    let mut program = Program::with_samples();
    program.run(Command::Open(vec![folder.write("a.txt", REMARKS)]));
    assert_eq!((program.ids().len(), program.library.len()), (5, 0));
    assert_eq!(sheet(&program).counts()[&Standing::Good], 1);
    import(&mut program, ImportCommand::Discard);
    assert!(program.state.import.is_none() && program.state.history.next_undo().is_none());
    assert_eq!(program.ids().len(), 5);
}

#[test]
fn every_file_is_listed_with_what_becomes_of_it() {
    let folder = Folder::new();
    let paths = [
        folder.write("a.txt", REMARKS),
        folder.write("undated.txt", "Question: Why?\n\nAnn Bell: Because of the wind and the weather."),
        folder.write("empty.txt", ""),
        folder.write("again.txt", REMARKS),
    ];
    let mut program = Program::with_samples();
    program.run(Command::Open(paths.to_vec()));
    let standings: Vec<Standing> =
        sheet(&program).entries.iter().map(crate::app::import::Entry::standing).collect();
    assert_eq!(standings, [Standing::Good, Standing::Doubtful, Standing::Refused, Standing::LeftOut]);
    assert_eq!(candidate(&program, 3).twins[0].of, TwinOf::Entry(ids(&program)[0]));
    assert_eq!(sheet(&program).selected, [ids(&program)[1]], "what needs a look is shown first");
    let report = import_report(sheet(&program));
    let lines: Vec<&str> = report.lines().collect();
    assert_eq!(lines.len(), 4);
    assert!(
        lines[0].starts_with("Added: ")
            && lines[2].contains("is empty")
            && lines[3].starts_with("Left out, the same text"),
        "{report}"
    );
    import(&mut program, ImportCommand::Accept);
    assert_eq!(program.ids().len(), 7);
    let notice = &program.state.notices[0];
    assert_eq!((notice.title.as_str(), notice.details.len()), ("2 transcripts added, 2 left out", 2));
    assert_eq!(notice.report.as_deref(), Some(report.as_str()));
}

#[test]
fn many_are_corrected_at_once_and_taken_back() {
    let folder = Folder::new();
    let paths = ["a", "b", "c"].map(|name| {
        folder.write(
            &format!("{name}.txt"),
            format!("Question: Why {name}?\n\nAnn Bell: Because of {name}, I suppose."),
        )
    });
    let mut program = Program::with_samples();
    program.run(Command::Open(paths.to_vec()));
    let all = ids(&program);
    let place = |program: &Program| -> Vec<Option<String>> {
        (0..3).map(|i| candidate(program, i).transcript.meta.place.clone()).collect()
    };
    let bonn = Some("Bonn".to_owned());
    edit(&mut program, all.clone(), Edits { place: bonn.clone(), ..Edits::default() });
    assert_eq!(place(&program), [bonn.clone(), bonn.clone(), bonn.clone()]);
    edit(&mut program, vec![all[1]], Edits { place: Some(String::new()), ..Edits::default() });
    assert_eq!(place(&program), [bonn.clone(), None, bonn.clone()]);
    import(&mut program, ImportCommand::Choose(vec![all[0]], Choice::Skip));
    for expected in [3, 3] {
        import(&mut program, ImportCommand::Undo);
        assert_eq!(sheet(&program).count_added(), expected);
    }
    assert_eq!(place(&program), [bonn.clone(), bonn.clone(), bonn.clone()]);
    import(&mut program, ImportCommand::Undo);
    assert_eq!(place(&program), [None, None, None]);
    assert!(!sheet(&program).can_undo());
    for _ in 0..3 {
        import(&mut program, ImportCommand::Redo);
    }
    assert_eq!(place(&program), [bonn.clone(), None, bonn]);
    import(&mut program, ImportCommand::Accept);
    assert_eq!(program.ids().len(), 7);
    assert!(program.is_kept(), "with what was corrected");
}

#[test]
fn an_encoding_is_corrected() {
    let folder = Folder::new();
    let (bytes, ..) = encoding_rs::WINDOWS_1251.encode("Вопрос: Как?\n\nИ.Петров: Хорошо.");
    let path = folder.write("a.txt", &bytes);
    let mut program = Program::empty();
    program.run(Command::Open(vec![path]));
    let all = ids(&program);
    edit(&mut program, all, title("Mine"));
    for (encoding, expected) in [(encoding_rs::KOI8_R, false), (encoding_rs::WINDOWS_1251, true)] {
        let reading = Reading { encoding: Some(encoding), ..Reading::default() };
        let all = ids(&program);
        import(&mut program, ImportCommand::ReadAs(all, reading));
        let now = candidate(&program, 0);
        assert_eq!(now.document.text.starts_with("Вопрос"), expected, "{}", now.document.text);
        assert_eq!(now.document.source.encoding, encoding.name());
        assert_eq!(now.transcript.meta.title, "Mine", "what was corrected stays");
    }
    assert_eq!(candidate(&program, 0).original.as_deref(), Some(&*bytes));
    import(&mut program, ImportCommand::Undo);
    assert!(!candidate(&program, 0).document.text.starts_with("Вопрос"));
    import(&mut program, ImportCommand::Redo);
    assert!(candidate(&program, 0).document.text.starts_with("Вопрос"));
    assert_eq!(sheet(&program).entries.len(), 1);
}

#[test]
fn a_table_without_a_telling_column_is_read_as_the_user_says() {
    let folder = Folder::new();
    let path = folder.write("t.csv", "a,b\nx,We met this morning.\ny,We did not meet at all.\n");
    let mut program = Program::empty();
    program.run(Command::Open(vec![folder.write("z.txt", REMARKS), path]));
    assert_eq!(sheet(&program).counts()[&Standing::Refused], 1);
    let reading = Reading { columns: vec![("b".to_owned(), Some(Meaning::Text))], ..Reading::default() };
    let refused = ids(&program)[1];
    import(&mut program, ImportCommand::ReadAs(vec![refused], reading));
    let texts: Vec<&str> = (1..3).map(|place| &*candidate(&program, place).document.text).collect();
    assert_eq!(texts, ["We met this morning.", "We did not meet at all."]);
    import(&mut program, ImportCommand::Accept);
    assert_eq!(program.ids().len(), 3);
}

#[test]
fn labels_and_furniture_are_corrected() {
    let folder = Folder::new();
    let text = "Read more\n\nJANE DOE\nThe ferry is late again.\n\nMAX ROE\nWhy is that?\n";
    let mut program = Program::empty();
    program.run(Command::Open(vec![folder.write("a.txt", text)]));
    let all = ids(&program);
    let turns = |program: &Program| candidate(program, 0).transcript.turns.len();
    edit(&mut program, all.clone(), Edits { labels: Some(Vec::new()), ..Edits::default() });
    assert_eq!(turns(&program), 1);
    edit(&mut program, all.clone(), Edits { labels: Some(vec![LabelShape::OwnLine]), ..Edits::default() });
    assert!(turns(&program) >= 2);
    let start = text.find("MAX").unwrap();
    let mark = FurnitureEdit { span: Span::new(start, text.len()), is_furniture: true };
    let words = candidate(&program, 0).transcript.words;
    edit(&mut program, all.clone(), Edits { furniture: vec![mark], ..Edits::default() });
    assert!(candidate(&program, 0).transcript.words < words);
    import(&mut program, ImportCommand::RecogniseLabels(all));
    assert_eq!(candidate(&program, 0).edits.labels, None);
}

#[test]
fn a_changed_file_replaces_what_was_read_from_it() {
    let folder = Folder::new();
    let path = folder.write("a.txt", REMARKS);
    let mut program = Program::with_samples();
    program.open(std::slice::from_ref(&path));
    let old = program.state.items[5].id;
    program.run(Command::Edit(old, title("Mine")));
    program.run(Command::Pick(vec![program.ids()[0], old]));
    fs::write(&path, REMARKS.replace("before the winter", "before the spring")).unwrap();
    program.run(Command::Open(vec![path]));
    let found = candidate(&program, 0);
    assert_eq!(found.choice, Choice::Replace);
    assert_eq!((found.twins[0].of, found.twins[0].why), (TwinOf::Item(old), Likeness::SameFile));
    let difference = found.twins[0].difference.as_ref().unwrap();
    assert_eq!((difference.first[0].old.as_str(), difference.first[0].new.as_str()), ("winter", "spring"));
    assert_eq!(found.transcript.meta.title, "Mine", "what was corrected stays");
    import(&mut program, ImportCommand::Accept);
    let new = program.state.items[5].id;
    assert_eq!(program.ids().len(), 6);
    assert!(new != old && program.state.items[5].document.text.contains("spring"));
    assert!(program.state.picks.redline.contains(&new), "the view shows it in the place of the old one");
    assert_eq!(program.library.len(), 1);
    assert!(program.is_kept());

    program.act(Action::Undo);
    assert_eq!(program.state.items[5].id, old);
    assert!(program.state.items[5].document.text.contains("winter") && program.is_kept());
    program.act(Action::Redo);
    assert!(program.state.items[5].document.text.contains("spring") && program.is_kept());
    assert_eq!(program.library.len(), 1);
}

#[test]
fn keeping_both_is_a_choice_for_a_copy() {
    let mut program = Program::with_samples();
    let text = program.state.items[0].document.text.to_string();
    let part = text.char_indices().nth(6_000).map_or(text.len(), |(at, _)| at);
    program.run(Command::PasteText(text[..part].to_owned()));
    let found = candidate(&program, 0);
    assert_eq!(found.choice, Choice::Add);
    assert_eq!(found.choices(), [Choice::Add, Choice::Replace, Choice::Skip]);
    assert!(matches!(found.twins[0].why, Likeness::SameEvent(_)));
    assert_eq!(sheet(&program).entries[0].standing(), Standing::Doubtful);
    let all = ids(&program);
    import(&mut program, ImportCommand::Choose(all, Choice::Replace));
    import(&mut program, ImportCommand::Accept);
    assert_eq!(program.ids().len(), 5);
    program.act(Action::Undo);
    assert_eq!(program.ids().len(), 5);
    assert_eq!(program.state.items[0].document.text.len(), text.len());
}

#[test]
fn a_paragraph_is_left_out_later_and_restored() {
    let mut program = Program::with_samples();
    let id = program.state.items[0].id;
    let words = |program: &Program| program.state.items[0].transcript.words;
    let (before, paragraph) = (words(&program), program.state.items[0].transcript.paragraphs[3].span);
    let anchor = Anchor { id, start: paragraph.start };
    program.run(Command::Select(Selection::Passage(anchor)));
    program.act(Action::LeaveOut);
    assert!(words(&program) < before);
    let piece = program.state.items[0]
        .transcript
        .furniture
        .iter()
        .find(|piece| piece.span.overlaps(paragraph))
        .unwrap()
        .span;
    assert!(program.is_kept());
    let restored = program.state.items[0].edits.with(&Edits {
        furniture: vec![FurnitureEdit { span: piece, is_furniture: false }],
        ..Edits::default()
    });
    program.run(Command::Edit(id, restored));
    assert_eq!(words(&program), before);
    program.act(Action::Undo);
    assert!(words(&program) < before);
    program.act(Action::Undo);
    assert_eq!(words(&program), before);
}

#[test]
fn what_is_shown_after_adding_shares_something() {
    let folder = Folder::new();
    let spoken = |name: &str, text: &str| {
        folder.write(
            name,
            format!("Remarks by Ann Bell, Bonn, May 3, 2021\n\nQuestion: Why?\n\nAnn Bell: {text}\n"),
        )
    };
    let mut program = Program::with_samples();
    let old = program.state.items[1].transcript.clone();
    let answers = old.turns.iter().filter(|turn| turn.kind == TurnKind::Answer);
    let said = answers.flat_map(|turn| &old.paragraphs[turn.first_paragraph..turn.end_paragraph]);
    let said = said.map(|paragraph| old.slice(paragraph.span)).find(|words| words.contains("NATO")).unwrap();
    let paths = [
        spoken("a.txt", "The ferry is late because of the wind."),
        spoken("b.txt", "Elephants need a corridor through the valley."),
        spoken("c.txt", said),
    ];
    program.open(&paths);
    let shown: Vec<&Id> = program.state.picks.redline.iter().collect();
    let rows = program.state.compared.as_ref().unwrap().comparison.summary.paired;
    assert!(rows > 0, "{shown:?} share nothing");
}

#[test]
fn a_transcript_of_the_library_is_read_again_with_other_labels() {
    let mut program = Program::with_samples();
    let read = |program: &Program| {
        let item = program.state.item(*program.ids().last().unwrap()).unwrap();
        (item.transcript.meta.title.clone(), item.transcript.turns.len())
    };
    let id = *program.ids().last().unwrap();
    program.run(Command::Edit(id, title("Mine")));
    let before = read(&program);
    assert!(before.1 > 1);
    program.state.select(Selection::Transcript(id));
    program.run(Command::Act(Action::ReadAgain));
    assert!(sheet(&program).is_again() && candidate(&program, 0).twins.is_empty());
    assert_eq!(sheet(&program).count_added(), 0, "nothing is changed yet");
    import(&mut program, ImportCommand::Accept);
    assert_eq!(program.ids().last(), Some(&id));

    program.run(Command::Act(Action::ReadAgain));
    let all = ids(&program);
    edit(&mut program, all, Edits { labels: Some(Vec::new()), ..Edits::default() });
    assert_eq!(sheet(&program).count_added(), 1);
    import(&mut program, ImportCommand::Accept);
    assert_eq!(program.ids().len(), 5);
    assert_eq!(read(&program), ("Mine".to_owned(), 1));
    assert!(program.is_kept());
    program.run(Command::Act(Action::Undo));
    assert_eq!(read(&program), before);
    assert!(program.is_kept());
}

#[test]
fn a_transcript_of_the_library_is_read_again_in_another_encoding() {
    let folder = Folder::new();
    let (bytes, ..) = encoding_rs::WINDOWS_1251.encode("Вопрос: Как?\n\nИ.Петров: Хорошо.");
    let reading = |encoding| Reading { encoding: Some(encoding), ..Reading::default() };
    let path = folder.write("a.txt", &bytes);
    let readings = Readings::from([(path.to_string_lossy().into_owned(), reading(encoding_rs::KOI8_R))]);
    let entry = load::Entry { path, facts: Facts::default() };
    let opened = load::open(Ok(entry), &readings).remove(0).unwrap();
    let document = Arc::new(opened.document);
    let wrong = document.text.clone();
    let put =
        Kept::Put { document: document.clone(), edits: Edits::default(), original: Some((&*bytes).into()) };
    let library = Library::create(&folder.0.path().join("l.stance"), &[put]).unwrap().0;
    let mut program = Program { workers: Workers::inline(Some(library)), ..Program::empty() };
    program.run(Command::Restore(vec![(document, title("Mine"))]));
    program.state.select(Selection::Transcript(program.ids()[0]));
    program.run(Command::Act(Action::ReadAgain));
    assert_eq!(candidate(&program, 0).document.text, wrong, "it is shown as it is");
    for encoding in [encoding_rs::UTF_16LE, encoding_rs::WINDOWS_1251] {
        let all = ids(&program);
        import(&mut program, ImportCommand::ReadAs(all, reading(encoding)));
    }
    let now = candidate(&program, 0);
    assert!(now.document.text.starts_with("Вопрос"), "{}", now.document.text);
    assert_eq!((now.choice, now.twins[0].why), (Choice::Replace, Likeness::SameFile));
    assert_eq!(now.transcript.meta.title, "Mine");
    import(&mut program, ImportCommand::Accept);
    let item = program.state.item(program.ids()[0]).unwrap();
    assert_eq!((program.ids().len(), item.transcript.meta.title.as_str()), (1, "Mine"));
    assert!(item.document.text.starts_with("Вопрос"));
    program.run(Command::Act(Action::Undo));
    assert_eq!(program.state.item(program.ids()[0]).unwrap().document.text, wrong);
}

#[test]
fn a_sentence_is_joined_with_the_next_and_parted_again() {
    let mut program = Program::with_samples();
    let id = program.ids()[0];
    let read = |program: &Program| program.state.item(id).unwrap().transcript.sentences.clone();
    let before = read(&program);
    let first = before.windows(2).position(|two| two[0].paragraph == two[1].paragraph).unwrap();
    program.state.select(Selection::Passage(Anchor { id, start: before[first].span.start }));
    program.act(Action::JoinSentences);
    let joined = read(&program);
    assert_eq!(joined.len(), before.len() - 1);
    assert_eq!(joined[first].span, before[first].span.join(before[first + 1].span));
    assert!(program.is_kept());
    let item = program.state.item(id).unwrap();
    let start = *item.edits.joined().first().unwrap();
    let edits = item.edits.with(&Edits::sentence_at(start, true));
    program.run(Command::Edit(id, edits));
    assert_eq!(read(&program), before);
    // The last one of a paragraph has no next.
    let last = before.windows(2).position(|two| two[0].paragraph != two[1].paragraph).unwrap();
    program.state.select(Selection::Passage(Anchor { id, start: before[last].span.start }));
    assert!(!can(&program.state, Action::JoinSentences));
}

#[test]
fn a_replaced_transcript_and_the_judgements_that_follow_it_are_written_together() {
    let mut program = Program::with_samples();
    let item = program.state.items[0].clone();
    // A note is on the position; some of them begin in this transcript.
    for sentence in item.transcript.sentences.iter().skip(3) {
        let anchor = Anchor { id: item.id, start: sentence.span.start };
        program.run(Command::Note(anchor, "Look here".to_owned()));
    }
    let text = item.document.text.to_string();
    program.run(Command::PasteText(text.replacen("NATO", "Nato", 1)));
    let all = ids(&program);
    import(&mut program, ImportCommand::Choose(all, Choice::Replace));
    let effects = update(&mut program.state, Command::Import(ImportCommand::Accept));
    let kept: Vec<&Vec<Kept>> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Keep(changes) => Some(changes),
            _ => None,
        })
        .collect();
    let [changes] = kept.as_slice() else { panic!("{kept:?}") };
    let is = |test: fn(&Kept) -> bool| changes.iter().any(test);
    assert!(
        is(|change| matches!(change, Kept::Remove(_))) && is(|change| matches!(change, Kept::Put { .. }))
    );
    assert!(is(|change| matches!(change, Kept::Judge(_, Some(_)))), "{}", changes.len());
}
