//! Tables with headings across: which of their rows are data.

use super::shows;

#[test]
fn a_total_row_is_not_a_unit() {
    shows(
        "单位 | 承办数量 | 办结数量 | 逾期数量
         甲局 | 3 | 3 | 0
         乙局 | 2 | 2 | 0
         合 计 | 5 | 5 | 0",
        "Messages A1:D4
         Unit Received Closed Overdue
         2: 甲局 3 3 0
         3: 乙局 2 2 0
         =4: 合 计 5 5 0
         -4 Total",
    );
}

#[test]
fn merged_units_are_filled_down_and_blank_ones_are_not() {
    shows(
        "责任单位 | 账号名称 | 账号类型 | 实际更新数
         甲局 | 甲一 | 新浪微博 | 5
         ^ | 甲二 | 微信订阅号 | 6
          | 甲三 | 今日头条 | 7",
        "Accounts A1:D4
         Unit Account AccountType Actual
         2: 甲局 甲一 新浪微博 5
         3: +甲局 甲二 微信订阅号 6
         4: _ 甲三 今日头条 7",
    );
}

#[test]
fn remarks_signatures_samples_and_empty_rows_are_left_out_and_listed() {
    shows(
        "序号 | 栏目名称 | 更新频次 | 1月 | 2月 | 3月
         例 | 例：政务动态 | 1条/周 | 4 | 5 | 4
         1 | 统计信息 | 1条/月 | 1 | 1 | 1
         2
         3
         备注：空白为0。
         填报人：张三　审核人：李四　填报日期：2023年4月4日",
        "Columns A1:F7 blank=0
         Serial Column Frequency Updates[1] Updates[2] Updates[3]
         3: 1 统计信息 1条/月 1 1 1
         -2 Sample
         -4 Template
         -5 Template
         -6 Remark
         -7 Signature",
    );
}

#[test]
fn a_letter_row_under_the_headings_is_no_data() {
    shows(
        "单位 | 承办数量 | 办结数量 | 逾期数量
         甲 | 1 | 2 | 3
         甲局 | 5 | 5 | 0",
        "Messages A1:D3
         Unit Received Closed Overdue
         3: 甲局 5 5 0
         -2 Letters",
    );
}

#[test]
fn group_rows_are_captions_and_parts_are_not_added() {
    shows(
        "栏目名称 | 更新频次 | 1月 | 2月 | 3月
         一、重点领域 | < | < | < | <
         社会救助 | 1条/月 | 3 | 3 | 3
         其中：低保 | 1条/月 | 1 | 1 | 1
         二、法定公开
         规划计划 | 1条/季 | 0 | 1 | 0",
        "Columns A1:E6
         Column Frequency Updates[1] Updates[2] Updates[3]
         3: 社会救助 1条/月 3 3 3
         6: 规划计划 1条/季 0 1 0
         -2 Group
         -4 Part
         -5 Group",
    );
}

#[test]
fn a_name_without_figures_is_data_with_blanks_not_a_caption() {
    shows(
        "栏目名称 | 1月 | 2月 | 3月
         社会救助 | 3 | 3 | 3
         规划计划
         养老服务 | 1 | 1 | 1",
        "Columns A1:D4
         Column Updates[1] Updates[2] Updates[3]
         2: 社会救助 3 3 3
         3: 规划计划 _ _ _
         4: 养老服务 1 1 1",
    );
}

#[test]
fn text_numbers_stay_as_they_stand() {
    shows(
        "单位 | 承办件数 | 办结件数 | 逾期件数
         甲局 | 12件 | 约10 | 无
         乙局 | '１２ | 十二 | /",
        "Messages A1:D3
         Unit Received Closed Overdue
         2: 甲局 12件 约10 无
         3: 乙局 １２ 十二 /",
    );
}

#[test]
fn a_figure_that_a_merge_gives_to_two_rows_or_months_is_not_believed() {
    shows(
        "栏目名称 | 1月 | 2月 | 3月
         政务动态 | 5 | < | 1
         规划计划 | 2 | 2 | 4
         通知公告 | 1 | 1 | ^",
        "Columns A1:D4
         Column Updates[1] Updates[2] Updates[3]
         2: 政务动态 !5 _ 1
         3: 规划计划 2 2 !4
         4: 通知公告 1 1 +!4",
    );
}

#[test]
fn captions_of_groups_and_subtotals_between_units_are_no_units() {
    shows(
        "县直部门
         单位 | 承办数量 | 办结数量 | 逾期数量
         甲局 | 3 | 3 | 0
         小计 | 3 | 3 | 0
         镇街
         甲镇 | 4 | 4 | 0
         小计 | 4 | 4 | 0
         总计 | 7 | 7 | 0",
        "Messages A2:D8
         Unit Received Closed Overdue
         3: 甲局 3 3 0
         6: 甲镇 4 4 0
         =4: 小计 3 3 0
         =7: 小计 4 4 0
         =8: 总计 7 7 0
         -4 Total
         -5 Group
         -7 Total
         -8 Total",
    );
}
