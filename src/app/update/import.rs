//! The import sheet: what was opened, corrected, and added to the library or given up.

mod added;
mod report;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use crate::app::command::{Effect, ImportCommand};
use crate::app::import::{
    Candidate, Choice, Entry, EntryId, Import, Kept, Likeness, Origin, Twin, TwinOf, table_path,
};
use crate::app::jobs::{Answer, Found, Job, Named, Progress};
use crate::app::notice::{Detail, Severity};
use crate::app::state::{Dialog, Id, Item, State};
use crate::engine::transcript::{Edits, Transcript};
use crate::io::load::{Reading, Readings};

pub use added::{Originals, follow, put, take_back};
pub use report::report;

/// Opens files and folders.
pub fn open(state: &mut State, paths: Vec<PathBuf>, effects: &mut Vec<Effect>) {
    if state.dialog == Some(Dialog::System) {
        state.dialog = None;
    }
    if !paths.is_empty() && !super::libraries::open_named(state, &paths, effects) {
        run(state, Named::Paths(paths), effects);
    }
}

/// Makes a transcript of a text from the clipboard.
pub fn paste(state: &mut State, text: String, page: Option<String>, effects: &mut Vec<Effect>) {
    if text.trim().is_empty() {
        let detail = Detail {
            what: "The clipboard holds no text.".to_owned(),
            hint: "Copy the words of the transcript first.".to_owned(),
        };
        state.notify(Severity::Error, "Nothing was pasted", vec![detail]);
        return;
    }
    const NAME: &str = "Pasted text";
    let in_sheet = state.import.iter().flat_map(|import| &import.entries).map(Entry::path);
    let open = state.items.iter().map(|item| item.document.source.path.as_str());
    let numbers =
        in_sheet.chain(open).filter_map(|path| path.strip_prefix(NAME)?.trim().parse::<usize>().ok());
    let number = numbers.max().unwrap_or(0) + 1;
    run(state, Named::Text { name: format!("{NAME} {number}"), text, page }, effects);
}

/// Opens the sheet on the selected transcript, to read it in another way.
pub fn read_again(state: &mut State, effects: &mut Vec<Effect>) {
    let selected = super::view::selected_transcript(state).and_then(|id| state.item(id));
    let Some(Item { id, document, edits, .. }) = selected else {
        return;
    };
    // Perhaps the encoding was chosen by hand.
    let readings = Readings::from([(document.source.path.clone(), Reading::as_before(document))]);
    let transcripts = vec![(*id, document.clone(), edits.clone())];
    state.import_mut().readings.extend(readings.clone());
    run(state, Named::Kept { library: state.library.number, transcripts, readings }, effects);
}

fn run(state: &mut State, named: Named, effects: &mut Vec<Effect>) {
    let progress = Arc::new(Progress::default());
    let import = state.import_mut();
    import.running.push(progress.clone());
    effects.push(Effect::Run(Job::Open { serial: import.serial, named, progress }));
}

/// Stops reading; what was read stays in the sheet.
pub fn stop(state: &mut State) {
    for progress in state.import.iter_mut().flat_map(|import| import.running.drain(..)) {
        progress.stop();
    }
}

/// Applies what the user did in the sheet.
pub fn apply(state: &mut State, command: ImportCommand, effects: &mut Vec<Effect>) {
    let Some(import) = &mut state.import else {
        return;
    };
    match command {
        ImportCommand::Select(ids) => import.selected = ids,
        ImportCommand::Edit(ids, edits) => {
            import.remember();
            edit(import, &ids, |candidate| candidate.edits = candidate.edits.with(&edits), effects);
        }
        ImportCommand::RecogniseLabels(ids) => {
            import.remember();
            edit(import, &ids, |candidate| candidate.edits.labels = None, effects);
        }
        ImportCommand::Choose(ids, choice) => choose(state, &ids, choice, effects),
        ImportCommand::ReadAs(ids, reading) => read_as(import, &ids, &reading, effects),
        ImportCommand::Undo => go_back(import, true, effects),
        ImportCommand::Redo => go_back(import, false, effects),
        ImportCommand::Stop => stop(state),
        ImportCommand::Accept => added::accept(state, effects),
        ImportCommand::Discard => {
            stop(state);
            state.import = None;
        }
    }
}

