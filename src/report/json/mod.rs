//! "The same, for a script." The report of a run as one JSON document (`docs/report.schema.json`).
//!
//! In: the outcome of the batch, or what there is of it when a run ended early. Out: a [`Report`], whose types are its own: inner types may change
//! without breaking its readers. Keys are only added, never renamed. Nothing in it depends on the clock.

pub(super) mod codes;
mod findings;
mod inputs;
mod issues;
mod previous;
mod rows;

use crate::candidates::{Candidate, candidates};
use crate::finding::Finding;
use crate::judge::Verdict;
use crate::normalize::Rename;
use crate::outcome::{Counts, Input, Outcome, Stopped, count};
use crate::period::Period;
use crate::place::Place;
use crate::tally::Totals;
use crate::tally::unread::Unread;
use crate::wording::{labels, overview};
use jiff::civil::Date;
use serde::Serialize;

/// The whole report.
#[derive(Debug, Serialize)]
pub struct Report {
    schema_version: u32,
    tool: Tool,
    period: Option<PeriodSeen>,
    inputs: Vec<inputs::InputSeen>,
    facts: Vec<rows::Fact>,
    columns: Vec<rows::Column>,
    messages: Vec<rows::Message>,
    accounts: Vec<rows::Account>,
    issues: Vec<issues::IssueSeen>,
    issue_units: Vec<issues::IssueUnitSeen>,
    findings: Vec<findings::FindingSeen>,
    renames: Vec<RenameSeen>,
    submissions: inputs::Submissions,
    unread: Vec<UnreadSeen>,
    totals: TotalsSeen,
    counts: CountsSeen,
    candidates: Vec<CandidateSeen>,
    previous: Option<previous::PreviousSeen>,
}

/// A unit that may be praised.
#[derive(Debug, Serialize)]
struct CandidateSeen {
    unit: String,
    done: i64,
    rank: usize,
    clean_before: Option<bool>,
}

#[derive(Debug, Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Debug, Serialize)]
struct PeriodSeen {
    label: String,
    start: String,
    end: String,
    as_of: Option<String>,
}

/// File, sheet, cell or range.
#[derive(Debug, Serialize)]
struct PlaceSeen {
    file: String,
    sheet: Option<String>,
    cell: Option<String>,
}

#[derive(Debug, Serialize)]
struct RenameSeen {
    what: &'static str,
    written: String,
    used: String,
    how: &'static str,
    guess: bool,
    place: PlaceSeen,
}

#[derive(Debug, Default, Serialize)]
struct TotalsSeen {
    columns: i64,
    updates: i64,
    units_with_columns: i64,
    received: i64,
    closed: i64,
    overdue: i64,
    accounts: i64,
    account_units: i64,
    posts: i64,
    forwards: i64,
    qualified: i64,
    open: i64,
}

/// Something that was handed in and not read, and the annexes that it may be of.
#[derive(Debug, Serialize)]
struct UnreadSeen {
    unit: Option<String>,
    kinds: Vec<&'static str>,
    place: PlaceSeen,
}

/// Findings by weight; console and workbook count by the same.
#[derive(Debug, Serialize)]
struct CountsSeen {
    fail: usize,
    notice: usize,
    doubt: usize,
    manual: usize,
    needs_human: usize,
}

/// The report of a finished run.
#[must_use]
pub fn report(outcome: &Outcome) -> Report {
    let findings = &outcome.judgment.findings;
    let period = &outcome.tally.period;
    let by_row = outcome.judgment.by_row(&outcome.tally);
    // Facts are what the files say; what 更正 puts in their stead stands in the rows.
    let roster = outcome.rules.roster.file.as_ref();
    Report {
        period: Some(period_seen(period, outcome.tally.as_of)),
        facts: outcome.entries.iter().filter(|e| Some(&e.place.file) != roster).map(rows::fact).collect(),
        columns: rows::columns(outcome, &by_row),
        messages: rows::messages(outcome, &by_row),
        accounts: rows::accounts(outcome, &by_row),
        issues: issues::issues(outcome, &by_row),
        issue_units: issues::units(outcome),
        renames: outcome.renames.iter().map(rename).collect(),
        submissions: inputs::submissions(outcome),
        unread: outcome.unread.iter().map(unread).collect(),
        totals: totals(&outcome.tally.totals, outcome),
        candidates: candidates(outcome).list.into_iter().map(candidate).collect(),
        previous: outcome.previous.as_ref().map(previous::previous),
        ..so_far(&outcome.inputs, findings)
    }
}

