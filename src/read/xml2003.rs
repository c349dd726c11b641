//! "Excel wrote it as XML in 2003." XML Spreadsheet 2003, which export programs still write under `.xls`.
//!
//! In: the text of the file. Out: its worksheets with cells, merged regions and hidden parts. Positions count on from the one
//! before unless an index says otherwise. Days are marked by their type; of styles only those that show percentages are looked at.

use super::crossed::{self, Crossed, Piece};
use super::formats::{Shows, by_code};
use super::hidden::{self, SMALLEST_HEIGHT, SMALLEST_WIDTH};
use super::limits::{Limits, check};
use super::outline::attribute;
use super::package::{corrupt, count};
use super::values::{fits, iso, moment, put};
use super::xml_text::characters;
use super::xml2003_style::Styled;
use super::{Cell, Note, Sheet, Sheets, Value, covered, values};
use crate::finding::{Finding, Kind};
use crate::place::{Area, At, LAST_COL, LAST_ROW, Place};
use jiff::civil::DateTime;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::sync::Arc;

/// Reads all worksheets.
pub(super) fn read(file: &Arc<str>, text: &str, limits: &Limits) -> Result<Sheets, Box<Finding>> {
    let mut walk = Walk::new(file, limits);
    walk.all(text).map_err(|kind| Box::new(Finding::new(kind, Place::file(file))))?;
    Ok((walk.sheets, walk.saved))
}

/// The cell that is open.
struct Open {
    at: At,
    kind: String,
    formula: bool,
    percent: bool,
    /// Whether it is struck through as a whole.
    struck: bool,
    /// Pieces of its text, once any of them is struck through by itself.
    pieces: Vec<Piece>,
    /// Its value, when it has one.
    text: Option<String>,
}

struct Walk<'a> {
    file: &'a Arc<str>,
    limits: &'a Limits,
    sheets: Vec<Sheet>,
    saved: Option<DateTime>,
    row: u32,
    /// Rows that the open row stands for besides itself.
    span: u32,
    /// Where the next row, cell and letter column stand unless they say otherwise.
    next_row: u32,
    next_cell: u32,
    next_column: u32,
    cell: Option<Open>,
    /// Cells of the open sheet.
    cells: u64,
    /// Hidden rows and letter columns of the open sheet as ranges with both ends.
    hidden_rows: Vec<(u32, u32)>,
    hidden_columns: Vec<(u32, u32)>,
    /// Text that is being gathered.
    text: Option<String>,
    percents: Styled,
    strikes: Styled,
    crossed: Vec<(At, Crossed)>,
    /// The note that is open.
    note: Option<Note>,
}

impl<'a> Walk<'a> {
    fn new(file: &'a Arc<str>, limits: &'a Limits) -> Self {
        Self {
            file,
            limits,
            sheets: Vec::new(),
            saved: None,
            row: 0,
            span: 0,
            next_row: 0,
            next_cell: 0,
            next_column: 0,
            cell: None,
            cells: 0,
            hidden_rows: Vec::new(),
            hidden_columns: Vec::new(),
            text: None,
            percents: Styled::default(),
            strikes: Styled::default(),
            crossed: Vec::new(),
            note: None,
        }
    }

