//! Work that would hold up the window: opening files, finding positions, comparing.
//!
//! Each kind has a named thread, so that a comparison or a judgement never waits for an analysis. Jobs are plain
//! values, so are answers; an answer carries the generation that it was asked in, and a stale one is
//! dropped by [`update`](crate::app::update::update). A newer job of the same kind stops the one before.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use crate::app::compared::{Analysed, CompareKey, Whole};
use crate::app::libraries::{LibraryAnswer, LibraryJob, Shelf};
use crate::app::meaning;
use crate::app::state::Id;
use crate::engine::analysis::Analysis;
use crate::engine::compare::Comparison;
use crate::engine::document::Document;
use crate::engine::duplicates::{EventIndex, Fingerprint, SameEvent};
use crate::engine::encoder::Vector;
use crate::engine::judgement::Judgements;
use crate::engine::topics::Topics;
use crate::engine::transcript::{Edits, Transcript};
use crate::engine::vectors::{SentenceHash, Vectors};
use crate::io::library::Change;
use crate::io::load::{self, LoadError, TableProblem};

/// Files are handed over in batches of at most this long, so that the first can be read at once.
const BATCH: Duration = Duration::from_millis(150);

/// How far a job is, and whether it should stop.
#[derive(Debug, Default)]
pub struct Progress {
    done_permille: AtomicU32,
    stopped: AtomicBool,
    abandoned: AtomicBool,
}

impl Progress {
    /// Share done, from 0 to 1.
    pub fn share(&self) -> f32 {
        self.done_permille.load(Ordering::Relaxed) as f32 / 1000.0
    }

    /// Asks the job to stop.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Asks the job to stop, and nobody wants what it has found either: another library is shown now.
    pub fn abandon(&self) {
        self.stop();
        self.abandoned.store(true, Ordering::Relaxed);
    }

    /// Whether nobody wants what it has found.
    pub fn is_abandoned(&self) -> bool {
        self.abandoned.load(Ordering::Relaxed)
    }

    /// Whether it was asked to stop.
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// Notes the share done and says whether to go on.
    pub fn go_on(&self, share: f32) -> bool {
        self.done_permille.store((share.clamp(0.0, 1.0) * 1000.0) as u32, Ordering::Relaxed);
        !self.is_stopped()
    }
}

/// Work for a worker.
#[derive(Clone, Debug)]
pub enum Job {
    /// Opens files and folders.
    Open {
        /// As they were named.
        paths: Vec<PathBuf>,
        /// How far it is.
        progress: Arc<Progress>,
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
        edits: Edits,
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
            Self::Read { .. }
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

/// What a worker has to say.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Files were opened, or could not be.
    Opened {
        /// What was opened.
        opened: Vec<(Arc<Document>, Edits, Arc<Transcript>)>,
        /// What could not be.
        failed: Vec<Arc<LoadError>>,
        /// What was left out of tables.
        problems: Vec<TableProblem>,
        /// Whether this is all.
        finished: bool,
        /// Whether they are what the library holds already.
        is_start: bool,
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
    Analysed {
        /// The analysis.
        analysed: Arc<Analysed>,
        /// Transcripts that seem to be of one event.
        same_events: Vec<(Id, Id, SameEvent)>,
    },

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
        Job::Open { paths, progress } => open(&paths, &progress, answer),
        Job::Read { documents, is_start } => {
            let opened = documents
                .into_iter()
                .map(|(document, edits)| {
                    let transcript = Arc::new(document.read(&edits));
                    (document, edits, transcript)
                })
                .collect();
            answer(Answer::Opened {
                opened,
                failed: Vec::new(),
                problems: Vec::new(),
                finished: true,
                is_start,
            });
        }
        Job::Keep { library, changes } => libraries.keep(library, changes, answer),
        Job::Library(job) => libraries.carry_out(job, answer),
        Job::ReadAgain { id, document, edits } => {
            let transcript = Arc::new(document.read(&edits));
            answer(Answer::ReadAgain { id, edits, transcript });
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

fn open(paths: &[PathBuf], progress: &Progress, answer: &dyn Fn(Answer)) {
    let collected = load::collect(paths);
    let count = collected.entries.len().max(1);
    let mut problems = collected.problems;
    let (mut opened, mut failed) = (Vec::new(), Vec::new());
    let mut since = Instant::now();
    for (i, entry) in collected.entries.into_iter().enumerate() {
        if !progress.go_on(i as f32 / count as f32) {
            break;
        }
        for document in load::open(entry) {
            match document {
                Ok(document) => {
                    let edits = Edits::default();
                    let transcript = Arc::new(document.read(&edits));
                    opened.push((Arc::new(document), edits, transcript));
                }
                Err(error) => failed.push(Arc::new(error)),
            }
        }
        if since.elapsed() > BATCH {
            answer(Answer::Opened {
                opened: std::mem::take(&mut opened),
                failed: std::mem::take(&mut failed),
                problems: std::mem::take(&mut problems),
                finished: false,
                is_start: false,
            });
            since = Instant::now();
        }
    }
    answer(Answer::Opened { opened, failed, problems, finished: true, is_start: false });
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

    let mut events = EventIndex::default();
    let mut same_events = Vec::new();
    for (id, transcript) in transcripts {
        if progress.is_stopped() {
            return;
        }
        let found = events.add(Fingerprint::of(transcript));
        same_events.extend(found.into_iter().map(|(before, why)| (transcripts[before].0, *id, why)));
    }
    let analysed = Arc::new(Analysed::new(generation, revision, Arc::new(analysis), ids));
    answer(Answer::Analysed { analysed, same_events });
}
