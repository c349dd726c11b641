use super::*;
use jiff::civil::date;

fn count(n: i64, every: i64, span: Span) -> Frequency {
    Frequency::Count { n, every, span }
}

fn ask(run: &str, frequency: Frequency) -> Demand {
    ask_from(run, (None, None), frequency)
}

fn ask_from(run: &str, in_use: (Option<Date>, Option<Date>), frequency: Frequency) -> Demand {
    Due::new(Period::parse_code(run).unwrap(), in_use, &Rules::built_in()).demand(frequency)
}

#[test]
fn a_month_counts_as_four_weeks() {
    // domain.md section 6: per month / per quarter.
    for (frequency, month, quarter) in [
        (count(1, 2, Span::Week), Some(2), Some(6)),
        (count(1, 1, Span::Week), Some(4), Some(12)),
        (count(4, 1, Span::Week), Some(16), Some(48)),
        (count(1, 1, Span::Month), Some(1), Some(3)),
        (count(2, 1, Span::Month), Some(2), Some(6)),
        (count(1, 1, Span::Quarter), None, Some(1)),
        (count(1, 1, Span::Half), None, None),
        (count(1, 1, Span::Year), None, None),
        (count(1, 1, Span::Day), Some(31), Some(90)),
        (Frequency::NoNumber, None, None),
        (Frequency::Gap { days: 14 }, None, None),
    ] {
        let demand = ask("2023Q1", frequency);
        assert_eq!(demand.number, quarter, "{frequency:?}");
        assert_eq!(demand.by_month.len(), 3);
        assert_eq!(demand.by_month[0], month, "{frequency:?}");
        assert_eq!(ask("2023-01", frequency).number, month, "{frequency:?} in one month");
    }
}

#[test]
fn longer_runs_ask_for_more() {
    assert_eq!(ask("2023", count(1, 2, Span::Week)).number, Some(24));
    assert_eq!(ask("2023H1", count(1, 1, Span::Quarter)).number, Some(2));
    assert_eq!(ask("2023H1", count(1, 1, Span::Half)).number, Some(1));
    assert_eq!(ask("2023H1", count(1, 1, Span::Year)).number, None);
    assert_eq!(ask("2023", count(6, 1, Span::Year)).number, Some(6));
    assert_eq!(ask("2024Q1", count(1, 1, Span::Day)).number, Some(91));
}

#[test]
fn days_out_of_use_ask_nothing_and_the_sum_is_rounded_down_once() {
    // In use from 14 February: 15 of 28 days, and March: 2 × (1 + 15/28) = 3.07.
    let opened = ask_from("2023Q1", (Some(date(2023, 2, 14)), None), count(1, 2, Span::Week));
    assert_eq!(opened.number, Some(3));
    assert_eq!(opened.by_month, [None, Some(1), Some(2)]);
    assert_eq!(opened.arithmetic, "2 × (1 + 15/28) ≈ 3.07 → 3");
    // Closed on 10 January: 4 × 10/31 = 1.29.
    let closed = ask_from("2023Q1", (None, Some(date(2023, 1, 10))), count(1, 1, Span::Week));
    assert_eq!((closed.number, closed.arithmetic.as_str()), (Some(1), "4 × 10/31 ≈ 1.29 → 1"));
    // Three days of a quarter: 3 ÷ 31 × 1 ÷ 3 is nothing, but one is the least.
    let late = ask_from("2023Q1", (Some(date(2023, 3, 29)), None), count(1, 1, Span::Quarter));
    assert_eq!((late.number, late.arithmetic.as_str()), (Some(1), "1 × 3/31 ÷ 3 ≈ 0.03 → 1"));
}

#[test]
fn explicit_days_are_scaled_as_well() {
    // 31 January days and 15 of 28 in February.
    let demand = ask("2023-01-01..2023-02-15", count(1, 2, Span::Week));
    assert_eq!((demand.number, demand.by_month), (Some(3), vec![Some(2), Some(1)]));
    assert_eq!(ask("2023-02-01..2023-02-14", count(1, 2, Span::Week)).number, Some(1));
    assert_eq!(ask("2023-02-01..2023-02-13", count(1, 2, Span::Week)).number, None, "shorter than the rule");
}

#[test]
fn a_number_a_month_is_scaled_in_runs_shorter_than_a_month() {
    let rules = Rules::built_in();
    let due = |run: &str| Due::new(Period::parse_code(run).unwrap(), (None, None), &rules);
    assert_eq!(due("2023Q1").per_month(4).number, Some(12));
    assert_eq!(due("2023-02-01..2023-02-14").per_month(4).number, Some(2));
}

