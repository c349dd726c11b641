//! "Lay the sheet flat, or turn it on its side." One view of a sheet for tables with headings across and headings down.
//!
//! In: a [`Sheet`]. Out: its inked cells by line and position, merged regions looked up, texts folded once. Upright, a line is a row and
//! a position a letter column; turned, the other way round. It gives no meaning to anything.

use crate::fold::fold;
use crate::place::{Area, At};
use crate::read::{Cell, Sheet, Value};
use crate::rules::Words;
use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;

/// A sheet seen upright or turned.
pub(super) struct Grid<'s> {
    /// The sheet.
    pub(super) sheet: &'s Sheet,
    /// Whether lines are letter columns.
    pub(super) turned: bool,
    lines: BTreeMap<u32, BTreeMap<u32, Ink<'s>>>,
    /// Covered (line, position) to the line and position of the merge's first cell.
    covered: HashMap<(u32, u32), (u32, u32)>,
}

/// One cell that is not empty.
pub(super) struct Ink<'s> {
    /// The cell.
    pub(super) cell: &'s Cell,
    /// Its text, folded; for other values what is shown.
    pub(super) key: String,
    /// What it looks like.
    pub(super) look: Look,
    /// Lines and positions that its merge covers, its own included.
    pub(super) lines: (u32, u32),
    /// See `lines`.
    pub(super) span: (u32, u32),
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
    /// The sheet upright, or turned on its side.
    pub(super) fn new(sheet: &'s Sheet, turned: bool, words: &Words) -> Self {
        let mut grid = Self { sheet, turned, lines: BTreeMap::new(), covered: HashMap::new() };
        for (at, cell) in sheet.cells() {
            let (line, pos) = grid.spot(at);
            let shown = cell.value.shown();
            let key = fold(&shown);
            if key.is_empty() && matches!(cell.value, Value::Text(_)) {
                continue;
            }
            let look = look(&cell.value, &key, words);
            grid.lines
                .entry(line)
                .or_default()
                .insert(pos, Ink { cell, key, look, lines: (line, line), span: (pos, pos) });
        }
        grid.lay_merges();
        grid
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
            let Some(ink) = self.lines.get_mut(&first.0).and_then(|l| l.get_mut(&first.1)) else { continue };
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
        self.lines.keys().copied()
    }

    /// Lines with ink between two, both included.
    pub(super) fn lines_in(&self, range: RangeInclusive<u32>) -> impl DoubleEndedIterator<Item = u32> + '_ {
        let range = if range.is_empty() { 1..1 } else { *range.start()..range.end().saturating_add(1) };
        self.lines.range(range).map(|(line, _)| *line)
    }

    /// The inked cells of a line inside a span of positions.
    pub(super) fn inks(&self, line: u32, span: (u32, u32)) -> impl DoubleEndedIterator<Item = (u32, &Ink<'s>)> + '_ {
        let span = if span.0 > span.1 { 1..1 } else { span.0..span.1.saturating_add(1) };
        self.lines.get(&line).into_iter().flat_map(move |l| l.range(span.clone()).map(|(pos, ink)| (*pos, ink)))
    }

    /// The ink of this very cell.
    pub(super) fn own(&self, line: u32, pos: u32) -> Option<&Ink<'s>> {
        self.lines.get(&line)?.get(&pos)
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

    /// The last line with ink.
    pub(super) fn last_line(&self) -> u32 {
        self.lines.keys().next_back().copied().unwrap_or(0)
    }

    /// The last position with ink.
    pub(super) fn last_pos(&self) -> u32 {
        self.lines.values().filter_map(|l| l.keys().next_back().copied()).max().unwrap_or(0)
    }
}

fn look(value: &Value, key: &str, words: &Words) -> Look {
    match value {
        Value::Number(_) | Value::Percent(_) | Value::Uncalculated | Value::Error(_) => Look::Figure,
        Value::Date(_) => Look::Day,
        Value::Bool(_) => Look::Mark,
        Value::Text(_) | Value::Unbelievable(_) if words.rows.is_mark(key) => Look::Mark,
        Value::Text(_) | Value::Unbelievable(_) => {
            let bare = words.headings.without_measure(key);
            let digits = bare.chars().filter(char::is_ascii_digit).count();
            let other =
                bare.chars().filter(|c| !c.is_ascii_digit() && !matches!(c, ',' | '.' | '+' | '-' | '%' | ' ')).count();
            if digits > 0 && other == 0 { Look::Figure } else { Look::Words }
        }
    }
}
