//! Units that do not write plain numbers: a counting word behind them, full-width digits, numbers kept as text.

use rust_xlsxwriter::Worksheet;

use super::joined;
use crate::Failure;
use crate::bulletin::{Bulletin, Column};
use crate::form::{BARE, Cell, Form, PLAIN, SHADED, t};

/// 区城管执法局: `1条`.
pub(super) fn columns_with_units(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let mut form = Form::new("一季度", PLAIN, &[20.0, 14.0, 24.0, 9.0, 9.0, 9.0])?;
    form.title("2023年一季度栏目更新情况统计表")?;
    form.headings(&["栏目名称", "更新频次", "保障单位", "1月", "2月", "3月"])?;
    for column in bulletin.columns_of("区城管执法局") {
        form.row(&joined(&[
            &[t(&column.name), t("1条/月"), t("渭滨区城市管理执法局")],
            &written(column, |count| format!("{count}条")),
        ]))?;
    }
    form.line("填报人：李四  联系电话：0917-0000000  填报日期：2023年4月4日")?;
    Ok(vec![form.finish()])
}

/// 区交通局: `１`.
pub(super) fn full_width(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let mut form = Form::new("栏目", SHADED, &[18.0, 14.0, 18.0, 9.0, 9.0, 9.0])?;
    form.title("区交通运输局２０２３年一季度栏目更新情况")?;
    form.headings(&["栏目名称", "更新频次", "保障单位", "１月", "２月", "３月"])?;
    for column in bulletin.columns_of("区交通局") {
        form.row(&joined(&[&[t(&column.name), t("１条／月"), t("区交通运输局")], &written(column, wide)]))?;
    }
    Ok(vec![form.finish()])
}

/// 区税务局: numbers in cells that were set to text.
pub(super) fn numbers_as_text(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let mut form = Form::new("Sheet1", BARE, &[14.0, 12.0, 36.0, 8.0, 8.0, 8.0, 8.0])?;
    form.title("2023年一季度区政府网站栏目更新统计表")?;
    form.headings(&["栏目名称", "更新频次", "保障单位", "1月", "2月", "3月", "备注"])?;
    for column in bulletin.columns_of("区税务局") {
        form.row(&joined(&[
            &[t(&column.name), t("按月更新"), t("国家税务总局宝鸡市渭滨区税务局")],
            &written(column, |count| count.to_string()),
            &[Cell::Blank],
        ]))?;
    }
    Ok(vec![form.finish()])
}

/// 金陵办: messages as `1件`.
pub(super) fn messages_with_units(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let row = bulletin.messages_of("金陵办")?;
    let pieces = |count: u32| t(&format!("{count}件"));
    let mut form = Form::new("网民留言", PLAIN, &[26.0, 13.0, 13.0, 13.0])?;
    form.title("2023年一季度网民留言办理情况统计表")?;
    form.headings(&["单位名称", "承办数量", "办结数量", "逾期数量"])?;
    form.row(&[t("金陵街道办事处"), pieces(row.received), pieces(row.closed), pieces(row.overdue)])?;
    form.line("填报日期：2023年4月4日")?;
    Ok(vec![form.finish()])
}

fn written(column: &Column, how: impl Fn(u32) -> String) -> [Cell; 3] {
    column.months.map(|count| Cell::Text(how(count)))
}

/// Digits as wide as a Chinese character.
fn wide(count: u32) -> String {
    let digits = count.to_string();
    digits.chars().map(|digit| char::from_u32(u32::from(digit) + 0xFEE0).unwrap_or(digit)).collect()
}
