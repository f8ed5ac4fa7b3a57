//! CSV, TSV and JSON of several shapes as one: named columns and rows.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::io::load::table::delimiter;

/// More rows than this are no collection of transcripts that could be read.
const MOST_ROWS: usize = 1_000_000;

/// More columns than this are no table that a person made.
const MOST_COLUMNS: usize = 1_000;

/// The most values in a JSON file: some eight in each of the most rows. Each takes up to 112 bytes.
const MOST_VALUES: usize = 8_000_000;

/// The column that tells the documents of a nested file apart; no name of a column is empty.
pub(super) const GROUP: &str = "";

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// Its number in the file, counted from 1, the header left out.
    pub number: usize,

    /// Its cells; missing ones at the end are empty.
    pub cells: Vec<String>,
}

impl Row {
    /// A cell without the space around it.
    pub(super) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sheet {
    /// Names of the columns.
    pub columns: Vec<String>,

    /// The rows that could be read and hold anything.
    pub rows: Vec<Row>,

    /// The numbers of the rows that could not be read.
    pub broken: Vec<usize>,
}

/// Reads a table; the reason where it is none.
pub(super) fn read(text: &str) -> Result<Sheet, String> {
    let sheet = if text.trim_start().starts_with(['{', '[']) { read_json(text)? } else { read_csv(text) };
    if sheet.rows.len() > MOST_ROWS || sheet.columns.len() > MOST_COLUMNS {
        return Err(format!("it has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns"));
    }
    Ok(sheet)
}

fn read_csv(text: &str) -> Sheet {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter(text)).flexible(true).from_reader(text.as_bytes());
    let mut sheet = Sheet::default();
    if let Ok(header) = reader.headers() {
        sheet.columns = header.iter().map(|name| name.trim().to_owned()).collect();
    }
    for (i, record) in reader.records().enumerate().take(MOST_ROWS + 1) {
        let number = i + 1;
        match record {
            Ok(record) if record.iter().all(|cell| cell.trim().is_empty()) => {}
            Ok(record) => {
                // What stands under no name is never asked for.
                let cells = record.iter().take(sheet.columns.len()).map(str::to_owned).collect();
                sheet.rows.push(Row { number, cells });
            }
            Err(_) => sheet.broken.push(number),
        }
    }
    sheet
}

/// JSON as a whole, or an object on each line.
fn read_json(text: &str) -> Result<Sheet, String> {
    if count_values(text) > MOST_VALUES {
        return Err(format!("it has more than {MOST_VALUES} values"));
    }
    let mut writer = Writer::default();
    match serde_json::from_str::<Value>(text) {
        Ok(value) => writer.add_all(value),
        Err(error) => {
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            let objects = lines.map(serde_json::from_str::<Map<String, Value>>);
            for (i, object) in objects.enumerate().take(MOST_ROWS + 1) {
                match object {
                    Ok(object) => writer.add(i + 1, object),
                    Err(_) => writer.sheet.broken.push(i + 1),
                }
            }
            if writer.sheet.rows.is_empty() {
                return Err(format!("it is no whole JSON ({error})"));
            }
        }
    }
    Ok(writer.sheet)
}

/// How many values a JSON text has at most: each but the first follows one of these signs outside of a string.
fn count_values(text: &str) -> usize {
    let (mut count, mut in_string, mut is_escaped) = (1, false, false);
    for byte in text.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = in_string,
            b'"' => in_string = !in_string,
            b',' | b':' | b'[' | b'{' if !in_string => count += 1,
            _ => {}
        }
    }
    count
}

#[derive(Default)]
struct Writer {
    sheet: Sheet,
    index: HashMap<String, usize>,
}

impl Writer {
    /// A list of objects, or an object that holds one or is one.
    fn add_all(&mut self, value: Value) {
        match value {
            Value::Array(values) => {
                for (i, value) in values.into_iter().enumerate() {
                    if let Value::Object(object) = value {
                        self.add(i + 1, object);
                    }
                }
            }
            Value::Object(mut object) => match take_list(&mut object) {
                None => self.add(1, object),
                Some(values) => {
                    // What is said about all of them is said about each.
                    object.retain(|_, value| !value.is_array() && !value.is_object());
                    for (i, value) in values.into_iter().enumerate() {
                        if let Value::Object(inner) = value {
                            let mut whole = object.clone();
                            whole.extend(inner);
                            self.add(i + 1, whole);
                        }
                    }
                }
            },
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    /// An object: one row, or a row for each object of the longest list in it.
    fn add(&mut self, number: usize, mut object: Map<String, Value>) {
        let inner = take_list(&mut object);
        let mut cells = Vec::new();
        for (name, value) in object {
            match value {
                Value::Object(fields) => {
                    for (name, value) in fields {
                        self.set(&mut cells, &name, value, false);
                    }
                }
                value => self.set(&mut cells, &name, value, true),
            }
        }
        let Some(values) = inner else {
            self.push(number, cells);
            return;
        };
        self.set(&mut cells, GROUP, Value::from(number), true);
        for value in values {
            let Value::Object(fields) = value else {
                continue;
            };
            let mut cells = cells.clone();
            for (name, value) in fields {
                self.set(&mut cells, &name, value, true);
            }
            self.push(number, cells);
        }
    }

    fn push(&mut self, number: usize, cells: Vec<String>) {
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            self.sheet.rows.push(Row { number, cells });
        }
    }

    fn set(&mut self, cells: &mut Vec<String>, name: &str, value: Value, is_own: bool) {
        let next = self.sheet.columns.len();
        if next > MOST_COLUMNS {
            return;
        }
        let column = *self.index.entry(name.to_owned()).or_insert(next);
        if column == next {
            self.sheet.columns.push(name.to_owned());
        }
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        if is_own || cells[column].is_empty() {
            cells[column] = words(value);
        }
    }
}

/// Takes the longest list of objects out of an object.
fn take_list(object: &mut Map<String, Value>) -> Option<Vec<Value>> {
    let objects = |value: &Value| match value {
        Value::Array(values) => values.iter().filter(|value| value.is_object()).count(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => 0,
    };
    let lists = object.iter().map(|(name, value)| (objects(value), name)).filter(|(count, _)| *count > 0);
    let name = lists.max_by_key(|(count, _)| *count)?.1.clone();
    match object.remove(&name) {
        Some(Value::Array(values)) => Some(values),
        _ => None,
    }
}

/// A value as a cell: a list of paragraphs as paragraphs, a list of names as names.
fn words(value: Value) -> String {
    match value {
        Value::Null | Value::Object(_) => String::new(),
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => value.to_string(),
        Value::String(value) => value,
        Value::Array(values) => {
            let values: Vec<String> =
                values.into_iter().filter(|value| !value.is_array()).map(words).collect();
            let is_text = values.iter().any(|value| value.chars().count() > 60);
            values.join(if is_text { "\n\n" } else { "; " })
        }
    }
}
