//! Synopsis: a row a position, a column a transcript; words that differ from the column before are marked.

use std::sync::Arc;

use egui::{
    Align2, Galley, Id, Pos2, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::Commands;
use super::listed::{Listed, stamp};
use super::redline::{flag_kinds, row_id};
use crate::app::compared::Compared;
use crate::app::state::State;
use crate::engine::cite;
use crate::engine::compare::{Row, Status};
use crate::engine::constraints::Review;
use crate::engine::explain::telling_unit;
use crate::engine::judgement::{Importance, Relation};
use crate::engine::numbers;
use crate::engine::positions::Statement;
use crate::engine::redline::Mark;
use crate::engine::report::absence;
use crate::engine::transcript::{Span, TurnKind};
use crate::gui::theme::{self, SMALL, TEXT, sans, sans_bold, tokens, transcript_colour};
use crate::gui::widgets::controls::{focus_ring, hairline, line_at, swatch};
use crate::gui::widgets::marks::{MARK, importance_mark, review_mark};
use crate::gui::widgets::rows::{Place, Rows, Source};
use crate::gui::widgets::text::{Face, Layer, fixed, galley, passage_job, plain_job, selectable};

/// Width of the first column.
const LABEL: f32 = 156.0;

/// Narrowest and widest column of a transcript.
const COLUMN: std::ops::RangeInclusive<f32> = 142.0..=330.0;

/// Space at the left and right of a cell.
const PAD: f32 = 10.0;

/// Height of the line with the dates.
const HEAD: f32 = 46.0;

/// One row as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct SynopsisRow {
    /// A short quotation.
    pub label: String,

    /// What stands below it.
    pub note: String,

    /// How far it was reviewed; `None` without a counterpart.
    pub review: Option<Review>,

    /// How much it matters to the reviewer.
    pub importance: Importance,

    /// One for each transcript, older first.
    pub cells: Vec<SynopsisCell>,
}

/// One cell as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct SynopsisCell {
    /// The word above the text.
    pub status: Status,

    /// How it stands to the one before, where the reviewer said so.
    pub relation: Option<Relation>,

    /// Whether the speaker brought it up or it stands in an answer.
    pub role: &'static str,

    /// Word for word; why it is empty where nothing was said.
    pub text: String,

    /// How many more sentences the statement has.
    pub more: usize,

    /// Whether anything was said.
    pub is_said: bool,

    /// Kinds of the changes against the column before that carry meaning.
    pub flags: Vec<&'static str>,

    /// Words that differ from the column before.
    pub marks: Vec<(Span, Mark)>,
}

