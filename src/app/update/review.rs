//! Verdicts: confirm, reject, pair, split, merge, relate; each one entry of the history and one
//! transaction of the library.

use std::sync::Arc;

use crate::app::action::Action;
use crate::app::command::Effect;
use crate::app::compared::Analysed;
use crate::app::filter::Filter;
use crate::app::history::Change;
use crate::app::jobs::Job;
use crate::app::notice::{Detail, Severity};
use crate::app::settings::{Layout, Page};
use crate::app::state::{Anchor, Joining, Selection, State};
use crate::app::subject::{Subject, Subjects};
use crate::engine::cite;
use crate::engine::explain::shorten;
use crate::engine::judgement::{Judgement, Key, Origin, Record, Relation, Ruling, Verdict};
use crate::engine::positions::Statement;
use crate::engine::review;
use crate::io::library::Change as Kept;

/// Judgements to put, or subjects of which none is to remain.
pub type Decisions = Vec<(Key, Option<Judgement>)>;

/// Longest quotation in a message, in characters.
pub const QUOTED: usize = 60;

/// Whether an action of the reviewer can be done now.
pub fn can(state: &State, action: Action) -> bool {
    if action == Action::NextToReview {
        return state
            .analysed
            .as_ref()
            .is_some_and(|a| a.analysis.positions.iter().any(|p| !p.review.is_done()));
    }
    let Some(subjects) = state.subjects() else {
        return false;
    };
    let first = &subjects.list[0];
    match action {
        Action::Split => first.all.len() > 1,
        Action::Merge => state.settings.page == Page::Compare,
        Action::Pair | Action::Rename | Action::WriteNote | Action::Stress => true,
        _ => subjects.list.iter().any(|subject| subject.shown.len() > 1),
    }
}

/// A verdict on two statements. What was known of the pair stays, as far as it still holds.
fn verdict(
    state: &State,
    analysed: &Analysed,
    (x, y): (Statement, Statement),
    ruling: Ruling,
    origin: Origin,
) -> Option<(Key, Judgement)> {
    let (a, b) = (state.quote(analysed, x)?, state.quote(analysed, y)?);
    let mut verdict = Verdict { a, b, ruling, relation: None, origin };
    let key = Judgement::Verdict(verdict.clone()).key();
    if let Some(Record { judgement: Judgement::Verdict(known), .. }) = state.judgements.get(&key) {
        verdict.origin = known.origin;
        verdict.relation = known.relation.filter(|_| ruling == Ruling::Together);
    }
    Some((key, Judgement::Verdict(verdict)))
}

fn rule(
    state: &State,
    analysed: &Analysed,
    pairs: impl IntoIterator<Item = (Statement, Statement)>,
    ruling: Ruling,
    origin: Origin,
) -> Decisions {
    let ruled = |pair| verdict(state, analysed, pair, ruling, origin);
    pairs.into_iter().filter_map(ruled).map(|(key, judgement)| (key, Some(judgement))).collect()
}

/// Each statement with the one before it: enough to hold a position together.
fn chain(statements: &[Statement]) -> impl Iterator<Item = (Statement, Statement)> + '_ {
    statements.windows(2).map(|two| (two[0], two[1]))
}

/// Each statement with each other.
fn all_pairs(statements: &[Statement]) -> impl Iterator<Item = (Statement, Statement)> + '_ {
    statements.iter().enumerate().flat_map(|(i, &y)| statements[..i].iter().map(move |&x| (x, y)))
}

/// Makes decisions: one entry of the history. Answers whether anything changed.
pub fn decide(
    state: &mut State,
    name: &'static str,
    decisions: Decisions,
    effects: &mut Vec<Effect>,
) -> bool {
    let mut made = state.judgements.next_number();
    let mut changes = Vec::new();
    for (key, judgement) in decisions {
        let before = state.judgements.get(&key).cloned();
        let is_same = match (&before, &judgement) {
            (None, None) => true,
            // A verdict that was overruled is decided anew.
            (Some(known), Some(new)) => known.judgement == *new && !is_overruled(state, &key),
            _ => false,
        };
        if is_same {
            continue;
        }
        let after = judgement.map(|judgement| Record { made, judgement });
        made += 1;
        changes.push((key, before, after));
    }
    if changes.is_empty() {
        return false;
    }
    let after = changes.iter().map(|(key, _, after)| (key.clone(), after.clone())).collect();
    state.history.push(Change::Judged { name, changes, selection: state.selection });
    put(state, after, effects);
    true
}