#[test]
fn the_arithmetic_is_told() {
    assert_eq!(ask("2023Q1", count(1, 2, Span::Week)).arithmetic, "2 × 3");
    assert_eq!(ask("2023Q1", count(1, 1, Span::Quarter)).arithmetic, "1 × 1");
    assert_eq!(ask("2023Q1", count(1, 2, Span::Month)).arithmetic, "1 × 3 ÷ 2 ≈ 1.50 → 1");
    assert_eq!(ask("2023Q1", count(1, 1, Span::Day)).arithmetic, "1 × 90");
    assert_eq!(ask("2023Q1", count(1, 7, Span::Day)).arithmetic, "1 × 90 ÷ 7 → 12");
}

#[test]
fn daily_rules_may_count_working_days_only() {
    let mut rules = Rules::built_in();
    rules.settings.daily_on_workdays.value = true;
    let due = |rules: &Rules, run: &str, frequency| {
        Due::new(Period::parse_code(run).unwrap(), (None, None), rules).demand(frequency)
    };
    let daily = count(1, 1, Span::Day);
    // January 2023: 22 weekdays, less 2 January and 23 to 27 January, and Saturday 28 and Sunday 29 worked: 18.
    let demand = due(&rules, "2023-01", daily);
    assert_eq!((demand.number, demand.arithmetic.as_str()), (Some(18), "1 × (31 - 13)"));
    // The quarter: 18 + 20 + 23 of 90 days.
    let demand = due(&rules, "2023Q1", daily);
    assert_eq!((demand.number, demand.arithmetic.as_str()), (Some(61), "1 × (90 - 29)"));
    assert_eq!(demand.by_month, [Some(18), Some(20), Some(23)]);
    // The office worked on 2 January and was closed on the 28th and 30th.
    let line = crate::place::Place::file(&"名录.xlsx".into());
    rules.roster.holidays =
        [(2, true), (28, false), (30, false)].map(|(d, w)| (date(2023, 1, d), w, line.clone())).into();
    assert_eq!(due(&rules, "2023-01", daily).number, Some(17));
    // Once in ten days is no daily rule: 31 ÷ 10.
    assert_eq!(due(&rules, "2023-01", count(1, 10, Span::Day)).number, Some(3));
}

#[test]
fn working_days_that_the_words_name_need_no_setting() {
    let demand = ask("2023-01", count(1, 1, Span::Workday));
    assert_eq!((demand.number, demand.arithmetic.as_str()), (Some(18), "1 × (31 - 13)"));
    assert_eq!(ask("2023-01", count(2, 1, Span::Workday)).number, Some(36));
    // 18 ÷ 5 = 3.6.
    let demand = ask("2023-01", count(1, 5, Span::Workday));
    assert_eq!((demand.number, demand.arithmetic.as_str()), (Some(3), "1 × (31 - 13) ÷ 5 → 3"));
    assert_eq!(ask("2023-01", count(1, 18, Span::Workday)).number, Some(1));
    assert_eq!(ask("2023-01", count(1, 19, Span::Workday)).number, None, "longer than the run");
    // In use from 21 January, the first day off: 28 to 31 January are worked.
    let opened = ask_from("2023-01", (Some(date(2023, 1, 21)), None), count(1, 1, Span::Workday));
    assert_eq!((opened.number, opened.arithmetic.as_str()), (Some(4), "1 × (11 - 7)"));
    // In use only over the holiday: the least is one.
    let shut = ask_from("2023-01", (Some(date(2023, 1, 21)), Some(date(2023, 1, 27))), count(1, 1, Span::Workday));
    assert_eq!((shut.number, shut.arithmetic.as_str()), (Some(1), "1 × (7 - 7) → 1"));
    // No notice for 2019: October has 23 weekdays.
    assert_eq!(ask("2019-10", count(1, 1, Span::Workday)).number, Some(23));
}

#[test]
fn the_notices_stand_behind_working_days_only() {
    let rules = Rules::built_in();
    let due = |run: &str| Due::new(Period::parse_code(run).unwrap(), (None, None), &rules);
    let both = due("2022-12-01..2023-01-31").calendar_basis(count(1, 1, Span::Workday));
    assert_eq!(both.as_deref(), Some("国办发明电〔2021〕11号、国办发明电〔2022〕16号"));
    assert_eq!(due("2023Q1").calendar_basis(count(1, 1, Span::Day)), None);
    assert_eq!(due("2019Q4").calendar_basis(count(1, 1, Span::Workday)), None);
    // Where the office made daily mean working days, its own document comes first.
    let mut rules = Rules::built_in();
    rules.settings.daily_on_workdays =
        Setting { value: true, basis: Some("办法".into()), ..rules.settings.daily_on_workdays };
    let due = Due::new(Period::parse_code("2023Q1").unwrap(), (None, None), &rules);
    assert_eq!(due.calendar_basis(count(1, 1, Span::Day)).as_deref(), Some("办法、国办发明电〔2022〕16号"));
}

