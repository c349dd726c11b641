//! The workbook of names to be confirmed: written, filled in, followed, kept.

use super::desk::Desk;
use crate::cases::drawn;
use crate::common::listing::{self, part};
use std::fs;

const ROSTER: &str = "== 单位\n单位名称 | 全称 | 报送内容\n区教育体育局 | 东山市江北区教育体育局 | 留言\n区统计局 | 东山市江北区统计局 | 留言\n== 规则\n项目 | 值\n统计周期 | 2023Q1\n";
const MESSAGES: &str = "== 留言\n单位 | 承办数量 | 办结数量 | 逾期数量\n江北区教体局 | 3 | 3 | 0\n区统建局 | 1 | 1 | 0\n区统计局 | 1 | 1 | 0\n";
const HEADS: &str = "类型 | 表内写法 | 所属单位 | 账号类型 | 暂按 | 依据 | 候选 | 来源 | 确认 | 备注";

fn desk() -> Desk {
    let desk = Desk::empty();
    fs::create_dir(desk.path("收件")).unwrap();
    fs::write(desk.path("名录.xlsx"), drawn::workbook(ROSTER)).unwrap();
    fs::write(desk.path("收件/留言.xlsx"), drawn::workbook(MESSAGES)).unwrap();
    desk
}

fn fill(desk: &Desk, file: &str, lines: &str) {
    fs::write(desk.path(file), drawn::workbook(&format!("== 待确认\n{HEADS}\n{lines}"))).unwrap();
}

/// The texts of the form, line by line: kind, written, used, answer, remark.
fn form(bytes: &[u8]) -> Vec<[String; 5]> {
    let sheet = &listing::sheets(bytes)[0];
    let text = |at: String| sheet.cells.iter().find(|c| c.at == at).map_or_else(String::new, |c| c.value.clone());
    let rows = (4..).take_while(|row| !text(format!("B{row}")).is_empty());
    rows.map(|row| ["A", "B", "E", "I", "J"].map(|col| text(format!("{col}{row}")))).collect()
}

fn line(cells: [&str; 5]) -> [String; 5] {
    cells.map(str::to_owned)
}

#[test]
fn guesses_and_unknown_names_are_asked_once_and_the_same_inputs_give_the_same_bytes() {
    let desk = desk();
    let told = desk.call(&["收件"]);
    assert!(told.out.contains("已生成待确认表：待确认.xlsx"), "{}", told.out);
    let first = desk.bytes("待确认.xlsx");
    assert_eq!(
        form(&first),
        [line(["单位", "江北区教体局", "区教育体育局", "", ""]), line(["单位", "区统建局", "", "", ""])]
    );
    let told = desk.call(&["收件"]);
    assert!(told.out.contains("待确认表没有变化"), "{}", told.out);
    assert!(desk.bytes("待确认.xlsx") == first);
    assert!(!desk.path("待确认（旧版1）.xlsx").exists());
    let sheet = part(&first, "xl/worksheets/sheet1.xml").unwrap();
    assert!(sheet.contains("sqref=\"I4:I5\"") && sheet.contains("是,否"), "{sheet}");
}

#[test]
fn a_clean_run_and_a_trial_write_no_form() {
    let samples = Desk::with_samples();
    samples.call(&["收件"]);
    assert!(!samples.path("待确认.xlsx").exists());
    let desk = desk();
    desk.call(&["收件", "-n"]);
    assert!(!desk.path("待确认.xlsx").exists());
}

