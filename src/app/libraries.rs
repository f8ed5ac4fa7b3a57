//! Library files as the program sees them: which one is open, what is asked of it, and what comes back.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::jobs::Answer;
use crate::engine::document::Document;
use crate::io::library::{Access, Change, Contents, Library, LibraryError, ReadOnly};
use crate::io::load::LoadError;

/// The library that is open when the program starts; each that is opened later has the next number.
pub const FIRST: u64 = 1;

/// Libraries that are remembered.
pub const MOST_RECENT: usize = 8;

/// The library that is open.
#[derive(Clone, Debug)]
pub struct OpenLibrary {
    /// Its number in this session. What is kept under the number of another one never gets into this.
    pub number: u64,

    /// Where it is; `None` where none is open, and nothing is kept.
    pub path: Option<PathBuf>,

    /// What may be done with it.
    pub access: Access,

    /// Where the library is that opens by itself.
    pub default_path: Option<PathBuf>,

    /// Whether there are changes that could not be written yet.
    pub has_unkept: bool,

    /// Whether a copy has been written since that has them.
    pub is_copied: bool,

    /// Files that are to be opened when the library that was asked for is open.
    pub then: Vec<PathBuf>,
}

impl Default for OpenLibrary {
    fn default() -> Self {
        Self {
            number: FIRST,
            path: None,
            access: Access::Write,
            default_path: None,
            has_unkept: false,
            is_copied: false,
            then: Vec::new(),
        }
    }
}

impl OpenLibrary {
    /// Why it can only be read, where that is so.
    pub fn read_only(&self) -> Option<ReadOnly> {
        match self.access {
            Access::Read(why) => Some(why),
            Access::Write => None,
        }
    }

    /// What the window is called: the library, unless it is the one that opens by itself.
    pub fn title(&self) -> String {
        let named = self.path.as_deref().filter(|&path| Some(path) != self.default_path.as_deref());
        let read_only = if self.read_only().is_some() { " (read only)" } else { "" };
        match named {
            Some(path) => format!("{}{read_only} – Stance", name(path)),
            None => format!("Stance{read_only}"),
        }
    }
}

