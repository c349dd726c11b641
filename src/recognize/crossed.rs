//! "Units down, website columns across." Tables whose headings are names: each cell is one figure of a row's name and a heading's name.
//!
//! In: the headings and roles of one region whose form lacks a field, or whose groups are units (`towns`). Out: roles in which the names bear the figure, and then the table
//! with a row for each pair of names. Every figure keeps its cell. Nothing is taken for a name because it is unknown: units are known
//! by their endings; website columns only where the title speaks of their updates and a printed sum proves the figures alike.

pub(super) mod asked_rows;
mod proofs;
mod towns;

use super::grid::{Grid, Look};
use super::headings::Written;
use super::lexicon::Lexicon;
use super::region::{Region, is_signature};
use super::roles::{Near, Role, Roles, assign_as};
use super::waits::bodies::bodies;
use super::{Heading, RawCell, RawRow, Table, Why};
use crate::field::{Field, Form};
use crate::period::PeriodSaid;
use crate::place::{Area, At};
use crate::read::Value;
use asked_rows::asks;
use towns::{units_over_fields, units_over_months};

/// Which headings are names.
pub(super) struct Crossing {
    /// Headings that are names.
    pub(super) names: Vec<usize>,
    /// What they name.
    pub(super) field: Field,
    /// The headings of the rows' sums, one for each slot that groups of names tell.
    pub(super) sums: Vec<usize>,
    /// Whether the names stand in the groups right above the headings, and where; a name that is no group stands in its heading.
    pub(super) groups: Option<Vec<At>>,
    /// Whether headings run downwards.
    pub(super) turned: bool,
}

/// What the figures of each name are told apart by: their time and their field.
type Slot = (Option<PeriodSaid>, Option<Field>);

fn slot(heading: &Heading) -> Slot {
    (heading.period, heading.field)
}

impl Crossing {
    /// The name that a heading bears.
    fn name<'h>(&self, heading: &'h Heading) -> &'h str {
        heading.path.iter().rev().nth(usize::from(self.groups.is_some())).map_or("", String::as_str)
    }

    /// The cell of the name of this heading.
    pub(super) fn cell(&self, index: usize, heading: &Heading) -> At {
        let at = self.names.iter().position(|i| *i == index);
        let group = at.and_then(|at| self.groups.as_ref()?.get(at).copied());
        group.unwrap_or(heading.area.first)
    }
}

/// Fewer names across are no list.
pub(super) const NAMES: usize = 2;

