//! "Units down, website columns across." Tables whose headings are names: each cell is one figure of a row's name and a heading's name.
//!
//! In: the headings and roles of one region whose form lacks a field, or whose groups of months are units. Out: roles in which the names bear the figure, and then the table
//! with a row for each pair of names. Every figure keeps its cell. Nothing is taken for a name because it is unknown: units are known
//! by their endings; website columns only where the title speaks of their updates and a printed sum proves the figures alike.

use super::grid::{Grid, Look};
use super::headings::Written;
use super::lexicon::Lexicon;
use super::region::Region;
use super::roles::{Near, Role, Roles};
use super::{Heading, RawCell, RawRow, Table, Why};
use crate::field::{Field, Form};
use crate::period::PeriodSaid;
use crate::place::{Area, At};
use crate::read::Value;

/// Which headings are names.
pub(super) struct Crossing {
    /// Headings that are names.
    names: Vec<usize>,
    /// What they name.
    field: Field,
    /// The headings of the rows' sums, one for each time that groups of names tell.
    sums: Vec<usize>,
    /// Whether the names stand in the groups right above the headings, and where; a name that is no group stands in its heading.
    groups: Option<Vec<At>>,
    turned: bool,
}

impl Crossing {
    /// The name that a heading bears.
    fn name<'h>(&self, heading: &'h Heading) -> &'h str {
        heading.path.iter().rev().nth(usize::from(self.groups.is_some())).map_or("", String::as_str)
    }

    /// The cell of the name of this heading.
    fn cell(&self, index: usize, heading: &Heading) -> At {
        let at = self.names.iter().position(|i| *i == index);
        let group = at.and_then(|at| self.groups.as_ref()?.get(at).copied());
        group.unwrap_or(heading.area.first)
    }
}

/// Fewer names across are no list.
const NAMES: usize = 2;

/// The names across, and the roles with them; the roles alone where the headings are none.
pub(super) fn names_across(
    grid: &Grid<'_>,
    region: &Region,
    what: (&[Written], Roles, &Near),
    lexicon: &Lexicon<'_>,
) -> (Roles, Option<Crossing>) {
    let (headings, mut roles, near) = what;
    for over in [true, false] {
        if let Some(crossing) = units_over_months(grid, region, (headings, &mut roles, over), lexicon) {
            return (roles, Some(crossing));
        }
    }
    let words = &lexicon.words.headings;
    let about_updates = near.titles.iter().any(|t| words.speaks_of_updates(t));
    if roles.form != Form::Columns || roles.missing.is_empty() || !region.beside.is_empty() || !about_updates {
        return (roles, None);
    }
    let has = |field: Field| roles.fields.iter().any(|r| r.field == Some(field));
    let open: Vec<usize> = (0..headings.len()).filter(|i| is_open(&headings[*i], &roles.fields[*i], lexicon)).collect();
    let is_sum = |i: &usize| headings[*i].keys.last().is_some_and(|k| lexicon.words.rows.is_total(k));
    let mut sums: Vec<usize> = (0..headings.len()).filter(is_sum).collect();
    if open.iter().all(|i| headings[*i].period.is_none()) {
        sums.truncate(1);
    }
    let field = if has(Field::Column) && !has(Field::Unit) {
        let bodies = open.iter().all(|i| names_a_body(&headings[*i], lexicon));
        Some(Field::Unit).filter(|_| bodies && !has(Field::Updates))
    } else if !has(Field::Column) && (has(Field::Unit) || has_months(grid, region, (headings, &roles), lexicon)) {
        let proved = times(headings, &open).into_iter().all(|(time, names)| {
            let sum = sums.iter().find(|i| time.is_none() || headings[**i].period == time);
            sum.is_some_and(|sum| adds_up(grid, region, (headings, &names), *sum))
        });
        let bodies = open.iter().any(|i| names_a_body(&headings[*i], lexicon));
        Some(Field::Column).filter(|_| proved && !bodies)
    } else {
        None
    };
    let Some(field) = field.filter(|_| open.len() >= NAMES) else { return (roles, None) };
    for i in &open {
        roles.fields[*i] = Role { field: Some(Field::Updates), why: Some(Why::Place), ..Role::default() };
    }
    for sum in &sums {
        roles.fields[*sum] = Role { field: Some(Field::Sum), rival: None, ..roles.fields[*sum] };
    }
    roles.missing.clear();
    (roles, Some(Crossing { names: open, field, sums, groups: None, turned: region.turned }))
}

