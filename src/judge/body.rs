//! "The draft says 56, the annex 57." Figures of the bulletin's body (文稿数据) against the sums.
//!
//! In: the roster's figures, the totals. Out: a finding for each figure that differs. Figures that no annex can tell are carried
//! only. Nothing is adjusted.

use super::Bench;
use crate::finding::{Finding, Kind};
use crate::rules::judging::{BodySum, JudgingWords};
use crate::tally::Totals;

/// A finding for each figure of the body that differs from its sum.
pub(super) fn findings(bench: &Bench) -> Vec<Finding> {
    let words = JudgingWords::built_in();
    let figures = bench.rules.roster.body.iter();
    figures
        .filter_map(|figure| {
            let body = figure.number?;
            let ours = sum(words.body_sum(&figure.key)?, &bench.tally.totals);
            let kind = Kind::BodyDiffers { key: figure.key.clone(), body, ours };
            let finding = Finding::new(kind, figure.place.clone()).object(figure.key.as_str());
            (body != ours).then(|| finding.numbers(Some(body), Some(ours)))
        })
        .collect()
}

const fn sum(of: BodySum, totals: &Totals) -> i64 {
    match of {
        BodySum::Received => totals.received,
        BodySum::Closed => totals.closed,
        BodySum::Accounts => totals.accounts,
        BodySum::AccountUnits => totals.account_units,
        BodySum::Posts => totals.posts,
        BodySum::Forwards => totals.forwards,
    }
}
