//! "Half a million lines of the same kind." Long ledgers, counted while they are read.
//!
//! In: the rows of a book as the reader meets them. Out: which rows must be kept, and the book's tables at the end. When a sheet is longer
//! than any form and all of it so far is one ledger of posts or messages, a row that looks like the rows before it is counted and let go. Every
//! other row is kept with its neighbours, so that the usual recognition of what was kept meets totals, signatures and further tables
//! as they stand. Where that recognition does not find the ledger as its head promised, nothing is said: the file must be read whole.

use super::book::{FORM_ROWS, build_sheet, recognize_sheets};
use super::grid::{Grid, Look, look};
use super::ledger::{Counter, Head, Seen};
use super::lexicon::Lexicon;
use super::region::Region;
use super::rows::Kind;
use super::{Heading, Recognized};
use crate::field::Field;
use crate::place::At;
use crate::read::{Book, Cell, Row, Sheet, Value, Watch};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::Arc;

/// Rows kept before and after each row that is not plain; captions and groups of headings reach no further.
const NEIGHBOURS: usize = 4;
/// Body rows that decide what headings mean; the head of a ledger must hold them all.
const DECIDING: usize = 60;
/// Looks at a sheet, each twice as long as the one before, until it is taken for no ledger.
const LOOKS: usize = 4;
/// Texts of one column that are remembered as plain.
const REMEMBERED: usize = 8;

/// Watches a book while it is read.
pub struct Watcher<'l, 'w> {
    lexicon: &'l Lexicon<'w>,
    sheets: Vec<Watched>,
}

/// One sheet that has rows.
struct Watched {
    name: Option<Arc<str>>,
    looks: usize,
    ledger: Option<Box<Counting>>,
}

/// A ledger that is being counted.
struct Counting {
    thinned: Thinned,
    counter: Counter,
    /// Position of each heading.
    positions: Vec<u32>,
    fields: Vec<Option<Field>>,
    /// Words of headings, which no plain row repeats.
    heading_keys: Vec<String>,
    /// Positions and looks of the ledger's rows so far.
    patterns: Vec<Vec<(u32, Look)>>,
    /// First and last rows of merged regions.
    merged: Vec<(u32, u32)>,
    /// Texts known to be plain, by position.
    plain: Vec<(u32, Vec<String>)>,
    /// The latest rows let go, which come back when the next one is not plain.
    latest: VecDeque<Row>,
    /// Rows that came back.
    back: Vec<Row>,
    last_row: u32,
    /// Rows still to be kept.
    keep: usize,
    /// Whether another table may have begun.
    stopped: bool,
    pattern: Vec<(u32, Look)>,
}

/// What is missing from a sheet, and the ledger that it belongs to.
pub(super) struct Thinned {
    heads: (u32, u32),
    span: (u32, u32),
    headings: Vec<Heading>,
    /// First and last of rows let go that follow one another, ascending.
    gone: Vec<(u32, u32)>,
    counter: RefCell<Option<Counter>>,
}

impl Thinned {
    /// Whether this row was let go.
    pub(super) fn has(&self, row: u32) -> bool {
        let after = self.gone.partition_point(|(first, _)| *first <= row);
        after.checked_sub(1).is_some_and(|index| row <= self.gone[index].1)
    }

    /// The lines let go, when this is the table that they belong to: given once.
    pub(super) fn lines_of(&self, region: &Region, headings: &[Heading], kinds: &[(u32, Kind)]) -> Option<Counter> {
        let is_row =
            |line: u32| kinds.binary_search_by_key(&line, |(l, _)| *l).is_ok_and(|index| kinds[index].1 == Kind::Row);
        let around = |(first, last): &(u32, u32)| first.checked_sub(1).is_some_and(is_row) && is_row(last + 1);
        let same = !region.turned
            && (region.heads, region.span) == (self.heads, self.span)
            && headings == self.headings
            && self.gone.iter().all(around);
        self.counter.borrow_mut().take_if(|_| same).map(|counter| counter.within(region.area))
    }

