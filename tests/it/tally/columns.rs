use super::batch::{Batch, column, count};
use jiff::civil::{Date, date};
use tongbao::field::{Field, Form};
use tongbao::finding::{CountDoubt, Kind};
use tongbao::judge::ColumnResult;
use tongbao::normalize::{Reported, Standing};
use tongbao::place::Place;
use tongbao::tally::{Amount, RequiredFrom};

fn with_roster() -> Batch {
    let mut batch = Batch::new("2023Q1");
    batch.unit("甲局", &[Form::Columns]);
    batch.unit("乙局", &[Form::Columns]);
    batch.roster_column("乙局", "政策", "1条/2周");
    batch.roster_column("甲局", "统计", "1条/月");
    batch
}

#[test]
fn rows_stand_in_roster_order_and_keep_every_cell() {
    let mut batch = with_roster();
    batch.updates("甲局", "统计", &[1, 0, 2]);
    batch.updates("乙局", "政策", &[2, 2, 3]);
    let tally = batch.tally();
    let rows: Vec<(&str, Amount, Option<i64>)> =
        tally.columns.iter().map(|r| (r.column.as_str(), r.actual.value, r.required.number)).collect();
    assert_eq!(rows, [("政策", Amount::Known(7), Some(6)), ("统计", Amount::Known(3), Some(3))]);
    assert_eq!(tally.columns[0].actual.parts.len(), 3);
    assert_eq!(tally.columns[0].required.from, RequiredFrom::Roster);
    assert_eq!(tally.columns[1].months[1].1.value, Amount::Known(0));
    assert_eq!((tally.totals.columns, tally.totals.updates, tally.totals.units_with_columns), (2, 10, 2));
    assert!(tally.findings.is_empty(), "{:?}", tally.findings);
}

#[test]
fn a_missing_or_doubtful_month_opens_the_sum_and_enters_no_total() {
    let mut batch = with_roster();
    batch.updates("甲局", "统计", &[1, 1]);
    batch.says_for(column("甲局", "统计"), Field::Updates, "2023-03", Reported::Missing);
    batch.updates("乙局", "政策", &[2, 2]);
    let doubt = Reported::Doubtful { parsed: Some(30), why: CountDoubt::Approximate };
    batch.says_for(column("乙局", "政策"), Field::Updates, "2023-03", doubt);
    let tally = batch.tally();
    assert_eq!(tally.columns[0].actual.value, Amount::Doubtful(CountDoubt::Approximate));
    assert_eq!(tally.columns[1].actual.value, Amount::Missing);
    assert_eq!((tally.totals.updates, tally.totals.open), (0, 2));
}

#[test]
fn a_month_that_no_file_tells_opens_the_sum() {
    let mut batch = with_roster();
    batch.updates("甲局", "统计", &[1, 1]);
    let row = &batch.tally().columns[1];
    assert_eq!((row.months[2].1.value, row.actual.value), (Amount::NotReported, Amount::Missing));
}

#[test]
fn a_figure_for_the_whole_period_is_the_sum() {
    let mut batch = with_roster();
    batch.says(column("甲局", "统计"), Field::Updates, count(5));
    let tally = batch.tally();
    assert_eq!(tally.columns[1].actual.value, Amount::Known(5));
    assert_eq!(tally.columns[1].months[0].1.value, Amount::NotReported);
}

#[test]
fn a_whole_figure_beside_months_is_a_claim() {
    let mut batch = with_roster();
    batch.updates("甲局", "统计", &[1, 1, 1]);
    batch.says(column("甲局", "统计"), Field::Updates, count(4));
    let tally = batch.tally();
    assert_eq!(tally.columns[1].actual.value, Amount::Known(3));
    let claim = Kind::ClaimDiffers { field: Field::Updates, claimed: "4".into(), computed: "3".into() };
    assert!(tally.findings.iter().any(|f| f.kind == claim));
}

#[test]
fn quarters_add_up_to_a_year() {
    let mut batch = Batch::new("2023");
    for (quarter, n) in [("2023Q1", 1), ("2023Q2", 2), ("2023Q3", 3), ("2023Q4", 4)] {
        batch.says_for(column("甲局", "统计"), Field::Updates, quarter, count(n));
    }
    assert_eq!(batch.tally().columns[0].actual.value, Amount::Known(10));
}

