//! From the paths that a user named to the list of files to read: folders, tables, order.
//!
//! The order is that of the paths named, and by name within a folder, so that the same call gives the
//! same list everywhere. Links to folders are not followed: they may run in circles.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;
use walkdir::{DirEntry, WalkDir};

use super::error::LoadError;
use super::kind::supported_format;
use super::table::{Flaw, TABLE_NAME, Table, TableProblem};
use super::{read_limited, rows};
use crate::engine::transcript::Facts;

/// A file to read, with what a table says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The file.
    pub path: PathBuf,

    /// What a `metadata.csv` says about it.
    pub facts: Facts,
}

/// What the named paths amount to.
#[derive(Debug, Default)]
pub struct Collected {
    /// The files, or why there is none at that place, in the order in which they were named.
    pub entries: Vec<Result<Entry, LoadError>>,

    /// Files in the folders that are of other kinds and were left out.
    pub skipped: Vec<PathBuf>,

    /// What was left out of the tables.
    pub problems: Vec<TableProblem>,
}

/// Finds the files below the named paths. It reads the tables and no transcript, so it is fast enough
/// to be followed by a progress bar over its result.
pub fn collect<P: AsRef<Path>>(paths: &[P]) -> Collected {
    let mut walk = Walk::default();
    let has_others = paths.iter().any(|path| !is_table(path.as_ref()));
    for path in paths {
        let path = path.as_ref();
        match fs::metadata(path) {
            Err(error) => {
                let error = LoadError::from_io(&path.to_string_lossy(), error);
                walk.out.entries.push(Err(error));
            }
            Ok(metadata) if metadata.is_dir() => walk.folder(path),
            // A shell names the table with the files that it is about: `seeds/*`.
            Ok(_) if is_table(path) && has_others => {}
            Ok(_) => walk.file(path),
        }
    }
    walk.out
}

#[derive(Default)]
struct Walk {
    out: Collected,
    /// The table of each folder that was met, where it has one.
    tables: BTreeMap<PathBuf, Option<Table>>,
    /// Files met so far, by their real path: a folder does not repeat what was named before it.
    seen: FxHashSet<PathBuf>,
}

impl Walk {
    fn file(&mut self, path: &Path) {
        let folder = path.parent().unwrap_or(Path::new(""));
        let facts = self.facts(folder, path).map(|(_, facts)| facts);
        self.seen.extend(fs::canonicalize(path));
        self.push(path.to_owned(), facts);
    }

