//! "注：空格的为当月没有更新" Remarks on a sheet that tell what its blank cells mean.
//!
//! In: an upright [`Grid`] and the tables that were found on it. Out: the remark with its cell in each table that it stands in, over or
//! under. It decides nothing about a cell.

use super::discreet::UNSAID;
use super::grid::{Grid, Look};
use super::lexicon::Lexicon;
use super::region::Region;
use super::{BlankNote, Table};
use crate::field::Form;
use crate::fold::one_line;
use crate::place::At;
use std::collections::HashSet;

/// The longest clause that is told.
const TOLD: usize = 40;

/// Gives tables the remark about blank cells that is theirs: of those under a table the nearest before the next table begins.
pub(super) fn take_in(grid: &Grid<'_>, tables: &mut [(Region, Table)], lexicon: &Lexicon<'_>) {
    let rows = &lexicon.words.rows;
    let has_counts = |table: &Table| matches!(table.form, Form::Columns | Form::Messages | Form::Accounts);
    if !tables.iter().any(|(_, table)| has_counts(table)) {
        return;
    }
    let upright = tables.iter().filter(|(region, _)| !region.turned);
    let data: HashSet<u32> = upright.flat_map(|(_, table)| table.rows.iter().map(|row| row.line)).collect();
    let mut notes: Vec<BlankNote> = Vec::new();
    for row in grid.lines().filter(|row| !data.contains(row)) {
        let mut inks = grid.inks(row, (0, u32::MAX)).filter(|(_, ink)| ink.look == Look::Words);
        let said = inks.find_map(|(col, ink)| Some((col, rows.says_of_blanks(ink.key())?, ink)));
        if let Some((col, says, ink)) = said {
            let text = ink.cell.value.shown();
            let clause = rows.clause_of_blanks(&text).map(one_line).unwrap_or_default();
            notes.push(BlankNote { at: At::new(row, col), text: clause, says });
        }
    }
    if notes.is_empty() {
        return;
    }
    let starts: Vec<(Region, u32)> = tables.iter().map(|(r, _)| (r.clone(), r.area.first.row)).collect();
    for (region, table) in tables.iter_mut().filter(|(_, table)| has_counts(table)) {
        let (first, last) = (region.area.first.row, region.area.last.row);
        let meets = |other: &Region| {
            other.area.first.col <= region.area.last.col && region.area.first.col <= other.area.last.col
        };
        let next = starts.iter().filter(|(other, row)| *row > last && meets(other)).map(|(_, row)| *row).min();
        let is_own = |note: &&BlankNote| {
            let row = note.at.row;
            region.captions.contains(&row) || row >= first && next.is_none_or(|next| row < next)
        };
        table.blank_note = notes.iter().find(is_own).cloned();
        // Beside messages people may be named.
        let hushed = !matches!(table.form, Form::Columns | Form::Accounts);
        if let Some(note) = table.blank_note.as_mut().filter(|n| hushed || n.text.chars().count() > TOLD) {
            UNSAID.clone_into(&mut note.text);
        }
    }
}
