//! One transcript of Read.

use std::sync::Arc;

use egui::text::CCursor;
use egui::{
    Align2, Color32, Galley, Id as WidgetId, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, vec2,
};

use super::blocks::{Block, blocks, fold_text, who_text};
use super::{Commands, Matches, ruler};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::{Id, Item, State};
use crate::engine::cite;
use crate::engine::transcript::{Format, Span, Transcript};
use crate::gui::panels::redline::fade;
use crate::gui::theme::{self, SMALL, TEXT, TINY, sans, sans_bold, tokens, transcript_colour};
use crate::gui::widgets::controls::{focus_ring, hairline, line_after, line_at, swatch};
use crate::gui::widgets::marks::margin_bar;
use crate::gui::widgets::rows::{Place, Rows, Source, Stamp};
use crate::gui::widgets::text::{Face, Layer, fixed, galley, passage_job, plain_job, selectable};

/// Space left of the text, for the paragraph number and the bar of a match.
const GUTTER: f32 = 40.0;

/// Widest text: about 75 characters a line at the usual size.
const WIDEST: f32 = 610.0;

/// Height of the line with the date.
const HEAD: f32 = 34.0;

/// What a column keeps from frame to frame.
#[derive(Debug, Default)]
pub struct ColumnLocal {
    pub(super) rows: Rows,
    pub(super) blocks: Vec<Block>,
    pub(super) matches: Matches,
    pub(super) topic_rows: Vec<usize>,
    matched_blocks: Vec<usize>,
    blocks_key: Option<(usize, bool)>,
    matches_key: Option<(u64, u64, Vec<Id>)>,
    topic_key: Option<(u64, Option<usize>, bool)>,
    generation: u64,
    reveal: Option<(Span, f32, bool)>,
}

/// What happened in a column.
#[derive(Debug, Default)]
pub struct Answer {
    /// The text was clicked at this byte, so far below the top of the column.
    pub clicked: Option<(usize, f32)>,

    /// Upper and lower edge of the selected statement, where it is in view.
    pub selected_level: Option<(f32, f32)>,
}

impl ColumnLocal {
    /// Makes anew what depends on something that changed.
    pub fn prepare(&mut self, state: &State, item: &Item, shown: &[Id]) {
        let blocks_key = (Arc::as_ptr(&item.transcript) as usize, state.show_furniture);
        if self.blocks_key != Some(blocks_key) {
            self.blocks_key = Some(blocks_key);
            self.blocks = blocks(&item.transcript, state.show_furniture);
            self.generation += 1;
            self.topic_key = None;
            self.matches_key = None;
        }
        let Some(analysed) = &state.analysed else {
            return;
        };
        let matches_key = (analysed.generation, analysed.revision, shown.to_vec());
        if self.matches_key.as_ref() != Some(&matches_key) {
            self.matches_key = Some(matches_key);
            self.matches = Matches::of(analysed, item.id, shown);
            let matched = |block: &Block| match block {
                Block::Paragraph { span, .. } => self.matches.in_span(*span).next().is_some(),
                _ => false,
            };
            self.matched_blocks =
                self.blocks.iter().enumerate().filter(|(_, b)| matched(b)).map(|(i, _)| i).collect();
        }
        let topic_key = (analysed.generation, state.topic, state.show_furniture);
        if self.topic_key != Some(topic_key) {
            self.topic_key = Some(topic_key);
            let has_topic = |block: &Block| match block {
                Block::Paragraph { span, .. } => mentions(state, item, *span).next().is_some(),
                _ => false,
            };
            self.topic_rows =
                self.blocks.iter().enumerate().filter(|(_, b)| has_topic(b)).map(|(i, _)| i).collect();
        }
    }

    /// Scrolls at the next drawing so that a statement stands `below` points under the top; `stays`
    /// where it was clicked there and must not move.
    pub fn reveal(&mut self, span: Span, below: f32, stays: bool) {
        self.reveal = Some((span, below, stays));
    }

