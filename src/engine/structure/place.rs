//! The town that a title or dateline gives beside the date: `…, Almaty, June 21, 2024`.
//!
//! Only what stands directly beside a full date counts. There is no list of towns: the shape decides, so a
//! name of a person, an office or a room must not pass.

use super::chars::{is_ideographic, is_space};
use super::dates::FoundDate;
use super::lexicon::dates::DATE_FILLERS;
use super::lexicon::names::{is_country, is_office, is_particle, is_title_noun};
use super::people::{is_same, plain, title_case, words};

/// Those of all scripts.
const COMMAS: [char; 4] = [',', '，', '、', '،'];

/// The town beside a date in a title or line. `people` are no towns.
pub(super) fn beside(text: &str, date: &FoundDate, people: &[String]) -> Option<String> {
    before(&text[..date.span.start], people).or_else(|| after(&text[date.span.end..], people))
}

/// The town on a line of its own beside a line with the date: one word, or a town with its state or country.
pub(super) fn alone(line: &str, people: &[String]) -> Option<String> {
    let parts: Vec<&str> = line.split(COMMAS).map(trimmed).collect();
    let town = match parts.as_slice() {
        [town] if words(&tidy(town)).len() == 1 => town,
        [town, region] if is_region(region) => town,
        _ => return None,
    };
    is_place(town, people).then(|| title_case(&tidy(town)))
}

/// A country or the short form of a state, which follows its town.
fn is_region(part: &str) -> bool {
    is_country(&part.to_lowercase())
        || (part.len() <= 4 && !part.is_empty() && part.chars().all(|c| c.is_ascii_uppercase() || c == '.'))
}

/// A town before the date: the last part between commas, or what follows "in".
fn before(text: &str, people: &[String]) -> Option<String> {
    let mut head = text.trim_end_matches(is_separator);
    while let Some(word) = words(head).last().copied() {
        let is_filler = DATE_FILLERS.contains(&plain(word).as_str())
            && word.chars().all(|c| !c.is_uppercase() || plain(word).len() > 3);
        if !is_filler {
            break;
        }
        head = head[..head.len() - word.len()].trim_end_matches(is_separator);
    }
    if let Some(place) = after_in(head, people) {
        return Some(place);
    }
    let has_full_stop = head.contains("г.") || head.contains("D.C.");
    let is_border = |c: char| {
        COMMAS.contains(&c) || matches!(c, '(' | '（' | '–' | '—' | '|') || (c == '.' && !has_full_stop)
    };
    let parts: Vec<&str> = head.split(is_border).map(trimmed).collect();
    let (&last, rest) = parts.split_last()?;
    let previous = rest.last().copied().filter(|p| is_place(p, people));
    let is_region = is_region(last);
    if is_region && let Some(previous) = previous {
        return Some(tidy(previous));
    }
    // A line that is nothing but place and date, or a title with the place between commas. A country is the place where
    // nothing else is said, and so are towns that are called like one.
    (is_place(last, people) && (!is_region || rest.is_empty())).then(|| tidy(last))
}

/// `in Geneva on`, `in Geneva`.
fn after_in(head: &str, people: &[String]) -> Option<String> {
    let all = words(head);
    let at = all.iter().rposition(|word| matches!(*word, "in" | "en" | "à" | "em"))?;
    let name = all[at + 1..].join(" ");
    (all.len() - at <= 4 && !name.contains(',') && is_place(&name, people)).then(|| tidy(&name))
}

/// A town after the date, where nothing else follows.
fn after(text: &str, people: &[String]) -> Option<String> {
    let mut rest = text.trim_start_matches(is_space);
    for filler in ["года", "году", "г.", "року", "р.", "roku", "r."] {
        rest = rest.strip_prefix(filler).unwrap_or(rest);
    }
    let rest = rest.trim_start_matches(is_space);
    let rest = rest.strip_prefix([',', '，', '،', '–', '—', '|'])?;
    let place = trimmed(rest.split(COMMAS).next()?);
    (is_place(place, people) && rest.len() <= 60).then(|| tidy(place))
}

fn is_separator(c: char) -> bool {
    is_space(c) || COMMAS.contains(&c) || matches!(c, '(' | '（' | '–' | '—' | '-' | '|' | ':')
}

fn trimmed(part: &str) -> &str {
    part.trim_matches(|c: char| is_space(c) || matches!(c, '#' | '*' | '_'))
}

