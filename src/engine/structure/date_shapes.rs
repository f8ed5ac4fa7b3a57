//! The forms in which a full date is written, from `June 21, 2024` to `令和6年6月21日`.
//!
//! Each form is one function over the tokens of a line. None of them takes a day without a year, a range of
//! days, or numbers in which day and month could be swapped.

use std::sync::LazyLock;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::chars::is_dash;
use super::date_tokens::{Kind, Token, is_mark, is_word, number};
use super::dates::{Dotted, FoundDate};
use super::lexicon::dates::{DATE_FILLERS, DATE_LINKS, ERAS, MONTHS, ORDINALS};

/// Every date with the range of tokens that it takes.
pub(super) fn find(tokens: &[Token<'_>], dotted: Dotted) -> Vec<(FoundDate, (usize, usize))> {
    let mut found = Vec::new();
    // Every form has a year of four digits, with a time glued to it or not, or the sign for one.
    if !tokens.iter().any(|token| token.digits >= 4 || is_year_sign(token)) {
        return found;
    }
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

/// A year of four digits, or one that a time of day is glued to.
fn year(tokens: &[Token<'_>], at: usize) -> Option<i16> {
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
pub(super) fn is_glued_year(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| matches!(t.digits, 5 | 6))
        && is_mark(tokens, at + 1, ':')
        && tokens.get(at + 2).is_some_and(|t| t.digits == 2)
}

fn is_year_sign(token: &Token<'_>) -> bool {
    matches!(&*token.word, "年" | "년")
}

/// `2024年6月21日`, `2024년 6월 21일`, `令和6年6月21日`.
fn year_month_day_with_signs(tokens: &[Token<'_>], at: usize) -> Hit {
    let first = tokens.get(at)?;
    let (year, next) = if first.kind == Kind::Word && first.word.is_ascii() {
        return None;
    } else if first.kind == Kind::Word {
        let name = format!("{}{}", first.word, tokens.get(at + 1)?.word);
        let (_, before) = ERAS.iter().find(|(era, _)| *era == name)?;
        let count = if is_word(tokens, at + 2, &["元"]) { 1 } else { number(tokens, at + 2, 3)? };
        (before + count, at + 3)
    } else {
        (number(tokens, at, 4).filter(|_| first.digits == 4)?, at + 1)
    };
    if !tokens.get(next).is_some_and(is_year_sign) {
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
fn separator(tokens: &[Token<'_>], at: usize) -> Option<char> {
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
fn iso(tokens: &[Token<'_>], at: usize) -> Hit {
    if tokens.get(at)?.digits != 4 {
        return None;
    }
    separator(tokens, at)?;
    let (year, month, day) = (number(tokens, at, 4)?, number(tokens, at + 2, 2)?, number(tokens, at + 4, 2)?);
    Some((civil(year, month, day)?, at + 5))
}

/// `21.06.2024`, `06/21/2024`: only where one order is possible.
fn numeric(tokens: &[Token<'_>], at: usize, dotted: Dotted) -> Hit {
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

/// The month that a word in small letters names.
pub(super) fn month_of(word: &str) -> Option<i16> {
    static TABLE: LazyLock<FxHashMap<&'static str, i16>> = LazyLock::new(|| {
        let mut table = FxHashMap::default();
        for (names, number) in MONTHS.iter().zip(1i16..) {
            for name in *names {
                table.entry(*name).or_insert(number);
            }
        }
        table
    });
    TABLE.get(word).copied()
}

/// The month that one or two words name, and the token after them.
fn month(tokens: &[Token<'_>], at: usize) -> Option<(i16, usize)> {
    let first = tokens.get(at).filter(|t| t.kind == Kind::Word)?;
    // All names of two words are Arabic.
    if !first.word.is_ascii()
        && let Some(second) = tokens.get(at + 1).filter(|t| t.kind == Kind::Word)
    {
        let both = format!("{} {}", first.word, second.word);
        if let Some(month) = month_of(&both) {
            return Some((month, at + 2));
        }
    }
    let month = month_of(&first.word)?;
    Some((month, at + 1 + usize::from(is_mark(tokens, at + 1, '.'))))
}

/// Skips an ordinal ending, a full stop and linking words after a day.
fn after_day(tokens: &[Token<'_>], mut at: usize) -> usize {
    if is_word(tokens, at, ORDINALS)
        || matches!(tokens.get(at).map(|t| t.kind), Some(Kind::Mark('º' | '°' | '.')))
    {
        at += 1;
    }
    at
}

/// Whether the numbers on both sides of a mark or word are a range of days.
fn is_range_link(tokens: &[Token<'_>], at: usize) -> bool {
    match tokens.get(at) {
        Some(Token { kind: Kind::Mark(c), .. }) => is_dash(*c) || *c == '/' || *c == '&',
        Some(token) => {
            ["and", "to", "и", "по", "et", "au", "und", "bis", "y", "al", "e", "a", "i", "та", "до"]
                .contains(&&*token.word)
        }
        None => false,
    }
}

fn is_day(tokens: &[Token<'_>], at: usize) -> bool {
    number(tokens, at, 2).is_some_and(|n| (1..=31).contains(&n))
}

/// `21 June 2024`, `21. Juni 2024`, `21 de junio de 2024`, `1er juin 2024`.
fn day_month_year(tokens: &[Token<'_>], at: usize) -> Hit {
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
fn month_day_year(tokens: &[Token<'_>], at: usize) -> Hit {
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
pub(super) fn time_at(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let hour = number(tokens, at, 2)?;
    if !(0..24).contains(&hour) {
        return None;
    }
    let minute = |i: usize| number(tokens, i, 2).is_some_and(|m| m < 60) && tokens[i].digits == 2;
    let marked = |words: &[&str]| is_word(tokens, at + 3, words);
    let is_dotted = is_mark(tokens, at + 1, '.') && marked(&["uhr", "a.m", "p.m", "am", "pm", "h"]);
    let is_french = is_word(tokens, at + 1, &["h"]);
    let mut length = if is_mark(tokens, at + 1, ':') && minute(at + 2) {
        if is_mark(tokens, at + 3, ':') && minute(at + 4) { 5 } else { 3 }
    } else if (is_dotted || is_french) && minute(at + 2) {
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

/// A day between 1900 and 2100.
pub(super) fn civil(year: i16, month: i16, day: i16) -> Option<Date> {
    if !(1900..=2100).contains(&year) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
