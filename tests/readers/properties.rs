//! Properties of any text that people bring.

use encoding_rs::{BIG5, Encoding, GB18030, KOI8_R, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252};
use proptest::prelude::*;
use stance::engine::document::Document;
use stance::engine::judgement::Quote;
use stance::engine::transcript::{
    Edits, Facts, Format, Furniture, FurnitureEdit, FurnitureReason, Source, Span,
};
use stance::io::load::decode::decode;

use super::talks::{TALKS, Talk};
use crate::targets::{self, invariants};

/// Lines as they stand in transcripts of all kinds.
const LINES: &[&str] = &[
    "Question: Why did you not?",
    "Question:",
    "Sergey Smith: We did. We will.",
    "MS. DOE:  Good day.",
    "Q    Thanks.",
    "Q\u{a0}\u{a0}\u{a0}Thanks.",
    "A   Because.",
    "CHAIR POE. Well.",
    "QUESTION. How?",
    "JANE DOE",
    "### Jane Doe:",
    "### Jane Doe",
    "## Heading",
    "**Question:** Why?",
    "**Jane Doe**: So.",
    "**Jane Doe, *minister*:** So.",
    "问：为什么？",
    "答：因为。",
    "记者：这会持续多久？这将持续一年，我们会及时通知大家。",
    "Вопрос: Как?",
    "И.И.Петров: Так.",
    "Question : où était-il ?",
    "Frage: Wie?",
    "PREGUNTA",
    "سؤال: لماذا؟",
    "الوزير: \u{200f}لأن ذلك ضروري.",
    "---",
    "***",
    "",
    "",
    "   ",
    "\u{a0}",
    "\u{200b}",
    "15:38",
    "26 May 202017:51",
    "676-12-04-2024",
    "Geneva, June 10, 2022",
    "• en-GB1 ru-RU1",
    "Share the Post:",
    "Additional materials",
    "Source: The Ministry",
    "<iframe></iframe>",
    "![](a.png)",
    "# Remarks by Jane Doe",
    "title: x",
    "date: 2024-01-01",
    "> quoted",
    "- item",
    "END 2:30 P.M. EDT",
    "Page 1 of 26",
    "(Laughter.)",
    "He said that",
    "imagine.China\u{2019}s way (that is, of all)after it (1, 2, 3)",
    "We agreed on much today, and we will go on with it in the months to come.",
];

/// What stands between letters where it should not, or should.
const BITS: &[&str] = &[
    "\u{ad}",
    "\u{a0}",
    "\u{202f}",
    "e\u{301}",
    "\u{301}",
    "👩\u{200d}👩\u{200d}👦",
    "🇨🇭",
    "\0",
    "\u{feff}",
    "\u{200b}",
    "\u{202e}",
    "\u{fffd}",
    "𝔄",
    "：",
    ":",
    ".",
    "“",
    "”",
    "’",
    "**",
    "#",
    "|",
    "\t",
    "ß",
    "İ",
    "ﬁ",
    "한",
    "ไทย",
    "\u{1b}",
];

const ENDS: &[&str] =
    &["\n", "\n", "\n\n", "\r\n", "\r\n\r\n", "\r", " ", "\u{85}", "\u{2028}", "\u{2029}", "\u{c}", "\u{b}"];

fn texts() -> impl Strategy<Value = String> {
    let line = prop::sample::select(LINES);
    let bit = prop::option::weighted(0.3, (prop::sample::select(BITS), any::<prop::sample::Index>()));
    let long = prop::option::weighted(0.01, 100..900_usize);
    let line = (line, bit, long).prop_map(|(line, bit, long)| {
        let mut line = line.to_owned();
        if let Some((bit, at)) = bit {
            let places: Vec<usize> = line.char_indices().map(|(at, _)| at).chain([line.len()]).collect();
            line.insert_str(places[at.index(places.len())], bit);
        }
        // Up to a line of 50 kB.
        line.repeat(long.unwrap_or(1))
    });
    let front = prop::option::weighted(
        0.2,
        Just("---\ntitle: \"A\"\ndate: 2024-06-21\nspeakers:\n  - Jane Doe\n---\n"),
    );
    let lines = prop::collection::vec((line, prop::sample::select(ENDS)), 0..30);
    (front, lines).prop_map(|(front, lines)| {
        let lines: String = lines.into_iter().map(|(line, end)| line + end).collect();
        front.unwrap_or_default().to_owned() + &lines
    })
}

fn document(text: &str) -> Document {
    let source = Source { path: "a.txt".to_owned(), format: Format::Text, encoding: "UTF-8".to_owned() };
    Document::new(source, text, Facts::default())
}

/// A text without what is blank at its ends.
fn bare(text: &str) -> &str {
    let is_blank = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{FEFF}')
    };
    text.trim_matches(is_blank)
}

/// All that a talk says, long enough to tell its encoding.
fn prose(talk: &Talk) -> String {
    let turns = talk.turns.iter().enumerate();
    let turns =
        turns.map(|(i, words)| format!("{}: {words}", if i % 2 == 1 { talk.question } else { talk.speaker }));
    [talk.title.to_owned(), talk.dateline.to_owned()]
        .into_iter()
        .chain(turns)
        .collect::<Vec<_>>()
        .join("\n\n")
}