/// The town without "г." before it.
fn tidy(place: &str) -> String {
    let place = place.strip_prefix("г.").unwrap_or(place);
    words(place).join(" ")
}

/// Whether a part between commas has the shape of a town: one to four words with capitals.
fn is_place(part: &str, people: &[String]) -> bool {
    let part = tidy(part);
    if part.chars().any(is_ideographic) {
        return (2..=6).contains(&part.chars().count()) && part.chars().all(is_ideographic);
    }
    let all = words(&part);
    let fits = (1..=4).contains(&all.len())
        && part.chars().count() <= 40
        && part.chars().count() >= 3
        && !part.chars().any(char::is_numeric);
    let shaped = all.iter().enumerate().all(|(i, word)| {
        let first = word.chars().next();
        let is_capital = first.is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()));
        (is_capital || (i > 0 && is_particle(word)))
            && word
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\'' | '.' | '‑') || !c.is_ascii())
    });
    let is_other = all
        .iter()
        .any(|word| is_office(&plain(word)) || is_title_noun(&plain(word)) || is_room(&plain(word)));
    fits && shaped && !is_other && !people.iter().any(|person| is_same(person, &part) || person == &part)
}

/// Part of a building or a service, which is no town.
fn is_room(word: &str) -> bool {
    [
        "room",
        "hall",
        "palace",
        "centre",
        "center",
        "building",
        "headquarters",
        "auditorium",
        "studio",
        "reuters",
        "tass",
        "newsroom",
        "airport",
        "garden",
        "lawn",
        "зал",
        "дворец",
        "saal",
        "sala",
        "salle",
        "palacio",
        "palais",
        "est",
        "edt",
        "gmt",
        "utc",
        "final",
        "draft",
        "kremlin",
        "transcript",
        "video",
        "audio",
    ]
    .contains(&word)
}

#[cfg(test)]
mod tests {
    use super::super::dates::{self, Dotted};
    use super::*;

    fn place(text: &str) -> Option<String> {
        let date = dates::find(text, Dotted::Unknown).pop()?;
        beside(text, &date, &["Jo Doe".to_owned()])
    }

    #[test]
    fn towns_on_a_line_of_their_own() {
        for (line, town) in [
            ("Казань", Some("Казань")),
            ("WASHINGTON, DC", Some("Washington")),
            ("Brussels, Belgium", Some("Brussels")),
            ("Jane Doe", None),
            ("East Room", None),
            ("Thank you", None),
        ] {
            assert_eq!(alone(line, &[]).as_deref(), town, "{line}");
        }
    }

    #[test]
    fn towns_beside_dates() {
        let cases = [
            ("Remarks following the CIS Council of Foreign Ministers, Minsk, April 12, 2024", Some("Minsk")),
            ("Minsk, April 12, 2024", Some("Minsk")),
            ("Paris, le 12 juin 2024", Some("Paris")),
            ("Berlin, 20. Juni 2024", Some("Berlin")),
            ("Москва, 26 мая 2020 года", Some("Москва")),
            ("г. Москва, 26 мая 2020 года", Some("Москва")),
            ("Remarks, 12 апреля 2024 года, Минск", Some("Минск")),
            ("Washington, DC, June 21, 2024", Some("Washington")),
            ("Remarks, Brussels, Belgium, June 21, 2024", Some("Brussels")),
            ("New York, June 21, 2024", Some("New York")),
            ("Rio de Janeiro, 21 June 2024", Some("Rio de Janeiro")),
            ("Press conference in Geneva on June 21, 2024", Some("Geneva")),
            ("Press conference in Geneva, June 21, 2024", Some("Geneva")),
            ("2024年6月21日，北京", Some("北京")),
            ("الدوحة، 21 يونيو 2024", Some("الدوحة")),
            ("Luxembourg, 23 June 2025", Some("Luxembourg")),
            ("Visit of the minister, Russia, 23 June 2025", None),
            ("June 21, 2024", None),
            ("Remarks by Jo Doe, June 21, 2024", None),
            ("Statement, Jo Doe, June 21, 2024", None),
            ("James S. Brady Press Briefing Room, January 20, 2021", None),
            ("Press Briefing by Press Secretary Jen Psaki, January 20, 2021", None),
            ("Minutes of the Federal Open Market Committee, June 21, 2024", None),
            ("Friday, June 21, 2024", None),
        ];
        for (text, town) in cases {
            assert_eq!(place(text).as_deref(), town, "{text}");
        }
    }
}
