//! "Ninety days, one account: ninety kinds of lines." The lines of a ledger, counted where they are read.
//!
//! In: the lines of a ledger of posts, cell by cell under its headings, in any order. Out: one row for all lines that say the same in
//! every field that counts, with the numbers of the lines, and the lines that may repeat each other. Titles go no further than here. It
//! judges nothing: days without a year and names in two writings mean something only to `normalize`, which gets what it needs for them.
//!
//! Titles are compared by 64 bits of a hash with fixed keys: among half a million titles the chance that any two different ones of the
//! same day and account are taken for one is below one in a hundred million.

use super::{Heading, RawCell, RawRow};
use crate::field::Field;
use crate::fold::{fold, folded, is_empty};
use crate::place::{Area, At};
use crate::read::{Cell, Value};
use crate::rules::periods::parse_day;
use jiff::civil::Time;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What stands behind the rows of a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// For each row of the table its lines.
    pub alike: Vec<Alike>,
    /// Lines that have their title and day of the year in common with others, list by list, each ascending.
    pub again: Vec<Vec<Again>>,
}

/// Lines that say the same in every field that counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alike {
    /// The cells of the first line.
    pub area: Area,
    /// First and last of lines that follow one another, ascending.
    pub runs: Vec<(u32, u32)>,
}

/// A line that may repeat another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Again {
    /// Its number.
    pub line: u32,
    /// The row of the table that it belongs to, from zero.
    pub row: u32,
}

impl Alike {
    /// How many lines there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.runs.iter().map(|(first, last)| (last - first + 1) as usize).sum()
    }

    /// Every line, ascending.
    pub fn lines(&self) -> impl Iterator<Item = u32> + '_ {
        self.runs.iter().flat_map(|(first, last)| *first..=*last)
    }

    /// The cells of the lines from `first` to `last`; lines that are letter columns never come together here.
    #[must_use]
    pub fn area(&self, (first, last): (u32, u32)) -> Area {
        match self.runs[..] {
            [(a, b)] if a == b => self.area,
            _ => Area::between(At::new(first, self.area.first.col), At::new(last, self.area.last.col)),
        }
    }
}

/// A cell as it stands under a heading.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'a> {
    /// Where it stands; for a value filled from a merge, the merge's first cell.
    pub(super) at: At,
    /// What it holds.
    pub(super) value: &'a Value,
    /// Whether it is the result of a formula.
    pub(super) formula: bool,
    /// Whether it stands on another line.
    pub(super) filled: bool,
    /// Whether it is merged over more than its heading or its line.
    pub(super) is_shared: bool,
}

impl<'a> Seen<'a> {
    /// A cell that no merge touches.
    pub(super) const fn plain(at: At, cell: &'a Cell) -> Self {
        Self { at, value: &cell.value, formula: cell.formula, filled: false, is_shared: false }
    }

    const fn of(cell: &'a RawCell) -> Self {
        Self { at: cell.at, value: &cell.value, formula: cell.formula, filled: cell.filled, is_shared: false }
    }
}

/// Lines of a ledger on their way to rows.
#[derive(Debug)]
pub(super) struct Counter {
    /// For each heading its field.
    fields: Vec<Option<Field>>,
    /// Headings whose cells must be the same on lines that come together.
    counting: Vec<usize>,
    /// The first heading of days.
    first_day: Option<usize>,
    /// What a line takes whose cells are unknown.
    whole: Area,
    /// Whether lines may come together: not where they are letter columns.
    joins: bool,
    rows: Vec<RawRow>,
    alike: Vec<Alike>,
    /// Rows by the hash of what they say.
    known: HashMap<u64, Vec<u32>>,
    /// Hash of title and day, line, row.
    titles: Vec<(u64, u32, u32)>,
}

/// A leap year: every day without a year is read with it.
const LEAP: i16 = 2024;

