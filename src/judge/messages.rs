//! "Were the messages handled in time?" Overdue, still open, and figures that contradict each other.
//!
//! In: rows of annex 2. Out: findings. Messages that are still open are no fault by themselves (`domain.md` section 3). Where more
//! are overdue than came in, the figure accuses nobody: it is a contradiction.

use super::{Bench, on_figure};
use crate::finding::{Finding, Kind, Subject};
use crate::tally::{Figure, MessageRow};

/// Findings on each listed unit's messages.
pub(super) fn findings(bench: &Bench) -> Vec<Finding> {
    let rows = bench.tally.messages.iter().enumerate().filter(|(_, row)| row.listed);
    rows.flat_map(|(index, row)| {
        of_row(row).into_iter().map(move |(kind, figure, (required, actual))| {
            let by_limit = matches!(kind, Kind::MessagesOverdue { limit: Some(_), .. });
            let mut finding = on_figure(kind, figure, &row.place)
                .basis(bench.rules.settings.message_limit.basis.clone().filter(|_| by_limit))
                .unit(row.unit.as_str())
                .numbers(required, actual)
                .subject(Subject::Message(index));
            let received = row.received.parts.first().map(|p| p.place.clone());
            finding.related.extend(received.filter(|p| *p != finding.place));
            finding
        })
    })
    .collect()
}

type Numbers = (Option<i64>, Option<i64>);

fn of_row(row: &MessageRow) -> Vec<(Kind, &Figure, Numbers)> {
    let (received, closed, overdue) = (row.received.value.known(), row.closed.value.known(), row.overdue.value.known());
    let mut out = Vec::new();
    let carried = row.carried.unwrap_or(0);
    let too_many_overdue = overdue.zip(received).is_some_and(|(o, r)| o > r + carried);
    if let (Some(received), Some(closed)) = (received, closed) {
        let due = received + carried;
        if closed > due || too_many_overdue {
            let kind = Kind::MessagesContradict { received, closed, overdue: overdue.unwrap_or(0), open: None };
            let (figure, actual) = if closed > due { (&row.closed, Some(closed)) } else { (&row.overdue, overdue) };
            out.push((kind, figure, (Some(received), actual)));
        }
        if let Some((figure, open)) = row.open_that_differs() {
            let kind = Kind::MessagesContradict { received, closed, overdue: overdue.unwrap_or(0), open: Some(open) };
            out.push((kind, figure, (Some(received - closed), Some(open))));
        } else if let Some(open) = row.not_closed().filter(|open| *open > 0) {
            out.push((Kind::MessagesOpen { open }, &row.closed, (Some(closed + open), Some(closed))));
        }
    }
    if let Some(overdue) = overdue.filter(|o| *o > 0 && !too_many_overdue) {
        let told = row.ledger.filter(|l| l.overdue_closed.zip(l.overdue_open).is_some_and(|(a, b)| a + b == overdue));
        let closed_and_open = told.and_then(|l| l.overdue_closed.zip(l.overdue_open));
        let kind = Kind::MessagesOverdue { overdue, closed_and_open, limit: told.and_then(|l| l.limit) };
        out.insert(0, (kind, &row.overdue, (Some(0), Some(overdue))));
    }
    out
}