    /// The blocks that hold a matched statement.
    pub(super) fn matched_rows(&self) -> impl Iterator<Item = usize> + '_ {
        self.matched_blocks.iter().copied()
    }

    /// The block that holds a byte.
    fn block_at(&self, transcript: &Transcript, byte: usize) -> Option<usize> {
        self.blocks.iter().position(|block| {
            block.span(transcript).is_some_and(|span| span.start <= byte && byte < span.end)
        })
    }
}

/// Where a transcript mentions the chosen topic, or any where all are.
fn mentions<'a>(state: &'a State, item: &Item, span: Span) -> impl Iterator<Item = Span> + use<'a> {
    let topic = state.topic;
    let found = state
        .analysed
        .as_ref()
        .and_then(|analysed| Some(&analysed.analysis.mentions[analysed.index(item.id)?]));
    let found = found.map(Vec::as_slice).unwrap_or_default();
    let from = found.partition_point(|mention| mention.span.end <= span.start);
    found[from..]
        .iter()
        .take_while(move |mention| mention.span.start < span.end)
        .filter(move |mention| topic.is_some_and(|topic| mention.topic == topic))
        .map(|mention| mention.span)
}

/// One column, to be drawn.
pub struct Column<'a> {
    /// The state.
    pub state: &'a State,

    /// The transcript.
    pub item: &'a Item,

    /// The statement to stress.
    pub selected: Option<Span>,

    /// Whether it is the only column.
    pub is_alone: bool,
}

impl Column<'_> {
    /// Draws head, text and ruler.
    pub fn show(&self, ui: &mut Ui, local: &mut ColumnLocal, out: &mut Commands) -> Answer {
        self.head(ui);
        let full = ui.available_rect_before_wrap();
        let ruler_rect = Rect::from_min_max(pos2(full.right() - ruler::WIDTH, full.top()), full.max);
        let text_rect = Rect::from_min_max(full.min, pos2(ruler_rect.left() - 6.0, full.bottom()));
        let mut rows = std::mem::take(&mut local.rows);
        let mut text_ui = ui.new_child(egui::UiBuilder::new().max_rect(text_rect).id_salt("text"));
        text_ui.set_clip_rect(text_rect.intersect(ui.clip_rect()));
        if let Some((span, below, stays)) = local.reveal.take() {
            if !stays && let Some((row, inside)) = self.place_of(&text_ui, local, span) {
                rows.reveal(row, inside, below);
            }
            if ui.ctx().will_discard() {
                local.reveal = Some((span, below, stays));
            }
        }
        let mut answer = Answer::default();
        let mut source = ColumnSource { column: self, local, top: text_rect.top(), answer: &mut answer, out };
        // The ruler beside the text shows where the view is.
        text_ui.spacing_mut().scroll.dormant_handle_opacity = 0.0;
        let stamp = Stamp { subject: self.item.id, version: source.local.generation };
        let scale = self.state.settings.text_scale();
        rows.show(&mut text_ui, "text", stamp, scale, &mut source);
        if let Some(offset) = ruler::ruler_ui(ui, ruler_rect, &mut rows, local) {
            rows.scroll_by(offset);
        }
        local.rows = rows;
        ui.advance_cursor_after_rect(full);
        answer
    }

    fn head(&self, ui: &mut Ui) {
        let t = tokens(ui.visuals());
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::hover());
        let transcript = &self.item.transcript;
        let number = self.state.in_order().iter().position(|item| item.id == self.item.id).unwrap_or(0);
        let middle = rect.top() + 12.0;
        swatch(ui.painter(), pos2(rect.left(), middle), transcript_colour(number));
        let date = cite::date(transcript);
        let drawn = line_at(
            ui,
            pos2(rect.left() + 18.0, middle),
            Align2::LEFT_CENTER,
            &date,
            sans_bold(TEXT),
            t.ink,
            rect.width() - 18.0,
        );
        let about = [transcript.meta.place.as_deref(), Some(transcript.meta.title.as_str())];
        let about = about.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        line_after(ui, drawn, rect.right(), &about);
        let response = ui
            .interact(rect, ui.scope_id().with("head"), Sense::hover())
            .on_hover_text(&transcript.meta.title);
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, format!("{date}, {about}")));
        hairline(ui.painter(), rect.left(), rect.right(), rect.bottom() - 6.0, t);
    }

    /// The block of a statement and how far below its top the statement begins.
    fn place_of(&self, ui: &Ui, local: &ColumnLocal, span: Span) -> Option<(usize, f32)> {
        let transcript = &self.item.transcript;
        let row = local.block_at(transcript, span.start)?;
        let Block::Paragraph { span: block, .. } = local.blocks[row] else {
            return Some((row, 0.0));
        };
        let (_, width) = self.measure(ui.available_width());
        let galley =
            galley(ui, passage_job(transcript.slice(block), &[], self.face(), width, tokens(ui.visuals())));
        Some((row, level(&galley, transcript, block, span).map_or(0.0, |(top, _)| top)))
    }

    fn face(&self) -> Face {
        Face::READ.scaled(self.state.settings.text_scale())
    }

    /// Left edge of the text inside the column, and its width.
    fn measure(&self, width: f32) -> (f32, f32) {
        let text = (width - GUTTER - 8.0).clamp(60.0, WIDEST * self.state.settings.text_scale().max(1.0));
        let left = if self.is_alone { ((width - GUTTER - text) / 2.0).max(0.0) } else { 0.0 };
        (left + GUTTER, text)
    }
}

