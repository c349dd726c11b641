//! "The headings are understood, but the rows are something else." What makes a whole table wait.
//!
//! In: the headings and roles of one region. Out: the finding that proves the table to be something else than its headings say; each proof is
//! in a file of its own. It reads no figures.

pub(super) mod bodies;
mod cut;
mod labels_as_names;
pub(super) mod mixed;
pub(super) mod names;
mod pairs;
pub(super) mod roads;
mod selected;
mod units_above;

use super::Table;
use super::grid::Grid;
use super::headings::Written;
use super::lexicon::Lexicon;
use super::region::Region;
use super::roles::Roles;
use crate::finding::Finding;
use bodies::{settle_unnamed, units_by_values};
use cut::cut_short;
use labels_as_names::labels_as_names;
use mixed::{mixed_kinds, settle_kinds_of_posts};
use names::words_as_names;
use pairs::pairs_across;
use selected::selected;
use units_above::units_above;

/// What proves that the whole table is something else than its headings say.
pub(super) fn waits(
    grid: &Grid<'_>,
    region: &Region,
    (headings, roles, crossed): (&[Written], &mut Roles, bool),
    lexicon: &Lexicon<'_>,
) -> Option<Finding> {
    settle_kinds_of_posts(grid, region, (headings, roles), lexicon);
    settle_unnamed(grid, region, (headings, roles), lexicon);
    let bodies = units_by_values(grid, region, (headings, roles), lexicon).filter(|_| !crossed);
    let labels = || labels_as_names(grid, region, (headings, roles), lexicon).filter(|_| !crossed);
    let kinds = || mixed_kinds(grid, region, (headings, roles), lexicon);
    let cut = || cut_short(grid, region, (headings, roles));
    let pairs = || pairs_across(grid, region, (headings, roles), lexicon).filter(|_| !crossed);
    bodies.or_else(labels).or_else(kinds).or_else(cut).or_else(pairs)
}

/// What proves the same of a table that was read, by its names and what stands around it.
pub(super) fn of_read(grid: &Grid<'_>, region: &Region, table: &Table, lexicon: &Lexicon<'_>) -> Option<Finding> {
    let some = || selected(grid, region, table, lexicon);
    let theirs = || units_above(grid, region, table, lexicon);
    words_as_names(table, lexicon).or_else(some).or_else(theirs)
}
