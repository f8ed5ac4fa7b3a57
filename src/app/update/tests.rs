//! Commands in, state and effects out; workers answer at once.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use super::*;
use crate::app::command::ImportCommand;
use crate::app::filter::Condition;
use crate::app::jobs::{Answer, Job, Progress, carry_out};
use crate::app::notice::Severity;
use crate::app::settings::Settings;
use crate::app::state::{Anchor, Id};
use crate::app::workers::Workers;
use crate::engine::compare::Status;
use crate::engine::document::Document;
use crate::engine::judgement::Judgements;
use crate::engine::pairs::Tier;
use crate::engine::topics::Topics;
use crate::engine::transcript::{DateEdit, DateSource, Edits, TurnKind};
use crate::io::seeds;

mod import;
mod libraries;
mod review;

/// A state with workers that answer at once.
struct Program {
    state: State,
    workers: Workers,
    clipboard: Vec<String>,
    library: std::collections::BTreeMap<String, Edits>,
    judged: Judgements,
    vectors_kept: usize,
    /// Analyses and readings for meaning that were asked for.
    jobs: Vec<&'static str>,
}

fn background(job: &Job) -> Option<&'static str> {
    match job {
        Job::Analyse { .. } => Some("analysis"),
        Job::Encode { .. } => Some("meaning"),
        _ => None,
    }
}

impl Program {
    fn empty() -> Self {
        let topics = Arc::new(Topics::builtin().clone());
        Self {
            state: State::new(topics, Settings::default()),
            workers: Workers::inline(None),
            clipboard: Vec::new(),
            library: Default::default(),
            judged: Default::default(),
            vectors_kept: 0,
            jobs: Vec::new(),
        }
    }

    fn with_samples() -> Self {
        let mut program = Self::empty();
        let samples = seeds::documents().into_iter().map(|d| (Arc::new(d), Edits::default()));
        program.run(Command::Restore(samples.collect()));
        program
    }

    fn run(&mut self, command: Command) {
        let mut commands = vec![command];
        while let Some(command) = commands.pop() {
            for effect in update(&mut self.state, command) {
                match effect {
                    Effect::Run(job) => {
                        self.jobs.extend(background(&job));
                        self.workers.run(job);
                    }
                    Effect::WriteClipboard(text) => self.clipboard.push(text),
                    Effect::Keep(changes) => self.keep(changes),
                    Effect::ChooseFiles
                    | Effect::ChooseFolder
                    | Effect::ChooseLibrary(_)
                    | Effect::ReadClipboard
                    | Effect::Close => {}
                }
            }
            commands.extend(self.workers.next().map(Command::Answered));
        }
    }

    fn keep(&mut self, changes: Vec<crate::io::library::Change>) {
        for change in changes {
            match change {
                crate::io::library::Change::Put { document, edits, .. } => {
                    self.library.insert(document.hash().to_string(), edits);
                }
                crate::io::library::Change::Remove(hash) => {
                    self.library.remove(&hash.to_string());
                }
                crate::io::library::Change::Judge(key, record) => {
                    self.judged.put(key, record);
                }
                crate::io::library::Change::Vectors(vectors) => self.vectors_kept += vectors.len(),
            }
        }
    }

    /// Whether the library holds just what is open beside the samples that it held from the start.
    fn is_kept(&self) -> bool {
        self.state.items.iter().all(|item| match self.library.get(&item.document.hash().to_string()) {
            Some(edits) => *edits == item.edits,
            None => item.edits == Edits::default(),
        })
    }

    fn act(&mut self, action: Action) {
        self.run(Command::Act(action));
    }

    /// Opens files and adds what was read.
    fn open(&mut self, paths: &[PathBuf]) {
        self.run(Command::Open(paths.to_vec()));
        self.run(Command::Import(ImportCommand::Accept));
    }

