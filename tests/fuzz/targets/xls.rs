//! Fuzzes the record stream of an xls workbook, or the whole container.
#![no_main]

#[path = "../wrap.rs"]
mod wrap;

use libfuzzer_sys::fuzz_target;
use tongbao::read::{Limits, read_book};

fuzz_target!(|bytes: &[u8]| {
    let _ = read_book(&"x".into(), &wrap::file("xls", bytes), &Limits::default());
});
