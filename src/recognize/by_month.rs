//! "各月更新情况: 1月5条，2月4条，3月4条" Months inside the cells of one heading, or told by the days listed there.
//!
//! In: a [`Table`] as drawn. Out: the same table with a heading for each month over the same cells, whose texts stay whole: what is read
//! from them is decided in `normalize`. A heading over such texts that cannot be placed is said.

use super::headings::day_lists::lists_days;
use super::lexicon::{Lexicon, is_month};
use super::tables::Built;
use super::{Heading, RawRow, Table, Why};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Severity};
use crate::fold::{fold, is_empty};
use crate::period::{Part, PeriodSaid};
use crate::read::Value;
use crate::rules::month_lists::{read_days, read_months, seems_by_month};

/// A year for days without one: it has a 29th of February.
const ANY_YEAR: i16 = 2024;

/// Gives months of their own to headings whose cells name several.
pub(super) fn months_out_of_cells(built: &mut Built, lexicon: &Lexicon<'_>) {
    let table = &mut built.table;
    let Some(main) = table.form.figure() else { return };
    doubt_bare_numbers(table, main, lexicon);
    let has_months = table.headings.iter().any(|h| h.field == Some(main) && h.period.is_some_and(|p| is_month(&p)));
    for index in (0..table.headings.len()).rev() {
        if let Some(said) = days_of_a_month(table, index, main, lexicon) {
            said.then(|| built.findings.retain(|f| f.place.area != Some(table.headings[index].area)));
            continue;
        }
        if has_months || table.headings[index].period.is_some() {
            continue;
        }
        let Some((months, certain)) = months_of(table, index, lexicon) else { continue };
        match field_of(table, index, (main, certain), lexicon) {
            Some(field) => {
                built.findings.retain(|f| f.place.area != Some(table.headings[index].area));
                spread(table, (index, field), &months);
            }
            None if table.headings[index].field.is_none() => {
                let heading = &table.headings[index];
                let kind = Kind::HeadingMissing { missing: Vec::new(), unexpected: vec![heading.path.join(" › ")] };
                let place = table.place.at(heading.area);
                built.findings.retain(|f| f.place != place || f.severity != Severity::Notice);
                built.findings.push(Finding::new(kind, place));
            }
            None => {}
        }
    }
}

/// A bare number among lists of days (4月更新日期: 3日、12日 and 3) may be a day as well as a count.
fn doubt_bare_numbers(table: &mut Table, main: Field, lexicon: &Lexicon<'_>) {
    let is_dated = |table: &Table, i: usize| {
        let heading = &table.headings[i];
        let dated = || heading.path.last().is_some_and(|text| lexicon.is_dated_month(&lexicon.sense(&fold(text))));
        heading.field == Some(main) && heading.period.is_some_and(|p| is_month(&p)) && dated()
    };
    let dated: Vec<usize> = (0..table.headings.len()).filter(|i| is_dated(table, *i)).collect();
    for index in
        dated.into_iter().filter(|i| filled(table, *i).any(|value| lists_days(value, lexicon))).collect::<Vec<_>>()
    {
        for cell in table.rows.iter_mut().filter_map(|row| row.cells[index].as_mut()) {
            if cell.value.number().is_some_and(|n| n != 0.0) && !lists_days(&cell.value, lexicon) {
                cell.value = Value::Unbelievable(cell.value.shown());
            }
        }
    }
}

/// The cells of a heading that say something, one for each row.
fn filled<'a>(table: &'a Table, index: usize) -> impl Iterator<Item = &'a Value> + use<'a> {
    let cell = move |row: &'a RawRow| row.cells[index].as_ref().map(|cell| &cell.value);
    table.rows.iter().filter_map(cell).filter(|value| !matches!(value, Value::Text(text) if is_empty(text)))
}

