//! From bytes to text: which encoding a file is in, and its characters.
//!
//! The order is that of certainty: a byte order mark, then the pattern of zero bytes that only UTF-16
//! has, then UTF-8, and only then a guess from the frequencies of letters. The decoders and the guess
//! are those of Firefox (`encoding_rs`, `chardetng`), which know every encoding of the web; what they
//! leave open is UTF-16 without a mark and UTF-8 with a few broken bytes. Byte order marks are taken
//! off: offsets are counted from the first character after them.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memchr;

/// A text and how it was decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'b> {
    /// The text without a byte order mark; the bytes themselves where they are UTF-8.
    pub text: Cow<'b, str>,

    /// Name of the encoding, as the Encoding Standard spells it.
    pub encoding: &'static str,

    /// Whether some bytes could not be decoded and stand as U+FFFD.
    pub has_lost_characters: bool,
}

impl Decoded<'_> {
    /// Whether so much was lost that the guess of the encoding must be wrong.
    pub fn is_rubbish(&self) -> bool {
        let lost = || self.text.matches(char::REPLACEMENT_CHARACTER).count();
        self.has_lost_characters && lost() * 10 > self.text.chars().count()
    }

    /// Whether it holds more control characters than a text does.
    pub fn is_binary(&self) -> bool {
        has_many_controls(&self.text)
    }
}

/// Decodes a file. It always gives a text; whether that is one is for [`Decoded::is_rubbish`] and
/// [`Decoded::is_binary`] to say.
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    if let Some((encoding, mark_bytes)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark_bytes..]);
    }
    if let Some(decoded) = utf16_without_mark(bytes) {
        return decoded;
    }
    if let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        return Decoded { text, encoding: UTF_8.name(), has_lost_characters: false };
    }
    if is_mostly_utf8(bytes) {
        return decode_as(UTF_8, bytes);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    decode_as(detector.guess(None, Utf8Detection::Deny), bytes)
}

/// Decodes a file in an encoding that the user names; its byte order mark is taken off.
pub(super) fn decode_with<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Decoded<'b> {
    match Encoding::for_bom(bytes) {
        Some((marked, length)) if marked == encoding => decode_as(encoding, &bytes[length..]),
        _ => decode_as(encoding, bytes),
    }
}

/// Decodes a file in an encoding that is known.
pub(crate) fn decode_as<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Decoded<'b> {
    let (text, has_lost_characters) = encoding.decode_without_bom_handling(bytes);
    Decoded { text, encoding: encoding.name(), has_lost_characters }
}

/// Recognises UTF-16, which is the only encoding of text with zero bytes: one half of every space and
/// line end. Which half comes first shows in which order gives the more of the commonest characters;
/// zero bytes alone do not tell, as 一 (U+4E00) has one on the other side.
fn utf16_without_mark(bytes: &[u8]) -> Option<Decoded<'_>> {
    memchr(0, bytes)?;
    let head = &bytes[..bytes.len().min(64 * 1024) & !1];
    let common = |to_unit: fn([u8; 2]) -> u16| {
        let units = head.chunks_exact(2).map(|pair| to_unit([pair[0], pair[1]]));
        units.filter(|unit| is_common(*unit)).count()
    };
    let (little, big) = (common(u16::from_le_bytes), common(u16::from_be_bytes));
    let encoding = if little > big { UTF_16LE } else { UTF_16BE };
    if little.max(big) * 100 < head.len() / 2 {
        return None;
    }
    let decoded = decode_as(encoding, bytes);
    let is_text = !decoded.has_lost_characters && !decoded.is_binary() && is_wordy(&decoded.text);
    is_text.then_some(decoded)
}

/// Whether a unit of UTF-16 is a line end, a space, an ASCII letter or East Asian punctuation.
fn is_common(unit: u16) -> bool {
    u8::try_from(unit).map_or(matches!(unit, 0x3001 | 0x3002 | 0xFF0C), |byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'\n' | b'\r')
    })
}

/// Whether most characters are letters, digits or spaces, as in every text, or signs of ASCII, as in the markup of a page.
fn is_wordy(text: &str) -> bool {
    let (mut wordy, mut all) = (0_usize, 0_usize);
    for c in text.chars() {
        all += 1;
        wordy += usize::from(c.is_alphanumeric() || c.is_whitespace() || c.is_ascii_graphic());
    }
    wordy * 10 > all * 7
}

/// Whether the bytes were UTF-8 before a few of them were damaged: text in another encoding hardly ever has
/// a well-formed sequence of two or more bytes, damaged UTF-8 has many.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut multibyte, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        multibyte += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken == 0 || multibyte > 4 * broken
}

