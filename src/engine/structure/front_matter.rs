//! The block of fields between two `---` lines above a Markdown text.
//!
//! Only what such blocks hold in practice is read: `key: value` with plain, quoted or continued values and
//! flat lists. A full YAML reader would refuse files that a person can read.

use super::lines::Line;
use crate::engine::transcript::Span;

/// A longer block is no front matter but a text that opens with a rule.
const MOST_LINES: usize = 200;

/// A front matter block that was found.
#[derive(Clone, Debug, Default)]
pub(super) struct FrontMatter {
    /// Number of lines that it takes, blank ones above and both fences included.
    pub lines: usize,

    /// What it covers: whole lines.
    pub span: Span,

    fields: Vec<(String, Vec<String>)>,
}

impl FrontMatter {
    /// The first value of the first of these fields that is there.
    pub(super) fn get(&self, keys: &[&str]) -> Option<&str> {
        self.all(keys).first().map(String::as_str)
    }

    /// All values of the first of these fields that is there.
    pub(super) fn all(&self, keys: &[&str]) -> &[String] {
        keys.iter()
            .find_map(|key| self.fields.iter().find(|(name, _)| name == key))
            .map_or(&[], |(_, values)| values.as_slice())
    }
}

/// Reads the block of fields above a text, where there is one.
pub(super) fn read(text: &str, lines: &[Line]) -> Option<FrontMatter> {
    let open = lines.iter().take(5).position(|line| !line.is_blank())?;
    let fence @ ("---" | "+++") = lines[open].content.of(text) else {
        return None;
    };
    let close = lines[open + 1..].iter().take(MOST_LINES).position(|line| {
        line.content.of(text) == fence || (fence == "---" && line.content.of(text) == "...")
    })? + open
        + 1;
    let fields = fields(text, &lines[open + 1..close])?;
    Some(FrontMatter { lines: close + 1, span: lines[open].span.join(lines[close].span), fields })
}

/// The fields of the block; `None` if a line in it cannot be one, so that a text between two rules stays text.
fn fields(text: &str, lines: &[Line]) -> Option<Vec<(String, Vec<String>)>> {
    let mut fields: Vec<(String, Vec<String>)> = Vec::new();
    for line in lines {
        let content = line.content.of(text);
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        let is_indented = line.content.start > line.span.start;
        let item = content.strip_prefix("- ");
        if let (Some(item), Some((_, values))) = (item, fields.last_mut()) {
            values.push(item.trim().to_owned());
        } else if is_indented && let Some((_, values)) = fields.last_mut() {
            match values.last_mut() {
                Some(value) => {
                    value.push(' ');
                    value.push_str(content);
                }
                None => values.push(content.to_owned()),
            }
        } else {
            let (key, value) = key_and_value(content)?;
            fields.push((key, if value.is_empty() { Vec::new() } else { vec![value.to_owned()] }));
        }
    }
    if fields.is_empty() {
        return None;
    }
    for (_, values) in &mut fields {
        *values = values.iter().flat_map(|value| scalars(value)).collect();
    }
    Some(fields)
}

fn key_and_value(content: &str) -> Option<(String, &str)> {
    let at = content.find([':', '='])?;
    let key = content[..at].trim().trim_matches('"');
    let is_key = !key.is_empty()
        && key.len() <= 40
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let value = content[at + 1..].trim();
    let value = if matches!(value, ">" | "|" | ">-" | "|-") { "" } else { value };
    is_key.then(|| (key.to_lowercase().replace('-', "_"), value))
}

/// The values in one written value: a plain or quoted one, or a flat list in brackets.
fn scalars(value: &str) -> Vec<String> {
    if let Some(list) = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return list.split(',').map(|item| scalar(item.trim())).filter(|item| !item.is_empty()).collect();
    }
    let value = scalar(value);
    if value.is_empty() || value == "null" || value == "~" { Vec::new() } else { vec![value] }
}

fn scalar(value: &str) -> String {
    if let Some(inner) = value.strip_prefix('\'').and_then(|v| v.strip_suffix('\'')) {
        return tidy(&inner.replace("''", "'"));
    }
    if let Some(inner) = value.strip_prefix('"').and_then(|v| v.strip_suffix('"')) {
        return tidy(&unescape(inner));
    }
    tidy(value)
}

/// The value with single spaces only.
fn tidy(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Resolves the escapes of a value in double quotes.
fn unescape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n' | 't' | '_' | 'N' | 'L' | 'P' | ' ' | '\n') => out.push(' '),
            Some(kind @ ('x' | 'u' | 'U')) => {
                let digits = match kind {
                    'x' => 2,
                    'u' => 4,
                    _ => 8,
                };
                let code: String = chars.by_ref().take(digits).collect();
                out.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32));
            }
            Some(other) => out.push(other),
            None => out.push('\\'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;

    fn read_text(text: &str) -> Option<FrontMatter> {
        read(text, &lines::split(text))
    }

    #[test]
    fn quoted_continued_and_listed_values() {
        let text = "---\ntags: briefings\ndate: '2021-01-20'\ntitle: \"Briefing by Jo\\_Doe, January 20,\\_2021\"\n\
            subtitle: Remarks in the\n  East Room\nspeakers:\n  - Jo Doe\n  - 'Max O''Neil'\nplaces: [Rome, \"Bari\"]\n---\n\nBody";
        let front = read_text(text).expect("front matter");
        assert_eq!(front.get(&["date"]), Some("2021-01-20"));
        assert_eq!(front.get(&["title"]), Some("Briefing by Jo Doe, January 20, 2021"));
        assert_eq!(front.get(&["subtitle"]), Some("Remarks in the East Room"));
        assert_eq!(front.all(&["speakers"]), ["Jo Doe", "Max O'Neil"]);
        assert_eq!(front.all(&["places"]), ["Rome", "Bari"]);
        assert_eq!(front.lines, 11);
        assert_eq!(&text[front.span.end..], "\n\nBody");
    }

    #[test]
    fn a_text_between_rules_is_no_front_matter() {
        assert!(read_text("---\nJANE DOE\nGood evening.\n---\nQUESTION\nWhy?").is_none());
        assert!(read_text("---\ntitle: x\n").is_none());
        assert!(read_text("Title\n---\na: b\n---").is_none());
        assert!(read_text("").is_none());
    }
}
