//! "政府网站栏目, 微信公众号, 网民留言: all on one sheet." Tables whose groups of items are of several annexes, by month or by unit.
//!
//! In: a sheet's upright [`Grid`], and the part of it that nothing else read whole. Out: a table for each group: its items run across or down
//! in two levels, group and item, and months or units (with a sum, or none) run the other way. It is taken only where all of it is
//! understood: each group speaks of one annex, each item is a name or a listed figure, each printed sum is that of what it adds up. It reads
//! no texts outside of that.

mod draw;
mod items;

use super::grid::{Grid, Ink, Look};
use super::lexicon::Lexicon;
use super::region::Region;
use super::tables::Built;
use crate::field::Form;
use crate::finding::Kind;
use crate::period::PeriodSaid;
use crate::place::{Area, At};
use items::Group;

/// Lines and positions beyond which nobody draws such a sheet by hand.
const MOST: u32 = 80;
/// Months or units that make an axis.
const FEWEST: usize = 2;

/// What runs against the items.
#[derive(Debug, Clone)]
enum Axis {
    /// Months of one unit.
    Months(Vec<(u32, PeriodSaid)>),
    /// Units.
    Units(Vec<u32>),
}

/// A sheet as seen along its items: a line for each item, whichever way they run.
struct View<'a, 's> {
    grid: &'a Grid<'s>,
    /// Whether items run down the sheet.
    down: bool,
    /// Lines and positions of the part with ink, ascending: those left blank are ornament.
    lines: Vec<u32>,
    positions: Vec<u32>,
}

/// A table understood so far: where its axis stands, and its groups.
struct Mixed<'a, 's> {
    view: View<'a, 's>,
    /// The line of the months or units.
    head: u32,
    axis: Axis,
    sum: Option<u32>,
    groups: Vec<Group>,
    /// The last line of an item.
    last: u32,
}

impl<'s> View<'_, 's> {
    fn own(&self, line: u32, position: u32) -> Option<&Ink<'s>> {
        if self.down { self.grid.own(line, position) } else { self.grid.own(position, line) }
    }

    fn at(&self, line: u32, position: u32) -> At {
        if self.down { self.grid.at(line, position) } else { self.grid.at(position, line) }
    }

    fn inks(&self, line: u32) -> impl Iterator<Item = (u32, &Ink<'s>)> {
        self.positions.iter().filter_map(move |position| Some((*position, self.own(line, *position)?)))
    }

    /// The position so many before another.
    fn before(&self, position: u32, steps: usize) -> Option<u32> {
        let at = self.positions.iter().position(|known| *known == position)?;
        at.checked_sub(steps).map(|at| self.positions[at])
    }

    /// Lines behind one.
    fn behind(&self, line: u32) -> impl Iterator<Item = u32> {
        self.lines.iter().copied().filter(move |other| *other > line)
    }
}

/// The mixed table on a part of a sheet, with the region that it takes.
pub(super) fn find_mixed(grid: &Grid<'_>, part: Area, lexicon: &Lexicon<'_>) -> Option<(Region, Built)> {
    if part.last.row - part.first.row > MOST || part.last.col - part.first.col > MOST {
        return None;
    }
    let rows: Vec<u32> = grid.lines_in(part.first.row..=part.last.row).collect();
    let is_inked = |col: &u32| rows.iter().any(|row| grid.own(*row, *col).is_some());
    let cols: Vec<u32> = (part.first.col..=part.last.col).filter(is_inked).collect();
    let along = |down: bool| {
        let (lines, positions) = if down { (&rows, &cols) } else { (&cols, &rows) };
        let view = || View { grid, down, lines: lines.clone(), positions: positions.clone() };
        lines.iter().find_map(|head| Mixed::read(view(), *head, lexicon))
    };
    let mixed = along(true).or_else(|| along(false))?;
    let area = Area::between(
        mixed.view.at(mixed.head, mixed.first_position()),
        mixed.view.at(mixed.last, mixed.last_position()),
    );
    let heads = (area.first.row, area.first.row);
    let region =
        Region::drawn(grid, (area, heads), grid.lines_in(area.first.row + 1..=area.last.row).collect(), lexicon);
    let built = mixed.draw(&region)?;
    Some((region, built))
}

/// The part of a sheet on which something was not read that may be a mixed table; `None` where all of it was.
pub(super) fn part_not_read(grid: &Grid<'_>, built: &[(Region, Built)]) -> Option<Area> {
    let unread = |one: &Built| {
        let waits = |kind: &Kind| {
            matches!(kind, Kind::TableWaits { .. } | Kind::TableUnknown { .. } | Kind::HeadingMissing { .. })
        };
        one.table.form == Form::Unknown || one.findings.iter().any(|finding| waits(&finding.kind))
    };
    if !built.is_empty() && !built.iter().any(|(_, one)| unread(one)) {
        return None;
    }
    let first = grid.lines().next()?;
    Some(grid.area((first, grid.last_line()), (0, grid.last_pos())))
}

