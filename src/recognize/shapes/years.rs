//! "2024, 3, 7月." The year and the quarter that the rows of a database bear beside their month.
//!
//! In: a [`Table`] as drawn. Out: the year of each row for the months that rows name, and the quarter that all of its rows name as what the
//! table says of its time. It moves no figures.

use crate::fold::fold;
use crate::period::{Part, PeriodSaid};
use crate::read::Value;
use crate::recognize::{RawCell, Said, Source, Table};
use crate::rules::Words;
use crate::rules::periods::find_periods;

/// Years that a row may bear.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

/// The heading over years and the year of each row; `None` where a row has none.
pub(super) fn years(table: &Table, words: &Words) -> Option<Vec<i16>> {
    let index = heading(table, |key| words.headings.heads_years(key))?;
    table.rows.iter().map(|row| year(row.cells[index].as_ref()?, words)).collect()
}

/// The quarter that all rows name in columns of their own becomes what the table says of its time, before anything around it.
pub(in crate::recognize) fn take_in_quarter(table: &mut Table, words: &Words) {
    let Some(index) = heading(table, |key| words.headings.heads_quarters(key)) else { return };
    let cells: Option<Vec<&RawCell>> = table.rows.iter().map(|row| row.cells[index].as_ref()).collect();
    let (Some(cells), Some(years)) = (cells, years(table, words)) else { return };
    let said: Option<Vec<PeriodSaid>> = cells
        .iter()
        .zip(years)
        .map(|(cell, year)| Some(PeriodSaid { year: Some(year), part: quarter(cell, words)? }))
        .collect();
    let Some(said) = said else { return };
    if let (Some(cell), Some(what)) = (cells.first(), said.first().filter(|first| said.iter().all(|s| s == *first))) {
        let place = table.place.at(cell.at);
        let said = Said { what: *what, text: cell.value.shown(), source: Source::Column, place };
        table.claims.periods.insert(0, said);
    }
}

fn heading(table: &Table, is_it: impl Fn(&str) -> bool) -> Option<usize> {
    let fits = |text: &String| is_it(&fold(text));
    table.headings.iter().position(|h| h.path.last().is_some_and(fits) && !h.field.is_some_and(|f| f.is_count()))
}

fn year(cell: &RawCell, words: &Words) -> Option<i16> {
    let text = fold(&cell.value.shown());
    let said = || find_periods(&text, &words.periods).first().and_then(|(said, _)| said.year);
    text.parse().ok().or_else(said).filter(|year| YEARS.contains(year))
}

/// 3, 三季度, 第三季度.
fn quarter(cell: &RawCell, words: &Words) -> Option<Part> {
    let text = fold(&cell.value.shown());
    let bare = || text.parse().ok().filter(|n| (1..=4).contains(n)).map(Part::Quarter);
    match cell.value {
        Value::Number(_) => bare(),
        _ => {
            let said = find_periods(&text, &words.periods).first().map(|(said, _)| said.part);
            said.filter(|part| matches!(part, Part::Quarter(_))).or_else(bare)
        }
    }
}
