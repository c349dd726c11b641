//! "Here a table begins." Finds lines of headings, and how many lines and positions they take.
//!
//! In: a [`Grid`], upright or turned. Out: [`Block`]s in reading order: the heading lines and the span of positions of each table. It
//! looks at the words of headings and at the shape around them; what the headings mean together is `roles`' question.

use super::grid::{Grid, Ink, Look};
use super::lexicon::Lexicon;
use super::listed::heads_list;
use super::reach::{reach_down, reach_up};
use crate::field::Field;
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
}

/// One text of a heading line.
#[derive(Debug, Clone)]
pub(super) struct Entry<'g> {
    pub(super) span: (u32, u32),
    pub(super) label: Option<Field>,
    /// How well the text alone fits its label, 0 to 100.
    score: i32,
    pub(super) month: bool,
    /// Cannot stand in a line of headings: a figure, or a line such as 填报单位：….
    pub(super) bars: bool,
    /// Reaches over further lines, like a title beside a turned table.
    crosses: bool,
    /// What it may be beside a heading.
    other: Option<Other>,
    pub(super) key: &'g str,
}

/// What a text of a heading line may be beside a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Other {
    /// A quarter or half of some year.
    Quarter,
    /// A day that may stand for its month, or be the day of a ledger's line.
    Day,
    /// A heading that is also the state of a ledger's line.
    State,
    /// An account type, as a value under a heading names it as well.
    Platform,
}

/// Neighbouring entries that may be the headings of one table.
type Piece<'g> = Vec<Entry<'g>>;

/// From this score on a text is a listed word of some form, not one put together.
const LISTED_SCORE: i32 = 90;
/// Positions left empty inside a line of headings.
const GAP: u32 = 1;

/// The tables' headings in reading order.
pub(super) fn find_blocks(grid: &Grid<'_>, lexicon: &Lexicon<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in grid.lines().filter(|l| may_head(grid, *l)) {
        if is_line_above(grid, line, lexicon) {
            continue;
        }
        for piece in pieces(grid, line, lexicon) {
            let span = span_of(&piece);
            let taken = blocks.iter().any(|b| (b.heads.0..=b.heads.1).contains(&line) && overlap(b.span, span));
            let heads = || accepted(grid, &piece) || heads_names(grid, (line, &piece), lexicon);
            if taken || !(heads() || heads_list(grid, line, span, lexicon)) {
                continue;
            }
            let mut block = Block { heads: (line, line), span, labels: 0, months: months(&piece) };
            reach_up(grid, &mut block, lexicon);
            reach_down(grid, &mut block, lexicon);
            // Beside the first line stand groups, or the values of another table's rows: they prove nothing more.
            let distinct = |l: u32| distinct(&entries(grid, (l, block.span), lexicon));
            block.labels = (block.heads.0..=block.heads.1).map(distinct).max().unwrap_or(0);
            blocks.push(block);
        }
    }
    blocks
}

/// Whether a line of labels and values (责任单位, 甲局) stands above headings.
fn is_line_above(grid: &Grid<'_>, line: u32, lexicon: &Lexicon<'_>) -> bool {
    !grid.turned
        && says_pairs(grid, (line, (0, u32::MAX)), lexicon)
        && pieces(grid, line + 1, lexicon).iter().any(|piece| accepted(grid, piece))
}

/// Whether a line holds nothing but labels, each before its value.
pub(super) fn says_pairs(grid: &Grid<'_>, what: (u32, (u32, u32)), lexicon: &Lexicon<'_>) -> bool {
    let (line, span) = what;
    let words = lexicon.words;
    let label = |ink: &Ink<'_>| words.rows.any_label(ink.key().trim_end_matches([':', '(', ')']));
    let is_value = |label: Label, ink: &Ink<'_>| {
        let sense = lexicon.sense(ink.key());
        let heads = sense.label().is_some() || sense.is_month() || words.headings.is_neutral(ink.key());
        if label == Label::AccountType { sense.platform.is_some() } else { !heads && sense.platform.is_none() }
    };
    let mut inks = grid.inks(line, span).map(|(_, ink)| ink).peekable();
    let mut pairs = 0;
    while let Some(ink) = inks.next() {
        let Some(said) = label(ink).filter(|_| ink.lines.1 == line) else { return false };
        if let Some(value) = inks.next_if(|next| label(next).is_none()) {
            if !is_value(said, value) {
                return false;
            }
            pairs += 1;
        }
    }
    pairs > 0
}

/// The letter columns in which headings may run down: those that hold words of two fields with nothing between that parts them. Asked before
/// a sheet is turned.
pub(super) fn may_run_down(upright: &Grid<'_>, lexicon: &Lexicon<'_>) -> Vec<u32> {
    let mut columns: BTreeMap<u32, Column<'_>> = BTreeMap::new();
    for row in upright.lines() {
        for (pos, ink) in upright.inks(row, (0, u32::MAX)) {
            if !matches!(ink.look, Look::Words | Look::Figure) {
                continue;
            }
            let column = columns.entry(pos).or_default();
            // Figures part headings, and so do lines such as 填报单位：…: what stands above and below never makes one line.
            if ink.look == Look::Figure || ink.key().contains(':') && entry(ink, row, lexicon).bars {
                *column = Column { may: column.may, ..Column::default() };
                continue;
            }
            // Down a ledger the same word comes again and again.
            if column.may || column.last == ink.key() {
                continue;
            }
            column.last = ink.key();
            match lexicon.label(ink.key()).filter(|field| *field != Field::Sum) {
                Some(field) if column.field.is_some_and(|first| first != field) => column.may = true,
                Some(field) => column.field = Some(field),
                None => column.may = column.field.is_some_and(is_name) && lexicon.is_month(ink.key()),
            }
        }
    }
    columns.into_iter().filter(|(_, column)| column.may).map(|(pos, _)| pos).collect()
}

