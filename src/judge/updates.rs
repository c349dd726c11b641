//! "Was the column updated often enough?" The sum first, then every month.
//!
//! In: rows of annex 1. Out: the result of each, and a finding where the sum or a month is below what is required. Rules without a
//! number are not judged by count; nothing at all in the whole period is worth a notice.

use super::readings::{in_force, readings};
use super::{Bench, ColumnResult, on_figure};
use crate::finding::{Finding, Kind, ReadBy, Subject};
use crate::period::Period;
use crate::rules::Rules;
use crate::rules::calendar::Calendar;
use crate::rules::frequency::{Frequency, parse_frequency};
use crate::tally::{Amount, ColumnRow, Figure, RequiredFrom, Tally};
use crate::wording::annexes;

/// The longest gap rule that an empty month breaks for certain: February has 28 days.
const SHORTEST_MONTH: i64 = 28;

/// What the rules say about one row.
struct Weighed {
    result: ColumnResult,
    /// What is to be said, and the figure it is said of.
    kinds: Vec<Kind>,
}

/// One result for each row.
pub(super) fn results(tally: &Tally, rules: &Rules) -> Vec<ColumnResult> {
    tally.columns.iter().map(|row| weigh(row, rules).result).collect()
}

/// A finding for each listed row that is below its requirement.
pub(super) fn findings(bench: &Bench) -> Vec<Finding> {
    let rows = bench.tally.columns.iter().enumerate().filter(|(_, row)| row.listed);
    rows.flat_map(|(index, row)| {
        weigh(row, bench.rules).kinds.into_iter().map(move |kind| {
            let (required, actual) = numbers(&kind, row);
            let readings = told_with(&kind).then(|| readings(row, &bench.rules.settings)).flatten();
            let finding = on_figure(kind, &decisive(&row.actual, row), &row.place)
                .unit(row.unit.as_str())
                .object(row.column.as_str())
                .numbers(required, actual)
                .basis(basis(row, bench.rules))
                .subject(Subject::Column(index));
            Finding { readings, ..finding }
        })
    })
    .collect()
}

/// Findings that rest on how the frequency is read.
const fn told_with(kind: &Kind) -> bool {
    matches!(kind, Kind::UpdatesNone | Kind::UpdatesShort { .. } | Kind::UpdatesMonthMissing { .. })
}

/// What the requirement rests on; of a reading that the office chose, that too.
fn basis(row: &ColumnRow, rules: &Rules) -> Option<String> {
    let chosen = rules.settings.frequency_reading.basis.clone();
    let chosen = chosen.filter(|_| in_force(row, &rules.settings) != ReadBy::Sum);
    let own = is_own(row).then(|| annexes::required_from(RequiredFrom::File).to_owned());
    let all: Vec<String> = row.required.basis.iter().cloned().chain(chosen).chain(own).collect();
    (!all.is_empty()).then(|| all.join("、"))
}

/// Whether the unit alone says how many are required.
const fn is_own(row: &ColumnRow) -> bool {
    row.frequency.is_empty() && row.required.number.is_some()
}

fn numbers(kind: &Kind, row: &ColumnRow) -> (Option<i64>, Option<i64>) {
    match kind {
        Kind::GapBroken { limit, days, .. } => (Some(*limit), Some(*days)),
        _ => (row.required.number, row.actual.value.known()),
    }
}

/// The sum's cells, those of short months first.
fn decisive(actual: &Figure, row: &ColumnRow) -> Figure {
    let short = short_months(row);
    let cells = row.months.iter().filter(|(month, _)| short.contains(month)).flat_map(|(_, f)| f.parts.iter());
    let mut parts: Vec<_> = cells.cloned().collect();
    parts.extend(actual.parts.iter().filter(|p| !parts.contains(p)).cloned().collect::<Vec<_>>());
    Figure { value: actual.value, parts }
}

