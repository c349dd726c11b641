//! "第1周, 第2周 …, and across “某地发布”微信公众号: 发布, 转发." Accounts as groups of headings over the weeks or months of a period.
//!
//! In: the headings of an upright region. Out: a [`Table`] with a row for each account, a heading for each figure and time, and the printed
//! totals as sums to check. Only names in quotes beside a type are accounts. Weeks are known by their days; weeks without days have
//! the printed total alone, and only where it is right in every column. Whether a week lies in the run is asked later.

mod demanded;
mod weeks;

use super::grid::Grid;
use super::headings::Written;
use super::lexicon::Lexicon;
use super::named::{Quoted, grouped};
use super::region::Region;
use super::roles::explained::doubt_unexplained;
use super::roles::needs::translate;
use super::roles::{Near, Role, Roles, assign_as};
use super::rows::Kind;
use super::shapes::spread_times;
use super::tables::{Built, heads_used, ranges, table_of};
use super::unknown::notice::notice;
use super::{Heading, LeftRow, RawCell, RawRow, RowReason, Table, Why};
use crate::field::{Field, Form};
use crate::fold::fold;
use crate::period::{Period, PeriodSaid};
use crate::place::{Area, At};
use crate::read::Value;
use crate::rules::periods::find_periods;
use weeks::week;

/// One account across.
pub(super) struct Group {
    who: Quoted,
    at: At,
    /// First and last position of its headings.
    pub(super) span: (u32, u32),
    /// Its figures: heading and field.
    pub(super) figures: Vec<(usize, Field)>,
}

/// What the figures of an account may be.
const FIGURES: [Field; 5] = [Field::Actual, Field::Original, Field::Forwarded, Field::Required, Field::ForwardList];

/// Reads a table of accounts across over times down; `None` for any other table.
pub(super) fn accounts_across(
    grid: &Grid<'_>,
    region: &Region,
    (headings, near): (&[Written], &Near),
    lexicon: &Lexicon<'_>,
) -> Option<Built> {
    if region.turned || !region.beside.is_empty() {
        return None;
    }
    let groups = groups(grid, headings, lexicon)?;
    let mut roles = roles(headings, (&groups, near), lexicon)?;
    doubt_unexplained(headings, &mut roles, lexicon);
    let which = times_heading(headings, &roles)?;
    let written: Vec<(usize, Written)> = headings.iter().map(|h| (0, h.clone())).collect();
    let strips = [region];
    let (mut table, kinds) = table_of(grid, region, (&strips, &written, &roles), lexicon);
    let findings = notice(&mut table, headings, &roles, None);
    let demanded = demanded::take_out(&mut table, (which, &groups), (grid, region), lexicon);
    let times = times(&table, which, near, lexicon)?;
    let mut used = heads_used(grid, (&strips, &written, &roles));
    let data = kinds.iter().filter(|(_, kind)| matches!(kind, Kind::Row | Kind::Total));
    used.extend(ranges(data.map(|(line, _)| grid.area((*line, *line), region.span))));
    match times {
        Some(times) => by_time(&mut table, &groups, (which, &times), lexicon),
        None => by_total(&mut table, &groups)?,
    }
    demanded::give(&mut table, demanded);
    Some(Built { table, apart: Vec::new(), spans: Vec::new(), findings, used })
}

/// The accounts, each with its figures; `None` where a group says something else too, or tells a figure twice.
fn groups(grid: &Grid<'_>, headings: &[Written], lexicon: &Lexicon<'_>) -> Option<Vec<Group>> {
    let mut out: Vec<Group> = Vec::new();
    for (index, heading) in headings.iter().enumerate() {
        let Some((line, pos)) = heading.group else { continue };
        let text = heading.path.get(heading.path.len().checked_sub(2)?)?;
        let Some(who) = grouped(text, lexicon.words).filter(|who| who.rest.is_empty()) else { continue };
        let label = lexicon.label(heading.keys.last()?).map(|field| translate(Form::Accounts, field));
        let Some(field) = label.filter(|field| FIGURES.contains(field)) else { continue };
        let known = out.iter().position(|group| group.who == who);
        let number = known.unwrap_or_else(|| {
            out.push(Group { who, at: grid.at(line, pos), span: heading.span, figures: Vec::new() });
            out.len() - 1
        });
        let span = out[number].span;
        out[number].span = (span.0.min(heading.span.0), span.1.max(heading.span.1));
        if out[number].figures.iter().any(|(_, known)| *known == field) {
            return None;
        }
        out[number].figures.push((index, field));
    }
    (!out.is_empty()).then_some(out)
}

