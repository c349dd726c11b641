//! "No roster: who is in the batch?" The names that the files themselves use.
//!
//! In: all tables of the batch. Out: the known names. Names of the roster stay; only a sheet that the roster does not have is
//! filled from the batch.

use super::names::Names;
use crate::field::Field;
use crate::fold::is_empty;
use crate::recognize::{Recognized, Source, Table};
use crate::rules::Rules;
use crate::rules::private::PrivateWords;

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
            units.extend(book.tables.iter().filter(|t| of(t)).flat_map(|t| cells(t, Field::Unit)));
            let claims =
                book.tables.iter().filter(|t| of(t)).map(|t| &t.claims).chain(book.zeros.iter().map(|z| &z.claims));
            for said in claims.flat_map(|c| &c.units).filter(|s| !is_empty(&s.what)) {
                match said.source {
                    // What a line says on purpose weighs more than what begins the name of a file.
                    Source::Line => units.extend([said.what.clone(), said.what.clone()]),
                    // A title may begin with somebody who speaks of a body.
                    Source::Title => units.extend(names.leading_body(&said.what).filter(|name| is_body(name))),
                    _ => units.extend(names.leading_body(&said.what)),
                }
            }
        }
        units.retain(|unit| !rules.words.names.are_several(unit));
        names.learn_units(&units);
    }
    for table in books.iter().flat_map(|b| &b.tables) {
        for column in cells(table, Field::Column) {
            names.learn_column(&column);
        }
        for account in cells(table, Field::Account) {
            names.learn_account(&account);
        }
    }
    names
}

fn cells(table: &Table, field: Field) -> Vec<String> {
    let Some(index) = table.headings.iter().position(|h| h.field == Some(field)) else { return Vec::new() };
    let filled = table.rows.iter().filter_map(|r| r.cells.get(index)?.as_ref());
    filled.map(|c| c.value.shown()).filter(|t| !is_empty(t)).collect()
}
