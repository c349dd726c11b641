//! Tables with headings across: what their headings mean.

use super::shows;
use crate::common::book::{list, recognized};

#[test]
fn the_plain_form_of_each_annex_is_read() {
    shows(
        "栏目名称 | 更新频次 | 保障单位 | 1 月 | 2 月 | 3 月
         规范性文件 | 1 条/季度 | 甲局 | 0 | 0 | 1",
        "Columns A1:F2
         Column Frequency Unit Updates[1] Updates[2] Updates[3]
         2: 规范性文件 1 条/季度 甲局 0 0 1",
    );
    shows(
        "单位 | 承办数量 | 办结数量 | 逾期数量
         甲局 | 23 | 22 | 1",
        "Messages A1:D2
         Unit Received Closed Overdue
         2: 甲局 23 22 1",
    );
    shows(
        "序号 | 责任单位 | 账号名称 | 账号类型 | 应更新数 | 实际更新数 | 推荐转发内容数量 | 实际转载数量 | 合格/不合格 | 存在突出问题
         1 | 甲局 | 甲县发布 | 微信订阅号 | 12 | 90 | 31 | / | 合格 | 无",
        "Accounts A1:J2
         Serial Unit Account AccountType Required Actual ForwardList Forwarded Verdict Problem
         2: 1 甲局 甲县发布 微信订阅号 12 90 31 / 合格 无",
    );
}

#[test]
fn a_month_with_a_unit_of_count_is_a_month() {
    shows(
        "栏目 | 更新频次 | 4月份（条） | 5月(次) | 6月（件）
         政府采购 | 1条/月 | 2 | 1 | 0",
        "Columns A1:E2
         Column Frequency Updates[4] Updates[5] Updates[6]
         2: 政府采购 1条/月 2 1 0",
    );
}

#[test]
fn a_group_of_months_that_is_not_merged_heads_them_all() {
    let rows = |last: &str| {
        format!(
            "栏目名称 | 更新频率 | 更新数（条） | | | {last}\n | | 4月 | 5月 | 6月 | \n栏目甲 | 1条/月 | 1 | 5 | 4 | "
        )
    };
    let read = "Column Frequency Updates[4] Updates[5] Updates[6]";
    for last in ["备注", ""] {
        let listing = list(&recognized(&rows(last)));
        assert!(listing.lines().any(|l| l.trim().starts_with(read)), "{listing}");
        assert!(listing.contains("栏目甲 1条/月 1 5 4"), "{listing}");
    }
}

#[test]
fn figures_without_a_heading_are_said() {
    let listing =
        list(&recognized("栏目名称 | 更新频率 | 更新数 | \n栏目甲 | 1条/月 | 1 | 5\n栏目乙 | 1条/月 | 2 | 6"));
    assert!(listing.contains("! heading-missing"), "{listing}");
}

#[test]
fn two_lines_of_merged_headings_become_paths() {
    shows(
        "2023年一季度栏目更新情况 | < | < | < | < | <
         序号 | 栏目名称 | 更新频次 | 更新数 | < | <
         ^ | ^ | ^ | 1月 | 2月 | 3月
         1 | 卫生 | 1条/月 | 4 | 4 | 5",
        "Columns A2:F4
         Serial Column Frequency Updates[1] Updates[2] Updates[3]
         4: 1 卫生 1条/月 4 4 5",
    );
}

#[test]
fn a_group_that_is_not_merged_reaches_over_its_blanks() {
    shows(
        "单位 | 账号名称 | 微信 | | 转载 |
          | | 应更新 | 实际 | 应转载 | 已转载
         甲局 | 甲县发布 | 12 | 20 | 31 | 4",
        "Accounts A1:F3
         Unit Account Required(微信公众号) Actual(微信公众号) ForwardList Forwarded
         3: 甲局 甲县发布 12 20 31 4",
    );
}

#[test]
fn three_lines_of_headings_are_read() {
    shows(
        "单位 | 网民留言办理情况 | < | <
         ^ | 承办 | 办理 | <
         ^ | 承办数量 | 办结数量 | 逾期数量
         甲局 | 7 | 6 | 1",
        "Messages A1:D4
         Unit Received Closed Overdue
         4: 甲局 7 6 1",
    );
}

#[test]
fn months_are_months_in_every_writing() {
    for (a, b, c) in
        [("1月", "2月", "3月"), ("一月份", "二月份", "三月份"), ("１月", "２ 月", "３月"), ("元月", "二月", "三月")]
    {
        shows(
            &format!("栏目 | {a} | {b} | {c} | 季度合计\n政务动态 | 4 | 0 | 2 | 6"),
            "Columns A1:E2
             Column Updates[1] Updates[2] Updates[3] Sum
             2: 政务动态 4 0 2 6",
        );
    }
}

#[test]
fn a_month_that_the_office_program_turned_into_a_day_is_a_month() {
    shows(
        "栏目名称 | 2023-01-01 | 2023-02-01 | 2023-03-01
         政务动态 | 4 | 0 | 2",
        "Columns A1:D2
         Column Updates[2023/1] Updates[2023/2] Updates[2023/3]
         2: 政务动态 4 0 2",
    );
}

