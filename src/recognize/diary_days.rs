//! "3日, 4日 …, down or across." The days of a diary of posts: where they stand and which lines are theirs.
//!
//! In: a [`Grid`], upright or turned. Out: [`Days`]: the position of the days, the heading lines before them, each line with its day. Days
//! are told by a heading over them, or by the numbers of a whole month. It reads no posts.

use super::grid::{Grid, Ink, Look};
use super::lexicon::Lexicon;
use super::region::is_signature;
use super::told::dotted;
use crate::read::Value;
use crate::rules::periods::parse_day;

/// The days of one diary.
#[derive(Debug, Clone)]
pub(super) struct Days {
    /// Where they stand.
    pub(super) pos: u32,
    /// First and last heading line.
    pub(super) heads: (u32, u32),
    /// Each line with its day; without one where the line names none.
    pub(super) lines: Vec<(u32, Option<Day>)>,
    /// Lines of printed sums.
    pub(super) totals: Vec<u32>,
}

/// A day as a line tells it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Day {
    /// With its month, as it stands.
    Whole(Value),
    /// The number of the day; the month stands elsewhere.
    Number(i8),
}

/// Fewer lines are no diary.
const LINES: usize = 3;
/// Heading lines at most.
const HEADS: u32 = 4;
/// The days of the shortest month.
const MONTH: usize = 28;

/// The diaries of a grid, in reading order. Upright their days stand under a heading; turned, across, they are the numbers of a month.
pub(super) fn find_days(grid: &Grid<'_>, lexicon: &Lexicon<'_>) -> Vec<Days> {
    let mut out: Vec<Days> = Vec::new();
    if grid.turned {
        let positions = 0..=grid.last_pos();
        out.extend(positions.filter_map(|pos| run(grid, pos, lexicon)));
        return out;
    }
    for line in grid.lines() {
        for (pos, ink) in grid.inks(line, (0, u32::MAX)) {
            let heads = ink.look == Look::Words && lexicon.words.diaries.heads_days(ink.key());
            if heads && !out.iter().any(|days| days.last_line() >= line) {
                out.extend(under(grid, (line, pos, ink), lexicon));
            }
        }
    }
    out
}

impl Days {
    /// The last line.
    pub(super) fn last_line(&self) -> u32 {
        let lines = self.lines.iter().map(|(line, _)| *line).chain(self.totals.iter().copied());
        lines.max().unwrap_or(self.heads.1)
    }

    /// Whether any day is told by its number alone.
    pub(super) fn are_numbers(&self) -> bool {
        self.lines.iter().any(|(_, day)| matches!(day, Some(Day::Number(_))))
    }
}

/// The days under a heading.
fn under(grid: &Grid<'_>, (line, pos, ink): (u32, u32, &Ink<'_>), lexicon: &Lexicon<'_>) -> Option<Days> {
    let below = grid.lines_in(ink.lines.1 + 1..=line + HEADS);
    let first = below.into_iter().find(|l| grid.own(*l, pos).and_then(|ink| day(ink, lexicon)).is_some())?;
    let mut days = Days { pos, heads: (line, first - 1), lines: Vec::new(), totals: Vec::new() };
    for line in grid.lines_in(first..=u32::MAX) {
        let seen = grid.seen(line, pos).filter(|(l, _, _)| *l >= first);
        let said = seen.and_then(|(_, p, ink)| day(ink, lexicon).filter(|_| p == pos));
        // Behind a blank row only a further day goes on with the diary.
        if grid.is_gap(days.last_line(), line) && !days.lines.is_empty() && said.is_none() {
            break;
        }
        let mut words = grid.inks(line, (0, u32::MAX)).map(|(_, ink)| ink.word());
        let first_word = words.next().unwrap_or_default();
        if said.is_some() {
            days.lines.push((line, said));
        } else if lexicon.words.rows.is_total(first_word) {
            days.totals.push(line);
        } else if seen.is_none() && !days.lines.is_empty() && !closes(first_word, lexicon) {
            days.lines.push((line, None));
        } else {
            break;
        }
    }
    // A sum above the last day is none of the foot.
    (days.lines.iter().filter(|(_, day)| day.is_some()).count() >= LINES).then_some(days)
}

