//! What at the head of a line *could* be the label of a turn.
//!
//! A candidate is judged by its shape alone: few words, capitals where names have them, an ending that
//! labels have (colon, full stop after capitals, a heading, a line of its own). Whether it is a label in
//! this document is decided in [`super::evidence`], because `Minsk:` and `Lavrov:` look the same.

use std::rc::Rc;

use memchr::{memchr_iter, memchr3};

use super::chars::{floor_boundary, is_closer, is_dash, is_ideographic, is_space};
use super::label_text::{Reading, Readings};
use super::lexicon::labels::{LabelWord, label_word};
use super::lexicon::names::{WIDE_OFFICES, is_honorific, is_particle};
use super::lines::Line;
use super::people::{has_initials, is_all_caps, plain, words};
use crate::engine::transcript::{LabelShape, Span};

/// The longest label in characters.
pub(super) const LONGEST: usize = 63;

/// The longest label in characters where it stands on a line of its own, with a title after the name.
pub(super) const LONGEST_LINE: usize = 160;

/// How a label is set off from the words that follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Style {
    /// `Sergey Lavrov:`
    Colon,

    /// `MR. PRICE:`
    CapsColon,

    /// `CHAIR POWELL.` or `PREGUNTA.-`
    Stop,

    /// `Question –`
    Dash,

    /// `Q` and at least two spaces or a no-break space.
    WideSpace,

    /// `Q` and one space.
    Space,

    /// A Markdown heading that ends in a colon.
    Heading,

    /// A Markdown heading without a colon.
    BareHeading,

    /// `**Question:**`
    Bold,

    /// `**Question**`
    BareBold,

    /// `（問）`
    Bracket,

    /// A name on a line of its own.
    OwnLine,
}

impl Style {
    /// The shape that the user knows it by.
    pub(super) fn shape(self) -> LabelShape {
        match self {
            Self::Colon | Self::CapsColon | Self::Dash => LabelShape::Colon,
            Self::Stop => LabelShape::Stop,
            Self::WideSpace | Self::Space | Self::Bracket => LabelShape::Letter,
            Self::Heading | Self::BareHeading => LabelShape::Heading,
            Self::Bold | Self::BareBold => LabelShape::Bold,
            Self::OwnLine => LabelShape::OwnLine,
        }
    }
}

/// Something that looks like the label of a turn.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Index of its line.
    pub line: usize,

    /// The label with its decoration and its colon.
    pub span: Span,

    /// The name or word, without decoration, brackets or affiliation.
    pub name: Rc<str>,

    /// In small letters, to count how often it recurs.
    pub key: Rc<str>,

    /// How it is set off.
    pub style: Style,

    /// What it says if it is a word and no name.
    pub word: Option<LabelWord>,

    /// Who asks or what is said about the name: `Question (Reuters):`, `Jane Doe, Reuters:`.
    pub aside: Option<Rc<str>>,

    /// Whether words follow on its line, and whether they begin with a small letter.
    pub follows: Follows,
}

/// What stands after a label on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Follows {
    /// Nothing.
    Nothing,

    /// Words that begin as a sentence does.
    Sentence,

    /// A small letter.
    SmallLetter,
}

/// Looks for a label at the head of a line.
pub(super) fn at<'t>(
    text: &'t str,
    lines: &[Line],
    index: usize,
    readings: &mut Readings<'t>,
) -> Option<Candidate> {
    let line = &lines[index];
    let content = line.content.of(text);
    let head = &content[..floor_boundary(content, 4 * LONGEST_LINE)];
    let lead = decoration(head);
    let rest = &head[lead.length..];
    let first = rest.chars().next()?;
    let found = if lead.is_heading {
        heading(rest, head.len() == content.len(), readings)
    } else if matches!(first, '（' | '【' | '［' | '〔' | '(' | '[') {
        bracket(rest, readings)
    } else if first.is_alphabetic() || matches!(first, '《' | '「') {
        spaced_letter(rest, readings)
            .or_else(|| colon(rest, lead.mark, readings))
            .or_else(|| bare_bold(rest, lead.mark, readings))
            .or_else(|| letter(rest, readings))
            .or_else(|| stop(rest, readings))
            .or_else(|| dash(rest, readings))
            .or_else(|| {
                let is_alone =
                    head.len() == content.len() && !lines.get(index + 1).is_some_and(|next| next.joins);
                if is_alone { own_line(rest, readings) } else { None }
            })
    } else {
        None
    }?;
    let start = line.content.start;
    let end = start + lead.length + found.end;
    let after = text[end..line.content.end].trim_start_matches(is_space);
    let follows = match after.chars().find(|c| c.is_alphanumeric()) {
        None if after.is_empty() => Follows::Nothing,
        Some(c) if c.is_lowercase() => Follows::SmallLetter,
        _ => Follows::Sentence,
    };
    Some(Candidate {
        line: index,
        span: Span::new(start, end),
        name: found.reading.name,
        key: found.reading.key,
        style: found.style,
        word: found.reading.word,
        aside: found.reading.aside,
        follows,
    })
}

