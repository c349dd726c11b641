//! "And below the blank row it goes on." What stands behind the end of lines that somebody read.
//!
//! In: a [`Grid`], the lines behind the end, where days and figures of the list stand. Out: which of them go on with the list (days with
//! something beside them, marks, figures), up to the headings of another table; and what may be passed over between two lines: a month that
//! stands alone, 续上表, the headings once more. It reads no figures and decides nothing about the list.

use super::diary::cells::are_ticks;
use super::grid::{Grid, Look};
use super::lexicon::{Lexicon, is_month};
use super::region::is_signature;
use crate::field::Field;
use crate::period::PeriodSaid;
use crate::place::At;
use std::ops::RangeInclusive;

/// Where a list tells what.
#[derive(Clone, Copy)]
pub(super) struct Reach<'a> {
    /// The position of its days.
    pub(super) day: Option<u32>,
    /// The positions of its marks and figures.
    pub(super) names: &'a [u32],
}

/// What stands between the lines of a list and tells nothing of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Passed {
    /// The month of the lines below.
    Month(PeriodSaid),
    /// That a page was turned.
    Turn,
    /// The headings once more.
    Again,
}

/// The first and the last of `lines` that go on with a list; lines below the headings of another table are that table's.
pub(super) fn goes_on(
    grid: &Grid<'_>,
    lines: RangeInclusive<u32>,
    reach: Reach<'_>,
    lexicon: &Lexicon<'_>,
) -> Option<(u32, u32)> {
    let mut out: Option<(u32, u32)> = None;
    for line in grid.lines_in(lines).take_while(|line| !is_heading(grid, *line, lexicon)) {
        if tells(grid, line, reach, lexicon) {
            out = Some((out.map_or(line, |(first, _)| first), line));
        }
    }
    out
}

/// The cell to name where a list goes on: the first that stands behind `last`, or that of `first` where a remark comes before it.
pub(super) fn opening(grid: &Grid<'_>, (last, first): (u32, u32), lexicon: &Lexicon<'_>) -> Option<At> {
    let line = grid.lines_in(last + 1..=first).find(|line| !closes(grid, *line, lexicon))?;
    grid.inks(line, (0, u32::MAX)).next().map(|(pos, _)| grid.at(line, pos))
}

/// What a line between two others is, where it may be passed over; `heads` are the heading lines of the list.
pub(super) fn passed(grid: &Grid<'_>, line: u32, heads: (u32, u32), lexicon: &Lexicon<'_>) -> Option<Passed> {
    let inks = || grid.inks(line, (0, u32::MAX));
    let (_, first) = inks().next()?;
    if inks().all(|(_, ink)| ink.look == Look::Words && lexicon.words.diaries.turns_page(ink.key())) {
        return Some(Passed::Turn);
    }
    let month = || lexicon.sense(first.key()).period.filter(is_month);
    if inks().all(|(_, ink)| ink.look == Look::Words && lexicon.is_month(ink.key()) && ink.key() == first.key()) {
        return month().map(Passed::Month);
    }
    let head =
        |pos: u32, key: &str| (heads.0..=heads.1).any(|line| grid.own(line, pos).is_some_and(|ink| ink.key() == key));
    inks().all(|(pos, ink)| ink.look == Look::Words && head(pos, ink.key())).then_some(Passed::Again)
}

/// Whether a line goes on with a list.
fn tells(grid: &Grid<'_>, line: u32, reach: Reach<'_>, lexicon: &Lexicon<'_>) -> bool {
    if closes(grid, line, lexicon) {
        return false;
    }
    let named = |mark: bool| {
        let mut inks = reach.names.iter().filter_map(|pos| grid.own(line, *pos));
        inks.any(|ink| !mark || ink.look == Look::Figure || are_ticks(ink.key(), lexicon.words))
    };
    // 3月25日—31日 is no day, and more than a word.
    let is_day = |pos: u32| grid.own(line, pos).is_some_and(|ink| ink.key().contains(|c: char| c.is_ascii_digit()));
    named(true) || reach.day.is_some_and(is_day) && named(false)
}

/// Whether a line is a remark or says who signed.
pub(super) fn closes(grid: &Grid<'_>, line: u32, lexicon: &Lexicon<'_>) -> bool {
    let word = grid.inks(line, (0, u32::MAX)).next().map_or("", |(_, ink)| ink.word());
    let rows = &lexicon.words.rows;
    rows.is_remark(word) || is_signature(rows, word) || word.contains(':')
}

/// Whether a line holds the headings of a table: nothing but words, two of them at least, one of which stands over names or days.
pub(super) fn is_heading(grid: &Grid<'_>, line: u32, lexicon: &Lexicon<'_>) -> bool {
    let words = lexicon.words;
    let inks = || grid.inks(line, (0, u32::MAX)).map(|(_, ink)| ink);
    let heads = |key: &str| {
        words.diaries.heads_days(key)
            || matches!(
                lexicon.label(key),
                Some(
                    Field::Serial
                        | Field::Unit
                        | Field::Account
                        | Field::AccountType
                        | Field::Column
                        | Field::PostTitle
                )
            ) && words.platforms.canonical(key).is_none()
    };
    inks().nth(1).is_some()
        && inks().all(|ink| ink.look == Look::Words && !words.diaries.is_tick(ink.key()))
        && inks().any(|ink| heads(ink.key()))
}
