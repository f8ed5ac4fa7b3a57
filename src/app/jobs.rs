//! Work that would hold up the window: opening files, finding positions, comparing.
//!
//! Each kind has a named thread, so that a comparison or a judgement never waits for an analysis. Jobs are plain
//! values, so are answers; an answer carries the generation that it was asked in, and a stale one is
//! dropped by [`update`](crate::app::update::update). A newer job of the same kind stops the one before.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use crate::app::compared::{Analysed, CompareKey, Whole};
use crate::app::import::{EntryId, Kept, Origin, Twin, twins};
use crate::app::libraries::{LibraryAnswer, LibraryJob, Shelf};
use crate::app::meaning;
use crate::app::state::Id;
use crate::engine::analysis::Analysis;
use crate::engine::compare::Comparison;
use crate::engine::document::Document;
use crate::engine::encoder::Vector;
use crate::engine::judgement::Judgements;
use crate::engine::topics::Topics;
use crate::engine::transcript::{Edits, Transcript};
use crate::engine::vectors::{SentenceHash, Vectors};
use crate::io::library::Change;
use crate::io::load::columns::Column;
use crate::io::load::{self, Entry, LoadError, Readings, TableProblem};

mod batches;
mod progress;

use batches::read_in_batches;
pub use progress::Progress;

/// Work for a worker.
#[derive(Clone, Debug)]
pub enum Job {
    /// Opens files and folders for the import sheet.
    Open {
        /// The sheet.
        serial: u64,
        /// As they were named.
        named: Named,
        /// How far it is.
        progress: Arc<Progress>,
    },

    /// Reads a file of the sheet again, in the way that the user says.
    OpenAgain {
        /// The sheet.
        serial: u64,
        /// Where it is.
        origin: Origin,
        /// How it and what is in it is read.
        readings: Readings,
    },

    /// Reads documents of the sheet again after they were corrected.
    ReadEntries {
        /// The sheet.
        serial: u64,
        /// The documents with what the user corrected.
        entries: Vec<(EntryId, Arc<Document>, Edits)>,
    },

    /// Looks for documents of the sheet that are like others there or in the library.
    FindTwins {
        /// The sheet.
        serial: u64,
        /// The library.
        items: Vec<(Id, Arc<Transcript>)>,
        /// The documents of the sheet.
        entries: Vec<(EntryId, Arc<Transcript>)>,
        /// Which of them are other versions of files of the library.
        versions: Vec<(EntryId, Id)>,
    },

    /// Makes transcripts of documents that are in memory already.
    Read {
        /// The documents, with the user's edits.
        documents: Vec<(Arc<Document>, Edits)>,
        /// Whether they are what the library holds already.
        is_start: bool,
    },

    /// Writes changes to a library.
    Keep {
        /// Its number.
        library: u64,
        /// What changed.
        changes: Vec<Change>,
    },

    /// Something with library files.
    Library(LibraryJob),

    /// Reads a transcript again after its details were edited.
    ReadAgain {
        /// The transcript.
        id: Id,
        /// Its text.
        document: Arc<Document>,
        /// What the user changed.
        edits: Box<Edits>,
    },

    /// Finds topics, pairs and positions.
    Analyse {
        /// Generation of the library.
        generation: u64,
        /// The transcripts.
        transcripts: Vec<(Id, Arc<Transcript>)>,
        /// The topics to look for.
        topics: Arc<Topics>,
        /// What the reviewer decided.
        judgements: Arc<Judgements>,
        /// Revision of the judgements.
        revision: u64,
        /// The vectors that are known.
        vectors: Arc<Vectors>,
        /// How far it is.
        progress: Arc<Progress>,
    },

    /// Reads for its meaning what has no vector yet.
    Encode {
        /// What was analysed.
        analysed: Arc<Analysed>,
        /// The topic that is read first.
        topic: Option<usize>,
        /// The vectors that are known.
        vectors: Arc<Vectors>,
        /// How far it is.
        progress: Arc<Progress>,
    },

    /// Groups what was analysed anew, after a judgement.
    Judge {
        /// The analysis.
        analysed: Arc<Analysed>,
        /// What the reviewer decided.
        judgements: Arc<Judgements>,
        /// Revision of the judgements.
        revision: u64,
    },

