//! "One row for each month." Brings other shapes of the same figures into the one that the later steps know.
//!
//! In: a [`Table`] as drawn. Out: the same table with months in its headings. Every figure keeps its cell.

pub(super) mod figures_down;
pub(super) mod parts_of_one;
pub(super) mod torn_months;
pub(super) mod years;

use super::lexicon::{Lexicon, is_month};
use super::rows::captioned::month_of_caption;
use super::{Heading, LeftRow, RawCell, RawRow, RowReason, Table, Why};
use crate::field::{Field, Form};
use crate::fold::fold;
use crate::period::{Part, Period, PeriodSaid};
use std::collections::HashSet;
use years::years;

/// Turns a table with one row for each month into one row for each object; other tables stay as they are. Objects that are told by a
/// longer time than the others come back as a table of their own: beside months their figure would pass for a sum.
pub(super) fn months_into_headings(table: &mut Table, lexicon: &Lexicon<'_>) -> Option<Table> {
    if !matches!(table.form, Form::Columns | Form::Messages | Form::Accounts) {
        return None;
    }
    let (which, mut months) = month_heading(table, lexicon)?;
    leave_out_sums(table, which, &mut months);
    let mut apart = wide_objects(table, which, &mut months);
    spread_times(table, which, &months, lexicon);
    apart.as_mut().into_iter().for_each(|(apart, said)| spread_times(apart, which, said, lexicon));
    apart.map(|(apart, _)| apart)
}

/// Takes the rows of objects that no row tells by month out of a table that tells others by month.
fn wide_objects(table: &mut Table, which: usize, said: &mut Vec<PeriodSaid>) -> Option<(Table, Vec<PeriodSaid>)> {
    let who: Vec<Vec<String>> = table.rows.iter().map(|row| identity(&table.headings, row, which)).collect();
    let by_month: HashSet<&Vec<String>> =
        who.iter().zip(said.iter()).filter(|(_, p)| is_month(p)).map(|(w, _)| w).collect();
    let wide: Vec<bool> = who.iter().map(|w| !by_month.contains(w)).collect();
    if by_month.is_empty() || !wide.contains(&true) {
        return None;
    }
    let (mut rows, mut times) = (Vec::new(), Vec::new());
    let (mut apart_rows, mut apart_times) = (Vec::new(), Vec::new());
    for ((row, time), is_wide) in std::mem::take(&mut table.rows).into_iter().zip(said.drain(..)).zip(wide) {
        let (rows, times) = if is_wide { (&mut apart_rows, &mut apart_times) } else { (&mut rows, &mut times) };
        rows.push(row);
        times.push(time);
    }
    (table.rows, *said) = (rows, times);
    let apart = Table { rows: apart_rows, totals: Vec::new(), left_out: Vec::new(), ..table.clone() };
    Some((apart, apart_times))
}

/// One heading for each figure and time in place of one row for each time.
pub(super) fn spread_times(table: &mut Table, which: usize, times: &[PeriodSaid], lexicon: &Lexicon<'_>) {
    let of_totals: Vec<Option<PeriodSaid>> = table.totals.iter().map(|row| month_of(row, which, lexicon)).collect();
    let counts = |i: &usize| table.headings[*i].field.is_some_and(Field::is_count);
    // What a total of all months prints stands under a heading without a time; rows have nothing there.
    let whole = |i: usize| -> Vec<Option<RawCell>> {
        let cells = table.totals.iter().zip(&of_totals);
        cells.map(|(row, time)| row.cells[i].clone().filter(|_| time.is_none())).collect()
    };
    let several = times.iter().any(|time| *time != times[0]);
    let columns = (0..table.headings.len()).filter(|i| several && counts(i));
    let wholes: Vec<(Heading, Vec<Option<RawCell>>)> = columns
        .map(|i| (table.headings[i].clone(), whole(i)))
        .filter(|(_, cells)| cells.iter().any(Option::is_some))
        .collect();
    let relabel = |heading: &Heading, time: &PeriodSaid| Heading { period: Some(*time), ..heading.clone() };
    spread_rows(table, (which, times, &of_totals), &relabel);
    for (heading, cells) in wholes {
        table.headings.push(heading);
        table.rows.iter_mut().for_each(|row| row.cells.push(None));
        table.totals.iter_mut().zip(cells).for_each(|(row, cell)| row.cells.push(cell));
    }
}

