//! "Must I read this twelve times?" What is true of many rows of one table is said of the table.
//!
//! In: all findings, weighed and in order. Out: the same, with those of a unit's own required numbers on one sheet joined into one, at the
//! place of the first and with the cells of all. It marks no row; the note of each required number is drawn from the row itself.

use crate::field::Form;
use crate::finding::{Finding, Kind, Severity, Subject};
use crate::place::Place;
use crate::tally::{Required, RequiredFrom, Tally};
use std::collections::{HashMap, HashSet};

/// Joins what is said of many rows of one sheet.
pub(super) fn of_tables(findings: Vec<Finding>) -> Vec<Finding> {
    let mut rows: HashMap<(Severity, Form, Place), usize> = HashMap::new();
    for key in findings.iter().filter_map(table) {
        *rows.entry(key).or_default() += 1;
    }
    let mut out: Vec<Finding> = Vec::with_capacity(findings.len());
    let mut first: HashMap<(Severity, Form, Place), usize> = HashMap::new();
    for finding in findings {
        let key = table(&finding).filter(|key| rows.get(key).is_some_and(|n| *n > 1));
        let Some(key) = key else {
            out.push(finding);
            continue;
        };
        if let Some(at) = first.get(&key) {
            join(&mut out[*at], finding);
        } else {
            let many = rows.get(&key).map(|n| (key.1, *n));
            first.insert(key, out.len());
            let kind = Kind::StandardSelf { raw: String::new(), many };
            out.push(Finding { kind, object: None, platform: None, required: None, subject: None, ..finding });
        }
    }
    out
}

/// The rows of which a joined finding tells.
pub(super) fn rows<'a>(finding: &'a Finding, tally: &'a Tally) -> impl Iterator<Item = Subject> + 'a {
    let joined = matches!(finding.kind, Kind::StandardSelf { many: Some(_), .. });
    let cells: HashSet<&Place> = finding.related.iter().chain([&finding.place]).filter(|_| joined).collect();
    let own = move |required: &Required| {
        required.from == RequiredFrom::File && required.place.as_ref().is_some_and(|place| cells.contains(place))
    };
    let columns = tally.columns.iter().enumerate().map(|(i, row)| (Subject::Column(i), &row.required));
    let accounts = tally.accounts.iter().enumerate().map(|(i, row)| (Subject::Account(i), &row.required));
    let all = columns.chain(accounts).filter(move |_| joined);
    all.filter(move |(_, required)| own(required)).map(|(row, _)| row)
}

/// The sheet and annex of a finding that may be joined with others.
fn table(finding: &Finding) -> Option<(Severity, Form, Place)> {
    let form = match (&finding.kind, finding.subject?) {
        (Kind::StandardSelf { many: None, .. }, Subject::Account(_)) => Form::Accounts,
        (Kind::StandardSelf { many: None, .. }, Subject::Column(_)) => Form::Columns,
        _ => return None,
    };
    Some((finding.severity, form, Place { area: None, ..finding.place.clone() }))
}

fn join(all: &mut Finding, one: Finding) {
    all.unit = all.unit.take().filter(|unit| Some(unit) == one.unit.as_ref());
    for place in [one.place].into_iter().chain(one.related) {
        if place != all.place && !all.related.contains(&place) {
            all.related.push(place);
        }
    }
}
