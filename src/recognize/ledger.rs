//! "Ninety days, one account: ninety kinds of lines." The lines of a ledger, counted where they are read.
//!
//! In: the lines of a ledger of posts or of messages, cell by cell under its headings, in any order. Out: one row for all lines that say
//! the same in every field that counts, with the numbers of the lines, and the lines that may repeat each other. Titles go no further than
//! here; of a message nothing does but its unit, its days, its state and its time limit, each as a [`Told`]. It judges nothing: days
//! without a year and names in two writings mean something only to `normalize`, which gets what it needs for them.
//!
//! Titles are compared by 64 bits of a hash with fixed keys: among half a million titles the chance that any two different ones of the
//! same day and account are taken for one is below one in a hundred million. Two citizens may write under one title on one day, so a
//! message is a repeat only where its number is the same, or, without numbers, everything else that the ledger tells about it.

pub(super) mod titles;
pub(super) mod told;

use super::{Heading, RawCell, RawRow};
use crate::field::{Field, Form};
use crate::fold::{fold, folded, is_empty};
use crate::place::{Area, At};
use crate::read::{Cell, Value};
use crate::rules::Words;
use crate::rules::periods::parse_day;
use foldhash::quality::{FixedState, FoldHasher};
use jiff::civil::Time;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, Hasher};
use titles::{Titles, WrongTitles};
use told::{Asked, LEAP, Told, is_told};

/// What stands behind the rows of a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// For each row of the table its lines.
    pub alike: Vec<Alike>,
    /// Lines that have their title and day of the year in common with others, list by list, each ascending.
    pub again: Vec<Vec<Again>>,
    /// Wrong wordings in titles of posts; of messages none are looked for.
    pub wrong: WrongTitles,
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
            // A cell of a diary that tells several posts.
            [first, ..] if first.0 == first.1 && self.runs.iter().all(|run| *run == first) => self.area,
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

/// What a ledger's headings say about its lines.
#[derive(Debug, Clone)]
pub(super) struct Head {
    /// Whether its lines are messages, of which less may leave the reader.
    private: bool,
    /// For each heading its field.
    fields: Vec<Option<Field>>,
    /// What its headings ask.
    asked: Asked,
}

/// Lines of a ledger on their way to rows.
#[derive(Debug)]
pub(super) struct Counter {
    head: Head,
    /// What a line takes whose cells are unknown.
    whole: Area,
    /// Whether lines may come together: not where they are letter columns.
    joins: bool,
    rows: Vec<RawRow>,
    alike: Vec<Alike>,
    /// Rows by the hash of what they say.
    known: HashMap<u64, Vec<u32>, FixedState>,
    /// Hash of title and day, line, row.
    titles: Vec<(u64, u32, u32)>,
    wrong: Titles,
}

/// More digits than a running number has: the number that a message bears elsewhere too.
const RUNNING: usize = 5;

/// What a line says under each heading, as far as it may leave.
type Key<'k> = Vec<Option<(Cow<'k, Value>, Seen<'k>)>>;

impl Head {
    pub(super) fn of(form: Form, headings: &[Heading], words: &Words) -> Self {
        let any = |field: Field, asks: &dyn Fn(&str) -> bool| {
            headings.iter().any(|h| h.field == Some(field) && h.path.last().is_some_and(|text| asks(text)))
        };
        Self {
            private: form == Form::MessageLedger,
            fields: headings.iter().map(|h| h.field).collect(),
            asked: Asked {
                in_working_days: any(Field::Due, &|text| words.states.counts_working_days(text)),
                in_time: any(Field::LateMark, &|text| words.states.asks_in_time(text)),
            },
        }
    }

    /// What may leave of a cell of a line that tells about people or their messages; `None` where nothing may or nothing is told.
    pub(super) fn told(&self, field: Field, value: &Value, words: &Words) -> Option<Value> {
        Told::read((field, value), words, self.asked).map(Told::to_value)
    }
}

