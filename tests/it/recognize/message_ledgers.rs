//! Ledgers of messages: what leaves the reader, and what does not.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use crate::common::book::{draw_sheets, recognized, words};
use proptest::prelude::*;
use tongbao::field::{Field, Form};
use tongbao::read::Value;
use tongbao::recognize::{Recognized, Table, Told, recognize};
use tongbao::rules::states::State;

const LEDGER: &str = "网民留言台账
    编号 | 受理日期 | 留言人 | 留言标题 | 承办单位 | 办理期限 | 办结日期 | 办理状态
    1 | 2023-01-05 | 赵某 | 路灯不亮 | 甲局 | 5个工作日 | 2023-01-09 | 已办结
    2 | 2023-01-05 | 钱某 | 路灯不亮 | 甲局 | 5个工作日 | 2023年1月9日 | 已办结
    3 | 1月5日 | 孙某 | 井盖缺失 | 甲局 | 2023-01-12 | 1月9日 | 办结
    4 | 2023-01-05 | 李某 | 水管爆裂 | 乙镇 | 尽快 | | 正在联系李某
    5 | 2023-01-05 | 赵某 | 路灯不亮 | 甲局 | 5个工作日 | 2023-01-09 | 已办结";

fn only(found: &Recognized) -> &Table {
    assert_eq!(found.tables.len(), 1);
    assert_eq!(found.tables[0].form, Form::MessageLedger);
    &found.tables[0]
}

/// What the first line of each row tells, field by field.
fn told(table: &Table) -> Vec<Vec<(Field, Told)>> {
    let of = |row: &tongbao::recognize::RawRow| -> Vec<(Field, Told)> {
        let cells = table.headings.iter().zip(&row.cells).filter(|(h, _)| h.field != Some(Field::Unit));
        cells.filter_map(|(h, cell)| Some((h.field?, Told::of(&cell.as_ref()?.value)))).collect()
    };
    table.rows.iter().map(of).collect()
}

#[test]
fn lines_are_counted_by_unit_days_limit_and_state() {
    let found = recognized(LEDGER);
    let table = only(&found);
    let ledger = table.ledger.as_ref().unwrap();
    let runs: Vec<&[(u32, u32)]> = ledger.alike.iter().map(|a| a.runs.as_slice()).collect();
    assert_eq!(runs, [&[(2, 3), (6, 6)][..], &[(4, 4)], &[(5, 5)]]);
    let day = |d| Told::On(jiff::civil::date(2023, 1, d));
    let closed = Told::Is(State::Closed);
    assert_eq!(
        told(table),
        [
            vec![
                (Field::Day, day(5)),
                (Field::Due, Told::Within(5)),
                (Field::ClosedDay, day(9)),
                (Field::State, closed)
            ],
            vec![
                (Field::Day, Told::OfAnyYear(1, 5)),
                (Field::Due, day(12)),
                (Field::ClosedDay, Told::OfAnyYear(1, 9)),
                (Field::State, closed)
            ],
            vec![(Field::Day, day(5)), (Field::Due, Told::Unread), (Field::State, Told::Unread)],
        ]
    );
}

fn again(sheet: &str) -> Vec<Vec<u32>> {
    let found = recognized(sheet);
    let again = &only(&found).ledger.as_ref().unwrap().again;
    again.iter().map(|lines| lines.iter().map(|a| a.line + 1).collect()).collect()
}

#[test]
fn two_citizens_under_one_title_are_two_messages() {
    // Lines 3 and 7 are of one person and title; their running numbers say nothing.
    assert_eq!(again(LEDGER), [[3, 7]]);
}

#[test]
fn a_number_of_its_own_decides_what_is_the_same_message() {
    let sheet = "信件编号 | 来信时间 | 来信标题 | 来信人 | 办结时间
        XJ001 | 2023-01-05 | 路灯不亮 | 赵某 | 2023-01-09
        XJ002 | 2023-01-05 | 路灯不亮 | 赵某 | 2023-01-09
        XJ001 | 2023-01-05 | 路灯不亮 | 赵某(补正) | 2023-01-10";
    let sheet = sheet.replace("信件编号", "编号");
    assert_eq!(again(&sheet), [[2, 4]]);
}

#[test]
fn a_ledger_that_speaks_of_no_messages_is_not_counted() {
    // Permits are received and closed as well.
    let found = recognized(
        "行政许可办理台账
         序号 | 受理日期 | 申请人 | 事项 | 办结日期
         1 | 2023-01-05 | 赵某 | 食品经营许可 | 2023-01-09",
    );
    assert!(found.tables.iter().all(|t| t.ledger.is_none() && t.form != Form::Posts));
    assert!(!format!("{found:?}").contains("赵某"));
}

