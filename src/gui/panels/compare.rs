//! The view Compare: what is compared, how many rows of each kind, and the layouts.

use egui::{RichText, Ui, vec2};

use super::filters::{Chip, chips, clear_button, filters_ui};
use super::{Commands, evolution, redline, review, synopsis, whole};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::compared::Compared;
use crate::app::settings::Layout;
use crate::app::state::State;
use crate::engine::cite;
use crate::engine::compare::{Status, Summary};
use crate::engine::numbers::count;
use crate::engine::report;
use crate::gui::theme::{HEADING, TEXT, sans, sans_bold, tokens};
use crate::gui::widgets::controls::{empty_state, secondary, segmented};
use crate::gui::widgets::rows::Rows;

/// Room for the name of the topic at least.
const NARROWEST_NAME: f32 = 72.0;

/// Room that the layouts take beside it.
const LAYOUTS: f32 = 256.0;

/// The same for the layout Whole text.
const WHOLE_TEXT_TAB: f32 = 100.0;

/// Room that the counter and its buttons take.
const COUNTER: f32 = 144.0;

/// What Compare keeps that dies with the window.
#[derive(Debug, Default)]
pub struct Local {
    /// Rows of Redline.
    pub redline: Rows,

    /// Rows of Synopsis.
    pub synopsis: Rows,

    /// What Evolution shows.
    pub evolution: evolution::Local,

    /// What Whole text keeps.
    pub whole: whole::Local,

    /// The last selection that was scrolled to.
    pub revealed: u64,

    /// The last wish to choose what is listed that was met.
    pub filter_wanted: u64,
}

/// The line above the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The topic.
    pub topic: String,

    /// What is compared: both dates, or how many transcripts of which years.
    pub scope: String,

    /// What can be listed by a click; nothing in Whole text.
    pub chips: Vec<Chip>,

    /// How many rows have a counterpart, and how many of those were reviewed; empty where none has.
    pub pairs: String,

    /// The selected row, or change, and how many there are.
    pub place: (Option<usize>, usize),

    /// What is counted: rows, or positions.
    pub unit: &'static str,
}

/// Makes the header.
pub fn header(state: &State, compared: &Compared) -> Header {
    let analysis = &compared.analysed.analysis;
    let comparison = &compared.comparison;
    let date = |&t: &usize| cite::name(&analysis.transcripts[t]);
    let scope = match comparison.transcripts.as_slice() {
        [old, new] => format!("{} → {}", date(old), date(new)),
        many => {
            let years = |t: Option<&usize>| {
                t.and_then(|&t| analysis.transcripts[t].meta.date).map(|d| d.value.year())
            };
            let dated = || many.iter().filter(|&&t| analysis.transcripts[t].meta.date.is_some());
            match (years(dated().next()), years(dated().next_back())) {
                (Some(from), Some(to)) if from != to => {
                    format!("{} transcripts, {from}–{to}", many.len())
                }
                (Some(year), _) => format!("{} transcripts, {year}", many.len()),
                _ => format!("{} transcripts", many.len()),
            }
        }
    };
    if let Some(whole) = state.whole_text() {
        let place = (whole::selected_change(state, compared), whole.versions.changes.len());
        return Header {
            topic: "Whole text".to_owned(),
            scope,
            chips: Vec::new(),
            pairs: String::new(),
            place,
            unit: "change",
        };
    }
    let summary = &comparison.summary;
    let only_positions = state.settings.layout == Layout::Evolution;
    let rows = state.rows();
    let selected = state.selected_row();
    Header {
        topic: state
            .topic
            .map_or_else(|| "All topics".to_owned(), |topic| state.topics.list()[topic].name.clone()),
        scope,
        chips: chips(state, compared),
        pairs: pairs_text(summary),
        place: (rows.iter().position(|row| Some(*row) == selected), rows.len()),
        unit: if only_positions { "position" } else { "row" },
    }
}

fn pairs_text(summary: &Summary) -> String {
    match (summary.paired, summary.reviewed) {
        (0, _) => String::new(),
        (paired, 0) => format!("{paired} paired, all proposed"),
        (paired, reviewed) if paired == reviewed => format!("{paired} paired, all confirmed"),
        (paired, reviewed) => format!("{paired} paired, {reviewed} confirmed"),
    }
}