    /// Whether the lines found their table, and no caption was looked for among rows that are not there.
    pub(super) fn agrees(&self, regions: &[Region]) -> bool {
        let near = |row: &u32| (1..=NEIGHBOURS as u32).any(|up| row.checked_sub(up).is_some_and(|row| self.has(row)));
        self.counter.borrow().is_none() && !regions.iter().flat_map(|r| &r.captions).any(near)
    }
}

impl<'l, 'w> Watcher<'l, 'w> {
    /// Ready to watch one book.
    #[must_use]
    pub const fn new(lexicon: &'l Lexicon<'w>) -> Self {
        Self { lexicon, sheets: Vec::new() }
    }

    /// The tables of the book that was watched; `None` when it must be read without being watched.
    #[must_use]
    pub fn recognize(self, mut book: Book) -> Option<Recognized> {
        let mut watched = self.sheets.into_iter();
        let mut thinned: Vec<Option<Thinned>> = Vec::new();
        for sheet in &mut book.sheets {
            if sheet.rows().is_empty() {
                thinned.push(None);
                continue;
            }
            let ledger = watched.next().filter(|w| w.name == sheet.place.sheet)?.ledger;
            thinned.push(ledger.and_then(|ledger| ledger.close(sheet)));
        }
        if watched.next().is_some() {
            return None;
        }
        recognize_sheets(&book, &thinned, self.lexicon)
    }

    fn start(&mut self, sheet: &Sheet) {
        let name = sheet.place.sheet.clone();
        // A reader that starts over shows its sheets again.
        if let Some(again) = self.sheets.iter().position(|w| w.name == name) {
            self.sheets.truncate(again);
        }
        self.sheets.push(Watched { name, looks: 0, ledger: None });
    }
}

impl Watch for Watcher<'_, '_> {
    fn keeps(&mut self, sheet: &Sheet, row: &Row) -> bool {
        if sheet.rows().is_empty() {
            self.start(sheet);
        }
        let Some(watched) = self.sheets.last_mut() else { return true };
        if watched.ledger.is_none() && watched.looks < LOOKS && sheet.rows().len() > FORM_ROWS << watched.looks {
            watched.looks += 1;
            watched.ledger = Counting::begin(sheet, self.lexicon).map(Box::new);
        }
        watched.ledger.as_mut().is_none_or(|ledger| ledger.keeps(row, self.lexicon))
    }
}

impl Counting {
    /// Looks at the sheet so far; `None` unless it is one ledger down to its last row.
    fn begin(sheet: &Sheet, lexicon: &Lexicon<'_>) -> Option<Self> {
        let grid = Grid::new(sheet, lexicon.words);
        let built = build_sheet(&grid, None, lexicon);
        let [(region, one)] = &built[..] else { return None };
        let ledger = one.table.ledger.as_ref()?;
        // Units over the lines stand under no heading that a line could be read by.
        let plain = one.table.headings.len() == one.spans.len();
        let narrow = plain && one.spans.iter().all(|(first, last)| first == last);
        let whole = region.body.len() >= DECIDING && region.body.last() == Some(&grid.last_line());
        if region.turned || !region.beside.is_empty() || !narrow || !whole {
            return None;
        }
        let mut patterns: Vec<Vec<(u32, Look)>> = Vec::new();
        for line in ledger.alike.iter().flat_map(super::Alike::lines) {
            let pattern: Vec<(u32, Look)> = grid.inks(line, (0, u32::MAX)).map(|(pos, ink)| (pos, ink.look)).collect();
            if pattern.len() > 1 && !patterns.contains(&pattern) {
                patterns.push(pattern);
            }
        }
        let inside =
            |pattern: &Vec<(u32, Look)>| pattern.iter().all(|(p, _)| (region.span.0..=region.span.1).contains(p));
        patterns.retain(inside);
        let fields: Vec<Option<Field>> = one.table.headings.iter().map(|h| h.field).collect();
        let lines = (region.heads.0..=region.heads.1).flat_map(|line| grid.inks(line, (0, u32::MAX)));
        let mut merged: Vec<(u32, u32)> = sheet.merges.iter().map(|m| (m.first.row, m.last.row)).collect();
        merged.sort_unstable();
        Some(Self {
            thinned: Thinned {
                heads: region.heads,
                span: region.span,
                headings: one.table.headings.clone(),
                gone: Vec::new(),
                counter: RefCell::new(None),
            },
            counter: Counter::new(Head::of(one.table.form, &one.table.headings, lexicon.words), region.area, true),
            positions: one.spans.iter().map(|(first, _)| *first).collect(),
            fields,
            heading_keys: lines.map(|(_, ink)| ink.key().to_owned()).collect(),
            patterns,
            merged,
            plain: Vec::new(),
            latest: VecDeque::new(),
            back: Vec::new(),
            last_row: grid.last_line(),
            keep: NEIGHBOURS,
            stopped: false,
            pattern: Vec::new(),
        })
    }

