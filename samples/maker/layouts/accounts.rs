//! Units that hand in one table of new-media accounts.

use rust_xlsxwriter::Worksheet;

use super::{forwarded, joined, posted, serial};
use crate::Failure;
use crate::bulletin::Bulletin;
use crate::form::{Cell, Form, OFFICIAL, PLAIN, SHADED, n, t};

/// The headings of annex 3 without the unit.
const WORDS: [&str; 6] = ["账号名称", "账号类型", "应更新数", "实际更新数", "推荐转发内容数量", "实际转载数量"];

/// 清姜办: one account as a form with two columns, 项目 and 内容.
pub(super) fn vertical(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let account = bulletin.account_of("清姜办")?;
    let mut form = Form::new("运营情况", OFFICIAL, &[24.0, 40.0])?;
    form.title("政务新媒体运营情况表")?;
    form.headings(&["项目", "内容"])?;
    form.row(&[t("责任单位"), t("清姜路街道办事处")])?;
    form.row(&[t("账号名称"), t(&account.name)])?;
    form.row(&[t("账号类型"), t(&account.platform)])?;
    form.row(&[t("统计时间"), t("2023年1月1日至2023年3月31日")])?;
    form.row(&[t("应更新数"), n(account.required)])?;
    form.row(&[t("实际更新数"), n(account.posts)])?;
    form.row(&[t("推荐转发内容数量"), n(account.forward_list)])?;
    form.row(&[t("实际转载数量"), forwarded(account)])?;
    form.row(&[t("存在突出问题"), t("无")])?;
    form.line("填报人：张三    填报日期：2023年4月3日")?;
    Ok(vec![form.finish()])
}

/// 交警大队: one merged cell names the unit of two accounts; 帐号, 发布量 and 转发数.
pub(super) fn merged_unit(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let accounts = bulletin.accounts_of("交警大队");
    let widths = [7.0, 16.0, 22.0, 14.0, 11.0, 11.0, 12.0, 11.0, 12.0];
    let mut form = Form::new("新媒体", SHADED, &widths)?;
    form.title("2023年一季度政务新媒体更新情况统计表")?;
    form.headings(&["序号", "责任单位", "帐号名称", "平台", "应更新", "发布量", "应转载数", "转发数", "是否合格"])?;
    let mut rows = 0;
    for (index, account) in accounts.iter().enumerate() {
        form.row(&joined(&[
            &[serial(index), Cell::Blank, t(&account.name), t(&account.platform)],
            &posted(account),
            &[t("是")],
        ]))?;
        rows += 1;
    }
    form.merge_up(rows, 1, "交警大队")?;
    form.line("注：转发数为转发上级指定内容的条数。")?;
    form.sheet().set_landscape();
    Ok(vec![form.finish()])
}

/// 区行政审批局: unit and account name merged over two platforms; one of them has nothing to forward.
pub(super) fn not_applicable(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let accounts = bulletin.accounts_of("区行政审批局");
    let widths = [20.0, 14.0, 14.0, 11.0, 12.0, 18.0, 14.0, 14.0, 16.0];
    let mut form = Form::new("季度报表", OFFICIAL, &widths)?;
    form.title("政务新媒体更新情况季度报表（2023年一季度）")?;
    form.headings(&joined_words(&["责任单位"], &["合格/不合格", "存在突出问题"]))?;
    let mut rows = 0;
    for account in &accounts {
        form.row(&joined(&[
            &[Cell::Blank, Cell::Blank, t(&account.platform)],
            &posted(account),
            &[t("合格"), t("无")],
        ]))?;
        rows += 1;
    }
    form.merge_up(rows, 0, "区行政审批服务局")?;
    form.merge_up(rows, 1, accounts.first().map_or("", |account| account.name.as_str()))?;
    form.line("备注：“/”表示该平台不适用转载要求。")?;
    form.line("填报人：李四        填报日期：2023年4月3日")?;
    form.sheet().set_landscape();
    Ok(vec![form.finish()])
}

