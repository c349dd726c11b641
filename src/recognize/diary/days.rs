//! "3日, 4日 …, down or across." The days of a diary of posts: where they stand and which lines are theirs.
//!
//! In: a [`Grid`], upright or turned. Out: [`Days`]: the position of the days, the heading lines before them, each line with its day, the
//! months that stand between them, and where the diary goes on behind something that nobody understands. Days are told by a heading over
//! them, or by the numbers of a whole month. It reads no posts.

use super::cells::are_ticks;
use crate::period::PeriodSaid;
use crate::place::At;
use crate::read::Value;
use crate::recognize::grid::{Grid, Ink, Look};
use crate::recognize::ledger::told::LEAP;
use crate::recognize::lexicon::Lexicon;
use crate::recognize::lines_behind::{Passed, Reach, closes, goes_on, opening, passed};
use crate::rules::periods::{parse_day, parse_dotted_day};

/// The days of one diary.
#[derive(Debug, Clone)]
pub(in crate::recognize) struct Days {
    /// Where they stand.
    pub(in crate::recognize) pos: u32,
    /// First and last heading line.
    pub(in crate::recognize) heads: (u32, u32),
    /// Each line with its day; without one where the line names none.
    pub(in crate::recognize) lines: Vec<(u32, Option<Day>)>,
    /// Lines of printed sums.
    pub(in crate::recognize) totals: Vec<u32>,
    /// First and last position that are told by these days.
    pub(in crate::recognize) span: (u32, u32),
    /// Months that stand between the lines, for those below.
    pub(in crate::recognize) months: Vec<(u32, PeriodSaid)>,
    /// The first cell of what goes on with the diary and is not understood.
    pub(in crate::recognize) stray: Option<At>,
    /// The last line of it.
    pub(in crate::recognize) end: u32,
}

/// A day as a line tells it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::recognize) enum Day {
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
pub(in crate::recognize) fn find_days(grid: &Grid<'_>, lexicon: &Lexicon<'_>) -> Vec<Days> {
    let mut out: Vec<Days> = Vec::new();
    if grid.turned {
        let positions = 0..=grid.last_pos();
        out.extend(positions.filter_map(|pos| run(grid, pos, lexicon)));
        return out;
    }
    for line in grid.lines() {
        let mut beside: Vec<Days> = Vec::new();
        let mut word = "";
        for (pos, ink) in grid.inks(line, (0, u32::MAX)) {
            let heads = ink.look == Look::Words && lexicon.words.diaries.heads_days(ink.key());
            // The same heading once more opens further days: two months side by side.
            let again = beside.is_empty() || word == ink.key();
            if heads && again && !out.iter().any(|days| days.last_line() >= line) {
                beside.extend(under(grid, (line, pos, ink), lexicon));
                word = ink.key();
            }
        }
        set_apart(grid, &mut beside);
        out.extend(beside);
    }
    out.iter_mut().for_each(|days| days.look_behind(grid, lexicon));
    out
}

/// Gives days beside each other their own positions; numbers that stand in both are of different months, and nobody says of which.
fn set_apart(grid: &Grid<'_>, beside: &mut [Days]) {
    let starts: Vec<u32> = beside.iter().map(|days| days.pos).collect();
    let numbers = |days: &Days| -> Vec<i8> {
        let all = days.lines.iter().filter_map(|(_, day)| day.as_ref());
        all.filter_map(|day| if let Day::Number(n) = day { Some(*n) } else { None }).collect()
    };
    let all: Vec<Vec<i8>> = beside.iter().map(numbers).collect();
    for (i, days) in beside.iter_mut().enumerate() {
        let others = all.iter().enumerate().filter(|(other, _)| *other != i);
        let twice = others.flat_map(|(_, numbers)| numbers).any(|n| all[i].contains(n));
        days.span = (if i == 0 { 0 } else { days.pos }, starts.get(i + 1).map_or(u32::MAX, |next| next - 1));
        days.stray = twice.then(|| grid.at(days.heads.0, days.pos));
    }
}

