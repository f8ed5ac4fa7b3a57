//! Evolution: one position through all years, each version against the one before.

pub mod rows;

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use egui::{Align2, Galley, Id, Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::Commands;
use super::listed::{Listed, sentences, stamp};
use super::redline::{anchor_of, row_id, status_colours};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::compared::Compared;
use crate::app::state::{Anchor, Selection, State};
use crate::engine::compare::Row;
use crate::engine::redline::Mark;
use crate::engine::transcript::Span;
use crate::gui::theme::{self, HEADING, SMALL, TEXT, Tokens, sans, sans_bold, tokens, transcript_colour};
use crate::gui::widgets::controls::{focus_ring, hairline, line_at, pill, secondary, swatch};
use crate::gui::widgets::rows::{Place, Rows, Source, Stamp, part_id};
use crate::gui::widgets::text::{Face, Layer, fixed, galley, passage_job, plain_job, selectable};
use rows::{EvolutionRow, Head, VersionRow, choice, evolution_rows};

/// Width of the view at most, with room for the scroll bar.
pub const WIDEST_VIEW: f32 = RAIL + WIDEST + 24.0;

/// Width of the column with the dates.
const RAIL: f32 = 148.0;

/// The same in a narrow window.
const NARROW_RAIL: f32 = 112.0;

/// Widest text: about 75 characters a line.
const WIDEST: f32 = 620.0;

/// Height of the line with the capsule.
const BAND: f32 = 26.0;

/// Where the line through the dates runs.
const LINE: f32 = 5.0;

/// Width of the kind of a flag.
const KIND: f32 = 88.0;

/// Face of the words that were left out.
const LEFT_OUT: Face = Face { size: 13.5, line: 20.0 };

/// What Evolution keeps that dies with the window.
#[derive(Debug, Default)]
pub struct Local {
    position: Rows,
    choices: Rows,
    /// What is shown of the selected position, and what it was made for.
    parts: (Stamp, Vec<EvolutionRow>),
}

impl Local {
    /// Scrolls the list to a position that was selected.
    pub fn bring_into_view(&mut self, at: usize) {
        self.choices.bring_into_view(at);
    }
}

/// Draws the layout: the selected position, else what can be chosen.
pub fn evolution_ui(ui: &mut Ui, state: &State, compared: &Compared, local: &mut Local, out: &mut Commands) {
    let scale = state.settings.text_scale();
    let selected = state.selected_row().map(|row| &compared.comparison.rows[row]);
    match selected.filter(|row| row.is_paired()) {
        Some(row) => {
            let listed = stamp(state, compared);
            let mut hasher = DefaultHasher::new();
            (listed.version, row.position).hash(&mut hasher);
            let stamp = Stamp { version: hasher.finish(), ..listed };
            if local.parts.0 != stamp {
                local.parts = (stamp, evolution_rows(compared, row));
            }
            let parts = &local.parts.1;
            let mut source = PositionSource { state, compared, row, parts, out };
            local.position.show(ui, "evolution", stamp, scale, &mut source);
        }
        None => {
            let stamp = stamp(state, compared);
            let mut source = ChoiceSource { listed: Listed::new(state, compared), out };
            local.choices.show(ui, "evolution choices", stamp, scale, &mut source);
        }
    }
}

/// Left edge and width of the text.
fn text_column(width: f32) -> (f32, f32) {
    let rail = if width < 520.0 { NARROW_RAIL } else { RAIL };
    (rail, (width - rail - 12.0).clamp(80.0, WIDEST))
}

struct PositionSource<'a> {
    state: &'a State,
    compared: &'a Compared,
    row: &'a Row,
    parts: &'a [EvolutionRow],
    out: &'a mut Commands,
}

/// A part of the view, laid out.
pub struct LaidOut {
    part: Part,
    height: f32,
}

enum Part {
    Head { label: Arc<Galley>, facts: Vec<(Arc<Galley>, Arc<Galley>)>, core: Option<Arc<Galley>> },
    Version(Box<VersionPart>),
    Gap(Arc<Galley>),
}

