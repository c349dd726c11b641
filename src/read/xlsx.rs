//! "Read an .xlsx." By the plain road where every part is written as programs write it, else by the library under audit.
//!
//! In: the bytes of an xlsx or xlsm workbook and its opened package. Out: its worksheets with every cell that is not empty. On the
//! careful road values come from calamine's stream, and the audit answers for cells that it would get wrong; a sheet that fails
//! refuses the file. It expands no merged region and follows no link.

use super::audit::{Audited, audit};
use super::formats::Formats;
use super::limits::{Limits, check};
use super::listed::{Stands, with_missing};
use super::outline::{Outline, Shared, SheetPart, outline, shared_strings};
use super::package::{Package, corrupt};
use super::values::{day, iso, number, percent, put};
use super::{Cell, Own, Sheet, Sheets, Value, Watch, covered, crossed, plain};
use crate::finding::{Finding, Kind};
use crate::place::{At, Place};
use calamine::{DataRef, Reader, Xlsx, XlsxError};
use std::io::Cursor;
use std::sync::Arc;

/// Name of the custom document property by which we know our own output.
pub const OWN_MARK: &str = "tongbao";
/// Name of the property of our own forms, which the clerk fills in: they are no submissions, but read where they are asked for.
pub const FORM_MARK: &str = "tongbao-form";

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads all worksheets, and shows their rows to `watch`.
pub(super) fn read(
    (file, bytes): (&Arc<str>, &[u8]),
    package: &mut Package<'_>,
    limits: &Limits,
    watch: &mut dyn Watch,
) -> Result<Sheets, Box<Finding>> {
    let outline = outline(package, limits).map_err(|kind| Box::new(Finding::new(kind, Place::file(file))))?;
    let (own, form) = (outline.own && watch.own() < Own::Products, outline.form && watch.own() < Own::Forms);
    if own || form {
        return Err(Box::new(Finding::new(Kind::FileOwnOutput, Place::file(file))));
    }
    let saved = outline.saved;
    if outline.plain
        && let Some(sheets) = plain::read((file, package, &outline), limits, watch)?
    {
        return Ok((all(file, sheets, &outline), saved));
    }
    let mut sheets = carefully((file, bytes), package, &outline, limits)?;
    sheets.iter_mut().for_each(|sheet| sheet.shown_to(watch));
    Ok((all(file, sheets, &outline), saved))
}

/// The sheets that were read, and between them those that are nowhere.
fn all(file: &Arc<str>, mut sheets: Vec<Sheet>, outline: &Outline) -> Vec<Sheet> {
    with_missing(file, &mut sheets, outline.sheets.iter().map(|part| (part.name.as_str(), part.stands)));
    sheets
}

/// Reads all worksheets by the library, which an audit watches over.
pub(super) fn carefully(
    (file, bytes): (&Arc<str>, &[u8]),
    package: &mut Package<'_>,
    outline: &Outline,
    limits: &Limits,
) -> Result<Vec<Sheet>, Box<Finding>> {
    let whole = |kind| Box::new(Finding::new(kind, Place::file(file)));
    let strings = shared_strings(package, &outline.strings, limits).map_err(whole)?;
    let mut audits = Vec::with_capacity(outline.sheets.len());
    let mut changed: Vec<(String, String)> = outline.listed.iter().cloned().collect();
    let mut cells = 0;
    for part in outline.sheets.iter().filter(|part| part.stands == Stands::Cells) {
        let place = Place::sheet(file, &part.name.as_str().into());
        let audited = audit_part(package, (part, &strings, &outline.formats), limits, &mut changed)
            .map_err(|kind| Box::new(Finding::new(at_sheet(kind), place.clone())))?;
        cells += audited.cells;
        check("file-cells", limits.file_cells, cells).map_err(whole)?;
        audits.push((place, part, audited));
    }
    let repaired = if changed.is_empty() { None } else { Some(package.with_parts(&changed).map_err(whole)?) };
    drop(changed);
    let mut book: Book<'_> =
        Xlsx::new(Cursor::new(repaired.as_deref().unwrap_or(bytes))).map_err(|e| whole(refusal(e)))?;
    let mut sheets = Vec::with_capacity(audits.len());
    for (place, part, audited) in audits {
        let sheet = sheet(&mut book, place.clone(), part, audited)
            .map_err(|detail| Box::new(Finding::new(Kind::SheetUnreadable { detail }, place)))?;
        sheets.push(sheet);
    }
    Ok(sheets)
}

fn audit_part(
    package: &mut Package<'_>,
    (part, strings, formats): (&SheetPart, &Shared, &Formats),
    limits: &Limits,
    changed: &mut Vec<(String, String)>,
) -> Result<Audited, Kind> {
    let xml = package.part(&part.path)?.ok_or_else(|| corrupt(format!("{}: missing", part.path)))?;
    let audited = audit(&xml, strings, formats, limits)?;
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

fn sheet(book: &mut Book<'_>, place: Place, part: &SheetPart, mut audited: Audited) -> Result<Sheet, String> {
    let name = part.name.as_str();
    let mut sheet = Sheet::new(place);
    sheet.notes.clone_from(&part.notes);
    sheet.hidden = part.hidden;
    let mut reader = book.worksheet_cells_reader(name).map_err(|e| e.to_string())?;
    while let Some(record) = reader.next_cell_with_formula_metadata().map_err(|e| e.to_string())? {
        let formula = record.formula.is_some();
        let value = match &record.value {
            DataRef::Empty if formula => Some(Value::Uncalculated),
            other => value(other),
        };
        let at = At::new(record.pos.0, record.pos.1);
        if let Some(value) = value.map(|value| shown_so(value, audited.percents.contains(&at))) {
            put(&mut sheet, at, Cell { value, formula });
        }
    }
    for (at, cell) in std::mem::take(&mut audited.owned) {
        put(&mut sheet, at, cell);
    }
    let crossed = std::mem::take(&mut audited.crossed);
    let last_col = sheet.bounds().map_or(0, |b| b.last.col);
    audited.tell(&mut sheet, last_col);
    covered::settle(&mut sheet)?;
    crossed::settle(&mut sheet, crossed);
    Ok(sheet)
}

/// A number that shows as a percentage is one.
fn shown_so(value: Value, as_percent: bool) -> Value {
    match value {
        Value::Number(share) if as_percent => percent(share),
        other => other,
    }
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
