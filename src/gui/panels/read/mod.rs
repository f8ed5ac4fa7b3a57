//! The view Read: one to four transcripts side by side, matched passages marked and joined.

pub mod blocks;
mod column;
mod ruler;

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::epaint::{Mesh, PathShape, Shape};
use egui::{Pos2, Rect, ScrollArea, Sense, Stroke, Ui, UiBuilder, Vec2, pos2, vec2};

use super::{Commands, review};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::compared::Analysed;
use crate::app::rows::matched_statements;
use crate::app::state::{Anchor, Id, READ_COLUMNS, Selection, State};
use crate::engine::constraints::Review;
use crate::engine::positions::Statement;
use crate::engine::transcript::Span;
use crate::gui::theme::{Tokens, tokens};
use crate::gui::widgets::controls::{empty_state, secondary};
use column::{Column, ColumnLocal};

/// Space between two columns, which the ribbons cross.
const GAP: f32 = 44.0;

/// A column beside others is at least this wide; below, words would break.
const NARROWEST: f32 = 236.0;

/// What Read keeps that dies with the window.
#[derive(Debug, Default)]
pub struct Local {
    columns: BTreeMap<Id, ColumnLocal>,
    revealed: u64,
    /// Where the selected statement was clicked, below the top of the column.
    clicked_at: Option<f32>,
}

/// Statements of a column that correspond to something.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matches {
    /// In the order of the text: where, and how far the position was reviewed.
    pub spans: Vec<(Span, Review)>,
}

impl Matches {
    /// Finds the statements of a transcript that the transcripts shown beside it correspond to.
    pub fn of(analysed: &Analysed, id: Id, shown: &[Id]) -> Self {
        let Some(transcript) = analysed.index(id) else {
            return Self::default();
        };
        let analysis = &analysed.analysis;
        let statements = matched_statements(analysed, transcript, shown);
        let review = |s: Statement| Some(analysis.positions[analysis.position_of_unit(s.first)?].review);
        let spans = statements.filter_map(|s| Some((analysis.span(s), review(s)?)));
        Self { spans: spans.collect() }
    }

    /// The matched statements that reach into a span.
    pub fn in_span(&self, span: Span) -> impl Iterator<Item = (Span, Review)> + '_ {
        let from = self.spans.partition_point(|(s, _)| s.end <= span.start);
        self.spans[from..].iter().copied().take_while(move |(s, _)| s.start < span.end)
    }
}

/// Draws the view.
pub fn read_ui(ui: &mut Ui, state: &State, local: &mut Local, out: &mut Commands) {
    let shown = state.shown();
    if shown.is_empty() {
        let (title, hint) = if state.items.is_empty() {
            (
                "No transcript is open",
                "Open files (text, web pages, Word, PDF …), or drop them on this window.",
            )
        } else {
            (
                "Choose a transcript",
                "Click up to four transcripts in the list on the left to read them side by side.",
            )
        };
        empty_state(ui, title, hint, |ui| {
            if state.items.is_empty() && secondary(ui, Action::OpenFiles.entry().label, None).clicked() {
                out.push(Command::Act(Action::OpenFiles));
            }
        });
        return;
    }
    review::joining_ui(ui, state, out);
    let shown = &shown[..shown.len().min(READ_COLUMNS)];
    let room = ui.available_size();
    ScrollArea::horizontal()
        .id_salt("read columns")
        .auto_shrink(false)
        .show(ui, |ui| columns_ui(ui, room, state, shown, local, out));
}

