//! "1月5条，2月4条，3月无", "4.8、4.19" What one cell tells of several times.
//!
//! In: the text of a cell, the words of counts, periods and rows. Out: a number for each month that it names, or the days that it lists;
//! `None` as soon as a piece of it is not understood, for half a text is no figure. Years are filled in by whoever knows the run.

use super::Words;
use super::numerals::read_whole;
use super::periods::{find_periods, parse_day};
use crate::fold::{fold, fold_width};
use crate::period::{Part, PeriodSaid};
use crate::read::Value;
use jiff::civil::Date;

/// What marks one piece off from the next.
const BETWEEN: [char; 9] = [',', '，', ';', '；', '、', '。', '/', '|', '\\'];
/// What stands between a month and its number.
const JOINS: [char; 8] = [':', '-', '=', '(', ')', '"', '“', '”'];

/// The number of each month that a text names, in its order; a sum behind them must be theirs.
#[must_use]
pub fn read_months(text: &str, words: &Words) -> Option<Vec<(PeriodSaid, u64)>> {
    let mut out: Vec<(PeriodSaid, u64)> = Vec::new();
    let mut waiting: Option<PeriodSaid> = None;
    let mut summed = false;
    for piece in pieces(text, words)? {
        let (said, rest) = piece;
        let rest = rest.trim_matches(JOINS);
        if summed || said.is_some() && waiting.is_some() {
            return None;
        }
        let said = said.or(waiting.take());
        match (said, rest.is_empty()) {
            (Some(said), true) => waiting = Some(said),
            (Some(said), false) => {
                let is_month = matches!(said.part, Part::Months(a, b) if a == b);
                if !is_month || out.iter().any(|(known, _)| *known == said) {
                    return None;
                }
                out.push((said, number(rest, words)?));
            }
            (None, true) => {}
            (None, false) => {
                let total: u64 = out.iter().map(|(_, n)| n).sum();
                let is_sum = words.counts.leading.iter().any(|word| rest.starts_with(word.as_str()));
                if !is_sum || number(rest, words) != Some(total) {
                    return None;
                }
                summed = true;
            }
        }
    }
    (waiting.is_none() && !out.is_empty()).then_some(out)
}

/// Whether a text names a month and holds a number beside it, be it understood or not.
#[must_use]
pub fn seems_by_month(text: &str, words: &Words) -> bool {
    let key = fold(text);
    let months = find_periods(&key, &words.periods);
    let mut rest = key.clone();
    for (_, range) in months.iter().rev() {
        rest.replace_range(range.clone(), "");
    }
    months.iter().any(|(said, _)| matches!(said.part, Part::Months(..))) && words.rows.has_figure(&rest)
}

/// Pieces of a text: each begins with a period or has none.
fn pieces(text: &str, words: &Words) -> Option<Vec<(Option<PeriodSaid>, String)>> {
    let wide = fold_width(text);
    let mut out = Vec::new();
    for piece in wide.split(|c: char| c.is_whitespace() || BETWEEN.contains(&c)) {
        let key = fold(piece);
        let found = find_periods(&key, &words.periods);
        let starts: Vec<usize> = found.iter().map(|(_, range)| range.start).collect();
        let first = starts.first().copied().unwrap_or(key.len());
        if first > 0 && !key.is_empty() {
            out.push((None, key.get(..first)?.to_owned()));
        }
        for (i, (said, range)) in found.iter().enumerate() {
            let end = starts.get(i + 1).copied().unwrap_or(key.len());
            out.push((Some(*said), key.get(range.end..end)?.to_owned()));
        }
    }
    Some(out)
}

/// The number of a piece: with words in front that change nothing and its unit of count, or a word of nothing.
fn number(rest: &str, words: &Words) -> Option<u64> {
    let counts = &words.counts;
    if counts.word_zero.iter().chain(&counts.zero).any(|word| word == rest) {
        return Some(0);
    }
    let mut rest = rest;
    while let Some(tail) = counts.leading.iter().find_map(|word| rest.strip_prefix(word.as_str())) {
        rest = tail.trim_start_matches(JOINS);
    }
    let bare = counts.measures.iter().find_map(|m| rest.strip_suffix(m.as_str())).unwrap_or(rest);
    let digits = !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit());
    let number = if digits { bare.parse().ok() } else { read_whole(bare).and_then(|n| u64::try_from(n).ok()) };
    number.filter(|n| *n <= counts.largest)
}

