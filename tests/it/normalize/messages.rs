//! Ledgers of messages: figures worked out by hand with the calendar of 2023.

use super::{first_quarter, ids, lines, normalized};
use crate::common::book::{draw_sheets, words};
use jiff::civil::date;
use tongbao::finding::{Kind, LineDoubt};
use tongbao::normalize::Normalized;
use tongbao::recognize::{Recognized, recognize};
use tongbao::rules::Rules;

fn drawn(file: &str, text: &str) -> Recognized {
    recognize(&draw_sheets(file, &[("台账", text)]), words())
}

fn five_days() -> Rules {
    let mut rules = first_quarter();
    rules.settings.message_limit.value = Some(5);
    rules
}

/// A ledger of 石门镇 with these lines.
fn ledger(rows: &str) -> Recognized {
    let head = "石门镇网民留言台账\n受理日期 | 留言标题 | 留言人 | 办结日期 | 办理状态\n";
    drawn("石门镇.xlsx", &format!("{head}{rows}"))
}

fn read(rows: &str, rules: &Rules) -> Normalized {
    normalized(&[ledger(rows)], rules)
}

fn figures(out: &Normalized) -> Vec<String> {
    let start = "石门镇 ";
    let short = |line: String| line.trim_start_matches(start).replace(" 2023Q1 =", "").replace(" Counts", "");
    lines(&out.entries).into_iter().map(short).collect()
}

#[test]
fn messages_are_received_closed_and_overdue() {
    let rows = "2023-02-06 | 一 | 甲 | 2023-02-13 | 已办结\n2023-02-06 | 二 | 乙 | 2023-02-14 | 已办结\n2023-03-23 | 三 | 丙 | | 办理中\n2023-03-24 | 四 | 丁 | | 办理中";
    let out = read(rows, &five_days());
    assert_eq!(figures(&out), ["Received 4", "Closed 2", "Overdue 2"]);
    assert!(out.entries.iter().all(|e| e.from_ledger));
    assert_eq!(out.entries[0].place.area.map(|a| a.to_string()).as_deref(), Some("A3:E6"));
    let log = &out.message_logs[0];
    assert_eq!((log.open, log.late, log.limit), (Some(2), Some((1, 1)), Some(5)));
    assert_eq!(ids(&out), Vec::<&str>::new());
}

#[test]
fn the_check_date_decides_what_is_open() {
    let rows = "2023-03-23 | 一 | 甲 | 2023-03-31 | 已办结\n2023-03-24 | 二 | 乙 | 2023-03-31 | 已办结";
    let mut rules = five_days();
    assert_eq!(figures(&read(rows, &rules)), ["Received 2", "Closed 2", "Overdue 1"]);
    rules.settings.as_of.value = Some(date(2023, 3, 30));
    let out = read(rows, &rules);
    // The last day of the first is the 30th itself.
    assert_eq!(figures(&out), ["Received 2", "Closed 0", "Overdue 0"]);
    let kinds: Vec<_> = out.findings.iter().map(|f| f.kind.clone()).collect();
    assert_eq!(kinds, [Kind::MessagesClosedLater { count: 2, check: date(2023, 3, 30) }]);
}

#[test]
fn lines_without_a_day_outside_the_run_or_twice_are_not_counted_and_said() {
    let rows = "2023-02-06 | 一 | 甲 | 2023-02-07 | 已办结\n2023-02-06 | 一 | 甲 | 2023-02-07 | 已办结\n2023-02-06 | 一 | 乙 | 2023-02-07 | 已办结\n | 二 | 丙 | 2023-02-07 | 已办结\n2022-12-31 | 三 | 丁 | 2023-01-03 | 已办结\n2023-04-01 | 四 | 戊 | | 办理中";
    let out = read(rows, &five_days());
    assert_eq!(figures(&out), ["Received 2", "Closed 2", "Overdue 0"]);
    let kinds: Vec<_> = out.findings.iter().map(|f| f.kind.clone()).collect();
    assert_eq!(
        kinds,
        [Kind::PostsUndated { count: 1 }, Kind::PostsOutside { count: 2 }, Kind::PostsTwice { count: 1 }]
    );
    assert!(out.findings.iter().all(|f| f.unit.as_deref() == Some("石门镇")));
    assert_eq!(out.findings[2].place.to_string(), "石门镇.xlsx › 台账 › A4:E4");
}

#[test]
fn without_any_limit_lateness_is_one_question_for_all_ledgers() {
    let other =
        drawn("青江办.xlsx", "青江街道办留言台账\n受理日期 | 留言标题 | 办结日期\n2023-02-06 | 一 | 2023-03-31");
    let out = normalized(&[ledger("2023-02-06 | 一 | 甲 | 2023-03-31 | 已办结"), other], &first_quarter());
    assert_eq!(
        figures(&out),
        [
            "Received 1",
            "Closed 1",
            "Overdue NoLimit None",
            "青江办 Received 1",
            "青江办 Closed 1",
            "青江办 Overdue NoLimit None"
        ]
    );
    assert_eq!(ids(&out), ["count-doubtful"]);
    assert_eq!(out.findings[0].related.len(), 1);
}

