//! A ledger that is counted while it is read says what it would have said whole.

use crate::common::book::{draw_sheets, words};
use proptest::prelude::*;
use tongbao::read::{Book, Sheet, Watch};
use tongbao::recognize::{Lexicon, Recognized, Watcher, recognize};

/// Shows the book to a watcher row by row; how many rows were kept on the way, and what was recognized of them.
fn streamed(book: &Book) -> (usize, Option<Recognized>) {
    let lexicon = Lexicon::new(words());
    let mut watcher = Watcher::new(&lexicon);
    let mut kept = 0;
    let mut thin = Book { sheets: Vec::new(), ..book.clone() };
    for whole in &book.sheets {
        let mut sheet = Sheet::new(whole.place.clone());
        sheet.merges.clone_from(&whole.merges);
        sheet.hidden_rows.clone_from(&whole.hidden_rows);
        for row in whole.rows() {
            if watcher.keeps(&sheet, row) {
                sheet.put_back(vec![row.clone()]);
                kept += 1;
            }
        }
        thin.sheets.push(sheet);
    }
    (kept, watcher.recognize(thin))
}

const HEAD: &str = "甲县政务新媒体发布台账
    填报单位：甲县政府办
    发布日期 | 标题 | 账号名称 | 账号类型 | 是否原创 | 阅读量";

/// A usual line; titles come again after some time.
fn line(i: usize) -> String {
    let account = ["甲县发布", "乙镇之声", "丙局在线"][i % 3];
    format!(
        "2023-0{}-{:02} | 第{}件事 | {account} | 微信订阅号 | {} | {i}",
        i % 4 + 1,
        i % 28 + 1,
        i % 700,
        ["是", "否"][i % 2]
    )
}

/// What may stand between the usual lines.
const ODD: [&str; 23] = [
    "",
    "\n",
    "小计 | < | < | < | < | 99",
    "2月合计 | | | | | 12",
    "发布日期 | 标题 | 账号名称 | 账号类型 | 是否原创 | 阅读量",
    "| 没有日期 | 甲县发布 | 微信订阅号 | 是 | 3",
    "2月3日 | 第3件事 | 甲县发布 | 微信订阅号 | 是 | 3",
    "2023年2月3日 | 第3件事 | 甲县 发布 | 公众号 | 是 | 3",
    "2023-02-03 | 第3件事 | 甲县发布 | 微信订阅号 | 是",
    "2023-02-03 | 更新时间 | 甲县发布 | 微信订阅号 | 是 | 3",
    "2023-02-01 | 标题：关于会议 | 甲县发布 | 微信订阅号 | 是 | 3",
    "2023-02-03 | 其中：原创 | 甲县发布 | 微信订阅号 | 是 | 3",
    "2023-02-03 | 例 | 某某号 | 微信订阅号 | 是 | 3",
    "2023-02-03 | 表外 | 甲县发布 | 微信订阅号 | 是 | 3 | 外",
    "2023-02-03 | 合并的 | 甲县发布 | 微信订阅号 | 是 | 3\n2023-02-03 | 合并的 | ^ | ^ | 是 | 4",
    "备注：以上为后台统计",
    "填表人：张三 | | 审核人：李四",
    "二月",
    "2023-02-03 | 12 | 34 | 56 | 7 | 8",
    "一、微信",
    "本季度无留言",
    "\n单位 | 承办数量 | 办结数量 | 逾期数量\n甲局 | 3 | 2 | 1\n",
    "\n乙镇台账\n发布日期 | 标题 | 账号名称 | 账号类型\n2023-01-02 | 会议 | 乙镇之声 | 微博\n",
];

fn sheet(odd: &[(usize, usize)], length: usize) -> Book {
    let mut text = HEAD.to_owned();
    for i in 0..length {
        for (_, which) in odd.iter().filter(|(at, _)| *at == i) {
            text.push('\n');
            text.push_str(ODD[*which]);
        }
        text.push('\n');
        text.push_str(&line(i));
    }
    draw_sheets("甲县/表.xlsx", &[("台账", &text), ("说明", "填报单位：甲县政府办")])
}

#[test]
fn a_long_plain_ledger_is_counted_while_it_is_read() {
    let book = sheet(&[], 3000);
    let (kept, found) = streamed(&book);
    assert!(kept < 420, "{kept}");
    assert_eq!(format!("{:?}", found.unwrap()), format!("{:?}", recognize(&book, words())));
}

#[test]
fn each_odd_row_is_read_as_if_all_stood_there() {
    for (which, odd) in ODD.iter().enumerate() {
        let book = sheet(&[(900, which), (1400, which)], 1600);
        let (kept, found) = streamed(&book);
        let whole = format!("{:?}", recognize(&book, words()));
        let found = found.unwrap_or_else(|| panic!("read twice for {odd}"));
        assert_eq!(format!("{found:?}"), whole, "{odd}");
        // A second table ends the counting; everything else costs a few rows.
        assert!(which >= 20 || kept < 460, "{kept} {odd}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn rows_that_were_let_go_change_nothing(
        odd in prop::collection::vec((0usize..1100, 0..ODD.len()), 0..7), length in 380usize..1100
    ) {
        let book = sheet(&odd, length);
        let (_, found) = streamed(&book);
        if let Some(found) = found {
            prop_assert_eq!(format!("{found:?}"), format!("{:?}", recognize(&book, words())));
        }
    }
}
