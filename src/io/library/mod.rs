//! The library: what is open, kept from one start to the next in one SQLite file.
//!
//! Each change is one committed transaction, so a crash or a pulled plug loses nothing that was
//! acknowledged. The file is touched only where it is one of ours and of a version that is known; any
//! other is left as it is, and so is one that is damaged or that another window has open: those are read only.

mod access;
pub mod check;
mod copy;
mod error;
pub mod exchange;
mod read;
mod schema;
mod write;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use directories::ProjectDirs;
use rusqlite::{Connection, OpenFlags};

use crate::engine::document::{Document, TextHash};
use crate::engine::judgement::Judgements;
use crate::engine::transcript::Edits;
use crate::engine::vectors::Vectors;
use access::Lock;
pub use access::{Access, ReadOnly};
pub use error::LibraryError;
use error::{database, file};
use read::Reader;
pub use write::Change;

/// The ending of library files.
pub const ENDING: &str = "stance";

/// How long a change waits for another program that uses the file.
const PATIENCE: Duration = Duration::from_secs(5);

/// A transcript as it is kept.
pub type Kept = (Arc<Document>, Edits);

/// What a library held when it was opened.
#[derive(Debug, Default)]
pub struct Contents {
    /// The transcripts, in the order in which they were opened.
    pub kept: Vec<Kept>,

    /// What the reviewer decided.
    pub judgements: Judgements,

    /// The vectors of sentences that were read for their meaning.
    pub vectors: Vectors,

    /// Transcripts and judgements that could not be read.
    pub damaged: Vec<LibraryError>,
}

/// An open library file.
#[derive(Debug)]
pub struct Library {
    connection: Connection,
    path: PathBuf,
    version: i64,
    access: Access,
    identity: Option<Identity>,
    _lock: Option<Lock>,
}

/// Where the library of this user is; `None` where the system does not say.
pub fn default_path() -> Option<PathBuf> {
    ProjectDirs::from("", "", "Stance").map(|dirs| dirs.data_dir().join("library.stance"))
}

/// Whether a file is called as libraries are.
pub fn is_called_library(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING))
}

impl Library {
    /// Opens a library: to write where that is possible, else to read only, which [`Self::access`] says.
    pub fn open(path: &Path) -> Result<(Self, Contents), LibraryError> {
        Self::open_with(path, access::take(path))
    }

    fn open_with(path: &Path, lock: Result<Lock, ReadOnly>) -> Result<(Self, Contents), LibraryError> {
        if fs::metadata(path).map_err(|error| file(path, error))?.len() == 0 {
            return Err(LibraryError::Empty { path: path.to_owned() });
        }
        let (access, lock) = match lock {
            Ok(lock) => (Access::Write, Some(lock)),
            Err(why) => (Access::Read(why), None),
        };
        let read = Self::connect(path, access, lock).and_then(|mut library| {
            library.identify()?;
            let (contents, is_broken) = library.contents()?;
            Ok((library, contents, is_broken))
        });
        let (mut library, contents) = match read {
            Ok((library, contents, false)) => (library, contents),
            Ok((_, _, true)) => return Self::rescue(path),
            Err(error) if error.is_corrupt() => return Self::rescue(path),
            Err(error) => return Err(error),
        };
        if library.access == Access::Write {
            library.bring_forward()?;
        }
        Ok((library, contents))
    }

    /// Opens a library of any version to read it and nothing else, though another window may write it.
    fn open_to_read(path: &Path) -> Result<Self, LibraryError> {
        let read = || Self::open_with(path, Err(ReadOnly::Protected)).map(|(library, _)| library);
        match read() {
            // A change was under way when its program was ended. SQLite takes it back before anything can be read.
            Err(error) if error.is_unfinished() => {
                let Ok(lock) = access::take(path) else { return Err(error) };
                Self::connect(path, Access::Write, Some(lock))?.identify()?;
                read()
            }
            read => read,
        }
    }

    /// Opens a file with damaged or missing pages to read what is left of it.
    fn rescue(path: &Path) -> Result<(Self, Contents), LibraryError> {
        let mut library = Self::connect(path, Access::Read(ReadOnly::Damaged), None)?;
        library.identify()?;
        let (contents, _) = library.contents()?;
        Ok((library, contents))
    }

    /// Makes a library with this in it, and opens it. There must be no file of that name.
    pub fn create(path: &Path, changes: &[Change]) -> Result<(Self, Contents), LibraryError> {
        Self::create_with(path, |library| library.apply(changes))
    }

