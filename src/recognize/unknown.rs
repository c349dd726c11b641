//! "There is another table, but it is none of ours." Tables whose headings say nothing known.
//!
//! In: an upright [`Grid`] and the regions already read. Out: tables of unknown form that hold figures, each with a notice. Their figures
//! go nowhere.

mod agreeing;
pub(super) mod notice;
mod parts;

use super::discreet::{UNSAID, quiet_headings};
use super::grid::{Grid, Ink, Look};
use super::headings::Written;
use super::headings::day_lists::lists_days;
use super::lexicon::Lexicon;
use super::region::Region;
use super::region::label_lines::{is_line_above, says_pairs};
use super::{Beside, Claims, Heading, LeftRow, RowReason, Table};
use crate::field::Form;
use crate::finding::{Finding, Kind, Severity};
use crate::fold::one_line;
use crate::place::{Area, At, Place};
use crate::rules::frequency::parse_frequency;
use crate::rules::private::PrivateWords;
use crate::rules::rows::Label;

/// Neighbouring rows of several cells with figures among them, outside `regions`.
pub(super) fn find_unknown(grid: &Grid<'_>, regions: &[Region], lexicon: &Lexicon<'_>) -> (Vec<Table>, Vec<Finding>) {
    let runs = runs(grid, regions, lexicon);
    let mut tables = Vec::new();
    let mut findings = Vec::new();
    for run in runs {
        let look = |row: u32, col: u32| grid.own(row, col).map(|ink| ink.look);
        let Some(((head, cols), body)) = run.split_first() else { continue };
        let words_first = cols.iter().all(|col| look(*head, *col) == Some(Look::Words));
        let holds = |rows: &[Line]| {
            rows.iter().any(|(row, cols)| cols.iter().any(|col| look(*row, *col) == Some(Look::Figure)))
        };
        // Rows without headings are still figures that nobody takes; one line of two cells may be a title and its number.
        let bare = run.len() > 1 || cols.len() > 2;
        // A line of a ledger begins with its number or day.
        let dated =
            |(row, cols): &Line| cols.len() > 2 && cols.iter().take(2).any(|col| look(*row, *col) == Some(Look::Day));
        if !(if words_first { holds(body) } else { bare && (holds(&run) || run.iter().any(dated)) }) {
            continue;
        }
        let last = body.last().map_or(*head, |(row, _)| *row);
        let all = run.iter().flat_map(|(_, cols)| cols);
        let span = (all.clone().min().copied().unwrap_or(0), all.max().copied().unwrap_or(0));
        let (telling, people) = telling(grid, &run, words_first, lexicon);
        let mut headings = headings(grid, (*head, cols), &telling);
        if words_first {
            headings.extend(finer_headings(grid, body, lexicon));
        }
        let place = grid.sheet.place.at(grid.area((*head, last), span));
        // Lines of months tell of figures that somebody may miss.
        let months = run.iter().filter(|line| begins_with_month(grid, line, lexicon)).count() > 1;
        let finding = notice(&headings, place.clone(), people);
        let severity = if months { Severity::Doubt } else { finding.severity };
        findings.push(Finding { severity, ..finding });
        let rows = if words_first { body } else { &run };
        let left_out = rows.iter().map(|(row, _)| LeftRow { line: *row, why: RowReason::Unused }).collect();
        tables.push(Table {
            place,
            form: Form::Unknown,
            may_be: Vec::new(),
            headings,
            rows: Vec::new(),
            ledger: None,
            totals: Vec::new(),
            left_out,
            blank_is_zero: false,
            blank_note: None,
            strokes: Vec::new(),
            crossed: false,
            each_day: None,
            parted: Vec::new(),
            sample: Vec::new(),
            hidden: Vec::new(),
            beside: Beside::default(),
            claims: Claims::default(),
        });
    }
    (tables, findings)
}

/// Most lines of finer words below the headings of a table that nothing is taken from.
const FINER_LINES: usize = 3;

