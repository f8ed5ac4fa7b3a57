//! Whole text: two versions of one text face to face, paragraph by paragraph, every change marked.
//!
//! A window without room for two columns shows one: both versions merged, deleted words struck through.
//! What did not change is folded to one line, which unfolds. A moved passage stands at both places, and
//! each place leads to the other.

mod merged;

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;
use std::sync::Arc;

use egui::{Align2, Galley, Id, Pos2, Rect, RichText, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::Commands;
use super::redline::{column_heads, columns};
use crate::app::command::Command;
use crate::app::compared::Compared;
use crate::app::state::{Anchor, Selection, State};
use crate::engine::numbers::{count, thousands};
use crate::engine::redline::Mark;
use crate::engine::transcript::{Span, Transcript};
use crate::engine::versions::rows::{Row, WholeText};
use crate::engine::versions::{Change, ChangeKind};
use crate::gui::theme::{self, SMALL, TEXT, Tokens, sans, tokens};
use crate::gui::widgets::controls::{focus_ring, hairline, line_at};
use crate::gui::widgets::rows::{Place, Rows, Source, Stamp};
use crate::gui::widgets::text::{Face, Layer, fixed, galley, passage_job, plain_job, selectable};
use merged::merged;

/// Space left of a text, where the bar of a change stands.
const INDENT: f32 = 12.0;

/// Height of the line that stands for what is folded.
const FOLD: f32 = 34.0;

/// Height of a line that leads to the other place of a moved passage.
const LINK: f32 = 20.0;

/// Narrowest view with two columns, about 30 characters each: what side panels leave of a window of 900
/// points has one.
const TWO_COLUMNS: f32 = 500.0;

/// Unchanged rows that stay open beside a changed one.
const CONTEXT: usize = 1;

/// Fewest rows that are worth folding.
const FEWEST_FOLDED: usize = 2;

/// What the layout keeps that dies with the window.
#[derive(Debug, Default)]
pub struct Local {
    rows: Rows,
    /// First rows of what was unfolded.
    unfolded: BTreeSet<usize>,
    /// What is compared; another pair is folded again.
    stamp: u64,
    /// The last selection that was scrolled to.
    revealed: u64,
}

/// What stands in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A row with both texts.
    Row(usize),

    /// Rows without a change, folded.
    Folded(Range<usize>),
}

/// What is listed: changed rows with what is round them, and lines for the rest.
pub fn items(rows: &[Row], unfolded: &BTreeSet<usize>) -> Vec<Item> {
    let mut out = Vec::with_capacity(rows.len());
    let mut start = 0;
    for same in rows.chunk_by(|x, y| x.changes.is_empty() == y.changes.is_empty()) {
        let (from, end) = (start, start + same.len());
        start = end;
        let is_unchanged = same.first().is_some_and(|row| row.changes.is_empty());
        let head = if from == 0 { from } else { from + CONTEXT };
        let tail = if end == rows.len() { end } else { end.saturating_sub(CONTEXT) };
        if !is_unchanged || head + FEWEST_FOLDED > tail || unfolded.contains(&head) {
            out.extend((from..end).map(Item::Row));
            continue;
        }
        out.extend((from..head).map(Item::Row));
        out.push(Item::Folded(head..tail));
        out.extend((tail..end).map(Item::Row));
    }
    out
}

/// The line above the rows: what was changed, with denominators.
pub fn summary(whole: &WholeText) -> String {
    let words = &whole.versions.words;
    if whole.versions.changes.is_empty() {
        return format!("No word changed of {}", count(words.a, "word"));
    }
    format!(
        "{} deleted, {} inserted, {} moved, of {} → {} words ({:.1} % changed)",
        count(words.deleted, "word"),
        thousands(words.inserted),
        thousands(words.moved),
        thousands(words.a),
        thousands(words.b),
        words.changed_share() * 100.0,
    )
}

/// The change that the selection is at.
pub fn selected_change(state: &State, compared: &Compared) -> Option<usize> {
    let Selection::Passage(anchor) = state.selection else {
        return None;
    };
    let whole = state.whole_text()?;
    (0..whole.versions.changes.len()).find(|&n| compared.anchor_of_change(n) == Some(anchor))
}

