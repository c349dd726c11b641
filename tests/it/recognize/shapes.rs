//! Tables drawn another way round.

use super::shows;
use crate::common::book::recognized;
use tongbao::field::Field;

#[test]
fn a_form_with_headings_running_down_is_one_row() {
    shows(
        "政务新媒体运营情况表 | <
         项目 | 内容
         责任单位 | 甲街道办事处
         账号名称 | 甲街故事
         账号类型 | 微信订阅号
         统计时间 | 2023年1月1日至2023年3月31日
         应更新数 | 12
         实际更新数 | 24
         实际转载数量 | 11
         填报人：张三",
        "Accounts A3:B9
         Unit Account AccountType Required Actual Forwarded
         2: 甲街道办事处 甲街故事 微信订阅号 12 24 11",
    );
}

#[test]
fn label_and_value_columns_that_alternate_are_one_form() {
    shows(
        "单位名称 | 甲镇 | 账号名称 | 甲镇发布
         账号类型 | 微博 | 应更新数 | 12
         实际更新数 | 20 | 实际转载数量 | 5",
        "Accounts A1:D3
         Unit AccountType Actual Account Required Forwarded
         2: 甲镇 微博 20 甲镇发布 12 5
         -4 Joined",
    );
}

#[test]
fn units_across_and_figures_down_are_turned() {
    shows(
        "项目 | 甲镇 | 乙镇 | 合计
         承办数量 | 3 | 2 | 5
         办结数量 | 3 | 1 | 4
         逾期数量 | 0 | 1 | 1",
        "Messages A1:D4
         Unit? Received Closed Overdue
         2: 甲镇 3 3 0
         3: 乙镇 2 1 1
         =4: 合计 5 4 1
         -4 Total
         ! heading-doubtful",
    );
}

#[test]
fn months_across_and_figures_down_become_months_of_each_figure() {
    shows(
        "项目 | 1月 | 2月 | 3月
         承办数量 | 3 | 2 | 1
         办结数量 | 3 | 1 | 1
         逾期数量 | 0 | 1 | 0",
        "Messages A1:D4
         Received[1] Received[2] Received[3] Closed[1] Closed[2] Closed[3] Overdue[1] Overdue[2] Overdue[3]
         2: 3 2 1 3 1 1 0 1 0
         -3 Joined
         -4 Joined",
    );
}

#[test]
fn one_row_for_each_month_becomes_one_row_for_each_column() {
    shows(
        "栏目名称 | 月份 | 更新条数
         政务动态 | 1月 | 4
         ^ | 2月 | 0
         ^ | 3月 | 2
         规划计划 | 1月 | 1
         规划计划 | 2月 | 1
         规划计划 | 3月 | 0",
        "Columns A1:C7
         Column Updates[1] Updates[2] Updates[3]
         2: 政务动态 4 0 2
         5: 规划计划 1 1 0
         -3 Joined
         -4 Joined
         -6 Joined
         -7 Joined",
    );
}

#[test]
fn the_same_column_and_month_twice_stays_two_rows() {
    shows(
        "栏目名称 | 月份 | 更新条数
         政务动态 | 1月 | 4
         政务动态 | 1月 | 5",
        "Columns A1:C3
         Column Updates[1]
         2: 政务动态 4
         3: 政务动态 5",
    );
}

#[test]
fn a_month_in_front_of_the_word_is_a_month_of_that_figure() {
    shows(
        "单位 | 一月 | < | < | 二月 | < | <
         ^ | 承办 | 办结 | 逾期 | 承办 | 办结 | 逾期
         甲局 | 3 | 3 | 0 | 2 | 1 | 1",
        "Messages A1:G3
         Unit Received[1] Closed[1] Overdue[1] Received[2] Closed[2] Overdue[2]
         3: 甲局 3 3 0 2 1 1",
    );
}

#[test]
fn blocks_of_months_are_tables_of_their_own() {
    shows(
        "2023年栏目更新统计
         1月
         栏目名称 | 更新数
         政务动态 | 4
         2月
         栏目名称 | 更新数
         政务动态 | 0",
        "Columns A3:B4
         Column Updates
         4: 政务动态 4
         Columns A6:B7
         Column Updates
         7: 政务动态 0",
    );
}

#[test]
fn accounts_across_and_figures_down_are_turned() {
    shows(
        "指标 | 微信公众号 | 微博
         账号名称 | 甲县发布 | 甲县微博
         应更新数 | 12 | 12
         实际更新数 | 30 | 20
         转载数 | 4 | 0",
        "Accounts A1:C5
         AccountType Account Required Actual Forwarded
         2: 微信公众号 甲县发布 12 30 4
         3: 微博 甲县微博 12 20 0",
    );
}

#[test]
fn hundreds_of_accounts_across_are_turned() {
    // More figures beside each other than a month has days, each of which might be the number of a day.
    const ACCOUNTS: usize = 300;
    let across = |shown: &dyn Fn(usize) -> String| (0..ACCOUNTS).map(shown).collect::<Vec<_>>().join(" | ");
    let found = recognized(&format!(
        "账号名称 | {}\n账号类型 | {}\n应更新数 | {}\n实际更新数 | {}",
        across(&|n| format!("发布{n}号")),
        across(&|_| "微信公众号".to_owned()),
        across(&|_| "12".to_owned()),
        across(&|n| (n % 31 + 1).to_string()),
    ));
    let [table] = found.tables.as_slice() else { panic!("{} tables", found.tables.len()) };
    assert_eq!(table.rows.len(), ACCOUNTS);
    let actual = table.headings.iter().position(|h| h.field == Some(Field::Actual)).expect("the actual updates");
    let shown = |n: usize| table.rows[n].cells[actual].as_ref().map(|cell| cell.value.shown());
    assert_eq!([shown(0), shown(30), shown(299)], ["1", "31", "21"].map(|n| Some(n.to_owned())));
}
