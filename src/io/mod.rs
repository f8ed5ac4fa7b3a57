//! The only layer that touches the disk.

pub mod extract;
pub mod library;
pub mod load;
pub mod seeds;
pub mod settings;
