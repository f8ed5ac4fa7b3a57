//! Saved web pages.
//!
//! The page is read as browsers read it (`tree`), what is not text is taken off (`furniture`), the part with the
//! text is found (`main_part`) and written (`write`); `facts` has what the page says about itself. No site is known:
//! what is menu and what is text is told by elements, roles and words that pages have in common, and by where the
//! words are.

mod encoding;
mod facts;
mod furniture;
mod main_part;
mod tree;
mod write;

use super::{Extracted, Unreadable};
use crate::engine::structure::full_dates;
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
    if body.is_empty() {
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
    let text = if head.is_empty() { body } else { format!("{head}\n{body}") };
    Ok(Extracted { text, facts: about.facts, encoding })
}

fn first_lines(text: &str) -> &str {
    let end = text.char_indices().nth(300).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

#[cfg(test)]
mod tests;
