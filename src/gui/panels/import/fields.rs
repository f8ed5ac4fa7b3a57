//! The details of the entries that are selected: what was recognised, where it was found, what is in doubt.

use egui::{RichText, ScrollArea, TextEdit, Ui, vec2};

use super::reading;
use crate::app::command::{Command, ImportCommand};
use crate::app::import::{
    Candidate, Choice, Difference, Entry, EntryId, Import, Likeness, Twin, TwinOf, why_same,
};
use crate::app::notice::sentence;
use crate::app::state::State;
use crate::engine::cite;
use crate::engine::explain::beginning;
use crate::engine::numbers::{count, thousands};
use crate::engine::transcript::DateSource;
use crate::gui::panels::Commands;
use crate::gui::panels::details::transcript::date_source;
use crate::gui::panels::fields::Field;
use crate::gui::theme::{SMALL, TEXT, sans, sans_bold, tokens};
use crate::gui::widgets::controls::{section, segmented};

/// Warnings that are listed; all are counted.
const MOST_WARNINGS: usize = 8;

/// One field as it is being typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Typed {
    before: String,
    text: String,
    /// The entries differ in it.
    is_mixed: bool,
}

/// The fields as they are being typed.
#[derive(Debug, Default)]
pub struct Draft {
    ids: Vec<EntryId>,
    changes: u64,
    fields: [Typed; Field::ALL.len()],
}

impl Draft {
    /// Shows what is selected now; what was typed for something else is handed over first.
    pub fn follow(&mut self, import: &Import, out: &mut Commands) {
        if self.ids != import.selected {
            self.hand_over(import, out);
            *self = Self::default();
        } else if self.changes == import.changes {
            return;
        }
        self.changes = import.changes;
        self.ids.clone_from(&import.selected);
        for (typed, field) in self.fields.iter_mut().zip(Field::ALL) {
            if typed.text != typed.before {
                continue;
            }
            let mut values = import
                .candidates(&self.ids)
                .map(|(_, candidate)| field.value(&candidate.edits, &candidate.transcript.meta));
            let first = values.next().unwrap_or_default();
            typed.is_mixed = values.any(|value| value != first);
            typed.text = if typed.is_mixed { String::new() } else { first };
            typed.before.clone_from(&typed.text);
        }
    }

    /// Hands over what was typed and not handed over yet. A date that means none is given up.
    pub fn hand_over(&mut self, import: &Import, out: &mut Commands) {
        for (place, field) in Field::ALL.into_iter().enumerate() {
            if self.hand_over_field(place, field, import, out).is_err() {
                let typed = &mut self.fields[place];
                typed.text.clone_from(&typed.before);
            }
        }
    }

    fn hand_over_field(
        &mut self,
        place: usize,
        field: Field,
        import: &Import,
        out: &mut Commands,
    ) -> Result<(), String> {
        let typed = &mut self.fields[place];
        if typed.text == typed.before {
            return Ok(());
        }
        let edits = field.edit(&typed.text)?;
        typed.before.clone_from(&typed.text);
        let ids: Vec<EntryId> = import.candidates(&self.ids).map(|(id, _)| id).collect();
        out.push(Command::Import(ImportCommand::Edit(ids, Box::new(edits))));
        Ok(())
    }
}

