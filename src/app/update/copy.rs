//! What goes to the clipboard: always the words of the file, never a redline alone.

use crate::app::command::Effect;
use crate::app::settings::Page;
use crate::app::state::{Selection, State};
use crate::engine::cite;
use crate::engine::positions::Statement;
use crate::engine::report;

/// Copies the statements of the selected row or passage, with their sources where wanted.
pub fn selected(state: &State, with_source: bool, effects: &mut Vec<Effect>) {
    let Selection::Passage(anchor) = state.selection else {
        return;
    };
    let row = state.selected_row().filter(|_| state.settings.page == Page::Compare);
    let (analysed, statements): (_, Vec<Statement>) = match (&state.compared, row, &state.analysed) {
        (Some(compared), Some(row), _) => {
            (&compared.analysed, compared.comparison.rows[row].statements().collect())
        }
        (_, _, Some(analysed)) => (analysed, state.statement_at(anchor).into_iter().collect()),
        _ => return,
    };
    let analysis = &analysed.analysis;
    let texts = statements.into_iter().map(|statement| {
        let transcript = &analysis.transcripts[statement.transcript];
        if with_source {
            cite::quotation(transcript, analysis.span(statement))
        } else {
            analysis.text(statement).to_owned()
        }
    });
    effects.push(Effect::WriteClipboard(texts.collect::<Vec<_>>().join("\n\n")));
}

/// Copies the whole comparison as plain text.
pub fn comparison(state: &State, effects: &mut Vec<Effect>) {
    if let Some(compared) = &state.compared {
        effects.push(Effect::WriteClipboard(report::text(&compared.analysed.analysis, &compared.comparison)));
    }
}
