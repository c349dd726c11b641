//! "Mind what you compare with." What is said about the earlier workbook itself.
//!
//! In: the earlier workbook's facts, the run's period, names and rules. Out: findings: periods that do not follow each other, another
//! office, cells changed since, units that nobody knows now. They are about the comparison, never about a unit's work.

use super::{Last, Relation};
use crate::finding::{Finding, Kind};
use crate::fold::fold;
use crate::place::Place;
use crate::rules::Rules;
use crate::settle::names::{Names, Resolution};
use indexmap::IndexMap;

/// What is noticed; the earlier workbook's units that are known now, and how many it has.
#[must_use]
pub fn noticed(last: &Last, relation: Relation, (names, rules): (&Names, &Rules)) -> (Vec<Finding>, (usize, usize)) {
    let book = Place::file(&last.file);
    let mut out = Vec::new();
    if !relation.in_a_row() {
        let kind = Kind::PreviousApart { then: last.period, adjoining: relation.adjoining, alike: relation.alike };
        out.push(Finding::new(kind, book.clone()));
    }
    if let (Some(then), Some(now)) = (&last.office, &rules.settings.office.value)
        && fold(then) != fold(now)
    {
        let kind = Kind::PreviousOffice { then: then.clone(), now: now.clone() };
        out.push(Finding::new(kind, book.clone()));
    }
    for changed in &last.changed {
        let (made, present) = (changed.made.clone(), changed.present.clone());
        out.push(Finding::new(Kind::PreviousEdited { made, present, used: changed.used }, changed.place.clone()));
    }
    if last.changed_elsewhere > 0 {
        out.push(Finding::new(Kind::PreviousEditedElsewhere { count: last.changed_elsewhere }, book.clone()));
    }
    let units = units(last);
    let mut known = 0;
    for (unit, place) in units.values() {
        match names.unit(unit) {
            Resolution::Known(found) if !found.how.is_guess() => known += 1,
            Resolution::Known(guess) => out.push(unknown(unit, vec![guess.used], place)),
            Resolution::Unknown { suggestions } => out.push(unknown(unit, suggestions, place)),
        }
    }
    (out, (known, units.len()))
}

/// Units of the earlier workbook, each with the first place that names it.
fn units(last: &Last) -> IndexMap<String, (&str, &Place)> {
    let mut out = IndexMap::new();
    let of_rows = last.rows.iter().filter_map(|r| Some((r.unit.as_str(), &r.figures.first()?.place)));
    for (unit, place) in of_rows.chain(last.problems.iter().map(|p| (p.unit.as_str(), &p.place))) {
        out.entry(fold(unit)).or_insert((unit, place));
    }
    out
}

fn unknown(unit: &str, suggestions: Vec<String>, place: &Place) -> Finding {
    Finding::new(Kind::PreviousUnitUnknown { written: unit.to_owned(), suggestions }, place.clone())
}