    /// The same with a text from the clipboard.
    fn paste(&mut self, text: &str) {
        self.run(Command::PasteText(text.to_owned()));
        self.run(Command::Import(ImportCommand::Accept));
    }

    fn path(&self, id: Id) -> String {
        self.state.item(id).unwrap().document.source.path.clone()
    }

    fn ids(&self) -> Vec<Id> {
        self.state.in_order().iter().map(|item| item.id).collect()
    }

    fn dates(&self) -> Vec<String> {
        let date = |item: &&crate::app::state::Item| {
            item.transcript.meta.date.map_or("n.d.".to_owned(), |d| d.value.to_string())
        };
        self.state.in_order().iter().map(date).collect()
    }

    fn row_labels(&self) -> Vec<String> {
        let rows = &self.state.compared.as_ref().expect("something is compared").comparison.rows;
        self.state.rows().into_iter().map(|row| rows[row].label.clone()).collect()
    }
}

#[test]
fn the_first_view_compares_the_samples_on_nato() {
    let program = Program::with_samples();
    let state = &program.state;
    assert_eq!(program.dates(), ["2020-05-26", "2022-06-10", "2023-06-20", "2024-04-12", "2024-06-21"]);
    assert_eq!((state.settings.page, state.settings.layout), (Page::Compare, Layout::Redline));
    assert_eq!(state.topic.map(|topic| state.topics.list()[topic].name.as_str()), Some("NATO"));
    assert_eq!(state.shown().len(), 2);
    let compared = state.compared.as_ref().unwrap();
    assert!(compared.comparison.summary.paired >= 2, "{:?}", program.row_labels());
    assert_eq!(state.history.next_undo().map(|_| ()), None, "what opens by itself is nothing to undo");
    assert!(state.notices.is_empty(), "{:?}", state.notices);
}

#[test]
fn an_edited_date_moves_the_transcript_and_can_be_undone() {
    let mut program = Program::with_samples();
    let id = program.ids()[2];
    let edits = Edits { date: Some(DateEdit::On(jiff::civil::date(2019, 1, 31))), ..Edits::default() };
    program.run(Command::Edit(id, edits));
    assert_eq!(program.ids()[0], id);
    assert_eq!(program.dates()[0], "2019-01-31");
    assert_eq!(program.state.item(id).unwrap().transcript.meta.date.unwrap().source, DateSource::User);
    assert_eq!(program.state.analysed.as_ref().unwrap().ids[0], id, "the analysis follows");

    program.act(Action::Undo);
    assert_eq!(program.dates(), ["2020-05-26", "2022-06-10", "2023-06-20", "2024-04-12", "2024-06-21"]);
    program.act(Action::Redo);
    assert_eq!(program.dates()[0], "2019-01-31");

    program.run(Command::Edit(id, Edits { date: Some(DateEdit::Undated), ..Edits::default() }));
    assert_eq!(program.dates()[4], "n.d.");
    assert!(program.is_kept());
}

#[test]
fn a_removed_transcript_comes_back_where_it_was() {
    let mut program = Program::with_samples();
    let before = program.ids();
    program.run(Command::Select(Selection::Transcript(before[1])));
    program.act(Action::Remove);
    assert_eq!(program.ids().len(), 4);
    assert!(!program.state.picks.redline.contains(&before[1]));
    assert_eq!(program.state.analysed.as_ref().unwrap().ids.len(), 4);
    assert!(can(&program.state, Action::OpenSamples));
    program.act(Action::Undo);
    assert_eq!(program.ids(), before);
    assert_eq!(program.state.selection, Selection::Transcript(before[1]));
    assert!(!can(&program.state, Action::OpenSamples));
    for _ in 0..3 {
        program.act(Action::Undo);
    }
    assert_eq!(program.ids(), before, "nothing more to undo");
}

