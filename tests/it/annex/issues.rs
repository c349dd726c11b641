//! 附件4: there only when findings came, prints like the others, adds up live.

use super::pages;
use crate::judge::issues::issue;
use crate::tally::batch::Batch;
use jiff::civil::date;
use tongbao::annex::{Page, paper};
use tongbao::normalize::{Issue, IssueResult};
use tongbao::wording::issues::SHEET;

fn page(issues: Vec<Issue>) -> Option<Page> {
    let mut batch = Batch::new("2023Q1");
    batch.normalized.issues = issues;
    pages(&batch.outcome()).into_iter().find(|p| p.name == SHEET)
}

fn shown(page: &Page, row: usize) -> Vec<String> {
    page.rows[row].cells.iter().map(|(_, cell)| cell.content.shown().into_owned()).collect()
}

#[test]
fn without_findings_of_listed_units_there_is_no_annex_4() {
    assert!(page(Vec::new()).is_none());
    assert!(page(vec![issue(IssueResult::Late, Some(date(2023, 2, 8)), false)]).is_none());
}

#[test]
fn rates_leave_out_what_is_open_or_undecided() {
    let of = |result| issue(result, None, true);
    let all = [IssueResult::InTime, IssueResult::OpenLate, IssueResult::Open, IssueResult::Undecided];
    let page = page(all.map(of).to_vec()).unwrap();
    // One in time of two that are decided.
    assert_eq!(shown(&page, 4), ["1", "甲局", "4", "1", "1", "1", "1", "50.0%"]);
    assert_eq!(shown(&page, 5), ["合计", "4", "1", "1", "1", "1", "50.0%"]);
    // Without a decided one there is no rate.
    let none = self::page(vec![of(IssueResult::Open)]).unwrap();
    assert_eq!(shown(&none, 4).last().map(String::as_str), Some("/"));
}

#[test]
fn long_texts_wrap_and_print_large_enough() {
    let long = Issue {
        text: "某某栏目某某文章第三自然段中的表述与规范表述不一致，".repeat(6),
        kind_written: "固定表述错误（领导人讲话引用）".to_owned(),
        ..issue(IssueResult::Late, Some(date(2023, 2, 8)), true)
    };
    let page = page(vec![long]).unwrap();
    let scale = (paper::scale(&page) * 100.0).floor() / 100.0;
    assert!(scale >= 0.88, "{scale}");
    for (_, cell) in page.rows.iter().flat_map(|r| &r.cells) {
        assert!(cell.look.size() * scale >= paper::LEAST_PRINTED, "{:?}", cell.content);
    }
}
