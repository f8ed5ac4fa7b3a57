//! What is open: adding, removing, editing, undo, and the answers of the workers.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::import;
use crate::app::command::Effect;
use crate::app::compared::{Analysed, Compared};
use crate::app::history::Change;
use crate::app::import::why_same;
use crate::app::jobs::{Answer, Job, Progress, Task};
use crate::app::notice::{Detail, Severity};
use crate::app::state::{Dialog, Id, Item, Selection, State};
use crate::engine::analysis::Analysis;
use crate::engine::compare::{most_telling_pair, newest_pair};
use crate::engine::document::{Document, TextHash};
use crate::engine::encoder::Vector;
use crate::engine::numbers::count;
use crate::engine::transcript::{Edits, Transcript};
use crate::engine::vectors::SentenceHash;
use crate::io::library::Change as Kept;
use crate::io::seeds;

/// A document that a worker has read.
type Opened = (Arc<Document>, Edits, Arc<Transcript>);

/// Says what else can be done where the system shows no dialog.
pub fn no_system_dialog(state: &mut State) {
    state.dialog = None;
    let what = "The system did not show its dialog for choosing files".to_owned();
    let hint = "Drop the files on this window, or name them when you start it: stance FILE… On Linux the dialog comes with xdg-desktop-portal.";
    state.notify(Severity::Warning, "No dialog", vec![Detail { what, hint: hint.to_owned() }]);
}

/// Makes transcripts of documents in memory, as if they had been opened.
pub fn load(documents: Vec<(Arc<Document>, Edits)>, effects: &mut Vec<Effect>) {
    effects.push(Effect::Run(Job::Read { documents, is_start: false }));
}

/// Makes transcripts of what the library holds: nothing that the user did, and kept already.
pub fn restore(documents: Vec<(Arc<Document>, Edits)>, effects: &mut Vec<Effect>) {
    effects.push(Effect::Run(Job::Read { documents, is_start: true }));
}

/// The samples that are not open.
pub fn missing_samples(state: &State) -> impl Iterator<Item = Document> {
    let open: Vec<_> = state.items.iter().map(|item| item.document.hash()).collect();
    seeds::documents().into_iter().filter(move |document| !open.contains(&document.hash()))
}

/// Opens the samples that were removed.
pub fn open_samples(state: &State, effects: &mut Vec<Effect>) {
    let documents = missing_samples(state).map(|document| (Arc::new(document), Edits::default())).collect();
    load(documents, effects);
}

/// Gives up what is being worked on; what is there already stays.
pub fn cancel(state: &mut State) {
    let work = &mut state.work;
    let running = [work.analysing.take(), work.encoding.take()];
    for progress in running.into_iter().flatten() {
        progress.stop();
    }
}

/// Takes in what a worker says.
pub fn answered(state: &mut State, answer: Answer, effects: &mut Vec<Effect>) {
    match answer {
        Answer::Read { documents, is_start, finished } => {
            add(state, documents, is_start, effects);
            // Not with each batch: an analysis is of all of them.
            if finished && !state.items.is_empty() {
                changed(state, effects);
            }
        }
        Answer::Found { .. }
        | Answer::FoundAgain { .. }
        | Answer::EntriesRead { .. }
        | Answer::TwinsFound { .. } => import::answered(state, answer, effects),
        Answer::Library(answer) => super::libraries::answered(state, answer, effects),
        Answer::Encoded { progress, .. } if progress.is_abandoned() => {}
        Answer::Broke(task) => broke(state, task),
        Answer::ReadAgain { id, edits, transcript } => {
            let Some(item) = state.item_mut(id).filter(|item| item.edits == edits) else {
                return;
            };
            item.transcript = transcript;
            changed(state, effects);
        }
        Answer::Analysed(analysed) => {
            if analysed.generation != state.generation {
                return;
            }
            state.work.analysing = None;
            let is_behind = analysed.revision != state.revision;
            state.analysed = Some(analysed.clone());
            choose_pair(state);
            tell_same_events(state, &analysed);
            super::lost::tell_without_effect(state);
            if is_behind {
                super::review::group_anew(state, effects);
            }
            encode(state, effects);
        }
        Answer::Encoded { vectors, progress, finished } => {
            encoded(state, vectors, &progress, finished, effects);
        }
        Answer::Judged(analysed) => {
            let known = state.analysed.as_ref().map(|known| (known.generation, known.revision));
            if known.is_some_and(|(generation, revision)| {
                analysed.generation == generation && analysed.revision > revision
            }) {
                state.analysed = Some(analysed);
                super::lost::tell_without_effect(state);
            }
        }
        Answer::Compared { key, analysed, comparison, whole } => {
            if state.work.comparing.as_ref() == Some(&key) {
                state.work.comparing = None;
                let is_judged = state.compared.as_ref().is_some_and(|before| {
                    let before = &before.analysed;
                    before.generation == analysed.generation && before.revision != analysed.revision
                });
                // Rows go elsewhere by what is decided of them, and the keys act on the selected one.
                state.reveal += u64::from(is_judged);
                state.compared = Some(Arc::new(Compared { key, analysed, comparison, whole }));
                state.deselect_hidden();
            }
        }
    }
}