/// Draws the view.
pub fn compare_ui(ui: &mut Ui, state: &State, local: &mut Local, out: &mut Commands) {
    if state.items.is_empty() {
        empty_state(
            ui,
            "No transcript is open",
            "Open files or a folder, drop them on this window, or start with the five sample transcripts.",
            |ui| {
                for action in [Action::OpenFiles, Action::OpenSamples] {
                    if secondary(ui, action.entry().label, None).clicked() {
                        out.push(Command::Act(action));
                    }
                    ui.add_space(4.0);
                }
            },
        );
        return;
    }
    let Some(compared) = &state.compared else {
        let title = if state.items.len() < 2 { "One transcript is open" } else { "Finding positions" };
        let hint = if state.items.len() < 2 {
            "Open a second one to compare them."
        } else {
            "The transcripts are being compared; this takes a moment."
        };
        empty_state(ui, title, hint, |_| {});
        return;
    };
    let widest = match state.settings.layout {
        Layout::Redline | Layout::Whole => redline::WIDEST_VIEW,
        Layout::Evolution => evolution::WIDEST_VIEW,
        Layout::Synopsis => f32::INFINITY,
    };
    ui.set_max_width(widest.min(ui.available_width()));
    review::joining_ui(ui, state, out);
    header_ui(ui, state, compared, &mut local.filter_wanted, out);
    let shown = state.shown();
    let faces_two = matches!(state.settings.layout, Layout::Redline | Layout::Whole);
    if faces_two && shown.len() != 2 {
        let name = if state.settings.layout == Layout::Whole { "Whole text" } else { "Redline" };
        let hint = format!("{name} compares two transcripts. Click them in the list on the left.");
        empty_state(ui, "Choose two transcripts", &hint, |_| {});
        return;
    }
    if state.whole_text().is_some() {
        whole::whole_ui(ui, state, compared, &mut local.whole, out);
        return;
    }
    let analysis = &compared.analysed.analysis;
    let notes = [no_whole_text(state, compared), report::language_note(analysis, &compared.comparison)];
    for why in notes.into_iter().flatten() {
        ui.label(RichText::new(why).font(sans(TEXT)).color(tokens(ui.visuals()).soft));
        ui.add_space(8.0);
    }
    if compared.comparison.rows.is_empty() {
        let (title, hint) = nothing_said(state, compared);
        empty_state(ui, &title, hint, |_| {});
        return;
    }
    if state.unfiltered(compared).next().is_none() {
        let hint =
            "A position is what at least two transcripts say. Synopsis shows what only one of them says.";
        empty_state(ui, "No position was found", hint, |_| {});
        return;
    }
    if state.rows().is_empty() {
        let hint = format!("The filter asks for: {}.", state.filter.describe());
        let title = format!("No {} matches", header(state, compared).unit);
        empty_state(ui, &title, &hint, |ui| clear_button(ui, out));
        return;
    }
    if local.revealed != state.reveal && !ui.ctx().will_discard() {
        local.revealed = state.reveal;
        let selected = state.selected_row();
        if let Some(at) = state.rows().iter().position(|row| Some(*row) == selected) {
            match state.settings.layout {
                Layout::Redline | Layout::Whole => local.redline.bring_into_view(at),
                Layout::Synopsis => local.synopsis.bring_into_view(at),
                Layout::Evolution => local.evolution.bring_into_view(at),
            }
        }
    }
    match state.settings.layout {
        // Where two transcripts are no versions of one text, Redline stands in for Whole text.
        Layout::Redline | Layout::Whole => {
            redline::redline_ui(ui, state, compared, &mut local.redline, out);
        }
        Layout::Synopsis => synopsis::synopsis_ui(ui, state, compared, &mut local.synopsis, out),
        Layout::Evolution => evolution::evolution_ui(ui, state, compared, &mut local.evolution, out),
    }
}

/// Why the whole texts are not shown although they were asked for.
fn no_whole_text(state: &State, compared: &Compared) -> Option<String> {
    let whole = compared.whole.as_ref().filter(|_| state.settings.layout == Layout::Whole)?;
    Some(format!(
        "These are not two versions of one text: {:.0} % of their words stand in both in runs of eight and more, \
         and Whole text needs a third. Shown as Redline.",
        whole.shared * 100.0
    ))
}

/// Why there is nothing to compare.
fn nothing_said(state: &State, compared: &Compared) -> (String, &'static str) {
    let Some(topic) = compared.comparison.topic else {
        return (
            "Nothing was said in these transcripts".to_owned(),
            "Without speakers there is nothing to compare. Choose other transcripts on the left.",
        );
    };
    let name = &state.topics.list()[topic].name;
    let analysis = &compared.analysed.analysis;
    let asked = |&t: &usize| analysis.counts[t].topics[topic].turns.question > 0;
    if compared.comparison.transcripts.iter().any(asked) {
        let hint = "The speakers did not take it up. Choose another topic on the left, or other transcripts.";
        return (format!("{name} comes up in questions only"), hint);
    }
    let hint = "Choose another topic on the left, or other transcripts.";
    (format!("{name} does not come up in these transcripts"), hint)
}

