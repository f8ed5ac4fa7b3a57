//! What is exported makes the same library again, and a check says what is wrong.

use super::*;
use crate::io::library::check::check;
use crate::io::library::exchange::{Export, ImportError, import};

/// A library with one of everything.
fn everything(path: &Path) {
    let documents = seeds::documents();
    let mut changes: Vec<Change> = documents.iter().map(|document| put(document, None)).collect();
    let mut lossy = documents[0].clone();
    lossy = Document::new(lossy.source, "“Quote” \u{fffd} \\ \n\t\u{1} \u{1f600} два", lossy.facts);
    lossy.has_lost_characters = true;
    let original = Some((0..=255).collect::<Vec<u8>>().into());
    changes.push(Change::Put { document: Arc::new(lossy), edits: Edits::default(), original });
    changes.push(put(&documents[2], Some("Another “title”")));
    changes.extend(judgements().iter().map(judge));
    let vector = [0.5, -1.0].into_iter().collect::<Vector>();
    changes.push(Change::Vectors(vec![(SentenceHash::of("One."), vector)]));
    let (library, _) = Library::create(path, &changes).unwrap();
    // Vectors of another model are kept as well, and places need not be next to each other.
    library
        .connection
        .execute_batch(
            "INSERT INTO vector SELECT sentence, 'other', x'0102' FROM vector;
             UPDATE transcript SET place = place * 7;",
        )
        .unwrap();
}

fn exported(path: &Path, with_vectors: bool) -> (Vec<u8>, Vec<String>) {
    let mut out = Vec::new();
    let problems = Export::of(path, with_vectors).unwrap().write(&mut out).unwrap();
    (out, problems)
}

#[test]
fn an_export_makes_the_same_library_again() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one.stance"), folder.path().join("two.stance"));
    everything(&one);
    let (json, problems) = exported(&one, true);
    assert_eq!(problems, [] as [&str; 0]);
    import(json.as_slice(), &two).unwrap();
    let (again, _) = exported(&two, true);
    assert_eq!(String::from_utf8(again).unwrap(), String::from_utf8(json).unwrap());

    let (first, second) = (Library::open(&one).unwrap(), Library::open(&two).unwrap());
    assert_eq!(first.1.kept, second.1.kept);
    assert_eq!(first.1.judgements, second.1.judgements);
    assert_eq!(first.1.vectors.len(), second.1.vectors.len());
    let hash = first.1.kept[5].0.hash();
    assert_eq!(second.0.original(&hash).unwrap(), Some((0..=255).collect()));
    drop(second);
    let report = check(&two).unwrap();
    let counts = (report.transcripts, report.originals, report.judgements, report.vectors);
    assert_eq!((counts, report.problems), ((6, 1, 2, 2), Vec::new()));
}

#[test]
fn an_export_is_json_with_its_version_and_on_demand_without_vectors() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one.stance");
    everything(&path);
    let json: serde_json::Value = serde_json::from_slice(&exported(&path, false).0).unwrap();
    assert_eq!(json["version"], 1);
    assert_eq!(json["transcripts"].as_array().unwrap().len(), 6);
    assert!(json.get("vectors").is_none());
    let json: serde_json::Value = serde_json::from_slice(&exported(&path, true).0).unwrap();
    assert_eq!(json["vectors"].as_array().unwrap().len(), 2);
}

#[test]
fn what_makes_no_sense_is_not_imported_and_makes_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one.stance"), folder.path().join("two.stance"));
    everything(&one);
    let json = String::from_utf8(exported(&one, true).0).unwrap();
    let changed = |from: &str, to: &str| {
        assert!(json.contains(from), "{from}");
        import(json.replacen(from, to, 1).as_bytes(), &two).unwrap_err()
    };
    assert!(matches!(changed("{\"version\":1", "{\"version\":2"), ImportError::Newer(2)));
    assert!(matches!(changed("\"text\":\"", "\"text\":\"x"), ImportError::Senseless(_)));
    assert!(matches!(changed("\"original\":\"", "\"original\":\"!"), ImportError::Senseless(_)));
    assert!(matches!(import(&json.as_bytes()[..json.len() / 2], &two), Err(ImportError::Json(_))));
    assert!(!two.exists());
    let error = import(json.as_bytes(), &one).unwrap_err();
    assert!(matches!(error, ImportError::Library(LibraryError::Exists { .. })), "{error}");
}

#[test]
fn of_a_damaged_library_what_can_be_read_is_exported_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one.stance"), folder.path().join("two.stance"));
    everything(&one);
    let file = Connection::open(&one).unwrap();
    file.execute_batch(
        "UPDATE transcript SET edits = '{' WHERE place = 7;
         UPDATE transcript SET text = text || '!' WHERE place = 14;
         UPDATE judgement SET judgement = '[]' WHERE made = 1;
         UPDATE judgement SET subject = 'x' WHERE made = 2;",
    )
    .unwrap();
    drop(file);
    let report = check(&one).unwrap();
    assert_eq!((report.transcripts, report.judgements, report.problems.len()), (4, 0, 4));
    let (json, problems) = exported(&one, true);
    assert_eq!(problems.len(), 3, "{problems:?}");
    import(json.as_slice(), &two).unwrap();
    let contents = Library::open(&two).unwrap().1;
    assert_eq!((contents.kept.len(), contents.judgements.len(), contents.damaged.len()), (6, 1, 0));
}

#[test]
fn of_a_file_with_damaged_pages_the_rest_is_exported() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one.stance"), folder.path().join("two.stance"));
    everything(&one);
    let mut bytes = fs::read(&one).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 4096].fill(0);
    fs::write(&one, &bytes).unwrap();
    assert_ne!(check(&one).unwrap().problems, [] as [&str; 0]);
    let (json, problems) = exported(&one, true);
    assert_ne!(problems, [] as [&str; 0]);
    import(json.as_slice(), &two).unwrap();
    let read = Library::open(&two).unwrap().1.kept.len();
    assert!((2..=6).contains(&read), "a page holds a few rows: {read}");
    assert_eq!(fs::read(&one).unwrap(), bytes);
}

#[test]
fn an_older_library_is_checked_and_exported_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.stance");
    versions::made_by(2, &path);
    let before = fs::read(&path).unwrap();
    assert_eq!(check(&path).unwrap().version, 2);
    let (json, problems) = exported(&path, true);
    assert!(problems.is_empty() && json.len() > 500);
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
