//! The run's period, and what each table has to do with it.

use super::drawn::{book, filed, months, names_period, names_unit, said, table};
use super::names::rules;
use jiff::civil::date;
use tongbao::error::Error;
use tongbao::field::{Field, Form};
use tongbao::finding::{Kind, Severity};
use tongbao::period::{Part, Period, PeriodSaid};
use tongbao::place::Place;
use tongbao::recognize::{Recognized, Said, Source, Table};
use tongbao::rules::Rules;
use tongbao::rules::settings::Origin;
use tongbao::settle::{PeriodFrom, Settled, TableUse, settle};
use tongbao::wording::errors;

fn messages() -> Table {
    let fields = [Field::Unit, Field::Received, Field::Closed, Field::Overdue];
    table(Form::Messages, &fields, "区财政局 | 3 | 3 | 0")
}

fn of(period: PeriodSaid, source: Source) -> Recognized {
    book(&format!("{period:?}.xlsx"), vec![names_period(messages(), source, period)])
}

fn run(books: &[Recognized], rules: &Rules) -> Result<Settled, Error> {
    settle(&books.iter().collect::<Vec<_>>(), rules)
}

fn first_quarter() -> Rules {
    let mut rules = rules();
    rules.settings.period.value = Period::parse_code("2023Q1");
    rules.settings.period.origin = Origin::Option;
    rules
}

/// The use of the only table of the only book, with the findings.
fn used(table: Table) -> (TableUse, Vec<(Kind, Severity)>) {
    let settled = run(&[book("一.xlsx", vec![table])], &first_quarter()).unwrap();
    (settled.files[0].tables[0].clone(), settled.findings.into_iter().map(|f| (f.kind, f.severity)).collect())
}

fn counts(table: Table) -> (String, bool, bool) {
    match used(table).0 {
        TableUse::Counts { period, doubtful, months_only, .. } => (period.code(), doubtful, months_only),
        other => panic!("{other:?}"),
    }
}

const Q1: PeriodSaid = said(Some(2023), Part::Quarter(1));

#[test]
fn more_than_half_of_the_files_name_the_period() {
    let q2 = said(Some(2023), Part::Quarter(2));
    let settled = run(&[of(Q1, Source::Title), of(Q1, Source::File), of(q2, Source::Title)], &rules()).unwrap();
    assert_eq!(settled.period.code(), "2023Q1");
    assert_eq!(settled.period_from, PeriodFrom::Files { naming: 2, of: 3 });
}

#[test]
fn a_quarter_inside_the_year_of_a_book_is_what_is_reported() {
    let year = said(Some(2023), Part::Year);
    let ledger = names_period(names_period(messages(), Source::Title, year), Source::File, Q1);
    assert_eq!(run(&[book("台账.xlsx", vec![ledger])], &rules()).unwrap().period.code(), "2023Q1");
    let other = names_period(names_period(messages(), Source::Title, said(Some(2022), Part::Year)), Source::File, Q1);
    assert!(run(&[book("台账.xlsx", vec![other])], &rules()).is_err(), "a quarter of another year is no part of it");
    assert_eq!(run(&[of(year, Source::Title)], &rules()).unwrap().period.code(), "2023");
}

#[test]
fn half_of_the_files_is_not_enough_and_what_was_seen_is_said() {
    let q2 = said(Some(2023), Part::Quarter(2));
    let error = run(&[of(Q1, Source::Title), of(q2, Source::Title)], &rules()).unwrap_err();
    let seen = ["2023Q1", "2023Q2"].map(|code| (Period::parse_code(code).unwrap(), 1)).to_vec();
    assert_eq!(error, Error::PeriodUnknown(seen));
    assert_eq!(run(&[book("一.xlsx", vec![messages()])], &rules()).unwrap_err(), Error::PeriodUnknown(vec![]));
}

#[test]
fn a_quarter_without_year_takes_that_of_the_filing_day() {
    let quarter = |q| names_period(messages(), Source::Title, said(None, Part::Quarter(q)));
    let settled = run(&[book("一.xlsx", vec![filed(quarter(1), date(2023, 4, 4))])], &rules()).unwrap();
    assert_eq!(settled.period.code(), "2023Q1");
    let settled = run(&[book("一.xlsx", vec![filed(quarter(4), date(2024, 1, 5))])], &rules()).unwrap();
    assert_eq!(settled.period.code(), "2023Q4", "the quarter before the filing day");
}

