//! "Up or down?" Sums of then and now, of the whole batch and of each unit.
//!
//! In: rows and sums of then, the run's tally and judgment, who is who. Out: changes as numbers. Sums of the batch leave out what is open,
//! as the annexes do, and say how many; a unit with anything open is not compared at all.

use super::last::{Last, LastFigure};
use super::who::Who;
use crate::field::{Field, Form};
use crate::finding::Subject;
use crate::fold::fold;
use crate::judge::{Judgment, Verdict};
use crate::place::Place;
use crate::tally::{Amount, Figure, Tally};
use indexmap::{IndexMap, IndexSet};

/// A unit's change is worth a look from this share of then on: half as much again, or only half.
pub const LEAST_SHARE: f64 = 0.5;
/// And from this many on: 2 in place of 1 says nothing.
pub const LEAST_CHANGE: i64 = 10;

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Rows of annex 1.
    Columns,
    /// Updates.
    Updates,
    /// Messages received.
    Received,
    /// Messages closed.
    Closed,
    /// Messages overdue.
    Overdue,
    /// Rows of annex 3.
    Accounts,
    /// Posts.
    Posts,
    /// Forwards.
    Forwards,
    /// 合格 of (合格 + 不合格).
    Qualified,
}

/// A number to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// A count.
    Count(i64),
    /// So many of so many.
    Share(i64, i64),
}

/// One side of a sum.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// The number; none where nothing was known.
    pub value: Option<Value>,
    /// Figures that are not in it: open, or not handed in.
    pub open: usize,
    /// Its cell in the earlier workbook.
    pub place: Option<Place>,
}

/// A sum of the batch.
#[derive(Debug, Clone, PartialEq)]
pub struct SumChange {
    /// What is compared.
    pub measure: Measure,
    /// Then.
    pub then: Side,
    /// Now.
    pub now: Side,
}

/// A unit's figure that changed much.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitChange {
    /// The unit, by its name now.
    pub unit: String,
    /// Other names that it had then.
    pub names_then: Vec<String>,
    /// What is compared.
    pub measure: Measure,
    /// Its sum then.
    pub then: i64,
    /// Its sum now.
    pub now: i64,
    /// Rows then and now.
    pub rows: (usize, usize),
    /// Cells of then.
    pub places: Vec<Place>,
    /// Rows of now.
    pub subjects: Vec<Subject>,
}

impl Value {
    /// As a number: a share between 0 and 1.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    pub fn number(self) -> f64 {
        match self {
            Self::Count(n) => n as f64,
            Self::Share(part, of) => part as f64 / of as f64,
        }
    }
}

/// The change as a share of then; `None` from 0.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub fn share(then: i64, now: i64) -> Option<f64> {
    (then != 0).then(|| (now - then) as f64 / then as f64)
}

impl SumChange {
    /// Now less then: a count, or a difference of shares.
    #[must_use]
    pub fn difference(&self) -> Option<f64> {
        Some(self.now.value?.number() - self.then.value?.number())
    }

    /// The change of a count as a share of then; none from 0, and none of shares.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        match (self.then.value?, self.now.value?) {
            (Value::Count(then), Value::Count(now)) => share(then, now),
            _ => None,
        }
    }
}

impl UnitChange {
    /// The change as a share of then; `None` from 0.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        share(self.then, self.now)
    }
}

/// Measures that a cell of an annex holds.
const SUMMED: [(Measure, Form, Field); 6] = [
    (Measure::Updates, Form::Columns, Field::Sum),
    (Measure::Received, Form::Messages, Field::Received),
    (Measure::Closed, Form::Messages, Field::Closed),
    (Measure::Overdue, Form::Messages, Field::Overdue),
    (Measure::Posts, Form::Accounts, Field::Actual),
    (Measure::Forwards, Form::Accounts, Field::Forwarded),
];
/// Measures of single units.
const OF_UNITS: [Measure; 4] = [Measure::Updates, Measure::Received, Measure::Posts, Measure::Forwards];

