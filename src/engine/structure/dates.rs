//! Dates in titles, datelines, document numbers and file names, in a dozen languages.
//!
//! A date here is a full one: day, month and year stand together. A day without a year is none, a range
//! of days is none, and of numbers in which day and month could be swapped neither order is picked. So
//! a caller that finds a date may trust it; nothing here ever looks at running text.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Date;

use super::chars::{is_dash, is_ideographic, is_space};
use super::lexicon::dates::{DATE_FIELD, DATE_FILLERS, DATE_LINKS, ERAS, MONTHS, ORDINALS, PUBLISHED};
use crate::engine::transcript::Span;

/// Only so much of a line is searched; a date further on is running text.
const LONGEST_SEARCHED: usize = 1500;

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

    /// Letters and digits that are part of neither date nor time.
    pub rest: usize,
}

impl When {
    /// Whether the line says when and nothing else.
    pub(super) fn is_bare(&self) -> bool {
        self.rest == 0 && (self.has_time || !self.dates.is_empty())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Decimal digits of any script, with their value.
    Number(u64),

    /// Letters, or one Chinese character.
    Word,

    /// Anything else but space.
    Mark(char),
}

#[derive(Clone, Debug)]
struct Token {
    kind: Kind,
    span: Span,

    /// In small letters; empty for marks.
    word: String,

    /// Number of digits.
    digits: usize,
}

/// All full dates in a title or line, in order.
pub(super) fn find(text: &str, dotted: Dotted) -> Vec<FoundDate> {
    find_in(&tokens(text), dotted).into_iter().map(|(found, _)| found).collect()
}

/// What a line says about time, and what else it says.
pub(super) fn analyse(line: &str, dotted: Dotted) -> When {
    let tokens = tokens(line);
    let found = find_in(&tokens, dotted);
    let mut when = When::default();
    let lower = line.to_lowercase();
    let lower = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
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
    let skip = published.or_else(|| field(DATE_FIELD)).map_or(0, |n| n + line.len() - lower.len());
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
        } else {
            let is_filler = token.kind == Kind::Word && DATE_FILLERS.contains(&token.word.as_str());
            if !is_filler && !matches!(token.kind, Kind::Mark(_)) {
                when.rest += token.word.chars().count().max(token.digits);
            }
            at += 1;
        }
    }
    when.dates = found.into_iter().map(|(date, _)| date).collect();
    when
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

fn civil(year: i16, month: i16, day: i16) -> Option<Date> {
    if !(1900..=2100).contains(&year) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn digit(c: char) -> Option<u32> {
    let code = c as u32;
    c.to_digit(10).or(match code {
        0x0660..=0x0669 => Some(code - 0x0660),
        0x06F0..=0x06F9 => Some(code - 0x06F0),
        0x0966..=0x096F => Some(code - 0x0966),
        0xFF10..=0xFF19 => Some(code - 0xFF10),
        _ => None,
    })
}

fn tokens(text: &str) -> Vec<Token> {
    let text = &text[..super::chars::floor_boundary(text, LONGEST_SEARCHED)];
    let mut tokens: Vec<Token> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if is_space(c) {
            continue;
        }
        let mut token = Token {
            kind: Kind::Mark(c),
            span: Span::new(start, start + c.len_utf8()),
            word: String::new(),
            digits: 0,
        };
        if let Some(first) = digit(c) {
            let mut value = u64::from(first);
            token.digits = 1;
            while let Some((at, d)) = chars.peek().and_then(|&(at, c)| Some((at + c.len_utf8(), digit(c)?))) {
                value = value.saturating_mul(10).saturating_add(u64::from(d));
                token.digits += 1;
                token.span.end = at;
                chars.next();
            }
            token.kind = Kind::Number(value);
        } else if c.is_alphabetic() {
            token.kind = Kind::Word;
            token.word.extend(c.to_lowercase());
            if !is_ideographic(c) {
                while let Some(&(at, next)) = chars.peek() {
                    let inner_stop =
                        next == '.' && text[at + 1..].chars().next().is_some_and(char::is_alphabetic);
                    let goes_on =
                        next.is_alphabetic() && !is_ideographic(next) || inner_stop || is_combining(next);
                    if !goes_on {
                        break;
                    }
                    token.word.extend(next.to_lowercase());
                    token.span.end = at + next.len_utf8();
                    chars.next();
                }
            }
        }
        tokens.push(token);
    }
    tokens
}

fn is_combining(c: char) -> bool {
    matches!(c as u32, 0x0300..=0x036F | 0x064B..=0x065F | 0x0900..=0x0903 | 0x093A..=0x094F)
}

