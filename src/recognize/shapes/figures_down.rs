//! "应发布, 实发布, 粉丝数: a line for each figure." Lines that name the figure of their object become headings.
//!
//! In: a [`Table`] as drawn, a free heading of which says in each row what the row counts. Out: the same table with one row for each object;
//! lines of what is no data (粉丝数) are left out, those that nobody knows as well, and a notice names them. Every figure keeps its cell.

use super::spread_rows;
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Severity};
use crate::fold::fold;
use crate::place::{Area, Place};
use crate::recognize::indicators::shown;
use crate::recognize::lexicon::Lexicon;
use crate::recognize::{Heading, LeftRow, RawRow, RowReason, Table};

/// What one line tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Figure(Field),
    /// Fans, readers, shares: nothing that an annex asks for.
    NoData,
    Unknown,
}

/// Turns a table with one row for each figure of an object (指标: 应更新数, 实际更新数) into one row for each object.
pub(in crate::recognize) fn fields_into_headings(table: &mut Table, lexicon: &Lexicon<'_>) -> Option<Finding> {
    let main = table.form.figure()?;
    // Where a heading names another figure itself, the words in the rows say something else.
    let mut figures = table.headings.iter().filter(|h| h.field.is_some_and(Field::is_count));
    if !figures.all(|h| matches!(h.field, Some(Field::Sum)) || h.field == Some(main)) {
        return None;
    }
    let mut free = (0..table.headings.len()).filter(|i| table.headings[*i].field.is_none());
    let (which, told) = free.find_map(|i| Some((i, told_under(table, (i, main), lexicon)?)))?;
    let unread = leave_out(table, which, &told);
    let mut fields: Vec<Field> =
        told.iter().filter_map(|told| if let Told::Figure(field) = told { Some(*field) } else { None }).collect();
    fields.extend(sum_of_posts(table, &fields));
    let relabel = |heading: &Heading, field: &Field| Heading { field: Some(*field), ..heading.clone() };
    let of_totals = vec![None; table.totals.len()];
    spread_rows(table, (which, &fields, &of_totals), &relabel);
    unread
}

/// What each row tells under a heading; `None` where the heading does not say it, or says one and the same of all.
fn told_under(table: &Table, (index, main): (usize, Field), lexicon: &Lexicon<'_>) -> Option<Vec<Told>> {
    let group = index.checked_sub(1).filter(|before| table.headings[*before].field.is_none());
    let told: Option<Vec<Told>> = table.rows.iter().map(|row| told_by(row, (group, index, main), lexicon)).collect();
    let told = told?;
    let count = |of: fn(&Told) -> bool| told.iter().filter(|told| of(told)).count();
    let (figures, unknown) = (count(|t| matches!(t, Told::Figure(_))), count(|t| *t == Told::Unknown));
    let first = told.iter().find(|t| matches!(t, Told::Figure(_)))?;
    let alike = told.iter().all(|t| t == first);
    let several = told.iter().any(|t| matches!(t, Told::Figure(_)) && t != first);
    // Words that nobody knows may be names of anything, unless most lines name figures of several kinds.
    let fits = unknown == 0 || table.form == Form::Accounts && several && unknown < figures;
    (fits && !alike).then_some(told)
}

/// What one row tells under a heading; `None` where nothing of its own stands there.
fn told_by(row: &RawRow, (group, index, main): (Option<usize>, usize, Field), lexicon: &Lexicon<'_>) -> Option<Told> {
    let cell = row.cells[index].as_ref().filter(|cell| !cell.filled)?;
    let group = group.and_then(|group| row.cells[group].as_ref()).map(|cell| fold(&cell.value.shown()));
    Some(match figure(group.as_deref(), &fold(&cell.value.shown()), lexicon) {
        Some(Field::Updates | Field::Actual) => Told::Figure(main),
        Some(field) if field.is_count() && field != Field::Sum => Told::Figure(field),
        Some(Field::NotData | Field::Rate) => Told::NoData,
        _ => Told::Unknown,
    })
}

/// The figure that a line names, be it together with the group before it (内容发布: 规定篇数). In a group about forwarding what is published and
/// what is asked are those of forwarding, or nobody knows.
fn figure(group: Option<&str>, key: &str, lexicon: &Lexicon<'_>) -> Option<Field> {
    let alone = lexicon.figure(key);
    let Some(group) = group.filter(|group| !group.is_empty()) else { return alone };
    let joint = lexicon.figure(&format!("{group}{key}"));
    let forwards = lexicon.words.headings.is_about_forwarding(group);
    match alone {
        Some(Field::Actual | Field::Updates | Field::Required) if forwards => {
            joint.filter(|field| matches!(field, Field::Forwarded | Field::ForwardList))
        }
        None => joint,
        alone => alone,
    }
}

/// Takes the lines without a figure of any annex out; one notice names those that nobody knows.
fn leave_out(table: &mut Table, which: usize, told: &[Told]) -> Option<Finding> {
    let mut unread: Vec<(String, Place)> = Vec::new();
    for (row, told) in std::mem::take(&mut table.rows).into_iter().zip(told) {
        if matches!(told, Told::Figure(_)) {
            table.rows.push(row);
            continue;
        }
        table.left_out.push(LeftRow { line: row.line, why: RowReason::Unused });
        let cell = row.cells[which].as_ref().filter(|_| *told == Told::Unknown);
        unread.extend(cell.map(|cell| (shown(&cell.value.shown()), table.place.at(Area::one(cell.at)))));
    }
    let mut places = unread.iter().map(|(_, place)| place.clone());
    let first = places.next()?;
    let related: Vec<Place> = places.collect();
    let mut unexpected: Vec<String> = unread.into_iter().map(|(text, _)| text).collect();
    unexpected.sort();
    unexpected.dedup();
    let kind = Kind::HeadingMissing { missing: Vec::new(), unexpected };
    Some(Finding { severity: Severity::Notice, ..Finding::new(kind, first) }.related(related))
}

/// Below 原创 and 转载 the one sum is what the account posted: it becomes the last row. Its field; nothing where the rows tell that, or
/// anything else.
fn sum_of_posts(table: &mut Table, fields: &[Field]) -> Option<Field> {
    let kinds = fields.iter().all(|field| matches!(field, Field::Original | Field::Forwarded));
    let [total] = table.totals.as_slice() else { return None };
    // Of several accounts the sum is none's: the one is named above the table.
    let several = table.headings.iter().any(|h| matches!(h.field, Some(Field::Account | Field::Unit)));
    if table.form != Form::Accounts || several || !kinds || table.rows.iter().any(|row| row.line > total.line) {
        return None;
    }
    let line = total.line;
    table.left_out.retain(|left| left.line != line);
    table.rows.append(&mut table.totals);
    Some(Field::Actual)
}
