use super::*;

fn read(text: &str) -> Option<Frequency> {
    parse_frequency(text, &FrequencyWords::built_in())
}

const fn count(n: i64, every: i64, span: Span) -> Frequency {
    Frequency::Count { n, every, span }
}

#[test]
fn the_seed_bulletin_writes_four_frequencies_in_two_spacings() {
    for (texts, expected) in [
        (["1 条/2 周", "1条/2周"], count(1, 2, Span::Week)),
        (["1 条/月", "1条/月"], count(1, 1, Span::Month)),
        (["1 条/季度", "1条/季度"], count(1, 1, Span::Quarter)),
        (["实时更新", " 实时更新 "], Frequency::NoNumber),
    ] {
        for text in texts {
            assert_eq!(read(text), Some(expected), "{text}");
        }
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of wordings")]
fn so_many_in_so_long() {
    use Span::{Day, Half, Month, Quarter, Week, Year};
    for (text, n, every, span) in [
        ("１条／２周", 1, 2, Week),
        ("1条/两周", 1, 2, Week),
        ("1条/双周", 1, 2, Week),
        ("每两周1条", 1, 2, Week),
        ("每2周至少更新1次", 1, 2, Week),
        ("每两周至少更新一次", 1, 2, Week),
        ("每两周更新", 1, 2, Week),
        ("每两周", 1, 2, Week),
        ("半月1条", 1, 2, Week),
        ("每半月1次", 1, 2, Week),
        ("半个月一次", 1, 2, Week),
        ("每半个月至少发布1篇", 1, 2, Week),
        ("两周一更", 1, 2, Week),
        ("双周更新", 1, 2, Week),
        ("2周1条", 1, 2, Week),
        ("1条/周", 1, 1, Week),
        ("每周1条", 1, 1, Week),
        ("每周至少发布一次", 1, 1, Week),
        ("周更", 1, 1, Week),
        ("按周更新", 1, 1, Week),
        ("每星期一次", 1, 1, Week),
        ("2条/周", 2, 1, Week),
        ("每周最少更新4次", 4, 1, Week),
        ("4次/周", 4, 1, Week),
        ("一周两更", 2, 1, Week),
        ("每周不少于3篇", 3, 1, Week),
        ("1条/月", 1, 1, Month),
        ("1条/个月", 1, 1, Month),
        ("1条/1个月", 1, 1, Month),
        ("1条/每月", 1, 1, Month),
        ("每月1条", 1, 1, Month),
        ("每月至少更新1次", 1, 1, Month),
        ("每个月更新一次", 1, 1, Month),
        ("按月更新", 1, 1, Month),
        ("逐月更新", 1, 1, Month),
        ("月更", 1, 1, Month),
        ("一月一更", 1, 1, Month),
        ("每月10日前更新", 1, 1, Month),
        ("每月一期", 1, 1, Month),
        ("每月不少于2条", 2, 1, Month),
        ("2条/月", 2, 1, Month),
        ("≥2条/月", 2, 1, Month),
        (">=2条/月", 2, 1, Month),
        ("不少于2条/月", 2, 1, Month),
        ("每月≥4条", 4, 1, Month),
        ("每月2条以上", 2, 1, Month),
        ("每月更新不少于2条", 2, 1, Month),
        ("每月应至少更新两条信息", 2, 1, Month),
        ("4篇/月", 4, 1, Month),
        ("1条/2个月", 1, 2, Month),
        ("每两个月更新1次", 1, 2, Month),
        ("1条/季度", 1, 1, Quarter),
        ("1条/季", 1, 1, Quarter),
        ("按季更新", 1, 1, Quarter),
        ("按季度更新", 1, 1, Quarter),
        ("每季度至少1条", 1, 1, Quarter),
        ("季更", 1, 1, Quarter),
        ("季度更新", 1, 1, Quarter),
        ("每季更新", 1, 1, Quarter),
        ("3件/季度", 3, 1, Quarter),
        ("1条/半年", 1, 1, Half),
        ("每半年1次", 1, 1, Half),
        ("半年更新", 1, 1, Half),
        ("每年1次", 1, 1, Year),
        ("年度更新", 1, 1, Year),
        ("1条/年", 1, 1, Year),
        ("每年不少于6次", 6, 1, Year),
        ("每日更新", 1, 1, Day),
        ("每天1条", 1, 1, Day),
        ("日更", 1, 1, Day),
        ("1条/日", 1, 1, Day),
        ("主网站动态信息必须每天更新", 1, 1, Day),
        ("1条/14天", 1, 14, Day),
        ("每10天更新1次", 1, 10, Day),
        ("更新频次：1条/月", 1, 1, Month),
        ("1条/2周（每两周至少更新1次）", 1, 2, Week),
        ("原则上每月更新1次。", 1, 1, Month),
    ] {
        assert_eq!(read(text), Some(count(n, every, span)), "{text}");
    }
}

#[test]
fn two_weeks_and_twice_a_week_stay_apart() {
    assert_eq!(read("1条/2周"), Some(count(1, 2, Span::Week)));
    assert_eq!(read("2条/周"), Some(count(2, 1, Span::Week)));
}

#[test]
fn at_most_so_far_apart() {
    for (text, days) in [
        ("更新时间间隔不得超过2周", 14),
        ("更新时间间隔不得超过1个月", 31),
        ("更新时间间隔不得超过14天", 14),
        ("更新间隔不超过10天", 10),
        ("间隔≤14天", 14),
        ("最长间隔5个自然日", 5),
        ("间隔不超过两周", 14),
        ("14天内至少1条", 14),
        ("10天内更新", 10),
        ("2周内更新", 14),
        ("5个自然日内至少1篇", 5),
        ("5个自然日内至少发布1篇原创信息", 5),
        ("一个月内更新一次", 31),
        ("更新时间间隔不得超过6个月", 186),
        ("不超过10天更新一次", 10),
        ("14日之内更新", 14),
    ] {
        assert_eq!(read(text), Some(Frequency::Gap { days }), "{text}");
    }
}

#[test]
fn no_number_is_asked() {
    for text in [
        "实时更新",
        "及时更新",
        "随时更新",
        "动态更新",
        "适时更新",
        "据实更新",
        "按需更新",
        "应公开尽公开",
        "实时",
        "不定期更新",
        "有则更新",
        "信息发生变化及时更新",
        "根据实际情况更新",
        "及时发布、动态调整",
    ] {
        assert_eq!(read(text), Some(Frequency::NoNumber), "{text}");
    }
}

#[test]
fn what_can_be_read_two_ways_or_not_at_all_is_not_read() {
    for text in [
        "",
        "/",
        "无",
        "3",
        "2周",
        "1条/2周或1条/月",
        "每月1条，实时更新",
        "每月1条，动态更新",
        "3-2条/月",
        "5个工作日内公开",
        "5天内至少2篇",
        "每周一、三发布2条",
        "每周二更",
        "按文件要求",
        "0条/月",
        "更新",
        "信息",
        "1条",
        "每月至少",
        "同上",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn a_name_with_a_character_of_no_frequency_is_told_before_the_patterns_are_made_ready() {
    for name in ["第1号科技局发布", "微信公众号", "甲区住建"] {
        assert!(!name.chars().all(|c| ALPHABET.has(c)), "{name}");
    }
    assert!(fold(WORDS).chars().all(|c| ALPHABET.has(c)));
}
