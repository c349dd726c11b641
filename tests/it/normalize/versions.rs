use super::drawn::{book, filed, saved, table};
use super::{first_quarter, ids, lines, normalized};
use jiff::civil::date;
use tongbao::field::{Field, Form};
use tongbao::finding::Kind;
use tongbao::normalize::{Difference, InForce, Normalized};
use tongbao::place::Place;
use tongbao::recognize::{Recognized, Table};

fn messages(rows: &str) -> Table {
    table(Form::Messages, &[Field::Unit, Field::Received, Field::Closed], rows)
}

fn file(name: &str, rows: &str) -> Recognized {
    book(name, vec![messages(rows)])
}

#[test]
fn equal_figures_of_two_files_count_once() {
    let out = normalized(&[file("一.xlsx", "区财政局 | 3 | 3"), file("二.xlsx", "区财政局 | 3 | 3")], &first_quarter());
    let standing: Vec<String> = lines(&out.entries).iter().map(|l| l.rsplit(' ').next().unwrap().to_owned()).collect();
    assert_eq!(standing, ["Counts", "Counts", "Repeated", "Repeated"]);
    assert_eq!(ids(&out), ["file-same"]);
}

#[test]
fn the_later_filing_day_wins_whatever_the_order() {
    let old = book("一.xlsx", vec![filed(messages("区财政局 | 3 | 3"), date(2023, 4, 3))]);
    let new = book("二.xlsx", vec![filed(messages("区财政局 | 5 | 3"), date(2023, 4, 6))]);
    for books in [[old.clone(), new.clone()], [new, old]] {
        let out = normalized(&books, &first_quarter());
        let counting: Vec<String> = lines(&out.entries).into_iter().filter(|l| l.ends_with("Counts")).collect();
        assert!(counting.contains(&"区财政局 Received 2023Q1 = 5 Counts".to_owned()), "{counting:?}");
        assert_eq!(counting.len(), 2);
        let kind = Kind::VersionReplaced { field: Field::Received, kept: "5".into(), dropped: "3".into() };
        assert_eq!(out.findings.iter().map(|f| &f.kind).collect::<Vec<_>>(), [&kind]);
    }
}

#[test]
fn version_words_decide_where_no_day_does() {
    let books = [file("报表.xlsx", "区财政局 | 3 | 3"), file("报表（修订）.xlsx", "区财政局 | 4 | 3")];
    let out = normalized(&books, &first_quarter());
    assert!(lines(&out.entries).contains(&"区财政局 Received 2023Q1 = 4 Counts".to_owned()));
}

#[test]
fn the_day_of_saving_decides_last() {
    let books = [
        saved(file("甲.xlsx", "区财政局 | 3 | 3"), date(2023, 4, 2).at(9, 0, 0, 0)),
        saved(file("乙.xlsx", "区财政局 | 4 | 3"), date(2023, 4, 1).at(9, 0, 0, 0)),
    ];
    let out = normalized(&books, &first_quarter());
    assert!(lines(&out.entries).contains(&"区财政局 Received 2023Q1 = 3 Counts".to_owned()));
}

#[test]
fn where_nothing_decides_neither_counts() {
    let out = normalized(&[file("甲.xlsx", "区财政局 | 3 | 3"), file("乙.xlsx", "区财政局 | 4 | 3")], &first_quarter());
    let disputed: Vec<String> = lines(&out.entries).into_iter().filter(|l| l.ends_with("Disputed")).collect();
    assert_eq!(disputed, ["区财政局 Received 2023Q1 = 3 Disputed", "区财政局 Received 2023Q1 = 4 Disputed"]);
    let kind = Kind::VersionUndecided { field: Field::Received, values: vec!["3".into(), "4".into()] };
    assert_eq!(out.findings.iter().map(|f| &f.kind).collect::<Vec<_>>(), [&kind]);
}

#[test]
fn a_collective_table_is_never_settled_by_age() {
    let own = book("甲.xlsx", vec![filed(messages("区财政局 | 3 | 3"), date(2023, 4, 3))]);
    let all = book("乙.xlsx", vec![filed(messages("区财政局 | 4 | 3\n区统计局 | 1 | 1"), date(2023, 4, 6))]);
    let out = normalized(&[own, all], &first_quarter());
    assert_eq!(ids(&out), ["version-undecided"]);
    assert_eq!(lines(&out.entries).iter().filter(|l| l.ends_with("Disputed")).count(), 2);
}

#[test]
fn a_blank_in_one_file_gives_way_to_a_figure_in_another() {
    let out = normalized(&[file("甲.xlsx", "区财政局 | 3 | _"), file("乙.xlsx", "区财政局 | _ | 2")], &first_quarter());
    let counting: Vec<String> = lines(&out.entries).into_iter().filter(|l| l.ends_with("Counts")).collect();
    assert_eq!(counting, ["区财政局 Received 2023Q1 = 3 Counts", "区财政局 Closed 2023Q1 = 2 Counts"]);
    assert_eq!(ids(&out), Vec::<&str>::new());
}

