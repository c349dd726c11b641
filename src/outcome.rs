//! "What did the batch come to?" Everything that pages and reports are drawn from.
//!
//! In: what the steps handed on. Out: one [`Outcome`]; workbook, console and JSON show the same one, so that they cannot disagree.

use crate::error::Error;
use crate::field::Form;
use crate::finding::{Finding, Kind, Severity};
use crate::judge::Judgment;
use crate::normalize::{Counted, Difference, Entry, ParentSaid, Question, Rename};
use crate::previous::Compared;
use crate::rules::Rules;
use crate::settle::PeriodFrom;
use crate::settle::names::Group;
use crate::tally::Tally;
use crate::tally::totals::Sum;
use crate::tally::unread::{self, Unread};
use std::collections::HashSet;
use std::path::PathBuf;

pub use crate::tally::balance::Balance;
pub use crate::tally::register::{Input, InputStatus, InputTable};
pub use crate::tally::seen::Drawn;

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
    /// Names that the clerk should confirm.
    pub questions: Vec<Question>,
    /// Columns above website columns, as files name them.
    pub parents: Vec<ParentSaid>,
    /// Figures that files report differently.
    pub differences: Vec<Difference>,
    /// What became of the lines of ledgers, by unit or account.
    pub counted: Vec<Counted>,
    /// Without a roster: units that are written in several ways.
    pub groups: Vec<Group>,
    /// The sums.
    pub tally: Tally,
    /// Results, verdicts and all findings.
    pub judgment: Judgment,
    /// What was handed in and not read.
    pub unread: Vec<Unread>,
    /// The run beside an earlier period, where a workbook of one was given.
    pub previous: Option<Compared>,
}

impl Outcome {
    /// How many tables, parts of tables and files may be of an annex and were not read.
    #[must_use]
    pub fn unread_of(&self, form: Form) -> usize {
        unread::of_form(&self.unread, form)
    }

    /// What stands for the totals of the annexes wherever they are told.
    #[must_use]
    pub fn sums(&self) -> Sums {
        let tally = &self.tally;
        let columns = || tally.columns.iter().filter(|row| row.listed);
        let messages = || tally.messages.iter().filter(|row| row.listed);
        let accounts = || tally.accounts.iter().filter(|row| row.listed);
        let [of_columns, of_messages, of_accounts] =
            [Form::Columns, Form::Messages, Form::Accounts].map(|form| self.unread_of(form));
        let rows = |count: i64, unread: usize| if count == 0 && unread > 0 { Sum::NotSet } else { Sum::Known(count) };
        Sums {
            columns: rows(tally.totals.columns, of_columns),
            updates: Sum::of_figures(columns().map(|row| &row.actual), of_columns),
            received: Sum::of_figures(messages().map(|row| &row.received), of_messages),
            closed: Sum::of_figures(messages().map(|row| &row.closed), of_messages),
            overdue: Sum::of_figures(messages().map(|row| &row.overdue), of_messages),
            accounts: rows(tally.totals.accounts, of_accounts),
            posts: Sum::of_figures(accounts().map(|row| &row.actual), of_accounts),
            forwards: Sum::of_figures(accounts().map(|row| &row.forwarded), of_accounts),
        }
    }

    /// How many units handed something in of which nothing at all was read.
    #[must_use]
    pub fn units_unread(&self) -> usize {
        let read: HashSet<&str> = self.tally.submissions.received.iter().map(|r| r.unit.as_str()).collect();
        let units: HashSet<&str> = self.unread.iter().filter_map(|unread| unread.unit.as_deref()).collect();
        units.difference(&read).count()
    }
}

/// What stands for each total: overview and console tell these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sums {
    /// Rows of annex 1.
    pub columns: Sum,
    /// Updates.
    pub updates: Sum,
    /// Messages received.
    pub received: Sum,
    /// Messages closed.
    pub closed: Sum,
    /// Messages overdue.
    pub overdue: Sum,
    /// Rows of annex 3.
    pub accounts: Sum,
    /// Posts.
    pub posts: Sum,
    /// Forwards.
    pub forwards: Sum,
}

/// How many findings there are of each weight: console, workbook and report count by this one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// 不达标.
    pub fails: usize,
    /// 提示.
    pub notices: usize,
    /// Of these, those in the list of problems; the others stand beside what they are about.
    pub listed_notices: usize,
    /// 待核.
    pub doubts: usize,
    /// Problems found by hand, of any weight.
    pub manual: usize,
    /// Those that keep the exit status from 0: doubts, and the reasons of refused files.
    pub needing_human: usize,
}

/// Whether a finding is a line of 问题清单.
#[must_use]
pub const fn is_listed(finding: &Finding) -> bool {
    match finding.severity {
        Severity::Fail => true,
        Severity::Notice
            if matches!(
                finding.kind,
                Kind::Corrected { .. } | Kind::CorrectionAnswers { .. } | Kind::OwnerMoved { .. }
            ) =>
        {
            false
        }
        Severity::Notice => finding.unit.is_some() || matches!(finding.kind, Kind::BodyDiffers { .. }),
        Severity::Doubt => false,
    }
}

/// Counts findings.
#[must_use]
pub fn count(inputs: &[Input], findings: &[Finding]) -> Counts {
    let of = |severity| findings.iter().filter(|f| f.severity == severity).count();
    Counts {
        fails: of(Severity::Fail),
        notices: of(Severity::Notice),
        listed_notices: findings.iter().filter(|f| f.severity == Severity::Notice && is_listed(f)).count(),
        doubts: of(Severity::Doubt),
        manual: findings.iter().filter(|f| matches!(f.kind, Kind::Manual { .. })).count(),
        needing_human: needing_human(inputs, findings).count(),
    }
}

/// Findings that keep the exit status from 0, each with its index: doubts, and the reasons of refused files whatever they weigh.
pub fn needing_human<'a>(inputs: &[Input], findings: &'a [Finding]) -> impl Iterator<Item = (usize, &'a Finding)> {
    let refused: HashSet<usize> =
        inputs.iter().filter_map(|i| if let InputStatus::Refused(f) = i.status { Some(f) } else { None }).collect();
    let all = findings.iter().enumerate();
    all.filter(move |(n, f)| f.severity == Severity::Doubt || refused.contains(n))
}

/// A product on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    /// Where it lies, or would lie.
    pub path: PathBuf,
    /// What became of the place.
    pub how: How,
}

/// What became of the place of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// Nothing lay there.
    New,
    /// The same bytes lay there and were left alone.
    Unchanged,
    /// Something older lay there and is kept under this name.
    KeptOld(PathBuf),
    /// Something older was replaced.
    Replaced,
    /// The promised place is open in another program, so this name was taken instead.
    OpenElsewhere {
        /// The promised place.
        wanted: PathBuf,
    },
    /// Nothing was written, because it was only a trial.
    Trial,
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
    /// What was handed in and not read, as far as that is known.
    pub unread: Vec<Unread>,
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self { error, inputs: Vec::new(), findings: Vec::new(), unread: Vec::new() }
    }
}

impl From<Error> for Box<Stopped> {
    fn from(error: Error) -> Self {
        Self::new(error.into())
    }
}
