//! Proves `--previous`: what is compared with an earlier workbook, what stands twice, what was mended, and what is refused.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod candidates;
mod edited;
mod refusals;

use crate::cases::{drawn, lay_out};
use crate::cli::desk::Desk;
use crate::common::listing;
use crate::explain::book::{folder, put_number, put_text};
use serde_json::Value;
use std::fs;

const CASE: &str = "two-quarters";
const LAST: &str = "上期.xlsx";
const BOOK: &str = "附件.xlsx";

/// The two quarters of the golden case, the earlier workbook as it was made.
fn two_quarters() -> Desk {
    let desk = Desk::empty();
    lay_out(&folder(CASE).join("previous"), &desk.path("上期/收件"));
    lay_out(&folder(CASE).join("in"), &desk.path("收件"));
    desk.call(&["上期/收件", "-o", LAST]);
    desk
}

/// Two batches drawn as text: roster and submission of then, and of now.
fn drawn_pair(then: [&str; 2], now: [&str; 2]) -> Desk {
    let desk = Desk::empty();
    for (inbox, [roster, table]) in [("上期/收件", then), ("收件", now)] {
        fs::create_dir_all(desk.path(inbox)).unwrap();
        fs::write(desk.path(inbox).join("名录.xlsx"), drawn::workbook(roster)).unwrap();
        fs::write(desk.path(inbox).join("汇总.xlsx"), drawn::workbook(table)).unwrap();
    }
    assert!(desk.call(&["上期/收件", "-o", LAST]).status < 2);
    desk
}

/// The report of a run beside the earlier workbook, with further words of the call.
fn report(desk: &Desk, words: &[&str]) -> Value {
    let mut call = vec!["收件", "-o", BOOK, "--force", "--json", "报告.json", "--previous", LAST];
    call.extend(words);
    let told = desk.call(&call);
    assert!(told.status < 2, "{}{}", told.out, told.err);
    let report = serde_json::from_slice(&desk.bytes("报告.json")).unwrap();
    crate::report::json::validate(&report);
    report
}

/// State, reason and whether it stands twice, of the problem of then of this id, unit (by its name now) and object.
fn problem(report: &Value, (id, unit, object): (&str, &str, &str)) -> (String, String, bool) {
    let list = report["previous"]["problems"].as_array().unwrap();
    let fits = |p: &&Value| p["id"] == id && p["unit"] == unit && p["object"].as_str().unwrap_or_default() == object;
    let found: Vec<&Value> = list.iter().filter(fits).collect();
    assert_eq!(found.len(), 1, "{id} {unit} {object} in {list:?}");
    let text = |key: &str| found[0][key].as_str().unwrap_or_default().to_owned();
    (text("state"), text("reason"), found[0]["twice"].as_bool().unwrap())
}

fn state(state: &str, reason: &str, twice: bool) -> (String, String, bool) {
    (state.to_owned(), reason.to_owned(), twice)
}

/// Then, now of a measure.
fn change(report: &Value, measure: &str) -> (Value, Value) {
    let list = report["previous"]["changes"].as_array().unwrap();
    let found = list.iter().find(|c| c["measure"] == measure).unwrap_or_else(|| panic!("{measure} in {list:?}"));
    (found["previous"].clone(), found["current"].clone())
}

fn ids(report: &Value) -> Vec<&str> {
    report["findings"].as_array().unwrap().iter().map(|f| f["id"].as_str().unwrap()).collect()
}

