//! "Read an .xlsb." Binary workbooks of Excel 2007 and later.
//!
//! In: an opened package. Out: its worksheets. Read by ourselves because calamine 0.38 knows neither merged regions nor hidden parts
//! of this format, loses error results of formulas, and stops at short records.

use super::biff12::Records;
use super::formats::{Formats, by_code};
use super::limits::{Limits, check};
use super::outline::{main_part, relationships, resolve, saved};
use super::package::{Package, corrupt, count};
use super::xlsb_sheet::sheet;
use super::{Sheet, Sheets};
use crate::finding::{Finding, Kind};
use crate::place::Place;
use std::collections::HashMap;
use std::sync::Arc;

/// What the whole book shares.
#[derive(Default)]
pub(super) struct Globals {
    /// The shared strings.
    pub(super) strings: Vec<Arc<str>>,
    /// Formats of cells.
    pub(super) formats: Formats,
    sheets: Vec<Bundle>,
}

/// A sheet as the book lists it.
struct Bundle {
    name: String,
    path: String,
    hidden: bool,
    worksheet: bool,
}

const WB_PROP: u32 = 153;
const BUNDLE_SHEET: u32 = 156;
const BEGIN_SST: u32 = 159;
const SST_ITEM: u32 = 19;
const FORMAT: u32 = 44;
const XF: u32 = 47;
const BEGIN_CELL_XFS: u32 = 617;
const END_CELL_XFS: u32 = 618;

/// Reads all worksheets.
pub(super) fn read(file: &Arc<str>, package: &mut Package<'_>, limits: &Limits) -> Result<Sheets, Box<Finding>> {
    let whole = |kind| Box::new(Finding::new(kind, Place::file(file)));
    let globals = globals(package, limits).map_err(whole)?;
    let saved = saved(package).map_err(whole)?;
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut cells = 0;
    for bundle in globals.sheets.iter().filter(|bundle| bundle.worksheet) {
        let place = Place::sheet(file, &bundle.name.as_str().into());
        let part = package.bytes(&bundle.path).map_err(whole)?;
        let part = part.ok_or_else(|| whole(corrupt(format!("{}: missing", bundle.path))))?;
        let read = sheet(Records(&part), &globals, place.clone(), limits);
        let mut sheet = read.map_err(|kind| match kind {
            Kind::FileCorrupt { detail } => Box::new(Finding::new(Kind::SheetUnreadable { detail }, place)),
            other => whole(other),
        })?;
        sheet.hidden = bundle.hidden;
        cells += count(sheet.cells().count());
        check("file-cells", limits.file_cells, cells).map_err(whole)?;
        sheets.push(sheet);
    }
    Ok((sheets, saved))
}

fn globals(package: &mut Package<'_>, limits: &Limits) -> Result<Globals, Kind> {
    let (folder, name) = main_part(package)?;
    let rels = package.part(&format!("{folder}_rels/{name}.rels"))?;
    let rels = relationships(&rels.ok_or_else(|| corrupt("the relationships of the workbook are missing"))?)?;
    let book = package.bytes(&format!("{folder}{name}"))?.ok_or_else(|| corrupt("the workbook part is missing"))?;
    let mut globals = Globals::default();
    let mut records = Records(&book);
    while let Some(record) = records.next()? {
        match record.kind {
            WB_PROP => globals.formats.is_1904 = record.u32(0)? & 1 != 0,
            BUNDLE_SHEET => {
                let hidden = record.u32(0)? & 3 != 0;
                let (id, end) = record.text(8)?;
                let name = record.text(end)?.0;
                let (target, kind) = rels.get(&id).ok_or_else(|| corrupt(format!("sheet {name:?} has no part")))?;
                if globals.sheets.iter().any(|s| s.name == name) {
                    return Err(corrupt(format!("two sheets are called {name:?}")));
                }
                let (path, worksheet) = (resolve(&folder, target), kind == "worksheet");
                globals.sheets.push(Bundle { name, path, hidden, worksheet });
                check("sheets", limits.sheets, count(globals.sheets.len()))?;
            }
            _ => {}
        }
    }
    for (target, kind) in rels.values() {
        let path = resolve(&folder, target);
        match kind.as_str() {
            "styles" => styles(&present(package, &path)?, &mut globals.formats)?,
            "sharedStrings" => globals.strings = strings(&present(package, &path)?, limits)?,
            _ => {}
        }
    }
    Ok(globals)
}

/// A part that values depend on must be there.
fn present(package: &mut Package<'_>, path: &str) -> Result<Vec<u8>, Kind> {
    package.bytes(path)?.ok_or_else(|| corrupt(format!("{path}: missing")))
}

fn styles(part: &[u8], formats: &mut Formats) -> Result<(), Kind> {
    let mut records = Records(part);
    let (mut codes, mut numbers, mut of_cells) = (HashMap::new(), Vec::new(), false);
    while let Some(record) = records.next()? {
        match record.kind {
            FORMAT => {
                codes.insert(record.u16(0)?, by_code(&record.text(2)?.0));
            }
            BEGIN_CELL_XFS => of_cells = true,
            END_CELL_XFS => of_cells = false,
            XF if of_cells => numbers.push(record.u16(2)?),
            _ => {}
        }
    }
    formats.set(&numbers, &codes);
    Ok(())
}

fn strings(part: &[u8], limits: &Limits) -> Result<Vec<Arc<str>>, Kind> {
    let mut records = Records(part);
    let mut found = Vec::new();
    while let Some(record) = records.next()? {
        match record.kind {
            BEGIN_SST => check("strings", limits.strings, u64::from(record.u32(4)?))?,
            SST_ITEM => {
                found.push(record.text(1)?.0.into());
                check("strings", limits.strings, count(found.len()))?;
            }
            _ => {}
        }
    }
    Ok(found)
}
