//! "From the drawn table to its rows." Puts one region together.
//!
//! In: a [`Region`] and the words. Out: a [`Table`] without claims, and the findings about its headings. Cells are taken as they stand;
//! a value that one merge gives to several figures is kept as unbelievable.

use super::above::Above;
use super::across::accounts_across;
use super::card;
use super::crossed::{names_across, spread};
use super::finer;
use super::grid::Grid;
use super::headings::{Written, find_headings};
use super::indicators::indicators;
use super::inner::inner_bodies;
use super::ledger::told::is_told;
use super::ledger::{Counter, Head, Seen};
use super::lexicon::Lexicon;
use super::listed::listed;
use super::region::Region;
use super::roles::answer_times::take_in_buckets;
use super::roles::explained::doubt_unexplained;
use super::roles::figure_lines::of_messages;
use super::roles::other_matters::let_go;
use super::roles::tasks::accept_tasks;
use super::roles::{Near, Role, Roles, assign, second_form};
use super::rows::group_sums;
use super::rows::unit_groups::{UnitGroups, unnamed_groups};
use super::rows::{Kind, sort_rows};
use super::shapes::parts_of_one::sum_of_parts;
use super::unknown::notice::{notice, set_aside};
use super::unknown::{is_guide, take_in_finer_words};
use super::waits::mixed::kinds_as_types;
use super::waits::roads::Roads;
use super::waits::waits;
use super::{Beside, Claims, Heading, LeftRow, RawCell, RawRow, RowReason, Table, Why};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind as Noticed};
use crate::read::Value;
use crate::rules::Words;

/// A table with what was noticed about it.
pub(super) struct Built {
    /// The table; its claims are still empty.
    pub(super) table: Table,
    /// Tables of the same cells: rows that are told by another time than the others, headings of another form.
    pub(super) apart: Vec<Table>,
    /// First and last position of each heading.
    pub(super) spans: Vec<(u32, u32)>,
    /// What was noticed about its headings.
    pub(super) findings: Vec<Finding>,
    /// Rows of the sheet that hold data or totals (for a turned table: all of it).
    pub(super) used: Vec<crate::place::Area>,
}