/// A fault of the program itself stopped a job: say what is missing now, and go on.
fn broke(state: &mut State, task: Task) {
    let (what, hint) = match task {
        Task::Files => {
            import::stop(state);
            ("Files were not read to the end", "Open them one by one to find the one that cannot be read.")
        }
        Task::Analysis => {
            state.work.analysing = None;
            ("Positions were not found", "Remove the transcript that was opened last, and try again.")
        }
        Task::Meaning => {
            state.work.encoding = None;
            ("Sentences were not read for their meaning", "They are compared by their words alone.")
        }
        Task::Review => {
            let hint = "Undo the last judgement. It is kept, so the next start would meet it again.";
            ("The last judgement has no effect", hint)
        }
        Task::Comparison => {
            state.work.comparing = None;
            ("The comparison was not made", "Choose another topic or other transcripts.")
        }
    };
    let why = "A fault of Stance itself stopped the work; please report it.".to_owned();
    state.notify(Severity::Error, what, vec![Detail { what: why, hint: hint.to_owned() }]);
}

/// Adds what was opened; a text that is open already is named and left out.
fn add(state: &mut State, opened: Vec<Opened>, is_start: bool, effects: &mut Vec<Effect>) {
    let (mut added, mut known) = (Vec::new(), Vec::new());
    let mut open: HashMap<TextHash, Arc<Document>> =
        state.items.iter().map(|item| (item.document.hash(), item.document.clone())).collect();
    for (document, edits, transcript) in opened {
        if let Some(same) = open.insert(document.hash(), document.clone()) {
            known.push(Detail {
                what: format!("{} has the same text as {}", document.source.path, same.source.path),
                hint: "It is open already, so nothing was added.".to_owned(),
            });
            continue;
        }
        let item = Item { id: state.take_id(), document, edits, transcript };
        state.items.push(item.clone());
        added.push(item);
    }
    if !known.is_empty() {
        state.notify(Severity::Warning, format!("{} already open", count(known.len(), "text")), known);
    }
    if added.is_empty() {
        return;
    }
    if is_start {
        restore_picks(state);
    } else {
        show_added(state, &added);
        effects.push(keep(&added));
        state.history.push(Change::Added { added, replaced: Vec::new(), judged: Vec::new() });
    }
}

/// Tells once of each two transcripts that seem to be of one event.
fn tell_same_events(state: &mut State, analysed: &Analysed) {
    let mut details = Vec::new();
    for twins in analysed.analysis.twins.iter() {
        let (a, b) = (analysed.ids[twins.a], analysed.ids[twins.b]);
        if !state.told_same.insert((a.min(b), a.max(b))) {
            continue;
        }
        let (Some(x), Some(y)) = (state.item(a), state.item(b)) else {
            continue;
        };
        let why = why_same(twins.why);
        details.push(Detail {
            what: format!("{} and {}: {why}", x.transcript.source.path, y.transcript.source.path),
            hint: "Both are open. If they are one event, remove one of them, or its statements count twice."
                .to_owned(),
        });
    }
    if !details.is_empty() {
        state.notify(Severity::Warning, "Perhaps the same event twice", details);
    }
}

