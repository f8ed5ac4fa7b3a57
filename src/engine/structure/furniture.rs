//! Lines that a web page puts round a text, told by the line alone.
//!
//! Two degrees: what is never speech wherever it stands (rules, players, images), and what is furniture
//! only at the edges of a file, above the first words or below the last. Whether a whole tail is foreign is
//! the business of [`super::tail`].

use super::chars::{is_space, is_terminal};
use super::dates::{self, Dotted};
use super::lexicon::furniture::{END_MARKS, LANGUAGE_NAMES, NAVIGATION_OPENINGS, SOURCE_WORDS, phrase};
use super::people::lower_words;
use crate::engine::transcript::FurnitureReason;

/// The longest line that can be furniture by what it says.
const LONGEST: usize = 300;

/// What is furniture wherever it stands.
pub(super) fn anywhere(content: &str) -> Option<FurnitureReason> {
    match content.as_bytes().first()? {
        b'<' | b'!' | b'[' if is_markup(content) => Some(FurnitureReason::Markup),
        _ if is_divider(content) => Some(FurnitureReason::Divider),
        _ => None,
    }
}

/// What is furniture above the first words or below the last.
pub(super) fn at_edge(content: &str, dotted: Dotted) -> Option<FurnitureReason> {
    if content.len() > LONGEST {
        return None;
    }
    let (bare, lower) = (bare(content), content.to_lowercase());
    anywhere(content)
        .or_else(|| by_phrase(content, &bare, &lower))
        .or_else(|| is_language_switch(content, &bare).then_some(FurnitureReason::LanguageSwitch))
        .or_else(|| is_document_number(content, &lower).then_some(FurnitureReason::DocumentNumber))
        .or_else(|| is_stamp(content, dotted).then_some(FurnitureReason::PublicationTime))
        .or_else(|| is_source(content).then_some(FurnitureReason::SourceLine))
        .or_else(|| is_end_mark(&lower, dotted).then_some(FurnitureReason::Divider))
}

/// A line in small letters without bullet, end marks and doubled spaces, as the phrase lists spell it.
pub(super) fn bare(content: &str) -> String {
    let inner = content
        .trim_start_matches(|c: char| {
            is_space(c) || matches!(c, '•' | '·' | '▪' | '*' | '-' | '–' | '>' | '|' | '#' | '+' | '»' | '›')
        })
        .trim_end_matches(|c: char| {
            is_space(c) || matches!(c, ':' | '：' | '…' | '»' | '›' | '>' | '|' | '*' | '.' | '→')
        });
    lower_words(inner)
}

fn by_phrase(content: &str, bare: &str, lower: &str) -> Option<FurnitureReason> {
    let counted = bare.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | ' '));
    if let Some(reason) = phrase(bare).or_else(|| phrase(counted)) {
        return Some(reason);
    }
    let is_menu = NAVIGATION_OPENINGS.iter().any(|opening| lower.starts_with(opening));
    (is_menu || is_counter(bare) || is_breadcrumb(content)).then_some(FurnitureReason::SiteNavigation)
}

/// `1 of 12 photos`.
fn is_counter(bare: &str) -> bool {
    let mut words = bare.split(' ');
    let mut number = || words.next().is_some_and(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_digit()));
    let starts = number();
    let links = bare
        .split(' ')
        .nth(1)
        .is_some_and(|w| matches!(w, "of" | "из" | "з" | "von" | "de" | "sur" | "di" | "/"));
    let ends = bare.split(' ').nth(2).is_some_and(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_digit()));
    starts && links && ends && bare.split(' ').count() <= 7
}

/// `Home > Press > Speeches`.
fn is_breadcrumb(content: &str) -> bool {
    [" > ", " » ", " › ", " / "].iter().any(|separator| {
        let first = content.split_once(separator).map(|(first, _)| bare(first));
        first.is_some_and(|first| phrase(&first) == Some(FurnitureReason::SiteNavigation))
    })
}