/// Makes a row.
pub fn synopsis_row(compared: &Compared, row: &Row) -> SynopsisRow {
    let analysis = &compared.analysed.analysis;
    let topic = compared.comparison.topic.map(|topic| analysis.topics.list()[topic].name.as_str());
    let cells = row.cells.iter().map(|cell| match cell.statement {
        None => SynopsisCell {
            status: cell.status,
            relation: None,
            role: "",
            text: absence(topic, cell.status),
            more: 0,
            is_said: false,
            flags: Vec::new(),
            marks: Vec::new(),
        },
        Some(statement) => {
            let said: Vec<Statement> = row.statements().collect();
            let whole = analysis.span(statement);
            // Of several sentences the telling one: the others are in the details and in the text.
            let telling = telling_unit(analysis, statement, &said).unwrap_or(statement.first);
            let shown = analysis.unit_span(telling);
            let (from, to) = (shown.start - whole.start, shown.end - whole.start);
            let inside = |span: Span| {
                let (start, end) = (span.start.clamp(from, to), span.end.clamp(from, to));
                (start < end).then(|| Span::new(start - from, end - from))
            };
            let marks = cell.redline.iter().flat_map(|line| &line.new);
            let unit = analysis.corpus.unit(telling);
            SynopsisCell {
                status: cell.status,
                relation: cell.relation,
                role: match analysis.transcripts[statement.transcript].turns[unit.turn as usize].kind {
                    TurnKind::Answer => "in an answer",
                    _ => "volunteered",
                },
                text: analysis.unit_text(telling).to_owned(),
                more: statement.units().count() - 1,
                is_said: true,
                flags: flag_kinds(cell.flags.iter()),
                marks: marks.filter_map(|m| Some((inside(m.span)?, m.mark))).collect(),
            }
        }
    });
    let years: Vec<String> = row
        .statements()
        .map(|s| {
            analysis.transcripts[s.transcript]
                .meta
                .date
                .map_or_else(|| "n.d.".to_owned(), |d| d.value.year().to_string())
        })
        .collect();
    let years = match (years.first(), years.last()) {
        (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
        (Some(first), _) => format!("only {first}"),
        _ => String::new(),
    };
    let review = row.review.map(|review| review.as_str().to_owned());
    let note = row.has_note.then(|| "note".to_owned());
    let notes: Vec<String> = [review, Some(years), note].into_iter().flatten().collect();
    SynopsisRow {
        label: row.label.clone(),
        note: notes.join(" · "),
        review: row.review,
        importance: row.importance,
        cells: cells.collect(),
    }
}

/// Draws the layout.
pub fn synopsis_ui(ui: &mut Ui, state: &State, compared: &Compared, rows: &mut Rows, out: &mut Commands) {
    let count = compared.comparison.transcripts.len().max(1);
    let room = (ui.available_width() - LABEL) / count as f32;
    let column = room.clamp(*COLUMN.start(), *COLUMN.end());
    let width = LABEL + column * count as f32;
    let mut source = SynopsisSource { state, listed: Listed::new(state, compared), column, out };
    let stamp = stamp(state, compared);
    ScrollArea::horizontal().id_salt("synopsis columns").auto_shrink(false).show(ui, |ui| {
        ui.set_width(width);
        heads(ui, &source.listed, column);
        rows.show(ui, "synopsis rows", stamp, state.settings.text_scale(), &mut source);
    });
}

fn heads(ui: &mut Ui, listed: &Listed<'_>, column: f32) {
    let (t, compared) = (tokens(ui.visuals()), listed.compared);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::hover());
    line_at(
        ui,
        pos2(rect.left() + 2.0, rect.top() + 10.0),
        Align2::LEFT_CENTER,
        "Position",
        sans_bold(TEXT),
        t.ink,
        LABEL,
    );
    let analysis = &compared.analysed.analysis;
    for (i, &transcript) in compared.comparison.transcripts.iter().enumerate() {
        let meta = &analysis.transcripts[transcript];
        let left = rect.left() + LABEL + column * i as f32 + PAD;
        let room = column - 2.0 * PAD;
        swatch(ui.painter(), pos2(left, rect.top() + 10.0), transcript_colour(transcript));
        let date = cite::name(meta);
        line_at(
            ui,
            pos2(left + 16.0, rect.top() + 10.0),
            Align2::LEFT_CENTER,
            &date,
            sans_bold(TEXT),
            t.ink,
            room - 16.0,
        );
        let rows = (0..listed.numbers.len()).map(|index| listed.row(index));
        let said = rows.filter(|row| row.cells[i].statement.is_some()).count();
        let about = match meta.meta.place.as_deref().filter(|_| room > 180.0) {
            Some(place) => format!("{place} · {}", numbers::count(said, "statement")),
            None => numbers::count(said, "statement"),
        };
        line_at(ui, pos2(left, rect.top() + 28.0), Align2::LEFT_CENTER, &about, sans(SMALL), t.soft, room);
        let name = Rect::from_min_size(pos2(left, rect.top()), vec2(room, HEAD - 6.0));
        let response = ui
            .interact(name, Id::unique(("synopsis head", transcript)), Sense::hover())
            .on_hover_text(&meta.meta.title);
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, format!("{date}, {about}")));
    }
    hairline(ui.painter(), rect.left(), rect.right(), rect.bottom() - 3.0, t);
}

struct SynopsisSource<'a> {
    state: &'a State,
    listed: Listed<'a>,
    column: f32,
    out: &'a mut Commands,
}

/// A row with its texts laid out.
pub struct LaidOut {
    label: Arc<Galley>,
    note: Arc<Galley>,
    cells: Vec<(Option<Arc<Galley>>, Arc<Galley>)>,
    row: SynopsisRow,
    height: f32,
}

/// Space left of the note, where the marks of a review stand.
fn marks_width(row: &SynopsisRow) -> f32 {
    let dots = match row.importance {
        Importance::Plain => 0.0,
        Importance::High => 13.0,
        Importance::Highest => 22.0,
    };
    dots + if row.review.is_some() { MARK + 5.0 } else { 0.0 }
}

