//! Our rule for sentences beside that of `icu_segmenter`, on the paragraphs of the seeds.
//!
//! `cargo bench --no-default-features --bench sentences`; figures stand in `benches/README.md`.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use icu_segmenter::SentenceSegmenter;
use stance::engine::structure::sentences_of;
use stance::engine::transcript::{Edits, Transcript};
use stance::io::seeds;

fn sentences(c: &mut Criterion) {
    let transcripts: Vec<Transcript> =
        seeds::documents().iter().map(|document| document.read(&Edits::default())).collect();
    let paragraphs: Vec<&str> =
        transcripts.iter().flat_map(|t| t.paragraphs.iter().map(|p| t.slice(p.span))).collect();
    let mut group = c.benchmark_group("sentences");
    group.throughput(Throughput::Bytes(paragraphs.iter().map(|p| p.len() as u64).sum()));
    group.bench_function("ours", |b| {
        b.iter(|| paragraphs.iter().map(|p| sentences_of(black_box(p), Some("en")).len()).sum::<usize>());
    });
    let segmenter = SentenceSegmenter::new(Default::default());
    group.bench_function("icu_segmenter", |b| {
        b.iter(|| paragraphs.iter().map(|p| segmenter.segment_str(black_box(p)).count()).sum::<usize>());
    });
    group.finish();
}

criterion_group!(benches, sentences);
criterion_main!(benches);
