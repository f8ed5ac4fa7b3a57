//! The life of a position: first said, last said, the silences between, and what prompted it.
//!
//! Only transcripts with a date have a place in time. What an undated one says is named apart; its day
//! is never guessed. "Did not repeat it" says that the topic came up and the point was not made, and
//! nothing about why.

use jiff::civil::Date;

use crate::engine::analysis::Analysis;
use crate::engine::compare::Raised;
use crate::engine::positions::Statement;

/// A position over the transcripts of an analysis.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chronicle {
    /// What was said on a known day, oldest first.
    pub dated: Vec<Saying>,

    /// What was said on a day that nothing gives, in the order of the analysis.
    pub undated: Vec<Saying>,

    /// What lies between each statement and the next, one fewer than [`Self::dated`].
    pub silences: Vec<Silence>,

    /// The longest of them; of two that are as long, the later one.
    pub longest: Option<usize>,

    /// What came after the last statement; its days run to the last dated transcript.
    pub after: Silence,
}

/// One statement of a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saying {
    /// The statement.
    pub statement: Statement,

    /// Its day, where it is known.
    pub date: Option<Date>,

    /// The turn of the question that it answers; `None` where the speaker brought it up.
    pub question: Option<usize>,
}

/// The time between two statements of a position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Silence {
    /// Days between the two.
    pub days: i32,

    /// Transcripts in between in which a speaker spoke of the topic and did not repeat the position.
    pub spoken: Vec<usize>,

    /// Transcripts in between in which only questions raised the topic.
    pub only_asked: Vec<usize>,

    /// Transcripts in between in which nobody raised it.
    pub not_raised: Vec<usize>,
}

impl Silence {
    /// How many transcripts there are in between.
    pub fn transcripts(&self) -> usize {
        self.spoken.len() + self.only_asked.len() + self.not_raised.len()
    }
}

impl Chronicle {
    /// The life of the position that `statements` make up, among `transcripts` and on `topic`, or the
    /// topics of the statements where none is named.
    pub fn new(
        analysis: &Analysis,
        statements: &[Statement],
        transcripts: &[usize],
        topic: Option<usize>,
    ) -> Self {
        let own = match topic {
            Some(topic) => vec![topic],
            None => analysis.topics_of(statements),
        };
        let (mut dated, undated): (Vec<Saying>, Vec<Saying>) = statements
            .iter()
            .map(|&statement| saying(analysis, statement))
            .partition(|saying| saying.date.is_some());
        dated.sort_by_key(|saying| (saying.date, saying.statement));
        let day = |t: usize| analysis.transcripts[t].meta.date.map(|date| date.value);
        let between = |two: &[Saying]| {
            let (before, after) = (two[0].statement.transcript, two[1].statement.transcript);
            let among = transcripts.iter().copied().filter(move |&t| before < t && t < after);
            Some(silence(analysis, (two[0].date?, two[1].date?), among, &own))
        };
        let silences: Vec<Silence> = dated.windows(2).filter_map(between).collect();
        let longest =
            silences.iter().enumerate().max_by_key(|(i, silence)| (silence.days, *i)).map(|(i, _)| i);
        let after = dated.last().and_then(|last| {
            let later: Vec<usize> = transcripts
                .iter()
                .copied()
                .filter(|&t| t > last.statement.transcript && day(t).is_some())
                .collect();
            let newest = later.iter().filter_map(|&t| day(t)).max().or(last.date)?;
            Some(silence(analysis, (last.date?, newest), later.into_iter(), &own))
        });
        Self { dated, undated, silences, longest, after: after.unwrap_or_default() }
    }

    /// The first statement on a known day.
    pub fn first(&self) -> Option<Saying> {
        self.dated.first().copied()
    }

    /// The last statement on a known day.
    pub fn last(&self) -> Option<Saying> {
        self.dated.last().copied()
    }

    /// The longest silence with the statements before and after it.
    pub fn longest_silence(&self) -> Option<(Saying, &Silence, Saying)> {
        let i = self.longest?;
        Some((self.dated[i], &self.silences[i], self.dated[i + 1]))
    }
}

fn saying(analysis: &Analysis, statement: Statement) -> Saying {
    let transcript = &analysis.transcripts[statement.transcript];
    let turn = analysis.corpus.unit(statement.first).turn as usize;
    Saying {
        statement,
        date: transcript.meta.date.map(|date| date.value),
        question: transcript.prompt_of_turn(turn),
    }
}

