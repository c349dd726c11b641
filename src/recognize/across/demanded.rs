//! "季度任务数: 12" A row under the times of accounts that says what each of them was to publish.
//!
//! In: a table of accounts across over times down, as drawn, and the groups of its accounts. Out: the row taken out of the times, as one
//! required figure for each account with its cell. Values may be merged over all figures of an account.

use super::Group;
use crate::field::{Field, Form};
use crate::fold::fold;
use crate::place::Area;
use crate::recognize::grid::Grid;
use crate::recognize::lexicon::Lexicon;
use crate::recognize::region::Region;
use crate::recognize::roles::needs::translate;
use crate::recognize::{Heading, LeftRow, RawCell, RowReason, Table};

/// What each account was to publish, in the order of the groups.
pub(super) struct Demanded {
    heading: Heading,
    cells: Vec<Option<RawCell>>,
}

/// Takes the last row out of the times where its first cell says that it holds what was required.
pub(super) fn take_out(
    table: &mut Table,
    (which, groups): (usize, &[Group]),
    (grid, region): (&Grid<'_>, &Region),
    lexicon: &Lexicon<'_>,
) -> Option<Demanded> {
    if groups.iter().flat_map(|group| &group.figures).any(|(_, field)| *field == Field::Required) {
        return None;
    }
    let row = table.rows.last()?;
    let head = row.cells.get(which)?.as_ref()?;
    let label = lexicon.label(&fold(&head.value.shown())).map(|field| translate(Form::Accounts, field));
    if label != Some(Field::Required) {
        return None;
    }
    let spans: Vec<(u32, u32)> = groups.iter().map(|group| group.span).collect();
    let mut cells = Vec::new();
    for span in spans {
        let mut inks = grid.inks(row.line, (span.0.max(region.span.0), span.1));
        // Two numbers under one account are not one demand.
        let cell = match (inks.next(), inks.next()) {
            (Some((pos, ink)), None) => Some(RawCell {
                at: grid.at(row.line, pos),
                value: ink.cell.value.clone(),
                formula: ink.cell.formula,
                filled: false,
            }),
            (None, _) => None,
            _ => return None,
        };
        cells.push(cell);
    }
    let heading = Heading::placed(Field::Required, Area::one(head.at), vec![head.value.shown()]);
    let line = row.line;
    table.rows.pop();
    table.left_out.push(LeftRow { line, why: RowReason::Joined });
    table.left_out.sort_by_key(|left| left.line);
    Some(Demanded { heading, cells })
}

/// Gives each account's row what it was to publish.
pub(super) fn give(table: &mut Table, demanded: Option<Demanded>) {
    let Some(demanded) = demanded.filter(|demanded| demanded.cells.len() == table.rows.len()) else { return };
    table.headings.push(demanded.heading);
    for (row, cell) in table.rows.iter_mut().zip(demanded.cells) {
        row.cells.push(cell);
    }
    table.totals.iter_mut().for_each(|row| row.cells.push(None));
}