#[test]
fn removing_everything_leaves_an_empty_library() {
    let mut program = Program::with_samples();
    for id in program.ids() {
        program.run(Command::Select(Selection::Transcript(id)));
        program.act(Action::Remove);
    }
    assert!(program.state.items.is_empty() && program.state.shown().is_empty());
    program.act(Action::ShowRead);
    program.act(Action::Next);
    program.act(Action::CopyCitation);
    program.act(Action::OpenSamples);
    assert_eq!(program.ids().len(), 5);
}

#[test]
fn bad_files_are_named_and_the_others_open() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| -> PathBuf {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let good = write(
        "good.txt",
        "Remarks by Ann Bell, Bonn, May 3, 2021\n\nQuestion: Why?\n\nAnn Bell: We support peace.\n"
            .as_bytes(),
    );
    let paths = vec![
        write("empty.txt", b""),
        write("picture.txt", &[0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 1]),
        folder.path().join("missing.txt"),
        good,
    ];
    let mut program = Program::with_samples();
    let before = program.ids();
    program.open(&paths);
    assert_eq!(program.ids().len(), 6);
    assert!(before.iter().all(|id| program.ids().contains(id)), "nothing that was open is lost");
    let notice = &program.state.notices[0];
    assert_eq!((notice.severity, notice.details.len()), (Severity::Error, 3));
    for (detail, name) in notice.details.iter().zip(["empty.txt", "picture.txt", "missing.txt"]) {
        assert!(detail.what.contains(name), "{detail:?}");
        assert!(!detail.hint.is_empty(), "{detail:?} says what to do");
    }
    let id = notice.id;
    program.run(Command::Dismiss(id));
    assert!(program.state.notices.is_empty());
    assert_eq!(
        program.state.history.next_undo().map(crate::app::history::Change::name),
        Some("adding transcripts")
    );
    assert_eq!(program.library.len(), 1, "what was opened is kept");
    program.act(Action::Undo);
    assert_eq!(program.ids(), before);
    assert!(program.library.is_empty(), "what was taken back is not");
    program.act(Action::Redo);
    assert_eq!(program.library.len(), 1);
}

#[test]
fn a_system_without_dialogs_is_told() {
    let mut program = Program::with_samples();
    program.act(Action::OpenFiles);
    assert!(!can(&program.state, Action::OpenFiles), "one at a time");
    program.run(Command::NoSystemDialog);
    assert!(can(&program.state, Action::OpenFiles));
    assert!(program.state.notices[0].details[0].hint.contains("Drop the files"));
}

#[test]
fn what_was_opened_is_what_is_compared() {
    let folder = tempfile::tempdir().unwrap();
    let remarks = [
        ("a", "2001", "Elephants need a corridor through the valley, and the ministry will pay for it."),
        ("b", "2005", "The ferry is late again."),
        ("c", "2009", "As I said, elephants need a corridor through the valley; the ministry pays."),
    ];
    let paths = remarks.map(|(name, year, text)| {
        let path = folder.path().join(format!("{name}.txt"));
        let text =
            format!("Remarks by Ann Bell, Bonn, May 3, {year}\n\nQuestion: Why?\n\nAnn Bell: {text}\n");
        fs::write(&path, text).unwrap();
        path
    });
    let mut program = Program::with_samples();
    program.open(&paths);
    let shown: Vec<String> = program.state.shown().iter().map(|&id| program.path(id)).collect();
    assert!(shown[0].ends_with("a.txt") && shown[1].ends_with("c.txt"), "{shown:?}");
    assert_eq!(program.state.topic, None, "NATO is not what they are about");
    let compared = program.state.compared.as_ref().unwrap();
    assert_eq!(compared.comparison.summary.paired, 1);

    // One more is shown with the one that it shares most with.
    program.paste("Question: Well?\n\nAnn Bell: The ferry is late again, as ever.");
    let shown: Vec<String> = program.state.shown().iter().map(|&id| program.path(id)).collect();
    assert!(shown[0].ends_with("b.txt"), "{shown:?}");
    // What the user chose stays chosen.
    let ids = program.ids();
    program.run(Command::Pick(vec![ids[0], ids[1]]));
    program.run(Command::Edit(ids[0], Edits { place: Some("Bonn".to_owned()), ..Edits::default() }));
    assert_eq!(program.state.picks.redline, [ids[0], ids[1]]);
}

