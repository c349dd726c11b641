//! Fuzzes files without a container: CSV, HTML tables, XML Spreadsheet 2003, in any encoding.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tongbao::read::{Limits, read_book};

fuzz_target!(|bytes: &[u8]| {
    let _ = read_book(&"x".into(), bytes, &Limits::default());
});
