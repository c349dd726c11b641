use super::batch::{Batch, count, messages};
use tongbao::field::{Field, Form};
use tongbao::finding::{Kind, Subject};
use tongbao::place::{At, Place};
use tongbao::tally::Amount;

#[test]
fn units_stand_in_roster_order_with_sums() {
    let mut batch = Batch::new("2023Q1");
    for unit in ["丙办", "甲局", "乙局"] {
        batch.unit(unit, &[Form::Messages]);
    }
    batch.handled("甲局", [3, 3, 0]);
    batch.handled("丙办", [23, 22, 1]);
    batch.handled("乙局", [0, 0, 0]);
    let tally = batch.tally();
    let units: Vec<&str> = tally.messages.iter().map(|r| r.unit.as_str()).collect();
    assert_eq!(units, ["丙办", "甲局", "乙局"]);
    assert_eq!((tally.totals.received, tally.totals.closed, tally.totals.overdue), (26, 25, 1));
}

#[test]
fn a_sentence_without_figures_is_a_report_of_zero() {
    let mut batch = Batch::new("2023Q1");
    batch.unit("甲局", &[Form::Messages]);
    let place = Place::sheet(&"甲局.xlsx".into(), &"留言".into()).at(At::new(3, 0));
    batch.normalized.zero_reports.push(("甲局".into(), Form::Messages, place.clone()));
    let tally = batch.tally();
    assert_eq!(tally.messages[0].received.value, Amount::Known(0));
    assert_eq!(tally.messages[0].overdue.parts[0].place, place);
    assert!(tally.findings.is_empty(), "{:?}", tally.findings);
}

#[test]
fn a_unit_that_sent_nothing_is_placed_at_its_line_in_the_roster() {
    let mut batch = Batch::new("2023Q1");
    batch.unit("甲局", &[Form::Messages]);
    batch.unit("乙局", &[]);
    let tally = batch.tally();
    assert_eq!(tally.messages[0].received.value, Amount::NotReported);
    assert_eq!(tally.findings.len(), 1);
    assert_eq!(tally.findings[0].kind, Kind::NotSubmitted { form: Form::Messages });
    assert_eq!(tally.findings[0].subject, Some(Subject::Message(0)));
    assert_eq!(tally.findings[0].place.sheet.as_deref(), Some("单位"));
}

#[test]
fn a_figure_that_the_form_lacks_is_missing() {
    let mut batch = Batch::new("2023Q1");
    batch.says(messages("甲局"), Field::Received, count(4));
    batch.says(messages("甲局"), Field::Closed, count(4));
    let tally = batch.tally();
    assert_eq!(tally.messages[0].overdue.value, Amount::Missing);
    assert_eq!(tally.totals.open, 1);
}

#[test]
fn an_unknown_unit_is_listed_apart() {
    let mut batch = Batch::new("2023Q1");
    batch.unit("甲局", &[]);
    batch.handled("丁局", [5, 5, 0]);
    let tally = batch.tally();
    assert!(!tally.messages[0].listed);
    assert_eq!(tally.totals.received, 0);
    assert!(!tally.submissions.received[0].listed);
}

#[test]
fn months_of_messages_add_up() {
    let mut batch = Batch::new("2023Q1");
    for (month, n) in [("2023-01", 1), ("2023-02", 2), ("2023-03", 3)] {
        batch.says_for(messages("甲局"), Field::Received, month, count(n));
    }
    assert_eq!(batch.tally().messages[0].received.value, Amount::Known(6));
}
