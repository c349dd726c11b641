//! "What did the batch come to?" Everything that pages and reports are drawn from.
//!
//! In: what the steps handed on. Out: one [`Outcome`]; workbook, console and JSON show the same one, so that they cannot disagree.

use crate::error::Error;
use crate::finding::Finding;
use crate::judge::Judgment;
use crate::normalize::{Entry, Rename};
use crate::rules::Rules;
use crate::settle::PeriodFrom;
use crate::tally::Tally;

pub use crate::tally::register::{Input, InputStatus, InputTable};

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

/// A run that made nothing, as far as it came.
#[derive(Debug, Clone)]
pub struct Stopped {
    /// Why.
    pub error: Error,
    /// What became of the files until then.
    pub inputs: Vec<Input>,
    /// What was noticed until then.
    pub findings: Vec<Finding>,
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self { error, inputs: Vec::new(), findings: Vec::new() }
    }
}

impl From<Error> for Box<Stopped> {
    fn from(error: Error) -> Self {
        Self::new(error.into())
    }
}
