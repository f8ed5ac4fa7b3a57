//! Reviewing: what each action decides, what is selected next, and how it is taken back.

use super::*;
use crate::app::libraries::{FIRST, LibraryAnswer, Opened};
use crate::app::state::Joining;
use crate::engine::compare::Row;
use crate::engine::constraints::Review;
use crate::engine::judgement::{Importance, Judgement, Relation};
use crate::io::library::{Access, Contents};

impl Program {
    /// A program that is started again with what the library holds.
    fn reopened(&self) -> Self {
        let mut again = Self::empty();
        again.judged = self.judged.clone();
        let documents = self.state.items.iter().map(|item| (item.document.clone(), item.edits.clone()));
        let contents =
            Contents { kept: documents.collect(), judgements: self.judged.clone(), ..Contents::default() };
        let opened = Opened { number: FIRST, path: "x.stance".into(), access: Access::Write, contents };
        again.run(Command::Answered(Answer::Library(LibraryAnswer::Opened(Box::new(opened)))));
        again.state.settings.layout = self.state.settings.layout;
        again.run(Command::ChooseTopic(self.state.topic));
        again
    }

    fn rows(&self) -> Vec<Row> {
        let rows = &self.state.compared.as_ref().unwrap().comparison.rows;
        self.state.rows().into_iter().map(|row| rows[row].clone()).collect()
    }

    fn selected(&self) -> Row {
        let rows = &self.state.compared.as_ref().unwrap().comparison.rows;
        rows[self.state.selected_row().expect("a row is selected")].clone()
    }

    /// The words of the statements of a row.
    fn words(&self, row: &Row) -> Vec<String> {
        let analysis = &self.state.compared.as_ref().unwrap().analysed.analysis;
        row.statements().map(|s| analysis.text(s).to_owned()).collect()
    }

    /// The reviews of the positions, by the words of their statements.
    fn positions(&self) -> Vec<(Vec<String>, Review)> {
        let analysis = &self.state.analysed.as_ref().unwrap().analysis;
        let words = |p: &crate::engine::positions::Position| {
            p.statements.iter().map(|&s| analysis.text(s).to_owned()).collect::<Vec<_>>()
        };
        analysis.positions.iter().map(|p| (words(p), p.review)).collect()
    }

    /// Selects the first row that passes a test.
    fn select(&mut self, test: impl Fn(&Row) -> bool) {
        let row = self.rows().iter().position(test).expect("there is such a row");
        let stop = view::stops(&self.state)[row];
        self.run(Command::Select(Selection::Passage(stop)));
    }

    /// The place of the statement that holds these words.
    fn place(&self, words: &str) -> Anchor {
        let at = |item: &crate::app::state::Item| {
            item.transcript.text.find(words).map(|start| Anchor { id: item.id, start })
        };
        self.state.items.iter().find_map(at).expect("the words stand somewhere")
    }
}

fn synopsis() -> Program {
    let mut program = Program::with_samples();
    program.act(Action::ShowSynopsis);
    program.run(Command::ChooseTopic(None));
    program
}

#[test]
fn confirming_goes_on_to_the_next_and_is_one_step_back() {
    let mut program = synopsis();
    let before = program.positions();
    program.act(Action::Next);
    let first = program.selected();
    program.act(Action::Accept);
    let next = program.selected();
    assert_ne!(program.words(&first), program.words(&next));
    assert_eq!(next.review, Some(Review::Proposed));
    let rows = program.rows();
    let row = rows.iter().find(|row| program.words(row) == program.words(&first)).unwrap();
    assert_eq!(row.review, Some(Review::Confirmed), "{:?}", row.label);
    assert!(!program.judged.is_empty(), "it is kept");
    program.act(Action::Undo);
    assert_eq!(program.positions(), before);
    assert!(program.judged.is_empty());
    assert_eq!(program.words(&program.selected()), program.words(&first), "it is shown again");
    program.act(Action::Redo);
    assert_eq!(program.reopened().positions(), program.positions());
}

