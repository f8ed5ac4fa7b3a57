//! What stands above the first words: title, datelines, stamps, lines about the occasion.
//!
//! The lines are taken one paragraph at a time until one of them is speech. To be taken for a heading a
//! line must look like one (no full stop, capitals, a date, brackets); anything in doubt is speech, so
//! that no remark is ever lost above the first turn.

use super::chars::{is_ideographic, is_space, is_terminal};
use super::dates::{self, Dotted};
use super::furniture::{at_edge, bare};
use super::lexicon::furniture::{HEADER_PHRASES, SALUTATIONS};
use super::lexicon::names::is_title_noun;
use super::lines::Line;
use super::people::{is_all_caps, plain, words};
use crate::engine::transcript::{FurnitureReason, Span};

/// More paragraphs than this above the text are no header.
const MOST_PARAGRAPHS: usize = 24;

/// The longest title in characters.
const LONGEST_TITLE: usize = 400;

/// The longest line about place or occasion in characters.
const LONGEST_LINE: usize = 140;

/// So many lines above the first label may hold a dateline below a lead.
const LONGEST_LEAD: usize = 60;

/// The longest place beside a date, in letters.
const LONGEST_PLACE: usize = 30;

/// What a line above the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeaderPart {
    /// The title.
    Title,

    /// A dateline, a place, a line about the occasion.
    Line,

    /// Furniture.
    Furniture(FurnitureReason),
}

/// The part of a text above its first words.
#[derive(Clone, Debug, Default)]
pub(super) struct Header {
    /// The paragraphs above the text: first line, line after the last, what they are.
    pub parts: Vec<(usize, usize, HeaderPart)>,

    /// The first line of the text itself.
    pub body: usize,
}

impl Header {
    /// Where the title stands, its heading mark left out; a mark alone is no title.
    pub(super) fn title_span(&self, text: &str, lines: &[Line]) -> Option<Span> {
        let (first, end, _) = self.parts.iter().find(|(_, _, part)| *part == HeaderPart::Title)?;
        let span = lines[*first].content.join(lines[end - 1].content);
        let slice = span.of(text);
        let inner = slice.trim_start_matches(['#', '*', '_', ' ']);
        let inner = inner.trim_end_matches(['#', '*', '_', ' ']);
        let start = span.start + (slice.len() - slice.trim_start_matches(['#', '*', '_', ' ']).len());
        (!inner.is_empty()).then(|| Span::new(start, start + inner.len()))
    }

    /// Takes datelines and times of day between a lead and the first label out of the text: `first_label`.
    pub(super) fn add_datelines(&mut self, text: &str, lines: &[Line], first_label: usize, dotted: Dotted) {
        let mut near_date = false;
        let lead = (self.body..first_label).filter(|&i| !lines[i].is_blank()).take(LONGEST_LEAD);
        for i in lead {
            let content = lines[i].content.of(text);
            let is_alone = !lines[i].joins
                && !lines.get(i + 1).is_some_and(|next| next.joins)
                && content.len() <= LONGEST_LINE;
            let when = if is_alone { dates::analyse(content, dotted) } else { dates::When::default() };
            let is_place = is_alone && near_date && super::place::alone(content, &[]).is_some();
            let part = if when.is_bare() && (when.has_time || when.is_published) {
                Some(HeaderPart::Furniture(FurnitureReason::PublicationTime))
            } else {
                (when.is_bare() || is_place).then_some(HeaderPart::Line)
            };
            near_date = when.is_bare();
            self.parts.extend(part.map(|part| (i, i + 1, part)));
        }
    }

    /// The lines that are neither title nor furniture.
    pub(super) fn lines<'t>(&self, text: &'t str, lines: &[Line]) -> Vec<&'t str> {
        let own = self.parts.iter().filter(|(_, _, part)| *part == HeaderPart::Line);
        own.map(|(first, end, _)| lines[*first].content.join(lines[*end - 1].content).of(text)).collect()
    }

    /// The lines that stand beside one which gives the date or the time and nothing else.
    pub(super) fn near_dates<'t>(&self, text: &'t str, lines: &[Line], dotted: Dotted) -> Vec<&'t str> {
        let content = |&(first, end, _): &(usize, usize, HeaderPart)| {
            lines[first].content.join(lines[end - 1].content).of(text)
        };
        let is_when = |part: Option<&(usize, usize, HeaderPart)>| {
            part.is_some_and(|part| {
                part.2 == HeaderPart::Furniture(FurnitureReason::PublicationTime)
                    || dates::analyse(content(part), dotted).is_bare()
            })
        };
        (0..self.parts.len())
            .filter(|&i| self.parts[i].2 == HeaderPart::Line && !is_when(self.parts.get(i)))
            .filter(|&i| is_when(self.parts.get(i + 1)) || (i > 0 && is_when(self.parts.get(i - 1))))
            .map(|i| content(&self.parts[i]))
            .collect()
    }

    /// Gives everything from a line on back to the text: a label was found there.
    pub(super) fn cut_at(&mut self, line: usize) {
        self.parts.retain(|(first, _, _)| *first < line);
        self.body = self.body.min(line);
    }
}

