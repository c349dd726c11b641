//! "Here the table ends." The lines under the headings, the captions above, and upright against turned.
//!
//! In: the heading blocks of a sheet, seen upright and turned. Out: [`Region`]s that do not overlap: heading lines, body lines, caption
//! rows. It does not yet say which body lines are data.

pub(super) mod blocks;
mod entries;
pub(super) mod label_lines;
mod matrix;
mod pieces;
pub(super) mod reach;
pub(super) mod title_row;
mod turned;

use super::grid::{Grid, Ink, Look};
use super::lexicon::Lexicon;
use super::one_line::tells_itself;
use crate::place::Area;
use crate::rules::rows::Label;
use blocks::{Block, find_blocks, overlap};
use label_lines::{is_line_above, says_pairs};
use title_row::is_title_row;
use turned::{goes_on_across, is_listed, is_small_form, is_small_table, outweighs, take_in_names, unbroken};

/// One table's part of a sheet.
#[derive(Debug, Clone)]
pub(super) struct Region {
    /// Whether headings run downwards.
    pub(super) turned: bool,
    /// First and last heading line.
    pub(super) heads: (u32, u32),
    /// First and last position.
    pub(super) span: (u32, u32),
    /// Lines under the headings that have ink inside the span, ascending.
    pub(super) body: Vec<u32>,
    /// Rows of the sheet above the table that are its captions, nearest first.
    pub(super) captions: Vec<u32>,
    /// Headings and body.
    pub(super) area: Area,
    /// Further label columns of a form with one value column each, read as one row with this one.
    pub(super) beside: Vec<Self>,
    labels: usize,
    months: usize,
    /// Whether its headings are names over months running down.
    names: bool,
}

/// Headings that a turned table must show: it has no neighbours beside it that could prove it.
const TURNED_LABELS: usize = 3;
/// Rows of nothing between a caption and its table.
const CAPTION_GAP: u32 = 2;
/// Texts of one caption row, such as 填报单位 and 填报日期 beside each other.
const CAPTION_TEXTS: usize = 4;
/// Longest figure written in words.
const COUNT_IN_WORDS: usize = 6;

/// The tables of a sheet in reading order. `turned` is `None` for sheets too long to be forms.
pub(super) fn find_regions(upright: &Grid<'_>, turned: Option<&Grid<'_>>, lexicon: &Lexicon<'_>) -> Vec<Region> {
    let mut regions = regions(upright, upright, lexicon);
    if let Some(grid) = turned {
        let alone = regions.is_empty();
        for mut other in join_forms(grid, self::regions(grid, upright, lexicon)) {
            // Over its labels alone stand the names of the table above.
            let over_all = captions(upright, other.area, lexicon);
            other.captions.retain(|row| over_all.contains(row));
            // Lines of labels and values above the headings of a table (账号名称 · 甲 · 账号类型 · 公众号) are no form.
            let mut rows = upright.lines_in(other.area.first.row..=other.area.last.row);
            let is_whole = || alone && is_small_form(grid, &other, lexicon) || is_small_table(grid, &other, lexicon);
            let small = other.labels < TURNED_LABELS && !is_whole();
            if small || rows.any(|row| is_line_above(upright, row, lexicon)) {
                continue;
            }
            let against: Vec<usize> = (0..regions.len()).filter(|i| meet(regions[*i].area, other.area)).collect();
            let listed = against.iter().any(|i| is_listed(upright, (&regions[*i], &other), lexicon));
            let beyond = against.iter().any(|i| goes_on_across(upright, (&regions[*i], &other)));
            if !listed && !beyond && against.iter().all(|i| outweighs(&other, &regions[*i])) {
                regions = drop_all(regions, &against);
                regions.push(other);
            }
        }
    }
    regions.sort_by_key(|r| r.area);
    regions
}

impl Region {
    /// An upright part of a sheet whose rows somebody else has read: its area, its heading rows, the rows below them.
    pub(super) fn drawn(
        upright: &Grid<'_>,
        (area, heads): (Area, (u32, u32)),
        body: Vec<u32>,
        lexicon: &Lexicon<'_>,
    ) -> Self {
        let span = (area.first.col, area.last.col);
        let captions = captions(upright, area, lexicon);
        Self {
            turned: false,
            heads,
            span,
            body,
            captions,
            area,
            beside: Vec::new(),
            labels: 0,
            months: 0,
            names: false,
        }
    }
}

