//! "Was anything changed by hand since?" What was written against what stands there now.
//!
//! In: the record of a workbook and the workbook as read. Out: every cell that differs. Cells that are there to be filled in, and
//! formulas that nobody has calculated, are no changes. It asks nobody why.

use super::align::{Held, align};
use super::record::{is_record, print};
use super::{PageTrail, Shown, Trail};
use crate::annex::RowOf;
use crate::place::At;
use crate::read::{Book, Row, Sheet, Value};
use std::collections::{BTreeSet, HashMap, HashSet};

/// One difference.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// A cell shows something else than was written.
    Cell {
        /// The sheet.
        sheet: String,
        /// The cell.
        at: At,
        /// The same cell where it was written; none in a row that was put in.
        made_at: Option<At>,
        /// What was written; none where nothing was.
        made: Option<Shown>,
        /// What stands there; none where nothing does.
        present: Option<Shown>,
        /// Whether a formula stands there, as it was made: it follows from other cells.
        follows: bool,
    },
    /// A row stands between the others that was not written.
    RowPutIn {
        /// The sheet.
        sheet: String,
        /// The row now, from zero.
        row: u32,
        /// What it is about.
        said: String,
    },
    /// A row was taken out; those behind it moved up.
    RowTakenOut {
        /// The sheet.
        sheet: String,
        /// The row as it was written, from zero.
        row: u32,
        /// What it was about.
        said: String,
    },
    /// A row of an evidence sheet is not as it was written.
    EvidenceRow {
        /// The sheet.
        sheet: String,
        /// The row, from zero.
        row: u32,
    },
    /// A sheet is gone.
    SheetGone(String),
    /// A sheet was added.
    SheetAdded(String),
}

/// All differences.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Edits {
    /// In the order of the tabs, then of the cells.
    pub list: Vec<Edit>,
    /// Formulas without a result: the program that saved the workbook calculates nothing.
    pub uncalculated: usize,
    /// Rows of pages kept cell by cell that stand elsewhere now: the sheet and the row as written, and the row now.
    pub moved: HashMap<(String, u32), u32>,
}

/// What stands at a cell now.
#[derive(Debug, Clone, PartialEq)]
pub enum Stands {
    /// The same as was written, or nothing as nothing was.
    Same,
    /// A formula without a result.
    Uncalculated,
    /// Something else; none where nothing stands there.
    Other(Option<Shown>),
}

/// Every difference between what was written and what stands there.
#[must_use]
pub fn edits(trail: &Trail, book: &Book) -> Edits {
    let mut out = Edits::default();
    for page in &trail.pages {
        match sheet(book, &page.name) {
            None => out.list.push(Edit::SheetGone(page.name.clone())),
            Some(sheet) => match &page.prints {
                Some(prints) => evidence(page, prints, sheet, &mut out),
                None => cells(page, sheet, &mut out),
            },
        }
    }
    let known: HashSet<&str> = trail.pages.iter().map(|p| p.name.as_str()).collect();
    let names = book.sheets.iter().filter_map(|s| s.place.sheet.as_deref());
    let added = names.filter(|name| !known.contains(name) && !is_record(name));
    out.list.extend(added.map(|name| Edit::SheetAdded(name.to_owned())));
    out
}

/// The sheet of this name.
fn sheet<'a>(book: &'a Book, name: &str) -> Option<&'a Sheet> {
    book.sheets.iter().find(|s| s.place.sheet.as_deref() == Some(name))
}

impl Edits {
    /// Where a cell of now was written; none in a row that was put in where another one stood.
    #[must_use]
    pub fn written_at(&self, sheet: &str, at: At) -> Option<At> {
        let came_here = self.moved.iter().find(|((name, _), now)| name == sheet && **now == at.row);
        match came_here {
            Some(((_, then), _)) => Some(At::new(*then, at.col)),
            None => (!self.moved.contains_key(&(sheet.to_owned(), at.row))).then_some(at),
        }
    }

    /// Where a row of then stands now.
    #[must_use]
    pub fn row_now(&self, sheet: &str, row: u32) -> u32 {
        self.moved.get(&(sheet.to_owned(), row)).copied().unwrap_or(row)
    }
}

/// What stands now at a cell of a page that is kept cell by cell, where `made` was written.
#[must_use]
pub fn stands_at((page, at): (&PageTrail, At), made: Option<&Shown>, book: &Book) -> Stands {
    let cell = sheet(book, &page.name).and_then(|s| s.cell(at));
    if cell.is_some_and(|c| c.value == Value::Uncalculated) {
        return Stands::Uncalculated;
    }
    let present = cell.and_then(|c| Shown::read(&c.value));
    match (made, &present) {
        (None, None) => Stands::Same,
        (Some(made), Some(present)) if made.same(present) => Stands::Same,
        _ => Stands::Other(present),
    }
}

