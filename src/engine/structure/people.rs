//! Names of people: as labels write them, as titles name them, and when two of them are the same.
//!
//! A name is kept as the text spells it, without office and form of address where a full name is left
//! ("President of Russia Vladimir Putin" is Vladimir Putin, "PRESIDENT TRUMP" stays President Trump).
//! Nothing here knows a person: a longer name is used only where the same file gives it.

use super::chars::{Script, is_ideographic, is_space, script_of};
use super::lexicon::names::{
    BEFORE_SPEAKER, WIDE_AFTER_NAME, WIDE_OFFICES, is_country, is_held_office, is_honorific, is_office,
    is_particle, is_title_noun,
};

/// The words of a name or title, split at any space.
pub(super) fn words(text: &str) -> Vec<&str> {
    // Most names and titles have no more.
    let mut words = Vec::with_capacity(8);
    words.extend(text.split(is_space).filter(|word| !word.is_empty()));
    words
}

/// The words in small letters with single spaces between them.
pub(super) fn lower_words(text: &str) -> String {
    let mut lower = String::with_capacity(text.len());
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        if !lower.is_empty() {
            lower.push(' ');
        }
        if word.is_ascii() {
            let from = lower.len();
            lower.push_str(word);
            lower[from..].make_ascii_lowercase();
        } else {
            lower.push_str(&word.to_lowercase());
        }
    }
    lower
}

