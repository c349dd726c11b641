//! "发布条数（7月/8月/9月）: 6/4/5" Several figures in each cell, in the order that the heading gives.
//!
//! In: a [`Table`] as drawn. Out: the same table with a heading for each part over the same cells, whose texts stay whole: which part is
//! whose is read in `normalize`. A heading of several months over single numbers is the time of all of them where its words say so, else each
//! of its months waits for a number.

use super::tables::Built;
use super::{Heading, Table, Why};
use crate::field::Field;
use crate::fold::{fold, is_empty};
use crate::period::{Part, PeriodSaid};
use crate::read::Value;
use crate::rules::Words;
use crate::rules::parted::{Listed, parts_of};

/// Gives the parts of cells headings of their own.
pub(super) fn parts_out_of_cells(built: &mut Built, words: &Words) {
    let table = &mut built.table;
    let Some(main) = table.form.figure() else { return };
    for index in (0..table.headings.len()).rev() {
        let heading = &table.headings[index];
        let Some(listed) = listed(heading, words) else { continue };
        let field = heading.field.filter(|f| f.is_count() && *f != Field::Sum);
        let parted = filled(table, index).filter(|v| parts(v, &listed)).count();
        let alone = filled(table, index).filter(|v| v.number().is_some()).count();
        let new: Vec<Heading> = match &listed {
            Listed::Months { months, is_span: true } if parted == 0 && alone > 0 => {
                let part = Part::Months(months[0], months[months.len() - 1]);
                vec![Heading { period: Some(PeriodSaid { year: year(heading), part }), ..heading.clone() }]
            }
            Listed::Months { months, .. } if field.is_some() || parted > 0 => {
                let period = |m: &i8| PeriodSaid { year: year(heading), part: Part::Months(*m, *m) };
                let of = |m: &i8| Heading { field: field.or(Some(main)), period: Some(period(m)), ..heading.clone() };
                months.iter().map(of).collect()
            }
            Listed::Fields(fields) if parted > 0 && (field.is_some() || heading.field.is_none()) => {
                let forwards = matches!(field, Some(Field::Forwarded | Field::ForwardList));
                let of = |f: &Field| if forwards { of_forwards(*f) } else { f.named_in(table.form) };
                fields.iter().map(|f| Heading { field: Some(of(f)), ..heading.clone() }).collect()
            }
            _ => continue,
        };
        built.findings.retain(|f| f.place.area != Some(table.headings[index].area));
        spread(table, index, new);
    }
}

/// What stands in the cells below a heading; fields may be listed in a group above it as well (更新（应/实） over 7月).
fn listed(heading: &Heading, words: &Words) -> Option<Listed> {
    let (last, groups) = heading.path.split_last()?;
    let of_group = |text: &String| words.parted.list(&fold(text)).filter(|list| matches!(list, Listed::Fields(_)));
    words.parted.list(&fold(last)).or_else(|| groups.iter().rev().find_map(of_group))
}

/// What is asked and what was done, where both are of forwards: 转发（应/实）.
const fn of_forwards(field: Field) -> Field {
    match field {
        Field::Required => Field::ForwardList,
        Field::Actual | Field::Updates => Field::Forwarded,
        field => field,
    }
}

fn year(heading: &Heading) -> Option<i16> {
    heading.period.and_then(|said| said.year)
}

fn filled(table: &Table, index: usize) -> impl Iterator<Item = &Value> {
    let cells = table.rows.iter().filter_map(move |row| row.cells[index].as_ref().map(|cell| &cell.value));
    cells.filter(|value| !matches!(value, Value::Text(text) if is_empty(text)))
}

/// Whether a cell holds as many figures. Of two, 4/6, the program that was typed into may have made a day.
fn parts(value: &Value, listed: &Listed) -> bool {
    match value {
        Value::Text(text) => parts_of(text, listed.count()).is_some(),
        Value::Date(_) => matches!(listed, Listed::Fields(fields) if fields.len() == 2),
        _ => false,
    }
}

/// Headings over the cells of one.
fn spread(table: &mut Table, index: usize, new: Vec<Heading>) {
    let (count, area) = (new.len(), table.headings[index].area);
    let new = new.into_iter().map(|heading| Heading { why: Some(Why::Values), rival: None, ..heading });
    table.headings.splice(index..=index, new);
    if count == 1 {
        return;
    }
    table.parted.push(area);
    for row in &mut table.rows {
        let cell = row.cells.remove(index);
        row.cells.splice(index..index, (0..count).map(|_| cell.clone()));
    }
    for total in &mut table.totals {
        total.cells.splice(index..=index, (0..count).map(|_| None));
    }
}
