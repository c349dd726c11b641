//! "Read it in one go." The quick road for xlsx books in which every part is written as spreadsheet programs write it.
//!
//! In: an opened package and its table of contents. Out: its worksheets, whose rows were shown while they were read; or `None`,
//! before any row was shown, when anything in the book is not written plainly: then the careful road reads it. Where this road
//! reads a book, it gives the same cells as the careful one, which a test holds against it; it is no second opinion.

use super::covered::Cover;
use super::limits::Limits;
use super::listed::Stands;
use super::outline::{Outline, SheetPart};
use super::package::Package;
use super::plain_sheet::{Facts, Globals, Rows, walk};
use super::plain_strings::{Strings, strings};
use super::{Row, Sheet, Struck, Watch, crossed};
use crate::finding::{Finding, Kind};
use crate::place::{At, Place};
use std::sync::Arc;

/// Bytes of unpacked sheets whose rows wait in memory until the whole book is known to be plain; the rows of larger sheets are read
/// a second time instead, because a ledger may be larger than all the memory that a file is allowed.
const WAITING: u64 = 2 * 1024 * 1024;

/// A sheet that is known to be plain, with its rows unless they are too many.
struct Checked<'o> {
    part: &'o SheetPart,
    facts: Facts,
    rows: Option<Vec<Row>>,
}

/// Reads all worksheets, or finds that they are not plain.
///
/// # Errors
/// [`Kind::SheetUnreadable`] for merged regions that cannot be settled.
pub(super) fn read(
    (file, package, outline): (&Arc<str>, &mut Package<'_>, &Outline),
    limits: &Limits,
    watch: &mut dyn Watch,
) -> Result<Option<Vec<Sheet>>, Box<Finding>> {
    let Some(strings) = shared(package, &outline.strings, limits) else { return Ok(None) };
    let globals = Globals { strings, formats: outline.formats.clone() };
    let Some(checked) = check_all(package, outline, &globals, limits) else { return Ok(None) };
    let mut sheets = Vec::with_capacity(checked.len());
    for Checked { part, facts, rows } in checked {
        let place = Place::sheet(file, &part.name.as_str().into());
        let mut sheet = Sheet::new(place.clone());
        sheet.hidden = part.hidden;
        sheet.notes.clone_from(&part.notes);
        sheet.struck = facts.struck.into_iter().map(|at| Struck { at, part: None }).collect();
        facts.audited.tell(&mut sheet, facts.last_col);
        crossed::sort(&mut sheet);
        let mut show = Show { cover: Cover::new(&sheet.merges), sheet, watch, trouble: None };
        match rows {
            Some(rows) => drop(rows.into_iter().try_for_each(|mut row| show.row(&mut row).then_some(()))),
            None => again(package, part, &globals, (limits, &mut show)),
        }
        if let Some(detail) = show.trouble {
            return Err(Box::new(Finding::new(Kind::SheetUnreadable { detail }, place)));
        }
        sheets.push(show.sheet);
    }
    Ok(Some(sheets))
}

fn shared(package: &mut Package<'_>, path: &str, limits: &Limits) -> Option<Strings> {
    match package.stream(path).ok()? {
        Some((source, size)) => strings(source, size, limits),
        None => Some(Strings::default()),
    }
}

fn check_all<'o>(
    package: &mut Package<'_>,
    outline: &'o Outline,
    globals: &Globals,
    limits: &Limits,
) -> Option<Vec<Checked<'o>>> {
    let (mut waiting, mut cells) = (0u64, 0u64);
    let mut checked = Vec::with_capacity(outline.sheets.len());
    for part in outline.sheets.iter().filter(|part| part.stands == Stands::Cells) {
        let (source, size) = package.stream(&part.path).ok()??;
        let mut kept = Vec::new();
        let mut keep = |row: &mut Row| {
            kept.push(Row { row: row.row, cells: std::mem::take(&mut row.cells) });
            true
        };
        let wait = waiting + size <= WAITING;
        let rows = if wait { Rows::Shown(&mut keep) } else { Rows::Checked };
        let facts = walk((source, size), globals, limits, rows)?;
        waiting += if wait { size } else { 0 };
        cells += facts.audited.cells;
        if cells > limits.file_cells {
            return None;
        }
        checked.push(Checked { part, facts, rows: wait.then_some(kept) });
    }
    Some(checked)
}

/// Reads the rows of a sheet that was only looked at.
fn again(package: &mut Package<'_>, part: &SheetPart, globals: &Globals, (limits, show): (&Limits, &mut Show<'_>)) {
    let read = match package.stream(&part.path) {
        Ok(Some(source)) => walk(source, globals, limits, Rows::Shown(&mut |row| show.row(row))),
        _ => None,
    };
    if read.is_none() && show.trouble.is_none() {
        show.trouble = Some("the sheet reads differently the second time".to_owned());
    }
}

/// A sheet while its rows are shown.
struct Show<'w> {
    sheet: Sheet,
    cover: Cover,
    watch: &'w mut dyn Watch,
    /// Why the sheet cannot be read.
    trouble: Option<String>,
}

impl Show<'_> {
    /// Shows a row and keeps it, if it is wanted. Returns whether to go on.
    fn row(&mut self, row: &mut Row) -> bool {
        let before = row.cells.len();
        if let Err(detail) = self.cover.settle(row) {
            self.trouble = Some(detail);
            return false;
        }
        if row.cells.len() < before {
            self.uncross(row);
        }
        if !row.cells.is_empty() && self.watch.keeps(&self.sheet, row) {
            self.sheet.rows.push(Row { row: row.row, cells: std::mem::take(&mut row.cells) });
        }
        true
    }

    /// Takes off the marks of cells that are covered and say nothing of their own.
    fn uncross(&mut self, row: &Row) {
        let struck = &mut self.sheet.struck;
        let first = struck.partition_point(|struck| struck.at.row < row.row);
        let end = struck.partition_point(|struck| struck.at.row <= row.row);
        let stays = |at: At| row.cells.binary_search_by_key(&at.col, |(col, _)| *col).is_ok();
        let left: Vec<Struck> = struck[first..end].iter().filter(|struck| stays(struck.at)).cloned().collect();
        struck.splice(first..end, left);
    }
}

#[cfg(test)]
mod tests;
