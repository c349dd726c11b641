//! "小计 of this office, 合计 of all." Total rows, checked against the rows that they may add up.
//!
//! In: the total rows of a table. Out: one notice for each figure that is not the sum of its rows. Which rows a total adds up is
//! told by its unit, else by the reading that most of its figures fit; where several fit as well, all their sums are named. Of tables of one
//! form on a sheet a total may add up all.

use super::layout::Gives;
use super::totals::{Sums, cell};
use super::{Desk, InUse};
use crate::field::Field;
use crate::fold::fold;
use crate::recognize::{Heading, RawRow, Table};
use std::ops::Range;

/// The units of the data rows by line, ascending.
struct Units {
    /// Line, unit, and the first and last line of the run of rows of this unit.
    rows: Vec<(u32, String, Range<u32>)>,
}

/// How one reading of a total row fares.
struct Tried {
    lines: Range<u32>,
    /// Whether the rows of the tables of the same form on the sheet are added up as well.
    with_others: bool,
    /// Whether it is named where no figure fits any reading.
    likely: bool,
    fits: usize,
    misses: usize,
}

impl Desk<'_> {
    /// Total rows: each as a whole against the rows of its unit, those since the last total, all above, all, and those down to the
    /// next total.
    pub(super) fn check_totals(&mut self, used: &InUse<'_>, given: &[Gives]) {
        if used.table.totals.is_empty() {
            return;
        }
        let added = |(index, give): (usize, &Gives)| {
            let field = used.table.headings[index].field.filter(|f| f.is_count())?;
            let is_asked = matches!(field, Field::Required | Field::ForwardList) || *give == Gives::Nothing;
            // A table may have as many totals as rows: each cell is read once, and a total takes the difference of two sums.
            (!is_asked).then(|| (index, self.sums(used, index, field)))
        };
        let columns: Vec<(usize, Sums)> = given.iter().enumerate().filter_map(added).collect();
        let columns: Vec<Summed> = columns
            .into_iter()
            .map(|(index, sums)| Summed { index, sums, others: self.sum_of_others(used, index) })
            .collect();
        let units = Units::of(used);
        let totals = &used.table.totals;
        let mut since = 0;
        for (n, total) in totals.iter().enumerate() {
            let until = totals.get(n + 1).map_or(u32::MAX, |next| next.line.max(total.line));
            let mut readings = units.readings(used, total, since.min(total.line)..until);
            let of_both = self.says_both(total);
            if columns.iter().any(|c| c.others.is_some()) {
                readings.retain(|_| !of_both);
                let lines = 0..u32::MAX;
                readings.push(Tried { lines, with_others: true, likely: of_both, fits: 0, misses: 0 });
            }
            self.check_total(used, (total, given), (&columns, readings));
            since = total.line;
        }
    }

    fn check_total(
        &mut self,
        used: &InUse<'_>,
        (total, given): (&RawRow, &[Gives]),
        (columns, mut tried): (&[Summed], Vec<Tried>),
    ) {
        // A sum of months that is right in its own row is right, though one of the sums above it is not.
        let is_right = |index: usize| {
            let across = self.sum_across(used, total, (given, index));
            across.is_some() && across == self.printed(total, index)
        };
        let columns: Vec<&Summed> = columns.iter().filter(|column| !is_right(column.index)).collect();
        for reading in &mut tried {
            for column in &columns {
                let Some(written) = self.printed(total, column.index) else { continue };
                match column.under(reading) {
                    Some(sum) if sum == written => reading.fits += 1,
                    Some(_) => reading.misses += 1,
                    None => {}
                }
            }
        }
        let best = tried.iter().map(|r| r.fits).max().unwrap_or(0);
        if tried.iter().any(|r| r.misses == 0) {
            return;
        }
        tried.retain(|r| r.fits == best && (best > 0 || r.likely));
        for column in columns {
            let mut computed: Vec<i64> = Vec::new();
            for sum in tried.iter().filter_map(|r| column.under(r)) {
                if !computed.contains(&sum) {
                    computed.push(sum);
                }
            }
            self.compare(used, (total, column.index, false), &computed);
        }
    }

    /// Whether a total says that it adds up tables side by side.
    fn says_both(&self, total: &RawRow) -> bool {
        let words = &self.rules.words.rows;
        let keys = total.cells.iter().flatten().map(|cell| fold(&cell.value.shown()));
        keys.filter(|key| words.is_total(key)).any(|key| words.is_of_both_sides(&key))
    }

    /// What the rows of all other tables of the same form on the sheet come to under a heading; nothing where there are none, where one has no
    /// such heading or where a cell is no count.
    pub(super) fn sum_of_others(&self, used: &InUse<'_>, index: usize) -> Option<i64> {
        let own = &used.table.headings[index];
        let is_other = |table: &&Table| {
            let here = table.form == used.table.form && table.place.sheet == used.table.place.sheet;
            here && table.place != used.table.place && table.ledger.is_none() && !table.rows.is_empty()
        };
        let mut sum = None;
        for table in used.book.iter().filter(is_other) {
            let same = |h: &Heading| (h.field, h.period, &h.platform) == (own.field, own.period, &own.platform);
            let at = table.headings.iter().position(|h| same(h) && h.path.last() == own.path.last())?;
            let rows = self.add_up(table.rows.iter().map(|row| cell(row, at)), own.field?)?;
            sum = Some(sum.unwrap_or(0) + rows);
        }
        sum
    }
}

