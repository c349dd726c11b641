//! "供稿单位: 县统计局, 县应急管理局" Names of bodies where no heading says that they report.
//!
//! In: the headings and roles of one region without a column of units. Out: roles in which the one column that ends as such
//! columns do and holds nothing but names of bodies bears the units; else a finding, with which the table waits: figures of several bodies are
//! never one unit's because its name stands on the file. It knows no unit.

use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Waits};
use crate::fold::one_name;
use crate::recognize::Why;
use crate::recognize::grid::{Grid, Ink, Look};
use crate::recognize::headings::Written;
use crate::recognize::lexicon::Lexicon;
use crate::recognize::region::Region;
use crate::recognize::roles::{Role, Roles};
use crate::rules::private::PrivateWords;

/// Fewer names prove nothing.
const NAMES: usize = 2;

/// Gives the roles their units where one column can be nothing else; the finding where nobody can tell.
pub(super) fn units_by_values(
    grid: &Grid<'_>,
    region: &Region,
    (headings, roles): (&[Written], &mut Roles),
    lexicon: &Lexicon<'_>,
) -> Option<Finding> {
    set_origins_aside((headings, roles), lexicon);
    name_corner(grid, region, (headings, roles), lexicon);
    let has = |field: Field| roles.fields.iter().any(|role| role.field == Some(field));
    let forms = [Form::Columns, Form::Messages, Form::Accounts, Form::Posts, Form::MessageLedger];
    if region.turned || !region.beside.is_empty() || !forms.contains(&roles.form) {
        return None;
    }
    if !roles.missing.is_empty() || has(Field::Unit) {
        return None;
    }
    let guards = &lexicon.words.guards;
    let leaf = |h: &Written| h.keys.last().cloned().unwrap_or_default();
    let is_open = |i: &usize| roles.fields[*i].field.is_none() && headings[*i].values.words > 0;
    let found = (0..headings.len()).filter(is_open).filter(|i| !guards.is_beside_units(&leaf(&headings[*i])));
    // Lines of messages tell of many bodies beside the one that answers.
    let found = found.filter(|i| roles.form != Form::MessageLedger || guards.may_head_units(&leaf(&headings[*i])));
    let found = found.filter_map(|i| Some((i, bodies(grid, region, &headings[i], lexicon)?)));
    // One name alone tells whose the rows are only under a heading that ends as those of units do.
    let enough =
        |(i, names): &(usize, Vec<String>)| names.len() >= NAMES || guards.may_head_units(&leaf(&headings[*i]));
    let found: Vec<(usize, Vec<String>)> = found.filter(enough).collect();
    match &found[..] {
        [(only, _)] if guards.may_head_units(&leaf(&headings[*only])) => {
            roles.fields[*only] = Role { field: Some(Field::Unit), why: Some(Why::Values), ..Role::default() };
            None
        }
        [(first, names), ..] => {
            let heading = headings[*first].path.last().map(|text| one_name(text)).unwrap_or_default();
            let named = std::iter::once(heading).chain(names.iter().cloned()).collect();
            let place = grid.sheet.place.at(headings[*first].area);
            Some(Finding::new(Kind::TableWaits { why: Waits::Bodies, named }, place))
        }
        [] => across(grid, (headings, roles), lexicon),
    }
}

/// Takes the doubt from a heading that says nothing (项目) and was taken for that of units by its place, where all names of its row or column
/// are those of bodies: no website column is called so.
pub(super) fn settle_unnamed(
    grid: &Grid<'_>,
    region: &Region,
    (headings, roles): (&[Written], &mut Roles),
    lexicon: &Lexicon<'_>,
) {
    let guessed = |role: &Role| role.field == Some(Field::Unit) && role.why == Some(Why::Place) && role.rival.is_some();
    for (heading, role) in headings.iter().zip(&mut roles.fields).filter(|(_, role)| guessed(role)) {
        let inks = region.body.iter().filter_map(|line| grid.own(*line, heading.span.0));
        let names = || inks.clone().filter(|ink| !lexicon.words.rows.is_total(ink.key()));
        let body = |ink: &Ink<'_>| ink.look == Look::Words && is_body(&one_name(&ink.cell.value.shown()), lexicon);
        if names().count() >= NAMES && names().all(body) {
            role.rival = None;
        }
    }
}