#[test]
fn a_rejected_row_falls_apart_and_can_be_taken_back() {
    let mut program = synopsis();
    program.select(|row| row.statements().count() == 2);
    let row = program.selected();
    let words = program.words(&row);
    program.act(Action::Reject);
    let together = |program: &Program| {
        program.positions().iter().any(|(held, _)| words.iter().all(|word| held.contains(word)))
    };
    assert!(!together(&program));
    let keys: Vec<_> = program.state.judgements.iter().map(|(key, _)| key.clone()).collect();
    assert_eq!(keys.len(), 1);
    program.run(Command::TakeBack(keys));
    assert!(together(&program) && program.judged.is_empty());
    program.act(Action::Undo);
    assert!(!together(&program), "taking back is undone too");
}

#[test]
fn two_statements_are_paired_by_hand_with_the_keyboard() {
    let mut program = synopsis();
    program.run(Command::ChooseTopic(program.state.topics.find("NATO")));
    program.select(|row| !row.is_paired());
    let first = program.selected();
    let column = first.cells.iter().position(|cell| cell.statement.is_some()).unwrap();
    program.act(Action::Pair);
    assert!(matches!(program.state.joining, Some(Joining::Pair(_))));
    let other = |row: &Row| !row.is_paired() && row.cells[column].statement.is_none();
    while !other(&program.selected()) {
        program.act(Action::Next);
    }
    let second = program.selected();
    program.act(Action::Pair);
    assert_eq!(program.state.joining, None);
    let row = program.selected();
    assert_eq!(row.review, Some(Review::ByHand));
    let mut expected = [program.words(&first), program.words(&second)].concat();
    let mut held = program.words(&row);
    expected.sort();
    held.sort();
    assert_eq!(held, expected);
    program.act(Action::Undo);
    assert!(!program.selected().is_paired());
}

#[test]
fn a_click_completes_a_pair_and_escape_gives_it_up() {
    let mut program = synopsis();
    program.select(|row| !row.is_paired());
    let selection = program.state.selection;
    program.act(Action::Pair);
    program.act(Action::Deselect);
    assert_eq!((program.state.joining, program.state.selection), (None, selection));
    program.act(Action::Pair);
    let column = program.selected().cells.iter().position(|cell| cell.statement.is_some()).unwrap();
    program.select(|row| !row.is_paired() && row.cells[column].statement.is_none());
    assert_eq!(program.selected().review, Some(Review::ByHand));
    assert!(can(&program.state, Action::Undo));
}

#[test]
fn two_statements_of_one_transcript_are_refused_and_it_is_said() {
    let mut program = synopsis();
    program.select(|row| !row.is_paired());
    let row = program.selected();
    let column = row.cells.iter().position(|cell| cell.statement.is_some()).unwrap();
    program.act(Action::Pair);
    program.select(|other| {
        !other.is_paired() && other.cells[column].statement.is_some() && other.cells != row.cells
    });
    assert_eq!(program.state.notices.len(), 1, "{:?}", program.state.notices);
    assert!(program.state.joining.is_some(), "another can be chosen");
    assert!(program.judged.is_empty());
}

#[test]
fn a_statement_is_split_off_and_the_others_stay_confirmed() {
    let mut program = synopsis();
    program.select(|row| row.statements().count() > 2);
    let row = program.selected();
    let words = program.words(&row);
    program.act(Action::Accept);
    let middle = program.place(&words[1]);
    program.run(Command::Select(Selection::Passage(middle)));
    program.act(Action::Split);
    let rest: Vec<String> =
        words.iter().enumerate().filter(|(i, _)| *i != 1).map(|(_, word)| word.clone()).collect();
    let (held, review) =
        program.positions().into_iter().find(|(held, _)| held.contains(&rest[0])).expect("the rest stands");
    assert!(rest.iter().all(|word| held.contains(word)) && !held.contains(&words[1]), "{held:#?}");
    assert_eq!(review, Review::Confirmed, "{held:#?}");
    assert!(program.state.notices.is_empty(), "{:?}", program.state.notices);
}

