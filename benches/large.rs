//! How long the parts of matching take on a folder of transcripts, and whether they find what scoring all finds.
//!
//! `cargo bench --no-default-features --bench large -- [partners|recall|runs|analysis|library] FOLDER`; corpora and figures stand in
//! `benches/README.md`. One line a part: name, seconds, what came out. It is no criterion benchmark, since
//! one run takes up to minutes and its memory is measured from outside.

#![expect(clippy::print_stdout, reason = "a benchmark says what it measured")]

use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;
use stance::engine::analysis::Analysis;
use stance::engine::candidates::Candidates;
use stance::engine::compare::Comparison;
use stance::engine::corpus::{Corpus, UnitId};
use stance::engine::document::Document;
use stance::engine::duplicates;
use stance::engine::runs::{self, Short, Words};
use stance::engine::topics::Topics;
use stance::engine::transcript::{Edits, Transcript};
use stance::engine::vectors::Vectors;
use stance::io::library::{Change, Library};
use stance::io::load::load;

/// Words of a run that recurs.
const RUN_WORDS: usize = 8;

/// How many partners a sentence has.
const PARTNERS: usize = 5;

/// One sentence in so many is scored with every other, to count what the search missed.
const CHECKED: usize = 500;

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["runs", folder] => recurring_runs(&PathBuf::from(folder)),
        ["library", folder] => library(&PathBuf::from(folder)),
        ["analysis", folder] => analysis(&PathBuf::from(folder)),
        ["partners", folder] | [folder] => partners(&PathBuf::from(folder), false),
        ["recall", folder] => partners(&PathBuf::from(folder), true),
        _ => println!("usage: large [partners|recall|runs|analysis|library] FOLDER"),
    }
}

/// Files read as the window reads them, stored in a library, and the library opened again.
fn library(folder: &PathBuf) {
    let documents = timed(
        "read files",
        || load(&[folder]).documents.into_iter().flatten().collect::<Vec<_>>(),
        |all| {
            format!("{} files, {} MB", all.len(), all.iter().map(|d| d.text.len()).sum::<usize>() / 1_000_000)
        },
    );
    let read = |document: &Document| document.read(&Edits::default());
    let structure = || documents.par_iter().map(read).collect::<Vec<_>>();
    timed("structure", structure, |all| {
        format!("{} sentences", all.iter().map(|t| t.sentences.len()).sum::<usize>())
    });
    let path = std::env::temp_dir().join(format!("stance-bench-{}.stance", std::process::id()));
    let put =
        |document| Change::Put { document: Arc::new(document), edits: Edits::default(), original: None };
    let changes: Vec<Change> = documents.into_iter().map(put).collect();
    let store =
        || Library::open_or_create(&path, Vec::new).and_then(|(mut library, _)| library.apply(&changes));
    if let Err(error) = timed("store", store, |_| String::new()) {
        println!("{error}");
    }
    let open = || Library::open(&path).map(|(_, contents)| contents.kept);
    let kept = timed("open library", open, |kept| format!("{:?} transcripts", kept.as_ref().map(Vec::len)));
    let again = || kept.iter().flatten().map(|(document, _)| document.clone()).collect::<Vec<_>>();
    let structure = || again().par_iter().map(|document| read(document)).collect::<Vec<_>>();
    timed("structure again", structure, |all| format!("{} transcripts", all.len()));
    for path in [path.clone(), path.with_added_extension("lock")] {
        if let Err(error) = std::fs::remove_file(&path) {
            println!("{} stays: {error}", path.display());
        }
    }
}

/// The passages that stand word for word in another file, by runs of eight words; nothing but the text is read.
fn recurring_runs(folder: &PathBuf) {
    let documents = timed("read", || load(&[folder]).documents, |all| format!("{} files", all.len()));
    let mut file_of = Vec::new();
    let words = timed(
        "words",
        || {
            let mut words = Words::default();
            for (number, document) in documents.iter().flatten().enumerate() {
                for line in document.text.lines().filter(|line| !line.is_empty()) {
                    words.push(line);
                    file_of.push(number);
                }
            }
            words
        },
        |words| format!("{} words", words.len()),
    );
    let spans = || {
        let mut in_another = vec![false; words.len()];
        words.for_recurring(RUN_WORDS, Short::None, |places| {
            let files = || places.iter().map(|&place| file_of[words.passage_of(place)]);
            if files().min() != files().max() {
                for &place in places {
                    in_another[place as usize..place as usize + RUN_WORDS].fill(true);
                }
            }
        });
        in_another.chunk_by(|a, b| a == b).filter(|part| part[0]).count()
    };
    timed("runs", spans, |count| format!("{count} passages"));
}

