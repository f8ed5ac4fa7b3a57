//! The numbers and dates of a wording, and what they say.

use super::FlagKind;
use super::cues::Cues;
use super::sides::Wording;
use crate::engine::structure::{full_dates, month_number};
use crate::engine::transcript::Span;

/// Four digits in this range are a year unless something is counted.
const YEARS: std::ops::RangeInclusive<i16> = 1500..=2100;

/// What a number or date says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value {
    /// How many, or what share.
    Number { value: f64, is_share: bool },

    /// When, as far as it is said.
    Day { year: Option<i16>, month: Option<i16>, day: Option<i16> },

    /// Ten years.
    Decade(i16),
}

impl Value {
    pub(super) fn kind(self) -> FlagKind {
        match self {
            Self::Number { .. } => FlagKind::Number,
            Self::Day { .. } | Self::Decade(_) => FlagKind::Date,
        }
    }

    /// Whether two values do not contradict each other.
    pub(super) fn agrees(self, other: Self) -> bool {
        match (self, other) {
            (Self::Number { value: x, is_share: a }, Self::Number { value: y, is_share: b }) => {
                a == b && (x - y).abs() <= 1e-9 * x.abs().max(y.abs())
            }
            (Self::Day { year: y, month: m, day: d }, Self::Day { year: y2, month: m2, day: d2 }) => {
                let same = |x: Option<i16>, y: Option<i16>| x.is_none() || y.is_none() || x == y;
                let touches = (y.is_some() && y2.is_some()) || (m.is_some() && m2.is_some());
                touches && same(y, y2) && same(m, m2) && same(d, d2)
            }
            (Self::Decade(x), Self::Decade(y)) => x == y,
            _ => false,
        }
    }
}

/// A number or date in a wording.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Amount {
    /// What it says.
    pub value: Value,

    /// First word and the one after the last.
    pub words: (usize, usize),

    /// Where it stands.
    pub span: Span,

    /// Whether it is written in words.
    pub is_word: bool,
}

/// The numbers and dates of a wording, in order.
pub(super) fn amounts(wording: &Wording<'_>, cues: &Cues) -> Vec<Amount> {
    let whole = full_dates(wording.text, !cues.decimal_point);
    let mut found = Vec::new();
    let mut at = 0;
    while at < wording.words.len() {
        let scan = Scan { wording, cues, at };
        let hit = scan.whole_date(&whole).or_else(|| scan.part_of_date()).or_else(|| scan.number());
        match hit {
            Some((value, end, is_word)) => {
                let span = wording.span(&(at..end));
                found.push(Amount { value, words: (at, end), span, is_word });
                at = end;
            }
            // The parts of "2014-2015" stand in one word.
            None => {
                found.extend(scan.range());
                at += 1;
            }
        }
    }
    found
}

type Hit = Option<(Value, usize, bool)>;

struct Scan<'a, 't> {
    wording: &'a Wording<'t>,
    cues: &'a Cues,
    at: usize,
}

impl Scan<'_, '_> {
    fn piece(&self, at: usize) -> Option<&str> {
        self.wording.words.get(at).map(|word| word.span.of(self.wording.text))
    }

    fn folded(&self, at: usize) -> Option<&str> {
        self.wording.words.get(at).filter(|word| word.is_word).map(|word| word.folded.as_str())
    }

    /// Whether two neighbouring words touch.
    fn touches(&self, at: usize) -> bool {
        let words = &self.wording.words;
        at > 0 && words.get(at).is_some_and(|word| words[at - 1].span.end == word.span.start)
    }

    /// A full date that begins here.
    fn whole_date(&self, whole: &[(Span, jiff::civil::Date)]) -> Hit {
        let start = self.wording.words[self.at].span.start;
        let (span, date) = whole.iter().find(|(span, _)| span.start == start)?;
        let end = self.at + self.wording.words[self.at..].partition_point(|w| w.span.start < span.end);
        let (month, day) = (i16::from(date.month()), i16::from(date.day()));
        Some((Value::Day { year: Some(date.year()), month: Some(month), day: Some(day) }, end, false))
    }

    /// `May 2020`, `9 May`, `May 9`, `1990s`, `2020`.
    fn part_of_date(&self) -> Hit {
        let at = self.at;
        if let Some(decade) = self.piece(at).and_then(decade) {
            return Some((Value::Decade(decade), at + 1, false));
        }
        if let Some(day) = self.day(at) {
            let link = usize::from(matches!(self.folded(at + 1), Some("of" | "de")));
            if let Some(month) = self.month(at + 1 + link) {
                return Some((
                    Value::Day { year: None, month: Some(month), day: Some(day) },
                    at + 2 + link,
                    false,
                ));
            }
        }
        if let Some(month) = self.month(at) {
            let link = usize::from(matches!(self.folded(at + 1), Some("of" | "de" | "del")));
            if let Some(year) = self.year(at + 1 + link) {
                return Some((
                    Value::Day { year: Some(year), month: Some(month), day: None },
                    at + 2 + link,
                    false,
                ));
            }
            let day = self.day(at + 1)?;
            return Some((Value::Day { year: None, month: Some(month), day: Some(day) }, at + 2, false));
        }
        let year = self.year(at).filter(|_| !self.is_counting(at + 1) && !self.touches_sign(at))?;
        Some((Value::Day { year: Some(year), month: None, day: None }, at + 1, false))
    }

