//! Ledgers of posts: lines that say the same are one row.

use crate::common::book::recognized;
use tongbao::recognize::{Again, Ledger};

const LEDGER: &str = "发布日期 | 标题 | 账号名称 | 是否原创 | 备注
     2023-01-02 | 会议召开 | 甲县发布 | 是 | 好
     2023-01-02 | 政策解读 | 甲县发布 | 是 | 好
     2023-01-03 | 会议召开 | 甲县发布 | 是 | 好
     2023-01-02 | 会议 召开 | 甲县发布 | 是 | 好
     2023年1月2日 | 另一件事 | 甲县发布 | 是 | 好
     1月2日 | 会议召开 | 甲县发布 | 是 | 好
     2023-01-02 | 会议召开 | 乙镇之声 | 是 | 好
     2023-01-02 | 没有备注 | 甲县发布 | 是 |";

fn ledger() -> (Vec<u32>, Ledger) {
    let mut found = recognized(LEDGER);
    let table = found.tables.remove(0);
    assert_eq!(table.lines_found(), 8);
    let Some(ledger) = table.ledger else { panic!("no ledger") };
    (table.rows.iter().map(|r| r.line).collect(), ledger)
}

#[test]
fn lines_that_say_the_same_in_every_field_that_counts_are_one_row() {
    let (first, ledger) = ledger();
    // Another day, the day without its year, another account, fewer cells: rows of their own.
    assert_eq!(first, [1, 3, 6, 7, 8]);
    let runs: Vec<&[(u32, u32)]> = ledger.alike.iter().map(|a| a.runs.as_slice()).collect();
    assert_eq!(runs, [&[(1, 2), (4, 5)][..], &[(3, 3)], &[(6, 6)], &[(7, 7)], &[(8, 8)]]);
    let areas: Vec<String> = ledger.alike.iter().map(|a| a.area.to_string()).collect();
    assert_eq!(areas, ["A2:E2", "A4:E4", "A7:E7", "A8:E8", "A9:D9"]);
    assert_eq!(ledger.alike[0].area((4, 5)).to_string(), "A5:E6");
}

#[test]
fn lines_with_the_same_title_and_day_of_the_year_are_handed_on() {
    let again = |line, row| Again { line, row };
    // Whether 1月2日 is the same day, and 乙镇之声 the same account, only the whole batch knows. Line 4 is of another day.
    assert_eq!(ledger().1.again, [[again(1, 0), again(4, 0), again(6, 2), again(7, 3)]]);
}

#[test]
fn titles_do_not_leave_the_ledger() {
    let found = format!("{:?}", recognized(LEDGER).tables[0]);
    assert!(!found.contains("会议") && !found.contains("政策解读") && found.contains("乙镇之声"), "{found}");
}