#[test]
fn rows_are_merged_where_each_transcript_says_it_once() {
    let mut program = synopsis();
    program.select(|row| row.is_paired() && row.cells[4].statement.is_none());
    let first = program.selected();
    program.act(Action::Merge);
    program.select(|row| !row.is_paired() && row.cells[4].statement.is_some());
    let row = program.selected();
    assert_eq!(row.review, Some(Review::ByHand));
    assert_eq!(row.statements().count(), first.statements().count() + 1);
    let words = program.words(&row);
    assert!(program.words(&first).iter().all(|word| words.contains(word)));
}

#[test]
fn many_rows_are_judged_at_one_stroke() {
    let mut program = synopsis();
    program.act(Action::Next);
    program.act(Action::ExtendNext);
    program.act(Action::ExtendNext);
    assert_eq!(program.state.selected_rows().len(), 3);
    program.act(Action::ExtendPrevious);
    assert_eq!(program.state.selected_rows().len(), 2, "the other way it shrinks");
    program.act(Action::Accept);
    let reviewed = |program: &Program| program.positions().iter().filter(|(_, r)| r.is_done()).count();
    assert_eq!(reviewed(&program), 2);
    assert!(program.state.extent.is_empty());
    program.act(Action::Undo);
    assert_eq!(reviewed(&program), 0);
    let stops = view::stops(&program.state);
    program.run(Command::Select(Selection::Passage(stops[1])));
    program.run(Command::ExtendTo(stops[3]));
    assert_eq!(program.state.selected_rows(), [1, 2, 3]);
    program.run(Command::Extend(stops[2]));
    assert_eq!(program.state.selected_rows(), [1, 3]);
}

#[test]
fn a_name_a_note_and_importance_follow_the_position_into_every_view() {
    let mut program = synopsis();
    program.act(Action::Next);
    let Selection::Passage(at) = program.state.selection else { panic!("a row is selected") };
    program.run(Command::Name(at, "  Central\tclaim ".to_owned()));
    program.run(Command::Note(at, "Check the Russian text.\n".to_owned()));
    program.act(Action::Stress);
    let row = program.selected();
    assert_eq!((row.label.as_str(), row.importance, row.has_note), ("Central claim", Importance::High, true));
    let statement = *row.cells.iter().filter_map(|cell| cell.statement.as_ref()).next_back().unwrap();
    let anchor = program.state.anchor_of(&program.state.compared.as_ref().unwrap().analysed, statement);
    program.run(Command::Note(anchor, String::new()));
    assert!(!program.selected().has_note, "the last statement of the position leads to it too");
    assert_eq!(program.judged.len(), 1);
    for _ in 0..4 {
        program.act(Action::Undo);
    }
    assert_ne!(program.selected().label, "Central claim");
    assert!(program.judged.is_empty());
}

/// What was typed was lost with the program as long as the field was open.
#[test]
fn a_note_is_kept_while_it_is_typed_and_is_one_step() {
    let mut program = synopsis();
    program.act(Action::Next);
    let Selection::Passage(at) = program.state.selection else { panic!("a row is selected") };
    let note_of = |program: &Program| match program.judged.iter().next().map(|(_, record)| &record.judgement)
    {
        Some(Judgement::Remark(remark)) => remark.note.clone(),
        _ => String::new(),
    };
    program.run(Command::NoteSoFar(at, "Check the".to_owned()));
    assert_eq!(note_of(&program), "Check the");
    program.run(Command::NoteSoFar(at, "Check the Russian ".to_owned()));
    program.run(Command::Note(at, "Check the Russian text.".to_owned()));
    assert_eq!(note_of(&program), "Check the Russian text.");
    program.run(Command::Note(at, "Checked.".to_owned()));
    program.act(Action::Undo);
    assert_eq!(note_of(&program), "Check the Russian text.", "another note is another step");
    program.act(Action::Undo);
    assert!(program.judged.is_empty(), "all that was typed is one step");
    program.act(Action::Redo);
    assert_eq!(note_of(&program), "Check the Russian text.");
    program.run(Command::NoteSoFar(at, "Also".to_owned()));
    program.act(Action::Stress);
    program.act(Action::Undo);
    assert_eq!(note_of(&program), "Also", "a judgement of another kind is a step of its own");
}