    fn folder(&mut self, root: &Path) {
        let (mut found, mut others) = (0_usize, 0_usize);
        let mut used = BTreeSet::new();
        let real_root = fs::canonicalize(root).ok();
        let walk = WalkDir::new(root)
            // Files of one folder differ by their names only, and to find the name in a path takes longer than to
            // compare.
            .sort_by(|a, b| a.path().as_os_str().cmp(b.path().as_os_str()))
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry));
        for entry in walk {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    found += 1;
                    self.out.entries.push(Err(walk_error(error, root)));
                    continue;
                }
            };
            let name = entry.file_name().to_string_lossy();
            if !is_file(&entry) || is_table(entry.path()) || is_about_the_folder(&name) {
                continue;
            }
            if supported_format(&name).is_none() || is_other_table(entry.path()) {
                others += 1;
                self.out.skipped.push(entry.into_path());
                continue;
            }
            found += 1;
            // Links to folders are not followed, so only a file can be one: to ask for the real path of each costs more
            // than to read it.
            let relative = if entry.path_is_symlink() { None } else { entry.path().strip_prefix(root).ok() };
            let real = match (&real_root, relative) {
                (Some(real_root), Some(relative)) => Some(real_root.join(relative)),
                _ => fs::canonicalize(entry.path()).ok(),
            };
            let path = entry.into_path();
            let facts = self.facts(root, &path).map(|(table, facts)| {
                used.insert(table);
                facts
            });
            if real.is_none_or(|real| self.seen.insert(real)) {
                self.push(path, facts);
            }
        }
        if found == 0 {
            let path = root.to_string_lossy().into_owned();
            let error = LoadError::NothingInFolder { path, others };
            self.out.entries.push(Err(error));
        } else {
            self.report_unused_tables(root, &used);
        }
    }

    fn push(&mut self, path: PathBuf, facts: Option<Facts>) {
        let facts = facts.unwrap_or_default();
        self.out.entries.push(Ok(Entry { path, facts }));
    }

    /// What the nearest table says that knows the file, from its own folder up to `root`, and the
    /// folder of that table.
    fn facts(&mut self, root: &Path, path: &Path) -> Option<(PathBuf, Facts)> {
        for folder in path.ancestors().skip(1) {
            let relative = || path.strip_prefix(folder).unwrap_or(path).to_string_lossy();
            if let Some(facts) = self.table(folder).and_then(|table| table.facts(&relative())) {
                return Some((folder.to_owned(), facts.clone()));
            }
            if folder == root {
                break;
            }
        }
        None
    }

    fn table(&mut self, folder: &Path) -> Option<&Table> {
        if !self.tables.contains_key(folder) {
            let table = self.read_table(&folder.join(TABLE_NAME));
            self.tables.insert(folder.to_owned(), table);
        }
        self.tables.get(folder)?.as_ref()
    }

    fn read_table(&mut self, path: &Path) -> Option<Table> {
        let name = path.to_string_lossy();
        match read_limited(path) {
            Ok(bytes) => {
                let (table, problems) = Table::read(&name, &bytes);
                self.out.problems.extend(problems);
                Some(table)
            }
            Err(LoadError::NotFound { .. }) => None,
            Err(error) => {
                self.out.problems.push(TableProblem {
                    path: name.into_owned(),
                    line: None,
                    flaw: Flaw::Unreadable { reason: error.reason() },
                });
                None
            }
        }
    }

    fn report_unused_tables(&mut self, root: &Path, used: &BTreeSet<PathBuf>) {
        for (folder, table) in &self.tables {
            let rows = table.as_ref().map_or(0, Table::len);
            if rows > 0 && folder.starts_with(root) && !used.contains(folder) {
                self.out.problems.push(TableProblem {
                    path: folder.join(TABLE_NAME).to_string_lossy().into_owned(),
                    line: None,
                    flaw: Flaw::NothingMatches { rows },
                });
            }
        }
    }
}

fn is_table(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.eq_ignore_ascii_case(TABLE_NAME))
}

/// A table of something else than transcripts: nobody named it.
fn is_other_table(path: &Path) -> bool {
    if !rows::is_table_name(&path.to_string_lossy()) {
        return false;
    }
    let mut head = Vec::new();
    let read =
        fs::File::open(path).and_then(|file| file.take(rows::HEAD_BYTES as u64).read_to_end(&mut head));
    read.is_ok() && !rows::names_text(&head)
}

/// A file, or a link to one.
fn is_file(entry: &DirEntry) -> bool {
    let kind = entry.file_type();
    kind.is_file() || (kind.is_symlink() && fs::metadata(entry.path()).is_ok_and(|m| m.is_file()))
}

/// Files and folders that a file manager does not show, what macOS leaves in archives, and what Word leaves beside
/// a document that is open.
fn is_hidden(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    name.starts_with('.') || name.starts_with("~$") || name == "__MACOSX"
}

/// Whether a file tells about the collection: such as `README.md`, `readme-zh.txt`, `LICENSE.txt`.
pub(super) fn is_about_the_folder(name: &str) -> bool {
    const ALONE: [&str; 4] = ["license", "licence", "copying", "changelog"];
    let mut words = name.split(|c: char| !c.is_alphanumeric());
    let first = words.next().unwrap_or_default();
    first.eq_ignore_ascii_case("readme")
        || (ALONE.iter().any(|word| first.eq_ignore_ascii_case(word)) && words.count() <= 1)
}

