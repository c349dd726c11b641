//! Fuzzes the content of an ods package.
#![no_main]

#[path = "../wrap.rs"]
mod wrap;

use libfuzzer_sys::fuzz_target;
use tongbao::read::{Limits, read_book};

fuzz_target!(|bytes: &[u8]| {
    let _ = read_book(&"x".into(), &wrap::file("ods", bytes), &Limits::default());
});
