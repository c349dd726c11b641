//! "Read an .xlsb." Binary workbooks of Excel 2007 and later.
//!
//! In: an opened package. Out: its worksheets. Read by ourselves because calamine 0.38 knows neither merged regions nor hidden parts
//! of this format, loses error results of formulas, and stops at short records.

use super::biff12::{Record, Records};
use super::crossed::{self, Piece};
use super::formats::{Formats, by_code};
use super::limits::{Limits, check};
use super::listed::{Stands, stands, with_missing};
use super::notes::notes;
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
    /// The pieces of those of them that have several looks, by their numbers; none where no font strikes through.
    pub(super) pieces: HashMap<usize, Vec<Piece>>,
    /// Fonts by whether each strikes text through.
    fonts: Vec<bool>,
    /// Formats of cells.
    pub(super) formats: Formats,
    sheets: Vec<Bundle>,
}

impl Globals {
    fn strikes(&self, font: u16) -> bool {
        self.fonts.get(usize::from(font)) == Some(&true)
    }

    /// The text at `at` with flags before it, and its pieces where they may look otherwise ([MS-XLSB] 2.5.121 RichStr).
    pub(super) fn rich(&self, record: &Record<'_>, at: usize) -> Result<(String, Vec<Piece>), Kind> {
        let (text, end) = record.text(at + 1)?;
        if record.u8(at)? & RICH == 0 || !self.fonts.contains(&true) {
            return Ok((text, Vec::new()));
        }
        let mut runs = Vec::new();
        for run in 0..usize::try_from(record.u32(end)?).map_err(corrupt)? {
            let at = end + 4 + 4 * run;
            runs.push((record.u16(at)?, self.strikes(record.u16(at + 2)?)));
        }
        let pieces = if runs.is_empty() { Vec::new() } else { crossed::runs(&text, &runs) };
        Ok((text, pieces))
    }
}

/// A sheet as the book lists it.
struct Bundle {
    name: String,
    path: String,
    hidden: bool,
    stands: Stands,
}

const WB_PROP: u32 = 153;
const BUNDLE_SHEET: u32 = 156;
const BEGIN_SST: u32 = 159;
const SST_ITEM: u32 = 19;
const FORMAT: u32 = 44;
const XF: u32 = 47;
const FONT: u32 = 43;
/// What a font says when it strikes through (2.5.52 FontFlags).
const STRIKES: u16 = 8;
/// What a text says that has runs.
const RICH: u8 = 1;
/// In place of a length: there is no text.
const NO_TEXT: u32 = u32::MAX;
const BEGIN_CELL_XFS: u32 = 617;
const END_CELL_XFS: u32 = 618;

/// Reads all worksheets.
pub(super) fn read(file: &Arc<str>, package: &mut Package<'_>, limits: &Limits) -> Result<Sheets, Box<Finding>> {
    let whole = |kind| Box::new(Finding::new(kind, Place::file(file)));
    let globals = globals(package, limits).map_err(whole)?;
    let saved = saved(package).map_err(whole)?;
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut cells = 0;
    for bundle in globals.sheets.iter().filter(|bundle| bundle.stands == Stands::Cells) {
        let place = Place::sheet(file, &bundle.name.as_str().into());
        let part = package.bytes(&bundle.path).map_err(whole)?;
        let part = part.ok_or_else(|| whole(corrupt(format!("{}: missing", bundle.path))))?;
        let read = sheet(Records(&part), &globals, place.clone(), limits);
        let mut sheet = read.map_err(|kind| match kind {
            Kind::FileCorrupt { detail } => Box::new(Finding::new(Kind::SheetUnreadable { detail }, place)),
            other => whole(other),
        })?;
        sheet.hidden = bundle.hidden;
        sheet.notes = notes(package, &bundle.path, limits).map_err(whole)?;
        crossed::sort(&mut sheet);
        cells += count(sheet.cells().count());
        check("file-cells", limits.file_cells, cells).map_err(whole)?;
        sheets.push(sheet);
    }
    with_missing(file, &mut sheets, globals.sheets.iter().map(|bundle| (bundle.name.as_str(), bundle.stands)));
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
                let (id, end) = if record.u32(8)? == NO_TEXT { (String::new(), 12) } else { record.text(8)? };
                let name = record.text(end)?.0;
                let relation = rels.get(&id);
                if globals.sheets.iter().any(|s| s.name == name) {
                    return Err(corrupt(format!("two sheets are called {name:?}")));
                }
                let path = relation.map(|(target, _)| resolve(&folder, target)).unwrap_or_default();
                globals.sheets.push(Bundle { name, path, hidden, stands: stands(relation) });
                check("sheets", limits.sheets, count(globals.sheets.len()))?;
            }
            _ => {}
        }
    }
    let path_of = |wanted: &str| rels.values().find(|(_, kind)| kind == wanted).map(|(to, _)| resolve(&folder, to));
    // Looks first: they tell which words of a text are struck through.
    if let Some(path) = path_of("styles") {
        styles(&present(package, &path)?, &mut globals)?;
    }
    if let Some(path) = path_of("sharedStrings") {
        strings(&present(package, &path)?, &mut globals, limits)?;
    }
    Ok(globals)
}

/// A part that values depend on must be there.
fn present(package: &mut Package<'_>, path: &str) -> Result<Vec<u8>, Kind> {
    package.bytes(path)?.ok_or_else(|| corrupt(format!("{path}: missing")))
}

fn styles(part: &[u8], globals: &mut Globals) -> Result<(), Kind> {
    let mut records = Records(part);
    let (mut codes, mut numbers, mut of_cells) = (HashMap::new(), Vec::new(), false);
    let mut font_of = Vec::new();
    while let Some(record) = records.next()? {
        match record.kind {
            FORMAT => {
                codes.insert(record.u16(0)?, by_code(&record.text(2)?.0));
            }
            BEGIN_CELL_XFS => of_cells = true,
            END_CELL_XFS => of_cells = false,
            XF if of_cells => {
                numbers.push(record.u16(2)?);
                font_of.push(record.u16(4)?);
            }
            FONT => globals.fonts.push(record.u16(2)? & STRIKES != 0),
            _ => {}
        }
    }
    globals.formats.set(&numbers, &codes);
    globals.formats.set_struck(font_of.iter().map(|font| globals.strikes(*font)).collect());
    Ok(())
}

fn strings(part: &[u8], globals: &mut Globals, limits: &Limits) -> Result<(), Kind> {
    let mut records = Records(part);
    while let Some(record) = records.next()? {
        match record.kind {
            BEGIN_SST => check("strings", limits.strings, u64::from(record.u32(4)?))?,
            SST_ITEM => {
                let (text, pieces) = globals.rich(&record, 0)?;
                if !pieces.is_empty() {
                    globals.pieces.insert(globals.strings.len(), pieces);
                }
                globals.strings.push(text.into());
                check("strings", limits.strings, count(globals.strings.len()))?;
            }
            _ => {}
        }
    }
    Ok(())
}
