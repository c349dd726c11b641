//! Where tables stand on a sheet, and sheets that hold something else.

use super::shows;
use crate::common::book::{list, recognized};

#[test]
fn headings_repeated_after_a_page_break_do_not_start_a_table() {
    shows(
        "单位 | 承办数量 | 办结数量 | 逾期数量
         甲局 | 3 | 3 | 0
         单位 | 承办数量 | 办结数量 | 逾期数量
         乙局 | 2 | 2 | 0",
        "Messages A1:D4
         Unit Received Closed Overdue
         2: 甲局 3 3 0
         4: 乙局 2 2 0
         -3 Repeated",
    );
}

#[test]
fn tables_one_under_the_other_keep_their_own_rows() {
    shows(
        "一、栏目更新
         栏目 | 1月 | 2月 | 3月
         政务动态 | 4 | 4 | 5
         合计 | 4 | 4 | 5

         二、留言办理
         承办单位 | 受理数 | 已办结 | 超期
         甲局 | 3 | 3 | 0",
        "Columns A2:D4
         Column Updates[1] Updates[2] Updates[3]
         3: 政务动态 4 4 5
         =4: 合计 4 4 5
         -4 Total
         Messages A7:D8
         Unit Received Closed Overdue
         8: 甲局 3 3 0",
    );
}

#[test]
fn tables_side_by_side_are_two() {
    shows(
        "留言 | < | < | < | | 新媒体 | < | <
         单位 | 承办数量 | 办结数量 | 逾期数量 | | 账号名称 | 实际更新数 | 实际转载数量
         甲镇 | 3 | 3 | 0 | | 甲镇发布 | 28 | 2",
        "Messages A2:D3
         Unit Received Closed Overdue
         3: 甲镇 3 3 0
         Accounts F2:H3
         Account Actual Forwarded
         3: 甲镇发布 28 2",
    );
}

#[test]
fn one_table_printed_in_two_halves_is_two() {
    shows(
        "单位 | 承办数量 | 办结数量 | 逾期数量 | 单位 | 承办数量 | 办结数量 | 逾期数量
         甲局 | 3 | 3 | 0 | 丙局 | 1 | 1 | 0
         乙局 | 2 | 2 | 0 | 丁局 | 4 | 3 | 1",
        "Messages A1:D3
         Unit Received Closed Overdue
         2: 甲局 3 3 0
         3: 乙局 2 2 0
         Messages E1:H3
         Unit Received Closed Overdue
         2: 丙局 1 1 0
         3: 丁局 4 3 1",
    );
}

#[test]
fn empty_columns_and_rows_inside_a_table_change_nothing() {
    shows(
        "单位 | | 承办数量 | 办结数量 | | 逾期数量

         甲局 | | 3 | 3 | | 0

         乙局 | | 2 | 2 | | 1",
        "Messages A1:F5
         Unit Received Closed Overdue
         3: 甲局 3 3 0
         5: 乙局 2 2 1",
    );
}

#[test]
fn a_ledger_of_posts_is_known_by_day_and_title() {
    shows(
        "序号 | 发布日期 | 标题 | 账号名称 | 平台 | 是否原创 | 阅读量
         1 | 2023-01-02 | 会议召开 | 甲县发布 | 微信订阅号 | 是 | 180
         2 | 2023-01-03 | 政策解读 | 甲县发布 | 微信订阅号 | 否 | 90",
        "Posts A1:G3
         Serial Day PostTitle Account AccountType OriginalMark NotData
         2: _ 2023-01-02 _ 甲县发布 微信订阅号 是 _
         3: _ 2023-01-03 _ 甲县发布 微信订阅号 否 _",
    );
}

#[test]
fn a_ledger_of_messages_keeps_nothing_about_citizens() {
    let found = recognized(
        "序号 | 留言人 | 联系方式 | 留言内容 | 受理时间 | 承办单位 | 办结时间
         1 | 赵某某 | 13900000000 | 路灯不亮 | 2023-01-05 | 甲局 | 2023-01-08",
    );
    let shown = format!("{:?}", found.tables[0].rows);
    assert_eq!(found.tables[0].form, tongbao::field::Form::MessageLedger);
    assert!(!shown.contains("赵某某") && !shown.contains("13900000000") && !shown.contains("路灯"), "{shown}");
    assert!(shown.contains("甲局"), "{}", list(&found));
}

#[test]
fn a_table_of_something_else_is_listed_and_not_used() {
    shows(
        "姓名 | 年龄 | 身高
         甲 | 33 | 170
         乙 | 41 | 165",
        "Unknown A1:C3

         -2 Unused
         -3 Unused
         ! table-unknown
         ! no-table",
    );
}

#[test]
fn an_instruction_sheet_yields_nothing_but_the_lack_of_a_table() {
    shows(
        "报送说明
         一、请各单位于4月7日前报送。
         二、没有更新的填“0”，没有留言的单位请填零报告。
         栏目名称 | 按责任分工填写
         更新频次 | 按公布的频次填写
         实际更新数 | 只填数字",
        "! no-table",
    );
}

#[test]
fn lines_of_months_that_no_table_holds_are_a_doubt() {
    let found = recognized(
        "单位 | 承办数量 | 办结数量
         甲局 | 3 | 3


         时间 | 水利动态
         1月 | 3
         2月 | 2",
    );
    let told: Vec<_> = found.findings.iter().filter(|f| f.kind.id() == "table-unknown").map(|f| f.severity).collect();
    assert_eq!(told, [tongbao::finding::Severity::Doubt], "{:?}", found.findings);
}

#[test]
fn a_short_form_beside_another_table_is_no_form_of_its_own() {
    // Labels and values above a table are its lines.
    let listing = list(&recognized(
        "账号名称 | 甲县发布
         更新时间 | 2023-03-31
         月份 | 更新数 | 转载数
         1月 | 3 | 1
         2月 | 2 | 0",
    ));
    assert!(listing.contains("Accounts A3:C5"), "{listing}");
}
