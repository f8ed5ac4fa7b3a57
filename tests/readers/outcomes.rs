//! What becomes of each format, way of labelling, encoding and language: the table that a reader of the snapshot sees.

use std::fmt::Write as _;

use encoding_rs::Encoding;
use stance::engine::transcript::{Edits, TurnKind};
use stance::io::extract::Unreadable;
use stance::io::load::{LoadError, open_bytes};

use super::formats::{self, Block, Look};
use super::talks::{DATE, TALKS, Talk};
use crate::targets::package;

/// How it is shown who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Colon,
    WideColon,
    CapitalsStop,
    CapitalsLine,
    Bold,
    BoldColonOutside,
    Heading,
    HeadingWithoutColon,
    Style,
    Letters,
    News,
}

use Shape::*;

const TEXT: &[Shape] = &[Colon, WideColon, CapitalsStop, CapitalsLine, Letters, News];
const MARKED: &[Shape] = &[
    Colon,
    WideColon,
    CapitalsStop,
    CapitalsLine,
    Bold,
    BoldColonOutside,
    Heading,
    HeadingWithoutColon,
    Letters,
    News,
];
const STYLED: &[Shape] = &[
    Colon,
    WideColon,
    CapitalsStop,
    CapitalsLine,
    Bold,
    BoldColonOutside,
    Heading,
    HeadingWithoutColon,
    Style,
    Letters,
    News,
];

/// The talk in a shape; nothing where the language has no such labels.
fn blocks(talk: &Talk, shape: Shape) -> Option<Vec<Block>> {
    let mut blocks = vec![Block::new(Look::Title, talk.title), Block::plain(talk.dateline)];
    if shape == News {
        blocks.extend(talk.news.map(Block::plain));
        return Some(blocks);
    }
    let names = [talk.speaker, talk.question];
    let [speaker, question] = match shape {
        CapitalsStop | CapitalsLine => talk.capitals?,
        Letters => talk.letters.map(|[question, answer]| [answer, question])?,
        _ => names,
    };
    for (i, words) in talk.turns.into_iter().enumerate() {
        let name = if i % 2 == 1 { question } else { speaker };
        match shape {
            Colon => blocks.push(Block::plain(&format!("{name}: {words}"))),
            WideColon => blocks.push(Block::plain(&format!("{name}：{words}"))),
            CapitalsStop => blocks.push(Block::plain(&format!("{name}. {words}"))),
            CapitalsLine => blocks.extend([Block::plain(name), Block::plain(words)]),
            Bold => blocks.push(Block::bold(&format!("{name}:"), &format!(" {words}"))),
            BoldColonOutside => blocks.push(Block::bold(name, &format!(": {words}"))),
            Heading => blocks.extend([Block::new(Look::Heading, &format!("{name}:")), Block::plain(words)]),
            HeadingWithoutColon => blocks.extend([Block::new(Look::Heading, name), Block::plain(words)]),
            Style => blocks.extend([Block::new(Look::Name, name), Block::plain(words)]),
            Letters if name.is_ascii() => {
                blocks.push(Block::plain(&format!("{name}\u{a0}\u{a0}\u{a0}{words}")));
            }
            Letters => blocks.push(Block::plain(&format!("{name}：{words}"))),
            News => {}
        }
    }
    Some(blocks)
}

/// What was read, in short: the turns of each kind, and whether the date is right.
fn outcome(name: &str, bytes: &[u8], talk: &Talk) -> (String, String) {
    let opened = open_bytes(name, bytes);
    let [Ok(document)] = opened.as_slice() else {
        return (format!("{} documents: {opened:?}", opened.len()), String::new());
    };
    let read = document.read(&Edits::default());
    let count = |kind| read.turns.iter().filter(|turn| turn.kind == kind).count();
    let [opening, question, answer, other] =
        [TurnKind::Opening, TurnKind::Question, TurnKind::Answer, TurnKind::Other].map(count);
    let date = match read.meta.date {
        None => "no date",
        Some(date) if date.value.to_string() == DATE => "",
        Some(_) => "wrong date",
    };
    let words = read.paragraphs.iter().map(|paragraph| read.slice(paragraph.span));
    let lost = talk.turns.iter().filter(|turn| !words.clone().any(|words| words == **turn)).count();
    let title = if read.meta.title == talk.title { "" } else { " title" };
    let mut out = format!("{opening}+{question}+{answer}");
    if other > 0 {
        let _ = write!(out, "+{other} other");
    }
    let is_news = lost == talk.turns.len() && question + answer == 0;
    if lost > 0 && !is_news {
        let _ = write!(out, " lost {lost}");
    }
    out.push_str(title);
    out.push_str(if date.is_empty() { "" } else { " " });
    out.push_str(date);
    (out, document.source.encoding.clone())
}

