//! "What did it come to?" The figures and names of the overview.
//!
//! In: the outcome. Out: a [`Digest`]: coverage, counts of results and verdicts, problems by unit, units without problems, what
//! needs a decision. It knows no page.

use super::notes;
use crate::candidates::{Candidates, candidates, complete};
use crate::confirm;
use crate::finding::{Finding, Kind, Severity};
use crate::fold::fold;
use crate::judge::{ColumnResult, Verdict};
use crate::outcome::{InputStatus, Outcome};
use crate::tally::AccountRow;
use crate::wording::confirm as words;
use crate::wording::overview::{self, Decision};
use crate::wording::{annexes, differences, findings, labels};
use indexmap::IndexMap;
use std::collections::HashSet;

/// Longest name on a chart's axis, in characters.
const AXIS_NAME: usize = 9;
/// The same with a part of the account type behind it: what takes two lines costs the label of the next bar.
const AXIS_NAME_APART: usize = 7;
/// Shortest part of an account type that says something.
const AXIS_TYPE: usize = 2;
/// Longest part of one that is not shortened.
const AXIS_WORD: usize = 3;
/// Accounts on the chart.
const CHART_ACCOUNTS: usize = 10;
/// The same where an earlier period is told of on the page, which stays one.
const FEWER_ACCOUNTS: usize = 5;

/// What the overview says.
pub(super) struct Digest {
    /// Units asked, units of which all came, units of which nothing and of which a part came; without a roster nobody was asked.
    pub(super) coverage: (Option<usize>, usize, Option<(usize, usize)>),
    /// Units of which nothing that they handed in was read, where nobody was asked.
    pub(super) unread_units: usize,
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
    let shared = outcome.tally.shared_account_names();
    let told_apart = |row: &AccountRow| {
        let platform = Some(row.platform.as_str()).filter(|p| !p.is_empty() && shared.contains(&fold(&row.account)));
        differences::object(Some(&row.account), platform)
    };
    let failed = listed().filter(|(_, v)| **v == Verdict::Unqualified);
    let most_accounts = if outcome.previous.is_some() { FEWER_ACCOUNTS } else { CHART_ACCOUNTS };
    Digest {
        coverage: coverage(outcome),
        unread_units: if is_asked(outcome) { 0 } else { outcome.units_unread() },
        results: results(outcome),
        verdicts: verdicts.iter().map(|v| (labels::verdict(*v), of(*v))).collect(),
        qualified_rate,
        failed_accounts: failed.map(|(row, _)| overview::account(&told_apart(row), &row.unit)).collect(),
        problems: problems(outcome),
        candidates: is_asked(outcome).then(|| candidates(outcome)),
        decisions: decisions(outcome),
        most_accounts,
        top_posts: top_posts(outcome, most_accounts),
    }
}

fn coverage(outcome: &Outcome) -> (Option<usize>, usize, Option<(usize, usize)>) {
    let submissions = &outcome.tally.submissions;
    let asked = submissions.expected.iter().filter(|e| !e.forms.is_empty()).count();
    if !is_asked(outcome) {
        return (None, submissions.received.len(), None);
    }
    let Missing { nothing, part } = missing(outcome);
    (Some(asked), complete(outcome).len(), Some((nothing.len(), part.len())))
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
    let mut of_unit: IndexMap<&str, IndexMap<String, Vec<String>>> = IndexMap::new();
    for finding in &outcome.judgment.findings {
        let counts = finding.severity == Severity::Fail
            || finding.severity == Severity::Notice && notes::is_about_work(&finding.kind);
        let Some(unit) = finding.unit.as_deref().filter(|_| counts) else { continue };
        let objects = of_unit.entry(unit).or_default().entry(notes::problem_of(finding)).or_default();
        objects.extend(findings::object(finding).filter(|o| !objects.contains(o)));
    }
    let mut alike: IndexMap<Vec<String>, Vec<String>> = IndexMap::new();
    for (unit, problems) in of_unit {
        let texts = problems.iter().map(|(text, objects)| overview::problem(objects, text)).collect();
        alike.entry(texts).or_default().push(unit.to_owned());
    }
    alike.into_iter().map(|(texts, units)| (units, texts)).collect()
}

/// Units of which something due is missing: of those that sent nothing the names, of the others with what is missing.
struct Missing {
    nothing: Vec<String>,
    part: Vec<String>,
}

fn missing(outcome: &Outcome) -> Missing {
    let submissions = &outcome.tally.submissions;
    let mut out = Missing { nothing: Vec::new(), part: Vec::new() };
    for (expected, forms) in submissions.missing() {
        if forms.len() == expected.forms.len() {
            out.nothing.push(expected.unit.clone());
        } else {
            out.part.push(overview::lacks(&expected.unit, &forms));
        }
    }
    out
}