/// The names across, and the roles with them; the roles alone where the headings are none.
pub(super) fn names_across(
    grid: &Grid<'_>,
    region: &Region,
    what: (&[Written], Roles, &Near),
    lexicon: &Lexicon<'_>,
) -> (Roles, Option<Crossing>) {
    let (headings, mut roles, near) = what;
    let mut over = [true, false].into_iter();
    let months = over.find_map(|over| units_over_months(grid, region, (headings, &mut roles, over), lexicon));
    let units = months.or_else(|| units_over_fields(grid, region, (headings, &mut roles, near), lexicon));
    if units.is_some() {
        return (roles, units);
    }
    if roles.form == Form::Unknown && may_hold_columns(grid, region, (headings, near), lexicon) {
        roles = Roles { missing: vec![Field::Column], ..assign_as(Form::Columns, headings, near, lexicon.words) };
    }
    // 合计 beside names of units was taken for the only figure.
    let is_total = |h: &Written| h.keys.last().is_some_and(|k| lexicon.words.rows.may_head_total(k));
    let figure = |(_, role): &(&Written, &Role)| role.field == Some(Field::Updates);
    let sums_alone = headings.iter().zip(&roles.fields).filter(figure).all(|(h, _)| is_total(h));
    if roles.form != Form::Columns || roles.missing.is_empty() && !sums_alone || !region.beside.is_empty() {
        return (roles, None);
    }
    let figures = |h: &Written| h.values.figures > 0 && holds_no_words(grid, region, h, lexicon);
    let is_open = |i: &usize| figures(&headings[*i]) && is_open(&headings[*i], &roles.fields[*i], lexicon);
    let open: Vec<usize> = (0..headings.len()).filter(is_open).collect();
    units_down(grid, region, (headings, &mut roles, &open), lexicon);
    let has = |field: Field| roles.fields.iter().any(|r| r.field == Some(field));
    let mut sums: Vec<usize> = (0..headings.len()).filter(|i| is_total(&headings[*i])).collect();
    if open.iter().all(|i| headings[*i].period.is_none()) {
        sums.truncate(1);
    }
    let says = |about: &dyn Fn(&str) -> bool| near.titles.iter().any(|title| about(title));
    let words = &lexicon.words.headings;
    let grouped = !open.is_empty() && open.iter().all(|i| is_of_updates(&headings[*i], lexicon));
    // What others took over (采用情况) is told by their kinds.
    let adopted = says(&|title| words.speaks_of_adoption(title));
    let about_updates = !adopted && says(&|title| words.speaks_of_updates(title)) || grouped;
    let months = has_months(grid, region, (headings, &roles), lexicon);
    let about_columns = about_updates || months && says(&|title| words.is_about_columns(title));
    // Names that the office listed need no title and no sum.
    let listed = !open.is_empty() && open.iter().all(|i| is_listed(&headings[*i], lexicon));
    let field = if has(Field::Column) && !has(Field::Unit) {
        let bodies = open.iter().all(|i| names_a_body(&headings[*i], lexicon));
        // The sum of rooms is their unit's own figure.
        let rooms = open.iter().all(|i| headings[*i].keys.last().is_some_and(|k| lexicon.words.names.may_be_room(k)));
        let free = !has(Field::Updates) || sums_alone && !rooms;
        Some(Field::Unit).filter(|_| bodies && free && about_updates)
    } else if roles.missing.is_empty() {
        None
    } else if !has(Field::Column) && (has(Field::Unit) || months) {
        let bodies = open.iter().any(|i| names_a_body(&headings[*i], lexicon));
        // Under a title about website columns names over months need no sum across, where something else shows what they are.
        let named = months && (grouped || says(&|title| words.is_about_columns(title)));
        let drawn = (grid, region, lexicon);
        let is_proved = about_columns && proofs::by_sums(drawn, (headings, &open, &sums))
            || named && proofs::by_what_is_below(drawn, (headings, &open));
        Some(Field::Column).filter(|_| listed || is_proved && !bodies)
    } else {
        None
    };
    let Some(field) = field.filter(|_| open.len() >= NAMES || listed) else { return (roles, None) };
    let open = if field == Field::Unit { with_strokes_alone(open, (headings, &roles), lexicon) } else { open };
    for i in &open {
        roles.fields[*i] = Role { field: Some(Field::Updates), why: Some(Why::Place), ..Role::default() };
    }
    for sum in &sums {
        roles.fields[*sum] = Role { field: Some(Field::Sum), rival: None, ..roles.fields[*sum] };
    }
    roles.missing.clear();
    (roles, Some(Crossing { names: open, field, sums, groups: None, turned: region.turned }))
}

/// Takes the heading before the names across for that of units where no list holds it (苏木镇（场）) or it says nothing (项目), and most of what
/// stands below it is bodies.
fn units_down(
    grid: &Grid<'_>,
    region: &Region,
    (headings, roles, open): (&[Written], &mut Roles, &[usize]),
    lexicon: &Lexicon<'_>,
) {
    let named = roles.fields.iter().any(|role| role.field == Some(Field::Unit));
    let guessed = |role: &Role| role.field == Some(Field::Column) && role.why == Some(Why::Place);
    let is_free = |i: &usize| roles.fields[*i].field.is_none() || guessed(&roles.fields[*i]);
    let first = open.first().copied().filter(|_| !named && open.len() > NAMES).unwrap_or(0);
    let words = |i: &usize| headings[*i].values.words > 0 && bodies(grid, region, &headings[*i], lexicon).is_some();
    let Some(units) = (0..first).find(|i| is_free(i) && words(i)) else { return };
    if guessed(&roles.fields[units]) {
        roles.missing = vec![Field::Column];
    }
    roles.fields[units] = Role { field: Some(Field::Unit), why: Some(Why::Values), ..Role::default() };
}

/// Names of units, with those of units that have nothing but strokes below them: they were asked as well.
fn with_strokes_alone(mut names: Vec<usize>, what: (&[Written], &Roles), lexicon: &Lexicon<'_>) -> Vec<usize> {
    let (headings, roles) = what;
    let strokes = |h: &Written| h.values.marks > 0 && h.values.words + h.values.days + h.values.near_figures == 0;
    let body = |h: &Written| strokes(h) && names_a_body(h, lexicon);
    let is_one = |i: &usize| body(&headings[*i]) && is_open(&headings[*i], &roles.fields[*i], lexicon);
    let more: Vec<usize> = (0..headings.len()).filter(|i| is_one(i) && !names.contains(i)).collect();
    names.extend(more);
    names.sort_unstable();
    names
}

