//! Judgements on small transcripts: what they do to positions, and what becomes of them when texts
//! come, go and change.

use std::sync::Arc;

use crate::engine::analysis::Analysis;
use crate::engine::constraints::{Loss, Review};
use crate::engine::document::Document;
use crate::engine::judgement::{
    Importance, Judgement, Judgements, Origin, Quote, Record, Relation, Remark, Ruling, Verdict,
};
use crate::engine::pairs::REWORDED_SCORE;
use crate::engine::positions::{Position, Statement};
use crate::engine::topics::Topics;
use crate::engine::transcript::{Edits, Facts, Format, Furniture, FurnitureReason, Source, Span, Transcript};
use crate::engine::vectors::Vectors;

const HARBOUR: &str = "We will widen the northern harbour before the winter storms.";
const HARBOUR_2: &str = "The northern harbour will be wider before the winter storms come.";
const HARBOUR_3: &str = "As promised, the northern harbour is wider than before the winter storms.";
const BRIDGE: &str = "No bridge to the island was planned by this ministry.";
const BRIDGE_2: &str = "This ministry never planned a bridge to the island.";
const SCHOOL: &str = "Teachers in small villages deserve better wages and housing.";

/// A transcript of these sentences, each a paragraph.
fn transcript(path: &str, year: u16, sentences: &[&str]) -> Arc<Transcript> {
    let source = Source { path: path.to_owned(), format: Format::Text, encoding: "UTF-8".to_owned() };
    let date = jiff::civil::date(year as i16, 3, 1);
    let facts = Facts { date: Some(date), ..Facts::default() };
    let text = format!("Question: What now?\n\nAnn Bell: Good.\n\n{}\n", sentences.join("\n\n"));
    Arc::new(Document::new(source, text, facts).read(&Edits::default()))
}

fn library() -> Vec<Arc<Transcript>> {
    vec![
        transcript("a.txt", 2001, &[HARBOUR, BRIDGE]),
        transcript("b.txt", 2005, &[BRIDGE_2, HARBOUR_2, SCHOOL]),
        transcript("c.txt", 2009, &[SCHOOL, HARBOUR_3]),
    ]
}

fn analyse(transcripts: &[Arc<Transcript>], judgements: &Judgements) -> Analysis {
    let topics = Arc::new(Topics::builtin().clone());
    Analysis::new(transcripts, topics, &Vectors::default(), &|_| true).unwrap().judged(judgements)
}

/// The statement that is just this sentence.
fn statement(analysis: &Analysis, path: &str, words: &str) -> Statement {
    let transcript = analysis.transcripts.iter().position(|t| t.source.path == path).unwrap();
    let units = analysis.corpus.units_of(transcript);
    let unit = units.into_iter().find(|&unit| analysis.unit_text(unit) == words).unwrap();
    Statement { transcript, first: unit, last: unit }
}

fn quote(analysis: &Analysis, path: &str, words: &str) -> Quote {
    analysis.quote(statement(analysis, path, words))
}

/// What was decided, in order.
#[derive(Default)]
struct Reviewer {
    judgements: Judgements,
}

impl Reviewer {
    fn rule(&mut self, analysis: &Analysis, ruling: Ruling, a: (&str, &str), b: (&str, &str)) {
        let (a, b) = (quote(analysis, a.0, a.1), quote(analysis, b.0, b.1));
        let verdict = Verdict { a, b, ruling, relation: None, origin: Origin::ByHand };
        self.judge(Judgement::Verdict(verdict));
    }

    fn judge(&mut self, judgement: Judgement) {
        let made = self.judgements.next_number();
        self.judgements.add(Record { made, judgement });
    }
}

/// The position that says this, as the words of its statements.
fn position<'a>(analysis: &'a Analysis, path: &str, words: &str) -> Option<&'a Position> {
    let unit = statement(analysis, path, words).first;
    analysis.position_of_unit(unit).map(|number| &analysis.positions[number])
}

fn words<'a>(analysis: &'a Analysis, position: &Position) -> Vec<&'a str> {
    position.statements.iter().map(|&s| analysis.text(s)).collect()
}

#[test]
fn without_judgements_everything_is_proposed() {
    let analysis = analyse(&library(), &Judgements::default());
    let harbour = position(&analysis, "a.txt", HARBOUR).unwrap();
    assert_eq!(words(&analysis, harbour), [HARBOUR, HARBOUR_2, HARBOUR_3]);
    assert!(analysis.positions.iter().all(|p| p.review == Review::Proposed));
}