/// Changes documents and has those that were corrected read again.
fn edit(import: &mut Import, ids: &[EntryId], change: impl Fn(&mut Candidate), effects: &mut Vec<Effect>) {
    let ids: HashSet<EntryId> = ids.iter().copied().collect();
    let mut corrected = Vec::new();
    for entry in import.entries.iter_mut().filter(|entry| ids.contains(&entry.id)) {
        let Ok(candidate) = &mut entry.found else { continue };
        let before = candidate.edits.clone();
        change(candidate);
        if candidate.edits != before {
            candidate.is_current = false;
            corrected.push(entry.id);
        }
    }
    read_entries(import, &corrected, effects);
}

fn read_entries(import: &Import, ids: &[EntryId], effects: &mut Vec<Effect>) {
    let read = import.candidates(ids).map(|(id, c)| (id, c.document.clone(), c.edits.clone()));
    let entries: Vec<_> = read.collect();
    if !entries.is_empty() {
        effects.push(Effect::Run(Job::ReadEntries { serial: import.serial, entries }));
    }
}

/// Says what is to become of documents. One that takes the place of another takes over its edits.
fn choose(state: &mut State, ids: &[EntryId], choice: Choice, effects: &mut Vec<Effect>) {
    let Some(import) = &mut state.import else {
        return;
    };
    let items: HashMap<Id, &Item> = state.items.iter().map(|item| (item.id, item)).collect();
    import.remember();
    let change = |candidate: &mut Candidate| {
        if !candidate.choices().contains(&choice) {
            return;
        }
        candidate.choice = choice;
        if let Some(old) =
            candidate.replaces().filter(|_| choice == Choice::Replace).and_then(|id| items.get(&id))
        {
            candidate.edits = old.edits.without_places().with(&candidate.edits);
        }
    };
    edit(import, ids, change, effects);
}

/// Has the files of some entries read in another way.
fn read_as(import: &mut Import, ids: &[EntryId], reading: &Reading, effects: &mut Vec<Effect>) {
    import.remember();
    let before = import.readings.clone();
    let ids: HashSet<EntryId> = ids.iter().copied().collect();
    let chosen = import.entries.iter().filter(|entry| ids.contains(&entry.id));
    let paths: Vec<String> = chosen.map(|entry| table_path(entry.path()).to_owned()).collect();
    for path in paths {
        if *reading == Reading::default() {
            import.readings.remove(&path);
        } else {
            import.readings.insert(path, reading.clone());
        }
    }
    open_again(import, &before, effects);
}

/// Has the files read again whose reading is another now.
fn open_again(import: &Import, before: &Readings, effects: &mut Vec<Effect>) {
    let is_changed = |path: &str| import.readings.get(path) != before.get(path);
    let changed = import.entries.iter().filter(|entry| is_changed(table_path(entry.path())));
    // A file of many documents is read once.
    let again: BTreeMap<_, &Origin> =
        changed.filter_map(|entry| entry.origin.as_ref()).map(|origin| (origin.key(), origin)).collect();
    for origin in again.into_values() {
        let (origin, readings) = (origin.clone(), import.readings.clone());
        effects.push(Effect::Run(Job::OpenAgain { serial: import.serial, origin, readings }));
    }
}

fn go_back(import: &mut Import, undo: bool, effects: &mut Vec<Effect>) {
    if let Some((before, corrected)) = import.go_back(undo) {
        read_entries(import, &corrected, effects);
        open_again(import, &before, effects);
    }
}

