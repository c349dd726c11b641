//! "更新要求 · 每两周1条 · 每月1条" Rows between the names across and the months that say how often each of them is updated.
//!
//! In: a table of names across over months down, as drawn. Out: such rows taken out of the months, and then one heading for each in which
//! every name bears its own cell. Required numbers are left where they are: a figure beside months is theirs, and is asked about.

use super::Crossing;
use crate::field::Field;
use crate::fold::fold;
use crate::place::{Area, At};
use crate::recognize::lexicon::Lexicon;
use crate::recognize::{Heading, LeftRow, RawCell, RowReason, Table};
use crate::rules::rows::Label;

/// What a row says of each name: the cell of the name, and the cell that says it.
pub(super) struct Asked {
    heading: Heading,
    cells: Vec<(At, RawCell)>,
}

/// What a row says of every name by its first text (folded): how often it is updated, who answers for it, or what is no figure of it.
pub(in crate::recognize) fn asks(key: &str, lexicon: &Lexicon<'_>) -> Option<Field> {
    let is_person = || lexicon.words.rows.any_label(key) == Some(Label::Person);
    match lexicon.label(key).or_else(|| is_person().then_some(Field::NotData)) {
        asked @ Some(Field::Frequency | Field::Unit) => asked,
        // 经办人：某某 is who signs.
        aside @ Some(Field::Remark | Field::NotData) if !key.contains(':') => aside,
        _ => None,
    }
}

/// Takes the rows that say something of the names out of the table.
pub(super) fn take_out(table: &mut Table, crossing: &Crossing, lexicon: &Lexicon<'_>) -> Vec<Asked> {
    let first = (0..table.headings.len()).find(|i| table.headings[*i].field.is_none() && !crossing.names.contains(i));
    let Some(first) = first else { return Vec::new() };
    let mut out = Vec::new();
    let mut rows = Vec::new();
    for row in std::mem::take(&mut table.rows) {
        let head = row.cells[first].as_ref();
        let Some((head, field)) = head.and_then(|head| Some((head, asks(&fold(&head.value.shown()), lexicon)?))) else {
            rows.push(row);
            continue;
        };
        let said = |i: &usize| Some((crossing.cell(*i, &table.headings[*i]), row.cells[*i].clone()?));
        let heading = Heading::placed(field, Area::one(head.at), vec![head.value.shown()]);
        out.push(Asked { heading, cells: crossing.names.iter().filter_map(said).collect() });
        table.left_out.push(LeftRow { line: row.line, why: RowReason::Joined });
    }
    table.rows = rows;
    table.left_out.sort_by_key(|left| left.line);
    out
}

/// Gives each row what was said of its name; heading `names` holds the names.
pub(super) fn give(table: &mut Table, names: usize, asked: Vec<Asked>) {
    for Asked { heading, cells } in asked {
        table.headings.push(heading);
        for row in &mut table.rows {
            let name = row.cells.get(names).and_then(|cell| cell.as_ref().map(|cell| cell.at));
            let said = cells.iter().find(|(at, _)| Some(*at) == name).map(|(_, cell)| cell.clone());
            row.cells.push(said);
        }
        table.totals.iter_mut().for_each(|row| row.cells.push(None));
    }
}
