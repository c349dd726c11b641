use super::batch::{Batch, Of, account, count};
use jiff::civil::{Date, date};
use tongbao::field::{Field, Form};
use tongbao::finding::{CountDoubt, Kind};
use tongbao::normalize::Reported;
use tongbao::place::Place;
use tongbao::rules::roster::{AccountState, ForwardList};
use tongbao::tally::{Amount, Gap, RequiredFrom};

const OF: Of<'static> = Of { form: Form::Accounts, unit: "甲局", object: "甲声", platform: "微信订阅号" };

fn reported(posts: u64) -> Batch {
    let mut batch = Batch::new("2023Q1");
    batch.says(OF, Field::Actual, count(posts));
    batch.says(OF, Field::Forwarded, count(5));
    batch
}

fn listed(posts: u64) -> Batch {
    let mut batch = reported(posts);
    batch.unit("甲局", &[Form::Accounts]);
    batch.roster_account("甲局", "甲声", "微信订阅号");
    batch
}

#[test]
fn the_roster_says_what_is_required_then_the_rules_then_the_file_then_the_built_in_rule() {
    let required = |batch: &Batch| {
        let row = batch.tally().accounts.remove(0);
        (row.required.number, row.required.from)
    };
    let mut batch = listed(20);
    batch.says(OF, Field::Required, count(10));
    assert_eq!(required(&batch), (Some(12), RequiredFrom::Roster));
    batch.rules.roster.accounts.as_mut().unwrap()[0].required = None;
    assert_eq!(required(&batch), (Some(10), RequiredFrom::File));
    batch.rules.settings.posts_per_month.value = 5;
    batch.rules.settings.posts_per_month.origin = Batch::from_roster();
    assert_eq!(required(&batch), (Some(15), RequiredFrom::Rules));
    assert_eq!(required(&reported(20)), (Some(12), RequiredFrom::BuiltIn));
}

#[test]
fn below_a_heading_in_doubt_no_built_in_number_stands_in_for_the_units_own() {
    let mut batch = Batch::new("2023Q1");
    batch.says(OF, Field::Actual, Reported::Doubtful { parsed: Some(36), why: CountDoubt::Heading });
    let required = batch.tally().accounts.remove(0).required;
    assert_eq!((required.number, required.from), (None, RequiredFrom::FileInDoubt));
    batch.rules.settings.posts_per_month.origin = Batch::from_roster();
    let required = batch.tally().accounts.remove(0).required;
    assert_eq!((required.number, required.from), (Some(12), RequiredFrom::Rules));
}

#[test]
fn a_file_that_sets_its_own_standard_is_told_so() {
    let mut batch = reported(20);
    batch.says(OF, Field::Required, count(10));
    let tally = batch.tally();
    assert_eq!(tally.findings[0].kind, Kind::StandardSelf { raw: "10".into(), many: None });
    assert_eq!(tally.findings[0].required, Some(10));
}

#[test]
fn a_number_that_differs_from_the_one_in_force_is_a_claim() {
    let mut batch = listed(20);
    batch.says(OF, Field::Required, count(10));
    batch.says(OF, Field::ForwardList, count(30));
    let tally = batch.tally();
    let claim = |field, claimed: &str, computed: &str| Kind::ClaimDiffers {
        field,
        claimed: claimed.into(),
        computed: computed.into(),
    };
    let kinds: Vec<&Kind> = tally.findings.iter().map(|f| &f.kind).collect();
    assert_eq!(kinds, [&claim(Field::Required, "10", "12"), &claim(Field::ForwardList, "30", "31")]);
}

#[test]
fn the_list_to_forward_is_the_rosters_then_the_rules_then_the_files_then_unknown() {
    let list = |batch: &Batch| batch.tally().accounts.remove(0).forward_list.value;
    let mut batch = listed(20);
    batch.says(OF, Field::ForwardList, count(30));
    assert_eq!(list(&batch), Amount::Known(31));
    batch.rules.roster.accounts.as_mut().unwrap()[0].forward_list = Some(ForwardList::NotApplicable);
    assert_eq!(list(&batch), Amount::NotApplicable);
    batch.rules.roster.accounts.as_mut().unwrap()[0].forward_list = None;
    assert_eq!(list(&batch), Amount::Known(30));
    batch.rules.settings.forward_list.value = Some(28);
    batch.rules.settings.forward_list.origin = Batch::from_roster();
    assert_eq!(list(&batch), Amount::Known(28));
    assert_eq!(list(&reported(20)), Amount::NotReported);
}

#[test]
fn one_name_on_two_platforms_is_two_accounts_of_one_unit() {
    let mut batch = reported(90);
    batch.says(account("甲局", "甲声", "微信视频号"), Field::Actual, count(20));
    batch.says(account("甲局", "甲声", "微信视频号"), Field::Forwarded, Reported::NotApplicable);
    let totals = batch.tally().totals;
    assert_eq!((totals.accounts, totals.account_units, totals.posts, totals.forwards, totals.open), (2, 1, 110, 5, 0));
}

#[test]
fn an_account_without_its_type_is_the_only_one_of_that_name() {
    let mut batch = Batch::new("2023Q1");
    batch.roster_account("甲局", "甲声", "微信订阅号");
    batch.says(account("甲局", "甲声", ""), Field::Actual, count(13));
    let tally = batch.tally();
    assert_eq!(tally.accounts.len(), 1);
    assert_eq!(tally.accounts[0].actual.value, Amount::Known(13));
}

