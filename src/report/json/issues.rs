//! Findings of a supervising platform in the document: one by one, and their counts by unit.

use super::rows::{ByRow, references};
use super::{PlaceSeen, place};
use crate::finding::Subject;
use crate::normalize::IssueResult;
use crate::outcome::Outcome;
use crate::rules::states::IssueKind;
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(super) struct IssueSeen {
    unit: String,
    kind: Option<&'static str>,
    kind_written: String,
    text: String,
    found: String,
    limit: Option<i64>,
    due: Option<String>,
    closed: Option<String>,
    result: &'static str,
    listed: bool,
    findings: Vec<String>,
    source: PlaceSeen,
}

#[derive(Debug, Serialize)]
pub(super) struct IssueUnitSeen {
    unit: String,
    total: i64,
    in_time: i64,
    late: i64,
    open_late: i64,
    open: i64,
    undecided: i64,
    listed: bool,
}

pub(super) fn issues(outcome: &Outcome, by_row: &ByRow) -> Vec<IssueSeen> {
    let one = |(i, issue): (usize, &crate::normalize::Issue)| IssueSeen {
        unit: issue.unit.used.to_string(),
        kind: issue.kind.map(kind),
        kind_written: issue.kind_written.clone(),
        text: issue.text.clone(),
        found: issue.found.to_string(),
        limit: issue.limit,
        due: issue.due.map(|day| day.to_string()),
        closed: issue.closed.map(|day| day.to_string()),
        result: result(issue.result),
        listed: issue.unit.listed,
        findings: references(by_row, Subject::Issue(i)),
        source: place(&issue.place),
    };
    outcome.tally.issues.iter().enumerate().map(one).collect()
}

pub(super) fn units(outcome: &Outcome) -> Vec<IssueUnitSeen> {
    let units = outcome.tally.issue_units.iter();
    units
        .map(|u| IssueUnitSeen {
            unit: u.unit.clone(),
            total: u.total,
            in_time: u.in_time,
            late: u.late,
            open_late: u.open_late,
            open: u.open,
            undecided: u.undecided,
            listed: u.listed,
        })
        .collect()
}

const fn kind(kind: IssueKind) -> &'static str {
    match kind {
        IssueKind::Phrase => "phrase",
        IssueKind::Other => "other",
    }
}

const fn result(result: IssueResult) -> &'static str {
    match result {
        IssueResult::InTime => "in_time",
        IssueResult::Late => "late",
        IssueResult::OpenLate => "open_late",
        IssueResult::Open => "open",
        IssueResult::Undecided => "undecided",
    }
}