#[test]
fn a_title_or_a_heading_that_speaks_of_messages_is_enough() {
    for sheet in [
        "12345热线台账\n受理日期 | 标题 | 办理期限 | 办结日期 | 承办单位 | 状态\n2023-01-05 | 路灯 | 2023-01-12 | | 甲局 | 办理中",
        "受理日期 | 诉求标题 | 办结日期 | 承办单位\n2023-01-05 | 路灯 | | 甲局",
    ] {
        let found = recognized(sheet);
        assert!(only(&found).ledger.is_some(), "{sheet}");
    }
}

/// Words that only citizens' columns hold.
const PEOPLE: [&str; 6] =
    ["欧阳菡萏", "13987654321", "610302199001011234", "wode@youxiang.example", "渭南巷九号", "噪声扰民甚"];

/// A cell that tells something, alone or with what does not belong there.
fn cell(told: &str, planted: Option<&str>) -> String {
    planted.map_or_else(|| told.to_owned(), |word| format!("{told} {word}"))
}

fn ledger(lines: &[(u8, Option<usize>, Option<usize>)], longer: usize) -> String {
    let mut text = "甲局网民留言台账\n编号 | 受理日期 | 留言人 | 联系电话 | 身份证号 | 留言标题 | 留言内容 | 住址 | 承办单位 | 办理期限 | 办结日期 | 办理状态 | 答复内容".to_owned();
    let planted = |which: Option<usize>| which.map(|i| PEOPLE[i % PEOPLE.len()]);
    for (n, (day, first, second)) in lines.iter().enumerate() {
        let day = day % 27 + 1;
        text.push_str(&format!(
            "\n{n} | {} | {} | {} | {} | {} | {} | {} | 甲局 | {} | {} | {} | 已电话{}",
            cell(&format!("2023-01-{day:02}"), planted(*first)),
            PEOPLE[0],
            PEOPLE[1],
            PEOPLE[2],
            PEOPLE[5],
            PEOPLE[3],
            PEOPLE[4],
            cell("5个工作日", planted(*second)),
            cell(&format!("1月{}日", day + 1), planted(*second)),
            cell("已办结", planted(*first)),
            PEOPLE[0],
        ));
    }
    for n in 0..longer {
        text.push_str(&format!(
            "\n{} | 2023-02-{:02} | {} | {} | {} | {} | {} | {} | 甲局 | 2023-02-28 | 2023-02-28 | 已办结 | {}",
            n + lines.len(),
            n % 20 + 1,
            PEOPLE[0],
            PEOPLE[1],
            PEOPLE[2],
            PEOPLE[5],
            PEOPLE[3],
            PEOPLE[4],
            PEOPLE[1]
        ));
    }
    text.push_str(&format!("\n合计 | | {} | {} | | | | | | | | | {}", PEOPLE[0], PEOPLE[1], PEOPLE[2]));
    text
}

fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|w| w == word.as_bytes())
}

/// The first word of a citizen in what crosses the pipe.
fn leaked(found: &Recognized) -> Option<&'static str> {
    let bytes = postcard::to_allocvec(found).unwrap();
    assert!(holds(&bytes, "甲局"), "the encoding is searched as it is sent");
    PEOPLE.into_iter().find(|word| holds(&bytes, word))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn nothing_about_citizens_crosses_the_pipe(
        lines in prop::collection::vec((any::<u8>(), prop::option::of(0usize..6), prop::option::of(0usize..6)), 1..12)
    ) {
        let book = draw_sheets("甲县/表.xlsx", &[("台账", &ledger(&lines, 0))]);
        let found = recognize(&book, words());
        prop_assert_eq!(only(&found).lines_found(), lines.len());
        prop_assert_eq!(leaked(&found), None);
    }
}

#[test]
fn nothing_about_citizens_crosses_the_pipe_of_a_long_ledger() {
    let text = ledger(&[(3, Some(1), None), (4, None, Some(2))], 900);
    let book = draw_sheets("甲县/表.xlsx", &[("台账", &text)]);
    let (kept, found) = super::streamed::streamed(&book);
    let found = found.unwrap();
    assert!(kept < 430, "{kept}");
    assert_eq!(format!("{found:?}"), format!("{:?}", recognize(&book, words())));
    assert_eq!(only(&found).lines_found(), 902);
    assert_eq!(leaked(&found), None);
}

#[test]
fn the_search_finds_what_does_cross() {
    // A unit's name is meant to cross: planted there, the search must find it.
    let mut found = recognized(LEDGER);
    found.tables[0].rows[0].cells[0] = found.tables[0].rows[0].cells[1].clone();
    if let Some(cell) = &mut found.tables[0].rows[0].cells[0] {
        cell.value = Value::Text(PEOPLE[0].to_owned());
    }
    assert_eq!(leaked(&found), Some(PEOPLE[0]));
}
