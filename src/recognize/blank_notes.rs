//! "注：空格的为当月没有更新", "一个日期一条" Remarks on a sheet that tell what its blank cells or its listed days mean.
//!
//! In: an upright [`Grid`] and the tables that were found on it. Out: the remark with its cell in each table that it stands in, over or
//! under. It decides nothing about a cell.

use super::discreet::UNSAID;
use super::grid::{Grid, Ink, Look};
use super::lexicon::Lexicon;
use super::region::Region;
use super::{BlankNote, Heading, Table};
use crate::field::{Field, Form};
use crate::fold::{fold, one_line};
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
    take_in_days(grid, tables, (&data, lexicon));
    take_in_strokes(grid, tables, (&data, lexicon));
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

/// Gives the one table of a sheet with counts the marks of which a remark says that nothing is asked for where they stand. On a sheet with
/// several nobody knows whose remark it is.
fn take_in_strokes(grid: &Grid<'_>, tables: &mut [(Region, Table)], (data, lexicon): (&HashSet<u32>, &Lexicon<'_>)) {
    let counted = |table: &Table| matches!(table.form, Form::Columns | Form::Messages | Form::Accounts);
    let mut counted = tables.iter_mut().filter(|(_, table)| counted(table));
    let (Some((_, table)), None) = (counted.next(), counted.next()) else { return };
    let words = lexicon.words;
    for (_, ink) in grid.lines().filter(|row| !data.contains(row)).flat_map(|row| grid.inks(row, (0, u32::MAX))) {
        if ink.look == Look::Words {
            let marks = words.rows.strokes_without_duty(ink.key(), &words.counts.not_applicable);
            table.strokes.extend(marks);
        }
    }
}

/// Gives the one table of a sheet whose months list their days the remark by which each of these is one update.
fn take_in_days(grid: &Grid<'_>, tables: &mut [(Region, Table)], (data, lexicon): (&HashSet<u32>, &Lexicon<'_>)) {
    let is_dated = |h: &Heading| {
        let dated = |text: &String| lexicon.is_dated_month(&lexicon.sense(&fold(text)));
        h.field.is_some_and(Field::is_count) && h.period.is_some() && h.path.last().is_some_and(dated)
    };
    let mut dated = tables.iter_mut().filter(|(_, table)| table.headings.iter().any(is_dated));
    let (Some((_, table)), None) = (dated.next(), dated.next()) else { return };
    let says = |ink: &Ink<'_>| ink.look == Look::Words && lexicon.words.counts.says_each_day(ink.key());
    for row in grid.lines().filter(|row| !data.contains(row)) {
        let mut said = grid.inks(row, (0, u32::MAX)).filter(|(_, ink)| says(ink));
        table.each_day = table.each_day.or_else(|| said.next().map(|(col, _)| At::new(row, col)));
    }
}
