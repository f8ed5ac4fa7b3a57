//! Full disks, damaged files, missing drives: what is said, that the file stays as it is, and that what can be
//! read is read.

use super::*;

/// A library of the samples, a few long texts and two judgements.
fn full(path: &Path) -> (Library, usize) {
    let mut documents = seeds::documents();
    for number in 0..20 {
        let mut long = documents[number % 5].clone();
        let text = format!("{number}\n{}", long.text.repeat(3));
        long.source.path = format!("{number}.txt");
        documents.push(Document::new(long.source, text, long.facts));
    }
    let mut changes: Vec<Change> = documents.iter().map(|document| put(document, None)).collect();
    changes.extend(judgements().iter().map(judge));
    (Library::create(path, &changes).unwrap().0, documents.len())
}

#[test]
fn a_full_disk_is_said_and_costs_nothing_that_was_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    let (mut library, count) = full(&path);
    let pages: i64 = library.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    let limit = |library: &Library, pages: i64| {
        let set = format!("PRAGMA max_page_count = {pages}");
        library.connection.query_row(&set, [], |row| row.get::<_, i64>(0)).unwrap();
    };
    limit(&library, pages);
    let before = fs::read(&path).unwrap();
    let mut long = seeds::documents()[0].clone();
    long = Document::new(long.source, long.text.repeat(20), long.facts);
    let error = library.apply(&[put(&seeds::documents()[0], Some("T")), put(&long, None)]).unwrap_err();
    assert!(error.to_string().contains("the disk is full"), "{error}");
    assert!(error.to_string().contains("library.stance") && error.hint().contains("Make room"));
    assert_eq!(fs::read(&path).unwrap(), before, "all of it or nothing");
    // There is room again.
    limit(&library, pages + 1000);
    library.apply(&[put(&long, None)]).unwrap();
    drop(library);
    let (library, contents) = Library::open(&path).unwrap();
    assert_eq!((contents.kept.len(), contents.judgements.len()), (count + 1, 2));
    assert!(is_sound(&library));
}

#[test]
fn a_write_protected_file_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    let (library, count) = full(&path);
    drop(library);
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let before = fs::read(&path).unwrap();
    let (mut library, contents) = Library::open(&path).unwrap();
    assert_eq!((library.access(), contents.kept.len()), (Access::Read(ReadOnly::Protected), count));
    assert!(library.apply(&[judge(&judgements()[0])]).is_err());
    // A copy is the way on.
    let copy = folder.path().join("copy.stance");
    library.save_copy(&copy, &[]).unwrap();
    assert_eq!(Library::open(&copy).unwrap().0.access(), Access::Write);
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[cfg(unix)]
#[test]
fn a_library_in_a_write_protected_folder_is_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("inside");
    let path = inside.join("library.stance");
    let (library, count) = full(&path);
    drop(library);
    fs::remove_file(inside.join("library.stance.lock")).unwrap();
    fs::set_permissions(&inside, fs::Permissions::from_mode(0o555)).unwrap();
    let (library, contents) = Library::open(&path).unwrap();
    assert_eq!((library.access(), contents.kept.len()), (Access::Read(ReadOnly::Protected), count));
    assert_eq!(fs::read_dir(&inside).unwrap().count(), 1, "nothing was written beside it");
    fs::set_permissions(&inside, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_drive_that_is_gone_is_said_when_opening_and_when_changing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("drive/library.stance");
    let error = Library::open(&path).unwrap_err();
    assert!(matches!(error, LibraryError::Missing { .. }), "{error}");
    assert!(error.hint().contains("connect the drive"));
    assert!(!folder.path().join("drive").exists(), "looking for it makes nothing");

    let (mut library, _) = full(&path);
    fs::rename(folder.path().join("drive"), folder.path().join("elsewhere")).unwrap();
    // The open file would take the change, and nobody would find it there.
    let error = library.apply(&[judge(&judgements()[0])]).unwrap_err();
    assert!(matches!(error, LibraryError::Missing { .. }), "{error}");
    fs::rename(folder.path().join("elsewhere"), folder.path().join("drive")).unwrap();
    library.apply(&[judge(&judgements()[0])]).unwrap();
}

#[test]
fn a_file_that_another_program_holds_is_said_to_be_in_use() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    let (mut library, _) = full(&path);
    library.connection.busy_timeout(Duration::ZERO).unwrap();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let error = library.apply(&[judge(&judgements()[0])]).unwrap_err();
    assert!(error.to_string().contains("another program is using the file"), "{error}");
    other.execute_batch("ROLLBACK").unwrap();
    library.apply(&[judge(&judgements()[0])]).unwrap();
}

#[test]
fn a_file_of_nothing_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    fs::write(&path, "").unwrap();
    let error = Library::open_or_create(&path, Vec::new).unwrap_err();
    assert!(matches!(error, LibraryError::Empty { .. }), "{error}");
    assert_eq!(fs::metadata(&path).unwrap().len(), 0);
}

