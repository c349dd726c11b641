//! "Did the account post often enough?" Posts against the number required.
//!
//! In: rows of annex 3. Out: a verdict for each, and a finding where the posts fall short. Forwards and gaps are other rules.

use super::{Bench, Verdict, on_figure};
use crate::finding::{Finding, Kind, Subject};
use crate::tally::{AccountRow, Amount};

/// The verdict on the number of posts alone.
pub(super) fn verdict(row: &AccountRow) -> Verdict {
    match (row.actual.value, row.required.number) {
        (Amount::NotReported, _) => Verdict::NotReported,
        (Amount::Known(actual), Some(required)) if actual >= required => Verdict::Qualified,
        (Amount::Known(_), Some(_)) => Verdict::Unqualified,
        _ => Verdict::Open,
    }
}

/// A finding for each listed account with too few posts.
pub(super) fn findings(bench: &Bench) -> Vec<Finding> {
    let rows = bench.tally.accounts.iter().enumerate().filter(|(_, row)| row.listed);
    let short = rows.filter(|(_, row)| verdict(row) == Verdict::Unqualified);
    short
        .map(|(index, row)| {
            on_figure(Kind::PostsShort, &row.actual, &row.place)
                .unit(row.unit.as_str())
                .object(row.account.as_str())
                .numbers(row.required.number, row.actual.value.known())
                .basis(row.required.basis.clone())
                .subject(Subject::Account(index))
        })
        .collect()
}
