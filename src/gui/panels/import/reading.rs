//! How a file is read: the encoding of its characters, and what the columns of a table hold.

use egui::{Align, ComboBox, Label, Layout, RichText, Ui, vec2};

use crate::app::command::{Command, ImportCommand};
use crate::app::import::{Entry, Import, Origin};
use crate::engine::transcript::Format;
use crate::gui::panels::Commands;
use crate::gui::theme::{SMALL, sans, tokens};
use crate::gui::widgets::controls::section;
use crate::io::load::columns::{Column, Meaning};
use crate::io::load::reading::ENCODINGS;
use crate::io::load::{LoadError, Reading};

/// Draws what can be chosen for the file of an entry.
pub fn reading_ui(ui: &mut Ui, import: &Import, entry: &Entry, out: &mut Commands) {
    if !entry.origin.as_ref().is_some_and(Origin::has_choice) {
        return;
    }
    let encoding = encoding(entry);
    let columns = columns(entry);
    if encoding.is_none() && columns.is_none() {
        return;
    }
    section(ui, "How the file is read");
    let mut reading = import.reading(entry);
    let before = reading.clone();
    if let Some(encoding) = encoding {
        encoding_ui(ui, encoding, &mut reading);
    }
    if let Some(columns) = columns {
        columns_ui(ui, &columns, &mut reading);
    }
    if reading != before {
        out.push(Command::Import(ImportCommand::ReadAs(import.selected.clone(), reading)));
    }
}

/// The encoding that was recognised, where another one can be chosen.
fn encoding(entry: &Entry) -> Option<&str> {
    match &entry.found {
        Ok(candidate) => {
            let source = &candidate.document.source;
            let has_choice =
                matches!(source.format, Format::Text | Format::Markdown | Format::Html | Format::Table);
            has_choice.then_some(source.encoding.as_str())
        }
        Err(error) => match &**error {
            LoadError::Undecodable { encoding, .. } => Some(encoding),
            _ => None,
        },
    }
}

/// The columns of a table, and what each is taken for.
fn columns(entry: &Entry) -> Option<Vec<Column>> {
    match &entry.found {
        Ok(candidate) => candidate.columns.as_deref().map(<[Column]>::to_vec),
        Err(error) => match &**error {
            LoadError::NoTextColumn { columns, .. } => {
                Some(columns.iter().map(|name| (name.clone(), None)).collect())
            }
            _ => None,
        },
    }
}

fn encoding_ui(ui: &mut Ui, recognised: &str, reading: &mut Reading) {
    let t = tokens(ui.visuals());
    ui.horizontal(|ui| {
        let label = ui.label(RichText::new("Encoding").color(t.soft));
        let shown = match reading.encoding {
            Some(encoding) => encoding.name().to_owned(),
            None => format!("{recognised}, as recognised"),
        };
        let list = ComboBox::from_id_salt("encoding").selected_text(shown).width(220.0).show_ui(ui, |ui| {
            ui.selectable_value(&mut reading.encoding, None, "As recognised");
            for (encoding, used_for) in ENCODINGS {
                let name = format!("{} · {used_for}", encoding.name());
                ui.selectable_value(&mut reading.encoding, Some(encoding), name);
            }
        });
        list.response
            .labelled_by(label.id)
            .on_hover_text("Choose another where letters look wrong; the text on the right follows");
    });
}

fn columns_ui(ui: &mut Ui, columns: &[Column], reading: &mut Reading) {
    let t = tokens(ui.visuals());
    ui.add_space(4.0);
    let hint = "What each column of the table holds, for all of its rows";
    ui.label(RichText::new(hint).font(sans(SMALL)).color(t.soft));
    for (name, found) in columns {
        let said = reading.columns.iter().find(|(said, _)| said == name).map(|(_, meaning)| *meaning);
        let mut meaning = said.unwrap_or(*found);
        let before = meaning;
        ui.horizontal(|ui| {
            let room = vec2(120.0, 24.0);
            let label = ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_width(room.x);
                ui.add(Label::new(RichText::new(name).color(t.ink)).truncate())
            });
            let shown = meaning.map_or("not used", Meaning::as_str);
            let list = ComboBox::from_id_salt(("column", name)).selected_text(shown).width(160.0);
            let list = list.show_ui(ui, |ui| {
                ui.selectable_value(&mut meaning, None, "not used");
                for choice in Meaning::ALL {
                    ui.selectable_value(&mut meaning, Some(choice), choice.as_str());
                }
            });
            list.response.labelled_by(label.inner.id);
        });
        if meaning != before {
            // Two columns cannot hold the same.
            reading.columns.retain(|(said, other)| said != name && (other.is_none() || *other != meaning));
            reading.columns.push((name.clone(), meaning));
        }
    }
}
