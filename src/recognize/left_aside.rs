//! "None of this is taken." A region that waits as a whole, with every one of its lines accounted for.
//!
//! In: a region of a [`Grid`], and what is asked about it. Out: a table of no form whose headings stay unsaid and whose lines are left out. It
//! does not decide what waits.

use super::discreet::UNSAID;
use super::grid::Grid;
use super::region::Region;
use super::tables::{Built, empty};
use super::{Heading, LeftRow, RowReason, Table};
use crate::field::Form;
use crate::finding::Finding;
use crate::place::Area;

/// A region of which nothing is taken.
pub(super) fn left_aside(grid: &Grid<'_>, region: &Region, findings: Vec<Finding>) -> Built {
    let left_out = region.body.iter().map(|line| LeftRow { line: *line, why: RowReason::Unused }).collect();
    let table = Table { left_out, ..unsaid((grid, region)) };
    Built { table, apart: Vec::new(), spans: Vec::new(), findings, used: vec![region.area] }
}

/// A table of no form with the cells of its headings, and without its other lines.
pub(super) fn unsaid((grid, region): (&Grid<'_>, &Region)) -> Table {
    // A region that was drawn upright has no lines in a grid that is turned.
    let lines = Some(region.heads.0..=region.heads.1).filter(|_| grid.turned == region.turned);
    let heads = lines.into_iter().flat_map(|lines| grid.lines_in(lines)).filter(|line| !region.body.contains(line));
    let cells = heads.flat_map(|line| grid.inks(line, region.span).map(move |(pos, _)| (line, pos)));
    let headings = cells.map(|(line, pos)| heading(grid.area((line, line), (pos, pos)))).collect();
    Table { headings, ..empty((grid, region), Form::Unknown) }
}

/// A heading of which nobody looked into whether its words may be quoted.
fn heading(area: Area) -> Heading {
    let path = vec![UNSAID.to_owned()];
    Heading { area, path, field: None, period: None, platform: None, rival: None, why: None, margin: 0 }
}
