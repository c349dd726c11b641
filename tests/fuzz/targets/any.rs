//! Fuzzes whole files of any kind: the look at the content, containers, every reader behind them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tongbao::read::{Limits, read_book};

fuzz_target!(|bytes: &[u8]| {
    let _ = read_book(&"x".into(), bytes, &Limits::default());
});
