//! The rules of the list on small texts, and the list that comes with the program.

use super::*;
use crate::engine::transcript::{Format, Metadata, Paragraph, Sentence, Source, Turn, TurnKind};

/// The topics by short name and words, in the order of the text.
fn named(topics: &Topics, text: &str) -> Vec<String> {
    let mentions = topics.mentions_in(text).into_iter();
    mentions
        .map(|m| {
            let topic = topics.list()[m.topic].short_name();
            format!("{topic}: {}", m.span.of(text))
        })
        .collect()
}

fn builtin(text: &str) -> Vec<String> {
    named(Topics::builtin(), text)
}

fn list(toml: &str) -> Topics {
    Topics::from_toml(toml).unwrap()
}

#[test]
fn the_builtin_list_is_sound() {
    let topics = Topics::builtin();
    let names: Vec<&str> = topics.list().iter().map(|t| t.name.as_str()).collect();
    for name in [
        "NATO",
        "Afghanistan",
        "Eurasian security",
        "Ukraine",
        "Armenia and Azerbaijan",
        "China",
        "United States",
        "European Union",
        "United Nations",
        "OSCE",
        "CIS",
        "SCO",
        "BRICS",
        "CSTO",
        "Terrorism",
        "Biosecurity",
        "Arms control and outer space",
        "Information security",
        "Peacekeeping",
        "Middle East",
        "Coronavirus",
    ] {
        assert!(names.contains(&name), "{name}");
    }
    assert_eq!(list(&topics.to_toml()).list(), topics.list());
    assert_eq!(topics.find(" nato "), Some(0));
    assert_eq!(topics.find("un"), topics.find("United Nations"));
    assert_eq!(topics.find("nothing"), None);
}

#[test]
fn whole_words_in_the_right_case() {
    assert_eq!(
        builtin("The signatories told us that NATO’s and NATO-led troops, un and UN, met the US; NATO."),
        ["NATO: NATO", "NATO: NATO", "UN: UN", "US: US", "NATO: NATO"]
    );
    assert_eq!(builtin("CSTO-UN and CSTO–NATO"), ["CSTO: CSTO", "UN: UN", "CSTO: CSTO", "NATO: NATO"]);
    assert_eq!(builtin("eunuch, Usain, ussr, scoop, circus, aeus"), [""; 0]);
}

#[test]
fn spelling_and_typography_do_not_matter() {
    for text in
        ["the North\u{a0}Atlantic\r\nTreaty  Organisation is", "the North Atlantic Treaty Organization is"]
    {
        let found = builtin(text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("NATO: North"), "{found:?}");
    }
    assert_eq!(builtin("people’s Republic of China").len(), 1);
    assert_eq!(builtin("People's republic of\nchina"), ["China: People's republic of\nchina"]);
    assert_eq!(builtin("Nagorno‑Karabakh"), ["Armenia–Azerbaijan: Nagorno‑Karabakh"]);
    assert_eq!(builtin("Azerbai\u{ad}jan"), ["Armenia–Azerbaijan: Azerbai\u{ad}jan"]);
    assert_eq!(
        builtin("COVID‑19 and Covid, covid-19"),
        ["Coronavirus: COVID‑19", "Coronavirus: Covid", "Coronavirus: covid-19"]
    );
}

#[test]
fn the_longest_counts_once() {
    assert_eq!(builtin("the Euro-Atlantic region"), [""; 0]);
    assert_eq!(
        builtin("Eurasian security and the Eurasian Economic Union"),
        ["Eurasia: Eurasian security", "EAEU: Eurasian Economic Union"]
    );
    assert_eq!(
        builtin("the Collective Security Council and the Security Council"),
        ["CSTO: Collective Security Council", "UN: Security Council"]
    );
    assert_eq!(builtin("the US National Security Council"), ["US: US"]);
    assert_eq!(builtin("Latin American states and American states"), ["US: American"]);
    assert_eq!(builtin("发展中国家和中国"), ["China: 中国"]);
    assert_eq!(
        builtin("the Democratic People’s Republic of Korea and the DPR"),
        ["Korea: Democratic People’s Republic of Korea", "Ukraine: DPR"]
    );
    assert_eq!(
        builtin("the West Bank and the West, western sections"),
        ["Middle East: West Bank", "West: West"]
    );
}

#[test]
fn other_languages_count_too() {
    let cases = [
        (
            "Расширение НАТО на восток и Организации Договора о коллективной безопасности",
            vec!["NATO", "CSTO"],
        ),
        ("Положение в Афганистане обсудили с афганской стороной и талибами", vec!["Afghanistan"; 3]),
        ("Київ і Україна, українські", vec!["Ukraine"; 3]),
        ("L’OTAN et l’Ukraine, les États-Unis et l’Union européenne", vec!["NATO", "Ukraine", "US", "EU"]),
        ("Die NATO, die Vereinten Nationen und Afghanistan", vec!["NATO", "UN", "Afghanistan"]),
        ("Estados Unidos, la OTAN y Ucrania en la ONU", vec!["US", "NATO", "Ukraine", "UN"]),
        (
            "中方认为北约应当反思，联合国安理会应讨论乌克兰问题。",
            vec!["China", "NATO", "UN", "UN", "Ukraine"],
        ),
        ("حلف شمال الأطلسي والأمم المتحدة في أفغانستان", vec!["NATO", "Afghanistan"]),
        ("Вооружённые силы США и Соединённые Штаты", vec!["US", "US"]),
    ];
    for (text, topics) in cases {
        let found: Vec<String> =
            builtin(text).iter().filter_map(|m| m.split(": ").next().map(str::to_owned)).collect();
        assert_eq!(found, topics, "{text}: {:?}", builtin(text));
    }
}