/// Label and value columns that alternate (label, value, label, value) are one form.
fn join_forms(grid: &Grid<'_>, regions: Vec<Region>) -> Vec<Region> {
    let mut out: Vec<Region> = Vec::new();
    for region in regions {
        let continues = |left: &Region| {
            let last = left.beside.last().unwrap_or(left);
            let single = last.body.len() == 1 && region.body.len() == 1;
            // A value may be merged over more letter columns than its own.
            let ends =
                |gap: u32| grid.inks(last.body[0], region.span).any(|(_, ink)| ink.lines.1 + gap == region.heads.0);
            // Over a column left blank only what goes on with other labels: the same labels again are another form.
            let keys =
                |of: &Region| -> Vec<&str> { grid.inks(of.heads.1, of.span).map(|(_, ink)| ink.key()).collect() };
            let goes_on = || ends(2) && !keys(&region).iter().any(|key| keys(left).contains(key));
            single && overlap(left.span, region.span) && (ends(1) || goes_on())
        };
        match out.iter_mut().rev().find(|left| continues(left)) {
            Some(left) => {
                left.labels += region.labels;
                left.months += region.months;
                left.area = left.area.with(region.area);
                left.beside.push(region);
            }
            None => out.push(region),
        }
    }
    out
}

fn drop_all(regions: Vec<Region>, which: &[usize]) -> Vec<Region> {
    regions.into_iter().enumerate().filter(|(i, _)| !which.contains(i)).map(|(_, r)| r).collect()
}

fn meet(a: Area, b: Area) -> bool {
    overlap((a.first.row, a.last.row), (b.first.row, b.last.row))
        && overlap((a.first.col, a.last.col), (b.first.col, b.last.col))
}

fn regions(grid: &Grid<'_>, upright: &Grid<'_>, lexicon: &Lexicon<'_>) -> Vec<Region> {
    let blocks = find_blocks(grid, lexicon);
    let captions: Vec<Vec<u32>> =
        blocks.iter().map(|b| captions(upright, grid.area(b.heads, b.span), lexicon)).collect();
    let mut kept: Vec<usize> = Vec::new();
    for i in 0..blocks.len() {
        let above = kept.iter().rev().find(|k| overlap(blocks[**k].span, blocks[i].span));
        let repeats = above.is_some_and(|k| same_words(grid, &blocks[*k], &blocks[i]));
        if !(repeats && captions[i].is_empty()) {
            kept.push(i);
        }
    }
    kept.iter()
        .map(|i| {
            let block = &blocks[*i];
            let next = kept
                .iter()
                .filter(|k| blocks[**k].heads.0 > block.heads.1 && overlap(blocks[**k].span, block.span))
                .min();
            let end = next.map_or(grid.last_line(), |k| {
                let top = if grid.turned { None } else { captions[*k].last().copied() };
                top.unwrap_or(blocks[*k].heads.0).saturating_sub(1)
            });
            region(grid, block, (end, captions[*i].clone()), lexicon)
        })
        .collect()
}

fn same_words(grid: &Grid<'_>, a: &Block, b: &Block) -> bool {
    let keys = |block: &Block| -> Vec<(u32, &str)> {
        (block.heads.0..=block.heads.1)
            .flat_map(|l| grid.inks(l, block.span))
            .map(|(pos, ink)| (pos, ink.key()))
            .collect()
    };
    keys(a) == keys(b)
}

fn region(grid: &Grid<'_>, block: &Block, around: (u32, Vec<u32>), lexicon: &Lexicon<'_>) -> Region {
    let (end, mut captions) = around;
    let mut span = block.span;
    if grid.turned {
        take_in_names(grid, block, end, (&mut span, lexicon));
    } else {
        widen(grid, block, end, &mut span);
    }
    let mut body: Vec<u32> = grid.lines_in(block.heads.1 + 1..=end).filter(|l| grid.has_ink(*l, span)).collect();
    let keep = if grid.turned {
        unbroken(grid, (block, span), &body, lexicon)
    } else {
        let itself = body.iter().position(|line| tells_itself(grid, *line, lexicon));
        body.truncate(itself.unwrap_or(body.len()));
        before_foreign(grid, (block, span), &body, lexicon)
    };
    body.truncate(keep);
    let last = body.last().copied().unwrap_or(block.heads.1);
    let area = grid.area((block.heads.0, last), span);
    // The line of names that a turned table takes in seemed to be its caption.
    captions.retain(|row| *row < area.first.row);
    Region {
        turned: grid.turned,
        heads: block.heads,
        span,
        body,
        captions,
        area,
        beside: Vec::new(),
        labels: block.labels,
        months: block.months,
        names: block.names,
    }
}

