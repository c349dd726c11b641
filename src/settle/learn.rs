//! "No roster: who is in the batch?" The names that the files themselves use.
//!
//! In: all tables of the batch. Out: the known names. Names of the roster stay; only a sheet that the roster does not have is
//! filled from the batch.

use super::names::Names;
use crate::field::Field;
use crate::fold::{fold, is_empty};
use crate::recognize::{Recognized, Source, Table};
use crate::rules::Rules;
use crate::rules::private::PrivateWords;
use std::collections::{HashMap, HashSet};

pub(super) fn learn(books: &[&Recognized], rules: &Rules) -> Names {
    learn_from(books, rules, &|_| true)
}

/// [`learn`], from the rows and lines of some tables only.
pub(super) fn learn_from(books: &[&Recognized], rules: &Rules, of: &dyn Fn(&Table) -> bool) -> Names {
    let mut names = Names::of(rules);
    if !names.lists_units() {
        let roster = &rules.roster;
        let is_body = |name: &str| PrivateWords::get().names_a_body(name, &rules.words.names);
        let mut units: Vec<String> = roster.columns.iter().flatten().map(|c| c.unit.clone()).collect();
        units.extend(roster.accounts.iter().flatten().map(|a| a.unit.clone()));
        for book in books {
            let tables = || book.tables.iter().filter(|t| of(t));
            units.extend(tables().flat_map(|t| cells(t, Field::Unit)));
            let mut said_once = HashSet::new();
            let claims = tables().map(|t| &t.claims).chain(book.zeros.iter().map(|z| &z.claims));
            for said in claims.flat_map(|c| &c.units).filter(|s| !is_empty(&s.what)) {
                match said.source {
                    // What a line says on purpose weighs more than what begins the name of a file.
                    Source::Line => units.extend([said.what.clone(), said.what.clone()]),
                    // A file's name stands over each of its tables, and is one writing all the same.
                    _ if !said_once.insert((said.source, &said.what)) => {}
                    // A title may begin with somebody who speaks of a body. Of a list all are known, or its first alone would seem to file.
                    Source::Title => {
                        units.extend(names.leading_bodies(&said.what).into_iter().filter(|name| is_body(name)));
                    }
                    _ => units.extend(names.leading_bodies(&said.what)),
                }
            }
        }
        let stamps = &rules.words.names.stamps;
        units.iter_mut().for_each(|unit| unit.truncate(stamps.before(unit).len()));
        units.retain(|unit| !is_empty(unit) && !rules.words.names.are_several(unit));
        names.learn_units(&units);
    }
    for table in books.iter().flat_map(|b| &b.tables) {
        for column in cells(table, Field::Column) {
            names.learn_column(&column);
        }
        if !names.lists_columns() {
            below_several(table).iter().for_each(|column| names.learn_below(column));
        }
        let status = |name: &String| rules.words.rows.is_no_account(&fold(name));
        for account in cells(table, Field::Account).into_iter().filter(|name| !status(name)) {
            names.learn_account(&account);
        }
    }
    names
}

/// Columns that one unit writes below several others.
fn below_several(table: &Table) -> Vec<String> {
    let index = |field| table.headings.iter().position(|h| h.field == Some(field));
    let (Some(parent), Some(column)) = (index(Field::ParentColumn), index(Field::Column)) else { return Vec::new() };
    let unit = index(Field::Unit);
    let mut first: HashMap<(String, String), String> = HashMap::new();
    let mut out = Vec::new();
    for row in &table.rows {
        let text = |index: usize| row.cells.get(index)?.as_ref().map(|c| c.value.shown());
        let (Some(above), Some(name)) = (text(parent), text(column)) else { continue };
        if is_empty(&above) || is_empty(&name) {
            continue;
        }
        let key = (fold(&unit.and_then(text).unwrap_or_default()), fold(&name));
        if *first.entry(key).or_insert_with(|| fold(&above)) != fold(&above) {
            out.push(name);
        }
    }
    out
}

fn cells(table: &Table, field: Field) -> Vec<String> {
    let Some(index) = table.headings.iter().position(|h| h.field == Some(field)) else { return Vec::new() };
    let filled = table.rows.iter().filter_map(|r| r.cells.get(index)?.as_ref());
    filled.map(|c| c.value.shown()).filter(|t| !is_empty(t)).collect()
}