#[test]
fn overlaps_are_resolved_for_all_topics_together() {
    let topics = list(
        r#"
        [[topic]]
        name = "A"
        aliases = ["one two", "shared", "red"]
        except = ["red tape"]
        [[topic]]
        name = "B"
        aliases = ["two three four", "shared", "tape", "red tape measure"]
        [[topic]]
        name = "C"
        aliases = ["four five", "six"]
        "#,
    );
    let cases = [
        ("one two three four five", vec!["B: two three four"]),
        ("one two three", vec!["A: one two"]),
        ("shared", vec!["A: shared", "B: shared"]),
        ("red tape red", vec!["A: red"]),
        ("red tape measure", vec!["B: red tape measure"]),
        ("one two three four five six one two", vec!["B: two three four", "C: six", "A: one two"]),
    ];
    for (text, expected) in cases {
        assert_eq!(named(&topics, text), expected, "{text}");
    }
}

#[test]
fn a_bad_list_is_refused_with_its_place() {
    let cases = [
        ("[[topic]]\nname = \"\"\naliases = [\"a\"]", "topic number 1 has no name"),
        ("[[topic]]\nname = \"A\"\naliases = []", "the topic A has no aliases"),
        (
            "[[topic]]\nname = \"A\"\naliases = [\"x\"]\n[[topic]]\nname = \"a\"\naliases = [\"y\"]",
            "two topics are named a",
        ),
        (
            "[[topic]]\nname = \"A\"\naliases = [\"*x\"]",
            "the topic A has the alias “*x”, which has no two letters before its *",
        ),
        ("[[topic]]\nname = \"A\"\nalias = \"x\"", "the list of topics cannot be read: "),
        ("oops", "the list of topics cannot be read: "),
    ];
    for (toml, message) in cases {
        let error = Topics::from_toml(toml).unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}");
    }
    assert!(list("").list().is_empty());
    assert_eq!(named(&list(""), "NATO"), [""; 0]);
}

/// A question and two answers, with a title and a label that must not be counted.
pub(in crate::engine) fn small_transcript() -> Transcript {
    let text = "NATO talks\nQuestion: NATO? Yes.\nNATO spokesman: NATO and NATO. No more.\nThe UN.";
    let span = |part: &str| {
        let start = text.find(part).unwrap();
        Span::new(start, start + part.len())
    };
    let turn = |kind, label: &str, whole: &str, first_paragraph, end_paragraph| Turn {
        kind,
        speaker: None,
        span: span(whole),
        label: (!label.is_empty()).then(|| span(label)),
        first_paragraph,
        end_paragraph,
    };
    let paragraph = |part, turn, first_sentence, end_sentence| Paragraph {
        span: span(part),
        turn,
        first_sentence,
        end_sentence,
    };
    let sentence = |part, paragraph| Sentence { span: span(part), paragraph };
    Transcript {
        source: Source { path: "a.txt".to_owned(), format: Format::Text, encoding: "UTF-8".to_owned() },
        text: text.into(),
        meta: Metadata::default(),
        turns: vec![
            turn(TurnKind::Question, "Question:", "Question: NATO? Yes.", 0, 1),
            turn(
                TurnKind::Answer,
                "NATO spokesman:",
                "NATO spokesman: NATO and NATO. No more.\nThe UN.",
                1,
                3,
            ),
        ],
        paragraphs: vec![
            paragraph("NATO? Yes.", 0, 0, 2),
            paragraph("NATO and NATO. No more.", 1, 2, 4),
            paragraph("The UN.", 1, 4, 5),
        ],
        sentences: vec![
            sentence("NATO?", 0),
            sentence("Yes.", 0),
            sentence("NATO and NATO.", 1),
            sentence("No more.", 1),
            sentence("The UN.", 2),
        ],
        furniture: Vec::new(),
        warnings: Vec::new(),
        words: 9,
    }
}

#[test]
fn counts_come_with_what_they_are_out_of() {
    let transcript = small_transcript();
    let topics = Topics::builtin();
    let mentions = topics.mentions(&transcript);
    let words: Vec<&str> = mentions.iter().map(|m| transcript.slice(m.span)).collect();
    assert_eq!(words, ["NATO", "NATO", "NATO", "UN"]);

    let counts = TopicCounts::of(&transcript, &mentions, topics.list().len());
    let role = |question, answer| RoleCounts { question, answer, ..RoleCounts::default() };
    assert_eq!(counts.words, role(2, 7));
    assert_eq!(counts.turns, role(1, 1));
    assert_eq!(counts.sentences, 3);
    let nato = counts.topics[topics.find("NATO").unwrap()];
    assert_eq!(nato.mentions, role(1, 2));
    assert_eq!(nato.turns, role(1, 1));
    assert_eq!(nato.sentences, 1);
    let un = counts.topics[topics.find("UN").unwrap()];
    assert_eq!((un.mentions, un.turns, un.sentences), (role(0, 1), role(0, 1), 1));

    let sets = sentence_topics(&transcript, &mentions);
    let with_nato: Vec<bool> = sets.iter().map(|set| set.contains(0)).collect();
    assert_eq!(with_nato, [true, false, true, false, false]);
}
