//! "Which line does this figure belong to?" Entries gathered by row, in roster order.
//!
//! In: entries, and the rows that the roster has in use. Out: one [`Row`] for each, then the rows that only files name. It adds
//! nothing up.

use super::Part;
use super::figures::part;
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind};
use crate::fold::{fold, is_empty};
use crate::normalize::{Entry, Normalized, Standing};
use crate::place::Place;
use crate::rules::roster::Roster;
use indexmap::IndexMap;
use std::collections::HashMap;

/// A row that the roster asks for.
pub(super) struct Asked<'a> {
    /// Unit in charge.
    pub(super) unit: &'a str,
    /// Website column or account; empty for messages.
    pub(super) object: &'a str,
    /// Account type; empty where there is none.
    pub(super) platform: &'a str,
    /// Its line.
    pub(super) place: &'a Place,
}

/// The entries of one row.
pub(super) struct Row<'a> {
    /// Unit as used.
    pub(super) unit: String,
    /// Website column or account as used; empty for messages.
    pub(super) object: String,
    /// Account type; empty where nobody says.
    pub(super) platform: String,
    /// Whether it enters the annex.
    pub(super) listed: bool,
    /// Index among the rows asked for.
    pub(super) asked: Option<usize>,
    /// What files say, in order.
    pub(super) entries: Vec<&'a Entry>,
    /// Its line in the roster, else its first cell.
    pub(super) place: Place,
}

impl Row<'_> {
    /// The file's own verdict and problem texts.
    pub(super) fn claims(&self) -> Vec<(Field, Part)> {
        let claimed =
            |e: &&&Entry| matches!(e.field, Field::Verdict | Field::Problem) && e.standing == Standing::Counts;
        let texts = self.entries.iter().filter(claimed).filter(|e| !is_empty(&e.reading.raw));
        texts.map(|e| (e.field, part(e))).collect()
    }
}

type Key = (String, String, String);

/// Gathers the entries of `form`: first the rows asked for, in their order, then the others in order of appearance. With a list
/// (`has_list`) the others are unlisted.
pub(super) fn gather<'a>(normalized: &'a Normalized, form: Form, asked: &[Asked], has_list: bool) -> Vec<Row<'a>> {
    let mut rows: IndexMap<Key, Row<'a>> = IndexMap::new();
    let mut by_name: HashMap<(String, String), Vec<Key>> = HashMap::new();
    for (index, ask) in asked.iter().enumerate() {
        let key = (fold(ask.unit), fold(ask.object), fold(ask.platform));
        by_name.entry((key.0.clone(), key.1.clone())).or_default().push(key.clone());
        rows.entry(key).or_insert_with(|| Row {
            unit: ask.unit.to_owned(),
            object: ask.object.to_owned(),
            platform: ask.platform.to_owned(),
            listed: true,
            asked: Some(index),
            entries: Vec::new(),
            place: ask.place.clone(),
        });
    }
    for entry in normalized.entries.iter().filter(|e| e.form == form && !e.is_nobodys()) {
        let key = key_of(entry, &by_name);
        let row = rows.entry(key).or_insert_with_key(|key| {
            by_name.entry((key.0.clone(), key.1.clone())).or_default().push(key.clone());
            named_by_file(entry, !has_list)
        });
        row.entries.push(entry);
    }
    rows.into_values().collect()
}

/// The key of an entry's row. An entry that tells no account type belongs to the only account of that name.
fn key_of(entry: &Entry, by_name: &HashMap<(String, String), Vec<Key>>) -> Key {
    let object = entry.object.as_ref().map(|o| fold(&o.used)).unwrap_or_default();
    let name = (fold(&entry.unit.used), object);
    if entry.platform.is_none()
        && let Some([only]) = by_name.get(&name).map(Vec::as_slice)
    {
        return only.clone();
    }
    (name.0, name.1, entry.platform.as_deref().map(fold).unwrap_or_default())
}

fn named_by_file(entry: &Entry, no_list: bool) -> Row<'_> {
    Row {
        unit: entry.unit.used.to_string(),
        object: entry.object.as_ref().map(|o| o.used.to_string()).unwrap_or_default(),
        platform: entry.platform.as_deref().unwrap_or_default().to_owned(),
        listed: no_list && entry.unit.listed && entry.object.as_ref().is_none_or(|o| o.listed),
        asked: None,
        entries: Vec::new(),
        place: entry.place.clone(),
    }
}

/// Puts listed rows in the order of the roster's units, unlisted ones last; for forms that have no list of their own.
pub(super) fn by_unit_order(rows: &mut [Row], roster: &Roster) {
    let order: HashMap<String, usize> =
        roster.units.iter().flatten().enumerate().map(|(i, (name, _))| (fold(name), i)).collect();
    rows.sort_by_cached_key(|row| (!row.listed, order.get(&fold(&row.unit)).copied().unwrap_or(usize::MAX)));
}

/// Without a list: rows of one name and type that several units report. In a table that crosses units with website columns each reports its
/// own part.
pub(super) fn shared_by_units(rows: &[Row], form: Form) -> Vec<Finding> {
    let mut names: IndexMap<(String, String), Vec<&Row>> = IndexMap::new();
    for row in rows.iter().filter(|r| !r.entries.is_empty() && !r.object.is_empty()) {
        names.entry((fold(&row.object), fold(&row.platform))).or_default().push(row);
    }
    let is_part = |row: &&Row| row.entries.iter().all(|e| e.duty.is_some());
    let shared = names.into_values().filter(|rows| rows.len() > 1 && !rows.iter().all(is_part));
    let finding = |rows: Vec<&Row>| {
        let units = rows.iter().map(|r| r.unit.clone()).collect();
        let first = Finding::new(Kind::ObjectShared { form, units }, rows[0].place.clone());
        first.object(rows[0].object.as_str()).related(rows[1..].iter().map(|r| r.place.clone()))
    };
    shared.map(finding).collect()
}
