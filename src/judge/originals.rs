//! "Did the account write anything of its own?" The largest span without an original, in natural days.
//!
//! In: rows of annex 3 whose ledger marks originals, 原创最大间隔自然日. Out: a finding where a span is longer. Without the setting,
//! or without marks, nothing is checked: a count of originals tells no days.

use super::Bench;
use crate::finding::{Finding, Kind, Subject};
use crate::rules::settings::Settings;
use crate::tally::{AccountRow, Gap};

/// The limit in force and the span that breaks it.
pub(super) fn broken(row: &AccountRow, settings: &Settings) -> Option<(i64, Gap)> {
    let limit = settings.max_original_gap_days.value?;
    row.original_gap.filter(|gap| gap.days > limit).map(|gap| (limit, gap))
}

/// A finding for each listed account with a span over the limit.
pub(super) fn findings(bench: &Bench) -> Vec<Finding> {
    let settings = &bench.rules.settings;
    let rows = bench.tally.accounts.iter().enumerate().filter(|(_, row)| row.listed);
    rows.filter_map(|(index, row)| {
        let (limit, gap) = broken(row, settings)?;
        let kind = Kind::OriginalGapBroken { limit, days: gap.days, from: gap.from, to: gap.to };
        let place = row.last_post.as_ref().map_or(&row.place, |(_, place)| place);
        let line = (place != &row.place).then(|| row.place.clone());
        let finding = Finding::new(kind, place.clone())
            .unit(row.unit.as_str())
            .object(row.account.as_str())
            .numbers(Some(limit), Some(gap.days))
            .basis(settings.max_original_gap_days.basis.clone());
        Some(finding.related(line).subject(Subject::Account(index)))
    })
    .collect()
}
