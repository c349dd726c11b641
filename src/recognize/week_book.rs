//! "月份 | 周次 | 起止日期, and across 通知公告, 微信公众号“某地发布”; 1月小计 below the weeks." Weeks that run down below their months.
//!
//! In: a sheet's [`Grid`]. Out: for each such list a table of website columns and one of accounts, in which every figure is the printed
//! sum of a month, held against its weeks. A week belongs to the month that its line names, whatever its days. A name of which a month has
//! no right sum is left out and asked about. A row above the weeks may say how often each name is to be updated.

mod lines;

use super::diary::names::{Around, Named, Role, mark_parts, other_matter, path, role};
use super::grid::{Grid, Ink, Look};
use super::left_aside::left_aside;
use super::lexicon::Lexicon;
use super::region::Region;
use super::tables::{Built, empty};
use super::waits::mixed::quotable_heading;
use super::{Heading, LeftRow, RawCell, RawRow, RowReason, Table};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind as Noticed, Severity, ShapeDoubt};
use crate::fold::{fold, one_line};
use crate::period::PeriodSaid;
use crate::place::{Area, At};
use crate::read::Value;
use lines::{Lines, Week, find_lines};

/// One name across with the position of its figures.
struct Across {
    named: Named,
    at: At,
    pos: u32,
}

/// The lists of weeks of a sheet. `titles` are what stands over a region.
pub(super) fn find_week_books(
    grid: &Grid<'_>,
    titles: &dyn Fn(&Region) -> Vec<String>,
    lexicon: &Lexicon<'_>,
) -> Vec<(Region, Built)> {
    find_lines(grid, lexicon).into_iter().filter_map(|lines| read(grid, &lines, titles, lexicon)).collect()
}

fn read(
    grid: &Grid<'_>,
    lines: &Lines,
    titles: &dyn Fn(&Region) -> Vec<String>,
    lexicon: &Lexicon<'_>,
) -> Option<(Region, Built)> {
    let positions: Vec<u32> = (lines.until + 1..=grid.last_pos()).collect();
    let last = positions.iter().rev().find(|pos| !path(grid, lines.heads, **pos).is_empty())?;
    let area = grid.area((lines.heads.0, lines.last), (lines.month_pos, *last));
    let body = grid.lines_in(lines.heads.1 + 1..=lines.last).collect();
    let region = Region::drawn(grid, (area, lines.heads), body, lexicon);
    let titles = titles(&region);
    let about_columns = titles.iter().any(|title| lexicon.words.headings.is_about_columns(title));
    let other = |text: &str| lexicon.words.diaries.other_matter(&fold(text)).map(str::to_owned);
    if let Some(matter) = titles.iter().find_map(|title| other(title)) {
        let doubt = doubt(grid, (ShapeDoubt::Matter, matter), area);
        return Some((region.clone(), left_aside(grid, &region, vec![doubt])));
    }
    if let Some(at) = lines.stray {
        let doubt = doubt(grid, (ShapeDoubt::Rest, String::new()), Area::one(at));
        return Some((region.clone(), left_aside(grid, &region, vec![doubt])));
    }
    let (names, findings) = names((grid, lines), &positions, about_columns, lexicon);
    if names.is_empty() && findings.iter().all(|finding| finding.severity == Severity::Notice) {
        return None;
    }
    let (columns, accounts): (Vec<Across>, Vec<Across>) = names.into_iter().partition(|n| n.named.column.is_some());
    let kinds = [(Form::Columns, columns), (Form::Accounts, accounts)];
    let kinds = kinds.into_iter().filter(|(_, names)| !names.is_empty());
    let mut tables: Vec<Table> = kinds
        .enumerate()
        .map(|(which, (form, names))| table(grid, (&region, lines, line_of(lines, which)), form, &names))
        .collect();
    if tables.is_empty() {
        return Some((region.clone(), left_aside(grid, &region, findings)));
    }
    let mut table = tables.remove(0);
    table.left_out = left_out(lines, 1 + tables.len());
    let used = vec![region.area];
    Some((region, Built { table, apart: tables, spans: Vec::new(), findings, used }))
}