/// Draws the layout.
pub fn whole_ui(ui: &mut Ui, state: &State, compared: &Compared, local: &mut Local, out: &mut Commands) {
    let Some(whole) = state.whole_text() else {
        return;
    };
    let t = tokens(ui.visuals());
    ui.label(RichText::new(summary(whole)).font(sans(TEXT)).color(t.soft)).on_hover_text(
        "Quotation marks, dashes, spaces and the normal form of Unicode are not compared, and menus and other \
         furniture are left out. Moved words are counted once.",
    );
    ui.add_space(6.0);
    let is_merged = ui.available_width() < TWO_COLUMNS;
    if is_merged {
        let legend = "Both versions in one text: deleted words are struck through, inserted ones underlined.";
        ui.label(RichText::new(legend).font(sans(SMALL)).color(t.faint));
        ui.add_space(6.0);
    } else {
        column_heads(ui, compared);
    }

    let stamp = stamp(compared, whole);
    if local.stamp != stamp {
        local.stamp = stamp;
        local.unfolded.clear();
    }
    let selected = selected_change(state, compared);
    let items = items(&whole.rows, &local.unfolded);
    if local.revealed != state.reveal && !ui.ctx().will_discard() {
        local.revealed = state.reveal;
        let touched = |item: &Item| match item {
            Item::Row(row) => selected.is_some_and(|n| is_at(whole, *row, n)),
            Item::Folded(_) => false,
        };
        if let Some(at) = items.iter().position(touched) {
            local.rows.bring_into_view(at);
        }
    }
    let mut source =
        WholeSource { state, compared, whole, items, is_merged, selected, unfold: None, jump: None, out };
    let version = source.items.len() as u64 * 2 + u64::from(is_merged);
    let listed = Stamp { subject: stamp, version };
    local.rows.show(ui, "whole text rows", listed, state.settings.text_scale(), &mut source);
    let (unfold, jump) = (source.unfold, source.jump);
    if let Some(row) = jump
        && let Some(at) = source.items.iter().position(|item| *item == Item::Row(row))
    {
        local.rows.reveal(at, 0.0, 80.0);
        ui.ctx().request_repaint();
    }
    local.unfolded.extend(unfold);
}

/// The two texts: what is found in them otherwise does not matter here.
fn stamp(compared: &Compared, whole: &WholeText) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&compared.key.ids, whole.versions.words.a, whole.versions.words.b, whole.rows.len()).hash(&mut hasher);
    hasher.finish()
}

/// Whether a change stands in a row, at the place that it is selected by.
fn is_at(whole: &WholeText, row: usize, change: usize) -> bool {
    let (row, Change { a, b, .. }) = (&whole.rows[row], whole.versions.changes[change]);
    match (b, a) {
        (Some(span), _) => row.b.is_some_and(|block| block.overlaps(span)),
        (None, Some(span)) => row.a.is_some_and(|block| block.overlaps(span)),
        (None, None) => false,
    }
}

struct WholeSource<'a> {
    state: &'a State,
    compared: &'a Compared,
    whole: &'a WholeText,
    items: Vec<Item>,
    is_merged: bool,
    selected: Option<usize>,
    unfold: Option<usize>,
    jump: Option<usize>,
    out: &'a mut Commands,
}

/// A place that leads to the other place of a moved passage.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Link {
    text: String,
    row: usize,
}

/// One column of a row, laid out.
pub struct Words {
    galley: Arc<Galley>,
    links: Vec<Link>,
}

/// An item with its texts laid out.
pub enum LaidOut {
    /// A line for what is folded.
    Folded(Range<usize>),
    /// Both texts or the merged one, and the height.
    Row(usize, Vec<Option<Words>>, f32),
}

