//! The whole reading: the five seeds against what a person read in them, and properties of any text.

use std::collections::HashMap;
use std::sync::Arc;

use proptest::prelude::*;
use serde::Deserialize;

use super::read;
use crate::engine::transcript::{Edits, Facts, Format, FurnitureEdit, LabelShape, Source, Span, Transcript};

/// What a person found in one seed; lines count from 1.
#[derive(Deserialize)]
struct Gold {
    file: String,
    title_line: usize,
    date: String,
    date_source: String,
    place: String,
    organisation: String,
    event: String,
    speaker: String,
    words: usize,
    turns: Vec<(String, usize, usize)>,
    furniture: Vec<(String, usize, usize)>,
    warnings: Vec<(String, usize)>,
}

#[derive(Deserialize)]
struct GoldFile {
    seed: Vec<Gold>,
}

fn root() -> std::path::PathBuf {
    std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn source(name: &str) -> Source {
    let format = if name.ends_with(".md") { Format::Markdown } else { Format::Text };
    Source { path: name.to_owned(), format, encoding: "UTF-8".to_owned() }
}

fn read_str(text: &str) -> Transcript {
    read(source("test.txt"), Arc::from(text), &Facts::default(), &Edits::default())
}

/// The rows of the seeds' `metadata.csv` by id.
fn facts() -> HashMap<String, Facts> {
    let mut reader = csv::Reader::from_path(root().join("seeds/metadata.csv")).expect("the table is there");
    let headers = reader.headers().expect("headers").clone();
    reader
        .records()
        .map(|row| {
            let row = row.expect("a row");
            let field = |name: &str| {
                let at = headers.iter().position(|h| h == name).expect("a column");
                Some(row[at].to_owned()).filter(|v| !v.is_empty())
            };
            let facts = Facts {
                title: field("title"),
                date: field("date").and_then(|d| d.parse().ok()),
                place: field("place"),
                organisation: field("organisation"),
                event: field("event"),
                speakers: field("speaker").map(|s| vec![s]),
                publisher: field("publisher"),
                language: field("language"),
                furniture: Vec::new(),
            };
            (field("id").expect("an id"), facts)
        })
        .collect()
}

fn seeds() -> Vec<(Gold, Transcript)> {
    let gold = std::fs::read_to_string(root().join("tests/fixtures/seeds-structure.toml"))
        .expect("the fixture is there");
    let gold: GoldFile = toml::from_str(&gold).expect("the fixture is well formed");
    let facts = facts();
    gold.seed
        .into_iter()
        .map(|gold| {
            let text =
                std::fs::read_to_string(root().join("seeds").join(&gold.file)).expect("the seed is there");
            let id = gold.file.trim_end_matches(".txt");
            let transcript = read(source(&gold.file), Arc::from(text), &facts[id], &Edits::default());
            (gold, transcript)
        })
        .collect()
}

/// First and last line of a span, counted from 1.
fn line_range(text: &str, span: Span) -> (usize, usize) {
    let line = |at: usize| text[..at].matches('\n').count() + 1;
    (line(span.start), line(span.end))
}

#[test]
fn the_seeds_are_read_as_a_person_reads_them() {
    for (gold, t) in seeds() {
        let file = &gold.file;
        let turns: Vec<_> = t
            .turns
            .iter()
            .map(|turn| {
                let (first, last) = line_range(&t.text, turn.span);
                (turn.kind.as_str().to_owned(), first, last)
            })
            .collect();
        assert_eq!(turns, gold.turns, "turns of {file}");
        let furniture: Vec<_> = t
            .furniture
            .iter()
            .map(|f| {
                let (first, last) = line_range(&t.text, f.span);
                (f.reason.as_str().to_owned(), first, last)
            })
            .collect();
        assert_eq!(furniture, gold.furniture, "furniture of {file}");
        let warnings: Vec<_> =
            t.warnings.iter().map(|w| (w.kind.as_str().to_owned(), line_range(&t.text, w.span).0)).collect();
        assert_eq!(warnings, gold.warnings, "warnings of {file}");
        for turn in &t.turns {
            let expected = (turn.kind.as_str() != "question").then_some(gold.speaker.as_str());
            assert_eq!(turn.speaker.as_deref(), expected, "speaker in {file}");
        }
        assert_eq!(t.meta.speakers, [gold.speaker.as_str()], "{file}");
        let title = t.meta.title_span.expect("a title");
        assert_eq!(line_range(&t.text, title), (gold.title_line, gold.title_line), "{file}");
        assert_eq!(
            t.slice(title),
            t.text.lines().nth(gold.title_line - 1).expect("the line").trim(),
            "{file}"
        );
        let date = t.meta.date.expect("a date");
        assert_eq!(
            (date.value.to_string(), date.source.as_str()),
            (gold.date.clone(), gold.date_source.as_str()),
            "{file}"
        );
        assert_eq!(t.meta.place.as_deref(), Some(gold.place.as_str()), "{file}");
        assert_eq!(t.meta.organisation.as_deref(), Some(gold.organisation.as_str()), "{file}");
        assert_eq!(t.meta.event.as_deref(), Some(gold.event.as_str()), "{file}");
        assert_eq!(t.meta.language.as_deref(), Some("en"), "{file}");
        assert_eq!(t.words, gold.words, "words of {file}");
        check(&t);
    }
}

#[test]
fn without_facts_the_first_seed_has_no_date() {
    let text =
        std::fs::read_to_string(root().join("seeds/000_72ad92bfb7654994.txt")).expect("the seed is there");
    let t = read(source("000_72ad92bfb7654994.txt"), Arc::from(text), &Facts::default(), &Edits::default());
    assert_eq!(t.meta.date, None);
    assert!(t.warnings.iter().any(|w| w.kind.as_str() == "no-date"));
}

/// What holds of every transcript.
fn check(t: &Transcript) {
    let mut covered: Vec<Span> = Vec::new();
    for (index, turn) in t.turns.iter().enumerate() {
        assert!(!turn.span.is_empty() && turn.first_paragraph < turn.end_paragraph);
        let paragraphs = &t.paragraphs[turn.first_paragraph..turn.end_paragraph];
        assert_eq!(turn.span.end, paragraphs[paragraphs.len() - 1].span.end);
        assert_eq!(turn.span.start, turn.label.unwrap_or(paragraphs[0].span).start);
        if let Some(label) = turn.label {
            assert!(label.end <= paragraphs[0].span.start);
            let _ = t.slice(label);
        }
        let mut at = turn.label.unwrap_or(turn.span).start;
        for (p, paragraph) in paragraphs.iter().enumerate() {
            assert_eq!(paragraph.turn, index);
            assert!(
                paragraph.span.start >= at
                    && !paragraph.span.is_empty()
                    && turn.span.contains(paragraph.span)
            );
            assert!(paragraph.first_sentence < paragraph.end_sentence);
            let mut inner = paragraph.span.start;
            for sentence in &t.sentences[paragraph.first_sentence..paragraph.end_sentence] {
                assert_eq!(sentence.paragraph, turn.first_paragraph + p);
                assert!(paragraph.span.contains(sentence.span) && !sentence.span.is_empty());
                assert!(t.text[inner..sentence.span.start].chars().all(super::chars::is_space));
                assert!(!t.slice(sentence.span).starts_with(super::chars::is_space));
                inner = sentence.span.end;
            }
            assert_eq!(inner, paragraph.span.end, "sentences reach the end");
            at = paragraph.span.end;
        }
        covered.push(turn.span);
    }
    assert_eq!(t.turns.last().map_or(0, |turn| turn.end_paragraph), t.paragraphs.len());
    assert_eq!(t.paragraphs.last().map_or(0, |p| p.end_sentence), t.sentences.len());
    for furniture in &t.furniture {
        let _ = t.slice(furniture.span);
        covered.push(furniture.span);
    }
    let mut sorted = covered.clone();
    sorted.sort();
    for pair in sorted.windows(2) {
        assert!(pair[0].end <= pair[1].start, "{pair:?} overlap");
    }
    assert!(t.turns.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    assert!(t.furniture.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    for warning in &t.warnings {
        let _ = t.slice(warning.span);
        assert!(!warning.message.is_empty());
    }
    if let Some(title) = t.meta.title_span {
        let _ = t.slice(title);
        assert!(t.turns.iter().all(|turn| !turn.span.overlaps(title)));
    }
}

/// What stands in no turn and is no furniture: title, datelines, headings, labels without words.
fn gaps(t: &Transcript) -> Vec<&str> {
    let mut covered: Vec<Span> =
        t.turns.iter().map(|turn| turn.span).chain(t.furniture.iter().map(|f| f.span)).collect();
    covered.sort();
    let mut at = 0;
    let mut gaps = Vec::new();
    for span in covered {
        gaps.push(&t.text[at..span.start]);
        at = span.end;
    }
    gaps.push(&t.text[at..]);
    gaps.retain(|gap| !gap.chars().all(super::chars::is_space));
    gaps
}

#[test]
fn only_title_and_dateline_stand_outside() {
    for (gold, t) in seeds() {
        for gap in gaps(&t) {
            let gap = gap.trim();
            assert!(
                gap == t.meta.title || gap == "June 10, 2022" || gap.ends_with(&t.meta.title),
                "{}: {gap:?}",
                gold.file
            );
        }
    }
}

#[test]
fn turns_of_one_speaker_split_by_furniture() {
    let t = read_str(
        "Jane Doe: One thing is clear to all of us.\n\n![](a.png)\n\nAnother is not.\n\nQuestion: Why?\n\nJane Doe: So.\n\n---\n\nAnd so on.",
    );
    check(&t);
    let turns: Vec<_> = t
        .turns
        .iter()
        .map(|turn| (turn.kind.as_str(), turn.speaker.as_deref(), turn.label.is_some()))
        .collect();
    assert_eq!(
        turns,
        [
            ("opening", Some("Jane Doe"), true),
            ("opening", Some("Jane Doe"), false),
            ("question", None, true),
            ("answer", Some("Jane Doe"), true),
            ("answer", Some("Jane Doe"), false),
        ]
    );
}

#[test]
fn odd_texts_do_not_panic() {
    let long = "Question: Why? ".repeat(20_000);
    let brackets = "(".repeat(5_000) + &")".repeat(5_000);
    let shares = "Share\n\nAbout\n\n".repeat(2_000);
    // One sentence of many full stops: none may look back to its beginning.
    let initials = "B. ".repeat(30_000);
    let rare_ends = "a\u{2028}".repeat(30_000);
    let cases = [
        "",
        "\n",
        "\r\n\r\n",
        "\0",
        "\u{FEFF}",
        "Q",
        "Q ",
        "Q:",
        ":",
        "：",
        "---",
        "---\n---",
        "# ",
        "#",
        "**",
        "****:",
        "**:**",
        "Question:",
        "Question:\n\nAnswer:",
        "\u{A0}\u{A0}Question:\u{A0}\u{A0}Why?\u{A0}",
        "a\rb\r\nc\n\rd",
        "<",
        "![",
        "![](",
        "[",
        "（",
        "‘",
        "“”’‘„",
        "1. 2. 3.",
        "é.É",
        "Ж:Ж",
        "𝔄:𝔅",
        "A.B.C.D.",
        "Jane Doe:",
        "Jane Doe:\nJohn Roe:",
        "\u{202E}Question: \u{202C}",
        "2024-06-21",
        "26 May 202017:51",
    ];
    for case in cases
        .into_iter()
        .chain([long.as_str(), brackets.as_str(), shares.as_str()])
        .chain([initials.as_str(), rare_ends.as_str()])
    {
        check(&read_str(case));
    }
}

/// Texts in which a character takes several bytes or several characters are one letter.
#[test]
fn ranges_are_whole_characters_in_any_script() {
    let lines = [
        "Question: Où e\u{301}tiez-vous\u{A0}? C’e\u{301}tait l’été.",
        "Señor López\u{A0}: Co\u{AD}operación\u{A0}\u{A0}sí. N\u{303}o.",
        "Jane Doe: Good 👩\u{200D}👩\u{200D}👧. 🇺🇳 agreed,and we (a b)after. It is.So 𝔄𝔅.",
        "问：为什么？因为“好。”谢谢👩\u{200D}👧。",
        "Вопрос: Й и и\u{306}. Т.е. так…Да.",
        "سؤال: كيف\u{64B} حالك؟ بخير.",
        "\u{FEFF}\u{200B}Q\u{A0}\u{A0}Why\u{301}?\u{200B}",
    ];
    let long = format!("Jane Doe: {}", "Wir e\u{301}ssen „gu\u{308}t“. 谢谢。 ".repeat(1_500));
    assert!(long.len() > 50_000);
    for ends in ["\n", "\r\n", "\n\n", "\u{2028}", "\u{85}"] {
        let text = lines.join(ends) + ends + &long;
        let t = read_str(&text);
        check(&t);
        let spoken: usize = t.turns.iter().map(|turn| turn.span.len()).sum();
        assert!(spoken * 10 > text.len() * 9, "{ends:?}");
    }
    let whole = read_str(&format!("{}\n\n", lines.join("\n\n")).repeat(1_500));
    assert!(whole.text.chars().count() > 300_000);
    check(&whole);
}

/// Lines that the reading has rules for, to be put in any order.
fn lines_with_rules() -> impl Strategy<Value = String> {
    let line = prop::sample::select(vec![
        "Question: Why did you not?",
        "Question:",
        "Sergey Lavrov: We did. We will.",
        "MS. DOE:  Good day.",
        "Q    Thanks.",
        "CHAIR POE. Well.",
        "QUESTION. How?",
        "### Jane Doe:",
        "## Heading",
        "**Question:** Why?",
        "**Jane Doe**: So.",
        "问：为什么？",
        "答：因为。",
        "Вопрос: Как?",
        "С.В.Лавров: Так.",
        "PREGUNTA",
        "JO DOE, HEAD OF IT",
        "---",
        "",
        "",
        "   ",
        "\u{A0}",
        "15:38",
        "26 May 202017:51",
        "676-12-04-2024",
        "June 10, 2022",
        "Moscow, June 10, 2022",
        "• en-GB1 ru-RU1",
        "Share the Post:",
        "Additional materials",
        "Source: The Ministry",
        "<iframe></iframe>",
        "![](a.png)",
        "Remarks by Jane Doe",
        "Colleagues,",
        "He said that",
        "(Laughter.)",
        "This is hard to imagine.China’s way (that is, of all)after it (1, 2, 3) ‘real things.",
        "We agreed on much today, and we will go on with it in the months to come.",
        "title: x",
        "date: 2024-01-01",
        "> quoted",
        "- item",
        "END",
        "1 of 26",
        "سؤال: لماذا؟",
        "“One",
        "two”",
        "\u{FFFD}",
        "# A title",
        "The CSTO Council met. It was U.S. President S.V. Doe.",
    ]);
    let end = prop::sample::select(vec!["\n", "\n", "\n\n", "\r\n", "\r", " ", "\u{2028}", "\u{C}"]);
    prop::collection::vec((line, end), 0..40)
        .prop_map(|parts| parts.into_iter().map(|(line, end)| format!("{line}{end}")).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_string_can_be_read(text in "\\PC*|(.|\n|\r|:|\"|’|\\.){0,200}") {
        check(&read_str(&text));
    }

    #[test]
    fn any_order_of_known_lines_can_be_read(text in lines_with_rules()) {
        check(&read_str(&text));
    }

    #[test]
    fn whatever_the_user_corrects_can_be_read(
        text in lines_with_rules(),
        marks in prop::collection::vec((0_usize..400, 0_usize..200, any::<bool>()), 0..4),
        shapes in prop::option::of(prop::sample::subsequence(LabelShape::ALL.to_vec(), 0..=6)),
    ) {
        let mark = |(start, len, is_furniture)| FurnitureEdit { span: Span::new(start, start + len), is_furniture };
        let furniture = marks.into_iter().map(mark).collect();
        let edits = Edits { furniture, labels: shapes, ..Edits::default() };
        check(&read(source("a.txt"), Arc::from(text), &Facts::default(), &edits));
    }

    #[test]
    fn reading_twice_gives_the_same(text in lines_with_rules()) {
        prop_assert_eq!(read_str(&text), read_str(&text));
    }

    #[test]
    fn nothing_spoken_is_lost(text in lines_with_rules()) {
        // Above the first words anything may be title or dateline; below them no sentence may stand outside.
        let t = read_str(&text);
        let first = t.turns.first().map_or(text.len(), |turn| turn.span.start);
        for gap in gaps(&t) {
            let at = gap.as_ptr() as usize - t.text.as_ptr() as usize;
            // A line with a heading mark is a heading, whatever it says.
            let mut lines = gap.lines().filter(|line| !line.trim_start().starts_with('#'));
            prop_assert!(at < first || lines.all(|line| !line.contains("We agreed on much today")), "{:?}", gap);
        }
    }
}
