//! "Three tables out of one sheet." Draws the tables of a mixed table, one for each group.
//!
//! In: a table of which everything is understood. Out: its tables; every figure keeps its cell, and names stand where they were written. It
//! decides nothing.

use super::items::{Group, Is};
use super::{Axis, Mixed};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Waits};
use crate::fold::one_line;
use crate::period::PeriodSaid;
use crate::place::Area;
use crate::read::Value;
use crate::recognize::left_aside::left_aside;
use crate::recognize::region::Region;
use crate::recognize::tables::{Built, empty};
use crate::recognize::waits::mixed::quotable;
use crate::recognize::{Heading, RawCell, RawRow, Table};

impl Mixed<'_, '_> {
    /// The tables; `None` where a unit reports posts without naming the account.
    pub(super) fn draw(&self, region: &Region) -> Option<Built> {
        if let Some(waits) = self.wrong_sums(region) {
            return Some(waits);
        }
        let mut tables = Vec::new();
        for group in &self.groups {
            let mut table = empty((self.view.grid, region), group.form);
            table.blank_is_zero = self.sum.is_some();
            match (&self.axis, group.form) {
                (Axis::Months(months), Form::Columns) => self.columns_by_month(group, months, &mut table),
                (Axis::Months(months), _) => self.figures_by_month(group, months, &mut table),
                (Axis::Units(units), Form::Columns) => self.columns_by_unit(group, units, &mut table),
                (Axis::Units(units), _) => self.figures_by_unit(group, units, &mut table)?,
            }
            tables.push(table);
        }
        let mut tables = tables.into_iter();
        let (table, used) = (tables.next()?, vec![region.area]);
        Some(Built { table, apart: tables.collect(), spans: Vec::new(), findings: Vec::new(), used })
    }

    /// The whole of it waits where one printed sum is another.
    fn wrong_sums(&self, region: &Region) -> Option<Built> {
        let wrong = self.groups.iter().flat_map(|group| &group.items).filter(|item| !item.adds_up);
        let named: Vec<String> = wrong.map(|item| quotable(item.text.clone())).collect();
        if named.is_empty() {
            return None;
        }
        let kind = Kind::TableWaits { why: Waits::Sums, named };
        let finding = Finding::new(kind, self.view.grid.sheet.place.at(region.area));
        Some(left_aside(self.view.grid, region, vec![finding]))
    }

    fn columns_by_month(&self, group: &Group, months: &[(u32, PeriodSaid)], table: &mut Table) {
        table.headings.push(self.named(Field::Column, group));
        table.headings.extend(months.iter().map(|(position, said)| {
            let heading = self.heading(Field::Updates, (self.head, *position), Vec::new());
            Heading { period: Some(*said), ..heading }
        }));
        for item in group.items.iter().filter(|item| item.is == Is::Column) {
            let figures = months.iter().map(|(position, _)| self.cell(item.line, *position));
            let cells = std::iter::once(self.cell(item.line, self.before_axis(1))).chain(figures).collect();
            table.rows.push(RawRow { line: item.line, cells });
        }
    }

    fn figures_by_month(&self, group: &Group, months: &[(u32, PeriodSaid)], table: &mut Table) {
        let mut cells = Vec::new();
        if let Some((name, platform)) = &group.account {
            for (field, text) in [(Field::Account, name), (Field::AccountType, platform)] {
                table.headings.push(self.named(field, group));
                cells.push(self.text(group.line, text));
            }
        }
        for (field, line) in group.figures() {
            for (position, said) in months {
                let heading = self.heading(field, (line, self.before_axis(1)), vec![group.text.clone()]);
                let mut path = heading.path.clone();
                path.extend(self.shown(self.head, *position));
                table.headings.push(Heading { period: Some(*said), path, ..heading });
                cells.push(self.cell(line, *position));
            }
        }
        table.rows.push(RawRow { line: group.line, cells });
    }

    fn columns_by_unit(&self, group: &Group, units: &[u32], table: &mut Table) {
        table.headings.extend([self.head_of(Field::Unit), self.named(Field::Column, group)]);
        let items: Vec<u32> = group.items.iter().filter(|item| item.is == Is::Column).map(|item| item.line).collect();
        let area = items.first().map(|line| (*line, self.before_axis(1)));
        table.headings.extend(
            area.map(|at| Heading { path: vec![group.text.clone()], ..self.heading(Field::Updates, at, Vec::new()) }),
        );
        for line in items {
            for unit in units {
                let cells =
                    vec![self.cell(self.head, *unit), self.cell(line, self.before_axis(1)), self.cell(line, *unit)];
                table.rows.push(RawRow { line, cells });
            }
        }
    }

    fn figures_by_unit(&self, group: &Group, units: &[u32], table: &mut Table) -> Option<()> {
        let names = group.items.iter().find(|item| item.is == Is::Names).map(|item| item.line);
        table.headings.push(self.head_of(Field::Unit));
        if let Some(line) = names {
            table.headings.push(self.heading(Field::Account, (line, self.before_axis(1)), Vec::new()));
            table.headings.push(self.named(Field::AccountType, group));
        }
        let figures: Vec<(Field, u32)> = group.figures().collect();
        let heads = figures
            .iter()
            .map(|(field, line)| self.heading(*field, (*line, self.before_axis(1)), vec![group.text.clone()]));
        table.headings.extend(heads);
        for unit in units {
            let counted = figures.iter().any(|(_, line)| self.number(*line, *unit).is_none_or(|n| n > 0.0));
            let mut cells = vec![self.cell(self.head, *unit)];
            if let Some(line) = names {
                let name = self.cell(line, *unit).filter(|cell| matches!(cell.value, Value::Text(_)));
                if name.is_none() && !counted {
                    continue;
                }
                cells.extend([Some(name?), self.type_of(group)]);
            }
            cells.extend(figures.iter().map(|(_, line)| self.cell(*line, *unit)));
            table.rows.push(RawRow { line: *unit, cells });
        }
        Some(())
    }

    /// The account type of a group is its own words.
    fn type_of(&self, group: &Group) -> Option<RawCell> {
        self.text(group.line, group.platform.as_deref()?)
    }

    fn heading(&self, field: Field, (line, position): (u32, u32), mut path: Vec<String>) -> Heading {
        path.extend(self.shown(line, position));
        Heading::placed(field, Area::one(self.view.at(line, position)), path)
    }

    /// The heading of names of a group is the group itself.
    fn named(&self, field: Field, group: &Group) -> Heading {
        let area = Area::one(self.view.at(group.line, self.before_axis(2)));
        Heading::placed(field, area, vec![group.text.clone()])
    }

    /// The heading of units, before the first of them.
    fn head_of(&self, field: Field) -> Heading {
        self.heading(field, (self.head, self.before_axis(1)), Vec::new())
    }

    fn shown(&self, line: u32, position: u32) -> Option<String> {
        self.view.own(line, position).map(|ink| one_line(&ink.cell.value.shown()))
    }

    fn cell(&self, line: u32, position: u32) -> Option<RawCell> {
        let ink = self.view.own(line, position)?;
        let (value, formula) = (ink.cell.value.clone(), ink.cell.formula);
        Some(RawCell { at: self.view.at(line, position), value, formula, filled: false })
    }

    /// A name that a group's words hold.
    fn text(&self, line: u32, text: &str) -> Option<RawCell> {
        let at = self.view.at(line, self.before_axis(2));
        Some(RawCell { at, value: Value::Text(text.to_owned()), formula: false, filled: true })
    }
}
