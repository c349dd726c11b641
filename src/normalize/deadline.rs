//! "Received on Tuesday, five working days: it was due the Tuesday after." One line of a ledger against its time limit.
//!
//! In: what a line says about its days, state and limit; the limit of the rules; the calendar; the check date. Out: whether it was closed by
//! then, when it was due, and whether it is late. A line's own limit wins over the rules'. What a line does not tell, or what would take
//! working days of a year whose holidays nobody gave, stays undecided with its reason.

use super::InUse;
use crate::field::Field;
use crate::finding::LineDoubt;
use crate::period::Period;
use crate::place::At;
use crate::recognize::{RawRow, Told};
use crate::rules::calendar::Calendar;
use crate::rules::states::{LateMark, State};
use jiff::ToSpan;
use jiff::civil::Date;

/// Working days, and the day at which the office looks.
#[derive(Clone, Copy)]
pub(super) struct Clock<'r> {
    pub(super) calendar: Calendar<'r>,
    /// 检查时间点, else the end of the run.
    pub(super) check: Date,
}

/// What a line says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// The day it began: received, found or sent.
    pub(super) day: Date,
    /// Under the heading of the closing days.
    pub(super) closed: Option<Told>,
    /// Under the heading of the limits.
    pub(super) due: Option<Told>,
    /// Under the heading of the states.
    pub(super) state: Option<Told>,
    /// Under the heading of the marks whether it is late.
    pub(super) marked: Option<Told>,
    /// Whether the ledger has a heading of closing days: a blank under it says that the line is open.
    pub(super) tells_closing: bool,
}

/// What became of a line by the check date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ending {
    pub(super) closed: Closed,
    pub(super) late: Late,
    /// The last day for it, where one follows.
    pub(super) due: Option<Date>,
    /// The day it was closed, after the check date too.
    pub(super) on: Option<Date>,
}

/// Whether a line was closed by the check date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closed {
    Yes,
    /// After the check date.
    Later,
    No,
    Unsure(LineDoubt),
}

/// Whether a line was closed after its last day, or is open after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Late {
    Yes,
    No,
    /// Nobody sets a limit.
    NoLimit,
    /// It takes the working days of a year that nobody knows.
    Calendar(i16),
    Unsure(LineDoubt),
}

/// A day without its year that would be further ahead was meant for the year before: it is wrong rather than months late.
const HALF_A_YEAR: i32 = 183;

impl Line {
    /// What a row says whose day is known.
    pub(super) fn of(used: &InUse<'_>, row: &RawRow, day: Date) -> Self {
        Self {
            day,
            closed: told_under(used, row, Field::ClosedDay),
            due: told_under(used, row, Field::Due),
            state: told_under(used, row, Field::State),
            marked: told_under(used, row, Field::LateMark),
            tells_closing: has(used, Field::ClosedDay),
        }
    }

    /// The state that it tells, also where it stands under the heading of the days.
    pub(super) const fn says(&self) -> Option<State> {
        match (self.state, self.closed) {
            (Some(Told::Is(state)), _) | (None, Some(Told::Is(state))) => Some(state),
            _ => None,
        }
    }

    /// Whether the file calls it late; `closed`: whether it is.
    pub(super) fn called_late(&self, closed: Closed) -> Option<bool> {
        let marked = match self.marked {
            Some(Told::Marked(LateMark::Late)) => Some(true),
            Some(Told::Marked(LateMark::InTime)) => Some(false),
            // One that is open may only not be closed yet.
            Some(Told::Marked(LateMark::NotInTime)) => (closed == Closed::Yes).then_some(true),
            _ => None,
        };
        self.says().and_then(State::is_late).or(marked)
    }

    /// The day of closing; `Err` when something else stands there.
    fn closing_day(&self) -> Result<Option<Date>, LineDoubt> {
        match self.closed {
            None | Some(Told::Is(_)) => Ok(None),
            Some(told) => self.day_after(told).map(Some).ok_or(LineDoubt::DayUnread),
        }
    }

    /// A day of this line; without a year it is the first one that is not before its beginning.
    fn day_after(&self, told: Told) -> Option<Date> {
        match told {
            Told::On(day) => Some(day),
            Told::OfAnyYear(month, day) => {
                let same = Date::new(self.day.year(), month, day).ok();
                let next = || Date::new(self.day.year().checked_add(1)?, month, day).ok();
                let near = |d: &Date| self.day.until(*d).is_ok_and(|span| span.get_days() < HALF_A_YEAR);
                same.filter(|d| *d >= self.day).or_else(|| next().filter(near)).or(same)
            }
            _ => None,
        }
    }
}

