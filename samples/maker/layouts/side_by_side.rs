//! A unit that put two small tables next to each other on one sheet.

use rust_xlsxwriter::Worksheet;

use super::{handled, joined, posted};
use crate::Failure;
use crate::bulletin::Bulletin;
use crate::form::{Form, PLAIN, t};

/// 神农镇: messages at the left, the account at the right, one empty column between them.
pub(super) fn town(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let unit = "神农镇";
    let widths = [14.0, 11.0, 11.0, 11.0, 4.0, 14.0, 14.0, 11.0, 12.0, 18.0, 14.0];
    let mut form = Form::new("数据", PLAIN, &widths)?;
    form.title("神农镇2023年1-3月政务公开数据")?;
    let top = form.here();
    form.go_to(top, 0, 4);
    form.line("网民留言办理情况")?;
    form.headings(&["单位", "承办数量", "办结数量", "逾期数量"])?;
    form.row(&joined(&[&[t("神农镇")], &handled(bulletin.messages_of(unit)?)]))?;
    let account = bulletin.account_of(unit)?;
    form.go_to(top, 5, 6);
    form.line("政务新媒体更新情况")?;
    form.headings(&["账号名称", "账号类型", "应更新数", "实际更新数", "推荐转发内容数量", "实际转载数量"])?;
    form.row(&joined(&[&[t(&account.name), t(&account.platform)], &posted(account)]))?;
    form.go_to(top + 4, 0, 11);
    form.line("填报单位（盖章）：神农镇人民政府        填报日期：2023年4月5日")?;
    form.sheet().set_landscape();
    Ok(vec![form.finish()])
}
