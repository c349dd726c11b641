//! "一、微信公众号" over the rows of accounts. The account type that a row above a group of rows names.
//!
//! In: a [`Table`] of accounts without a type, its region. Out: the same table whose rows bear the type of the last row above them that names
//! one, with that row's cell; types that the names tell themselves come first. Where some rows stand under none, or accounts name types
//! themselves, nothing is given, and a finding says so. A type in a caption or a heading is told in `named`.

use crate::field::{Field, Form};
use crate::finding::{Finding, Kind};
use crate::fold::{fold, fold_width, one_line};
use crate::place::At;
use crate::recognize::grid::Grid;
use crate::recognize::named::{add_cells, cell};
use crate::recognize::region::Region;
use crate::recognize::{RawRow, RowReason, Table, typed_names};
use crate::rules::Words;
use crate::rules::numbering::numbered;

/// Gives the accounts of a table the types that rows above them name; what is to be said where that cannot be.
pub(in crate::recognize) fn take_in(
    table: &mut Table,
    region: &Region,
    grid: &Grid<'_>,
    words: &Words,
) -> Option<Finding> {
    typed_names::take_in(table, words);
    if region.turned || table.form != Form::Accounts || table.tells_types() {
        return None;
    }
    let name = table.headings.iter().position(|h| h.field == Some(Field::Account))?;
    let groups = table.left_out.iter().filter(|left| left.why == RowReason::Group);
    let named: Vec<(u32, At, String)> = groups
        .filter_map(|left| {
            let (pos, ink) = grid.inks(left.line, region.span).next()?;
            let text = one_line(&ink.cell.value.shown());
            Some((left.line, grid.at(left.line, pos), named_type(&text, words)?.to_owned()))
        })
        .collect();
    let (_, at, first) = named.first()?;
    let over = |row: &RawRow| named.iter().rfind(|(line, ..)| *line < row.line);
    let bracketed = |row: &RawRow| {
        let text = row.cells[name].as_ref().map(|cell| fold_width(&cell.value.shown()));
        text.is_some_and(|text| text.trim_end().ends_with(')'))
    };
    if table.rows.iter().any(|row| over(row).is_none() || bracketed(row)) {
        let (taken, written) = (Field::AccountType, first.clone());
        let kind = Kind::HeadingDoubtful { written, taken, other: taken, word: Some(first.clone()) };
        return Some(Finding::new(kind, grid.sheet.place.at(*at)));
    }
    let types: Vec<_> = table.rows.iter().map(|row| over(row).map(|(_, at, name)| cell(*at, name))).collect();
    add_cells(table, (Field::AccountType, *at, first), types);
    None
}

/// The account type that a row names without its number and what follows in brackets: 一、微信公众号（6个）, (二)政务微博账号.
fn named_type<'w>(text: &str, words: &'w Words) -> Option<&'w str> {
    let rest = numbered(text).map_or(text, |(_, rest)| rest);
    let key = fold(rest);
    let bare = key.split(['(', ':']).find(|part| !part.is_empty())?;
    let kind = bare.trim_end_matches('类');
    words.platforms.canonical(bare).or_else(|| words.platforms.canonical(kind))
}
