use crate::tally::batch::{Batch, Of, count};
use jiff::civil::{Date, date};
use tongbao::field::{Field, Form};
use tongbao::finding::Kind;
use tongbao::judge::Verdict;

fn of(platform: &str) -> Of<'_> {
    Of { form: Form::Accounts, unit: "甲局", object: "甲声", platform }
}

#[test]
fn a_requirement_above_four_pushes_a_month_is_told_for_service_accounts_only() {
    for (code, platform, required, told) in [
        ("2023Q1", "微信服务号", 12, false),
        ("2023Q1", "微信服务号", 13, true),
        ("2023Q1", "微信订阅号", 13, false),
        ("2023-03", "微信服务号", 4, false),
        ("2023-03", "微信服务号", 5, true),
    ] {
        let mut batch = Batch::new(code);
        batch.unit("甲局", &[Form::Accounts]);
        batch.roster_account("甲局", "甲声", platform).required = Some(required);
        batch.says(of(platform), Field::Actual, count(50));
        batch.says(of(platform), Field::Forwarded, count(31));
        let ids: Vec<&str> = if told { vec!["requirement-above-cap"] } else { vec![] };
        assert_eq!(batch.ids(), ids, "{code} {platform} {required}");
        assert_eq!(batch.judge().1.accounts[0], Verdict::Qualified, "the cap changes no verdict");
    }
}

fn originals(days: Option<&[Date]>, limit: i64) -> Batch {
    let mut batch = Batch::new("2023Q1");
    let of = of("新浪微博");
    batch.says(of, Field::Actual, count(30));
    batch.says(of, Field::Forwarded, count(3));
    let posts: Vec<Date> = (1..=31).map(|day| date(2023, 3, day)).collect();
    batch.log(of, &posts);
    batch.normalized.logs[0].originals = days.map(<[Date]>::to_vec);
    batch.rules.settings.max_original_gap_days.value = Some(limit);
    batch.rules.settings.max_original_gap_days.basis = Some("某通报".into());
    batch
}

#[test]
fn a_span_without_originals_is_broken_just_over_its_days() {
    let march = |day| date(2023, 3, day);
    // From the first post on 1 March: ten days to the 11th, eight to the 19th, twelve to the period's end.
    let days = [march(11), march(19)];
    for (limit, broken) in [(12, false), (11, true), (13, false)] {
        let findings = originals(Some(&days), limit).judge().1.findings;
        assert_eq!(findings.len(), usize::from(broken), "{limit}: {findings:?}");
        if let Some(finding) = findings.first() {
            let (from, to) = (march(19), march(31));
            assert_eq!(finding.kind, Kind::OriginalGapBroken { limit, days: 12, from, to });
            assert_eq!(finding.basis.as_deref(), Some("某通报"));
        }
    }
    // Nothing of its own in thirty days; and a ledger that marks no originals tells nothing.
    assert_eq!(originals(Some(&[]), 29).ids(), ["original-gap-broken"]);
    assert!(originals(Some(&[]), 30).ids().is_empty());
    assert!(originals(None, 1).ids().is_empty());
    let mut early = originals(Some(&days), 9);
    early.rules.settings.as_of.value = Some(march(20));
    assert_eq!(early.ids(), ["original-gap-broken"], "ten days to the first original, whatever the check date");
    early.rules.settings.max_original_gap_days.value = Some(10);
    assert!(early.ids().is_empty(), "after the check date nothing counts");
}

#[test]
fn a_span_without_originals_decides_only_where_the_office_says_so() {
    let mut batch = originals(Some(&[]), 5);
    assert_eq!(batch.judge().1.accounts[0], Verdict::Qualified);
    batch.rules.settings.gap_decides.value = true;
    assert_eq!(batch.judge().1.accounts[0], Verdict::Unqualified);
}

#[test]
fn a_veto_found_by_hand_fails_its_account_and_no_other() {
    let mut batch = Batch::new("2023Q1");
    batch.unit("甲局", &[Form::Accounts]);
    for platform in ["新浪微博", "微信订阅号"] {
        batch.roster_account("甲局", "甲声", platform);
        batch.says(of(platform), Field::Actual, count(50));
        batch.says(of(platform), Field::Forwarded, count(31));
    }
    batch.manual("甲局", "甲声（新浪微博）", "存在商业广告");
    assert_eq!(batch.judge().1.accounts, [Verdict::Qualified; 2]);
    batch.rules.roster.manual[0].veto = true;
    assert_eq!(batch.judge().1.accounts, [Verdict::Unqualified, Verdict::Qualified]);
}
