//! Why two statements are paired, and what changed from one to the next.

use egui::{RichText, Ui, vec2};

use crate::app::compared::Analysed;
use crate::engine::analysis::Analysis;
use crate::engine::compare::{Cell, Row};
use crate::engine::explain::{Alike, Degree, alike, shared_terms};
use crate::engine::positions::Statement;
use crate::gui::panels::evolution::rows::flag_text;
use crate::gui::theme::{SMALL, TEXT, sans, sans_medium, tokens};
use crate::gui::widgets::controls::{badge, section};

/// Shared terms that are listed.
const MOST_TERMS: usize = 9;

/// Width of the bar that shows how rare a word is.
const BAR: f32 = 48.0;

/// The changes that carry meaning, from one version to the next.
pub(super) fn flags_ui(ui: &mut Ui, analysed: &Analysed, row: &Row) {
    if row.flags().next().is_none() {
        return;
    }
    let t = tokens(ui.visuals());
    section(ui, "What changed");
    let analysis = &analysed.analysis;
    let said = row.cells.iter().filter_map(|cell| Some((cell.statement?, cell)));
    let said: Vec<(Statement, &Cell)> = said.collect();
    for two in said.windows(2) {
        let ((old, _), (new, cell)) = (two[0], two[1]);
        for (kind, words) in cell.flags.iter().map(|flag| flag_text(flag, analysis, old, new)) {
            ui.horizontal_wrapped(|ui| {
                badge(ui, kind, t.held, t.held_ground);
                ui.label(RichText::new(words).color(t.ink));
            });
        }
    }
    ui.label(
        RichText::new("Only what the words show; why they changed is not known.")
            .font(sans(SMALL))
            .color(t.faint),
    );
}

/// How alike two statements are, in words and, where they were read for it, in meaning.
fn alike_ui(ui: &mut Ui, alike: &Alike) {
    let t = tokens(ui.visuals());
    ui.spacing_mut().interact_size.y = 18.0;
    let mut line = |name: &str, degree: Degree, hint: String| {
        ui.horizontal(|ui| {
            ui.label(RichText::new(name).color(t.soft));
            ui.label(RichText::new(degree.as_str()).font(sans_medium(TEXT)).color(t.ink));
        })
        .response
        .on_hover_text(hint);
    };
    let scale = "Rather: more than 95 in 100 pairs of sentences of the samples that say different things. Very: more than 99.";
    line("Alike in words:", alike.words, scale.to_owned());
    if let Some((degree, cosine)) = alike.meaning {
        line("Alike in meaning:", degree, format!("Cosine {cosine:.2} of the sentence encoder. {scale}"));
    }
    ui.add_space(4.0);
}

pub(super) fn shared_ui(
    ui: &mut Ui,
    analysis: &Analysis,
    (earlier, later): (Statement, Statement),
    (old, new): (&str, &str),
) {
    let t = tokens(ui.visuals());
    section(ui, "Why they are paired");
    if let Some(alike) = alike(analysis, earlier, later) {
        ui.scope(|ui| alike_ui(ui, &alike));
    }
    let terms = shared_terms(analysis, earlier, later);
    if terms.is_empty() {
        let text = "They share no telling word; what stands next to them may correspond.";
        ui.label(RichText::new(text).color(t.soft));
        return;
    }
    ui.label(
        RichText::new(format!("Words that {old} and {new} share, the rarest first"))
            .font(sans(SMALL))
            .color(t.soft),
    );
    for term in terms.iter().take(MOST_TERMS) {
        ui.horizontal(|ui| {
            let words = if term.old.to_lowercase() == term.new.to_lowercase() {
                term.new.clone()
            } else {
                format!("{} · {}", term.old, term.new)
            };
            let room = vec2(ui.available_width() - BAR - 12.0, 18.0);
            ui.allocate_ui(room, |ui| {
                let words = RichText::new(words).font(sans_medium(TEXT)).color(t.ink);
                ui.add(egui::Label::new(words).truncate());
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let (rect, response) = ui.allocate_exact_size(vec2(BAR, 4.0), egui::Sense::hover());
                ui.painter().rect_filled(rect, 2, t.rule);
                let mut filled = rect;
                filled.set_width(rect.width() * term.weight.clamp(0.05, 1.0));
                ui.painter().rect_filled(filled, 2, t.accent);
                response.on_hover_text(format!("How rare the word is: {:.0} of 100", term.weight * 100.0));
            });
        });
    }
    if terms.len() > MOST_TERMS {
        ui.label(
            RichText::new(format!("and {} more", terms.len() - MOST_TERMS)).font(sans(SMALL)).color(t.soft),
        );
    }
}
