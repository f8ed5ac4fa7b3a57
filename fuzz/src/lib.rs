//! What the fuzzers do with their bytes: one function for each target.
//!
//! A function panics where something does not hold that must hold for any input. The tests of the main build include
//! this file and run the committed corpus through it, so nothing here knows of the fuzzer.

pub mod invariants;
pub mod package;

use std::sync::Arc;

use stance::engine::document::Document;
use stance::engine::fold::Case;
use stance::engine::lexicon::Lexicon;
use stance::engine::redline::{Change, redline as compare_wordings};
use stance::engine::search::{Prepared, Query, Scope, Syntax, search as find};
use stance::engine::structure;
use stance::engine::topics::Topics;
use stance::engine::transcript::{Edits, Facts, Format, Source, Transcript};
use stance::engine::versions::{Source as Version, Versions};
use stance::engine::words::fold_word;
use stance::io::extract::extract;
use stance::io::load::table::Table;
use stance::io::load::{FileKind, decode as decoding, open_bytes};

/// A target by its name, for who goes through the corpus.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: &[Target] = &[
    ("archive", archive),
    ("decode", decode),
    ("docx", docx),
    ("html", html),
    ("metadata", metadata),
    ("odt", odt),
    ("pdf", pdf),
    ("pdf_page", pdf_page),
    ("redline", redline),
    ("rows", rows),
    ("rtf", rtf),
    ("search", search),
    ("structure", structure),
    ("topics", topics),
];

/// Bytes → text.
pub fn decode(data: &[u8]) {
    let decoded = decoding::decode(data);
    let _ = (decoded.is_binary(), decoded.is_rubbish());
    assert_eq!(decoded, decoding::decode(data), "decoding twice gives the same");
    if let Ok(text) = std::str::from_utf8(data)
        && !text.contains('\0')
    {
        assert_eq!(decoded.text, text.trim_start_matches('\u{feff}').to_owned().as_str(), "UTF-8 stays");
    }
    read_all("a.txt", data);
}

/// A zip of any files, office documents among them.
pub fn archive(data: &[u8]) {
    read_all("a.zip", data);
}

/// The parts of a Word document, divided by a zero byte: the text, the styles, the properties.
pub fn docx(data: &[u8]) {
    let mut parts = data.split(|byte| *byte == 0);
    let mut next = || parts.next().unwrap_or_default();
    document(
        FileKind::Docx,
        &package::zip(&[
            ("[Content_Types].xml", b"<Types>wordprocessingml</Types>"),
            ("word/document.xml", next()),
            ("word/styles.xml", next()),
            ("docProps/core.xml", next()),
            ("_rels/.rels", next()),
        ]),
    );
}

/// The parts of an OpenDocument text, divided by a zero byte: the text, the styles, the properties.
pub fn odt(data: &[u8]) {
    let mut parts = data.split(|byte| *byte == 0);
    let mut next = || parts.next().unwrap_or_default();
    document(
        FileKind::OpenDocument,
        &package::zip(&[
            ("mimetype", b"application/vnd.oasis.opendocument.text"),
            ("content.xml", next()),
            ("styles.xml", next()),
            ("meta.xml", next()),
            ("META-INF/manifest.xml", next()),
        ]),
    );
}

/// A web page.
pub fn html(data: &[u8]) {
    document(FileKind::Html, data);
}

/// Rich text.
pub fn rtf(data: &[u8]) {
    document(FileKind::Rtf, data);
}

/// A whole PDF.
pub fn pdf(data: &[u8]) {
    document(FileKind::Pdf, data);
}

/// The operators of a page and, after a zero byte, the map of the letters of its font.
pub fn pdf_page(data: &[u8]) {
    let (page, map) = halves(data);
    document(FileKind::Pdf, &package::pdf(page, map));
}

/// A table of transcripts; the first byte says of which kind.
pub fn rows(data: &[u8]) {
    if let Some((kind, data)) = data.split_first() {
        let names = ["a.csv", "a.tsv", "a.json", "a.jsonl"];
        read_all(names[usize::from(*kind) % names.len()], data);
    }
}

/// A table about the files beside it.
pub fn metadata(data: &[u8]) {
    let (table, problems) = Table::read("metadata.csv", data);
    for problem in &problems {
        assert!(!problem.to_string().is_empty());
    }
    for name in ["a.txt", "b/c.html", "é.md"] {
        let _ = table.facts(name);
    }
}

/// A text → a transcript; Markdown and its front matter are part of it.
pub fn structure(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let read = read_text(&text);
    assert_eq!(read, read_text(&text), "reading twice gives the same");
    let mentions = Topics::builtin().mentions(&read);
    assert!(mentions.iter().all(|mention| !mention.span.of(&read.text).is_empty()));
}

