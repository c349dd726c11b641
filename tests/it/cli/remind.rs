//! Texts that chase what did not come.

use super::desk::Desk;
use crate::cases::drawn;
use std::fs;

const ROSTER: &str = "== 单位\n单位名称 | 报送内容 | 联系人 | 电话\n区财政局 | 留言、新媒体 | 王五 | 0917-1234567\n区统计局 | 留言 | |\n区民政局 | 留言 | 赵六 |\n== 规则\n项目 | 值\n统计周期 | 2023Q1\n报送期限 | 2023-04-10\n制表单位 | 区政府办\n";

fn desk() -> Desk {
    let desk = Desk::empty();
    fs::create_dir(desk.path("收件")).unwrap();
    fs::write(desk.path("名录.xlsx"), drawn::workbook(ROSTER)).unwrap();
    let rows = "== 留言\n单位 | 承办数量 | 办结数量 | 逾期数量\n区财政局 | 3 | 3 | 0\n";
    fs::write(desk.path("收件/区财政局.xlsx"), drawn::workbook(rows)).unwrap();
    fs::write(desk.path("收件/区统计局一季度.xlsx"), b"").unwrap();
    desk
}

#[test]
fn each_unit_hears_what_is_missing_and_what_was_wrong_with_its_file() {
    let told = desk().call(&["remind", "收件"]);
    assert_eq!((told.status, told.err.as_str()), (1, ""));
    let parts: Vec<&str> = told.out.trim_end().split("\n\n").collect();
    assert_eq!(parts.len(), 4, "{}", told.out);
    assert!(parts[0].contains("应报 3 家，尚有 3 家") && parts[0].contains("于2023年4月10日前"), "{}", parts[0]);
    assert!(parts[0].contains("区财政局：部分报送，还缺《政务新媒体更新情况》"), "{}", parts[0]);
    assert!(!parts[0].contains("王五") && !parts[0].contains("0917"), "contacts stand in the unit's own text only");
    assert!(parts[1].starts_with("【区财政局】（联系人：王五，电话：0917-1234567）"), "{}", parts[1]);
    assert!(parts[1].contains("2023年一季度已报送《网民留言办理情况》，还缺《政务新媒体更新情况》"), "{}", parts[1]);
    assert!(parts[2].contains("“区统计局一季度.xlsx”无法使用：文件是空的（0 字节）。"), "{}", parts[2]);
    assert!(parts[3].contains("（联系人：赵六）") && parts[3].ends_with("区政府办"), "{}", parts[3]);
}

#[test]
fn the_text_is_written_so_that_notepad_reads_it_and_no_workbook_is_touched() {
    let desk = desk();
    let told = desk.call(&["remind", "收件", "-o", "催报.txt"]);
    assert!(told.status == 1 && told.out.contains("催报.txt（3 家单位"), "{}", told.out);
    let text = desk.bytes("催报.txt");
    assert!(text.starts_with(b"\xef\xbb\xbf"));
    let text = String::from_utf8(text).unwrap();
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    let before = desk.bytes("收件/区财政局.xlsx");
    assert_eq!(desk.call(&["remind", "收件", "-o", "收件/区财政局.xlsx"]).status, 2);
    assert!(desk.bytes("收件/区财政局.xlsx") == before);
    assert!(!desk.path("待确认.xlsx").exists());
}

#[test]
fn nothing_at_all_is_the_most_to_chase_and_everything_is_nothing() {
    let desk = desk();
    fs::remove_file(desk.path("收件/区财政局.xlsx")).unwrap();
    fs::remove_file(desk.path("收件/区统计局一季度.xlsx")).unwrap();
    let told = desk.call(&["remind", "收件"]);
    assert!(told.status == 1 && told.out.contains("尚有 3 家未报"), "{}{}", told.out, told.err);
    let samples = Desk::with_samples();
    let told = samples.call(&["remind", "收件"]);
    assert!(told.status == 0 && told.out.contains("不需要催报"), "{}{}", told.out, told.err);
    fs::remove_file(samples.path("名录.xlsx")).unwrap();
    let told = samples.call(&["remind", "收件", "--period", "2023Q1"]);
    assert!(told.status == 2 && told.err.contains("没有名录"), "{}{}", told.out, told.err);
}
