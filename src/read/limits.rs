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
    /// Positions between the first and the last cell, where a format can only be read as a full rectangle.
    pub area: u64,
    /// Merged regions of a sheet.
    pub merges: u64,
    /// Milliseconds from the file's last byte to its tables.
    pub time: u64,
    /// Bytes of memory that reading and recognizing may use at a time.
    pub memory: u64,
    /// Bytes of the tables that are handed on.
    pub tables: u64,
}

const MIB: u64 = 1024 * 1024;

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_size: 100 * MIB,
            unpacked: 1024 * MIB,
            part: 256 * MIB,
            entries: 20_000,
            sheets: 1_000,
            strings: 3_000_000,
            sheet_cells: 5_000_000,
            file_cells: 10_000_000,
            area: 4_000_000,
            merges: 100_000,
            time: 20_000,
            // The worst legal book, a single cell in the last corner of an old sheet, takes 1,027 MiB.
            memory: 1536 * MIB,
            tables: 512 * MIB,
        }
    }
}

impl Limits {
    /// Names of all limits, in the order of the fields.
    pub const NAMES: [&'static str; 13] = [
        "file-size",
        "unpacked",
        "part",
        "entries",
        "sheets",
        "strings",
        "sheet-cells",
        "file-cells",
        "area",
        "merges",
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

    fn by_name(&mut self, name: &str) -> Option<&mut u64> {
        let limits = [
            &mut self.file_size,
            &mut self.unpacked,
            &mut self.part,
            &mut self.entries,
            &mut self.sheets,
            &mut self.strings,
            &mut self.sheet_cells,
            &mut self.file_cells,
            &mut self.area,
            &mut self.merges,
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
            assert_eq!(limits.by_name(name), Some(&mut i.clone()));
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
