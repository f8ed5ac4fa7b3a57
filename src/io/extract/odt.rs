//! OpenDocument texts (.odt): the content with its styles.
//!
//! Notes, comments, contents and what was deleted with changes being tracked are left out.

use super::parts::Parts;
use super::styles::{self, Look, Styles, odf_id};
use super::xml::{self, Element, Listener};
use super::{Blocks, Extracted, Unreadable};

const CONTENT: &str = "content.xml";

/// Elements whose words are not part of the text as it stands.
const LEFT_OUT: &[&str] = &[
    "annotation",
    "desc",
    "forms",
    "note",
    "ruby-text",
    "script",
    "sequence-decls",
    "table-of-content",
    "title",
    "tracked-changes",
];

/// Reads an OpenDocument text.
pub(super) fn read(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    let mut parts = Parts::open(bytes)?;
    let manifest = parts.text("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Unreadable::Encrypted);
    }
    let Some(text) = parts.text(CONTENT)? else {
        return Err(Unreadable::Damaged { reason: format!("its part {CONTENT} is missing") });
    };
    // Without its styles the text is still there.
    let styles = parts.text("styles.xml")?.and_then(|styles| Styles::read(&styles).ok()).unwrap_or_default();
    let mut body = Body { styles, ..Body::default() };
    xml::read(CONTENT, &text, &mut body)?;
    parts.document(body.blocks, "meta.xml")
}

/// A paragraph whose end was not met yet: text boxes stand inside others.
#[derive(Default)]
struct Paragraph {
    look: Look,
    /// What the spans that are open say.
    spans: Vec<Look>,
    pieces: Vec<(String, bool)>,
}

#[derive(Default)]
struct Body {
    styles: Styles,
    blocks: Blocks,
    paragraphs: Vec<Paragraph>,
}

impl Listener for Body {
    const LEFT_OUT: &[&str] = LEFT_OUT;

    fn open(&mut self, element: &Element<'_>) {
        let name = element.name();
        // The styles of single places stand before the text.
        self.styles.open(element);
        let look = |family| {
            let style = element.attribute("style-name").map(|name| odf_id(family, &name));
            style.map(|style| self.styles.look(&style)).unwrap_or_default()
        };
        match name {
            "p" => {
                let look = look("paragraph");
                self.paragraphs.push(Paragraph { look, ..Paragraph::default() });
            }
            "h" => {
                let mut look = look("paragraph");
                let level = element.attribute("outline-level").and_then(|level| level.parse::<usize>().ok());
                look.heading = Some(level.map_or(2, |level| level.saturating_add(1)));
                self.paragraphs.push(Paragraph { look, ..Paragraph::default() });
            }
            "span" => {
                let look = look("text");
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.spans.push(look);
                }
            }
            "s" => self.push(" "),
            "tab" => self.push("\t"),
            "line-break" => self.push("\n"),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        self.styles.close(name);
        match name {
            "p" | "h" => {
                if let Some(paragraph) = self.paragraphs.pop() {
                    styles::write(&mut self.blocks, &paragraph.look, &paragraph.pieces);
                }
            }
            "span" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.spans.pop();
                }
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        // Line ends in the file are spaces; those of the text have marks of their own.
        self.push(if words == "\n" { " " } else { words });
    }
}

impl Body {
    fn push(&mut self, words: &str) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        if paragraph.look.is_contents || paragraph.spans.iter().any(|span| span.is_hidden) {
            return;
        }
        let spans = || paragraph.spans.iter().rev();
        let bold = spans().find_map(|span| span.bold).or(paragraph.look.bold).unwrap_or_default();
        let is_speaker = spans().any(|span| span.is_speaker);
        paragraph.pieces.push((words.to_owned(), bold || is_speaker));
    }
}
