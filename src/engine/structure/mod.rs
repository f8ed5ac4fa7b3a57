//! From text to transcript: title, date, turns, paragraphs, sentences, furniture, warnings.
//!
//! The reading goes from the outside in, and each step is one module:
//!
//! 0. `surroundings` takes off what the file itself says is none of the remarks.
//! 1. `lines` cuts the text and judges which lines are one paragraph; `language` guesses the language.
//! 2. `front_matter` and `header` take what stands above the text, `tail` what stands below.
//! 3. `labels` finds what could be a label, `evidence` what is one here, `roles` who speaks.
//! 4. `turns` gathers turns and paragraphs, `sentences` cuts these up.
//! 5. `metadata` weighs what was found against facts and edits; `warnings` lists the damage.
//!
//! Everything is decided by general rules and the word lists in `lexicon`; no publisher, speaker or file
//! is known. Nothing is cut out of the text and nothing is guessed: a date that is not written in full does
//! not exist, and a paragraph that may be speech is speech.

mod chars;
mod date_shapes;
mod date_tokens;
mod dates;
mod event;
mod evidence;
mod front_matter;
mod furniture;
mod header;
mod label_text;
mod labels;
mod language;
#[rustfmt::skip] // Word lists read better as blocks than as one word a line.
mod lexicon;
mod lines;
mod metadata;
mod people;
mod place;
mod quotes;
mod roles;
mod sentences;
mod surroundings;
mod tail;
mod turns;
mod warnings;
mod words;

pub use chars::is_blank;
pub use dates::{full_dates, month_number};
pub use words::count as count_words;

use std::ops::Range;
use std::sync::Arc;

use crate::engine::transcript::{
    DateSource, Edits, Facts, Furniture, FurnitureEdit, FurnitureReason, Paragraph, Sentence, SentenceEdit,
    Source, Span, Transcript, Turn, TurnKind, Warning,
};
use dates::Dotted;
use front_matter::FrontMatter;
use header::{Header, HeaderPart};
use labels::{Candidate, Style};
use lines::Line;
use metadata::DateClaim;
use roles::Known;
use surroundings::Surroundings;
use turns::{RawTurn, Role};

/// Reads the structure of a text.
///
/// `facts` come from outside the text (a row of `metadata.csv`) and fill what the text does not say;
/// `edits` are the user's and outrank both. Any text can be read: what shows no structure is one turn.
pub fn read(source: Source, text: Arc<str>, facts: &Facts, edits: &Edits) -> Transcript {
    let whole = text;
    let mut surroundings = Surroundings::take_off(&whole, facts, &edits.furniture);
    let text = surroundings.own.of(&whole);
    let layout = Layout::new(text, &mut surroundings, facts, edits);
    let raw = turns::build(text, &layout.lines, &layout.roles, layout.body, &layout.labels);
    let cast = roles::cast(text, &raw, &layout.labels, &layout.known);
    let language = layout.language.or(facts.language.as_deref());
    let parts = assemble(text, &raw, cast.turns, language, &surroundings.in_own(&edits.sentences));
    let furniture = furniture_of(&layout);
    let title = layout.title.map(|span| (span.of(text), span));
    let evidence = metadata::Evidence {
        front: layout.front.as_ref(),
        facts,
        edits,
        title,
        lines: layout.header.lines(text, &layout.lines),
        near_dates: layout.header.near_dates(text, &layout.lines, layout.dotted),
        claims: layout.claims(text),
        opening: first_sentences(text, &parts),
        people: layout.known.all().into_iter().chain(cast.speakers.iter().cloned()).collect(),
        speakers: cast.speakers,
        language: layout.language,
        dotted: layout.dotted,
        file_name: source.file_name(),
    };
    let (meta, conflict) = metadata::weigh(&evidence);
    let mut warnings =
        warnings::in_whole(text, &parts.paragraphs, !layout.labels.is_empty(), meta.date.is_some(), conflict);
    warnings.extend(warnings::glued(text, &parts.glued));
    warnings.extend(warnings::in_paragraphs(text, &parts.paragraphs, |p| {
        parts.sentences[p.end_sentence - 1].span
    }));
    warnings.sort_by_key(|w: &Warning| (w.span, w.kind));
    let words = parts.paragraphs.iter().map(|p| words::count(p.span.of(text))).sum();
    let mut transcript = Transcript {
        source,
        text: whole.clone(),
        meta,
        turns: parts.turns,
        paragraphs: parts.paragraphs,
        sentences: parts.sentences,
        furniture,
        warnings,
        words,
    };
    surroundings.put_back(&mut transcript);
    transcript
}

