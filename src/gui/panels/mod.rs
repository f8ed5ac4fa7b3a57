//! The parts of the window. Each reads the state and pushes commands; none changes anything else.
//!
//! A panel first makes plain rows of what it will show, which tests compare, and then draws them.

pub mod compare;
pub mod details;
pub mod dialogs;
pub mod evolution;
pub mod filters;
pub mod import;
pub mod library;
pub mod listed;
pub mod notices;
pub mod palette;
pub mod read;
pub mod redline;
pub mod review;
pub mod status;
pub mod synopsis;
pub mod top;
pub mod whole;

use crate::app::command::Command;

/// What panels push commands into; applied after the frame is drawn.
pub type Commands = Vec<Command>;
