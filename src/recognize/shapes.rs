//! "One row for each month." Brings other shapes of the same figures into the one that the later steps know.
//!
//! In: a [`Table`] as drawn. Out: the same table with months in its headings. Every figure keeps its cell.

use super::lexicon::{Lexicon, is_month};
use super::{Heading, LeftRow, RawRow, RowReason, Table};
use crate::field::{Field, Form};
use crate::fold::fold;
use crate::period::{Part, Period, PeriodSaid};
use crate::read::Value;
use std::collections::HashSet;

/// Turns a table with one row for each month into one row for each object; other tables stay as they are. Objects that are told by a
/// longer time than the others come back as a table of their own: beside months their figure would pass for a sum.
pub(super) fn months_into_headings(table: &mut Table, lexicon: &Lexicon<'_>) -> Option<Table> {
    if !matches!(table.form, Form::Columns | Form::Messages | Form::Accounts) {
        return None;
    }
    let (which, mut months) = month_heading(table, lexicon)?;
    leave_out_sums(table, which, &mut months);
    let mut apart = wide_objects(table, which, &mut months);
    spread_times(table, which, &months);
    if let Some((apart, said)) = &mut apart {
        spread_times(apart, which, said);
    }
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
pub(super) fn spread_times(table: &mut Table, which: usize, times: &[PeriodSaid]) {
    spread_rows(table, (which, times), &|heading, time| Heading { period: Some(*time), ..heading.clone() });
}

/// Turns a table with one row for each figure of an object (指标: 应更新数, 实际更新数) into one row for each object.
pub(super) fn fields_into_headings(table: &mut Table, lexicon: &Lexicon<'_>) {
    let main = match table.form {
        Form::Columns => Field::Updates,
        Form::Accounts => Field::Actual,
        Form::Messages => Field::Received,
        _ => return,
    };
    // Where a heading names another figure itself, the words in the rows say something else.
    let figures = || table.headings.iter().filter(|h| h.field.is_some_and(Field::is_count));
    if !figures().all(|h| matches!(h.field, Some(Field::Sum)) || h.field == Some(main)) {
        return;
    }
    let named = |row: &RawRow, i: usize| {
        let cell = row.cells[i].as_ref().filter(|cell| !cell.filled)?;
        let field = lexicon.label(&fold(&cell.value.shown())).filter(|f| f.is_count() && *f != Field::Sum)?;
        Some(if matches!(field, Field::Updates | Field::Actual) { main } else { field })
    };
    let fields_of = |i: usize| table.rows.iter().map(|row| named(row, i)).collect::<Option<Vec<Field>>>();
    let mut free = (0..table.headings.len()).filter(|i| table.headings[*i].field.is_none());
    let Some((which, fields)) = free.find_map(|i| Some((i, fields_of(i)?))) else { return };
    if fields.iter().all(|field| *field == fields[0]) {
        return;
    }
    let relabel = |heading: &Heading, field: &Field| Heading { field: Some(*field), ..heading.clone() };
    spread_rows(table, (which, &fields), &relabel);
}

/// Takes the printed sum of a unit that tells its messages by channel or room, a row each, for its figures: the rows are parts. Nothing
/// is taken where a row may be a unit of its own, or where a sum is not that of the rows.
pub(super) fn sum_of_parts(table: &mut Table, lexicon: &Lexicon<'_>) {
    let has = |field: Field| table.headings.iter().any(|h| h.field == Some(field));
    let [total] = table.totals.as_slice() else { return };
    if table.form != Form::Messages || table.rows.len() < 2 || has(Field::Unit) || !has(Field::Received) {
        return;
    }
    let words = lexicon.words;
    let over = |h: &Heading, heads: &dyn Fn(&str) -> bool| h.path.last().is_some_and(|text| heads(&fold(text)));
    let heads_rooms = |h: &Heading| over(h, &|key| words.rows.heads_rooms(key));
    let tells_kinds = |h: &Heading| heads_rooms(h) || over(h, &|key| words.rows.heads_kinds(key));
    let Some(kind) = table.headings.iter().position(tells_kinds) else { return };
    // A room may be called as units are; a channel (热线转办) only ends like one.
    let rooms = heads_rooms(&table.headings[kind]);
    let is_unit = |name: &String| {
        let body = words.names.is_one_body(name) && lexicon.label(name).is_none();
        words.names.is_kind(name) || body && !rooms
    };
    let name = |row: &RawRow| row.cells[kind].as_ref().map(|cell| cell.value.shown());
    let mut names: Vec<String> = table.rows.iter().filter_map(name).map(|name| fold(&name)).collect();
    let all_named = names.len() == table.rows.len() && !names.iter().any(is_unit);
    names.sort_unstable();
    names.dedup();
    let number = |row: &RawRow, i: usize| match row.cells[i].as_ref().map(|cell| &cell.value) {
        None => Some(0.0),
        Some(Value::Number(n)) => Some(*n),
        _ => None,
    };
    let fits = |i: usize| {
        let sum: Option<f64> = table.rows.iter().map(|row| number(row, i)).sum();
        total.cells[i].is_some() && sum.zip(number(total, i)).is_some_and(|(sum, said)| (sum - said).abs() < 1e-6)
    };
    let mut counts = (0..table.headings.len()).filter(|i| table.headings[*i].field.is_some_and(Field::is_count));
    if !all_named || names.len() < table.rows.len() || !counts.all(fits) {
        return;
    }
    let line = total.line;
    let rows = std::mem::replace(&mut table.rows, std::mem::take(&mut table.totals));
    table.left_out.retain(|left| left.line != line);
    table.left_out.extend(rows.iter().map(|row| LeftRow { line: row.line, why: RowReason::Part }));
    table.left_out.sort_by_key(|left| left.line);
}

/// One heading for each figure and key in place of one row for each key; heading `which` held the keys.
fn spread_rows<K: Copy + PartialEq>(
    table: &mut Table,
    (which, keys): (usize, &[K]),
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
    for (i, h) in table.headings.iter().enumerate().filter(|(i, _)| *i != which) {
        if is_figure(h) {
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
    for total in &mut table.totals {
        let cells = sources.iter().map(|(i, key)| total.cells[*i].clone().filter(|_| key.is_none())).collect();
        total.cells = cells;
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
    let mut rows: Vec<(Vec<String>, RawRow)> = Vec::new();
    for (row, key) in std::mem::take(&mut table.rows).into_iter().zip(keys) {
        let who = identity(&table.headings, &row, which);
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
