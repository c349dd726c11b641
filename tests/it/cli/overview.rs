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
    // Nothing to draw: no gap where the charts would stand.
    assert_eq!(overview.cell("A7").value, "栏目更新");
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

/// A roster with four units; the files of two wait, one cannot be opened, and nothing came of the last.
fn desk_with_tables_that_wait() -> Desk {
    let desk = Desk::empty();
    fs::create_dir(desk.path("收件")).unwrap();
    let roster = "== 单位\n单位名称 | 报送内容\n农业局 | 栏目\n气象局 | 栏目\n统计局 | 栏目\n林业局 | 栏目\n\
                  == 栏目\n保障单位 | 栏目名称 | 更新频次\n农业局 | 农业动态 | 1条/月\n气象局 | 气象预警 | 1条/月\n\
                  统计局 | 统计数据 | 1条/月\n林业局 | 林业动态 | 1条/月\n\
                  == 规则\n项目 | 值\n统计周期 | 2023年一季度\n";
    fs::write(desk.path("名录.xlsx"), drawn::workbook(roster)).unwrap();
    let mixed = "== 表\n2023年一季度栏目更新情况\n栏目名称 | 更新频次 | 1月 | 2月 | 3月\n农业动态 | 1条/月 | 6 | 5 | 7\n\
                 农业之声（微信公众号） | / | 8 | 9 | 7\n收到留言 | / | 3 | 2 | 4\n办结留言 | / | 3 | 2 | 3\n";
    fs::write(desk.path("收件/农业局.xlsx"), drawn::workbook(mixed)).unwrap();
    let plain =
        "== 表\n2023年一季度栏目更新情况\n栏目名称 | 更新频次 | 1月 | 2月 | 3月\n气象预警 | 1条/月 | 3 | 3 | 3\n";
    fs::write(desk.path("收件/气象局.xlsx"), drawn::workbook(plain)).unwrap();
    fs::write(desk.path("收件/统计局栏目.xlsx"), b"PK\x03\x04 broken").unwrap();
    desk
}

#[test]
fn a_unit_whose_table_waits_is_never_told_as_one_that_sent_nothing() {
    let desk = desk_with_tables_that_wait();
    let told = desk.call(&["收件"]);
    assert!(
        told.out.contains("已报 3 家（其中 2 家的表待核：农业局、统计局），未报 1 家（林业局）"),
        "{}{}",
        told.out,
        told.err
    );
    let sheets = listing::sheets(&desk.bytes(PRODUCT));
    let row = |sheet: &str, name: &str| -> Vec<String> {
        let sheet = sheets.iter().find(|s| s.name.contains(sheet)).unwrap();
        let at = sheet.cells.iter().find(|c| c.value == name).unwrap();
        let number = |at: &str| at.trim_start_matches(char::is_alphabetic).to_owned();
        let same = sheet.cells.iter().filter(|c| number(&c.at) == number(&at.at));
        same.map(|c| c.value.clone()).collect()
    };
    for (unit, column) in [("农业局", "农业动态"), ("统计局", "统计数据")] {
        let annex = row("附件1", column);
        assert!(annex.iter().filter(|c| *c == "待核").count() >= 4 && !annex.contains(&"未报".to_owned()), "{annex:?}");
        let line = row("收件登记", unit);
        assert!(line.contains(&"已报，待核".to_owned()) && !line.contains(&"未报".to_owned()), "{line:?}");
        assert!(line.iter().any(|c| c.starts_with(unit) && c.ends_with(".xlsx")), "{line:?}");
    }
    assert!(row("附件1", "林业动态").contains(&"未报".to_owned()));
    assert!(row("收件登记", "林业局").contains(&"未报".to_owned()));
    let overview = &sheets[0];
    let says = |text: &str| overview.cells.iter().any(|c| c.value.contains(text));
    assert!(says("未报送1家：林业局") && says("已收到、表待核2家（不是未报）：农业局（"), "{:?}", overview.cells);
    let listed: Vec<&str> = sheets.iter().flat_map(|s| &s.cells).map(|c| c.value.as_str()).collect();
    assert!(!listed.iter().any(|text| text.contains("没有收到") && text.contains("农业局")));
    assert!(listed.iter().any(|text| text.contains("已收到单位的“农业局.xlsx”")), "no doubt says where it may stand");
}

#[test]
fn only_what_cannot_be_opened_is_asked_for_again() {
    let told = desk_with_tables_that_wait().call(&["remind", "收件"]);
    assert!(told.out.contains("尚有 2 家未报或报送不全"), "{}{}", told.out, told.err);
    assert!(
        told.out.contains("统计局：已报的文件无法使用，请重报") && told.out.contains("林业局：未报"),
        "{}",
        told.out
    );
    assert!(told.out.contains("已收到、表还待核的：农业局，不用重报，等通知。"), "{}{}", told.out, told.err);
    assert!(!told.out.contains("【农业局】") && !told.out.contains("统计局：未报"), "{}{}", told.out, told.err);
}

#[test]
fn a_row_that_may_stand_in_what_waits_is_not_told_as_lacking() {
    let desk = desk_with_tables_that_wait();
    let with_more =
        "== 表\n2023年一季度栏目更新情况\n栏目名称 | 更新频次 | 1月 | 2月 | 3月\n政策文件 | 1条/月 | 3 | 3 | 3\n";
    fs::write(desk.path("收件/农业局（二）.xlsx"), drawn::workbook(with_more)).unwrap();
    let told = desk.call(&["收件"]);
    assert_eq!(told.status, 1, "{}{}", told.out, told.err);
    let sheets = listing::sheets(&desk.bytes(PRODUCT));
    let all: Vec<&str> = sheets.iter().flat_map(|s| &s.cells).map(|c| c.value.as_str()).collect();
    assert!(!all.iter().any(|text| text.contains("表中没有这一行")), "a row of the unit is told as lacking");
    assert!(all.iter().any(|text| text.contains("这一行可能就在其中")), "nothing says where it may stand");
}

#[test]
fn a_file_of_which_nobody_can_tell_what_it_is_was_handed_in_all_the_same() {
    let desk = desk_with_tables_that_wait();
    let list = "== 表\n林业局\n物品 | 规格 | 存放地点\n铁锹 | 大 | 库房\n水桶 | 小 | 库房\n";
    fs::write(desk.path("收件/林业局.xlsx"), drawn::workbook(list)).unwrap();
    let told = desk.call(&["收件"]);
    assert!(told.out.contains("（其中 3 家的表待核：农业局、统计局、林业局），未报 0 家"), "{}{}", told.out, told.err);
    // Beside a table that counts, such a list keeps nothing back.
    fs::write(
        desk.path("名录.xlsx"),
        drawn::workbook(
            "== 单位\n单位名称 | 报送内容\n气象局 | 栏目、留言\n== 规则\n项目 | 值\n统计周期 | 2023年一季度\n",
        ),
    )
    .unwrap();
    let both = "== 表\n2023年一季度栏目更新情况\n栏目名称 | 更新频次 | 1月 | 2月 | 3月\n气象预警 | 1条/月 | 3 | 3 | 3\n\
                == 物品\n物品 | 规格 | 存放地点\n铁锹 | 大 | 库房\n水桶 | 小 | 库房\n";
    fs::write(desk.path("收件/气象局.xlsx"), drawn::workbook(both)).unwrap();
    let told = desk.call(&["收件"]);
    assert!(told.out.contains("部分报送 1 家（气象局），未报 0 家"), "{}{}", told.out, told.err);
}
