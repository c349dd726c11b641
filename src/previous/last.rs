//! "What did that workbook say?" The facts of the earlier workbook that are compared.
//!
//! In: nothing; `trail::last` fills it. Out: [`Last`]: rows with their figures as they were forwarded, problems, and what was changed in the
//! workbook since. Plain data.

use crate::field::{Field, Form};
use crate::finding::Severity;
use crate::judge::Verdict;
use crate::period::Period;
use crate::place::Place;
use crate::tally::Amount;
use std::collections::HashSet;
use std::sync::Arc;

/// What a workbook of an earlier period tells.
#[derive(Debug, Clone)]
pub struct Last {
    /// Its name in places.
    pub file: Arc<str>,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its period.
    pub period: Period,
    /// The office that made it, where it says so.
    pub office: Option<String>,
    /// Its annex rows.
    pub rows: Vec<LastRow>,
    /// Its sums, as they stand in the sum rows.
    pub sums: Vec<LastFigure>,
    /// What was wrong with units' work, in its order.
    pub problems: Vec<LastProblem>,
    /// Folded names of units about whose work or figures anything was said.
    pub accused: HashSet<String>,
    /// Compared cells that somebody changed since it was made.
    pub changed: Vec<Changed>,
    /// How many other cells, rows and sheets were changed.
    pub changed_elsewhere: usize,
}

/// One annex row.
#[derive(Debug, Clone)]
pub struct LastRow {
    /// Which annex.
    pub form: Form,
    /// The unit, as written then.
    pub unit: String,
    /// Website column or account.
    pub object: Option<String>,
    /// Account type.
    pub platform: Option<String>,
    /// Its figures over the whole period.
    pub figures: Vec<LastFigure>,
    /// Verdict on an account, as it stands there.
    pub verdict: Option<Verdict>,
}

/// One figure as it was forwarded.
#[derive(Debug, Clone, PartialEq)]
pub struct LastFigure {
    /// What it counts.
    pub field: Field,
    /// Its value or state; doubtful where somebody put a text in its stead.
    pub value: Amount,
    /// Its cell; only the sheet where the annex does not show it (units without messages).
    pub place: Place,
}

/// One problem.
#[derive(Debug, Clone, PartialEq)]
pub struct LastProblem {
    /// Stable id.
    pub id: String,
    /// Weight then.
    pub severity: Severity,
    /// The unit, as written then.
    pub unit: String,
    /// Its object.
    pub object: Option<String>,
    /// The annex row that it marks: index into [`Last::rows`].
    pub row: Option<usize>,
    /// What was wrong.
    pub sentence: String,
    /// By which rule.
    pub rule: String,
    /// Number required.
    pub required: Option<i64>,
    /// Number found.
    pub actual: Option<i64>,
    /// Its line in 问题清单, else the cell of the submission.
    pub place: Place,
    /// Where it stood in what the unit had handed in.
    pub source: Place,
    /// What somebody wrote under 整改情况 since.
    pub answer: Option<String>,
    /// Whether its line in 问题清单 was changed since.
    pub touched: bool,
}

/// A compared cell that somebody changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The cell.
    pub place: Place,
    /// What was written.
    pub made: String,
    /// What stands there.
    pub present: Option<String>,
    /// The number that is compared; none where what stands there is none.
    pub used: Option<i64>,
}

impl LastRow {
    /// The figure of a field.
    #[must_use]
    pub fn figure(&self, field: Field) -> Option<&LastFigure> {
        self.figures.iter().find(|f| f.field == field)
    }

    /// Whether one of its figures is open or was not handed in.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let absent = |f: &LastFigure| f.value == Amount::NotReported && f.field != Field::Forwarded;
        self.figures.iter().any(|f| f.value.is_open() || absent(f))
    }
}

/// Ids of notices on a unit's work: they stand in the problem columns, and are followed like fails.
const NOTICES_ON_WORK: [&str; 3] = ["updates-month-missing", "updates-silent", "messages-open"];
/// Ids of fails on a unit's work; the office may have weighed them as notices.
const FAILS_ON_WORK: [&str; 10] = [
    "updates-none",
    "updates-short",
    "posts-short",
    "forwards-none",
    "forwards-short",
    "gap-broken",
    "original-gap-broken",
    "messages-overdue",
    "issue-overdue",
    "manual",
];

/// Whether findings of this id are about a unit's work.
#[must_use]
pub fn is_of_work(id: &str) -> bool {
    NOTICES_ON_WORK.contains(&id) || FAILS_ON_WORK.contains(&id)
}