/// The report of a run that ended before there was anything to add up.
#[must_use]
pub fn so_far(inputs: &[Input], findings: &[Finding]) -> Report {
    let reasons = inputs::Reasons::of(findings);
    Report {
        schema_version: 1,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        period: None,
        inputs: inputs.iter().map(|input| inputs::input(input, &reasons)).collect(),
        facts: Vec::new(),
        columns: Vec::new(),
        messages: Vec::new(),
        accounts: Vec::new(),
        issues: Vec::new(),
        issue_units: Vec::new(),
        findings: findings.iter().enumerate().map(|(i, f)| findings::finding(i, f)).collect(),
        renames: Vec::new(),
        submissions: inputs::Submissions::default(),
        unread: Vec::new(),
        totals: TotalsSeen::default(),
        counts: counts(inputs, findings),
        candidates: Vec::new(),
        previous: None,
    }
}

/// The report of a run that made nothing: what came and was not read stands in it all the same.
#[must_use]
pub fn stopped(why: &Stopped) -> Report {
    Report {
        submissions: inputs::of_unread(&why.unread),
        unread: why.unread.iter().map(unread).collect(),
        ..so_far(&why.inputs, &why.findings)
    }
}

impl Report {
    /// The document: indented, UTF-8, with a line end.
    ///
    /// # Errors
    /// Only when the JSON library refuses, which the types give it no cause to.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }
}

fn candidate(candidate: Candidate) -> CandidateSeen {
    let Candidate { unit, done, rank, clean_before } = candidate;
    CandidateSeen { unit, done, rank, clean_before }
}

fn counts(inputs: &[Input], findings: &[Finding]) -> CountsSeen {
    let Counts { fails, notices, doubts, manual, needing_human, .. } = count(inputs, findings);
    CountsSeen { fail: fails, notice: notices, doubt: doubts, manual, needs_human: needing_human }
}

fn period_seen(period: &Period, as_of: Option<Date>) -> PeriodSeen {
    PeriodSeen {
        label: labels::period(period),
        start: period.start.to_string(),
        end: period.end.to_string(),
        as_of: as_of.map(|day| day.to_string()),
    }
}

fn place(place: &Place) -> PlaceSeen {
    PlaceSeen {
        file: place.file.to_string(),
        sheet: place.sheet.as_ref().map(ToString::to_string),
        cell: place.area.map(|area| area.to_string()),
    }
}

fn unread(unread: &Unread) -> UnreadSeen {
    let kinds = unread.forms.iter().map(|form| codes::form(*form)).collect();
    UnreadSeen { unit: unread.unit.clone(), kinds, place: place(&unread.place) }
}

fn rename(rename: &Rename) -> RenameSeen {
    let (written, used) = overview::renamed(rename);
    RenameSeen {
        what: codes::name_kind(rename.what),
        written,
        used,
        how: codes::how(rename.how),
        guess: rename.how.is_guess(),
        place: place(&rename.place),
    }
}

fn totals(totals: &Totals, outcome: &Outcome) -> TotalsSeen {
    let verdicts = outcome.tally.accounts.iter().zip(&outcome.judgment.accounts);
    let qualified = verdicts.filter(|(row, verdict)| row.listed && **verdict == Verdict::Qualified).count();
    TotalsSeen {
        columns: totals.columns,
        updates: totals.updates,
        units_with_columns: totals.units_with_columns,
        received: totals.received,
        closed: totals.closed,
        overdue: totals.overdue,
        accounts: totals.accounts,
        account_units: totals.account_units,
        posts: totals.posts,
        forwards: totals.forwards,
        qualified: i64::try_from(qualified).unwrap_or(i64::MAX),
        open: totals.open,
    }
}
