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

#[test]
fn an_item_without_a_label_ends_the_name_before_it() {
    let quarter = |claims: &Claims| claims.periods.first().map(|said| (said.source, said.what.part));
    for (line, unit, period, filed) in [
        (
            "单位：甲县水利局   2025年4-6月   填报日期：2025年7月2日",
            "甲县水利局",
            Some(Part::Months(4, 6)),
            Some("2025-07-02"),
        ),
        ("填报单位：甲县水利局\t2025年二季度", "甲县水利局", Some(Part::Quarter(2)), None),
        ("填报单位：甲县水利局；统计时间：2025年4-6月", "甲县水利局", Some(Part::Months(4, 6)), None),
        ("填报单位：甲县水利局 2025年7月2日", "甲县水利局", None, Some("2025-07-02")),
        ("填报单位：甲县水利局 填报人 张三", "甲县水利局", None, None),
        ("填报单位：甲县水利局　　　办公室汇总", "甲县水利局", None, None),
        // Blanks inside a name end nothing.
        ("填报单位：甲 县 水 利 局", "甲 县 水 利 局", None, None),
        ("填报单位：甲县　水利局", "甲县 水利局", None, None),
    ] {
        let found = recognized(&format!("{line}\n{MESSAGES}"));
        let claims = &found.tables[0].claims;
        let lines: Vec<&str> =
            claims.units.iter().filter(|s| s.source == Source::Line).map(|s| s.what.as_str()).collect();
        assert_eq!(lines, [unit], "{line}");
        assert_eq!(
            quarter(claims).filter(|(source, _)| *source == Source::Line).map(|(_, part)| part),
            period,
            "{line}"
        );
        assert_eq!(claims.filed.as_ref().map(|f| f.what.to_string()).as_deref(), filed, "{line}");
    }
}

#[test]
fn a_cover_names_the_unit_of_sheets_that_name_none() {
    let of = |cover: &str, own: &str| {
        let table = format!("{own}\n{MESSAGES}");
        let found = recognize(&draw_sheets("表.xlsx", &[("封面", cover), ("留言", &table)]), words());
        let named: Vec<String> =
            found.tables[0].claims.units.iter().filter(|s| s.source == Source::Line).map(|s| s.what.clone()).collect();
        named
    };
    assert_eq!(of("报表\n报送单位：甲街道办事处", ""), ["甲街道办事处"]);
    assert_eq!(of("报送单位：甲街道办事处", "填报单位：乙局"), ["乙局"]);
    assert_eq!(of("报送单位：甲局\n填报单位：乙局", ""), [""; 0], "two names on covers name nobody");
    assert_eq!(of("填报单位：请填写单位全称", ""), [""; 0], "an instruction is no name");
}

#[test]
fn a_note_in_brackets_behind_a_title_hides_no_title() {
    let found = recognized(&format!("甲县2025年二季度留言办理情况（单位：件）\n{MESSAGES}"));
    let claims = &found.tables[0].claims;
    assert!(units(claims).contains(&(Source::Title, "甲县2025年二季度留言办理情况")), "{:?}", claims.units);
    assert_eq!(claims.periods[0].what.part, Part::Quarter(2));
}

#[test]
fn a_time_in_a_title_is_kept_although_no_table_is_known() {
    let found = recognized("某县某局物资库存表（2024年三季度） | <\n物资 | 库存\n帐篷 | 5\n棉被 | 7");
    let said: Vec<_> = found.dated.iter().map(|said| (said.source, said.text.as_str(), said.what.part)).collect();
    assert_eq!(said, [(Source::Title, "2024年三季度", Part::Quarter(3))]);
    let prose = recognized("按2023年四季度通报要求，请各单位核对。 | <\n物资 | 库存\n帐篷 | 5");
    assert!(prose.dated.is_empty(), "{:?}", prose.dated);
    let named = recognized(&format!("留言统计表（2023年一季度） | < | <\n{MESSAGES}"));
    assert!(named.dated.is_empty(), "what a table names is a claim of the table");
}

#[test]
fn only_texts_that_may_be_about_people_are_said_to_be() {
    let quoted = |text: &str| {
        let found = recognized(text);
        let unknown = |f: &tongbao::finding::Finding| match &f.kind {
            tongbao::finding::Kind::TableUnknown { headings, .. } => Some(headings.clone()),
            _ => None,
        };
        found.findings.iter().find_map(unknown)
    };
    assert_eq!(quoted("企业动态 | 5 | 6\n招标公告 | 3 | 2"), Some(vec!["…".to_owned()]));
    assert_eq!(quoted("张三 | 5 | 6\n李四 | 3 | 2"), Some(Vec::new()));
}
