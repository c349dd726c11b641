//! "账号名称：甲, 平台：微信公众号; 发布数: 4月 12, 5月 15, 合计 27. And the next card." Cards of labels with their values beside them.
//!
//! In: a sheet's [`Grid`]. Out: a table for each kind of cards (website columns, accounts, messages under the same captions), one row for a
//! card. Cards stand one below the other, side by side, or alone. One cell that nobody understands leaves all cards of the sheet out,
//! where they are cards for certain; a sheet with one name may be a list after all, and is left to others then. It claims no unit.

mod drawn;
mod labels;
mod pairs;

use super::grid::{Grid, Ink, Look};
use super::left_aside::left_aside;
use super::lexicon::Lexicon;
use super::region::Region;
use super::tables::Built;
use super::waits::mixed::quotable_heading;
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, ShapeDoubt};
use crate::fold::one_line;
use crate::place::Area;
pub(super) use drawn::is_counted;
use drawn::tables;
use pairs::{Block, Card, Read};

/// The label over the name of a card.
#[derive(Clone, Copy)]
struct Anchor {
    line: u32,
    pos: u32,
    form: Form,
}

/// The cards of a sheet with their region. A single one that is not understood may be something else: `None`.
pub(super) fn find_cards(grid: &Grid<'_>, lexicon: &Lexicon<'_>) -> Option<(Region, Built)> {
    let anchors = anchors(grid, lexicon);
    let first = anchors.first()?;
    let several = anchors.iter().any(|a| (a.pos, a.form) == (first.pos, first.form) && a.line > first.line);
    let blocks = blocks(grid, &anchors, lexicon);
    let blocks = blocks.as_slice();
    if !blocks.iter().any(|block| block.is_card(grid, lexicon)) {
        return None;
    }
    let mut cards: Vec<Card> = Vec::new();
    let mut unclear = None;
    for block in blocks {
        match block.read(grid, lexicon) {
            Ok(Read::Card(card)) => cards.push(card),
            Ok(Read::Blank) => {}
            Err(at) => unclear = unclear.or(Some(at)),
        }
    }
    let all = || blocks.iter().flat_map(|block| &block.lines).copied();
    let area = grid.area((all().min()?, all().max()?), (0, grid.last_pos()));
    let body: Vec<u32> = grid.lines_in(area.first.row..=area.last.row).collect();
    let region = Region::drawn(grid, (area, (area.first.row, area.first.row)), body, lexicon);
    let unclear = unclear.or_else(|| drawn::uneven(&cards));
    if let Some((line, pos)) = unclear {
        let name = grid.own(line, pos).map(|ink| one_line(&ink.cell.value.shown())).unwrap_or_default();
        let at = grid.at(line, pos);
        let name = quotable_heading(&name, at, lexicon);
        let kind = Kind::ShapeUnread { why: ShapeDoubt::Cards, name, count: blocks.len() };
        let finding = Finding::new(kind, grid.sheet.place.at(Area::one(at)));
        return several.then(|| (region.clone(), left_aside(grid, &region, vec![finding])));
    }
    Some((region.clone(), tables(grid, &region, &cards, lexicon)?))
}

/// The labels of names that have a name beside them, and those at the same place of a card that was left blank.
fn anchors(grid: &Grid<'_>, lexicon: &Lexicon<'_>) -> Vec<Anchor> {
    let mut named: Vec<(Anchor, &str)> = Vec::new();
    for line in grid.lines() {
        let mut inks = grid.inks(line, (0, u32::MAX)).peekable();
        while let Some((pos, ink)) = inks.next() {
            let Some((next, value)) = inks.peek().filter(|_| ink.look == Look::Words) else { continue };
            let beside = || value.look == Look::Words && labels::is_next(grid, ink.span.1, *next);
            // In a line of headings the name of a type may follow (账号名称 · 微信公众号 · 抖音), or what is counted (网站栏目 · 信息更新数量).
            let heads = || lexicon.label(value.key()).is_some_and(Field::is_count);
            let is_type = || lexicon.words.platforms.canonical(value.key()).is_some();
            let names = || !(labels::is_label(value, lexicon) || is_type() || heads());
            if let Some(form) = form_of(ink, lexicon).filter(|_| beside() && names()) {
                named.push((Anchor { line, pos, form }, ink.key()));
            }
        }
    }
    let mut out: Vec<Anchor> = named.iter().map(|(anchor, _)| *anchor).collect();
    let mut alike: Vec<(u32, &str, Form)> = named.iter().map(|(a, key)| (a.pos, *key, a.form)).collect();
    alike.sort_unstable_by_key(|(pos, key, _)| (*pos, *key));
    alike.dedup();
    for (pos, key, form) in alike {
        let blank = |line: &u32| grid.own(*line, pos).is_some_and(|ink| ink.key() == key);
        let known = |line: &u32| named.iter().any(|(a, _)| (a.line, a.pos) == (*line, pos));
        out.extend(grid.lines().filter(|line| blank(line) && !known(line)).map(|line| Anchor { line, pos, form }));
    }
    out.sort_unstable_by_key(|a| (a.line, a.pos));
    out
}

