//! The files of the sheet, each with how it stands.

use std::collections::HashSet;

use egui::{Align2, Id, Key, Modifiers, RichText, ScrollArea, Ui, pos2, vec2};

use crate::app::command::{Command, ImportCommand};
use crate::app::import::{Choice, Entry, EntryId, Import, Standing};
use crate::engine::cite;
use crate::gui::panels::Commands;
use crate::gui::theme::{SMALL, TEXT, Tokens, sans, sans_medium, tokens};
use crate::gui::widgets::controls::{chip, choice, line_at};

/// Height of a line.
const ROW: f32 = 46.0;

/// What the list keeps that dies with the window.
#[derive(Debug, Default)]
pub struct Local {
    /// What is listed; `None` for everything.
    only: Option<Standing>,

    /// Where a range of the selection begins.
    from: Option<EntryId>,

    /// The line that is to be brought into view.
    reveal: Option<EntryId>,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The entry.
    pub id: EntryId,

    /// Its title, or the name of the file where nothing could be read.
    pub title: String,

    /// Date, file.
    pub about: String,

    /// How it stands.
    pub standing: Standing,

    /// What becomes of it where that is more than being added.
    pub word: &'static str,
}

/// What a line says.
pub fn line(entry: &Entry) -> Line {
    let standing = entry.standing();
    let name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned();
    let (title, about) = match entry.candidate() {
        Some(candidate) => {
            let transcript = &candidate.transcript;
            let about = format!("{} · {}", cite::date(transcript), name(entry.path()));
            (transcript.meta.title.clone(), about)
        }
        None => (name(entry.path()), "nothing is added".to_owned()),
    };
    let word = match entry.candidate().map(|candidate| candidate.choice) {
        Some(Choice::Replace) => "replaces",
        _ => standing.as_str(),
    };
    Line { id: entry.id, title, about, standing, word }
}

fn listed<'i>(import: &'i Import, local: &Local) -> Vec<&'i Entry> {
    let only = local.only;
    import.entries.iter().filter(|entry| only.is_none_or(|only| entry.standing() == only)).collect()
}

/// Draws the list.
pub fn files_ui(ui: &mut Ui, import: &Import, local: &mut Local, out: &mut Commands) {
    let t = tokens(ui.visuals());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        if chip(ui, &format!("all {}", import.entries.len()), local.only.is_none()).clicked() {
            local.only = None;
        }
        let counts = import.counts();
        for standing in [Standing::Doubtful, Standing::Refused, Standing::LeftOut] {
            let number = counts.get(&standing).copied().unwrap_or(0);
            if number > 0 || local.only == Some(standing) {
                let label = format!("{number} {}", standing.as_str());
                if chip(ui, &label, local.only == Some(standing)).clicked() {
                    local.only = if local.only == Some(standing) { None } else { Some(standing) };
                }
            }
        }
    });
    ui.add_space(6.0);
    let entries = listed(import, local);
    let selected: HashSet<EntryId> = import.selected.iter().copied().collect();
    let mut area = ScrollArea::vertical().id_salt("import files").auto_shrink(false);
    let step = ROW + 2.0;
    ui.spacing_mut().item_spacing.y = 2.0;
    if let Some(place) = local.reveal.take().and_then(|id| entries.iter().position(|entry| entry.id == id)) {
        let middle = place as f32 * step - ui.available_height() / 2.0;
        area = area.vertical_scroll_offset(middle.max(0.0));
    }
    area.show_rows(ui, ROW, entries.len() + usize::from(!import.left_out.is_empty()), |ui, range| {
        for place in range {
            match entries.get(place) {
                Some(entry) => {
                    let is_selected = selected.contains(&entry.id);
                    line_ui(ui, &line(entry), is_selected, (import, local, &entries), out);
                }
                None => {
                    let left = format!("{} left out beside them", import.left_out.len());
                    let response = ui.label(RichText::new(left).font(sans(SMALL)).color(t.soft));
                    let listed: Vec<&str> =
                        import.left_out.iter().take(12).map(|detail| detail.what.as_str()).collect();
                    response.on_hover_text(listed.join("\n"));
                }
            }
        }
    });
}