/// The days that a cell lists (`4.8、4.19`, a date of its own, the number 5.1 for 5月10日 or 5月1日, which is one day either way), as
/// months of the year and how many of each day; `None` where any piece is no day.
#[must_use]
pub fn read_days(value: &Value, year: i16) -> Option<Vec<Date>> {
    match value {
        Value::Date(moment) => Some(vec![moment.date()]),
        Value::Number(n) if n.fract() > 0.0 && *n > 0.0 => {
            Some(vec![parse_day(&format!("{n}"), Some(year)).or_else(|| parse_point(&format!("{n}"), year))?])
        }
        Value::Text(text) => {
            let wide = fold_width(text);
            let pieces = wide.split(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | ';' | '；' | '、' | '。'));
            let days = pieces.filter(|piece| !piece.trim().is_empty());
            let read = |piece: &str| parse_point(piece, year).or_else(|| parse_day(piece, Some(year)));
            let days: Vec<Date> = days.map(read).collect::<Option<_>>()?;
            (!days.is_empty()).then_some(days)
        }
        _ => None,
    }
}

/// Month and day with a point between them: `4.8` is the 8th of April beside other days, never the 4th of August.
fn parse_point(text: &str, year: i16) -> Option<Date> {
    let (month, day) = text.trim().split_once('.')?;
    let short = |part: &str| (1..=2).contains(&part.len()).then(|| part.parse::<i8>().ok()).flatten();
    Date::new(year, short(month)?, short(day)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn months(text: &str) -> Option<Vec<(i8, u64)>> {
        let month = |said: PeriodSaid| if let Part::Months(m, _) = said.part { m } else { 0 };
        Some(read_months(text, &Words::built_in())?.into_iter().map(|(said, n)| (month(said), n)).collect())
    }

    #[test]
    fn every_month_has_its_number() {
        assert_eq!(months("1月5条，2月4条，3月4条"), Some(vec![(1, 5), (2, 4), (3, 4)]));
        assert_eq!(months("1月1条，2月无，3月2条"), Some(vec![(1, 1), (2, 0), (3, 2)]));
        assert_eq!(months("一月份3、二月份2、三月份0"), Some(vec![(1, 3), (2, 2), (3, 0)]));
        assert_eq!(months("4月:2;5月:3;6月:1"), Some(vec![(4, 2), (5, 3), (6, 1)]));
        assert_eq!(months("1月 5条 2月 4条"), Some(vec![(1, 5), (2, 4)]));
        assert_eq!(months("1月5条2月4条"), Some(vec![(1, 5), (2, 4)]));
        assert_eq!(months("1月更新5条\n2月更新4条，共9条"), Some(vec![(1, 5), (2, 4)]));
        assert_eq!(months("1月（5），2月（4）"), Some(vec![(1, 5), (2, 4)]));
        assert_eq!(months("3月1条"), Some(vec![(3, 1)]));
    }

    #[test]
    fn a_text_that_is_not_wholly_understood_gives_nothing() {
        for text in [
            "1月5条，2月若干",
            "1-3月共9条",
            "1月5条，1月4条",
            "1月5条，2月4条，共8条",
            "5条",
            "1月",
            "详见附件",
            "1月5条，因系统升级2月4条",
            "8月放暑假",
            "1月5日",
        ] {
            assert_eq!(months(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_listed_with_points_or_in_words() {
        let read = |text: &str| read_days(&Value::Text(text.to_owned()), 2024);
        assert_eq!(read("4.8、4.19"), Some(vec![date(2024, 4, 8), date(2024, 4, 19)]));
        assert_eq!(read("4月8日、4月19日"), Some(vec![date(2024, 4, 8), date(2024, 4, 19)]));
        assert_eq!(read("5.22"), Some(vec![date(2024, 5, 22)]));
        assert_eq!(read_days(&Value::Number(5.1), 2024), Some(vec![date(2024, 5, 1)]));
        assert_eq!(read("4.8、若干"), None);
        assert_eq!(read("13.40"), None);
        assert_eq!(read_days(&Value::Number(5.0), 2024), None);
    }
}
