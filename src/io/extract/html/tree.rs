//! The tree of a page, as browsers build it, in one vector.
//!
//! Nodes name each other by number, so that a page nested a million deep is dropped and walked without
//! recursion. The parser itself looks through all open elements at many a tag; what that costs is counted
//! ([`MOST_WORK`]), and a page made to cost too much is given up.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink as _};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{Attribute, LocalName, Namespace, ParseOpts, QualName, parse_document};

/// No node.
const NONE: usize = usize::MAX;

/// Nodes of ordinary pages lie at half this depth on average.
const MEAN_DEPTH: u64 = 40;

/// The sum of the depths of all nodes, beyond what is ordinary: a nesting of 3,000 elements and more.
const MOST_WORK: u64 = 5_000_000;

/// Nodes of one page: a page of 32 MB of ordinary markup has less than a million.
const MOST_NODES: usize = 1_500_000;

/// So many bytes are parsed before the costs are looked at.
const STEP: usize = 4096;

/// The number of a node.
pub(super) type Id = usize;

/// The node above all others.
pub(super) const ROOT: Id = 0;

/// What a node is.
#[derive(Debug)]
enum Data {
    /// An element with its attributes.
    Element(QualName, Vec<Attribute>),

    /// Text.
    Text(String),

    /// Document, comment, instruction.
    Other,
}

#[derive(Debug)]
struct Node {
    data: Data,
    depth: u32,
    parent: Id,
    previous: Id,
    next: Id,
    first: Id,
    last: Id,
}

/// A parsed page.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

/// Where a walk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Before what the node holds.
    Enter(Id),

    /// After what the node holds.
    Leave(Id),
}

impl Tree {
    /// Parses a page; `None` where it is nested as no page is.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
        let opts = ParseOpts { tree_builder, ..ParseOpts::default() };
        let mut parser = parse_document(Sink::default(), opts);
        let mut rest = text;
        while !rest.is_empty() {
            let mut end = rest.len().min(STEP);
            while !rest.is_char_boundary(end) {
                end += 1;
            }
            let (now, later) = rest.split_at(end);
            parser.process(now.into());
            let sink = &parser.tokenizer.sink.sink;
            let count = sink.nodes.borrow().len();
            if count > MOST_NODES || sink.work.get() > MOST_WORK + MEAN_DEPTH * count as u64 {
                return None;
            }
            rest = later;
        }
        Some(parser.finish())
    }

    /// The name of an element in small letters; empty for anything else.
    pub(super) fn name(&self, id: Id) -> &str {
        match &self.nodes[id].data {
            Data::Element(name, _) => &name.local,
            Data::Text(_) | Data::Other => "",
        }
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        match &self.nodes[id].data {
            Data::Element(_, attributes) => {
                attributes.iter().find(|a| &*a.name.local == name).map(|a| &*a.value)
            }
            Data::Text(_) | Data::Other => None,
        }
    }

    /// The text of a text node.
    pub(super) fn text(&self, id: Id) -> Option<&str> {
        match &self.nodes[id].data {
            Data::Text(text) => Some(text),
            Data::Element(..) | Data::Other => None,
        }
    }

    /// The number of nodes; each number below it is one.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The node that holds a node.
    pub(super) fn parent(&self, id: Id) -> Option<Id> {
        some(self.nodes[id].parent)
    }

    /// What a node holds.
    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> {
        std::iter::successors(some(self.nodes[id].first), |&child| some(self.nodes[child].next))
    }

    /// Goes through a node and what it holds in the order of the page. Where `visit` says no on entering, what the
    /// node holds is left out, and so is leaving it.
    pub(super) fn walk(&self, root: Id, mut visit: impl FnMut(Step) -> bool) {
        let mut at = root;
        loop {
            if visit(Step::Enter(at)) {
                if self.nodes[at].first != NONE {
                    at = self.nodes[at].first;
                    continue;
                }
                visit(Step::Leave(at));
            }
            while at != root && self.nodes[at].next == NONE {
                at = self.nodes[at].parent;
                visit(Step::Leave(at));
            }
            if at == root {
                return;
            }
            at = self.nodes[at].next;
        }
    }

    /// All text in a node, whatever it is.
    pub(super) fn all_text(&self, root: Id) -> String {
        let mut out = String::new();
        self.walk(root, |step| {
            if let Step::Enter(id) = step {
                out.push_str(self.text(id).unwrap_or_default());
            }
            true
        });
        out
    }
}

fn some(id: Id) -> Option<Id> {
    (id != NONE).then_some(id)
}

/// What the parser writes to.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    work: Cell<u64>,
}

impl Default for Sink {
    fn default() -> Self {
        let sink = Self { nodes: RefCell::default(), work: Cell::default() };
        sink.push(Data::Other);
        sink
    }
}