    /// Compares transcripts.
    Compare {
        /// What is compared.
        key: CompareKey,
        /// The analysis to draw from.
        analysed: Arc<Analysed>,
    },
}

impl Job {
    /// Which thread carries it out.
    pub fn task(&self) -> Task {
        match self {
            Self::Open { .. }
            | Self::OpenAgain { .. }
            | Self::ReadEntries { .. }
            | Self::FindTwins { .. }
            | Self::Read { .. }
            | Self::ReadAgain { .. }
            | Self::Keep { .. }
            | Self::Library(_) => Task::Files,
            Self::Analyse { .. } => Task::Analysis,
            Self::Encode { .. } => Task::Meaning,
            Self::Judge { .. } => Task::Review,
            Self::Compare { .. } => Task::Comparison,
        }
    }

    /// How far it is, where it can be stopped.
    pub fn progress(&self) -> Option<Arc<Progress>> {
        match self {
            Self::Open { progress, .. } | Self::Analyse { progress, .. } | Self::Encode { progress, .. } => {
                Some(progress.clone())
            }
            Self::OpenAgain { .. }
            | Self::ReadEntries { .. }
            | Self::FindTwins { .. }
            | Self::Read { .. }
            | Self::ReadAgain { .. }
            | Self::Keep { .. }
            | Self::Library(_)
            | Self::Judge { .. }
            | Self::Compare { .. } => None,
        }
    }
}

/// Kinds of work, of which each has a thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Opening, reading and keeping.
    Files,
    /// Finding positions.
    Analysis,
    /// Reading for meaning.
    Meaning,
    /// Grouping anew after a judgement: it must not wait for an analysis.
    Review,
    /// Comparing.
    Comparison,
}

impl Task {
    /// What the thread is called.
    pub fn thread_name(self) -> &'static str {
        match self {
            Self::Files => "stance-files",
            Self::Analysis => "stance-analysis",
            Self::Meaning => "stance-meaning",
            Self::Review => "stance-review",
            Self::Comparison => "stance-comparison",
        }
    }
}

/// What the user named to be opened.
#[derive(Clone, Debug)]
pub enum Named {
    /// Files and folders.
    Paths(Vec<PathBuf>),

    /// Transcripts of a library, to be read again.
    Kept {
        /// The number of the library.
        library: u64,
        /// They, with their texts and what the user corrected.
        transcripts: Vec<(Id, Arc<Document>, Edits)>,
        /// How they are read.
        readings: Readings,
    },

    /// A text from the clipboard, with the name that it is to have.
    Text {
        /// Its name.
        name: String,
        /// The text, or the source of a web page.
        text: String,
        /// The same as the source of a web page, where the clipboard holds that too.
        page: Option<String>,
    },
}

/// A document as it was opened and read, with nothing corrected.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The text.
    pub document: Arc<Document>,

    /// The bytes of its file, where they are more than its text.
    pub original: Option<Arc<[u8]>>,

    /// The columns of the table that it is a row of.
    pub columns: Option<Arc<[Column]>>,

    /// What was recognised in it.
    pub transcript: Arc<Transcript>,
}

/// What was found in a file: a document, or why there is none.
pub type Found = (Option<Origin>, Result<Opened, Arc<LoadError>>);

/// What a worker has to say.
#[derive(Debug)]
pub enum Answer {
    /// Documents that are kept or part of the program were read.
    Read {
        /// They.
        documents: Vec<(Arc<Document>, Edits, Arc<Transcript>)>,
        /// Whether they are what the library holds already.
        is_start: bool,
        /// Whether this is all.
        finished: bool,
    },

    /// Files were opened for the import sheet, or could not be.
    Found {
        /// The sheet.
        serial: u64,
        /// What was found since the answer before.
        found: Vec<Found>,
        /// What was left out of tables about files.
        problems: Vec<TableProblem>,
        /// Files of other kinds.
        skipped: Vec<PathBuf>,
        /// The work that this is part of.
        progress: Arc<Progress>,
        /// Whether this is all.
        finished: bool,
    },

    /// A file of the sheet was opened again.
    FoundAgain {
        /// The sheet.
        serial: u64,
        /// Where it is.
        origin: Origin,
        /// What was found in it.
        found: Vec<Found>,
    },

