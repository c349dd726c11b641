use super::slots::Slot;
use super::*;
use proptest::prelude::*;

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

/// Every way to say a pattern of characters and brackets, as the brackets list them.
fn flat(chars: &[char], at: &mut usize) -> Vec<String> {
    let (mut done, mut open) = (Vec::new(), vec![String::new()]);
    while let Some(c) = chars.get(*at).copied().filter(|c| !matches!(c, ']' | ')')) {
        *at += 1;
        let parts = match c {
            '|' => {
                done.extend(std::mem::replace(&mut open, vec![String::new()]));
                continue;
            }
            '[' | '(' => {
                let mut inner = flat(chars, at);
                *at += 1;
                inner.extend((c == '[').then(String::new));
                inner
            }
            c => vec![c.to_string()],
        };
        open = open.iter().flat_map(|way| parts.iter().map(move |part| format!("{way}{part}"))).collect();
    }
    done.extend(open);
    done
}

fn pattern() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec!["甲", "乙", "丙"]).prop_map(str::to_owned);
    piece.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|all| all.concat()),
            prop::collection::vec(inner.clone(), 1..3).prop_map(|all| format!("({})", all.join("|"))),
            prop::collection::vec(inner, 1..3).prop_map(|all| format!("[{}]", all.join("|"))),
        ]
    })
}

proptest! {
    #[test]
    fn a_pattern_stands_where_one_of_its_ways_stands(
        patterns in prop::collection::vec(pattern(), 1..4), text in "[甲乙丙]{0,6}"
    ) {
        let set = phrases(&patterns.iter().map(String::as_str).collect::<Vec<_>>()).unwrap();
        let chars: Vec<char> = text.chars().collect();
        let found: Vec<(usize, usize)> = set.all_at(&chars, 0).iter().map(|m| (m.end, m.pattern)).collect();
        let ways = |pattern: &String| flat(&pattern.chars().collect::<Vec<_>>(), &mut 0);
        let stands = |pattern: &&String, end: usize| {
            ways(pattern).iter().any(|way| way.chars().eq(chars[..end].iter().copied()))
        };
        let first = |end: usize| patterns.iter().position(|pattern| stands(&pattern, end)).map(|first| (end, first));
        let expected: Vec<(usize, usize)> = (1..=chars.len()).rev().filter_map(first).collect();
        prop_assert_eq!(found, expected);
    }
}
