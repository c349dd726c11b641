//! The three annexes against the published tables.

use super::{bytes, fixture};
use crate::common::listing::{Listed, sheets};
use tongbao::field::Form;
use tongbao::place::Place;
use tongbao::tally::unread::Unread;
use tongbao::tally::{Amount, Figure, Totals};

fn sheet(all: &[Listed], start: &str) -> usize {
    all.iter().position(|s| s.name.starts_with(start)).unwrap()
}

#[test]
fn the_sums_of_the_bulletin_are_live_formulas() {
    let all = sheets(&bytes(&fixture::bulletin()));
    // Published: 315 updates; 56 received, 56 closed, 0 overdue; 735 posts, 231 forwards.
    for (start, at, value, formula) in [
        ("附件1", "H48", "315", "SUM(H5:H47)"),
        ("附件2", "B18", "56", "SUM(B5:B17)"),
        ("附件2", "C18", "56", "SUM(C5:C17)"),
        ("附件2", "D18", "0", "SUM(D5:D17)"),
        ("附件3", "F24", "735", "SUM(F5:F23)"),
        ("附件3", "H24", "231", "SUM(H5:H23)"),
        ("附件3", "I24", "合格19", "\"合格\"&COUNTIF(I5:I23,\"合格\")"),
    ] {
        let cell = all[sheet(&all, start)].cell(at);
        assert_eq!((cell.value.as_str(), cell.formula.as_deref()), (value, Some(formula)), "{start} {at}");
    }
}

#[test]
fn every_published_figure_stands_in_its_row() {
    let all = sheets(&bytes(&fixture::bulletin()));
    let annex = &all[sheet(&all, "附件3")];
    for (row, line) in (5..).zip(fixture::csv("附件3.csv")) {
        for (letter, n) in [("C", 2), ("D", 3), ("E", 4), ("F", 5), ("G", 6), ("H", 7), ("I", 8)] {
            assert_eq!(annex.cell(&format!("{letter}{row}")).value, line[n], "{letter}{row}");
        }
    }
    let annex = &all[sheet(&all, "附件1")];
    for (row, line) in (5..).zip(fixture::csv("附件1.csv")) {
        for (letter, n) in [("A", 0), ("C", 2), ("D", 3), ("E", 4), ("F", 5)] {
            assert_eq!(annex.cell(&format!("{letter}{row}")).value, line[n], "{letter}{row}");
        }
        // Published with blanks on some pages (`1 条/2 周`) and without on others: set alike.
        assert_eq!(annex.cell(&format!("B{row}")).value, line[1].replace(' ', ""), "B{row}");
    }
}

#[test]
fn a_unit_with_two_accounts_is_one_merged_cell() {
    let all = sheets(&bytes(&fixture::bulletin()));
    let merges = &all[sheet(&all, "附件3")].merges;
    // Published: the first two accounts, and the last two pairs, belong to one unit each.
    let of_units: Vec<&String> = merges.iter().filter(|m| m.starts_with('B')).collect();
    assert_eq!(of_units, ["B5:B6", "B20:B21", "B22:B23"]);
}

#[test]
fn messages_stand_by_number_received_and_absent_units_last() {
    let all = sheets(&bytes(&fixture::troubled()));
    let annex = &all[sheet(&all, "附件2")];
    let received: Vec<i64> = (5..18).map(|row| annex.cell(&format!("B{row}")).value.parse().unwrap()).collect();
    assert_eq!(received, [23, 11, 3, 3, 3, 3, 3, 2, 1, 1, 1, 1, 1]);
    assert_eq!(annex.cell("A18").value, "没有报送的镇");
    assert!(["B18", "C18", "D18", "E18"].iter().all(|at| annex.cell(at).value == "未报"));
    // 56 - 11 of the unit whose closed messages are doubtful; no rate over a total that is open.
    assert_eq!(annex.cell("C19").value, "45");
    assert_eq!(annex.cell("E19").value, "待核");
    assert!(annex.cell("F19").value.contains("另有1项待核"));
}

