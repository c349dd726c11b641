//! Ledgers of a supervising platform's findings: last days and results worked out by hand with the calendar of 2023.

use super::{first_quarter, ids, normalized};
use crate::common::book::{draw_sheets, words};
use tongbao::finding::{Kind, LineDoubt};
use tongbao::normalize::{IssueResult, Normalized};
use tongbao::recognize::{Recognized, recognize};
use tongbao::rules::Rules;

const HEAD: &str =
    "政府网站监测问题处置台账\n责任单位 | 问题类型 | 错误表述 | 发现日期 | 处置日期 | 处置状态 | 经办人\n";

fn drawn(file: &str, rows: &str) -> Recognized {
    recognize(&draw_sheets(file, &[("台账", &format!("{HEAD}{rows}"))]), words())
}

fn read(rows: &str) -> Normalized {
    normalized(&[drawn("监测.xlsx", rows)], &first_quarter())
}

fn results(out: &Normalized) -> Vec<(IssueResult, Option<String>)> {
    out.issues.iter().map(|i| (i.result, i.due.map(|day| day.to_string()))).collect()
}

#[test]
fn a_fixed_phrase_has_one_working_day_and_anything_else_three() {
    // Monday 6 February.
    let line = |kind: &str, day: &str| format!("石门镇 | {kind} | 帐务 | 2023-02-06 | {day} | 已处置 | 某某");
    for (kind, due, in_time, late) in [
        ("固定表述错误", "2023-02-07", "2023-02-07", "2023-02-08"),
        ("错别字", "2023-02-09", "2023-02-09", "2023-02-10"),
    ] {
        for (day, result) in [(in_time, IssueResult::InTime), (late, IssueResult::Late)] {
            let out = read(&line(kind, day));
            assert_eq!(results(&out), [(result, Some(due.to_owned()))], "{kind} {day}");
        }
    }
}

#[test]
fn the_offices_limits_are_in_force() {
    let mut rules: Rules = first_quarter();
    rules.settings.phrase_limit.value = 2;
    let book = drawn("监测.xlsx", "石门镇 | 固定表述错误 | 帐务 | 2023-02-06 | 2023-02-08 | 已处置 | 某某");
    let out = normalized(&[book], &rules);
    assert_eq!(results(&out), [(IssueResult::InTime, Some("2023-02-08".to_owned()))]);
    assert_eq!(out.issues[0].limit, Some(2));
}

#[test]
fn what_is_not_repaired_is_late_once_its_last_day_is_past() {
    // Tuesday 28 March + 3: the 31st, the day of the check. Monday 27 + 3: the 30th.
    let out = read("石门镇 | 其他 | 一 | 2023-03-28 | | 未处置 | 某\n石门镇 | 其他 | 二 | 2023-03-27 | | 未处置 | 某");
    let due = |day: &str| Some(day.to_owned());
    assert_eq!(results(&out), [(IssueResult::Open, due("2023-03-31")), (IssueResult::OpenLate, due("2023-03-30"))]);
}

#[test]
fn an_uncertain_kind_is_decided_only_where_both_limits_agree() {
    let rows = "石门镇 | 表述不当 | 一 | 2023-02-06 | 2023-02-07 | 已处置 | 某
石门镇 | 表述不当 | 二 | 2023-02-06 | 2023-02-08 | 已处置 | 某
石门镇 | 表述不当 | 三 | 2023-02-06 | 2023-02-10 | 已处置 | 某";
    let out = read(rows);
    let came: Vec<IssueResult> = out.issues.iter().map(|i| i.result).collect();
    assert_eq!(came, [IssueResult::InTime, IssueResult::Undecided, IssueResult::Late]);
    assert!(out.issues.iter().all(|i| i.due.is_none() && i.limit.is_none()));
    let kinds: Vec<_> = out.findings.iter().map(|f| f.kind.clone()).collect();
    assert_eq!(kinds, [Kind::IssueUndecided { count: 1, why: LineDoubt::KindUnread }]);
}

#[test]
fn the_same_finding_in_two_files_is_counted_once() {
    let line = "石门镇 | 其他 | 链接打不开 | 2023-02-06 | 2023-02-07 | 已处置 | 某";
    let (first, second) = (drawn("一.xlsx", line), drawn("二.xlsx", line));
    let out = normalized(&[first, second], &first_quarter());
    assert_eq!(out.issues.len(), 1);
    assert_eq!(ids(&out), ["posts-twice"]);
    // Two pages with the same slip are two findings.
    let out = read(&format!("{line}\n{line}"));
    assert_eq!((out.issues.len(), ids(&out)), (2, Vec::new()));
}

#[test]
fn two_files_that_tell_different_things_about_one_finding_leave_it_open() {
    let line = |end: &str| format!("石门镇 | 其他 | 链接打不开 | 2023-02-06 | {end} | 某");
    let books = [drawn("一.xlsx", &line(" | 未处置")), drawn("二.xlsx", &line("2023-02-07 | 已处置"))];
    let out = normalized(&books, &first_quarter());
    assert_eq!(out.issues.iter().map(|i| i.result).collect::<Vec<_>>(), [IssueResult::Undecided]);
    let kinds: Vec<_> = out.findings.iter().map(|f| f.kind.clone()).collect();
    assert_eq!(kinds, [Kind::IssueUndecided { count: 1, why: LineDoubt::Disputed }]);
    assert_eq!(out.findings[0].related.len(), 1);
}

#[test]
fn nobodys_name_leaves_a_ledger_of_findings() {
    let book =
        drawn("监测.xlsx", "石门镇 | 其他 | 链接打不开 | 2023-02-06 | 2023-02-07 | 已处置（欧阳菡萏） | 欧阳菡萏");
    let bytes = postcard::to_allocvec(&book).unwrap();
    let holds = |word: &str| bytes.windows(word.len()).any(|w| w == word.as_bytes());
    assert!(holds("链接打不开") && holds("石门镇") && !holds("欧阳菡萏"));
}

#[test]
fn lines_without_a_day_or_outside_the_run_are_said() {
    let out = read(
        "石门镇 | 其他 | 一 | | 2023-02-07 | 已处置 | 某\n石门镇 | 其他 | 二 | 2022-12-30 | 2023-01-03 | 已处置 | 某",
    );
    assert_eq!(out.issues.len(), 0);
    assert_eq!(ids(&out), ["posts-undated", "posts-outside"]);
}
