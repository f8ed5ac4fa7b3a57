//! The rows of a comparison that pass the filter, as the layouts of Compare list them.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use egui::Ui;

use crate::app::command::Command;
use crate::app::compared::{Analysed, Compared};
use crate::app::state::{Anchor, Selection, State};
use crate::engine::compare::Row;
use crate::engine::positions::Statement;
use crate::gui::widgets::rows::{Place, Stamp};

/// The listed rows, by their place in the list.
pub struct Listed<'a> {
    /// The comparison that they are of.
    pub compared: &'a Compared,

    /// Their numbers in the comparison.
    pub numbers: Vec<usize>,

    /// The numbers of the selected rows.
    selected: Vec<usize>,

    /// The place that is selected.
    place: Option<Anchor>,
}

/// What the layouts of Compare list: of the same transcripts on the same topic, whatever is found in them.
pub fn stamp(state: &State, compared: &Compared) -> Stamp {
    let hash = |what: &dyn Fn(&mut DefaultHasher)| {
        let mut hasher = DefaultHasher::new();
        what(&mut hasher);
        hasher.finish()
    };
    let key = &compared.key;
    Stamp {
        subject: hash(&|hasher| (&key.ids, key.topic).hash(hasher)),
        version: hash(&|hasher| (key.generation, key.revision, state.rows()).hash(hasher)),
    }
}

/// The sentences of a statement, by where they begin.
pub fn sentences(analysed: &Analysed, statement: Statement) -> impl Iterator<Item = Place> + '_ {
    let id = analysed.ids[statement.transcript];
    statement.units().map(move |unit| (id, analysed.analysis.unit_span(unit).start))
}

impl<'a> Listed<'a> {
    /// The rows that the state lists.
    pub fn new(state: &State, compared: &'a Compared) -> Self {
        let place = match state.selection {
            Selection::Passage(anchor) => Some(anchor),
            Selection::Topic | Selection::Transcript(_) => None,
        };
        Self { compared, numbers: state.rows(), selected: state.selected_rows(), place }
    }

    /// The row at a place of the list.
    pub fn row(&self, index: usize) -> &'a Row {
        &self.compared.comparison.rows[self.numbers[index]]
    }

    /// The sentences that the row at a place of the list shows.
    pub fn places(&self, index: usize) -> Vec<Place> {
        let analysed = &self.compared.analysed;
        self.row(index).statements().flat_map(|statement| sentences(analysed, statement)).collect()
    }

    /// Whether it shows a sentence.
    pub fn holds(&self, index: usize, (id, start): Place) -> bool {
        let analysed = &self.compared.analysed;
        self.row(index).statements().any(|statement| {
            let span = analysed.analysis.span(statement);
            analysed.ids[statement.transcript] == id && span.start <= start && start < span.end
        })
    }

    /// Whether the row at a place of the list is selected.
    pub fn is_selected(&self, index: usize) -> bool {
        self.selected.contains(&self.numbers[index])
    }

    /// Whether a statement of a row is the selected one.
    pub fn is_place(&self, statement: Statement) -> bool {
        let analysed = &self.compared.analysed;
        let span = analysed.analysis.span(statement);
        self.place.is_some_and(|place| {
            analysed.ids[statement.transcript] == place.id
                && span.start <= place.start
                && place.start < span.end
        })
    }

    /// What a click on a statement asks for: with Shift all rows up to it, with Ctrl its row too.
    pub fn clicked(&self, ui: &Ui, statement: Statement) -> Command {
        let analysed = &self.compared.analysed;
        let start = analysed.analysis.span(statement).start;
        let anchor = Anchor { id: analysed.ids[statement.transcript], start };
        let modifiers = ui.input(|input| input.modifiers);
        if modifiers.shift {
            Command::ExtendTo(anchor)
        } else if modifiers.command {
            Command::Extend(anchor)
        } else {
            Command::Select(Selection::Passage(anchor))
        }
    }

    /// Length in bytes of the longest statement of a row, from which its height is estimated.
    pub fn longest_statement(&self, index: usize) -> usize {
        let analysis = &self.compared.analysed.analysis;
        self.row(index).statements().map(|s| analysis.span(s).len()).max().unwrap_or(40)
    }
}
