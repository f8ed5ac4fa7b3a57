//! Dialogs over the window: editing details, the list of shortcuts, what this is.

use egui::{Frame, Grid, Id, Margin, Modal, RichText, ScrollArea, TextEdit, Ui, vec2};

use super::Commands;
use super::fields::Field;
use crate::app::action::{Action, CATALOGUE, Menu};
use crate::app::command::Command;
use crate::app::state::{Dialog, Id as TranscriptId, Item, State};
use crate::app::update::lost_by_closing;
use crate::engine::transcript::Edits;
use crate::gui::shortcuts;
use crate::gui::theme::{HEADING, SMALL, TEXT, sans, sans_bold, tokens};
use crate::gui::widgets::controls::{primary, secondary};

/// Details of a transcript as they are being typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    id: TranscriptId,
    texts: [String; Field::ALL.len()],
    is_new: bool,
}

impl Draft {
    /// What is known now, ready to be changed.
    pub fn of(item: &Item) -> Self {
        let texts = Field::ALL.map(|field| field.value(&item.edits, &item.transcript.meta));
        Self { id: item.id, texts, is_new: true }
    }

    /// The edits, on top of those made before; a field that was left as it was adds none.
    fn edits(&self, item: &Item) -> Result<Edits, String> {
        let before = Self::of(item);
        let mut edits = item.edits.clone();
        for ((field, text), before) in Field::ALL.into_iter().zip(&self.texts).zip(&before.texts) {
            if text.trim() != before.trim() {
                edits = edits.with(&field.edit(text)?);
            }
        }
        Ok(edits)
    }
}

/// Draws the dialog that is open.
pub fn dialogs_ui(ui: &mut Ui, state: &State, draft: &mut Option<Draft>, out: &mut Commands) {
    match &state.dialog {
        Some(Dialog::Edit(id)) => match state.item(*id) {
            Some(item) => edit_ui(ui, item, draft, out),
            None => out.push(Command::CloseDialog),
        },
        Some(Dialog::Shortcuts) => shortcuts_ui(ui, out),
        Some(Dialog::About) => about_ui(ui, out),
        Some(Dialog::System) => waiting_ui(ui, "Choose in the other window"),
        Some(Dialog::Library) => waiting_ui(ui, "Opening the library"),
        Some(Dialog::Close) => close_ui(ui, state, out),
        Some(Dialog::Palette) | None => {}
    }
    if !matches!(state.dialog, Some(Dialog::Edit(_))) {
        *draft = None;
    }
}

fn modal(ui: &Ui, name: &str) -> Modal {
    let frame = Frame::window(ui.style()).inner_margin(Margin::symmetric(24, 20));
    Modal::new(Id::unique(name)).frame(frame)
}

fn title(ui: &mut Ui, text: &str) {
    let t = tokens(ui.visuals());
    ui.label(RichText::new(text).font(sans_bold(HEADING)).color(t.ink));
    ui.add_space(8.0);
}

fn edit_ui(ui: &mut Ui, item: &Item, draft: &mut Option<Draft>, out: &mut Commands) {
    let t = tokens(ui.visuals());
    let draft = match draft {
        Some(draft) if draft.id == item.id => draft,
        _ => draft.insert(Draft::of(item)),
    };
    let response = modal(ui, "edit details").show(ui.ctx(), |ui| {
        ui.set_width(460.0);
        title(ui, "Edit details");
        ui.label(RichText::new(&item.transcript.source.path).font(sans(SMALL)).color(t.soft));
        ui.add_space(8.0);
        let mut first = None;
        Grid::new("details").num_columns(2).spacing([12.0, 10.0]).show(ui, |ui| {
            for (field, text) in Field::ALL.into_iter().zip(&mut draft.texts) {
                let response = field_ui(ui, field, text);
                first.get_or_insert(response);
            }
        });
        if draft.is_new
            && let Some(first) = first
        {
            first.request_focus();
            draft.is_new = false;
        }
        let edits = draft.edits(item);
        ui.add_space(4.0);
        let problem = edits.as_ref().err().map_or(" ", String::as_str);
        ui.label(RichText::new(problem).color(t.deletion));
        ui.add_space(4.0);
        let mut save = false;
        ui.horizontal(|ui| {
            save = ui.add_enabled_ui(edits.is_ok(), |ui| primary(ui, "Save", None)).inner.clicked();
            if secondary(ui, "Cancel", None).clicked() {
                ui.close();
            }
        });
        let entered = ui.input(|input| input.key_pressed(egui::Key::Enter));
        if let Ok(edits) = edits
            && (save || entered)
        {
            out.push(Command::Edit(item.id, edits));
        }
    });
    if response.should_close() {
        out.push(Command::CloseDialog);
    }
}

