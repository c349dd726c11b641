//! "Did the account fall silent, or write nothing of its own?" The largest spans without a post, and without an original.
//!
//! In: rows of annex 3 with known days, 更新最大间隔自然日 and 原创最大间隔自然日. Out: a finding where a span is longer. Without the
//! setting, or without days, nothing is checked; a count of originals tells no days.

use super::Bench;
use crate::finding::{Finding, Kind, Subject};
use crate::rules::settings::{Setting, Settings};
use crate::tally::{AccountRow, Gap};

/// Of what the account fell silent.
#[derive(Clone, Copy)]
enum Of {
    Posts,
    Originals,
}

impl Of {
    fn setting(self, settings: &Settings) -> &Setting<Option<i64>> {
        match self {
            Self::Posts => &settings.max_gap_days,
            Self::Originals => &settings.max_original_gap_days,
        }
    }

    /// The limit in force and the span that breaks it.
    fn broken(self, row: &AccountRow, settings: &Settings) -> Option<(i64, Gap)> {
        let limit = self.setting(settings).value?;
        let largest = match self {
            Self::Posts => row.largest_gap,
            Self::Originals => row.original_gap,
        };
        largest.filter(|gap| gap.days > limit).map(|gap| (limit, gap))
    }

    fn kind(self, limit: i64, gap: Gap) -> Kind {
        let Gap { days, from, to, .. } = gap;
        match self {
            Self::Posts => Kind::GapBroken { limit, days, working: false, from, to },
            Self::Originals => Kind::OriginalGapBroken { limit, days, from, to },
        }
    }
}

/// Whether a span of the row is longer than a limit in force.
pub(super) fn broken(row: &AccountRow, settings: &Settings) -> bool {
    [Of::Posts, Of::Originals].iter().any(|of| of.broken(row, settings).is_some())
}

/// A finding for each listed account with too long a span without a post.
pub(super) fn of_posts(bench: &Bench) -> Vec<Finding> {
    findings(bench, Of::Posts)
}

/// The same for originals.
pub(super) fn of_originals(bench: &Bench) -> Vec<Finding> {
    findings(bench, Of::Originals)
}

fn findings(bench: &Bench, of: Of) -> Vec<Finding> {
    let settings = &bench.rules.settings;
    let rows = bench.tally.accounts.iter().enumerate().filter(|(_, row)| row.listed);
    rows.filter_map(|(index, row)| {
        let (limit, gap) = of.broken(row, settings)?;
        let place = row.last_post.as_ref().map_or(&row.place, |(_, place)| place);
        let line = (place != &row.place).then(|| row.place.clone());
        let finding = Finding::new(of.kind(limit, gap), place.clone())
            .unit(row.unit.as_str())
            .object(row.account.as_str())
            .numbers(Some(limit), Some(gap.days))
            .basis(of.setting(settings).basis.clone());
        Some(finding.related(line).subject(Subject::Account(index)))
    })
    .collect()
}
