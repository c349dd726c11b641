use crate::tally::batch::{Batch, column, count};
use tongbao::field::{Field, Form};
use tongbao::finding::{CountDoubt, Finding, Kind, ReadBy, Reading};
use tongbao::judge::ColumnResult;
use tongbao::normalize::Reported;
use tongbao::period::Period;
use tongbao::rules::settings::{Origin, Setting};
use tongbao::wording::findings::sentence;

fn with(frequency: &str, counts: &[u64]) -> Batch {
    let mut batch = Batch::new("2023Q1");
    batch.unit("甲局", &[Form::Columns]);
    batch.roster_column("甲局", "统计", frequency);
    batch.updates("甲局", "统计", counts);
    batch
}

fn weigh(frequency: &str, counts: &[u64]) -> (ColumnResult, Vec<Finding>) {
    let (_, judgment) = with(frequency, counts).judge();
    (judgment.columns[0], judgment.findings)
}

fn months(codes: &[&str]) -> Vec<Period> {
    codes.iter().map(|c| Period::parse_code(c).unwrap()).collect()
}

#[test]
fn the_sum_is_judged_at_its_line() {
    for (frequency, counts, result, id) in [
        ("1条/2周", [2, 2, 2], ColumnResult::Met, None),
        ("1条/2周", [2, 2, 1], ColumnResult::Short, Some("updates-short")),
        ("1条/2周", [3, 2, 2], ColumnResult::Met, None),
        ("1条/2周", [1, 2, 3], ColumnResult::MonthMissing, Some("updates-month-missing")),
        ("1条/月", [1, 1, 1], ColumnResult::Met, None),
        ("1条/月", [1, 0, 1], ColumnResult::Short, Some("updates-short")),
        ("1条/月", [2, 2, 0], ColumnResult::MonthMissing, Some("updates-month-missing")),
        ("1条/月", [0, 0, 0], ColumnResult::None, Some("updates-none")),
        ("1条/季度", [0, 0, 1], ColumnResult::Met, None),
        ("1条/季度", [0, 0, 0], ColumnResult::None, Some("updates-none")),
        ("实时更新", [0, 0, 1], ColumnResult::NotJudged, None),
        ("实时更新", [0, 0, 0], ColumnResult::NotJudged, Some("updates-silent")),
        ("1条/半年", [0, 0, 0], ColumnResult::NotJudged, None),
    ] {
        let (got, findings) = weigh(frequency, &counts);
        let ids: Vec<&str> = findings.iter().map(|f| f.kind.id()).collect();
        assert_eq!((got, ids), (result, id.into_iter().collect()), "{frequency} {counts:?}");
    }
}

#[test]
fn a_finding_names_numbers_months_and_cells() {
    let (_, findings) = weigh("1条/月", &[1, 0, 1]);
    let finding = &findings[0];
    assert_eq!(finding.kind, Kind::UpdatesShort { months: months(&["2023-02"]) });
    assert_eq!((finding.required, finding.actual), (Some(3), Some(2)));
    assert_eq!((finding.unit.as_deref(), finding.object.as_deref()), (Some("甲局"), Some("统计")));
    assert_eq!(&*finding.place.file, "甲局.xlsx");
    // The other two months and the line of the roster.
    assert_eq!(finding.related.len(), 3);
    let (_, findings) = weigh("1条/月", &[2, 2, 0]);
    assert_eq!(findings[0].kind, Kind::UpdatesMonthMissing { months: months(&["2023-03"]) });
}

#[test]
fn a_figure_for_the_whole_period_is_judged_on_the_sum() {
    for (n, result, id) in [
        (6, ColumnResult::Met, "updates-months-unknown"),
        (5, ColumnResult::Short, "updates-short"),
        (0, ColumnResult::None, "updates-none"),
    ] {
        let mut batch = with("1条/2周", &[]);
        batch.says(column("甲局", "统计"), Field::Updates, count(n));
        assert_eq!((batch.judge().1.columns[0], batch.ids()), (result, vec![id]), "{n}");
    }
    let mut batch = with("1条/季度", &[]);
    batch.says(column("甲局", "统计"), Field::Updates, count(1));
    assert!(batch.ids().is_empty(), "a quarterly rule asks nothing of a month");
}

#[test]
fn a_doubtful_month_leaves_open_only_what_it_decides() {
    for (frequency, counts, result) in [
        ("1条/2周", [2, 2], ColumnResult::Open),
        ("1条/2周", [6, 6], ColumnResult::Open),
        ("1条/季度", [1, 0], ColumnResult::Met),
        ("1条/季度", [0, 0], ColumnResult::Open),
    ] {
        let mut batch = with(frequency, &counts);
        let doubt = Reported::Doubtful { parsed: Some(3), why: CountDoubt::Approximate };
        batch.says_for(column("甲局", "统计"), Field::Updates, "2023-03", doubt);
        let (_, judgment) = batch.judge();
        assert_eq!(judgment.columns[0], result, "{frequency} {counts:?}");
        let ids: Vec<&str> = judgment.findings.iter().map(|f| f.kind.id()).collect();
        assert_eq!(ids, ["count-doubtful"]);
    }
}

#[test]
fn an_empty_month_breaks_a_gap_rule_of_28_days_or_less() {
    let (result, findings) = weigh("更新时间间隔不得超过2周", &[3, 0, 3]);
    assert_eq!(result, ColumnResult::Short);
    assert_eq!(findings[0].kind.id(), "gap-broken");
    assert_eq!((findings[0].required, findings[0].actual), (Some(14), Some(28)));
    let (result, findings) = weigh("更新时间间隔不得超过2周", &[3, 1, 3]);
    assert_eq!((result, findings.len()), (ColumnResult::NotJudged, 0));
    let (result, findings) = weigh("更新时间间隔不得超过1个月", &[3, 0, 3]);
    assert_eq!((result, findings.len()), (ColumnResult::NotJudged, 0));
}

