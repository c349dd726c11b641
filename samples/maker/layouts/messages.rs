//! Units that hand in one small table of messages.

use rust_xlsxwriter::Worksheet;

use super::{handled, joined};
use crate::Failure;
use crate::bulletin::Bulletin;
use crate::form::{Cell, Form, OFFICIAL, PLAIN, SHADED, n, t};

/// 区政府办: serial number, rate, total as a formula, signatures.
pub(super) fn with_total(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let row = bulletin.messages_of("区政府办")?;
    let mut form = Form::new("Sheet1", OFFICIAL, &[8.0, 22.0, 13.0, 13.0, 13.0, 13.0])?;
    form.title("2023年一季度网民留言办理情况统计表")?;
    form.line_and("填报单位（盖章）：区政府办", 4, "填报日期：2023年4月6日")?;
    form.headings(&["序号", "单位", "承办数量", "办结数量", "逾期数量", "办结率"])?;
    let share = || Cell::Rate(1.0);
    form.row(&joined(&[&[n(1), t(&row.unit)], &handled(row), &[share()]]))?;
    let line = form.here();
    let sums = [('C', row.received), ('D', row.closed), ('E', row.overdue)]
        .map(|(letter, result)| Cell::Sum(format!("=SUM({letter}{line}:{letter}{line})"), result));
    form.row(&joined(&[&[t("合计"), Cell::Blank], &sums, &[share()]]))?;
    form.line("填报人：张三        审核人：李四        联系电话：0917-0000000")?;
    Ok(vec![form.finish()])
}

/// 清姜办: the full name of the street office, all headings in other words.
pub(super) fn street(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let row = bulletin.messages_of("清姜办")?;
    let mut form = Form::new("留言办理", PLAIN, &[28.0, 13.0, 13.0, 13.0])?;
    form.title("2023年一季度网民留言办理情况")?;
    form.headings(&["办理单位", "留言数", "办结数", "逾期"])?;
    form.row(&joined(&[&[t("宝鸡市渭滨区清姜路街道办事处")], &handled(row)]))?;
    form.line("填报日期：2023年4月3日")?;
    Ok(vec![form.finish()])
}

/// 交警大队: no place names a year; the date of filing does.
pub(super) fn without_year(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let row = bulletin.messages_of("交警大队")?;
    let mut form = Form::new("一季度", SHADED, &[20.0, 14.0, 14.0, 14.0, 18.0])?;
    form.title("一季度网民留言办理情况统计表")?;
    form.headings(&["承办单位", "承办数量", "办结数量", "逾期数量", "备注"])?;
    form.row(&joined(&[&[t("渭滨交警大队")], &handled(row), &[Cell::Blank]]))?;
    form.line("填报人：王五        填报日期：2023年4月4日")?;
    Ok(vec![form.finish()])
}

/// 姜谭办: 受理数, 已办结, 未办结, 超期.
pub(super) fn other_words(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let row = bulletin.messages_of("姜谭办")?;
    let mut form = Form::new("统计", PLAIN, &[24.0, 10.0, 10.0, 10.0, 10.0])?;
    form.title("网民留言办理统计（2023年1-3月）")?;
    form.headings(&["受理单位", "受理数", "已办结", "未办结", "超期"])?;
    form.row(&[t("姜谭路街道办事处"), n(row.received), n(row.closed), n(row.received - row.closed), n(row.overdue)])?;
    Ok(vec![form.finish()])
}

/// 石鼓镇: the unit stands in a line above the table, not in a cell of it.
pub(super) fn town(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let mut form = Form::new("Sheet1", OFFICIAL, &[8.0, 16.0, 16.0, 16.0])?;
    form.title("网民留言办理情况统计表")?;
    form.line("填报单位：石鼓镇人民政府")?;
    form.line("统计周期：2023年1月—3月")?;
    form.headings(&["序号", "承办数量（件）", "办结数量（件）", "逾期数量（件）"])?;
    form.row(&joined(&[&[n(1)], &handled(bulletin.messages_of("石鼓镇")?)]))?;
    form.line("填报人：赵六        填报日期：2023年4月4日")?;
    Ok(vec![form.finish()])
}

/// 自然资源和规划分局: the municipal bureau's name with the district after it.
pub(super) fn branch(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let row = bulletin.messages_of("自然资源和规划分局")?;
    let mut form = Form::new("网民留言", PLAIN, &[36.0, 13.0, 13.0, 13.0])?;
    form.title("2023年一季度网民留言办理情况统计表")?;
    form.headings(&["单位", "承办数量", "办结数量", "逾期数量"])?;
    form.row(&joined(&[&[t("宝鸡市自然资源和规划局渭滨分局")], &handled(row)]))?;
    Ok(vec![form.finish()])
}
