//! What a reader must know before quoting: damage that the file shows.
//!
//! Each check looks at one paragraph and is silent in doubt: a warning that cries wolf is soon read no
//! more. Whether a paragraph breaks off is judged only where the others end in full stops.

use memchr::{memchr_iter, memchr2_iter, memmem, memrchr2};

use super::chars::{
    ends_sentence, is_closer, is_dash, is_ideographic, is_right_to_left, is_space, is_terminal,
};
use super::metadata::Conflict;
use super::quotes;
use crate::engine::transcript::{DateSource, Paragraph, Span, Warning, WarningKind};

/// A paragraph of fewer characters may be a salutation or a heading.
const SHORTEST: usize = 40;

/// The longest text in brackets that is looked at, in bytes.
const LONGEST_BRACKET: usize = 400;

/// Damage in the paragraphs, in their order. `last_sentence` gives the last sentence of a paragraph.
pub(super) fn in_paragraphs(
    text: &str,
    paragraphs: &[Paragraph],
    last_sentence: impl Fn(&Paragraph) -> Span,
) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let judges_ends = ends_are_regular(text, paragraphs);
    for paragraph in paragraphs {
        let slice = paragraph.span.of(text);
        if judges_ends && breaks_off(slice) {
            warnings.push(warning(
                WarningKind::TruncatedParagraph,
                last_sentence(paragraph),
                "This paragraph breaks off in mid-sentence; text is missing in the file. Check the source before quoting.",
            ));
        }
        brackets(text, paragraph.span, &mut warnings);
        glued_commas(text, paragraph.span, &mut warnings);
    }
    let mut first = 0;
    while first < paragraphs.len() {
        let turn = paragraphs[first].turn;
        let end = first + paragraphs[first..].iter().take_while(|p| p.turn == turn).count();
        quotes::check(text, &paragraphs[first..end], &mut warnings);
        first = end;
    }
    warnings
}

/// The warnings about spaces missing between sentences.
pub(super) fn glued(text: &str, spans: &[Span]) -> Vec<Warning> {
    spans.iter().map(|span| glued_at(text, *span)).collect()
}

fn glued_at(text: &str, span: Span) -> Warning {
    let words = span.of(text);
    warning(
        WarningKind::GluedText,
        span,
        &format!(
            "A space is missing in “{words}”; words may be missing too. Check the source before quoting."
        ),
    )
}

/// Damage and doubts that concern the whole text.
pub(super) fn in_whole(
    text: &str,
    spoken: &[Paragraph],
    has_labels: bool,
    has_date: bool,
    conflict: Option<Conflict>,
) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let nowhere = Span::default();
    if !has_labels && !spoken.is_empty() {
        warnings.push(warning(
            WarningKind::NoTurns,
            nowhere,
            "Nothing in this text shows who speaks, so it is read as one turn. Check whether it is a transcript.",
        ));
    }
    if !has_date {
        warnings.push(warning(
            WarningKind::NoDate,
            nowhere,
            "Neither the text nor the data beside it gives a full date. Enter the day of the event.",
        ));
    }
    if let Some(conflict) = conflict {
        let message = format!(
            "{} gives {}, {} gives {}. Check the day of the event.",
            source_in_words(conflict.chosen.source, true),
            conflict.chosen.value,
            source_in_words(conflict.other.source, false),
            conflict.other.value
        );
        warnings.push(warning(
            WarningKind::DateConflict,
            conflict.other.span.or(conflict.chosen.span).unwrap_or_default(),
            &message,
        ));
    }
    if is_mostly_right_to_left(text, spoken) {
        warnings.push(warning(
            WarningKind::RightToLeft,
            nowhere,
            "This text is written from right to left, and the window shows its letters in the wrong order. Copies and exports are correct.",
        ));
    }
    let lost = memmem::find_iter(text.as_bytes(), "\u{FFFD}").count();
    if lost > 0 {
        let at = text.find('\u{FFFD}').unwrap_or_default();
        let message = if lost == 1 {
            "One character of the file could not be read. Check the source before quoting.".to_owned()
        } else {
            format!("{lost} characters of the file could not be read. Check the source before quoting.")
        };
        warnings.push(warning(
            WarningKind::LostCharacters,
            Span::new(at, at + '\u{FFFD}'.len_utf8()),
            &message,
        ));
    }
    warnings
}