/// What stands before the name: a heading mark, an emphasis mark, a time stamp.
struct Decoration<'t> {
    length: usize,
    is_heading: bool,
    mark: &'t str,
}

fn decoration(head: &str) -> Decoration<'_> {
    let after_time = head.len() - after_time_stamp(head).len();
    let rest = &head[after_time..];
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    let is_heading = (1..=6).contains(&hashes) && rest[hashes..].starts_with(is_space);
    let mut length = after_time;
    if is_heading {
        let inner = rest[hashes..].trim_start_matches(is_space);
        length = head.len() - inner.len();
    }
    let inner = &head[length..];
    let mark = ["***", "**", "__", "*", "_"].into_iter().find(|mark| inner.starts_with(mark)).unwrap_or("");
    Decoration { length: length + mark.len(), is_heading, mark }
}

/// What follows a time stamp such as `[00:12:30]`.
fn after_time_stamp(head: &str) -> &str {
    let Some(inner) = head.strip_prefix(['[', '(']) else {
        return head;
    };
    let digits = inner
        .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ',' | '-' | '>' | ' '));
    let stamp = &inner[..inner.len() - digits.len()];
    match digits.strip_prefix([']', ')']) {
        Some(rest) if stamp.contains(':') => rest.trim_start_matches(is_space),
        _ => head,
    }
}

/// A label that was recognised in a string.
struct Found {
    /// Its end in the string, colon and closing marks included.
    end: usize,
    style: Style,
    reading: Reading,
}

impl Found {
    fn is_word(&self) -> bool {
        self.reading.word.is_some()
    }
}

fn found<'t>(label: &'t str, end: usize, style: Style, readings: &mut Readings<'t>) -> Option<Found> {
    Some(Found { end, style, reading: readings.read(label)? })
}

/// Whether one of the bytes with which a sign and its kin begin stands among the first characters.
fn may_hold(rest: &str, [a, b, c]: [u8; 3], characters: usize) -> bool {
    let upto = |bytes: usize| &rest.as_bytes()[..rest.len().min(bytes)];
    let head = upto(characters);
    memchr3(a, b, c, if head.is_ascii() { head } else { upto(4 * characters) }).is_some()
}

fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：' | '︰' | '﹕' | '꞉')
}

/// `Name Surname: `, `**Question:** `, `问：`.
fn colon<'t>(rest: &'t str, mark: &str, readings: &mut Readings<'t>) -> Option<Found> {
    if !may_hold(rest, [b':', 0xEA, 0xEF], LONGEST + 8) {
        return None;
    }
    // The colon of a time is none: `Jane Doe (00:12):`.
    let in_time = |at: usize| {
        rest[..at].ends_with(|c: char| c.is_ascii_digit())
            && rest[at + 1..].starts_with(|c: char| c.is_ascii_digit())
    };
    let (at, sign) = rest
        .char_indices()
        .take(LONGEST + 8)
        .take_while(|&(_, c)| !matches!(c, '!' | '?' | ';' | '。' | '！' | '？' | '；' | '…' | '¿' | '¡'))
        .find(|&(at, c)| is_colon(c) && !(c == ':' && in_time(at)))?;
    let mut end = at + sign.len_utf8();
    let mut label = rest[..at].trim_end_matches(is_space);
    let mut style = if is_all_caps(label) { Style::CapsColon } else { Style::Colon };
    if !mark.is_empty() {
        if let Some(inner) = label.strip_suffix(mark) {
            label = inner;
            style = Style::Bold;
        } else if rest[end..].starts_with(mark) {
            end += mark.len();
            style = Style::Bold;
        } else if mark.len() == 1 {
            return None;
        }
    }
    let next = rest[end..].chars().next();
    let is_apart = sign != ':'
        || next.is_none_or(|c| {
            is_space(c) || !c.is_alphanumeric() && c != '/' || c.is_uppercase() || is_ideographic(c)
        });
    if !is_apart || rest[end..].starts_with("//") {
        return None;
    }
    found(label, end, style, readings)
}

