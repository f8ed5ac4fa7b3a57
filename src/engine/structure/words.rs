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
const BLOCK: usize = 64;

/// Of so many bytes before a byte depends whether it begins a word: a letter and a joint of three bytes.
const BEFORE: usize = 4;

/// The number of words in a text.
pub fn count(text: &str) -> usize {
    // No word goes on after a line, and one uncommon letter makes the counting of its line slow only.
    text.split_inclusive('\n').map(count_in_line).sum()
}

fn count_in_line(text: &str) -> usize {
    if is_common(text.as_bytes()) {
        return count_common(text.as_bytes());
    }
    let mut count = 0;
    // Classes of the two characters before.
    let mut before = (Class::Other, Class::Other);
    for c in text.chars() {
        let is_single = is_ideographic(c);
        let class = if is_single { Class::Other } else { class_of(c) };
        // No branch: where a word begins cannot be foretold.
        let goes_on = (before.1 == Class::Word) | ((before.1 == Class::Joint) & (before.0 == Class::Word));
        count += usize::from(is_single | ((class == Class::Word) & !goes_on));
        before = (before.1, class);
    }
    count
}

/// Whether a text holds nothing but ASCII and what stands between English words: the dashes and quotation marks of
/// U+2000 to U+203F, which begin with E2 80, and the no-break space, C2 A0.
fn is_common(bytes: &[u8]) -> bool {
    let after = |count: usize| bytes.get(count..).unwrap_or_default();
    let is_odd = |byte: u8| (byte >= 0xC0) & (byte != 0xE2) & (byte != 0xC2);
    let breaks =
        |first: u8, second: u8| ((first == 0xE2) & (second != 0x80)) | ((first == 0xC2) & (second != 0xA0));
    // Without a branch, so that the compiler makes it a few instructions for many bytes.
    !bytes.iter().fold(false, |found, &byte| found | is_odd(byte))
        && !bytes.iter().zip(after(1)).fold(false, |found, (&first, &second)| found | breaks(first, second))
}

/// The number of words in a text that [`is_common`].
fn count_common(bytes: &[u8]) -> usize {
    let mut count = 0;
    let mut at = 0;
    while at < bytes.len() {
        count += match at.checked_sub(BEFORE).and_then(|from| bytes[from..].first_chunk()) {
            Some(block) => count_block(block),
            None => {
                // Zeros end no word and begin none.
                let mut block = [0; BEFORE + BLOCK];
                let from = at.saturating_sub(BEFORE);
                let part = &bytes[from..bytes.len().min(at + BLOCK)];
                let start = from + BEFORE - at;
                block[start..start + part.len()].copy_from_slice(part);
                count_block(&block)
            }
        };
        at += BLOCK;
    }
    count
}

/// How many of the bytes in a block begin a word. Each is looked at with those before it, without a branch or a table,
/// so that the compiler makes it a few instructions for the whole block.
fn count_block(block: &[u8; BEFORE + BLOCK]) -> usize {
    let is_word: [u8; BEFORE + BLOCK] = block.map(|byte| u8::from(byte.is_ascii_alphanumeric()));
    let is_joint = |byte: u8| (byte == b'\'') | (byte == b'-') | (byte == b'.') | (byte == b',');
    // An apostrophe or one of two hyphens.
    let is_long_joint = |first: u8, second: u8, third: u8| {
        (first == 0xE2) & (second == 0x80) & ((third == 0x99) | (third == 0x90) | (third == 0x91))
    };
    let mut starts = 0_u8;
    for i in 0..BLOCK {
        let [first, second, before] = [block[i + 1], block[i + 2], block[i + 3]];
        let goes_on = is_word[i + 3]
            | (u8::from(is_joint(before)) & is_word[i + 2])
            | (u8::from(is_long_joint(first, second, before)) & is_word[i]);
        starts += is_word[i + 4] & !goes_on;
    }
    usize::from(starts)
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
            let lines = format!("{long}\nÉtat\n{text}");
            assert_eq!(count(&lines), alone + 1 + whole, "{shift}");
            // The same signs in another order, each between letters, marks and spaces.
            let signs =
                ["a", "’", " ", "‑", "b", "—", "\u{A0}", "é", "-", "x", "«", "’", "\u{AD}", "日", "c"];
            let mixed: String = (0..90).map(|i| signs[(i * (shift + 1) + i / 7) % signs.len()]).collect();
            assert_eq!(count(&mixed), one_by_one(&mixed), "{mixed}");
        }
    }
}
