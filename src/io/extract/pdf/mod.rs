//! PDF with a text layer.
//!
//! A PDF says where each letter stands and nothing of lines or paragraphs. [`page`] takes the letters of one page,
//! [`lines`] puts them together to lines in reading order, [`furniture`] finds the running headers and page
//! numbers, and [`paragraphs`] joins the lines again.

mod furniture;
mod lines;
mod page;
mod paragraphs;
mod streams;

use std::thread;

use encoding_rs::{UTF_8, UTF_16BE, WINDOWS_1252};
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};

use super::{Extracted, Unreadable, title};
use page::Page;

/// The most pages: a thousand hold a day of debate.
const PAGES: usize = 5_000;

/// The most letters on all pages: some twenty times the longest conference. Each takes up to 200 bytes.
const LETTERS: usize = 5_000_000;

/// What is nested in a PDF is followed by recursion, with bounds that the stack of a worker may be too small for.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// Letters on a page below which it shows nothing but its number or a stamp.
const LETTERS_OF_A_STAMP: usize = 80;

/// How far from its end the mark of the end of a file may stand; some servers add to it.
const END_BYTES: usize = 4 * 1024;

/// Reads a PDF.
pub(super) fn read(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    // The parser mends what it can and would show the first half of a file as if that were all of it.
    let end = &bytes[bytes.len().saturating_sub(END_BYTES)..];
    if !end.windows(5).any(|window| window == b"%%EOF") {
        return Err(Unreadable::Damaged { reason: "its end is missing".to_owned() });
    }
    streams::refuse_bombs(bytes)?;
    // A thread of its own has a stack that is large enough, and a bug of the parser ends nothing but it.
    let work = || thread::Builder::new().name("pdf".to_owned()).stack_size(STACK_BYTES);
    let damaged = || Unreadable::Damaged { reason: "its pages cannot be taken apart".to_owned() };
    thread::scope(|scope| {
        let handle = work().spawn_scoped(scope, || read_here(bytes)).map_err(|_no_thread| damaged())?;
        handle.join().unwrap_or_else(|_panic| Err(damaged()))
    })
}

fn read_here(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Unreadable::Encrypted,
        LoadPdfError::Invalid => Unreadable::Damaged { reason: "it is no valid PDF".to_owned() },
    })?;
    let pages = read_pages(&pdf)?;
    refuse_unreadable(&pages)?;
    let mut lines: Vec<Vec<lines::Line>> = pages.into_iter().map(lines::of_page).collect();
    furniture::remove(&mut lines);
    let text = paragraphs::write(&lines);
    let mut out = Extracted { text, encoding: "UTF-8", ..Extracted::default() };
    let named = pdf.metadata().title.as_deref().map(decode);
    out.facts.title = named.and_then(|named| title::sensible(&named));
    Ok(out)
}

fn read_pages(pdf: &Pdf) -> Result<Vec<Page>, Unreadable> {
    let mut reader = page::Reader::new(pdf);
    let mut pages = Vec::new();
    let mut letters = 0;
    for page in pdf.pages().iter() {
        if pages.len() == PAGES {
            return Err(Unreadable::TooMuch { limit: format!("{PAGES} pages") });
        }
        let page = reader.read(page);
        letters += page.letters.len();
        if letters > LETTERS || page.is_cut {
            return Err(Unreadable::TooMuch { limit: format!("{} million letters", LETTERS / 1_000_000) });
        }
        pages.push(page);
    }
    if pages.is_empty() {
        return Err(Unreadable::Damaged { reason: "it has no pages".to_owned() });
    }
    Ok(pages)
}

/// Tells pictures of text and letters without meaning from a text.
fn refuse_unreadable(pages: &[Page]) -> Result<(), Unreadable> {
    let known: usize = pages.iter().map(Page::known).sum();
    let unknown: usize = pages.iter().map(|page| page.unknown).sum();
    let pictures = pages.iter().filter(|page| page.pictures > 0).count();
    if unknown * 4 > known + unknown {
        return Err(Unreadable::NoLetters);
    }
    let with_text = pages.iter().filter(|page| page.known() > LETTERS_OF_A_STAMP).count();
    if with_text * 10 < pages.len() && pictures * 2 > pages.len() {
        return Err(Unreadable::Scanned);
    }
    if known == 0 {
        return Err(Unreadable::NoText);
    }
    Ok(())
}

/// Text of the properties: UTF-16 or UTF-8 with its mark, or an eight-bit set close to Windows-1252.
fn decode(bytes: &[u8]) -> String {
    let encoding = match bytes {
        [0xFE, 0xFF, ..] => UTF_16BE,
        [0xEF, 0xBB, 0xBF, ..] => UTF_8,
        _ => WINDOWS_1252,
    };
    encoding.decode(bytes).0.trim_matches(|c: char| c == '\0' || c.is_whitespace()).to_owned()
}

#[cfg(test)]
mod tests;
