//! What the reviewer decides: buttons, name and note of what is selected; progress, what is worth
//! reviewing next, what was rejected and what is lost.

use std::time::Duration;

use egui::{Frame, Margin, ProgressBar, RichText, Stroke, TextEdit, Ui, vec2};

use super::Commands;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::settings::Page;
use crate::app::state::{Anchor, Joining, Selection, State};
use crate::app::subject::Subjects;
use crate::app::update::{can, why_lost};
use crate::engine::analysis::Analysis;
use crate::engine::cite;
use crate::engine::constraints::{Loss, Review, Ruled};
use crate::engine::explain::shorten;
use crate::engine::judgement::{Importance, Key, Relation};
use crate::engine::numbers::thousands;
use crate::engine::positions::Statement;
use crate::engine::review::Tally;
use crate::gui::shortcuts;
use crate::gui::theme::{RADIUS, SMALL, TEXT, sans, sans_bold, tokens};
use crate::gui::widgets::controls::{chip, primary, secondary, section};
use crate::gui::widgets::marks::{MARK, importance_mark, review_mark};

/// Longest quotation in a list, in characters.
const QUOTED: usize = 90;

/// Entries of a list that are shown.
const MOST: usize = 40;

/// After so many seconds without a key what was typed of a note is kept.
const PAUSE: f64 = 1.0;

/// A text that is being typed.
#[derive(Debug)]
struct Draft {
    at: Anchor,
    text: String,
    /// The time of the last key, where something was typed that is not kept.
    unkept_since: Option<f64>,
}

impl Draft {
    fn new(at: Anchor, text: &str) -> Self {
        Self { at, text: text.to_owned(), unkept_since: None }
    }
}

/// What is being typed about a position.
#[derive(Debug, Default)]
pub struct Local {
    name: Option<Draft>,
    note: Option<Draft>,
    name_wanted: u64,
    note_wanted: u64,
}

impl Local {
    /// Whether a name or a note is being typed.
    pub fn is_typing(&self) -> bool {
        self.name.is_some() || self.note.is_some()
    }

    /// Hands over what was typed about anything but `at`, so that nothing is lost when the selection
    /// moves or the window closes.
    pub fn hand_over(&mut self, at: Option<Anchor>, out: &mut Commands) {
        if let Some(draft) = self.name.take_if(|draft| Some(draft.at) != at) {
            out.push(Command::Name(draft.at, draft.text));
        }
        if let Some(draft) = self.note.take_if(|draft| Some(draft.at) != at) {
            out.push(Command::Note(draft.at, draft.text));
        }
    }
}

/// Says what was begun, what completes it and how it is given up.
pub fn joining_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(text) = joining_text(state) else {
        return;
    };
    let t = tokens(ui.visuals());
    let frame = Frame::new()
        .fill(t.matched_ground)
        .stroke(Stroke::new(1.0, t.matched))
        .corner_radius(RADIUS)
        .inner_margin(Margin::symmetric(10, 6));
    frame.show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(text).color(t.ink));
            if secondary(ui, "Give up", Some("Esc")).clicked() {
                out.push(Command::Act(Action::Deselect));
            }
        });
    });
    ui.add_space(8.0);
}

/// What is said while another statement is to be chosen.
pub fn joining_text(state: &State) -> Option<String> {
    let joining = state.joining?;
    let Subjects { analysed, list } = state.subject_at(joining.from())?;
    let statement = list[0].selected;
    let date = cite::name(&analysed.analysis.transcripts[statement.transcript]);
    let quoted = shorten(analysed.analysis.text(statement), 60);
    let keys = match state.settings.page {
        Page::Compare => "J and K",
        Page::Read => "the pointer",
    };
    Some(match joining {
        Joining::Pair(_) => format!(
            "Pair “{quoted}” ({date}) with a statement of another transcript: click it, or go to it with {keys} and press P."
        ),
        Joining::Merge(_) => {
            format!(
                "Merge “{quoted}” ({date}) with another row: click it, or go to it with {keys} and press M."
            )
        }
    })
}

/// The word for a review with its mark.
pub fn review_ui(ui: &mut Ui, review: Review) {
    let t = tokens(ui.visuals());
    let (rect, _) = ui.allocate_exact_size(vec2(MARK, MARK), egui::Sense::hover());
    review_mark(ui.painter(), rect.left_center(), review, t);
    ui.label(RichText::new(review.as_str()).color(t.ink));
}

