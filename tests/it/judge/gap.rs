use crate::tally::batch::{Batch, Of, count};
use jiff::civil::date;
use tongbao::field::{Field, Form};
use tongbao::finding::Kind;
use tongbao::judge::Verdict;

const OF: Of<'static> = Of { form: Form::Accounts, unit: "甲局", object: "甲声", platform: "新浪微博" };

fn last_posted(day: i8) -> Batch {
    let mut batch = Batch::new("2023Q1");
    batch.says(OF, Field::Actual, count(30));
    batch.says(OF, Field::Forwarded, count(3));
    batch.log(OF, &[date(2023, 3, 20), date(2023, 3, day)]);
    batch.rules.settings.max_gap_days.value = Some(5);
    batch.rules.settings.max_gap_days.basis = Some("某通报".into());
    batch
}

#[test]
fn a_gap_is_broken_just_over_its_days() {
    // The check date is the period's last day, 31 March. 20 to 26 are six days, 26 to 31 five.
    for (day, gaps) in [(25, 6), (26, 6), (24, 7)] {
        let findings = last_posted(day).judge().1.findings;
        let Kind::GapBroken { limit, days, .. } = findings[0].kind else { panic!("{findings:?}") };
        assert_eq!((limit, days, findings.len()), (5, gaps, 1), "{day}");
        assert_eq!(findings[0].basis.as_deref(), Some("某通报"));
    }
    let mut batch = last_posted(25);
    batch.rules.settings.as_of.value = Some(date(2023, 3, 30));
    assert!(batch.ids().is_empty(), "five days between, five to the check date");
}

#[test]
fn a_gap_decides_only_where_the_office_says_so() {
    let mut batch = last_posted(24);
    assert_eq!(batch.judge().1.accounts[0], Verdict::Qualified);
    batch.rules.settings.gap_decides.value = true;
    assert_eq!(batch.judge().1.accounts[0], Verdict::Unqualified);
    batch.rules.settings.max_gap_days.value = None;
    assert_eq!((batch.judge().1.accounts[0], batch.ids()), (Verdict::Qualified, vec![]));
}