/// What helps to read a header.
pub(super) struct Hints<'a> {
    /// Whether a line is the label of a turn for sure.
    pub is_label: &'a dyn Fn(usize) -> bool,

    /// How dates with dots read.
    pub dotted: Dotted,

    /// The title that the front matter gives: the text may repeat it, but needs none of its own.
    pub title_above: Option<&'a str>,

    /// The title that the facts give.
    pub title_in_facts: Option<&'a str>,
}

/// Reads the header from a line on.
pub(super) fn read(text: &str, lines: &[Line], first: usize, hints: &Hints<'_>) -> Header {
    let mut header = Header { parts: Vec::new(), body: first };
    let mut titles: Vec<usize> = Vec::new();
    let mut sure_title = None;
    let mut at = first;
    while let Some(start) = (at..lines.len()).find(|&i| !lines[i].is_blank()) {
        header.body = start;
        if header.parts.len() >= MOST_PARAGRAPHS || (hints.is_label)(start) {
            break;
        }
        let end = paragraph_end(text, lines, start);
        let content = lines[start].content.join(lines[end - 1].content).of(text);
        let Some(part) = part(content, hints, !titles.is_empty() || sure_title.is_some()) else {
            break;
        };
        let index = header.parts.len();
        match part {
            Part::Furniture(reason) => header.parts.push((start, end, HeaderPart::Furniture(reason))),
            Part::Line => header.parts.push((start, end, HeaderPart::Line)),
            Part::Title => {
                header.parts.push((start, end, HeaderPart::Line));
                sure_title = sure_title.or(Some(index));
            }
            Part::PerhapsTitle => {
                header.parts.push((start, end, HeaderPart::Line));
                titles.push(index);
            }
        }
        at = end;
        header.body = end;
    }
    header.body = (header.body..lines.len()).find(|&i| !lines[i].is_blank()).unwrap_or(lines.len());
    // With a title known from above the text, only its repetition is one here.
    let perhaps = if hints.title_above.is_some() { Vec::new() } else { titles };
    let title = sure_title.or_else(|| best_title(text, lines, &header, &perhaps));
    if let Some(index) = title {
        header.parts[index].2 = HeaderPart::Title;
    }
    header
}

/// The line after a paragraph above the text. A heading broken into short lines goes on with a small letter.
fn paragraph_end(text: &str, lines: &[Line], start: usize) -> usize {
    let goes_on = |i: usize| {
        let content = lines[i].content.of(text);
        let before = lines[i - 1].content.of(text);
        lines[i].joins
            || (content.starts_with(char::is_lowercase) && !stops(before) && content.len() <= LONGEST_LINE)
    };
    (start + 1..lines.len()).find(|&i| !goes_on(i)).unwrap_or(lines.len())
}

enum Part {
    Furniture(FurnitureReason),
    Line,
    PerhapsTitle,
    Title,
}

/// What a paragraph above the text is; `None` if it is speech.
fn part(content: &str, hints: &Hints<'_>, has_title: bool) -> Option<Part> {
    let is_known = |title: Option<&str>| title.is_some_and(|title| bare(title) == bare(content));
    if is_known(hints.title_above) || is_known(hints.title_in_facts) {
        return Some(Part::Title);
    }
    let has_title = has_title || hints.title_above.is_some();
    if let Some(reason) = at_edge(content, hints.dotted) {
        return Some(Part::Furniture(reason));
    }
    let length = content.chars().count();
    let is_marked = content.starts_with("# ") && !has_title && content.len() <= 4 * LONGEST_TITLE;
    if length > LONGEST_TITLE && !is_marked {
        return None;
    }
    let bare = bare(content);
    let when = dates::analyse(content, hints.dotted);
    if when.is_bare() || HEADER_PHRASES.contains(&bare.trim_matches(|c: char| !c.is_alphanumeric())) {
        return Some(Part::Line);
    }
    if is_marked {
        return Some(Part::Title);
    }
    // Place and date alone are a dateline and no title.
    if !when.dates.is_empty() && when.rest <= LONGEST_PLACE && !names_occasion(content) && !stops(content) {
        return Some(Part::Line);
    }
    if SALUTATIONS.iter().any(|opening| bare.starts_with(opening)) {
        return None;
    }
    let is_bracketed = content.starts_with(['(', '[', '（']) && content.ends_with([')', ']', '）']);
    if is_bracketed {
        return Some(Part::Line);
    }
    if stops(content) {
        return None;
    }
    let is_heading = is_heading(content) || (!when.dates.is_empty() && length <= LONGEST_LINE);
    if !has_title || (is_heading && length <= LONGEST_LINE) {
        return Some(Part::PerhapsTitle);
    }
    None
}