    fn month(&self, at: usize) -> Option<i16> {
        let word = self.wording.words.get(at).filter(|word| word.is_word)?;
        // In languages that write months large, "may" and "march" are verbs.
        let is_large = word.is_capital || !self.cues.months_are_large;
        month_number(&word.folded).filter(|_| is_large)
    }

    fn day(&self, at: usize) -> Option<i16> {
        let piece = self.piece(at)?;
        let digits = piece.trim_end_matches(|c: char| c.is_alphabetic() || c == 'º');
        let ending = &piece[digits.len()..];
        let is_ordinal = ["", "st", "nd", "rd", "th", "er", "º", "го"].contains(&ending);
        let day: i16 = digits.parse().ok()?;
        (is_ordinal && digits.len() <= 2 && (1..=31).contains(&day)).then_some(day)
    }

    fn year(&self, at: usize) -> Option<i16> {
        let piece = self.piece(at)?;
        let year: i16 = piece.parse().ok().filter(|_| piece.len() == 4)?;
        YEARS.contains(&year).then_some(year)
    }

    /// Whether a word makes the number before it an amount.
    fn is_counting(&self, at: usize) -> bool {
        self.is_share(at).is_some() || self.folded(at).is_some_and(|word| self.cues.scales.contains_key(word))
    }

    /// The word after "percent" or "%".
    fn is_share(&self, at: usize) -> Option<usize> {
        if matches!(self.piece(at), Some("%" | "٪" | "％")) {
            return Some(at + 1);
        }
        let taken = self.cues.percent.len_at(self.wording, at);
        (taken > 0).then_some(at + taken)
    }

    /// Whether a number is part of a name or a time: `C5+1`, `24/7`, `12:30`.
    fn touches_sign(&self, at: usize) -> bool {
        let is_sign =
            |at: usize| self.piece(at).is_some_and(|piece| piece.chars().all(|c| "+/:°#№".contains(c)));
        (self.touches(at) && is_sign(at - 1)) || (self.touches(at + 1) && is_sign(at + 1))
    }

    /// The word after "percent", where a number ends at `at`: its own, or that of the range that it begins.
    fn shares(&self, at: usize) -> (bool, usize) {
        if let Some(end) = self.is_share(at) {
            return (true, end);
        }
        let is_link = matches!(self.piece(at), Some("to" | "and" | "-" | "–" | "до" | "à" | "bis" | "a"));
        let next = Scan { at: at + 1, ..*self };
        let end = if is_link { next.fraction().or_else(|| next.digits()).map(|(_, end)| end) } else { None };
        (end.is_some_and(|end| self.is_share(end).is_some()), at)
    }

    /// `1/4`, `5-1/4`.
    fn fraction(&self) -> Option<(f64, usize)> {
        let at = self.at;
        let first = self.piece(at)?;
        let is_bar = self.piece(at + 1) == Some("/") && self.touches(at + 1) && self.touches(at + 2);
        let (whole, above) = first.rsplit_once(['-', '\u{2010}', '\u{2011}']).unwrap_or(("0", first));
        let number = |piece: &str| piece.parse::<u8>().ok().map(f64::from);
        let (whole, above, below) = (number(whole)?, number(above)?, number(self.piece(at + 2)?)?);
        let fits = is_bar && above > 0.0 && above < below && below <= 16.0;
        fits.then_some((whole + above / below, at + 3))
    }

    /// A number in digits or words with what multiplies it.
    fn number(&self) -> Hit {
        if let Some((value, end)) = self.fraction() {
            let (is_share, end) = self.shares(end);
            return Some((Value::Number { value, is_share }, end, false));
        }
        if self.touches_sign(self.at) {
            return None;
        }
        let (mut total, mut current, mut at, is_word) = match self.digits() {
            Some((value, end)) => (0.0, value, end, false),
            None => (0.0, f64::from(self.word_value(self.at)?), self.at + 1, true),
        };
        let is_article = is_word && current <= 1.0;
        let first = at;
        loop {
            let joined =
                usize::from(at > first && matches!(self.folded(at), Some("and" | "y" | "et" | "und" | "и")));
            let Some(word) = self.folded(at + joined) else { break };
            if let Some(&scale) = self.cues.scales.get(word).filter(|_| joined == 0) {
                let scale = scale as f64;
                if scale <= 100.0 {
                    current *= scale;
                } else if current == 0.0 {
                    total *= scale;
                } else {
                    total += current * scale;
                    current = 0.0;
                }
                at += 1;
            } else if let Some(value) = self.word_value(at + joined).filter(|_| is_word || total > 0.0) {
                let value = f64::from(value);
                let fits = current == 0.0
                    || current % 100.0 == 0.0
                    || (current % 10.0 == 0.0 && current >= 20.0 && value < 10.0);
                if !fits || value <= 0.0 {
                    break;
                }
                current += value;
                at += 1 + joined;
            } else {
                break;
            }
        }
        let (is_share, end) = self.shares(at);
        // "A" and "one" count only before what multiplies them.
        if is_article && at == first && !is_share {
            return None;
        }
        Some((Value::Number { value: total + current, is_share }, end, is_word))
    }

