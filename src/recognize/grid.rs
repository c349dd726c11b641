//! "Lay the sheet flat, or turn it on its side." One view of a sheet for tables with headings across and headings down.
//!
//! In: a [`Sheet`]. Out: its inked cells by line and position, merged regions looked up, texts folded once. Upright, a line is a row and
//! a position a letter column; turned, the other way round. It gives no meaning to anything.

use super::stream::Thinned;
use crate::fold::folded;
use crate::place::{Area, At};
use crate::read::{Cell, Sheet, Value};
use crate::rules::Words;
use crate::rules::periods::parse_day;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::RangeInclusive;

/// A sheet seen upright or turned.
pub(super) struct Grid<'s> {
    /// The sheet.
    pub(super) sheet: &'s Sheet,
    /// Whether lines are letter columns.
    pub(super) turned: bool,
    /// Of a turned sheet the lines that may hold headings.
    pub(super) heads: Vec<u32>,
    /// All inked cells with their positions, line by line.
    cells: Vec<(u32, Ink<'s>)>,
    /// Lines with ink, ascending: number, and the end of its cells.
    lines: Vec<(u32, usize)>,
    /// Rows that were counted and let go while the sheet was read.
    pub(super) thinned: Option<&'s Thinned>,
    /// Covered (line, position) to the line and position of the merge's first cell.
    covered: HashMap<(u32, u32), (u32, u32)>,
}

/// One cell that is not empty.
#[derive(Clone)]
pub(super) struct Ink<'s> {
    /// The cell.
    pub(super) cell: &'s Cell,
    key: OnceCell<Cow<'s, str>>,
    /// What it looks like.
    pub(super) look: Look,
    /// Lines and positions that its merge covers, its own included.
    pub(super) lines: (u32, u32),
    /// See `lines`.
    pub(super) span: (u32, u32),
}

impl Ink<'_> {
    /// Its text, folded; for other values what is shown.
    pub(super) fn key(&self) -> &str {
        self.key.get_or_init(|| key(&self.cell.value))
    }

    /// Its key where somebody wrote words; nothing for numbers and days, which are no words of any list.
    pub(super) fn word(&self) -> &str {
        if matches!(self.cell.value, Value::Number(_) | Value::Date(_)) { "" } else { self.key() }
    }
}

fn key(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Text(text) | Value::Error(text) | Value::Unbelievable(text) => folded(text),
        other => Cow::Owned(folded(&other.shown()).into_owned()),
    }
}

/// What a cell looks like before anything is known about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// A number, or text that is nothing but one (`12条`, `１２`, `50%`).
    Figure,
    /// A day.
    Day,
    /// A mark in place of a figure (无, /).
    Mark,
    /// Any other text.
    Words,
}

/// Positions of a merge that are looked up one by one; a sheet has more only when it was made to hurt.
const COVERED_LIMIT: usize = 400_000;

impl<'s> Grid<'s> {
    /// The sheet upright.
    pub(super) fn new(sheet: &'s Sheet, words: &Words) -> Self {
        let (turned, heads, thinned) = (false, Vec::new(), None);
        let cells = Vec::with_capacity(sheet.rows().iter().map(|row| row.cells.len()).sum());
        let lines = Vec::with_capacity(sheet.rows().len());
        let mut grid = Self { sheet, turned, heads, cells, lines, thinned, covered: HashMap::new() };
        for (at, cell) in sheet.cells() {
            let Some((look, key)) = look(&cell.value, words) else { continue };
            let (lines, span) = ((at.row, at.row), (at.col, at.col));
            grid.push((at.row, at.col), Ink { cell, key, look, lines, span });
        }
        grid.lay_merges();
        grid
    }