/// The sentences of a paragraph, cut as [`read`] cuts them. `language` is its code, where it is known.
pub fn sentences_of(paragraph: &str, language: Option<&str>) -> Vec<Span> {
    let mut split = sentences::Split::default();
    sentences::split(paragraph, Span::new(0, paragraph.len()), language, &mut split);
    split.sentences
}

/// What every line of a text is, before it is known who speaks.
struct Layout {
    lines: Vec<Line>,
    front: Option<FrontMatter>,
    header: Header,
    roles: Vec<Role>,
    body: usize,
    labels: Vec<Candidate>,
    known: Known,
    title: Option<Span>,
    language: Option<&'static str>,
    dotted: Dotted,
}

impl Layout {
    fn new(text: &str, surroundings: &mut Surroundings, facts: &Facts, edits: &Edits) -> Self {
        let mut lines = std::mem::take(&mut surroundings.lines);
        let main = surroundings.main.clone();
        let front = front_matter::read(text, &lines);
        let first = front.as_ref().map_or(0, |front| front.lines);
        let language = language::detect(text, &lines[first..]);
        let dotted = match language.or(facts.language.as_deref()) {
            Some(code) if code != "en" => Dotted::DayFirst,
            _ => Dotted::Unknown,
        };
        let mut candidates = evidence::collect(text, &lines, first);
        // Where the user says what a label looks like, nothing else is one, and no such line is a title.
        if let Some(shapes) = &edits.labels {
            candidates.retain(|c| shapes.contains(&c.style.shape()));
        }
        let is_chosen = edits.labels.is_some();
        let mut header = read_header(
            text,
            &lines[..main.end],
            first.max(main.start),
            dotted,
            (&candidates, is_chosen),
            front.as_ref(),
            facts,
        );
        let known = known(text, &lines, &header, front.as_ref(), facts, edits);
        candidates.retain(|c| {
            !header
                .parts
                .iter()
                .any(|(start, end, part)| *part == HeaderPart::Title && (*start..*end).contains(&c.line))
        });
        let people = known.all();
        let labels = if is_chosen {
            candidates
        } else {
            evidence::accept(text, &lines, candidates, &people, &known.title)
        };
        let in_main = labels.partition_point(|label| label.line < main.start)
            ..labels.partition_point(|label| label.line < main.end);
        if let Some(label) = labels[in_main.clone()].first() {
            header.cut_at(label.line);
            header.add_datelines(text, &lines, label.line, dotted);
        }
        let title = header.title_span(text, &lines);
        for label in &labels {
            lines[label.line].joins = false;
        }
        let body = header.body;
        let above_tail = &labels[in_main];
        let after_labels = above_tail.last().map_or(body + 1, |label| label.line + 1);
        let after_labels = first_line_after_words(&lines, above_tail, after_labels);
        let mut layout = Self {
            roles: vec![Role::Text; lines.len()],
            lines,
            front,
            header,
            body,
            labels,
            known,
            title,
            language,
            dotted,
        };
        layout.assign(text, after_labels..main.end);
        layout.correct(&surroundings.edits);
        if main.start > 0 {
            layout.body = layout.body.min(first);
        }
        layout
    }

    /// Gives every line above and below the text its role, and rules and markup wherever they stand.
    fn assign(&mut self, text: &str, tail: Range<usize>) {
        for (start, end, part) in &self.header.parts {
            let role = match part {
                HeaderPart::Furniture(reason) => Role::Furniture(*reason),
                HeaderPart::Title | HeaderPart::Line => Role::Header,
            };
            self.roles[*start..*end].fill(role);
        }
        for (i, line) in self.lines.iter().enumerate().skip(self.body) {
            let content = line.content.of(text);
            if !line.joins
                && let Some(reason) = furniture::anywhere(content)
            {
                self.roles[i] = Role::Furniture(reason);
            }
        }
        if self.body < tail.end && !tail.is_empty() {
            for (i, reason) in tail::read(text, &self.lines[..tail.end], self.body, tail.start, self.dotted) {
                self.roles[i] = reason.map_or(Role::Header, Role::Furniture);
            }
        }
    }

