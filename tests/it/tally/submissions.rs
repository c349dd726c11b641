use super::batch::Batch;
use tongbao::field::Form;
use tongbao::finding::Kind;

#[test]
fn one_finding_for_each_form_that_did_not_come() {
    let mut batch = Batch::new("2023Q1");
    batch.unit("甲局", &[Form::Columns, Form::Accounts]);
    batch.unit("乙局", &[Form::Columns]);
    batch.roster_column("甲局", "统计", "1条/月");
    batch.roster_column("甲局", "应急", "1条/月");
    batch.roster_column("乙局", "政策", "1条/月");
    batch.roster_account("甲局", "甲声", "微信订阅号");
    batch.updates("乙局", "政策", &[1, 1, 1]);
    let tally = batch.tally();
    let findings: Vec<(&Kind, Option<&str>)> = tally.findings.iter().map(|f| (&f.kind, f.unit.as_deref())).collect();
    let not = |form| Kind::NotSubmitted { form };
    assert_eq!(findings, [(&not(Form::Columns), Some("甲局")), (&not(Form::Accounts), Some("甲局"))]);
    let missing = tally.submissions.missing();
    assert_eq!((missing.len(), missing[0].1.as_slice()), (1, [Form::Columns, Form::Accounts].as_slice()));
}

#[test]
fn a_unit_out_of_use_owes_nothing() {
    let mut batch = Batch::new("2023Q1");
    batch.unit("甲局", &[Form::Messages]);
    let units = batch.rules.roster.units.as_mut().unwrap();
    units[0].in_use.1 = Some(jiff::civil::date(2022, 6, 30));
    assert!(batch.tally().findings.is_empty());
}

#[test]
fn without_a_list_of_units_the_lists_of_rows_tell_who_must_report() {
    let mut batch = Batch::new("2023Q1");
    batch.roster_column("甲局", "统计", "1条/月");
    batch.roster_column("乙局", "政策", "1条/月");
    batch.updates("乙局", "政策", &[1, 1, 1]);
    let tally = batch.tally();
    assert_eq!(tally.submissions.expected.len(), 2);
    assert_eq!(tally.findings.len(), 1);
    assert_eq!(tally.findings[0].unit.as_deref(), Some("甲局"));
}

#[test]
fn received_units_stand_in_roster_order_with_their_files() {
    let mut batch = Batch::new("2023Q1");
    batch.unit("甲局", &[]);
    batch.unit("乙局", &[]);
    batch.handled("丙局", [1, 1, 0]);
    batch.handled("乙局", [1, 1, 0]);
    batch.handled("甲局", [1, 1, 0]);
    let tally = batch.tally();
    let received: Vec<(&str, bool, usize)> =
        tally.submissions.received.iter().map(|r| (r.unit.as_str(), r.listed, r.files.len())).collect();
    assert_eq!(received, [("甲局", true, 1), ("乙局", true, 1), ("丙局", false, 1)]);
}
