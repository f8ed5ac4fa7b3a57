//! Who speaks in a turn, and whether it is remarks, a question or an answer.
//!
//! A label word says it outright. A name needs judgement: the person whom the title names gives the
//! remarks; others who also answer are speakers; somebody whose turns nearly all end in a question, or
//! whose label gives a newspaper, asks. Nobody is known by name: only this document decides.

use memchr::{memchr3, memmem};
use rustc_hash::{FxHashMap, FxHashSet};

use super::chars::is_ideographic;
use super::labels::Candidate;
use super::lexicon::labels::{ASKER_ENDINGS, LabelWord, MEDIA_PARTS, WIDE_MEDIA_PARTS};
use super::lexicon::names::{is_country, is_honorific, is_office};
use super::people::{has_initials, is_named_in, is_same, plain, title_case, without_office, words};
use super::turns::RawTurn;
use crate::engine::transcript::{Span, TurnKind};

/// What is known from outside the labels about who speaks.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// Whom the user names, the principal first.
    pub by_user: Vec<String>,

    /// Whom the title or the front matter names, in its order.
    pub by_title: Vec<String>,

    /// Whom the facts name.
    pub by_facts: Vec<String>,

    /// The title itself.
    pub title: String,
}

impl Known {
    /// Everybody named, the most trusted first.
    pub(super) fn all(&self) -> Vec<String> {
        [&self.by_user, &self.by_title, &self.by_facts].into_iter().flatten().cloned().collect()
    }
}

/// Kind and speaker of every turn, and who gives the remarks.
#[derive(Clone, Debug, Default)]
pub(super) struct Cast {
    /// One for each turn.
    pub turns: Vec<(TurnKind, Option<String>)>,

    /// The people who give remarks and answers, the principal first.
    pub speakers: Vec<String>,
}

/// Judges who speaks in each turn.
pub(super) fn cast(text: &str, turns: &[RawTurn], labels: &[Candidate], known: &Known) -> Cast {
    let voices = Voices::new(text, turns, labels, known);
    let principal = voices.principal(known);
    let asks = voices.askers(principal.as_deref());
    let is_interview = voices.is_led_by_questions && !asks.contains(&true);
    let mut cast = Cast::default();
    let mut has_question = false;
    for (index, turn) in turns.iter().enumerate() {
        if turn.is_continued
            && let Some(before) = cast.turns.last().cloned()
        {
            cast.turns.push(before);
            continue;
        }
        let spoken = if has_question { TurnKind::Answer } else { TurnKind::Opening };
        let (kind, speaker) = match turn.label.map(|l| (&labels[l], &labels[l].word)) {
            None if turn.is_answer => (spoken, principal.clone()),
            None => lead(turns, labels, index, principal.as_deref(), &voices, known),
            Some((label, Some(word))) => match word {
                LabelWord::Question | LabelWord::QuestionLetter | LabelWord::WeakQuestion => {
                    (TurnKind::Question, asker(label))
                }
                LabelWord::Answer | LabelWord::AnswerLetter => (spoken, principal.clone()),
                LabelWord::Moderator => {
                    let kind = if is_interview && asks_at_end(text, turn) {
                        TurnKind::Question
                    } else {
                        TurnKind::Other
                    };
                    (kind, Some(title_case(&label.name)))
                }
            },
            Some((label, None)) => {
                let voice = voices.of(label);
                let kind = if voice.is_some_and(|v| asks[v]) { TurnKind::Question } else { spoken };
                (kind, voice.map(|v| voices.all[v].name.clone()))
            }
        };
        has_question |= kind == TurnKind::Question;
        cast.turns.push((kind, speaker));
    }
    cast.speakers = speakers(&cast.turns, turns, labels, principal, known);
    cast
}

/// The turn above the first label. Above the principal's own label it is a lead by an editor.
fn lead(
    turns: &[RawTurn],
    labels: &[Candidate],
    index: usize,
    principal: Option<&str>,
    voices: &Voices,
    known: &Known,
) -> (TurnKind, Option<String>) {
    let next = turns[index..].iter().find_map(|turn| turn.label).map(|l| &labels[l]);
    let next_name = next.and_then(|label| voices.of(label)).map(|v| voices.all[v].name.as_str());
    match (principal, next) {
        (None, None) => (TurnKind::Other, None),
        (Some(principal), Some(_)) if next_name == Some(principal) => (TurnKind::Other, None),
        // Nobody is named above, and a person's label comes next: that person is the first to speak.
        (Some(principal), Some(_))
            if next_name.is_some() && known.all().is_empty() && !is_named_in(principal, &known.title) =>
        {
            (TurnKind::Other, None)
        }
        _ => (TurnKind::Opening, principal.map(str::to_owned)),
    }
}