#[test]
fn a_file_of_another_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("text.stance");
    fs::write(&text, "not a database, and longer than the header of one: ".repeat(20)).unwrap();
    let error = Library::open(&text).unwrap_err();
    assert!(error.to_string().contains("no library") && error.hint().contains("move it away"), "{error}");

    let other = folder.path().join("other.stance");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    let before = fs::read(&other).unwrap();
    assert!(matches!(Library::open(&other), Err(LibraryError::NotALibrary { .. })));
    assert_eq!(fs::read(&other).unwrap(), before);
}

#[test]
fn a_damaged_page_costs_what_stands_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    let (library, count) = full(&path);
    drop(library);
    let sound = fs::read(&path).unwrap();
    let pages = sound.len() / 4096;
    let (mut rescued, mut refused) = (0, 0);
    for page in 1..pages {
        let mut bytes = sound.clone();
        bytes[page * 4096..(page + 1) * 4096].fill(0xA5);
        fs::write(&path, &bytes).unwrap();
        match Library::open(&path) {
            Ok((library, contents)) => {
                let missing = count + 2 - contents.kept.len() - contents.judgements.len();
                let is_said = missing == 0 || !contents.damaged.is_empty();
                assert!(is_said, "page {page}: {missing} are missing and nothing is said");
                if library.access() == Access::Read(ReadOnly::Damaged) {
                    assert!(!contents.damaged.is_empty(), "page {page}");
                }
                assert!(contents.kept.len() * 3 > count || contents.kept.is_empty(), "page {page}");
                rescued += 1;
            }
            Err(error) => {
                assert!(!error.hint().is_empty());
                refused += 1;
            }
        }
        assert_eq!(fs::read(&path).unwrap(), bytes, "page {page}: the file is untouched");
    }
    assert!(rescued > 9 * refused, "{rescued} rescued, {refused} refused");
}

#[test]
fn what_stands_in_the_part_that_is_left_of_a_file_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    let (library, count) = full(&path);
    drop(library);
    let sound = fs::read(&path).unwrap();
    // At the end of a page, within one, and within the last.
    for length in
        [sound.len() * 2 / 3 / 4096 * 4096, sound.len() * 2 / 3 / 4096 * 4096 + 1000, sound.len() - 1]
    {
        fs::write(&path, &sound[..length]).unwrap();
        let (library, contents) = Library::open(&path).unwrap();
        assert_eq!(library.access(), Access::Read(ReadOnly::Damaged));
        let read = contents.kept.len();
        assert!(read > 5 && read < count && !contents.damaged.is_empty(), "{length}: {read} of {count}");
        let texts = contents.kept.iter().all(|(document, _)| document.hash() == TextHash::of(&document.text));
        assert!(texts, "what is read is what was stored");
        assert_eq!(fs::metadata(&path).unwrap().len() as usize, length);
    }
}

#[test]
fn one_damaged_transcript_costs_only_itself() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    let documents = seeds::documents();
    let changes: Vec<Change> = documents[..3].iter().map(|document| put(document, None)).collect();
    let (library, _) = Library::create(&path, &changes).unwrap();
    library
        .connection
        .execute_batch(
            "UPDATE transcript SET edits = '{' WHERE place = 1;
             UPDATE transcript SET text = text || '.' WHERE place = 3;",
        )
        .unwrap();
    drop(library);
    let (library, contents) = Library::open(&path).unwrap();
    assert_eq!((contents.kept.len(), contents.damaged.len()), (1, 2));
    let said: Vec<String> = contents.damaged.iter().map(ToString::to_string).collect();
    assert!(said[0].contains("edits") && said[1].contains("not the one that was stored"), "{said:?}");
    assert_eq!(library.access(), Access::Write, "the rows are wrong, the file is not");
}

#[test]
fn one_damaged_judgement_costs_only_itself() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    let [verdict, remark] = judgements();
    let changes = [judge(&verdict), judge(&remark), put(&seeds::documents()[0], None)];
    let (library, _) = Library::create(&path, &changes).unwrap();
    library.connection.execute("UPDATE judgement SET judgement = '{' WHERE made = 1", []).unwrap();
    drop(library);
    let (_, contents) = Library::open(&path).unwrap();
    assert_eq!((contents.kept.len(), contents.judgements.len(), contents.damaged.len()), (1, 1, 1));
}

#[test]
fn a_change_is_on_the_disk_when_it_is_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let (library, _) = Library::create(&folder.path().join("library.stance"), &[]).unwrap();
    let pragma = |name: &str| {
        library
            .connection
            .pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0))
            .unwrap()
    };
    // EXTRA: the journal's removal is synced too.
    assert_eq!(pragma("synchronous"), 3.into());
    assert_eq!(pragma("journal_mode"), "delete".to_owned().into());
}
