//! Documents of other programs: from their bytes to a text that the structure can read.
//!
//! What comes out is light Markdown, since labels and headings are told by their look: a heading has its
//! `#`s, and bold words that open a paragraph keep their `**` ([`Blocks`]). Everything else is the words as
//! they stand, so that a quotation is verbatim. Who speaks is not decided here.
//!
//! Each format is one file with one function, from bytes to [`Extracted`] or the reason why not.

mod blocks;
mod docx;
pub mod html;
mod odt;
mod parts;
mod pdf;
mod rtf;
mod styles;
mod title;
mod xml;

use thiserror::Error;

pub use blocks::Blocks;
pub(in crate::io) use parts::needs_password;

use crate::engine::document::Document;
use crate::engine::structure;
use crate::engine::transcript::{Facts, Format, Source};
use crate::io::load::FileKind;

/// The text of a document, and what the document says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extracted {
    /// Light Markdown.
    pub text: String,

    /// What the document's own properties say; the text and a `metadata.csv` outrank them.
    pub facts: Facts,

    /// Name of the encoding of the characters, as the Encoding Standard spells it.
    pub encoding: &'static str,
}

/// Why a document of a known format gave no text.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unreadable {
    /// Its bytes are not what the format asks for.
    #[error("it is damaged or was not downloaded whole ({reason})")]
    Damaged {
        /// What is wrong, in a few words.
        reason: String,
    },

    /// A password is needed.
    #[error("it is protected with a password")]
    Encrypted,

    /// Pages that are pictures.
    #[error("its pages are pictures without text (a scan)")]
    Scanned,

    /// A text whose letters cannot be told.
    #[error("its fonts do not say which letters they show")]
    NoLetters,

    /// Nothing to read in it.
    #[error("it holds no text")]
    NoText,

    /// More than any document unpacks to.
    #[error("it unpacks to more than {limit}; that is how harmful files are made")]
    TooMuch {
        /// The limit that it breaks.
        limit: String,
    },
}

impl Unreadable {
    /// What to try.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Damaged { .. } => {
                "Download or copy it again. If the program that made it still opens it, save it anew from there."
            }
            Self::Encrypted => "Open it with its password and save a copy without one.",
            Self::Scanned => "The text has to be recognised first (OCR). Save the result as text (.txt).",
            Self::NoLetters => {
                "Copying its text gives the wrong letters, too. Look for the page or a Word version, or recognise the text (OCR)."
            }
            Self::NoText => "Check that it is the right file.",
            Self::TooMuch { .. } => {
                "Open it only if you know who made it; save its text as a text file (.txt)."
            }
        }
    }
}

impl Extracted {
    /// Makes a document of it. `facts` come from beside the file and outrank its own.
    pub fn into_document(self, name: &str, format: Format, facts: Facts) -> Document {
        let source = Source { path: name.to_owned(), format, encoding: self.encoding.to_owned() };
        let has_lost_characters = self.text.contains(char::REPLACEMENT_CHARACTER);
        let mut document = Document::new(source, self.text, facts.or(self.facts));
        document.has_lost_characters = has_lost_characters;
        document
    }
}

/// Reads a document of a kind that its first bytes tell; `None` for kinds that are not read.
pub fn extract(kind: FileKind, bytes: &[u8]) -> Option<Result<Extracted, Unreadable>> {
    let read = match kind {
        FileKind::Docx => docx::read(bytes),
        FileKind::Html => html::read(bytes),
        FileKind::OpenDocument => odt::read(bytes),
        FileKind::Pdf => pdf::read(bytes),
        FileKind::Rtf => rtf::read(bytes),
        _ => return None,
    };
    let is_shown = |extracted: &Extracted| !structure::is_blank(&extracted.text);
    Some(
        read.and_then(|extracted| if is_shown(&extracted) { Ok(extracted) } else { Err(Unreadable::NoText) }),
    )
}

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod tests;