/// Upper and lower edge of a span in the galley of a block.
fn level(galley: &Galley, transcript: &Transcript, block: Span, span: Span) -> Option<(f32, f32)> {
    let (start, end) = (span.start.max(block.start), span.end.min(block.end));
    if start >= end {
        return None;
    }
    let chars = |byte: usize| transcript.text.get(block.start..byte).map(|text| text.chars().count());
    let top = galley.pos_from_cursor(CCursor::new(chars(start)?)).top();
    let bottom = galley.pos_from_cursor(CCursor::new(chars(end)?.saturating_sub(1))).bottom();
    Some((top, bottom.max(top)))
}

struct ColumnSource<'a> {
    column: &'a Column<'a>,
    local: &'a mut ColumnLocal,
    top: f32,
    answer: &'a mut Answer,
    out: &'a mut Commands,
}

/// A block, laid out.
pub struct LaidOut {
    galley: Arc<Galley>,
    /// Left edge of the text inside the column.
    left: f32,
    above: f32,
    height: f32,
}

impl Source for ColumnSource<'_> {
    type Row = LaidOut;

    fn count(&self) -> usize {
        self.local.blocks.len()
    }

    fn estimate(&self, row: usize, width: f32) -> f32 {
        let face = self.column.face();
        let (_, text) = self.column.measure(width);
        match self.local.blocks[row].span(&self.column.item.transcript) {
            Some(span) => (span.len() as f32 * face.size * 0.49 / text).ceil().max(1.0) * face.line + 12.0,
            None => 36.0,
        }
    }

    fn places(&self, row: usize) -> Vec<Place> {
        let item = self.column.item;
        let span = self.local.blocks[row].span(&item.transcript);
        span.map(|span| (item.id, span.start)).into_iter().collect()
    }

    fn lay_out(&self, ui: &Ui, row: usize, width: f32) -> LaidOut {
        let t = tokens(ui.visuals());
        let transcript = &self.column.item.transcript;
        let (left, text) = self.column.measure(width);
        let face = self.column.face();
        let (job, above, below) = match &self.local.blocks[row] {
            Block::Outside(span) => {
                let is_title = transcript.meta.title_span.is_some_and(|title| title.overlaps(*span));
                let font = if is_title { sans_bold(TEXT + 1.0) } else { sans(TEXT) };
                let color = if is_title { t.ink } else { t.soft };
                let shown = crate::gui::widgets::text::displayable(transcript.slice(*span));
                // The marks of a Markdown heading say what the bold face says.
                let shown = if is_title { shown.trim_start_matches(['#', ' ']) } else { &shown };
                (plain_job(shown, font, color, text), 4.0, 6.0)
            }
            Block::Fold { from, to } => {
                (plain_job(&fold_text(transcript, *from, *to), sans(SMALL), t.faint, text - 20.0), 10.0, 14.0)
            }
            Block::Furniture(piece) => {
                let mut shown = transcript.slice(transcript.furniture[*piece].span).trim().to_owned();
                // In a menu of a web page each entry is a paragraph.
                if transcript.source.format == Format::Html {
                    shown = shown.replace("\n\n", "\n");
                }
                (plain_job(&shown, sans(SMALL), t.faint, text - 20.0), 10.0, 14.0)
            }
            Block::Who(turn) => {
                (plain_job(&who_text(transcript, *turn), sans_bold(12.5), t.soft, text), 14.0, 5.0)
            }
            Block::Paragraph { span, .. } => (self.paragraph_job(*span, face, text, ui), 0.0, 12.0),
            Block::Warning(warning) => (
                plain_job(&transcript.warnings[*warning].message, sans(SMALL), t.deletion, text - 14.0),
                0.0,
                14.0,
            ),
        };
        let galley = galley(ui, job);
        LaidOut { left, above, height: above + galley.size().y + below, galley }
    }

    fn height(row: &LaidOut) -> f32 {
        row.height
    }

    fn draw(&mut self, ui: &mut Ui, index: usize, pos: Pos2, row: LaidOut) {
        let block = self.local.blocks[index].clone();
        let corner = pos + vec2(row.left, row.above);
        let id = WidgetId::unique(("block", self.column.item.id, index));
        match block {
            Block::Paragraph { number, span, is_first } => {
                self.draw_paragraph(ui, id, corner, row, span, is_first.then_some(number));
            }
            Block::Fold { .. } | Block::Furniture(_) => {
                self.draw_fold(ui, id, corner, row, matches!(block, Block::Fold { .. }));
            }
            Block::Warning(_) => {
                let t = tokens(ui.visuals());
                let bar = Rect::from_min_size(corner, vec2(2.0, row.galley.size().y));
                ui.painter().rect_filled(bar, 0.0, t.deletion);
                fixed(ui, id, corner + vec2(12.0, 0.0), row.galley, t.deletion);
            }
            Block::Who(turn) => {
                let t = tokens(ui.visuals());
                let of = self.column.item.transcript.turns.len();
                let name = format!("{}, turn {} of {of}", row.galley.text(), turn + 1);
                let response =
                    ui.interact(Rect::from_min_size(corner, row.galley.size()), id, Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
                ui.painter().galley(corner, row.galley, t.soft);
            }
            Block::Outside(_) => {
                selectable(ui, id, corner, row.galley, tokens(ui.visuals()).soft);
            }
        }
    }
}