/// The name of what is selected, or the field in which it is changed.
pub fn name_ui(ui: &mut Ui, state: &State, at: Anchor, label: &str, local: &mut Local, out: &mut Commands) {
    let t = tokens(ui.visuals());
    let is_wanted = local.name_wanted != state.name_wanted;
    if is_wanted && !ui.ctx().will_discard() {
        local.name_wanted = state.name_wanted;
        local.name = Some(Draft::new(at, label));
    }
    let Some(draft) = &mut local.name else {
        ui.label(RichText::new(label).font(sans_bold(TEXT)).color(t.ink));
        ui.add_space(4.0);
        return;
    };
    let title = ui.label(RichText::new("Name of the position").font(sans(SMALL)).color(t.soft));
    let edit = TextEdit::singleline(&mut draft.text).desired_width(f32::INFINITY);
    let response = ui.add(edit).labelled_by(title.id);
    if is_wanted {
        response.request_focus();
    }
    if response.lost_focus() {
        let typed = std::mem::take(&mut draft.text);
        local.name = None;
        // A quotation that was left as it is is no name.
        if typed.trim() != label {
            out.push(Command::Name(at, typed));
        }
    }
    let hint = "Enter keeps it. Empty: the quotation again.";
    ui.label(RichText::new(hint).font(sans(SMALL)).color(t.faint));
    ui.add_space(4.0);
}

/// Buttons, relation, note and rejections of what is selected.
pub fn passage_ui(ui: &mut Ui, state: &State, at: Anchor, local: &mut Local, out: &mut Commands) {
    let Some(Subjects { analysed, list }) = state.subject_at(at) else {
        return;
    };
    let (subject, analysis) = (&list[0], &analysed.analysis);
    if !state.extent.is_empty() {
        let t = tokens(ui.visuals());
        let rows = format!("{} rows are selected; a judgement is about all of them.", state.extent.len() + 1);
        ui.label(RichText::new(rows).color(t.accent));
    }
    ui.add_space(4.0);
    let remark = analysis.constraints.remark(&subject.all);
    let importance = remark.as_ref().map_or(Importance::Plain, |remark| remark.importance);
    buttons(ui, state, analysis.constraints.review(&subject.shown), importance, out);
    if let Some((earlier, later)) = subject.step() {
        relation_ui(ui, state, analysis, (earlier, later), out);
    }
    let note = remark.map(|remark| remark.note).unwrap_or_default();
    note_ui(ui, state, at, &note, local, out);
    let rejected: Vec<&Ruled> = subject
        .all
        .iter()
        .flat_map(|&statement| analysis.constraints.verdicts_on(statement))
        .filter(|ruled| ruled.parts())
        .collect();
    rejected_ui(ui, "Rejected pairs", analysis, rejected, out);
}

/// The button of an action, where it can be done.
fn act(ui: &mut Ui, state: &State, action: Action, out: &mut Commands) {
    if !can(state, action) {
        return;
    }
    let entry = action.entry();
    let key = entry.keys.first().map(|key| shortcuts::display(key)).unwrap_or_default();
    let label = entry.label.trim_end_matches('…');
    let draw = if action == Action::Accept { primary } else { secondary };
    if draw(ui, label, Some(&key)).on_hover_text(format!("{} ({key})", entry.tooltip)).clicked() {
        out.push(Command::Act(action));
    }
}

/// Puts things side by side; each goes to the next line as a whole.
fn wrapped(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
        add(ui);
    });
}

fn buttons(ui: &mut Ui, state: &State, review: Review, importance: Importance, out: &mut Commands) {
    wrapped(ui, |ui| {
        // What is confirmed already needs no button for it, unless other rows are selected too.
        if !review.is_done() || !state.extent.is_empty() {
            act(ui, state, Action::Accept, out);
        }
        let others = [
            Action::Reject,
            Action::Pair,
            Action::Split,
            Action::Merge,
            Action::Rename,
            Action::WriteNote,
            Action::Stress,
        ];
        for action in others {
            act(ui, state, action, out);
        }
    });
    if importance != Importance::Plain {
        let t = tokens(ui.visuals());
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(20.0, MARK), egui::Sense::hover());
            importance_mark(ui.painter(), rect.left_center(), importance, t);
            ui.label(RichText::new(importance.as_str()).color(t.ink));
        });
    }
}