impl Counter {
    pub(super) fn new(fields: Vec<Option<Field>>, whole: Area, joins: bool) -> Self {
        let (rows, alike, titles) = (Vec::new(), Vec::new(), Vec::new());
        let counting = (0..fields.len()).filter(|index| fields[*index].is_some_and(counts)).collect();
        let first_day = fields.iter().position(|field| *field == Some(Field::Day));
        Self { fields, counting, first_day, whole, joins, rows, alike, known: HashMap::new(), titles }
    }

    /// The same for a table that turned out to be longer.
    pub(super) fn within(self, whole: Area) -> Self {
        Self { whole, ..self }
    }

    /// Counts one line; `cells` stand in the order of the headings.
    pub(super) fn add(&mut self, line: u32, cells: &[Option<Seen<'_>>]) {
        let own = cells.iter().flatten().filter(|c| !c.filled).map(|c| Area::one(c.at)).reduce(Area::with);
        let day = self.cell(cells, Field::Day).map(|cell| day(cell.value));
        let (area, joins) = (own.unwrap_or(self.whole), self.joins && own.is_some());
        let row = self.row_of((line, area, joins), cells, day.as_ref());
        let month_day = match &day {
            Some(Value::Date(day)) => Some((day.month(), day.day())),
            Some(text) => parse_day(&text.shown(), Some(LEAP)).map(|day| (day.month(), day.day())),
            None => None,
        };
        if let Some(month_day) = month_day
            && let Some(title) = self.title(cells)
        {
            let mut hasher = DefaultHasher::new();
            (&*title, month_day).hash(&mut hasher);
            self.titles.push((hasher.finish(), line, row));
        }
    }

    /// The cell under the first heading of a field.
    fn cell<'a>(&self, cells: &[Option<Seen<'a>>], field: Field) -> Option<Seen<'a>> {
        let index = self.fields.iter().position(|f| *f == Some(field))?;
        *cells.get(index)?
    }

    /// The folded title of a line.
    fn title<'a>(&self, cells: &[Option<Seen<'a>>]) -> Option<Cow<'a, str>> {
        let under = self.fields.iter().zip(cells).filter(|(f, _)| **f == Some(Field::PostTitle));
        let mut titles = under.filter_map(|(_, cell)| match cell.as_ref()?.value {
            Value::Text(text) => (!is_empty(text)).then(|| folded(text)),
            other => Some(other.shown()).filter(|shown| !is_empty(shown)).map(|shown| Cow::Owned(fold(&shown))),
        });
        titles.next()
    }

    /// The row that says what the line says; a new one for the first.
    fn row_of(&mut self, at: (u32, Area, bool), cells: &[Option<Seen<'_>>], day: Option<&Value>) -> u32 {
        let (line, area, joins) = at;
        let said = |index: usize| {
            let cell = cells.get(index)?.as_ref()?;
            Some(day.filter(|_| self.first_day == Some(index)).unwrap_or(cell.value))
        };
        let mut hasher = DefaultHasher::new();
        (area.first.col, area.last.col).hash(&mut hasher);
        self.counting.iter().for_each(|index| hash_value(said(*index), &mut hasher));
        let hash = hasher.finish();
        let same = |row: &&u32| {
            let (known, alike) = (&self.rows[**row as usize], &self.alike[**row as usize]);
            let says = |index: usize| known.cells.get(index)?.as_ref().map(|cell| &cell.value);
            (alike.area.first.col, alike.area.last.col) == (area.first.col, area.last.col)
                && self.counting.iter().all(|index| says(*index) == said(*index))
        };
        let row = self.known.get(&hash).filter(|_| joins).and_then(|rows| rows.iter().find(same)).copied();
        let first = || -> Vec<Option<RawCell>> {
            let raw = |(index, cell): (usize, &Option<Seen<'_>>)| {
                let value = said(index).filter(|_| self.counting.contains(&index))?.clone();
                cell.as_ref().map(|cell| RawCell { at: cell.at, value, formula: cell.formula, filled: cell.filled })
            };
            cells.iter().enumerate().map(raw).collect()
        };
        let Some(row) = row else {
            let row = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
            let cells = first();
            self.rows.push(RawRow { line, cells });
            self.alike.push(Alike { area, runs: vec![(line, line)] });
            if joins {
                self.known.entry(hash).or_default().push(row);
            }
            return row;
        };
        if line < self.rows[row as usize].line {
            let cells = first();
            self.rows[row as usize] = RawRow { line, cells };
            self.alike[row as usize].area = area;
        }
        match self.alike[row as usize].runs.last_mut() {
            Some((_, last)) if *last + 1 == line => *last = line,
            _ => self.alike[row as usize].runs.push((line, line)),
        }
        row
    }

    /// The rows, in the order of their first lines, and what stands behind them.
    pub(super) fn finish(self) -> (Vec<RawRow>, Ledger) {
        let mut order: Vec<u32> = (0u32..).take(self.rows.len()).collect();
        order.sort_by_key(|row| self.rows[*row as usize].line);
        let mut place = vec![0; order.len()];
        for (new, old) in (0u32..).zip(&order) {
            place[*old as usize] = new;
        }
        let mut both: Vec<(RawRow, Alike)> = self.rows.into_iter().zip(self.alike).collect();
        both.sort_by_key(|(row, _)| row.line);
        let (rows, mut alike): (Vec<RawRow>, Vec<Alike>) = both.into_iter().unzip();
        alike.iter_mut().for_each(|alike| join_runs(&mut alike.runs));
        let mut titles = self.titles;
        titles.sort_unstable();
        let same = titles.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1);
        let again = |(_, line, row): &(u64, u32, u32)| Again { line: *line, row: place[*row as usize] };
        let mut again: Vec<Vec<Again>> = same.map(|same| same.iter().map(again).collect()).collect();
        again.sort_by_key(|lines| lines.first().map(|a| a.line));
        (rows, Ledger { alike, again })
    }
}

