//! "That is no office, that is the name of somebody." Names in the unit column of message ledgers that are no units.
//!
//! In: what was recognized of all files, and the rules. Out: the same books; a cell of such a column whose words neither end as names of
//! bodies do, nor are known from the roster or from anywhere else in the batch, holds [`withheld`] from here on. Its lines are
//! nobody's (`normalize` says where they stand), and its words are in no output.

use super::learn;
use super::names::Names;
use crate::field::{Field, Form};
use crate::fold::is_empty;
use crate::read::Value;
use crate::recognize::{Recognized, Table};
use crate::rules::Rules;
use crate::rules::private::PrivateWords;

/// What stands for a name that was withheld.
const fn withheld() -> Value {
    Value::Unbelievable(String::new())
}

/// Whether a cell holds a name that was withheld.
#[must_use]
pub fn is_withheld(value: &Value) -> bool {
    *value == withheld()
}

/// Withholds what may be the name of a person.
pub fn withhold(mut books: Vec<&mut Recognized>, rules: &Rules) {
    let words = PrivateWords::get();
    let is_body = |text: &str| words.names_a_body(text, &rules.words.names);
    let doubtful = |text: &str| !is_empty(text) && !is_body(text);
    let mut tables = books.iter().flat_map(|book| &book.tables).filter(|table| is_about_people(table));
    if !tables.any(|table| unit_cells(table).any(|(_, text)| doubtful(&text))) {
        return;
    }
    let names = names(&books, rules);
    for table in books.iter_mut().flat_map(|book| &mut book.tables).filter(|table| is_about_people(table)) {
        let known = |text: &str| names.unit(text).known().is_some();
        let found = unit_cells(table).filter(|(_, text)| doubtful(text) && !known(text));
        let cells: Vec<(usize, usize)> = found.map(|(at, _)| at).collect();
        for (row, cell) in cells {
            if let Some(cell) = table.rows.get_mut(row).and_then(|row| row.cells.get_mut(cell)?.as_mut()) {
                cell.value = withheld();
            }
        }
    }
}

/// The names of the roster; without one those of the batch, its lists of people left out.
fn names(books: &[&mut Recognized], rules: &Rules) -> Names {
    let others = books.iter().map(|book| {
        let without = |table: &Table| match is_about_people(table) {
            true => Table { rows: Vec::new(), totals: Vec::new(), ledger: None, ..table.clone() },
            false => table.clone(),
        };
        Recognized { tables: book.tables.iter().map(without).collect(), findings: Vec::new(), ..(**book).clone() }
    });
    let others: Vec<Recognized> = if rules.roster.units.is_some() { Vec::new() } else { others.collect() };
    learn::learn(&others.iter().collect::<Vec<_>>(), rules)
}

fn is_about_people(table: &Table) -> bool {
    table.form == Form::MessageLedger
}

/// The cells that name the unit of a row: numbers of row and cell, and the words.
fn unit_cells(table: &Table) -> impl Iterator<Item = ((usize, usize), String)> + '_ {
    let columns: Vec<usize> =
        (0..table.headings.len()).filter(|i| table.headings[*i].field == Some(Field::Unit)).collect();
    table.rows.iter().enumerate().flat_map(move |(number, row)| {
        let cells = columns.clone().into_iter().filter_map(|i| Some((i, row.cells.get(i)?.as_ref()?.value.shown())));
        cells.map(move |(i, text)| ((number, i), text)).collect::<Vec<_>>()
    })
}
