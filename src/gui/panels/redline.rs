//! Redline: two transcripts face to face, older left, changed words marked.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::epaint::{Mesh, Shape};
use egui::{Align2, Galley, Id, Pos2, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::Commands;
use super::listed::{Listed, stamp};
use crate::app::command::Command;
use crate::app::compared::Compared;
use crate::app::state::{Anchor, State};
use crate::engine::analysis::Analysis;
use crate::engine::cite;
use crate::engine::compare::{Cell, Row, Status};
use crate::engine::constraints::Review;
use crate::engine::explain;
use crate::engine::flags::{Flag, FlagKind};
use crate::engine::judgement::{Importance, Relation};
use crate::engine::numbers;
use crate::engine::positions::Statement;
use crate::engine::redline::{Likeness, Mark};
use crate::engine::report::absence;
use crate::engine::transcript::{Span, TurnKind};
use crate::gui::theme::{self, SMALL, TEXT, Tokens, sans, sans_bold, tokens, transcript_colour};
use crate::gui::widgets::controls::{fitting, focus_ring, hairline, line_after, line_at, pill, swatch};
use crate::gui::widgets::marks::{MARK, importance_mark, review_mark};
use crate::gui::widgets::rows::{Place, Rows, Source};
use crate::gui::widgets::text::{Face, Layer, fixed, galley, passage_job, plain_job, selectable};

/// Space between the columns.
const GAP: f32 = 20.0;

/// Space left of a text, where the bar of the selection stands.
const INDENT: f32 = 12.0;

/// Height of the line with the name of a row.
const BAND: f32 = 30.0;

/// Widest column: about 75 characters a line.
const WIDEST: f32 = 600.0;

/// Width of the view at most, with room for the scroll bar.
pub const WIDEST_VIEW: f32 = 2.0 * WIDEST + GAP + 16.0;

/// One row as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct RedlineRow {
    /// A short quotation.
    pub label: String,

    /// The word in the capsule.
    pub badge: String,

    /// What stands beside it.
    pub note: String,

    /// What the newer transcript does.
    pub status: Status,

    /// Kinds of the changes that carry meaning.
    pub flags: Vec<&'static str>,

    /// How far it was reviewed; `None` without a counterpart.
    pub review: Option<Review>,

    /// How much it matters to the reviewer.
    pub importance: Importance,

    /// Older and newer.
    pub sides: [Side; 2],
}

/// One side of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Side {
    /// What was said.
    Said {
        /// Word for word.
        text: String,
        /// Marked runs.
        marks: Vec<(Span, Mark)>,
        /// Paragraph, kind of turn, question.
        source: String,
    },

    /// Why nothing stands here.
    Absent(String),
}

/// Makes a row of a comparison of two transcripts.
pub fn redline_row(compared: &Compared, row: &Row) -> RedlineRow {
    let analysis = &compared.analysed.analysis;
    let newer = compared.comparison.transcripts.last().copied().unwrap_or_default();
    let line = row.cells.iter().rev().find_map(|cell| cell.redline.as_ref());
    let rewritten = line.is_some_and(|line| line.likeness == Likeness::Rewritten);
    let relation = row.cells.last().and_then(|cell| cell.relation);
    let badge = match row.status() {
        _ if relation.is_some() => relation.map_or("", Relation::as_str).to_owned(),
        Status::Reworded if rewritten => "rewritten".to_owned(),
        status @ (Status::New | Status::NotRepeated) => match analysis.transcripts[newer].meta.date {
            Some(date) => format!("{} in {}", status.as_str(), date.value.year()),
            None => status.as_str().to_owned(),
        },
        status => status.as_str().to_owned(),
    };
    let mut notes = Vec::new();
    if let Some(review) = row.review {
        notes.push(review.as_str().to_owned());
    }
    if row.has_note {
        notes.push("note".to_owned());
    }
    // What explains the drawing comes first: where there is no room, the last notes are left out.
    if rewritten {
        notes.push("shared words underlined".to_owned());
    }
    if let Some(said) = prompted(analysis, row) {
        notes.push(said.to_owned());
    }
    if row.ritual {
        notes.push("protocol".to_owned());
    }
    let sides = [0, 1].map(|i| match row.cells.get(i) {
        Some(cell) => side(compared, row, cell, i),
        None => Side::Absent(String::new()),
    });
    // What stands alone would only repeat its first words.
    let label = if row.is_paired() { row.label.clone() } else { String::new() };
    let label = if row.is_named { row.label.clone() } else { label };
    RedlineRow {
        label,
        badge,
        note: notes.join(" · "),
        status: row.status(),
        flags: flag_kinds(row.flags()),
        review: row.review,
        importance: row.importance,
        sides,
    }
}

