//! "发布平台: 县政府网站“乡镇动态”、微信公众号“某地发布”." Books of posts, one line each, that name several outlets in one cell.
//!
//! In: a sheet's [`Grid`]. Out: for each such book a ledger of posts (one for accounts, one for website columns) in which a line is one
//! post for each outlet that it names, on the day under 发布日期, whatever other days stand beside it (签发日期). A line that says 未发布
//! is none. One cell that cannot be told leaves the book out as a whole. Editors and titles go no further than here.

use super::diary_ledger::{PostsOfDay, Written, ledgers};
use super::diary_names::Named;
use super::grid::{Grid, Look};
use super::lexicon::Lexicon;
use super::named::quoted;
use super::region::{Region, is_signature};
use super::tables::{Built, empty};
use super::told::LEAP;
use super::{LeftRow, RowReason};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind as Noticed, ShapeDoubt};
use crate::fold::{fold, one_line};
use crate::place::{Area, At};
use crate::read::Value;
use crate::rules::Words;
use crate::rules::periods::parse_day;
use std::collections::HashSet;

/// Where the headings of a book stand, all on one line.
struct Heads {
    line: u32,
    below: u32,
    span: (u32, u32),
    title: u32,
    day: u32,
    outlets: u32,
}

/// Fewer lines are no book.
const LINES: usize = 3;
/// Headings that a book has at least: title, day, outlets.
const HEADS: usize = 3;

/// The books of a sheet.
pub(super) fn find_post_books(grid: &Grid<'_>, lexicon: &Lexicon<'_>) -> Vec<(Region, Built)> {
    let mut out: Vec<(Region, Built)> = Vec::new();
    for line in grid.lines() {
        if out.iter().all(|(region, _)| region.area.last.row < line)
            && let Some(heads) = heads(grid, line, lexicon)
        {
            out.extend(read(grid, &heads, lexicon));
        }
    }
    out
}

fn heads(grid: &Grid<'_>, line: u32, lexicon: &Lexicon<'_>) -> Option<Heads> {
    let inks: Vec<_> = grid.inks(line, (0, u32::MAX)).collect();
    if inks.len() < HEADS {
        return None;
    }
    let diaries = &lexicon.words.diaries;
    // Few lines hold such a word, and what the others say need not be worked out.
    if !inks.iter().any(|(_, ink)| ink.look == Look::Words && diaries.heads_outlets(ink.key())) {
        return None;
    }
    let title = inks.iter().find(|(_, ink)| lexicon.label(ink.key()) == Some(Field::PostTitle))?.0;
    // The day of posting where it is told from others.
    let days: Vec<u32> = inks.iter().filter(|(_, ink)| diaries.heads_posting(ink.key())).map(|(pos, _)| *pos).collect();
    let outlets: Vec<u32> = inks.iter().filter(|(_, ink)| diaries.heads_outlets(ink.key())).map(|(p, _)| *p).collect();
    let ([day], [outlets]) = (&days[..], &outlets[..]) else { return None };
    let below = inks.iter().map(|(_, ink)| ink.lines.1).max()?;
    let alone = inks.iter().all(|(_, ink)| ink.span.0 == ink.span.1);
    let span = (inks.first()?.0, inks.last()?.0);
    alone.then_some(Heads { line, below, span, title, day: *day, outlets: *outlets })
}

/// The lines of posts below the headings.
fn lines(grid: &Grid<'_>, heads: &Heads, lexicon: &Lexicon<'_>) -> Vec<u32> {
    let rows = &lexicon.words.rows;
    let mut out: Vec<u32> = Vec::new();
    for line in grid.lines_in(heads.below + 1..=u32::MAX) {
        let first = grid.inks(line, (0, u32::MAX)).next().map_or("", |(_, ink)| ink.word());
        let closes = rows.is_remark(first) || is_signature(rows, first) || first.contains(':') || rows.is_total(first);
        if grid.is_gap(out.last().copied().unwrap_or(heads.below), line) || closes {
            break;
        }
        out.push(line);
    }
    out
}

fn read(grid: &Grid<'_>, heads: &Heads, lexicon: &Lexicon<'_>) -> Option<(Region, Built)> {
    let lines = lines(grid, heads, lexicon);
    let cell = |line: u32| grid.own(line, heads.outlets).map(|ink| ink.cell.value.shown()).unwrap_or_default();
    let named = |line: &&u32| outlets(&cell(**line), lexicon.words).is_some_and(|outlets| !outlets.is_empty());
    if lines.len() < LINES || lines.iter().filter(named).count() * 2 < lines.len() {
        return None;
    }
    let last = *lines.last()?;
    let area = grid.area((heads.line, last), heads.span);
    let region = Region::drawn(grid, (area, (heads.line, heads.below)), lines.clone(), lexicon);
    let mut written: Vec<Written> = Vec::new();
    let mut unclear: Vec<At> = Vec::new();
    let mut left: Vec<LeftRow> = Vec::new();
    let mut known: HashSet<(String, String)> = HashSet::new();
    for line in lines {
        let at = grid.at(line, heads.outlets);
        let text = cell(line);
        let day = day(grid, line, heads.day);
        let names = outlets(&text, lexicon.words);
        let title = grid.own(line, heads.title).map(|ink| ink.key().to_owned());
        let said = (title.clone().unwrap_or_default(), day.as_ref().map(|(_, day)| day.shown()).unwrap_or_default());
        match names {
            // A line that stands twice may be one post.
            Some(names) if !names.is_empty() && title.is_some() && known.insert(said) => {
                names
                    .into_iter()
                    .for_each(|outlet| add(&mut written, (at, outlet), (line, heads.outlets), day.clone()));
            }
            Some(names) if names.is_empty() && (day.is_none() || !text.is_empty()) => {
                left.push(LeftRow { line, why: RowReason::Template });
            }
            _ => unclear.push(at),
        }
    }
    let used = vec![region.area];
    let spot = |at: &At| grid.sheet.place.at(Area::one(*at));
    if let Some(first) = unclear.first() {
        let heading = grid.own(heads.line, heads.outlets).map(|ink| one_line(&ink.cell.value.shown()));
        let kind =
            Noticed::ShapeUnread { why: ShapeDoubt::Outlets, name: heading.unwrap_or_default(), count: unclear.len() };
        let finding = Finding::new(kind, spot(first)).related(unclear.iter().skip(1).map(spot));
        let mut table = empty((grid, &region), Form::Unknown);
        let unused = region.body.iter().map(|line| LeftRow { line: *line, why: RowReason::Unused });
        table.left_out = unused.collect();
        return Some((region, Built { table, apart: Vec::new(), spans: Vec::new(), findings: vec![finding], used }));
    }
    let mut tables = ledgers(grid, (&region, grid.at(heads.line, heads.day), None), &written).into_iter();
    let mut table = tables.next()?;
    table.left_out = left;
    Some((region, Built { table, apart: tables.collect(), spans: Vec::new(), findings: Vec::new(), used }))
}

