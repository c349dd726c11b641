//! "This form is last year's." What each table has to do with the run's period.
//!
//! In: the run's period (`run_period`), what titles, lines, sheets, files and folders say. Out: for each table its part of the run, or the
//! finding that it belongs to another period. Places that disagree make a table doubtful, never chosen from.

use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Severity};
use crate::period::{Part, Period, PeriodSaid};
use crate::place::Place;
use crate::recognize::{Claims, Said, Table};
use jiff::civil::Date;

/// What a table has to do with the run.
pub(super) enum Span {
    /// It counts.
    Used(Used),
    /// It belongs to another period.
    Other(Box<Finding>),
}

/// The part of the run that a table speaks of.
pub(super) struct Used {
    pub(super) period: Period,
    /// Wider than the run: only figures under month headings count.
    pub(super) months_only: bool,
    /// Its places disagree.
    pub(super) conflict: Option<Box<Finding>>,
}

/// Where the year of a month without one comes from.
#[derive(Clone, Copy)]
pub(super) enum Year {
    /// Named beside it.
    Is(i16),
    /// The last one that began before this day (填报日期, 检查时间点).
    Before(Date),
}

pub(super) fn year_of(claims: &Claims) -> Option<Year> {
    claims.periods.iter().find_map(|p| match (p.what.year, p.what.part) {
        (Some(year), _) => Some(Year::Is(year)),
        (None, Part::Days(first, _)) => Some(Year::Is(first.year())),
        _ => None,
    })
}

pub(super) fn resolve(said: PeriodSaid, year: Year) -> Option<Period> {
    match year {
        Year::Is(year) => said.resolve(year),
        Year::Before(day) => {
            let this = said.resolve(day.year())?;
            if this.start <= day { Some(this) } else { said.resolve(day.year() - 1) }
        }
    }
}

/// A period said inside the run: without a year it takes that of the claims, of the filing day, else one of the run's years.
pub(super) fn of_claim(said: PeriodSaid, claims: &Claims, run: Period) -> Option<Period> {
    let year = year_of(claims).or_else(|| claims.filed.as_ref().map(|f| Year::Before(f.what)));
    if let Some(year) = year {
        return resolve(said, year);
    }
    let years = run.start.year()..=run.end.year();
    let inside = years.filter_map(|y| said.resolve(y)).find(|p| run.overlap(p).is_some());
    inside.or_else(|| said.resolve(run.start.year()))
}

/// The parts of time that a table tells apart: the months that the headings of its figures name; 全年累计 beside them parts nothing. A ledger tells day from day, so that one kept for the
/// whole year holds the run, unless something says which part of the run it is for.
pub(super) fn parts_of(table: &Table, run: Period) -> Vec<PeriodSaid> {
    let counts = |field: Option<Field>| field.is_some_and(|f| f.is_count() && f != Field::Sum);
    let mut parts: Vec<PeriodSaid> =
        table.headings.iter().filter(|h| counts(h.field)).filter_map(|h| h.period).collect();
    let is_ledger = matches!(table.form, Form::Posts | Form::MessageLedger | Form::FindingsLedger);
    let of_claim = |p: &Said<PeriodSaid>| of_claim(p.what, &table.claims, run);
    if is_ledger && !table.claims.periods.iter().filter_map(of_claim).any(|p| run.covers(&p)) {
        parts.push(PeriodSaid { year: Some(run.start.year()), part: Part::Days(run.start, run.end) });
    }
    parts
}

/// What a table has to do with the run, by everything that names a period around it.
pub(super) fn of_table(claims: &Claims, headings: &[PeriodSaid], place: &Place, run: Period) -> Span {
    let said: Vec<(&Said<PeriodSaid>, Period)> =
        claims.periods.iter().filter_map(|p| Some((p, of_claim(p.what, claims, run)?))).collect();
    let parts: Vec<Period> = headings.iter().filter_map(|p| of_claim(*p, claims, run)).collect();
    let has_parts = parts.iter().any(|p| run.covers(p));
    let inside: Vec<&(&Said<PeriodSaid>, Period)> = said.iter().filter(|(_, p)| run.covers(p)).collect();
    let wider: Vec<&(&Said<PeriodSaid>, Period)> = said
        .iter()
        .filter(|(_, p)| !run.covers(p) && (p.covers(&run) || (has_parts && run.overlap(p).is_some())))
        .collect();
    let outside: Vec<&(&Said<PeriodSaid>, Period)> =
        said.iter().filter(|(_, p)| !run.covers(p) && !wider.iter().any(|(_, w)| w == p)).collect();
    let whole = Used { period: run, months_only: false, conflict: None };
    if said.is_empty() {
        if let (false, Some(first)) = (parts.iter().any(|p| run.overlap(p).is_some()), parts.first()) {
            return Span::Other(Box::new(other(first, place, run)));
        }
        return Span::Used(whole);
    }
    if let (true, [first, ..]) = (inside.is_empty(), &outside[..]) {
        let mut finding = other(&first.1, &first.0.place, run);
        if wider.iter().any(|(_, w)| w.covers(&first.1)) {
            // A sheet of a book for a longer period: the unit did nothing wrong.
            finding.severity = Severity::Notice;
        }
        return Span::Other(Box::new(finding));
    }
    let narrowest = inside.iter().map(|(_, p)| *p).min_by_key(Period::days);
    let Some(narrowest) = narrowest else {
        let first = wider[0];
        if !has_parts {
            return Span::Other(Box::new(other(&first.1, &first.0.place, run)));
        }
        return Span::Used(Used { months_only: true, ..whole });
    };
    let apart = inside.iter().any(|(_, p)| !p.covers(&narrowest)) || !outside.is_empty();
    let period = if parts.iter().all(|p| narrowest.covers(p)) { narrowest } else { run };
    let conflict = apart.then(|| Box::new(disagree(&said)));
    Span::Used(Used { period: if apart { run } else { period }, months_only: false, conflict })
}

fn other(found: &Period, place: &Place, run: Period) -> Finding {
    Finding::new(Kind::PeriodOther { found: *found, wanted: run }, place.clone())
}

fn disagree(said: &[(&Said<PeriodSaid>, Period)]) -> Finding {
    let mut texts: Vec<String> = Vec::new();
    for (s, _) in said {
        if !texts.contains(&s.text) {
            texts.push(s.text.clone());
        }
    }
    let places = said.iter().skip(1).map(|(s, _)| s.place.clone());
    Finding::new(Kind::PeriodConflict { said: texts }, said[0].0.place.clone()).related(places)
}
