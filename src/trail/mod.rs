//! "How did this figure come about?" What a produced workbook remembers of itself.
//!
//! In: the outcome of a batch and the pages that are written from it. Out: a [`Trail`]: the call, every input with its hash, what was
//! written into each cell, and for each row of the annexes the cells, names, rules and findings behind it. It travels on a sheet
//! of its own out of sight (`sheet`), so that it outlives the folder and the saving in other programs. It explains nothing
//! (`explain`) and recomputes nothing (`verify`).

mod align;
mod edits;
mod figures;
mod findings;
mod last;
mod open;
mod record;
mod sheet;
mod spot;
mod story;

pub use crate::error::Closed;
pub use align::{Held, align};
pub use edits::{Edit, Edits, Stands, edits, stands_at};
pub use figures::{FigureTrail, LinesTrail, NameTrail, PartTrail, RequiredTrail, State, Story};
pub use last::last;
pub use open::open;
pub use record::{recorded, rows_as_written, shown};
pub use sheet::{Unreadable, read};
pub use spot::Spot;

use crate::annex::{RowOf, Shows};
use crate::finding::Severity;
use crate::period::Period;
use crate::previous::Line;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Raised whenever these types change; a workbook of a later number is told apart, not misread.
const SCHEMA: u32 = 2;
/// The oldest record that these types still read: what came since has a value where it is not told.
const OLDEST: u32 = 1;

/// All that a produced workbook remembers.
#[derive(Debug, Clone, PartialEq)]
pub struct Trail {
    /// Who made it, and by which call.
    pub head: Head,
    /// Every file met, in order; the roster last.
    pub inputs: Vec<InputTrail>,
    /// Every sheet but this record's own, in the order of the tabs.
    pub pages: Vec<PageTrail>,
    /// Rows of the annexes.
    pub stories: Vec<Story>,
    /// Every finding; the n-th is `F{n}`.
    pub findings: Vec<FindingTrail>,
    /// What lies behind the lines of the comparison with an earlier period.
    pub past: Vec<PastTrail>,
}

/// Who made the workbook, and by which call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// Version of the program.
    pub version: String,
    /// The run's period.
    pub period: Period,
    /// Where the period came from, as the last screen says it.
    pub period_said: String,
    /// What was asked for.
    pub call: Call,
    /// Whether findings of these ids were weighed by the office (规则), and as what; no severity = 不报.
    pub weights: Vec<(String, Option<Severity>)>,
    /// What the results rest on beside the rows: minimum of forwards and the like, as they are in force.
    pub rules: Vec<RuleTrail>,
}

/// What was asked for. Paths are names without folders: the workbook is forwarded, and tells nothing about the clerk's disk.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// Names of the inputs, without the numbers of people.
    pub inputs: Vec<String>,
    /// The roster's name in places.
    pub roster: Option<String>,
    /// The name in places of the workbook with the clerk's decisions; none where he had not decided anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decisions: Option<String>,
    /// The name in places of the workbook of the earlier period (`--previous`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// `--period`.
    pub period: Option<Period>,
    /// `--as-of`.
    pub as_of: Option<Date>,
    /// `--links`.
    pub links: bool,
    /// Limits that differ from the built-in ones.
    pub limits: Vec<(String, u64)>,
}

/// A value of 规则 that decides results.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RuleTrail {
    /// Its key in 规则.
    pub key: String,
    /// The value in force, in words.
    pub value: String,
    /// Where it came from, in words.
    pub from: String,
    /// The document that it rests on.
    pub basis: Option<String>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputTrail {
    /// Its name in places.
    pub file: String,
    /// SHA-256 of its bytes, where they were read.
    pub sha256: Option<String>,
    /// Whether it is no submission (lock files and the like): these come and go.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub skipped: bool,
}

