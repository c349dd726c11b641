//! Words of the annex on a supervising platform's findings.

use crate::finding::LineDoubt;
use crate::normalize::IssueResult;
use crate::outcome::Outcome;
use crate::place::Place;
use crate::rules::states::IssueKind;
use crate::tally::issues::IssueUnit;
use crate::wording::findings::line_doubt;
use crate::wording::labels;
use std::borrow::Cow;

/// Name of the sheet.
pub const SHEET: &str = "附件4 问题处置";
/// Headings of the counts by unit.
pub const UNIT_HEADS: [&str; 8] = ["序号", "单位", "问题数量", "按期处置", "逾期", "未处置", "待核", "按期率"];
/// Headings of the list.
pub const LIST_HEADS: [&str; 8] =
    ["序号", "单位", "问题类型", "问题内容", "发现日期", "处置期限", "处置日期", "处置结果"];
/// Over the list.
pub const LIST_TITLE: &str = "逐条情况";
/// A kind or text that the ledger does not tell.
pub const NOT_TOLD: &str = "未注明";

/// What became of a finding.
#[must_use]
pub const fn result(result: IssueResult) -> &'static str {
    match result {
        IssueResult::InTime => "按期",
        IssueResult::Late => "逾期",
        IssueResult::OpenLate => "逾期（未处置）",
        IssueResult::Open => "未处置",
        IssueResult::Undecided => "待核",
    }
}

/// A kind that the program knows.
#[must_use]
pub const fn kind(kind: IssueKind) -> &'static str {
    match kind {
        IssueKind::Phrase => "固定表述错误",
        IssueKind::Other => "其他问题",
    }
}

/// Note on a late count: how many of them are not repaired yet.
#[must_use]
pub fn late_note(late: i64, open: i64) -> String {
    format!("逾期处置 {late} 个、逾期未处置 {open} 个")
}

/// Note on a finding that is not decided: why, and where it stands.
#[must_use]
pub fn doubt_note(why: Option<LineDoubt>, place: &Place) -> String {
    let why = why.map_or(Cow::Borrowed("所在表的统计周期有疑问"), line_doubt);
    format!("【待核】{why}\n来源：{place}")
}

/// The line on annex 4 of the last screen.
#[must_use]
pub fn line(units: &[&IssueUnit]) -> String {
    let of = |pick: fn(&IssueUnit) -> i64| units.iter().map(|u| pick(u)).sum::<i64>();
    format!(
        "附件4 问题处置：{} 家单位，问题 {} 个，按期 {} 个，逾期 {} 个",
        units.len(),
        of(|u| u.total),
        of(|u| u.in_time),
        of(|u| u.late + u.open_late)
    )
}

/// How the annex was worked out.
#[must_use]
pub fn remarks(outcome: &Outcome) -> Vec<String> {
    let settings = &outcome.rules.settings;
    let (phrase, other) = (settings.phrase_limit.value, settings.other_limit.value);
    let check = outcome.tally.as_of.unwrap_or(outcome.tally.period.end);
    vec![
        format!(
            "处置期限：固定表述错误{phrase}个工作日，其他问题{other}个工作日，从发现（下发）的次日起算；台账写明期限的从其期限"
        ),
        format!("处置情况看到{}为止；逾期含逾期未处置，未处置指尚未到期的", labels::day(check)),
        "按期率＝按期处置÷（按期处置＋逾期），未处置和待核的不计入".to_owned(),
    ]
}
