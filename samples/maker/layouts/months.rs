//! Units that hand in several sheets: one for each month, one for each kind, or whatever Excel called them.

use rust_xlsxwriter::Worksheet;

use super::{handled, joined, months, posted, serial};
use crate::Failure;
use crate::bulletin::Bulletin;
use crate::form::{BARE, Form, OFFICIAL, PLAIN, SHADED, n, t};

/// 自然资源和规划分局: the sheets 1月, 2月, 3月, each with the updates of its month.
pub(super) fn sheet_per_month(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let columns = bulletin.columns_of("自然资源和规划分局");
    let mut sheets = Vec::new();
    for (index, month) in ["1月", "2月", "3月"].into_iter().enumerate() {
        let mut form = Form::new(month, PLAIN, &[7.0, 32.0, 14.0, 18.0])?;
        form.title(&format!("2023年{month}政府网站栏目更新情况"))?;
        form.line("填报单位：宝鸡市自然资源和规划局渭滨分局")?;
        form.headings(&["序号", "栏目名称", "更新频次", "更新条数（条）"])?;
        for (place, column) in columns.iter().enumerate() {
            form.row(&[serial(place), t(&column.name), t(&column.frequency), n(column.months[index])])?;
        }
        form.row(&[t("合计"), t(""), t(""), n(columns.iter().map(|row| row.months[index]).sum())])?;
        sheets.push(form.finish());
    }
    Ok(sheets)
}

/// 区农业农村局: two sheets, the period as a range of dates under the title, and nothing of it in the file's name.
pub(super) fn date_range(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let unit = "区农业农村局";
    let mut first = Form::new("栏目更新", OFFICIAL, &[24.0, 14.0, 20.0, 9.0, 9.0, 9.0])?;
    first.title("政府网站栏目更新统计表")?;
    first.line("统计时间：2023年1月1日—2023年3月31日")?;
    first.headings(&["栏目名称", "更新频次", "保障单位", "1 月", "2 月", "3 月"])?;
    for column in bulletin.columns_of(unit) {
        first.row(&joined(&[&[t(&column.name), t("1条/两周"), t("渭滨区农业农村局")], &months(column)]))?;
    }
    let mut second = Form::new("网民留言", OFFICIAL, &[24.0, 14.0, 14.0, 14.0])?;
    second.title("网民留言办理情况统计表")?;
    second.line("统计时间：2023年1月1日—2023年3月31日")?;
    second.headings(&["单 位", "承办件数", "办结数量", "逾期数量"])?;
    second.row(&joined(&[&[t("渭滨区农业农村局")], &handled(bulletin.messages_of(unit)?)]))?;
    Ok(vec![first.finish(), second.finish()])
}

/// 区审计局: the second sheet says in words that there were no messages.
pub(super) fn zero_report(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let mut first = Form::new("栏目更新", SHADED, &[20.0, 16.0, 14.0, 9.0, 9.0, 9.0])?;
    first.title("区审计局2023年一季度栏目更新情况")?;
    first.headings(&["栏目名称", "更新周期", "责任单位", "1月", "2月", "3月"])?;
    for column in bulletin.columns_of("区审计局") {
        first.row(&joined(&[&[t(&column.name), t("每两周1条"), t("区审计局")], &months(column)]))?;
    }
    let mut second = Form::new("网民留言", SHADED, &[20.0, 14.0, 14.0, 14.0])?;
    second.title("区审计局2023年一季度网民留言办理情况")?;
    second.headings(&["单位", "承办数量", "办结数量", "逾期数量"])?;
    second.line("本季度无留言（零报告）")?;
    Ok(vec![first.finish(), second.finish()])
}

/// 生态环境分局: Sheet1 and Sheet2, and a third that was never used.
pub(super) fn default_sheet_names(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let unit = "生态环境分局";
    let mut first = Form::new("Sheet1", PLAIN, &[18.0, 12.0, 26.0, 8.0, 8.0, 8.0])?;
    first.title("2023年一季度区政府网站栏目更新统计表")?;
    first.headings(&["栏目名称", "更新频次", "保障单位", "1月", "2月", "3月"])?;
    for column in bulletin.columns_of(unit) {
        first.row(&joined(&[&[t(&column.name), t(&column.frequency), t("生态环境渭滨分局")], &months(column)]))?;
    }
    let account = bulletin.account_of(unit)?;
    let mut second = Form::new("Sheet2", PLAIN, &[26.0, 18.0, 14.0, 11.0, 12.0, 18.0, 14.0])?;
    second.title("2023年一季度政务新媒体更新情况统计表")?;
    second.headings(&[
        "责任单位",
        "账号名称",
        "账号类型",
        "应更新数",
        "实际更新数",
        "推荐转发内容数量",
        "实际转载数量",
    ])?;
    second.row(&joined(&[&[t("生态环境渭滨分局"), t(&account.name), t(&account.platform)], &posted(account)]))?;
    second.line("填报日期：2023.4.4")?;
    let unused = Form::new("Sheet3", BARE, &[9.0])?;
    Ok(vec![first.finish(), second.finish(), unused.finish()])
}
