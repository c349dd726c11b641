//! A ledger that is counted while it is read says what it would have said whole.

use crate::common::book::draw_sheets;
use proptest::prelude::*;
use std::sync::LazyLock;
use tongbao::read::{Book, Sheet, Watch};
use tongbao::recognize::{Lexicon, Recognized, Watcher, recognize};
use tongbao::rules::Words;
use tongbao::rules::wrong::{Wording, WrongWordings};

/// The built-in words, and wrong wordings that some titles hold.
fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        let listed = [("第77件事", "第七十七件事"), ("会议", "例会"), ("没有日期", ""), ("甲县发布", "甲县政府发布")];
        let listed = listed.map(|(wrong, right)| Wording { wrong: wrong.into(), right: right.into() });
        Words { wrong: WrongWordings::new(listed.into()), ..Words::built_in() }
    });
    &WORDS
}

/// Shows the book to a watcher row by row; how many rows were kept on the way, and what was recognized of them.
pub(super) fn streamed(book: &Book) -> (usize, Option<Recognized>) {
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
fn wrong_wordings_leave_a_long_ledger_as_the_first_hits_and_a_number() {
    let found = streamed(&sheet(&[(900, 5), (901, 5)], 3000)).1.unwrap();
    let wrong = &found.tables[0].ledger.as_ref().unwrap().wrong;
    // Titles 77, 777 and so on up to 2877, each three lines below its number; two lines without a date before those of 1477.
    let hits: Vec<(String, u32)> = wrong.list.iter().map(|t| (t.at.to_string(), t.wording)).collect();
    let expected = [("B81", 0), ("B781", 0), ("B904", 2), ("B906", 2), ("B1483", 0), ("B2183", 0), ("B2883", 0)];
    assert_eq!(hits, expected.map(|(at, wording)| (at.to_owned(), wording)));
    assert_eq!((wrong.list[0].shown.as_str(), wrong.more), ("第77件事", 0));
    let many: Vec<(usize, usize)> = (0..70).map(|i| (i * 20 + 10, 10)).collect();
    let found = streamed(&sheet(&many, 1500)).1.unwrap();
    let wrong = &found.tables[0].ledger.as_ref().unwrap().wrong;
    // Seventy titles that speak of a meeting and those of lines 77, 777 and 1477: the first fifty are listed.
    assert_eq!((wrong.list.len(), wrong.more), (50, 23));
    assert!(wrong.list.is_sorted_by_key(|t| t.at));
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

#[test]
fn a_ledger_that_ends_just_where_counting_begins_loses_no_row() {
    for (which, odd) in ODD.iter().enumerate() {
        for at in 396..=404 {
            let book = sheet(&[(at, which), (1, 2)], 403);
            let (_, found) = streamed(&book);
            let whole = format!("{:?}", recognize(&book, words()));
            if let Some(found) = found {
                assert_eq!(format!("{found:?}"), whole, "{odd} at {at}");
            }
        }
    }
}

const MESSAGES: &str = "甲县网民留言台账
    编号 | 受理日期 | 留言人 | 留言标题 | 承办单位 | 办理期限 | 办结日期 | 办理状态";

/// A usual line of a ledger of messages; every third message is open.
fn message(i: usize) -> String {
    let open = i.is_multiple_of(3);
    format!(
        "LY{i:06} | 2023-0{}-{:02} | 某{} | 第{}件事 | {} | 2023-05-{:02} | {} | {}",
        i % 3 + 1,
        i % 28 + 1,
        i % 50,
        i % 700,
        ["甲局", "乙镇"][i % 2],
        i % 28 + 1,
        if open { String::new() } else { format!("2023-04-{:02}", i % 28 + 1) },
        if open { "办理中" } else { "已办结" }
    )
}

/// What may stand between the usual messages.
const ODD_MESSAGES: [&str; 14] = [
    "",
    "小计 | < | < | < | < | | | 9",
    "编号 | 受理日期 | 留言人 | 留言标题 | 承办单位 | 办理期限 | 办结日期 | 办理状态",
    "LY9 | | 某某 | 没有日期 | 甲局 | 2023-05-01 | 2023-04-01 | 已办结",
    "LY9 | 2月3日 | 某某 | 没有年份 | 甲局 | 5个工作日 | 2月9日 | 已办结",
    "LY9 | 2023-02-03 | 某某 | 合计金额不符 | 甲局 | 尽快 | 已办结 | 看不懂",
    "LY9 | 2023-02-03 | 例 | 标题：关于停水 | 甲局 | | / | 办理中",
    "LY000007 | 2023-02-08 | 某7 | 第7件事 | 乙镇 | 2023-05-08 | 2023-04-08 | 已办结",
    "LY9 | 2023-02-03 | 某某 | 表外 | 甲局 | | | 办理中 | 外",
    "备注：以上为后台统计",
    "填表人：张三 | | 审核人：李四",
    "二月",
    "\n单位 | 承办数量 | 办结数量 | 逾期数量\n甲局 | 3 | 2 | 1\n",
    "\n乙镇留言台账\n受理日期 | 留言标题 | 办结日期 | 办理状态\n2023-01-02 | 路灯 | | 办理中\n",
];

#[test]
fn a_long_ledger_of_messages_is_counted_while_it_is_read() {
    for (which, odd) in [""].iter().chain(&ODD_MESSAGES[1..]).enumerate() {
        let mut text = MESSAGES.to_owned();
        for i in 0..1300 {
            if !odd.is_empty() && (i == 800 || i == 1100) {
                text.push('\n');
                text.push_str(odd);
            }
            text.push('\n');
            text.push_str(&message(i));
        }
        let book = draw_sheets("甲县/表.xlsx", &[("台账", &text)]);
        let (kept, found) = streamed(&book);
        let found = found.unwrap_or_else(|| panic!("read twice for {odd}"));
        assert_eq!(format!("{found:?}"), format!("{:?}", recognize(&book, words())), "{odd}");
        // A second table ends the counting, and so does a row with two headings' words and a gap; everything else costs a few rows.
        assert!(which >= 12 || odd.contains("停水") || kept < 460, "{kept} {odd}");
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
