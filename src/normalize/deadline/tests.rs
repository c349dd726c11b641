//! Lines at, just before and just after their last day; days counted on paper with the State Council's notices for 2023.

use super::*;
use crate::place::Place;
use jiff::civil::date;

const CHECK: Date = date(2023, 3, 31);

fn clock() -> Clock<'static> {
    Clock { calendar: Calendar::new(&[]), check: CHECK }
}

fn line(day: Date) -> Line {
    Line { day, closed: None, due: None, state: None, marked: None, tells_closing: true }
}

fn closed(day: Date, on: Date) -> Line {
    Line { closed: Some(Told::On(on)), ..line(day) }
}

#[test]
fn a_line_is_late_from_the_day_after_its_last_one() {
    // Monday 6 February, 5 working days: Monday 13.
    for (on, late) in [(date(2023, 2, 10), Late::No), (date(2023, 2, 13), Late::No), (date(2023, 2, 14), Late::Yes)] {
        let ending = clock().ending(&closed(date(2023, 2, 6), on), Some(5));
        assert_eq!((ending.closed, ending.late, ending.due), (Closed::Yes, late, Some(date(2023, 2, 13))), "{on}");
    }
}

#[test]
fn holidays_are_left_out_and_worked_weekends_counted() {
    // Wednesday 18 January: 19, 20; off from 21 to 27; worked on Saturday 28 and Sunday 29; 30.
    for (on, late) in [(date(2023, 1, 30), Late::No), (date(2023, 1, 31), Late::Yes)] {
        let ending = clock().ending(&closed(date(2023, 1, 18), on), Some(5));
        assert_eq!((ending.late, ending.due), (late, Some(date(2023, 1, 30))), "{on}");
    }
    // Friday 20 January, one working day: Saturday 28.
    assert_eq!(clock().ending(&line(date(2023, 1, 20)), Some(1)).due, Some(date(2023, 1, 28)));
}

#[test]
fn an_open_line_is_late_once_the_check_date_is_past_its_last_day() {
    // 24 March: 27 to 31. 23 March: 24, 27 to 30.
    for (day, late) in [(date(2023, 3, 24), Late::No), (date(2023, 3, 23), Late::Yes)] {
        let ending = clock().ending(&line(day), Some(5));
        assert_eq!((ending.closed, ending.late), (Closed::No, late), "{day}");
    }
}

#[test]
fn what_is_closed_after_the_check_date_was_open_then() {
    let in_time = clock().ending(&closed(date(2023, 3, 29), date(2023, 4, 1)), Some(5));
    assert_eq!((in_time.closed, in_time.late, in_time.on), (Closed::Later, Late::No, Some(date(2023, 4, 1))));
    let late = clock().ending(&closed(date(2023, 3, 1), date(2023, 4, 1)), Some(5));
    assert_eq!((late.closed, late.late), (Closed::Later, Late::Yes));
    let on_the_day = clock().ending(&closed(date(2023, 3, 29), CHECK), Some(5));
    assert_eq!(on_the_day.closed, Closed::Yes);
}

#[test]
fn a_limit_of_its_own_wins() {
    let day = date(2023, 2, 6);
    let own = |due| clock().ending(&Line { due: Some(due), ..closed(day, date(2023, 2, 14)) }, Some(5));
    assert_eq!(own(Told::On(date(2023, 2, 14))).late, Late::No);
    assert_eq!(own(Told::On(date(2023, 2, 13))).late, Late::Yes);
    assert_eq!(own(Told::OfAnyYear(2, 14)).late, Late::No);
    // 7, 8, 9, 10, 13, 14.
    assert_eq!((own(Told::Within(6)).late, own(Told::Within(5)).late), (Late::No, Late::Yes));
    for unread in [Told::Unread, Told::On(date(2023, 2, 5)), Told::Is(State::Open)] {
        assert_eq!(own(unread).late, Late::Unsure(LineDoubt::DueUnread), "{unread:?}");
    }
}

#[test]
fn without_a_limit_only_the_files_word_tells_who_is_late() {
    let says = |state| clock().ending(&Line { state: Some(Told::Is(state)), ..line(date(2023, 3, 1)) }, None).late;
    assert_eq!(says(State::Closed), Late::NoLimit);
    assert_eq!(says(State::Open), Late::NoLimit);
    assert_eq!(says(State::ClosedInTime), Late::No);
    assert_eq!((says(State::ClosedLate), says(State::OpenLate)), (Late::Yes, Late::Yes));
    assert_eq!(clock().ending(&closed(date(2023, 3, 1), date(2023, 3, 2)), None).late, Late::NoLimit);
}