impl Days {
    fn new(pos: u32, heads: (u32, u32)) -> Self {
        let (lines, totals, months) = (Vec::new(), Vec::new(), Vec::new());
        Self { pos, heads, lines, totals, span: (0, u32::MAX), months, stray: None, end: heads.1 }
    }

    /// The last line.
    pub(in crate::recognize) fn last_line(&self) -> u32 {
        // Both are ascending.
        let last = self.lines.last().map(|(line, _)| *line).max(self.totals.last().copied());
        last.unwrap_or(self.heads.1).max(self.end)
    }

    /// The month that stands above a line, between the headings and it.
    pub(in crate::recognize) fn month_over(&self, line: u32) -> Option<PeriodSaid> {
        self.months.iter().take_while(|(l, _)| *l < line).last().map(|(_, month)| *month)
    }

    /// The first line whose bare number neither rises nor falls as those before it: another month began, and nobody says so.
    pub(in crate::recognize) fn starts_again(&self) -> Option<u32> {
        let mut before: Option<(i8, Option<PeriodSaid>)> = None;
        let mut rises: Option<bool> = None;
        for (line, day) in &self.lines {
            let Some(Day::Number(n)) = day else { continue };
            let month = self.month_over(*line);
            if let Some((last, _)) = before.filter(|(last, over)| *over == month && last != n) {
                if rises.is_some_and(|rises| rises != (*n > last)) {
                    return Some(*line);
                }
                rises = Some(*n > last);
            } else if before.is_none_or(|(_, over)| over != month) {
                rises = None;
            }
            before = Some((*n, month));
        }
        None
    }

    /// Looks for what goes on behind the last line.
    fn look_behind(&mut self, grid: &Grid<'_>, lexicon: &Lexicon<'_>) {
        let last = self.span.1.min(grid.last_pos());
        let headed =
            |pos: &u32| *pos != self.pos && (self.heads.0..=self.heads.1).any(|line| grid.seen(line, *pos).is_some());
        let names: Vec<u32> = (self.span.0..=last).filter(headed).collect();
        let reach = Reach { day: Some(self.pos), names: &names };
        if let Some((first, last)) = goes_on(grid, self.last_line() + 1..=u32::MAX, reach, lexicon) {
            self.stray = self.stray.or(opening(grid, (self.last_line(), first), lexicon));
            self.end = last;
        }
    }
}

/// The days under a heading.
fn under(grid: &Grid<'_>, (line, pos, ink): (u32, u32, &Ink<'_>), lexicon: &Lexicon<'_>) -> Option<Days> {
    let below = grid.lines_in(ink.lines.1 + 1..=line + HEADS);
    let first = below.into_iter().find(|l| grid.own(*l, pos).and_then(|ink| day(ink, lexicon)).is_some())?;
    let month = |line: u32| match passed(grid, line, (line, line), lexicon) {
        Some(Passed::Month(month)) => Some((line, month)),
        _ => None,
    };
    // A month of its own above the first day is none of the headings.
    let months: Vec<(u32, PeriodSaid)> = grid.lines_in(ink.lines.1 + 1..=first - 1).filter_map(month).collect();
    let heads = (line, months.first().map_or(first, |(line, _)| *line) - 1);
    let mut days = Days { months, ..Days::new(pos, heads) };
    let mut before = first;
    for line in grid.lines_in(first..=u32::MAX) {
        let seen = grid.seen(line, pos).filter(|(l, _, _)| *l >= first);
        let said = seen.and_then(|(_, p, ink)| day(ink, lexicon).filter(|_| p == pos));
        if said.is_none()
            && let Some(what) = passed(grid, line, days.heads, lexicon)
        {
            days.months.extend(if let Passed::Month(month) = what { Some((line, month)) } else { None });
            before = line;
            continue;
        }
        // Behind a blank row only a further day goes on with the diary.
        if grid.is_gap(before, line) && !days.lines.is_empty() && said.is_none() {
            break;
        }
        let mut words = grid.inks(line, (0, u32::MAX)).map(|(_, ink)| ink.word());
        let first_word = words.next().unwrap_or_default();
        if said.is_some() {
            days.lines.push((line, said));
        } else if lexicon.words.rows.is_total(first_word) {
            days.totals.push(line);
        } else if seen.is_none() && !days.lines.is_empty() && !closes(grid, line, lexicon) {
            days.lines.push((line, None));
        } else {
            break;
        }
        before = line;
    }
    // A sum above the last day is none of the foot.
    (days.lines.iter().filter(|(_, day)| day.is_some()).count() >= LINES).then_some(days)
}

