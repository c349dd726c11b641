//! "指标 · 东街街道 · 西街街道" Units across that a part of the lines below them was read without.
//!
//! In: a table whose headings run down and that names no units, the rows of the sheet right above it. Out: a finding that quotes the units
//! which stand there over its values: whoever the sheet names as its filer, these figures may be theirs. With it the table waits.

use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Waits};
use crate::fold::one_line;
use crate::place::{Area, At};
use crate::recognize::Table;
use crate::recognize::grid::{Grid, Look};
use crate::recognize::lexicon::Lexicon;
use crate::recognize::region::Region;

/// What proves that the values of a table stand below names of units.
pub(in crate::recognize) fn units_above(
    grid: &Grid<'_>,
    region: &Region,
    table: &Table,
    lexicon: &Lexicon<'_>,
) -> Option<Finding> {
    let names_units = table.headings.iter().any(|h| h.field == Some(Field::Unit));
    if !region.turned || names_units || !matches!(table.form, Form::Columns | Form::Messages | Form::Accounts) {
        return None;
    }
    let mut cols: Vec<u32> = table.rows.iter().map(|row| row.line).collect();
    cols.dedup();
    // A table may share its region with another one that stands above it.
    let first = table.headings.iter().filter(|h| h.field.is_some()).map(|h| h.area.first.row).min()?;
    // Behind a caption of its own a table stands for itself.
    let above = grid.lines_in(0..=first.checked_sub(1)?).rev();
    let above = above.take_while(|row| grid.inks(*row, (0, u32::MAX)).nth(1).is_some());
    let units = |row: u32| -> Vec<String> {
        let inks = cols.iter().filter_map(|col| grid.own(row, *col)).filter(|ink| ink.look == Look::Words);
        let bodies = inks.filter(|ink| lexicon.words.names.is_one_body(ink.key()));
        bodies.map(|ink| one_line(&ink.cell.value.shown())).collect()
    };
    let mut rows = above.map(units).filter(|units| units.len() > 1 && units.len() * 2 > cols.len());
    let mut named = rows.next()?;
    named.dedup();
    let kind = |named| Kind::TableWaits { why: Waits::BodiesAcross, named };
    let corner = At::new(first, region.area.first.col);
    let place = grid.sheet.place.at(Area::between(corner, region.area.last));
    (named.len() > 1).then(|| Finding::new(kind(named), place))
}
