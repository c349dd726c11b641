//! "How long does only reading take?" The bare loop that the job is measured against.
//!
//! In: one folder. Out: the number of cells on standard output. Reads every file of the folder with calamine by range, one after
//! the other, on one thread, touches every cell and keeps nothing. No checks, no tables, no output.

use crate::Failure;
use calamine::{Data, Reader};
use std::fs;

/// Reads all workbooks of the folder named by the only argument.
pub(crate) fn read_all(arguments: &[String]) -> Result<(), Failure> {
    let [folder] = arguments else { return Err("bare needs one folder".into()) };
    let mut paths = fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    let mut cells = 0u64;
    let mut touched = 0u64;
    for path in paths {
        let mut book = calamine::open_workbook_auto(&path)?;
        for name in book.sheet_names() {
            let range = book.worksheet_range(&name)?;
            for (_, _, cell) in range.used_cells() {
                cells += 1;
                touched = touched.wrapping_add(weight(cell));
            }
        }
    }
    println!("{cells} {touched}");
    Ok(())
}

/// Something that depends on the cell, so that the reading cannot be left out.
const fn weight(cell: &Data) -> u64 {
    match cell {
        Data::Float(f) => f.to_bits(),
        Data::String(s) => s.len() as u64,
        _ => 1,
    }
}