/// A line of one repeated mark.
pub(super) fn is_divider(content: &str) -> bool {
    let mut marks = content.chars().filter(|&c| c != '\\' && !is_space(c));
    let Some(first) = marks.next() else {
        return false;
    };
    matches!(first, '-' | '–' | '—' | '_' | '*' | '=' | '#' | '~' | '•' | '─' | '━' | '═')
        && content.len() >= 3
        && marks.try_fold(1usize, |n, c| (c == first).then_some(n + 1)).is_some_and(|n| n >= 3)
}

/// Markup without words: an image, an embedded player, an empty element.
fn is_markup(content: &str) -> bool {
    const ELEMENTS: &[&str] = &[
        "iframe",
        "img",
        "br",
        "hr",
        "div",
        "p",
        "span",
        "a",
        "video",
        "audio",
        "figure",
        "figcaption",
        "embed",
        "object",
        "script",
        "style",
        "table",
        "tr",
        "td",
        "th",
        "tbody",
        "ul",
        "ol",
        "li",
        "section",
        "article",
        "aside",
        "source",
        "picture",
        "svg",
        "button",
        "input",
        "form",
        "center",
        "nav",
        "header",
        "footer",
    ];
    if let Some(rest) = content.strip_prefix("![").or_else(|| content.strip_prefix("[![")) {
        return rest.contains("](") && rest.ends_with(')');
    }
    let mut rest = content;
    let mut has_tag = false;
    while let Some(inner) = rest.strip_prefix('<') {
        let (tag, after) = if let Some(comment) = inner.strip_prefix("!--") {
            let Some((_, after)) = comment.split_once("-->") else {
                return false;
            };
            ("", after)
        } else {
            let Some((tag, after)) = inner.split_once('>') else {
                return false;
            };
            (tag, after)
        };
        let name: String =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        if !name.is_empty() && !ELEMENTS.contains(&name.to_ascii_lowercase().as_str()) {
            return false;
        }
        has_tag = true;
        rest = after.trim_start_matches(is_space);
    }
    has_tag && rest.is_empty()
}

/// Names or codes of languages and nothing else.
fn is_language_switch(content: &str, bare: &str) -> bool {
    if bare.chars().count() > 200 {
        return false;
    }
    let parts = || bare.split([' ', '|', '/', '·', ',', '•']).filter(|part| !part.is_empty());
    let is_name = |part: &str| LANGUAGE_NAMES.contains(&part);
    if LANGUAGE_NAMES.contains(&bare) {
        return true;
    }
    if !parts().all(|part| is_locale(part) || is_name(part) || is_code(part)) {
        return false;
    }
    let locales = parts().filter(|part| is_locale(part)).count();
    let names = parts().filter(|part| is_name(part)).count();
    let codes = parts().filter(|part| is_code(part)).count();
    let is_capital = content.chars().all(|c| !c.is_lowercase());
    locales >= 1 || names >= 2 || (names >= 1 && codes >= 1) || (codes >= 2 && is_capital)
}

/// `en-GB1`, in small letters here.
fn is_locale(part: &str) -> bool {
    let part = part.trim_end_matches(|c: char| c.is_ascii_digit());
    part.split_once(['-', '_'])
        .is_some_and(|(language, region)| is_two_letters(language) && is_two_letters(region))
}

fn is_two_letters(part: &str) -> bool {
    part.len() == 2 && part.bytes().all(|b| b.is_ascii_lowercase())
}

fn is_code(part: &str) -> bool {
    [
        "en", "ru", "fr", "es", "de", "ar", "zh", "pt", "it", "ja", "pl", "tr", "uk", "ua", "by", "kz",
        "eng", "rus", "fra", "esp", "deu", "рус", "укр", "англ",
    ]
    .contains(&part)
}

/// `676-12-04-2024`, `№ 676`.
fn is_document_number(content: &str, lower: &str) -> bool {
    if dates::in_document_number(content).is_some() {
        return true;
    }
    let Some(number) = ["№", "no.", "nr.", "n°", "nº", "document no", "press release no"]
        .iter()
        .find_map(|sign| lower.strip_prefix(sign))
    else {
        return false;
    };
    let number = number.trim_matches(|c: char| is_space(c) || matches!(c, '.' | ':'));
    !number.is_empty()
        && number.len() <= 30
        && number.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'/' | b'.' | b' '))
}

