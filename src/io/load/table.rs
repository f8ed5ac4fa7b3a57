//! `metadata.csv`: what a table beside the transcripts says about each of them.
//!
//! Corpus tools agree on the shape: a header, one row per file, a first column that names the file.
//! They differ in the names of the columns, the separator and the way of writing a date, so all of
//! these are read freely. A row that cannot be understood is reported and the others are used.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization as _;

use super::columns::{Columns, Meaning};
use super::date::UnclearDate;
use super::decode::decode;
use super::kind::supported_format;
use crate::engine::transcript::Facts;

/// The name that such a table has, beside the files that it is about.
pub const TABLE_NAME: &str = "metadata.csv";

/// Something in a table that was left out. The transcripts are loaded all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableProblem {
    /// The table.
    pub path: String,

    /// Line in the table, counted from 1; `None` where it is about the whole.
    pub line: Option<u64>,

    /// What is wrong.
    pub flaw: Flaw,
}

impl fmt::Display for TableProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.flaw, self.path)?;
        self.line.map_or(Ok(()), |line| write!(f, ", line {line}"))
    }
}

/// What is wrong with a table or a row.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Flaw {
    /// The file cannot be read at all.
    #[error("the table is not used, {reason}")]
    Unreadable {
        /// Why.
        reason: String,
    },

    /// No column says which file a row is about.
    #[error("the table is not used, it has no column named id, file or filename")]
    NoFileColumn,

    /// The row names no file.
    #[error("the row is left out, it names no file")]
    NoFile,

    /// Two rows name the same file.
    #[error("the row is left out, an earlier one is about the same file ({id})")]
    Repeated {
        /// As in the row.
        id: String,
    },

    /// The row cannot be parsed.
    #[error("the row is left out, {reason}")]
    Malformed {
        /// Why.
        reason: String,
    },

    /// The date is not one, or could be two.
    #[error("the date is left out, {0}")]
    Date(UnclearDate),

    /// The rows are about other files.
    #[error("the table is not used, none of its {rows} rows names a file here")]
    NothingMatches {
        /// How many rows it has.
        rows: usize,
    },
}

/// The facts of a table by file.
#[derive(Clone, Debug, Default)]
pub struct Table {
    rows: BTreeMap<String, Facts>,
}

impl Table {
    /// Reads a table. What is wrong with it comes with it.
    pub fn read(path: &str, bytes: &[u8]) -> (Self, Vec<TableProblem>) {
        let decoded = decode(bytes);
        let mut problems = Vec::new();
        let mut report = |line, flaw| {
            problems.push(TableProblem { path: path.to_owned(), line, flaw });
        };
        let mut table = Self::default();
        if decoded.is_binary() || decoded.is_rubbish() {
            let reason = "it is not text".to_owned();
            report(None, Flaw::Unreadable { reason });
            return (table, problems);
        }
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter(&decoded.text))
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(decoded.text.as_bytes());
        let columns = match reader.headers() {
            Ok(header) => Columns::of(header),
            Err(error) => {
                let reason = error.to_string();
                report(None, Flaw::Unreadable { reason });
                return (table, problems);
            }
        };
        let Some(file_column) = columns.get(Meaning::File).or(columns.get(Meaning::Id)) else {
            report(None, Flaw::NoFileColumn);
            return (table, problems);
        };
        for row in reader.records() {
            let row = match row {
                Ok(row) => row,
                Err(error) => {
                    let line = error.position().map(csv::Position::line);
                    let reason = error.to_string();
                    report(line, Flaw::Malformed { reason });
                    continue;
                }
            };
            let line = row.position().map(csv::Position::line);
            if row.iter().all(str::is_empty) {
                continue;
            }
            let Some(id) = row.get(file_column).filter(|id| !id.is_empty()) else {
                report(line, Flaw::NoFile);
                continue;
            };
            let (facts, unclear) = columns.facts(|column| row.get(column));
            if let Some(unclear) = unclear {
                report(line, Flaw::Date(unclear));
            }
            match table.rows.entry(key(id)) {
                Entry::Vacant(slot) => _ = slot.insert(facts),
                Entry::Occupied(_) => report(line, Flaw::Repeated { id: id.to_owned() }),
            }
        }
        (table, problems)
    }

    /// How many rows can be used.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no row can be used.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What it says about a file, named by its path below the table's folder. The row may give the
    /// path or the name only, with or without the extension.
    pub fn facts(&self, relative_path: &str) -> Option<&Facts> {
        let path = key(relative_path);
        let name = path.rsplit('/').next().unwrap_or(&path);
        let candidates = [Some(path.as_str()), stem(&path), Some(name), stem(name)];
        let mut found = candidates.into_iter().flatten();
        found.find_map(|key| self.rows.get(key))
    }
}

