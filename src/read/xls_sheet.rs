//! "Read one sheet of an .xls." Cells, merged regions and hidden parts from the records of a sheet.
//!
//! In: the records from a sheet's beginning, and what the book shares. Out: the sheet. It stops at the record that closes the sheet
//! and passes over charts that lie inside it.

use super::biff::{Bytes, Record, Records};
use super::crossed::{Crossed, Piece};
use super::hidden::{self, SMALLEST_WIDTH};
use super::limits::{Limits, check};
use super::package::{corrupt, count};
use super::values::{error, put, rk};
use super::xls::Globals;
use super::xls_notes::{NOTE, Notes, OBJ, TXO};
use super::{Cell, Sheet, Value, covered, crossed, xls_rich};
use crate::finding::Kind;
use crate::place::{Area, At, Place};

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const ROW: u16 = 0x0208;
const COLINFO: u16 = 0x007D;
const FILTERMODE: u16 = 0x009B;
const MERGEDCELLS: u16 = 0x00E5;
const NUMBER: u16 = 0x0203;
const RK: u16 = 0x027E;
const MULRK: u16 = 0x00BD;
const LABEL: u16 = 0x0204;
const RSTRING: u16 = 0x00D6;
const LABELSST: u16 = 0x00FD;
const BOOLERR: u16 = 0x0205;
/// The two later numbers are those of BIFF3 and BIFF4, which some programs still write.
const FORMULAS: [u16; 3] = [0x0006, 0x0206, 0x0406];
const STRING: u16 = 0x0207;

/// Flags of a formula that ask for calculation: always, and on opening ([MS-XLS] 2.4.127).
const CALCULATE: u16 = 3;

/// Some programs describe letter columns beyond the 256 of the format.
const MOST_COLUMNS: usize = 16_384;
struct Walk<'a> {
    sheet: Sheet,
    globals: &'a Globals,
    /// Formula whose text result is still to come.
    waiting: Option<At>,
    hidden_columns: Vec<(u32, u32)>,
    cells: u64,
    crossed: Vec<(At, Crossed)>,
    notes: Notes,
}

/// Reads the sheet that begins at `records`.
pub(super) fn sheet(mut records: Records<'_>, globals: &Globals, place: Place, limits: &Limits) -> Result<Sheet, Kind> {
    if records.next()?.kind != BOF {
        return Err(corrupt("a sheet does not begin where the book says"));
    }
    let mut walk = Walk::new(place, globals);
    let mut inside = 0u32;
    loop {
        let record = records.next()?;
        match record.kind {
            BOF => inside += 1,
            EOF if inside == 0 => break,
            EOF => inside -= 1,
            _ if inside > 0 => {}
            _ => walk.record(&record)?,
        }
        check("sheet-cells", limits.sheet_cells, walk.cells)?;
        check("merges", limits.merges, count(walk.sheet.merges.len()))?;
    }
    walk.settle_waiting();
    let mut sheet = walk.sheet;
    let last = sheet.bounds().map_or(0, |b| b.last.col);
    sheet.hidden_columns = hidden::lines(&walk.hidden_columns, SMALLEST_WIDTH, last);
    sheet.hidden_rows.sort_unstable();
    sheet.hidden_rows.dedup();
    sheet.filtered &= !sheet.hidden_rows.is_empty();
    covered::settle(&mut sheet).map_err(corrupt)?;
    sheet.notes = walk.notes.finish();
    crossed::settle(&mut sheet, walk.crossed);
    Ok(sheet)
}

impl<'a> Walk<'a> {
    fn new(place: Place, globals: &'a Globals) -> Self {
        Self {
            sheet: Sheet::new(place),
            globals,
            waiting: None,
            hidden_columns: Vec::new(),
            cells: 0,
            crossed: Vec::new(),
            notes: Notes::default(),
        }
    }

    fn record(&mut self, record: &Record<'_>) -> Result<(), Kind> {
        let mut bytes = record.bytes();
        match record.kind {
            STRING => {
                let text = self.globals.text(&mut bytes)?;
                if let Some(at) = self.waiting.take()
                    && !text.is_empty()
                {
                    self.put(at, Value::Text(text), true);
                }
            }
            ROW => {
                let row = bytes.u16()?;
                bytes.skip(4)?;
                let height = bytes.u16()? & 0x7FFF;
                bytes.skip(4)?;
                if bytes.u16()? & 0x20 != 0 || height == 0 {
                    self.sheet.hidden_rows.push(u32::from(row));
                }
            }
            COLINFO => {
                let (from, to, width) = (bytes.u16()?, bytes.u16()?, bytes.u16()?);
                bytes.skip(2)?;
                if bytes.u16()? & 1 != 0 || width == 0 {
                    self.hidden_columns.push((u32::from(from), u32::from(to)));
                }
                if self.hidden_columns.len() > MOST_COLUMNS {
                    return Err(corrupt("more letter columns than a sheet has"));
                }
            }
            NOTE | OBJ | TXO => self.notes.record(record, self.globals)?,
            FILTERMODE => self.sheet.filtered = true,
            MERGEDCELLS => {
                for _ in 0..bytes.u16()? {
                    let (top, bottom, left, right) = (bytes.u16()?, bytes.u16()?, bytes.u16()?, bytes.u16()?);
                    let first = At::new(u32::from(top), u32::from(left));
                    self.sheet.merges.push(Area::between(first, At::new(u32::from(bottom), u32::from(right))));
                }
            }
            kind if FORMULAS.contains(&kind) => self.formula(&mut bytes)?,
            kind => self.plain(kind, &mut bytes)?,
        }
        Ok(())
    }

