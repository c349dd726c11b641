//! "行标签 · 7月 · 8月 · 总计." Pivot tables of units and website columns by month.
//!
//! In: a sheet's upright [`Grid`]. Out: a table of website columns, where the rows that name bodies are the sums of the rows below them
//! under every heading, what is added up are updates, and every row below a body is known to be a column: the office listed it, or the
//! data beside the pivot table names it under 栏目. Accounts and editors stand in such tables as well, so nothing is a column because it
//! stands there. Else the doubt that it seems to be a pivot table, or, where it adds up something else (金额), an unknown table. It believes
//! no sum that it has not added up itself.

use super::grid::{Grid, Look};
use super::left_aside::left_aside;
use super::lexicon::Lexicon;
use super::region::Region;
use super::tables::{Built, empty};
use super::unknown::notice::set_aside;
use super::{Heading, LeftRow, RawCell, RawRow, RowReason, Table};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind as Noticed, ShapeDoubt};
use crate::fold::{fold, one_line};
use crate::period::PeriodSaid;
use crate::place::Area;
use crate::read::Value;
use std::collections::HashSet;

/// A pivot table as drawn.
struct Pivot<'a, 's> {
    grid: &'a Grid<'s>,
    head: u32,
    /// Where the names of the rows stand.
    names: u32,
    /// Positions of months, and of the sum.
    months: Vec<(u32, PeriodSaid)>,
    sum: Option<u32>,
    /// The rows below, and that of the sums.
    rows: Vec<u32>,
    total: Option<u32>,
}

/// A row that names a unit, with the rows below it.
type Group = (u32, Vec<u32>);

/// The pivot tables of a sheet.
pub(super) fn find_pivots(upright: &Grid<'_>, lexicon: &Lexicon<'_>) -> Vec<(Region, Built)> {
    let words = &lexicon.words.diaries.pivot;
    let heads =
        upright.lines().flat_map(|line| upright.inks(line, (0, u32::MAX)).map(move |(pos, ink)| (line, pos, ink)));
    let heads = heads.filter(|(_, _, ink)| words.heads_rows(ink.word()));
    let heads: Vec<(u32, u32)> = heads.map(|(line, pos, _)| (line, pos)).collect();
    if heads.len() > MOST {
        let first = heads.iter().map(|(line, _)| *line).min().unwrap_or(0);
        let area = upright.area((first, upright.last_line()), (0, upright.last_pos()));
        let region =
            Region::drawn(upright, (area, (first, first)), upright.lines_in(first + 1..=u32::MAX).collect(), lexicon);
        let built = unread(upright, &region);
        return vec![(region, built)];
    }
    heads.into_iter().map(|head| read(upright, head, lexicon)).collect()
}

/// More of them on one sheet are none that anybody made.
const MOST: usize = 12;
/// More months across are none of one year.
const MONTHS: usize = 12;

fn read(grid: &Grid<'_>, (head, names): (u32, u32), lexicon: &Lexicon<'_>) -> (Region, Built) {
    let words = &lexicon.words.diaries.pivot;
    let is_total = |key: &str| words.total.iter().any(|word| word == key);
    let across: Vec<(u32, &str)> = grid.inks(head, (names + 1, u32::MAX)).map(|(pos, ink)| (pos, ink.key())).collect();
    let month = |(pos, key): &(u32, &str)| {
        let sense = lexicon.sense(key);
        Some((*pos, sense.period.filter(|_| sense.is_month())?))
    };
    let months: Vec<(u32, PeriodSaid)> = across.iter().filter_map(month).collect();
    let sum = across.iter().find(|(_, key)| is_total(key)).map(|(pos, _)| *pos);
    let (mut rows, mut total) = (Vec::new(), None);
    for line in grid.lines_in(head + 1..=u32::MAX) {
        let Some(ink) = grid.own(line, names).filter(|ink| ink.look == Look::Words) else { break };
        if is_total(ink.key()) {
            total = Some(line);
            break;
        }
        rows.push(line);
    }
    let whole = !months.is_empty() && months.len() + usize::from(sum.is_some()) == across.len();
    let last = total.or(rows.last().copied()).unwrap_or(head);
    let area = grid.area((head, last), (names, across.last().map_or(names, |(pos, _)| *pos)));
    let body = grid.lines_in(head + 1..=last).collect();
    let region = Region::drawn(grid, (area, (head, head)), body, lexicon);
    let pivot = Pivot { grid, head, names, months, sum, rows, total };
    let added = pivot.added_up(lexicon);
    let updates = whole && matches!(added, Added::Updates) && pivot.months.len() <= MONTHS;
    let groups = updates.then(|| pivot.groups(lexicon)).flatten();
    let groups = groups.filter(|groups| pivot.adds_up(groups));
    let built = match (groups, added) {
        (Some(groups), _) => pivot.table(&region, &groups),
        (None, Added::Else(name)) => of_something_else(grid, &region, name),
        (None, _) => unread(grid, &region),
    };
    (region, built)
}

