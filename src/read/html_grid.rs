//! "Which cell of the sheet is this `<td>`?" Places the cells of web tables on one sheet.
//!
//! In: tables, rows and cells in reading order, with their spans. Out: a sheet with absolute addresses and merged regions; tables
//! stand one under the other with an empty row between them. It parses nothing.

use super::limits::{Limits, check};
use super::package::{corrupt, count};
use super::{Cell, Sheet};
use crate::finding::Kind;
use crate::place::{Area, At, LAST_COL, LAST_ROW, Place};

/// Largest spans that browsers honour (HTML, 4.9.11).
const MAX_COLSPAN: u32 = 1000;
const MAX_ROWSPAN: u32 = 65534;

/// The sheet that is being laid out.
pub(super) struct Grid<'a> {
    limits: &'a Limits,
    cells: Vec<(At, Cell)>,
    merges: Vec<Area>,
    hidden_rows: Vec<u32>,
    /// First row that nothing stands on yet.
    free: u32,
    row: u32,
    col: u32,
    /// For each letter column, the first row that no span from above reaches.
    reached: Vec<u32>,
    /// First merged region of the open table.
    open: usize,
}

impl<'a> Grid<'a> {
    /// An empty sheet.
    pub(super) const fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            cells: Vec::new(),
            merges: Vec::new(),
            hidden_rows: Vec::new(),
            free: 0,
            row: 0,
            col: 0,
            reached: Vec::new(),
            open: 0,
        }
    }

    /// A line outside of tables.
    pub(super) fn line(&mut self, cell: Cell) -> Result<At, Kind> {
        let at = At::new(self.free, 0);
        self.free += 1;
        self.place(at, cell)?;
        Ok(at)
    }

    /// A table begins.
    pub(super) fn begin_table(&mut self) {
        self.reached.clear();
        self.open = self.merges.len();
    }

    /// A table ends; an empty row keeps it apart from what follows.
    pub(super) fn end_table(&mut self) {
        // A span may say more rows than the table has.
        for mut merge in self.merges.split_off(self.open) {
            merge.last.row = merge.last.row.min(self.free.saturating_sub(1)).max(merge.first.row);
            if merge.first != merge.last {
                self.merges.push(merge);
            }
        }
        self.free += 1;
        self.begin_table();
    }

    /// A row of the open table begins.
    pub(super) fn begin_row(&mut self, hidden: bool) -> Result<(), Kind> {
        self.row = self.free;
        self.col = 0;
        self.free += 1;
        if self.row > LAST_ROW {
            return Err(corrupt("more rows than a sheet has"));
        }
        if hidden {
            self.hidden_rows.push(self.row);
        }
        Ok(())
    }

    /// The next cell of the open row, with the rows and letter columns that it spans; where it stands.
    pub(super) fn put(&mut self, cell: Option<Cell>, (rows, cols): (u32, u32)) -> Result<At, Kind> {
        while self.reached.get(index(self.col)).is_some_and(|row| *row > self.row) {
            self.col += 1;
        }
        let first = At::new(self.row, self.col);
        let last_row = (self.row + rows.min(MAX_ROWSPAN) - 1).min(LAST_ROW);
        let last = At::new(last_row, self.col + cols.min(MAX_COLSPAN) - 1);
        if last.col > LAST_COL {
            return Err(corrupt("more cells in a row than a sheet has columns"));
        }
        if first != last {
            self.merges.push(Area { first, last });
            check("merges", self.limits.merges, count(self.merges.len()))?;
        }
        if self.reached.len() <= index(last.col) {
            self.reached.resize(index(last.col) + 1, 0);
        }
        self.reached[index(first.col)..=index(last.col)].fill(last.row + 1);
        self.col = last.col + 1;
        cell.map_or(Ok(()), |cell| self.place(first, cell))?;
        Ok(first)
    }

    /// The sheet, when all is laid out.
    pub(super) fn into_sheet(self, place: Place) -> Sheet {
        let mut sheet = Sheet::new(place);
        for (at, cell) in self.cells {
            sheet.put(at, cell);
        }
        sheet.merges = self.merges;
        sheet.hidden_rows = self.hidden_rows;
        sheet
    }

    fn place(&mut self, at: At, cell: Cell) -> Result<(), Kind> {
        self.cells.push((at, cell));
        check("sheet-cells", self.limits.sheet_cells, count(self.cells.len()))
    }
}

fn index(col: u32) -> usize {
    usize::try_from(col).unwrap_or(usize::MAX)
}