/// Roles in which the groups bear the figures; `None` where another heading names an account or a unit.
fn roles(headings: &[Written], (groups, near): (&[Group], &Near), lexicon: &Lexicon<'_>) -> Option<Roles> {
    let mut roles = assign_as(Form::Accounts, headings, near, lexicon.words);
    let names = [Field::Account, Field::AccountType, Field::Unit];
    if roles.fields.iter().any(|role| role.field.is_some_and(|field| names.contains(&field))) {
        return None;
    }
    for role in roles.fields.iter_mut().filter(|role| role.field.is_some_and(Field::is_count)) {
        *role = Role::default();
    }
    for (index, field) in groups.iter().flat_map(|group| &group.figures) {
        roles.fields[*index] = Role { field: Some(*field), why: Some(Why::Place), ..Role::default() };
    }
    Some(roles)
}

/// The first heading over words that means nothing else.
fn times_heading(headings: &[Written], roles: &Roles) -> Option<usize> {
    (0..headings.len()).find(|i| {
        let v = headings[*i].values;
        roles.fields[*i].field != Some(Field::Serial) && v.words + v.near_figures + v.days > 0
    })
}

/// The time of each row: `Some(None)` for weeks without days, `None` where a row is of no time.
#[allow(clippy::option_option, reason = "no times, times without days, and days are three answers")]
fn times(table: &Table, which: usize, near: &Near, lexicon: &Lexicon<'_>) -> Option<Option<Vec<PeriodSaid>>> {
    let said = near.titles.iter().flat_map(|title| find_periods(title, &lexicon.words.periods));
    let around: Option<Period> = said.filter_map(|(p, _)| p.resolve(p.year?)).next();
    let mut days = Some(Vec::new());
    for row in &table.rows {
        let key = fold(&row.cells.get(which)?.as_ref()?.value.shown());
        let sense = lexicon.sense(&key);
        let month = sense.period.filter(|_| sense.is_month());
        match month.map(Some).or_else(|| week(&key, around, &lexicon.words.periods.week))? {
            Some(time) => days.iter_mut().for_each(|days| days.push(time)),
            None => days = None,
        }
    }
    (!table.rows.is_empty()).then_some(days)
}

/// The headings that stay: what names no account's figure.
fn kept(table: &Table, groups: &[Group]) -> Vec<usize> {
    let is_figure = |i: usize| groups.iter().any(|g| g.figures.iter().any(|(index, _)| *index == i));
    (0..table.headings.len()).filter(|i| !is_figure(*i)).collect()
}

/// One row for each account in place of the figures of all in one row.
fn apart(row: &RawRow, (kept, fields): (&[usize], &[Field]), groups: &[Group]) -> Vec<RawRow> {
    let of = |group: &Group| {
        let text = |text: &str| {
            Some(RawCell { at: group.at, value: Value::Text(text.to_owned()), formula: false, filled: true })
        };
        let mut cells: Vec<Option<RawCell>> = kept.iter().map(|i| row.cells[*i].clone()).collect();
        cells.extend([text(&group.who.name), text(&group.who.platform)]);
        cells.extend(fields.iter().map(|field| {
            let (index, _) = group.figures.iter().find(|(_, known)| known == field)?;
            row.cells[*index].clone()
        }));
        RawRow { line: row.line, cells }
    };
    groups.iter().map(of).collect()
}

