//! The threads that carry out jobs, and their stand-in for tests.

use std::collections::VecDeque;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Instant;

use crate::app::jobs::{Answer, Job, Task, carry_out};
use crate::app::libraries::Shelf;
use crate::io::library::Library;

/// Answers that may wait for the window; a worker that is faster waits.
const QUEUE: usize = 32;

/// Who carries out jobs.
#[derive(Debug)]
pub struct Workers(Kind);

#[derive(Debug)]
enum Kind {
    /// Threads, which wake the window when there is an answer.
    Threads {
        files: Thread,
        analysis: Thread,
        meaning: Thread,
        review: Thread,
        comparison: Thread,
        answers: Mutex<Receiver<Answer>>,
    },

    /// The caller, at once: nothing depends on time.
    Inline { answers: Mutex<VecDeque<Answer>>, libraries: Mutex<Shelf> },

    /// Nobody any more.
    Ended,
}

#[derive(Debug)]
struct Thread {
    jobs: Sender<Job>,
    handle: JoinHandle<()>,
}

impl Drop for Workers {
    /// What was to be kept is kept before the program ends.
    fn drop(&mut self) {
        if let Kind::Threads { files, analysis, meaning, review, comparison, answers } =
            std::mem::replace(&mut self.0, Kind::Ended)
        {
            // Nobody takes answers any more, so no thread waits for room.
            drop((answers, analysis, meaning, review, comparison, files.jobs));
            // It has no panics: each job is guarded.
            let _ = files.handle.join();
        }
    }
}

impl Workers {
    /// Starts the threads. `wake` is called from them after each answer; changes go to `library`.
    pub fn start(wake: impl Fn() + Send + Sync + 'static, library: Option<Library>) -> std::io::Result<Self> {
        let (send, answers) = sync_channel(QUEUE);
        let wake: Arc<dyn Fn() + Send + Sync> = Arc::new(wake);
        Ok(Self(Kind::Threads {
            files: spawn(Task::Files, send.clone(), wake.clone(), library)?,
            analysis: spawn(Task::Analysis, send.clone(), wake.clone(), None)?,
            meaning: spawn(Task::Meaning, send.clone(), wake.clone(), None)?,
            review: spawn(Task::Review, send.clone(), wake.clone(), None)?,
            comparison: spawn(Task::Comparison, send, wake, None)?,
            answers: Mutex::new(answers),
        }))
    }

    /// Carries out each job when it is given; changes go to `library`: for tests and pictures.
    pub fn inline(library: Option<Library>) -> Self {
        Self(Kind::Inline { answers: Mutex::default(), libraries: Mutex::new(Shelf::with(library)) })
    }

    /// Hands over a job.
    pub fn run(&self, job: Job) {
        match &self.0 {
            Kind::Threads { files, analysis, meaning, review, comparison, .. } => {
                let thread = match job.task() {
                    Task::Files => files,
                    Task::Analysis => analysis,
                    Task::Meaning => meaning,
                    Task::Review => review,
                    Task::Comparison => comparison,
                };
                // The threads end with the program only, and then nobody waits for the answer.
                let _ = thread.jobs.send(job);
            }
            Kind::Inline { answers, libraries } => {
                // It takes seconds in a test build and has tests of its own; here everything has been read.
                let job = match job {
                    Job::Encode { progress, .. } => {
                        let answer = Answer::Encoded { vectors: Vec::new(), progress, finished: true };
                        return answers.lock().map_or((), |mut answers| answers.push_back(answer));
                    }
                    job => job,
                };
                let Ok(mut libraries) = libraries.lock() else { return };
                carry_out(job, &mut libraries, &|answer| {
                    if let Ok(mut answers) = answers.lock() {
                        answers.push_back(answer);
                    }
                });
            }
            Kind::Ended => {}
        }
    }

    /// The next answer, where there is one.
    pub fn next(&self) -> Option<Answer> {
        match &self.0 {
            Kind::Threads { answers, .. } => answers.lock().ok()?.try_recv().ok(),
            Kind::Inline { answers, .. } => answers.lock().ok()?.pop_front(),
            Kind::Ended => None,
        }
    }

    /// The next answer, waiting for it at most until `deadline`.
    pub fn wait_until(&self, deadline: Instant) -> Option<Answer> {
        match &self.0 {
            Kind::Threads { answers, .. } => {
                answers.lock().ok()?.recv_timeout(deadline.saturating_duration_since(Instant::now())).ok()
            }
            Kind::Inline { .. } | Kind::Ended => self.next(),
        }
    }
}

fn spawn(
    task: Task,
    answers: SyncSender<Answer>,
    wake: Arc<dyn Fn() + Send + Sync>,
    library: Option<Library>,
) -> std::io::Result<Thread> {
    let (send, jobs) = channel::<Job>();
    let mut libraries = Shelf::with(library);
    let handle = thread::Builder::new().name(task.thread_name().to_owned()).spawn(move || {
        while let Ok(mut job) = jobs.recv() {
            // A newer analysis, grouping or comparison makes the older one useless; files are all opened.
            while matches!(
                job,
                Job::Analyse { .. } | Job::Encode { .. } | Job::Judge { .. } | Job::Compare { .. }
            ) {
                match jobs.try_recv() {
                    Ok(newer) => job = newer,
                    Err(_) => break,
                }
            }
            let progress = job.progress();
            let tell = |answer| {
                // The window is gone: nobody waits for the rest of the job.
                if answers.send(answer).is_err()
                    && let Some(progress) = &progress
                {
                    progress.stop();
                }
                wake();
            };
            // What a job leaves half done stays inside the job: the library changes in transactions.
            let work = AssertUnwindSafe(|| carry_out(job, &mut libraries, &tell));
            if panic::catch_unwind(work).is_err() {
                tell(Answer::Broke(task));
            }
        }
        libraries.close();
    })?;
    Ok(Thread { jobs: send, handle })
}
