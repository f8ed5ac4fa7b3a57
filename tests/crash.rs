//! Nothing that was acknowledged is lost, whenever the program is killed.
//!
//! The test starts itself again as a program that changes a library at random and says so after each change, kills
//! it at a random moment, opens the file and compares: everything acknowledged is there, and of the one change in
//! flight all or nothing. Hundreds of times, on libraries that are made, brought forward or changed at that moment.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use stance::engine::document::{Document, TextHash};
use stance::engine::judgement::{Importance, Judgement, Judgements, Key, Quote, Record, Remark};
use stance::engine::transcript::{Edits, Facts, Format, Source, Span};
use stance::io::library::check::check;
use stance::io::library::{Access, Change, Library};

const KILLS: u64 = 200;

/// Texts that the changes are about.
const TEXTS: u64 = 24;

/// Which library the program that is killed changes, and with which numbers.
const LIBRARY: &str = "STANCE_TEST_CRASH_LIBRARY";
const SEED: &str = "STANCE_TEST_CRASH_SEED";

/// Numbers that look random and are the same in both programs (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }
}

fn document(number: u64) -> Arc<Document> {
    // Some fill many pages.
    let text = format!("Text {number}. “Слово.”\n").repeat(if number.is_multiple_of(6) { 9_000 } else { 40 });
    let path = format!("{number}.txt");
    Arc::new(Document::new(
        Source { path, format: Format::Text, encoding: "windows-1251".to_owned() },
        text,
        Facts::default(),
    ))
}

fn original(number: u64, random: &mut Random) -> Arc<[u8]> {
    vec![number as u8; 1 + random.below(20_000) as usize].into()
}

fn remark(number: u64, made: u64) -> Record {
    let mut remark = Remark::empty(Quote {
        text: TextHash::of("text"),
        span: Span::new(number as usize, number as usize + 3),
        words: "two".to_owned(),
        path: "a.txt".to_owned(),
    });
    remark.note = format!("note {made}");
    remark.importance = Importance::High;
    Record { made, judgement: Judgement::Remark(remark) }
}

/// The changes that are made at one stroke: an import of several, an edit, a removal, a judgement or its undoing.
fn changes(random: &mut Random, step: u64) -> Vec<Change> {
    let edits = |random: &mut Random| Edits {
        title: Some(format!("Title {step}")),
        place: (random.below(2) == 0).then(|| "Minsk".to_owned()),
        ..Edits::default()
    };
    match random.below(10) {
        0..3 => {
            let first = random.below(TEXTS);
            let numbers = (0..1 + random.below(6)).map(|n| (first + n) % TEXTS);
            let numbers: Vec<u64> = numbers.collect();
            numbers
                .into_iter()
                .map(|number| Change::Put {
                    document: document(number),
                    edits: Edits::default(),
                    original: (number % 3 != 0).then(|| original(number, random)),
                })
                .collect()
        }
        3..5 => vec![Change::Put {
            document: document(random.below(TEXTS)),
            edits: edits(random),
            original: None,
        }],
        5 => vec![Change::Remove(document(random.below(TEXTS)).hash())],
        6 => vec![Change::Judge(remark(random.below(40), 0).judgement.key(), None)],
        _ => (0..1 + random.below(3))
            .map(|n| remark(random.below(40), 1_000_000 + step * 8 + n))
            .map(|record| Change::Judge(record.judgement.key(), Some(record)))
            .collect(),
    }
}

/// What the library must hold.
#[derive(Clone, Debug, Default, PartialEq)]
struct Model {
    /// By hash, for which the order does not matter.
    transcripts: BTreeMap<TextHash, (Edits, Option<Vec<u8>>)>,
    /// What removed transcripts left, until the next opening.
    left: BTreeMap<TextHash, Vec<u8>>,
    judgements: BTreeMap<Key, Record>,
}

impl Model {
    fn apply(&mut self, changes: &[Change]) {
        for change in changes {
            match change {
                Change::Put { document, edits, original } => {
                    let given = original.as_ref().map(|bytes| bytes.to_vec());
                    let left = self.left.remove(&document.hash());
                    let new = || (edits.clone(), given.clone().or(left));
                    let kept = self.transcripts.entry(document.hash()).or_insert_with(new);
                    kept.0 = edits.clone();
                    kept.1 = kept.1.take().or(given);
                }
                Change::Remove(hash) => {
                    if let Some((_, Some(bytes))) = self.transcripts.remove(hash) {
                        self.left.insert(*hash, bytes);
                    }
                }
                Change::Judge(key, Some(record)) => {
                    self.judgements.insert(key.clone(), record.clone());
                }
                Change::Judge(key, None) => {
                    self.judgements.remove(key);
                }
                Change::Vectors(_) => {}
            }
        }
    }

