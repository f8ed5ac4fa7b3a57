//! Small controls in the look of the program.

use egui::{
    Align2, Button, Color32, CornerRadius, Frame, Id, Margin, Painter, Pos2, Rect, Response, RichText, Role,
    Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

use crate::gui::theme::{self, RADIUS, TEXT, TINY, Tokens, sans, sans_bold, sans_medium, tokens};

/// Space beside the word of a tab.
const PADDING: f32 = 14.0;

/// The same where tabs have little room.
const NARROW_PADDING: f32 = 8.0;

/// Width of a usual tab, about.
const WIDE_TAB: f32 = 86.0;

/// A section heading in a side panel.
pub fn section(ui: &mut Ui, text: &str) {
    let t = tokens(ui.visuals());
    ui.add_space(10.0);
    ui.label(
        RichText::new(text.to_uppercase()).font(sans_bold(TINY)).color(t.faint).extra_letter_spacing(0.4),
    );
    ui.add_space(10.0);
}

/// One choice of several, side by side. Returns the one that was clicked.
pub fn segmented<T: Copy + PartialEq>(ui: &mut Ui, choices: &[(T, &str, &str)], current: T) -> Option<T> {
    let t = tokens(ui.visuals());
    let mut clicked = None;
    let frame = Frame::new()
        .fill(t.panel)
        .stroke(Stroke::new(1.0, t.rule))
        .corner_radius(CornerRadius::same(RADIUS + 1));
    let is_narrow = ui.available_width() < choices.len() as f32 * WIDE_TAB;
    let padding = if is_narrow { NARROW_PADDING } else { PADDING };
    frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.horizontal(|ui| {
            for (value, label, tooltip) in choices {
                let response = padded_tab(ui, label, *value == current, padding).on_hover_text(*tooltip);
                if response.clicked() {
                    clicked = Some(*value);
                }
            }
        });
    });
    clicked
}

/// A tab: quiet text, or raised where it is the current one.
pub fn tab(ui: &mut Ui, label: &str, selected: bool) -> Response {
    padded_tab(ui, label, selected, PADDING)
}

fn padded_tab(ui: &mut Ui, label: &str, selected: bool, padding: f32) -> Response {
    let t = tokens(ui.visuals());
    let text = if selected {
        RichText::new(label).font(sans_bold(TEXT)).color(t.ink)
    } else {
        RichText::new(label).font(sans(TEXT)).color(t.soft)
    };
    let fill = if selected { t.raised } else { Color32::TRANSPARENT };
    let stroke = if selected { Stroke::new(1.0, t.rule) } else { Stroke::NONE };
    let button = Button::new(text)
        .fill(fill)
        .stroke(stroke)
        .min_size(vec2(0.0, 30.0))
        .corner_radius(CornerRadius::same(RADIUS));
    let response = ui.spacing_mut_scoped(vec2(padding, 6.0), |ui| ui.add(button));
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, selected, label));
    focus_ring(ui, &response);
    response
}

/// A round toggle for a filter.
pub fn chip(ui: &mut Ui, label: &str, selected: bool) -> Response {
    let t = tokens(ui.visuals());
    let (color, fill, stroke) =
        if selected { (t.accent, t.accent_ground, t.accent) } else { (t.soft, Color32::TRANSPARENT, t.rule) };
    let button = Button::new(RichText::new(label).font(sans(TEXT)).color(color))
        .fill(fill)
        .stroke(Stroke::new(1.0, stroke))
        .corner_radius(CornerRadius::same(13))
        .min_size(vec2(0.0, 26.0));
    let response = ui.spacing_mut_scoped(vec2(10.0, 3.0), |ui| ui.add(button));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, label));
    focus_ring(ui, &response);
    response
}

