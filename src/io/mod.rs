//! The only layer that touches the disk.

pub mod load;
pub mod seeds;
pub mod settings;