/// Positions beside the headings that hold cells in the body belong to the table, though no heading says what they are.
fn widen(grid: &Grid<'_>, block: &Block, end: u32, span: &mut (u32, u32)) {
    let first: Vec<u32> = grid.lines_in(block.heads.1 + 1..=end).take(3).collect();
    let filled = |pos: u32| {
        first.iter().filter(|l| grid.own(**l, pos).is_some_and(|i| i.lines.0 == i.lines.1)).count() * 2 > first.len()
    };
    let free = |pos: u32| (block.heads.0..=block.heads.1).all(|l| grid.seen(l, pos).is_none());
    while span.0 > 0 && free(span.0 - 1) && filled(span.0 - 1) {
        span.0 -= 1;
    }
    while span.1 < grid.last_pos() && free(span.1 + 1) && filled(span.1 + 1) {
        span.1 += 1;
    }
}

/// After an empty line, words where figures stood above are the headings of something else, its captions included; so they are anywhere
/// when figures follow where names stood. After a signature any caption is, and a numbered one (二、) before headings in place of figures.
fn before_foreign(grid: &Grid<'_>, what: (&Block, (u32, u32)), body: &[u32], lexicon: &Lexicon<'_>) -> usize {
    let (block, span) = what;
    let rows = &lexicon.words.rows;
    let (mut figures, mut names): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
    // The first line since the last empty one, and since the last that was no caption, as long as only captions came.
    let mut apart: Option<usize> = None;
    let mut captions: usize = 0;
    let mut signed = false;
    let mut before = block.heads.1;
    for (i, line) in body.iter().enumerate() {
        let inks: Vec<_> = grid.inks(*line, span).collect();
        let has_figure = inks.iter().any(|(_, ink)| ink.look == Look::Figure);
        // 三 and 约5 are figures of their row.
        let is_word = |ink: &Ink<'_>| {
            let counts = |key: &str| key.chars().nth(COUNT_IN_WORDS).is_none() && rows.has_figure(key);
            ink.look == Look::Words && (!counts(ink.key()) || lexicon.label(ink.key()).is_some())
        };
        let words_for_figures = inks.iter().filter(|(pos, ink)| figures.contains(pos) && is_word(ink)).count();
        if grid.is_gap(before, *line) {
            apart = Some(i);
        }
        let heads = !has_figure && inks.len() > 1 && words_for_figures > 0 && !repeats(grid, block, *line);
        let counts_names = |next: &u32| {
            grid.inks(*next, span).filter(|(pos, ink)| ink.look == Look::Figure && names.contains(pos)).count() > 0
        };
        let follows = heads && words_for_figures > 1 && body.get(i + 1).is_some_and(counts_names);
        if let Some(first) = apart.filter(|_| heads).or(Some(captions).filter(|_| follows)) {
            return first;
        }
        let is_foreign = |next: &u32| {
            let mut inks = grid.inks(*next, span).filter(|(pos, ink)| figures.contains(pos) && is_word(ink));
            inks.next().is_some() && grid.inks(*next, span).any(|(_, ink)| lexicon.label(ink.key()).is_some())
        };
        let opens = inks.len() == 1 && inks[0].1.look == Look::Words && rows.is_numbered(inks[0].1.key());
        if opens && !grid.turned && body.get(i + 1).is_some_and(is_foreign) {
            return i;
        }
        let key = inks.first().map_or("", |(_, ink)| ink.word());
        let is_caption =
            inks.len() == 1 && inks[0].1.look == Look::Words && !rows.is_remark(key) && !rows.is_total(key);
        if signed && is_caption && !key.contains(':') && rows.label(key).is_none() && rows.zero_report(key).is_none() {
            return i;
        }
        signed = is_signature(rows, key);
        apart = apart.filter(|_| is_caption);
        if !is_caption {
            captions = i + 1;
        }
        // 4件 of a sum may stand under anything.
        let is_sum = rows.is_total(key);
        for (pos, ink) in &inks {
            if is_sum && names.contains(pos) {
                continue;
            }
            let seen = if ink.look == Look::Figure { &mut figures } else { &mut names };
            if !seen.contains(pos) {
                seen.push(*pos);
            }
        }
        names.retain(|pos| !figures.contains(pos));
        before = *line;
    }
    body.len()
}