    /// What the user says about lines outranks what was found.
    fn correct(&mut self, edits: &[FurnitureEdit]) {
        for edit in edits {
            // Fields are read as such or not at all.
            let first = self.front.as_ref().map_or(0, |front| front.lines);
            let touched = lines::touched(&self.lines, edit.span);
            for i in touched.start.max(first)..touched.end {
                if edit.is_furniture {
                    self.roles[i] = Role::Furniture(FurnitureReason::ByHand);
                    self.title = self.title.filter(|title| !title.overlaps(self.lines[i].content));
                } else if matches!(self.roles[i], Role::Furniture(_)) {
                    self.roles[i] = Role::Text;
                    self.body = self.body.min(i);
                }
            }
        }
    }

    /// Every date that the file gives.
    fn claims(&self, text: &str) -> Vec<DateClaim> {
        let title = self.title.map(|span| (span.of(text), span));
        let mut claims = metadata::claims_of(self.front.as_ref(), title, self.dotted);
        let mut has_line = false;
        for (start, end, part) in &self.header.parts {
            let span = self.lines[*start].content.join(self.lines[*end - 1].content);
            let content = span.of(text);
            let mut claim = |value, source, is_publication| {
                claims.push(DateClaim { value, source, is_publication, is_aside: false, span: Some(span) });
            };
            match part {
                HeaderPart::Line if !has_line => {
                    if let Some(found) = dates::find(content, self.dotted).first() {
                        has_line = true;
                        claim(found.value, DateSource::Dateline, false);
                    }
                }
                HeaderPart::Furniture(FurnitureReason::PublicationTime) => {
                    if let Some(found) = dates::find(content, self.dotted).first() {
                        claim(found.value, DateSource::Dateline, true);
                    }
                }
                HeaderPart::Furniture(FurnitureReason::DocumentNumber) => {
                    if let Some(value) = dates::in_document_number(content) {
                        claim(value, DateSource::DocumentNumber, true);
                    }
                }
                HeaderPart::Line | HeaderPart::Title | HeaderPart::Furniture(_) => {}
            }
        }
        claims
    }
}

/// Reads what stands above the text, up to the first line that is a label for sure.
fn read_header(
    text: &str,
    lines: &[Line],
    first: usize,
    dotted: Dotted,
    (candidates, is_chosen): (&[Candidate], bool),
    front: Option<&FrontMatter>,
    facts: &Facts,
) -> Header {
    let is_label = |line: usize| {
        let at = candidates.partition_point(|c| c.line < line);
        candidates.get(at).filter(|c| c.line == line).is_some_and(|c| {
            let is_set_off =
                !matches!(c.style, Style::OwnLine | Style::Space | Style::BareHeading | Style::BareBold);
            let recurs = || candidates[at + 1..].iter().take(2_000).any(|other| other.key == c.key);
            let is_label = c.word.is_some() || c.style == Style::CapsColon || recurs();
            is_chosen || (is_set_off && is_label) || evidence::heads_many(candidates, at)
        })
    };
    let hints = header::Hints {
        is_label: &is_label,
        dotted,
        title_above: front.and_then(|front| front.get(&["title"])),
        title_in_facts: facts.title.as_deref(),
    };
    header::read(text, lines, first, &hints)
}

/// Whom the user, the title and the facts name.
fn known(
    text: &str,
    lines: &[Line],
    header: &Header,
    front: Option<&FrontMatter>,
    facts: &Facts,
    edits: &Edits,
) -> Known {
    let in_front = front.and_then(|front| front.get(&["title"]));
    let in_text = header.title_span(text, lines).map(|span| metadata::tidy(span.of(text)));
    let title = edits
        .title
        .clone()
        .or_else(|| in_front.map(str::to_owned))
        .or(in_text)
        .or_else(|| facts.title.clone())
        .unwrap_or_default();
    let named = front
        .map(|front| front.all(&["speakers", "speaker", "redner", "orateur", "orador"]).to_vec())
        .unwrap_or_default();
    // "JANE DOE, SPOKESPERSON" above the text names who speaks.
    let in_lines = header.lines(text, lines).into_iter().filter_map(people::in_byline);
    Known {
        by_user: edits.speakers.clone().unwrap_or_default(),
        by_title: named.into_iter().chain(people::in_title(&title)).chain(in_lines).collect(),
        by_facts: facts.speakers.clone().unwrap_or_default(),
        title,
    }
}