/// The day under the heading of the days, be it merged over several lines; `None` where none stands there.
fn day(grid: &Grid<'_>, line: u32, pos: u32) -> Option<(At, Value)> {
    let (line, pos, ink) = grid.seen(line, pos)?;
    let value = &ink.cell.value;
    let is_day = matches!(value, Value::Date(_)) || parse_day(&value.shown(), Some(LEAP)).is_some();
    is_day.then(|| (grid.at(line, pos), value.clone()))
}

fn add(written: &mut Vec<Written>, (at, outlet): (At, Outlet), (line, pos): (u32, u32), day: Option<(At, Value)>) {
    let named = match outlet {
        Outlet::Account { name, platform } => {
            Named { account: Some((at, name)), platform: Some((at, platform)), ..Named::default() }
        }
        Outlet::Column(name) => Named { column: Some((at, name)), ..Named::default() },
    };
    let post = PostsOfDay { line, pos, day, count: 1 };
    match written.iter_mut().find(|written| written.named.is_same(&named)) {
        Some(written) => written.lines.push(post),
        None => written.push(Written { named, at, lines: vec![post] }),
    }
}

/// Where a post stands.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Outlet {
    /// On an account.
    Account {
        /// Its name.
        name: String,
        /// Its type, as written.
        platform: String,
    },
    /// In a column of a website.
    Column(String),
}

/// The outlets that a cell names; none where it says that nothing was posted or is blank, `None` where it cannot be told.
fn outlets(text: &str, words: &Words) -> Option<Vec<Outlet>> {
    let key = fold(text);
    let diaries = &words.diaries;
    let bare = key.split_once('(').map_or(key.as_str(), |(bare, _)| bare);
    if key.is_empty() || diaries.is_no_post(&key) || diaries.is_no_post(bare) {
        return Some(Vec::new());
    }
    let mut out: Vec<Outlet> = Vec::new();
    for piece in pieces(text) {
        let outlet = outlet(&piece, words)?;
        // The same outlet twice in one cell is a slip.
        if out.contains(&outlet) {
            return None;
        }
        out.push(outlet);
    }
    Some(out)
}

fn outlet(piece: &str, words: &Words) -> Option<Outlet> {
    if let Some(who) = quoted(piece, words) {
        return who.rest.is_empty().then_some(Outlet::Account { name: who.name, platform: who.platform });
    }
    let (before, rest) = piece.split_once(OPENS)?;
    let (name, behind) = rest.split_once(CLOSES)?;
    let behind = fold(behind);
    let website =
        words.diaries.heads_website(&fold(before)) && (behind.is_empty() || words.diaries.heads_website(&behind));
    let plain = !fold(name).is_empty() && !behind.contains(OPENS);
    (website && plain).then(|| Outlet::Column(one_line(name)))
}

const OPENS: [char; 3] = ['“', '「', '"'];
const CLOSES: [char; 3] = ['”', '」', '"'];
const BETWEEN: [char; 8] = ['、', '，', ',', '；', ';', '\n', '\r', '+'];

/// The parts of a text between its joints; those inside quotes belong to a name.
fn pieces(text: &str) -> Vec<String> {
    let (mut out, mut open) = (vec![String::new()], false);
    for c in text.chars() {
        open = if c == '"' { !open } else { (open || OPENS.contains(&c)) && !CLOSES.contains(&c) };
        if BETWEEN.contains(&c) && !open {
            out.push(String::new());
        } else if let Some(piece) = out.last_mut() {
            piece.push(c);
        }
    }
    out.retain(|piece| !piece.trim().is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_names_its_outlets_or_nothing_certain() {
        let words = Words::built_in();
        let count = |text: &str| outlets(text, &words).map(|outlets| outlets.len());
        assert_eq!(count("县政府网站“乡镇动态”、微信公众号“临溪发布”"), Some(2));
        assert_eq!(count("微信公众号“临溪发布”\n抖音号“临溪发布”"), Some(2));
        assert_eq!(count("未发布（三审退回）"), Some(0));
        assert_eq!(count(""), Some(0));
        for text in ["县政府网站", "临溪发布", "微信公众号“临溪发布”等", "“乡镇动态”", "县政府网站“动态”、报纸"]
        {
            assert_eq!(count(text), None, "{text}");
        }
    }
}