/// What is right: an opening, two questions, two answers; or one text in which nobody is known to speak.
fn expected(shape: Shape) -> &'static str {
    match shape {
        News => "0+0+0+1 other",
        _ => "1+2+2",
    }
}

fn rows_of_turns(talk: &Talk) -> Vec<Vec<String>> {
    let mut rows = vec![["date", "title", "speaker", "text"].map(str::to_owned).to_vec()];
    for (i, words) in talk.turns.iter().enumerate() {
        let name = if i % 2 == 1 { talk.question } else { talk.speaker };
        rows.push([DATE, talk.title, name, words].map(str::to_owned).to_vec());
    }
    rows
}

fn rows_of_transcripts(blocks: &[Block], talk: &Talk) -> Vec<Vec<String>> {
    let text = String::from_utf8(formats::txt(&blocks[2..])).expect("it was made of strings");
    vec![
        ["date", "title", "text"].map(str::to_owned).to_vec(),
        [DATE, talk.title, &text].map(str::to_owned).to_vec(),
    ]
}

/// A file in every format, with its name, of the talk in this shape.
fn files(format: &str, talk: &Talk, shape: Shape) -> Option<(String, Vec<u8>)> {
    let blocks = blocks(talk, shape)?;
    let rows = || rows_of_transcripts(&blocks, talk);
    let (name, bytes) = match format {
        "txt" => ("a.txt", formats::txt(&blocks)),
        "md" => ("a.md", formats::markdown(&blocks)),
        "html" => ("a.html", formats::html(&blocks, Some("utf-8")).into_bytes()),
        "docx" => ("a.docx", formats::docx(&blocks)),
        "odt" => ("a.odt", formats::odt(&blocks)),
        "rtf" => ("a.rtf", formats::rtf(&blocks)),
        "pdf" => ("a.pdf", formats::pdf(&blocks)),
        "csv" => ("a.csv", formats::separated(&rows(), ',').into_bytes()),
        "tsv" => ("a.tsv", formats::separated(&rows(), '\t').into_bytes()),
        "json" => ("a.json", format!("[{}]", formats::objects(&rows()).join(",")).into_bytes()),
        "jsonl" => ("a.jsonl", formats::objects(&rows()).join("\n").into_bytes()),
        "zip" => ("a.zip", package::zip(&[("talks/a.txt", &formats::txt(&blocks))])),
        "csv, turns" => ("a.csv", formats::separated(&rows_of_turns(talk), ',').into_bytes()),
        "tsv, turns" => ("a.tsv", formats::separated(&rows_of_turns(talk), '\t').into_bytes()),
        "json, turns" => {
            ("a.json", format!("[{}]", formats::objects(&rows_of_turns(talk)).join(",")).into_bytes())
        }
        "jsonl, turns" => ("a.jsonl", formats::objects(&rows_of_turns(talk)).join("\n").into_bytes()),
        _ => return None,
    };
    Some((name.to_owned(), bytes))
}

#[test]
fn each_format_shape_and_language() {
    let formats: [(&str, &[Shape]); 16] = [
        ("txt", TEXT),
        ("md", MARKED),
        ("html", STYLED),
        ("docx", STYLED),
        ("odt", STYLED),
        ("rtf", STYLED),
        ("pdf", TEXT),
        ("csv", TEXT),
        ("tsv", TEXT),
        ("json", TEXT),
        ("jsonl", TEXT),
        ("zip", TEXT),
        ("csv, turns", &[Colon]),
        ("tsv, turns", &[Colon]),
        ("json, turns", &[Colon]),
        ("jsonl, turns", &[Colon]),
    ];
    let mut table = format!("{:<34}", "openings+questions+answers");
    for talk in &TALKS {
        let _ = write!(table, "{:<9}", talk.language);
    }
    let mut wrong = String::new();
    for (format, shapes) in formats {
        for &shape in shapes {
            let _ = write!(table, "\n{:<34}", format!("{format} {shape:?}"));
            for talk in &TALKS {
                let Some((name, bytes)) = files(format, talk, shape) else {
                    let _ = write!(table, "{:<9}", "·");
                    continue;
                };
                let (outcome, _) = outcome(&name, &bytes, talk);
                if outcome == expected(shape) {
                    let _ = write!(table, "{:<9}", if shape == News { "none" } else { "1+2+2" });
                } else {
                    let _ = write!(table, "{:<9}", "WRONG");
                    let _ = write!(wrong, "\n{format} {shape:?} {}: {outcome}", talk.language);
                }
            }
        }
    }
    insta::assert_snapshot!("formats", tidy(&table));
    assert_eq!(wrong, "", "what is not as it should be");
}

