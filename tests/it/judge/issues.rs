use crate::tally::batch::Batch;
use jiff::civil::{Date, date};
use tongbao::finding::{Kind, Severity};
use tongbao::normalize::{Issue, IssueResult, Name};
use tongbao::place::{At, Place};
use tongbao::rules::states::IssueKind;

pub(crate) fn issue(result: IssueResult, closed: Option<Date>, listed: bool) -> Issue {
    Issue {
        unit: Name { written: "甲局".into(), used: "甲局".into(), listed },
        kind: Some(IssueKind::Phrase),
        kind_written: "固定表述错误".into(),
        text: "帐务".into(),
        found: date(2023, 2, 6),
        limit: Some(1),
        due: Some(date(2023, 2, 7)),
        closed,
        result,
        doubt: None,
        place: Place::sheet(&"监测.xlsx".into(), &"台账".into()).at(At::new(2, 0)),
    }
}

#[test]
fn only_what_is_late_accuses_and_only_listed_units() {
    let (seventh, eighth) = (Some(date(2023, 2, 7)), Some(date(2023, 2, 8)));
    for (issue, expected) in [
        (issue(IssueResult::InTime, seventh, true), None),
        (issue(IssueResult::Late, eighth, true), Some(eighth)),
        (issue(IssueResult::OpenLate, None, true), Some(None)),
        (issue(IssueResult::OpenLate, eighth, true), Some(None)),
        (issue(IssueResult::Open, None, true), None),
        (issue(IssueResult::Undecided, None, true), None),
        (issue(IssueResult::Late, eighth, false), None),
    ] {
        let mut batch = Batch::new("2023Q1");
        batch.normalized.issues = vec![issue.clone()];
        let (_, judgment) = batch.judge();
        let found: Vec<_> = judgment.findings.iter().map(|f| (f.kind.clone(), f.severity)).collect();
        let (found_on, due) = (date(2023, 2, 6), date(2023, 2, 7));
        let kind = |closed| Kind::IssueOverdue { found: found_on, due, closed, limit: Some(1) };
        let wanted: Vec<_> = expected.map(|closed| (kind(closed), Severity::Fail)).into_iter().collect();
        assert_eq!(found, wanted, "{issue:?}");
    }
}

#[test]
fn counts_by_unit_add_up_to_its_findings_in_roster_order() {
    let mut batch = Batch::new("2023Q1");
    batch.unit("乙局", &[]);
    batch.unit("甲局", &[]);
    let of = |unit: &str, result| {
        let name = Name { written: unit.into(), used: unit.into(), listed: true };
        Issue { unit: name, ..issue(result, None, true) }
    };
    batch.normalized.issues = vec![
        of("甲局", IssueResult::InTime),
        of("乙局", IssueResult::OpenLate),
        of("甲局", IssueResult::Late),
        of("甲局", IssueResult::Open),
        of("甲局", IssueResult::Undecided),
    ];
    let (tally, _) = batch.judge();
    let units: Vec<_> = tally
        .issue_units
        .iter()
        .map(|u| (u.unit.as_str(), [u.total, u.in_time, u.late, u.open_late, u.open, u.undecided], u.decided()))
        .collect();
    assert_eq!(units, [("乙局", [1, 0, 0, 1, 0, 0], 1), ("甲局", [4, 1, 1, 0, 1, 1], 2)]);
}