/// 区司法局: a line names the unit, the unit's own verdict stands in the last column.
pub(super) fn with_verdict(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let account = bulletin.account_of("区司法局")?;
    let mut form = Form::new("Sheet1", PLAIN, &[16.0, 14.0, 11.0, 12.0, 18.0, 14.0, 12.0])?;
    form.title("2023年一季度政务新媒体更新情况统计表")?;
    form.line("填报单位（盖章）：宝鸡市渭滨区司法局")?;
    form.headings(&joined_words(&[], &["检查结果"]))?;
    form.row(&joined(&[&[t(&account.name), t(&account.platform)], &posted(account), &[t("合格")]]))?;
    Ok(vec![form.finish()])
}

/// 区招商局: followers and readings stand among the figures; neither is a number of posts.
pub(super) fn with_followers(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let account = bulletin.account_of("区招商局")?;
    let mut form = Form::new("投资渭滨", SHADED, &[14.0, 14.0, 10.0, 10.0, 12.0, 10.0, 12.0])?;
    form.title("区招商局政务新媒体运营情况统计表")?;
    form.line("（2023年第一季度）")?;
    form.headings(&["新媒体名称", "平台类型", "粉丝数", "发布数", "阅读量", "转载数", "存在问题"])?;
    form.row(&[t(&account.name), t("订阅号"), t("1,434"), n(account.posts), t("12,806"), forwarded(account), t("无")])?;
    Ok(vec![form.finish()])
}

/// 高家镇: nothing was forwarded, and the unit says so with a 0.
pub(super) fn no_forwards(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let account = bulletin.account_of("高家镇")?;
    let widths = [7.0, 18.0, 16.0, 14.0, 11.0, 12.0, 18.0, 14.0];
    let mut form = Form::new("Sheet1", PLAIN, &widths)?;
    form.title("高家镇政务新媒体更新情况统计表")?;
    form.line("2023年第一季度")?;
    form.headings(&joined_words(&["序号", "责任单位"], &[]))?;
    form.row(&joined(&[&[n(1), t("高家镇人民政府"), t(&account.name), t(&account.platform)], &posted(account)]))?;
    form.line("填报人：王五        联系电话：0917-0000000        填报日期：2023年4月4日")?;
    form.sheet().set_landscape();
    Ok(vec![form.finish()])
}

/// 区城市治理指挥中心: the account bears the unit's full name; line breaks inside the headings.
pub(super) fn named_as_unit(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let account = bulletin.account_of("区城市治理指挥中心")?;
    let mut form = Form::new("新媒体", PLAIN, &[34.0, 34.0, 12.0, 10.0, 10.0, 12.0, 10.0])?;
    form.title("政务新媒体更新情况统计表（2023年1月—3月）")?;
    form.headings(&[
        "单位名称",
        "账号名称",
        "账号\n类型",
        "应更新\n数",
        "实际更\n新数",
        "推荐转发\n内容数量",
        "实际转\n载数量",
    ])?;
    form.row(&joined(&[
        &[t("渭滨区智慧城市治理监督指挥中心"), t(&account.name), t(&account.platform)],
        &posted(account),
    ]))?;
    form.sheet().set_landscape();
    Ok(vec![form.finish()])
}

/// 公安分局: a sheet for each platform, named after it.
pub(super) fn sheet_per_platform(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let mut sheets = Vec::new();
    for account in bulletin.accounts_of("公安分局") {
        let mut form = Form::new(&account.platform, OFFICIAL, &[18.0, 14.0, 11.0, 12.0, 18.0, 14.0])?;
        form.title("2023年一季度政务新媒体更新情况统计表")?;
        form.line("填报单位：宝鸡市公安局渭滨分局")?;
        form.headings(&WORDS)?;
        form.row(&joined(&[&[t(&account.name), t(&account.platform)], &posted(account)]))?;
        form.line("填报日期：2023年4月4日")?;
        sheets.push(form.finish());
    }
    Ok(sheets)
}

fn joined_words<'a>(before: &[&'a str], after: &[&'a str]) -> Vec<&'a str> {
    [before, &WORDS, after].concat()
}