fn is_overruled(state: &State, key: &Key) -> bool {
    let verdicts = state.analysed.iter().flat_map(|analysed| &analysed.analysis.constraints.verdicts);
    verdicts.into_iter().any(|ruled| ruled.is_overruled && ruled.key == *key)
}

/// Puts records, has them kept and everything grouped anew.
pub fn put(state: &mut State, records: Vec<(Key, Option<Record>)>, effects: &mut Vec<Effect>) {
    let judgements = Arc::make_mut(&mut state.judgements);
    for (key, record) in &records {
        judgements.put(key.clone(), record.clone());
        state.told_without_effect.remove(key);
    }
    effects.push(Effect::Keep(records.into_iter().map(|(key, record)| Kept::Judge(key, record)).collect()));
    state.revision += 1;
    group_anew(state, effects);
}

/// Groups what was analysed with the judgements as they are now.
pub fn group_anew(state: &State, effects: &mut Vec<Effect>) {
    if let Some(analysed) = state.analysed.clone() {
        let (judgements, revision) = (state.judgements.clone(), state.revision);
        effects.push(Effect::Run(Job::Judge { analysed, judgements, revision }));
    }
}

/// Shows what an undone or redone judgement was about.
pub fn show_again(state: &mut State, selection: Selection) {
    match selection {
        Selection::Passage(anchor) if state.item(anchor.id).is_some() => state.select_and_reveal(anchor),
        _ => {}
    }
}

/// Confirms what is selected, and goes on to the next that nobody looked at.
pub fn accept(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(Subjects { analysed, list }) = state.subjects() else {
        return;
    };
    let links: Vec<_> = list.iter().flat_map(|subject| chain(&subject.shown)).collect();
    let next = next_unreviewed(state);
    let decisions = rule(state, &analysed, links, Ruling::Together, Origin::Proposed);
    decide(state, "confirming", decisions, effects);
    go_on(state, next);
}

/// Decides that what is selected is not one position, and goes on.
pub fn reject(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(Subjects { analysed, list }) = state.subjects() else {
        return;
    };
    let pairs: Vec<_> = list.iter().flat_map(|subject| all_pairs(&subject.shown)).collect();
    let next = next_unreviewed(state);
    let decisions = rule(state, &analysed, pairs, Ruling::Apart, Origin::Proposed);
    decide(state, "rejecting", decisions, effects);
    go_on(state, next);
}

fn go_on(state: &mut State, next: Option<Anchor>) {
    state.extent.clear();
    if let Some(anchor) = next {
        state.select_and_reveal(anchor);
    }
}

/// The first place after all that is selected which waits for a review; else the first of all.
fn next_unreviewed(state: &State) -> Option<Anchor> {
    let stops = super::view::stops(state);
    let waiting: Vec<bool> = match state.settings.page {
        Page::Compare => {
            let compared = state.compared.as_ref()?;
            let selected = state.selected_rows();
            let waits = |row: usize| {
                let review = compared.comparison.rows[row].review;
                !selected.contains(&row) && review.is_some_and(|review| !review.is_done())
            };
            state.rows().into_iter().map(waits).collect()
        }
        Page::Read => {
            let waits = |&stop: &Anchor| {
                let subjects = state.subject_at(stop);
                Selection::Passage(stop) != state.selection
                    && subjects.is_some_and(|Subjects { analysed, list }| {
                        !analysed.analysis.constraints.review(&list[0].shown).is_done()
                    })
            };
            stops.iter().map(waits).collect()
        }
    };
    let last = match state.settings.page {
        Page::Compare => {
            let last = state.selected_rows().last().copied();
            state.rows().iter().position(|&row| Some(row) == last)
        }
        Page::Read => stops.iter().position(|&stop| Selection::Passage(stop) == state.selection),
    };
    let after = last.map_or(0, |last| last + 1);
    let next = (after..stops.len()).chain(0..after.min(stops.len())).find(|&i| waiting[i])?;
    Some(stops[next])
}

