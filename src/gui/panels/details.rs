//! The panel on the right: what is selected, why it is paired, how it is cited.

use egui::{RichText, ScrollArea, Ui, vec2};
use egui_extras::{Column, TableBuilder};

use super::evolution::rows::flag_text;
use super::redline::{paragraph, source, status_colours};
use super::{Commands, compare, review};
use crate::app::action::Action;
use crate::app::command::Command;
use crate::app::settings::Page;
use crate::app::state::{Analysed, Anchor, Id, Item, Selection, State};
use crate::engine::analysis::Analysis;
use crate::engine::cite;
use crate::engine::compare::{Cell, Row, Status, position_row};
use crate::engine::explain::{Alike, Degree, alike, shared_terms};
use crate::engine::numbers::{count, thousands};
use crate::engine::positions::Statement;
use crate::engine::transcript::{DateSource, TurnKind};
use crate::gui::shortcuts;
use crate::gui::theme::{SMALL, TEXT, sans, sans_bold, sans_medium, tokens};
use crate::gui::widgets::controls::{badge, secondary, section};

/// Width of the panel.
pub const WIDTH: f32 = 272.0;

/// Shared terms that are listed.
const MOST_TERMS: usize = 9;

/// Transcripts of which each is listed, even where it says nothing.
const MOST_YEARS: usize = 12;

/// Words of a topic that are listed.
const MOST_FORMS: usize = 24;

/// Width of the bar that shows how rare a word is.
const BAR: f32 = 48.0;

/// Draws the panel.
pub fn details_ui(ui: &mut Ui, state: &State, local: &mut review::Local, out: &mut Commands) {
    local.hand_over(review::typed_at(state), out);
    ScrollArea::vertical().id_salt("details").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
        match state.selection {
            Selection::Topic => topic_ui(ui, state, out),
            Selection::Transcript(id) => match state.item(id) {
                Some(item) => transcript_ui(ui, item, out),
                None => topic_ui(ui, state, out),
            },
            Selection::Passage(anchor) => passage_ui(ui, state, anchor, local, out),
        }
    });
}

fn key_value(ui: &mut Ui, key: &str, value: &str) {
    let t = tokens(ui.visuals());
    ui.horizontal_top(|ui| {
        let width = 96.0;
        ui.allocate_ui_with_layout(vec2(width, 18.0), egui::Layout::left_to_right(egui::Align::TOP), |ui| {
            ui.set_min_width(width);
            ui.label(RichText::new(key).color(t.soft));
        });
        ui.add(egui::Label::new(RichText::new(value).color(t.ink)).wrap());
    });
}

fn heading(ui: &mut Ui, text: &str) {
    let t = tokens(ui.visuals());
    ui.label(RichText::new(text).font(sans_bold(TEXT)).color(t.ink));
    ui.add_space(4.0);
}

fn topic_ui(ui: &mut Ui, state: &State, out: &mut Commands) {
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

fn transcript_ui(ui: &mut Ui, item: &Item, out: &mut Commands) {
    let t = tokens(ui.visuals());
    let transcript = &item.transcript;
    let meta = &transcript.meta;
    section(ui, "Transcript");
    heading(ui, &meta.title);
    let date = match meta.date {
        Some(date) => format!("{} ({})", cite::date(transcript), date_source(date.source)),
        None => "n.d.: nothing in the file says when it was".to_owned(),
    };
    key_value(ui, "Date", &date);
    for (key, value) in [
        ("Place", &meta.place),
        ("Organisation", &meta.organisation),
        ("Event", &meta.event),
        ("Publisher", &meta.publisher),
    ] {
        if let Some(value) = value {
            key_value(ui, key, value);
        }
    }
    let speakers = if meta.speakers.is_empty() { "not named".to_owned() } else { meta.speakers.join(", ") };
    key_value(ui, "Speakers", &speakers);
    let turns = |kind| transcript.turns.iter().filter(|turn| turn.kind == kind).count();
    let answers = count(turns(TurnKind::Answer), "answer");
    key_value(ui, "Turns", &format!("{}, {answers}", count(turns(TurnKind::Question), "question")));
    key_value(ui, "Words", &thousands(transcript.words));
    if let Some(language) = &meta.language {
        key_value(ui, "Language", language);
    }
    key_value(ui, "File", &format!("{} ({})", transcript.source.path, transcript.source.encoding));
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        for action in [Action::EditDetails, Action::Remove] {
            let key = action.entry().keys.first().map(|key| shortcuts::display(key));
            if secondary(ui, action.entry().label, key.as_deref())
                .on_hover_text(action.entry().tooltip)
                .clicked()
            {
                out.push(Command::Act(action));
            }
        }
        if secondary(ui, "Read", None).on_hover_text("Open it in Read").clicked() {
            out.push(Command::ShowInRead(Anchor {
                id: item.id,
                start: transcript.turns.first().map_or(0, |turn| turn.span.start),
            }));
        }
    });
    warnings_ui(ui, item, out);
    if !transcript.furniture.is_empty() {
        section(ui, "Left out of every count");
        for piece in &transcript.furniture {
            let text: String = transcript.slice(piece.span).split_whitespace().collect::<Vec<_>>().join(" ");
            ui.label(
                RichText::new(format!(
                    "{}: {}",
                    piece.reason.as_str(),
                    crate::engine::explain::shorten(&text, 60)
                ))
                .font(sans(SMALL))
                .color(t.soft),
            );
        }
    }
}

