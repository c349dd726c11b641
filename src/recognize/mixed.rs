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
    /// The part of the sheet, as lines and positions.
    lines: (u32, u32),
    positions: (u32, u32),
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
        (self.positions.0..=self.positions.1).filter_map(move |position| Some((position, self.own(line, position)?)))
    }
}

/// The mixed table on a part of a sheet, with the region that it takes.
pub(super) fn find_mixed(grid: &Grid<'_>, part: Area, lexicon: &Lexicon<'_>) -> Option<(Region, Built)> {
    if part.last.row - part.first.row > MOST || part.last.col - part.first.col > MOST {
        return None;
    }
    let (rows, cols) = ((part.first.row, part.last.row), (part.first.col, part.last.col));
    let along = |down: bool| {
        let (lines, positions) = if down { (rows, cols) } else { (cols, rows) };
        let heads = lines.0..=lines.1;
        heads.into_iter().find_map(|head| {
            let view = View { grid, down, lines, positions };
            Mixed::read(view, head, lexicon)
        })
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
        self.start() - 2
    }

    /// The first position of the axis, its sum included.
    fn start(&self) -> u32 {
        self.positions().into_iter().chain(self.sum).min().unwrap_or(2)
    }

    fn last_position(&self) -> u32 {
        self.positions().into_iter().chain(self.sum).max().unwrap_or(2)
    }

    /// Whether all that stands behind the table are lines about who signs: no figure is left over.
    fn rest_is_silent(&self, lexicon: &Lexicon<'_>) -> bool {
        let rows = &lexicon.words.rows;
        let signs = |ink: &Ink<'_>| {
            let key = ink.key();
            key.contains(':') || rows.label(key).is_some() || rows.is_remark(key)
        };
        let (first, last) = (self.first_position(), self.last_position());
        let before = self.view.lines.0..self.head;
        let behind = self.last + 1..=self.view.lines.1;
        let beside = |line: u32| self.view.inks(line).any(|(_, ink)| ink.look == Look::Figure);
        let behind_positions = last + 1..=self.view.positions.1;
        // What lies behind the last position: whole lines of the other way.
        let mut others = behind_positions.map(|position| {
            (self.view.lines.0..=self.view.lines.1).filter_map(|line| self.view.own(line, position)).collect::<Vec<_>>()
        });
        let quiet_behind = others
            .all(|inks| inks.iter().all(|ink| ink.look != Look::Figure) && inks.first().is_none_or(|ink| signs(ink)));
        let inside = |line: u32| {
            self.view.inks(line).filter(|(position, _)| (first..=last).contains(position)).map(|(_, ink)| ink).next()
        };
        let quiet = behind.clone().all(|line| !beside(line) && inside(line).is_none_or(signs));
        let above = before.into_iter().all(|line| !beside(line));
        let over = (self.view.positions.0..first).all(|position| {
            let mut lines = self.view.lines.0..=self.view.lines.1;
            lines.all(|line| self.view.own(line, position).is_none_or(|ink| ink.look != Look::Figure))
        });
        quiet_behind && quiet && above && over
    }
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
            (true, Some(before)) if before + 1 != position => return None,
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
    if start < view.positions.0 + 2 {
        return None;
    }
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
