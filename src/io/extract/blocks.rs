//! The writer of light Markdown that all formats share.

/// The most levels of headings that Markdown has.
const DEEPEST: usize = 6;

/// Puts paragraphs and headings together to one text, a blank line between them.
///
/// ```
/// use stance::io::extract::Blocks;
///
/// let mut blocks = Blocks::default();
/// blocks.bold("Question:");
/// blocks.words(" How long ");
/// blocks.words("will\n it last?");
/// blocks.end_paragraph();
/// assert_eq!(blocks.finish(), "**Question:** How long will it last?\n");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Blocks {
    text: String,
    /// The paragraph at hand.
    paragraph: String,
    /// The bold words that open it.
    opening: String,
    level: usize,
}

impl Blocks {
    /// Adds words to the paragraph at hand. Any white space counts as one space, a no-break space stays.
    pub fn words(&mut self, words: &str) {
        push_words(&mut self.paragraph, !self.opening.is_empty(), words);
    }

    /// Adds bold words. They are marked as such only where nothing but bold stands before them in the paragraph: that
    /// is how a label looks; elsewhere it is emphasis.
    pub fn bold(&mut self, words: &str) {
        if self.paragraph.trim().is_empty() {
            let gap = std::mem::take(&mut self.paragraph);
            push_words(&mut self.opening, false, &gap);
            push_words(&mut self.opening, false, words);
        } else {
            self.words(words);
        }
    }

    /// Breaks the line within the paragraph.
    pub fn line_break(&mut self) {
        let all_bold = self.paragraph.trim().is_empty() && !self.opening.is_empty();
        if all_bold || !self.paragraph.trim().is_empty() {
            self.flush();
            self.text.push('\n');
        }
    }

    /// Makes the paragraph at hand a heading of a level from 1 to 6.
    pub fn heading(&mut self, level: usize) {
        self.level = level.clamp(1, DEEPEST);
    }

    /// Ends the paragraph at hand; without words in it nothing happens.
    pub fn end_paragraph(&mut self) {
        self.flush();
        self.level = 0;
        let written = self.text.trim_end_matches('\n').len();
        self.text.truncate(written);
        if written > 0 {
            self.text.push_str("\n\n");
        }
    }

    /// Whether no word stands in the paragraph at hand.
    pub fn is_at_start(&self) -> bool {
        self.paragraph.trim().is_empty() && self.opening.trim().is_empty()
    }

    /// The whole text, with one line end after it.
    pub fn finish(mut self) -> String {
        self.end_paragraph();
        // Of the blank line after the last paragraph.
        self.text.pop();
        self.text
    }

    /// Writes the line at hand.
    fn flush(&mut self) {
        let (opening, paragraph) = (std::mem::take(&mut self.opening), std::mem::take(&mut self.paragraph));
        let (bold, rest) = (opening.trim_matches(' '), paragraph.trim_end_matches(' '));
        if bold.is_empty() && rest.trim_matches(' ').is_empty() {
            return;
        }
        if self.level > 0 {
            self.text.extend(std::iter::repeat_n('#', self.level));
            self.text.push(' ');
            self.text.push_str(bold);
        } else if !bold.contains(char::is_alphanumeric) {
            // A row of asterisks is a rule, bold or not.
            self.text.push_str(bold);
        } else {
            self.text.push_str("**");
            self.text.push_str(bold);
            self.text.push_str("**");
        }
        let gap = opening.ends_with(' ') && !rest.is_empty() && !rest.starts_with(' ');
        if gap {
            self.text.push(' ');
        }
        self.text.push_str(if bold.is_empty() { rest.trim_start_matches(' ') } else { rest });
    }
}

/// White space that counts as one space; a no-break space is a character like any other.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{0c}')
}

/// Appends words with each run of white space as one space; a first space is kept only where `follows` or
/// something stands before it.
fn push_words(out: &mut String, follows: bool, words: &str) {
    for c in words.chars() {
        if is_space(c) {
            if !out.ends_with(' ') && (follows || !out.is_empty()) {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(write: impl FnOnce(&mut Blocks)) -> String {
        let mut blocks = Blocks::default();
        write(&mut blocks);
        blocks.finish()
    }

    #[test]
    fn paragraphs_and_headings_are_parted_by_a_blank_line() {
        let out = text(|b| {
            b.words("  Remarks \n at the ");
            b.bold("summit");
            b.heading(2);
            b.end_paragraph();
            b.end_paragraph();
            b.words("Good \u{a0}morning.");
            b.line_break();
            b.words(" Thank you. ");
            b.end_paragraph();
        });
        assert_eq!(out, "## Remarks at the summit\n\nGood \u{a0}morning.\nThank you.\n");
    }

    #[test]
    fn only_bold_words_that_open_a_paragraph_are_marked() {
        let out = text(|b| {
            b.bold("Jane");
            b.words(" ");
            b.bold("Doe");
            b.words(": We ");
            b.bold("never");
            b.words(" said so.");
            b.end_paragraph();
            b.bold("All of it. ");
            b.end_paragraph();
            b.bold("* * *");
            b.end_paragraph();
            b.bold("Q: ");
            b.words("Why?");
        });
        assert_eq!(out, "**Jane Doe**: We never said so.\n\n**All of it.**\n\n* * *\n\n**Q:** Why?\n");
    }

    #[test]
    fn nothing_gives_nothing() {
        assert_eq!(text(|_| {}), "");
        assert_eq!(
            text(|b| {
                b.words(" \n");
                b.bold(" ");
                b.line_break();
                b.end_paragraph();
            }),
            ""
        );
        assert_eq!(Blocks::default().finish(), "");
    }
}
