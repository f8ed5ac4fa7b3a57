//! The panel on the left: transcripts by year, topics with their counts through the years.

use std::collections::{HashMap, HashSet};

use egui::style::ScrollAnimation;
use egui::{Align2, Id, Rect, Role, ScrollArea, Ui, WidgetInfo, pos2, vec2};

use super::Commands;
use crate::app::command::Command;
use crate::app::state::{Id as TranscriptId, Item, Selection, State};
use crate::engine::cite;
use crate::engine::numbers::{count, thousands};
use crate::engine::transcript::Transcript;
use crate::gui::theme::{SMALL, TEXT, sans, sans_bold, sans_medium, tokens, transcript_colour};
use crate::gui::widgets::controls::{choice, line_at, section, swatch};

/// Width of the panel.
pub const WIDTH: f32 = 256.0;

/// Height of a transcript in the list.
const ITEM: f32 = 42.0;

/// Height of a year in the list.
const YEAR: f32 = 24.0;

/// Height of a topic in the list.
const TOPIC: f32 = 26.0;

/// Bars of a topic's strip, at most; beyond, neighbouring transcripts share a bar.
const MOST_BARS: usize = 12;

/// What the name of a topic is given before bars are: "Afghanistan", with room to spare.
const NAME: f32 = 92.0;

/// What is free between the name of a topic and its bars.
const NAME_MARGIN: f32 = 6.0;

/// From one bar to the next.
const BAR: f32 = 8.0;

/// What the number beside a topic takes.
const NUMBER: f32 = 36.0;

/// What is free beside it, and beside names.
const NUMBER_MARGIN: f32 = 8.0;

/// What the panel keeps that dies with the window.
#[derive(Debug, Default)]
pub struct Local {
    /// State of the library that `listed` is of.
    generation: u64,

    /// The transcripts that were listed when the list was last drawn; none before the first time.
    listed: HashSet<TranscriptId>,
}

/// A line of the list of transcripts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TranscriptRow {
    /// A year, or "n.d.".
    Year(String),

    /// A transcript.
    Transcript {
        /// Its number.
        id: TranscriptId,
        /// Its place in the order of dates, which gives its colour.
        number: usize,
        /// Day and month, or the title where it has no date.
        first: String,
        /// Place and organisation.
        second: String,
        /// What a screen reader says.
        name: String,
        /// Whether the view shows it.
        shown: bool,
        /// Whether the details are about it.
        selected: bool,
        /// Whether the file is damaged.
        warnings: usize,
    },
}

/// A line of the list of topics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicRow {
    /// Its number; `None` for all topics.
    pub topic: Option<usize>,

    /// Its name.
    pub name: String,

    /// Mentions by speakers, one for each transcript in the order of dates.
    pub strip: Vec<usize>,

    /// All mentions by speakers.
    pub total: usize,

    /// Whether it is chosen.
    pub chosen: bool,
}

impl TopicRow {
    /// How often it is mentioned, as it is shown.
    fn number(&self) -> String {
        if self.total == 0 { "–".to_owned() } else { thousands(self.total) }
    }
}

/// Transcripts by year.
pub fn transcript_rows(state: &State) -> Vec<TranscriptRow> {
    let shown = state.shown();
    let mut rows = Vec::new();
    let mut year_before = None;
    for (number, (item, first, second)) in named(state).into_iter().enumerate() {
        let year =
            item.transcript.meta.date.map_or_else(|| "n.d.".to_owned(), |date| date.value.year().to_string());
        if year_before.as_ref() != Some(&year) {
            rows.push(TranscriptRow::Year(year.clone()));
            year_before = Some(year);
        }
        rows.push(transcript_row(state, (item, first, second), number, &shown));
    }
    rows
}

fn transcript_row(
    state: &State,
    (item, first, second): (&Item, String, String),
    number: usize,
    shown: &[TranscriptId],
) -> TranscriptRow {
    let meta = &item.transcript.meta;
    let mut name = match meta.date {
        Some(_) => format!("{}, {second}", cite::date(&item.transcript)),
        None => format!("{first}, {second}"),
    };
    let damage = item.transcript.warnings.iter().filter(|w| w.kind.is_damage()).count();
    if damage > 0 {
        name.push_str(&format!(", {} in the file", count(damage, "damaged place")));
    }
    TranscriptRow::Transcript {
        id: item.id,
        number,
        name,
        first,
        second,
        shown: shown.contains(&item.id),
        selected: state.selection == Selection::Transcript(item.id),
        warnings: damage,
    }
}