    fn create_with(
        path: &Path,
        put: impl FnOnce(&mut Self) -> Result<(), LibraryError>,
    ) -> Result<(Self, Contents), LibraryError> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder).map_err(|error| file(folder, error))?;
        }
        let lock = access::take(path);
        if path.exists() {
            return Err(LibraryError::Exists { path: path.to_owned() });
        }
        if let Err(ReadOnly::InUse) = lock {
            // Another window is making it just now.
            return Self::open_when_made(path);
        }
        copy::replace(path, |fresh| Self::fill(fresh, put))?;
        Self::open_with(path, lock)
    }

    /// Opens a library, or makes one where there is no file, and only then asks what is to be in it.
    pub fn open_or_create(
        path: &Path,
        first: impl FnOnce() -> Vec<Change>,
    ) -> Result<(Self, Contents), LibraryError> {
        match Self::open(path) {
            Err(LibraryError::Missing { .. }) => match Self::create(path, &first()) {
                Err(LibraryError::Exists { .. }) => Self::open(path),
                made => made,
            },
            opened => opened,
        }
    }

    fn open_when_made(path: &Path) -> Result<(Self, Contents), LibraryError> {
        let until = Instant::now() + PATIENCE;
        while !path.exists() && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(50));
        }
        Self::open(path)
    }

    /// Makes the tables in a file that is not there yet and puts something into them.
    fn fill(
        path: &Path,
        put: impl FnOnce(&mut Self) -> Result<(), LibraryError>,
    ) -> Result<(), LibraryError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let connection = connection(path, flags, false)?;
        schema::set_up(&connection).map_err(|error| database(path, error))?;
        let identity = Identity::of(path);
        let version = schema::VERSION;
        let mut library =
            Self { connection, path: path.to_owned(), version, access: Access::Write, identity, _lock: None };
        put(&mut library)
    }

    fn connect(path: &Path, access: Access, lock: Option<Lock>) -> Result<Self, LibraryError> {
        let flags = match access {
            Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
            Access::Read(_) => OpenFlags::SQLITE_OPEN_READ_ONLY,
        };
        let connection = connection(path, flags, access == Access::Read(ReadOnly::Damaged))?;
        let identity = Identity::of(path);
        let path = path.to_owned();
        // SQLite opens what it may not write to read only.
        let is_read_only = connection.is_readonly("main").map_err(|error| database(&path, error))?;
        if access == Access::Write && is_read_only {
            let access = Access::Read(ReadOnly::Protected);
            return Ok(Self { connection, path, version: 0, access, identity, _lock: None });
        }
        Ok(Self { connection, path, version: 0, access, identity, _lock: lock })
    }

    fn identify(&mut self) -> Result<(), LibraryError> {
        self.version = schema::version(&self.connection, &self.path)?;
        Ok(())
    }

    fn reader(&self) -> Reader<'_> {
        Reader::new(&self.connection, &self.path, self.version)
    }

    fn contents(&self) -> Result<(Contents, bool), LibraryError> {
        self.reader().contents()
    }

    /// Prepares a sound library for changes.
    fn bring_forward(&mut self) -> Result<(), LibraryError> {
        if self.version < schema::VERSION {
            schema::migrate(&mut self.connection, self.version, &self.path)?;
            self.identify()?;
        }
        // What transcripts left that were removed in an earlier session. Where it fails it is tried again at the next
        // opening, and the first change says what is wrong.
        let orphans = "FROM original WHERE hash NOT IN (SELECT hash FROM transcript)";
        let has_orphans =
            self.connection.query_row(&format!("SELECT EXISTS (SELECT 1 {orphans})"), [], |row| row.get(0));
        if matches!(has_orphans, Ok(true)) {
            let _ = self.connection.execute(&format!("DELETE {orphans}"), []);
        }
        Ok(())
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What may be done with it.
    pub fn access(&self) -> Access {
        self.access
    }

    /// Whether this is the file at a path, under whatever name.
    pub fn is_at(&self, path: &Path) -> bool {
        let full = |path: &Path| fs::canonicalize(path).ok();
        self.path == path || full(&self.path).is_some_and(|own| full(path) == Some(own))
    }

    /// The bytes of the file that a text came from, where they are more than the text in UTF-8.
    pub fn original(&self, hash: &TextHash) -> Result<Option<Vec<u8>>, LibraryError> {
        self.reader().original(&hash.to_string()).map_err(|error| database(&self.path, error))
    }

    /// Makes changes; all of them or none. When it comes back without an error they outlast a crash and a
    /// power cut.
    pub fn apply(&mut self, changes: &[Change]) -> Result<(), LibraryError> {
        if let Access::Read(_) = self.access {
            // Vectors are made again where they are not kept.
            let is_nothing = changes.iter().all(|change| matches!(change, Change::Vectors(_)));
            return if is_nothing { Ok(()) } else { Err(LibraryError::ReadOnly { path: self.path.clone() }) };
        }
        self.check_place()?;
        let path = &self.path;
        let fail = |error| database(path, error);
        let transaction = self.connection.transaction().map_err(fail)?;
        for change in changes {
            write::write(&transaction, change, path)?;
        }
        transaction.commit().map_err(fail)
    }

    /// Keeps vectors of any model, as sentence, model and bytes.
    fn put_vectors(&mut self, vectors: &[(Vec<u8>, String, Vec<u8>)]) -> Result<(), LibraryError> {
        let fail = |error| database(&self.path, error);
        let transaction = self.connection.transaction().map_err(fail)?;
        for (sentence, model, vector) in vectors {
            write::write_vector(&transaction, sentence, model, vector).map_err(fail)?;
        }
        transaction.commit().map_err(fail)
    }

    /// A file that was removed or replaced while it is open still takes changes, and loses them.
    fn check_place(&self) -> Result<(), LibraryError> {
        if Identity::of(&self.path) == self.identity {
            return Ok(());
        }
        Err(LibraryError::Missing { path: self.path.clone() })
    }

    /// Writes a copy, in which changes that this file could not take are made too. A file of that name is replaced.
    pub fn save_copy(&self, path: &Path, changes: &[Change]) -> Result<(), LibraryError> {
        let failed = |reason: &str| LibraryError::Copy { path: path.to_owned(), reason: reason.to_owned() };
        if self.is_at(path) {
            return Err(failed("a library cannot be copied onto itself"));
        }
        let _lock = match access::take(path) {
            Ok(lock) => lock,
            Err(why) => return Err(failed(why.describe())),
        };
        copy::to(&self.connection, path, |fresh| {
            if changes.is_empty() {
                return Ok(());
            }
            let mut copy = Self::connect(fresh, Access::Write, None)?;
            copy.identify()?;
            if copy.version < schema::VERSION {
                schema::bring_forward(&mut copy.connection, fresh)?;
            }
            copy.apply(changes)
        })
    }

    /// Writes a library with this in it, where there is none that could be copied. A file of that name is replaced.
    pub fn save_new(path: &Path, changes: &[Change]) -> Result<(), LibraryError> {
        let failed = |reason: &str| LibraryError::Copy { path: path.to_owned(), reason: reason.to_owned() };
        let _lock = access::take(path).map_err(|why| failed(why.describe()))?;
        copy::replace(path, |fresh| Self::fill(fresh, |library| library.apply(changes)))
    }
}