    fn all(&mut self, text: &str) -> Result<(), Kind> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        let mut depth = 0u32;
        loop {
            match reader.read_event().map_err(corrupt)? {
                Event::Start(e) => {
                    depth += 1;
                    self.start(&e)?;
                }
                Event::End(e) => {
                    depth -= 1;
                    self.end(e.local_name().as_ref())?;
                }
                Event::Eof if depth > 0 => return Err(corrupt("the file ends early")),
                Event::Eof => return Ok(()),
                other => {
                    if let Some(text) = characters(&other)? {
                        self.write(&text);
                    }
                }
            }
        }
    }

    fn write(&mut self, piece: &str) {
        if let Some(text) = &mut self.text {
            text.push_str(piece);
        }
    }

    fn start(&mut self, e: &BytesStart<'_>) -> Result<(), Kind> {
        match e.local_name().as_ref() {
            "Style" => {
                self.percents.style(e)?;
                self.strikes.style(e)?;
            }
            "NumberFormat" => {
                let code = attribute(e, "Format")?.unwrap_or_default();
                // The percentage of the program has a name in place of a code.
                self.percents.says(code == "Percent" || by_code(&code) == Shows::Percent);
            }
            // The same name stands for a look of words inside a cell.
            "Font" if self.text.is_none() => {
                self.strikes.says(attribute(e, "StrikeThrough")?.is_some_and(|struck| struck == "1"));
            }
            "S" if self.text.is_some() => self.turn(false),
            "Worksheet" => self.worksheet(e)?,
            "Column" => self.column(e)?,
            "Row" => self.row(e)?,
            "Cell" => self.cell(e)?,
            "Data" => {
                if let Some(cell) = &mut self.cell {
                    cell.kind = attribute(e, "Type")?.unwrap_or_default();
                }
                if self.cell.is_some() || self.note.is_some() {
                    self.text = Some(String::new());
                }
            }
            // A column that lets everything through says so, or is not there.
            "AutoFilterColumn" => {
                let filters = attribute(e, "Type")?.is_some_and(|kind| kind != "All");
                if let Some(sheet) = self.sheets.last_mut() {
                    sheet.filtered |= filters;
                }
            }
            // A remark has a Data element of its own.
            "Comment" => {
                self.note = self.cell.as_ref().map(|cell| Note { at: cell.at, text: String::new() });
                self.close_cell()?;
            }
            "LastSaved" | "Visible" => self.text = Some(String::new()),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Kind> {
        match name {
            "Data" => {
                if self.cell.as_ref().is_some_and(|cell| !cell.pieces.is_empty()) {
                    self.turn(false);
                }
                if let Some(cell) = &mut self.cell {
                    cell.text = self.text.take();
                } else if let (Some(note), Some(text)) = (&mut self.note, self.text.take()) {
                    note.text.push_str(&text);
                }
            }
            "S" if self.text.is_some() => self.turn(true),
            "Comment" => {
                if let Some(sheet) = self.sheets.last_mut() {
                    sheet.notes.extend(self.note.take());
                    check("sheet-cells", self.limits.sheet_cells, count(sheet.notes.len()))?;
                }
            }
            "Cell" => self.close_cell()?,
            "Row" => self.next_row = self.row + 1 + self.span,
            "LastSaved" => self.saved = self.text.take().as_deref().and_then(moment),
            "Visible" => {
                let hidden =
                    self.text.take().is_some_and(|t| t.trim() == "SheetHidden" || t.trim() == "SheetVeryHidden");
                if let Some(sheet) = self.sheets.last_mut() {
                    sheet.hidden |= hidden;
                }
            }
            "Worksheet" => {
                if let Some(sheet) = self.sheets.last_mut() {
                    let last = sheet.bounds().map_or(At::new(0, 0), |b| b.last);
                    sheet.hidden_rows = hidden::lines(&self.hidden_rows, SMALLEST_HEIGHT, last.row);
                    sheet.filtered &= !sheet.hidden_rows.is_empty();
                    sheet.hidden_columns = hidden::lines(&self.hidden_columns, SMALLEST_WIDTH, last.col);
                    covered::settle(sheet).map_err(corrupt)?;
                    crossed::settle(sheet, std::mem::take(&mut self.crossed));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Words end that were struck through by themselves (`struck`), or others do where such begin or the cell ends.
    fn turn(&mut self, struck: bool) {
        let (Some(cell), Some(text)) = (&mut self.cell, &self.text) else { return };
        let before: usize = cell.pieces.iter().map(|piece| piece.text.len()).sum();
        if struck || before > 0 || text.len() > before {
            let struck = struck.then_some(true);
            cell.pieces.push(Piece { text: text[before..].to_owned(), struck });
        }
    }

    fn worksheet(&mut self, e: &BytesStart<'_>) -> Result<(), Kind> {
        let name = attribute(e, "Name")?.unwrap_or_default();
        let place = Place::sheet(self.file, &name.as_str().into());
        if self.sheets.iter().any(|s| s.place == place) {
            return Err(corrupt(format!("two sheets are called {name:?}")));
        }
        self.sheets.push(Sheet::new(place));
        (self.next_row, self.next_column, self.cells) = (0, 0, 0);
        self.hidden_rows.clear();
        self.hidden_columns.clear();
        self.percents.columns.clear();
        self.strikes.columns.clear();
        check("sheets", self.limits.sheets, count(self.sheets.len()))
    }

    fn column(&mut self, e: &BytesStart<'_>) -> Result<(), Kind> {
        let from = risen(index(e, "Index")?, self.next_column)?;
        let to = from.saturating_add(whole(e, "Span")?.unwrap_or(0));
        if to > LAST_COL {
            return Err(corrupt("a letter column outside the sheet"));
        }
        self.next_column = to + 1;
        for styled in [&mut self.percents, &mut self.strikes] {
            if styled.own(e)? == Some(true) {
                styled.columns.push((from, to));
            }
        }
        if attribute(e, "Hidden")?.is_some_and(|h| h == "1") {
            self.hidden_columns.push((from, to));
        }
        Ok(())
    }

    fn row(&mut self, e: &BytesStart<'_>) -> Result<(), Kind> {
        self.row = risen(index(e, "Index")?, self.next_row)?;
        self.span = whole(e, "Span")?.unwrap_or(0);
        self.next_cell = 0;
        self.percents.row = self.percents.own(e)?;
        self.strikes.row = self.strikes.own(e)?;
        if self.row > LAST_ROW || self.span > LAST_ROW - self.row {
            return Err(corrupt("a row outside the sheet"));
        }
        if attribute(e, "Hidden")?.is_some_and(|h| h == "1") {
            self.hidden_rows.push((self.row, self.row + self.span));
        }
        Ok(())
    }

    fn cell(&mut self, e: &BytesStart<'_>) -> Result<(), Kind> {
        let at = At::new(self.row, risen(index(e, "Index")?, self.next_cell)?);
        let across = whole(e, "MergeAcross")?.unwrap_or(0);
        let down = whole(e, "MergeDown")?.unwrap_or(0);
        let last = At::new(at.row.saturating_add(down), at.col.saturating_add(across));
        if last.col > LAST_COL || last.row > LAST_ROW {
            return Err(corrupt("a cell outside the sheet"));
        }
        self.next_cell = last.col + 1;
        let formula = attribute(e, "Formula")?.is_some();
        let percent = self.percents.of_cell(e, at.col)?;
        let struck = self.strikes.of_cell(e, at.col)?;
        let (kind, pieces) = (String::new(), Vec::new());
        self.cell = Some(Open { at, kind, formula, percent, struck, pieces, text: None });
        if let (true, Some(sheet)) = (last != at, self.sheets.last_mut()) {
            sheet.merges.push(Area { first: at, last });
            check("merges", self.limits.merges, count(sheet.merges.len()))?;
        }
        Ok(())
    }

    fn close_cell(&mut self) -> Result<(), Kind> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        fits(cell.text.as_deref().unwrap_or_default())?;
        let value = match cell.text {
            Some(text) => value(&cell.kind, text, cell.percent),
            None => cell.formula.then_some(Value::Uncalculated),
        };
        let crossed = crossed::crossed(cell.struck, &cell.pieces);
        let (Some(value), Some(sheet)) = (value, self.sheets.last_mut()) else { return Ok(()) };
        self.crossed.extend(crossed.map(|how| (cell.at, how)));
        put(sheet, cell.at, Cell { value, formula: cell.formula });
        self.cells += 1;
        check("sheet-cells", self.limits.sheet_cells, self.cells)
    }
}

fn value(kind: &str, text: String, percent: bool) -> Option<Value> {
    let plain = text.trim();
    Some(match kind {
        "Number" => {
            let number = if percent { values::percent } else { values::number };
            plain.parse().map_or_else(|_| Value::Unbelievable(text.clone()), number)
        }
        "Boolean" if plain == "0" || plain == "1" => Value::Bool(plain == "1"),
        "DateTime" => iso(plain),
        "Error" => Value::Error(plain.to_owned()),
        "String" if text.is_empty() => return None,
        "String" => Value::Text(text),
        _ => Value::Unbelievable(text),
    })
}

fn whole(e: &BytesStart<'_>, name: &str) -> Result<Option<u32>, Kind> {
    let text = attribute(e, name)?;
    text.map(|t| t.trim().parse::<u32>().map_err(|_| corrupt(format!("{name} {t:?}")))).transpose()
}

/// A position, which the file counts from one.
fn index(e: &BytesStart<'_>, name: &str) -> Result<Option<u32>, Kind> {
    whole(e, name)?.map(|i| i.checked_sub(1).ok_or_else(|| corrupt(format!("{name} 0")))).transpose()
}

/// Where something stands that may say so itself. Excel refuses what goes back.
fn risen(said: Option<u32>, next: u32) -> Result<u32, Kind> {
    let index = said.unwrap_or(next);
    if index < next { Err(corrupt(format!("index {} goes back", index + 1))) } else { Ok(index) }
}
