//! "Required against actual, row by row." Adds up what the entries say, in roster order.
//!
//! In: entries, post logs, roster and rules. Out: a [`Tally`]: one row for each website column, unit with messages and account,
//! each figure with the places it came from; who handed in what; what became of every file. Pure. It judges nothing.

mod accounts;
pub mod balance;
mod claimed;
mod columns;
mod figures;
mod freshness;
mod held;
pub mod issues;
mod messages;
mod noticed;
pub mod register;
pub mod requirement;
mod rows;
pub mod seen;
mod submissions;
mod summaries;
pub mod totals;
pub mod unread;
mod waiting;
mod workdays;

use crate::field::{Field, Form};
use crate::finding::{CountDoubt, Finding};
use crate::fold::fold;
use crate::normalize::{Issue, Normalized, PostLog};
use crate::period::Period;
use crate::place::Place;
use crate::rules::Rules;
use crate::settle::{Held, Settled};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use submissions::Came;
pub use submissions::{Expected, Handed, Received, State, Submissions, Waiting};

/// A figure of an annex with its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Its state and value.
    pub value: Amount,
    /// The cells that it is made of, in order: raw text and place.
    pub parts: Vec<Part>,
}

/// One cell that a figure is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// As it stood in the cell.
    pub raw: String,
    /// Where.
    pub place: Place,
}

/// The state of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// A number.
    Known(i64),
    /// Outside sums and checks ("/").
    NotApplicable,
    /// The unit did not hand in this row (未报).
    NotReported,
    /// Handed in, but nothing stands there.
    Missing,
    /// Stands there but cannot be believed, and why.
    Doubtful(CountDoubt),
}

impl Amount {
    /// The number, when there is one.
    #[must_use]
    pub const fn known(self) -> Option<i64> {
        match self {
            Self::Known(n) => Some(n),
            _ => None,
        }
    }

    /// Whether a total must say that it is open.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Missing | Self::Doubtful(_))
    }
}

impl Figure {
    /// A figure that nobody reported.
    #[must_use]
    pub const fn not_reported() -> Self {
        Self { value: Amount::NotReported, parts: Vec::new() }
    }
}

/// A required number with its arithmetic.
#[derive(Debug, Clone, PartialEq)]
pub struct Required {
    /// The number; `None` when nothing can be required (no-number rules, rules longer than the run).
    pub number: Option<i64>,
    /// The number for each month of the run, where the rule says one.
    pub by_month: Vec<Option<i64>>,
    /// Where it came from.
    pub from: RequiredFrom,
    /// The rule as written (`1条/2周`).
    pub wording: String,
    /// Its terms, e.g. `2 × 3`.
    pub arithmetic: String,
    /// Document that it rests on.
    pub basis: Option<String>,
    /// Where the rule stands.
    pub place: Option<Place>,
    /// The number by each way to read the frequency, where the ways ask for different things.
    pub ways: Ways,
}

/// What a frequency of so many weeks asks for over the whole period, read in two ways.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ways {
    /// A month taken as four weeks.
    pub by_weeks: Option<i64>,
    /// Natural days divided by the days of the frequency, rounded up.
    pub by_days: Option<i64>,
}

/// Where a required number came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequiredFrom {
    /// The roster's row.
    Roster,
    /// The office's rules.
    Rules,
    /// The file's own number or frequency.
    File,
    /// The file's own words, which are in doubt: no other number stands in for them.
    FileInDoubt,
    /// The built-in rule.
    BuiltIn,
    /// Nowhere: nobody says.
    Nobody,
}

/// One row of annex 1.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnRow {
    /// Unit in charge.
    pub unit: String,
    /// Website column.
    pub column: String,
    /// Frequency as written in the roster, else in the file; empty when nobody says.
    pub frequency: String,
    /// Requirement.
    pub required: Required,
    /// One figure for each month of the run.
    pub months: Vec<(Period, Figure)>,
    /// Sum over the run.
    pub actual: Figure,
    /// The file's own verdict and problem texts, as claims.
    pub claims: Vec<(Field, Part)>,
    /// Whether it stands in the roster (or there is no such roster sheet).
    pub listed: bool,
    /// Its line in the roster, else its first cell.
    pub place: Place,
}

/// One row of annex 2.
#[derive(Debug, Clone, PartialEq)]
pub struct MessageRow {
    /// Unit.
    pub unit: String,
    /// Received.
    pub received: Figure,
    /// Closed.
    pub closed: Figure,
    /// Overdue.
    pub overdue: Figure,
    /// Open at the end of the run, where the unit states it itself.
    pub open: Option<Figure>,
    /// Open before the run and so carried over, where the unit states it beside what was received.
    pub carried: Option<i64>,
    /// What ledgers of single messages tell beside the figures; `None` without such a ledger.
    pub ledger: Option<FromLedger>,
    /// Whether it stands in the roster (or there is no such roster sheet).
    pub listed: bool,
    /// Its line in the roster, else its first cell.
    pub place: Place,
}

/// What ledgers of single messages tell about a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FromLedger {
    /// Messages open at the check date; `None` when that is not certain.
    pub open: Option<i64>,
    /// Those closed after their last day; `None` when that is not certain.
    pub overdue_closed: Option<i64>,
    /// Those open past their last day; `None` when that is not certain.
    pub overdue_open: Option<i64>,
    /// The working days of the rules, where they were in force.
    pub limit: Option<i64>,
}

