//! "There is another table, but it is none of ours." Tables whose headings say nothing known.
//!
//! In: an upright [`Grid`] and the regions already read. Out: tables of unknown form that hold figures, each with a notice. Their figures
//! go nowhere.

use super::discreet::{UNSAID, quiet_headings};
use super::grid::{Grid, Look};
use super::lexicon::Lexicon;
use super::region::Region;
use super::{Beside, Claims, Heading, LeftRow, RowReason, Table};
use crate::field::Form;
use crate::finding::{Finding, Kind, Severity};
use crate::fold::one_line;
use crate::place::{At, Place};

/// Neighbouring rows of several cells with figures among them, outside `regions`.
pub(super) fn find_unknown(grid: &Grid<'_>, regions: &[Region], lexicon: &Lexicon<'_>) -> (Vec<Table>, Vec<Finding>) {
    let runs = runs(grid, regions, lexicon);
    let mut tables = Vec::new();
    let mut findings = Vec::new();
    for run in runs {
        let look = |row: u32, col: u32| grid.own(row, col).map(|ink| ink.look);
        let Some(((head, cols), body)) = run.split_first() else { continue };
        let words_first = cols.iter().all(|col| look(*head, *col) == Some(Look::Words));
        let holds = |rows: &[Line]| {
            rows.iter().any(|(row, cols)| cols.iter().any(|col| look(*row, *col) == Some(Look::Figure)))
        };
        // Rows without headings are still figures that nobody takes; one line of two cells may be a title and its number.
        let bare = run.len() > 1 || cols.len() > 2;
        // A line of a ledger begins with its number or day.
        let dated =
            |(row, cols): &Line| cols.len() > 2 && cols.iter().take(2).any(|col| look(*row, *col) == Some(Look::Day));
        if !(if words_first { holds(body) } else { bare && (holds(&run) || run.iter().any(dated)) }) {
            continue;
        }
        let last = body.last().map_or(*head, |(row, _)| *row);
        let all = run.iter().flat_map(|(_, cols)| cols);
        let span = (all.clone().min().copied().unwrap_or(0), all.max().copied().unwrap_or(0));
        let headings = headings(grid, (*head, cols), words_first);
        let place = grid.sheet.place.at(grid.area((*head, last), span));
        let months = run.iter().filter(|line| begins_with_month(grid, line, lexicon)).count() > 1;
        findings.push(notice(&headings, place.clone(), months));
        let rows = if words_first { body } else { &run };
        let left_out = rows.iter().map(|(row, _)| LeftRow { line: *row, why: RowReason::Unused }).collect();
        tables.push(Table {
            place,
            form: Form::Unknown,
            headings,
            rows: Vec::new(),
            ledger: None,
            totals: Vec::new(),
            left_out,
            blank_is_zero: false,
            blank_note: None,
            parted: Vec::new(),
            sample: Vec::new(),
            hidden: Vec::new(),
            beside: Beside::default(),
            claims: Claims::default(),
        });
    }
    (tables, findings)
}

/// A row of the sheet and its positions with ink.
type Line = (u32, Vec<u32>);

/// The first row as headings. Without a row of nothing but words it is one of the list itself, and is not quoted.
fn headings(grid: &Grid<'_>, (head, cols): (u32, &[u32]), words_first: bool) -> Vec<Heading> {
    let mut headings: Vec<Heading> = cols
        .iter()
        .filter_map(|col| Some((*col, grid.own(head, *col)?)))
        .map(|(col, ink)| Heading {
            area: grid.area((head, head), (col, col)),
            path: vec![one_line(&ink.cell.value.shown())],
            field: None,
            period: None,
            platform: None,
            rival: None,
            why: None,
            margin: 0,
        })
        .collect();
    if words_first {
        quiet_headings(&mut headings, false);
    } else {
        headings.iter_mut().for_each(|heading| heading.path = vec![UNSAID.to_owned()]);
    }
    headings
}

fn begins_with_month(grid: &Grid<'_>, (row, cols): &Line, lexicon: &Lexicon<'_>) -> bool {
    let first = cols.first().and_then(|col| grid.own(*row, *col));
    first.is_some_and(|ink| lexicon.is_month(ink.key()))
}

/// What is said of the table; lines of months tell of figures that somebody may miss.
fn notice(headings: &[Heading], place: Place, months: bool) -> Finding {
    let mut named: Vec<String> = headings.iter().map(|h| h.path.join(" ")).collect();
    if named.iter().all(|name| name == UNSAID) {
        named.clear();
    }
    let finding = Finding::new(Kind::TableUnknown { headings: named }, place);
    let severity = if months { Severity::Doubt } else { finding.severity };
    Finding { severity, ..finding }
}

/// Runs of neighbouring rows of several cells outside `regions`.
fn runs(grid: &Grid<'_>, regions: &[Region], lexicon: &Lexicon<'_>) -> Vec<Vec<Line>> {
    let free = |row: u32, col: u32| !regions.iter().any(|r| r.area.contains(At::new(row, col)));
    let mut runs: Vec<Vec<Line>> = Vec::new();
    for row in grid.lines().filter(|row| !grid.is_within(*row, regions.iter().map(|r| r.area))) {
        let cols: Vec<u32> = grid.inks(row, (0, u32::MAX)).map(|(col, _)| col).filter(|col| free(row, *col)).collect();
        let is_line = || {
            let mut inks = grid.inks(row, (0, u32::MAX));
            inks.any(|(_, ink)| ink.key().contains(':') || lexicon.words.rows.label(ink.key()).is_some())
        };
        if cols.len() < 2 || is_line() {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|(last, _)| *last + 1 == row) => run.push((row, cols)),
            _ => runs.push(vec![(row, cols)]),
        }
    }
    runs
}
