//! What is shown: topic, transcripts, rows, passages.

use crate::app::action::Action;
use crate::app::command::Effect;
use crate::app::compared::CompareKey;
use crate::app::filter::{Filter, Kind};
use crate::app::jobs::Job;
use crate::app::settings::{Layout, Page};
use crate::app::state::{Anchor, Dialog, Id, READ_COLUMNS, Selection, State};

/// Whether an action can be done now; menus show it greyed out where not.
pub fn can(state: &State, action: Action) -> bool {
    let has_passage = matches!(state.selection, Selection::Passage(_));
    let in_compare = state.settings.page == Page::Compare;
    match action {
        // One dialog of the system at a time.
        Action::OpenFiles | Action::OpenFolder => state.dialog != Some(Dialog::System),
        Action::NewLibrary | Action::OpenLibrary | Action::SaveCopy | Action::KeepAgain => {
            super::libraries::can(state, action)
        }
        Action::EditDetails | Action::ReadAgain | Action::Remove => selected_transcript(state).is_some(),
        Action::Undo => state.history.next_undo().is_some(),
        Action::Redo => state.history.next_redo().is_some(),
        Action::CopyQuotation | Action::CopyCitation | Action::LeaveOut => has_passage,
        Action::JoinSentences => super::library::next_sentence(state).is_some(),
        Action::CopyComparison => in_compare && state.compared.is_some(),
        Action::Next | Action::Previous => !stops(state).is_empty(),
        Action::ShowInText => in_compare && has_passage,
        Action::Deselect => state.selection != Selection::Topic || state.joining.is_some(),
        Action::FilterRows => in_compare && state.whole_text().is_none() && state.compared.is_some(),
        Action::ClearFilters => in_compare && !state.filter.is_empty(),
        Action::ExtendNext | Action::ExtendPrevious => in_compare && state.selected_row().is_some(),
        Action::NextStatement | Action::PreviousStatement => in_compare && state.selected_row().is_some(),
        Action::Accept
        | Action::Reject
        | Action::Pair
        | Action::Split
        | Action::Merge
        | Action::Rename
        | Action::WriteNote
        | Action::Stress
        | Action::Repeated
        | Action::Reworded
        | Action::Strengthened
        | Action::Weakened
        | Action::Reversed
        | Action::NextToReview => super::review::can(state, action),
        Action::ToggleFurniture => state.settings.page == Page::Read,
        Action::LargerText => state.settings.text_step(true) != state.settings.text_percent,
        Action::SmallerText => state.settings.text_step(false) != state.settings.text_percent,
        Action::NormalText => state.settings.text_percent != 100,
        Action::OpenSamples => super::library::missing_samples(state).next().is_some(),
        Action::Paste
        | Action::Quit
        | Action::ShowCompare
        | Action::ShowRead
        | Action::ShowRedline
        | Action::ShowSynopsis
        | Action::ShowEvolution
        | Action::ShowWholeText
        | Action::ThemeLight
        | Action::ThemeDark
        | Action::ThemeSystem
        | Action::ToggleLibraryPanel
        | Action::ToggleDetailsPanel
        | Action::ToggleMeaning
        | Action::Palette
        | Action::Shortcuts
        | Action::About => true,
    }
}

/// The transcript that the details are about.
pub fn selected_transcript(state: &State) -> Option<Id> {
    match state.selection {
        Selection::Transcript(id) => state.item(id).map(|item| item.id),
        Selection::Topic | Selection::Passage(_) => None,
    }
}

/// Chooses a topic; `None` for all.
pub fn choose_topic(state: &mut State, topic: Option<usize>) {
    state.topic = topic.filter(|&topic| topic < state.topics.list().len());
    state.filter = Filter::default();
    state.select(Selection::Topic);
}

/// How many transcripts the view at hand shows at most.
fn most_shown(state: &State) -> usize {
    match (state.settings.page, state.settings.layout) {
        (Page::Compare, Layout::Redline | Layout::Whole) => 2,
        (Page::Compare, Layout::Synopsis | Layout::Evolution) => usize::MAX,
        (Page::Read, _) => READ_COLUMNS,
    }
}

fn picks_mut(state: &mut State) -> &mut Vec<Id> {
    match (state.settings.page, state.settings.layout) {
        (Page::Compare, Layout::Redline | Layout::Whole) => &mut state.picks.redline,
        (Page::Compare, Layout::Synopsis | Layout::Evolution) => &mut state.picks.synopsis,
        (Page::Read, _) => &mut state.picks.read,
    }
}

