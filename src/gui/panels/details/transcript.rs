//! One transcript: where it comes from, and what must be known before it is quoted.

use egui::{RichText, Ui};

use super::{heading, key_value};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::{Anchor, Item};
use crate::engine::cite;
use crate::engine::explain::shorten;
use crate::engine::numbers::{count, thousands};
use crate::engine::transcript::{DateSource, Edits, TurnKind};
use crate::gui::panels::Commands;
use crate::gui::shortcuts;
use crate::gui::theme::{SMALL, sans, tokens};
use crate::gui::widgets::controls::{secondary, section};

/// What restoring a part means.
pub const RESTORE_HINT: &str = "It belongs to the event: count and compare it";

pub(super) fn transcript_ui(ui: &mut Ui, item: &Item, out: &mut Commands) {
    let t = tokens(ui.visuals());
    let transcript = &item.transcript;
    let meta = &transcript.meta;
    section(ui, "Transcript");
    heading(ui, &meta.title);
    let date = match meta.date {
        Some(date) => format!("{} ({})", cite::date(transcript), date_source(date.source)),
        None => "n.d.: nothing in the file says when it was".to_owned(),
    };
    key_value(ui, "Date", &date);
    for (key, value) in [
        ("Place", &meta.place),
        ("Organisation", &meta.organisation),
        ("Event", &meta.event),
        ("Publisher", &meta.publisher),
    ] {
        if let Some(value) = value {
            key_value(ui, key, value);
        }
    }
    let speakers = if meta.speakers.is_empty() { "not named".to_owned() } else { meta.speakers.join(", ") };
    key_value(ui, "Speakers", &speakers);
    let turns = |kind| transcript.turns.iter().filter(|turn| turn.kind == kind).count();
    let answers = count(turns(TurnKind::Answer), "answer");
    key_value(ui, "Turns", &format!("{}, {answers}", count(turns(TurnKind::Question), "question")));
    key_value(ui, "Words", &thousands(transcript.words));
    if let Some(language) = &meta.language {
        key_value(ui, "Language", language);
    }
    key_value(ui, "File", &format!("{} ({})", transcript.source.path, transcript.source.encoding));
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        if secondary(ui, "Open in Read", None).on_hover_text("Show its whole text").clicked() {
            out.push(Command::ShowInRead(Anchor {
                id: item.id,
                start: transcript.turns.first().map_or(0, |turn| turn.span.start),
            }));
        }
        for action in [Action::EditDetails, Action::ReadAgain, Action::Remove] {
            let key = action.entry().keys.first().map(|key| shortcuts::display(key));
            if secondary(ui, action.entry().label, key.as_deref())
                .on_hover_text(action.entry().tooltip)
                .clicked()
            {
                out.push(Command::Act(action));
            }
        }
    });
    warnings_ui(ui, item, out);
    if !transcript.furniture.is_empty() {
        section(ui, "Left out of every count");
        for piece in &transcript.furniture {
            let text: String = transcript.slice(piece.span).split_whitespace().collect::<Vec<_>>().join(" ");
            let shown = format!("{}: {}", piece.reason.as_str(), shorten(&text, 60));
            ui.label(RichText::new(&shown).font(sans(SMALL)).color(t.soft));
            if piece.reason.is_restorable() {
                let label = RichText::new("Restore").font(sans(SMALL)).color(t.accent);
                let button = ui.add(egui::Button::new(label).frame(false));
                button.widget_info(|| {
                    egui::WidgetInfo::labeled(egui::Role::Button, true, format!("Restore: {shown}"))
                });
                if button.on_hover_text(RESTORE_HINT).clicked() {
                    let edits = item.edits.with(&Edits::marking(piece.span, false));
                    out.push(Command::Edit(item.id, edits));
                }
            }
            ui.add_space(2.0);
        }
    }
}

fn warnings_ui(ui: &mut Ui, item: &Item, out: &mut Commands) {
    if item.transcript.warnings.is_empty() {
        return;
    }
    let t = tokens(ui.visuals());
    section(ui, "Before you quote");
    for warning in &item.transcript.warnings {
        let place = item.transcript.paragraph_at(warning.span.start).filter(|_| !warning.span.is_empty());
        let text = match place {
            Some(paragraph) => format!("¶ {}: {}", paragraph + 1, warning.message),
            None => warning.message.clone(),
        };
        ui.label(RichText::new(text).color(if warning.kind.is_damage() { t.deletion } else { t.soft }));
        if place.is_some()
            && ui
                .add(egui::Button::new(RichText::new("Show").font(sans(SMALL)).color(t.accent)).frame(false))
                .clicked()
        {
            out.push(Command::ShowInRead(Anchor { id: item.id, start: warning.span.start }));
        }
        ui.add_space(2.0);
    }
}

/// Where a date was found, in words.
pub fn date_source(source: DateSource) -> &'static str {
    match source {
        DateSource::FileName => "from the file’s name",
        DateSource::Metadata => "from metadata.csv",
        DateSource::DocumentNumber => "from the document number",
        DateSource::Dateline => "from the dateline",
        DateSource::Title => "from the title",
        DateSource::FrontMatter => "from the front matter",
        DateSource::User => "entered by you",
    }
}
