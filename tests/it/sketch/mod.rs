//! A roster drawn from what came in.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use crate::common::book::draw_sheets;
use tongbao::field::{Field, Form};
use tongbao::normalize::normalize;
use tongbao::outcome::Outcome;
use tongbao::period::Period;
use tongbao::recognize::recognize;
use tongbao::rules::Rules;
use tongbao::rules::roster::ForwardList;
use tongbao::rules::settings::{Origin, Setting};
use tongbao::settle::{PeriodFrom, settle};
use tongbao::sketch::{Remark, Sketch, of_batch};
use tongbao::{judge, tally};

/// The roster drawn from files, each with one sheet.
fn drawn(files: &[(&str, &str)]) -> Sketch {
    let mut rules = Rules::built_in();
    rules.settings.period = Setting { value: Period::parse_code("2023Q1"), origin: Origin::Option, basis: None };
    let books: Vec<_> =
        files.iter().map(|(file, text)| recognize(&draw_sheets(file, &[("Sheet1", text)]), &rules.words)).collect();
    let settled = settle(&books.iter().collect::<Vec<_>>(), &rules).unwrap();
    let normalized = normalize(books, &settled, &rules);
    let tally = tally::tally(&normalized, &settled, &rules);
    let judgment = judge::judge(&tally, &rules, Vec::new());
    let period_from = PeriodFrom::Option;
    of_batch(&Outcome {
        rules,
        period_from,
        inputs: Vec::new(),
        entries: normalized.entries,
        renames: normalized.renames,
        questions: normalized.questions,
        parents: normalized.parents,
        differences: normalized.differences,
        counted: normalized.counted,
        groups: settled.names.groups().to_vec(),
        tally,
        judgment,
        unread: Vec::new(),
        previous: None,
    })
}

fn columns(unit: &str, rows: &str) -> String {
    format!("2023年一季度栏目更新统计表\n填报单位：{unit}\n栏目名称 | 更新频次 | 1月 | 2月 | 3月\n{rows}")
}

fn names(sketch: &Sketch) -> Vec<&str> {
    sketch.units.iter().map(|u| u.name.as_str()).collect()
}

#[test]
fn the_most_used_writing_is_the_name_and_the_longest_the_full_name() {
    let table = |unit: &str, n: u8| columns(unit, &format!("动态{n} | 1条/月 | 1 | 1 | 1"));
    let sketch = drawn(&[
        ("a/1.xlsx", &table("东河街道办", 1)),
        ("b/2.xlsx", &table("东河街道办", 2)),
        ("c/3.xlsx", &table("东河街道办事处（盖章）", 3)),
        ("d/4.xlsx", &table("东河街道", 4)),
    ]);
    let [unit] = &sketch.units[..] else { panic!("{:?}", sketch.units) };
    assert_eq!((unit.name.as_str(), unit.full.as_deref()), ("东河街道办", Some("东河街道办事处")));
    assert_eq!(unit.aliases, ["东河街道"]);
    assert_eq!(unit.forms.as_deref(), Some(&[Form::Columns][..]));
    let told = |text: &str| unit.remarks.iter().find(|r| matches!(r, Remark::AlsoWritten(t, _) if t == text));
    let Some(Remark::AlsoWritten(_, place)) = told("东河街道办事处") else { panic!("{:?}", unit.remarks) };
    assert_eq!(place.to_string(), "c/3.xlsx › Sheet1 › A2");
    assert!(told("东河街道").is_some());
}

#[test]
fn names_that_are_alike_stay_two_lines_beside_each_other() {
    let table = |unit: &str| columns(unit, "动态 | 1条/月 | 1 | 1 | 1");
    let sketch = drawn(&[
        ("1.xlsx", &table("某县教育体育局")),
        ("2.xlsx", &table("某县财政局")),
        ("3.xlsx", &table("某县教体局")),
    ]);
    assert_eq!(names(&sketch), ["某县教育体育局", "某县教体局", "某县财政局"]);
    assert_eq!(sketch.units[0].remarks, [Remark::Alike("某县教体局".into())]);
    assert_eq!(sketch.units[1].remarks, [Remark::Alike("某县教育体育局".into())]);
    assert!(sketch.units[2].remarks.is_empty());
}

#[test]
fn a_frequency_stands_as_written_and_one_that_cannot_be_read_is_remarked() {
    let rows = "动态 | 每两周至少更新一次 | 2 | 2 | 2\n公告 | 领导说了算 | 1 | 1 | 1\n简介 | | 1 | 1 | 1";
    let sketch = drawn(&[("1.xlsx", &columns("某县财政局", rows))]);
    let told: Vec<_> = sketch.columns.iter().map(|c| (c.name.as_str(), c.frequency.as_deref())).collect();
    assert_eq!(told, [("动态", Some("每两周至少更新一次")), ("公告", None), ("简介", None)]);
    let Remark::Unread(Field::Frequency, raw, place) = &sketch.columns[1].remarks[0] else {
        panic!("{:?}", sketch.columns[1].remarks)
    };
    assert_eq!((raw.as_str(), place.to_string().as_str()), ("领导说了算", "1.xlsx › Sheet1 › B5"));
    assert_eq!(sketch.columns[2].remarks, [Remark::Wanting(Field::Frequency)]);
}

