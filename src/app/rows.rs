//! Which rows and passages are listed, and which of them are selected.

use crate::app::compared::{Analysed, Compared};
use crate::app::settings::Layout;
use crate::app::state::{Anchor, Id, Selection, State};
use crate::engine::compare::Row;
use crate::engine::positions::Statement;

impl State {
    /// The rows of a comparison that the layout lists where no filter is set, with their numbers: in
    /// Evolution the positions.
    pub fn unfiltered<'a>(&self, compared: &'a Compared) -> impl Iterator<Item = (usize, &'a Row)> {
        let only_positions = self.settings.layout == Layout::Evolution;
        let rows = compared.comparison.rows.iter().enumerate();
        rows.filter(move |(_, row)| row.is_paired() || !only_positions)
    }

    /// The numbers of the rows of the comparison that are listed.
    pub fn rows(&self) -> Vec<usize> {
        let Some(compared) = &self.compared else {
            return Vec::new();
        };
        let passes = |row: &Row| self.filter.passes(row, &compared.analysed.analysis);
        self.unfiltered(compared).filter(|(_, row)| passes(row)).map(|(i, _)| i).collect()
    }

    /// Selects none of the rows that the filter hides: what cannot be seen must not be copied or judged.
    pub fn deselect_hidden(&mut self) {
        let Some(compared) = self.compared.clone() else {
            return;
        };
        let is_hidden = |state: &Self, anchor: Anchor| {
            let row = state.row_at(anchor).map(|row| &compared.comparison.rows[row]);
            row.is_some_and(|row| !state.filter.passes(row, &compared.analysed.analysis))
        };
        let extent = std::mem::take(&mut self.extent);
        self.extent = extent.into_iter().filter(|&anchor| !is_hidden(self, anchor)).collect();
        if let Selection::Passage(anchor) = self.selection
            && is_hidden(self, anchor)
        {
            self.selection = self.extent.pop().map_or(Selection::Topic, Selection::Passage);
        }
    }

    /// The number of the selected row in the comparison.
    pub fn selected_row(&self) -> Option<usize> {
        match self.selection {
            Selection::Passage(anchor) => self.row_at(anchor),
            Selection::Topic | Selection::Transcript(_) => None,
        }
    }

    /// The numbers of all rows that are selected.
    pub fn selected_rows(&self) -> Vec<usize> {
        let mut rows: Vec<usize> = self
            .selected_row()
            .into_iter()
            .chain(self.extent.iter().filter_map(|&a| self.row_at(a)))
            .collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// The number of the row that holds a place.
    pub fn row_at(&self, anchor: Anchor) -> Option<usize> {
        let compared = self.compared.as_ref()?;
        let transcript = compared.analysed.index(anchor.id)?;
        compared.comparison.rows.iter().position(|row| {
            row.statements().any(|statement| {
                statement.transcript == transcript && {
                    let span = compared.analysed.analysis.span(statement);
                    span.start <= anchor.start && anchor.start < span.end
                }
            })
        })
    }

    /// The statement of the newest analysis that holds a place.
    pub fn statement_at(&self, anchor: Anchor) -> Option<Statement> {
        let analysed = self.analysed.as_ref()?;
        let analysis = &analysed.analysis;
        let transcript = analysed.index(anchor.id)?;
        let unit = analysis.corpus.units_of(transcript).find(|&unit| {
            let span = analysis.unit_span(unit);
            span.start <= anchor.start && anchor.start < span.end
        })?;
        let position = analysis.position_of_unit(unit).map(|position| &analysis.positions[position]);
        position.and_then(|position| position.in_transcript(transcript)).or(Some(Statement {
            transcript,
            first: unit,
            last: unit,
        }))
    }

    /// The statements of positions in the transcript that Read is led by: that of the selection, else
    /// the first. In the order of the text.
    pub fn matched_in_read(&self) -> Vec<Anchor> {
        let shown = self.shown();
        let leader = match self.selection {
            Selection::Passage(anchor) if shown.contains(&anchor.id) => Some(anchor.id),
            _ => shown.first().copied(),
        };
        let Some((analysed, id)) = self.analysed.as_ref().zip(leader) else {
            return Vec::new();
        };
        let Some(transcript) = analysed.index(id) else {
            return Vec::new();
        };
        let statements = matched_statements(analysed, transcript, &shown);
        statements.map(|statement| Anchor { id, start: analysed.analysis.span(statement).start }).collect()
    }
}

/// The statements of a transcript that another of `shown` corresponds to; with no other shown, those
/// that any other corresponds to. In the order of the text.
pub fn matched_statements(
    analysed: &Analysed,
    transcript: usize,
    shown: &[Id],
) -> impl Iterator<Item = Statement> {
    let others: Vec<usize> =
        shown.iter().filter_map(|&id| analysed.index(id)).filter(|&t| t != transcript).collect();
    let mut statements: Vec<Statement> = analysed
        .analysis
        .positions
        .iter()
        .filter(|position| {
            others.is_empty() || others.iter().any(|&other| position.in_transcript(other).is_some())
        })
        .filter_map(|position| position.in_transcript(transcript))
        .collect();
    statements.sort_unstable_by_key(|statement| statement.first);
    statements.into_iter()
}
