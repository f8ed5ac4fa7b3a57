//! Messages, in the right bottom corner, until they are dismissed.

use egui::{Align2, Area, Frame, Id, Margin, Order, RichText, ScrollArea, Stroke, Ui, vec2};

use super::Commands;
use crate::app::command::Command;
use crate::app::notice::{Notice, Severity};
use crate::app::state::State;
use crate::gui::theme::{SMALL, TEXT, sans, sans_bold, tokens};
use crate::gui::widgets::controls::secondary;

/// Messages that are shown at once; older ones wait.
const MOST: usize = 3;

/// Draws the messages over everything else.
pub fn notices_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    if state.notices.is_empty() {
        return;
    }
    Area::new(Id::unique("notices"))
        .order(Order::Foreground)
        .anchor(Align2::RIGHT_BOTTOM, vec2(-16.0, -40.0))
        .show(ui.ctx(), |ui| {
            ui.set_max_width(420.0);
            let waiting = state.notices.len().saturating_sub(MOST);
            for notice in state.notices.iter().rev().take(MOST) {
                notice_ui(ui, notice, out);
                ui.add_space(8.0);
            }
            if waiting > 0 {
                let t = tokens(ui.visuals());
                ui.label(
                    RichText::new(format!("{waiting} more below these")).font(sans(SMALL)).color(t.soft),
                );
            }
        });
}

fn notice_ui(ui: &mut Ui, notice: &Notice, out: &mut Commands) {
    let t = tokens(ui.visuals());
    let (word, color) = match notice.severity {
        Severity::Done => ("Done", t.accent),
        Severity::Warning => ("Look", t.matched),
        Severity::Error => ("Problem", t.deletion),
    };
    let frame = Frame::new()
        .fill(t.raised)
        .stroke(Stroke::new(1.0, t.rule))
        .corner_radius(8)
        .inner_margin(Margin::symmetric(14, 12))
        .shadow(ui.visuals().popup_shadow);
    frame.show(ui, |ui| {
        ui.set_width(392.0);
        ui.horizontal(|ui| {
            ui.label(RichText::new(word).font(sans_bold(SMALL)).color(color));
            ui.label(RichText::new(&notice.title).font(sans_bold(TEXT)).color(t.ink));
        });
        if !notice.details.is_empty() {
            ui.add_space(4.0);
            ScrollArea::vertical()
                .id_salt(("notice", notice.id))
                .max_height(180.0)
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    for detail in &notice.details {
                        ui.label(RichText::new(&detail.what).font(sans(TEXT)).color(t.ink));
                        if !detail.hint.is_empty() {
                            ui.label(RichText::new(&detail.hint).font(sans(SMALL)).color(t.soft));
                        }
                        ui.add_space(6.0);
                    }
                });
        }
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            if secondary(ui, "Dismiss", None).clicked() {
                out.push(Command::Dismiss(notice.id));
            }
            if let Some(report) = &notice.report
                && secondary(ui, "Copy report", None)
                    .on_hover_text("Copy a line for each file, with what became of it")
                    .clicked()
            {
                out.push(Command::Copy(report.clone()));
            }
        });
    });
}
