//! "Here a table begins." Finds lines of headings, and how many lines and positions they take.
//!
//! In: a [`Grid`], upright or turned. Out: [`Block`]s in reading order: the heading lines and the span of positions of each table. It
//! looks at the words of headings and at the shape around them; what the headings mean together is `roles`' question.

use super::entries::{Entry, Other, entries, entry, is_month_day, is_month_number, is_name};
use super::label_lines::is_line_above;
use super::matrix::heads_columns;
use super::pieces::{GAP, pieces, span_of};
use super::reach::{reach_down, reach_up};
use crate::field::Field;
use crate::recognize::crossed::asked_rows::asks;
use crate::recognize::grid::{Grid, Look};
use crate::recognize::lexicon::Lexicon;
use crate::recognize::listed::heads_list;
use crate::rules::rows::Label;
use std::collections::BTreeMap;

/// The headings of one table.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// First and last heading line.
    pub(super) heads: (u32, u32),
    /// First and last position.
    pub(super) span: (u32, u32),
    /// Different headings known by their words on one line, months and sums not counted.
    pub(super) labels: usize,
    /// Headings that are months and nothing else.
    pub(super) months: usize,
    /// Whether its headings are names over months running down.
    pub(super) names: bool,
}

/// The tables' headings in reading order.
pub(super) fn find_blocks(grid: &Grid<'_>, lexicon: &Lexicon<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in grid.lines().filter(|l| may_head(grid, *l, lexicon)) {
        if is_line_above(grid, line, lexicon) {
            continue;
        }
        for piece in pieces(grid, line, lexicon) {
            let span = span_of(&piece);
            let taken = blocks.iter().any(|b| (b.heads.0..=b.heads.1).contains(&line) && overlap(b.span, span));
            if taken {
                continue;
            }
            let known = accepted(grid, &piece);
            let columns = || heads_columns(grid, (line, &piece), lexicon);
            let last = if known { None } else { heads_names(grid, (line, &piece), lexicon).or_else(columns) };
            let names = last.is_some();
            if !(known || names || heads_list(grid, line, span, lexicon)) {
                continue;
            }
            let mut block =
                Block { heads: (line, last.unwrap_or(line)), span, labels: 0, months: months(&piece), names };
            reach_up(grid, &mut block, lexicon);
            reach_down(grid, &mut block, lexicon);
            reach_over(grid, &mut block, lexicon);
            // Beside the first line stand groups, or the values of another table's rows: they prove nothing more.
            let distinct = |l: u32| distinct(&entries(grid, (l, block.span), lexicon));
            block.labels = (block.heads.0..=block.heads.1).map(distinct).max().unwrap_or(0);
            // A finer line was found last and reached up to what seemed to be all of the headings.
            blocks.retain(|b| !holds(&block, b));
            blocks.push(block);
        }
    }
    blocks
}

/// Of a form with headings running down the labels of its last line are one form, whatever groups stand beside some of them: the words of
/// a group (发布情况, 转载情况) may be headings themselves and were then found first.
fn reach_over(grid: &Grid<'_>, block: &mut Block, lexicon: &Lexicon<'_>) {
    if !grid.turned || block.heads.0 == block.heads.1 {
        return;
    }
    let wider = |span: (u32, u32)| span.0 < block.span.0 || span.1 > block.span.1;
    let all = pieces(grid, block.heads.1, lexicon);
    let piece = all.iter().find(|p| overlap(span_of(p), block.span) && wider(span_of(p)) && accepted(grid, p));
    if let Some(span) = piece.map(|p| span_of(p)) {
        block.span = (block.span.0.min(span.0), block.span.1.max(span.1));
        block.months = months(&entries(grid, (block.heads.1, block.span), lexicon));
    }
}

/// Whether `block` has all heading lines and positions of `other`.
const fn holds(block: &Block, other: &Block) -> bool {
    block.heads.0 <= other.heads.0
        && other.heads.1 <= block.heads.1
        && block.span.0 <= other.span.0
        && other.span.1 <= block.span.1
}

