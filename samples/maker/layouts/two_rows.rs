//! Units whose headings take two rows, merged across and downwards.

use rust_xlsxwriter::Worksheet;

use super::{joined, months, posted, serial};
use crate::Failure;
use crate::bulletin::Bulletin;
use crate::form::{Form, OFFICIAL, PLAIN, SHADED, n, t};

/// 区卫健局: 更新数 stands over the months; the unit is named by the folder only.
pub(super) fn health(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let mut form = Form::new("栏目", OFFICIAL, &[7.0, 28.0, 14.0, 9.0, 9.0, 9.0])?;
    form.title("2023年一季度政府网站栏目更新情况")?;
    form.headings_in_two_rows(&[
        ("序号", &[]),
        ("栏目名称", &[]),
        ("更新频次", &[]),
        ("更新数", &["1月", "2月", "3月"]),
    ])?;
    for (index, column) in bulletin.columns_of("区卫健局").into_iter().enumerate() {
        form.row(&joined(&[&[serial(index), t(&column.name), t(&column.frequency)], &months(column)]))?;
    }
    form.line("填报人：赵六    联系电话：0917-0000000")?;
    Ok(vec![form.finish()])
}

/// 区应急局: full-width month numbers under 更新条数（条）, then a sum of the quarter.
pub(super) fn emergency(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let mut form = Form::new("2023年一季度", SHADED, &[28.0, 18.0, 9.0, 9.0, 9.0, 12.0])?;
    form.title("区应急管理局政府网站栏目更新情况统计表")?;
    form.headings_in_two_rows(&[
        ("栏目名称", &[]),
        ("更新要求", &[]),
        ("更新条数（条）", &["１月", "２月", "３月", "季度合计"]),
    ])?;
    for column in bulletin.columns_of("区应急局") {
        form.row(&joined(&[&[t(&column.name), t("每2周至少更新1次")], &months(column), &[n(column.sum())]]))?;
    }
    form.skip(1);
    form.line("填报日期：2023年4月4日")?;
    Ok(vec![form.finish()])
}

/// 石鼓镇: the account's fields under three group headings.
pub(super) fn town_account(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let account = bulletin.account_of("石鼓镇")?;
    let widths = [16.0, 14.0, 14.0, 10.0, 12.0, 18.0, 14.0, 12.0, 14.0];
    let mut form = Form::new("新媒体", PLAIN, &widths)?;
    form.title("石鼓镇政务新媒体更新情况统计表（2023年一季度）")?;
    form.headings_in_two_rows(&[
        ("责任单位", &[]),
        ("账号情况", &["账号名称", "账号类型"]),
        ("更新情况", &["应更新数", "实际更新数"]),
        ("转载情况", &["推荐转发内容数量", "实际转载数量"]),
        ("是否合格", &[]),
        ("存在问题", &[]),
    ])?;
    form.row(&joined(&[
        &[t("石鼓镇人民政府"), t(&account.name), t(&account.platform)],
        &posted(account),
        &[t("合格"), t("无")],
    ]))?;
    form.sheet().set_landscape();
    Ok(vec![form.finish()])
}