#[test]
fn mended_is_only_what_was_judged_now_and_found_in_order() {
    let report = report(&two_quarters(), &[]);
    for (which, told) in [
        // 0 of 3 then, 1 of 3 now: another finding of the same family.
        (("updates-none", "水务局", "工作动态"), state("remains", "", false)),
        // 1 of 3 then, 3 of 3 now.
        (("updates-short", "水务局", "公示公告"), state("mended", "", false)),
        // 体育局 is an alias of 文体局 now; 1 of 3 both times.
        (("updates-short", "文体局", "赛事活动"), state("remains", "", true)),
        // 约3 in February.
        (("updates-short", "城东镇", "镇务动态"), state("unknown", "doubtful", false)),
        // Out of use since the end of 2022.
        (("updates-none", "城东镇", "旧闻回顾"), state("unknown", "ended", false)),
        (("updates-none", "农机站", "农机动态"), state("unknown", "unit_unknown", false)),
        (("messages-overdue", "水务局", ""), state("unknown", "no_messages", false)),
        (("messages-overdue", "文体局", ""), state("mended", "", false)),
        (("messages-open", "城东镇", ""), state("mended", "", false)),
        (("posts-short", "水务局", "水务发布"), state("mended", "", false)),
        (("forwards-none", "水务局", "水务发布"), state("remains", "", true)),
        (("posts-short", "城东镇", "城东之声"), state("unknown", "not_reported", false)),
        // 注销 now.
        (("posts-short", "城东镇", "城东通"), state("unknown", "ended", false)),
        // Found by hand both times, and only then.
        (("manual", "水务局", "首页"), state("remains", "", true)),
        (("manual", "城东镇", "链接"), state("unknown", "by_hand", false)),
    ] {
        assert_eq!(problem(&report, which), told, "{which:?}");
    }
    assert_eq!(report["previous"]["problems"].as_array().unwrap().len(), 15);
}

#[test]
fn what_belongs_to_another_or_is_not_judged_any_more_cannot_be_told() {
    let roster = |objects: &str, rules: &str, period: &str| {
        format!(
            "== 单位\n单位名称 | 报送内容\n水务局 | 栏目、新媒体\n卫健局 | 栏目\n{objects}== 规则\n项目 | 值\n统计周期 | {period}\n{rules}"
        )
    };
    let columns = "== 栏目\n栏目名称 | 更新频次 | 保障单位\n";
    let accounts = "== 账号\n账号名称 | 账号类型 | 责任单位 | 应更新数 | 推荐转发内容数量\n";
    let then = roster(
        &format!(
            "{columns}甲栏 | 1条/月 | 水务局\n乙栏 | 1条/月 | 水务局\n丙栏 | 1条/月 | 水务局\n丁栏 | 1条/月 | 卫健局\n{accounts}一号 | 微博 | 水务局 | 12 | 10\n二号 | 微博 | 水务局 | 12 | 10\n"
        ),
        "",
        "2022Q4",
    );
    let now = roster(
        &format!(
            "{columns}甲栏 | 1条/月 | 卫健局\n丙栏 | 实时更新 | 水务局\n丁栏 | 1条/月 | 卫健局\n{accounts}一号 | 微博 | 水务局 | 12 | 0\n二号 | 微博 | 水务局 | 12 | 10\n"
        ),
        "posts-short | 不报\n",
        "2023Q1",
    );
    let heads = "单位 | 栏目 | 1月 | 2月 | 3月\n";
    let account_heads = "责任单位 | 账号名称 | 账号类型 | 实际更新数 | 实际转载数量\n";
    let old = format!(
        "== 栏目\n2022年四季度栏目更新\n{}水务局 | 甲栏 | 0 | 0 | 0\n水务局 | 乙栏 | 0 | 0 | 0\n水务局 | 丙栏 | 0 | 0 | 0\n卫健局 | 丁栏 | 2 | 0 | 2\n== 新媒体\n2022年四季度新媒体\n{account_heads}水务局 | 一号 | 微博 | 12 | 0\n水务局 | 二号 | 微博 | 3 | 5\n",
        heads.replace("1月", "10月").replace("2月", "11月").replace("3月", "12月")
    );
    let new = format!(
        "== 栏目\n2023年一季度栏目更新\n{heads}卫健局 | 甲栏 | 1 | 1 | 1\n水务局 | 丙栏 | 1 | 1 | 1\n卫健局 | 丁栏 | 1 | 1 | 1\n== 新媒体\n2023年一季度新媒体\n{account_heads}水务局 | 一号 | 微博 | 12 | 0\n水务局 | 二号 | 微博 | 3 | 5\n"
    );
    let report = report(&drawn_pair([&then, &old], [&now, &new]), &[]);
    for (which, told) in [
        (("updates-none", "水务局", "甲栏"), state("unknown", "moved", false)),
        (("updates-none", "水务局", "乙栏"), state("unknown", "object_unknown", false)),
        // 实时更新 asks for no number.
        (("updates-none", "水务局", "丙栏"), state("unknown", "nothing_to_judge", false)),
        // A short month was a notice: all months are reached now.
        (("updates-month-missing", "卫健局", "丁栏"), state("mended", "", false)),
        // Nothing is to be forwarded now.
        (("forwards-none", "水务局", "一号"), state("unknown", "nothing_to_judge", false)),
        // 3 of 12 still, but the office does not report it.
        (("posts-short", "水务局", "二号"), state("unknown", "rule_off", false)),
    ] {
        assert_eq!(problem(&report, which), told, "{which:?}");
    }
}

