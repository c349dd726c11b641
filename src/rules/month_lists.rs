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
use std::ops::RangeInclusive;

/// What marks one piece off from the next.
const BETWEEN: [char; 9] = [',', '，', ';', '；', '、', '。', '/', '|', '\\'];
/// What stands between a month and its number.
const JOINS: [char; 8] = [':', '-', '=', '(', ')', '"', '“', '”'];

/// What a text tells by month.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MonthList {
    /// The number of each month that it names, in its order.
    pub months: Vec<(PeriodSaid, u64)>,
    /// The number of every month that it does not name (每月2条, 未更新).
    pub others: Option<u64>,
    /// The sum that it states, where `others` are a part of it: whoever knows the months holds it against them.
    pub total: Option<u64>,
    /// Whether it states the sum of the months that it names: nothing is left for others.
    pub whole: bool,
}

/// What a text tells by month; a sum in it must be that of its months.
#[must_use]
pub fn read_months(text: &str, words: &Words) -> Option<MonthList> {
    let mut reader = Reader { words, list: MonthList::default(), waiting: Vec::new(), span: None };
    for (said, rest) in pieces(text, words)? {
        let rest = rest.trim_matches(JOINS);
        match said {
            Some(said) => reader.time(said, rest)?,
            None => reader.words(rest)?,
        }
    }
    reader.finish()
}

/// A text while it is read piece by piece.
struct Reader<'w> {
    words: &'w Words,
    list: MonthList,
    /// Months whose number is still to come.
    waiting: Vec<PeriodSaid>,
    /// The longer time over all of them.
    span: Option<PeriodSaid>,
}

impl Reader<'_> {
    /// A time with what stands behind it; `None` where that is not understood.
    fn time(&mut self, said: PeriodSaid, rest: &str) -> Option<()> {
        let each = self.each(rest);
        match said.part {
            Part::Months(a, b) if a == b && rest.is_empty() => self.waiting.push(said),
            Part::Months(a, b) if a == b && each.is_some() => {
                self.waiting.push(said);
                self.give(each?)?;
            }
            Part::Months(a, b) if a == b && self.waiting.is_empty() => {
                self.waiting.push(said);
                self.give(number(rest, self.words)?)?;
            }
            Part::Months(a, b) if each.is_some() && a < b && self.waiting.is_empty() => {
                self.waiting = (a..=b).map(|m| PeriodSaid { part: Part::Months(m, m), ..said }).collect();
                self.give(each?)?;
            }
            // 一季度共更新2条（1月1条，3月1条）
            Part::Quarter(_) | Part::Months(..) if self.span.is_none() && self.waiting.is_empty() => {
                self.span = Some(said);
                if !rest.is_empty() {
                    self.sum(rest)?;
                }
            }
            _ => return None,
        }
        Some(())
    }

    /// A piece without a time.
    fn words(&mut self, rest: &str) -> Option<()> {
        if rest.is_empty() {
            return Some(());
        }
        if !self.waiting.is_empty() {
            let alone = || number(rest, self.words).filter(|_| self.waiting.len() == 1);
            return self.give(self.each(rest).or_else(alone)?);
        }
        let counts = &self.words.counts;
        let of_each_month = counts.each_month.iter().find_map(|word| rest.strip_prefix(word.as_str()));
        let others = match of_each_month {
            Some(tail) => Some(self.each(tail).or_else(|| number(tail, self.words))?),
            None => counts.word_zero.iter().any(|word| word == rest).then_some(0),
        };
        match others {
            Some(_) if self.list.others.is_some() => None,
            Some(n) => {
                self.list.others = Some(n);
                Some(())
            }
            None => self.sum(rest),
        }
    }

    /// The number behind a word that gives it to each of several (各1条, 均为2条).
    fn each(&self, rest: &str) -> Option<u64> {
        let tail = self.words.counts.each.iter().find_map(|word| rest.strip_prefix(word.as_str()))?;
        number(tail, self.words)
    }

    fn give(&mut self, n: u64) -> Option<()> {
        for month in std::mem::take(&mut self.waiting) {
            if self.list.months.iter().any(|(known, _)| *known == month) {
                return None;
            }
            self.list.months.push((month, n));
        }
        Some(())
    }

    fn sum(&mut self, rest: &str) -> Option<()> {
        let is_sum = self.words.counts.leading.starts(rest);
        let total = number(rest, self.words).filter(|_| is_sum && self.list.total.is_none())?;
        self.list.total = Some(total);
        Some(())
    }

    fn finish(self) -> Option<MonthList> {
        let Self { mut list, waiting, span, .. } = self;
        let tells = !list.months.is_empty() || list.others.is_some();
        let inside = |(month, _): &(PeriodSaid, u64)| span.is_none_or(|span| lies_in(*month, span));
        if !waiting.is_empty() || !tells || !list.months.iter().all(inside) {
            return None;
        }
        if list.others.is_none()
            && let Some(total) = list.total.take()
        {
            if list.months.iter().map(|(_, n)| n).sum::<u64>() != total {
                return None;
            }
            // The sum of a quarter leaves nothing for its other months, and tells nothing of later ones.
            match span.and_then(months_of) {
                Some(months) => {
                    let year = span.and_then(|span| span.year);
                    let named = |m: i8| list.months.iter().any(|(said, _)| said.part == Part::Months(m, m));
                    let rest: Vec<i8> = months.filter(|m| !named(*m)).collect();
                    list.months.extend(rest.into_iter().map(|m| (PeriodSaid { year, part: Part::Months(m, m) }, 0)));
                }
                None => list.whole = true,
            }
            return Some(list);
        }
        Some(list)
    }
}

