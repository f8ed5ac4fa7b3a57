//! Changes between two wordings that carry meaning: negation, modality, numbers, dates, who is named
//! and what they are called.
//!
//! A flag points at two places and says what stands there, no more: why the words changed, and whether
//! a speaker or a translator changed them, is the reader's to judge. Rather nothing than a wrong flag:
//! a negation counts only where the same thing is said without it in the other wording, a number only
//! where the same thing is counted, a name only where the words around it are the same.
//!
//! The words that matter are in `assets/flags.toml`; of languages that it does not know, and of two
//! wordings in two languages, only numbers and dates are compared.

mod actors;
mod amounts;
mod cues;
mod modality;
mod negation;
mod scan;
mod sides;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::engine::lexicon::Lexicon;
use crate::engine::transcript::Span;
use cues::Cues;
use sides::Sides;

/// What a flagged change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FlagKind {
    /// Something is negated in one wording and not in the other.
    Negation,

    /// Must, should, may, will: how binding or how sure it is.
    Modality,

    /// A number, a share, an amount.
    Number,

    /// A day, a month, a year, a decade.
    Date,

    /// Who is named.
    Actor,

    /// What somebody is called: partner, adversary, government, regime.
    Label,
}

impl FlagKind {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Self; 6] =
        [Self::Negation, Self::Modality, Self::Number, Self::Date, Self::Actor, Self::Label];

    /// As the interface and `stance-cli` write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Negation => "negation",
            Self::Modality => "modality",
            Self::Number => "number",
            Self::Date => "date",
            Self::Actor => "actor",
            Self::Label => "label",
        }
    }
}

/// Why a flag may mean nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Caveat {
    /// The two words mean nearly the same: it may be a matter of translation.
    NearSynonyms,
}

impl Caveat {
    /// As the interface says it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NearSynonyms => "may be a matter of translation",
        }
    }
}

/// A change that carries meaning, with its two places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Flag {
    /// What it is about.
    pub kind: FlagKind,

    /// The words in the old wording; empty where only the new one has them, at the place that
    /// corresponds best.
    pub old: Span,

    /// The words in the new wording; empty where only the old one has them.
    pub new: Span,

    /// Why it may mean nothing.
    pub caveat: Option<Caveat>,
}

impl Flag {
    /// What changed, in the words of both wordings: `“should” → “must”`, `“not” dropped`.
    pub fn words(&self, old: &str, new: &str) -> String {
        let quote = |text: &str| format!("“{}”", text.split_whitespace().collect::<Vec<_>>().join(" "));
        match (self.old.is_empty(), self.new.is_empty()) {
            (false, false) => format!("{} → {}", quote(self.old.of(old)), quote(self.new.of(new))),
            (false, true) => format!("{} dropped", quote(self.old.of(old))),
            _ => format!("{} added", quote(self.new.of(new))),
        }
    }
}

/// The changes between two wordings that carry meaning, in the order of the new one.
pub fn flags(old: &str, new: &str, old_lexicon: &Lexicon, new_lexicon: &Lexicon) -> Vec<Flag> {
    let cues = Cues::of(old_lexicon.language());
    let sides = Sides::new(old, new, [old_lexicon, new_lexicon], cues);
    let mut flags = amounts::flags(&sides, cues);
    if old_lexicon.language() == new_lexicon.language() {
        flags.extend(negation::flags(&sides, cues));
        flags.extend(modality::flags(&sides, cues));
        flags.extend(actors::flags(&sides, cues));
    }
    flags.sort_by_key(|flag| (flag.new.start, flag.old.start, flag.kind));
    flags.dedup();
    flags
}
