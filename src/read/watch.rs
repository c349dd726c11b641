//! "Is this row worth keeping?" Who sees the rows of a book while it is read, and what a whole file may have against them.
//!
//! In: rows, one after the other, with the sheet they stand on. Out: which of them the book keeps, or why the file is refused. It reads
//! nothing.

use super::limits::{self, Limits};
use super::package;
use super::{Row, Sheet, Value};
use crate::finding::{Finding, Kind};
use crate::place::{At, Place};
use serde::{Deserialize, Serialize};

/// Which workbooks that this program made itself may be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Own {
    /// None: they are nobody's submission.
    #[default]
    Refused,
    /// Forms that a clerk fills in.
    Forms,
    /// Its products too.
    Products,
}

/// Sees the rows of a book one after the other, and says which of them the book keeps.
///
/// A ledger of half a million rows need not stand in memory whole: who watches may count a row and let it go.
pub trait Watch {
    /// Whether `row`, which follows below everything that `sheet` holds so far, is kept. `sheet` has its place, its merged regions
    /// and its hidden rows and columns already; a row comes with all its cells, ascending, and is asked about once.
    fn keeps(&mut self, sheet: &Sheet, row: &Row) -> bool;

    /// Which workbooks of our own may be read.
    fn own(&self) -> Own {
        Own::Refused
    }
}

/// Keeps every row, of our forms too.
pub(super) struct KeepAll;

impl Watch for KeepAll {
    fn keeps(&mut self, _: &Sheet, _: &Row) -> bool {
        true
    }

    fn own(&self) -> Own {
        Own::Forms
    }
}

/// Holds what a whole file may have against the rows, before anybody else sees them.
pub(super) struct Guard<'w> {
    watch: &'w mut dyn Watch,
    limits: &'w Limits,
    cells: u64,
    /// Why the file is refused.
    refused: Option<Box<Finding>>,
}

impl<'w> Guard<'w> {
    /// Ready for the rows of one file, on behalf of `watch`.
    pub(super) fn new(watch: &'w mut dyn Watch, limits: &'w Limits) -> Self {
        Self { watch, limits, cells: 0, refused: None }
    }

    /// Why the file is refused, if it is.
    pub(super) fn refused(self) -> Option<Box<Finding>> {
        self.refused
    }

    fn passes(&mut self, sheet: &Sheet, row: &Row) -> Result<(), Box<Finding>> {
        self.cells += package::count(row.cells.len());
        let file = || Place::file(&sheet.place.file);
        limits::check("file-cells", self.limits.file_cells, self.cells)
            .map_err(|kind| Box::new(Finding::new(kind, file())))?;
        texts_fit(sheet, row, self.limits)
    }
}

impl Watch for Guard<'_> {
    fn keeps(&mut self, sheet: &Sheet, row: &Row) -> bool {
        if self.refused.is_some() {
            return false;
        }
        self.refused = self.passes(sheet, row).err();
        self.refused.is_none() && self.watch.keeps(sheet, row)
    }

    fn own(&self) -> Own {
        self.watch.own()
    }
}

/// Refuses a note that is longer than any text may be, at its cell.
pub(super) fn notes_fit(sheets: &[Sheet], limits: &Limits) -> Result<(), Box<Finding>> {
    for (sheet, note) in sheets.iter().flat_map(|sheet| sheet.notes.iter().map(move |note| (sheet, note))) {
        text_fits(&note.text, limits).map_err(|kind| Box::new(Finding::new(kind, sheet.place.at(note.at))))?;
    }
    Ok(())
}

fn text_fits(text: &str, limits: &Limits) -> Result<(), Kind> {
    // No text has more UTF-16 units than bytes.
    if package::count(text.len()) <= limits.text {
        return Ok(());
    }
    limits::check("text", limits.text, package::count(text.encode_utf16().count()))
}

/// Refuses a text that no honest cell can hold, at its cell.
fn texts_fit(sheet: &Sheet, row: &Row, limits: &Limits) -> Result<(), Box<Finding>> {
    for (col, cell) in &row.cells {
        let (Value::Text(text) | Value::Error(text) | Value::Unbelievable(text)) = &cell.value else { continue };
        let at = || sheet.place.at(At::new(row.row, *col));
        text_fits(text, limits).map_err(|kind| Box::new(Finding::new(kind, at())))?;
    }
    Ok(())
}