/// Sets pivot tables aside of which a row below a body is no website column that the office listed or another table of the book names: what
/// is to be said of them.
pub(super) fn set_unproven_aside(tables: &mut [Table], lexicon: &Lexicon<'_>) -> Vec<Finding> {
    let words = lexicon.words;
    let is_pivot = |table: &Table| {
        let named = |h: &Heading| h.path.last().is_some_and(|text| words.diaries.pivot.rows.contains(&fold(text)));
        table.form == Form::Columns && table.headings.iter().filter(|h| named(h)).count() > 1
    };
    if !tables.iter().any(is_pivot) {
        return Vec::new();
    }
    let known: HashSet<String> = tables.iter().filter(|table| !is_pivot(table)).flat_map(column_names).collect();
    let proven = |name: &String| known.contains(name) || words.columns.contains(name);
    let open = tables.iter_mut().filter(|table| is_pivot(table) && !column_names(table).iter().all(proven));
    open.map(|table| {
        set_aside(table);
        let kind = Noticed::ShapeUnread { why: ShapeDoubt::Pivot, name: String::new(), count: 0 };
        Finding::new(kind, table.place.clone())
    })
    .collect()
}

/// Names under the headings of website columns, folded.
fn column_names(table: &Table) -> Vec<String> {
    let which: Vec<usize> =
        (0..table.headings.len()).filter(|i| table.headings[*i].field == Some(Field::Column)).collect();
    let cells = table.rows.iter().flat_map(|row| which.iter().filter_map(|i| row.cells.get(*i)?.as_ref()));
    cells.map(|cell| fold(&cell.value.shown())).collect()
}

/// A pivot table that is asked about.
fn unread(grid: &Grid<'_>, region: &Region) -> Built {
    let kind = Noticed::ShapeUnread { why: ShapeDoubt::Pivot, name: String::new(), count: 0 };
    left_aside(grid, region, vec![Finding::new(kind, grid.sheet.place.at(region.area))])
}

/// A pivot table of something that no annex asks for.
fn of_something_else(grid: &Grid<'_>, region: &Region, name: String) -> Built {
    let built = unread(grid, region);
    let kind = Noticed::TableUnknown { headings: vec![name], may_be: Vec::new() };
    Built { findings: vec![Finding::new(kind, grid.sheet.place.at(region.area))], ..built }
}

/// What a pivot table adds up.
enum Added {
    /// Updates, certainly.
    Updates,
    /// Nobody can tell, or a figure of another kind.
    Unknown,
    /// Something by this name that is no figure of any annex.
    Else(String),
}

impl Pivot<'_, '_> {
    /// Rows that are the sums of the rows below them, as every row is told in one way only; whatever names a body is one of them.
    fn groups(&self, lexicon: &Lexicon<'_>) -> Option<Vec<Group>> {
        let count = self.rows.len();
        let is_body =
            |row: u32| self.grid.own(row, self.names).is_some_and(|ink| lexicon.words.names.is_one_body(ink.key()));
        let bodies: Vec<bool> = self.rows.iter().map(|row| is_body(*row)).collect();
        // From the last row up: in how many ways the rows from here on are groups, and where the first of them ends.
        let mut ways: Vec<(u32, usize)> = vec![(0, 0); count + 1];
        ways[count] = (1, count);
        for first in (0..count).rev() {
            let mut sums = vec![0.0; self.positions().count()];
            for end in first + 2..=count {
                if bodies[end - 1] || !self.add_row(self.rows[end - 1], &mut sums) {
                    break;
                }
                if ways[end].0 > 0 && self.comes_to(self.rows[first], &sums) {
                    ways[first] = (ways[first].0 + ways[end].0, end);
                }
            }
            ways[first].0 = ways[first].0.min(2);
        }
        let mut out: Vec<Group> = Vec::new();
        let mut first = 0;
        while first < count {
            let (1, end) = ways[first] else { return None };
            out.push((self.rows[first], self.rows[first + 1..end].to_vec()));
            first = end;
        }
        let named = out.iter().filter(|(row, _)| is_body(*row)).count();
        (named * 2 > out.len()).then_some(out)
    }

