//! "Read an .xls." Workbooks of Excel 5 to 2003 and of WPS (`.et`), record by record.
//!
//! In: the Workbook stream of a compound file. Out: its worksheets with every cell that is not empty, merged regions and what is
//! hidden. Read by ourselves because calamine 0.38 holds such sheets as full rectangles, takes the code page for the truth in files
//! that are Unicode, and loses some formula records. These files carry no checksums: what is broken unnoticed cannot be told.

use super::Sheet;
use super::biff::{Record, Records, encoding};
use super::crossed::{self, Piece};
use super::formats::{Formats, by_code};
use super::limits::{Limits, check};
use super::package::{corrupt, count};
use super::xls_sheet::sheet;
use crate::finding::{Finding, Foreign, Kind};
use crate::place::Place;
use encoding_rs::Encoding;
use std::collections::HashMap;
use std::sync::Arc;

/// What the whole book shares.
pub(super) struct Globals {
    /// Whether strings are Unicode (BIFF8).
    pub(super) unicode: bool,
    /// Encoding of strings before BIFF8.
    pub(super) page: &'static Encoding,
    /// The shared strings.
    pub(super) strings: Vec<Arc<str>>,
    /// The pieces of those of them that have several looks, by their numbers; none where no font strikes through.
    pub(super) pieces: HashMap<usize, Vec<Piece>>,
    /// Fonts by whether each strikes text through.
    fonts: Vec<bool>,
    /// Formats of cells.
    pub(super) formats: Formats,
    /// Whether the program that wrote the book calculates: only those say which version of their calculation it was.
    pub(super) calculates: bool,
    sheets: Vec<Bound>,
}

/// A sheet as the book lists it.
struct Bound {
    name: String,
    from: usize,
    hidden: bool,
    worksheet: bool,
}

impl Globals {
    /// Whether a font strikes text through. No font has the number four ([MS-XLS] 2.5.129).
    pub(super) fn strikes(&self, font: u16) -> bool {
        let index = usize::from(if font > 4 { font - 1 } else { font });
        self.fonts.get(index) == Some(&true)
    }

    /// A string whose length stands in two bytes before it.
    pub(super) fn text(&self, bytes: &mut super::biff::Bytes<'_, '_>) -> Result<String, Kind> {
        let length = usize::from(bytes.u16()?);
        self.text_of(bytes, length)
    }

    fn text_of(&self, bytes: &mut super::biff::Bytes<'_, '_>, length: usize) -> Result<String, Kind> {
        if self.unicode {
            let wide = bytes.u8()? & 1 != 0;
            bytes.characters(length, wide)
        } else {
            bytes.in_page(length, self.page)
        }
    }
}

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const FILEPASS: u16 = 0x002F;
const CODEPAGE: u16 = 0x0042;
const DATEMODE: u16 = 0x0022;
const FORMAT: u16 = 0x041E;
const FONT: u16 = 0x0031;
/// What a font says when it strikes through ([MS-XLS] 2.4.122).
const STRIKES: u16 = 8;
const XF: u16 = 0x00E0;
const BOUNDSHEET: u16 = 0x0085;
const SST: u16 = 0x00FC;
/// Version of the calculation, by Excel since 2002, LibreOffice and WPS ([MS-XLS] 2.4.215).
const RECALCID: u16 = 0x01C1;

/// Reads all worksheets of a Workbook stream.
pub(super) fn read(file: &Arc<str>, stream: &[u8], limits: &Limits) -> Result<Vec<Sheet>, Box<Finding>> {
    let whole = |kind| Box::new(Finding::new(kind, Place::file(file)));
    let globals = globals(stream, limits).map_err(whole)?;
    let mut sheets = Vec::new();
    let mut cells = 0;
    for bound in globals.sheets.iter().filter(|bound| bound.worksheet) {
        let place = Place::sheet(file, &bound.name.as_str().into());
        let read =
            Records::from(stream, bound.from).and_then(|records| sheet(records, &globals, place.clone(), limits));
        let mut sheet = read.map_err(|kind| match kind {
            Kind::FileCorrupt { detail } => Box::new(Finding::new(Kind::SheetUnreadable { detail }, place)),
            other => whole(other),
        })?;
        sheet.hidden = bound.hidden;
        cells += count(sheet.cells().count());
        check("file-cells", limits.file_cells, cells).map_err(whole)?;
        sheets.push(sheet);
    }
    Ok(sheets)
}