/// Takes in what a worker read for the sheet; what it read for an earlier one is dropped.
pub fn answered(state: &mut State, answer: Answer, effects: &mut Vec<Effect>) {
    let current = state.import.as_ref().map(|import| import.serial);
    match answer {
        Answer::Found { serial, found, problems, skipped, progress, finished } if current == Some(serial) => {
            take_in(state, found, effects);
            let import = state.import_mut();
            import.left_out.extend(problems.iter().map(Detail::from));
            import.left_out.extend(skipped.iter().map(|path| left_out_file(path)));
            if finished {
                import.running.retain(|running| !Arc::ptr_eq(running, &progress));
                select_first(import);
                find_twins(state, effects);
            }
        }
        Answer::FoundAgain { serial, origin, found } if current == Some(serial) => {
            take_in_again(state, &origin, found, effects);
            find_twins(state, effects);
        }
        Answer::EntriesRead { serial, read } if current == Some(serial) => {
            let import = state.import_mut();
            let mut read: HashMap<EntryId, (Edits, Arc<Transcript>)> =
                read.into_iter().map(|(id, edits, transcript)| (id, (edits, transcript))).collect();
            for entry in &mut import.entries {
                if let Ok(candidate) = &mut entry.found
                    && let Some((edits, transcript)) = read.remove(&entry.id)
                    && edits == candidate.edits
                {
                    candidate.transcript = transcript;
                    candidate.is_current = true;
                }
            }
            import.changes += 1;
        }
        Answer::TwinsFound { serial, twins } if current == Some(serial) => {
            let import = state.import_mut();
            let mut by_entry: HashMap<EntryId, Vec<Twin>> = HashMap::new();
            for (entry, twin) in twins {
                by_entry.entry(entry).or_default().push(twin);
            }
            for entry in &mut import.entries {
                if let Ok(candidate) = &mut entry.found {
                    let mut twins = by_entry.remove(&entry.id).unwrap_or_default();
                    if let Some(kept) = &candidate.again {
                        // That it is the same event goes without saying.
                        let itself = TwinOf::Item(kept.id);
                        twins.retain(|twin| twin.of != itself || twin.why == Likeness::SameFile);
                    }
                    candidate.twins.retain(|twin| twin.why == Likeness::SameText);
                    candidate.twins.extend(twins);
                }
            }
        }
        _ => {}
    }
}

fn left_out_file(path: &std::path::Path) -> Detail {
    let what = format!("Not a transcript by its name, left out: {}", path.display());
    Detail { what, hint: "Open it by itself if it is one.".to_owned() }
}

/// Shows the first entry that needs a look, else the first.
fn select_first(import: &mut Import) {
    use crate::app::import::Standing;
    if import.selected.is_empty() {
        let of = |standing| import.entries.iter().find(|entry| entry.standing() == standing);
        let first = of(Standing::Doubtful).or(of(Standing::Good)).or(import.entries.first());
        import.selected = first.map(|entry| entry.id).into_iter().collect();
    }
}

fn take_in(state: &mut State, found: Vec<Found>, effects: &mut Vec<Effect>) {
    let entries = new_entries(state, found);
    let corrected: Vec<EntryId> = corrected(&entries);
    let import = state.import_mut();
    import.entries.extend(entries);
    read_entries(import, &corrected, effects);
}

/// The entries that were not read yet with what was corrected in them.
fn corrected(entries: &[Entry]) -> Vec<EntryId> {
    let is_pending = |entry: &&Entry| entry.candidate().is_some_and(|candidate| !candidate.is_current);
    entries.iter().filter(is_pending).map(|entry| entry.id).collect()
}

