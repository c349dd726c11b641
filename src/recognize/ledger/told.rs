//! "A day, a state, a limit, and nothing else." What may leave the reader of one line about a citizen's message.
//!
//! In: a cell under a heading of days, states or limits. Out: a [`Told`]: one of a few shapes, so that whatever else somebody wrote into
//! the cell (a name, a telephone number) stays behind. Between the processes it travels as the value of a cell. It judges nothing.

use crate::field::Field;
use crate::fold::is_empty;
use crate::read::Value;
use crate::rules::Words;
use crate::rules::periods::{parse_day, parse_dotted_day};
use crate::rules::states::{LateMark, State};
use jiff::civil::{Date, Time};

/// What a cell of a day, a state or a time limit says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// A day.
    On(Date),
    /// A day without its year: month and day. Only the batch knows which year is meant.
    OfAnyYear(i8, i8),
    /// So many working days.
    Within(u32),
    /// A state.
    Is(State),
    /// Whether it is late.
    Marked(LateMark),
    /// Something stands there that is none of these.
    Unread,
}

/// A leap year: every day without a year is read with it.
pub(in crate::recognize) const LEAP: i16 = 2024;
/// What stands for a cell that was not understood.
const UNREAD: &str = "?";
/// Begins a day without its year, as in ISO 8601.
const NO_YEAR: &str = "--";

const STATES: [(State, &str); 5] = [
    (State::Closed, "closed"),
    (State::ClosedInTime, "closed-in-time"),
    (State::ClosedLate, "closed-late"),
    (State::Open, "open"),
    (State::OpenLate, "open-late"),
];

const MARKS: [(LateMark, &str); 3] =
    [(LateMark::Late, "late"), (LateMark::InTime, "in-time"), (LateMark::NotInTime, "not-in-time")];

/// What the headings of a ledger ask of the cells below them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked {
    /// The limits are working days.
    pub in_working_days: bool,
    /// A yes says that the line was closed in time, not that it is late.
    pub in_time: bool,
}

impl Told {
    /// What a cell under `field` says; `None` where nothing is told.
    #[must_use]
    pub fn read((field, value): (Field, &Value), words: &Words, asked: Asked) -> Option<Self> {
        if let (Value::Date(moment), true) = (value, !matches!(field, Field::State | Field::LateMark)) {
            return Some(Self::On(moment.date()));
        }
        let text = value.shown();
        let speaks = matches!(value, Value::Text(_) | Value::Number(_));
        if is_empty(&text) && speaks || matches!(value, Value::Text(_)) && words.states.says_nothing(&text) {
            return None;
        }
        let state = || words.states.state(&text).map(Self::Is);
        let day = || {
            let whole = parse_day(&text, None).map(Self::On);
            let month_day = |day: Date| Self::OfAnyYear(day.month(), day.day());
            // A number 4.3 may have been 4.30; the same as text is April 3.
            let dotted = || parse_dotted_day(&text, LEAP).filter(|_| matches!(value, Value::Text(_)));
            whole.or_else(|| parse_day(&text, Some(LEAP)).or_else(dotted).map(month_day))
        };
        let told = match field {
            _ if !speaks => None,
            Field::State => state(),
            Field::LateMark => words.states.late_mark(&text, asked.in_time).map(Self::Marked),
            Field::Due => words.states.days_allowed(&text, asked.in_working_days).map(Self::Within).or_else(day),
            Field::ClosedDay => day().or_else(state),
            _ => day(),
        };
        Some(told.unwrap_or(Self::Unread))
    }

    /// The value of the cell in which it travels.
    #[must_use]
    pub fn to_value(self) -> Value {
        match self {
            Self::On(day) => Value::Date(day.to_datetime(Time::midnight())),
            Self::OfAnyYear(month, day) => Value::Text(format!("{NO_YEAR}{month:02}-{day:02}")),
            Self::Within(days) => Value::Number(f64::from(days)),
            Self::Is(state) => {
                let code = STATES.iter().find(|(s, _)| *s == state).map_or(UNREAD, |(_, code)| *code);
                Value::Text(code.to_owned())
            }
            Self::Marked(mark) => {
                let code = MARKS.iter().find(|(m, _)| *m == mark).map_or(UNREAD, |(_, code)| *code);
                Value::Text(code.to_owned())
            }
            Self::Unread => Value::Text(UNREAD.to_owned()),
        }
    }