#[test]
fn the_same_text_is_not_opened_twice() {
    let mut program = Program::with_samples();
    let samples = seeds::documents().into_iter().take(2).map(|d| (Arc::new(d), Edits::default()));
    program.run(Command::Load(samples.collect()));
    assert_eq!(program.ids().len(), 5);
    assert_eq!(program.state.notices[0].details.len(), 2);
}

#[test]
fn an_excerpt_of_an_open_transcript_is_told_in_the_sheet_and_not_again() {
    let mut program = Program::with_samples();
    let text = program.state.items[0].document.text.clone();
    let part = text.char_indices().nth(6_000).map_or(text.len(), |(at, _)| at);
    program.paste(&text[..part]);
    assert_eq!(program.ids().len(), 6, "both stay open");
    let told =
        |program: &Program| program.state.notices.iter().filter(|n| n.title.contains("same event")).count();
    assert_eq!(told(&program), 0, "the sheet said it");
    let id = program.ids()[0];
    program.run(Command::Edit(id, Edits { place: Some("Bonn".to_owned()), ..Edits::default() }));
    assert_eq!(told(&program), 0);
}

#[test]
fn next_and_previous_go_through_the_rows_and_stop_at_the_ends() {
    let mut program = Program::with_samples();
    let count = program.state.rows().len();
    assert!(count > 3);
    program.act(Action::Previous);
    assert_eq!(program.state.selected_row(), program.state.rows().last().copied());
    program.act(Action::Next);
    assert_eq!(program.state.selected_row(), program.state.rows().last().copied(), "the end is the end");
    program.act(Action::Deselect);
    for i in 0..count {
        program.act(Action::Next);
        assert_eq!(program.state.selected_row(), Some(program.state.rows()[i]));
    }
}

#[test]
fn a_filter_shows_rows_of_one_status() {
    let mut program = Program::with_samples();
    let all = program.state.rows().len();
    program.run(Command::Filter(Condition::Status(Status::New)));
    let new = program.state.rows().len();
    assert!(new > 0 && new < all);
    program.run(Command::ChooseTopic(None));
    assert!(program.state.filter.is_empty());
    assert!(program.state.rows().len() > all);
}

#[test]
fn conditions_of_one_kind_are_alternatives_and_kinds_add_up() {
    let mut program = Program::with_samples();
    program.run(Command::ChooseTopic(None));
    let listed = |program: &Program| program.state.rows().len();
    let all = listed(&program);
    let alone: Vec<usize> = [Status::New, Status::NotRepeated]
        .into_iter()
        .map(|status| {
            program.run(Command::Filter(Condition::Status(status)));
            let rows = listed(&program);
            program.run(Command::Filter(Condition::Status(status)));
            rows
        })
        .collect();
    assert_eq!(listed(&program), all, "what is set twice is given up");
    program.run(Command::Filter(Condition::Status(Status::New)));
    program.run(Command::Filter(Condition::Status(Status::NotRepeated)));
    assert_eq!(listed(&program), alone[0] + alone[1]);

    program.run(Command::Filter(Condition::Role(TurnKind::Opening)));
    let opening = listed(&program);
    program.run(Command::Filter(Condition::Role(TurnKind::Answer)));
    assert!(0 < opening && opening < listed(&program));
    // What stands alone has no match.
    program.run(Command::Filter(Condition::Tier(Tier::Reworded)));
    assert_eq!(listed(&program), 0);
    program.act(Action::ClearFilters);
    assert_eq!(listed(&program), all);
    assert!(!can(&program.state, Action::ClearFilters));
}

