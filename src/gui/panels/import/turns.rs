//! What was recognised in the text: turns and furniture, a line each, and what marks a label.

use egui::{Align2, Id, RichText, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::command::{Command, ImportCommand};
use crate::app::import::{Candidate, EntryId};
use crate::engine::explain::shorten;
use crate::engine::numbers::{count, thousands};
use crate::engine::transcript::{
    Edits, FurnitureEdit, FurnitureReason, LabelShape, Span, Transcript, TurnKind,
};
use crate::gui::panels::Commands;
use crate::gui::panels::read::blocks::who_text;
use crate::gui::theme::{SMALL, TEXT, sans, sans_bold, sans_medium, serif, tokens};
use crate::gui::widgets::controls::{chip, line_at};

/// Height of a line.
const ROW: f32 = 44.0;

/// Longest beginning of a turn, in characters.
const BEGINNING: usize = 160;

/// Something of the text, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A turn, by its number.
    Turn(usize),

    /// A piece of furniture, by its number.
    Furniture(usize),
}

/// The parts of a text in their order.
pub fn parts(transcript: &Transcript) -> Vec<Part> {
    let turns = transcript.turns.iter().enumerate().map(|(i, turn)| (turn.span.start, Part::Turn(i)));
    let furniture =
        transcript.furniture.iter().enumerate().map(|(i, piece)| (piece.span.start, Part::Furniture(i)));
    let mut parts: Vec<(usize, Part)> = turns.chain(furniture).collect();
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
    match turns(TurnKind::Opening) + turns(TurnKind::Other) {
        0 => {}
        _ if found.is_empty() => found.push("one text".to_owned()),
        _ => found.insert(0, "opening".to_owned()),
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
        Part::Turn(turn) => (who_text(transcript, turn), words_of(transcript, turn), false),
        Part::Furniture(piece) => {
            let piece = &transcript.furniture[piece];
            (format!("left out: {}", piece.reason.as_str()), piece.span, true)
        }
    };
    let beginning = shorten(transcript.slice(span), BEGINNING);
    let response = ui.interact(rect, Id::unique(("import part", id, span.start)), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, format!("{who}: {beginning}")));
    let is_fields = matches!(part, Part::Furniture(piece) if transcript.furniture[piece].reason == FurnitureReason::FrontMatter);
    let action = if is_furniture { "Restore" } else { "Leave out" };
    let button = 76.0;
    let left = rect.left() + 2.0;
    let width = rect.width() - button - 8.0;
    let (font, ink) = if is_furniture { (sans(SMALL), t.faint) } else { (sans_medium(SMALL), t.soft) };
    line_at(ui, pos2(left, rect.top() + 4.0), Align2::LEFT_TOP, &who, font, ink, width);
    let ink = if is_furniture { t.faint } else { t.ink };
    line_at(ui, pos2(left, rect.top() + 21.0), Align2::LEFT_TOP, &beginning, serif(14.0), ink, width);
    // Fields above a text are read as such or not at all.
    if is_fields {
        return;
    }
    let place = egui::Rect::from_min_size(pos2(rect.right() - button, rect.top() + 9.0), vec2(button, 24.0));
    let label = RichText::new(action).font(sans(SMALL)).color(t.accent);
    let named = format!("{action}: {beginning}");
    let pressed = ui.put(place, egui::Button::new(label).frame(false));
    pressed.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &named));
    let hint = if is_furniture {
        "It belongs to the event: count and compare it"
    } else {
        "It does not belong to the event: fold it, and leave it out of every count"
    };
    if pressed.on_hover_text(hint).clicked() {
        let span = match part {
            Part::Turn(turn) => transcript.turns[turn].span,
            Part::Furniture(piece) => transcript.furniture[piece].span,
        };
        let edit = FurnitureEdit { span, is_furniture: !is_furniture };
        let edits = Edits { furniture: vec![edit], ..Edits::default() };
        out.push(Command::Import(ImportCommand::Edit(vec![id], Box::new(edits))));
    }
}

/// The words of a turn, without its label.
fn words_of(transcript: &Transcript, turn: usize) -> Span {
    let turn = &transcript.turns[turn];
    let paragraphs = &transcript.paragraphs[turn.first_paragraph..turn.end_paragraph];
    paragraphs.iter().map(|paragraph| paragraph.span).reduce(Span::join).unwrap_or(turn.span)
}
