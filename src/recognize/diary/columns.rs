//! "县政府网站（填栏目）: 教育动态." Diaries that name the website column in the cell, and cells that tell posts in words nobody counts.
//!
//! In: positions of a diary beside its accounts. Out: for each website column the lines on which a post went to it, or a doubt with all cells
//! that cannot be told; of headings about outlets that nobody reads a doubt with the number of their texts. It counts nothing by month.

use super::days::Days;
use super::ledger::{PostsOfDay, Written};
use super::names::{Named, Role, path};
use crate::field::Field;
use crate::finding::{Finding, Kind, ShapeDoubt};
use crate::fold::{fold, one_line};
use crate::period::PeriodSaid;
use crate::place::{Area, At};
use crate::read::Value;
use crate::recognize::grid::{Grid, Ink, Look};
use crate::recognize::ledger::Alike;
use crate::recognize::lexicon::{Lexicon, is_month};
use crate::recognize::{Heading, RawCell, RawRow, Table, Why};

/// A longer text is no column's name.
const LONGEST: usize = 16;

/// A position of a diary.
#[derive(Clone, Copy)]
pub(super) struct Beside<'a, 's> {
    pub(super) grid: &'a Grid<'s>,
    pub(super) days: &'a Days,
    pub(super) pos: u32,
}

/// The posts of each column that cells name: the column, its first cell, and its lines; the days are filled in by the diary.
pub(super) type PostsOfColumns = Vec<(Named, At, Vec<u32>)>;
/// The day of a line, as a column's posts have it.
type DayOf<'a> = &'a dyn Fn(u32, &Named) -> Option<(At, Value)>;

impl Beside<'_, '_> {
    /// Whether the position names the columns of a website: its heading says so, and words stand below.
    pub(super) fn names_columns(&self, lexicon: &Lexicon<'_>) -> bool {
        let over = path(self.grid, self.days.heads, self.pos);
        let heading: String = over.iter().map(|(_, ink)| ink.key()).collect();
        lexicon.words.diaries.heads_columns_of_site(&heading) && !self.texts(lexicon).is_empty() && !self.grid.turned
    }

    /// Lines with words that are no marks.
    fn texts(&self, lexicon: &Lexicon<'_>) -> Vec<u32> {
        let diaries = &lexicon.words.diaries;
        let own = self.days.lines.iter().filter_map(|(line, _)| Some((*line, self.grid.own(*line, self.pos)?)));
        let words = own.filter(|(_, ink)| ink.look == Look::Words);
        words.filter(|(_, ink)| !diaries.is_tick(ink.key()) && !diaries.is_no_post(ink.key())).map(|(l, _)| l).collect()
    }

    /// The posts of each column that the cells name; a doubt where one cell is not certain, and then nothing of the position counts.
    pub(super) fn read(&self, lexicon: &Lexicon<'_>) -> Result<PostsOfColumns, Box<Finding>> {
        let mut out: PostsOfColumns = Vec::new();
        let mut unclear: Vec<u32> = Vec::new();
        for (line, _) in &self.days.lines {
            let Some(ink) = self.grid.own(*line, self.pos) else { continue };
            if lexicon.words.diaries.is_no_post(ink.key()) {
                continue;
            }
            let shared = ink.lines.1 > *line || ink.span.1 > self.pos;
            let Some(names) = names(&ink.cell.value, lexicon).filter(|_| !shared) else {
                unclear.push(*line);
                continue;
            };
            let at = self.grid.at(*line, self.pos);
            for name in names {
                let named = Named { column: Some((at, name)), ..Named::default() };
                match out.iter_mut().find(|(known, ..)| known.is_same(&named)) {
                    Some((.., lines)) => lines.push(*line),
                    None => out.push((named, at, vec![*line])),
                }
            }
        }
        if unclear.is_empty() { Ok(out) } else { Err(Box::new(self.asked(&unclear))) }
    }

    /// A doubt about texts that may tell posts and that nobody reads.
    pub(super) fn unread(&self, role: &Role, lexicon: &Lexicon<'_>) -> Option<Finding> {
        let over = path(self.grid, self.days.heads, self.pos);
        let speaks = over.iter().any(|(_, ink)| lexicon.words.diaries.speaks_of_outlets(ink.key()));
        let texts = self.texts(lexicon);
        let open = matches!(role, Role::Aside) && speaks && !texts.is_empty() && !self.grid.turned;
        open.then(|| self.asked(&texts))
    }

