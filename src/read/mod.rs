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
mod csv;
mod disk;
mod formats;
mod hidden;
mod html;
mod html_grid;
mod html_tree;
mod limits;
mod ods;
mod ods_sheet;
mod ole;
mod ole_damaged;
mod outline;
mod package;
mod plain;
mod plain_row;
mod plain_sheet;
mod plain_strings;
mod plain_tag;
mod sniff;
mod stream;
mod text;
mod values;
mod xls;
mod xls_sheet;
mod xlsb;
mod xlsb_sheet;
mod xlsx;
mod xml2003;

pub use disk::{load, load_member};
pub use limits::{Limits, Unit};
pub use xlsx::OWN_MARK;

use crate::finding::{Finding, Kind};
use crate::place::{Area, At, Place};
use jiff::civil::DateTime;
use package::Package;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

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

/// One worksheet: its non-empty cells, row by row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// File and sheet name.
    pub place: Place,
    /// Whether the sheet is hidden.
    pub hidden: bool,
    /// Hidden rows (from zero), ascending.
    pub hidden_rows: Vec<u32>,
    /// Hidden letter columns (from zero), ascending.
    pub hidden_columns: Vec<u32>,
    /// Whether a filter hides rows.
    pub filtered: bool,
    /// Merged regions.
    pub merges: Vec<Area>,
    /// Rows that have cells, ascending.
    rows: Vec<Row>,
}

/// One row that has cells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Row number from zero.
    pub row: u32,
    /// Cells, ascending by letter column (from zero).
    pub cells: Vec<(u32, Cell)>,
}

/// One non-empty cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// What it holds.
    pub value: Value,
    /// Whether it is the result of a formula.
    pub formula: bool,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Text as written.
    Text(String),
    /// A finite number.
    Number(f64),
    /// A finite number that shows as a percentage: 0.12 shows as 12%. Under a count it would look like one (1 shows as 100%).
    Percent(f64),
    /// TRUE or FALSE.
    Bool(bool),
    /// A day, or a moment.
    Date(DateTime),
    /// An error value such as `#REF!`.
    Error(String),
    /// A formula that was never calculated.
    Uncalculated,
    /// Something stands here that cannot be believed; the text is what the file holds.
    Unbelievable(String),
}

/// Sees the rows of a book one after the other, and says which of them the book keeps.
///
/// A ledger of half a million rows need not stand in memory whole: who watches may count a row and let it go.
pub trait Watch {
    /// Whether `row`, which follows below everything that `sheet` holds so far, is kept. `sheet` has its place, its merged regions
    /// and its hidden rows and columns already; a row comes with all its cells, ascending, and is asked about once.
    fn keeps(&mut self, sheet: &Sheet, row: &Row) -> bool;
}

/// Keeps every row.
struct KeepAll;

impl Watch for KeepAll {
    fn keeps(&mut self, _: &Sheet, _: &Row) -> bool {
        true
    }
}

/// Reads the workbook in `bytes`, called `file` in places.
///
/// # Errors
/// A finding of one of the `File…` kinds, [`Kind::BookEmpty`], or [`Kind::SheetUnreadable`] at the sheet that failed: one sheet that
/// cannot be read costs the whole file, because its figures would be missing without a word.
pub fn read_book(file: &Arc<str>, bytes: &[u8], limits: &Limits) -> Result<Book, Box<Finding>> {
    read_watched(file, bytes, limits, &mut KeepAll)
}

/// Whether a workbook that this program made itself is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Own {
    /// It is refused: it is nobody's submission.
    Refused,
    /// It is read like any other.
    Read,
}

/// Reads the workbook in `bytes` like [`read_book`], also when this program made it.
///
/// # Errors
/// Those of [`read_book`] but [`Kind::FileOwnOutput`].
pub fn read_product(file: &Arc<str>, bytes: &[u8], limits: &Limits) -> Result<Book, Box<Finding>> {
    read_as((file, bytes), (limits, Own::Read), &mut KeepAll)
}

/// Reads the workbook in `bytes` like [`read_book`], but keeps only the rows that `watch` keeps.
///
/// # Errors
/// Those of [`read_book`].
pub fn read_watched(
    file: &Arc<str>,
    bytes: &[u8],
    limits: &Limits,
    watch: &mut dyn Watch,
) -> Result<Book, Box<Finding>> {
    read_as((file, bytes), (limits, Own::Refused), watch)
}