fn header_ui(ui: &mut Ui, state: &State, compared: &Compared, filter_wanted: &mut u64, out: &mut Commands) {
    let t = tokens(ui.visuals());
    let header = header(state, compared);
    let are_versions = compared.whole.as_ref().is_some_and(|whole| whole.text.is_some());
    let layouts_width = if are_versions { LAYOUTS + WHOLE_TEXT_TAB } else { LAYOUTS };
    // Layouts and counter keep their place; a long name gives way, and at last the layouts.
    let is_narrow = ui.available_width() < NARROWEST_NAME + layouts_width + COUNTER;
    let beside = if is_narrow { COUNTER } else { layouts_width + COUNTER };
    ui.horizontal(|ui| {
        ui.set_min_height(34.0);
        let room = (ui.available_width() - beside).max(NARROWEST_NAME);
        ui.scope(|ui| {
            ui.set_max_width(room);
            let name = RichText::new(&header.topic).font(sans_bold(HEADING)).color(t.ink);
            ui.add(egui::Label::new(name).truncate()).on_hover_text(&header.topic);
        });
        ui.add_space(4.0);
        if !is_narrow {
            layouts_ui(ui, state, are_versions, out);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| place_ui(ui, &header, out));
    });
    if is_narrow {
        layouts_ui(ui, state, are_versions, out);
    }
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        // Each part goes to the next line as a whole.
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
        ui.label(RichText::new(&header.scope).font(sans(TEXT)).color(t.soft));
        if !header.chips.is_empty() {
            filters_ui(ui, state, compared, &header.chips, filter_wanted, out);
        }
        if header.pairs.is_empty() {
            return;
        }
        let by = match compared.analysed.by_meaning {
            0 => "from the words that are shared",
            _ => "from the words that are shared and what the sentences mean",
        };
        let hint = format!("Stance proposes what corresponds, {by}. Read both before you quote.");
        ui.label(RichText::new(&header.pairs).font(sans(TEXT)).color(t.soft)).on_hover_text(hint);
    });
    ui.add_space(8.0);
}

fn layouts_ui(ui: &mut Ui, state: &State, are_versions: bool, out: &mut Commands) {
    let mut layouts = vec![
        (Layout::Synopsis, "Synopsis", Action::ShowSynopsis.entry().tooltip),
        (Layout::Redline, "Redline", Action::ShowRedline.entry().tooltip),
        (Layout::Evolution, "Evolution", Action::ShowEvolution.entry().tooltip),
    ];
    if are_versions {
        layouts.push((Layout::Whole, "Whole text", Action::ShowWholeText.entry().tooltip));
    }
    let shown = match state.settings.layout {
        Layout::Whole if !are_versions => Layout::Redline,
        layout => layout,
    };
    if let Some(layout) = segmented(ui, &layouts, shown) {
        out.push(Command::Act(match layout {
            Layout::Redline => Action::ShowRedline,
            Layout::Synopsis => Action::ShowSynopsis,
            Layout::Evolution => Action::ShowEvolution,
            Layout::Whole => Action::ShowWholeText,
        }));
    }
}

/// The counter and the buttons beside it, from the right.
fn place_ui(ui: &mut Ui, header: &Header, out: &mut Commands) {
    let t = tokens(ui.visuals());
    let (place, of) = header.place;
    if of == 0 {
        return;
    }
    step_button(ui, Action::Next, "↓", out);
    step_button(ui, Action::Previous, "↑", out);
    let text = place.map_or_else(|| count(of, header.unit), |place| format!("{} of {of}", place + 1));
    ui.label(RichText::new(text).font(sans(TEXT)).color(t.soft));
}

fn step_button(ui: &mut Ui, action: Action, arrow: &str, out: &mut Commands) {
    let t = tokens(ui.visuals());
    let entry = action.entry();
    let button =
        egui::Button::new(RichText::new(arrow).font(sans(TEXT)).color(t.soft)).min_size(vec2(26.0, 26.0));
    let response = ui.add(button).on_hover_text(format!("{} ({})", entry.tooltip, entry.keys[0]));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, entry.label));
    if response.clicked() {
        out.push(Command::Act(action));
    }
}

/// What a status means, for those who meet it for the first time.
pub fn explain(status: Status) -> &'static str {
    match status {
        Status::Held => "Said again in nearly the same words",
        Status::Reworded => "Said again in other words",
        Status::New => "Said for the first time among the transcripts compared",
        Status::NotRepeated => {
            "Said before; the topic came up again and the point was not made. That is not the same as abandoned"
        }
        Status::AskedNotAnswered => "A question raised the topic and the speaker said nothing on it",
        Status::NotRaised => "Nobody raised the topic",
        Status::NotYetSaid => "The topic came up before the point was first made",
    }
}