/// Reads a region. `None` when it is no table but a guide to one.
pub(super) fn build(grid: &Grid<'_>, region: &Region, around: &Near, lexicon: &Lexicon<'_>) -> Option<Built> {
    let strips: Vec<&Region> = std::iter::once(region).chain(&region.beside).collect();
    let written: Vec<(usize, Written)> = strips
        .iter()
        .enumerate()
        .flat_map(|(i, s)| find_headings(grid, s, lexicon).into_iter().map(move |w| (i, w)))
        .collect();
    let headings: Vec<Written> = written.iter().map(|(_, w)| w.clone()).collect();
    if is_guide(grid, region, &headings, lexicon) {
        return None;
    }
    let listed = listed(grid, region, (&headings, around), lexicon);
    let spans = headings.iter().map(|w| w.span).collect();
    let list = listed.is_none().then(|| indicators(grid, region, (&headings, around), lexicon)).flatten();
    if let Some(built) = list.or_else(|| accounts_across(grid, region, (&headings, around), lexicon)) {
        return Some(hold_mixed(Built { spans, ..built }, lexicon));
    }
    let roles = listed.unwrap_or_else(|| assign(&headings, around, lexicon.words));
    let own = let_go(grid, region, (&headings, roles, around), lexicon);
    let roles = of_messages(grid, region, (&headings, own, around), lexicon);
    let (mut roles, crossing) = names_across(grid, region, (&headings, roles, around), lexicon);
    settle_roles(&headings, &mut roles, lexicon);
    let waits = waits(grid, region, (&headings, &mut roles, crossing.is_some()), lexicon);
    let drawn = (&*strips, &*written, &roles);
    let (mut table, kinds) = table_of(grid, region, drawn, lexicon);
    let drawn_headings = (table.form, &table.headings[..headings.len()], &*kinds);
    let units = UnitGroups::find(grid, region, drawn_headings, lexicon.words);
    let waits = waits.or_else(|| unnamed_groups(grid, region, drawn_headings, lexicon));
    let roads = Roads::find(grid, region, (&headings, &roles, &kinds), lexicon);
    let waits = waits.or_else(|| roads.as_ref().and_then(Roads::waits)).or_else(|| kinds_as_types(&table, lexicon));
    let mut used = heads_used(grid, drawn);
    let card = card::find(&table, &mut roles, (region, grid), lexicon);
    let data = kinds.iter().filter(|(_, kind)| !region.turned && matches!(kind, Kind::Row | Kind::Total));
    used.extend(ranges(data.map(|(line, _)| grid.area((*line, *line), region.span))));
    let lines = region.turned.then_some(lexicon.words);
    take_in_finer_words(&mut table, (grid, region, &headings), lexicon);
    let finer = finer::settle(&mut table, &mut roles, lexicon);
    let mut findings = notice(&mut table, &headings, &roles, lines);
    findings.extend(finer.into_iter().chain(inner_bodies(&table, lexicon.words)));
    findings.extend(roads.as_ref().and_then(Roads::notice));
    findings.extend(units.into_iter().flat_map(|units| units.findings(&table.place)));
    if let Some(waits) = waits {
        set_aside(&mut table);
        return Some(Built { table, apart: Vec::new(), spans, findings: vec![waits], used });
    }
    if let Some(crossing) = crossing {
        sum_of_parts(&mut table, None, lexicon);
        spread(&mut table, &crossing, lexicon);
    }
    card.iter().for_each(|card| card::take_in(&mut table, card));
    let mut apart = Vec::new();
    if let Some(mut second) = second_form(&headings, &roles, around, lexicon.words) {
        doubt_unexplained(&headings, &mut second, lexicon);
        let (mut other, _) = table_of(grid, region, (&strips, &written, &second), lexicon);
        findings.extend(notice(&mut other, &headings, &second, lines));
        findings.retain(|finding| !is_read(finding, [&table, &other]));
        apart.push(other);
    }
    Some(Built { table, apart, spans, findings, used })
}

/// Lets a list of figures with names wait where its lines are of several kinds.
fn hold_mixed(mut built: Built, lexicon: &Lexicon<'_>) -> Built {
    if let Some(waits) = kinds_as_types(&built.table, lexicon) {
        set_aside(&mut built.table);
        (built.apart, built.findings) = (Vec::new(), vec![waits]);
    }
    built
}

/// What the headings say of each other and of themselves once their roles are given.
fn settle_roles(headings: &[Written], roles: &mut Roles, lexicon: &Lexicon<'_>) {
    set_parts_aside(headings, roles);
    doubt_unexplained(headings, roles, lexicon);
    take_in_buckets(headings, roles, lexicon);
    accept_tasks(headings, roles);
}

/// Parts of a sum beside them count nothing themselves.
fn set_parts_aside(headings: &[Written], roles: &mut Roles) {
    let form = roles.form;
    let open = headings.iter().zip(&mut roles.fields).filter(|(h, role)| h.is_part && role.field.is_none());
    for (_, role) in open.filter(|_| form != Form::Unknown) {
        *role = Role { field: Some(Field::NotData), why: Some(Why::Parts), ..Role::default() };
    }
}

/// Whether a finding calls a heading unread that one of two tables of the same cells reads.
fn is_read(finding: &Finding, tables: [&Table; 2]) -> bool {
    let unread = matches!(&finding.kind, Noticed::HeadingMissing { missing, .. } if missing.is_empty());
    let mut headings = tables.into_iter().flat_map(|table| &table.headings);
    unread && headings.any(|h| h.field.is_some() && Some(h.area) == finding.place.area)
}