/// The numbers of a month at one position, one on each line.
fn run(grid: &Grid<'_>, pos: u32, lexicon: &Lexicon<'_>) -> Option<Days> {
    let numbers: Vec<(u32, i8)> = grid
        .lines()
        .filter_map(|line| Some((line, grid.own(line, pos).and_then(|ink| number(ink, lexicon))?)))
        .skip_while(|(_, n)| *n != 1)
        .collect();
    let first = numbers.first()?.0;
    let one_by_one = |((line, n), i): &((u32, i8), u32)| *line == first + i && i64::from(*n) == i64::from(*i) + 1;
    let all = numbers.iter().copied().zip(0..);
    let lines: Vec<(u32, i8)> = all.take_while(one_by_one).map(|(number, _)| number).collect();
    if lines.len() < MONTH {
        return None;
    }
    let named = |line: &u32| grid.inks(*line, (pos + 1, u32::MAX)).next().is_some();
    let heads: Vec<u32> = grid.lines_in(first.saturating_sub(HEADS)..=first.checked_sub(1)?).filter(named).collect();
    let last = lines.last()?.0;
    let is_sum = |line: &u32| grid.seen(*line, pos).is_some_and(|(_, _, ink)| lexicon.words.rows.is_total(ink.key()));
    let totals = grid.lines_in(last + 1..=u32::MAX).filter(is_sum).collect();
    // Further numbers beside them are days of another month.
    let stray = numbers.get(lines.len()).map(|(line, _)| grid.at(*line, pos));
    let lines = lines.into_iter().map(|(line, n)| (line, Some(Day::Number(n)))).collect();
    Some(Days { lines, totals, stray, ..Days::new(pos, (*heads.first()?, first - 1)) })
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
            let whole = || parse_day(text, Some(LEAP)).map(|_| Day::Whole(ink.cell.value.clone()));
            let pointed = || {
                let day = parse_dotted_day(text, LEAP)?;
                let written = lexicon.words.diaries.written_day(day.month(), day.day());
                Some(Day::Whole(Value::Text(written)))
            };
            number(ink, lexicon).map(Day::Number).or_else(whole).or_else(pointed).filter(|_| ink.look != Look::Mark)
        }
        _ => None,
    }
}

/// Whether any row holds the numbers of a month, one beside the other.
pub(in crate::recognize) fn has_month_across(upright: &Grid<'_>, lexicon: &Lexicon<'_>) -> bool {
    let all = (0, u32::MAX);
    upright.lines().filter(|line| upright.inks(*line, all).nth(MONTH - 1).is_some()).any(|line| {
        let days = upright.inks(line, all).filter_map(|(_, ink)| lexicon.words.diaries.day_of_month(ink.key()));
        days.zip(1..=31).filter(|(day, n)| day == n).count() >= MONTH
    })
}

/// Whether nothing but figures and marks stand at a position beside the days.
pub(in crate::recognize) fn only_marks(grid: &Grid<'_>, days: &Days, pos: u32, lexicon: &Lexicon<'_>) -> bool {
    let cells = days.lines.iter().filter_map(|(line, _)| grid.own(*line, pos));
    let mut marks = cells.map(|ink| is_mark(ink, lexicon) || lexicon.words.diaries.is_no_post(ink.key())).peekable();
    marks.peek().is_some() && marks.all(|mark| mark)
}

/// Whether a cell holds a figure, a tick or a sign that is no letter.
pub(in crate::recognize) fn is_mark(ink: &Ink<'_>, lexicon: &Lexicon<'_>) -> bool {
    let key = ink.key();
    let sign = || key.chars().count() == 1 && !key.chars().any(char::is_alphanumeric);
    let sign = || sign() && !lexicon.words.diaries.is_no_post(key);
    ink.look == Look::Figure || are_ticks(key, lexicon.words) || sign()
}
