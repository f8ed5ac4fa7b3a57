//! Queries on a small transcript of several turns.

use super::*;
use crate::engine::transcript::{Format, Metadata, Paragraph, Sentence, Source, Turn};

/// A transcript of turns written as lines "kind: sentence. | sentence."; a label goes before each.
fn transcript(lines: &[(TurnKind, &str)]) -> Transcript {
    let mut text = String::from("NATO title\n\n");
    let (mut turns, mut paragraphs, mut sentences) = (Vec::new(), Vec::new(), Vec::new());
    for (turn, (kind, line)) in lines.iter().enumerate() {
        let start = text.len();
        text.push_str("NATO speaker: ");
        let label = Span::new(start, text.len() - 1);
        let paragraph_start = text.len();
        let first_sentence = sentences.len();
        for sentence in line.split('|') {
            let start = text.len();
            text.push_str(sentence);
            sentences.push(Sentence { span: Span::new(start, text.len()), paragraph: turn });
            text.push(' ');
        }
        text.pop();
        let span = Span::new(paragraph_start, text.len());
        paragraphs.push(Paragraph { span, turn, first_sentence, end_sentence: sentences.len() });
        turns.push(Turn {
            kind: *kind,
            speaker: None,
            span: Span::new(start, span.end),
            label: Some(label),
            first_paragraph: turn,
            end_paragraph: turn + 1,
        });
        text.push_str("\n\n");
    }
    Transcript {
        source: Source { path: "a.txt".to_owned(), format: Format::Text, encoding: "UTF-8".to_owned() },
        text: text.into(),
        meta: Metadata::default(),
        turns,
        paragraphs,
        sentences,
        furniture: Vec::new(),
        warnings: Vec::new(),
        words: 0,
    }
}

/// Each hit as "left[keyword]right".
fn found(transcript: &Transcript, query: &str, syntax: Syntax, scope: Scope) -> Vec<String> {
    let query = Query::parse(query, syntax).unwrap();
    let prepared = Prepared::new(transcript);
    let hits = search(&query, transcript, &prepared, scope).into_iter();
    hits.map(|hit| {
        let line = hit.line(transcript);
        assert_eq!(transcript.slice(hit.span), line.keyword);
        assert_eq!(transcript.turn_of_sentence(hit.sentence), hit.turn);
        format!("{}[{}]{}", line.left, line.keyword, line.right)
    })
    .collect()
}

fn words(transcript: &Transcript, query: &str) -> Vec<String> {
    found(transcript, query, Syntax::Words, Scope::All)
}

fn sample() -> Transcript {
    transcript(&[
        (TurnKind::Opening, "NATO’s members\u{a0}arrogantly turned down our proposals.|They don’t talk."),
        (TurnKind::Question, "Will nato talk?"),
        (
            TurnKind::Answer,
            "The Euro‑Atlantic re\u{301}gion.|NATO and Afghanistan, and NATO.|NATO only, no signatories.",
        ),
    ])
}

#[test]
fn words_are_whole_and_case_does_not_matter() {
    let sample = sample();
    assert_eq!(
        words(&sample, "nato"),
        [
            "[NATO]’s members\u{a0}arrogantly turned down our proposals.",
            "Will [nato] talk?",
            "[NATO] and Afghanistan, and NATO.",
            "NATO and Afghanistan, and [NATO].",
            "[NATO] only, no signatories.",
        ]
    );
    assert_eq!(words(&sample, "title"), [""; 0], "only what is said");
    assert_eq!(words(&sample, "speaker"), [""; 0]);
    assert_eq!(words(&sample, "nat"), [""; 0]);
}

#[test]
fn typography_and_composition_do_not_matter() {
    let sample = sample();
    for query in ["don't talk", "\"don't talk\"", "“DON’T talk”"] {
        assert!(!words(&sample, query).is_empty(), "{query}");
    }
    for query in ["\"members arrogantly\"", "«members\u{a0}arrogantly»"] {
        assert_eq!(words(&sample, query).len(), 1, "{query}");
    }
    for query in ["euro-atlantic", "Euro–Atlantic", "\"euro‑atlantic r\u{e9}gion\"", "re\u{301}gion"] {
        assert_eq!(words(&sample, query).len(), 1, "{query}");
    }
    assert_eq!(words(&sample, "region"), [""; 0], "an accent is no typography");
}

