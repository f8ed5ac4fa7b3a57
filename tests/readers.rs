//! The readers of files and the rules of structure, without the window: the fuzzers' corpus, properties of any input,
//! and what becomes of each format, encoding, way of labelling and language.

#[path = "../fuzz/src/lib.rs"]
mod targets;

mod readers {
    mod corpus;
    mod formats;
    mod outcomes;
    mod properties;
    mod talks;
}