#[test]
fn a_ledger_stands_alone_or_is_compared_with_the_summary() {
    let mut batch = Batch::new("2023Q1");
    batch.says(OF, Field::Actual, count(88)).from_ledger = true;
    assert_eq!(batch.tally().accounts[0].actual.value, Amount::Known(88));
    batch.says(OF, Field::Actual, count(88));
    assert!(batch.tally().findings.is_empty());
    batch.normalized.entries[1].reading.value = count(90);
    let tally = batch.tally();
    assert_eq!(tally.accounts[0].actual.value, Amount::Known(90));
    assert_eq!(tally.findings[0].kind, Kind::LedgerDiffers { field: Field::Actual, summary: 90, ledger: 88 });
    assert_eq!(tally.findings[0].related.len(), 1);
}

#[test]
fn a_ledger_may_be_counted_by_month() {
    let mut batch = Batch::new("2023Q1");
    batch.says_for(OF, Field::Actual, "2023-01", count(30)).from_ledger = true;
    batch.says_for(OF, Field::Actual, "2023-03", count(12)).from_ledger = true;
    assert_eq!(batch.tally().accounts[0].actual.value, Amount::Known(42));
}

#[test]
fn closed_accounts_are_not_due() {
    for change in [AccountState::Closed, AccountState::Cancelled] {
        let mut batch = Batch::new("2023Q1");
        batch.unit("甲局", &[Form::Accounts]);
        batch.roster_account("甲局", "甲声", "微信订阅号").state = change;
        let tally = batch.tally();
        assert!(tally.accounts.is_empty() && tally.findings.is_empty(), "{:?}", tally.findings);
    }
}

#[test]
fn an_account_opened_in_the_period_owes_its_part() {
    let mut batch = Batch::new("2023Q1");
    let line = batch.roster_account("甲局", "甲声", "微信订阅号");
    line.in_use.0 = Some(date(2023, 2, 15));
    line.required = None;
    batch.says(OF, Field::Actual, count(6));
    // 14 of 28 days in February, all of March: 4 × 1.5.
    assert_eq!(batch.tally().accounts[0].required.number, Some(6));
}

#[test]
fn a_sentence_cannot_stand_for_the_counts_of_an_account() {
    let mut batch = Batch::new("2023Q1");
    batch.unit("甲局", &[Form::Accounts]);
    batch.roster_account("甲局", "甲声", "微信订阅号");
    let place = Place::file(&"甲局.xlsx".into());
    batch.normalized.zero_reports.push(("甲局".into(), Form::Accounts, place));
    let tally = batch.tally();
    assert_eq!(tally.accounts[0].actual.value, Amount::Doubtful(CountDoubt::ZeroSentence));
    assert!(tally.findings.is_empty());
}

fn gap(batch: &Batch) -> Option<Gap> {
    batch.tally().accounts.remove(0).largest_gap
}

#[test]
fn the_largest_gap_is_between_posts_or_up_to_the_check_date() {
    let days = |list: &[(i8, i8)]| list.iter().map(|(m, d)| date(2023, *m, *d)).collect::<Vec<Date>>();
    let mut batch = reported(3);
    batch.log(OF, &days(&[(1, 20), (1, 27), (1, 27), (3, 28)]));
    // 27 January to 28 March: 4 + 28 + 28 days. The days before the first post are not known.
    assert_eq!(gap(&batch), Some(Gap { days: 60, from: date(2023, 1, 27), to: date(2023, 3, 28) }));
    batch.rules.settings.as_of.value = Some(date(2023, 2, 10));
    assert_eq!(gap(&batch), Some(Gap { days: 14, from: date(2023, 1, 27), to: date(2023, 2, 10) }));
    assert_eq!(batch.tally().accounts[0].last_post.as_ref().map(|(d, _)| *d), Some(date(2023, 1, 27)));
    // A ledger ends with the period; what came after it is not known.
    batch.rules.settings.as_of.value = Some(date(2023, 4, 30));
    assert_eq!(gap(&batch).map(|g| g.days), Some(60));
}

#[test]
fn a_day_of_the_last_update_tells_the_gap_up_to_the_check_date() {
    let mut batch = reported(3);
    batch.says(OF, Field::LastUpdate, Reported::Day(date(2023, 3, 24)));
    assert_eq!(gap(&batch).map(|g| g.days), Some(7));
    batch.rules.settings.as_of.value = Some(date(2023, 4, 3));
    assert_eq!(gap(&batch).map(|g| g.days), Some(10));
    batch.rules.settings.as_of.value = Some(date(2023, 3, 20));
    assert_eq!(gap(&batch), None, "a later day says nothing about the time before the check");
}

#[test]
fn words_of_the_file_ask_for_a_number_with_its_arithmetic() {
    for (words, asked, arithmetic) in [
        ("每周不少于1条", Some(12), "4 × 3"),
        ("不低于2条/月", Some(6), "2 × 3"),
        ("每季度至少更新1次", Some(1), "1 × 1"),
        ("每年1次", None, ""),
    ] {
        let mut batch = reported(5);
        batch.says(OF, Field::Required, Reported::Text(words.into()));
        let tally = batch.tally();
        let required = &tally.accounts[0].required;
        assert_eq!((required.number, required.arithmetic.as_str()), (asked, arithmetic), "{words}");
        assert_eq!((required.from, required.wording.as_str()), (RequiredFrom::File, words));
        let own = |kind: &Kind| matches!(kind, Kind::StandardSelf { raw, .. } if raw == words);
        assert_eq!(tally.findings.iter().any(|f| own(&f.kind)), asked.is_some(), "{words}");
    }
}
