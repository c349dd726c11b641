//! "账号, 平台, 应更新, 应转发." Lists of accounts that tell no figure of what was done.
//!
//! In: the headings of a table of accounts that lacks such a figure, and their roles. Out: whether it tells what is asked of the accounts,
//! whole as it stands, or nothing but what no annex asks for (fans, reads, an index). A heading over figures that nobody knows may be what is
//! lacking: then it is neither.

use super::{Roles, Written, bears_figures};
use crate::field::{Field, Form};

/// A list of what is asked of each account lacks nothing: what was done stands elsewhere, and its absence is noticed for each account.
pub(in crate::recognize) fn accept_tasks(headings: &[Written], roles: &mut Roles) {
    let asks = |field: Option<Field>| matches!(field, Some(Field::Required | Field::ForwardList));
    let told = headings.iter().zip(&roles.fields).any(|(h, role)| asks(role.field) && bears_figures(h));
    if told && lacks_posts(headings, roles) {
        roles.missing.clear();
    }
}

/// Whether all figures of a table of accounts are of what no annex asks for, by their own words.
pub(in crate::recognize) fn tells_no_posts(headings: &[Written], roles: &Roles) -> bool {
    let plain =
        |h: &Written| h.guesses.first().is_some_and(|guess| matches!(guess.field, Field::NotData | Field::Rate));
    let mut fields = headings.iter().zip(&roles.fields).filter(|(h, _)| bears_figures(h));
    let data = |(h, role): (&Written, &super::Role)| role.field != Some(Field::Serial) && !plain(h);
    let any = headings.iter().any(|h| bears_figures(h) && plain(h));
    any && lacks_posts(headings, roles) && !fields.any(data)
}

/// Whether what accounts posted is all that a table of theirs lacks, and no heading that nobody knows can bear it.
fn lacks_posts(headings: &[Written], roles: &Roles) -> bool {
    let may_tell = |h: &Written| bears_figures(h) || h.values.near_figures + h.values.marks > 0;
    let open = headings.iter().zip(&roles.fields).any(|(h, role)| role.field.is_none() && may_tell(h));
    roles.form == Form::Accounts && roles.missing == [Field::Actual] && !open
}