    fn word_value(&self, at: usize) -> Option<u32> {
        let word = self.folded(at)?;
        if let Some(&value) = self.cues.numbers.get(word) {
            return Some(value);
        }
        // "Twenty-five".
        let (tens, ones) = word.split_once('-')?;
        let (tens, ones) = (self.cues.numbers.get(tens)?, self.cues.numbers.get(ones)?);
        (tens % 10 == 0 && *ones < 10).then_some(tens + ones)
    }

    /// Digits, in groups of three where they are parted.
    fn digits(&self) -> Option<(f64, usize)> {
        let piece = self.piece(self.at)?;
        let first = parse(piece, self.cues.decimal_point)?;
        let is_group = |at: usize| {
            let words = &self.wording.words;
            let gap = words.get(at).map(|word| &self.wording.text[words[at - 1].span.end..word.span.start]);
            let is_space =
                gap.is_some_and(|gap| gap.chars().count() == 1 && gap.chars().all(char::is_whitespace));
            is_space && self.piece(at).is_some_and(|p| p.len() == 3 && p.bytes().all(|b| b.is_ascii_digit()))
        };
        let mut end = self.at + 1;
        let mut value = first;
        if piece.len() <= 3 && piece.bytes().all(|b| b.is_ascii_digit()) {
            while is_group(end) {
                value = value * 1000.0 + self.piece(end)?.parse::<f64>().ok()?;
                end += 1;
            }
        }
        Some((value, end))
    }

    /// The two numbers or years of a range that is one word: `2014-2015`.
    fn range(&self) -> Vec<Amount> {
        let word = &self.wording.words[self.at];
        let piece = word.span.of(self.wording.text);
        let parts: Vec<&str> = piece.split(['-', '\u{2010}', '\u{2011}']).collect();
        let [from, to] = parts.as_slice() else { return Vec::new() };
        let value = |part: &str| -> Option<Value> {
            let value = parse(part, self.cues.decimal_point)?;
            let year = part.parse().ok().filter(|year| part.len() == 4 && YEARS.contains(year));
            Some(match year {
                Some(year) => Value::Day { year: Some(year), month: None, day: None },
                None => Value::Number { value, is_share: self.is_share(self.at + 1).is_some() },
            })
        };
        let (Some(x), Some(y)) = (value(from), value(to)) else { return Vec::new() };
        let (start, end) = (word.span.start, word.span.end);
        let words = (self.at, self.at + 1);
        let spans = [Span::new(start, start + from.len()), Span::new(end - to.len(), end)];
        [x, y]
            .into_iter()
            .zip(spans)
            .map(|(value, span)| Amount { value, words, span, is_word: false })
            .collect()
    }
}

/// `1990s`, `1990-е`, `90er`: the first year of a decade.
fn decade(piece: &str) -> Option<i16> {
    let digits = piece.trim_start_matches(['\'', '’', '‘']);
    let end = digits.find(|c: char| !c.is_ascii_digit())?;
    let ending = digits[end..].trim_start_matches(['-', '\u{2010}', '\u{2011}', '\'', '’']);
    let year: i16 = digits[..end].parse().ok()?;
    let fits = ["s", "е", "х", "ые", "ых", "er", "ern"].contains(&ending) && year % 10 == 0;
    match end {
        4 if fits && YEARS.contains(&year) => Some(year),
        2 if fits && (20..=90).contains(&year) => Some(1900 + year),
        _ => None,
    }
}

/// The value of digits with a decimal sign and signs between the thousands.
fn parse(piece: &str, decimal_point: bool) -> Option<f64> {
    if !piece.starts_with(|c: char| c.is_ascii_digit()) || !piece.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let parts: Vec<&str> = piece.split(['.', ',']).collect();
    if !parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let signs: Vec<char> = piece.chars().filter(|c| !c.is_ascii_digit()).collect();
    let groups = parts[1..].iter().all(|part| part.len() == 3) && parts[0].len() <= 3;
    let thousands = if decimal_point { ',' } else { '.' };
    let plain = match signs.as_slice() {
        [] => piece.to_owned(),
        // "1,000" is a thousand in English, "1.000" elsewhere; "3.5" and "3,5" can only be one thing.
        signs if groups && signs.iter().all(|&sign| sign == thousands) => parts.concat(),
        [_] => format!("{}.{}", parts[0], parts[1]),
        // "1,234.5".
        [rest @ .., last] if rest.iter().all(|sign| sign != last) => {
            let (fraction, whole) = parts.split_last()?;
            format!("{}.{fraction}", whole.concat())
        }
        _ => return None,
    };
    plain.parse().ok()
}
