//! Lines, titles and names around a table.

use crate::common::book::{draw, draw_sheets, recognized, words};
use tongbao::field::Form;
use tongbao::period::Part;
use tongbao::recognize::{Claims, Source, recognize};

fn units(claims: &Claims) -> Vec<(Source, &str)> {
    claims.units.iter().map(|s| (s.source, s.what.as_str())).collect()
}

const MESSAGES: &str = "承办数量 | 办结数量 | 逾期数量\n3 | 3 | 0";

#[test]
fn the_filing_line_comes_before_title_sheet_file_and_folder() {
    let book = draw_sheets(
        "甲局/乙表.xlsx",
        &[(
            "留言",
            &format!(
                "丙局留言统计表（2023年一季度） | < | <\n填报单位（盖章）：丁局 | | 填报日期：2023年4月6日\n{MESSAGES}\n填报人：张三   2023年4月9日"
            ),
        )],
    );
    let found = recognize(&book, words());
    let claims = &found.tables[0].claims;
    assert_eq!(
        units(claims),
        [
            (Source::Line, "丁局"),
            (Source::Title, "丙局留言统计表（2023年一季度）"),
            (Source::Sheet, "留言"),
            (Source::File, "乙表"),
            (Source::Folder, "甲局"),
        ]
    );
    assert_eq!(claims.filed.as_ref().map(|f| f.what.to_string()).as_deref(), Some("2023-04-06"));
    assert_eq!(claims.periods[0].what.part, Part::Quarter(1));
    assert_eq!(claims.periods[0].what.year, Some(2023));
}

#[test]
fn several_labels_in_one_cell_are_taken_apart() {
    let found = recognized(&format!("填报单位：甲局  统计时间：2023年1月1日至2023年3月31日  单位：件\n{MESSAGES}"));
    let claims = &found.tables[0].claims;
    assert_eq!(units(claims)[0], (Source::Line, "甲局"));
    assert_eq!(claims.units.iter().filter(|s| s.source == Source::Line).count(), 1);
    let days = Part::Days("2023-01-01".parse().unwrap(), "2023-03-31".parse().unwrap());
    assert_eq!((claims.periods[0].source, claims.periods[0].what.part), (Source::Line, days));
}

#[test]
fn a_label_may_have_its_value_in_the_next_cell() {
    let found = recognized(&format!("填报单位 | 甲局\n填报日期 | 2023-04-03\n{MESSAGES}"));
    let claims = &found.tables[0].claims;
    assert_eq!(units(claims)[0], (Source::Line, "甲局"));
    assert_eq!(claims.filed.as_ref().map(|f| f.what.to_string()).as_deref(), Some("2023-04-03"));
}

#[test]
fn the_unit_of_count_is_not_a_unit() {
    let found = recognized(&format!("单位：条\n{MESSAGES}"));
    assert!(found.tables[0].claims.units.iter().all(|s| s.source != Source::Line));
}

#[test]
fn a_sheet_of_one_month_claims_its_month() {
    let sheet = "栏目名称 | 更新数\n政务动态 | 4";
    let found = recognize(&draw_sheets("甲局.xlsx", &[("1月", sheet), ("2月", sheet)]), words());
    let months: Vec<Part> = found.tables.iter().map(|t| t.claims.periods[0].what.part).collect();
    assert_eq!(months, [Part::Months(1, 1), Part::Months(2, 2)]);
}

#[test]
fn captions_of_months_belong_to_their_own_block() {
    let found =
        recognized("2023年栏目更新统计\n1月\n栏目名称 | 更新数\n政务动态 | 4\n2月\n栏目名称 | 更新数\n政务动态 | 0");
    let said = |i: usize| -> Vec<Part> {
        found.tables[i].claims.periods.iter().map(|p| p.what.part).filter(|p| *p != Part::Year).collect()
    };
    assert_eq!(said(0), [Part::Months(1, 1)]);
    assert_eq!(said(1), [Part::Months(2, 2)]);
}

#[test]
fn a_sentence_reports_zero_for_its_form() {
    let found =
        recognized("网民留言办理情况\n单位 | 承办数量 | 办结数量 | 逾期数量\n本季度无留言（零报告） | < | < | <");
    assert_eq!(found.zeros.len(), 1);
    assert_eq!(found.zeros[0].form, Some(Form::Messages));
    assert!(found.tables[0].rows.is_empty() && found.findings.is_empty());
    let alone = recognized("甲局2023年一季度未收到网民留言。");
    assert_eq!((alone.zeros.len(), alone.findings.len()), (1, 0));
}

#[test]
fn beside_rows_of_the_same_form_a_sentence_reports_nothing() {
    let found = recognized("单位 | 承办数量 | 办结数量 | 逾期数量\n甲局 | 3 | 3 | 0\n注：本季度无逾期留言。");
    assert!(found.zeros.is_empty());
}

#[test]
fn hidden_rows_are_read_and_said() {
    let mut book = draw("单位 | 承办数量 | 办结数量 | 逾期数量\n甲局 | 3 | 3 | 0");
    book.sheets[0].hidden_rows = vec![1];
    let found = recognize(&book, words());
    assert_eq!(found.tables[0].rows.len(), 1);
    assert_eq!(found.findings.iter().map(|f| f.kind.id()).collect::<Vec<_>>(), ["hidden-read"]);
}