/// Takes the selected statement out of its position; the others stay as they are.
pub fn split(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(Subjects { analysed, list }) = state.subjects() else {
        return;
    };
    let Subject { all, selected, .. } = &list[0];
    let others: Vec<Statement> = all.iter().copied().filter(|s| !s.overlaps(*selected)).collect();
    let from_all = others.iter().map(|&other| (other, *selected));
    let mut decisions = rule(state, &analysed, from_all, Ruling::Apart, Origin::Proposed);
    // What was linked by way of the statement stays linked without it.
    let constraints = &analysed.analysis.constraints;
    let link = constraints.link_of(*selected);
    let linked: Vec<Statement> =
        others.into_iter().filter(|&other| link.is_some() && constraints.link_of(other) == link).collect();
    decisions.extend(rule(state, &analysed, chain(&linked), Ruling::Together, Origin::Proposed));
    decide(state, "splitting off", decisions, effects);
    state.extent.clear();
}

/// Begins to pair the selected statement by hand, or pairs it with the one chosen first.
pub fn pair(state: &mut State, effects: &mut Vec<Effect>) {
    match (state.joining, state.selection) {
        (Some(_), _) => complete(state, effects),
        (None, Selection::Passage(anchor)) => state.joining = Some(Joining::Pair(anchor)),
        (None, Selection::Topic | Selection::Transcript(_)) => {}
    }
}

/// Merges the selected rows, or begins to merge the one that is selected with another.
pub fn merge(state: &mut State, effects: &mut Vec<Effect>) {
    match (state.joining, state.selection) {
        (Some(_), _) => complete(state, effects),
        (None, Selection::Passage(_)) if !state.extent.is_empty() => {
            if let Some(subjects) = state.subjects() {
                join(state, &subjects, "merging", effects);
            }
        }
        (None, Selection::Passage(anchor)) => state.joining = Some(Joining::Merge(anchor)),
        (None, Selection::Topic | Selection::Transcript(_)) => {}
    }
}

/// Selects something; a statement completes what was begun.
pub fn choose(state: &mut State, selection: Selection, effects: &mut Vec<Effect>) {
    state.select(selection);
    if state.joining.is_some() && matches!(selection, Selection::Passage(_)) {
        complete(state, effects);
    }
}

/// Joins the statement that was chosen first with the one that is selected now.
pub fn complete(state: &mut State, effects: &mut Vec<Effect>) {
    let (Some(joining), Selection::Passage(to)) = (state.joining, state.selection) else {
        return;
    };
    if joining.from() == to {
        return;
    }
    let (Some(first), Some(second)) = (state.subject_at(joining.from()), state.subject_at(to)) else {
        // It went out of view with its transcript.
        state.joining = None;
        return;
    };
    let Subjects { analysed, list } = first;
    let both = list.into_iter().chain(second.list);
    let (list, name) = match joining {
        Joining::Merge(_) => (both.collect(), "merging"),
        Joining::Pair(_) => {
            let only = |subject: Subject| Subject { shown: vec![subject.selected], ..subject };
            (both.map(only).collect(), "pairing by hand")
        }
    };
    if join(state, &Subjects { analysed, list }, name, effects) {
        state.joining = None;
    }
}

/// Makes one position of several subjects; answers whether that can be.
fn join(state: &mut State, subjects: &Subjects, name: &'static str, effects: &mut Vec<Effect>) -> bool {
    let Subjects { analysed, list } = subjects;
    let constraints = &analysed.analysis.constraints;
    // What is linked comes along, shown or not.
    let mut statements: Vec<Statement> = list.iter().flat_map(|subject| subject.shown.clone()).collect();
    let links: Vec<usize> = statements.iter().filter_map(|&s| constraints.link_of(s)).collect();
    let mut held: Vec<Statement> =
        links.into_iter().flat_map(|link| constraints.linked[link].clone()).collect();
    held.extend(&statements);
    held.sort_unstable();
    held.dedup_by(|x, y| x.overlaps(*y));
    if let Some(two) = held.windows(2).find(|two| two[0].transcript == two[1].transcript) {
        refuse(state, analysed, two[0], two[1]);
        return false;
    }
    statements.sort_unstable();
    statements.dedup();
    let within = |x: Statement, y: Statement| {
        let position = |s: Statement| analysed.analysis.position_of_unit(s.first);
        position(x).is_some() && position(x) == position(y)
    };
    let mut decisions = Decisions::new();
    for (x, y) in chain(&statements) {
        let origin = if within(x, y) { Origin::Proposed } else { Origin::ByHand };
        decisions.extend(rule(state, analysed, [(x, y)], Ruling::Together, origin));
    }
    decide(state, name, decisions, effects);
    state.extent.clear();
    true
}