fn relation_ui(
    ui: &mut Ui,
    state: &State,
    analysis: &Analysis,
    (earlier, later): (Statement, Statement),
    out: &mut Commands,
) {
    let t = tokens(ui.visuals());
    let name = |s: Statement| cite::short_name(&analysis.transcripts[s.transcript]);
    ui.add_space(6.0);
    let text = format!("{} against {}", name(later), name(earlier));
    ui.label(RichText::new(text).font(sans(SMALL)).color(t.soft));
    let known = analysis.constraints.relation(earlier, later);
    let actions =
        [Action::Repeated, Action::Reworded, Action::Strengthened, Action::Weakened, Action::Reversed];
    wrapped(ui, |ui| {
        for (relation, action) in Relation::ALL.into_iter().zip(actions) {
            let entry = action.entry();
            let hint = format!("{} ({})", entry.tooltip, entry.keys[0]);
            let chosen = known == Some(relation);
            if chip(ui, relation.as_str(), chosen).on_hover_text(hint).clicked() && can(state, action) {
                out.push(Command::Act(action));
            }
        }
    });
}

fn note_ui(ui: &mut Ui, state: &State, at: Anchor, note: &str, local: &mut Local, out: &mut Commands) {
    let is_wanted = local.note_wanted != state.note_wanted;
    if is_wanted && !ui.ctx().will_discard() {
        local.note_wanted = state.note_wanted;
        local.note.get_or_insert_with(|| Draft::new(at, note));
    }
    ui.add_space(6.0);
    let Some(draft) = &mut local.note else {
        if note.is_empty() {
            return;
        }
        section(ui, "Note");
        let t = tokens(ui.visuals());
        let text = egui::Label::new(RichText::new(note).color(t.ink)).wrap().sense(egui::Sense::click());
        if ui.add(text).on_hover_text("Click to change it (N)").clicked() {
            out.push(Command::Act(Action::WriteNote));
        }
        return;
    };
    section(ui, "Note");
    let t = tokens(ui.visuals());
    let title = ui.label(RichText::new("Escape keeps it").font(sans(SMALL)).color(t.faint));
    let edit = TextEdit::multiline(&mut draft.text).desired_rows(3).desired_width(f32::INFINITY);
    let response = ui.add(edit.hint_text("What you want to remember")).labelled_by(title.id);
    if is_wanted {
        response.request_focus();
    }
    if response.lost_focus() {
        out.push(Command::Note(at, std::mem::take(&mut draft.text)));
        local.note = None;
        return;
    }
    // A note can be long, and nothing that was written is to be lost when the power goes.
    let now = ui.input(|input| input.time);
    if response.changed() {
        draft.unkept_since = Some(now);
    }
    if let Some(since) = draft.unkept_since {
        let left = since + PAUSE - now;
        if left > 0.0 {
            ui.ctx().request_repaint_after(Duration::from_secs_f64(left));
        } else {
            draft.unkept_since = None;
            out.push(Command::NoteSoFar(at, draft.text.clone()));
        }
    }
}

/// A list of verdicts that can be taken back.
fn rejected_ui(ui: &mut Ui, title: &str, analysis: &Analysis, mut ruled: Vec<&Ruled>, out: &mut Commands) {
    ruled.sort_by_key(|ruled| &ruled.key);
    ruled.dedup_by_key(|ruled| &ruled.key);
    if ruled.is_empty() {
        return;
    }
    section(ui, title);
    for ruled in ruled.iter().take(MOST) {
        for statement in [ruled.a, ruled.b] {
            quotation(ui, analysis, statement);
        }
        take_back(ui, "Take back", "Let them be paired again", &ruled.key, out);
    }
    more(ui, ruled.len());
}

fn quotation(ui: &mut Ui, analysis: &Analysis, statement: Statement) {
    let t = tokens(ui.visuals());
    let date = cite::short_name(&analysis.transcripts[statement.transcript]);
    let text = format!("{date}: “{}”", shorten(analysis.text(statement), QUOTED));
    ui.label(RichText::new(text).font(sans(SMALL)).color(t.soft));
}

