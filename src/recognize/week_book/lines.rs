//! "1月, 第一周 … 1月小计." The lines of a list of weeks below their months.
//!
//! In: a [`Grid`]. Out: [`Lines`]: each week with the month that its line names, the printed sum of each month, the printed total, the row
//! of what is asked. A list without a printed sum for each of its months is none. It reads no figures.

use crate::field::Field;
use crate::period::PeriodSaid;
use crate::place::At;
use crate::recognize::grid::Grid;
use crate::recognize::lexicon::{Lexicon, is_month};
use crate::recognize::lines_behind::{Passed, Reach, goes_on, opening, passed};

/// A week and its month.
#[derive(Debug, Clone, Copy)]
pub(super) struct Week {
    /// Its line.
    pub(super) line: u32,
    /// The month that the line names.
    pub(super) month: PeriodSaid,
}

/// The lines of one list.
#[derive(Debug, Clone)]
pub(super) struct Lines {
    /// First and last heading line.
    pub(super) heads: (u32, u32),
    /// Where the months stand.
    pub(super) month_pos: u32,
    /// The last position that tells weeks and days.
    pub(super) until: u32,
    /// The weeks.
    pub(super) weeks: Vec<Week>,
    /// The line of each month's sum.
    pub(super) sums: Vec<Week>,
    /// The line of the sum of all.
    pub(super) total: Option<u32>,
    /// The line of what is asked of each name.
    pub(super) demand: Option<u32>,
    /// The last line.
    pub(super) last: u32,
    /// The first cell of what goes on with the list and is not understood.
    pub(super) stray: Option<At>,
}

/// Fewer weeks below a month are no list.
const WEEKS: usize = 2;

/// The lists of weeks of a grid, in reading order.
pub(super) fn find_lines(grid: &Grid<'_>, lexicon: &Lexicon<'_>) -> Vec<Lines> {
    let mut out: Vec<Lines> = Vec::new();
    for line in grid.lines() {
        let taken = out.iter().any(|lines| lines.last >= line);
        let mut months = grid.inks(line, (0, u32::MAX)).filter(|(_, ink)| lexicon.words.rows.heads_months(ink.word()));
        if let Some((pos, ink)) = months.next().filter(|_| !taken) {
            out.extend(below(grid, (line, ink.lines.1), pos, lexicon));
        }
    }
    out
}

fn below(grid: &Grid<'_>, heads: (u32, u32), month_pos: u32, lexicon: &Lexicon<'_>) -> Option<Lines> {
    let diaries = &lexicon.words.diaries;
    let heading = |pos: u32| grid.own(heads.0, pos);
    let week_pos = heading(month_pos + 1).filter(|ink| diaries.heads_weeks(ink.key())).map(|_| month_pos + 1)?;
    let days = heading(week_pos + 1).filter(|ink| diaries.heads_days(ink.key()) || diaries.heads_spans(ink.key()));
    let until = week_pos + u32::from(days.is_some());
    let mut out = Lines {
        heads,
        month_pos,
        until,
        weeks: Vec::new(),
        sums: Vec::new(),
        total: None,
        demand: None,
        last: heads.1,
        stray: None,
    };
    let mut month: Option<PeriodSaid> = None;
    let mut before = heads.1;
    for line in grid.lines_in(heads.1 + 1..=u32::MAX) {
        if let Some(what) = passed(grid, line, heads, lexicon) {
            month = if let Passed::Month(said) = what { Some(said) } else { month };
            before = line;
            continue;
        }
        let is_week = grid.own(line, week_pos).is_some_and(|ink| is_week(ink.key(), lexicon));
        let first = grid.inks(line, (month_pos, u32::MAX)).next().map_or("", |(_, ink)| ink.word());
        let sense = lexicon.sense(first);
        let is_sum = lexicon.words.rows.is_total(first) || sense.label() == Some(Field::Sum);
        // A blank row between two months is an ornament.
        if grid.is_gap(before, line) && !is_week && !is_sum {
            break;
        }
        let named = grid.own(line, month_pos).map(|ink| lexicon.sense(ink.key()));
        if let Some(named) = &named {
            // 1月 opens its weeks; 1月小计 names them again.
            month = named.period.filter(|_| named.is_month()).or(month);
        }
        let open = out.weeks.iter().any(|week| out.sums.iter().all(|sum| sum.month != week.month));
        if is_sum {
            let other = sense.period.is_some_and(|said| is_month(&said) && month.is_none_or(|m| m.part != said.part));
            match month.filter(|_| open) {
                Some(_) if other => return None,
                Some(month) => out.sums.push(Week { line, month }),
                None if out.total.is_none() && sense.period.is_none_or(|said| !is_month(&said)) => {
                    out.total = Some(line);
                }
                None => return None,
            }
        } else if out.total.is_some() {
            break;
        } else if is_week {
            out.weeks.push(Week { line, month: month? });
        } else if out.weeks.is_empty() && out.demand.is_none() && asks(first, lexicon) {
            out.demand = Some(line);
        } else {
            break;
        }
        (out.last, before) = (line, line);
    }
    out.stray = stray(grid, &out, week_pos, lexicon);
    let is_summed = |week: &Week| out.sums.iter().filter(|sum| sum.month == week.month).count() == 1;
    (out.weeks.len() >= WEEKS && out.weeks.iter().all(is_summed)).then_some(out)
}

/// What goes on behind the last line with figures; behind the sum of all only weeks do.
fn stray(grid: &Grid<'_>, lines: &Lines, week_pos: u32, lexicon: &Lexicon<'_>) -> Option<At> {
    let headed = |pos: &u32| (lines.heads.0..=lines.heads.1).any(|line| grid.seen(line, *pos).is_some());
    let names: Vec<u32> = (lines.until + 1..=grid.last_pos()).filter(headed).collect();
    let reach = Reach { day: None, names: &names };
    let (first, last) = goes_on(grid, lines.last + 1..=u32::MAX, reach, lexicon)?;
    let mut weeks = grid.lines_in(first..=last).filter_map(|line| grid.own(line, week_pos));
    let is_open = lines.total.is_none() || weeks.any(|ink| is_week(ink.key(), lexicon));
    opening(grid, (lines.last, first), lexicon).filter(|_| is_open)
}

/// Whether a line below the headings says what is asked of each name.
fn asks(first: &str, lexicon: &Lexicon<'_>) -> bool {
    matches!(lexicon.label(first), Some(Field::Frequency | Field::Required))
}

/// 第一周, 第9周, 5周; a bare number below 周次.
fn is_week(key: &str, lexicon: &Lexicon<'_>) -> bool {
    let word = lexicon.words.periods.week.week.as_str();
    key.contains(word) || key.parse::<u8>().is_ok()
}
