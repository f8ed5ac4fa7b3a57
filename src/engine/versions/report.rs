//! The redline of two versions as a text to read: plain, Markdown, or a page for browser and printer.
//!
//! All three show the new version as it stands, with its line breaks, and put into it what was deleted
//! and where passages came from. A moved passage stands at both places with the same number.

use std::fmt::Write as _;

use super::{Change, ChangeKind, Piece, Source, Versions, What, WordCounts};
use crate::engine::numbers::count;
use crate::engine::transcript::Span;

/// What is done with a stretch of text when both versions are written as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ink {
    Kept,
    Deleted,
    Inserted,
    /// With the number of the move.
    MovedFrom(usize),
    MovedTo(usize),
}

/// As one plain text: `[-deleted-]`, `{+inserted+}`, `[<1 moved from here<]`, `{>1 moved to here>}`. Where the
/// texts hold such signs themselves, nothing tells them apart; the JSON output does.
pub fn text(versions: &Versions, a: Source<'_>, b: Source<'_>) -> String {
    let mut out = String::with_capacity(a.text.len().max(b.text.len()) + 1024);
    walk(versions, a, b, |stretch, ink| {
        let (open, close) = match ink {
            Ink::Kept => return out.push_str(stretch),
            Ink::Deleted => ("[-".to_owned(), "-]"),
            Ink::Inserted => ("{+".to_owned(), "+}"),
            Ink::MovedFrom(number) => (format!("[<{number} "), "<]"),
            Ink::MovedTo(number) => (format!("{{>{number} "), ">}"),
        };
        for part in [open.as_str(), stretch, close] {
            out.push_str(part);
        }
    });
    out.push('\n');
    out
}

