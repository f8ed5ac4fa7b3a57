//! The engine on the five seeds and on 200 times the seeds (1,000 transcripts, 13 MB).
//!
//! `cargo bench --bench engine`; what each figure separates stands in `benches/README.md`.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use stance::engine::analysis::Analysis;
use stance::engine::compare::Comparison;
use stance::engine::corpus::Corpus;
use stance::engine::document::Document;
use stance::engine::encoder::Encoder;
use stance::engine::judgement::{Judgement, Judgements, Origin, Record, Ruling, Verdict};
use stance::engine::lexicon::Lexicon;
use stance::engine::ranking::Ranking;
use stance::engine::redline::redline;
use stance::engine::signals::Weighing;
use stance::engine::topics::Topics;
use stance::engine::transcript::{Edits, Transcript};
use stance::engine::vectors::{Vectors, wanted};
use stance::engine::versions::{self, Versions};
use stance::io::seeds;

/// How often the seeds are repeated for the large figures.
const TIMES: usize = 200;

fn read(documents: &[Document]) -> Vec<Arc<Transcript>> {
    documents.iter().map(|document| Arc::new(document.read(&Edits::default()))).collect()
}

fn many(transcripts: &[Arc<Transcript>]) -> Vec<Arc<Transcript>> {
    // Copies, not shares: the engine must not profit from one allocation.
    (0..TIMES).flat_map(|_| transcripts.iter().map(|t| Arc::new(Transcript::clone(t)))).collect()
}

/// Every other position confirmed, the rest rejected: a review that is done.
fn judgements(analysis: &Analysis) -> Judgements {
    let mut judgements = Judgements::default();
    for (number, position) in analysis.positions.iter().enumerate() {
        for two in position.statements.windows(2) {
            let verdict = Verdict {
                a: analysis.quote(two[0]),
                b: analysis.quote(two[1]),
                ruling: if number.is_multiple_of(2) { Ruling::Together } else { Ruling::Apart },
                relation: None,
                origin: Origin::Proposed,
            };
            let made = judgements.next_number();
            judgements.add(Record { made, judgement: Judgement::Verdict(verdict) });
        }
    }
    judgements
}

fn bytes(transcripts: &[Arc<Transcript>]) -> u64 {
    transcripts.iter().map(|t| t.text.len() as u64).sum()
}

fn seeds_only(c: &mut Criterion) {
    let documents = seeds::documents();
    let transcripts = read(&documents);
    let topics = Arc::new(Topics::builtin().clone());
    let mut group = c.benchmark_group("seeds");
    group.throughput(Throughput::Bytes(bytes(&transcripts)));
    group.bench_function("parse", |b| b.iter(|| black_box(read(&documents))));
    group.bench_function("topics", |b| {
        b.iter(|| transcripts.iter().map(|t| topics.mentions(t).len()).sum::<usize>());
    });
    let corpus = Corpus::new(&transcripts);
    group.bench_function("terms", |b| b.iter(|| black_box(Corpus::new(&transcripts))));
    group.bench_function("pairs", |b| {
        b.iter(|| black_box(Ranking::new(&corpus, &[], &[], Weighing::default()).rank(&|_| true)));
    });
    let analysis = Analysis::new(&transcripts, topics.clone(), &Vectors::default(), &|_| true)
        .expect("it is never told to stop");
    let nato = topics.find("NATO");
    group.bench_function("compare two on NATO", |b| {
        b.iter(|| black_box(Comparison::new(&analysis, &[1, 2], nato)));
    });
    let judgements = judgements(&analysis);
    group.bench_function("one judgement", |b| {
        b.iter(|| {
            let analysis = analysis.judged(&judgements);
            black_box(Comparison::new(&analysis, &[1, 2], nato))
        });
    });
    group.bench_function("everything", |b| {
        b.iter(|| {
            let transcripts = read(&documents);
            let analysis = Analysis::new(&transcripts, topics.clone(), &Vectors::default(), &|_| true)
                .expect("it is never told to stop");
            black_box(Comparison::new(&analysis, &[1, 2], nato))
        });
    });
    group.finish();
}

