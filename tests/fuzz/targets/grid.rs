//! Fuzzes the recognizer with random grids of words, counts, dates and odd values, with random merges.
#![no_main]

#[path = "../grid.rs"]
mod grid;

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use tongbao::recognize::recognize;
use tongbao::rules::Words;

static WORDS: LazyLock<Words> = LazyLock::new(Words::built_in);

fuzz_target!(|bytes: &[u8]| {
    let book = grid::book(bytes);
    let found = recognize(&book, &WORDS);
    for table in &found.tables {
        for row in table.rows.iter().chain(&table.totals) {
            assert_eq!(row.cells.len(), table.headings.len(), "a row has one cell for each heading");
        }
    }
});
