//! "The 合计 does not add up." Sums that a table prints itself, checked against its rows.
//!
//! In: sum columns. Out: one notice for each sum that differs, with its cell. Sums are never figures, and nothing is
//! corrected. A sum over cells that are not all counts is not checked.

use super::counts::read_count;
use super::layout::Gives;
use super::{Desk, InUse, Reported};
use crate::field::Field;
use crate::finding::{Finding, Kind};
use crate::fold::{fold, one_line};
use crate::place::At;
use crate::recognize::{RawCell, RawRow, Why};
use std::collections::HashSet;
use std::ops::Range;

impl Desk<'_> {
    /// Sum columns: each row's sum against its month figures.
    pub(super) fn check_sums(&mut self, used: &InUse<'_>, given: &[Gives]) {
        for (index, give) in given.iter().enumerate() {
            let Gives::SumOf(field) = *give else { continue };
            let group = &used.table.headings[index].platform;
            let parts: Vec<usize> = (0..given.len())
                .filter(|i| {
                    matches!(given[*i], Gives::Figure(f, _) if f == field) && used.table.headings[*i].platform == *group
                })
                .collect();
            // Where another heading may bear the same figures, nobody knows what the sum adds up.
            if parts.iter().any(|i| used.table.headings[*i].rival.is_some()) {
                continue;
            }
            let every_part_used = used.table.headings.iter().zip(given).all(|(heading, give)| {
                heading.period.is_none() || heading.field != Some(field) || *give != Gives::Nothing
            });
            if !every_part_used {
                continue;
            }
            for row in &used.table.rows {
                let told = self.by_month(used, row, given).sums;
                if let Some((_, sums)) = told.iter().find(|(sum, _)| *sum == index) {
                    self.compare(used, (row, index, true), sums);
                    continue;
                }
                let cells: Vec<Option<&RawCell>> = parts.iter().map(|i| cell(row, *i)).collect();
                let computed = self.add_up(cells.into_iter(), field);
                self.compare(used, (row, index, true), computed.as_slice());
            }
        }
    }

    /// Sums inside a group of headings (1月 › 小计) that are the group's figures, each with its parts, which count nothing themselves.
    pub(super) fn groups_of_parts(&self, used: &InUse<'_>, given: &[Gives]) -> Vec<(usize, Vec<usize>)> {
        let words = &self.rules.words;
        let headings = &used.table.headings;
        let of = |i: usize| headings[i].path.split_last();
        let is_sum = |i: &usize| {
            let counts = matches!(given[*i], Gives::Figure(field, _) if field.is_count());
            counts && of(*i).is_some_and(|(leaf, _)| words.rows.is_total(&fold(leaf)))
        };
        let is_part = |i: &usize, group: &[String]| {
            let unknown = |leaf: &String| !group.is_empty() && words.headings.guesses(&fold(leaf)).is_empty();
            let part = |leaf: &String| words.rows.is_month_part(&fold(leaf)) || unknown(leaf);
            headings[*i].field == Some(Field::NotData) && of(*i).is_some_and(|(leaf, own)| own == group && part(leaf))
        };
        // Rows of months that came together have their parts once for each of them.
        let of_time = |i: usize, sum: usize| {
            let (own, whole) = (headings[i].period, headings[sum].period);
            own.is_none() || own == whole
        };
        let parts = |sum: usize| {
            let (_, group) = of(sum)?;
            let parts: Vec<usize> = (0..headings.len()).filter(|i| is_part(i, group) && of_time(*i, sum)).collect();
            (parts.len() > 1).then_some((sum, parts))
        };
        // Channels beside their sum (县长信箱 › 受理, 合计 › 受理), which recognizing set aside.
        let leaf = |i: usize| of(i).map(|(leaf, _)| fold(leaf));
        let channels = |sum: usize| {
            let counts = matches!(given[sum], Gives::Figure(field, _) if field.is_count()) && leaf(sum).is_some();
            let aside = |i: usize| headings[i].field == Some(Field::NotData) && headings[i].why == Some(Why::Parts);
            let beside = |i: &usize| aside(*i) && leaf(*i) == leaf(sum) && of_time(*i, sum);
            let parts: Vec<usize> = (0..headings.len()).filter(beside).collect();
            (counts && parts.len() > 1).then_some((sum, parts))
        };
        let within = (0..headings.len()).filter(is_sum).filter_map(parts);
        within.chain((0..headings.len()).filter_map(channels)).collect()
    }

    /// The sums of a row that its parts beside them contradict.
    pub(super) fn torn(&self, used: &InUse<'_>, row: &RawRow, groups: &[(usize, Vec<usize>)]) -> Vec<usize> {
        let contradicts = |(sum, parts): &&(usize, Vec<usize>)| {
            let field = used.table.headings[*sum].field.unwrap_or(Field::Sum);
            let written = self.add_up(std::iter::once(cell(row, *sum)), field);
            let computed = self.add_up(parts.iter().map(|i| cell(row, *i)), field);
            // Who fills in the sums only leaves nothing to hold them against.
            let told = parts.iter().any(|i| cell(row, *i).is_some()) && cell(row, *sum).is_some();
            told && written.zip(computed).is_some_and(|(written, computed)| written != computed)
        };
        groups.iter().filter(contradicts).map(|(sum, _)| *sum).collect()
    }

    /// Whether a row prints nothing but sums of all rows above it: a total that nobody named. Below lists side by side the last row may add up
    /// all of them, and its label then stands below the first.
    pub(super) fn is_sum_of_rows_above(&self, used: &InUse<'_>, row: &RawRow, given: &[Gives]) -> bool {
        let sums = used.sums.get_or_init(|| {
            let counts = given.iter().enumerate().map(|(index, give)| Some((index, added_up(*give)?)));
            counts.map(|counted| counted.map(|(index, field)| self.sums(used, index, field))).collect()
        });
        let is_last = used.table.rows.last().is_some_and(|last| last.line == row.line);
        let fits = |(index, sums): (usize, &Option<Sums>)| {
            let (Some(sums), Some(field)) = (sums, added_up(given[index])) else { return true };
            let sum = sums.between(0..row.line);
            let printed = self.add_up(std::iter::once(cell(row, index)), field);
            let of_all = || Some(sum? + self.sum_of_others(used, index)?);
            sum.is_some() && (sum == printed || is_last && of_all() == printed)
        };
        let above = used.table.rows.iter().filter(|r| r.line < row.line);
        above.take(2).count() > 1 && sums.iter().enumerate().all(fits)
    }

    /// Running sums under one heading; where the rows say nothing there, because each tells its times apart, those of all times.
    pub(super) fn sums(&self, used: &InUse<'_>, index: usize, field: Field) -> Sums {
        let headings = &used.table.headings;
        let own = &headings[index];
        let is_part = |i: &usize| {
            let h = &headings[*i];
            h.field == own.field && h.platform == own.platform && h.path == own.path && h.period.is_some()
        };
        let parts: Vec<usize> = (0..headings.len()).filter(is_part).collect();
        let over_times =
            own.period.is_none() && !parts.is_empty() && used.table.rows.iter().all(|row| cell(row, index).is_none());
        let of = if over_times { parts } else { vec![index] };
        // A number merged over several rows is one number.
        let mut known: HashSet<At> = HashSet::new();
        Sums::of(used.table.rows.iter().map(|row| {
            let cells = of.iter().map(|i| cell(row, *i).filter(|cell| known.insert(cell.at) || !cell.filled));
            (row.line, self.add_up(cells, field))
        }))
    }

    /// The sum of cells; nothing when one of them is doubtful. Blanks and "/" add nothing.
    pub(super) fn add_up<'c>(&self, cells: impl Iterator<Item = Option<&'c RawCell>>, field: Field) -> Option<i64> {
        let mut sum = 0i64;
        for cell in cells {
            match read_count(cell.map(|c| &c.value), field, &self.rules.words).reading.value {
                Reported::Count(n) => sum = sum.checked_add(i64::try_from(n).ok()?)?,
                Reported::NotApplicable | Reported::Missing => {}
                _ => return None,
            }
        }
        Some(sum)
    }

    /// What a row calls itself: its object, its unit, or that it is a total.
    fn name_of(&self, used: &InUse<'_>, row: &RawRow) -> String {
        let under = |field: Field| {
            let index = used.table.headings.iter().position(|h| h.field == Some(field))?;
            Some(one_line(&cell(row, index)?.value.shown()))
        };
        let total = || {
            let mut texts = row.cells.iter().flatten().map(|cell| one_line(&cell.value.shown()));
            texts.find(|text| self.rules.words.rows.is_total(&fold(text)))
        };
        let mut names = [Field::Account, Field::Column, Field::Unit].into_iter().filter_map(under);
        total().or_else(|| names.find(|name| !name.is_empty())).unwrap_or_default()
    }

    /// The sum that the parts beside a sum of months make, in this row itself.
    pub(super) fn sum_across(&self, used: &InUse<'_>, row: &RawRow, (given, index): (&[Gives], usize)) -> Option<i64> {
        let Gives::SumOf(field) = given[index] else { return None };
        let headings = &used.table.headings;
        let group = |i: &usize| headings[*i].platform == headings[index].platform;
        let is_part = |i: &usize| matches!(given[*i], Gives::Figure(f, _) if f == field) && group(i);
        let parts: Vec<usize> = (0..given.len()).filter(is_part).collect();
        parts.first()?;
        self.add_up(parts.iter().map(|i| cell(row, *i)), field)
    }

    /// The number that a sum prints.
    pub(super) fn printed(&self, row: &RawRow, index: usize) -> Option<i64> {
        match read_count(Some(&cell(row, index)?.value), Field::Sum, &self.rules.words).reading.value {
            Reported::Count(written) => i64::try_from(written).ok(),
            _ => None,
        }
    }

    /// A printed sum against the sums that it may mean; all of them are named when none fits.
    pub(super) fn compare(&mut self, used: &InUse<'_>, (row, index, across): (&RawRow, usize, bool), computed: &[i64]) {
        let (Some(cell), [_, ..]) = (cell(row, index), computed) else { return };
        let read = read_count(Some(&cell.value), Field::Sum, &self.rules.words);
        let Reported::Count(written) = read.reading.value else { return };
        if computed.iter().any(|c| u64::try_from(*c) == Ok(written)) {
            return;
        }
        let heading = used.table.headings[index].path.join(" › ");
        let row = self.name_of(used, row).into();
        let (written, computed) = (read.reading.raw, computed.to_vec());
        let kind = Kind::TotalDiffers { row, heading, across, written, computed };
        let mut finding = Finding::new(kind, used.table.place.at(cell.at));
        if let Some(unit) = used.unit {
            let name = self.settled.names.unit(&unit.written);
            finding = finding.unit(name.known().map_or_else(|| unit.written.clone(), |m| m.used.clone()));
        }
        self.out.findings.push(finding);
    }
}

