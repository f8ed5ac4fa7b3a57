//! What is chosen: the topic, how often it comes up, and out of how much.

use egui::{RichText, Ui};
use egui_extras::{Column, TableBuilder};

use super::heading;
use crate::app::command::Command;
use crate::app::compared::Analysed;
use crate::app::state::{Id, Item, Selection, State};
use crate::engine::cite;
use crate::gui::panels::{Commands, review};
use crate::gui::theme::{SMALL, sans, sans_medium, tokens};
use crate::gui::widgets::controls::section;

/// Words of a topic that are listed.
const MOST_FORMS: usize = 24;

pub(super) fn topic_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
    let t = tokens(ui.visuals());
    section(ui, "Topic");
    let Some(topic) = state.topic else {
        heading(ui, "All topics");
        ui.label(RichText::new("Everything that was said is compared. Choose a topic on the left to compare what was said on it.").color(t.soft));
        review::overview_ui(ui, state, out);
        return;
    };
    let entry = &state.topics.list()[topic];
    heading(ui, &entry.name);
    let Some(analysed) = &state.analysed else {
        return;
    };
    ui.scope(|ui| counts_table(ui, &topic_counts(state, analysed, topic), out));
    review::overview_ui(ui, state, out);
    let shown = state.shown();
    let transcripts: Vec<usize> = shown.iter().filter_map(|&id| analysed.index(id)).collect();
    let forms = analysed.analysis.forms(topic, &transcripts);
    if !forms.is_empty() {
        section(ui, "Words that were counted");
        let listed = forms.iter().take(MOST_FORMS).map(|(form, count)| format!("{form} {count}"));
        ui.label(RichText::new(listed.collect::<Vec<_>>().join(" · ")).color(t.soft));
    }
}

/// How often a topic comes up in one transcript, and out of how much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicLine {
    /// The transcript.
    pub id: Id,

    /// Its date, or its title.
    pub date: String,

    /// Mentions by the speakers, and per 1,000 of their words.
    pub spoken: (usize, String),

    /// Answers that mention it, out of all.
    pub answers: (usize, usize),

    /// Questions that mention it, out of all.
    pub questions: (usize, usize),
}

/// The counts of a topic in the transcripts that are shown.
pub fn topic_counts(state: &State, analysed: &Analysed, topic: usize) -> Vec<TopicLine> {
    let shown = state.shown();
    let items = state.in_order().into_iter().filter(|item| shown.contains(&item.id));
    let line = |item: &Item| {
        let counts = &analysed.analysis.counts[analysed.index(item.id)?];
        let on = counts.topics.get(topic)?;
        let (mentions, words) = (on.mentions.speech(), counts.words.speech());
        let per_thousand = mentions as f32 * 1000.0 / words as f32;
        Some(TopicLine {
            id: item.id,
            date: cite::short_name(&item.transcript),
            spoken: (mentions, if words == 0 { "–".to_owned() } else { format!("{per_thousand:.1}") }),
            answers: (on.turns.answer, counts.turns.answer),
            questions: (on.turns.question, counts.turns.question),
        })
    };
    items.filter_map(line).collect()
}

/// A column of the table of counts.
struct CountColumn {
    head: &'static str,
    width: f32,
    hint: &'static str,
    /// Left out of a narrow panel, where the date is worth more.
    only_wide: bool,
    cell: fn(&TopicLine) -> String,
}

const COUNT_COLUMNS: [CountColumn; 4] = [
    CountColumn {
        head: "said",
        width: 28.0,
        hint: "Mentions by the speakers",
        only_wide: false,
        cell: |line| line.spoken.0.to_string(),
    },
    CountColumn {
        head: "‰",
        width: 30.0,
        hint: "Mentions in 1,000 words of the speakers",
        only_wide: true,
        cell: |line| line.spoken.1.clone(),
    },
    CountColumn {
        head: "answers",
        width: 50.0,
        hint: "Answers that mention it, out of all answers",
        only_wide: false,
        cell: |line| format!("{}/{}", line.answers.0, line.answers.1),
    },
    CountColumn {
        head: "asked",
        width: 36.0,
        hint: "Questions that mention it, out of all questions",
        only_wide: false,
        cell: |line| format!("{}/{}", line.questions.0, line.questions.1),
    },
];

fn counts_table(ui: &mut Ui, lines: &[TopicLine], out: &mut Commands) {
    let is_wide = ui.available_width() >= 236.0;
    let columns: Vec<&CountColumn> =
        COUNT_COLUMNS.iter().filter(|column| is_wide || !column.only_wide).collect();
    let t = tokens(ui.visuals());
    ui.spacing_mut().item_spacing.x = 5.0;
    let small = |text: String| RichText::new(text).font(sans(SMALL)).color(t.soft);
    let mut table = TableBuilder::new(ui)
        .id_salt("topic counts")
        .vscroll(false)
        .cell_layout(egui::Layout::right_to_left(egui::Align::Center))
        .column(Column::remainder().clip(true));
    for column in &columns {
        table = table.column(Column::exact(column.width));
    }
    let header = |mut row: egui_extras::TableRow<'_, '_>| {
        row.col(|_| ());
        for column in &columns {
            row.col(|ui| {
                ui.label(small(column.head.to_owned())).on_hover_text(column.hint);
            });
        }
    };
    table.header(18.0, header).body(|mut body| {
        for line in lines {
            body.row(22.0, |mut row| {
                row.col(|ui| {
                    ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                        let date = RichText::new(&line.date).font(sans_medium(SMALL)).color(t.ink);
                        let button = ui.add(egui::Button::new(date).frame(false).truncate());
                        if button.on_hover_text("Details of this transcript").clicked() {
                            out.push(Command::Select(Selection::Transcript(line.id)));
                        }
                    });
                });
                for column in &columns {
                    row.col(|ui| {
                        ui.label(small((column.cell)(line)));
                    });
                }
            });
        }
    });
}