/// Whether a heading may be a name over figures: words that mean nothing else and name no figure (新增数).
fn is_open(heading: &Written, role: &Role, lexicon: &Lexicon<'_>) -> bool {
    // Under a month stand names like those of a table without months.
    let by_month = heading.is_part && heading.keys.len() == 2 && lexicon.is_month(&heading.keys[0]);
    let counted = is_below_count(heading, lexicon);
    let silent = heading.guesses.is_empty() || counted;
    let plain = (heading.period.is_none() || by_month) && heading.platform.is_none() && silent;
    let key = heading.keys.last().filter(|key| !lexicon.words.headings.names_a_figure(key));
    let named = plain && key.is_some() || is_listed(heading, lexicon) && heading.platform.is_none();
    role.field.is_none_or(|_| counted || is_listed(heading, lexicon)) && named
}

/// Whether the group right above a heading speaks of updates of website columns.
fn is_of_updates(heading: &Written, lexicon: &Lexicon<'_>) -> bool {
    heading.keys.iter().rev().nth(1).is_some_and(|group| lexicon.words.headings.speaks_of_updates(group))
}

/// Whether the group above a heading says what is counted (栏目更新数), or whose names stand below it (栏目名称), and the heading itself nothing
/// (规划计划): it means no more than the group.
fn is_below_count(heading: &Written, lexicon: &Lexicon<'_>) -> bool {
    let [.., group, leaf] = heading.keys.as_slice() else { return false };
    let words = &lexicon.words.headings;
    let counts =
        || words.speaks_of_updates(group) || matches!(lexicon.label(group), Some(Field::Actual | Field::Column));
    let sense = lexicon.sense(leaf);
    sense.guesses.is_empty() && sense.period.is_none() && counts()
}

/// Whether neither words nor days stand below a heading, but in rows that say something of the names across (更新要求).
fn holds_no_words(grid: &Grid<'_>, region: &Region, heading: &Written, lexicon: &Lexicon<'_>) -> bool {
    let v = heading.values;
    let is_word = |line: u32| grid.own(line, heading.span.0).is_some_and(|i| matches!(i.look, Look::Words | Look::Day));
    let asked = region.body.iter().filter(|line| is_asked(grid, **line, region, lexicon));
    v.words + v.days <= asked.filter(|line| is_word(**line)).count()
}

fn is_asked(grid: &Grid<'_>, line: u32, region: &Region, lexicon: &Lexicon<'_>) -> bool {
    grid.inks(line, region.span).next().is_some_and(|(_, ink)| asks(ink.word(), lexicon).is_some())
}

/// Whether a heading is the name of a website column that the office listed.
fn is_listed(heading: &Written, lexicon: &Lexicon<'_>) -> bool {
    heading.keys.last().is_some_and(|key| lexicon.words.columns.contains(key))
}

/// Whether months run down a table that no form fits, under a title about website columns or below names that the office listed.
fn may_hold_columns(
    grid: &Grid<'_>,
    region: &Region,
    (headings, near): (&[Written], &Near),
    lexicon: &Lexicon<'_>,
) -> bool {
    let none = Roles {
        form: Form::Unknown,
        fields: vec![Role::default(); headings.len()],
        missing: Vec::new(),
        evident: false,
        unexplained: Vec::new(),
    };
    let about = near.titles.iter().any(|title| lexicon.words.headings.is_about_columns(title));
    (about || headings.iter().any(|h| is_listed(h, lexicon) || is_of_updates(h, lexicon)))
        && has_months(grid, region, (headings, &none), lexicon)
}

fn names_a_body(heading: &Written, lexicon: &Lexicon<'_>) -> bool {
    heading.path.last().is_some_and(|name| lexicon.words.names.is_one_body(name))
}

/// The first text of a line of a region, in one word; empty where it has none.
fn first_word<'a>(grid: &'a Grid<'_>, region: &Region, line: u32) -> &'a str {
    grid.inks(line, region.span).next().map_or("", |(_, ink)| ink.word())
}

/// The lines of the body that are no remark, no signature, of no other time, no ranks, and say nothing of the names above them (更新要求).
fn told_lines<'a>(grid: &'a Grid<'_>, region: &'a Region, lexicon: &'a Lexicon<'_>) -> impl Iterator<Item = u32> + 'a {
    let rows = &lexicon.words.rows;
    region.body.iter().copied().filter(move |line| {
        let key = first_word(grid, region, *line);
        let told = !rows.is_remark(key) && !is_signature(rows, key) && !rows.is_compared(key);
        told && !lexicon.is_never_data(key) && asks(key, lexicon).is_none()
    })
}

