//! "Who changed this cell?" Changes by hand, cell by cell, those on evidence sheets too.
//!
//! In: the changes found, the outcome of the recomputation. Out: lines. The workbook keeps only prints of evidence rows; where the same row
//! comes out again, it tells what was written.

use super::listed;
use crate::annex;
use crate::outcome::Outcome;
use crate::place::At;
use crate::read::Book;
use crate::trail::{Edit, Edits, Shown, Trail, rows_as_written};
use crate::wording::verify as words;
use std::collections::{BTreeMap, BTreeSet};

/// A row of a sheet.
type Row = (String, u32);

/// Lines on everything that was changed by hand.
pub(super) fn edits(edits: &Edits, (trail, book): (&Trail, &Book), outcome: &Outcome) -> Vec<String> {
    let rows: BTreeSet<Row> = edits.list.iter().filter_map(evidence_row).collect();
    let written = if rows.is_empty() { BTreeMap::new() } else { rows_as_written(annex::pages(outcome), trail, &rows) };
    let mut lines = Vec::new();
    for edit in &edits.list {
        match edit {
            Edit::Cell { sheet, at, made, present, follows, .. } => {
                let text = |shown: &Option<Shown>| shown.as_ref().map(Shown::text);
                lines.push(words::edited(sheet, *at, (text(made).as_deref(), text(present).as_deref()), *follows));
            }
            Edit::RowPutIn { sheet, row, said } => lines.push(words::row_put_in(sheet, row + 1, said)),
            Edit::RowTakenOut { sheet, row, said } => lines.push(words::row_taken_out(sheet, row + 1, said)),
            Edit::EvidenceRow { sheet, row } => match written.get(&(sheet.clone(), *row)) {
                Some(made) => lines.extend(cells_of(book, (sheet, *row), made)),
                None => lines.push(words::evidence_edited(sheet, row + 1)),
            },
            Edit::SheetGone(name) => lines.push(words::sheet_gone(name)),
            Edit::SheetAdded(name) => lines.push(words::sheet_added(name)),
        }
    }
    listed(words::edits_heading(lines.len()), lines)
}

fn evidence_row(edit: &Edit) -> Option<Row> {
    if let Edit::EvidenceRow { sheet, row } = edit { Some((sheet.clone(), *row)) } else { None }
}

/// The cells of an evidence row that differ from what was written.
fn cells_of(book: &Book, (name, row): (&str, u32), made: &[(u32, Shown)]) -> Vec<String> {
    let sheet = book.sheets.iter().find(|s| s.place.sheet.as_deref() == Some(name));
    let last = sheet.and_then(|s| s.bounds()).map_or(0, |b| b.last.col);
    let last = made.iter().map(|(col, _)| *col).fold(last, u32::max);
    let pair = |col| {
        let made = made.iter().find(|(c, _)| *c == col).map(|(_, shown)| shown.clone());
        let present = sheet.and_then(|s| s.cell(At::new(row, col))).and_then(|c| Shown::read(&c.value));
        (made, present)
    };
    (0..=last)
        .filter_map(|col| {
            let (made, present) = pair(col);
            let same = match (&made, &present) {
                (Some(made), Some(present)) => made.same(present),
                (made, present) => made.is_none() && present.is_none(),
            };
            let text = |shown: Option<Shown>| shown.map(|s| s.text());
            let (made, present) = (text(made), text(present));
            (!same).then(|| words::edited(name, At::new(row, col), (made.as_deref(), present.as_deref()), false))
        })
        .collect()
}