/// The form in which names are compared: composed letters (some file systems take them apart), no
/// difference of case, forward slashes.
fn key(name: &str) -> String {
    let plain = name.trim().replace('\\', "/");
    plain.trim_start_matches("./").nfc().collect::<String>().to_lowercase()
}

/// A name without the extension of a supported format.
fn stem(name: &str) -> Option<&str> {
    supported_format(name)?;
    name.rsplit_once('.').map(|(stem, _)| stem)
}

/// The separator of the columns: spreadsheets of many countries write semicolons.
pub(super) fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |c: char| header.matches(c).count();
    // The first of equals, so that a comma is the separator of a table of one column.
    [(',', b','), (';', b';'), ('\t', b'\t')]
        .into_iter()
        .rev()
        .max_by_key(|(c, _)| count(*c))
        .map_or(b',', |(_, byte)| byte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(text: &str) -> (Table, Vec<String>) {
        let (table, problems) = Table::read("m.csv", text.as_bytes());
        (table, problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_row_is_found_by_name_or_path_with_or_without_extension() {
        let (table, problems) =
            read("id,place\na,A\nb.txt,B\nsub/c,C\n./sub\\d.md,D\nCafe\u{301},E\nv1.2,F\n");
        assert_eq!(problems, Vec::<String>::new());
        let place = |path: &str| table.facts(path).and_then(|f| f.place.clone());
        let cases = [
            ("a.txt", Some("A")),
            ("deep/a.md", Some("A")),
            ("b.txt", Some("B")),
            ("b.md", None),
            ("sub/c.txt", Some("C")),
            ("c.txt", None),
            ("sub/d.md", Some("D")),
            ("CAFÉ.TXT", Some("E")),
            ("v1.2.txt", Some("F")),
            ("v1.2", Some("F")),
            ("v1.txt", None),
        ];
        for (path, expected) in cases {
            assert_eq!(place(path).as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn columns_are_recognised_in_any_order_and_spelling() {
        let (table, problems) = read(
            "\u{feff}Speaker(s);Organization;File name;Event date;LANG;Location;Meeting;Headline;Published by;Remarks\n\
             \"Sergey Lavrov ; Stanislav Zas\";CSTO;a.txt;2020-05-26;en;Moscow;CSTO Council;\"Remarks; answers\";Ministry;x\n",
        );
        assert_eq!(problems, Vec::<String>::new());
        let facts = table.facts("a.txt").cloned().unwrap_or_default();
        assert_eq!(
            facts,
            Facts {
                title: Some("Remarks; answers".to_owned()),
                date: Some(date(2020, 5, 26)),
                place: Some("Moscow".to_owned()),
                organisation: Some("CSTO".to_owned()),
                event: Some("CSTO Council".to_owned()),
                speakers: Some(vec!["Sergey Lavrov".to_owned(), "Stanislav Zas".to_owned()]),
                publisher: Some("Ministry".to_owned()),
                language: Some("en".to_owned()),
                furniture: Vec::new(),
            }
        );
    }

    #[test]
    fn bad_rows_are_reported_and_the_others_used() {
        let (table, problems) = read(
            "id,date,speaker,place\n\
             a,2020-02-30,X; Y,Minsk\n\
             ,2020-01-01,X,Minsk\n\
             ,,,\n\
             b,2020-01-01\n\
             a,2021-01-01,Z,Minsk\n\
             c,05/06/2020,Z,Minsk,too,many\n",
        );
        assert_eq!(table.len(), 3);
        let a = table.facts("a").cloned().unwrap_or_default();
        assert_eq!((a.date, a.place.as_deref()), (None, Some("Minsk")));
        assert_eq!(a.speakers, Some(vec!["X".to_owned(), "Y".to_owned()]));
        assert_eq!(table.facts("b").and_then(|f| f.date), Some(date(2020, 1, 1)));
        let lines: Vec<&str> = problems.iter().map(|p| &p[p.len() - 1..]).collect();
        assert_eq!(lines, ["2", "3", "6", "7"], "{problems:#?}");
    }

    #[test]
    fn a_table_without_files_is_not_used() {
        for (text, word) in
            [("", "no column"), ("title,date\nx,2020-01-01\n", "no column"), ("\0\0\0\u{1}\u{2}", "not text")]
        {
            let (table, problems) = read(text);
            assert!(table.is_empty());
            assert_eq!(problems.len(), 1);
            assert!(problems[0].contains(word), "{problems:?}");
        }
    }
}
