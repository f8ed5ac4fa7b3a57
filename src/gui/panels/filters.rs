//! What is listed of a comparison: the chips above the rows, and the menu with the finer conditions.

use egui::{Popup, PopupCloseBehavior, Response, RichText, ScrollArea, Ui, vec2};

use super::Commands;
use super::compare::explain;
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::compared::Compared;
use crate::app::filter::{Condition, Kind};
use crate::app::settings::Layout;
use crate::app::state::State;
use crate::engine::compare::Status;
use crate::engine::flags::FlagKind;
use crate::engine::numbers::count;
use crate::engine::pairs::Tier;
use crate::engine::transcript::TurnKind;
use crate::gui::shortcuts;
use crate::gui::theme::{SMALL, TEXT, sans, sans_bold, tokens};
use crate::gui::widgets::controls::{check, chip, focus_ring, secondary};

/// Width of a column of the menu.
const COLUMN: f32 = 184.0;

/// A condition that stands above the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// The condition; `None` lists every row.
    pub condition: Option<Condition>,

    /// How many rows meet it, and its name.
    pub label: String,

    /// What it means.
    pub hint: &'static str,
}

/// Conditions of one kind in the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they are about.
    pub title: &'static str,

    /// What the title means.
    pub hint: &'static str,

    /// Each with how many rows it would list beside the conditions of other kinds.
    pub choices: Vec<(Condition, usize)>,
}

/// The chips above the rows.
pub fn chips(state: &State, compared: &Compared) -> Vec<Chip> {
    let all = state.unfiltered(compared).count();
    let summary = &compared.comparison.summary;
    let mut chips = vec![Chip { condition: None, label: format!("all {all}"), hint: "List every row" }];
    let mut add = |condition: Condition, met: usize, hint| {
        if met > 0 || state.filter.has(condition) {
            let label = format!("{met} {}", condition.as_str());
            chips.push(Chip { condition: Some(condition), label, hint });
        }
    };
    if state.settings.layout == Layout::Synopsis {
        add(Condition::Recurring, summary.paired, "What at least two of the transcripts say");
        add(Condition::SaidOnce, summary.alone, "What only one of the transcripts says");
    } else if has_status_chips(state) {
        for status in Status::ALL {
            add(Condition::Status(status), summary.count(status), explain(status));
        }
    }
    let flagged = state.unfiltered(compared).filter(|(_, row)| row.flags().next().is_some()).count();
    let hint =
        "A negation, a must or may, a number, a date, a name or a label changed from one wording to the next";
    add(Condition::Flagged, flagged, hint);
    let is_asked = state.filter.has(Condition::Proposed) || state.filter.has(Condition::Reviewed);
    if summary.reviewed > 0 || is_asked {
        let open = summary.paired - summary.reviewed;
        add(Condition::Proposed, open, "Rows whose correspondence nobody has confirmed yet");
        add(Condition::Reviewed, summary.reviewed, "Rows whose correspondence you confirmed or made");
    }
    chips
}

/// Whether the status of a row is the one word for it, so that it stands above the rows.
fn has_status_chips(state: &State) -> bool {
    matches!(state.settings.layout, Layout::Redline | Layout::Whole)
}

/// The conditions in the menu, by what they are about.
pub fn groups(state: &State, compared: &Compared) -> Vec<Group> {
    let analysis = &compared.analysed.analysis;
    let counted = |condition: Condition| {
        let rows = state.unfiltered(compared);
        let listed = rows.filter(|(_, row)| state.filter.would_pass(condition, row, analysis));
        (condition, listed.count())
    };
    let group = |title, hint, conditions: &mut dyn Iterator<Item = Condition>| Group {
        title,
        hint,
        choices: conditions.map(counted).collect(),
    };
    let mut groups = Vec::new();
    if !has_status_chips(state) {
        let conditions = &mut Status::ALL.into_iter().map(Condition::Status);
        groups.push(group("In the newest transcript", "Status in the last column", conditions));
    }
    let tiers = [Tier::Verbatim, Tier::Reworded, Tier::Possible];
    let hint = "How sure the correspondence is; only rows that have one";
    groups.push(group("Match", hint, &mut tiers.into_iter().map(Condition::Tier)));
    // Rows are what speakers say: a question of the press is never one.
    let roles = [TurnKind::Opening, TurnKind::Answer, TurnKind::Other];
    let hint = "The turns that the statements of a row stand in; one of them is enough";
    groups.push(group("Said", hint, &mut roles.into_iter().map(Condition::Role)));
    let hint = "What changed from one wording to the next";
    groups.push(group("Flag", hint, &mut FlagKind::ALL.into_iter().map(Condition::Flag)));
    groups
}

