//! Units that name themselves, or the quarter, outside the table: in the name of the file, or of the folder.

use rust_xlsxwriter::Worksheet;

use super::{handled, joined, months, posted};
use crate::Failure;
use crate::bulletin::{Account, Bulletin, Column};
use crate::form::{BARE, Form, OFFICIAL, PLAIN, t};

/// 区文旅局: the headings are the first row; unit and period stand in the name of the file only.
pub(super) fn only_file_name(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let mut form = Form::new("Sheet1", BARE, &[24.0, 14.0, 8.0, 8.0, 8.0])?;
    form.headings(&["栏目名称", "更新频率", "1月", "2月", "3月"])?;
    for column in bulletin.columns_of("区文旅局") {
        form.row(&joined(&[&[t(&column.name), t("1条/2周")], &months(column)]))?;
    }
    Ok(vec![form.finish()])
}

/// 区卫健局: the unit is the folder.
pub(super) fn health_messages(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let mut form = Form::new("Sheet1", PLAIN, &[16.0, 16.0, 16.0])?;
    form.title("2023年一季度网民留言办理情况")?;
    form.headings(&["承办数量", "办结数量", "逾期数量"])?;
    form.row(&handled(bulletin.messages_of("区卫健局")?))?;
    form.line("填报日期：2023年4月3日")?;
    Ok(vec![form.finish()])
}

/// 区人社局, first file: its sections hand in on their own.
pub(super) fn employment(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    section(bulletin.columns_of("区人社局").first())
}

/// 区人社局, second file.
pub(super) fn insurance(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    section(bulletin.columns_of("区人社局").get(1))
}

fn section(column: Option<&&Column>) -> Result<Vec<Worksheet>, Failure> {
    let column = column.ok_or("区人社局 has two columns")?;
    let mut form = Form::new("Sheet1", OFFICIAL, &[20.0, 16.0, 10.0, 10.0, 10.0])?;
    form.title(&format!("{}栏目更新情况", column.name))?;
    form.headings(&["栏目名称", "更新频次", "1月", "2月", "3月"])?;
    form.row(&joined(&[&[t(&column.name), t("每两周至少更新一次")], &months(column)]))?;
    form.line("填报日期：2023年4月4日")?;
    Ok(vec![form.finish()])
}

/// 区人社局, third file.
pub(super) fn talent_account(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    account_sheet("政务新媒体更新情况统计表", bulletin.account_of("区人社局")?)
}

/// 区乡村振兴局: the title names the unit.
pub(super) fn village_column(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let mut form = Form::new("栏目", PLAIN, &[18.0, 14.0, 10.0, 10.0, 10.0])?;
    form.title("渭滨区乡村振兴局2023年一季度网站栏目更新情况")?;
    form.headings(&["栏目名称", "更新频次", "1月", "2月", "3月"])?;
    for column in bulletin.columns_of("区乡村振兴局") {
        form.row(&joined(&[&[t(&column.name), t(&column.frequency)], &months(column)]))?;
    }
    Ok(vec![form.finish()])
}

/// 区乡村振兴局: the same for its account.
pub(super) fn village_account(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    account_sheet("渭滨区乡村振兴局2023年一季度政务新媒体更新情况", bulletin.account_of("区乡村振兴局")?)
}

/// 桥南办: the folder is named after the street office, the file after its account.
pub(super) fn street_account(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    account_sheet("悦桥南更新情况统计表", bulletin.account_of("桥南办")?)
}

fn account_sheet(title: &str, account: &Account) -> Result<Vec<Worksheet>, Failure> {
    let mut form = Form::new("Sheet1", PLAIN, &[26.0, 14.0, 11.0, 12.0, 18.0, 14.0, 16.0])?;
    form.title(title)?;
    form.headings(&["账号名称", "类型", "应更新数", "实际更新数", "推荐转发内容数量", "实际转载数量", "存在突出问题"])?;
    form.row(&joined(&[&[t(&account.name), t(&account.platform)], &posted(account), &[t("无")]]))?;
    form.sheet().set_landscape();
    Ok(vec![form.finish()])
}
