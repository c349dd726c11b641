//! Proves `explain` and `trail`: every figure down to its cell, from the workbook alone.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

pub(crate) mod book;

use crate::cli::desk::{Desk, PRODUCT, Told};
use crate::common::listing;
use book::{case, put_number};
use std::fs;

const BOOK: &str = "附件.xlsx";

fn explain(desk: &Desk, cell: &str) -> Told {
    desk.call(&["explain", BOOK, cell])
}

/// The explanation, which must be there and of an untouched workbook.
fn told(desk: &Desk, cell: &str) -> String {
    let told = explain(desk, cell);
    assert_eq!((told.status, told.err.as_str()), (0, ""), "{cell}: {}", told.out);
    assert!(told.out.contains("生成以后没有改动过"), "{cell}: {}", told.out);
    told.out
}

fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no “{part}” in:\n{text}");
    }
}

#[test]
fn a_sum_is_told_month_by_month_cell_by_cell_and_in_every_reading() {
    // 工作动态: 2 + 2 + 0 = 4 of 1条/月 × 3 = 3, but nothing in March: the readings disagree.
    let desk = case("columns-by-sum-and-month");
    let text = told(&desk, "附件1!H7");
    has(
        &text,
        &[
            "水务局“工作动态”",
            "1月 2 + 2月 2 + 3月 0 = 4",
            "水务局.xlsx › 一季度 › D6：原文“2”",
            "水务局.xlsx › 一季度 › F6：原文“0”",
            "1 × 3 = 3",
            "名录.xlsx › 栏目 › ",
            "按整个周期：应 3、实 4，达到要求",
            "3月应 1 实 0；没有达到要求",
            "按滚动天数",
            "两种读法结果不同。起作用的是整个周期的读法",
        ],
    );
    let month = told(&desk, "附件1!F7");
    has(&month, &["附件1 栏目更新!F7：0", "F6：原文“0”"]);
    assert!(!month.contains("D6：原文"), "{month}");
}

#[test]
fn the_office_that_makes_a_short_month_a_fail_is_told_so() {
    let desk = case("columns-by-sum-and-month");
    let roster = fs::read_to_string(book::folder("columns-by-sum-and-month").join("in/名录.xlsx.txt")).unwrap();
    let roster = roster + "updates-month-missing | 不达标 | 文件二\n";
    fs::write(desk.path("收件/名录.xlsx"), crate::cases::drawn::workbook(&roster)).unwrap();
    desk.call(&["收件", "-o", BOOK, "--force"]);
    let text = told(&desk, "附件1!J7");
    has(&text, &["〔不达标〕", "把 updates-month-missing 定为不达标，所以某月不足也算不达标", "依据：文件二"]);
}

#[test]
fn the_office_that_reads_by_the_month_is_told_so_as_in_the_findings() {
    let desk = case("columns-by-sum-and-month");
    let roster = fs::read_to_string(book::folder("columns-by-sum-and-month").join("in/名录.xlsx.txt")).unwrap();
    let roster = roster + "频次口径 | 逐月 | 文件三\n";
    fs::write(desk.path("收件/名录.xlsx"), crate::cases::drawn::workbook(&roster)).unwrap();
    desk.call(&["收件", "-o", BOOK, "--force"]);
    let text = told(&desk, "附件1!J7");
    has(
        &text,
        &["以逐月为准（名录“规则”的“频次口径”）", "两种读法结果不同。按名录“规则”的“频次口径”，起作用的是逐月的读法"],
    );
    assert!(!text.contains("起作用的是整个周期"), "{text}");
}

#[test]
fn a_correction_is_told_with_the_value_that_it_replaces() {
    let desk = case("corrections-by-telephone");
    let text = told(&desk, "附件1!E5");
    has(
        &text,
        &[
            "附件1 栏目更新!E5：2",
            "水务局.xlsx › 栏目 › D4：原文“约2”",
            "已更正",
            "名录.xlsx › 更正 › ",
            "由“约2”改为“2”",
            "依据：4月6日电话核实",
        ],
    );
}

#[test]
fn a_name_is_told_as_written_as_used_and_how() {
    let desk = Desk::with_samples();
    desk.call(&["收件", "-o", BOOK]);
    let text = told(&desk, "附件1!H5");
    has(&text, &["单位：文件写“渭滨区司法局”，用作“区司法局”（名录全称或别名）"]);
    has(&told(&desk, "附件1!C5"), &["文件写“渭滨区司法局”", "〔区司法局规范性文件栏目更新.xlsx〕"]);
}