#[test]
fn what_did_not_come_is_not_accused() {
    let mut batch = with("1条/月", &[]);
    assert_eq!((batch.judge().1.columns[0], batch.ids()), (ColumnResult::NotReported, vec!["not-submitted"]));
    batch.roster_column("甲局", "应急", "1条/月");
    batch.updates("甲局", "应急", &[1, 1, 1]);
    assert_eq!(batch.ids(), ["object-not-submitted"]);
}

#[test]
fn unlisted_columns_are_not_accused() {
    let mut batch = with("1条/月", &[1, 1, 1]);
    batch.updates("甲局", "别的", &[0, 0, 0]);
    assert!(batch.ids().is_empty());
}

#[test]
fn an_empty_month_breaks_a_working_day_gap_that_is_no_longer_than_its_working_days() {
    // January 2023 has 18 working days, with Spring Festival from the 21st to the 27th.
    let (result, findings) = weigh("间隔不超过18个工作日", &[0, 1, 1]);
    assert_eq!(result, ColumnResult::Short);
    let january = Period::parse_code("2023-01").unwrap();
    let broken = Kind::GapBroken { limit: 18, days: 18, working: true, from: january.start, to: january.end };
    assert_eq!(findings[0].kind, broken);
    let (result, findings) = weigh("间隔不超过19个工作日", &[0, 1, 1]);
    assert_eq!((result, findings.len()), (ColumnResult::NotJudged, 0));
    // March has 23: the second empty month breaks what the first does not.
    let (result, findings) = weigh("间隔不超过23个工作日", &[0, 1, 0]);
    assert_eq!((result, findings.len()), (ColumnResult::Short, 1));
}

fn read_by(way: ReadBy, frequency: &str, counts: &[u64]) -> (ColumnResult, Vec<Finding>) {
    let mut batch = with(frequency, counts);
    let basis = Some("某办〔2023〕1号".to_owned());
    batch.rules.settings.frequency_reading =
        Setting { value: way, origin: Origin::Roster(crate::tally::batch::roster_place("规则", 2)), basis };
    let (_, judgment) = batch.judge();
    (judgment.columns[0], judgment.findings)
}

#[test]
fn each_reading_of_a_frequency_is_judged_at_its_line() {
    use ColumnResult::{Met, MonthMissing, None, Short};
    // January to March 2023 have 90 days: 90 ÷ 14 = 6.4, so seven; 90 ÷ 7 = 12.9, so thirteen.
    for (frequency, counts, [sum, months, days]) in [
        ("1条/2周", [2, 2, 1], [Short, Short, Short]),
        ("1条/2周", [2, 2, 2], [Met, Met, Short]),
        ("1条/2周", [2, 2, 3], [Met, Met, Met]),
        ("1条/2周", [1, 3, 3], [MonthMissing, Short, MonthMissing]),
        ("1条/周", [4, 4, 4], [Met, Met, Short]),
        ("1条/周", [4, 4, 5], [Met, Met, Met]),
        ("1条/周", [4, 4, 3], [Short, Short, Short]),
        ("1条/月", [2, 2, 0], [MonthMissing, Short, MonthMissing]),
        ("1条/月", [1, 1, 1], [Met, Met, Met]),
        ("1条/月", [0, 0, 0], [None, None, None]),
        ("1条/季度", [0, 0, 1], [Met, Met, Met]),
    ] {
        for (way, result) in [(ReadBy::Sum, sum), (ReadBy::Months, months), (ReadBy::Days, days)] {
            assert_eq!(read_by(way, frequency, &counts).0, result, "{frequency} {counts:?} {way:?}");
        }
    }
}

#[test]
fn readings_that_disagree_are_shown_with_the_one_in_force_and_why() {
    let reading = |by, required, actual| Reading { by, required, actual };
    let (_, findings) = weigh("1条/月", &[2, 2, 0]);
    let readings = findings[0].readings.clone().unwrap();
    assert_eq!(readings.list, [reading(ReadBy::Sum, 3, 4), reading(ReadBy::Months, 3, 2)]);
    assert_eq!((readings.in_force, readings.by_office), (ReadBy::Sum, false));
    let said = sentence(&findings[0]);
    for words in [
        "按周期合计（一个月按四周）应 3、实 4，达到",
        "逐月看，3个月中2个月达到要求",
        "以按周期合计（一个月按四周）为准",
    ] {
        assert!(said.contains(words), "{said}");
    }
    let (_, findings) = read_by(ReadBy::Months, "1条/月", &[2, 2, 0]);
    assert_eq!(findings[0].kind, Kind::UpdatesShort { months: months(&["2023-03"]) });
    assert_eq!(findings[0].basis.as_deref(), Some("某办〔2023〕1号"));
    assert!(sentence(&findings[0]).contains("以逐月为准（名录“规则”的“频次口径”）"), "{}", sentence(&findings[0]));
    let (_, findings) = read_by(ReadBy::Days, "1条/2周", &[2, 2, 2]);
    assert_eq!((findings[0].required, findings[0].actual), (Some(7), Some(6)));
    let list = &findings[0].readings.as_ref().unwrap().list;
    let days = [reading(ReadBy::Sum, 6, 6), reading(ReadBy::Months, 3, 3), reading(ReadBy::Days, 7, 6)];
    assert_eq!(list[..], days);
    // All ways come to the same: nothing to explain.
    let (_, findings) = weigh("1条/2周", &[1, 1, 1]);
    assert_eq!(findings[0].readings, None);
}