fn read_as(
    (file, bytes): (&Arc<str>, &[u8]),
    (limits, own): (&Limits, Own),
    watch: &mut dyn Watch,
) -> Result<Book, Box<Finding>> {
    let refuse = |kind| Box::new(Finding::new(kind, Place::file(file)));
    // The library is known to panic on crafted files; such a file must not end the run.
    let mut guard = Guard { watch, limits, cells: 0, refused: None };
    let (sheets, saved) = catch_unwind(AssertUnwindSafe(|| by_content((file, bytes), (limits, own), &mut guard)))
        .unwrap_or_else(|_| Err(refuse(package::corrupt("the reader gave up"))))?;
    if let Some(refused) = guard.refused {
        return Err(refused);
    }
    if sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(refuse(Kind::BookEmpty));
    }
    Ok(Book { file: Arc::clone(file), sha256: sha256(bytes), saved, sheets, doubts: doubts(file, bytes) })
}

/// Holds what a whole file may have against the rows, before anybody else sees them.
struct Guard<'w> {
    watch: &'w mut dyn Watch,
    limits: &'w Limits,
    cells: u64,
    /// Why the file is refused.
    refused: Option<Box<Finding>>,
}

impl Guard<'_> {
    fn passes(&mut self, sheet: &Sheet, row: &Row) -> Result<(), Box<Finding>> {
        self.cells += package::count(row.cells.len());
        let file = || Place::file(&sheet.place.file);
        limits::check("file-cells", self.limits.file_cells, self.cells)
            .map_err(|kind| Box::new(Finding::new(kind, file())))?;
        texts_fit(sheet, row, self.limits)
    }
}

impl Watch for Guard<'_> {
    fn keeps(&mut self, sheet: &Sheet, row: &Row) -> bool {
        if self.refused.is_some() {
            return false;
        }
        self.refused = self.passes(sheet, row).err();
        self.refused.is_none() && self.watch.keeps(sheet, row)
    }
}

/// Refuses a text that no honest cell can hold, at its cell.
fn texts_fit(sheet: &Sheet, row: &Row, limits: &Limits) -> Result<(), Box<Finding>> {
    for (col, cell) in &row.cells {
        let (Value::Text(text) | Value::Error(text) | Value::Unbelievable(text)) = &cell.value else { continue };
        // No text has more UTF-16 units than bytes.
        if package::count(text.len()) > limits.text {
            let at = sheet.place.at(At::new(row.row, *col));
            let long = package::count(text.encode_utf16().count());
            limits::check("text", limits.text, long).map_err(|kind| Box::new(Finding::new(kind, at)))?;
        }
    }
    Ok(())
}

/// SHA-256 in lower-case hex.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What each reader hands back: worksheets, and when the book was last saved.
type Sheets = (Vec<Sheet>, Option<DateTime>);

fn by_content(
    (file, bytes): (&Arc<str>, &[u8]),
    (limits, own): (&Limits, Own),
    watch: &mut dyn Watch,
) -> Result<Sheets, Box<Finding>> {
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
                package::Inside::Xlsx => return xlsx::read((file, bytes), &mut package, (limits, own), watch),
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
fn doubts(file: &Arc<str>, bytes: &[u8]) -> Vec<Finding> {
    let damage = match sniff::sniff(bytes) {
        sniff::Shape::Ole => ole::damage(bytes),
        _ => None,
    };
    damage.map(|kind| Finding::new(kind, Place::file(file))).into_iter().collect()
}

impl Value {
    /// The value as a person would read it in the cell: whole numbers without a decimal point, dates as `2023-04-18`.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Text(t) | Self::Error(t) | Self::Unbelievable(t) => t.clone(),
            Self::Number(n) => format!("{n}"),
            Self::Percent(n) => percent(*n),
            Self::Bool(b) => if *b { "TRUE" } else { "FALSE" }.to_owned(),
            Self::Date(d) if d.time() == jiff::civil::Time::midnight() => d.date().to_string(),
            Self::Date(d) => d.to_string(),
            Self::Uncalculated => String::new(),
        }
    }
}

