//! "Read an .xlsx." Values by calamine's stream, everything else by our own look at the package.
//!
//! In: the bytes of an xlsx or xlsm workbook and its opened package. Out: its worksheets with every cell that is not empty. The
//! audit answers for cells that the library would get wrong; a sheet that fails refuses the file. It expands no merged region and
//! follows no link.

use super::audit::{Audited, audit};
use super::hidden::{self, SMALLEST_WIDTH};
use super::limits::{Limits, check};
use super::outline::{SheetPart, outline};
use super::package::{Package, corrupt};
use super::values::{day, iso, moment, number, put};
use super::{Cell, Sheet, Sheets, Value, covered};
use crate::finding::{Finding, Kind};
use crate::place::{At, Place};
use calamine::{DataRef, Reader, SheetVisible, Xlsx, XlsxError};
use jiff::civil::DateTime;
use std::io::Cursor;
use std::sync::Arc;

/// Name of the custom document property by which we know our own output.
pub const OWN_MARK: &str = "tongbao";

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads all worksheets.
pub(super) fn read(
    file: &Arc<str>,
    bytes: &[u8],
    package: &mut Package<'_>,
    limits: &Limits,
) -> Result<Sheets, Box<Finding>> {
    let whole = |kind| Box::new(Finding::new(kind, Place::file(file)));
    let outline = outline(package, limits).map_err(whole)?;
    let mut audits = Vec::with_capacity(outline.sheets.len());
    let mut changed = Vec::new();
    let mut cells = 0;
    for part in outline.sheets.iter().filter(|part| part.worksheet) {
        let place = Place::sheet(file, &part.name.as_str().into());
        let audited = audit_part(package, part, outline.strings, limits, &mut changed)
            .map_err(|kind| Box::new(Finding::new(at_sheet(kind), place.clone())))?;
        cells += audited.cells;
        check("file-cells", limits.file_cells, cells).map_err(whole)?;
        audits.push((place, part.name.as_str(), audited));
    }
    let repaired = if changed.is_empty() { None } else { Some(package.with_parts(&changed).map_err(whole)?) };
    drop(changed);
    let mut book: Book<'_> =
        Xlsx::new(Cursor::new(repaired.as_deref().unwrap_or(bytes))).map_err(|e| whole(refusal(e)))?;
    let saved = properties(&mut book).map_err(whole)?;
    let mut sheets = Vec::with_capacity(audits.len());
    for (place, name, audited) in audits {
        let sheet = sheet(&mut book, place.clone(), name, audited)
            .map_err(|detail| Box::new(Finding::new(Kind::SheetUnreadable { detail }, place)))?;
        sheets.push(sheet);
    }
    Ok((sheets, saved))
}

fn audit_part(
    package: &mut Package<'_>,
    part: &SheetPart,
    strings: u64,
    limits: &Limits,
    changed: &mut Vec<(String, String)>,
) -> Result<Audited, Kind> {
    let xml = package.part(&part.path)?.ok_or_else(|| corrupt(format!("{}: missing", part.path)))?;
    let audited = audit(&xml, strings, limits)?;
    if let Some(cut) = audited.cut(&xml) {
        changed.push((part.path.clone(), cut));
    }
    Ok(audited)
}

/// Trouble inside one sheet is told as that sheet's.
fn at_sheet(kind: Kind) -> Kind {
    match kind {
        Kind::FileCorrupt { detail } => Kind::SheetUnreadable { detail },
        other => other,
    }
}

fn refusal(error: XlsxError) -> Kind {
    match error {
        XlsxError::Password => Kind::FileEncrypted,
        other => corrupt(other),
    }
}

/// When the book was saved; refuses our own output.
fn properties(book: &mut Book<'_>) -> Result<Option<DateTime>, Kind> {
    let Ok(properties) = book.workbook_properties() else { return Ok(None) };
    if properties.custom_properties.contains_key(OWN_MARK) {
        return Err(Kind::FileOwnOutput);
    }
    Ok(properties.modified.as_deref().and_then(moment))
}

fn sheet(book: &mut Book<'_>, place: Place, name: &str, audited: Audited) -> Result<Sheet, String> {
    let mut sheet = Sheet::new(place);
    let state = book.sheets_metadata().iter().find(|s| s.name == name).map(|s| s.visible);
    sheet.hidden = state.ok_or("the library does not know the sheet")? != SheetVisible::Visible;
    let mut reader = book.worksheet_cells_reader(name).map_err(|e| e.to_string())?;
    while let Some(record) = reader.next_cell_with_formula_metadata().map_err(|e| e.to_string())? {
        let formula = record.formula.is_some();
        let value = match &record.value {
            DataRef::Empty if formula => Some(Value::Uncalculated),
            other => value(other),
        };
        if let Some(value) = value {
            put(&mut sheet, At::new(record.pos.0, record.pos.1), Cell { value, formula });
        }
    }
    for (at, cell) in audited.owned {
        put(&mut sheet, at, cell);
    }
    let last = sheet.bounds().map_or(0, |b| b.last.col);
    sheet.hidden_columns = hidden::lines(&audited.hidden_columns, SMALLEST_WIDTH, last);
    sheet.filtered = audited.filter && !audited.hidden_rows.is_empty();
    sheet.hidden_rows = audited.hidden_rows;
    sheet.merges = audited.merges;
    covered::settle(&mut sheet)?;
    Ok(sheet)
}

/// What the library read, in our terms; `None` where nothing shows.
fn value(read: &DataRef<'_>) -> Option<Value> {
    Some(match read {
        DataRef::Empty => return None,
        DataRef::String(text) if text.is_empty() => return None,
        DataRef::SharedString("") => return None,
        DataRef::String(text) => Value::Text(text.clone()),
        DataRef::SharedString(text) => Value::Text((*text).to_owned()),
        DataRef::Float(read) => number(*read),
        #[expect(clippy::cast_precision_loss, reason = "a spreadsheet holds no whole number beyond 2^53")]
        DataRef::Int(read) => Value::Number(*read as f64),
        DataRef::Bool(yes) => Value::Bool(*yes),
        DataRef::Error(error) => Value::Error(error.to_string()),
        DataRef::DateTime(moment) => day(*moment),
        DataRef::DateTimeIso(text) => iso(text),
        DataRef::DurationIso(text) => Value::Unbelievable(text.clone()),
    })
}
