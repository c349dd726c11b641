use crate::tally::batch::Batch;
use tongbao::field::Form;
use tongbao::finding::{Finding, Kind, Severity};
use tongbao::place::Place;
use tongbao::rules::settings::{Origin, Setting};

fn batch() -> Batch {
    let mut batch = Batch::new("2023Q1");
    batch.unit("甲局", &[Form::Columns, Form::Messages]);
    batch.roster_column("甲局", "统计", "1条/月");
    batch.roster_column("甲局", "应急", "1条/月");
    batch.updates("甲局", "统计", &[2, 1, 0]);
    batch.updates("甲局", "应急", &[0, 0, 0]);
    batch.handled("甲局", [3, 2, 1]);
    batch.manual("甲局", "门户", "站点无法访问");
    batch.earlier.push(Finding::new(Kind::NoTable, Place::file(&"b.xlsx".into())));
    batch.earlier.push(Finding::new(Kind::FileEmpty, Place::file(&"a.xlsx".into())));
    batch
}

fn weigh(batch: &mut Batch, id: &str, value: Option<Severity>) {
    let setting = Setting { value, origin: Origin::BuiltIn, basis: Some("本办规定".into()) };
    batch.rules.settings.severities.insert(id.to_owned(), setting);
}

#[test]
fn fails_come_first_then_notices_then_doubts_each_in_annex_order() {
    assert_eq!(
        batch().ids(),
        [
            "updates-none",
            "messages-overdue",
            "manual",
            "updates-month-missing",
            "messages-open",
            "file-empty",
            "no-table"
        ]
    );
}

#[test]
fn the_office_weighs_findings_by_their_id() {
    let mut batch = batch();
    weigh(&mut batch, "updates-month-missing", Some(Severity::Fail));
    weigh(&mut batch, "messages-open", None);
    let findings = batch.judge().1.findings;
    assert_eq!((findings[0].kind.id(), findings[0].severity), ("updates-month-missing", Severity::Fail));
    assert_eq!(findings[0].basis.as_deref(), Some("本办规定"));
    assert!(findings.iter().all(|f| f.kind.id() != "messages-open"));
}

#[test]
fn the_reason_of_a_refusal_is_never_dropped() {
    let mut batch = batch();
    weigh(&mut batch, "file-empty", None);
    let findings = batch.judge().1.findings;
    let refused = findings.iter().find(|f| f.kind == Kind::FileEmpty);
    assert_eq!(refused.map(|f| f.severity), Some(Severity::Notice));
}

#[test]
fn findings_that_the_caller_hands_on_twice_are_told_once() {
    let mut batch = batch();
    batch.roster_column("甲局", "新栏", "1条/月");
    let once = batch.ids();
    assert!(once.contains(&"object-not-submitted"));
    batch.earlier.extend(batch.tally().findings);
    assert_eq!(batch.ids(), once);
}
