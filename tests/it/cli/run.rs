//! The main job.

use super::desk::{Desk, PRODUCT};
use calamine::{Reader, Xlsx, open_workbook};
use std::fs;

#[test]
fn the_samples_give_a_workbook_beside_the_inbox_and_status_0() {
    let desk = Desk::with_samples();
    let told = desk.call(&["收件"]);
    assert_eq!((told.status, told.err.as_str()), (0, ""), "{}", told.out);
    assert!(desk.path(PRODUCT).is_file());
    let lines: Vec<&str> = told.out.lines().collect();
    assert!(lines.len() <= 20, "{}", told.out);
    assert!(lines[lines.len() - 1].starts_with("下一步"), "{}", told.out);
    // The bulletin's own figures.
    for figure in ["43 个栏目", "315 条", "56 件", "19 个账号", "735 条", "231 条", PRODUCT] {
        assert!(told.out.contains(figure), "{figure}: {}", told.out);
    }
}

#[test]
fn inputs_are_never_touched_and_nothing_else_is_left_behind() {
    let desk = Desk::with_samples();
    let before = desk.everything("");
    desk.call(&["收件"]);
    let mut after = desk.everything("");
    assert!(after.remove(&desk.path(PRODUCT)).is_some());
    assert_eq!(before.len(), after.len(), "{:?}", after.keys());
    assert!(before == after);
}

#[test]
fn the_same_inputs_give_the_same_bytes_and_the_old_workbook_is_left_alone() {
    let desk = Desk::with_samples();
    desk.call(&["收件"]);
    let first = desk.bytes(PRODUCT);
    let told = desk.call(&["run", "收件", "-j", "1"]);
    assert!(told.out.contains("没有变化"), "{}", told.out);
    assert!(desk.bytes(PRODUCT) == first);
    assert!(!desk.path("2023年一季度政府网站及政务新媒体检查结果附件（旧版1）.xlsx").exists());
    desk.call(&["收件", "-o", "别处.xlsx"]);
    assert!(desk.bytes("别处.xlsx") == first, "the name of the product must not matter");
}

#[test]
fn an_old_workbook_is_kept_under_a_numbered_name_unless_forced() {
    let desk = Desk::with_samples();
    fs::write(desk.path("附件.xlsx"), "旧").unwrap();
    let told = desk.call(&["收件", "-o", "附件.xlsx"]);
    assert_eq!(told.status, 0);
    assert!(told.out.contains("附件（旧版1）.xlsx"), "{}", told.out);
    assert_eq!(desk.bytes("附件（旧版1）.xlsx"), "旧".as_bytes());
    fs::write(desk.path("附件.xlsx"), "又旧").unwrap();
    desk.call(&["收件", "-o", "附件.xlsx", "--force"]);
    assert!(!desk.path("附件（旧版2）.xlsx").exists());
    assert!(desk.bytes("附件.xlsx").starts_with(b"PK"));
}

#[test]
fn a_workbook_that_is_open_elsewhere_gets_a_sibling_and_says_so() {
    let desk = Desk::with_samples();
    fs::write(desk.path("附件.xlsx"), "开着").unwrap();
    fs::write(desk.path("~$附件.xlsx"), "").unwrap();
    let told = desk.call(&["收件", "-o", "附件.xlsx"]);
    assert_eq!(told.status, 0);
    assert_eq!(desk.bytes("附件.xlsx"), "开着".as_bytes());
    assert!(desk.bytes("附件（新1）.xlsx").starts_with(b"PK"));
    assert!(told.out.contains("附件（新1）.xlsx"), "{}", told.out);
}

#[test]
fn a_trial_makes_nothing_and_says_what_it_would_make() {
    let desk = Desk::with_samples();
    let before = desk.everything("");
    let told = desk.call(&["收件", "-n", "--json", "报告.json", "--clean", "正式稿.xlsx"]);
    assert_eq!(told.status, 0);
    assert!(desk.everything("") == before);
    for name in [PRODUCT, "正式稿.xlsx", "报告.json"] {
        assert!(told.out.contains(name), "{name}: {}", told.out);
    }
}

#[test]
fn the_report_goes_to_standard_output_and_the_screen_to_standard_error() {
    let desk = Desk::with_samples();
    let told = desk.call(&["收件", "--json", "-"]);
    let report: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(report["schema_version"], 1);
    assert_eq!(report["totals"]["updates"], 315);
    assert!(told.err.contains("下一步"), "{}", told.err);
    desk.call(&["收件", "--json", "报告.json", "-q"]);
    assert_eq!(String::from_utf8(desk.bytes("报告.json")).unwrap(), told.out);
}

