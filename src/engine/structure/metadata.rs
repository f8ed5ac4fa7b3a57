//! What is known about the event, weighed from everything that says something.
//!
//! The order of trust is that of [`DateSource`]: the user, the front matter, the title, a dateline, a
//! document number, the row of `metadata.csv`, the file's name. Nothing is ever taken from running text,
//! and where nothing speaks the field stays empty.

use jiff::civil::Date;

use super::dates::{self, Dotted};
use super::front_matter::FrontMatter;
use super::lexicon::dates::{ANNIVERSARIES, BEFORE_ASIDE};
use super::people::words;
use super::{event, place};
use crate::engine::transcript::{DateEdit, DateSource, Edits, Facts, Metadata, SourcedDate, Span};

/// A text is published up to so many days after the event.
const PUBLICATION_DAYS: i32 = 7;

/// What a title mentions is told of, and no other date of the event, if so many days have passed since.
const LONG_DAYS: i32 = 300;

/// A date that something gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DateClaim {
    /// The day.
    pub value: Date,

    /// What gives it.
    pub source: DateSource,

    /// Whether it is when the text was published or filed, which may be some days later.
    pub is_publication: bool,

    /// Whether a title gives it in passing, as it does the day of what it tells about.
    pub is_aside: bool,

    /// Where it stands; `None` outside the text.
    pub span: Option<Span>,
}

impl DateClaim {
    /// Ascending with what it is worth: what a title gives in passing gives way to a dateline.
    fn trust(&self) -> (DateSource, bool) {
        if self.is_aside { (DateSource::Dateline, false) } else { (self.source, true) }
    }
}

/// Everything that says something about the event.
pub(super) struct Evidence<'a> {
    pub front: Option<&'a FrontMatter>,
    pub facts: &'a Facts,
    pub edits: &'a Edits,

    /// The title as it stands in the text.
    pub title: Option<(&'a str, Span)>,

    /// Lines above the text that are neither title nor furniture.
    pub lines: Vec<&'a str>,

    /// Lines above the text that stand beside one with the date or the time.
    pub near_dates: Vec<&'a str>,

    /// Dates found in the file.
    pub claims: Vec<DateClaim>,

    /// The first sentences of the opening remarks.
    pub opening: Vec<&'a str>,

    /// Everybody named, who is no town.
    pub people: Vec<String>,

    pub speakers: Vec<String>,
    pub language: Option<&'static str>,
    pub dotted: Dotted,
    pub file_name: &'a str,
}

/// Two sources that give different days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Conflict {
    pub chosen: DateClaim,
    pub other: DateClaim,
}

/// Weighs everything.
pub(super) fn weigh(evidence: &Evidence<'_>) -> (Metadata, Option<Conflict>) {
    let front = |keys: &[&str]| evidence.front.and_then(|front| front.get(keys)).map(str::to_owned);
    let facts = evidence.facts;
    let (date, conflict) = date(evidence);
    let title_text = evidence.title.map(|(text, _)| tidy(text));
    let title = evidence
        .edits
        .title
        .clone()
        .or_else(|| front(&["title", "titel", "titre", "título", "заголовок", "название"]))
        .or_else(|| title_text.clone())
        .or_else(|| facts.title.clone())
        .filter(|title| !title.trim().is_empty())
        .unwrap_or_else(|| stem(evidence.file_name).to_owned());
    let found_event = event::in_title(&title)
        .or_else(|| title_text.as_deref().filter(|own| *own != title).and_then(event::in_title))
        .or_else(|| evidence.opening.iter().find_map(|sentence| event::in_opening(sentence)));
    let organisation = found_event.as_deref().and_then(event::organisation);
    let edits = evidence.edits;
    let place = edited(&edits.place, || {
        front(&["place", "location", "city", "venue_city", "ort", "lieu", "lugar", "место"])
            .or_else(|| found_place(evidence, &title))
            .or_else(|| facts.place.clone())
    });
    let meta = Metadata {
        title,
        title_span: evidence.title.map(|(_, span)| span),
        date,
        place,
        organisation: edited(&edits.organisation, || {
            front(&["organisation", "organization"]).or(organisation).or_else(|| facts.organisation.clone())
        }),
        event: edited(&edits.event, || {
            front(&["event", "occasion"]).or(found_event).or_else(|| facts.event.clone())
        }),
        speakers: evidence.speakers.clone(),
        publisher: edited(&edits.publisher, || front(&["publisher"]).or_else(|| facts.publisher.clone())),
        language: edited(&edits.language, || {
            front(&["language", "lang"])
                .filter(|code| (2..=12).contains(&code.len()) && code.is_ascii())
                .or_else(|| evidence.language.map(str::to_owned))
                .or_else(|| facts.language.clone())
        }),
    };
    (meta, conflict)
}

/// What the user says, which may be that there is nothing, else what was found.
fn edited(edit: &Option<String>, found: impl FnOnce() -> Option<String>) -> Option<String> {
    match edit {
        Some(value) => Some(value.trim().to_owned()).filter(|value| !value.is_empty()),
        None => found(),
    }
}

/// A title on one line with single spaces.
pub(super) fn tidy(title: &str) -> String {
    words(&title.replace("\\_", "_").replace("**", "")).join(" ")
}

/// A file's name without its ending.
fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        // What follows a `#` names a row of a table.
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 5 && !ending.contains('#') => stem,
        _ => name,
    }
}