/// Brings what was added into view.
pub(super) fn show_added(state: &mut State, added: &[Item]) {
    let new: HashSet<Id> = added.iter().map(|item| item.id).collect();
    let ids: Vec<Id> = state.in_order().iter().map(|item| item.id).filter(|id| new.contains(id)).collect();
    state.work.opened.extend(&ids);
    if !state.picks.synopsis.is_empty() {
        state.picks.synopsis.extend(&ids);
    }
    state.picks.read = ids.iter().copied().take(2).collect();
    if let [only] = added {
        state.select(Selection::Transcript(only.id));
    }
}

/// Chooses the transcripts that were chosen when the program was last closed.
fn restore_picks(state: &mut State) {
    let found = |hashes: &[String]| -> Vec<Id> {
        let of = |hash: &String| state.items.iter().find(|item| item.document.hash().to_string() == *hash);
        hashes.iter().filter_map(of).map(|item| item.id).collect()
    };
    let picks = crate::app::state::Picks {
        redline: found(&state.settings.redline),
        synopsis: found(&state.settings.synopsis),
        read: found(&state.settings.read),
    };
    state.picks = picks;
}

/// The pair to show of what was opened, or of all, and the topic that it shares something on: two of those that were
/// opened, or else one of them with any other.
fn telling_pair(
    analysis: &Analysis,
    topic: Option<usize>,
    opened: &[usize],
) -> (Option<(usize, usize)>, Option<usize>) {
    let both = |a: usize, b: usize| opened.is_empty() || (opened.contains(&a) && opened.contains(&b));
    let one = |a: usize, b: usize| opened.is_empty() || opened.contains(&a) || opened.contains(&b);
    let scopes: [&dyn Fn(usize, usize) -> bool; 2] = [&both, &one];
    // What was opened may be on something else than the topic; without it the topic stays.
    let topics = if opened.is_empty() { vec![topic] } else { vec![topic, None] };
    for may in scopes {
        for &topic in &topics {
            if let Some(pair) = most_telling_pair(analysis, topic, may) {
                return (Some(pair), topic);
            }
        }
    }
    (newest_pair(analysis, &both).or_else(|| newest_pair(analysis, &one)), topic)
}

/// Chooses two transcripts for Redline where none are chosen or others were opened: those that share
/// most on the topic, among what was opened if there is any.
fn choose_pair(state: &mut State) {
    let Some(analysed) = state.analysed.clone() else {
        return;
    };
    let analysis = &analysed.analysis;
    state.picks.redline.retain(|&id| analysed.index(id).is_some());
    let opened: Vec<usize> = state.work.opened.iter().filter_map(|&id| analysed.index(id)).collect();
    state.work.opened.clear();
    let is_silent =
        |topic: usize| opened.iter().all(|&t| analysis.counts[t].topics[topic].mentions.total() == 0);
    if !opened.is_empty() && state.topic.is_some_and(is_silent) {
        // They are on something else.
        state.topic = None;
    }
    if state.picks.redline.len() < 2 || !opened.is_empty() {
        let (pair, topic) = telling_pair(analysis, state.topic, &opened);
        state.topic = topic;
        if let Some((a, b)) = pair {
            state.picks.redline = vec![analysed.ids[a], analysed.ids[b]];
        }
    }
    if state.picks.read.is_empty() {
        state.picks.read = state.picks.redline.clone();
    }
}

fn keep(items: &[Item]) -> Effect {
    let put = |item: &Item| Kept::Put {
        document: item.document.clone(),
        edits: item.edits.clone(),
        original: None,
    };
    Effect::Keep(items.iter().map(put).collect())
}

