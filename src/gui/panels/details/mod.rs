//! The panel on the right: what is selected, why it is paired, how it is cited.

pub mod topic;

pub(super) mod transcript;

mod pair;

use egui::{RichText, ScrollArea, Ui, vec2};

use super::redline::{paragraph, source, status_colours};
use super::{Commands, compare, review};
use crate::app::command::Command;
use crate::app::compared::Analysed;
use crate::app::settings::Page;
use crate::app::state::{Anchor, Id, Selection, State};
use crate::engine::cite;
use crate::engine::compare::{Cell, Row, Status, position_row};
use crate::engine::positions::Statement;
use crate::gui::theme::{SMALL, TEXT, sans, sans_bold, tokens};
use crate::gui::widgets::controls::{badge, secondary, section};
use pair::{flags_ui, shared_ui};
use topic::topic_ui;
use transcript::transcript_ui;

/// Width of the panel.
pub const WIDTH: f32 = 272.0;

/// Transcripts of which each is listed, even where it says nothing.
const MOST_YEARS: usize = 12;

/// Draws the panel.
pub fn details_ui(ui: &mut Ui, state: &State, local: &mut review::Local, out: &mut Commands) {
    local.hand_over(review::typed_at(state), out);
    ScrollArea::vertical().id_salt("details").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
        match state.selection {
            Selection::Topic => topic_ui(ui, state, out),
            Selection::Transcript(id) => match state.item(id) {
                Some(item) => transcript_ui(ui, item, out),
                None => topic_ui(ui, state, out),
            },
            Selection::Passage(anchor) => passage_ui(ui, state, anchor, local, out),
        }
    });
}

fn key_value(ui: &mut Ui, key: &str, value: &str) {
    let t = tokens(ui.visuals());
    ui.horizontal_top(|ui| {
        let width = 96.0;
        ui.allocate_ui_with_layout(vec2(width, 18.0), egui::Layout::left_to_right(egui::Align::TOP), |ui| {
            ui.set_min_width(width);
            ui.label(RichText::new(key).color(t.soft));
        });
        ui.add(egui::Label::new(RichText::new(value).color(t.ink)).wrap());
    });
}

fn heading(ui: &mut Ui, text: &str) {
    let t = tokens(ui.visuals());
    ui.label(RichText::new(text).font(sans_bold(TEXT)).color(t.ink));
    ui.add_space(4.0);
}

/// The row that the details of a passage are about: that of the comparison, or, in Read, of all transcripts.
fn row_of(state: &State, anchor: Anchor) -> Option<(Row, Vec<usize>, &Analysed)> {
    if state.settings.page == Page::Compare
        && let (Some(compared), Some(row)) = (&state.compared, state.selected_row())
    {
        let row = compared.comparison.rows[row].clone();
        return Some((row, compared.comparison.transcripts.clone(), &compared.analysed));
    }
    let analysed = state.analysed.as_deref()?;
    let statement = state.statement_at(anchor)?;
    let all: Vec<usize> = (0..analysed.analysis.transcripts.len()).collect();
    let position = analysed.analysis.position_of_unit(statement.first)?;
    let statements = &analysed.analysis.positions[position].statements;
    let topic =
        state.topic.filter(|&topic| statements.iter().any(|&s| analysed.analysis.is_on(s, Some(topic))));
    Some((position_row(&analysed.analysis, &all, position, topic)?, all, analysed))
}

fn passage_ui(ui: &mut Ui, state: &State, anchor: Anchor, local: &mut review::Local, out: &mut Commands) {
    let Some((row, transcripts, analysed)) = row_of(state, anchor) else {
        statement_ui(ui, state, anchor, local, out);
        return;
    };
    let analysis = &analysed.analysis;
    let statements: Vec<Statement> = row.statements().collect();
    section(ui, if row.is_paired() { "Position" } else { "Statement" });
    review::name_ui(ui, state, anchor, &row.label, local, out);
    let in_compare = state.settings.page == Page::Compare;
    if in_compare {
        key_badge(ui, "Status", row.status());
    }
    if let Some(review) = row.review {
        ui.horizontal(|ui| {
            key_ui(ui, "Review");
            review::review_ui(ui, review);
        });
    }
    let date = |s: &Statement| cite::name(&analysis.transcripts[s.transcript]);
    if let (Some(first), Some(last)) = (statements.first(), statements.last()) {
        key_value(ui, "First said", &date(first));
        if statements.len() > 1 {
            key_value(ui, "Last said", &date(last));
        }
    }
    if let Some(tier) = row.tier {
        key_value(ui, "Match", tier.as_str());
    }
    if transcripts.len() > 2 {
        key_value(ui, "Said in", &format!("{} of {} transcripts", statements.len(), transcripts.len()));
    }
    review::passage_ui(ui, state, anchor, local, out);
    if !in_compare || transcripts.len() > 2 {
        through_the_years(ui, analysed, &row, &transcripts);
    }
    if let [.., old, new] = statements.as_slice() {
        shared_ui(ui, analysis, (*old, *new), (&date(old), &date(new)));
    }
    flags_ui(ui, analysed, &row);
    section(ui, "Cite");
    for statement in statements {
        cite_ui(ui, analysed, statement, out);
    }
}

