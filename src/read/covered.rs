//! "What stands under a merged cell?" Values that nobody sees.
//!
//! In: a sheet with its cells and merged regions. Out: the same sheet, where a value under a merged region (not in its first cell)
//! is dropped when it equals the first, and not believed when it differs. It expands no region: that is the recognizer's work.

use super::{Sheet, Value};
use crate::place::{Area, At};

/// Cells looked at before a sheet's merged regions are taken for a trap: honest regions never overlap, so that each cell is met once.
const MAX_LOOKS: usize = 20_000_000;

/// Settles what merged regions cover.
pub(super) fn settle(sheet: &mut Sheet) -> Result<(), String> {
    let mut looks = 0;
    for merge in sheet.merges.clone() {
        let first = sheet.cell(merge.first).map(|c| c.value.clone());
        settle_one(sheet, merge, first.as_ref(), &mut looks)?;
    }
    sheet.rows.retain(|row| !row.cells.is_empty());
    Ok(())
}

fn settle_one(sheet: &mut Sheet, merge: Area, first: Option<&Value>, looks: &mut usize) -> Result<(), String> {
    let from = sheet.rows.partition_point(|row| row.row < merge.first.row);
    for row in sheet.rows[from..].iter_mut().take_while(|row| row.row <= merge.last.row) {
        let beside = row.cells.last().is_none_or(|(col, _)| *col < merge.first.col);
        *looks += if beside { 1 } else { row.cells.len() };
        if *looks > MAX_LOOKS {
            return Err("merged regions overlap".to_owned());
        }
        if beside {
            continue;
        }
        let number = row.row;
        row.cells.retain_mut(|(col, cell)| {
            let at = At::new(number, *col);
            if at == merge.first || !merge.contains(at) {
                return true;
            }
            if Some(&cell.value) == first {
                return false;
            }
            cell.value = Value::Unbelievable(cell.value.shown());
            true
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Place;
    use crate::read::Cell;

    #[test]
    fn a_covered_value_counts_only_as_a_doubt() {
        let mut sheet = Sheet::new(Place::sheet(&"表.xlsx".into(), &"1月".into()));
        let mut put = |row, col, n: f64| sheet.put(At::new(row, col), Cell { value: Value::Number(n), formula: false });
        put(0, 0, 12.0);
        put(0, 1, 12.0);
        put(1, 0, 5.0);
        put(1, 2, 7.0);
        sheet.merges = vec![Area::between(At::new(0, 0), At::new(1, 1))];
        settle(&mut sheet).unwrap();
        let left: Vec<(String, Value)> = sheet.cells().map(|(at, c)| (at.to_string(), c.value.clone())).collect();
        let expected =
            [("A1", Value::Number(12.0)), ("A2", Value::Unbelievable("5".to_owned())), ("C2", Value::Number(7.0))];
        assert_eq!(left, expected.map(|(at, v)| (at.to_owned(), v)));
    }
}
