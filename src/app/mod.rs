//! The program without a window.
//!
//! [`State`](state::State) is everything that is open and chosen. It changes in one place only:
//! [`update`](update::update) applies a [`Command`](command::Command) and answers with
//! [`Effect`](command::Effect)s, which somebody else carries out: [`jobs`] on worker threads, the
//! window for dialogs and the clipboard. What the user can do by menu, key or palette is listed once,
//! in [`action`].

pub mod action;
pub mod command;
pub mod compared;
pub mod filter;
pub mod history;
pub mod import;
pub mod jobs;
pub mod meaning;
pub mod notice;
pub mod rows;
pub mod settings;
pub mod state;
pub mod subject;
pub mod update;
pub mod workers;