/// The town beside the date of the title or of a line above the text.
fn found_place(evidence: &Evidence<'_>, title: &str) -> Option<String> {
    let own = evidence.title.map(|(text, _)| text);
    [Some(title), own]
        .into_iter()
        .flatten()
        .chain(evidence.lines.iter().copied())
        .find_map(|line| {
            let date = dates::find(line, evidence.dotted).pop()?;
            place::beside(line, &date, &evidence.people)
        })
        .or_else(|| evidence.near_dates.iter().find_map(|line| place::alone(line, &evidence.people)))
}

/// The day of the event, and whether two sources disagree about it.
fn date(evidence: &Evidence<'_>) -> (Option<SourcedDate>, Option<Conflict>) {
    match evidence.edits.date {
        Some(DateEdit::On(value)) => return (Some(SourcedDate { value, source: DateSource::User }), None),
        Some(DateEdit::Undated) => return (None, None),
        None => {}
    }
    let mut claims = evidence.claims.clone();
    if let Some(value) = evidence.facts.date {
        let source = DateSource::Metadata;
        claims.push(DateClaim { value, source, is_publication: false, is_aside: false, span: None });
    }
    // What a title gives in passing is the day of the event where something was published soon after.
    let others: Vec<Date> = claims.iter().filter(|c| !c.is_aside).map(|c| c.value).collect();
    for claim in claims.iter_mut().filter(|claim| claim.is_aside) {
        claim.is_aside = !others.iter().any(|other| is_soon_after(claim.value, *other));
    }
    // A stamp that is explained as the publication of a known day gives way to that day.
    let days: Vec<Date> = claims.iter().filter(|c| !c.is_publication).map(|c| c.value).collect();
    claims.retain(|c| !(c.is_publication && days.iter().any(|day| is_soon_after(*day, c.value))));
    claims.sort_by_key(|c| std::cmp::Reverse(c.trust()));
    let Some(&chosen) = claims.first() else {
        let value = dates::in_file_name(evidence.file_name);
        return (value.map(|value| SourcedDate { value, source: DateSource::FileName }), None);
    };
    let conflict = claims.iter().find(|c| {
        c.value != chosen.value
            && !(c.is_aside && is_long_ago(chosen.value, c.value))
            && !(chosen.is_publication && c.is_publication && is_near(chosen.value, c.value))
    });
    let sourced = SourcedDate { value: chosen.value, source: chosen.source };
    (Some(sourced), conflict.map(|&other| Conflict { chosen, other }))
}

/// Whether something was published soon after a day, or on it.
fn is_soon_after(day: Date, published: Date) -> bool {
    day.until(published).is_ok_and(|span| (0..=PUBLICATION_DAYS).contains(&span.get_days()))
}

/// Whether a day is so long before another that it is only told of.
fn is_long_ago(day: Date, told: Date) -> bool {
    told.until(day).is_ok_and(|span| span.get_days() >= LONG_DAYS)
}

fn is_near(a: Date, b: Date) -> bool {
    is_soon_after(a, b) || is_soon_after(b, a)
}

/// The dates that the front matter and the title give.
pub(super) fn claims_of(
    front: Option<&FrontMatter>,
    title: Option<(&str, Span)>,
    dotted: Dotted,
) -> Vec<DateClaim> {
    let claim = |value, source, is_aside, span| DateClaim {
        value,
        source,
        is_publication: false,
        is_aside,
        span: Some(span),
    };
    let mut claims = Vec::new();
    if let Some(front) = front {
        let field = front.get(&["date", "event_date", "datum", "fecha", "data", "дата"]);
        let day = field.and_then(|field| dates::in_field(field, dotted));
        claims.extend(day.map(|day| claim(day, DateSource::FrontMatter, false, front.span)));
    }
    let titles = [front.and_then(|front| Some((front.get(&["title"])?, front.span))), title];
    for (text, span) in titles.into_iter().flatten() {
        let found = in_title(text, dotted);
        claims.extend(found.map(|(day, is_aside)| claim(day, DateSource::Title, is_aside, span)));
    }
    claims
}

/// The date of a title, its only one or the one that it ends with, and whether it stands there in passing: in brackets,
/// or as the day of something, as in `the agreement of 4 April 1949`. The day that an anniversary is of is none at all,
/// unless a comma sets it off.
fn in_title(title: &str, dotted: Dotted) -> Option<(Date, bool)> {
    let found = dates::find(title, dotted);
    let last = found.last()?;
    let is_only = found.iter().all(|other| other.value == last.value);
    let is_end = title[last.span.end..].chars().filter(|c| c.is_alphabetic()).count() <= 8;
    let before = title[..last.span.start].trim_end();
    let after = title[last.span.end..].trim_start();
    let is_bracketed = before.ends_with(['(', '[', '（']) && after.starts_with([')', ']', '）']);
    let word = words(before).last().map(|word| word.to_lowercase());
    let is_aside = is_bracketed || word.is_some_and(|word| BEFORE_ASIDE.contains(&word.as_str()));
    let is_set_off =
        before.is_empty() || before.ends_with([',', '，', '،', '-', '–', '—', '|', ':', '：', '.']);
    let is_remembered = !is_set_off && is_anniversary(title);
    ((is_only || is_end) && !is_remembered).then_some((last.value, is_aside))
}

/// Whether a title speaks of an anniversary.
fn is_anniversary(title: &str) -> bool {
    let title = title.to_lowercase();
    ANNIVERSARIES.iter().any(|stem| title.contains(stem))
}