/// Puts the words that stand between the headings of a table of no form and its first figures behind these headings: what is said of
/// the table then names them. Only words that head a list, or mean something, are taken.
pub(super) fn take_in_finer_words(table: &mut Table, what: (&Grid<'_>, &Region, &[Written]), lexicon: &Lexicon<'_>) {
    let (grid, region, written) = what;
    if table.form != Form::Unknown || region.turned {
        return;
    }
    let words_only = |line: &&u32| {
        let looks = || grid.inks(**line, region.span).map(|(_, ink)| ink.look);
        looks().count() > 1 && looks().all(|look| look == Look::Words)
    };
    let lines: Vec<u32> = region.body.iter().take_while(words_only).take(FINER_LINES).copied().collect();
    if lines.len() == region.body.len() {
        return;
    }
    for (heading, written) in table.headings.iter_mut().zip(written) {
        for line in &lines {
            let Some(ink) = grid.seen(*line, written.span.0).filter(|(at, ..)| at == line).map(|(.., ink)| ink) else {
                continue;
            };
            let text = one_line(&ink.cell.value.shown());
            if is_sayable(&text, ink.key(), lexicon) && !lists_days(&ink.cell.value, lexicon) {
                heading.path.push(text);
            }
        }
    }
}

/// A form that explains its fields in words has no figures to take.
pub(super) fn is_guide(grid: &Grid<'_>, region: &Region, headings: &[Written], lexicon: &Lexicon<'_>) -> bool {
    let rows = &lexicon.words.rows;
    let v = |h: &Written| h.values.figures + h.values.marks + h.values.days;
    let explained = headings.iter().any(|h| h.keys.iter().any(|k| rows.is_explanation(k)) && h.values.words > 0);
    let told = || region.body.iter().any(|l| grid.inks(*l, region.span).any(|(_, ink)| rows.is_instruction(ink.key())));
    headings.iter().all(|h| v(h) == 0) && (explained && headings.len() <= 3 || region.turned && told())
}

/// A row of the sheet and its positions with ink.
type Line = (u32, Vec<u32>);

/// What of the first row may be told, and whether texts of the table may be about people.
fn telling(grid: &Grid<'_>, run: &[Line], words_first: bool, lexicon: &Lexicon<'_>) -> (Telling, bool) {
    let of = |(row, cols): &Line| -> Vec<&Ink<'_>> { cols.iter().filter_map(|col| grid.own(*row, *col)).collect() };
    let free = run.iter().any(|line| of(line).into_iter().any(|ink| !is_known_word(ink, lexicon)));
    let headed = run.first().and_then(|line| of(line).first().copied()).is_some_and(|ink| is_heading(ink, lexicon));
    let telling = match (words_first, free, headed) {
        (false, ..) => Telling::Nothing,
        (true, false, _) => Telling::All,
        (true, true, true) => Telling::Sure,
        (true, true, false) => Telling::Unsure,
    };
    let people = |ink: &Ink<'_>| !is_known_word(ink, lexicon) && PrivateWords::get().may_tell_of_people(ink.key());
    (telling, run.iter().any(|line| of(line).into_iter().any(people)))
}

/// What of the first row may be told.
enum Telling {
    /// All: no text of the table can be about people.
    All,
    /// The words of headings: its first text is one.
    Sure,
    /// The same, where most of it is words of headings.
    Unsure,
    /// Nothing: it is a row like the others.
    Nothing,
}

/// The first row as headings. Without a row of nothing but words it is one of the list itself, and is not quoted.
fn headings(grid: &Grid<'_>, (head, cols): (u32, &[u32]), telling: &Telling) -> Vec<Heading> {
    let mut headings: Vec<Heading> = cols
        .iter()
        .filter_map(|col| Some((*col, grid.own(head, *col)?)))
        .map(|(col, ink)| unread(grid.area((head, head), (col, col)), one_line(&ink.cell.value.shown())))
        .collect();
    match telling {
        Telling::All => {}
        Telling::Sure => quiet_headings(&mut headings, true),
        Telling::Unsure => quiet_headings(&mut headings, false),
        Telling::Nothing => headings.iter_mut().for_each(|heading| heading.path = vec![UNSAID.to_owned()]),
    }
    headings
}

fn unread(area: Area, text: String) -> Heading {
    Heading { area, path: vec![text], field: None, period: None, platform: None, rival: None, why: None, margin: 0 }
}

/// The words of the rows that follow the first up to the first figures, as far as they head a list or mean something.
fn finer_headings(grid: &Grid<'_>, body: &[Line], lexicon: &Lexicon<'_>) -> Vec<Heading> {
    let words_only =
        |(row, cols): &&Line| cols.iter().all(|col| grid.own(*row, *col).is_some_and(|ink| ink.look == Look::Words));
    let lines: Vec<&Line> = body.iter().take_while(words_only).take(FINER_LINES).collect();
    if lines.len() == body.len() {
        return Vec::new();
    }
    let cells = lines.iter().flat_map(|(row, cols)| cols.iter().map(|col| (*row, *col)));
    let said = cells.filter_map(|(row, col)| {
        let ink = grid.own(row, col)?;
        let text = one_line(&ink.cell.value.shown());
        is_sayable(&text, ink.key(), lexicon).then(|| unread(grid.area((row, row), (col, col)), text))
    });
    said.collect()
}

/// Whether a text below the headings of a table that nobody knows may be quoted as one of them.
fn is_sayable(text: &str, key: &str, lexicon: &Lexicon<'_>) -> bool {
    PrivateWords::get().may_head(text) || lexicon.label(key).is_some()
}

fn begins_with_month(grid: &Grid<'_>, (row, cols): &Line, lexicon: &Lexicon<'_>) -> bool {
    let first = cols.first().and_then(|col| grid.own(*row, *col));
    first.is_some_and(|ink| lexicon.is_month(ink.key()))
}

/// What is said of the table; `people`: whether texts of it may be about people.
fn notice(headings: &[Heading], place: Place, people: bool) -> Finding {
    let mut named: Vec<String> = headings.iter().map(|h| h.path.join(" ")).collect();
    if named.iter().all(|name| name == UNSAID) {
        named.truncate(usize::from(!people));
    }
    Finding::new(Kind::TableUnknown { headings: named, may_be: Vec::new() }, place)
}

/// Whether a cell holds no text, or one that is certainly about nobody: a word of forms, a time, an account type, the name of a body.
fn is_known_word(ink: &Ink<'_>, lexicon: &Lexicon<'_>) -> bool {
    let (key, words) = (ink.key(), lexicon.words);
    let sense = lexicon.sense(key);
    ink.look != Look::Words
        || is_heading(ink, lexicon)
        || sense.rest.is_empty()
        || sense.platform.is_some()
        || words.rows.is_total(key)
        || words.rows.is_compared(key)
        || words.columns.contains(key)
        || parse_frequency(key, &words.frequency).is_some()
        || PrivateWords::get().only_counts(key)
        || PrivateWords::get().names_a_body(key, &words.names)
}

/// Whether a text is a listed word of headings or of lines.
fn is_heading(ink: &Ink<'_>, lexicon: &Lexicon<'_>) -> bool {
    let (key, words) = (ink.key(), lexicon.words);
    lexicon.sense(key).guesses.first().is_some_and(|guess| guess.score >= LISTED)
        || words.rows.any_label(key).is_some_and(|label| label != Label::Person)
        || words.headings.is_neutral(key)
}

/// From this score on the words of a heading are listed ones.
const LISTED: i32 = 85;

/// Whether a row of words begins with a word over times (月份 · 甲栏目 · 乙栏目): headings, and no line of labels and values.
fn heads_times(grid: &Grid<'_>, row: u32, lexicon: &Lexicon<'_>) -> bool {
    let inks: Vec<&Ink<'_>> = grid.inks(row, (0, u32::MAX)).map(|(_, ink)| ink).collect();
    let over_times = inks.first().is_some_and(|ink| lexicon.words.rows.any_label(ink.key()) == Some(Label::Period));
    let plain = inks.iter().all(|ink| ink.look == Look::Words && !ink.key().contains(':'));
    over_times && plain && inks.len() > 2 && !says_pairs(grid, (row, (0, u32::MAX)), lexicon)
}

/// Whether a text holds a colon behind words: 9:12 is a time of day.
fn introduces(key: &str) -> bool {
    key.match_indices(':').any(|(at, _)| !key[..at].ends_with(|c: char| c.is_ascii_digit()))
}

/// Runs of neighbouring rows of several cells outside `regions`.
fn runs(grid: &Grid<'_>, regions: &[Region], lexicon: &Lexicon<'_>) -> Vec<Vec<Line>> {
    let free = |row: u32, col: u32| !regions.iter().any(|r| r.area.contains(At::new(row, col)));
    let mut runs: Vec<Vec<Line>> = Vec::new();
    for row in grid.lines().filter(|row| !grid.is_within(*row, regions.iter().map(|r| r.area))) {
        let cols: Vec<u32> = grid.inks(row, (0, u32::MAX)).map(|(col, _)| col).filter(|col| free(row, *col)).collect();
        let is_line = || {
            let mut inks = grid.inks(row, (0, u32::MAX));
            inks.any(|(_, ink)| introduces(ink.key()) || lexicon.words.rows.label(ink.key()).is_some())
        };
        if cols.len() < 2 || is_line() && !heads_times(grid, row, lexicon) || is_line_above(grid, row, lexicon) {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|(last, _)| *last + 1 == row) => run.push((row, cols)),
            _ => runs.push(vec![(row, cols)]),
        }
    }
    runs
}