fn source_in_words(source: DateSource, at_start: bool) -> &'static str {
    match (source, at_start) {
        (DateSource::FileName, true) => "The file’s name",
        (DateSource::FileName, false) => "the file’s name",
        (DateSource::Metadata, true) => "The table",
        (DateSource::Metadata, false) => "the table",
        (DateSource::DocumentNumber, true) => "The document number",
        (DateSource::DocumentNumber, false) => "the document number",
        (DateSource::Dateline, true) => "The line above the text",
        (DateSource::Dateline, false) => "the line above the text",
        (DateSource::Title, true) => "The title",
        (DateSource::Title, false) => "the title",
        (DateSource::FrontMatter, true) => "The block of fields above the text",
        (DateSource::FrontMatter, false) => "the block of fields above the text",
        (DateSource::User, true) => "Your entry",
        (DateSource::User, false) => "your entry",
    }
}

pub(super) fn warning(kind: WarningKind, span: Span, message: &str) -> Warning {
    Warning { kind, span, message: message.to_owned() }
}

fn is_mostly_right_to_left(text: &str, spoken: &[Paragraph]) -> bool {
    // The bytes that begin a letter of such a script. Without a branch, since most texts have none.
    let may_begin = |byte: u8| matches!(byte, 0xD6..=0xE0 | 0xEF | 0xF0);
    let may_hold = |p: &Paragraph| p.span.of(text).bytes().fold(false, |found, byte| found | may_begin(byte));
    if !spoken.iter().any(may_hold) {
        return false;
    }
    let (mut right, mut letters) = (0usize, 0usize);
    // A few thousand letters tell.
    for c in spoken.iter().flat_map(|p| p.span.of(text).chars()).filter(|c| c.is_alphabetic()).take(4_000) {
        letters += 1;
        right += usize::from(is_right_to_left(c));
    }
    right * 2 > letters
}

/// Whether paragraphs of some length end in full stops in this text, so that one that does not is damaged.
fn ends_are_regular(text: &str, paragraphs: &[Paragraph]) -> bool {
    let (mut ended, mut all) = (0usize, 0usize);
    for paragraph in paragraphs.iter().filter(|p| p.span.len() >= SHORTEST) {
        let slice = paragraph.span.of(text);
        all += 1;
        ended += usize::from(ends_sentence(slice) || slice.ends_with([':', ';', '：', '；']));
    }
    all >= 4 && ended * 10 >= all * 7
}

/// Whether a paragraph stops in mid-sentence.
fn breaks_off(slice: &str) -> bool {
    let bare = slice.trim_end_matches(|c| is_space(c) || is_closer(c));
    let Some(last) = bare.chars().next_back() else {
        return false;
    };
    // "So we go (laughter)" ends before its brackets.
    if slice.ends_with([')', ']', '）'])
        && let Some(open) = slice.rfind(['(', '[', '（'])
    {
        let before = &slice[..open];
        if before.trim().is_empty() || ends_sentence(before) || before.ends_with(']') {
            return false;
        }
    }
    let ends_open = last.is_alphanumeric() || matches!(last, ',' | '(' | '，' | '、');
    let is_item = slice.starts_with(['#', '•', '-', '*', '|', '>', '–', '▪'])
        || slice.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')'])
            && slice.starts_with(|c: char| c.is_ascii_digit());
    if !ends_open || is_item || is_dash(last) {
        return false;
    }
    let is_address =
        bare.rsplit(is_space).next().is_some_and(|word| word.contains("://") || word.contains('@'));
    let wide = slice.chars().any(is_ideographic);
    let length = slice.chars().count();
    let is_long = length >= if wide { SHORTEST / 2 } else { SHORTEST + SHORTEST / 2 };
    // A salutation may be long and ends in a comma, but has no sentence before it.
    let has_sentence = bare
        .char_indices()
        .any(|(i, c)| is_terminal(c) && bare[i + c.len_utf8()..].starts_with(|n| is_space(n) || wide));
    let is_salutation = matches!(last, ',' | '，') && !has_sentence && length <= 120;
    !is_address && !is_salutation && (is_long || (has_sentence && length >= SHORTEST / 2))
}

