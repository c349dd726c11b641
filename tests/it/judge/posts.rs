use crate::tally::batch::{Batch, Of, count};
use tongbao::field::{Field, Form};
use tongbao::finding::{CountDoubt, Kind};
use tongbao::judge::Verdict;
use tongbao::normalize::Reported;

const OF: Of<'static> = Of { form: Form::Accounts, unit: "甲局", object: "甲声", platform: "微信订阅号" };

fn account(posts: u64, list: Option<u64>, forwarded: Reported) -> Batch {
    let mut batch = Batch::new("2023Q1");
    batch.says(OF, Field::Actual, count(posts));
    if let Some(list) = list {
        batch.says(OF, Field::ForwardList, count(list));
    }
    batch.says(OF, Field::Forwarded, forwarded);
    batch
}

#[test]
fn the_verdict_turns_at_the_number_required() {
    for (posts, verdict, ids) in [
        (11, Verdict::Unqualified, vec!["posts-short"]),
        (12, Verdict::Qualified, vec![]),
        (13, Verdict::Qualified, vec![]),
        (0, Verdict::Unqualified, vec!["posts-short"]),
    ] {
        let batch = account(posts, Some(31), count(5));
        assert_eq!((batch.judge().1.accounts[0], batch.ids()), (verdict, ids), "{posts}");
    }
    let finding = account(11, Some(31), count(5)).judge().1.findings.remove(0);
    assert_eq!((finding.required, finding.actual), (Some(12), Some(11)));
}

#[test]
fn a_missing_count_leaves_the_verdict_open() {
    let mut batch = account(11, Some(31), count(5));
    batch.normalized.entries[0].reading.value = Reported::Missing;
    assert_eq!((batch.judge().1.accounts[0], batch.ids()), (Verdict::Open, vec!["count-missing"]));
}

#[test]
fn a_file_whose_own_requirement_is_in_doubt_is_not_judged_by_another_number() {
    let doubt = Reported::Doubtful { parsed: None, why: CountDoubt::NotANumber };
    for posts in [0, 11, 12] {
        let mut batch = account(posts, Some(31), count(5));
        batch.says(OF, Field::Required, doubt.clone());
        let (tally, judgment) = batch.judge();
        assert_eq!((tally.accounts[0].required.number, judgment.accounts[0]), (None, Verdict::Open), "{posts}");
        assert!(!batch.ids().contains(&"posts-short"), "{posts}");
        // The office's own rule stands before what the file says, in doubt or not.
        batch.rules.settings.posts_per_month.origin = Batch::from_roster();
        let verdict = if posts < 12 { Verdict::Unqualified } else { Verdict::Qualified };
        assert_eq!(batch.judge().1.accounts[0], verdict, "{posts}");
    }
}

#[test]
fn no_forwards_of_a_list_are_a_problem_and_leave_the_verdict() {
    for (list, forwarded, ids) in [
        (Some(31), count(0), vec!["forwards-none"]),
        (Some(31), count(1), vec![]),
        (Some(0), count(0), vec![]),
        (None, count(0), vec!["forwards-none"]),
        (None, count(1), vec![]),
        (Some(31), Reported::NotApplicable, vec![]),
    ] {
        let batch = account(12, list, forwarded);
        assert_eq!((batch.judge().1.accounts[0], batch.ids()), (Verdict::Qualified, ids), "{list:?}");
    }
}

#[test]
fn a_finding_on_forwards_names_the_list_where_it_is_known() {
    for (list, required) in [(Some(31), Some(31)), (None, None)] {
        let finding = account(12, list, count(0)).judge().1.findings.remove(0);
        assert_eq!((finding.required, finding.actual), (required, Some(0)));
    }
}

#[test]
fn the_minimum_of_forwards_is_the_offices() {
    for (minimum, rate, forwarded, id) in [
        (3, None, 2, Some(3)),
        (3, None, 3, None),
        (1, Some(0.5), 15, Some(16)),
        (1, Some(0.5), 16, None),
        (20, Some(0.5), 19, Some(20)),
        (40, None, 31, None),
    ] {
        let mut batch = account(12, Some(31), count(forwarded));
        batch.rules.settings.min_forwards.value = minimum;
        batch.rules.settings.min_forward_rate.value = rate;
        let kinds: Vec<Kind> = batch.judge().1.findings.into_iter().map(|f| f.kind).collect();
        let expected: Vec<Kind> = id.map(|minimum| Kind::ForwardsShort { list: 31, minimum }).into_iter().collect();
        assert_eq!(kinds, expected, "{minimum} {rate:?} {forwarded}");
    }
}

#[test]
fn forwards_decide_where_the_office_says_so() {
    let mut batch = account(12, Some(31), count(0));
    batch.rules.settings.forwards_decide.value = true;
    assert_eq!(batch.judge().1.accounts[0], Verdict::Unqualified);
}