/// What a library is called.
pub fn name(path: &Path) -> String {
    path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Whether a library that is opened is there already.
#[derive(Clone, Debug)]
pub enum How {
    /// It must be.
    Open,

    /// It must not be, and is made with this in it.
    Make(Vec<Change>),

    /// Where it is not, it is made with this in it.
    OpenOrMake(Vec<Change>),
}

/// What is asked of the thread that has the library files.
#[derive(Clone, Debug)]
pub enum LibraryJob {
    /// Opens a library beside the one that is open, which stays until [`LibraryJob::Leave`].
    Open {
        /// The number that it gets.
        number: u64,
        /// The number of the one that is open.
        from: u64,
        /// The file.
        path: PathBuf,
        /// Whether it must be there.
        how: How,
    },

    /// Closes the one that was open before; everything that was changed in it has been kept by now.
    Leave(u64),

    /// Writes a copy.
    Copy {
        /// The number of the library.
        number: u64,
        /// The file to write.
        path: PathBuf,
        /// What is shown, where no sound file is there that could be copied.
        shown: Option<Vec<Change>>,
    },

    /// Tries again to write what could not be written.
    KeepAgain(u64),
}

/// What came of it.
#[derive(Debug)]
pub enum LibraryAnswer {
    /// A library is open.
    Opened(Box<Opened>),

    /// It could not be opened; the one that is open stays.
    NotOpened(Arc<LibraryError>),

    /// It is the one that is open.
    IsOpen(PathBuf),

    /// A copy was written.
    Copied(PathBuf),

    /// No copy was written.
    NotCopied(Arc<LibraryError>),

    /// Changes could not be written.
    NotKept {
        /// The number of the library.
        number: u64,
        /// Why.
        error: Arc<LibraryError>,
    },

    /// What could not be written has been written.
    KeptAgain(u64),
}

/// A library that was opened.
#[derive(Debug)]
pub struct Opened {
    /// Its number.
    pub number: u64,

    /// Where it is.
    pub path: PathBuf,

    /// What may be done with it.
    pub access: Access,

    /// What it holds.
    pub contents: Contents,
}

impl Opened {
    /// For a library that was opened just now.
    pub fn new(number: u64, library: &Library, contents: Contents) -> Self {
        Self { number, path: library.path().to_owned(), access: library.access(), contents }
    }
}

/// The library files that are open: one, and for a moment the one before.
#[derive(Debug, Default)]
pub struct Shelf {
    open: BTreeMap<u64, Place>,
}

#[derive(Debug)]
struct Place {
    library: Library,
    /// Changes that could not be written; they are written before the next.
    unkept: Vec<Change>,
    /// Whether a copy was written that has them.
    is_copied: bool,
}

impl Place {
    fn keep(&mut self, changes: Vec<Change>) -> Result<(), LibraryError> {
        if self.unkept.is_empty() {
            self.library.apply(&changes).inspect_err(|_| self.unkept = changes)
        } else {
            self.is_copied &= changes.is_empty();
            self.unkept.extend(changes);
            self.library.apply(&self.unkept)?;
            self.unkept.clear();
            Ok(())
        }
    }
}

impl Shelf {
    /// With the library that is open when the program starts.
    pub fn with(library: Option<Library>) -> Self {
        let mut shelf = Self::default();
        if let Some(library) = library {
            shelf.put(FIRST, library);
        }
        shelf
    }

    fn put(&mut self, number: u64, library: Library) {
        self.open.insert(number, Place { library, unkept: Vec::new(), is_copied: false });
    }

    /// Writes changes to a library. Where none of this number is open (in tests, or where it could not be opened)
    /// nothing is kept. Changes that cannot be written are tried again with the next.
    pub fn keep(&mut self, number: u64, changes: Vec<Change>, answer: &dyn Fn(Answer)) {
        let Some(place) = self.open.get_mut(&number) else { return };
        let had_unkept = !place.unkept.is_empty();
        match place.keep(changes) {
            Ok(()) if had_unkept => answer(Answer::Library(LibraryAnswer::KeptAgain(number))),
            Ok(()) => {}
            Err(error) => {
                let error = Arc::new(error);
                answer(Answer::Library(LibraryAnswer::NotKept { number, error }));
            }
        }
    }

    /// Tries a last time to write what could not be written, when the program ends.
    pub fn close(&mut self) {
        for place in self.open.values_mut().filter(|place| !place.unkept.is_empty()) {
            // The user was told before, and nobody is there any more to be told again.
            let _ = place.keep(Vec::new());
        }
    }

    /// Does what is asked.
    pub fn carry_out(&mut self, job: LibraryJob, answer: &dyn Fn(Answer)) {
        let tell = |what| answer(Answer::Library(what));
        match job {
            LibraryJob::Open { number, from, path, how } => {
                if self.open.get(&from).is_some_and(|place| {
                    place.library.access() == Access::Write && place.library.is_at(&path)
                }) {
                    return tell(LibraryAnswer::IsOpen(path));
                }
                match self.open(number, from, &path, how) {
                    Ok(opened) => tell(LibraryAnswer::Opened(Box::new(opened))),
                    Err(error) => tell(LibraryAnswer::NotOpened(Arc::new(error))),
                }
            }
            LibraryJob::Leave(number) => drop(self.open.remove(&number)),
            LibraryJob::Copy { number, path, shown } => match self.copy(number, &path, shown) {
                Ok(()) => tell(LibraryAnswer::Copied(path)),
                Err(error) => tell(LibraryAnswer::NotCopied(Arc::new(error))),
            },
            LibraryJob::KeepAgain(number) => self.keep(number, Vec::new(), answer),
        }
    }

    fn open(&mut self, number: u64, from: u64, path: &Path, how: How) -> Result<Opened, LibraryError> {
        if let Some(place) = self.open.get_mut(&from)
            && !place.unkept.is_empty()
            && !place.is_copied
        {
            place.keep(Vec::new())?;
        }
        let (library, contents) = match how {
            How::Open => Library::open(path)?,
            How::Make(first) => Library::create(path, &first)?,
            How::OpenOrMake(first) => Library::open_or_create(path, || first)?,
        };
        let opened = Opened::new(number, &library, contents);
        self.put(number, library);
        Ok(opened)
    }

    /// The bytes of the file that a document of a library was read from, where the library has them.
    pub fn original(&self, number: u64, document: &Document) -> Result<Option<Arc<[u8]>>, LoadError> {
        let Some(place) = self.open.get(&number) else { return Ok(None) };
        let unkept = place.unkept.iter().rev().find_map(|change| match change {
            Change::Put { document: put, original, .. } if put.hash() == document.hash() => original.clone(),
            _ => None,
        });
        if unkept.is_some() {
            return Ok(unkept);
        }
        let failed =
            |error| LoadError::Io { path: document.source.path.clone(), error: io::Error::other(error) };
        Ok(place.library.original(&document.hash()).map_err(failed)?.map(Into::into))
    }

    fn copy(&mut self, number: u64, path: &Path, shown: Option<Vec<Change>>) -> Result<(), LibraryError> {
        let place = self.open.get_mut(&number);
        match (place, shown) {
            (Some(place), None) => {
                place.library.save_copy(path, &place.unkept)?;
                place.is_copied = true;
                Ok(())
            }
            (place, shown) => {
                let mut shown = shown.unwrap_or_default();
                if let Some(place) = place {
                    add_originals(&mut shown, &place.library);
                }
                Library::save_new(path, &shown)
            }
        }
    }
}

/// The bytes of files, as far as a damaged library still has them.
fn add_originals(changes: &mut [Change], library: &Library) {
    for change in changes {
        if let Change::Put { document, original, .. } = change {
            *original = library.original(&document.hash()).ok().flatten().map(Into::into);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::engine::transcript::Edits;
    use crate::io::seeds;

    fn put(number: usize) -> Change {
        let document = Arc::new(seeds::documents()[number].clone());
        Change::Put { document, edits: Edits::default(), original: None }
    }

    /// Does a job and answers what came of it.
    fn asked(shelf: &mut Shelf, job: LibraryJob) -> Vec<LibraryAnswer> {
        let answers = RefCell::new(Vec::new());
        shelf.carry_out(job, &|answer| {
            let Answer::Library(answer) = answer else { panic!("{answer:?}") };
            answers.borrow_mut().push(answer);
        });
        answers.into_inner()
    }

    fn open(number: u64, path: &Path) -> LibraryJob {
        LibraryJob::Open { number, from: number - 1, path: path.to_owned(), how: How::Make(Vec::new()) }
    }

    #[test]
    fn what_is_still_on_its_way_when_another_library_opens_gets_into_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one.stance"), folder.path().join("two.stance"));
        let mut shelf = Shelf::with(Some(Library::create(&one, &[]).unwrap().0));
        let answers = asked(&mut shelf, open(2, &two));
        assert!(matches!(answers.as_slice(), [LibraryAnswer::Opened(opened)] if opened.number == 2));
        shelf.keep(FIRST, vec![put(0)], &|answer| panic!("{answer:?}"));
        shelf.keep(2, vec![put(1), put(2)], &|answer| panic!("{answer:?}"));
        assert!(asked(&mut shelf, LibraryJob::Leave(FIRST)).is_empty());
        // It is closed now, and nothing goes astray.
        shelf.keep(FIRST, vec![put(3)], &|answer| panic!("{answer:?}"));
        assert_eq!(Library::open(&one).unwrap().1.kept.len(), 1);
        drop(shelf);
        assert_eq!(Library::open(&two).unwrap().1.kept.len(), 2);
    }

    #[test]
    fn a_library_with_changes_that_are_kept_nowhere_is_not_left() {
        let folder = tempfile::tempdir().unwrap();
        let (drive, gone) = (folder.path().join("drive"), folder.path().join("gone"));
        let (two, copy) = (folder.path().join("two.stance"), folder.path().join("copy.stance"));
        let one = drive.join("one.stance");
        let mut shelf = Shelf::with(Some(Library::create(&one, &[]).unwrap().0));
        std::fs::rename(&drive, &gone).unwrap();
        let not_kept = RefCell::new(0);
        shelf.keep(FIRST, vec![put(0)], &|_| *not_kept.borrow_mut() += 1);
        shelf.keep(FIRST, vec![put(1)], &|_| *not_kept.borrow_mut() += 1);
        assert_eq!(not_kept.into_inner(), 2);
        let answers = asked(&mut shelf, open(2, &two));
        assert!(matches!(answers.as_slice(), [LibraryAnswer::NotOpened(_)]), "{answers:?}");

        // A copy has them, so that the library may be left.
        let job = LibraryJob::Copy { number: FIRST, path: copy.clone(), shown: None };
        let answers = asked(&mut shelf, job);
        assert!(matches!(answers.as_slice(), [LibraryAnswer::Copied(_)]), "{answers:?}");
        assert_eq!(Library::open(&copy).unwrap().1.kept.len(), 2);
        let answers = asked(&mut shelf, open(2, &two));
        assert!(matches!(answers.as_slice(), [LibraryAnswer::Opened(_)]), "{answers:?}");

        // And where the drive comes back before the end, they get into their own too.
        std::fs::rename(&gone, &drive).unwrap();
        shelf.close();
        drop(shelf);
        assert_eq!(Library::open(&one).unwrap().1.kept.len(), 2);
    }

    #[test]
    fn the_title_names_a_library_that_is_not_the_usual_one() {
        let usual = PathBuf::from("/data/library.stance");
        let mut library = OpenLibrary { default_path: Some(usual.clone()), ..OpenLibrary::default() };
        assert_eq!(library.title(), "Stance");
        library.path = Some(usual);
        assert_eq!(library.title(), "Stance");
        library.path = Some(PathBuf::from("/home/NATO 2024.stance"));
        assert_eq!(library.title(), "NATO 2024 – Stance");
        library.access = Access::Read(ReadOnly::InUse);
        assert_eq!(library.title(), "NATO 2024 (read only) – Stance");
    }
}
