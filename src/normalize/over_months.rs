//! "28 in the quarter: 9, 11 and 8." Figures of the whole run whose months tell the same.
//!
//! In: all entries with their standing. Out: a figure of the whole run no longer counts beside the months that add up to it, so that
//! whoever adds up what counts meets every item once. One that they do not add up to stays: `tally` says so.

use super::versions::{Key, key};
use super::{Entry, Reported, Standing};
use crate::period::Period;
use std::collections::HashMap;

/// Lets figures of the whole run repeat the months that add up to them.
pub(super) fn settle(entries: &mut [Entry], run: Period) {
    let months = run.months();
    if months.len() < 2 {
        return;
    }
    let counted = |entry: &Entry| match entry.reading.value {
        Reported::Count(n) if entry.standing == Standing::Counts => Some(n),
        _ => None,
    };
    let counts = entries.iter().filter(|e| e.field.is_count() && e.period != run);
    let parts: HashMap<Key<'_>, u64> = counts.filter_map(|e| Some((key(e), counted(e)?))).collect();
    let repeats = |entry: &Entry| {
        let sum: Option<u64> = months.iter().map(|month| parts.get(&of_period(key(entry), *month))).sum();
        entry.period == run && counted(entry).is_some_and(|n| sum == Some(n))
    };
    let repeated: Vec<bool> = entries.iter().map(repeats).collect();
    for (entry, _) in entries.iter_mut().zip(repeated).filter(|(_, repeated)| *repeated) {
        entry.standing = Standing::Repeated;
    }
}

/// The same figure for another time.
const fn of_period(figure: Key<'_>, period: Period) -> Key<'_> {
    let (form, from_ledger, unit, object, platform, field, _) = figure;
    (form, from_ledger, unit, object, platform, field, period)
}