/// The line after the first words below the last label, so that no turn loses its only words to the tail.
fn first_line_after_words(lines: &[Line], labels: &[Candidate], after: usize) -> usize {
    let has_words = labels.last().is_none_or(|label| label.span.end < lines[label.line].content.end);
    if has_words {
        return after;
    }
    (after..lines.len()).find(|&i| !lines[i].is_blank()).map_or(lines.len(), |i| i + 1)
}

/// The parts of a transcript that refer to each other by index.
#[derive(Default)]
struct Parts {
    turns: Vec<Turn>,
    paragraphs: Vec<Paragraph>,
    sentences: Vec<Sentence>,
    glued: Vec<Span>,
}

fn assemble(
    text: &str,
    raw: &[RawTurn],
    cast: Vec<(TurnKind, Option<String>)>,
    language: Option<&str>,
    edits: &[SentenceEdit],
) -> Parts {
    let mut parts = Parts::default();
    parts.turns.reserve_exact(raw.len());
    parts.paragraphs.reserve_exact(raw.iter().map(|turn| turn.paragraphs.len()).sum());
    let mut split = sentences::Split::default();
    for (turn, (kind, speaker)) in raw.iter().zip(cast) {
        let first_paragraph = parts.paragraphs.len();
        for span in &turn.paragraphs {
            split.sentences.clear();
            sentences::split(text, *span, language, &mut split);
            sentences::correct(text, edits, &mut split.sentences);
            let first_sentence = parts.sentences.len();
            let paragraph = parts.paragraphs.len();
            parts.sentences.extend(split.sentences.iter().map(|&span| Sentence { span, paragraph }));
            parts.paragraphs.push(Paragraph {
                span: *span,
                turn: parts.turns.len(),
                first_sentence,
                end_sentence: parts.sentences.len(),
            });
        }
        parts.turns.push(Turn {
            kind,
            speaker,
            span: turn.span(),
            label: turn.label_span,
            first_paragraph,
            end_paragraph: parts.paragraphs.len(),
        });
    }
    parts.glued = split.glued;
    parts
}

/// The furniture of all lines; neighbours of one reason are one piece, a single blank line between included.
fn furniture_of(layout: &Layout) -> Vec<Furniture> {
    let mut furniture: Vec<Furniture> = Vec::new();
    if let Some(front) = &layout.front {
        furniture.push(Furniture { span: front.span, reason: FurnitureReason::FrontMatter });
    }
    let is_plain_blank = |line: &Line| line.is_blank() && !line.is_gap;
    let mut last_line = None;
    for (i, line) in layout.lines.iter().enumerate() {
        let Role::Furniture(reason) = layout.roles[i] else {
            continue;
        };
        if line.is_blank() {
            continue;
        }
        let is_near = last_line
            .is_some_and(|last| i <= last + 2 && layout.lines[last + 1..i].iter().all(is_plain_blank));
        match furniture.last_mut() {
            Some(piece) if is_near && piece.reason == reason => piece.span.end = line.span.end,
            _ => furniture.push(Furniture { span: line.span, reason }),
        }
        last_line = Some(i);
    }
    furniture
}

/// The first sentences of the remarks, which may name the occasion.
fn first_sentences<'t>(text: &'t str, parts: &Parts) -> Vec<&'t str> {
    let opening = parts.turns.iter().find(|turn| turn.kind == TurnKind::Opening);
    let Some(turn) = opening else {
        return Vec::new();
    };
    let first = parts.paragraphs[turn.first_paragraph].first_sentence;
    parts.sentences[first..].iter().take(2).map(|s| s.span.of(text)).collect()
}

#[cfg(test)]
mod cases;
#[cfg(test)]
mod tests;
