//! Judgements that have no effect: overruled by newer ones, or without their words.

use super::review::QUOTED;
use crate::app::notice::{Detail, Severity};
use crate::app::state::State;
use crate::engine::constraints::Loss;
use crate::engine::explain::shorten;
use crate::engine::judgement::Ruling;
use crate::engine::numbers::count;
use crate::engine::positions::Statement;

/// Tells once of each judgement that has no effect: contradicted by a newer one, or lost. One whose
/// transcript is not open only waits for it.
pub fn tell_without_effect(state: &mut State) {
    let Some(analysed) = state.analysed.clone() else {
        return;
    };
    let analysis = &analysed.analysis;
    let quoted = |s: Statement| shorten(analysis.text(s), QUOTED);
    let mut details = Vec::new();
    for ruled in analysis.constraints.verdicts.iter().filter(|ruled| ruled.is_overruled) {
        if state.told_without_effect.insert(ruled.key.clone()) {
            let what = match ruled.ruling {
                Ruling::Together => "were one position",
                Ruling::Apart => "were rejected",
            };
            details.push(Detail {
                what: format!("“{}” and “{}” {what}; a newer judgement says otherwise.", quoted(ruled.a), quoted(ruled.b)),
                hint: "The newer one holds. Undo it, or take the older one back under Review in the details of the topic."
                    .to_owned(),
            });
        }
    }
    if !details.is_empty() {
        state.notify(Severity::Warning, format!("{} overruled", count(details.len(), "judgement")), details);
    }
    let mut details = Vec::new();
    for lost in analysis.constraints.lost.iter().filter(|lost| lost.loss != Loss::NotOpen) {
        if state.told_without_effect.insert(lost.key.clone()) {
            details.push(Detail {
                what: format!("“{}”, {}: {}.", shorten(&lost.quote.words, QUOTED), lost.quote.path, why_lost(lost.loss)),
                hint: "It is kept, and listed under Review in the details of the topic. Judge the passage anew, or open the former text."
                    .to_owned(),
            });
        }
    }
    if !details.is_empty() {
        let title = format!("{} lost its place", count(details.len(), "judgement"));
        let title = if details.len() == 1 { title } else { title.replace("lost its", "lost their") };
        state.notify(Severity::Warning, title, details);
    }
}

/// Why a judgement has no place, in words.
pub fn why_lost(loss: Loss) -> &'static str {
    match loss {
        Loss::NotOpen => "its transcript is not open",
        Loss::Gone => "the text changed and no longer holds these words",
        Loss::Ambiguous => "the text changed and holds these words at several places",
        Loss::NotSpoken => "the words are no longer read as said by a speaker",
    }
}