#[test]
fn disputed_figures_count_for_nobody_and_replaced_ones_are_gone() {
    let mut batch = with_roster();
    batch.updates("甲局", "统计", &[1, 1, 9]);
    batch.normalized.entries[2].standing = Standing::Superseded;
    batch.says_for(column("甲局", "统计"), Field::Updates, "2023-03", count(2));
    batch.updates("乙局", "政策", &[2, 2, 2]);
    batch.normalized.entries[6].standing = Standing::Disputed;
    batch.says_for(column("乙局", "政策"), Field::Updates, "2023-03", count(8)).standing = Standing::Disputed;
    let tally = batch.tally();
    assert_eq!(tally.columns[1].actual.value, Amount::Known(4));
    assert_eq!(tally.columns[0].actual.value, Amount::Doubtful(CountDoubt::Disputed));
    assert_eq!(tally.columns[0].months[2].1.parts.len(), 2);
}

#[test]
fn a_row_that_did_not_come_is_told_where_the_roster_asks_for_it() {
    let mut batch = with_roster();
    batch.roster_column("甲局", "应急", "1条/季度");
    batch.updates("甲局", "统计", &[1, 1, 1]);
    batch.updates("乙局", "政策", &[2, 2, 2]);
    let tally = batch.tally();
    assert_eq!(tally.columns[2].actual.value, Amount::NotReported);
    let finding = &tally.findings[0];
    assert_eq!(finding.kind, Kind::ObjectNotSubmitted { form: Form::Columns, waiting: None });
    assert_eq!((finding.place.sheet.as_deref(), finding.object.as_deref()), (Some("栏目"), Some("应急")));
    assert_eq!(tally.findings.len(), 1);
    assert_eq!(tally.totals.open, 0);
}

#[test]
fn what_the_roster_does_not_know_stands_last_and_in_no_total() {
    let mut batch = with_roster();
    batch.updates("甲局", "新栏目", &[5, 5, 5]);
    batch.updates("甲局", "统计", &[1, 1, 1]);
    batch.updates("乙局", "政策", &[2, 2, 2]);
    let tally = batch.tally();
    assert_eq!((tally.columns[2].column.as_str(), tally.columns[2].listed), ("新栏目", false));
    assert_eq!((tally.totals.columns, tally.totals.updates), (2, 9));
}

#[test]
fn closed_and_opened_columns_are_due_for_their_days_only() {
    let mut batch = with_roster();
    batch.roster_column("甲局", "旧栏", "1条/月").in_use.1 = Some(date(2022, 12, 31));
    batch.roster_column("甲局", "新栏", "1条/2周").in_use.0 = Some(date(2023, 2, 1));
    batch.updates("甲局", "统计", &[1, 1, 1]);
    batch.updates("乙局", "政策", &[2, 2, 2]);
    for (month, n) in [("2023-02", 2), ("2023-03", 2)] {
        batch.says_for(column("甲局", "新栏"), Field::Updates, month, count(n));
    }
    let tally = batch.tally();
    assert_eq!(tally.columns.len(), 3);
    let opened = &tally.columns[2];
    assert_eq!((opened.required.number, opened.actual.value), (Some(4), Amount::Known(4)));
    assert_eq!(opened.months[0].1.value, Amount::NotApplicable);
    assert!(tally.findings.is_empty(), "{:?}", tally.findings);
}

#[test]
fn a_column_reported_though_closed_is_a_doubt() {
    let mut batch = with_roster();
    batch.roster_column("甲局", "旧栏", "1条/月").in_use.1 = Some(date(2022, 12, 31));
    batch.updates("甲局", "统计", &[1, 1, 1]);
    batch.updates("甲局", "旧栏", &[1, 1, 1]);
    batch.updates("乙局", "政策", &[2, 2, 2]);
    let tally = batch.tally();
    assert!(!tally.columns[2].listed);
    assert_eq!(tally.findings.len(), 1);
    assert_eq!(tally.findings[0].kind.id(), "object-ended");
}

