//! The rows of a comparison that pass the filter, as the layouts of Compare list them.

use crate::app::state::{Compared, State};
use crate::engine::compare::Row;

/// The listed rows, by their place in the list.
pub struct Listed<'a> {
    /// The comparison that they are of.
    pub compared: &'a Compared,

    /// Their numbers in the comparison.
    pub numbers: Vec<usize>,

    /// The number of the selected row.
    selected: Option<usize>,
}

impl<'a> Listed<'a> {
    /// The rows that the state lists.
    pub fn new(state: &State, compared: &'a Compared) -> Self {
        Self { compared, numbers: state.rows(), selected: state.selected_row() }
    }

    /// The row at a place of the list.
    pub fn row(&self, index: usize) -> &'a Row {
        &self.compared.comparison.rows[self.numbers[index]]
    }

    /// Whether the row at a place of the list is the selected one.
    pub fn is_selected(&self, index: usize) -> bool {
        self.selected == Some(self.numbers[index])
    }

    /// Length in bytes of the longest statement of a row, from which its height is estimated.
    pub fn longest_statement(&self, index: usize) -> usize {
        let analysis = &self.compared.analysed.analysis;
        self.row(index).statements().map(|s| analysis.span(s).len()).max().unwrap_or(40)
    }
}
