//! What a judgement is about: the rows or the passage that are selected.

use std::sync::Arc;

use crate::app::compared::Analysed;
use crate::app::settings::Page;
use crate::app::state::{Anchor, Selection, State};
use crate::engine::judgement::Quote;
use crate::engine::positions::Statement;

/// A row of Compare or a passage of Read, as the reviewer sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The statements that are shown as one position, older first.
    pub shown: Vec<Statement>,

    /// All statements of that position, in transcripts that are not shown too.
    pub all: Vec<Statement>,

    /// The one that is selected.
    pub selected: Statement,
}

impl Subject {
    /// The statement before the selected one among those shown; where it is the first, the two first.
    pub fn step(&self) -> Option<(Statement, Statement)> {
        let at = self.shown.iter().position(|s| s.overlaps(self.selected))?.max(1);
        Some((*self.shown.get(at - 1)?, *self.shown.get(at)?))
    }
}

/// Subjects, with the analysis that numbers their statements.
#[derive(Clone, Debug)]
pub struct Subjects {
    /// The analysis.
    pub analysed: Arc<Analysed>,

    /// The subjects, that of the selection first.
    pub list: Vec<Subject>,
}

impl State {
    /// What is selected, in the form in which it is judged.
    pub fn subjects(&self) -> Option<Subjects> {
        let Selection::Passage(anchor) = self.selection else {
            return None;
        };
        let mut subjects = self.subject_at(anchor)?;
        for &more in &self.extent {
            subjects.list.extend(self.subject_at(more).into_iter().flat_map(|subjects| subjects.list));
        }
        Some(subjects)
    }

    /// What a place stands in.
    pub fn subject_at(&self, anchor: Anchor) -> Option<Subjects> {
        let (analysed, shown, selected) = match self.settings.page {
            Page::Compare => self.shown_in_compare(anchor)?,
            Page::Read => self.shown_in_read(anchor)?,
        };
        let analysis = &analysed.analysis;
        let position = analysis.position_of_unit(selected.first);
        let all = position.map_or_else(|| shown.clone(), |p| analysis.positions[p].statements.clone());
        Some(Subjects { list: vec![Subject { shown, all, selected }], analysed })
    }

    fn shown_in_compare(&self, anchor: Anchor) -> Option<(Arc<Analysed>, Vec<Statement>, Statement)> {
        let compared = self.compared.as_ref()?;
        let row = &compared.comparison.rows[self.row_at(anchor)?];
        let shown: Vec<Statement> = row.statements().collect();
        let transcript = compared.analysed.index(anchor.id)?;
        let selected = shown.iter().copied().find(|s| s.transcript == transcript)?;
        Some((compared.analysed.clone(), shown, selected))
    }

    fn shown_in_read(&self, anchor: Anchor) -> Option<(Arc<Analysed>, Vec<Statement>, Statement)> {
        let analysed = self.analysed.clone()?;
        let selected = self.statement_at(anchor)?;
        let analysis = &analysed.analysis;
        let all: Vec<Statement> = match analysis.position_of_unit(selected.first) {
            Some(position) => analysis.positions[position].statements.clone(),
            None => vec![selected],
        };
        let in_view = self.shown();
        let is_shown = |s: &Statement| in_view.contains(&analysed.ids[s.transcript]);
        let shown: Vec<Statement> = all.iter().copied().filter(is_shown).collect();
        // Beside nothing that corresponds, the judgement is about the whole position.
        let shown = if shown.len() < 2 { all } else { shown };
        Some((analysed, shown, selected))
    }

    /// A statement in the form in which judgements name it.
    pub fn quote(&self, analysed: &Analysed, statement: Statement) -> Option<Quote> {
        // The hash of the document is known; that of the analysis would have to be computed.
        let item = self.item(analysed.ids[statement.transcript])?;
        let transcript = &analysed.analysis.transcripts[statement.transcript];
        Some(Quote::new(item.document.hash(), transcript, analysed.analysis.span(statement)))
    }

    /// The place of a statement.
    pub fn anchor_of(&self, analysed: &Analysed, statement: Statement) -> Anchor {
        Anchor { id: analysed.ids[statement.transcript], start: analysed.analysis.span(statement).start }
    }
}
