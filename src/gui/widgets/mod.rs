//! Parts of panels that know neither the state nor each other.

pub mod controls;
pub mod marks;
pub mod rows;
pub mod text;
