//! "城关镇 over 收到, 办结, and 本庄镇 over the same." Tables in which units stand over groups of headings, or under months.
//!
//! In: the headings and roles of one upright region that names no units in its rows. Out: roles in which each figure is its unit's, and the
//! [`Crossing`] that tells whose. Units are known by their endings, one at least as no room's; a figure without a unit that is no sum of
//! all leaves the table as it is.

use super::{Crossing, NAMES};
use crate::field::{Field, Form};
use crate::recognize::Why;
use crate::recognize::grid::Grid;
use crate::recognize::headings::Written;
use crate::recognize::lexicon::Lexicon;
use crate::recognize::region::Region;
use crate::recognize::roles::{Near, Role, Roles, assign_as};

/// Units `over` the same months, or under each of them: each figure is its unit's in its month. A sum beside them adds up units, and
/// is none of theirs; any other figure without a unit leaves the table as it is.
pub(super) fn units_over_months(
    grid: &Grid<'_>,
    region: &Region,
    what: (&[Written], &mut Roles, bool),
    lexicon: &Lexicon<'_>,
) -> Option<Crossing> {
    let (headings, roles, over) = what;
    let has = |field: Field| roles.fields.iter().any(|r| r.field == Some(field));
    if roles.form != Form::Columns
        || region.turned
        || !region.beside.is_empty()
        || !has(Field::Column)
        || has(Field::Unit)
    {
        return None;
    }
    let words = lexicon.words;
    let is_sum = |h: &Written| h.keys.last().is_some_and(|key| words.rows.is_total(key));
    let group =
        |h: &Written| h.keys.iter().rev().nth(usize::from(over)).filter(|key| words.names.is_one_body(key)).cloned();
    let is_figure = |i: &usize| {
        let counts = matches!(roles.fields[*i].field, None | Some(Field::Updates | Field::Sum));
        counts && headings[*i].values.figures + headings[*i].values.near_figures + headings[*i].values.marks > 0
    };
    let figures: Vec<usize> = (0..headings.len()).filter(is_figure).collect();
    let (names, sums): (Vec<usize>, Vec<usize>) = figures.into_iter().partition(|i| group(&headings[*i]).is_some());
    let under = |h: &Written| h.keys.len() == 2 && lexicon.is_month(&h.keys[0]);
    let timed = |h: &Written| if over { h.by_period || is_sum(h) } else { under(h) };
    let fits = |h: &Written| h.platform.is_none() && h.group.is_some() && timed(h);
    if !names.iter().all(|i| fits(&headings[*i])) || !sums.iter().all(|i| is_sum(&headings[*i])) {
        return None;
    }
    let mut units: Vec<String> = names.iter().filter_map(|i| group(&headings[*i])).collect();
    units.dedup();
    let mut figures: Vec<_> = names.iter().map(|i| (group(&headings[*i]), headings[*i].period)).collect();
    let unlike = (1..figures.len()).all(|i| !figures[..i].contains(&figures[i]));
    figures.retain(|(_, period)| period.is_some());
    if units.len() < NAMES || !unlike || figures.is_empty() || units.iter().all(|unit| words.names.may_be_room(unit)) {
        return None;
    }
    for i in &names {
        let field = if is_sum(&headings[*i]) { Field::Sum } else { Field::Updates };
        roles.fields[*i] = Role { field: Some(field), why: Some(Why::Place), ..Role::default() };
    }
    for i in &sums {
        roles.fields[*i] = Role { field: Some(Field::Sum), rival: None, ..roles.fields[*i] };
    }
    roles.missing.clear();
    let places = || names.iter().filter_map(|i| headings[*i].group.map(|(line, pos)| grid.at(line, pos))).collect();
    let groups = over.then(places);
    Some(Crossing { names, field: Field::Unit, sums, groups, turned: false })
}

/// Units over the same groups of figures of messages. A group of sums beside them adds up units, and is none of theirs.
pub(super) fn units_over_fields(
    grid: &Grid<'_>,
    region: &Region,
    what: (&[Written], &mut Roles, &Near),
    lexicon: &Lexicon<'_>,
) -> Option<Crossing> {
    let (headings, roles, near) = what;
    let named = roles.fields.iter().any(|r| r.field == Some(Field::Unit));
    if roles.form != Form::Messages || region.turned || !region.beside.is_empty() || named {
        return None;
    }
    let words = lexicon.words;
    let over = |i: &usize| headings[*i].keys.iter().rev().nth(1).map_or("", String::as_str);
    let leaf = |i: &usize| headings[*i].keys.last().map_or("", String::as_str);
    let is_figure = |i: &usize| {
        let v = headings[*i].values;
        // 4月 under the heading of the rows' months holds a number and is none.
        let near = if headings[*i].keys.len() > 1 { v.near_figures } else { 0 };
        v.figures + near + v.marks > 0 && roles.fields[*i].field != Some(Field::Serial)
    };
    let figures = (0..headings.len()).filter(is_figure);
    let (names, others): (Vec<usize>, Vec<usize>) = figures.partition(|i| words.names.is_one_body(over(i)));
    let plain = |i: &usize| headings[*i].platform.is_none() && headings[*i].group.is_some();
    if !names.iter().all(plain) || !others.iter().all(|i| words.rows.is_total(over(i))) {
        return None;
    }
    let mut units: Vec<&str> = names.iter().map(over).collect();
    units.dedup();
    let of = |unit: &str| names.iter().copied().filter(move |i| over(i) == unit).collect::<Vec<usize>>();
    let first = of(units.first()?);
    let same = |unit: &&str| of(unit).iter().map(leaf).eq(first.iter().map(leaf));
    if units.len() < NAMES || !units.iter().all(same) || units.iter().all(|unit| words.names.may_be_room(unit)) {
        return None;
    }
    let own: Vec<Written> = first.iter().map(|i| headings[*i].clone()).collect();
    let given = assign_as(Form::Messages, &own, near, words).fields;
    let has = |field: Field| given.iter().any(|role| role.field == Some(field));
    if !has(Field::Received) || !(has(Field::Closed) || has(Field::ClosedOnTime)) {
        return None;
    }
    for i in names.iter().chain(&others) {
        let like = first.iter().position(|f| leaf(f) == leaf(i) && headings[*f].period == headings[*i].period);
        roles.fields[*i] = like.map_or_else(Role::default, |like| Role { why: Some(Why::Place), ..given[like] });
    }
    roles.missing.clear();
    let places = names.iter().filter_map(|i| headings[*i].group.map(|(line, pos)| grid.at(line, pos))).collect();
    Some(Crossing { names, field: Field::Unit, sums: others, groups: Some(places), turned: false })
}
