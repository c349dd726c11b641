//! "That is no office, that is the name of somebody." Names in message ledgers that stand for a unit and are none.
//!
//! In: what was recognized of all files, and the rules. Out: the same books; a cell of the unit column whose words neither end as names of
//! bodies do, nor are known from the roster or from anywhere else in the batch, holds [`withheld`] from here on, and a line that names
//! such a unit says nothing. The lines of the ledger are nobody's then (it is said where they stand), and the words are in no output.
//! Where a line names the unit and all that stands in the column are its rooms (信访科), the lines are the unit's, and the column names none.

use super::learn;
use crate::field::{Field, Form};
use crate::fold::{fold_name, is_empty};
use crate::place::Place;
use crate::read::Value;
use crate::recognize::{Recognized, Said, Source, Table, Why};
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
    let asks = |table: &Table| {
        let lines = table.claims.units.iter().filter(|said| is_line(said));
        unit_cells(table).any(|(_, text)| doubtful(&text)) || lines.into_iter().any(|said| doubtful(&said.what))
    };
    if !tables.any(asks) {
        return;
    }
    // The names of the roster; without one those of the batch, its lists of people left out.
    let names = {
        let shared: Vec<&Recognized> = books.iter().map(|book| &**book).collect();
        learn::learn_from(&shared, rules, &|table| !is_about_people(table))
    };
    for table in books.iter_mut().flat_map(|book| &mut book.tables).filter(|table| is_about_people(table)) {
        let is_known = |text: &str| names.unit(text).known().is_some();
        let is_somebody = |text: &str| doubtful(text) && !is_known(text);
        let files = |said: &Said<String>| is_line(said) && !said.what.is_empty() && !is_somebody(&said.what);
        let is_room = |text: &str| is_room(text, rules) && !is_known(text);
        if table.claims.units.iter().any(files) && are_rooms(table, &is_room, &doubtful) {
            leave_rooms(table);
            continue;
        }
        for said in table.claims.units.iter_mut().filter(|said| is_line(said) && is_somebody(&said.what)) {
            said.what.clear();
            said.text.clear();
        }
        let found = unit_cells(table).filter(|(_, text)| is_somebody(text));
        let cells: Vec<(usize, usize)> = found.map(|(at, _)| at).collect();
        for (row, cell) in cells {
            if let Some(cell) = table.rows.get_mut(row).and_then(|row| row.cells.get_mut(cell)?.as_mut()) {
                cell.value = withheld();
            }
        }
    }
}

/// Whether a text (as written) is the name of a room; what begins with a level (县某所) is a body by itself.
fn is_room(text: &str, rules: &Rules) -> bool {
    let key = fold_name(text);
    !key.starts_with(|c| rules.words.names.levels.contains(c)) && rules.words.guards.is_room(&key)
}

/// Whether all that stands in the column of units are rooms; where each may as well be a body, it is one.
fn are_rooms(table: &Table, is_room: &dyn Fn(&str) -> bool, doubtful: &dyn Fn(&str) -> bool) -> bool {
    let written: Vec<String> = unit_cells(table).map(|(_, text)| text).filter(|text| !is_empty(text)).collect();
    written.iter().all(|text| is_room(text)) && written.iter().any(|text| doubtful(text))
}

/// Makes the column of units one of which nothing is taken.
fn leave_rooms(table: &mut Table) {
    for (index, heading) in table.headings.iter_mut().enumerate().filter(|(_, h)| h.field == Some(Field::Unit)) {
        (heading.field, heading.rival, heading.why) = (Some(Field::NotData), None, Some(Why::Values));
        table.rows.iter_mut().filter_map(|row| row.cells.get_mut(index)).for_each(|cell| *cell = None);
    }
}

/// Where a line of the table names somebody instead of a unit.
pub(super) fn line_withheld(table: &Table) -> Option<&Place> {
    let mut said = table.claims.units.iter().filter(|said| is_line(said) && said.what.is_empty());
    said.next().filter(|_| is_about_people(table)).map(|said| &said.place)
}

fn is_line(said: &Said<String>) -> bool {
    said.source == Source::Line
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
