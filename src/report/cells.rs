//! "Exactly what did it read?" The lines of `cells`: one JSON object for each file, then one for each of its cells.
//!
//! In: sheets and rows as they were read, or why a file was not. Out: lines. The keys are part of the contract and are only ever
//! added to. Pure.

use super::json::codes::skip_reason;
use crate::discover::{LeftOut, SkipReason};
use crate::finding::Finding;
use crate::intake::cells::Rows;
use crate::place::{At, Place, letters};
use crate::read::{Note, Sheet, Value};
use crate::wording::{cells as words, findings, report as report_words};
use serde::Serialize;
use std::sync::Arc;

#[derive(Debug, Serialize)]
struct FileLine<'a> {
    file: &'a str,
    status: &'static str,
    reason: Option<Reason>,
    doubts: Vec<String>,
    sheets: Vec<SheetSeen<'a>>,
}

#[derive(Debug, Serialize)]
struct Reason {
    id: &'static str,
    message: String,
}

#[derive(Debug, Serialize)]
struct SheetSeen<'a> {
    name: &'a str,
    hidden: bool,
    merges: Vec<String>,
    hidden_rows: Vec<u32>,
    hidden_columns: Vec<String>,
    filtered: bool,
}

#[derive(Debug, Serialize)]
struct CellLine<'a> {
    file: &'a str,
    sheet: &'a str,
    cell: String,
    kind: &'static str,
    value: Held<'a>,
    formula: bool,
    doubt: Option<&'static str>,
    /// What a number shows as, where that is not the number itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    shown: Option<String>,
    /// What somebody wrote beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    /// Whether it is crossed out as a whole.
    #[serde(skip_serializing_if = "is_no")]
    struck: bool,
    /// What was crossed out beside the text that is left.
    #[serde(skip_serializing_if = "Option::is_none")]
    struck_part: Option<&'a str>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
const fn is_no(yes: &bool) -> bool {
    !*yes
}

/// A value as JSON has it.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Held<'a> {
    Nothing,
    Bool(bool),
    Whole(i64),
    Number(f64),
    Text(&'a str),
    Made(String),
}

/// What is doubtful in a file, counted while its cells are told.
#[derive(Debug, Default)]
pub struct Doubts {
    uncalculated: Option<(usize, Place)>,
    unbelievable: Option<(usize, Place)>,
}

impl Doubts {
    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.uncalculated.is_none() && self.unbelievable.is_none()
    }

    fn sentences(&self) -> Vec<String> {
        let uncalculated = self.uncalculated.iter().map(|(count, first)| words::uncalculated_in(*count, first));
        let unbelievable = self.unbelievable.iter().map(|(count, first)| words::unbelievable_in(*count, first));
        uncalculated.chain(unbelievable).collect()
    }
}

/// The line of a file that was read.
#[must_use]
pub fn read(file: &str, sheets: &[Sheet], doubts: &Doubts) -> String {
    let missing = sheets.iter().filter(|sheet| sheet.missing).map(|sheet| words::missing(&sheet.place));
    let doubts = missing.chain(doubts.sentences()).collect();
    let sheets = sheets.iter().filter(|sheet| !sheet.missing).map(sheet_seen).collect();
    line(&FileLine { file, status: "read", reason: None, doubts, sheets })
}

/// The line of a file that was refused.
#[must_use]
pub fn refused(file: &str, why: &Finding) -> String {
    let message = findings::sentence(why) + &findings::remedy(why);
    unread(file, "refused", Reason { id: why.kind.id(), message })
}

/// The line of a file that was met and left out.
#[must_use]
pub fn skipped(left_out: &LeftOut) -> String {
    let why: SkipReason = left_out.why;
    let reason = Reason { id: skip_reason(why), message: report_words::skip_reason(why).to_owned() };
    unread(&left_out.file, "skipped", reason)
}

