//! What on a page is not its text: menus, buttons, cards, banners, what is hidden.

use super::tree::{Id, Tree};

/// Elements without words of the text in them.
#[rustfmt::skip]
const WORDLESS: [&str; 26] = [
    "script", "style", "template", "noscript", "head", "title", "iframe", "object", "embed", "audio", "video",
    "canvas", "svg", "map", "select", "option", "textarea", "button", "input", "progress", "meter", "datalist",
    "rp", "rt", "frame", "noframes",
];

/// Elements that are for finding one's way about.
#[rustfmt::skip]
const STRUCTURAL: [&str; 7] = [
    "nav", "aside", "footer", "menu", "figcaption", "dialog", "label",
];

/// The same by role.
#[rustfmt::skip]
const ROLES: [&str; 19] = [
    "navigation", "complementary", "banner", "contentinfo", "search", "menu", "menubar", "menuitem", "dialog",
    "alertdialog", "alert", "toolbar", "tablist", "tab", "tooltip", "listbox", "button", "switch", "status",
];

/// The same by a word of the class or of the identity.
#[rustfmt::skip]
const WORDS: [&str; 48] = [
    "nav", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs", "share", "sharing", "sharer", "social",
    "socials", "cookie", "cookies", "consent", "gdpr", "footer", "sidebar", "related", "recommended",
    "recommendations", "gallery", "slider", "carousel", "slideshow", "lightbox", "comments", "disqus", "advert",
    "advertisement", "ads", "promo", "newsletter", "subscribe", "subscription", "popup", "modal", "pagination",
    "pager", "tags", "taglist", "toolbar", "tooltip", "addthis", "hashtags", "noprint", "teaser", "teasers",
    "footnav",
];

/// The same by a whole class.
#[rustfmt::skip]
const CLASSES: [&str; 11] = [
    "hidden", "d-none", "is-hidden", "visually-hidden", "sr-only", "screen-reader-text", "hidden-print",
    "no-print", "d-print-none", "hidden-copy", "wp-caption-text",
];

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
                && (is_by_element(tree, id, name) || is_link_list(tree, id, name, amount)))
            || (amount.all * 5 <= total && is_by_class(tree, id))
    };
    (0..tree.len()).map(is_out).collect()
}

fn is_by_element(tree: &Tree, id: Id, name: &str) -> bool {
    let is = |attribute: &str, value: &str| {
        tree.attribute(id, attribute).is_some_and(|given| given.trim().eq_ignore_ascii_case(value))
    };
    STRUCTURAL.contains(&name)
        || tree
            .attribute(id, "role")
            .is_some_and(|role| ROLES.contains(&role.trim().to_ascii_lowercase().as_str()))
        || tree.attribute(id, "hidden").is_some()
        || is("aria-hidden", "true")
        || tree.attribute(id, "style").is_some_and(|style| {
            let style: String =
                style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

/// A list of links and hardly anything else.
fn is_link_list(tree: &Tree, id: Id, name: &str, amount: Amount) -> bool {
    matches!(name, "ul" | "ol")
        && amount.links * 10 >= amount.all * 8
        && tree.children(id).filter(|&child| tree.name(child) == "li").nth(2).is_some()
}

fn is_by_class(tree: &Tree, id: Id) -> bool {
    let class = tree.attribute(id, "class").unwrap_or_default();
    let identity = tree.attribute(id, "id").unwrap_or_default();
    class.split_whitespace().any(|class| CLASSES.contains(&class.to_ascii_lowercase().as_str()))
        || words(class).chain(words(identity)).any(|word| WORDS.contains(&word.as_str()))
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