/// Date and time of publication, or a time alone. A date alone is a dateline and no furniture.
pub(super) fn is_stamp(content: &str, dotted: Dotted) -> bool {
    if content.len() > 120 || !content.chars().any(char::is_numeric) {
        return false;
    }
    let when = dates::analyse(content, dotted);
    when.is_bare() && (when.has_time || when.is_published)
}

/// A line that names where the text was taken from, or only an address.
fn is_source(content: &str) -> bool {
    let is_address =
        (content.starts_with("http://") || content.starts_with("https://") || content.starts_with("www."))
            && !content.contains(is_space);
    if is_address {
        return true;
    }
    let inner = content.trim_start_matches(['(', '[', '*', '_', '•', '-', ' ']);
    let Some(at) = inner.find([':', '：']) else {
        return false;
    };
    let word = inner[..at].trim_matches(|c: char| is_space(c) || c == '*').to_lowercase();
    SOURCE_WORDS.contains(&word.as_str()) && content.chars().filter(|&c| is_terminal(c)).count() <= 3
}

/// `END`, `-30-`, `END 6:45 P.M. EST`.
fn is_end_mark(lower: &str, dotted: Dotted) -> bool {
    if END_MARKS.contains(&lower) {
        return true;
    }
    END_MARKS
        .iter()
        .filter_map(|mark| lower.strip_prefix(mark))
        .any(|rest| rest.starts_with(is_space) && is_stamp(rest.trim_matches(is_space), dotted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(line: &str) -> Option<FurnitureReason> {
        at_edge(line, Dotted::Unknown)
    }

    #[test]
    fn furniture_at_the_edges() {
        use FurnitureReason::*;
        let cases = [
            ("26 May 202017:51", PublicationTime),
            ("26 May 2020 17:51", PublicationTime),
            ("15:38", PublicationTime),
            ("7:06 P.M. EST", PublicationTime),
            ("Published: June 21, 2024", PublicationTime),
            ("676-12-04-2024", DocumentNumber),
            ("№ 676-12-04", DocumentNumber),
            ("• de-DE1 en-GB1 es-ES1 ru-RU1 fr-FR1", LanguageSwitch),
            ("Русский English Français", LanguageSwitch),
            ("EN | RU | FR", LanguageSwitch),
            ("Español", LanguageSwitch),
            ("Source: The Ministry of Foreign Affairs", SourceLine),
            ("Источник: МИД", SourceLine),
            ("来源：外交部", SourceLine),
            ("https://example.org/a/b", SourceLine),
            ("Share the Post:", ShareButton),
            ("Share on Facebook", ShareButton),
            ("Поделиться", ShareButton),
            ("Additional materials", SiteNavigation),
            ("• Фото", SiteNavigation),
            ("1 из 1 фотографий в альбоме", SiteNavigation),
            ("Home > Press > Speeches", SiteNavigation),
            ("© 2024 Ministry", SiteNavigation),
            ("---", Divider),
            ("* * *", Divider),
            ("\\###", Divider),
            ("\\_\\_\\_\\_\\_", Divider),
            ("END          6:45 P.M. EST", Divider),
            ("-30-", Divider),
            ("<iframe src=\"x\"></iframe>", Markup),
            ("![](a.png)", Markup),
        ];
        for (line, reason) in cases {
            assert_eq!(edge(line), Some(reason), "{line}");
        }
    }

    #[test]
    fn speech_and_datelines_are_no_furniture() {
        for line in [
            "June 10, 2022",
            "Colleagues,",
            "Thank you.",
            "Yes.",
            "We met at 12:30 today.",
            "No. 5 was best, he said.",
            "<inaudible>",
            "(Laughter.)",
            "In English we say so.",
            "The source: a friend told me this. He was there. I believe it. So do you.",
            "It is so",
            "a",
            "Moscow, June 21, 2024",
            "Peace - a word",
        ] {
            assert_eq!(edge(line), None, "{line}");
        }
    }
}
