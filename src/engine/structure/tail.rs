//! What stands below the last words: source lines, menus, galleries, another text altogether.
//!
//! Two passes. From the end upwards, lines go as long as each alone is furniture. Then, below the last
//! label, a share button or a heading such as "Related articles" may cut off the rest, but only if the rest
//! bears no label and is either a list of short lines or shares few words and hardly a name with what was said. In doubt
//! the text stays: a menu that is read costs a smile, a remark that is hidden costs the user's trust.

use std::cell::LazyCell;

use rustc_hash::FxHashSet;

use super::chars::{Script, ends_sentence, is_ideographic, is_space, main_script};
use super::dates::{self, Dotted};
use super::furniture::{at_edge, bare};
use super::lexicon::furniture::{TAIL_HEADINGS, phrase};
use super::lines::Line;
use crate::engine::transcript::{FurnitureReason, Span};

/// The longest line of a menu in characters.
const LONGEST_ITEM: usize = 120;

/// The longest line in another script that is taken for a menu, in characters.
const LONGEST_FOREIGN: usize = 80;

/// Of its longer words, a foreign text shares less than this part with what was said. This alone tells
/// little: the essay in seed 004 shares 0.27, the last quarters of our transcripts 0.36 to 0.75.
const MOST_SHARED: f64 = 0.35;

/// Of the names in it, a foreign text shares at most this part. This tells much: the essay in seed 004
/// shares none, the last quarters of our transcripts 0.36 to 1.
const MOST_SHARED_NAMES: f64 = 0.2;

/// Where the script has no capitals, names cannot be told and the words must differ more.
const MOST_SHARED_UNCASED: f64 = 0.12;

/// A text of fewer words is too short to be judged by its vocabulary.
const FEWEST_WORDS: usize = 40;

/// So many share buttons are looked at; a text full of them must not cost more than its length.
const MOST_BUTTONS: usize = 8;

/// More lines than this are no tail.
const LONGEST_TAIL: usize = 500;

/// So many bytes above a share button are compared with what is below.
const LONGEST_COMPARED: usize = 400_000;

/// What a line of the tail is; `None` for a plain date, which is no furniture and no speech either.
pub(super) type TailPart = (usize, Option<FurnitureReason>);

/// The lines below the last words, in order. `first` is the first line that may be one.
pub(super) fn read(text: &str, lines: &[Line], body: usize, first: usize, dotted: Dotted) -> Vec<TailPart> {
    let end = trailing(text, lines, first, dotted);
    let mut parts = cut_off(text, lines, body, first, end);
    let own = (end..lines.len()).filter(|&i| !lines[i].is_blank()).map(|i| {
        let content = lines[i].content.of(text);
        let reason = at_edge(content, dotted);
        let is_date = reason.is_none() && dates::analyse(content, dotted).is_bare();
        (i, if is_date { None } else { Some(reason.unwrap_or(FurnitureReason::SiteNavigation)) })
    });
    parts.extend(own);
    parts
}

/// The first of the lines at the end each of which is furniture or a date by itself.
fn trailing(text: &str, lines: &[Line], first: usize, dotted: Dotted) -> usize {
    let script = LazyCell::new(|| script_of_body(text, lines, first));
    let mut end = lines.len();
    for i in (first..lines.len()).rev().filter(|&i| !lines[i].is_blank()).take(LONGEST_TAIL) {
        let line = &lines[i];
        let content = line.content.of(text);
        let joined = line.joins || lines.get(i + 1).is_some_and(|next| next.joins);
        let is_furniture = at_edge(content, dotted).is_some()
            || (content.len() <= 60 && dates::analyse(content, dotted).is_bare())
            || is_foreign_item(content, &script);
        if joined || !is_furniture {
            break;
        }
        end = i;
    }
    end
}

/// The script of the text from its middle: a menu at the end must not vote.
fn script_of_body(text: &str, lines: &[Line], first: usize) -> Option<Script> {
    let upto = lines.get(first).map_or(text.len(), |line| line.span.end).max(text.len() / 2);
    let upto = super::chars::floor_boundary(text, upto);
    let from = super::chars::floor_boundary(text, upto.saturating_sub(20_000));
    main_script(&text[from..upto]).0
}

/// A short line in another script than the text.
fn is_foreign_item(
    content: &str,
    script: &LazyCell<Option<Script>, impl FnOnce() -> Option<Script>>,
) -> bool {
    if content.chars().count() > LONGEST_FOREIGN || ends_sentence(content) {
        return false;
    }
    let (own, letters) = main_script(content);
    // Latin names and short forms stand in texts of every script.
    letters >= 2 && own.is_some_and(|own| own != Script::Latin && Some(own) != **script)
}

/// The lines from a share button or a heading of menus on, if the rest is foreign.
fn cut_off(text: &str, lines: &[Line], body: usize, first: usize, end: usize) -> Vec<TailPart> {
    let mut parts = Vec::new();
    let mut buttons = 0;
    for i in first..end {
        let line = &lines[i];
        if line.is_blank() || line.joins || line.content.len() > LONGEST_ITEM {
            continue;
        }
        let bare = bare(line.content.of(text));
        let own = phrase(&bare).filter(|_| !lines.get(i + 1).is_some_and(|next| next.joins));
        let is_share = own == Some(FurnitureReason::ShareButton);
        let is_heading = TAIL_HEADINGS.contains(&bare.as_str());
        if !is_share && !is_heading {
            continue;
        }
        buttons += 1;
        if buttons > MOST_BUTTONS {
            break;
        }
        let from = lines[body].span.start.max(line.span.start.saturating_sub(LONGEST_COMPARED));
        let before = Span::new(super::chars::floor_boundary(text, from), line.span.start);
        let rest: Vec<usize> = (i + 1..end).filter(|&j| !lines[j].is_blank()).collect();
        let Some(reason) = reason_of_rest(text, lines, before, &rest) else {
            continue;
        };
        parts.push((i, own.or(Some(FurnitureReason::SiteNavigation))));
        parts.extend(rest.into_iter().map(|j| (j, Some(reason))));
        break;
    }
    parts
}