#[test]
fn a_sheet_for_each_month_makes_a_file_of_the_quarter() {
    let month = |m| names_period(messages(), Source::Sheet, said(Some(2023), Part::Months(m, m)));
    let settled = run(&[book("一.xlsx", vec![month(1), month(2), month(3)])], &rules()).unwrap();
    assert_eq!(settled.period.code(), "2023Q1");
    let parts: Vec<String> = settled.files[0]
        .tables
        .iter()
        .map(|t| if let TableUse::Counts { period, .. } = t { period.code() } else { String::new() })
        .collect();
    assert_eq!(parts, ["2023-01", "2023-02", "2023-03"]);
}

#[test]
fn the_option_wins_over_the_files() {
    let settled = run(&[of(said(Some(2022), Part::Quarter(4)), Source::Title)], &first_quarter()).unwrap();
    assert_eq!((settled.period.code().as_str(), settled.period_from), ("2023Q1", PeriodFrom::Option));
}

#[test]
fn a_month_sheet_inside_a_quarter_file_is_a_part() {
    let table = names_period(messages(), Source::Sheet, said(None, Part::Months(1, 1)));
    assert_eq!(counts(names_period(table, Source::File, Q1)), ("2023-01".into(), false, false));
}

#[test]
fn a_table_that_names_no_period_is_of_the_run() {
    assert_eq!(counts(messages()), ("2023Q1".into(), false, false));
}

#[test]
fn a_table_of_another_period_is_refused() {
    let table = names_period(messages(), Source::Title, said(Some(2022), Part::Quarter(4)));
    let (used, findings) = used(names_period(table, Source::File, said(None, Part::Quarter(4))));
    assert!(matches!(used, TableUse::Refused(0)));
    let wanted = Period::parse_code("2023Q1").unwrap();
    assert_eq!(
        findings,
        [(Kind::PeriodOther { found: Period::parse_code("2022Q4").unwrap(), wanted }, Severity::Doubt)]
    );
}

#[test]
fn places_that_disagree_make_the_table_doubtful() {
    let table = names_period(messages(), Source::Title, said(Some(2023), Part::Quarter(2)));
    let (used, findings) = used(names_period(table, Source::File, Q1));
    assert!(matches!(used, TableUse::Counts { doubtful: true, .. }));
    assert!(matches!(&findings[..], [(Kind::PeriodConflict { said }, Severity::Doubt)] if said.len() == 2));
}

#[test]
fn two_months_of_the_run_that_disagree_are_doubtful() {
    let table = names_period(messages(), Source::Title, said(Some(2023), Part::Months(2, 2)));
    assert_eq!(
        counts(names_period(table, Source::Sheet, said(None, Part::Months(3, 3)))),
        ("2023Q1".into(), true, false)
    );
}

#[test]
fn a_half_year_with_months_gives_only_the_months_of_the_run() {
    let fields = [Field::Unit, Field::Column, Field::Updates, Field::Updates];
    let wide = |t| names_period(t, Source::Title, said(Some(2023), Part::Half(1)));
    let drawn = table(Form::Columns, &fields, "区财政局 | 政府债务 | 1 | 2");
    assert_eq!(counts(wide(months(drawn, &[(2, 3), (3, 4)]))), ("2023Q1".into(), false, true));
    assert!(matches!(used(wide(messages())).0, TableUse::Refused(_)), "without months nothing of it is the run's");
}

#[test]
fn a_month_sheet_of_a_longer_file_is_left_without_blame() {
    let table = names_period(messages(), Source::Sheet, said(None, Part::Months(4, 4)));
    let (used, findings) = used(names_period(table, Source::File, said(Some(2023), Part::Half(1))));
    assert!(matches!(used, TableUse::Refused(_)));
    assert_eq!(findings[0].1, Severity::Notice);
}

#[test]
fn month_headings_outside_of_the_run_tell_another_period() {
    let fields = [Field::Unit, Field::Column, Field::Updates];
    let drawn = months(table(Form::Columns, &fields, "区财政局 | 政府债务 | 1"), &[(2, 5)]);
    assert!(matches!(used(drawn).0, TableUse::Refused(_)));
}

