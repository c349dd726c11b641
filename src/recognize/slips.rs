//! "编号 … 留言时间 … 办结日期, and the same again below." Slips of single messages, one below the other.
//!
//! In: a sheet's [`Grid`]. Out: where labels of messages stand again and again in the same letter columns, each with its value beside it (headings stand side by side instead), one
//! finding that says how many there are and what to send in their place. Nothing of a slip is counted, and nothing of it is told: they are
//! about people.

use super::grid::{Grid, Look};
use super::lexicon::Lexicon;
use super::region::Region;
use super::tables::{Built, empty};
use super::{LeftRow, RowReason};
use crate::field::Form;
use crate::finding::{Finding, Kind, ShapeDoubt};
use foldhash::fast::RandomState;
use indexmap::IndexMap;

/// Different labels that all slips share.
const LABELS: usize = 3;
/// Longer texts are what a citizen wrote or a title.
const LABEL_LENGTH: usize = 12;
/// One slip alone is a form.
const SLIPS: usize = 2;

/// Whether a text may be a label; four bytes are the most that a character takes.
fn is_short(key: &str) -> bool {
    key.len() <= 4 * LABEL_LENGTH && key.chars().nth(LABEL_LENGTH).is_none()
}

/// The slips of a sheet, all as one.
pub(super) fn find_slips(grid: &Grid<'_>, lexicon: &Lexicon<'_>) -> Option<(Region, Built)> {
    let words = &lexicon.words.headings;
    let mut labels: IndexMap<(u32, &str), Vec<u32>, RandomState> = IndexMap::default();
    for line in grid.lines() {
        for (pos, ink) in grid.inks(line, (0, u32::MAX)) {
            if ink.look == Look::Words && is_short(ink.key()) {
                labels.entry((pos, ink.key())).or_default().push(line);
            }
        }
    }
    // Asked last: what stands once is most of a sheet.
    labels.retain(|(_, key), lines| lines.len() >= SLIPS && words.heading_vote(key, Form::MessageLedger));
    let count = labels.values().map(Vec::len).min()?;
    let alike = labels.len() >= LABELS && labels.values().all(|lines| lines.len() == count);
    // In a list they stand side by side, once; below each other the same distance apart.
    let lines: Vec<u32> = labels.values().flatten().copied().collect();
    let several = labels.values().any(|lines| lines[0] != labels[0][0]);
    // Headings of ledgers one below the other, be it on two lines, stand side by side; beside the label of a slip stands what it labels.
    let is_label = |line: u32, pos: u32| {
        grid.own(line, pos).is_some_and(|ink| labels.get(&(pos, ink.key())).is_some_and(|lines| lines.contains(&line)))
    };
    let beside = |(pos, line): (u32, u32)| grid.own(line, pos).is_some_and(|ink| is_label(line, ink.span.1 + 1));
    let mut places = labels.iter().flat_map(|((pos, _), lines)| lines.iter().map(|line| (*pos, *line)));
    if !(alike && several) || places.any(beside) {
        return None;
    }
    let (first, last) = (*lines.iter().min()?, *lines.iter().max()?);
    let area = grid.area((first, last), (0, grid.last_pos()));
    let body: Vec<u32> = grid.lines_in(first + 1..=last).collect();
    let region = Region::drawn(grid, (area, (first, first)), body.clone(), lexicon);
    let mut table = empty((grid, &region), Form::Unknown);
    table.left_out = body.into_iter().map(|line| LeftRow { line, why: RowReason::Unused }).collect();
    let kind = Kind::ShapeUnread { why: ShapeDoubt::Slips, name: String::new(), count };
    let findings = vec![Finding::new(kind, grid.sheet.place.at(area))];
    let used = vec![area];
    Some((region, Built { table, apart: Vec::new(), spans: Vec::new(), findings, used }))
}
