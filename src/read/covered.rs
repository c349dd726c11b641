//! "What stands under a merged cell?" Values that nobody sees.
//!
//! In: a sheet with its cells and merged regions, or its rows one by one. Out: the same, where a value under a merged region (not in its first cell)
//! is dropped when it equals the first, and not believed when it differs. It expands no region: that is the recognizer's work.

use super::{Row, Sheet, Value};
use crate::place::{Area, At};

/// Cells looked at before a sheet's merged regions are taken for a trap: honest regions never overlap, so that each cell is met once.
const MAX_LOOKS: usize = 20_000_000;

/// Settles what merged regions cover.
pub(super) fn settle(sheet: &mut Sheet) -> Result<(), String> {
    let mut cover = Cover::new(&sheet.merges);
    for row in &mut sheet.rows {
        cover.settle(row)?;
    }
    sheet.rows.retain(|row| !row.cells.is_empty());
    Ok(())
}

/// Merged regions, while the rows of their sheet come one after the other.
pub(super) struct Cover {
    /// All regions, those that begin furthest below first, each with its number in the sheet.
    waiting: Vec<(usize, Area)>,
    /// Those that reach the row that came last, in the order of the sheet, with the value of the first cell.
    open: Vec<(usize, Area, Option<Value>)>,
    looks: usize,
}

impl Cover {
    /// Before the first row.
    pub(super) fn new(merges: &[Area]) -> Self {
        let mut waiting: Vec<(usize, Area)> = merges.iter().copied().enumerate().collect();
        waiting.sort_by_key(|(_, merge)| std::cmp::Reverse(merge.first.row));
        Self { waiting, open: Vec::new(), looks: 0 }
    }

    /// Settles the next row below; it may have no cells left.
    pub(super) fn settle(&mut self, row: &mut Row) -> Result<(), String> {
        self.open.retain(|(_, merge, _)| merge.last.row >= row.row);
        let before = self.open.len();
        while let Some((number, merge)) = self.waiting.pop_if(|(_, merge)| merge.first.row <= row.row) {
            if merge.last.row >= row.row {
                self.open.push((number, merge, None));
            }
        }
        if self.open.len() > before {
            self.open.sort_unstable_by_key(|(number, ..)| *number);
        }
        for (_, merge, first) in &mut self.open {
            if merge.first.row == row.row {
                let at = row.cells.binary_search_by_key(&merge.first.col, |(col, _)| *col);
                *first = at.ok().map(|at| row.cells[at].1.value.clone());
            }
            let beside = row.cells.last().is_none_or(|(col, _)| *col < merge.first.col);
            self.looks += if beside { 1 } else { row.cells.len() };
            if self.looks > MAX_LOOKS {
                return Err("merged regions overlap".to_owned());
            }
            if beside {
                continue;
            }
            settle_one(row, *merge, first.as_ref());
        }
        Ok(())
    }
}

fn settle_one(row: &mut Row, merge: Area, first: Option<&Value>) {
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