fn has_many_controls(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_odd = |byte: u8| (byte < b' ') & !matches!(byte, b'\t'..=b'\r') | (byte == 0x7F);
    // U+0080 to U+009F but for U+0085, which ends a line.
    let is_pair = |(lead, byte): (u8, u8)| (lead == 0xC2) & (byte < 0xA0) & (byte != 0x85);
    let pairs = || bytes.iter().copied().zip(bytes.iter().copied().skip(1));
    // Without a branch or a count, as every file that is opened comes through here and hardly any has one.
    let has_some = bytes.iter().fold(false, |found, &byte| found | is_odd(byte))
        || pairs().fold(false, |found, pair| found | is_pair(pair));
    if !has_some {
        return false;
    }
    let ascii = bytes.iter().filter(|&&byte| is_odd(byte)).count();
    let controls = ascii + pairs().filter(|&pair| is_pair(pair)).count();
    controls * 200 > text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUSSIAN: &str = "Министр иностранных дел ответил на вопросы журналистов.\n\nВопрос: Как Вы оцениваете итоги заседания Совета министров иностранных дел?\n";
    const FRENCH: &str = "Déclaration du ministre à l’issue de la réunion.\r\nQuestion : Où en êtes-vous des négociations ? Réponse : Nous avons « progressé ».";
    const CHINESE: &str = "外交部发言人主持例行记者会。\n问：中方对此有何评论？\n答：中方的立场是一贯的、明确的。我们希望有关各方保持冷静。";
    const TAIWANESE: &str = "謝謝大家，現在準時開始記者會。\n問：請問部長對這件事情的看法？\n答：我們會持續努力，謝謝各位媒體朋友。";

    fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
        let (bytes, _, lossy) = encoding.encode(text);
        assert!(!lossy);
        bytes.into_owned()
    }

    fn utf16(text: &str, big_endian: bool) -> Vec<u8> {
        let to_bytes = if big_endian { u16::to_be_bytes } else { u16::to_le_bytes };
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn encodings_are_recognised() {
        let cases = [
            (encoding_rs::WINDOWS_1251, RUSSIAN, "windows-1251"),
            (encoding_rs::KOI8_U, RUSSIAN, "KOI8-U"),
            (encoding_rs::WINDOWS_1252, FRENCH, "windows-1252"),
            (encoding_rs::GB18030, CHINESE, "GBK"),
            (encoding_rs::BIG5, TAIWANESE, "Big5"),
            (UTF_8, CHINESE, "UTF-8"),
        ];
        for (encoding, text, name) in cases {
            let bytes = encoded(encoding, text);
            let decoded = decode(&bytes);
            assert_eq!(decoded.encoding, name);
            assert_eq!(decoded.text, text, "{name}");
            assert!(!decoded.has_lost_characters, "{name}");
        }
    }

    #[test]
    fn marks_are_taken_off() {
        let utf8 = decode("\u{feff}Question: why?".as_bytes());
        assert_eq!((&*utf8.text, utf8.encoding), ("Question: why?", "UTF-8"));
        for big_endian in [false, true] {
            let name = if big_endian { "UTF-16BE" } else { "UTF-16LE" };
            for text in [RUSSIAN, FRENCH, CHINESE] {
                let marked = utf16(&format!("\u{feff}{text}"), big_endian);
                for bytes in [marked, utf16(text, big_endian)] {
                    let decoded = decode(&bytes);
                    assert_eq!(decoded.encoding, name);
                    assert_eq!(decoded.text, text);
                }
            }
        }
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        let mut bytes = RUSSIAN.as_bytes().to_vec();
        bytes[20] = 0xFF;
        bytes.pop();
        bytes.truncate(bytes.len() - 2);
        let decoded = decode(&bytes);
        assert_eq!(decoded.encoding, "UTF-8");
        assert!(decoded.has_lost_characters);
        assert!(!decoded.is_rubbish());
    }

    #[test]
    fn what_is_no_text_is_told_apart() {
        let noise: Vec<u8> = (0..4000_u32).map(|n| (n * n % 251) as u8).collect();
        let decoded = decode(&noise);
        assert!(decoded.is_binary() || decoded.is_rubbish());
        let numbers: Vec<u8> = (0..4000_u16).flat_map(u16::to_le_bytes).collect();
        let decoded = decode(&numbers);
        assert!(decoded.is_binary() || decoded.is_rubbish());
        for text in ["", "a", "Question: why?\r\n\tAnswer.\u{c}"] {
            let decoded = decode(text.as_bytes());
            assert_eq!(decoded.text, text);
            assert!(!decoded.is_binary() && !decoded.is_rubbish());
        }
    }
}
