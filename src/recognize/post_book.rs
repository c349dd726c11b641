//! "发布平台: 县政府网站“乡镇动态”、微信公众号“某地发布”." Books of posts, one line each, that name several outlets in one cell.
//!
//! In: a sheet's [`Grid`]. Out: for each such book a ledger of posts (one for accounts, one for website columns) in which a line is one
//! post for each outlet that it names, on the day under 发布日期, whatever other days stand beside it (签发日期). A line that says 未发布
//! is none; sums, repeated headings and rows that name a month are no posts. The book reaches down to its last line that names an outlet:
//! one line in it that cannot be told (which outlet, which day, 撤稿 in a remark, a sentence between the lines) leaves the book out as a
//! whole, as a title does that speaks of plans. Editors and titles go no further than here.

mod outlets;

use super::diary::ledger::{PostsOfDay, Written, ledgers};
use super::diary::names::Named;
use super::grid::{Grid, Ink, Look};
use super::ledger::told::LEAP;
use super::left_aside::left_aside;
use super::lexicon::Lexicon;
use super::region::{Region, is_signature};
use super::tables::Built;
use super::{LeftRow, RowReason};
use crate::field::Field;
use crate::finding::{Finding, Kind as Noticed, ShapeDoubt};
use crate::fold::{fold, is_empty, one_line};
use crate::place::{Area, At};
use crate::read::Value;
use crate::rules::periods::parse_day;
use outlets::{Outlet, outlets};
use std::collections::{HashMap, HashSet};

/// Where the headings of a book stand, all on one line.
struct Heads {
    line: u32,
    below: u32,
    span: (u32, u32),
    title: u32,
    day: u32,
    outlets: u32,
    /// Over whether a line was posted.
    states: Vec<u32>,
}

/// Fewer lines are no book.
const LINES: usize = 3;
/// Headings that a book has at least: title, day, outlets.
const HEADS: usize = 3;

/// The books of a sheet; `over` gives the titles of a region.
pub(super) fn find_post_books(
    grid: &Grid<'_>,
    over: &dyn Fn(&Region) -> Vec<String>,
    lexicon: &Lexicon<'_>,
) -> Vec<(Region, Built)> {
    let mut out: Vec<(Region, Built)> = Vec::new();
    for line in grid.lines() {
        if out.iter().all(|(region, _)| region.area.last.row < line)
            && let Some(heads) = heads(grid, line, lexicon)
        {
            out.extend(Book { grid, heads, lexicon }.read(over));
        }
    }
    out
}

fn heads(grid: &Grid<'_>, line: u32, lexicon: &Lexicon<'_>) -> Option<Heads> {
    let diaries = &lexicon.words.diaries;
    // Few lines hold such a word, and what the others say need not be worked out.
    let heads_outlets = |ink: &Ink<'_>| ink.look == Look::Words && diaries.heads_outlets(ink.key());
    if !grid.inks(line, (0, u32::MAX)).any(|(_, ink)| heads_outlets(ink)) {
        return None;
    }
    let inks: Vec<_> = grid.inks(line, (0, u32::MAX)).collect();
    if inks.len() < HEADS {
        return None;
    }
    let title = inks.iter().find(|(_, ink)| lexicon.label(ink.key()) == Some(Field::PostTitle))?.0;
    let under = |heads: &dyn Fn(&str) -> bool| -> Vec<u32> {
        inks.iter().filter(|(_, ink)| heads(ink.key())).map(|(pos, _)| *pos).collect()
    };
    // The day of posting where it is told from others.
    let (days, outlets) = (under(&|key| diaries.heads_posting(key)), under(&|key| diaries.heads_outlets(key)));
    let ([day], [outlets]) = (&days[..], &outlets[..]) else { return None };
    let below = inks.iter().map(|(_, ink)| ink.lines.1).max()?;
    let alone = inks.iter().all(|(_, ink)| ink.span.0 == ink.span.1);
    let span = (inks.first()?.0, inks.last()?.0);
    let states = under(&|key| diaries.heads_post_states(key));
    alone.then_some(Heads { line, below, span, title, day: *day, outlets: *outlets, states })
}

/// A book with its headings.
struct Book<'a, 's, 'w> {
    grid: &'a Grid<'s>,
    heads: Heads,
    lexicon: &'a Lexicon<'w>,
}

/// What a line of a book is.
enum Line {
    /// A post on these outlets.
    Post(Vec<Outlet>),
    /// No post, as its own words say.
    None(RowReason),
    /// Nobody can tell, because of this cell.
    Unclear(At),
}