/// Puts the lines of some rows at the end of `out`.
pub fn rows(file: &Arc<str>, rows: &Rows, doubts: &mut Doubts, out: &mut Vec<u8>) {
    let mut notes = rows.notes.iter().peekable();
    for row in &rows.rows {
        for (col, cell) in &row.cells {
            let at = At::new(row.row, *col);
            while let Some(note) = notes.next_if(|note| note.at < at) {
                put(&on_nothing(file, rows, note), out);
            }
            let note = notes.next_if(|note| note.at == at).map(|note| note.text.as_str());
            let struck = rows.struck.binary_search_by_key(&at, |struck| struck.at).ok().map(|i| &rows.struck[i]);
            let struck_part = struck.and_then(|struck| struck.part.as_deref());
            let struck = struck.is_some_and(|struck| struck.part.is_none());
            let (kind, value, doubt) = held(&cell.value);
            let tally = match cell.value {
                Value::Uncalculated => Some(&mut doubts.uncalculated),
                Value::Unbelievable(_) => Some(&mut doubts.unbelievable),
                _ => None,
            };
            if let Some(tally) = tally {
                tally.get_or_insert_with(|| (0, Place::sheet(file, &rows.sheet).at(at))).0 += 1;
            }
            let (sheet, formula) = (&*rows.sheet, cell.formula);
            let shown = matches!(cell.value, Value::Percent(_)).then(|| cell.value.shown());
            let cell = at.to_string();
            let told = CellLine { file, sheet, cell, kind, value, formula, doubt, shown, note, struck, struck_part };
            put(&told, out);
        }
    }
    notes.for_each(|note| put(&on_nothing(file, rows, note), out));
}

/// The line of a note on an empty cell.
fn on_nothing<'a>(file: &'a str, rows: &'a Rows, note: &'a Note) -> CellLine<'a> {
    CellLine {
        file,
        sheet: &rows.sheet,
        cell: note.at.to_string(),
        kind: "empty",
        value: Held::Nothing,
        formula: false,
        doubt: None,
        shown: None,
        note: Some(&note.text),
        struck: false,
        struck_part: None,
    }
}

fn put(told: &CellLine<'_>, out: &mut Vec<u8>) {
    // Neither these lines nor memory can fail.
    let _ = serde_json::to_writer(&mut *out, told);
    out.push(b'\n');
}

fn held(value: &Value) -> (&'static str, Held<'_>, Option<&'static str>) {
    match value {
        Value::Text(text) => ("text", Held::Text(text), None),
        Value::Number(n) | Value::Percent(n) => ("number", number(*n), None),
        Value::Bool(yes) => ("bool", Held::Bool(*yes), None),
        Value::Date(_) => ("date", Held::Made(value.shown()), None),
        Value::Error(error) => ("error", Held::Text(error), None),
        Value::Uncalculated => ("text", Held::Nothing, Some(words::uncalculated())),
        Value::Unbelievable(raw) => ("text", Held::Text(raw), Some(words::unbelievable())),
    }
}

/// Whole numbers without a decimal point, as far as they are exact; everything else so that it comes back bit for bit.
#[expect(clippy::cast_possible_truncation, reason = "whole, and below 2^53")]
fn number(n: f64) -> Held<'static> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let whole = n.fract() == 0.0 && n.abs() <= EXACT && (n != 0.0 || n.is_sign_positive());
    if whole { Held::Whole(n as i64) } else { Held::Number(n) }
}

fn sheet_seen(sheet: &Sheet) -> SheetSeen<'_> {
    SheetSeen {
        name: sheet.place.sheet.as_deref().unwrap_or_default(),
        hidden: sheet.hidden,
        merges: sheet.merges.iter().map(ToString::to_string).collect(),
        hidden_rows: sheet.hidden_rows.iter().map(|row| row + 1).collect(),
        hidden_columns: sheet.hidden_columns.iter().map(|col| letters(*col)).collect(),
        filtered: sheet.filtered,
    }
}

fn unread(file: &str, status: &'static str, reason: Reason) -> String {
    line(&FileLine { file, status, reason: Some(reason), doubts: Vec::new(), sheets: Vec::new() })
}

/// Nothing in these lines can fail to become JSON.
fn line(told: &FileLine<'_>) -> String {
    serde_json::to_string(told).unwrap_or_default() + "\n"
}
