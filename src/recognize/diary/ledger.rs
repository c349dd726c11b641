//! "On May 3 two posts of 某地发布." The posts of a diary as a ledger.
//!
//! In: for each name of a diary its lines with their days and numbers of posts. Out: a [`Table`] for the accounts and one for the website
//! columns, with a row for each filled cell and as many lines as it tells posts. Titles go no further than the cell that counted them.

use super::names::{Cell, Named};
use crate::field::{Field, Form};
use crate::fold::one_line;
use crate::place::{Area, At};
use crate::read::Value;
use crate::recognize::grid::Grid;
use crate::recognize::ledger::titles::WrongTitles;
use crate::recognize::ledger::{Alike, Ledger};
use crate::recognize::region::Region;
use crate::recognize::tables::empty;
use crate::recognize::{Heading, RawCell, RawRow, Table};

/// The posts of one name.
pub(in crate::recognize) struct Written {
    /// Whose they are.
    pub(in crate::recognize) named: Named,
    /// Where the name stands.
    pub(in crate::recognize) at: At,
    /// The cells that tell any.
    pub(in crate::recognize) lines: Vec<PostsOfDay>,
}

/// A cell that tells posts.
pub(in crate::recognize) struct PostsOfDay {
    /// Its line.
    pub(in crate::recognize) line: u32,
    /// Its position.
    pub(in crate::recognize) pos: u32,
    /// The day with its cell, where one is told.
    pub(in crate::recognize) day: Option<(At, Value)>,
    /// How many.
    pub(in crate::recognize) count: u64,
}

/// A field of the ledger and how a name fills it.
type Part = (Field, fn(&Named) -> Option<&Cell>);

const PARTS: [Part; 4] = [
    (Field::Unit, |named| named.unit.as_ref()),
    (Field::Account, |named| named.account.as_ref()),
    (Field::AccountType, |named| named.platform.as_ref()),
    (Field::Column, |named| named.column.as_ref()),
];

/// One ledger for the accounts and one for the website columns; `day` is the heading of the days, `original` the position of the marks.
pub(in crate::recognize) fn ledgers(
    grid: &Grid<'_>,
    (region, day, original): (&Region, At, Option<u32>),
    written: &[Written],
) -> Vec<Table> {
    let (columns, accounts): (Vec<&Written>, Vec<&Written>) =
        written.iter().partition(|written| written.named.column.is_some());
    let lists = [accounts, columns].into_iter().filter(|list| !list.is_empty());
    lists.map(|list| ledger(grid, (region, day, original), &list)).collect()
}

fn ledger(grid: &Grid<'_>, (region, day, original): (&Region, At, Option<u32>), list: &[&Written]) -> Table {
    let mut table = empty((grid, region), Form::Posts);
    let told = |part: &Part| list.iter().any(|written| part.1(&written.named).is_some());
    let parts: Vec<Part> = PARTS.into_iter().filter(told).collect();
    let text = |at: At, text: &str| RawCell { at, value: Value::Text(text.to_owned()), formula: false, filled: true };
    let said = |at: At| {
        let (line, pos) = if grid.turned { (at.col, at.row) } else { (at.row, at.col) };
        grid.seen(line, pos).map(|(_, _, ink)| one_line(&ink.cell.value.shown())).into_iter().collect()
    };
    table.headings.push(Heading::placed(Field::Day, Area::one(day), said(day)));
    for (field, name) in &parts {
        let cells: Vec<&Cell> = list.iter().filter_map(|written| name(&written.named)).collect();
        let area = cells.iter().map(|(at, _)| Area::one(*at)).reduce(Area::with);
        let ends = [cells.first(), cells.last()].into_iter().flatten().map(|(_, name)| name.clone());
        let mut ends: Vec<String> = ends.collect();
        ends.dedup();
        table.headings.extend(area.map(|area| Heading::placed(*field, area, vec![ends.join("…")])));
    }
    let marks = original.filter(|_| !grid.turned);
    table.headings.extend(marks.map(|pos| {
        let at = grid.at(region.heads.1, pos);
        Heading::placed(Field::OriginalMark, Area::one(at), said(at))
    }));
    let mut rows: Vec<(RawRow, Alike)> = Vec::new();
    for written in list {
        let names = || parts.iter().map(|(_, name)| name(&written.named).map(|(at, name)| text(*at, name)));
        for PostsOfDay { line, pos, day, count } in &written.lines {
            let at = grid.at(*line, *pos);
            let day = day.as_ref().map(|(at, value)| RawCell { value: value.clone(), ..text(*at, "") });
            let mark = |pos: u32| {
                let cell = grid.own(*line, pos)?;
                Some(RawCell { value: cell.cell.value.clone(), ..text(grid.at(*line, pos), "") })
            };
            let cells = std::iter::once(day).chain(names()).chain(marks.map(mark)).collect();
            let runs = (0..*count).map(|_| (at.row, at.row)).collect();
            rows.push((RawRow { line: at.row, cells }, Alike { area: Area::one(at), runs }));
        }
        // A name without any post is told as well.
        if written.lines.is_empty() {
            let cells = std::iter::once(None).chain(names()).chain(marks.map(|_| None)).collect();
            let alike = Alike { area: Area::one(written.at), runs: Vec::new() };
            rows.push((RawRow { line: written.at.row, cells }, alike));
        }
    }
    rows.sort_by_key(|(_, alike)| (alike.area.first.row, alike.area.first.col));
    let (rows, alike): (Vec<RawRow>, Vec<Alike>) = rows.into_iter().unzip();
    table.rows = rows;
    table.ledger = Some(Ledger { alike, again: Vec::new(), wrong: WrongTitles::default() });
    table
}
