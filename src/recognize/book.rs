//! "Go through the book sheet by sheet." Joins the parts of this room.
//!
//! In: one [`Book`] and the words. Out: [`Recognized`]: tables in reading order with their claims, sentences that report zero, findings. It
//! reads no shapes or words itself.

use super::dated::dated;
use super::diary::columns;
use super::grid::{Grid, Ink, Look};
use super::lexicon::Lexicon;
use super::lines::{Around, Line, find_lines};
use super::narrow::narrowed;
use super::pivot::set_unproven_aside;
use super::region::blocks::{may_run_down, overlap};
use super::region::label_lines::says_pairs;
use super::region::title_row::is_title_row;
use super::region::{Region, find_regions};
use super::roles::Near;
use super::rows::{captioned, group_rules, said_totals, type_groups, unit_rows};
use super::shapes::figures_down::fields_into_headings;
use super::shapes::torn_months::torn_months;
use super::shapes::{parts_of_one, years};
use super::stream::Thinned;
use super::tables::{Built, build};
use super::unknown::notice::{forget_read, set_aside};
use super::unusual::take_in_shapes;
use super::{
    Claims, Recognized, Said, Source, Table, account_book, apart, beside, blank_notes, by_month, named, parted, said,
    shapes, unknown, unsaid_type, waits,
};
use crate::field::Form;
use crate::finding::{Finding, Hidden, Kind};
use crate::fold::fold;
use crate::period::{Part, PeriodSaid};
use crate::place::{Area, At, Place};
use crate::read::{Book, Sheet};
use crate::rules::Words;
use crate::rules::rows::Label;
use std::sync::Arc;

/// Longer sheets are ledgers, not forms with headings running down.
pub(super) const FORM_ROWS: usize = 400;

/// Longer sheets are no diaries: a day to a row for four years.
pub(super) const DIARY_ROWS: usize = 1500;

/// Finds the tables of a book and reads their headings.
#[must_use]
pub fn recognize(book: &Book, words: &Words) -> Recognized {
    recognize_with(book, &Lexicon::new(words))
}

/// [`recognize`] with words that were already looked up for other books.
#[must_use]
pub fn recognize_with(book: &Book, lexicon: &Lexicon<'_>) -> Recognized {
    let mut out = empty(book);
    for sheet in &book.sheets {
        recognize_sheet(sheet, None, lexicon, &mut out);
    }
    close(book, out, lexicon)
}

/// [`recognize_with`] for sheets of which rows were let go; `None` when a table is not what it seemed to be then.
pub(super) fn recognize_sheets(book: &Book, thinned: &[Option<Thinned>], lexicon: &Lexicon<'_>) -> Option<Recognized> {
    let mut out = empty(book);
    for (sheet, thinned) in book.sheets.iter().zip(thinned) {
        if !recognize_sheet(sheet, thinned.as_ref(), lexicon, &mut out) {
            return None;
        }
    }
    Some(close(book, out, lexicon))
}

fn empty(book: &Book) -> Recognized {
    Recognized {
        file: Arc::clone(&book.file),
        sha256: book.sha256.clone(),
        saved: book.saved,
        tables: Vec::new(),
        zeros: Vec::new(),
        dated: Vec::new(),
        findings: book.doubts.clone(),
    }
}

fn close(book: &Book, mut out: Recognized, lexicon: &Lexicon<'_>) -> Recognized {
    take_in_cover(book, &mut out, lexicon);
    out.findings.extend(set_unproven_aside(&mut out.tables, lexicon));
    said::leave_out_reported(&mut out);
    columns::complete(&mut out.tables);
    out.dated = dated(book, &out, lexicon);
    // Headings over nothing are no table either: what stands beside them may have been lost.
    let says = |t: &Table| !(t.rows.is_empty() && t.left_out.is_empty() && t.totals.is_empty() && t.ledger.is_none());
    let found = out.tables.iter().any(|t| t.form != Form::Unknown && says(t)) || !out.zeros.is_empty();
    // A shape that was seen and not taken is said already, with its cell.
    let said = out.findings.iter().any(|finding| matches!(finding.kind, Kind::ShapeUnread { .. }));
    if !found && !said {
        out.findings.push(Finding::new(Kind::NoTable, Place::file(&book.file)));
    }
    out
}