#[test]
fn rows_that_are_filtered_out_are_neither_walked_nor_copied_nor_selected() {
    let mut program = Program::with_samples();
    program.act(Action::Next);
    program.act(Action::ExtendNext);
    let first = program.state.rows()[0];
    let status = program.state.compared.as_ref().unwrap().comparison.rows[first].status();
    assert_ne!(status, Status::New, "what recurs comes first");
    program.run(Command::Filter(Condition::Status(Status::New)));
    assert_eq!((program.state.selection, program.state.extent.len()), (Selection::Topic, 0));
    let new = program.state.rows();
    for &row in &new {
        program.act(Action::Next);
        assert_eq!(program.state.selected_row(), Some(row));
    }
    program.act(Action::CopyComparison);
    let copied = program.clipboard.pop().unwrap();
    let all = program.state.compared.as_ref().unwrap().comparison.rows.len();
    assert!(copied.contains(&format!("Only {} of {all} rows: new", new.len())), "{copied}");
    assert_eq!(copied.matches("\n## ").count(), new.len());
    // Synopsis has the status of the newest transcript too; what has no place there is given up.
    program.act(Action::ShowSynopsis);
    assert!(program.state.filter.has(Condition::Status(Status::New)));
    program.run(Command::Filter(Condition::Recurring));
    program.act(Action::ShowEvolution);
    assert!(!program.state.filter.has(Condition::Recurring));
}

#[test]
fn several_rows_are_copied_in_their_order_with_their_sources() {
    let mut program = Program::with_samples();
    for _ in 0..3 {
        program.act(Action::Next);
    }
    program.act(Action::ExtendPrevious);
    program.act(Action::CopyQuotation);
    let compared = program.state.compared.clone().unwrap();
    let analysis = &compared.analysed.analysis;
    let rows = program.state.selected_rows();
    assert_eq!(rows, program.state.rows()[1..3]);
    let statements = rows.iter().flat_map(|&row| compared.comparison.rows[row].statements());
    let quoted: Vec<String> = statements
        .map(|s| crate::engine::cite::quotation(&analysis.transcripts[s.transcript], analysis.span(s)))
        .collect();
    let copied = program.clipboard.pop().unwrap();
    let parts: Vec<&str> = copied.split("\n\n\n").collect();
    assert_eq!(parts.len(), 2);
    assert_eq!(copied.replace("\n\n\n", "\n\n"), quoted.join("\n\n"));
}

#[test]
fn a_third_transcript_in_redline_replaces_the_one_chosen_first() {
    let mut program = Program::with_samples();
    let ids = program.ids();
    program.run(Command::Pick(vec![ids[0], ids[1]]));
    program.run(Command::Toggle(ids[4]));
    assert_eq!(program.state.shown(), [ids[1], ids[4]]);
    program.run(Command::Toggle(ids[4]));
    assert_eq!(program.state.shown(), [ids[1], ids[4]], "a click on one of the two only selects it");
    program.act(Action::ShowSynopsis);
    assert_eq!(program.state.shown(), ids);
    program.run(Command::Toggle(ids[2]));
    assert_eq!(program.state.shown(), [ids[0], ids[1], ids[3], ids[4]]);
    program.act(Action::ShowRead);
    for id in &ids {
        program.run(Command::Toggle(*id));
    }
    assert!(program.state.shown().len() <= 4 && !program.state.shown().is_empty());
}

#[test]
fn a_row_is_copied_word_for_word_with_its_sources() {
    let mut program = Program::with_samples();
    program.act(Action::Next);
    program.act(Action::CopyQuotation);
    program.act(Action::CopyCitation);
    program.act(Action::CopyComparison);
    let compared = program.state.compared.clone().unwrap();
    let row = &compared.comparison.rows[program.state.selected_row().unwrap()];
    let texts: Vec<&str> = row.statements().map(|s| compared.analysed.analysis.text(s)).collect();
    assert_eq!(program.clipboard[0], texts.join("\n\n"));
    assert!(texts.iter().all(|text| program.clipboard[1].contains(text)));
    assert!(program.clipboard[1].contains("¶"));
    assert!(program.clipboard[2].starts_with("NATO\n"));
}