impl Book<'_, '_, '_> {
    /// The outlets of a line, as [`outlets()`] reads them.
    fn named(&self, line: u32) -> Option<Vec<Outlet>> {
        let ink = self.grid.own(line, self.heads.outlets)?;
        outlets(&ink.cell.value.shown(), self.lexicon.words)
    }

    /// The lines below the headings down to the last that names an outlet, and what follows it without a gap.
    fn lines(&self) -> Vec<u32> {
        let rows = &self.lexicon.words.rows;
        let mut out: Vec<u32> = Vec::new();
        let mut reach = 0;
        let (mut closed, mut before) = (false, self.heads.below);
        for line in self.grid.lines_in(self.heads.below + 1..=u32::MAX) {
            let other = heads(self.grid, line, self.lexicon).is_some() && !self.repeats_heads(line);
            if other {
                break;
            }
            let first = self.grid.inks(line, (0, u32::MAX)).next().map_or("", |(_, ink)| ink.word());
            let ends =
                rows.is_remark(first) || is_signature(rows, first) || first.contains(':') || rows.is_total(first);
            closed |= ends || self.grid.is_gap(before, line);
            before = line;
            out.push(line);
            if self.named(line).is_some_and(|outlets| !outlets.is_empty()) {
                (closed, reach) = (false, out.len());
            } else if !closed {
                reach = out.len();
            }
        }
        out.truncate(reach);
        out
    }

    /// Whether a line says what the headings say.
    fn repeats_heads(&self, line: u32) -> bool {
        let same = |pos: u32| {
            let key = |line: u32| self.grid.own(line, pos).map(Ink::key);
            key(line).is_some() && key(line) == key(self.heads.line)
        };
        [self.heads.title, self.heads.day, self.heads.outlets].into_iter().all(same)
    }

    fn look_at(&self, line: u32) -> Line {
        if self.repeats_heads(line) {
            return Line::None(RowReason::Repeated);
        }
        let at = self.grid.at(line, self.heads.outlets);
        let own = |pos: u32| self.grid.own(line, pos).filter(|ink| !is_empty(ink.key()));
        let (title, shown, told) =
            (own(self.heads.title), own(self.heads.outlets), day(self.grid, line, self.heads.day));
        if let Some(other) = self.other_line(line) {
            return other;
        }
        match self.named(line).or_else(|| shown.is_none().then(Vec::new)) {
            Some(names) if !names.is_empty() && title.is_some() => match self.doubted(line) {
                Some(cell) => Line::Unclear(cell),
                None => Line::Post(names),
            },
            Some(names) if names.is_empty() && (shown.is_some() || told.is_none() && title.is_none()) => {
                Line::None(RowReason::Template)
            }
            _ => Line::Unclear(at),
        }
    }

    /// A line of a sum, of a month, or of one text alone.
    fn other_line(&self, line: u32) -> Option<Line> {
        let mut inks = self.grid.inks(line, (0, u32::MAX));
        let (pos, ink) = inks.next()?;
        let alone = inks.next().is_none();
        let has_outlet = self.grid.own(line, self.heads.outlets).is_some_and(|ink| ink.look == Look::Words);
        if self.lexicon.words.rows.is_total(ink.word()) && (alone || !has_outlet) {
            return Some(Line::None(RowReason::Total));
        }
        if !alone || ink.look != Look::Words || pos == self.heads.outlets {
            return None;
        }
        let is_time = self.lexicon.is_month(ink.key());
        Some(if is_time { Line::None(RowReason::Group) } else { Line::Unclear(self.grid.at(line, pos)) })
    }

    /// The cell of a line with an outlet that keeps it from being a post for certain.
    fn doubted(&self, line: u32) -> Option<At> {
        let diaries = &self.lexicon.words.diaries;
        let heads = &self.heads;
        let undated = self.grid.own(line, heads.day).is_some_and(|ink| !is_empty(ink.key()));
        if undated && day(self.grid, line, heads.day).is_none() {
            return Some(self.grid.at(line, heads.day));
        }
        let beside = self.grid.inks(line, (0, u32::MAX)).filter(|(pos, _)| ![heads.title, heads.outlets].contains(pos));
        let doubts = |(pos, ink): &(u32, &Ink<'_>)| {
            let key = ink.key();
            diaries.takes_back(key) || heads.states.contains(pos) && !(is_empty(key) || diaries.says_posted(key))
        };
        let mut doubted = beside.filter(doubts);
        doubted.next().map(|(pos, _)| self.grid.at(line, pos))
    }

    fn read(&self, over: &dyn Fn(&Region) -> Vec<String>) -> Option<(Region, Built)> {
        let lines = self.lines();
        let named = |line: &&u32| self.named(**line).is_some_and(|outlets| !outlets.is_empty());
        if lines.len() < LINES || lines.iter().filter(named).count() * 2 < lines.len() {
            return None;
        }
        let (grid, heads) = (self.grid, &self.heads);
        let area = grid.area((heads.line, *lines.last()?), heads.span);
        let region = Region::drawn(grid, (area, (heads.line, heads.below)), lines.clone(), self.lexicon);
        let sheet = grid.sheet.place.sheet.as_deref().map(str::to_owned);
        let mut over = over(&region).into_iter().chain(sheet);
        let matter = over.find_map(|text| self.lexicon.words.diaries.other_matter(&fold(&text)).map(str::to_owned));
        if let Some(matter) = matter {
            let kind = Noticed::ShapeUnread { why: ShapeDoubt::Matter, name: matter, count: 0 };
            return Some(self.left_out(region, Finding::new(kind, grid.sheet.place.at(area))));
        }
        let (mut posts, mut unclear, mut left) = (Posts::default(), Vec::new(), Vec::new());
        for line in lines {
            match self.look_at(line) {
                Line::Post(names) if self.is_new(line, &mut posts.known) => {
                    let at = grid.at(line, heads.outlets);
                    let day = day(grid, line, heads.day);
                    names.into_iter().for_each(|name| posts.add((at, name), (line, heads.outlets), day.clone()));
                }
                Line::Post(_) => unclear.push(grid.at(line, heads.outlets)),
                Line::None(why) => left.push(LeftRow { line, why }),
                Line::Unclear(at) => unclear.push(at),
            }
        }
        if let Some(finding) = self.unclear(&unclear) {
            return Some(self.left_out(region, finding));
        }
        let used = vec![region.area];
        let mut tables = ledgers(grid, (&region, grid.at(heads.line, heads.day), None), &posts.written).into_iter();
        let mut table = tables.next()?;
        table.left_out = left;
        Some((region, Built { table, apart: tables.collect(), spans: Vec::new(), findings: Vec::new(), used }))
    }

    /// A line that stands twice may be one post.
    fn is_new(&self, line: u32, known: &mut HashSet<(String, String)>) -> bool {
        let title = self.grid.own(line, self.heads.title).map(|ink| ink.key().to_owned());
        let day = day(self.grid, line, self.heads.day).map(|(_, day)| day.shown());
        known.insert((title.unwrap_or_default(), day.unwrap_or_default()))
    }

    /// What is to be said of cells that nobody can tell.
    fn unclear(&self, cells: &[At]) -> Option<Finding> {
        let spot = |at: &At| self.grid.sheet.place.at(Area::one(*at));
        let first = cells.first()?;
        let heading = self.grid.own(self.heads.line, self.heads.outlets);
        let name = heading.map(|ink| one_line(&ink.cell.value.shown())).unwrap_or_default();
        let outlets = self.grid.at(self.heads.line, self.heads.outlets);
        let why = if cells.iter().all(|at| at.col == outlets.col) { ShapeDoubt::Outlets } else { ShapeDoubt::Lines };
        let kind = Noticed::ShapeUnread { why, name, count: cells.len() };
        Some(Finding::new(kind, spot(first)).related(cells.iter().skip(1).map(spot)))
    }

    /// A book that is asked about.
    fn left_out(&self, region: Region, finding: Finding) -> (Region, Built) {
        let built = left_aside(self.grid, &region, vec![finding]);
        (region, built)
    }
}

