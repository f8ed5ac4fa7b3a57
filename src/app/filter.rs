//! Which rows of a comparison are listed.
//!
//! A [`Filter`] is a set of conditions. Conditions of one kind are alternatives; a row is listed where it
//! meets one of each kind that is named. No condition lists everything.

use crate::engine::analysis::Analysis;
use crate::engine::compare::{Row, Status};
use crate::engine::constraints::Review;
use crate::engine::flags::FlagKind;
use crate::engine::pairs::Tier;
use crate::engine::transcript::TurnKind;

/// Something that a row may be asked to meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Condition {
    /// At least two of the transcripts say it.
    Recurring,

    /// Only one of them says it.
    SaidOnce,

    /// Its status in the newest transcript.
    Status(Status),

    /// A correspondence that nobody has confirmed yet.
    Proposed,

    /// A correspondence that was confirmed or made by hand.
    Reviewed,

    /// How sure the correspondence is.
    Tier(Tier),

    /// One of its statements was made in such a turn.
    Role(TurnKind),

    /// A change that carries meaning.
    Flagged,

    /// A change of this kind.
    Flag(FlagKind),
}

/// What a condition is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// By how many transcripts it is said.
    Times,

    /// Its status in the newest transcript.
    Status,

    /// Whether it was reviewed.
    Review,

    /// How sure the correspondence is.
    Tier,

    /// The turns that it is said in.
    Role,

    /// Whether any change carries meaning.
    Flagged,

    /// Which change carries meaning.
    Flag,
}

impl Condition {
    /// What it is about.
    pub fn kind(self) -> Kind {
        match self {
            Self::Recurring | Self::SaidOnce => Kind::Times,
            Self::Status(_) => Kind::Status,
            Self::Proposed | Self::Reviewed => Kind::Review,
            Self::Tier(_) => Kind::Tier,
            Self::Role(_) => Kind::Role,
            Self::Flagged => Kind::Flagged,
            Self::Flag(_) => Kind::Flag,
        }
    }

    /// As the interface and reports write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Recurring => "recurring",
            Self::SaidOnce => "said once",
            Self::Status(status) => status.as_str(),
            Self::Proposed => "proposed",
            Self::Reviewed => "reviewed",
            Self::Tier(tier) => tier.as_str(),
            Self::Role(TurnKind::Opening) => "in opening remarks",
            Self::Role(TurnKind::Question) => "in a question",
            Self::Role(TurnKind::Answer) => "in an answer",
            Self::Role(TurnKind::Other) => "in other turns",
            Self::Flagged => "flagged",
            Self::Flag(kind) => kind.as_str(),
        }
    }

    /// Whether a row meets it.
    pub fn is_met(self, row: &Row, analysis: &Analysis) -> bool {
        match self {
            Self::Recurring => row.is_paired(),
            Self::SaidOnce => !row.is_paired(),
            Self::Status(status) => row.status() == status,
            Self::Proposed => row.review.is_some_and(|review| !review.is_done()),
            Self::Reviewed => row.review.is_some_and(Review::is_done),
            Self::Tier(tier) => row.tier == Some(tier),
            Self::Role(role) => row.statements().any(|statement| {
                let turn = analysis.corpus.unit(statement.first).turn as usize;
                analysis.transcripts[statement.transcript].turns[turn].kind == role
            }),
            Self::Flagged => row.flags().next().is_some(),
            Self::Flag(kind) => row.flags().any(|flag| flag.kind == kind),
        }
    }
}

/// The conditions that rows must meet to be listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// In ascending order, so that those of one kind stand together.
    conditions: Vec<Condition>,
}

impl Filter {
    /// Whether every row is listed.
    pub fn is_empty(&self) -> bool {
        self.conditions.is_empty()
    }

    /// Whether a condition is among them.
    pub fn has(&self, condition: Condition) -> bool {
        self.conditions.contains(&condition)
    }

    /// The conditions in ascending order.
    pub fn conditions(&self) -> &[Condition] {
        &self.conditions
    }

    /// Adds a condition, or takes it out where it is there.
    pub fn toggle(&mut self, condition: Condition) {
        match self.conditions.binary_search(&condition) {
            Ok(at) => {
                self.conditions.remove(at);
            }
            Err(at) => self.conditions.insert(at, condition),
        }
    }

    /// Keeps the conditions that pass a test.
    pub fn retain(&mut self, test: impl Fn(Condition) -> bool) {
        self.conditions.retain(|&condition| test(condition));
    }

    /// The kinds that are named with their conditions.
    fn kinds(&self) -> impl Iterator<Item = &[Condition]> {
        self.conditions.chunk_by(|x, y| x.kind() == y.kind())
    }

    /// Whether a row is listed.
    pub fn passes(&self, row: &Row, analysis: &Analysis) -> bool {
        self.kinds().all(|any| any.iter().any(|condition| condition.is_met(row, analysis)))
    }

    /// Whether a row would be listed if a condition were the only one of its kind: what a menu counts
    /// beside it.
    pub fn would_pass(&self, condition: Condition, row: &Row, analysis: &Analysis) -> bool {
        let others = self.kinds().filter(|any| any[0].kind() != condition.kind());
        condition.is_met(row, analysis)
            && others.into_iter().all(|any| any.iter().any(|other| other.is_met(row, analysis)))
    }

    /// In words: `held or new; match verbatim; in an answer; flag number or date`.
    pub fn describe(&self) -> String {
        let kind = |any: &[Condition]| {
            let lead = match any[0].kind() {
                Kind::Tier => "match ",
                Kind::Flag => "flag ",
                Kind::Times | Kind::Status | Kind::Review | Kind::Role | Kind::Flagged => "",
            };
            let names: Vec<&str> = any.iter().map(|condition| condition.as_str()).collect();
            format!("{lead}{}", names.join(" or "))
        };
        self.kinds().map(kind).collect::<Vec<_>>().join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_told_by_kind() {
        let mut filter = Filter::default();
        assert_eq!(filter.describe(), "");
        for condition in [
            Condition::Flag(FlagKind::Date),
            Condition::Status(Status::New),
            Condition::Tier(Tier::Verbatim),
            Condition::Role(TurnKind::Answer),
            Condition::Flag(FlagKind::Number),
            Condition::Status(Status::Held),
        ] {
            filter.toggle(condition);
        }
        assert_eq!(filter.describe(), "held or new; match verbatim; in an answer; flag number or date");
        filter.toggle(Condition::Tier(Tier::Verbatim));
        filter.retain(|condition| condition.kind() != Kind::Flag);
        assert_eq!(filter.describe(), "held or new; in an answer");
    }
}