struct VersionPart {
    row: VersionRow,
    place: Arc<Galley>,
    words: Arc<Galley>,
    /// What stands below the words, from top to bottom.
    below: Vec<Arc<Galley>>,
    flags: Vec<(&'static str, Arc<Galley>)>,
}

impl Source for PositionSource<'_> {
    type Row = LaidOut;

    fn count(&self) -> usize {
        self.parts.len()
    }

    fn estimate(&self, row: usize, width: f32) -> f32 {
        let face = Face::REDLINE.scaled(self.state.settings.text_scale());
        match &self.parts[row] {
            EvolutionRow::Head(_) => 130.0,
            EvolutionRow::Gap(_) => 36.0,
            EvolutionRow::Version(version) => {
                let lines = (version.text.len() as f32 * face.size * 0.5 / text_column(width).1).ceil();
                BAND + lines.max(1.0) * face.line + 60.0
            }
        }
    }

    fn places(&self, row: usize) -> Vec<Place> {
        match &self.parts[row] {
            // The head stands for the position, told from its first version by no transcript's number.
            EvolutionRow::Head(_) => {
                let places = self.row.statements().flat_map(|s| sentences(&self.compared.analysed, s));
                places.map(|(id, start)| (!id, start)).collect()
            }
            EvolutionRow::Version(version) => sentences(&self.compared.analysed, version.statement).collect(),
            EvolutionRow::Gap(_) => Vec::new(),
        }
    }

    fn lay_out(&self, ui: &Ui, row: usize, width: f32) -> LaidOut {
        match &self.parts[row] {
            EvolutionRow::Head(head) => lay_out_head(ui, head, width),
            EvolutionRow::Version(version) => self.lay_out_version(ui, version, width),
            EvolutionRow::Gap(text) => {
                let t = tokens(ui.visuals());
                let text = galley(ui, plain_job(text, sans(SMALL), t.soft, text_column(width).1));
                LaidOut { height: text.size().y + 26.0, part: Part::Gap(text) }
            }
        }
    }

    fn height(row: &LaidOut) -> f32 {
        row.height
    }

    fn draw(&mut self, ui: &mut Ui, index: usize, pos: Pos2, laid_out: LaidOut) {
        let t = tokens(ui.visuals());
        let width = ui.available_width();
        let rect = Rect::from_min_size(pos, vec2(width, laid_out.height));
        let column = text_column(width);
        match laid_out.part {
            Part::Head { label, facts, core } => self.draw_head(ui, rect, label, facts, core),
            Part::Version(part) => {
                let is_last = !self.parts[index + 1..].iter().any(|p| matches!(p, EvolutionRow::Version(_)));
                self.draw_version(ui, rect, column, &part, is_last);
            }
            Part::Gap(text) => {
                let x = rect.left() + LINE;
                let is_last = index + 1 == self.parts.len();
                if !is_last {
                    let stroke = Stroke::new(1.0, t.rule);
                    ui.painter().add(egui::Shape::dashed_line(
                        &[pos2(x, rect.top()), pos2(x, rect.bottom())],
                        stroke,
                        3.0,
                        4.0,
                    ));
                }
                let id = part_id("evolution", index, "gap");
                fixed(ui, id, pos2(rect.left() + column.0, rect.top() + 10.0), text, t.soft);
            }
        }
    }
}

