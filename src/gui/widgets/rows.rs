//! A long list of rows of unequal height, of which only those in view are laid out.
//!
//! Heights follow from the width, so none is known before a row was laid out once. They start as
//! estimates; rows near the view are measured first, then the rest in slices of a few milliseconds a
//! frame. The row at the top edge is pinned while that goes on, and when the width changes. When the list
//! itself is made anew, with other rows or longer ones, what stood at the top edge is found again by what
//! it shows.

use std::time::{Duration, Instant};

use egui::{Id, Pos2, Rect, ScrollArea, Ui, pos2, vec2};

/// Time a frame that goes into measuring rows out of view.
const SLICE: Duration = Duration::from_millis(3);

/// Something that a row shows, known again in another list: a transcript and a byte of its text.
pub type Place = (u64, usize);

/// What is listed. A list of another subject begins at its top; another version of the same keeps its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// What it is about.
    pub subject: u64,

    /// Changes with its rows.
    pub version: u64,
}

/// What a list draws.
pub trait Source {
    /// A row, laid out.
    type Row;

    /// How many rows there are.
    fn count(&self) -> usize;

    /// About how high a row is.
    fn estimate(&self, row: usize, width: f32) -> f32;

    /// What a row shows, from its beginning.
    fn places(&self, row: usize) -> Vec<Place>;

    /// Whether a row shows a place.
    fn holds(&self, row: usize, place: Place) -> bool {
        self.places(row).contains(&place)
    }

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
    stamp: Stamp,
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
    /// A row that should be seen.
    wanted: Option<usize>,
    /// What the rows in view showed when they were last drawn, with how far below the upper edge each row
    /// began.
    seen: Vec<(Place, f32)>,
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
        self.wanted = Some(row);
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

    /// Starts anew where the list, its width or the size of its text changed; the row at the top edge
    /// stays there, if it is still listed.
    fn prepare<S: Source>(&mut self, source: &S, width: f32, scale: f32, stamp: Stamp) {
        let len = source.count();
        let is_first = self.stamp == Stamp::default();
        let same_list = self.stamp == stamp && self.heights.len() == len;
        if same_list && (self.width - width).abs() < 0.5 && (self.scale - scale).abs() < 0.001 {
            return;
        }
        let share = (same_list && len > 0).then(|| {
            let row = self.row_at(self.offset);
            (row, (self.offset - self.top(row)) / self.heights[row].max(1.0))
        });
        let same_subject = self.stamp.subject == stamp.subject;
        self.stamp = stamp;
        self.width = width;
        self.scale = scale;
        self.heights = (0..len).map(|row| source.estimate(row, width).max(1.0)).collect();
        self.measured = vec![false; len];
        self.unmeasured = len;
        self.stale_from = 0;
        // What was asked for goes first; where the old rows stood says nothing about the new ones.
        if is_first || matches!(self.jump, Some(Jump::To { .. })) {
            return;
        }
        self.jump = Some(match share {
            Some((row, share)) => Jump::To { row, inside: share * self.heights[row], below: 0.0 },
            None if same_subject => self.place_again(source),
            None => Jump::Pin(0.0),
        });
    }

    /// To where what was seen stands now; to the top where none of it is listed any more.
    fn place_again<S: Source>(&self, source: &S) -> Jump {
        let row_of = |place: Place| (0..source.count()).find(|&row| source.holds(row, place));
        let found = self.seen.iter().find_map(|&(place, below)| Some((row_of(place)?, below)));
        found.map_or(Jump::Pin(0.0), |(row, below)| Jump::To { row, inside: 0.0, below })
    }

    /// Measures the rows that a jump will show, so that it ends where it should: those above the row move
    /// it, and a list that only seems to end would stop it.
    fn measure_target<S: Source>(&mut self, ui: &Ui, source: &S, width: f32) {
        let Some(Jump::To { row, inside, below }) = self.jump else {
            return;
        };
        let mut above = below - inside;
        for row in (0..row.min(self.heights.len())).rev() {
            if above <= 0.0 {
                break;
            }
            self.measure(ui, source, width, row);
            above -= self.heights[row];
        }
        let mut filled = below - inside;
        for row in row..self.heights.len() {
            if filled > self.view_height {
                break;
            }
            self.measure(ui, source, width, row);
            filled += self.heights[row];
        }
    }

    fn measure<S: Source>(&mut self, ui: &Ui, source: &S, width: f32, row: usize) {
        if !self.measured[row] {
            let laid_out = source.lay_out(ui, row, width);
            self.set(row, S::height(&laid_out));
        }
    }

    /// Turns the wish to see a row into a jump, where the row will not be in view anyway.
    fn reveal_wanted(&mut self) {
        let Some(row) = self.wanted.take().filter(|&row| row < self.heights.len()) else {
            return;
        };
        if self.view_height == 0.0 {
            return self.reveal(row, 0.0, 80.0);
        }
        let offset = self.jump.map_or(self.offset, |jump| self.target(jump));
        let is_seen = self.top(row) >= offset && self.top(row + 1) <= offset + self.view_height;
        if !is_seen {
            self.reveal(row, 0.0, (self.view_height * 0.25).min(120.0));
        }
    }

    /// Draws the list in the space that is left. `scale` is the size of its text; `stamp` says what is
    /// listed.
    pub fn show<S: Source>(
        &mut self,
        ui: &mut Ui,
        id: impl egui::AsIdSalt,
        stamp: Stamp,
        scale: f32,
        source: &mut S,
    ) {
        let width = ui.available_width();
        self.prepare(source, width, scale, stamp);
        self.reveal_wanted();
        self.measure_target(ui, source, width);
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
            self.seen.clear();
            while row < source.count() && top < viewport.max.y {
                let laid_out = source.lay_out(ui, row, width);
                let height = S::height(&laid_out);
                self.set(row, height);
                source.draw(ui, row, pos2(corner.x, corner.y + top), laid_out);
                let below = top - viewport.min.y;
                self.seen.extend(source.places(row).into_iter().map(|place| (place, below)));
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
        let jump = self.jump.take()?;
        Some(self.target(jump))
    }

    /// The offset that a jump leads to.
    fn target(&mut self, jump: Jump) -> f32 {
        let offset = match jump {
            Jump::Pin(offset) => offset,
            Jump::To { row, inside, below } => self.top(row) + inside - below,
        };
        let most = (self.total() - self.view_height).max(0.0);
        // Before the first drawing the height of the view is not known, and the area clamps by itself.
        if self.view_height > 0.0 { offset.clamp(0.0, most) } else { offset.max(0.0) }
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
            self.measure(ui, source, width, row);
        }
        self.top(first) - before
    }
}

/// A stable id for a part of a row.
pub fn part_id(list: &str, row: usize, part: &str) -> Id {
    Id::unique((list, row, part))
}