/// One row of annex 3.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountRow {
    /// Unit in charge.
    pub unit: String,
    /// Account name.
    pub account: String,
    /// Account type, canonical.
    pub platform: String,
    /// Requirement.
    pub required: Required,
    /// Posts.
    pub actual: Figure,
    /// Originals, where reported.
    pub original: Figure,
    /// Length of the list to forward; the number in force.
    pub forward_list: Figure,
    /// Forwarded.
    pub forwarded: Figure,
    /// Day of the last post known up to the check date, and where.
    pub last_post: Option<(Date, Place)>,
    /// Largest gap known: days, from, to.
    pub largest_gap: Option<Gap>,
    /// Largest span known without an original; only where a ledger marks originals.
    pub original_gap: Option<Gap>,
    /// The file's own verdict and problem texts, as claims.
    pub claims: Vec<(Field, Part)>,
    /// Whether it stands in the roster (or there is no such roster sheet).
    pub listed: bool,
    /// Its line in the roster, else its first cell.
    pub place: Place,
}

/// A span without posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// Natural days between the two.
    pub days: i64,
    /// Post before the gap, or the period's first day.
    pub from: Date,
    /// Post after the gap, or the check date.
    pub to: Date,
}

/// Figures in no total, by what they report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OpenFigures {
    /// Updates of website columns.
    pub updates: i64,
    /// Messages received.
    pub received: i64,
    /// Messages closed.
    pub closed: i64,
    /// Messages overdue.
    pub overdue: i64,
    /// Posts.
    pub posts: i64,
    /// Forwards.
    pub forwards: i64,
}

/// Sums over listed rows; open figures are left out and counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Rows of annex 1.
    pub columns: i64,
    /// Updates.
    pub updates: i64,
    /// Distinct units in annex 1.
    pub units_with_columns: i64,
    /// Messages received.
    pub received: i64,
    /// Messages closed.
    pub closed: i64,
    /// Messages overdue.
    pub overdue: i64,
    /// Rows of annex 3.
    pub accounts: i64,
    /// Distinct units in annex 3.
    pub account_units: i64,
    /// Posts.
    pub posts: i64,
    /// Forwards.
    pub forwards: i64,
    /// Figures that are missing or doubtful and therefore in no total.
    pub open: i64,
    /// The same by what they report.
    pub open_by: OpenFigures,
}

/// The whole batch, added up.
#[derive(Debug, Clone)]
pub struct Tally {
    /// The run's period.
    pub period: Period,
    /// The check date (检查时间点), where one is set.
    pub as_of: Option<Date>,
    /// Annex 1 rows in roster order, then unlisted ones.
    pub columns: Vec<ColumnRow>,
    /// Message rows in roster order, then unlisted ones; units that reported zero too.
    pub messages: Vec<MessageRow>,
    /// Annex 3 rows in roster order, then unlisted ones.
    pub accounts: Vec<AccountRow>,
    /// Findings of a supervising platform, unit by unit in roster order, then those of unlisted units.
    pub issues: Vec<Issue>,
    /// Their counts by unit, in the same order.
    pub issue_units: Vec<issues::IssueUnit>,
    /// Who handed in what.
    pub submissions: Submissions,
    /// Sums.
    pub totals: Totals,
    /// What was noticed.
    pub findings: Vec<Finding>,
}

impl Tally {
    /// Folded names that accounts of several types bear.
    #[must_use]
    pub fn shared_account_names(&self) -> HashSet<String> {
        let mut first: HashMap<String, &str> = HashMap::new();
        let mut shared = HashSet::new();
        for row in &self.accounts {
            let name = fold(&row.account);
            match first.get(&name) {
                Some(platform) if *platform != row.platform => {
                    shared.insert(name);
                }
                Some(_) => {}
                None => {
                    first.insert(name, &row.platform);
                }
            }
        }
        shared
    }
}

/// Adds up the batch.
#[must_use]
pub fn tally(normalized: &Normalized, settled: &Settled, rules: &Rules) -> Tally {
    let mut logs: HashMap<(String, String), Vec<&PostLog>> = HashMap::new();
    for log in &normalized.logs {
        logs.entry((fold(&log.unit.used), fold(&log.account.used))).or_default().push(log);
    }
    let mut zeros: HashMap<(Form, String), &Place> = HashMap::new();
    for (unit, form, place) in &normalized.zero_reports {
        zeros.entry((*form, fold(unit))).or_insert(place);
    }
    let batch = Batch { normalized, rules, run: settled.period, logs, zeros, held: &settled.held };
    let submissions = submissions::submissions(&batch);
    let mut findings = submissions::not_submitted(&batch, &submissions);
    let came = submissions.came();
    let columns = columns::columns(&batch, &came, &mut findings);
    findings.extend(workdays::unknown_years(&batch, &columns));
    let messages = messages::messages(&batch, &submissions, &mut findings);
    let accounts = accounts::accounts(&batch, &came, &mut findings);
    let totals = totals::totals(&columns, &messages, &accounts);
    let as_of = rules.settings.as_of.value;
    let (issues, issue_units) = issues::issues(&batch);
    let period = settled.period;
    Tally { period, as_of, columns, messages, accounts, issues, issue_units, submissions, totals, findings }
}

/// What every row is made from.
struct Batch<'a> {
    normalized: &'a Normalized,
    rules: &'a Rules,
    run: Period,
    /// Post days by folded unit and account.
    logs: HashMap<(String, String), Vec<&'a PostLog>>,
    /// The first sentence that reports zero, by form and folded unit.
    zeros: HashMap<(Form, String), &'a Place>,
    /// Units whose files came and wait.
    held: &'a [Held],
}

impl<'a> Batch<'a> {
    /// Where a unit says that nothing of a form happened.
    fn zero_report(&self, form: Form, unit: &str) -> Option<&'a Place> {
        self.zeros.get(&(form, fold(unit))).copied()
    }
}
