//! Units that put everything on one sheet, one table under the other, each under a caption.

use rust_xlsxwriter::Worksheet;

use super::{handled, joined, months, serial};
use crate::Failure;
use crate::bulletin::Bulletin;
use crate::form::{Form, OFFICIAL, PLAIN, n, t};

/// 区住建局: captions 一、 and 二、, other words for the headings, a total under the first table.
pub(super) fn housing(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let unit = "区住建局";
    let columns = bulletin.columns_of(unit);
    let mut form = Form::new("一季度", OFFICIAL, &[8.0, 26.0, 22.0, 10.0, 10.0, 10.0, 10.0])?;
    form.title("渭滨区住房和城乡建设局2023年一季度政务公开工作统计表")?;
    form.line("（统计时间：2023年1月1日—2023年3月31日）")?;
    form.line("一、栏目更新情况")?;
    form.headings(&["序号", "栏目", "更新频率", "1月", "2月", "3月", "合计"])?;
    for (index, column) in columns.iter().enumerate() {
        form.row(&joined(&[
            &[serial(index), t(&column.name), t("每月至少更新1次")],
            &months(column),
            &[n(column.sum())],
        ]))?;
    }
    let sums = [0, 1, 2].map(|month| n(columns.iter().map(|column| column.months[month]).sum()));
    let total = n(columns.iter().map(|column| column.sum()).sum());
    form.row(&joined(&[&[t("合计"), t(""), t("")], &sums, &[total]]))?;
    form.skip(1);
    form.line("二、网民留言办理情况")?;
    form.headings(&["序号", "承办单位", "受理数", "已办结", "超期"])?;
    form.row(&joined(&[&[n(1), t("区住房和城乡建设局")], &handled(bulletin.messages_of(unit)?)]))?;
    form.skip(1);
    form.line("填报人：王五      联系电话：0917-0000000      填报日期：2023年4月4日")?;
    Ok(vec![form.finish()])
}

/// 区民政局: captions in brackets, a remark under each table.
pub(super) fn civil_affairs(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let unit = "区民政局";
    let mut form = Form::new("Sheet1", PLAIN, &[26.0, 14.0, 16.0, 10.0, 10.0, 10.0])?;
    form.title("区民政局政府网站栏目更新及网民留言办理情况")?;
    form.line("时间：2023年一季度")?;
    form.line("（一）政府网站栏目更新情况")?;
    form.headings(&["栏目名称", "更新频次", "责任单位", "1月份", "2月份", "3月份"])?;
    for column in bulletin.columns_of(unit) {
        form.row(&joined(&[&[t(&column.name), t(&column.frequency), t(unit)], &months(column)]))?;
    }
    form.line("备注：以上数据以区政府网站后台统计为准。")?;
    form.skip(2);
    form.line("（二）网民留言办理情况")?;
    form.headings(&["单位", "承办数量", "办结数量", "逾期数量"])?;
    form.row(&joined(&[&[t(unit)], &handled(bulletin.messages_of(unit)?)]))?;
    form.line("注：留言均已在规定时限内答复。")?;
    Ok(vec![form.finish()])
}