/// Two wordings, divided by a zero byte.
pub fn redline(data: &[u8]) {
    let (old, new) = halves(data);
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    let lexicon = Lexicon::of(Some("en"));
    let line = compare_wordings(&old, &new, lexicon);
    assert!((0.0..=1.0).contains(&line.changed));
    invariants::in_order(&old, line.old.iter().map(|marked| marked.span));
    invariants::in_order(&new, line.new.iter().map(|marked| marked.span));
    let without = |left_out: Change| {
        line.inline(
            &old,
            &new,
            |text, change| if change == left_out { String::new() } else { text.to_owned() },
        )
    };
    // As words are compared: ㋜ is ス in a circle, and the kept word is that of the new wording. The full stop keeps the ending.
    let letters = |text: &str| -> String {
        fold_word(&format!("{text}.")).chars().filter(|c| c.is_alphanumeric()).collect()
    };
    assert_eq!(letters(&without(Change::Inserted)), letters(&old), "the old words stay");
    assert_eq!(letters(&without(Change::Deleted)), letters(&new), "the new words stay");
    let versions =
        Versions::new(Version { text: &old, left_out: &[] }, Version { text: &new, left_out: &[] });
    let kept_old = invariants::kept(&old, Case::Keep, versions.changes.iter().filter_map(|change| change.a));
    let kept_new = invariants::kept(&new, Case::Keep, versions.changes.iter().filter_map(|change| change.b));
    assert_eq!(kept_old, kept_new, "without the changes both hold the same words");
}

/// A query and, after a zero byte, the text in which it is looked for.
pub fn search(data: &[u8]) {
    let (query, text) = halves(data);
    let query = String::from_utf8_lossy(query);
    let transcript = read_text(&String::from_utf8_lossy(text));
    let prepared = Prepared::new(&transcript);
    for syntax in [Syntax::Words, Syntax::Regex] {
        match Query::parse(&query, syntax) {
            Ok(query) => {
                for hit in find(&query, &transcript, &prepared, Scope::All) {
                    let line = hit.line(&transcript);
                    assert!(!line.keyword.is_empty() && transcript.text.contains(line.keyword));
                    assert!(hit.sentence < transcript.sentences.len() && hit.turn < transcript.turns.len());
                }
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
}

/// A list of topics and, after a zero byte, a text that names them.
pub fn topics(data: &[u8]) {
    let (list, text) = halves(data);
    let text = String::from_utf8_lossy(text);
    match Topics::from_toml(&String::from_utf8_lossy(list)) {
        Ok(topics) => {
            for mention in topics.mentions_in(&text) {
                assert!(mention.topic < topics.list().len() && !mention.span.of(&text).is_empty());
            }
            let again = Topics::from_toml(&topics.to_toml()).expect("what was written can be read");
            assert_eq!(again.list(), topics.list());
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// What stands before the first zero byte, and after it.
fn halves(data: &[u8]) -> (&[u8], &[u8]) {
    let at = data.iter().position(|byte| *byte == 0).unwrap_or(data.len());
    (&data[..at], data.get(at + 1..).unwrap_or_default())
}

/// Reads a document of a known kind.
fn document(kind: FileKind, bytes: &[u8]) {
    let read = extract(kind, bytes).expect("this kind is read");
    assert_eq!(extract(kind, bytes).as_ref(), Some(&read), "reading twice gives the same");
    match read {
        Ok(extracted) => check(&extracted.into_document("a", kind.format(), Facts::default())),
        Err(why) => assert!(!why.to_string().is_empty() && !why.hint().is_empty()),
    }
}

/// Opens a file that may hold several documents.
fn read_all(name: &str, bytes: &[u8]) {
    let opened = open_bytes(name, bytes);
    assert!(!opened.is_empty() || bytes.is_empty(), "each file gives a document or an error");
    for document in opened {
        match document {
            Ok(document) => check(&document),
            Err(error) => assert!(error.to_string().contains(name), "{error} names the file"),
        }
    }
}

fn check(document: &Document) {
    assert!(!document.text.trim().is_empty(), "no document is empty");
    invariants::check(&document.read(&Edits::default()));
}

fn read_text(text: &str) -> Transcript {
    let source = Source { path: "a.md".to_owned(), format: Format::Markdown, encoding: "UTF-8".to_owned() };
    let read = structure::read(source, Arc::from(text), &Facts::default(), &Edits::default());
    assert_eq!(&*read.text, text, "the text stays");
    invariants::check(&read);
    read
}