/// What was written on one sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct PageTrail {
    /// Its name.
    pub name: String,
    /// What its letter columns show; empty on pages that are no annex.
    pub shows: Vec<Shows>,
    /// Rows with their number from zero, cell by cell; of evidence only their prints are kept.
    pub rows: Vec<RowTrail>,
    /// Prints of the rows of an evidence sheet, from the first.
    pub prints: Option<Vec<u32>>,
}

/// One written row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RowTrail {
    /// Its number, from zero.
    pub row: u32,
    /// What it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<RowOf>,
    /// Letter column and value of each cell that is not empty.
    pub cells: Vec<(u32, Shown)>,
    /// Letter columns that were made as formulas.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub formulas: Vec<u32>,
}

/// What a cell shows: a value without its look.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Shown {
    /// A count.
    Whole(i64),
    /// Any other number.
    Number(f64),
    /// A text.
    Text(String),
}

/// One finding in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FindingTrail {
    /// Stable id.
    pub id: String,
    /// Weight, after the office's rules.
    pub severity: Severity,
    /// Unit.
    pub unit: Option<String>,
    /// Object.
    pub object: Option<String>,
    /// Number required.
    pub required: Option<i64>,
    /// Number found.
    pub actual: Option<i64>,
    /// What is wrong.
    pub sentence: String,
    /// By which rule.
    pub rule: String,
    /// Document that the rule rests on.
    pub basis: Option<String>,
    /// What to do.
    pub remedy: String,
    /// Where.
    pub place: Spot,
    /// Other places.
    pub related: Vec<Spot>,
}

/// What lies behind one line of the comparison with an earlier period, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastTrail {
    /// The line.
    pub of: Line,
    /// What its cells do not say themselves.
    pub lines: Vec<String>,
}

impl Trail {
    /// The page with this name.
    #[must_use]
    pub fn page(&self, name: &str) -> Option<&PageTrail> {
        self.pages.iter().find(|p| p.name == name)
    }

    /// What lies behind a line of the comparison with an earlier period.
    #[must_use]
    pub fn past(&self, of: Line) -> &[String] {
        self.past.iter().find(|p| p.of == of).map_or(&[], |p| &p.lines)
    }

    /// The story of a row of the tally.
    #[must_use]
    pub fn story(&self, of: crate::finding::Subject) -> Option<&Story> {
        self.stories.iter().find(|s| s.of == of)
    }
}

impl PageTrail {
    /// Each row with what it is about.
    #[must_use]
    pub fn named_rows(&self) -> Vec<(u32, String)> {
        let texts = |row: &RowTrail| -> Vec<(u32, Shown)> {
            row.cells.iter().filter(|(col, _)| !row.formulas.contains(col)).cloned().collect()
        };
        self.rows.iter().map(|row| (row.row, self.about(&texts(row)))).collect()
    }

    /// What a row with these cells is about: the names in it, else all its texts. Numbers and results may differ.
    fn about(&self, cells: &[(u32, Shown)]) -> String {
        let names = |col: u32| {
            let shows = usize::try_from(col).ok().and_then(|col| self.shows.get(col));
            matches!(shows, Some(Shows::Unit | Shows::Object | Shows::Platform))
        };
        let of = |wanted: &dyn Fn(u32) -> bool| {
            let texts = cells.iter().filter(|(col, _)| wanted(*col)).filter_map(|(_, shown)| shown.as_text());
            texts.collect::<Vec<_>>().join(" ")
        };
        let named = of(&names);
        if named.is_empty() { of(&|_| true) } else { named }
    }

    /// The row with this number.
    #[must_use]
    pub fn row(&self, row: u32) -> Option<&RowTrail> {
        self.rows.binary_search_by_key(&row, |r| r.row).ok().map(|i| &self.rows[i])
    }
}

impl Shown {
    /// The text, where it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text.trim()) } else { None }
    }
}

impl RowTrail {
    /// What was written into this letter column.
    #[must_use]
    pub fn cell(&self, col: u32) -> Option<&Shown> {
        self.cells.iter().find(|(c, _)| *c == col).map(|(_, shown)| shown)
    }
}
