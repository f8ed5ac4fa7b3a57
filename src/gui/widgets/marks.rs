//! Marks of a review: told apart by shape, never by colour alone, and always beside their word.

use egui::{Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2, vec2};

use crate::engine::constraints::Review;
use crate::engine::judgement::Importance;
use crate::gui::theme::Tokens;

/// Width of a mark.
pub const MARK: f32 = 13.0;

/// Draws how far something was reviewed: a dashed ring for what is only proposed, a half-filled one for
/// what is confirmed in part, a disc with a tick for what is confirmed, a square one for what was
/// paired by hand.
pub fn review_mark(painter: &Painter, left_center: Pos2, review: Review, t: &Tokens) {
    let center = left_center + vec2(MARK / 2.0, 0.0);
    let radius = MARK / 2.0 - 0.5;
    match review {
        Review::Proposed => {
            let ring: Vec<Pos2> = circle(center, radius - 0.5, 0.0, 1.0);
            painter.extend(Shape::dashed_line(&ring, Stroke::new(1.2, t.soft), 2.6, 2.2));
        }
        Review::Partly => {
            painter.add(Shape::convex_polygon(
                circle(center, radius - 0.5, 0.25, 0.75),
                t.matched,
                Stroke::NONE,
            ));
            painter.circle_stroke(center, radius - 0.5, Stroke::new(1.2, t.matched));
        }
        Review::Confirmed => {
            painter.circle_filled(center, radius, t.matched);
            tick(painter, center, t.paper);
        }
        Review::ByHand => {
            let square = Rect::from_center_size(center, Vec2::splat(2.0 * radius));
            painter.rect_filled(square, CornerRadius::same(3), t.matched);
            tick(painter, center, t.paper);
        }
    }
}

/// Points of a circle between two parts of its round, beginning at the top, clockwise.
fn circle(center: Pos2, radius: f32, from: f32, to: f32) -> Vec<Pos2> {
    const STEPS: usize = 32;
    let point = |i: usize| {
        let turn = from + (to - from) * i as f32 / STEPS as f32;
        let angle = std::f32::consts::TAU * turn;
        pos2(center.x + radius * angle.sin(), center.y - radius * angle.cos())
    };
    (0..=STEPS).map(point).collect()
}

fn tick(painter: &Painter, center: Pos2, color: Color32) {
    let points = [vec2(-2.8, 0.2), vec2(-0.8, 2.3), vec2(2.9, -2.2)].map(|by| center + by);
    painter.add(Shape::line(points.to_vec(), Stroke::new(1.5, color)));
}

/// Draws one or two dots for what matters. Returns their width with the space behind.
pub fn importance_mark(painter: &Painter, left_center: Pos2, importance: Importance, t: &Tokens) -> f32 {
    let dots = match importance {
        Importance::Plain => 0,
        Importance::High => 1,
        Importance::Highest => 2,
    };
    for dot in 0..dots {
        painter.circle_filled(left_center + vec2(4.0 + 9.0 * dot as f32, 0.0), 3.0, t.accent);
    }
    if dots == 0 { 0.0 } else { 9.0 * dots as f32 + 4.0 }
}

/// Draws the bar in the margin of a passage that corresponds to another: solid where that is reviewed,
/// dashed where it is only proposed.
pub fn margin_bar(painter: &Painter, rect: Rect, review: Review, color: Color32) {
    if review.is_done() {
        painter.rect_filled(rect, 1.0, color);
        return;
    }
    let x = rect.center().x;
    let dash = if review == Review::Partly { 9.0 } else { 4.0 };
    let ends = [pos2(x, rect.top()), pos2(x, rect.bottom())];
    painter.extend(Shape::dashed_line(&ends, Stroke::new(rect.width(), color), dash, 3.0));
}