fn lay_out_head(ui: &Ui, head: &Head, width: f32) -> LaidOut {
    let t = tokens(ui.visuals());
    let (rail, column) = text_column(width);
    let room = rail + column;
    let label = galley(ui, plain_job(&head.label, sans_bold(HEADING), t.ink, room - 110.0));
    let fact = |(key, value): &(&'static str, String)| {
        let key = galley(ui, plain_job(key, sans(TEXT), t.soft, rail));
        (key, galley(ui, plain_job(value, sans(TEXT), t.ink, column)))
    };
    let facts: Vec<_> = head.facts.iter().map(fact).collect();
    let core = (!head.core.is_empty())
        .then(|| galley(ui, plain_job(&head.core.join(" · "), sans(TEXT), t.ink, column)));
    let facts_height: f32 = facts.iter().map(|(_, value)| value.size().y + 3.0).sum();
    let core_height = core.as_ref().map_or(0.0, |core| core.size().y + 3.0);
    let height = label.size().y + 8.0 + facts_height + core_height + 22.0;
    LaidOut { part: Part::Head { label, facts, core }, height }
}

impl PositionSource<'_> {
    fn lay_out_version(&self, ui: &Ui, version: &VersionRow, width: f32) -> LaidOut {
        let t = tokens(ui.visuals());
        let (rail, column) = text_column(width);
        let face = Face::REDLINE.scaled(self.state.settings.text_scale());
        let layers: Vec<(Span, Layer)> =
            version.marks.iter().map(|&(span, mark)| (span, Layer::Mark(mark))).collect();
        let words = galley(ui, passage_job(&version.text, &layers, face, column, t));
        let mut below = vec![galley(ui, plain_job(&version.source, sans(SMALL), t.faint, column))];
        below.extend(left_out(&version.left_out).map(|(text, layers)| {
            let face = LEFT_OUT.scaled(self.state.settings.text_scale());
            galley(ui, passage_job(&text, &layers, face, column, t))
        }));
        let turnover = version.turnover.as_ref();
        below.extend(turnover.map(|text| galley(ui, plain_job(text, sans(SMALL), t.soft, column))));
        let flag = |(kind, words): &(&'static str, String)| {
            (*kind, galley(ui, plain_job(words, sans(TEXT), t.ink, column - KIND)))
        };
        let flags: Vec<_> = version.flags.iter().map(flag).collect();
        let place = galley(ui, plain_job(&version.place, sans(SMALL), t.soft, rail - 28.0));
        let below_height: f32 = below.iter().map(|galley| galley.size().y + 5.0).sum();
        let flags_height: f32 = flags.iter().map(|(_, words)| words.size().y.max(20.0) + 4.0).sum();
        let text_height = BAND + words.size().y + below_height + flags_height;
        let height = text_height.max(20.0 + place.size().y) + 14.0;
        let row = version.clone();
        LaidOut { part: Part::Version(Box::new(VersionPart { row, place, words, below, flags })), height }
    }

    fn draw_head(
        &mut self,
        ui: &mut Ui,
        rect: Rect,
        label: Arc<Galley>,
        facts: Vec<(Arc<Galley>, Arc<Galley>)>,
        core: Option<Arc<Galley>>,
    ) {
        let t = tokens(ui.visuals());
        let id = row_id(self.compared, self.row);
        let (rail, column) = text_column(rect.width());
        let button =
            Rect::from_min_size(pos2(rect.left() + rail + column - 96.0, rect.top()), vec2(96.0, 26.0));
        ui.scope_builder(egui::UiBuilder::new().max_rect(button), |ui| {
            if secondary(ui, "All positions", None)
                .on_hover_text("Choose another position (Escape)")
                .clicked()
            {
                self.out.push(Command::Act(Action::Deselect));
            }
        });
        let mut at = rect.min;
        let height = label.size().y;
        fixed(ui, id.with("label"), at, label, t.ink);
        at.y += height + 8.0;
        for (i, (key, value)) in facts.into_iter().enumerate() {
            let height = value.size().y;
            fixed(ui, id.with(("key", i)), at, key, t.soft);
            fixed(ui, id.with(("value", i)), at + vec2(rail, 0.0), value, t.ink);
            at.y += height + 3.0;
        }
        if let Some(core) = core {
            let key = galley(ui, plain_job("In every version", sans(TEXT), t.soft, rail));
            fixed(ui, id.with("core key"), at, key, t.soft);
            fixed(ui, id.with("core"), at + vec2(rail, 0.0), core, t.ink);
        }
        hairline(ui.painter(), rect.left(), rect.left() + rail + column, rect.bottom() - 12.0, t);
    }

    fn draw_version(
        &mut self,
        ui: &mut Ui,
        rect: Rect,
        column: (f32, f32),
        part: &VersionPart,
        is_last: bool,
    ) {
        let t = tokens(ui.visuals());
        let version = &part.row;
        let analysed = &self.compared.analysed;
        let span = analysed.analysis.span(version.statement);
        let anchor = Anchor { id: analysed.ids[version.statement.transcript], start: span.start };
        let id = Id::unique(("version", anchor));
        let is_chosen = self.state.selection == Selection::Passage(anchor);
        let response = ui.interact(rect, id, Sense::click());
        response.widget_info(|| {
            WidgetInfo::selected(
                Role::ListBoxOption,
                true,
                is_chosen,
                format!("{}, {}", version.date, version.badge),
            )
        });
        if response.hovered() && !is_chosen {
            let ground = Rect::from_min_max(pos2(rect.left() + column.0 - 10.0, rect.top()), rect.max);
            ui.painter().rect_filled(ground, theme::RADIUS, t.panel.gamma_multiply(0.6));
        }
        focus_ring(ui, &response);
        if is_chosen {
            let left = rect.left() + column.0 - 10.0;
            let bar =
                Rect::from_min_max(pos2(left, rect.top() + BAND), pos2(left + 2.0, rect.bottom() - 14.0));
            ui.painter().rect_filled(bar, 0.0, t.accent);
        }
        let x = rect.left() + LINE;
        if !is_last {
            ui.painter().vline(x, rect.top() + 13.0..=rect.bottom(), Stroke::new(1.0, t.rule));
        }
        let middle = rect.top() + 12.0;
        swatch(ui.painter(), pos2(rect.left(), middle), transcript_colour(version.statement.transcript));
        let date_at = pos2(rect.left() + 18.0, middle);
        line_at(ui, date_at, Align2::LEFT_CENTER, &version.date, sans_bold(TEXT), t.ink, column.0 - 24.0);
        fixed(ui, id.with("place"), pos2(rect.left() + 18.0, rect.top() + 23.0), part.place.clone(), t.soft);
        let clicked = self.draw_text(ui, rect, column, part, id) || response.clicked();
        if response.double_clicked() {
            self.out.push(Command::ShowInRead(anchor));
        } else if clicked {
            self.out.push(Command::Select(Selection::Passage(anchor)));
        }
    }

    /// Draws the words with what stands above and below them; whether they were clicked.
    fn draw_text(&self, ui: &Ui, rect: Rect, column: (f32, f32), part: &VersionPart, id: Id) -> bool {
        let t = tokens(ui.visuals());
        let version = &part.row;
        let left = rect.left() + column.0;
        let middle = rect.top() + 12.0;
        let (color, ground) = status_colours(version.status, t);
        let width = pill(ui.painter(), pos2(left, middle), &version.badge, color, ground) + 10.0;
        let note_at = pos2(left + width, middle);
        line_at(ui, note_at, Align2::LEFT_CENTER, &version.note, sans(SMALL), t.soft, column.1 - width);
        let mut at = pos2(left, rect.top() + BAND);
        let clicked = selectable(ui, id.with("words"), at, part.words.clone(), t.ink).clicked();
        at.y += part.words.size().y + 5.0;
        for (i, galley) in part.below.iter().enumerate() {
            fixed(ui, id.with(("below", i)), at, galley.clone(), t.faint);
            at.y += galley.size().y + 5.0;
        }
        for (i, (kind, words)) in part.flags.iter().enumerate() {
            flag_ui(ui, id.with(("flag", i)), at, kind, words, t);
            at.y += words.size().y.max(20.0) + 4.0;
        }
        clicked
    }
}

