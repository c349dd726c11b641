//! "What does this cell of the roster say?" Counts, days, choices and lists as clerks type them.
//!
//! In: a cell's value. Out: what it means, or nothing. Stricter than the reading of submissions: a roster that is unclear is
//! sent back to its author.

use super::periods::parse_day;
use crate::fold::{fold, fold_width, is_empty, one_line};
use crate::read::Value;
use indexmap::IndexMap;
use jiff::civil::Date;

/// Above this no count of a roster is meant; it keeps sums far from overflow.
pub const LARGEST_COUNT: i64 = 1_000_000_000;

/// A whole number from 0.
pub(super) fn count(value: &Value) -> Option<i64> {
    let number = match value {
        Value::Number(n) => *n,
        Value::Text(text) => {
            let digits = fold_width(text.trim());
            digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten()?
        }
        _ => return None,
    };
    #[expect(clippy::cast_possible_truncation, reason = "whole numbers below 2^53 are exact, larger ones are refused")]
    let whole = number as i64;
    (number.fract() == 0.0 && (0..=LARGEST_COUNT).contains(&whole)).then_some(whole)
}

/// A share from 0 to 1: `0.5`, or `50%`.
pub(super) fn rate(value: &Value) -> Option<f64> {
    let rate = match value {
        Value::Number(n) | Value::Percent(n) => *n,
        Value::Text(text) => {
            let text = fold_width(text.trim());
            match text.strip_suffix('%') {
                Some(percent) => percent.trim().parse::<f64>().ok()? / 100.0,
                None => text.parse().ok()?,
            }
        }
        _ => return None,
    };
    (0.0..=1.0).contains(&rate).then_some(rate)
}

/// A day with its year.
pub(super) fn day(value: &Value) -> Option<Date> {
    match value {
        Value::Date(moment) => Some(moment.date()),
        Value::Text(_) | Value::Number(_) => parse_day(&value.shown(), None),
        _ => None,
    }
}

/// One of the words.
pub(super) fn choice<T: Copy>(value: &Value, words: &IndexMap<String, T>) -> Option<T> {
    let key = fold(&value.shown());
    words.iter().find(|(word, _)| fold(word) == key).map(|(_, meaning)| *meaning)
}

/// The parts between any of the `separators`, each in one line, empty ones left out.
pub(super) fn list(value: &Value, separators: &str) -> Vec<String> {
    let text = value.shown();
    let parts = text.split(|c: char| separators.contains(c)).map(one_line);
    parts.filter(|part| !is_empty(part)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(t: &str) -> Value {
        Value::Text(t.to_owned())
    }

    #[test]
    fn counts_are_whole_numbers_from_zero() {
        for (value, expected) in [
            (Value::Number(12.0), Some(12)),
            (text(" １２ "), Some(12)),
            (text("0"), Some(0)),
            (Value::Number(1.5), None),
            (Value::Number(-1.0), None),
            (Value::Number(1e10), None),
            (text("12条"), None),
            (text(""), None),
            (Value::Bool(true), None),
        ] {
            assert_eq!(count(&value), expected, "{value:?}");
        }
    }

    #[test]
    fn rates_days_choices_and_lists_are_read() {
        assert_eq!(rate(&text("80％")), Some(0.8));
        assert_eq!(rate(&Value::Number(0.5)), Some(0.5));
        assert_eq!(rate(&Value::Number(80.0)), None);
        assert_eq!(day(&text("2023年4月18日")), Some(jiff::civil::date(2023, 4, 18)));
        assert_eq!(day(&text("4月18日")), None);
        let words: IndexMap<String, bool> = [("是".to_owned(), true)].into();
        assert_eq!(choice(&text(" 是 "), &words), Some(true));
        assert_eq!(choice(&text("也许"), &words), None);
        assert_eq!(list(&text("甲、 乙；丙\n、"), "、；\n"), ["甲", "乙", "丙"]);
    }
}