#[test]
fn sums_of_the_annexes_are_compared_and_units_from_half_and_from_ten_on() {
    let report = report(&two_quarters(), &[]);
    for (measure, then, now) in [
        ("columns", 7, 6),
        // 0+1+1+1+0+0+3 and 1+3+1+1(城东镇 open: its known months are no sum)+4+3: 城东镇 is left out.
        ("updates", 6, 12),
        ("received", 11, 9),
        ("closed", 10, 9),
        ("overdue", 2, 0),
        ("accounts", 3, 2),
        ("posts", 10, 20),
        ("forwards", 8, 0),
    ] {
        assert_eq!(change(&report, measure), (then.into(), now.into()), "{measure}");
    }
    // None of 3 accounts, then 1 of 1 that was handed in.
    assert_eq!(change(&report, "qualified_rate"), (0.0.into(), 1.0.into()));
    let units: Vec<(&str, &str, i64, i64)> = report["previous"]["unit_changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|u| {
            let (text, number) = (|key: &str| u[key].as_str().unwrap(), |key: &str| u[key].as_i64().unwrap());
            (text("unit"), text("measure"), number("previous"), number("current"))
        })
        .collect();
    assert_eq!(units, [("水务局", "posts", 5, 20)]);
    let names = |key: &str| report["previous"][key].clone();
    assert_eq!(names("incomparable_units"), serde_json::json!(["城东镇"]));
    assert_eq!(names("unknown_units"), serde_json::json!(["农机站"]));
    assert_eq!(names("new_units"), serde_json::json!(["园林站"]));
}