/// In small letters and without the marks around it, as the word lists spell words.
pub(super) fn plain(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Whether there are letters and none is small.
pub(super) fn is_all_caps(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

/// Whether a word is initials, a surname glued to them or not: `S.V.`, `С.В.Лавров`.
pub(super) fn has_initials(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next() == Some('.')
}

/// A name in capitals as running text writes it; any other name unchanged.
pub(super) fn title_case(name: &str) -> String {
    if !is_all_caps(name) {
        return words(name).join(" ");
    }
    let cased = words(name).into_iter().enumerate().map(|(i, word)| {
        let lower = word.to_lowercase();
        if i > 0 && is_particle(&lower) {
            return lower;
        }
        let is_numeral = word.len() > 1 && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
        let vowels = lower.chars().any(|c| "aeiouyаеёиоуыэюяіїє".contains(c));
        let is_short_form =
            word.chars().count() <= 4 && !vowels && word.is_ascii() && !is_honorific(&plain(word));
        if is_numeral || is_short_form {
            return word.to_owned();
        }
        capitalised(word)
    });
    cased.collect::<Vec<_>>().join(" ")
}

/// A word with small letters but for the first of each part, `McDonald` included.
fn capitalised(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut starts = true;
    for c in word.chars() {
        if starts {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        let part = out.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let is_elision = matches!(c, '\'' | '’') && out.chars().count() > 2;
        starts = (!c.is_alphabetic() && !is_elision) || part == "Mc";
    }
    out
}

/// A label's name without office and form of address, where at least two words of a name are left.
pub(super) fn without_office(name: &str) -> String {
    let all = words(name);
    let Some(last_office) = all.iter().rposition(|word| is_office_word(word)) else {
        return name.to_owned();
    };
    let rest = after_realm(&all[last_office + 1..]);
    let is_full = rest.len() >= 2 || rest.first().is_some_and(|word| has_initials(word));
    if is_full { rest.join(" ") } else { name.to_owned() }
}

fn is_office_word(word: &str) -> bool {
    let plain = plain(word);
    is_office(&plain) || is_honorific(&plain)
}

/// What is left after "of Russia" or "иностранных дел Российской Федерации".
fn after_realm<'w, 't>(rest: &'w [&'t str]) -> &'w [&'t str] {
    let mut at = 0;
    let mut is_led = false;
    while at < rest.len() {
        let is_small = rest[at].chars().next().is_some_and(char::is_lowercase);
        let longest = rest.len().saturating_sub(at + 1).min(5);
        let country = (1..=longest).rev().find(|&n| is_country(&rest[at..at + n].join(" ").to_lowercase()));
        if let Some(length) = country {
            at += length;
            is_led = false;
        } else if is_small {
            is_led = ["of", "de", "for", "du", "del", "der", "da", "do"].contains(&rest[at])
                || (is_led && rest[at] == "the");
            at += 1;
        } else if is_led && rest.len() - at >= 3 {
            at += 1;
            is_led = false;
        } else {
            break;
        }
    }
    &rest[at..]
}

/// The last name in small letters.
fn surname(name: &str) -> Option<String> {
    let mut all = words(name);
    while all.len() > 1 && ["jr", "sr", "ii", "iii", "iv"].contains(&plain(all[all.len() - 1]).as_str()) {
        all.pop();
    }
    let last = *all.last()?;
    let last = last.rsplit('.').find(|part| !part.is_empty()).unwrap_or(last);
    let surname = plain(last);
    (!surname.is_empty()).then_some(surname)
}

/// Whether two spellings can be one person: the same last name, and first names that do not differ.
pub(super) fn is_same(a: &str, b: &str) -> bool {
    let (Some(surname_a), Some(surname_b)) = (surname(a), surname(b)) else {
        return false;
    };
    if a.chars().any(is_ideographic) || b.chars().any(is_ideographic) {
        return a == b
            || (a.chars().count() >= 2 && b.contains(a))
            || (b.chars().count() >= 2 && a.contains(b));
    }
    if !is_same_surname(&surname_a, &surname_b) {
        return false;
    }
    let given = |name: &str| {
        let name = without_office(name);
        let first = words(&name)
            .first()
            .map(|w| (*w).to_owned())
            .filter(|_| words(&name).len() > 1 || has_initials(&name));
        first.filter(|word| !is_office_word(word))
    };
    match (given(a), given(b)) {
        (Some(a), Some(b)) if has_initials(&a) || has_initials(&b) => first_letter(&a) == first_letter(&b),
        (Some(a), Some(b)) => plain(&a) == plain(&b),
        _ => true,
    }
}

fn first_letter(word: &str) -> Option<char> {
    word.chars().find_map(|c| c.to_lowercase().next())
}

/// Equal, or equal but for a Cyrillic case ending: `Лавров`, `Лаврова`, `Лавровым`.
fn is_same_surname(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let is_cyrillic = |s: &str| s.chars().next().and_then(script_of) == Some(Script::Cyrillic);
    if !is_cyrillic(a) || !is_cyrillic(b) {
        return false;
    }
    let (a_count, b_count) = (a.chars().count(), b.chars().count());
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let short = a_count.min(b_count);
    short >= 4 && a_count.abs_diff(b_count) <= 3 && common + 2 >= short && common >= 3
}

/// Whether a person is named anywhere in a title, whatever stands around.
pub(super) fn is_named_in(name: &str, title: &str) -> bool {
    if name.chars().any(is_ideographic) {
        return name.chars().count() >= 2 && title.contains(name);
    }
    let Some(surname) = surname(name).filter(|s| s.chars().count() >= 3) else {
        return false;
    };
    words(title).iter().any(|word| {
        let word = strip_possessive(word);
        let last = word.rsplit('.').find(|part| !part.is_empty()).unwrap_or(word);
        last.chars().next().is_some_and(char::is_uppercase) && is_same_surname(&plain(last), &surname)
    })
}

/// The people whom a title names, in its order.
pub(super) fn in_title(title: &str) -> Vec<String> {
    if title.chars().filter(|&c| is_ideographic(c)).count() * 3 > title.chars().count() {
        return in_wide_title(title);
    }
    let title = if is_all_caps(title) { title_case(title) } else { title.to_owned() };
    let all = words(&title);
    let mut people = Vec::new();
    let mut at = 0;
    let mut has_office = false;
    let mut before = "";
    while at < all.len() {
        if !begins_name(all[at]) {
            let lower = plain(all[at]);
            // "Minister of", but not "the minister on" (German "zur").
            let is_link = (is_particle(&lower) && !matches!(lower.as_str(), "zu" | "zur"))
                || (has_office && all[at].chars().any(|c| script_of(c) == Some(Script::Cyrillic)));
            has_office = is_office(&lower) || (has_office && is_link && !breaks_after(all[at]));
            before = all[at];
            at += 1;
            continue;
        }
        let end = run_end(&all, at);
        let goes_on_small =
            all.get(end).is_none_or(|word| word.chars().next().is_some_and(char::is_lowercase));
        let leads = at == 0 && (goes_on_small || breaks_after(all[end - 1]));
        let is_introduced =
            leads || is_possessive(all[end - 1]) || BEFORE_SPEAKER.contains(&before.to_lowercase().as_str());
        let (person, goes_on) = person_in_run(&all[at..end], has_office, is_introduced);
        people.extend(person);
        has_office = goes_on && !breaks_after(all[end - 1]);
        before = "";
        at = end;
    }
    people
}

/// The person of a line such as `JANE DOE, DEPARTMENT SPOKESPERSON`: a name before a comma, an office after.
pub(super) fn in_byline(line: &str) -> Option<String> {
    let (name, office) = line.split_once(',')?;
    let all = words(name);
    let is_name = (2..=4).contains(&all.len())
        && all.iter().all(|word| begins_name(word) && !is_office_word(word) && !is_title_noun(&plain(word)))
        && !name.chars().any(char::is_numeric);
    let has_office = words(office).iter().any(|word| is_office(&plain(word)));
    (is_name && has_office).then(|| title_case(name))
}

fn begins_name(word: &str) -> bool {
    let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    bare.chars().next().is_some_and(char::is_uppercase)
}

fn breaks_after(word: &str) -> bool {
    word.ends_with([',', ';', ':', ')', '–', '—', '|', '/']) || matches!(word, "-" | "–" | "—" | "|")
}

fn is_possessive(word: &str) -> bool {
    without_case_ending(word).is_some() || word.ends_with("s’")
}

/// The end of a run of capitalised words, particles of names between them included.
fn run_end(all: &[&str], start: usize) -> usize {
    let mut end = start + 1;
    let breaks = |at: usize| {
        breaks_after(all[at - 1])
            || is_possessive(all[at - 1])
            || all[at].starts_with(['(', '[', '“', '«', '‘', '"'])
    };
    while end < all.len() && !breaks(end) {
        let is_inner =
            matches!(all[end], "von" | "van" | "bin" | "bint" | "ibn" | "al" | "der" | "den" | "la" | "del")
                && all.get(end + 1).is_some_and(|next| begins_name(next));
        if !begins_name(all[end]) && !is_inner {
            break;
        }
        end += 1;
    }
    end
}

/// The person in a run of capitalised words, and whether the run ends in an office that goes on.
fn person_in_run(run: &[&str], has_office: bool, is_introduced: bool) -> (Option<String>, bool) {
    // "NATO Enlargement" and "National Security" are nobody; "NATO Secretary General" is.
    let is_held = |word: &&str| is_held_office(&plain(word)) || is_honorific(&plain(word));
    let last_office = run
        .iter()
        .rposition(|word| is_office_word(word))
        .filter(|&at| has_office || run[..=at].iter().any(is_held));
    let start = last_office.map_or(0, |at| at + 1);
    let mut rest = &run[start..];
    let has_office = has_office || last_office.is_some();
    if has_office {
        for length in (1..=rest.len().min(5)).rev() {
            let words: Vec<String> =
                rest[..length].iter().map(|w| strip_possessive(w).to_lowercase()).collect();
            if is_country(words.join(" ").trim_matches(|c: char| !c.is_alphanumeric())) {
                rest = &rest[length..];
                break;
            }
        }
    }
    if rest.is_empty() {
        return (None, has_office);
    }
    let is_name = rest.len() <= 4
        && !rest
            .iter()
            .any(|word| is_title_noun(&plain(strip_possessive(word))) || word.chars().any(char::is_numeric));
    let initials = rest.iter().any(|word| has_initials(word) && word.chars().count() > 3);
    let is_person = is_name && (has_office || initials || (is_introduced && rest.len() >= 2));
    if !is_person {
        return (None, false);
    }
    let mut name: Vec<&str> = rest.to_vec();
    if rest.len() == 1 && !initials {
        let office = run[..start].iter().rev().take_while(|word| is_office_word(word)).count();
        name = run[start - office..start].to_vec();
        name.extend(rest);
        if office == 0 {
            return (None, false);
        }
    }
    if let Some(last) = name.last_mut() {
        *last = strip_possessive(last);
    }
    let name = name.join(" ");
    (Some(name.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').to_owned()), false)
}

fn strip_possessive(word: &str) -> &str {
    let word = word.trim_end_matches([',', ';', ':', ')']);
    without_case_ending(word).unwrap_or(word)
}

/// A name without what an apostrophe sets off from it: the genitive of English, the cases of Turkish.
fn without_case_ending(word: &str) -> Option<&str> {
    const ENDINGS: &[&str] = &[
        "s", "ın", "in", "un", "ün", "nın", "nin", "nun", "nün", "ı", "i", "u", "ü", "yı", "yi", "yu", "yü",
        "a", "e", "ya", "ye", "la", "le", "yla", "yle", "da", "de", "ta", "te", "dan", "den", "tan", "ten",
    ];
    let (name, ending) = word.rsplit_once(['’', '\''])?;
    (!name.is_empty() && ENDINGS.contains(&ending)).then_some(name)
}

/// People in a Chinese or Japanese title: the characters between an office and a verb.
fn in_wide_title(title: &str) -> Vec<String> {
    let mut people = Vec::new();
    let mut rest = title;
    while let Some((at, office)) = WIDE_OFFICES
        .iter()
        .filter_map(|office| Some((rest.find(office)?, *office)))
        .min_by_key(|&(at, office)| (at, usize::MAX - office.len()))
    {
        rest = &rest[at + office.len()..];
        let name_end = rest
            .char_indices()
            .find(|&(i, c)| {
                !is_ideographic(c) || WIDE_AFTER_NAME.iter().any(|word| rest[i..].starts_with(word))
            })
            .map_or(rest.len(), |(i, _)| i);
        let name = &rest[..name_end];
        let is_office = WIDE_OFFICES.iter().any(|office| name.contains(office));
        if (2..=4).contains(&name.chars().count()) && !is_office {
            people.push(name.to_owned());
        }
    }
    people
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_their_speakers() {
        let cases: &[(&str, &[&str])] = &[
            (
                "Foreign Minister Sergey Lavrov’s remarks and answers to media questions following the CSTO Council of Foreign Ministers meeting",
                &["Sergey Lavrov"],
            ),
            (
                "Foreign Minister Sergey Lavrov and CIS Secretary-General Sergey Lebedev make remarks at a joint news conference, Minsk, April 12, 2024",
                &["Sergey Lavrov", "Sergey Lebedev"],
            ),
            (
                "Foreign Minister Sergey Lavrov, after meeting of Russian-led Collective Security Treaty Organization, says West is ‘breakdancing alone’",
                &["Sergey Lavrov"],
            ),
            ("Press Briefing by Press Secretary Jen Psaki, January 20, 2021", &["Jen Psaki"]),
            (
                "Remarks by President Trump and Prime Minister Narendra Modi of the Republic of India in Joint Press Conference",
                &["President Trump", "Narendra Modi"],
            ),
            (
                "REMARKS BY PRESIDENT TRUMP AND PRIME MINISTER NARENDRA MODI OF THE REPUBLIC OF INDIA",
                &["President Trump", "Narendra Modi"],
            ),
            ("Press conference of President of Russia Vladimir Putin", &["Vladimir Putin"]),
            ("Remarks by Jane Doe at the launch", &["Jane Doe"]),
            (
                "Выступление и ответы на вопросы СМИ Министра иностранных дел Российской Федерации С.В.Лаврова по итогам заседания",
                &["С.В.Лаврова"],
            ),
            ("Dışişleri Bakanı Ayşe Yılmaz’ın basın toplantısı", &["Ayşe Yılmaz"]),
            ("Statement by Chancellor Angela Merkel", &["Angela Merkel"]),
            ("2025-10-01 Right Livelihood Award Press Conference", &[]),
            ("Federal Reserve issues FOMC statement", &[]),
            ("外交部发言人毛宁主持例行记者会", &["毛宁"]),
            ("Statement on the Future of European Security, NATO Enlargement and Arms Control", &[]),
            ("Pressekonferenz von Bundeskanzler und Generalsekretär zur Sicherheit Europas", &[]),
            (
                "Briefing by National Security Adviser Jane Doe and EU High Representative John Roe",
                &["Jane Doe", "John Roe"],
            ),
            ("Remarks by NATO Secretary General Jane Doe on NATO Enlargement", &["Jane Doe"]),
        ];
        for (title, people) in cases {
            assert_eq!(in_title(title), *people, "{title}");
        }
    }

    #[test]
    fn offices_are_taken_off_full_names_only() {
        for (label, name) in [
            ("President of Russia Vladimir Putin", "Vladimir Putin"),
            ("President of Costa Rica Rodrigo Chaves", "Rodrigo Chaves"),
            ("Foreign Minister Sergey Lavrov", "Sergey Lavrov"),
            ("CIS Secretary-General Sergey Lebedev", "Sergey Lebedev"),
            ("Mr. Price", "Mr. Price"),
            ("Министр иностранных дел С.В.Лавров", "С.В.Лавров"),
            ("President Trump", "President Trump"),
            ("Stephen King", "Stephen King"),
            ("Ms. Jane Doe", "Jane Doe"),
        ] {
            assert_eq!(without_office(label), name, "{label}");
        }
    }

    #[test]
    fn one_person_in_two_spellings() {
        assert!(is_same("MS. PSAKI", "Jen Psaki"));
        assert!(is_same("Prime Minister Modi", "Narendra Modi"));
        assert!(is_same("S.V. Lavrov", "Sergey Lavrov"));
        assert!(is_same("С.В.Лавров", "С.В.Лаврова"));
        assert!(!is_same("Sergey Lavrov", "Sergey Lebedev"));
        assert!(!is_same("Michelle Smith", "John Smith"));
        assert!(!is_same("", "Jane Doe"));
        assert!(is_named_in("С.В.Лавров", "Выступление Министра С.В.Лаврова"));
        assert!(is_named_in("Lavrov", "Foreign Minister Sergey Lavrov’s remarks"));
    }

    #[test]
    fn capitals_become_a_name() {
        for (caps, name) in [
            ("HUGO LÓPEZ-GATELL RAMÍREZ", "Hugo López-Gatell Ramírez"),
            ("MS. PSAKI", "Ms. Psaki"),
            ("MR. O’BRIEN", "Mr. O’Brien"),
            ("JOHN MCDONALD", "John McDonald"),
            ("URSULA VON DER LEYEN", "Ursula von der Leyen"),
            ("ELIZABETH II", "Elizabeth II"),
            ("Jen Psaki", "Jen Psaki"),
            ("СЕРГЕЙ ЛАВРОВ", "Сергей Лавров"),
        ] {
            assert_eq!(title_case(caps), name, "{caps}");
        }
    }
}
