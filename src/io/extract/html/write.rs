//! From the text of a page to light Markdown.

use std::collections::HashSet;

use super::main_part::{Page, Part};
use super::tree::{Id, ROOT, Step};
use crate::io::extract::Blocks;
use crate::io::extract::blocks::is_space;

/// The longest name of a speaker, in letters.
const LONGEST_NAME: usize = 80;

/// Writes the text of a page, from the heading above it on.
pub(super) fn write(page: &Page, part: Part) -> (String, String) {
    let none = HashSet::new();
    let mut head = Writer::new(page, &none);
    let mut place = InHead::new(part);
    page.tree.walk(ROOT, |step| match step {
        Step::Enter(id) => {
            place.enter(id);
            let is_other = page.is_out(id) || id == part.body;
            !is_other && (!place.is_in || head.enter(id))
        }
        Step::Leave(id) => {
            if place.is_in {
                head.leave(id);
            }
            place.leave(id);
            true
        }
    });
    let speakers = speakers(page, part.body);
    let mut body = Writer::new(page, &speakers);
    page.tree.walk(part.body, |step| match step {
        Step::Enter(id) => !page.is_out(id) && body.enter(id),
        Step::Leave(id) => {
            body.leave(id);
            true
        }
    });
    (head.finish(), body.finish())
}

/// Whether a walk over a page, outside its text and what is left out, is in the head of the text.
pub(super) struct InHead {
    part: Part,
    /// Whether it is.
    pub is_in: bool,
}

impl InHead {
    /// Before the walk.
    pub(super) fn new(part: Part) -> Self {
        Self { part, is_in: false }
    }

    /// The walk enters a node.
    pub(super) fn enter(&mut self, id: Id) {
        // What follows the text is none of its head.
        self.is_in = (self.is_in || Some(id) == self.part.heading) && id != self.part.body;
    }

    /// The walk leaves a node.
    pub(super) fn leave(&mut self, id: Id) {
        self.is_in &= self.part.is_joined || Some(id) != self.part.heading;
    }
}

/// The elements whose class says that they name who speaks; one alone may be about the author of an article.
pub(super) fn speakers(page: &Page, body: Id) -> HashSet<Id> {
    let tree = &page.tree;
    let mut found = HashSet::new();
    tree.walk(body, |step| {
        if let Step::Enter(id) = step
            && !page.is_out(id)
            && (1..=LONGEST_NAME).contains(&page.letters(id))
            && tree.attribute(id, "class").is_some_and(names_speaker)
        {
            found.insert(id);
            return false;
        }
        !matches!(step, Step::Enter(id) if page.is_out(id))
    });
    if found.len() < 2 { HashSet::new() } else { found }
}

fn names_speaker(class: &str) -> bool {
    class.split_whitespace().any(|class| {
        let class = class.to_ascii_lowercase().replace('_', "-");
        ["speaker", "speaker-name", "speakername", "interviewer", "interviewee"].iter().any(|word| {
            class.strip_suffix(word).is_some_and(|before| before.is_empty() || before.ends_with('-'))
        })
    })
}

/// Writes what a walk over a part of a page comes by.
pub(super) struct Writer<'a> {
    page: &'a Page,
    speakers: &'a HashSet<Id>,
    blocks: Blocks,
    /// Bold elements that are open.
    bold: usize,
    /// Elements open whose lines are kept.
    lines: usize,
    /// Breaks since the last words.
    breaks: usize,
    /// The level of the heading that is open.
    heading: Option<usize>,
    /// The label that waits for its words.
    label: Option<String>,
}

impl<'a> Writer<'a> {
    /// Before the walk; `speakers` name who speaks.
    pub(super) fn new(page: &'a Page, speakers: &'a HashSet<Id>) -> Self {
        Self {
            page,
            speakers,
            blocks: Blocks::default(),
            bold: 0,
            lines: 0,
            breaks: 0,
            heading: None,
            label: None,
        }
    }