/// A text in an encoding; nothing where that has not all of its letters.
fn encoded(text: &str, encoding: &str) -> Option<Vec<u8>> {
    let units = |to_bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to_bytes).collect::<Vec<u8>>();
    Some(match encoding {
        "UTF-8" => text.as_bytes().to_vec(),
        "UTF-8, marked" => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        "UTF-16LE" => units(u16::to_le_bytes),
        "UTF-16LE, marked" => [vec![0xFF, 0xFE], units(u16::to_le_bytes)].concat(),
        "UTF-16BE" => units(u16::to_be_bytes),
        "UTF-16BE, marked" => [vec![0xFE, 0xFF], units(u16::to_be_bytes)].concat(),
        name => {
            let (bytes, _, has_unknown) = Encoding::for_label(name.as_bytes())?.encode(text);
            if has_unknown {
                return None;
            }
            bytes.into_owned()
        }
    })
}

#[test]
fn each_encoding_and_language() {
    // In which encodings each language is written.
    let usual: [(&str, &[&str]); 14] = [
        ("UTF-8", &[]),
        ("UTF-8, marked", &[]),
        ("UTF-16LE", &[]),
        ("UTF-16LE, marked", &[]),
        ("UTF-16BE", &[]),
        ("UTF-16BE, marked", &[]),
        ("windows-1252", &["fr", "de", "es"]),
        ("windows-1251", &["ru", "uk"]),
        ("KOI8-R", &["ru"]),
        ("KOI8-U", &["uk"]),
        ("gb18030", &["zh"]),
        ("GBK", &["zh"]),
        ("Big5", &["zh-Hant"]),
        ("windows-1256", &["ar"]),
    ];
    let mut table = format!("{:<32}", "the encoding that was found");
    for talk in &TALKS {
        let _ = write!(table, "{:<14}", talk.language);
    }
    let mut wrong = String::new();
    for format in ["txt", "md", "html", "html, charset", "csv", "jsonl"] {
        for (encoding, languages) in usual {
            let _ = write!(table, "\n{:<32}", format!("{format} {encoding}"));
            for talk in &TALKS {
                let cell = cell_of(format, encoding, languages, talk);
                let (cell, problem) = cell.unwrap_or_else(|| ("·".to_owned(), None));
                let _ = write!(table, "{cell:<14}");
                if let Some(problem) = problem {
                    let _ = write!(wrong, "\n{format} {encoding} {}: {problem}", talk.language);
                }
            }
        }
    }
    insta::assert_snapshot!("encodings", tidy(&table));
    assert_eq!(wrong, "", "what is not as it should be");
}

/// The encoding that was found, and what is wrong with the outcome; nothing where the language is not written so.
fn cell_of(
    format: &str,
    encoding: &str,
    languages: &[&str],
    talk: &Talk,
) -> Option<(String, Option<String>)> {
    if !languages.is_empty() && !languages.contains(&talk.language) {
        return None;
    }
    let label = encoding.split(',').next()?;
    let (name, text) = match format {
        "html" | "html, charset" => {
            let charset = (format != "html").then_some(label);
            ("a.html".to_owned(), formats::html(&blocks(talk, Colon)?, charset))
        }
        format => {
            let (name, bytes) = files(format, talk, Colon)?;
            (name, String::from_utf8(bytes).ok()?)
        }
    };
    let (outcome, found) = outcome(&name, &encoded(&text, encoding)?, talk);
    let is_right = outcome == expected(Colon);
    Some((if is_right { found } else { "WRONG".to_owned() }, (!is_right).then_some(outcome)))
}

#[test]
fn each_shape_without_a_title_above() {
    let mut table = String::new();
    for talk in &TALKS {
        for &shape in MARKED {
            let Some(blocks) = blocks(talk, shape).filter(|_| shape != News) else { continue };
            // The title is made up from elsewhere, and nothing says the date.
            let (outcome, _) = outcome("a.md", &formats::markdown(&blocks[2..]), talk);
            let is_right = outcome == "1+2+2 title no date";
            let _ =
                writeln!(table, "{} {shape:?}: {}", talk.language, if is_right { "1+2+2" } else { &outcome });
        }
    }
    insta::assert_snapshot!("without_a_title", table);
}

#[test]
fn letters_without_meaning_are_refused() {
    let page = b"BT /F2 12 Tf 72 700 Td <004100420043004400450046> Tj ET";
    let opened = open_bytes("a.pdf", &package::pdf(page, b""));
    let is_refused = |why: &Unreadable| *why == Unreadable::NoLetters;
    assert!(matches!(&opened[..], [Err(LoadError::Unreadable { why, .. })] if is_refused(why)), "{opened:?}");
}

/// Without the space at the ends of lines, which editors take away.
fn tidy(table: &str) -> String {
    table.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}
