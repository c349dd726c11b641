//! "2024年 over 月 and 日." Books kept by hand, whose days stand in two cells.
//!
//! In: a sheet. Out: the same sheet with one cell for each day in place of two, under one heading; a sheet without such headings is left
//! as it is. A month that is not repeated (〃, a blank, a cell merged downwards) is the one above. Everything else stays where it stands.

use crate::fold::folded;
use crate::place::{Area, At};
use crate::read::{Cell, Row, Sheet, Value};
use crate::rules::Words;
use jiff::civil::{Date, Time};
use std::borrow::Cow;

/// The headings of months and days: the row of the two, the letter column of the months, the year.
#[derive(Clone, Copy)]
struct Head {
    row: u32,
    col: u32,
    year: Option<i16>,
}

/// The sheet with each day in one cell; `None` where nothing is to be done.
pub(super) fn with_days(sheet: &Sheet, words: &Words) -> Option<Sheet> {
    let head = sheet.rows().windows(2).find_map(|rows| head(&rows[0], &rows[1], words))?;
    let mut changes: Vec<(At, Option<Value>)> = vec![
        (At::new(head.row - 1, head.col), Some(Value::Text(words.diaries.day_heading.clone()))),
        (At::new(head.row - 1, head.col + 1), None),
        (At::new(head.row, head.col), None),
        (At::new(head.row, head.col + 1), None),
    ];
    let (mut month, mut day): (Option<i8>, Option<i8>) = (None, None);
    for row in sheet.rows().iter().filter(|row| row.row > head.row) {
        let key = |col: u32| cell(row, col).map(|cell| key(cell));
        let (said_month, said_day) = (key(head.col), key(head.col + 1));
        let again = |key: &Option<Cow<'_, str>>| key.as_deref().is_some_and(|key| words.diaries.is_ditto(key));
        let number = |key: &Option<Cow<'_, str>>| words.diaries.day_of_month(key.as_deref()?);
        match &said_month {
            None => {}
            Some(_) if again(&said_month) => {}
            // 合计, 过次页: no day of the book.
            Some(_) if number(&said_month).is_none_or(|n| n > 12) => continue,
            Some(_) => month = number(&said_month),
        }
        // A day may be merged over what was posted on it.
        let goes_on = said_day.is_none() && is_merged_down(sheet, At::new(row.row, head.col + 1));
        if !again(&said_day) && !goes_on {
            day = number(&said_day);
        }
        let (Some(month), Some(day)) = (month, day) else { continue };
        let date = Date::new(head.year.unwrap_or(super::told::LEAP), month, day).ok();
        let value = match date.filter(|_| head.year.is_some()) {
            Some(date) => Value::Date(date.to_datetime(Time::midnight())),
            None => Value::Text(words.diaries.written_day(month, day)),
        };
        changes.push((At::new(row.row, head.col), Some(value)));
        changes.push((At::new(row.row, head.col + 1), None));
    }
    let mut out = sheet.clone();
    let heads = Area::between(At::new(head.row - 1, head.col), At::new(head.row, head.col + 1));
    // Each line has a day of its own now: months and days merged over their lines would hide all but the first.
    let of_days = |merge: &Area| {
        let below = merge.first.row > head.row && merge.first.row < merge.last.row;
        below && merge.first.col >= head.col && merge.last.col <= head.col + 1
    };
    out.merges.retain(|merge| !merge.meets(heads) && !of_days(merge));
    out.merges.push(heads);
    out.replace(&changes);
    Some(out)
}

/// Months and days under a year, in two rows that follow one another.
fn head(above: &Row, row: &Row, words: &Words) -> Option<Head> {
    if above.row + 1 != row.row {
        return None;
    }
    row.cells.windows(2).find_map(|pair| {
        let [(col, month), (next, day)] = pair else { return None };
        // Asked of every pair of a sheet.
        let (Value::Text(month), Value::Text(day)) = (&month.value, &day.value) else { return None };
        if col + 1 != *next || !words.diaries.heads_month_and_day(month, day) {
            return None;
        }
        let year = words.diaries.year_over(&key(cell(above, *col)?))?;
        Some(Head { row: row.row, col: *col, year })
    })
}

/// Whether the cell at `at` is merged with one above it.
fn is_merged_down(sheet: &Sheet, at: At) -> bool {
    sheet.merges.iter().any(|merge| merge.contains(at) && merge.first.row < at.row && merge.first.col == at.col)
}

fn cell(row: &Row, col: u32) -> Option<&Cell> {
    let index = row.cells.binary_search_by_key(&col, |(col, _)| *col).ok()?;
    Some(&row.cells[index].1).filter(|cell| !key(cell).is_empty())
}

fn key(cell: &Cell) -> Cow<'_, str> {
    match &cell.value {
        Value::Text(text) => folded(text),
        other => Cow::Owned(folded(&other.shown()).into_owned()),
    }
}
