//! "Which unit repaired how many in time?" Findings of a supervising platform, in roster order, and their counts.
//!
//! In: findings as the ledgers tell them. Out: the findings unit by unit in the order of the roster, units that it does not know last, each
//! unit's in order of days; and for each unit how many there were and what became of them. Rates are of sums, never of rates.

use super::Batch;
use crate::fold::fold;
use crate::normalize::{Issue, IssueResult};
use std::collections::HashMap;

/// What became of one unit's findings. All are counts; their sum is `total`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IssueUnit {
    /// Unit.
    pub unit: String,
    /// Whether the roster knows it (or there is no such roster sheet).
    pub listed: bool,
    /// Findings.
    pub total: i64,
    /// Repaired by the last day.
    pub in_time: i64,
    /// Repaired after it.
    pub late: i64,
    /// Not repaired, and the last day is past.
    pub open_late: i64,
    /// Not repaired, and there is time left.
    pub open: i64,
    /// Not decided.
    pub undecided: i64,
}

impl IssueUnit {
    /// Those whose last day decided: repaired in time, late, or past it.
    #[must_use]
    pub const fn decided(&self) -> i64 {
        self.in_time + self.late + self.open_late
    }
}

/// The findings in order, and their counts by unit.
pub(super) fn issues(batch: &Batch) -> (Vec<Issue>, Vec<IssueUnit>) {
    let units = batch.rules.roster.units.iter().flatten().enumerate();
    let order: HashMap<String, usize> = units.map(|(i, (name, _))| (fold(name), i)).collect();
    let mut issues = batch.normalized.issues.clone();
    let mut met: HashMap<String, usize> = HashMap::new();
    for issue in &issues {
        let next = met.len();
        met.entry(fold(&issue.unit.used)).or_insert(next);
    }
    issues.sort_by_cached_key(|issue| {
        let key = fold(&issue.unit.used);
        let rank = order.get(&key).copied().unwrap_or(usize::MAX);
        (!issue.unit.listed, rank, met.get(&key).copied(), issue.found)
    });
    let mut out: Vec<IssueUnit> = Vec::new();
    for issue in &issues {
        if out.last().is_none_or(|unit| fold(&unit.unit) != fold(&issue.unit.used)) {
            let (unit, listed) = (issue.unit.used.to_string(), issue.unit.listed);
            out.push(IssueUnit { unit, listed, ..IssueUnit::default() });
        }
        let Some(unit) = out.last_mut() else { continue };
        unit.total += 1;
        match issue.result {
            IssueResult::InTime => unit.in_time += 1,
            IssueResult::Late => unit.late += 1,
            IssueResult::OpenLate => unit.open_late += 1,
            IssueResult::Open => unit.open += 1,
            IssueResult::Undecided => unit.undecided += 1,
        }
    }
    (issues, out)
}
