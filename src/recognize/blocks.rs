//! "Here a table begins." Finds lines of headings, and how many lines and positions they take.
//!
//! In: a [`Grid`], upright or turned. Out: [`Block`]s in reading order: the heading lines and the span of positions of each table. It
//! looks at the words of headings and at the shape around them; what the headings mean together is `roles`' question.

use super::grid::{Grid, Ink, Look};
use super::lexicon::Lexicon;
use crate::field::Field;
use std::collections::BTreeMap;

/// The headings of one table.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// First and last heading line.
    pub(super) heads: (u32, u32),
    /// First and last position.
    pub(super) span: (u32, u32),
    /// Headings known by their words, months not counted.
    pub(super) labels: usize,
    /// Headings that are months and nothing else.
    pub(super) months: usize,
}

/// One text of a heading line.
#[derive(Debug, Clone)]
struct Entry<'g> {
    span: (u32, u32),
    label: Option<Field>,
    month: bool,
    /// Cannot stand in a line of headings: a figure, or a line such as 填报单位：….
    bars: bool,
    /// Reaches over further lines, like a title beside a turned table.
    crosses: bool,
    key: &'g str,
}

/// Neighbouring entries that may be the headings of one table.
type Piece<'g> = Vec<Entry<'g>>;

/// Most lines of headings above or below the line that was recognized first; forms have up to four in all.
const MORE_LINES: u32 = 3;
/// A text longer than this is no heading of a group.
const GROUP_LENGTH: usize = 24;
/// Positions left empty inside a line of headings.
const GAP: u32 = 1;

/// The tables' headings in reading order.
pub(super) fn find_blocks(grid: &Grid<'_>, lexicon: &Lexicon<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in grid.lines().filter(|l| may_head(grid, *l)) {
        for piece in pieces(grid, line, lexicon) {
            let span = span_of(&piece);
            let taken = blocks.iter().any(|b| (b.heads.0..=b.heads.1).contains(&line) && overlap(b.span, span));
            if taken || !accepted(grid, &piece) {
                continue;
            }
            let known = if grid.turned { distinct(&piece) } else { labels(&piece) };
            let mut block = Block { heads: (line, line), span, labels: known, months: months(&piece) };
            reach_up(grid, &mut block, lexicon);
            reach_down(grid, &mut block, lexicon);
            blocks.push(block);
        }
    }
    blocks
}

/// The letter columns in which headings may run down: those that hold words of two fields. Asked before a sheet is turned.
pub(super) fn may_run_down(upright: &Grid<'_>, lexicon: &Lexicon<'_>) -> Vec<u32> {
    let mut columns: BTreeMap<u32, Column<'_>> = BTreeMap::new();
    for row in upright.lines() {
        for (pos, ink) in upright.inks(row, (0, u32::MAX)).filter(|(_, ink)| ink.look == Look::Words) {
            let column = columns.entry(pos).or_default();
            // Down a ledger the same word comes again and again.
            if column.may || column.last == ink.key() {
                continue;
            }
            column.last = ink.key();
            match lexicon.label(ink.key()).filter(|field| *field != Field::Sum) {
                Some(field) if column.field.is_some_and(|first| first != field) => column.may = true,
                Some(field) => column.field = Some(field),
                None => {}
            }
        }
    }
    columns.into_iter().filter(|(_, column)| column.may).map(|(pos, _)| pos).collect()
}

/// What was met in one letter column so far.
#[derive(Default)]
struct Column<'g> {
    last: &'g str,
    field: Option<Field>,
    /// Whether a second field was met.
    may: bool,
}

/// Whether some run of neighbouring cells is free of figures and days. Asked first, because a long ledger has few such lines.
fn may_head(grid: &Grid<'_>, line: u32) -> bool {
    if grid.turned {
        return grid.heads.contains(&line);
    }
    let mut figures = false;
    let mut end = None;
    for (_, ink) in grid.inks(line, (0, u32::MAX)) {
        if end.is_some_and(|end| ink.span.0 > end + 1 + GAP) {
            if !figures {
                return true;
            }
            figures = false;
        }
        figures |= ink.look == Look::Figure || ink.look == Look::Day && !is_month_day(ink);
        end = Some(ink.span.1);
    }
    !figures
}

