//! The words of `headings.toml`, and the quick way of asking them against the plain one.

use super::*;
use crate::rules::parts::{PARTS, PARTS_LOSS};
use proptest::prelude::*;
use std::sync::LazyLock;

static WORDS: LazyLock<HeadingWords> = LazyLock::new(HeadingWords::built_in);

fn best(text: &str) -> Option<Field> {
    HeadingWords::built_in().guesses(&fold(text)).first().map(|g| g.field)
}

#[test]
fn listed_words_mean_their_field() {
    for (text, field) in [
        ("责任单位", Field::Unit),
        ("实际更\n新数", Field::Actual),
        ("应更新数（条）", Field::Required),
        ("推荐转发内容数量", Field::ForwardList),
        ("帐号名称", Field::Account),
        ("合格/不合格", Field::Verdict),
        ("承办件数（件）", Field::Received),
    ] {
        assert_eq!(best(text), Some(field), "{text}");
    }
}

#[test]
fn word_parts_reach_words_that_are_not_listed() {
    for (text, field) in [
        ("规定更新篇数", Field::Required),
        ("本单位须发布信息总数", Field::Required),
        ("已完成推送条数", Field::Actual),
        ("实际推送上级指定信息数", Field::Forwarded),
        ("上级要求转载条数", Field::ForwardList),
        ("超期未办结件数", Field::Overdue),
        ("按时办结件数", Field::ClosedOnTime),
    ] {
        assert_eq!(best(text), Some(field), "{text}");
    }
}

#[test]
fn remarks_in_brackets_change_no_meaning_and_other_words_do() {
    for (text, field) in [
        ("实际更新数（含转载）", Field::Actual),
        ("应更新数（每季度不少于12条）", Field::Required),
        ("账号类型（微信、微博等）", Field::AccountType),
        ("办结数（按期）", Field::ClosedOnTime),
        ("转载数（指定）", Field::ForwardList),
        ("其中：转载上级指定信息数", Field::Forwarded),
    ] {
        assert_eq!(best(text), Some(field), "{text}");
    }
}

#[test]
fn figures_about_readers_and_scores_are_no_counts() {
    for text in ["粉丝数", "阅读量", "采用数", "得分", "1-3月得分", "满意率", "排名"] {
        assert!(best(text).is_none_or(|f| !f.is_count()), "{text}");
    }
}

#[test]
fn the_offices_own_writing_comes_first() {
    let mut words = HeadingWords::built_in();
    words.add_alias("信息条目", Field::Actual);
    assert_eq!(words.guesses("信息条目")[0].field, Field::Actual);
    assert_eq!(words.field_named("实际更新数"), Some(Field::Actual));
    assert_eq!(words.field_named("随便"), None);
}

#[test]
fn the_first_word_that_nothing_explains_is_quoted() {
    let mut words = HeadingWords::built_in();
    for (text, field, word) in [
        ("审核发布信息数", Field::Actual, Some("审核")),
        ("及时更新数", Field::Updates, Some("及时")),
        ("更新账号数", Field::Actual, Some("账号数")),
        ("日均更新数", Field::Actual, Some("日均")),
        ("网民转发数", Field::Forwarded, Some("网民")),
        ("网民留言已答复总数", Field::Closed, None),
        ("政务新媒体实际发布信息总条数", Field::Actual, None),
        ("发布数", Field::Actual, None),
    ] {
        assert_eq!(words.unexplained(text, field, &[]), word, "{text}");
    }
    words.add_alias("审核发布信息数", Field::Actual);
    words.add_alias("约稿 › 篇数", Field::NotData);
    assert_eq!(words.unexplained("审核发布信息数", Field::Actual, &[]), None);
    assert!(words.is_own("约稿篇数") && !words.is_own("约稿"));
    assert_eq!(words.field_named("不统计"), Some(Field::NotData));
}

