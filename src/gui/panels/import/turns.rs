//! What was recognised in the text: paragraphs with who speaks, furniture, and what marks a label.

use egui::text::LayoutJob;
use egui::{
    Align, Align2, Id, Layout, Rect, RichText, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::app::command::{Command, ImportCommand};
use crate::app::import::{Candidate, EntryId};
use crate::engine::explain;
use crate::engine::numbers::{count, thousands};
use crate::engine::transcript::{Edits, LabelShape, Transcript, TurnKind};
use crate::gui::panels::Commands;
use crate::gui::panels::details::transcript::RESTORE_HINT;
use crate::gui::panels::read::blocks::who_text;
use crate::gui::theme::{SMALL, TEXT, sans, sans_bold, serif, tokens};
use crate::gui::widgets::controls::{chip, focus_ring, line_at};

/// Height of a part.
const ROW: f32 = 58.0;

/// Width of what a part can be changed with.
const BUTTON: f32 = 76.0;

/// Longest beginning of a paragraph, in characters: more than two lines of a wide sheet.
const BEGINNING: usize = 300;

/// Something of the text, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A paragraph, by its number.
    Paragraph(usize),

    /// A piece of furniture, by its number.
    Furniture(usize),
}

/// The parts of a text in their order.
pub fn parts(transcript: &Transcript) -> Vec<Part> {
    let paragraphs =
        transcript.paragraphs.iter().enumerate().map(|(i, p)| (p.span.start, Part::Paragraph(i)));
    let furniture =
        transcript.furniture.iter().enumerate().map(|(i, piece)| (piece.span.start, Part::Furniture(i)));
    let mut parts: Vec<(usize, Part)> = paragraphs.chain(furniture).collect();
    parts.sort_by_key(|(start, _)| *start);
    parts.into_iter().map(|(_, part)| part).collect()
}

/// What was recognised, in one line.
pub fn summary(transcript: &Transcript) -> String {
    let turns = |kind| transcript.turns.iter().filter(|turn| turn.kind == kind).count();
    let mut found = Vec::new();
    let mut add = |number: usize, what: &str| {
        if number > 0 {
            found.push(count(number, what));
        }
    };
    add(turns(TurnKind::Question), "question");
    add(turns(TurnKind::Answer), "answer");
    add(transcript.furniture.len(), "part left out");
    let words = format!("{} words", thousands(transcript.words));
    if found.is_empty() && !transcript.turns.is_empty() {
        found.push("one text".to_owned());
    } else if turns(TurnKind::Opening) > 0 {
        found.insert(0, "opening".to_owned());
    }
    found.push(words);
    found.join(" · ").replace("part left outs", "parts left out")
}

/// Draws the column.
pub fn turns_ui(ui: &mut Ui, id: EntryId, candidate: &Candidate, out: &mut Commands) {
    let t = tokens(ui.visuals());
    let transcript = &candidate.transcript;
    ui.label(RichText::new("Text").font(sans_bold(TEXT)).color(t.ink));
    ui.label(RichText::new(summary(transcript)).font(sans(SMALL)).color(t.soft));
    ui.add_space(4.0);
    labels_ui(ui, id, candidate, out);
    ui.add_space(6.0);
    let parts = parts(transcript);
    ui.spacing_mut().item_spacing.y = 2.0;
    ScrollArea::vertical().id_salt(("import turns", id)).auto_shrink(false).show_rows(
        ui,
        ROW,
        parts.len(),
        |ui, range| {
            for part in &parts[range] {
                part_ui(ui, id, transcript, *part, out);
            }
        },
    );
}