/// Who asks, where the label says it.
fn asker(label: &Candidate) -> Option<String> {
    let is_named = ASKER_ENDINGS.iter().any(|ending| label.name.ends_with(ending) && &*label.name != *ending)
        && super::lexicon::labels::label_word(&label.key).is_none();
    if is_named {
        return Some(label.name.to_string());
    }
    label.aside.as_deref().map(str::to_owned)
}

/// The people who give remarks and answers, the principal first.
fn speakers(
    cast: &[(TurnKind, Option<String>)],
    turns: &[RawTurn],
    labels: &[Candidate],
    principal: Option<String>,
    known: &Known,
) -> Vec<String> {
    if !known.by_user.is_empty() {
        return known.by_user.clone();
    }
    let mut speakers: Vec<String> = principal.into_iter().collect();
    let mut seen: FxHashSet<String> = speakers.iter().cloned().collect();
    for ((kind, speaker), turn) in cast.iter().zip(turns) {
        let is_person = turn.label.is_none_or(|l| labels[l].word.is_none());
        if matches!(kind, TurnKind::Opening | TurnKind::Answer)
            && is_person
            && let Some(name) = speaker
            && seen.insert(name.clone())
        {
            speakers.push(name.clone());
        }
    }
    if speakers.is_empty() { known.by_facts.clone() } else { speakers }
}

/// One person who has labels.
#[derive(Clone, Debug)]
struct Voice {
    /// As the transcript names them best.
    name: String,

    /// Number of turns.
    turns: usize,

    /// Turns that end in a question.
    asking: usize,

    /// Turns right after a question: those who answer have some, those who follow up after an answer none.
    replies: usize,

    /// Bytes spoken.
    bytes: usize,

    /// Whether the label names a newspaper, agency or station.
    is_press: bool,

    /// Whether the label gives an affiliation that is no office and no country: `Jess Parker (BBC):`.
    has_affiliation: bool,

    /// Whether a question just before introduced the person by name.
    is_introduced: bool,
}

struct Voices {
    all: Vec<Voice>,
    by_key: FxHashMap<String, usize>,

    /// Whether questions have labels of their own.
    has_questions: bool,

    /// Whether no label says that somebody asks, and half of what a moderator says ends in a question: an interview.
    is_led_by_questions: bool,
}

impl Voices {
    fn new(text: &str, turns: &[RawTurn], labels: &[Candidate], known: &Known) -> Self {
        let people = known.all();
        let full = full_names(labels);
        let mut voices = Self {
            all: Vec::new(),
            by_key: FxHashMap::default(),
            has_questions: false,
            is_led_by_questions: false,
        };
        let mut by_name: FxHashMap<String, usize> = FxHashMap::default();
        let (mut questions, mut has_askers) = (0, false);
        let (mut led, mut led_asking) = (0, 0);
        for (at, turn) in turns.iter().enumerate() {
            let Some(label) = turn.label.map(|l| &labels[l]) else {
                continue;
            };
            if let Some(word) = label.word {
                questions += usize::from(!turn.is_continued && is_question(turn, labels));
                has_askers |= word.asks();
                if word == LabelWord::Moderator {
                    led += 1;
                    led_asking += usize::from(asks_at_end(text, turn));
                }
                continue;
            }
            let known_index = voices.by_key.get(&*label.key).copied();
            let index = known_index.unwrap_or_else(|| {
                let name = best_name(&label.name, &people, &full, &known.title);
                *by_name.entry(name.clone()).or_insert_with(|| {
                    let is_introduced = introduces_itself(text, &turns[..at], labels, &name);
                    voices.all.push(Voice {
                        name,
                        turns: 0,
                        asking: 0,
                        replies: 0,
                        bytes: 0,
                        is_press: false,
                        has_affiliation: false,
                        is_introduced,
                    });
                    voices.all.len() - 1
                })
            });
            if known_index.is_none() {
                voices.by_key.insert(label.key.to_string(), index);
                voices.all[index].is_press |= is_press(&label.name);
            }
            let voice = &mut voices.all[index];
            voice.turns += 1;
            voice.replies += usize::from(at > 0 && is_question(&turns[at - 1], labels));
            voice.bytes += turn.paragraphs.iter().map(|p| p.len()).sum::<usize>();
            voice.asking += usize::from(asks_at_end(text, turn));
            voice.has_affiliation |= label.aside.as_deref().is_some_and(is_affiliation);
            voice.is_press |= label.aside.as_deref().is_some_and(is_press);
        }
        voices.has_questions = questions >= 2;
        voices.is_led_by_questions = !has_askers && led >= 2 && led_asking * 2 >= led;
        voices
    }