/// Why everything below a share button or heading of menus is furniture; `None` if it may be speech.
fn reason_of_rest(text: &str, lines: &[Line], before: Span, rest: &[usize]) -> Option<FurnitureReason> {
    let (Some(&first), Some(&last)) = (rest.first(), rest.last()) else {
        return Some(FurnitureReason::SiteNavigation);
    };
    let is_list = rest.iter().all(|&j| {
        let content = lines[j].content.of(text);
        content.chars().count() <= LONGEST_ITEM && !ends_sentence(content)
    });
    let after = Span::new(lines[first].span.start, lines[last].span.end);
    if after.len() >= before.len() {
        return None;
    }
    if is_list {
        return Some(FurnitureReason::SiteNavigation);
    }
    let words = vocabulary(after.of(text));
    if words.len() < FEWEST_WORDS {
        return None;
    }
    let spoken = vocabulary(before.of(text));
    let shared = words.intersection(&spoken).count() as f64 / words.len() as f64;
    let is_cased = before.of(text).chars().any(char::is_uppercase);
    let is_foreign = if is_cased {
        shared < MOST_SHARED && shares_no_names(before.of(text), after.of(text))
    } else {
        shared < MOST_SHARED_UNCASED
    };
    is_foreign.then_some(FurnitureReason::UnrelatedTail)
}

/// Whether hardly a name of the second text stands in the first one.
fn shares_no_names(body: &str, tail: &str) -> bool {
    let spoken: FxHashSet<&str> = names(body).collect();
    let (mut all, mut shared) = (0usize, 0usize);
    for name in names(tail) {
        all += 1;
        shared += usize::from(spoken.contains(name));
    }
    shared <= 1 || (shared as f64) <= MOST_SHARED_NAMES * all as f64
}

/// The words that are written with a capital in the middle of a sentence.
fn names(text: &str) -> impl Iterator<Item = &str> {
    let mut is_inside = false;
    text.split(is_space).filter_map(move |word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let bare = bare.strip_suffix("’s").or_else(|| bare.strip_suffix("'s")).unwrap_or(bare);
        let is_name = is_inside && bare.starts_with(char::is_uppercase) && bare.chars().nth(1).is_some();
        is_inside = word.ends_with(|c: char| c.is_alphanumeric() || c == ',');
        is_name.then_some(bare)
    })
}

/// The longer words of a text, cut to six letters so that endings count little; pairs of characters in
/// Chinese and Japanese.
fn vocabulary(text: &str) -> FxHashSet<String> {
    let mut words = FxHashSet::default();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if word.chars().next().is_some_and(is_ideographic) {
            let chars: Vec<char> = word.chars().collect();
            words.extend(chars.windows(2).map(|pair| pair.iter().collect::<String>()));
        } else if word.chars().count() >= 6 {
            words.insert(word.chars().flat_map(char::to_lowercase).take(6).collect());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;

    const SPEECH: &str = "We discussed the security of the region and agreed to continue consultations between our ministries.\n\n\
        The participants adopted a statement on international cooperation and approved the programme of joint exercises.\n\n\
        Russia will chair the organisation next year and intends to propose several initiatives on strategic stability.\n\n\
        I would like to thank our friends for their hospitality and for the excellent preparation of this session today.\n\n";

    fn furniture(text: &str) -> Vec<(usize, Option<FurnitureReason>)> {
        let lines = lines::split(text);
        read(text, &lines, 0, 1, Dotted::Unknown)
    }

    #[test]
    fn menus_at_the_end() {
        let text = format!("{SPEECH}Additional materials\n\n\nAdvanced settings\n");
        let found = furniture(&text);
        assert_eq!(
            found,
            [(8, Some(FurnitureReason::SiteNavigation)), (11, Some(FurnitureReason::SiteNavigation))]
        );
        let text = format!("{SPEECH}Дополнительные материалы\n\n  • Фото\n\nМеждународная безопасность\n");
        assert_eq!(furniture(&text).len(), 3);
    }

    #[test]
    fn another_text_after_a_share_button() {
        let essay = "Gardens in northern climates demand patience, because frost destroys blossoms early and gardeners replant repeatedly before summer arrives. \
            Experienced growers recommend sheltered corners, raised wooden beds, generous compost, careful watering, frequent weeding, sturdy varieties of tomatoes, \
            climbing beans, fragrant lavender, hardy rosemary, colourful marigolds, sunflowers along fences, strawberries beneath shrubs, mushrooms growing on old stumps, \
            pumpkins trailing across lawns, vegetables harvested daily, flowers pressed between pages, butterflies visiting borders.\n";
        let text = format!("{SPEECH}{SPEECH}Share the Post:\n\nGarden Club\n\n{essay}");
        let found = furniture(&text);
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(found[0].1, Some(FurnitureReason::ShareButton));
        assert_eq!(found[2].1, Some(FurnitureReason::UnrelatedTail));
    }

    #[test]
    fn remarks_after_a_share_button_stay() {
        let text = format!("Remarks\n\nShare the Post:\n\n{SPEECH}");
        assert_eq!(furniture(&text), []);
        let text = format!(
            "{SPEECH}Share the Post:\n\nWe agreed on the security of the region. Our ministries will continue consultations on strategic stability."
        );
        assert_eq!(furniture(&text), []);
        assert_eq!(furniture(SPEECH), []);
    }
}