/// Whether a day may stand for its month, as Excel makes of `1月`.
fn is_month_day(ink: &Ink<'_>) -> bool {
    matches!(&ink.cell.value, crate::read::Value::Date(day) if day.day() == 1)
}

/// Whether two spans share a position.
pub(super) const fn overlap(a: (u32, u32), b: (u32, u32)) -> bool {
    a.0 <= b.1 && b.0 <= a.1
}

fn span_of(piece: &[Entry<'_>]) -> (u32, u32) {
    let first = piece.first().map_or(0, |e| e.span.0);
    (first, piece.iter().map(|e| e.span.1).max().unwrap_or(first))
}

fn labels(piece: &[Entry<'_>]) -> usize {
    piece.iter().filter(|e| e.label.is_some()).count()
}

fn distinct(piece: &[Entry<'_>]) -> usize {
    let mut fields: Vec<Field> = piece.iter().filter_map(|e| e.label).filter(|f| *f != Field::Sum).collect();
    fields.sort_unstable();
    fields.dedup();
    fields.len()
}

fn months(piece: &[Entry<'_>]) -> usize {
    piece.iter().filter(|e| e.month).count()
}

fn accepted(grid: &Grid<'_>, piece: &[Entry<'_>]) -> bool {
    let labels = labels(piece);
    let months = months(piece);
    if piece.iter().any(|e| e.bars) || labels == 0 || (labels + months) * 2 < piece.len() {
        return false;
    }
    // Down a column the same word often comes back as a value (小计, a group of units): only different headings count.
    if grid.turned { distinct(piece) >= 2 } else { labels + months >= 2 }
}

fn entry<'g>(ink: &'g Ink<'_>, line: u32, lexicon: &Lexicon<'_>) -> Entry<'g> {
    let sense = lexicon.sense(ink.key());
    let month_day = is_month_day(ink);
    Entry {
        span: ink.span,
        label: sense.label().filter(|_| ink.look == Look::Words),
        month: sense.is_month() || month_day,
        bars: match ink.look {
            Look::Figure => true,
            Look::Day => !month_day,
            Look::Mark | Look::Words => ink.key().contains(':') && sense.label().is_none(),
        },
        crosses: ink.lines.1 > line,
        key: ink.key(),
    }
}

/// The line cut where one table ends and another begins.
fn pieces<'g>(grid: &'g Grid<'_>, line: u32, lexicon: &Lexicon<'_>) -> Vec<Piece<'g>> {
    let entries: Vec<Entry<'_>> = grid.inks(line, (0, u32::MAX)).map(|(_, ink)| entry(ink, line, lexicon)).collect();
    let mut out: Vec<Piece<'_>> = Vec::new();
    for e in entries {
        if grid.turned && (e.crosses || e.bars) {
            out.push(Vec::new());
            continue;
        }
        match out.last_mut() {
            Some(piece) if piece.last().is_some_and(|last| e.span.0 <= last.span.1 + 1) => piece.push(e),
            _ => out.push(vec![e]),
        }
    }
    let out = join_gaps(out, &|gap| is_bridged(grid, line, gap, lexicon));
    let out: Vec<Piece<'_>> = if grid.turned { out.into_iter().map(trim).collect() } else { out };
    out.into_iter().flat_map(cut_at_repeats).filter(|p| !p.is_empty()).collect()
}

/// Pieces with an empty position between them are one table, unless each is a table of its own.
fn join_gaps<'g>(pieces: Vec<Piece<'g>>, bridged: &dyn Fn((u32, u32)) -> bool) -> Vec<Piece<'g>> {
    let mut out: Vec<Piece<'g>> = Vec::new();
    for piece in pieces {
        match out.last_mut() {
            Some(left) if !left.is_empty() && !piece.is_empty() && joins(left, &piece, bridged) => left.extend(piece),
            _ => out.push(piece),
        }
    }
    out
}