    /// The same sheet turned on its side; headings may stand in the letter columns `heads`.
    pub(super) fn on_its_side(&self, heads: Vec<u32>) -> Self {
        let lines =
            self.lines().flat_map(|line| self.inks(line, (0, u32::MAX)).map(move |(pos, ink)| (line, pos, ink)));
        let mut all: Vec<(u32, u32, &Ink<'s>)> = lines.map(|(line, pos, ink)| (pos, line, ink)).collect();
        all.sort_unstable_by_key(|(line, pos, _)| (*line, *pos));
        let (sheet, turned, thinned) = (self.sheet, true, None);
        let mut grid =
            Self { sheet, turned, heads, cells: Vec::new(), lines: Vec::new(), thinned, covered: HashMap::new() };
        for (line, pos, ink) in all {
            grid.push((line, pos), Ink { lines: (line, line), span: (pos, pos), ..ink.clone() });
        }
        grid.lay_merges();
        grid
    }

    /// Adds the next cell in the order of lines and positions.
    fn push(&mut self, (line, pos): (u32, u32), ink: Ink<'s>) {
        self.cells.push((pos, ink));
        match self.lines.last_mut() {
            Some((last, end)) if *last == line => *end = self.cells.len(),
            _ => self.lines.push((line, self.cells.len())),
        }
    }

    /// Where the cells of a line stand in `cells`.
    fn range(&self, line: u32) -> std::ops::Range<usize> {
        // Most sheets have ink on every line.
        let guess = self.lines.first().map_or(0, |(first, _)| line.saturating_sub(*first) as usize);
        let index = match self.lines.get(guess) {
            Some((number, _)) if *number == line => guess,
            _ => match self.lines.binary_search_by_key(&line, |(number, _)| *number) {
                Ok(index) => index,
                Err(_) => return 0..0,
            },
        };
        let start = index.checked_sub(1).map_or(0, |before| self.lines[before].1);
        start..self.lines[index].1
    }

    fn row(&self, line: u32) -> &[(u32, Ink<'s>)] {
        &self.cells[self.range(line)]
    }

    fn lay_merges(&mut self) {
        let Some(bounds) = self.sheet.bounds() else { return };
        for merge in &self.sheet.merges {
            let last = At::new(merge.last.row.min(bounds.last.row), merge.last.col.min(bounds.last.col));
            if last.row < merge.first.row || last.col < merge.first.col {
                continue;
            }
            let (first, last) = (self.spot(merge.first), self.spot(last));
            let size = u64::from(last.0 - first.0 + 1) * u64::from(last.1 - first.1 + 1);
            if self.covered.len() as u64 + size > COVERED_LIMIT as u64 {
                continue;
            }
            let full = self.spot(merge.last);
            let range = self.range(first.0);
            let row = &mut self.cells[range];
            let Ok(index) = row.binary_search_by_key(&first.1, |(pos, _)| *pos) else { continue };
            let ink = &mut row[index].1;
            ink.lines = (first.0, full.0);
            ink.span = (first.1, full.1);
            for line in first.0..=last.0 {
                for pos in first.1..=last.1 {
                    if (line, pos) != first {
                        self.covered.insert((line, pos), first);
                    }
                }
            }
        }
    }

    fn spot(&self, at: At) -> (u32, u32) {
        if self.turned { (at.col, at.row) } else { (at.row, at.col) }
    }

    /// The cell's address on the sheet.
    pub(super) fn at(&self, line: u32, pos: u32) -> At {
        if self.turned { At::new(pos, line) } else { At::new(line, pos) }
    }

    /// The rectangle between two corners.
    pub(super) fn area(&self, lines: (u32, u32), span: (u32, u32)) -> Area {
        Area::between(self.at(lines.0, span.0), self.at(lines.1, span.1))
    }

    /// Lines with ink, ascending.
    pub(super) fn lines(&self) -> impl DoubleEndedIterator<Item = u32> + '_ {
        self.lines.iter().map(|(line, _)| *line)
    }

    /// Lines with ink between two, both included.
    pub(super) fn lines_in(&self, range: RangeInclusive<u32>) -> impl DoubleEndedIterator<Item = u32> + '_ {
        let first = self.lines.partition_point(|(line, _)| line < range.start());
        let end = self.lines.partition_point(|(line, _)| line <= range.end());
        self.lines[first..end.max(first)].iter().map(|(line, _)| *line)
    }