#[test]
fn a_files_own_frequency_and_number_are_claims() {
    let mut batch = with_roster();
    batch.updates("甲局", "统计", &[1, 1, 1]);
    batch.says(column("甲局", "统计"), Field::Frequency, Reported::Text("每月1次".into()));
    batch.says(column("甲局", "统计"), Field::Required, count(3));
    batch.updates("乙局", "政策", &[2, 2, 2]);
    batch.says(column("乙局", "政策"), Field::Frequency, Reported::Text("1条/季度".into()));
    batch.says(column("乙局", "政策"), Field::Required, count(1));
    let tally = batch.tally();
    let kinds: Vec<&Kind> = tally.findings.iter().map(|f| &f.kind).collect();
    let frequency =
        Kind::ClaimDiffers { field: Field::Frequency, claimed: "1条/季度".into(), computed: "1条/2周".into() };
    let required = Kind::ClaimDiffers { field: Field::Required, claimed: "1".into(), computed: "6".into() };
    assert_eq!(kinds, [&frequency, &required]);
}

#[test]
fn a_months_number_is_held_against_the_month_and_all_together_against_the_quarter() {
    let mut batch = Batch::new("2023Q1");
    let months = ["2023-01", "2023-02", "2023-03"];
    for (name, frequency, asked) in [
        ("甲", "2条/月", [2, 2, 2]),
        ("乙", "2条/月", [2, 1, 2]),
        ("丙", "1条/季度", [0, 0, 1]),
        ("丁", "1条/季度", [1, 1, 1]),
    ] {
        batch.updates("甲局", name, &[2, 2, 2]);
        batch.says(column("甲局", name), Field::Frequency, Reported::Text(frequency.into()));
        for (month, n) in months.into_iter().zip(asked) {
            batch.says_for(column("甲局", name), Field::Required, month, count(n));
        }
    }
    let tally = batch.tally();
    let claims: Vec<(Option<&str>, &Kind)> = tally.findings.iter().map(|f| (f.object.as_deref(), &f.kind)).collect();
    let claim = |claimed: &str, computed: &str| Kind::ClaimDiffers {
        field: Field::Required,
        claimed: claimed.into(),
        computed: computed.into(),
    };
    assert_eq!(claims, [(Some("乙"), &claim("1", "2")), (Some("丁"), &claim("3", "1"))]);
}

#[test]
fn without_a_frequency_the_units_own_number_is_required_and_said() {
    let mut batch = Batch::new("2023Q1");
    for (name, months) in [("甲", ["2023-01", "2023-02", "2023-03"].as_slice()), ("乙", &["2023-01", "2023-03"])] {
        batch.updates("甲局", name, &[2, 2, 1]);
        for month in months {
            batch.says_for(column("甲局", name), Field::Required, month, count(2));
        }
    }
    let (tally, judgment) = batch.judge();
    let (whole, part) = (&tally.columns[0].required, &tally.columns[1].required);
    assert_eq!((whole.number, whole.from, whole.arithmetic.as_str()), (Some(6), RequiredFrom::File, "2 + 2 + 2"));
    assert_eq!(whole.by_month, [Some(2), Some(2), Some(2)]);
    assert_eq!((part.number, part.from), (None, RequiredFrom::FileInDoubt), "nobody says what February asks for");
    assert_eq!(judgment.columns, [ColumnResult::Short, ColumnResult::Open]);
    let ids: Vec<&str> = judgment.findings.iter().map(|f| f.kind.id()).collect();
    assert_eq!(ids, ["updates-short", "standard-self", "frequency-unknown"]);
}

#[test]
fn without_a_roster_the_file_says_how_often() {
    let mut batch = Batch::new("2023Q1");
    batch.updates("乙局", "政策", &[2, 2, 2]);
    batch.says(column("乙局", "政策"), Field::Frequency, Reported::Text("1条/2周".into()));
    batch.updates("甲局", "统计", &[1, 1, 1]);
    batch.says(column("甲局", "统计"), Field::Frequency, Reported::Text("看情况而定".into()));
    batch.updates("甲局", "应急", &[1, 1, 1]);
    let tally = batch.tally();
    assert_eq!((tally.columns[0].required.number, tally.columns[0].required.from), (Some(6), RequiredFrom::File));
    assert_eq!(tally.columns[1].required.number, None);
    assert_eq!(tally.columns[2].required.from, RequiredFrom::Nobody);
    let ids: Vec<&str> = tally.findings.iter().map(|f| f.kind.id()).collect();
    assert_eq!(ids, ["frequency-unknown", "frequency-unknown"]);
    assert!(tally.columns.iter().all(|r| r.listed));
    assert!(tally.submissions.expected.is_empty());
}