/// A share in hundredths, with every digit that it has: the point moves, nothing is calculated.
fn percent(share: f64) -> String {
    let plain = share.abs().to_string();
    let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    let rest = format!("{rest:0<2}");
    let (hundredths, rest) = rest.split_at(2);
    let whole = format!("{whole}{hundredths}");
    let whole = whole.trim_start_matches('0');
    let sign = if share < 0.0 { "-" } else { "" };
    let point = if rest.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{rest}%", if whole.is_empty() { "0" } else { whole })
}

impl Sheet {
    /// An empty sheet at `place`.
    #[must_use]
    pub const fn new(place: Place) -> Self {
        Self {
            place,
            hidden: false,
            hidden_rows: Vec::new(),
            hidden_columns: Vec::new(),
            filtered: false,
            merges: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Keeps of the rows, which are all there, only those that `watch` keeps.
    fn shown_to(&mut self, watch: &mut dyn Watch) {
        for row in std::mem::take(&mut self.rows) {
            if watch.keeps(self, &row) {
                self.rows.push(row);
            }
        }
    }

    /// The same sheet without its cells.
    #[must_use]
    pub fn without_rows(self) -> Self {
        Self { rows: Vec::new(), ..self }
    }

    /// Puts a cell; a later cell at the same address replaces the earlier one. Ascending order is quickest.
    pub fn put(&mut self, at: At, cell: Cell) {
        let index = match self.rows.last() {
            Some(last) if last.row == at.row => self.rows.len() - 1,
            Some(last) if last.row > at.row => match self.rows.binary_search_by_key(&at.row, |r| r.row) {
                Ok(i) => i,
                Err(i) => {
                    self.rows.insert(i, Row { row: at.row, cells: Vec::new() });
                    i
                }
            },
            _ => {
                self.rows.push(Row { row: at.row, cells: Vec::new() });
                self.rows.len() - 1
            }
        };
        let cells = &mut self.rows[index].cells;
        match cells.binary_search_by_key(&at.col, |(c, _)| *c) {
            Ok(i) => cells[i].1 = cell,
            Err(i) => cells.insert(i, (at.col, cell)),
        }
    }

    /// Puts rows back that were not kept; none of them may stand here already.
    pub fn put_back(&mut self, rows: Vec<Row>) {
        self.rows.extend(rows);
        self.rows.sort_by_key(|r| r.row);
    }

    /// The cell at `at`, if it is not empty. Merged regions are not expanded.
    #[must_use]
    pub fn cell(&self, at: At) -> Option<&Cell> {
        let row = self.rows.binary_search_by_key(&at.row, |r| r.row).ok()?;
        let cells = &self.rows[row].cells;
        cells.binary_search_by_key(&at.col, |(c, _)| *c).ok().map(|i| &cells[i].1)
    }

    /// The merged region that holds `at`.
    #[must_use]
    pub fn merge_at(&self, at: At) -> Option<Area> {
        self.merges.iter().copied().find(|m| m.contains(at))
    }

    /// Rows that have cells, ascending.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// All non-empty cells in reading order.
    pub fn cells(&self) -> impl Iterator<Item = (At, &Cell)> {
        self.rows.iter().flat_map(|r| r.cells.iter().map(|(c, cell)| (At::new(r.row, *c), cell)))
    }

    /// The smallest rectangle with all non-empty cells.
    #[must_use]
    pub fn bounds(&self) -> Option<Area> {
        let mut all = self.rows.iter().filter_map(|r| {
            let (first, last) = (r.cells.first()?.0, r.cells.last()?.0);
            Some(Area { first: At::new(r.row, first), last: At::new(r.row, last) })
        });
        let first = all.next()?;
        Some(all.fold(first, Area::with))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_shows_every_digit_of_its_share() {
        for (share, shown) in [
            (0.12, "12%"),
            (1.0, "100%"),
            (0.571, "57.1%"),
            (0.0, "0%"),
            (0.5, "50%"),
            (0.001, "0.1%"),
            (-0.05, "-5%"),
            (12.0, "1200%"),
            (0.29, "29%"),
            (1e-7, "0.00001%"),
        ] {
            assert_eq!(Value::Percent(share).shown(), shown);
        }
    }
}