impl WholeSource<'_> {
    /// The text of a side, and where the block begins in it.
    fn text(&self, side: usize, block: Span) -> &str {
        self.transcript(side).slice(block)
    }

    /// Left edge and width of each column.
    fn columns(&self, left: f32, width: f32) -> Vec<(f32, f32)> {
        if self.is_merged { vec![(left, width.max(80.0))] } else { columns(left, width).to_vec() }
    }

    /// The columns of a row.
    fn words(&self, ui: &Ui, row: &Row, width: f32) -> Vec<Option<Words>> {
        let t = tokens(ui.visuals());
        let face = Face::REDLINE.scaled(self.state.settings.text_scale());
        let laid_out = |text: &str, marks: &[(Span, Layer)], links| {
            Some(Words { galley: galley(ui, passage_job(text, marks, face, width, t)), links })
        };
        let sides = [(0, row.a), (1, row.b)];
        if self.is_merged {
            let texts = [0, 1].map(|side| &*self.transcript(side).text);
            let (text, marks) = merged(self.whole, row, texts);
            let links = sides.into_iter().filter_map(|(side, block)| Some(self.marks(side, row, block?).1));
            return vec![laid_out(&text, &marks, links.flatten().collect())];
        }
        let column = |(side, block): (usize, Option<Span>)| {
            let (marks, links) = self.marks(side, row, block?);
            laid_out(self.text(side, block?), &marks, links)
        };
        sides.map(column).into()
    }

    fn transcript(&self, side: usize) -> &Transcript {
        let transcript = self.compared.comparison.transcripts[side];
        &self.compared.analysed.analysis.transcripts[transcript]
    }

    /// The marks of one side of a row, and the links from it.
    fn marks(&self, side: usize, row: &Row, block: Span) -> (Vec<(Span, Layer)>, Vec<Link>) {
        let (mut marks, mut links) = (Vec::new(), Vec::new());
        for &number in &row.changes {
            let change = self.whole.versions.changes[number];
            let (here, there) = if side == 0 { (change.a, change.b) } else { (change.b, change.a) };
            let Some(here) = here.filter(|span| span.overlaps(block)) else {
                continue;
            };
            let span =
                Span::new(here.start.max(block.start) - block.start, here.end.min(block.end) - block.start);
            let mark = match (change.kind, side) {
                (ChangeKind::Moved, _) => Mark::Moved,
                (_, 0) => Mark::Deleted,
                _ => Mark::Inserted,
            };
            marks.push((span, Layer::Mark(mark)));
            if let (ChangeKind::Moved, Some(there)) = (change.kind, there) {
                links.extend(self.link(side, there));
            }
        }
        links.dedup();
        (marks, links)
    }

    fn link(&self, side: usize, there: Span) -> Option<Link> {
        let other = 1 - side;
        let block = |row: &Row| if other == 0 { row.a } else { row.b };
        let row = self.whole.rows.iter().position(|row| block(row).is_some_and(|b| b.overlaps(there)))?;
        let transcript = self.transcript(other);
        let place = transcript.paragraph_at(there.start).map_or(1, |p| p + 1);
        let text = if side == 0 { format!("moved to ¶ {place}") } else { format!("moved from ¶ {place}") };
        Some(Link { text, row })
    }
}

impl Source for WholeSource<'_> {
    type Row = LaidOut;

    fn count(&self) -> usize {
        self.items.len()
    }

    fn estimate(&self, item: usize, width: f32) -> f32 {
        let Item::Row(row) = self.items[item] else {
            return FOLD;
        };
        let face = Face::REDLINE.scaled(self.state.settings.text_scale());
        let column = self.columns(0.0, width)[0].1;
        let row = &self.whole.rows[row];
        let longest = row.a.map_or(0, Span::len).max(row.b.map_or(0, Span::len));
        (longest as f32 * face.size * 0.5 / column).ceil().max(1.0) * face.line + 16.0
    }

    fn places(&self, item: usize) -> Vec<Place> {
        match &self.items[item] {
            Item::Row(row) => vec![(0, *row)],
            Item::Folded(rows) => vec![(0, rows.start)],
        }
    }

    fn holds(&self, item: usize, (_, row): Place) -> bool {
        match &self.items[item] {
            Item::Row(own) => *own == row,
            Item::Folded(rows) => rows.contains(&row),
        }
    }

    fn lay_out(&self, ui: &Ui, item: usize, width: f32) -> LaidOut {
        let number = match &self.items[item] {
            Item::Row(row) => *row,
            Item::Folded(rows) => return LaidOut::Folded(rows.clone()),
        };
        let inner = self.columns(0.0, width)[0].1 - INDENT - 8.0;
        let columns = self.words(ui, &self.whole.rows[number], inner);
        let height_of = |words: &Words| words.galley.size().y + words.links.len() as f32 * LINK;
        let height = columns.iter().flatten().map(height_of).fold(0.0, f32::max) + 16.0;
        LaidOut::Row(number, columns, height)
    }

    fn height(item: &LaidOut) -> f32 {
        match item {
            LaidOut::Folded(_) => FOLD,
            LaidOut::Row(_, _, height) => *height,
        }
    }

    fn draw(&mut self, ui: &mut Ui, _index: usize, pos: Pos2, item: LaidOut) {
        match item {
            LaidOut::Folded(rows) => self.draw_folded(ui, pos, rows),
            LaidOut::Row(row, columns, height) => self.draw_row(ui, pos, row, columns, height),
        }
    }
}