/// Who files, and for when, may stand on a cover alone: on a sheet without tables. It speaks for the tables of sheets that name nobody, or
/// no year, on a line of their own, where all covers say one and the same.
fn take_in_cover(book: &Book, out: &mut Recognized, lexicon: &Lexicon<'_>) {
    let by_line = |claims: &Claims| claims.units.iter().any(|said| said.source == Source::Line);
    let unnamed = |table: &Table| table.form != Form::Unknown && !by_line(&table.claims);
    let has_year = |said: &Said<PeriodSaid>| said.what.year.is_some() || matches!(said.what.part, Part::Days(..));
    let undated = |table: &Table| table.form != Form::Unknown && !table.claims.periods.iter().any(has_year);
    if book.sheets.len() < 2 || !out.tables.iter().any(|table| unnamed(table) || undated(table)) {
        return;
    }
    let holds = |sheet: &&Sheet| out.tables.iter().any(|table| table.place.sheet == sheet.place.sheet);
    let covers = book.sheets.iter().filter(|sheet| !holds(sheet) && sheet.rows().len() <= COVER_ROWS && !sheet.hidden);
    let (mut units, mut periods): (Vec<Said<String>>, Vec<Said<PeriodSaid>>) = (Vec::new(), Vec::new());
    for sheet in covers {
        let grid = Grid::new(sheet, lexicon.words);
        let lines = find_lines(&grid, lexicon, &[]);
        let claims = around(&grid, (None, &[]), &lines, lexicon).claims(lexicon.words);
        units.extend(claims.units);
        periods.extend(claims.periods);
    }
    units.retain(|said| said.source == Source::Line && !lexicon.words.rows.is_instruction(&fold(&said.what)));
    periods.retain(|said| said.source == Source::Line && has_year(said));
    let unit = units.first().filter(|first| units.iter().all(|said| fold(&said.what) == fold(&first.what)));
    let period = periods.first().filter(|first| periods.iter().all(|said| said.what == first.what));
    for table in &mut out.tables {
        let (unnamed, undated) = (unnamed(table), undated(table));
        table.claims.units.splice(0..0, unit.filter(|_| unnamed).cloned());
        table.claims.periods.splice(0..0, period.filter(|_| undated).cloned());
    }
}

/// A longer sheet is no cover.
const COVER_ROWS: usize = 40;

/// Finds the tables of a sheet.
pub(super) fn build_sheet<'s>(
    upright: &Grid<'s>,
    turned: Option<&Grid<'s>>,
    lexicon: &Lexicon<'_>,
) -> Vec<(Region, Built)> {
    let place = &upright.sheet.place;
    let mut built: Vec<(Region, Built)> = Vec::new();
    let regions = find_regions(upright, turned, lexicon);
    let areas: Vec<Area> = regions.iter().map(|r| r.area).collect();
    let lines = find_lines(upright, lexicon, &areas);
    for region in regions.iter().cloned() {
        let grid = turned.filter(|_| region.turned).unwrap_or(upright);
        let titles = titles(upright, &region, built.first().map(|(first, _)| first), lexicon);
        let mut words: Vec<String> = titles.iter().map(|(_, text)| fold(text)).collect();
        words.extend(place.sheet.iter().map(|name| fold(name)));
        if words.iter().all(|w| says_nothing(w, lexicon.words)) {
            words.extend(place.file.rsplit('/').next().map(fold));
        }
        let is_town = |line: &&Line| line.label == Label::Unit && lexicon.words.guards.is_town(&fold(&line.value));
        let town = if lines.iter().any(|line| is_town(&line)) {
            Some(Source::Line)
        } else {
            let named = place.file.rsplit('/').next().map(fold);
            let named = titles
                .iter()
                .map(|(_, text)| fold(text))
                .chain(named)
                .any(|text| lexicon.words.guards.names_town(&text));
            named.then_some(Source::Title)
        };
        let account = named::account(&region, &regions, &lines, lexicon.words).is_some();
        if let Some(mut one) = build(grid, &region, &Near { titles: words, account }, lexicon) {
            if let Some(months) = captioned::take_in_months(&mut one.table, &region, grid, lexicon) {
                parts_of_one::sum_of_parts(&mut one.table, Some(months), lexicon);
            }
            parted::parts_out_of_cells(&mut one, lexicon.words);
            by_month::months_out_of_cells(&mut one, lexicon);
            let unread = fields_into_headings(&mut one.table, lexicon);
            one.findings.extend(unread);
            let before: Vec<Area> = one.table.headings.iter().map(|h| h.area).collect();
            let wide = shapes::months_into_headings(&mut one.table, lexicon);
            forget_read(&mut one.findings, &one.table.headings, &before);
            let torn = torn_months(&one.table, lexicon);
            if let Some(waits) = torn.or_else(|| parts_of_one::villages(&mut one.table, town, lexicon)) {
                set_aside(&mut one.table);
                one.findings.push(waits);
            }
            parts_of_one::sum_of_parts(&mut one.table, None, lexicon);
            let more: Vec<_> =
                one.apart.iter_mut().filter_map(|table| shapes::months_into_headings(table, lexicon)).collect();
            one.apart.extend(wide.into_iter().chain(more));
            built.push((region, one));
        }
    }
    take_in_shapes(upright, &mut built, lexicon);
    built
}

