//! "单位 · 项目 · 1月 · 2月 ⏎ 甲局 · 收到 · 3 · 4 ⏎ 甲局 · 办结 · 3 · 4" Lines that are figures of messages, not website columns.
//!
//! In: the roles of a table whose website columns stand under a heading that says nothing (项目), its lines; it names units, or its title
//! speaks of messages alone. Out: the roles of a table of messages, with that heading left free, where each line with a figure names one of
//! messages there, several kinds in all and the received ones with them; else the same roles. `figures_down` makes headings of them.

use super::super::Why;
use super::super::grid::{Grid, Ink, Look};
use super::super::headings::Written;
use super::super::lexicon::{Lexicon, is_month};
use super::super::region::Region;
use super::super::waits::mixed::is_of_messages;
use super::{Near, Role, Roles, assign_as};
use crate::field::{Field, Form};

/// The roles, where the lines are figures of messages as such.
pub(in crate::recognize) fn of_messages(
    grid: &Grid<'_>,
    region: &Region,
    (headings, roles, near): (&[Written], Roles, &Near),
    lexicon: &Lexicon<'_>,
) -> Roles {
    let words = lexicon.words;
    let says_nothing = |h: &Written| h.keys.last().is_some_and(|key| words.headings.is_neutral(key));
    let names = roles.fields.iter().position(|role| role.field == Some(Field::Column));
    let names = names.filter(|i| roles.form == Form::Columns && !region.turned && says_nothing(&headings[*i]));
    let names_units = || roles.fields.iter().any(|role| role.field == Some(Field::Unit));
    // Whose they are may stand above, where the title speaks of messages and of nothing else.
    let votes = |form: Form| near.titles.iter().any(|title| words.headings.title_votes(title, form) > 0);
    let told = || votes(Form::Messages) && !votes(Form::Columns) && !votes(Form::Accounts);
    let Some(index) = names.filter(|_| names_units() || told()) else { return roles };
    let pos = headings[index].span.0;
    let mut fields: Vec<Field> = Vec::new();
    for line in &region.body {
        let counts = |(at, ink): (u32, &Ink<'_>)| at > pos && ink.look == Look::Figure;
        if !grid.inks(*line, region.span).any(counts) {
            continue;
        }
        let said = grid.own(*line, pos).map(Ink::key).filter(|key| !words.columns.contains(*key));
        match said.and_then(|key| lexicon.figure(key)) {
            Some(field) if is_of_messages(field) => fields.push(field),
            _ => return roles,
        }
    }
    let several = fields.iter().any(|field| *field != Field::Received);
    if !(several && fields.contains(&Field::Received)) {
        return roles;
    }
    let mut found = assign_as(Form::Messages, headings, near, words);
    found.fields[index] = Role::default();
    // A bare month stands over whatever its line names; until then it is the figure that messages begin with.
    for (heading, role) in headings.iter().zip(&mut found.fields) {
        let bare = heading.period.is_some_and(|p| is_month(&p)) && role.field.is_none();
        if bare {
            *role = Role { field: Some(Field::Received), why: Some(Why::Place), ..Role::default() };
        }
    }
    found
}
