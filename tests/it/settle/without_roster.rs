//! What is grouped where no roster tells who is who.

use super::drawn::{book, names_period, names_unit, said, table};
use super::rosters::{PLACES, bodies_of, names_of};
use tongbao::field::{Field, Form};
use tongbao::finding::Kind;
use tongbao::normalize::normalize;
use tongbao::period::{Part, Period};
use tongbao::recognize::{Recognized, Source, Table};
use tongbao::rules::Rules;
use tongbao::settle::{Settled, settle};

fn run(books: &[Recognized]) -> Settled {
    let mut rules = Rules::built_in();
    rules.settings.period.value = Period::parse_code("2023Q1");
    settle(&books.iter().collect::<Vec<_>>(), &rules).unwrap()
}

fn column(rows: &str) -> Recognized {
    book("一.xlsx", vec![table(Form::Messages, &[Field::Unit, Field::Received], rows)])
}

fn figure() -> Table {
    let drawn = table(Form::Messages, &[Field::Received], "3");
    names_period(drawn, Source::Title, said(Some(2023), Part::Quarter(1)))
}

fn used(settled: &Settled, written: &str) -> String {
    settled.names.unit(written).known().map(|m| m.used.clone()).unwrap_or_default()
}

#[test]
fn writings_of_one_name_are_one_unit() {
    let settled = run(&[column(
        "区财政局 | 1\n区财政局 | 2\n 区 财政局 | 3\n甲乙市丙丁区财政局 | 1\n石门镇 | 1\n石门镇人民政府 | 2",
    )]);
    for written in ["区财政局", "区 财政局", "财政局"] {
        assert_eq!(used(&settled, written), "区财政局", "{written}");
    }
    assert_eq!(used(&settled, "石门镇人民政府"), used(&settled, "石门镇"));
}

#[test]
fn places_tell_units_apart() {
    let settled = run(&[column("财政局 | 1\n财政局 | 1\n甲市财政局 | 2\n乙丙区财政局 | 3")]);
    assert_ne!(used(&settled, "甲市财政局"), used(&settled, "乙丙区财政局"));
}

#[test]
fn nothing_is_abbreviated_without_a_roster() {
    let settled = run(&[column("区教育体育局 | 1\n区教体局 | 2\n区统计局 | 1\n区统建局 | 1")]);
    for name in ["区教育体育局", "区教体局", "区统计局", "区统建局"] {
        assert_eq!(used(&settled, name), name);
    }
}

#[test]
fn a_file_named_after_a_body_speaks_for_it() {
    for (text, unit) in [
        ("区财政局2023年一季度报表", "区财政局"),
        ("2023年一季度清水街道办事处留言", "清水街道办事处"),
        ("附件2 区教体局", "区教体局"),
    ] {
        let settled = run(&[book("一.xlsx", vec![names_unit(figure(), Source::File, text)])]);
        assert_eq!(settled.findings.len(), 0, "{text}");
        assert_eq!(used(&settled, unit), unit, "{text}");
    }
    let settled = run(&[book("一.xlsx", vec![names_unit(figure(), Source::File, "网民留言办理情况")])]);
    assert_eq!(settled.findings[0].kind, Kind::UnitUndetermined { said: Vec::new() });
}

#[test]
fn a_short_and_a_long_name_in_one_file_are_no_contradiction() {
    let line = names_unit(figure(), Source::Line, "甲乙市丙丁区教育体育局");
    let settled = run(&[book("一.xlsx", vec![names_unit(line, Source::File, "区教体局2023年一季度")])]);
    assert_eq!(settled.findings, []);
    let line = names_unit(figure(), Source::Line, "区统计局");
    let settled = run(&[book("一.xlsx", vec![names_unit(line, Source::File, "区统建局2023年一季度")])]);
    assert_eq!(settled.findings.len(), 1);
}