/// One heading for each figure and key in place of one row for each key; heading `which` held the keys.
fn spread_rows<K: Copy + PartialEq>(
    table: &mut Table,
    (which, keys, of_totals): (usize, &[K], &[Option<K>]),
    relabel: &dyn Fn(&Heading, &K) -> Heading,
) {
    let mut distinct: Vec<K> = Vec::new();
    for key in keys {
        if !distinct.contains(key) {
            distinct.push(*key);
        }
    }
    let is_figure = |h: &Heading| h.field.is_some_and(Field::is_count);
    let mut headings: Vec<Heading> = Vec::new();
    let mut sources: Vec<(usize, Option<K>)> = Vec::new();
    // Parts stay beside the sum of their own time, which is held against them. Keys that give the figures another meaning give parts none.
    let means_as_before = |h: &Heading| distinct.iter().all(|key| relabel(h, key).field == h.field);
    let is_part = |h: &Heading| h.field == Some(Field::NotData) && h.why == Some(Why::Parts) && means_as_before(h);
    for (i, h) in table.headings.iter().enumerate().filter(|(i, _)| *i != which) {
        if is_figure(h) || is_part(h) {
            for key in &distinct {
                headings.push(relabel(h, key));
                sources.push((i, Some(*key)));
            }
        } else {
            headings.push(h.clone());
            sources.push((i, None));
        }
    }
    let old = join_rows(table, (which, keys), &sources, &headings);
    for (total, own) in table.totals.iter_mut().zip(of_totals) {
        let of = |key: &Option<K>| key.is_none() || key == own;
        total.cells = sources.iter().map(|(i, key)| total.cells[*i].clone().filter(|_| of(key))).collect();
    }
    table.headings = headings;
    table.rows = old;
    // A row of the sheet that gave several rows (a crossed table) is left out once, and only where nothing of it stays.
    table.left_out.sort_by_key(|l| l.line);
    table.left_out.dedup_by_key(|l| l.line);
    let stay: HashSet<u32> = table.rows.iter().map(|row| row.line).collect();
    table.left_out.retain(|l| l.why != RowReason::Joined || !stay.contains(&l.line));
}

/// The rows of one object as one, where no figure of theirs stands in the same place.
fn join_rows<K: Copy + PartialEq>(
    table: &mut Table,
    (which, keys): (usize, &[K]),
    sources: &[(usize, Option<K>)],
    headings: &[Heading],
) -> Vec<RawRow> {
    let is_figure = |h: &Heading| h.field.is_some_and(Field::is_count);
    let parts: Vec<u32> = table.left_out.iter().filter(|l| l.why == RowReason::Group).map(|l| l.line).collect();
    // Rows below another row of a group may be another unit's. A caption of a month is what tells the rows apart here.
    let part = |row: &RawRow| {
        let own = row.cells[which].as_ref().is_some_and(|cell| !cell.filled);
        if own { parts.iter().filter(|line| **line < row.line).count() } else { 0 }
    };
    let mut rows: Vec<((usize, Vec<String>), RawRow)> = Vec::new();
    for (row, key) in std::mem::take(&mut table.rows).into_iter().zip(keys) {
        let who = (part(&row), identity(&table.headings, &row, which));
        let pick = |(i, k): &(usize, Option<K>)| row.cells[*i].clone().filter(|_| k.is_none_or(|k| k == *key));
        let cells: Vec<_> = sources.iter().map(pick).collect();
        // The same object and key twice stays a row of its own, so that nobody adds or drops it unseen.
        let fits = |known: &RawRow| {
            known.cells.iter().zip(&cells).zip(headings).all(|((a, b), h)| !is_figure(h) || a.is_none() || b.is_none())
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
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The heading under which every row names a month, with the month of each row.
fn month_heading(table: &Table, lexicon: &Lexicon<'_>) -> Option<(usize, Vec<PeriodSaid>)> {
    if table.rows.is_empty() {
        return None;
    }
    // 开通时间 and 最后更新时间 may be told by month as well: they place no figure. 季度 is nearly the word of a sum.
    let places = |h: &Heading| match h.field {
        None | Some(Field::Sum | Field::Day) => true,
        Some(Field::NotData) => h.path.last().is_some_and(|text| lexicon.words.headings.heads_quarters(&fold(text))),
        Some(_) => false,
    };
    let free = (0..table.headings.len()).filter(|i| places(&table.headings[*i]) && table.headings[*i].period.is_none());
    free.filter_map(|i| {
        let months = table.rows.iter().map(|row| month_of(row, i, lexicon));
        Some((i, months.collect::<Option<Vec<_>>>()?))
    })
    .map(|(i, said)| (i, with_years(table, said, lexicon)))
    // One and the same quarter in every row tells the table's period, and no row of it from another.
    .find(|(_, said)| said.iter().all(is_month) || said.iter().any(|other| other != &said[0]))
}

/// The time that a row names in a cell, and nothing else; a caption of a month may have words around it.
fn month_of(row: &RawRow, cell: usize, lexicon: &Lexicon<'_>) -> Option<PeriodSaid> {
    let cell = row.cells[cell].as_ref()?;
    let key = fold(&cell.value.shown());
    let sense = lexicon.sense(&key);
    let plain = sense.period.filter(|p| sense.rest.is_empty() && !matches!(p.part, Part::Days(..) | Part::Year));
    plain.or_else(|| month_of_caption(&key, lexicon).filter(|_| cell.filled))
}

/// The months of rows that bear their year in a column of its own: those of another year are no months of the run.
fn with_years(table: &Table, said: Vec<PeriodSaid>, lexicon: &Lexicon<'_>) -> Vec<PeriodSaid> {
    let Some(years) = years(table, lexicon.words) else { return said };
    said.into_iter().zip(years).map(|(said, year)| PeriodSaid { year: said.year.or(Some(year)), ..said }).collect()
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
