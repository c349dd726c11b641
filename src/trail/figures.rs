//! "What does a row rest on?" The figures of a row of an annex, as the record tells them.
//!
//! Shapes only: `story` fills them from a run, `explain` reads them.

use super::Spot;
use crate::field::{Field, Form};
use crate::finding::{CountDoubt, Readings, Subject};
use crate::normalize::{LeftWhy, NameKind, Standing};
use crate::period::Period;
use crate::place::Area;
use crate::settle::names::How;
use crate::tally::RequiredFrom;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How one row of an annex came about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// Which row of the tally.
    pub of: Subject,
    /// Which annex.
    pub form: Form,
    /// The unit.
    pub unit: String,
    /// Website column or account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<String>,
    /// Account type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    /// The column above a website column, by the roster, else by the files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Its line in the roster, else its first cell.
    pub line: Spot,
    /// Requirement; none for messages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<RequiredTrail>,
    /// The ways to read its frequency, and the one in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub readings: Option<Readings>,
    /// Its figures; months first, then their sum.
    pub figures: Vec<FigureTrail>,
    /// Result or verdict, as the annex has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// Last post known, where dates are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_post: Option<(Date, Spot)>,
    /// Largest gap known: days, from, to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap: Option<(i64, Date, Date)>,
    /// Indexes of the findings about it.
    pub findings: Vec<usize>,
}

/// A required number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RequiredTrail {
    /// For the whole period.
    pub number: Option<i64>,
    /// For each month.
    pub by_month: Vec<Option<i64>>,
    /// On whose word.
    pub from: RequiredFrom,
    /// The rule as written.
    pub wording: String,
    /// Its terms.
    pub arithmetic: String,
    /// Document that it rests on.
    pub basis: Option<String>,
    /// Where it stands.
    pub place: Option<Spot>,
}

/// One figure of a row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FigureTrail {
    /// What it counts.
    pub field: Field,
    /// For when.
    pub period: Period,
    /// Its value or state.
    pub value: State,
    /// The cells that it is made of.
    pub parts: Vec<PartTrail>,
}

/// Value or state of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// A number.
    Known(i64),
    /// "/".
    NotApplicable,
    /// 未报.
    NotReported,
    /// Handed in, but blank.
    Missing,
    /// Stands there but cannot be believed.
    Doubtful(CountDoubt),
}

/// One cell behind a figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PartTrail {
    /// Where it stands.
    pub place: Spot,
    /// As it stands there.
    pub raw: String,
    /// What it was read as; none when it is no number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<i64>,
    /// The heading it stands under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// Whether it counts; none for numbers that the roster or the rules give.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
    /// Whether it was counted from a ledger.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ledger: bool,
    /// What became of the ledger's lines that are about this row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines: Option<LinesTrail>,
    /// Names that the file writes otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<NameTrail>,
}

/// What became of the lines of a ledger that are about one unit or account; those that count stand between the part's first row and its last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinesTrail {
    /// How many count.
    pub used: usize,
    /// How many do not, by reason, each with where the first of them stand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<(LeftWhy, usize, Vec<Area>)>,
}

/// A name on its way from a file into an annex.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameTrail {
    /// What it names.
    pub what: NameKind,
    /// As written.
    pub written: String,
    /// As used.
    pub used: String,
    /// How; none where only width, blanks or brackets differ.
    pub how: Option<How>,
    /// The other name that might have been meant.
    pub alternative: Option<String>,
}
