//! The import sheet: what was recognised in the files that were named, before they join the library.
//!
//! Three columns: the files, the details of those that are selected, and the turns of the one that is shown.

pub mod fields;
pub mod files;
mod reading;
pub mod turns;

use egui::{
    Frame, Id, Key, Margin, Modal, Modifiers, Popup, ProgressBar, Rect, RichText, Ui, UiBuilder, pos2, vec2,
};

use super::Commands;
use crate::app::command::{Command, ImportCommand};
use crate::app::import::{Entry, Import, Standing};
use crate::app::state::State;
use crate::app::update::import_report;
use crate::engine::numbers::count;
use crate::gui::shortcuts;
use crate::gui::theme::{HEADING, SMALL, sans, sans_bold, tokens};
use crate::gui::widgets::controls::{hairline, primary, secondary};

/// The largest sheet.
const LARGEST: egui::Vec2 = vec2(1320.0, 860.0);

/// What stays free around it.
const EDGE: f32 = 28.0;

/// Height of the heading.
const HEAD: f32 = 58.0;

/// Height of the line with the buttons.
const FOOT: f32 = 52.0;

/// What the sheet keeps that dies with the window.
#[derive(Debug, Default)]
pub struct Local {
    files: files::Local,
    fields: fields::Draft,
}

impl Local {
    /// Hands over what was typed.
    pub fn hand_over(&mut self, import: &Import, out: &mut Commands) {
        self.fields.hand_over(import, out);
    }
}

/// Draws the sheet where one is open.
pub fn import_ui(ui: &mut Ui, state: &State, local: &mut Local, out: &mut Commands) {
    let Some(import) = &state.import else {
        *local = Local::default();
        return;
    };
    local.fields.follow(import, out);
    if state.dialog.is_none() {
        keys(ui, import, local, out);
    }
    let screen = ui.ctx().content_rect().size();
    let size = (screen - vec2(2.0 * EDGE, 2.0 * EDGE)).min(LARGEST);
    let frame = Frame::window(ui.style()).inner_margin(Margin::ZERO);
    Modal::new(Id::unique("import")).frame(frame).show(ui.ctx(), |ui| {
        let (whole, _) = ui.allocate_exact_size(size, egui::Sense::hover());
        let head = Rect::from_min_size(whole.min, vec2(whole.width(), HEAD));
        let foot = Rect::from_min_max(pos2(whole.left(), whole.bottom() - FOOT), whole.max);
        let body = Rect::from_min_max(head.left_bottom(), foot.right_top());
        inside(ui, head.shrink2(vec2(24.0, 8.0)), |ui| head_ui(ui, import, out));
        body_ui(ui, body, state, import, local, out);
        inside(ui, foot.shrink2(vec2(24.0, 10.0)), |ui| foot_ui(ui, import, local, out));
        let t = tokens(ui.visuals());
        hairline(ui.painter(), whole.left(), whole.right(), head.bottom(), t);
        hairline(ui.painter(), whole.left(), whole.right(), foot.top(), t);
    });
}

/// Draws into a rectangle and no further.
fn inside<R>(ui: &mut Ui, rect: Rect, add: impl FnOnce(&mut Ui) -> R) -> R {
    let mut inside = ui.new_child(UiBuilder::new().max_rect(rect));
    inside.set_clip_rect(rect.expand(6.0).intersect(ui.clip_rect()));
    add(&mut inside)
}

fn body_ui(ui: &mut Ui, body: Rect, state: &State, import: &Import, local: &mut Local, out: &mut Commands) {
    let t = tokens(ui.visuals());
    // One transcript that is read again needs no list.
    let has_files = !import.is_one_again();
    let files_width = if has_files { (body.width() * 0.27).clamp(230.0, 330.0) } else { 0.0 };
    let details_width = (body.width() * 0.36).clamp(330.0, 430.0);
    let top = body.top() + 1.0;
    let column =
        |left: f32, width: f32| Rect::from_min_max(pos2(left, top), pos2(left + width, body.bottom()));
    let files = column(body.left(), files_width);
    let details = column(files.right(), details_width);
    let text = Rect::from_min_max(details.right_top(), body.right_bottom());
    if has_files {
        ui.painter().rect_filled(files, 0.0, t.panel);
        inside(ui, files.shrink2(vec2(12.0, 10.0)), |ui| files::files_ui(ui, import, &mut local.files, out));
    }
    inside(ui, details.shrink2(vec2(20.0, 10.0)), |ui| {
        ui.push_id(import.shown().map(|entry| entry.id), |ui| {
            fields::details_ui(ui, state, import, &mut local.fields, out);
        });
    });
    for x in [files.right(), details.right()].into_iter().skip(usize::from(!has_files)) {
        ui.painter().vline(x, body.y_range(), egui::Stroke::new(1.0, t.rule));
    }
    let shown = import.shown().filter(|_| import.selected.len() == 1).and_then(Entry::candidate);
    inside(ui, text.shrink2(vec2(18.0, 10.0)), |ui| match (import.shown(), shown) {
        (Some(entry), Some(candidate)) => turns::turns_ui(ui, entry.id, candidate, out),
        _ => {
            let hint = match import.selected.len() {
                0 | 1 => "Nothing to show of this file.",
                _ => "Select one file to see its text.",
            };
            ui.label(RichText::new(hint).color(t.soft));
        }
    });
}

