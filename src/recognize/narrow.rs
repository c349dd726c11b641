//! "How many columns would that take without the merges?" Letter columns that only make their neighbours wider.
//!
//! In: a [`Sheet`]. Out: the same sheet without the letter columns that hold nothing and over which most cells at their left are merged, as
//! forms have them that were drawn like documents; and back again: all that was found there, at its true address. It knows no words and
//! looks for no tables.

use super::{Claims, RawRow, Said, Table, ZeroSentence};
use crate::finding::Finding;
use crate::place::{Area, At, Place};
use crate::read::{Note, Row, Sheet, Struck};

/// The letter columns that were kept: their true numbers, ascending, and behind them the one after the last.
pub(super) struct Kept(Vec<u32>);

/// Rows that must be merged over a column before it is taken for a part of its neighbour; a title alone says nothing.
const LEAST: usize = 2;

/// The sheet without the columns that only widen others; `None` where there are none.
pub(super) fn narrowed(sheet: &Sheet) -> Option<(Sheet, Kept)> {
    let kept = kept(sheet)?;
    let mut out = Sheet::new(sheet.place.clone());
    (out.missing, out.hidden, out.filtered) = (sheet.missing, sheet.hidden, sheet.filtered);
    out.hidden_rows.clone_from(&sheet.hidden_rows);
    out.hidden_columns =
        sheet.hidden_columns.iter().filter_map(|col| kept.0.binary_search(col).ok()).map(number).collect();
    out.merges = sheet.merges.iter().filter_map(|area| kept.inside(*area)).collect();
    out.notes = sheet.notes.iter().map(|note| Note { at: kept.before(note.at), ..note.clone() }).collect();
    out.struck = sheet.struck.iter().map(|struck| Struck { at: kept.before(struck.at), ..struck.clone() }).collect();
    let row = |row: &Row| {
        let cells =
            row.cells.iter().map(|(col, cell)| (kept.before(At::new(row.row, *col)).col, cell.clone())).collect();
        Row { row: row.row, cells }
    };
    out.put_back(sheet.rows().iter().map(row).collect());
    Some((out, kept))
}

fn kept(sheet: &Sheet) -> Option<Kept> {
    if sheet.merges.iter().all(|merge| merge.first.col == merge.last.col) {
        return None;
    }
    let bounds = sheet.bounds()?;
    let last = bounds.last.col;
    // Of each column the rows that are merged over it, and those that reach over it; a run of columns counts where it begins and ends.
    let (mut merged, mut reached) = (vec![0; last as usize + 2], vec![0; last as usize + 2]);
    let add = |runs: &mut Vec<isize>, (from, to): (u32, u32), rows: usize| {
        if from <= to {
            runs[from as usize] += rows.cast_signed();
            runs[to as usize + 1] -= rows.cast_signed();
        }
    };
    let rows = sheet.rows();
    let before = |line: u32| rows.partition_point(|row| row.row < line);
    for merge in &sheet.merges {
        let lines = before(merge.last.row + 1) - before(merge.first.row);
        add(&mut merged, (merge.first.col + 1, merge.last.col.min(last)), lines);
    }
    for ends in rows.iter().filter_map(|row| Some((row.cells.first()?.0, row.cells.last()?.0))) {
        add(&mut reached, ends, 1);
    }
    let counts = |runs: Vec<isize>| {
        runs.into_iter()
            .scan(0, |sum, run| {
                *sum += run;
                Some(*sum)
            })
            .collect::<Vec<_>>()
    };
    let (merged, reached) = (counts(merged), counts(reached));
    let widens = |col: &usize| merged[*col] >= LEAST.cast_signed() && merged[*col] * 2 > reached[*col];
    let mut inked = vec![false; last as usize + 1];
    if !(0..inked.len()).any(|col| widens(&col)) {
        return None;
    }
    sheet.cells().for_each(|(at, _)| inked[at.col as usize] = true);
    let mut kept: Vec<u32> = (0..inked.len()).filter(|col| inked[*col] || !widens(col)).map(number).collect();
    if kept.len() == inked.len() {
        return None;
    }
    kept.push(last + 1);
    Some(Kept(kept))
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Columns without those that were left out, and with them again. Behind the last that was looked at all are kept.
impl Kept {
    /// The column's new number, or that of the column which it widens.
    fn before(&self, at: At) -> At {
        let last = self.0.len() - 1;
        let index = self.0.partition_point(|col| *col <= at.col).saturating_sub(1);
        At::new(at.row, number(index) + if index == last { at.col - self.0[last] } else { 0 })
    }

    /// What is left of a merged region up to the last column that holds anything; nothing where that is one cell or none.
    fn inside(&self, area: Area) -> Option<Area> {
        let end = self.0[self.0.len() - 1] - 1;
        let last = self.before(At::new(area.last.row, area.last.col.min(end)));
        let widens = self.0.binary_search(&area.first.col).is_err() && area.first.col < self.0[self.0.len() - 1];
        let first = At::new(area.first.row, self.before(area.first).col + u32::from(widens));
        (first.col <= last.col && first != last).then_some(Area { first, last })
    }

    fn col(&self, col: u32) -> u32 {
        let last = self.0.len() - 1;
        self.0.get(col as usize).copied().unwrap_or_else(|| self.0[last] + (col - number(last)))
    }

    fn at(&self, at: &mut At) {
        at.col = self.col(at.col);
    }

    /// A range takes in what widens its last column, a cell is its own.
    fn area(&self, area: &mut Area) {
        let one = area.first == area.last;
        let last = if one { self.col(area.last.col) } else { self.col(area.last.col + 1) - 1 };
        self.at(&mut area.first);
        area.last.col = last;
    }

    fn place(&self, place: &mut Place) {
        place.area.iter_mut().for_each(|area| self.area(area));
    }

    /// Puts all addresses of a table back.
    pub(super) fn table(&self, table: &mut Table) {
        self.place(&mut table.place);
        table.headings.iter_mut().for_each(|heading| self.area(&mut heading.area));
        let runs_down = table.rows.iter().chain(&table.totals).any(RawRow::runs_down);
        table.rows.iter_mut().chain(&mut table.totals).for_each(|row| self.row(row));
        if runs_down {
            let lines = table.left_out.iter_mut().map(|left| &mut left.line);
            lines.chain(table.sample.iter_mut().map(|(line, _)| line)).for_each(|line| *line = self.col(*line));
        }
        if let Some(ledger) = &mut table.ledger {
            ledger.alike.iter_mut().for_each(|alike| self.area(&mut alike.area));
            if runs_down {
                let runs = ledger.alike.iter_mut().flat_map(|alike| &mut alike.runs);
                runs.for_each(|run| *run = (self.col(run.0), self.col(run.1)));
                ledger.again.iter_mut().flatten().for_each(|again| again.line = self.col(again.line));
            }
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
        if row.runs_down() {
            row.line = self.col(row.line);
        }
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
        assert_eq!(place.area.unwrap().to_string(), "A2:D3");
        let mut place = wide.place.at(At::new(2, 2));
        kept.place(&mut place);
        assert_eq!(place.area.unwrap().to_string(), "E3");
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