fn utf16(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let bytes = |unit: u16| if encoding == UTF_16LE { unit.to_le_bytes() } else { unit.to_be_bytes() };
    text.encode_utf16().flat_map(bytes).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn parts_rebuild_the_text_and_reading_twice_gives_the_same(text in texts()) {
        targets::structure(text.as_bytes());
    }

    #[test]
    fn quotes_are_verbatim(text in texts()) {
        let document = document(&text);
        let read = document.read(&Edits::default());
        for sentence in &read.sentences {
            let quote = Quote::new(document.hash(), &read, sentence.span);
            prop_assert_eq!(quote.words.as_str(), &text[sentence.span.start..sentence.span.end]);
        }
        let parts = invariants::parts(&read);
        prop_assert_eq!(parts.iter().map(|(_, span)| span.end - span.start).sum::<usize>(), text.len());
    }

    #[test]
    fn what_stands_beside_a_text_changes_nothing_and_comes_back_whole(
        (above, text, below) in (texts(), texts(), texts()),
        restored in prop::collection::vec(any::<(prop::sample::Index, prop::sample::Index)>(), 1..4),
    ) {
        let (above, text, below) = (format!("Menu\n{}", bare(&above)), bare(&text), format!("Menu\n{}", bare(&below)));
        prop_assume!(!text.is_empty());
        let alone = document(&format!("{text}\n")).read(&Edits::default());
        let start = above.len() + 2;
        let mut page = document(&format!("{above}\n\n{text}\n\n{below}"));
        let pieces = [Span::new(0, above.len()), Span::new(page.text.len() - below.len(), page.text.len())];
        page.facts.furniture =
            pieces.map(|span| Furniture { span, reason: FurnitureReason::BesideText }).to_vec();
        let mut read = page.read(&Edits::default());
        invariants::check(&read);
        // Without what was added, and counted from the start of the text, it is the same.
        read.furniture.retain(|piece| piece.reason != FurnitureReason::BesideText);
        let back = |span: Span| Span::new(span.start - start, span.end - start);
        read.turns.iter_mut().for_each(|turn| {
            (turn.span, turn.label) = (back(turn.span), turn.label.map(back));
        });
        read.paragraphs.iter_mut().for_each(|paragraph| paragraph.span = back(paragraph.span));
        read.sentences.iter_mut().for_each(|sentence| sentence.span = back(sentence.span));
        read.furniture.iter_mut().for_each(|piece| piece.span = back(piece.span));
        let placed = read.warnings.iter_mut().filter(|warning| !warning.span.is_empty());
        placed.for_each(|warning| warning.span = back(warning.span));
        read.meta.title_span = read.meta.title_span.map(back);
        read.text = alone.text.clone();
        prop_assert_eq!(read, alone);
        // Whatever is restored, all places fit together.
        let furniture = restored.iter().map(|(from, to)| {
            let (from, to) = (from.index(page.text.len()), to.index(page.text.len()));
            FurnitureEdit { span: Span::new(from.min(to), from.max(to)), is_furniture: false }
        });
        invariants::check(&page.read(&Edits { furniture: furniture.collect(), ..Edits::default() }));
    }

    #[test]
    fn any_bytes_are_decoded(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        targets::decode(&bytes);
    }

    #[test]
    fn a_text_with_a_mark_comes_back(text in texts()) {
        // A second mark is a character of the text.
        let text = text.trim_start_matches('\u{feff}');
        for (encoding, mark) in [(UTF_8, &b"\xef\xbb\xbf"[..]), (UTF_16LE, b"\xff\xfe"), (UTF_16BE, b"\xfe\xff")] {
            let bytes = if encoding == UTF_8 { text.as_bytes().to_vec() } else { utf16(text, encoding) };
            let marked = [mark, &bytes].concat();
            let decoded = decode(&marked);
            prop_assert_eq!((&*decoded.text, decoded.encoding), (text, encoding.name()));
        }
    }

    #[test]
    fn a_page_of_prose_comes_back_without_a_mark(talk in 0..TALKS.len(), first in 0..5_usize) {
        let talk = &TALKS[talk];
        let text = format!("{}\r\n{}", talk.turns[first], prose(talk));
        for encoding in [UTF_16LE, UTF_16BE] {
            let bytes = utf16(&text, encoding);
            let decoded = decode(&bytes);
            prop_assert_eq!((&*decoded.text, decoded.encoding), (text.as_str(), encoding.name()));
        }
        for encoding in [UTF_8, WINDOWS_1251, WINDOWS_1252, KOI8_R, GB18030, BIG5] {
            let (bytes, _, has_unknown) = encoding.encode(&text);
            // A set of letters is tried on the languages that are written with it.
            let is_usual = match talk.language {
                "ru" => encoding != GB18030 && encoding != BIG5,
                "uk" => encoding == WINDOWS_1251,
                "fr" | "de" | "es" => encoding == WINDOWS_1252,
                "zh" => encoding == GB18030,
                "zh-Hant" => encoding == BIG5,
                _ => false,
            };
            if encoding == UTF_8 || (is_usual && !has_unknown) {
                let decoded = decode(&bytes);
                prop_assert_eq!(&*decoded.text, text.as_str(), "{} {}", encoding.name(), decoded.encoding);
            }
        }
    }
}
