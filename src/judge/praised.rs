//! "We praise them on page one and list them on page two." Units that the draft praises (表扬单位) and that are accused.
//!
//! In: the roster's figures of the body, all findings as they will be reported. Out: a notice for each praised unit with a fail.

use crate::finding::{Finding, Kind, Severity};
use crate::fold::fold;
use crate::rules::Rules;
use crate::rules::judging::JudgingWords;

/// A notice for each praised unit that a finding accuses.
pub(super) fn findings(all: &[Finding], rules: &Rules) -> Vec<Finding> {
    let words = JudgingWords::built_in();
    let praised = rules.roster.body.iter().filter(|figure| words.praises(&figure.key));
    let notices = praised.filter_map(|figure| {
        let accused = |f: &&Finding| {
            f.severity == Severity::Fail && f.unit.as_deref().is_some_and(|unit| fold(unit) == fold(&figure.value))
        };
        let fails: Vec<&Finding> = all.iter().filter(accused).collect();
        let first = fails.first()?;
        let kind = Kind::PraisedAccused { problems: fails.len() };
        let finding = Finding::new(kind, figure.place.clone()).unit(figure.value.as_str());
        Some(finding.related([first.place.clone()]))
    });
    notices.collect()
}
