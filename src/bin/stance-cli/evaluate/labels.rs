//! Labelled pairs: which passages two readers called the same position.

use serde::Deserialize;
use stance::engine::transcript::{Span, Transcript};

/// A file of labels.
#[derive(Debug, Deserialize)]
pub struct Labels {
    /// What is the same position, more or less plainly.
    pub pairs: Vec<LabelledPair>,

    /// What shares words and is not.
    #[serde(default)]
    pub hard_negatives: Vec<LabelledPair>,
}

/// Two passages and what the readers said of them.
#[derive(Debug, Deserialize)]
pub struct LabelledPair {
    /// The earlier.
    pub a: Passage,

    /// The later.
    pub b: Passage,

    /// 3 plainly the same, 2 the same position, 1 arguable.
    #[serde(default)]
    pub grade: i8,

    /// Whether it is a formula of such meetings.
    #[serde(default)]
    pub procedural: bool,
}

/// A place in a file, by line.
#[derive(Debug, Deserialize)]
pub struct Passage {
    /// The beginning of the file's name.
    pub doc: String,

    /// From 1.
    pub line: usize,

    /// Its first and last words around " … ", or all of it.
    #[serde(default)]
    pub sentences: String,

    /// First character in the line.
    pub start: Option<usize>,

    /// Character after the last.
    pub end: Option<usize>,
}

/// A labelled pair found in the transcripts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gold {
    /// Number of the transcript and place in it, the lower number first.
    pub ends: [(usize, Span); 2],

    /// 1 to 3; -1 for a hard negative.
    pub grade: i8,

    /// Whether it is a formula of such meetings.
    pub procedural: bool,
}

impl Labels {
    /// Finds the labels in the transcripts; the message names the first that is not there.
    pub fn locate(&self, transcripts: &[std::sync::Arc<Transcript>]) -> Result<Vec<Gold>, String> {
        let kinds = [(&self.pairs, false), (&self.hard_negatives, true)];
        let all = kinds.into_iter().flat_map(|(pairs, negative)| pairs.iter().map(move |p| (p, negative)));
        let mut out = Vec::new();
        for (pair, is_negative) in all {
            let find = |passage: &Passage| {
                let number = transcripts.iter().position(|t| file_name(t).starts_with(&passage.doc));
                let place = number.and_then(|n| Some((n, passage.locate(&transcripts[n].text)?)));
                place.ok_or_else(|| {
                    format!("a label is not in the text: {}, line {}", passage.doc, passage.line)
                })
            };
            let mut ends = [find(&pair.a)?, find(&pair.b)?];
            ends.sort_unstable();
            let grade = if is_negative { -1 } else { pair.grade };
            out.push(Gold { ends, grade, procedural: pair.procedural });
        }
        Ok(out)
    }
}

fn file_name(transcript: &Transcript) -> &str {
    transcript.source.path.rsplit(['/', '\\']).next().unwrap_or_default()
}

impl Passage {
    fn locate(&self, text: &str) -> Option<Span> {
        let line_start =
            text.split_inclusive('\n').take(self.line.checked_sub(1)?).map(str::len).sum::<usize>();
        let line = text.get(line_start..)?.split('\n').next()?;
        let (start, end) = match (self.start, self.end) {
            (Some(start), Some(end)) => {
                let byte =
                    |character: usize| line.char_indices().nth(character).map_or(line.len(), |(at, _)| at);
                (byte(start), byte(end))
            }
            _ => self.quoted(line)?,
        };
        Some(Span::new(line_start + start, line_start + end))
    }

    fn quoted(&self, line: &str) -> Option<(usize, usize)> {
        if let Some(at) = line.find(&self.sentences) {
            return Some((at, at + self.sentences.len()));
        }
        let (first, last) =
            self.sentences.split_once(" … ").or_else(|| self.sentences.split_once(" ... "))?;
        let start = line.find(first)?;
        let end = start + line[start..].find(last)? + last.len();
        Some((start, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_are_found_by_place_and_by_quotation() {
        let text = "Erste Zeile.\nÜber alles. Zweitens dies. Und das.\n";
        let passage = |sentences: &str, place: Option<(usize, usize)>| Passage {
            doc: String::new(),
            line: 2,
            sentences: sentences.to_owned(),
            start: place.map(|place| place.0),
            end: place.map(|place| place.1),
        };
        let found = |passage: Passage| passage.locate(text).map(|span| span.of(text).to_owned());
        assert_eq!(found(passage("", Some((0, 11)))).as_deref(), Some("Über alles."));
        assert_eq!(found(passage("Zweitens dies.", None)).as_deref(), Some("Zweitens dies."));
        assert_eq!(found(passage("Zweitens … das.", None)).as_deref(), Some("Zweitens dies. Und das."));
        assert_eq!(found(passage("Drittens", None)), None);
    }
}