#[test]
fn a_third_of_a_month_is_a_third() {
    assert_eq!(ask("2023Q1", count(1, 1, Span::TenDays)).number, Some(9));
    assert_eq!(ask("2023Q1", count(2, 1, Span::TenDays)).by_month, [Some(6), Some(6), Some(6)]);
    assert_eq!(ask("2023-02", count(1, 2, Span::TenDays)).number, Some(1));
}

#[test]
fn the_scaled_number_turns_exactly_at_its_line() {
    // Two a month, February in use for 13, 14 and 15 of 28 days, then all of March: 2 × 13/28 + 2 = 2.93, 3, 3.07.
    for (from, number) in [(16, 2), (15, 3), (14, 3)] {
        let demand = ask_from("2023Q1", (Some(date(2023, 2, from)), None), count(1, 2, Span::Week));
        assert_eq!(demand.number, Some(number), "from {from} February");
    }
    // One a month: 30 of 31 days are not one, but one is the least; two months and a bit are two until the third is whole.
    for (until, number) in
        [(date(2023, 1, 30), 1), (date(2023, 1, 31), 1), (date(2023, 3, 30), 2), (date(2023, 3, 31), 3)]
    {
        let demand = ask_from("2023Q1", (None, Some(until)), count(1, 1, Span::Month));
        assert_eq!(demand.number, Some(number), "until {until}");
    }
    // Rounded once: half of January (15.5 days there are none of), 14 of 28 and 15 of 30 are a half each. 14/28 + 15/30 = 1.
    let demand = ask("2023-02-15..2023-02-28", count(1, 2, Span::Week));
    assert_eq!(demand.number, Some(1));
    let halves = ask_from("2023-02-15..2023-04-15", (None, None), count(1, 1, Span::Month));
    assert_eq!((halves.number, halves.arithmetic.as_str()), (Some(2), "1 × 2"));
    assert_eq!(halves.by_month, [None, Some(1), None]);
    let under = ask_from("2023-02-15..2023-04-14", (None, None), count(1, 1, Span::Month));
    assert_eq!((under.number, under.arithmetic.as_str()), (Some(1), "1 × (1 + 14/28 + 14/30) ≈ 1.96 → 1"));
}

#[test]
fn a_rule_as_long_as_the_run_is_asked_and_a_longer_one_is_not() {
    for (run, frequency, number) in [
        ("2023H1", count(1, 2, Span::Quarter), Some(1)),
        ("2023Q1", count(1, 4, Span::Month), None),
        ("2023Q1", count(1, 3, Span::Month), Some(1)),
        ("2023Q1", count(1, 12, Span::Week), Some(1)),
        ("2023Q1", count(1, 13, Span::Week), None),
        ("2023Q1", count(1, 90, Span::Day), Some(1)),
        ("2023Q1", count(1, 91, Span::Day), None),
        ("2023H2", count(2, 1, Span::Half), Some(2)),
        ("2023", count(1, 1, Span::Half), Some(2)),
        ("2023", count(1, 1, Span::Year), Some(1)),
        ("2023-01-01..2023-11-30", count(1, 1, Span::Year), None),
        ("2023-01-01..2023-12-30", count(12, 1, Span::Year), None),
        ("2023-12", count(1, 1, Span::Month), Some(1)),
        ("2023-12-01..2023-12-30", count(1, 1, Span::Month), None),
    ] {
        assert_eq!(ask(run, frequency).number, number, "{run} {frequency:?}");
    }
    // A run without all of a year's days, of which half the half-year is in use: 2 × 3 ÷ 6.
    let half = ask_from("2023H1", (Some(date(2023, 4, 1)), None), count(2, 1, Span::Half));
    assert_eq!((half.number, half.arithmetic.as_str()), (Some(1), "1 × 1"));
}

#[test]
fn accounts_are_scaled_by_the_days_in_use() {
    let rules = Rules::built_in();
    let posts = |from: Date| Due::new(Period::parse_code("2023Q1").unwrap(), (Some(from), None), &rules).per_month(4);
    // Four a month: 6, 7 and 8 of the 28 days of February are 0.86, 1 and 1.14, and four in March. Hundredths are cut, as the number is.
    for (from, number, arithmetic) in [
        (date(2023, 2, 23), 4, "4 × (1 + 6/28) ≈ 4.85 → 4"),
        (date(2023, 2, 22), 5, "4 × (1 + 7/28)"),
        (date(2023, 2, 21), 5, "4 × (1 + 8/28) ≈ 5.14 → 5"),
        (date(2023, 1, 1), 12, "4 × 3"),
        (date(2023, 3, 31), 1, "4 × 1/31 ≈ 0.12 → 1"),
    ] {
        let demand = posts(from);
        assert_eq!((demand.number, demand.arithmetic.as_str()), (Some(number), arithmetic), "{from}");
    }
}
