//! Headings of many provinces, none of them in the lists of `headings.toml`: half of them hold words that change nothing, half hold one that
//! changes what is counted (审核, 重复, 日均). What each is was written down by hand before it was tried.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use crate::common::book::{draw_sheets, words};
use std::sync::LazyLock;
use tongbao::field::Field;
use tongbao::finding::Kind;
use tongbao::fold::fold;
use tongbao::recognize::{Heading, recognize};

/// Headings beside a wording, each with its value; the field that its words seem to mean; wordings that change nothing, and that do.
#[derive(Default)]
struct Group {
    field: &'static str,
    around: (&'static str, &'static str),
    beside: Vec<(&'static str, &'static str)>,
    plain: Vec<&'static str>,
    changed: Vec<&'static str>,
}

static GROUPS: LazyLock<Vec<Group>> = LazyLock::new(|| {
    let mut out: Vec<Group> = Vec::new();
    for line in include_str!("explained.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let mut words = line.split(' ');
        match (words.next().unwrap(), out.last_mut()) {
            ("=", Some(group)) => group.plain.extend(words),
            ("!", Some(group)) => group.changed.extend(words),
            (field, _) => {
                let around = match words.next().unwrap() {
                    "columns" => ("栏目名称|{}|更新频次|责任单位", "政务动态|{}|1条/周|甲局"),
                    "messages" => ("承办单位|{}|备注", "甲局|{}|"),
                    _ => ("账号名称|平台|{}|备注", "甲县发布|微博|{}|"),
                };
                let beside = words.map(|pair| pair.split_once('=').unwrap()).collect();
                out.push(Group { field, around, beside, ..Group::default() });
            }
        }
    }
    out
});

/// The heading of a wording in its table, and the word that is asked about.
fn heading_of(wording: &str, group: &Group) -> (Option<Heading>, Option<String>) {
    let (more, values): (Vec<&str>, Vec<&str>) = group.beside.iter().copied().unzip();
    let heads = [&[wording], &more[..]].concat().join("|");
    let below = [&["7"], &values[..]].concat().join("|");
    let rows = [group.around.0.replace("{}", &heads), group.around.1.replace("{}", &below)];
    let found = recognize(&draw_sheets("表.xlsx", &[("Sheet1", &rows.join("\n"))]), words());
    let asked = found.findings.iter().find_map(|finding| match &finding.kind {
        Kind::HeadingDoubtful { written, word, .. } if fold(written) == fold(wording) => word.clone(),
        _ => None,
    });
    let mut headings = found.tables.into_iter().flat_map(|t| t.headings);
    (headings.find(|h| fold(&h.path.join("")) == fold(wording)), asked)
}

#[test]
fn words_that_change_nothing_bring_no_question() {
    let (mut right, mut asked, mut open, mut wrong) = (0, Vec::new(), Vec::new(), Vec::new());
    for group in &*GROUPS {
        for wording in &group.plain {
            let (heading, word) = heading_of(wording, group);
            match heading {
                Some(h) if h.field.map(|f| format!("{f:?}")).as_deref() == Some(group.field) && h.rival.is_none() => {
                    right += 1;
                }
                Some(_) if word.is_some() => asked.push((*wording, word)),
                Some(h) if h.field.is_none() || h.rival.is_some() => open.push((*wording, h.field, h.rival)),
                other => wrong.push((*wording, other.and_then(|h| h.field))),
            }
        }
    }
    println!("{right} right, asked {asked:?}, open {open:?}, wrong {wrong:?}");
    assert!(wrong.is_empty(), "taken for something else: {wrong:?}");
    assert!(right >= 150 && asked.len() * 20 <= right && open.len() <= 5, "{right} right, {asked:?} {open:?}");
}

#[test]
fn a_word_that_changes_what_is_counted_never_passes_in_silence() {
    let (mut doubts, mut unread, mut silent) = (0, 0, Vec::new());
    for group in &*GROUPS {
        for wording in &group.changed {
            match heading_of(wording, group).0 {
                Some(h) if h.field.is_some_and(Field::is_count) && h.rival.is_none() => {
                    silent.push((*wording, h.field));
                }
                Some(h) if h.field.is_some_and(Field::is_count) => doubts += 1,
                _ => unread += 1,
            }
        }
    }
    println!("{doubts} asked about, {unread} not taken for a count, silent {}: {silent:?}", silent.len());
    assert!(silent.is_empty() && doubts >= 150, "{doubts} {silent:?}");
}