    fn keeps(&mut self, row: &Row, lexicon: &Lexicon<'_>) -> bool {
        let follows = row.row == self.last_row + 1;
        self.last_row = row.row;
        if self.stopped {
            return true;
        }
        if !follows || !self.is_plain(row, lexicon) {
            self.stopped = self.may_head(row, lexicon);
            self.back.extend(self.latest.drain(..));
            self.keep = NEIGHBOURS;
            return true;
        }
        if self.keep > 0 {
            self.keep -= 1;
            return true;
        }
        self.latest.push_back(row.clone());
        if self.latest.len() > NEIGHBOURS
            && let Some(gone) = self.latest.pop_front()
        {
            self.count(&gone, lexicon);
        }
        false
    }

    fn count(&mut self, row: &Row, lexicon: &Lexicon<'_>) {
        match self.thinned.gone.last_mut() {
            Some((_, last)) if *last + 1 == row.row => *last = row.row,
            _ => self.thinned.gone.push((row.row, row.row)),
        }
        let under = |pos: &u32| {
            let index = row.cells.binary_search_by_key(pos, |(col, _)| *col).ok()?;
            let (col, cell) = &row.cells[index];
            shows(cell).then(|| Seen::plain(At::new(row.row, *col), cell))
        };
        let cells: Vec<Option<Seen<'_>>> = self.positions.iter().map(under).collect();
        self.counter.add(row.row, &cells, lexicon.words);
    }

    /// Gives the rows back to the sheet that came back, and the last ones: a table ends in rows that are there. Nothing is missing from
    /// the sheet then where no row was counted.
    fn close(mut self: Box<Self>, sheet: &mut Sheet) -> Option<Thinned> {
        self.back.extend(self.latest.drain(..));
        sheet.put_back(self.back);
        if self.thinned.gone.is_empty() {
            return None;
        }
        *self.thinned.counter.get_mut() = Some(self.counter);
        Some(self.thinned)
    }

    /// Whether a row looks like the rows before it and none of its words says that it is anything but data.
    fn is_plain(&mut self, row: &Row, lexicon: &Lexicon<'_>) -> bool {
        let after = self.merged.partition_point(|(first, _)| *first <= row.row);
        if self.merged[..after].iter().any(|(_, last)| *last >= row.row) {
            return false;
        }
        let mut pattern = std::mem::take(&mut self.pattern);
        pattern.clear();
        let mut fine = !may_be_headings(row, lexicon);
        for (col, cell) in &row.cells {
            let Some((look, _)) = self.look(*col, cell, lexicon) else { continue };
            fine = fine && (look != Look::Words || self.is_word(*col, pattern.is_empty(), cell, lexicon));
            pattern.push((*col, look));
        }
        let known = self.patterns.contains(&pattern);
        self.pattern = pattern;
        fine && known && self.has_day(row)
    }

    fn has_day(&self, row: &Row) -> bool {
        let day = self.fields.iter().position(|f| *f == Some(Field::Day)).map(|index| self.positions[index]);
        row.cells.iter().any(|(col, cell)| Some(*col) == day && matches!(cell.value, Value::Date(_)))
    }

