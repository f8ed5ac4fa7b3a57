//! Dates in titles, datelines, document numbers and file names, in a dozen languages.
//!
//! A date here is a full one: day, month and year stand together. A day without a year is none, a range
//! of days is none, and of numbers in which day and month could be swapped neither order is picked. So
//! a caller that finds a date may trust it; nothing here ever looks at running text.

use jiff::civil::Date;

use super::chars::floor_boundary;
use super::date_shapes::{self, civil, is_glued_year, time_at};
use super::date_tokens::{self, Kind};
use super::lexicon::dates::{DATE_FIELD, PUBLISHED, is_date_filler};
use crate::engine::transcript::Span;

/// Running text is searched in pieces of so many bytes.
const SEARCHED_AT_ONCE: usize = 1200;

/// The words of a field at the head of a line, such as "published", take fewer bytes.
const LONGEST_FIELD: usize = 100;

/// How `03.04.2020` reads. With slashes or hyphens that is never known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dotted {
    /// Day first, as everywhere on the European continent.
    DayFirst,

    /// Not known: the text is in English, or its language is not known.
    Unknown,
}

/// A date and where it stands in the string that was searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FoundDate {
    pub span: Span,
    pub value: Date,
}

/// What a line says about time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct When {
    /// The full dates in it.
    pub dates: Vec<FoundDate>,

    /// Whether a time of day stands in it.
    pub has_time: bool,

    /// Whether it says that the date is that of the publication.
    pub is_published: bool,

    /// Letters and digits that are part of neither date nor time; not counted where there is no number at all.
    pub rest: usize,
}

impl When {
    /// Whether the line says when and nothing else.
    pub(super) fn is_bare(&self) -> bool {
        self.rest == 0 && (self.has_time || !self.dates.is_empty())
    }
}

/// All full dates in a title or line, in order.
pub(super) fn find(text: &str, dotted: Dotted) -> Vec<FoundDate> {
    if !date_tokens::has_digit(text) {
        return Vec::new();
    }
    date_shapes::find(&date_tokens::tokens(text), dotted).into_iter().map(|(found, _)| found).collect()
}

/// The full dates in running text with their places. `day_first` says how `03.04.2020` reads; without
/// it that is not known.
pub fn full_dates(text: &str, day_first: bool) -> Vec<(Span, Date)> {
    let dotted = if day_first { Dotted::DayFirst } else { Dotted::Unknown };
    let mut out = Vec::new();
    let mut from = 0;
    while from < text.len() {
        let rest = &text[from..];
        let cut = floor_boundary(rest, SEARCHED_AT_ONCE);
        // The next piece begins at a word.
        let word = rest[..cut].rfind(char::is_whitespace).filter(|&at| at > 0 && cut < rest.len());
        let piece = &rest[..word.unwrap_or(cut)];
        let found = find(piece, dotted).into_iter();
        out.extend(found.map(|f| (Span::new(from + f.span.start, from + f.span.end), f.value)));
        from += piece.len();
    }
    out
}

/// The month that a word in small letters names, in any language, from 1 to 12.
pub fn month_number(word: &str) -> Option<i16> {
    date_shapes::month_of(word)
}

