//! Proves what is compared with an earlier workbook that was changed after it was made.

use super::{LAST, change, ids, problem, report, two_quarters};
use crate::cases::drawn;
use crate::explain::book::{put_number, put_row, put_text};
use serde_json::Value;
use std::fs;

#[test]
fn a_number_written_over_is_compared_as_it_was_forwarded_and_said() {
    let desk = two_quarters();
    // 附件2 B5 is 体育局's 承办: 5.
    fs::write(desk.path(LAST), put_number(&desk.bytes(LAST), 3, "B5", 25)).unwrap();
    let told = report(&desk, &[]);
    // 2 + 25 + 4 = 31: the sum is a formula, whoever saved it last.
    assert_eq!(change(&told, "received"), (31.into(), 9.into()));
    let unit = &told["previous"]["unit_changes"][0];
    assert_eq!((&unit["unit"], &unit["previous"], &unit["current"]), (&"文体局".into(), &25.into(), &5.into()));
    let edited = told["findings"].as_array().unwrap().iter().find(|f| f["id"] == "previous-edited").unwrap();
    assert_eq!(edited["place"]["cell"], "B5");
    let message = edited["message"].as_str().unwrap();
    assert!(message.contains("“5”") && message.contains("按改后的 25 比较"), "{message}");
    // A sum that somebody typed is the one that was forwarded.
    fs::write(desk.path(LAST), put_number(&desk.bytes(LAST), 3, "B8", 99)).unwrap();
    assert_eq!(change(&report(&desk, &[]), "received"), (99.into(), 9.into()));
}

#[test]
fn what_is_no_number_any_more_or_stands_under_another_name_is_not_compared() {
    let desk = two_quarters();
    let made = desk.bytes(LAST);
    fs::write(desk.path(LAST), put_text(&made, 4, "F5", "五篇")).unwrap();
    let told = report(&desk, &[]);
    // 3 + 2 of the other two accounts.
    assert_eq!(change(&told, "posts"), (5.into(), 20.into()));
    assert_eq!(told["previous"]["unit_changes"], serde_json::json!([]));
    assert!(told["previous"]["incomparable_units"].as_array().unwrap().contains(&"水务局".into()));
    // 附件3 C5 names the account: lines may have been moved, so its figures are nobody's.
    fs::write(desk.path(LAST), put_text(&made, 4, "C5", "别的号")).unwrap();
    let told = report(&desk, &[]);
    assert_eq!(change(&told, "posts"), (5.into(), 20.into()));
    assert_eq!(ids(&told).iter().filter(|id| **id == "previous-edited").count(), 1);
    // The problem itself stands in the record.
    assert_eq!(problem(&told, ("posts-short", "水务局", "水务发布")).0, "mended");
}

#[test]
fn a_sheet_that_is_gone_is_said_once_and_its_figures_are_not_compared() {
    let desk = two_quarters();
    let renamed = drawn::rewrite(&desk.bytes(LAST), |name, xml| {
        if name == "xl/workbook.xml" { xml.replace("\"附件3 新媒体\"", "\"账号\"") } else { xml }
    });
    fs::write(desk.path(LAST), renamed).unwrap();
    let told = report(&desk, &[]);
    assert_eq!(change(&told, "posts"), (Value::Null, 20.into()));
    assert_eq!(change(&told, "updates"), (6.into(), 12.into()));
    let findings = told["findings"].as_array().unwrap();
    let edited: Vec<&str> =
        findings.iter().filter(|f| f["id"] == "previous-edited").map(|f| f["message"].as_str().unwrap()).collect();
    assert_eq!(edited, ["上期工作簿里的“附件3 新媒体”表不见了（删去或改了名），里面的数不比较。"]);
    assert_eq!(problem(&told, ("posts-short", "水务局", "水务发布")).0, "mended");
}

#[test]
fn rows_below_one_that_was_put_in_are_compared_and_a_sum_of_more_than_was_made_is_not() {
    let desk = two_quarters();
    // 附件2 B5 is 体育局's 承办: 5. A row above moves it to B6.
    let moved = put_row(&put_number(&desk.bytes(LAST), 3, "B5", 25), 3, 5, &["新来的局", "9"]);
    fs::write(desk.path(LAST), moved).unwrap();
    let told = report(&desk, &[]);
    let unit = &told["previous"]["unit_changes"][0];
    assert_eq!((&unit["unit"], &unit["previous"], &unit["current"]), (&"文体局".into(), &25.into(), &5.into()));
    let edited: Vec<&Value> =
        told["findings"].as_array().unwrap().iter().filter(|f| f["id"] == "previous-edited").collect();
    let cells: Vec<&Value> = edited.iter().map(|f| &f["place"]["cell"]).collect();
    assert_eq!(cells, ["A5", "B6"]);
    assert!(edited[0]["message"].as_str().unwrap().contains("新来的局"), "{}", edited[0]["message"]);
    assert_eq!(change(&told, "received"), (Value::Null, 9.into()));
    // The other annexes are as they were.
    assert_eq!(change(&told, "updates"), (6.into(), 12.into()));
}
