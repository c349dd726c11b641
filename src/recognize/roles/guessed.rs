//! "项目 over names, and no heading for website columns" The name that a form needs, where its heading says nothing.
//!
//! In: the roles of one trial, the titles around the table. Out: the same roles; a single blank or empty-worded heading over words bears the
//! name that is still missing. Titles that speak of the other kind of names speak against it. It reads no cells.

use super::super::headings::Written;
use super::{Near, Role, Why};
use crate::field::{Field, Form};
use crate::rules::Words;

/// A name column whose heading is blank or says nothing (项目) is the name that the form needs: a guess, with its alternative.
pub(super) fn guess_names((form, near): (Form, &Near), headings: &[Written], roles: &mut [Role], words: &Words) {
    let (need, other) = match form {
        Form::Columns => (Field::Column, Field::Unit),
        Form::Accounts if near.account => return,
        Form::Accounts => (Field::Account, Field::Unit),
        Form::Messages => (Field::Unit, Field::Column),
        _ => return,
    };
    // Titles that speak of the one are none of the other.
    let votes = |form: Form| near.titles.iter().any(|title| words.headings.title_votes(title, form) > 0);
    let against = [(Form::Columns, Form::Accounts), (Form::Accounts, Form::Columns)];
    if against.iter().any(|(mine, others)| form == *mine && votes(*others) && !votes(*mine)) {
        return;
    }
    let given = |field: Field| roles.iter().any(|r| r.field == Some(field));
    let blank = |h: &Written| {
        h.keys.last().is_none_or(|k| words.headings.is_neutral(k)) && h.values.words > 0 && h.values.figures == 0
    };
    let candidates: Vec<usize> =
        (0..headings.len()).filter(|i| roles[*i].field.is_none() && blank(&headings[*i])).collect();
    if let ([only], false) = (candidates.as_slice(), given(need)) {
        roles[*only] = Role { field: Some(need), rival: Some(other), why: Some(Why::Place), margin: 0 };
    }
}