/// What a line says about time, and what else it says.
pub(super) fn analyse(line: &str, dotted: Dotted) -> When {
    // Neither date nor time, so nothing else matters.
    if !date_tokens::has_digit(line) {
        return When::default();
    }
    let tokens = date_tokens::tokens(line);
    let found = date_shapes::find(&tokens, dotted);
    let mut when = When::default();
    let is_mark = |c: char| !c.is_alphanumeric();
    let begin = line.trim_start_matches(is_mark);
    let lower = begin[..floor_boundary(begin, LONGEST_FIELD)].to_lowercase();
    let field = |words: &[&str]| {
        words
            .iter()
            .filter_map(|word| lower.strip_prefix(word))
            .filter(|rest| !rest.starts_with(char::is_alphabetic))
            .map(|rest| lower.len() - rest.len())
            .max()
    };
    let published = field(PUBLISHED);
    when.is_published = published.is_some();
    let to_offset = |n| n + line.len() - line.to_lowercase().trim_start_matches(is_mark).len();
    let skip = published.or_else(|| field(DATE_FIELD)).map_or(0, to_offset);
    let mut at = 0;
    let mut dates = found.iter().peekable();
    while at < tokens.len() {
        if let Some((_, range)) = dates.next_if(|(_, range)| range.0 == at) {
            // Where year and time are glued together, the minutes belong to the time.
            let is_glued = is_glued_year(&tokens, range.1 - 1);
            when.has_time |= is_glued;
            at = range.1 + if is_glued { 2 } else { 0 };
            continue;
        }
        let token = &tokens[at];
        if token.span.end <= skip {
            at += 1;
        } else if let Some(length) = time_at(&tokens, at) {
            when.has_time = true;
            at += length;
            if let [.., zone] = &tokens[at..]
                && tokens[at..tokens.len() - 1].iter().all(|token| token.kind == Kind::Mark('.'))
                && is_time_zone(zone.span.of(line))
            {
                at = tokens.len();
            }
        } else {
            let is_filler = token.kind == Kind::Word && is_date_filler(&token.word);
            if !is_filler && !matches!(token.kind, Kind::Mark(_)) {
                when.rest += token.word.chars().count().max(token.digits);
            }
            at += 1;
        }
    }
    when.dates = found.into_iter().map(|(date, _)| date).collect();
    when
}

