//! The published bulletin: its own three tables, typed from print, judged by the program.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

pub(crate) mod printed;
mod samples;

use printed::batch;
use tongbao::finding::{Finding, Kind, Severity};
use tongbao::judge::Verdict;
use tongbao::period::Period;

fn named(findings: &[Finding], severity: Severity) -> Vec<(&'static str, &str, &str)> {
    let of = findings.iter().filter(|f| f.severity == severity);
    of.map(|f| (f.kind.id(), f.unit.as_deref().unwrap_or(""), f.object.as_deref().unwrap_or(""))).collect()
}

#[test]
fn the_sums_are_the_bulletins() {
    let totals = batch().tally().totals;
    assert_eq!((totals.columns, totals.updates, totals.units_with_columns), (43, 315, 23));
    assert_eq!((totals.received, totals.closed, totals.overdue), (56, 56, 0));
    assert_eq!((totals.accounts, totals.account_units, totals.posts, totals.forwards), (19, 16, 735, 231));
    assert_eq!(totals.open, 0);
}

#[test]
fn thirteen_units_have_messages() {
    let tally = batch().tally();
    let with = tally.messages.iter().filter(|r| r.received.value.known().is_some_and(|n| n > 0));
    assert_eq!(with.count(), 13);
}

#[test]
fn every_account_qualifies() {
    let (_, judgment) = batch().judge();
    assert_eq!(judgment.accounts, vec![Verdict::Qualified; 19]);
}

#[test]
fn exactly_the_published_rows_fail() {
    let (_, judgment) = batch().judge();
    assert_eq!(
        named(&judgment.findings, Severity::Fail),
        [
            ("updates-none", "区财政局", "政府债务"),
            ("updates-short", "区统建局", "房屋改造"),
            ("forwards-none", "高家镇", "精彩高家"),
            ("forwards-none", "公安分局", "平安渭滨"),
            ("forwards-none", "公安分局", "宝鸡渭滨公安"),
        ]
    );
}

#[test]
fn the_row_that_the_bulletin_missed_is_a_notice_and_nothing_is_doubtful() {
    let mut batch = batch();
    batch.body("留言受理数", 56);
    batch.body("留言办结数", 56);
    batch.body("备案账号数", 22);
    batch.body("责任单位数", 16);
    batch.body("发布信息数", 735);
    batch.body("转载信息数", 231);
    let (_, judgment) = batch.judge();
    let notices: Vec<&Kind> =
        judgment.findings.iter().filter(|f| f.severity == Severity::Notice).map(|f| &f.kind).collect();
    let march = Period::parse_code("2023-03").unwrap();
    assert_eq!(
        notices,
        [
            &Kind::UpdatesMonthMissing { months: vec![march] },
            &Kind::BodyDiffers { key: "备案账号数".into(), body: 22, ours: 19 }
        ]
    );
    assert_eq!(named(&judgment.findings, Severity::Notice)[0].2, "财政资金直达基层");
    assert_eq!(named(&judgment.findings, Severity::Doubt), []);
}

#[test]
fn a_problem_found_by_hand_leaves_the_verdict() {
    let mut batch = batch();
    batch.manual("区乡村振兴局", "渭滨乡村振兴", "检查时间点前5个自然日内未及时更新");
    let (tally, judgment) = batch.judge();
    let row = tally.accounts.iter().position(|r| r.account == "渭滨乡村振兴").unwrap();
    assert_eq!(judgment.accounts[row], Verdict::Qualified);
    assert_eq!(judgment.by_row(&tally)[&tongbao::finding::Subject::Account(row)].len(), 1);
}

#[test]
fn the_order_in_which_files_come_changes_nothing() {
    let values = |batch: &crate::tally::batch::Batch| {
        let (tally, judgment) = batch.judge();
        let columns: Vec<_> = tally.columns.iter().map(|r| (r.column.clone(), r.actual.clone())).collect();
        let accounts: Vec<_> = tally.accounts.iter().map(|r| (r.account.clone(), r.actual.clone())).collect();
        (columns, accounts, tally.totals, judgment.findings)
    };
    let mut turned = batch();
    turned.normalized.entries.reverse();
    assert_eq!(values(&turned), values(&batch()));
}
