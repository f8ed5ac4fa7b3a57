//! What was read joins the library, some of it in the place of what was there; and how that is taken back.

use std::collections::HashMap;
use std::sync::Arc;

use super::super::library::{changed, forget, show_added};
use super::super::review;
use super::report::tell_rest;
use crate::app::command::Effect;
use crate::app::history::Change;
use crate::app::import::{Choice, EntryId, TwinOf};
use crate::app::jobs::Job;
use crate::app::state::{Id, Item, State};
use crate::engine::judgement::{Judgement, Key, Quote, Record};
use crate::io::library::Change as Kept;

/// Adds what was read to the library, and says what became of the rest.
pub fn accept(state: &mut State, effects: &mut Vec<Effect>) {
    if state.import.as_ref().is_none_or(|import| !import.running.is_empty()) {
        return;
    }
    let Some(import) = state.import.take() else {
        return;
    };
    let (mut added, mut replaced) = (Vec::new(), Vec::new());
    let mut ids: HashMap<EntryId, Id> = HashMap::new();
    for entry in &import.entries {
        let Some(candidate) = entry.candidate().filter(|candidate| candidate.is_added()) else {
            continue;
        };
        let id = state.take_id();
        let item = Item {
            id,
            document: candidate.document.clone(),
            edits: candidate.edits.clone(),
            transcript: candidate.transcript.clone(),
        };
        let old = candidate.replaces().filter(|_| candidate.choice == Choice::Replace);
        // Two entries cannot take one place: the second is added beside the first.
        let old = old.filter(|old| replaced.iter().all(|(_, item): &(Id, Item)| item.id != *old));
        replaced.extend(old.and_then(|old| state.item(old)).map(|old| (id, old.clone())));
        ids.insert(entry.id, id);
        added.push(item);
    }
    if added.is_empty() {
        return;
    }
    tell_rest(state, &import, added.len());
    // What the user saw in the sheet is not told again.
    for entry in &import.entries {
        let twins = entry.candidate().into_iter().flat_map(|candidate| &candidate.twins);
        for twin in twins {
            let other = match twin.of {
                TwinOf::Item(item) => Some(item),
                TwinOf::Entry(other) => ids.get(&other).copied(),
            };
            if let (Some(&id), Some(other)) = (ids.get(&entry.id), other) {
                state.told_same.insert((id.min(other), id.max(other)));
            }
        }
    }
    let originals = import
        .entries
        .iter()
        .filter_map(|entry| Some((*ids.get(&entry.id)?, entry.candidate()?.original.clone()?)));
    put(state, &added, &replaced, &originals.collect(), effects);
    let judged = follow_paths(state, &added, &replaced);
    follow(state, judged.iter().map(|(key, _, new)| (key.clone(), new.clone())), effects);
    show_added(state, &added);
    let pending = import.entries.iter().filter_map(|entry| Some((ids.get(&entry.id)?, entry.candidate()?)));
    for (&id, candidate) in pending {
        // Corrected a moment ago and not read again yet.
        if !candidate.is_current {
            let (document, edits) = (candidate.document.clone(), Box::new(candidate.edits.clone()));
            effects.push(Effect::Run(Job::ReadAgain { id, document, edits }));
        }
    }
    state.history.push(Change::Added { added, replaced, judged });
}

/// The bytes of the files of transcripts, where they are more than the text.
pub type Originals = HashMap<Id, Arc<[u8]>>;

/// Puts transcripts into the library, some in the place of others.
pub fn put(
    state: &mut State,
    added: &[Item],
    replaced: &[(Id, Item)],
    originals: &Originals,
    effects: &mut Vec<Effect>,
) {
    let without = replaced.iter().map(|(_, old)| Kept::Remove(old.document.hash()));
    let with = added.iter().map(|item| Kept::Put {
        document: item.document.clone(),
        edits: item.edits.clone(),
        original: originals.get(&item.id).cloned(),
    });
    // One transaction: a crash leaves the old ones or the new ones.
    effects.push(Effect::Keep(without.chain(with).collect()));
    for item in added {
        let old = replaced.iter().find(|(new, _)| *new == item.id).map(|(_, old)| old.id);
        exchange(state, old, item.clone());
    }
    changed(state, effects);
}

/// Takes transcripts out of the library again, and puts back those whose place they took.
pub fn take_back(state: &mut State, added: &[Item], replaced: &[(Id, Item)], effects: &mut Vec<Effect>) {
    let without = added.iter().map(|item| Kept::Remove(item.document.hash()));
    let with = replaced.iter().map(|(_, old)| Kept::Put {
        document: old.document.clone(),
        edits: old.edits.clone(),
        original: None,
    });
    effects.push(Effect::Keep(without.chain(with).collect()));
    for (new, old) in replaced {
        exchange(state, Some(*new), old.clone());
    }
    for item in added {
        state.items.retain(|open| open.id != item.id);
        forget(state, item.id);
    }
    changed(state, effects);
}

/// Puts a transcript in the place of another, in the views too; at the end where there is none.
fn exchange(state: &mut State, old: Option<Id>, new: Item) {
    let place = old.and_then(|old| state.items.iter().position(|item| item.id == old));
    let (Some(old), Some(place)) = (old, place) else {
        state.items.push(new);
        return;
    };
    let id = new.id;
    state.items[place] = new;
    for picks in [&mut state.picks.redline, &mut state.picks.synopsis, &mut state.picks.read] {
        picks.iter_mut().filter(|picked| **picked == old).for_each(|picked| *picked = id);
    }
    forget(state, old);
}

/// Judgements on replaced transcripts, so that they are looked for in what took their place where that has another path.
fn follow_paths(state: &State, added: &[Item], replaced: &[(Id, Item)]) -> Vec<(Key, Record, Record)> {
    let moved: HashMap<_, (&str, &str)> = replaced
        .iter()
        .filter_map(|(new, old)| {
            let new = added.iter().find(|item| item.id == *new)?;
            let (from, to) = (&old.document.source.path, &new.document.source.path);
            (from != to).then_some((old.document.hash(), (from.as_str(), to.as_str())))
        })
        .collect();
    let follow = |quote: &mut Quote| {
        let place = moved.get(&quote.text).or_else(|| moved.values().find(|(from, _)| *from == quote.path));
        if let Some((_, to)) = place {
            (*to).clone_into(&mut quote.path);
        }
    };
    let records = state.judgements.iter().filter_map(|(key, record)| {
        let mut new = record.clone();
        match &mut new.judgement {
            Judgement::Verdict(verdict) => [&mut verdict.a, &mut verdict.b].into_iter().for_each(follow),
            Judgement::Remark(remark) => follow(&mut remark.at),
        }
        (new != *record).then(|| (key.clone(), record.clone(), new))
    });
    if moved.is_empty() { Vec::new() } else { records.collect() }
}

/// Puts records of judgements.
pub fn follow(state: &mut State, records: impl Iterator<Item = (Key, Record)>, effects: &mut Vec<Effect>) {
    let records: Vec<_> = records.map(|(key, record)| (key, Some(record))).collect();
    if !records.is_empty() {
        review::put(state, records, effects);
    }
}