/// The names across that count, and what is said of the other positions.
fn names(
    (grid, lines): (&Grid<'_>, &Lines),
    positions: &[u32],
    about_columns: bool,
    lexicon: &Lexicon<'_>,
) -> (Vec<Across>, Vec<Finding>) {
    let counts = |pos: u32| lines.weeks.iter().all(|week| counted(grid, (week.line, pos), lexicon).is_some());
    let over = |pos: u32| path(grid, lines.heads, pos);
    let around = |pos: u32| Around { about_columns, only_marks: counts(pos) };
    let mut roles: Vec<(u32, Role)> =
        positions.iter().map(|pos| (*pos, role(&over(*pos), around(*pos), lexicon))).collect();
    mark_parts(&mut roles);
    let known = |named: &Named| {
        let same = |role: &Role| matches!(role, Role::Posts(other) if other.is_same(named));
        named.at().is_some() && roles.iter().any(|(_, role)| same(role))
    };
    let (mut names, mut findings) = (Vec::new(), Vec::new());
    for (pos, role) in &roles {
        let named = match role {
            Role::Posts(named) if named.account.is_some() || named.column.is_some() => named,
            Role::Part(named) if !known(named) && is_filled(grid, lines, *pos) => named,
            Role::Sum | Role::Original => continue,
            Role::Posts(_) | Role::Part(_) | Role::Columns | Role::Aside => {
                findings.extend(unread(grid, lines, (*pos, counts(*pos)), lexicon));
                continue;
            }
        };
        let leaf = over(*pos).last().map(|(at, leaf)| (*at, one_line(&leaf.cell.value.shown())));
        let (at, text) = leaf.unwrap_or_else(|| (grid.at(lines.heads.1, *pos), String::new()));
        if let Some(matter) = other_matter(&over(*pos), named, lexicon) {
            findings.push(doubt(grid, (ShapeDoubt::Matter, matter), Area::one(at)));
        } else if matches!(role, Role::Part(_)) {
            let name = quotable_heading(&text, at, lexicon);
            findings.push(doubt(grid, (ShapeDoubt::Part, name), Area::one(at)));
        } else {
            let name = Across { named: named.as_ref().clone(), at: named.at().unwrap_or(at), pos: *pos };
            match unsure(grid, (lines, &name), lexicon) {
                Some(finding) => findings.push(finding),
                None => names.push(name),
            }
        }
    }
    (names, findings)
}

fn is_filled(grid: &Grid<'_>, lines: &Lines, pos: u32) -> bool {
    lines.weeks.iter().any(|week| grid.own(week.line, pos).is_some())
}

fn doubt(grid: &Grid<'_>, (why, name): (ShapeDoubt, String), area: Area) -> Finding {
    Finding::new(Noticed::ShapeUnread { why, name, count: 0 }, grid.sheet.place.at(area))
}

/// The line that stands for the rows of a table: the first sum, for a second table the next.
fn line_of(lines: &Lines, which: usize) -> u32 {
    lines.sums.get(which).or(lines.sums.first()).map_or(lines.last, |sum| sum.line)
}

/// The rows of the sheet that are no row of one of the tables.
fn left_out(lines: &Lines, tables: usize) -> Vec<LeftRow> {
    let weeks = lines.weeks.iter().map(|week| (week.line, RowReason::Part));
    let sums = lines.sums.iter().skip(tables).map(|sum| (sum.line, RowReason::Joined));
    let more = lines.demand.iter().map(|line| (*line, RowReason::Joined));
    let total = lines.total.iter().map(|line| (*line, RowReason::Total));
    let mut out: Vec<LeftRow> =
        weeks.chain(sums).chain(more).chain(total).map(|(line, why)| LeftRow { line, why }).collect();
    out.sort_by_key(|left| left.line);
    out
}

/// What a week's cell counts: a whole number, a mark for none, or words over the whole week that say it was off.
fn counted(grid: &Grid<'_>, (line, pos): (u32, u32), lexicon: &Lexicon<'_>) -> Option<f64> {
    let Some((_, _, ink)) = grid.seen(line, pos) else { return Some(0.0) };
    let diaries = &lexicon.words.diaries;
    if ink.look == Look::Words && (diaries.is_no_post(ink.key()) || diaries.is_off(ink.key())) {
        return Some(0.0);
    }
    let alone = ink.lines.0 == ink.lines.1 && ink.span.0 == ink.span.1;
    number(ink, lexicon).filter(|_| alone)
}

fn number(ink: &Ink<'_>, lexicon: &Lexicon<'_>) -> Option<f64> {
    let said = match &ink.cell.value {
        Value::Number(n) => Some(*n),
        Value::Text(_) => lexicon.words.headings.without_measure(ink.key()).parse().ok(),
        _ => None,
    };
    said.filter(|n: &f64| n.fract() == 0.0 && *n >= 0.0)
}

/// Why a name cannot be counted: a week that nobody can read, or a month's sum that is missing or not that of its weeks.
fn unsure(grid: &Grid<'_>, (lines, name): (&Lines, &Across), lexicon: &Lexicon<'_>) -> Option<Finding> {
    let place = |line: u32| Area::one(grid.at(line, name.pos));
    let asked = |line: u32| doubt(grid, (ShapeDoubt::Weeks, name.named.shown()), place(line));
    for sum in &lines.sums {
        let weeks: Vec<&Week> = lines.weeks.iter().filter(|week| week.month == sum.month).collect();
        let mut parts = 0.0;
        for week in weeks {
            match counted(grid, (week.line, name.pos), lexicon) {
                Some(n) => parts += n,
                None => return Some(asked(week.line)),
            }
        }
        let printed = grid.own(sum.line, name.pos).and_then(|ink| number(ink, lexicon));
        if printed.is_none_or(|printed| (printed - parts).abs() > 1e-6) {
            return Some(asked(sum.line));
        }
    }
    None
}

/// What is said of a position with figures that is no name.
fn unread(grid: &Grid<'_>, lines: &Lines, (pos, counts): (u32, bool), lexicon: &Lexicon<'_>) -> Option<Finding> {
    let over = path(grid, lines.heads, pos);
    let (at, leaf) = over.last()?;
    let filled = is_filled(grid, lines, pos);
    let known = lexicon.label(leaf.key()).is_some_and(|field| !field.is_count());
    let name = quotable_heading(&one_line(&leaf.cell.value.shown()), *at, lexicon);
    let kind = Noticed::HeadingMissing { missing: Vec::new(), unexpected: vec![name] };
    let finding = Finding::new(kind, grid.sheet.place.at(Area::one(*at)));
    (counts && filled && !known).then_some(Finding { severity: Severity::Notice, ..finding })
}

/// One row for each name, one heading for each month.
fn table(grid: &Grid<'_>, (region, lines, line): (&Region, &Lines, u32), form: Form, names: &[Across]) -> Table {
    let mut table = empty((grid, region), form);
    let (main, asked) = match form {
        Form::Columns => (Field::Updates, Field::Frequency),
        _ => (Field::Actual, Field::Required),
    };
    let span = (names.iter().map(|n| n.pos).min().unwrap_or(0), names.iter().map(|n| n.pos).max().unwrap_or(0));
    let over = names.iter().map(|name| Area::one(name.at)).reduce(Area::with).unwrap_or(region.area);
    let first = |line: u32| grid.inks(line, (0, u32::MAX)).next().map(|(_, ink)| one_line(&ink.cell.value.shown()));
    let heading = |field: Field, line: u32, period: Option<PeriodSaid>| {
        let path = first(line).into_iter().collect();
        Heading { period, ..Heading::placed(field, grid.area((line, line), span), path) }
    };
    let placed = |field: Field| Heading::placed(field, over, Vec::new());
    table.headings = match form {
        Form::Columns => vec![placed(Field::Column)],
        _ => vec![placed(Field::Account), placed(Field::AccountType)],
    };
    table.headings.extend(lines.demand.map(|line| heading(asked, line, None)));
    table.headings.extend(lines.sums.iter().map(|sum| heading(main, sum.line, Some(sum.month))));
    table.headings.extend(lines.total.map(|line| heading(main, line, None)));
    let row = |name: &Across| {
        let Named { account, platform, column, .. } = &name.named;
        let named = |cell: &Option<(At, String)>| {
            let (at, text) = cell.as_ref()?;
            Some(RawCell { at: *at, value: Value::Text(text.clone()), formula: false, filled: true })
        };
        let mut cells = match form {
            Form::Columns => vec![named(column)],
            _ => vec![named(account), named(platform)],
        };
        let own = |line: u32| {
            let ink = grid.own(line, name.pos)?;
            let (at, cell) = (grid.at(line, name.pos), ink.cell);
            Some(RawCell { at, value: cell.value.clone(), formula: cell.formula, filled: false })
        };
        cells.extend(lines.demand.map(own));
        cells.extend(lines.sums.iter().map(|sum| own(sum.line)));
        cells.extend(lines.total.map(own));
        RawRow { line, cells }
    };
    table.rows = names.iter().map(row).collect();
    table
}
