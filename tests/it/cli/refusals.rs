//! Calls that make nothing: status 2, a sentence on what to do, and everything as it was.

use super::desk::{Desk, Told};
use rust_xlsxwriter::Workbook;
use std::fs;

/// The call makes nothing, leaves every file as it was, and its message holds all of `words`.
fn refused(desk: &Desk, call: &[&str], words: &[&str]) -> Told {
    let before = desk.everything("");
    let told = desk.call(call);
    assert_eq!(told.status, 2, "{call:?}: {}{}", told.out, told.err);
    assert_eq!(told.out, "", "{call:?}");
    for word in words {
        assert!(told.err.contains(word), "{call:?}: {word} in {}", told.err);
    }
    assert!(desk.everything("") == before, "{call:?}");
    told
}

#[test]
fn a_missing_folder_is_named() {
    refused(&Desk::empty(), &["没有"], &["没有"]);
    refused(&Desk::empty(), &["check", "没有"], &["没有"]);
}

#[test]
fn a_folder_without_workbooks_is_named() {
    let desk = Desk::empty();
    fs::create_dir(desk.path("收件")).unwrap();
    refused(&desk, &["收件"], &["收件"]);
    fs::write(desk.path("收件/~$表.xlsx"), "").unwrap();
    refused(&desk, &["收件"], &["收件", "1"]);
}

#[test]
fn what_a_sheet_seems_to_be_is_told_before_that_no_table_was_found() {
    let desk = Desk::empty();
    fs::create_dir(desk.path("收件")).unwrap();
    let log = "甲县医院微信公众号推送日志\n2024年7月\n日期,星期,推送内容,原创/转载,是否上级指定转载,阅读量,值班编辑\n7月1日,一,活动预告,原创,,608,黄\n\
               7月1日,一,意见全文,转载,√,745,陆\n7月4日,四,就诊须知,原创,,882,黄\n7月12日,五,防治知识,转载,,256,黄\n";
    fs::write(desk.path("收件/日志.csv"), log).unwrap();
    let told = refused(&desk, &["收件"], &["日志.csv", "按日登记", "转载"]);
    assert!(!told.err.contains("没有找到可以识别的表"), "{}", told.err);
}

#[test]
fn a_product_in_the_place_of_an_input_is_refused() {
    let desk = Desk::with_samples();
    let input = fs::read_dir(desk.path("收件")).unwrap().map(|e| e.unwrap().path()).find(|p| p.is_file()).unwrap();
    let input = format!("收件/{}", input.file_name().unwrap().to_str().unwrap());
    refused(&desk, &["收件", "-o", &input], &[&input]);
    refused(&desk, &["收件", "--clean", &input], &[&input]);
    refused(&desk, &["收件", "--json", &input], &[&input]);
    refused(&desk, &["收件", "-o", "名录.xlsx"], &["名录.xlsx"]);
    refused(&desk, &[&input, "-o", &input], &[&input]);
}

#[test]
fn a_target_that_cannot_be_is_named() {
    let desk = Desk::with_samples();
    refused(&desk, &["收件", "-o", "没有/附件.xlsx"], &["没有"]);
    refused(&desk, &["收件", "-o", "附件.docx"], &["附件.docx", ".xlsx"]);
    fs::create_dir(desk.path("正式稿.xlsx")).unwrap();
    let told = desk.call(&["收件", "--clean", "正式稿.xlsx"]);
    assert_eq!(told.status, 2);
    assert!(told.err.contains("正式稿.xlsx"));
}

#[test]
fn a_mistyped_option_names_the_nearest_one() {
    refused(&Desk::with_samples(), &["收件", "--perod", "2023Q1"], &["--perod", "--period"]);
}

#[test]
fn an_unreadable_period_day_or_limit_shows_how_to_write_it() {
    let desk = Desk::with_samples();
    refused(&desk, &["收件", "--period", "春天"], &["春天", "2023Q1"]);
    refused(&desk, &["收件", "--as-of", "昨天"], &["昨天"]);
    refused(&desk, &["收件", "--limit", "没有=1"], &["没有", "sheets"]);
    refused(&desk, &["收件", "--roster", "没有.xlsx"], &["没有.xlsx"]);
}

#[test]
fn all_mistakes_of_a_roster_are_reported_at_once_with_their_cells() {
    let desk = Desk::with_samples();
    let mut book = Workbook::new();
    let units = book.add_worksheet().set_name("单位").unwrap();
    for (col, heading) in (0..).zip(["单位名称", "别明"]) {
        units.write(0, col, heading).unwrap();
    }
    units.write(1, 0, "甲局").unwrap();
    let rules = book.add_worksheet().set_name("规则").unwrap();
    for (col, heading) in (0..).zip(["项目", "值", "依据"]) {
        rules.write(0, col, heading).unwrap();
    }
    rules.write(1, 0, "最低转栽数").unwrap();
    rules.write(1, 1, 1).unwrap();
    book.save(desk.path("错.xlsx")).unwrap();
    let told = refused(
        &desk,
        &["收件", "--roster", "错.xlsx"],
        &["单位", "B1", "别明", "别名", "规则", "A2", "最低转栽数", "最低转载数"],
    );
    assert!(told.err.lines().count() >= 3, "{}", told.err);
}

#[test]
fn a_roster_of_which_a_sheet_is_lost_is_refused_and_nothing_is_judged_without_it() {
    let desk = Desk::with_samples();
    let drawing = "!lost 2\n== 单位\n单位名称\n甲局\n== 更正\n单位\n";
    fs::write(desk.path("缺.xlsx"), crate::cases::drawn::workbook(drawing)).unwrap();
    refused(&desk, &["收件", "--roster", "缺.xlsx"], &["名录", "更正"]);
}

