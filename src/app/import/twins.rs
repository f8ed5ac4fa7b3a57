//! Which documents of the sheet are like others there or in the library.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::{Difference, EntryId, Likeness, Twin, TwinOf};
use crate::app::state::Id;
use crate::engine::duplicates::{self, SameEvent, Twins};
use crate::engine::transcript::Transcript;

/// Finds them. `versions` are entries that are other versions of files of the library; what was changed is found
/// for these, and for copies.
pub fn find(
    items: &[(Id, Arc<Transcript>)],
    entries: &[(EntryId, Arc<Transcript>)],
    versions: &[(EntryId, Id)],
) -> Vec<(EntryId, Twin)> {
    let known = items.iter().map(|(_, transcript)| transcript);
    let all: Vec<Arc<Transcript>> = known.chain(entries.iter().map(|(_, t)| t)).cloned().collect();
    let of = |place: usize| match place.checked_sub(items.len()) {
        Some(entry) => TwinOf::Entry(entries[entry].0),
        None => TwinOf::Item(items[place].0),
    };
    let found = duplicates::twins(&all);
    let new = found.iter().filter(|twins| twins.b >= items.len());
    let pairs: HashSet<(EntryId, TwinOf)> =
        versions.iter().map(|&(version, item)| (version, TwinOf::Item(item))).collect();
    let alike = new.map(|&Twins { a, b, why }| (b, a, Likeness::SameEvent(why)));
    let place: HashMap<Id, usize> = items.iter().enumerate().map(|(place, (id, _))| (*id, place)).collect();
    let place_of: HashMap<EntryId, usize> =
        entries.iter().enumerate().map(|(place, (id, _))| (*id, items.len() + place)).collect();
    let changed = versions
        .iter()
        .filter_map(|(entry, item)| Some((*place_of.get(entry)?, *place.get(item)?, Likeness::SameFile)));
    let alike: Vec<(usize, usize, Likeness)> = changed.chain(alike).collect();
    let twin = |&(b, a, why): &(usize, usize, Likeness)| {
        let entry = entries[b - items.len()].0;
        // A file that was changed is like itself in other ways, too.
        if matches!(why, Likeness::SameEvent(_)) && pairs.contains(&(entry, of(a))) {
            return None;
        }
        let is_copy = matches!(why, Likeness::SameFile | Likeness::SameEvent(SameEvent::Copy { .. }));
        let difference = is_copy.then(|| Arc::new(Difference::between(&all[a], &all[b])));
        Some((entry, Twin { of: of(a), why, difference }))
    };
    alike.par_iter().filter_map(twin).collect()
}