#[test]
fn what_is_confirmed_in_part_or_whole_says_so() {
    let plain = analyse(&library(), &Judgements::default());
    let mut reviewer = Reviewer::default();
    reviewer.rule(&plain, Ruling::Together, ("a.txt", HARBOUR), ("b.txt", HARBOUR_2));
    let analysis = plain.judged(&reviewer.judgements);
    let harbour = position(&analysis, "a.txt", HARBOUR).unwrap();
    assert_eq!((harbour.statements.len(), harbour.review), (3, Review::Partly));
    reviewer.rule(&plain, Ruling::Together, ("b.txt", HARBOUR_2), ("c.txt", HARBOUR_3));
    let analysis = plain.judged(&reviewer.judgements);
    let harbour = position(&analysis, "a.txt", HARBOUR).unwrap();
    assert_eq!((harbour.statements.len(), harbour.review), (3, Review::ByHand));
    let ends = [harbour.statements[0], harbour.statements[2]];
    assert_eq!(analysis.constraints.review(&ends), Review::ByHand, "links are transitive");
}

#[test]
fn what_shares_no_word_is_paired_by_hand() {
    let plain = analyse(&library(), &Judgements::default());
    assert!(position(&plain, "c.txt", HARBOUR_3).is_some());
    let mut reviewer = Reviewer::default();
    reviewer.rule(&plain, Ruling::Together, ("a.txt", BRIDGE), ("c.txt", SCHOOL));
    let analysis = plain.judged(&reviewer.judgements);
    let bridge = position(&analysis, "a.txt", BRIDGE).unwrap();
    let held = words(&analysis, bridge);
    assert!(held.contains(&BRIDGE) && held.contains(&SCHOOL), "{held:?}");
    // What was proposed beside either end stays, as long as there is one statement a transcript.
    assert_eq!(bridge.statements.len(), 3, "{held:?}");
    assert_eq!(bridge.review, Review::Partly);
}

#[test]
fn what_is_rejected_stands_apart_and_its_pair_comes_last() {
    let plain = analyse(&library(), &Judgements::default());
    let mut reviewer = Reviewer::default();
    reviewer.rule(&plain, Ruling::Apart, ("b.txt", HARBOUR_2), ("a.txt", HARBOUR));
    let analysis = plain.judged(&reviewer.judgements);
    let (a, b) = (statement(&analysis, "a.txt", HARBOUR), statement(&analysis, "b.txt", HARBOUR_2));
    for position in &analysis.positions {
        let holds = |s: Statement| position.statements.iter().any(|held| held.overlaps(s));
        assert!(!(holds(a) && holds(b)), "{:?}", words(&analysis, position));
    }
    let rank = |analysis: &Analysis| {
        analysis.pairs.ranked.iter().position(|pair| (pair.a, pair.b) == (a.first, b.first)).unwrap()
    };
    assert!(plain.pairs.ranked[rank(&plain)].score >= REWORDED_SCORE);
    assert_eq!(analysis.pairs.ranked[rank(&analysis)].score, 0.0);
    assert_eq!(plain.judged(&Judgements::default()).pairs.ranked, plain.pairs.ranked, "taking it back heals");
}

#[test]
fn a_pair_like_a_rejected_one_sinks() {
    // The same sentence again in a fourth transcript.
    let mut texts = library();
    texts.push(transcript("d.txt", 2012, &[HARBOUR_2]));
    let plain = analyse(&texts, &Judgements::default());
    let mut reviewer = Reviewer::default();
    reviewer.rule(&plain, Ruling::Apart, ("a.txt", HARBOUR), ("b.txt", HARBOUR_2));
    let analysis = plain.judged(&reviewer.judgements);
    let (a, twin) = (statement(&plain, "a.txt", HARBOUR).first, statement(&plain, "d.txt", HARBOUR_2).first);
    let score = |analysis: &Analysis| {
        analysis.pairs.ranked.iter().find(|pair| (pair.a, pair.b) == (a, twin)).unwrap().score
    };
    assert!((score(&analysis) - score(&plain) / 2.0).abs() < 1e-6);
    let other = statement(&plain, "c.txt", HARBOUR_3).first;
    let untouched = |analysis: &Analysis| {
        analysis.pairs.ranked.iter().find(|pair| (pair.a, pair.b) == (a, other)).unwrap().score
    };
    assert_eq!(untouched(&analysis), untouched(&plain));
}

