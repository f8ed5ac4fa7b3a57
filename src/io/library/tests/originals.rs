//! The bytes of files are kept, where they are more than their text.

use super::*;

fn put_with(document: &Document, bytes: &[u8]) -> Change {
    Change::Put {
        document: Arc::new(document.clone()),
        edits: Edits::default(),
        original: Some(bytes.to_vec().into()),
    }
}

#[test]
fn the_bytes_of_a_file_are_kept_where_they_are_more_than_its_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    let [a, b, c, ..] = &seeds::documents()[..] else { panic!() };
    let (mut library, _) = Library::create(&path, &[]).unwrap();
    library.apply(&[put_with(a, b"%PDF"), put_with(b, b.text.as_bytes()), put(c, None)]).unwrap();
    drop(library);
    let (library, _) = Library::open(&path).unwrap();
    assert_eq!(library.original(&a.hash()).unwrap().as_deref(), Some(b"%PDF".as_slice()));
    assert_eq!(library.original(&b.hash()).unwrap(), None, "the text says it all");
    assert_eq!(library.original(&c.hash()).unwrap(), None);
}

#[test]
fn edits_leave_the_bytes_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    let a = &seeds::documents()[0];
    let (mut library, _) = Library::create(&path, &[put_with(a, b"one")]).unwrap();
    library.apply(&[put(a, Some("Title"))]).unwrap();
    library.apply(&[put_with(a, b"the same text in another encoding")]).unwrap();
    // The encoding and the format that are stored are those of the first.
    assert_eq!(library.original(&a.hash()).unwrap().as_deref(), Some(b"one".as_slice()));
}

#[test]
fn a_removal_that_is_undone_loses_no_bytes_and_the_next_opening_tidies_up() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    let [a, b, ..] = &seeds::documents()[..] else { panic!() };
    let (mut library, _) = Library::create(&path, &[put_with(a, b"one"), put_with(b, b"two")]).unwrap();
    library.apply(&[Change::Remove(a.hash()), Change::Remove(b.hash())]).unwrap();
    library.apply(&[put(a, None)]).unwrap();
    assert_eq!(library.original(&a.hash()).unwrap().as_deref(), Some(b"one".as_slice()));
    drop(library);
    let (library, _) = Library::open(&path).unwrap();
    assert_eq!(library.original(&a.hash()).unwrap().as_deref(), Some(b"one".as_slice()));
    assert_eq!(library.original(&b.hash()).unwrap(), None);
}

#[test]
fn a_text_that_comes_back_from_another_file_has_the_bytes_of_that() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    let a = &seeds::documents()[0];
    let (mut library, _) = Library::create(&path, &[put_with(a, b"one")]).unwrap();
    library.apply(&[Change::Remove(a.hash()), put_with(a, b"two")]).unwrap();
    assert_eq!(library.original(&a.hash()).unwrap().as_deref(), Some(b"two".as_slice()));
    library.apply(&[Change::Remove(a.hash()), put_with(a, a.text.as_bytes())]).unwrap();
    assert_eq!(library.original(&a.hash()).unwrap(), None);
}