fn warnings_ui(ui: &mut Ui, item: &Item, out: &mut Commands) {
    if item.transcript.warnings.is_empty() {
        return;
    }
    let t = tokens(ui.visuals());
    section(ui, "Before you quote");
    for warning in &item.transcript.warnings {
        let place = item.transcript.paragraph_at(warning.span.start).filter(|_| !warning.span.is_empty());
        let text = match place {
            Some(paragraph) => format!("¶ {}: {}", paragraph + 1, warning.message),
            None => warning.message.clone(),
        };
        ui.label(RichText::new(text).color(if warning.kind.is_damage() { t.deletion } else { t.soft }));
        if place.is_some()
            && ui
                .add(egui::Button::new(RichText::new("Show").font(sans(SMALL)).color(t.accent)).frame(false))
                .clicked()
        {
            out.push(Command::ShowInRead(Anchor { id: item.id, start: warning.span.start }));
        }
        ui.add_space(2.0);
    }
}

fn date_source(source: DateSource) -> &'static str {
    match source {
        DateSource::FileName => "from the file’s name",
        DateSource::Metadata => "from metadata.csv",
        DateSource::DocumentNumber => "from the document number",
        DateSource::Dateline => "from the dateline",
        DateSource::Title => "from the title",
        DateSource::FrontMatter => "from the front matter",
        DateSource::User => "entered by you",
    }
}

/// The row that the details of a passage are about: that of the comparison, or, in Read, of all transcripts.
fn row_of(state: &State, anchor: Anchor) -> Option<(Row, Vec<usize>, &Analysed)> {
    if state.settings.page == Page::Compare
        && let (Some(compared), Some(row)) = (&state.compared, state.selected_row())
    {
        let row = compared.comparison.rows[row].clone();
        return Some((row, compared.comparison.transcripts.clone(), &compared.analysed));
    }
    let analysed = state.analysed.as_deref()?;
    let statement = state.statement_at(anchor)?;
    let all: Vec<usize> = (0..analysed.analysis.transcripts.len()).collect();
    let position = analysed.analysis.position_of_unit(statement.first)?;
    let statements = &analysed.analysis.positions[position].statements;
    let topic =
        state.topic.filter(|&topic| statements.iter().any(|&s| analysed.analysis.is_on(s, Some(topic))));
    Some((position_row(&analysed.analysis, &all, position, topic)?, all, analysed))
}

