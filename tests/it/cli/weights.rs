//! 规则 raises and lowers the weight of findings, and everything follows.

use super::desk::Desk;
use crate::cases::drawn;
use crate::cases::weights::agree;
use crate::common::listing::sheets;
use std::fs;

const TABLE: &str = "\
== 一季度
水务局2023年第一季度栏目更新情况
栏目 | 更新频率 | 一月 | 二月 | 三月
通知公告 | 1条/月 | 0 | 0 | 0
工作动态 | 1条/月 | 2 | 2 | 0
规划计划 | 实时更新 | 0 | 0 | 0
财政预算 | 看情况吧 | 1 | 2 | 2
";
const ROSTER: &str = "\
== 单位
单位名称
水务局
== 栏目
栏目名称 | 更新频次 | 保障单位
通知公告 | 1条/月 | 水务局
工作动态 | 1条/月 | 水务局
规划计划 | 实时更新 | 水务局
财政预算 | | 水务局
== 规则
项目 | 值 | 依据
统计周期 | 2023Q1 | 通知
";

struct Run {
    status: i32,
    strict: i32,
    /// Id and weight of each finding, in the order of the report.
    findings: Vec<(String, String)>,
}

/// Runs with these further lines of 规则; console, workbook and report must agree.
fn run(rules: &str) -> Run {
    let desk = Desk::empty();
    fs::create_dir(desk.path("收件")).unwrap();
    fs::write(desk.path("收件/水务局.xlsx"), drawn::workbook(TABLE)).unwrap();
    fs::write(desk.path("名录.xlsx"), drawn::workbook(&format!("{ROSTER}{rules}"))).unwrap();
    let told = desk.call(&["收件", "-o", "附件.xlsx", "--json", "报告.json"]);
    let report: serde_json::Value = serde_json::from_slice(&desk.bytes("报告.json")).unwrap();
    agree(&report, &sheets(&desk.bytes("附件.xlsx")), &told.out);
    let text = |v: &serde_json::Value| v.as_str().unwrap().to_owned();
    let findings = report["findings"].as_array().unwrap();
    Run {
        status: told.status,
        strict: desk.call(&["收件", "-n", "--strict"]).status,
        findings: findings.iter().map(|f| (text(&f["id"]), text(&f["severity"]))).collect(),
    }
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(id, weight)| ((*id).to_owned(), (*weight).to_owned())).collect()
}

#[test]
fn without_rules_findings_have_their_own_weight() {
    let run = run("");
    let own = [
        ("updates-none", "fail"),
        ("updates-month-missing", "notice"),
        ("updates-silent", "notice"),
        ("frequency-unknown", "doubt"),
    ];
    assert_eq!((run.findings, run.status, run.strict), (pairs(&own), 1, 1));
}

#[test]
fn raised_and_lowered_weights_are_in_force_everywhere() {
    let run =
        run("updates-none | 提示\nupdates-month-missing | 不达标\nupdates-silent | 待核\nfrequency-unknown | 不报\n");
    let set = [("updates-month-missing", "fail"), ("updates-none", "notice"), ("updates-silent", "doubt")];
    assert_eq!((run.findings, run.status, run.strict), (pairs(&set), 1, 1));
}

#[test]
fn the_status_follows_the_weights() {
    let only_notices = run("frequency-unknown | 提示\nupdates-none | 提示\n");
    assert_eq!((only_notices.status, only_notices.strict), (0, 1));
    let only_fails = run("frequency-unknown | 不达标\nupdates-month-missing | 不达标\nupdates-silent | 不报\n");
    assert_eq!((only_fails.status, only_fails.strict), (0, 0));
    assert!(only_fails.findings.iter().all(|(_, weight)| weight == "fail"), "{:?}", only_fails.findings);
}

#[test]
fn weights_hold_where_a_run_ends_early_too() {
    let desk = Desk::empty();
    fs::create_dir(desk.path("收件")).unwrap();
    fs::write(desk.path("收件/空.xlsx"), "").unwrap();
    fs::write(desk.path("名录.xlsx"), drawn::workbook(&format!("{ROSTER}file-empty | 提示\n"))).unwrap();
    assert_eq!(desk.call(&["收件", "--json", "报告.json"]).status, 2);
    let report: serde_json::Value = serde_json::from_slice(&desk.bytes("报告.json")).unwrap();
    assert_eq!(
        (&report["findings"][0]["id"], &report["findings"][0]["severity"]),
        (&"file-empty".into(), &"notice".into())
    );
    assert_eq!(report["inputs"][0]["reason"]["id"], "file-empty");
}
