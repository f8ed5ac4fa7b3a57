//! Tables whose rows are transcripts, or the turns of transcripts: CSV, TSV, JSON, JSON Lines.
//!
//! Which column holds the text is told by its name, else by its length; which rows belong together by what they share.
//! A document is named after its file with `#` and the row that it begins at, counted from 1 without the header, or
//! the identity that a column gives it: that stays what it is when rows are added at the end.

mod sheet;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::Opened;
use super::columns::{Column, Columns, Meaning, likely_meaning};
use super::decode::decode;
use super::error::LoadError;
use super::table::TABLE_NAME;
use crate::engine::document::Document;
use crate::engine::structure;
use crate::engine::transcript::{Facts, Format, Source};
use crate::io::extract::html;
use sheet::{GROUP, Row, Sheet};

/// A column without a telling name holds transcripts if its cells have so many letters on average.
const LONG_CELLS: usize = 200;

/// Without anything that tells documents apart, cells shorter than this are turns of one.
const LONGEST_TURN: usize = 2_000;

/// Where a table names its columns.
pub const HEAD_BYTES: usize = 64 * 1024;

/// Whether a name is that of a table that may hold transcripts.
pub fn is_table_name(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(ending.as_str(), "csv" | "tsv" | "tab" | "json" | "jsonl" | "ndjson")
}

/// Whether the beginning of a table names a column of text. A folder may hold tables of anything, and those are not
/// worth a complaint each.
pub fn names_text(bytes: &[u8]) -> bool {
    let text = decode(&bytes[..bytes.len().min(HEAD_BYTES)]).text;
    let is_text = |name: &str| name == "body" || likely_meaning(name) == Some(Meaning::Text);
    if text.trim_start().starts_with(['{', '[']) {
        let parts: Vec<&str> = text.split('"').collect();
        return parts.windows(2).any(|two| two[1].trim_start().starts_with(':') && is_text(two[0]));
    }
    let header = text.lines().next().unwrap_or_default();
    header.split([',', ';', '\t']).any(|name| is_text(name.trim_matches(['"', ' ', '\u{feff}'])))
}

/// Reads the transcripts of a table: each, or why not. What the user says about columns outranks their names.
pub fn read(
    name: &str,
    text: &str,
    encoding: &str,
    facts: &Facts,
    said: &[Column],
) -> Vec<Result<Opened, LoadError>> {
    let path = || name.to_owned();
    let sheet = match sheet::read(text) {
        Ok(sheet) => sheet,
        Err(reason) => return vec![Err(LoadError::BadTable { path: path(), reason })],
    };
    let Some(shape) = Shape::of(&sheet, name, said) else {
        let columns = sheet.columns.iter().filter(|name| *name != GROUP).cloned().collect();
        return vec![Err(LoadError::NoTextColumn { path: path(), columns })];
    };
    let (rows, blank): (Vec<&Row>, Vec<&Row>) =
        sheet.rows.iter().partition(|row| !row.cell(shape.text).is_empty());
    let columns = shape.meanings(&sheet);
    let mut documents: Vec<Result<Opened, LoadError>> = Vec::new();
    for group in shape.groups(&rows) {
        let text = shape.text_of(&group);
        if structure::is_blank(&text) {
            continue;
        }
        let (own, _) = shape.columns.facts(|column| group[0].cells.get(column).map(String::as_str));
        let own = if shape.speaker.is_some() { Facts { speakers: None, ..own } } else { own };
        let path = format!("{name}#{}", shape.mark(group[0]));
        let source = Source { path, format: Format::Table, encoding: encoding.to_owned() };
        let document = Document::new(source, text, own.or(facts.clone()));
        documents.push(Ok(Opened { document, original: None, columns: Some(columns.clone()) }));
    }
    if documents.is_empty() {
        return vec![Err(LoadError::Empty { path: path() })];
    }
    for (numbers, reason) in [
        (blank.iter().map(|row| row.number).collect(), "hold no text"),
        (sheet.broken.clone(), "cannot be read"),
    ] {
        let numbers: Vec<usize> = numbers;
        if let Some(&first) = numbers.first() {
            documents.push(Err(LoadError::RowsLeftOut { path: path(), rows: numbers.len(), first, reason }));
        }
    }
    documents
}

/// What the columns of a table are, and what its rows.
struct Shape {
    columns: Columns,
    text: usize,