#[test]
fn units_come_from_the_strongest_place() {
    let plain = || table(Form::Messages, &[Field::Received], "3");
    let unit = |t: Table| match used(t).0 {
        TableUse::Counts { unit, .. } => unit.map(|u| u.written),
        _ => None,
    };
    assert_eq!(unit(names_unit(plain(), Source::Line, "区财政局")).as_deref(), Some("区财政局"));
    let file = "丙丁区统计局2023年一季度报表";
    assert_eq!(unit(names_unit(plain(), Source::File, file)).as_deref(), Some("丙丁区统计局"));
    assert_eq!(unit(names_unit(plain(), Source::File, "区财政局、区统计局")), None);
    assert_eq!(unit(names_unit(plain(), Source::File, "一季度报表")), None);
    // A body that nobody knows is asked about; of several nobody can tell which is meant.
    assert_eq!(unit(names_unit(plain(), Source::File, "区粮食局2023年一季度报表")).as_deref(), Some("区粮食局"));
    assert_eq!(unit(names_unit(plain(), Source::File, "区粮食局、区物资局2023年一季度报表")), None);
}

#[test]
fn a_table_without_any_unit_is_refused() {
    let (used, findings) = used(table(Form::Messages, &[Field::Received], "3"));
    assert!(matches!(used, TableUse::Refused(_)));
    assert_eq!(findings, [(Kind::UnitUndetermined { said: Vec::new() }, Severity::Doubt)]);
}

#[test]
fn two_places_that_name_two_units_are_a_finding() {
    let (used, findings) = used(names_unit(messages(), Source::Line, "区统计局（盖章）"));
    let TableUse::Counts { unit, .. } = used else { panic!() };
    assert_eq!(unit.unwrap().written, "区财政局", "the column is stronger");
    assert_eq!(
        findings,
        [(Kind::UnitConflict { said: vec!["区财政局".into(), "区统计局（盖章）".into()] }, Severity::Doubt)]
    );
}

#[test]
fn the_same_unit_in_two_writings_is_no_contradiction() {
    let table = names_unit(messages(), Source::Line, "甲乙市丙丁区财政局（公章）");
    assert_eq!(used(names_unit(table, Source::Folder, "区财政局")).1, []);
}

#[test]
fn a_collective_table_contradicts_nothing() {
    let fields = [Field::Unit, Field::Received];
    let drawn = table(Form::Messages, &fields, "区财政局 | 3\n区统计局 | 1");
    assert_eq!(used(names_unit(drawn, Source::Line, "区政府办")).1, []);
}

