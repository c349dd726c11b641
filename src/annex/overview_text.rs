//! "What did it come to?" The figures and names of the overview.
//!
//! In: the outcome. Out: a [`Digest`]: coverage, counts of results and verdicts, problems by unit, units without problems, what
//! needs a decision. It knows no page.

use super::notes;
use crate::candidates::{Candidates, candidates, complete};
use crate::finding::{Finding, Kind, Severity};
use crate::judge::{ColumnResult, Verdict};
use crate::outcome::{InputStatus, Outcome};
use crate::tally::AccountRow;
use crate::wording::overview::{self, Decision};
use crate::wording::{annexes, labels};
use indexmap::{IndexMap, IndexSet};
use std::collections::HashSet;

/// Longest name on a chart's axis, in characters.
const AXIS_NAME: usize = 9;
/// Accounts on the chart.
const CHART_ACCOUNTS: usize = 10;
/// The same where an earlier period is told of on the page, which stays one.
const FEWER_ACCOUNTS: usize = 5;

/// What the overview says.
pub(super) struct Digest {
    /// Units asked, units of which all came, units of which something is missing; without a roster nobody was asked.
    pub(super) coverage: (Option<usize>, usize, Option<usize>),
    /// Column results with their number, in the order of the labels.
    pub(super) results: Vec<(&'static str, usize)>,
    /// Verdicts with their number.
    pub(super) verdicts: Vec<(&'static str, usize)>,
    /// 合格 / (合格 + 不合格); `None` when there is neither.
    pub(super) qualified_rate: Option<f64>,
    /// Accounts that fail.
    pub(super) failed_accounts: Vec<String>,
    /// Units with their problems, in the order of the report; units with the very same problems together.
    pub(super) problems: Vec<(Vec<String>, Vec<String>)>,
    /// Units that reported all and about which nothing is said; none without a list of what is due.
    pub(super) candidates: Option<Candidates>,
    /// What needs a decision.
    pub(super) decisions: Vec<String>,
    /// How many accounts the chart has at most.
    pub(super) most_accounts: usize,
    /// Accounts with most posts.
    pub(super) top_posts: Vec<(String, i64)>,
}

/// Draws the digest of a batch.
pub(super) fn digest(outcome: &Outcome) -> Digest {
    let listed = || outcome.tally.accounts.iter().zip(&outcome.judgment.accounts).filter(|(row, _)| row.listed);
    let of = |verdict| listed().filter(|(_, v)| **v == verdict).count();
    let verdicts = [Verdict::Qualified, Verdict::Unqualified, Verdict::Open, Verdict::NotReported];
    let (yes, no) = (of(Verdict::Qualified), of(Verdict::Unqualified));
    #[expect(clippy::cast_precision_loss, reason = "counts of accounts are far below 2^52")]
    let qualified_rate = (yes + no > 0).then(|| yes as f64 / (yes + no) as f64);
    let failed = listed().filter(|(_, v)| **v == Verdict::Unqualified);
    let most_accounts = if outcome.previous.is_some() { FEWER_ACCOUNTS } else { CHART_ACCOUNTS };
    Digest {
        coverage: coverage(outcome),
        results: results(outcome),
        verdicts: verdicts.iter().map(|v| (labels::verdict(*v), of(*v))).collect(),
        qualified_rate,
        failed_accounts: failed.map(|(row, _)| overview::account(&row.account, &row.unit)).collect(),
        problems: problems(outcome),
        candidates: is_asked(outcome).then(|| candidates(outcome)),
        decisions: decisions(outcome),
        most_accounts,
        top_posts: top_posts(outcome, most_accounts),
    }
}

fn coverage(outcome: &Outcome) -> (Option<usize>, usize, Option<usize>) {
    let submissions = &outcome.tally.submissions;
    let asked = submissions.expected.iter().filter(|e| !e.forms.is_empty()).count();
    if !is_asked(outcome) {
        return (None, submissions.received.len(), None);
    }
    let came = complete(outcome).len();
    (Some(asked), came, Some(asked - came))
}

/// Whether anybody is known to owe anything.
fn is_asked(outcome: &Outcome) -> bool {
    outcome.tally.submissions.expected.iter().any(|e| !e.forms.is_empty())
}

fn results(outcome: &Outcome) -> Vec<(&'static str, usize)> {
    const ALL: [ColumnResult; 7] = [
        ColumnResult::Met,
        ColumnResult::MonthMissing,
        ColumnResult::Short,
        ColumnResult::None,
        ColumnResult::NotJudged,
        ColumnResult::Open,
        ColumnResult::NotReported,
    ];
    let rows = || outcome.tally.columns.iter().zip(&outcome.judgment.columns).filter(|(row, _)| row.listed);
    ALL.iter().map(|result| (labels::result(*result), rows().filter(|(_, r)| *r == result).count())).collect()
}

/// Fails, and notices on the unit's work, by unit.
fn problems(outcome: &Outcome) -> Vec<(Vec<String>, Vec<String>)> {
    let mut of_unit: IndexMap<&str, IndexMap<String, Vec<&str>>> = IndexMap::new();
    for finding in &outcome.judgment.findings {
        let counts = finding.severity == Severity::Fail
            || finding.severity == Severity::Notice && notes::is_about_work(&finding.kind);
        let Some(unit) = finding.unit.as_deref().filter(|_| counts) else { continue };
        let objects = of_unit.entry(unit).or_default().entry(notes::problem_of(finding)).or_default();
        objects.extend(finding.object.as_deref().filter(|o| !objects.contains(o)));
    }
    let mut alike: IndexMap<Vec<String>, Vec<String>> = IndexMap::new();
    for (unit, problems) in of_unit {
        let texts = problems.iter().map(|(text, objects)| overview::problem(objects, text)).collect();
        alike.entry(texts).or_default().push(unit.to_owned());
    }
    alike.into_iter().map(|(texts, units)| (units, texts)).collect()
}

fn decisions(outcome: &Outcome) -> Vec<String> {
    let doubts: Vec<&Finding> = outcome.judgment.findings.iter().filter(|f| f.severity == Severity::Doubt).collect();
    let is_absent = |f: &&Finding| matches!(f.kind, Kind::NotSubmitted { .. } | Kind::ObjectNotSubmitted { .. });
    let is_name = |f: &&Finding| {
        matches!(
            f.kind,
            Kind::UnitUnknown { .. }
                | Kind::ColumnUnknown { .. }
                | Kind::AccountUnknown { .. }
                | Kind::UnitUndetermined
                | Kind::UnitWithheld
                | Kind::UnitConflict { .. }
                | Kind::OwnerDiffers { .. }
        )
    };
    let refused: HashSet<usize> = outcome
        .inputs
        .iter()
        .filter_map(|i| match i.status {
            InputStatus::Refused(n) => Some(n),
            _ => None,
        })
        .collect();
    let units: IndexSet<&String> = doubts.iter().copied().filter(is_absent).filter_map(|f| f.unit.as_ref()).collect();
    let absent: Vec<String> = units.into_iter().cloned().collect();
    let named = doubts.iter().copied().filter(is_name).count();
    let all = outcome.judgment.findings.iter().enumerate();
    let of_files = all.filter(|(n, f)| f.severity == Severity::Doubt && refused.contains(n)).count();
    let wordings = doubts.iter().filter(|f| matches!(f.kind, Kind::WordingWrong { .. })).count();
    let told = doubts.iter().copied().filter(is_absent).count() + named + of_files + wordings;
    let other = doubts.len().saturating_sub(told);
    let guesses = outcome.renames.iter().filter(|r| r.how.is_guess()).count();
    let names = overview::units(&absent);
    let left_out = usize::try_from(outcome.tally.totals.open).unwrap_or(0);
    [
        (Decision::NotSubmitted, absent.len()),
        (Decision::Files, refused.len()),
        (Decision::Names, named),
        (Decision::Figures, other),
        (Decision::Wordings, wordings),
        (Decision::LeftOut, left_out),
        (Decision::Guesses, guesses),
    ]
    .into_iter()
    .filter(|(_, n)| *n > 0)
    .map(|(what, n)| overview::decision(what, n, &names))
    .collect()
}

fn top_posts(outcome: &Outcome, most: usize) -> Vec<(String, i64)> {
    let rows = outcome.tally.accounts.iter().filter(|r| r.listed);
    let mut out: Vec<(&AccountRow, i64)> = rows.filter_map(|r| Some((r, r.actual.value.known()?))).collect();
    out.sort_by_key(|(_, posts)| std::cmp::Reverse(*posts));
    out.truncate(most);
    out.into_iter().map(|(row, posts)| (axis_name(&row.account), posts)).collect()
}

fn axis_name(name: &str) -> String {
    cut(name, AXIS_NAME)
}

/// The first `most` characters, with a sign that there were more.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{kept}{}", overview::CUT)
}

impl Digest {
    /// Number of column results in all.
    pub(super) fn columns(&self) -> usize {
        self.results.iter().map(|(_, n)| n).sum()
    }

    /// Problems as at most `entries` lines of at most `most` characters.
    pub(super) fn problem_lines(&self, entries: usize, most: usize) -> String {
        let mut lines: Vec<String> = self
            .problems
            .iter()
            .take(entries)
            .map(|(units, texts)| cut(&overview::unit_problems(&overview::units(units), texts), most))
            .collect();
        if self.problems.len() > entries {
            lines.push(overview::and_more(self.problems.iter().map(|(units, _)| units.len()).sum()));
        }
        if lines.is_empty() { annexes::NONE.to_owned() } else { lines.join("\n") }
    }
}
