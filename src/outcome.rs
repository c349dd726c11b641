//! "What did the batch come to?" Everything that pages and reports are drawn from.
//!
//! In: what the steps handed on. Out: one [`Outcome`]; workbook, console and JSON show the same one, so that they cannot disagree.

use crate::discover::SkipReason;
use crate::field::{Field, Form};
use crate::judge::Judgment;
use crate::normalize::{Entry, Rename};
use crate::place::{Area, Place};
use crate::recognize::RowReason;
use crate::rules::Rules;
use crate::settle::PeriodFrom;
use crate::tally::Tally;
use std::sync::Arc;

/// The whole batch.
#[derive(Debug)]
pub struct Outcome {
    /// The rules in force.
    pub rules: Rules,
    /// Where the period came from.
    pub period_from: PeriodFrom,
    /// Every file met, in order; the roster last.
    pub inputs: Vec<Input>,
    /// Every figure that the files report.
    pub entries: Vec<Entry>,
    /// Every rename.
    pub renames: Vec<Rename>,
    /// The sums.
    pub tally: Tally,
    /// Results, verdicts and all findings.
    pub judgment: Judgment,
}

/// One file and what became of it.
#[derive(Debug, Clone)]
pub struct Input {
    /// Path relative to the input folder.
    pub file: Arc<str>,
    /// SHA-256, where its bytes were read.
    pub sha256: Option<String>,
    /// What became of it.
    pub status: InputStatus,
    /// Units that it speaks for, by used name.
    pub units: Vec<String>,
    /// Its tables.
    pub tables: Vec<InputTable>,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputStatus {
    /// Its figures are used.
    Used,
    /// It was refused; the finding's index in [`Judgment::findings`].
    Refused(usize),
    /// It is no submission.
    Skipped(SkipReason),
    /// Newer submissions replace every figure of it.
    Superseded,
    /// It is the roster.
    Roster,
}

/// One table of a file.
#[derive(Debug, Clone)]
pub struct InputTable {
    /// Sheet and range.
    pub place: Place,
    /// What it is about.
    pub form: Form,
    /// Headings: cells, words, meaning.
    pub headings: Vec<(Area, String, Option<Field>)>,
    /// Rows found below the headings.
    pub rows_found: usize,
    /// Rows that gave figures.
    pub rows_used: usize,
    /// Rows left out, by reason.
    pub left_out: Vec<(RowReason, usize)>,
}