#[test]
fn a_body_made_of_several_is_compared_with_their_sum() {
    let roster = |units: &str, period: &str| {
        format!("== 单位\n单位名称 | 别名 | 报送内容\n{units}== 规则\n项目 | 值\n统计周期 | {period}\n")
    };
    let table = |period: &str, rows: &str| {
        format!("== 留言\n{period}网民留言办理情况\n单位 | 承办数量 | 办结数量 | 逾期数量\n{rows}")
    };
    let desk = drawn_pair(
        [
            &roster("科技局 | | 留言\n工信局 | | 留言\n司法局 | | 留言\n", "2022Q4"),
            &table("2022年四季度", "科技局 | 8 | 8 | 0\n工信局 | 12 | 12 | 1\n司法局 | 5 | 5 | 0\n"),
        ],
        [
            &roster("科工局 | 科技局、工信局 | 留言\n司法局 | | 留言\n", "2023Q1"),
            &table("2023年一季度", "科工局 | 40 | 40 | 0\n司法局 | 5 | 5 | 0\n"),
        ],
    );
    let report = report(&desk, &[]);
    let unit = &report["previous"]["unit_changes"][0];
    // 8 + 12 = 20, then 40.
    assert_eq!((&unit["unit"], &unit["previous"], &unit["current"]), (&"科工局".into(), &20.into(), &40.into()));
    // 工信局 had a problem: the body that it is part of was not clean then.
    let clean: Vec<(&str, bool)> = report["candidates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| (c["unit"].as_str().unwrap(), c["clean_before"].as_bool().unwrap()))
        .collect();
    assert_eq!(clean, [("科工局", false), ("司法局", true)]);
}

#[test]
fn a_period_of_another_length_is_not_compared_and_nothing_stands_twice() {
    let report = report(&two_quarters(), &["--period", "2023H1"]);
    let previous = &report["previous"];
    assert_eq!((&previous["adjoining"], &previous["same_length"]), (&true.into(), &false.into()));
    assert_eq!((&previous["changes"], &previous["unit_changes"]), (&serde_json::json!([]), &serde_json::json!([])));
    let problems = previous["problems"].as_array().unwrap();
    assert!(problems.len() == 15 && problems.iter().all(|p| p["twice"] == false));
    assert!(ids(&report).contains(&"previous-apart"));
    assert!(report["candidates"].as_array().unwrap().iter().all(|c| c["clean_before"].is_null()));
}

#[test]
fn what_the_clerk_noted_under_a_problem_is_carried_over() {
    let desk = two_quarters();
    // The second line of 问题清单 (sheet 5) is 公示公告; K is 整改情况.
    fs::write(desk.path(LAST), put_text(&desk.bytes(LAST), 5, "K4", "=已补发")).unwrap();
    let told = report(&desk, &[]);
    let answers: Vec<&str> =
        told["previous"]["problems"].as_array().unwrap().iter().filter_map(|p| p["answer"].as_str()).collect();
    assert_eq!(answers, ["=已补发"]);
    assert!(!ids(&told).contains(&"previous-edited-elsewhere"), "it is there to be filled in");
    let sheet = listing::sheets(&desk.bytes(BOOK)).into_iter().find(|s| s.name == "上期问题整改情况").unwrap();
    assert_eq!(sheet.cell("I4").value, "=已补发");
}

#[test]
fn the_copy_to_pass_on_has_the_comparison_and_names_no_source() {
    let desk = two_quarters();
    report(&desk, &["--clean", "正式稿.xlsx"]);
    let (whole, clean) = (listing::sheets(&desk.bytes(BOOK)), listing::sheets(&desk.bytes("正式稿.xlsx")));
    for name in ["与上期比较", "上期问题整改情况"] {
        let heads = |sheets: &[listing::Listed]| -> Vec<String> {
            let sheet = sheets.iter().find(|s| s.name == name).unwrap();
            sheet.cells.iter().filter(|c| c.at.ends_with('2') && c.at.len() == 2).map(|c| c.value.clone()).collect()
        };
        assert!(heads(&whole).contains(&"出处".to_owned()), "{name}");
        assert!(!heads(&clean).contains(&"出处".to_owned()), "{name}");
    }
    assert!(clean.iter().flat_map(|s| &s.cells).all(|c| !c.value.contains(LAST)), "the clean copy names its source");
}

#[test]
fn a_run_without_an_earlier_workbook_says_nothing_of_one() {
    let desk = two_quarters();
    desk.call(&["收件", "-o", BOOK, "--json", "报告.json"]);
    let told: Value = serde_json::from_slice(&desk.bytes("报告.json")).unwrap();
    assert_eq!(told["previous"], Value::Null);
    let sheets = listing::sheets(&desk.bytes(BOOK));
    assert!(sheets.iter().all(|s| !s.name.contains("上期")));
    let overview = &sheets[0];
    assert!(overview.cells.iter().all(|c| !c.value.contains("上期") && !c.value.contains("连续")));
    // The annexes that are forwarded are the same with it and without.
    report(&desk, &[]);
    for (without, with) in sheets.iter().zip(listing::sheets(&desk.bytes(BOOK))).skip(1).take(3) {
        let values = |s: &listing::Listed| s.cells.iter().map(|c| (c.at.clone(), c.value.clone())).collect::<Vec<_>>();
        assert_eq!(values(without), values(&with), "{}", with.name);
    }
}

#[test]
fn the_comparison_is_explained_from_the_workbook_alone() {
    let desk = two_quarters();
    report(&desk, &[]);
    fs::remove_file(desk.path(LAST)).unwrap();
    for (cell, parts) in [
        // 6 → 12.
        ("与上期比较!F4", ["100.0%", "附件1 栏目更新!H12", "12 − 6 = 6；增幅：6 ÷ 6 = 100.0%"]),
        ("与上期比较!D11", ["账号合格率", "100.0%", "上期合格 0 个、共 3 个；本期合格 1 个、共 1 个"]),
        ("与上期比较!C12", ["水务局", "上期.xlsx › 附件3 新媒体 › F5", "20 − 5 = 15"]),
        ("上期问题整改情况!G5", ["仍存在", "上期单位为体育局", "四季度汇总.xlsx › 栏目 › E5"]),
        ("上期问题整改情况!2", ["公示公告", "已整改", "一季度汇总.xlsx › 栏目 › D4"]),
        ("概览!C24", ["文体局“赛事活动”", "水务局“水务发布”", "两期必须相邻、长短相同"]),
    ] {
        let told = desk.call(&["explain", BOOK, cell]);
        assert_eq!(told.status, 0, "{cell}: {}", told.err);
        for part in parts {
            assert!(told.out.contains(part), "{cell}: no “{part}” in:\n{}", told.out);
        }
    }
}

#[test]
fn verify_recalls_the_earlier_workbook_and_notices_when_it_is_another() {
    let desk = two_quarters();
    report(&desk, &[]);
    assert_eq!(desk.call(&["verify", BOOK]).status, 0);
    let made = desk.bytes(LAST);
    fs::write(desk.path(LAST), put_number(&made, 3, "B5", 25)).unwrap();
    let told = desk.call(&["verify", BOOK]);
    assert_eq!(told.status, 1);
    assert!(told.out.contains("内容改动：../上期.xlsx"), "{}", told.out);
    fs::remove_file(desk.path(LAST)).unwrap();
    let told = desk.call(&["verify", BOOK]);
    assert!(told.status == 2 && told.err.contains("上期.xlsx"), "{}", told.err);
    fs::create_dir(desk.path("存档")).unwrap();
    fs::write(desk.path("存档").join(LAST), made).unwrap();
    assert_eq!(desk.call(&["verify", BOOK, "--previous", "存档/上期.xlsx"]).status, 0);
}

#[test]
fn the_earlier_workbook_among_the_submissions_is_none_and_the_same_inputs_give_the_same_bytes() {
    let desk = two_quarters();
    fs::rename(desk.path(LAST), desk.path("收件").join(LAST)).unwrap();
    let call = ["收件", "-o", BOOK, "--json", "报告.json", "--previous", "收件/上期.xlsx"];
    assert!(desk.call(&call).status < 2);
    let told: Value = serde_json::from_slice(&desk.bytes("报告.json")).unwrap();
    let named = |input: &&Value| input["file"] == LAST;
    let inputs: Vec<&Value> = told["inputs"].as_array().unwrap().iter().filter(named).collect();
    assert_eq!(inputs.len(), 1);
    assert_eq!(inputs[0]["status"], "previous");
    assert!(inputs[0]["sha256"].is_string() && !ids(&told).contains(&"file-own-output"));
    let first = desk.bytes(BOOK);
    let again = desk.call(&call);
    assert!(again.out.contains("附件工作簿没有变化"), "{}", again.out);
    assert!(desk.bytes(BOOK) == first);
}
