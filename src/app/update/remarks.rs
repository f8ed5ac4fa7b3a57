//! Remarks on a position: name, note, importance.

use super::review::{Decisions, decide};
use crate::app::command::Effect;
use crate::app::compared::Analysed;
use crate::app::state::{Anchor, State};
use crate::app::subject::{Subject, Subjects};
use crate::engine::judgement::{Judgement, Key, Record, Remark};

/// The remarks on a subject, as they are kept now: what they say together, and their keys.
fn remark(state: &State, analysed: &Analysed, subject: &Subject) -> Option<(Remark, Vec<Key>)> {
    let own = Remark::empty(state.quote(analysed, *subject.shown.first()?)?);
    let mut keys: Vec<Key> = Vec::new();
    let mut merged = None;
    if let Some(known) = analysed.analysis.constraints.remark(&subject.all) {
        let remarks = analysed.analysis.constraints.remarks_on(&subject.all);
        keys.extend(remarks.into_iter().map(|noted| noted.key.clone()));
        merged = Some(known);
    }
    // One remark is taken as it was kept last: the analysis may be a moment behind.
    let key = keys.first().cloned().unwrap_or_else(|| Judgement::Remark(own.clone()).key());
    if keys.len() < 2 {
        if let Some(Record { judgement: Judgement::Remark(kept), .. }) = state.judgements.get(&key) {
            merged = Some(kept.clone());
        } else {
            merged = None;
        }
        keys = vec![key];
    }
    Some((merged.unwrap_or(own), keys))
}

/// Changes the remark on each subject; of several on one position one is left.
fn remark_on(
    state: &mut State,
    subjects: Option<Subjects>,
    name: &'static str,
    change: &dyn Fn(&mut Remark),
    effects: &mut Vec<Effect>,
) {
    let Some(Subjects { analysed, list }) = subjects else {
        return;
    };
    let mut decisions = Decisions::new();
    for subject in &list {
        let Some((mut remark, keys)) = remark(state, &analysed, subject) else {
            continue;
        };
        let before = remark.clone();
        change(&mut remark);
        if remark == before {
            continue;
        }
        let judgement = Judgement::Remark(remark.clone());
        let own = judgement.key();
        decisions.extend(keys.into_iter().filter(|key| *key != own).map(|key| (key, None)));
        decisions.push((own, Some(judgement).filter(|_| !remark.is_empty())));
    }
    decide(state, name, decisions, effects);
}

/// Gives a position a name.
pub fn name(state: &mut State, at: Anchor, name: &str, effects: &mut Vec<Effect>) {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let subjects = state.subject_at(at);
    remark_on(state, subjects, "naming", &|remark| remark.name.clone_from(&name), effects);
}

/// Writes a note on a position.
pub fn note(state: &mut State, at: Anchor, note: &str, effects: &mut Vec<Effect>) {
    let note = note.trim().to_owned();
    let subjects = state.subject_at(at);
    remark_on(state, subjects, "writing a note", &|remark| remark.note.clone_from(&note), effects);
}

/// Changes how much what is selected matters: all of it as the first.
pub fn stress(state: &mut State, effects: &mut Vec<Effect>) {
    let subjects = state.subjects();
    let Some((remark, _)) =
        subjects.as_ref().and_then(|subjects| remark(state, &subjects.analysed, &subjects.list[0]))
    else {
        return;
    };
    let importance = remark.importance.next();
    remark_on(state, subjects, "setting the importance", &|remark| remark.importance = importance, effects);
}
