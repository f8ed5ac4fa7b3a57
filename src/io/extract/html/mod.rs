//! Saved web pages.
//!
//! The page is read as browsers read it (`tree`), what is not text is told apart (`furniture`), the part with the
//! text is found (`main_part`) and written (`write`), and so is what the page holds beside it (`beside`), which joins
//! the text as furniture; `facts` has what the page says about itself. No site is known:
//! what is menu and what is text is told by elements, roles and words that pages have in common, and by where the
//! words are.

mod beside;
mod encoding;
mod facts;
mod furniture;
mod main_part;
mod tree;
mod write;

use super::{Extracted, Unreadable};
use crate::engine::structure::{full_dates, is_blank};
use crate::engine::transcript::{Facts, Furniture, Span};
use beside::Piece;
use main_part::Page;
use tree::Tree;

/// Reads a web page.
pub fn read(bytes: &[u8]) -> Result<Extracted, Unreadable> {
    let decoded = encoding::decode_page(bytes);
    read_text(&decoded.text, decoded.encoding)
}

/// Reads the source of a web page that is text already.
pub fn read_text(source: &str, encoding: &'static str) -> Result<Extracted, Unreadable> {
    let too_much = || Unreadable::TooMuch { limit: "3,000 nested elements".to_owned() };
    let tree = Tree::parse(source).ok_or_else(too_much)?;
    let about = facts::read(&tree);
    let page = Page::new(tree);
    let part = page.main_part(about.facts.publisher.as_deref());
    let (mut head, body) = write::write(&page, part);
    // Menus and cards may still stand beside it, and are no text.
    if is_blank(&body) {
        return Err(Unreadable::NoText);
    }
    // The day of publication, where nothing shown above the text is a date. As a line it weighs what such lines weigh:
    // less than a date in the text, more than the name of the file.
    if let Some(day) = about.published
        && full_dates(&head, true).is_empty()
        && full_dates(first_lines(&body), true).is_empty()
    {
        head.push_str(if head.is_empty() { "" } else { "\n" });
        head.push_str(&format!("Published: {day}\n"));
    }
    let (above, below) = beside::write(&page, part, head.len() + body.len());
    drop(page);
    let (mut text, mut furniture) = (String::new(), Vec::new());
    add_beside(&mut text, &mut furniture, &above);
    for own in [head, body].iter().filter(|own| !own.is_empty()) {
        begin_block(&mut text);
        text.push_str(own);
    }
    add_beside(&mut text, &mut furniture, &below);
    Ok(Extracted { text, facts: Facts { furniture, ..about.facts }, encoding })
}

/// Adds pieces beside the text, each a block of its own.
fn add_beside(text: &mut String, furniture: &mut Vec<Furniture>, pieces: &[Piece]) {
    for piece in pieces {
        begin_block(text);
        let start = text.len();
        text.push_str(&piece.text);
        furniture.push(Furniture { span: Span::new(start, text.trim_end().len()), reason: piece.reason });
    }
}

/// A blank line after what stands there.
fn begin_block(text: &mut String) {
    if !text.is_empty() {
        text.push('\n');
    }
}

fn first_lines(text: &str) -> &str {
    let end = text.char_indices().nth(300).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

#[cfg(test)]
mod tests;