fn passage_ui(ui: &mut Ui, state: &State, anchor: Anchor, local: &mut review::Local, out: &mut Commands) {
    let Some((row, transcripts, analysed)) = row_of(state, anchor) else {
        statement_ui(ui, state, anchor, local, out);
        return;
    };
    let analysis = &analysed.analysis;
    let statements: Vec<Statement> = row.statements().collect();
    section(ui, if row.is_paired() { "Position" } else { "Statement" });
    review::name_ui(ui, state, anchor, &row.label, local, out);
    let in_compare = state.settings.page == Page::Compare;
    if in_compare {
        key_badge(ui, "Status", row.status());
    }
    if let Some(review) = row.review {
        ui.horizontal(|ui| {
            key_ui(ui, "Review");
            review::review_ui(ui, review);
        });
    }
    let date = |s: &Statement| cite::name(&analysis.transcripts[s.transcript]);
    if let (Some(first), Some(last)) = (statements.first(), statements.last()) {
        key_value(ui, "First said", &date(first));
        if statements.len() > 1 {
            key_value(ui, "Last said", &date(last));
        }
    }
    if let Some(tier) = row.tier {
        key_value(ui, "Match", tier.as_str());
    }
    if transcripts.len() > 2 {
        key_value(ui, "Said in", &format!("{} of {} transcripts", statements.len(), transcripts.len()));
    }
    review::passage_ui(ui, state, anchor, local, out);
    if !in_compare || transcripts.len() > 2 {
        through_the_years(ui, analysed, &row, &transcripts);
    }
    if let [.., old, new] = statements.as_slice() {
        shared_ui(ui, analysis, (*old, *new), (&date(old), &date(new)));
    }
    flags_ui(ui, analysed, &row);
    section(ui, "Cite");
    for statement in statements {
        cite_ui(ui, analysed, statement, out);
    }
}

/// The changes that carry meaning, from one version to the next.
fn flags_ui(ui: &mut Ui, analysed: &Analysed, row: &Row) {
    if row.flags().next().is_none() {
        return;
    }
    let t = tokens(ui.visuals());
    section(ui, "What changed");
    let analysis = &analysed.analysis;
    let said = row.cells.iter().filter_map(|cell| Some((cell.statement?, cell)));
    let said: Vec<(Statement, &Cell)> = said.collect();
    for two in said.windows(2) {
        let ((old, _), (new, cell)) = (two[0], two[1]);
        for (kind, words) in cell.flags.iter().map(|flag| flag_text(flag, analysis, old, new)) {
            ui.horizontal_wrapped(|ui| {
                badge(ui, kind, t.held, t.held_ground);
                ui.label(RichText::new(words).color(t.ink));
            });
        }
    }
    ui.label(
        RichText::new("Only what the words show; why they changed is not known.")
            .font(sans(SMALL))
            .color(t.faint),
    );
}

/// What became of the position in each transcript.
fn through_the_years(ui: &mut Ui, analysed: &Analysed, row: &Row, transcripts: &[usize]) {
    section(ui, "Through the years");
    let cells = row.cells.iter().zip(transcripts);
    // In a large library only the transcripts that say it.
    let is_listed = |cell: &Cell| transcripts.len() <= MOST_YEARS || cell.statement.is_some();
    for (cell, &transcript) in cells.filter(|(cell, _)| is_listed(cell)) {
        key_badge(ui, &cite::name(&analysed.analysis.transcripts[transcript]), cell.status);
    }
}

fn key_ui(ui: &mut Ui, key: &str) {
    let t = tokens(ui.visuals());
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(vec2(96.0, 20.0), layout, |ui| {
        ui.set_min_width(96.0);
        ui.add(egui::Label::new(RichText::new(key).color(t.soft)).truncate()).on_hover_text(key);
    });
}

fn key_badge(ui: &mut Ui, key: &str, status: Status) {
    let t = tokens(ui.visuals());
    ui.horizontal(|ui| {
        key_ui(ui, key);
        let rest = vec2(ui.available_width(), 20.0);
        let wrapped = egui::Layout::left_to_right(egui::Align::Center).with_main_wrap(true);
        ui.allocate_ui_with_layout(rest, wrapped, |ui| {
            let (color, ground) = status_colours(status, t);
            badge(ui, status.as_str(), color, ground).on_hover_text(compare::explain(status));
        });
    });
}

/// How alike two statements are, in words and, where they were read for it, in meaning.
fn alike_ui(ui: &mut Ui, alike: &Alike) {
    let t = tokens(ui.visuals());
    ui.spacing_mut().interact_size.y = 18.0;
    let mut line = |name: &str, degree: Degree, hint: String| {
        ui.horizontal(|ui| {
            ui.label(RichText::new(name).color(t.soft));
            ui.label(RichText::new(degree.as_str()).font(sans_medium(TEXT)).color(t.ink));
        })
        .response
        .on_hover_text(hint);
    };
    let scale = "Rather: more than 95 in 100 pairs of sentences of the samples that say different things. Very: more than 99.";
    line("Alike in words:", alike.words, scale.to_owned());
    if let Some((degree, cosine)) = alike.meaning {
        line("Alike in meaning:", degree, format!("Cosine {cosine:.2} of the sentence encoder. {scale}"));
    }
    ui.add_space(4.0);
}

