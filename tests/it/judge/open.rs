use crate::tally::batch::{Batch, count, messages};
use tongbao::field::Field;
use tongbao::finding::{Finding, Kind};
use tongbao::normalize::Reported;
use tongbao::place::{At, Place};

fn without_overdue() -> Batch {
    let mut batch = Batch::new("2023Q1");
    batch.says(messages("甲局"), Field::Received, count(2));
    batch.says(messages("甲局"), Field::Closed, count(2));
    batch
}

#[test]
fn no_figure_is_open_in_silence() {
    let findings = without_overdue().judge().1.findings;
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].kind, Kind::CountMissing { field: Field::Overdue });
    assert_eq!(findings[0].unit.as_deref(), Some("甲局"));
}

#[test]
fn a_figure_without_a_cell_is_looked_for_on_the_sheet_of_its_neighbours() {
    let mut batch = without_overdue();
    let sheet = Place { area: None, ..batch.normalized.entries[0].place.clone() };
    batch.earlier.clear();
    assert_eq!(batch.judge().1.findings[0].place, sheet);
}

#[test]
fn a_missing_heading_explains_the_figures_under_it() {
    let mut batch = without_overdue();
    let place = Place::sheet(&"甲局.xlsx".into(), &"Sheet1".into()).at(At::new(0, 0));
    let kind = Kind::HeadingMissing { missing: vec![Field::Overdue], unexpected: Vec::new() };
    batch.earlier.push(Finding::new(kind, place));
    assert_eq!(batch.ids(), ["heading-missing"]);
}

#[test]
fn a_doubt_on_the_cell_is_not_said_twice() {
    let mut batch = without_overdue();
    let entry = batch.says(messages("甲局"), Field::Overdue, Reported::Missing);
    let place = entry.place.clone();
    batch.earlier.push(Finding::new(Kind::CountMissing { field: Field::Overdue }, place).unit("甲局"));
    let findings = batch.judge().1.findings;
    assert_eq!(findings.len(), 1);
    assert!(findings[0].subject.is_some(), "the cell ties it to its row");
}
