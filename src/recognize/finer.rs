//! "公开专栏 · 具体事项" Two levels of names, of which the finer one tells the rows apart.
//!
//! In: a [`Table`] of website columns as drawn. Out: the same table with the finer name as the column and the coarser one above it, where the
//! heading's words allow; else the rows that share a name while a text beside it tells them apart wait, with a finding that names both. Rows
//! of one name and several texts are never taken for one.

use super::discreet::quiet_values;
use super::lexicon::{Lexicon, is_month};
use super::roles::{Role, Roles};
use super::{LeftRow, RawRow, RowReason, Table, Why};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Waits};
use crate::fold::{fold, is_empty, one_line};
use crate::place::Area;
use crate::read::Value;
use crate::rules::private::PrivateWords;
use indexmap::IndexMap;

/// The longest text that is told, and the longest that may be a name.
const NAME: usize = 30;
/// Texts of the rows that are told.
const TOLD: usize = 3;

/// What the headings of a table are once its rows are known: the finer of two names is the column; then what
/// nobody knows is hushed.
pub(super) fn settle(table: &mut Table, roles: &mut Roles, lexicon: &Lexicon<'_>) -> Option<Finding> {
    let waits = take_in(table, roles, lexicon);
    quiet_values(table, lexicon);
    waits
}

/// Takes the finer name where there is one.
fn take_in(table: &mut Table, roles: &mut Roles, lexicon: &Lexicon<'_>) -> Option<Finding> {
    if table.form != Form::Columns || !roles.missing.is_empty() {
        return None;
    }
    let column = table.headings.iter().position(|h| h.field == Some(Field::Column))?;
    let parent = table.headings.iter().any(|h| h.field == Some(Field::ParentColumn));
    let open = |i: &usize| table.headings[*i].field.is_none() && table.headings[*i].period.is_none();
    let unread: Vec<usize> = (0..table.headings.len()).filter(open).filter(|i| tells(table, *i, lexicon)).collect();
    let words = &lexicon.words.headings;
    let key = |i: usize| table.headings[i].path.last().map(|text| fold(text)).unwrap_or_default();
    let may_name = |i: usize| words.is_finer(&key(i)) || words.lists(&key(i), Field::Column);
    let named = |i: usize| !parent && may_name(i) && texts(table, i).all(|text| text.chars().count() <= NAME);
    let split = |i: usize| shared(table, column, i);
    let finer =
        unread.iter().copied().find(|i| named(*i) && (names_surely(table, *i, lexicon) || !split(*i).is_empty()));
    if let Some(finer) = finer.filter(|i| split(*i).iter().all(|row| text(&table.rows[*row], *i).is_some())) {
        for (i, field) in [(column, Field::ParentColumn), (finer, Field::Column)] {
            let heading = &mut table.headings[i];
            (heading.field, heading.rival, heading.why) = (Some(field), None, Some(Why::Values));
            roles.fields[i] = Role { field: Some(field), why: Some(Why::Values), ..Role::default() };
        }
        return None;
    }
    let (apart, rows) = unread.into_iter().map(|i| (i, split(i))).find(|(_, rows)| !rows.is_empty())?;
    let area = rows.iter().flat_map(|row| table.rows[*row].cells.iter().flatten()).map(|c| Area::one(c.at));
    let place = table.place.at(area.reduce(Area::with)?);
    let heading = |i: usize| one_line(table.headings[i].path.last().map_or("", String::as_str));
    let mut named = vec![heading(column), heading(apart)];
    let quoted = rows.iter().filter_map(|row| text(&table.rows[*row], apart)).filter(|t| is_quotable(t));
    named.extend(quoted.take(TOLD));
    let mut at = 0;
    table.rows.retain(|_| {
        at += 1;
        !rows.contains(&(at - 1))
    });
    // Nothing can be held against sums of rows of which some wait.
    table.totals.clear();
    let first = place.area.map_or(0, |area| area.first.row);
    let last = place.area.map_or(0, |area| area.last.row);
    let kept = |line: u32| table.rows.iter().chain(&table.totals).any(|row| row.line == line);
    let left: Vec<u32> = (first..=last).filter(|line| !kept(*line)).collect();
    let known = |line: u32| table.left_out.iter().any(|row| row.line == line);
    let new: Vec<LeftRow> =
        left.into_iter().filter(|l| !known(*l)).map(|line| LeftRow { line, why: RowReason::Unused }).collect();
    table.left_out.extend(new);
    Some(Finding::new(Kind::TableWaits { why: Waits::Finer, named }, place))
}

fn text(row: &RawRow, index: usize) -> Option<String> {
    match &row.cells.get(index)?.as_ref()?.value {
        Value::Text(text) if !is_empty(text) => Some(one_line(text)),
        _ => None,
    }
}

fn texts(table: &Table, index: usize) -> impl Iterator<Item = String> {
    table.rows.iter().filter_map(move |row| text(row, index))
}

fn is_quotable(text: &str) -> bool {
    text.chars().count() <= NAME && !PrivateWords::get().is_sentence(text)
}

/// Whether the texts under a heading may tell rows apart: they are no times, figures of the form, frequencies or types.
fn tells(table: &Table, index: usize, lexicon: &Lexicon<'_>) -> bool {
    let is_known = |text: &String| {
        let sense = lexicon.sense(&fold(text));
        let time = sense.period.is_some_and(|p| is_month(&p) || sense.rest.is_empty());
        time || sense.label().is_some() || sense.platform.is_some()
    };
    let numbers =
        table.rows.iter().filter_map(|row| row.cells.get(index)?.as_ref()).any(|c| c.value.number().is_some());
    let all: Vec<String> = texts(table, index).collect();
    let known = all.iter().filter(|text| is_known(text)).count();
    !numbers && all.len() > 1 && known * 2 < all.len()
}

/// Whether a heading says that it names something finer, and every row has a text of its own there.
fn names_surely(table: &Table, index: usize, lexicon: &Lexicon<'_>) -> bool {
    let key = table.headings[index].path.last().map(|text| fold(text)).unwrap_or_default();
    let mut all: Vec<String> = texts(table, index).map(|text| fold(&text)).collect();
    let every = all.len() == table.rows.len();
    all.sort_unstable();
    all.dedup();
    lexicon.words.headings.is_surely_finer(&key) && every && all.len() == table.rows.len()
}

/// The rows of one unit and name that a text tells apart.
fn shared(table: &Table, column: usize, index: usize) -> Vec<usize> {
    let unit = table.headings.iter().position(|h| h.field == Some(Field::Unit));
    let mut groups: IndexMap<(String, String), Vec<usize>> = IndexMap::new();
    for (i, row) in table.rows.iter().enumerate() {
        let Some(name) = text(row, column) else { continue };
        let unit = unit.and_then(|unit| text(row, unit)).unwrap_or_default();
        groups.entry((fold(&unit), fold(&name))).or_default().push(i);
    }
    let differ = |rows: &Vec<usize>| {
        let mut said: Vec<String> =
            rows.iter().filter_map(|row| text(&table.rows[*row], index)).map(|t| fold(&t)).collect();
        said.sort_unstable();
        said.dedup();
        said.len() > 1
    };
    groups.into_values().filter(differ).flatten().collect()
}
