//! Word documents (.docx, .docm): the main part with its styles.
//!
//! Headers, footers, notes and comments stand in parts of their own that are not read. Text that was deleted with
//! changes being tracked, instructions of fields, and the second copies that are kept for old programs are left out.

use super::parts::Parts;
use super::styles::{Look, Styles};
use super::xml::{self, Element, Listener};
use super::{Blocks, Extracted, Unreadable};
use crate::io::load::kind::COMPOUND_FILE;

const MAIN_PART: &str = "word/document.xml";

/// Elements whose words are not part of the text as it stands.
const LEFT_OUT: &[&str] = &[
    "del",
    "delText",
    "Fallback",
    "instrText",
    "delInstrText",
    "moveFrom",
    "pPrChange",
    "rPrChange",
    "rt",
    "sdtPr",
    "sectPr",
    "tblPr",
];

/// Reads a Word document.
pub(super) fn read(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    if bytes.starts_with(COMPOUND_FILE) {
        return Err(Unreadable::Encrypted);
    }
    let mut parts = Parts::open(bytes)?;
    let main = main_part(&mut parts)?;
    let Some(text) = parts.text(&main)? else {
        return Err(Unreadable::Damaged { reason: format!("its part {main} is missing") });
    };
    // Without its styles the text is still there.
    let beside = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let styles = parts.text(&format!("{beside}/styles.xml"))?;
    let styles = styles.and_then(|styles| Styles::read(&styles).ok()).unwrap_or_default();
    let mut body = Body { styles, ..Body::default() };
    xml::read(&main, &text, &mut body)?;
    parts.document(body.blocks, "docProps/core.xml")
}

/// The part that the package names as its document: some programs call it `word/document2.xml`.
fn main_part(parts: &mut Parts<'_>) -> Result<String, Unreadable> {
    #[derive(Default)]
    struct Relations(Option<String>);
    impl Listener for Relations {
        fn open(&mut self, element: &Element<'_>) {
            let kind = element.attribute("Type").unwrap_or_default();
            if element.name() == "Relationship" && kind.ends_with("/officeDocument") {
                self.0 = element.attribute("Target");
            }
        }
        fn close(&mut self, _name: &str) {}
        fn words(&mut self, _words: &str) {}
    }
    let mut relations = Relations::default();
    if let Some(text) = parts.text("_rels/.rels")? {
        // Damage here is no loss where the document has its usual name.
        let _ = xml::read("_rels/.rels", &text, &mut relations);
    }
    let named = relations.0.map(|target| target.trim_start_matches('/').to_owned());
    Ok(named.unwrap_or_else(|| MAIN_PART.to_owned()))
}

/// A paragraph whose end was not met yet: text boxes stand inside others.
#[derive(Default)]
struct Paragraph {
    look: Look,
    /// The id of its style.
    style: Option<String>,
    /// The words with what they look like; a line break is a piece of its own.
    pieces: Vec<(String, bool)>,
}

#[derive(Default)]
struct Body {
    styles: Styles,
    blocks: Blocks,
    paragraphs: Vec<Paragraph>,
    in_paragraph_marks: bool,
    in_run_marks: bool,
    in_text: bool,
    run: Look,
    run_style: Option<String>,
}

impl Listener for Body {
    const LEFT_OUT: &[&str] = LEFT_OUT;

    fn open(&mut self, element: &Element<'_>) {
        let name = element.name();
        match name {
            "p" => self.paragraphs.push(Paragraph::default()),
            "pPr" => self.in_paragraph_marks = true,
            "rPr" => self.in_run_marks = true,
            "r" => {
                self.run = Look::default();
                self.run_style = None;
            }
            "t" => self.in_text = true,
            "tab" | "ptab" if !self.in_paragraph_marks => self.push("\t"),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            _ if self.in_paragraph_marks => self.mark_paragraph(element),
            _ if self.in_run_marks => self.mark_run(element),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "pPr" => self.in_paragraph_marks = false,
            "rPr" => self.in_run_marks = false,
            "t" => self.in_text = false,
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.in_text {
            self.push(words);
        }
    }
}

impl Body {
    fn mark_paragraph(&mut self, element: &Element<'_>) {
        // The marks of runs in here are those of the end of the paragraph, which nobody sees.
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        match element.name() {
            "pStyle" => paragraph.style = element.attribute("val"),
            "outlineLvl" => paragraph.look.set_outline(element.attribute("val").as_deref()),
            _ => {}
        }
    }

    fn mark_run(&mut self, element: &Element<'_>) {
        if element.name() == "rStyle" {
            self.run_style = element.attribute("val");
        }
        self.run.bold = element.switch("b").or(self.run.bold);
        self.run.is_hidden |= element.switch("vanish").unwrap_or_default();
    }

    fn push(&mut self, words: &str) {
        let run_style = self.run_style.as_deref().map(|id| self.styles.look(id)).unwrap_or_default();
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        if self.run.is_hidden {
            return;
        }
        let bold = self.run.bold.or(run_style.bold).unwrap_or_else(|| {
            let style = paragraph.style.as_deref().map(|id| self.styles.look(id)).unwrap_or_default();
            style.bold.unwrap_or_default()
        });
        paragraph.pieces.push((words.to_owned(), bold || run_style.is_speaker));
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let style = paragraph.style.as_deref().map(|id| self.styles.look(id)).unwrap_or_default();
        if style.is_contents {
            return;
        }
        super::styles::write(&mut self.blocks, &style.or(paragraph.look), &paragraph.pieces);
    }
}