/// Every date with the range of tokens that it takes.
fn find_in(tokens: &[Token], dotted: Dotted) -> Vec<(FoundDate, (usize, usize))> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let hit = year_month_day_with_signs(tokens, at)
            .or_else(|| iso(tokens, at))
            .or_else(|| numeric(tokens, at, dotted))
            .or_else(|| day_month_year(tokens, at))
            .or_else(|| month_day_year(tokens, at));
        match hit {
            Some((value, end)) => {
                let span = tokens[at].span.join(tokens[end - 1].span);
                found.push((FoundDate { span, value }, (at, end)));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

type Hit = Option<(Date, usize)>;

/// A number of at most so many digits.
fn number(tokens: &[Token], at: usize, most_digits: usize) -> Option<i16> {
    match tokens.get(at)? {
        Token { kind: Kind::Number(value), digits, .. } if *digits <= most_digits => {
            i16::try_from(*value).ok()
        }
        _ => None,
    }
}

/// A year of four digits, or one that a time of day is glued to.
fn year(tokens: &[Token], at: usize) -> Option<i16> {
    let token = tokens.get(at)?;
    if token.digits == 4 {
        return number(tokens, at, 4);
    }
    if is_glued_year(tokens, at)
        && let Kind::Number(value) = token.kind
    {
        let tail = u64::pow(10, u32::try_from(token.digits - 4).ok()?);
        return i16::try_from(value / tail).ok();
    }
    None
}

/// Whether a number is a year with an hour glued to it: `202017:51`.
fn is_glued_year(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| matches!(t.digits, 5 | 6))
        && is_mark(tokens, at + 1, ':')
        && tokens.get(at + 2).is_some_and(|t| t.digits == 2)
}

fn is_mark(tokens: &[Token], at: usize, mark: char) -> bool {
    tokens.get(at).is_some_and(|t| t.kind == Kind::Mark(mark))
}

fn is_word(tokens: &[Token], at: usize, words: &[&str]) -> bool {
    tokens.get(at).is_some_and(|t| t.kind == Kind::Word && words.contains(&t.word.as_str()))
}

/// `2024年6月21日`, `2024년 6월 21일`, `令和6年6月21日`.
fn year_month_day_with_signs(tokens: &[Token], at: usize) -> Hit {
    let first = tokens.get(at)?;
    let (year, next) = if first.kind == Kind::Word {
        let name = format!("{}{}", first.word, tokens.get(at + 1)?.word);
        let (_, before) = ERAS.iter().find(|(era, _)| *era == name)?;
        let count = if is_word(tokens, at + 2, &["元"]) { 1 } else { number(tokens, at + 2, 3)? };
        (before + count, at + 3)
    } else {
        (number(tokens, at, 4).filter(|_| first.digits == 4)?, at + 1)
    };
    if !is_word(tokens, next, &["年", "년"]) {
        return None;
    }
    let month = number(tokens, next + 1, 2)?;
    if !is_word(tokens, next + 2, &["月", "월"]) {
        return None;
    }
    let day = number(tokens, next + 3, 2)?;
    if !is_word(tokens, next + 4, &["日", "号", "號", "일"]) {
        return None;
    }
    Some((civil(year, month, day)?, next + 5))
}

/// The separator between three numbers that stand close together.
fn separator(tokens: &[Token], at: usize) -> Option<char> {
    let close = |i: usize| Some(tokens.get(i)?.span.end == tokens.get(i + 1)?.span.start);
    let Kind::Mark(mark @ ('-' | '/' | '.')) = tokens.get(at + 1)?.kind else {
        return None;
    };
    let same = is_mark(tokens, at + 3, mark) && (0..4).all(|i| close(at + i) == Some(true));
    // A longer chain of numbers is a document number or a version.
    let starts = at < 2 || !is_mark(tokens, at - 1, mark) || tokens[at - 2].digits == 0;
    let ends = !is_mark(tokens, at + 5, mark) || tokens.get(at + 6).is_none_or(|t| t.digits == 0);
    (same && starts && ends).then_some(mark)
}

/// `2024-06-21`, `2024/06/21`, `2024.06.21`.
fn iso(tokens: &[Token], at: usize) -> Hit {
    if tokens.get(at)?.digits != 4 {
        return None;
    }
    separator(tokens, at)?;
    let (year, month, day) = (number(tokens, at, 4)?, number(tokens, at + 2, 2)?, number(tokens, at + 4, 2)?);
    Some((civil(year, month, day)?, at + 5))
}

/// `21.06.2024`, `06/21/2024`: only where one order is possible.
fn numeric(tokens: &[Token], at: usize, dotted: Dotted) -> Hit {
    let (a, b) = (number(tokens, at, 2)?, number(tokens, at + 2, 2)?);
    let mark = separator(tokens, at)?;
    let year = year(tokens, at + 4)?;
    let day_first = if a > 12 || a == b {
        true
    } else if b > 12 {
        false
    } else if mark == '.' && dotted == Dotted::DayFirst {
        true
    } else {
        return None;
    };
    let (day, month) = if day_first { (a, b) } else { (b, a) };
    Some((civil(year, month, day)?, at + 5))
}

/// The month that one or two words name, and the token after them.
fn month(tokens: &[Token], at: usize) -> Option<(i16, usize)> {
    static TABLE: LazyLock<HashMap<&'static str, i16>> = LazyLock::new(|| {
        let mut table = HashMap::new();
        for (names, number) in MONTHS.iter().zip(1i16..) {
            for name in *names {
                table.entry(*name).or_insert(number);
            }
        }
        table
    });
    let first = tokens.get(at).filter(|t| t.kind == Kind::Word)?;
    if let Some(second) = tokens.get(at + 1).filter(|t| t.kind == Kind::Word) {
        let both = format!("{} {}", first.word, second.word);
        if let Some(&month) = TABLE.get(both.as_str()) {
            return Some((month, at + 2));
        }
    }
    let month = *TABLE.get(first.word.as_str())?;
    Some((month, at + 1 + usize::from(is_mark(tokens, at + 1, '.'))))
}