impl ColumnSource<'_> {
    fn paragraph_job(&self, span: Span, face: Face, width: f32, ui: &Ui) -> egui::text::LayoutJob {
        let column = self.column;
        let inside =
            |s: Span| Span::new(s.start.max(span.start) - span.start, s.end.min(span.end) - span.start);
        let mut layers: Vec<(Span, Layer)> = Vec::new();
        if let Some(selected) = column.selected.filter(|s| s.overlaps(span)) {
            layers.push((inside(selected), Layer::Matched));
        }
        layers
            .extend(mentions(column.state, column.item, span).map(|mention| (inside(mention), Layer::Topic)));
        passage_job(column.item.transcript.slice(span), &layers, face, width, tokens(ui.visuals()))
    }

    fn draw_paragraph(
        &mut self,
        ui: &mut Ui,
        id: WidgetId,
        corner: Pos2,
        row: LaidOut,
        span: Span,
        number: Option<usize>,
    ) {
        let t = tokens(ui.visuals());
        let transcript = &self.column.item.transcript;
        let clip = ui.clip_rect();
        for (matched, review) in self.local.matches.in_span(span) {
            let Some((top, bottom)) = level(&row.galley, transcript, span, matched) else {
                continue;
            };
            let is_selected = self.column.selected.is_some_and(|s| s.overlaps(matched));
            let bar = Rect::from_min_max(
                pos2(corner.x - 10.0, corner.y + top + 2.0),
                pos2(corner.x - 7.0, corner.y + bottom - 2.0),
            );
            let color = if is_selected { t.matched } else { t.matched.gamma_multiply(0.45) };
            if is_selected {
                let ground = Rect::from_min_max(
                    bar.left_top(),
                    pos2(corner.x + row.galley.size().x + 6.0, bar.bottom()),
                );
                fade(ui, ground, t.matched_ground, t.paper);
            }
            margin_bar(ui.painter(), bar, review, color);
        }
        if let Some((top, bottom)) =
            self.column.selected.and_then(|s| level(&row.galley, transcript, span, s))
        {
            let edge = |y: f32| (corner.y + y).clamp(clip.top(), clip.bottom());
            let (top, bottom) = (edge(top), edge(bottom));
            if bottom > top {
                let known = self.answer.selected_level.get_or_insert((top, bottom));
                known.1 = known.1.max(bottom);
            }
        }
        if let Some(number) = number {
            let at = pos2(corner.x - 16.0, corner.y + self.column.face().line / 2.0);
            line_at(ui, at, Align2::RIGHT_CENTER, &(number + 1).to_string(), sans(TINY), t.faint, GUTTER);
        }
        let galley = row.galley.clone();
        let response = selectable(ui, id, corner, row.galley, t.ink);
        // Words that are marked with the pointer are cited as what they begin in.
        let pointer = if response.drag_started() {
            ui.input(|input| input.pointer.press_origin())
        } else {
            response.interact_pointer_pos().filter(|_| response.clicked())
        };
        if let Some(pointer) = pointer {
            let cursor = galley.cursor_from_pos(pointer - corner);
            let byte = transcript
                .slice(span)
                .char_indices()
                .nth(cursor.index.0)
                .map_or(span.end - 1, |(at, _)| span.start + at);
            let clicked = self.statement_level(&galley, corner, span, byte);
            self.answer.clicked = Some((byte, clicked));
        }
    }

    /// How far below the top of the column the statement at a byte begins.
    fn statement_level(&self, galley: &Galley, corner: Pos2, span: Span, byte: usize) -> f32 {
        let transcript = &self.column.item.transcript;
        let here = Span::new(byte, byte + 1);
        let statement = self.local.matches.in_span(here).next().map_or(here, |(matched, _)| matched);
        let top = level(galley, transcript, span, statement).map_or(0.0, |(top, _)| top);
        corner.y + top - self.top
    }

    fn draw_fold(&mut self, ui: &mut Ui, id: WidgetId, corner: Pos2, row: LaidOut, is_folded: bool) {
        let t = tokens(ui.visuals());
        let size = vec2(row.galley.size().x + 20.0, row.galley.size().y + 8.0);
        let rect = Rect::from_min_size(corner - vec2(0.0, 4.0), size);
        let response = ui.interact(rect, id, Sense::click());
        let text = row.galley.text().to_owned();
        let hint = if is_folded {
            "Click to show what does not belong to the event"
        } else {
            "Click to fold it again"
        };
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &text));
        let color = if response.hovered() { t.faint } else { t.rule };
        ui.painter().rect_stroke(rect, theme::RADIUS, Stroke::new(1.0, color), StrokeKind::Inside);
        ui.painter().galley(corner + vec2(10.0, 0.0), row.galley, Color32::PLACEHOLDER);
        focus_ring(ui, &response);
        if response.on_hover_text(hint).clicked() {
            self.out.push(Command::Act(Action::ToggleFurniture));
        }
    }
}
