//! "Three tables out of one list." Draws the tables of a list of indicators, line by line.
//!
//! In: a list whose lines are sorted. Out: its tables of columns, accounts and messages, each with a heading for each figure and column of
//! figures; what they lack, and the lines that nobody can place, as findings. It decides nothing about single lines.

use super::{Found, Group, Line, List, POSTS, shown};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Severity};
use crate::fold::one_line;
use crate::place::{At, Place};
use crate::read::Value;
use crate::recognize::roles::needs::missing;
use crate::recognize::tables::empty;
use crate::recognize::{Heading, LeftRow, RawCell, RawRow, RowReason, Table, Why};

impl List<'_, '_, '_> {
    /// Whether the lines of a group are website columns: it says so, or its own figure is their sum.
    fn is_proved(&self, group: &Group) -> bool {
        let words = &self.lexicon.words.headings;
        let key = &group.head.key;
        let says = key.char_indices().skip(1).any(|(at, _)| words.lists(&key[..at], Field::Column));
        let number = |line: u32, index: usize| {
            let ink = self.grid.own(line, self.headings[index].span.0);
            ink.map_or(Some(0.0), |ink| words.without_measure(ink.key()).parse::<f64>().ok())
        };
        let adds_up = |index: usize| {
            let parts: Option<f64> = group.parts.iter().map(|part| number(part.line, index)).sum();
            parts.zip(number(group.head.line, index)).is_some_and(|(sum, said)| (sum - said).abs() < 1e-6)
        };
        let told = self.counts(group.head.line) && group.parts.len() > 1;
        says || told && self.figures.iter().all(|(index, _)| adds_up(*index))
    }

    pub(super) fn columns(&self, found: &mut Found, findings: &mut Vec<Finding>) -> Option<Table> {
        let mut table = empty((self.grid, self.region), Form::Columns);
        table.headings.push(self.heading(self.names, Field::Column, Why::Place));
        let figures = self
            .figures
            .iter()
            .map(|(index, sum)| self.heading(*index, if *sum { Field::Sum } else { Field::Updates }, Why::Place));
        table.headings.extend(figures);
        for group in std::mem::take(&mut found.groups) {
            if !group.parts.is_empty() && !self.is_proved(&group) {
                let unexpected = group.parts.iter().map(|part| shown(&part.text)).collect();
                let kind = Kind::HeadingMissing { missing: vec![Field::Column], unexpected };
                findings.push(Finding::new(kind, self.spot(group.parts[0].line)));
                let lines = group.parts.iter().chain([&group.head]);
                found.left.extend(lines.map(|l| LeftRow { line: l.line, why: RowReason::Unused }));
                continue;
            }
            if group.parts.is_empty() {
                found.unread.extend(Some(group.head).filter(|head| self.counts(head.line)));
                continue;
            }
            let row = |line: &Line| RawRow { line: line.line, cells: self.column_cells(line) };
            table.rows.extend(group.parts.iter().map(row));
            if self.counts(group.head.line) {
                table.totals.push(row(&group.head));
                table.left_out.push(LeftRow { line: group.head.line, why: RowReason::Total });
            }
        }
        (!table.rows.is_empty()).then_some(table)
    }

    fn column_cells(&self, line: &Line) -> Vec<Option<RawCell>> {
        let figures = self.figures.iter().map(|(index, _)| self.cell(line.line, *index));
        std::iter::once(self.name(line.line, &line.text)).chain(figures).collect()
    }

    pub(super) fn accounts(&self, found: &mut Found, findings: &mut Vec<Finding>) -> Option<Table> {
        let mut table = empty((self.grid, self.region), Form::Accounts);
        let owners = std::mem::take(&mut found.accounts);
        let told: Vec<Field> =
            POSTS.into_iter().filter(|f| owners.iter().any(|o| o.figures.iter().any(|(g, _)| g == f))).collect();
        let names = [(Field::Account, Why::Place), (Field::AccountType, Why::Place)];
        table.headings.extend(names.map(|(field, why)| self.heading(self.names, field, why)));
        table.headings.extend(self.figure_headings(&told, Field::Actual));
        for owner in &owners {
            let has = |field: Field| owner.figures.iter().any(|(f, _)| *f == field);
            let lines = owner.figures.iter().map(|(_, line)| *line);
            let Some(first) = lines.clone().min().filter(|_| has(Field::Actual) || has(Field::Forwarded)) else {
                found.nameless |= !owner.figures.is_empty();
                found.left.extend(lines.map(|line| LeftRow { line, why: RowReason::Unused }));
                continue;
            };
            let line_of = |field: Field| owner.figures.iter().find(|(f, _)| *f == field).map(|(_, line)| *line);
            let mut cells = vec![self.name(owner.line, &owner.who.name), self.name(owner.line, &owner.who.platform)];
            cells.extend(self.figure_cells(&told, &line_of, Field::Actual));
            table.rows.push(RawRow { line: first, cells });
            let joined = lines.filter(|line| *line != first);
            table.left_out.extend(joined.map(|line| LeftRow { line, why: RowReason::Joined }));
        }
        if found.nameless {
            let unexpected = found.unread.iter().map(|line| shown(&line.text)).collect();
            let kind = Kind::HeadingMissing { missing: vec![Field::Account], unexpected };
            findings.push(Finding::new(kind, self.spot(found.unread.first().map_or(self.region.heads.1, |l| l.line))));
        }
        (!table.rows.is_empty()).then_some(table)
    }

    pub(super) fn messages(&self, found: &mut Found, findings: &mut Vec<Finding>) -> Option<Table> {
        let told: Vec<Field> = found.messages.iter().map(|(field, _)| *field).collect();
        let first = found.messages.iter().map(|(_, line)| *line).min()?;
        let lacks = missing(Form::Messages, &|field| told.contains(&field), 0);
        if !lacks.is_empty() {
            let kind = Kind::HeadingMissing { missing: lacks, unexpected: Vec::new() };
            findings.push(Finding::new(kind, self.spot(first)));
            let lines = found.messages.drain(..);
            found.left.extend(lines.map(|(_, line)| LeftRow { line, why: RowReason::Unused }));
            return None;
        }
        let mut table = empty((self.grid, self.region), Form::Messages);
        table.headings = self.figure_headings(&told, Field::Received).collect();
        let line_of = |field: Field| found.messages.iter().find(|(f, _)| *f == field).map(|(_, line)| *line);
        let cells = self.figure_cells(&told, &line_of, Field::Received).collect();
        table.rows.push(RawRow { line: first, cells });
        let joined = found.messages.iter().map(|(_, line)| *line).filter(|line| *line != first);
        table.left_out.extend(joined.map(|line| LeftRow { line, why: RowReason::Joined }));
        Some(table)
    }

    /// One finding that names all lines with figures that nobody can place.
    pub(super) fn unread(&self, found: &mut Found) -> Option<Finding> {
        let first = found.unread.first()?.line;
        found.left.extend(found.unread.iter().map(|l| LeftRow { line: l.line, why: RowReason::Unused }));
        let unexpected = found.unread.iter().map(|line| shown(&line.text)).collect();
        let kind = Kind::HeadingMissing { missing: Vec::new(), unexpected };
        let related = found.unread.iter().skip(1).map(|line| self.spot(line.line));
        Some(Finding { severity: Severity::Notice, ..Finding::new(kind, self.spot(first)) }.related(related))
    }

    fn spot(&self, line: u32) -> Place {
        self.grid.sheet.place.at(self.at(line))
    }

    fn at(&self, line: u32) -> At {
        self.grid.at(line, self.headings[self.names].span.0)
    }

    fn heading(&self, index: usize, field: Field, why: Why) -> Heading {
        let written = &self.headings[index];
        let period = written.period.filter(|_| index != self.names);
        let (area, path) = (written.area, written.path.clone());
        Heading { area, path, field: Some(field), period, platform: None, rival: None, why: Some(why), margin: 0 }
    }

    /// For each field a heading for each column of figures; sums of months for the main field alone.
    fn figure_headings(&self, told: &[Field], main: Field) -> impl Iterator<Item = Heading> {
        told.iter().flat_map(move |field| {
            let kept = self.figures.iter().filter(move |(_, sum)| !sum || *field == main);
            kept.map(move |(index, sum)| self.heading(*index, if *sum { Field::Sum } else { *field }, Why::Place))
        })
    }

    fn figure_cells(
        &self,
        told: &[Field],
        line_of: &dyn Fn(Field) -> Option<u32>,
        main: Field,
    ) -> impl Iterator<Item = Option<RawCell>> {
        told.iter().flat_map(move |field| {
            let kept = self.figures.iter().filter(move |(_, sum)| !sum || *field == main);
            kept.map(move |(index, _)| self.cell(line_of(*field)?, *index))
        })
    }

    fn name(&self, line: u32, text: &str) -> Option<RawCell> {
        let value = Value::Text(one_line(text));
        Some(RawCell { at: self.at(line), value, formula: false, filled: false })
    }

    fn cell(&self, line: u32, index: usize) -> Option<RawCell> {
        let pos = self.headings[index].span.0;
        let (at_line, at_pos, ink) = self.grid.seen(line, pos).filter(|(l, ..)| *l > self.region.heads.1)?;
        // One figure merged over several lines: nobody can say whose share it is.
        let shared = ink.lines.1 > ink.lines.0 || ink.span.1 > self.headings[index].span.1;
        let value = &ink.cell.value;
        let value = if shared { Value::Unbelievable(value.shown()) } else { value.clone() };
        let at = self.grid.at(at_line, at_pos);
        Some(RawCell { at, value, formula: ink.cell.formula, filled: at_line != line })
    }
}
