//! "And all in all?" The sums under the annexes.
//!
//! In: the rows. Out: [`Totals`] over listed rows; figures that are missing or doubtful are left out and counted as open.

use super::{AccountRow, Amount, ColumnRow, Figure, MessageRow, OpenFigures, Totals};
use std::collections::HashSet;

/// Sums over listed rows.
pub(super) fn totals(columns: &[ColumnRow], messages: &[MessageRow], accounts: &[AccountRow]) -> Totals {
    let columns: Vec<&ColumnRow> = columns.iter().filter(|r| r.listed).collect();
    let messages: Vec<&MessageRow> = messages.iter().filter(|r| r.listed).collect();
    let accounts: Vec<&AccountRow> = accounts.iter().filter(|r| r.listed).collect();
    let (updates, updates_open) = add(columns.iter().map(|r| &r.actual));
    let (received, received_open) = add(messages.iter().map(|r| &r.received));
    let (closed, closed_open) = add(messages.iter().map(|r| &r.closed));
    let (overdue, overdue_open) = add(messages.iter().map(|r| &r.overdue));
    let (posts, posts_open) = add(accounts.iter().map(|r| &r.actual));
    let (forwards, forwards_open) = add(accounts.iter().map(|r| &r.forwarded));
    Totals {
        columns: count(columns.len()),
        updates,
        units_with_columns: distinct(columns.iter().map(|r| r.unit.as_str())),
        received,
        closed,
        overdue,
        accounts: count(accounts.len()),
        account_units: distinct(accounts.iter().map(|r| r.unit.as_str())),
        posts,
        forwards,
        open: updates_open + received_open + closed_open + overdue_open + posts_open + forwards_open,
        open_by: OpenFigures {
            updates: updates_open,
            received: received_open,
            closed: closed_open,
            overdue: overdue_open,
            posts: posts_open,
            forwards: forwards_open,
        },
    }
}

/// The sum of the figures that are known, and how many are open.
fn add<'a>(figures: impl Iterator<Item = &'a Figure>) -> (i64, i64) {
    let values: Vec<Amount> = figures.map(|f| f.value).collect();
    let open = count(values.iter().filter(|v| v.is_open()).count());
    (values.into_iter().filter_map(Amount::known).fold(0i64, i64::saturating_add), open)
}

fn distinct<'a>(units: impl Iterator<Item = &'a str>) -> i64 {
    count(units.collect::<HashSet<_>>().len())
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
