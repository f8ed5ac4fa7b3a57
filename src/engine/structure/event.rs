//! Which occasion a title or an opening speaks of, and which organisation met.
//!
//! An occasion is a name with a noun such as council, summit or conference in it. In a title it follows a
//! word such as "following" or "at"; in the opening remarks it stands in one of the first sentences. The
//! press conference itself is none.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::chars::is_ideographic;
use super::lexicon::events::{
    ALL, NOMINATIVES, ORGANISATIONS, Occasions, PRESS_OCCASIONS, WIDE_LEADS, WIDE_OCCASIONS,
};
use super::people::{is_all_caps, plain, words};

/// The occasion that a title names.
pub(super) fn in_title(title: &str) -> Option<String> {
    if title.chars().any(is_ideographic) {
        return in_wide_title(title);
    }
    let all = words(title);
    // Few words lead up to an occasion in any language, and there are many languages.
    let leads: Vec<usize> = (0..all.len()).filter(|&at| may_lead(all[at])).collect();
    ALL.iter().find_map(|language| {
        let after = |triggers: &[&str]| {
            leads
                .iter()
                .filter_map(|&at| {
                    let length = triggers.iter().filter_map(|t| match_words(&all[at..], t)).max()?;
                    occasion(&all[at + length..], language)
                })
                .next()
        };
        after(language.after).or_else(|| after(language.during))
    })
}

/// Whether a word begins a phrase after which an occasion may stand in some language.
fn may_lead(word: &str) -> bool {
    static FIRST: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
        let phrases = ALL.iter().flat_map(|language| language.after.iter().chain(language.during));
        phrases.filter_map(|phrase| phrase.split(' ').next()).collect()
    });
    FIRST.contains(plain(word).as_str()) || FIRST.contains(word.to_lowercase().as_str())
}

/// The occasion that the first sentences of the opening remarks name: it must bear the short form of an
/// organisation, since remarks speak of many councils.
pub(super) fn in_opening(sentence: &str) -> Option<String> {
    let all = words(sentence);
    (0..all.len()).find_map(|at| {
        let is_start = all[at].chars().next().is_some_and(char::is_uppercase) && is_acronym(all[at]);
        let event =
            if is_start { ALL.iter().find_map(|language| occasion(&all[at..], language)) } else { None };
        // "CSTO Council" names an occasion, "UN resolution" does not; a bare "NATO summit" may be another one.
        event.filter(|event| {
            words(event).iter().filter(|w| w.chars().next().is_some_and(char::is_uppercase)).count() >= 2
        })
    })
}

/// The organisation in the name of an occasion: its short form, else the words up to "Organisation".
pub(super) fn organisation(event: &str) -> Option<String> {
    let all = words(event);
    if let Some(short) = all.iter().find(|word| is_acronym(word)) {
        return Some(short.trim_matches(|c: char| !c.is_alphanumeric()).to_owned());
    }
    let last = all.iter().position(|word| ORGANISATIONS.contains(&plain(word).as_str()))?;
    let first =
        (0..=last).rev().take_while(|&i| all[i].chars().next().is_some_and(char::is_uppercase)).last()?;
    (last > first).then(|| all[first..=last].join(" "))
}

/// A short form in capitals: `CSTO`, `G20`, `ОДКБ`.
fn is_acronym(word: &str) -> bool {
    let bare = word.trim_end_matches("’s").trim_matches(|c: char| !c.is_alphanumeric());
    let capitals = bare.chars().filter(|c| c.is_uppercase()).count();
    let rest = bare.chars().all(|c| c.is_uppercase() || c.is_numeric() || c == '-' || c == '+');
    rest && is_all_caps(bare)
        && bare.chars().count() >= 2
        && (capitals >= 2 || bare.chars().any(char::is_numeric))
        && bare.chars().count() <= 8
}

/// How many words a phrase of the word list takes at the head of `all`.
fn match_words(all: &[&str], phrase: &str) -> Option<usize> {
    if !all.first().is_some_and(|word| may_begin(word, phrase)) {
        return None;
    }
    let mut length = 0;
    for part in phrase.split(' ') {
        all.get(length).filter(|word| is_spelled(word, part))?;
        if length > 0 && breaks(all[length - 1]) {
            return None;
        }
        length += 1;
    }
    Some(length)
}

/// Whether a word is one of the word list, with or without the marks around it.
fn is_spelled(word: &str, listed: &str) -> bool {
    may_begin(word, listed) && (listed == plain(word) || listed == word.to_lowercase())
}

/// Whether a word can be the first of a phrase, by its first letter: in nearly all that differs.
fn may_begin(word: &str, phrase: &str) -> bool {
    let letter =
        |text: &str| text.bytes().find(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase());
    !word.is_ascii() || letter(word) == letter(phrase)
}

fn breaks(word: &str) -> bool {
    word.ends_with([',', '.', ';', ':', ')', '–', '—']) || matches!(word, "–" | "—" | "-" | "|")
}