/// The figures under one heading.
struct Summed {
    index: usize,
    sums: Sums,
    /// What those of the other tables of the sheet come to.
    others: Option<i64>,
}

impl Summed {
    /// What a reading of a total adds up.
    fn under(&self, reading: &Tried) -> Option<i64> {
        let own = self.sums.between(reading.lines.clone())?;
        if reading.with_others { Some(own.saturating_add(self.others?)) } else { Some(own) }
    }
}

impl Units {
    fn of(used: &InUse<'_>) -> Self {
        let mut rows: Vec<(u32, String)> =
            used.table.rows.iter().map(|row| (row.line, unit_of(used, row).unwrap_or_default())).collect();
        rows.sort_by_key(|(line, _)| *line);
        let mut out: Vec<(u32, String, Range<u32>)> = Vec::with_capacity(rows.len());
        for run in rows.chunk_by(|a, b| a.1 == b.1) {
            let lines = run[0].0..run[run.len() - 1].0.saturating_add(1);
            out.extend(run.iter().map(|(line, unit)| (*line, unit.clone(), lines.clone())));
        }
        Self { rows: out }
    }

    /// The readings of a total row between the total before it and the next one.
    fn readings(&self, used: &InUse<'_>, total: &RawRow, around: Range<u32>) -> Vec<Tried> {
        let tried = |lines: Range<u32>, likely| Tried { lines, with_others: false, likely, fits: 0, misses: 0 };
        let here = self.rows.partition_point(|(line, ..)| *line < total.line);
        let (above, below) = (here.checked_sub(1).and_then(|i| self.rows.get(i)), self.rows.get(here));
        let own = unit_of(used, total);
        let named = |row: &&(u32, String, Range<u32>)| own.as_ref() == Some(&row.1);
        if let Some((_, _, lines)) = above.filter(named).or_else(|| below.filter(named)) {
            return vec![tried(lines.clone(), true)];
        }
        let holds = |lines: &Range<u32>| self.count(lines) > 0;
        let mut out = Vec::new();
        // One row alone is hardly added up where others stand above it.
        if let Some((_, unit, lines)) = above {
            let lines = lines.start.max(around.start)..total.line;
            let likely = !unit.is_empty() && self.count(&lines) > 1;
            out.push(tried(lines, likely));
        }
        out.push(tried(around.start..total.line, true));
        out.push(tried(0..total.line, true));
        out.push(tried(total.line..around.end, false));
        out.push(tried(0..u32::MAX, above.is_none()));
        out.retain(|r| holds(&r.lines));
        out
    }

    fn count(&self, lines: &Range<u32>) -> usize {
        let at = |line: u32| self.rows.partition_point(|(l, ..)| *l < line);
        at(lines.end).saturating_sub(at(lines.start))
    }
}

/// The unit that a row names, for comparison.
fn unit_of(used: &InUse<'_>, row: &RawRow) -> Option<String> {
    let index = used.table.headings.iter().position(|h| h.field == Some(Field::Unit))?;
    Some(fold(&cell(row, index)?.value.shown())).filter(|unit| !unit.is_empty())
}