fn take_back(ui: &mut Ui, label: &str, hint: &str, key: &Key, out: &mut Commands) {
    ui.push_id(key, |ui| {
        if secondary(ui, label, None).on_hover_text(hint).clicked() {
            out.push(Command::TakeBack(vec![key.clone()]));
        }
    });
    ui.add_space(8.0);
}

fn more(ui: &mut Ui, all: usize) {
    if all > MOST {
        let t = tokens(ui.visuals());
        ui.label(
            RichText::new(format!("and {} more", thousands(all - MOST))).font(sans(SMALL)).color(t.soft),
        );
    }
}

/// How far the review is, as text.
pub fn progress_text(tally: Tally, on: &str) -> String {
    match tally.all {
        0 => format!("No position on {on} is proposed"),
        all => format!("{} of {} positions on {on} reviewed", thousands(tally.reviewed), thousands(all)),
    }
}

/// Progress, what is next, and all judgements that can be taken back.
pub fn overview_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let Some(analysed) = &state.analysed else {
        return;
    };
    let (t, analysis) = (tokens(ui.visuals()), &analysed.analysis);
    if analysis.positions.is_empty() && state.judgements.is_empty() {
        return;
    }
    section(ui, "Review");
    let name = |topic: usize| state.topics.list()[topic].name.as_str();
    let on = state.topic.map_or("all topics", name);
    let tally = Tally::of(analysis, state.topic);
    let text = progress_text(tally, on);
    ui.label(RichText::new(&text).color(t.ink));
    let share = tally.reviewed as f32 / tally.all.max(1) as f32;
    let bar = ui.add(ProgressBar::new(share).desired_height(4.0).fill(t.matched));
    let name = format!("Review, {:.0} %", share * 100.0);
    bar.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, true, &name));
    if state.topic.is_some() {
        let all = progress_text(Tally::of(analysis, None), "all topics");
        ui.label(RichText::new(all).font(sans(SMALL)).color(t.soft));
    }
    ui.add_space(4.0);
    wrapped(ui, |ui| act(ui, state, Action::NextToReview, out));
    let on_topic = |ruled: &&Ruled| analysis.are_on(&[ruled.a, ruled.b], state.topic);
    let verdicts = || analysis.constraints.verdicts.iter();
    let rejected = verdicts().filter(|ruled| ruled.parts()).filter(on_topic).collect();
    rejected_ui(ui, "Rejected pairs", analysis, rejected, out);
    let overruled = verdicts().filter(|ruled| ruled.is_overruled).collect();
    rejected_ui(ui, "Overruled by newer judgements", analysis, overruled, out);
    lost_ui(ui, analysis, out);
}

/// Judgements whose words were not found, with what can be done.
fn lost_ui(ui: &mut Ui, analysis: &Analysis, out: &mut Commands) {
    let t = tokens(ui.visuals());
    let lost: Vec<_> = analysis.constraints.lost.iter().filter(|lost| lost.loss != Loss::NotOpen).collect();
    let waiting = analysis.constraints.lost.len() - lost.len();
    if waiting > 0 {
        let text = format!(
            "{} for transcripts that are not open; they come back with them.",
            match waiting {
                1 => "1 judgement waits".to_owned(),
                many => format!("{many} judgements wait"),
            }
        );
        ui.add_space(6.0);
        ui.label(RichText::new(text).font(sans(SMALL)).color(t.soft));
    }
    if lost.is_empty() {
        return;
    }
    section(ui, "Lost judgements");
    let hint = "Kept, but without effect. Judge the passage anew, or open the former text again.";
    ui.label(RichText::new(hint).font(sans(SMALL)).color(t.soft));
    for lost in lost.iter().take(MOST) {
        let quote = format!("“{}”", shorten(&lost.quote.words, QUOTED));
        ui.label(RichText::new(quote).color(t.ink));
        let why = format!("{}: {}", lost.quote.path, why_lost(lost.loss));
        ui.label(RichText::new(why).font(sans(SMALL)).color(t.deletion));
        take_back(ui, "Forget", "Take the judgement out of the library; Undo brings it back", &lost.key, out);
    }
    more(ui, lost.len());
}

/// The place that what is typed belongs to.
pub fn typed_at(state: &State) -> Option<Anchor> {
    match state.selection {
        Selection::Passage(anchor) => Some(anchor),
        Selection::Topic | Selection::Transcript(_) => None,
    }
}
