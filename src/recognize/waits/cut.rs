//! "The table ends in February, and March stands right beside it." Tables with headings running down that go on where they seem to end.
//!
//! In: the lines of such a table. Out: a finding where figures of its counts stand in the very next letter column, which is none of its
//! lines: a merged name above may have cut the table in two, and a sum over the rest would be short. It reads no figures.

use crate::field::Field;
use crate::finding::{Finding, Kind, Waits};
use crate::recognize::grid::{Grid, Look};
use crate::recognize::headings::Written;
use crate::recognize::region::Region;
use crate::recognize::roles::Roles;

/// Figures beside different headings that are no accident.
const FIGURES: usize = 2;

/// What proves that a table with headings running down goes on.
pub(super) fn cut_short(grid: &Grid<'_>, region: &Region, (headings, roles): (&[Written], &Roles)) -> Option<Finding> {
    let next = region.body.last().filter(|_| region.turned)? + 1;
    let is_count = |field: Option<Field>| field.is_some_and(Field::is_count);
    let counts = headings.iter().zip(&roles.fields).filter(|(_, role)| is_count(role.field));
    let figure = |heading: &Written| grid.own(next, heading.span.0).filter(|ink| ink.look == Look::Figure);
    let mut positions: Vec<u32> = counts.filter(|(h, _)| figure(h).is_some()).map(|(h, _)| h.span.0).collect();
    positions.sort_unstable();
    positions.dedup();
    let place = grid.sheet.place.at(region.area);
    (positions.len() >= FIGURES).then(|| Finding::new(Kind::TableWaits { why: Waits::Cut, named: Vec::new() }, place))
}