/// The table of a region under these roles, and what each of its lines is.
pub(super) fn table_of(
    grid: &Grid<'_>,
    region: &Region,
    drawn: Drawn<'_>,
    lexicon: &Lexicon<'_>,
) -> (Table, Vec<(u32, Kind)>) {
    let (_, written, roles) = drawn;
    let headings: Vec<Written> = written.iter().map(|(_, w)| w.clone()).collect();
    let first: Vec<Written> = written.iter().filter(|(i, _)| *i == 0).map(|(_, w)| w.clone()).collect();
    let first_roles = Roles { fields: roles.fields[..first.len()].to_vec(), ..roles.clone() };
    let mut kinds = sort_rows(grid, region, (&first, &first_roles), lexicon);
    let roads = Roads::find(grid, region, (&first, &first_roles, &kinds), lexicon);
    roads.iter().for_each(|roads| roads.leave_out(&mut kinds));
    let mut table = empty((grid, region), roles.form);
    table.headings = headings.iter().zip(&roles.fields).map(|(w, f)| heading(w, *f)).collect();
    take_rows(grid, drawn, (&kinds, lexicon), &mut table);
    group_sums::take_out(&mut table, lexicon);
    table.left_out.extend(silent_heads(grid, region, &headings).map(|line| LeftRow { line, why: RowReason::Repeated }));
    let beside = region.beside.iter().flat_map(|s| &s.body);
    table.left_out.extend(beside.map(|line| LeftRow { line: *line, why: RowReason::Joined }));
    (table, kinds)
}