/// Whether every row with figures is one of a month, by a heading that means nothing else.
fn has_months(grid: &Grid<'_>, region: &Region, what: (&[Written], &Roles), lexicon: &Lexicon<'_>) -> bool {
    let (headings, roles) = what;
    let first = headings.iter().zip(&roles.fields).find(|(_, role)| role.field != Some(Field::Serial));
    let Some((heading, _)) = first.filter(|(_, role)| role.field.is_none()) else { return false };
    let lines = told_lines(grid, region, lexicon);
    let said: Vec<&str> = lines.filter_map(|l| Some(grid.own(l, heading.span.0)?.key())).collect();
    let is_total = |key: &str| lexicon.words.rows.is_total(key);
    let months = said.iter().filter(|key| lexicon.is_month(key)).count();
    months > 0 && said.iter().all(|key| lexicon.is_month(key) || is_total(key))
}

/// One row for each pair of names, in place of one for each name of a row.
pub(super) fn spread(table: &mut Table, crossing: &Crossing, lexicon: &Lexicon<'_>) {
    let asked = asked_rows::take_out(table, crossing, lexicon);
    if table.rows.is_empty() {
        return;
    }
    let is_kept = |index: &usize| !crossing.names.contains(index) && !crossing.sums.contains(index);
    let kept: Vec<usize> = (0..table.headings.len()).filter(is_kept).collect();
    let mut slots: Vec<Slot> = Vec::new();
    for slot in crossing.names.iter().map(|i| slot(&table.headings[*i])) {
        if !slots.contains(&slot) {
            slots.push(slot);
        }
    }
    let names = each_name(table, crossing, &slots);
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
    let sum_of = |(time, field): &Slot| {
        let of_field = |h: &Heading| h.field == Some(Field::Sum) || h.field == *field;
        let of = |h: &Heading| of_field(h) && (time.is_none() || h.period == *time);
        crossing.sums.iter().find(|i| of(&table.headings[**i])).copied()
    };
    let sums: Vec<Option<usize>> = slots.iter().map(sum_of).collect();
    for total in &mut table.totals {
        let mut cells: Vec<Option<RawCell>> = kept.iter().map(|i| total.cells[*i].clone()).collect();
        cells.push(None);
        cells.extend(sums.iter().map(|sum| total.cells[(*sum)?].clone()));
        total.cells = cells;
    }
    let mut headings: Vec<Heading> = kept.iter().map(|i| table.headings[*i].clone()).collect();
    headings.extend(joint(table, crossing, None).map(|h| Heading { field: Some(crossing.field), period: None, ..h }));
    headings.extend(slots.iter().filter_map(|slot| joint(table, crossing, Some(*slot))));
    table.headings = headings;
    table.crossed = [Field::Unit, Field::Column].iter().all(|of| table.headings.iter().any(|h| h.field == Some(*of)));
    asked_rows::give(table, kept.len(), asked);
}

/// For each name across its heading in each slot.
fn each_name(table: &Table, crossing: &Crossing, slots: &[Slot]) -> Vec<Vec<Option<usize>>> {
    let mut out: Vec<(&str, Vec<Option<usize>>)> = Vec::new();
    for index in &crossing.names {
        let heading = &table.headings[*index];
        let name = crossing.name(heading);
        let Some(place) = slots.iter().position(|known| *known == slot(heading)) else { continue };
        match out.iter_mut().find(|(known, figures)| *known == name && figures[place].is_none()) {
            Some((_, figures)) => figures[place] = Some(*index),
            None => {
                let mut figures = vec![None; slots.len()];
                figures[place] = Some(*index);
                out.push((name, figures));
            }
        }
    }
    out.into_iter().map(|(_, figures)| figures).collect()
}

/// One heading in place of all names, or of those of one slot.
fn joint(table: &Table, crossing: &Crossing, of: Option<Slot>) -> Option<Heading> {
    let names: Vec<&Heading> = crossing.names.iter().map(|i| &table.headings[*i]).collect();
    let names: Vec<&Heading> = names.into_iter().filter(|h| of.is_none_or(|of| slot(h) == of)).collect();
    let time = of.map(|(time, _)| time);
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
        rival: names.iter().find_map(|h| h.rival),
        why: Some(Why::Place),
        margin: 0,
    })
}