/// The kinds of flags, each once.
pub fn flag_kinds<'a>(flags: impl Iterator<Item = &'a Flag>) -> Vec<&'static str> {
    let kinds: BTreeSet<FlagKind> = flags.map(|flag| flag.kind).collect();
    kinds.into_iter().map(FlagKind::as_str).collect()
}

fn side(compared: &Compared, row: &Row, cell: &Cell, column: usize) -> Side {
    let analysis = &compared.analysed.analysis;
    let topic = compared.comparison.topic.map(|topic| analysis.topics.list()[topic].name.as_str());
    let Some(statement) = cell.statement else {
        let mut why = absence(topic, cell.status) + ".";
        if let Some(related) = cell.related {
            let text = explain::shorten(analysis.text(related), 110);
            why.push_str(&format!(" Nearest: “{text}”, {}.", paragraph(analysis, related)));
        }
        return Side::Absent(why);
    };
    let line = row.cells.iter().rev().find_map(|cell| cell.redline.as_ref());
    let marks = line.map(|line| if column == 0 { &line.old } else { &line.new });
    Side::Said {
        text: analysis.text(statement).to_owned(),
        marks: marks.into_iter().flatten().map(|m| (m.span, m.mark)).collect(),
        source: source(analysis, statement),
    }
}

/// Paragraph, kind of turn and the question before it.
pub fn source(analysis: &Analysis, statement: Statement) -> String {
    let transcript = &analysis.transcripts[statement.transcript];
    let turn = &transcript.turns[analysis.corpus.unit(statement.first).turn as usize];
    let mut out = paragraph(analysis, statement);
    out.push_str(match turn.kind {
        TurnKind::Opening => ", opening remarks",
        TurnKind::Answer => ", answer",
        TurnKind::Question => ", question",
        TurnKind::Other => "",
    });
    if transcript.meta.speakers.len() > 1
        && let Some(speaker) = &turn.speaker
    {
        out.push_str(&format!(" by {speaker}"));
    }
    if let Some(question) = explain::prompt(analysis, statement, 90) {
        out.push_str(&format!(" · asked: “{question}”"));
    }
    out
}

/// The number of the paragraph that a statement stands in, as it is cited.
pub fn paragraph(analysis: &Analysis, statement: Statement) -> String {
    let transcript = &analysis.transcripts[statement.transcript];
    let number = transcript.paragraph_at(analysis.span(statement).start).map_or(0, |p| p + 1);
    format!("¶ {number}")
}

/// Whether the speaker brought it up or a question did.
fn prompted(analysis: &Analysis, row: &Row) -> Option<&'static str> {
    let is_prompted = |statement: Statement| {
        let unit = analysis.corpus.unit(statement.first);
        analysis.transcripts[statement.transcript].turns[unit.turn as usize].kind == TurnKind::Answer
    };
    let mut answers = row.statements().map(is_prompted);
    match (answers.next()?, answers.next()) {
        (true, Some(true)) => Some("answers both times"),
        (false, Some(false)) => Some("volunteered both times"),
        (true, Some(false)) => Some("an answer, then volunteered"),
        (false, Some(true)) => Some("volunteered, then an answer"),
        (true, None) => Some("in an answer"),
        (false, None) => Some("volunteered"),
    }
}

/// Colours of a status.
pub fn status_colours(status: Status, t: &Tokens) -> (egui::Color32, egui::Color32) {
    match status {
        Status::Held => (t.held, t.held_ground),
        Status::Reworded => (t.accent, t.accent_ground),
        Status::New => (t.insertion, t.insertion_ground),
        Status::NotRepeated => (t.deletion, t.deletion_ground),
        Status::AskedNotAnswered | Status::NotRaised | Status::NotYetSaid => (t.held, t.held_ground),
    }
}

/// Draws the layout.
pub fn redline_ui(ui: &mut Ui, state: &State, compared: &Compared, rows: &mut Rows, out: &mut Commands) {
    column_heads(ui, compared);
    let mut source = RedlineSource { state, listed: Listed::new(state, compared), out };
    let stamp = stamp(state, compared);
    rows.show(ui, "redline rows", stamp, state.settings.text_scale(), &mut source);
}

/// Left edges and width of the two columns.
pub fn columns(left: f32, width: f32) -> [(f32, f32); 2] {
    let column = ((width - GAP) / 2.0).clamp(80.0, WIDEST);
    [(left, column), (left + column + GAP, column)]
}