/// The kind of card whose name a label introduces.
fn form_of(ink: &Ink<'_>, lexicon: &Lexicon<'_>) -> Option<Form> {
    let (key, headings) = (ink.key().trim_end_matches(':'), &lexicon.words.headings);
    // Below 账号类型 stands 公众号, and no name behind it.
    if !headings.is_listed(key) || lexicon.words.platforms.canonical(key).is_some() {
        return None;
    }
    let means = |field: Field| headings.lists(key, field);
    match (means(Field::Account), means(Field::Column)) {
        (true, false) => Some(Form::Accounts),
        (false, true) => Some(Form::Columns),
        _ => None,
    }
}

/// The cards with their lines, and what stands between them.
fn blocks(grid: &Grid<'_>, anchors: &[Anchor], lexicon: &Lexicon<'_>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let Some(first) = anchors.first() else { return out };
    let row = |line: u32| anchors.iter().filter(move |a| a.line == line);
    let lead = lead(grid, anchors, lexicon);
    let mut starts: Vec<u32> = anchors.iter().map(|a| a.line).collect();
    starts.dedup();
    for (i, start) in starts.iter().enumerate() {
        let until = starts.get(i + 1).map_or(u32::MAX, |next| next - lead - 1);
        let (lines, rest) = reach(grid, (start - lead, until), starts.get(i + 1).is_none(), lexicon);
        let all: Vec<&Anchor> = row(*start).collect();
        // What stands left of the name belongs to its card.
        let before = grid.inks(*start, (0, u32::MAX)).next().map_or(0, |(pos, _)| all[0].pos - pos);
        for (n, anchor) in all.iter().enumerate() {
            let from = if n == 0 { 0 } else { anchor.pos - before.min(anchor.pos) };
            let to = all.get(n + 1).map_or(u32::MAX, |next| (next.pos - before.min(next.pos)).saturating_sub(1));
            out.push(Block { form: anchor.form, line: *start, lines: lines.clone(), span: (from, to) });
        }
        out.extend(pairs::between(grid, &rest, lexicon));
    }
    debug_assert!(first.line >= lead, "a lead was counted above the first line");
    out
}

/// Lines above the name that every card has, by their labels.
fn lead(grid: &Grid<'_>, anchors: &[Anchor], lexicon: &Lexicon<'_>) -> u32 {
    let first = anchors[0];
    let starts: Vec<u32> = anchors.iter().filter(|a| a.form == first.form).map(|a| a.line).collect();
    let labels = |line: u32| -> Vec<(u32, &str)> {
        let inks = grid.inks(line, (0, u32::MAX));
        inks.filter(|(_, ink)| labels::is_label(ink, lexicon)).map(|(pos, ink)| (pos, ink.key())).collect()
    };
    let mut lead = 0;
    let below = |line: u32| line > 0 && starts.iter().all(|start| *start >= line);
    while below(lead + 1) && starts.last() != Some(&first.line) {
        let own = labels(first.line - lead - 1);
        if own.is_empty() || starts.iter().any(|start| labels(start - lead - 1) != own) {
            break;
        }
        lead += 1;
    }
    lead
}

/// The lines of a card from its first on, up to a caption; of the last one up to a gap behind which no pair of a label and a figure stands.
/// Then the lines behind a caption.
fn reach(grid: &Grid<'_>, (from, until): (u32, u32), last: bool, lexicon: &Lexicon<'_>) -> (Vec<u32>, Vec<u32>) {
    let (mut lines, mut rest): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
    let mut before = from;
    for line in grid.lines_in(from..=until) {
        let closes = last && grid.is_gap(before, line) && !labels::has_pair(grid, (line, (0, u32::MAX)), lexicon);
        if closes {
            break;
        }
        before = line;
        if !rest.is_empty() || is_caption(grid, line, lexicon) {
            rest.push(line);
        } else {
            lines.push(line);
        }
    }
    (lines, rest)
}

/// Whether a line holds one text alone that is no label: 二、网民留言.
fn is_caption(grid: &Grid<'_>, line: u32, lexicon: &Lexicon<'_>) -> bool {
    let mut inks = grid.inks(line, (0, u32::MAX));
    let first = inks.next().filter(|(_, ink)| ink.look == Look::Words && !labels::is_label(ink, lexicon));
    first.is_some() && inks.next().is_none()
}
