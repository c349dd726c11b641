//! "所属条线: 交警大队, 办证中心." Names of bodies inside the unit that files, under a heading that no list holds.
//!
//! In: a table whose headings have their meaning and that has no column of units. Out: a doubt for each heading without a meaning whose
//! texts mostly end as names of such bodies do: the figures stay the filing unit's, and the office says whether they are. It moves none.

use super::{Heading, Table};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind};
use crate::fold::{fold, one_name};
use crate::read::Value;
use crate::rules::Words;

/// Fewer names prove nothing.
const NAMES: usize = 2;
/// A longer text is a sentence.
const LONGEST: usize = 16;

/// Doubts about headings under which bodies inside the unit may stand.
pub(super) fn inner_bodies(table: &Table, words: &Words) -> Vec<Finding> {
    let counted = matches!(table.form, Form::Columns | Form::Messages | Form::Accounts);
    if !counted || table.headings.iter().any(|h| h.field == Some(Field::Unit)) {
        return Vec::new();
    }
    let open = table.headings.iter().enumerate().filter(|(_, h)| h.field.is_none() && !h.path.is_empty());
    let found = open.filter(|(i, heading)| may_head(heading, words) && are_bodies(table, *i, words));
    found
        .map(|(_, heading)| {
            let (written, taken, other) = (heading.path.join(" › "), Field::Remark, Field::Unit);
            let kind = Kind::HeadingDoubtful { written, taken, other, word: None };
            Finding::new(kind, table.place.at(heading.area))
        })
        .collect()
}

fn may_head(heading: &Heading, words: &Words) -> bool {
    let key = heading.path.last().map(|text| fold(text)).unwrap_or_default();
    !words.guards.is_beside_units(&key) && words.rows.any_label(&key).is_none()
}

fn are_bodies(table: &Table, index: usize, words: &Words) -> bool {
    let mut names: Vec<String> = Vec::new();
    for cell in table.rows.iter().filter_map(|row| row.cells.get(index)?.as_ref()) {
        let Value::Text(text) = &cell.value else { return false };
        let name = one_name(text);
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    let is_body = |name: &&String| name.chars().count() <= LONGEST && words.guards.is_inner(&fold(name));
    names.len() >= NAMES && names.iter().filter(is_body).count() * 2 > names.len()
}
