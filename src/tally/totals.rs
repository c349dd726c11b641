//! "And all in all?" The sums under the annexes.
//!
//! In: the rows. Out: [`Totals`] over listed rows; figures that are missing or doubtful are left out and counted as open.

use super::{AccountRow, Amount, ColumnRow, Figure, MessageRow, Totals};
use std::collections::HashSet;

/// Sums over listed rows.
pub(super) fn totals(columns: &[ColumnRow], messages: &[MessageRow], accounts: &[AccountRow]) -> Totals {
    let columns: Vec<&ColumnRow> = columns.iter().filter(|r| r.listed).collect();
    let messages: Vec<&MessageRow> = messages.iter().filter(|r| r.listed).collect();
    let accounts: Vec<&AccountRow> = accounts.iter().filter(|r| r.listed).collect();
    let mut open = 0;
    let mut add = |figures: &mut dyn Iterator<Item = &Figure>| {
        let values: Vec<Amount> = figures.map(|f| f.value).collect();
        open += count(values.iter().filter(|v| v.is_open()).count());
        values.into_iter().filter_map(Amount::known).fold(0i64, i64::saturating_add)
    };
    Totals {
        columns: count(columns.len()),
        updates: add(&mut columns.iter().map(|r| &r.actual)),
        units_with_columns: distinct(columns.iter().map(|r| r.unit.as_str())),
        received: add(&mut messages.iter().map(|r| &r.received)),
        closed: add(&mut messages.iter().map(|r| &r.closed)),
        overdue: add(&mut messages.iter().map(|r| &r.overdue)),
        accounts: count(accounts.len()),
        account_units: distinct(accounts.iter().map(|r| r.unit.as_str())),
        posts: add(&mut accounts.iter().map(|r| &r.actual)),
        forwards: add(&mut accounts.iter().map(|r| &r.forwarded)),
        open,
    }
}

fn distinct<'a>(units: impl Iterator<Item = &'a str>) -> i64 {
    count(units.collect::<HashSet<_>>().len())
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
