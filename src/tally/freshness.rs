//! "When did it last post?" Last post and largest gap of an account, in natural days.
//!
//! In: days of posts from ledgers, days of the last update from summaries, the check date. Out: [`Freshness`]. Only known days
//! are compared: between two posts, and from the last post to the check date. Before the first known post nothing is known.

use super::rows::Row;
use super::{Batch, Gap};
use crate::field::Field;
use crate::fold::fold;
use crate::normalize::{Entry, PostLog, Reported, Standing};
use crate::place::Place;
use jiff::civil::Date;

/// What is known of an account's days.
#[derive(Default)]
pub(super) struct Freshness {
    /// Last post up to the check date, and where it says so.
    pub(super) last_post: Option<(Date, Place)>,
    /// Largest span without posts.
    pub(super) largest_gap: Option<Gap>,
    /// Largest span without an original, where every ledger of the account marks them.
    pub(super) original_gap: Option<Gap>,
}

/// What the files tell about one account.
pub(super) fn freshness(batch: &Batch, row: &Row) -> Freshness {
    let check = batch.rules.settings.as_of.value.unwrap_or(batch.run.end);
    let named = batch.logs.get(&(fold(&row.unit), fold(&row.object)));
    let logs: Vec<&PostLog> = named.into_iter().flatten().copied().filter(|log| is_of(log, row)).collect();
    let mut days: Vec<Date> = logs.iter().flat_map(|l| l.days.iter().copied()).filter(|d| *d <= check).collect();
    days.sort_unstable();
    days.dedup();
    let logged = days.last().copied().zip(logs.first().map(|l| l.place.clone()));
    let told = last_update(row, check);
    // A ledger ends with the run: what was posted between the run's end and a later check date, it cannot tell.
    let until = match (&logged, &told) {
        (Some((day, _)), Some((told, _))) if told > day => check,
        (Some(_), _) => check.min(batch.run.end),
        (None, _) => check,
    };
    let last_post = match (logged, told) {
        (Some(logged), Some(told)) => Some(if told.0 > logged.0 { told } else { logged }),
        (logged, told) => logged.or(told),
    };
    if let Some((day, _)) = &last_post
        && days.last() != Some(day)
    {
        days.push(*day);
    }
    let original_gap = original_gap(&logs, check.min(batch.run.end), check);
    let ends = days.iter().copied().skip(1).chain(Some(until));
    let gaps = days.iter().copied().zip(ends).map(|(from, to)| Gap { days: days_between(from, to), from, to });
    // The first of equal gaps, which a maximum would not name.
    let largest_gap = gaps.reduce(|largest, gap| if gap.days > largest.days { gap } else { largest });
    Freshness { last_post, largest_gap, original_gap }
}

/// The first of the largest spans from the first post that a ledger knows to the end of what it knows, cut at each original.
fn original_gap(logs: &[&PostLog], until: Date, check: Date) -> Option<Gap> {
    let marked: Option<Vec<&Vec<Date>>> = logs.iter().map(|log| log.originals.as_ref()).collect();
    let mut days: Vec<Date> = marked?.into_iter().flatten().copied().filter(|d| *d <= check).collect();
    days.extend(logs.iter().filter_map(|log| log.days.first()).min().filter(|d| **d <= check));
    days.sort_unstable();
    days.dedup();
    let ends = days.iter().copied().skip(1).chain([until]);
    let gaps = days.iter().copied().zip(ends).map(|(from, to)| Gap { days: days_between(from, to), from, to });
    gaps.reduce(|largest, gap| if gap.days > largest.days { gap } else { largest })
}

fn is_of(log: &PostLog, row: &Row) -> bool {
    log.platform.as_deref().is_none_or(|p| fold(p) == fold(&row.platform))
}

fn last_update(row: &Row, check: Date) -> Option<(Date, Place)> {
    let told = |entry: &&Entry| match entry.reading.value {
        Reported::Day(day) if entry.field == Field::LastUpdate && entry.standing == Standing::Counts => {
            Some((day, entry.place.clone()))
        }
        _ => None,
    };
    row.entries.iter().filter_map(told).filter(|(day, _)| *day <= check).max_by_key(|(day, _)| *day)
}

/// Natural days from one day to another: 1 March to 6 March are 5.
fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days())).max(0)
}
