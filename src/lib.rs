//! Stance reads transcripts of official remarks and compares what was said on a subject at one
//! meeting with what was said at another, years apart.
//!
//! Four layers, one direction. A layer names only those before it:
//!
//! 1. [`engine`] is pure and repeatable: text in, values out. No files, clock, threads, window.
//! 2. [`io`] is the only layer that touches the disk.
//! 3. [`app`] is the program without a window: state, commands, effects, jobs.
//! 4. `gui` is the window (feature `gui`, on by default); the only layer that names egui.
//!
//! The binaries `stance` (the window) and `stance-cli` (the same engine for scripts) are thin.

pub mod app;
pub mod engine;
#[cfg(feature = "gui")]
pub mod gui;
pub mod io;