/// Sums of then and now, in the order of the annexes.
pub(super) fn sums(last: &Last, tally: &Tally, judgment: &Judgment) -> Vec<SumChange> {
    const ALL: [Measure; 9] = [
        Measure::Columns,
        Measure::Updates,
        Measure::Received,
        Measure::Closed,
        Measure::Overdue,
        Measure::Accounts,
        Measure::Posts,
        Measure::Forwards,
        Measure::Qualified,
    ];
    let one = |measure| SumChange { measure, then: then(last, measure), now: now((tally, judgment), measure) };
    ALL.into_iter().map(one).filter(|c| c.then.value.is_some() || c.now.value.is_some()).collect()
}

fn then(last: &Last, measure: Measure) -> Side {
    let rows = |form| last.rows.iter().filter(move |r| r.form == form);
    if let Some((_, form, field)) = SUMMED.iter().find(|(m, ..)| *m == measure) {
        let figures: Vec<Amount> = rows(*form).filter_map(|r| r.figure(*field)).map(|f| f.value).collect();
        let sum = last.sums.iter().find(|s| s.field == *field);
        // The sum as it was forwarded; it may be one that somebody mended by hand.
        let value = sum.and_then(|s| s.value.known()).filter(|_| figures.iter().any(|f| f.known().is_some()));
        return Side { value: value.map(Value::Count), open: open(&figures), place: sum.map(|s| s.place.clone()) };
    }
    let value = match measure {
        Measure::Columns => counted(rows(Form::Columns).count()),
        Measure::Accounts => counted(rows(Form::Accounts).count()),
        _ => {
            let of = |wanted| rows(Form::Accounts).filter(|r| r.verdict == Some(wanted)).count();
            shared(of(Verdict::Qualified), of(Verdict::Unqualified))
        }
    };
    Side { value, open: 0, place: None }
}

fn now((tally, judgment): (&Tally, &Judgment), measure: Measure) -> Side {
    if SUMMED.iter().any(|(m, ..)| *m == measure) {
        let figures: Vec<Amount> =
            of_rows(tally, measure).filter(|(.., listed)| *listed).map(|(.., figure, _)| figure.value).collect();
        let known = figures.iter().filter_map(|f| f.known());
        let value = known.clone().next().is_some().then(|| Value::Count(known.fold(0, i64::saturating_add)));
        return Side { value, open: open(&figures), place: None };
    }
    let accounts = || tally.accounts.iter().zip(&judgment.accounts).filter(|(row, _)| row.listed);
    let value = match measure {
        Measure::Columns => counted(tally.columns.iter().filter(|r| r.listed).count()),
        Measure::Accounts => counted(accounts().count()),
        _ => {
            let of = |wanted| accounts().filter(|(_, v)| **v == wanted).count();
            shared(of(Verdict::Qualified), of(Verdict::Unqualified))
        }
    };
    Side { value, open: 0, place: None }
}

fn open(figures: &[Amount]) -> usize {
    figures.iter().filter(|f| f.is_open() || **f == Amount::NotReported).count()
}

fn counted(n: usize) -> Option<Value> {
    i64::try_from(n).ok().filter(|n| *n > 0).map(Value::Count)
}

fn shared(yes: usize, no: usize) -> Option<Value> {
    let (yes, all) = (i64::try_from(yes).ok()?, i64::try_from(yes + no).ok()?);
    (all > 0).then_some(Value::Share(yes, all))
}

/// The run's rows of a measure: row, unit, figure, listed.
fn of_rows(tally: &Tally, measure: Measure) -> Box<dyn Iterator<Item = (Subject, &str, &Figure, bool)> + '_> {
    match measure {
        Measure::Columns | Measure::Updates => {
            let rows = tally.columns.iter().enumerate();
            Box::new(rows.map(|(n, r)| (Subject::Column(n), r.unit.as_str(), &r.actual, r.listed)))
        }
        Measure::Received | Measure::Closed | Measure::Overdue => {
            let rows = tally.messages.iter().enumerate();
            Box::new(rows.map(move |(n, r)| {
                let figure = match measure {
                    Measure::Received => &r.received,
                    Measure::Closed => &r.closed,
                    _ => &r.overdue,
                };
                (Subject::Message(n), r.unit.as_str(), figure, r.listed)
            }))
        }
        Measure::Accounts | Measure::Posts | Measure::Forwards | Measure::Qualified => {
            let rows = tally.accounts.iter().enumerate();
            Box::new(rows.map(move |(n, r)| {
                let figure = if measure == Measure::Forwards { &r.forwarded } else { &r.actual };
                (Subject::Account(n), r.unit.as_str(), figure, r.listed)
            }))
        }
    }
}