/// Units `over` the same months, or under each of them: each figure is its unit's in its month. A sum beside them adds up units, and
/// is none of theirs; any other figure without a unit leaves the table as it is.
fn units_over_months(
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

/// The names of each time.
fn times(headings: &[Written], names: &[usize]) -> Vec<(Option<PeriodSaid>, Vec<usize>)> {
    let mut out: Vec<(Option<PeriodSaid>, Vec<usize>)> = Vec::new();
    for i in names {
        match out.iter_mut().find(|(time, _)| *time == headings[*i].period) {
            Some((_, names)) => names.push(*i),
            None => out.push((headings[*i].period, vec![*i])),
        }
    }
    out
}

/// Whether a heading may be a name over figures: words that mean nothing else and name no figure (新增数).
fn is_open(heading: &Written, role: &Role, lexicon: &Lexicon<'_>) -> bool {
    // Under a month stand names like those of a table without months.
    let by_month = heading.is_part && heading.keys.len() == 2 && lexicon.is_month(&heading.keys[0]);
    let plain = (heading.period.is_none() || by_month) && heading.platform.is_none() && heading.guesses.is_empty();
    let key = heading.keys.last().filter(|key| !lexicon.words.headings.names_a_figure(key));
    let v = heading.values;
    role.field.is_none() && plain && key.is_some() && v.figures > 0 && v.words + v.days == 0
}

fn names_a_body(heading: &Written, lexicon: &Lexicon<'_>) -> bool {
    heading.path.last().is_some_and(|name| lexicon.words.names.is_one_body(name))
}

/// Whether every row with figures is one of a month, by a heading that means nothing else.
fn has_months(grid: &Grid<'_>, region: &Region, what: (&[Written], &Roles), lexicon: &Lexicon<'_>) -> bool {
    let (headings, roles) = what;
    let first = headings.iter().zip(&roles.fields).find(|(_, role)| role.field != Some(Field::Serial));
    let Some((heading, _)) = first.filter(|(_, role)| role.field.is_none()) else { return false };
    let said: Vec<&str> = region.body.iter().filter_map(|l| Some(grid.own(*l, heading.span.0)?.key())).collect();
    let is_total = |key: &str| lexicon.words.rows.is_total(key);
    let months = said.iter().filter(|key| lexicon.is_month(key)).count();
    months > 0 && said.iter().all(|key| lexicon.is_month(key) || is_total(key))
}

/// Whether the sum printed in each row is that of the figures under the names, in two rows at least: they count the same thing.
fn adds_up(grid: &Grid<'_>, region: &Region, what: (&[Written], &[usize]), sum: usize) -> bool {
    let (headings, names) = what;
    let figure = |line: u32, index: &usize| match grid.own(line, headings[*index].span.0).map(|ink| &ink.cell.value) {
        Some(Value::Number(n)) => Some(*n),
        _ => None,
    };
    let filled = |line: &&u32| grid.inks(**line, region.span).any(|(_, ink)| ink.look == Look::Figure);
    let rows: Vec<u32> = region.body.iter().filter(filled).copied().collect();
    let is_sum = |line: &u32| {
        let parts: f64 = names.iter().filter_map(|i| figure(*line, i)).sum();
        figure(*line, &sum).is_some_and(|printed| (printed - parts).abs() < 1e-6)
    };
    rows.len() > 1 && rows.iter().all(is_sum)
}

/// One row for each pair of names, in place of one for each name of a row.
pub(super) fn spread(table: &mut Table, crossing: &Crossing) {
    if table.rows.is_empty() {
        return;
    }
    let is_kept = |index: &usize| !crossing.names.contains(index) && !crossing.sums.contains(index);
    let kept: Vec<usize> = (0..table.headings.len()).filter(is_kept).collect();
    let mut times: Vec<Option<PeriodSaid>> = Vec::new();
    for time in crossing.names.iter().map(|i| table.headings[*i].period) {
        if !times.contains(&time) {
            times.push(time);
        }
    }
    let names = each_name(table, crossing, &times);
    let mut rows = Vec::new();
    for row in std::mem::take(&mut table.rows) {
        for figures in &names {
            let Some(index) = figures.iter().flatten().next().copied() else { continue };
            let name = &table.headings[index];
            let text = |at: At, text: String| RawCell { at, value: Value::Text(text), formula: false, filled: false };
            let named = text(crossing.cell(index, name), crossing.name(name).to_owned());
            let figure = |index: &Option<usize>| {
                let first = table.headings[(*index)?].area.first;
                let at = if crossing.turned { At::new(first.row, row.line) } else { At::new(row.line, first.col) };
                Some(row.cells[(*index)?].clone().unwrap_or_else(|| text(at, String::new())))
            };
            let mut cells: Vec<Option<RawCell>> = kept.iter().map(|i| row.cells[*i].clone()).collect();
            cells.push(Some(RawCell { filled: true, ..named }));
            cells.extend(figures.iter().map(figure));
            rows.push(RawRow { line: row.line, cells });
        }
    }
    table.rows = rows;
    let sum_of = |time: &Option<PeriodSaid>| {
        crossing.sums.iter().find(|i| time.is_none() || table.headings[**i].period == *time).copied()
    };
    let sums: Vec<Option<usize>> = times.iter().map(sum_of).collect();
    for total in &mut table.totals {
        let mut cells: Vec<Option<RawCell>> = kept.iter().map(|i| total.cells[*i].clone()).collect();
        cells.push(None);
        cells.extend(sums.iter().map(|sum| total.cells[(*sum)?].clone()));
        total.cells = cells;
    }
    let mut headings: Vec<Heading> = kept.iter().map(|i| table.headings[*i].clone()).collect();
    headings.extend(joint(table, crossing, None).map(|h| Heading { field: Some(crossing.field), period: None, ..h }));
    headings.extend(times.iter().filter_map(|time| joint(table, crossing, Some(*time))));
    table.headings = headings;
}

/// For each name across its heading at each time.
fn each_name(table: &Table, crossing: &Crossing, times: &[Option<PeriodSaid>]) -> Vec<Vec<Option<usize>>> {
    let mut out: Vec<(&str, Vec<Option<usize>>)> = Vec::new();
    for index in &crossing.names {
        let heading = &table.headings[*index];
        let name = crossing.name(heading);
        let Some(time) = times.iter().position(|time| *time == heading.period) else { continue };
        match out.iter_mut().find(|(known, figures)| *known == name && figures[time].is_none()) {
            Some((_, figures)) => figures[time] = Some(*index),
            None => {
                let mut figures = vec![None; times.len()];
                figures[time] = Some(*index);
                out.push((name, figures));
            }
        }
    }
    out.into_iter().map(|(_, figures)| figures).collect()
}

/// One heading in place of all names, or of those of one time.
fn joint(table: &Table, crossing: &Crossing, time: Option<Option<PeriodSaid>>) -> Option<Heading> {
    let names: Vec<&Heading> = crossing.names.iter().map(|i| &table.headings[*i]).collect();
    let names: Vec<&Heading> = names.into_iter().filter(|h| time.is_none_or(|time| h.period == time)).collect();
    let area = names.iter().map(|h| h.area).reduce(Area::with)?;
    let first = names.first()?;
    let ends = [first, names.last()?].map(|h| crossing.name(h).to_owned());
    let mut path: Vec<String> = Vec::new();
    match (time, first.path.split_last()) {
        (Some(_), Some((leaf, _))) if crossing.groups.is_some() => path.push(leaf.clone()),
        (Some(Some(_)), Some((_, group))) => {
            path.extend_from_slice(group);
            path.push(ends.join("…"));
        }
        _ => path.push(ends.join("…")),
    }
    Some(Heading {
        area,
        path,
        field: first.field,
        period: time.flatten(),
        platform: None,
        rival: None,
        why: Some(Why::Place),
        margin: 0,
    })
}