/// Shows a transcript in the view at hand, or takes it out; the one chosen first gives way.
pub fn toggle(state: &mut State, id: Id) {
    if state.item(id).is_none() {
        return;
    }
    // Whoever chooses is not chosen for.
    state.work.opened.clear();
    let (most, shown) = (most_shown(state), state.shown());
    let picks = picks_mut(state);
    if picks.is_empty() {
        // Everything is shown: the click takes one out.
        picks.extend(shown);
    }
    if let Some(at) = picks.iter().position(|&picked| picked == id) {
        // Redline keeps its two and Read its last one: a click there only selects.
        if picks.len() > most.min(2) || (most > 2 && picks.len() > 1) {
            picks.remove(at);
        }
    } else {
        picks.push(id);
        if picks.len() > most {
            picks.remove(0);
        }
    }
    state.select(Selection::Transcript(id));
}

/// Shows these transcripts in the view at hand.
pub fn pick(state: &mut State, ids: &[Id]) {
    state.work.opened.clear();
    let most = most_shown(state);
    let ids: Vec<Id> = ids.iter().copied().filter(|&id| state.item(id).is_some()).take(most).collect();
    *picks_mut(state) = ids;
}

/// Shows Compare in a layout.
pub fn show_layout(state: &mut State, layout: Layout) {
    state.settings.page = Page::Compare;
    state.settings.layout = layout;
    // Every row of two transcripts recurs or does not by its status, and only positions evolve.
    let has_times = layout == Layout::Synopsis;
    state.filter.retain(|condition| has_times || condition.kind() != Kind::Times);
    state.reveal += 1;
}

/// Shows Read, with what was compared where nothing is open there yet.
pub fn show_read(state: &mut State) {
    if state.picks.read.is_empty() {
        state.picks.read = state.picks.redline.clone();
    }
    state.settings.page = Page::Read;
    state.reveal += 1;
}

/// Opens a place in Read, beside the transcripts that it was compared with.
pub fn show_in_read(state: &mut State, anchor: Anchor) {
    let beside: Vec<Id> = match state.settings.page {
        Page::Compare => state.shown(),
        Page::Read => state.picks.read.clone(),
    };
    if !beside.contains(&anchor.id) || beside.len() > READ_COLUMNS || state.settings.page == Page::Compare {
        let others = beside.into_iter().filter(|&id| id != anchor.id);
        let others: Vec<Id> = match state.settings.page {
            // What corresponds is worth a column, the other columns of a synopsis are not.
            Page::Compare => {
                let partners = partners(state, anchor);
                others.filter(|id| partners.is_empty() || partners.contains(id)).collect()
            }
            Page::Read => others.collect(),
        };
        state.picks.read = std::iter::once(anchor.id).chain(others).take(READ_COLUMNS).collect();
    }
    state.settings.page = Page::Read;
    state.select_and_reveal(anchor);
}

/// The transcripts that hold the position of a place, without its own.
fn partners(state: &State, anchor: Anchor) -> Vec<Id> {
    let Some((analysed, statement)) = state.analysed.as_ref().zip(state.statement_at(anchor)) else {
        return Vec::new();
    };
    let analysis = &analysed.analysis;
    let Some(position) = analysis.position_of_unit(statement.first) else {
        return Vec::new();
    };
    let statements = &analysis.positions[position].statements;
    statements.iter().map(|s| analysed.ids[s.transcript]).filter(|&id| id != anchor.id).collect()
}

/// Selects the next or the previous row of Compare, or matched passage of Read; at an end it stays.
pub fn step(state: &mut State, forward: bool) {
    let stops = stops(state);
    let current = match (state.settings.page, state.selection) {
        (Page::Compare, selection) if state.whole_text().is_some() => {
            stops.iter().position(|&stop| selection == Selection::Passage(stop))
        }
        (Page::Compare, _) => {
            let selected = state.selected_row();
            state.rows().iter().position(|&row| Some(row) == selected)
        }
        (Page::Read, Selection::Passage(anchor)) => stops.iter().position(|&stop| stop == anchor),
        (Page::Read, _) => None,
    };
    let next = match (current, forward) {
        (None, true) => 0,
        (None, false) => stops.len().saturating_sub(1),
        (Some(i), true) => (i + 1).min(stops.len().saturating_sub(1)),
        (Some(i), false) => i.saturating_sub(1),
    };
    if let Some(&anchor) = stops.get(next) {
        state.select_and_reveal(anchor);
    }
}

