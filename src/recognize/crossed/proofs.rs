//! "What stands under these names is alike." What shows that names across are website columns.
//!
//! In: the headings that may be names, with what is printed beside and below their figures. Out: yes or no. Titles are asked elsewhere.

use super::asked_rows::asks;
use super::{first_word, told_lines};
use crate::field::Field;
use crate::period::PeriodSaid;
use crate::recognize::grid::{Grid, Look};
use crate::recognize::headings::Written;
use crate::recognize::lexicon::Lexicon;
use crate::recognize::region::Region;
use crate::rules::frequency::parse_frequency;

/// A region with what is needed to look at it.
type Drawn<'a, 'g, 'w> = (&'a Grid<'g>, &'a Region, &'a Lexicon<'w>);

/// Whether the sum printed across is right in every row, for each time the names come under.
pub(super) fn by_sums((grid, region, lexicon): Drawn<'_, '_, '_>, what: (&[Written], &[usize], &[usize])) -> bool {
    let (headings, names, sums) = what;
    times(headings, names).into_iter().all(|(time, names)| {
        let sum = sums.iter().find(|i| time.is_none() || headings[**i].period == time);
        sum.is_some_and(|sum| adds_up(grid, region, (headings, &names), (*sum, lexicon)))
    })
}

/// Whether rows say what is asked of every name, or print its total right.
pub(super) fn by_what_is_below((grid, region, lexicon): Drawn<'_, '_, '_>, what: (&[Written], &[usize])) -> bool {
    are_asked(grid, region, what, lexicon) || add_up_below(grid, region, what, lexicon)
}

/// The names of each time.
fn times(headings: &[Written], names: &[usize]) -> Vec<(Option<PeriodSaid>, Vec<usize>)> {
    let mut out: Vec<(Option<PeriodSaid>, Vec<usize>)> = Vec::new();
    for i in names {
        match out.iter_mut().find(|(time, _)| *time == headings[*i].period) {
            Some((_, names)) => names.push(*i),
            None => out.push((headings[*i].period, vec![*i])),
        }
    }
    out
}

/// Whether the sum printed in each row is that of the figures under the names, in two rows at least: they count the same thing.
fn adds_up(grid: &Grid<'_>, region: &Region, what: (&[Written], &[usize]), to: (usize, &Lexicon<'_>)) -> bool {
    let ((headings, names), (sum, lexicon)) = (what, to);
    let figure =
        |line: u32, index: &usize| grid.own(line, headings[*index].span.0).and_then(|ink| ink.cell.value.number());
    let filled = |line: &u32| grid.inks(*line, region.span).any(|(_, ink)| ink.look == Look::Figure);
    let rows: Vec<u32> = told_lines(grid, region, lexicon).filter(filled).collect();
    let is_sum = |line: &u32| {
        let parts: f64 = names.iter().filter_map(|i| figure(*line, i)).sum();
        figure(*line, &sum).is_some_and(|printed| (printed - parts).abs() < 1e-6)
    };
    rows.len() > 1 && rows.iter().all(is_sum)
}

/// Whether a row says of every name how often it is updated: only website columns have that.
fn are_asked(
    grid: &Grid<'_>,
    region: &Region,
    (headings, names): (&[Written], &[usize]),
    lexicon: &Lexicon<'_>,
) -> bool {
    let first = |line: u32| first_word(grid, region, line);
    let is_frequency = |line: u32, index: &usize| {
        let ink = grid.own(line, headings[*index].span.0);
        ink.is_some_and(|ink| parse_frequency(&ink.cell.value.shown(), &lexicon.words.frequency).is_some())
    };
    let mut lines = region.body.iter().filter(|line| asks(first(**line), lexicon) == Some(Field::Frequency));
    lines.any(|line| names.iter().all(|index| is_frequency(*line, index)))
}

/// Whether the total printed below each name is that of its months, of two months at least: what stands above it is counts of one thing.
fn add_up_below(
    grid: &Grid<'_>,
    region: &Region,
    (headings, names): (&[Written], &[usize]),
    lexicon: &Lexicon<'_>,
) -> bool {
    let first = |line: u32| first_word(grid, region, line);
    let figure =
        |line: u32, index: &usize| grid.own(line, headings[*index].span.0).and_then(|ink| ink.cell.value.number());
    let (totals, months): (Vec<u32>, Vec<u32>) =
        told_lines(grid, region, lexicon).partition(|line| lexicon.words.rows.is_total(first(*line)));
    let [total] = totals.as_slice() else { return false };
    let is_sum = |index: &usize| {
        let parts: f64 = months.iter().filter_map(|line| figure(*line, index)).sum();
        figure(*total, index).is_some_and(|printed| (printed - parts).abs() < 1e-6)
    };
    let counted = names.iter().filter(|index| figure(*total, index).is_some_and(|sum| sum > 0.0)).count();
    months.len() > 1 && counted > 1 && names.iter().all(is_sum)
}