fn shared_ui(
    ui: &mut Ui,
    analysis: &Analysis,
    (earlier, later): (Statement, Statement),
    (old, new): (&str, &str),
) {
    let t = tokens(ui.visuals());
    section(ui, "Why they are paired");
    if let Some(alike) = alike(analysis, earlier, later) {
        ui.scope(|ui| alike_ui(ui, &alike));
    }
    let terms = shared_terms(analysis, earlier, later);
    if terms.is_empty() {
        let text = "They share no telling word; what stands next to them may correspond.";
        ui.label(RichText::new(text).color(t.soft));
        return;
    }
    ui.label(
        RichText::new(format!("Words that {old} and {new} share, the rarest first"))
            .font(sans(SMALL))
            .color(t.soft),
    );
    for term in terms.iter().take(MOST_TERMS) {
        ui.horizontal(|ui| {
            let words = if term.old.to_lowercase() == term.new.to_lowercase() {
                term.new.clone()
            } else {
                format!("{} · {}", term.old, term.new)
            };
            let room = vec2(ui.available_width() - BAR - 12.0, 18.0);
            ui.allocate_ui(room, |ui| {
                let words = RichText::new(words).font(sans_medium(TEXT)).color(t.ink);
                ui.add(egui::Label::new(words).truncate());
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let (rect, response) = ui.allocate_exact_size(vec2(BAR, 4.0), egui::Sense::hover());
                ui.painter().rect_filled(rect, 2, t.rule);
                let mut filled = rect;
                filled.set_width(rect.width() * term.weight.clamp(0.05, 1.0));
                ui.painter().rect_filled(filled, 2, t.accent);
                response.on_hover_text(format!("How rare the word is: {:.0} of 100", term.weight * 100.0));
            });
        });
    }
    if terms.len() > MOST_TERMS {
        ui.label(
            RichText::new(format!("and {} more", terms.len() - MOST_TERMS)).font(sans(SMALL)).color(t.soft),
        );
    }
}

fn statement_ui(ui: &mut Ui, state: &State, anchor: Anchor, local: &mut review::Local, out: &mut Commands) {
    let t = tokens(ui.visuals());
    section(ui, "Statement");
    let found = state.analysed.as_ref().zip(state.statement_at(anchor));
    let Some((analysed, statement)) = found else {
        ui.label(
            RichText::new("This is not said by a speaker of the event, so nothing is compared with it.")
                .color(t.soft),
        );
        return;
    };
    let remark = analysed.analysis.constraints.remark(&[statement]);
    let name = remark.map(|remark| remark.name).filter(|name| !name.is_empty());
    let quotation = || crate::engine::explain::shorten(analysed.analysis.text(statement), 76);
    review::name_ui(ui, state, anchor, &name.unwrap_or_else(quotation), local, out);
    ui.label(RichText::new("No counterpart was found in the other transcripts.").color(t.soft));
    review::passage_ui(ui, state, anchor, local, out);
    section(ui, "Cite");
    cite_ui(ui, analysed, statement, out);
}

fn cite_ui(ui: &mut Ui, analysed: &Analysed, statement: Statement, out: &mut Commands) {
    let t = tokens(ui.visuals());
    let analysis = &analysed.analysis;
    let transcript = &analysis.transcripts[statement.transcript];
    let span = analysis.span(statement);
    let id: Id = analysed.ids[statement.transcript];
    ui.push_id((id, span.start), |ui| {
        ui.label(RichText::new(cite::citation(transcript, span)).color(t.soft));
        ui.label(RichText::new(source(analysis, statement)).font(sans(SMALL)).color(t.faint));
        ui.horizontal_wrapped(|ui| {
            let copy = secondary(ui, "Copy quotation", None)
                .on_hover_text("The words of the file with speaker, title, place, date and paragraph");
            if copy.clicked() {
                out.push(Command::Copy(cite::quotation(transcript, span)));
            }
            let place = paragraph(analysis, statement);
            if secondary(ui, "Show in the text", None)
                .on_hover_text(format!("Open {place} in Read"))
                .clicked()
            {
                out.push(Command::ShowInRead(Anchor { id, start: span.start }));
            }
        });
        ui.add_space(8.0);
    });
}
