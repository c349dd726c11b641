//! "This column began in June." Months of a website column that are marked as not applicable.
//!
//! In: a cell of a row. Out: whether a mark in it (—, /) stands for a month that does not apply. It does where other months of the same
//! row hold numbers; a row of marks alone tells no figure.

use super::{InUse, Reported};
use crate::field::Field;
use crate::finding::CountDoubt;
use crate::read::Value;
use crate::recognize::RawCell;

/// What a mark for 不适用 is where a figure is due.
pub(super) const NOT_APPLICABLE: Reported = Reported::Doubtful { parsed: None, why: CountDoubt::NotApplicable };

/// Whether a cell under a heading is a month of a website column of which other months hold numbers.
pub(super) fn is_free_month(used: &InUse<'_>, heading: usize, cell: Option<&RawCell>) -> bool {
    let headings = &used.table.headings;
    let is_month = |index: usize| headings[index].field == Some(Field::Updates) && headings[index].period.is_some();
    let Some(here) = cell.map(|cell| cell.at).filter(|_| is_month(heading)) else { return false };
    let is_number = |cell: &RawCell| matches!(cell.value, Value::Number(_));
    let own = used
        .table
        .rows
        .iter()
        .filter(|row| row.cells.get(heading).and_then(Option::as_ref).is_some_and(|cell| cell.at == here));
    let mut months = own.flat_map(|row| row.cells.iter().enumerate()).filter(|(index, _)| is_month(*index));
    months.any(|(_, cell)| cell.as_ref().is_some_and(is_number))
}
