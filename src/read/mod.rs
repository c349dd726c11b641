//! "What stands in this workbook?" Opens each submission and keeps every cell with its address.
//!
//! In: the bytes of one file. Out: a [`Book`] of [`Sheet`]s with absolute cell addresses, merged regions and doubts, or a finding
//! that says why it could not be read. Nothing is interpreted here. The only module that uses calamine.

mod archive;
mod audit;
mod audit_cell;
mod biff;
mod biff12;
mod covered;
mod crossed;
mod csv;
mod disk;
mod formats;
mod hidden;
mod html;
mod html_grid;
mod html_style;
mod html_tree;
mod limits;
mod listed;
mod notes;
mod ods;
mod ods_sheet;
mod ods_style;
mod ole;
mod ole_damaged;
mod outline;
mod package;
mod plain;
mod plain_row;
mod plain_sheet;
mod plain_strings;
mod plain_tag;
mod sheet;
mod sniff;
mod stream;
mod text;
mod values;
mod watch;
mod xls;
mod xls_notes;
mod xls_rich;
mod xls_sheet;
mod xlsb;
mod xlsb_sheet;
mod xlsx;
mod xml2003;
mod xml2003_style;
mod xml_text;

pub use disk::{load, load_member};
pub use limits::{Limits, Unit};
pub use sheet::{Cell, Note, Row, Sheet, Struck, Value};
pub use watch::{Own, Watch};
pub use xlsx::{FORM_MARK, OWN_MARK};

use crate::finding::{Finding, Kind};
use crate::place::Place;
use jiff::civil::DateTime;
use package::Package;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use watch::{Guard, KeepAll, notes_fit};

/// One workbook as read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Book {
    /// Path relative to the input folder.
    pub file: Arc<str>,
    /// SHA-256 of the file's bytes, lower-case hex.
    pub sha256: String,
    /// When the workbook says it was last saved (its own properties, not the disk's time).
    pub saved: Option<DateTime>,
    /// Worksheets in order, hidden ones too.
    pub sheets: Vec<Sheet>,
    /// Doubts about the file as a whole, which was read all the same.
    pub doubts: Vec<Finding>,
}

/// Reads the workbook in `bytes`, called `file` in places.
///
/// # Errors
/// A finding of one of the `File…` kinds, [`Kind::BookEmpty`], or [`Kind::SheetUnreadable`] at the sheet that failed: one sheet that
/// cannot be read costs the whole file, because its figures would be missing without a word.
pub fn read_book(file: &Arc<str>, bytes: &[u8], limits: &Limits) -> Result<Book, Box<Finding>> {
    read_watched(file, (bytes, sha256(bytes)), limits, &mut KeepAll)
}

/// Reads the workbook in `bytes`, whose SHA-256 is known, like [`read_book`], but keeps only the rows that `watch` keeps.
///
/// # Errors
/// Those of [`read_book`].
pub fn read_watched(
    file: &Arc<str>,
    (bytes, sha256): (&[u8], String),
    limits: &Limits,
    watch: &mut dyn Watch,
) -> Result<Book, Box<Finding>> {
    let refuse = |kind| Box::new(Finding::new(kind, Place::file(file)));
    // The library is known to panic on crafted files; such a file must not end the run.
    let mut guard = Guard::new(watch, limits);
    let (sheets, saved) = catch_unwind(AssertUnwindSafe(|| by_content(file, bytes, limits, &mut guard)))
        .unwrap_or_else(|_| Err(refuse(package::corrupt("the reader gave up"))))?;
    if let Some(refused) = guard.refused() {
        return Err(refused);
    }
    notes_fit(&sheets, limits)?;
    if sheets.iter().all(|sheet| sheet.rows().is_empty()) {
        let missing = sheets.into_iter().find(|sheet| sheet.missing);
        return Err(missing.map_or_else(|| refuse(Kind::BookEmpty), |sheet| Box::new(sheet.is_missing())));
    }
    let doubts = doubts(file, bytes, &sheets);
    Ok(Book { file: Arc::clone(file), sha256, saved, sheets, doubts })
}

/// SHA-256 in lower-case hex.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    let digits = Sha256::digest(bytes).into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

/// What each reader hands back: worksheets, and when the book was last saved.
type Sheets = (Vec<Sheet>, Option<DateTime>);

fn by_content(file: &Arc<str>, bytes: &[u8], limits: &Limits, watch: &mut dyn Watch) -> Result<Sheets, Box<Finding>> {
    let refuse = |kind| Box::new(Finding::new(kind, Place::file(file)));
    let foreign = |what| Err(refuse(Kind::FileForeign { what }));
    let (mut sheets, saved) = match sniff::sniff(bytes) {
        sniff::Shape::Nothing => Err(refuse(Kind::FileEmpty)),
        sniff::Shape::Foreign(what) => foreign(what),
        sniff::Shape::Text => text::read(file, bytes, limits),
        sniff::Shape::Ole => match ole::look(bytes).map_err(refuse)? {
            ole::Inside::Workbook(book) => Ok((xls::read(file, &book.stream, limits)?, book.saved)),
            ole::Inside::Foreign(what) => foreign(what),
        },
        sniff::Shape::Zip => {
            let mut package = Package::open(bytes, limits).map_err(refuse)?;
            match package.inside() {
                // Shows the rows itself, where it can while it reads.
                package::Inside::Xlsx => return xlsx::read((file, bytes), &mut package, limits, watch),
                package::Inside::Xlsb => xlsb::read(file, &mut package, limits),
                package::Inside::OpenDocument => ods::read(file, &mut package, limits),
                package::Inside::Foreign(what) => foreign(what),
            }
        }
    }?;
    sheets.iter_mut().for_each(|sheet| sheet.shown_to(watch));
    Ok((sheets, saved))
}

/// What is doubtful about a file as a whole that was read all the same.
fn doubts(file: &Arc<str>, bytes: &[u8], sheets: &[Sheet]) -> Vec<Finding> {
    let damage = match sniff::sniff(bytes) {
        sniff::Shape::Ole => ole::damage(bytes),
        _ => None,
    };
    let missing =
        sheets.iter().filter(|sheet| sheet.missing).map(|s| Finding::new(Kind::SheetMissing, s.place.clone()));
    damage.map(|kind| Finding::new(kind, Place::file(file))).into_iter().chain(missing).collect()
}
