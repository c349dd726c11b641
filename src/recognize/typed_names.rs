//! "微信公众号：某地发布" in the cell of a name. Accounts whose cell tells their type as well.
//!
//! In: a [`Table`] of accounts without a type. Out: the same table with name and type apart, both with the cell that tells them. A listed type
//! before a colon is a type wherever it stands; any other sign, or the name in brackets behind the type, parts them only where it does so in every
//! name of the table: a name may have such a sign in it. A type in brackets behind a name is read in `normalize`.

use super::named::{add_cells, cut_by_type, grouped};
use super::{RawCell, Table};
use crate::field::{Field, Form};
use crate::fold::{fold, fold_width, one_line};
use crate::read::Value;
use crate::rules::Words;

/// Parts the names of accounts from the types before them.
pub(super) fn take_in(table: &mut Table, words: &Words) {
    if table.form != Form::Accounts || table.tells_types() {
        return;
    }
    let mut names = table.headings.iter().enumerate().filter(|(_, h)| h.field == Some(Field::Account));
    let (Some((name, heading)), None) = (names.next(), names.next()) else { return };
    let (at, over) = (heading.area.first, heading.path.last().cloned().unwrap_or_default());
    let cells = || table.rows.iter().map(|row| row.cells[name].as_ref());
    let text = |cell: &RawCell| cell.value.shown();
    let all = cells().flatten().all(|cell| by_any_sign(&text(cell), words).is_some());
    let part = |cell: &RawCell| match all {
        true => by_any_sign(&text(cell), words),
        false => by_colon(&text(cell), words),
    };
    let parts: Vec<Option<(String, String)>> = cells().map(|cell| part(cell?)).collect();
    if !parts.iter().any(Option::is_some) {
        return;
    }
    let mut types = Vec::new();
    for (row, part) in table.rows.iter_mut().zip(parts) {
        let parted = row.cells[name].as_mut().zip(part).map(|(cell, (bare, said))| {
            cell.value = Value::Text(bare);
            RawCell { value: Value::Text(said), ..cell.clone() }
        });
        types.push(parted);
    }
    add_cells(table, (Field::AccountType, at, &over), types);
}

/// The name behind a listed type and a colon, and the type; neither names a further one.
fn by_colon(text: &str, words: &Words) -> Option<(String, String)> {
    let wide = fold_width(text);
    let (said, bare) = wide.split_once(':')?;
    words.platforms.canonical(said).filter(|_| is_bare(bare, words)).map(|_| (one_line(bare), one_line(said)))
}

/// The same with any sign between them, or with the name in brackets.
fn by_any_sign(text: &str, words: &Words) -> Option<(String, String)> {
    by_colon(text, words).or_else(|| {
        // A type in brackets behind the name is told in `normalize`.
        let named = || grouped(text, words).filter(|who| fold(text).starts_with(&fold(&who.platform)));
        let parted = cut_by_type(text, &|_| true, words);
        parted.or_else(|| named().map(|who| (who.name, who.platform))).filter(|(bare, _)| is_bare(bare, words))
    })
}

/// Whether a text is the name of one account and no more.
fn is_bare(text: &str, words: &Words) -> bool {
    let key = fold(text);
    let is_type = |word: &str| words.platforms.canonical(word).is_some();
    let mut pieces = text.split(|c: char| !c.is_alphanumeric());
    key.chars().nth(1).is_some() && !key.contains(':') && !is_type(&key) && !pieces.any(is_type)
}
