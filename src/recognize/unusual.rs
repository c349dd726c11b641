//! "It has no headings, but it is a book of posts." Sheets drawn in ways that no region explains.
//!
//! In: a sheet's [`Grid`] with what its regions came to. Out: the same with diaries, lists of weeks, books of posts, sheets of several
//! annexes, pivot tables, slips, cards, figures below names and lines of figures in their places. Each is found in a room of its own.

use super::Table;
use super::book::{DIARY_ROWS, FORM_ROWS, titles};
use super::cards::{find_cards, is_counted};
use super::diary::find_diaries;
use super::grid::{Grid, Look};
use super::lexicon::Lexicon;
use super::one_line::find_lines_of_figures;
use super::pivot::find_pivots;
use super::post_book::find_post_books;
use super::region::Region;
use super::several::{find_mixed, part_not_read};
use super::slips::find_slips;
use super::stacked::find_stacked;
use super::tables::Built;
use super::week_book::find_week_books;
use crate::field::{Field, Form};

/// Lists of weeks and diaries of posts take the place of what was found on their part of the sheet, where no row of that was read; pivot tables, slips and cards always do.
pub(super) fn take_in_shapes(upright: &Grid<'_>, built: &mut Vec<(Region, Built)>, lexicon: &Lexicon<'_>) {
    let rows = upright.sheet.rows().len();
    let is_form = rows <= FORM_ROWS;
    let over = |region: &Region| -> Vec<String> {
        titles(upright, region, None, lexicon).into_iter().map(|(_, text)| text).collect()
    };
    // A book of posts is a ledger and may be of any length.
    let mut books = find_post_books(upright, &over, lexicon);
    if is_form {
        books.splice(0..0, find_week_books(upright, &over, lexicon));
    }
    if is_form || rows <= DIARY_ROWS && upright.thinned.is_none() {
        // Nothing takes the place of what was read, so a diary there need not be worked out: nearly every ledger has days.
        let over_free = |region: &Region| (!is_read(built, region)).then(|| over(region));
        books.extend(find_diaries(upright, &over_free, lexicon));
    }
    for (region, diary) in books {
        if is_read(built, &region) {
            continue;
        }
        built.retain(|(other, _)| !other.area.meets(region.area));
        built.push((region, diary));
    }
    if is_form
        && let Some((region, tables)) =
            part_not_read(upright, built).and_then(|part| find_mixed(upright, part, lexicon))
    {
        built.retain(|(other, _)| !other.area.meets(region.area));
        built.push((region, tables));
    }
    let others = || find_pivots(upright, lexicon).into_iter().chain(find_slips(upright, lexicon));
    // A form with one value beside each label may have been read already.
    let cards =
        || find_cards(upright, lexicon).filter(|(_, cards)| !built.iter().any(|(_, one)| is_counted(one, cards)));
    let others: Option<Vec<_>> = is_form.then(|| others().chain(cards()).collect());
    for (region, pivot) in others.into_iter().flatten() {
        built.retain(|(other, _)| !other.area.meets(region.area));
        built.push((region, pivot));
    }
    // What was read of such a table for another is part of it, and what holds other figures as well is not its own.
    let stacked = is_form.then(|| find_stacked(upright, &over, lexicon));
    for (region, table) in stacked.into_iter().flatten() {
        let mut met = built.iter().filter(|(other, _)| other.area.meets(region.area));
        if met.all(|(other, _)| holds_all_of(upright, (&region, other))) {
            built.retain(|(other, _)| !other.area.meets(region.area));
            built.push((region, table));
        }
    }
    if is_form {
        let lines = find_lines_of_figures(upright, built, lexicon);
        built.extend(lines);
    }
    built.sort_by_key(|(region, _)| region.area);
}

/// Whether rows were read on a part of a sheet.
fn is_read(built: &[(Region, Built)], region: &Region) -> bool {
    // Lines of posts that name nobody are those of whoever is ticked.
    let names = |h: &super::Heading| matches!(h.field, Some(Field::Account | Field::Column));
    let has_rows =
        |table: &Table| !table.rows.is_empty() && (table.form != Form::Posts || table.headings.iter().any(names));
    let read = |one: &Built| has_rows(&one.table) || one.apart.iter().any(has_rows);
    built.iter().any(|(other, one)| other.area.meets(region.area) && read(one))
}

/// Whether all figures of another region stand in this one.
fn holds_all_of(upright: &Grid<'_>, (region, other): (&Region, &Region)) -> bool {
    let (first, last) = (other.area.first, other.area.last);
    let inks = upright
        .lines_in(first.row..=last.row)
        .flat_map(|line| upright.inks(line, (first.col, last.col)).map(move |(pos, ink)| (upright.at(line, pos), ink)));
    inks.filter(|(_, ink)| ink.look == Look::Figure).all(|(at, _)| region.area.contains(at))
}