    /// What an open library holds.
    fn of(path: &Path) -> Self {
        let (library, contents) = Library::open(path).unwrap();
        assert_eq!(library.access(), Access::Write, "nobody holds a lock after a kill");
        assert!(contents.damaged.is_empty(), "{:?}", contents.damaged);
        let transcripts = contents.kept.iter().map(|(document, edits)| {
            (document.hash(), (edits.clone(), library.original(&document.hash()).unwrap()))
        });
        let judgements = |all: &Judgements| all.iter().map(|(k, r)| (k.clone(), r.clone())).collect();
        Self {
            transcripts: transcripts.collect(),
            left: BTreeMap::new(),
            judgements: judgements(&contents.judgements),
        }
    }
}

/// The program that is killed. It ends by itself only when it is not started by the test below.
#[test]
#[ignore = "started by the test that kills it"]
fn changes_a_library_until_it_is_killed() {
    let (Ok(path), Ok(seed)) = (env::var(LIBRARY), env::var(SEED)) else {
        panic!("it is started by the test that kills it");
    };
    let mut random = Random(seed.parse().unwrap());
    let (mut library, _) = Library::open_or_create(Path::new(&path), Vec::new).unwrap();
    for step in 0.. {
        library.apply(&changes(&mut random, step)).unwrap();
        // The harness does not catch what is written past its macros.
        let mut out = std::io::stdout().lock();
        writeln!(out, "kept {step}").unwrap();
        out.flush().unwrap();
    }
}

fn make_older(path: &Path) {
    let file = rusqlite::Connection::open(path).unwrap();
    file.execute_batch(
        "BEGIN; DROP TABLE original; DROP INDEX transcript_place; PRAGMA user_version = 2; COMMIT;",
    )
    .unwrap();
}

/// Starts the program, kills it and answers how many changes it said were kept.
fn run_and_kill(path: &Path, seed: u64, random: &mut Random) -> u64 {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "crash::changes_a_library_until_it_is_killed", "--ignored", "--nocapture"])
        .env(LIBRARY, path)
        .env(SEED, seed.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    // One in four is killed while it starts.
    let wanted = if random.below(4) == 0 { 0 } else { 1 + random.below(8) };
    let is_kept = |line: &str| line.contains("kept ");
    let (mut kept, mut line) = (0, String::new());
    while kept < wanted {
        line.clear();
        let length = out.read_line(&mut line).unwrap();
        assert!(length > 0, "the program ended by itself after {kept} changes");
        kept += u64::from(is_kept(&line));
    }
    let most = if wanted == 0 { 40_000 } else { 4_000 };
    std::thread::sleep(Duration::from_micros(random.below(most)));
    child.kill().unwrap();
    child.wait().unwrap();
    // What it had said by then.
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    kept + rest.lines().filter(|line| is_kept(line)).count() as u64
}

#[test]
#[expect(clippy::print_stderr, reason = "how much was tried is the result")]
fn every_acknowledged_change_outlasts_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.stance");
    let mut model = Model::default();
    let mut random = Random(2026);
    let (mut acknowledged, mut in_flight, mut unmade) = (0, 0, 0);
    for kill in 0..KILLS {
        if kill % 20 == 19 {
            // From the beginning: the next may be killed while the file is made.
            fs::remove_file(&path).unwrap();
            model = Model::default();
        } else if kill % 10 == 9 {
            // As version 2 left it: the next may be killed while it is brought forward.
            make_older(&path);
            model.transcripts.values_mut().for_each(|kept| kept.1 = None);
        }
        model.left.clear();
        let seed = random.below(u64::MAX);
        let kept = run_and_kill(&path, seed, &mut random);
        acknowledged += kept;
        let mut numbers = Random(seed);
        for step in 0..kept {
            model.apply(&changes(&mut numbers, step));
        }
        if !path.exists() {
            assert_eq!(kept, 0, "kill {kill}: the file is gone");
            unmade += 1;
            Library::create(&path, &[]).unwrap();
        }
        let report = check(&path).unwrap();
        assert!(report.problems.is_empty(), "kill {kill}: {:?}", report.problems);
        let found = Model::of(&path);
        model.left.clear();
        if found != model {
            let mut further = model.clone();
            further.apply(&changes(&mut numbers, kept));
            further.left.clear();
            assert!(found == further, "kill {kill}: after {kept} acknowledged changes the library differs");
            in_flight += 1;
            model = further;
        }
    }
    assert!(acknowledged > KILLS, "{acknowledged} changes in {KILLS} kills");
    eprintln!(
        "{KILLS} kills, {acknowledged} acknowledged changes all there, {in_flight} times the one in flight too, {unmade} times before the file was made"
    );
}
