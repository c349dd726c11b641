//! "Is the roster filled in properly?" The sheets, columns and words of the roster workbook, and how its lines are read.
//!
//! In: a [`Book`] and `roster.toml`. Out: for each known sheet its [`Line`]s, cells by column id; mistakes of headings, and cells
//! that hold no value. It knows nothing of what a line means: that is `load`.

use super::roster::AccountState;
use crate::error::{Mistake, RosterMistake};
use crate::field::Form;
use crate::finding::{Finding, Kind};
use crate::fold::{fold, is_empty, one_line};
use crate::place::{Area, At, Place};
use crate::read::{Book, Sheet, Value};
use indexmap::IndexMap;
use serde::Deserialize;
use std::sync::LazyLock;

/// Names and words of the roster workbook.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RosterWords {
    everywhere: Vec<String>,
    notes: Vec<String>,
    pub(super) separators: String,
    pub(super) alias_separators: String,
    pub(super) not_applicable: Vec<String>,
    pub(super) printed_day: String,
    pub(super) forms: IndexMap<String, Form>,
    pub(super) no_forms: IndexMap<String, bool>,
    pub(super) yes_no: IndexMap<String, bool>,
    pub(super) states: IndexMap<String, AccountState>,
    pub(super) holidays: IndexMap<String, bool>,
    pub(super) body: IndexMap<String, BodyKind>,
    expected: IndexMap<String, String>,
    #[serde(rename = "sheet")]
    sheets: Vec<SheetWords>,
}

/// What the value of a known key of 文稿数据 is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum BodyKind {
    /// A count, compared with ours.
    Number,
    /// A unit.
    Unit,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetWords {
    id: String,
    name: String,
    columns: Vec<ColumnWords>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnWords {
    id: String,
    heading: String,
    need: Option<Need>,
}

/// What must be there of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Need {
    /// Its heading.
    Heading,
    /// Its heading, and on every line its cell.
    Cell,
}

pub(super) static ROSTER: LazyLock<RosterWords> = LazyLock::new(|| super::embedded(include_str!("roster.toml")));

/// The sheets of the roster workbook in order, each with its columns: heading, and whether every line must fill it.
#[must_use]
pub fn sheets() -> Vec<(&'static str, Vec<(&'static str, bool)>)> {
    let columns =
        |s: &'static SheetWords| s.columns.iter().map(|c| (c.heading.as_str(), c.need == Some(Need::Cell))).collect();
    ROSTER.sheets.iter().map(|s| (s.name.as_str(), columns(s))).collect()
}

/// Whether a writing can stand in a cell of aliases: it holds none of the marks that separate them.
#[must_use]
pub fn alias_may_hold(writing: &str) -> bool {
    !writing.chars().any(|c| ROSTER.alias_separators.contains(c))
}

impl RosterWords {
    /// What a cell should hold, in words.
    pub(super) fn expected(&self, what: &str) -> String {
        self.expected.get(what).cloned().unwrap_or_default()
    }
}

/// One line of a sheet.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) place: Place,
    words: &'static SheetWords,
    cells: IndexMap<&'static str, (At, Value)>,
}

impl Line {
    /// The cell's value.
    pub(super) fn value(&self, id: &str) -> Option<&Value> {
        self.cells.get(id).map(|(_, v)| v)
    }

    /// The cell's text in one line; `None` when nothing visible stands there.
    pub(super) fn text(&self, id: &str) -> Option<String> {
        self.value(id).map(|v| one_line(&v.shown())).filter(|t| !is_empty(t))
    }

    /// The cell's place; of an empty cell, the line's.
    pub(super) fn at(&self, id: &str) -> Place {
        self.cells.get(id).map_or_else(|| self.place.clone(), |(at, _)| self.place.at(*at))
    }

    /// The heading of a column.
    pub(super) fn heading(&self, id: &str) -> String {
        self.words.columns.iter().find(|c| c.id == id).map(|c| c.heading.clone()).unwrap_or_default()
    }
}

/// Mistakes and notices, in the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    pub(super) mistakes: Vec<RosterMistake>,
    pub(super) notices: Vec<Finding>,
}

impl Remarks {
    /// Notes a mistake; a cell has only its first one, the others follow from it.
    pub(super) fn mistake(&mut self, place: Place, what: Mistake) {
        if !self.mistakes.iter().any(|m| m.place == place) {
            self.mistakes.push(RosterMistake { place, what });
        }
    }

    /// Notes that a cell does not hold what it should.
    pub(super) fn bad_value(&mut self, line: &Line, id: &str, expected: &str) {
        let (heading, written) = (line.heading(id), line.text(id).unwrap_or_default());
        self.mistake(line.at(id), Mistake::ValueBad { heading, written, expected: ROSTER.expected(expected) });
    }

    /// Notes what stands in the roster and changes nothing.
    pub(super) fn unused(&mut self, place: Place, what: String) {
        let sheet = place.sheet.as_deref().unwrap_or_default().to_owned();
        self.notices.push(Finding::new(Kind::RuleUnused { sheet, what }, place));
    }
}