/// The letter columns in which headings may run down: those that hold words of two fields with nothing between that parts them. Asked before
/// a sheet is turned.
pub(in crate::recognize) fn may_run_down(upright: &Grid<'_>, lexicon: &Lexicon<'_>) -> Vec<u32> {
    let mut columns: BTreeMap<u32, Column<'_>> = BTreeMap::new();
    for row in upright.lines() {
        for (pos, ink) in upright.inks(row, (0, u32::MAX)) {
            if !matches!(ink.look, Look::Words | Look::Figure) {
                continue;
            }
            let column = columns.entry(pos).or_default();
            // Figures part headings, and so do lines such as 填报单位：…: what stands above and below never makes one line.
            if ink.look == Look::Figure || ink.key().contains(':') && entry(ink, row, lexicon).bars {
                *column = Column { may: column.may, titles: column.titles, ..Column::default() };
                continue;
            }
            // Down a ledger the same word comes again and again.
            if column.may || column.last == ink.key() {
                continue;
            }
            column.last = ink.key();
            let is_long = ink.key().len() > TITLE_LENGTH;
            // A column of titles is no column of headings, though a short heading may still follow.
            if is_long && column.titles > TITLES {
                continue;
            }
            match lexicon.label(ink.key()).filter(|field| *field != Field::Sum) {
                Some(field) if column.field.is_some_and(|first| first != field) => column.may = true,
                Some(field) => column.field = Some(field),
                None => {
                    column.titles += usize::from(is_long);
                    column.may = column.field.is_some_and(is_name) && lexicon.is_month(ink.key());
                }
            }
        }
    }
    columns.into_iter().filter(|(_, column)| column.may).map(|(pos, _)| pos).collect()
}

/// Longer texts are hardly headings: 20 characters of three bytes.
const TITLE_LENGTH: usize = 20 * 3;
/// Long texts of a letter column that are asked about; questionnaires have fewer.
const TITLES: usize = 60;

/// What was met in one letter column since headings were parted last.
#[derive(Default)]
struct Column<'g> {
    last: &'g str,
    /// How many long texts were none of headings, in all.
    titles: usize,
    field: Option<Field>,
    /// Whether a second field was met, now or before.
    may: bool,
}

/// Whether some run of neighbouring cells is free of figures and days, be it that figures of another table stand beside headings behind a
/// blank cell. Asked first, because a long ledger has few such lines.
fn may_head(grid: &Grid<'_>, line: u32, lexicon: &Lexicon<'_>) -> bool {
    if grid.turned {
        return grid.heads.contains(&line);
    }
    // Of the cells since the last gap, and since the last blank cell: whether figures stand there, and how many labels.
    let (mut figures, mut near_figures, mut labels) = (false, false, 0);
    let mut end = None;
    for (_, ink) in grid.inks(line, (0, u32::MAX)) {
        if end.is_some_and(|end| ink.span.0 > end + 1) {
            if !near_figures && labels > 1 || !figures && end.is_some_and(|end| ink.span.0 > end + 1 + GAP) {
                return true;
            }
            figures &= end.is_some_and(|end| ink.span.0 <= end + 1 + GAP);
            (near_figures, labels) = (false, 0);
        }
        let is_figure =
            ink.look == Look::Figure && !is_month_number(ink) || ink.look == Look::Day && !is_month_day(ink);
        figures |= is_figure;
        near_figures |= is_figure;
        // Lines with figures are many: in each no more words are asked about than prove it.
        let asked = ink.look == Look::Words && !near_figures && labels < 2 && ink.key().len() <= TITLE_LENGTH;
        labels += usize::from(asked && lexicon.label(ink.key()).is_some());
        end = Some(ink.span.1);
    }
    !figures || !near_figures && labels > 1
}

/// Whether two spans share a position.
pub(in crate::recognize) const fn overlap(a: (u32, u32), b: (u32, u32)) -> bool {
    a.0 <= b.1 && b.0 <= a.1
}

