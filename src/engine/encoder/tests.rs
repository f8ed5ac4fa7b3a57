//! The encoder against the reference in Python that `assets/encoder/reference.py` writes.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{DIMENSIONS, Encoder, Vector};

#[derive(Deserialize)]
struct Reference {
    pieces: Vec<Pieces>,
    sentences: Vec<Sentence>,
    /// Of each two sentences, with the weights before they were rounded.
    cosines: Vec<Vec<f32>>,
}

#[derive(Deserialize)]
struct Pieces {
    text: String,
    times: usize,
    pieces: Vec<u32>,
}

#[derive(Deserialize)]
struct Sentence {
    text: String,
    pieces: Vec<u32>,
    /// With the rounded weights.
    vector: Vec<f32>,
}

static ENCODER: LazyLock<Encoder> = LazyLock::new(|| Encoder::load().expect("the weights fit"));

static REFERENCE: LazyLock<Reference> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../tests/fixtures/encoder.json")).expect("the fixture is JSON")
});

fn texts() -> Vec<&'static str> {
    REFERENCE.sentences.iter().map(|sentence| sentence.text.as_str()).collect()
}

#[test]
fn cuts_odd_texts_as_the_reference() {
    for each in &REFERENCE.pieces {
        let text = each.text.repeat(each.times);
        assert_eq!(ENCODER.word_pieces.of(&text), each.pieces, "{:?} × {}", each.text, each.times);
    }
}

#[test]
fn numbers_are_those_of_the_reference() {
    for sentence in &REFERENCE.sentences {
        assert_eq!(ENCODER.word_pieces.of(&sentence.text), sentence.pieces, "{}", sentence.text);
        let row = ENCODER.network.run(&[&sentence.pieces]);
        let length = row.iter().map(|x| x * x).sum::<f32>().sqrt();
        let most = row.iter().zip(&sentence.vector).map(|(x, y)| (x / length - y).abs()).fold(0.0, f32::max);
        assert!(most < 1e-5, "{most} apart: {}", sentence.text);
    }
}

#[test]
fn eight_bits_keep_the_cosines() {
    let vectors = ENCODER.encode(&texts());
    for (x, cosines) in vectors.iter().zip(&REFERENCE.cosines) {
        for (y, exact) in vectors.iter().zip(cosines) {
            let cosine = x.cosine(y);
            assert!((cosine - exact).abs() < 0.015, "{cosine} instead of {exact}");
        }
    }
}

#[test]
fn what_means_the_same_is_closer_than_what_does_not() {
    let vectors = ENCODER.encode(&texts());
    let [expansion, enlargement, talks, _, _, grain, ..] = &vectors[..] else {
        panic!("the fixture has more sentences");
    };
    assert!(expansion.cosine(enlargement) > 0.5);
    assert!(expansion.cosine(talks) < 0.3);
    assert!(expansion.cosine(grain) < 0.3);
}

#[test]
fn a_sentence_has_the_same_vector_in_any_company() {
    let texts = texts();
    let alone: Vec<Vector> = texts.iter().flat_map(|text| ENCODER.encode(&[text])).collect();
    assert_eq!(ENCODER.encode(&texts), alone);
    let many: Vec<&str> = texts.iter().copied().cycle().take(37).collect();
    let backwards: Vec<&str> = many.iter().rev().copied().collect();
    let mut turned = ENCODER.encode(&backwards);
    turned.reverse();
    assert_eq!(ENCODER.encode(&many), turned);
    assert_eq!(turned[..alone.len()], alone);
}

#[test]
fn every_text_has_a_vector() {
    let long = "The talks go on. ".repeat(3_000);
    let vectors = ENCODER.encode(&["", "😀", &long]);
    assert!(vectors.iter().all(|vector| (vector.cosine(vector) - 1.0).abs() < 1e-5));
    assert!(ENCODER.encode(&[]).is_empty());
}

#[test]
fn a_stored_vector_is_the_same_vector() {
    let vector = &ENCODER.encode(&["It is stored."])[0];
    assert_eq!(Vector::from_bytes(&vector.to_bytes()).as_ref(), Some(vector));
    assert_eq!(Vector::from_bytes(&[0; DIMENSIONS - 1]), None);
    assert_eq!(vector.values().count(), DIMENSIONS);
}

#[test]
fn numbers_that_are_none_do_no_harm() {
    let nothing: Vector = [f32::NAN, 0.0].into_iter().collect();
    assert_eq!(nothing.cosine(&nothing), 0.0);
    let endless: Vector = [f32::INFINITY].into_iter().collect();
    assert!(endless.cosine(&endless).is_finite());
}

#[test]
fn english_only() {
    assert!(Encoder::is_supported(Some("en")));
    assert!(!Encoder::is_supported(Some("ru")));
    assert!(!Encoder::is_supported(None));
}