/// The headings of a sheet.
struct Head {
    words: &'static SheetWords,
    row: u32,
    /// Letter column and what it holds.
    columns: Vec<(u32, &'static ColumnWords)>,
}

/// The lines of the sheet with this id; `None` when it is absent or holds only headings.
pub(super) fn lines(book: &Book, id: &str, remarks: &mut Remarks) -> Option<Vec<Line>> {
    let words = ROSTER.sheets.iter().find(|s| s.id == id)?;
    let sheet = book.sheets.iter().find(|s| is_sheet(s, &words.name))?;
    let head = headings(sheet, words, remarks)?;
    let below = sheet.rows().iter().filter(|r| r.row > head.row);
    let lines: Vec<Line> = below.filter_map(|r| line(sheet, r.row, &head, remarks)).collect();
    (!lines.is_empty()).then_some(lines)
}

/// Lists the sheets that hold something and are no sheet of a roster.
pub(super) fn note_unknown_sheets(book: &Book, remarks: &mut Remarks) {
    for sheet in &book.sheets {
        let known = ROSTER.sheets.iter().map(|w| &w.name).chain(&ROSTER.notes).any(|name| is_sheet(sheet, name));
        if !known && sheet.bounds().is_some() {
            remarks.unused(sheet.place.clone(), String::new());
        }
    }
}

fn is_sheet(sheet: &Sheet, name: &str) -> bool {
    sheet.place.sheet.as_deref().is_some_and(|s| fold(s) == fold(name))
}

/// The first row with a known heading, and the id of each letter column. A title may stand above.
fn headings(sheet: &Sheet, words: &'static SheetWords, remarks: &mut Remarks) -> Option<Head> {
    let known = |text: &str| words.columns.iter().find(|c| fold(&c.heading) == fold(text));
    let row = sheet.rows().iter().find(|r| r.cells.iter().any(|(_, c)| known(&c.value.shown()).is_some()));
    let row = row.or_else(|| sheet.rows().first())?;
    let mut columns: Vec<(u32, &'static ColumnWords)> = Vec::new();
    for (col, cell) in &row.cells {
        let written = one_line(&cell.value.shown());
        let place = sheet.place.at(At::new(row.row, *col));
        match known(&written) {
            Some(c) if columns.iter().any(|(_, other)| other.id == c.id) => {
                remarks.mistake(place, Mistake::HeadingTwice { written });
            }
            Some(c) => columns.push((*col, c)),
            None if is_empty(&written) || ROSTER.everywhere.iter().any(|e| fold(e) == fold(&written)) => {}
            None => {
                let nearest = nearest(&written, words.columns.iter().map(|c| c.heading.as_str()));
                remarks.mistake(place, Mistake::HeadingUnknown { written, nearest });
            }
        }
    }
    for missing in words.columns.iter().filter(|w| w.need.is_some()) {
        if !columns.iter().any(|(_, c)| c.id == missing.id) {
            // Several headings may be missing from one row: each has its own place in the list, none hides another.
            let place = sheet.place.at(At::new(row.row, 0));
            let what = Mistake::HeadingMissing { heading: missing.heading.clone() };
            remarks.mistakes.push(RosterMistake { place, what });
        }
    }
    Some(Head { words, row: row.row, columns })
}

fn line(sheet: &Sheet, row: u32, head: &Head, remarks: &mut Remarks) -> Option<Line> {
    let columns = &head.columns;
    let (first, last) = (columns.iter().map(|(c, _)| *c).min()?, columns.iter().map(|(c, _)| *c).max()?);
    let area = Area { first: At::new(row, first), last: At::new(row, last) };
    let mut line = Line { place: sheet.place.at(area), words: head.words, cells: IndexMap::new() };
    let mut filled = false;
    for (col, column) in columns {
        let at = At::new(row, *col);
        let from = sheet.merge_at(at).map_or(at, |m| m.first);
        let Some(cell) = sheet.cell(from).filter(|_| from.col == *col) else { continue };
        if !is_empty(&cell.value.shown()) || is_broken(&cell.value) {
            filled |= from == at;
            line.cells.insert(&column.id, (at, cell.value.clone()));
        }
    }
    if !filled {
        return None;
    }
    if let ([(_, (at, value))], true) = (line.cells.iter().collect::<Vec<_>>().as_slice(), columns.len() > 1)
        && sheet.merge_at(*at).is_some_and(|m| m.first.col < m.last.col)
    {
        // A text alone on its row and merged across columns is a caption of the lines below it.
        remarks.unused(sheet.place.at(*at), one_line(&value.shown()));
        return None;
    }
    for (col, column) in columns {
        match line.value(&column.id) {
            Some(value) if is_broken(value) => remarks.bad_value(&line, &column.id, "calculated"),
            None if column.need == Some(Need::Cell) => {
                remarks.mistake(sheet.place.at(At::new(row, *col)), Mistake::Blank { heading: column.heading.clone() });
            }
            _ => {}
        }
    }
    Some(line)
}

const fn is_broken(value: &Value) -> bool {
    matches!(value, Value::Error(_) | Value::Uncalculated | Value::Unbelievable(_))
}

/// The known name that is written most alike; `None` when none is half alike. For suggestions only.
pub(super) fn nearest<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let key = fold(written);
    let likeness = |name: &str| {
        let name = fold(name);
        let inside = !key.is_empty() && (name.contains(&key) || key.contains(&name));
        if inside { 0.9 } else { strsim::normalized_damerau_levenshtein(&key, &name) }
    };
    let best = known.map(|name| (likeness(name), name)).reduce(|a, b| if b.0 > a.0 { b } else { a })?;
    (best.0 >= 0.5).then(|| best.1.to_owned())
}