fn keep_without(items: &[Item]) -> Effect {
    Effect::Keep(items.iter().map(|item| Kept::Remove(item.document.hash())).collect())
}

/// Has everything analysed anew after the library changed.
pub(super) fn changed(state: &mut State, effects: &mut Vec<Effect>) {
    state.generation += 1;
    for running in [state.work.analysing.take(), state.work.encoding.take()].into_iter().flatten() {
        running.stop();
    }
    let progress = Arc::new(Progress::default());
    state.work.analysing = Some(progress.clone());
    let vectors = if state.settings.by_meaning { state.vectors.clone() } else { Arc::default() };
    state.work.vectors_used = vectors.len();
    effects.push(Effect::Run(Job::Analyse {
        generation: state.generation,
        transcripts: state.items.iter().map(|item| (item.id, item.transcript.clone())).collect(),
        topics: state.topics.clone(),
        judgements: state.judgements.clone(),
        revision: state.revision,
        vectors,
        progress,
    }));
}

/// Compares by meaning too, or by words alone; what was read for its meaning stays known.
pub fn toggle_meaning(state: &mut State, effects: &mut Vec<Effect>) {
    state.settings.by_meaning = !state.settings.by_meaning;
    changed(state, effects);
}

/// Has what was analysed by words alone read for its meaning, where that is wanted.
fn encode(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(analysed) = state.analysed.clone().filter(|_| state.settings.by_meaning) else {
        return;
    };
    let progress = Arc::new(Progress::default());
    state.work.encoding = Some(progress.clone());
    let (topic, vectors) = (state.topic, state.vectors.clone());
    effects.push(Effect::Run(Job::Encode { analysed, topic, vectors, progress }));
}

/// Takes in vectors; when all are there, everything is analysed anew with them. Those of work that was
/// given up are kept all the same.
fn encoded(
    state: &mut State,
    vectors: Vec<(SentenceHash, Vector)>,
    progress: &Arc<Progress>,
    finished: bool,
    effects: &mut Vec<Effect>,
) {
    if !vectors.is_empty() {
        let known = Arc::make_mut(&mut state.vectors);
        for (hash, vector) in &vectors {
            known.insert(*hash, vector.clone());
        }
        effects.push(Effect::Keep(vec![Kept::Vectors(vectors)]));
    }
    let is_current = state.work.encoding.as_ref().is_some_and(|running| Arc::ptr_eq(running, progress));
    if !finished || !is_current {
        return;
    }
    state.work.encoding = None;
    if state.vectors.len() > state.work.vectors_used {
        changed(state, effects);
    }
}

/// Takes the selected transcript out of the library.
pub fn remove(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(id) = super::view::selected_transcript(state) else {
        return;
    };
    let Some(at) = state.items.iter().position(|item| item.id == id) else {
        return;
    };
    let item = state.items.remove(at);
    effects.push(keep_without(std::slice::from_ref(&item)));
    state.history.push(Change::Removed(at, Box::new(item)));
    forget(state, id);
    changed(state, effects);
}

pub(super) fn forget(state: &mut State, id: Id) {
    for picks in [&mut state.picks.redline, &mut state.picks.synopsis, &mut state.picks.read] {
        picks.retain(|&picked| picked != id);
    }
    let is_about = match state.selection {
        Selection::Topic => false,
        Selection::Transcript(selected) => selected == id,
        Selection::Passage(anchor) => anchor.id == id,
    };
    if is_about {
        state.select(Selection::Topic);
    }
    state.extent.retain(|anchor| anchor.id != id);
    state.joining = state.joining.filter(|joining| joining.from().id != id);
}

/// Changes the details of a transcript.
pub fn edit(state: &mut State, id: Id, edits: Edits, effects: &mut Vec<Effect>) {
    if state.dialog == Some(Dialog::Edit(id)) {
        state.dialog = None;
    }
    let Some(before) = state.item(id).map(|item| item.edits.clone()).filter(|before| *before != edits) else {
        return;
    };
    let (before, after) = (Box::new(before), Box::new(edits.clone()));
    state.history.push(Change::Edited { id, before, after });
    apply_edits(state, id, edits, effects);
}