#[test]
fn all_words_must_stand_in_the_sentence() {
    let sample = sample();
    assert_eq!(
        words(&sample, "nato afghanistan"),
        [
            "[NATO] and Afghanistan, and NATO.",
            "NATO and [Afghanistan], and NATO.",
            "NATO and Afghanistan, and [NATO].",
        ]
    );
    assert_eq!(words(&sample, "nato euro-atlantic"), [""; 0]);
    assert_eq!(words(&sample, "\"nato and\" nato").len(), 2, "overlapping ones count once");
}

#[test]
fn wildcards_and_alternatives() {
    let sample = sample();
    assert_eq!(words(&sample, "signator*"), ["NATO only, no [signatories]."]);
    assert_eq!(words(&sample, "*antly"), ["NATO’s members\u{a0}[arrogantly] turned down our proposals."]);
    assert_eq!(words(&sample, "*natori*").len(), 1);
    assert_eq!(words(&sample, "tal?"), ["They don’t [talk].", "Will nato [talk]?"]);
    assert_eq!(words(&sample, "ta?"), [""; 0]);
    assert_eq!(words(&sample, "will|they talk").len(), 4);
    assert_eq!(
        words(&sample, "\"turned d*\""),
        ["NATO’s members\u{a0}arrogantly [turned down] our proposals."]
    );
}

#[test]
fn scopes() {
    let sample = sample();
    let count = |scope| found(&sample, "nato", Syntax::Words, scope).len();
    assert_eq!([count(Scope::All), count(Scope::Answers), count(Scope::Questions)], [5, 4, 1]);
}

#[test]
fn regular_expressions_stay_within_a_sentence() {
    let sample = sample();
    let regex = |query| found(&sample, query, Syntax::Regex, Scope::All);
    assert_eq!(regex(r"\bnato.*nato\b"), ["[NATO and Afghanistan, and NATO]."]);
    assert_eq!(regex(r"^they\b"), ["[They] don’t talk."]);
    assert_eq!(regex(r"members arrog\w+"), ["NATO’s [members\u{a0}arrogantly] turned down our proposals."]);
    assert_eq!(regex("don’t"), regex("don't"));
    assert_eq!(regex("don't").len(), 1);
    assert_eq!(regex(r"(?-i)\bnato"), ["Will [nato] talk?"]);
    assert_eq!(regex("x*"), [""; 0], "nothing is not found");
}

#[test]
fn scripts_without_spaces_and_other_scripts() {
    let sample = transcript(&[(
        TurnKind::Other,
        "中方认为北约应当反思。|Страны НАТО и\u{306} Росси\u{438}\u{306}ский.|ＮＡＴＯ и Пётр.",
    )]);
    assert_eq!(words(&sample, "北约"), ["中方认为[北约]应当反思。"]);
    assert_eq!(words(&sample, "нато"), ["Страны [НАТО] и\u{306} Росси\u{438}\u{306}ский."]);
    assert_eq!(words(&sample, "российский").len(), 1);
    assert_eq!(words(&sample, "Петр"), ["ＮＡＴＯ и [Пётр]."]);
    assert_eq!(words(&sample, "nato"), ["[ＮＡＴＯ] и Пётр."]);
}

#[test]
fn a_phrase_may_run_over_the_end_of_a_sentence_but_not_of_a_paragraph() {
    let sample = sample();
    assert_eq!(
        words(&sample, "\"afghanistan, and nato. nato only\""),
        ["NATO and [Afghanistan, and NATO. NATO only], no signatories."]
    );
    assert_eq!(words(&sample, "\"talk? nato speaker\""), [""; 0]);
}
