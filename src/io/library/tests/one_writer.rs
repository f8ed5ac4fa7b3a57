//! One window writes; others read, and say so.

use super::*;

#[test]
fn the_second_window_reads_and_the_next_writes_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    let [a, b, ..] = &seeds::documents()[..] else { panic!() };
    let (mut first, _) = Library::create(&path, &[put(a, None)]).unwrap();
    let (mut second, contents) = Library::open(&path).unwrap();
    assert_eq!(second.access(), Access::Read(ReadOnly::InUse));
    assert_eq!(contents.kept.len(), 1);
    let error = second.apply(&[put(b, None)]).unwrap_err();
    assert!(matches!(error, LibraryError::ReadOnly { .. }) && error.hint().contains("other window"));
    second.apply(&[Change::Vectors(Vec::new())]).unwrap();
    // The first goes on undisturbed.
    first.apply(&[put(b, None)]).unwrap();
    drop(first);
    let (third, contents) = Library::open(&path).unwrap();
    assert_eq!((third.access(), contents.kept.len()), (Access::Write, 2));
}

#[test]
fn a_lock_file_that_nobody_holds_stops_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    drop(Library::create(&path, &[]).unwrap());
    assert!(folder.path().join("library.stance.lock").is_file());
    let (library, _) = Library::open(&path).unwrap();
    assert_eq!(library.access(), Access::Write);
}

#[test]
fn a_library_that_another_window_has_is_not_copied_over() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one.stance"), folder.path().join("two.stance"));
    let a = &seeds::documents()[0];
    let (library, _) = Library::create(&one, &[put(a, None)]).unwrap();
    let (other, _) = Library::create(&two, &[]).unwrap();
    let error = library.save_copy(&two, &[]).unwrap_err();
    assert!(error.to_string().contains("another window"), "{error}");
    assert!(Library::save_new(&two, &[]).is_err());
    assert!(library.save_copy(&one, &[]).unwrap_err().to_string().contains("onto itself"));
    drop(other);
    library.save_copy(&two, &[put(&seeds::documents()[1], None)]).unwrap();
    assert_eq!(Library::open(&two).unwrap().1.kept.len(), 2);
    assert_eq!(library.contents().unwrap().0.kept.len(), 1);
}

#[test]
fn a_new_library_never_takes_the_place_of_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    fs::write(&path, "mine").unwrap();
    assert!(matches!(Library::create(&path, &[]), Err(LibraryError::Exists { .. })));
    assert_eq!(fs::read(&path).unwrap(), b"mine");
}
