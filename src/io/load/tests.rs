//! The table of bad inputs, each with what a person is told.

use super::*;

fn in_folder(name: &str, bytes: &[u8]) -> Result<Document, LoadError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let mut loaded = load(&[path]).documents;
    assert_eq!(loaded.len(), 1);
    loaded.remove(0)
}

#[test]
fn bad_files_are_refused_in_words() {
    let cases: [(&str, &[u8], &str); 16] = [
        ("a.txt", b"", "is empty or holds only white space"),
        ("a.txt", b" \r\n\t\n", "is empty or holds only white space"),
        ("a.txt", b"\xEF\xBB\xBF\n", "is empty or holds only white space"),
        ("a.txt", b"\xFF\xFE", "is empty or holds only white space"),
        ("a.txt", b"\x00\x01\x02\x03binary\x00\xFF", "not text (binary data)"),
        ("a.txt", b"%PDF-1.4\n1 0 obj", "a PDF document"),
        ("a.md", b"PK\x03\x04....word/document.xml", "a Word document"),
        ("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office version"),
        ("a.txt", b"{\\rtf1\\ansi Hello", "a rich text document"),
        ("a.txt", b"\x89PNG\r\n\x1A\n\0\0", "a picture"),
        ("a.txt", b"\xFF\xD8\xFF\xE0", "a picture"),
        ("a", b"PK\x03\x04photos", "the archive is damaged"),
        ("a.html", b"<p> </p>", "a web page (HTML) and it holds no text"),
        ("a.txt", b"<!DOCTYPE html>\n<html>", "a web page (HTML) and it holds no text"),
        (
            "metadata.csv",
            b"id,date\na,2020-01-01\n",
            "no column with the text of transcripts (its columns: id, date)",
        ),
        ("a.txt", b"\xFF\xFE\x00\xD8a\x00\x00\xD8b\x00", "cannot be decoded"),
    ];
    for (name, bytes, words) in cases {
        let error = in_folder(name, bytes).unwrap_err();
        let message = error.to_string();
        assert!(message.contains(words), "{name} {bytes:?}: {message}");
        assert!(message.ends_with(&format!(": {}", error.path())), "{message}");
        assert!(error.path().ends_with(name));
        assert!(error.hint().ends_with('.'), "{}", error.hint());
    }
}

#[test]
fn text_of_any_name_is_opened_where_it_is_named() {
    for (name, format) in [
        ("transcript", Format::Text),
        ("a.log", Format::Text),
        ("README.md", Format::Markdown),
        ("a.MARKDOWN", Format::Markdown),
    ] {
        let document = in_folder(name, b"Question: why?\r\n").unwrap();
        assert_eq!(document.source.format, format, "{name}");
        assert_eq!(&*document.text, "Question: why?\r\n");
    }
}

#[test]
fn a_file_of_fifty_megabytes_is_refused_without_reading_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.txt");
    File::create(&path).unwrap().set_len(50 * 1024 * 1024).unwrap();
    let error = load(&[&path]).documents.remove(0).unwrap_err();
    let expected = format!("cannot open, the file has 50 MB and the limit is 32 MB: {}", path.display());
    assert_eq!(error.to_string(), expected);
}

#[test]
fn one_byte_more_than_the_limit_is_shown_as_more() {
    let error =
        LoadError::TooLarge { path: "a".to_owned(), size_bytes: LIMIT_BYTES + 1, limit_bytes: LIMIT_BYTES };
    assert!(error.to_string().contains("has 33 MB and the limit is 32 MB"));
}

#[test]
fn the_others_are_loaded_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let named = ["a.txt", "missing.txt", "empty.txt", "b.md"].map(|name| folder.path().join(name));
    fs::write(&named[0], "A.").unwrap();
    fs::write(&named[2], "").unwrap();
    fs::write(&named[3], "B.").unwrap();
    let documents = load(&named).documents;
    let texts: Vec<Option<&str>> =
        documents.iter().map(|document| document.as_ref().ok().map(|document| &*document.text)).collect();
    assert_eq!(texts, [Some("A."), None, None, Some("B.")]);
}

#[test]
fn offsets_of_utf8_are_those_of_the_file() {
    let text = "Title\r\n\r\nВопрос: Почему?\rMixed\nends";
    let document = in_folder("a.txt", text.as_bytes()).unwrap();
    assert_eq!(&*document.text, text);
    assert_eq!(document.source.encoding, "UTF-8");
}

#[test]
fn other_encodings_give_the_same_document() {
    let text = "Пресс-конференция министра. Вопрос: Как Вы оцениваете итоги переговоров?";
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(text);
    let from_1251 = in_folder("a.txt", &bytes).unwrap();
    let from_utf8 = in_folder("b.txt", text.as_bytes()).unwrap();
    assert_eq!(from_1251.source.encoding, "windows-1251");
    assert_eq!(from_1251.hash(), from_utf8.hash());
}

#[test]
fn damaged_characters_are_kept_and_known() {
    let mut bytes =
        "Déclaration à l’issue de la réunion, très générale, où l’on évoque l’été.".as_bytes().to_vec();
    bytes[30] = 0xFF;
    let document = in_folder("a.txt", &bytes).unwrap();
    assert!(document.has_lost_characters);
    assert!(document.text.contains('\u{FFFD}'));
}