/// Whether a line says the headings once more, as after a page break.
fn repeats(grid: &Grid<'_>, block: &Block, line: u32) -> bool {
    let heads = |pos: u32| (block.heads.0..=block.heads.1).filter_map(move |l| grid.own(l, pos));
    let (mut all, mut same) = (0, 0);
    for (pos, ink) in grid.inks(line, (0, u32::MAX)) {
        all += 1;
        same += usize::from(heads(pos).any(|head| head.key() == ink.key()));
    }
    same * 5 >= all * 4
}

/// Caption rows above an area, nearest first.
fn captions(upright: &Grid<'_>, area: Area, lexicon: &Lexicon<'_>) -> Vec<u32> {
    let span = (area.first.col, area.last.col);
    let mut out = Vec::new();
    let mut below = area.first.row;
    while let Some(row) =
        (below.saturating_sub(CAPTION_GAP + 1)..below).rev().find(|r| upright.has_ink(*r, (0, u32::MAX)))
    {
        if !is_caption(upright, row, span, lexicon) && !opens_sheet(upright, row, lexicon) {
            break;
        }
        out.push(row);
        below = row;
    }
    out
}

/// Whether a row names who filled the sheet in before any figure stands there (填报单位：…, 联系电话：…): it closes no table above it.
fn opens_sheet(grid: &Grid<'_>, row: u32, lexicon: &Lexicon<'_>) -> bool {
    let all = || grid.inks(row, (0, u32::MAX)).map(|(_, ink)| ink);
    let introduces = |ink: &Ink<'_>| ink.key().contains(':') || lexicon.words.rows.any_label(ink.key()).is_some();
    let told = all().count() <= CAPTION_TEXTS && all().any(|ink| is_signature(&lexicon.words.rows, ink.key()));
    let lines = || grid.lines().take_while(|line| *line < row).flat_map(|line| grid.inks(line, (0, u32::MAX)));
    told && all().filter(|ink| ink.look == Look::Words).all(introduces)
        && lines().all(|(_, ink)| ink.look == Look::Words)
}

fn is_caption(grid: &Grid<'_>, row: u32, span: (u32, u32), lexicon: &Lexicon<'_>) -> bool {
    let rows = &lexicon.words.rows;
    let inks: Vec<_> =
        grid.inks(row, (0, u32::MAX)).map(|(_, ink)| ink).filter(|ink| overlap(ink.span, span)).collect();
    let is_line = |key: &str| {
        key.split_once(':').is_some_and(|(before, _)| {
            rows.label_at_end(before.trim_end_matches(')')).is_some() || before.ends_with(')')
        }) || rows.label(key).is_some()
    };
    match inks.as_slice() {
        [] => {
            grid.inks(row, (0, u32::MAX)).count() <= CAPTION_TEXTS
                && grid.inks(row, (0, u32::MAX)).all(|(_, i)| i.look == Look::Words)
        }
        [one] => {
            let ends_a_table = rows.is_remark(one.key()) || rows.is_total(one.key()) || is_signature(rows, one.key());
            one.look == Look::Words && !ends_a_table
        }
        several => {
            let introduces = || several.iter().any(|i| is_line(i.key())) || is_title_row(grid, row, lexicon);
            let is_short = several.len() <= CAPTION_TEXTS
                && several.iter().all(|i| is_line(i.key()) || i.look != Look::Figure)
                && introduces();
            (is_short || says_pairs(grid, (row, span), lexicon)) && !several.iter().any(|i| is_signature(rows, i.key()))
        }
    }
}

/// Whether a line closes a table: who filled it in, who signed.
pub(super) fn is_signature(rows: &crate::rules::rows::RowWords, key: &str) -> bool {
    let first = key.split(':').next().unwrap_or(key);
    key.contains(':') && rows.label_at_end(first).is_some_and(|(label, _)| label == Label::Person)
}
