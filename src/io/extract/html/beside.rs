//! What a page holds beside its text: menus, cards, captions, hidden parts. It is written as the text is, in pieces that
//! can be restored one by one.
//!
//! What stands above the text, or in its head, comes before it; all else comes after it, also what stands between its
//! paragraphs: there it would part what one speaker says. Small neighbours of one kind are one piece, so that a menu and
//! a list of cards are one each; what is long enough to be a part of the remarks is a piece of its own.

use std::collections::HashSet;

use super::furniture::{self, Amount};
use super::main_part::{Page, Part};
use super::tree::{Id, ROOT, Step};
use super::write::{InHead, Writer, speakers};
use crate::engine::transcript::FurnitureReason;

/// So many times the text is kept, and in any case [`ALWAYS_KEPT`]: the text is a seventh of the words of a page at least
/// ([`Page::main_part`]), so that more than this is no page with a text any more.
const MOST_TIMES: usize = 8;

/// So many bytes are kept beside any text.
const ALWAYS_KEPT: usize = 64 * 1024;

/// Letters outside links from which on a piece could be a part of the remarks.
const PROSE: usize = 300;

/// A part of a page that is not its text.
#[derive(Debug)]
pub(super) struct Piece {
    /// Light Markdown, with one line end after it.
    pub text: String,

    /// What it is.
    pub reason: FurnitureReason,

    /// Whether it could be a part of the remarks.
    is_prose: bool,
}

/// Writes what stands above the text of a page and below it. `text` is how many bytes the text has.
pub(super) fn write(page: &Page, part: Part, text: usize) -> (Vec<Piece>, Vec<Piece>) {
    let speakers = speakers(page, ROOT);
    let mut walk = Walk::new(page, part, &speakers);
    page.tree.walk(ROOT, |step| match step {
        Step::Enter(id) => walk.enter(id),
        Step::Leave(id) => {
            walk.leave(id);
            true
        }
    });
    walk.close();
    let (mut above, mut below) = (walk.above, walk.below);
    let mut room = ALWAYS_KEPT.max(text * MOST_TIMES);
    for is_prose in [true, false] {
        for piece in above.iter_mut().chain(&mut below).filter(|piece| piece.is_prose == is_prose) {
            match room.checked_sub(piece.text.len()) {
                Some(rest) => room = rest,
                None => piece.text.clear(),
            }
        }
    }
    (joined(above), joined(below))
}

/// Joins small neighbours of one kind.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces.into_iter().filter(|piece| !piece.text.is_empty()) {
        match joined.last_mut() {
            Some(last) if last.reason == piece.reason && !last.is_prose && !piece.is_prose => {
                last.text.push('\n');
                last.text.push_str(&piece.text);
            }
            _ => joined.push(piece),
        }
    }
    joined
}

/// A walk over the whole page.
struct Walk<'a> {
    page: &'a Page,
    part: Part,
    speakers: &'a HashSet<Id>,
    /// The nodes that hold the text.
    around: HashSet<Id>,
    head: InHead,
    /// Whether the walk is in the text.
    is_in_text: bool,
    /// The part left out that the walk is in.
    out: Option<Id>,
    /// The piece that is being written, and its letters.
    open: Option<(Writer<'a>, Amount)>,
    /// Links and buttons that are open.
    links: usize,
    /// Whether a link has just ended.
    is_after_link: bool,
    /// Whether the text was passed, or begun.
    is_below: bool,
    above: Vec<Piece>,
    below: Vec<Piece>,
}

impl<'a> Walk<'a> {
    fn new(page: &'a Page, part: Part, speakers: &'a HashSet<Id>) -> Self {
        Self {
            page,
            part,
            speakers,
            around: std::iter::successors(page.tree.parent(part.body), |&id| page.tree.parent(id)).collect(),
            head: InHead::new(part),
            is_in_text: false,
            out: None,
            open: None,
            links: 0,
            is_after_link: false,
            is_below: false,
            above: Vec::new(),
            below: Vec::new(),
        }
    }

    /// Enters a node; whether to go on into it.
    fn enter(&mut self, id: Id) -> bool {
        let tree = &self.page.tree;
        if self.out.is_some() || self.page.is_out(id) {
            if furniture::is_unreadable(tree, id) {
                return false;
            }
            if self.out.is_none() {
                self.close();
                self.out = Some(id);
            }
            return self.write(id);
        }
        if !self.is_in_text {
            self.head.enter(id);
        }
        if id == self.part.body {
            self.close();
            (self.is_in_text, self.is_below) = (true, true);
        }
        if self.is_in_text || self.head.is_in || self.around.contains(&id) {
            return true;
        }
        if tree.parent(id).is_some_and(|parent| self.around.contains(&parent)) {
            self.close();
        }
        self.write(id)
    }

    /// Leaves a node.
    fn leave(&mut self, id: Id) {
        if is_link(self.page.tree.name(id)) {
            self.links = self.links.saturating_sub(1);
            self.is_after_link = true;
        }
        if let Some((writer, _)) = &mut self.open {
            writer.leave(id);
        }
        if self.out == Some(id) {
            self.close();
            self.out = None;
        } else if self.out.is_none() {
            self.is_in_text &= id != self.part.body;
            if !self.is_in_text {
                self.head.leave(id);
            }
        }
    }

    fn write(&mut self, id: Id) -> bool {
        let (page, speakers) = (self.page, self.speakers);
        let (writer, amount) =
            self.open.get_or_insert_with(|| (Writer::new(page, speakers), Amount::default()));
        if let Some(text) = page.tree.text(id) {
            let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
            amount.all += letters;
            amount.links += if self.links > 0 { letters } else { 0 };
            self.is_after_link &= text.is_empty();
        }
        if is_link(page.tree.name(id)) {
            // Entries of a menu that only their look sets apart.
            if std::mem::take(&mut self.is_after_link) {
                writer.words(" ");
            }
        }
        let goes_on = writer.enter(id);
        self.links += usize::from(goes_on && is_link(page.tree.name(id)));
        goes_on
    }

    /// Ends the piece that is being written.
    fn close(&mut self) {
        let Some((writer, amount)) = self.open.take() else {
            return;
        };
        let text = writer.finish();
        if !text.contains(char::is_alphanumeric) {
            return;
        }
        let reason = match self.out {
            Some(out) => furniture::reason(&self.page.tree, out),
            None if amount.links * 10 >= amount.all * 8 => FurnitureReason::SiteNavigation,
            None => FurnitureReason::BesideText,
        };
        let is_prose = amount.plain() >= PROSE && amount.plain() >= amount.links;
        let pieces = if self.is_below { &mut self.below } else { &mut self.above };
        pieces.push(Piece { text, reason, is_prose });
    }
}

/// Whether an element is pressed rather than read.
fn is_link(name: &str) -> bool {
    matches!(name, "a" | "button")
}