#[test]
fn of_two_that_contradict_the_newer_holds() {
    let plain = analyse(&library(), &Judgements::default());
    let mut reviewer = Reviewer::default();
    reviewer.rule(&plain, Ruling::Together, ("a.txt", HARBOUR), ("b.txt", HARBOUR_2));
    reviewer.rule(&plain, Ruling::Together, ("b.txt", HARBOUR_2), ("c.txt", HARBOUR_3));
    reviewer.rule(&plain, Ruling::Apart, ("a.txt", HARBOUR), ("c.txt", HARBOUR_3));
    let analysis = plain.judged(&reviewer.judgements);
    let overruled: Vec<bool> = analysis.constraints.verdicts.iter().map(|ruled| ruled.is_overruled).collect();
    assert_eq!(overruled, [false, false, true], "newest first: apart and the newer link hold");
    let harbour = position(&analysis, "c.txt", HARBOUR_3).unwrap();
    assert_eq!(words(&analysis, harbour), [HARBOUR_2, HARBOUR_3]);
}

#[test]
fn a_position_has_one_statement_a_transcript_whatever_is_linked() {
    let plain = analyse(&library(), &Judgements::default());
    let mut reviewer = Reviewer::default();
    reviewer.rule(&plain, Ruling::Together, ("a.txt", HARBOUR), ("b.txt", HARBOUR_2));
    reviewer.rule(&plain, Ruling::Together, ("a.txt", BRIDGE), ("b.txt", HARBOUR_2));
    let analysis = plain.judged(&reviewer.judgements);
    assert!(analysis.constraints.verdicts[1].is_overruled, "the older one gives way");
    let bridge = position(&analysis, "a.txt", BRIDGE).unwrap();
    assert!(words(&analysis, bridge).contains(&HARBOUR_2));
    for position in &analysis.positions {
        let mut transcripts: Vec<usize> = position.statements.iter().map(|s| s.transcript).collect();
        transcripts.dedup();
        assert_eq!(transcripts.len(), position.statements.len());
    }
}

#[test]
fn judgements_survive_adding_removing_and_opening_in_another_order() {
    let plain = analyse(&library(), &Judgements::default());
    let mut reviewer = Reviewer::default();
    reviewer.rule(&plain, Ruling::Together, ("a.txt", BRIDGE), ("c.txt", SCHOOL));
    let remark = Remark {
        name: "Islands".to_owned(),
        importance: Importance::High,
        ..Remark::empty(quote(&plain, "c.txt", SCHOOL))
    };
    reviewer.judge(Judgement::Remark(remark));

    let mut more = library();
    more.insert(0, transcript("z.txt", 1999, &[HARBOUR_3, "Roads in the valley need new gravel this year."]));
    more.reverse();
    let analysis = analyse(&more, &reviewer.judgements);
    assert!(analysis.constraints.lost.is_empty());
    let bridge = position(&analysis, "a.txt", BRIDGE).unwrap();
    assert!(words(&analysis, bridge).contains(&SCHOOL));
    let number = analysis.position_of_unit(statement(&analysis, "a.txt", BRIDGE).first).unwrap();
    assert_eq!(analysis.label(number), "Islands", "the name follows the position");
    assert_eq!(analysis.constraints.importance(&bridge.statements), Importance::High);

    let fewer = &library()[..2];
    let analysis = analyse(fewer, &reviewer.judgements);
    let losses: Vec<Loss> = analysis.constraints.lost.iter().map(|lost| lost.loss).collect();
    assert_eq!(losses, [Loss::NotOpen, Loss::NotOpen]);
    let again = analyse(&library(), &reviewer.judgements);
    assert_eq!(again.positions, plain.judged(&reviewer.judgements).positions);
}