/// The silence from the day `from` to the day `to`, over the transcripts in between.
fn silence(
    analysis: &Analysis,
    (from, to): (Date, Date),
    between: impl Iterator<Item = usize>,
    topics: &[usize],
) -> Silence {
    let mut silence = Silence { days: (to - from).get_days(), ..Silence::default() };
    for transcript in between {
        // Without a topic nothing can be said to have raised it.
        match topics {
            [] => silence.not_raised.push(transcript),
            _ => match Raised::of(analysis, transcript, topics) {
                Raised::Spoken => silence.spoken.push(transcript),
                Raised::OnlyAsked => silence.only_asked.push(transcript),
                Raised::No => silence.not_raised.push(transcript),
            },
        }
    }
    silence
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::examples;
    use crate::engine::vectors::Vectors;

    fn analysis() -> Analysis {
        let said = "The military infrastructure of NATO keeps moving towards our borders every year.";
        let other = "We discussed NATO and its summit in some detail with colleagues at the meeting.";
        let none = "We discussed trade and grain with the farmers of the region all day long.";
        let asked = "Minister Petrov: We discussed trade and grain with the farmers of the region.\n\nQuestion: What about the military infrastructure of NATO?\n\nMinister Petrov: ";
        let answer = format!("{asked}{said}");
        let passed = format!("{asked}Thank you for this question, we will discuss it at another time.");
        let transcripts = [
            examples::transcript("a", Some("2020-01-01"), "en", said),
            examples::transcript("b", Some("2020-06-01"), "en", other),
            examples::transcript("c", Some("2020-07-01"), "en", none),
            examples::transcript("d", Some("2020-08-01"), "en", &passed),
            examples::transcript("e", Some("2021-01-01"), "en", &answer),
            examples::transcript("f", Some("2021-02-01"), "en", said),
            examples::transcript("g", None, "en", said),
        ];
        examples::analysis(&transcripts, &Vectors::default())
    }

    /// The statements that speak of infrastructure, one a transcript.
    fn statements(analysis: &Analysis) -> Vec<Statement> {
        let says = |t: usize| {
            let unit =
                analysis.corpus.units_of(t).find(|&u| analysis.unit_text(u).contains("keeps moving"))?;
            Some(Statement { transcript: t, first: unit, last: unit })
        };
        (0..analysis.transcripts.len()).filter_map(says).collect()
    }

    #[test]
    fn silences_say_what_came_up_in_between() {
        let analysis = analysis();
        let nato = analysis.topics.find("NATO");
        assert!(nato.is_some());
        let all: Vec<usize> = (0..7).collect();
        let chronicle = Chronicle::new(&analysis, &statements(&analysis), &all, nato);
        assert_eq!(chronicle.first().unwrap().date.unwrap().to_string(), "2020-01-01");
        assert_eq!(chronicle.last().unwrap().date.unwrap().to_string(), "2021-02-01");
        let (from, silence, to) = chronicle.longest_silence().unwrap();
        assert_eq!((from.statement.transcript, to.statement.transcript), (0, 4));
        assert_eq!(silence.days, 366);
        assert_eq!(
            (&silence.spoken[..], &silence.only_asked[..], &silence.not_raised[..]),
            (&[1][..], &[3][..], &[2][..])
        );
        assert_eq!(silence.transcripts(), 3);
        assert_eq!(chronicle.silences[1], Silence { days: 31, ..Silence::default() });
        assert_eq!(chronicle.after, Silence::default());
    }

    #[test]
    fn what_came_after_the_last_statement() {
        let analysis = analysis();
        let all: Vec<usize> = (0..7).collect();
        let first = &statements(&analysis)[..1];
        let after = Chronicle::new(&analysis, first, &all, analysis.topics.find("NATO")).after;
        assert_eq!((&after.spoken[..], after.days), (&[1, 4, 5][..], 397));
        assert_eq!((&after.only_asked[..], &after.not_raised[..]), (&[3][..], &[2][..]));
    }

    #[test]
    fn undated_statements_are_named_apart() {
        let analysis = analysis();
        let all: Vec<usize> = (0..7).collect();
        let chronicle = Chronicle::new(&analysis, &statements(&analysis), &all, None);
        assert_eq!(chronicle.undated.len(), 1);
        assert_eq!((chronicle.undated[0].statement.transcript, chronicle.undated[0].date), (6, None));
        assert_eq!(chronicle.dated.len(), 3);
    }

    #[test]
    fn questions_that_prompted_are_named() {
        let analysis = analysis();
        let chronicle = Chronicle::new(&analysis, &statements(&analysis), &[], None);
        let questions: Vec<bool> = chronicle.dated.iter().map(|saying| saying.question.is_some()).collect();
        assert_eq!(questions, [false, true, false]);
        assert!(chronicle.silences.iter().all(|silence| silence.transcripts() == 0));
    }

    #[test]
    fn nothing_said_has_no_life() {
        let chronicle = Chronicle::new(&analysis(), &[], &[0, 1], None);
        assert_eq!(chronicle, Chronicle::default());
        assert!(chronicle.longest_silence().is_none());
    }
}