#[test]
fn where_no_row_has_a_number_there_is_no_sum_of_nothing() {
    let mut outcome = fixture::bulletin();
    for row in &mut outcome.tally.accounts {
        row.forward_list = Figure { value: Amount::Missing, parts: Vec::new() };
        row.forwarded = Figure::not_reported();
    }
    for row in &mut outcome.tally.columns {
        row.actual = Figure { value: Amount::Missing, parts: Vec::new() };
    }
    let all = sheets(&bytes(&outcome));
    let annex = &all[sheet(&all, "附件3")];
    // Nobody said how long the list is: that is not set, as in each of the rows. What nobody had to hand in is no figure at all.
    let of_columns = &all[sheet(&all, "附件1")];
    for (annex, at, range, says) in
        [(annex, "G24", "G5:G23", "未定"), (annex, "H24", "H5:H23", "/"), (of_columns, "H48", "H5:H47", "未定")]
    {
        let cell = annex.cell(at);
        // Live all the same: whoever writes a number into a row gets its sum.
        let formula = format!("IF(COUNT({range})=0,\"{says}\",SUM({range}))");
        assert_eq!((cell.value.as_str(), cell.formula.as_deref()), (says, Some(formula.as_str())), "{at}");
    }
    assert_eq!(annex.cell("F24").value, "735");
    let overview = &all[sheet(&all, "概览")];
    let under = |head: &str| {
        let at = &overview.cells.iter().find(|cell| cell.value.starts_with(head)).unwrap().at;
        let (letter, row) = at.split_at(1);
        overview.cell(&format!("{letter}{}", row.parse::<u32>().unwrap() + 1)).value.clone()
    };
    assert_eq!(["更新信息", "发布信息", "转载信息"].map(under), ["未定", "735", "/"]);
}

#[test]
fn a_table_that_waits_leaves_no_total_at_nothing() {
    let mut outcome = fixture::bulletin();
    let forms = vec![Form::Columns, Form::Messages, Form::Accounts];
    outcome.unread = vec![Unread { forms, unit: None, place: Place::file(&"甲局/表.xlsx".into()) }];
    let read = sheets(&bytes(&outcome));
    // What was read is told as it was read.
    assert_eq!(read[sheet(&read, "附件3")].cell("F24").value, "735");
    outcome.tally.columns.clear();
    outcome.tally.messages.clear();
    outcome.tally.accounts.clear();
    outcome.judgment.columns.clear();
    outcome.judgment.accounts.clear();
    (outcome.tally.totals, outcome.tally.submissions.received) = (Totals::default(), Vec::new());
    outcome.tally.submissions.expected.clear();
    let all = sheets(&bytes(&outcome));
    for (start, letters, rate) in [("附件1", "DEFGH", None), ("附件2", "BCD", Some("E")), ("附件3", "EFGH", None)]
    {
        let annex = &all[sheet(&all, start)];
        let total = annex.find("合计").at.trim_start_matches('A').to_owned();
        for letter in letters.chars() {
            assert_eq!(annex.cell(&format!("{letter}{total}")).value, "未定", "{start} {letter}");
        }
        assert!(rate.is_none_or(|letter| annex.cell(&format!("{letter}{total}")).value == "待核"), "{start}");
    }
    let overview = &all[sheet(&all, "概览")];
    let told = overview.cells.iter().filter(|cell| cell.value == "未定").count();
    assert_eq!(told, 8, "received, closed, overdue; columns, updates, accounts, posts, forwards");
}

#[test]
fn where_nobody_reported_messages_neither_a_sum_nor_a_rate_is_worked_out() {
    let mut outcome = fixture::troubled();
    for row in &mut outcome.tally.messages {
        (row.received, row.closed) = (Figure::not_reported(), Figure::not_reported());
        row.overdue = Figure::not_reported();
    }
    let all = sheets(&bytes(&outcome));
    let annex = &all[sheet(&all, "附件2")];
    let total = annex.find("合计").at.trim_start_matches('A').to_owned();
    let shown = ["B", "C", "D", "E"].map(|letter| annex.cell(&format!("{letter}{total}")).value.clone());
    assert_eq!(shown, ["/", "/", "/", "/"]);
}

#[test]
fn a_doubtful_figure_stands_as_its_raw_text_and_is_in_no_sum() {
    let all = sheets(&bytes(&fixture::troubled()));
    let annex = &all[sheet(&all, "附件3")];
    let raw = annex.cell("F5");
    assert_eq!((raw.value.as_str(), raw.number, raw.formula.as_deref()), ("=1+1", false, None));
    assert_eq!(raw.fill.as_deref(), Some("FFEB9C"));
    assert_eq!(annex.cell("F8").value, "12 或 21");
    assert_eq!(annex.cell("H7").value, "未填");
    // 735 less the 90 and 75 that are now doubtful, and 47 that became 9; 231 less the 24 that is missing.
    assert_eq!(annex.cell("F24").value, (735 - 90 - 75 - 47 + 9).to_string());
    assert_eq!(annex.cell("H24").value, (231 - 24).to_string());
    assert_eq!(annex.cell("J24").value, "另有3项待核");
    let columns = &all[sheet(&all, "附件1")];
    assert_eq!(columns.cell("E5").value, "约30");
    assert_eq!(columns.cell("H5").value, "待核");
    assert!(columns.cell("H48").formula.is_some());
}

