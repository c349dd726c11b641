//! Tables whose headings are names, and what is too thin to be one.

use crate::common::book::recognized;
use tongbao::field::{Field, Form};
use tongbao::recognize::Table;

fn tables(sheet: &str) -> Vec<Table> {
    recognized(sheet).tables
}

/// Figures that a table would hand on.
fn figures(tables: &[Table]) -> usize {
    let rows = tables.iter().flat_map(|t| t.rows.iter().map(move |row| (t, row)));
    rows.flat_map(|(t, row)| t.headings.iter().zip(&row.cells))
        .filter(|(h, cell)| h.field == Some(Field::Updates) && h.rival.is_none() && cell.is_some())
        .count()
}

const TITLE: &str = "2023年一季度网站栏目更新情况";

#[test]
fn a_printed_sum_proves_that_names_across_are_columns() {
    let sheet =
        |sum: [u32; 2]| format!("{TITLE}\n单位|通知公告|政策文件|合计\n甲镇|4|1|{}\n乙镇|3|2|{}", sum[0], sum[1]);
    let read = tables(&sheet([5, 5]));
    assert_eq!((read[0].form, figures(&read), read[0].lines_found()), (Form::Columns, 4, 2));
    let cell = read[0].rows[3].cells.last().unwrap().as_ref().unwrap();
    assert_eq!(cell.at.to_string(), "C4", "each figure keeps its cell");
    assert_eq!(figures(&tables(&sheet([5, 6]))), 0, "a stale sum proves nothing");
}

#[test]
fn without_a_proof_nothing_is_taken_for_a_name() {
    for sheet in [
        // No sum, no name of units: the headings may be anything.
        "单位|通知公告|政策文件\n甲镇|4|1\n乙镇|3|2",
        // Figures of their own kind, though they add up.
        "单位|新增专题数|撤销专题数|合计\n甲镇|4|1|5\n乙镇|3|2|5",
        // One heading is no unit.
        "栏目名称|甲镇|乙镇|审签\n财政预决算|1|2|9\n惠农补贴|3|1|8",
    ] {
        assert_eq!(figures(&tables(&format!("{TITLE}\n{sheet}"))), 0, "{sheet}");
    }
    let other = "2023年一季度业务培训情况\n单位|法律知识|公文写作|合计\n甲镇|4|1|5\n乙镇|3|2|5";
    assert_eq!(figures(&tables(other)), 0, "the title does not speak of updates");
}

#[test]
fn messages_under_an_account_are_none_of_the_units_where_no_group_says_so() {
    let found =
        tables("2023年一季度政务新媒体情况\n单位|账号名称|发布数|转载数|留言数|回复数\n甲镇|甲镇发布|12|3|40|39");
    assert!(found.iter().all(|t| t.form != Form::Messages), "{found:?}");
}

#[test]
fn an_account_that_names_its_platform_keeps_it() {
    let found = tables("公众号名称|实际更新数|转载数\n甲县发布（微博）|12|3\n乙镇之声|9|1");
    assert!(found[0].headings.iter().all(|h| h.field != Some(Field::AccountType)));
    let found = tables("公众号名称|实际更新数|转载数\n甲县发布|12|3\n乙镇之声|9|1");
    let index = found[0].headings.iter().position(|h| h.field == Some(Field::AccountType)).unwrap();
    assert_eq!(found[0].rows[0].cells[index].as_ref().unwrap().value.shown(), "微信公众号");
}

#[test]
fn blank_lines_of_others_are_asked_unless_the_filing_unit_filled_its_own() {
    let sheet = |line: &str| format!("{line}\n单位|收到留言|办结|逾期\n甲镇|3|3|0\n乙镇|||");
    assert_eq!(tables(&sheet("填报单位：甲镇人民政府"))[0].rows.len(), 1);
    assert_eq!(tables(&sheet("填报单位：县信访局"))[0].rows.len(), 2, "whoever collects answers for every line");
    assert_eq!(tables(&sheet("2023年一季度"))[0].rows.len(), 2);
}
