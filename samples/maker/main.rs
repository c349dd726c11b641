//! Makes the sample workbooks: what the units of the bulletin handed in, the roster, and a folder of troublesome files.
//!
//! In: the transcription of the bulletin under `tests/bulletin/`, and optionally a target folder (default: `samples/` of
//! the package). Out: the files that `samples/README.md` lists, the same bytes at every call. It deletes nothing and
//! rewrites only what differs.

mod broken;
mod bulletin;
mod form;
mod layouts;
mod roster;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use bulletin::Bulletin;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

/// Why a sample could not be made.
type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    let target =
        std::env::args_os().nth(1).map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("samples"), PathBuf::from);
    let bulletin = Bulletin::read()?;
    for submission in layouts::SUBMISSIONS {
        let bytes = submission.bytes(&bulletin)?;
        put(&target.join("2023年一季度/收件").join(submission.path), &bytes)?;
    }
    put(&target.join("2023年一季度/名录.xlsx"), &roster::bytes(&bulletin)?)?;
    for (name, bytes) in broken::files(&bulletin)? {
        put(&target.join("问题件").join(name), &bytes)?;
    }
    Ok(())
}

/// The bytes of a workbook with these sheets. The day it was written stands in it, so nothing depends on the clock.
fn pack(sheets: Vec<Worksheet>, written: (u16, u8, u8)) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (year, month, day) = written;
    let moment = ExcelDateTime::from_ymd(year, month, day)?.and_hms(9, 30, 0)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&moment));
    for sheet in sheets {
        book.push_worksheet(sheet);
    }
    book.save_to_buffer()
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes).map_err(|cause| format!("{}: {cause}", path.display()).into())
}