    /// Positions of figures.
    fn positions(&self) -> impl Iterator<Item = u32> + '_ {
        self.months.iter().map(|(pos, _)| *pos).chain(self.sum)
    }

    fn is_sum(&self, whole: u32, parts: &[u32], pos: u32) -> bool {
        let sum: Option<f64> = parts.iter().map(|line| self.number(*line, pos)).sum();
        sum.zip(self.number(whole, pos)).is_some_and(|(sum, said)| (sum - said).abs() < 1e-6)
    }

    /// Adds a row's figures; `false` where one of them is no number.
    fn add_row(&self, line: u32, sums: &mut [f64]) -> bool {
        self.positions().zip(sums).all(|(pos, sum)| self.number(line, pos).map(|number| *sum += number).is_some())
    }

    /// Whether a row's figures are these.
    fn comes_to(&self, line: u32, sums: &[f64]) -> bool {
        let is = |(pos, sum): (u32, &f64)| self.number(line, pos).is_some_and(|number| (number - sum).abs() < 1e-6);
        self.positions().zip(sums).all(is)
    }

    fn number(&self, line: u32, pos: u32) -> Option<f64> {
        match self.grid.own(line, pos).map(|ink| &ink.cell.value) {
            None => Some(0.0),
            Some(Value::Number(n)) => Some(*n),
            _ => None,
        }
    }

    /// Whether the last sum is that of the groups, and each row's that of its months.
    fn adds_up(&self, groups: &[Group]) -> bool {
        let units: Vec<u32> = groups.iter().map(|(line, _)| *line).collect();
        let down = self.positions().all(|pos| self.total.is_none_or(|total| self.is_sum(total, &units, pos)));
        let across = |line: &u32| {
            let months: Option<f64> = self.months.iter().map(|(pos, _)| self.number(*line, *pos)).sum();
            self.sum.is_none_or(|pos| {
                months.zip(self.number(*line, pos)).is_some_and(|(sum, said)| (sum - said).abs() < 1e-6)
            })
        };
        down && self.rows.iter().all(across)
    }

    /// What a cell above says is added up (求和项:上稿数). How many rows there are (计数项) is no sum of theirs.
    fn added_up(&self, lexicon: &Lexicon<'_>) -> Added {
        let diaries = &lexicon.words.diaries.pivot;
        let above = self.grid.lines_in(self.head.saturating_sub(2)..=self.head);
        let inks = above.flat_map(|line| self.grid.inks(line, (0, u32::MAX))).map(|(_, ink)| ink);
        let named = |list: &[String], key: &str| {
            list.iter().find_map(|word| key.strip_prefix(word.as_str())).map(str::to_owned)
        };
        let mut all = inks.filter_map(|ink| {
            let summed = named(&diaries.values, ink.key());
            Some((ink, summed.is_some(), summed.or_else(|| named(&diaries.counts, ink.key()))?))
        });
        let (Some((ink, is_sum, name)), None) = (all.next(), all.next()) else { return Added::Unknown };
        match lexicon.label(&name) {
            Some(Field::Updates | Field::Actual) if is_sum && lexicon.figure(&name).is_some() => Added::Updates,
            None if lexicon.words.guards.is_other_sum(&name) => Added::Else(one_line(&ink.cell.value.shown())),
            _ => Added::Unknown,
        }
    }

    fn table(&self, region: &Region, groups: &[Group]) -> Built {
        let mut table = empty((self.grid, region), Form::Columns);
        let heading = |pos: u32, field: Field, period: Option<PeriodSaid>| {
            let said = self.grid.own(self.head, pos).map(|ink| one_line(&ink.cell.value.shown()));
            let area = Area::one(self.grid.at(self.head, pos));
            Heading { period, ..Heading::placed(field, area, said.into_iter().collect()) }
        };
        table.headings.extend([heading(self.names, Field::Unit, None), heading(self.names, Field::Column, None)]);
        table.headings.extend(self.months.iter().map(|(pos, said)| heading(*pos, Field::Updates, Some(*said))));
        table.headings.extend(self.sum.map(|pos| heading(pos, Field::Sum, None)));
        let cell = |line: u32, pos: u32, filled: bool| {
            let ink = self.grid.own(line, pos)?;
            Some(RawCell {
                at: self.grid.at(line, pos),
                value: ink.cell.value.clone(),
                formula: ink.cell.formula,
                filled,
            })
        };
        let figures = |line: u32| self.positions().map(move |pos| cell(line, pos, false));
        for (unit, rows) in groups {
            table.left_out.push(LeftRow { line: *unit, why: RowReason::Total });
            for line in rows {
                let names = [cell(*unit, self.names, true), cell(*line, self.names, false)];
                table.rows.push(RawRow { line: *line, cells: names.into_iter().chain(figures(*line)).collect() });
            }
        }
        table.left_out.extend(self.total.map(|line| LeftRow { line, why: RowReason::Total }));
        table.blank_is_zero = true;
        let used = vec![region.area];
        Built { table, apart: Vec::new(), spans: Vec::new(), findings: Vec::new(), used }
    }
}