/// What was met in one letter column since headings were parted last.
#[derive(Default)]
struct Column<'g> {
    last: &'g str,
    field: Option<Field>,
    /// Whether a second field was met, now or before.
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

fn accepted(grid: &Grid<'_>, piece: &[Entry<'_>]) -> bool {
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

/// Whether a line heads a table with names across: beside its first heading nothing but names of units, or, over months, names and
/// their sum.
fn heads_names(grid: &Grid<'_>, what: (u32, &[Entry<'_>]), lexicon: &Lexicon<'_>) -> bool {
    let (line, piece) = what;
    let Some((first, rest)) = piece.split_first().filter(|(_, rest)| !grid.turned && rest.len() > 1) else {
        return false;
    };
    let names: Vec<&Entry<'_>> = rest.iter().filter(|e| e.label != Some(Field::Sum)).collect();
    if names.len() < 2 || piece.iter().any(|e| e.bars) || names.iter().any(|e| e.label.is_some() || e.month) {
        return false;
    }
    let words = lexicon.words;
    let over_months = || {
        let label = words.rows.any_label(first.key);
        let below = grid.own(line + 1, first.span.0).is_some_and(|ink| lexicon.is_month(ink.key()));
        label == Some(Label::Period) && below && names.len() + 1 == rest.len()
    };
    first.label == Some(Field::Column) && names.iter().all(|e| words.names.is_one_body(e.key)) || over_months()
}

pub(super) fn entry<'g>(ink: &'g Ink<'_>, line: u32, lexicon: &Lexicon<'_>) -> Entry<'g> {
    let sense = lexicon.sense(ink.key());
    let words = lexicon.words;
    let labelled = |label: &str| words.rows.label(label).is_some() || lexicon.label(label).is_some();
    let said = words.rows.said(ink.key(), &words.headings).is_some_and(|(label, _)| labelled(label));
    let month_day = is_month_day(ink);
    Entry {
        span: ink.span,
        label: sense.label().filter(|_| ink.look == Look::Words),
        score: sense.guesses.first().map_or(0, |g| g.score),
        month: sense.is_month() || month_day,
        bars: match ink.look {
            Look::Figure => true,
            Look::Day => !month_day,
            Look::Mark | Look::Words => {
                let colon = ink.key().contains(':') && !words.rows.is_part(ink.key());
                said || colon && sense.label().is_none() && !sense.is_month()
            }
        },
        crosses: ink.lines.1 > line,
        other: if sense.is_quarter() {
            Some(Other::Quarter)
        } else if month_day {
            Some(Other::Day)
        } else if ink.look == Look::Words && words.states.state(ink.key()).is_some() {
            Some(Other::State)
        } else {
            words.platforms.canonical(ink.key()).map(|_| Other::Platform)
        },
        key: ink.key(),
    }
}

fn entries<'g>(grid: &'g Grid<'_>, what: (u32, (u32, u32)), lexicon: &Lexicon<'_>) -> Vec<Entry<'g>> {
    let (line, span) = what;
    grid.inks(line, span).map(|(_, ink)| entry(ink, line, lexicon)).collect()
}

/// The line cut where one table ends and another begins.
fn pieces<'g>(grid: &'g Grid<'_>, line: u32, lexicon: &Lexicon<'_>) -> Vec<Piece<'g>> {
    let mut out: Vec<Piece<'_>> = Vec::new();
    for e in entries(grid, (line, (0, u32::MAX)), lexicon) {
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
    let out: Vec<Piece<'_>> = if grid.turned { out.into_iter().map(|p| trim(grid, line, p)).collect() } else { out };
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

/// Whether finer headings stand under all of a gap, known ones or any words over figures: the group over them is not merged.
fn is_bridged(grid: &Grid<'_>, line: u32, gap: (u32, u32), lexicon: &Lexicon<'_>) -> bool {
    let figure = |pos: u32| grid.own(line + 2, pos).is_some_and(|ink| ink.look == Look::Figure);
    let finer = |pos: u32, ink: &Ink<'_>| is_known(ink, line, lexicon) || ink.look == Look::Words && figure(pos);
    !grid.turned && (gap.0..=gap.1).all(|pos| grid.own(line + 1, pos).is_some_and(|ink| finer(pos, ink)))
}

pub(super) fn is_known(ink: &Ink<'_>, line: u32, lexicon: &Lexicon<'_>) -> bool {
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

/// A turned line also holds the sheet's titles and remarks: only what lies between its first and last heading counts. A title often
/// has the words of a heading, but no value beside it.
fn trim<'g>(grid: &Grid<'_>, line: u32, mut piece: Piece<'g>) -> Piece<'g> {
    let valued = |e: &Entry<'_>| grid.seen(line + 1, e.span.0).is_some_and(|(l, _, _)| l > line);
    let known = |e: &Entry<'_>| e.month || e.label.is_some() && (e.score >= LISTED_SCORE || valued(e));
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