/// `**Question** How …`
fn bare_bold<'t>(rest: &'t str, mark: &str, readings: &mut Readings<'t>) -> Option<Found> {
    if mark.len() < 2 {
        return None;
    }
    let at = rest.find(mark)?;
    found(rest[..at].trim_matches(is_space), at + mark.len(), Style::BareBold, readings)
}

/// A heading is a label as a whole or up to its colon.
fn heading<'t>(rest: &'t str, is_whole: bool, readings: &mut Readings<'t>) -> Option<Found> {
    let unmarked = rest.trim_end_matches(['#', '*', '_']).trim_end_matches(is_space);
    if let Some(mut label) = colon(unmarked, "", readings) {
        label.style = Style::Heading;
        if label.end == unmarked.len() {
            label.end = rest.len();
        }
        return Some(label);
    }
    if !is_whole {
        return None;
    }
    let inner = unmarked.strip_suffix(is_colon).unwrap_or(unmarked);
    let style = if inner.len() == unmarked.len() { Style::BareHeading } else { Style::Heading };
    found(inner.trim_end_matches(['*', '_']), rest.len(), style, readings)
}

/// `Q    So, on this: …`: a letter and a wide gap, whatever follows.
fn spaced_letter<'t>(rest: &'t str, readings: &mut Readings<'t>) -> Option<Found> {
    letter(rest, readings).filter(|found| found.style == Style::WideSpace && found.is_word())
}

/// `Q   And …`, `Q. And`, `Q1. And`, `A    Yes`.
fn letter<'t>(rest: &'t str, readings: &mut Readings<'t>) -> Option<Found> {
    let first = rest.chars().next().filter(|c| c.is_uppercase() || *c == 'س' || *c == 'ج')?;
    let after = &rest[first.len_utf8()..];
    let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = &after[digits.min(3)..];
    let at = rest.len() - after.len();
    let stop = after.strip_prefix(['.', ')']).map(|a| a.strip_prefix(is_dash).unwrap_or(a));
    if let Some(after) = stop {
        let is_label = after.starts_with(is_space) || after.is_empty();
        let end = rest.len() - after.len();
        return if is_label { found(&rest[..at], end, Style::Stop, readings) } else { None };
    }
    let mut gap = after.chars().take_while(|&c| is_space(c));
    let space = gap.next().filter(|_| digits == 0)?;
    let dashed = after.trim_start_matches(is_space);
    if let Some(spoken) = dashed.strip_prefix(is_dash).filter(|s| s.starts_with(is_space)) {
        return found(&rest[..at], rest.len() - spoken.len(), Style::Dash, readings);
    }
    let style = if space != ' ' || gap.next().is_some() { Style::WideSpace } else { Style::Space };
    found(&rest[..at], at, style, readings)
}

/// `CHAIR POWELL. `, `PREGUNTA.- `, `Pregunta.— `.
fn stop<'t>(rest: &'t str, readings: &mut Readings<'t>) -> Option<Found> {
    // Most paragraphs begin with a word that is not in capitals; then only a dash after the full stop makes a label.
    let may_be_dashed =
        || memchr_iter(b'.', rest.as_bytes()).any(|stop| rest[stop + 1..].starts_with(is_dash));
    let mut at = 0;
    for word in rest.split_inclusive(is_space).take(7) {
        let bare = word.trim_end_matches(is_space);
        at += word.len();
        let ending = bare.trim_end_matches(is_dash);
        let is_dashed = ending.len() < bare.len() && ending.ends_with('.');
        let label_end = at - word.len() + ending.len() - usize::from(ending.ends_with('.'));
        let label = rest.get(..label_end)?;
        let is_last = ending.ends_with('.') && !is_honorific(&plain(ending)) && !has_initials(ending);
        if is_last {
            let is_set_off = is_dashed || is_all_caps(label);
            let end = at - word.len() + bare.len();
            return if is_set_off { found(label, end, Style::Stop, readings) } else { None };
        }
        if !is_all_caps(bare)
            && (!may_be_dashed() || (label_word(&plain(bare)).is_none() && !is_particle(bare)))
        {
            return None;
        }
    }
    None
}