fn line_ui(
    ui: &mut Ui,
    line: &Line,
    is_selected: bool,
    (import, local, entries): (&Import, &mut Local, &[&Entry]),
    out: &mut Commands,
) {
    let t = tokens(ui.visuals());
    let said = format!("{}, {}, {}", line.title, line.about, line.word);
    let id = Id::unique(("import line", line.id));
    let (rect, response) = choice(ui, id, ROW, is_selected, &said, Some(t.raised));
    let color = color(line.standing, t);
    let left = rect.left() + 10.0;
    ui.painter().circle_filled(pos2(left + 4.0, rect.top() + 15.0), 4.0, color);
    let width = rect.right() - left - 18.0 - 8.0;
    let ink = if line.standing == Standing::LeftOut { t.soft } else { t.ink };
    let top = pos2(left + 18.0, rect.top() + 6.0);
    line_at(ui, top, Align2::LEFT_TOP, &line.title, sans_medium(TEXT), ink, width);
    let bottom = pos2(left + 18.0, rect.top() + 25.0);
    let word = line_at(ui, bottom, Align2::LEFT_TOP, line.word, sans_medium(SMALL), color, width);
    let rest = width - word.width() - 8.0;
    let after = pos2(word.right() + 8.0, bottom.y);
    line_at(ui, after, Align2::LEFT_TOP, &line.about, sans(SMALL), t.soft, rest.max(0.0));
    let response = response.on_hover_text(&said);
    if response.clicked() {
        let modifiers = ui.input(|input| input.modifiers);
        let selected = select(import, local, entries, line.id, modifiers);
        out.push(Command::Import(ImportCommand::Select(selected)));
    }
}

/// The colour of a standing; its word stands beside it.
fn color(standing: Standing, t: &Tokens) -> egui::Color32 {
    match standing {
        Standing::Good => t.accent,
        Standing::Doubtful => t.matched,
        Standing::Refused => t.deletion,
        Standing::LeftOut => t.faint,
    }
}

/// What is selected after a click: this one; with the command key one more or less; with Shift all up to it.
fn select(
    import: &Import,
    local: &mut Local,
    entries: &[&Entry],
    id: EntryId,
    modifiers: Modifiers,
) -> Vec<EntryId> {
    let place = |id: EntryId| entries.iter().position(|entry| entry.id == id);
    if modifiers.shift
        && let (Some(from), Some(to)) = (local.from.and_then(place), place(id))
    {
        let range: Vec<EntryId> = entries[from.min(to)..=from.max(to)].iter().map(|entry| entry.id).collect();
        return if from <= to { range } else { range.into_iter().rev().collect() };
    }
    local.from = Some(id);
    if !modifiers.command {
        return vec![id];
    }
    let mut selected = import.selected.clone();
    match selected.iter().position(|selected| *selected == id) {
        Some(at) if selected.len() > 1 => _ = selected.remove(at),
        Some(_) => {}
        None => selected.push(id),
    }
    selected
}

/// Up and down through the list, with Shift further ones too; all of them.
pub fn keys(ui: &Ui, import: &Import, local: &mut Local, out: &mut Commands) {
    // Arrows belong to a widget that has the focus, but for the lines of the list.
    if ui.ctx().memory(|memory| memory.focused()).is_some() {
        return;
    }
    let pressed =
        |modifiers: Modifiers, key: Key| ui.ctx().input_mut(|input| input.consume_key(modifiers, key));
    if pressed(Modifiers::COMMAND, Key::A) {
        let all = listed(import, local).iter().map(|entry| entry.id).collect();
        out.push(Command::Import(ImportCommand::Select(all)));
        return;
    }
    let with_shift = ui.input(|input| input.modifiers.shift);
    let modifiers = if with_shift { Modifiers::SHIFT } else { Modifiers::NONE };
    let step: isize = if pressed(modifiers, Key::ArrowDown) {
        1
    } else if pressed(modifiers, Key::ArrowUp) {
        -1
    } else {
        return;
    };
    let entries = listed(import, local);
    let shown = import.selected.last().and_then(|id| entries.iter().position(|entry| entry.id == *id));
    let next =
        shown.map_or(0, |place| place.saturating_add_signed(step)).min(entries.len().saturating_sub(1));
    if let Some(entry) = entries.get(next) {
        if local.from.is_none() {
            local.from = import.selected.last().copied();
        }
        local.reveal = Some(entry.id);
        let selected = select(import, local, &entries, entry.id, modifiers);
        out.push(Command::Import(ImportCommand::Select(selected)));
    }
}