#[test]
fn a_relation_is_set_and_taken_away_by_the_same_key() {
    let mut program = Program::with_samples();
    program.act(Action::Next);
    program.act(Action::Strengthened);
    let row = program.selected();
    assert_eq!(row.cells[1].relation, Some(Relation::Strengthened));
    assert_eq!(row.review, Some(Review::Confirmed), "who names a relation confirms the pair");
    program.act(Action::Accept);
    program.act(Action::Undo);
    assert_eq!(program.reopened().rows()[0].cells[1].relation, None, "the relation was the last step");
    program.act(Action::Redo);
    program.act(Action::Strengthened);
    assert_eq!(program.selected().cells[1].relation, None);
    assert_eq!(program.selected().review, Some(Review::Confirmed));
}

#[test]
fn contradicted_judgements_are_told_of_once() {
    let mut program = synopsis();
    program.select(|row| row.statements().count() > 2);
    let words = program.words(&program.selected());
    program.act(Action::Accept);
    // Only the first and the third are shown: what is rejected contradicts the link through the second.
    let ids = [program.place(&words[0]).id, program.place(&words[2]).id];
    program.act(Action::ShowRedline);
    program.run(Command::Pick(ids.to_vec()));
    let at = program.place(&words[0]);
    program.run(Command::Select(Selection::Passage(at)));
    program.act(Action::Reject);
    assert_eq!(program.state.notices.len(), 1);
    assert!(program.state.notices[0].title.contains("overruled"), "{:?}", program.state.notices);
    program.act(Action::Undo);
    assert_eq!(program.state.notices.len(), 1, "nothing is overruled any more");
}

#[test]
fn the_queue_begins_with_what_most_transcripts_hold() {
    let mut program = Program::with_samples();
    program.run(Command::ChooseTopic(None));
    program.act(Action::NextToReview);
    let most = program.positions().iter().map(|(held, _)| held.len()).max().unwrap();
    let subjects = program.state.subjects().unwrap();
    assert_eq!(subjects.list[0].all.len(), most);
    assert!(subjects.list[0].shown.len() > 1, "two that hold it are shown");
    let first = program.state.selection;
    program.act(Action::NextToReview);
    assert_ne!(program.state.selection, first);
}

#[test]
fn judgements_survive_removing_and_opening_again() {
    let mut program = synopsis();
    program.select(|row| row.is_paired());
    let row = program.selected();
    let words = program.words(&row);
    program.act(Action::Accept);
    let after = program.positions();
    let id = program.place(&words[0]).id;
    program.run(Command::Select(Selection::Transcript(id)));
    program.act(Action::Remove);
    assert_ne!(program.positions(), after);
    assert!(program.state.notices.is_empty(), "a judgement that waits for its transcript is not lost");
    program.act(Action::Undo);
    assert_eq!(program.positions(), after);
}

#[test]
fn a_passage_is_judged_in_read_too() {
    let mut program = Program::with_samples();
    program.act(Action::Next);
    program.act(Action::ShowInText);
    program.act(Action::Accept);
    assert_eq!(program.positions().iter().filter(|(_, review)| *review != Review::Proposed).count(), 1);
    program.act(Action::Undo);
    // A single sentence that corresponds to nothing is paired with another of the other column.
    let shown = program.state.shown();
    let analysed = program.state.analysed.clone().unwrap();
    let lone = |id: Id| {
        let transcript = analysed.index(id).unwrap();
        let mut units = analysed.analysis.corpus.units_of(transcript);
        let unit = units.find(|&unit| analysed.analysis.position_of_unit(unit).is_none()).unwrap();
        Anchor { id, start: analysed.analysis.unit_span(unit).start }
    };
    program.run(Command::SelectAndReveal(Selection::Passage(lone(shown[0]))));
    program.act(Action::Pair);
    program.run(Command::SelectAndReveal(Selection::Passage(lone(shown[1]))));
    assert_eq!(program.positions().iter().filter(|(_, review)| *review == Review::ByHand).count(), 1);
}
