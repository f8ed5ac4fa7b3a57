//! How many words were spoken.
//!
//! A word is a run of letters and digits, with an apostrophe, hyphen, full stop or comma inside it
//! ("don’t", "3.5", "U.S.-led" is one). Chinese and Japanese put no space between words: there every character
//! counts as one word, as word processors do it.

use super::chars::is_ideographic;

/// What a character is to a count of words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// White space, most punctuation.
    Other,

    /// Part of a word.
    Word,

    /// Part of a word where it stands between two parts of one.
    Joint,
}

/// Classes of the bytes that are characters by themselves.
const ASCII: [Class; 128] = {
    let mut classes = [Class::Other; 128];
    let mut byte = 0;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => Class::Word,
            b'\'' | b'-' | b'.' | b',' => Class::Joint,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

/// So many bytes are counted at once where all of them are ASCII.
const BLOCK: usize = 32;

/// The number of words in a text.
pub fn count(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut count = 0;
    // Classes of the two characters before.
    let mut before = (Class::Other, Class::Other);
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if let Some(block) = bytes[at..].first_chunk::<BLOCK>().filter(|block| block.is_ascii()) {
            count += count_block(block, &mut before);
            at += BLOCK;
            continue;
        }
        let (class, length) = match ASCII.get(usize::from(byte)) {
            Some(&class) => (class, 1),
            None => {
                let Some(c) = text[at..].chars().next() else {
                    break;
                };
                let is_single = is_ideographic(c);
                count += usize::from(is_single);
                (if is_single { Class::Other } else { class_of(c) }, c.len_utf8())
            }
        };
        // No branch: where a word begins cannot be foretold.
        let goes_on = (before.1 == Class::Word) | ((before.1 == Class::Joint) & (before.0 == Class::Word));
        count += usize::from((class == Class::Word) & !goes_on);
        before = (before.1, class);
        at += length;
    }
    count
}

/// The words that begin in a block of ASCII. Without a branch or a table, so that the compiler makes it a few
/// instructions for the whole block.
fn count_block(block: &[u8; BLOCK], before: &mut (Class, Class)) -> usize {
    let mut is_word = [0_u8; BLOCK + 2];
    let mut is_joint = [0_u8; BLOCK + 2];
    for (i, class) in [before.0, before.1].into_iter().enumerate() {
        is_word[i] = u8::from(class == Class::Word);
        is_joint[i] = u8::from(class == Class::Joint);
    }
    for (i, &byte) in block.iter().enumerate() {
        is_word[i + 2] = u8::from(byte.is_ascii_alphanumeric());
        is_joint[i + 2] = u8::from((byte == b'\'') | (byte == b'-') | (byte == b'.') | (byte == b','));
    }
    let mut starts = 0;
    for i in 0..BLOCK {
        starts += is_word[i + 2] & !(is_word[i + 1] | (is_joint[i + 1] & is_word[i]));
    }
    *before = (ASCII[usize::from(block[BLOCK - 2])], ASCII[usize::from(block[BLOCK - 1])]);
    usize::from(starts)
}

fn class_of(c: char) -> Class {
    match c {
        '’' | '\u{2010}' | '\u{2011}' | '\u{AD}' => Class::Joint,
        // Quotation marks and dashes, which every English text has.
        '\u{2000}'..='\u{206F}' => Class::Other,
        c if is_word_char(c) => Class::Word,
        _ => Class::Other,
    }
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

    #[test]
    fn words_are_counted_alike_wherever_a_block_begins() {
        let text = "We don’t know 3.5 per cent – yes. The well-known U.S. stance, 'so' it is—and 谢谢 x. end.Next a-b,c.d-'e";
        let whole = count(text);
        for shift in 0..70 {
            assert_eq!(count(&format!("{}{text}", " ".repeat(shift))), whole, "{shift}");
            let long = format!("{}{text}", "b".repeat(shift));
            let alone: usize = long.split(' ').map(count).sum();
            assert_eq!(count(&long), alone, "{shift}");
        }
    }
}
