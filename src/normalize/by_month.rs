//! "1月5条，2月4条，3月无", "4.8、4.19" Rows that tell their months in one text, or each month by its days.
//!
//! In: a row of a table whose headings name months. Out: for each of its cells the count that is told there for the month of its heading,
//! in place of what the one reader of counts would make of the text. Days are counts only where the row's own sum says so; a month that is
//! left out is 0 only there, and that is said; one number that names no month is none of any month. A text of which a piece is not understood is left to the reader, which doubts it.

use super::counts::{CountRead, read_count};
use super::layout::Gives;
use super::totals::cell;
use super::{Desk, InUse, Reading, Reported};
use crate::field::Field;
use crate::finding::{CountDoubt, Finding, Kind, Severity};
use crate::fold::is_empty;
use crate::period::Period;
use crate::place::At;
use crate::read::Value;
use crate::recognize::RawRow;
use crate::rules::month_lists::{MonthList, read_days, read_days_of, read_months};
use crate::settle::claimed_period;
use jiff::civil::Date;

/// What the cells of one row tell by month.
#[derive(Debug, Default)]
pub(super) struct ByMonth {
    /// The heading of each cell with its count.
    pub(super) reads: Vec<(usize, CountRead)>,
    /// What is to be said about the row.
    pub(super) said: Vec<Finding>,
    /// The headings of sums, with the sums that they may be.
    pub(super) sums: Vec<(usize, Vec<i64>)>,
}

/// What one cell tells: counts of spans of time, and whether by listing days.
struct Told {
    at: At,
    counts: Vec<(Period, u64)>,
    by_day: bool,
    /// Whether it states the sum of its months.
    whole: bool,
}

