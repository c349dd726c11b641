//! "1200? The others have 30." Counts that are over ten times all others of their kind.
//!
//! In: known figures of listed rows. Out: a notice for the one figure of a field that is more than ten times the largest of the
//! others, and for a month that is so against the other months of its column. It doubts nothing: the figure counts.

use super::{Bench, on_figure};
use crate::field::Field;
use crate::finding::{Finding, Kind, Subject};
use crate::place::Place;
use crate::tally::Figure;

/// So many times the largest of the others is still taken as it stands.
const TIMES: i64 = 10;
/// Smaller counts differ so much by themselves: a month with one item beside a month with twelve is nothing.
const SMALLEST: i64 = 100;
/// With fewer figures there are no others to speak of.
const FEWEST: usize = 3;

/// One figure with what it belongs to.
struct Shown<'a> {
    subject: Subject,
    names: (&'a str, Option<&'a str>),
    figure: &'a Figure,
    line: &'a Place,
}

/// A notice for each figure that is far from all others.
pub(super) fn findings(bench: &Bench) -> Vec<Finding> {
    let tally = bench.tally;
    let mut out = Vec::new();
    for (i, row) in tally.columns.iter().enumerate().filter(|(_, r)| r.listed) {
        let names = (row.unit.as_str(), Some(row.column.as_str()));
        let of = |figure| Shown { subject: Subject::Column(i), names, figure, line: &row.place };
        out.extend(among(Field::Updates, row.months.iter().map(|(_, f)| of(f)).collect()));
    }
    type Pick<T> = (Field, fn(&T) -> &Figure);
    let accounts: [Pick<crate::tally::AccountRow>; 2] =
        [(Field::Actual, |r| &r.actual), (Field::Forwarded, |r| &r.forwarded)];
    for (field, pick) in accounts {
        let rows = tally.accounts.iter().enumerate().filter(|(_, r)| r.listed);
        let shown = rows.map(|(i, row)| {
            let names = (row.unit.as_str(), Some(row.account.as_str()));
            Shown { subject: Subject::Account(i), names, figure: pick(row), line: &row.place }
        });
        out.extend(among(field, shown.collect()));
    }
    let messages: [Pick<crate::tally::MessageRow>; 3] =
        [(Field::Received, |r| &r.received), (Field::Closed, |r| &r.closed), (Field::Overdue, |r| &r.overdue)];
    for (field, pick) in messages {
        let rows = tally.messages.iter().enumerate().filter(|(_, r)| r.listed);
        let shown = rows.map(|(i, row)| Shown {
            subject: Subject::Message(i),
            names: (row.unit.as_str(), None),
            figure: pick(row),
            line: &row.place,
        });
        out.extend(among(field, shown.collect()));
    }
    out
}

/// The largest of the figures, where it is that far from the second largest.
fn among(field: Field, shown: Vec<Shown<'_>>) -> Option<Finding> {
    let mut known: Vec<(i64, Shown<'_>)> =
        shown.into_iter().filter_map(|s| s.figure.value.known().map(|n| (n, s))).collect();
    if known.len() < FEWEST {
        return None;
    }
    known.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    let others = known.get(1)?.0;
    let (value, largest) = known.into_iter().next()?;
    if value < SMALLEST || value <= others.saturating_mul(TIMES) {
        return None;
    }
    let finding = on_figure(Kind::CountOutlying { field, value, others }, largest.figure, largest.line)
        .unit(largest.names.0)
        .subject(largest.subject);
    Some(match largest.names.1 {
        Some(object) => finding.object(object),
        None => finding,
    })
}
