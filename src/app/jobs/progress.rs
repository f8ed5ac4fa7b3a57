//! How far a job is, and whether it should stop: shared by the worker and the window.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

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