fn head_ui(ui: &mut Ui, import: &Import, out: &mut Commands) {
    let t = tokens(ui.visuals());
    ui.horizontal(|ui| {
        let heading = if import.is_again() { "Read again" } else { "Add to the library" };
        ui.label(RichText::new(heading).font(sans_bold(HEADING)).color(t.ink));
        if let Some(share) = import.share() {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if secondary(ui, "Stop", None).on_hover_text("Stop reading; what was read stays").clicked() {
                    out.push(Command::Import(ImportCommand::Stop));
                }
                let bar = ProgressBar::new(share).desired_width(160.0).desired_height(4.0).fill(t.accent);
                let said = format!("reading files, {:.0} %", share * 100.0);
                ui.add(bar).widget_info(|| {
                    egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, true, said.clone())
                });
                ui.label(RichText::new("Reading files").font(sans(SMALL)).color(t.soft));
                ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
            });
        }
    });
    ui.label(RichText::new(summary(import)).font(sans(SMALL)).color(t.soft));
}

/// What was found, in one line.
pub fn summary(import: &Import) -> String {
    let mut parts = vec![match import.entries.len() {
        0 => "Nothing found yet".to_owned(),
        all => count(all, "document"),
    }];
    let counts = import.counts();
    for standing in [Standing::Good, Standing::Doubtful, Standing::Refused, Standing::LeftOut] {
        if let Some(number) = counts.get(&standing) {
            parts.push(match standing {
                Standing::Doubtful => format!("{number} to look at"),
                standing => format!("{number} {}", standing.as_str()),
            });
        }
    }
    if !import.left_out.is_empty() {
        parts.push(format!("{} beside them left out", import.left_out.len()));
    }
    parts.join(" · ")
}

fn foot_ui(ui: &mut Ui, import: &Import, local: &mut Local, out: &mut Commands) {
    ui.horizontal_centered(|ui| {
        let added = import.count_added();
        let label = match added {
            0 => "Close".to_owned(),
            _ if import.is_again() => "Use this reading".to_owned(),
            added => format!("Add {}", count(added, "transcript")),
        };
        let is_read = import.running.is_empty();
        let key = shortcuts::display("Ctrl+Enter");
        if ui.add_enabled_ui(is_read, |ui| primary(ui, &label, Some(&key))).inner.clicked() {
            accept(import, local, out);
        }
        if added > 0
            && secondary(ui, "Cancel", None).on_hover_text("Close the sheet and change nothing").clicked()
        {
            out.push(Command::Import(ImportCommand::Discard));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let hint = "Copy a line for each file, with what becomes of it";
            if secondary(ui, "Copy report", None).on_hover_text(hint).clicked() {
                out.push(Command::Copy(import_report(import)));
            }
            for (label, keys, is_possible, command) in [
                ("Redo", "Ctrl+Shift+Z", import.can_redo(), ImportCommand::Redo),
                ("Undo", "Ctrl+Z", import.can_undo(), ImportCommand::Undo),
            ] {
                let key = shortcuts::display(keys);
                if ui.add_enabled_ui(is_possible, |ui| secondary(ui, label, Some(&key))).inner.clicked() {
                    out.push(Command::Import(command));
                }
            }
        });
    });
}

fn accept(import: &Import, local: &mut Local, out: &mut Commands) {
    local.fields.hand_over(import, out);
    out.push(Command::Import(ImportCommand::Accept));
}

fn keys(ui: &Ui, import: &Import, local: &mut Local, out: &mut Commands) {
    let pressed =
        |modifiers: Modifiers, key: Key| ui.ctx().input_mut(|input| input.consume_key(modifiers, key));
    let is_typing = ui.ctx().text_edit_focused();
    if pressed(Modifiers::COMMAND, Key::Enter) && import.running.is_empty() {
        accept(import, local, out);
    }
    // An open list has the keys: Escape closes it and nothing else.
    if is_typing || Popup::is_any_open(ui.ctx()) {
        return;
    }
    if pressed(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z) || pressed(Modifiers::COMMAND, Key::Y) {
        out.push(Command::Import(ImportCommand::Redo));
    }
    if pressed(Modifiers::COMMAND, Key::Z) {
        out.push(Command::Import(ImportCommand::Undo));
    }
    // What was corrected is not lost by one key.
    if pressed(Modifiers::NONE, Key::Escape) && !import.can_undo() {
        out.push(Command::Import(ImportCommand::Discard));
    }
    files::keys(ui, import, &mut local.files, out);
}