/// The transcripts in the order of dates, each with what tells it from others in a narrow column: day and month, and
/// below them place and organisation. Where these are the same, speaker, publisher, title or file come first.
pub fn named(state: &State) -> Vec<(&Item, String, String)> {
    let date = |item: &Item| item.transcript.meta.date.map(|date| date.value);
    let items = state.in_order();
    let mut out = Vec::with_capacity(items.len());
    for day in items.chunk_by(|a, b| date(a) == date(b)) {
        if let [item] = *day {
            let (first, second) = names(&item.transcript);
            out.push((item, first, second));
            continue;
        }
        let names: Vec<(String, String)> = day.iter().map(|item| names(&item.transcript)).collect();
        let mut same: HashMap<&(String, String), Vec<&Item>> = HashMap::new();
        for (names, &item) in names.iter().zip(day) {
            same.entry(names).or_default().push(item);
        }
        out.extend(names.iter().zip(day).map(|(names, &item)| {
            let (first, second) = names;
            let second = match same[names].as_slice() {
                [_] => second.clone(),
                twins => format!("{} · {second}", apart(item, twins)),
            };
            (item, first.clone(), second)
        }));
    }
    out
}

/// What tells a transcript from its twins in the list.
fn apart(item: &Item, twins: &[&Item]) -> String {
    let marks: [fn(&Transcript) -> Option<&str>; 3] = [
        |transcript| transcript.meta.speakers.first().map(String::as_str),
        |transcript| transcript.meta.publisher.as_deref(),
        |transcript| Some(&transcript.meta.title),
    ];
    let tells = |mark: &&fn(&Transcript) -> Option<&str>| {
        let all: Option<HashSet<&str>> = twins.iter().map(|twin| mark(&twin.transcript)).collect();
        all.is_some_and(|all| all.len() == twins.len())
    };
    let mark = marks.iter().find(tells).and_then(|mark| mark(&item.transcript));
    mark.unwrap_or_else(|| item.transcript.source.file_name()).to_owned()
}

/// Day and month above place and organisation; without a date, the title.
fn names(transcript: &Transcript) -> (String, String) {
    let meta = &transcript.meta;
    let parts = [meta.place.as_deref(), meta.organisation.as_deref()];
    let mut second = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    match meta.date {
        Some(date) => {
            if second.is_empty() {
                second = meta.title.clone();
            }
            (cite::day_and_month(date.value), second)
        }
        None => {
            if second.is_empty() {
                second = "no date".to_owned();
            }
            (meta.title.clone(), second)
        }
    }
}

/// Topics with their counts: first those that come up, in the order of the list.
pub fn topic_rows(state: &State) -> Vec<TopicRow> {
    let mut rows: Vec<TopicRow> = state
        .topics
        .list()
        .iter()
        .enumerate()
        .map(|(i, topic)| topic_row(state, i, topic.short_name()))
        .collect();
    rows.sort_by_key(|row| row.total == 0);
    rows.insert(
        0,
        TopicRow {
            topic: None,
            name: "All topics".to_owned(),
            strip: Vec::new(),
            total: 0,
            chosen: state.topic.is_none(),
        },
    );
    rows
}

fn topic_row(state: &State, topic: usize, name: &str) -> TopicRow {
    let strip: Vec<usize> = state
        .analysed
        .iter()
        .flat_map(|analysed| analysed.analysis.counts.iter())
        .map(|counts| counts.topics.get(topic).map_or(0, |count| count.mentions.speech()))
        .collect();
    TopicRow {
        topic: Some(topic),
        name: name.to_owned(),
        total: strip.iter().sum(),
        strip,
        chosen: state.topic == Some(topic),
    }
}

