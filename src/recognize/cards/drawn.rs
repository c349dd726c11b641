//! "A row for each card." Cards made into tables.
//!
//! In: the cards of a sheet, wholly understood. Out: a table for each of their forms, a heading for each label with its time, every figure
//! with its cell; or the cards left aside with one finding. It understands no label.

use super::super::grid::Grid;
use super::super::lexicon::Lexicon;
use super::super::region::Region;
use super::super::tables::{Built, empty, ranges};
use super::super::waits::mixed::quotable_heading;
use super::super::{Heading, LeftRow, RawCell, RawRow, RowReason, Table};
use super::pairs::{Card, Passed, Said, Spot};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Severity, Waits};
use crate::fold::one_line;
use crate::period::PeriodSaid;
use crate::place::{Area, At};

/// A cell by which the cards are not alike: a unit that only some of a form name, a period that is not that of the others.
pub(super) fn uneven(cards: &[Card]) -> Option<Spot> {
    let mut times = cards.iter().flat_map(|card| &card.times);
    let first = times.next().map(|(_, time)| time);
    if let Some((spot, _)) = times.find(|(_, time)| Some(time) != first) {
        return Some(*spot);
    }
    let kinds = [Form::Columns, Form::Accounts, Form::Messages];
    kinds.into_iter().find_map(|form| {
        let of_form: Vec<&Card> = cards.iter().filter(|card| card.form == form).collect();
        let unit = |card: &&Card| card.said.iter().find(|s| s.field == Field::Unit && s.value.is_some()).cloned();
        let first = of_form.iter().find_map(unit)?;
        of_form.iter().any(|card| unit(card).is_none()).then_some(first.label.0)
    })
}

/// The tables of the cards.
pub(super) fn tables(grid: &Grid<'_>, region: &Region, cards: &[Card], lexicon: &Lexicon<'_>) -> Option<Built> {
    let forms = [Form::Columns, Form::Accounts, Form::Messages];
    let mut tables: Vec<Table> = Vec::new();
    for form in forms {
        let of_form: Vec<&Card> = cards.iter().filter(|card| card.form == form).collect();
        if !of_form.is_empty() {
            tables.push(table(grid, region, form, &of_form));
        }
    }
    let rows: Vec<u32> = cards.iter().map(|card| card.line).collect();
    let around = |line: &u32| cards.iter().any(|card| card.around.contains(line));
    let mut tables = tables.into_iter();
    let mut table = tables.next()?;
    let left = region.body.iter().filter(|line| !rows.contains(line));
    table.left_out = left.map(|line| LeftRow { line: *line, why: RowReason::Joined }).collect();
    let used = region.body.iter().filter(|line| !around(line)).map(|line| grid.area((*line, *line), region.span));
    let findings = cards.iter().flat_map(|card| &card.passed).map(|passed| left_out(grid, passed, lexicon)).collect();
    Some(Built { table, apart: tables.collect(), spans: Vec::new(), findings, used: ranges(used) })
}

/// A figure of the cards that is not taken: a notice, or a part of another annex that waits.
fn left_out(grid: &Grid<'_>, passed: &Passed, lexicon: &Lexicon<'_>) -> Finding {
    let (line, pos) = passed.spot;
    let at = grid.at(line, pos);
    let name = grid.own(line, pos).map(|ink| one_line(&ink.cell.value.shown())).unwrap_or_default();
    let (place, named) = (grid.sheet.place.at(Area::one(at)), vec![quotable_heading(&name, at, lexicon)]);
    if passed.tells {
        return Finding::new(Kind::TableWaits { why: Waits::Part(Form::Messages), named }, place);
    }
    let kind = Kind::HeadingMissing { missing: vec![Field::NotData], unexpected: named };
    Finding { severity: Severity::Notice, ..Finding::new(kind, place) }
}

/// Whether what was read already counts every figure of the cards, as the same, and nothing was noticed about it.
pub(in crate::recognize) fn is_counted(read: &Built, cards: &Built) -> bool {
    let (own, others) = (figures(read), figures(cards));
    read.findings.is_empty() && !others.is_empty() && others.iter().all(|figure| own.contains(figure))
}

/// The figures of a region, each with what it counts and when.
fn figures(built: &Built) -> Vec<(At, Field, Option<PeriodSaid>)> {
    let tables = std::iter::once(&built.table).chain(&built.apart);
    let rows = tables.flat_map(|table| table.rows.iter().map(move |row| (row, table)));
    let cells = rows.flat_map(|(row, table)| row.cells.iter().zip(&table.headings));
    let count = |(cell, head): (&Option<RawCell>, &Heading)| {
        let field = head.field.filter(|field| field.is_count())?;
        Some((cell.as_ref()?.at, field, head.period))
    };
    cells.filter_map(count).collect()
}

fn table(grid: &Grid<'_>, region: &Region, form: Form, cards: &[&Card]) -> Table {
    let mut table = empty((grid, region), form);
    let mut heads: Vec<&Said> = Vec::new();
    for said in cards.iter().flat_map(|card| &card.said) {
        if !heads.iter().any(|head| is_same(head, said)) {
            heads.push(said);
        }
    }
    let heading = |said: &&Said| {
        let ((line, pos), path) = &said.label;
        let area = Area::one(grid.at(*line, *pos));
        Heading { period: said.period, ..Heading::placed(said.field, area, path.clone()) }
    };
    table.headings = heads.iter().map(heading).collect();
    let cell = |said: &Said| {
        let (line, pos) = said.value?;
        let cell = grid.own(line, pos)?.cell;
        Some(RawCell { at: grid.at(line, pos), value: cell.value.clone(), formula: cell.formula, filled: false })
    };
    let row = |card: &&Card| {
        let cells = heads.iter().map(|head| card.said.iter().find(|said| is_same(head, said)).and_then(cell)).collect();
        RawRow { line: card.line, cells }
    };
    table.rows = cards.iter().map(row).collect();
    table
}

fn is_same(one: &Said, other: &Said) -> bool {
    (one.field, one.period) == (other.field, other.period)
}
