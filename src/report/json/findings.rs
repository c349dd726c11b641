//! Findings in the document: the n-th is `F{n}`, here as on every page.

use super::{PlaceSeen, codes, place};
use crate::finding::{Finding, Kind};
use crate::wording::findings as words;
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(super) struct FindingSeen {
    #[serde(rename = "ref")]
    reference: String,
    id: &'static str,
    severity: &'static str,
    manual: bool,
    unit: Option<String>,
    object: Option<String>,
    required: Option<i64>,
    actual: Option<i64>,
    message: String,
    rule: String,
    basis: Option<String>,
    place: PlaceSeen,
    related: Vec<PlaceSeen>,
}

pub(super) fn finding(index: usize, finding: &Finding) -> FindingSeen {
    FindingSeen {
        reference: reference(index),
        id: finding.kind.id(),
        severity: codes::severity(finding.severity),
        manual: matches!(finding.kind, Kind::Manual { .. }),
        unit: finding.unit.clone(),
        object: finding.object.clone(),
        required: finding.required,
        actual: finding.actual,
        message: words::sentence(finding),
        rule: words::rule(finding),
        basis: finding.basis.clone(),
        place: place(&finding.place),
        related: finding.related.iter().map(place).collect(),
    }
}

/// `F1` for the first.
pub(super) fn reference(index: usize) -> String {
    format!("F{}", index + 1)
}
