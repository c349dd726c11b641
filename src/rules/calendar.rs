//! "Was that a working day?" Weekends, public holidays and the workdays that make up for them.
//!
//! In: `calendar.toml` (one table a year, with the notice it rests on) and the roster's 节假日, which wins day by day. Out: a
//! [`Calendar`] that counts working days and finds the n-th after a day. It knows no rules and no deadlines. For a year that neither
//! source tells, weekends are all it can go by, and it says which years those are.

use crate::period::Period;
use crate::place::Place;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Working days of the built-in years, under the office's own days.
#[derive(Debug, Clone, Copy)]
pub struct Calendar<'r> {
    own: &'r [(Date, bool, Place)],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    year: Vec<Year>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Year {
    year: i16,
    basis: String,
    off: Vec<String>,
    worked: Vec<Date>,
}

/// The built-in years.
struct BuiltIn {
    /// Days that are not as their day of the week says, and whether they are worked.
    days: BTreeMap<Date, bool>,
    /// The notice of each year.
    basis: BTreeMap<i16, String>,
}

static BUILT_IN: LazyLock<BuiltIn> = LazyLock::new(|| {
    let lists: Lists = super::embedded(include_str!("calendar.toml"));
    let mut days = BTreeMap::new();
    let mut basis = BTreeMap::new();
    for year in lists.year {
        let runs = year.off.iter().filter_map(|run| Period::parse_code(run));
        days.extend(runs.flat_map(|run| each_day(run).map(|day| (day, false))));
        days.extend(year.worked.iter().map(|day| (*day, true)));
        basis.insert(year.year, year.basis);
    }
    BuiltIn { days, basis }
});

impl<'r> Calendar<'r> {
    /// The built-in calendar under the office's `own` days (节假日).
    #[must_use]
    pub const fn new(own: &'r [(Date, bool, Place)]) -> Self {
        Self { own }
    }

    /// Whether offices are open on `day`.
    #[must_use]
    pub fn is_worked(self, day: Date) -> bool {
        let own = self.own.iter().find(|(listed, ..)| *listed == day).map(|(_, worked, _)| *worked);
        let told = own.or_else(|| BUILT_IN.days.get(&day).copied());
        told.unwrap_or(!matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday))
    }

    /// How many working days `span` has.
    #[must_use]
    pub fn working_days(self, span: Period) -> i64 {
        each_day(span).map(|day| i64::from(self.is_worked(day))).sum()
    }

    /// The `n`-th working day after `day`, which itself does not count; `day` itself for 0. `None` past the last year that dates have.
    #[must_use]
    pub fn after(self, day: Date, n: u32) -> Option<Date> {
        let (mut at, mut left) = (day, n);
        while left > 0 {
            at = at.tomorrow().ok()?;
            left -= u32::from(self.is_worked(at));
        }
        Some(at)
    }

    /// The years that `span` touches of which neither the notices nor the office name a day: there only weekends are known.
    #[must_use]
    pub fn unknown_years(self, span: Period) -> Vec<i16> {
        let own: BTreeSet<i16> = self.own.iter().map(|(day, ..)| day.year()).collect();
        (span.start.year()..=span.end.year()).filter(|y| !own.contains(y) && basis(*y).is_none()).collect()
    }
}

/// The notice that the built-in holidays of `year` rest on.
#[must_use]
pub fn basis(year: i16) -> Option<&'static str> {
    BUILT_IN.basis.get(&year).map(String::as_str)
}

fn each_day(span: Period) -> impl Iterator<Item = Date> {
    span.start.series(1.day()).take_while(move |day| *day <= span.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_run_of_the_file_is_a_span_within_reach_of_its_year() {
        let lists: Lists = super::super::embedded(include_str!("calendar.toml"));
        for year in &lists.year {
            assert!(year.basis.contains('号'), "{}", year.year);
            let runs: Vec<Period> = year.off.iter().map(|run| Period::parse_code(run).expect(run)).collect();
            assert!(runs.iter().all(|run| run.end.year() == year.year && run.days() <= 10), "{}", year.year);
            let weekend = |day: &Date| matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
            assert!(year.worked.iter().all(|day| day.year() == year.year && weekend(day)), "{}", year.year);
        }
    }

    #[test]
    fn the_office_wins_day_by_day() {
        let line = Place::file(&"名录.xlsx".into());
        // A Monday that the notices leave alone, and a Saturday that they make worked.
        let own = [(date(2023, 3, 6), false, line.clone()), (date(2023, 1, 28), false, line)];
        let (ours, theirs) = (Calendar::new(&own), Calendar::new(&[]));
        for (day, built_in) in [(date(2023, 3, 6), true), (date(2023, 1, 28), true), (date(2023, 1, 29), true)] {
            assert_eq!(theirs.is_worked(day), built_in, "{day}");
        }
        assert!(!ours.is_worked(date(2023, 3, 6)) && !ours.is_worked(date(2023, 1, 28)));
        assert!(ours.is_worked(date(2023, 1, 29)));
    }

    #[test]
    fn a_year_without_a_notice_is_told_until_the_office_fills_it_in() {
        let span = Period::parse_code("2019-12-01..2020-01-31").unwrap();
        assert_eq!(Calendar::new(&[]).unknown_years(span), [2019]);
        let later = Period::parse_code("2026-12-01..2028-01-31").unwrap();
        assert_eq!(Calendar::new(&[]).unknown_years(later), [2027, 2028]);
        let own = [(date(2027, 1, 1), false, Place::file(&"名录.xlsx".into()))];
        assert_eq!(Calendar::new(&own).unknown_years(later), [2028]);
        // Weekends alone: October 2019 has 23 weekdays.
        assert_eq!(Calendar::new(&[]).working_days(Period::parse_code("2019-10").unwrap()), 23);
    }
}
