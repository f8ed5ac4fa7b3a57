//! How an entry of the sheet stands, at a glance.

use super::{Choice, Entry, Likeness};
use crate::engine::transcript::WarningKind;

/// What an entry of the sheet asks of the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nothing.
    Good,

    /// A look, before it is added.
    Doubtful,

    /// It is left out.
    LeftOut,

    /// Nothing could be read.
    Refused,
}

impl Standing {
    /// As the interface writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Good => "ready",
            Self::Doubtful => "look",
            Self::LeftOut => "left out",
            Self::Refused => "cannot be read",
        }
    }
}

impl Entry {
    /// How it stands.
    pub fn standing(&self) -> Standing {
        let Some(candidate) = self.candidate() else {
            return Standing::Refused;
        };
        let has_doubt = candidate.transcript.warnings.iter().any(|warning| is_doubt(warning.kind));
        let is_changed = |twin: &super::Twin| twin.why != Likeness::SameText;
        match candidate.choice {
            Choice::Skip => Standing::LeftOut,
            Choice::Add | Choice::Replace if has_doubt || candidate.twins.iter().any(is_changed) => {
                Standing::Doubtful
            }
            Choice::Add | Choice::Replace => Standing::Good,
        }
    }
}

/// Whether a trouble is one of the reading, which the user can put right here; a place that is damaged in the
/// file stays so.
fn is_doubt(kind: WarningKind) -> bool {
    match kind {
        WarningKind::DateConflict
        | WarningKind::NoDate
        | WarningKind::NoTurns
        | WarningKind::LostCharacters
        | WarningKind::RightToLeft => true,
        WarningKind::TruncatedParagraph
        | WarningKind::GluedText
        | WarningKind::LinkResidue
        | WarningKind::UnbalancedQuote => false,
    }
}