#[test]
fn a_verdict_and_a_rate_are_told_with_their_arithmetic() {
    let desk = Desk::with_samples();
    desk.call(&["收件", "-o", BOOK]);
    has(
        &told(&desk, "附件3!I6"),
        &["实际 20 ≥ 应更新 12，结论“合格”", "最低转载数 = 1（程序内置", "转载影响结论 = 否"],
    );
    has(&told(&desk, "附件2!E5"), &["附件2 留言办理!E5：100.0%", "23 ÷ 23"]);
}

#[test]
fn a_finding_is_told_alike_by_its_number_its_cell_and_its_line() {
    let desk = case("columns-by-sum-and-month");
    let by_number = told(&desk, "F1");
    has(
        &by_number,
        &["F1〔不达标〕应 3、实 0、差 3", "对象：水务局“通知公告”", "规则：", "办法：", "列在：问题清单!A3"],
    );
    has(&by_number, &["水务局.xlsx › 一季度 › D4“0”、E4“0”、F4“0”"]);
    let without_heading = |text: String| text[text.find("F1〔").unwrap()..].to_owned();
    for cell in ["问题清单!A3", "问题清单!E3", "问题清单!1", "问题清单 1"] {
        assert_eq!(without_heading(told(&desk, cell)), by_number, "{cell}");
    }
    // The fails are three, the notices three: the one doubt, 财政预算, is the seventh.
    has(&told(&desk, "待核事项!D3"), &["F7〔待核〕", "看情况吧"]);
}

#[test]
fn a_total_lists_its_terms_and_the_overview_leads_to_it() {
    let desk = case("columns-by-sum-and-month");
    // 0 + 2 + 4 + 0 + 7 + 5 + 1 + 11 = 30.
    has(&told(&desk, "附件1!H13"), &["以下 8 个数之和 = 30", "H7 工作动态：4", "H9 统计信息：7", "H12 人事任免：11"]);
    // C6 is merged with D6.
    for cell in ["概览!C6", "概览!D6"] {
        has(&told(&desk, cell), &["概览!C6：30", "更新信息", "与 附件1 栏目更新!H13（30）是同一个数"]);
    }
}

#[test]
fn every_cell_that_shows_something_has_an_explanation() {
    let desk = case("columns-by-sum-and-month");
    for sheet in listing::sheets(&desk.bytes(BOOK)) {
        for cell in sheet.cells.iter().filter(|c| !c.value.is_empty()).step_by(if sheet.grey { 17 } else { 5 }) {
            let mut args = tongbao::cli::ExplainArgs::default();
            args.workbook = desk.path(BOOK);
            args.cell = vec![format!("{}!{}", sheet.name, cell.at)];
            args.every.in_process = true;
            let told = tongbao::explain::explain(&args).unwrap();
            assert_eq!(told.exit, tongbao::exit::Exit::Made, "{}!{}: {}", sheet.name, cell.at, told.text);
            assert!(told.text.lines().count() > 3, "{}!{}: {}", sheet.name, cell.at, told.text);
        }
    }
}

#[test]
fn the_manual_shows_an_explanation_as_it_is() {
    let desk = Desk::with_samples();
    desk.call(&["收件", "-o", BOOK]);
    let indented: String =
        told(&desk, "附件1!J26").lines().map(|l| format!("    {l}").trim_end().to_owned() + "\n").collect();
    let manual = include_str!("../../../docs/手册.md").replace("\r\n", "\n");
    assert!(manual.contains(&indented), "docs/手册.md has another text than:\n{indented}");
}

#[test]
fn the_folder_may_be_gone() {
    let desk = case("columns-by-sum-and-month");
    let before = told(&desk, "附件1!J7");
    fs::remove_dir_all(desk.path("收件")).unwrap();
    assert_eq!(told(&desk, "附件1!J7"), before);
}

#[test]
fn a_changed_cell_is_named_with_both_values_and_the_made_one_is_explained() {
    let desk = case("columns-by-sum-and-month");
    let before = told(&desk, "附件1!F7");
    // 附件1 is the second sheet.
    fs::write(desk.path(BOOK), put_number(&desk.bytes(BOOK), 2, "F7", 9)).unwrap();
    let after = explain(&desk, "附件1!F7");
    assert_eq!(after.status, 1);
    has(&after.out, &["附件1 栏目更新!F7：0\n", "生成时是“0”，现在是“9”", "生成以后改动过 1 处"]);
    let source = |text: &str| text[text.find("来源：").unwrap()..text.find("由 tongbao").unwrap()].to_owned();
    assert_eq!(source(&after.out), source(&before));
    // Another cell is explained as before, but the change is not kept quiet.
    let other = explain(&desk, "附件1!D5");
    assert_eq!(other.status, 1);
    assert!(!other.out.contains("注意"), "{}", other.out);
}

