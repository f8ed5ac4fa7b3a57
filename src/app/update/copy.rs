//! What goes to the clipboard: always the words of the file, never a redline alone.

use crate::app::command::Effect;
use crate::app::settings::{Layout, Page};
use crate::app::state::{Selection, State};
use crate::engine::cite;
use crate::engine::positions::Statement;
use crate::engine::report::{self, Listed};

/// Copies the statements of the selected rows or passage, with their sources where wanted. Quotations of
/// several rows always have theirs: without them nobody could tell which is whose.
pub fn selected(state: &State, with_source: bool, effects: &mut Vec<Effect>) {
    let Selection::Passage(anchor) = state.selection else {
        return;
    };
    let rows = if state.settings.page == Page::Compare { state.selected_rows() } else { Vec::new() };
    let (analysed, copied): (_, Vec<Vec<Statement>>) = match (&state.compared, &state.analysed) {
        (Some(compared), _) if !rows.is_empty() => {
            let statements = |&row: &usize| compared.comparison.rows[row].statements().collect();
            (&compared.analysed, rows.iter().map(statements).collect())
        }
        (_, Some(analysed)) => (analysed, vec![state.statement_at(anchor).into_iter().collect()]),
        _ => return,
    };
    let analysis = &analysed.analysis;
    let with_source = with_source || copied.len() > 1;
    let quoted = |statement: Statement| {
        let transcript = &analysis.transcripts[statement.transcript];
        if with_source {
            cite::quotation(transcript, analysis.span(statement))
        } else {
            analysis.text(statement).to_owned()
        }
    };
    let texts = copied.into_iter().map(|row| row.into_iter().map(quoted).collect::<Vec<_>>().join("\n\n"));
    effects.push(Effect::WriteClipboard(texts.collect::<Vec<_>>().join("\n\n\n")));
}

/// Copies the comparison as plain text, as it is listed.
pub fn comparison(state: &State, effects: &mut Vec<Effect>) {
    if let Some(compared) = &state.compared {
        let listed = Listed { rows: state.rows(), filter: left_out(state) };
        let text = report::text(&compared.analysed.analysis, &compared.comparison, &listed);
        effects.push(Effect::WriteClipboard(text));
    }
}

/// Why rows of the comparison are not listed, in words.
fn left_out(state: &State) -> String {
    let positions = (state.settings.layout == Layout::Evolution).then(|| "positions".to_owned());
    let filter = Some(state.filter.describe()).filter(|words| !words.is_empty());
    positions.into_iter().chain(filter).collect::<Vec<_>>().join("; ")
}