/// The figures of one unit of one measure.
#[derive(Default)]
struct OfUnit<'a> {
    unit: &'a str,
    names: IndexSet<&'a str>,
    then: Vec<&'a LastFigure>,
    now: Vec<(Subject, Amount)>,
}

/// Units that changed much, in the order of the run, and those that cannot be compared.
pub(super) fn units(last: &Last, who: &Who<'_>, tally: &Tally) -> (Vec<UnitChange>, Vec<String>) {
    let (mut out, mut open) = (Vec::new(), IndexSet::new());
    for measure in OF_UNITS {
        let Some((_, form, field)) = SUMMED.iter().find(|(m, ..)| *m == measure) else { continue };
        let mut units: IndexMap<String, OfUnit<'_>> = IndexMap::new();
        for (subject, unit, figure, _) in of_rows(tally, measure).filter(|(.., listed)| *listed) {
            let of = units.entry(fold(unit)).or_default();
            of.unit = unit;
            of.now.push((subject, figure.value));
        }
        for row in last.rows.iter().filter(|r| r.form == *form) {
            let of = who.unit(&row.unit).and_then(|unit| units.get_mut(&fold(unit)));
            if let (Some(of), Some(figure)) = (of, row.figure(*field)) {
                of.names.insert(&row.unit);
                of.then.push(figure);
            }
        }
        for of in units.into_values().filter(|of| !of.then.is_empty()) {
            match of.sums() {
                Some((then, now)) if is_much(then, now) => out.push(of.change(measure, (then, now))),
                Some(_) => {}
                None => {
                    open.insert(of.unit.to_owned());
                }
            }
        }
    }
    (out, open.into_iter().collect())
}

impl OfUnit<'_> {
    /// Sums of then and now; `None` where anything is open.
    fn sums(&self) -> Option<(i64, i64)> {
        let add = |sum: i64, value: Amount| match value {
            Amount::Known(n) => sum.checked_add(n),
            Amount::NotApplicable => Some(sum),
            _ => None,
        };
        let then = self.then.iter().map(|f| f.value).try_fold(0, add)?;
        Some((then, self.now.iter().map(|(_, value)| *value).try_fold(0, add)?))
    }

    fn change(&self, measure: Measure, (then, now): (i64, i64)) -> UnitChange {
        let other = self.names.iter().filter(|name| fold(name) != fold(self.unit));
        UnitChange {
            unit: self.unit.to_owned(),
            names_then: other.map(|name| (*name).to_owned()).collect(),
            measure,
            then,
            now,
            rows: (self.then.len(), self.now.len()),
            places: self.then.iter().map(|f| f.place.clone()).collect(),
            subjects: self.now.iter().map(|(subject, _)| *subject).collect(),
        }
    }
}

fn is_much(then: i64, now: i64) -> bool {
    (now - then).abs() >= LEAST_CHANGE && share(then, now).is_none_or(|share| share.abs() >= LEAST_SHARE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_much_from_half_of_then_and_from_ten_on() {
        // 20 → 30 is 10 more, half of 20; 21 → 31 is 10 of 21; 10 → 19 is 9; 0 → 10 has no share.
        for (then, now, much) in [
            (20, 30, true),
            (20, 10, true),
            (21, 31, false),
            (10, 19, false),
            (0, 10, true),
            (0, 9, false),
            (10, 0, true),
            (1000, 1400, false),
        ] {
            assert_eq!(is_much(then, now), much, "{then} {now}");
        }
    }

    #[test]
    fn nothing_is_a_share_of_nothing() {
        assert_eq!(share(0, 5), None);
        assert_eq!(share(4, 5), Some(0.25));
        assert_eq!(share(4, 0), Some(-1.0));
    }
}
