//! "末次更新 9.12." The day of the last update, as a cell of its own names it.
//!
//! In: the value of a cell, the time it stands under. Out: the day, or that it names none. Words that say that nothing was updated are asked
//! before.

use super::Reported;
use crate::finding::CountDoubt;
use crate::period::Period;
use crate::read::Value;
use crate::rules::month_lists::parse_point;
use crate::rules::periods::parse_day;

/// The day that a cell names. Written out, `9.12` is a day of September; as a number `9.2` may be the 20th.
pub(super) fn last_update(value: &Value, slot: Period) -> Reported {
    let year = slot.end.year();
    let day = match value {
        Value::Date(moment) => Some(moment.date()),
        Value::Text(text) => parse_day(text, Some(year)).or_else(|| parse_point(text, year)),
        other => parse_day(&other.shown(), Some(year)),
    };
    day.map_or(Reported::Doubtful { parsed: None, why: CountDoubt::NoDay }, Reported::Day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_written_out_is_one_and_a_number_may_be_another() {
        let quarter = Period { start: date(2024, 7, 1), end: date(2024, 9, 30) };
        let read = |value: Value| last_update(&value, quarter);
        assert_eq!(read(Value::Text("9.12".into())), Reported::Day(date(2024, 9, 12)));
        assert_eq!(read(Value::Text("9月2日".into())), Reported::Day(date(2024, 9, 2)));
        assert_eq!(read(Value::Number(9.26)), Reported::Day(date(2024, 9, 26)));
        let none = Reported::Doubtful { parsed: None, why: CountDoubt::NoDay };
        assert_eq!(read(Value::Number(9.2)), none);
        assert_eq!(read(Value::Text("月底".into())), none);
    }
}