/// The field of figures that a total adds up.
const fn added_up(give: Gives) -> Option<Field> {
    match give {
        Gives::Figure(field, _) if field.is_count() && !matches!(field, Field::Required | Field::ForwardList) => {
            Some(field)
        }
        _ => None,
    }
}

/// Running sums of one column of figures, by line.
pub(super) struct Sums {
    /// Line, sum of the figures above it, and how many of these are no counts.
    above: Vec<(u32, i64, usize)>,
}

impl Sums {
    /// `figures` by line, in any order; `None` is no count.
    fn of(figures: impl Iterator<Item = (u32, Option<i64>)>) -> Self {
        let mut figures: Vec<(u32, Option<i64>)> = figures.collect();
        figures.sort_by_key(|(line, _)| *line);
        let mut above = Vec::with_capacity(figures.len() + 1);
        let (mut sum, mut unread) = (0i64, 0);
        for (line, figure) in figures {
            above.push((line, sum, unread));
            sum = sum.saturating_add(figure.unwrap_or(0));
            unread += usize::from(figure.is_none());
        }
        above.push((u32::MAX, sum, unread));
        Self { above }
    }

    /// The sum of the figures on these lines; `None` when one of them is no count.
    pub(super) fn between(&self, lines: Range<u32>) -> Option<i64> {
        let at = |line: u32| self.above.partition_point(|(l, ..)| *l < line).min(self.above.len() - 1);
        let ((_, before, unread_before), (_, after, unread_after)) =
            (self.above[at(lines.start)], self.above[at(lines.end)]);
        (unread_before == unread_after).then_some(after - before)
    }
}

pub(super) fn cell(row: &RawRow, index: usize) -> Option<&RawCell> {
    row.cells.get(index)?.as_ref()
}

#[cfg(test)]
mod tests {
    use super::Sums;

    #[test]
    fn a_total_takes_the_lines_above_it_only() {
        let sums = Sums::of([(3, Some(4)), (4, Some(6)), (6, None), (8, Some(1))].into_iter());
        assert_eq!(sums.between(0..6), Some(4 + 6));
        assert_eq!(sums.between(4..6), Some(6));
        assert_eq!(sums.between(5..6), Some(0));
        assert_eq!(sums.between(7..u32::MAX), Some(1));
        assert_eq!(sums.between(0..u32::MAX), None, "line 6 holds no count");
    }
}
