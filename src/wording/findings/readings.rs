//! "By the month it is short, by the quarter it is not." The ways to read a frequency, in words.

use crate::finding::{Finding, Kind, ReadBy, Readings, Severity};

/// The readings, and that a short month is a fail all the same where the office made it one.
pub(super) fn readings_of(finding: &Finding) -> String {
    let told = finding.readings.as_ref().map(readings).unwrap_or_default();
    let by_month = matches!(finding.kind, Kind::UpdatesMonthMissing { .. }) && finding.severity == Severity::Fail;
    if told.is_empty() || !by_month {
        return told;
    }
    format!("{}；名录“规则”把 {} 定为不达标。", told.trim_end_matches('。'), finding.kind.id())
}

/// Each way to read the frequency with its result, and which one is in force.
#[must_use]
pub fn readings(readings: &Readings) -> String {
    let each = readings.list.iter().map(|r| {
        let met = if r.met() { "达到" } else { "未达到" };
        match r.by {
            ReadBy::Months => format!("逐月看，{}个月中{}个月达到要求", r.required, r.actual),
            by => format!("{}应 {}、实 {}，{met}", way(by), r.required, r.actual),
        }
    });
    let why = if readings.by_office {
        "名录“规则”的“频次口径”"
    } else {
        "内置口径，可在名录“规则”的“频次口径”改"
    };
    format!("频次有几种读法：{}；以{}为准（{why}）。", each.collect::<Vec<_>>().join("；"), way(readings.in_force))
}

const fn way(by: ReadBy) -> &'static str {
    match by {
        ReadBy::Sum => "按周期合计（一个月按四周）",
        ReadBy::Months => "逐月",
        ReadBy::Days => "按自然日折算",
    }
}