#[test]
fn a_table_of_nobody_says_whose_it_could_be() {
    let said = |text: &str| match &used(names_unit(table(Form::Messages, &[Field::Received], "3"), Source::File, text))
        .1[..]
    {
        [(Kind::UnitUndetermined { said }, _)] => said.clone(),
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(said("区粮食局、区物资局2023年一季度报表"), ["区粮食局", "区物资局"]);
    assert_eq!(said("区财政局、区统计局").len(), 2);
    assert_eq!(said("丙丁融媒2023年一季度报表"), ["丙丁融媒"]);
    for text in ["网民留言办理情况2023年一季度", "一季度报表", "政务新媒体统计表2023年一季度", "各乡镇2023年一季度"]
    {
        assert!(said(text).is_empty(), "{text}");
    }
}

#[test]
fn what_titles_say_is_the_period_where_no_table_names_one() {
    let dated = |said: PeriodSaid, text: &str| {
        let mut book = book("一.xlsx", vec![messages()]);
        let place = Place::file(&"一.xlsx".into());
        book.dated.push(Said { what: said, text: text.to_owned(), source: Source::Title, place });
        book
    };
    let settled = run(&[dated(Q1, "2023年一季度")], &rules()).unwrap();
    assert_eq!(
        (settled.period.code(), settled.period_from),
        ("2023Q1".to_owned(), PeriodFrom::Files { naming: 1, of: 1 })
    );
    let quarter = said(None, Part::Quarter(3));
    let error = run(&[dated(quarter, "三季度")], &rules()).unwrap_err();
    assert_eq!(error, Error::PeriodUnsure(vec![("三季度".to_owned(), Place::file(&"一.xlsx".into()))]));
    let sentence = errors::sentence(&error);
    assert!(sentence.contains("“三季度”〔一.xlsx〕") && !sentence.contains("都没有写"), "{sentence}");
    let named = run(&[of(Q1, Source::Title), dated(said(Some(2023), Part::Quarter(2)), "2023年二季度")], &rules());
    assert!(named.is_err(), "half of the files is not enough, and titles are asked only where no table speaks");
}

const Q2: PeriodSaid = said(Some(2023), Part::Quarter(2));

#[test]
fn two_quarters_of_one_file_are_never_united() {
    let table = |part| names_period(messages(), Source::Sheet, said(Some(2023), part));
    let sheets = || vec![table(Part::Quarter(1)), table(Part::Quarter(2))];
    let Error::PeriodUnsure(quoted) = run(&[book("一.xlsx", sheets())], &rules()).unwrap_err() else {
        panic!("both quarters are named");
    };
    assert_eq!(quoted.len(), 2, "{quoted:?}");
    let months = vec![table(Part::Months(4, 4)), table(Part::Months(5, 5)), table(Part::Months(6, 6))];
    assert_eq!(run(&[book("一.xlsx", months)], &rules()).unwrap().period.code(), "2023Q2");
    for other in
        [vec![table(Part::Quarter(2)), table(Part::Half(1))], vec![table(Part::Quarter(2)), table(Part::Months(7, 7))]]
    {
        assert!(matches!(run(&[book("一.xlsx", other)], &rules()), Err(Error::PeriodUnsure(_))));
    }
}

#[test]
fn what_all_tables_of_a_file_or_another_file_name_decides_between_two_quarters() {
    let table = |part, by: Part| {
        let own = names_period(messages(), Source::Sheet, said(Some(2023), part));
        names_period(own, Source::File, said(Some(2023), by))
    };
    for (by, code) in [(Part::Half(1), "2023H1"), (Part::Quarter(2), "2023Q2")] {
        let sheets = vec![table(Part::Quarter(1), by), table(Part::Quarter(2), by)];
        assert_eq!(run(&[book("一.xlsx", sheets)], &rules()).unwrap().period.code(), code);
    }
    let sheet = |said| names_period(messages(), Source::Sheet, said);
    let both = book("一.xlsx", vec![sheet(Q1), sheet(Q2)]);
    assert_eq!(run(&[both.clone(), of(Q2, Source::Title)], &rules()).unwrap().period.code(), "2023Q2");
    let third = said(Some(2023), Part::Quarter(3));
    assert!(run(&[both, of(third, Source::Title)], &rules()).is_err(), "half of the files is not enough");
}

#[test]
fn a_span_behind_a_label_that_no_list_holds_is_quoted_and_decides_nothing() {
    let mut card = book("一.xlsx", vec![messages()]);
    let place = Place::sheet(&"一.xlsx".into(), &"Sheet1".into()).at(tongbao::place::At::new(9, 1));
    let text = "2023年4—6月".to_owned();
    card.dated.push(Said { what: Q2, text: text.clone(), source: Source::Beside, place: place.clone() });
    assert_eq!(run(&[card.clone()], &rules()).unwrap_err(), Error::PeriodUnsure(vec![(text, place)]));
    let titled = [card, of(Q1, Source::Title), of(Q1, Source::Line)];
    assert_eq!(run(&titled, &rules()).unwrap().period.code(), "2023Q1");
}

#[test]
fn quarters_side_by_side_are_headings_and_decide_nothing_together() {
    let sheet = Place::sheet(&"一.xlsx".into(), &"Sheet1".into());
    let dated = |cells: &[(u32, u32, PeriodSaid)]| {
        let mut book = book("一.xlsx", vec![messages()]);
        book.dated = cells
            .iter()
            .map(|(row, col, what)| Said {
                what: *what,
                text: format!("{:?}", what.part),
                source: Source::Title,
                place: sheet.at(tongbao::place::At::new(*row, *col)),
            })
            .collect();
        book
    };
    let half = said(Some(2023), Part::Half(1));
    let beside = [(2, 3, Q1), (2, 5, Q2)];
    assert!(matches!(run(&[dated(&beside)], &rules()), Err(Error::PeriodUnsure(said)) if said.len() == 2));
    let wide = [(2, 3, Q2), (2, 5, half)];
    assert!(matches!(run(&[dated(&wide)], &rules()), Err(Error::PeriodUnsure(said)) if said.len() == 2));
    for (title, code) in [(Q2, "2023Q2"), (half, "2023H1")] {
        let titled: Vec<_> = [(0, 0, title)].into_iter().chain(beside).collect();
        assert_eq!(run(&[dated(&titled)], &rules()).unwrap().period.code(), code);
    }
    let months =
        [4, 5, 6].map(|month| (2, u32::try_from(month).unwrap(), said(Some(2023), Part::Months(month, month))));
    assert_eq!(run(&[dated(&months)], &rules()).unwrap().period.code(), "2023Q2");
}