    fn of(&self, label: &Candidate) -> Option<usize> {
        self.by_key.get(&*label.key).copied()
    }

    /// Who gives the remarks: whom the user names, else whom the title names and who has turns, else
    /// whom the title names, else the facts, else the one who speaks most.
    fn principal(&self, known: &Known) -> Option<String> {
        if let Some(first) = known.by_user.first() {
            return Some(self.named(first).map_or_else(|| first.clone(), |v| v.name.clone()));
        }
        let most = self.all.iter().map(|v| v.bytes).max().unwrap_or(0);
        let interviews = |v: &Voice| v.turns >= 3 && v.asking * 10 >= v.turns * 8 && v.bytes * 2 < most;
        for named in [&known.by_title, &known.by_facts] {
            let with_turns = named.iter().filter_map(|name| self.named(name)).find(|v| !interviews(v));
            if let Some(voice) = with_turns {
                return Some(voice.name.clone());
            }
        }
        let in_title = self
            .all
            .iter()
            .find(|v| words(&v.name).len() >= 2 && is_named_in(&v.name, &known.title) && !interviews(v));
        let wide = self
            .all
            .iter()
            .find(|v| v.name.chars().any(is_ideographic) && is_named_in(&v.name, &known.title));
        if let Some(voice) = in_title.or(wide) {
            return Some(voice.name.clone());
        }
        let outside = known.by_title.first().or(known.by_facts.first());
        if let Some(name) = outside {
            return Some(name.clone());
        }
        // Nobody is named: the one voice that is left speaks for the event; among several, who says most.
        let best = self.all.iter().filter(|v| !v.is_press).max_by_key(|v| v.bytes)?;
        Some(best.name.clone())
    }

    fn named(&self, name: &str) -> Option<&Voice> {
        self.all.iter().find(|v| v.name == name).or_else(|| self.all.iter().find(|v| is_same(&v.name, name)))
    }

    /// Who of all asks questions rather than answers them.
    fn askers(&self, principal: Option<&str>) -> Vec<bool> {
        let most = self.all.iter().map(|v| v.bytes).max().unwrap_or(0);
        let asks = |v: &Voice| {
            let is_principal = principal.is_some_and(|p| v.name == p);
            let by_turns = !self.has_questions
                && v.asking * 3 >= v.turns * 2
                && v.bytes * 2 < most
                && self.all.len() > 1;
            let by_follow_up =
                self.has_questions && v.replies == 0 && v.asking * 2 >= v.turns && v.bytes * 20 < most;
            let by_affiliation = v.has_affiliation && v.asking * 2 >= v.turns;
            !is_principal
                && (by_affiliation
                    || v.is_press
                    || by_turns
                    || by_follow_up
                    || (v.is_introduced && v.bytes * 8 < most))
        };
        self.all.iter().map(asks).collect()
    }
}

/// The full names among the labels, by last name.
fn full_names(labels: &[Candidate]) -> FxHashMap<String, Vec<String>> {
    let mut names: FxHashMap<String, Vec<String>> = FxHashMap::default();
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    for label in labels.iter().filter(|l| l.word.is_none() && seen.insert(&l.name)) {
        let name = without_office(&title_case(&label.name));
        if !is_full(&name) {
            continue;
        }
        let Some(last) = words(&name).last().map(|word| plain(word)) else {
            continue;
        };
        let known = names.entry(last).or_default();
        if known.len() < 4 && !known.contains(&name) {
            known.push(name);
        }
    }
    names
}

/// Whether a name needs nobody to complete it: first and last name, none of them initials or an office.
fn is_full(name: &str) -> bool {
    let all = words(name);
    let has_office = all.iter().any(|w| is_office(&plain(w)) || is_honorific(&plain(w)));
    (all.len() >= 2 && !has_office && !all.iter().any(|w| has_initials(w)))
        || name.chars().any(is_ideographic)
}