#[test]
fn a_corrected_text_carries_judgements_over_and_never_moves_them_to_a_look_alike() {
    let plain = analyse(&library(), &Judgements::default());
    let mut reviewer = Reviewer::default();
    reviewer.rule(&plain, Ruling::Together, ("a.txt", BRIDGE), ("c.txt", SCHOOL));
    let with = |sentences: &[&str]| {
        let mut texts = library();
        texts[2] = transcript("c.txt", 2009, sentences);
        analyse(&texts, &reviewer.judgements)
    };
    let moved = with(&["A sentence was put in at the head of it.", SCHOOL, HARBOUR_3]);
    assert!(moved.constraints.lost.is_empty());
    assert_eq!(moved.text(moved.constraints.verdicts[0].b), SCHOOL);

    let near = SCHOOL.replace("better", "good");
    let losses = |analysis: &Analysis| {
        analysis.constraints.lost.iter().map(|lost| (lost.loss, lost.quote.words.clone())).collect::<Vec<_>>()
    };
    assert_eq!(losses(&with(&[&near, HARBOUR_3])), [(Loss::Gone, SCHOOL.to_owned())]);
    let twice = with(&["Good morning to everybody here.", SCHOOL, HARBOUR_3, SCHOOL]);
    assert_eq!(losses(&twice), [(Loss::Ambiguous, SCHOOL.to_owned())]);
    let unmoved = with(&[SCHOOL, HARBOUR_3, SCHOOL]);
    assert!(unmoved.constraints.lost.is_empty(), "where it stood before is certain enough");
    assert_eq!(
        unmoved.span(unmoved.constraints.verdicts[0].b),
        unmoved.span(statement(&unmoved, "c.txt", SCHOOL))
    );
    let as_question = with(&[HARBOUR_3, &format!("Question: {SCHOOL}")]);
    assert_eq!(losses(&as_question), [(Loss::NotSpoken, SCHOOL.to_owned())]);

    // The page quotes beside its text what was said in it.
    let mut texts = library();
    let old = &texts[2];
    let piece = Furniture { span: Span::new(0, SCHOOL.len()), reason: FurnitureReason::BesideText };
    let date = old.meta.date.map(|date| date.value);
    let facts = Facts { date, furniture: vec![piece], ..Facts::default() };
    texts[2] = Arc::new(
        Document::new(old.source.clone(), format!("{SCHOOL}\n\n{}", old.text), facts).read(&Edits::default()),
    );
    let quoted = analyse(&texts, &reviewer.judgements);
    assert!(quoted.constraints.lost.is_empty());
    assert_eq!(quoted.text(quoted.constraints.verdicts[0].b), SCHOOL);
}

#[test]
fn a_linked_statement_is_just_what_the_reviewer_linked() {
    let long = format!("{HARBOUR} {BRIDGE} {SCHOOL}");
    let other = format!("{HARBOUR_2} {BRIDGE_2} {SCHOOL}");
    let texts = [transcript("a.txt", 2001, &[&long]), transcript("b.txt", 2005, &[&other])];
    let plain = analyse(&texts, &Judgements::default());
    let grown = position(&plain, "a.txt", HARBOUR).unwrap().statements[0];
    assert!(grown.units().count() > 1, "neighbours grow into one statement");
    let mut reviewer = Reviewer::default();
    reviewer.rule(&plain, Ruling::Together, ("a.txt", HARBOUR), ("b.txt", HARBOUR_2));
    let analysis = plain.judged(&reviewer.judgements);
    assert_eq!(words(&analysis, position(&analysis, "a.txt", HARBOUR).unwrap()), [HARBOUR, HARBOUR_2]);
}

#[test]
fn relations_and_remarks_are_found_by_any_statement_of_the_position() {
    let plain = analyse(&library(), &Judgements::default());
    let verdict = Verdict {
        a: quote(&plain, "b.txt", HARBOUR_2),
        b: quote(&plain, "a.txt", HARBOUR),
        ruling: Ruling::Together,
        relation: Some(Relation::Weakened),
        origin: Origin::Proposed,
    };
    let mut reviewer = Reviewer::default();
    reviewer.judge(Judgement::Verdict(verdict));
    for (path, words, note) in [("b.txt", HARBOUR_2, "first"), ("c.txt", HARBOUR_3, "second")] {
        let note = note.to_owned();
        reviewer.judge(Judgement::Remark(Remark { note, ..Remark::empty(quote(&plain, path, words)) }));
    }
    let analysis = plain.judged(&reviewer.judgements);
    let harbour = position(&analysis, "a.txt", HARBOUR).unwrap();
    let [a, b, c] = harbour.statements[..] else { panic!("{harbour:?}") };
    assert_eq!(analysis.constraints.relation(a, b), Some(Relation::Weakened));
    assert_eq!(analysis.constraints.relation(b, c), None);
    assert_eq!(analysis.constraints.remark(&harbour.statements).unwrap().note, "second\n\nfirst");
}