impl Counter {
    pub(super) fn new(head: Head, whole: Area, joins: bool) -> Self {
        let (rows, alike, titles) = (Vec::new(), Vec::new(), Vec::new());
        Self { head, whole, joins, rows, alike, known: HashMap::default(), titles, wrong: Titles::default() }
    }

    /// The same for a table that turned out to be longer.
    pub(super) fn within(self, whole: Area) -> Self {
        Self { whole, ..self }
    }

    /// Counts one line; `cells` stand in the order of the headings.
    pub(super) fn add(&mut self, line: u32, cells: &[Option<Seen<'_>>], words: &Words) {
        let own = cells.iter().flatten().filter(|c| !c.filled).map(|c| Area::one(c.at)).reduce(Area::with);
        let (area, joins) = (own.unwrap_or(self.whole), self.joins && own.is_some());
        let key = self.key(cells, words);
        let month_day = self.month_day(&key);
        let row = self.row_of((line, area, joins), &key);
        if !self.head.private && !words.wrong.is_empty() {
            let under = self.head.fields.iter().zip(cells).filter(|(field, _)| **field == Some(Field::PostTitle));
            let titles = under.filter_map(|(_, cell)| cell.filter(|cell| !cell.filled));
            titles.for_each(|title| self.wrong.look((line, row), (title.at, title.value), &words.wrong));
        }
        if let Some(month_day) = month_day
            && let Some(title) = self.title(cells)
        {
            let mut hasher = FixedState::default().build_hasher();
            (&*title, month_day).hash(&mut hasher);
            if self.head.private {
                self.hash_message(cells, &mut hasher);
            }
            self.titles.push((hasher.finish(), line, row));
        }
    }

    /// What the line says under each heading that counts.
    fn key<'k>(&self, cells: &[Option<Seen<'k>>], words: &Words) -> Key<'k> {
        let kept = |field: Field, cell: &Seen<'k>| match field {
            _ if self.head.private && is_told(field) => self.head.told(field, cell.value, words).map(Cow::Owned),
            Field::Day => Some(Cow::Owned(day(cell.value))),
            _ => Some(Cow::Borrowed(cell.value)),
        };
        let counts = |field: Field| if self.head.private { leaves_message(field) } else { counts(field) };
        let cell = |(field, cell): (&Option<Field>, &Option<Seen<'k>>)| {
            let (field, cell) = (field.filter(|f| counts(*f))?, cell.as_ref()?);
            Some((kept(field, cell)?, *cell))
        };
        self.head.fields.iter().zip(cells).map(cell).collect()
    }

    fn month_day(&self, key: &Key<'_>) -> Option<(i8, i8)> {
        let index = self.head.fields.iter().position(|f| *f == Some(Field::Day))?;
        let (value, _) = key.get(index)?.as_ref()?;
        match &**value {
            told if self.head.private => Told::of(told).month_day(),
            Value::Date(day) => Some((day.month(), day.day())),
            text => parse_day(&text.shown(), Some(LEAP)).map(|day| (day.month(), day.day())),
        }
    }

    /// The folded title of a line.
    fn title<'a>(&self, cells: &[Option<Seen<'a>>]) -> Option<Cow<'a, str>> {
        let under = self.head.fields.iter().zip(cells).filter(|(f, _)| **f == Some(Field::PostTitle));
        let mut titles = under.filter_map(|(_, cell)| match cell.as_ref()?.value {
            Value::Text(text) => (!is_empty(text)).then(|| folded(text)),
            other => Some(other.shown()).filter(|shown| !is_empty(shown)).map(|shown| Cow::Owned(fold(&shown))),
        });
        titles.next()
    }

    /// What tells one message from another of the same title and day: its number, else all that no field is given to.
    fn hash_message(&self, cells: &[Option<Seen<'_>>], hasher: &mut FoldHasher<'_>) {
        let under = |wanted: fn(Option<Field>) -> bool| {
            self.head.fields.iter().zip(cells).filter(move |(f, _)| wanted(**f)).filter_map(|(_, cell)| cell.as_ref())
        };
        let mut numbers = under(|field| field == Some(Field::Serial)).map(|cell| cell.value.shown());
        if let Some(number) = numbers.rfind(|n| is_number_of_its_own(n)) {
            folded(&number).hash(hasher);
            return;
        }
        for cell in under(|field| matches!(field, None | Some(Field::NotData | Field::Remark))) {
            folded(&cell.value.shown()).hash(hasher);
        }
    }

    /// The row that says what the line says; a new one for the first.
    fn row_of(&mut self, at: (u32, Area, bool), key: &Key<'_>) -> u32 {
        let (line, area, joins) = at;
        let mut hasher = FixedState::default().build_hasher();
        (area.first.col, area.last.col).hash(&mut hasher);
        key.iter().for_each(|cell| hash_value(cell.as_ref().map(|(value, _)| &**value), &mut hasher));
        let hash = hasher.finish();
        let same = |row: &&u32| {
            let (known, alike) = (&self.rows[**row as usize], &self.alike[**row as usize]);
            let equal = |(known, cell): (&Option<RawCell>, &Option<(Cow<'_, Value>, Seen<'_>)>)| match (known, cell) {
                (Some(known), Some((value, _))) => known.value == **value,
                (known, cell) => known.is_none() && cell.is_none(),
            };
            (alike.area.first.col, alike.area.last.col) == (area.first.col, area.last.col)
                && known.cells.iter().zip(key).all(equal)
        };
        let row = self.known.get(&hash).filter(|_| joins).and_then(|rows| rows.iter().find(same)).copied();
        let first = || -> Vec<Option<RawCell>> {
            let raw = |(value, cell): &(Cow<'_, Value>, Seen<'_>)| RawCell {
                at: cell.at,
                value: value.clone().into_owned(),
                formula: cell.formula,
                filled: cell.filled,
            };
            key.iter().map(|cell| cell.as_ref().map(raw)).collect()
        };
        let Some(row) = row else {
            let row = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
            self.rows.push(RawRow { line, cells: first() });
            self.alike.push(Alike { area, runs: vec![(line, line)] });
            if joins {
                self.known.entry(hash).or_default().push(row);
            }
            return row;
        };
        if line < self.rows[row as usize].line {
            self.rows[row as usize] = RawRow { line, cells: first() };
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
        let wrong = self.wrong.finish(&place);
        (rows, Ledger { alike, again, wrong })
    }
}

/// Turns the raw rows of a ledger of posts or messages into rows of lines that say the same.
#[must_use]
pub fn count_lines(
    (form, headings): (Form, &[Heading]),
    rows: &[RawRow],
    whole: Area,
    words: &Words,
) -> (Vec<RawRow>, Ledger) {
    let mut counter = Counter::new(Head::of(form, headings, words), whole, true);
    for row in rows {
        let cells = row.cells.iter().map(|cell| cell.as_ref().map(Seen::of));
        counter.add(row.line, &cells.collect::<Vec<_>>(), words);
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

/// What may leave of a line about a message.
const fn leaves_message(field: Field) -> bool {
    matches!(field, Field::Unit) || is_told(field)
}

/// Whether a number names the message itself and not only its place in the list.
fn is_number_of_its_own(text: &str) -> bool {
    !is_empty(text) && (text.chars().any(|c| !c.is_ascii_digit()) || text.len() > RUNNING)
}

/// A day in one writing where it is certain which one is meant; a day without its year stays as written.
fn day(value: &Value) -> Value {
    let date = match value {
        Value::Date(moment) => Some(moment.date()),
        other => parse_day(&other.shown(), None),
    };
    date.map_or_else(|| value.clone(), |date| Value::Date(date.to_datetime(Time::midnight())))
}

fn hash_value(value: Option<&Value>, hasher: &mut FoldHasher<'_>) {
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
