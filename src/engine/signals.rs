//! What speaks for two sentences saying the same, and how much each sign counts.
//!
//! A pair's score is a logistic function of a weighted sum of a few signals (logistic regression, Cox 1958):
//! an estimate of how likely a reader is to call the two the same position.
//!
//! | signal | what it is |
//! | --- | --- |
//! | shared words | Σ idf of the shared terms, damped by what each sentence holds ([`base`](crate::engine::candidates::base)) |
//! | neighbours | the best shared words of the pairs diagonally next to it, for positions are made in two or three sentences |
//! | paragraph words | shared words of the two paragraphs |
//! | meaning | cosine of the sentence encoder's vectors, less where a sentence says hardly anything |
//! | paragraph meaning | cosine of the mean vectors of the two paragraphs |
//! | topic | whether the two paragraphs mention a topic in common |
//! | protocol | whether either sentence is protocol rather than substance |
//!
//! The weights were learned on the labelled pairs of the seeds (`benches/positions/learn.py`, cross-validated
//! over pairs of transcripts), rounded, and paragraph words halved: as learned they raise precision and lose
//! partners. Tried and left out, since cross-validation gained nothing: hubness, length, role of the turn,
//! shared and differing names, negation, rarest shared term, rank among the partners.

use serde::Serialize;

/// One kind of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Signal {
    /// Shared words of the two sentences.
    SharedWords,

    /// Shared words of the sentences next to them.
    Neighbours,

    /// Shared words of their paragraphs.
    ParagraphWords,

    /// Likeness of meaning of the two sentences.
    Meaning,

    /// Likeness of meaning of their paragraphs.
    ParagraphMeaning,

    /// A topic that both paragraphs mention.
    Topic,

    /// Either sentence is protocol.
    Protocol,
}

impl Signal {
    /// All of them, in the order of [`Signals`].
    pub const ALL: [Self; 7] = [
        Self::SharedWords,
        Self::Neighbours,
        Self::ParagraphWords,
        Self::Meaning,
        Self::ParagraphMeaning,
        Self::Topic,
        Self::Protocol,
    ];

    /// As the evaluation writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SharedWords => "shared words",
            Self::Neighbours => "neighbours",
            Self::ParagraphWords => "paragraph words",
            Self::Meaning => "meaning",
            Self::ParagraphMeaning => "paragraph meaning",
            Self::Topic => "topic",
            Self::Protocol => "protocol",
        }
    }

    /// Whether it needs the sentence encoder.
    pub fn is_of_meaning(self) -> bool {
        matches!(self, Self::Meaning | Self::ParagraphMeaning)
    }
}

/// The evidence for one pair.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Signals {
    /// Shared words, from 0 to below 1.
    pub shared_words: f32,

    /// Shared words of the best neighbouring pair, likewise.
    pub neighbours: f32,

    /// Shared words of the paragraphs, likewise.
    pub paragraph_words: f32,

    /// Likeness of meaning of the sentences and of their paragraphs, from -1 to 1; `None` where a sentence has no vector.
    pub meaning: Option<[f32; 2]>,

    /// Whether the paragraphs mention a topic in common.
    pub topic: bool,

    /// Whether either sentence is protocol.
    pub protocol: bool,
}

impl Signals {
    /// The numbers, in the order of [`Signal::ALL`]; 0 where there is no vector.
    pub fn values(&self) -> [f32; 7] {
        let [meaning, paragraph_meaning] = self.meaning.unwrap_or_default();
        [
            self.shared_words,
            self.neighbours,
            self.paragraph_words,
            meaning,
            paragraph_meaning,
            f32::from(u8::from(self.topic)),
            f32::from(u8::from(self.protocol)),
        ]
    }
}

/// How much each signal counts, in the order of [`Signal::ALL`], and what is added to their sum.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Weights {
    of: [f32; 7],
    bias: f32,
}

impl Weights {
    fn sum(&self, signals: &Signals) -> f32 {
        let products = self.of.iter().zip(signals.values()).map(|(weight, value)| weight * value);
        products.sum::<f32>() + self.bias
    }
}

/// For pairs of which both sentences have a vector.
const BY_MEANING: Weights = Weights { of: [22.0, 11.5, 11.5, 5.7, 4.6, 1.15, -1.0], bias: -11.4 };

/// For all others.
const BY_WORDS: Weights = Weights { of: [34.0, 16.0, 12.0, 0.0, 0.0, 2.0, -0.9], bias: -8.5 };

/// The weights of all signals, of which some may be switched off to see what they contribute.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighing {
    by_meaning: Weights,
    by_words: Weights,
}

impl Default for Weighing {
    fn default() -> Self {
        Self { by_meaning: BY_MEANING, by_words: BY_WORDS }
    }
}

impl Weighing {
    /// The same with one signal counting nothing.
    #[must_use]
    pub fn without(mut self, signal: Signal) -> Self {
        self.by_meaning.of[signal as usize] = 0.0;
        self.by_words.of[signal as usize] = 0.0;
        self
    }

    /// The evidence for a pair in sum: any number, more is better. For sorting.
    pub fn sum(&self, signals: &Signals) -> f32 {
        let weights = if signals.meaning.is_some() { &self.by_meaning } else { &self.by_words };
        weights.sum(signals)
    }

    /// What a sum stands for: the estimated chance, between 0 and 1, that a reader calls the pair the
    /// same position.
    pub fn score(sum: f32) -> f32 {
        1.0 / (1.0 + (-sum).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: Signals = Signals {
        shared_words: 0.3,
        neighbours: 0.1,
        paragraph_words: 0.2,
        meaning: None,
        topic: true,
        protocol: false,
    };

    #[test]
    fn every_signal_counts_in_its_direction() {
        let weighing = Weighing::default();
        for base in [WORDS, Signals { meaning: Some([0.6, 0.5]), ..WORDS }] {
            let more = |change: fn(&mut Signals)| {
                let mut signals = base;
                change(&mut signals);
                weighing.sum(&signals)
            };
            let sum = weighing.sum(&base);
            assert!(more(|s| s.shared_words += 0.1) > sum);
            assert!(more(|s| s.neighbours += 0.1) > sum);
            assert!(more(|s| s.paragraph_words += 0.1) > sum);
            assert!(more(|s| s.topic = false) < sum);
            assert!(more(|s| s.protocol = true) < sum);
            assert!(base.meaning.is_none() || more(|s| s.meaning = Some([0.7, 0.6])) > sum);
        }
    }

    #[test]
    fn a_signal_switched_off_counts_nothing() {
        for signal in Signal::ALL {
            let weighing = Weighing::default().without(signal);
            let full = Signals { meaning: Some([0.6, 0.5]), protocol: true, ..WORDS };
            let mut none = full;
            match signal {
                Signal::SharedWords => none.shared_words = 0.0,
                Signal::Neighbours => none.neighbours = 0.0,
                Signal::ParagraphWords => none.paragraph_words = 0.0,
                Signal::Meaning => none.meaning = Some([0.0, 0.5]),
                Signal::ParagraphMeaning => none.meaning = Some([0.6, 0.0]),
                Signal::Topic => none.topic = false,
                Signal::Protocol => none.protocol = false,
            }
            assert_eq!(weighing.sum(&full), weighing.sum(&none), "{}", signal.as_str());
        }
    }

    #[test]
    fn scores_are_chances() {
        assert!((Weighing::score(0.0) - 0.5).abs() < 1e-6);
        assert!(Weighing::score(80.0) <= 1.0 && Weighing::score(-200.0) >= 0.0);
    }
}
