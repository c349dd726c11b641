//! "What we saw ourselves." Problems that the office found by hand (人工问题).
//!
//! In: the roster's list. Out: one finding for each, placed at its line; where unit and object name a row of an annex, it marks
//! that row. Only a problem that the office marks as 单项否决 changes a verdict: that of its account.

use super::Bench;
use crate::finding::{Finding, Kind, Subject};
use crate::fold::fold;
use crate::rules::Rules;
use crate::rules::roster::ManualProblem;
use crate::tally::Tally;
use std::collections::{HashMap, HashSet};

/// One finding for each problem found by hand.
pub(super) fn findings(bench: &Bench) -> Vec<Finding> {
    let problems = &bench.rules.roster.manual;
    if problems.is_empty() {
        return Vec::new();
    }
    let rows = rows(bench.tally);
    problems.iter().map(|problem| one(problem, &rows)).collect()
}

/// The rows with a problem that decides alone.
pub(super) fn vetoed(tally: &Tally, rules: &Rules) -> HashSet<Subject> {
    let mut vetoes = rules.roster.manual.iter().filter(|problem| problem.veto).peekable();
    if vetoes.peek().is_none() {
        return HashSet::new();
    }
    let rows = rows(tally);
    vetoes.filter_map(|p| rows.get(&(fold(&p.unit), fold(&p.object))).copied().flatten()).collect()
}

/// Rows of the annexes by folded unit and object; `None` where two rows share them.
type Rows = HashMap<(String, String), Option<Subject>>;

fn one(problem: &ManualProblem, rows: &Rows) -> Finding {
    let kind = Kind::Manual { problem: problem.problem.clone() };
    let mut finding =
        Finding::new(kind, problem.place.clone()).unit(problem.unit.as_str()).basis(problem.basis.clone());
    if !problem.object.is_empty() {
        finding = finding.object(problem.object.as_str());
    }
    finding.subject = rows.get(&(fold(&problem.unit), fold(&problem.object))).copied().flatten();
    finding
}

/// Every row by its unit and object; an account may be named with its type.
fn rows(tally: &Tally) -> Rows {
    let mut rows = Rows::new();
    let mut add = |row: Subject, unit: &str, object: String| {
        let known = rows.entry((fold(unit), object)).or_insert(Some(row));
        *known = known.filter(|k| *k == row);
    };
    for (i, row) in tally.columns.iter().enumerate().filter(|(_, row)| row.listed) {
        add(Subject::Column(i), &row.unit, fold(&row.column));
    }
    for (i, row) in tally.accounts.iter().enumerate().filter(|(_, row)| row.listed) {
        let (name, platform) = (fold(&row.account), fold(&row.platform));
        for object in [name.clone(), format!("{name}{platform}"), format!("{name}({platform})")] {
            add(Subject::Account(i), &row.unit, object);
        }
    }
    rows
}
