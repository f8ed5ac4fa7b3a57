//! What the engine makes of the five seeds, as text to be read: structure, topics, comparison.
//!
//! That the structure is right is tested beside it; here every change shows.

use std::fmt::Write as _;
use std::sync::Arc;

use stance::engine::analysis::Analysis;
use stance::engine::cite;
use stance::engine::compare::{Comparison, most_telling_pair};
use stance::engine::constraints::Review;
use stance::engine::explain::shorten;
use stance::engine::judgement::{Judgement, Judgements, Origin, Record, Ruling, Verdict};
use stance::engine::pairs::PARTNERS_PER_TRANSCRIPT;
use stance::engine::positions::{Position, Statement};
use stance::engine::report::{self, Listed};
use stance::engine::topics::Topics;
use stance::engine::transcript::{Edits, Transcript};
use stance::io::seeds;

fn transcripts() -> Vec<Arc<Transcript>> {
    seeds::documents().iter().map(|document| Arc::new(document.read(&Edits::default()))).collect()
}

fn analysis() -> Analysis {
    Analysis::new(&transcripts(), Arc::new(Topics::builtin().clone()), &seeds::vectors(), &|_| true).unwrap()
}

fn by_name(analysis: &Analysis, start: &str) -> usize {
    analysis.transcripts.iter().position(|t| t.source.file_name().starts_with(start)).unwrap()
}

