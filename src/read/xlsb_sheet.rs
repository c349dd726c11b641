//! "Read one sheet of an .xlsb." Cells, merged regions and hidden parts from the records of a sheet's part.
//!
//! In: the records of one sheet, and what the book shares. Out: the sheet. The part must close its cells and itself.

use super::biff12::{Record, Records};
use super::crossed::Crossed;
use super::hidden::{self, SMALLEST_WIDTH};
use super::limits::{Limits, check};
use super::package::{corrupt, count};
use super::values::{error, put, rk};
use super::xlsb::Globals;
use super::{Cell, Sheet, Value, covered, crossed};
use crate::finding::Kind;
use crate::place::{Area, At, LAST_COL, LAST_ROW, Place};

const ROW: u32 = 0;
const CELL_RK: u32 = 2;
const CELL_ERROR: u32 = 3;
const CELL_BOOL: u32 = 4;
const CELL_REAL: u32 = 5;
const CELL_TEXT: u32 = 6;
const CELL_SHARED: u32 = 7;
const FORMULA_TEXT: u32 = 8;
const FORMULA_NUMBER: u32 = 9;
const FORMULA_BOOL: u32 = 10;
const FORMULA_ERROR: u32 = 11;
const CELL_RICH: u32 = 62;
const COLUMN: u32 = 60;
const END_SHEET: u32 = 130;
const END_SHEET_DATA: u32 = 146;
const FILTER_COLUMN: u32 = 163;
const MERGE_CELL: u32 = 176;

struct Walk<'a> {
    sheet: Sheet,
    globals: &'a Globals,
    row: u32,
    /// First row that may still come: rows rise.
    next_row: u32,
    hidden_columns: Vec<(u32, u32)>,
    /// Descriptions of letter columns met.
    columns: u32,
    cells: u64,
    crossed: Vec<(At, Crossed)>,
}

/// Reads the sheet whose part is `records`.
pub(super) fn sheet(mut records: Records<'_>, globals: &Globals, place: Place, limits: &Limits) -> Result<Sheet, Kind> {
    let mut walk = Walk {
        sheet: Sheet::new(place),
        globals,
        row: 0,
        next_row: 0,
        hidden_columns: Vec::new(),
        columns: 0,
        cells: 0,
        crossed: Vec::new(),
    };
    let (mut closed, mut ended) = (false, false);
    while let Some(record) = records.next()? {
        match record.kind {
            END_SHEET_DATA => closed = true,
            END_SHEET => ended = true,
            _ => walk.record(&record)?,
        }
        check("sheet-cells", limits.sheet_cells, walk.cells)?;
        check("merges", limits.merges, count(walk.sheet.merges.len()))?;
    }
    if !closed || !ended {
        return Err(corrupt("the sheet ends early"));
    }
    let mut sheet = walk.sheet;
    let last = sheet.bounds().map_or(0, |b| b.last.col);
    sheet.hidden_columns = hidden::lines(&walk.hidden_columns, SMALLEST_WIDTH, last);
    sheet.hidden_rows.sort_unstable();
    sheet.hidden_rows.dedup();
    sheet.filtered &= !sheet.hidden_rows.is_empty();
    covered::settle(&mut sheet).map_err(corrupt)?;
    crossed::settle(&mut sheet, walk.crossed);
    Ok(sheet)
}

impl Walk<'_> {
    fn record(&mut self, record: &Record<'_>) -> Result<(), Kind> {
        match record.kind {
            ROW => {
                self.row = record.u32(0)?;
                if self.row > LAST_ROW || self.row < self.next_row {
                    return Err(corrupt(format!("row number {}", self.row)));
                }
                self.next_row = self.row + 1;
                if record.u8(11)? & 0x10 != 0 || record.u16(8)? == 0 {
                    self.sheet.hidden_rows.push(self.row);
                }
            }
            COLUMN => {
                let hidden = record.u16(16)? & 1 != 0 || record.u32(8)? == 0;
                self.hidden_columns.extend(hidden.then_some((record.u32(0)?, record.u32(4)?)));
                self.columns += 1;
                if self.columns > LAST_COL + 1 {
                    return Err(corrupt("more letter columns than a sheet has"));
                }
            }
            FILTER_COLUMN => self.sheet.filtered = true,
            MERGE_CELL => {
                let corner = |row, col| Ok::<_, Kind>(At::new(record.u32(row)?, record.u32(col)?));
                let area = Area::between(corner(0, 8)?, corner(4, 12)?);
                if area.last.row > LAST_ROW || area.last.col > LAST_COL {
                    return Err(corrupt(format!("merged region {area}")));
                }
                self.sheet.merges.push(area);
            }
            CELL_RK..=FORMULA_ERROR | CELL_RICH => self.cell(record)?,
            _ => {}
        }
        Ok(())
    }

    fn cell(&mut self, record: &Record<'_>) -> Result<(), Kind> {
        let at = At::new(self.row, record.u32(0)?);
        if at.col > LAST_COL {
            return Err(corrupt(format!("letter column number {}", at.col)));
        }
        let format = usize::try_from(record.u32(4)? & 0x00FF_FFFF).map_err(corrupt)?;
        let formula = (FORMULA_TEXT..=FORMULA_ERROR).contains(&record.kind);
        let (mut own, mut pieces) = (Vec::new(), None);
        let value = match record.kind {
            CELL_RK => self.globals.formats.number(rk(record.u32(8)?), format),
            CELL_REAL | FORMULA_NUMBER => self.globals.formats.number(record.f64(8)?, format),
            CELL_BOOL | FORMULA_BOOL => Value::Bool(record.u8(8)? != 0),
            CELL_ERROR | FORMULA_ERROR => error(record.u8(8)?),
            CELL_TEXT | FORMULA_TEXT => Value::Text(record.text(8)?.0),
            CELL_RICH => {
                let (text, parts) = self.globals.rich(record, 8)?;
                own = parts;
                Value::Text(text)
            }
            CELL_SHARED => {
                let index = usize::try_from(record.u32(8)?).map_err(corrupt)?;
                pieces = self.globals.pieces.get(&index);
                match self.globals.strings.get(index) {
                    Some(text) => Value::Text(text.to_string()),
                    None => Value::Unbelievable(index.to_string()),
                }
            }
            _ => return Ok(()),
        };
        if value != Value::Text(String::new()) {
            self.cells += 1;
            let how = crossed::crossed(self.globals.formats.is_struck(format), pieces.unwrap_or(&own));
            self.crossed.extend(how.map(|how| (at, how)));
            put(&mut self.sheet, at, Cell { value, formula });
        }
        Ok(())
    }
}
