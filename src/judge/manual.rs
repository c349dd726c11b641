//! "What we saw ourselves." Problems that the office found by hand (人工问题).
//!
//! In: the roster's list. Out: one finding for each, placed at its line; where unit and object name a row of an annex, it marks
//! that row. It changes no verdict.

use super::Bench;
use crate::finding::{Finding, Kind, Subject};
use crate::fold::fold;
use crate::rules::roster::ManualProblem;
use crate::tally::Tally;

/// One finding for each problem found by hand.
pub(super) fn findings(bench: &Bench) -> Vec<Finding> {
    bench.rules.roster.manual.iter().map(|problem| one(problem, bench.tally)).collect()
}

fn one(problem: &ManualProblem, tally: &Tally) -> Finding {
    let kind = Kind::Manual { problem: problem.problem.clone() };
    let mut finding =
        Finding::new(kind, problem.place.clone()).unit(problem.unit.as_str()).basis(problem.basis.clone());
    if !problem.object.is_empty() {
        finding = finding.object(problem.object.as_str());
    }
    finding.subject = row_of(problem, tally);
    finding
}

/// The only row that unit and object name; an account may be named with its type.
fn row_of(problem: &ManualProblem, tally: &Tally) -> Option<Subject> {
    let (unit, object) = (fold(&problem.unit), fold(&problem.object));
    let columns = tally.columns.iter().enumerate();
    let columns = columns
        .filter(|(_, row)| row.listed && fold(&row.unit) == unit && fold(&row.column) == object)
        .map(|(i, _)| Subject::Column(i));
    let accounts = tally.accounts.iter().enumerate().filter(|(_, row)| row.listed && fold(&row.unit) == unit);
    let accounts = accounts
        .filter(|(_, row)| {
            let (name, platform) = (fold(&row.account), fold(&row.platform));
            [name.clone(), format!("{name}{platform}"), format!("{name}({platform})")].contains(&object)
        })
        .map(|(i, _)| Subject::Account(i));
    let mut rows = columns.chain(accounts);
    rows.next().filter(|_| rows.next().is_none())
}
