//! "Which cell was that?" The address of everything the program says.
//!
//! In: a file's path relative to the input folder, a sheet's name, absolute cell numbers. Out: a [`Place`] that prints the way
//! Excel shows it. A place is made once (`discover` names the file, `read` the sheet and cell) and carried unchanged; this
//! module never opens anything.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// Position of one cell on its sheet, counted from zero; prints as Excel shows it (`B7`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct At {
    /// Row, from zero.
    pub row: u32,
    /// Letter column of the sheet, from zero (`A` is 0).
    pub col: u32,
}

impl At {
    /// The cell in row `row` and letter column `col`, both from zero.
    #[must_use]
    pub const fn new(row: u32, col: u32) -> Self {
        Self { row, col }
    }

    /// Reads `B7` (also `$B$7`); `None` for anything else and for cells outside Excel's sheet.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = text.chars().filter(|c| *c != '$').collect();
        let digits_from = plain.find(|c: char| c.is_ascii_digit())?;
        let (letters, digits) = plain.split_at(digits_from);
        if letters.is_empty() || letters.len() > 3 || digits.len() > 7 {
            return None;
        }
        let mut col = 0u32;
        for c in letters.chars() {
            let c = c.to_ascii_uppercase();
            if !c.is_ascii_uppercase() {
                return None;
            }
            col = col * 26 + (u32::from(c) - u32::from('A') + 1);
        }
        let row: u32 = digits.parse().ok()?;
        ((1..=LAST_ROW + 1).contains(&row) && col <= LAST_COL + 1).then(|| Self::new(row - 1, col - 1))
    }
}

/// Last row of an Excel sheet, from zero (ECMA-376: 1,048,576 rows).
pub const LAST_ROW: u32 = 1_048_575;
/// Last letter column of an Excel sheet, from zero (`XFD`).
pub const LAST_COL: u32 = 16_383;

/// The letters of a sheet's column: 0 is `A`, 27 is `AB`.
#[must_use]
pub fn letters(col: u32) -> String {
    let mut left = col + 1;
    let mut out = Vec::new();
    while left > 0 {
        let digit = (left - 1) % 26;
        out.push(char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        left = (left - 1) / 26;
    }
    out.iter().rev().collect()
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", letters(self.col), self.row + 1)
    }
}

/// A rectangle of cells, both corners included; prints as `A1:F1`, a single cell as `B7`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Area {
    /// Upper left cell.
    pub first: At,
    /// Lower right cell.
    pub last: At,
}

impl Area {
    /// The rectangle that has `a` and `b` at opposite corners.
    #[must_use]
    pub fn between(a: At, b: At) -> Self {
        Self { first: At::new(a.row.min(b.row), a.col.min(b.col)), last: At::new(a.row.max(b.row), a.col.max(b.col)) }
    }

    /// The rectangle of one cell.
    #[must_use]
    pub const fn one(at: At) -> Self {
        Self { first: at, last: at }
    }

    /// Whether `at` lies inside.
    #[must_use]
    pub fn contains(&self, at: At) -> bool {
        (self.first.row..=self.last.row).contains(&at.row) && (self.first.col..=self.last.col).contains(&at.col)
    }

    /// Whether both have a cell in common.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.first.row <= other.last.row
            && other.first.row <= self.last.row
            && self.first.col <= other.last.col
            && other.first.col <= self.last.col
    }

    /// The smallest rectangle that holds both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            first: At::new(self.first.row.min(other.first.row), self.first.col.min(other.first.col)),
            last: At::new(self.last.row.max(other.last.row), self.last.col.max(other.last.col)),
        }
    }
}

impl From<At> for Area {
    fn from(at: At) -> Self {
        Self::one(at)
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last { self.first.fmt(f) } else { write!(f, "{}:{}", self.first, self.last) }
    }
}

/// Where something stands: file, then sheet, then cell or range, as exactly as it is known.
///
/// `file` is relative to the input folder, with `/` between its parts, because units reuse file names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Path relative to the input folder.
    pub file: Arc<str>,
    /// Sheet, when the thing stands on one.
    pub sheet: Option<Arc<str>>,
    /// Cell or range, when known.
    pub area: Option<Area>,
}

impl Place {
    /// A whole file.
    #[must_use]
    pub fn file(file: &Arc<str>) -> Self {
        Self { file: Arc::clone(file), sheet: None, area: None }
    }

    /// A whole sheet.
    #[must_use]
    pub fn sheet(file: &Arc<str>, sheet: &Arc<str>) -> Self {
        Self { file: Arc::clone(file), sheet: Some(Arc::clone(sheet)), area: None }
    }

    /// The same file and sheet, at this cell or range.
    #[must_use]
    pub fn at(&self, area: impl Into<Area>) -> Self {
        Self { area: Some(area.into()), ..self.clone() }
    }
}

/// A file's name for people: of one that lies beside the input folder (`../名录.xlsx`), the name alone.
#[must_use]
pub fn outside(file: &str) -> &str {
    file.strip_prefix("../").unwrap_or(file)
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(outside(&self.file))?;
        if let Some(sheet) = &self.sheet {
            write!(f, " › {sheet}")?;
        }
        if let Some(area) = &self.area {
            write!(f, " › {area}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_print_and_parse_as_excel_shows_them() {
        for (text, row, col) in [("A1", 0, 0), ("Z9", 8, 25), ("AA10", 9, 26), ("XFD1048576", LAST_ROW, LAST_COL)] {
            assert_eq!(At::new(row, col).to_string(), text);
            assert_eq!(At::parse(text), Some(At::new(row, col)));
        }
        for wrong in ["", "7", "B", "XFE1", "A0", "A1048577", "甲1", "AAAA1"] {
            assert_eq!(At::parse(wrong), None, "{wrong}");
        }
        assert_eq!(At::parse("$B$7"), Some(At::new(6, 1)));
    }

    #[test]
    fn a_place_names_file_sheet_and_cell() {
        let sheet = Place::sheet(&"某局/表.xlsx".into(), &"1月".into());
        assert_eq!(sheet.at(At::new(6, 1)).to_string(), "某局/表.xlsx › 1月 › B7");
        assert_eq!(sheet.at(Area::between(At::new(0, 5), At::new(0, 0))).to_string(), "某局/表.xlsx › 1月 › A1:F1");
    }
}
