//! Which test shows each rule at, just below and just above its line; and the lines that no room of their own tests.

use crate::common::book::{draw_sheets, words};
use crate::normalize::{first_quarter, normalized};
use crate::tally::batch::{Batch, account, count};
use jiff::civil::{Date, date};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use tongbao::field::{Field, Form};
use tongbao::finding::Kind;
use tongbao::recognize::recognize;

/// Ids of findings that turn at a number or a day, each with the tests at its line.
const AT_THE_LINE: &[(&str, &[&str])] = &[
    ("file-too-large", &["only_more_than_the_limit_is_refused"]),
    ("file-too-slow", &["a_file_that_takes_too_long_is_blamed_and_no_other_suffers"]),
    ("file-needs-memory", &["a_file_that_needs_too_much_memory_is_blamed_and_no_other_suffers"]),
    (
        "period-other",
        &["a_table_of_another_period_is_refused", "month_headings_outside_of_the_run_tell_another_period"],
    ),
    ("object-ended", &["an_account_is_due_to_its_last_day_and_from_its_first"]),
    ("figure-note-differs", &["a_number_that_is_not_the_figure_is_noticed"]),
    ("total-differs", &["a_sum_beside_months_is_checked_and_never_added", "a_sum_of_the_form_turns_at_its_rows"]),
    ("claim-differs", &["a_number_that_differs_from_the_one_in_force_is_a_claim"]),
    (
        "count-outlying",
        &[
            "a_figure_over_ten_times_all_others_is_worth_a_question",
            "a_month_is_held_against_the_other_months_of_its_column",
        ],
    ),
    ("ledger-differs", &["a_summary_and_its_ledger_differ_by_one"]),
    ("posts-outside", &["a_line_of_the_first_or_last_day_counts_and_of_the_next_does_not"]),
    (
        "messages-closed-later",
        &["what_is_closed_after_the_check_date_was_open_then", "the_check_date_decides_what_is_open"],
    ),
    ("updates-none", &["the_sum_is_judged_at_its_line"]),
    (
        "updates-short",
        &[
            "the_sum_is_judged_at_its_line",
            "the_scaled_number_turns_exactly_at_its_line",
            "each_reading_of_a_frequency_is_judged_at_its_line",
        ],
    ),
    ("updates-month-missing", &["the_sum_is_judged_at_its_line"]),
    ("updates-silent", &["the_sum_is_judged_at_its_line"]),
    (
        "calendar-unknown",
        &[
            "each_built_in_year_names_its_notice",
            "a_year_whose_holidays_nobody_gave_is_a_doubt_where_working_days_count",
        ],
    ),
    ("posts-short", &["the_verdict_turns_at_the_number_required"]),
    ("forwards-none", &["no_forwards_of_a_list_are_a_problem_and_leave_the_verdict"]),
    ("forwards-short", &["the_minimum_of_forwards_is_the_offices"]),
    (
        "gap-broken",
        &[
            "a_gap_is_broken_just_over_its_days",
            "an_empty_month_breaks_a_gap_rule_of_28_days_and_none_of_29",
            "an_empty_month_breaks_a_working_day_gap_that_is_no_longer_than_its_working_days",
        ],
    ),
    ("original-gap-broken", &["a_span_without_originals_is_broken_just_over_its_days"]),
    ("requirement-above-cap", &["a_requirement_above_four_pushes_a_month_is_told_for_service_accounts_only"]),
    ("messages-overdue", &["overdue_open_and_contradicting_figures", "a_line_is_late_from_the_day_after_its_last_one"]),
    ("messages-open", &["overdue_open_and_contradicting_figures"]),
    ("messages-contradict", &["overdue_open_and_contradicting_figures"]),
    (
        "issue-overdue",
        &[
            "a_fixed_phrase_has_one_working_day_and_anything_else_three",
            "what_is_not_repaired_is_late_once_its_last_day_is_past",
        ],
    ),
    ("body-differs", &["a_figure_of_the_body_differs_by_one"]),
    ("praised-accused", &["a_unit_that_is_praised_and_accused_is_named"]),
    ("previous-apart", &["a_period_of_another_length_is_not_compared_and_nothing_stands_twice"]),
    ("wording-wrong", &["a_long_ledger_tells_its_first_hits_and_how_many_more_there_are"]),
];

/// Ids that say what stands or does not stand somewhere: there is no number to be just below of.
const WITHOUT_A_LINE: &[&str] = &[
    "file-encrypted",
    "file-corrupt",
    "file-empty",
    "file-foreign",
    "file-crashed",
    "file-unreadable",
    "file-own-output",
    "file-duplicate",
    "file-same",
    "book-empty",
    "sheet-unreadable",
    "sheet-missing",
    "file-damaged",
    "no-table",
    "table-unknown",
    "shape-unread",
    "table-waits",
    "hidden-read",
    "personal-masked",
    "period-conflict",
    "unit-undetermined",
    "unit-conflict",
    "unit-withheld",
    "unit-unknown",
    "column-unknown",
    "account-unknown",
    "owner-differs",
    "owner-moved",
    "object-shared",
    "decision-unfit",
    "heading-missing",
    "heading-doubtful",
    "count-doubtful",
    "count-missing",
    "count-word-zero",
    "blank-noted",
    "months-unsaid",
    "sentence-figures",
    "not-applicable-assumed",
    "not-applicable-duty",
    "figure-note",
    "notes-elsewhere",
    "struck-part",
    "struck-elsewhere",
    "verdict-contradicts",
    "same-twice",
    "different-twice",
    "version-replaced",
    "version-undecided",
    "posts-undated",
    "posts-day-unread",
    "posts-twice",
    "ledger-lines",
    "ledger-roads",
    "not-submitted",
    "object-not-submitted",
    "submission-waits",
    "updates-months-unknown",
    "frequency-unknown",
    "standard-self",
    "issue-undecided",
    "manual",
    "rule-unused",
    "corrected",
    "correction-unfit",
    "correction-answers",
    "previous-office",
    "previous-edited",
    "previous-edited-elsewhere",
    "previous-unit-unknown",
];