/// Whether the rows that were let go belong where they were counted.
fn recognize_sheet(sheet: &Sheet, thinned: Option<&Thinned>, lexicon: &Lexicon<'_>, out: &mut Recognized) -> bool {
    if thinned.is_some() {
        return recognize_cells(sheet, thinned, lexicon, out);
    }
    let Some((narrow, kept)) = narrowed(sheet) else { return recognize_whole(sheet, lexicon, out) };
    let (tables, findings, zeros) = (out.tables.len(), out.findings.len(), out.zeros.len());
    let agrees = recognize_whole(&narrow, lexicon, out);
    out.tables[tables..].iter_mut().for_each(|table| kept.table(table));
    out.findings[findings..].iter_mut().for_each(|finding| kept.finding(finding));
    out.zeros[zeros..].iter_mut().for_each(|sentence| kept.sentence(sentence));
    agrees
}

/// [`recognize_sheet`] of which no rows were let go, nor columns that matter.
fn recognize_whole(sheet: &Sheet, lexicon: &Lexicon<'_>, out: &mut Recognized) -> bool {
    let book = account_book::with_days(sheet, lexicon.words);
    recognize_cells(book.as_ref().unwrap_or(sheet), None, lexicon, out)
}

/// [`recognize_sheet`] of the cells as they stand.
fn recognize_cells<'s>(
    sheet: &'s Sheet,
    thinned: Option<&'s Thinned>,
    lexicon: &Lexicon<'_>,
    out: &mut Recognized,
) -> bool {
    let mut upright = Grid::new(sheet, lexicon.words);
    upright.thinned = thinned;
    let heads = if sheet.rows().len() <= FORM_ROWS { may_run_down(&upright, lexicon) } else { Vec::new() };
    let turned = (!heads.is_empty()).then(|| upright.on_its_side(heads));
    let built = build_sheet(&upright, turned.as_ref(), lexicon);
    let used: Vec<Area> = built.iter().flat_map(|(_, b)| b.used.iter().copied()).collect();
    let lines = find_lines(&upright, lexicon, &used);
    let regions: Vec<Region> = built.iter().map(|(region, _)| region.clone()).collect();
    let is_read = |one: &Built| !one.table.rows.is_empty() || one.table.ledger.is_some();
    let read: Vec<Area> = built.iter().filter(|(_, one)| is_read(one)).map(|(region, _)| region.area).collect();
    let claims = |own: Option<&Region>| around(&upright, (own, &regions), &lines, lexicon).claims(lexicon.words);
    let mut zeros = said::sentences(&upright, (&built, &used), lexicon, &claims);
    let (first, noticed) = (out.tables.len(), out.findings.len());
    let mut tables: Vec<(Region, Table)> = Vec::new();
    for (region, one) in built {
        out.findings.extend(one.findings);
        let caption = titles(&upright, &region, None, lexicon).into_iter().next();
        for mut table in std::iter::once(one.table).chain(one.apart) {
            table.claims = claims(Some(&region));
            years::take_in_quarter(&mut table, lexicon.words);
            let account = || named::account(&region, &regions, &lines, lexicon.words);
            named::take_in_account(&mut table, account, caption.as_ref(), lexicon.words);
            match unit_rows::take_in(&mut table, &region, &upright, lexicon) {
                Some(said) => out.findings.extend(said),
                None => named::take_in_groups(&mut table, &region, &upright, lexicon.words),
            }
            group_rules::take_in_rules(&mut table, &region, &upright, lexicon.words);
            out.findings.extend(type_groups::take_in(&mut table, &region, &upright, lexicon.words));
            named::take_in_platform(&mut table, caption.as_ref().map(|(_, text)| text.as_str()), lexicon.words);
            out.findings.extend(unsaid_type::unsaid(&upright, (&region, &table), &read, lexicon));
            named::leave_out_others(&mut table);
            if let Some(waits) = waits::of_read(&upright, &region, &table, lexicon) {
                set_aside(&mut table);
                out.findings.push(waits);
            }
            out.findings.extend(said_totals::said_totals(&upright, &region, &table, lexicon));
            table.beside = beside::beside(sheet, &table, region.turned);
            table.keep_sample();
            tables.push((region.clone(), table));
        }
    }
    blank_notes::take_in(&upright, &mut tables, lexicon);
    out.tables.extend(tables.into_iter().map(|(_, table)| table));
    let (tables, findings) = unknown::find_unknown(&upright, &regions, lexicon);
    out.findings.extend(findings);
    said::leave_out_unknown(&mut zeros, &tables);
    out.tables.extend(tables.into_iter().map(|mut table| {
        table.claims = claims(None);
        table
    }));
    let mut said_here = out.findings.split_off(noticed);
    apart::mark(&upright, &mut out.tables[first..], &mut said_here, lexicon);
    out.findings.append(&mut said_here);
    if !regions.is_empty() || !zeros.is_empty() {
        out.findings.extend(hidden(sheet, &regions));
        out.findings.extend(beside::said(sheet, &out.tables[first..]));
    }
    out.zeros.extend(zeros);
    thinned.is_none_or(|thinned| thinned.agrees(&regions))
}

