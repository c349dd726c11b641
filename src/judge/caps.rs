//! "A service account can push four times a month." Requirements that a platform does not allow to reach.
//!
//! In: rows of annex 3, the caps of platforms. Out: a notice for each account that owes more than its platform lets it push. It
//! changes no requirement and no verdict: one push may carry several articles, so the number may be reached all the same.

use super::Bench;
use crate::finding::{Finding, Kind, Subject};

/// A notice for each listed account whose requirement is above the cap of its platform.
pub(super) fn findings(bench: &Bench) -> Vec<Finding> {
    let months = i64::try_from(bench.tally.period.months().len()).unwrap_or(i64::MAX);
    let platforms = &bench.rules.words.platforms;
    let rows = bench.tally.accounts.iter().enumerate().filter(|(_, row)| row.listed);
    rows.filter_map(|(index, row)| {
        let a_month = platforms.monthly_cap(&row.platform)?;
        let (cap, required) = (a_month.saturating_mul(months), row.required.number?);
        let kind = Kind::RequirementAboveCap { platform: row.platform.clone(), a_month, cap };
        let place = row.required.place.as_ref().unwrap_or(&row.place).clone();
        let line = (place != row.place).then(|| row.place.clone());
        let finding = Finding::new(kind, place)
            .unit(row.unit.as_str())
            .object(row.account.as_str())
            .numbers(Some(required), None)
            .related(line)
            .subject(Subject::Account(index));
        (required > cap).then_some(finding)
    })
    .collect()
}
