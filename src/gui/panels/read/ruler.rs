//! The strip at the right of a column: where topics and matches stand, and the part in view.

use egui::{Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::column::ColumnLocal;
use crate::gui::theme::tokens;
use crate::gui::widgets::rows::Rows;

/// Width of the strip.
pub const WIDTH: f32 = 12.0;

/// Draws the strip; answers by how much a click or a drag wants the text to move.
pub fn ruler_ui(ui: &Ui, rect: Rect, rows: &mut Rows, local: &ColumnLocal) -> Option<f32> {
    let t = tokens(ui.visuals());
    let total = rows.total().max(1.0);
    let (from, to) = rows.view();
    if total <= rows.page() + 1.0 {
        return None;
    }
    let y = |offset: f32| rect.top() + rect.height() * (offset / total).clamp(0.0, 1.0);
    let painter = ui.painter();
    painter.rect_filled(rect, 4, t.panel);
    let view = Rect::from_min_max(pos2(rect.left(), y(from)), pos2(rect.right(), y(to).max(y(from) + 8.0)));
    painter.rect_filled(view, 4, t.rule);
    for &row in &local.topic_rows {
        let mark = Rect::from_min_size(pos2(rect.left() + 2.0, y(rows.top(row))), vec2(WIDTH - 4.0, 2.5));
        painter.rect_filled(mark, 1.0, t.accent);
    }
    for row in local.matched_rows() {
        let mark = Rect::from_min_size(pos2(rect.left(), y(rows.top(row))), vec2(3.0, 4.0));
        painter.rect_filled(mark, 1.0, t.matched);
    }
    let response = ui.interact(rect, ui.scope_id().with("ruler"), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, "Overview"));
    let response =
        response.on_hover_text("Blue: the topic. Violet: matched passages. Click or drag to go there");
    let pointer = response.interact_pointer_pos().filter(|_| response.clicked() || response.dragged())?;
    let wanted = (pointer.y - rect.top()) / rect.height() * total - rows.page() / 2.0;
    Some(wanted - from)
}