fn joins(left: &[Entry<'_>], right: &[Entry<'_>], bridged: &dyn Fn((u32, u32)) -> bool) -> bool {
    let (end, begin) = (span_of(left).1, right[0].span.0);
    if begin.saturating_sub(end + 1) > GAP && !bridged((end + 1, begin - 1)) {
        return false;
    }
    let names =
        |piece: &[Entry<'_>]| -> Vec<Field> { piece.iter().filter_map(|e| e.label).filter(|f| is_name(*f)).collect() };
    let shared = names(left).iter().any(|f| names(right).contains(f));
    !(shared || (is_whole(left) && is_whole(right)))
}

/// Whether finer headings stand under all of a gap: the group over them is not merged.
fn is_bridged(grid: &Grid<'_>, line: u32, gap: (u32, u32), lexicon: &Lexicon<'_>) -> bool {
    !grid.turned && (gap.0..=gap.1).all(|pos| grid.own(line + 1, pos).is_some_and(|ink| is_known(ink, line, lexicon)))
}

fn is_known(ink: &Ink<'_>, line: u32, lexicon: &Lexicon<'_>) -> bool {
    let entry = entry(ink, line + 1, lexicon);
    !entry.bars && (entry.month || entry.label.is_some())
}

const fn is_name(field: Field) -> bool {
    matches!(field, Field::Serial | Field::Unit | Field::Column | Field::Account)
}

/// Whether a piece alone already makes a table of a known form.
fn is_whole(piece: &[Entry<'_>]) -> bool {
    let has = |fields: &[Field]| piece.iter().any(|e| e.label.is_some_and(|f| fields.contains(&f)));
    let counts = [Field::Actual, Field::Required, Field::Forwarded];
    has(&[Field::Column]) && (has(&counts) || piece.iter().any(|e| e.month))
        || has(&[Field::Received]) && has(&[Field::Closed, Field::ClosedOnTime, Field::Overdue])
        || has(&[Field::Account]) && has(&counts)
        || has(&[Field::Day]) && has(&[Field::PostTitle])
}

/// A turned line also holds the sheet's titles and remarks: only what lies between its first and last heading counts.
fn trim(mut piece: Piece<'_>) -> Piece<'_> {
    let known = |e: &Entry<'_>| e.label.is_some() || e.month;
    let Some(last) = piece.iter().rposition(known) else { return Vec::new() };
    piece.truncate(last + 1);
    let first = piece.iter().position(known).unwrap_or(0);
    piece.drain(..first);
    piece
}

/// The same headings once more beside the first are a second table.
fn cut_at_repeats(mut piece: Piece<'_>) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    loop {
        let again = piece.first().filter(|e| e.label.is_some_and(is_name)).and_then(|first| {
            (2..piece.len().saturating_sub(1)).find(|i| piece[*i].key == first.key && piece[*i + 1].key == piece[1].key)
        });
        match again {
            Some(i) => {
                let rest = piece.split_off(i);
                out.push(std::mem::replace(&mut piece, rest));
            }
            None => {
                out.push(piece);
                return out;
            }
        }
    }
}

/// Group headings above: several texts, or one over a part of the table; one over the whole table is its caption.
fn reach_up(grid: &Grid<'_>, block: &mut Block, lexicon: &Lexicon<'_>) {
    for _ in 0..MORE_LINES {
        let Some(up) = block.heads.0.checked_sub(1) else { return };
        let all: Vec<Entry<'_>> = grid.inks(up, (0, u32::MAX)).map(|(_, ink)| entry(ink, up, lexicon)).collect();
        let over: Vec<&Entry<'_>> = all.iter().filter(|e| overlap(e.span, block.span)).collect();
        let is_group = |e: &&Entry<'_>| !e.bars && e.key.chars().count() <= GROUP_LENGTH;
        if over.is_empty() || !over.iter().all(is_group) {
            return;
        }
        let alone = over.len() == 1;
        let beside = neighbours(&all, block.span);
        let partial = over[0].span.0 > block.span.0 && over[0].span.1 > over[0].span.0;
        let carried = beside.iter().any(|e| grid.own(up, e.span.0).is_some_and(|ink| ink.lines.1 >= block.heads.0));
        if alone && !(partial || carried) || is_body(grid, up, block.span) {
            return;
        }
        block.heads.0 = up;
        block.labels += over.iter().chain(&beside).filter(|e| e.label.is_some()).count();
        for e in over.into_iter().chain(beside) {
            block.span = (block.span.0.min(e.span.0), block.span.1.max(e.span.1));
        }
    }
}

/// Entries left and right of the span that stand against it: headings that reach down beside the line found first.
fn neighbours<'a, 'g>(all: &'a [Entry<'g>], span: (u32, u32)) -> Vec<&'a Entry<'g>> {
    let (mut first, mut last) = span;
    let mut out = Vec::new();
    for e in all.iter().rev().filter(|e| e.span.1 < span.0) {
        if e.span.1 + 1 < first || e.bars {
            break;
        }
        first = e.span.0;
        out.push(e);
    }
    for e in all.iter().filter(|e| e.span.0 > span.1) {
        if e.span.0 > last + 1 || e.bars {
            break;
        }
        last = e.span.1;
        out.push(e);
    }
    out
}

/// Whether the line belongs to the body of a table above: a line of figures stands right over it.
fn is_body(grid: &Grid<'_>, line: u32, span: (u32, u32)) -> bool {
    line.checked_sub(1).is_some_and(|above| grid.inks(above, span).any(|(_, ink)| ink.look == Look::Figure))
}

/// Finer headings below: words only, mostly known ones, none under a name that already has its text.
fn reach_down(grid: &Grid<'_>, block: &mut Block, lexicon: &Lexicon<'_>) {
    for _ in 0..MORE_LINES {
        let down = block.heads.1 + 1;
        let below: Vec<Entry<'_>> = grid.inks(down, block.span).map(|(_, ink)| entry(ink, down, lexicon)).collect();
        if below.is_empty() || below.iter().any(|e| e.bars || e.key.chars().count() > GROUP_LENGTH) {
            return;
        }
        let known = below.iter().filter(|e| e.label.is_some() || e.month).count();
        // The last group reaches over the finer headings beyond it, where it is not merged.
        let right = block.span.1 + 1;
        let open = grid.seen(block.heads.1, right).is_none()
            && grid.own(down, right).is_some_and(|ink| is_known(ink, block.heads.1, lexicon));
        let under = |e: &Entry<'_>| under_group(grid, block, e) || open && !grid.turned && e.span.1 == block.span.1;
        let grouped = below.iter().filter(|e| under(e)).count();
        let repeats =
            below.iter().all(|e| grid.seen(block.heads.1, e.span.0).is_some_and(|(_, _, up)| up.key() == e.key));
        let all_known = known == below.len() && known > 1;
        if repeats || !(grouped == below.len() && known * 2 >= below.len() || all_known && grouped * 2 >= below.len()) {
            return;
        }
        let all: Vec<Entry<'_>> = grid.inks(down, (0, u32::MAX)).map(|(_, ink)| entry(ink, down, lexicon)).collect();
        for e in neighbours(&all, block.span).into_iter().take_while(|e| e.span.0 > block.span.0) {
            // A finer heading may reach beyond its group where the group is not merged.
            let free = (block.heads.0..=block.heads.1).all(|l| grid.seen(l, e.span.0).is_none());
            if !free || e.label.is_none() && !e.month {
                break;
            }
            block.span.1 = e.span.1;
            block.labels += usize::from(e.label.is_some());
        }
        block.heads.1 = down;
        block.labels += labels(&below);
        block.months += months(&below);
    }
}

/// Whether the heading above is a group, or nothing stands there.
fn under_group(grid: &Grid<'_>, block: &Block, e: &Entry<'_>) -> bool {
    grid.seen(block.heads.1, e.span.0).is_none_or(|(_, _, up)| {
        let next_is_blank = grid.seen(block.heads.1, up.span.1 + 1).is_none() && up.span.1 < block.span.1;
        up.span.1 > up.span.0 || next_is_blank
    })
}