/// Draws the panel.
pub fn library_ui(ui: &mut Ui, state: &State, local: &mut Local, out: &mut Commands) {
    ui.spacing_mut().item_spacing.y = 2.0;
    transcripts_ui(ui, state, local, out);
    ui.add_space(8.0);
    topics_ui(ui, state, out);
}

fn transcripts_ui(ui: &mut Ui, state: &State, local: &mut Local, out: &mut Commands) {
    section(ui, "Transcripts");
    let rows = transcript_rows(state);
    if rows.is_empty() {
        let t = tokens(ui.visuals());
        ui.label(
            egui::RichText::new("Nothing is open. Press Ctrl+O, or drop files on the window.").color(t.soft),
        );
        return;
    }
    let heights: Vec<f32> =
        rows.iter().map(|row| if matches!(row, TranscriptRow::Year(_)) { YEAR } else { ITEM }).collect();
    let total: f32 = heights.iter().sum::<f32>() + 2.0 * rows.len() as f32;
    let most = (ui.available_height() * 0.52).max(120.0);
    // What was opened is brought into view.
    let may_have_new = local.generation != state.generation && !local.listed.is_empty();
    let is_new = |row: &TranscriptRow| match row {
        TranscriptRow::Transcript { id, .. } => may_have_new && !local.listed.contains(id),
        TranscriptRow::Year(_) => false,
    };
    ScrollArea::vertical().id_salt("transcripts").max_height(most).auto_shrink([false, true]).show_viewport(
        ui,
        |ui, view| {
            let corner = ui.max_rect().left_top();
            ui.set_height(total);
            let mut top = 0.0;
            for (row, height) in rows.iter().zip(heights) {
                let rect =
                    Rect::from_min_size(pos2(corner.x, corner.y + top), vec2(ui.available_width(), height));
                if is_new(row) {
                    ui.scroll_to_rect_animation(rect, None, ScrollAnimation::none());
                    ui.ctx().request_repaint();
                }
                if top + height >= view.min.y && top <= view.max.y {
                    ui.scope_builder(egui::UiBuilder::new().max_rect(rect), |ui| {
                        transcript_row_ui(ui, row, height, out);
                    });
                }
                top += height + 2.0;
            }
        },
    );
    if local.generation != state.generation && !ui.ctx().will_discard() {
        local.generation = state.generation;
        local.listed = state.items.iter().map(|item| item.id).collect();
    }
}

fn transcript_row_ui(ui: &mut Ui, row: &TranscriptRow, height: f32, out: &mut Commands) {
    let t = tokens(ui.visuals());
    match row {
        TranscriptRow::Year(year) => {
            let rect = ui.max_rect();
            let response = ui.interact(rect, Id::unique(("year", year)), egui::Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, year));
            line_at(
                ui,
                pos2(rect.left() + 6.0, rect.bottom() - 3.0),
                Align2::LEFT_BOTTOM,
                year,
                sans(SMALL),
                t.faint,
                rect.width(),
            );
        }
        TranscriptRow::Transcript { id, number, first, second, name, shown, selected, warnings } => {
            let (rect, response) =
                choice(ui, Id::unique(("transcript", id)), height, *shown, name, Some(t.raised));
            let left = rect.left() + 8.0;
            swatch(ui.painter(), pos2(left, rect.top() + 14.0), transcript_colour(*number));
            let width = rect.right() - left - 18.0 - 10.0;
            let font = if *selected { sans_bold(TEXT) } else { sans_medium(TEXT) };
            let drawn =
                line_at(ui, pos2(left + 18.0, rect.top() + 5.0), Align2::LEFT_TOP, first, font, t.ink, width);
            line_at(
                ui,
                pos2(left + 18.0, rect.top() + 22.0),
                Align2::LEFT_TOP,
                second,
                sans(SMALL),
                t.soft,
                width,
            );
            if *warnings > 0 {
                ui.painter().circle_filled(pos2(drawn.right() + 9.0, rect.top() + 13.5), 2.5, t.deletion);
            }
            let response = response.on_hover_text(name);
            if response.clicked() {
                out.push(Command::Toggle(*id));
            }
        }
    }
}