fn closes(word: &str, lexicon: &Lexicon<'_>) -> bool {
    let rows = &lexicon.words.rows;
    rows.is_remark(word) || is_signature(rows, word) || word.contains(':')
}

/// The numbers of a month at one position, one on each line.
fn run(grid: &Grid<'_>, pos: u32, lexicon: &Lexicon<'_>) -> Option<Days> {
    let numbers: Vec<(u32, i8)> = grid
        .lines()
        .filter_map(|line| Some((line, grid.own(line, pos).and_then(|ink| number(ink, lexicon))?)))
        .skip_while(|(_, n)| *n != 1)
        .collect();
    let first = numbers.first()?.0;
    let lines: Vec<(u32, i8)> = numbers
        .into_iter()
        .zip(0..)
        .take_while(|((line, n), i)| *line == first + i && i64::from(*n) == i64::from(*i) + 1)
        .map(|(number, _)| number)
        .collect();
    if lines.len() < MONTH {
        return None;
    }
    let named = |line: &u32| grid.inks(*line, (pos + 1, u32::MAX)).next().is_some();
    let heads: Vec<u32> = grid.lines_in(first.saturating_sub(HEADS)..=first.checked_sub(1)?).filter(named).collect();
    let last = lines.last()?.0;
    let is_sum = |line: &u32| grid.seen(*line, pos).is_some_and(|(_, _, ink)| lexicon.words.rows.is_total(ink.key()));
    let totals = grid.lines_in(last + 1..=u32::MAX).filter(is_sum).collect();
    let lines = lines.into_iter().map(|(line, n)| (line, Some(Day::Number(n)))).collect();
    Some(Days { pos, heads: (*heads.first()?, first - 1), lines, totals })
}

fn number(ink: &Ink<'_>, lexicon: &Lexicon<'_>) -> Option<i8> {
    match &ink.cell.value {
        Value::Number(_) | Value::Text(_) => lexicon.words.diaries.day_of_month(ink.key()),
        _ => None,
    }
}

/// The day that a cell is; a number 4.3, which may have been 4.30, is none.
fn day(ink: &Ink<'_>, lexicon: &Lexicon<'_>) -> Option<Day> {
    match &ink.cell.value {
        Value::Date(_) => Some(Day::Whole(ink.cell.value.clone())),
        Value::Number(_) => number(ink, lexicon).map(Day::Number),
        Value::Text(text) => {
            let whole = || parse_day(text, Some(super::told::LEAP)).map(|_| Day::Whole(ink.cell.value.clone()));
            let pointed = || {
                let day = dotted(text)?;
                let written = lexicon.words.diaries.written_day(day.month(), day.day());
                Some(Day::Whole(Value::Text(written)))
            };
            number(ink, lexicon).map(Day::Number).or_else(whole).or_else(pointed).filter(|_| ink.look != Look::Mark)
        }
        _ => None,
    }
}

/// Whether any row holds the numbers of a month, one beside the other.
pub(super) fn has_month_across(upright: &Grid<'_>, lexicon: &Lexicon<'_>) -> bool {
    let all = (0, u32::MAX);
    upright.lines().filter(|line| upright.inks(*line, all).nth(MONTH - 1).is_some()).any(|line| {
        let days = upright.inks(line, all).filter_map(|(_, ink)| lexicon.words.diaries.day_of_month(ink.key()));
        days.zip(1..).filter(|(day, n)| day == n).count() >= MONTH
    })
}

/// Whether nothing but figures and single marks stand at a position beside the days.
pub(super) fn only_marks(grid: &Grid<'_>, days: &Days, pos: u32) -> bool {
    let cells = days.lines.iter().filter_map(|(line, _)| grid.own(*line, pos));
    let mut looks = cells.map(|ink| ink.look == Look::Figure || ink.key().chars().count() == 1).peekable();
    looks.peek().is_some() && looks.all(|mark| mark)
}