impl Source for SynopsisSource<'_> {
    type Row = LaidOut;

    fn count(&self) -> usize {
        self.listed.numbers.len()
    }

    fn estimate(&self, row: usize, _width: f32) -> f32 {
        let face = Face::SYNOPSIS.scaled(self.state.settings.text_scale());
        let longest = self.listed.longest_statement(row);
        let lines = (longest as f32 * face.size * 0.5 / (self.column - 2.0 * PAD)).ceil().max(2.0);
        lines * face.line + 44.0
    }

    fn places(&self, row: usize) -> Vec<Place> {
        self.listed.places(row)
    }

    fn holds(&self, row: usize, place: Place) -> bool {
        self.listed.holds(row, place)
    }

    fn lay_out(&self, ui: &Ui, row: usize, _width: f32) -> LaidOut {
        let t = tokens(ui.visuals());
        let face = Face::SYNOPSIS.scaled(self.state.settings.text_scale());
        let shown = synopsis_row(self.listed.compared, self.listed.row(row));
        let room = self.column - 2.0 * PAD;
        let label = galley(ui, plain_job(&shown.label, sans_bold(TEXT), t.ink, LABEL - PAD - 2.0));
        let note_room = LABEL - PAD - 8.0 - marks_width(&shown);
        let note = galley(ui, plain_job(&shown.note, sans(SMALL), t.soft, note_room));
        let cells: Vec<_> = shown
            .cells
            .iter()
            .map(|cell| {
                if !cell.is_said {
                    return (None, galley(ui, plain_job(&cell.text, sans(12.5), t.faint, room)));
                }
                let layers: Vec<(Span, Layer)> =
                    cell.marks.iter().map(|&(span, mark)| (span, Layer::Mark(mark))).collect();
                let words = galley(ui, passage_job(&cell.text, &layers, face, room, t));
                let more = match cell.more {
                    0 => String::new(),
                    more => format!(" · {} more", numbers::count(more, "sentence")),
                };
                let flags = match cell.flags.as_slice() {
                    [] => String::new(),
                    kinds => format!(" · changed: {}", kinds.join(", ")),
                };
                let word = cell.relation.map_or(cell.status.as_str(), Relation::as_str);
                let head = format!("{word} · {}{more}{flags}", cell.role);
                (Some(words), galley(ui, plain_job(&head, sans(SMALL), t.soft, room)))
            })
            .collect();
        let cell_height = |(words, head): &(Option<Arc<Galley>>, Arc<Galley>)| {
            head.size().y + words.as_ref().map_or(0.0, |words| words.size().y + 3.0)
        };
        let tallest = cells.iter().map(cell_height).fold(label.size().y + 3.0 + note.size().y, f32::max);
        LaidOut { label, note, cells, row: shown, height: tallest + 2.0 * PAD + 1.0 }
    }

    fn height(row: &LaidOut) -> f32 {
        row.height
    }

    fn draw(&mut self, ui: &mut Ui, index: usize, pos: Pos2, laid_out: LaidOut) {
        let t = tokens(ui.visuals());
        let (compared, row) = (self.listed.compared, self.listed.row(index));
        let is_selected = self.listed.is_selected(index);
        let width = LABEL + self.column * laid_out.cells.len() as f32;
        let rect = Rect::from_min_size(pos, vec2(width, laid_out.height));
        let id = row_id(compared, row);
        let response = ui.interact(rect, id, Sense::click());
        response.widget_info(|| {
            let shown = &laid_out.row;
            let mut name = format!("Row {} of {}: {}", index + 1, self.listed.numbers.len(), shown.label);
            for word in [shown.review.map_or("", Review::as_str), shown.importance.as_str()] {
                if !word.is_empty() {
                    name.push_str(", ");
                    name.push_str(word);
                }
            }
            WidgetInfo::selected(Role::ListBoxOption, true, is_selected, name)
        });
        if is_selected {
            ui.painter().rect_filled(rect, theme::RADIUS, t.accent_ground);
            ui.painter().rect_filled(Rect::from_min_size(rect.min, vec2(2.0, rect.height())), 0.0, t.accent);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, theme::RADIUS, t.panel.gamma_multiply(0.6));
        }
        focus_ring(ui, &response);
        let label_at = pos + vec2(if is_selected { 8.0 } else { 2.0 }, PAD);
        let below = label_at + vec2(0.0, laid_out.label.size().y + 3.0);
        fixed(ui, id.with("label"), label_at, laid_out.label, t.ink);
        let middle = below + vec2(0.0, laid_out.note.rows.first().map_or(8.0, |row| row.height() / 2.0));
        let dots = importance_mark(ui.painter(), middle, laid_out.row.importance, t);
        if let Some(review) = laid_out.row.review {
            review_mark(ui.painter(), middle + vec2(dots, 0.0), review, t);
        }
        let beside = below + vec2(marks_width(&laid_out.row), 0.0);
        fixed(ui, id.with("note"), beside, laid_out.note, t.soft);
        let mut clicked = response.clicked().then(|| {
            let at = response.interact_pointer_pos()?;
            let column = ((at.x - pos.x - LABEL) / self.column).floor();
            let said = row.cells.get(column as usize).filter(|_| column >= 0.0)?.statement;
            said.or_else(|| row.statements().next())
        });
        if clicked == Some(None) {
            clicked = Some(row.statements().next());
        }
        for (i, (words, head)) in laid_out.cells.into_iter().enumerate() {
            let corner = pos + vec2(LABEL + self.column * i as f32 + PAD, PAD);
            let below = corner + vec2(0.0, head.size().y + 3.0);
            let color = if words.is_some() { t.soft } else { t.faint };
            fixed(ui, id.with(("head", i)), corner, head, color);
            if let Some(words) = words {
                let statement = row.cells[i].statement;
                // Of several statements the one is framed that Split and Pair would take.
                if is_selected && statement.is_some_and(|s| self.listed.is_place(s)) && row.is_paired() {
                    let frame =
                        Rect::from_min_max(corner - vec2(6.0, 4.0), below + words.size() + vec2(0.0, 4.0));
                    let frame = frame.with_max_x(corner.x + self.column - 2.0 * PAD + 6.0);
                    let line = Stroke::new(1.0, t.accent);
                    ui.painter().rect_stroke(frame, theme::RADIUS, line, StrokeKind::Inside);
                }
                if selectable(ui, id.with(("words", i)), below, words, t.ink).clicked() {
                    clicked = Some(statement);
                }
            }
        }
        hairline(ui.painter(), rect.left(), rect.right(), rect.bottom() - 1.0, t);
        if let Some(statement) = clicked.flatten() {
            self.out.push(self.listed.clicked(ui, statement));
        }
    }
}