fn field_ui(ui: &mut Ui, field: Field, text: &mut String) -> egui::Response {
    let t = tokens(ui.visuals());
    let label = ui.label(RichText::new(field.label()).color(t.soft));
    let edit = match field {
        Field::Title => TextEdit::multiline(text).desired_rows(2),
        _ => TextEdit::singleline(text),
    };
    let hint = RichText::new(field.hint()).color(t.faint);
    let response = ui.add(edit.hint_text(hint).desired_width(360.0).return_key(None)).labelled_by(label.id);
    ui.end_row();
    response
}

fn shortcuts_ui(ui: &mut Ui, out: &mut Commands) {
    let t = tokens(ui.visuals());
    let height = ui.ctx().content_rect().height();
    let response = modal(ui, "shortcuts").show(ui.ctx(), |ui| {
        ui.set_width(440.0);
        // As high as the window allows; by itself egui gives 400 points.
        ui.set_max_height(height - 80.0);
        title(ui, "Keyboard shortcuts");
        ScrollArea::vertical().max_height((height - 200.0).max(160.0)).auto_shrink([false, true]).show(
            ui,
            |ui| {
                for menu in Menu::ALL {
                    ui.label(RichText::new(menu.title()).font(sans_bold(TEXT)).color(t.ink));
                    for entry in CATALOGUE.iter().filter(|entry| entry.menu == menu && !entry.keys.is_empty())
                    {
                        ui.horizontal(|ui| {
                            ui.label(RichText::new(entry.label).color(t.soft));
                            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                                ui.add_space(8.0);
                                let keys: Vec<String> =
                                    entry.keys.iter().map(|key| shortcuts::display(key)).collect();
                                ui.label(RichText::new(keys.join("   ")).color(t.ink));
                            });
                        });
                    }
                    ui.add_space(10.0);
                }
            },
        );
        ui.add_space(8.0);
        if primary(ui, "Close", None).clicked() {
            ui.close();
        }
    });
    if response.should_close() {
        out.push(Command::CloseDialog);
    }
}

fn about_ui(ui: &mut Ui, out: &mut Commands) {
    let t = tokens(ui.visuals());
    let response = modal(ui, "about").show(ui.ctx(), |ui| {
        ui.set_width(460.0);
        title(ui, &format!("Stance {}", env!("CARGO_PKG_VERSION")));
        let paragraphs = [
            "Compares what was said on a subject at one meeting with what was said at another, years apart. It works offline and sends nothing anywhere.",
            "What corresponds is proposed from the words that two statements share and, in English, from what they mean. It is a ranking, not a finding: read both statements before you quote them.",
            "The five sample transcripts are remarks and answers of Russia’s Foreign Minister after meetings of the CSTO and the CIS, 2020 to 2024, as published in English. The words are the speakers’ own; they are here so that there is something real to look at.",
            "Stance: MIT or Apache 2.0. Faces: Inter and Noto Serif, SIL Open Font License 1.1.",
        ];
        for paragraph in paragraphs {
            ui.label(RichText::new(paragraph).color(t.soft));
            ui.add_space(6.0);
        }
        ui.add_space(4.0);
        if primary(ui, "Close", None).clicked() {
            ui.close();
        }
    });
    if response.should_close() {
        out.push(Command::CloseDialog);
    }
}

fn close_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let t = tokens(ui.visuals());
    let response = modal(ui, "close").show(ui.ctx(), |ui| {
        ui.set_width(420.0);
        title(ui, "Close Stance?");
        for sentence in lost_by_closing(state) {
            ui.label(RichText::new(sentence).color(t.ink));
            ui.add_space(6.0);
        }
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            let back = primary(ui, "Go back", Some("Esc"));
            if ui.memory(|memory| memory.focused().is_none()) {
                back.request_focus();
            }
            if back.clicked() {
                ui.close();
            }
            if state.library.has_unkept && secondary(ui, Action::SaveCopy.entry().label, None).clicked() {
                out.push(Command::Act(Action::SaveCopy));
            }
            let hint = "Close the window; what is named above is lost";
            if secondary(ui, "Close all the same", None).on_hover_text(hint).clicked() {
                out.push(Command::CloseAnyway);
            }
        });
    });
    if response.should_close() {
        out.push(Command::CloseDialog);
    }
}

fn waiting_ui(ui: &mut Ui, text: &str) {
    let t = tokens(ui.visuals());
    modal(ui, "waiting for the system").show(ui.ctx(), |ui| {
        ui.set_max_size(vec2(320.0, 60.0));
        ui.label(RichText::new(text).color(t.soft));
    });
}