fn cells(page: &PageTrail, sheet: &Sheet, out: &mut Edits) {
    let about = |row: &Row| {
        let texts = row.cells.iter().filter(|(_, cell)| !cell.formula);
        let texts: Vec<(u32, Shown)> = texts.filter_map(|(col, c)| Some((*col, Shown::read(&c.value)?))).collect();
        page.about(&texts)
    };
    let now: Vec<(u32, String)> = sheet.rows().iter().map(|row| (row.row, about(row))).collect();
    let name = || page.name.clone();
    for held in align(&page.named_rows(), &now) {
        match held {
            Held::Both(then, now) => {
                if then != now {
                    out.moved.insert((name(), then), now);
                }
                row(page, sheet, (Some(then), now), out);
            }
            Held::New(now, true) => {
                let said = sheet.rows().iter().find(|r| r.row == now).map(about).unwrap_or_default();
                out.list.push(Edit::RowPutIn { sheet: name(), row: now, said });
            }
            Held::New(now, false) => row(page, sheet, (None, now), out),
            Held::Gone(then, true) => {
                let said = page.named_rows().into_iter().find(|(row, _)| *row == then).map(|(_, said)| said);
                out.list.push(Edit::RowTakenOut { sheet: name(), row: then, said: said.unwrap_or_default() });
            }
            Held::Gone(then, false) => row(page, sheet, (Some(then), then), out),
        }
    }
}

/// Cells of one row that differ: its number in the record, and on the sheet.
fn row(page: &PageTrail, sheet: &Sheet, (then, now): (Option<u32>, u32), out: &mut Edits) {
    let made_row = then.and_then(|then| page.row(then));
    let present = sheet.rows().binary_search_by_key(&now, |r| r.row).ok().map(|i| &sheet.rows()[i]);
    let mut all: BTreeSet<u32> = made_row.iter().flat_map(|r| r.cells.iter().map(|(col, _)| *col)).collect();
    all.extend(present.iter().flat_map(|r| r.cells.iter().map(|(col, _)| *col)));
    for col in all {
        let at = At::new(now, col);
        let made = made_row.and_then(|r| r.cell(col));
        let cell = sheet.cell(at);
        if cell.is_some_and(|c| c.value == Value::Uncalculated) {
            out.uncalculated += 1;
            continue;
        }
        let present = cell.and_then(|c| Shown::read(&c.value));
        // The empty columns of a list of findings wait for the clerk.
        let to_fill_in = made.is_none() && made_row.is_some_and(|r| matches!(r.of, Some(RowOf::Finding(_))));
        let same = match (made, &present) {
            (Some(made), Some(present)) => made.same(present),
            (made, present) => made.is_none() && present.is_none(),
        };
        if same || to_fill_in {
            continue;
        }
        let was_formula = made_row.is_some_and(|r| r.formulas.contains(&col));
        out.list.push(Edit::Cell {
            sheet: page.name.clone(),
            at,
            made_at: then.map(|then| At::new(then, col)),
            made: made.cloned(),
            present,
            follows: was_formula && cell.is_some_and(|c| c.formula),
        });
    }
}

/// Rows are kept as prints: those before and behind all changes are set aside, so that a row put in is one difference.
fn evidence(page: &PageTrail, prints: &[u32], sheet: &Sheet, out: &mut Edits) {
    let rows = sheet.rows().last().map_or(0, |row| row.row + 1);
    let mut present: Vec<u32> = (0..rows).map(|row| present_print(sheet, row)).collect();
    // Rows without any cell at the end of a sheet are not read back.
    let blank = print(&[]);
    while prints.get(present.len()) == Some(&blank) {
        present.push(blank);
    }
    let ahead = prints.iter().zip(&present).take_while(|(a, b)| a == b).count();
    let (made, present) = (&prints[ahead..], &present[ahead..]);
    let behind = made.iter().rev().zip(present.iter().rev()).take_while(|(a, b)| a == b).count();
    let (made, present) = (&made[..made.len() - behind], &present[..present.len() - behind]);
    let number = |n: usize| u32::try_from(ahead + n).unwrap_or(u32::MAX);
    let name = || page.name.clone();
    let shared = made.len().min(present.len());
    let changed = (0..shared).filter(|n| made[*n] != present[*n]);
    out.list.extend(changed.map(|n| Edit::EvidenceRow { sheet: name(), row: number(n) }));
    let moved = behind > 0;
    out.list.extend((shared..present.len()).map(|n| match moved {
        true => Edit::RowPutIn { sheet: name(), row: number(n), said: String::new() },
        false => Edit::EvidenceRow { sheet: name(), row: number(n) },
    }));
    out.list.extend((shared..made.len()).map(|n| match moved {
        true => Edit::RowTakenOut { sheet: name(), row: number(n), said: String::new() },
        false => Edit::EvidenceRow { sheet: name(), row: number(n) },
    }));
}

/// Print of what stands in a row now.
fn present_print(sheet: &Sheet, row: u32) -> u32 {
    let rows = sheet.rows();
    let found: Option<&Row> = rows.binary_search_by_key(&row, |r| r.row).ok().map(|i| &rows[i]);
    let cells = found.into_iter().flat_map(|r| &r.cells);
    print(&cells.filter_map(|(col, cell)| Some((*col, Shown::read(&cell.value)?))).collect::<Vec<_>>())
}