/// Draws the chips, the menu beside them, and what the filter leaves.
pub fn filters_ui(
    ui: &mut Ui,
    state: &State,
    compared: &Compared,
    chips: &[Chip],
    wanted: &mut u64,
    out: &mut Commands,
) {
    for Chip { condition, label, hint } in chips {
        let chosen = condition.map_or(state.filter.is_empty(), |condition| state.filter.has(condition));
        if chip(ui, label, chosen).on_hover_text(*hint).clicked() {
            out.push(condition.map_or(Command::Act(Action::ClearFilters), Command::Filter));
        }
    }
    menu(ui, state, compared, wanted, out);
    if !state.filter.is_empty() {
        let t = tokens(ui.visuals());
        let (listed, of) = (state.rows().len(), state.unfiltered(compared).count());
        ui.label(RichText::new(format!("{listed} of {of}")).font(sans_bold(TEXT)).color(t.ink));
        clear_button(ui, out);
    }
}

/// The button that lists every row again.
pub fn clear_button(ui: &mut Ui, out: &mut Commands) {
    let entry = Action::ClearFilters.entry();
    let key = entry.keys.first().map(|key| shortcuts::display(key)).unwrap_or_default();
    let response = secondary(ui, entry.label, None);
    if response.on_hover_text(format!("{} ({key})", entry.tooltip)).clicked() {
        out.push(Command::Act(Action::ClearFilters));
    }
}

fn menu(ui: &mut Ui, state: &State, compared: &Compared, wanted: &mut u64, out: &mut Commands) {
    let is_in_menu = |condition: &&Condition| match condition.kind() {
        Kind::Tier | Kind::Role | Kind::Flag => true,
        Kind::Status => !has_status_chips(state),
        Kind::Times | Kind::Review | Kind::Flagged => false,
    };
    let set = state.filter.conditions().iter().filter(is_in_menu).count();
    let text = if set == 0 { "Filter".to_owned() } else { format!("Filter: {set}") };
    let entry = Action::FilterRows.entry();
    let button = arrow_chip(ui, &text, set > 0);
    let id = Popup::default_response_id(&button);
    let is_wanted = *wanted != state.filter_wanted;
    if is_wanted && !ui.ctx().will_discard() {
        *wanted = state.filter_wanted;
        Popup::toggle_id(ui.ctx(), id);
    }
    let popup = Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).gap(4.0);
    popup.show(|ui| {
        // As high as the window allows; by itself egui gives 400 points.
        let height = ui.ctx().content_rect().height();
        ui.set_max_height(height - 60.0);
        ScrollArea::vertical().max_height((height - 150.0).max(160.0)).show(ui, |ui| {
            let in_menu = groups(state, compared);
            // Side by side, so that the menu fits into a low window: flags with the match, or alone.
            let columns: [Vec<&Group>; 2] = match in_menu.as_slice() {
                [status, tier, role, flag] => [vec![status, role], vec![tier, flag]],
                [others @ .., flag] => [others.iter().collect(), vec![flag]],
                [] => [Vec::new(), Vec::new()],
            };
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 16.0;
                let mut first = is_wanted;
                for groups in columns {
                    ui.vertical(|ui| {
                        ui.set_width(COLUMN);
                        for group in groups {
                            group_ui(ui, state, group, &mut first, out);
                        }
                    });
                }
            });
        });
        ui.separator();
        ui.horizontal(|ui| {
            let (listed, of) = (state.rows().len(), state.unfiltered(compared).count());
            let t = tokens(ui.visuals());
            let text = format!("{listed} of {} listed", count(of, "row"));
            ui.label(RichText::new(text).font(sans(SMALL)).color(t.soft));
            if !state.filter.is_empty() {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| clear_button(ui, out));
            }
        });
    });
    let key = entry.keys.first().map(|key| shortcuts::display(key)).unwrap_or_default();
    button.on_hover_text(format!("{} ({key})", entry.tooltip));
}

fn group_ui(ui: &mut Ui, state: &State, group: &Group, first: &mut bool, out: &mut Commands) {
    let t = tokens(ui.visuals());
    ui.add_space(4.0);
    ui.label(RichText::new(group.title).font(sans_bold(SMALL)).color(t.soft)).on_hover_text(group.hint);
    for &(condition, rows) in &group.choices {
        let response = check(ui, condition.as_str(), rows, state.filter.has(condition));
        // Whoever opened it by key goes on by key.
        if std::mem::take(first) {
            response.request_focus();
        }
        if response.clicked() {
            out.push(Command::Filter(condition));
        }
    }
    ui.add_space(4.0);
}

/// A chip that opens a menu.
fn arrow_chip(ui: &mut Ui, text: &str, chosen: bool) -> Response {
    let room = vec2(10.0, 0.0);
    let response = chip(ui, &format!("{text}    "), chosen);
    let t = tokens(ui.visuals());
    let color = if chosen { t.accent } else { t.soft };
    let tip = response.rect.right_center() - vec2(4.0, 0.0) - room;
    let stroke = egui::Stroke::new(1.2, color);
    ui.painter().line_segment([tip + vec2(-3.5, -1.5), tip + vec2(0.0, 2.0)], stroke);
    ui.painter().line_segment([tip + vec2(0.0, 2.0), tip + vec2(3.5, -1.5)], stroke);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, chosen, text));
    focus_ring(ui, &response);
    response
}
