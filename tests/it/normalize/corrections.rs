use super::drawn::{book, table};
use super::{first_quarter, ids, lines, normalized};
use tongbao::field::{Field, Form};
use tongbao::finding::Kind;
use tongbao::normalize::Normalized;
use tongbao::place::Place;
use tongbao::rules::roster::Correction;

/// A run in which 区财政局 wrote `rows`, and the office corrected `item` from `old` to `new`.
fn corrected(rows: &str, (item, old, new): (&str, &str, &str)) -> Normalized {
    let mut rules = first_quarter();
    rules.roster.corrections.push(Correction {
        unit: "区财政局".into(),
        object: String::new(),
        item: item.into(),
        period: String::new(),
        old: old.into(),
        new: new.into(),
        basis: Some("电话核实".into()),
        day: None,
        place: Place::file(&"../名录.xlsx".into()),
    });
    normalized(
        &[book("甲.xlsx", vec![table(Form::Messages, &[Field::Unit, Field::Received, Field::Closed], rows)])],
        &rules,
    )
}

fn received(out: &Normalized) -> Vec<String> {
    lines(&out.entries).into_iter().filter(|l| l.contains("Received")).collect()
}

#[test]
fn a_correction_counts_instead_of_the_files_figure_and_both_stay() {
    let out = corrected("区财政局 | 3 | 3", ("承办数量", "3", "5"));
    assert_eq!(received(&out), ["区财政局 Received 2023Q1 = 3 Corrected", "区财政局 Received 2023Q1 = 5 Counts"]);
    let kind = Kind::Corrected { field: Field::Received, old: "3".into(), new: "5".into() };
    assert_eq!(out.findings.iter().map(|f| &f.kind).collect::<Vec<_>>(), [&kind]);
    assert_eq!(out.findings[0].related, [Place::file(&"../名录.xlsx".into())]);
    assert_eq!(out.findings[0].basis.as_deref(), Some("电话核实"));
}

#[test]
fn a_correction_answers_the_doubt_about_the_cell() {
    for (rows, old) in [("区财政局 | 约3 | 3", "约3"), ("区财政局 | | 3", "")] {
        let out = corrected(rows, ("承办数量", old, "4"));
        assert!(received(&out).contains(&"区财政局 Received 2023Q1 = 4 Counts".to_owned()), "{rows}");
        assert_eq!(ids(&out), ["corrected"], "{rows}");
    }
}

#[test]
fn another_old_value_corrects_nothing() {
    let out = corrected("区财政局 | 3 | 3", ("承办数量", "2", "5"));
    assert_eq!(received(&out), ["区财政局 Received 2023Q1 = 3 Counts"]);
    let kind = Kind::CorrectionUnfit { item: "承办数量".into(), old: "2".into(), found: Some("3".into()) };
    assert_eq!(out.findings.iter().map(|f| &f.kind).collect::<Vec<_>>(), [&kind]);
}

#[test]
fn a_correction_without_a_figure_or_with_an_unclear_number_is_a_doubt() {
    for (item, new) in [("逾期数量", "1"), ("从未听说", "1"), ("承办数量", "约5")] {
        let out = corrected("区财政局 | 3 | 3", (item, "3", new));
        assert_eq!(ids(&out), ["correction-unfit"], "{item} {new}");
        assert_eq!(received(&out), ["区财政局 Received 2023Q1 = 3 Counts"]);
    }
}
