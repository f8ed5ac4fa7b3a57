//! Which language a text is in, as a BCP 47 code.
//!
//! Chinese and Japanese are told apart by their characters, all else by `whatlang` on a few thousand
//! characters of whole paragraphs, so that a foreign menu above or below does not vote. A text too short
//! to tell gets no language rather than a guess.

use whatlang::Lang;

use super::chars::{Script, floor_boundary, main_script, script_of};
use super::lines::Line;

/// As much of the text is looked at.
const SAMPLE_BYTES: usize = 3_000;

/// Fewer letters than this say nothing.
const FEWEST_LETTERS: usize = 60;

/// Fewer of the words that only English has are not plainly English.
const FEWEST_ENGLISH_WORDS: usize = 6;

/// So many words tell.
const MOST_ENGLISH_WORDS: usize = 250;

/// Lines shorter than this are menus or headings and do not vote while there are others.
const LONG_LINE: usize = 60;

/// The language of a text; `None` where it is too short to tell.
pub(super) fn detect(text: &str, lines: &[Line]) -> Option<&'static str> {
    let long = || lines.iter().map(|line| line.content.of(text)).filter(|line| line.len() >= LONG_LINE);
    if is_plainly_english(long()) {
        return Some("en");
    }
    let sample = sample(long());
    let sample = if sample.len() < 200 {
        self::sample(lines.iter().map(|line| line.content.of(text)))
    } else {
        sample
    };
    let (script, letters) = main_script(&sample);
    match script? {
        Script::Ideographic if letters >= FEWEST_LETTERS / 4 => Some(chinese_or_japanese(&sample)),
        Script::Hangul if letters >= FEWEST_LETTERS / 4 => Some("ko"),
        _ if letters < FEWEST_LETTERS => None,
        _ => {
            let info = whatlang::detect(&sample)?;
            if info.is_reliable() || info.confidence() > 0.5 { code(info.lang()) } else { None }
        }
    }
}

/// The beginning of some lines, as much of them as is looked at.
fn sample<'t>(lines: impl Iterator<Item = &'t str>) -> String {
    let mut sample = String::new();
    for line in lines {
        let left = SAMPLE_BYTES - sample.len();
        sample.push_str(&line[..floor_boundary(line, left.saturating_sub(1))]);
        sample.push(' ');
        if sample.len() + 4 >= SAMPLE_BYTES {
            break;
        }
    }
    sample
}

/// Whether some lines have as many of the commonest English words as only English has: about one word in five
/// is one of them. Most of what is read is English, and `whatlang` takes longer for it than all other steps together.
fn is_plainly_english<'t>(lines: impl Iterator<Item = &'t str>) -> bool {
    let (mut all, mut english) = (0_usize, 0_usize);
    for word in lines.flat_map(str::split_ascii_whitespace).take(MOST_ENGLISH_WORDS) {
        all += 1;
        english += usize::from(matches!(
            word,
            "the" | "of" | "and" | "to" | "that" | "this" | "with" | "you" | "they" | "our" | "your"
        ));
    }
    english >= FEWEST_ENGLISH_WORDS && english * 10 >= all
}

/// Japanese has Kana in every sentence, Chinese none.
fn chinese_or_japanese(sample: &str) -> &'static str {
    let letters = sample.chars().filter(|&c| script_of(c) == Some(Script::Ideographic)).count();
    let kana = sample.chars().filter(|c| matches!(*c as u32, 0x3041..=0x30FA)).count();
    if kana * 10 >= letters { "ja" } else { "zh" }
}

/// The BCP 47 code of a language that `whatlang` knows.
fn code(lang: Lang) -> Option<&'static str> {
    Some(match lang.code() {
        "eng" => "en",
        "rus" => "ru",
        "ukr" => "uk",
        "bel" => "be",
        "fra" => "fr",
        "deu" => "de",
        "spa" => "es",
        "por" => "pt",
        "ita" => "it",
        "pol" => "pl",
        "ces" => "cs",
        "slk" => "sk",
        "slv" => "sl",
        "hrv" => "hr",
        "srp" => "sr",
        "mkd" => "mk",
        "bul" => "bg",
        "ron" => "ro",
        "hun" => "hu",
        "ell" => "el",
        "tur" => "tr",
        "aze" => "az",
        "uzb" => "uz",
        "tuk" => "tk",
        "nld" => "nl",
        "swe" => "sv",
        "nob" => "nb",
        "dan" => "da",
        "fin" => "fi",
        "est" => "et",
        "lav" => "lv",
        "lit" => "lt",
        "ara" => "ar",
        "heb" => "he",
        "pes" => "fa",
        "urd" => "ur",
        "hin" => "hi",
        "ben" => "bn",
        "mar" => "mr",
        "guj" => "gu",
        "pan" => "pa",
        "tam" => "ta",
        "tel" => "te",
        "kan" => "kn",
        "mal" => "ml",
        "nep" => "ne",
        "sin" => "si",
        "mya" => "my",
        "khm" => "km",
        "tha" => "th",
        "vie" => "vi",
        "ind" => "id",
        "jav" => "jv",
        "tgl" => "tl",
        "kat" => "ka",
        "hye" => "hy",
        "amh" => "am",
        "cat" => "ca",
        "lat" => "la",
        "epo" => "eo",
        "afr" => "af",
        "yid" => "yi",
        "cmn" => "zh",
        "jpn" => "ja",
        "kor" => "ko",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;

    fn detected(text: &str) -> Option<&'static str> {
        detect(text, &lines::split(text))
    }

    #[test]
    fn languages_are_told_apart() {
        let cases = [
            (
                "en",
                "We have completed the session of the Council and we are ready to answer your questions about everything that was discussed today.",
            ),
            (
                "ru",
                "Мы завершили заседание Совета министров и готовы ответить на ваши вопросы обо всём, что сегодня обсуждалось на встрече.",
            ),
            (
                "uk",
                "Ми завершили засідання Ради міністрів і готові відповісти на ваші запитання про все, що сьогодні обговорювалося на зустрічі.",
            ),
            (
                "fr",
                "Nous avons terminé la session du Conseil et nous sommes prêts à répondre à vos questions sur tout ce qui a été discuté aujourd’hui.",
            ),
            (
                "de",
                "Wir haben die Sitzung des Rates beendet und sind bereit, Ihre Fragen zu allem zu beantworten, was heute besprochen wurde.",
            ),
            (
                "es",
                "Hemos terminado la sesión del Consejo y estamos listos para responder a sus preguntas sobre todo lo que se ha discutido hoy.",
            ),
            ("zh", "我们刚刚结束了理事会会议，现在愿意回答各位记者朋友提出的问题。谢谢大家。"),
            (
                "ja",
                "本日の理事会は終了しました。皆さまからのご質問にお答えします。よろしくお願いいたします。",
            ),
        ];
        for (language, text) in cases {
            assert_eq!(detected(text), Some(language), "{text}");
        }
        assert_eq!(detected("12:30"), None);
        assert_eq!(detected("Yes."), None);
        assert_eq!(detected(""), None);
    }

    #[test]
    fn a_foreign_menu_does_not_vote() {
        let body = "We have completed the session of the Council and we are ready to answer your questions about everything.\n".repeat(3);
        let text = format!("Дополнительные материалы\nФотоальбом\n{body}Некорректно указаны даты\n");
        assert_eq!(detected(&text), Some("en"));
    }
}
