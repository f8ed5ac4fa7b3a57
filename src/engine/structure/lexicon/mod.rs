//! The words that the reading knows, as plain tables per language.
//!
//! All of them are general words of the trade: labels, offices, months, menus. No name of a person, a
//! publisher or a single site belongs here. To teach the reading another language, add a row to each
//! table; nothing else has to change.

pub(super) mod dates;
pub(super) mod events;
pub(super) mod furniture;
pub(super) mod labels;
pub(super) mod names;
pub(super) mod sentences;
