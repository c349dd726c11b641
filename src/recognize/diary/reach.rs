//! "These letter columns are the diary's, or these rows." How far a diary reaches beside its days.
//!
//! In: a [`Grid`] and the days on it. Out: the positions with headings, and the first cell of what goes on with a diary whose days run across
//! behind something that nobody understands. It gives no position a meaning.

use super::days::{Days, is_mark};
use super::names::path;
use crate::place::At;
use crate::recognize::grid::Grid;
use crate::recognize::lexicon::Lexicon;
use crate::recognize::lines_behind::{Passed, closes, is_heading, passed};

/// The letter columns beside days that run down.
pub(super) fn down(grid: &Grid<'_>, days: &Days) -> (Vec<u32>, Option<At>) {
    let all = days.span.0..=days.span.1.min(grid.last_pos());
    (all.filter(|pos| *pos != days.pos && !path(grid, days.heads, *pos).is_empty()).collect(), None)
}

/// The rows below days that run across. Blank rows are ornaments; behind a remark or a month of its own no row may tell anything.
pub(super) fn across(
    (upright, grid): (&Grid<'_>, &Grid<'_>),
    days: &Days,
    lexicon: &Lexicon<'_>,
) -> (Vec<u32>, Option<At>) {
    let (mut out, mut ended) = (Vec::new(), false);
    for row in upright.lines_in(days.span.0..=days.span.1.min(upright.last_line())) {
        let over = path(grid, days.heads, row);
        let told = days.lines.iter().any(|(line, _)| grid.own(*line, row).is_some_and(|ink| is_mark(ink, lexicon)));
        if !out.is_empty() && is_heading(upright, row, lexicon) {
            break;
        }
        match passed(upright, row, (days.pos, days.pos), lexicon) {
            Some(Passed::Month(_)) => ended = true,
            Some(_) => {}
            None if told && (ended || over.is_empty()) => {
                let first = upright.inks(row, (0, u32::MAX)).next();
                return (out, first.map(|(col, _)| upright.at(row, col)));
            }
            None if !told && closes(upright, row, lexicon) => ended = true,
            None if !over.is_empty() => out.push(row),
            None => {}
        }
    }
    (out, None)
}