/// Draws the columns side by side; where the room is too narrow for them, what is drawn is wider.
fn columns_ui(ui: &mut Ui, room: Vec2, state: &State, shown: &[Id], local: &mut Local, out: &mut Commands) {
    local.columns.retain(|id, _| state.item(*id).is_some());
    let selected = selected_spans(state);
    let gaps = GAP * (shown.len() - 1) as f32;
    let least = if shown.len() == 1 { 0.0 } else { NARROWEST };
    let width = ((room.x - gaps) / shown.len() as f32).max(least);
    let area = Rect::from_min_size(ui.max_rect().min, vec2(width * shown.len() as f32 + gaps, room.y));
    let is_revealing = local.revealed != state.reveal;
    let leader = leader(state, shown);
    let mut levels: Vec<Option<(f32, f32)>> = Vec::new();
    let mut clicked: Option<(Anchor, f32)> = None;
    for (i, &id) in shown.iter().enumerate() {
        let left = area.left() + i as f32 * (width + GAP);
        let rect = Rect::from_min_size(pos2(left, area.top()), vec2(width, area.height()));
        let Some(item) = state.item(id) else { continue };
        let column_local = local.columns.entry(id).or_default();
        column_local.prepare(state, item, shown);
        let own = selected.get(&id).copied();
        if is_revealing && let Some(span) = own {
            let below = local.clicked_at.unwrap_or(area.height() * 0.28);
            column_local.reveal(span, below, Some(id) == leader && local.clicked_at.is_some());
        }
        let column = Column { state, item, selected: own, is_alone: shown.len() == 1 };
        let mut ui = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(("read column", id)));
        let answer = column.show(&mut ui, column_local, out);
        clicked = clicked.or(answer.clicked.map(|(start, below)| (Anchor { id, start }, below)));
        levels.push(answer.selected_level);
    }
    if is_revealing && !ui.ctx().will_discard() {
        local.revealed = state.reveal;
        local.clicked_at = None;
    }
    let t = tokens(ui.visuals());
    for (i, pair) in levels.windows(2).enumerate() {
        if let [Some(from), Some(to)] = pair {
            let left = area.left() + (i + 1) as f32 * width + i as f32 * GAP;
            ribbon(ui, left, left + GAP, *from, *to, t);
        }
    }
    ui.allocate_rect(area, Sense::hover());
    if let Some((anchor, below)) = clicked {
        local.clicked_at = Some(below);
        out.push(Command::SelectAndReveal(Selection::Passage(anchor)));
    }
}

/// The selected statement and its counterparts, by transcript.
fn selected_spans(state: &State) -> BTreeMap<Id, Span> {
    let mut spans = BTreeMap::new();
    let (Selection::Passage(anchor), Some(analysed)) = (state.selection, &state.analysed) else {
        return spans;
    };
    let analysis = &analysed.analysis;
    let Some(statement) = state.statement_at(anchor) else {
        return spans;
    };
    match analysis.position_of_unit(statement.first) {
        Some(position) => {
            let statements = &analysis.positions[position].statements;
            spans.extend(statements.iter().map(|&s| (analysed.ids[s.transcript], analysis.span(s))));
        }
        None => {
            spans.insert(anchor.id, analysis.span(statement));
        }
    }
    spans
}

fn leader(state: &State, shown: &[Id]) -> Option<Id> {
    match state.selection {
        Selection::Passage(anchor) if shown.contains(&anchor.id) => Some(anchor.id),
        _ => shown.first().copied(),
    }
}

/// Joins two corresponding statements: `from` and `to` are their upper and lower edges.
fn ribbon(ui: &Ui, left: f32, right: f32, from: (f32, f32), to: (f32, f32), t: &Tokens) {
    const STEPS: usize = 24;
    let curve = |y0: f32, y1: f32| -> Vec<Pos2> {
        (0..=STEPS)
            .map(|i| {
                let x = i as f32 / STEPS as f32;
                let ease = x * x * (3.0 - 2.0 * x);
                pos2(left + (right - left) * x, y0 + (y1 - y0) * ease)
            })
            .collect()
    };
    let (upper, lower) = (curve(from.0, to.0), curve(from.1, to.1));
    let mut mesh = Mesh::default();
    for (i, (a, b)) in upper.iter().zip(&lower).enumerate() {
        mesh.colored_vertex(*a, t.matched_ground);
        mesh.colored_vertex(*b, t.matched_ground);
        if i > 0 {
            let n = 2 * i as u32;
            mesh.add_triangle(n - 2, n - 1, n);
            mesh.add_triangle(n - 1, n, n + 1);
        }
    }
    let edge = Stroke::new(1.0, t.matched.gamma_multiply(0.5));
    ui.painter().add(Shape::Mesh(Arc::new(mesh)));
    ui.painter().add(PathShape::line(upper, edge));
    ui.painter().add(PathShape::line(lower, edge));
}