/// Opens a file, on demand even one that is shorter than it says. Names are never taken for addresses.
fn connection(path: &Path, flags: OpenFlags, is_lenient: bool) -> Result<Connection, LibraryError> {
    let fail = |error| database(path, error);
    let connection =
        Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(fail)?;
    connection.busy_timeout(PATIENCE).map_err(fail)?;
    if is_lenient {
        connection.pragma_update(None, "writable_schema", true).map_err(fail)?;
    }
    // A commit is the removal of the journal. EXTRA syncs the folder after it, without which a power cut can bring the
    // journal back, and fullfsync asks the drives of macOS to write what they hold. A journal of this kind leaves
    // nothing beside the file between two changes, so that whoever copies the file has everything.
    connection.execute_batch("PRAGMA synchronous = EXTRA; PRAGMA fullfsync = ON;").map_err(fail)?;
    connection.set_prepared_statement_cache_capacity(32);
    Ok(connection)
}

/// Which file stands under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Identity(u64, u64);

impl Identity {
    #[cfg(unix)]
    fn of(path: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        fs::metadata(path).ok().map(|found| Self(found.dev(), found.ino()))
    }

    /// Elsewhere an open file cannot be replaced; it is enough that it is there.
    #[cfg(not(unix))]
    fn of(path: &Path) -> Option<Self> {
        fs::metadata(path).ok().map(|_| Self(0, 0))
    }
}

#[cfg(test)]
mod tests;
