//! "Whose table is this?" The unit that a table speaks for.
//!
//! In: a table's unit column, its 填报单位 line, title, sheet, file and folder names. Out: the unit in that order of strength, and
//! whether another place names another unit. A unit column with two units or more is a collective table and contradicts nothing.

use super::UnitFor;
use super::names::Names;
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind};
use crate::fold::{fold, is_empty, one_line};
use crate::place::Place;
use crate::recognize::{Claims, Recognized, Said, Source, Table};

/// A unit named somewhere around a table.
struct Named {
    /// Name in use, or the folded writing of an unknown one.
    used: String,
    unit: UnitFor,
    text: String,
}

/// The units of a table.
pub(super) struct Owner {
    /// The unit of rows without one of their own.
    pub(super) unit: Option<UnitFor>,
    /// Whether rows name their unit themselves.
    pub(super) by_row: bool,
    /// Another place names another unit.
    pub(super) conflict: Option<Finding>,
}

pub(super) fn of_table(table: &Table, book: &Recognized, names: &Names) -> Owner {
    let rows = in_rows(table, names);
    let mut around = around(&table.claims, names);
    if rows.is_empty() && around.is_empty() {
        around.extend(of_book(book, names));
        if around.is_empty() {
            around.extend(unknown_body(&table.claims, names));
        }
    }
    if rows.len() > 1 {
        return Owner { unit: None, by_row: true, conflict: None };
    }
    let by_row = !rows.is_empty();
    let mut all = rows;
    all.extend(around);
    speak_for_bodies(&mut all, names);
    if table.form == Form::MessageLedger {
        // Its title may tell about somebody: only the names of units are said.
        all.iter_mut().for_each(|named| named.text.clone_from(&named.unit.written));
    }
    let conflict = conflict(&all, names);
    Owner { unit: all.into_iter().next().map(|n| n.unit), by_row, conflict }
}

/// The unit of a sentence that stands outside of tables: its own claims, else the one unit of the book.
pub(super) fn of_claims(claims: &Claims, book: &Recognized, names: &Names) -> Option<UnitFor> {
    let known = around(claims, names).into_iter().next().or_else(|| of_book(book, names));
    known.or_else(|| unknown_body(claims, names)).map(|n| n.unit)
}

/// Known units that texts around the tables and sentences of a book name.
pub(super) fn named_by(book: &Recognized, names: &Names) -> Vec<String> {
    let claims = book.tables.iter().map(|t| &t.claims).chain(book.zeros.iter().map(|z| &z.claims));
    let named = claims.flat_map(|claims| around(claims, names));
    named.filter(|n| names.is_unit(&n.used)).map(|n| n.used).collect()
}

/// Where nothing names a known unit: the words of the strongest text that end as names of bodies do, so that the clerk is asked about
/// them. None where a text names several units or bodies: nobody could tell which of them is meant.
fn unknown_body(claims: &Claims, names: &Names) -> Option<Named> {
    let mut sorted: Vec<&Said<String>> = claims.units.iter().filter(|s| s.source != Source::Column).collect();
    sorted.sort_by_key(|s| s.source);
    if sorted.iter().any(|said| !names.find_unit_in(&said.what).is_empty()) {
        return None;
    }
    let (said, body) = sorted.into_iter().find_map(|said| Some((said, names.leading_body(&said.what)?)))?;
    let is_one = names.leading_body(&said.what.replacen(&body, "", 1)).is_none_or(|other| other == body);
    let found = is_one.then(|| named(&body, &said.place, names))?;
    Some(Named { text: said.what.clone(), ..found })
}