fn says_nothing(title: &str, words: &Words) -> bool {
    [Form::Columns, Form::Messages, Form::Accounts].iter().all(|form| words.headings.title_votes(title, *form) == 0)
}

/// Captions of a table, nearest first, then the titles at the top of the sheet.
///
/// A table further down has captions of its own in place of the first table's nearest ones (一、 against 二、): those are not its titles.
pub(super) fn titles(
    upright: &Grid<'_>,
    region: &Region,
    first: Option<&Region>,
    lexicon: &Lexicon<'_>,
) -> Vec<(At, String)> {
    let span = (region.area.first.col, region.area.last.col);
    let of = |row: u32, near: bool| -> Vec<(At, String)> {
        let all: Vec<_> = upright.inks(row, (0, u32::MAX)).collect();
        let over = |ink: &Ink<'_>| !near || all.len() == 1 || overlap(ink.span, span);
        // Behind a title a time is when the form was filled in, behind a label (开设时间) what `lines` makes of it.
        let pairs = || says_pairs(upright, (row, (0, u32::MAX)), lexicon);
        let behind = |i: usize| i > 0 && (is_title_row(upright, row, lexicon) || pairs());
        let is_time = |ink: &Ink<'_>| lexicon.words.periods.may_name(ink.key());
        // The name of an account or a person behind its label titles nothing, whatever body its words name.
        let introduces = |ink: &Ink<'_>| {
            let label = lexicon.words.rows.any_label(ink.key().trim_end_matches(':'));
            matches!(label, Some(Label::Account | Label::Person))
        };
        let pair = |i: usize| introduces(all[i].1) && all.len() > 1 || i > 0 && introduces(all[i - 1].1);
        let named =
            all.iter().enumerate().filter(|(i, (_, ink))| over(ink) && !(is_time(ink) && behind(*i) || pair(*i)));
        let named = named.map(|(_, cell)| cell).filter(|(_, ink)| ink.look == Look::Words);
        let bare = named.map(|(col, ink)| (At::new(row, *col), without_note(ink)));
        bare.filter(|(_, title)| !title.contains([':', '：'])).collect()
    };
    let mut own: Vec<Vec<_>> = region.captions.iter().map(|row| of(*row, true)).collect();
    own.retain(|titles| !titles.is_empty());
    let mut top: Vec<Vec<_>> = Vec::new();
    if let Some(first) = first.filter(|first| first.area != region.area) {
        top.extend(first.captions.iter().filter(|row| !region.captions.contains(row)).map(|row| of(*row, false)));
        top.retain(|titles| !titles.is_empty());
    }
    let replaced = own.len();
    own.into_iter().chain(top.into_iter().skip(replaced)).flatten().collect()
}

