//! "第1周（1.1—1.7）." The days of a week as a line names them.
//!
//! In: a folded text, the period that stands around it. Out: the first and the last day. A year that nobody names is never guessed
//! from anything but that period; a span longer than a week's few days is none.

use crate::period::{Part, Period, PeriodSaid};
use crate::rules::periods::WeekWords;
use jiff::civil::Date;

/// The most days that one line of weeks holds: a week with a holiday's days added.
const DAYS: i64 = 11;
/// The days of a week: `Some(None)` for one that is only numbered; `None` for any other text.
#[allow(clippy::option_option, reason = "no week, a week without days, and a week's days are three answers")]
pub(super) fn week(key: &str, around: Option<Period>, words: &WeekWords) -> Option<Option<PeriodSaid>> {
    let numbered = key.split_once(words.week.as_str());
    let rest = match numbered {
        Some((number, rest)) if number.chars().count() <= 4 => rest,
        Some(_) => return None,
        None => key,
    };
    let rest = rest.trim_matches(|c: char| matches!(c, '(' | ')' | ':'));
    if rest.is_empty() {
        return numbered.filter(|(number, _)| !number.is_empty()).map(|_| None);
    }
    let (first, last) = rest.split_once(|c| words.until.contains(c))?;
    let (first, last) = (numbers(first, words)?, numbers(last, words)?);
    let (own, first) = match *first.as_slice() {
        [month, day] => (None, (month, day)),
        [year, month, day] => (Some(year), (month, day)),
        _ => return None,
    };
    let last = match *last.as_slice() {
        [day] => (first.0, day),
        [month, day] | [_, month, day] => (month, day),
        _ => return None,
    };
    let wraps = i16::from(last.0 < first.0);
    let span = |year: i16| {
        let day = |year: i16, (m, d): (i16, i16)| Date::new(year, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok();
        Period::new(day(year, first)?, day(year + wraps, last)?).filter(|span| span.days() <= DAYS)
    };
    let years = match own {
        Some(year) => vec![year],
        None => around.map(|p| vec![p.start.year() - 1, p.start.year(), p.end.year()]).unwrap_or_default(),
    };
    let near = |span: &Period| own.is_some() || around.is_some_and(|around| around.overlap(span).is_some());
    let fallback = || span(own.or_else(|| around.map(|p| p.start.year()))?);
    let found = years.into_iter().filter_map(span).find(near).or_else(fallback)?;
    Some(Some(PeriodSaid { year: Some(found.start.year()), part: Part::Days(found.start, found.end) }))
}

/// The numbers of a day (1.7, 1月7日, 1/7); nothing where anything else stands there.
fn numbers(text: &str, words: &WeekWords) -> Option<Vec<i16>> {
    let is_mark = |c: char| words.day_marks.contains(c);
    if text.chars().any(|c| !c.is_ascii_digit() && !is_mark(c)) {
        return None;
    }
    let parts = text.split(is_mark).filter(|part| !part.is_empty());
    parts.map(|part| part.parse().ok()).collect::<Option<Vec<i16>>>().filter(|parts| !parts.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::periods::PeriodWords;

    #[test]
    fn the_days_of_a_week_are_read_in_every_writing() {
        let words = PeriodWords::built_in().week;
        let read = |key: &str, around| week(key, around, &words);
        let quarter = Period::parse_code("2024Q1");
        for (key, days) in [
            ("第1周(1.1-1.7)", "2024-01-01..2024-01-07"),
            ("第五周:1月29日-2月4日", "2024-01-29..2024-02-04"),
            ("3/4-3/10", "2024-03-04..2024-03-10"),
            ("1月8日-14日", "2024-01-08..2024-01-14"),
            ("第1周(12.30-1.5)", "2023-12-30..2024-01-05"),
            ("2024.1.1-2024.1.7", "2024-01-01..2024-01-07"),
        ] {
            let found = read(key, quarter).flatten().and_then(|said| said.resolve(0));
            assert_eq!(found.map(|p| format!("{}..{}", p.start, p.end)).as_deref(), Some(days), "{key}");
        }
        assert_eq!(read("第3周", quarter), Some(None));
        for other in ["合计", "1.1-3.31", "某地发布", "3月", "周边"] {
            assert_eq!(read(other, quarter), None, "{other}");
        }
        assert_eq!(read("1.1-1.7", None), None, "nobody names a year");
    }
}
