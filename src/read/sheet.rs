//! "What does this sheet hold?" Sheets, rows, cells and their values as every reader hands them on.
//!
//! In: cells with their addresses, in any order. Out: a sheet that keeps them row by row. It opens nothing and interprets nothing.

use super::watch::Watch;
use crate::finding::{Finding, Kind};
use crate::fold::fold;
use crate::place::{Area, At, Place};
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// One worksheet: its non-empty cells, row by row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// File and sheet name.
    pub place: Place,
    /// Whether the book lists the sheet but holds nothing that could be its content; then all else is empty.
    pub missing: bool,
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
    /// Notes (批注) on cells, empty ones too, in the order of the cells.
    pub notes: Vec<Note>,
    /// Cells that are struck through, in order.
    pub struck: Vec<Struck>,
    /// Rows that have cells, ascending.
    pub(super) rows: Vec<Row>,
}

/// What somebody wrote beside a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The cell; it may be empty.
    pub at: At,
    /// The words as written, mostly with the author's name in front.
    pub text: String,
}

/// A cell that somebody crossed out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Struck {
    /// The cell.
    pub at: At,
    /// What was crossed out beside the text that the cell still has; `None` where all of it was.
    pub part: Option<String>,
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

impl Value {
    /// The number that stands here, be it written as a text of digits; wide ones too. `None` for anything else.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(n) => Some(*n),
            Self::Text(text) => {
                let bare = fold(text);
                let is_bare = bare.chars().all(|c| c.is_ascii_digit() || c == '.') && bare.len() <= LONGEST_NUMBER;
                bare.parse().ok().filter(|_| is_bare)
            }
            _ => None,
        }
    }
}

/// Digits of the largest count that anybody writes; longer texts are numbers of people and things.
const LONGEST_NUMBER: usize = 9;

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
            missing: false,
            hidden: false,
            hidden_rows: Vec::new(),
            hidden_columns: Vec::new(),
            filtered: false,
            merges: Vec::new(),
            notes: Vec::new(),
            struck: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Why a book cannot be used that must have all its sheets, or has no other.
    #[must_use]
    pub fn is_missing(&self) -> Finding {
        Finding::new(Kind::SheetUnreadable { detail: "the sheet has no part".to_owned() }, self.place.clone())
    }

    /// Puts other values into cells, and takes some away; notes and merged regions stay.
    pub(crate) fn replace(&mut self, changes: &[(At, Option<Value>)]) {
        for (at, value) in changes {
            let Ok(row) = self.rows.binary_search_by_key(&at.row, |row| row.row) else { continue };
            let cells = &mut self.rows[row].cells;
            match (cells.binary_search_by_key(&at.col, |(col, _)| *col), value) {
                (Ok(index), Some(value)) => cells[index].1 = Cell { value: value.clone(), formula: false },
                (Ok(index), None) => drop(cells.remove(index)),
                (Err(index), Some(value)) => {
                    cells.insert(index, (at.col, Cell { value: value.clone(), formula: false }));
                }
                (Err(_), None) => {}
            }
        }
    }

    /// Keeps of the rows, which are all there, only those that `watch` keeps.
    pub(super) fn shown_to(&mut self, watch: &mut dyn Watch) {
        for row in std::mem::take(&mut self.rows) {
            if watch.keeps(self, &row) {
                self.rows.push(row);
            }
        }
    }

    /// The same sheet without its cells and what stands beside them.
    #[must_use]
    pub fn without_rows(self) -> Self {
        Self { rows: Vec::new(), notes: Vec::new(), struck: Vec::new(), ..self }
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

    /// The cell at `at`, to be changed.
    pub(super) fn cell_mut(&mut self, at: At) -> Option<&mut Cell> {
        let row = self.rows.binary_search_by_key(&at.row, |r| r.row).ok()?;
        let cells = &mut self.rows[row].cells;
        cells.binary_search_by_key(&at.col, |(c, _)| *c).ok().map(|i| &mut cells[i].1)
    }

    /// The merged region that holds `at`.
    #[must_use]
    pub fn merge_at(&self, at: At) -> Option<Area> {
        self.merges.iter().copied().find(|m| m.contains(at))
    }

    /// The note on the cell at `at`.
    #[must_use]
    pub fn note(&self, at: At) -> Option<&Note> {
        self.notes.binary_search_by_key(&at, |note| note.at).ok().map(|i| &self.notes[i])
    }

    /// How the cell at `at` is crossed out, if it is.
    #[must_use]
    pub fn struck(&self, at: At) -> Option<&Struck> {
        self.struck.binary_search_by_key(&at, |struck| struck.at).ok().map(|i| &self.struck[i])
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