    /// Documents of the sheet were read again.
    EntriesRead {
        /// The sheet.
        serial: u64,
        /// The edits that they were read with, and how they read now.
        read: Vec<(EntryId, Edits, Arc<Transcript>)>,
    },

    /// Documents of the sheet that are like others.
    TwinsFound {
        /// The sheet.
        serial: u64,
        /// Which, and why.
        twins: Vec<(EntryId, Twin)>,
    },

    /// What came of something with library files.
    Library(LibraryAnswer),

    /// A job ended in a fault of the program itself; the thread goes on with the next.
    Broke(Task),

    /// A transcript was read again.
    ReadAgain {
        /// The transcript.
        id: Id,
        /// The edits that it was read with.
        edits: Edits,
        /// As it reads now.
        transcript: Arc<Transcript>,
    },

    /// An analysis is done.
    Analysed(Arc<Analysed>),

    /// Sentences were read for their meaning.
    Encoded {
        /// The vectors since the answer before.
        vectors: Vec<(SentenceHash, Vector)>,
        /// The work that they are part of.
        progress: Arc<Progress>,
        /// Whether this is all.
        finished: bool,
    },

    /// What was analysed is grouped anew.
    Judged(Arc<Analysed>),

    /// A comparison is done.
    Compared {
        /// What is compared.
        key: CompareKey,
        /// The analysis that it is drawn from.
        analysed: Arc<Analysed>,
        /// The rows.
        comparison: Arc<Comparison>,
        /// What two transcripts share word for word.
        whole: Option<Whole>,
    },
}

/// Does a job; `answer` is called once or, where results come in parts, several times.
pub fn carry_out(job: Job, libraries: &mut Shelf, answer: &dyn Fn(Answer)) {
    match job {
        Job::Open { serial, named: Named::Paths(paths), progress } => open(serial, &paths, &progress, answer),
        Job::Open { serial, named: Named::Text { name, text, page }, progress } => {
            let document = load::from_clipboard(&name, &text, page.as_deref());
            let opened = document.map(|document| load::Opened { document, original: None, columns: None });
            answer(all_found(serial, vec![(None, read_opened(opened))], progress));
        }
        Job::Open { serial, named: Named::Kept { library, transcripts, readings }, progress } => {
            let found = transcripts.into_iter().map(|(id, document, edits)| {
                let original = libraries.original(library, &document);
                match original.map(|original| Origin::Kept(Arc::new(Kept { id, document, edits, original })))
                {
                    Ok(origin) => open_again(&origin, &readings),
                    Err(error) => vec![(None, Err(Arc::new(error)))],
                }
            });
            answer(all_found(serial, found.flatten().collect(), progress));
        }
        Job::OpenAgain { serial, origin, readings } => {
            let found = open_again(&origin, &readings);
            answer(Answer::FoundAgain { serial, found, origin });
        }
        Job::ReadEntries { serial, entries } => {
            let read = entries.into_par_iter().map(|(id, document, edits)| {
                let transcript = Arc::new(document.read(&edits));
                (id, edits, transcript)
            });
            answer(Answer::EntriesRead { serial, read: read.collect() });
        }
        Job::FindTwins { serial, items, entries, versions } => {
            answer(Answer::TwinsFound { serial, twins: twins::find(&items, &entries, &versions) });
        }
        Job::Read { documents, is_start } => {
            let read = |(document, edits): (Arc<Document>, Edits)| {
                let transcript = Arc::new(document.read(&edits));
                (document, edits, transcript)
            };
            let tell = |documents, finished| answer(Answer::Read { documents, is_start, finished });
            read_in_batches(documents, &Progress::default(), read, tell);
        }
        Job::Keep { library, changes } => libraries.keep(library, changes, answer),
        Job::Library(job) => libraries.carry_out(job, answer),
        Job::ReadAgain { id, document, edits } => {
            let transcript = Arc::new(document.read(&edits));
            answer(Answer::ReadAgain { id, edits: *edits, transcript });
        }
        Job::Analyse { generation, transcripts, topics, judgements, revision, vectors, progress } => {
            let judgements = (&*judgements, revision);
            analyse((generation, &transcripts), topics, judgements, &vectors, &progress, answer);
        }
        Job::Encode { analysed, topic, vectors, progress } => {
            let missing = meaning::missing(&analysed, topic, &vectors);
            // The window adds to its own, which is cheap while nobody else holds them.
            drop(vectors);
            let tell = |vectors: Vec<_>, finished| {
                answer(Answer::Encoded { vectors, progress: progress.clone(), finished });
            };
            match meaning::read(&missing, &progress, &|vectors| tell(vectors, false)) {
                Ok(()) => tell(Vec::new(), true),
                // The weights are part of the program, so only a faulty build gets here.
                Err(_) => answer(Answer::Broke(Task::Meaning)),
            }
        }
        Job::Judge { analysed, judgements, revision } => {
            answer(Answer::Judged(Arc::new(analysed.judged(&judgements, revision))));
        }
        Job::Compare { key, analysed } => {
            let transcripts: Vec<usize> = key.ids.iter().filter_map(|&id| analysed.index(id)).collect();
            let comparison = Arc::new(Comparison::new(&analysed.analysis, &transcripts, key.topic));
            let whole = match transcripts.as_slice() {
                &[x, y] => {
                    let transcript = |t: usize| &analysed.analysis.transcripts[t];
                    Some(Whole::new(transcript(x.min(y)), transcript(x.max(y))))
                }
                _ => None,
            };
            answer(Answer::Compared { key, analysed, comparison, whole });
        }
    }
}

