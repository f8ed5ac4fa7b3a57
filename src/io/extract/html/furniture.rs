//! What on a page is not its text: menus, buttons, cards, banners, what is hidden.

use FurnitureReason::{BesideText, Caption, Hidden, ShareButton, SiteNavigation};

use super::tree::{Id, Tree};
use crate::engine::transcript::FurnitureReason;

/// Elements without words of the text in them.
#[rustfmt::skip]
const WORDLESS: [&str; 26] = [
    "script", "style", "template", "noscript", "head", "title", "iframe", "object", "embed", "audio", "video",
    "canvas", "svg", "map", "select", "option", "textarea", "button", "input", "progress", "meter", "datalist",
    "rp", "rt", "frame", "noframes",
];

/// Elements that are beside the text, by what they are.
#[rustfmt::skip]
const STRUCTURAL: Reasons = &[
    (SiteNavigation, &["nav", "footer", "menu", "label"]),
    (Caption, &["figcaption"]),
    (BesideText, &["aside", "dialog"]),
];

/// The same by role.
#[rustfmt::skip]
const ROLES: Reasons = &[
    (SiteNavigation, &[
        "navigation", "banner", "contentinfo", "search", "menu", "menubar", "menuitem", "toolbar", "tablist", "tab",
        "listbox", "button", "switch",
    ]),
    (BesideText, &["complementary", "dialog", "alertdialog", "alert", "tooltip", "status"]),
];

/// The same by a word of the class or of the identity.
#[rustfmt::skip]
const WORDS: Reasons = &[
    (SiteNavigation, &[
        "nav", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs", "footer", "footnav", "pagination", "pager",
        "tags", "taglist", "hashtags", "toolbar",
    ]),
    (ShareButton, &["share", "sharing", "sharer", "social", "socials", "addthis"]),
    (Caption, &["gallery", "slider", "carousel", "slideshow", "lightbox"]),
    (BesideText, &[
        "cookie", "cookies", "consent", "gdpr", "sidebar", "related", "recommended", "recommendations", "comments",
        "disqus", "advert", "advertisement", "ads", "promo", "newsletter", "subscribe", "subscription", "popup", "modal",
        "tooltip", "noprint", "teaser", "teasers",
    ]),
];

/// The same by a whole class.
#[rustfmt::skip]
const CLASSES: Reasons = &[
    (Hidden, &[
        "hidden", "d-none", "is-hidden", "visually-hidden", "sr-only", "screen-reader-text", "hidden-copy",
    ]),
    (BesideText, &["hidden-print", "no-print", "d-print-none"]),
    (Caption, &["wp-caption-text"]),
];

/// Names by what they stand for.
type Reasons = &'static [(FurnitureReason, &'static [&'static str])];

/// How many letters a part of the page holds.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Amount {
    /// In words.
    pub all: usize,

    /// In words that are links.
    pub links: usize,
}

impl Amount {
    /// In words that are no links.
    pub(super) fn plain(self) -> usize {
        self.all - self.links
    }
}

/// Counts the letters of every node, those left out not counted.
pub(super) fn amounts(tree: &Tree, is_out: &dyn Fn(Id) -> bool) -> Vec<Amount> {
    use super::tree::Step;
    let mut amounts = vec![Amount::default(); tree.len()];
    let mut links = 0_usize;
    tree.walk(super::tree::ROOT, |step| match step {
        Step::Enter(id) => {
            if is_out(id) {
                return false;
            }
            if let Some(text) = tree.text(id) {
                let all = text.chars().filter(|c| c.is_alphanumeric()).count();
                amounts[id] = Amount { all, links: if links > 0 { all } else { 0 } };
            }
            links += usize::from(tree.name(id) == "a");
            true
        }
        Step::Leave(id) => {
            links -= usize::from(tree.name(id) == "a");
            if let Some(parent) = tree.parent(id) {
                let amount = amounts[id];
                amounts[parent].all += amount.all;
                amounts[parent].links += amount.links;
            }
            true
        }
    });
    amounts
}

/// Whether an element never holds text to read.
pub(super) fn is_wordless(tree: &Tree, id: Id) -> bool {
    WORDLESS.contains(&tree.name(id))
}

/// Whether nobody reads what an element holds, even where it is restored: scripts, players, what a form offers.
pub(super) fn is_unreadable(tree: &Tree, id: Id) -> bool {
    is_wordless(tree, id) && tree.name(id) != "button"
}

/// Marks the nodes that are not part of any text. What holds much of the page is kept whatever it is called: pages are
/// saved with the body hidden behind a question about cookies, and with the whole article in a drawer at the side.
pub(super) fn left_out(tree: &Tree) -> Vec<bool> {
    let amounts = amounts(tree, &|id| is_wordless(tree, id));
    let total = amounts[super::tree::ROOT].all;
    let is_out = |id: Id| {
        let name = tree.name(id);
        if name.is_empty() || matches!(name, "html" | "body" | "main" | "article") {
            return false;
        }
        let amount = amounts[id];
        is_wordless(tree, id)
            || (amount.all * 3 <= total
                && (by_element(tree, id, name).is_some() || is_link_list(tree, id, name, amount)))
            || (amount.all * 5 <= total && by_class(tree, id).is_some())
    };
    (0..tree.len()).map(is_out).collect()
}

/// What a part that is left out is, by what is written on it.
pub(super) fn reason(tree: &Tree, id: Id) -> FurnitureReason {
    // What is left is a list of links or a button.
    by_element(tree, id, tree.name(id)).or_else(|| by_class(tree, id)).unwrap_or(SiteNavigation)
}

fn by_element(tree: &Tree, id: Id, name: &str) -> Option<FurnitureReason> {
    let is = |attribute: &str, value: &str| {
        tree.attribute(id, attribute).is_some_and(|given| given.trim().eq_ignore_ascii_case(value))
    };
    let is_hidden = tree.attribute(id, "hidden").is_some()
        || is("aria-hidden", "true")
        || tree.attribute(id, "style").is_some_and(|style| {
            let style: String =
                style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        });
    let role = tree.attribute(id, "role");
    is_hidden
        .then_some(Hidden)
        .or_else(|| named(STRUCTURAL, name))
        .or_else(|| role.and_then(|role| named(ROLES, &role.trim().to_ascii_lowercase())))
}

/// A list of links and hardly anything else.
fn is_link_list(tree: &Tree, id: Id, name: &str, amount: Amount) -> bool {
    matches!(name, "ul" | "ol")
        && amount.links * 10 >= amount.all * 8
        && tree.children(id).filter(|&child| tree.name(child) == "li").nth(2).is_some()
}

fn by_class(tree: &Tree, id: Id) -> Option<FurnitureReason> {
    let class = tree.attribute(id, "class").unwrap_or_default();
    let identity = tree.attribute(id, "id").unwrap_or_default();
    let mut classes = class.split_whitespace();
    classes
        .find_map(|class| named(CLASSES, &class.to_ascii_lowercase()))
        .or_else(|| words(class).chain(words(identity)).find_map(|word| named(WORDS, &word)))
}

fn named(reasons: Reasons, name: &str) -> Option<FurnitureReason> {
    reasons.iter().find(|(_, names)| names.contains(&name)).map(|(reason, _)| *reason)
}

/// The words of a name such as `read__tags`, `siteFooter` or `share-list`, in small letters.
fn words(name: &str) -> impl Iterator<Item = String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && was_small) {
            words.push(String::new());
        }
        was_small = c.is_lowercase();
        if let (true, Some(word)) = (c.is_alphanumeric(), words.last_mut()) {
            word.extend(c.to_lowercase());
        }
    }
    words.into_iter()
}