/// A table of a region without headings and rows.
pub(super) fn empty((grid, region): (&Grid<'_>, &Region), form: Form) -> Table {
    Table {
        place: grid.sheet.place.at(region.area),
        form,
        may_be: Vec::new(),
        headings: Vec::new(),
        rows: Vec::new(),
        ledger: None,
        totals: Vec::new(),
        left_out: Vec::new(),
        blank_is_zero: false,
        blank_note: None,
        strokes: Vec::new(),
        crossed: false,
        each_day: None,
        parted: Vec::new(),
        sample: Vec::new(),
        hidden: hidden_rows(grid, region),
        beside: Beside::default(),
        claims: Claims::default(),
    }
}

/// What a table is drawn from: its strips, its headings with their strips, and their roles.
pub(super) type Drawn<'a> = (&'a [&'a Region], &'a [(usize, Written)], &'a Roles);

/// Puts the rows of a region into the table; those of a ledger of posts or messages come together where they say the same.
fn take_rows(grid: &Grid<'_>, drawn: Drawn<'_>, (kinds, lexicon): (&[(u32, Kind)], &Lexicon<'_>), table: &mut Table) {
    let (strips, written, roles) = drawn;
    let (region, form) = (strips[0], table.form);
    let units = UnitGroups::find(grid, region, (form, &table.headings, kinds), lexicon.words);
    table.headings.extend(units.as_ref().and_then(UnitGroups::heading));
    let head = Head::of(form, &table.headings, lexicon.words);
    let counts = form == Form::Posts || form == Form::MessageLedger && roles.evident;
    let mut counter = counts.then(|| {
        let counted = grid.thinned.and_then(|thinned| thinned.lines_of(region, &table.headings, kinds));
        let joins = !region.turned && region.beside.is_empty();
        counted.unwrap_or_else(|| Counter::new(head.clone(), region.area, joins))
    });
    let as_drawn = |line: u32| match form {
        Form::MessageLedger | Form::FindingsLedger => told_row(grid, drawn, line, (&head, lexicon.words)),
        _ => raw_row(grid, drawn, line),
    };
    let raw = |line: u32| {
        let mut row = as_drawn(line);
        row.cells.extend(units.as_ref().map(|units| units.raw(line)));
        row
    };
    let mut above = Above::of(roles, lexicon.words);
    let mut written_above = Above::of(roles, lexicon.words);
    let mut cells: Vec<Option<Seen<'_>>> = Vec::new();
    for (line, kind) in kinds.iter().copied() {
        match (kind, &mut counter) {
            (Kind::Row, Some(counter)) => {
                cells.clear();
                cells.extend(cells_of(grid, (strips, written), (line, None)));
                above.fill(&mut cells);
                cells.extend(units.as_ref().map(|units| units.seen(line)));
                counter.add(line, &cells, lexicon.words);
            }
            (Kind::Row, None) => {
                let mut row = raw(line);
                written_above.fill(&mut row.cells);
                table.rows.push(row);
            }
            (Kind::Total, _) => {
                table.totals.push(raw(line));
                table.left_out.push(LeftRow { line, why: RowReason::Total });
            }
            (Kind::Left(why), _) => table.left_out.push(LeftRow { line, why }),
        }
    }
    if let Some(counter) = counter {
        let (rows, ledger) = counter.finish();
        (table.rows, table.ledger) = (rows, Some(ledger));
    }
}

/// Areas one under the other as one.
pub(super) fn ranges(areas: impl Iterator<Item = crate::place::Area>) -> Vec<crate::place::Area> {
    let mut out: Vec<crate::place::Area> = Vec::new();
    for area in areas {
        match out.last_mut() {
            Some(last) if last.last.row + 1 == area.first.row => *last = last.with(area),
            _ => out.push(area),
        }
    }
    out
}

/// Heading lines whose words only repeat those above them: no heading has a cell there.
fn silent_heads<'a>(grid: &'a Grid<'_>, region: &'a Region, headings: &'a [Written]) -> impl Iterator<Item = u32> + 'a {
    let covers = |area: &crate::place::Area, line: u32| {
        let (first, last) =
            if region.turned { (area.first.col, area.last.col) } else { (area.first.row, area.last.row) };
        (first..=last).contains(&line)
    };
    let lines = region.heads.0..=region.heads.1;
    let inked = lines.filter(|line| grid.inks(*line, region.span).next().is_some());
    inked.filter(move |line| !headings.iter().any(|h| covers(&h.area, *line)))
}

/// The heading cells; of a form with headings running down, whole entries of known fields: the others are lines around it.
pub(super) fn heads_used(grid: &Grid<'_>, what: (&[&Region], &[(usize, Written)], &Roles)) -> Vec<crate::place::Area> {
    let (strips, written, roles) = what;
    if !grid.turned {
        return strips.iter().map(|s| grid.area(s.heads, s.span)).collect();
    }
    let known = written.iter().zip(&roles.fields).filter(|(_, role)| role.field.is_some());
    known
        .map(|((strip, w), _)| {
            let region = strips[*strip];
            grid.area((region.heads.0, region.body.last().copied().unwrap_or(region.heads.1)), w.span)
        })
        .collect()
}

fn heading(written: &Written, role: Role) -> Heading {
    Heading {
        area: written.area,
        path: written.path.clone(),
        field: role.field,
        period: written.period,
        platform: written.platform.clone(),
        rival: role.rival,
        why: role.why,
        margin: role.margin,
    }
}

fn raw_row(grid: &Grid<'_>, drawn: Drawn<'_>, line: u32) -> RawRow {
    let (strips, written, roles) = drawn;
    let cells = cells_of(grid, (strips, written), (line, lines_of_unit(grid, drawn, line)))
        .zip(&roles.fields)
        .map(|(cell, role)| cell.map(|cell| raw_cell(cell, role.field)))
        .collect();
    RawRow { line, cells }
}

/// A row of a ledger in which people may be named: units, days, states and limits; of a platform's finding, which is the office's own
/// public wording, its kind and text too.
fn told_row(grid: &Grid<'_>, drawn: Drawn<'_>, line: u32, (head, words): (&Head, &Words)) -> RawRow {
    let (strips, written, roles) = drawn;
    let is_shown = |field: Field| match field {
        Field::Unit => true,
        Field::IssueType | Field::IssueText => roles.form == Form::FindingsLedger,
        _ => false,
    };
    let told = |(cell, role): (Option<Seen<'_>>, &Role)| {
        let (cell, field) = (cell?, role.field?);
        let value = if is_told(field) {
            head.told(field, cell.value, words)?
        } else if is_shown(field) {
            cell.value.clone()
        } else {
            return None;
        };
        Some(RawCell { value, ..raw_cell(cell, Some(field)) })
    };
    RawRow { line, cells: cells_of(grid, (strips, written), (line, None)).zip(&roles.fields).map(told).collect() }
}

/// The lines over which the unit of a row of messages is merged: figures merged over the same lines are the unit's, whatever else its
/// rows tell apart.
fn lines_of_unit(grid: &Grid<'_>, drawn: Drawn<'_>, line: u32) -> Option<(u32, u32)> {
    let (_, written, roles) = drawn;
    let unit = roles.fields.iter().position(|role| role.field == Some(Field::Unit))?;
    let (_, _, ink) = grid.seen(line, written.get(unit)?.1.span.0).filter(|_| roles.form == Form::Messages)?;
    Some(ink.lines)
}

/// The cell under each heading; `whole` are the lines of a cell that speaks for all of them.
fn cells_of<'a>(
    grid: &'a Grid<'_>,
    what: (&'a [&Region], &'a [(usize, Written)]),
    (line, whole): (u32, Option<(u32, u32)>),
) -> impl Iterator<Item = Option<Seen<'a>>> {
    let (strips, written) = what;
    written.iter().map(move |(strip, w)| {
        let region = strips[*strip];
        let line = if *strip == 0 { line } else { *region.body.first()? };
        let own = (w.span.0..=w.span.1).find_map(|pos| grid.own(line, pos).map(|ink| (line, pos, ink)));
        let (at_line, pos, ink) = own.or_else(|| {
            grid.seen(line, w.span.0).filter(|(l, p, _)| *l > region.heads.1 && (w.span.0..=w.span.1).contains(p))
        })?;
        // In a form a value may be merged over letter columns that hold nothing else.
        let others = |line: u32| !grid.turned || region.body.contains(&line);
        let is_units = whole == Some(ink.lines);
        let is_shared = ink.span.1 > w.span.1 || !is_units && (ink.lines.0 + 1..=ink.lines.1).any(others);
        let (value, formula) = (&ink.cell.value, ink.cell.formula);
        Some(Seen { at: grid.at(at_line, pos), value, formula, filled: at_line != line, is_shared })
    })
}

fn raw_cell(seen: Seen<'_>, field: Option<Field>) -> RawCell {
    // A figure merged over several headings or rows: nobody can say whose share it is. Required numbers are meant for each row.
    let value =
        if seen.is_shared && is_reported(field) { Value::Unbelievable(seen.value.shown()) } else { seen.value.clone() };
    RawCell { at: seen.at, value, formula: seen.formula, filled: seen.filled }
}

const fn is_reported(field: Option<Field>) -> bool {
    matches!(
        field,
        Some(
            Field::Updates
                | Field::Actual
                | Field::Original
                | Field::Forwarded
                | Field::Received
                | Field::Closed
                | Field::ClosedOnTime
                | Field::Open
                | Field::Overdue
        )
    )
}

/// Hidden rows of a region; of a hidden sheet all.
fn hidden_rows(grid: &Grid<'_>, region: &Region) -> Vec<u32> {
    let rows = region.area.first.row..=region.area.last.row;
    if grid.sheet.hidden {
        return grid.sheet.rows().iter().map(|r| r.row).filter(|row| rows.contains(row)).collect();
    }
    grid.sheet.hidden_rows.iter().copied().filter(|row| rows.contains(row)).collect()
}
