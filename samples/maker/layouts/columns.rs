//! Units that hand in one table of website columns, each with a habit of its own around the rows.

use rust_xlsxwriter::Worksheet;

use super::{joined, months, serial};
use crate::Failure;
use crate::bulletin::{Bulletin, Column};
use crate::form::{BARE, Cell, Form, OFFICIAL, PLAIN, SHADED, n, t};

/// 区发改局: sums as formulas to the right and below; the headings come again on the second printed page.
pub(super) fn sums_and_repeated_headings(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let columns = bulletin.columns_of("区发改局");
    let words = ["序号", "栏目名称", "更新频次", "1月", "2月", "3月", "合计"];
    let mut form = Form::new("统计表", OFFICIAL, &[7.0, 26.0, 14.0, 9.0, 9.0, 9.0, 10.0])?;
    form.title("2023年第一季度政府网站栏目更新统计表")?;
    form.line_and("填报单位（盖章）：区发展和改革局", 4, "单位：条")?;
    form.headings(&words)?;
    let first = form.here() + 1;
    let mut parts = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        if index == 3 {
            form.break_page()?;
            form.headings(&words)?;
        }
        let line = form.here() + 1;
        parts.push(line);
        form.row(&joined(&[
            &[serial(index), t(&column.name), t(&column.frequency)],
            &months(column),
            &[Cell::Sum(format!("=SUM(D{line}:F{line})"), column.sum())],
        ]))?;
    }
    let last = form.here();
    let sums = [('D', 0), ('E', 1), ('F', 2)]
        .map(|(letter, month)| Cell::Sum(format!("=SUM({letter}{first}:{letter}{last})"), month_sum(&columns, month)));
    let total = columns.iter().map(|column| column.sum()).sum();
    let total = Cell::Sum(format!("=SUM(G{first}:G{last})"), total);
    form.row(&joined(&[&[t(""), t("合计"), t("")], &sums, &[total]]))?;
    form.line("填报人：孙七      审核人：周八      联系电话：0917-0000000      2023年4月4日")?;
    Ok(vec![form.finish()])
}

/// 区财政局: rows under two group lines, a total at the end.
pub(super) fn groups(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let columns = bulletin.columns_of("区财政局");
    let mut form = Form::new("栏目更新", PLAIN, &[28.0, 14.0, 14.0, 9.0, 9.0, 9.0])?;
    form.title("区财政局2023年一季度政府网站栏目更新情况")?;
    form.headings(&["栏目名称", "更新频次", "保障单位", "1月", "2月", "3月"])?;
    for (name, part) in [("财政资金管理类", 0..3), ("收费及惠民政策类", 3..5)] {
        form.row(&[t(name), Cell::Blank, Cell::Blank, Cell::Blank, Cell::Blank, Cell::Blank])?;
        for column in columns.get(part).unwrap_or_default() {
            form.row(&joined(&[&[t(&column.name), t(&column.frequency), t("区财政局")], &months(column)]))?;
        }
    }
    let sums = [0, 1, 2].map(|month| n(month_sum(&columns, month)));
    form.row(&joined(&[&[t("总计"), Cell::Blank, Cell::Blank], &sums]))?;
    form.line("填报日期：2023年4月6日")?;
    Ok(vec![form.finish()])
}

/// 区统计局: the row that shows how to fill in the form is still there, and so are the rows nobody needed.
pub(super) fn template_with_example(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let mut form = Form::new("栏目更新", SHADED, &[8.0, 28.0, 12.0, 16.0, 9.0, 9.0, 9.0])?;
    form.title("2023年一季度区政府网站栏目更新情况统计表")?;
    form.line("填报单位：区统计局")?;
    form.headings(&["序号", "栏目名称", "更新频次", "保障单位", "1月", "2月", "3月"])?;
    form.row(&[t("例"), t("例：政务动态"), t("1条/周"), t("区××局"), n(4), n(5), n(4)])?;
    let mut line = 0;
    for column in bulletin.columns_of("区统计局") {
        form.row(&joined(&[&[serial(line), t(&column.name), t(&column.frequency), t("区统计局")], &months(column)]))?;
        line += 1;
    }
    for empty in line..10 {
        form.row(&joined(&[&[serial(empty)], &[const { Cell::Blank }; 6]]))?;
    }
    form.line("审核人：吴九        填报人：郑十        填报日期：2023年4月4日")?;
    Ok(vec![form.finish()])
}

/// 区统建局: a remark under the table explains the month without updates.
pub(super) fn remarks(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let mut form = Form::new("Sheet1", OFFICIAL, &[20.0, 14.0, 16.0, 10.0, 10.0, 10.0])?;
    form.title("2023年1-3月区政府网站栏目更新统计表")?;
    form.headings(&["栏目名称", "更新频次", "保障单位", "1月", "2月", "3月"])?;
    for column in bulletin.columns_of("区统建局") {
        form.row(&joined(&[&[t(&column.name), t(&column.frequency), t("渭滨区统建局")], &months(column)]))?;
    }
    form.line("备注：2月正值春节后，项目尚未复工，暂无可公开信息。")?;
    form.line("填报人：张三    联系电话：0917-0000000")?;
    Ok(vec![form.finish()])
}

/// 区工信局: 一月份, 二月份, 三月份.
pub(super) fn months_in_words(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let mut form = Form::new("Sheet1", BARE, &[22.0, 14.0, 12.0, 10.0, 10.0, 10.0])?;
    form.line("区工信局2023年一季度网站栏目更新情况")?;
    form.headings(&["栏目名称", "更新频次", "责任单位", "一月份", "二月份", "三月份"])?;
    for column in bulletin.columns_of("区工信局") {
        form.row(&joined(&[&[t(&column.name), t(&column.frequency), t("区工业和信息化局")], &months(column)]))?;
    }
    Ok(vec![form.finish()])
}

/// 区司法局: the first month is called 元月, and the sum of the quarter is written beside the months.
pub(super) fn first_month_by_name(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let mut form = Form::new("规范性文件", PLAIN, &[18.0, 14.0, 14.0, 9.0, 9.0, 9.0, 11.0])?;
    form.title("政府网站栏目更新统计表（2023年一季度）")?;
    form.headings(&["栏目名称", "更新频次", "承办部门", "元月", "二月", "三月", "季度合计"])?;
    for column in bulletin.columns_of("区司法局") {
        form.row(&joined(&[
            &[t(&column.name), t("每季度至少1条"), t("渭滨区司法局")],
            &months(column),
            &[n(column.sum())],
        ]))?;
    }
    form.line("填报日期：2023年4月3日")?;
    Ok(vec![form.finish()])
}

fn month_sum(columns: &[&Column], month: usize) -> u32 {
    columns.iter().map(|column| column.months[month]).sum()
}