/// Says why two statements cannot stand in one position.
fn refuse(state: &mut State, analysed: &Analysed, x: Statement, y: Statement) {
    let quoted = |s: Statement| shorten(analysed.analysis.text(s), QUOTED);
    let name = cite::name(&analysed.analysis.transcripts[x.transcript]);
    let detail = Detail {
        what: format!("Both would be in it from {name}: “{}” and “{}”.", quoted(x), quoted(y)),
        hint: "Choose a statement of another transcript, or split one of the two off first.".to_owned(),
    };
    state.notify(Severity::Warning, "A position has one statement in each transcript", vec![detail]);
}

/// Says how the later statement stands to the earlier; the same relation again takes it away.
pub fn relate(state: &mut State, relation: Relation, effects: &mut Vec<Effect>) {
    let Some(Subjects { analysed, list }) = state.subjects() else {
        return;
    };
    let mut decisions = Decisions::new();
    for step in list.iter().filter_map(Subject::step) {
        let Some((key, Judgement::Verdict(mut ruled))) =
            verdict(state, &analysed, step, Ruling::Together, Origin::Proposed)
        else {
            continue;
        };
        ruled.relation = Some(relation).filter(|new| ruled.relation != Some(*new));
        decisions.push((key, Some(Judgement::Verdict(ruled))));
    }
    decide(state, "setting the relation", decisions, effects);
}

/// Takes judgements back, whether they have an effect or not.
pub fn take_back(state: &mut State, keys: &[Key], effects: &mut Vec<Effect>) {
    let decisions = keys.iter().map(|key| (key.clone(), None)).collect();
    decide(state, "taking a judgement back", decisions, effects);
}

/// Selects what is worth reviewing next, in transcripts that hold it.
pub fn next_to_review(state: &mut State) {
    let Some(analysed) = state.analysed.clone() else {
        return;
    };
    let analysis = &analysed.analysis;
    let current = state.subjects().and_then(|s| analysis.position_of_unit(s.list[0].selected.first));
    let mut queue = review::queue(analysis, state.topic);
    if queue.is_empty() {
        queue = review::queue(analysis, None);
        state.topic = None;
    }
    // Whoever asks again wants the one after.
    let after = queue.iter().position(|&number| Some(number) == current).map_or(0, |at| at + 1);
    let Some(&number) = queue.get(after % queue.len().max(1)) else {
        return;
    };
    let statements = &analysis.positions[number].statements;
    let shown = state.shown();
    let in_view: Vec<Statement> =
        statements.iter().copied().filter(|s| shown.contains(&analysed.ids[s.transcript])).collect();
    let shown_or_all = if in_view.len() > 1 { &in_view } else { statements };
    let [first, second, ..] = shown_or_all.as_slice() else {
        return;
    };
    let ids = [analysed.ids[first.transcript], analysed.ids[second.transcript]];
    if in_view.len() < 2 {
        match (state.settings.page, state.settings.layout) {
            (Page::Compare, Layout::Redline | Layout::Whole) => state.picks.redline = ids.to_vec(),
            (Page::Compare, Layout::Synopsis | Layout::Evolution) => state.picks.synopsis.clear(),
            (Page::Read, _) => state.picks.read = ids.to_vec(),
        }
    }
    if state.settings.page == Page::Compare {
        state.filter = Filter::default();
    }
    let anchor = state.anchor_of(&analysed, *first);
    state.select_and_reveal(anchor);
}