    /// Begins an element, or writes a text; whether to go on into it.
    pub(super) fn enter(&mut self, id: Id) -> bool {
        if let Some(text) = self.page.tree.text(id) {
            if self.lines > 0 {
                for (i, line) in text.split('\n').enumerate() {
                    self.breaks += usize::from(i > 0);
                    self.words(line);
                }
            } else {
                self.words(text);
            }
            return false;
        }
        let name = self.page.tree.name(id);
        if is_block(name) {
            self.edge();
        }
        if self.is_label(id, name) {
            let words = self.page.tree.all_text(id);
            let words: Vec<&str> = words.split(is_space).filter(|word| !word.is_empty()).collect();
            self.label = Some(words.join(" "));
            return false;
        }
        match name {
            "b" | "strong" => self.bold += 1,
            "pre" => self.lines += 1,
            "br" => self.breaks += 1,
            _ if self.heading.is_none() => self.heading = heading_level(name),
            _ => {}
        }
        true
    }

    /// Ends an element.
    pub(super) fn leave(&mut self, id: Id) {
        let name = self.page.tree.name(id);
        match name {
            "b" | "strong" => self.bold = self.bold.saturating_sub(1),
            "pre" => self.lines = self.lines.saturating_sub(1),
            _ => {}
        }
        if self.heading.is_some() && heading_level(name) == self.heading {
            if let Some(level) = self.heading.take() {
                self.blocks.heading(level);
            }
            self.breaks = 0;
        }
        if is_block(name) {
            self.edge();
        }
    }

    /// Whether an element is the label of what follows: a speaker by its class, a term of a list of terms.
    fn is_label(&self, id: Id, name: &str) -> bool {
        let letters = self.page.letters(id);
        let is_named = self.speakers.contains(&id) || name == "dt";
        is_named
            && self.heading.is_none()
            && (1..=LONGEST_NAME).contains(&letters)
            && (self.label.is_none() && self.blocks.is_at_start())
    }

    /// Writes words with what is due before them.
    pub(super) fn words(&mut self, words: &str) {
        if words.chars().all(is_space) {
            if self.label.is_none() && !words.is_empty() && self.breaks == 0 {
                self.push(words);
            }
            return;
        }
        self.write_label(Some(words));
        match std::mem::take(&mut self.breaks) {
            0 => {}
            _ if self.heading.is_some() => self.blocks.words(" "),
            1 => self.blocks.line_break(),
            _ => self.blocks.end_paragraph(),
        }
        self.push(words);
    }

    fn push(&mut self, words: &str) {
        if self.bold > 0 {
            self.blocks.bold(words);
        } else {
            self.blocks.words(words);
        }
    }

    /// Writes the label that waits for its words, with the colon that its look stands for.
    fn write_label(&mut self, before: Option<&str>) {
        let Some(label) = self.label.take() else {
            return;
        };
        let has_colon = label.ends_with([':', '：', '?', '.'])
            || before.is_some_and(|words| words.trim_start().starts_with([':', '：']));
        self.blocks.bold(&label);
        if !has_colon {
            self.blocks.bold(":");
        }
        if before.is_some_and(|words| !words.starts_with([':', '：'])) {
            self.blocks.words(" ");
        }
    }

    /// The edge of a block: a paragraph ends, but for a label that waits for its words.
    fn edge(&mut self) {
        if self.heading.is_some() {
            self.blocks.words(" ");
        } else if self.label.is_none() {
            self.breaks = 0;
            self.blocks.end_paragraph();
        }
    }

    /// What was written, with one line end after it.
    pub(super) fn finish(mut self) -> String {
        self.write_label(None);
        self.blocks.finish()
    }
}

fn heading_level(name: &str) -> Option<usize> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

/// Whether an element begins on a line of its own.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figure"
            | "footer"
            | "form"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    ) || heading_level(name).is_some()
        || name.contains('-')
}
