//! What is kept comes back; the parts below are about older versions and bad circumstances.

mod circumstances;
mod exchange;
mod one_writer;
mod originals;
mod versions;

use super::*;
use crate::engine::encoder::Vector;
use crate::engine::judgement::{Judgement, Origin, Quote, Record, Remark, Ruling, Verdict};
use crate::engine::transcript::Span;
use crate::engine::vectors::SentenceHash;
use crate::io::seeds;

fn put(document: &Document, title: Option<&str>) -> Change {
    let edits = Edits { title: title.map(str::to_owned), ..Edits::default() };
    Change::Put { document: Arc::new(document.clone()), edits, original: None }
}

#[test]
fn what_was_kept_comes_back_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a/library.stance");
    let documents = seeds::documents();
    let (mut library, contents) = Library::create(&path, &[]).unwrap();
    assert!(contents.kept.is_empty());
    let changes: Vec<Change> = documents.iter().map(|d| put(d, None)).collect();
    library.apply(&changes).unwrap();
    library.apply(&[put(&documents[1], Some("Other title")), Change::Remove(documents[0].hash())]).unwrap();
    drop(library);

    let (library, contents) = Library::open(&path).unwrap();
    assert!(contents.damaged.is_empty() && library.access() == Access::Write);
    let kept: Vec<&Document> = contents.kept.iter().map(|(document, _)| &**document).collect();
    assert_eq!(kept, documents[1..].iter().collect::<Vec<_>>());
    assert_eq!(contents.kept[0].1.title.as_deref(), Some("Other title"));
    assert!(is_sound(&library));
}

/// Whether SQLite finds nothing wrong with the file.
fn is_sound(library: &Library) -> bool {
    let check = library.connection.query_row("PRAGMA quick_check", [], |row| row.get::<_, String>(0));
    check.unwrap() == "ok"
}

fn judgements() -> [Record; 2] {
    let quote = |words: &str, start: usize| Quote {
        text: TextHash::of(words),
        span: Span::new(start, start + words.len()),
        words: words.to_owned(),
        path: "a.txt".to_owned(),
    };
    let verdict = Verdict {
        a: quote("“One’s”", 4),
        b: quote("два", 9),
        ruling: Ruling::Apart,
        relation: None,
        origin: Origin::Proposed,
    };
    let mut remark = Remark::empty(quote("three", 0));
    remark.note = "see ¶ 3\n“so”".to_owned();
    [
        Record { made: 1, judgement: Judgement::Verdict(verdict) },
        Record { made: 2, judgement: Judgement::Remark(remark) },
    ]
}

fn judge(record: &Record) -> Change {
    Change::Judge(record.judgement.key(), Some(record.clone()))
}

#[test]
fn judgements_come_back_and_are_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    let [verdict, remark] = judgements();
    let (mut library, _) = Library::create(&path, &[]).unwrap();
    library.apply(&[judge(&verdict)]).unwrap();
    library.apply(&[judge(&remark)]).unwrap();
    drop(library);

    let (mut library, contents) = Library::open(&path).unwrap();
    let mut expected = Judgements::default();
    expected.add(verdict.clone());
    expected.add(remark.clone());
    assert_eq!(contents.judgements, expected);
    let changed = Record { made: 3, ..verdict.clone() };
    library.apply(&[judge(&changed), Change::Judge(remark.judgement.key(), None)]).unwrap();
    drop(library);
    let (_, contents) = Library::open(&path).unwrap();
    assert_eq!(contents.judgements.newest_first(), [(&verdict.judgement.key(), &changed)]);
}

#[test]
fn vectors_are_kept_by_model_and_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    let (mut library, _) = Library::create(&path, &[]).unwrap();
    let (one, two) = (SentenceHash::of("One."), SentenceHash::of("Two."));
    let vector = |values: [f32; 2]| values.into_iter().collect::<Vector>();
    library.apply(&[Change::Vectors(vec![(one, vector([1.0, 0.0])), (two, vector([0.0, 1.0]))])]).unwrap();
    library.apply(&[Change::Vectors(vec![(one, vector([1.0, 1.0]))])]).unwrap();
    // Those of another model and what makes no sense are made again.
    library
        .connection
        .execute_batch(
            "INSERT INTO vector SELECT sentence, 'other', vector FROM vector;
             INSERT INTO vector VALUES (x'00', (SELECT min(model) FROM vector), x'00');",
        )
        .unwrap();
    drop(library);
    let (_, contents) = Library::open(&path).unwrap();
    assert_eq!(contents.vectors.len(), 2);
    assert_eq!(contents.vectors.get(one), Some(&vector([1.0, 1.0])));
    assert_eq!(contents.vectors.get(two), Some(&vector([0.0, 1.0])));
}