/// The best partners of all sentences; `checked`, whether scoring all finds the same, which takes minutes.
fn partners(folder: &PathBuf, checked: bool) {
    let transcripts = timed("read, structure", || read(folder), |t| format!("{} transcripts", t.len()));
    let corpus = timed("terms", || Corpus::new(&transcripts), |c| format!("{} sentences", c.len()));
    let events = timed(
        "copies",
        || duplicates::events(transcripts.len(), &duplicates::twins(&transcripts)),
        |events| {
            let copies = events.iter().enumerate().filter(|(i, event)| **event as usize != *i).count();
            format!("{copies} copies of earlier transcripts")
        },
    );
    let formulas = timed(
        "formulas",
        || runs::formulas(&corpus, &transcripts, &events),
        |all| format!("{} sentences", all.iter().filter(|is_formula| **is_formula).count()),
    );
    let corpus = corpus.with_repeats(events, &formulas);
    let candidates = timed("index", || Candidates::new(&corpus), |_| String::new());
    let found = timed(
        "partners",
        || candidates.for_all(PARTNERS, &|_| true, |_, found| found).unwrap_or_default(),
        |found| format!("{} pairs", found.iter().map(Vec::len).sum::<usize>()),
    );
    if checked {
        check(&candidates, &corpus, &found);
    }
    black_box(found);
}

/// All that the window waits for when a library is opened: by words, as nothing has a vector yet.
fn analysis(folder: &PathBuf) {
    let transcripts = timed("read, structure", || read(folder), |t| format!("{} transcripts", t.len()));
    let topics = Arc::new(Topics::builtin().clone());
    let analysis = timed(
        "analysis",
        || Analysis::new(&transcripts, topics, &Vectors::default(), &|_| true),
        |analysis| {
            let positions = analysis.as_ref().map_or(0, |analysis| analysis.positions.len());
            format!("{positions} positions")
        },
    );
    if let Some(analysis) = analysis {
        other_topics(&analysis);
    }
}

/// What a reader waits for who asks for another topic: the slowest of all topics, of two, ten and a hundred transcripts.
fn other_topics(analysis: &Analysis) {
    let count = analysis.transcripts.len();
    for compared in [2, 10, 100].into_iter().filter(|&compared| compared <= count) {
        let some: Vec<usize> = (0..compared).map(|i| i * count / compared).collect();
        let time_of = |topic: usize| {
            let start = Instant::now();
            let rows = black_box(Comparison::new(analysis, &some, Some(topic))).rows.len();
            (start.elapsed().as_secs_f64(), rows)
        };
        let mut times: Vec<(f64, usize)> = (0..analysis.topics.list().len()).map(time_of).collect();
        times.sort_by(|x, y| x.0.total_cmp(&y.0));
        if let (Some(middle), Some(slowest)) = (times.get(times.len() / 2), times.last()) {
            let name = format!("topic, of {compared}");
            println!("{name:<20} {:9.4} s   slowest {:.4} s, {} rows", middle.0, slowest.0, slowest.1);
        }
    }
}

fn read(folder: &PathBuf) -> Vec<Arc<Transcript>> {
    let documents = load(&[folder]).documents.into_par_iter().flatten();
    documents.map(|document| Arc::new(document.read(&Edits::default()))).collect()
}

fn timed<T>(name: &str, work: impl FnOnce() -> T, say: impl FnOnce(&T) -> String) -> T {
    let start = Instant::now();
    let out = work();
    println!("{name:<20} {:9.3} s   {}", start.elapsed().as_secs_f64(), say(&out));
    out
}

/// Counts how many partners found by the search score no less than the one of the same rank that scoring all finds: of
/// equal ones either may come first.
fn check(candidates: &Candidates<'_>, corpus: &Corpus, found: &[Vec<(UnitId, f32)>]) {
    let (mut wanted, mut kept) = (0, 0);
    for unit in (0..corpus.len()).step_by(CHECKED) {
        let own = corpus.event_of(unit as UnitId);
        let others = (0..corpus.transcript_count()).filter(|&other| corpus.event(other) != own);
        let mut all: Vec<(UnitId, f32)> =
            others.flat_map(|other| candidates.of_in(unit as UnitId, other, PARTNERS)).collect();
        all.retain(|(_, score)| *score > 0.0);
        all.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        all.truncate(PARTNERS);
        wanted += all.len();
        kept += found[unit].iter().zip(&all).filter(|(found, best)| found.1 >= best.1 * (1.0 - 1e-6)).count();
    }
    println!(
        "{:<20} {kept} of {wanted} partners of one sentence in {CHECKED} are as good as those of scoring all",
        "recall"
    );
}