/// Makes entries of what was found. The very same text is left out from the start; another text of a file that is open takes its place.
fn new_entries(state: &mut State, found: Vec<Found>) -> Vec<Entry> {
    state.import_mut();
    let by_hash: HashMap<_, Id> = state.items.iter().map(|item| (item.document.hash(), item.id)).collect();
    let by_path: HashMap<&str, &Item> =
        state.items.iter().map(|item| (item.document.source.path.as_str(), item)).collect();
    let Some(import) = &mut state.import else {
        return Vec::new();
    };
    let in_sheet =
        import.entries.iter().filter_map(|entry| Some((entry.candidate()?.document.hash(), entry.id)));
    let mut in_sheet: HashMap<_, EntryId> = in_sheet.collect();
    let mut entries = Vec::with_capacity(found.len());
    for (origin, found) in found {
        let id = import.take_id();
        let again = origin.as_ref().and_then(Origin::kept).cloned();
        let itself = again.as_ref().map(|kept| kept.id);
        let found = found.map(|opened| {
            let hash = opened.document.hash();
            let twin = |of, why| Twin { of, why, difference: None };
            let same_text = by_hash.get(&hash).filter(|item| Some(**item) != itself);
            let same_text = same_text.map(|item| TwinOf::Item(*item));
            let same_text = same_text.or_else(|| in_sheet.get(&hash).map(|entry| TwinOf::Entry(*entry)));
            let same_file = by_path.get(opened.document.source.path.as_str());
            let (twins, choice, edits) = match (same_text, again.as_deref(), same_file) {
                (Some(of), _, _) => (vec![twin(of, Likeness::SameText)], Choice::Skip, Edits::default()),
                (None, Some(kept), _) if kept.document.hash() == hash => {
                    (Vec::new(), Choice::Replace, kept.edits.clone())
                }
                (None, Some(Kept { id, edits, .. }), _) | (None, None, Some(Item { id, edits, .. })) => {
                    let twins = vec![twin(TwinOf::Item(*id), Likeness::SameFile)];
                    (twins, Choice::Replace, edits.without_places())
                }
                (None, None, None) => (Vec::new(), Choice::Add, Edits::default()),
            };
            in_sheet.entry(hash).or_insert(id);
            Candidate {
                document: opened.document,
                original: opened.original,
                columns: opened.columns,
                is_current: edits == Edits::default(),
                edits,
                transcript: opened.transcript,
                again,
                twins,
                choice,
            }
        });
        entries.push(Entry { id, origin, found });
    }
    entries
}

/// Puts what was found in a file in the place of what was found in it before; what the user decided about a
/// document of the same name stays.
fn take_in_again(state: &mut State, origin: &Origin, found: Vec<Found>, effects: &mut Vec<Effect>) {
    let import = state.import_mut();
    let is_of_file = |entry: &Entry| entry.origin.as_ref().is_some_and(|other| other.key() == origin.key());
    let Some(at) = import.entries.iter().position(is_of_file) else {
        return;
    };
    let (before, rest): (Vec<Entry>, Vec<Entry>) = import.entries.drain(..).partition(is_of_file);
    import.entries = rest;
    let mut entries = new_entries(state, found);
    let import = state.import_mut();
    for entry in &mut entries {
        let old = before.iter().find(|old| old.path() == entry.path()).and_then(Entry::candidate);
        if let (Ok(candidate), Some(old)) = (&mut entry.found, old) {
            let is_same_text = candidate.document.hash() == old.document.hash();
            candidate.edits = if is_same_text { old.edits.clone() } else { old.edits.without_places() };
            candidate.is_current = candidate.edits == Edits::default();
            if candidate.choices().contains(&old.choice) {
                candidate.choice = old.choice;
            }
        }
    }
    let corrected = corrected(&entries);
    let was_selected = before.iter().any(|old| import.selected.contains(&old.id));
    import.selected.retain(|id| before.iter().all(|old| old.id != *id));
    if was_selected {
        import.selected.extend(entries.first().map(|entry| entry.id));
    }
    import.entries.splice(at..at, entries);
    import.changes += 1;
    read_entries(import, &corrected, effects);
}

fn find_twins(state: &State, effects: &mut Vec<Effect>) {
    let Some(import) = state.import.as_ref().filter(|import| import.running.is_empty()) else {
        return;
    };
    let new = |candidate: &&Candidate| !candidate.is_known();
    let candidates =
        import.entries.iter().filter_map(|entry| Some((entry.id, entry.candidate().filter(new)?)));
    let entries: Vec<_> = candidates.clone().map(|(id, c)| (id, c.transcript.clone())).collect();
    let same_file = candidates.flat_map(|(id, c)| {
        c.twins.iter().filter(|twin| twin.why == Likeness::SameFile).map(move |twin| (id, twin.of))
    });
    let versions = same_file.filter_map(|(id, of)| match of {
        TwinOf::Item(item) => Some((id, item)),
        TwinOf::Entry(_) => None,
    });
    let versions = versions.collect();
    let items = state.items.iter().map(|item| (item.id, item.transcript.clone())).collect();
    effects.push(Effect::Run(Job::FindTwins { serial: import.serial, items, entries, versions }));
}
