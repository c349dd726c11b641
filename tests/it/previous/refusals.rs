//! What cannot be an earlier workbook is refused in a sentence, and nothing is made.

use super::{BOOK, LAST, drawn_pair, report, two_quarters};
use crate::cli::desk::Desk;
use crate::explain::book::record_saying;
use std::fs;

fn refused(desk: &Desk, words: &[&str], parts: &[&str]) {
    let mut call = vec!["收件", "-o", BOOK];
    call.extend(words);
    let told = desk.call(&call);
    assert_eq!((told.status, told.out.as_str()), (2, ""), "{words:?}");
    for part in parts {
        assert!(told.err.contains(part), "{words:?}: no “{part}” in {}", told.err);
    }
    assert!(!desk.path(BOOK).exists(), "{words:?}");
}

#[test]
fn what_is_no_earlier_workbook_of_ours_is_named() {
    let desk = two_quarters();
    refused(&desk, &["--previous", "没有.xlsx"], &["找不到工作簿“没有.xlsx”"]);
    refused(&desk, &["--previous", "收件/一季度汇总.xlsx"], &["一季度汇总.xlsx", "不是本程序生成的"]);
    desk.call(&["上期/收件", "-o", "另.xlsx", "--clean", "正式稿.xlsx"]);
    refused(&desk, &["--previous", "正式稿.xlsx"], &["正式稿.xlsx", "没有溯源记录"]);
    refused(&desk, &["--previous", "上期"], &["找不到工作簿"]);
}

#[test]
fn a_period_that_is_not_over_before_is_named_with_both() {
    let desk = two_quarters();
    for (period, parts) in [
        ("2022Q4", ["2022年四季度", "就是本期"]),
        ("2022Q3", ["2022年四季度", "晚于本期（2022年三季度）"]),
        ("2022", ["2022年四季度", "与本期（2022年）有重叠"]),
    ] {
        refused(&desk, &["--previous", LAST, "--period", period], &parts);
    }
}

#[test]
fn a_workbook_of_which_nobody_knows_a_unit_is_anothers() {
    let roster = |unit: &str, period: &str| {
        format!("== 单位\n单位名称 | 报送内容\n{unit} | 留言\n== 规则\n项目 | 值\n统计周期 | {period}\n")
    };
    let table = |unit: &str| format!("== 留言\n单位 | 承办数量 | 办结数量 | 逾期数量\n{unit} | 3 | 3 | 0\n");
    let desk =
        drawn_pair([&roster("渔政站", "2022Q4"), &table("渔政站")], [&roster("档案馆", "2023Q1"), &table("档案馆")]);
    refused(&desk, &["--previous", LAST], &["1 个单位", "一个也对不上"]);
}

#[test]
fn a_record_of_the_schema_before_is_read_and_one_of_a_later_or_a_touched_one_is_refused() {
    let desk = two_quarters();
    let made = desk.bytes(LAST);
    fs::write(desk.path(LAST), record_saying(&made, "\"schema\":2", "\"schema\":1")).unwrap();
    assert_eq!(report(&desk, &[])["previous"]["problems"].as_array().unwrap().len(), 15);
    fs::remove_file(desk.path(BOOK)).unwrap();
    fs::write(desk.path(LAST), record_saying(&made, "\"schema\":2", "\"schema\":99")).unwrap();
    refused(&desk, &["--previous", LAST], &["由另一个版本"]);
    let touched = crate::cases::drawn::rewrite(&made, |_, xml| xml.replace("旧闻回顾", "新闻回顾"));
    fs::write(desk.path(LAST), touched).unwrap();
    refused(&desk, &["--previous", LAST], &["溯源记录", "被改动过"]);
}

#[test]
fn the_earlier_workbook_is_never_written_over() {
    let desk = two_quarters();
    let made = desk.bytes(LAST);
    let told = desk.call(&["收件", "-o", LAST, "--previous", LAST, "--force"]);
    assert!(told.status == 2 && told.err.contains("上期.xlsx"), "{}", told.err);
    assert!(desk.bytes(LAST) == made);
}
