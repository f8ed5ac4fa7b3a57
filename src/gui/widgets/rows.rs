//! A long list of rows of unequal height, of which only those in view are laid out.
//!
//! Heights follow from the width, so none is known before a row was laid out once. They start as
//! estimates; rows near the view are measured first, then the rest in slices of a few milliseconds a
//! frame. The row at the top edge is pinned while that goes on, and when the width changes.

use std::time::{Duration, Instant};

use egui::{Id, Pos2, Rect, ScrollArea, Ui, pos2, vec2};

/// Time a frame that goes into measuring rows out of view.
const SLICE: Duration = Duration::from_millis(3);

/// What a list draws.
pub trait Source {
    /// A row, laid out.
    type Row;

    /// How many rows there are.
    fn count(&self) -> usize;

    /// About how high a row is.
    fn estimate(&self, row: usize, width: f32) -> f32;

    /// Lays a row out.
    fn lay_out(&self, ui: &Ui, row: usize, width: f32) -> Self::Row;

    /// How high it is.
    fn height(row: &Self::Row) -> f32;

    /// Draws a row with its left top corner at `pos`.
    fn draw(&mut self, ui: &mut Ui, index: usize, pos: Pos2, row: Self::Row);
}

/// Heights of the rows of a list, their sums, and what should be scrolled to.
#[derive(Debug, Default)]
pub struct Rows {
    stamp: u64,
    width: f32,
    scale: f32,
    heights: Vec<f32>,
    measured: Vec<bool>,
    unmeasured: usize,
    /// `tops[i]` is the offset of row `i`; one more at the end.
    tops: Vec<f64>,
    /// Rows from here on have stale tops.
    stale_from: usize,
    offset: f32,
    view_height: f32,
    jump: Option<Jump>,
}

#[derive(Clone, Copy, Debug)]
enum Jump {
    /// To this offset, so that nothing seems to move.
    Pin(f32),

    /// So that a place inside a row stands so far below the top edge.
    To { row: usize, inside: f32, below: f32 },
}

impl Rows {
    /// Scrolls at the next drawing so that the place `inside` a row stands `below` points under the top.
    pub fn reveal(&mut self, row: usize, inside: f32, below: f32) {
        self.jump = Some(Jump::To { row, inside, below });
    }

    /// Scrolls at the next drawing so that a row is seen, if it is not already.
    pub fn bring_into_view(&mut self, row: usize) {
        if row >= self.heights.len() {
            self.reveal(row, 0.0, 80.0);
            return;
        }
        let (top, bottom) = (self.top(row), self.top(row + 1));
        let is_seen = top >= self.offset && bottom <= self.offset + self.view_height;
        if !is_seen {
            self.reveal(row, 0.0, (self.view_height * 0.25).min(120.0));
        }
    }

    /// Offset of a row from the top of the list.
    pub fn top(&mut self, row: usize) -> f32 {
        self.refresh();
        self.tops.get(row.min(self.tops.len().saturating_sub(1))).copied().unwrap_or_default() as f32
    }

    /// Height of all rows.
    pub fn total(&mut self) -> f32 {
        let len = self.heights.len();
        self.top(len)
    }

    /// What is in view: offsets of its upper and lower edge.
    pub fn view(&self) -> (f32, f32) {
        (self.offset, self.offset + self.view_height)
    }

    /// The row at an offset.
    pub fn row_at(&mut self, offset: f32) -> usize {
        self.refresh();
        let after = self.tops.partition_point(|&top| top <= f64::from(offset));
        after.saturating_sub(1).min(self.heights.len().saturating_sub(1))
    }

    /// Scrolls by so many points at the next drawing.
    pub fn scroll_by(&mut self, points: f32) {
        self.jump = Some(Jump::Pin((self.offset + points).max(0.0)));
    }

    /// Height of the view when it was last drawn.
    pub fn page(&self) -> f32 {
        self.view_height
    }

    fn refresh(&mut self) {
        if self.tops.len() != self.heights.len() + 1 {
            self.tops.resize(self.heights.len() + 1, 0.0);
            self.stale_from = 0;
        }
        for i in self.stale_from..self.heights.len() {
            self.tops[i + 1] = self.tops[i] + f64::from(self.heights[i]);
        }
        self.stale_from = self.heights.len();
    }

    fn set(&mut self, row: usize, height: f32) {
        if !self.measured[row] {
            self.measured[row] = true;
            self.unmeasured -= 1;
        }
        if (self.heights[row] - height).abs() > 0.01 {
            self.heights[row] = height;
            self.stale_from = self.stale_from.min(row);
        }
    }