/// The doubts about the headings of columns whose months stand under a group.
fn asked_about_months(group: &str) -> Vec<String> {
    let sheet = format!(
        "栏目名称 | 责任单位 | {group} | < | <
         ^ | ^ | 1月 | 2月 | 3月
         政务动态 | 甲局 | 4 | 5 | 6
         通知公告 | 甲局 | 1 | 0 | 2"
    );
    let found = recognize(&draw_sheets("表.xlsx", &[("Sheet1", &sheet)]), words());
    let counts = found.tables.iter().flat_map(|t| &t.headings).filter(|h| h.field == Some(Field::Updates));
    counts.map(|h| if h.rival.is_some() { format!("{}?", h.path.join("›")) } else { h.path.join("›") }).collect()
}

#[test]
fn a_group_over_months_that_counts_something_of_its_own_is_asked_about() {
    for group in [
        "审核情况",
        "约稿情况",
        "回访情况",
        "检查次数",
        "未更新",
        "拟发布",
        "差错数",
        "重复发布",
        "访问人数",
        "新增栏目数",
        "培训场次",
        "审签单",
        "整改情况",
        "撤稿情况",
        "投稿情况",
        "留言回访量",
    ] {
        let counted = asked_about_months(group);
        assert!(counted.iter().all(|h| h.ends_with('?')), "{group}: {counted:?}");
    }
}

#[test]
fn a_group_over_months_that_says_nothing_else_brings_no_question() {
    for group in [
        "更新情况",
        "信息发布情况",
        "栏目更新条数",
        "政务公开信息发布",
        "2023年一季度",
        "各月更新数",
        "月更新量",
        "网站信息",
        "一季度各月发布情况",
        "县政府网站",
        "分月数据",
        "具体更新条数",
        "主动公开数量",
        "月份",
        "每月更新情况",
    ] {
        let counted = asked_about_months(group);
        assert_eq!(counted.len(), 3, "{group}: {counted:?}");
        assert!(!counted.iter().any(|h| h.ends_with('?')), "{group}: {counted:?}");
    }
}

/// The headings of a form of accounts or messages with a group over two figures that count, each with its doubt.
fn under_group(names: &str, group: &str, leaves: [&str; 2]) -> Vec<(Option<Field>, bool)> {
    let [a, b] = leaves;
    let sheet = format!(
        "{names} | {group} | < | 备注
         ^ | {a} | {b} | ^
         甲 | 9 | 8 |
         乙 | 7 | 6 | "
    );
    let sheet = if names.contains('|') {
        sheet.replace("^ | ", "^ | ^ | ").replace("甲 |", "甲县发布 | 微博 |").replace("乙 |", "乙县发布 | 微博 |")
    } else {
        sheet.replace("甲 |", "甲局 |").replace("乙 |", "乙局 |")
    };
    let found = recognize(&draw_sheets("表.xlsx", &[("Sheet1", &sheet)]), words());
    let figures = found.tables.into_iter().flat_map(|t| t.headings);
    figures.filter(|h| h.field.is_some_and(Field::is_count)).map(|h| (h.field, h.rival.is_some())).collect()
}

#[test]
fn a_group_over_other_figures_is_heard_as_well() {
    let accounts = "账号名称 | 平台";
    for (group, leaves) in
        [("约稿", ["篇数", "转发数"]), ("网评工作", ["完成数", "转发数"]), ("直播情况", ["发布数", "转发数"])]
    {
        let figures = under_group(accounts, group, leaves);
        assert!(!figures.contains(&(Some(Field::Actual), false)), "{group}: {figures:?}");
    }
    for (group, leaves) in
        [("督办件", ["收到", "办结"]), ("信访复议", ["收到", "办结"]), ("回访", ["收到数", "办结数"])]
    {
        let figures = under_group("单位", group, leaves);
        assert!(figures.iter().all(|(_, doubted)| *doubted), "{group}: {figures:?}");
    }
    for group in
        ["信息发布", "发布转载情况", "政务新媒体更新情况", "工作开展情况", "一季度", "信息更新及转发", "政务新媒体"]
    {
        let figures = under_group(accounts, group, ["更新数", "转发数"]);
        assert_eq!(figures, [(Some(Field::Actual), false), (Some(Field::Forwarded), false)], "{group}");
    }
    for group in ["网民留言", "留言办理情况", "市长信箱", "群众来信办理", "政民互动", "12345热线", "投诉举报"]
    {
        let figures = under_group("单位", group, ["收到", "办结"]);
        assert_eq!(figures, [(Some(Field::Received), false), (Some(Field::Closed), false)], "{group}");
    }
}