/// As Markdown: ~~deleted~~, **inserted**, moved passages in italics with their number.
pub fn markdown(
    versions: &Versions,
    (a_name, a): (&str, Source<'_>),
    (b_name, b): (&str, Source<'_>),
) -> String {
    let mut out = String::with_capacity(a.text.len().max(b.text.len()) + 1024);
    let _ = writeln!(out, "# {} → {}\n", markdown_escaped(a_name), markdown_escaped(b_name));
    let _ = writeln!(out, "{}\n", summary(&versions.words));
    let mut line_breaks = 0;
    walk(versions, a, b, |stretch, ink| {
        // Marks do not reach over lines.
        for (n, line) in stretch.split('\n').enumerate() {
            line_breaks += usize::from(n > 0);
            let words = line.trim();
            if words.is_empty() {
                out.push_str(if line.is_empty() || line_breaks > 0 { "" } else { " " });
                continue;
            }
            out.push_str(match std::mem::take(&mut line_breaks) {
                0 => "",
                1 => "  \n",
                _ => "\n\n",
            });
            let lead = if line.starts_with(char::is_whitespace) { " " } else { "" };
            let trail = if line.ends_with(char::is_whitespace) { " " } else { "" };
            let words = markdown_escaped(words);
            let _ = match ink {
                Ink::Kept => write!(out, "{lead}{words}{trail}"),
                Ink::Deleted => write!(out, "{lead}~~{words}~~{trail}"),
                Ink::Inserted => write!(out, "{lead}**{words}**{trail}"),
                Ink::MovedFrom(number) => {
                    write!(out, "{lead}_(moved from here, {number}: ~~{words}~~)_{trail}")
                }
                Ink::MovedTo(number) => write!(out, "{lead}_(moved to here, {number}:)_ _{words}_{trail}"),
            };
        }
    });
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// As a page that needs nothing but itself. Change is told by line and sign as well as by colour.
pub fn html(versions: &Versions, (a_name, a): (&str, Source<'_>), (b_name, b): (&str, Source<'_>)) -> String {
    let mut out = String::with_capacity(a.text.len().max(b.text.len()) + 4096);
    let title = format!("{} → {}", html_escaped(a_name), html_escaped(b_name));
    out.push_str(HEAD_BEFORE_TITLE);
    let _ = writeln!(out, "<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>");
    let _ = writeln!(out, "<h1>{title}</h1>\n<p class=\"summary\">{}</p>", summary(&versions.words));
    out.push_str(LEGEND);
    out.push_str("<article>\n<p>");
    let mut line_breaks = 0;
    let mut linked: Vec<(bool, bool)> = vec![(false, false); versions.changes.len() + 1];
    walk(versions, a, b, |stretch, ink| {
        for (n, line) in stretch.split('\n').enumerate() {
            line_breaks += usize::from(n > 0);
            if line.trim().is_empty() {
                out.push_str(if line.is_empty() || line_breaks > 0 { "" } else { " " });
                continue;
            }
            out.push_str(match std::mem::take(&mut line_breaks) {
                0 => "",
                1 => "<br>\n",
                _ => "</p>\n<p>",
            });
            let words = html_escaped(line);
            let _ = match ink {
                Ink::Kept => write!(out, "{words}"),
                Ink::Deleted => write!(out, "<del>{words}</del>"),
                Ink::Inserted => write!(out, "<ins>{words}</ins>"),
                Ink::MovedFrom(number) => {
                    let id = id("from", number, &mut linked[number].0);
                    let link = format!("<a href=\"#to{number}\">moved to {number} ↷</a>");
                    write!(out, "<span{id} class=\"from\">{words} {link}</span>")
                }
                Ink::MovedTo(number) => {
                    let id = id("to", number, &mut linked[number].1);
                    let link = format!("<a href=\"#from{number}\">↷ {number} moved from above or below</a>");
                    write!(out, "<span{id} class=\"to\">{link} {words}</span>")
                }
            };
        }
    });
    out.push_str("</p>\n</article>\n</main>\n</body>\n</html>\n");
    out
}

/// One id for each place of a moved passage, however many paragraphs it has.
fn id(side: &str, number: usize, is_used: &mut bool) -> String {
    if std::mem::replace(is_used, true) { String::new() } else { format!(" id=\"{side}{number}\"") }
}

const HEAD_BEFORE_TITLE: &str = "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";

const LEGEND: &str = "<p class=\"legend\"><del>deleted</del> <ins>inserted</ins> \
    <span class=\"from\">moved from here</span> <span class=\"to\">moved to here</span></p>\n";

const STYLE: &str = "
:root { color-scheme: light dark; --ink: #1f2328; --paper: #fdfcfa; --dim: #5b626b; --rule: #d9d5cd;
  --del: #a33c00; --del-paper: #fdeadd; --ins: #0b57a4; --ins-paper: #e3f0fc; --move: #6a35a8; --move-paper: #f1e9fb; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e4df; --paper: #1b1d21; --dim: #a2a8b0; --rule: #3a3e45;
  --del: #ffab78; --del-paper: #43281a; --ins: #8cc4ff; --ins-paper: #16324e; --move: #cfaeff; --move-paper: #352450; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 Georgia, 'Noto Serif', serif; }
main { max-width: 42rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.35rem; line-height: 1.3; overflow-wrap: anywhere; }
.summary, .legend { color: var(--dim); font: 0.9rem/1.5 system-ui, sans-serif; }
.legend { border-bottom: 1px solid var(--rule); padding-bottom: 1rem; }
article p { margin: 0 0 1rem; overflow-wrap: anywhere; }
del { color: var(--del); background: var(--del-paper); text-decoration: line-through; }
ins { color: var(--ins); background: var(--ins-paper); text-decoration: underline; }
.from, .to { color: var(--move); background: var(--move-paper); }
.from { text-decoration: line-through dotted; }
.to { text-decoration: underline double; }
.from a, .to a { display: inline-block; color: inherit; font: 0.75rem system-ui, sans-serif; }
@media print { :root { --ink: #000; --paper: #fff; } main { max-width: none; padding: 0; } body { font-size: 11pt; }
  del, ins, .from, .to { -webkit-print-color-adjust: exact; print-color-adjust: exact; } p { orphans: 3; widows: 3; } }
";

/// What was changed, in one line.
pub fn summary(words: &WordCounts) -> String {
    if words.deleted + words.inserted + words.moved == 0 {
        return format!("No word changed of {}.", count(words.a, "word"));
    }
    format!(
        "{} deleted, {} inserted, {} moved, of {} and {}.",
        count(words.deleted, "word"),
        words.inserted,
        words.moved,
        words.a,
        count(words.b, "word"),
    )
}

/// Gives both texts stretch by stretch. What stands between two pieces is given with them, so that the
/// line breaks of the new version are seen, and those of the old one in what it alone has.
fn walk(versions: &Versions, a: Source<'_>, b: Source<'_>, mut give: impl FnMut(&str, Ink)) {
    let mut numbers = vec![0; versions.changes.len()];
    let moves = versions.changes.iter().enumerate().filter(|(_, change)| change.kind == ChangeKind::Moved);
    for (number, (change, _)) in moves.enumerate() {
        numbers[change] = number + 1;
    }
    let (mut a_end, mut b_end) = (0, 0);
    // Whether what was given last ends with white space, and whether only the old version has it.
    let (mut ends_with_space, mut was_old) = (true, false);
    for piece in &versions.pieces {
        for (span, is_new, ink) in stretches(versions, piece, &numbers) {
            let (source, end) = if is_new { (b, &mut b_end) } else { (a, &mut a_end) };
            let words = span.of(source.text);
            let mut gap = gap(source, std::mem::replace(end, span.end), span.start);
            if gap.is_empty() && is_new && was_old {
                // The new version begins here, or has nothing to part what was deleted from what follows.
                let rest = &a.text[a_end..];
                gap = &rest[..rest.len() - rest.trim_start().len()];
            }
            if ends_with_space && !gap.contains('\n') {
                gap = "";
            }
            give(gap, Ink::Kept);
            give(words, ink);
            (ends_with_space, was_old) = (words.ends_with(char::is_whitespace), !is_new);
            if ink == Ink::Kept {
                a_end = piece.a.map_or(a_end, |span| span.end);
            }
        }
    }
}

/// The texts of a piece, the old one first; each with whether it is of the new version.
fn stretches(
    versions: &Versions,
    piece: &Piece,
    numbers: &[usize],
) -> impl Iterator<Item = (Span, bool, Ink)> {
    let (old, new) = match piece.what {
        What::Kept => (None, Some(Ink::Kept)),
        What::Changed(change) => {
            let Change { a, b, .. } = versions.changes[change];
            (a.map(|_| Ink::Deleted), b.map(|_| Ink::Inserted))
        }
        What::MovedFrom(change) => (Some(Ink::MovedFrom(numbers[change])), None),
        What::MovedTo(change) => (None, Some(Ink::MovedTo(numbers[change]))),
    };
    let old = piece.a.zip(old).map(|(span, ink)| (span, false, ink));
    let new = piece.b.zip(new).map(|(span, ink)| (span, true, ink));
    old.into_iter().chain(new)
}

/// The white space between two pieces; a line break for what was left out.
fn gap(source: Source<'_>, from: usize, to: usize) -> &str {
    if from >= to {
        return "";
    }
    if source.is_parted(from, to) {
        return "\n\n";
    }
    &source.text[from..to]
}

fn html_escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Nothing that a page must not hold.
            c if c.is_control() && !c.is_whitespace() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

fn markdown_escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if c.is_ascii_punctuation()
            && !matches!(c, '.' | ',' | ';' | ':' | '\'' | '"' | '?' | '!' | '(' | ')' | '/' | '%')
        {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
