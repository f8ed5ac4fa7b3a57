use std::io::Write as _;

use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;

/// An archive of these files.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn open(bytes: &[u8]) -> Vec<Result<Opened, LoadError>> {
    documents("a.zip", bytes, &Facts::default(), &Readings::new(), &mut Budget::default())
}

/// Path and place of each document, or the message.
fn opened(bytes: &[u8]) -> Vec<(String, Option<String>)> {
    let of = |opened: Result<Opened, LoadError>| match opened {
        Ok(Opened { document, .. }) => (document.source.path, document.facts.place),
        Err(error) => (error.to_string(), None),
    };
    open(bytes).into_iter().map(of).collect()
}

#[test]
fn an_archive_is_read_as_a_folder_is() {
    let inner = zip(&[("deep.txt", b"Deep.")]);
    let bytes = zip(&[
        ("b.txt", b"B."),
        ("talks/2020/a.html", b"<p>A."),
        ("talks/metadata.csv", b"id,place\na,Minsk\n"),
        ("talks/rows.csv", b"date,text\n2020-01-01,One.\n2021-01-01,Two.\n"),
        ("talks/numbers.csv", b"year,amount\n2020,1\n"),
        ("__MACOSX/talks/._a.txt", b"\0\x05\x16\x07"),
        (".hidden/a.txt", b"x"),
        ("README.md", b"x"),
        ("photo.jpg", b"x"),
        ("inner.zip", &inner),
        ("Вопросы.txt", b"C."),
    ]);
    let expected = [
        ("a.zip/b.txt", None),
        ("a.zip/inner.zip/deep.txt", None),
        ("a.zip/talks/2020/a.html", Some("Minsk")),
        ("a.zip/talks/rows.csv#1", None),
        ("a.zip/talks/rows.csv#2", None),
        ("a.zip/Вопросы.txt", None),
    ];
    let expected: Vec<_> = expected.map(|(path, place)| (path.to_owned(), place.map(str::to_owned))).into();
    assert_eq!(opened(&bytes), expected);
}

#[test]
fn names_are_read_in_the_encodings_that_archives_have() {
    let plain = zip(&[("caf\u{e9}.txt", b"A.")]);
    // The same name in code page 437, and the mark for UTF-8 taken off.
    let mut old = zip(&[("cafXY.txt", b"A.")]);
    for at in (0..old.len() - 9).rev() {
        if &old[at..at + 9] == b"cafXY.txt" {
            old[at + 3..at + 5].copy_from_slice(b"\x82.");
        }
    }
    assert_eq!(opened(&plain)[0].0, "a.zip/café.txt");
    assert_eq!(opened(&old)[0].0, "a.zip/café..txt");
}

#[test]
fn what_is_wrong_with_an_archive_is_said() {
    let good = zip(&[("a.txt", b"A text that is long enough to be cut."), ("b.txt", b"B.")]);
    let message = |bytes: &[u8]| opened(bytes).into_iter().map(|(message, _)| message).collect::<Vec<_>>();
    assert!(message(&good[..good.len() / 2])[0].contains("the archive is damaged"), "cut off");
    let empty = zip(&[("photo.jpg", b"x")]);
    assert_eq!(message(&empty), ["cannot open, the archive holds no transcripts, only 1 other files: a.zip"]);

    // One entry damaged: the other is read.
    let mut damaged = good.clone();
    let at = damaged.windows(5).position(|bytes| bytes == b"a.txt").unwrap() + 5;
    damaged[at + 8..at + 16].fill(0x55);
    let messages = message(&damaged);
    assert!(
        messages[0].contains("the archive is damaged") && messages[0].ends_with(": a.zip/a.txt"),
        "{messages:?}"
    );
    assert_eq!(messages[1], "a.zip/b.txt");

    // Encrypted: the flag in both places.
    let mut locked = good;
    for signature in [&b"PK\x03\x04"[..], b"PK\x01\x02"] {
        let at = locked.windows(4).position(|bytes| bytes == signature).unwrap();
        locked[at + if signature[2] == 3 { 6 } else { 8 }] |= 1;
    }
    let messages = message(&locked);
    assert_eq!(messages[0], "cannot open, the archive is protected with a password: a.zip/a.txt");
    assert_eq!(messages[1], "a.zip/b.txt");
}

#[test]
fn bombs_are_not_unpacked() {
    let bomb = zip(&[("a.txt", &vec![b'a'; 40 * 1024 * 1024]), ("b.txt", b"B.")]);
    let found = opened(&bomb);
    assert!(found[0].0.contains("unpacks to more than"), "{found:?}");
    assert_eq!(found[1].0, "a.zip/b.txt");
    let packed = zip(&[("a.txt", &vec![b'a'; 20 * 1024 * 1024])]);
    assert!(opened(&packed)[0].0.contains("unpacks to more than"), "no text is packed so well");
    let nested = zip(&[("2.zip", &zip(&[("3.zip", &zip(&[("a.txt", b"x")])), ("b.txt", b"B.")]))]);
    let found = opened(&nested);
    assert!(found[0].0.contains("lies in an archive that lies in an archive"), "{found:?}");
    assert_eq!(found[1].0, "a.zip/2.zip/b.txt");
    let mut budget = Budget { bytes: 10, depth: 0 };
    let files = zip(&[("a.txt", b"12345678"), ("b.txt", b"12345678")]);
    let found = documents("a.zip", &files, &Facts::default(), &Readings::new(), &mut budget);
    assert_eq!(found.iter().filter(|document| document.is_ok()).count(), 1);
}
