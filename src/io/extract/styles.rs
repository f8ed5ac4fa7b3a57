//! What paragraphs and words look like by their styles, for Word and OpenDocument alike.

use std::collections::HashMap;

use super::xml::{self, Element, Listener};
use super::{Blocks, Unreadable};

/// How far the styles that a style is based on are followed; they may run in circles.
const DEEPEST: usize = 20;

/// The longest name on a line of its own, in characters.
const NAME_CHARS: usize = 80;

/// The longest bold text that is marked as such, in characters: what is longer is emphasis, no label.
const BOLD_CHARS: usize = 160;

/// What a style says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Bold or not, where it says so.
    pub(super) bold: Option<bool>,

    /// The level of a heading, from 1.
    pub(super) heading: Option<usize>,

    /// Whether it is the style for names of speakers.
    pub(super) is_speaker: bool,

    /// Whether it is that of a table of contents.
    pub(super) is_contents: bool,

    /// Whether the words are not shown.
    pub(super) is_hidden: bool,
}

impl Look {
    /// This, and where it says nothing, another.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            bold: self.bold.or(other.bold),
            heading: self.heading.or(other.heading),
            is_speaker: self.is_speaker || other.is_speaker,
            is_contents: self.is_contents || other.is_contents,
            is_hidden: self.is_hidden || other.is_hidden,
        }
    }

    /// Takes over a level of the outline as Word writes it: from 0, and 9 for body text.
    pub(super) fn set_outline(&mut self, level: Option<&str>) {
        let level = level.and_then(|level| level.parse::<usize>().ok());
        self.heading = level.filter(|&level| level < 9).map(|level| level + 2).or(self.heading);
    }

    /// Takes over what the name of a style tells: `heading 2`, `Title`, `Speaker Name`, `toc 1`.
    pub(super) fn set_name(&mut self, name: &str) {
        const SPEAKERS: [&str; 12] = [
            "speaker",
            "interviewer",
            "interviewee",
            "questioner",
            "redner",
            "sprecher",
            "orateur",
            "orador",
            "спикер",
            "оратор",
            "发言人",
            "發言人",
        ];
        const HEADINGS: [&str; 7] =
            ["heading", "überschrift", "berschrift", "titre", "заголовок", "título", "标题"];
        let name = name.to_lowercase().replace("_20_", " ");
        let number = |rest: &str| rest.trim().parse::<usize>().ok().filter(|level| (1..=9).contains(level));
        if name == "title" {
            self.heading = Some(1);
        } else if let Some(level) = HEADINGS.iter().find_map(|word| name.strip_prefix(word).and_then(number))
        {
            // The first level is that of the title of the whole.
            self.heading = Some(level + 1);
        }
        let is_text = ["text", "body", "text body"].iter().any(|word| name.ends_with(word));
        self.is_speaker |= SPEAKERS.iter().any(|word| name.contains(word)) && !is_text;
        self.is_contents |= name.strip_prefix("toc").and_then(number).is_some() || name == "contents heading";
    }
}

/// The styles of a document of Word or OpenDocument. Those of OpenDocument go by their family and name.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    /// The style at hand.
    open: Option<(String, Style)>,
}

#[derive(Clone, Debug, Default)]
struct Style {
    look: Look,
    parent: Option<String>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(text: &str) -> Result<Self, Unreadable> {
        let mut styles = Self::default();
        xml::read("styles.xml", text, &mut styles)?;
        Ok(styles)
    }

    /// What a style looks like with those that it is based on.
    pub(super) fn look(&self, id: &str) -> Look {
        let mut look = Look::default();
        let mut next = Some(id);
        for _ in 0..DEEPEST {
            let Some(style) = next.and_then(|id| self.styles.get(id)) else { break };
            look = look.or(style.look);
            next = style.parent.as_deref();
        }
        look
    }
}

impl Listener for Styles {
    fn open(&mut self, element: &Element<'_>) {
        if element.name() == "style" {
            let mut style = Style::default();
            let id = if let Some(id) = element.attribute("styleId") {
                // The name stands in an element of its own; the id is all that some programs write.
                style.look.set_name(&id.replace("Heading", "heading "));
                id
            } else {
                let attribute = |name| element.attribute(name).unwrap_or_default();
                let family = attribute("family");
                style.look.set_name(&attribute("name"));
                style.look.set_name(&attribute("display-name"));
                style.parent = element.attribute("parent-style-name").map(|name| odf_id(&family, &name));
                odf_id(&family, &attribute("name"))
            };
            self.open = Some((id, style));
        }
        let Some((_, style)) = &mut self.open else { return };
        match element.name() {
            "name" => style.look.set_name(&element.attribute("val").unwrap_or_default()),
            "basedOn" => style.parent = element.attribute("val"),
            "outlineLvl" if style.look.heading.is_none() => {
                style.look.set_outline(element.attribute("val").as_deref());
            }
            "b" => style.look.bold = element.switch("b"),
            "text-properties" => {
                let weight = element.attribute("font-weight");
                style.look.bold = weight.map(|weight| is_bold(&weight)).or(style.look.bold);
                style.look.is_hidden |= element.attribute("display").as_deref() == Some("none");
            }
            "vanish" => style.look.is_hidden = element.switch("vanish").unwrap_or_default(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if name == "style"
            && let Some((id, style)) = self.open.take()
        {
            self.styles.insert(id, style);
        }
    }

    fn words(&mut self, _words: &str) {}
}

/// What a style of OpenDocument goes by.
pub(super) fn odf_id(family: &str, name: &str) -> String {
    format!("{family}/{name}")
}

fn is_bold(weight: &str) -> bool {
    weight == "bold" || weight.parse::<u32>().is_ok_and(|weight| weight >= 600)
}

/// Writes a paragraph of pieces that are bold or not; a piece that is a line end breaks the line.
pub(super) fn write(blocks: &mut Blocks, look: &Look, pieces: &[(String, bool)]) {
    if let Some(level) = look.heading {
        blocks.heading(level);
    }
    let chars = |(words, _): &(String, bool)| words.chars().count();
    let is_name = look.is_speaker && pieces.iter().map(chars).sum::<usize>() <= NAME_CHARS;
    let opening = pieces.iter().take_while(|(words, bold)| *bold || words.trim().is_empty());
    let bold_chars: usize = opening.map(chars).sum();
    let may_be_bold = bold_chars <= BOLD_CHARS;
    for (words, bold) in pieces {
        if words == "\n" {
            blocks.line_break();
        } else if look.heading.is_none() && (is_name || (*bold && may_be_bold)) {
            blocks.bold(words);
        } else {
            blocks.words(words);
        }
    }
    blocks.end_paragraph();
}