fn topics_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    section(ui, "Topics");
    ScrollArea::vertical().id_salt("topics").auto_shrink(false).show(ui, |ui| {
        let rows = topic_rows(state);
        // As wide as the longest, so that the bars stand below each other.
        let width_of = |row: &TopicRow| {
            let colour = tokens(ui.visuals()).soft;
            ui.painter().layout_no_wrap(row.number(), sans(TEXT), colour).size().x
        };
        let widest = rows.iter().map(width_of).fold(0.0, f32::max);
        for row in rows {
            topic_row_ui(ui, &row, NUMBER.max(widest + 2.0 * NUMBER_MARGIN), out);
        }
    });
}

fn topic_row_ui(ui: &mut Ui, row: &TopicRow, number_width: f32, out: &mut Commands) {
    let t = tokens(ui.visuals());
    let spoken = match row.topic {
        None => row.name.clone(),
        Some(_) => format!("{}, {}", row.name, count(row.total, "mention")),
    };
    let (rect, response) =
        choice(ui, Id::unique(("topic", row.topic)), TOPIC, row.chosen, &spoken, Some(t.accent_ground));
    let (font, color) = match (row.chosen, row.topic.is_some() && row.total == 0) {
        (true, _) => (sans_bold(TEXT), t.ink),
        (false, true) => (sans(TEXT), t.faint),
        (false, false) => (sans(TEXT), t.ink),
    };
    let room = rect.width() - 2.0 * NUMBER_MARGIN - NAME_MARGIN - number_width;
    let bars = bars(&row.strip, (((room - NAME) / BAR).max(0.0) as usize).min(MOST_BARS));
    let strip_width = bars.len() as f32 * BAR;
    let middle = rect.center().y;
    if row.topic.is_some() {
        line_at(
            ui,
            pos2(rect.right() - NUMBER_MARGIN, middle),
            Align2::RIGHT_CENTER,
            &row.number(),
            sans(TEXT),
            t.soft,
            number_width,
        );
        let left = rect.right() - number_width - strip_width;
        let most = bars.iter().copied().max().unwrap_or(0).max(1);
        for (i, &value) in bars.iter().enumerate() {
            let height = if value == 0 { 1.0 } else { (14.0 * value as f32 / most as f32).max(2.0) };
            let color =
                if value == 0 { t.accent.gamma_multiply(0.25) } else { t.accent.gamma_multiply(0.75) };
            let x = left + i as f32 * BAR;
            let bar = Rect::from_min_max(pos2(x, middle + 7.0 - height), pos2(x + BAR - 2.0, middle + 7.0));
            ui.painter().rect_filled(bar, 1.0, color);
        }
    }
    let room = if row.topic.is_some() { room - strip_width } else { rect.width() - 2.0 * NUMBER_MARGIN };
    line_at(ui, pos2(rect.left() + NUMBER_MARGIN, middle), Align2::LEFT_CENTER, &row.name, font, color, room);
    let hint = match row.topic {
        None => "Compare everything that was said".to_owned(),
        Some(_) if bars.is_empty() => format!("{spoken} by the speakers"),
        Some(_) => match row.strip.len().div_ceil(bars.len()) {
            1 => format!("{spoken} by the speakers; a bar a transcript, older left"),
            joined => format!("{spoken} by the speakers; a bar {joined} transcripts, older left"),
        },
    };
    if response.on_hover_text(hint).clicked() {
        out.push(Command::ChooseTopic(row.topic));
    }
}

/// The strip with neighbours joined where there are more transcripts than bars, `most` of them.
fn bars(strip: &[usize], most: usize) -> Vec<usize> {
    if strip.is_empty() || most == 0 {
        return Vec::new();
    }
    let per_bar = strip.len().div_ceil(most);
    strip.chunks(per_bar).map(|chunk| chunk.iter().sum()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_strips_are_joined() {
        assert_eq!(bars(&[1, 0, 2], MOST_BARS), [1, 0, 2]);
        assert_eq!(bars(&[1; 30], MOST_BARS), [3; 10]);
        assert_eq!(bars(&[1; 30], 4), [8, 8, 8, 6]);
        assert_eq!(bars(&[], MOST_BARS), Vec::<usize>::new());
        assert_eq!(bars(&[1, 0, 2], 0), Vec::<usize>::new(), "where there is no room");
    }
}
