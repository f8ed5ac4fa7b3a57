//! The command palette: everything that can be done, and every topic and transcript, by typing.

use egui::{
    Align2, Area, Frame, Id, Key, Margin, Order, Rect, RichText, ScrollArea, Stroke, TextEdit, Ui, pos2,
};

use super::Commands;
use super::library::named;
use super::top::libraries;
use crate::app::action::CATALOGUE;
use crate::app::command::Command;
use crate::app::state::{Selection, State};
use crate::app::update::can;
use crate::engine::cite;
use crate::engine::words::fold_word;
use crate::gui::shortcuts;
use crate::gui::theme::{SMALL, TEXT, sans, tokens};
use crate::gui::widgets::controls::{choice, line_at};

/// Entries that are listed.
const MOST: usize = 60;

/// What is typed, and which entry is chosen.
#[derive(Debug, Default)]
pub struct Local {
    query: String,
    chosen: usize,
    is_open: bool,
}

/// Something that the palette offers.
#[derive(Debug)]
pub struct Offer {
    /// What it is called.
    pub label: String,

    /// What sort of thing it is, or its key.
    pub note: String,

    /// What it does.
    pub command: Command,
}

/// Everything that fits what was typed: every word must begin a word of the label. Commands first,
/// then topics, then transcripts.
pub fn offers(state: &State, query: &str) -> Vec<Offer> {
    let wanted: Vec<String> = query.split_whitespace().map(fold_word).collect();
    let fits = |label: &str| {
        let words: Vec<String> = label.split(|c: char| !c.is_alphanumeric()).map(fold_word).collect();
        wanted.iter().all(|w| words.iter().any(|word| word.starts_with(w.as_str())))
    };
    let mut out = Vec::new();
    for entry in CATALOGUE.iter().filter(|entry| fits(entry.label) && can(state, entry.action)) {
        let note = entry.keys.first().map(|key| shortcuts::display(key)).unwrap_or_default();
        out.push(Offer {
            label: entry.label.trim_end_matches('…').to_owned(),
            note,
            command: Command::Act(entry.action),
        });
    }
    for (i, topic) in state.topics.list().iter().enumerate().filter(|(_, topic)| fits(&topic.name)) {
        out.push(Offer {
            label: topic.name.clone(),
            note: "topic".to_owned(),
            command: Command::ChooseTopic(Some(i)),
        });
    }
    for (item, first, second) in named(state) {
        let date = cite::date(&item.transcript);
        let label = if item.transcript.meta.date.is_some() { format!("{date}, {second}") } else { first };
        if fits(&label) || fits(&item.transcript.meta.title) {
            out.push(Offer {
                label,
                note: "transcript".to_owned(),
                command: Command::Select(Selection::Transcript(item.id)),
            });
        }
    }
    for (label, path) in libraries(state).into_iter().filter(|(label, _)| fits(label)) {
        out.push(Offer { label, note: "library".to_owned(), command: Command::OpenLibrary(path) });
    }
    out.truncate(MOST);
    out
}

/// Draws the palette over everything else.
pub fn palette_ui(ui: &mut Ui, state: &State, local: &mut Local, out: &mut Commands) {
    if state.dialog != Some(crate::app::state::Dialog::Palette) {
        *local = Local::default();
        return;
    }
    let t = tokens(ui.visuals());
    let screen = ui.ctx().content_rect();
    let width = 520.0_f32.min(screen.width() - 40.0);
    let (down, up, enter, escape) = ui.input_mut(|input| {
        (
            input.consume_key(egui::Modifiers::NONE, Key::ArrowDown),
            input.consume_key(egui::Modifiers::NONE, Key::ArrowUp),
            input.consume_key(egui::Modifiers::NONE, Key::Enter),
            input.consume_key(egui::Modifiers::NONE, Key::Escape),
        )
    });
    let mut offers = offers(state, &local.query);
    let last = offers.len().saturating_sub(1);
    local.chosen =
        if down { local.chosen + 1 } else { local.chosen.saturating_sub(usize::from(up)) }.min(last);
    let mut taken = (enter && !offers.is_empty()).then_some(local.chosen);
    let at = pos2(screen.center().x - width / 2.0, screen.top() + 64.0);
    let response =
        Area::new(Id::unique("palette")).order(Order::Foreground).fixed_pos(at).show(ui.ctx(), |ui| {
            let frame = Frame::new()
                .fill(t.raised)
                .stroke(Stroke::new(1.0, t.rule))
                .corner_radius(10)
                .inner_margin(Margin::same(10))
                .shadow(ui.visuals().window_shadow);
            frame.show(ui, |ui| {
                ui.set_width(width - 20.0);
                let edit = TextEdit::singleline(&mut local.query)
                    .hint_text("Type a command, a topic or a transcript")
                    .desired_width(f32::INFINITY)
                    .margin(Margin::symmetric(8, 6));
                let response = ui.add(edit).accessible_name("Find or do anything");
                if !local.is_open {
                    response.request_focus();
                    local.is_open = true;
                }
                if response.changed() {
                    local.chosen = 0;
                }
                ui.add_space(6.0);
                if offers.is_empty() {
                    ui.label(RichText::new("Nothing fits. Try fewer letters.").color(t.soft));
                }
                ScrollArea::vertical()
                    .max_height((screen.height() - 200.0).clamp(80.0, 380.0))
                    .auto_shrink([false, true])
                    .show(ui, |ui| {
                        ui.spacing_mut().item_spacing.y = 1.0;
                        for (i, offer) in offers.iter().enumerate() {
                            if offer_ui(ui, i, offer, i == local.chosen, down || up) {
                                taken = Some(i);
                            }
                        }
                    });
            });
        });
    let clicked_beside = ui.input(|input| input.pointer.any_pressed())
        && ui
            .input(|input| input.pointer.interact_pos())
            .is_some_and(|pos| !response.response.rect.contains(pos));
    if taken.is_some() || escape || clicked_beside {
        out.push(Command::CloseDialog);
    }
    // After the palette is closed: it may open another dialog.
    out.extend(taken.map(|i| offers.swap_remove(i).command));
}

/// Draws an offer and says whether it was taken.
fn offer_ui(ui: &mut Ui, index: usize, offer: &Offer, is_chosen: bool, moved: bool) -> bool {
    let t = tokens(ui.visuals());
    let (rect, response): (Rect, _) =
        choice(ui, Id::unique(("offer", index)), 28.0, is_chosen, &offer.label, Some(t.accent_ground));
    line_at(
        ui,
        pos2(rect.left() + 10.0, rect.center().y),
        Align2::LEFT_CENTER,
        &offer.label,
        sans(TEXT),
        t.ink,
        rect.width() - 130.0,
    );
    line_at(
        ui,
        pos2(rect.right() - 10.0, rect.center().y),
        Align2::RIGHT_CENTER,
        &offer.note,
        sans(SMALL),
        t.faint,
        110.0,
    );
    if is_chosen && moved {
        ui.scroll_to_rect(rect, None);
    }
    response.clicked()
}