    /// What a value says that [`Self::to_value`] made.
    #[must_use]
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Date(moment) => Self::On(moment.date()),
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "whole numbers up to a few hundred"
            )]
            Value::Number(days) if *days >= 1.0 && *days <= 1e6 => Self::Within(*days as u32),
            Value::Text(text) => {
                let state = STATES.iter().find(|(_, code)| *code == &**text).map(|(state, _)| Self::Is(*state));
                let mark = || MARKS.iter().find(|(_, code)| *code == &**text).map(|(mark, _)| Self::Marked(*mark));
                state.or_else(mark).or_else(|| month_day(text)).unwrap_or(Self::Unread)
            }
            _ => Self::Unread,
        }
    }

    /// The day of the year that it names.
    pub(super) fn month_day(self) -> Option<(i8, i8)> {
        match self {
            Self::On(day) => Some((day.month(), day.day())),
            Self::OfAnyYear(month, day) => Some((month, day)),
            _ => None,
        }
    }
}

fn month_day(text: &str) -> Option<Told> {
    let (month, day) = text.strip_prefix(NO_YEAR)?.split_once('-')?;
    Some(Told::OfAnyYear(month.parse().ok()?, day.parse().ok()?))
}

/// Whether a field of a line about a message or a finding leaves the reader only as a [`Told`].
pub(in crate::recognize) const fn is_told(field: Field) -> bool {
    matches!(field, Field::Day | Field::ClosedDay | Field::Due | Field::State | Field::LateMark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(field: Field, text: &str) -> Option<Told> {
        Told::read((field, &Value::Text(text.into())), &Words::built_in(), Asked::default())
    }

    #[test]
    fn a_cell_says_a_day_a_state_a_limit_or_is_not_understood() {
        for (field, text, told) in [
            (Field::ClosedDay, "2023年1月16日", Some(Told::On(date(2023, 1, 16)))),
            (Field::ClosedDay, "1月16日", Some(Told::OfAnyYear(1, 16))),
            (Field::ClosedDay, "2月29日", Some(Told::OfAnyYear(2, 29))),
            (Field::Day, "4.3", Some(Told::OfAnyYear(4, 3))),
            (Field::Day, "4.30", Some(Told::OfAnyYear(4, 30))),
            (Field::Day, "4/3", Some(Told::Unread)),
            (Field::Day, "4.31", Some(Told::Unread)),
            (Field::ClosedDay, "未办结", Some(Told::Is(State::Open))),
            (Field::ClosedDay, "/", None),
            (Field::ClosedDay, " ", None),
            (Field::ClosedDay, "1月16日 赵某来电", Some(Told::Unread)),
            (Field::Due, "5个工作日", Some(Told::Within(5))),
            (Field::Due, "5", Some(Told::Unread)),
            (Field::State, "已办结", Some(Told::Is(State::Closed))),
            (Field::State, "已转赵某13800000000", Some(Told::Unread)),
            (Field::State, "2023-01-16", Some(Told::Unread)),
            (Field::LateMark, "是", Some(Told::Marked(LateMark::Late))),
            (Field::LateMark, "否", Some(Told::Marked(LateMark::InTime))),
            (Field::LateMark, "赵某来电", Some(Told::Unread)),
            (Field::LateMark, "—", None),
        ] {
            assert_eq!(read(field, text), told, "{text}");
        }
    }

    #[test]
    fn a_number_that_lost_a_zero_is_no_day() {
        let words = Words::built_in();
        assert_eq!(Told::read((Field::Day, &Value::Number(4.3)), &words, Asked::default()), Some(Told::Unread));
    }

    #[test]
    fn what_travels_comes_back() {
        let states = STATES.map(|(state, _)| Told::Is(state));
        let marks = MARKS.map(|(mark, _)| Told::Marked(mark));
        let others = [Told::On(date(2023, 1, 16)), Told::OfAnyYear(2, 29), Told::Within(15), Told::Unread];
        for told in states.into_iter().chain(marks).chain(others) {
            assert_eq!(Told::of(&told.to_value()), told);
        }
    }
}