/// Whether what ends a line after a time of day looks like a time zone. There are some hundred of them; all are short and in
/// capitals.
fn is_time_zone(word: &str) -> bool {
    (2..=5).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The date that a document number such as `676-12-04-2024` ends with; `None` for anything else.
pub(super) fn in_document_number(line: &str) -> Option<Date> {
    let mut parts = line.rsplit('-');
    let (year, month, day, number) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let shape =
        year.len() == 4 && month.len() == 2 && day.len() == 2 && !number.is_empty() && parts.next().is_none();
    if !shape || ![year, month, day, number].iter().all(|p| p.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    civil(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// The date in a file's name: `2024-06-21`, `20240621` or `2024_06_21`, set off from other letters.
pub(super) fn in_file_name(name: &str) -> Option<Date> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let groups: Vec<&str> = stem.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let number = |group: &str, digits: usize| -> Option<i16> {
        let fits = group.len() == digits && group.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| group.parse().ok()).flatten()
    };
    for window in groups.windows(3) {
        if let (Some(year), Some(month), Some(day)) =
            (number(window[0], 4), number(window[1], 2), number(window[2], 2))
            && let Some(date) = civil(year, month, day)
        {
            return Some(date);
        }
    }
    groups.iter().find_map(|group| {
        let fits = group.len() == 8 && group.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| civil(number(&group[..4], 4)?, number(&group[4..6], 2)?, number(&group[6..], 2)?))
            .flatten()
    })
}

/// A date as front matter writes it: a full date of any kind, a time after it allowed.
pub(super) fn in_field(value: &str, dotted: Dotted) -> Option<Date> {
    find(value, dotted).first().map(|found| found.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Option<String> {
        let dates = find(text, Dotted::DayFirst);
        assert!(dates.len() < 2, "{text}: {dates:?}");
        dates.first().map(|d| d.value.to_string())
    }

    #[test]
    fn full_dates_in_many_languages() {
        for text in [
            "June 21, 2024",
            "Almaty, June 21, 2024",
            "21 June 2024",
            "21st of June, 2024",
            "Friday, Jun. 21st 2024",
            "JUNE 21, 2024",
            "21 июня 2024 года",
            "Москва, 21 июня 2024 г.",
            "21 червня 2024 року",
            "Paris, le 21 juin 2024",
            "Berlin, 21. Juni 2024",
            "21 de junio de 2024",
            "21 de junio del 2024",
            "21 de junho de 2024",
            "21 giugno 2024",
            "21 czerwca 2024 r.",
            "2024年6月21日",
            "２０２４年６月２１日",
            "2024 年 6 月 21 日",
            "令和6年6月21日",
            "民國113年6月21日",
            "2024년 6월 21일",
            "21 يونيو 2024",
            "٢١ حزيران ٢٠٢٤",
            "2024-06-21",
            "2024-06-21T10:00:00Z",
            "21.06.2024",
            "21/06/2024",
            "06/21/2024",
            "2024/06/21",
            "(June 21, 2024)",
            "21 June 202417:51",
            "21 June 20249:05",
        ] {
            assert_eq!(one(text).as_deref(), Some("2024-06-21"), "{text}");
        }
        assert_eq!(one("1er juin 2024").as_deref(), Some("2024-06-01"));
        assert_eq!(one("03.04.2020").as_deref(), Some("2020-04-03"));
        assert_eq!(one("令和元年5月7日").as_deref(), Some("2019-05-07"));
    }

    #[test]
    fn what_is_no_date_stays_none() {
        for text in [
            "June 21",
            "June 2024",
            "21 июня",
            "2024",
            "in November 2020",
            "03/04/2020",
            "3-4-2020",
            "31 June 2024",
            "20–21 June 2024",
            "June 20-21, 2024",
            "20 and 21 June 2024",
            "676-12-04-2024",
            "1.2.3.2024",
            "12:30",
            "1234-06-21",
            "July 19, Russia will chair",
        ] {
            assert_eq!(one(text), None, "{text}");
        }
        assert!(find("03.04.2020", Dotted::Unknown).is_empty());
    }

    #[test]
    fn lines_that_only_say_when() {
        let bare = |line: &str| {
            let when = analyse(line, Dotted::Unknown);
            (when.dates.len(), when.has_time, when.rest == 0)
        };
        assert_eq!(bare("26 May 202017:51"), (1, true, true));
        assert_eq!(bare("26 May 2020 17:51 MSK"), (1, true, true));
        assert_eq!(bare("15:38"), (0, true, true));
        assert_eq!(bare("7:06 P.M. EST"), (0, true, true));
        assert_eq!(bare("18.30 Uhr"), (0, true, true));
        assert_eq!(bare("9:17 P.M. ICT"), (0, true, true), "any time zone");
        assert_eq!(bare("9:17 P.M. Summit"), (0, true, false));
        assert_eq!(bare("Friday, June 10, 2022"), (1, false, true));
        assert_eq!(bare("21 июня 2024 года"), (1, false, true));
        assert_eq!(bare("Published: 21 June 2024"), (1, false, true));
        assert_eq!(bare("Moscow, June 10, 2022"), (1, false, false));
        assert_eq!(bare("We met at 12:30 today"), (0, true, false));
        assert!(analyse("Updated on June 10, 2022", Dotted::Unknown).is_published);
    }

    #[test]
    fn document_numbers_and_file_names() {
        let document = |line| in_document_number(line).map(|d: Date| d.to_string());
        assert_eq!(document("676-12-04-2024").as_deref(), Some("2024-04-12"));
        assert_eq!(document("2024-06-21"), None);
        assert_eq!(document("676-12-04"), None);
        let file = |name| in_file_name(name).map(|d: Date| d.to_string());
        assert_eq!(file("2021-01-20-press-briefing.md").as_deref(), Some("2021-01-20"));
        assert_eq!(file("fomc-20231213.txt").as_deref(), Some("2023-12-13"));
        assert_eq!(file("2024_06_21_remarks.txt").as_deref(), Some("2024-06-21"));
        assert_eq!(file("003_50d26956223dd4d0.txt"), None);
        assert_eq!(file("report-12345678.txt"), None);
    }
}
