//! Units that filled in the form of the government office: one workbook, one sheet for each kind.
//!
//! Headings are those of the annexes. 区市场监管局 had no messages and wrote zeros; 区医保局 left the sheet with the
//! office's instructions in the workbook.

use rust_xlsxwriter::Worksheet;

use super::{joined, months, posted};
use crate::Failure;
use crate::bulletin::{Account, Bulletin, Column};
use crate::form::{Form, OFFICIAL, SHADED, n, t};

const SIGNED: &str = "填报人：张三        审核人：李四        联系电话：0917-0000000";

/// 区教体局: all three sheets carry figures.
pub(super) fn education(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let unit = "区教体局";
    let filled = "填报单位（盖章）：宝鸡市渭滨区教育体育局";
    let row = bulletin.messages_of(unit)?;
    Ok(vec![
        column_sheet(filled, &bulletin.columns_of(unit))?,
        message_sheet(filled, unit, [row.received, row.closed, row.overdue])?,
        account_sheet(filled, bulletin.account_of(unit)?)?,
    ])
}

/// 区市场监管局: no messages came in, so the second sheet says 0.
pub(super) fn market(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let unit = "区市场监管局";
    let filled = "填报单位（盖章）：渭滨区市场监督管理局";
    Ok(vec![
        column_sheet(filled, &bulletin.columns_of(unit))?,
        message_sheet(filled, unit, [0, 0, 0])?,
        account_sheet(filled, bulletin.account_of(unit)?)?,
    ])
}

/// 区医保局: the instructions of the form are still in the workbook, before the sheet with the figures.
pub(super) fn with_instructions(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let mut notes = Form::new("报送说明", SHADED, &[90.0])?;
    notes.title("报送说明")?;
    notes.line("一、请各单位于2023年4月7日前报送2023年一季度政府网站栏目更新情况。")?;
    notes.line("二、“栏目名称”“更新频次”请按区政府网站栏目责任分工填写，不得自行增减。")?;
    notes.line("三、各月更新数只填数字；当月没有更新的填“0”，不得空白。")?;
    notes.line("四、报送表须经单位负责人审核后加盖公章，电子版一并报送。")?;
    let mut form = Form::new("填报表", SHADED, &[24.0, 14.0, 20.0, 9.0, 9.0, 9.0])?;
    form.title("2023年一季度区政府网站栏目更新统计表")?;
    form.line_and("填报单位：区医疗保障局", 3, "填报日期：2023年4月4日")?;
    form.headings(&["栏目名称", "更新频次", "保障单位", "1月", "2月", "3月"])?;
    for column in bulletin.columns_of("区医保局") {
        form.row(&joined(&[&[t(&column.name), t("每月1条"), t("区医疗保障局")], &months(column)]))?;
    }
    form.line(SIGNED)?;
    Ok(vec![notes.finish(), form.finish()])
}

fn column_sheet(filled: &str, columns: &[&Column]) -> Result<Worksheet, Failure> {
    let mut form = Form::new("栏目", OFFICIAL, &[28.0, 13.0, 18.0, 9.0, 9.0, 9.0])?;
    form.line("附件1")?;
    form.title("2023年一季度区政府网站栏目更新统计表")?;
    form.line_and(filled, 3, "填报日期：2023年4月4日")?;
    form.headings(&["栏目名称", "更新频次", "保障单位", "1月", "2月", "3月"])?;
    for column in columns {
        form.row(&joined(&[&[t(&column.name), t(&column.frequency), t(&column.unit)], &months(column)]))?;
    }
    form.line(SIGNED)?;
    Ok(form.finish())
}

fn message_sheet(filled: &str, unit: &str, figures: [u32; 3]) -> Result<Worksheet, Failure> {
    let mut form = Form::new("留言", OFFICIAL, &[26.0, 16.0, 16.0, 16.0])?;
    form.line("附件2")?;
    form.title("2023年一季度网民留言办理情况统计表")?;
    form.line_and(filled, 2, "填报日期：2023年4月4日")?;
    form.headings(&["单位", "承办数量", "办结数量", "逾期数量"])?;
    form.row(&joined(&[&[t(unit)], &figures.map(n)]))?;
    form.line(SIGNED)?;
    Ok(form.finish())
}

fn account_sheet(filled: &str, account: &Account) -> Result<Worksheet, Failure> {
    let widths = [6.0, 18.0, 26.0, 14.0, 11.0, 13.0, 13.0, 13.0, 13.0, 20.0];
    let mut form = Form::new("新媒体", OFFICIAL, &widths)?;
    form.line("附件3")?;
    form.title("2023年一季度政务新媒体更新情况统计表")?;
    form.line_and(filled, 6, "填报日期：2023年4月4日")?;
    form.headings(&[
        "序号",
        "责任单位",
        "账号名称",
        "账号类型",
        "应更新数",
        "实际更新数",
        "推荐转发内容数量",
        "实际转载数量",
        "合格/不合格",
        "存在突出问题",
    ])?;
    form.row(&joined(&[
        &[n(1), t(&account.unit), t(&account.name), t(&account.platform)],
        &posted(account),
        &[t("合格"), t("无")],
    ]))?;
    form.line(SIGNED)?;
    form.sheet().set_landscape();
    Ok(form.finish())
}