/// The kind of a flag in a quiet capsule, and what changed.
fn flag_ui(ui: &Ui, id: Id, at: Pos2, kind: &str, words: &Arc<Galley>, t: &Tokens) {
    pill(ui.painter(), at + vec2(0.0, 9.0), kind, t.held, t.held_ground);
    fixed(ui, id, at + vec2(KIND, 0.0), words.clone(), t.ink);
}

/// What was left out as one line, with the layers that strike it through.
fn left_out(runs: &[String]) -> Option<(String, Vec<(Span, Layer)>)> {
    if runs.is_empty() {
        return None;
    }
    let mut text = "Left out: ".to_owned();
    let mut layers = vec![(Span::new(0, text.len()), Layer::Faint)];
    for (i, run) in runs.iter().enumerate() {
        if i > 0 {
            text.push_str(" · ");
        }
        let start = text.len();
        text.push_str(run);
        layers.push((Span::new(start, text.len()), Layer::Mark(Mark::Deleted)));
    }
    Some((text, layers))
}

struct ChoiceSource<'a> {
    listed: Listed<'a>,
    out: &'a mut Commands,
}

/// A position to choose, laid out.
pub struct LaidOutChoice {
    label: Arc<Galley>,
    note: Arc<Galley>,
    name: String,
}

