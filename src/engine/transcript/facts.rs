//! What is said about an event outside of its text.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Furniture, Span};

/// Facts about an event that come from outside its text: a row of `metadata.csv`, or what the user
/// entered. An absent field says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// Title of the transcript.
    pub title: Option<String>,

    /// Day of the event.
    pub date: Option<Date>,

    /// Town where it took place.
    pub place: Option<String>,

    /// Organisation that met.
    pub organisation: Option<String>,

    /// Meeting or occasion.
    pub event: Option<String>,

    /// Who gives the remarks, the principal speaker first.
    pub speakers: Option<Vec<String>>,

    /// Who published the transcript.
    pub publisher: Option<String>,

    /// Language as a BCP 47 code (`en`, `ru`, `zh`).
    pub language: Option<String>,

    /// What of the text stands beside the remarks by the word of its file: the menus of a web page. Whole lines, in
    /// the order of the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub furniture: Vec<Furniture>,
}

impl Facts {
    /// These without what others say as well.
    pub fn beside(self, others: &Self) -> Self {
        fn other<T: PartialEq>(mine: Option<T>, theirs: &Option<T>) -> Option<T> {
            if mine == *theirs { None } else { mine }
        }
        Self {
            title: other(self.title, &others.title),
            date: other(self.date, &others.date),
            place: other(self.place, &others.place),
            organisation: other(self.organisation, &others.organisation),
            event: other(self.event, &others.event),
            speakers: other(self.speakers, &others.speakers),
            publisher: other(self.publisher, &others.publisher),
            language: other(self.language, &others.language),
            // It has places in the text of its own reading.
            furniture: Vec::new(),
        }
    }

    /// These, and where they say nothing, others.
    pub fn or(self, others: Self) -> Self {
        Self {
            title: self.title.or(others.title),
            date: self.date.or(others.date),
            place: self.place.or(others.place),
            organisation: self.organisation.or(others.organisation),
            event: self.event.or(others.event),
            speakers: self.speakers.or(others.speakers),
            publisher: self.publisher.or(others.publisher),
            language: self.language.or(others.language),
            furniture: if self.furniture.is_empty() { others.furniture } else { self.furniture },
        }
    }

    /// The text that these are about without what stands beside the remarks.
    pub fn own_text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut own = outside(text, self.furniture.iter().map(|piece| piece.span));
        match (own.next(), own.next()) {
            (None, _) => Cow::Borrowed(""),
            (Some(only), None) => Cow::Borrowed(only),
            (Some(first), Some(second)) => {
                Cow::Owned([first, second].into_iter().chain(own).collect::<String>())
            }
        }
    }
}

/// What of a text stands outside of spans, in order; blank stretches are left out.
pub(super) fn outside(text: &str, spans: impl Iterator<Item = Span>) -> impl Iterator<Item = &str> {
    let mut at = 0;
    let spans = spans.chain([Span { start: text.len(), end: text.len() }]);
    spans.filter_map(move |span| {
        let before = text.get(at..span.start).filter(|before| !before.trim().is_empty());
        at = at.max(span.end);
        before
    })
}