fn labels(piece: &[Entry<'_>]) -> usize {
    piece.iter().filter(|e| e.label.is_some()).count()
}

fn distinct(piece: &[Entry<'_>]) -> usize {
    let heads = piece.iter().filter(|e| !(e.crosses || e.bars || e.other == Some(Other::Platform)));
    let mut fields: Vec<Field> = heads.filter_map(|e| e.label).filter(|f| *f != Field::Sum).collect();
    fields.sort_unstable();
    fields.dedup();
    fields.len()
}

pub(super) fn months(piece: &[Entry<'_>]) -> usize {
    let quarters = piece.iter().filter(|e| e.other == Some(Other::Quarter)).count();
    // One quarter alone may be the period of a line.
    piece.iter().filter(|e| e.month).count() + if quarters > 1 { quarters } else { 0 }
}

/// Whether a piece may be the headings of a table by its words.
pub(super) fn accepted(grid: &Grid<'_>, piece: &[Entry<'_>]) -> bool {
    let labels = labels(piece);
    let months = months(piece);
    // A message that came on the first of a month and is closed is no heading over months.
    let of_line = piece.iter().any(|e| e.other == Some(Other::Day))
        && piece.iter().filter(|e| e.label.is_some()).all(|e| e.other == Some(Other::State));
    if of_line || piece.iter().any(|e| e.bars) || labels == 0 || (labels + months) * 2 < piece.len() {
        return false;
    }
    // Down a column the same word often comes back as a value (小计, a group of units): only different headings count.
    if grid.turned { distinct(piece) >= 2 || distinct(piece) == 1 && months >= 2 } else { labels + months >= 2 }
}

/// Lines below the names that may stand before the months, and one more.
const ASKED: u32 = 4;

/// Whether a line heads a table with names across: beside its first heading nothing but names of units, or, over months, names and
/// their sum or names of website columns that the office listed. Its last line, where groups stand over the names.
fn heads_names(grid: &Grid<'_>, what: (u32, &[Entry<'_>]), lexicon: &Lexicon<'_>) -> Option<u32> {
    let (line, piece) = what;
    // Numbers of the lines name nothing.
    let piece =
        piece.split_first().filter(|(first, _)| first.label == Some(Field::Serial)).map_or(piece, |(_, rest)| rest);
    let (first, rest) = piece.split_first().filter(|(_, rest)| !(grid.turned || rest.is_empty()))?;
    let (sums, names): (Vec<&Entry<'_>>, Vec<&Entry<'_>>) = rest.iter().partition(|e| e.label == Some(Field::Sum));
    let below = |line: u32| grid.own(line, first.span.0);
    // Groups may stand over the names, and then the first heading is merged over both lines, or nothing stands below it.
    let head = below(line).map_or(line, |ink| ink.lines.1);
    let head = if head == line && below(line + 1).is_none() { line + 1 } else { head };
    let group = names.first().filter(|group| names.len() == 1 && head > line && holds_columns(group, lexicon));
    let finer = group.map_or_else(Vec::new, |group| entries(grid, (head, group.span), lexicon));
    let grouped = !finer.is_empty();
    let names = if grouped { finer.iter().collect() } else { names };
    let words = lexicon.words;
    let listed = |e: &&Entry<'_>| words.columns.contains(e.key);
    let heads = |e: &&Entry<'_>| (e.label.is_some() || e.month) && !listed(e);
    let bars = |e: &Entry<'_>| e.bars;
    if names.len() < 2 || piece.iter().chain(&finer).any(bars) || names.iter().any(heads) {
        return None;
    }
    let over_months = || {
        let label = words.rows.any_label(first.key);
        let stands_over = |key: &str| asks(key, lexicon).is_some() || words.rows.is_compared(key);
        // Between the names and the months may stand what is asked of each name (更新要求).
        let asked = (1..ASKED).take_while(|n| below(head + n).is_some_and(|ink| stands_over(ink.key())));
        let first = head + 1 + u32::try_from(asked.count()).unwrap_or(0);
        let is_month = |line: &u32| below(*line).is_some_and(|ink| lexicon.is_month(ink.key()));
        let end = || (first..).find(|line| !is_month(line)).unwrap_or(first);
        // Without a sum across, the months' total below them or how often each is updated (crossed) may tell what the names are.
        let tells = |key: &str| words.rows.is_total(key) || asks(key, lexicon).is_some();
        let told = || first > head + 1 || below(end()).is_some_and(|ink| tells(ink.key()));
        let summed = || sums.len() == 1 || names.iter().all(listed) || sums.is_empty() && told();
        label == Some(Label::Period) && is_month(&first) && summed()
    };
    let over_columns =
        !grouped && first.label == Some(Field::Column) && names.iter().all(|e| words.names.is_one_body(e.key));
    if over_columns {
        return Some(line);
    }
    over_months().then_some(head)
}

/// Whether a group is merged over names of which it says that they are website columns (负责保障的栏目及更新条数, 栏目名称).
fn holds_columns(group: &Entry<'_>, lexicon: &Lexicon<'_>) -> bool {
    let says = group.label == Some(Field::Column) || lexicon.words.headings.speaks_of_updates(group.key);
    says && group.span.1 > group.span.0
}
