//! "A row for each name, a heading for each figure and month." Draws the table of figures below several lines of names.
//!
//! In: such a table of which every line is understood. Out: its rows and headings; every figure keeps its cell. It decides nothing but that
//! no two positions tell the same, and that every cell holds a figure of its own.

use super::levels::{Level, Said, Tells};
use super::{FEWEST, Stacked};
use crate::field::Field;
use crate::fold::one_line;
use crate::period::PeriodSaid;
use crate::place::Area;
use crate::read::Value;
use crate::recognize::grid::Look;
use crate::recognize::region::Region;
use crate::recognize::tables::{Built, empty};
use crate::recognize::{Heading, LeftRow, RawCell, RawRow, RowReason};

impl Stacked<'_, '_> {
    /// Whether each position tells something else, every month of every name among them, and each cell is a figure of its own or blank.
    pub(super) fn is_whole(&self) -> bool {
        let paths: Vec<Vec<&str>> = (0..self.positions.len()).map(|i| self.names(i)).collect();
        let names = || (0..paths.len()).filter(|i| !paths[..*i].contains(&paths[*i]));
        let months = self.months();
        let full = |i: usize| paths.iter().filter(|path| **path == paths[i]).count() == months.len();
        let unlike = (0..paths.len())
            .all(|i| !(0..i).any(|other| paths[other] == paths[i] && self.month(other) == self.month(i)));
        let own = |line: u32, pos: u32| match self.grid.seen(line, pos) {
            None => true,
            Some((at_line, at_pos, ink)) => {
                let alone = (at_line, at_pos) == (line, pos) && ink.span.0 == ink.span.1 && ink.lines.0 == ink.lines.1;
                alone && matches!(ink.look, Look::Figure | Look::Mark)
            }
        };
        let cells = self.figures.iter().all(|(line, _)| self.positions.iter().all(|pos| own(*line, *pos)));
        cells && unlike && names().count() >= FEWEST && names().all(full)
    }

    /// What names a position, but for its month.
    fn names(&self, index: usize) -> Vec<&str> {
        self.levels.iter().filter(|l| l.tells != Tells::Month).map(|level| level.said[index].text.as_str()).collect()
    }

    fn month(&self, index: usize) -> Option<PeriodSaid> {
        self.levels.iter().find_map(|level| level.said[index].month)
    }

    /// The months across; without any the one time of all.
    fn months(&self) -> Vec<Option<PeriodSaid>> {
        let mut out = Vec::new();
        for month in (0..self.positions.len()).map(|i| self.month(i)) {
            if !out.contains(&month) {
                out.push(month);
            }
        }
        out
    }

    pub(super) fn draw(&self, region: &Region) -> Option<Built> {
        let mut table = empty((self.grid, region), self.form);
        let named: Vec<(&Level, Field)> =
            self.levels.iter().filter_map(|level| Some((level, level.tells.field(self.form)?))).collect();
        for (level, field) in &named {
            let at = |said: &Said| Area::one(self.grid.at(said.line, said.pos));
            let area = level.said.iter().map(at).reduce(Area::with)?;
            table.headings.push(Heading::placed(*field, area, Vec::new()));
        }
        let months = self.months();
        for (line, field) in &self.figures {
            table.headings.extend(months.iter().map(|month| {
                let said = self.grid.own(*line, self.corner).map(|ink| one_line(&ink.cell.value.shown()));
                let area = Area::one(self.grid.at(*line, self.corner));
                Heading { period: *month, ..Heading::placed(*field, area, said.into_iter().collect()) }
            }));
        }
        let first = self.figures.first()?.0;
        let mut done: Vec<Vec<&str>> = Vec::new();
        for index in 0..self.positions.len() {
            let who = self.names(index);
            if done.contains(&who) {
                continue;
            }
            let mut cells: Vec<Option<RawCell>> =
                named.iter().map(|(level, _)| Some(self.name(&level.said[index]))).collect();
            for (line, _) in &self.figures {
                cells.extend(months.iter().map(|month| {
                    let of = |i: &usize| self.names(*i) == who && self.month(*i) == *month;
                    (0..self.positions.len()).find(of).map(|i| self.cell(*line, self.positions[i]))
                }));
            }
            table.rows.push(RawRow { line: first, cells });
            done.push(who);
        }
        let rest = self.figures.iter().skip(1);
        table.left_out.extend(rest.map(|(line, _)| LeftRow { line: *line, why: RowReason::Joined }));
        Some(Built { table, apart: Vec::new(), spans: Vec::new(), findings: Vec::new(), used: vec![region.area] })
    }

    fn name(&self, said: &Said) -> RawCell {
        let value = Value::Text(said.text.clone());
        RawCell { at: self.grid.at(said.line, said.pos), value, formula: false, filled: true }
    }

    /// The figure of this cell; a blank is one that nobody wrote.
    fn cell(&self, line: u32, pos: u32) -> RawCell {
        let at = self.grid.at(line, pos);
        let ink = self.grid.own(line, pos);
        let value = ink.map_or_else(|| Value::Text(String::new()), |ink| ink.cell.value.clone());
        RawCell { at, value, formula: ink.is_some_and(|ink| ink.cell.formula), filled: false }
    }
}
