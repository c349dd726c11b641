//! Wrong wordings of the roster's list, found in the workers and counted in the report.

use super::desk::Desk;
use crate::cases::drawn;
use std::fmt::Write as _;
use std::fs;

const ROSTER: &str = "== 单位\n单位名称\n白塔镇\n== 账号\n账号名称 | 账号类型 | 责任单位 | 应更新数 | 推荐转发内容数量\n白塔发布 | 微信订阅号 | 白塔镇 | 1 | /\n== 规则\n项目 | 值\n统计周期 | 2023Q1\n";

/// A year's ledger of 6,000 lines; every hundredth title is wrong.
fn ledger() -> String {
    let mut text = "白塔镇微信公众号信息发布台账,,\n账号名称,发布时间,文章标题\n".to_owned();
    for i in 1..=6000 {
        let wrong = if i % 100 == 0 { "一站试" } else { "一站式" };
        let _ = writeln!(text, "白塔发布,2023-0{}-{:02},第{i}篇：{wrong}大厅", i % 3 + 1, i % 28 + 1);
    }
    text
}

fn run(list: &str) -> serde_json::Value {
    let desk = Desk::empty();
    fs::create_dir(desk.path("收件")).unwrap();
    fs::write(desk.path("名录.xlsx"), drawn::workbook(&format!("{ROSTER}{list}"))).unwrap();
    fs::write(desk.path("收件/白塔镇.csv"), ledger()).unwrap();
    desk.call(&["收件", "-o", "附件.xlsx", "--json", "报告.json"]);
    serde_json::from_slice(&desk.bytes("报告.json")).unwrap()
}

fn hits(report: &serde_json::Value) -> Vec<&serde_json::Value> {
    report["findings"].as_array().unwrap().iter().filter(|f| f["id"] == "wording-wrong").collect()
}

#[test]
fn a_long_ledger_tells_its_first_hits_and_how_many_more_there_are() {
    let report = run("== 错误表述\n错误 | 正确\n一站试 | 一站式\n");
    let hits = hits(&report);
    assert_eq!(hits.len(), 50);
    assert_eq!(hits[0]["place"]["cell"], "C102");
    let said = "信息标题“第100篇：一站试大厅”里有名录所列的错误表述“一站试”，应为“一站式”。";
    assert_eq!((hits[0]["message"].as_str().unwrap(), &hits[0]["object"]), (said, &"白塔发布".into()));
    let last = hits[49]["message"].as_str().unwrap();
    assert!(last.contains("第5000篇") && last.ends_with("另有 10 处，没有逐条列出。"), "{last}");
    // A hit is looked at by a human; it changes neither figure nor verdict.
    let account = &report["accounts"][0];
    assert_eq!((&account["actual"], &account["verdict"]), (&6000.into(), &"合格".into()));
    assert_eq!(account["problem"], "无");
}

#[test]
fn the_office_may_make_it_a_problem_or_leave_it_out() {
    let list = "== 错误表述\n错误 | 正确\n一站试 | 一站式\n";
    let report = run(&format!("wording-wrong | 不达标\n{list}"));
    assert!(hits(&report).len() == 50 && hits(&report).iter().all(|f| f["severity"] == "fail"));
    let account = &report["accounts"][0];
    assert_eq!((&account["verdict"], &account["problem"]), (&"合格".into(), &"存在固定表述错误".into()));
    let report = run(&format!("wording-wrong | 不报\n{list}"));
    assert!(hits(&report).is_empty());
    let report = run("");
    assert!(hits(&report).is_empty());
}
