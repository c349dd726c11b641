//! What screen, overview and lists say of units and accounts that are easily confused.

use super::desk::{Desk, PRODUCT};
use crate::cases::drawn;
use crate::common::listing;
use std::fs;

#[test]
fn a_unit_that_sent_a_part_is_told_apart_from_one_that_sent_nothing() {
    let desk = Desk::empty();
    fs::create_dir(desk.path("收件")).unwrap();
    let roster = "== 单位\n单位名称 | 报送内容\n区财政局 | 栏目、留言\n区统计局 | 留言\n区水利局 | 留言\n== 规则\n项目 | 值\n统计周期 | 2023Q1\n";
    fs::write(desk.path("名录.xlsx"), drawn::workbook(roster)).unwrap();
    let table = "== 表\n单位 | 承办数量 | 办结数量 | 逾期数量\n区财政局 | 3 | 3 | 0\n区水利局 | 1 | 1 | 0\n";
    fs::write(desk.path("收件/留言.xlsx"), drawn::workbook(table)).unwrap();
    let told = desk.call(&["收件"]);
    let said = "应报 3 家，已报 1 家，部分报送 1 家（区财政局），未报 1 家（区统计局）";
    assert!(told.out.contains(said), "{}", told.out);
    let sheets = listing::sheets(&desk.bytes(PRODUCT));
    let overview = &sheets[0];
    // 应报 = 已报 + 未报 + 部分报送.
    assert_eq!((overview.cell("A4").value.as_str(), overview.cell("C4").value.as_str()), ("3", "1"));
    assert_eq!((overview.cell("E3").value.as_str(), overview.cell("E4").value.as_str()), ("未报/部分报送", "1/1"));
    let says = |text: &str| overview.cells.iter().any(|c| c.value.contains(text));
    assert!(says("未报送1家：区统计局") && says("部分报送1家：区财政局（缺栏目）"), "{:?}", overview.cells);
}

#[test]
fn accounts_of_one_name_are_told_apart_by_their_type() {
    let desk = Desk::empty();
    fs::create_dir(desk.path("收件")).unwrap();
    let table = "== 表\n2023年一季度政务新媒体\n单位 | 账号名称 | 账号类型 | 应更新数 | 实际更新数 | 实际转载数量\n\
                 区水利局 | 江北水利 | 抖音 | 12 | 5 | 3\n区水利局 | 江北水利 | 微信公众号 | 12 | 约20 | 3\n\
                 区财政局 | 江北财政 | 抖音 | 12 | 4 | 3\n";
    fs::write(desk.path("收件/新媒体.xlsx"), drawn::workbook(table)).unwrap();
    let told = desk.call(&["收件"]);
    assert!(told.out.contains("区水利局“江北水利（微信公众号）”："), "{}", told.out);
    let sheets = listing::sheets(&desk.bytes(PRODUCT));
    let on = |name: &str, text: &str| {
        let sheet = sheets.iter().find(|s| s.name == name).unwrap();
        sheet.cells.iter().any(|c| c.value == text || (name == "概览" && c.value.contains(text)))
    };
    assert!(on("问题清单", "江北水利（抖音）") && on("问题清单", "江北财政"), "a name of its own needs no type");
    assert!(on("待核事项", "江北水利（微信公众号）") && on("概览", "江北水利（抖音）"));
    let told = desk.call(&["check", "收件"]);
    assert!(told.out.contains("江北水利（抖音）") && told.out.contains("江北水利（微信公众号）"), "{}", told.out);
}
