//! "What did somebody write beside it, or cross out?" Notes (批注) and struck-through cells around and inside the tables of a sheet.
//!
//! In: a sheet and its tables. Out: for each table the notes on its figures and its cells that are crossed out, for `normalize` to weigh;
//! and findings about all that stands elsewhere, and about texts crossed out in part. Notes on ledgers of messages may name citizens: only
//! that there are some leaves this step.

use super::{Heading, RawCell, RawRow, Table};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind};
use crate::place::At;
use crate::read::{Note, Sheet, Struck, Value};
use crate::rules::private::PrivateWords;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// What stands beside the figures of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// Notes on figures, empty ones too, in the order of the cells.
    pub notes: Vec<Note>,
    /// Cells that are crossed out as a whole, in order.
    pub struck: Vec<At>,
}

impl Beside {
    /// The note on a figure.
    #[must_use]
    pub fn note(&self, at: At) -> Option<&Note> {
        self.notes.binary_search_by_key(&at, |note| note.at).ok().map(|index| &self.notes[index])
    }

    /// Whether a cell is crossed out.
    #[must_use]
    pub fn is_struck(&self, at: At) -> bool {
        self.struck.binary_search(&at).is_ok()
    }

    /// Whether a row is crossed out: the name of what it is about is.
    #[must_use]
    pub fn is_struck_row(&self, headings: &[Heading], row: &RawRow) -> bool {
        let names = cells(headings, row).filter(|(heading, _)| is_name(heading));
        !self.struck.is_empty() && names.into_iter().any(|(_, cell)| self.is_struck(cell.at))
    }
}

const fn is_name(heading: &Heading) -> bool {
    matches!(heading.field, Some(Field::Unit | Field::Column | Field::Account))
}

fn is_figure(heading: &Heading) -> bool {
    heading.field.is_some_and(Field::is_count)
}

fn cells<'a>(headings: &'a [Heading], row: &'a RawRow) -> impl Iterator<Item = (&'a Heading, &'a RawCell)> {
    headings.iter().zip(&row.cells).filter_map(|(heading, cell)| Some((heading, cell.as_ref()?)))
}

/// What stands beside the figures of a table; `turned` says that its headings run down.
pub(super) fn beside(sheet: &Sheet, table: &Table, turned: bool) -> Beside {
    let Some(area) = table.place.area.filter(|_| !sheet.notes.is_empty() || !sheet.struck.is_empty()) else {
        return Beside::default();
    };
    let struck = sheet.struck.iter().filter(|struck| struck.part.is_none() && area.contains(struck.at));
    let struck = struck.map(|struck| struck.at).collect();
    let mut out = Beside { notes: Vec::new(), struck };
    if sheet.notes.is_empty() || table.ledger.is_some() || table.form == Form::MessageLedger {
        return out;
    }
    let blank = |heading: &Heading, row: &RawRow| match turned {
        true => At::new(heading.area.first.row, row.line),
        false => At::new(row.line, heading.area.first.col),
    };
    let figures = table.rows.iter().flat_map(|row| {
        let all = table.headings.iter().zip(&row.cells).filter(|(heading, _)| is_figure(heading));
        all.map(move |(heading, cell)| cell.as_ref().map_or_else(|| blank(heading, row), |cell| cell.at))
    });
    out.notes = figures.filter_map(|at| sheet.note(at)).cloned().collect();
    out.notes.sort_by_key(|note| note.at);
    out.notes.dedup_by_key(|note| note.at);
    out
}

/// Places that a finding names beside its first.
const MOST_PLACES: usize = 20;

/// Findings about what stands beside anything but figures.
pub(super) fn said(sheet: &Sheet, tables: &[Table]) -> Vec<Finding> {
    let (mut out, mut crossed) = (Vec::new(), Vec::new());
    let weighed: HashSet<At> = tables.iter().flat_map(weighed).collect();
    for Struck { at, part } in &sheet.struck {
        // Anywhere but among what is published it may be the words of somebody.
        let public = |form| matches!(form, Form::Columns | Form::Accounts | Form::Posts);
        let counts = |text: &String| PrivateWords::get().only_counts(text);
        let quotable = |kept: &String, struck: &String| {
            inside(tables, *at).any(|table| public(table.form))
                || inside(tables, *at).any(|table| table.form == Form::Messages) && counts(kept) && counts(struck)
        };
        match (part, sheet.cell(*at).map(|cell| &cell.value)) {
            (Some(struck), Some(Value::Text(kept))) if quotable(kept, struck) => {
                let kind = Kind::StruckPart { kept: kept.clone(), struck: struck.clone() };
                out.push(Finding::new(kind, sheet.place.at(*at)));
            }
            (None, _) if weighed.contains(at) => {}
            _ => crossed.push(*at),
        }
    }
    let on_figure = |at: At| inside(tables, at).any(|table| table.beside.note(at).is_some());
    let notes: Vec<At> = sheet.notes.iter().map(|note| note.at).filter(|at| !on_figure(*at)).collect();
    out.extend(elsewhere(sheet, &notes, Kind::NotesElsewhere { count: notes.len() }));
    out.extend(elsewhere(sheet, &crossed, Kind::StruckElsewhere { count: crossed.len() }));
    out
}

fn elsewhere(sheet: &Sheet, at: &[At], kind: Kind) -> Option<Finding> {
    let (first, more) = at.split_first()?;
    let more = more.iter().take(MOST_PLACES).map(|at| sheet.place.at(*at));
    Some(Finding::new(kind, sheet.place.at(*first)).related(more))
}

fn inside(tables: &[Table], at: At) -> impl Iterator<Item = &Table> {
    tables.iter().filter(move |table| table.place.area.is_some_and(|area| area.contains(at)))
}

/// The struck cells of a table that make its figures doubtful: of rows and headings that are crossed out, and of figures and ledger lines.
fn weighed(table: &Table) -> Vec<At> {
    let beside = &table.beside;
    if beside.struck.is_empty() {
        return Vec::new();
    }
    match table.form {
        Form::Posts => return beside.struck.clone(),
        Form::Columns | Form::Messages | Form::Accounts => {}
        Form::MessageLedger | Form::FindingsLedger | Form::Unknown => return Vec::new(),
    }
    let heads = table.headings.iter().filter(|heading| is_figure(heading)).map(|heading| heading.area.first);
    let of_rows = table.rows.iter().flat_map(|row| {
        let whole = beside.is_struck_row(&table.headings, row);
        cells(&table.headings, row).filter(move |(heading, _)| whole || is_figure(heading)).map(|(_, cell)| cell.at)
    });
    heads.chain(of_rows).filter(|at| beside.is_struck(*at)).collect()
}
