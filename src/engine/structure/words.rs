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

/// So many bytes are counted at once where all of them are ASCII or common punctuation.
const BLOCK: usize = 32;

/// The number of words in a text.
pub fn count(text: &str) -> usize {
    let mut count = 0;
    // Classes of the two characters before.
    let mut before = (Class::Other, Class::Other);
    let mut rest = text;
    while !rest.is_empty() {
        let block = rest.as_bytes().first_chunk().copied().unwrap_or_else(|| {
            // Zeros end no word and begin none.
            let mut block = [0; BLOCK];
            block[..rest.len()].copy_from_slice(rest.as_bytes());
            block
        });
        let Some(rare) = last_rare(&block) else {
            count += count_block(&block, before);
            let length = rest.len().min(whole_characters(&block));
            before = last_two(&block[..length]);
            rest = &rest[length..];
            continue;
        };
        let mut at = 0;
        for c in rest.chars() {
            if at > rare {
                break;
            }
            at += c.len_utf8();
            let is_single = is_ideographic(c);
            let class = if is_single { Class::Other } else { class_of(c) };
            // No branch: where a word begins cannot be foretold.
            let goes_on =
                (before.1 == Class::Word) | ((before.1 == Class::Joint) & (before.0 == Class::Word));
            count += usize::from(is_single | ((class == Class::Word) & !goes_on));
            before = (before.1, class);
        }
        rest = &rest[at..];
    }
    count
}

/// The last byte of a block that belongs neither to ASCII nor to what stands between English words: the dashes and
/// quotation marks of U+2000 to U+203F, which begin with E2 80, and the no-break space, C2 A0.
fn last_rare(block: &[u8; BLOCK]) -> Option<usize> {
    let mut bytes = [0; BLOCK + 2];
    bytes[2..].copy_from_slice(block);
    let mut is_rare = [false; BLOCK];
    // Without a branch or a table, so that the compiler makes it a few instructions for the whole block.
    for i in 0..BLOCK {
        let (first, second, byte) = (bytes[i], bytes[i + 1], bytes[i + 2]);
        let is_inner = ((second == 0xE2) & (byte == 0x80))
            | ((first == 0xE2) & (second == 0x80))
            | ((second == 0xC2) & (byte == 0xA0));
        is_rare[i] = !((byte < 0x80) | (byte == 0xE2) | (byte == 0xC2) | is_inner);
    }
    if is_rare.iter().fold(false, |any, &is_rare| any | is_rare) {
        is_rare.iter().rposition(|&is_rare| is_rare)
    } else {
        None
    }
}

/// The words that begin in a block without rare bytes; without a branch either.
fn count_block(block: &[u8; BLOCK], before: (Class, Class)) -> usize {
    // Four more, since a joint of three bytes may stand between a word and its next letter.
    let mut is_word = [0_u8; BLOCK + 4];
    let mut is_joint = [0_u8; BLOCK + 4];
    let mut ends_joint = [0_u8; BLOCK + 4];
    for (i, class) in [before.0, before.1].into_iter().enumerate() {
        is_word[i + 2] = u8::from(class == Class::Word);
        is_joint[i + 2] = u8::from(class == Class::Joint);
    }
    for (i, &byte) in block.iter().enumerate() {
        is_word[i + 4] = u8::from(byte.is_ascii_alphanumeric());
        is_joint[i + 4] = u8::from((byte == b'\'') | (byte == b'-') | (byte == b'.') | (byte == b','));
    }
    let mut bytes = [0; BLOCK + 2];
    bytes[2..].copy_from_slice(block);
    for i in 0..BLOCK {
        let is_long = (bytes[i] == 0xE2) & (bytes[i + 1] == 0x80) & is_joint_end(bytes[i + 2]);
        ends_joint[i + 4] = u8::from(is_long);
    }
    let mut starts = 0;
    for i in 4..BLOCK + 4 {
        let goes_on =
            is_word[i - 1] | (is_joint[i - 1] & is_word[i - 2]) | (ends_joint[i - 1] & is_word[i - 4]);
        starts += is_word[i] & !goes_on;
    }
    usize::from(starts)
}

/// Whether a character of E2 80 and this byte is a joint: an apostrophe, one of two hyphens.
fn is_joint_end(byte: u8) -> bool {
    (byte == 0x99) | (byte == 0x90) | (byte == 0x91)
}

/// How many bytes of a block without rare ones are whole characters.
fn whole_characters(block: &[u8; BLOCK]) -> usize {
    match block {
        [.., 0xE2, _] => BLOCK - 2,
        [.., 0xE2 | 0xC2] => BLOCK - 1,
        _ => BLOCK,
    }
}

/// The classes of the last two characters of a block without rare bytes.
fn last_two(block: &[u8]) -> (Class, Class) {
    let last = |bytes: &[u8]| match *bytes {
        [.., 0xC2, 0xA0] => (Class::Other, 2),
        [.., 0xE2, 0x80, byte] => (if is_joint_end(byte) { Class::Joint } else { Class::Other }, 3),
        [.., byte] => (ASCII[usize::from(byte & 0x7F)], 1),
        [] => (Class::Other, 0),
    };
    let (class, length) = last(block);
    (last(&block[..block.len() - length]).0, class)
}

fn class_of(c: char) -> Class {
    if let Some(&class) = ASCII.get(c as usize) {
        return class;
    }
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
    use super::*;

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

    /// Counted by what the words of a text are, character by character.
    fn one_by_one(text: &str) -> usize {
        let classes: Vec<(bool, Class)> = text
            .chars()
            .map(|c| (is_ideographic(c), class_of(c)))
            .map(|(wide, class)| (wide, if wide { Class::Other } else { class }))
            .collect();
        let class = |at: Option<usize>| at.map_or(Class::Other, |at| classes[at].1);
        let begins = |at: usize| {
            let (one, two) = (class(at.checked_sub(1)), class(at.checked_sub(2)));
            let goes_on = one == Class::Word || (one == Class::Joint && two == Class::Word);
            classes[at].0 || (classes[at].1 == Class::Word && !goes_on)
        };
        (0..classes.len()).filter(|&at| begins(at)).count()
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
            // The same signs in another order, each between letters, marks and spaces.
            let signs =
                ["a", "’", " ", "‑", "b", "—", "\u{A0}", "é", "-", "x", "«", "’", "\u{AD}", "日", "c"];
            let mixed: String = (0..90).map(|i| signs[(i * (shift + 1) + i / 7) % signs.len()]).collect();
            assert_eq!(count(&mixed), one_by_one(&mixed), "{mixed}");
        }
    }
}