/// A line of a menu that can be ticked, with how many there are of it.
pub fn check(ui: &mut Ui, label: &str, count: usize, ticked: bool) -> Response {
    let t = tokens(ui.visuals());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, ticked, format!("{label}, {count}")));
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(RADIUS), t.rule.gamma_multiply(0.5));
    }
    let square = Rect::from_center_size(rect.left_center() + vec2(11.0, 0.0), Vec2::splat(13.0));
    let (fill, line) = if ticked { (t.accent, t.accent) } else { (t.raised, t.faint) };
    ui.painter().rect(square, CornerRadius::same(3), fill, Stroke::new(1.0, line), StrokeKind::Inside);
    if ticked {
        let at = |x: f32, y: f32| square.min + vec2(x, y);
        let tick = vec![at(3.0, 6.8), at(5.6, 9.2), at(10.0, 4.0)];
        ui.painter().add(egui::Shape::line(tick, Stroke::new(1.6, t.paper)));
    }
    // What would list nothing steps back.
    let color = if count == 0 && !ticked { t.faint } else { t.ink };
    let number = count.to_string();
    let right = rect.right_center() - vec2(6.0, 0.0);
    let drawn = line_at(ui, right, Align2::RIGHT_CENTER, &number, sans(theme::SMALL), t.soft, 48.0);
    let left = rect.left_center() + vec2(26.0, 0.0);
    line_at(ui, left, Align2::LEFT_CENTER, label, sans(TEXT), color, drawn.left() - left.x - 6.0);
    focus_ring(ui, &response);
    response
}

/// The main action of a place, with its key where it has one.
pub fn primary(ui: &mut Ui, label: &str, key: Option<&str>) -> Response {
    let t = tokens(ui.visuals());
    let mut button = Button::new(RichText::new(label).font(sans_bold(TEXT)).color(t.paper))
        .fill(t.accent)
        .stroke(Stroke::new(1.0, t.accent));
    if let Some(key) = key {
        button = button.right_text(RichText::new(key).font(sans(TINY)).color(t.paper));
    }
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), label));
    focus_ring(ui, &response);
    response
}

/// Any other action, with its key where it has one.
pub fn secondary(ui: &mut Ui, label: &str, key: Option<&str>) -> Response {
    let t = tokens(ui.visuals());
    let mut button =
        Button::new(RichText::new(label).color(t.ink)).fill(t.raised).stroke(Stroke::new(1.0, t.rule));
    if let Some(key) = key {
        button = button.right_text(RichText::new(key).font(sans(TINY)).color(t.faint));
    }
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), label));
    focus_ring(ui, &response);
    response
}

/// Shows where the keyboard is.
pub fn focus_ring(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let t = tokens(ui.visuals());
        let rect = response.rect.expand(1.5);
        ui.painter().rect_stroke(
            rect,
            CornerRadius::same(RADIUS + 1),
            Stroke::new(1.5, t.accent),
            StrokeKind::Outside,
        );
    }
}

/// A short word in a tinted capsule, drawn at a place. Returns its width.
pub fn pill(painter: &Painter, left_center: Pos2, text: &str, color: Color32, ground: Color32) -> f32 {
    let galley = painter.layout_no_wrap(text.to_owned(), sans_medium(theme::SMALL), color);
    let size = galley.size() + vec2(16.0, 4.0);
    let rect = Rect::from_min_size(pos2(left_center.x, left_center.y - size.y / 2.0), size);
    painter.rect_filled(rect, CornerRadius::same((size.y / 2.0) as u8), ground);
    painter.galley(rect.min + vec2(8.0, 2.0), galley, color);
    size.x
}

/// The same as a widget.
pub fn badge(ui: &mut Ui, text: &str, color: Color32, ground: Color32) -> Response {
    let frame =
        Frame::new().fill(ground).corner_radius(CornerRadius::same(9)).inner_margin(Margin::symmetric(8, 1));
    frame.show(ui, |ui| ui.label(RichText::new(text).font(sans_medium(theme::SMALL)).color(color))).response
}

/// The mark of a transcript: its colour in a small square.
pub fn swatch(painter: &Painter, left_center: Pos2, color: Color32) {
    let rect = Rect::from_min_size(pos2(left_center.x, left_center.y - 5.0), Vec2::splat(10.0));
    painter.rect_filled(rect, CornerRadius::same(3), color);
}

/// A horizontal hairline.
pub fn hairline(painter: &Painter, left: f32, right: f32, y: f32, tokens: &Tokens) {
    painter.hline(left..=right, y.round() + 0.5, Stroke::new(1.0, tokens.rule));
}