/// The occasion at the head of the words, articles and "meeting of the" left out.
fn occasion(all: &[&str], language: &Occasions) -> Option<String> {
    let mut start = 0;
    while start < all.len() {
        let Some(length) = language.heads.iter().filter_map(|head| match_words(&all[start..], head)).max()
        else {
            break;
        };
        start += length;
    }
    let rest = &all[start..];
    let mut end = 0;
    while end < rest.len() {
        let word = rest[end];
        let is_capital =
            word.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_uppercase() || c.is_numeric());
        let is_link = language.links.contains(&plain(word).as_str());
        if !is_capital && !is_link {
            break;
        }
        end += 1;
        if breaks(word) || word.ends_with("’s") || word.ends_with('’') {
            break;
        }
    }
    let is_small_link = |word: &str| plain(word).chars().count() <= 4 && word.chars().all(char::is_lowercase);
    while end > 0 && is_small_link(rest[end - 1]) && !language.bodies.contains(&plain(rest[end - 1]).as_str())
    {
        end -= 1;
    }
    let has_body =
        |words: &[&str]| words.iter().any(|w| language.bodies.contains(&plain(w).trim_end_matches("’s")));
    while end > 1 && language.tails.contains(&plain(rest[end - 1]).as_str()) && has_body(&rest[..end - 1]) {
        end -= 1;
    }
    let chosen = &rest[..end];
    let is_proper = chosen.iter().any(|w| w.chars().next().is_some_and(char::is_uppercase));
    if !has_body(chosen) || !is_proper || chosen.len() < 2 || chosen.len() > 14 {
        return None;
    }
    let mut name = chosen.join(" ");
    let lower = name.to_lowercase();
    if PRESS_OCCASIONS.iter().any(|press| lower.contains(press)) {
        return None;
    }
    let length = name.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    name.truncate(length);
    if let Some(bare) = name.strip_suffix("’s") {
        name.truncate(bare.len());
    }
    for (genitive, nominative) in NOMINATIVES {
        if let Some(rest) = lower.strip_prefix(genitive)
            && (rest.is_empty() || rest.starts_with(' '))
        {
            let tail = name.split_once(' ').map_or("", |(_, tail)| tail);
            name = format!("{nominative} {tail}").trim_end().to_owned();
            break;
        }
    }
    Some(name)
}

/// The occasion in a Chinese title: from a verb such as 出席 to a noun such as 理事会.
fn in_wide_title(title: &str) -> Option<String> {
    WIDE_LEADS.iter().find_map(|lead| {
        let rest = title.split_once(lead)?.1;
        let clause = rest.split(['，', '。', '、', ' ', '（', ',']).next()?;
        let end = WIDE_OCCASIONS.iter().filter_map(|noun| Some(clause.find(noun)? + noun.len())).max()?;
        let name = &clause[..end];
        ((3..=30).contains(&name.chars().count()) && !name.contains("记者") && !name.contains("記者"))
            .then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn occasions_in_titles() {
        let cases = [
            (
                "Minister Doe’s remarks and answers to media questions following the CSTO Council of Foreign Ministers meeting",
                Some("CSTO Council of Foreign Ministers"),
            ),
            (
                "Remarks following the meeting of the CSTO Foreign Ministers Council, Almaty, June 21, 2024",
                Some("CSTO Foreign Ministers Council"),
            ),
            (
                "Remarks at the joint news conference with CSTO Secretary General Jo Doe following the CSTO Foreign Ministers Council videoconference, Moscow",
                Some("CSTO Foreign Ministers Council videoconference"),
            ),
            (
                "Minister Doe, after meeting of Russian-led Collective Security Treaty Organization, says all is well",
                None,
            ),
            ("Press conference following the NATO summit in Vilnius", Some("NATO summit")),
            (
                "Statement at the 79th session of the UN General Assembly, New York",
                Some("79th session of the UN General Assembly"),
            ),
            ("Remarks by President Doe in Joint Press Conference", None),
            ("Statement at the press briefing", None),
            (
                "Выступление Министра по итогам заседания Совета министров иностранных дел ОДКБ, Минск, 20 июня 2023 года",
                Some("Совет министров иностранных дел ОДКБ"),
            ),
            ("王毅出席上海合作组织外长理事会后答记者问", Some("上海合作组织外长理事会")),
            ("", None),
        ];
        for (title, event) in cases {
            assert_eq!(in_title(title).as_deref(), event, "{title}");
        }
    }

    #[test]
    fn occasions_in_openings_bear_an_organisation() {
        assert_eq!(
            in_opening("The CSTO Council of Foreign Ministers’ meeting has come to an end.").as_deref(),
            Some("CSTO Council of Foreign Ministers")
        );
        assert_eq!(in_opening("We met today."), None);
        assert_eq!(in_opening("The Council of Ministers met."), None);
    }

    #[test]
    fn organisations_of_events() {
        assert_eq!(organisation("CSTO Council of Foreign Ministers").as_deref(), Some("CSTO"));
        assert_eq!(organisation("79th session of the UN General Assembly").as_deref(), Some("UN"));
        assert_eq!(organisation("G20 Summit").as_deref(), Some("G20"));
        assert_eq!(organisation("Совет министров иностранных дел ОДКБ").as_deref(), Some("ОДКБ"));
        assert_eq!(organisation("Council of the European Union").as_deref(), Some("European Union"));
        assert_eq!(organisation("Security Forum"), None);
    }
}
