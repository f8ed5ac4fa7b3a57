//! What the user corrects about the reading of a text.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Span;

/// What the user changed by hand about a transcript. It outranks the text and every
/// [`Facts`](super::Facts); an absent field is untouched, an empty one was taken out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Edits {
    /// Title.
    pub title: Option<String>,

    /// Day of the event, or that it has none.
    pub date: Option<DateEdit>,

    /// Town.
    pub place: Option<String>,

    /// Organisation that met.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,

    /// Meeting or occasion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,

    /// Who published the transcript.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,

    /// Language as a BCP 47 code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,

    /// Who gives the remarks, the principal speaker first.
    pub speakers: Option<Vec<String>>,

    /// What marks a change of speaker; empty where nothing does and the whole text is one turn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<Vec<LabelShape>>,

    /// Lines marked as furniture or restored, in the order of doing; the last one on a line decides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub furniture: Vec<FurnitureEdit>,

    /// Sentences joined or parted, in the order of doing; the last one on a place decides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<SentenceEdit>,
}

impl Edits {
    /// These with the changes of others, which outrank them.
    pub fn with(&self, others: &Self) -> Self {
        let Self {
            title,
            date,
            place,
            organisation,
            event,
            publisher,
            language,
            speakers,
            labels,
            furniture,
            sentences,
        } = others.clone();
        let before = self.clone();
        Self {
            title: title.or(before.title),
            date: date.or(before.date),
            place: place.or(before.place),
            organisation: organisation.or(before.organisation),
            event: event.or(before.event),
            publisher: publisher.or(before.publisher),
            language: language.or(before.language),
            speakers: speakers.or(before.speakers),
            labels: labels.or(before.labels),
            furniture: before.furniture.into_iter().chain(furniture).collect(),
            sentences: before.sentences.into_iter().chain(sentences).collect(),
        }
    }

    /// Marks lines as furniture, or restores them, and nothing else.
    pub fn marking(span: Span, is_furniture: bool) -> Self {
        Self { furniture: vec![FurnitureEdit { span, is_furniture }], ..Self::default() }
    }

    /// Joins what begins at a place to the sentence before it, or parts the two, and nothing else.
    pub fn sentence_at(start: usize, begins: bool) -> Self {
        Self { sentences: vec![SentenceEdit { start, begins }], ..Self::default() }
    }

    /// Where sentences are joined now that were cut apart.
    pub fn joined(&self) -> BTreeSet<usize> {
        let mut joined = BTreeSet::new();
        for edit in &self.sentences {
            if edit.begins {
                joined.remove(&edit.start)
            } else {
                joined.insert(edit.start)
            };
        }
        joined
    }

    /// What of these holds for another version of the text: everything but places in it.
    pub fn without_places(&self) -> Self {
        Self { furniture: Vec::new(), sentences: Vec::new(), ..self.clone() }
    }
}

/// What the user said about a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateEdit {
    /// The event was on this day.
    On(Date),

    /// The date that was found is wrong and the right one is not known.
    Undated,
}

/// That some lines belong to the event, or do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FurnitureEdit {
    /// The lines that it touches.
    pub span: Span,

    /// Whether they are furniture.
    pub is_furniture: bool,
}

/// That a sentence begins at a place, or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentenceEdit {
    /// The place, in bytes of the text.
    pub start: usize,

    /// Whether one begins there.
    pub begins: bool,
}

/// How the label of a turn is set off from its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LabelShape {
    /// `Sergey Lavrov:`, `MR. PRICE:`, also with a dash.
    Colon,

    /// `CHAIR POWELL.`
    Stop,

    /// `Q` and `A`, also in brackets.
    Letter,

    /// A name on a line of its own.
    OwnLine,

    /// In bold.
    Bold,

    /// A heading.
    Heading,
}

impl LabelShape {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Colon, Self::Stop, Self::Letter, Self::OwnLine, Self::Bold, Self::Heading];

    /// As the interface writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Colon => "Name:",
            Self::Stop => "NAME.",
            Self::Letter => "Q and A",
            Self::OwnLine => "Name on its own line",
            Self::Bold => "Bold name",
            Self::Heading => "Heading",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_edits_outrank_earlier_ones_and_marks_add_up() {
        let mark = |start, is_furniture| FurnitureEdit { span: Span::new(start, start + 1), is_furniture };
        let first = Edits {
            title: Some("A".to_owned()),
            place: Some("Bonn".to_owned()),
            furniture: vec![mark(0, true)],
            ..Edits::default()
        };
        let second =
            Edits { title: Some(String::new()), furniture: vec![mark(0, false)], ..Edits::default() };
        let both = first.with(&second);
        assert_eq!((both.title.as_deref(), both.place.as_deref()), (Some(""), Some("Bonn")));
        assert_eq!(both.furniture, [mark(0, true), mark(0, false)]);
        let both = both.with(&Edits::sentence_at(7, false)).with(&Edits::sentence_at(9, false));
        assert_eq!(both.with(&Edits::sentence_at(7, true)).joined(), [9].into());
        let without = both.without_places();
        assert!(without.furniture.is_empty() && without.sentences.is_empty());
    }

    #[test]
    fn what_earlier_versions_kept_is_read() {
        let kept = r#"{"title":"A","date":"undated","place":null,"speakers":["B"]}"#;
        let edits: Edits = serde_json::from_str(kept).unwrap();
        assert_eq!((edits.title.as_deref(), edits.date), (Some("A"), Some(DateEdit::Undated)));
        assert_eq!(serde_json::to_string(&edits).unwrap(), kept);
    }
}
