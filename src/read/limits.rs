//! "How large may a file be?" The limits that one file may cost.
//!
//! In: nothing, or one limit by its name. Out: [`Limits`], and the finding's kind when one is exceeded. The numbers are several
//! times what 4,707 public workbooks needed, so that only crafted or broken files meet them. It measures nothing itself.

use crate::finding::Kind;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What one file may cost. Every limit has a name, which its message gives and by which it can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of the file on the disk.
    pub file_size: u64,
    /// Bytes that all parts of a container declare together.
    pub unpacked: u64,
    /// Bytes of one part that is read: one piece of text can be as large as its part.
    pub part: u64,
    /// How many times larger than packed such a part may be, where it is large.
    pub ratio: u64,
    /// Entries of a container.
    pub entries: u64,
    /// Worksheets of a book.
    pub sheets: u64,
    /// Shared strings of a book.
    pub strings: u64,
    /// Non-empty cells of a sheet.
    pub sheet_cells: u64,
    /// Non-empty cells of a book.
    pub file_cells: u64,
    /// Merged regions of a sheet.
    pub merges: u64,
    /// Cells that one written cell of an OpenDocument stands for.
    pub repeats: u64,
    /// UTF-16 units of one cell's text.
    pub text: u64,
    /// Milliseconds from the file's last byte to its tables.
    pub time: u64,
    /// Bytes of memory that reading and recognizing may use at a time.
    pub memory: u64,
    /// Bytes of the tables that are handed on.
    pub tables: u64,
}

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Bytes.
    Bytes,
    /// Milliseconds.
    Milliseconds,
    /// Cells, sheets, characters and so on.
    Pieces,
}

const MIB: u64 = 1024 * 1024;

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_size: 100 * MIB,
            unpacked: 1024 * MIB,
            part: 256 * MIB,
            ratio: 200,
            entries: 20_000,
            sheets: 1_000,
            strings: 3_000_000,
            sheet_cells: 5_000_000,
            file_cells: 10_000_000,
            merges: 100_000,
            repeats: 100_000,
            // Excel holds no longer one, and would ask to repair a product that does.
            text: 32_767,
            time: 20_000,
            // The worst legal book, a single cell in the last corner of an old sheet, takes 1,027 MiB.
            memory: 1536 * MIB,
            tables: 512 * MIB,
        }
    }
}

impl Limits {
    /// Names of all limits, in the order of the fields.
    pub const NAMES: [&'static str; 15] = [
        "file-size",
        "unpacked",
        "part",
        "ratio",
        "entries",
        "sheets",
        "strings",
        "sheet-cells",
        "file-cells",
        "merges",
        "repeats",
        "text",
        "time",
        "memory",
        "tables",
    ];

    /// Sets the limit called `name` (sizes in bytes, time in milliseconds). Returns whether there is such a limit.
    pub fn set(&mut self, name: &str, value: u64) -> bool {
        match self.by_name(name) {
            Some(limit) => {
                *limit = value;
                true
            }
            None => false,
        }
    }

    /// What the limit called `name` counts.
    #[must_use]
    pub fn unit(name: &str) -> Unit {
        match name {
            "file-size" | "unpacked" | "part" | "memory" | "tables" => Unit::Bytes,
            "time" => Unit::Milliseconds,
            _ => Unit::Pieces,
        }
    }

    /// The value of the limit called `name`, where there is one.
    #[must_use]
    pub fn get(mut self, name: &str) -> Option<u64> {
        self.by_name(name).map(|limit| *limit)
    }

    fn by_name(&mut self, name: &str) -> Option<&mut u64> {
        let limits = [
            &mut self.file_size,
            &mut self.unpacked,
            &mut self.part,
            &mut self.ratio,
            &mut self.entries,
            &mut self.sheets,
            &mut self.strings,
            &mut self.sheet_cells,
            &mut self.file_cells,
            &mut self.merges,
            &mut self.repeats,
            &mut self.text,
            &mut self.time,
            &mut self.memory,
            &mut self.tables,
        ];
        Self::NAMES.iter().zip(limits).find(|(n, _)| **n == name).map(|(_, limit)| limit)
    }
}

/// Refuses when `found` exceeds `allowed`.
pub(super) const fn check(limit: &'static str, allowed: u64, found: u64) -> Result<(), Kind> {
    if found > allowed { Err(Kind::FileTooLarge { limit: Cow::Borrowed(limit), allowed, found }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_can_be_set_by_its_name() {
        for (i, name) in (1000..).zip(Limits::NAMES) {
            let mut limits = Limits::default();
            assert!(limits.set(name, i), "{name}");
            assert_eq!(limits.get(name), Some(i));
            assert_ne!(limits, Limits::default());
        }
        assert!(!Limits::default().set("大小", 1));
        let mut limits = Limits::default();
        limits.set("merges", 7);
        assert_eq!(limits.merges, 7);
    }

    #[test]
    fn only_more_than_the_limit_is_refused() {
        assert_eq!(check("sheets", 3, 3), Ok(()));
        assert_eq!(check("sheets", 3, 4), Err(Kind::FileTooLarge { limit: "sheets".into(), allowed: 3, found: 4 }));
    }
}