/// Which figures the accounts tell.
fn told(groups: &[Group]) -> Vec<Field> {
    let tells = |field: &Field| groups.iter().any(|g| g.figures.iter().any(|(_, known)| known == field));
    FIGURES.into_iter().filter(tells).collect()
}

/// The headings of a table with a row for each account: those kept, name, type, one for each figure.
fn headings(table: &Table, (kept, fields): (&[usize], &[Field]), groups: &[Group]) -> Vec<Heading> {
    let mut out: Vec<Heading> = kept.iter().map(|i| table.headings[*i].clone()).collect();
    let all = groups.iter().map(|group| Area::one(group.at)).reduce(Area::with);
    let named = |field| all.map(|area| Heading::placed(field, area, Vec::new()));
    out.extend([named(Field::Account), named(Field::AccountType)].into_iter().flatten());
    out.extend(fields.iter().filter_map(|field| {
        let of = groups.iter().flat_map(|g| &g.figures).filter(|(_, known)| known == field);
        let over: Vec<&Heading> = of.map(|(index, _)| &table.headings[*index]).collect();
        let area = over.iter().map(|h| h.area).reduce(Area::with)?;
        let rival = over.iter().find_map(|h| h.rival);
        Some(Heading {
            rival,
            ..Heading::placed(*field, area, over.first()?.path.last().cloned().into_iter().collect())
        })
    }));
    out
}

/// A row for each account with all its times; a printed total becomes the sum that its times are held against.
fn by_time(table: &mut Table, groups: &[Group], (which, times): (usize, &[PeriodSaid]), lexicon: &Lexicon<'_>) {
    let (kept, fields) = (kept(table, groups), told(groups));
    let shape = (&*kept, &*fields);
    let heads = headings(table, shape, groups);
    let totals = std::mem::take(&mut table.totals);
    let rows = std::mem::take(&mut table.rows);
    let each = groups.len();
    table.rows = rows.iter().flat_map(|row| apart(row, shape, groups)).collect();
    table.headings = heads.clone();
    let times: Vec<PeriodSaid> = times.iter().flat_map(|time| std::iter::repeat_n(*time, each)).collect();
    let Some(which) = kept.iter().position(|i| *i == which) else { return };
    spread_times(table, which, &times, lexicon);
    let [total] = totals.as_slice() else { return };
    let figures = kept.len() + 2;
    table.headings.extend(heads.into_iter().skip(figures));
    for (row, sums) in table.rows.iter_mut().zip(apart(total, shape, groups)) {
        row.cells.extend(sums.cells.into_iter().skip(figures));
    }
}

/// The printed total as each account's figures, where it is the sum of all weeks in every column.
fn by_total(table: &mut Table, groups: &[Group]) -> Option<()> {
    let [total] = table.totals.as_slice() else { return None };
    let number = |row: &RawRow, index: usize| row.cells[index].as_ref().map_or(Some(0.0), |cell| cell.value.number());
    let is_sum = |index: usize| {
        let sum: Option<f64> = table.rows.iter().map(|row| number(row, index)).sum();
        sum.zip(number(total, index)).is_some_and(|(sum, said)| (sum - said).abs() < 1e-6)
    };
    let fits = groups.iter().flat_map(|group| &group.figures).all(|(index, _)| is_sum(*index));
    if !fits || table.rows.len() < 2 {
        return None;
    }
    let (kept, fields) = (kept(table, groups), told(groups));
    let shape = (&*kept, &*fields);
    let heads = headings(table, shape, groups);
    let rows = apart(total, shape, groups);
    let line = total.line;
    table.left_out.retain(|left| left.line != line);
    table.left_out.extend(table.rows.iter().map(|row| LeftRow { line: row.line, why: RowReason::Part }));
    table.left_out.sort_by_key(|left| left.line);
    (table.headings, table.rows, table.totals) = (heads, rows, Vec::new());
    Some(())
}
