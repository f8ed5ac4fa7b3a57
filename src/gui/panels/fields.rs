//! The details of a transcript that can be corrected, as texts that are typed.

use crate::engine::transcript::{DateEdit, Edits, Metadata};
use crate::io::load::date::read_date;

/// A detail that can be corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Title.
    Title,
    /// Day of the event.
    Date,
    /// Town.
    Place,
    /// Organisation that met.
    Organisation,
    /// Meeting or occasion.
    Event,
    /// Who gives the remarks.
    Speakers,
    /// Who published the transcript.
    Publisher,
    /// Language of the text.
    Language,
}

impl Field {
    /// All of them, from top to bottom.
    pub const ALL: [Self; 8] = [
        Self::Title,
        Self::Date,
        Self::Place,
        Self::Organisation,
        Self::Event,
        Self::Speakers,
        Self::Publisher,
        Self::Language,
    ];

    /// What stands beside it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::Date => "Date",
            Self::Place => "Place",
            Self::Organisation => "Organisation",
            Self::Event => "Event",
            Self::Speakers => "Speakers",
            Self::Publisher => "Publisher",
            Self::Language => "Language",
        }
    }

    /// What stands in it while it is empty.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Date => "2023-06-20; empty where it is not known",
            Self::Speakers => "the principal one first, parted by ;",
            Self::Language => "en, ru, zh …",
            Self::Title | Self::Place | Self::Organisation | Self::Event | Self::Publisher => "",
        }
    }

    /// What is known: what the user said, else what was found.
    pub fn value(self, edits: &Edits, meta: &Metadata) -> String {
        let text = |edit: &Option<String>, found: &Option<String>| edit.as_ref().or(found.as_ref()).cloned();
        let value = match self {
            Self::Title => edits.title.clone().or_else(|| Some(meta.title.clone())),
            Self::Date => match edits.date {
                Some(DateEdit::On(date)) => Some(date.to_string()),
                Some(DateEdit::Undated) => None,
                None => meta.date.map(|date| date.value.to_string()),
            },
            Self::Place => text(&edits.place, &meta.place),
            Self::Organisation => text(&edits.organisation, &meta.organisation),
            Self::Event => text(&edits.event, &meta.event),
            Self::Speakers => Some(edits.speakers.as_ref().unwrap_or(&meta.speakers).join("; ")),
            Self::Publisher => text(&edits.publisher, &meta.publisher),
            Self::Language => text(&edits.language, &meta.language),
        };
        value.unwrap_or_default()
    }

    /// The edit that a text means, or why it means none.
    pub fn edit(self, text: &str) -> Result<Edits, String> {
        let text = text.trim().to_owned();
        let mut edits = Edits::default();
        match self {
            Self::Title => edits.title = Some(text),
            Self::Date if text.is_empty() => edits.date = Some(DateEdit::Undated),
            Self::Date => {
                let date = read_date(&text).map_err(|error| format!("The date is not clear: {error}"))?;
                edits.date = Some(DateEdit::On(date));
            }
            Self::Place => edits.place = Some(text),
            Self::Organisation => edits.organisation = Some(text),
            Self::Event => edits.event = Some(text),
            Self::Speakers => {
                let names = text.split([';', '\n']).map(str::trim).filter(|name| !name.is_empty());
                edits.speakers = Some(names.map(str::to_owned).collect());
            }
            Self::Publisher => edits.publisher = Some(text),
            Self::Language => edits.language = Some(text),
        }
        Ok(edits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::transcript::{DateSource, SourcedDate};

    #[test]
    fn what_is_typed_is_what_is_shown_again() {
        let meta = Metadata {
            title: "Found".to_owned(),
            date: Some(SourcedDate { value: jiff::civil::date(2020, 5, 26), source: DateSource::Title }),
            speakers: vec!["A".to_owned(), "B".to_owned()],
            ..Metadata::default()
        };
        let none = Edits::default();
        let found: Vec<String> = Field::ALL.iter().map(|field| field.value(&none, &meta)).collect();
        assert_eq!(found, ["Found", "2020-05-26", "", "", "", "A; B", "", ""]);
        for field in Field::ALL {
            let typed = if field == Field::Date { "2021-01-31" } else { "One; Two" };
            for text in [typed, ""] {
                let edits = field.edit(text).unwrap();
                assert_eq!(field.value(&edits, &meta), text, "{field:?}");
            }
        }
        assert!(Field::Date.edit("03/04/2020").is_err());
    }
}
