//! "How many columns would that take without the merges?" Letter columns and rows that only make their neighbours wider or higher.
//!
//! In: a [`Sheet`]. Out: the same sheet without the columns and rows that hold nothing and over which most cells before them are merged,
//! as forms have them that were drawn like documents; and back again: all that was found there, at its true address. It knows no words
//! and looks for no tables.

use super::{Claims, RawRow, Said, Table, ZeroSentence};
use crate::finding::Finding;
use crate::place::{Area, At, Place};
use crate::read::{Note, Row, Sheet, Struck};
use std::collections::BTreeMap;

/// The rows and letter columns that were kept.
pub(super) struct Kept {
    rows: Axis,
    cols: Axis,
}

/// Lines of which some were left out: the true numbers of the others, ascending, and behind them the one after the last that holds
/// anything. From there on none is left out.
struct Axis(Vec<u32>);

/// Cells that must be merged over a line before it is taken for a part of its neighbour; a title alone says nothing.
const LEAST: isize = 2;

/// The sheet without the lines that only widen others; `None` where there are none.
pub(super) fn narrowed(sheet: &Sheet) -> Option<(Sheet, Kept)> {
    if sheet.merges.is_empty() {
        return None;
    }
    let kept = Kept::of(sheet)?;
    let mut out = Sheet::new(sheet.place.clone());
    (out.missing, out.hidden, out.filtered) = (sheet.missing, sheet.hidden, sheet.filtered);
    out.hidden_rows = kept.rows.only(&sheet.hidden_rows);
    out.hidden_columns = kept.cols.only(&sheet.hidden_columns);
    out.merges = sheet.merges.iter().filter_map(|area| kept.inside(*area)).collect();
    out.notes = sheet.notes.iter().map(|note| Note { at: kept.before(note.at), ..note.clone() }).collect();
    out.struck = sheet.struck.iter().map(|struck| Struck { at: kept.before(struck.at), ..struck.clone() }).collect();
    let row = |row: &Row| {
        let cells = row.cells.iter().map(|(col, cell)| (kept.cols.before(*col), cell.clone())).collect();
        Row { row: kept.rows.before(row.row), cells }
    };
    out.put_back(sheet.rows().iter().map(row).collect());
    Some((out, kept))
}

impl Axis {
    /// All lines up to `last` but those that `merged` runs of cells reach over, each with its number of cells, as most of the cells do
    /// that stand on both sides (`reaching`). A line that holds something is kept.
    fn without(
        last: u32,
        merged: impl Iterator<Item = ((u32, u32), usize)>,
        reaching: impl Iterator<Item = (u32, u32)>,
        holds: &dyn Fn(u32) -> bool,
    ) -> Option<Self> {
        let count = last as usize + 1;
        let sums = |runs: &mut dyn Iterator<Item = ((u32, u32), usize)>| -> Vec<isize> {
            // A run counts where it begins, and no more where it has ended.
            let mut steps = vec![0; count + 1];
            for ((from, to), cells) in runs.filter(|((from, to), _)| from <= to) {
                steps[from as usize] += cells.cast_signed();
                steps[to.min(last) as usize + 1] -= cells.cast_signed();
            }
            steps
                .iter()
                .scan(0, |sum, step| {
                    *sum += step;
                    Some(*sum)
                })
                .collect()
        };
        let merged = sums(&mut merged.filter(|((from, _), _)| *from <= last));
        if merged.iter().all(|cells| *cells < LEAST) {
            return None;
        }
        let reached = sums(&mut reaching.map(|run| (run, 1)));
        let widens = |line: u32| merged[line as usize] >= LEAST && merged[line as usize] * 2 > reached[line as usize];
        let kept: Vec<u32> = (0..=last).filter(|line| !widens(*line) || holds(*line)).collect();
        (kept.len() < count).then(|| Self(kept.into_iter().chain([last + 1]).collect()))
    }

    /// Nothing is left out.
    fn whole() -> Self {
        Self(vec![0])
    }

    fn end(&self) -> u32 {
        self.0.last().copied().unwrap_or(0)
    }

    /// The line's new number, or that of the line which it widens.
    fn before(&self, line: u32) -> u32 {
        let index = self.0.partition_point(|kept| *kept <= line).saturating_sub(1);
        let number = u32::try_from(index).unwrap_or(u32::MAX);
        number + if index + 1 == self.0.len() { line - self.0[index] } else { 0 }
    }

    /// What is left of a run of lines.
    fn inside(&self, (from, to): (u32, u32)) -> (u32, u32) {
        let gone = from < self.end() && self.0.binary_search(&from).is_err();
        (self.before(from) + u32::from(gone), self.before(to))
    }