/// The plain way: every list asked for every word.
fn plainly<'w>(words: &'w HeadingWords, key: &str) -> Vec<Guess<'w>> {
    let key = words.trim(key);
    if key.is_empty() {
        return Vec::new();
    }
    if let Some((_, field)) = words.aliases.iter().find(|(written, _)| *written == key) {
        return vec![Guess { field: *field, score: EXACT, forms: &[] }];
    }
    let core = words.core(&key);
    let mut out: Vec<Guess<'_>> = Vec::new();
    for field_words in &words.words {
        let Some(field) = field_words.field else { continue };
        let Some(score) = plain_score(words, field_words, (&key, &core)) else { continue };
        match out.iter_mut().find(|g| g.field == field && g.forms == field_words.forms) {
            Some(known) => known.score = known.score.max(score),
            None => out.push(Guess { field, score, forms: &field_words.forms }),
        }
    }
    out.sort_by_key(|g| std::cmp::Reverse(g.score));
    out
}

fn plain_score(all: &HeadingWords, words: &FieldWords, (key, core): (&str, &str)) -> Option<i32> {
    let exact = words.score.unwrap_or(EXACT);
    if words.exact.iter().any(|w| w == key) {
        return Some(exact);
    }
    let by_core = core.chars().count() > 1 && words.exact.iter().any(|w| all.core(w) == core);
    let by_parts = words.parts.iter().filter_map(|p| plain_parts(p, key, core)).max();
    by_core.then_some(exact - CORE_LOSS).max(by_parts)
}

fn plain_parts(parts: &Parts, key: &str, core: &str) -> Option<i32> {
    if key.chars().count() > PARTS_LENGTH || parts.none.iter().any(|w| key.contains(w.as_str())) {
        return None;
    }
    if !parts.starts.is_empty() && !parts.starts.iter().any(|w| key.starts_with(w.as_str())) {
        return None;
    }
    let mut covered = 0;
    for group in &parts.all {
        covered += group.iter().filter(|w| key.contains(w.as_str())).map(|w| w.chars().count()).max()?;
    }
    let left = i32::try_from(core.chars().count().saturating_sub(covered)).unwrap_or(PARTS_LOSS);
    Some(parts.score.unwrap_or(PARTS - left.min(PARTS_LOSS)))
}

/// Pieces of listed words and of titles, to be put together at random.
fn pieces(words: &HeadingWords) -> Vec<String> {
    let lists = [&words.measures, &words.noise, &words.readers, &words.neutral];
    let mut out: Vec<String> = lists.into_iter().flatten().cloned().collect();
    for field in &words.words {
        out.extend(field.exact.iter().cloned());
        out.extend(field.parts.iter().flat_map(|p| p.all.iter().flatten().chain(&p.none)).cloned());
    }
    let more = ["(", ")", ":", "/", "-", "、", "1", "召开会议", "局", "年", "第", "信息条目", "a"];
    out.extend(more.map(str::to_owned));
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn the_quick_way_guesses_what_the_plain_way_guesses(picks in prop::collection::vec(any::<prop::sample::Index>(), 0..7)) {
        let mut words = WORDS.clone();
        words.add_alias("信息条目", Field::Actual);
        let pieces = pieces(&words);
        let key: String = picks.iter().map(|i| i.get(&pieces).as_str()).collect();
        prop_assert_eq!(words.guesses(&key), plainly(&words, &key), "{}", key);
    }
}

#[test]
fn listed_words_and_titles_are_guessed_alike_in_both_ways() {
    let titles = [
        "某局组织开展第12次专项检查并部署下一阶段工作",
        "某县2023年一季度栏目更新情况统计表",
        "微信公众号",
        "甲局发布",
    ];
    for key in pieces(&WORDS).iter().map(String::as_str).chain(titles) {
        assert_eq!(WORDS.guesses(key), plainly(&WORDS, key), "{key}");
    }
}

#[test]
fn no_empty_word_is_listed_twice() {
    let words = HeadingWords::built_in();
    let mut noise = words.noise.clone();
    noise.sort_unstable();
    noise.dedup();
    // Their numbers in the finder are their places in the list.
    assert_eq!(noise.len(), words.noise.len());
    assert!(!noise.contains(&String::new()));
}

#[test]
fn the_own_period_is_told_from_other_times() {
    let words = HeadingWords::built_in();
    for (heading, month) in
        [("本季实际", Some(false)), ("报告期数值", Some(false)), ("本月完成情况", Some(true)), ("本期", Some(false))]
    {
        assert_eq!(words.is_this_period(heading), month, "{heading}");
    }
    for heading in ["本年累计", "上季实际", "本季重点", "本期得分"] {
        assert_eq!(words.is_this_period(heading), None, "{heading}");
    }
}