#[test]
fn answers_are_followed_said_and_carried_over_and_the_clerks_copy_is_kept() {
    let desk = desk();
    fill(
        &desk,
        "待确认.xlsx",
        "单位 | 江北区教体局 | | | 区教育体育局 | | | | 是 | 已电话核实\n单位 | 区统建局 | | | | | | | 区统计局 |\n",
    );
    let filled = desk.bytes("待确认.xlsx");
    let told = desk.call(&["收件", "--json", "报告.json"]);
    assert!(told.out.contains("采用人工确认 2 条"), "{}", told.out);
    let report: serde_json::Value = serde_json::from_slice(&desk.bytes("报告.json")).unwrap();
    let renames: Vec<(&str, &str, &str, bool)> = report["renames"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| {
            let text = |key: &str| r[key].as_str().unwrap();
            (text("written"), text("used"), text("how"), r["guess"].as_bool().unwrap())
        })
        .collect();
    assert_eq!(
        renames,
        [("江北区教体局", "区教育体育局", "decision", false), ("区统建局", "区统计局", "decision", false)]
    );
    // 1 of 区统建局 and 1 of 区统计局 are two different reports of one unit's messages: equal values count once.
    assert_eq!(report["totals"]["received"], 4);
    assert_eq!(desk.bytes("待确认（旧版1）.xlsx"), filled, "what the clerk filled in is kept");
    let carried = form(&desk.bytes("待确认.xlsx"));
    assert_eq!(
        carried,
        [
            line(["单位", "江北区教体局", "区教育体育局", "是", "已电话核实"]),
            line(["单位", "区统建局", "", "区统计局", ""])
        ]
    );
    let told = desk.call(&["收件"]);
    assert!(told.out.contains("待确认表没有变化") && !desk.path("待确认（旧版2）.xlsx").exists(), "{}", told.out);
}