impl Desk<'_> {
    /// What a row tells by month; nothing of a row of plain counts.
    pub(super) fn by_month(&self, used: &InUse<'_>, row: &RawRow, given: &[Gives]) -> ByMonth {
        let mut out = ByMonth::default();
        if used.table.headings.iter().all(|heading| heading.period.is_none()) {
            return out;
        }
        let mut done: Vec<Field> = Vec::new();
        for give in given {
            let Gives::Figure(field, _) = *give else { continue };
            if field.is_count() && !done.contains(&field) {
                done.push(field);
                self.field_by_month(used, row, (given, field), &mut out);
            }
        }
        out
    }

    fn field_by_month(&self, used: &InUse<'_>, row: &RawRow, of: (&[Gives], Field), out: &mut ByMonth) {
        let (given, field) = of;
        let run = self.settled.period;
        let month = |i: &usize| match given[*i] {
            Gives::Figure(f, period) if f == field && Self::tells_month(used, *i) && period != run => Some(period),
            _ => None,
        };
        let slots: Vec<(usize, Period)> = (0..given.len()).filter_map(|i| Some((i, month(&i)?))).collect();
        let told = self.told_by(used, row, &slots);
        let lone = self.of_no_month(row, &slots, field);
        if told.is_empty() {
            out.reads.extend(lone);
            return;
        }
        let complete = is_complete(row, (&slots, &told), &|value| self.is_none(value, field));
        let counts = || told.iter().flat_map(|t| &t.counts);
        let all: u64 = counts().map(|(_, n)| n).sum();
        let inside: u64 = counts().filter(|(p, _)| run.covers(p)).map(|(_, n)| n).sum();
        let sum = (0..given.len()).find(|i| given[*i] == Gives::SumOf(field));
        let printed = sum.and_then(|i| self.printed(row, i)).and_then(|n| u64::try_from(n).ok());
        let agrees = complete && printed.is_some_and(|n| n == inside || n == all);
        // The table itself may say that each day is one; a sum that says otherwise wins.
        let by_day = agrees || complete && sum.is_none() && used.table.each_day.is_some();
        // Where a cell is not understood, nothing can be held against the sum.
        let sums = [inside, all].into_iter().filter(|_| complete).filter_map(|n| i64::try_from(n).ok());
        out.sums.extend(sum.map(|sum| (sum, sums.collect())));
        let mut unsaid: Vec<(Period, usize)> = Vec::new();
        // 未更新 for three months is said once.
        let mut zeros: Vec<At> = Vec::new();
        for (index, period) in slots {
            let (value, raw) = (cell(row, index).map(|c| &c.value), cell(row, index).map(|c| c.value.shown()));
            let raw = raw.unwrap_or_default();
            let here = cell(row, index).and_then(|c| told.iter().find(|t| t.at == c.at));
            let count = here.and_then(|t| t.counts.iter().find(|(p, _)| *p == period)).map(|(_, n)| *n);
            let plain = |value| plain(raw.clone(), value);
            let read = match (here, count) {
                // One day alone may be a fraction as well: the reader says what it looks like.
                (Some(t), _) if t.by_day && !by_day && t.counts.iter().all(|(_, n)| *n == 1) && t.counts.len() == 1 => {
                    read_count(value, field, &self.rules.words)
                }
                (Some(t), Some(n)) if t.by_day && !by_day => plain(doubt(Some(n), CountDoubt::Day)),
                (Some(t), Some(n)) => {
                    let word_zero = n == 0 && !raw.contains(['0', '０']) && !zeros.contains(&t.at);
                    zeros.extend(word_zero.then_some(t.at));
                    CountRead { word_zero, ..plain(Reported::Count(n)) }
                }
                (None, None) if agrees && self.is_zero(value, field) => read_count(value, field, &self.rules.words),
                (_, None) if agrees || here.is_some_and(|t| t.whole) => {
                    unsaid.push((period, index));
                    plain(Reported::Count(0))
                }
                (Some(t), None) => plain(doubt(None, if t.by_day { CountDoubt::Day } else { CountDoubt::OtherTime })),
                (None, _) => {
                    let alone = lone.iter().find(|(i, _)| *i == index).map(|(_, read)| read.clone());
                    alone.unwrap_or_else(|| read_count(value, field, &self.rules.words))
                }
            };
            out.reads.push((index, read));
        }
        out.said.extend(self.unsaid(used, row, &unsaid));
        out.said.extend(told.iter().filter_map(|t| other_time(t, run, used)));
    }

    /// One number in a cell of several months that names none of them (发布25条): it is no month's figure, least of all each month's.
    fn of_no_month(&self, row: &RawRow, slots: &[(usize, Period)], field: Field) -> Vec<(usize, CountRead)> {
        let at = |i: usize| cell(row, i).map(|c| c.at);
        let shared = |i: usize| at(i).is_some() && slots.iter().any(|(other, _)| *other != i && at(*other) == at(i));
        let read = |i: usize| {
            let read = read_count(cell(row, i).map(|c| &c.value), field, &self.rules.words);
            let Reported::Count(n) = read.reading.value else { return None };
            let value = doubt(None, CountDoubt::NoMonth);
            (n > 0).then(|| (i, plain(read.reading.raw, value)))
        };
        slots.iter().map(|(i, _)| *i).filter(|i| shared(*i)).filter_map(read).collect()
    }

    /// What the cells under these headings tell, each cell once; nothing where they hold no more than counts.
    fn told_by(&self, used: &InUse<'_>, row: &RawRow, slots: &[(usize, Period)]) -> Vec<Told> {
        let run = self.settled.period;
        let mut out: Vec<Told> = Vec::new();
        for (index, slot) in slots {
            let Some(cell) = cell(row, *index).filter(|c| !out.iter().any(|t| t.at == c.at)) else { continue };
            let shared = slots.iter().any(|(i, _)| i != index && self::cell(row, *i).is_some_and(|c| c.at == cell.at));
            let text = match &cell.value {
                Value::Text(text) => text.as_str(),
                _ => "",
            };
            let months = if text.is_empty() { None } else { read_months(text, &self.rules.words) };
            if let Some(list) = months.filter(|list| shared || list.months.len() > 1) {
                let resolve = |(said, n): &(_, u64)| Some((claimed_period(*said, &used.table.claims, run)?, *n));
                let counts: Option<Vec<(Period, u64)>> = list.months.iter().map(resolve).collect();
                let counts = counts.and_then(|counts| with_others(counts, &list, (slots, run)));
                out.extend(counts.map(|counts| Told { at: cell.at, counts, by_day: false, whole: list.whole }));
            } else if let Some(days) = self.days(&cell.value, *slot) {
                let mut counts: Vec<(Period, u64)> = Vec::new();
                for day in days {
                    let month = slots.iter().map(|(_, p)| *p).find(|p| p.start <= day && day <= p.end);
                    let month = month.unwrap_or(Period { start: day, end: day });
                    match counts.iter_mut().find(|(p, _)| *p == month) {
                        Some((_, n)) => *n += 1,
                        None => counts.push((month, 1)),
                    }
                }
                out.push(Told { at: cell.at, counts, by_day: true, whole: false });
            }
        }
        out
    }

    /// The days that the cell of a month lists, with their month or, where that is all the heading tells, without it.
    fn days(&self, value: &Value, slot: Period) -> Option<Vec<Date>> {
        let is_month = slot.start.first_of_month() == slot.end.first_of_month();
        let bare = || read_days_of(value, slot.start, &self.rules.words).filter(|_| is_month);
        read_days(value, slot.start.year()).or_else(bare)
    }

    /// Whether a cell beside days says that there was none: blank, — or 未更新.
    fn is_none(&self, value: &Value, field: Field) -> bool {
        let read = || read_count(Some(value), field, &self.rules.words).reading.value;
        let open = |read: &Reported| matches!(read, Reported::Doubtful { why: CountDoubt::NotApplicable, .. });
        let read = read();
        is_blank(value) || open(&read) || matches!(read, Reported::NotApplicable | Reported::Count(0))
    }

    /// Whether a cell says zero in a number or a word.
    fn is_zero(&self, value: Option<&Value>, field: Field) -> bool {
        let read = |value| read_count(Some(value), field, &self.rules.words).reading.value;
        value.is_some_and(|value| !is_blank(value) && read(value) == Reported::Count(0))
    }

    /// Says which months of a row count 0 because its sum leaves nothing for them, once for each cell.
    fn unsaid(&self, used: &InUse<'_>, row: &RawRow, unsaid: &[(Period, usize)]) -> Option<Finding> {
        let first = unsaid.first()?.1;
        let told = unsaid.iter().find_map(|(_, i)| cell(row, *i).filter(|c| !is_blank(&c.value)));
        let place = match told.or_else(|| row.cells.iter().flatten().find(|c| !c.filled)) {
            Some(cell) => used.table.place.at(cell.at),
            None => used.table.place.at(used.table.headings[first].area),
        };
        let raw = told.map(|c| c.value.shown()).unwrap_or_default();
        let months = unsaid.iter().map(|(period, _)| *period).collect();
        Some(Finding::new(Kind::MonthsUnsaid { raw, months }, place))
    }
}