/// Takes a heading that names a month over nothing but days (四月份更新日期) for the figures of that month; whether it was not taken before.
fn days_of_a_month(table: &mut Table, index: usize, main: Field, lexicon: &Lexicon<'_>) -> Option<bool> {
    let heading = &table.headings[index];
    let free = heading.field.is_none() || heading.field == Some(Field::Day);
    if main == Field::Received || !free || !heading.period.is_some_and(|p| is_month(&p)) {
        return None;
    }
    let days: Vec<bool> = filled(table, index).map(|value| lists_days(value, lexicon)).collect();
    if days.is_empty() || days.contains(&false) {
        return None;
    }
    let heading = &mut table.headings[index];
    (heading.field, heading.why) = (Some(main), Some(Why::Values));
    Some(true)
}

/// The months that the cells of a heading tell, in order, and whether each of them was understood; `None` where they tell none.
fn months_of(table: &Table, index: usize, lexicon: &Lexicon<'_>) -> Option<(Vec<PeriodSaid>, bool)> {
    let (mut months, mut read, mut seem, mut all, mut several): (Vec<PeriodSaid>, _, _, _, _) =
        (Vec::new(), 0, 0, 0, false);
    for value in filled(table, index) {
        all += 1;
        let text = if let Value::Text(text) = value { text.as_str() } else { "" };
        let listed =
            read_months(text, lexicon.words).map(|list| list.months.into_iter().map(|(said, _)| said).collect());
        let days =
            || read_days(value, ANY_YEAR).filter(|days| days.len() > 1).map(|days| days.iter().map(month).collect());
        let said: Option<Vec<PeriodSaid>> = listed.or_else(days);
        seem +=
            usize::from(said.is_none() && seems_by_month(text, lexicon.words) || read_days(value, ANY_YEAR).is_some());
        read += usize::from(said.is_some());
        let said = said.unwrap_or_default();
        several |= said.windows(2).any(|w| w[0] != w[1]);
        for month in said {
            if !months.contains(&month) {
                months.push(month);
            }
        }
    }
    months.sort_by_key(|said| (said.year, if let Part::Months(month, _) = said.part { month } else { 0 }));
    (several && (read + seem) * 2 > all).then_some((months, read == all))
}

fn month(day: &jiff::civil::Date) -> PeriodSaid {
    PeriodSaid { year: None, part: Part::Months(day.month(), day.month()) }
}

/// What the months of a heading are figures of; `None` where that cannot be told, or where they are beside the matter (备注).
fn field_of(table: &Table, index: usize, (main, certain): (Field, bool), lexicon: &Lexicon<'_>) -> Option<Field> {
    let heading = &table.headings[index];
    let key = fold(heading.path.last()?);
    let counts = |field: Field| field == main || table.form != Form::Columns && field.is_count() && field != Field::Sum;
    match heading.field {
        Some(field) if counts(field) => return Some(field),
        Some(Field::Remark) if certain && table.form == Form::Columns => return Some(main),
        Some(_) => return None,
        None => {}
    }
    // Beside what the account posted, months under words of their own may be those of a website column in the same form.
    if table.form == Form::Accounts && table.headings.iter().any(|h| h.field == Some(main)) {
        return None;
    }
    let translated = |field: Field| if matches!(field, Field::Actual | Field::Updates) { main } else { field };
    let is_plain = |field: Field| lexicon.word_left(&lexicon.sense(&key).rest, field).is_none();
    match lexicon.label(&key).map(translated) {
        Some(field) if counts(field) => Some(field).filter(|field| is_plain(*field)),
        Some(Field::Day) | None
            if main != Field::Received && lexicon.words.headings.may_count_updates(&key, table.form) =>
        {
            Some(main).filter(|field| is_plain(*field))
        }
        _ => None,
    }
}

/// A heading for each month over the cells of one.
fn spread(table: &mut Table, (index, field): (usize, Field), months: &[PeriodSaid]) {
    let old = table.headings.remove(index);
    let new = months.iter().map(|month| Heading {
        field: Some(field),
        period: Some(*month),
        why: Some(Why::Values),
        ..old.clone()
    });
    table.headings.splice(index..index, new);
    for row in &mut table.rows {
        let cell = row.cells.remove(index);
        row.cells.splice(index..index, months.iter().map(|_| cell.clone()));
    }
    for total in &mut table.totals {
        total.cells.splice(index..=index, months.iter().map(|_| None));
    }
}
