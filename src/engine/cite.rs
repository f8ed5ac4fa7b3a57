//! Citing a passage: its words exactly as they stand, and where they are from.
//!
//! A citation says what is known and leaves out what is not. It never shortens a title and never makes
//! up a date: without one it says "n.d.".

use jiff::civil::Date;

use crate::engine::explain::shorten;
use crate::engine::transcript::{SourcedDate, Span, Transcript, TurnKind};

/// What stands for a date that nobody knows.
const NO_DATE: &str = "n.d.";

/// Characters of a title that stands for a date.
const MOST_OF_TITLE: usize = 28;

/// The citation of a passage in plain words:
/// `Sergey Lavrov, “Title”, Minsk, 20 June 2023, ¶ 8.`
pub fn citation(transcript: &Transcript, span: Span) -> String {
    let meta = &transcript.meta;
    let title = meta.title.trim();
    let place = meta.place.as_deref().map(str::trim);
    let parts = [
        speaker(transcript, span),
        (!title.is_empty()).then(|| format!("“{title}”")),
        place.filter(|place| !place.is_empty()).map(str::to_owned),
        Some(date(transcript)),
        paragraphs(transcript, span),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let citation = parts.join(", ");
    // "n.d." has its full stop.
    let stop = if citation.ends_with('.') { "" } else { "." };
    format!("{citation}{stop}")
}

/// A passage in its exact words, with its citation.
pub fn quotation(transcript: &Transcript, span: Span) -> String {
    let words = transcript.slice(span).trim();
    format!("“{words}” — {}", citation(transcript, span))
}

/// The day of a transcript as a citation has it: 20 June 2023, or n.d.
pub fn date(transcript: &Transcript) -> String {
    let date = transcript.meta.date.map(|date| date.value);
    date.map_or_else(|| NO_DATE.to_owned(), |date| format!("{} {}", day_and_month(date), date.year()))
}

/// What tells a transcript from others beside it: its day, or, where nobody knows that, its title.
pub fn name(transcript: &Transcript) -> String {
    name_or(transcript, || date(transcript))
}

/// The same where there is little room: 20 Jun 2023.
pub fn short_name(transcript: &Transcript) -> String {
    let short = |date: SourcedDate| date.value.strftime("%-d %b %Y").to_string();
    name_or(transcript, || transcript.meta.date.map_or_else(String::new, short))
}

fn name_or(transcript: &Transcript, day: impl FnOnce() -> String) -> String {
    let title = transcript.meta.title.trim();
    match transcript.meta.date {
        None if !title.is_empty() => format!("{} ({NO_DATE})", shorten(title, MOST_OF_TITLE)),
        None => NO_DATE.to_owned(),
        Some(_) => day(),
    }
}

/// A date without its year: 20 June.
pub fn day_and_month(date: Date) -> String {
    date.strftime("%-d %B").to_string()
}

/// Who says the passage. A question by nobody in particular is not put into the mouth of the speaker.
fn speaker(transcript: &Transcript, span: Span) -> Option<String> {
    let paragraph = transcript.paragraphs.get(touched(transcript, span)?.0)?;
    let turn = &transcript.turns[paragraph.turn];
    let unnamed = (turn.kind == TurnKind::Question).then(|| "Question".to_owned());
    turn.speaker.clone().or(unnamed)
}

/// The numbers of its paragraphs; nothing for a passage outside of the turns.
fn paragraphs(transcript: &Transcript, span: Span) -> Option<String> {
    let (first, last) = touched(transcript, span)?;
    Some(if first == last {
        format!("¶ {}", first + 1)
    } else {
        format!("¶¶ {}–{}", first + 1, last + 1)
    })
}

/// The first and the last paragraph that a passage shares characters with.
fn touched(transcript: &Transcript, span: Span) -> Option<(usize, usize)> {
    let paragraphs = &transcript.paragraphs;
    let first = paragraphs.partition_point(|p| p.span.end <= span.start);
    let end = paragraphs.partition_point(|p| p.span.start < span.end.max(span.start + 1));
    (first < end).then(|| (first, end - 1))
}

#[cfg(test)]
mod tests {
    use super::{citation, day_and_month, quotation};
    use crate::engine::topics::tests::small_transcript;
    use crate::engine::transcript::{DateSource, SourcedDate, Span, Transcript};
    use jiff::civil::date;

    fn span(transcript: &Transcript, words: &str) -> Span {
        let start = transcript.text.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    fn known() -> Transcript {
        let mut transcript = small_transcript();
        transcript.meta.title = "Remarks, Minsk, April 12, 2024".to_owned();
        transcript.meta.place = Some("Minsk".to_owned());
        transcript.meta.date = Some(SourcedDate { value: date(2023, 6, 20), source: DateSource::Title });
        transcript.turns[1].speaker = Some("Sergey Lavrov".to_owned());
        transcript
    }

    #[test]
    fn everything_that_is_known_is_cited() {
        let transcript = known();
        assert_eq!(
            citation(&transcript, span(&transcript, "The UN.")),
            "Sergey Lavrov, “Remarks, Minsk, April 12, 2024”, Minsk, 20 June 2023, ¶ 3."
        );
        assert_eq!(
            quotation(&transcript, span(&transcript, "No more.\nThe UN.\n".trim_end())),
            "“No more.\nThe UN.” — Sergey Lavrov, “Remarks, Minsk, April 12, 2024”, Minsk, 20 June 2023, ¶¶ 2–3."
        );
    }

    #[test]
    fn what_is_unknown_is_left_out() {
        let mut transcript = known();
        let passage = span(&transcript, "The UN.");
        transcript.meta.date = None;
        assert_eq!(
            citation(&transcript, passage),
            "Sergey Lavrov, “Remarks, Minsk, April 12, 2024”, Minsk, n.d., ¶ 3."
        );
        transcript.meta.place = None;
        transcript.turns[1].speaker = None;
        assert_eq!(citation(&transcript, passage), "“Remarks, Minsk, April 12, 2024”, n.d., ¶ 3.");
        let title = span(&transcript, "NATO talks");
        assert_eq!(citation(&transcript, title), "“Remarks, Minsk, April 12, 2024”, n.d.");
        transcript.meta.title.clear();
        assert_eq!(citation(&transcript, title), "n.d.");
    }

    #[test]
    fn a_question_is_not_the_speakers() {
        let mut transcript = known();
        let passage = span(&transcript, "NATO? Yes.");
        assert!(citation(&transcript, passage).starts_with("Question, “Remarks"));
        transcript.turns[0].speaker = Some("A journalist".to_owned());
        assert!(citation(&transcript, passage).starts_with("A journalist, “Remarks"));
    }

    #[test]
    fn dates_are_written_out() {
        let mut transcript = known();
        assert_eq!(super::date(&transcript), "20 June 2023");
        assert_eq!(day_and_month(date(2024, 4, 2)), "2 April");
        transcript.meta.date = None;
        assert_eq!(super::date(&transcript), "n.d.");
        assert_eq!(super::name(&transcript), "Remarks, Minsk, April 12 … (n.d.)");
    }
}