/// The name of a label, completed where this document or its facts give the full one.
fn best_name(label: &str, people: &[String], full: &FxHashMap<String, Vec<String>>, title: &str) -> String {
    let name = without_office(&title_case(label));
    if let Some(person) = holder(&name, people, title) {
        return person;
    }
    if is_full(&name) {
        return name;
    }
    let last = words(&name)
        .last()
        .map(|word| plain(word.rsplit('.').find(|p| !p.is_empty()).unwrap_or(word)))
        .unwrap_or_default();
    let fits = |other: &&String| {
        is_full(other) && is_same(&name, other) && words(other).last().is_some_and(|w| plain(w) == last)
    };
    if let Some(person) = people.iter().find(fits) {
        return person.clone();
    }
    let mut matches = full.get(&last).into_iter().flatten().filter(fits);
    match (matches.next(), matches.next()) {
        (Some(only), None) => only.clone(),
        _ => name,
    }
}

/// Whether a person who first speaks now gave that name in the question before last: "Question: Jo Doe,
/// Daily News. …", an answer, and then a follow-up under "Jo Doe:". Somebody who speaks right after the
/// question was rather addressed in it.
fn introduces_itself(text: &str, before: &[RawTurn], labels: &[Candidate], name: &str) -> bool {
    let Some(question) = before.iter().rev().skip(1).take(2).find(|turn| is_question(turn, labels)) else {
        return false;
    };
    if words(name).len() < 2 || before.last().is_some_and(|turn| is_question(turn, labels)) {
        return false;
    }
    question.paragraphs.first().is_some_and(|first| {
        let head = first.of(text);
        let head = &head[..super::chars::floor_boundary(head, 200)];
        words(head).join(" ").contains(name)
    })
}

/// Whether a turn has the label of a question.
fn is_question(turn: &RawTurn, labels: &[Candidate]) -> bool {
    turn.label
        .is_some_and(|l| matches!(labels[l].word, Some(LabelWord::Question | LabelWord::QuestionLetter)))
}

/// Whether a turn ends in a question.
fn asks_at_end(text: &str, turn: &RawTurn) -> bool {
    turn.paragraphs.last().is_some_and(|paragraph| ends_in_question(text, *paragraph))
}

/// Whom a title names with an office that is all that a label says: `THE PRIME MINISTER:`.
fn holder(label: &str, people: &[String], title: &str) -> Option<String> {
    let office: Vec<String> = words(label).iter().map(|word| plain(word)).collect();
    let office: Vec<&str> = office
        .iter()
        .map(String::as_str)
        .skip_while(|word| matches!(*word, "the" | "le" | "la" | "el" | "il" | "o" | "der" | "die"))
        .collect();
    if office.is_empty() || !office.iter().all(|word| is_office(word)) {
        return None;
    }
    let office = office.join(" ");
    let title = words(title).join(" ").to_lowercase();
    let holds = |person: &&String| {
        let person = person.to_lowercase();
        title.contains(&format!("{office} {person}"))
            || (person.starts_with(&format!("{office} ")) && title.contains(&person))
    };
    people.iter().find(holds).cloned()
}

/// Whether one of the last sentences of a paragraph is a question.
fn ends_in_question(text: &str, paragraph: Span) -> bool {
    let slice = paragraph.of(text);
    let from = super::chars::floor_boundary(slice, slice.len().saturating_sub(600));
    // The bytes with which question marks begin: most turns have none.
    let tail = &slice.as_bytes()[from..];
    if memchr3(b'?', 0xD8, 0xEF, tail).is_none() && memmem::find(tail, b"\xE2\x81").is_none() {
        return false;
    }
    let mut ends = slice[from..].char_indices().rev().filter(|&(_, c)| super::chars::is_terminal(c));
    let mut last = usize::MAX;
    let mut sentences = 0;
    ends.any(|(at, c)| {
        // A run of marks is one end.
        sentences += usize::from(last == usize::MAX || at + 4 < last);
        last = at;
        sentences <= 3 && matches!(c, '?' | '？' | '؟' | '⁇' | '⁈' | '⁉')
    })
}

/// Whether what stands beside a name says for whom somebody works, and neither office nor country.
fn is_affiliation(aside: &str) -> bool {
    let is_named = aside.starts_with(|c: char| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()));
    let has_office = words(aside).iter().any(|word| is_office(&plain(word)));
    is_named && !has_office && !is_country(&aside.to_lowercase())
}

/// Whether a name or what stands beside it is that of a newspaper, agency or station.
fn is_press(name: &str) -> bool {
    if name.chars().any(is_ideographic) {
        return WIDE_MEDIA_PARTS.iter().any(|part| name.contains(part));
    }
    words(name).iter().any(|word| MEDIA_PARTS.contains(&plain(word).as_str()))
}