/// `Question – How …`: only for words, since names before a dash are datelines.
fn dash<'t>(rest: &'t str, readings: &mut Readings<'t>) -> Option<Found> {
    if !may_hold(rest, [b'-', 0xE2, 0xEF], LONGEST) {
        return None;
    }
    let at = rest.char_indices().take(LONGEST).find(|&(_, c)| is_dash(c)).map(|(at, _)| at)?;
    let label = rest[..at].strip_suffix(is_space)?;
    let after = rest[at..].trim_start_matches(is_dash);
    if !after.starts_with(is_space) {
        return None;
    }
    found(label.trim_end_matches(is_space), rest.len() - after.len(), Style::Dash, readings)
        .filter(Found::is_word)
}

/// `（問）`, `【記者】`.
fn bracket<'t>(rest: &'t str, readings: &mut Readings<'t>) -> Option<Found> {
    let open = rest.chars().next()?;
    let inner = &rest[open.len_utf8()..];
    let (at, close) = inner.char_indices().take(20).find(|&(_, c)| is_closer(c))?;
    let end = open.len_utf8() + at + close.len_utf8();
    // "(Laughter)" stands in brackets too: a name there must bear an office.
    found(&inner[..at], end, Style::Bracket, readings)
        .filter(|f| f.is_word() || WIDE_OFFICES.iter().any(|office| f.reading.name.contains(office)))
}