#[test]
fn nothing_to_explain_is_said_in_a_sentence() {
    let desk = Desk::with_samples();
    desk.call(&["收件", "-o", BOOK, "--clean", "正式稿.xlsx"]);
    for (words, why) in [
        (["explain", BOOK, "附件1!Z99"], "是空的"),
        (["explain", BOOK, "附件9!A1"], "没有叫“附件9”的工作表"),
        (["explain", BOOK, "附件!A1"], "有几张都这样开头"),
        (["explain", BOOK, "F999"], "没有第 F999 项"),
        (["explain", BOOK, "问题清单!99"], "没有序号为 99 的行"),
        (["explain", BOOK, "问题清单!K3"], "留给人填写"),
        (["explain", BOOK, "第七个"], "看不懂"),
        (["explain", "正式稿.xlsx", "F1"], "没有溯源记录"),
        (["explain", "名录.xlsx", "F1"], "不是本程序生成的"),
        (["explain", "没有.xlsx", "F1"], "找不到工作簿"),
    ] {
        let told = desk.call(&words);
        assert_eq!((told.status, told.out.as_str()), (2, ""), "{words:?}");
        assert!(told.err.contains(why), "{words:?}: {}", told.err);
    }
    let told = desk.call(&["explain", BOOK]);
    assert_eq!(told.status, 2);
}

#[test]
fn the_record_is_out_of_sight_and_the_clean_copy_has_none() {
    let desk = Desk::with_samples();
    desk.call(&["收件", "--clean", "正式稿.xlsx"]);
    let unseen = |name: &str| listing::unseen(&listing::part(&desk.bytes(name), "xl/workbook.xml").unwrap());
    assert_eq!(unseen(PRODUCT), ["溯源记录"]);
    assert!(unseen("正式稿.xlsx").is_empty());
    let strings = listing::part(&desk.bytes("正式稿.xlsx"), "xl/sharedStrings.xml").unwrap();
    assert!(!strings.contains("\"schema\":") && !strings.contains(".xlsx"), "the clean copy names its sources");
    // The record tells nothing of the clerk's disk.
    let strings = listing::part(&desk.bytes(PRODUCT), "xl/sharedStrings.xml").unwrap();
    assert!(!strings.contains(&desk.folder.display().to_string()));
}

#[test]
fn a_record_that_was_touched_or_is_of_another_version_is_not_believed() {
    let desk = case("columns-by-sum-and-month");
    let whole = desk.bytes(BOOK);
    for (from, to, why) in
        [("\"raw\":\"2\"", "\"raw\":\"3\"", "被改动过"), ("\"schema\":2", "\"schema\":99", "另一个版本")]
    {
        let changed = crate::cases::drawn::rewrite(&whole, |_, xml| xml.replacen(from, to, 1));
        fs::write(desk.path(BOOK), changed).unwrap();
        let told = explain(&desk, "F1");
        assert_eq!(told.status, 2, "{}", told.out);
        assert!(told.err.contains(why), "{}", told.err);
    }
}

#[test]
fn a_figure_of_a_ledger_names_its_lines_and_those_left_out_by_reason() {
    // Nine messages under two lines of headings: one of December, one without a day, one that stands twice.
    let text = told(&case("ledger-of-messages"), "附件2!B5");
    has(
        &text,
        &[
            "区民政局",
            "留言台账 › A3:H8",
            "台账逐行计数：采用 6 行，从第 3 行到第 8 行",
            "未采用 1 行：没有日期（第 10 行）",
            "未采用 1 行：不在统计周期内（第 9 行）",
            "未采用 1 行：与前面的重复（第 11 行）",
        ],
    );
    let text = told(&case("ledger-and-gap"), "附件3!F6");
    has(&text, &["北苑街道办.xlsx › 台账", "台账逐行计数：采用 12 行，从第 3 行到第 14 行"]);
    assert!(!text.contains("未采用"), "{text}");
}

#[test]
fn a_long_ledger_that_was_counted_while_it_was_read_names_its_lines_too() {
    let desk = Desk::empty();
    fs::create_dir(desk.path("收件")).unwrap();
    let mut text = "白塔镇微信公众号信息发布台账,,\n账号名称,发布时间,文章标题\n".to_owned();
    for i in 0..1500 {
        // The first three hundred are of the year before, in two runs parted by one of this quarter.
        let day = if i < 300 && i != 100 { "2022-12-05" } else { ["2023-01-05", "2023-02-06", "2023-03-07"][i % 3] };
        text.push_str(&format!("白塔发布,{day},第{i}篇\n"));
    }
    fs::write(desk.path("收件/白塔镇.csv"), text).unwrap();
    desk.call(&["收件", "-o", BOOK, "--period", "2023Q1"]);
    let text = told(&desk, "附件3!F5");
    has(
        &text,
        &[
            "台账逐行计数：采用 1201 行，从第 103 行到第 1502 行",
            "未采用 299 行：不在统计周期内（第 3-102 行、第 104-302 行）",
        ],
    );
}