#[test]
fn a_text_from_the_clipboard_is_a_document() {
    let document = from_text("clipboard", "\u{feff}Question: why?").unwrap();
    assert_eq!(&*document.text, "Question: why?");
    assert_eq!(document.source.path, "clipboard");
    let page = from_text("clipboard", "<!doctype html><p><b>Question:</b> why?").unwrap();
    assert_eq!((&*page.text, page.source.format), ("**Question:** why?\n", Format::Html));
    assert!(matches!(from_text("clipboard", " \n"), Err(LoadError::Empty { .. })));
}

/// Found by fuzzing: files that hold nothing but spaces that are not seen were opened as transcripts of no words.
#[test]
fn what_shows_nothing_is_empty() {
    let invisible = "\u{200B}\u{A0}\u{B}\u{FEFF}\n";
    let of =
        |name: &str, text: &str| from_bytes(name, text.as_bytes(), Facts::default()).unwrap_err().to_string();
    assert_eq!(of("a.txt", invisible), "cannot open, the file is empty or holds only white space: a.txt");
    for (name, text) in [
        ("a.html", format!("<!doctype html><p>{invisible}</p>")),
        (
            "b.html",
            format!(
                "<!doctype html><nav><a href=/>Home</a> <a href=/n>News</a></nav><main><p>{invisible}</p></main>"
            ),
        ),
        ("a.rtf", "{\\rtf1\\ansi\\u8203?\\~\\u-257?\\par}".to_owned()),
    ] {
        assert!(of(name, &text).contains("it holds no text"), "{}", of(name, &text));
    }
    assert!(matches!(from_text("clipboard", invisible), Err(LoadError::Empty { .. })));
}

#[cfg(unix)]
#[test]
fn what_is_not_a_file_is_refused() {
    let error = load(&["/dev/null"]).documents.remove(0).unwrap_err();
    assert!(matches!(error, LoadError::NotAFile { .. }), "{error}");
}

#[cfg(unix)]
#[test]
fn a_forbidden_file_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, "x").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // An administrator may read it all the same.
    if let Err(error) = load(&[&path]).documents.remove(0) {
        assert!(matches!(error, LoadError::PermissionDenied { .. }), "{error}");
    }
}

#[test]
fn what_a_browser_copied_is_read_with_its_labels() {
    let text = "Jane Doe We met this morning to speak about the harvest.\nMax Roe What about the price of it?\n\
        Jane Doe It is what it was.\n";
    let page = "<meta charset=utf-8><p><b>Jane Doe:</b> We met this morning to speak about the harvest.</p>\
        <p><b>Max Roe:</b> What about the price of it?</p><p><b>Jane Doe:</b> It is what it was.</p>";
    let turns = |page: Option<&str>| {
        let document = from_clipboard("Pasted", text, page).unwrap();
        (document.source.format, document.read(&Edits::default()).turns.len())
    };
    assert_eq!(turns(Some(page)), (Format::Html, 3));
    assert_eq!(turns(None).0, Format::Text);
    let part = "<p><b>Jane Doe:</b> We met.</p><p><b>Max Roe:</b> What?</p><p><b>Jane Doe:</b> It is.</p>";
    assert_eq!(turns(Some(part)).0, Format::Text, "words of the text are missing");
    assert_eq!(turns(Some("<p></p>")).0, Format::Text);
}

#[test]
fn what_a_page_said_of_itself_is_read_anew_and_what_others_said_stays() {
    let source = "<html><head><title>Пресс-конференция министра</title></head><body><p><b>Вопрос:</b> Как дела у вас?</p>\
        <p><b>Петров:</b> Всё хорошо, спасибо.</p></body></html>";
    let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(source);
    let in_encoding = |encoding| {
        let reading = Reading { encoding: Some(encoding), ..Reading::default() };
        Readings::from([("a.html".to_owned(), reading)])
    };
    let place = Facts { place: Some("Минск".to_owned()), ..Facts::default() };
    let mut budget = archive::Budget::default();
    let read = documents("a.html", &bytes, &place, &in_encoding(encoding_rs::KOI8_R), &mut budget);
    let wrong = read.into_iter().next().unwrap().unwrap();
    assert_ne!(wrong.document.facts.title, None);
    let right =
        reopen(&wrong.document, wrong.original.as_deref(), &in_encoding(encoding_rs::WINDOWS_1251)).unwrap();
    let facts = &right.document.facts;
    assert_eq!(facts.title.as_deref(), Some("Пресс-конференция министра"));
    assert_eq!(facts.place.as_deref(), Some("Минск"));
    let again = reopen(&right.document, right.original.as_deref(), &in_encoding(encoding_rs::WINDOWS_1251));
    assert_eq!(again.unwrap(), right);
}

#[test]
fn a_document_without_its_bytes_is_read_as_it_was() {
    let page = from_text("clipboard", "<!doctype html><p><b>Question:</b> why?").unwrap();
    assert!(!can_reopen(&page, None));
    assert_eq!(reopen(&page, None, &Readings::new()).unwrap().document, page);
}
