//! "How many lines do the headings take?" Groups above and finer headings below the line that was known first.
//!
//! In: a [`Block`] of one line. Out: the same block over all of its lines, as wide as they are. It does not judge what the headings mean.

use super::blocks::{Block, months, overlap};
use super::entries::{Entry, entry, is_known};
use super::label_lines::says_pairs;
use super::title_row::{is_over_names, is_title_row};
use crate::field::Field;
use crate::recognize::grid::{Grid, Ink, Look};
use crate::recognize::lexicon::Lexicon;

/// Most lines of headings above or below the line that was recognized first; forms have up to four in all.
const MORE_LINES: u32 = 3;
/// A text longer than this is no heading of a group.
const GROUP_LENGTH: usize = 24;

/// Group headings above: several texts, or one over a part of the table; one over the whole table is its caption.
pub(super) fn reach_up(grid: &Grid<'_>, block: &mut Block, lexicon: &Lexicon<'_>) {
    for _ in 0..MORE_LINES {
        let Some(up) = block.heads.0.checked_sub(1) else { return };
        let all: Vec<Entry<'_>> = grid.inks(up, (0, u32::MAX)).map(|(_, ink)| entry(ink, up, lexicon)).collect();
        let over: Vec<&Entry<'_>> = all.iter().filter(|e| overlap(e.span, block.span)).collect();
        let is_group = |e: &&Entry<'_>| !e.bars && e.key.chars().count() <= GROUP_LENGTH;
        if over.is_empty() || !over.iter().all(is_group) {
            return;
        }
        let alone = over.len() == 1;
        // A line of labels and values is none of headings, though the words are the same.
        if !grid.turned
            && over.iter().all(|e| grid.seen(block.heads.0, e.span.0).is_some_and(|(line, ..)| line == block.heads.0))
            && says_pairs(grid, (up, block.span), lexicon)
        {
            return;
        }
        // 2024年一季度 · 表3: a title and what stands at the end of its row are no groups.
        if over.len() > 1 && is_title_row(grid, up, lexicon) && is_over_names(grid, up, lexicon) {
            return;
        }
        let reaching = reaching_down(grid, (up, block), lexicon);
        let beside = neighbours(&all, block.span);
        // Beside labels that run down stand the titles of the sheet as well, merged over all values or with nothing behind them.
        let is_label = |e: &&Entry<'_>| {
            let ends = grid.own(up, e.span.0).is_some_and(|ink| ink.lines.1 <= block.heads.1);
            ends && grid.seen(block.heads.1 + 1, e.span.0).is_some_and(|(line, ..)| line > block.heads.1)
        };
        let kept = beside.iter().filter(|e| e.span.0 > block.span.1).take_while(|e| !grid.turned || is_label(e));
        let before = beside.iter().filter(|e| e.span.1 < block.span.0).take_while(|e| !grid.turned || is_label(e));
        let beside: Vec<&Entry<'_>> = before.chain(kept).copied().collect();
        let partial = over[0].span.0 > block.span.0 && over[0].span.1 > over[0].span.0;
        let carried = reaching.is_some()
            || beside.iter().any(|e| grid.own(up, e.span.0).is_some_and(|ink| ink.lines.1 >= block.heads.0));
        if alone && !(partial || carried) || is_body(grid, up, block.span) {
            return;
        }
        block.heads.0 = up;
        for span in over.into_iter().chain(beside).map(|e| e.span).chain(reaching) {
            block.span = (block.span.0.min(span.0), block.span.1.max(span.1));
        }
    }
}