    fn plain(&mut self, kind: u16, bytes: &mut Bytes<'_, '_>) -> Result<(), Kind> {
        if ![NUMBER, RK, MULRK, LABEL, RSTRING, LABELSST, BOOLERR].contains(&kind) {
            return Ok(());
        }
        let at = at(bytes)?;
        if kind == MULRK {
            let mut at = at;
            // Each number has its format before it; the last letter column closes the record.
            while bytes.left() > 2 {
                let format = bytes.u16()?;
                let value = self.number(rk(bytes.u32()?), format);
                self.put(at, value, false);
                self.cross(at, format, &[]);
                at.col += 1;
            }
            return Ok(());
        }
        let format = bytes.u16()?;
        let own;
        let mut pieces: &[Piece] = &[];
        let value = match kind {
            NUMBER => self.number(f64::from_le_bytes(bytes.eight()?), format),
            RK => self.number(rk(bytes.u32()?), format),
            BOOLERR => {
                let byte = bytes.u8()?;
                if bytes.u8()? == 0 { Value::Bool(byte != 0) } else { error(byte) }
            }
            LABELSST => {
                let index = usize::try_from(bytes.u32()?).map_err(corrupt)?;
                pieces = self.globals.pieces.get(&index).map_or(&[], Vec::as_slice);
                match self.globals.strings.get(index) {
                    Some(text) => Value::Text(text.to_string()),
                    None => Value::Unbelievable(index.to_string()),
                }
            }
            RSTRING => {
                let (text, parts) = xls_rich::label(bytes, self.globals)?;
                own = parts;
                pieces = &own;
                Value::Text(text)
            }
            _ => Value::Text(self.globals.text(bytes)?),
        };
        if value != Value::Text(String::new()) {
            self.put(at, value, false);
            self.cross(at, format, pieces);
        }
        Ok(())
    }

    fn formula(&mut self, bytes: &mut Bytes<'_, '_>) -> Result<(), Kind> {
        self.settle_waiting();
        let at = at(bytes)?;
        let format = bytes.u16()?;
        self.cross(at, format, &[]);
        let result = bytes.eight()?;
        let flags = bytes.u16()?;
        let value = match (result[6..] == [0xFF, 0xFF], result[0]) {
            (true, 0) => {
                self.waiting = Some(at);
                return Ok(());
            }
            (true, 1) => Value::Bool(result[2] != 0),
            (true, 2) => error(result[2]),
            // A formula that shows nothing. Programs that cannot calculate store this as every result, without asking for
            // calculation.
            (true, 3) if self.is_calculated(bytes)? => return Ok(()),
            (true, 3) => Value::Uncalculated,
            (true, _) => Value::Unbelievable(format!("{result:02x?}")),
            (false, _) => {
                let number = f64::from_le_bytes(result);
                // Others store nought and ask for calculation, on opening or always. LibreOffice asks too, but has calculated.
                let asks = number == 0.0 && flags & CALCULATE != 0;
                if asks && (flags & CALCULATE == CALCULATE || !self.is_calculated(bytes)?) {
                    Value::Uncalculated
                } else {
                    self.number(number, format)
                }
            }
        };
        self.put(at, value, true);
        Ok(())
    }

    /// Whether the formula whose flags were just read has a result: its program calculates, or left the mark of its calculation
    /// chain as Excel always does, or it is `=""` (one token, `ptgStr`, [MS-XLS] 2.5.198.89).
    fn is_calculated(&self, bytes: &mut Bytes<'_, '_>) -> Result<bool, Kind> {
        const EMPTY_TEXT: [u8; 2] = [0x17, 0];
        if self.globals.calculates || bytes.left() < 6 {
            return Ok(self.globals.calculates);
        }
        if bytes.u32()? != 0 {
            return Ok(true);
        }
        let tokens = bytes.u16()?;
        Ok((tokens == 2 || tokens == 3) && bytes.left() >= 2 && [bytes.u8()?, bytes.u8()?] == EMPTY_TEXT)
    }

    /// A formula whose text never came was not calculated.
    fn settle_waiting(&mut self) {
        if let Some(at) = self.waiting.take() {
            self.put(at, Value::Uncalculated, true);
        }
    }

    /// Keeps how a cell of this format and with these pieces of text is crossed out.
    fn cross(&mut self, at: At, format: u16, pieces: &[Piece]) {
        let struck = self.globals.formats.is_struck(usize::from(format));
        self.crossed.extend(crossed::crossed(struck, pieces).map(|how| (at, how)));
    }

    fn number(&self, number: f64, format: u16) -> Value {
        self.globals.formats.number(number, usize::from(format))
    }

    fn put(&mut self, at: At, value: Value, formula: bool) {
        self.cells += 1;
        put(&mut self.sheet, at, Cell { value, formula });
    }
}

fn at(bytes: &mut Bytes<'_, '_>) -> Result<At, Kind> {
    let row = bytes.u16()?;
    Ok(At::new(u32::from(row), u32::from(bytes.u16()?)))
}
