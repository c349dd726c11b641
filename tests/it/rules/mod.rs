//! The roster workbook and the rules.

#![allow(clippy::unwrap_used, reason = "the tools of tests stop at what should not be")]

mod calendar;
mod docs;
mod frequency;
mod roster;
mod settings;
mod words;

use std::sync::Arc;
use tongbao::error::{Error, RosterMistake};
use tongbao::place::{At, Place};
use tongbao::read::{Book, Cell, Sheet, Value};
use tongbao::rules::{self, Rules};

/// A roster of sheets drawn as lines of cells separated by `|`; an empty cell holds nothing, a row of digits is a number.
fn drawn(sheets: &[(&str, &str)]) -> Book {
    let file: Arc<str> = "名录.xlsx".into();
    let sheets = sheets.iter().map(|(name, text)| sheet(&file, name, text)).collect();
    Book { file: Arc::clone(&file), sha256: "0".repeat(64), saved: None, sheets, doubts: Vec::new() }
}

fn sheet(file: &Arc<str>, name: &str, text: &str) -> Sheet {
    let mut sheet = Sheet::new(Place::sheet(file, &name.into()));
    for (row, line) in (0..).zip(text.lines()) {
        for (col, cell) in (0..).zip(line.split('|')) {
            let cell = cell.trim();
            if !cell.is_empty() {
                let number = cell.bytes().all(|b| b.is_ascii_digit()).then(|| cell.parse().unwrap());
                let value = number.map_or_else(|| Value::Text(cell.to_owned()), Value::Number);
                sheet.put(At::new(row, col), Cell { value, formula: false });
            }
        }
    }
    sheet
}

fn load(sheets: &[(&str, &str)]) -> Rules {
    rules::load(Some(&drawn(sheets))).unwrap().0
}

fn mistakes(sheets: &[(&str, &str)]) -> Vec<RosterMistake> {
    match rules::load(Some(&drawn(sheets))) {
        Err(Error::RosterMistakes(mistakes)) => mistakes,
        other => panic!("mistakes were expected: {other:?}"),
    }
}

/// Each mistake as `sheet!cell Kind`.
fn short(mistakes: &[RosterMistake]) -> Vec<String> {
    let place = |p: &Place| format!("{}!{}", p.sheet.as_deref().unwrap(), p.area.unwrap());
    let kind = |m: &RosterMistake| format!("{:?}", m.what).split([' ', '{']).next().unwrap().to_owned();
    mistakes.iter().map(|m| format!("{} {}", place(&m.place), kind(m))).collect()
}
