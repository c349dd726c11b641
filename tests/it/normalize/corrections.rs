use super::drawn::{book, table};
use super::{first_quarter, ids, lines, normalized};
use crate::common::book::{draw_sheets, words};
use tongbao::field::{Field, Form};
use tongbao::finding::{Finding, Kind, OldValue, Severity};
use tongbao::normalize::Normalized;
use tongbao::place::{At, Place};
use tongbao::read::Note;
use tongbao::recognize::recognize;
use tongbao::rules::roster::Correction;
use tongbao::wording::findings::sentence;

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
    let period = first_quarter().settings.period.value.unwrap();
    let found = Some(Box::new(OldValue { period, raw: "3".into(), ledger: false }));
    let kind = Kind::CorrectionUnfit { item: "承办数量".into(), old: "2".into(), found, elsewhere: Vec::new() };
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

/// A line of 更正.
fn line(unit: &str, object: &str, (item, period): (&str, &str), (old, new): (&str, &str)) -> Correction {
    Correction {
        unit: unit.into(),
        object: object.into(),
        item: item.into(),
        period: period.into(),
        old: old.into(),
        new: new.into(),
        basis: None,
        day: None,
        place: Place::file(&"../名录.xlsx".into()),
    }
}

/// Two posts of 美丽石门 in the first quarter, one after it; three messages of 石门镇, of one it is not told when it was closed.
fn ledgers(correction: Correction) -> Normalized {
    let mut rules = first_quarter();
    rules.settings.message_limit.value = Some(5);
    rules.roster.corrections.push(correction);
    let posts = "石门镇政务新媒体发布台账
        账号名称 | 账号类型 | 发布日期 | 标题
        美丽石门 | 微信服务号 | 2023-01-02 | 甲
        美丽石门 | 微信服务号 | 2023-01-03 | 乙
        美丽石门 | 微信服务号 | 2023-04-02 | 丙";
    let messages = "石门镇网民留言台账
        受理日期 | 留言标题 | 办结日期 | 办理状态
        2023-02-06 | 一 | 2023-02-13 | 已办结
        2023-02-06 | 二 | 2023-02-14 | 已办结
        2023-02-07 | 三 | | 已办结";
    let drawn = |file, text| recognize(&draw_sheets(file, &[("台账", text)]), words());
    normalized(&[drawn("石门镇台账.xlsx", posts), drawn("石门镇.xlsx", messages)], &rules)
}

fn counting(out: &Normalized, of: &str) -> Vec<String> {
    lines(&out.entries).into_iter().filter(|l| l.contains(of)).collect()
}

#[test]
fn a_figure_counted_from_a_ledger_is_corrected_by_what_was_counted() {
    for (period, old) in [("", "2"), ("2023年一季度", "2条"), ("2023Q1", "２")] {
        let out = ledgers(line("石门镇", "美丽石门", ("实际更新数", period), (old, "5")));
        let expected = ["石门镇 美丽石门 Actual 2023Q1 = 2 Corrected", "石门镇 美丽石门 Actual 2023Q1 = 5 Counts"];
        assert_eq!(counting(&out, "Actual"), expected, "{period} {old}");
        assert!(ids(&out).contains(&"corrected") && !ids(&out).contains(&"correction-unfit"));
    }
}

#[test]
fn a_correction_of_a_ledger_that_does_not_fit_says_what_to_write() {
    let unfit = |item, old| {
        let out = ledgers(line("石门镇", "美丽石门", item, (old, "5")));
        assert_eq!(counting(&out, "Actual"), ["石门镇 美丽石门 Actual 2023Q1 = 2 Counts"]);
        let is_it = |f: &&Finding| matches!(f.kind, Kind::CorrectionUnfit { .. });
        sentence(out.findings.iter().find(is_it).unwrap())
    };
    let said = "更正“实际更新数”写的原值是“3”，台账数出来的是“2”，没有更正。";
    assert_eq!(unfit(("实际更新数", ""), "3"), said);
    let said = "更正“实际更新数”写的期间没有对应的数，没有更正；报送的有：2023年一季度（原值 2，按台账计数）。";
    assert_eq!(unfit(("实际更新数", "2月"), "2"), said);
    let said = "更正“推荐转发内容数量”在报送文件里找不到对应的数，没有更正。";
    assert_eq!(unfit(("推荐转发内容数量", ""), "2"), said);
}

#[test]
fn a_doubted_count_of_a_ledger_is_corrected_and_the_doubt_about_its_lines_answered() {
    // Closed in five working days of 6 February: by the 13th; the second one day late, of the third nobody tells when.
    let whole = ledgers(line("石门镇", "美丽石门", ("实际更新数", ""), ("2", "2")));
    assert_eq!(counting(&whole, "Overdue"), ["石门镇 Overdue 2023Q1 = Lines Some(1) Counts"]);
    let out = ledgers(line("石门镇", "", ("逾期数量", ""), ("1", "2")));
    let expected = ["石门镇 Overdue 2023Q1 = Lines Some(1) Corrected", "石门镇 Overdue 2023Q1 = 2 Counts"];
    assert_eq!(counting(&out, "Overdue"), expected);
    let answered = out.findings.iter().find(|f| f.kind.id() == "correction-answers").unwrap();
    assert_eq!(answered.severity, Severity::Notice);
    let said = "台账里有 1 条已经办结（处置），但没有写日期，逾期数待核。已由名录“更正”处理。";
    assert_eq!(sentence(answered), said);
    assert!(!ids(&out).contains(&"ledger-lines"));
}

#[test]
fn a_correction_answers_a_note_that_holds_another_number() {
    let mut rules = first_quarter();
    let mut book = draw_sheets(
        "甲.xlsx",
        &[("Sheet1", "留言办理情况\n单位 | 承办数量 | 办结数量\n区财政局 | 3 | 3\n石门镇 | 2 | 2")],
    );
    for row in [2, 3] {
        let at = At::new(row, 1);
        book.sheets[0].notes.push(Note { at, text: "应为4".to_owned() });
    }
    let of = |rules: &_| {
        let out = normalized(&[recognize(&book, words())], rules);
        out.findings.iter().map(|f| (f.kind.id(), f.unit.clone().unwrap_or_default())).collect::<Vec<_>>()
    };
    let differs = |unit: &str| ("figure-note-differs", unit.to_owned());
    let before = of(&rules);
    assert!(before.contains(&differs("区财政局")) && before.contains(&differs("石门镇")), "{before:?}");
    rules.roster.corrections.push(line("区财政局", "", ("承办数量", ""), ("3", "4")));
    let after = of(&rules);
    assert!(!after.contains(&differs("区财政局")) && after.contains(&differs("石门镇")), "{after:?}");
    assert!(after.contains(&("correction-answers", "区财政局".to_owned())), "{after:?}");
}