#[test]
fn a_selected_row_is_shown_in_read_beside_its_counterpart() {
    let mut program = Program::with_samples();
    program.act(Action::Next);
    let Selection::Passage(anchor) = program.state.selection else { panic!("a row is selected") };
    program.act(Action::ShowInText);
    assert_eq!(program.state.settings.page, Page::Read);
    assert_eq!(program.state.shown().len(), 2);
    assert_eq!(program.state.selection, Selection::Passage(anchor));
    let stops = program.state.matched_in_read();
    assert!(stops.len() > 1 && stops.contains(&anchor), "matched passages are stops, too");
    let is_last = stops.last() == Some(&anchor);
    program.act(if is_last { Action::Previous } else { Action::Next });
    assert_ne!(program.state.selection, Selection::Passage(anchor));
    let Selection::Passage(Anchor { id, .. }) = program.state.selection else {
        panic!("a passage is selected")
    };
    assert_eq!(id, anchor.id);
}

#[test]
fn what_is_remembered_is_restored() {
    let mut program = Program::with_samples();
    let ids = program.ids();
    program.run(Command::Pick(vec![ids[0], ids[3]]));
    let ukraine = program.state.topics.find("Ukraine");
    program.run(Command::ChooseTopic(ukraine));
    program.act(Action::ThemeDark);
    let remembered = program.state.remembered();

    let mut again = Program::empty();
    again.state = State::new(again.state.topics.clone(), remembered.clone());
    // As when the library was opened at the start: what was chosen is not forgotten before it is there.
    again.state.start_over();
    let samples = seeds::documents().into_iter().map(|d| (Arc::new(d), Edits::default()));
    again.run(Command::Restore(samples.collect()));
    assert_eq!(again.state.topic, ukraine);
    assert_eq!(again.state.shown(), [again.ids()[0], again.ids()[3]]);
    assert_eq!(again.state.remembered(), remembered);
}

#[test]
fn an_answer_to_an_older_library_is_dropped() {
    let mut program = Program::with_samples();
    let stale = program.state.analysed.clone().unwrap();
    let id = program.ids()[0];
    program.run(Command::Select(Selection::Transcript(id)));
    program.act(Action::Remove);
    let newest = program.state.analysed.clone().unwrap().generation;
    program.run(Command::Answered(Answer::Analysed(stale)));
    assert_eq!(program.state.analysed.as_ref().unwrap().generation, newest);
}

#[test]
fn cancelled_work_stops_and_what_is_there_stays() {
    let mut program = Program::with_samples();
    let progress = Arc::new(Progress::default());
    program.state.work.analysing = Some(progress.clone());
    program.run(Command::Cancel);
    assert!(progress.is_stopped());
    assert!(program.state.work.analysing.is_none() && program.state.analysed.is_some());
}

#[test]
fn an_empty_clipboard_is_said() {
    let mut program = Program::with_samples();
    program.run(Command::PasteText(" \n".to_owned()));
    assert_eq!(program.state.notices.len(), 1);
    assert_eq!(program.ids().len(), 5);
}

/// Two English remarks of which no sentence is among the samples.
fn two_remarks() -> Vec<(Arc<Document>, Edits)> {
    let one = "Jane Doe: We met this morning to speak about the harvest. The farmers of the valley will get their money before the winter. That is a promise of this government, and it will be kept.";
    let two = "Jane Doe: Thank you for coming here today. Those who work the land shall be paid in full by December. There was some rain on the way, and the train was late.";
    [one, two]
        .iter()
        .enumerate()
        .map(|(i, text)| {
            let document = crate::io::load::from_text(&format!("remarks {i}"), text).expect("it is a text");
            (Arc::new(document), Edits::default())
        })
        .collect()
}

