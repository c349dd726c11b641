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
    for (text, field, word) in [
        ("全县发布数", Field::Actual, "全县"),
        ("发布数（全县）", Field::Actual, "全县"),
        ("各单位发布数", Field::Actual, "各单位"),
        ("部门发布数", Field::Actual, "部门"),
        ("次月发布数", Field::Actual, "次月"),
        ("矩阵发布数", Field::Actual, "矩阵"),
        ("未逾期数", Field::Overdue, "未"),
        ("尚未超期件数", Field::Overdue, "尚未"),
        ("网民求助数", Field::Received, "求助"),
    ] {
        assert_eq!(words.unexplained(&fold(text), field, &[]), Some(word), "{text}");
    }
    for (text, field) in
        [("尚未办结件数", Field::Open), ("未按时答复件数", Field::Overdue), ("超期未答复件数", Field::Overdue)]
    {
        assert_eq!(words.unexplained(text, field, &[]), None, "{text}");
        assert_eq!(best(text), Some(field), "{text}");
    }
    words.add_alias("审核发布信息数", Field::Actual);
    words.add_alias("约稿 › 篇数", Field::NotData);
    assert_eq!(words.unexplained("审核发布信息数", Field::Actual, &[]), None);
    assert!(words.is_own("约稿篇数") && !words.is_own("约稿"));
    assert_eq!(words.field_named("不统计"), Some(Field::NotData));
}

/// What is closed, turned round, is open, and what is closed in time is late.
fn is_said_by_what_was_not_done(field: Field, behind: &str) -> bool {
    let done = ["办", "结", "回复", "答复", "处理", "按时", "按期", "反馈", "完成"];
    matches!(field, Field::Open | Field::Overdue) && done.iter().any(|word| behind.starts_with(word))
}

#[test]
fn no_word_of_a_listed_heading_can_be_turned_round_unasked() {
    let words = &*WORDS;
    let mut asked = 0;
    let listed = words.words.iter().filter_map(|w| Some((w.field.filter(|f| f.is_count())?, &w.exact)));
    for heading in listed.flat_map(|(_, exact)| exact) {
        let cuts: Vec<usize> = heading.char_indices().map(|(at, _)| at).collect();
        let turning = ["未", "非", "无", "不", "没有", "尚未", "并未", "没能", "免"];
        for (cut, not) in cuts.iter().flat_map(|cut| turning.map(|not| (*cut, not))) {
            let turned = fold(&format!("{}{not}{}", &heading[..cut], &heading[cut..]));
            for guess in words.guesses(&turned).into_iter().filter(|g| g.field.is_count() && g.field != Field::Sum) {
                let is_listed = words.index.exact.contains_key(&turned);
                let is_state = not.ends_with('未') && is_said_by_what_was_not_done(guess.field, &heading[cut..]);
                asked += 1;
                let left = words.unexplained(&turned, guess.field, &[]);
                assert!(is_listed || is_state || left.is_some(), "{turned} is read as {:?}", guess.field);
            }
        }
    }
    assert!(asked > 1000, "{asked}");
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
    if words.exact.is(key) {
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
    let mut noise = words.noise.to_vec();
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