    /// The new numbers of those that were kept.
    fn only(&self, lines: &[u32]) -> Vec<u32> {
        let kept = |line: &&u32| **line >= self.end() || self.0.binary_search(line).is_ok();
        lines.iter().filter(kept).map(|line| self.before(*line)).collect()
    }

    /// The true number.
    fn back(&self, line: u32) -> u32 {
        let last = u32::try_from(self.0.len()).unwrap_or(u32::MAX) - 1;
        self.0.get(line as usize).copied().unwrap_or_else(|| self.end() + (line - last))
    }

    /// Runs of lines by their true numbers, cut where a line was left out: nothing stands on that.
    fn runs(&self, runs: &[(u32, u32)]) -> Vec<(u32, u32)> {
        let mut out: Vec<(u32, u32)> = Vec::new();
        for (first, last) in runs {
            for line in *first..=*last {
                let there = self.back(line);
                match out.last_mut().filter(|_| line > *first) {
                    Some((_, end)) if *end + 1 == there => *end = there,
                    _ => out.push((there, there)),
                }
            }
        }
        out
    }
}

impl Kept {
    fn of(sheet: &Sheet) -> Option<Self> {
        let bounds = sheet.bounds()?;
        let (rows, last) = (sheet.rows(), bounds.last);
        // The first and last row of each letter column that holds anything.
        let mut ends: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
        for (at, _) in sheet.cells() {
            ends.entry(at.col).or_insert((at.row, at.row)).1 = at.row;
        }
        // A merge that goes beyond what the sheet holds widens nothing there.
        let rows_of = |area: &Area| {
            rows.partition_point(|row| row.row <= area.last.row) - rows.partition_point(|row| row.row < area.first.row)
        };
        let cols_of = |area: &Area| ends.range(area.first.col..=area.last.col).count();
        let across = sheet.merges.iter().map(|area| ((area.first.col + 1, area.last.col), rows_of(area)));
        let cols = Axis::without(
            last.col,
            across,
            rows.iter().filter_map(|row| Some((row.cells.first()?.0, row.cells.last()?.0))),
            &|col| ends.contains_key(&col),
        );
        // Nearly every sheet has something in each of its rows.
        let is_open = rows.len() <= (last.row - bounds.first.row) as usize;
        let down = sheet.merges.iter().map(|area| ((area.first.row + 1, area.last.row), cols_of(area)));
        let holds = |line: u32| rows.binary_search_by_key(&line, |row| row.row).is_ok();
        let rows = is_open.then(|| Axis::without(last.row, down, ends.values().copied(), &holds)).flatten();
        (rows.is_some() || cols.is_some())
            .then(|| Self { rows: rows.unwrap_or_else(Axis::whole), cols: cols.unwrap_or_else(Axis::whole) })
    }

    fn before(&self, at: At) -> At {
        At::new(self.rows.before(at.row), self.cols.before(at.col))
    }

    /// What is left of a merged region; nothing where that is one cell or none.
    fn inside(&self, area: Area) -> Option<Area> {
        let within =
            |axis: &Axis, last: u32, from: u32| if from < axis.end() { last.min(axis.end() - 1) } else { last };
        let last =
            (within(&self.rows, area.last.row, area.first.row), within(&self.cols, area.last.col, area.first.col));
        let rows = self.rows.inside((area.first.row, last.0));
        let cols = self.cols.inside((area.first.col, last.1));
        let (first, last) = (At::new(rows.0, cols.0), At::new(rows.1, cols.1));
        (rows.0 <= rows.1 && cols.0 <= cols.1 && first != last).then_some(Area { first, last })
    }

    fn at(&self, at: &mut At) {
        *at = At::new(self.rows.back(at.row), self.cols.back(at.col));
    }

    fn area(&self, area: &mut Area) {
        self.at(&mut area.first);
        self.at(&mut area.last);
    }

    fn place(&self, place: &mut Place) {
        place.area.iter_mut().for_each(|area| self.area(area));
    }

    /// Puts all addresses of a table back.
    pub(super) fn table(&self, table: &mut Table) {
        self.place(&mut table.place);
        table.headings.iter_mut().for_each(|heading| self.area(&mut heading.area));
        let runs_down = table.rows.iter().chain(&table.totals).any(RawRow::runs_down);
        let lines = if runs_down { &self.cols } else { &self.rows };
        table.rows.iter_mut().chain(&mut table.totals).for_each(|row| self.row(row));
        table.left_out.iter_mut().for_each(|left| left.line = lines.back(left.line));
        table.sample.iter_mut().for_each(|(line, _)| *line = lines.back(*line));
        table.hidden.iter_mut().for_each(|row| *row = self.rows.back(*row));
        if let Some(ledger) = &mut table.ledger {
            ledger.alike.iter_mut().for_each(|alike| self.area(&mut alike.area));
            ledger.alike.iter_mut().for_each(|alike| alike.runs = lines.runs(&alike.runs));
            ledger.again.iter_mut().flatten().for_each(|again| again.line = lines.back(again.line));
            ledger.wrong.list.iter_mut().for_each(|title| self.at(&mut title.at));
        }
        table.blank_note.iter_mut().for_each(|note| self.at(&mut note.at));
        table.each_day.iter_mut().for_each(|at| self.at(at));
        table.parted.iter_mut().for_each(|area| self.area(area));
        table.beside.notes.iter_mut().for_each(|note| self.at(&mut note.at));
        table.beside.struck.iter_mut().for_each(|at| self.at(at));
        self.claims(&mut table.claims);
    }

