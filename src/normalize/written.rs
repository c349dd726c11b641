//! "1.招商动态", "某发布（抖音）" What stands around a name in its cell.
//!
//! In: names as cells write them. Out: which names of a table are numbered as a list, and the account type in brackets behind a name. It
//! looks no name up.

use crate::field::Field;
use crate::fold::fold;
use crate::normalize::NameKind;
use crate::read::Value;
use crate::recognize::Table;
use crate::rules::Rules;
use crate::rules::numbering::is_list;
use crate::settle::names::{How, Match, Resolution};

/// The kinds of names that a table numbers as a list.
pub(super) fn numbered_names(table: &Table) -> Vec<NameKind> {
    let kinds = [(Field::Unit, NameKind::Unit), (Field::Column, NameKind::Column), (Field::Account, NameKind::Account)];
    let is_listed = |field: Field| {
        table.headings.iter().enumerate().filter(|(_, h)| h.field == Some(field)).any(|(i, _)| {
            let cells = table.rows.iter().filter_map(|row| row.cells[i].as_ref()).filter(|cell| !cell.filled);
            is_list(
                cells.filter_map(|cell| if let Value::Text(text) = &cell.value { Some(text.as_str()) } else { None }),
            )
        })
    };
    kinds.into_iter().filter(|(field, _)| is_listed(*field)).map(|(_, kind)| kind).collect()
}

/// A name without the platform in brackets behind it, and that platform.
pub(super) fn platform_inside(written: &str, rules: &Rules) -> (String, Option<String>) {
    let key = fold(written);
    let Some((name, note)) = key.strip_suffix(')').and_then(|k| k.rsplit_once('(')) else {
        return (written.to_owned(), None);
    };
    match rules.words.platforms.canonical(note) {
        Some(canonical) if !name.is_empty() => (name.to_owned(), Some(canonical.to_owned())),
        _ => (written.to_owned(), None),
    }
}

/// What a wording of an account type means without the clerk; of an unknown one, the types whose names it holds or is a part of.
pub(super) fn platform_found(written: &str, rules: &Rules) -> Resolution {
    if let Some(canonical) = rules.words.platforms.canonical(written) {
        let used = canonical.to_owned();
        return Resolution::Known(Match { used, how: How::Alias, alternative: None, owner: None, platform: None });
    }
    let key = fold(written);
    let near = rules.words.platforms.names().filter(|name| key.contains(&fold(name)) || fold(name).contains(&key));
    Resolution::Unknown { suggestions: near.take(3).map(str::to_owned).collect() }
}