#[test]
fn quiet_says_nothing_and_verbose_tells_where_values_come_from() {
    let desk = Desk::with_samples();
    let told = desk.call(&["收件", "-q"]);
    assert_eq!((told.out.as_str(), told.err.as_str(), told.status), ("", "", 0));
    let told = desk.call(&["收件", "-v", "--as-of", "2023-04-18"]);
    assert!(
        told.err.contains("最低转载数 = 1") && told.err.contains("检查时间点 = 2023年4月18日（命令中指定"),
        "{}",
        told.err
    );
    assert!(told.out.lines().count() <= 20);
}

#[test]
fn strict_makes_notices_count() {
    // 财政资金直达基层 has no update in March: a notice that the published bulletin missed.
    let desk = Desk::with_samples();
    assert_eq!(desk.call(&["收件", "--strict"]).status, 1);
}

#[test]
fn strict_makes_a_period_inferred_from_the_files_count() {
    // No notice and no renamed unit here: the period is all that was guessed.
    let desk = Desk::empty();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let heads = ["栏目名称", "更新频次", "4月", "5月", "6月"];
    sheet.write(0, 0, "甲县民政局2024年二季度栏目更新统计表").unwrap();
    heads.iter().zip(0..).for_each(|(head, col)| _ = sheet.write(1, col, *head).unwrap());
    sheet.write(2, 0, "社会救助").unwrap().write(2, 1, "1条/月").unwrap();
    (2..5).for_each(|col| _ = sheet.write(2, col, 1).unwrap());
    fs::create_dir(desk.path("收件")).unwrap();
    book.save(desk.path("收件/甲县民政局.xlsx")).unwrap();
    assert_eq!(desk.call(&["收件"]).status, 0);
    assert_eq!(desk.call(&["收件", "--strict"]).status, 1);
    assert_eq!(desk.call(&["收件", "--strict", "--period", "2024Q2"]).status, 0);
}

#[test]
fn the_clean_copy_has_no_evidence() {
    let desk = Desk::with_samples();
    desk.call(&["收件", "--clean", "正式稿.xlsx"]);
    let names = |name: &str| {
        let book: Xlsx<_> = open_workbook(desk.path(name)).unwrap();
        book.sheet_names()
    };
    let (whole, clean) = (names(PRODUCT), names("正式稿.xlsx"));
    for evidence in ["收件登记", "名称对照", "明细"] {
        assert!(whole.iter().any(|n| n == evidence), "{whole:?}");
        assert!(!clean.iter().any(|n| n == evidence), "{clean:?}");
    }
    assert!(clean.iter().any(|n| n.starts_with("附件1")), "{clean:?}");
}

#[test]
fn without_a_path_the_inbox_in_the_current_folder_is_taken() {
    let desk = Desk::with_samples();
    assert_eq!(desk.call(&[]).status, 0);
    assert!(desk.path(PRODUCT).is_file());
    let told = Desk::empty().call(&[]);
    assert_eq!(told.status, 2);
    assert!(told.err.contains("用法：") && told.out.is_empty());
}

#[test]
fn colour_is_used_when_asked_for_and_never_in_a_pipe() {
    let desk = Desk::with_samples();
    assert!(!desk.call(&["收件"]).out.contains('\u{1b}'));
    assert!(desk.call(&["收件", "--color", "always"]).out.contains('\u{1b}'));
    assert!(!desk.call_with(&["收件"], &[("NO_COLOR", "1")]).out.contains('\u{1b}'));
    assert!(!desk.call(&["收件", "--color", "never"]).out.contains('\u{1b}'));
}

#[test]
fn troublesome_files_are_named_one_by_one_and_the_run_goes_on() {
    let desk = Desk::empty();
    super::desk::copy(&super::desk::samples().join("问题件"), &desk.path("收件"));
    let told = desk.call(&["收件", "--json", "报告.json", "--period", "2023Q1"]);
    assert_eq!(told.status, 1, "{}{}", told.out, told.err);
    assert!(told.out.lines().count() <= 20);
    let report: serde_json::Value = serde_json::from_slice(&desk.bytes("报告.json")).unwrap();
    let inputs = report["inputs"].as_array().unwrap();
    let with = |status: &str| inputs.iter().filter(|i| i["status"] == status).count();
    assert_eq!((with("refused"), with("skipped")), (5, 1), "{inputs:?}");
    for refused in inputs.iter().filter(|i| i["status"] == "refused") {
        assert!(refused["reason"]["message"].as_str().is_some_and(|m| !m.is_empty()), "{refused}");
    }
}