#[test]
fn nothing_of_a_row_is_blank() {
    for outcome in [fixture::bulletin(), fixture::troubled()] {
        let all = sheets(&bytes(&outcome));
        for (start, last, letters) in [("附件1", 47, "ABCDEFGHIJ"), ("附件2", 17, "ABCDEF"), ("附件3", 23, "ACDEFGHIJ")]
        {
            let annex = &all[sheet(&all, start)];
            for at in (5..=last).flat_map(|row| letters.chars().map(move |l| format!("{l}{row}"))) {
                assert!(!annex.cell(&at).value.is_empty(), "{start} {at}");
            }
        }
    }
}

#[test]
fn a_comparison_is_live_and_says_what_the_rules_say() {
    let all = sheets(&bytes(&fixture::bulletin()));
    let annex = &all[sheet(&all, "附件1")];
    // Published: 政府债务 0,0,0 at 1条/季度; 房屋改造 1,0,1 and 财政资金直达基层 2,2,0 at 1条/月; 招标投标信息 has no number.
    for (column, result, live) in [
        ("政府债务", "未更新", true),
        ("房屋改造", "未达标", true),
        ("财政资金直达基层", "月度缺更", true),
        ("招标投标信息", "不考核", false),
        ("规范性文件", "达标", true),
    ] {
        let row = annex.find(column).at.trim_start_matches('A').to_owned();
        let cell = annex.cell(&format!("I{row}"));
        assert_eq!((cell.value.as_str(), cell.formula.is_some()), (result, live), "{column}");
    }
    assert_eq!(annex.find("未更新").fill.as_deref(), Some("FFC7CE"));
    assert_eq!(annex.find("月度缺更").fill, None, "a notice has words, no colour");
}

#[test]
fn colour_never_stands_without_words_or_a_note() {
    for outcome in [fixture::bulletin(), fixture::troubled()] {
        for sheet in sheets(&bytes(&outcome)).iter().filter(|s| s.name.starts_with("附件")) {
            for cell in sheet.cells.iter().filter(|c| c.fill.is_some()) {
                assert!(matches!(cell.fill.as_deref(), Some("FFC7CE" | "FFEB9C")), "{} {}", sheet.name, cell.at);
                let covered = cell.value.is_empty() && !cell.number;
                assert!(covered || !cell.number, "{} {} is a number in colour", sheet.name, cell.at);
            }
        }
    }
}

#[test]
fn a_flag_tells_numbers_rule_basis_and_source() {
    let all = sheets(&bytes(&fixture::bulletin()));
    let note = all[sheet(&all, "附件1")].find("未按要求及时更新").note.clone().unwrap();
    for part in
        ["【不达标】", "应 3、实 2、差 1", "规则：", "来源：区统建局/栏目更新情况统计表.xlsx › Sheet1 › D35、E35、F35"]
    {
        assert!(note.contains(part), "{part} in {note}");
    }
    let note = all[sheet(&all, "附件3")].find("未转发上级指定的内容").note.clone().unwrap();
    assert!(note.contains("应 31、实 0、差 31") && note.contains("依据：通报附件3"), "{note}");
}

#[test]
fn rows_that_the_roster_does_not_know_enter_no_annex() {
    let mut outcome = fixture::bulletin();
    outcome.tally.accounts[3].listed = false;
    let all = sheets(&bytes(&outcome));
    let annex = &all[sheet(&all, "附件3")];
    assert!(annex.cells.iter().all(|c| c.value != outcome.tally.accounts[3].account));
    assert_eq!(annex.cell("F23").value, (735 - 75).to_string());
}

#[test]
fn more_than_six_months_are_shown_as_quarters() {
    let mut outcome = fixture::bulletin();
    let year = tongbao::period::Period::parse_code("2023").unwrap();
    outcome.tally.period = year;
    for row in &mut outcome.tally.columns {
        let figures: Vec<_> = row.months.iter().map(|(_, f)| f.clone()).collect();
        row.months = year.months().into_iter().zip(figures.iter().cycle().cloned()).collect();
    }
    let all = sheets(&bytes(&outcome));
    let annex = &all[sheet(&all, "附件1")];
    let heads: Vec<&str> = ["D4", "E4", "F4", "G4"].iter().map(|at| annex.cell(at).value.as_str()).collect();
    assert_eq!(heads, ["一季度", "二季度", "三季度", "四季度"]);
    // Row 6 of the sheet: 4, 4, 5 in each quarter.
    assert_eq!(annex.cell("E6").value, "13");
}
