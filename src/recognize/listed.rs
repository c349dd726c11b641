//! "指标名称, 本期实际: a line for each figure." Long lists in which a column names the figure of each line.
//!
//! In: the headings of an upright region. Out: roles in which the one column of numbers bears the figures that the lines name;
//! `shapes` then makes one row of the lines of each object. A list with several columns of numbers is none of these.

use super::Why;
use super::grid::{Grid, Ink, Look};
use super::headings::Written;
use super::lexicon::Lexicon;
use super::region::Region;
use super::roles::needs::is_typical;
use super::roles::{Near, Role, Roles, assign_as};
use crate::field::{Field, Form};
use crate::rules::rows::Label;

/// Lines of units of count that show what a column holds; one alone may be anything.
const MEASURES: usize = 2;
/// Lines below a heading that are looked at.
const LOOKED_AT: usize = 40;

/// Whether a line heads a list of indicators: a neutral word over names, and beside it a column of units of count (计量单位: 条, 件).
pub(super) fn heads_list(grid: &Grid<'_>, line: u32, span: (u32, u32), lexicon: &Lexicon<'_>) -> bool {
    let words = lexicon.words;
    let first = grid.inks(line, span).find(|(_, ink)| lexicon.label(ink.key()) != Some(Field::Serial));
    let heads = |key: &str| !key.is_empty() && (words.headings.is_neutral(key) || words.guards.heads_figures(key));
    let Some((first, _)) = first.filter(|(_, ink)| heads(ink.key())) else { return false };
    let measured = |pos: u32| {
        let below = grid.lines_in(line + 1..=grid.last_line()).take(LOOKED_AT).filter_map(|l| grid.own(l, pos));
        let keys: Vec<&str> = below.map(Ink::key).filter(|key| words.rows.letter(key).is_none()).collect();
        let measures = keys.iter().filter(|key| words.headings.without_measure(key).is_empty()).count();
        measures >= MEASURES && measures * 2 > keys.len()
    };
    let mut others = grid.inks(line, span).filter(|(pos, _)| *pos > first);
    !grid.turned && others.any(|(pos, ink)| words.rows.any_label(ink.key()) == Some(Label::Measure) && measured(pos))
}

/// The roles of a long list; `None` for any other table.
pub(super) fn listed(
    grid: &Grid<'_>,
    region: &Region,
    what: (&[Written], &Near),
    lexicon: &Lexicon<'_>,
) -> Option<Roles> {
    let (headings, near) = what;
    let neutral = |h: &Written| h.keys.last().is_some_and(|key| lexicon.words.headings.is_neutral(key));
    let words_only = |h: &Written| h.values.words > 0 && h.values.figures == 0;
    if region.turned || !region.beside.is_empty() {
        return None;
    }
    let named = |h: &Written| fields(grid, region, h, lexicon).filter(|fields| fields.windows(2).any(|w| w[0] != w[1]));
    let mut lists = (0..headings.len()).filter(|i| neutral(&headings[*i]) && words_only(&headings[*i]));
    let (which, fields) = lists.find_map(|i| Some((i, named(&headings[i])?)))?;
    let typical = |form: &Form| fields.iter().all(|field| is_typical(*form, *field));
    let form = [Form::Messages, Form::Accounts].into_iter().find(typical)?;
    let mut roles = assign_as(form, headings, near, lexicon.words);
    let has = |field: Field| roles.fields.iter().any(|role| role.field == Some(field));
    if form == Form::Accounts && !has(Field::Account) && !near.account {
        return None;
    }
    let aside = |field: Option<Field>| matches!(field, Some(Field::Serial | Field::Cumulative | Field::Rate));
    let bears = |i: &usize| headings[*i].values.figures > 0 && !aside(roles.fields[*i].field);
    let figures: Vec<usize> = (0..headings.len()).filter(bears).collect();
    let &[only] = figures.as_slice() else { return None };
    let main = if form == Form::Messages { Field::Received } else { Field::Actual };
    for (i, role) in roles.fields.iter_mut().enumerate() {
        if i == which || role.field.is_some_and(Field::is_count) {
            *role = Role::default();
        }
    }
    roles.fields[only] = Role { field: Some(main), why: Some(Why::Place), ..Role::default() };
    Some(roles)
}

/// The field that each line with a number names under a heading; `None` where one of them names none.
fn fields(grid: &Grid<'_>, region: &Region, heading: &Written, lexicon: &Lexicon<'_>) -> Option<Vec<Field>> {
    let counts = |line: &&u32| grid.inks(**line, region.span).any(|(_, ink)| ink.look == Look::Figure);
    // Letters and numbers under the headings (甲 乙 1 2) name nothing.
    let letter = |key: &str| lexicon.words.rows.letter(key).is_some();
    let keys = region.body.iter().filter(counts).map(|line| grid.own(*line, heading.span.0).map(|ink| ink.key()));
    let keys = keys.filter(|key| !key.is_some_and(letter));
    let field = |key: Option<&str>| lexicon.figure(key?).filter(|f| f.is_count() && *f != Field::Sum);
    keys.map(field).collect()
}