/// The day under the heading of the days, be it merged over several lines; `None` where none stands there.
fn day(grid: &Grid<'_>, line: u32, pos: u32) -> Option<(At, Value)> {
    let (line, pos, ink) = grid.seen(line, pos)?;
    let value = &ink.cell.value;
    let is_day = matches!(value, Value::Date(_)) || parse_day(&value.shown(), Some(LEAP)).is_some();
    is_day.then(|| (grid.at(line, pos), value.clone()))
}

/// The posts of a book, by outlet.
#[derive(Default)]
struct Posts {
    written: Vec<Written>,
    /// Which of them is which name's.
    of: HashMap<[Option<String>; 4], usize>,
    /// Titles with their days.
    known: HashSet<(String, String)>,
}

impl Posts {
    fn add(&mut self, (at, outlet): (At, Outlet), (line, pos): (u32, u32), day: Option<(At, Value)>) {
        let named = match outlet {
            Outlet::Account { name, platform } => {
                Named { account: Some((at, name)), platform: Some((at, platform)), ..Named::default() }
            }
            Outlet::Column(name) => Named { column: Some((at, name)), ..Named::default() },
        };
        let next = self.written.len();
        let index = *self.of.entry(named.key()).or_insert(next);
        if index == next {
            self.written.push(Written { named, at, lines: Vec::new() });
        }
        self.written[index].lines.push(PostsOfDay { line, pos, day, count: 1 });
    }
}