fn walk_error(error: walkdir::Error, root: &Path) -> LoadError {
    let path = error.path().unwrap_or(root).to_string_lossy().into_owned();
    let error = error.into_io_error().unwrap_or_else(|| std::io::Error::other("the folder runs in a circle"));
    LoadError::from_io(&path, error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(root: &Path, files: &[(&str, &str)]) {
        for (name, text) in files {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }

    fn listed(root: &Path, collected: &Collected) -> Vec<(String, Option<String>)> {
        let entries = collected.entries.iter().flatten();
        entries
            .map(|entry| {
                let path = entry.path.strip_prefix(root).unwrap();
                let path = path.to_string_lossy().replace('\\', "/");
                (path, entry.facts.place.clone())
            })
            .collect()
    }

    #[test]
    fn a_folder_gives_its_transcripts_in_order_with_the_nearest_facts() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(
            root,
            &[
                ("b.txt", "x"),
                ("a.md", "x"),
                ("c.mp3", "x"),
                ("~$a.docx", "x"),
                ("numbers.csv", "year,amount\n2020,1\n"),
                ("list.json", "[{\"url\": \"text\"}]"),
                ("talks.csv", "date,Transcript\n2020-01-01,x\n"),
                ("README.md", "x"),
                ("readme-zh.txt", "x"),
                ("LICENSE.txt", "x"),
                ("license plates.txt", "x"),
                (".hidden.txt", "x"),
                (".git/x.txt", "x"),
                ("2020/a.txt", "x"),
                ("2020/deep/b.txt", "x"),
                ("metadata.csv", "id,place\na,top\nb,top b\n2020/a,never\n"),
                ("2020/metadata.csv", "id,place\na,nearest\n"),
            ],
        );
        let collected = collect(&[root]);
        let place = |text: &str| Some(text.to_owned());
        let expected = [
            ("2020/a.txt", place("nearest")),
            ("2020/deep/b.txt", place("top b")),
            ("a.md", place("top")),
            ("b.txt", place("top b")),
            ("license plates.txt", None),
            ("talks.csv", None),
        ];
        let expected: Vec<_> = expected.map(|(p, f)| (p.to_owned(), f)).into();
        assert_eq!(listed(root, &collected), expected);
        assert_eq!(collected.problems, []);
        assert_eq!(collected.skipped, ["c.mp3", "list.json", "numbers.csv"].map(|name| root.join(name)));
    }

    #[test]
    fn a_file_named_directly_is_taken_whatever_its_name_and_uses_the_table_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(
            root,
            &[
                ("README.md", "x"),
                ("a.txt", "x"),
                ("b.txt", "x"),
                ("metadata.csv", "file,place\nb.txt,Minsk\n"),
            ],
        );
        let named: Vec<PathBuf> = ["README.md", "b.txt", "metadata.csv"].map(|name| root.join(name)).into();
        let collected = collect(&named);
        let minsk = Some("Minsk".to_owned());
        let expected = [("README.md".to_owned(), None), ("b.txt".to_owned(), minsk.clone())];
        assert_eq!(listed(root, &collected), expected);
        assert_eq!(collected.problems, []);

        let both = collect(&[root.join("b.txt"), root.to_owned()]);
        let expected = [("b.txt".to_owned(), minsk), ("a.txt".to_owned(), None)];
        assert_eq!(listed(root, &both), expected, "no file twice");
    }

    #[test]
    fn nothing_to_open_is_an_error_of_that_path_only() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(root, &[("a.txt", "x"), ("pictures/a.png", "x"), ("empty/.keep", "")]);
        let collected = collect(&[
            root.join("missing.txt"),
            root.join("pictures"),
            root.join("a.txt"),
            root.join("empty"),
        ]);
        let messages: Vec<String> = collected
            .entries
            .iter()
            .map(|entry| match entry {
                Ok(_) => "ok".to_owned(),
                Err(error) => error.to_string().replace(&*root.to_string_lossy(), ""),
            })
            .collect();
        assert!(messages[0].starts_with("cannot open, there is no such file"), "{messages:?}");
        assert!(messages[1].contains("no text, Markdown, web pages"), "{messages:?}");
        assert_eq!(messages[2], "ok");
        assert!(messages[3].contains("no text, Markdown, web pages"), "{messages:?}");
    }

    #[test]
    fn a_table_about_other_files_is_reported() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(root, &[("a.txt", "x"), ("metadata.csv", "id,place\nz,Minsk\n")]);
        let problems = collect(&[root]).problems;
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].flaw, Flaw::NothingMatches { rows: 1 });
        assert_eq!(collect(&[root.join("a.txt")]).problems, []);
    }

    #[cfg(unix)]
    #[test]
    fn links_in_circles_end() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(root, &[("a.txt", "x"), ("sub/b.txt", "x")]);
        symlink(root, root.join("sub/up")).unwrap();
        symlink("loop.txt", root.join("loop.txt")).unwrap();
        symlink(root.join("a.txt"), root.join("link.txt")).unwrap();
        let collected = collect(&[root]);
        let paths: Vec<String> = listed(root, &collected).into_iter().map(|(p, _)| p).collect();
        assert_eq!(paths, ["a.txt", "sub/b.txt"], "a link to a file that is there is no second file");
    }
}
