//! How many words were spoken.
//!
//! A word is a run of letters and digits, with an apostrophe, hyphen, full stop or comma inside it
//! ("don’t", "3.5", "U.S.-led" is one). Chinese and Japanese put no space between words: there every character
//! counts as one word, as word processors do it.

use super::chars::is_ideographic;

/// The number of words in a text.
pub fn count(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut count = 0;
    let mut in_word = false;
    let mut joined = false;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let (is_word, joins, length) = if byte.is_ascii() {
            (byte.is_ascii_alphanumeric(), matches!(byte, b'\'' | b'-' | b'.' | b','), 1)
        } else {
            let Some(c) = text[at..].chars().next() else {
                break;
            };
            if is_ideographic(c) {
                count += 1;
                in_word = false;
                joined = false;
                at += c.len_utf8();
                continue;
            }
            (is_word_char(c), matches!(c, '’' | '\u{2010}' | '\u{2011}' | '\u{AD}'), c.len_utf8())
        };
        if is_word {
            count += usize::from(!in_word && !joined);
            joined = false;
        } else {
            joined = in_word && joins;
        }
        in_word = is_word;
        at += length;
    }
    count
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c as u32, 0x0300..=0x036F | 0x064B..=0x065F | 0x0900..=0x0963 | 0x0981..=0x0DF3)
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn words_of_several_scripts() {
        assert_eq!(count(""), 0);
        assert_eq!(count("We don’t know 3.5 per cent – yes."), 7);
        assert_eq!(count("well-known U.S. stance"), 3);
        assert_eq!(count("С.В.Лавров сказал"), 2);
        assert_eq!(count("谢谢大家 AI。"), 5);
        assert_eq!(count("यह अच्छा है"), 3);
        assert_eq!(count("end. Next"), 2);
    }
}