/// Turns the raw rows of a ledger of posts into rows of lines that say the same.
#[must_use]
pub fn count_lines(headings: &[Heading], rows: &[RawRow], whole: Area) -> (Vec<RawRow>, Ledger) {
    let mut counter = Counter::new(headings.iter().map(|h| h.field).collect(), whole, true);
    for row in rows {
        let cells = row.cells.iter().map(|cell| cell.as_ref().map(Seen::of));
        counter.add(row.line, &cells.collect::<Vec<_>>());
    }
    counter.finish()
}

/// Whether lines that differ in a field must be counted apart.
const fn counts(field: Field) -> bool {
    matches!(
        field,
        Field::Unit | Field::Account | Field::AccountType | Field::Column | Field::Day | Field::OriginalMark
    )
}

/// A day in one writing where it is certain which one is meant; a day without its year stays as written.
fn day(value: &Value) -> Value {
    let date = match value {
        Value::Date(moment) => Some(moment.date()),
        other => parse_day(&other.shown(), None),
    };
    date.map_or_else(|| value.clone(), |date| Value::Date(date.to_datetime(Time::midnight())))
}

fn hash_value(value: Option<&Value>, hasher: &mut DefaultHasher) {
    match value {
        None => 0u8.hash(hasher),
        Some(Value::Text(text)) => text.hash(hasher),
        Some(Value::Date(moment)) => {
            let day = i64::from(moment.year()) << 16 | i64::from(moment.month()) << 8 | i64::from(moment.day());
            day.hash(hasher);
        }
        Some(Value::Number(number)) => number.to_bits().hash(hasher),
        Some(other) => other.shown().hash(hasher),
    }
}

/// Brings runs into order, those that touch into one.
fn join_runs(runs: &mut Vec<(u32, u32)>) {
    runs.sort_unstable();
    let mut out: Vec<(u32, u32)> = Vec::with_capacity(runs.len());
    for (first, last) in runs.drain(..) {
        match out.last_mut() {
            Some((_, end)) if *end + 1 == first => *end = last,
            _ => out.push((first, last)),
        }
    }
    *runs = out;
}