    /// Starts anew where the list, its width or the size of its text changed; but for another list, the
    /// row at the top edge stays there.
    fn prepare<S: Source>(&mut self, source: &S, width: f32, scale: f32, stamp: u64) {
        let len = source.count();
        let same_list = self.stamp == stamp && self.heights.len() == len;
        if same_list && (self.width - width).abs() < 0.5 && (self.scale - scale).abs() < 0.001 {
            return;
        }
        let pinned = (same_list && len > 0).then(|| {
            let row = self.row_at(self.offset);
            let share = (self.offset - self.top(row)) / self.heights[row].max(1.0);
            (row, share)
        });
        self.stamp = stamp;
        self.width = width;
        self.scale = scale;
        self.heights = (0..len).map(|row| source.estimate(row, width).max(1.0)).collect();
        self.measured = vec![false; len];
        self.unmeasured = len;
        self.stale_from = 0;
        if let (Some((row, share)), None) = (pinned, self.jump) {
            let inside = share * self.heights[row];
            self.jump = Some(Jump::To { row, inside, below: 0.0 });
        }
    }

    /// Draws the list in the space that is left. `scale` is the size of its text; `stamp` changes with
    /// what is listed.
    pub fn show<S: Source>(
        &mut self,
        ui: &mut Ui,
        id: impl egui::AsIdSalt,
        stamp: u64,
        scale: f32,
        source: &mut S,
    ) {
        let width = ui.available_width();
        self.prepare(source, width, scale, stamp);
        let mut area = ScrollArea::vertical().id_salt(id).auto_shrink(false).animated(false);
        if let Some(offset) = self.take_jump() {
            area = area.vertical_scroll_offset(offset);
        }
        let mut moved_above = 0.0;
        let output = area.show_viewport(ui, |ui, viewport| {
            let corner = ui.max_rect().left_top();
            let total = self.total();
            ui.set_height(total.max(1.0));
            self.view_height = viewport.height();
            let mut row = self.row_at(viewport.min.y);
            let mut top = self.top(row);
            while row < source.count() && top < viewport.max.y {
                let laid_out = source.lay_out(ui, row, width);
                let height = S::height(&laid_out);
                self.set(row, height);
                source.draw(ui, row, pos2(corner.x, corner.y + top), laid_out);
                top += height;
                row += 1;
            }
            moved_above = self.measure_some(ui, source, width, viewport.min.y);
            let needed = self.total();
            ui.expand_to_include_rect(Rect::from_min_size(corner, vec2(1.0, needed)));
        });
        self.offset = output.state.clamped_offset().y;
        if moved_above != 0.0 {
            self.jump.get_or_insert(Jump::Pin((self.offset + moved_above).max(0.0)));
        }
        if self.unmeasured > 0 || self.jump.is_some() {
            ui.ctx().request_repaint();
        }
    }

    fn take_jump(&mut self) -> Option<f32> {
        let offset = match self.jump.take()? {
            Jump::Pin(offset) => offset,
            Jump::To { row, inside, below } => self.top(row) + inside - below,
        };
        let most = (self.total() - self.view_height).max(0.0);
        // Before the first drawing the height of the view is not known, and the area clamps by itself.
        Some(if self.view_height > 0.0 { offset.clamp(0.0, most) } else { offset.max(0.0) })
    }

    /// Measures rows out of view, nearest first; returns by how much the rows above the view grew.
    fn measure_some<S: Source>(&mut self, ui: &Ui, source: &S, width: f32, view_top: f32) -> f32 {
        if self.unmeasured == 0 {
            return 0.0;
        }
        let until = Instant::now() + SLICE;
        let first = self.row_at(view_top);
        let before = self.top(first);
        let (mut up, mut down) = (first, first);
        while self.unmeasured > 0 && Instant::now() < until {
            while up > 0 && self.measured[up - 1] {
                up -= 1;
            }
            while down < self.heights.len() && self.measured[down] {
                down += 1;
            }
            let near_above = up > 0 && (down >= self.heights.len() || first - up <= down - first);
            let row = if near_above { up - 1 } else { down };
            if row >= self.heights.len() {
                break;
            }
            let laid_out = source.lay_out(ui, row, width);
            self.set(row, S::height(&laid_out));
        }
        self.top(first) - before
    }
}

/// A stable id for a part of a row.
pub fn part_id(list: &str, row: usize, part: &str) -> Id {
    Id::unique((list, row, part))
}
