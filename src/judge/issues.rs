//! "Was it repaired by its last day?" Findings of a supervising platform that were repaired late, or not at all.
//!
//! In: findings of listed units with their results. Out: one finding for each that is late, at its line. What cannot be decided was said
//! where it was read.

use super::Bench;
use crate::finding::{Finding, Kind, Subject};
use crate::normalize::{Issue, IssueResult};
use crate::rules::settings::Settings;
use crate::rules::states::IssueKind;

/// One finding for each late one.
pub(super) fn findings(bench: &Bench) -> Vec<Finding> {
    let issues = bench.tally.issues.iter().enumerate().filter(|(_, issue)| issue.unit.listed);
    issues
        .filter_map(|(index, issue)| of_issue(issue, &bench.rules.settings).map(|f| f.subject(Subject::Issue(index))))
        .collect()
}

fn of_issue(issue: &Issue, settings: &Settings) -> Option<Finding> {
    let closed = match issue.result {
        IssueResult::Late => issue.closed,
        IssueResult::OpenLate => None,
        _ => return None,
    };
    let basis = match (issue.limit, issue.kind) {
        (None, _) => None,
        (Some(_), Some(IssueKind::Phrase)) => settings.phrase_limit.basis.clone(),
        (Some(_), _) => settings.other_limit.basis.clone(),
    };
    let (found, due, limit) = (issue.found, issue.due?, issue.limit);
    let kind = Kind::IssueOverdue { found, due, closed, limit };
    let finding = Finding::new(kind, issue.place.clone()).unit(&*issue.unit.used).basis(basis);
    Some(if issue.text.is_empty() { finding } else { finding.object(issue.text.as_str()) })
}