fn weigh(row: &ColumnRow, rules: &Rules) -> Weighed {
    let only = |result| Weighed { result, kinds: Vec::new() };
    if row.actual.value == Amount::NotReported {
        return only(ColumnResult::NotReported);
    }
    let frequency = parse_frequency(&row.frequency, &rules.words.frequency);
    match (row.required.number, frequency) {
        (Some(_), _) if in_force(row, &rules.settings) == ReadBy::Months => against_months(row),
        (Some(required), _) => against_number(row, required),
        (None, None) => only(ColumnResult::Open),
        (None, Some(Frequency::Gap { days })) => against_gap(row, days, None),
        (None, Some(Frequency::WorkingGap { days })) => against_gap(row, days, Some(rules.calendar())),
        (None, Some(Frequency::NoNumber)) if row.actual.value == Amount::Known(0) => {
            Weighed { result: ColumnResult::NotJudged, kinds: vec![Kind::UpdatesSilent] }
        }
        (None, _) => only(ColumnResult::NotJudged),
    }
}

fn against_number(row: &ColumnRow, required: i64) -> Weighed {
    let short = short_months(row);
    let Some(actual) = row.actual.value.known() else {
        return Weighed { result: while_open(row, required, &short), kinds: Vec::new() };
    };
    if actual < required {
        return if actual == 0 {
            Weighed { result: ColumnResult::None, kinds: vec![Kind::UpdatesNone] }
        } else {
            Weighed { result: ColumnResult::Short, kinds: vec![Kind::UpdatesShort { months: short }] }
        };
    }
    let mut kinds = Vec::new();
    if months_unknown(row) {
        kinds.push(Kind::UpdatesMonthsUnknown);
    }
    if short.is_empty() {
        return Weighed { result: ColumnResult::Met, kinds };
    }
    kinds.insert(0, Kind::UpdatesMonthMissing { months: short });
    Weighed { result: ColumnResult::MonthMissing, kinds }
}

/// Every month by itself, all of them known; the sum is then no matter.
fn against_months(row: &ColumnRow) -> Weighed {
    let months = short_months(row);
    let (result, kind) = match row.actual.value.known() {
        _ if months.is_empty() => return Weighed { result: ColumnResult::Met, kinds: Vec::new() },
        Some(0) => (ColumnResult::None, Kind::UpdatesNone),
        _ => (ColumnResult::Short, Kind::UpdatesShort { months }),
    };
    Weighed { result, kinds: vec![kind] }
}

/// The result where the sum is open: what the known months already decide, else 待核.
fn while_open(row: &ColumnRow, required: i64, short: &[Period]) -> ColumnResult {
    let known: i64 = row.months.iter().filter_map(|(_, f)| f.value.known()).fold(0, i64::saturating_add);
    if known < required || months_unknown(row) {
        return ColumnResult::Open;
    }
    if short.is_empty() { ColumnResult::Met } else { ColumnResult::MonthMissing }
}

/// Whether a month of which something is required has no known figure.
fn months_unknown(row: &ColumnRow) -> bool {
    row.months.iter().zip(&row.required.by_month).any(|((_, f), asked)| asked.is_some() && f.value.known().is_none())
}

fn short_months(row: &ColumnRow) -> Vec<Period> {
    let months = row.months.iter().zip(&row.required.by_month);
    let short = months.filter(|((_, f), asked)| f.value.known().zip(**asked).is_some_and(|(n, asked)| n < asked));
    short.map(|((month, _), _)| *month).collect()
}

/// A gap rule needs days, which counts do not tell; but a month without any update is a gap of its own length, in working days where
/// there is a calendar.
fn against_gap(row: &ColumnRow, limit: i64, calendar: Option<Calendar>) -> Weighed {
    if row.actual.value == Amount::Known(0) {
        return Weighed { result: ColumnResult::None, kinds: vec![Kind::UpdatesNone] };
    }
    let length = |month: Period| calendar.map_or(month.days(), |c| c.working_days(month));
    let surest = if calendar.is_some() { limit } else { SHORTEST_MONTH };
    let mut empty = row.months.iter().filter(|(_, f)| f.value == Amount::Known(0)).map(|(month, _)| *month);
    let Some(month) = empty.find(|month| limit <= surest.min(length(*month))) else {
        return Weighed { result: ColumnResult::NotJudged, kinds: Vec::new() };
    };
    let (days, working) = (length(month), calendar.is_some());
    let kind = Kind::GapBroken { limit, days, working, from: month.start, to: month.end };
    Weighed { result: ColumnResult::Short, kinds: vec![kind] }
}