#[test]
fn the_cumulative_column_is_never_the_figure() {
    shows(
        "单位 | 承办数量 | 办结数量 | 逾期数量 | 本年累计
         甲局 | 3 | 3 | 0 | 40",
        "Messages A1:E2
         Unit Received Closed Overdue Cumulative
         2: 甲局 3 3 0 40",
    );
    shows(
        "栏目名称 | 本季度更新数 | 本年累计更新数
         政务动态 | 9 | 40",
        "Columns A1:C2
         Column Updates Cumulative
         2: 政务动态 9 40",
    );
}

#[test]
fn words_that_no_list_holds_are_understood_by_their_parts() {
    shows(
        "运营单位 | 新媒体名称 | 规定推送篇数 | 已完成推送篇数 | 上级要求转发条数 | 完成转发条数 | 粉丝总数
         甲局 | 甲县发布 | 12 | 15 | 31 | 9 | 8000",
        "Accounts A1:G2
         Unit Account Required Actual ForwardList Forwarded NotData
         2: 甲局 甲县发布 12 15 31 9 8000",
    );
}

#[test]
fn open_before_closed_is_not_mixed_up() {
    shows(
        "承办县区 | 总件数 | 处理中 | 已办结 | 办结率
         甲县 | 983 | 10 | 973 | 98%",
        "Messages A1:E2
         Unit Received Open Closed Rate
         2: 甲县 983 10 973 98%",
    );
}

#[test]
fn closed_on_time_stands_for_itself() {
    shows(
        "办理单位 | 收到来信（件） | 按期回复（件）
         甲局 | 100 | 98
         合计 | 100 | 98",
        "Messages A1:C3
         Unit Received ClosedOnTime
         2: 甲局 100 98
         =3: 合计 100 98
         -3 Total",
    );
}

#[test]
fn a_name_means_what_its_table_is_about() {
    shows(
        "名称 | 更新频次 | 1月 | 2月 | 3月
         政务动态 | 周更 | 4 | 4 | 5",
        "Columns A1:E2
         Column Frequency Updates[1] Updates[2] Updates[3]
         2: 政务动态 周更 4 4 5",
    );
    shows(
        "名称 | 类型 | 应更新数 | 实际更新数 | 转载数
         甲县发布 | 微博 | 12 | 13 | 5",
        "Accounts A1:E2
         Account AccountType Required Actual Forwarded
         2: 甲县发布 微博 12 13 5",
    );
}

#[test]
fn two_headings_for_one_field_are_a_doubt() {
    shows(
        "账号名称 | 发布数 | 更新数 | 转载数
         甲县发布 | 12 | 15 | 3",
        "Accounts A1:D2
         Account Actual? Forwarded
         2: 甲县发布 12 3
         ! heading-doubtful
         ! heading-doubtful",
    );
}

#[test]
fn a_blank_name_heading_is_a_guess_that_is_listed() {
    shows(
        " | 1月 | 2月 | 3月 | 更新频次
         政务动态 | 4 | 4 | 5 | 1条/月",
        "Columns A1:E2
         Column? Updates[1] Updates[2] Updates[3] Frequency
         2: 政务动态 4 4 5 1条/月
         ! heading-doubtful",
    );
}

#[test]
fn a_missing_heading_is_one_finding_and_silences_the_rows() {
    shows(
        "网民留言统计表 | < | <
         单位 | 承办数量 | 逾期数量
         甲局 | 3 | 0
         乙局 | 2 | 0",
        "Messages A2:C4
         Unit Received Overdue
         -3 Unused
         -4 Unused
         ! heading-missing
        ",
    );
}

#[test]
fn scores_and_adopted_items_are_never_counts() {
    shows(
        "排名 | 单位 | 县政府网采用条数 | 采用得分 | 1-3月得分
         1 | 甲局 | 30 | 60 | 60",
        "Unknown A1:E2

         -2 Unused
         ! table-unknown
         ! no-table",
    );
}

#[test]
fn posts_by_month_of_one_platform_have_their_sum_apart() {
    shows(
        "序号 | 账号名称 | 平台 | 发布数（篇） | < | < | 合计 | 其中原创
         ^ | ^ | ^ | 1月 | 2月 | 3月 | ^ | ^
         1 | 甲县发布 | 微信 | 10 | 12 | 9 | 31 | 14",
        "Accounts A1:H3
         Serial Account AccountType Actual[1] Actual[2] Actual[3] Sum Original
         3: 1 甲县发布 微信 10 12 9 31 14",
    );
}

#[test]
fn on_time_late_and_open_are_three_figures() {
    shows(
        "单位 | 留言受理（件） | 办理情况 | < | <
         ^ | ^ | 按时办结 | 超时办结 | 未办结
         甲局 | 10 | 8 | 1 | 1",
        "Messages A1:E3
         Unit Received ClosedOnTime Overdue Open
         3: 甲局 10 8 1 1",
    );
}
