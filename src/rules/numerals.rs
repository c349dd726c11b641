//! "十二 is 12." Whole numbers as phrases write them, in Arabic or Chinese numerals.
//!
//! In: folded characters. Out: the number that starts at a position, with its length. Counts in cells are not read here: they
//! need marks, units and doubts, which `normalize` knows.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// More digits than any year or count in a phrase has.
const LONGEST: usize = 6;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Numerals {
    digits: BTreeMap<char, i64>,
    powers: BTreeMap<char, i64>,
}

static NUMERALS: LazyLock<Numerals> = LazyLock::new(|| super::embedded(include_str!("numerals.toml")));

/// Whether a number can go on across `a` and `b`: both Arabic digits, or both Chinese numerals.
pub(super) fn same_script(a: char, b: char) -> bool {
    (a.is_ascii_digit() && b.is_ascii_digit()) || (is_chinese(a) && is_chinese(b))
}

fn is_chinese(c: char) -> bool {
    !c.is_ascii() && (NUMERALS.digits.contains_key(&c) || NUMERALS.powers.contains_key(&c))
}

/// Every character that may stand in a number.
pub(super) fn characters() -> impl Iterator<Item = char> {
    ('0'..='9').chain(NUMERALS.digits.keys().copied()).chain(NUMERALS.powers.keys().copied())
}

/// The number of exactly `width` digits at the start of `chars`, place by place (2023, 二〇二三).
pub(super) fn read_digits(chars: &[char], width: usize) -> Option<i64> {
    let digits = chars.get(..width)?;
    let arabic = digits.iter().all(char::is_ascii_digit);
    digits.iter().try_fold(0i64, |sum, c| {
        let digit = if arabic { c.to_digit(10).map(i64::from) } else { NUMERALS.digits.get(c).copied() };
        Some(sum * 10 + digit?)
    })
}

/// The whole number at the start of `chars` and its length. Chinese numerals without 十 count only one by one: 一二 is no number.
pub(crate) fn read_number(chars: &[char]) -> Option<(i64, usize)> {
    let arabic = chars.iter().take(LONGEST + 1).take_while(|c| c.is_ascii_digit()).count();
    if arabic > 0 {
        return (arabic <= LONGEST).then(|| read_digits(chars, arabic).map(|n| (n, arabic))).flatten();
    }
    let length = chars.iter().take(LONGEST + 1).take_while(|c| is_chinese(**c)).count();
    (1..=LONGEST).contains(&length).then(|| chinese(&chars[..length]).map(|n| (n, length))).flatten()
}

/// The number that `text` is as a whole in Chinese numerals.
pub(crate) fn read_whole(text: &str) -> Option<i64> {
    let run: Vec<char> = text.chars().collect();
    if run.is_empty() { None } else { chinese(&run) }
}

/// The number of a run of numerals; 一百二 (102, or 120 in speech) is none.
fn chinese(run: &[char]) -> Option<i64> {
    if let [one] = run
        && let Some(digit) = NUMERALS.digits.get(one)
    {
        return Some(*digit);
    }
    if let [.., before, last] = run
        && NUMERALS.digits.contains_key(last)
        && NUMERALS.powers.get(before).is_some_and(|power| *power > 10)
    {
        return None;
    }
    let (mut sum, mut waiting, mut last_power) = (0, None, i64::MAX);
    for c in run {
        match (NUMERALS.digits.get(c), NUMERALS.powers.get(c)) {
            (Some(0), _) if waiting.is_none() && last_power != i64::MAX => {}
            (Some(digit), _) if waiting.is_none() && *digit > 0 => waiting = Some(*digit),
            (_, Some(power)) if *power < last_power => {
                sum += waiting.take().unwrap_or(1) * power;
                last_power = *power;
            }
            _ => return None,
        }
    }
    if last_power == i64::MAX { None } else { Some(sum + waiting.unwrap_or(0)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<(i64, usize)> {
        read_number(&text.chars().collect::<Vec<_>>())
    }

    #[test]
    fn numerals_of_both_scripts_are_read() {
        for (text, value, length) in [
            ("12月", 12, 2),
            ("十二月", 12, 2),
            ("十月", 10, 1),
            ("二十一日", 21, 3),
            ("三十", 30, 2),
            ("一百二十", 120, 4),
            ("一百零五", 105, 4),
            ("两周", 2, 1),
            ("007", 7, 3),
        ] {
            assert_eq!(number(text), Some((value, length)), "{text}");
        }
        for text in ["月", "一二月", "十十", "零十", "1234567", "一百二条", ""] {
            assert_eq!(number(text), None, "{text}");
        }
        for (text, value) in
            [("十二", Some(12)), ("一千二百三十四", Some(1234)), ("一百二", None), ("一百零二", Some(102))]
        {
            assert_eq!(read_whole(text), value, "{text}");
        }
        assert_eq!(read_digits(&['二', '〇', '二', '三', '年'], 4), Some(2023));
        assert_eq!(read_digits(&['2', '0', '二', '三'], 4), None);
    }
}