/// Marks the paragraph of the selected statement as furniture.
pub fn leave_out(state: &mut State, effects: &mut Vec<Effect>) {
    let Selection::Passage(anchor) = state.selection else {
        return;
    };
    let Some(item) = state.item(anchor.id) else {
        return;
    };
    let transcript = &item.transcript;
    let Some(paragraph) = transcript.paragraph_at(anchor.start) else {
        return;
    };
    let edits = item.edits.with(&Edits::marking(transcript.paragraphs[paragraph].span, true));
    state.select(Selection::Transcript(anchor.id));
    edit(state, anchor.id, edits, effects);
}

/// The transcript of the selected sentence, and where the next one of its paragraph begins.
pub fn next_sentence(state: &State) -> Option<(&Item, usize)> {
    let Selection::Passage(anchor) = state.selection else {
        return None;
    };
    let item = state.item(anchor.id)?;
    let selected = item.transcript.sentence_at(anchor.start)?;
    let [selected, next] = item.transcript.sentences.get(selected..selected + 2)? else {
        return None;
    };
    (selected.paragraph == next.paragraph).then_some((item, next.span.start))
}

/// Makes one sentence of the selected one and the next.
pub fn join_sentences(state: &mut State, effects: &mut Vec<Effect>) {
    if let Some((item, start)) = next_sentence(state) {
        let (id, edits) = (item.id, item.edits.with(&Edits::sentence_at(start, false)));
        edit(state, id, edits, effects);
    }
}

fn apply_edits(state: &mut State, id: Id, edits: Edits, effects: &mut Vec<Effect>) {
    let Some(item) = state.item_mut(id) else {
        return;
    };
    item.edits = edits.clone();
    effects.push(keep(std::slice::from_ref(item)));
    let (document, edits) = (item.document.clone(), Box::new(edits));
    effects.push(Effect::Run(Job::ReadAgain { id, document, edits }));
}

/// Takes back the last change.
pub fn undo(state: &mut State, effects: &mut Vec<Effect>) {
    match state.history.undo() {
        None => {}
        Some(Change::Added { added, replaced, judged }) => {
            import::take_back(state, &added, &replaced, effects);
            import::follow(state, judged.into_iter().map(|(key, former, _)| (key, former)), effects);
        }
        Some(Change::Removed(at, item)) => {
            state.select(Selection::Transcript(item.id));
            effects.push(keep(std::slice::from_ref(&*item)));
            state.items.insert(at.min(state.items.len()), *item);
            changed(state, effects);
        }
        Some(Change::Edited { id, before, .. }) => apply_edits(state, id, *before, effects),
        Some(Change::Judged { changes, selection, .. }) => {
            let former = changes.into_iter().map(|(key, before, _)| (key, before));
            super::review::put(state, former.collect(), effects);
            super::review::show_again(state, selection);
        }
    }
}

/// Does again what was taken back.
pub fn redo(state: &mut State, effects: &mut Vec<Effect>) {
    match state.history.redo() {
        None => {}
        Some(Change::Added { added, replaced, judged }) => {
            // The library still has the bytes of their files.
            import::put(state, &added, &replaced, &import::Originals::new(), effects);
            import::follow(state, judged.into_iter().map(|(key, _, new)| (key, new)), effects);
        }
        Some(Change::Removed(_, item)) => {
            effects.push(keep_without(std::slice::from_ref(&item)));
            state.items.retain(|open| open.id != item.id);
            forget(state, item.id);
            changed(state, effects);
        }
        Some(Change::Edited { id, after, .. }) => apply_edits(state, id, *after, effects),
        Some(Change::Judged { changes, selection, .. }) => {
            let later = changes.into_iter().map(|(key, _, after)| (key, after));
            super::review::put(state, later.collect(), effects);
            super::review::show_again(state, selection);
        }
    }
}
