//! "Do we know the holidays of that year?" Years in which only weekends could be told from working days.
//!
//! In: the rows of annex 1, the calendar in force. Out: one doubt a year, where a listed row's rule counts working days. A year that no
//! row needs is not worth a word.

use super::requirement::on_workdays;
use super::{Batch, ColumnRow};
use crate::finding::{Finding, Kind};
use crate::place::Place;
use crate::rules::frequency::parse_frequency;
use crate::rules::settings::Origin;

/// A doubt for each year of the run whose holidays nobody gave, with the cells of the rules that need them.
pub(super) fn unknown_years(batch: &Batch, rows: &[ColumnRow]) -> Vec<Finding> {
    let years = batch.rules.calendar().unknown_years(batch.run);
    if years.is_empty() {
        return Vec::new();
    }
    let daily = &batch.rules.settings.daily_on_workdays;
    let counts = |row: &&ColumnRow| {
        let rule = parse_frequency(&row.frequency, &batch.rules.words.frequency);
        row.listed && rule.is_some_and(|rule| on_workdays(rule, daily.value))
    };
    let mut places: Vec<Place> = Vec::new();
    for row in rows.iter().filter(counts) {
        let place = row.required.place.as_ref().unwrap_or(&row.place);
        if !places.contains(place) {
            places.push(place.clone());
        }
    }
    let Some(first) = places.first().cloned() else { return Vec::new() };
    if let Origin::Roster(place) = &daily.origin {
        places.push(place.clone());
    }
    let made = |year| Finding::new(Kind::CalendarUnknown { year }, first.clone()).related(places[1..].iter().cloned());
    years.into_iter().map(made).collect()
}