/// Whether a paragraph ends as speech does.
fn stops(content: &str) -> bool {
    let Some(last) = content.trim_end_matches(['”', '"', '»', '’', ')', '*', '_']).chars().next_back()
    else {
        return true;
    };
    if last == '.' {
        let word = content.rsplit(is_space).next().unwrap_or_default().to_lowercase();
        return !matches!(word.as_str(), "г." | "р." | "r." | "d.c.");
    }
    is_terminal(last) || matches!(last, ',' | ';' | ':' | '，' | '；' | '：' | '、')
}

/// Capitals on most words, as headings and names of places have them, or few Chinese characters.
fn is_heading(content: &str) -> bool {
    if content.starts_with('#') || is_all_caps(content) {
        return true;
    }
    if content.chars().any(is_ideographic) {
        return content.chars().count() <= 30;
    }
    let all = words(content);
    let long: Vec<&&str> =
        all.iter().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() >= 4).collect();
    let capital = long
        .iter()
        .filter(|w| {
            w.trim_start_matches(|c: char| !c.is_alphanumeric())
                .starts_with(|c: char| c.is_uppercase() || c.is_numeric())
        })
        .count();
    !long.is_empty() && capital * 10 >= long.len() * 7 && all.len() <= 16
}

/// The best of several lines that could be the title: the first that speaks of remarks, a conference or
/// the like; else the first of some length; else the first.
fn best_title(text: &str, lines: &[Line], header: &Header, titles: &[usize]) -> Option<usize> {
    let content = |index: usize| {
        let (first, end, _) = header.parts[index];
        lines[first].content.join(lines[end - 1].content).of(text)
    };
    let is_long = |index: usize| {
        words(content(index)).len() >= 3 || content(index).chars().filter(|&c| is_ideographic(c)).count() >= 5
    };
    titles
        .iter()
        .copied()
        .find(|&i| is_long(i) && names_occasion(content(i)))
        .or_else(|| titles.iter().copied().find(|&i| is_long(i)))
        .or_else(|| titles.first().copied())
}

/// Whether a line speaks of remarks, a press conference or the like.
fn names_occasion(content: &str) -> bool {
    const WIDE: &[&str] = &[
        "记者会",
        "記者會",
        "記者会",
        "答记者问",
        "讲话",
        "講話",
        "发布会",
        "發布會",
        "会見",
        "逐字稿",
        "吹风会",
        "演讲",
        "演講",
    ];
    words(content).iter().any(|word| {
        let plain = plain(word);
        let stem = plain.trim_end_matches("’s");
        is_title_noun(stem)
            && !matches!(
                stem,
                "house"
                    | "office"
                    | "republic"
                    | "federation"
                    | "east"
                    | "west"
                    | "north"
                    | "south"
                    | "university"
                    | "department"
                    | "ministry"
                    | "security"
            )
    }) || WIDE.iter().any(|word| content.contains(word))
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;

    fn read_text(text: &str) -> (Option<&str>, usize) {
        let lines = lines::split(text);
        let is_label = |i: usize| lines[i].content.of(text).starts_with("Question:");
        let hints =
            Hints { is_label: &is_label, dotted: Dotted::Unknown, title_above: None, title_in_facts: None };
        let header = read(text, &lines, 0, &hints);
        (header.title_span(text, &lines).map(|s| s.of(text)), header.body)
    }

    #[test]
    fn the_first_fitting_line_is_the_title() {
        assert_eq!(read_text("Remarks by Jo Doe\n\nColleagues,\n"), (Some("Remarks by Jo Doe"), 2));
        assert_eq!(
            read_text("15:38\n\nJo Doe’s remarks, Minsk, April 12, 2024\n\n676-12-04-2024\n\nWe met.").0,
            Some("Jo Doe’s remarks, Minsk, April 12, 2024")
        );
        assert_eq!(read_text("# A heading\n\nWe met."), (Some("A heading"), 2));
        assert_eq!(
            read_text(
                "THE WHITE HOUSE\n\nOffice of Communications\n\nREMARKS BY JO DOE\n\nEast Room\n\nQuestion: Why?"
            ),
            (Some("REMARKS BY JO DOE"), 8)
        );
        assert_eq!(
            read_text("June 10, 2022\n\nMinister Doe, after a meeting, says all is ‘well’\n\nWe met.").0,
            Some("Minister Doe, after a meeting, says all is ‘well’")
        );
    }

    #[test]
    fn speech_is_never_header() {
        assert_eq!(read_text("Good afternoon\n\nWe met."), (None, 0));
        assert_eq!(read_text("We met today. It was good."), (None, 0));
        assert_eq!(
            read_text("Title of the talk\n\nWe stand for peace\n\nAnd for bread."),
            (Some("Title of the talk"), 2)
        );
        assert_eq!(read_text("Question: Why?"), (None, 0));
        assert_eq!(read_text(""), (None, 0));
    }
}
