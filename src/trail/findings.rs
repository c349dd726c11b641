//! Findings in words, for the record.

use super::{FindingTrail, Spot};
use crate::finding::Finding;
use crate::wording::findings as words;

/// A finding with its sentence, rule and remedy.
pub(super) fn finding(finding: &Finding) -> FindingTrail {
    FindingTrail {
        id: finding.kind.id().to_owned(),
        severity: finding.severity,
        unit: finding.unit.clone(),
        object: words::object(finding),
        required: finding.required,
        actual: finding.actual,
        sentence: words::sentence(finding),
        rule: words::rule(finding),
        basis: finding.basis.clone(),
        remedy: words::remedy(finding),
        place: Spot::from(&finding.place),
        related: finding.related.iter().map(Spot::from).collect(),
    }
}