#[test]
fn the_same_row_twice_in_one_file_counts_once_with_a_notice() {
    let out = normalized(&[file("甲.xlsx", "区财政局 | 3 | 3\n区财政局 | 3 | 3")], &first_quarter());
    assert_eq!(lines(&out.entries).iter().filter(|l| l.ends_with("Counts")).count(), 2);
    assert_eq!(ids(&out), ["same-twice"]);
}

#[test]
fn different_rows_for_one_unit_in_one_file_are_a_doubt() {
    let out = normalized(&[file("甲.xlsx", "区财政局 | 3 | 3\n区财政局 | 4 | 3")], &first_quarter());
    let kind = Kind::DifferentTwice { field: Field::Received, values: vec!["3".into(), "4".into()] };
    assert!(out.findings.iter().any(|f| f.kind == kind));
    assert_eq!(lines(&out.entries).iter().filter(|l| l.ends_with("Disputed")).count(), 2);
}

#[test]
fn an_older_file_does_not_count_beside_a_newer_one_that_contradicts_itself() {
    let old = || book("一.xlsx", vec![filed(messages("区财政局 | 9 | 9"), date(2023, 4, 3))]);
    let torn = |day| book("二.xlsx", vec![filed(messages("区财政局 | 7 | 7\n区财政局 | 8 | 8"), day)]);
    let standing = |books: &[Recognized]| {
        let out = normalized(books, &first_quarter());
        assert!(ids(&out).contains(&"different-twice"));
        let of = |end: &str| lines(&out.entries).iter().filter(|l| l.contains("Received") && l.ends_with(end)).count();
        (of("Counts"), of("Disputed"), of("Superseded"))
    };
    assert_eq!(standing(&[old(), torn(date(2023, 4, 6))]), (0, 2, 1), "the newer file is in force, whatever it says");
    assert_eq!(standing(&[torn(date(2023, 4, 1)), old()]), (1, 0, 2), "the newer file is the one that is clear");
    assert_eq!(standing(&[old(), torn(date(2023, 4, 3))]), (0, 3, 0), "nothing tells which is newer");
}

/// Unit, value and place of what counts less, value and place of the other, and which is in force.
fn differences(out: &Normalized) -> Vec<(String, String, String, InForce)> {
    let line = |d: &Difference| {
        let said = |(raw, place): &(String, Place)| format!("{raw} {place}");
        (d.unit.to_string(), said(&d.old), said(&d.new), d.in_force)
    };
    out.differences.iter().map(line).collect()
}

#[test]
fn two_cells_of_one_file_that_state_one_figure_differently_are_listed() {
    let out = normalized(&[file("甲.xlsx", "区财政局 | 3 | 3\n区财政局 | 4 | 3")], &first_quarter());
    let place = |cell: &str| format!("甲.xlsx › Sheet1 › {cell}");
    let expected =
        ("区财政局".to_owned(), format!("3 {}", place("B2")), format!("4 {}", place("B3")), InForce::SameFile);
    assert_eq!(differences(&out), [expected]);
    let mut hidden = messages("区财政局 | 3 | 3\n区财政局 | 4 | 3");
    hidden.hidden = vec![1];
    let out = normalized(&[book("甲.xlsx", vec![hidden])], &first_quarter());
    let expected =
        ("区财政局".to_owned(), format!("3 {}", place("B2")), format!("4 {}", place("B3")), InForce::Visible);
    assert_eq!(differences(&out), [expected], "the visible row counts");
}

#[test]
fn the_same_form_saved_otherwise_is_said_once_and_counts_once() {
    let said = |books: &[Recognized]| -> Vec<(String, String)> {
        let out = normalized(books, &first_quarter());
        let same = out.findings.iter().filter_map(|f| match &f.kind {
            Kind::FileSame { of } => Some((f.place.file.to_string(), of.clone())),
            _ => None,
        });
        same.collect()
    };
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    let (xls, et) = (file("表.xls", "区财政局 | 3 | 3"), file("表.et", "区财政局 | 3 | 3"));
    assert_eq!(said(&[xls.clone(), et.clone()]), [pair("表.et", "表.xls")]);
    let unknown = [file("表.xls", "区粮食局 | 3 | 3"), file("表.et", "区粮食局 | 3 | 3")];
    assert_eq!(ids(&normalized(&unknown, &first_quarter())), ["unit-unknown", "file-same"], "one doubt, not two");
    assert_eq!(said(&[xls.clone(), et, file("表.csv", "区财政局 | 3 | 3")]).len(), 2);
    // One figure more, one less, or another one: a form of its own.
    for other in ["区财政局 | 3 | 3\n区统计局 | 1 | 1", "区财政局 | 3 | _", "区财政局 | 3 | 2", "区统计局 | 3 | 3"]
    {
        assert_eq!(said(&[xls.clone(), file("另.xls", other)]), [], "{other}");
    }
}
