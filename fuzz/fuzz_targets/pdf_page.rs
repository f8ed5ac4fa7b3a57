#![no_main]

mod guarded;

libfuzzer_sys::fuzz_target!(init: guarded::let_the_library_panic(), |data: &[u8]| stance_fuzz::pdf_page(data));
