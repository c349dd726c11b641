use super::batch::{Batch, count, messages};
use tongbao::field::{Field, Form};
use tongbao::finding::{CountDoubt, Kind, Subject};
use tongbao::normalize::Reported;
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

/// Overdue as a summary and a ledger tell it: the value, the raw texts of its cells, the differences that are told.
fn overdue(summary: Reported, raw: &str, ledger: u64) -> (Amount, Vec<String>, Vec<(i64, i64)>) {
    let mut batch = Batch::new("2023Q1");
    batch.handled("甲局", [5, 5, 0]);
    batch.normalized.entries.retain(|e| e.field != Field::Overdue);
    let entry = batch.says(messages("甲局"), Field::Overdue, summary);
    entry.reading.raw = raw.to_owned();
    let entry = batch.says(messages("甲局"), Field::Overdue, count(ledger));
    entry.from_ledger = true;
    entry.reading.raw = ledger.to_string();
    let tally = batch.tally();
    let figure = &tally.messages[0].overdue;
    let differ = tally.findings.iter().filter_map(|f| match f.kind {
        Kind::LedgerDiffers { summary, ledger, .. } => Some((summary, ledger)),
        _ => None,
    });
    (figure.value, figure.parts.iter().map(|p| p.raw.clone()).collect(), differ.collect())
}

#[test]
fn a_ledgers_count_stands_where_the_summarys_cell_cannot_be_believed() {
    let doubtful = |parsed, why| Reported::Doubtful { parsed, why };
    let both = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
    // No number, the same number, and only how many were closed in time: nothing disputes the ledger.
    for (parsed, why, raw) in [
        (None, CountDoubt::NotANumber, "见附件"),
        (Some(2), CountDoubt::Approximate, "约2"),
        (Some(4), CountDoubt::OnTimeOnly, "1"),
        (Some(2), CountDoubt::Heading, "2"),
    ] {
        assert_eq!(overdue(doubtful(parsed, why), raw, 2), (Amount::Known(2), both("2", raw), vec![]), "{raw}");
    }
    // Another number: both are shown, neither counts, and the difference is said.
    for (parsed, told) in [(1, 1), (3, 3)] {
        let (value, raws, differ) = overdue(doubtful(Some(parsed), CountDoubt::Approximate), "约", 2);
        assert_eq!((value, raws), (Amount::Doubtful(CountDoubt::Disputed), both("约", "2")));
        assert_eq!(differ, [(told, 2)]);
    }
    // A certain number of the summary stands as before.
    assert_eq!(overdue(count(3), "3", 2).0, Amount::Known(3));
}