/// In a ledger of posts the one from whom a post was taken is never the unit that answers for the account.
fn set_origins_aside((headings, roles): (&[Written], &mut Roles), lexicon: &Lexicon<'_>) {
    if roles.form != Form::Posts {
        return;
    }
    let guards = &lexicon.words.guards;
    let of_units = headings.iter().zip(&mut roles.fields).filter(|(_, role)| role.field == Some(Field::Unit));
    for (_, role) in of_units.filter(|(h, _)| h.keys.last().is_some_and(|key| guards.is_origin(key))) {
        *role = Role::default();
    }
}

/// Gives the corner of figures that run down below units (月份 · 办理情况 · 县水利局 · 县林业局) to the units where every name across is one of a
/// body: what it says is about the lines below.
fn name_corner(grid: &Grid<'_>, region: &Region, (headings, roles): (&[Written], &mut Roles), lexicon: &Lexicon<'_>) {
    let named = roles.fields.iter().any(|role| role.field == Some(Field::Unit));
    if !region.turned || !region.beside.is_empty() || roles.form != Form::Messages || named {
        return;
    }
    let Some(first) = (0..headings.len()).min_by_key(|i| headings[*i].span.0) else { return };
    let (corner, values) = (&headings[first], headings[first].values);
    let inks = || region.body.iter().filter_map(|line| grid.own(*line, corner.span.0));
    let names = || inks().filter(|ink| !lexicon.words.rows.is_total(ink.key()));
    let body = |ink: &Ink<'_>| ink.look == Look::Words && is_body(&one_name(&ink.cell.value.shown()), lexicon);
    let takes_words = roles.fields[first].field.is_none_or(|field| field == Field::Remark);
    if takes_words && values.figures == 0 && names().count() >= NAMES && names().all(body) {
        roles.fields[first] = Role { field: Some(Field::Unit), why: Some(Why::Values), ..Role::default() };
    }
}

/// The different names of bodies under a heading, where most of what stands there is one.
pub(in crate::recognize) fn bodies(
    grid: &Grid<'_>,
    region: &Region,
    heading: &Written,
    lexicon: &Lexicon<'_>,
) -> Option<Vec<String>> {
    let rows = &lexicon.words.rows;
    let mut all: Vec<String> = Vec::new();
    for line in &region.body {
        // A line with this cell alone is a caption or a remark.
        let alone = grid.inks(*line, region.span).nth(1).is_none();
        let Some(ink) = grid.own(*line, heading.span.0).filter(|ink| !alone && ink.look == Look::Words) else {
            continue;
        };
        let text = one_name(&ink.cell.value.shown());
        if !rows.is_total(ink.key()) && !all.contains(&text) {
            all.push(text);
        }
    }
    let count = all.len();
    all.retain(|text| is_body(text, lexicon));
    (all.len() * 2 > count).then_some(all)
}

/// Whether a text is the name of a body that is no room of another.
fn is_body(text: &str, lexicon: &Lexicon<'_>) -> bool {
    let names = &lexicon.words.names;
    names.is_one_body(text) && !names.may_be_room(text) && PrivateWords::get().names_a_body(text, names)
}

/// Names of bodies over figures that no heading explains.
fn across(grid: &Grid<'_>, (headings, roles): (&[Written], &Roles), lexicon: &Lexicon<'_>) -> Option<Finding> {
    let is_name = |(h, role): &(&Written, &Role)| {
        let body = |text: &String| is_body(&one_name(text), lexicon);
        role.field.is_none() && h.values.figures > 0 && h.path.last().is_some_and(body)
    };
    let names: Vec<&Written> = headings.iter().zip(&roles.fields).filter(is_name).map(|(h, _)| h).collect();
    let area = names.iter().map(|h| h.area).reduce(crate::place::Area::with)?;
    let named: Vec<String> = names.iter().filter_map(|h| h.path.last()).map(|text| one_name(text)).collect();
    let kind = Kind::TableWaits { why: Waits::BodiesAcross, named };
    (names.len() >= NAMES).then(|| Finding::new(kind, grid.sheet.place.at(area)))
}