impl Sink {
    fn push(&self, data: Data) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node {
            data,
            depth: 0,
            parent: NONE,
            previous: NONE,
            next: NONE,
            first: NONE,
            last: NONE,
        });
        nodes.len() - 1
    }

    fn take_out(&self, id: Id) {
        let nodes = &mut *self.nodes.borrow_mut();
        let (parent, previous, next) = (nodes[id].parent, nodes[id].previous, nodes[id].next);
        if previous != NONE {
            nodes[previous].next = next;
        } else if parent != NONE {
            nodes[parent].first = next;
        }
        if next != NONE {
            nodes[next].previous = previous;
        } else if parent != NONE {
            nodes[parent].last = previous;
        }
        (nodes[id].parent, nodes[id].previous, nodes[id].next) = (NONE, NONE, NONE);
    }

    /// Puts a node that stands nowhere into `parent`, before `next` or last.
    fn put(&self, parent: Id, next: Id, id: Id) {
        self.take_out(id);
        let nodes = &mut *self.nodes.borrow_mut();
        let previous = if next == NONE { nodes[parent].last } else { nodes[next].previous };
        let depth = nodes[parent].depth.saturating_add(1);
        self.work.set(self.work.get() + u64::from(depth));
        let node = &mut nodes[id];
        (node.parent, node.previous, node.next, node.depth) = (parent, previous, next, depth);
        match previous {
            NONE => nodes[parent].first = id,
            previous => nodes[previous].next = id,
        }
        match next {
            NONE => nodes[parent].last = id,
            next => nodes[next].previous = id,
        }
    }

    fn insert(&self, parent: Id, next: Id, child: NodeOrText<Id>) {
        let text = match child {
            NodeOrText::AppendNode(id) => return self.put(parent, next, id),
            NodeOrText::AppendText(text) => text,
        };
        {
            let nodes = &mut *self.nodes.borrow_mut();
            let before = if next == NONE { nodes[parent].last } else { nodes[next].previous };
            if let Some(Node { data: Data::Text(written), .. }) = nodes.get_mut(before) {
                written.push_str(&text);
                return;
            }
        }
        let id = self.push(Data::Text(text.to_string()));
        self.put(parent, next, id);
    }
}

/// The name of an element; the parser asks for it through a reference, which a vector that grows cannot give.
#[derive(Debug)]
struct Name(QualName);

impl html5ever::interface::ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Tree;
    type ElemName<'a> = Name;

    fn finish(self) -> Tree {
        Tree { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Name {
        match &self.nodes.borrow()[*target].data {
            Data::Element(name, _) => Name(name.clone()),
            Data::Text(_) | Data::Other => {
                Name(QualName::new(None, Namespace::default(), LocalName::default()))
            }
        }
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Id {
        self.push(Data::Element(name, attrs))
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.push(Data::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.push(Data::Other)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.insert(*parent, NONE, child);
    }

    fn append_based_on_parent_node(&self, element: &Id, prev_element: &Id, child: NodeOrText<Id>) {
        let has_parent = self.nodes.borrow()[*element].parent != NONE;
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(prev_element, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    // What a template holds is no part of the page: it hangs on a node of its own that no walk meets.
    fn get_template_contents(&self, _: &Id) -> Id {
        self.push(Data::Other)
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, new_node: NodeOrText<Id>) {
        let parent = self.nodes.borrow()[*sibling].parent;
        if parent != NONE {
            if let NodeOrText::AppendNode(id) = &new_node {
                self.take_out(*id);
            }
            self.insert(parent, *sibling, new_node);
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, attrs: Vec<Attribute>) {
        if let Data::Element(_, written) = &mut self.nodes.borrow_mut()[*target].data {
            for attribute in attrs {
                if !written.iter().any(|a| a.name == attribute.name) {
                    written.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        self.take_out(*target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        loop {
            let first = self.nodes.borrow()[*node].first;
            if first == NONE {
                return;
            }
            self.put(*new_parent, NONE, first);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misnested_elements_are_one_tree() {
        let tree =
            Tree::parse("<p><b>a<i>b</b>c</i><table>x<tr><td>y</table>z<template>no</template>").unwrap();
        assert_eq!(tree.all_text(ROOT), "abcxyz");
        let mut open = Vec::new();
        tree.walk(ROOT, |step| {
            match step {
                Step::Enter(id) => open.push(id),
                Step::Leave(id) => assert_eq!(open.pop(), Some(id)),
            }
            true
        });
        assert!(open.is_empty());
    }

    #[test]
    fn costly_nesting_is_given_up() {
        for tag in ["<div>", "<table><td>", "<svg><g>", "<p><font><b>", "<ul><li>"] {
            assert!(Tree::parse(&tag.repeat(1_000_000)).is_none(), "{tag}");
        }
        let fonts: String = (0..100_000).map(|n| format!("<font color={n}>")).collect();
        assert!(Tree::parse(&format!("{fonts}{}", "<p>".repeat(1_000_000))).is_none());
        assert!(Tree::parse(&"<p>One paragraph of many.</p>".repeat(10_000)).is_some());
    }
}