/// Draws the column.
pub fn details_ui(ui: &mut Ui, state: &State, import: &Import, draft: &mut Draft, out: &mut Commands) {
    let t = tokens(ui.visuals());
    ScrollArea::vertical().id_salt("import details").auto_shrink(false).show(ui, |ui| {
        let Some(entry) = import.shown() else {
            let text = if import.share().is_some() { "Reading …" } else { "Nothing is selected." };
            ui.label(RichText::new(text).color(t.soft));
            return;
        };
        let many = import.selected.len() > 1;
        let heading = if many { format!("{} files", import.selected.len()) } else { "Details".to_owned() };
        ui.label(RichText::new(heading).font(sans_bold(TEXT)).color(t.ink));
        if many {
            let hint = "What you enter here is changed in each of them.";
            ui.label(RichText::new(hint).font(sans(SMALL)).color(t.soft));
        } else {
            ui.add(egui::Label::new(RichText::new(entry.path()).font(sans(SMALL)).color(t.soft)).truncate())
                .on_hover_text(entry.path());
        }
        ui.add_space(8.0);
        if !many && let Err(error) = &entry.found {
            ui.label(RichText::new(sentence(&error.to_string())).color(t.deletion));
            ui.add_space(4.0);
            ui.label(RichText::new(error.hint()).color(t.soft));
        }
        if import.candidates(&import.selected).next().is_some() {
            choice_ui(ui, state, import, entry, out);
            for (place, field) in Field::ALL.into_iter().enumerate() {
                if !(many && field == Field::Title) {
                    field_ui(ui, place, field, import, draft, out);
                }
            }
        }
        reading::reading_ui(ui, import, entry, out);
        if !many && let Some(candidate) = entry.candidate() {
            warnings_ui(ui, candidate);
        }
        ui.add_space(12.0);
    });
}

fn field_ui(ui: &mut Ui, place: usize, field: Field, import: &Import, draft: &mut Draft, out: &mut Commands) {
    let t = tokens(ui.visuals());
    let typed = &mut draft.fields[place];
    let hint = if typed.is_mixed { "several; what you enter replaces them" } else { field.hint() };
    let response = ui.horizontal_top(|ui| {
        let label = ui.allocate_ui_with_layout(
            vec2(92.0, 24.0),
            egui::Layout::left_to_right(egui::Align::Center),
            |ui| {
                ui.set_min_width(92.0);
                ui.label(RichText::new(field.label()).color(t.soft))
            },
        );
        let edit = match field {
            Field::Title => TextEdit::multiline(&mut typed.text).desired_rows(2),
            _ => TextEdit::singleline(&mut typed.text),
        };
        ui.add(
            edit.hint_text(RichText::new(hint).color(t.faint))
                .desired_width(ui.available_width())
                .return_key(None),
        )
        .labelled_by(label.inner.id)
    });
    let entered = response.inner.has_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let problem = field.edit(&draft.fields[place].text).err();
    if (response.inner.lost_focus() || entered) && problem.is_none() {
        // Checked just above: it means something.
        let _ = draft.hand_over_field(place, field, import, out);
    }
    if field == Field::Date {
        let source = import.shown().and_then(Entry::candidate).filter(|_| import.selected.len() == 1);
        let note = source.map(|candidate| match (candidate.edits.date, candidate.transcript.meta.date) {
            (Some(_), _) => date_source(DateSource::User),
            (None, Some(date)) => date_source(date.source),
            (None, None) => "nothing in the file says when it was",
        });
        if let Some(text) = problem.as_deref().or(note) {
            let color = if problem.is_some() { t.deletion } else { t.soft };
            ui.horizontal(|ui| {
                ui.add_space(100.0);
                ui.label(RichText::new(text).font(sans(SMALL)).color(color));
            });
        }
    }
    ui.add_space(4.0);
}

/// What is to become of what is selected, and what it is like.
fn choice_ui(ui: &mut Ui, state: &State, import: &Import, entry: &Entry, out: &mut Commands) {
    let t = tokens(ui.visuals());
    let all: Vec<(EntryId, &Candidate)> = import.candidates(&import.selected).collect();
    let first = all.first().map(|(_, candidate)| candidate.choice).unwrap_or_default();
    let choices: Vec<(Option<Choice>, &str, &str)> = [Choice::Add, Choice::Replace, Choice::Skip]
        .into_iter()
        .filter(|choice| all.iter().any(|(_, candidate)| candidate.choices().contains(choice)))
        .map(|choice| (Some(choice), name(choice, &all), explain(choice)))
        .collect();
    let is_one = all.iter().all(|(_, candidate)| candidate.choice == first);
    let current = is_one.then_some(first);
    // Of one transcript that is read again the buttons below say it.
    if choices.len() > 1 && !import.is_one_again() {
        if let Some(Some(choice)) = segmented(ui, &choices, current) {
            let ids = all.iter().map(|(id, _)| *id).collect();
            out.push(Command::Import(ImportCommand::Choose(ids, choice)));
        }
        ui.add_space(8.0);
    }
    if let [(_, candidate)] = all.as_slice()
        && import.selected.len() == 1
    {
        for twin in &candidate.twins {
            ui.label(RichText::new(twin_text(state, import, entry, twin)).color(t.matched));
            if let Some(difference) = &twin.difference {
                difference_ui(ui, difference);
            }
            ui.add_space(6.0);
        }
    }
}

