//! "What must be flagged?" Holds the tally against the office's rules.
//!
//! In: the tally and the rules. Out: a [`Judgment`]: a result for each website column, a verdict and problem text for each
//! account, and every finding. One rule, one file. Rules return findings; they never print and never change a figure.

mod body;
mod caps;
mod claims;
mod collect;
mod contradictions;
mod forwards;
mod issues;
mod manual;
mod messages;
mod once;
mod open;
mod outliers;
mod posts;
mod praised;
mod readings;
mod silence;
mod updates;

pub use readings::{all_readings, readings};

use crate::field::Form;
use crate::finding::{Finding, Kind, Subject};
use crate::place::Place;
use crate::rules::Rules;
use crate::tally::{Figure, Tally};
use std::collections::{HashMap, HashSet};

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

/// The rules, in the order in which their findings stand on one row.
const RULES: [fn(&Bench) -> Vec<Finding>; 14] = [
    updates::findings,
    posts::findings,
    forwards::findings,
    silence::of_posts,
    silence::of_originals,
    caps::findings,
    messages::findings,
    issues::findings,
    claims::findings,
    contradictions::findings,
    outliers::findings,
    manual::findings,
    body::findings,
    open::findings,
];

/// Judges the batch. `earlier` are the findings of all steps before the tally; the tally's own are taken from it.
#[must_use]
pub fn judge(tally: &Tally, rules: &Rules, mut earlier: Vec<Finding>) -> Judgment {
    let known: HashSet<(&str, &Place)> = earlier.iter().map(|f| (f.kind.id(), &f.place)).collect();
    // The caller may have counted the tally among the earlier steps; nothing is said twice.
    let is_new = |f: &&Finding| !known.contains(&(f.kind.id(), &f.place)) || !earlier.contains(f);
    let new: Vec<Finding> = tally.findings.iter().filter(is_new).cloned().collect();
    earlier.extend(new);
    let bench =
        Bench { tally, rules, columns: updates::results(tally, rules), accounts: verdicts(tally, rules), earlier };
    let judged: Vec<Finding> = RULES.iter().flat_map(|rule| rule(&bench)).collect();
    let Bench { columns, accounts, mut earlier, .. } = bench;
    earlier.extend(judged);
    let mut findings = collect::collect(tally, rules, earlier);
    let praised = praised::findings(&findings, rules);
    if !praised.is_empty() {
        findings.extend(praised);
        findings = collect::collect(tally, rules, findings);
    }
    Judgment { columns, accounts, findings: once::of_tables(findings) }
}

/// Findings of a run that ends before anything is judged, weighed by the office's rules all the same.
#[must_use]
pub fn weighed(findings: &[Finding], rules: &Rules) -> Vec<Finding> {
    findings.iter().cloned().filter_map(|f| collect::weigh(f, rules)).collect()
}

/// What a rule looks at.
struct Bench<'a> {
    tally: &'a Tally,
    rules: &'a Rules,
    columns: Vec<ColumnResult>,
    accounts: Vec<Verdict>,
    earlier: Vec<Finding>,
}

/// One verdict for each account: on the number of posts, on forwards and gaps where the office says so, and on problems found by
/// hand that decide alone (单项否决), whatever the numbers are.
fn verdicts(tally: &Tally, rules: &Rules) -> Vec<Verdict> {
    let settings = &rules.settings;
    let vetoed = manual::vetoed(tally, rules);
    tally
        .accounts
        .iter()
        .enumerate()
        .map(|(index, row)| {
            if vetoed.contains(&Subject::Account(index)) {
                return Verdict::Unqualified;
            }
            let verdict = posts::verdict(row);
            let forwards = settings.forwards_decide.value && forwards::broken(row, settings).is_some();
            let gap = settings.gap_decides.value && silence::broken(row, settings);
            if verdict == Verdict::Qualified && (forwards || gap) { Verdict::Unqualified } else { verdict }
        })
        .collect()
}

/// A finding on a figure: at its first cell, its other cells and the row's line beside it; at the line where there is no cell.
fn on_figure(kind: Kind, figure: &Figure, line: &Place) -> Finding {
    let mut places: Vec<Place> = Vec::new();
    for place in figure.parts.iter().map(|p| &p.place).chain([line]) {
        if !places.contains(place) {
            places.push(place.clone());
        }
    }
    let mut places = places.into_iter();
    let first = places.next().unwrap_or_else(|| line.clone());
    Finding::new(kind, first).related(places)
}

impl Judgment {
    /// Indexes of the findings on each row of the tally, in order: those that mark it, and a form of its unit that did not come.
    #[must_use]
    pub fn by_row(&self, tally: &Tally) -> HashMap<Subject, Vec<usize>> {
        let mut absent: HashMap<(&str, Form), usize> = HashMap::new();
        let mut rows: HashMap<Subject, Vec<usize>> = HashMap::new();
        for (index, finding) in self.findings.iter().enumerate() {
            if let Some(row) = finding.subject {
                rows.entry(row).or_default().push(index);
            } else if let (Kind::NotSubmitted { form } | Kind::SubmissionWaits { form, .. }, Some(unit)) =
                (&finding.kind, &finding.unit)
            {
                absent.insert((unit, *form), index);
            } else {
                once::rows(finding, tally).for_each(|row| rows.entry(row).or_default().push(index));
            }
        }
        let columns = tally.columns.iter().enumerate().map(|(i, r)| (Subject::Column(i), &r.unit, Form::Columns));
        let accounts = tally.accounts.iter().enumerate().map(|(i, r)| (Subject::Account(i), &r.unit, Form::Accounts));
        for (row, unit, form) in columns.chain(accounts) {
            if let Some(index) = absent.get(&(unit.as_str(), form)) {
                let on_row = rows.entry(row).or_default();
                on_row.push(*index);
                on_row.sort_unstable();
            }
        }
        rows
    }
}