const ACCOUNT_HEADS: &str = "账号名称 | 账号类型 | 应更新数 | 实际更新数 | 推荐转发内容数量 | 实际转载数量";

fn accounts(unit: &str, rows: &str) -> String {
    format!("2023年一季度政务新媒体更新情况\n填报单位：{unit}\n{ACCOUNT_HEADS}\n{rows}")
}

#[test]
fn an_account_has_its_type_its_numbers_and_what_is_odd_about_them() {
    let rows = "某县发布 | 公众号 | 12 | 20 | 31 | 31\n某县视频 | 视频号 | 6 | 20 | / | /\n某县之声 | 电台 | 约10 | 20 | 31 | 31";
    let sketch = drawn(&[("1.xlsx", &accounts("某县政府办", rows))]);
    let told: Vec<_> =
        sketch.accounts.iter().map(|a| (a.name.as_str(), a.platform.as_str(), a.required, a.list)).collect();
    assert_eq!(
        told,
        [
            ("某县发布", "微信公众号", Some(12), Some(ForwardList::Count(31))),
            ("某县视频", "微信视频号", Some(6), Some(ForwardList::NotApplicable)),
            ("某县之声", "其他", None, Some(ForwardList::Count(31))),
        ]
    );
    let remarks: Vec<&[Remark]> = sketch.accounts.iter().map(|a| &a.remarks[..]).collect();
    assert!(matches!(remarks[0], [Remark::Old(Field::ForwardList, _)]), "{remarks:?}");
    // Four a month for three months are the usual 12.
    assert!(matches!(remarks[1], [Remark::OwnStandard(6)]), "{remarks:?}");
    assert!(matches!(&remarks[2][0], Remark::Placeholder(Some((raw, _))) if raw == "电台"), "{remarks:?}");
    assert!(matches!(&remarks[2][1], Remark::Unread(Field::Required, raw, _) if raw == "约10"), "{remarks:?}");
}

#[test]
fn an_account_of_two_units_stands_once_and_names_the_other() {
    let row = "某县发布 | 微信订阅号 | 12 | 20 | 31 | 31";
    let sketch = drawn(&[("1.xlsx", &accounts("某县政府办", row)), ("2.xlsx", &accounts("某县融媒体中心", row))]);
    let [account] = &sketch.accounts[..] else { panic!("{:?}", sketch.accounts) };
    assert_eq!(account.unit, "某县政府办");
    let other = account.remarks.iter().find(|r| matches!(r, Remark::AlsoOf(unit, _) if unit == "某县融媒体中心"));
    assert!(other.is_some(), "{:?}", account.remarks);
    assert_eq!(sketch.next.unwrap().code(), "2023Q2");
}

#[test]
fn a_unit_that_only_said_it_had_no_messages_is_asked_for_messages() {
    let text = "2023年一季度网民留言办理情况\n填报单位：某县财政局\n本季度无留言";
    let sketch = drawn(&[("1.xlsx", text), ("2.xlsx", &columns("某县民政局", "动态 | 1条/月 | 1 | 1 | 1"))]);
    let forms: Vec<_> = sketch.units.iter().map(|u| (u.name.as_str(), u.forms.as_deref().unwrap())).collect();
    assert_eq!(forms, [("某县财政局", &[Form::Messages][..]), ("某县民政局", &[Form::Columns][..])]);
}

#[test]
fn the_column_above_another_is_drawn_from_submissions() {
    let table = "2023年一季度栏目更新统计表\n填报单位：某县水利局\n一级栏目 | 二级栏目 | 更新频次 | 1月 | 2月 | 3月\n\
                 政务公开 | 工作动态 | 1条/月 | 1 | 1 | 1\n新闻中心 | 工作动态 | 1条/月 | 2 | 2 | 2\n\
                 政务公开 | 通知公告 | 1条/月 | 1 | 1 | 1";
    let sketch = drawn(&[("1.xlsx", table)]);
    let lines: Vec<_> = sketch.columns.iter().map(|c| (c.name.as_str(), c.parent.as_deref())).collect();
    assert_eq!(lines, [("工作动态", Some("政务公开")), ("工作动态", Some("新闻中心")), ("通知公告", Some("政务公开"))]);
    assert!(sketch.columns.iter().all(|c| c.aliases.is_empty() && c.remarks.is_empty()), "{:?}", sketch.columns);
}
