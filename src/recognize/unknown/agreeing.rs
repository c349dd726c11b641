//! "应办合计 and 本季新收 say the same." Headings that compete for one field, over columns that agree in every row.
//!
//! In: a table with its roles. Out: the table without that doubt: whichever column were taken, the figures are the same. Columns that
//! differ in one row stay in doubt.

use crate::field::{Field, Form};
use crate::recognize::headings::Written;
use crate::recognize::roles::needs::translate;
use crate::recognize::{RawRow, Table, Why};

/// Takes the doubt from headings whose competitors all say the same as they.
pub(super) fn settle_agreeing(table: &mut Table, written: &[Written], form: Form) {
    let contested = |i: &usize| {
        let heading = &table.headings[*i];
        heading.rival.is_some() && heading.rival == heading.field && heading.field.is_some_and(Field::is_count)
    };
    for taken in (0..written.len()).filter(contested).collect::<Vec<usize>>() {
        let Some(field) = table.headings[taken].field else { continue };
        let slot = |i: usize| (written[i].period, written[i].platform.as_deref());
        let means = |i: usize| written[i].guesses.iter().any(|guess| translate(form, guess.field) == field);
        let is_other = |i: &usize| table.headings[*i].field.is_none() && slot(*i) == slot(taken) && means(*i);
        let others: Vec<usize> = (0..written.len()).filter(is_other).collect();
        let number = |row: &RawRow, i: usize| row.cells.get(i)?.as_ref()?.value.number();
        let agree = |row: &RawRow| {
            let said = number(row, taken);
            said.is_some() && others.iter().all(|i| number(row, *i) == said)
        };
        if others.is_empty() || table.rows.is_empty() || !table.rows.iter().chain(&table.totals).all(agree) {
            continue;
        }
        table.headings[taken].rival = None;
        for other in others {
            let heading = &mut table.headings[other];
            (heading.field, heading.why) = (Some(Field::NotData), Some(Why::Values));
        }
    }
}