impl WholeSource<'_> {
    fn draw_folded(&mut self, ui: &Ui, pos: Pos2, rows: Range<usize>) {
        let t = tokens(ui.visuals());
        let columns = self.columns(pos.x, ui.available_width());
        let right = columns.last().map_or(pos.x, |(left, width)| left + width);
        let rect = Rect::from_min_max(pos2(pos.x, pos.y + 2.0), pos2(right, pos.y + FOLD - 6.0));
        let response = ui.interact(rect, Id::unique(("unchanged", rows.start)), Sense::click());
        let text = format!("{} unchanged", count(rows.len(), "paragraph"));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{text}, show")));
        let ground = if response.hovered() { t.panel } else { t.panel.gamma_multiply(0.6) };
        ui.painter().rect_filled(rect, theme::RADIUS, ground);
        focus_ring(ui, &response);
        let middle = rect.center();
        let drawn =
            line_at(ui, middle, Align2::CENTER_CENTER, &text, sans(SMALL), t.soft, rect.width() - 40.0);
        hairline(ui.painter(), rect.left() + 10.0, drawn.left() - 12.0, middle.y, t);
        hairline(ui.painter(), drawn.right() + 12.0, rect.right() - 10.0, middle.y, t);
        if response.on_hover_text("Show these paragraphs").clicked() {
            self.unfold = Some(rows.start);
        }
    }

    fn draw_row(&mut self, ui: &Ui, pos: Pos2, number: usize, words: Vec<Option<Words>>, height: f32) {
        let t = tokens(ui.visuals());
        let id = Id::unique(("whole row", number));
        let is_selected = self.selected.is_some_and(|change| is_at(self.whole, number, change));
        let changes = self.whole.rows[number].changes.clone();
        let columns = self.columns(pos.x, ui.available_width());
        let mut clicked = false;
        for (side, (words, (left, width))) in words.into_iter().zip(columns).enumerate() {
            let rect = Rect::from_min_size(pos2(left, pos.y), vec2(width, height - 8.0));
            if is_selected {
                super::redline::fade(ui, rect, t.accent_ground, t.paper);
            }
            if !changes.is_empty() {
                bar(ui, rect, is_selected, t);
            }
            let corner = pos2(left + INDENT, pos.y + 2.0);
            let Some(words) = words else {
                continue;
            };
            let mut below = corner + vec2(0.0, words.galley.size().y + 2.0);
            if self.is_merged && !changes.is_empty() {
                // Words of two versions are no quotation, so they cannot be selected and copied as one.
                let rect = Rect::from_min_size(corner, words.galley.size());
                clicked |= ui.interact(rect, id.with("row"), Sense::click() - Sense::FOCUSABLE).clicked();
                fixed(ui, id.with(side), corner, words.galley, t.ink);
            } else {
                clicked |= selectable(ui, id.with(side), corner, words.galley, t.ink).clicked();
            }
            for (n, link) in words.links.into_iter().enumerate() {
                let line = galley(ui, plain_job(&link.text, sans(SMALL), t.matched, width - INDENT));
                let rect = Rect::from_min_size(below, line.size());
                let response = ui.interact(rect, id.with((side, n)), Sense::click());
                response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &link.text));
                if response.hovered() {
                    ui.painter().hline(rect.x_range(), rect.bottom(), (1.0, t.matched));
                }
                focus_ring(ui, &response);
                fixed(ui, id.with(("link", side, n)), below, line, t.matched);
                if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                    self.jump = Some(link.row);
                }
                below.y += LINK;
            }
        }
        if clicked && let Some(anchor) = changes.iter().find_map(|&change| self.anchor_in(number, change)) {
            self.out.push(Command::Select(Selection::Passage(anchor)));
        }
    }

    /// Where a change is selected, if that is in this row.
    fn anchor_in(&self, row: usize, change: usize) -> Option<Anchor> {
        self.compared.anchor_of_change(change).filter(|_| is_at(self.whole, row, change))
    }
}

/// The bar beside what has changed.
fn bar(ui: &Ui, rect: Rect, is_selected: bool, t: &Tokens) {
    let (width, color) = if is_selected { (2.0, t.accent) } else { (1.0, t.rule) };
    ui.painter().rect_filled(Rect::from_min_size(rect.min, vec2(width, rect.height())), 0.0, color);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_did_not_change_is_folded_with_a_row_of_context() {
        let row = |changed: bool| Row {
            a: Some(Span::new(0, 1)),
            b: None,
            changes: if changed { vec![0] } else { Vec::new() },
        };
        let rows: Vec<Row> = [0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0].map(|n| row(n == 1)).to_vec();
        let none = BTreeSet::new();
        assert_eq!(
            items(&rows, &none),
            [
                Item::Folded(0..3),
                Item::Row(3),
                Item::Row(4),
                Item::Row(5),
                Item::Row(6),
                Item::Row(7),
                Item::Row(8),
                Item::Row(9),
                Item::Row(10),
                Item::Row(11),
            ]
        );
        assert_eq!(items(&rows, &BTreeSet::from([0])).len(), 12);
        assert_eq!(items(&[row(false), row(false)], &none), [Item::Folded(0..2)]);
        assert_eq!(items(&[], &none), []);
    }
}