fn globals(stream: &[u8], limits: &Limits) -> Result<Globals, Kind> {
    let mut records = Records::from(stream, 0)?;
    let first = records.next()?;
    let unicode = match (first.kind, first.bytes().u16()?) {
        (BOF, 0x0600) => true,
        (BOF, 0x0500) => false,
        _ => return Err(Kind::FileForeign { what: Foreign::OtherWorkbook }),
    };
    let page = encoding(None);
    let mut globals = Globals {
        unicode,
        page,
        strings: Vec::new(),
        pieces: HashMap::new(),
        fonts: Vec::new(),
        formats: Formats::default(),
        calculates: false,
        sheets: Vec::new(),
    };
    let mut codes = HashMap::new();
    let (mut numbers, mut font_of) = (Vec::new(), Vec::new());
    loop {
        let record = records.next()?;
        let mut bytes = record.bytes();
        match record.kind {
            FILEPASS => return Err(Kind::FileEncrypted),
            CODEPAGE => globals.page = encoding(Some(bytes.u16()?)),
            DATEMODE => globals.formats.is_1904 = bytes.u16()? == 1,
            XF => {
                font_of.push(bytes.u16()?);
                numbers.push(bytes.u16()?);
            }
            FORMAT => {
                let number = bytes.u16()?;
                let length = if unicode { usize::from(bytes.u16()?) } else { usize::from(bytes.u8()?) };
                codes.insert(number, by_code(&globals.text_of(&mut bytes, length)?));
            }
            BOUNDSHEET => {
                check("sheets", limits.sheets, count(globals.sheets.len()) + 1)?;
                globals.sheets.push(bound(&record, &globals)?);
            }
            RECALCID => globals.calculates = true,
            FONT => {
                bytes.skip(2)?;
                globals.fonts.push(bytes.u16()? & STRIKES != 0);
            }
            SST => strings(&record, &mut globals, limits)?,
            EOF => break,
            _ => {}
        }
    }
    globals.formats.set(&numbers, &codes);
    globals.formats.set_struck(font_of.iter().map(|font| globals.strikes(*font)).collect());
    Ok(globals)
}

fn bound(record: &Record<'_>, globals: &Globals) -> Result<Bound, Kind> {
    let mut bytes = record.bytes();
    let from = usize::try_from(bytes.u32()?).map_err(corrupt)?;
    let hidden = bytes.u8()? & 3 != 0;
    let worksheet = bytes.u8()? == 0;
    let length = usize::from(bytes.u8()?);
    let name = globals.text_of(&mut bytes, length)?;
    if globals.sheets.iter().any(|s| s.name == name) {
        return Err(corrupt(format!("two sheets are called {name:?}")));
    }
    Ok(Bound { name, from, hidden, worksheet })
}

fn strings(record: &Record<'_>, globals: &mut Globals, limits: &Limits) -> Result<(), Kind> {
    let mut bytes = record.bytes();
    bytes.skip(4)?;
    let declared = bytes.u32()?;
    check("strings", limits.strings, u64::from(declared))?;
    // Some programs declare more strings than they write; an index beyond them is not believed.
    for _ in 0..declared {
        if bytes.left() == 0 {
            break;
        }
        let (text, runs) = bytes.rich_text()?;
        if !runs.is_empty() && globals.fonts.contains(&true) {
            let runs: Vec<(u16, bool)> = runs.iter().map(|(from, font)| (*from, globals.strikes(*font))).collect();
            globals.pieces.insert(globals.strings.len(), crossed::runs(&text, &runs));
        }
        globals.strings.push(text.into());
    }
    Ok(())
}