/// What marks a change of speaker: recognised, or what the user says.
fn labels_ui(ui: &mut Ui, id: EntryId, candidate: &Candidate, out: &mut Commands) {
    let t = tokens(ui.visuals());
    let chosen = candidate.edits.labels.clone();
    let mut wanted = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        ui.label(RichText::new("Speakers are marked by").font(sans(SMALL)).color(t.soft));
        let hint = "Labels are recognised by themselves; choose what they look like where that goes wrong";
        if chip(ui, "as recognised", chosen.is_none()).on_hover_text(hint).clicked() {
            wanted = Some(None);
        }
        for shape in LabelShape::ALL {
            let is_on = chosen.as_ref().is_some_and(|labels| labels.contains(&shape));
            if chip(ui, shape.as_str(), is_on).clicked() {
                let mut labels = chosen.clone().unwrap_or_default();
                if is_on {
                    labels.retain(|label| *label != shape);
                } else {
                    labels.push(shape);
                }
                wanted = Some(Some(labels));
            }
        }
        let none = chosen.as_ref().is_some_and(Vec::is_empty);
        if chip(ui, "nothing", none).on_hover_text("The whole text is one turn").clicked() {
            wanted = Some(Some(Vec::new()));
        }
    });
    let command = match wanted {
        Some(wanted) if wanted == chosen => return,
        Some(None) => ImportCommand::RecogniseLabels(vec![id]),
        Some(labels) => ImportCommand::Edit(vec![id], Box::new(Edits { labels, ..Edits::default() })),
        None => return,
    };
    out.push(Command::Import(command));
}

fn part_ui(ui: &mut Ui, id: EntryId, transcript: &Transcript, part: Part, out: &mut Commands) {
    let t = tokens(ui.visuals());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let (who, span, is_furniture) = match part {
        Part::Paragraph(number) => {
            let paragraph = &transcript.paragraphs[number];
            let is_first = transcript.turns[paragraph.turn].first_paragraph == number;
            let who = if is_first { who_text(transcript, paragraph.turn) } else { String::new() };
            (who, paragraph.span, false)
        }
        Part::Furniture(number) => {
            let piece = &transcript.furniture[number];
            (format!("Left out: {}", piece.reason.as_str()), piece.span, true)
        }
    };
    let beginning = explain::beginning(transcript.slice(span), BEGINNING);
    let response = ui.interact(rect, Id::unique(("import part", id, span.start)), Sense::hover());
    response.widget_info(|| {
        let said = if who.is_empty() { beginning.clone() } else { format!("{who}: {beginning}") };
        WidgetInfo::labeled(Role::Label, true, said)
    });
    let width = rect.width() - BUTTON - 12.0;
    let mut top = rect.left_top() + vec2(2.0, 4.0);
    if !who.is_empty() {
        let (font, ink) = if is_furniture { (sans(SMALL), t.faint) } else { (sans_bold(SMALL), t.soft) };
        line_at(ui, top, Align2::LEFT_TOP, &who, font, ink, width);
        top.y += 17.0;
    }
    let ink = if is_furniture { t.faint } else { t.ink };
    let mut job = LayoutJob::simple(beginning.clone(), serif(13.5), ink, width);
    job.wrap.max_rows = 2;
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(top, galley, ink);
    if matches!(part, Part::Furniture(number) if !transcript.furniture[number].reason.is_restorable()) {
        return;
    }
    let place = Rect::from_min_size(pos2(rect.right() - BUTTON, rect.top() + 1.0), vec2(BUTTON, 24.0));
    let (action, hint) = if is_furniture {
        ("Restore", RESTORE_HINT)
    } else {
        ("Leave out", "It does not belong to the event: fold it, and leave it out of every count")
    };
    let label = RichText::new(action).font(sans(SMALL)).color(t.accent);
    // Not `put`: it would move the place of the next part.
    let to_the_right = Layout::right_to_left(Align::Center);
    let mut corner = ui.new_child(UiBuilder::new().max_rect(place).layout(to_the_right));
    let button = corner.add(egui::Button::new(label).frame(false));
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{action}: {beginning}")));
    focus_ring(ui, &button);
    if button.on_hover_text(hint).clicked() {
        let edits = Edits::marking(span, !is_furniture);
        out.push(Command::Import(ImportCommand::Edit(vec![id], Box::new(edits))));
    }
}