/// What became of the position in each transcript.
fn through_the_years(ui: &mut Ui, analysed: &Analysed, row: &Row, transcripts: &[usize]) {
    section(ui, "Through the years");
    let cells = row.cells.iter().zip(transcripts);
    // In a large library only the transcripts that say it.
    let is_listed = |cell: &Cell| transcripts.len() <= MOST_YEARS || cell.statement.is_some();
    for (cell, &transcript) in cells.filter(|(cell, _)| is_listed(cell)) {
        key_badge(ui, &cite::name(&analysed.analysis.transcripts[transcript]), cell.status);
    }
}

fn key_ui(ui: &mut Ui, key: &str) {
    let t = tokens(ui.visuals());
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(vec2(96.0, 20.0), layout, |ui| {
        ui.set_min_width(96.0);
        ui.add(egui::Label::new(RichText::new(key).color(t.soft)).truncate()).on_hover_text(key);
    });
}

fn key_badge(ui: &mut Ui, key: &str, status: Status) {
    let t = tokens(ui.visuals());
    ui.horizontal(|ui| {
        key_ui(ui, key);
        let rest = vec2(ui.available_width(), 20.0);
        let wrapped = egui::Layout::left_to_right(egui::Align::Center).with_main_wrap(true);
        ui.allocate_ui_with_layout(rest, wrapped, |ui| {
            let (color, ground) = status_colours(status, t);
            badge(ui, status.as_str(), color, ground).on_hover_text(compare::explain(status));
        });
    });
}

fn statement_ui(ui: &mut Ui, state: &State, anchor: Anchor, local: &mut review::Local, out: &mut Commands) {
    let t = tokens(ui.visuals());
    section(ui, "Statement");
    let found = state.analysed.as_ref().zip(state.statement_at(anchor));
    let Some((analysed, statement)) = found else {
        ui.label(
            RichText::new("This is not said by a speaker of the event, so nothing is compared with it.")
                .color(t.soft),
        );
        return;
    };
    let remark = analysed.analysis.constraints.remark(&[statement]);
    let name = remark.map(|remark| remark.name).filter(|name| !name.is_empty());
    let quotation = || crate::engine::explain::shorten(analysed.analysis.text(statement), 76);
    review::name_ui(ui, state, anchor, &name.unwrap_or_else(quotation), local, out);
    ui.label(RichText::new("No counterpart was found in the other transcripts.").color(t.soft));
    review::passage_ui(ui, state, anchor, local, out);
    section(ui, "Cite");
    cite_ui(ui, analysed, statement, out);
}

fn cite_ui(ui: &mut Ui, analysed: &Analysed, statement: Statement, out: &mut Commands) {
    let t = tokens(ui.visuals());
    let analysis = &analysed.analysis;
    let transcript = &analysis.transcripts[statement.transcript];
    let span = analysis.span(statement);
    let id: Id = analysed.ids[statement.transcript];
    ui.push_id((id, span.start), |ui| {
        ui.label(RichText::new(cite::citation(transcript, span)).color(t.soft));
        ui.label(RichText::new(source(analysis, statement)).font(sans(SMALL)).color(t.faint));
        ui.horizontal_wrapped(|ui| {
            let copy = secondary(ui, "Copy quotation", None)
                .on_hover_text("The words of the file with speaker, title, place, date and paragraph");
            if copy.clicked() {
                out.push(Command::Copy(cite::quotation(transcript, span)));
            }
            let place = paragraph(analysis, statement);
            if secondary(ui, "Show in the text", None)
                .on_hover_text(format!("Open {place} in Read"))
                .clicked()
            {
                out.push(Command::ShowInRead(Anchor { id, start: span.start }));
            }
        });
        ui.add_space(8.0);
    });
}
