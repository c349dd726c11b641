//! "What must be flagged?" Holds the tally against the office's rules.
//!
//! In: the tally and the rules. Out: a [`Judgment`]: a result for each website column, a verdict and problem text for each
//! account, and every finding. One rule, one file. Rules return findings; they never print and never change a figure.

use crate::finding::Finding;

/// Result of a website column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnResult {
    /// Sum and every month reach the requirement.
    Met,
    /// The sum is reached, a month is not.
    MonthMissing,
    /// The sum is below the requirement.
    Short,
    /// The sum is zero.
    None,
    /// Nothing is required.
    NotJudged,
    /// A count that decides is missing or doubtful.
    Open,
    /// The unit did not hand it in.
    NotReported,
}

/// Verdict on an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// 合格.
    Qualified,
    /// 不合格.
    Unqualified,
    /// 待核.
    Open,
    /// 未报.
    NotReported,
}

/// What the rules say about the batch.
#[derive(Debug, Clone)]
pub struct Judgment {
    /// One for each `Tally::columns`.
    pub columns: Vec<ColumnResult>,
    /// One for each `Tally::accounts`.
    pub accounts: Vec<Verdict>,
    /// All findings of all steps, in the order of the report: fails, notices, doubts, each in annex order. The n-th is `F{n}`.
    pub findings: Vec<Finding>,
}