/// A room inside a body (某局办公室) that fills in a form where something else names the body speaks for it, as does the short name of a
/// body where something else names the company that it is.
fn speak_for_bodies(all: &mut [Named], names: &Names) {
    for index in 0..all.len() {
        let own = &all[index].unit.written;
        let office = names.body_of_office(own);
        let used = office.as_ref().and_then(|body| names.unit(body).known().map(|m| m.used.clone()));
        let is_it = |other: &&Named| match &office {
            Some(body) => Some(&other.used) == used.as_ref() || names.may_be_one(body, &other.unit.written),
            None => names.incorporates(&other.unit.written, own),
        };
        let Some((used, written)) = all.iter().find(is_it).map(|n| (n.used.clone(), n.unit.written.clone())) else {
            continue;
        };
        (all[index].used, all[index].unit.written) = (used, written);
    }
}

fn conflict(all: &[Named], names: &Names) -> Option<Finding> {
    let first = all.first()?;
    let others: Vec<&Named> = all.iter().filter(|n| n.used != first.used).collect();
    let others: Vec<&Named> =
        others.into_iter().filter(|n| !names.may_be_one(&n.unit.written, &first.unit.written)).collect();
    if others.is_empty() {
        return None;
    }
    let mut said = vec![first.text.clone()];
    for other in &others {
        if !said.contains(&other.text) {
            said.push(other.text.clone());
        }
    }
    let places = others.iter().map(|n| n.unit.place.clone());
    let finding = Finding::new(Kind::UnitConflict { said }, first.unit.place.clone()).unit(first.used.clone());
    Some(finding.related(places))
}

/// The distinct units of a table's unit column; at most two are looked for.
fn in_rows(table: &Table, names: &Names) -> Vec<Named> {
    let Some(index) = table.headings.iter().position(|h| h.field == Some(Field::Unit)) else { return Vec::new() };
    let mut out: Vec<Named> = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for cell in table.rows.iter().filter_map(|r| r.cells.get(index)?.as_ref()) {
        let text = cell.value.shown();
        if is_empty(&text) || seen.contains(&text) {
            continue;
        }
        let named = named(&text, &table.place.at(cell.at), names);
        seen.push(text);
        if out.iter().all(|n| n.used != named.used) {
            out.push(named);
        }
        if out.len() > 1 {
            break;
        }
    }
    out
}

/// Units named around a table, strongest first. A longer text counts when it names exactly one known unit.
fn around(claims: &Claims, names: &Names) -> Vec<Named> {
    let mut sorted: Vec<&Said<String>> = claims.units.iter().filter(|s| s.source != Source::Column).collect();
    sorted.sort_by_key(|s| s.source);
    sorted.into_iter().filter_map(|said| in_claim(said, names)).collect()
}

fn in_claim(said: &Said<String>, names: &Names) -> Option<Named> {
    if is_empty(&said.what) {
        return None;
    }
    if said.source == Source::Line || names.is_unit(&said.what) {
        return Some(named(&said.what, &said.place, names));
    }
    let found = names.find_unit_in(&said.what);
    let [(used, range)] = &found[..] else { return None };
    let part = one_line(said.what.get(range.clone())?);
    // Inside a text a name may stand in a form that is none by itself (开发区 of 开发区管委会).
    let alone = names.unit(&part).known().is_some_and(|m| m.used == *used);
    let written = if alone { part } else { used.clone() };
    Some(Named { used: used.clone(), unit: UnitFor { written, place: said.place.clone() }, text: said.what.clone() })
}

fn named(text: &str, place: &Place, names: &Names) -> Named {
    let used = names.unit(text).known().map_or_else(|| fold(text), |m| m.used.clone());
    Named { used, unit: UnitFor { written: one_line(text), place: place.clone() }, text: one_line(text) }
}

/// The one unit that all tables and sentences of a book name, when they name exactly one.
fn of_book(book: &Recognized, names: &Names) -> Option<Named> {
    let tables = book.tables.iter().flat_map(|t| {
        let rows = in_rows(t, names);
        if rows.is_empty() { around(&t.claims, names) } else { rows }
    });
    let mut all = tables.chain(book.zeros.iter().flat_map(|z| around(&z.claims, names)));
    let first = all.next()?;
    all.all(|n| n.used == first.used).then_some(first)
}