#[test]
fn prefix_and_ending_join_the_writings_of_one_unit_in_several_files() {
    let settled = run(&[
        column("区教体局 | 1\n甲州市丙丁区教体局 | 2\n丙丁区教体局 | 1"),
        column("甲州市丙丁区石门镇人民政府 | 1\n石门镇 | 1\n石门镇政府 | 1"),
        column("清水街道办事处 | 1\n清水街道 | 2\n清水办 | 1\n區財政局 | 1\n区财政局 | 1"),
    ]);
    for (a, b) in [
        ("区教体局", "甲州市丙丁区教体局"),
        ("区教体局", "丙丁区教体局"),
        ("石门镇", "甲州市丙丁区石门镇人民政府"),
        ("石门镇", "石门镇政府"),
        ("清水街道", "清水街道办事处"),
        ("清水街道", "清水办"),
        ("区财政局", "區財政局"),
    ] {
        assert_eq!(used(&settled, a), used(&settled, b), "{a} {b}");
    }
}

#[test]
fn no_two_bodies_of_one_place_are_grouped() {
    for place in PLACES {
        let units = bodies_of(place, true);
        let rows: Vec<String> = units.iter().flat_map(names_of).map(|name| format!("{name} | 1")).collect();
        let settled = run(&[column(&rows.join("\n"))]);
        let mut owner = std::collections::HashMap::new();
        for unit in &units {
            for name in names_of(unit) {
                let first = owner.entry(used(&settled, name)).or_insert(&unit.name);
                assert_eq!(*first, &unit.name, "{name}");
            }
        }
    }
}

#[test]
fn what_may_be_an_abbreviation_is_offered_and_not_merged() {
    let books = [column("区教育体育局 | 1\n区教体局 | 2\n区统计局 | 1\n区统建局 | 1")];
    let settled = run(&books);
    let mut rules = Rules::built_in();
    rules.settings.period.value = Period::parse_code("2023Q1");
    let out = normalize(books.iter(), &settled, &rules);
    let asked: Vec<(&str, &[String])> =
        out.questions.iter().map(|q| (q.written.as_str(), q.candidates.as_slice())).collect();
    assert_eq!(asked, [("区教育体育局", &["区教体局".to_owned()][..]), ("区教体局", &["区教育体育局".to_owned()][..])]);
    let units: Vec<&str> = out.entries.iter().map(|e| &*e.unit.used).collect();
    assert_eq!(units, ["区教育体育局", "区教体局", "区统计局", "区统建局"]);
}

#[test]
fn the_longest_writing_and_the_most_used_other_one_are_told() {
    let settled =
        run(&[column("石门镇 | 1\n石门镇 | 1\n石门镇人民政府 | 1\n甲州市丙丁区石门镇人民政府 | 2\n区财政局 | 1")]);
    let groups = settled.names.groups();
    assert_eq!(groups.len(), 1);
    assert_eq!((groups[0].official.as_str(), groups[0].short.as_str()), ("甲州市丙丁区石门镇人民政府", "石门镇"));
    assert_eq!(groups[0].times, (1, 2));
}

/// A table whose title and file name these units.
fn titled(title: &str, file: &str) -> Recognized {
    let place = |source, what: &str| tongbao::recognize::Said {
        what: what.to_owned(),
        text: what.to_owned(),
        source,
        place: tongbao::place::Place::file(&format!("{file}.xlsx").as_str().into()),
    };
    let mut table = figure();
    table.claims.units.extend([place(Source::Title, title), place(Source::File, file)]);
    book(&format!("{file}.xlsx"), vec![table])
}

#[test]
fn a_site_of_the_unit_ends_its_name_in_a_title() {
    for title in [
        "县水利局门户网站更新情况",
        "县水利局官方网站更新情况",
        "县水利局网站更新情况",
        "县水利局政府网站更新情况",
        "县水利局两微一端更新情况",
    ] {
        let settled = run(&[titled(title, "水利局更新情况")]);
        assert_eq!(used(&settled, "水利局"), "县水利局", "{title}: the fuller name of the two");
        assert!(settled.findings.is_empty(), "{title}: {:?}", settled.findings);
    }
}

#[test]
fn two_levels_of_one_name_contradict_each_other() {
    let settled = run(&[titled("县水利局门户网站更新情况", "市水利局更新情况")]);
    assert!(settled.findings.iter().any(|f| matches!(f.kind, Kind::UnitConflict { .. })), "{:?}", settled.findings);
    let settled = run(&[titled("县水利局门户网站更新情况", "县水利局更新情况")]);
    assert!(settled.findings.is_empty(), "{:?}", settled.findings);
}