/// Draws the names of the two transcripts.
pub fn column_heads(ui: &mut Ui, compared: &Compared) {
    let t = tokens(ui.visuals());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::hover());
    let analysis = &compared.analysed.analysis;
    for ((left, width), &transcript) in
        columns(rect.left(), rect.width()).into_iter().zip(&compared.comparison.transcripts)
    {
        let meta = &analysis.transcripts[transcript];
        let middle = rect.top() + 12.0;
        swatch(ui.painter(), pos2(left, middle), transcript_colour(transcript));
        let date = cite::name(meta);
        let drawn = line_at(
            ui,
            pos2(left + 18.0, middle),
            Align2::LEFT_CENTER,
            &date,
            sans_bold(TEXT),
            t.ink,
            width - 18.0,
        );
        let about = [meta.meta.place.clone(), Some(format!("{} words", numbers::thousands(meta.words)))];
        let about = about.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        line_after(ui, drawn, left + width, &about);
        let name = Rect::from_min_size(pos2(left, rect.top()), vec2(width, 24.0));
        let response = ui
            .interact(name, Id::unique(("redline head", transcript)), Sense::hover())
            .on_hover_text(&meta.meta.title);
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, format!("{date}, {about}")));
        hairline(ui.painter(), left, left + width, rect.bottom() - 2.0, t);
    }
}

struct RedlineSource<'a> {
    state: &'a State,
    listed: Listed<'a>,
    out: &'a mut Commands,
}

/// A row with its texts laid out.
pub struct LaidOut {
    row: RedlineRow,
    sides: [(Option<Arc<Galley>>, Arc<Galley>); 2],
    column: f32,
    height: f32,
}

impl Source for RedlineSource<'_> {
    type Row = LaidOut;

    fn count(&self) -> usize {
        self.listed.numbers.len()
    }

    fn estimate(&self, row: usize, width: f32) -> f32 {
        let column = columns(0.0, width)[0].1;
        let face = Face::REDLINE.scaled(self.state.settings.text_scale());
        let longest = self.listed.longest_statement(row);
        let lines = (longest as f32 * face.size * 0.5 / column).ceil().max(1.0);
        BAND + lines * face.line + 40.0
    }

    fn places(&self, row: usize) -> Vec<Place> {
        self.listed.places(row)
    }

    fn holds(&self, row: usize, place: Place) -> bool {
        self.listed.holds(row, place)
    }

    fn lay_out(&self, ui: &Ui, row: usize, width: f32) -> LaidOut {
        let t = tokens(ui.visuals());
        let column = columns(0.0, width)[0].1;
        let face = Face::REDLINE.scaled(self.state.settings.text_scale());
        let row = redline_row(self.listed.compared, self.listed.row(row));
        let inner = column - INDENT - 8.0;
        let sides = [&row.sides[0], &row.sides[1]].map(|side| match side {
            Side::Said { text, marks, source } => {
                let layers: Vec<(Span, Layer)> =
                    marks.iter().map(|&(span, mark)| (span, Layer::Mark(mark))).collect();
                let words = galley(ui, passage_job(text, &layers, face, inner, t));
                (Some(words), galley(ui, plain_job(source, sans(SMALL), t.faint, inner)))
            }
            Side::Absent(why) => (None, galley(ui, plain_job(why, sans(TEXT), t.faint, inner))),
        });
        let height_of = |(words, source): &(Option<Arc<Galley>>, Arc<Galley>)| match words {
            Some(words) => words.size().y + 4.0 + source.size().y,
            None => source.size().y + 8.0,
        };
        let height = BAND + 4.0 + height_of(&sides[0]).max(height_of(&sides[1])) + 18.0;
        LaidOut { row, sides, column, height }
    }

    fn height(row: &LaidOut) -> f32 {
        row.height
    }

    fn draw(&mut self, ui: &mut Ui, index: usize, pos: Pos2, laid_out: LaidOut) {
        let is_selected = self.listed.is_selected(index);
        let rect = Rect::from_min_size(pos, vec2(laid_out.column * 2.0 + GAP, laid_out.height - 8.0));
        let t = tokens(ui.visuals());
        let (compared, row) = (self.listed.compared, self.listed.row(index));
        let id = row_id(compared, row);
        let response = ui.interact(rect, id, Sense::click());
        let what = &laid_out.row;
        response.widget_info(|| {
            let label = &row.label;
            let mut name =
                format!("Row {} of {}: {label}, {}", index + 1, self.listed.numbers.len(), what.badge);
            for word in [what.review.map_or("", Review::as_str), what.importance.as_str()] {
                if !word.is_empty() {
                    name.push_str(", ");
                    name.push_str(word);
                }
            }
            WidgetInfo::selected(Role::ListBoxOption, true, is_selected, name)
        });
        if is_selected {
            let places = [0, 1].map(|i| {
                row.cells.get(i).and_then(|cell| cell.statement).is_some_and(|s| self.listed.is_place(s))
            });
            selection_ground(ui, &laid_out, rect, places, t);
        } else if response.hovered() {
            ui.painter().rect_filled(
                rect.expand2(vec2(4.0, 0.0)),
                theme::RADIUS,
                t.panel.gamma_multiply(0.6),
            );
        }
        focus_ring(ui, &response);
        band(ui, &laid_out, rect, t);
        let side_of = |i: usize| row.cells.get(i).and_then(|cell| cell.statement);
        let mut clicked = response.clicked().then(|| {
            let is_right = response.interact_pointer_pos().is_some_and(|at| at.x > rect.center().x);
            side_of(usize::from(is_right)).or_else(|| row.statements().next())
        });
        for (i, (left, _)) in columns(rect.left(), rect.width()).into_iter().enumerate() {
            let corner = pos2(left + INDENT, rect.top() + BAND + 4.0);
            let (words, source) = &laid_out.sides[i];
            match words {
                Some(words) => {
                    if selectable(ui, id.with(("words", i)), corner, words.clone(), t.ink).clicked() {
                        clicked = Some(side_of(i));
                    }
                    let below = corner + vec2(0.0, words.size().y + 4.0);
                    fixed(ui, id.with(("source", i)), below, source.clone(), t.faint);
                }
                None => {
                    fixed(ui, id.with(("absent", i)), corner + vec2(0.0, 4.0), source.clone(), t.faint);
                }
            }
        }
        if let Some(statement) = clicked.flatten() {
            self.out.push(self.listed.clicked(ui, statement));
        }
        if response.double_clicked()
            && let Some(anchor) = anchor_of(compared, row)
        {
            self.out.push(Command::ShowInRead(anchor));
        }
    }
}

