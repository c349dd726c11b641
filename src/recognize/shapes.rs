//! "One row for each month." Brings other shapes of the same figures into the one that the later steps know.
//!
//! In: a [`Table`] as drawn. Out: the same table with months in its headings. Every figure keeps its cell.

use super::lexicon::{Lexicon, is_month};
use super::{Heading, LeftRow, RawRow, RowReason, Table};
use crate::field::{Field, Form};
use crate::fold::fold;
use crate::period::{Part, Period, PeriodSaid};

/// Turns a table with one row for each month into one row for each object; other tables stay as they are.
pub(super) fn months_into_headings(table: &mut Table, lexicon: &Lexicon<'_>) {
    if !matches!(table.form, Form::Columns | Form::Messages | Form::Accounts) {
        return;
    }
    let Some((which, mut months)) = month_heading(table, lexicon) else { return };
    leave_out_sums(table, which, &mut months);
    let mut distinct: Vec<PeriodSaid> = Vec::new();
    for month in &months {
        if !distinct.contains(month) {
            distinct.push(*month);
        }
    }
    let is_figure = |h: &Heading| h.field.is_some_and(Field::is_count);
    let mut headings: Vec<Heading> = Vec::new();
    let mut sources: Vec<(usize, Option<PeriodSaid>)> = Vec::new();
    for (i, h) in table.headings.iter().enumerate().filter(|(i, _)| *i != which) {
        if is_figure(h) {
            for month in &distinct {
                headings.push(Heading { period: Some(*month), ..h.clone() });
                sources.push((i, Some(*month)));
            }
        } else {
            headings.push(h.clone());
            sources.push((i, None));
        }
    }
    let mut rows: Vec<(Vec<String>, RawRow)> = Vec::new();
    for (row, month) in std::mem::take(&mut table.rows).into_iter().zip(&months) {
        let who = identity(&table.headings, &row, which);
        let pick =
            |(i, m): &(usize, Option<PeriodSaid>)| row.cells[*i].clone().filter(|_| m.is_none_or(|m| m == *month));
        let cells: Vec<_> = sources.iter().map(pick).collect();
        // The same object and month twice stays a row of its own, so that nobody adds or drops it unseen.
        let fits = |known: &RawRow| {
            known.cells.iter().zip(&cells).zip(&headings).all(|((a, b), h)| !is_figure(h) || a.is_none() || b.is_none())
        };
        match rows.iter_mut().find(|(known, kept)| *known == who && fits(kept)) {
            Some((_, kept)) => {
                for (mine, other) in kept.cells.iter_mut().zip(cells) {
                    *mine = mine.take().or(other);
                }
                table.left_out.push(LeftRow { line: row.line, why: RowReason::Joined });
            }
            None => rows.push((who, RawRow { line: row.line, cells })),
        }
    }
    for total in &mut table.totals {
        let cells = sources.iter().map(|(i, m)| total.cells[*i].clone().filter(|_| m.is_none())).collect();
        total.cells = cells;
    }
    table.headings = headings;
    table.rows = rows.into_iter().map(|(_, row)| row).collect();
    table.left_out.sort_by_key(|l| l.line);
}

/// The heading under which every row names a month, with the month of each row.
fn month_heading(table: &Table, lexicon: &Lexicon<'_>) -> Option<(usize, Vec<PeriodSaid>)> {
    if table.rows.is_empty() {
        return None;
    }
    let free = (0..table.headings.len()).filter(|i| {
        let h = &table.headings[*i];
        // 季度 is nearly the word of a sum; names of quarters are none.
        !h.field.is_some_and(|f| f.is_count() && f != Field::Sum || f == Field::Serial) && h.period.is_none()
    });
    free.filter_map(|i| {
        let month = |row: &RawRow| {
            let key = fold(&row.cells[i].as_ref()?.value.shown());
            let sense = lexicon.sense(&key);
            sense.period.filter(|p| sense.rest.is_empty() && !matches!(p.part, Part::Days(..) | Part::Year))
        };
        Some((i, table.rows.iter().map(month).collect::<Option<Vec<_>>>()?))
    })
    // One and the same quarter in every row tells the table's period, and no row of it from another.
    .find(|(_, said)| said.iter().all(is_month) || said.iter().any(|other| other != &said[0]))
}

/// Rows of a longer time that holds the times of other rows of the same object (一季度 under 1月 to 3月) are sums.
fn leave_out_sums(table: &mut Table, which: usize, said: &mut Vec<PeriodSaid>) {
    let spans: Vec<Option<Period>> = said.iter().map(|p| p.resolve(p.year.unwrap_or(ANY_YEAR))).collect();
    let who: Vec<Vec<String>> = table.rows.iter().map(|row| identity(&table.headings, row, which)).collect();
    let holds = |i: usize| {
        let mut others = spans.iter().zip(&who).filter(|(_, other)| **other == who[i]);
        let is_part =
            |wide: &Period, span: &Option<Period>| span.is_some_and(|span| span != *wide && wide.covers(&span));
        spans[i].is_some_and(|wide| others.any(|(span, _)| is_part(&wide, span)))
    };
    let sums: Vec<bool> = (0..spans.len()).map(holds).collect();
    for (row, is_sum) in std::mem::take(&mut table.rows).into_iter().zip(&sums) {
        if *is_sum {
            table.left_out.push(LeftRow { line: row.line, why: RowReason::Total });
        } else {
            table.rows.push(row);
        }
    }
    let mut sums = sums.into_iter();
    said.retain(|_| !sums.next().unwrap_or(false));
}

/// A year for spans that are only compared with one another.
const ANY_YEAR: i16 = 2024;

/// What tells one object of a table from another.
fn identity(headings: &[Heading], row: &RawRow, month: usize) -> Vec<String> {
    let names = [Field::Unit, Field::Column, Field::ParentColumn, Field::Account, Field::AccountType];
    let cells = headings.iter().zip(&row.cells).enumerate();
    cells
        .filter(|(i, (h, _))| *i != month && h.field.is_some_and(|f| names.contains(&f)))
        .map(|(_, (_, cell))| cell.as_ref().map_or_else(String::new, |c| fold(&c.value.shown())))
        .collect()
}