/// A title without the note behind it in brackets that introduces something: (单位：条).
fn without_note(ink: &Ink<'_>) -> String {
    let title = ink.cell.value.shown();
    let note = title.trim_end().strip_suffix([')', '）']).and_then(|rest| rest.rfind(['(', '（']));
    match note.filter(|at| *at > 0 && title[*at..].contains([':', '：'])) {
        Some(at) => title[..at].trim_end().to_owned(),
        None => title,
    }
}

/// What stands around a table, or (without one) around everything else on the sheet.
fn around<'a>(
    upright: &'a Grid<'_>,
    tables: (Option<&Region>, &[Region]),
    lines: &'a [Line],
    lexicon: &Lexicon<'_>,
) -> Around<'a> {
    let (own, all) = tables;
    let top = all.iter().map(|r| r.area.first.row).min().unwrap_or(u32::MAX);
    let near = |line: &Line| {
        own.is_some_and(|r| {
            let beside = (r.area.first.col..=r.area.last.col).contains(&line.at.col);
            r.captions.contains(&line.at.row) && (beside || all.len() == 1) || r.area.contains(line.at)
        })
    };
    let mut tiers: [Vec<&Line>; 3] = Default::default();
    for line in lines {
        let tier = if near(line) {
            0
        } else if line.at.row < top {
            1
        } else {
            2
        };
        tiers[tier].push(line);
    }
    // Lines elsewhere on the sheet speak for a table only when they name one and the same unit.
    let mut far = tiers[2].iter().filter(|l| l.label == Label::Unit).map(|l| fold(&l.value));
    let first = far.next();
    if far.any(|other| Some(&other) != first.as_ref()) {
        tiers[2].retain(|l| l.label != Label::Unit);
    }
    let titles = own.map(|region| titles(upright, region, all.first(), lexicon)).unwrap_or_default();
    Around { tiers, titles, sheet: &upright.sheet.place }
}

/// What was hidden on a sheet that holds tables, and read all the same.
fn hidden(sheet: &Sheet, regions: &[Region]) -> Vec<Finding> {
    let inside = |row: Option<u32>, col: Option<u32>| {
        regions.iter().any(|r| {
            row.is_none_or(|row| (r.area.first.row..=r.area.last.row).contains(&row))
                && col.is_none_or(|col| (r.area.first.col..=r.area.last.col).contains(&col))
        })
    };
    let rows = sheet.hidden_rows.iter().filter(|row| inside(Some(**row), None)).count();
    let columns = sheet.hidden_columns.iter().filter(|col| inside(None, Some(**col))).count();
    let all = [(Hidden::Sheet, usize::from(sheet.hidden)), (Hidden::Rows, rows), (Hidden::Columns, columns)];
    let notice = |(what, count)| Finding::new(Kind::HiddenRead { what, count }, sheet.place.clone());
    all.into_iter().filter(|(_, count)| *count > 0).map(notice).collect()
}