/// Selects the next or the previous row too, or gives it up where the selection shrinks.
pub fn extend_step(state: &mut State, forward: bool) {
    let (Selection::Passage(from), Some(selected)) = (state.selection, state.selected_row()) else {
        return;
    };
    let (rows, stops) = (state.rows(), stops(state));
    let Some(at) = rows.iter().position(|&row| row == selected) else {
        return;
    };
    let next = if forward { at + 1 } else { at.wrapping_sub(1) };
    let Some(&to) = stops.get(next) else {
        return;
    };
    let before = state.extent.len();
    let is_next = |anchor: &Anchor| state.row_at(*anchor) == Some(rows[next]);
    let extent: Vec<Anchor> = state.extent.iter().copied().filter(|anchor| !is_next(anchor)).collect();
    state.extent = extent;
    if state.extent.len() == before {
        state.extent.push(from);
    }
    state.selection = Selection::Passage(to);
    state.reveal += 1;
}

/// Selects the row of a place with the others, or gives it up where it is selected.
pub fn extend(state: &mut State, anchor: Anchor) {
    let Selection::Passage(selected) = state.selection else {
        return state.select(Selection::Passage(anchor));
    };
    let row = state.row_at(anchor);
    if row == state.selected_row() {
        if let Some(other) = state.extent.pop() {
            state.selection = Selection::Passage(other);
        }
        return;
    }
    let before = state.extent.len();
    let extent: Vec<Anchor> = state.extent.iter().copied().filter(|&a| state.row_at(a) != row).collect();
    state.extent = extent;
    if state.extent.len() == before {
        state.extent.push(selected);
        state.selection = Selection::Passage(anchor);
    }
}

/// Selects all rows from the selected one to that of a place.
pub fn extend_to(state: &mut State, anchor: Anchor) {
    let (rows, stops) = (state.rows(), stops(state));
    let place = |row: Option<usize>| rows.iter().position(|&r| Some(r) == row);
    let (Some(from), Some(to)) = (place(state.selected_row()), place(state.row_at(anchor))) else {
        return state.select(Selection::Passage(anchor));
    };
    state.extent = (from.min(to)..=from.max(to)).filter(|&i| i != to).map(|i| stops[i]).collect();
    state.selection = Selection::Passage(anchor);
}

/// Selects the next or the previous statement of the selected row; at an end it stays.
pub fn step_statement(state: &mut State, forward: bool) {
    let Some(subjects) = state.subjects() else {
        return;
    };
    let subject = &subjects.list[0];
    let Some(at) = subject.shown.iter().position(|s| s.overlaps(subject.selected)) else {
        return;
    };
    let next = if forward { at + 1 } else { at.wrapping_sub(1) };
    if let Some(&statement) = subject.shown.get(next) {
        // The other rows stay selected: it is still the same row.
        state.selection = Selection::Passage(state.anchor_of(&subjects.analysed, statement));
        state.reveal += 1;
    }
}

/// The places that Next and Previous go through.
pub fn stops(state: &State) -> Vec<Anchor> {
    match state.settings.page {
        Page::Compare => {
            let Some(compared) = &state.compared else {
                return Vec::new();
            };
            if let Some(whole) = state.whole_text() {
                return (0..whole.versions.changes.len())
                    .filter_map(|n| compared.anchor_of_change(n))
                    .collect();
            }
            let rows = state.rows().into_iter().map(|row| &compared.comparison.rows[row]);
            rows.filter_map(|row| {
                let statement = row.statements().next()?;
                let start = compared.analysed.analysis.span(statement).start;
                Some(Anchor { id: compared.analysed.ids[statement.transcript], start })
            })
            .collect()
        }
        Page::Read => state.matched_in_read(),
    }
}

/// Asks for the comparison that the view at hand shows, where it is not there or under way.
pub fn compare_if_changed(state: &mut State) -> Option<Effect> {
    let analysed = state.analysed.clone()?;
    if state.settings.page != Page::Compare {
        return None;
    }
    let key = CompareKey {
        generation: analysed.generation,
        revision: analysed.revision,
        ids: state.shown(),
        topic: state.topic,
    };
    let is_there = state.compared.as_ref().is_some_and(|compared| compared.key == key);
    if is_there {
        state.work.comparing = None;
        return None;
    }
    if state.work.comparing.as_ref() == Some(&key) {
        return None;
    }
    state.work.comparing = Some(key.clone());
    Some(Effect::Run(Job::Compare { key, analysed }))
}
