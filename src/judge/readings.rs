//! "By the quarter it is enough, by the month it is not." The readings of a frequency, where they disagree.
//!
//! In: a row of annex 1, 频次口径. Out: [`Readings`] with the numbers of each, or nothing where all come to the same or the sum is open.
//! Which row is flagged for it is decided in `updates`.

use crate::finding::{ReadBy, Reading, Readings};
use crate::rules::settings::{Origin, Settings};
use crate::tally::ColumnRow;

/// The reading that decides about a row: what the office chose, as far as the rule can be read so.
pub(super) fn in_force(row: &ColumnRow, settings: &Settings) -> ReadBy {
    match settings.frequency_reading.value {
        ReadBy::Months if by_months(row).is_some() => ReadBy::Months,
        ReadBy::Days if row.required.ways.by_days.is_some() => ReadBy::Days,
        _ => ReadBy::Sum,
    }
}

/// The readings of a row, where they disagree.
#[must_use]
pub fn readings(row: &ColumnRow, settings: &Settings) -> Option<Readings> {
    all_readings(row, settings).filter(Readings::disagree)
}

/// The readings of a row, whether or not they disagree; nothing where the sum is open, the rule has no number or there is none.
#[must_use]
pub fn all_readings(row: &ColumnRow, settings: &Settings) -> Option<Readings> {
    let actual = row.actual.value.known().filter(|_| !row.frequency.is_empty())?;
    let whole = |by, required| Reading { by, required, actual };
    let sum = row.required.ways.by_weeks.or(row.required.number).map(|n| whole(ReadBy::Sum, n));
    let days = row.required.ways.by_days.map(|n| whole(ReadBy::Days, n));
    let list: Vec<Reading> = sum.into_iter().chain(by_months(row)).chain(days).collect();
    let by_office = settings.frequency_reading.origin != Origin::BuiltIn;
    (!list.is_empty()).then(|| Readings { list, in_force: in_force(row, settings), by_office })
}

/// Months of which something is asked, and how many of them reach it; nothing while one of them is open.
fn by_months(row: &ColumnRow) -> Option<Reading> {
    let asked: Vec<Option<bool>> = row
        .months
        .iter()
        .zip(&row.required.by_month)
        .filter_map(|((_, figure), asked)| asked.map(|asked| figure.value.known().map(|n| n >= asked)))
        .collect();
    let reached: Vec<bool> = asked.into_iter().collect::<Option<_>>()?;
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let met = reached.iter().filter(|met| **met).count();
    (!reached.is_empty()).then(|| Reading { by: ReadBy::Months, required: count(reached.len()), actual: count(met) })
}