    /// The inked cells of a line inside a span of positions.
    pub(super) fn inks(&self, line: u32, span: (u32, u32)) -> impl DoubleEndedIterator<Item = (u32, &Ink<'s>)> + '_ {
        let row = self.row(line);
        // Mostly the whole line is asked for.
        let from_first = row.first().is_none_or(|(pos, _)| *pos >= span.0);
        let to_last = row.last().is_none_or(|(pos, _)| *pos <= span.1);
        let first = if from_first { 0 } else { row.partition_point(|(pos, _)| *pos < span.0) };
        let end = if to_last { row.len() } else { row.partition_point(|(pos, _)| *pos <= span.1) };
        row[first..end.max(first)].iter().map(|(pos, ink)| (*pos, ink))
    }

    /// The ink of this very cell.
    pub(super) fn own(&self, line: u32, pos: u32) -> Option<&Ink<'s>> {
        let row = self.row(line);
        // Most lines have ink at every position.
        let guess = row.first().map_or(0, |(first, _)| pos.saturating_sub(*first) as usize);
        match row.get(guess) {
            Some((at, ink)) if *at == pos => Some(ink),
            _ => row.binary_search_by_key(&pos, |(pos, _)| *pos).ok().map(|index| &row[index].1),
        }
    }

    /// The ink that a person sees here, with its line and position: the cell's own, or that of the merge that covers it.
    pub(super) fn seen(&self, line: u32, pos: u32) -> Option<(u32, u32, &Ink<'s>)> {
        if let Some(ink) = self.own(line, pos) {
            return Some((line, pos, ink));
        }
        let (line, pos) = *self.covered.get(&(line, pos))?;
        self.own(line, pos).map(|ink| (line, pos, ink))
    }

    /// Whether any cell of the line inside the span is inked.
    pub(super) fn has_ink(&self, line: u32, span: (u32, u32)) -> bool {
        self.inks(line, span).next().is_some()
    }

    /// Whether all cells of a line lie inside one of these areas.
    pub(super) fn is_within(&self, line: u32, areas: impl IntoIterator<Item = Area>) -> bool {
        let (Some((first, _)), Some((last, _))) = (self.row(line).first(), self.row(line).last()) else { return false };
        let ends = (self.at(line, *first), self.at(line, *last));
        areas.into_iter().any(|area| area.contains(ends.0) && area.contains(ends.1))
    }

    /// Whether nothing stands between two lines that have ink and none between them.
    pub(super) fn is_gap(&self, before: u32, line: u32) -> bool {
        line > before + 1 && !self.thinned.is_some_and(|thinned| thinned.has(before + 1))
    }

    /// The last line with ink.
    pub(super) fn last_line(&self) -> u32 {
        self.lines.last().map_or(0, |(line, _)| *line)
    }

    /// The last position with ink.
    pub(super) fn last_pos(&self) -> u32 {
        self.lines.iter().map(|(_, end)| self.cells[end - 1].0).max().unwrap_or(0)
    }
}

/// What a cell looks like, and its key where that had to be known; `None` for text that shows nothing.
pub(super) fn look<'s>(value: &'s Value, words: &Words) -> Option<(Look, OnceCell<Cow<'s, str>>)> {
    let look = match value {
        Value::Number(_) | Value::Percent(_) | Value::Uncalculated | Value::Error(_) => Look::Figure,
        Value::Date(_) => Look::Day,
        Value::Bool(_) => Look::Mark,
        Value::Text(_) | Value::Unbelievable(_) => {
            let key = key(value);
            if key.is_empty() && matches!(value, Value::Text(_)) {
                return None;
            }
            return Some((look_of_text(&key, words), OnceCell::from(key)));
        }
    };
    Some((look, OnceCell::new()))
}

fn look_of_text(key: &str, words: &Words) -> Look {
    if words.rows.is_mark(key) {
        return Look::Mark;
    }
    let is_sign = |c: char| matches!(c, ',' | '.' | '+' | '-' | '%' | ' ');
    // A figure begins with a digit or a sign: asked first, because a sheet is full of words.
    if !key.starts_with(|c: char| c.is_ascii_digit() || is_sign(c)) {
        return Look::Words;
    }
    let bare = words.headings.without_measure(key);
    let has_digit = bare.contains(|c: char| c.is_ascii_digit());
    let is_figure = has_digit && bare.chars().all(|c| c.is_ascii_digit() || is_sign(c));
    // 2024.7.1 behind a signature is a day with its year, and no number has two points.
    let marks = bare.chars().filter(|c| matches!(c, '.' | '-')).count();
    match is_figure {
        true if marks == 2 && bare == key && parse_day(key, None).is_some() => Look::Day,
        true => Look::Figure,
        false => Look::Words,
    }
}