    /// What a cell looks like; a text that was plain before is still words.
    fn look<'c>(
        &self,
        col: u32,
        cell: &'c Cell,
        lexicon: &Lexicon<'_>,
    ) -> Option<(Look, std::cell::OnceCell<std::borrow::Cow<'c, str>>)> {
        match &cell.value {
            Value::Text(text) if self.is_remembered(col, text) => Some((Look::Words, std::cell::OnceCell::new())),
            value => look(value, lexicon.words),
        }
    }

    fn is_remembered(&self, col: u32, text: &str) -> bool {
        self.plain.iter().any(|(c, texts)| *c == col && texts.iter().any(|t| t == text))
    }

    /// Whether words say nothing about their row.
    fn is_word(&mut self, col: u32, is_first: bool, cell: &Cell, lexicon: &Lexicon<'_>) -> bool {
        let Value::Text(text) = &cell.value else { return false };
        if is_first && text.contains([':', '：']) {
            return false;
        }
        if self.is_remembered(col, text) {
            return true;
        }
        let key = crate::fold::folded(text);
        let rows = &lexicon.words.rows;
        let speaks = rows.is_total(&key)
            || rows.is_part(&key)
            || rows.is_sample(&key)
            || rows.is_remark(&key)
            || rows.label(&key).is_some()
            || lexicon.words.diaries.is_ditto(&key)
            || self.is_name(col) && rows.is_placeholder(&key)
            || self.heading_keys.iter().any(|k| *k == key);
        if !speaks {
            self.remember(col, text);
        }
        !speaks
    }

    fn remember(&mut self, col: u32, text: &str) {
        match self.plain.iter_mut().find(|(c, _)| *c == col) {
            Some((_, texts)) if texts.len() < REMEMBERED => texts.push(text.to_owned()),
            Some(_) => {}
            None => self.plain.push((col, vec![text.to_owned()])),
        }
    }

    fn is_name(&self, col: u32) -> bool {
        let at = self.positions.iter().position(|pos| *pos == col);
        at.is_some_and(|i| matches!(self.fields[i], Some(Field::Unit | Field::Column | Field::Account)))
    }

    /// Whether another table may begin with this row: it has words of headings, and is no mere repetition of this ledger's. Below a
    /// row that is not plain itself, which may be a caption, even the same headings begin another table.
    fn may_head(&self, row: &Row, lexicon: &Lexicon<'_>) -> bool {
        let mut labels = 0;
        let texts = row.cells.iter().filter(|(_, cell)| shows(cell)).count();
        let mut repeats = texts == self.heading_keys.len() && self.keep < NEIGHBOURS;
        for (_, cell) in &row.cells {
            let Value::Text(text) = &cell.value else { continue };
            let key = crate::fold::folded(text);
            labels += usize::from(lexicon.label(&key).is_some());
            repeats &= self.heading_keys.iter().any(|k| *k == key);
        }
        labels > 1 && !repeats && !is_barred(row)
    }
}

/// Whether `blocks` might take the row for a line of headings: it asks for a heading, and for a second one or a month beside it. One word
/// that is a heading elsewhere is a state here.
fn may_be_headings(row: &Row, lexicon: &Lexicon<'_>) -> bool {
    if is_barred(row) {
        return false;
    }
    let (mut labels, mut states, mut months, mut days) = (0, 0, 0, 0);
    for (_, cell) in &row.cells {
        match &cell.value {
            Value::Text(text) => {
                let key = crate::fold::folded(text);
                let is_label = lexicon.label(&key).is_some();
                labels += usize::from(is_label);
                states += usize::from(is_label && lexicon.words.states.state(&key).is_some());
                months += usize::from(lexicon.is_month(&key));
            }
            Value::Date(day) => days += usize::from(day.day() == 1),
            _ => {}
        }
    }
    let of_line = days > 0 && labels == states;
    !of_line && labels > 0 && labels + months + days > 1
}

/// Whether a day bars the row from being a line of headings, as it does in `blocks`: its cells stand side by side, and one is a day
/// that is no month's first, which might stand for the month.
fn is_barred(row: &Row) -> bool {
    let side_by_side = row.cells.windows(2).all(|pair| pair[0].0 + 1 == pair[1].0);
    side_by_side && row.cells.iter().any(|(_, cell)| matches!(&cell.value, Value::Date(day) if day.day() != 1))
}

/// Whether anything can be seen in a cell.
fn shows(cell: &Cell) -> bool {
    !matches!(&cell.value, Value::Text(text) if crate::fold::folded(text).is_empty())
}
