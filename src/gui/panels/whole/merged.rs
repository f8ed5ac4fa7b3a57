//! Both versions of a paragraph as one text, for a window that has no room for two columns.

use crate::engine::redline::Mark;
use crate::engine::transcript::Span;
use crate::engine::versions::What;
use crate::engine::versions::rows::{Row, WholeText};
use crate::gui::widgets::text::Layer;

/// The words of both versions of a row, deleted ones before those that took their place, with the layers
/// that tell them apart. `texts` are the whole texts, older first.
pub fn merged(whole: &WholeText, row: &Row, texts: [&str; 2]) -> (String, Vec<(Span, Layer)>) {
    let blocks = [row.a, row.b];
    let ends = blocks.map(|block| block.map_or(0, |block| block.start));
    let mut out = Merged { text: String::new(), layers: Vec::new(), texts, ends, last: None };
    for piece in &whole.versions.pieces {
        let [old, new] = [(0, piece.a), (1, piece.b)].map(|(side, span): (usize, Option<Span>)| {
            let (span, block) = (span?, blocks[side]?);
            span.overlaps(block).then(|| Span::new(span.start.max(block.start), span.end.min(block.end)))
        });
        match piece.what {
            What::Kept => {
                out.add(1, new, None);
                out.ends[0] = old.map_or(out.ends[0], |old| old.end);
            }
            What::Changed(_) => {
                out.add(0, old, Some(Layer::Mark(Mark::Deleted)));
                out.add(1, new, Some(Layer::Mark(Mark::Inserted)));
            }
            What::MovedFrom(_) => out.add(0, old, Some(Layer::MovedAway)),
            What::MovedTo(_) => out.add(1, new, Some(Layer::Mark(Mark::Moved))),
        }
    }
    (out.text, out.layers)
}

struct Merged<'t> {
    text: String,
    layers: Vec<(Span, Layer)>,
    texts: [&'t str; 2],
    /// How far each version was written.
    ends: [usize; 2],
    /// The version that was written last.
    last: Option<usize>,
}

impl Merged<'_> {
    fn add(&mut self, side: usize, span: Option<Span>, layer: Option<Layer>) {
        let Some(span) = span else {
            return;
        };
        let mut gap = self.texts[side].get(self.ends[side]..span.start).unwrap_or_default();
        if let Some(last) = self.last.filter(|&last| gap.is_empty() && last != side) {
            // Nothing parts the words in their own version: what follows those of the other one does.
            let rest = self.texts[last].get(self.ends[last]..).unwrap_or_default();
            gap = &rest[..rest.len() - rest.trim_start().len()];
        }
        if !gap.is_empty() && !self.text.is_empty() && !self.text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(span.of(self.texts[side]));
        self.layers.extend(layer.map(|layer| (Span::new(start, self.text.len()), layer)));
        self.ends[side] = span.end;
        self.last = Some(side);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::document::Document;
    use crate::engine::transcript::{Edits, Facts, Format, Source};

    /// The rows of two versions as one text each: `[-deleted-]`, `{+inserted+}`, `<moved away>`, `>moved here<`.
    fn rows(old: &str, new: &str) -> Vec<String> {
        let read = |text: &str| {
            let source =
                Source { path: "a.txt".to_owned(), format: Format::Text, encoding: "UTF-8".to_owned() };
            Document::new(source, text, Facts::default()).read(&Edits::default())
        };
        let (old, new) = (read(old), read(new));
        let whole = WholeText::new(&old, &new);
        let one = |row: &Row| {
            let (text, layers) = merged(&whole, row, [&old.text, &new.text]);
            let mut out = text.clone();
            for (span, layer) in layers.iter().rev() {
                let (open, close) = match layer {
                    Layer::Mark(Mark::Deleted) => ("[-", "-]"),
                    Layer::Mark(Mark::Inserted) => ("{+", "+}"),
                    Layer::MovedAway => ("<", ">"),
                    _ => (">", "<"),
                };
                out.replace_range(span.start..span.end, &format!("{open}{}{close}", span.of(&text)));
            }
            out
        };
        whole.rows.iter().map(one).collect()
    }

    #[test]
    fn deleted_words_stand_before_those_that_took_their_place() {
        let old = "The council met on Monday in Bonn. It will sell all bonds now.";
        let new = "The council met on Tuesday in Bonn. It will, in time, sell bonds.";
        assert_eq!(
            rows(old, new),
            [
                "The council met on [-Monday-] {+Tuesday+} in Bonn. It will{+, in time,+} sell [-all-] bonds[- now-]."
            ]
        );
    }

    #[test]
    fn words_at_the_edge_of_a_paragraph_do_not_run_together() {
        let tail = "council decided to leave the rate where it is for now.";
        assert_eq!(
            rows(&format!("Today the {tail}"), &format!("The {tail}"))[0],
            format!("[-Today the-] {{+The+}} {tail}")
        );
        assert_eq!(
            rows(&format!("Yes the {tail}"), &format!("the {tail}"))[0],
            format!("[-Yes-] the {tail}")
        );
    }

    #[test]
    fn a_moved_passage_stands_at_both_places() {
        let moved =
            "Tighter conditions for households and firms are likely to weigh on hiring and on prices.";
        let rest = "The council will go on selling the bonds that it holds, as it announced last year.";
        let more = "All ten members voted for this decision, and the minutes will be published in May.";
        let rows = rows(&format!("{moved}\n\n{rest}\n\n{more}\n"), &format!("{rest}\n\n{more}\n\n{moved}\n"));
        assert_eq!(rows, [format!("<{moved}>"), rest.to_owned(), more.to_owned(), format!(">{moved}<")]);
    }
}
