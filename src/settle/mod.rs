//! "Which quarter is this, and who is who?" Agrees over the whole batch.
//!
//! In: the claims of all tables, and the rules. Out: [`Settled`]: the run's period, for each table whether and for whom it
//! counts, the version of each file, and the [`names::Names`] that turn written names into the roster's. Pure.

mod likeness;
pub mod names;
mod objects;
mod places;
mod spot;
mod units;

use crate::finding::Finding;
use crate::period::Period;
use crate::place::Place;
use jiff::civil::{Date, DateTime};
use names::Names;

/// What the batch agreed on.
#[derive(Debug)]
pub struct Settled {
    /// The period of the run.
    pub period: Period,
    /// Where the period came from.
    pub period_from: PeriodFrom,
    /// For each file (in the order given) and each of its tables, what to do with it.
    pub files: Vec<FileUse>,
    /// Written names to used names.
    pub names: Names,
    /// What was noticed.
    pub findings: Vec<Finding>,
}

/// Where the run's period came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodFrom {
    /// The command line.
    Option,
    /// 统计周期 in the roster.
    Roster,
    /// More than half of the files name it.
    Files {
        /// Files that name it.
        naming: usize,
        /// Files in all.
        of: usize,
    },
}

/// What to do with one file.
#[derive(Debug, Clone)]
pub struct FileUse {
    /// Age of its content against other submissions of the unit.
    pub version: Version,
    /// One for each of its tables.
    pub tables: Vec<TableUse>,
    /// One for each of its zero sentences: the unit (as used) it speaks for.
    pub zeros: Vec<Option<UnitFor>>,
}

/// What to do with one table.
#[derive(Debug, Clone)]
pub enum TableUse {
    /// It counts.
    Counts {
        /// The unit of its rows, where no column of the table says it row by row.
        unit: Option<UnitFor>,
        /// The period of figures whose heading names none; never wider than the run's.
        period: Period,
        /// Its places disagree about the period: every figure is doubtful.
        doubtful: bool,
    },
    /// It does not; the finding's index in [`Settled::findings`].
    Refused(usize),
    /// It is of no known form.
    Ignored,
}

/// The unit that a table speaks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitFor {
    /// As written, the part of the text that names it.
    pub written: String,
    /// Where it stands.
    pub place: Place,
}

/// How new a submission is.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// Day of filing inside the file.
    pub filed: Option<Date>,
    /// Rank of version words in its name (修订, 最终版, (2)); 0 without.
    pub words: u32,
    /// When the workbook was last saved.
    pub saved: Option<DateTime>,
}