fn name(choice: Choice, all: &[(EntryId, &Candidate)]) -> &'static str {
    let is_like_others = all.iter().any(|(_, candidate)| !candidate.twins.is_empty());
    let is_again = all.iter().all(|(_, candidate)| candidate.again.is_some());
    match choice {
        Choice::Add if is_like_others => "Keep both",
        Choice::Replace if is_again => "Use this",
        Choice::Skip if is_again => "Leave as it is",
        choice => choice.as_str(),
    }
}

fn explain(choice: Choice) -> &'static str {
    match choice {
        Choice::Add => "It joins the library",
        Choice::Replace => {
            "It takes the place of the transcript in the library; judgements follow where their words still stand"
        }
        Choice::Skip => "It does not join the library",
    }
}

/// What an entry is like, in one sentence.
pub fn twin_text(state: &State, import: &Import, entry: &Entry, twin: &Twin) -> String {
    let other = match twin.of {
        TwinOf::Item(id) => state.item(id).map(|item| cite::name(&item.transcript)),
        TwinOf::Entry(id) => import.entry(id).map(|entry| entry.path().to_owned()),
    };
    let other = other.unwrap_or_else(|| "another".to_owned());
    match twin.why {
        Likeness::SameText if twin.of == TwinOf::Entry(entry.id) => String::new(),
        Likeness::SameText => format!("The same text is there already: {other}."),
        Likeness::SameFile if import.is_again() => "Another text than before.".to_owned(),
        Likeness::SameFile => format!("This file is in the library with another text: {other}."),
        Likeness::SameEvent(why) => format!("Perhaps the same event as {other}: {}.", why_same(why)),
    }
}

fn difference_ui(ui: &mut Ui, difference: &Difference) {
    let t = tokens(ui.visuals());
    let words = difference.words;
    let counts = format!(
        "{} changed: {} deleted, {} inserted, {} moved, of {}",
        count(difference.places, "place"),
        thousands(words.deleted),
        thousands(words.inserted),
        thousands(words.moved),
        count(words.a, "word"),
    );
    ui.label(RichText::new(counts).font(sans(SMALL)).color(t.soft));
    for change in &difference.first {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            if !change.old.is_empty() {
                let old = RichText::new(&change.old).font(sans(SMALL)).color(t.deletion).strikethrough();
                ui.label(old);
            }
            if !change.new.is_empty() {
                ui.label(RichText::new(&change.new).font(sans(SMALL)).color(t.insertion).underline());
            }
        });
    }
    if difference.places > difference.first.len() {
        let more = count(difference.places - difference.first.len(), "more place");
        ui.label(RichText::new(format!("… and {more}")).font(sans(SMALL)).color(t.soft));
    }
}

fn warnings_ui(ui: &mut Ui, candidate: &Candidate) {
    let warnings = &candidate.transcript.warnings;
    if warnings.is_empty() {
        return;
    }
    let t = tokens(ui.visuals());
    section(ui, "Before you quote");
    for warning in warnings.iter().take(MOST_WARNINGS) {
        let color = if warning.kind.is_damage() { t.deletion } else { t.soft };
        ui.label(RichText::new(beginning(&warning.message, 240)).font(sans(SMALL)).color(color));
    }
    if warnings.len() > MOST_WARNINGS {
        let more = count(warnings.len() - MOST_WARNINGS, "more place");
        ui.label(RichText::new(format!("… and {more}")).font(sans(SMALL)).color(t.soft));
    }
}