    /// The column of the speaker, where rows are turns.
    speaker: Option<usize>,

    /// The columns that rows of one document share, where rows are turns.
    shared: Vec<usize>,

    order: Option<usize>,

    /// The column that names each document.
    id: Option<usize>,
}

impl Shape {
    fn of(sheet: &Sheet, name: &str, said: &[Column]) -> Option<Self> {
        let file_name = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let mut columns = Columns::of(sheet.columns.iter().map(String::as_str));
        let is_said = |meaning| said.iter().any(|(_, said)| *said == Some(meaning));
        columns.correct(&sheet.columns, said);
        let text = match columns.get(Meaning::Text).filter(|_| is_said(Meaning::Text)) {
            Some(text) => text,
            None => text_column(sheet, file_name.eq_ignore_ascii_case(TABLE_NAME), said)?,
        };
        columns.forget(text);
        let mut shape = Self { text, speaker: None, shared: Vec::new(), order: None, id: None, columns };
        shape.find_turns(sheet);
        let id = shape.columns.get(Meaning::Id).or(shape.columns.get(Meaning::File));
        shape.id = id.filter(|&column| {
            let is_mark = |cell: &str| {
                (1..=60).contains(&cell.len())
                    && cell.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' '))
            };
            let rows: Vec<&Row> = sheet.rows.iter().collect();
            let groups = shape.groups(&rows);
            let marks: HashSet<&str> = groups.iter().map(|group| group[0].cell(column)).collect();
            marks.len() == groups.len() && marks.iter().copied().all(is_mark)
        });
        Some(shape)
    }

    /// Finds out whether rows are turns: there is a speaker, and what names a document is the same in many rows.
    fn find_turns(&mut self, sheet: &Sheet) {
        let Some(speaker) = self.columns.get(Meaning::Speaker) else {
            return;
        };
        let nested = sheet.columns.iter().position(|name| name == GROUP);
        let of = |meanings: &[Meaning]| -> Vec<usize> {
            meanings.iter().filter_map(|&meaning| self.columns.get(meaning)).collect()
        };
        let id = of(&[Meaning::Id, Meaning::File]).into_iter().find(|&id| repeats(sheet, &[id]));
        let about = of(&[Meaning::Title, Meaning::Date, Meaning::Address, Meaning::Event]);
        let shared = match nested.or(id) {
            Some(column) => vec![column],
            None => about.iter().copied().filter(|&column| repeats_at_all(sheet, column)).collect(),
        };
        let filled = sheet.rows.iter().filter(|row| !row.cell(self.text).is_empty());
        let mut lengths: Vec<usize> = filled.map(|row| row.cell(self.text).chars().count()).collect();
        lengths.sort_unstable();
        let is_short = lengths.get(lengths.len() / 2).is_some_and(|&median| median < LONGEST_TURN);
        let is_turns = nested.is_some()
            || (shared.is_empty() && about.is_empty() && is_short && sheet.rows.len() > 1)
            || (!shared.is_empty() && repeats(sheet, &shared));
        if is_turns {
            self.speaker = Some(speaker);
            self.shared = shared;
            self.order = self.columns.get(Meaning::Order);
        }
    }

    /// The rows of each document, in the order of the file.
    fn groups<'a>(&self, rows: &[&'a Row]) -> Vec<Vec<&'a Row>> {
        if self.speaker.is_none() {
            return rows.iter().map(|row| vec![*row]).collect();
        }
        let mut groups: Vec<Vec<&Row>> = Vec::new();
        let mut known: HashMap<Vec<&str>, usize> = HashMap::new();
        for row in rows {
            let key: Vec<&str> = self.shared.iter().map(|&column| row.cell(column)).collect();
            let group = *known.entry(key).or_insert(groups.len());
            if group == groups.len() {
                groups.push(Vec::new());
            }
            groups[group].push(row);
        }
        if let Some(order) = self.order {
            for group in &mut groups {
                let place = |row: &&Row| row.cell(order).parse::<u64>().ok();
                if group.iter().all(|row| place(row).is_some()) {
                    group.sort_by_key(place);
                }
            }
        }
        groups
    }

    /// The text of one document.
    fn text_of(&self, rows: &[&Row]) -> String {
        let Some(speaker) = self.speaker else {
            return plain_text(rows[0].cell(self.text));
        };
        let mut out = String::new();
        let mut last = "";
        for row in rows {
            let name = row.cell(speaker).trim_end_matches([':', '：', ' ']);
            if !out.is_empty() {
                out.push_str("\n\n");
            }
            if !name.is_empty() && name != last {
                out.push_str("**");
                out.push_str(&name.split_whitespace().collect::<Vec<_>>().join(" "));
                out.push_str(":** ");
            }
            last = name;
            out.push_str(plain_text(row.cell(self.text)).trim());
        }
        out.push('\n');
        out
    }

    /// What each column is taken for.
    fn meanings(&self, sheet: &Sheet) -> Arc<[Column]> {
        let named = sheet.columns.iter().enumerate().filter(|(_, name)| *name != GROUP);
        let meaning = |index| {
            if index == self.text { Some(Meaning::Text) } else { self.columns.meaning_of(index) }
        };
        named.map(|(index, name)| (name.clone(), meaning(index))).collect()
    }

    /// What stands after the `#`.
    fn mark(&self, row: &Row) -> String {
        self.id.map_or_else(|| row.number.to_string(), |id| row.cell(id).to_owned())
    }
}

