//! "The labels run down: how far do their values go?" Headings that run downwards, and what stands beside them.
//!
//! In: the heading blocks of a turned grid and the lines behind them. Out: how many of the lines are values, the line of names before
//! the first heading. Which part of a sheet is turned is asked in `region`.

use super::blocks::Block;
use crate::recognize::grid::{Grid, Look};
use crate::recognize::lexicon::Lexicon;

/// Before the first heading of a turned table may stand the line that names what its values are about (项目, 石鼓镇, 高家镇).
pub(super) fn take_in_names(grid: &Grid<'_>, block: &Block, end: u32, what: (&mut (u32, u32), &Lexicon<'_>)) {
    let (span, lexicon) = what;
    let Some(pos) = span.0.checked_sub(1) else { return };
    let headings = &lexicon.words.headings;
    let head = grid.seen(block.heads.1, pos);
    if head.is_some_and(|(_, p, ink)| p != pos || ink.lines.1 > block.heads.1 || !headings.is_neutral(ink.key())) {
        return;
    }
    let lines: Vec<u32> = grid.lines_in(block.heads.1 + 1..=end).filter(|l| grid.has_ink(*l, *span)).collect();
    let named = |l: &u32| grid.own(*l, pos).is_some_and(|ink| ink.lines.0 == ink.lines.1 && ink.look == Look::Words);
    let speaks = |l: &u32| grid.own(*l, pos).is_some_and(|ink| !headings.is_neutral(ink.key()));
    if !lines.is_empty() && lines.iter().all(named) && lines.iter().any(speaks) {
        span.0 = pos;
    }
}

/// A turned table ends at the first empty line, unless what stands behind the empty line answers most headings and is none itself: a
/// column left blank between labels and values, or between accounts, is an ornament.
pub(super) fn unbroken(grid: &Grid<'_>, what: (&Block, (u32, u32)), body: &[u32], lexicon: &Lexicon<'_>) -> usize {
    let (block, span) = what;
    let answers = |line: u32| {
        let labels = grid.inks(block.heads.1, span).filter(|(_, ink)| lexicon.label(ink.key()).is_some()).count();
        let mut values = grid.inks(line, span);
        values.all(|(_, ink)| lexicon.label(ink.key()).is_none()) && grid.inks(line, span).count() * 2 > labels
    };
    let mut before = block.heads.1;
    let mut goes_on = |line: &u32| {
        let next = *line == before + 1 || *line == before + 2 && answers(*line);
        before = *line;
        next
    };
    body.iter().take_while(|line| goes_on(line)).count()
}
