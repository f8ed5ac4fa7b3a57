//! Words of transcripts on the screen: one galley a passage, marks as sections of it.
//!
//! What is drawn is the original with line ends and control characters shown as spaces, byte for
//! byte, so that a span of the transcript is a span of the galley.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::text_selection::LabelSelectionState;
use egui::{Color32, FontId, Galley, Pos2, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo};

use crate::engine::redline::Mark;
use crate::engine::transcript::Span;
use crate::gui::theme::{Tokens, serif};

/// Size and line height of running text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Face {
    /// Size in points.
    pub size: f32,

    /// Distance between lines in points.
    pub line: f32,
}

impl Face {
    /// In Read.
    pub const READ: Self = Self { size: 16.0, line: 26.5 };

    /// In Redline.
    pub const REDLINE: Self = Self { size: 15.5, line: 25.0 };

    /// In Synopsis.
    pub const SYNOPSIS: Self = Self { size: 13.5, line: 21.0 };

    /// Scaled by the user's text size.
    pub fn scaled(self, scale: f32) -> Self {
        Self { size: self.size * scale, line: (self.line * scale).round() }
    }
}

/// A look that is laid over part of a passage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Layer {
    /// A redline mark.
    Mark(Mark),

    /// From here a passage was moved, where both places stand in one text.
    MovedAway,

    /// A topic is mentioned.
    Topic,

    /// The passage corresponds to the selected one.
    Matched,

    /// Dimmed: furniture, or an ellipsis of ours.
    Faint,
}

/// Lays out a passage of a transcript: `text` with layers over spans of it.
///
/// Later layers are drawn over earlier ones. Spans that do not fit the text are left out.
pub fn passage_job(
    text: &str,
    layers: &[(Span, Layer)],
    face: Face,
    width: f32,
    tokens: &Tokens,
) -> LayoutJob {
    let shown = displayable(text);
    let base = TextFormat {
        font_id: serif(face.size),
        color: tokens.ink,
        line_height: Some(face.line),
        expand_bg: 0.0,
        ..TextFormat::default()
    };
    let mut cuts = vec![0, shown.len()];
    let fits = |span: &Span| {
        span.end <= shown.len() && shown.is_char_boundary(span.start) && shown.is_char_boundary(span.end)
    };
    for (span, _) in layers.iter().filter(|(span, _)| fits(span)) {
        cuts.extend([span.start, span.end]);
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut job = LayoutJob {
        wrap: TextWrapping { max_width: width, ..TextWrapping::default() },
        ..LayoutJob::default()
    };
    for cut in cuts.windows(2) {
        let piece = Span::new(cut[0], cut[1]);
        let mut format = base.clone();
        for (_, layer) in layers.iter().filter(|(span, _)| fits(span) && span.contains(piece)) {
            apply(&mut format, *layer, tokens);
        }
        job.append(piece.of(&shown), 0.0, format);
    }
    job
}

fn apply(format: &mut TextFormat, layer: Layer, tokens: &Tokens) {
    match layer {
        Layer::Mark(Mark::Deleted) => {
            format.color = tokens.deletion;
            format.background = tokens.deletion_ground;
            format.strikethrough = Stroke::new(1.0, tokens.deletion);
        }
        Layer::Mark(Mark::Inserted) => {
            format.color = tokens.insertion;
            format.background = tokens.insertion_ground;
            format.underline = Stroke::new(1.0, tokens.insertion);
        }
        Layer::Mark(Mark::Moved) => {
            format.color = tokens.matched;
            format.background = tokens.matched_ground;
            format.underline = Stroke::new(1.0, tokens.matched);
            format.italics = true;
        }
        Layer::MovedAway => {
            format.color = tokens.matched;
            format.strikethrough = Stroke::new(1.0, tokens.matched);
            format.italics = true;
        }
        Layer::Mark(Mark::Shared) => format.underline = Stroke::new(2.0, tokens.accent),
        Layer::Topic => format.background = tokens.topic_mark,
        Layer::Matched => {
            if format.background == Color32::TRANSPARENT {
                format.background = tokens.matched_ground;
            }
        }
        Layer::Faint => format.color = tokens.faint,
    }
}

/// Line ends and control characters as spaces, byte for byte.
pub fn displayable(text: &str) -> String {
    let is_odd = |c: char| c.is_ascii_control();
    if text.contains(is_odd) { text.replace(is_odd, " ") } else { text.to_owned() }
}

/// A line or paragraph of interface text.
pub fn plain_job(text: &str, font: FontId, color: Color32, width: f32) -> LayoutJob {
    let format = TextFormat { font_id: font, color, ..TextFormat::default() };
    LayoutJob {
        wrap: TextWrapping { max_width: width, ..TextWrapping::default() },
        ..LayoutJob::single_section(text.to_owned(), format)
    }
}

/// The same on one line, with an ellipsis where it does not fit.
pub fn one_line_job(text: &str, font: FontId, color: Color32, width: f32) -> LayoutJob {
    let mut job = plain_job(text, font, color, width);
    job.wrap = TextWrapping::truncate_at_width(width);
    job
}

/// Lays out a job.
pub fn galley(ui: &Ui, job: LayoutJob) -> Arc<Galley> {
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Draws a galley whose text can be selected with the pointer; a click on it is a click all the same.
pub fn selectable(ui: &Ui, id: egui::Id, pos: Pos2, galley: Arc<Galley>, color: Color32) -> Response {
    let rect = Rect::from_min_size(pos, galley.size());
    let response = ui.interact(rect, id, Sense::click_and_drag() - Sense::FOCUSABLE);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, galley.text()));
    if ui.is_rect_visible(rect) {
        LabelSelectionState::label_text_selection(ui, &response, pos, galley, color, Stroke::NONE);
    }
    response
}

/// Draws a galley that cannot be selected, and names it for those who do not see it.
pub fn fixed(ui: &Ui, id: egui::Id, pos: Pos2, galley: Arc<Galley>, color: Color32) -> Response {
    let rect = Rect::from_min_size(pos, galley.size());
    let response = ui.interact(rect, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, galley.text()));
    if ui.is_rect_visible(rect) {
        ui.painter().galley(pos, galley, color);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gui::theme::LIGHT;

    #[test]
    fn spans_of_the_text_are_spans_of_the_galley() {
        let text = "One\r\ntwo\tthrée";
        assert_eq!(displayable(text).len(), text.len());
        let at = text.find("thr").unwrap();
        let layers =
            [(Span::new(at, text.len()), Layer::Topic), (Span::new(0, 3), Layer::Mark(Mark::Deleted))];
        let job = passage_job(text, &layers, Face::READ, 100.0, &LIGHT);
        job.debug_sanity_check();
        assert_eq!(job.text, "One  two thrée");
        assert_eq!(job.sections.len(), 3);
        assert_eq!(job.sections[2].format.background, LIGHT.topic_mark);
    }

    #[test]
    fn spans_that_do_not_fit_are_left_out() {
        let layers = [(Span::new(1, 99), Layer::Topic), (Span::new(2, 3), Layer::Topic)];
        let job = passage_job("aé", &layers, Face::READ, 100.0, &LIGHT);
        assert_eq!(job.sections.len(), 1);
        assert!(passage_job("", &[], Face::READ, 100.0, &LIGHT).sections.is_empty());
    }
}
