//! "合格, it says, and lists a problem." A file's own verdict against its own problem text.
//!
//! In: verdicts and problem texts that files write on one row. Out: a notice for a pass with a problem and for a fail without one.
//! Our own verdict is no matter here: `claims` holds that against the file's.

use super::Bench;
use crate::field::Field;
use crate::finding::{Finding, Kind, Subject};
use crate::place::Place;
use crate::rules::judging::JudgingWords;
use crate::tally::Part;
use std::collections::HashSet;

type Claims = [(Field, Part)];

/// A notice for each row of a file whose verdict and problem text contradict each other.
pub(super) fn findings(bench: &Bench) -> Vec<Finding> {
    let words = JudgingWords::built_in();
    let columns = bench.tally.columns.iter().enumerate().filter(|(_, row)| row.listed);
    let columns = columns.map(|(i, r)| (Subject::Column(i), (&r.unit, &r.column), &r.claims[..]));
    let accounts = bench.tally.accounts.iter().enumerate().filter(|(_, row)| row.listed);
    let accounts = accounts.map(|(i, r)| (Subject::Account(i), (&r.unit, &r.account), &r.claims[..]));
    let all: Vec<_> = columns.chain(accounts).collect();
    // A fail is silent about its problem only where the sheet has a column for it, as its other rows show.
    let problems = all.iter().flat_map(|(.., claims)| claims.iter()).filter(|(field, _)| *field == Field::Problem);
    let sheets: HashSet<Place> = problems.map(|(_, part)| sheet_of(&part.place)).collect();
    let mut out = Vec::new();
    for (subject, (unit, object), claims) in all {
        let found = contradicting(claims, &sheets, &words).into_iter();
        out.extend(found.map(|f| f.unit(unit.as_str()).object(object.as_str()).subject(subject)));
    }
    out
}

fn contradicting(claims: &Claims, sheets: &HashSet<Place>, words: &JudgingWords) -> Vec<Finding> {
    let of = |field: Field| claims.iter().filter(move |(f, _)| *f == field).map(|(_, part)| part);
    let contradicts = |verdict: &Part| {
        let passes = words.passes(&verdict.raw)?;
        let problem =
            of(Field::Problem).filter(|p| beside(&p.place, &verdict.place)).find(|p| !words.no_problem(&p.raw));
        if passes != problem.is_some() || (!passes && !sheets.contains(&sheet_of(&verdict.place))) {
            return None;
        }
        let said = problem.map(|part| part.raw.clone());
        let kind = Kind::VerdictContradicts { verdict: verdict.raw.clone(), problem: said };
        Some(Finding::new(kind, verdict.place.clone()).related(problem.map(|part| part.place.clone())))
    };
    of(Field::Verdict).filter_map(contradicts).collect()
}

/// Whether two cells stand on one row of one sheet.
fn beside(a: &Place, b: &Place) -> bool {
    let row = |p: &Place| p.area.map(|area| area.first.row);
    sheet_of(a) == sheet_of(b) && row(a) == row(b)
}

fn sheet_of(place: &Place) -> Place {
    Place { area: None, ..place.clone() }
}
