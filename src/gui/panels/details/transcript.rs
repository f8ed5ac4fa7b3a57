//! One transcript: where it comes from, and what must be known before it is quoted.

use egui::{RichText, Ui};

use super::{heading, key_value};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::state::{Anchor, Item};
use crate::engine::cite;
use crate::engine::explain::shorten;
use crate::engine::numbers::{count, thousands};
use crate::engine::transcript::{DateSource, Edits, TurnKind, Warning, WarningKind};
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
    joined_ui(ui, item, out);
    if !transcript.furniture.is_empty() {
        section(ui, "Left out of every count");
        for piece in &transcript.furniture {
            let text: String = transcript.slice(piece.span).split_whitespace().collect::<Vec<_>>().join(" ");
            let shown = format!("{}: {}", piece.reason.as_str(), shorten(&text, 60));
            ui.label(RichText::new(&shown).font(sans(SMALL)).color(t.soft));
            if piece.reason.is_restorable() && link(ui, "Restore", &shown, RESTORE_HINT) {
                let edits = item.edits.with(&Edits::marking(piece.span, false));
                out.push(Command::Edit(item.id, edits));
            }
            ui.add_space(2.0);
        }
    }
}

/// A small button in a list; `about` tells it from the others.
fn link(ui: &mut Ui, label: &str, about: &str, hint: &str) -> bool {
    let t = tokens(ui.visuals());
    let text = RichText::new(label).font(sans(SMALL)).color(t.accent);
    let button = ui.add(egui::Button::new(text).frame(false));
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, format!("{label}: {about}")));
    button.on_hover_text(hint).clicked()
}

/// The sentences that the user joined.
fn joined_ui(ui: &mut Ui, item: &Item, out: &mut Commands) {
    let joined = item.edits.joined();
    if joined.is_empty() {
        return;
    }
    let t = tokens(ui.visuals());
    section(ui, "Sentences joined by you");
    for start in joined {
        let transcript = &item.transcript;
        let Some(sentence) = transcript.sentence_at(start) else { continue };
        let shown = shorten(transcript.slice(transcript.sentences[sentence].span), 80);
        ui.label(RichText::new(&shown).font(sans(SMALL)).color(t.soft));
        if link(ui, "Part", &shown, "Make two sentences of it again") {
            let edits = item.edits.with(&Edits::sentence_at(start, true));
            out.push(Command::Edit(item.id, edits));
        }
        ui.add_space(2.0);
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
        ui.label(RichText::new(&text).color(if warning.kind.is_damage() { t.deletion } else { t.soft }));
        ui.horizontal(|ui| {
            if place.is_some() && link(ui, "Show", &text, "Show it in Read") {
                out.push(Command::ShowInRead(Anchor { id: item.id, start: warning.span.start }));
            }
            if let Some(start) = cut_in(item, warning)
                && link(
                    ui,
                    "Join",
                    &text,
                    "It is one sentence, and not the end of one and the beginning of the next",
                )
            {
                out.push(Command::Edit(item.id, item.edits.with(&Edits::sentence_at(start, false))));
            }
        });
        ui.add_space(2.0);
    }
}

/// Where a sentence begins in words that have no space between them.
fn cut_in(item: &Item, warning: &Warning) -> Option<usize> {
    let cut = item.transcript.sentence_at(warning.span.start)?;
    let start = item.transcript.sentences.get(cut + 1)?.span.start;
    (warning.kind == WarningKind::GluedText && start < warning.span.end).then_some(start)
}

/// Where a date was found, in words.
pub fn date_source(source: DateSource) -> &'static str {
    match source {
        DateSource::FileName => "from the file’s name",
        DateSource::Metadata => "from the table",
        DateSource::DocumentNumber => "from the document number",
        DateSource::Dateline => "from the dateline",
        DateSource::Title => "from the title",
        DateSource::FrontMatter => "from the front matter",
        DateSource::User => "entered by you",
    }
}
