//! Where on a page its text is: by what the page says, else by where the words are.

use super::furniture::{self, Amount};
use super::tree::{Id, ROOT, Step, Tree};

/// The words between a heading and the text below it: lead, date, place.
const MOST_IN_HEAD: usize = 1000;

/// A page with what is not text taken off.
#[derive(Debug)]
pub(super) struct Page {
    /// All of it.
    pub tree: Tree,

    /// Which nodes are no text.
    out: Vec<bool>,

    /// The letters of each node.
    amounts: Vec<Amount>,
}

/// The part of a page that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The heading above the text, outside it.
    pub heading: Option<Id>,

    /// Whether what stands between the two is written.
    pub is_joined: bool,

    /// The text.
    pub body: Id,
}

impl Page {
    /// Looks through a page.
    pub(super) fn new(tree: Tree) -> Self {
        let out = furniture::left_out(&tree);
        let amounts = furniture::amounts(&tree, &|id| out[id]);
        Self { tree, out, amounts }
    }

    /// Whether a node is no text.
    pub(super) fn is_out(&self, id: Id) -> bool {
        self.out[id]
    }

    /// The letters of a node.
    pub(super) fn letters(&self, id: Id) -> usize {
        self.amounts[id].all
    }

    /// Finds the text.
    pub(super) fn main_part(&self, site: Option<&str>) -> Part {
        let body = self.named().unwrap_or_else(|| self.densest());
        let (heading, between) = self.heading_above(body, site);
        Part { heading, is_joined: between <= MOST_IN_HEAD, body }
    }

    /// What the page itself calls its text, if it holds a good share of the words.
    fn named(&self) -> Option<Id> {
        const SHARES: [usize; 3] = [15, 25, 25];
        let total = self.amounts[ROOT].plain();
        let mut found: [Vec<Id>; 3] = Default::default();
        self.tree.walk(ROOT, |step| {
            let Step::Enter(id) = step else { return true };
            if self.out[id] {
                return false;
            }
            let is = |attribute: &str, value: &str| {
                self.tree.attribute(id, attribute).is_some_and(|given| given.eq_ignore_ascii_case(value))
            };
            let name = self.tree.name(id);
            if is("itemprop", "articleBody") {
                found[0].push(id);
            } else if name == "article" || is("role", "article") {
                found[1].push(id);
            } else if name == "main" || is("role", "main") {
                found[2].push(id);
            }
            true
        });
        let plain = |id: Id| self.amounts[id].plain();
        found.iter().zip(SHARES).find_map(|(ids, share)| {
            let best = ids.iter().copied().max_by_key(|&id| plain(id))?;
            let enough = plain(best) * 100 >= total * share && plain(best) > 0;
            // Several of one size are a list of articles, or an article in pieces.
            let is_one =
                !ids.iter().any(|&id| id != best && plain(id) * 4 > plain(best) && !self.is_within(id, best));
            (enough && is_one).then_some(best)
        })
    }

    fn is_within(&self, id: Id, outer: Id) -> bool {
        std::iter::successors(Some(id), |&id| self.tree.parent(id)).any(|id| id == outer)
    }

    /// Goes down to where the words are, as long as hardly any stand beside.
    fn densest(&self) -> Id {
        let mut at = ROOT;
        loop {
            let here = self.amounts[at];
            let inner = self.tree.children(at).filter(|&child| !self.out[child]);
            let Some(child) = inner.max_by_key(|&child| self.amounts[child].plain()) else {
                return at;
            };
            let amount = self.amounts[child];
            let (beside, links) = (here.plain() - amount.plain(), here.links - amount.links);
            // Words beside it are the rest of the text, unless they are few or stand among many links.
            let is_rest = beside * 100 > here.plain() * 12 && beside * 2 > links;
            if is_rest || !is_container(self.tree.name(child)) || self.has_twin(at, child) {
                return at;
            }
            at = child;
        }
    }

    /// Whether something of the same look stands beside a node: turns of one conversation.
    fn has_twin(&self, parent: Id, id: Id) -> bool {
        let look = |id: Id| (self.tree.name(id), self.tree.attribute(id, "class").unwrap_or_default());
        !matches!(look(id).0, "td" | "tr")
            && self.tree.children(parent).any(|other| {
                let amount = self.amounts[other];
                other != id && !self.out[other] && look(other) == look(id) && amount.plain() > amount.links
            })
    }

    /// The last main heading above the text, unless there is one in it, and the letters between.
    fn heading_above(&self, body: Id, site: Option<&str>) -> (Option<Id>, usize) {
        let (mut heading, mut between) = (None, 0);
        let (mut is_above, mut has_own, mut depth) = (true, false, 0_usize);
        self.tree.walk(ROOT, |step| match step {
            Step::Enter(id) => {
                if self.out[id] {
                    return false;
                }
                if id == body {
                    is_above = false;
                }
                depth += usize::from(id == body);
                if self.tree.name(id) == "h1" && self.letters(id) > 0 {
                    if is_above && site.is_none_or(|site| self.tree.all_text(id).trim() != site) {
                        (heading, between) = (Some(id), 0);
                    }
                    has_own |= depth > 0;
                }
                if is_above && self.tree.text(id).is_some() {
                    between += self.letters(id);
                }
                true
            }
            Step::Leave(id) => {
                depth -= usize::from(id == body);
                true
            }
        });
        if has_own { (None, 0) } else { (heading, between) }
    }
}

fn is_container(name: &str) -> bool {
    matches!(
        name,
        "html"
            | "body"
            | "div"
            | "section"
            | "center"
            | "form"
            | "table"
            | "tbody"
            | "tr"
            | "td"
            | "main"
            | "article"
            | "font"
    ) || name.contains('-')
}