#[test]
fn every_id_has_its_tests_at_the_line_or_no_line() {
    let mut listed: Vec<&str> = AT_THE_LINE.iter().map(|(id, _)| *id).chain(WITHOUT_A_LINE.iter().copied()).collect();
    let mut known = Kind::ALL_IDS.to_vec();
    listed.sort_unstable();
    known.sort_unstable();
    assert_eq!(listed, known);
    let tests = tests_below(Path::new(env!("CARGO_MANIFEST_DIR")));
    for (id, names) in AT_THE_LINE {
        for name in *names {
            assert!(tests.contains(*name), "{id}: there is no test {name}");
        }
    }
}

/// Names of all functions marked as tests.
fn tests_below(root: &Path) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let mut folders = vec![root.join("src"), root.join("tests/it")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                for test in text.split("#[test]").skip(1) {
                    let name = test.split("fn ").nth(1).and_then(|rest| rest.split('(').next());
                    out.extend(name.map(str::to_owned));
                }
            }
        }
    }
    out
}

#[test]
fn a_line_of_the_first_or_last_day_counts_and_of_the_next_does_not() {
    let counted = |day: Date| {
        let text = format!(
            "石门镇政务新媒体发布台账\n账号名称 | 账号类型 | 发布日期 | 标题\n美丽石门 | 微信服务号 | {day} | 甲"
        );
        let out = normalized(&[recognize(&draw_sheets("石门镇.xlsx", &[("台账", &text)]), words())], &first_quarter());
        let outside = out.findings.iter().any(|f| f.kind == Kind::PostsOutside { count: 1 });
        (out.logs.iter().map(|l| l.days.len()).sum::<usize>(), outside)
    };
    for (day, inside) in
        [(date(2022, 12, 31), false), (date(2023, 1, 1), true), (date(2023, 3, 31), true), (date(2023, 4, 1), false)]
    {
        assert_eq!(counted(day), (usize::from(inside), !inside), "{day}");
    }
}

#[test]
fn an_account_is_due_to_its_last_day_and_from_its_first() {
    let with = |from: Option<Date>, until: Option<Date>| {
        let mut batch = Batch::new("2023Q1");
        batch.unit("甲局", &[Form::Accounts]);
        let line = batch.roster_account("甲局", "甲声", "微信订阅号");
        line.in_use = (from, until);
        batch.says(account("甲局", "甲声", "微信订阅号"), Field::Actual, count(30));
        let ended = batch.tally().findings.iter().any(|f| matches!(f.kind, Kind::ObjectEnded { .. }));
        (batch.tally().accounts[0].listed, ended)
    };
    let (due, gone) = ((true, false), (false, true));
    assert_eq!(with(None, Some(date(2022, 12, 31))), gone);
    assert_eq!(with(None, Some(date(2023, 1, 1))), due);
    assert_eq!(with(Some(date(2023, 3, 31)), None), due);
    assert_eq!(with(Some(date(2023, 4, 1)), None), gone);
}

#[test]
fn a_summary_and_its_ledger_differ_by_one() {
    for (summary, differs) in [(87, true), (88, false), (89, true)] {
        let mut batch = Batch::new("2023Q1");
        let of = account("甲局", "甲声", "微信订阅号");
        batch.says(of, Field::Actual, count(88)).from_ledger = true;
        batch.says(of, Field::Actual, count(summary));
        let kinds: Vec<Kind> = batch.tally().findings.into_iter().map(|f| f.kind).collect();
        let told = kinds.contains(&Kind::LedgerDiffers { field: Field::Actual, summary: summary as i64, ledger: 88 });
        assert_eq!(told, differs, "{summary}: {kinds:?}");
    }
}

#[test]
fn a_sum_of_the_form_turns_at_its_rows() {
    for (written, differs) in [(5, true), (6, false), (7, true)] {
        let text = format!(
            "网民留言办理情况\n单位 | 承办数量 | 办结数量\n区财政局 | 4 | 4\n石门镇 | 2 | 2\n合计 | {written} | 6"
        );
        let out = normalized(&[recognize(&draw_sheets("甲.xlsx", &[("Sheet1", &text)]), words())], &first_quarter());
        let ids: Vec<&str> = out.findings.iter().map(|f| f.kind.id()).collect();
        assert_eq!(ids.contains(&"total-differs"), differs, "{written}: {ids:?}");
    }
}

#[test]
fn a_figure_of_the_body_differs_by_one() {
    for (body, differs) in [(4, true), (5, false), (6, true)] {
        let mut batch = Batch::new("2023Q1");
        batch.handled("甲局", [5, 5, 0]);
        batch.body("留言受理数", body);
        let ids = if differs { vec!["body-differs"] } else { vec![] };
        assert_eq!(batch.ids(), ids, "{body}");
    }
}

#[test]
fn an_empty_month_breaks_a_gap_rule_of_28_days_and_none_of_29() {
    for (days, ids) in [(27, vec!["gap-broken"]), (28, vec!["gap-broken"]), (29, vec![])] {
        let mut batch = Batch::new("2023Q1");
        batch.unit("甲局", &[Form::Columns]);
        batch.roster_column("甲局", "动态", &format!("更新间隔不超过{days}天"));
        batch.updates("甲局", "动态", &[3, 0, 3]);
        assert_eq!(batch.ids(), ids, "{days}");
    }
}