#[test]
fn a_refused_guess_is_unknown_and_listed() {
    let desk = desk();
    fill(&desk, "别处.xlsx", "单位 | 江北区教体局 | | | 区教育体育局 | | | | 否 |\n");
    let told = desk.call(&["收件", "--decisions", "别处.xlsx", "--json", "报告.json"]);
    let report: serde_json::Value = serde_json::from_slice(&desk.bytes("报告.json")).unwrap();
    let messages: Vec<(&str, bool)> = report["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| (m["unit"].as_str().unwrap(), m["listed"].as_bool().unwrap()))
        .collect();
    assert!(messages.contains(&("江北区教体局", false)), "{messages:?}");
    assert_eq!(told.status, 1);
    assert_eq!(form(&desk.bytes("待确认.xlsx"))[0], line(["单位", "江北区教体局", "区教育体育局", "否", ""]));
}

#[test]
fn mistakes_stop_the_run_all_at_once_with_their_cells() {
    let desk = desk();
    fill(
        &desk,
        "待确认.xlsx",
        "单位 | 甲 | | | | | | | 是 |\n单位 | 乙 | | | | | | | 没有的局 |\n单位 | 丙 | | | | | | | 否 |\n单位 | 丙 | | | | | | | 区统计局 |\n",
    );
    let told = desk.call(&["收件"]);
    assert_eq!((told.status, told.out.as_str()), (2, ""));
    for part in ["3 处错误", "I2", "I3", "I5", "没有的局"] {
        assert!(told.err.contains(part), "{part}: {}", told.err);
    }
    let told = desk.call(&["收件", "--decisions", "没有.xlsx"]);
    assert!(told.status == 2 && told.err.contains("没有.xlsx"), "{}", told.err);
}

#[test]
fn an_answer_that_no_longer_fits_is_a_notice_and_stays_in_the_form() {
    let desk = desk();
    fill(&desk, "待确认.xlsx", "单位 | 区水务局 | | | 区水利局 | | | | 是 |\n单位 | 区粮站 | | | | | | | 否 |\n");
    desk.call(&["收件", "--json", "报告.json"]);
    let report = String::from_utf8(desk.bytes("报告.json")).unwrap();
    assert_eq!(report.matches("\"decision-unfit\"").count(), 2);
    let written: Vec<String> = form(&desk.bytes("待确认.xlsx")).into_iter().map(|l| l[1].clone()).collect();
    assert_eq!(written, ["江北区教体局", "区统建局", "区水务局", "区粮站"]);
}

#[test]
fn the_form_is_never_taken_for_a_submission() {
    let desk = desk();
    desk.call(&["收件"]);
    fs::copy(desk.path("待确认.xlsx"), desk.path("收件/待确认（旧版1）.xlsx")).unwrap();
    let told = desk.call(&["收件", "--json", "报告.json"]);
    let report: serde_json::Value = serde_json::from_slice(&desk.bytes("报告.json")).unwrap();
    let status = |file: &str| {
        let input = report["inputs"].as_array().unwrap().iter().find(|i| i["file"] == file).unwrap();
        input["status"].as_str().unwrap().to_owned()
    };
    assert_eq!(status("待确认（旧版1）.xlsx"), "skipped", "{}", told.out);
    fs::copy(desk.path("待确认.xlsx"), desk.path("收件/某局.xlsx")).unwrap();
    desk.call(&["收件", "--json", "报告.json"]);
    let report = String::from_utf8(desk.bytes("报告.json")).unwrap();
    assert!(report.contains("file-own-output"));
}

#[test]
fn a_name_that_stands_only_inside_a_title_is_asked_about_and_the_answer_is_followed_there() {
    let desk = desk();
    let table = "== 表\n区统建局2023年一季度网民留言办理情况统计表\n承办数量 | 办结数量 | 逾期数量\n7 | 7 | 0\n";
    fs::write(desk.path("收件/留言.xlsx"), drawn::workbook(table)).unwrap();
    let told = desk.call(&["收件", "--json", "报告.json"]);
    assert!(told.out.contains("名称待确认 1 个："), "{}", told.out);
    assert_eq!(form(&desk.bytes("待确认.xlsx")), [line(["单位", "区统建局", "", "", ""])]);
    let received = |desk: &Desk| -> serde_json::Value {
        let report: serde_json::Value = serde_json::from_slice(&desk.bytes("报告.json")).unwrap();
        report["totals"]["received"].clone()
    };
    assert_eq!(received(&desk), 0, "an unknown name enters no total");
    fill(&desk, "待确认.xlsx", "单位 | 区统建局 | | | | | | | 区统计局 |\n");
    let told = desk.call(&["收件", "--json", "报告.json"]);
    assert!(told.out.contains("采用人工确认 1 条"), "{}", told.out);
    assert_eq!(received(&desk), 7);
    // A name that was asked about where it stands alone is followed in the name of a file as well.
    let table = "== 表\n承办数量 | 办结数量 | 逾期数量\n5 | 5 | 0\n";
    fs::remove_file(desk.path("收件/留言.xlsx")).unwrap();
    fs::write(desk.path("收件/江北区统建局一季度留言.xlsx"), drawn::workbook(table)).unwrap();
    desk.call(&["收件", "--json", "报告.json"]);
    assert_eq!(received(&desk), 5);
}

#[test]
fn screen_and_overview_count_waiting_names_alike() {
    let desk = desk();
    let told = desk.call(&["收件"]);
    let said = "名称待确认 2 个（其中推断采用 1 个）";
    assert!(told.out.contains(said), "{}", told.out);
    let product = desk.bytes("2023年一季度政府网站及政务新媒体检查结果附件.xlsx");
    let overview = &listing::sheets(&product)[0];
    assert!(overview.cells.iter().any(|c| c.value.contains(&said.replace(' ', ""))), "{:?}", overview.cells);
    // What lies beside the folder is called by its name alone, as the clerk sees it there.
    fill(&desk, "待确认.xlsx", "单位 | 江北区教体局 | | | 区教育体育局 | | | | 是 |\n");
    let told = desk.call(&["收件"]);
    assert!(told.out.contains("待确认表：待确认.xlsx，采用人工确认 1 条") && !told.out.contains("../"), "{}", told.out);
    assert!(told.out.contains("名称待确认 1 个："), "{}", told.out);
}
