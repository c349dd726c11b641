//! "Which number is it, and from which cells?" Entries of one row to figures.
//!
//! In: the entries of one website column, unit or account. Out: [`Figure`]s: a value or the state it is in, with its cells. A sum
//! with a missing or doubtful part is missing or doubtful itself. It compares no requirement.

use crate::field::Field;
use crate::finding::CountDoubt;
use crate::normalize::{Entry, Reported, Standing};
use crate::period::Period;
use crate::tally::{Amount, Figure, Part};
use jiff::ToSpan;
use std::collections::BTreeMap;

/// Figures of one kind by the period they are for.
pub(super) struct Spans {
    by_period: BTreeMap<Period, Figure>,
}

/// Figures of one kind over the run.
pub(super) struct OverRun {
    /// One for each month of the run.
    pub(super) months: Vec<(Period, Figure)>,
    /// The sum.
    pub(super) sum: Figure,
    /// The figure that the file gives for the whole run beside complete parts: a claim.
    pub(super) claim: Option<Figure>,
}

impl Spans {
    /// The figures of `fields` among `entries`.
    pub(super) fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>, fields: &[Field]) -> Self {
        let mut by: BTreeMap<Period, Vec<&Entry>> = BTreeMap::new();
        for entry in entries {
            if fields.contains(&entry.field) {
                by.entry(entry.period).or_default().push(entry);
            }
        }
        Self { by_period: by.into_iter().map(|(period, entries)| (period, figure(&entries))).collect() }
    }

    /// The figures over `run`; months outside `used` are not due, and their absence opens nothing.
    pub(super) fn over(&self, run: Period, used: Option<Period>) -> OverRun {
        let due = |part: &Period| used.is_some_and(|u| u.overlap(part).is_some());
        let months: Vec<(Period, Figure)> = run.months().into_iter().map(|m| (m, self.month(m, due(&m)))).collect();
        let whole = self.by_period.get(&run).filter(|f| f.value != Amount::NotReported && months.len() > 1);
        let parts = self.parts(run, &months);
        let complete = parts.iter().all(|f| f.value != Amount::NotReported);
        match whole {
            Some(whole) if !complete => OverRun { months, sum: whole.clone(), claim: None },
            _ => OverRun { sum: sum(&parts), claim: whole.cloned(), months },
        }
    }

    /// The figure over `run` where a part that is not listed is no doubt (a ledger lists what there was).
    pub(super) fn listed_over(&self, run: Period) -> Figure {
        if let Some(whole) = self.by_period.get(&run) {
            return whole.clone();
        }
        let parts: Vec<Figure> = self.parts(run, &[]);
        sum(&parts.into_iter().filter(|f| f.value != Amount::NotReported).collect::<Vec<_>>())
    }

    fn month(&self, month: Period, due: bool) -> Figure {
        let found = self.by_period.get(&month).cloned().unwrap_or(Figure::not_reported());
        match found.value {
            Amount::NotReported | Amount::Missing if !due => Figure { value: Amount::NotApplicable, ..found },
            _ => found,
        }
    }

    /// Figures that together cover the run: each month's own, else the longest stretch that starts where the last one ended.
    fn parts(&self, run: Period, months: &[(Period, Figure)]) -> Vec<Figure> {
        let mut out = Vec::new();
        let mut start = run.start;
        while start <= run.end {
            let month = Period { start, end: start.last_of_month().min(run.end) };
            let own = months.iter().find(|(m, f)| *m == month && f.value != Amount::NotReported).map(|(m, f)| (m, f));
            let found = own.or_else(|| {
                let here = self.by_period.range(Period { start, end: start }..).take_while(|(p, _)| p.start == start);
                here.filter(|(p, _)| p.end <= run.end && **p != run || **p == month).last()
            });
            let (taken, figure) = found.map_or((month, Figure::not_reported()), |(p, f)| (*p, f.clone()));
            out.push(figure);
            let Ok(next) = taken.end.checked_add(1.day()) else { break };
            start = next;
        }
        out
    }
}

/// The sum of parts, with the cells of all.
fn sum(parts: &[Figure]) -> Figure {
    let mut cells = Vec::with_capacity(parts.iter().map(|f| f.parts.len()).sum());
    cells.extend(parts.iter().flat_map(|f| f.parts.iter().cloned()));
    let doubt = parts.iter().find(|f| matches!(f.value, Amount::Doubtful(_)));
    let none_of = |state: Amount| parts.iter().all(|f| f.value != state);
    let any_reported = parts.iter().any(|f| !matches!(f.value, Amount::NotReported | Amount::NotApplicable));
    let numbers = || parts.iter().filter_map(|f| f.value.known());
    let value = if let Some(doubtful) = doubt {
        doubtful.value
    } else if !none_of(Amount::Missing) || (any_reported && !none_of(Amount::NotReported)) {
        Amount::Missing
    } else if !any_reported {
        if none_of(Amount::NotApplicable) || !none_of(Amount::NotReported) {
            Amount::NotReported
        } else {
            Amount::NotApplicable
        }
    } else {
        numbers().try_fold(0i64, i64::checked_add).map_or(Amount::Doubtful(CountDoubt::Absurd), Amount::Known)
    };
    Figure { value, parts: cells }
}

/// The one figure that several entries report: equal values are one, different ones are in dispute.
pub(super) fn figure(entries: &[&Entry]) -> Figure {
    let with = |standing: Standing| entries.iter().copied().filter(move |e| e.standing == standing);
    let counting: Vec<&Entry> = with(Standing::Counts).collect();
    let Some(first) = counting.first() else {
        let disputed: Vec<Part> = with(Standing::Disputed).map(part).collect();
        if disputed.is_empty() {
            return Figure::not_reported();
        }
        return Figure { value: Amount::Doubtful(CountDoubt::Disputed), parts: disputed };
    };
    let agreed = counting.iter().all(|e| e.reading.value == first.reading.value);
    let value = if agreed { amount(&first.reading.value) } else { Amount::Doubtful(CountDoubt::Disputed) };
    let replaced = with(Standing::Corrected);
    Figure { value, parts: replaced.chain(counting).map(part).collect() }
}

/// The cell of one entry; a blank one says nothing.
pub(super) fn part(entry: &Entry) -> Part {
    let raw = if entry.reading.value == Reported::Missing { String::new() } else { entry.reading.raw.clone() };
    Part { raw, place: entry.place.clone() }
}

fn amount(reported: &Reported) -> Amount {
    match reported {
        Reported::Count(n) => i64::try_from(*n).map_or(Amount::Doubtful(CountDoubt::Absurd), Amount::Known),
        Reported::NotApplicable => Amount::NotApplicable,
        Reported::Missing => Amount::Missing,
        Reported::Doubtful { why, .. } => Amount::Doubtful(*why),
        Reported::Text(_) | Reported::Day(_) => Amount::Doubtful(CountDoubt::NotANumber),
    }
}

/// A row that was handed in without this figure lacks it; nobody's row stays unreported.
pub(super) fn missing_if_absent(figure: Figure, row_came: bool) -> Figure {
    if row_came && figure.value == Amount::NotReported { Figure { value: Amount::Missing, ..figure } } else { figure }
}