/// Positions of a known heading beside the span that begins above `up` and reaches down to the headings.
fn reaching_down(grid: &Grid<'_>, what: (u32, &Block), lexicon: &Lexicon<'_>) -> Option<(u32, u32)> {
    let (up, block) = what;
    let beside = [block.span.0.checked_sub(1), Some(block.span.1 + 1)];
    let mut seen = beside.into_iter().flatten().filter_map(|pos| grid.seen(up, pos));
    seen.find(|(line, _, ink)| {
        let heads = block.heads.0..=block.heads.1 + MORE_LINES;
        *line < up && heads.contains(&ink.lines.1) && lexicon.label(ink.key()).is_some()
    })
    .map(|(_, _, ink)| ink.span)
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
pub(super) fn reach_down(grid: &Grid<'_>, block: &mut Block, lexicon: &Lexicon<'_>) {
    for _ in 0..MORE_LINES {
        // One line may be left empty between a group and its finer headings.
        let next = block.heads.1 + 1;
        let down = if grid.turned || grid.has_ink(next, block.span) { next } else { next + 1 };
        if let Some(months) = bare_months(grid, block, down, lexicon) {
            block.heads.1 = down;
            block.months += months;
            continue;
        }
        let below: Vec<Entry<'_>> = grid.inks(down, block.span).map(|(_, ink)| entry(ink, down, lexicon)).collect();
        if below.is_empty() || below.iter().any(|e| e.bars || e.key.chars().count() > GROUP_LENGTH) {
            return;
        }
        let known = below.iter().filter(|e| e.label.is_some() || e.is_time()).count();
        // The last group reaches over the finer headings beyond it, where it is not merged.
        let right = block.span.1 + 1;
        let open = grid.seen(block.heads.1, right).is_none()
            && grid.own(down, right).is_some_and(|ink| is_known(ink, block.heads.1, lexicon));
        let under = |e: &Entry<'_>| under_group(grid, block, e) || open && !grid.turned && e.span.1 == block.span.1;
        let grouped = below.iter().filter(|e| under(e)).count();
        if let Some(end) = parts_open_groups(grid, block, down, lexicon) {
            (block.heads.1, block.span.1) = (down, end);
            continue;
        }
        let repeats =
            below.iter().all(|e| grid.seen(block.heads.1, e.span.0).is_some_and(|(_, _, up)| up.key() == e.key));
        let all_known = known == below.len() && known > 1;
        let by_words = grouped == below.len() && known * 2 >= below.len() || all_known && grouped * 2 >= below.len();
        let held = || grouped == below.len() && others_reach(grid, block, down);
        if repeats || !(by_words || held() || parts_groups(grid, block, (down, &below), lexicon)) {
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
        }
        block.heads.1 = down;
        block.months += months(&below);
    }
}

/// Whether all headings of a block but the groups over line `down` are merged down to it: it is one of headings, whatever its words.
fn others_reach(grid: &Grid<'_>, block: &Block, down: u32) -> bool {
    let mut reaching = 0;
    for pos in block.span.0..=block.span.1 {
        let Some((line, ..)) = grid.seen(down, pos) else { return false };
        reaching += usize::from(line <= block.heads.1);
    }
    reaching > 0
}

/// The months of a line that holds nothing but their numbers, each under one heading for months (月份 over 4, 5, 6), and how many.
fn bare_months(grid: &Grid<'_>, block: &Block, down: u32, lexicon: &Lexicon<'_>) -> Option<usize> {
    let months: Vec<(u32, u32, i8)> = grid
        .inks(down, block.span)
        .map(|(pos, ink)| {
            let (line, first, head) = grid.seen(block.heads.1, pos).filter(|(line, ..)| *line >= block.heads.0)?;
            let month = month_number(ink).filter(|_| lexicon.words.rows.heads_months(head.key()))?;
            (ink.span.0 == ink.span.1).then_some((line, first, month))
        })
        .collect::<Option<_>>()?;
    let of_one = months.windows(2).all(|pair| (pair[0].0, pair[0].1) == (pair[1].0, pair[1].1));
    let in_turn = months.windows(2).all(|pair| pair[0].2 + 1 == pair[1].2);
    (!grid.turned && months.len() > 1 && of_one && in_turn).then_some(months.len())
}

/// The number of a month that a cell holds.
pub(in crate::recognize) fn month_number(ink: &Ink<'_>) -> Option<i8> {
    let number: i8 = ink.key().parse().ok()?;
    (ink.look == Look::Figure && (1..=12).contains(&number)).then_some(number)
}

/// Whether a line of any words parts the groups above it: each text stands under a group merged sideways, which it shares with another,
/// every place under these groups is filled, one of them is a month or names a count, and nothing stands under any other heading.
fn parts_groups(grid: &Grid<'_>, block: &Block, what: (u32, &[Entry<'_>]), lexicon: &Lexicon<'_>) -> bool {
    let (down, below) = what;
    let group = |e: &Entry<'_>| {
        let (line, pos, up) = grid.seen(block.heads.1, e.span.0)?;
        (up.span.1 > up.span.0 && e.span.1 <= up.span.1 && up.lines.1 < down).then_some((line, pos, up))
    };
    let Some(groups) = below.iter().map(group).collect::<Option<Vec<_>>>().filter(|_| !grid.turned) else {
        return false;
    };
    let filled = |(_, _, up): &(u32, u32, &Ink<'_>)| (up.span.0..=up.span.1).all(|pos| grid.seen(down, pos).is_some());
    let shared =
        |(line, pos, _): &(u32, u32, &Ink<'_>)| groups.iter().filter(|(l, p, _)| (l, p) == (line, pos)).count() > 1;
    let words = |e: &Entry<'_>| grid.own(down, e.span.0).is_some_and(|ink| ink.look == Look::Words);
    let counts = |(_, _, up): &(u32, u32, &Ink<'_>)| {
        lexicon.is_month(up.key()) || lexicon.label(up.key()).is_some_and(Field::is_count)
    };
    below.iter().all(words) && groups.iter().all(|g| filled(g) && shared(g)) && groups.iter().any(counts)
}

/// The same where groups are not merged but reach over the blanks beside them: figures stand right below. The last position of the parts.
fn parts_open_groups(grid: &Grid<'_>, block: &Block, down: u32, lexicon: &Lexicon<'_>) -> Option<u32> {
    let words = |pos: u32| grid.own(down, pos).is_some_and(|ink| ink.look == Look::Words);
    let free = |pos: u32| (block.heads.0..=block.heads.1).all(|line| grid.seen(line, pos).is_none());
    let mut end = block.span.1;
    if grid.turned {
        return None;
    }
    while free(end + 1) && words(end + 1) {
        end += 1;
    }
    let heads: Vec<(u32, &Ink<'_>)> = grid.inks(block.heads.1, (block.span.0, end)).collect();
    let ends = heads.iter().skip(1).map(|(pos, _)| pos - 1).chain([end]);
    let reaches: Vec<((u32, u32), &Ink<'_>)> =
        heads.iter().zip(ends).map(|((pos, ink), last)| ((*pos, last), *ink)).collect();
    let is_group = |((first, last), ink): &&((u32, u32), &Ink<'_>)| ink.span.0 == ink.span.1 && last > first;
    let (groups, others): (Vec<_>, Vec<_>) = reaches.iter().partition(is_group);
    let filled = |(first, last): (u32, u32)| (first..=last).all(words);
    let counts = |ink: &Ink<'_>| lexicon.is_month(ink.key()) || lexicon.label(ink.key()).is_some_and(Field::is_count);
    let figure = |pos: u32| grid.own(down + 1, pos).is_some_and(|ink| ink.look == Look::Figure);
    let below: Vec<u32> = groups.iter().flat_map(|(reach, _)| reach.0..=reach.1).collect();
    let proved = groups.len() > 1
        && groups.iter().all(|(reach, ink)| filled(*reach) && counts(ink))
        && others.iter().all(|(reach, _)| !grid.has_ink(down, *reach))
        && below.iter().filter(|pos| figure(**pos)).count() * 2 >= below.len();
    proved.then_some(end)
}

/// Whether the heading above is a group, or nothing stands there. A group may be written over each of its finer headings (更新数 · 更新数 · 更新数).
fn under_group(grid: &Grid<'_>, block: &Block, e: &Entry<'_>) -> bool {
    let seen = |pos: u32| grid.seen(block.heads.1, pos).map(|(_, _, ink)| ink);
    seen(e.span.0).is_none_or(|up| {
        let next_is_blank = seen(up.span.1 + 1).is_none() && up.span.1 < block.span.1;
        let again = |pos: u32| seen(pos).is_some_and(|ink| ink.key() == up.key());
        let beside = [up.span.0.checked_sub(1).filter(|pos| *pos >= block.span.0), Some(up.span.1 + 1)];
        up.span.1 > up.span.0 || next_is_blank || !grid.turned && e.is_time() && beside.into_iter().flatten().any(again)
    })
}