/// Whether every cell of a row is understood, and every day listed there is one of its own month.
fn is_complete(row: &RawRow, (slots, told): (&[(usize, Period)], &[Told]), is_none: &dyn Fn(&Value) -> bool) -> bool {
    let by_day = told.iter().any(|t| t.by_day);
    let is_none = |value: &Value| is_blank(value) || by_day && is_none(value);
    let is_told = |i: usize| cell(row, i).is_none_or(|c| told.iter().any(|t| t.at == c.at) || is_none(&c.value));
    let slot_of =
        |t: &Told, p: &Period| slots.iter().any(|(i, slot)| slot == p && cell(row, *i).is_some_and(|c| c.at == t.at));
    slots.iter().all(|(i, _)| is_told(*i))
        && told.iter().all(|t| !t.by_day || t.counts.iter().all(|(p, _)| slot_of(t, p)))
}

/// That a text tells of a time outside the run as well.
fn other_time(told: &Told, run: Period, used: &InUse<'_>) -> Option<Finding> {
    let (found, _) = told.counts.iter().find(|(p, _)| !run.covers(p)).filter(|_| !told.by_day)?;
    let kind = Kind::PeriodOther { found: *found, wanted: run };
    Some(Finding { severity: Severity::Notice, ..Finding::new(kind, used.table.place.at(told.at)) })
}

/// The months that a text names with those that it speaks of without naming them; `None` where its sum is another one, or where the run has
/// months that no heading of the table stands for.
fn with_others(
    mut counts: Vec<(Period, u64)>,
    list: &MonthList,
    (slots, run): (&[(usize, Period)], Period),
) -> Option<Vec<(Period, u64)>> {
    let Some(each) = list.others else { return Some(counts) };
    let mut others: Vec<Period> = slots.iter().map(|(_, period)| *period).filter(|p| run.covers(p)).collect();
    others.dedup();
    if each > 0 && others.len() != run.months().len() {
        return None;
    }
    others.retain(|period| !counts.iter().any(|(known, _)| known == period));
    counts.extend(others.into_iter().map(|period| (period, each)));
    let sum: u64 = counts.iter().map(|(_, n)| n).sum();
    list.total.is_none_or(|total| total == sum).then_some(counts)
}

fn is_blank(value: &Value) -> bool {
    matches!(value, Value::Text(text) if is_empty(text))
}

/// A count of which nothing else is to be said.
fn plain(raw: String, value: Reported) -> CountRead {
    CountRead { reading: Reading { raw, value }, original: None, said: None, word_zero: false, months: Vec::new() }
}

fn doubt(parsed: Option<u64>, why: CountDoubt) -> Reported {
    Reported::Doubtful { parsed: parsed.and_then(|n| i64::try_from(n).ok()), why }
}