impl Source for ChoiceSource<'_> {
    type Row = LaidOutChoice;

    fn count(&self) -> usize {
        self.listed.numbers.len()
    }

    fn estimate(&self, _row: usize, _width: f32) -> f32 {
        58.0
    }

    fn places(&self, row: usize) -> Vec<Place> {
        self.listed.places(row)
    }

    fn holds(&self, row: usize, place: Place) -> bool {
        self.listed.holds(row, place)
    }

    fn lay_out(&self, ui: &Ui, row: usize, width: f32) -> LaidOutChoice {
        let t = tokens(ui.visuals());
        let choice = choice(self.listed.compared, self.listed.row(row));
        let room = width.min(WIDEST_VIEW) - 28.0;
        LaidOutChoice {
            label: galley(ui, plain_job(&choice.label, sans_bold(TEXT), t.ink, room)),
            note: galley(ui, plain_job(&choice.note, sans(SMALL), t.soft, room)),
            name: choice.label,
        }
    }

    fn height(row: &LaidOutChoice) -> f32 {
        row.label.size().y + row.note.size().y + 25.0
    }

    fn draw(&mut self, ui: &mut Ui, index: usize, pos: Pos2, laid_out: LaidOutChoice) {
        let t = tokens(ui.visuals());
        let (compared, row) = (self.listed.compared, self.listed.row(index));
        let width = ui.available_width().min(WIDEST_VIEW) - 12.0;
        let rect = Rect::from_min_size(pos, vec2(width, Self::height(&laid_out)));
        let id = row_id(compared, row);
        let response = ui.interact(rect, id, Sense::click());
        response.widget_info(|| {
            let name = format!("Position {} of {}: {}", index + 1, self.listed.numbers.len(), laid_out.name);
            WidgetInfo::selected(Role::ListBoxOption, true, false, name)
        });
        if response.hovered() {
            ui.painter().rect_filled(
                rect.shrink2(vec2(0.0, 1.0)),
                theme::RADIUS,
                t.panel.gamma_multiply(0.6),
            );
        }
        focus_ring(ui, &response);
        let at = pos + vec2(2.0, 11.0);
        let below = at + vec2(0.0, laid_out.label.size().y + 3.0);
        fixed(ui, id.with("label"), at, laid_out.label, t.ink);
        fixed(ui, id.with("note"), below, laid_out.note, t.soft);
        hairline(ui.painter(), rect.left(), rect.right(), rect.bottom() - 1.0, t);
        if response.clicked()
            && let Some(anchor) = anchor_of(compared, row)
        {
            self.out.push(Command::SelectAndReveal(Selection::Passage(anchor)));
        }
    }
}