    /// Whether the position says something of a post on this line: its title, or words about an outlet.
    pub(super) fn tells(&self, line: u32, lexicon: &Lexicon<'_>) -> bool {
        let Some(ink) = self.grid.own(line, self.pos) else { return false };
        let over = path(self.grid, self.days.heads, self.pos);
        let words = |(_, over): &(At, &Ink<'_>)| {
            let outlet = lexicon.words.diaries.speaks_of_outlets(over.key());
            outlet || lexicon.label(over.key()) == Some(Field::PostTitle)
        };
        ink.look == Look::Words && !lexicon.words.diaries.is_no_post(ink.key()) && over.iter().any(words)
    }

    fn asked(&self, lines: &[u32]) -> Finding {
        let over = path(self.grid, self.days.heads, self.pos);
        let name = over.last().map(|(_, ink)| one_line(&ink.cell.value.shown())).unwrap_or_default();
        let mut spots = lines.iter().map(|line| self.grid.sheet.place.at(Area::one(self.grid.at(*line, self.pos))));
        let first = spots.next().unwrap_or_else(|| self.grid.sheet.place.clone());
        let kind = Kind::ShapeUnread { why: ShapeDoubt::Cells, name, count: lines.len() };
        Finding::new(kind, first).related(spots)
    }
}

/// Diaries of one book that name website columns in their cells are one register: a column that only some of them name had no post in the
/// others, which is told as a name without any line. Only where each is of a month of its own: sheets of one month are several units'.
pub(in crate::recognize) fn complete(tables: &mut [Table]) {
    let column = |table: &Table| {
        let day = table.headings.iter().find(|h| h.field == Some(Field::Day))?;
        let found = table.headings.iter().enumerate().find(|(_, h)| h.field == Some(Field::Column));
        let told_below = |h: &Heading| h.why == Some(Why::Place) && h.area.first.row > day.area.last.row;
        found.filter(|(_, h)| table.ledger.is_some() && told_below(h)).map(|(index, h)| (index, h.area.first))
    };
    let month = |table: &Table| table.claims.periods.iter().map(|said| said.what).find(is_month);
    let months: Vec<Option<PeriodSaid>> = tables.iter().filter(|t| column(t).is_some()).map(month).collect();
    if months.iter().enumerate().any(|(i, said)| said.is_none() || months[..i].contains(said)) {
        return;
    }
    let name = |row: &RawRow, index: usize| row.cells.get(index)?.clone();
    let mut all: Vec<RawCell> = Vec::new();
    for (table, (index, _)) in tables.iter().filter_map(|table| Some((table, column(table)?))) {
        for cell in table.rows.iter().filter_map(|row| name(row, index)) {
            if !all.iter().any(|known| fold(&known.value.shown()) == fold(&cell.value.shown())) {
                all.push(cell);
            }
        }
    }
    for table in tables {
        let Some((index, at)) = column(table) else { continue };
        let Some(ledger) = &mut table.ledger else { continue };
        for cell in &all {
            let key = fold(&cell.value.shown());
            let known = |row: &RawRow| name(row, index).is_some_and(|cell| fold(&cell.value.shown()) == key);
            if !table.rows.iter().any(known) {
                let mut cells = vec![None; table.headings.len()];
                cells[index] = Some(RawCell { at, ..cell.clone() });
                table.rows.push(RawRow { line: at.row, cells });
                ledger.alike.push(Alike { area: Area::one(at), runs: Vec::new() });
            }
        }
    }
}

/// The columns that one cell names.
fn names(value: &Value, lexicon: &Lexicon<'_>) -> Option<Vec<String>> {
    let Value::Text(text) = value else { return None };
    let parts = text.split(['、', '，', ',', '；', ';', '\n']).map(one_line).filter(|part| !fold(part).is_empty());
    let names: Vec<String> = parts.collect();
    let diaries = &lexicon.words.diaries;
    let is_name = |name: &String| {
        let key = fold(name);
        let plain = !key.contains(['。', ':', '!', '?']) && key.chars().any(|c| c.is_alphabetic());
        plain && key.chars().count() <= LONGEST && !diaries.is_tick(&key) && !diaries.is_no_post(&key)
    };
    (!names.is_empty() && names.iter().all(is_name)).then_some(names)
}

/// The posts of columns as the diary writes them, each line with its day.
pub(super) fn written(posts: PostsOfColumns, pos: u32, day: DayOf<'_>) -> Vec<Written> {
    let one = |(named, at, lines): (Named, At, Vec<u32>)| {
        let lines = lines.into_iter().map(|line| PostsOfDay { line, pos, day: day(line, &named), count: 1 }).collect();
        Written { named, at, lines }
    };
    posts.into_iter().map(one).collect()
}
