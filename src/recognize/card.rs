//! "栏目名称：甲, 更新要求：每月1条; 四月, 五月, 六月: 发布条数." A card for each website column.
//!
//! In: a [`Table`] as read, whose rows bear the words of figures where names should stand, and its region. Out: the same table with the
//! name that the card's upper lines give, and the frequency and unit beside it. Every name keeps its cell. It finds no tables.

use super::grid::{Grid, Ink, Look};
use super::lexicon::Lexicon;
use super::named::add;
use super::region::Region;
use super::roles::Roles;
use super::{RawRow, Table};
use crate::field::{Field, Form};
use crate::fold::{fold, one_line};
use crate::place::At;

/// What a card says of its column, with the cell of each.
#[derive(Debug)]
pub(super) struct Card {
    /// The heading over the words of figures.
    labels: usize,
    said: Vec<(Field, (At, String))>,
}

/// What the card says, where the table is one. Where it names no column, that is missing.
pub(super) fn find(
    table: &Table,
    roles: &mut Roles,
    around: (&Region, &Grid<'_>),
    lexicon: &Lexicon<'_>,
) -> Option<Card> {
    let labels = labels(table, lexicon)?;
    let card = read(table, labels, around, lexicon);
    roles.missing.retain(|field| *field != Field::Column);
    roles.missing.extend(card.is_none().then_some(Field::Column));
    card
}

/// The heading under which words of figures (发布条数) stand where names of website columns should: the names stand elsewhere.
fn labels(table: &Table, lexicon: &Lexicon<'_>) -> Option<usize> {
    let is_column = |text: &String| lexicon.label(&fold(text)) == Some(Field::Column);
    let index = table.headings.iter().position(|h| h.path.iter().any(is_column))?;
    let figure = |row: &RawRow| {
        let name = row.cells[index].as_ref().filter(|cell| !cell.filled);
        let field = name.and_then(|cell| lexicon.label(&fold(&cell.value.shown())));
        field.is_some_and(|f| f.is_count() && f != Field::Sum)
    };
    (table.form == Form::Columns && !table.rows.is_empty() && table.rows.iter().all(figure)).then_some(index)
}

/// What the card says above its figures. `None` where it names no column or several, or has several rows of figures.
fn read(table: &Table, labels: usize, (region, grid): (&Region, &Grid<'_>), lexicon: &Lexicon<'_>) -> Option<Card> {
    let said: Vec<(Field, (At, String))> = (region.heads.0..region.heads.1)
        .flat_map(|line| pairs(grid, (line, region.span), lexicon))
        .filter(|(field, _)| matches!(field, Field::Column | Field::ParentColumn | Field::Frequency | Field::Unit))
        .collect();
    let once = |field: Field| said.iter().filter(|(f, _)| *f == field).count() < 2;
    let is_whole = said.iter().any(|(field, _)| *field == Field::Column) && said.iter().all(|(field, _)| once(*field));
    // A word that nobody knows (审核发布条数) may change what is counted.
    let plain = |row: &RawRow| {
        let name = row.cells[labels].as_ref();
        name.is_some_and(|cell| lexicon.figure(&fold(&cell.value.shown())).is_some())
    };
    let understood = matches!(&table.rows[..], [row] if plain(row));
    (!region.turned && understood && is_whole).then_some(Card { labels, said })
}

/// Gives the row of figures what the card says.
pub(super) fn take_in(table: &mut Table, card: &Card) {
    table.headings[card.labels].field = None;
    for (field, name) in &card.said {
        for heading in table.headings.iter_mut().filter(|h| h.field == Some(*field)) {
            heading.field = None;
        }
        add(table, *field, name);
    }
}

/// The labels of a line, each with the value beside it.
fn pairs(grid: &Grid<'_>, what: (u32, (u32, u32)), lexicon: &Lexicon<'_>) -> Vec<(Field, (At, String))> {
    let (line, span) = what;
    let label = |ink: &Ink<'_>| lexicon.label(ink.key());
    let mut inks = grid.inks(line, span).peekable();
    let mut out = Vec::new();
    while let Some((_, ink)) = inks.next() {
        let Some(field) = label(ink) else { continue };
        if let Some((pos, value)) = inks.next_if(|(_, next)| next.look == Look::Words && label(next).is_none()) {
            out.push((field, (grid.at(line, pos), one_line(&value.cell.value.shown()))));
        }
    }
    out
}