fn decisions(outcome: &Outcome) -> Vec<String> {
    let refused: HashSet<usize> = outcome
        .inputs
        .iter()
        .filter_map(|i| if let InputStatus::Refused(n) = i.status { Some(n) } else { None })
        .collect();
    let all = outcome.judgment.findings.iter().enumerate().filter(|(_, f)| f.severity == Severity::Doubt);
    let open: Vec<&Finding> = all.filter(|(n, _)| !refused.contains(n)).map(|(_, f)| f).collect();
    let of = |about: About| open.iter().copied().filter(move |f| About::of(f) == about);
    let Missing { nothing, part } = missing(outcome);
    let waiting = outcome.tally.submissions.waiting.iter();
    let waits: Vec<String> = waiting.map(|w| overview::waits(&w.unit, &w.forms)).collect();
    let rows: Vec<String> = of(About::Rows).map(named_row).collect();
    let left_out = usize::try_from(outcome.tally.totals.open).unwrap_or(0);
    let plain = |what, n| (what, n, Vec::new());
    let waiting = confirm::waiting(outcome);
    [
        (Decision::NotSubmitted, nothing.len(), nothing),
        (Decision::Part, part.len(), part),
        (Decision::Waits, waits.len(), waits),
        (Decision::Rows, rows.len(), rows),
        plain(Decision::Files, refused.len()),
        (Decision::Names, waiting.0, vec![words::waiting(waiting).replace(' ', "")]),
        plain(Decision::Owners, of(About::Owners).count()),
        plain(Decision::Figures, of(About::Figures).count()),
        plain(Decision::Wordings, of(About::Wordings).count()),
        plain(Decision::LeftOut, left_out),
    ]
    .into_iter()
    .filter(|(_, n, _)| *n > 0)
    .map(|(what, n, names)| {
        let word = if what == Decision::Rows { overview::ITEMS } else { overview::UNITS };
        overview::decision(what, n, &overview::names(&names, word))
    })
    .collect()
}

/// What a doubt is about, as the overview counts it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    /// A form that did not come: counted by units.
    Forms,
    /// A website column or account that did not come.
    Rows,
    /// A name: counted as in the workbook that asks about it.
    Names,
    /// Whose something is.
    Owners,
    /// A wording that the office listed as wrong.
    Wordings,
    /// Anything else.
    Figures,
}

impl About {
    fn of(finding: &Finding) -> Self {
        match &finding.kind {
            Kind::NotSubmitted { .. } => Self::Forms,
            Kind::SubmissionWaits { .. } if finding.object.is_none() => Self::Forms,
            Kind::ObjectNotSubmitted { .. } => Self::Rows,
            Kind::ColumnUnknown { written, .. } | Kind::AccountUnknown { written, .. } if written.is_empty() => {
                Self::Owners
            }
            Kind::UnitUnknown { .. } | Kind::ColumnUnknown { .. } | Kind::AccountUnknown { .. } => Self::Names,
            Kind::UnitUndetermined { .. }
            | Kind::UnitWithheld
            | Kind::UnitConflict { .. }
            | Kind::OwnerDiffers { .. } => Self::Owners,
            Kind::WordingWrong { .. } => Self::Wordings,
            _ => Self::Figures,
        }
    }
}

fn named_row(finding: &Finding) -> String {
    let object = findings::object(finding).unwrap_or_default();
    overview::account(&object, finding.unit.as_deref().unwrap_or_default())
}

fn top_posts(outcome: &Outcome, most: usize) -> Vec<(String, i64)> {
    let rows = outcome.tally.accounts.iter().filter(|r| r.listed);
    let mut out: Vec<(&AccountRow, i64)> = rows.filter_map(|r| Some((r, r.actual.value.known()?))).collect();
    out.sort_by_key(|(_, posts)| std::cmp::Reverse(*posts));
    out.truncate(most);
    let shared = outcome.tally.shared_account_names();
    let name = |row: &AccountRow| {
        if row.platform.is_empty() || !shared.contains(&fold(&row.account)) {
            return cut(&row.account, AXIS_NAME);
        }
        let platform = telling_part(row, outcome);
        let room = AXIS_NAME_APART.saturating_sub(platform.chars().count());
        overview::axis_name(&cut(&row.account, room), &platform)
    };
    out.into_iter().map(|(row, posts)| (name(row), posts)).collect()
}

/// As much of the account type as tells the account from others of its name.
fn telling_part(row: &AccountRow, outcome: &Outcome) -> String {
    let name = fold(&row.account);
    let others = outcome.tally.accounts.iter().filter(|r| r.platform != row.platform && fold(&r.account) == name);
    let others: Vec<&str> = others.map(|r| r.platform.as_str()).collect();
    let chars: Vec<char> = row.platform.chars().collect();
    let alike = |other: &&str| chars.iter().zip(other.chars()).take_while(|(a, b)| **a == *b).count();
    // What all types of the name begin with tells nothing: 订阅号 and 视频号 are enough beside each other.
    let shared = others.iter().map(alike).min().filter(|n| n + AXIS_TYPE <= chars.len()).unwrap_or(0);
    let own = &chars[shared..];
    let most = if own.len() <= AXIS_WORD { own.len() } else { AXIS_TYPE };
    let tells = |n: &usize| others.iter().all(|other| alike(other) < shared + n);
    let taken = (most..=own.len()).find(tells).unwrap_or(own.len());
    own[..taken].iter().collect()
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

    /// Problems as at most `entries` texts of a line of `chars` characters each; the first ones take of `more` lines what they need, up
    /// to two.
    pub(super) fn problem_lines(&self, entries: usize, more: usize, chars: usize) -> String {
        let mut left = more;
        let mut text = |(units, texts): &(Vec<String>, Vec<String>)| {
            let whole = overview::unit_problems(&overview::units(units), texts);
            let taken = whole.chars().count().div_ceil(chars).saturating_sub(1).min(left.min(2));
            left -= taken;
            cut(&whole, (1 + taken) * chars)
        };
        let mut lines: Vec<String> = self.problems.iter().take(entries).map(&mut text).collect();
        if self.problems.len() > entries {
            lines.push(overview::and_more(self.problems.iter().map(|(units, _)| units.len()).sum()));
        }
        if lines.is_empty() { annexes::NONE.to_owned() } else { lines.join("\n") }
    }
}