#[test]
fn what_a_summary_tells_asks_for_no_limit() {
    let sheets = [
        ("汇总", "石门镇留言办理情况\n单位 | 承办数量 | 办结数量 | 逾期数量\n石门镇 | 1 | 1 | 0"),
        ("台账", "石门镇留言台账\n受理日期 | 留言标题 | 办结日期\n2023-02-06 | 一 | 2023-02-07"),
    ];
    let out = normalized(&[recognize(&draw_sheets("石门镇.xlsx", &sheets), words())], &first_quarter());
    assert_eq!(ids(&out), Vec::<&str>::new());
}

#[test]
fn a_line_that_cannot_be_decided_leaves_its_figures_open_and_is_said() {
    let rows = "2023-02-06 | 一 | 甲 | 2023-02-07 | 已办结\n2023-02-06 | 二 | 乙 | 2023-02-03 | 已办结\n2023-02-06 | 三 | 丙 | | 已办结";
    let out = read(rows, &five_days());
    assert_eq!(figures(&out), ["Received 3", "Closed Lines Some(2)", "Overdue Lines Some(0)"]);
    let told: Vec<_> = out.findings.iter().map(|f| (f.kind.clone(), f.place.area.unwrap().to_string())).collect();
    let line = |why| Kind::LedgerLines { count: 1, why };
    assert_eq!(
        told,
        [(line(LineDoubt::ClosedBefore), "A4:E4".into()), (line(LineDoubt::ClosedUndated), "A5:E5".into())]
    );
}

#[test]
fn a_year_without_a_notice_is_said_and_not_guessed() {
    let mut rules = five_days();
    rules.settings.period.value = tongbao::period::Period::parse_code("2027Q1");
    let out = read("2027-02-08 | 一 | 甲 | 2027-02-18 | 已办结\n2027-02-08 | 二 | 乙 | 2027-02-09 | 已办结", &rules);
    assert_eq!(lines(&out.entries)[2], "石门镇 Overdue 2027Q1 = Calendar Some(0) Counts");
    let kinds: Vec<_> = out.findings.iter().map(|f| f.kind.clone()).collect();
    assert_eq!(kinds, [Kind::CalendarUnknown { year: 2027 }]);
    assert_eq!(out.findings[0].place.area.unwrap().to_string(), "A3:E3");
}

#[test]
fn a_files_own_word_on_lateness_is_held_against_its_days() {
    let rows = "2023-02-06 | 一 | 甲 | 2023-02-13 | 逾期办结\n2023-02-06 | 二 | 乙 | 2023-02-13 | 按期办结";
    let out = read(rows, &five_days());
    assert_eq!(figures(&out), ["Received 2", "Closed 2", "Overdue 0"]);
    let claim =
        Kind::ClaimDiffers { field: tongbao::field::Field::Overdue, claimed: "1".to_owned(), computed: "0".to_owned() };
    assert_eq!(out.findings.iter().map(|f| f.kind.clone()).collect::<Vec<_>>(), [claim]);
}

#[test]
fn a_ledger_of_the_year_is_cut_by_its_days() {
    let rows = "受理日期 | 留言标题 | 办结日期\n2023-02-06 | 一 | 2023-02-07\n2023-05-06 | 二 | 2023-05-08";
    let year = drawn("石门镇.xlsx", &format!("石门镇2023年网民留言台账\n{rows}"));
    let out = normalized(&[year], &five_days());
    assert_eq!(figures(&out), ["Received 1", "Closed 1", "Overdue 0"]);
    assert_eq!(ids(&out), ["posts-outside"]);
    let other = drawn("石门镇.xlsx", &format!("石门镇2022年网民留言台账\n{rows}"));
    assert_eq!(normalized(&[other], &five_days()).entries.len(), 0, "a title of another year refuses the table");
}

#[test]
fn a_ledger_of_one_month_is_that_months() {
    let text = "石门镇2023年2月网民留言台账\n受理日期 | 留言标题 | 办结日期\n2023-02-06 | 一 | 2023-02-07\n2023-03-06 | 二 | 2023-03-08";
    let out = normalized(&[drawn("石门镇.xlsx", text)], &five_days());
    assert_eq!(lines(&out.entries)[0], "石门镇 Received 2023-02 = 1 Counts");
    assert_eq!(ids(&out), ["posts-outside"]);
}

#[test]
fn a_ledger_of_all_units_is_counted_unit_by_unit() {
    let text = "全区网民留言台账\n受理日期 | 留言标题 | 承办单位 | 办结日期\n2023-02-06 | 一 | 石门镇 | 2023-02-13\n2023-02-06 | 二 | 青江街道办 | 2023-02-14\n2023-02-07 | 三 | 石门镇 | 2023-02-08";
    let out = normalized(&[drawn("全区.xlsx", text)], &five_days());
    let counts: Vec<String> =
        lines(&out.entries).into_iter().map(|l| l.replace(" 2023Q1", "").replace(" Counts", "")).collect();
    assert_eq!(
        counts,
        [
            "石门镇 Received = 2",
            "石门镇 Closed = 2",
            "石门镇 Overdue = 0",
            "青江办 Received = 1",
            "青江办 Closed = 1",
            "青江办 Overdue = 1"
        ]
    );
}

#[test]
fn a_ledger_that_tells_no_end_counts_what_came() {
    let out = normalized(
        &[drawn("石门镇.xlsx", "石门镇留言台账\n留言日期 | 留言标题 | 留言人 | 来信编号\n2023-02-06 | 一 | 甲 | 1")],
        &five_days(),
    );
    assert_eq!(figures(&out), ["Received 1"]);
    assert_eq!(ids(&out), Vec::<&str>::new(), "what is missing is asked where the annex needs it");
}