    fn row(&self, row: &mut RawRow) {
        row.line = if row.runs_down() { self.cols.back(row.line) } else { self.rows.back(row.line) };
        row.cells.iter_mut().flatten().for_each(|cell| self.at(&mut cell.at));
    }

    fn claims(&self, claims: &mut Claims) {
        claims.units.iter_mut().for_each(|said| self.said(said));
        claims.periods.iter_mut().for_each(|said| self.said(said));
        claims.filed.iter_mut().for_each(|said| self.said(said));
    }

    fn said<T>(&self, said: &mut Said<T>) {
        self.place(&mut said.place);
    }

    /// Puts the addresses of a sentence back.
    pub(super) fn sentence(&self, sentence: &mut ZeroSentence) {
        self.place(&mut sentence.place);
        self.claims(&mut sentence.claims);
    }

    /// Puts the addresses of a finding back.
    pub(super) fn finding(&self, finding: &mut Finding) {
        self.place(&mut finding.place);
        finding.related.iter_mut().for_each(|place| self.place(place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Cell, Value};

    /// Cells with a text, and merged ranges.
    fn sheet(cells: &[&str], merges: &[&str]) -> Sheet {
        let mut sheet = Sheet::new(Place::sheet(&"某表.xlsx".into(), &"1月".into()));
        for at in cells.iter().filter_map(|at| At::parse(at)) {
            sheet.put(at, Cell { value: Value::Text("文".into()), formula: false });
        }
        let ends = |area: &&str| area.split_once(':').map(|(a, b)| (At::parse(a).unwrap(), At::parse(b).unwrap()));
        sheet.merges = merges.iter().filter_map(ends).map(|(a, b)| Area::between(a, b)).collect();
        sheet
    }

    fn shown(sheet: &Sheet) -> (String, String) {
        let cells: Vec<String> = sheet.cells().map(|(at, _)| at.to_string()).collect();
        (cells.join(" "), sheet.merges.iter().map(Area::to_string).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn columns_that_only_widen_others_are_left_out_and_addresses_come_back() {
        let wide = sheet(&["A1", "A2", "C2", "E2", "A3", "C3", "E3"], &["A1:F1", "A2:B2", "A3:B3", "C2:D2", "C3:D3"]);
        let (narrow, kept) = narrowed(&wide).unwrap();
        assert_eq!(shown(&narrow), ("A1 A2 B2 C2 A3 B3 C3".into(), "A1:C1".into()));
        let mut place = wide.place.at(Area::between(At::new(1, 0), At::new(2, 1)));
        kept.place(&mut place);
        assert_eq!(place.area.unwrap().to_string(), "A2:C3");
        let mut place = wide.place.at(At::new(2, 2));
        kept.place(&mut place);
        assert_eq!(place.area.unwrap().to_string(), "E3");
    }

    #[test]
    fn rows_that_only_make_others_higher_are_left_out_as_well() {
        let high = sheet(&["A1", "B1", "A2", "B2", "A4", "B4"], &["A2:A3", "B2:B3", "A4:A6", "B4:B6"]);
        let (narrow, kept) = narrowed(&high).unwrap();
        assert_eq!(shown(&narrow), ("A1 B1 A2 B2 A3 B3".into(), String::new()));
        assert_eq!(kept.rows.runs(&[(0, 2)]), [(0, 1), (3, 3)]);
        // A unit merged over a row left blank between its own.
        assert!(narrowed(&sheet(&["A1", "B1", "C1", "B3", "C3"], &["A1:A3"])).is_none());
    }

    #[test]
    fn a_column_that_parts_tables_or_holds_something_stays() {
        // A title over two tables with a column left blank between them.
        assert!(narrowed(&sheet(&["A1", "A2", "C2", "A3", "C3"], &["A1:C1"])).is_none());
        // A group over two headings, and a blank column that is merged in two of five rows.
        assert!(narrowed(&sheet(&["A1", "A2", "B2", "A3", "B3"], &["A1:B1"])).is_none());
        let cells = ["A1", "C1", "A2", "C2", "A3", "C3", "A4", "C4", "A5", "C5"];
        assert!(narrowed(&sheet(&cells, &["A1:B1", "A2:B2"])).is_none());
    }
}