/// Whether a month lies in a quarter or in a row of months of the same year.
fn lies_in(month: PeriodSaid, span: PeriodSaid) -> bool {
    let year = month.year.is_none() || span.year.is_none() || month.year == span.year;
    let inside = |m: i8| months_of(span).is_some_and(|months| months.contains(&m));
    matches!(month.part, Part::Months(m, _) if inside(m)) && year
}

/// The numbers of the months of a quarter or a row of months.
const fn months_of(span: PeriodSaid) -> Option<RangeInclusive<i8>> {
    match span.part {
        Part::Quarter(q) => Some(q * 3 - 2..=q * 3),
        Part::Months(a, b) => Some(a..=b),
        _ => None,
    }
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

/// The days of one month that a cell lists without naming it (`3日、27日`, `3、27号`), as days of the month that begins with `first`; `None`
/// where any piece is no day of that month, and of one number alone, which is a count.
#[must_use]
pub fn read_days_of(value: &Value, first: Date, words: &Words) -> Option<Vec<Date>> {
    let Value::Text(text) = value else { return None };
    let wide = fold_width(text);
    let pieces = wide.split(|c: char| c.is_whitespace() || BETWEEN.contains(&c));
    let pieces: Vec<&str> = pieces.filter(|piece| !piece.is_empty()).collect();
    let day = |piece: &&str| Date::new(first.year(), first.month(), words.diaries.day_of_month(piece)?).ok();
    let signed = pieces.iter().any(|piece| !piece.bytes().all(|b| b.is_ascii_digit()));
    let days: Vec<Date> = pieces.iter().map(day).collect::<Option<_>>()?;
    (signed || days.len() > 1).then_some(days)
}

/// Month and day with a point between them: `4.8` is the 8th of April beside other days, never the 4th of August.
pub(crate) fn parse_point(text: &str, year: i16) -> Option<Date> {
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
        Some(read_months(text, &Words::built_in())?.months.into_iter().map(|(said, n)| (month(said), n)).collect())
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
    fn days_below_their_month_need_no_month() {
        let words = Words::built_in();
        let days = |text: &str| {
            let days = read_days_of(&Value::Text(text.into()), date(2024, 11, 1), &words)?;
            Some(days.iter().map(|day| day.day()).collect::<Vec<_>>())
        };
        assert_eq!(days("3日、27日"), Some(vec![3, 27]));
        assert_eq!(days("3、27号"), Some(vec![3, 27]));
        assert_eq!(days("3日，3日 20日"), Some(vec![3, 3, 20]));
        assert_eq!(days("９日"), Some(vec![9]));
        for text in ["9", "31日", "3日2条", "3-5日", "未更新", "—", "0日", ""] {
            assert_eq!(days(text), None, "{text}");
        }
    }

    #[test]
    fn one_number_may_be_that_of_several_months() {
        assert_eq!(months("1月、2月、3月各1条"), Some(vec![(1, 1), (2, 1), (3, 1)]));
        assert_eq!(months("1月、2月、3月各1条，合计3条。"), Some(vec![(1, 1), (2, 1), (3, 1)]));
        assert_eq!(months("1-3月各2条"), Some(vec![(1, 2), (2, 2), (3, 2)]));
        assert_eq!(months("1月、2月均更新1条，3月未更新。"), Some(vec![(1, 1), (2, 1), (3, 0)]));
        assert_eq!(months("一季度共更新2条（1月1条，3月1条），2月未更新。"), Some(vec![(1, 1), (3, 1), (2, 0)]));
        for text in [
            "1月、2月2条",
            "1月、2月各1条，共3条",
            "二季度共更新2条（1月1条，3月1条）",
            "1月、1月各1条",
            "1月各1条，1月2条",
        ] {
            assert_eq!(months(text), None, "{text}");
        }
    }

    #[test]
    fn a_text_may_speak_of_every_month() {
        let read = |text: &str| read_months(text, &Words::built_in());
        let every = |others, total| Some(MonthList { others: Some(others), total, ..MonthList::default() });
        assert_eq!(read("各月均为2条"), every(2, None));
        assert_eq!(read("每月2条，共6条"), every(2, Some(6)));
        assert_eq!(read("未更新。"), every(0, None));
        assert_eq!(read("无更新"), every(0, None));
        let some = read("1月1条，3月1条，共2条").unwrap();
        assert!(some.whole && some.others.is_none(), "the sum leaves nothing for February");
        assert!(!read("1月1条，3月1条").unwrap().whole);
        for text in ["每月不少于2条", "月均2条", "每月约2条", "共6条", "未更新，每月2条", "每月2条以上"]
        {
            assert_eq!(read(text), None, "{text}");
        }
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