/// A row that can be chosen: raised or tinted where it is, named for those who do not see it.
pub fn choice(
    ui: &mut Ui,
    id: Id,
    height: f32,
    selected: bool,
    name: &str,
    fill: Option<Color32>,
) -> (Rect, Response) {
    let t = tokens(ui.visuals());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, name));
    if ui.is_rect_visible(rect) {
        let radius = CornerRadius::same(RADIUS);
        if let Some(fill) = fill.filter(|_| selected) {
            ui.painter().rect_filled(rect, radius, fill);
            if fill == t.raised {
                ui.painter().rect_stroke(rect, radius, Stroke::new(1.0, t.rule), StrokeKind::Inside);
            }
        } else if response.hovered() {
            ui.painter().rect_filled(rect, radius, t.rule.gamma_multiply(0.5));
        }
    }
    focus_ring(ui, &response);
    (rect, response)
}

/// Text on one line at a place, cut with an ellipsis at `width`.
pub fn line_at(
    ui: &Ui,
    anchor: Pos2,
    align: Align2,
    text: &str,
    font: egui::FontId,
    color: Color32,
    width: f32,
) -> Rect {
    let galley = super::text::galley(ui, super::text::one_line_job(text, font, color, width));
    let rect = align.anchor_size(anchor, galley.size());
    ui.painter().galley(rect.min, galley, color);
    rect
}

/// Quieter text on the same line, after what was drawn and up to `right`; nothing where no word would fit.
pub fn line_after(ui: &Ui, drawn: Rect, right: f32, text: &str) {
    let left = drawn.right() + 8.0;
    if right - left > 30.0 {
        let t = tokens(ui.visuals());
        let anchor = pos2(left, drawn.center().y);
        line_at(ui, anchor, Align2::LEFT_CENTER, text, sans(theme::SMALL), t.soft, right - left);
    }
}

/// As many of the parts of "one · two · three" as fit into `width`, from the first; the first one always.
pub fn fitting<'a>(ui: &Ui, parts: &'a str, font: &egui::FontId, width: f32) -> &'a str {
    let mut text = parts;
    let measure =
        |text: &str| ui.painter().layout_no_wrap(text.to_owned(), font.clone(), Color32::PLACEHOLDER);
    while measure(text).size().x > width {
        match text.rsplit_once(" · ") {
            Some((shorter, _)) => text = shorter,
            None => break,
        }
    }
    text
}

/// Draws into the room that there is and no more: a long word inside must not widen a panel.
pub fn contained<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let room = ui.available_rect_before_wrap();
    let mut inside = ui.new_child(UiBuilder::new().max_rect(room));
    // Rings of the focus and numbers in the margin stand a little outside.
    inside.set_clip_rect(room.expand(8.0).intersect(ui.clip_rect()));
    let out = add(&mut inside);
    ui.advance_cursor_after_rect(room);
    out
}

/// A message in the middle of an empty view: what is missing, and what to do.
pub fn empty_state(ui: &mut Ui, title: &str, hint: &str, add_buttons: impl FnOnce(&mut Ui)) {
    let t = tokens(ui.visuals());
    let height = ui.available_height();
    ui.vertical_centered(|ui| {
        ui.add_space((height * 0.3).max(24.0));
        ui.label(RichText::new(title).font(sans_bold(theme::HEADING)).color(t.ink));
        ui.add_space(6.0);
        ui.scope(|ui| {
            ui.set_max_width(460.0);
            ui.label(RichText::new(hint).color(t.soft));
        });
        ui.add_space(14.0);
        add_buttons(ui);
    });
}

/// Padding of buttons for one widget.
trait SpacingScoped {
    fn spacing_mut_scoped<R>(&mut self, padding: Vec2, add: impl FnOnce(&mut Ui) -> R) -> R;
}

impl SpacingScoped for Ui {
    fn spacing_mut_scoped<R>(&mut self, padding: Vec2, add: impl FnOnce(&mut Self) -> R) -> R {
        let before = self.spacing().button_padding;
        self.spacing_mut().button_padding = padding;
        let out = add(self);
        self.spacing_mut().button_padding = before;
        out
    }
}