/// Has everything that was opened read for its meaning and hands over the answers.
fn read_for_meaning(program: &mut Program, progress: &Arc<Progress>) {
    let job = Job::Encode {
        analysed: program.state.analysed.clone().expect("it was analysed by words"),
        topic: program.state.topic,
        vectors: program.state.vectors.clone(),
        progress: progress.clone(),
    };
    program.state.work.encoding = Some(progress.clone());
    let answers = std::sync::Mutex::new(Vec::new());
    carry_out(job, &mut Default::default(), &|answer| answers.lock().unwrap().push(answer));
    let answers = answers.into_inner().unwrap();
    assert!(matches!(answers.last(), Some(Answer::Encoded { finished: true, .. })));
    for answer in answers {
        program.run(Command::Answered(answer));
    }
}

#[test]
fn what_is_opened_is_read_for_its_meaning_and_analysed_anew() {
    let mut program = Program::empty();
    program.run(Command::Load(two_remarks()));
    let meanings = |program: &Program| {
        let analysis = &program.state.analysed.as_ref().unwrap().analysis;
        (0..analysis.corpus.len()).filter(|&unit| analysis.meanings()[unit].is_some()).count()
    };
    let sentences = program.state.analysed.as_ref().unwrap().analysis.corpus.len();
    assert_eq!((meanings(&program), sentences), (0, 6), "words come first");
    let generation = program.state.generation;

    read_for_meaning(&mut program, &Arc::new(Progress::default()));
    assert_eq!(meanings(&program), sentences);
    assert_eq!(program.vectors_kept, sentences, "they need not be made again");
    assert_eq!(program.state.generation, generation + 1);
    assert!(program.state.work.encoding.is_none());

    read_for_meaning(&mut program, &Arc::new(Progress::default()));
    assert_eq!(program.state.generation, generation + 1, "nothing was new");
    assert_eq!(program.vectors_kept, sentences);
}

#[test]
fn by_words_alone_nothing_is_read_for_its_meaning() {
    let mut program = Program::with_samples();
    let analysed = |program: &Program| program.state.analysed.clone().unwrap();
    let sentences = analysed(&program).analysis.corpus.len();
    assert_eq!(analysed(&program).by_meaning, sentences, "the samples come with their vectors");
    let scores = |program: &Program| -> Vec<f32> {
        let pairs = &analysed(program).analysis.pairs.ranked;
        pairs.iter().map(|pair| pair.score).collect()
    };
    let (with, topic) = (scores(&program), program.state.topic);

    let running = Arc::new(Progress::default());
    program.state.work.encoding = Some(running.clone());
    program.jobs.clear();
    program.act(Action::ToggleMeaning);
    assert!(running.is_stopped() && program.state.work.encoding.is_none());
    assert_eq!(program.jobs, ["analysis"]);
    assert_eq!(analysed(&program).by_meaning, 0);
    assert_ne!(scores(&program), with);
    assert!(!program.state.remembered().by_meaning);
    assert_eq!(program.state.topic, topic);

    program.jobs.clear();
    program.act(Action::ToggleMeaning);
    assert_eq!(program.jobs, ["analysis", "meaning"]);
    assert_eq!(scores(&program), with);
}

#[test]
fn reading_for_meaning_that_was_cancelled_changes_nothing() {
    let mut program = Program::empty();
    program.run(Command::Load(two_remarks()));
    let generation = program.state.generation;
    let progress = Arc::new(Progress::default());
    program.state.work.encoding = Some(progress.clone());
    program.run(Command::Cancel);
    assert!(progress.is_stopped() && program.state.work.encoding.is_none());
    read_for_meaning(&mut program, &progress);
    assert_eq!((program.state.generation, program.vectors_kept), (generation, 0));
}