fn open(serial: u64, paths: &[PathBuf], progress: &Arc<Progress>, answer: &dyn Fn(Answer)) {
    let collected = load::collect(paths);
    let (mut problems, mut skipped) = (collected.problems, collected.skipped);
    let read = |entry: Result<Entry, LoadError>| -> Vec<Found> {
        let origin = entry.as_ref().ok().cloned().map(|file| Origin::File(Arc::new(file)));
        let opened = load::open(entry, &Readings::new()).into_iter();
        opened.map(|opened| (origin.clone(), read_opened(opened))).collect()
    };
    read_in_batches(collected.entries, progress, read, |found: Vec<Vec<Found>>, finished| {
        answer(Answer::Found {
            serial,
            found: found.into_iter().flatten().collect(),
            problems: std::mem::take(&mut problems),
            skipped: std::mem::take(&mut skipped),
            progress: progress.clone(),
            finished,
        });
    });
}

/// Everything that was found, at once; nothing is left out.
fn all_found(serial: u64, found: Vec<Found>, progress: Arc<Progress>) -> Answer {
    let (problems, skipped) = (Vec::new(), Vec::new());
    Answer::Found { serial, found, problems, skipped, progress, finished: true }
}

fn open_again(origin: &Origin, readings: &Readings) -> Vec<Found> {
    let opened = origin.open(readings).into_iter();
    opened.map(|opened| (Some(origin.clone()), read_opened(opened))).collect()
}

fn read_opened(opened: Result<load::Opened, LoadError>) -> Result<Opened, Arc<LoadError>> {
    let load::Opened { document, original, columns } = opened.map_err(Arc::new)?;
    let transcript = Arc::new(document.read(&Edits::default()));
    // The window asks for it at once, and should not have to wait.
    document.hash();
    Ok(Opened { document: Arc::new(document), original, columns, transcript })
}

fn analyse(
    (generation, transcripts): (u64, &[(Id, Arc<Transcript>)]),
    topics: Arc<Topics>,
    (judgements, revision): (&Judgements, u64),
    vectors: &Vectors,
    progress: &Progress,
    answer: &dyn Fn(Answer),
) {
    let texts: Vec<Arc<Transcript>> = transcripts.iter().map(|(_, transcript)| transcript.clone()).collect();
    let Some(analysis) = Analysis::new(&texts, topics, vectors, &|share| progress.go_on(share)) else {
        return;
    };
    let analysis = if judgements.is_empty() { analysis } else { analysis.judged(judgements) };
    // The analysis sorts transcripts by date; each is still the same allocation.
    let id_of: HashMap<*const Transcript, Id> =
        transcripts.iter().map(|(id, t)| (Arc::as_ptr(t), *id)).collect();
    let ids = analysis.transcripts.iter().map(|transcript| id_of[&Arc::as_ptr(transcript)]).collect();

    let analysed = Arc::new(Analysed::new(generation, revision, Arc::new(analysis), ids));
    answer(Answer::Analysed(analysed));
}
