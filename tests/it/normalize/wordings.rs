//! Wrong wordings of the office's list in titles and names.

use super::{first_quarter, normalized};
use crate::common::book::draw_sheets;
use tongbao::field::NameKind;
use tongbao::finding::{Finding, Kind};
use tongbao::normalize::Normalized;
use tongbao::recognize::recognize;
use tongbao::rules::Rules;
use tongbao::rules::wrong::{Wording, WrongWordings};

fn listed(lines: &[(&str, &str)]) -> Rules {
    let mut rules = first_quarter();
    let line = |(wrong, right): &(&str, &str)| Wording { wrong: (*wrong).into(), right: (*right).into() };
    rules.words.wrong = WrongWordings::new(lines.iter().map(line).collect());
    rules
}

fn read(sheets: &[(&str, &str)], rules: &Rules) -> Normalized {
    normalized(&[recognize(&draw_sheets("区财政局.xlsx", sheets), &rules.words)], rules)
}

/// Of each hit: cell, unit, object, what name it stands in, the words around it, further cells.
fn hits(out: &Normalized) -> Vec<String> {
    let hit = |f: &Finding| {
        let Kind::WordingWrong { wrong, right, name, shown, more } = &f.kind else { return None };
        let name = name.map_or("title", |n| match n {
            NameKind::Unit => "unit",
            NameKind::Column => "column",
            NameKind::Account => "account",
            NameKind::Platform => "type",
        });
        let of = [&f.unit, &f.object].map(|n| n.as_deref().unwrap_or("-").to_owned()).join(" ");
        let area = f.place.area.unwrap();
        Some(format!("{area} {of} {name} {wrong}>{right} {shown} +{} {more}", f.related.len()))
    };
    out.findings.iter().filter_map(hit).collect()
}

const LEDGER: &str = "区财政局政务新媒体发布台账
    账号名称 | 账号类型 | 发布日期 | 标题
    财政之声 | 微信订阅号 | 2023-01-02 | 推进甲乙中心建设
    财政之声 | 微信订阅号 | 2023-04-02 | 甲乙 中心，又见甲乙中心
    财政之声 | 微信订阅号 | | 没有日期的甲乙中心
    财政之声 | 微信订阅号 | 2023-01-03 | 平常的事";

#[test]
fn every_title_of_a_ledger_is_looked_at_whatever_its_day() {
    let out = read(&[("台账", LEDGER)], &listed(&[("甲乙中心", "甲乙服务中心")]));
    let expected = [
        "D3 区财政局 财政之声 title 甲乙中心>甲乙服务中心 推进甲乙中心建设 +0 0",
        "D4 区财政局 财政之声 title 甲乙中心>甲乙服务中心 甲乙 中心，又见甲乙中心 +0 0",
        "D4 区财政局 财政之声 title 甲乙中心>甲乙服务中心 甲乙 中心，又见甲乙中心 +0 0",
        "D5 区财政局 财政之声 title 甲乙中心>甲乙服务中心 没有日期的甲乙中心 +0 0",
    ];
    assert_eq!(hits(&out), expected);
    assert!(hits(&read(&[("台账", LEDGER)], &first_quarter())).is_empty(), "without a list nothing is looked for");
}

#[test]
fn names_of_units_columns_and_accounts_are_looked_at_once_in_each_file() {
    let columns = "栏目名称 | 更新频次 | 1月 | 2月 | 3月\n公示甲乙 | 1条/月 | 1 | 1 | 1\n公开 | 1条/月 | 1 | 1 | 1";
    let text = format!("填报单位：区财政局\n{columns}");
    let again = format!("填报单位：区财政局\n{}", columns.replace("2月", "二月"));
    let rules = listed(&[("示甲乙", "示甲丙"), ("区财", "区才")]);
    let out = read(&[("栏目", &text), ("再报", &again)], &rules);
    let expected =
        ["A1 区财政局 - unit 区财>区才 区财政局 +1 0", "A3 区财政局 公示甲乙 column 示甲乙>示甲丙 公示甲乙 +1 0"];
    assert_eq!(hits(&out), expected);
}

#[test]
fn what_citizens_write_and_what_a_platform_quotes_is_never_looked_at() {
    let messages = "石门镇网民留言台账\n受理日期 | 留言标题 | 留言人 | 办结日期 | 办理状态\n2023-02-06 | 甲乙 | 甲乙 | 2023-02-13 | 已办结";
    let issues = "政府网站监测问题处置台账\n责任单位 | 问题类型 | 错误表述 | 发现日期 | 处置日期 | 处置状态\n区财政局 | 其他 | 甲乙 | 2023-02-06 | 2023-02-07 | 已处置";
    let out = read(&[("留言", messages), ("问题", issues)], &listed(&[("甲乙", "丙"), ("石门镇", "石门")]));
    assert!(!out.entries.is_empty() && !out.issues.is_empty(), "both are read");
    assert_eq!(hits(&out), [""; 0]);
}