#[test]
fn lines_that_contradict_themselves_or_say_too_little_are_not_decided() {
    let day = date(2023, 3, 1);
    let state = |state| Line { state: Some(state), ..line(day) };
    let ending = |line: Line| {
        let ending = clock().ending(&line, Some(5));
        (ending.closed, ending.late)
    };
    let unsure = |why| (Closed::Unsure(why), Late::Unsure(why));
    assert_eq!(ending(closed(day, date(2023, 2, 28))), unsure(LineDoubt::ClosedBefore));
    let both = Line { state: Some(Told::Is(State::Open)), ..closed(day, date(2023, 3, 2)) };
    // Whichever is right: closed on the second it is in time, open it is late.
    assert_eq!(ending(both).0, Closed::Unsure(LineDoubt::StateDiffers));
    assert_eq!(ending(state(Told::Unread)), unsure(LineDoubt::StateUnread));
    assert_eq!(ending(Line { closed: Some(Told::Unread), ..line(day) }), unsure(LineDoubt::DayUnread));
    assert_eq!(ending(Line { tells_closing: false, ..line(day) }), unsure(LineDoubt::StateUnread));
    assert_eq!(ending(state(Told::Is(State::Closed))), (Closed::Yes, Late::Unsure(LineDoubt::ClosedUndated)));
    // Closed by the check date, and the last day is not before it: in time, whenever it was.
    let young = Line { state: Some(Told::Is(State::Closed)), ..line(date(2023, 3, 24)) };
    assert_eq!(ending(young), (Closed::Yes, Late::No));
    // The state stands where the day should.
    assert_eq!(ending(Line { closed: Some(Told::Is(State::Open)), ..line(day) }), (Closed::No, Late::Yes));
}

#[test]
fn a_year_without_a_notice_decides_nothing_that_needs_its_working_days() {
    let clock = Clock { calendar: Calendar::new(&[]), check: date(2027, 3, 31) };
    let day = date(2027, 3, 1);
    assert_eq!(clock.ending(&closed(day, date(2027, 3, 9)), Some(5)).late, Late::Calendar(2027));
    // No five working days end within five days, and one that is closed by then is in time whatever the holidays are.
    assert_eq!(clock.ending(&closed(day, date(2027, 3, 6)), Some(5)).late, Late::No);
    assert_eq!(clock.ending(&closed(day, date(2027, 3, 7)), Some(5)).late, Late::Calendar(2027));
    // Its own last day needs no calendar.
    let own = Line { due: Some(Told::On(date(2027, 3, 8))), ..closed(day, date(2027, 3, 9)) };
    assert_eq!(clock.ending(&own, Some(5)).late, Late::Yes);
    // The span runs over the end of a known year.
    let over = Clock { check: date(2027, 1, 31), ..clock };
    assert_eq!(over.ending(&closed(date(2026, 12, 30), date(2027, 1, 6)), Some(5)).late, Late::Calendar(2027));
    let line = Place::file(&"名录.xlsx".into());
    let own_days = [(date(2027, 1, 1), false, line)];
    let filled = Clock { calendar: Calendar::new(&own_days), check: date(2027, 3, 31) };
    // 2, 3, 4, 5, 8 March.
    assert_eq!(filled.ending(&closed(day, date(2027, 3, 9)), Some(5)).late, Late::Yes);
    assert_eq!(filled.ending(&closed(day, date(2027, 3, 8)), Some(5)).late, Late::No);
}

#[test]
fn a_closing_day_without_its_year_is_the_next_one() {
    let told = |day, (month, of)| line(day).day_after(Told::OfAnyYear(month, of));
    assert_eq!(told(date(2023, 1, 12), (1, 16)), Some(date(2023, 1, 16)));
    assert_eq!(told(date(2022, 12, 30), (1, 4)), Some(date(2023, 1, 4)));
    // Eleven months ahead is a slip, not a year's delay: it stays before the beginning, and is said.
    assert_eq!(told(date(2023, 2, 6), (1, 16)), Some(date(2023, 1, 16)));
}