/// What is left of links, `(1, 2, 3)` or `[4]`, and a bracket that a word is glued to.
fn brackets(text: &str, paragraph: Span, warnings: &mut Vec<Warning>) {
    let slice = paragraph.of(text);
    let bytes = slice.as_bytes();
    let mut from = 0;
    for at in memchr2_iter(b')', b']', bytes) {
        let open = memrchr2(b'(', b'[', &bytes[from..at]).map(|start| from + start);
        from = at + 1;
        let Some(start) = open.filter(|start| at - start <= LONGEST_BRACKET) else {
            continue;
        };
        let byte = bytes[at];
        let inner = &slice[start + 1..at];
        let rest = &slice[at + 1..];
        if is_link_residue(inner, byte == b']') && !rest.starts_with('(') {
            let span = Span::new(paragraph.start + start, paragraph.start + at + 1);
            let message = format!(
                "“{}” is left over from links or footnotes that the file has lost; the speaker did not say it.",
                span.of(text)
            );
            warnings.push(warning(WarningKind::LinkResidue, span, &message));
        } else if byte == b')' && is_glued_bracket(&slice[..start], inner, rest) {
            let word_start = slice[..at].rfind(is_space).map_or(start, |i| i + 1);
            let word_start = (word_start..at).find(|&i| slice.is_char_boundary(i)).unwrap_or(at);
            let length = rest.find(is_space).unwrap_or(rest.len());
            let span = super::chars::trim(
                text,
                Span::new(paragraph.start + word_start, paragraph.start + at + 1 + length),
            );
            warnings.push(glued_at(text, span));
        }
    }
}

/// Numbers that count up, and nothing else.
fn is_link_residue(inner: &str, is_square: bool) -> bool {
    if inner.is_empty()
        || inner.len() > 60
        || !inner.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b';' | b' '))
    {
        return false;
    }
    let numbers: Vec<u32> = inner.split([',', ';']).filter_map(|n| n.trim().parse().ok()).collect();
    let parts = inner.split([',', ';']).count();
    let counts_up = numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
    numbers.len() == parts && counts_up && numbers.iter().all(|n| *n < 200) && (parts >= 2 || is_square)
}

/// `all parties)after`: an aside of several words, and a small letter right after it.
fn is_glued_bracket(before: &str, inner: &str, rest: &str) -> bool {
    let mut after = rest.chars();
    let is_word =
        after.next().is_some_and(char::is_lowercase) && after.next().is_some_and(char::is_lowercase);
    is_word && inner.contains(is_space) && (before.is_empty() || before.ends_with(is_space))
}

