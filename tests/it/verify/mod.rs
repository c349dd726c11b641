//! Proves `verify`: whatever differs between a workbook, its inputs and what comes out now is named.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use crate::cases::drawn;
use crate::cli::desk::{Desk, PRODUCT};
use crate::common::listing::part;
use crate::explain::book::{case, folder, made_by, put_number, put_row, put_text};
use std::fs;

const BOOK: &str = "附件.xlsx";
const CASE: &str = "columns-by-sum-and-month";

/// What `verify` says, with its status.
fn verify(desk: &Desk) -> (String, i32) {
    let told = desk.call(&["verify", BOOK]);
    assert_eq!(told.err, "");
    (told.out, told.status)
}

fn has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no “{part}” in:\n{text}");
    }
}

#[test]
fn an_untouched_workbook_comes_out_the_same() {
    let desk = Desk::with_samples();
    desk.call(&["收件"]);
    let before = desk.everything("");
    for words in [&["verify", PRODUCT][..], &["verify", PRODUCT, "收件"]] {
        let told = desk.call(words);
        assert_eq!((told.status, told.err.as_str()), (0, ""), "{}", told.out);
        has(&told.out, &["完全一致：47 个收件文件"]);
    }
    assert!(desk.everything("") == before, "verify writes nothing");
}

#[test]
fn a_long_record_stands_in_its_cells_and_is_read_all_the_same() {
    let desk = Desk::empty();
    fs::create_dir(desk.path("收件")).unwrap();
    let head = "甲乙区统计局2023年一季度栏目更新情况统计表\n栏目名称,更新频次,1月,2月,3月\n";
    let rows: String = (1..=4_000).map(|n| format!("栏目_x{n}_,1条/月,{},2,3\n", n % 7)).collect();
    fs::write(desk.path("收件/统计局.csv"), format!("{head}{rows}")).unwrap();
    // Thousands of rows take a program without optimization long on a busy machine: here time has no limit.
    let patient = ["--in-process"];
    assert!(desk.call(&[&["收件", "-o", BOOK][..], &patient].concat()).status < 2);
    let texts = part(&desk.bytes(BOOK), "xl/sharedStrings.xml").unwrap();
    assert!(texts.contains("栏目_x") && !texts.contains("\"story\""));
    let told = desk.call(&[&["verify", BOOK][..], &patient].concat());
    assert_eq!(told.status, 0, "{}{}", told.out, told.err);
    let told = desk.call(&[&["explain", BOOK, "附件1 栏目更新!F2000"][..], &patient].concat());
    assert_eq!(told.status, 0, "{}{}", told.out, told.err);
    has(&told.out, &["栏目_x1996_", "统计局.csv › 统计局 › E1998：原文“3”"]);
}

#[test]
fn the_options_of_the_run_are_remembered() {
    let desk = case(CASE);
    desk.call(&["收件", "-o", BOOK, "--force", "--period", "2023-03", "--as-of", "2023-04-18", "--limit", "sheets=7"]);
    assert_eq!(verify(&desk).1, 0);
    // Without 名录.xlsx now, and with it again under another option.
    fs::rename(desk.path("收件/名录.xlsx"), desk.path("另一处.xlsx")).unwrap();
    let told = desk.call(&["verify", BOOK]);
    assert_eq!(told.status, 2);
    has(&told.err, &["名录.xlsx"]);
}

#[test]
fn answers_are_followed_as_the_run_followed_them() {
    let desk = case("names-confirmed");
    assert_eq!(verify(&desk).1, 0);
    let answers = desk.bytes("收件/待确认.xlsx");
    fs::remove_file(desk.path("收件/待确认.xlsx")).unwrap();
    fs::remove_file(desk.path("待确认.xlsx")).unwrap();
    let told = desk.call(&["verify", BOOK]);
    assert_eq!(told.status, 2);
    has(&told.err, &["待确认.xlsx"]);
    fs::write(desk.path("收件/待确认.xlsx"), answers).unwrap();
    assert_eq!(desk.call(&["verify", BOOK, "--decisions", "收件/待确认.xlsx"]).status, 0);
}

#[test]
fn answers_given_after_the_run_do_not_count() {
    let answered = case("names-confirmed");
    let answers = answered.bytes("收件/待确认.xlsx");
    let desk = Desk::empty();
    crate::cases::lay_out(&folder("names-confirmed").join("in"), &desk.path("收件"));
    fs::remove_file(desk.path("收件/待确认.xlsx")).unwrap();
    desk.call(&["收件", "-o", BOOK]);
    assert_eq!(verify(&desk).1, 0);
    fs::write(desk.path("待确认.xlsx"), &answers).unwrap();
    assert_eq!(verify(&desk).1, 0);
    // They would have changed it.
    assert_eq!(desk.call(&["verify", BOOK, "--decisions", "待确认.xlsx"]).status, 1);
}

#[test]
fn a_change_by_hand_is_named_with_both_values() {
    let desk = case(CASE);
    let changed = put_number(&desk.bytes(BOOK), 2, "F7", 9);
    fs::write(desk.path(BOOK), put_text(&changed, 2, "J7", "没有问题")).unwrap();
    let (out, status) = verify(&desk);
    assert_eq!(status, 1);
    has(
        &out,
        &["改动过 2 处", "附件1 栏目更新!F7：生成时“0”，现在“9”", "附件1 栏目更新!J7：生成时“", "现在“没有问题”"],
    );
    assert!(!out.contains("重新计算的结果有"), "{out}");
}

