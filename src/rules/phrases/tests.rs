use super::*;

fn phrases(patterns: &[&str]) -> Result<Phrases, String> {
    let mut slots = Slots::new();
    slots.insert("n".into(), Slot { from: Some(1), to: Some(99), ..Slot::default() });
    slots.insert("half".into(), Slot { words: [("上".to_owned(), 1), ("下".to_owned(), 2)].into(), ..Slot::default() });
    Phrases::new(&patterns.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>(), &slots)
}

#[test]
fn the_longest_pattern_wins_and_the_first_among_equals() {
    let set = phrases(&["{n}月", "{n}月{n2}日", "(甲|乙)[丙]", "甲丙"]).unwrap();
    let text = Folded::of("１２ 月 3日甲丙");
    let date = set.longest_at(&text.chars, 0, |_| true).unwrap();
    assert_eq!((date.pattern, date.end, date.get("n"), date.get("n2")), (1, 5, Some(12), Some(3)));
    assert_eq!(set.longest_at(&text.chars, 5, |_| true).unwrap().pattern, 2);
    assert!(set.longest_at(&text.chars, 4, |_| true).is_none());
    assert_eq!(text.bytes(0, 3), 0.."１２ 月".len());
}

#[test]
fn a_blank_keeps_two_numbers_apart() {
    let folded = |text: &str| Folded::of(text).chars.into_iter().collect::<String>();
    assert_eq!(folded("表 1 2023 年"), "表1 2023年");
    assert_eq!(folded("②1条，⑩２条"), "2 1条,10 2条");
    assert_eq!(folded("1②条１２"), "1 2条12");
}

#[test]
fn a_broken_pattern_is_refused() {
    for wrong in ["{m}月", "[甲", "甲)", "{n", "(甲]"] {
        assert!(phrases(&[wrong]).is_err(), "{wrong}");
    }
    assert!(phrases(&["{half}半年"]).unwrap().longest_at(&['下', '半', '年'], 0, |_| true).is_some());
}