impl<'a, 's> Mixed<'a, 's> {
    /// What stands against the line `head`; `None` unless all of it is understood.
    fn read(view: View<'a, 's>, head: u32, lexicon: &Lexicon<'_>) -> Option<Self> {
        let (axis, sum) = axis(&view, head, lexicon)?;
        let mut mixed = Self { view, head, axis, sum, groups: Vec::new(), last: head };
        mixed.groups = mixed.read_groups(lexicon)?;
        mixed.last = mixed.groups.iter().flat_map(Group::lines).max()?;
        let mut forms: Vec<Form> = mixed.groups.iter().map(|group| group.form).collect();
        forms.sort_unstable();
        forms.dedup();
        let one_of_messages = mixed.groups.iter().filter(|group| group.form == Form::Messages).count() <= 1;
        (forms.len() > 1 && one_of_messages && mixed.rest_is_silent(lexicon)).then_some(mixed)
    }

    /// Positions of the months or units.
    fn positions(&self) -> Vec<u32> {
        match &self.axis {
            Axis::Months(months) => months.iter().map(|(position, _)| *position).collect(),
            Axis::Units(units) => units.clone(),
        }
    }

    /// Where the groups are named; the items stand right behind.
    fn first_position(&self) -> u32 {
        self.before_axis(2)
    }

    /// A position before the axis: 1 holds the items, 2 their groups.
    fn before_axis(&self, steps: usize) -> u32 {
        self.view.before(self.start(), steps).unwrap_or(0)
    }

    /// The first position of the axis, its sum included.
    fn start(&self) -> u32 {
        self.positions().into_iter().chain(self.sum).min().unwrap_or(2)
    }

    fn last_position(&self) -> u32 {
        self.positions().into_iter().chain(self.sum).max().unwrap_or(2)
    }

    /// The first text of a line inside the table.
    fn first_ink(&self, line: u32) -> Option<&Ink<'s>> {
        let (first, last) = (self.first_position(), self.last_position());
        let mut inks = self.view.inks(line).filter(|(position, _)| (first..=last).contains(position));
        inks.next().map(|(_, ink)| ink)
    }

    /// Whether all that stands behind the table are lines about who signs: no figure is left over.
    fn rest_is_silent(&self, lexicon: &Lexicon<'_>) -> bool {
        let (first, last) = (self.first_position(), self.last_position());
        let has_figure = |line: u32| self.view.inks(line).any(|(_, ink)| ink.look == Look::Figure);
        let down = |position: u32| self.view.lines.iter().filter_map(move |line| self.view.own(*line, position));
        let outside = |position: &&u32| !(first..=last).contains(*position);
        let quiet_beside = self.view.positions.iter().filter(outside).all(|position| {
            let silent = down(*position).all(|ink| ink.look != Look::Figure);
            silent && (*position < first || down(*position).next().is_none_or(|ink| signs(ink, lexicon)))
        });
        let quiet = self
            .view
            .behind(self.last)
            .all(|line| !has_figure(line) && self.first_ink(line).is_none_or(|ink| signs(ink, lexicon)));
        let above = self.view.lines.iter().filter(|line| **line < self.head).all(|line| !has_figure(*line));
        quiet_beside && quiet && above
    }
}

/// Whether a text begins a line about who signs, or a remark.
fn signs(ink: &Ink<'_>, lexicon: &Lexicon<'_>) -> bool {
    let (key, rows) = (ink.key(), &lexicon.words.rows);
    key.contains(':') && !key.contains('(') || rows.label(key).is_some() || rows.is_remark(key)
}

/// The months or units of a line, and their sum: they stand side by side, two positions of words before them.
fn axis(view: &View<'_, '_>, head: u32, lexicon: &Lexicon<'_>) -> Option<(Axis, Option<u32>)> {
    let (mut months, mut units, mut sum, mut at) = (Vec::new(), Vec::new(), None, None);
    for (position, ink) in view.inks(head) {
        let key = ink.key();
        let month = if lexicon.is_month(key) { lexicon.sense(key).period } else { None };
        let is_sum = lexicon.words.rows.is_total(key);
        let is_unit = month.is_none() && !is_sum && ink.look == Look::Words && lexicon.words.names.is_one_body(key);
        let known = month.is_some() || is_sum || is_unit;
        match (known, at) {
            (false, None) => continue,
            (false, Some(_)) => break,
            (true, Some(last)) if view.before(position, 1) != Some(last) => return None,
            (true, _) => at = Some(position),
        }
        months.extend(month.map(|said| (position, said)));
        if is_unit {
            units.push(position);
        }
        if is_sum && sum.replace(position).is_some() {
            return None;
        }
    }
    let start = months.iter().map(|(position, _)| *position).chain(units.iter().copied()).chain(sum).min()?;
    let ends = |first: Option<u32>, last: Option<u32>| sum.is_none_or(|sum| Some(sum) < first || Some(sum) > last);
    view.before(start, 2)?;
    match (months.len(), units.len()) {
        (0, FEWEST..) => {
            let outside = ends(units.first().copied(), units.last().copied());
            outside.then_some((Axis::Units(units), sum))
        }
        (FEWEST.., 0) => {
            let outside = ends(months.first().map(|m| m.0), months.last().map(|m| m.0));
            let twice =
                months.iter().enumerate().any(|(i, (_, said))| months[..i].iter().any(|(_, other)| other == said));
            (outside && !twice).then_some((Axis::Months(months), sum))
        }
        _ => None,
    }
}