/// An id that stays with the row when others come and go.
pub fn row_id(compared: &Compared, row: &Row) -> Id {
    Id::unique(("row", anchor_of(compared, row)))
}

/// The place that stands for a row: its first statement.
pub fn anchor_of(compared: &Compared, row: &Row) -> Option<Anchor> {
    let statement = row.statements().next()?;
    let start = compared.analysed.analysis.span(statement).start;
    Some(Anchor { id: compared.analysed.ids[statement.transcript], start })
}

fn band(ui: &Ui, laid_out: &LaidOut, rect: Rect, t: &Tokens) {
    let row = &laid_out.row;
    let middle = rect.top() + BAND / 2.0 + 2.0;
    let (color, ground) = status_colours(row.status, t);
    let at = |x: f32| pos2(x, middle);
    let mut x = rect.left();
    x += importance_mark(ui.painter(), at(x), row.importance, t);
    if !row.label.is_empty() {
        let width = rect.width() * 0.62;
        x = line_at(ui, at(x), Align2::LEFT_CENTER, &row.label, sans_bold(TEXT), t.ink, width).right() + 10.0;
    }
    x += pill(ui.painter(), at(x), &row.badge, color, ground) + 10.0;
    for kind in &row.flags {
        x += pill(ui.painter(), at(x - 4.0), kind, t.held, t.held_ground) + 6.0;
    }
    if let Some(review) = row.review {
        review_mark(ui.painter(), at(x), review, t);
        x += MARK + 5.0;
    }
    let room = rect.right() - x;
    if room > 60.0 && !row.note.is_empty() {
        let note = fitting(ui, &row.note, &sans(SMALL), room);
        x = line_at(ui, at(x), Align2::LEFT_CENTER, note, sans(SMALL), t.soft, room).right() + 10.0;
    }
    if rect.right() - x > 12.0 {
        hairline(ui.painter(), x, rect.right(), middle, t);
    }
}

/// A bar at the left of each text, thicker at the one that is selected, and a ground that fades to the
/// right.
fn selection_ground(ui: &Ui, laid_out: &LaidOut, rect: Rect, places: [bool; 2], t: &Tokens) {
    for ((left, width), is_place) in columns(rect.left(), rect.width()).into_iter().zip(places) {
        let ground = Rect::from_min_max(
            pos2(left, rect.top() + BAND - 2.0),
            pos2(left + laid_out.column.min(width), rect.bottom()),
        );
        fade(ui, ground, t.accent_ground, t.paper);
        let bar = vec2(if is_place { 4.0 } else { 2.0 }, ground.height());
        ui.painter().rect_filled(Rect::from_min_size(ground.min, bar), 0.0, t.accent);
    }
}

/// A ground that fades from the left to the right.
pub fn fade(ui: &Ui, rect: Rect, from: egui::Color32, to: egui::Color32) {
    let mut mesh = Mesh::default();
    let end = rect.left() + rect.width() * 0.7;
    mesh.colored_vertex(rect.left_top(), from);
    mesh.colored_vertex(pos2(end, rect.top()), to);
    mesh.colored_vertex(pos2(end, rect.bottom()), to);
    mesh.colored_vertex(rect.left_bottom(), from);
    mesh.add_triangle(0, 1, 2);
    mesh.add_triangle(0, 2, 3);
    ui.painter().add(Shape::mesh(mesh));
}
