//! Reads what speakers say for its meaning, in the background: the work of the thread "stance-meaning".
//!
//! The first result never waits for it: positions are found by words first and anew when the vectors are
//! there. What is read is handed over in portions, which the library keeps, so that work that was cancelled
//! or cut off by the end of the program goes on where it stopped.

use std::collections::HashSet;

use crate::app::compared::Analysed;
use crate::app::jobs::Progress;
use crate::engine::corpus::UnitId;
use crate::engine::encoder::{Encoder, EncoderError, Vector};
use crate::engine::vectors::{SentenceHash, Vectors, folded};

/// Sentences of one portion: about half a second of work, so cancelling is felt at once and little is lost.
const PORTION: usize = 64;

/// Sentences without a vector, each once: those on the topic first, then in the order of the transcripts.
pub fn missing(analysed: &Analysed, topic: Option<usize>, known: &Vectors) -> Vec<(SentenceHash, String)> {
    let analysis = &analysed.analysis;
    let is_on_topic = |unit: UnitId| topic.is_some_and(|topic| analysis.topics_of_unit(unit).contains(topic));
    let is_readable = |unit: UnitId| {
        let transcript = &analysis.transcripts[analysis.corpus.unit(unit).transcript as usize];
        Encoder::is_supported(transcript.meta.language.as_deref())
    };
    let mut units: Vec<UnitId> =
        (0..analysis.corpus.len() as UnitId).filter(|&unit| is_readable(unit)).collect();
    units.sort_by_key(|&unit| !is_on_topic(unit));
    let mut seen = HashSet::new();
    units
        .into_iter()
        .map(|unit| analysis.unit_text(unit))
        .map(|text| (SentenceHash::of(text), text))
        .filter(|(hash, _)| known.get(*hash).is_none() && seen.insert(*hash))
        .map(|(hash, text)| (hash, folded(text)))
        .collect()
}

/// Makes the missing vectors until `progress` is stopped; `tell` gets each portion.
///
/// # Errors
///
/// Where the encoder cannot be used.
pub fn read(
    sentences: &[(SentenceHash, String)],
    progress: &Progress,
    tell: &dyn Fn(Vec<(SentenceHash, Vector)>),
) -> Result<(), EncoderError> {
    if sentences.is_empty() {
        return Ok(());
    }
    let encoder = Encoder::load()?;
    for (i, portion) in sentences.chunks(PORTION).enumerate() {
        if !progress.go_on((i * PORTION) as f32 / sentences.len() as f32) {
            break;
        }
        let texts: Vec<&str> = portion.iter().map(|(_, text)| text.as_str()).collect();
        tell(portion.iter().map(|(hash, _)| *hash).zip(encoder.encode(&texts)).collect());
    }
    Ok(())
}