/// `security,but`: two words that a comma alone keeps apart.
fn glued_commas(text: &str, paragraph: Span, warnings: &mut Vec<Warning>) {
    let slice = paragraph.of(text);
    for at in memchr_iter(b',', slice.as_bytes()) {
        // A space follows nearly every comma.
        if slice[at + 1..].starts_with(' ') {
            continue;
        }
        let before = slice[..at].chars().rev().take_while(|c| c.is_lowercase()).take(3).count();
        let after = slice[at + 1..].chars().take_while(|c| c.is_lowercase()).take(3).count();
        if before < 3 || after < 2 {
            continue;
        }
        let from = super::chars::floor_boundary(slice, at.saturating_sub(60));
        let start = slice[from..at]
            .char_indices()
            .rev()
            .find(|&(_, c)| is_space(c))
            .map_or(from, |(i, c)| from + i + c.len_utf8());
        let end = at + slice[at..].char_indices().take(60).find(|&(_, c)| is_space(c)).map_or(1, |(i, _)| i);
        let word = &slice[start..end];
        if end > at + 1 && !word.contains(['/', '@', '=', '&']) {
            warnings.push(glued_at(text, Span::new(paragraph.start + start, paragraph.start + end)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn damage(lines: &[&str]) -> Vec<(WarningKind, String)> {
        let text = lines.join("\n");
        let mut paragraphs = Vec::new();
        let mut at = 0;
        for line in lines {
            paragraphs.push(Paragraph {
                span: Span::new(at, at + line.len()),
                turn: 0,
                first_sentence: 0,
                end_sentence: 0,
            });
            at += line.len() + 1;
        }
        in_paragraphs(&text, &paragraphs, |p| p.span)
            .into_iter()
            .map(|w| (w.kind, w.span.of(&text).to_owned()))
            .collect()
    }

    const WHOLE: &str = "We have agreed on everything that was on the agenda of the session today.";

    #[test]
    fn broken_paragraphs() {
        let mut lines = vec![WHOLE; 12];
        lines.extend([
            "Colleagues,",
            "Mr President, distinguished colleagues, ladies and gentlemen,",
            "Following the coup those who had gained power could not represent",
            "Article 1 obliges all. However, the",
            "So, discussing now who will enter and who will leave....",
            "And so we went there together, all of us (laughter)",
            "Mr. President, I wanted to ask you about —",
            "This is what we have in mind for the whole of the region:",
            "- an item of a list that is quite long but has no full stop",
            "END",
        ]);
        let found = damage(&lines);
        let broken: Vec<_> = found
            .iter()
            .filter(|(kind, _)| *kind == WarningKind::TruncatedParagraph)
            .map(|(_, text)| text.as_str())
            .collect();
        assert_eq!(
            broken,
            [
                "Following the coup those who had gained power could not represent",
                "Article 1 obliges all. However, the",
            ]
        );
    }

    #[test]
    fn residues_and_glue() {
        let kinds = |line: &str| {
            damage(&[line])
                .into_iter()
                .map(|(kind, text)| format!("{} {text}", kind.as_str()))
                .collect::<Vec<_>>()
        };
        assert_eq!(kinds("three statements (1, 2, 3) were adopted"), ["link-residue (1, 2, 3)"]);
        assert_eq!(kinds("as he said.[4] Then"), ["link-residue [4]"]);
        assert_eq!(kinds("(that heed the interests of all parties)after this"), ["glued-text parties)after"]);
        assert_eq!(kinds("peace and security,but also bread"), ["glued-text security,but"]);
        for line in [
            "in 2020 (20, 30) and (1) and (5, 3)",
            "minister(s)are (re)building",
            "see [a](b) and [2](c)",
            "3,5 and a,b",
            "x (a b) after",
        ] {
            assert_eq!(kinds(line), Vec::<String>::new(), "{line}");
        }
    }

    #[test]
    fn quotation_marks() {
        let count = |lines: &[&str]| {
            damage(lines).iter().filter(|(kind, _)| *kind == WarningKind::UnbalancedQuote).count()
        };
        for good in [
            "He said “yes” and ‘no’ and «да» and „ja“ and \"so\" and 「はい」.",
            "The countries’ aims and the ’90s and rock ‘n’ roll and don’t.",
            "‘The West’s aims’ are clear, and ‘they’re “ours”’.",
            "It is 5'10\" tall.",
            "»So« und »so«.",
            "",
        ] {
            assert_eq!(count(&[good]), 0, "{good}");
        }
        assert_eq!(count(&["“He said this.", "“And that.”"]), 0);
        assert_eq!(
            count(&["‘real sovereignty and the need to come out of Russia’s shadow. The West’s policy"]),
            1
        );
        assert_eq!(count(&["“He said this.", "And that."]), 1);
        assert_eq!(count(&["He said this.”"]), 1);
        assert_eq!(count(&["He said \"this."]), 1);
    }
}