/// A name or word that is all that its line holds.
fn own_line<'t>(rest: &'t str, readings: &mut Readings<'t>) -> Option<Found> {
    if rest.ends_with(['.', '!', '?', ',', ';', '…', '。', '！', '？', '，'])
        || rest.char_indices().nth(LONGEST_LINE).is_some()
    {
        return None;
    }
    let found = found(rest, rest.len(), Style::OwnLine, readings)?;
    // A title after the name goes with capitals only: "Prime Minister, it is a pleasure" is a form of address.
    let is_plain = found.reading.aside.is_none() || is_all_caps(rest);
    let is_long = words(&found.reading.name).len() >= 2 || found.reading.name.chars().any(is_ideographic);
    (found.is_word() || (is_plain && is_long)).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;

    fn label(text: &str) -> Option<(String, Style)> {
        let lines = lines::split(text);
        lines.first()?;
        at(text, &lines, 0, &mut Readings::default()).map(|c| (c.span.of(text).to_owned(), c.style))
    }

    #[test]
    fn label_shapes_are_recognised() {
        let nbsp = "\u{A0}";
        let cases = [
            ("Sergey Lavrov: The SCO", "Sergey Lavrov:", Style::Colon),
            ("Sergey Lavrov:\u{A0} The SCO", "Sergey Lavrov:", Style::Colon),
            ("Question: How?", "Question:", Style::Colon),
            ("Question : Comment ?", "Question :", Style::Colon),
            ("Question\u{A0}: Comment ?", "Question\u{A0}:", Style::Colon),
            ("Question (Reuters): How?", "Question (Reuters):", Style::Colon),
            ("Q: How?", "Q:", Style::CapsColon),
            ("MR. PRICE: Good afternoon.", "MR. PRICE:", Style::CapsColon),
            ("PRESIDENT TRUMP:  Thank you", "PRESIDENT TRUMP:", Style::CapsColon),
            ("CHAIR POWELL. Good afternoon.", "CHAIR POWELL.", Style::Stop),
            ("MS. SMITH. Thank you.", "MS. SMITH.", Style::Stop),
            ("PREGUNTA.- ¿Cuándo?", "PREGUNTA.-", Style::Stop),
            ("PREGUNTA: ¿Cuándo?", "PREGUNTA:", Style::CapsColon),
            ("Вопрос: Как?", "Вопрос:", Style::Colon),
            ("С.В.Лавров: Да.", "С.В.Лавров:", Style::Colon),
            ("С. В. Лавров: Да.", "С. В. Лавров:", Style::Colon),
            ("Питання: Як?", "Питання:", Style::Colon),
            ("Frage: Wie?", "Frage:", Style::Colon),
            ("问：怎样？", "问：", Style::Colon),
            ("答：好。", "答：", Style::Colon),
            ("法新社记者：请问", "法新社记者：", Style::Colon),
            ("《环球时报》记者：请问", "《环球时报》记者：", Style::Colon),
            ("سؤال: كيف؟", "سؤال:", Style::Colon),
            ("Q    Thanks, Jen.", "Q", Style::WideSpace),
            ("Q Thanks, Jen.", "Q", Style::Space),
            ("Q. Thanks.", "Q.", Style::Stop),
            ("Q – Merci.", "Q –", Style::Dash),
            ("Question – Merci.", "Question –", Style::Dash),
            ("### Audrey Tang:", "### Audrey Tang:", Style::Heading),
            ("### 唐鳳：", "### 唐鳳：", Style::Heading),
            ("## Question", "## Question", Style::BareHeading),
            ("**Question:** How?", "**Question:**", Style::Bold),
            ("**Jane Doe**: Well", "**Jane Doe**:", Style::Bold),
            ("**Jane Doe** Well", "**Jane Doe**", Style::BareBold),
            ("（問）いつですか。", "（問）", Style::Bracket),
            (
                "HUGO LÓPEZ-GATELL RAMÍREZ, SUBSECRETARIO DE SALUD",
                "HUGO LÓPEZ-GATELL RAMÍREZ, SUBSECRETARIO DE SALUD",
                Style::OwnLine,
            ),
            ("Jane Doe, Reuters: Thank you.", "Jane Doe, Reuters:", Style::Colon),
            (
                "President of Russia Vladimir Putin: Good day",
                "President of Russia Vladimir Putin:",
                Style::Colon,
            ),
            ("[00:12:30] Jane Doe: Well", "[00:12:30] Jane Doe:", Style::Colon),
            ("Jane Doe (00:12): Well", "Jane Doe (00:12):", Style::Colon),
            ("Speaker 1: Well", "Speaker 1:", Style::Colon),
            ("The Prime Minister: Well", "The Prime Minister:", Style::Colon),
            (
                "Министр иностранных дел России С.В.Лавров: Да",
                "Министр иностранных дел России С.В.Лавров:",
                Style::Colon,
            ),
        ];
        for (text, span, style) in cases {
            let text = text.replace("NBSP", nbsp);
            assert_eq!(label(&text), Some((span.to_owned(), style)), "{text}");
        }
    }

    #[test]
    fn running_text_has_no_label_shape() {
        for text in [
            "for example: peace",
            "12:30 was the time",
            "Note: this is a draft",
            "There are three things: peace",
            "He said: go",
            "At 12:30 we met",
            "We know this: it is hard",
            "https://example.org/a",
            "In Minsk: nothing",
            "The list follows: one",
            "A summit is a summit",
            "例如：这个",
            "他说：好",
            "第一，好：",
            "Он сказал: да",
            "Во-первых: да",
            "Es gibt drei Dinge: eins",
            "Il a dit : oui",
            "",
            "…: x",
            ": x",
            "(Laughter.)",
            "[inaudible]",
            "Colleagues,",
            "a: b",
        ] {
            let found = label(text).filter(|(_, style)| !matches!(style, Style::Space | Style::OwnLine));
            assert_eq!(found, None, "{text}");
        }
    }

    #[test]
    fn what_is_said_about_a_label() {
        let read = |text: &str| {
            let lines = lines::split(text);
            let label = at(text, &lines, 0, &mut Readings::default()).expect("a label");
            (label.name.to_string(), label.word, label.aside.as_deref().map(str::to_owned))
        };
        assert_eq!(
            read("Question (Reuters): x"),
            ("Question".into(), Some(LabelWord::Question), Some("Reuters".into()))
        );
        assert_eq!(
            read("Question (translated from French): x"),
            ("Question".into(), Some(LabelWord::Question), None)
        );
        assert_eq!(
            read("Question from Jane Doe: x"),
            ("Question from Jane Doe".into(), Some(LabelWord::Question), Some("Jane Doe".into()))
        );
        assert_eq!(read("Question 2: x").1, Some(LabelWord::Question));
        assert_eq!(read("Jane Doe, Reuters: x"), ("Jane Doe".into(), None, Some("Reuters".into())));
        assert_eq!(read("Vladimir Putin (retranslated): x").0, "Vladimir Putin");
        assert_eq!(read("主持人：x").1, Some(LabelWord::Moderator));
        assert_eq!(read("法新社记者：x").1, Some(LabelWord::Question));
    }
}
