//! "And all in all?" The sums under the annexes.
//!
//! In: the rows. Out: [`Totals`] over listed rows; figures that are missing or doubtful are left out and counted as open. [`Sum`] says
//! what may stand for a total: never 0 where nobody gave a number.

use super::{AccountRow, Amount, ColumnRow, Figure, MessageRow, OpenFigures, Totals};
use std::collections::HashSet;

/// What stands for a total.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sum {
    /// The numbers that are known come to this; what else there is stands beside it.
    Known(i64),
    /// No number is known, and one may come: a figure is open, or something that may hold one was not read.
    NotSet,
    /// Nothing is to be added up.
    NotApplicable,
}

impl Sum {
    /// The total of rows, `each` with its number where it has one; `open` says that a number may still come.
    pub fn of(each: impl Iterator<Item = Option<i64>>, open: bool) -> Self {
        let (mut total, mut rows, mut known) = (0i64, 0, 0);
        for number in each {
            rows += 1;
            known += usize::from(number.is_some());
            total = total.saturating_add(number.unwrap_or(0));
        }
        match (rows, known) {
            (_, 0) if open => Self::NotSet,
            (1.., 0) => Self::NotApplicable,
            _ => Self::Known(total),
        }
    }

    /// The total of figures beside which so much was not read.
    pub fn of_figures<'a>(figures: impl Iterator<Item = &'a Figure> + Clone, unread: usize) -> Self {
        let open = unread > 0 || figures.clone().any(|figure| figure.value.is_open());
        Self::of(figures.map(|figure| figure.value.known()), open)
    }
}

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