/// What the speakers of the seeds say, once each: on all cores.
fn encoder(c: &mut Criterion) {
    let sentences: Vec<_> = read(&seeds::documents()).iter().flat_map(|t| wanted(t)).collect();
    let texts: Vec<&str> = sentences.iter().map(|(_, text)| text.as_str()).collect();
    let encoder = Encoder::load().expect("the weights fit");
    let mut group = c.benchmark_group("encoder");
    group.sample_size(10).measurement_time(Duration::from_secs(30));
    group.bench_function("load", |b| b.iter(|| black_box(Encoder::load())));
    group.throughput(Throughput::Elements(texts.len() as u64));
    group.bench_function("sentences of the seeds", |b| b.iter(|| black_box(encoder.encode(&texts))));
    group.finish();
}

fn redlines(c: &mut Criterion) {
    let transcripts = read(&seeds::documents());
    let lexicon = Lexicon::of(Some("en"));
    let sentence = |t: usize, s: usize| transcripts[t].slice(transcripts[t].sentences[s].span).to_owned();
    let (old, new) = (sentence(0, 5), sentence(1, 5));
    let mut group = c.benchmark_group("redline");
    group.bench_function("two sentences", |b| b.iter(|| black_box(redline(&old, &new, lexicon))));
    group.sample_size(10);
    let (old, new) = (&transcripts[1].text, &transcripts[2].text);
    group.bench_function("two whole seeds", |b| b.iter(|| black_box(redline(old, new, lexicon))));
    group.finish();
}

/// A text of so many words, no two lines of which are equal.
fn long_text(transcript: &Transcript, words: usize) -> Vec<String> {
    let sentences = transcript.sentences.iter().map(|sentence| transcript.slice(sentence.span)).cycle();
    let numbered = sentences.enumerate().flat_map(|(number, sentence)| {
        let words = sentence.split_whitespace().map(str::to_owned);
        words.chain([format!("({number}).\n")]).collect::<Vec<_>>()
    });
    numbered.take(words).collect()
}

fn whole_texts(c: &mut Criterion) {
    let transcripts = read(&seeds::documents());
    let mut group = c.benchmark_group("whole text");
    group.sample_size(20);
    for (name, count) in [("10k", 10_000), ("100k", 100_000)] {
        let words = long_text(&transcripts[1], count);
        let edited: Vec<&str> =
            words.iter().enumerate().map(|(n, w)| if n % 200 == 7 { "edited" } else { w }).collect();
        let moved = [&words[..count / 4], &words[count / 2..], &words[count / 4..count / 2]].concat();
        let other = long_text(&transcripts[2], count).join(" ");
        let (old, edited, moved) = (words.join(" "), edited.join(" "), moved.join(" "));
        group.throughput(Throughput::Bytes(2 * old.len() as u64));
        for (case, new) in
            [("equal", &old), ("small edits", &edited), ("moved quarter", &moved), ("unrelated", &other)]
        {
            let source = |text| versions::Source { text, left_out: &[] };
            group.bench_function(format!("{name} {case}"), |b| {
                b.iter(|| black_box(Versions::new(source(&old), source(new))));
            });
        }
    }
    group.finish();
}

fn two_hundred_times(c: &mut Criterion) {
    let documents = seeds::documents();
    let transcripts = many(&read(&documents));
    let topics = Arc::new(Topics::builtin().clone());
    let mut group = c.benchmark_group("200 x seeds");
    group.sample_size(10).measurement_time(Duration::from_secs(20)).warm_up_time(Duration::from_millis(100));
    group.throughput(Throughput::Bytes(bytes(&transcripts)));
    group.bench_function("parse", |b| {
        b.iter(|| (0..TIMES).for_each(|_| drop(black_box(read(&documents)))));
    });
    group.bench_function("topics", |b| {
        b.iter(|| transcripts.iter().map(|t| topics.mentions(t).len()).sum::<usize>());
    });
    group.bench_function("terms", |b| b.iter(|| black_box(Corpus::new(&transcripts))));
    let corpus = Corpus::new(&transcripts);
    group.bench_function("pairs", |b| {
        b.iter(|| black_box(Ranking::new(&corpus, &[], &[], Weighing::default()).rank(&|_| true)));
    });
    group.finish();
}

criterion_group!(benches, seeds_only, redlines, whole_texts, encoder, two_hundred_times);
criterion_main!(benches);
