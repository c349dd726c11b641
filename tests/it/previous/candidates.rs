//! Candidates for praise: by what measure, ties, who is left out and why, who was in order in both periods.

use super::{drawn_pair, report, two_quarters};
use crate::cases::drawn;
use crate::cli::desk::Desk;
use crate::common::listing;
use std::fs;

/// The text beside 无问题单位.
fn told(desk: &Desk) -> String {
    let overview = &listing::sheets(&desk.bytes("附件.xlsx"))[0];
    let head = overview.cells.iter().find(|cell| cell.value.starts_with("无问题单位")).unwrap();
    overview.cell(&head.at.replace('A', "C")).value.clone()
}

#[test]
fn equal_ones_share_a_rank_and_those_left_out_are_counted_with_the_first_reason() {
    let desk = Desk::empty();
    fs::create_dir(desk.path("收件")).unwrap();
    let roster = "== 单位\n单位名称 | 报送内容\n甲局 | 留言\n乙局 | 留言\n丙局 | 留言\n丁局 | 留言\n戊局 | 留言\n己局 | 留言\n== 规则\n项目 | 值\n统计周期 | 2023Q1\n";
    // 丁局 is late, 戊局 is in doubt, 己局 sent nothing.
    let table = "== 留言\n单位 | 承办数量 | 办结数量 | 逾期数量\n甲局 | 3 | 3 | 0\n乙局 | 5 | 5 | 0\n丙局 | 3 | 3 | 0\n丁局 | 9 | 9 | 1\n戊局 | 约9 | 9 | 0\n";
    fs::write(desk.path("收件/名录.xlsx"), drawn::workbook(roster)).unwrap();
    fs::write(desk.path("收件/留言.xlsx"), drawn::workbook(table)).unwrap();
    desk.call(&["收件", "-o", "附件.xlsx", "--json", "报告.json"]);
    assert_eq!(
        told(&desk),
        "候选，不是结论。按更新、发布、转载、办结之和从多到少：乙局（5）、甲局（3）、丙局（3，并列）。未列入：有问题1家、有待核1家（戊局）、未报齐1家。"
    );
    let report: serde_json::Value = serde_json::from_slice(&desk.bytes("报告.json")).unwrap();
    let ranks: Vec<(&str, i64, i64)> = report["candidates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| (c["unit"].as_str().unwrap(), c["done"].as_i64().unwrap(), c["rank"].as_i64().unwrap()))
        .collect();
    assert_eq!(ranks, [("乙局", 5, 1), ("甲局", 3, 2), ("丙局", 3, 2)]);
}

#[test]
fn without_a_list_of_what_is_due_there_are_none_and_it_says_why() {
    let desk = Desk::empty();
    fs::create_dir(desk.path("收件")).unwrap();
    let table = "== 留言\n单位 | 承办数量 | 办结数量 | 逾期数量\n甲局 | 3 | 3 | 0\n乙局 | 5 | 5 | 0\n";
    fs::write(desk.path("收件/留言.xlsx"), drawn::workbook(table)).unwrap();
    desk.call(&["收件", "-o", "附件.xlsx", "--period", "2023Q1"]);
    assert_eq!(told(&desk), "没有名录，看不出谁应报什么，不列候选。");
}

#[test]
fn in_order_in_both_periods_is_only_who_was_known_then_without_doubt_or_problem() {
    let desk = two_quarters();
    let told = report(&desk, &[]);
    let clean: Vec<(&str, bool)> = told["candidates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| (c["unit"].as_str().unwrap(), c["clean_before"].as_bool().unwrap()))
        .collect();
    // 园林站 is new: nobody knows how it did.
    assert_eq!(clean, [("林场", true), ("园林站", false)]);
    let text = self::told(&desk);
    assert!(text.contains("连续两季无问题：林场。") && text.contains("未列入：有问题2家、未报齐1家。"), "{text}");
}

#[test]
fn a_doubt_then_keeps_a_unit_out_of_those_in_order_in_both_periods() {
    let roster = |period: &str| {
        format!(
            "== 单位\n单位名称 | 报送内容\n甲局 | 留言\n乙局 | 留言\n丙局 | 留言\n== 规则\n项目 | 值\n统计周期 | {period}\n"
        )
    };
    let table = |rows: &str| format!("== 留言\n单位 | 承办数量 | 办结数量 | 逾期数量\n{rows}");
    // 丙局 sent nothing then.
    let desk = drawn_pair(
        [&roster("2022-12"), &table("甲局 | 3 | 3 | 0\n乙局 | 约5 | 5 | 0\n")],
        [&roster("2023-01"), &table("甲局 | 3 | 3 | 0\n乙局 | 5 | 5 | 0\n丙局 | 4 | 4 | 0\n")],
    );
    report(&desk, &[]);
    let text = told(&desk);
    assert!(text.contains("乙局（5）、丙局（4）、甲局（3）。连续两月无问题：甲局。"), "{text}");
}
