use proptest::prelude::*;
use std::sync::LazyLock;
use tongbao::rules::Words;
use tongbao::rules::frequency::parse_frequency;
use tongbao::rules::periods::{find_periods, parse_day};

static WORDS: LazyLock<Words> = LazyLock::new(Words::built_in);

proptest! {
    #[test]
    fn any_text_is_searched_without_trouble(text in "[0-9０-９二三十〇年月日季度周第上半全~至、.：条/每更新QM（） \u{200b}a]{0,60}") {
        let mut last_days = true;
        for (said, bytes) in find_periods(&text, &WORDS.periods) {
            prop_assert!(!text[bytes].is_empty());
            let days = matches!(said.part, tongbao::period::Part::Days(..));
            prop_assert!(last_days || !days, "explicit days come first");
            last_days = days;
        }
        let _ = parse_day(&text, Some(2023));
        let _ = parse_frequency(&text, &WORDS.frequency);
    }

    #[test]
    fn blanks_between_characters_change_nothing(quarter in 1usize..=4, year in 2000..2099, count in 1..40) {
        let spaced = |t: &str| t.chars().map(String::from).collect::<Vec<_>>().join("\u{3000}");
        let words = ["一", "二", "三", "四"][quarter - 1];
        let text = format!("{year}年第{words}季度");
        let tail = spaced(&format!("年第{words}季度"));
        let said = |t: &str| find_periods(t, &WORDS.periods).into_iter().map(|(s, _)| s).collect::<Vec<_>>();
        prop_assert_eq!(said(&text), said(&format!("{year} {tail}")));
        let per_month = format!("{count} 条 / 月");
        prop_assert_eq!(parse_frequency(&per_month, &WORDS.frequency), parse_frequency(&per_month.replace(' ', ""), &WORDS.frequency));
    }
}

#[test]
fn a_long_text_costs_little() {
    let started = std::time::Instant::now();
    for piece in ["1", "一", "更新要求", "2023年", "1、", "动态信息"] {
        let text = piece.repeat(10_000);
        let _ = find_periods(&text, &WORDS.periods);
        let _ = parse_frequency(&text, &WORDS.frequency);
        let _ = parse_frequency(&piece.repeat(15), &WORDS.frequency);
        let _ = parse_day(&text, None);
    }
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}
