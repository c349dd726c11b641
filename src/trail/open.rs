//! "Is this one of ours, and does it remember?" Opens a produced workbook.
//!
//! In: where it lies. Out: the workbook as it stands now and the record it carries, or why there is nothing to go by. It is read like a
//! file from anybody: it may have been anywhere since it was made.

use super::{Trail, Unreadable, read};
use crate::error::Closed;
use crate::intake::{Isolation, read_product};
use crate::read::{Book, Limits};
use crate::wording::annexes;
use std::path::Path;
use std::sync::Arc;

/// The workbook at `path`, and its record.
///
/// # Errors
/// Why there is nothing to go by.
pub fn open(path: &Path, limits: &Limits, isolation: &Isolation) -> Result<(Book, Trail), Closed> {
    if !path.is_file() {
        return Err(Closed::Missing);
    }
    let file: Arc<str> = path.file_name().unwrap_or_default().to_string_lossy().into();
    let book = read_product(&file, path, (limits, isolation)).map_err(Closed::Unread)?;
    match read(&book) {
        Ok(trail) => Ok((book, trail)),
        Err(Unreadable::OtherVersion(version)) => Err(Closed::OtherVersion(version)),
        Err(Unreadable::Touched) => Err(Closed::RecordTouched),
        Err(Unreadable::None) if looks_ours(&book) => Err(Closed::NoRecord),
        Err(Unreadable::None) => Err(Closed::NotOurs),
    }
}

/// Whether it has the three annexes by the names that we give them.
fn looks_ours(book: &Book) -> bool {
    let has = |name: &str| book.sheets.iter().any(|s| s.place.sheet.as_deref() == Some(name));
    annexes::SHEETS[1..=3].iter().all(|name| has(name))
}