impl Clock<'_> {
    /// What became of a line, under its own limit or else under so many working days.
    pub(super) fn ending(&self, line: &Line, limit: Option<i64>) -> Ending {
        let on = line.closing_day();
        let closed = self.closed(line, on);
        let on = on.ok().flatten();
        let due = self.due(line, limit);
        let late = match due {
            Err(late) => self.certainly_in_time(line, (limit, closed, on)).unwrap_or(late),
            Ok(due) => self.late(line, (due, closed, on)),
        };
        Ending { closed, late, due: due.ok().flatten(), on }
    }

    fn closed(&self, line: &Line, on: Result<Option<Date>, LineDoubt>) -> Closed {
        let says = line.says();
        match on {
            Ok(Some(day)) if day < line.day => Closed::Unsure(LineDoubt::ClosedBefore),
            Ok(Some(_)) if says.is_some_and(|s| !s.is_closed()) => Closed::Unsure(LineDoubt::StateDiffers),
            Ok(Some(day)) if day > self.check => Closed::Later,
            Ok(Some(_)) => Closed::Yes,
            Err(why) => says.filter(|s| s.is_closed()).map_or(Closed::Unsure(why), |_| Closed::Yes),
            Ok(None) => match says {
                Some(state) if state.is_closed() => Closed::Yes,
                Some(_) => Closed::No,
                None if line.state.is_none() && line.tells_closing => Closed::No,
                None => Closed::Unsure(LineDoubt::StateUnread),
            },
        }
    }

    /// The last day for a line; `None` without any limit.
    fn due(&self, line: &Line, limit: Option<i64>) -> Result<Option<Date>, Late> {
        let days = match line.due {
            Some(Told::Within(days)) => Some(days),
            Some(told) => {
                let day = line.day_after(told).filter(|day| *day >= line.day);
                return day.map(Some).ok_or(Late::Unsure(LineDoubt::DueUnread));
            }
            None => limit.and_then(|n| u32::try_from(n).ok()),
        };
        let Some(days) = days else { return Ok(None) };
        let due = self.calendar.after(line.day, days).ok_or(Late::Unsure(LineDoubt::DueUnread))?;
        let span = Period { start: line.day, end: due };
        self.calendar.unknown_years(span).first().map_or(Ok(Some(due)), |year| Err(Late::Calendar(*year)))
    }

    /// Where the working days are not known: no limit ends before as many natural days.
    fn certainly_in_time(&self, line: &Line, known: (Option<i64>, Closed, Option<Date>)) -> Option<Late> {
        let (limit, closed, on) = known;
        let days = match line.due {
            Some(Told::Within(days)) => i64::from(days),
            Some(_) => return None,
            None => limit?,
        };
        let least = line.day.checked_add(days.days()).ok()?;
        let end = match closed {
            Closed::Yes => on?,
            Closed::Later | Closed::No => self.check,
            Closed::Unsure(_) => return None,
        };
        (end <= least).then_some(Late::No)
    }

    fn late(&self, line: &Line, known: (Option<Date>, Closed, Option<Date>)) -> Late {
        let (due, closed, on) = known;
        let said = line.called_late(closed);
        let by_word = |other: Late| match said {
            Some(true) => Late::Yes,
            Some(false) => Late::No,
            None => other,
        };
        let Some(due) = due else { return by_word(Late::NoLimit) };
        let is = |late: bool| Self::unless_denied(line, late, (due, on));
        match (closed, on) {
            (Closed::Unsure(why), _) => Late::Unsure(why),
            (Closed::Yes, Some(day)) => is(day > due),
            _ if self.check <= due => Late::No,
            (Closed::Yes, None) => by_word(Late::Unsure(LineDoubt::ClosedUndated)),
            (Closed::Later | Closed::No, _) => is(true),
        }
    }

    /// What the days of a line say, unless the line itself says otherwise: where it tells its last day too, it contradicts itself. A limit of the
    /// rules is the office's, and its days count.
    fn unless_denied(line: &Line, late: bool, (due, on): (Date, Option<Date>)) -> Late {
        let closed = on.map_or(Closed::No, |_| Closed::Yes);
        match line.called_late(closed).filter(|said| *said != late && line.due.is_some()) {
            Some(said) => Late::Unsure(LineDoubt::LateDiffers { late: said, due, closed: on }),
            None if late => Late::Yes,
            None => Late::No,
        }
    }
}

/// What a row says under the first heading of a field.
pub(super) fn told_under(used: &InUse<'_>, row: &RawRow, field: Field) -> Option<Told> {
    let index = used.table.headings.iter().position(|h| h.field == Some(field))?;
    row.cells.get(index)?.as_ref().map(|cell| Told::of(&cell.value))
}

/// Where a row says whether it is late: its mark, else its state.
pub(super) fn called_late_at(used: &InUse<'_>, row: &RawRow) -> Option<At> {
    let cell = |field| {
        let index = used.table.headings.iter().position(|h| h.field == Some(field))?;
        row.cells.get(index)?.as_ref()
    };
    // The state counts before the mark where both say something (`Line::called_late`).
    let state = cell(Field::State).filter(|c| matches!(Told::of(&c.value), Told::Is(s) if s.is_late().is_some()));
    state.or_else(|| cell(Field::LateMark)).or_else(|| cell(Field::ClosedDay)).map(|c| c.at)
}

/// The day on which a row began; one without its year is looked for inside the period first.
pub(super) fn day_begun(used: &InUse<'_>, row: &RawRow) -> Option<Date> {
    match told_under(used, row, Field::Day)? {
        Told::On(day) => Some(day),
        Told::OfAnyYear(month, day) => {
            let years = used.period.start.year()..=used.period.end.year();
            let mut days = years.filter_map(|year| Date::new(year, month, day).ok());
            days.find(|d| used.period.has(*d)).or_else(|| Date::new(used.period.end.year(), month, day).ok())
        }
        _ => None,
    }
}

/// Whether the table has a heading of the field.
pub(super) fn has(used: &InUse<'_>, field: Field) -> bool {
    used.table.headings.iter().any(|h| h.field == Some(field))
}

#[cfg(test)]
mod tests;