#[test]
fn without_a_period_the_files_seen_are_listed_and_the_report_is_written_all_the_same() {
    let desk = Desk::empty();
    fs::create_dir(desk.path("收件")).unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip([["单位", "承办数量", "办结数量", "逾期数量"], ["甲局", "3", "3", "0"]])
    {
        sheet.write_row(row, 0, line).unwrap();
    }
    book.save(desk.path("收件/甲局留言.xlsx")).unwrap();
    refused(&desk, &["收件"], &["周期"]);
    let told = desk.call(&["收件", "--json", "-"]);
    assert_eq!(told.status, 2);
    let report: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(report["inputs"][0]["file"], "甲局留言.xlsx");
}

#[test]
fn control_characters_in_names_do_not_reach_the_screen() {
    let told = Desk::empty().call(&["没有\u{1b}[31m\u{202e}"]);
    assert_eq!(told.status, 2);
    assert!(!told.err.contains('\u{1b}') && !told.err.contains('\u{202e}'), "{:?}", told.err);
}

#[test]
#[cfg(unix)]
fn a_full_temporary_disk_is_said_with_its_folder_and_nothing_is_left_behind() {
    let desk = Desk::with_samples();
    let before = desk.everything("");
    let folder = tempfile::tempdir().unwrap();
    // A file of more than eight blocks cannot be written; without the trap the system would end the program without a word.
    let told = std::process::Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 8; exec \"$0\" 收件", env!("CARGO_BIN_EXE_tongbao")])
        .current_dir(desk.path(""))
        .env("TMPDIR", folder.path())
        .output()
        .unwrap();
    let err = String::from_utf8(told.stderr).unwrap();
    assert_eq!(told.status.code(), Some(2), "{err}");
    assert!(err.contains(folder.path().to_str().unwrap()) && err.contains("磁盘") && err.contains("TMPDIR"), "{err}");
    assert!(!err.contains("维护人员"), "{err}");
    assert!(desk.everything("") == before);
}

#[test]
fn whoever_reads_files_in_the_program_itself_is_told_once_that_nothing_is_limited() {
    let desk = Desk::with_samples();
    let told = desk.call(&["收件", "--in-process"]);
    assert_eq!((told.status, told.err.matches("--in-process").count()), (0, 1), "{}", told.err);
    assert!(!desk.call(&["收件"]).err.contains("--in-process"));
}

#[test]
fn paths_and_periods_that_clerks_mistype_are_answered_with_what_to_type() {
    let desk = Desk::with_samples();
    fs::create_dir(desk.path("D 盘 收件")).unwrap();
    refused(&desk, &["收健"], &["找不到“收健”", "“收件”"]);
    refused(&desk, &["D", "盘", "收件"], &["空格", "tongbao \"D 盘 收件\""]);
    refused(&desk, &["名录.xlsx"], &["是名录", "收件文件夹"]);
    refused(&desk, &["收件", "-o", "收件"], &["“收件”在收件文件夹里"]);
    refused(&desk, &["收件", "-o", "结果"], &["结果", ".xlsx"]);
    refused(&desk, &["收件", "--period", "一季度"], &["没有写年份", "2023Q1"]);
    refused(&desk, &["explain"], &["还缺：工作簿、单元格", "tongbao explain -h"]);
    let told = refused(&desk, &["收件", "--period", "2022年四季度"], &["46 个文件", "2023年一季度", "2022年四季度"]);
    assert!(told.err.lines().count() < 20, "one reason is told once:\n{}", told.err);
}

#[test]
fn what_keyboards_and_chats_make_of_a_call_is_understood() {
    let desk = Desk::with_samples();
    for call in [
        &["收件", "——period", "2023年一季度", "-n"][..],
        &["收件", "－－period", "2023年1-3月", "－n"],
        &["“收件”", "-n"],
        &["收件\"", "--period", "2023q1", "-n"],
    ] {
        let told = desk.call(call);
        assert_eq!(told.status, 0, "{call:?}: {}{}", told.out, told.err);
        assert!(told.out.contains("2023年一季度"), "{}", told.out);
    }
    for call in ["帮助", "？", "/?", "-？", "help"] {
        let told = desk.call(&[call]);
        assert!(told.status == 0 && told.out.contains("用法："), "{call}: {}{}", told.out, told.err);
    }
}

#[test]
fn a_roster_that_is_open_in_an_office_program_is_pointed_out() {
    let desk = Desk::with_samples();
    assert_eq!(desk.call(&["收件", "-n"]).err, "");
    fs::write(desk.path("~$名录.xlsx"), "").unwrap();
    let told = desk.call(&["收件", "-n"]);
    assert_eq!(told.status, 0);
    assert!(told.err.contains("名录.xlsx 正在 Excel 或 WPS 里打开"), "{}", told.err);
}

#[test]
fn files_without_a_table_are_named_before_anybody_is_asked_for_the_period() {
    let desk = Desk::empty();
    fs::create_dir(desk.path("收件")).unwrap();
    let mut book = Workbook::new();
    book.add_worksheet().write_string(0, 0, "2024年一季度工作安排").unwrap();
    book.save(desk.path("收件/通知.xlsx")).unwrap();
    let told = refused(&desk, &["收件"], &["通知.xlsx", "没有找到可以识别的表"]);
    assert!(!told.err.contains("--period"), "{}", told.err);
}
