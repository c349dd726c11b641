//! "2024年 over 月 and 日." Books kept by hand, whose days stand in two cells.
//!
//! In: a sheet. Out: the same sheet with one cell for each day in place of two, under one heading, on each of its pages; a sheet without
//! such headings is left as it is. A month that is not repeated (〃, a blank, a cell merged downwards) is the one above. Behind December the year turns, unless a page
//! says otherwise: then its days stay as they are, for nobody knows them. Everything else stays where it stands.

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
    let heads: Vec<Head> = sheet.rows().windows(2).filter_map(|rows| head(&rows[0], &rows[1], words)).collect();
    let first = *heads.first()?;
    let mut changes: Vec<(At, Option<Value>)> = Vec::new();
    let mut out = sheet.clone();
    let mut pages = heads.iter().filter(|head| head.col == first.col).peekable();
    let mut book = Book::default();
    while let Some(head) = pages.next() {
        let corner = At::new(head.row - 1, head.col);
        let area = Area::between(corner, At::new(head.row, head.col + 1));
        changes.push((corner, Some(Value::Text(words.diaries.day_heading.clone()))));
        changes.extend([(0, 1), (1, 0), (1, 1)].map(|(row, col)| (At::new(corner.row + row, corner.col + col), None)));
        let end = pages.peek().map_or(u32::MAX, |next| next.row - 1);
        // Each line has a day of its own now: months and days merged over their lines would hide all but the first.
        let of_days = |merge: &Area| {
            let below = merge.first.row > head.row && merge.first.row < merge.last.row && merge.first.row < end;
            below && merge.first.col >= head.col && merge.last.col <= head.col + 1
        };
        out.merges.retain(|merge| !merge.meets(area) && !of_days(merge));
        out.merges.push(area);
        book.open(head.year);
        for row in sheet.rows().iter().filter(|row| row.row > head.row && row.row < end) {
            changes.extend(book.day((sheet, row), head.col, words).into_iter().flatten());
        }
    }
    out.replace(&changes);
    Some(out)
}

/// How far a book was read.
#[derive(Default)]
struct Book {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    /// Whether no month fell behind the one before it.
    rises: bool,
    /// Whether a page was opened since the last month.
    opened: bool,
    /// Whether the year of the page cannot be that of its days.
    unsure: bool,
}

impl Book {
    /// A page with its year; one without goes on with that of the page before it.
    fn open(&mut self, year: Option<i16>) {
        let later = year.is_some_and(|year| self.year.is_none_or(|before| year > before));
        let earlier = year.is_some_and(|year| self.year.is_some_and(|before| year < before));
        if later {
            (self.month, self.rises, self.unsure) = (None, true, false);
        }
        self.unsure |= earlier;
        self.year = year.or(self.year);
        self.opened = true;
    }

    /// The cells of a row that tell its day.
    fn day(&mut self, (sheet, row): (&Sheet, &Row), col: u32, words: &Words) -> Option<[(At, Option<Value>); 2]> {
        let key = |col: u32| cell(row, col).map(|cell| key(cell));
        let (said_month, said_day) = (key(col), key(col + 1));
        let again = |key: &Option<Cow<'_, str>>| key.as_deref().is_some_and(|key| words.diaries.is_ditto(key));
        let number = |key: &Option<Cow<'_, str>>| words.diaries.day_of_month(key.as_deref()?);
        if said_month.is_some() && !again(&said_month) {
            // 合计, 过次页: no day of the book.
            self.turn_to(number(&said_month).filter(|n| *n <= 12)?);
        }
        // A day may be merged over what was posted on it.
        let goes_on = said_day.is_none() && is_merged_down(sheet, At::new(row.row, col + 1));
        if !again(&said_day) && !goes_on {
            self.day = number(&said_day);
        }
        let (month, day) = (self.month?, self.day?);
        if self.unsure {
            return None;
        }
        let date = Date::new(self.year.unwrap_or(super::ledger::told::LEAP), month, day).ok();
        let value = match date.filter(|_| self.year.is_some()) {
            Some(date) => Value::Date(date.to_datetime(Time::midnight())),
            None => Value::Text(words.diaries.written_day(month, day)),
        };
        Some([(At::new(row.row, col), Some(value)), (At::new(row.row, col + 1), None)])
    }

    /// The month of the lines below.
    fn turn_to(&mut self, month: i8) {
        match self.month {
            Some(DECEMBER) if month <= TURNED && self.rises => {
                // On a page of its own the year is what the page says, and it says the old one.
                self.unsure |= self.opened && self.year.is_some();
                self.year = self.year.map(|year| year + 1);
            }
            // Where months fell before, from the last to the first or by a late line, nobody knows where the year turned.
            Some(DECEMBER) if month <= TURNED => self.unsure = true,
            Some(1) if month == DECEMBER && !self.rises => self.unsure = true,
            Some(before) if month < before => self.rises = false,
            _ => {}
        }
        (self.month, self.opened) = (Some(month), false);
    }
}

const DECEMBER: i8 = 12;
/// Behind December a later month is a line that came late.
const TURNED: i8 = 6;

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
