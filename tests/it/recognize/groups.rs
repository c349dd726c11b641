//! Finer headings under a group, told by where they stand, and what a group's own sum is.

use super::shows;
use crate::common::book::{list, recognized};

const READ: &str = "Columns A1:G4
     Column NotData[1] NotData[1] Updates[1] NotData[2] NotData[2] Updates[2]
     3: 甲栏目 1 2 3 0 4 4
     4: 乙栏目 0 0 0 1 1 2";

/// Two months, each with two unknown kinds and their sum.
fn months(kinds: [&str; 2], sum: &str) -> String {
    let [a, b] = kinds;
    format!(
        "栏目 | 1月 | < | < | 2月 | < | <
         ^ | {a} | {b} | {sum} | {a} | {b} | {sum}
         甲栏目 | 1 | 2 | 3 | 0 | 4 | 4
         乙栏目 | 0 | 0 | 0 | 1 | 1 | 2"
    )
}

#[test]
fn unknown_words_under_a_merged_month_are_its_parts_and_their_sum_is_its_figure() {
    for kinds in [["上半月", "下半月"], ["图文类", "短片类"], ["本级", "下级"]] {
        for sum in ["小计", "合计", "总计"] {
            shows(&months(kinds, sum), READ);
        }
    }
}

#[test]
fn a_title_above_or_an_empty_line_before_the_rows_changes_nothing() {
    let sheet = months(["图文类", "短片类"], "小计");
    let moved = |text: &str| text.replace("A1:G4", "A2:G5").replace("4: 乙", "5: 乙").replace("3: 甲", "4: 甲");
    shows(&format!("网站栏目更新情况\n{sheet}"), &moved(READ));
}

#[test]
fn months_in_another_order_keep_their_figures() {
    shows(
        "栏目 | 2月 | < | < | 1月 | < | <
         ^ | 图文类 | 短片类 | 小计 | 小计 | 图文类 | 短片类
         甲栏目 | 0 | 4 | 4 | 3 | 1 | 2
         乙栏目 | 1 | 1 | 2 | 0 | 0 | 0",
        "Columns A1:G4
         Column NotData[2] NotData[2] Updates[2] Updates[1] NotData[1] NotData[1]
         3: 甲栏目 0 4 4 3 1 2
         4: 乙栏目 1 1 2 0 0 0",
    );
}

#[test]
fn without_their_sum_none_of_the_parts_is_the_figure_unasked() {
    let listing = list(&recognized(
        "栏目 | 1月 | < | 2月 | <
         ^ | 图文类 | 短片类 | 图文类 | 短片类
         甲栏目 | 1 | 2 | 0 | 4",
    ));
    assert_eq!(listing.matches("! heading-doubtful").count(), 4, "each of the four is named: {listing}");
}

#[test]
fn a_row_of_words_is_no_line_of_headings() {
    // What stands under a merged heading of words, beside a blank unit, may be data.
    for row in ["^ | 无 | 无 | 5", " | 甲乙 | 丙丁 | 5", " | 甲乙 | 丙丁 | "] {
        let listing = list(&recognized(&format!(
            "单位 | 存在问题 | < | 承办数量 | 办结数量\n甲局 | 无 | 无 | 3 | 3\n{row} | 4\n乙局 | 无 | 无 | 1 | 1"
        )));
        assert!(listing.contains("Messages A1:E4") && listing.contains("2: 甲局"), "{row}\n{listing}");
    }
}

#[test]
fn names_under_months_are_columns_where_the_sums_of_every_month_prove_it() {
    let sheet = |sum: u32| {
        format!(
            "网站栏目更新情况
             单位 | 1月 | < | < | 2月 | < | <
             ^ | 通知公告 | 政策文件 | 合计 | 通知公告 | 政策文件 | 合计
             甲镇 | 4 | 1 | 5 | 0 | 2 | 2
             乙镇 | 3 | 2 | {sum} | 1 | 1 | 2"
        )
    };
    shows(
        &sheet(5),
        "Columns A2:G5
         Unit Column Updates[1] Updates[2]
         4: 甲镇 +通知公告 4 0
         4: 甲镇 +政策文件 1 2
         5: 乙镇 +通知公告 3 1
         5: 乙镇 +政策文件 2 1",
    );
    let listing = list(&recognized(&sheet(6)));
    assert!(listing.contains("! heading-missing"), "{listing}");
}

#[test]
fn a_list_with_a_line_for_each_figure_is_one_row_for_each_unit() {
    let long = |headings: &str, first: &str| {
        format!(
            "网民留言情况\n{headings}\n甲局 | 收到留言 | {first}6 | 20\n^ | 已办结 | {first}5 | 19\n乙局 | 收到留言 | {first}2 | 4\n^ | 已办结 | {first}2 | 4"
        )
    };
    for (headings, first) in
        [("单位 | 指标名称 | 本期实际 | 本年累计", ""), ("填报单位 | 项目 | 计量单位 | 数量 | 年度累计", "件 | ")]
    {
        let listing = list(&recognized(&long(headings, first)));
        assert!(listing.contains("Received") && listing.contains("Closed"), "{listing}");
        let rows: Vec<&str> = listing.lines().map(str::trim).filter(|l| l.contains("局")).collect();
        assert!(rows.len() == 2 && rows[0].contains("6 5") && rows[1].contains("2 2"), "{listing}");
    }
}

#[test]
fn two_columns_of_numbers_make_no_such_list() {
    let listing = list(&recognized(
        "网民留言情况
         单位 | 项目 | 网上 | 电话
         甲局 | 收到留言 | 6 | 2
         ^ | 已办结 | 5 | 2",
    ));
    assert!(!listing.contains("甲局 6"), "{listing}");
}
