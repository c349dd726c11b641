//! "1.招商动态", "某发布（抖音）" What stands around a name in its cell.
//!
//! In: names as cells write them. Out: which names of a table are numbered as a list, and the account type in brackets behind a name. It
//! looks no name up.

use crate::field::Field;
use crate::finding::Kind;
use crate::fold::{fold, folded, one_line};
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
    let text = one_line(written);
    let opens = |(_, c): &(usize, char)| folded(c.encode_utf8(&mut [0; 4])) == "(";
    let open = text.char_indices().rev().find(opens).filter(|_| fold(&text).ends_with(')'));
    let parted = open.and_then(|(at, c)| {
        let note = fold(&text[at + c.len_utf8()..]);
        let canonical = rules.words.platforms.canonical(note.strip_suffix(')')?)?;
        let name = text[..at].trim_end();
        (!name.is_empty()).then(|| (name.to_owned(), Some(canonical.to_owned())))
    });
    parted.unwrap_or_else(|| (written.to_owned(), None))
}

/// That a name bears another type in brackets than the one beside it; both canonical.
pub(super) fn type_differs(written: &str, (said, inside): (Option<&str>, Option<&str>), rules: &Rules) -> Option<Kind> {
    let (said, inside) = said.zip(inside)?;
    let platforms = &rules.words.platforms;
    let agree = platforms.may_be(said, inside) || platforms.may_be(inside, said);
    let (taken, word) = (Field::AccountType, Some(inside.to_owned()));
    (!agree).then(|| Kind::HeadingDoubtful { written: one_line(written), taken, other: taken, word })
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