/// Skips an ordinal ending, a full stop and linking words after a day.
fn after_day(tokens: &[Token], mut at: usize) -> usize {
    if is_word(tokens, at, ORDINALS)
        || matches!(tokens.get(at).map(|t| t.kind), Some(Kind::Mark('º' | '°' | '.')))
    {
        at += 1;
    }
    at
}

/// Whether the numbers on both sides of a mark or word are a range of days.
fn is_range_link(tokens: &[Token], at: usize) -> bool {
    match tokens.get(at) {
        Some(Token { kind: Kind::Mark(c), .. }) => is_dash(*c) || *c == '/' || *c == '&',
        Some(token) => {
            ["and", "to", "и", "по", "et", "au", "und", "bis", "y", "al", "e", "a", "i", "та", "до"]
                .contains(&token.word.as_str())
        }
        None => false,
    }
}

fn is_day(tokens: &[Token], at: usize) -> bool {
    number(tokens, at, 2).is_some_and(|n| (1..=31).contains(&n))
}

/// `21 June 2024`, `21. Juni 2024`, `21 de junio de 2024`, `1er juin 2024`.
fn day_month_year(tokens: &[Token], at: usize) -> Hit {
    let day = number(tokens, at, 2)?;
    if at >= 2 && is_range_link(tokens, at - 1) && is_day(tokens, at - 2) {
        return None;
    }
    let mut next = after_day(tokens, at + 1);
    if is_word(tokens, next, DATE_LINKS) {
        next += 1;
    }
    let (month, mut next) = month(tokens, next)?;
    if is_mark(tokens, next, ',') || is_word(tokens, next, DATE_LINKS) {
        next += 1;
    }
    Some((civil(year(tokens, next)?, month, day)?, next + 1))
}

/// `June 21, 2024`, `June 21st 2024`.
fn month_day_year(tokens: &[Token], at: usize) -> Hit {
    let (month, next) = month(tokens, at)?;
    let day = number(tokens, next, 2)?;
    let mut next = after_day(tokens, next + 1);
    if is_range_link(tokens, next) && is_day(tokens, next + 1) {
        return None;
    }
    if is_mark(tokens, next, ',') {
        next += 1;
    }
    Some((civil(year(tokens, next)?, month, day)?, next + 1))
}

/// How many tokens a time of day takes: `15:38`, `7:06 P.M.`, `19h30`, `7 p.m.`
fn time_at(tokens: &[Token], at: usize) -> Option<usize> {
    let hour = number(tokens, at, 2)?;
    if !(0..24).contains(&hour) {
        return None;
    }
    let minute = |i: usize| number(tokens, i, 2).is_some_and(|m| m < 60) && tokens[i].digits == 2;
    let mut length = if is_mark(tokens, at + 1, ':') && minute(at + 2) {
        if is_mark(tokens, at + 3, ':') && minute(at + 4) { 5 } else { 3 }
    } else if is_mark(tokens, at + 1, '.')
        && minute(at + 2)
        && is_word(tokens, at + 3, &["uhr", "a.m", "p.m", "am", "pm", "h"])
    {
        3
    } else if is_word(tokens, at + 1, &["h"]) && minute(at + 2) {
        3
    } else if is_word(tokens, at + 1, &["a.m", "p.m", "am", "pm", "uhr"]) {
        1
    } else {
        return None;
    };
    while is_word(tokens, at + length, DATE_FILLERS) {
        length += 1;
    }
    Some(length)
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