#[test]
fn structure() {
    let mut out = String::new();
    for transcript in transcripts() {
        let meta = &transcript.meta;
        let _ = writeln!(out, "{}\n  title: {}", transcript.source.path, meta.title);
        let source = meta.date.map(|date| date.source.as_str());
        let _ = writeln!(out, "  date: {} ({})", cite::date(&transcript), source.unwrap_or("none"));
        let known = [("place", &meta.place), ("organisation", &meta.organisation), ("event", &meta.event)];
        for (name, value) in known {
            let _ = writeln!(out, "  {name}: {}", value.as_deref().unwrap_or("–"));
        }
        let _ = writeln!(out, "  speakers: {}; {} words", meta.speakers.join(", "), transcript.words);
        for turn in &transcript.turns {
            let text = transcript.paragraphs[turn.first_paragraph].span;
            let paragraphs = format!("¶ {}–{}", turn.first_paragraph + 1, turn.end_paragraph);
            let speaker = turn.speaker.as_deref().unwrap_or("–");
            let words = shorten(transcript.slice(text), 50);
            let _ = writeln!(out, "  {} {speaker} {paragraphs}: {words}", turn.kind.as_str());
        }
        for piece in &transcript.furniture {
            let _ = writeln!(
                out,
                "  furniture, {}: {}",
                piece.reason.as_str(),
                shorten(transcript.slice(piece.span), 50)
            );
        }
        for warning in &transcript.warnings {
            let _ = writeln!(
                out,
                "  warning, {}: {}",
                warning.kind.as_str(),
                shorten(transcript.slice(warning.span), 50)
            );
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn topics() {
    let analysis = analysis();
    let mut out = String::new();
    for (topic, entry) in analysis.topics.list().iter().enumerate() {
        let counts = analysis.counts.iter().map(|counts| {
            let mentions = counts.topics[topic].mentions;
            format!("{:>3} {:>3} {:>3}", mentions.opening, mentions.answer, mentions.question)
        });
        let _ = writeln!(out, "{:<28} | {}", entry.name, counts.collect::<Vec<_>>().join(" | "));
    }
    insta::assert_snapshot!(out);
}

#[test]
fn redline_on_nato() {
    let analysis = analysis();
    let pair = [by_name(&analysis, "004"), by_name(&analysis, "000")];
    let comparison = Comparison::new(&analysis, &pair, analysis.topics.find("NATO"));
    insta::assert_snapshot!(report::text(&analysis, &comparison, &Listed::all(&comparison)));
}

#[test]
fn synopsis_on_ukraine_as_markdown() {
    let analysis = analysis();
    let mut comparison = Comparison::new(&analysis, &[0, 1, 2, 3, 4], analysis.topics.find("Ukraine"));
    comparison.rows.retain(stance::engine::compare::Row::is_paired);
    insta::assert_snapshot!(report::markdown(&analysis, &comparison, &Listed::all(&comparison)));
}

#[test]
fn the_pair_to_open_with_shares_positions() {
    let analysis = analysis();
    for topic in [None, analysis.topics.find("NATO"), analysis.topics.find("Ukraine")] {
        let (a, b) = most_telling_pair(&analysis, topic, &|_, _| true).unwrap();
        assert!(a < b);
        assert!(Comparison::new(&analysis, &[a, b], topic).summary.paired > 0);
    }
    assert_eq!(most_telling_pair(&analysis, None, &|_, b| b == 1), Some((0, 1)));
    assert_eq!(most_telling_pair(&analysis, None, &|_, _| false), None);
}

#[test]
fn every_sentence_of_a_speaker_has_five_partners_in_every_other_transcript() {
    let analysis = analysis();
    let corpus = &analysis.corpus;
    for t in 0..corpus.transcript_count() {
        for unit in corpus.units_of(t) {
            for other in (0..corpus.transcript_count()).filter(|&other| other != t) {
                let partners = analysis.pairs.of(unit).filter(|pair| {
                    let partner = stance::engine::pairs::Pairs::partner(pair, unit);
                    corpus.units_of(other).contains(&partner)
                });
                assert!(partners.count() >= PARTNERS_PER_TRANSCRIPT);
            }
        }
    }
    for pair in &analysis.pairs.ranked {
        let (a, b) = (corpus.unit(pair.a), corpus.unit(pair.b));
        assert!(a.transcript < b.transcript, "the earlier statement comes first");
    }
}

#[test]
fn a_copy_of_a_transcript_founds_no_position_ahead_of_others() {
    let mut all = transcripts();
    let mut copy = Transcript::clone(&all[1]);
    copy.source.path = "copy.txt".to_owned();
    all.push(Arc::new(copy));
    let with_copy =
        Analysis::new(&all, Arc::new(Topics::builtin().clone()), &seeds::vectors(), &|_| true).unwrap();
    let pairs = &with_copy.pairs.ranked;
    let first_of_copies = pairs.iter().position(|pair| pair.same_event).unwrap();
    assert!(pairs[first_of_copies..].iter().all(|pair| pair.same_event), "pairs of copies come last");
    assert!(pairs[..first_of_copies].windows(2).all(|two| two[0].score >= two[1].score));
    let first_of_one = with_copy.positions.iter().position(|position| position.events == 1).unwrap();
    assert!(first_of_one >= analysis().positions.len() / 2, "what recurs stands first: {first_of_one}");
    assert!(with_copy.positions[first_of_one..].iter().all(|position| position.events == 1));
}

#[test]
fn the_order_of_opening_changes_nothing() {
    let mut backwards = transcripts();
    backwards.reverse();
    let topics = Arc::new(Topics::builtin().clone());
    let (one, other) = (analysis(), Analysis::new(&backwards, topics, &seeds::vectors(), &|_| true).unwrap());
    assert_eq!(one.pairs.ranked, other.pairs.ranked);
    assert_eq!(one.positions, other.positions);
}

#[test]
fn a_later_transcript_renames_no_position() {
    let all = analysis();
    let topics = Arc::new(Topics::builtin().clone());
    let first: Vec<_> = all.transcripts[..all.transcripts.len() - 1].to_vec();
    let before = Analysis::new(&first, topics, &seeds::vectors(), &|_| true).unwrap();
    let first_two = |analysis: &Analysis, position: &Position| -> Vec<_> {
        let place = |s: &Statement| (s.transcript, analysis.span(*s));
        position.statements.iter().take(2).map(place).collect()
    };
    let mut known = 0;
    for (number, position) in before.positions.iter().enumerate() {
        let places = first_two(&before, position);
        if let Some(after) = all.positions.iter().position(|other| first_two(&all, other) == places) {
            assert_eq!(before.label(number), all.label(after));
            known += 1;
        }
    }
    assert!(known > before.positions.len() / 2, "{known} of {}", before.positions.len());
}

#[test]
fn an_analysis_can_be_stopped() {
    let topics = Arc::new(Topics::builtin().clone());
    assert!(Analysis::new(&transcripts(), topics.clone(), &seeds::vectors(), &|_| false).is_none());
    assert!(Analysis::new(&transcripts(), topics, &seeds::vectors(), &|share| share < 0.3).is_none());
}

#[test]
fn confirming_what_is_proposed_changes_no_position() {
    let plain = analysis();
    for (number, position) in plain.positions.iter().enumerate() {
        let mut judgements = Judgements::default();
        for two in position.statements.windows(2) {
            let verdict = Verdict {
                a: plain.quote(two[0]),
                b: plain.quote(two[1]),
                ruling: Ruling::Together,
                relation: None,
                origin: Origin::Proposed,
            };
            let made = judgements.next_number();
            judgements.add(Record { made, judgement: Judgement::Verdict(verdict) });
        }
        let judged = plain.judged(&judgements);
        for (before, after) in plain.positions.iter().zip(&judged.positions) {
            assert_eq!(before.statements, after.statements, "position {number}: {}", plain.label(number));
        }
        assert_eq!(judged.positions[number].review, Review::Confirmed);
        assert_eq!(judged.positions.iter().filter(|p| p.review != Review::Proposed).count(), 1);
    }
}