#[test]
fn a_change_on_an_evidence_sheet_is_named_with_both_values() {
    let desk = case(CASE);
    let names = crate::common::listing::sheets(&desk.bytes(BOOK));
    let details = names.iter().position(|s| s.name == "明细").unwrap() + 1;
    let cell = names[details - 1].cell("H2").value.clone();
    fs::write(desk.path(BOOK), put_number(&desk.bytes(BOOK), details, "H2", 777)).unwrap();
    let (out, status) = verify(&desk);
    assert_eq!(status, 1);
    has(&out, &["改动过 1 处", &format!("明细!H2：生成时“{cell}”，现在“777”")]);
}

#[test]
fn another_version_of_the_program_is_named() {
    let desk = case(CASE);
    fs::write(desk.path(BOOK), made_by(&desk.bytes(BOOK), "0.0.9")).unwrap();
    let (out, status) = verify(&desk);
    assert_eq!(status, 1);
    has(&out, &["程序版本不同：工作簿由 0.0.9 生成，现在用的是"]);
    assert!(!out.contains("处不同") && !out.contains("改动过"), "{out}");
}

#[test]
fn what_is_there_to_be_filled_in_is_no_change() {
    let desk = case(CASE);
    // 问题清单 is the fifth sheet; K is 整改情况.
    fs::write(desk.path(BOOK), put_text(&desk.bytes(BOOK), 5, "K3", "已整改")).unwrap();
    assert_eq!(verify(&desk).1, 0);
}

#[test]
fn inputs_that_changed_are_missing_or_new_are_named_and_so_is_what_comes_of_it() {
    let desk = case(CASE);
    let table = fs::read_to_string(folder(CASE).join("in/水务局.xlsx.txt")).unwrap();
    // 工作动态 in March: 1 instead of 0, so that the sum is 5 and nothing is short.
    let table = table.replace("3 | 工作动态 | 月更 | 2 | 2 | 0", "3 | 工作动态 | 月更 | 2 | 2 | 1");
    fs::write(desk.path("收件/水务局.xlsx"), drawn::workbook(&table)).unwrap();
    fs::remove_file(desk.path("收件/文体局.xlsx")).unwrap();
    fs::write(desk.path("收件/新来的.xlsx"), "").unwrap();
    let (out, status) = verify(&desk);
    assert_eq!(status, 1);
    has(
        &out,
        &[
            "收件和名录有 3 处不同",
            "内容改动：水务局.xlsx",
            "现在没有：文体局.xlsx",
            "后来新增：新来的.xlsx",
            "附件1 栏目更新!F7：生成时“0”，重新计算“1”",
            "附件1 栏目更新!H7：生成时“4”，重新计算“5”",
            "附件1 栏目更新!I7：生成时“月度缺更”，重新计算“达标”",
            "附件1 栏目更新!H9：生成时“7”，重新计算“未报”",
        ],
    );
    assert!(!out.contains("改动过"), "{out}");
}

#[test]
fn what_cannot_be_verified_is_said() {
    let desk = case(CASE);
    let told = desk.call(&["verify", "收件/水务局.xlsx"]);
    assert_eq!(told.status, 2);
    has(&told.err, &["不是本程序生成的"]);
    fs::rename(desk.path("收件"), desk.path("搬走了")).unwrap();
    let told = desk.call(&["verify", BOOK]);
    assert_eq!((told.status, told.out.as_str()), (2, ""));
    has(&told.err, &["收件"]);
    // Where it lies now, everything is as it was.
    assert_eq!(desk.call(&["verify", BOOK, "搬走了"]).status, 0);
}

#[test]
fn a_row_put_in_by_hand_is_one_difference_and_the_rows_below_are_still_compared() {
    let desk = case(CASE);
    let before = desk.bytes(BOOK);
    let widened = put_row(&before, 2, 6, &["新栏目", "1条/月", "某局"]);
    fs::write(desk.path(BOOK), &widened).unwrap();
    let (out, status) = verify(&desk);
    assert_eq!(status, 1);
    has(&out, &["改动过 1 处", "附件1 栏目更新 第 6 行：插入了一行（“新栏目 某局”）"]);
    // F7 stands in row 8 now.
    fs::write(desk.path(BOOK), put_number(&widened, 2, "F8", 9)).unwrap();
    let (out, _) = verify(&desk);
    has(&out, &["改动过 2 处", "插入了一行", "附件1 栏目更新!F8：生成时“0”，现在“9”"]);
}

#[test]
fn a_row_put_into_an_evidence_sheet_is_one_difference() {
    let desk = case(CASE);
    let names = crate::common::listing::sheets(&desk.bytes(BOOK));
    let details = names.iter().position(|s| s.name == "明细").unwrap() + 1;
    fs::write(desk.path(BOOK), put_row(&desk.bytes(BOOK), details, 3, &["0", "栏目", "某局"])).unwrap();
    let (out, status) = verify(&desk);
    assert_eq!(status, 1);
    has(&out, &["改动过 1 处", "明细 第 3 行：插入了一行"]);
}

#[test]
fn a_row_that_comes_out_anew_does_not_shift_the_others() {
    let desk = case(CASE);
    let roster = fs::read_to_string(folder(CASE).join("in/名录.xlsx.txt")).unwrap();
    let first = roster.lines().skip_while(|l| !l.starts_with("== 栏目")).nth(2).unwrap();
    let new = roster.replacen(first, &format!("新设栏目 | 1条/月 | 水务局\n{first}"), 1);
    assert!(first.split('|').count() >= 3 && new != roster, "{first}");
    fs::write(desk.path("收件/名录.xlsx"), drawn::workbook(&new)).unwrap();
    let (out, status) = verify(&desk);
    assert_eq!(status, 1);
    has(&out, &["附件1 栏目更新 第 5 行：重新计算多出一行（“新设栏目 水务局”）"]);
    assert!(!out.contains("附件1 栏目更新!A"), "no name comes out in another row:\n{out}");
}
