//! The line at the bottom: what is open, what was found, what is being worked on.

use egui::{Align, Layout, ProgressBar, RichText, Ui};

use super::Commands;
use crate::app::command::Command;
use crate::app::state::State;
use crate::engine::numbers::{count, thousands};
use crate::gui::theme::{SMALL, sans, tokens};

/// Room for what is being worked on.
const WORK: f32 = 340.0;

/// What the line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusLine {
    /// What is open.
    pub library: String,

    /// What was found.
    pub found: String,

    /// What it was found by.
    pub basis: String,

    /// What is being worked on.
    pub work: Option<&'static str>,
}

/// Makes the line.
pub fn status_line(state: &State) -> StatusLine {
    let words: usize = state.items.iter().map(|item| item.transcript.words).sum();
    let library = format!("{} · {} words", count(state.items.len(), "transcript"), thousands(words));
    let found = state.analysed.as_ref().map_or_else(String::new, |analysed| {
        let positions = &analysed.analysis.positions;
        match positions.iter().filter(|position| position.review.is_done()).count() {
            0 => format!("{} proposed", count(positions.len(), "position")),
            done => format!("{done} of {} reviewed", count(positions.len(), "position")),
        }
    });
    let work = if state.work.analysing.is_some() {
        Some("finding positions")
    } else if state.work.comparing.is_some() {
        Some("comparing")
    } else if state.work.encoding.is_some() {
        Some("reading for meaning")
    } else {
        None
    };
    StatusLine { library, found, basis: basis(state), work }
}

/// What positions were found by: words, and meaning as far as sentences were read for it.
fn basis(state: &State) -> String {
    let Some(analysed) = state.analysed.as_ref().filter(|analysed| !analysed.analysis.corpus.is_empty())
    else {
        return String::new();
    };
    match (analysed.by_meaning, analysed.analysis.corpus.len()) {
        (0, _) => "by words alone".to_owned(),
        (read, all) if read == all => "by words and meaning".to_owned(),
        (read, all) => {
            format!("by words, {} of {} by meaning too", thousands(read), count(all, "sentence"))
        }
    }
}

/// Draws the line.
pub fn status_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let t = tokens(ui.visuals());
    let line = status_line(state);
    let text = |text: &str| RichText::new(text).font(sans(SMALL)).color(t.soft);
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        ui.label(text(&line.library));
        if !line.found.is_empty() {
            ui.label(text(&line.found));
        }
        // What is being worked on comes first where there is little room.
        let room = ui.available_width() - if line.work.is_some() { WORK } else { 0.0 };
        let width = ui.painter().layout_no_wrap(line.basis.clone(), sans(SMALL), t.soft).size().x;
        if !line.basis.is_empty() && width < room {
            ui.label(text(&line.basis)).on_hover_text(
                "Meaning is read in English sentences, in the background. Compare by meaning, under View, switches it on and off.",
            );
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let Some(work) = line.work else { return };
            let work_at_hand = &state.work;
            let progress = work_at_hand.analysing.as_ref();
            let progress = progress.or(work_at_hand.encoding.as_ref());
            if let Some(progress) = progress {
                if ui
                    .add(egui::Button::new(text("Cancel")).small())
                    .on_hover_text("Give up the work at hand; what is there already stays")
                    .clicked()
                {
                    out.push(Command::Cancel);
                }
                let share = progress.share();
                let bar =
                    ui.add(ProgressBar::new(share).desired_width(140.0).desired_height(4.0).fill(t.accent));
                bar.widget_info(|| {
                    egui::WidgetInfo::labeled(
                        egui::Role::ProgressIndicator,
                        true,
                        format!("{work}, {:.0} %", share * 100.0),
                    )
                });
                ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
            }
            ui.label(text(work));
        });
    });
}
