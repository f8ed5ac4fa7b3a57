//! A library of every earlier version opens with everything in it, and a copy of it stays beside it.

use super::*;

/// What a file of a version holds, as that version wrote it.
pub(super) fn made_by(version: i64, path: &Path) {
    let tables_1 = "
        CREATE TABLE transcript (
            hash TEXT PRIMARY KEY, place INTEGER NOT NULL, source TEXT NOT NULL, text TEXT NOT NULL,
            facts TEXT NOT NULL, edits TEXT NOT NULL, lost_characters INTEGER NOT NULL
        ) STRICT;";
    let rows_1 = r#"
        INSERT INTO transcript VALUES (
            'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', 1,
            '{"path":"a.txt","format":"text","encoding":"UTF-8"}', 'abc',
            '{"place":"Minsk"}', '{"title":"Mine","date":{"on":"2020-05-26"},"speakers":["Jane Doe"]}', 0
        );
        INSERT INTO transcript VALUES (
            '88d4266fd4e6338d13b845fcf289579d209c897823b9217da3e161936f031589', 2,
            '{"path":"b.md","format":"markdown","encoding":"windows-1251"}', 'abcd', '{}', '{}', 1
        );"#;
    let tables_2 = "
        CREATE TABLE judgement (
            subject TEXT PRIMARY KEY, made INTEGER NOT NULL, judgement TEXT NOT NULL
        ) STRICT;
        CREATE TABLE vector (
            sentence BLOB NOT NULL, model TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (model, sentence)
        ) STRICT, WITHOUT ROWID;";
    let [_, remark] = judgements();
    let json = serde_json::to_string(&remark.judgement).unwrap();
    let model = crate::engine::encoder::Encoder::MODEL;
    let rows_2 = format!(
        "INSERT INTO judgement VALUES ('{}', 2, '{json}');
         INSERT INTO vector VALUES (zeroblob(32), '{model}', zeroblob(384));",
        remark.judgement.key()
    );
    let all = [tables_1, rows_1, tables_2, &rows_2];
    let parts = if version == 1 { &all[..2] } else { &all[..] };
    let file = Connection::open(path).unwrap();
    file.execute_batch(&format!(
        "PRAGMA application_id = 1400139363; PRAGMA user_version = {version}; {}",
        parts.concat()
    ))
    .unwrap();
}

#[test]
fn a_library_of_every_earlier_version_opens_with_everything_in_it() {
    for version in 1..schema::VERSION {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("library.stance");
        made_by(version, &path);

        let (mut library, contents) = Library::open(&path).unwrap();
        assert!(contents.damaged.is_empty(), "version {version}: {:?}", contents.damaged);
        assert_eq!(library.access(), Access::Write);
        let [(a, a_edits), (b, b_edits)] = contents.kept.as_slice() else { panic!("version {version}") };
        assert_eq!(
            (&*a.text, a.source.path.as_str(), a.facts.place.as_deref()),
            ("abc", "a.txt", Some("Minsk"))
        );
        assert_eq!(
            (a_edits.title.as_deref(), a_edits.speakers.as_ref().map(Vec::len)),
            (Some("Mine"), Some(1))
        );
        assert_eq!((b.source.encoding.as_str(), b.has_lost_characters), ("windows-1251", true));
        assert_eq!(*b_edits, Edits::default());
        let expected = if version == 1 { (0, 0) } else { (1, 1) };
        assert_eq!((contents.judgements.len(), contents.vectors.len()), expected, "version {version}");

        // It takes what the present version adds.
        let document = a.clone();
        library
            .apply(&[Change::Put { document, edits: Edits::default(), original: Some(vec![1, 2].into()) }])
            .unwrap();
        assert_eq!(library.original(&a.hash()).unwrap(), Some(vec![1, 2]));
        assert!(is_sound(&library));
        drop(library);

        // The second time there is nothing to do: the library, its copy, the lock.
        drop(Library::open(&path).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
        let copy = folder.path().join(format!("library.stance.version-{version}.backup"));
        let copied = Connection::open(&copy).unwrap();
        let number = |sql: &str| copied.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(number("PRAGMA user_version"), version);
        assert_eq!(number("SELECT count(*) FROM transcript"), 2);
    }
}

#[test]
fn a_copy_that_is_there_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    made_by(1, &path);
    let first = folder.path().join("library.stance.version-1.backup");
    fs::write(&first, "kept").unwrap();
    drop(Library::open(&path).unwrap());
    assert_eq!(fs::read(&first).unwrap(), b"kept");
    assert!(folder.path().join("library.stance.version-1-2.backup").is_file());
}

#[test]
fn without_a_copy_an_old_library_is_not_brought_forward() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    made_by(2, &path);
    // A folder stands where the copy would be written first.
    fs::create_dir_all(folder.path().join("library.stance.version-2.backup.new/x")).unwrap();
    let before = fs::read(&path).unwrap();
    let error = Library::open(&path).unwrap_err();
    assert!(matches!(error, LibraryError::Copy { .. }) && !error.hint().is_empty(), "{error}");
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_newer_library_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    drop(Library::create(&path, &[]).unwrap());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", schema::VERSION + 1).unwrap();
    let before = fs::read(&path).unwrap();
    let error = Library::open(&path).unwrap_err();
    assert!(matches!(error, LibraryError::Newer { .. }) && !error.hint().is_empty());
    assert_eq!(fs::read(&path).unwrap(), before);
}
