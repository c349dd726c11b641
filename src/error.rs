//! "Nothing could be made." The errors that end a run.
//!
//! In: what went wrong at the door (arguments, roster, period, target). Out: an [`Error`] with its facts; the sentence is in
//! `wording::errors`. Trouble with a single submission is never an error: it is a finding.

use crate::finding::Finding;
use crate::period::Period;
use crate::place::Place;
use std::path::PathBuf;

/// Why nothing was made.
#[derive(Debug, Clone, PartialEq)]
pub enum Error {
    /// An input path does not exist.
    InputMissing(PathBuf),
    /// An input path does not exist; the one name beside it that is nearly the same.
    InputMisspelt(PathBuf, PathBuf),
    /// Several input paths are one path with blanks, which exists.
    InputInWords(PathBuf),
    /// The only input is the roster or another file of the job itself.
    InputIsOwn(PathBuf),
    /// An input path is neither file nor folder.
    InputNotAFile(PathBuf),
    /// No path was given and no `收件` folder lies nearby.
    NoInput,
    /// The folder holds no workbook at all.
    NoWorkbooks {
        /// The folder.
        folder: PathBuf,
        /// How many files were left out.
        left_out: usize,
    },
    /// Every workbook was refused; the findings say why.
    NothingReadable(Vec<Finding>),
    /// The named roster does not exist.
    RosterMissing(PathBuf),
    /// The roster cannot be read as a workbook.
    RosterUnreadable(Box<Finding>),
    /// The roster has mistakes, all of them here.
    RosterMistakes(Vec<RosterMistake>),
    /// The named workbook of decisions does not exist.
    DecisionsMissing(PathBuf),
    /// The workbook of decisions cannot be read.
    DecisionsUnreadable(Box<Finding>),
    /// The workbook of decisions has mistakes, all of them here.
    DecisionMistakes(Vec<RosterMistake>),
    /// The workbook of the earlier period tells nothing.
    PreviousClosed(PathBuf, Closed),
    /// The workbook of the earlier period is not of an earlier one.
    PreviousNotBefore {
        /// The workbook.
        path: PathBuf,
        /// Its period.
        then: Period,
        /// The run's.
        now: Period,
    },
    /// None of the units of the workbook of the earlier period is known now.
    PreviousForeign {
        /// The workbook.
        path: PathBuf,
        /// How many units it has.
        units: usize,
    },
    /// `--period` or 统计周期 cannot be read.
    PeriodBad(String),
    /// `--period` names a part of a year and no year.
    PeriodYearless(String),
    /// A day such as `--as-of` cannot be read.
    DayBad(String),
    /// No period: neither option nor roster names one, and the files disagree. What they name, with how many files.
    PeriodUnknown(Vec<(Period, usize)>),
    /// No period: no table names one, and what titles and names say of times tells none. Their words, and where they stand.
    PeriodUnsure(Vec<(String, Place)>),
    /// The target folder does not exist.
    TargetFolderMissing(PathBuf),
    /// The target cannot be written, with the system's reason.
    TargetNotWritable(PathBuf, String),
    /// The target is one of the inputs.
    TargetIsInput(PathBuf),
    /// The target folder is a folder of inputs, or in it.
    TargetAmongInputs(PathBuf),
    /// `--limit` names no limit; the known names with their built-in values.
    LimitUnknown(String, Vec<(&'static str, u64)>),
    /// A workbook of this program that does not hold what is wanted of it: a clean copy, or one that was changed.
    NoEvidence(PathBuf),
    /// Something else on the disk, with the system's reason.
    Disk(PathBuf, String),
    /// The workbook library refused a page; its reason.
    Unwritable(String),
    /// The system's folder for temporary files takes no more, with the system's reason.
    TemporaryNotWritable(PathBuf, String),
    /// Standard output takes no more, with the system's reason.
    OutputBroken(String),
    /// The user interrupted.
    Interrupted,
}

/// Why a produced workbook tells nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum Closed {
    /// It does not exist.
    Missing,
    /// It cannot be read.
    Unread(Box<Finding>),
    /// This program did not make it.
    NotOurs,
    /// It is a clean copy, or an early version made it: there is no record.
    NoRecord,
    /// A version of the program with another record made it.
    OtherVersion(String),
    /// Its record is not as it was written.
    RecordTouched,
}

/// One mistake in the roster workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct RosterMistake {
    /// Sheet and cell.
    pub place: Place,
    /// What is wrong.
    pub what: Mistake,
}

/// What is wrong at one place of the roster.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the facts of each mistake are named by its sentence in wording::errors")]
pub enum Mistake {
    HeadingMissing { heading: String },
    HeadingUnknown { written: String, nearest: Option<String> },
    HeadingTwice { written: String },
    KeyUnknown { written: String, nearest: Option<String> },
    KeyTwice { written: String, first: String },
    ValueBad { heading: String, written: String, expected: String },
    Blank { heading: String },
    UnitUnknown { written: String, nearest: Option<String> },
    NameTwice { written: String, first: String },
    AliasShared { alias: String, with: String },
    FrequencyUnknown { written: String },
    DatesBackwards { from: String, until: String },
    NameUnknown { kind: String, written: String, nearest: Option<String> },
    NothingToConfirm { written: String },
    AnswersSeveral { written: String },
    AnswerTwice { written: String, first: String, same: bool },
}
