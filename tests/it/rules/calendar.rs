//! Working days, against tables made by the Python package chinesecalendar (1.11): `calendar/make.py` makes them, and compares them in
//! every run of the checks.

use jiff::civil::{Date, date};
use tongbao::period::Period;
use tongbao::place::Place;
use tongbao::rules::calendar::{Calendar, basis};

/// The lines of a table of `tests/it/rules/calendar`, without its heading.
fn table(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().skip(1).map(|line| line.split(',').collect())
}

#[test]
fn every_day_of_seven_years_is_worked_or_not_as_the_notices_say() {
    let special: Vec<(Date, bool)> =
        table(include_str!("calendar/days.csv")).map(|l| (l[0].parse().unwrap(), l[1] == "yes")).collect();
    assert_eq!(special.len(), 175);
    let calendar = Calendar::new(&[]);
    for day in date(2020, 1, 1).series(jiff::ToSpan::days(1)).take_while(|d| *d <= date(2026, 12, 31)) {
        let told = special.iter().find(|(d, _)| *d == day).map(|(_, worked)| *worked);
        let worked = told.unwrap_or(day.weekday().to_monday_one_offset() < 6);
        assert_eq!(calendar.is_worked(day), worked, "{day}");
    }
}

#[test]
fn months_have_as_many_working_days_as_another_tool_counts() {
    let months: Vec<_> = table(include_str!("calendar/months.csv")).collect();
    assert_eq!(months.len(), 7 * 12);
    for line in months {
        let month = Period::parse_code(line[0]).unwrap();
        assert_eq!(Calendar::new(&[]).working_days(month).to_string(), line[1], "{}", line[0]);
    }
}

#[test]
fn terms_end_on_the_day_that_another_tool_finds() {
    let terms: Vec<_> = table(include_str!("calendar/terms.csv")).collect();
    assert_eq!(terms.len(), 7 * 7 * 5);
    for line in terms {
        let due = Calendar::new(&[]).after(line[0].parse().unwrap(), line[1].parse().unwrap());
        assert_eq!(due.unwrap().to_string(), line[2], "{} working days after {}", line[1], line[0]);
    }
}

#[test]
fn terms_over_the_holidays_come_out_by_counting_on_fingers() {
    let due = |day, n| Calendar::new(&[]).after(day, n).unwrap();
    // New Year 2023: Friday 30 December; 31 to 2 off; 3, 4, 5 January.
    assert_eq!(due(date(2022, 12, 30), 3), date(2023, 1, 5));
    // Spring Festival 2023: Friday 20 January; 21 to 27 off; Saturday 28 and Sunday 29 worked; Monday 30.
    assert_eq!(due(date(2023, 1, 20), 1), date(2023, 1, 28));
    assert_eq!(due(date(2023, 1, 20), 3), date(2023, 1, 30));
    // May Day 2023: Friday 28 April; 29 to 3 off; 4, 5, Saturday 6 worked; Sunday 7 off; Monday 8.
    assert_eq!(due(date(2023, 4, 28), 3), date(2023, 5, 6));
    assert_eq!(due(date(2023, 4, 28), 4), date(2023, 5, 8));
    // National Day 2023: Thursday 28 September; 29 to 6 off; 7 and 8 October worked; 9 to 13.
    assert_eq!(due(date(2023, 9, 28), 5), date(2023, 10, 11));
    // From a day off, and no working day at all.
    assert_eq!(due(date(2023, 10, 1), 1), date(2023, 10, 7));
    assert_eq!(due(date(2023, 10, 1), 0), date(2023, 10, 1));
    assert_eq!(Calendar::new(&[]).after(Date::MAX, 1), None);
}

#[test]
fn each_built_in_year_names_its_notice() {
    assert_eq!(basis(2023), Some("国办发明电〔2022〕16号"));
    assert!((2020..=2026).all(|year| basis(year).is_some()));
    assert!(basis(2019).is_none() && basis(2027).is_none());
}

#[test]
fn the_rosters_days_are_laid_over_the_built_in_ones() {
    let rules = super::load(&[("节假日", "日期|类型\n2023年3月8日|休\n2023-03-11|班\n2023-03-12|班")]);
    // March 2023 has 23 working days: one less, a Saturday and a Sunday more.
    assert_eq!(rules.calendar().working_days(Period::parse_code("2023-03").unwrap()), 24);
    assert_eq!(rules.calendar().after(date(2023, 3, 7), 1), Some(date(2023, 3, 9)));
    let line = Place::file(&"名录.xlsx".into());
    let own = [(date(2027, 2, 5), false, line)];
    assert!(Calendar::new(&own).unknown_years(Period::parse_code("2027").unwrap()).is_empty());
}