#[test]
fn working_days_rest_on_the_notices_of_their_year() {
    let mut batch = Batch::new("2023Q1");
    batch.unit("甲局", &[Form::Columns]);
    batch.roster_column("甲局", "要闻", "工作日每日更新");
    batch.updates("甲局", "要闻", &[18, 20, 23]);
    let tally = batch.tally();
    let required = &tally.columns[0].required;
    assert_eq!((required.number, required.arithmetic.as_str()), (Some(61), "1 × (90 - 29)"));
    assert_eq!(required.basis.as_deref(), Some("国办发明电〔2022〕16号"));
    assert!(tally.findings.is_empty(), "{:?}", tally.findings);
}

#[test]
fn a_year_whose_holidays_nobody_gave_is_a_doubt_where_working_days_count() {
    let ask = |frequency: &str, own: Option<Date>| {
        let mut batch = Batch::new("2027Q1");
        batch.unit("甲局", &[Form::Columns]);
        batch.roster_column("甲局", "要闻", frequency);
        batch.roster_column("甲局", "简报", frequency);
        batch.updates("甲局", "要闻", &[90, 90, 90]);
        batch.updates("甲局", "简报", &[90, 90, 90]);
        let line = Place::file(&"名录.xlsx".into());
        batch.rules.roster.holidays = own.map(|day| (day, false, line)).into_iter().collect();
        let tally = batch.tally();
        (tally.columns[0].required.number, tally.findings)
    };
    // 64 weekdays in 90 days.
    let (number, findings) = ask("工作日每日更新", None);
    assert_eq!(number, Some(64));
    assert_eq!(findings.len(), 1, "one for the year, not one for each column");
    assert_eq!(findings[0].kind, Kind::CalendarUnknown { year: 2027 });
    assert_eq!(findings[0].related.len(), 1);
    assert_eq!(ask("间隔不超过5个工作日", None).1.len(), 1);
    for frequency in ["每日更新", "1条/2周"] {
        assert!(ask(frequency, None).1.is_empty(), "{frequency} counts no working days");
    }
    let (number, findings) = ask("工作日每日更新", Some(date(2027, 1, 1)));
    assert_eq!((number, findings.len()), (Some(63), 0));
}

/// How many rows each question about frequencies is about.
fn asked_frequencies(batch: &Batch) -> Vec<(String, usize)> {
    let tally = batch.tally();
    let asked = tally.findings.iter().filter_map(|f| match &f.kind {
        Kind::FrequencyUnknown { raw } => Some((raw.clone(), 1 + f.related.len())),
        _ => None,
    });
    asked.collect()
}

#[test]
fn frequencies_are_asked_about_once_for_each_sheet_and_wording() {
    let mut batch = Batch::new("2023Q1");
    for object in ["统计", "政策", "公告"] {
        batch.updates("甲局", object, &[1, 0, 2]);
    }
    assert_eq!(asked_frequencies(&batch), [(String::new(), 3)]);
    batch.says(column("甲局", "统计"), Field::Frequency, Reported::Text("按要求更新".into()));
    batch.says(column("甲局", "政策"), Field::Frequency, Reported::Text("按要求更新".into()));
    let blank = (String::new(), 1);
    assert_eq!(asked_frequencies(&batch), [("按要求更新".to_owned(), 2), blank], "one blank among words is its own");
    batch.says(column("甲局", "河长"), Field::Updates, count(4));
    assert_eq!(asked_frequencies(&batch).len(), 3, "blanks beside words are asked one by one");
}

#[test]
fn a_ledger_stands_where_no_summary_tells_and_is_held_against_one_that_does() {
    let mut batch = Batch::new("2023Q1");
    batch.updates("甲局", "统计", &[1, 0, 2]);
    batch.normalized.entries.iter_mut().for_each(|e| e.from_ledger = true);
    let tally = batch.tally();
    assert_eq!(tally.columns[0].actual.value, Amount::Known(3));
    batch.updates("甲局", "统计", &[0, 1, 2]);
    let tally = batch.tally();
    let differs = tally.findings.iter().find_map(|f| match f.kind {
        Kind::LedgerDiffers { summary, ledger, .. } => Some((summary, ledger)),
        _ => None,
    });
    assert_eq!(
        (tally.columns[0].actual.value, differs),
        (Amount::Known(3), Some((0, 1))),
        "equal sums, another January"
    );
}