/// The column with the text: by its name, else the one whose cells are by far the longest. What is called
/// `metadata.csv` has to hold long texts to be more than that. Never one of which the user says something else.
fn text_column(sheet: &Sheet, is_metadata: bool, said: &[Column]) -> Option<usize> {
    let mut means: Vec<usize> = (0..sheet.columns.len()).map(|column| mean_length(sheet, column)).collect();
    let is_other = |name: &String| name == GROUP || said.iter().any(|(said, _)| said == name);
    means.iter_mut().zip(&sheet.columns).filter(|(_, name)| is_other(name)).for_each(|(mean, _)| *mean = 0);
    let longest = |columns: &mut dyn Iterator<Item = usize>| {
        columns.max_by_key(|&column| (means[column], std::cmp::Reverse(column)))
    };
    let is_text =
        |&column: &usize| likely_meaning(&sheet.columns[column]) == Some(Meaning::Text) && means[column] > 0;
    let all = 0..sheet.columns.len();
    let longest_of_all = longest(&mut all.clone())?;
    let named = longest(&mut all.clone().filter(is_text));
    // `body` is the organisation in one table and the text in the next; `speech` may be its title.
    let second =
        all.filter(|&column| column != longest_of_all).map(|column| means[column]).max().unwrap_or(0);
    let is_by_far = means[longest_of_all] >= LONG_CELLS && means[longest_of_all] >= 4 * second;
    match named {
        Some(named) if !is_by_far && (!is_metadata || means[named] >= LONG_CELLS) => Some(named),
        _ if is_by_far => Some(longest_of_all),
        _ => None,
    }
}

/// The letters of the cells of a column, those without any left out.
fn mean_length(sheet: &Sheet, column: usize) -> usize {
    let filled = sheet.rows.iter().map(|row| row.cell(column)).filter(|cell| !cell.is_empty());
    let (letters, cells) =
        filled.fold((0, 0), |(letters, cells), cell| (letters + cell.chars().count(), cells + 1));
    letters / std::cmp::max(cells, 1)
}

/// Whether most rows share what these columns hold with another.
fn repeats(sheet: &Sheet, columns: &[usize]) -> bool {
    let key = |row: &'_ Row| columns.iter().map(|&column| row.cell(column).to_owned()).collect::<Vec<_>>();
    let keys: HashSet<Vec<String>> = sheet.rows.iter().map(key).collect();
    sheet.rows.len() > 1 && sheet.rows.len() * 2 >= keys.len() * 3
}

/// Whether any two rows share what a column holds.
fn repeats_at_all(sheet: &Sheet, column: usize) -> bool {
    let cells: HashSet<&str> = sheet.rows.iter().map(|row| row.cell(column)).collect();
    cells.len() < sheet.rows.len()
}

/// The text of a cell, which may be markup of a web page.
fn plain_text(cell: &str) -> String {
    let is_markup = ["</p>", "<br", "</div>", "</span>"].iter().any(|tag| cell.contains(tag));
    let read = || html::read_text(cell, encoding_rs::UTF_8.name()).ok();
    is_markup
        .then(read)
        .flatten()
        .map_or_else(|| cell.to_owned(), |page| page.facts.own_text(&page.text).into_owned())
}

#[cfg(test)]
mod tests;
